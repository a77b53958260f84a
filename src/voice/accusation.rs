//! Which parties accuse which others of a harm, in the claims that are in force.

use crate::dossier::index::{ClaimFacts, Index, SpeakerIndex};
use crate::record::interest::{InterestCase, Stance};
use crate::voice::standing::Standing;

/// The accusations on one event and group, of any outcome: pairs of the accuser and the party that
/// it accuses.
#[derive(Clone, Debug, Default)]
pub(crate) struct Accusations(Vec<(u32, u32)>);

/// The accuser and the accused, if a party makes the claim and the claim or its event names a
/// perpetrator.
pub(crate) fn accusation(facts: &ClaimFacts) -> Option<(u32, u32)> {
    match facts.speaker {
        SpeakerIndex::Party(accuser) => facts.perpetrator.map(|accused| (accuser, accused)),
        SpeakerIndex::Source(_) => None,
    }
}

impl FromIterator<(u32, u32)> for Accusations {
    fn from_iter<I: IntoIterator<Item = (u32, u32)>>(pairs: I) -> Accusations {
        let mut pairs = Vec::from_iter(pairs);
        pairs.sort_unstable();
        pairs.dedup();
        Accusations(pairs)
    }
}

impl Accusations {
    /// The accusations in force on the event and group of a quantity. The list stays empty if no
    /// claim of the quantity accuses an enemy, because then none can be answered.
    pub(crate) fn of(index: &Index, quantity: u32, standings: &[Standing]) -> Accusations {
        let accuses = |at: usize| index.statements[at].case == InterestCase::EnemyDoing;
        if !index.own(quantity).any(accuses) {
            return Accusations::default();
        }
        let in_force = index.of_same_people(quantity).filter(|&at| standings[at] == Standing::Stands);
        in_force.filter_map(|at| accusation(&index.statements[at])).collect()
    }

    /// Whether the claim accuses an enemy of its speaker, and an enemy accuses the speaker's side
    /// in return.
    pub(crate) fn answer(&self, index: &Index, facts: &ClaimFacts) -> bool {
        self.0.iter().any(|&pair| answers(index, pair, facts))
    }
}

/// Whether this accusation answers the claim: it is made by a party that the speaker opposes,
/// against the speaker or an ally of the speaker.
pub(crate) fn answers(index: &Index, (accuser, doer): (u32, u32), facts: &ClaimFacts) -> bool {
    let SpeakerIndex::Party(speaker) = facts.speaker else { return false };
    facts.case == InterestCase::EnemyDoing
        && index.stances.between(speaker, accuser) == Stance::Opposed
        && index.stances.between(speaker, doer) == Stance::Allied
}
