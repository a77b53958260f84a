//! Writes a derivation as English sentences.

mod bounds;
mod fragments;
mod grade;
mod parts_and_wholes;
mod rule;
mod set_aside;
mod without_effect;

use std::fmt;

use self::fragments::{capitalised, clauses, own_words};
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
        if let Some(best) = d.best.as_ref().filter(|best| d.range == Interval::ANY && self.is_alone(best.count)) {
            let named = if best.count == 0 { "none".to_owned() } else { Grouped(best.count).to_string() };
            self.say(format!("The only figure named {what} is {named}; nothing sets a floor or a ceiling."));
            return;
        }
        let range = capitalised(&d.range.in_words());
        let best = match &d.best {
            Some(best) if d.range.only() == Some(best.count) && self.is_of_few(best.count) => {
                if self.names_another(best.count) {
                    let voices = if self.voices_naming(best.count) > 1 { "two voices" } else { "one voice" };
                    format!(", the figure of {voices} alone")
                } else if d.not_standing.is_empty() && !self.is_any_aside() {
                    ", the only figure".to_owned()
                } else {
                    ", the only figure that counts".to_owned()
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
        let kept = || self.derivation.counting_voices().flat_map(VoiceStep::kept);
        (1..=2).contains(&self.derivation.counting)
            && kept().filter_map(|said| said.figure).all(|figure| figure == count)
            && !kept().any(|said| said.basis == Basis::Documented)
    }

    /// How many voices that count name that number in a kept statement.
    fn voices_naming(&self, count: u64) -> usize {
        let names = |said: &StatementStep| said.figure == Some(count);
        self.derivation.counting_voices().filter(|voice| voice.kept().any(names)).count()
    }

    /// Whether a kept statement allows some other number and excludes that one, or names another.
    fn names_another(&self, count: u64) -> bool {
        self.derivation.kept().any(|said| {
            said.figure.is_some_and(|figure| figure != count)
                || said.meaning.high().get().is_some_and(|high| high != count)
        })
    }

    /// Whether nothing that is kept allows another number or excludes that one.
    fn is_alone(&self, count: u64) -> bool {
        !self.names_another(count) && self.derivation.kept().all(|said| said.meaning.contains(count))
    }

    fn is_any_aside(&self) -> bool {
        self.derivation.voices.iter().flat_map(|voice| &voice.statements).any(|said| said.fate != Fate::Kept)
    }

    fn name(&self, speaker: &Speaker) -> String {
        self.derivation.voice(speaker).map_or_else(|| speaker.to_string(), |voice| voice.name.clone())
    }

    /// A range and whose words it does not contradict: "13 to 15 (fits Hospital: 13; UN: \"about
    /// 15\")".
    fn backed(&self, counts: Interval, by: &[Speaker]) -> String {
        let own = |voice: &VoiceStep| {
            own_words(voice).map_or_else(|| voice.name.clone(), |words| format!("{}: {words}", voice.name))
        };
        let names: Vec<String> = by.iter().filter_map(|speaker| self.derivation.voice(speaker).map(own)).collect();
        let by = if names.is_empty() {
            "counted body by body, or admitted".to_owned()
        } else {
            format!("fits {}", clauses(&names, "; and others"))
        };
        format!("{} ({by})", counts.in_words())
    }
}
