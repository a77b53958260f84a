//! The fields of one record. They are taken one by one, and each fault is noted with its place.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::value::Value;
use crate::dossier::fault::{Fault, FaultKind, List, Place, brief};
use crate::record::id::{EmptyId, Ids};
use crate::said::count::Count;

/// A record as it was found: its fields in order, or a description of the value in its place.
pub(crate) enum Found {
    Fields(Vec<(Name, Value)>),
    NoRecord(String),
}

impl<'de> Deserialize<'de> for Found {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Found, D::Error> {
        deserializer.deserialize_any(FoundVisitor)
    }
}

/// The name of a field. The names that records have are not copied.
#[derive(PartialEq)]
pub(crate) struct Name(Cow<'static, str>);

/// The names of the fields of a claim, of which there are many.
const OF_CLAIMS: [&str; 20] = [
    "id",
    "event",
    "group",
    "outcome",
    "count",
    "source",
    "as_of",
    "published",
    "relayed_by",
    "quote",
    "url",
    "since",
    "basis",
    "interest",
    "perpetrator",
    "credibility",
    "correction",
    "anonymous",
    "supersedes",
    "retracted",
];

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Name, D::Error> {
        deserializer.deserialize_str(NameVisitor)
    }
}

struct NameVisitor;

impl Visitor<'_> for NameVisitor {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E>(self, text: &str) -> Result<Name, E> {
        let known = OF_CLAIMS.iter().find(|known| **known == text);
        Ok(Name(known.map_or_else(|| Cow::Owned(text.to_owned()), |known| Cow::Borrowed(*known))))
    }
}

struct FoundVisitor;

impl<'de> Visitor<'de> for FoundVisitor {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Found, A::Error> {
        let mut fields = Vec::with_capacity(8);
        while let Some(entry) = map.next_entry()? {
            fields.push(entry);
        }
        Ok(Found::Fields(fields))
    }

    fn visit_unit<E>(self) -> Result<Found, E> {
        Ok(Found::NoRecord(Value::Nothing.to_string()))
    }

