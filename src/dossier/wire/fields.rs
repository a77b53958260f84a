//! Reads the fields of one record in any order, and notes each fault with its place.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use serde::de::{DeserializeSeed, Deserializer, Visitor};

use super::value::Value;
use crate::dossier::fault::{Fault, FaultKind, List, Place, brief};
use crate::record::credibility::Credibility;
use crate::record::id::{EmptyId, EventId, GroupId, Ids, SourceId};
use crate::said::count::Count;

/// Reads the name of a field: its position among those of the record, or an unknown name. The next one is likely,
/// and looked at first.
pub(crate) struct NameAmong {
    pub(crate) names: &'static [&'static str],
    pub(crate) next: usize,
}

impl<'de> DeserializeSeed<'de> for NameAmong {
    type Value = Result<usize, String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for NameAmong {
    type Value = Result<usize, String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        if self.names.get(self.next) == Some(&text) {
            return Ok(Ok(self.next));
        }
        Ok(self.names.iter().position(|known| *known == text).ok_or_else(|| text.to_owned()))
    }
}

/// What was read before, by its text: most counts, events, groups and sources are written many times.
#[derive(Debug, Default)]
pub(crate) struct Known {
    counts: Texts<Count>,
    events: Texts<EventId>,
    groups: Texts<GroupId>,
    sources: Texts<SourceId>,
}

type Texts<T> = HashMap<Box<str>, T>;

/// A fault of a field: its name, the position in it if it is a list, and the kind.
type Wrong = (Box<str>, Option<usize>, FaultKind);

/// What is known of the fields of one record that were read so far.
pub(crate) struct Fields<'f> {
    known: &'f mut Known,
    /// The field that is read.
    field: &'static str,
    /// One bit for each field that was found.
    found: u32,
    /// One bit for each field that was found and is not `null`.
    given: u32,
    repeated: Vec<Wrong>,
    wrong: Vec<Wrong>,
}

