//! Words the grade, and the ranges that hold if voices are wrong.

use super::Words;
use super::phrase::{along, capitalised, first_of, listed, of_voices, range, spelled};
use crate::derivation::{AlternativeStep, StatementStep, VoiceStep};
use crate::reckon::estimate::Grade;
use crate::reckon::rollup::PartsEffect;
use crate::record::interest::Interest;
use crate::said::interval::Interval;
use crate::said::thousands::Grouped;
use crate::voice::{Fate, Speaker};

/// The number of rungs of the ladder that are worded.
const RUNGS_TOLD: usize = 2;

impl Words<'_> {
    pub(super) fn grade(&mut self) {
        let d = self.derivation;
        let sentence = match d.grade {
            Grade::Unsupported => "Unsupported: nothing that stands bounds it.".to_owned(),
            Grade::Derived => "Derived: nobody has counted just this; it follows from what was counted of its parts \
                               or its wholes."
                .to_owned(),
            Grade::Partisan if d.counting_voices().any(is_neutral) => {
                "Partisan: the low rests on bodies that the victims' own side counted, and on nothing else.".to_owned()
            }
            Grade::Partisan => "Partisan: only those with a stake in the answer speak of it.".to_owned(),
            Grade::Corroborated => match &d.corroborating {
                Some((one, other)) => format!(
                    "Corroborated: {} and {}, independent of each other, name figures in that range{}.",
                    self.name(one),
                    self.name(other),
                    if self.names_figures_in(d.range, &[one, other]) { "" } else { " or within the slack of it" }
                ),
                None => "Corroborated.".to_owned(),
            },
            Grade::Uncorroborated if self.somebody_names_a_figure() => {
                "Uncorroborated: nobody else names a figure in that range.".to_owned()
            }
            Grade::Uncorroborated => "Uncorroborated: nobody names a figure in that range.".to_owned(),
            Grade::Contested => self.contest(),
        };
        self.say(sentence);
    }

    fn somebody_names_a_figure(&self) -> bool {
        let near = self.derivation.range.loosened();
        self.derivation.counting_voices().any(|voice| names_a_figure_in(near, voice))
    }

    /// Whether each of the speakers names a figure in the range.
    fn names_figures_in(&self, range: Interval, speakers: &[&Speaker]) -> bool {
        let voice = |speaker: &Speaker| self.derivation.voices.iter().find(|voice| voice.speaker == *speaker);
        speakers.iter().all(|speaker| voice(speaker).is_some_and(|voice| names_a_figure_in(range, voice)))
    }

    fn contest(&self) -> String {
        let d = self.derivation;
        match (d.ruling.dissent, d.counting) {
            (0, 0) => self.contest_of_parts(),
            (0, _) => self.contest_with_parts(),
            _ if d.ruling.alternatives.is_empty() => self.contest_with_rule(),
            _ => self.contest_of_counts(),
        }
    }

    /// Words a contest among parts, where nobody speaks of the whole.
    fn contest_of_parts(&self) -> String {
        let lines = || self.derivation.parts.iter().flat_map(|step| &step.parts);
        let mut contested: Vec<String> = lines().filter(|part| part.contested).map(|part| part.name.clone()).collect();
        contested.sort_unstable();
        contested.dedup();
        if contested.is_empty() {
            return "Contested: its parts, added up one way and another, disagree.".to_owned();
        }
        format!("Contested: voices disagree about its parts: {}.", first_of(&contested))
    }

    /// Words a contest where only the parts contradict the voices on the whole.
    fn contest_with_parts(&self) -> String {
        let d = self.derivation;
        let Some(at) = d.parts.iter().position(|step| step.effect == PartsEffect::Dissent) else {
            return "Contested: the parts and the whole disagree.".to_owned();
        };
        let against = &d.parts[at];
        let before = at.checked_sub(1).map_or(d.ruling.range, |earlier| d.parts[earlier].range);
        let names: Vec<String> = d.counting_voices().map(|voice| voice.name.clone()).collect();
        let with_parts = if before == d.ruling.range { "" } else { ", and other parts" };
        format!(
            "Contested: the parts {} ({}) and what is said of the whole ({}, by {}{with_parts}) disagree.",
            along(against.tree),
            range(against.sum),
            range(before),
            first_of(&names)
        )
    }

    /// Words a contest under a policy's own rule: the counts it took, and the voices they
    /// contradict.
    fn contest_with_rule(&self) -> String {
        let d = self.derivation;
        let supporters: Vec<Speaker> =
            d.counting_voices().filter(|voice| voice.supports).map(|voice| voice.speaker.clone()).collect();
        let ruled = range(d.ruling.range);
        let ruled = if supporters.is_empty() { ruled } else { self.backed(d.ruling.range, &supporters) };
        let since = if d.range == d.ruling.range { "" } else { ", which the rule took," };
        format!(
            "Contested: {ruled}{since} contradicts {}: {}.",
            of_voices(d.ruling.dissent, d.counting),
            listed(&self.dissenters())
        )
    }

    /// Words a contest of counts: the counts taken, the supporters of each, and the dissenters.
    fn contest_of_counts(&self) -> String {
        let d = self.derivation;
        let voices = of_voices(d.ruling.dissent, d.counting);
        // Counts that contradict fewer may be ruled out: by what was counted body by body or
        // admitted, or because interested voices do not outvote neutral ones.
        let fewest = d.ladder.first().is_some_and(|rung| rung.wrong == d.ruling.dissent);
        let lead = if fewest {
            format!("whichever count one takes, at least {voices} would be wrong")
        } else {
            format!("the counts taken contradict {voices}")
        };
        let backed = |alternative: &AlternativeStep| self.backed(alternative.range, &alternative.supporters);
        let taken: Vec<String> = d.ruling.alternatives.iter().map(backed).collect();
        let dissenters = listed(&self.dissenters());
        let (taken, against) = match taken.as_slice() {
            [one] => (one.clone(), " against "),
            [one, other] => (format!("{one} or {other}, not both"), "; against either: "),
            [first @ .., last] => {
                (format!("{} or {last}, only one of them", first.join(", ")), "; against all of them: ")
            }
            [] => return format!("Contested: {lead}."),
        };
        let against = if dissenters.is_empty() { String::new() } else { format!("{against}{dissenters}") };
        format!("Contested: {lead}: {taken}{against}.")
    }

    fn dissenters(&self) -> Vec<String> {
        self.derivation.ruling.dissenters.iter().map(|speaker| self.against(speaker)).collect()
    }

    /// A dissenter and its bounds.
    fn against(&self, speaker: &Speaker) -> String {
        let Some(voice) = self.derivation.voices.iter().find(|voice| voice.speaker == *speaker) else {
            return speaker.to_string();
        };
        let bounds = match (&voice.floor, &voice.ceiling) {
            (Some(floor), Some(ceiling)) if floor.value == ceiling.value => Grouped(floor.value).to_string(),
            (Some(floor), Some(ceiling)) => format!("{} to {}", Grouped(floor.value), Grouped(ceiling.value)),
            (Some(floor), None) => format!("{} or more", Grouped(floor.value)),
            (None, Some(ceiling)) => format!("at most {}", Grouped(ceiling.value)),
            (None, None) => return voice.name.clone(),
        };
        format!("{} ({bounds})", voice.name)
    }

    pub(super) fn conceded(&mut self) {
        let Some(conceded) = &self.derivation.conceded else { return };
        let of = match conceded.of_parts {
            None => String::new(),
            Some(tree) => format!(" of the parts {}", along(tree)),
        };
        let sentence = format!("{} conceded by {}{of}.", Grouped(conceded.value), conceded.name);
        self.say(sentence);
    }

    pub(super) fn ladder(&mut self) {
        let d = self.derivation;
        // The ladder is of least dissent, so it does not continue the range of another rule.
        let hull = d.ruling.alternatives.iter().map(|alternative| alternative.range).reduce(Interval::hull);
        if hull != Some(d.ruling.range) {
            return;
        }
        let told = d.ladder.iter().filter(|rung| rung.wrong > d.ruling.dissent && rung.range != Interval::ANY);
        let rungs: Vec<String> = told
            .take(RUNGS_TOLD)
            .map(|rung| match (rung.wrong, d.counting) {
                (1, 1) => format!("{} if the one voice is wrong", range(rung.range)),
                (1, voices) => format!("{} if one of the {} voices is wrong", range(rung.range), spelled(voices)),
                (wrong, voices) => {
                    format!("{} if {} of the {} voices are wrong", range(rung.range), spelled(wrong), spelled(voices))
                }
            })
            .collect();
        if !rungs.is_empty() {
            self.say(capitalised(&format!("{}.", rungs.join("; "))));
        }
    }
}

/// Whether a kept statement of the voice is neutral.
fn is_neutral(voice: &VoiceStep) -> bool {
    voice.statements.iter().any(|said| said.fate == Fate::Kept && said.interest == Interest::Neutral)
}

/// Whether a voice names a figure in the range that is not a boast.
fn names_a_figure_in(range: Interval, voice: &VoiceStep) -> bool {
    let kept = |said: &&StatementStep| said.fate == Fate::Kept && said.interest != Interest::Maximise;
    voice.statements.iter().filter(kept).filter_map(|said| said.figure).any(|figure| range.contains(figure))
}
