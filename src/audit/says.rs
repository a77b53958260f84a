//! Writes a finding as one sentence.

use super::asks;
use super::grounds::{Cited, Grounds, Opposed};
use super::rule::Rule;
use super::terms::{added, addition, id, ids, listed, part, plural, said, told};
use crate::record::moment::Moment;
use crate::record::quantity::{Quantity, Tree};
use crate::said::count::Count;
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
            let (part, limit) = (Grouped(*part), Grouped(*limit));
            format!("row {row}: the high of a part, {part}, is above the high of the whole, {limit}.")
        }
        Grounds::RowDates { row, start, end } => format!("row {row}: ends on {end}, before it starts on {start}."),
        Grounds::Exceeds { voice, tree, parts, sum, wholes, limit } => {
            exceeds(voice, *tree, parts, *sum, wholes, *limit)
        }
        Grounds::Estimates { whole, as_of, tree, parts, sum, range, .. } => {
            estimates(whole, *as_of, *tree, parts, *sum, *range)
        }
        Grounds::Falls { rule, voice, earlier, later, by } => asks::falls(*rule, voice, earlier, later, *by),
        Grounds::Apart { voice, lower, higher, by } => format!(
            "{voice}: {} were {} and {}: both cannot be true; they differ by at least {}.",
            lower.quantity,
            told(lower),
            told(higher),
            Grouped(*by)
        ),
        Grounds::RisesSettled { voice, settled, earlier, later, by } => format!(
            "{voice}: {} were {} and {}, at least {} more, although the toll counts as settled from {settled}.",
            earlier.quantity,
            told(earlier),
            told(later),
            Grouped(*by)
        ),
        Grounds::Retracted { claim, retracted } => {
            format!("{} was retracted on {retracted}, before it was published on {}.", id(claim), claim.published)
        }
        Grounds::Supersedes { rule, by, earlier } => supersedes(*rule, by, earlier),
        Grounds::Quote { claim, names, quote } => {
            let names = listed(names.iter().map(Count::said));
            format!("{} {}: its quote names {names}: {quote:?}.", claim.quantity, said(claim))
        }
        Grounds::Unit { claim, unit, quote } => {
            format!("{} {}: its quote counts {unit}: {quote:?}.", claim.quantity, said(claim))
        }
        Grounds::Sum { wholes, parts, number } => sum(wholes, parts, *number),
        Grounds::SameFigure { number, hours, told } => same_figure(*number, *hours, told),
        Grounds::Relays { origin, relays, by_name, told, of } => asks::relayed(origin, relays, *by_name, told, of),
        Grounds::Ways { number, told, opposed } => ways(*number, told, *opposed),
        Grounds::SameScope { number, part, whole, days } => same_scope(*number, part, whole, *days),
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
        Grounds::Increments { voice, from, to, rise, added, sum } => {
            asks::increments(voice, (from.as_ref(), to), *rise, added, *sum)
        }
        Grounds::UpAndDown { told, days } => asks::up_and_down(told, *days),
        Grounds::FallShort { voice, tree, parts, sum, whole, by } => {
            asks::fall_short(voice, *tree, (parts, *sum), (whole, *by))
        }
        Grounds::Alike { kind, ids, .. } => asks::alike(*kind, ids),
        Grounds::FarOff { event, odd, nearest, years } => asks::far_off(event.as_ref(), odd, *nearest, *years),
        Grounds::Unsettled { event, settled, over, falls } => asks::unsettled(event, *settled, *over, falls),
        Grounds::RowNoted { row, line, column, note, .. } => {
            format!("row {row} (line {line}, column {column}): {note}.")
        }
        Grounds::RowsRefused { lines } => refused(lines),
    }
}

fn order(row: &str, low: Option<u64>, best: Option<u64>, high: Option<u64>) -> String {
    let ends = [("low", low), ("best", best), ("high", high)];
    let given = ends.iter().filter_map(|&(name, end)| Some(format!("{name} {}", Grouped(end?))));
    let is_wrong =
        |&(one, other): &(usize, usize)| ends[one].1.zip(ends[other].1).is_some_and(|(end, above)| end > above);
    let wrong = [(0, 1), (1, 2), (0, 2)].into_iter().filter(is_wrong);
    let wrong = wrong.map(|(one, other)| format!("{} is above {}", ends[one].0, ends[other].0));
    let [given, wrong] = [given.collect::<Vec<_>>(), wrong.collect()].map(|clauses| clauses.join(", "));
    format!("row {row}: {given}: {wrong}.")
}

