//! Writes the sentences on kept statements that set no bound: denials, newer statements that name a
//! smaller number, and all others.

use std::collections::BTreeSet;

use super::fragments::{as_said, clauses, first_of, spelled};
use super::{DEFAULT, Words};
use crate::derivation::{BestFrom, VoiceStep};
use crate::reckon::estimate::Grade;
use crate::record::id::ClaimId;
use crate::record::outcome::Course;
use crate::said::count::Said;
use crate::said::interval::Interval;
use crate::voice::{Bound, Speaker};

impl<'d> Words<'d> {
    /// What else is in force.
    pub(super) fn rest(&mut self) {
        let mut told = self.newest_words_name_less();
        told.extend(self.denials());
        self.other_words(&told);
    }

    /// A voice whose newest figure lies below a floor of its own that still stands: "at least 42"
    /// behind "at least 89".
    fn newest_words_name_less(&mut self) -> Vec<ClaimId> {
        let d = self.derivation;
        if d.quantity.outcome().course() == Course::Stock {
            return Vec::new();
        }
        let less = |voice: &VoiceStep| {
            let floor = voice.floor.as_ref()?;
            let newest = voice.kept().rev().find(|said| said.since.is_none() && said.figure.is_some())?;
            let named = newest.figure?;
            let is_less = named < floor.value() && !Interval::exactly(named).loosened().contains(floor.value());
            let place = |claim: &ClaimId| voice.statements.iter().position(|said| said.claim == *claim);
            let [of_floor] = floor.claims() else { return None };
            let standing = &voice.statements[place(of_floor)?];
            (is_less && place(of_floor) < place(&newest.claim)).then(|| {
                let (newest_words, standing_words) = (as_said(newest), as_said(standing));
                let why = match newest.correction {
                    true if newest.source != standing.source => ": a correction takes back only what its source said",
                    true => ": a correction takes back nothing of later moments",
                    false => "",
                };
                let clause = format!("{}, {newest_words}, but its {standing_words} is not taken back{why}", voice.name);
                (clause, newest.claim.clone())
            })
        };
        let (told, claims): (Vec<String>, Vec<ClaimId>) = d.counting_voices().filter_map(less).unzip();
        if !told.is_empty() {
            self.say(format!("Newest words name less: {}.", told.join("; ")));
        }
        claims
    }

    /// Who denies that there was anybody, where the answer holds that there was.
    fn denials(&mut self) -> Vec<ClaimId> {
        let d = self.derivation;
        if d.range.low() == 0 {
            return Vec::new();
        }
        let denials = |voice: &'d VoiceStep| voice.kept().filter(|said| said.count.said() == Said::None);
        let denying = d.voices.iter().filter(|voice| denials(voice).next().is_some());
        let names: Vec<&String> = denying.map(|voice| &voice.name).collect();
        if !names.is_empty() {
            self.say(format!("Denied by {}.", first_of(names)));
        }
        d.voices.iter().flat_map(denials).map(|said| said.claim.clone()).collect()
    }

    /// Names or counts every kept statement that no other sentence quotes.
    fn other_words(&mut self, told: &[ClaimId]) {
        let d = self.derivation;
        let mut quoted: BTreeSet<&ClaimId> = told.iter().collect();
        quoted.extend(self.quoted_at_the_ends());
        let alternatives = d.ruling.alternatives.iter().flat_map(|alternative| &alternative.supporters);
        let contested = d.ruling.dissenters.iter().chain(alternatives).filter(|_| d.grade == Grade::Contested);
        let speakers: BTreeSet<&Speaker> = contested.collect();
        for voice in d.voices.iter().filter(|voice| speakers.contains(&voice.speaker)) {
            quoted.extend([&voice.floor, &voice.ceiling].into_iter().flatten().flat_map(Bound::claims));
        }
        if let Some(
            BestFrom::Neutral { claim, .. } | BestFrom::Admitted { claim, .. } | BestFrom::OwnCount { claim, .. },
        ) = d.best.as_ref().map(|best| &best.from)
        {
            quoted.insert(claim);
        }
        let grounds = d.ruling.grounds.iter().filter(|_| d.policy != DEFAULT);
        quoted.extend(grounds.flat_map(|ground| &ground.claims));
        let others: Vec<String> = d.voices.iter().filter_map(|voice| beside(voice, &quoted)).collect();
        if others.is_empty() || d.grade == Grade::Unsupported {
            return;
        }
        self.say(format!("Also in force: {}.", clauses(&others, "; and statements of others")));
    }
}

/// The newest word of a voice that is not quoted, and how many more there are: "UN (18) and two
/// others".
fn beside(voice: &VoiceStep, quoted: &BTreeSet<&ClaimId>) -> Option<String> {
    let mut others = voice.kept().rev().filter(|said| !quoted.contains(&said.claim));
    let newest = others.next()?;
    let more = match others.count() {
        0 => String::new(),
        1 => " and one other".to_owned(),
        more @ 2..=12 => format!(" and {} others", spelled(more)),
        _ => " and more than twelve others".to_owned(),
    };
    Some(format!("{} ({}{more})", voice.name, as_said(newest)))
}
