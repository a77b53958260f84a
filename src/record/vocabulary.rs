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
#[error("{found:?} is not one of {expected}{}", self.suggestion())]
pub struct UnknownWord {
    /// The word that was found.
    pub found: String,
    /// The accepted words, separated by commas.
    pub expected: String,
}

/// For words of a vocabulary, those that mean nearly the same and that people write in their place.
const NEAR: [(&str, &[&str]); 18] = [
    (
        "killed",
        &["dead", "death", "deaths", "died", "drowned", "executed", "fatalities", "fatality", "murdered", "slain"],
    ),
    ("wounded", &["hospitalised", "hospitalized", "hurt", "injured", "injuries", "maimed"]),
    ("casualties", &["casualty", "victims"]),
    ("missing", &["disappeared", "lost", "unaccounted", "unaccounted for"]),
    ("abducted", &["hostages", "kidnapped", "seized", "taken hostage"]),
    ("detained", &["arrested", "arrests", "captured", "jailed"]),
    ("displaced", &["evacuated", "fled", "homeless", "refugees"]),
    ("freed", &["liberated", "released", "rescued", "saved"]),
    ("returned", &["found", "found alive", "rescued", "saved", "survived", "survivors"]),
    ("held", &["captive", "imprisoned", "in custody", "prisoners"]),
    ("civilian", &["child", "children", "civilians", "women"]),
    ("combatant", &["army", "combatants", "fighter", "fighters", "military", "police", "soldier", "soldiers"]),
    ("media", &["agency", "journalist", "news", "news agency", "newspaper", "press", "radio", "tv"]),
    ("official", &["authorities", "government", "minister", "ministry", "police"]),
    ("medical", &["doctor", "doctors", "hospital", "morgue"]),
    ("monitor", &["activists", "ngo", "observatory"]),
    ("minimise", &["minimize"]),
    ("maximise", &["maximize"]),
];

impl UnknownWord {
    /// The accepted words that mean nearly the same as the one found.
    ///
    /// ```
    /// use corroborate::Outcome;
    ///
    /// let error = "rescued".parse::<Outcome>().unwrap_err();
    /// assert_eq!(error.near(), ["freed", "returned"]);
    /// ```
    pub fn near(&self) -> Vec<&'static str> {
        let found = self.found.trim().to_lowercase();
        let is_accepted = |word: &str| self.expected.split(", ").any(|accepted| accepted == word);
        let means = |&(word, alike): &(&'static str, &[&str])| {
            (is_accepted(word) && (found == word || alike.contains(&found.as_str()))).then_some(word)
        };
        NEAR.iter().filter_map(means).collect()
    }

    fn suggestion(&self) -> String {
        let near = self.near();
        if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(" or ")) }
    }
}

/// Gives an enum its list of words, and from it `ALL`, `as_str`, `Display` and `FromStr`. This is a
/// macro so that one list serves all four; or all five, if the enum itself stands in it.
macro_rules! words {
    ($(#[$of:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident => $word:literal),+ $(,)? }) => {
        $(#[$of])*
        pub enum $name {
            $($(#[$doc])* $variant),+
        }

        $crate::record::vocabulary::words!($name { $($variant => $word),+ });
    };
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
