//! The estimate of one quantity, by numbers instead of by names.

use super::estimate::{Dissenter, Estimate, Grade, SetAside, Why};
use crate::dossier::Dossier;
use crate::dossier::index::{Key, SpeakerIndex};
use crate::policy::sweep::Rung;
use crate::policy::{RulingFault, Verdict};
use crate::record::id::ClaimId;
use crate::record::moment::Moment;
use crate::record::quantity::Quantity;
use crate::said::interval::Interval;
use crate::voice::Speaker;

/// The estimate of one quantity: records are positions in the dossier that declares them, and
/// claims are the numbers that the index gives them.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) key: Key,
    pub(crate) as_of: Moment,
    pub(crate) range: Interval,
    pub(crate) best: Option<u64>,
    pub(crate) grade: Grade,
    pub(crate) status: Verdict,
    pub(crate) dissent: usize,
    /// In the order of their names; `None` stands for the parts.
    pub(crate) dissenters: Vec<Option<SpeakerIndex>>,
    pub(crate) conceded: Option<u64>,
    pub(crate) ladder: Vec<Rung>,
    /// In the order of their numbers.
    pub(crate) set_aside: Vec<(u32, Why)>,
    pub(crate) fault: Option<RulingFault>,
}

impl Answer {
    /// The estimate by names. `claim` gives the id of a claim by its number.
    pub(crate) fn named(self, declared: &Dossier, claim: impl Fn(u32) -> ClaimId) -> Estimate {
        let dissenter = |of| Dissenter::of(declared, of);
        Estimate {
            quantity: declared.quantity(self.key),
            as_of: self.as_of,
            range: self.range,
            best: self.best,
            grade: self.grade,
            status: self.status,
            dissent: self.dissent,
            dissenters: self.dissenters.into_iter().map(dissenter).collect(),
            conceded: self.conceded,
            ladder: self.ladder,
            set_aside: self.set_aside.into_iter().map(|(at, why)| SetAside { claim: claim(at), why }).collect(),
            fault: self.fault,
        }
    }
}

impl Dissenter {
    /// The dissenter by name; `None` stands for the parts.
    pub(crate) fn of(declared: &Dossier, speaker: Option<SpeakerIndex>) -> Dissenter {
        speaker.map_or(Dissenter::Parts, |speaker| Dissenter::Voice(declared.speaker(speaker)))
    }
}

impl Dossier {
    /// The name of a speaker.
    pub(crate) fn speaker(&self, speaker: SpeakerIndex) -> Speaker {
        match speaker {
            SpeakerIndex::Party(at) => Speaker::Party(self.parties()[at as usize].id().clone()),
            SpeakerIndex::Source(at) => Speaker::Source(self.sources()[at as usize].id().clone()),
        }
    }

    /// The name of a speaker for readers.
    pub(crate) fn speaker_name(&self, speaker: SpeakerIndex) -> &str {
        match speaker {
            SpeakerIndex::Party(at) => self.parties()[at as usize].name(),
            SpeakerIndex::Source(at) => self.sources()[at as usize].name(),
        }
    }

    /// The name of a quantity.
    pub(crate) fn quantity(&self, (event, group, outcome): Key) -> Quantity {
        let event = self.events()[event as usize].id().clone();
        let group = self.groups()[group as usize].id().clone();
        Quantity::new(event, group, outcome)
    }

    /// The id of the claim at this position.
    pub(crate) fn claim_id(&self, at: u32) -> ClaimId {
        self.claims()[at as usize].id().clone()
    }
}
