//! Phrases for the sentences of findings: claims, counts and lists of them.

use super::grounds::Cited;
use crate::said::count::Said;
pub(super) use crate::said::thousands::plural;
use crate::said::thousands::{Grouped, joined};

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

/// `41 [has-008] as of 2022-01-24`.
pub(super) fn told(cited: &Cited) -> String {
    format!("{} as of {}", said(cited), cited.moment)
}

/// `41 of raid/guards/killed [has-008]`.
pub(super) fn part(number: u64, cited: &Cited) -> String {
    format!("{} of {} {}", Grouped(number), cited.quantity, id(cited))
}

/// `3 + 4 = 7`.
pub(super) fn addition(parts: &[u64], sum: u64) -> String {
    format!("{} = {}", added(parts.iter().map(|&part| Grouped(part))), Grouped(sum))
}

/// `a + b + c`, or the first ones and the number of the others.
pub(super) fn added(terms: impl Iterator<Item = impl ToString>) -> String {
    cut(terms, " + ", " + ")
}

/// `a, b and c`, or the first ones and the number of the others.
pub(super) fn listed(terms: impl Iterator<Item = impl ToString>) -> String {
    cut(terms, ", ", " and ")
}

fn cut(terms: impl Iterator<Item = impl ToString>, between: &str, last: &str) -> String {
    let mut terms: Vec<String> = terms.map(|term| term.to_string()).collect();
    if let Some(more) = terms.len().checked_sub(NAMED).filter(|&more| more > 0) {
        terms.splice(NAMED.., [format!("{} more", Grouped(more as u64))]);
    }
    joined(&terms, between, last)
}