fn exceeds(voice: &str, tree: Tree, parts: &[Cited], sum: u64, wholes: &[Cited], limit: u64) -> String {
    let Some(whole) = wholes.first() else { return String::new() };
    let total = format!("{} of {} {} as of {}", Grouped(limit), whole.quantity, ids(wholes), whole.moment);
    if let [part] = parts {
        return format!("{voice}: {} of the part {} {} is more than {total}.", Grouped(sum), part.quantity, id(part));
    }
    let terms = added(parts.iter().map(|cited| part(cited.reads.low(), cited)));
    format!("{voice}: {terms}, the parts by {tree}, are {}, more than {total}.", Grouped(sum))
}

fn estimates(
    whole: &Quantity,
    as_of: Moment,
    tree: Tree,
    parts: &[(Quantity, Interval)],
    sum: Interval,
    range: Interval,
) -> String {
    let parts = added(parts.iter().map(|(part, range)| format!("{range} of {part}")));
    format!("{whole} as of {as_of}: the parts by {tree}, {parts}, are {sum}, but the voices on the whole give {range}.")
}

fn supersedes(rule: Rule, by: &Cited, earlier: &Cited) -> String {
    let (new, old) = (id(by), id(earlier));
    match rule {
        Rule::SupersedesOtherVoice => format!(
            "{new} of {} supersedes {old} of {}: only its own speaker can take a claim back.",
            by.source, earlier.source
        ),
        Rule::SupersedesOtherQuantity => {
            format!("{new}, of {}, supersedes {old}, of {}: it counts something else.", by.quantity, earlier.quantity)
        }
        _ => format!("{new}, as of {}, supersedes {old}, as of {}, which is newer.", by.moment, earlier.moment),
    }
}

fn sum(wholes: &[Cited], parts: &[(Cited, u64)], number: u64) -> String {
    let terms = added(parts.iter().map(|(cited, n)| part(*n, cited)));
    let said = listed(wholes.iter().map(|whole| format!("{} by {}", said(whole), whole.source)));
    let quantity = wholes.first().map(|whole| whole.quantity.to_string()).unwrap_or_default();
    format!(
        "{quantity} {said}: exactly the sum of the claims on its parts, {terms} = {}: derived, not independent.",
        Grouped(number)
    )
}

fn same_figure(number: u64, hours: u32, told: &[(Box<str>, Cited)]) -> String {
    let voices = listed(told.iter().map(|(voice, cited)| format!("{voice} {}", id(cited))));
    let quantity = told.first().map(|(_, cited)| cited.quantity.to_string()).unwrap_or_default();
    let (count, number, hours) = (Grouped(told.len() as u64), Grouped(number), plural(u64::from(hours), "hour"));
    format!("{quantity}: {count} voices say {number} within {hours}: {voices}; is one an undeclared copy?")
}

fn ways(number: u64, told: &[Cited], opposed: Opposed) -> String {
    let Some(Cited { source, quantity, .. }) = told.first() else { return String::new() };
    let each = listed(told.iter().map(|cited| format!("{:?} {}", cited.count.as_str(), id(cited))));
    let against = match opposed {
        Opposed::Yes => "; one claims at least this number, another at most",
        Opposed::No => "",
    };
    let (number, ways) = (Grouped(number), Grouped(told.len() as u64));
    format!("{source}: {number} of {quantity} is hedged in {ways} ways, {each}{against}.")
}

fn same_scope(number: u64, part: &Cited, whole: &Cited, days: u64) -> String {
    let of = |cited: &Cited| format!("{} as of {} {}", cited.quantity, cited.moment, id(cited));
    let (source, number, days) = (&part.source, Grouped(number), plural(days, "day"));
    let (part, whole) = (of(part), of(whole));
    format!("{source}: {number} for {part} and again for its whole, {whole}, {days} apart: which was counted?")
}

fn twice(told: &[Cited]) -> String {
    let Some(Cited { source, quantity, count, moment, .. }) = told.first() else { return String::new() };
    let (count, times, ids) = (count.as_str(), Grouped(told.len() as u64), listed(told.iter().map(id)));
    format!("{source}: {quantity} {count:?} as of {moment} is entered {times} times under different ids: {ids}.")
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
    let line = if lines.len() == 1 { "line" } else { "lines" };
    let (rows, lines) = (plural(lines.len() as u64, "row"), listed(lines.iter().map(|&line| Grouped(line))));
    format!("{rows} did not come in: {line} {lines}.")
}
