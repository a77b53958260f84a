//! What a quote counts, to be held against a figure: which counts are of an outcome, and what they add up to.

use std::ops::Range;

use super::noun::{is_noun, is_thing};
use super::passage::is_any;
use super::{FoundCount, find_counts};
use crate::record::outcome::Outcome;
use crate::said::count::Said;

/// The counts in a text of people with an outcome. "12 casualties" may all be alive; so they are dead
/// only `if_any` is dead. The dead that a vigil is held for are left out.
pub(crate) fn counts_of(text: &str, outcome: Outcome, if_any: bool) -> Vec<FoundCount> {
    let outcomes: &[Outcome] = match outcome {
        Outcome::Killed if if_any => &[Outcome::Killed, Outcome::Casualties],
        Outcome::Casualties => &[Outcome::Casualties, Outcome::Killed, Outcome::Wounded],
        _ => &[outcome],
    };
    let is_of = |found: &FoundCount| outcome_of(text, found).is_some_and(|outcome| outcomes.contains(&outcome));
    find_counts(text).filter(|found| is_of(found) && !is_remembered(text, found)).collect()
}

/// Whether a count is a part told by who the people are: "10 people, 5 of them children". A part told by its
/// place, "of whom 2 in Town", may be what a row is about.
pub(crate) fn is_kind(text: &str, found: &FoundCount) -> bool {
    let mut behind = words(&text[found.span().end..]).skip_while(|word| is_any(word, &["of", "them", "whom", "those"]));
    found.is_part() && !behind.next().is_some_and(|word| is_any(word, &["in", "at", "near", "on", "inside"]))
}

/// All numbers that a count names, as they stand there: of "more than 20", 20.
pub(crate) fn numbers_of(said: Said) -> Vec<u64> {
    match said {
        Said::None => vec![0],
        Said::Between(low, high) | Said::AboutBetween(low, high) => vec![low, high],
        Said::Exactly(n)
        | Said::AtLeast(n)
        | Said::MoreThan(n)
        | Said::AtLeastAbout(n)
        | Said::AtMost(n)
        | Said::AtMostAbout(n)
        | Said::FewerThan(n)
        | Said::About(n)
        | Said::Nearly(n) => vec![n],
        Said::Vaguely(_) | Said::Unspecified => Vec::new(),
    }
}

/// Whether all or some of the numbers add up to one of the figures: "20 soldiers, 7 guards and 3 villagers" are 27
/// in uniform.
pub(crate) fn add_up_to(numbers: &[u64], figures: &[u64]) -> bool {
    const MOST: usize = 8;

    let all = numbers.iter().copied().fold(0, u64::saturating_add);
    let mut sums = vec![0_u64];
    for number in numbers.iter().take(MOST) {
        for at in 0..sums.len() {
            sums.push(sums[at].saturating_add(*number));
        }
    }
    // The first sum is the empty one.
    figures.contains(&all) || sums[1..].iter().any(|sum| figures.contains(sum))
}

/// What became of the people counted.
fn outcome_of(text: &str, found: &FoundCount) -> Option<Outcome> {
    let noun = found.noun().map(|noun| &text[noun]).unwrap_or_default();
    if is_thing(noun) || is_noun(noun, ANIMALS) {
        return None;
    }
    let of = |at: Range<usize>| {
        let word = text[at].to_lowercase();
        STEMS.iter().find(|(_, stems)| stems.iter().any(|stem| word.starts_with(stem))).map(|&(outcome, _)| outcome)
    };
    if is_of_the_dead(text, found) {
        return Some(Outcome::Killed);
    }
    let harm = found.harm()?;
    let mut behind = words(&text[harm.end..]);
    // "Killed or wounded."
    let is_either = behind.next().is_some_and(|word| is_any(word, &["and", "or"]))
        && behind.next().is_some_and(|word| ["wound", "injur", "hurt"].iter().any(|stem| word.starts_with(stem)));
    if is_either { Some(Outcome::Casualties) } else { of(harm) }
}

/// "12 bodies", "the bodies of 12 men", "12 men lost their lives".
fn is_of_the_dead(text: &str, found: &FoundCount) -> bool {
    let (passage, span) = (found.snippet(), found.span());
    let [before, behind] = [passage.start..span.start, span.end..passage.end].map(|at| text[at].to_lowercase());
    let noun = found.noun().map(|noun| &text[noun]).unwrap_or_default();
    is_any(noun, &["body", "bodies", "corpse", "corpses"])
        || ["bodies of", "corpses of", "remains of", "lives of"].iter().any(|of| before.trim_end().ends_with(of))
        || (found.harm().is_none()
            && ["lost their li", "lost his li", "lost her li"].iter().any(|l| behind.contains(l)))
}

/// Whether people only speak of the harm: "protested against the killing of 12", "mourned 12".
fn is_remembered(text: &str, found: &FoundCount) -> bool {
    const REMEMBERED: [&str; 16] = [
        "against the kill",
        "against the death",
        "against the murder",
        "over the kill",
        "over the death",
        "over the murder",
        "protest the",
        "memory of",
        "honour of",
        "justice for",
        "mourn",
        "commemorat",
        "anniversary",
        "vigil",
        "condemn",
        "denounc",
    ];
    let before = text[found.snippet().start..found.span().start].to_lowercase();
    REMEMBERED.iter().any(|words| before.contains(words))
}

/// In the singular.
const ANIMALS: &[&str] =
    &["sheep", "goat", "cow", "cattle", "head", "camel", "horse", "donkey", "animal", "livestock", "dog", "bird", "ox"];

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// How the words begin that say what became of people.
#[rustfmt::skip]
const STEMS: [(Outcome, &[&str]); 11] = [
    (Outcome::Killed, &[
        "kill", "dead", "die", "death", "slain", "fatal", "murder", "execut", "perish", "drown", "behead", "massacr",
        "lynch", "slaughter", "slew", "eliminat", "liquidat", "hanged", "toll",
    ]),
    (Outcome::Wounded, &["wound", "injur", "hurt"]),
    (Outcome::Casualties, &["casualt"]),
    (Outcome::Missing, &["missing", "disappear", "unaccounted"]),
    (Outcome::Abducted, &["abduct", "kidnap"]),
    (Outcome::Detained, &["detain", "arrest"]),
    (Outcome::Surrendered, &["surrender"]),
    (Outcome::Displaced, &["displac", "fle", "evacuat"]),
    (Outcome::Escaped, &["escap"]),
    (Outcome::Freed, &["freed", "releas", "rescu"]),
    (Outcome::Returned, &["return"]),
];
