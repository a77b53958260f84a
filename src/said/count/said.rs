//! The forms of counts.

use std::fmt;

use crate::said::thousands::Grouped;

/// The form of a [`Count`](super::Count): what it says, apart from its wording.
///
/// It is not yet a range of counts. A [`Lexicon`](crate::lexicon::Lexicon) decides what "about 20"
/// or "several" can mean. A form prints as in the first column, and reading that text gives the
/// same form.
///
/// | printed | form | other wordings |
/// |---|---|---|
/// | `20` | `Exactly` | twenty, exactly 20 |
/// | `at least 20` | `AtLeast` | 20 or more, 20+, no fewer than 20, a minimum of 20, ≥20 |
/// | `more than 20` | `MoreThan` | over 20, upwards of 20, exceeding 20, topped 20, passed 20, >20 |
/// | `at least about 20` | `AtLeastAbout` | ~20+, about 20 or more, more than about 20 |
/// | `at most 20` | `AtMost` | up to 20, no more than 20, not exceeding 20, as many as 20, 20 at most, ≤20 |
/// | `at most about 20` | `AtMostAbout` | up to about 20, fewer than about 20 |
/// | `fewer than 20` | `FewerThan` | less than 20, under 20, <20 |
/// | `about 20` | `About` | around, some, roughly, approximately, an estimated, circa, ~ 20 |
/// | `nearly 20` | `Nearly` | almost, close to, just under 20 |
/// | `20 to 30` | `Between` | 20–30, between 20 and 30, 20 or 30 |
/// | `about 20 to 30` | `AboutBetween` | ~20–30, an estimated 20 to 30 |
/// | `several` | `Vaguely` | see [`Vague`] |
/// | `unspecified` | `Unspecified` | some, an unspecified number |
/// | `none` | `None` | no, no one, nobody, nil, not a single, not one, zero, 0 |
///
/// ```
/// use corroborate::Count;
/// use corroborate::count::Said;
///
/// let count: Count = "no fewer than 20".parse()?;
/// assert_eq!(count.said(), Said::AtLeast(20));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Said {
    /// Exactly this number.
    Exactly(u64),
    /// This number or more.
    AtLeast(u64),
    /// More than this number.
    MoreThan(u64),
    /// About this number, or more.
    AtLeastAbout(u64),
    /// This number or fewer.
    AtMost(u64),
    /// About this number, or fewer.
    AtMostAbout(u64),
    /// Fewer than this number.
    FewerThan(u64),
    /// About this number.
    About(u64),
    /// This number or a little less.
    Nearly(u64),
    /// From the first number to the second, which is not smaller.
    Between(u64, u64),
    /// From about the first number to about the second, which is not smaller.
    AboutBetween(u64, u64),
    /// A word in place of a number.
    Vaguely(Vague),
    /// A harm is certain, but no number is given.
    Unspecified,
    /// Explicitly nobody. It is the only form of a plain zero: "0" is read as this, not as
    /// `Exactly(0)`.
    None,
}

/// The smallest and the largest number that a count names, for a table of minimum and maximum.
///
/// | said | smallest | largest |
/// |---|---|---|
/// | n, about n, nearly n | n | n |
/// | at least n, at least about n | n | |
/// | more than n | n + 1 | |
/// | at most n, at most about n | | n |
/// | fewer than n | | n − 1 |
/// | a to b, about a to b | a | b |
/// | none | 0 | 0 |
/// | a word without a number | | |
///
/// ```
/// use corroborate::Count;
///
/// let count: Count = "between 15 and 20".parse()?;
/// let named = count.said().named();
/// assert_eq!((named.smallest(), named.largest()), (Some(15), Some(20)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Named {
    pub(crate) smallest: Option<u64>,
    pub(crate) largest: Option<u64>,
}

impl Named {
    /// The smallest number named.
    ///
    /// ```
    /// use corroborate::count::Said;
    ///
    /// assert_eq!(Said::Between(15, 20).named().smallest(), Some(15));
    /// assert_eq!(Said::AtMost(46).named().smallest(), None);
    /// ```
    pub fn smallest(self) -> Option<u64> {
        self.smallest
    }

    /// The largest number named.
    ///
    /// ```
    /// use corroborate::count::Said;
    ///
    /// assert_eq!(Said::Between(15, 20).named().largest(), Some(20));
    /// assert_eq!(Said::AtLeast(13).named().largest(), None);
    /// ```
    pub fn largest(self) -> Option<u64> {
        self.largest
    }
}

