//! The terms of a sentence: claims, counts and lists of them.

use super::grounds::Cited;
use crate::said::count::Said;
use crate::said::thousands::Grouped;
pub(super) use crate::said::thousands::plural;

/// The largest number of parts, or voices, that are named one by one.
const NAMED: usize = 8;

/// `[has-001]`.
pub(super) fn id(cited: &Cited) -> String {
    format!("[{}]", cited.claim)
}

/// `[has-002, has-004]`.
pub(super) fn ids(cited: &[Cited]) -> String {
    let ids: Vec<&str> = cited.iter().take(NAMED).map(|cited| cited.claim.as_str()).collect();
    let more = if cited.len() > NAMED { ", …" } else { "" };
    format!("[{}{more}]", ids.join(", "))
}

/// `41 [has-008]`, or, if it is not a plain number, with its interval where that reads otherwise: `"dozens" (24 or more)
/// [has-012]`.
pub(super) fn said(cited: &Cited) -> String {
    match cited.count.said() {
        Said::Exactly(_) | Said::None => format!("{} {}", Grouped(cited.reads.low()), id(cited)),
        _ if cited.count.as_str() == cited.reads.to_string() => format!("{:?} {}", cited.count.as_str(), id(cited)),
        _ => format!("{:?} ({}) {}", cited.count.as_str(), cited.reads, id(cited)),
    }
}

/// `3 + 4 = 7`.
pub(super) fn addition(parts: &[u64], sum: u64) -> String {
    let terms: Vec<String> = parts.iter().map(|&part| Grouped(part).to_string()).collect();
    format!("{} = {}", added(&terms), Grouped(sum))
}

/// `a + b + c`, or the first ones and the number of the others.
pub(super) fn added(terms: &[String]) -> String {
    cut(terms, " + ", " + ")
}

/// `a, b and c`, or the first ones and the number of the others.
pub(super) fn listed(terms: &[String]) -> String {
    cut(terms, ", ", " and ")
}

fn cut(terms: &[String], between: &str, last: &str) -> String {
    if terms.len() > NAMED {
        return format!("{}{last}{} more", terms[..NAMED].join(between), Grouped((terms.len() - NAMED) as u64));
    }
    match terms {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => format!("{}{last}{end}", first.join(between)),
    }
}
