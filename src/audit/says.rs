//! Words a finding in one sentence.

use super::asks;
use super::grounds::{Cited, Grounds, Opposed};
use super::rule::Rule;
use super::terms::{added, addition, id, ids, listed, plural, said};
use crate::record::moment::Moment;
use crate::record::quantity::{Quantity, Tree};
use crate::said::interval::Interval;
use crate::said::thousands::Grouped;

pub(super) fn sentence(grounds: &Grounds) -> String {
    match grounds {
        Grounds::Order { row, low, best, high } => order(row, *low, *best, *high),
        Grounds::RowParts { row, parts, sum, best } => {
            format!("row {row}: the parts, {}, cover the whole, but best is {}.", addition(parts, *sum), Grouped(*best))
        }
        Grounds::RowPartsExceed { row, parts, sum, limit } => match parts[..] {
            [part] => format!("row {row}: a part, {}, exceeds the whole, {}.", Grouped(part), Grouped(*limit)),
            _ => format!("row {row}: the parts, {}, exceed the whole, {}.", addition(parts, *sum), Grouped(*limit)),
        },
        Grounds::RowPartAbove { row, part, limit } => {
            format!(
                "row {row}: the high of a part, {}, is above the high of the whole, {}.",
                Grouped(*part),
                Grouped(*limit)
            )
        }
        Grounds::RowDates { row, start, end } => format!("row {row}: ends on {end}, before it starts on {start}."),
        Grounds::Exceeds { voice, tree, parts, sum, wholes, limit } => {
            exceeds(voice, *tree, parts, *sum, wholes, *limit)
        }
        Grounds::Estimates { whole, as_of, tree, parts, sum, range, .. } => {
            estimates(whole, *as_of, *tree, parts, *sum, *range)
        }
        Grounds::Apart { voice, lower, higher, by } => format!(
            "{voice}: {} were {} as of {} and {} as of {}: both cannot be true; they differ by at least {}.",
            lower.quantity,
            said(lower),
            lower.moment,
            said(higher),
            higher.moment,
            Grouped(*by)
        ),
        Grounds::RisesSettled { voice, settled, earlier, later, by } => format!(
            "{voice}: {} were {} as of {} and {} as of {}, at least {} more, although the toll counts as settled from \
             {settled}.",
            earlier.quantity,
            said(earlier),
            earlier.moment,
            said(later),
            later.moment,
            Grouped(*by)
        ),
        Grounds::Retracted { claim, retracted } => {
            format!("{} was retracted on {retracted}, before it was published on {}.", id(claim), claim.published)
        }
        Grounds::Supersedes { rule, by, earlier } => supersedes(*rule, by, earlier),
        Grounds::Quote { claim, names, quote } => {
            let names: Vec<String> = names.iter().map(|&number| Grouped(number).to_string()).collect();
            format!("{} {}: its quote names {}: {quote:?}.", claim.quantity, said(claim), listed(&names))
        }
        Grounds::Unit { claim, unit, quote } => {
            format!("{} {}: its quote counts {unit}: {quote:?}.", claim.quantity, said(claim))
        }
        Grounds::Sum { wholes, parts, number } => sum(wholes, parts, *number),
        Grounds::SameFigure { number, hours, told } => same_figure(*number, *hours, told),
        Grounds::Ways { number, told, opposed } => ways(*number, told, *opposed),
        Grounds::SameScope { number, part, whole, days } => format!(
            "{}: {} for {} as of {} {} and again for its whole, {} as of {} {}, {} apart: which was counted?",
            part.source,
            Grouped(*number),
            part.quantity,
            part.moment,
            id(part),
            whole.quantity,
            whole.moment,
            id(whole),
            plural(*days, "day")
        ),
        Grounds::Precise { claim, number } => format!(
            "{}: {} {} hedges a number that is not round: was {} exact before it was relayed?",
            claim.source,
            claim.quantity,
            said(claim),
            Grouped(*number)
        ),
        Grounds::Twice { told } => twice(told),
        Grounds::Unnamed { quantity, as_of, low, high, deciding } => unnamed(quantity, *as_of, *low, *high, deciding),
        Grounds::NoParts { kind, id } => {
            format!("{kind} {id} is declared exhaustive and has no parts: the declaration has no effect.")
        }
        Grounds::RowNoted { row, line, column, note, .. } => {
            format!("row {row} (line {line}, column {column}): {note}.")
        }
        Grounds::RowsRefused { lines } => refused(lines),
        Grounds::Relays { .. }
        | Grounds::UpAndDown { .. }
        | Grounds::Falls { .. }
        | Grounds::Increments { .. }
        | Grounds::FallShort { .. }
        | Grounds::Alike { .. }
        | Grounds::FarOff { .. }
        | Grounds::Unsettled { .. } => asks::sentence(grounds),
    }
}

fn order(row: &str, low: Option<u64>, best: Option<u64>, high: Option<u64>) -> String {
    let ends = [("low", low), ("best", best), ("high", high)];
    let given = ends.iter().filter_map(|&(name, end)| Some(format!("{name} {}", Grouped(end?)))).collect::<Vec<_>>();
    let mut wrong = Vec::new();
    for (name, end, other, above) in
        [("low", low, "best", best), ("best", best, "high", high), ("low", low, "high", high)]
    {
        if end.zip(above).is_some_and(|(end, above)| end > above) {
            wrong.push(format!("{name} is above {other}"));
        }
    }
    format!("row {row}: {}: {}.", given.join(", "), wrong.join(", "))
}

