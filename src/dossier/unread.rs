//! The fields of a draft that could not be read.

use std::collections::BTreeMap;

use crate::dossier::fault::List;

/// The fields that could not be read, and hold placeholders in the draft. The checks that do not
/// depend on these fields are still made.
#[derive(Debug, Default)]
pub(crate) struct Unreadable {
    /// For each record with faults, its fields with faults.
    fields: BTreeMap<(List, usize), Vec<Box<str>>>,
    /// For each list, the original positions of the draft's records, up to the last that is another.
    positions: [Vec<usize>; 5],
}

impl Unreadable {
    /// Notes that the record at `at` in the draft was at `position` in the list that was read, and
    /// that these fields of it could not be read.
    #[cfg_attr(not(feature = "serde"), expect(dead_code, reason = "only reading leaves fields unread"))]
    pub(crate) fn note(&mut self, list: List, at: usize, position: usize, fields: Vec<Box<str>>) {
        let positions = &mut self.positions[list as usize];
        if at != position {
            positions.extend(positions.len()..at);
            positions.push(position);
        }
        if !fields.is_empty() {
            self.fields.insert((list, at), fields);
        }
    }

    pub(crate) fn is_sound(&self, list: List, at: usize) -> bool {
        !self.fields.contains_key(&(list, at))
    }

    /// Whether this field of a record of the draft could be read.
    pub(crate) fn reads(&self, list: List, at: usize, field: &str) -> bool {
        self.fields.get(&(list, at)).is_none_or(|unread| unread.iter().all(|unread| **unread != *field))
    }

    /// The position of a record of the draft in the list that was read.
    pub(crate) fn position(&self, list: List, at: usize) -> usize {
        self.positions[list as usize].get(at).copied().unwrap_or(at)
    }
}