impl<'f> Fields<'f> {
    pub(crate) fn new(known: &'f mut Known) -> Fields<'f> {
        Fields { known, field: "", found: 0, given: 0, repeated: Vec::new(), wrong: Vec::new() }
    }

    /// Notes that the field at this position was found. Returns whether it was found before.
    pub(crate) fn is_repeated(&mut self, at: usize) -> bool {
        let before = self.found;
        self.found |= 1 << at;
        before == self.found
    }

    /// Notes that the field at this position has a value, which is now read.
    pub(crate) fn begin(&mut self, at: usize, field: &'static str) {
        self.given |= 1 << at;
        self.field = field;
    }

    /// Notes a field that was found before.
    pub(crate) fn repeated(&mut self, name: &str, found: String) {
        self.repeated.push((name.into(), None, FaultKind::RepeatedField { found }));
    }

    /// Notes a field that this kind of record does not have.
    pub(crate) fn unknown(&mut self, name: &str, found: String) {
        if self.wrong.iter().any(|(other, ..)| **other == *name) {
            self.repeated(name, found);
        } else {
            self.wrong.push((name.into(), None, FaultKind::UnknownField { found }));
        }
    }

    /// Every fault, with its place in the list; those required fields that are missing are faults, too.
    pub(crate) fn faults(
        mut self,
        names: &[&str],
        required: &[bool],
        (list, position, id): (List, usize, &str),
    ) -> Vec<Fault> {
        let missing = (0..names.len()).filter(|&at| required[at] && self.given & 1 << at == 0);
        self.wrong.extend(missing.map(|at| (names[at].into(), None, FaultKind::MissingField)));
        let has_id = self.wrong.iter().all(|(name, ..)| **name != *"id");
        let place = |field, index| Place {
            field: Some(field),
            index,
            ..Place::record(list, position, if has_id { id } else { "" })
        };
        let wrong = self.repeated.into_iter().chain(self.wrong);
        wrong.map(|(field, index, kind)| Fault::new(place(field, index), kind)).collect()
    }

    fn refuse<T>(&mut self, index: Option<usize>, kind: FaultKind) -> Option<T> {
        self.wrong.push((self.field.into(), index, kind));
        None
    }

    fn wrong_type<T>(&mut self, expected: &'static str, found: &Value<'_>) -> Option<T> {
        self.refuse(None, FaultKind::WrongType { expected, found: found.to_string() })
    }

    fn parsed<T: FromStr<Err: Into<FaultKind>>>(&mut self, index: Option<usize>, text: &str) -> Option<T> {
        text.parse().map_or_else(|error: T::Err| self.refuse(index, error.into()), Some)
    }

    /// A text as it stands.
    pub(crate) fn text(&mut self, value: &Value<'_>) -> Option<Box<str>> {
        let Value::Text(text) = *value else { return self.wrong_type("a text", value) };
        Some(text.into())
    }

    /// A text that is parsed: an id, a word, a moment.
    pub(crate) fn parse<T: FromStr<Err: Into<FaultKind>>>(&mut self, value: &Value<'_>) -> Option<T> {
        let Value::Text(text) = *value else { return self.wrong_type("a text", value) };
        self.parsed(None, text)
    }

    /// The same, if it may have been read before. No more than so many values are remembered, so that memory
    /// is bounded.
    fn remembered<T: FromStr + Clone>(
        &mut self,
        value: &Value<'_>,
        known: impl FnOnce(&mut Known) -> &mut Texts<T>,
        fault: impl FnOnce(&str, T::Err) -> FaultKind,
    ) -> Option<T> {
        const MOST: usize = 1 << 16;
        let Value::Text(text) = *value else { return self.wrong_type("a text", value) };
        let known = known(self.known);
        if let Some(before) = known.get(text) {
            return Some(before.clone());
        }
        match text.parse::<T>() {
            Err(error) => self.refuse(None, fault(text, error)),
            Ok(read) => {
                if known.len() == MOST {
                    known.clear();
                }
                known.insert(text.into(), read.clone());
                Some(read)
            }
        }
    }

    pub(crate) fn count(&mut self, value: &Value<'_>) -> Option<Count> {
        let fault = |text: &str, error| FaultKind::Count { found: brief(text), error };
        self.remembered(value, |known| &mut known.counts, fault)
    }

    pub(crate) fn event(&mut self, value: &Value<'_>) -> Option<EventId> {
        self.remembered(value, |known| &mut known.events, |_, error| error.into())
    }

    pub(crate) fn group(&mut self, value: &Value<'_>) -> Option<GroupId> {
        self.remembered(value, |known| &mut known.groups, |_, error| error.into())
    }

    pub(crate) fn source(&mut self, value: &Value<'_>) -> Option<SourceId> {
        self.remembered(value, |known| &mut known.sources, |_, error| error.into())
    }

    pub(crate) fn credibility(&mut self, value: &Value<'_>) -> Option<Credibility> {
        let read = if let Value::Whole(number) = *value { Credibility::from_number(number) } else { None };
        read.or_else(|| self.refuse(None, FaultKind::Credibility { found: value.to_string() }))
    }

    /// True or false; false if it is neither.
    pub(crate) fn flag(&mut self, value: &Value<'_>) -> bool {
        if let Value::Bool(flag) = *value { flag } else { self.wrong_type("true or false", value).unwrap_or_default() }
    }

    /// The elements of a list that are texts, as far as they can be read.
    fn list<T, L: FromIterator<T> + Default>(
        &mut self,
        value: &Value<'_>,
        mut read: impl FnMut(&mut Self, usize, &str) -> Option<T>,
    ) -> L {
        let Value::List(elements) = value else {
            return self.wrong_type("a list of texts", value).unwrap_or_default();
        };
        let element = |(at, element): (usize, &Result<Box<str>, String>)| match element {
            Ok(text) => read(self, at, text),
            Err(found) => self.refuse(Some(at), FaultKind::WrongType { expected: "a text", found: found.clone() }),
        };
        elements.iter().enumerate().filter_map(element).collect()
    }

    pub(crate) fn texts<L: FromIterator<Box<str>> + Default>(&mut self, value: &Value<'_>) -> L {
        self.list(value, |_, _, text| Some(text.into()))
    }

    pub(crate) fn ids<T: FromStr<Err = EmptyId> + Ord>(&mut self, value: &Value<'_>) -> Ids<T> {
        self.list(value, |fields, at, text| fields.parsed(Some(at), text))
    }
}

impl From<EmptyId> for FaultKind {
    fn from(EmptyId: EmptyId) -> FaultKind {
        FaultKind::EmptyId
    }
}
