//! A finding that somebody is asked about, in one sentence: what one voice said in the course of
//! time, ids alike, moments far off.

use super::grounds::{Cited, Grounds, RecordKind};
use super::says::{added, id, ids, listed, plural, said};
use crate::record::id::EventId;
use crate::record::moment::Moment;
use crate::record::quantity::Tree;
use crate::said::interval::Interval;
use crate::said::thousands::Grouped;

pub(super) fn sentence(grounds: &Grounds) -> String {
    match grounds {
        Grounds::NamesLess { voice, earlier, later, by } => names_less(voice, earlier, later, *by),
        Grounds::BegunAnew { voice, earlier, later, .. } => begun_anew(voice, earlier, later),
        Grounds::Increments { voice, from, to, rise, added, sum } => {
            increments(voice, (from.as_ref(), to), *rise, added, *sum)
        }
        Grounds::FallShort { voice, tree, parts, sum, whole, by } => {
            fall_short(voice, *tree, (parts, *sum), (whole, *by))
        }
        Grounds::Alike { kind, ids, .. } => alike(*kind, ids),
        Grounds::FarOff { event, odd, nearest, years } => far_off(event, odd, nearest, *years),
        Grounds::AfterNews { odd, newest, days } => after_news(odd, *newest, *days),
        Grounds::Unsettled { event, settled, over, falls } => unsettled(event, *settled, *over, falls),
        _ => String::new(),
    }
}

fn names_less(voice: &str, earlier: &[Cited], later: &Cited, by: u64) -> String {
    let [highest, others @ ..] = earlier else { return String::new() };
    let others = if others.is_empty() { String::new() } else { format!(" Above it as well: {}.", ids(others)) };
    format!(
        "{voice}: {} were {} as of {}, and the newest words name {} less, {} as of {}, but do not take the higher count \
         back: if they should, mark {} as a `correction`.{others}",
        highest.quantity,
        said(highest),
        highest.moment,
        Grouped(by),
        said(later),
        later.moment,
        id(later)
    )
}

fn begun_anew(voice: &str, earlier: &[Cited], later: &Cited) -> String {
    let [highest, others @ ..] = earlier else { return String::new() };
    let others = if others.is_empty() { String::new() } else { format!(" Above it as well: {}.", ids(others)) };
    format!(
        "{voice}: {} were {} as of {}, and later {} as of {}: did the count begin anew? If it did, {} needs `since`, the \
         moment from which it counts.{others}",
        highest.quantity,
        said(highest),
        highest.moment,
        said(later),
        later.moment,
        id(later)
    )
}

fn increments(
    voice: &str,
    (from, to): (Option<&Cited>, &Cited),
    rise: Interval,
    windows: &[Cited],
    sum: Interval,
) -> String {
    let terms: Vec<String> = windows.iter().map(|window| format!("{} by {}", said(window), window.moment)).collect();
    let total = if windows.len() > 1 { format!(" = {sum}") } else { String::new() };
    let (quantity, added) = (&to.quantity, added(&terms));
    match from {
        Some(from) => format!(
            "{voice}: {quantity} rose by {rise}, from {} as of {} to {} as of {}, and what is said to have been added \
             between the two is {added}{total}.",
            said(from),
            from.moment,
            said(to),
            to.moment
        ),
        None => format!(
            "{voice}: {quantity} were {} as of {}, and what is said to have been added until then is {added}{total}.",
            said(to),
            to.moment
        ),
    }
}

fn fall_short(voice: &str, tree: Tree, (parts, sum): (&[(Cited, u64)], u64), (whole, by): (&Cited, u64)) -> String {
    let terms: Vec<String> =
        parts.iter().map(|(part, most)| format!("{} of {} {}", Grouped(*most), part.quantity, id(part))).collect();
    format!(
        "{voice}: {}, the parts by {tree} and declared to be all, are {}, and its own total of {} is {} as of {}: {} \
         at least are in no part.",
        added(&terms),
        Grouped(sum),
        whole.quantity,
        said(whole),
        whole.moment,
        Grouped(by)
    )
}

fn alike(kind: RecordKind, ids: &[Box<str>]) -> String {
    let shown: Vec<String> = ids.iter().map(|id| format!("{id:?}")).collect();
    format!(
        "{}, each the id of {} {kind}, differ only in case, spaces or punctuation: is it one {kind}?",
        listed(&shown),
        if kind == RecordKind::Event { "an" } else { "a" }
    )
}

fn far_off(event: &EventId, odd: &[Cited], nearest: &Cited, years: u64) -> String {
    format!(
        "event {event}: {} {} as of {}, {} from the event's other claims, of which {} as of {} is the nearest: is the \
         year right?",
        listed_ids(odd),
        are(odd),
        listed_moments(odd),
        plural(years, "year"),
        id(nearest),
        nearest.moment
    )
}

fn after_news(odd: &[Cited], newest: Moment, days: u64) -> String {
    format!(
        "{} {} as of {}, {} after the newest publication, {newest}: is the year right?",
        listed_ids(odd),
        are(odd),
        listed_moments(odd),
        plural(days, "day")
    )
}

fn unsettled(event: &EventId, settled: Option<Moment>, over: Moment, falls: &[(Cited, Cited)]) -> String {
    let falls: Vec<String> =
        falls.iter().map(|(higher, lower)| format!("{} is below {}", id(lower), id(higher))).collect();
    let course = match settled {
        None => "has no end".to_owned(),
        Some(settled) => format!("was short, but its toll counts as rising until {settled}"),
    };
    format!(
        "event {event} {course}, and its totals fall ({}): if it was over by {over}, `settled` says so, and what is said \
         later is of the final toll.",
        listed(&falls)
    )
}

/// `[c1], [c2] and [c3]`, or how many more.
fn listed_ids(cited: &[Cited]) -> String {
    listed(&cited.iter().map(id).collect::<Vec<String>>())
}

/// `2104-07-15`, or `2104-07-15 to 2105-01-01`.
fn listed_moments(cited: &[Cited]) -> String {
    match cited {
        [first, .., last] if first.moment != last.moment => format!("{} to {}", first.moment, last.moment),
        [first, ..] => first.moment.to_string(),
        [] => String::new(),
    }
}

fn are(cited: &[Cited]) -> &'static str {
    if cited.len() == 1 { "is" } else { "are" }
}
