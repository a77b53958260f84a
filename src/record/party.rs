//! The parties to the conflict.

use crate::record::fields::getters;
use crate::record::id::{Ids, PartyId};

/// A side in the conflict, with the parties that it opposes and those it is allied to.
///
/// Both relations are symmetric, and it is enough if one side states them. A party is its own ally.
/// A dossier in which two parties are both allies and opponents is refused.
///
/// ```
/// use corroborate::Party;
///
/// let guard = Party::new("guard".parse()?, "The guard force")
///     .with_opposes("raiders".parse()?)
///     .with_allies("coalition".parse()?);
/// assert_eq!(guard.name(), "The guard force");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Party {
    pub(crate) id: PartyId,
    pub(crate) name: Box<str>,
    pub(crate) opposes: Ids<PartyId>,
    pub(crate) allies: Ids<PartyId>,
}

impl Party {
    /// A party that opposes nobody and has no ally but itself.
    ///
    /// ```
    /// use corroborate::Party;
    ///
    /// let guard = Party::new("guard".parse()?, "The guard force");
    /// assert_eq!(guard.opposes().count(), 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(id: PartyId, name: &str) -> Party {
        Party { id, name: name.into(), opposes: Ids::default(), allies: Ids::default() }
    }

    /// The same party, opposed to `other`.
    ///
    /// ```
    /// use corroborate::Party;
    ///
    /// let guard = Party::new("guard".parse()?, "The guard").with_opposes("raiders".parse()?);
    /// assert_eq!(guard.opposes().next(), Some(&"raiders".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_opposes(mut self, other: PartyId) -> Party {
        self.opposes.add(other);
        self
    }

    /// The same party, allied with `other`.
    ///
    /// ```
    /// use corroborate::Party;
    ///
    /// let guard = Party::new("guard".parse()?, "The guard").with_allies("coalition".parse()?);
    /// assert_eq!(guard.allies().next(), Some(&"coalition".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_allies(mut self, other: PartyId) -> Party {
        self.allies.add(other);
        self
    }

    getters! {
        /// Its id.
        ///
        /// ```
        /// use corroborate::Party;
        ///
        /// assert_eq!(Party::new("guard".parse()?, "The guard").id().as_str(), "guard");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        id() -> &PartyId;

        /// Its name for people.
        ///
        /// ```
        /// use corroborate::Party;
        ///
        /// assert_eq!(Party::new("guard".parse()?, "The guard").name(), "The guard");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        name() -> &str;
    }

    /// The parties that it states it opposes. Others may state that they oppose it.
    ///
    /// ```
    /// let dossier = corroborate::docs::raid()?;
    /// let raiders = dossier.party(&"raiders".parse()?).ok_or("declared")?;
    /// assert_eq!(raiders.opposes().map(|id| id.as_str()).collect::<Vec<_>>(), ["guard"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn opposes(&self) -> impl Iterator<Item = &PartyId> {
        self.opposes.iter()
    }

    /// The parties that it states it is allied to. Others may state that they are allied to it.
    ///
    /// ```
    /// use corroborate::Party;
    ///
    /// let state = Party::new("state".parse()?, "The state").with_allies("b".parse()?).with_allies("a".parse()?);
    /// assert_eq!(state.allies().map(|id| id.as_str()).collect::<Vec<_>>(), ["b", "a"], "as they were added");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn allies(&self) -> impl Iterator<Item = &PartyId> {
        self.allies.iter()
    }
}
