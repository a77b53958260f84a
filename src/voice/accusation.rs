//! Who accuses whom of a harm, in what is in force.

use crate::index::{Facts, Index, SpeakerIndex};
use crate::interest::{InterestCase, Stance};
use crate::standing::Standing;

/// The accusations on one event and group, of any outcome: each accuser with the party it names as
/// the one that did the harm.
#[derive(Clone, Debug, Default)]
pub(crate) struct Accusations(Vec<(u32, u32)>);

/// The accuser and the accused, if the claim is by a party and names one, or its event does.
pub(crate) fn accusation(facts: &Facts) -> Option<(u32, u32)> {
    match facts.speaker {
        SpeakerIndex::Party(accuser) => facts.perpetrator.map(|accused| (accuser, accused)),
        SpeakerIndex::Source(_) => None,
    }
}

impl Accusations {
    /// What is in force on the event and group of a quantity; not looked for where no claim of
    /// the quantity could be answered by it.
    pub(crate) fn of(index: &Index, quantity: u32, standings: &[Standing]) -> Accusations {
        let accuses = |at: usize| index.statements[at].case == InterestCase::EnemyDoing;
        if !index.own(quantity).any(accuses) {
            return Accusations::default();
        }
        let in_force = index.of_same_people(quantity).filter(|&at| standings[at] == Standing::Stands);
        let mut pairs: Vec<_> = in_force.filter_map(|at| accusation(&index.statements[at])).collect();
        pairs.sort_unstable();
        pairs.dedup();
        Accusations(pairs)
    }

    /// Whether a claim that accuses its speaker's enemy is answered: an enemy of the speaker says
    /// that the speaker's side did it.
    pub(crate) fn answer(&self, index: &Index, facts: &Facts) -> bool {
        self.0.iter().any(|&pair| answers(index, pair, facts))
    }
}

/// Whether that accusation answers the claim: by a party that the speaker opposes, against the
/// speaker or an ally of it.
pub(crate) fn answers(index: &Index, (accuser, accused): (u32, u32), facts: &Facts) -> bool {
    let SpeakerIndex::Party(speaker) = facts.speaker else { return false };
    facts.case == InterestCase::EnemyDoing
        && index.stances.between(speaker, accuser) == Stance::Opposed
        && index.stances.between(speaker, accused) == Stance::Allied
}
