//! The fields of a draft that could not be read.

use std::collections::BTreeMap;

use crate::dossier::fault::List;

/// What reading left behind: the fields that could not be read, in whose place something stands
/// in the draft. Whatever does not depend on those is checked all the same.
#[derive(Debug, Default)]
pub(crate) struct Unreadable {
    /// Of the records with faults, which fields have them.
    fields: BTreeMap<(List, usize), Vec<Box<str>>>,
    /// Of each list, where the records of the draft stood; empty if that is where they stand.
    positions: [Vec<usize>; 5],
}

impl Unreadable {
    /// A record that stood at `position` in its list stands at `at` in the draft, with those
    /// fields unread.
    #[cfg_attr(not(feature = "serde"), expect(dead_code, reason = "only reading leaves fields unread"))]
    pub(crate) fn note(&mut self, list: List, at: usize, position: usize, fields: Vec<Box<str>>) {
        self.positions[list as usize].push(position);
        if !fields.is_empty() {
            self.fields.insert((list, at), fields);
        }
    }

    pub(crate) fn is_sound(&self, list: List, at: usize) -> bool {
        !self.fields.contains_key(&(list, at))
    }

    /// Whether that field of a record of the draft could be read.
    pub(crate) fn reads(&self, list: List, at: usize, field: &str) -> bool {
        self.fields.get(&(list, at)).is_none_or(|unread| unread.iter().all(|unread| **unread != *field))
    }

    /// Where a record of the draft stood in the list that was read.
    pub(crate) fn position(&self, list: List, at: usize) -> usize {
        self.positions[list as usize].get(at).copied().unwrap_or(at)
    }
}
