//! Finds counts in running text.
//!
//! [`find_counts`] reads English as news agencies write it. It gives each
//! count with its hedges, as a [`Count`] and as a span of bytes. It does not
//! decide who was counted, what happened to them, or who says so: that is the
//! analyst's work. It gives hints for it, which are not claims: the passage,
//! the word of harm and the noun of the clause, and whether the words say
//! that the number was added or is a part of another.
//!
//! ```
//! use corroborate::text::find_counts;
//!
//! let text = "At least 20 members of Kurdish forces and 39 IS fighters were killed \
//!             on 20 January, one of the deadliest days in three years.";
//! let found: Vec<_> = find_counts(text).collect();
//! assert_eq!(found.len(), 2);
//! assert_eq!(&text[found[0].span()], "At least 20");
//! assert_eq!(&text[found[1].span()], "39");
//! // The hedge may be meant of both: that is offered, and marked.
//! let offered = found[1].inferred().map(|inferred| inferred.count().as_str());
//! assert_eq!(offered, Some("at least 39"));
//! ```
//!
//! # What is a count here
//!
//! Whatever the [grammar of counts](crate::count#the-grammar) reads, the
//! longest that it can, unless it is shown to be something else. Things are
//! counted as people are ("12 air strikes", "three vehicles").
//!
//! | found | for example |
//! |---|---|
//! | numbers, hedged or not | {11} soldiers, {at least 20}, {20 or more}, {some 3,000}, {60-90}, {between 20 and 30} |
//! | with a hyphen | a {9,000}-strong force, a {three}-member cell, {40}-odd trucks |
//! | words for numbers | {several}, {dozens} of people, {a few hundred}, {many}, {a couple} of men, {a number} of men |
//! | denials of people, harm or things | {no} casualties, {no one} was hurt, {none} of them, {not a single} man, killed: {nil} |
//! | one, where it counts | {one} officer, killing {one}, {one} of the attackers |
//! | both ends of a change | rose from {39} to {67}, rose by {12} to {345}, up {two} to {14} |
//! | in a list of names or years | Aleppo {12}, Idlib {30}, Homs {7}; army {12}, police {5}; 2020 - {1,840} |
//! | as South Asia counts | {3 lakh} people, {8,39,691} people, {1.2 crore} |
//!
//! | passed over | for example |
//! |---|---|
//! | dates and years | on 5 May 12 people (the 5), 20 January 2022, Jan. 21, 23/Sep, the 20th of January, 2022-01-21, 2011-2021, the 1990s, 480 BC, 9/11 |
//! | clock times, durations, frequencies | 13:53, 5 p.m., half past five, 16 minutes past five, 0530 GMT, 24 hours, 14 and 22 years, day five, three times |
//! | ages | aged 12 and seven, a girl (4), aged 12, a 12-year-old, as young as 12, Ahmad Ali, 34, was, a man of 37, one was 72, died at 91, children under 5 |
//! | ordinals, fractions, rates | 20th, third-largest, two-thirds, one in five, two of every three, 734 per 1,000, per 100,000 |
//! | shares, money, measures | 40%, 20 per cent, $10 million, Rs 5 lakh, 500 Syrian pounds, a 6.4M quake, 300 metres, 2 by 3 m, two gross tons, 40 hp, 5'9", 180 C, near km 14 |
//! | calibres, weapons, vehicles by name | 7.62mm, 155mm, F-16, T-72, Boeing 737 |
//! | units, roads, papers | 93rd Brigade, Battalion 12, M5, junctions 15 and 14, lot 212, Resolution 2254, Article 8(2), rule 4(a), page 1 of 13, No. 5, \[12\] |
//! | numbers of a label | patient 17, graves 12 to 19, lifeboat 7, amendment 45, panels 3 and 4 |
//! | names of groups | the Birmingham Six, the Big Three |
//! | an agency's marks | UPDATE 2-Bomb kills…, 1st LD |
//! | telephones, coordinates, addresses, items of a list | +963 11 555, 36.5 N, https://…, 12 Baker Street, (1) |
//! | the same number again | two (2) soldiers |
//! | one, where it counts nobody | one of the largest, at one point, one witness said, one by one, from one family |
//! | no, where it denies no harm | no claim of responsibility, no longer, no one claimed the attack |
//!
//! Four digits without a comma are a year from 1500 to 2100, unless people
//! come after them ("2000 people") or a hedge says that they count; from 1000
//! to 1499 only behind a word that says when ("in 1187").
//!
//! A number behind a noun that is no label known here is found, whether it counts or not: the
//! 114 of "hymn 114".
//!
//! # What is not found
//!
//! - What the grammar has no form for: articles ("a man"), "both", "a pair",
//!   "half of", "millions", "lakhs", "a quarter of a million", "dozens of
//!   thousands", "an unknown number", "a handful", "a large number".
//! - An age in brackets after a name without a surname or title: "Ravi (45)" may be
//!   a town with 45 dead, so 45 is found.
//! - What it refuses: "up to several hundred" may be two, and "several
//!   hundred" would say that it may not; so with "at least 20-25".
//! - "Some" without a number, "few" without "a".
//! - A count that a thousands separator cannot be told from: "30 155-mm
//!   shells" begins with 30,155.
//! - Other languages, unless they count in digits.
//!
//! Such rules are found by trial and error. They are changed only together
//! with marked sentences of a kind that they get wrong.
//!
//! # Laws
//!
//! `&text[found.span()]` is the text of the count
//! (`every_span_reads_as_its_count`); spans are in order and do not overlap
//! (`spans_are_in_order_and_apart`); hints stand around their count
//! (`hints_stand_around_their_count`); no text panics (`no_text_panics`); the
//! work is linear in the length of the text, whatever the text
//! (`the_work_is_linear_in_the_text`). The sentences that it is held to are in
//! `tests/data/reports.txt`, with what it is known to get wrong.

