//! Rules that compare a claim with its quote: the numbers and the units.

use std::collections::BTreeSet;

use super::evidence::{Evidence, named};
use super::grounds::Grounds;
use super::rule::Severity;
use crate::record::outcome::Outcome;
use crate::said::count::numerals::{SMALL, TENS};
use crate::said::count::{Count, Said};
use crate::text::{find_counts, is_people};
use crate::voice::standing::Standing;

pub(super) fn audit(evidence: &Evidence<'_>) {
    let (index, standings) = (evidence.index, &evidence.engine.standings);
    let standing = index.statements.iter().zip(standings).filter(|&(_, &standing)| standing == Standing::Stands);
    for facts in standing.map(|(facts, _)| facts) {
        precise_about(evidence, facts.claim, facts.said);
        let Some(quote) = evidence.claim(facts.claim).quote() else { continue };
        match numbers_of(facts.said)[..] {
            [] => {}
            [number @ 0..=1] => few(evidence, facts.claim, number, quote),
            ref counts => against_quote(evidence, facts.claim, counts, quote),
        }
    }
}

/// All numbers that a count names.
fn numbers_of(said: Said) -> Vec<u64> {
    match said {
        Said::None => vec![0],
        Said::Between(low, high) | Said::AboutBetween(low, high) => vec![low, high],
        _ => named(said).map(|(number, _)| number).into_iter().collect(),
    }
}

/// "A member" is one and names no number. So a quote is held against a count of 0 or 1 only where it
/// counts the harm that is claimed, and nothing in it can mean the one, or denies.
fn few(evidence: &Evidence<'_>, claim: u32, number: u64, quote: &str) {
    let outcome = evidence.claim(claim).outcome();
    let of_harm = find_counts(quote).filter(|found| {
        let harm = found.harm().and_then(|harm| quote.get(harm)).map(str::to_lowercase);
        harm.is_some_and(|harm| stems(outcome).iter().any(|stem| harm.starts_with(stem)))
    });
    let names: BTreeSet<u64> = of_harm.flat_map(|found| numbers_of(found.count().said())).collect();
    if !names.is_empty() && !names.contains(&number) && !may_say(quote, number) {
        differs(evidence, claim, names.into_iter().collect(), quote);
    }
}

