//! Words a derivation for readers.

mod bounds;
mod fragments;
mod grade;
mod parts_and_wholes;
mod rule;
mod set_aside;
mod without_effect;

use std::fmt;

use self::fragments::{NAMED, capitalised, own_words, range};
use super::{Derivation, StatementStep, VoiceStep};
use crate::policy::Verdict;
use crate::reckon::estimate::Grade;
use crate::record::outcome::Outcome;
use crate::record::source::Basis;
use crate::said::interval::Interval;
use crate::said::thousands::Grouped;
use crate::voice::{Fate, Speaker};

/// A derivation in words: one or two sentences for each step that matters.
///
/// Law: every number in the words is in the derivation.
///
/// ```
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let derivation = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// assert!(derivation.words().to_string().contains("High: \"nearly 25\", said by An agency."));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
        if let Some(start) = derivation.before_start {
            words.say(format!(
                "The day asked for is before the event's start, {start}: nothing had to have happened yet."
            ));
        }
        if let Some(fault) = derivation.ruling.fault {
            words.say(format!("The ruling of {} is not used: {fault}.", derivation.policy));
        }
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
        words.rest();
        words.ladder();
        words.not_counted();
        words
    }

    /// The sentences, one by one.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let derivation = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(derivation.words().sentences()[1], "Low: \"at least 24\", said by A monitor.");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
        if d.range == Interval::ANY
            && let Some(best) = &d.best
        {
            let none = best.count == 0;
            let named = if none { "none".to_owned() } else { Grouped(best.count).to_string() };
            self.say(format!("The only figure named {what} is {named}; nothing sets a floor or a ceiling."));
            return;
        }
        let range = capitalised(&range(d.range));
        let best = match &d.best {
            Some(best) if d.range.only() == Some(best.count) && self.is_of_few(best.count) => {
                if self.names_another(best.count) {
                    format!(
                        ", the figure of {} alone",
                        if self.voices_naming(best.count) > 1 { "two voices" } else { "one voice" }
                    )
                } else if d.not_standing.is_empty() && !self.is_withdrawn() {
                    ", the only figure".to_owned()
                } else {
                    ", the only figure in force".to_owned()
                }
            }
            Some(best) if d.range.only() == Some(best.count) => String::new(),
            Some(best) => format!(", best {}", Grouped(best.count)),
            None if d.range == Interval::ANY => String::new(),
            None => ", no best estimate".to_owned(),
        };
        self.say(format!("{range} {what}{best}."));
    }

    /// Whether one or two voices name that number and no other, and nobody counted it body by body.
    fn is_of_few(&self, count: u64) -> bool {
        let kept = |voice: &'d VoiceStep| voice.statements.iter().filter(|said| said.fate == Fate::Kept);
        let voices = || self.derivation.counting_voices();
        (1..=2).contains(&self.derivation.counting)
            && voices().flat_map(kept).filter_map(|said| said.figure).all(|figure| figure == count)
            && !voices().flat_map(kept).any(|said| said.basis == Basis::Documented)
    }

    /// How many voices that count name that number in a kept statement.
    fn voices_naming(&self, count: u64) -> usize {
        let names = |said: &StatementStep| said.fate == Fate::Kept && said.figure == Some(count);
        self.derivation.counting_voices().filter(|voice| voice.statements.iter().any(names)).count()
    }

    /// Whether a kept statement allows some other number and excludes that one, or names another.
    fn names_another(&self, count: u64) -> bool {
        let kept = self.derivation.voices.iter().flat_map(|voice| &voice.statements);
        kept.filter(|said| said.fate == Fate::Kept).any(|said| {
            said.figure.is_some_and(|figure| figure != count)
                || said.meaning.high().get().is_some_and(|high| high != count)
        })
    }

    fn is_withdrawn(&self) -> bool {
        self.derivation.voices.iter().flat_map(|voice| &voice.statements).any(|said| said.fate == Fate::Withdrawn)
    }

    fn name(&self, speaker: &Speaker) -> String {
        let voice = self.derivation.voices.iter().find(|voice| voice.speaker == *speaker);
        voice.map_or_else(|| speaker.to_string(), |voice| voice.name.clone())
    }

    /// A range and whose words it does not contradict: "13 to 15 (fits Hospital: 13; UN: \"about
    /// 15\")".
    fn backed(&self, counts: Interval, by: &[Speaker]) -> String {
        let voices = by.iter().filter_map(|speaker| self.derivation.voices.iter().find(|v| v.speaker == *speaker));
        let own = |voice: &VoiceStep| {
            own_words(voice).map_or_else(|| voice.name.clone(), |words| format!("{}: {words}", voice.name))
        };
        let names: Vec<String> = voices.map(own).collect();
        let (first, more) = names.split_at(names.len().min(NAMED));
        let by = match (first.is_empty(), more.is_empty()) {
            (true, _) => "counted body by body, or admitted".to_owned(),
            (false, true) => format!("fits {}", first.join("; ")),
            (false, false) => format!("fits {}; and others", first.join("; ")),
        };
        format!("{} ({by})", range(counts))
    }
}
