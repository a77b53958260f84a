//! Drafts: records that are not yet checked against each other.

use crate::dossier::fault::{Faults, List};
use crate::record::claim::Claim;
use crate::record::event::Event;
use crate::record::fields::getters;
use crate::record::group::Group;
use crate::record::id::Ids;
use crate::record::party::Party;
use crate::record::source::Source;

/// Records that are collected but not yet checked. They may refer to records that are missing,
/// contradict each other, or occur twice.
///
/// Drafts are sets. [`merge`](Draft::merge) is associative, commutative and idempotent, and two
/// drafts are equal if they hold the same records in any order. [`check`](Draft::check) checks
/// everything at the end, as a whole.
///
/// ```
/// # use corroborate::{Draft, Group, GroupId};
/// let mut here = Draft::new();
/// here.add_group(Group::new(GroupId::new("guards")?, "Prison guards").with_part_of(GroupId::new("all")?));
/// assert!(here.clone().check().is_err(), "\"all\" is elsewhere");
///
/// let mut there = Draft::new();
/// there.add_group(Group::new(GroupId::new("all")?, "All dead"));
/// assert!(here.merge(there).check().is_ok());
/// # Ok::<(), corroborate::EmptyId>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub(crate) parties: Vec<Party>,
    pub(crate) sources: Vec<Source>,
    pub(crate) groups: Vec<Group>,
    pub(crate) events: Vec<Event>,
    pub(crate) claims: Vec<Claim>,
}

impl Draft {
    /// A draft without records.
    ///
    /// ```
    /// use corroborate::Draft;
    ///
    /// assert!(Draft::new().claims().is_empty());
    /// ```
    pub fn new() -> Draft {
        Draft::default()
    }

    getters! {
        /// The parties, in the order in which they were added.
        ///
        /// ```
        /// use corroborate::Draft;
        ///
        /// let draft = Draft::from(corroborate::docs::raid()?);
        /// assert_eq!(draft.parties().len(), 2);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        parties() -> &[Party];

        /// The sources, in the order in which they were added.
        ///
        /// ```
        /// use corroborate::Draft;
        ///
        /// let draft = Draft::from(corroborate::docs::raid()?);
        /// assert_eq!(draft.sources().len(), 5);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        sources() -> &[Source];

        /// The groups, in the order in which they were added.
        ///
        /// ```
        /// use corroborate::Draft;
        ///
        /// let draft = Draft::from(corroborate::docs::raid()?);
        /// assert_eq!(draft.groups().len(), 3);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        groups() -> &[Group];

        /// The events, in the order in which they were added.
        ///
        /// ```
        /// use corroborate::Draft;
        ///
        /// let draft = Draft::from(corroborate::docs::raid()?);
        /// assert_eq!(draft.events().len(), 1);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        events() -> &[Event];

        /// The claims, in the order in which they were added.
        ///
        /// ```
        /// use corroborate::Draft;
        ///
        /// let draft = Draft::from(corroborate::docs::raid()?);
        /// assert_eq!(draft.claims().len(), 7);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        claims() -> &[Claim];
    }

    /// The draft with the records of both.
    ///
    /// ```
    /// use corroborate::Draft;
    ///
    /// let raid = Draft::from(corroborate::docs::raid()?);
    /// assert_eq!(raid.clone().merge(raid.clone()), raid, "a draft is a set");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn merge(mut self, other: Draft) -> Draft {
        self.parties.extend(other.parties);
        self.sources.extend(other.sources);
        self.groups.extend(other.groups);
        self.events.extend(other.events);
        self.claims.extend(other.claims);
        self
    }
}

/// A field of a record that names another record.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Reference<'a> {
    /// The list of the record, and its position in it.
    pub(crate) from: (List, usize),
    pub(crate) field: &'static str,
    /// The position in the field, if the field is a list.
    pub(crate) index: Option<usize>,
    pub(crate) to: (List, &'a str),
}

impl Draft {
    /// The id of the record at this position of a list.
    pub(crate) fn id(&self, list: List, at: usize) -> &str {
        match list {
            List::Parties => self.parties[at].id.as_str(),
            List::Sources => self.sources[at].id.as_str(),
            List::Groups => self.groups[at].id.as_str(),
            List::Events => self.events[at].id.as_str(),
            List::Claims => self.claims[at].id.as_str(),
        }
    }

