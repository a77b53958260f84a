//! What a speaker stands to gain from the count, as far as it biases the count.

use crate::record::interest::{Interest, InterestCase};
use crate::record::vocabulary::words;

/// Whose loss or whose deed a speaker counts: biases differ between these far more than between
/// speakers.
///
/// | stake | the case of [`InterestCase`] that fired | written |
/// |---|---|---|
/// | `Neutral` | none that tells a direction, be there a stake or not | `neutral` |
/// | `OwnLoss` | it counts the dead of its own side | `minimise` |
/// | `EnemyLoss` | it counts the dead of its enemy | `maximise` |
/// | `HarmByOwn` | it counts civilians whom its own side harmed | `minimise_civil` |
/// | `HarmByEnemy` | it counts civilians whom its enemy harmed | `maximise_civil` |
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stake {
    /// None, or none that tells a direction.
    #[default]
    Neutral,
    /// The dead of its own side.
    OwnLoss,
    /// The dead of its enemy.
    EnemyLoss,
    /// Civilians whom its own side harmed.
    HarmByOwn,
    /// Civilians whom its enemy harmed.
    HarmByEnemy,
}

words!(Stake {
    Neutral => "neutral",
    OwnLoss => "minimise",
    EnemyLoss => "maximise",
    HarmByOwn => "minimise_civil",
    HarmByEnemy => "maximise_civil",
});

/// The people counted, where a claim declares its interest itself.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum People {
    /// Of a side.
    OfASide,
    /// Civilians, or of no side.
    Civilian,
}

impl Stake {
    /// The stake of a claim: from the interest it has and the case that gave it this interest;
    /// where the claim declares it itself, from the people counted.
    pub fn of(case: InterestCase, interest: Interest, people: People) -> Stake {
        let civil = match case {
            InterestCase::OwnDoing | InterestCase::EnemyDoing => true,
            InterestCase::Declared => people == People::Civilian,
            _ => false,
        };
        match (interest, civil) {
            (Interest::Minimise, false) => Stake::OwnLoss,
            (Interest::Maximise, false) => Stake::EnemyLoss,
            (Interest::Minimise, true) => Stake::HarmByOwn,
            (Interest::Maximise, true) => Stake::HarmByEnemy,
            // Neutral, and whatever tells no direction.
            _ => Stake::Neutral,
        }
    }

    /// Whether the speaker would rather have the count small.
    pub const fn minimises(self) -> bool {
        matches!(self, Stake::OwnLoss | Stake::HarmByOwn)
    }

    /// Whether the speaker would rather have the count large.
    pub const fn maximises(self) -> bool {
        matches!(self, Stake::EnemyLoss | Stake::HarmByEnemy)
    }

    /// Its place in [`Stake::ALL`].
    pub(super) const fn place(self) -> usize {
        self as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_case_that_fired_gives_the_stake() {
        let of = |case, interest| Stake::of(case, interest, People::Civilian);
        assert_eq!(of(InterestCase::OwnPeople, Interest::Minimise), Stake::OwnLoss);
        assert_eq!(of(InterestCase::EnemyPeople, Interest::Maximise), Stake::EnemyLoss);
        assert_eq!(of(InterestCase::OwnDoing, Interest::Minimise), Stake::HarmByOwn);
        assert_eq!(of(InterestCase::EnemyDoing, Interest::Maximise), Stake::HarmByEnemy);
        assert_eq!(of(InterestCase::NoParty, Interest::Neutral), Stake::Neutral);
        assert_eq!(of(InterestCase::OthersPeople, Interest::Neutral), Stake::Neutral);
    }

    #[test]
    fn a_declared_interest_asks_whom_it_counts() {
        let of = |interest, people| Stake::of(InterestCase::Declared, interest, people);
        assert_eq!(of(Interest::Minimise, People::OfASide), Stake::OwnLoss);
        assert_eq!(of(Interest::Maximise, People::OfASide), Stake::EnemyLoss);
        assert_eq!(of(Interest::Minimise, People::Civilian), Stake::HarmByOwn);
        assert_eq!(of(Interest::Maximise, People::Civilian), Stake::HarmByEnemy);
        assert_eq!(of(Interest::Neutral, People::Civilian), Stake::Neutral);
    }

    #[test]
    fn every_word_reads_back() {
        assert!(Stake::ALL.iter().all(|&stake| stake.as_str().parse() == Ok(stake)));
        assert!(Stake::ALL.iter().enumerate().all(|(at, stake)| stake.place() == at));
        assert!(Stake::ALL.iter().all(|stake| !(stake.minimises() && stake.maximises())));
    }
}
