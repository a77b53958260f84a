//! Records that rows name, each brought with the first row that names it.

use std::collections::HashMap;

use crate::dossier::draft::Draft;
use crate::record::event::Event;
use crate::record::group::Group;
use crate::record::id::{ClaimId, EventId, GroupId, PartyId, SourceId};
use crate::record::party::Party;
use crate::record::source::{Source, SourceKind};

macro_rules! id_of {
    ($($function:ident -> $id:ident),*) => {$(
        /// The id of that name; an empty name, which no cell gives, is called `?`.
        pub(crate) fn $function(name: &str) -> $id {
            $id::written(or_unknown(name))
        }
    )*};
}

fn or_unknown(name: &str) -> &str {
    if name.trim().is_empty() { "?" } else { name }
}

id_of!(party_id -> PartyId, source_id -> SourceId, group_id -> GroupId, event_id -> EventId, claim_id -> ClaimId);

/// The records that rows name, and which of them were brought already.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Named since the last row that came in.
    pub(crate) fresh: Draft,
    parties: HashMap<Box<str>, PartyId>,
    sources: HashMap<Box<str>, SourceId>,
    groups: HashMap<Box<str>, GroupId>,
    events: HashMap<Box<str>, EventId>,
    bytes: usize,
}

macro_rules! named {
    ($($function:ident: $of_name:ident -> $id:ident, $list:ident of $record:ident);*) => {$(
        /// The id of that name; if it is new, its record is made and brought.
        pub(crate) fn $function(&mut self, name: &str, record: impl FnOnce($id) -> $record) -> $id {
            let name = or_unknown(name);
            if let Some(id) = self.$list.get(name) {
                return id.clone();
            }
            self.make_room(name.len());
            let id = $of_name(name);
            self.fresh.$list.push(record(id.clone()));
            self.$list.insert(name.into(), id.clone());
            id
        }
    )*};
}

impl Names {
    named!(
        party_made: party_id -> PartyId, parties of Party; source_made: source_id -> SourceId, sources of Source;
        group_made: group_id -> GroupId, groups of Group; event_made: event_id -> EventId, events of Event
    );

    /// All is forgotten now and then, so that memory is bounded: repeated records are one.
    fn make_room(&mut self, bytes: usize) {
        const MOST_BYTES: usize = 1 << 21;
        const OVERHEAD: usize = 64;
        self.bytes += bytes + OVERHEAD;
        if self.bytes > MOST_BYTES {
            let fresh = std::mem::take(&mut self.fresh);
            *self = Names { fresh, bytes: bytes + OVERHEAD, ..Names::default() };
        }
    }

    /// The party of that name, its id the name.
    pub(crate) fn party(&mut self, name: &str) -> PartyId {
        self.party_made(name, |id| Party::new(id, name))
    }

    /// The source of that name, its id the name, of the kind `other`.
    pub(crate) fn source(&mut self, name: &str) -> SourceId {
        self.source_made(name, |id| Source::new(id, name, SourceKind::Other))
    }

    /// The event of that id, known by that name.
    pub(crate) fn event(&mut self, id: &str, name: &str) -> EventId {
        self.event_made(id, |id| Event::new(id, name))
    }
}

/// A dot or a dash in a column of names says that there is none.
pub(crate) fn is_name(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// The ways in which tables write that a cell is empty.
pub(crate) fn is_absent(text: &str) -> bool {
    matches!(text, "" | "NA" | "N/A" | "n/a" | "NaN" | "nan" | "NULL" | "null" | "." | "-")
}
