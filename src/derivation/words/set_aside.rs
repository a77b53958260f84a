//! Words the claims that do not count.

use super::Words;
use super::fragments::listed;
use crate::derivation::{StatementStep, Weight};
use crate::reckon::estimate::Why;
use crate::voice::Fate;

impl Words<'_> {
    pub(super) fn not_counted(&mut self) {
        let d = self.derivation;
        let mut aside: Vec<String> = Vec::new();
        // Claims set aside for the same reason are named together.
        let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
        for known in &d.not_standing {
            let by: Vec<String> = known.by.iter().map(ToString::to_string).collect();
            let why = match known.why {
                Why::Superseded if !by.is_empty() => format!("superseded by {}", listed(&by)),
                why => why.to_string(),
            };
            let claim = format!("{} (\"{}\")", known.claim, known.count);
            match reasons.iter_mut().find(|(reason, _)| *reason == why) {
                Some((_, claims)) => claims.push(claim),
                None => reasons.push((why, vec![claim])),
            }
        }
        aside.extend(reasons.into_iter().map(|(why, claims)| format!("{}, {why}", listed(&claims))));
        for voice in &d.voices {
            let is_corrected = |said: &StatementStep| voice.correction_of(said).is_some();
            let withdrawn = || voice.statements.iter().filter(|said| said.fate == Fate::Withdrawn);
            for correcting in voice.statements.iter().filter(|said| said.correction && said.fate == Fate::Kept) {
                let is_by_it = |by: &StatementStep| by.claim == correcting.claim;
                let by_it = withdrawn().filter(|said| voice.correction_of(said).is_some_and(is_by_it));
                let claims: Vec<String> = by_it.map(|said| format!("{} (\"{}\")", said.claim, said.count)).collect();
                if !claims.is_empty() {
                    aside.push(format!(
                        "{} of {}, taken back by the correction {} (\"{}\")",
                        listed(&claims),
                        voice.name,
                        correcting.claim,
                        correcting.count
                    ));
                }
            }
            for (fate, why) in [
                (Fate::Withdrawn, "which later statements of that voice contradict"),
                (Fate::Empty, "whose window begins after the toll was settled"),
            ] {
                let fated = voice.statements.iter().filter(|said| said.fate == fate && !is_corrected(said));
                let claims: Vec<String> = fated.map(|said| format!("{} (\"{}\")", said.claim, said.count)).collect();
                if !claims.is_empty() {
                    aside.push(format!("{} of {}, {why}", listed(&claims), voice.name));
                }
            }
        }
        if !aside.is_empty() {
            self.say(format!("Set aside: {}.", aside.join("; ")));
        }
        let overtaken: Vec<String> =
            d.voices.iter().filter(|voice| voice.weight == Weight::Overtaken).map(|voice| voice.name.clone()).collect();
        if !overtaken.is_empty() {
            self.say(format!(
                "Not counted, because somebody who spoke more than a month later says something else: {}.",
                listed(&overtaken)
            ));
        }
    }
}