fn exceeds(voice: &str, tree: Tree, parts: &[Cited], sum: u64, wholes: &[Cited], limit: u64) -> String {
    let Some(whole) = wholes.first() else { return String::new() };
    let total = format!("{} of {} {} as of {}", Grouped(limit), whole.quantity, ids(wholes), whole.moment);
    if let [part] = parts {
        return format!("{voice}: {} of the part {} {} is more than {total}.", Grouped(sum), part.quantity, id(part));
    }
    let terms: Vec<String> =
        parts.iter().map(|part| format!("{} of {} {}", Grouped(part.reads.low()), part.quantity, id(part))).collect();
    format!("{voice}: {}, the parts by {tree}, are {}, more than {total}.", added(&terms), Grouped(sum))
}

fn estimates(
    whole: &Quantity,
    as_of: Moment,
    tree: Tree,
    parts: &[(Quantity, Interval)],
    sum: Interval,
    range: Interval,
) -> String {
    let terms: Vec<String> = parts.iter().map(|(part, range)| format!("{range} of {part}")).collect();
    format!(
        "{whole} as of {as_of}: the parts by {tree}, {}, are {sum}, but the voices on the whole give {range}.",
        added(&terms)
    )
}

fn supersedes(rule: Rule, by: &Cited, earlier: &Cited) -> String {
    match rule {
        Rule::SupersedesOtherVoice => format!(
            "{} of {} supersedes {} of {}: only its own speaker can take a claim back.",
            id(by),
            by.source,
            id(earlier),
            earlier.source
        ),
        Rule::SupersedesOtherQuantity => format!(
            "{}, of {}, supersedes {}, of {}: it counts something else.",
            id(by),
            by.quantity,
            id(earlier),
            earlier.quantity
        ),
        _ => format!(
            "{}, as of {}, supersedes {}, as of {}, which is newer.",
            id(by),
            by.moment,
            id(earlier),
            earlier.moment
        ),
    }
}

fn sum(wholes: &[Cited], parts: &[(Cited, u64)], number: u64) -> String {
    let terms: Vec<String> =
        parts.iter().map(|(part, n)| format!("{} of {} {}", Grouped(*n), part.quantity, id(part))).collect();
    let said: Vec<String> = wholes.iter().map(|whole| format!("{} by {}", said(whole), whole.source)).collect();
    let quantity = wholes.first().map(|whole| whole.quantity.to_string()).unwrap_or_default();
    format!(
        "{quantity} {}: exactly the sum of the claims on its parts, {} = {}: derived, not independent.",
        listed(&said),
        added(&terms),
        Grouped(number)
    )
}

fn same_figure(number: u64, hours: u32, told: &[(Box<str>, Cited)]) -> String {
    let voices: Vec<String> = told.iter().map(|(voice, cited)| format!("{voice} {}", id(cited))).collect();
    let quantity = told.first().map(|(_, cited)| cited.quantity.to_string()).unwrap_or_default();
    format!(
        "{quantity}: {} voices say {} within {}: {}; is one an undeclared copy?",
        Grouped(told.len() as u64),
        Grouped(number),
        plural(u64::from(hours), "hour"),
        listed(&voices)
    )
}

fn ways(number: u64, told: &[Cited], opposed: Opposed) -> String {
    let Some(first) = told.first() else { return String::new() };
    let each: Vec<String> = told.iter().map(|cited| format!("{:?} {}", cited.count.as_str(), id(cited))).collect();
    let against = match opposed {
        Opposed::Yes => "; one claims at least this number, another at most",
        Opposed::No => "",
    };
    format!(
        "{}: {} of {} is hedged in {} ways, {}{against}.",
        first.source,
        Grouped(number),
        first.quantity,
        Grouped(told.len() as u64),
        listed(&each)
    )
}

fn twice(told: &[Cited]) -> String {
    let Some(first) = told.first() else { return String::new() };
    let ids: Vec<String> = told.iter().map(id).collect();
    format!(
        "{}: {} {:?} as of {} is entered {} times under different ids: {}.",
        first.source,
        first.quantity,
        first.count.as_str(),
        first.moment,
        Grouped(told.len() as u64),
        listed(&ids)
    )
}

fn unnamed(quantity: &Quantity, as_of: Moment, low: Option<u64>, high: Option<u64>, deciding: &[Cited]) -> String {
    let ends: Vec<String> = [("low", low), ("high", high)]
        .into_iter()
        .filter_map(|(name, end)| Some(format!("its {name}, {},", Grouped(end?))))
        .collect();
    let rest = if ends.len() == 1 { "rests" } else { "rest" };
    let said: Vec<String> = deciding.iter().map(|cited| format!("{}: {}", cited.source, said(cited))).collect();
    format!("{quantity} as of {as_of}: {} {rest} on unnamed speakers alone ({}).", ends.join(" and "), said.join("; "))
}

fn refused(lines: &[u64]) -> String {
    let terms: Vec<String> = lines.iter().map(|&line| Grouped(line).to_string()).collect();
    let (line, number) = (if lines.len() == 1 { "line" } else { "lines" }, lines.len() as u64);
    format!("{} did not come in: {line} {}.", plural(number, "row"), listed(&terms))
}
