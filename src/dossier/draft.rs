//! Drafts: records that are not yet checked against each other.

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
