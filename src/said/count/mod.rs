//! Counts in words, kept as they were written.
//!
//! [`Count`] is read from English text and prints the same text again. [`Said`] is its form: which
//! number, with which hedge. Neither says which counts are meant; a
//! [`Lexicon`](crate::lexicon::Lexicon) decides that.
//!
//! # The grammar
//!
//! Upper and lower case are the same, and white space does not matter. A count is a number, a range
//! or a word, with hedges before and after it. [`Said`] lists the forms and their wordings.
//!
//! | part | for example |
//! |---|---|
//! | digits | 20; 1,000; 10 000; 12’345 (comma, space, thin and no-break space, apostrophe) |
//! | as South Asia groups them | 1,00,000; 12,34,567 |
//! | in other digits (Arabic, Persian, Devanagari, Bengali, full width), ungrouped | ١٢; १२; １２ |
//! | with a multiplier | 1.5 million, 12 thousand, 45k, 2m, 3 bn, 2 hundred thousand |
//! | lakh and crore | 3 lakh, 1.2 crore, 1 lakh 20 thousand, half a lakh |
//! | number words | eleven, twenty-five, a hundred and twenty, half a million, two and a half thousand |
//! | round words | a dozen, half a dozen, two dozen, 2 doz., a score |
//! | ranges | 20-30, 20–30, 20 to 30, from 20 to 30, between 20 and 30, 5 or 6 |
//! | vague words | see [`Vague`]; several dozen, a few hundred, many thousands, 100s |
//! | no number given | unspecified, an unspecified number, a number of, some |
//! | nobody | none, no, nobody, no one, nil, not a single, not one, zero, 0 |
//!
//! Where English leaves a choice:
//!
//! - **A space between thousands** is one space before groups of exactly three digits: `10 000` is
//!   10,000 and `20 300` is 20,300; `10 00` is refused.
//! - **A full stop is a decimal point.** So `1.5 thousand` is 1,500, and `1.5` is refused. `10.000`
//!   is also refused, because it means ten thousand in some countries.
//! - **Typesetting errors** are corrected where the meaning is clear. `475, 000` and `1 ,050` are
//!   one number, because no separate number begins with a zero; `26 . 4 million` and `1,2 million`
//!   have decimals.
//! - **A multiplier after a range applies to both ends** (`15–20 million`, `five to six hundred`).
//!   It does not apply to the first end in four cases: the first end has a multiplier that is as
//!   high (`2 thousand to 5 million`); it is not smaller than the number before the multiplier
//!   (`900 to 1.2 million`); the second end is "a" and a multiplier (`ten to a hundred`); or the
//!   second end continues after the multiplier (`one to two hundred and fifty`).
//! - **Thousands in digits apply to both ends across a dash**, under the same conditions:
//!   `10-15,000` starts at 10,000, `900-1,500` at 900, and `10 to 15,000` at 10.
//! - **A plus after a range** removes its upper end: `20-30+` is at least 20.
//! - **A dozen or a score** alone is about twelve or about twenty. With a hedge or in a range it is
//!   the number twelve or twenty.
//! - **`5 or 6`** is the range from 5 to 6.
//! - **Two hedges** are combined if they agree: "about 20 or more" and "more than about 20" are at
//!   least about 20, "up to nearly 20" is at most 20. "At least up to 20" is refused. A range
//!   accepts no hedge but "about", so "over 20 to 30" is refused.
//! - **A vague word** has no ceiling and no number, so "at least dozens" is dozens, and "up to
//!   several hundred" is refused.
//! - **A count does not include a noun**: `20 people` is refused.

mod decimal;
mod error;
pub(crate) mod hedge_words;
pub(crate) mod lexer;
mod number;
pub(crate) mod numerals;
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
/// It is lossless: it prints the text from which it was read, without the white space around it.
/// Two counts are equal if their texts are equal. "20" and "at least 20" are different statements.
/// So are "20" and "twenty", although [`said`](Self::said) is the same for both. Counts sort as
/// text. They are cheap to clone.
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
/// Laws: reading a printed count gives the same count
/// (`reading_what_a_count_prints_gives_that_count`), and no text causes a panic (`no_text_panics`).
#[derive(Clone)]
pub struct Count {
    text: Arc<str>,
    /// Always the parsed form of the text.
    said: Said,
}

impl Count {
    /// The largest number that can be read: 10^12, more than all people who have ever lived.
    pub const MAX: u64 = 1_000_000_000_000;

