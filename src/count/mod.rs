//! What was said: a count in words, kept as it was written.
//!
//! [`Count`] is read from English text and prints the same text again.
//! [`Said`] is its form: which number, hedged how. Neither says what counts
//! are meant: that takes a [`Lexicon`](crate::lexicon::Lexicon).
//!
//! # The grammar
//!
//! Case does not matter, white space is free. A count is a number, a range or
//! a word, with hedges before and after it; [`Said`] lists the forms with
//! their wordings.
//!
//! | part | for example |
//! |---|---|
//! | digits | 20; 1,000; 10 000 (comma, space, thin and no-break space) |
//! | with a multiplier | 1.5 million, 12 thousand, 45k, 2m, 3 bn, 2 hundred thousand |
//! | number words | eleven, twenty-five, a hundred and twenty, half a million, two and a half thousand |
//! | round words | a dozen, half a dozen, two dozen, a score |
//! | ranges | 20-30, 20–30, 20 to 30, from 20 to 30, between 20 and 30, 5 or 6 |
//! | vague words | see [`Vague`]; several dozen, a few hundred, many thousands, 100s |
//! | no number | unspecified, an unspecified number, a number of, some |
//! | nobody | none, no, nobody, no one, nil, not a single, not one, zero, 0 |
//!
//! Where English leaves a choice:
//!
//! - **A space between thousands** is one space before groups of just three
//!   digits: `10 000` is 10,000 and `20 300` is 20,300; `10 00` is refused.
//! - **A full stop is a decimal point.** `1.5` and `1.5 thousand` are what
//!   they are in English, so `1.5` is refused, as is `10.000`, which may be
//!   ten thousand elsewhere.
//! - **A multiplier after a range is meant for both ends** (`15–20 million`,
//!   `five to six hundred`), unless the first end has one as high (`2 thousand
//!   to 5 million`), or is no smaller than the number before it (`900 to
//!   1.2 million`), or the second end is "a" and a multiplier (`ten to a
//!   hundred`), or goes on after it (`one to two hundred and fifty`).
//! - **A dozen or a score** said alone is about twelve or about twenty; under
//!   a hedge or in a range it is the number twelve or twenty.
//! - **`5 or 6`** is the range from 5 to 6.
//! - **Two hedges** are meant together if they can be: "about 20 or more" and
//!   "more than about 20" are at least about 20, "up to nearly 20" is at most
//!   20. "At least up to 20" is refused, and so is a range under any hedge
//!   but "about" ("over 20 to 30").
//! - **A vague word** has no ceiling and no number, so "at least dozens" is
//!   dozens, and "up to several hundred" is refused.
//! - **What is counted is no part of a count**: `20 people` is refused.

mod decimal;
mod error;
pub(crate) mod hedge;
pub(crate) mod lexer;
mod number;
mod numerals;
pub(crate) mod parse;
mod said;
mod words;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::Arc;

pub use error::{CountError, Excerpt, Expected};
pub use said::{Named, Said, Vague};

/// A count, as it was said.
///
/// Lossless: it prints the text it was read from, without the white space
/// around it. Two counts are equal if their texts are; "20" and "at least 20"
/// are different statements, and so are "20" and "twenty", though
/// [`said`](Self::said) is the same for these two. They are ordered as texts. Cheap to clone.
///
/// ```
/// use corroborate::count::{Count, Said};
///
/// let count: Count = " at least 1.5 million ".parse()?;
/// assert_eq!(count.to_string(), "at least 1.5 million");
/// assert_eq!(count.said(), Said::AtLeast(1_500_000));
/// # Ok::<(), corroborate::count::CountError>(())
/// ```
///
/// Laws: reading what a count prints gives that count
/// (`reading_what_a_count_prints_gives_that_count`); no text panics, however
/// malformed (`no_text_panics`).
#[derive(Clone)]
pub struct Count {
    text: Arc<str>,
    /// A function of the text.
    said: Said,
}

impl Count {
    /// The largest number that is read: a million millions. There have not
    /// been as many people.
    pub const MAX: u64 = 1_000_000_000_000;

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What it says, apart from the wording.
    pub fn said(&self) -> Said {
        self.said
    }

    /// "n". Of 0, [`Said::None`].
    ///
    /// The constructors take a `u32`, which is never too large; for what is
    /// said of more, see `TryFrom<Said>`.
    #[must_use]
    pub fn exactly(n: u32) -> Self {
        match u64::from(n) {
            0 => Self::worded("0".into(), Said::None),
            n => Self::printed(Said::Exactly(n)),
        }
    }

    /// "at least n".
    #[must_use]
    pub fn at_least(n: u32) -> Self {
        Self::printed(Said::AtLeast(n.into()))
    }

    /// "more than n".
    #[must_use]
    pub fn more_than(n: u32) -> Self {
        Self::printed(Said::MoreThan(n.into()))
    }

    /// "at least about n".
    #[must_use]
    pub fn at_least_about(n: u32) -> Self {
        Self::printed(Said::AtLeastAbout(n.into()))
    }

    /// "at most n".
    #[must_use]
    pub fn at_most(n: u32) -> Self {
        Self::printed(Said::AtMost(n.into()))
    }