/// How the words begin that say what became of people.
fn stems(outcome: Outcome) -> &'static [&'static str] {
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

/// Whether words in the quote may say none, or one, without the number.
fn may_say(quote: &str, number: u64) -> bool {
    let apart = |c: char| !c.is_alphanumeric() && c != '\'' && c != '’';
    let words: Vec<&str> = quote.split(apart).filter(|word| !word.is_empty()).collect();
    let is_in = |list: &[&str], word: &str| list.iter().any(|known| known.eq_ignore_ascii_case(word));
    let near = |at: usize| words[at + 1..].iter().take(NEAR);
    words.iter().enumerate().any(|(at, word)| {
        if number == 0 {
            is_in(DENIALS, word) || word.ends_with("n't") || word.ends_with("n’t")
        } else {
            let is_article = is_in(&["a", "an"], word);
            is_in(ONES, word) || (is_article && near(at).any(|word| !word.ends_with('s') && is_people(word)))
        }
    })
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

fn against_quote(evidence: &Evidence<'_>, claim: u32, counts: &[u64], quote: &str) {
    let words: Vec<QuoteWord<'_>> = quote.split_whitespace().filter_map(QuoteWord::of).collect();
    let numbers = numbers(&words);
    let mut ours = numbers.iter().filter(|found| counts.contains(&found.number)).peekable();
    if ours.peek().is_some() {
        let units: Option<Vec<&'static str>> = ours.map(|found| unit(&words[found.after..])).collect();
        if let Some(unit) = units.and_then(|units| units.first().copied()) {
            evidence.find(
                Severity::Notice,
                Grounds::Unit { claim: evidence.cite(claim), unit: unit.into(), quote: quote.into() },
            );
        }
        return;
    }
    // The counts that the text reader finds in the quote; it skips ages and years.
    let read: BTreeSet<u64> = find_counts(quote).flat_map(|found| numbers_of(found.count().said())).collect();
    let names: Vec<u64> = numbers.iter().map(|found| found.number).filter(|number| read.contains(number)).collect();
    let is_read = counts.iter().any(|number| read.contains(number));
    if !names.is_empty() && !is_read && !add_up_to(&names, counts) {
        differs(evidence, claim, names, quote);
    }
}

fn differs(evidence: &Evidence<'_>, claim: u32, names: Vec<u64>, quote: &str) {
    evidence.find(Severity::Warning, Grounds::Quote { claim: evidence.cite(claim), names, quote: quote.into() });
}

/// Whether all or some of the numbers add up to a count: "20 soldiers, 7 guards and 3 villagers"
/// are 27 in uniform.
fn add_up_to(numbers: &[u64], counts: &[u64]) -> bool {
    const MOST: usize = 8;

    let all = numbers.iter().copied().fold(0, u64::saturating_add);
    let mut sums = vec![0_u64];
    for number in numbers.iter().take(MOST) {
        for at in 0..sums.len() {
            sums.push(sums[at].saturating_add(*number));
        }
    }
    // The first sum is the empty one.
    counts.contains(&all) || sums[1..].iter().any(|sum| counts.contains(sum))
}

/// A word of a quote without the punctuation around it.
#[derive(Copy, Clone)]
struct QuoteWord<'a> {
    text: &'a str,
    /// Whether punctuation ends the phrase here.
    ends: bool,
}

impl<'a> QuoteWord<'a> {
    fn of(word: &'a str) -> Option<QuoteWord<'a>> {
        let edge = |c: char| !c.is_alphanumeric();
        let text = word.trim_matches(edge);
        (!text.is_empty()).then(|| QuoteWord { text, ends: word.ends_with(edge) && !word.ends_with('%') })
    }

    /// The word up to its first hyphen.
    fn head(self) -> QuoteWord<'a> {
        QuoteWord { text: self.text.split('-').next().unwrap_or(self.text), ..self }
    }

    fn is(self, words: &[&str]) -> bool {
        words.iter().any(|word| self.text.eq_ignore_ascii_case(word))
    }

    fn is_month(self) -> bool {
        self.is(&["sept"]) || self.text.parse::<chrono::Month>().is_ok()
    }

    /// Whether a number in words can begin with it.
    fn is_numeral(self) -> bool {
        self.is(&["a", "an", "half", "hundred", "thousand", "dozen"]) || self.is(&SMALL[1..]) || self.is(&TENS[2..])
    }
}

/// A number in a quote, and the position of the words that may name its unit.
struct QuotedNumber {
    number: u64,
    after: usize,
}

/// The largest number of words in a number: "one hundred and twenty".
const WORDS: usize = 4;

/// The numbers that can be counts: not years, days of a month, shares, ordinals or clock times.
fn numbers(words: &[QuoteWord<'_>]) -> Vec<QuotedNumber> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some((numbers, length)) = number(&words[at..]) else {
            at += 1;
            continue;
        };
        let after = at + length;
        let dated = at.checked_sub(1).is_some_and(|before| words[before].is_month())
            || words.get(after).is_some_and(|next| next.is_month() || next.is(&["per", "percent"]));
        // Punctuation at the end of a number means that no unit follows.
        let unit = if words[after - 1].ends { words.len() } else { after };
        found.extend(numbers.into_iter().filter(|_| !dated).map(|number| QuotedNumber { number, after: unit }));
        at = after;
    }
    found
}

