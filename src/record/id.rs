//! The ids of records. Each kind of record has its own type, so that a party is never looked up as
//! a group.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// The error for an empty id.
///
/// ```
/// use corroborate::EventId;
///
/// assert_eq!(EventId::new("").unwrap_err().to_string(), "an id may not be empty");
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an id may not be empty")]
pub struct EmptyId;

/// One newtype for each kind of record. This is a macro because the five types have the same
/// one-line impls and differ only in their names.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        ///
        /// It is never empty, sorts as text and is cheap to clone.
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id with this text.
            ///
            /// # Errors
            ///
            /// [`EmptyId`] if the text is empty.
            ///
            /// ```
            /// use corroborate::SourceId;
            ///
            /// let id = SourceId::new("osdh")?;
            /// assert_eq!(id, "osdh".parse()?);
            /// assert!(SourceId::new("").is_err());
            /// # Ok::<(), Box<dyn std::error::Error>>(())
            /// ```
            pub fn new(text: &str) -> Result<Self, EmptyId> {
                if text.is_empty() { Err(EmptyId) } else { Ok(Self(Arc::from(text))) }
            }

            /// The id with a text that is known not to be empty.
            #[allow(dead_code, reason = "not every kind of record is made so")]
            pub(crate) fn written(text: &str) -> Self {
                Self(Arc::from(text))
            }

            /// A placeholder for an id that could not be read. No check looks at it.
            #[cfg(feature = "serde")]
            pub(crate) fn unread() -> Self {
                Self(Arc::from("?"))
            }

            /// Shares the text of the other, which is equal.
            #[allow(dead_code, reason = "no record names many claims or parties")]
            pub(crate) fn share(&mut self, other: &Self) {
                if !Arc::ptr_eq(&self.0, &other.0) {
                    *self = other.clone();
                }
            }

            /// The id as text.
            ///
            /// ```
            /// use corroborate::EventId;
            ///
            /// let id: EventId = "ghwayran".parse()?;
            /// assert_eq!(id.as_str(), "ghwayran");
            /// # Ok::<(), Box<dyn std::error::Error>>(())
            /// ```
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = EmptyId;

            fn from_str(text: &str) -> Result<Self, EmptyId> {
                Self::new(text)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = EmptyId;

            fn try_from(text: &str) -> Result<Self, EmptyId> {
                Self::new(text)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }
    )*};
}

ids! {
    /// The id of a [`Party`](crate::Party).
    ///
    /// ```
    /// use corroborate::PartyId;
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let id: PartyId = "guard".parse()?;
    /// assert_eq!(dossier.party(&id).map(|party| party.name()), Some("The guard force"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    PartyId
    /// The id of a [`Source`](crate::Source).
    ///
    /// ```
    /// use corroborate::SourceId;
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let id: SourceId = "hospital".parse()?;
    /// assert_eq!(dossier.source(&id).map(|source| source.name()), Some("A hospital"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    SourceId
    /// The id of a [`Group`](crate::Group).
    ///
    /// ```
    /// use corroborate::GroupId;
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let id: GroupId = "guards".parse()?;
    /// assert_eq!(dossier.group(&id).map(|group| group.name()), Some("Guards"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    GroupId
    /// The id of an [`Event`](crate::Event).
    ///
    /// ```
    /// use corroborate::EventId;
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let id: EventId = "raid".parse()?;
    /// assert_eq!(dossier.event(&id).map(|event| event.name()), Some("Raid on a prison"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    EventId
    /// The id of a [`Claim`](crate::Claim).
    ///
    /// ```
    /// use corroborate::ClaimId;
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let id: ClaimId = "c1".parse()?;
    /// assert_eq!(dossier.claim(&id).map(|claim| claim.count().as_str()), Some("at least 24"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ClaimId
}

/// Ids in the order in which they were written, so that a fault can name the position. Comparisons
/// treat them as a set.
#[derive(Clone, Debug)]
pub(crate) struct Ids<T>(Vec<T>);

impl<T: Ord> Ids<T> {
    pub(crate) fn add(&mut self, id: T) {
        self.0.push(id);
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn contains(&self, id: &T) -> bool {
        self.0.contains(id)
    }

    /// Each id once, in sorted order.
    pub(crate) fn set(&self) -> Vec<&T> {
        let mut set: Vec<&T> = self.0.iter().collect();
        set.sort_unstable();
        set.dedup();
        set
    }
}

impl<T> Default for Ids<T> {
    fn default() -> Self {
        Ids(Vec::new())
    }
}

impl<T> FromIterator<T> for Ids<T> {
    fn from_iter<I: IntoIterator<Item = T>>(ids: I) -> Self {
        Ids(ids.into_iter().collect())
    }
}

impl<T: Ord> PartialEq for Ids<T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<T: Ord> Eq for Ids<T> {}

impl<T: Ord> PartialOrd for Ids<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: Ord> Ord for Ids<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.set().cmp(&other.set())
    }
}

impl<T: Ord + std::hash::Hash> std::hash::Hash for Ids<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.set().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_not_empty_and_prints_itself() {
        assert_eq!(ClaimId::new(""), Err(EmptyId));
        assert_eq!(EmptyId.to_string(), "an id may not be empty");
        let id: Result<ClaimId, _> = "c1".parse();
        assert_eq!(id.map(|id| id.to_string()), Ok("c1".to_owned()));
    }

    #[test]
    fn ids_are_a_set_that_remembers_how_it_was_written() {
        let written: Ids<u8> = [2, 1, 2].into_iter().collect();
        assert_eq!(written, [1, 2].into_iter().collect());
        assert_ne!(written, [1].into_iter().collect());
        assert_eq!(written.iter().copied().collect::<Vec<_>>(), [2, 1, 2]);
    }
}
