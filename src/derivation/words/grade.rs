//! How far it can be relied on, and what holds if voices are wrong.

use super::phrase::{along, capitalised, listed, range, spelled};
use super::{DEFAULT, Words};
use crate::derivation::{StatementStep, VoiceStep};
use crate::estimate::Grade;
use crate::grouped::Grouped;
use crate::interest::Interest;
use crate::interval::Interval;
use crate::voice::{Fate, Speaker};

/// How many rungs of the ladder are told.
const RUNGS_TOLD: usize = 2;

impl Words<'_> {
    pub(super) fn grade(&mut self) {
        let d = self.derivation;
        let sentence = match d.grade {
            Grade::Unsupported => "Unsupported: nothing that stands bounds it.".to_owned(),
            Grade::Derived => "Derived: nobody has counted just this; it follows from what was counted of its parts \
                               or its wholes."
                .to_owned(),
            Grade::Partisan => "Partisan: only those with a stake in the answer speak of it.".to_owned(),
            Grade::Corroborated => match &d.corroborating {
                Some((one, other)) => format!(
                    "Corroborated: {} and {}, independent of each other, name figures in that range.",
                    self.name(one),
                    self.name(other)
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

    pub(super) fn somebody_names_a_figure(&self) -> bool {
        let d = self.derivation;
        let near = d.range.loosened();
        let kept = |said: &&StatementStep| said.fate == Fate::Kept && said.interest != Interest::Maximise;
        let named = |voice: &VoiceStep| {
            voice.statements.iter().filter(kept).filter_map(|said| said.figure).any(|figure| near.contains(figure))
        };
        d.counting_voices().any(named)
    }

    pub(super) fn contest(&self) -> String {
        let d = self.derivation;
        let dissenters: Vec<String> = d.ruling.dissenters.iter().map(|speaker| self.against(speaker)).collect();
        match (d.ruling.dissent, dissenters.is_empty()) {
            (0, _) if d.counting == 0 => "Contested: voices disagree about its parts.".to_owned(),
            (0, _) => "Contested: the parts and the whole disagree.".to_owned(),
            (dissent, false) if d.policy != DEFAULT => format!(
                "Contested: it contradicts {} of the {} voices: {}.",
                spelled(dissent),
                spelled(d.counting),
                listed(&dissenters)
            ),
            (dissent, true) => format!(
                "Contested: whichever count one takes, {} of the {} voices would be wrong.",
                spelled(dissent),
                spelled(d.counting)
            ),
            (dissent, false) => format!(
                "Contested: whichever count one takes, {} of the {} voices would be wrong; against all of them: {}.",
                spelled(dissent),
                spelled(d.counting),
                listed(&dissenters)
            ),
        }
    }

    /// A dissenter and its bounds.
    pub(super) fn against(&self, speaker: &Speaker) -> String {
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
