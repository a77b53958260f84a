//! Drafts: records that are not yet checked against each other.

use std::fmt;

use crate::dossier::fault::Faults;
use crate::record::claim::Claim;
use crate::record::event::Event;
use crate::record::group::Group;
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
    pub fn new() -> Draft {
        Draft::default()
    }

    /// Adds a party.
    pub fn add_party(&mut self, party: Party) -> &mut Draft {
        self.parties.push(party);
        self
    }

    /// Adds a source.
    pub fn add_source(&mut self, source: Source) -> &mut Draft {
        self.sources.push(source);
        self
    }

    /// Adds a group.
    pub fn add_group(&mut self, group: Group) -> &mut Draft {
        self.groups.push(group);
        self
    }

    /// Adds an event.
    pub fn add_event(&mut self, event: Event) -> &mut Draft {
        self.events.push(event);
        self
    }

    /// Adds a claim.
    pub fn add_claim(&mut self, claim: Claim) -> &mut Draft {
        self.claims.push(claim);
        self
    }

    /// The parties, in the order in which they were added.
    pub fn parties(&self) -> &[Party] {
        &self.parties
    }

    /// The sources, in the order in which they were added.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The groups, in the order in which they were added.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The events, in the order in which they were added.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The claims, in the order in which they were added.
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// The draft with the records of both.
    pub fn merge(mut self, other: Draft) -> Draft {
        self.parties.extend(other.parties);
        self.sources.extend(other.sources);
        self.groups.extend(other.groups);
        self.events.extend(other.events);
        self.claims.extend(other.claims);
        self
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub(super) faults: Faults,
    pub(super) draft: Box<Draft>,
}

impl Refused {
    /// Every fault.
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// The draft that was refused.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// The draft that was refused, with all its records in their order.
    pub fn into_draft(self) -> Draft {
        *self.draft
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.faults.fmt(f)
    }
}

impl std::error::Error for Refused {}

impl From<Refused> for Faults {
    fn from(refused: Refused) -> Faults {
        refused.faults
    }
}

/// Collects records of one kind: `claims.collect::<Draft>()`, or `draft.extend(claims)`.
macro_rules! collects {
    ($($record:ident into $list:ident)*) => {$(
        impl Extend<$record> for Draft {
            fn extend<I: IntoIterator<Item = $record>>(&mut self, records: I) {
                self.$list.extend(records);
            }
        }

        impl FromIterator<$record> for Draft {
            fn from_iter<I: IntoIterator<Item = $record>>(records: I) -> Draft {
                Draft { $list: records.into_iter().collect(), ..Draft::default() }
            }
        }
    )*};
}

collects!(Party into parties Source into sources Group into groups Event into events Claim into claims);

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
