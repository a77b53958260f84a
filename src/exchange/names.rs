//! Records that rows name, each brought with the first row that names it.

use std::collections::HashSet;

use super::imported::Named;
use crate::record::event::Event;
use crate::record::group::{Group, Status};
use crate::record::id::{ClaimId, EventId, GroupId, PartyId, SourceId};
use crate::record::party::Party;
use crate::record::source::{Source, SourceKind};

/// The groups that every mapping can name.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum People {
    All,
    Civilians,
    Children,
    Women,
    Men,
    Combatants,
    Attackers,
}

impl People {
    const EACH: [People; 7] = [
        People::All,
        People::Civilians,
        People::Children,
        People::Women,
        People::Men,
        People::Combatants,
        People::Attackers,
    ];

    /// The group of that id.
    pub(crate) fn of(id: &str) -> Option<People> {
        People::EACH.into_iter().find(|people| people.id() == id)
    }

    pub(crate) const fn id(self) -> &'static str {
        match self {
            People::All => "all",
            People::Civilians => "civilians",
            People::Children => "children",
            People::Women => "women",
            People::Men => "men",
            People::Combatants => "combatants",
            People::Attackers => "attackers",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            People::All => "All people",
            People::Civilians => "Civilians",
            People::Children => "Civilian children",
            People::Women => "Civilian women",
            People::Men => "Civilian men",
            People::Combatants => "Combatants",
            People::Attackers => "Attackers",
        }
    }

    pub(crate) const fn whole(self) -> Option<People> {
        match self {
            People::All => None,
            People::Civilians | People::Combatants | People::Attackers => Some(People::All),
            People::Children | People::Women | People::Men => Some(People::Civilians),
        }
    }

    const fn status(self) -> Option<Status> {
        match self {
            People::Civilians => Some(Status::Civilian),
            People::Combatants => Some(Status::Combatant),
            _ => None,
        }
    }
}

macro_rules! id_of {
    ($($function:ident -> $id:ident),*) => {$(
        /// The id of that name; an empty name, which no cell gives, is called `?`.
        pub(crate) fn $function(name: &str) -> $id {
            $id::new(if name.trim().is_empty() { "?" } else { name }).unwrap_or_else(|_| unreachable!("it is not empty"))
        }
    )*};
}

id_of!(party_id -> PartyId, source_id -> SourceId, group_id -> GroupId, event_id -> EventId, claim_id -> ClaimId);

/// The records that rows name, and which of them were brought already.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Named since the last row that came in.
    pub(crate) fresh: Named,
    known: HashSet<(u8, Box<str>)>,
    bytes: usize,
}

impl Names {
    /// Whether it is new. All is forgotten now and then, so that memory is bounded: repeated records
    /// are one.
    fn is_new(&mut self, list: u8, id: &str) -> bool {
        const MOST_BYTES: usize = 1 << 21;
        const OVERHEAD: usize = 64;
        if self.known.contains(&(list, id.into())) {
            return false;
        }
        self.bytes += id.len() + OVERHEAD;
        if self.bytes > MOST_BYTES {
            self.known.clear();
            self.bytes = id.len() + OVERHEAD;
        }
        self.known.insert((list, id.into()))
    }

    /// The party of that name, its id the name.
    pub(crate) fn party(&mut self, name: &str) -> PartyId {
        let id = party_id(name);
        if self.is_new(0, name) {
            self.fresh.parties.push(Party::new(id.clone(), name));
        }
        id
    }

    /// The source of that name, its id the name, of the kind `other`.
    pub(crate) fn source(&mut self, name: &str) -> SourceId {
        self.source_made(Source::new(source_id(name), name, SourceKind::Other))
    }

    /// That source.
    pub(crate) fn source_made(&mut self, source: Source) -> SourceId {
        let id = source.id().clone();
        if self.is_new(1, id.as_str()) {
            self.fresh.sources.push(source);
        }
        id
    }

    /// That group.
    pub(crate) fn group(&mut self, group: Group) -> GroupId {
        let id = group.id().clone();
        if self.is_new(2, id.as_str()) {
            self.fresh.groups.push(group);
        }
        id
    }

    /// One of the groups that every mapping can name, with those it is part of.
    pub(crate) fn people(&mut self, people: People) -> GroupId {
        let mut group = Group::new(group_id(people.id()), people.name());
        if let Some(whole) = people.whole() {
            group = group.with_part_of(self.people(whole));
        }
        if let Some(status) = people.status() {
            group = group.with_status(status);
        }
        self.group(group)
    }

    /// The event of that id, known by that name.
    pub(crate) fn event(&mut self, id: &str, name: &str) -> EventId {
        let new = event_id(id);
        if self.is_new(3, id) {
            self.fresh.events.push(Event::new(new.clone(), name));
        }
        new
    }
}

/// A dot or a dash in a column of names says that there is none.
pub(crate) fn is_name(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}