    fn visit_none<E>(self) -> Result<Found, E> {
        Ok(Found::NoRecord(Value::Nothing.to_string()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Found, E> {
        Ok(Found::NoRecord(Value::Bool(value).to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Found, E> {
        Ok(Found::NoRecord(Value::Whole(number).to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Found, E> {
        Ok(Found::NoRecord(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Found, E> {
        Ok(Found::NoRecord(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Found, E> {
        Ok(Found::NoRecord(format!("{:?}", brief(text))))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Found, A::Error> {
        let mut elements = 0;
        while seq.next_element::<IgnoredAny>()?.is_some() {
            elements += 1;
        }
        Ok(Found::NoRecord(format!("a list of {elements}")))
    }
}

/// The counts that were read already, by their texts: most are written many times.
pub(crate) type Counts = HashMap<Box<str>, Count>;

/// The fields of one record that have not been taken yet.
pub(crate) struct Fields<'f> {
    left: Vec<(Name, Value)>,
    place: Place,
    faults: &'f mut Vec<Fault>,
    counts: &'f mut Counts,
    /// The fields with faults.
    unread: Vec<Box<str>>,
    is_record: bool,
}

impl<'f> Fields<'f> {
    /// The fields of a record. If a field occurs twice, this notes a fault and keeps the first.
    pub(crate) fn new(
        list: List,
        position: usize,
        found: Found,
        faults: &'f mut Vec<Fault>,
        counts: &'f mut Counts,
    ) -> Fields<'f> {
        let mut fields = match found {
            Found::Fields(fields) => fields,
            Found::NoRecord(found) => {
                let place = Place::record(list, position, "");
                faults.push(Fault::new(place.clone(), FaultKind::WrongType { expected: "a record", found }));
                return Fields { left: Vec::new(), place, faults, counts, unread: Vec::new(), is_record: false };
            }
        };
        let id = fields.iter().find_map(|(name, value)| match value {
            Value::Text(id) if name.0 == "id" => Some(id.as_str()),
            _ => None,
        });
        let place = Place::record(list, position, id.unwrap_or_default());
        let mut unread: Vec<Box<str>> = Vec::new();
        let mut at = 1;
        while at < fields.len() {
            if fields[..at].iter().any(|(known, _)| *known == fields[at].0) {
                let (name, value) = fields.remove(at);
                faults.push(Fault::new(place.field(&name.0), FaultKind::RepeatedField { found: value.to_string() }));
                unread.push(name.0.into());
            } else {
                at += 1;
            }
        }
        Fields { left: fields, place, faults, counts, unread, is_record: true }
    }

    /// Whether the value is a record at all.
    pub(crate) fn is_record(&self) -> bool {
        self.is_record
    }

    /// Notes the remaining fields as unknown. Returns the fields with faults.
    pub(crate) fn done(mut self) -> Vec<Box<str>> {
        for (name, value) in std::mem::take(&mut self.left) {
            self.fault(self.place.field(&name.0), FaultKind::UnknownField { found: value.to_string() });
        }
        self.unread
    }

    fn fault(&mut self, place: Place, kind: FaultKind) {
        self.unread.extend(place.field_name().map(Box::from));
        self.faults.push(Fault::new(place, kind));
    }

    /// The value of a field. `null` counts as absent.
    fn take(&mut self, name: &str) -> Option<Value> {
        let at = self.left.iter().position(|(field, _)| field.0 == name)?;
        match self.left.swap_remove(at).1 {
            Value::Nothing => None,
            value => Some(value),
        }
    }

    fn wrong_type<T>(&mut self, place: Place, expected: &'static str, found: &Value) -> Option<T> {
        self.fault(place, FaultKind::WrongType { expected, found: found.to_string() });
        None
    }

    /// A field that is required.
    pub(crate) fn required<T>(&mut self, name: &str, read: impl FnOnce(&mut Self, &str) -> Option<T>) -> Option<T> {
        let there = self.left.iter().any(|(field, value)| field.0 == name && *value != Value::Nothing);
        if !there {
            self.fault(self.place.field(name), FaultKind::MissingField);
        }
        read(self, name)
    }

    pub(crate) fn text(&mut self, name: &str) -> Option<Box<str>> {
        match self.take(name)? {
            Value::Text(text) => Some(text.into_boxed_str()),
            other => self.wrong_type(self.place.field(name), "a text", &other),
        }
    }

    fn parsed<T>(&mut self, text: &str, place: impl FnOnce(&Place) -> Place) -> Option<T>
    where
        T: FromStr,
        T::Err: Into<FaultKind>,
    {
        text.parse().map_err(|error: T::Err| self.fault(place(&self.place), error.into())).ok()
    }

    /// A text that is parsed: an id, a word, a moment.
    pub(crate) fn parse<T>(&mut self, name: &str) -> Option<T>
    where
        T: FromStr,
        T::Err: Into<FaultKind>,
    {
        let text = self.text(name)?;
        self.parsed(&text, |place| place.field(name))
    }

    pub(crate) fn count(&mut self, name: &str) -> Option<Count> {
        let text = self.text(name)?;
        if let Some(count) = self.counts.get(&text) {
            return Some(count.clone());
        }
        match text.parse::<Count>() {
            Ok(count) => {
                self.counts.insert(text, count.clone());
                Some(count)
            }
            Err(error) => {
                self.fault(self.place.field(name), FaultKind::Count { found: brief(&text), error });
                None
            }
        }
    }

    pub(crate) fn whole(&mut self, name: &str) -> Option<Result<u64, String>> {
        Some(match self.take(name)? {
            Value::Whole(number) => Ok(number),
            other => Err(other.to_string()),
        })
    }

    pub(crate) fn refuse(&mut self, name: &str, kind: FaultKind) {
        self.fault(self.place.field(name), kind);
    }

    /// True or false; false if absent.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        match self.take(name) {
            None => false,
            Some(Value::Bool(flag)) => flag,
            Some(other) => {
                self.wrong_type::<()>(self.place.field(name), "true or false", &other);
                false
            }
        }
    }

    /// A list of texts; empty if absent.
    pub(crate) fn texts(&mut self, name: &str) -> Vec<Box<str>> {
        let values = match self.take(name) {
            None => return Vec::new(),
            Some(Value::List(values)) => values,
            Some(other) => {
                self.wrong_type::<()>(self.place.field(name), "a list of texts", &other);
                return Vec::new();
            }
        };
        let mut texts = Vec::with_capacity(values.len());
        for (at, value) in values.into_iter().enumerate() {
            match value {
                Value::Text(text) => texts.push(text.into_boxed_str()),
                other => drop(self.wrong_type::<()>(self.place.field(name).index(at), "a text", &other)),
            }
        }
        texts
    }

    /// A list of ids; empty if absent.
    pub(crate) fn ids<T>(&mut self, name: &str) -> Ids<T>
    where
        T: FromStr<Err = EmptyId> + Ord,
    {
        let texts = self.texts(name);
        let texts = texts.iter().enumerate();
        texts.filter_map(|(at, text)| self.parsed(text, |place| place.field(name).index(at))).collect()
    }
}

impl From<EmptyId> for FaultKind {
    fn from(EmptyId: EmptyId) -> FaultKind {
        FaultKind::EmptyId
    }
}
