//! Writes findings that end with a question to the reader: on the statements of one voice through
//! time, ids that are alike, moments that are far from others.

use super::grounds::{Cited, RecordKind};
use super::rule::Rule;
use super::terms::{added, id, ids, listed, part, plural, said, told};
use crate::record::id::EventId;
use crate::record::moment::Moment;
use crate::record::quantity::Tree;
use crate::said::interval::Interval;
use crate::said::thousands::Grouped;

pub(super) fn falls(rule: Rule, voice: &str, earlier: &[Cited], later: &Cited, by: u64) -> String {
    let [highest, others @ ..] = earlier else { return String::new() };
    let (by, late) = (Grouped(by), id(later));
    let and = match rule {
        Rule::NewestNamesLess => format!(
            "the newest words name {by} less, but do not take the higher count back; if they should, mark {late} as a \
             `correction`."
        ),
        Rule::BegunAnew => {
            format!("did the count begin anew? If it did, {late} needs `since`, the moment from which it counts.")
        }
        _ => format!("a toll cannot fall, but this one falls by at least {by}."),
    };
    let others = if others.is_empty() { String::new() } else { format!(" Other higher claims: {}.", ids(others)) };
    format!("{voice}: {} were {}, and later {}: {and}{others}", highest.quantity, told(highest), told(later))
}

pub(super) fn increments(
    voice: &str,
    (from, to): (Option<&Cited>, &Cited),
    rise: Interval,
    windows: &[Cited],
    sum: Interval,
) -> String {
    let added = added(windows.iter().map(|window| format!("{} by {}", said(window), window.moment)));
    let total = if windows.len() > 1 { format!(" = {sum}") } else { String::new() };
    let (quantity, end) = (&to.quantity, told(to));
    match from {
        Some(from) => format!(
            "{voice}: {quantity} rose by {rise}, from {} to {end}, but its increments of that time are {added}{total}.",
            told(from)
        ),
        None => format!("{voice}: {quantity} were {end}, but its increments until then are {added}{total}."),
    }
}

pub(super) fn relayed(origin: &str, relays: &[Box<str>], by_name: bool, told: &[Cited], of: &[Cited]) -> String {
    let outlets = listed(relays.iter().map(|relay| format!("{relay:?}")));
    if !by_name {
        let own = if of.len() == 1 { "number" } else { "numbers" };
        let (told, of) = (ids(told), ids(of));
        return format!(
            "{outlets} {told} gives the {own} of {origin:?} {of}, which names it as a relay: if it only passes that on, \
             it is no second voice; leave out {told}, and keep {outlets} under `relayed_by` of {of}."
        );
    }
    let sources = |cited: &[Cited]| listed(cited.iter().map(|cited| format!("{:?} {}", cited.source, id(cited))));
    let repeated = if of.is_empty() { format!("{origin:?}") } else { sources(of) };
    let (all, it) = (Grouped((told.len() + of.len()) as u64), if told.len() == 1 { "it does" } else { "they do" });
    format!(
        "{} may only repeat {repeated}, but they count as {all} voices, which can corroborate each other: if {it}, write \
         {origin:?} as the `source`, and {outlets} under `relayed_by`.",
        sources(told)
    )
}

pub(super) fn up_and_down(told: &[Cited], days: u64) -> String {
    let Some(Cited { source, quantity, .. }) = told.first() else { return String::new() };
    let (counts, days) = (listed(told.iter().map(said)), plural(days, "day"));
    format!(
        "{source}: {quantity} were {counts}, about every {days}: a toll cannot fall. If each counts only what was added \
         since the one before, it needs `since`; if a later total takes back an earlier one, mark it as a `correction`."
    )
}

pub(super) fn fall_short(voice: &str, tree: Tree, (parts, sum): (&[Cited], u64), (whole, by): (&Cited, u64)) -> String {
    let terms = added(parts.iter().map(|cited| part(cited.reads.high().get().unwrap_or(u64::MAX), cited)));
    format!(
        "{voice}: {terms}, the parts by {tree}, are {}, and are declared to be all, but {} were {}: at least {} are in no \
         part.",
        Grouped(sum),
        whole.quantity,
        told(whole),
        Grouped(by)
    )
}

pub(super) fn alike(kind: RecordKind, ids: &[Box<str>]) -> String {
    let shown = listed(ids.iter().map(|id| format!("{id:?}")));
    format!("{kind} ids {shown} differ only in case, spaces or punctuation: is it one {kind}?")
}

pub(super) fn far_off(event: Option<&EventId>, odd: &[Cited], nearest: Moment, years: u64) -> String {
    let (claims, years) = (listed(odd.iter().map(id)), plural(years, "year"));
    let are = if odd.len() == 1 { "is" } else { "are" };
    let when = match odd {
        [first, .., last] if first.moment != last.moment => format!("{} to {}", first.moment, last.moment),
        _ => odd.first().map(|first| first.moment.to_string()).unwrap_or_default(),
    };
    let (prefix, from) = match event {
        Some(event) => (format!("event {event}: "), "from the nearest of its other claims"),
        None => (String::new(), "after the newest publication"),
    };
    format!("{prefix}{claims} {are} as of {when}, {years} {from}, {nearest}: is the year right?")
}

pub(super) fn unsettled(event: &EventId, settled: Option<Moment>, over: Moment, falls: &[(Cited, Cited)]) -> String {
    let falls = listed(falls.iter().map(|(higher, lower)| format!("{} is below {}", id(lower), id(higher))));
    let course = match settled {
        None => "has no end".to_owned(),
        Some(settled) => format!("was short, but its toll counts as rising until {settled}"),
    };
    format!(
        "event {event} {course}, and its totals fall ({falls}): if it was over by {over}, say so with `settled`; claims \
         of later moments are then about the final toll."
    )
}
