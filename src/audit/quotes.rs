//! Rules that compare a claim with its quote: the numbers and the units.

use super::evidence::{Evidence, beyond_slack};
use super::grounds::Grounds;
use super::rule::Severity;
use crate::record::claim::Claim;
use crate::said::count::Said;
use crate::text::{FoundCount, PARTS, add_up_to, counts_of, find_counts, is_kind, is_people, numbers_of};
use crate::voice::standing::Standing;

pub(super) fn audit(evidence: &Evidence<'_>) {
    let standing = evidence.index.statements.iter().zip(&evidence.engine.standings);
    for (facts, _) in standing.filter(|&(_, &standing)| standing == Standing::Stands) {
        precise_about(evidence, facts.claim, facts.said);
        let (claim, numbers) = (evidence.claim(facts.claim), numbers_of(facts.said));
        let Some(text) = claim.quote().filter(|_| !numbers.is_empty()) else { continue };
        let quote = Quote::of(text, claim, &numbers);
        let differing =
            quote.differing(&numbers, |said| beyond_slack(evidence.reads(said), evidence.reads(facts.said)));
        let cite = || evidence.cite(facts.claim);
        if !differing.is_empty() {
            let names = differing.iter().map(|found| found.count().clone()).collect();
            evidence.find(Severity::Warning, Grounds::Quote { claim: cite(), names, quote: text.into() });
        } else if let Some(unit) = quote.unit(&numbers) {
            evidence.find(Severity::Notice, Grounds::Unit { claim: cite(), unit: unit.into(), quote: text.into() });
        }
    }
}

/// Reports a hedge on a number that is not a multiple of five: people round to these.
fn precise_about(evidence: &Evidence<'_>, claim: u32, said: Said) {
    if let Said::About(number) | Said::Nearly(number) | Said::AtLeastAbout(number) | Said::AtMostAbout(number) = said
        && number >= evidence.thresholds.precise_from
        && !number.is_multiple_of(5)
    {
        evidence.find(Severity::Notice, Grounds::Precise { claim: evidence.cite(claim), number });
    }
}

/// A quote and the counts in it, without the parts of all that are claimed.
struct Quote<'q> {
    text: &'q str,
    counts: Vec<FoundCount>,
    /// Those of the claimed harm.
    harmed: Vec<FoundCount>,
    /// Whether the claim is on all people.
    of_all: bool,
}

impl<'q> Quote<'q> {
    fn of(text: &'q str, claim: &Claim, numbers: &[u64]) -> Quote<'q> {
        let of_all = claim.group().as_str() == "all";
        let mut counts: Vec<FoundCount> = find_counts(text).collect();
        let mut harmed = counts_of(text, claim.outcome(), numbers == [0]);
        if of_all && harmed.iter().any(|found| !found.is_part()) {
            counts.retain(|found| !(is_kind(text, found) && harmed.contains(found)));
            harmed.retain(|found| !is_kind(text, found));
        }
        Quote { text, counts, harmed, of_all }
    }

    /// The counts that the quote names in place of the claimed numbers; none if it may name these.
    ///
    /// "A member" is one and names no number. So 0 and 1 are only held against counts of the claimed harm, and
    /// only if no words of the quote may mean them. Words such as "dozens" count where no number stands.
    fn differing(&self, numbers: &[u64], beyond: impl Fn(Said) -> bool) -> Vec<&FoundCount> {
        let few = match numbers {
            &[number @ 0..=1] => Some(number),
            _ => None,
        };
        let held = if few.is_some() { &self.harmed } else { &self.counts };
        let named = |found: &FoundCount| numbers_of(found.count().said());
        let with_number: Vec<&FoundCount> =
            held.iter().filter(|found| named(found).iter().any(|&number| few.is_some() || number > 0)).collect();
        let read: Vec<u64> = with_number.iter().flat_map(|found| named(found)).collect();
        let vague = || self.harmed.iter().filter(|found| named(found).is_empty());
        let agrees = read.iter().any(|number| numbers.contains(number))
            || (few.is_none() && add_up_to(self.text, &read, numbers))
            || (read.is_empty() && vague().any(|found| !beyond(found.count().said())))
            || few.is_some_and(|number| self.may_say(number));
        match agrees {
            true => Vec::new(),
            false if with_number.is_empty() => vague().collect(),
            false => with_number,
        }
    }

    /// Whether words other than the counts may say none, or one.
    fn may_say(&self, number: u64) -> bool {
        let mut rest = String::new();
        let mut at = 0;
        for found in find_counts(self.text) {
            // "No vehicles" leaves room for no dead.
            if found.harm().is_some() || numbers_of(found.count().said()) != [number] {
                rest += &self.text[at..found.span().start];
                at = found.span().end;
            }
        }
        rest += &self.text[at..];
        let sentences = rest.split(['.', ';']);
        sentences.map(words).any(|mut words| {
            if self.of_all && number == 1 {
                // What is behind them is a part.
                words.truncate(words.iter().position(|word| is_in(PARTS, word)).unwrap_or(words.len()));
            }
            match number {
                0 => words.iter().any(|word| is_in(DENIALS, word) || word.ends_with("n't") || word.ends_with("n’t")),
                _ => is_one(&words),
            }
        })
    }

    /// The unit that the quote counts, if it is not people wherever one of the numbers stands.
    fn unit(&self, numbers: &[u64]) -> Option<&'static str> {
        let is_ours = |found: &&FoundCount| numbers_of(found.count().said()).iter().any(|n| numbers.contains(n));
        let unit = |found: &FoundCount| {
            let noun = &self.text[found.noun()?];
            UNITS.iter().copied().find(|unit| unit.eq_ignore_ascii_case(noun))
        };
        let units: Option<Vec<&'static str>> = self.counts.iter().filter(is_ours).map(unit).collect();
        units?.first().copied()
    }
}

fn words(text: &str) -> Vec<&str> {
    let apart = |c: char| !c.is_alphanumeric() && c != '\'' && c != '’';
    text.split(apart).filter(|word| !word.is_empty()).collect()
}

fn is_in(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Whether one of the words stands for one person.
fn is_one(words: &[&str]) -> bool {
    let near = |at: usize| words[at + 1..].iter().take(NEAR);
    words.iter().enumerate().any(|(at, word)| {
        let is_article = is_in(&["a", "an"], word);
        is_in(ONES, word) || (is_article && near(at).any(|word| !word.ends_with('s') && is_people(word)))
    })
}

/// Words that deny, or leave room for none.
#[rustfmt::skip]
const DENIALS: &[&str] = &[
    "no", "none", "nobody", "nil", "zero", "not", "nor", "neither", "never", "without", "denied", "denies", "deny",
    "unharmed",
];
/// Words that stand for one person, or for one of those who are counted.
#[rustfmt::skip]
const ONES: &[&str] = &[
    "one", "single", "another", "his", "her", "he", "she", "him", "who", "whom", "including", "among", "other",
    "others", "sole", "only",
];
/// The number of words after "a" in which the person may stand: "a Syrian army officer".
const NEAR: usize = 4;
/// Units that are not people. Families and households are people, but EM-DAT takes three or five
/// people for one (Documentation, Human Impact Variables).
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "helicopters", "checkpoints", "battalions", "air-strikes", "families", "households", "vehicles", "vehicle", "cars", "trucks", "tanks", "buses", "houses", "homes", "buildings", "tents",
    "villages", "towns", "neighbourhoods", "neighborhoods", "nationalities", "countries", "strikes",
    "airstrikes", "raids", "attacks", "clashes", "incidents", "rockets", "missiles", "shells", "bombs",
    "drones", "weapons", "rifles",
];
