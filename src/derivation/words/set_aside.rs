//! Writes the sentences on claims that do not count.

use std::collections::BTreeSet;

use super::Words;
use super::fragments::{listed, why_empty};
use crate::derivation::{Derivation, StatementStep, VoiceStep, Weight};
use crate::reckon::estimate::Why;
use crate::record::id::ClaimId;
use crate::record::moment::Moment;
use crate::said::count::Count;
use crate::voice::Fate;

impl Words<'_> {
    pub(super) fn not_counted(&mut self) {
        let d = self.derivation;
        let mut aside = not_standing(d);
        aside.extend(d.voices.iter().flat_map(|voice| taken_back(voice, d.settled)));
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

fn quoted(claim: &ClaimId, count: &Count) -> String {
    format!("{claim} (\"{count}\")")
}

/// The claims that do not stand; those set aside for the same reason are named together.
fn not_standing(d: &Derivation) -> Vec<String> {
    let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
    for known in &d.not_standing {
        let why = match known.why {
            Why::Superseded if !known.by.is_empty() => format!("superseded by {}", listed(&known.by)),
            why => why.to_string(),
        };
        let claim = quoted(&known.claim, &known.count);
        match reasons.iter_mut().find(|(reason, _)| *reason == why) {
            Some((_, claims)) => claims.push(claim),
            None => reasons.push((why, vec![claim])),
        }
    }
    reasons.into_iter().map(|(why, claims)| format!("{}, {why}", listed(claims))).collect()
}

/// The statements of a voice that it took back or that say nothing, each correction with its own.
fn taken_back(voice: &VoiceStep, settled: Option<Moment>) -> Vec<String> {
    let mut aside = Vec::new();
    let mut tell = |is_aside: &dyn Fn(&StatementStep) -> bool, why: &str| {
        let claims = voice.statements.iter().filter(|said| is_aside(said));
        let claims = listed(claims.map(|said| quoted(&said.claim, &said.count)));
        if !claims.is_empty() {
            aside.push(format!("{claims} of {}, {why}", voice.name));
        }
    };
    for by in voice.kept().filter(|said| said.correction) {
        let is_by_it = |said: &StatementStep| voice.correction_of(said).is_some_and(|it| it.claim == by.claim);
        tell(&is_by_it, &format!("taken back by the correction {}", quoted(&by.claim, &by.count)));
    }
    let whys: BTreeSet<String> = voice.statements.iter().filter_map(|said| why(voice, said, settled)).collect();
    for of_several in whys {
        tell(&|said| why(voice, said, settled).as_ref() == Some(&of_several), &of_several);
    }
    aside
}

/// Why a statement does not count, if no correction took it back.
fn why(voice: &VoiceStep, said: &StatementStep, settled: Option<Moment>) -> Option<String> {
    let time = |said: &StatementStep| (said.published, said.moment);
    match said.fate {
        Fate::Withdrawn if voice.correction_of(said).is_some() => None,
        Fate::Withdrawn if voice.kept().any(|kept| time(kept) > time(said)) => {
            Some("which later statements of that voice contradict".to_owned())
        }
        Fate::Withdrawn => Some("which named a higher count at the same time".to_owned()),
        Fate::Empty => Some(format!("whose window {}", why_empty(said, settled))),
        Fate::Kept | Fate::OutOfTime | Fate::Older => None,
    }
}