/// The longest count at the beginning that names numbers, and the number of its words: "25", "1.5
/// million", "2,000-4,000", "one hundred and twenty", "9,000-strong".
fn number(words: &[QuoteWord<'_>]) -> Option<(Vec<u64>, usize)> {
    let first =
        words.first().filter(|word| word.text.starts_with(|c: char| c.is_ascii_digit()) || word.head().is_numeral())?;
    let is_year = |number: u64| (1_900..2_100).contains(&number) && !first.text.contains(',');
    let read = |text: &str| match text.parse::<Count>().ok()?.said() {
        Said::Exactly(number) if text.len() == 4 && is_year(number) => Some(Vec::new()),
        Said::Exactly(number) | Said::About(number) => Some(vec![number]),
        Said::Between(low, high) => Some(vec![low, high]),
        _ => None,
    };
    let phrase = words.iter().position(|word| word.ends).map_or(words.len(), |end| end + 1).min(WORDS);
    let longest = (1..=phrase).rev().find_map(|length| {
        let text: Vec<&str> = words[..length].iter().map(|word| word.text).collect();
        Some((read(&text.join(" "))?, length))
    });
    longest.or_else(|| Some((read(first.head().text)?, 1)))
}

/// Units that are not people. Families and households are people, but EM-DAT takes three or five
/// people for one (Documentation, Human Impact Variables).
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "helicopters", "checkpoints", "battalions", "tonnes", "tons", "air-strikes", "families", "households",
    "vehicles", "vehicle", "cars", "trucks", "tanks", "buses", "houses", "homes", "buildings", "tents",
    "villages", "towns", "neighbourhoods", "neighborhoods", "nationalities", "countries", "strikes",
    "airstrikes", "raids", "attacks", "clashes", "incidents", "rockets", "missiles", "shells", "bombs",
    "drones", "weapons", "rifles", "days", "hours", "weeks", "months", "years", "minutes", "kilometres",
    "kilometers", "km", "miles", "metres", "meters", "dollars",
];
/// Words after which the phrase is about something else.
#[rustfmt::skip]
const TURNS: &[&str] = &[
    "in", "of", "at", "from", "by", "with", "and", "or", "were", "was", "have", "had", "after", "people",
];

/// The unit in the words after a number, if it is not people: "12 vehicles", "12 armoured
/// vehicles".
fn unit(after: &[QuoteWord<'_>]) -> Option<&'static str> {
    let unit_of = |word: &QuoteWord<'_>| UNITS.iter().copied().find(|unit| word.is(&[unit]));
    let first = after.first()?;
    unit_of(first).or_else(|| if first.ends || first.is(TURNS) { None } else { unit_of(after.get(1)?) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(quote: &str) -> Vec<u64> {
        let words: Vec<QuoteWord<'_>> = quote.split_whitespace().filter_map(QuoteWord::of).collect();
        numbers(&words).iter().map(|found| found.number).collect()
    }

    fn unit_after(quote: &str) -> Option<&'static str> {
        let words: Vec<QuoteWord<'_>> = quote.split_whitespace().filter_map(QuoteWord::of).collect();
        unit(&words[numbers(&words).first()?.after..])
    }

    #[test]
    fn numbers_in_running_text() {
        let cases: [(&str, &[u64]); 13] = [
            ("left 25 dead including 16 militants", &[25, 16]),
            ("up to 75,000 people (15,000 families)", &[75_000, 15_000]),
            ("2,000-4,000 foreigners from almost 50 countries", &[2_000, 4_000, 50]),
            ("a 9,000-strong Kurdish-led force", &[9_000]),
            ("Ten soldiers and one officer were killed", &[10, 1]),
            ("nearly a dozen soldiers", &[12]),
            ("twenty-five dead and a wounded boy", &[25]),
            ("over 90 per cent (42,000) out of the 45,000", &[42_000, 45_000]),
            ("one hundred and twenty dead, two wounded", &[120, 2]),
            ("1.5 million, or 3 thousand, or 45k", &[1_500_000, 3_000, 45_000]),
            ("on the 21st, on 21 January 2022 at 13:53", &[]),
            ("a member of the Internal Security Forces", &[]),
            ("significant numbers got away", &[]),
        ];
        for (quote, numbers) in cases {
            assert_eq!(found(quote), numbers, "{quote}");
        }
    }

    #[test]
    fn units_that_are_not_people() {
        let cases = [
            ("12 vehicles destroyed", Some("vehicles")),
            ("12 armoured vehicles", Some("vehicles")),
            ("15,000 families", Some("families")),
            ("12 people in vehicles", None),
            ("12 killed, vehicles burnt", None),
            ("11 soldiers as they slept", None),
            ("12 in attacks", None),
        ];
        for (quote, unit) in cases {
            assert_eq!(unit_after(quote), unit, "{quote}");
        }
    }
}
