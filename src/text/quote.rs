//! What a quote counts, to be held against a figure: which counts are of an outcome, and what they add up to.

use super::noun::{is_noun, is_people, is_thing};
use super::passage::is_any;
use super::phrase::ends;
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
    // Most notes of a table speak of no harm, and need not be taken apart.
    let stems = || STEMS.iter().filter(|(outcome, _)| outcomes.contains(outcome)).flat_map(|(_, stems)| *stems);
    if !words(text).any(|word| stems().chain(REMAINS).any(|stem| begins(word, stem))) {
        return Vec::new();
    }
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
        Said::Between(low, high) | Said::AboutBetween(low, high) => vec![low, high],
        _ => ends(said).into_iter().map(|[number, _]| number).collect(),
    }
}

/// Whether all or some of the numbers in a text add up to one of the figures, with the people whom it names without
/// a number: "20 soldiers, 7 guards and 3 villagers" are 27 in uniform, "a villager and his two sons" are three.
pub(crate) fn add_up_to(text: &str, numbers: &[u64], figures: &[u64]) -> bool {
    const MOST: usize = 8;

    let singles = singles(text);
    let all = numbers.iter().copied().fold(0, u64::saturating_add);
    let mut sums = vec![0_u64];
    for number in numbers.iter().take(MOST) {
        for at in 0..sums.len() {
            sums.push(sums[at].saturating_add(*number));
        }
    }
    let is_figure =
        |sum: &u64| figures.iter().any(|figure| figure.checked_sub(*sum).is_some_and(|rest| rest <= singles));
    // The first sum is the empty one.
    sums[1..].iter().chain(numbers.first().map(|_| &all)).any(is_figure)
}

/// How many people the words name without a number, joined to others: "a village head and", "and his wife".
fn singles(text: &str) -> u64 {
    const NEAR: usize = 6;

    let of_sentence = |sentence: &str| {
        let words: Vec<&str> = words(sentence).take_while(|word| !is_any(word, PARTS)).collect();
        let is_joint = |at: usize| words.get(at).is_some_and(|word| is_any(word, &["and"]));
        let is_single = |at: &usize| {
            let is_person = |at: &usize| !words[*at].ends_with('s') && is_people(words[*at]);
            let is_behind = *at > 0 && is_joint(at - 1);
            is_any(words[*at], &["a", "an", "his", "her", "their"])
                && (at + 1..words.len().min(at + NEAR)).filter(is_person).any(|at| is_behind || is_joint(at + 1))
        };
        (0..words.len()).filter(is_single).count() as u64
    };
    text.split(['.', ';']).map(of_sentence).sum()
}

/// Words behind which a part of those counted is told.
pub(crate) const PARTS: &[&str] = &["including", "includes", "incl", "among", "them", "whom"];

/// What became of the people counted.
fn outcome_of(text: &str, found: &FoundCount) -> Option<Outcome> {
    let noun = found.noun().map(|noun| &text[noun]).unwrap_or_default();
    if is_thing(noun) || is_noun(noun, ANIMALS) {
        return None;
    }
    if is_of_the_dead(text, found) {
        return Some(Outcome::Killed);
    }
    let harm = found.harm()?;
    let mut behind = words(&text[harm.end..]);
    // "Killed or wounded."
    let is_either = behind.next().is_some_and(|word| is_any(word, &["and", "or"]))
        && behind.next().is_some_and(|word| ["wound", "injur", "hurt"].iter().any(|stem| begins(word, stem)));
    let is_of = |(_, stems): &&(Outcome, &[&str])| stems.iter().any(|stem| begins(&text[harm.clone()], stem));
    if is_either { Some(Outcome::Casualties) } else { STEMS.iter().find(is_of).map(|&(outcome, _)| outcome) }
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
        "against the kill", "against the death", "against the murder", "over the kill", "over the death",
        "over the murder", "protest the", "memory of", "honour of", "justice for", "mourn", "commemorat",
        "anniversary", "vigil", "condemn", "denounc",
    ];
    let before = text[found.snippet().start..found.span().start].to_lowercase();
    REMEMBERED.iter().any(|words| before.contains(words))
}

/// In the singular.
const ANIMALS: &[&str] =
    &["sheep", "goat", "cow", "cattle", "head", "camel", "horse", "donkey", "animal", "livestock", "dog", "bird", "ox"];

fn begins(word: &str, stem: &str) -> bool {
    word.get(..stem.len()).is_some_and(|start| start.eq_ignore_ascii_case(stem))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// How the words begin that tell of the dead without a harm: "bodies", "lost their lives".
const REMAINS: &[&str] = &["bod", "corpse", "remains", "lives", "life"];

/// How the words begin that say what became of people.
#[rustfmt::skip]
const STEMS: [(Outcome, &[&str]); 11] = [
    (Outcome::Killed, &[
        "kill", "dead", "die", "death", "slain", "fatal", "murder", "execut", "perish", "drown", "behead", "massacr",
        "lynch", "slaughter", "slew", "eliminat", "liquidat", "hanged", "toll", "lost", "losing",
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
