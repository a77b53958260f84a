//! Closed vocabularies: enums that are written as one fixed word for each value.

/// The error for a word that the vocabulary does not contain.
///
/// ```
/// use corroborate::Outcome;
///
/// let error = "slain".parse::<Outcome>().unwrap_err();
/// assert_eq!(error.found, "slain");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is not one of {expected}")]
pub struct UnknownWord {
    /// The word that was found.
    pub found: String,
    /// The accepted words, separated by commas.
    pub expected: String,
}

/// Gives an enum its list of words, and from it `ALL`, `as_str`, `Display` and `FromStr`. This is a
/// macro so that one list serves all four.
macro_rules! words {
    ($name:ident { $($variant:ident => $word:literal),+ $(,)? }) => {
        impl $name {
            /// Every value, in the order of the documentation.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word that it is written as.
            ///
            /// ```
            /// use corroborate::Outcome;
            ///
            /// assert_eq!(Outcome::Killed.as_str(), "killed");
            /// ```
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::record::vocabulary::UnknownWord;

            fn from_str(text: &str) -> Result<Self, $crate::record::vocabulary::UnknownWord> {
                Self::ALL.iter().copied().find(|value| value.as_str() == text).ok_or_else(|| {
                    $crate::record::vocabulary::UnknownWord {
                        found: text.chars().take(80).collect(),
                        expected: Self::ALL.iter().map(|value| value.as_str()).collect::<Vec<_>>().join(", "),
                    }
                })
            }
        }
    };
}

pub(crate) use words;