    /// Calls `found` with every field that names another record, in the order of the lists.
    pub(crate) fn references<'a>(&'a self, mut found: impl FnMut(Reference<'a>)) {
        for (at, party) in self.parties.iter().enumerate() {
            let mut names = Naming { from: (List::Parties, at), found: &mut found };
            names.each("opposes", List::Parties, &party.opposes);
            names.each("allies", List::Parties, &party.allies);
        }
        for (at, source) in self.sources.iter().enumerate() {
            let mut names = Naming { from: (List::Sources, at), found: &mut found };
            names.any("party", List::Parties, source.party.as_ref());
        }
        for (at, group) in self.groups.iter().enumerate() {
            let mut names = Naming { from: (List::Groups, at), found: &mut found };
            names.any("part_of", List::Groups, group.part_of.as_ref());
            names.any("party", List::Parties, group.party.as_ref());
        }
        for (at, event) in self.events.iter().enumerate() {
            let mut names = Naming { from: (List::Events, at), found: &mut found };
            names.any("part_of", List::Events, event.part_of.as_ref());
            names.any("perpetrator", List::Parties, event.perpetrator.as_ref());
        }
        for (at, claim) in self.claims.iter().enumerate() {
            let mut names = Naming { from: (List::Claims, at), found: &mut found };
            names.any("event", List::Events, Some(&claim.event));
            names.any("group", List::Groups, Some(&claim.group));
            names.any("source", List::Sources, Some(&claim.source));
            names.any("perpetrator", List::Parties, claim.perpetrator.as_ref());
            names.each("supersedes", List::Claims, &claim.supersedes);
        }
    }
}

/// A record whose fields are walked through.
struct Naming<'f, F> {
    from: (List, usize),
    found: &'f mut F,
}

impl<'a, F: FnMut(Reference<'a>)> Naming<'_, F> {
    fn any(&mut self, field: &'static str, to: List, id: Option<&'a impl AsRef<str>>) {
        if let Some(id) = id {
            (self.found)(Reference { from: self.from, field, index: None, to: (to, id.as_ref()) });
        }
    }

    fn each(&mut self, field: &'static str, to: List, ids: &'a Ids<impl AsRef<str> + Ord>) {
        for (index, id) in ids.iter().enumerate() {
            (self.found)(Reference { from: self.from, field, index: Some(index), to: (to, id.as_ref()) });
        }
    }
}

/// The error for a draft that is refused: its faults, and the draft as it was, to be mended and
/// checked again. It prints one fault on each line.
///
/// ```
/// # use corroborate::{Draft, Group, GroupId};
/// let mut draft = Draft::new();
/// draft.add_group(Group::new(GroupId::new("guards")?, "Prison guards").with_part_of(GroupId::new("all")?));
///
/// let refused = draft.check().unwrap_err();
/// assert_eq!(refused.to_string(), "groups[0] (guards).part_of: there is no group \"all\"");
///
/// let mut draft = refused.into_draft();
/// draft.add_group(Group::new(GroupId::new("all")?, "All dead"));
/// assert!(draft.check().is_ok());
/// # Ok::<(), corroborate::EmptyId>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{faults}")]
pub struct Refused {
    pub(super) faults: Faults,
    pub(super) draft: Box<Draft>,
}

impl Refused {
    getters! {
        /// Every fault.
        ///
        /// ```
        /// use corroborate::{Draft, Group};
        ///
        /// let mut draft = Draft::new();
        /// draft.add_group(Group::new("guards".parse()?, "Guards").with_part_of("all".parse()?));
        /// let refused = draft.check().unwrap_err();
        /// assert_eq!(refused.faults().len(), 1);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        faults() -> &Faults;

        /// The draft that was refused.
        ///
        /// ```
        /// use corroborate::{Draft, Group};
        ///
        /// let mut draft = Draft::new();
        /// draft.add_group(Group::new("guards".parse()?, "Guards").with_part_of("all".parse()?));
        /// let refused = draft.check().unwrap_err();
        /// assert_eq!(refused.draft().groups()[0].name(), "Guards");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        draft() -> &Draft;
    }

