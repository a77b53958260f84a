//! Writes the sentences on claims that do not count.

use std::collections::BTreeSet;

use super::Words;
use super::fragments::{listed, why_empty};
use crate::derivation::{StatementStep, VoiceStep, Weight};
use crate::reckon::estimate::Why;
use crate::record::id::ClaimId;
use crate::record::moment::Moment;
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
            let said_later = |said: &StatementStep| {
                let time = |said: &StatementStep| (said.published, said.moment);
                voice.kept().any(|kept| time(kept) > time(said))
            };
            let is_withdrawn =
                |said: &StatementStep| said.fate == Fate::Withdrawn && voice.correction_of(said).is_none();
            tell(&|said| is_withdrawn(said) && said_later(said), "which later statements of that voice contradict");
            tell(&|said| is_withdrawn(said) && !said_later(said), "which named a higher count at the same time");
            let empty = |said: &StatementStep| (said.fate == Fate::Empty).then(|| why_empty(said, d.settled));
            let whys: BTreeSet<&str> = voice.statements.iter().filter_map(empty).collect();
            for why in whys {
                tell(&|said| empty(said) == Some(why), &format!("whose window {why}"));
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
        self.older();
    }

    /// Of a stock, the statements that are too old, or that a newer figure of the voice replaced.
    fn older(&mut self) {
        const MOST: usize = 3;
        let d = self.derivation;
        let is_older =
            |said: &&StatementStep| matches!(said.fate, Fate::Older | Fate::OutOfTime) && said.moment <= d.as_of;
        let of = |voice: &VoiceStep, said: &StatementStep| {
            (said.moment, format!("{} (\"{}\" of {}, as of {})", said.claim, said.count, voice.name, said.moment))
        };
        let mut older: Vec<(Moment, String)> = d
            .voices
            .iter()
            .flat_map(|voice| voice.statements.iter().filter(is_older).map(|said| of(voice, said)))
            .collect();
        older.sort_by_key(|&(moment, _)| std::cmp::Reverse(moment));
        let more = older.len().saturating_sub(MOST);
        older.truncate(MOST);
        if !older.is_empty() {
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let older: Vec<String> = older.into_iter().map(|(_, words)| words).collect();
            self.say(format!("Older, and no longer counted: {}{more}.", older.join("; ")));
        }
    }
}
