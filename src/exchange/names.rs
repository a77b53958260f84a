//! Records made from names, each once.

use std::collections::HashMap;
use std::rc::Rc;

use super::imported::Named;
use crate::event::Event;
use crate::group::{Group, Status};
use crate::id::{ClaimId, EventId, GroupId, PartyId, SourceId};
use crate::party::Party;
use crate::source::{Source, SourceKind};

/// What is remembered of one kind, in bytes, before all of it is forgotten: then records come
/// again, which does no harm.
const MOST_BYTES: usize = 2 << 20;

/// Names already seen and what they stand for, in bounded memory.
pub(crate) struct Seen<T> {
    known: HashMap<Box<str>, T>,
    bytes: usize,
}

impl<T> Default for Seen<T> {
    fn default() -> Seen<T> {
        Seen { known: HashMap::new(), bytes: 0 }
    }
}

impl<T: Clone> Seen<T> {
    pub(crate) fn get(&self, name: &str) -> Option<T> {
        self.known.get(name).cloned()
    }

    pub(crate) fn put(&mut self, name: &str, value: T) -> T {
        const OVERHEAD: usize = 128;
        self.bytes += name.len() + OVERHEAD;
        if self.bytes > MOST_BYTES {
            self.known = HashMap::new();
            self.bytes = name.len() + OVERHEAD;
        }
        self.known.insert(name.into(), value.clone());
        value
    }
}

/// The records that rows name, and the ids of those already given out.
#[derive(Default)]
pub(crate) struct Names {
    /// Named since the last row that came in.
    pub(crate) fresh: Named,
    parties: Seen<PartyId>,
    sources: Seen<SourceId>,
    /// Lists of reporters, as written.
    reporters: Seen<SourceId>,
    groups: Seen<GroupId>,
    events: Seen<EventId>,
    declared: Seen<Rc<Event>>,
    scratch: String,
}

/// The groups that several formats count.
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

    const fn whole(self) -> Option<People> {
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

/// A project that prints what others said.
#[derive(Copy, Clone)]
pub(crate) struct Recorder {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
}

/// What every id must have: a character. Names come from cells that are not empty.
const UNNAMED: &str = "?";

fn or_unnamed(name: &str) -> &str {
    if name.is_empty() { UNNAMED } else { name }
}

macro_rules! id_of {
    ($($function:ident -> $id:ident),*) => {$(
        pub(crate) fn $function(name: &str) -> $id {
            $id::new(or_unnamed(name)).unwrap_or_else(|_| unreachable!("a name is not empty"))
        }
    )*};
}

id_of!(party_id -> PartyId, source_id -> SourceId, group_id -> GroupId, event_id -> EventId, claim_id -> ClaimId);

impl Names {
    /// The party of that name, its id the name.
    pub(crate) fn party(&mut self, name: &str) -> PartyId {
        if let Some(id) = self.parties.get(name) {
            return id;
        }
        let id = party_id(name);
        self.fresh.parties.push(Party::new(id.clone(), name));
        self.parties.put(name, id)
    }

    /// The source of that name, its id the name, of the kind `other`.
    pub(crate) fn source(&mut self, name: &str) -> SourceId {
        self.source_made(name, || Source::new(source_id(name), or_unnamed(name), SourceKind::Other))
    }

    /// The source of that id, made by `make` if it is new.
    pub(crate) fn source_made(&mut self, id: &str, make: impl FnOnce() -> Source) -> SourceId {
        if let Some(id) = self.sources.get(id) {
            return id;
        }
        let source = make();
        let new = source.id().clone();
        self.fresh.sources.push(source);
        self.sources.put(id, new)
    }

    /// The recorder itself, as a source.
    pub(crate) fn recorder(&mut self, recorder: Recorder) -> SourceId {
        self.source_made(recorder.id, || Source::new(source_id(recorder.id), recorder.name, SourceKind::Monitor))
    }

    /// Those named in a list, as one source: nothing says which of them said it, and to take
    /// each for a voice of its own would invent corroboration. Sorted, so that the order in
    /// the list does not matter.
    pub(crate) fn reporters(&mut self, list: &str, separators: &[char]) -> Option<SourceId> {
        if let Some(id) = self.reporters.get(list) {
            return Some(id);
        }
        let mut names: Vec<&str> = list.split(separators).map(str::trim).filter(|name| is_name(name)).collect();
        names.sort_unstable();
        names.dedup();
        if names.is_empty() {
            return None;
        }
        let id = self.source(&names.join("; "));
        Some(self.reporters.put(list, id))
    }

    /// One of the groups that several formats count, with those it is part of.
    pub(crate) fn people(&mut self, people: People) -> GroupId {
        if let Some(id) = self.groups.get(people.id()) {
            return id;
        }
        let id = group_id(people.id());
        let mut group = Group::new(id.clone(), people.name());
        if let Some(whole) = people.whole() {
            group = group.part_of(self.people(whole));
        }
        if let Some(status) = people.status() {
            group = group.with_status(status);
        }
        self.fresh.groups.push(group);
        self.groups.put(people.id(), id)
    }

    /// The group of that id, made by `make` if it is new.
    pub(crate) fn group(&mut self, id: &str, make: impl FnOnce(&mut Names, GroupId) -> Group) -> GroupId {
        if let Some(id) = self.groups.get(id) {
            return id;
        }
        let new = group_id(id);
        let group = make(self, new.clone());
        self.fresh.groups.push(group);
        self.groups.put(id, new)
    }

    /// The event of that id, known by that name.
    pub(crate) fn event(&mut self, id: &str, name: &str) -> EventId {
        if let Some(id) = self.events.get(id) {
            return id;
        }
        let new = event_id(id);
        self.fresh.events.push(Event::new(new.clone(), name));
        self.events.put(id, new)
    }

    /// Whether this very event was the last of its id; from now on it is.
    pub(crate) fn is_same_event(&mut self, event: &Event) -> bool {
        let id = event.id.as_str();
        if self.declared.get(id).is_some_and(|declared| *declared == *event) {
            return true;
        }
        self.declared.put(id, Rc::new(event.clone()));
        false
    }

    /// The claim id of those parts.
    pub(crate) fn claim_id(&mut self, parts: &[&str]) -> ClaimId {
        self.scratch.clear();
        self.scratch.extend(parts.iter().copied());
        claim_id(&self.scratch)
    }

    /// The event id of those parts.
    pub(crate) fn event_id(&mut self, parts: &[&str]) -> EventId {
        self.scratch.clear();
        self.scratch.extend(parts.iter().copied());
        event_id(&self.scratch)
    }
}

/// A dot or a dash in a column of names says that there is none.
pub(crate) fn is_name(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}