    /// The text.
    ///
    /// ```
    /// use corroborate::Count;
    ///
    /// let count: Count = "At least  20".parse()?;
    /// assert_eq!(count.as_str(), "At least  20", "as it was written");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Its form, apart from the wording.
    ///
    /// ```
    /// use corroborate::Count;
    /// use corroborate::count::Said;
    ///
    /// let count: Count = "a dozen".parse()?;
    /// assert_eq!(count.said(), Said::About(12));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn said(&self) -> Said {
        self.said
    }

    /// "n". For 0 it is [`Said::None`].
    ///
    /// The constructors take a `u32`, which is never too large. For larger numbers, use
    /// `TryFrom<Said>`.
    ///
    /// ```
    /// use corroborate::Count;
    ///
    /// assert_eq!(Count::exactly(1234).to_string(), "1,234");
    /// ```
    #[must_use]
    pub fn exactly(n: u32) -> Self {
        match u64::from(n) {
            0 => Self::worded("0".into(), Said::None),
            n => Self::printed(Said::Exactly(n)),
        }
    }

    /// "at least n".
    ///
    /// ```
    /// use corroborate::Count;
    ///
    /// assert_eq!(Count::at_least(20).to_string(), "at least 20");
    /// ```
    #[must_use]
    pub fn at_least(n: u32) -> Self {
        Self::printed(Said::AtLeast(n.into()))
    }

    /// "more than n".
    ///
    /// ```
    /// use corroborate::Count;
    ///
    /// assert_eq!(Count::more_than(20).to_string(), "more than 20");
    /// ```
    #[must_use]
    pub fn more_than(n: u32) -> Self {
        Self::printed(Said::MoreThan(n.into()))
    }

    /// "at least about n".
    ///
    /// ```
    /// use corroborate::Count;
    ///
    /// assert_eq!(Count::at_least_about(20).to_string(), "at least about 20");
    /// ```
    #[must_use]
    pub fn at_least_about(n: u32) -> Self {
        Self::printed(Said::AtLeastAbout(n.into()))
    }

    /// "at most n".
    ///
    /// ```
    /// use corroborate::Count;
    ///
    /// assert_eq!(Count::at_most(40).to_string(), "at most 40");
    /// ```
    #[must_use]
    pub fn at_most(n: u32) -> Self {
        Self::printed(Said::AtMost(n.into()))
    }

    /// "fewer than n".
    ///
    /// # Errors
    ///
    /// [`CountError::LeavesNoCount`] if `n` is 0.
    ///
    /// ```
    /// use corroborate::Count;
    ///
    /// assert_eq!(Count::fewer_than(20)?.to_string(), "fewer than 20");
    /// assert!(Count::fewer_than(0).is_err(), "no count is below 0");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fewer_than(n: u32) -> Result<Self, CountError> {
        Said::FewerThan(n.into()).try_into()
    }

    /// "about n".
    ///
    /// ```
    /// use corroborate::Count;
    ///
    /// assert_eq!(Count::about(300).to_string(), "about 300");
    /// ```
    #[must_use]
    pub fn about(n: u32) -> Self {
        Self::printed(Said::About(n.into()))
    }

    /// "nearly n".
    ///
    /// ```
    /// use corroborate::Count;
    ///
    /// assert_eq!(Count::nearly(850).to_string(), "nearly 850");
    /// ```
    #[must_use]
    pub fn nearly(n: u32) -> Self {
        Self::printed(Said::Nearly(n.into()))
    }

    /// "a to b".
    ///
    /// # Errors
    ///
    /// [`CountError::LeavesNoCount`] if `b` is below `a`.
    ///
    /// ```
    /// use corroborate::Count;
    ///
    /// assert_eq!(Count::between(15, 20)?.to_string(), "15 to 20");
    /// assert!(Count::between(20, 15).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn between(a: u32, b: u32) -> Result<Self, CountError> {
        Said::Between(a.into(), b.into()).try_into()
    }

    /// "about a to b".
    ///
    /// # Errors
    ///
    /// [`CountError::LeavesNoCount`] if `b` is below `a`.
    ///
    /// ```
    /// use corroborate::Count;
    ///
    /// assert_eq!(Count::about_between(15, 20)?.to_string(), "about 15 to 20");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn about_between(a: u32, b: u32) -> Result<Self, CountError> {
        Said::AboutBetween(a.into(), b.into()).try_into()
    }

    /// "unspecified": a harm is certain, but no number is given.
    ///
    /// ```
    /// use corroborate::Count;
    ///
    /// assert_eq!(Count::unspecified().to_string(), "unspecified");
    /// ```
    #[must_use]
    pub fn unspecified() -> Self {
        Self::printed(Said::Unspecified)
    }

    /// "none".
    ///
    /// ```
    /// use corroborate::Count;
    /// use corroborate::count::Said;
    ///
    /// assert_eq!(Count::none().said(), Said::None);
    /// ```
    #[must_use]
    pub fn none() -> Self {
        Self::printed(Said::None)
    }

    /// The count with the printed text of a form. Use this only if the text reads as the same form.
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

/// The count with the printed text of the form. It has the same form, except that `Exactly(0)`
/// becomes [`Said::None`].
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
    //! Counts are serialised as their text.

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
