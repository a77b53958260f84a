//! The credibility of a claim.

use crate::record::vocabulary::words;

words! {
    /// The credibility of a piece of information, 1 to 6 (NATO STANAG 2511).
    ///
    /// | grade | in the standard | here |
    /// |---|---|---|
    /// | 1 to 4, 6 | confirmed, probably, possibly true, doubtful; cannot be judged | counts in full |
    /// | 5 | improbable | discounted |
    ///
    /// ```
    /// use corroborate::Credibility;
    ///
    /// assert_eq!("5".parse(), Ok(Credibility::Improbable));
    /// ```
    #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Credibility {
        /// Confirmed by other sources.
        Confirmed => "1",
        /// Probably true.
        ProbablyTrue => "2",
        /// Possibly true.
        PossiblyTrue => "3",
        /// Doubtful.
        Doubtful => "4",
        /// Improbable.
        Improbable => "5",
        /// Truth cannot be judged.
        CannotBeJudged => "6",
    }
}

impl Credibility {
    /// Its number, 1 to 6.
    ///
    /// ```
    /// use corroborate::Credibility;
    ///
    /// assert_eq!(Credibility::Improbable.number(), 5);
    /// ```
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The grade with this number, if it is one of 1 to 6.
    ///
    /// ```
    /// use corroborate::Credibility;
    ///
    /// assert_eq!(Credibility::from_number(2), Some(Credibility::ProbablyTrue));
    /// assert_eq!(Credibility::from_number(7), None);
    /// ```
    pub fn from_number(number: u64) -> Option<Credibility> {
        let index = usize::try_from(number.checked_sub(1)?).ok()?;
        Credibility::ALL.get(index).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credibility_is_one_to_six() {
        for &grade in Credibility::ALL {
            assert_eq!(Credibility::from_number(u64::from(grade.number())), Some(grade));
            assert_eq!(grade.as_str(), grade.number().to_string());
        }
        assert_eq!(Credibility::from_number(0), None);
        assert_eq!(Credibility::from_number(7), None);
        assert_eq!(Credibility::from_number(u64::MAX), None);
    }
}
