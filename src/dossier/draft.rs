//! Drafts: records that are not yet checked against each other.

use std::fmt;

use crate::dossier::fault::Faults;
#[cfg(feature = "exchange")]
use crate::dossier::fault::List;
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
    ///
    /// ```
    /// use corroborate::Draft;
    ///
    /// assert!(Draft::new().claims().is_empty());
    /// ```
    pub fn new() -> Draft {
        Draft::default()
    }

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
    pub fn add_party(&mut self, party: Party) -> &mut Draft {
        self.parties.push(party);
        self
    }

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
    pub fn add_source(&mut self, source: Source) -> &mut Draft {
        self.sources.push(source);
        self
    }

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
    pub fn add_group(&mut self, group: Group) -> &mut Draft {
        self.groups.push(group);
        self
    }

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
    pub fn add_event(&mut self, event: Event) -> &mut Draft {
        self.events.push(event);
        self
    }

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
    pub fn add_claim(&mut self, claim: Claim) -> &mut Draft {
        self.claims.push(claim);
        self
    }

    /// The parties, in the order in which they were added.
    ///
    /// ```
    /// use corroborate::Draft;
    ///
    /// let draft = Draft::from(corroborate::docs::raid()?);
    /// assert_eq!(draft.parties().len(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parties(&self) -> &[Party] {
        &self.parties
    }

    /// The sources, in the order in which they were added.
    ///
    /// ```
    /// use corroborate::Draft;
    ///
    /// let draft = Draft::from(corroborate::docs::raid()?);
    /// assert_eq!(draft.sources().len(), 5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The groups, in the order in which they were added.
    ///
    /// ```
    /// use corroborate::Draft;
    ///
    /// let draft = Draft::from(corroborate::docs::raid()?);
    /// assert_eq!(draft.groups().len(), 3);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The events, in the order in which they were added.
    ///
    /// ```
    /// use corroborate::Draft;
    ///
    /// let draft = Draft::from(corroborate::docs::raid()?);
    /// assert_eq!(draft.events().len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The claims, in the order in which they were added.
    ///
    /// ```
    /// use corroborate::Draft;
    ///
    /// let draft = Draft::from(corroborate::docs::raid()?);
    /// assert_eq!(draft.claims().len(), 7);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn claims(&self) -> &[Claim] {
        &self.claims
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
#[cfg(feature = "exchange")]
#[derive(Copy, Clone, Debug)]
pub(crate) struct Reference<'a> {
    pub(crate) from: (List, &'a str),
    pub(crate) field: &'static str,
    pub(crate) to: (List, &'a str),
}

#[cfg(feature = "exchange")]
impl Draft {
    /// Every field that names another record.
    pub(crate) fn references(&self) -> Vec<Reference<'_>> {
        let mut found = Vec::new();
        for party in &self.parties {
            let mut name = names(&mut found, List::Parties, party.id.as_str());
            party.opposes.iter().for_each(|id| name("opposes", List::Parties, id.as_str()));
            party.allies.iter().for_each(|id| name("allies", List::Parties, id.as_str()));
        }
        for source in &self.sources {
            let mut name = names(&mut found, List::Sources, source.id.as_str());
            source.party.iter().for_each(|id| name("party", List::Parties, id.as_str()));
        }
        for group in &self.groups {
            let mut name = names(&mut found, List::Groups, group.id.as_str());
            group.part_of.iter().for_each(|id| name("part_of", List::Groups, id.as_str()));
            group.party.iter().for_each(|id| name("party", List::Parties, id.as_str()));
        }
        for event in &self.events {
            let mut name = names(&mut found, List::Events, event.id.as_str());
            event.part_of.iter().for_each(|id| name("part_of", List::Events, id.as_str()));
            event.perpetrator.iter().for_each(|id| name("perpetrator", List::Parties, id.as_str()));
        }
        for claim in &self.claims {
            let mut name = names(&mut found, List::Claims, claim.id.as_str());
            name("event", List::Events, claim.event.as_str());
            name("group", List::Groups, claim.group.as_str());
            name("source", List::Sources, claim.source.as_str());
            claim.perpetrator.iter().for_each(|id| name("perpetrator", List::Parties, id.as_str()));
            claim.supersedes.iter().for_each(|id| name("supersedes", List::Claims, id.as_str()));
        }
        found
    }
}

/// Adds a reference of one record to those found.
#[cfg(feature = "exchange")]
fn names<'a>(found: &mut Vec<Reference<'a>>, list: List, id: &'a str) -> impl FnMut(&'static str, List, &'a str) {
    move |field, to, named| found.push(Reference { from: (list, id), field, to: (to, named) })
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
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

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
    pub fn draft(&self) -> &Draft {
        &self.draft
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