    /// The draft that was refused, with all its records in their order.
    ///
    /// ```
    /// use corroborate::{Draft, Group};
    ///
    /// let mut draft = Draft::new();
    /// draft.add_group(Group::new("guards".parse()?, "Guards").with_part_of("all".parse()?));
    /// let refused = draft.check().unwrap_err();
    /// let mut draft = refused.into_draft();
    /// draft.add_group(Group::new("all".parse()?, "All"));
    /// assert!(draft.check().is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn into_draft(self) -> Draft {
        *self.draft
    }
}

impl From<Refused> for Faults {
    fn from(refused: Refused) -> Faults {
        refused.faults
    }
}

/// Adds records of one kind, one by one or all at once: `claims.collect::<Draft>()`, or
/// `draft.extend(claims)`.
macro_rules! collects {
    ($($(#[$doc:meta])* $add:ident($one:ident: $record:ident) to $list:ident;)*) => {
        impl Draft {$(
            $(#[$doc])*
            pub fn $add(&mut self, $one: $record) -> &mut Draft {
                self.$list.push($one);
                self
            }
        )*}

        $(impl Extend<$record> for Draft {
            fn extend<I: IntoIterator<Item = $record>>(&mut self, records: I) {
                self.$list.extend(records);
            }
        }

        impl FromIterator<$record> for Draft {
            fn from_iter<I: IntoIterator<Item = $record>>(records: I) -> Draft {
                Draft { $list: records.into_iter().collect(), ..Draft::default() }
            }
        })*
    };
}

collects! {
    /// Adds a party.
    ///
    /// ```
    /// use corroborate::{Draft, Party};
    ///
    /// let mut draft = Draft::new();
    /// draft.add_party(Party::new("guard".parse()?, "The guard"));
    /// assert_eq!(draft.parties()[0].name(), "The guard");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    add_party(party: Party) to parties;

    /// Adds a source.
    ///
    /// ```
    /// use corroborate::{Draft, Source, SourceKind};
    ///
    /// let mut draft = Draft::new();
    /// draft.add_source(Source::new("osdh".parse()?, "An observatory", SourceKind::Monitor));
    /// assert_eq!(draft.sources().len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    add_source(source: Source) to sources;

    /// Adds a group.
    ///
    /// ```
    /// use corroborate::{Draft, Group};
    ///
    /// let mut draft = Draft::new();
    /// draft.add_group(Group::new("all".parse()?, "All")).add_group(Group::new("guards".parse()?, "Guards"));
    /// assert_eq!(draft.groups().len(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    add_group(group: Group) to groups;

    /// Adds an event.
    ///
    /// ```
    /// use corroborate::{Draft, Event};
    ///
    /// let mut draft = Draft::new();
    /// draft.add_event(Event::new("raid".parse()?, "A raid"));
    /// assert_eq!(draft.events()[0].name(), "A raid");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    add_event(event: Event) to events;

    /// Adds a claim.
    ///
    /// ```
    /// use corroborate::{Claim, Draft, Quantity};
    ///
    /// let mut draft = Draft::new();
    /// let quantity: Quantity = "raid/all/killed".parse()?;
    /// let day = "2022-01-21".parse()?;
    /// draft.add_claim(Claim::new("c1".parse()?, quantity, "dozens".parse()?, "osdh".parse()?, day));
    /// assert!(draft.check().is_err(), "its event, group and source are not declared");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    add_claim(claim: Claim) to claims;
}

/// Adds the records of each draft, as [`merge`](Draft::merge) does.
impl Extend<Draft> for Draft {
    fn extend<I: IntoIterator<Item = Draft>>(&mut self, drafts: I) {
        for draft in drafts {
            *self = std::mem::take(self).merge(draft);
        }
    }
}

impl FromIterator<Draft> for Draft {
    fn from_iter<I: IntoIterator<Item = Draft>>(drafts: I) -> Draft {
        drafts.into_iter().fold(Draft::new(), Draft::merge)
    }
}

/// Two drafts are equal if they hold the same records, in any order and any number of times.
impl PartialEq for Draft {
    fn eq(&self, other: &Draft) -> bool {
        fn same<T: Ord>(a: &[T], b: &[T]) -> bool {
            let set = |list| std::collections::BTreeSet::<&T>::from_iter(list);
            set(a) == set(b)
        }
        same(&self.parties, &other.parties)
            && same(&self.sources, &other.sources)
            && same(&self.groups, &other.groups)
            && same(&self.events, &other.events)
            && same(&self.claims, &other.claims)
    }
}

impl Eq for Draft {}