mod age;
mod ambiguous_words;
mod calendar;
mod found;
mod hint;
mod list;
mod measure;
mod name;
mod noun;
mod passage;
mod phrase;
mod quote;
mod rule;
mod year;

use crate::said::count::Count;
use hint::Hints;
use list::{List, Taken};
use passage::Passage;
use phrase::{Candidate, Phrase};
use rule::Earlier;

pub use found::{FoundCount, Inferred};
pub(crate) use noun::is_people;
pub(crate) use quote::{PARTS, add_up_to, counts_of, is_kind, numbers_of};

/// Every count in a text, in the order in which they stand there.
///
/// What counts and what does not is in [the tables](self#what-is-a-count-here).
/// The text is taken apart at once; the counts are judged as they are asked
/// for.
///
/// ```
/// use corroborate::text::find_counts;
///
/// let texts = |text: &str| find_counts(text).map(|found| found.count().to_string()).collect::<Vec<_>>();
/// assert_eq!(texts("The toll rose from 39 to 67 on 24 January."), ["39", "67"]);
/// assert_eq!(texts("Hundreds fled; no one was hurt."), ["Hundreds", "no one"]);
/// assert!(texts("At 13:53 a 155mm shell hit Battalion 12.").is_empty());
/// ```
pub fn find_counts(text: &str) -> FoundCounts<'_> {
    FoundCounts { passage: Passage::new(text), next: 0, list: None, earlier: Earlier::default() }
}

/// The counts in a text, in the order in which they stand there.
///
/// ```
/// use corroborate::find_counts;
///
/// let mut found = find_counts("Two soldiers were killed; dozens fled.");
/// assert_eq!(found.next().map(|found| found.count().to_string()).as_deref(), Some("Two"));
/// assert_eq!(found.count(), 1, "it is an iterator");
/// ```
#[derive(Clone, Debug)]
pub struct FoundCounts<'a> {
    passage: Passage<'a>,
    /// The token that is looked at next.
    next: usize,
    list: Option<List>,
    earlier: Earlier,
}

impl Iterator for FoundCounts<'_> {
    type Item = FoundCount;

    fn next(&mut self) -> Option<FoundCount> {
        while self.next < self.passage.len() {
            let start = self.next;
            match Candidate::at(&self.passage, start) {
                Candidate::Nothing => self.next += 1,
                Candidate::Refused(end) => self.next = end.max(start + 1),
                Candidate::Count(phrase) => {
                    self.next = phrase.end;
                    if let Some(found) = self.decide(phrase) {
                        return Some(found);
                    }
                }
            }
        }
        None
    }
}

