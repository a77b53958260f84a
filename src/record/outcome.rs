//! The outcomes: what happened to the people counted.

use crate::record::vocabulary::words;

words! {
    /// What happened to the people counted.
    ///
    /// | outcome | adds up over time | stake | part of |
    /// |---|---|---|---|
    /// | killed | flow | harm | casualties |
    /// | wounded | flow | harm | casualties |
    /// | casualties | flow | harm | |
    /// | missing | stock | harm | |
    /// | abducted | flow | harm | |
    /// | detained | flow | harm | |
    /// | surrendered | flow | harm | |
    /// | displaced | stock | harm | |
    /// | escaped | flow | boon | |
    /// | freed | flow | boon | |
    /// | returned | flow | boon | |
    /// | held | stock | neither | |
    /// | strength | stock | boon | |
    ///
    /// ```
    /// use corroborate::Outcome;
    ///
    /// assert_eq!("killed".parse(), Ok(Outcome::Killed));
    /// assert!("slain".parse::<Outcome>().is_err());
    /// ```
    #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum Outcome {
        /// They died.
        Killed => "killed",
        /// They were injured and survived.
        Wounded => "wounded",
        /// They were killed or wounded.
        Casualties => "casualties",
        /// Nobody knows where they are.
        Missing => "missing",
        /// They were taken by force.
        Abducted => "abducted",
        /// They were arrested or captured.
        Detained => "detained",
        /// They gave themselves up.
        Surrendered => "surrendered",
        /// They were driven from their homes.
        Displaced => "displaced",
        /// They escaped from custody.
        Escaped => "escaped",
        /// They were released.
        Freed => "freed",
        /// They came back home.
        Returned => "returned",
        /// They were in custody at the time.
        Held => "held",
        /// They were under arms at the time.
        Strength => "strength",
    }
}

/// How a count behaves over time.
///
/// ```
/// use corroborate::{Course, Outcome};
///
/// assert_eq!(Outcome::Missing.course(), Course::Stock, "some are found");
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Course {
    /// It only adds up: the toll of a later day is never lower.
    Flow,
    /// It rises and falls: a count holds for its day only.
    Stock,
}

/// What an outcome means for the side that it happens to.
///
/// ```
/// use corroborate::{Outcome, Stake};
///
/// assert_eq!(Outcome::Freed.stake(), Stake::Boon);
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stake {
    /// A loss.
    Harm,
    /// A gain.
    Boon,
    /// Neither.
    Neither,
}

impl Outcome {
    /// Whether it only adds up, or rises and falls.
    ///
    /// ```
    /// use corroborate::{Course, Outcome};
    ///
    /// assert_eq!(Outcome::Killed.course(), Course::Flow);
    /// assert_eq!(Outcome::Held.course(), Course::Stock, "prisoners come and go");
    /// ```
    pub const fn course(self) -> Course {
        match self {
            Outcome::Held | Outcome::Strength | Outcome::Missing | Outcome::Displaced => Course::Stock,
            _ => Course::Flow,
        }
    }

    /// What it means for the side that it happens to.
    ///
    /// ```
    /// use corroborate::{Outcome, Stake};
    ///
    /// assert_eq!(Outcome::Escaped.stake(), Stake::Boon);
    /// assert_eq!(Outcome::Missing.stake(), Stake::Harm);
    /// ```
    pub const fn stake(self) -> Stake {
        match self {
            Outcome::Escaped | Outcome::Freed | Outcome::Returned | Outcome::Strength => Stake::Boon,
            Outcome::Held => Stake::Neither,
            _ => Stake::Harm,
        }
    }

    /// The outcome this one is part of.
    ///
    /// ```
    /// use corroborate::Outcome;
    ///
    /// assert_eq!(Outcome::Wounded.part_of(), Some(Outcome::Casualties));
    /// assert_eq!(Outcome::Missing.part_of(), None);
    /// ```
    pub const fn part_of(self) -> Option<Outcome> {
        match self {
            Outcome::Killed | Outcome::Wounded => Some(Outcome::Casualties),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back() {
        for &outcome in Outcome::ALL {
            assert_eq!(outcome.as_str().parse(), Ok(outcome));
        }
    }

    #[test]
    fn another_word_is_refused_with_the_list() {
        let error = "slain".parse::<Outcome>().map_err(|e| e.to_string());
        assert_eq!(
            error,
            Err("\"slain\" is not one of killed, wounded, casualties, missing, abducted, detained, surrendered, \
                 displaced, escaped, freed, returned, held, strength; did you mean killed?"
                .to_owned())
        );
    }

    #[test]
    fn four_outcomes_are_stocks_and_two_have_a_whole() {
        let stocks: Vec<_> = Outcome::ALL.iter().filter(|o| o.course() == Course::Stock).collect();
        assert_eq!(stocks, [&Outcome::Missing, &Outcome::Displaced, &Outcome::Held, &Outcome::Strength]);
        let parts: Vec<_> = Outcome::ALL.iter().filter(|o| o.part_of().is_some()).collect();
        assert_eq!(parts, [&Outcome::Killed, &Outcome::Wounded]);
    }
}
