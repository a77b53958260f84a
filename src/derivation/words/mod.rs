//! Words a derivation for readers.

mod aside;
mod bounds;
mod grade;
mod phrase;
mod rule;
mod trees;

use std::fmt;

use self::phrase::{capitalised, first_of, range};
use super::Derivation;
use crate::policy::Verdict;
use crate::reckon::estimate::Grade;
use crate::record::outcome::Outcome;
use crate::said::interval::Interval;
use crate::said::thousands::Grouped;
use crate::voice::Speaker;

/// A derivation in words: one or two sentences for each step that matters.
///
/// Law: every number in the words is in the derivation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words<'d> {
    derivation: &'d Derivation,
    sentences: Vec<String>,
}

impl fmt::Display for Words<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentences.join(" "))
    }
}

/// The policy whose rule is not mentioned.
const DEFAULT: &str = "least-dissent";

impl<'d> Words<'d> {
    pub(in crate::derivation) fn new(derivation: &'d Derivation) -> Words<'d> {
        let mut words = Words { derivation, sentences: Vec::new() };
        words.headline();
        words.rule();
        if derivation.ruling.status == Verdict::NoAnswer {
            if derivation.grade == Grade::Contested {
                words.grade();
            }
            words.not_counted();
            return words;
        }
        words.low();
        words.high();
        words.best();
        words.parts();
        words.wholes();
        words.grade();
        words.conceded();
        words.ladder();
        words.not_counted();
        words
    }

    /// The sentences, one by one.
    pub fn sentences(&self) -> &[String] {
        &self.sentences
    }

    fn say(&mut self, sentence: String) {
        self.sentences.push(sentence);
    }

    fn headline(&mut self) {
        let d = self.derivation;
        let what = match d.quantity.outcome() {
            Outcome::Strength => "in strength",
            Outcome::Casualties if d.range == Interval::ANY => "of casualties",
            outcome => outcome.as_str(),
        };
        if d.ruling.status == Verdict::NoAnswer {
            self.say(format!("No answer for the number {what}."));
            return;
        }
        let range = capitalised(&range(d.range));
        let best = match &d.best {
            Some(best) if d.range.only() == Some(best.count) => String::new(),
            Some(best) => format!(", best {}", Grouped(best.count)),
            None if d.range == Interval::ANY => String::new(),
            None => ", no best estimate".to_owned(),
        };
        self.say(format!("{range} {what}{best}."));
    }

    fn name(&self, speaker: &Speaker) -> String {
        let voice = self.derivation.voices.iter().find(|voice| voice.speaker == *speaker);
        voice.map_or_else(|| speaker.to_string(), |voice| voice.name.clone())
    }

    /// A range with its supporters: "13 to 15 (Hospital and UN)".
    fn backed(&self, counts: Interval, by: &[Speaker]) -> String {
        let names: Vec<String> = by.iter().map(|speaker| self.name(speaker)).collect();
        let by = if names.is_empty() { "counted body by body, or admitted".to_owned() } else { first_of(&names) };
        format!("{} ({by})", range(counts))
    }
}
