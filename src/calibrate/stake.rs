//! The speaker's stake in a count.

use crate::record::interest::{Interest, InterestCase};
use crate::record::vocabulary::words;

words! {
    /// The speaker's stake in a count: whose losses, or whose deed, it counts. Biases differ more between
    /// stakes than between speakers.
    ///
    /// | stake | the case of [`InterestCase`] that fired | written |
    /// |---|---|---|
    /// | `Neutral` | any other case, `Unclear` included: it has a stake without a direction | `neutral` |
    /// | `OwnLoss` | the speaker counts the dead of its own side | `minimise` |
    /// | `EnemyLoss` | the speaker counts the dead of its enemy | `maximise` |
    /// | `HarmByOwn` | the speaker counts civilians whom its own side harmed | `minimise_civil` |
    /// | `HarmByEnemy` | the speaker counts civilians whom its enemy harmed | `maximise_civil` |
    ///
    /// ```
    /// use corroborate::calibrate::Stake;
    ///
    /// assert_eq!("minimise".parse(), Ok(Stake::OwnLoss));
    /// assert!(Stake::HarmByEnemy.maximises() && !Stake::Neutral.maximises());
    /// ```
    #[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Stake {
        /// No stake, or a stake without a direction.
        #[default]
        Neutral => "neutral",
        /// The speaker counts the dead of its own side.
        OwnLoss => "minimise",
        /// The speaker counts the dead of its enemy.
        EnemyLoss => "maximise",
        /// The speaker counts civilians whom its own side harmed.
        HarmByOwn => "minimise_civil",
        /// The speaker counts civilians whom its enemy harmed.
        HarmByEnemy => "maximise_civil",
    }
}

/// The people counted. It decides the stake if a claim declares its interest itself.
///
/// ```
/// use corroborate::calibrate::{People, Stake};
/// use corroborate::{Interest, InterestCase};
///
/// let declared = |people| Stake::of(InterestCase::Declared, Interest::Minimise, people);
/// assert_eq!(declared(People::OfASide), Stake::OwnLoss);
/// assert_eq!(declared(People::Civilian), Stake::HarmByOwn);
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum People {
    /// The people of a side in the conflict.
    OfASide,
    /// Civilians, or people of no side.
    Civilian,
}

impl Stake {
    /// The stake of a claim, from its interest and the case of [`InterestCase`] that gave it the
    /// interest. `people` is used only if the claim declares its interest itself.
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
            // Neutral and unclear.
            _ => Stake::Neutral,
        }
    }

    /// Whether the speaker prefers a small count.
    pub const fn minimises(self) -> bool {
        matches!(self, Stake::OwnLoss | Stake::HarmByOwn)
    }

    /// Whether the speaker prefers a large count.
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
