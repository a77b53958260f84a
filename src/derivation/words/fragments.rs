//! Phrases that several sentences of a derivation share.

use crate::derivation::{PartLine, PartsStep, StatementStep, VoiceStep};
use crate::record::id::ClaimId;
use crate::record::interest::InterestCase;
use crate::record::moment::Moment;
use crate::record::quantity::Tree;
use crate::said::count::numerals::SMALL;
use crate::said::thousands::{Grouped, joined};
use crate::voice::{Bound, Fate};

/// The largest number of list items that are named one by one.
pub(super) const NAMED: usize = 6;

/// A count in quotation marks, unless it is a plain number; an increment with the start of its window.
pub(super) fn as_said(said: &StatementStep) -> String {
    let count = said.count.as_str();
    let is_number = count.chars().all(|c| c.is_ascii_digit() || c == ',');
    let quote = if is_number { count.to_owned() } else { format!("\"{count}\"") };
    let since = said.since.filter(|_| said.fate != Fate::Empty);
    since.map_or(quote.clone(), |since| format!("{quote} since {since}"))
}

/// Why nothing can have happened in the window of an increment. All moments after the settling are
/// one, the second after it.
pub(super) fn why_empty(said: &StatementStep, settled: Option<Moment>) -> &'static str {
    match settled {
        Some(settled) if said.since.is_some_and(|since| since > settled) => "begins after the toll was settled",
        _ => "begins no earlier than its claim was published",
    }
}

/// Who made a statement: the voice, and the source through which it spoke if that has another name.
pub(super) fn speaking(voice: &VoiceStep, said: &StatementStep) -> String {
    if said.source_name.is_empty() || said.source_name == voice.name {
        voice.name.clone()
    } else {
        format!("{} through {}", voice.name, said.source_name)
    }
}

/// The words that a voice's bounds come from: "13, \"about 15\"".
pub(super) fn own_words(voice: &VoiceStep) -> Option<String> {
    let bounds = [&voice.floor, &voice.ceiling].into_iter().flatten();
    let claims: Vec<&ClaimId> = bounds.flat_map(Bound::claims).collect();
    let mut words: Vec<String> = Vec::new();
    for said in voice.statements.iter().filter(|said| claims.contains(&&said.claim)) {
        // A plain number that bounds the toll on one side only does not exclude the others on that side.
        let quote = match (said.meaning.only().filter(|&n| n > 0), &voice.floor, &voice.ceiling) {
            (Some(_), Some(_), None) => format!("{} as a floor", as_said(said)),
            (Some(_), None, Some(_)) => format!("{} as a ceiling", as_said(said)),
            _ => as_said(said),
        };
        if !words.contains(&quote) {
            words.push(quote);
        }
    }
    match words.as_slice() {
        [] => None,
        words if words.len() > NAMED => Some(format!("{} and more", words[..NAMED].join(", "))),
        words => Some(words.join(", ")),
    }
}

/// A voice by its own words: "Hospital (\"about 300\")".
pub(super) fn by_its_words(voice: &VoiceStep) -> String {
    with_words(&voice.name, own_words(voice))
}

/// A name with words behind it, if there are any.
pub(super) fn with_words(name: &str, words: Option<String>) -> String {
    words.map_or_else(|| name.to_owned(), |words| format!("{name} ({words})"))
}

/// Whether a name holds several, so that its verb is a plural.
fn is_plural(name: &str) -> bool {
    name.contains(" and ")
}

/// A name with the verb that agrees with it: "Army admits", "Army and police admit".
pub(super) fn with_verb(name: &str, one: &str, several: &str) -> String {
    format!("{name} {}", if is_plural(name) { several } else { one })
}

/// Whether a count was said as the plain number.
pub(super) fn is_plain(said: &StatementStep, value: u64) -> bool {
    said.count.as_str() == Grouped(value).to_string() || said.count.as_str() == value.to_string()
}

/// A count as said: the plain number, or the words in quotation marks. If the words do not name the
/// number they were read as, it stands before them.
pub(super) fn quoted(said: &StatementStep, value: u64) -> String {
    let number = Grouped(value).to_string();
    let names_it = said.count.as_str().contains(&number)
        || said.count.as_str().contains(&value.to_string())
        || said.meaning.only() == Some(value);
    let quote = if is_plain(said, value) {
        number
    } else if names_it {
        format!("\"{}\"", said.count)
    } else {
        format!("{number}, from \"{}\"", said.count)
    };
    said.since.map_or(quote.clone(), |since| format!("{quote} since {since}"))
}

pub(super) fn added(said: &StatementStep) -> String {
    match said.since {
        Some(since) => format!("\"{}\" from {since} to {}", said.count, said.moment),
        None => format!("\"{}\" by {}", said.count, said.moment),
    }
}

pub(super) fn of_whom(case: InterestCase) -> &'static str {
    match case {
        InterestCase::OwnPeople => "of its own side",
        InterestCase::EnemyPeople => "of its enemy",
        InterestCase::OwnDoing => "of harm done by its own side",
        InterestCase::EnemyDoing => "of harm done by its enemy",
        _ => "with a stake in it",
    }
}

pub(super) fn sum_of(step: &PartsStep) -> String {
    let known = added_up(step, |part| part.range.low());
    if known.len() > NAMED { format!("{} together", Grouped(step.sum.low())) } else { known.join(" + ") }
}

/// The parts that add something to a sum, each with its number.
pub(super) fn added_up(step: &PartsStep, brings: impl Fn(&PartLine) -> u64) -> Vec<String> {
    let brought = step.parts.iter().map(|part| (part, brings(part))).filter(|&(_, brings)| brings > 0);
    brought.map(|(part, brings)| format!("{} {}", part.name, Grouped(brings))).collect()
}

pub(super) fn above(tree: Tree) -> &'static str {
    match tree {
        Tree::Event => "(the event it is part of)",
        Tree::Group => "(the group it is part of)",
        Tree::Outcome => "(all casualties)",
    }
}

/// A small number in letters.
pub(super) fn spelled(n: usize) -> String {
    SMALL[..=12].get(n).map_or_else(|| n.to_string(), |&word| word.to_owned())
}

pub(super) fn listed<T: ToString>(items: impl IntoIterator<Item = T>) -> String {
    joined(&strings(items), ", ", " and ")
}

fn strings<T: ToString>(items: impl IntoIterator<Item = T>) -> Vec<String> {
    items.into_iter().map(|item| item.to_string()).collect()
}

pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The first few names of a list, with semicolons where a name is itself a list: "SDF and its
/// administration; AFP".
pub(super) fn first_of<T: ToString>(names: impl IntoIterator<Item = T>) -> String {
    let names = strings(names);
    let first = &names[..names.len().min(NAMED)];
    if first.iter().any(|name| name.contains(" and ") || name.contains(", ")) {
        clauses(&names, "; and others")
    } else if first.len() < names.len() {
        format!("{} and others", first.join(", "))
    } else {
        listed(first)
    }
}

/// The first few of some clauses, and `more` if there are others.
pub(super) fn clauses(clauses: &[String], more: &str) -> String {
    let more = if clauses.len() > NAMED { more } else { "" };
    format!("{}{more}", clauses[..clauses.len().min(NAMED)].join("; "))
}

/// A number of voices out of all voices.
pub(super) fn of_voices(some: usize, all: usize) -> String {
    match (some, all) {
        (1, 1) => "the one voice".to_owned(),
        (2, 2) => "both voices".to_owned(),
        _ if some == all => format!("all {} voices", spelled(all)),
        _ => format!("{} of the {} voices", spelled(some), spelled(all)),
    }
}
