//! Writes the sentences on claims that do not count.

use super::Words;
use super::fragments::listed;
use crate::derivation::{StatementStep, Weight};
use crate::reckon::estimate::Why;
use crate::record::id::ClaimId;
use crate::said::count::Count;
use crate::voice::Fate;

impl Words<'_> {
    pub(super) fn not_counted(&mut self) {
        let d = self.derivation;
        let mut aside: Vec<String> = Vec::new();
        let quote = |claim: &ClaimId, count: &Count| format!("{claim} (\"{count}\")");
        // Claims set aside for the same reason are named together.
        let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
        for known in &d.not_standing {
            let why = match known.why {
                Why::Superseded if !known.by.is_empty() => format!("superseded by {}", listed(&known.by)),
                why => why.to_string(),
            };
            let claim = quote(&known.claim, &known.count);
            match reasons.iter_mut().find(|(reason, _)| *reason == why) {
                Some((_, claims)) => claims.push(claim),
                None => reasons.push((why, vec![claim])),
            }
        }
        aside.extend(reasons.into_iter().map(|(why, claims)| format!("{}, {why}", listed(claims))));
        for voice in &d.voices {
            let mut tell = |is_aside: &dyn Fn(&StatementStep) -> bool, why: &str| {
                let claims = voice.statements.iter().filter(|said| is_aside(said));
                let claims = listed(claims.map(|said| quote(&said.claim, &said.count)));
                if !claims.is_empty() {
                    aside.push(format!("{claims} of {}, {why}", voice.name));
                }
            };
            for by in voice.kept().filter(|said| said.correction) {
                let is_by_it = |said: &StatementStep| voice.correction_of(said).is_some_and(|it| it.claim == by.claim);
                tell(&is_by_it, &format!("taken back by the correction {}", quote(&by.claim, &by.count)));
            }
            for (fate, why) in [
                (Fate::Withdrawn, "which later statements of that voice contradict"),
                (Fate::Empty, "whose window begins after the toll was settled"),
            ] {
                tell(&|said| said.fate == fate && voice.correction_of(said).is_none(), why);
            }
        }
        if !aside.is_empty() {
            self.say(format!("Set aside: {}.", aside.join("; ")));
        }
        let overtaken = d.voices.iter().filter(|voice| voice.weight == Weight::Overtaken);
        let names: Vec<&String> = overtaken.map(|voice| &voice.name).collect();
        if !names.is_empty() {
            let why = "because somebody who spoke more than a month later says something else";
            self.say(format!("Not counted, {why}: {}.", listed(names)));
        }
    }
}
