//! The groups whose people are counted.

use crate::record::fields::{builders, getters};
use crate::record::id::{GroupId, PartyId};
use crate::record::vocabulary::words;

/// A group of people to count: fighters of a side, prisoners, civilians, everyone.
///
/// Groups form a tree. Counts of two groups are never added unless both are declared parts of one
/// whole.
///
/// ```
/// use corroborate::{Group, Status};
///
/// let guards = Group::new("guards".parse()?, "Guards")
///     .with_part_of("all".parse()?)
///     .with_party("guard".parse()?)
///     .with_status(Status::Combatant);
/// assert!(!guards.is_exhaustive());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Group {
    pub(crate) id: GroupId,
    pub(crate) name: Box<str>,
    pub(crate) part_of: Option<GroupId>,
    pub(crate) party: Option<PartyId>,
    pub(crate) status: Option<Status>,
    pub(crate) exhaustive: bool,
}

impl Group {
    /// A group that is part of no other group, with no party and no status.
    ///
    /// ```
    /// use corroborate::Group;
    ///
    /// let all = Group::new("all".parse()?, "All dead");
    /// assert_eq!((all.part_of(), all.status()), (None, None));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(id: GroupId, name: &str) -> Group {
        Group { id, name: name.into(), part_of: None, party: None, status: None, exhaustive: false }
    }

    builders! {
        /// The same group, as a part of `whole`.
        ///
        /// ```
        /// use corroborate::Group;
        ///
        /// let guards = Group::new("guards".parse()?, "Guards").with_part_of("all".parse()?);
        /// assert_eq!(guards.part_of(), Some(&"all".parse()?));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        with_part_of(whole: GroupId) sets part_of = Some(whole);

        /// The same group, whose people belong to this party.
        ///
        /// ```
        /// use corroborate::Group;
        ///
        /// let guards = Group::new("guards".parse()?, "Guards").with_party("guard".parse()?);
        /// assert_eq!(guards.party(), Some(&"guard".parse()?), "whose loss the guard would rather make small");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        with_party(party: PartyId) sets party = Some(party);

        /// The same group, of civilians or of combatants.
        ///
        /// ```
        /// use corroborate::{Group, Status};
        ///
        /// let visitors = Group::new("visitors".parse()?, "Visitors").with_status(Status::Civilian);
        /// assert_eq!(visitors.status(), Some(Status::Civilian));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        with_status(status: Status) sets status = Some(status);

        /// The same group, covered entirely by its declared parts.
        ///
        /// ```
        /// use corroborate::Group;
        ///
        /// let all = Group::new("all".parse()?, "All").with_exhaustive();
        /// assert!(all.is_exhaustive(), "its declared parts are everybody");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        with_exhaustive() sets exhaustive = true;
    }

    getters! {
        /// Its id.
        ///
        /// ```
        /// let dossier = corroborate::docs::raid()?;
        /// let guards = dossier.group(&"guards".parse()?).ok_or("declared")?;
        /// assert_eq!(guards.id().as_str(), "guards");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        id() -> &GroupId;

        /// Its name for people.
        ///
        /// ```
        /// let dossier = corroborate::docs::raid()?;
        /// let guards = dossier.group(&"guards".parse()?).ok_or("declared")?;
        /// assert_eq!(guards.name(), "Guards");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        name() -> &str;

        /// The group it is part of.
        ///
        /// ```
        /// let dossier = corroborate::docs::raid()?;
        /// let guards = dossier.group(&"guards".parse()?).ok_or("declared")?;
        /// assert_eq!(guards.part_of(), Some(&"all".parse()?));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        part_of() -> Option<&GroupId>;

        /// The party that the people belong to. If not stated, that of the nearest ancestor applies.
        ///
        /// ```
        /// let dossier = corroborate::docs::raid()?;
        /// let guards = dossier.group(&"guards".parse()?).ok_or("declared")?;
        /// assert_eq!(guards.party(), Some(&"guard".parse()?));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        party() -> Option<&PartyId>;

        /// Civilian or combatant. If not stated, the status of the nearest ancestor applies.
        ///
        /// ```
        /// use corroborate::Status;
        ///
        /// let dossier = corroborate::docs::raid()?;
        /// let guards = dossier.group(&"guards".parse()?).ok_or("declared")?;
        /// assert_eq!(guards.status(), Some(Status::Combatant));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        status() -> Option<Status>;
    }

    /// Whether its declared parts cover it entirely.
    ///
    /// ```
    /// let dossier = corroborate::docs::raid()?;
    /// let guards = dossier.group(&"guards".parse()?).ok_or("declared")?;
    /// assert!(!guards.is_exhaustive());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_exhaustive(&self) -> bool {
        self.exhaustive
    }
}

/// Whether the people of a group took part in the fighting.
///
/// ```
/// use corroborate::Status;
///
/// assert_eq!("civilian".parse(), Ok(Status::Civilian));
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Status {
    /// They did not. A speaker's interest then depends on who harmed them, not on their side.
    Civilian,
    /// They did.
    Combatant,
}

words!(Status { Civilian => "civilian", Combatant => "combatant" });
