//! A claim of none or of one against its quote. "A member" is one and names no number, so a quote
//! is held against these only where it counts the harm that is claimed, and nothing in it can be
//! the one, or denies.

use std::collections::BTreeSet;

use super::evidence::{Evidence, HedgeKind, named};
use super::grounds::Grounds;
use super::rule::Severity;
use crate::record::outcome::Outcome;
use crate::text::find_counts;
use crate::voice::standing::Standing;

pub(super) fn audit(evidence: &mut Evidence<'_>) {
    let (index, standings) = (evidence.index, &evidence.engine.standings);
    let standing = index.statements.iter().zip(standings).filter(|&(_, &standing)| standing == Standing::Stands);
    for facts in standing.map(|(facts, _)| facts) {
        let Some((number @ 0..=1, _)) = named(facts.said) else { continue };
        let claim = evidence.claim(facts.claim);
        let Some(quote) = claim.quote() else { continue };
        let names = numbers_of_harm(quote, claim.outcome());
        if !names.is_empty() && !names.contains(&number) && !may_say(quote, number) {
            let names = names.into_iter().collect();
            evidence.find(
                Severity::Warning,
                Grounds::Quote { claim: evidence.cite(facts.claim), names, quote: quote.into() },
            );
        }
    }
}

/// The numbers that a quote gives of those to whom just that was done.
fn numbers_of_harm(quote: &str, outcome: Outcome) -> BTreeSet<u64> {
    let of_harm = find_counts(quote).filter(|found| {
        let harm = found.harm().and_then(|harm| quote.get(harm)).map(str::to_lowercase);
        harm.is_some_and(|harm| words_of(outcome).iter().any(|word| harm.starts_with(word)))
    });
    of_harm.filter_map(|found| named(found.count().said())).map(|(number, _): (u64, HedgeKind)| number).collect()
}

/// How the words begin that say what became of people.
fn words_of(outcome: Outcome) -> &'static [&'static str] {
    match outcome {
        Outcome::Killed => &["kill", "dead", "die", "death", "slain", "fatal", "murder", "execut", "perish", "drown"],
        Outcome::Wounded => &["wound", "injur", "hurt"],
        Outcome::Casualties => &["kill", "dead", "die", "death", "slain", "fatal", "wound", "injur", "hurt", "casualt"],
        Outcome::Missing => &["missing", "disappear", "unaccounted"],
        Outcome::Abducted => &["abduct", "kidnap"],
        Outcome::Detained => &["detain", "arrest"],
        Outcome::Surrendered => &["surrender"],
        Outcome::Displaced => &["displac", "fle", "evacuat"],
        Outcome::Escaped => &["escap"],
        Outcome::Freed => &["freed", "releas", "rescu"],
        Outcome::Returned => &["return"],
        Outcome::Held | Outcome::Strength => &[],
    }
}

/// Words that deny, or leave room for none.
const DENIALS: [&str; 14] = [
    "no", "none", "nobody", "nil", "zero", "not", "nor", "neither", "never", "without", "denied", "denies", "deny",
    "unharmed",
];
/// Words that stand for one person, or for one of those who are counted.
const ONES: [&str; 16] = [
    "one",
    "single",
    "another",
    "his",
    "her",
    "he",
    "she",
    "him",
    "who",
    "whom",
    "including",
    "among",
    "other",
    "others",
    "sole",
    "only",
];
/// People whom "a" may stand before.
const PEOPLE: [&str; 16] = [
    "boy", "girl", "child", "baby", "infant", "toddler", "person", "civilian", "youth", "student", "resident",
    "patient", "nurse", "guard", "nun", "monk",
];
/// How words for people end: a fighter, a doctor, a journalist, a civilian, a policeman, a militant.
const ENDINGS: [&str; 6] = ["er", "or", "ist", "ian", "man", "ant"];
/// How many words behind "a" may be the person: "a Syrian army officer".
const NEAR: usize = 4;

/// Whether something in the quote may say none, or one, without the number.
fn may_say(quote: &str, number: u64) -> bool {
    let words: Vec<String> = quote
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    if number == 0 {
        return words
            .iter()
            .any(|word| DENIALS.contains(&word.as_str()) || word.ends_with("n't") || word.ends_with("n’t"));
    }
    let is_one = |word: &str| PEOPLE.contains(&word) || ENDINGS.iter().any(|ending| word.ends_with(ending));
    let before_one = |at: usize| words[at + 1..].iter().take(NEAR).any(|word| is_one(word));
    words
        .iter()
        .enumerate()
        .any(|(at, word)| ONES.contains(&word.as_str()) || (matches!(word.as_str(), "a" | "an") && before_one(at)))
}