impl Said {
    /// The numbers that it names as its ends.
    ///
    /// ```
    /// use corroborate::count::Said;
    ///
    /// assert_eq!(Said::AtLeast(13).named().smallest(), Some(13));
    /// assert_eq!(Said::AtLeast(13).named().largest(), None);
    /// assert_eq!(Said::AtMost(46).named().largest(), Some(46));
    /// ```
    pub fn named(self) -> Named {
        let (smallest, largest) = match self {
            Self::Exactly(n) | Self::About(n) | Self::Nearly(n) => (Some(n), Some(n)),
            Self::AtLeast(n) | Self::AtLeastAbout(n) => (Some(n), None),
            Self::MoreThan(n) => (Some(n.saturating_add(1)), None),
            Self::AtMost(n) | Self::AtMostAbout(n) => (None, Some(n)),
            Self::FewerThan(n) => (None, Some(n.saturating_sub(1))),
            Self::Between(a, b) | Self::AboutBetween(a, b) => (Some(a.min(b)), Some(a.max(b))),
            Self::None => (Some(0), Some(0)),
            Self::Vaguely(_) | Self::Unspecified => (None, None),
        };
        Named { smallest, largest }
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Exactly(n) => Grouped(n).fmt(f),
            Self::AtLeast(n) => write!(f, "at least {}", Grouped(n)),
            Self::MoreThan(n) => write!(f, "more than {}", Grouped(n)),
            Self::AtLeastAbout(n) => write!(f, "at least about {}", Grouped(n)),
            Self::AtMost(n) => write!(f, "at most {}", Grouped(n)),
            Self::AtMostAbout(n) => write!(f, "at most about {}", Grouped(n)),
            Self::FewerThan(n) => write!(f, "fewer than {}", Grouped(n)),
            Self::About(n) => write!(f, "about {}", Grouped(n)),
            Self::Nearly(n) => write!(f, "nearly {}", Grouped(n)),
            Self::Between(a, b) => write!(f, "{} to {}", Grouped(a), Grouped(b)),
            Self::AboutBetween(a, b) => write!(f, "about {} to {}", Grouped(a), Grouped(b)),
            Self::Vaguely(word) => word.fmt(f),
            Self::Unspecified => f.write_str("unspecified"),
            Self::None => f.write_str("none"),
        }
    }
}

/// A word in place of a number.
///
/// "Several dozen", "a few hundred" and "many thousands" are as vague as the plural alone. They are
/// read as `Dozens`, `Hundreds` and `Thousands`.
///
/// ```
/// use corroborate::Count;
/// use corroborate::count::{Said, Vague};
///
/// let count: Count = "several dozen".parse()?;
/// assert_eq!(count.said(), Said::Vaguely(Vague::Dozens));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Vague {
    /// "a couple".
    Couple,
    /// "a few".
    Few,
    /// "several".
    Several,
    /// "many".
    Many,
    /// "numerous".
    Numerous,
    /// "tens".
    Tens,
    /// "dozens".
    Dozens,
    /// "scores".
    Scores,
    /// "hundreds".
    Hundreds,
    /// "thousands".
    Thousands,
    /// "tens of thousands".
    TensOfThousands,
    /// "hundreds of thousands".
    HundredsOfThousands,
}

impl Vague {
    /// Every such word, in the order of the variants.
    pub const ALL: [Self; 12] = [
        Self::Couple,
        Self::Few,
        Self::Several,
        Self::Many,
        Self::Numerous,
        Self::Tens,
        Self::Dozens,
        Self::Scores,
        Self::Hundreds,
        Self::Thousands,
        Self::TensOfThousands,
        Self::HundredsOfThousands,
    ];

    /// The word as text.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Couple => "a couple",
            Self::Few => "a few",
            Self::Several => "several",
            Self::Many => "many",
            Self::Numerous => "numerous",
            Self::Tens => "tens",
            Self::Dozens => "dozens",
            Self::Scores => "scores",
            Self::Hundreds => "hundreds",
            Self::Thousands => "thousands",
            Self::TensOfThousands => "tens of thousands",
            Self::HundredsOfThousands => "hundreds of thousands",
        }
    }
}

impl fmt::Display for Vague {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::{Said, Vague};

    #[test]
    fn forms_print_as_in_the_table() {
        let cases = [
            (Said::Exactly(1_000), "1,000"),
            (Said::AtLeast(20), "at least 20"),
            (Said::MoreThan(20), "more than 20"),
            (Said::AtLeastAbout(20), "at least about 20"),
            (Said::AtMost(20), "at most 20"),
            (Said::AtMostAbout(20), "at most about 20"),
            (Said::FewerThan(20), "fewer than 20"),
            (Said::About(20), "about 20"),
            (Said::Nearly(20), "nearly 20"),
            (Said::Between(20, 30), "20 to 30"),
            (Said::AboutBetween(20, 30), "about 20 to 30"),
            (Said::Vaguely(Vague::TensOfThousands), "tens of thousands"),
            (Said::Unspecified, "unspecified"),
            (Said::None, "none"),
        ];
        for (said, text) in cases {
            assert_eq!(said.to_string(), text);
        }
    }

    #[test]
    fn all_words_are_listed_in_order() {
        assert!(Vague::ALL.is_sorted());
        for (place, word) in Vague::ALL.into_iter().enumerate() {
            assert_eq!(word as usize, place);
        }
    }
}
