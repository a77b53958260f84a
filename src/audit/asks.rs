//! Words a finding about which somebody has to be asked: what one voice said through time, ids that
//! are alike, moments that are far off.

use super::grounds::{Cited, Grounds, RecordKind};
use super::rule::Rule;
use super::terms::{added, id, ids, listed, plural, said};
use crate::record::id::EventId;
use crate::record::moment::Moment;
use crate::record::quantity::Tree;
use crate::said::interval::Interval;
use crate::said::thousands::Grouped;

pub(super) fn sentence(grounds: &Grounds) -> String {
    match grounds {
        Grounds::Falls { rule, voice, earlier, later, by } => falls(*rule, voice, earlier, later, *by),
        Grounds::Increments { voice, from, to, rise, added, sum } => {
            increments(voice, (from.as_ref(), to), *rise, added, *sum)
        }
        Grounds::Relays { origin, relays, by_name, told, of } => relayed(origin, relays, *by_name, told, of),
        Grounds::UpAndDown { told, days } => up_and_down(told, *days),
        Grounds::FallShort { voice, tree, parts, sum, whole, by } => {
            fall_short(voice, *tree, (parts, *sum), (whole, *by))
        }
        Grounds::Alike { kind, ids, .. } => alike(*kind, ids),
        Grounds::FarOff { event, odd, nearest, years } => far_off(event.as_ref(), odd, *nearest, *years),
        Grounds::Unsettled { event, settled, over, falls } => unsettled(event, *settled, *over, falls),
        _ => String::new(),
    }
}

fn falls(rule: Rule, voice: &str, earlier: &[Cited], later: &Cited, by: u64) -> String {
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
    format!(
        "{voice}: {} were {} as of {}, and later {} as of {}: {and}{others}",
        highest.quantity,
        said(highest),
        highest.moment,
        said(later),
        later.moment
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
    let (quantity, added, end) = (&to.quantity, added(&terms), format!("{} as of {}", said(to), to.moment));
    match from {
        Some(from) => format!(
            "{voice}: {quantity} rose by {rise}, from {} as of {} to {end}, but its increments of that time are \
             {added}{total}.",
            said(from),
            from.moment
        ),
        None => format!("{voice}: {quantity} were {end}, but its increments until then are {added}{total}."),
    }
}

fn relayed(origin: &str, relays: &[Box<str>], by_name: bool, told: &[Cited], of: &[Cited]) -> String {
    let outlets = listed(&relays.iter().map(|relay| format!("{relay:?}")).collect::<Vec<String>>());
    if !by_name {
        let own = if of.len() == 1 { "number" } else { "numbers" };
        return format!(
            "{outlets} {} gives the {own} of {origin:?} {}, which names it as a relay: if it only passes that on, it is \
             no second voice; leave out {}, and keep {outlets} under `relayed_by` of {}.",
            ids(told),
            ids(of),
            ids(told),
            ids(of)
        );
    }
    let source = |cited: &Cited| format!("{:?} {}", cited.source, id(cited));
    let sources = |cited: &[Cited]| listed(&cited.iter().map(source).collect::<Vec<String>>());
    let repeated = if of.is_empty() { format!("{origin:?}") } else { sources(of) };
    let (all, it) = ((told.len() + of.len()) as u64, if told.len() == 1 { "it does" } else { "they do" });
    format!(
        "{} may only repeat {repeated}, but they count as {} voices, which can corroborate each other: if {it}, write \
         {origin:?} as the `source`, and {outlets} under `relayed_by`.",
        sources(told),
        Grouped(all)
    )
}

fn up_and_down(told: &[Cited], days: u64) -> String {
    let Some(first) = told.first() else { return String::new() };
    let counts: Vec<String> = told.iter().map(said).collect();
    format!(
        "{}: {} were {}, about every {}: a toll cannot fall. If each counts only what was added since the one before, \
         it needs `since`; if a later total takes back an earlier one, mark it as a `correction`.",
        first.source,
        first.quantity,
        listed(&counts),
        plural(days, "day"),
    )
}

fn fall_short(voice: &str, tree: Tree, (parts, sum): (&[Cited], u64), (whole, by): (&Cited, u64)) -> String {
    let most = |part: &Cited| Grouped(part.reads.high().get().unwrap_or(u64::MAX));
    let terms: Vec<String> =
        parts.iter().map(|part| format!("{} of {} {}", most(part), part.quantity, id(part))).collect();
    format!(
        "{voice}: {}, the parts by {tree}, are {}, and are declared to be all, but {} were {} as of {}: at least {} are \
         in no part.",
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
    format!("{kind} ids {} differ only in case, spaces or punctuation: is it one {kind}?", listed(&shown))
}

fn far_off(event: Option<&EventId>, odd: &[Cited], nearest: Moment, years: u64) -> String {
    let claims = listed(&odd.iter().map(id).collect::<Vec<String>>());
    let are = if odd.len() == 1 { "is" } else { "are" };
    let when = match odd {
        [first, .., last] if first.moment != last.moment => format!("{} to {}", first.moment, last.moment),
        _ => odd.first().map(|first| first.moment.to_string()).unwrap_or_default(),
    };
    let (prefix, from) = match event {
        Some(event) => (format!("event {event}: "), "from the nearest of its other claims"),
        None => (String::new(), "after the newest publication"),
    };
    format!("{prefix}{claims} {are} as of {when}, {} {from}, {nearest}: is the year right?", plural(years, "year"))
}

fn unsettled(event: &EventId, settled: Option<Moment>, over: Moment, falls: &[(Cited, Cited)]) -> String {
    let falls: Vec<String> =
        falls.iter().map(|(higher, lower)| format!("{} is below {}", id(lower), id(higher))).collect();
    let course = match settled {
        None => "has no end".to_owned(),
        Some(settled) => format!("was short, but its toll counts as rising until {settled}"),
    };
    format!(
        "event {event} {course}, and its totals fall ({}): if it was over by {over}, say so with `settled`; claims of \
         later moments are then about the final toll.",
        listed(&falls)
    )
}
