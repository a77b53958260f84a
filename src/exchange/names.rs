//! Records that rows name, each brought with the first row that names it.

use std::collections::HashSet;

use crate::dossier::draft::Draft;
use crate::dossier::fault::List;
use crate::dossier::wire::Record;
use crate::record::event::Event;
use crate::record::group::Group;
use crate::record::id::{ClaimId, EventId, GroupId, PartyId, SourceId};
use crate::record::party::Party;
use crate::record::source::{Source, SourceKind};

macro_rules! id_of {
    ($($function:ident -> $id:ident),*) => {$(
        /// The id of that name; an empty name, which no cell gives, is called `?`.
        pub(crate) fn $function(name: &str) -> $id {
            $id::written(if name.trim().is_empty() { "?" } else { name })
        }
    )*};
}

id_of!(party_id -> PartyId, source_id -> SourceId, group_id -> GroupId, event_id -> EventId, claim_id -> ClaimId);

/// The records that rows name, and which of them were brought already.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Named since the last row that came in.
    pub(crate) fresh: Draft,
    known: HashSet<(List, Box<str>)>,
    bytes: usize,
}

impl Names {
    /// Whether it is new. All is forgotten now and then, so that memory is bounded: repeated records
    /// are one.
    fn is_new(&mut self, list: List, id: &str) -> bool {
        const MOST_BYTES: usize = 1 << 21;
        const OVERHEAD: usize = 64;
        let key = (list, id.into());
        if self.known.contains(&key) {
            return false;
        }
        self.bytes += id.len() + OVERHEAD;
        if self.bytes > MOST_BYTES {
            self.known.clear();
            self.bytes = id.len() + OVERHEAD;
        }
        self.known.insert(key)
    }

    /// Brings a record, if it is new.
    fn put<R: Record>(&mut self, id: &str, record: impl FnOnce() -> R) {
        if self.is_new(R::LIST, id) {
            R::list(&mut self.fresh).push(record());
        }
    }

    /// The party of that name, its id the name.
    pub(crate) fn party(&mut self, name: &str) -> PartyId {
        self.put(name, || Party::new(party_id(name), name));
        party_id(name)
    }

    /// The source of that name, its id the name, of the kind `other`.
    pub(crate) fn source(&mut self, name: &str) -> SourceId {
        self.source_made(Source::new(source_id(name), name, SourceKind::Other))
    }

    /// That source.
    pub(crate) fn source_made(&mut self, source: Source) -> SourceId {
        let id = source.id().clone();
        self.put(id.as_str(), || source);
        id
    }

    /// That group.
    pub(crate) fn group(&mut self, group: Group) -> GroupId {
        let id = group.id().clone();
        self.put(id.as_str(), || group);
        id
    }

    /// The event of that id, known by that name.
    pub(crate) fn event(&mut self, id: &str, name: &str) -> EventId {
        self.put(id, || Event::new(event_id(id), name));
        event_id(id)
    }
}

/// A dot or a dash in a column of names says that there is none.
pub(crate) fn is_name(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}