impl FoundCounts<'_> {
    /// The phrase if it counts where it stands; in any case goes on after it.
    fn decide(&mut self, mut phrase: Phrase) -> Option<FoundCount> {
        let passage = &self.passage;
        if let Some(over) = rule::passed_over(passage, &phrase, &self.earlier) {
            self.next = over.end;
            self.earlier = Earlier::passed(over);
            return None;
        }
        let denial = phrase::denial(passage, &phrase).map(|not| not..phrase.core);
        if denial.is_some() || ambiguous_words::hedge_is_preposition(passage, &phrase) {
            phrase = phrase.unhedged(passage)?;
        }
        self.next = phrase.end;
        self.earlier = Earlier::found(&phrase);
        let span = phrase.span(passage);
        let count: Count = passage.slice(span.clone()).parse().ok()?;
        let inferred = match denial {
            Some(hedge) => Inferred::of(passage, hedge, &format!("no more than {count}"), &count),
            None => self.infer(&phrase, &count),
        };
        Some(FoundCount { span, count, inferred, hints: Hints::of(&self.passage, &phrase) })
    }

    fn infer(&mut self, phrase: &Phrase, count: &Count) -> Option<Inferred> {
        let passage = &self.passage;
        let behind = list::hedge_behind(passage, phrase);
        if let Some(list) = List::headed_by(phrase) {
            self.list = Some(list);
            return None;
        }
        if let Some(list) = List::apart_from(passage, phrase) {
            self.list = Some(list);
        } else if let Some(behind) = behind {
            self.list = None;
            let hedge = list::words(passage, behind.clone());
            return Inferred::of(passage, behind, &format!("{count} {hedge}"), count);
        } else {
            match self.list.as_mut()?.take(passage, phrase) {
                Taken::Offered => {}
                Taken::No => return None,
                Taken::Over => {
                    self.list = None;
                    return None;
                }
            }
        }
        let hedge = self.list.as_ref()?.hedge();
        Inferred::of(passage, hedge.clone(), &format!("{} {count}", list::words(passage, hedge)), count)
    }
}

#[cfg(test)]
mod tests {
    use super::find_counts;

    /// What was looked at to find every count in a text.
    fn work(text: &str) -> usize {
        let mut found = find_counts(text);
        while found.next().is_some() {}
        found.passage.work()
    }

    /// No byte may be paid for more often than this.
    const MOST: usize = 400;

    #[test]
    fn the_work_is_linear_in_the_text() {
        let adversarial = [
            "at least ", "at least up to ", "1 ", "1-", "1, ", "one hundred and ", "between one and ", "between ",
            "and ", "a couple of tens of ", "two thousand ", "9", "9,999,999 ", "no ", "no one ", "from 1 to ",
            "20 or ", "at ", "20 and ", "at least 20 and ", "[1, ", "x@", "\n", "\n\n", "(", "aged 1, ",
            "January 1 and ", "20 dozen ", "one of the ", "a half ", "half a ", "1:", "twenty-",
            "more than 20 people, ", "http://", "million ", "one one ", "a ", "of ", "hundreds and ", "dozens upon ",
            "1,", "1.", "1/", "-", "\"", "“", "(", "[", "1 000 ", "c. ", "~20", "+1", "of the ", "UPDATE 1-",
            "killed ", "20 x ", "é", "\u{a0}", "one, Ali, ", "two by ", "1 and ", "at least another 20, ", "Ali, 34, ",
            "said one ", "in 636, ", "1,00,", "1,00,000, ", "475, 000, ", "26 . 4 ", "rose by 1 to ", "in 2009 to ",
            "men (24, 29) ", "Ali 3, ", "Ali 3 and ", "20 men at least ", "1 lakh ", "10-15,000+", "of the 20, ",
            "including 20, ", "killing 20 and ",
        ];
        for phrase in adversarial {
            let [short, long] = [4_000, 16_000].map(|bytes| work(&phrase.repeat(bytes / phrase.len())));
            assert!(long < MOST * 16_000, "{phrase:?}: {long}");
            // Four times the text takes four times the work; the rest is for
            // what the two ends differ in.
            assert!(long < short * 9 / 2 + 4_000, "{phrase:?}: {short}, then {long}");
        }
    }

    /// What is far away or long is not gone through again for each count.
    #[test]
    fn no_gap_and_no_word_is_read_for_every_count() {
        let texts: [fn(usize) -> String; 6] = [
            |n| format!("at{}least 20{}", " ".repeat(n), ", 20".repeat(n / 4)),
            |n| format!("at{}least another 20{}", "\n".repeat(n), " and 20".repeat(n / 7)),
            |n| format!("at least 20{}", [", 20", &" ".repeat(100)].concat().repeat(n / 100)),
            |n| format!("no {}{}", "x".repeat(n), " no".repeat(n / 3)),
            |n| format!("20 {}{}", "1".repeat(n), " 20".repeat(n / 3)),
            |n| ["one ", &"Ab".repeat(50), " "].concat().repeat(n / 100),
        ];
        for text in texts {
            let [short, long] = [4_000, 16_000].map(|n| work(&text(n)));
            assert!(long < short * 9 / 2 + 4_000, "{:?}: {short}, then {long}", &text(100));
        }
    }
}
