//! The errors for texts that are not counts.

use std::fmt;

use super::Count;
use crate::said::thousands::Grouped;

/// The reason why a text is not a [`Count`].
///
/// Every variant but `Empty` gives the byte of the original text at which the problem begins, and
/// the text found there.
///
/// | variant | for example |
/// |---|---|
/// | `Empty` | the empty text, white space |
/// | `NoCount` | `unknown`, `n/a`, `?`: understood, but it names no count |
/// | `NotUnderstood` | `20 people`: the grammar does not accept the text from this point on |
/// | `Incomplete` | `at least`: the text ends too early |
/// | `TooLarge` | `5 trillion` |
/// | `LeavesNoCount` | `fewer than 0`, `30 to 20` |
/// | `FractionOfAPerson` | `1.5`, `1.2345 thousand` |
/// | `Contradiction` | `at least up to 20`, `over 20 to 30` |
///
/// The message quotes at most a few words of the text, even if the text is long. Where people often
/// write something else in place of a count, it says what to write: "to" for the stroke of `20/30`.
///
/// ```
/// use corroborate::count::Count;
///
/// let refusal = "20 people".parse::<Count>().unwrap_err();
/// assert_eq!(
///     refusal.to_string(),
///     r#"unexpected "people" at byte 3, expected the end of the count; write the count alone"#
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CountError {
    /// There is no text, or only white space.
    #[error("unexpected end of text at byte 0, expected a count")]
    Empty,
    /// The text says that no count is known or agreed. That is not a count, and it is not zero.
    #[error("{found} at byte {at} names no count; write \"unspecified\" if somebody was harmed")]
    #[non_exhaustive]
    NoCount {
        /// The byte at which it begins.
        at: usize,
        /// The words that stand in place of a count.
        found: Excerpt,
    },
    /// The text does not follow the grammar.
    #[error("unexpected {found} at byte {at}, expected {expected}{}", found.offer(*expected))]
    #[non_exhaustive]
    NotUnderstood {
        /// The byte at which it stops following the grammar.
        at: usize,
        /// The text found there.
        found: Excerpt,
        /// What was expected there.
        expected: Expected,
    },
    /// The text ends before the count is complete.
    #[error("unexpected end of text at byte {at}, expected {expected}")]
    #[non_exhaustive]
    Incomplete {
        /// The byte after the last one that is not white space.
        at: usize,
        /// What was expected next.
        expected: Expected,
    },
    /// A number is larger than [`Count::MAX`].
    #[error("{found} at byte {at} is more than {}", Grouped(Count::MAX))]
    #[non_exhaustive]
    TooLarge {
        /// The byte at which the number begins.
        at: usize,
        /// The number.
        found: Excerpt,
    },
    /// No whole number fits the text.
    #[error("{found} at byte {at} leaves no count")]
    #[non_exhaustive]
    LeavesNoCount {
        /// The byte at which the words that exclude every count begin.
        at: usize,
        /// These words.
        found: Excerpt,
    },
    /// A decimal number that is not a whole number of people.
    #[error("{found} at byte {at} is no whole number of people{}", found.thousands())]
    #[non_exhaustive]
    FractionOfAPerson {
        /// The byte at which the number begins.
        at: usize,
        /// The number.
        found: Excerpt,
    },
    /// Two parts of the text contradict each other.
    #[error("{first} at byte {first_at} does not go with {second} at byte {second_at}")]
    #[non_exhaustive]
    Contradiction {
        /// The byte at which the first part begins.
        first_at: usize,
        /// The first part in the text.
        first: Excerpt,
        /// The byte at which the second part begins.
        second_at: usize,
        /// The second part.
        second: Excerpt,
    },
}

/// The few words of a refused text that an error quotes.
///
/// It holds at most forty characters of the text; an ellipsis stands for the rest. It prints in
/// quotation marks, with invisible characters escaped.
///
/// ```
/// use corroborate::{Count, CountError};
///
/// let Err(CountError::NotUnderstood { found, .. }) = "between 20 or 30".parse::<Count>() else {
///     panic!("it has no \"and\"");
/// };
/// assert_eq!((found.as_str(), found.to_string().as_str()), ("or", "\"or\""));
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Excerpt(Box<str>);

impl Excerpt {
    const CHARACTERS: usize = 40;

    pub(super) fn of(text: &str) -> Self {
        match text.char_indices().nth(Self::CHARACTERS) {
            Some((end, _)) => Self(format!("{}…", &text[..end]).into()),
            None => Self(text.into()),
        }
    }

    /// What to write in place of what often stands in a cell and is no part of a count.
    fn offer(&self, expected: Expected) -> &'static str {
        const OFFERS: &[(&[&str], &str)] = &[
            (&["/"], "; write \"to\" for a range"),
            (&["(", "["], "; write the count without brackets"),
            (&["?"], "; write \"about\" before a number in doubt"),
            (&["ish", "odd", "something"], "; write \"about\" before the number"),
            (&["±"], "; write \"about\" before the number, or a range"),
            (&["%"], "; write how many people, not the share"),
            (
                &["million", "millions"],
                "; write the number, or the least that it can be, such as \"at least 2 million\"",
            ),
            (&["handful"], "; write \"a few\""),
            (&["*", "#", "=", "\"", "“"], "; leave this mark out"),
            (&["$", "€", "£"], "; write how many people, not money"),
        ];

        if let Some((_, offer)) = OFFERS.iter().find(|(found, _)| found.contains(&self.as_str())) {
            return offer;
        }
        match self.as_str().chars().next() {
            Some(',') if expected == Expected::End => "; write one count, with three digits behind a comma",
            Some(first) if expected == Expected::End && first.is_alphabetic() => "; write the count alone",
            _ => "",
        }
    }

    /// "12.345" may be meant in thousands.
    fn thousands(&self) -> String {
        let is_group = |digits: &str| digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let parts = self.as_str().split_once('.').filter(|(_, last)| is_group(last));
        parts.map_or_else(String::new, |(first, last)| format!("; a comma parts thousands, \"{first},{last}\""))
    }

    /// The words, without quotation marks.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl fmt::Debug for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

/// What the grammar expected next.
///
/// ```
/// use corroborate::Count;
/// use corroborate::count::Expected;
///
/// assert_eq!(Expected::End.to_string(), "the end of the count");
/// let error = "20 or so people".parse::<Count>().unwrap_err();
/// assert_eq!(error.to_string(), "unexpected \"people\" at byte 9, expected the end of the count");
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Expected {
    /// A number, a range, or a word such as "several" or "none".
    Count,
    /// A number, in digits or in words.
    Number,
    /// "and" and the larger number, after "between" and the smaller one.
    And,
    /// "to" or a dash and the larger number, after "from" and the smaller one.
    To,
    /// A comma, in place of a full stop between thousands.
    Comma,
    /// The end: the count is complete.
    End,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Count => "a count",
            Self::Number => "a number",
            Self::And => "\"and\"",
            Self::To => "\"to\" or a dash",
            Self::Comma => "a comma between thousands",
            Self::End => "the end of the count",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Excerpt;

    #[test]
    fn long_texts_are_cut_at_a_character() {
        assert_eq!(Excerpt::of("people").to_string(), "\"people\"");
        assert_eq!(Excerpt::of(&"é".repeat(40)).as_str(), "é".repeat(40));
        assert_eq!(Excerpt::of(&"é".repeat(1_000_000)).as_str(), format!("{}…", "é".repeat(40)));
        assert_eq!(Excerpt::of("a\n\"b\"").to_string(), r#""a\n\"b\"""#);
    }
}