    /// "fewer than n".
    ///
    /// # Errors
    ///
    /// [`CountError::LeavesNoCount`] if `n` is 0.
    pub fn fewer_than(n: u32) -> Result<Self, CountError> {
        Said::FewerThan(n.into()).try_into()
    }

    /// "about n".
    #[must_use]
    pub fn about(n: u32) -> Self {
        Self::printed(Said::About(n.into()))
    }

    /// "nearly n".
    #[must_use]
    pub fn nearly(n: u32) -> Self {
        Self::printed(Said::Nearly(n.into()))
    }

    /// "a to b".
    ///
    /// # Errors
    ///
    /// [`CountError::LeavesNoCount`] if `b` is below `a`.
    pub fn between(a: u32, b: u32) -> Result<Self, CountError> {
        Said::Between(a.into(), b.into()).try_into()
    }

    /// "about a to b".
    ///
    /// # Errors
    ///
    /// [`CountError::LeavesNoCount`] if `b` is below `a`.
    pub fn about_between(a: u32, b: u32) -> Result<Self, CountError> {
        Said::AboutBetween(a.into(), b.into()).try_into()
    }

    /// "unspecified": a harm is certain, no number is given.
    #[must_use]
    pub fn unspecified() -> Self {
        Self::printed(Said::Unspecified)
    }

    /// "none".
    #[must_use]
    pub fn none() -> Self {
        Self::printed(Said::None)
    }

    /// Only for a form that reads as itself.
    fn printed(said: Said) -> Self {
        Self::worded(said.to_string(), said)
    }

    fn worded(text: String, said: Said) -> Self {
        Self { text: text.into(), said }
    }
}

impl FromStr for Count {
    type Err = CountError;

    fn from_str(text: &str) -> Result<Self, CountError> {
        let said = parse::said(text)?;
        Ok(Self { text: text.trim().into(), said })
    }
}

/// The count worded as the form prints. It says the form again, but for
/// `Exactly(0)`, which is [`Said::None`].
///
/// ```
/// use corroborate::count::{Count, Said};
///
/// let count = Count::try_from(Said::AboutBetween(50_000, 80_000))?;
/// assert_eq!(count.as_str(), "about 50,000 to 80,000");
/// assert!(Count::try_from(Said::Exactly(u64::MAX)).is_err());
/// # Ok::<(), corroborate::count::CountError>(())
/// ```
impl TryFrom<Said> for Count {
    type Error = CountError;

    fn try_from(said: Said) -> Result<Self, CountError> {
        said.to_string().parse()
    }
}

impl From<Vague> for Count {
    fn from(word: Vague) -> Self {
        Self::printed(Said::Vaguely(word))
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Count({:?} = {:?})", self.text, self.said)
    }
}

impl PartialEq for Count {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Count {}

impl PartialOrd for Count {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Count {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl Hash for Count {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

#[cfg(feature = "serde")]
mod wire {
    //! A count is written as its text.

    use super::{Count, fmt};

    impl serde::Serialize for Count {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(&self.text)
        }
    }

    impl<'de> serde::Deserialize<'de> for Count {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_str(Text)
        }
    }

    struct Text;

    impl serde::de::Visitor<'_> for Text {
        type Value = Count;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a count in words")
        }

        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Count, E> {
            text.parse().map_err(E::custom)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Count, CountError, Said, Vague};

    #[test]
    fn what_is_made_is_what_would_be_read() {
        let made = [
            Count::exactly(0),
            Count::exactly(1_234),
            Count::exactly(u32::MAX),
            Count::at_least(20),
            Count::more_than(0),
            Count::at_least_about(20),
            Count::at_most(0),
            Count::about(0),
            Count::nearly(10_000),
            Count::unspecified(),
            Count::none(),
        ];
        for count in made.into_iter().chain(Vague::ALL.map(Count::from)) {
            let read: Result<Count, CountError> = count.as_str().parse();
            assert_eq!(read.as_ref(), Ok(&count));
            assert_eq!(read.map(|read| read.said()), Ok(count.said()));
        }
    }

    #[test]
    fn what_leaves_no_count_is_not_made() {
        let refused = [Count::fewer_than(0), Count::between(30, 20), Count::about_between(30, 20)];
        for count in refused {
            assert!(matches!(count, Err(CountError::LeavesNoCount { .. })));
        }
        assert!(matches!(Count::try_from(Said::AtLeast(Count::MAX + 1)), Err(CountError::TooLarge { .. })));
        assert_eq!(
            Count::try_from(Said::AtLeast(Count::MAX)).map(|count| count.to_string()),
            Ok("at least 1,000,000,000,000".into())
        );
    }

    #[test]
    fn counts_are_equal_as_texts() {
        let read = |text: &str| text.parse::<Count>();
        assert_eq!(read(" 20\n"), read("20"));
        assert_ne!(read("20"), read("twenty"));
        assert_ne!(read("20"), read("at least 20"));
        assert_eq!(format!("{:?}", Count::at_least(20)), "Count(\"at least 20\" = AtLeast(20))");
    }
}
