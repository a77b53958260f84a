//! Reads records, each field as it comes.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::fields::{Fields, Known, NameAmong};
use super::records::Record;
use super::value::{Any, Described, Take, Value};
use crate::dossier::Dossier;
use crate::dossier::draft::Draft;
use crate::dossier::fault::{Fault, FaultKind, Faults, List, Place, brief};
use crate::dossier::unread::Unreadable;
use crate::record::claim::Claim;
use crate::record::event::Event;
use crate::record::group::Group;
use crate::record::party::Party;
use crate::record::source::Source;

/// A dossier that was read through serde and is not yet checked.
///
/// Reading a [`Dossier`] gives the faults only as the text of the format's error.
/// Reading an `Unchecked` fails only if the text is not in the format at all (such as JSON without
/// its last bracket); then [`check`](Unchecked::check) gives the dossier, or every fault as data.
///
/// ```
/// use corroborate::{FaultKind, Unchecked};
///
/// let read: Unchecked = serde_json::from_str(r#"{"groups": [{"id": "g", "name": "G", "part_of": "h"}], "note": 1}"#)?;
/// let faults = read.check().unwrap_err();
/// assert_eq!(faults.len(), 2);
/// let place = faults.iter().find(|fault| matches!(fault.kind(), FaultKind::UnknownId { .. })).map(|fault| fault.place());
/// assert_eq!(place.and_then(|place| place.id()), Some("g"));
/// assert_eq!(place.and_then(|place| place.field_name()), Some("part_of"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Unchecked {
    draft: Draft,
    unreadable: Unreadable,
    faults: Vec<Fault>,
    known: Known,
}

impl Unchecked {
    /// The dossier, checked as a whole.
    ///
    /// # Errors
    ///
    /// [`Faults`], with every fault of reading and of checking.
    pub fn check(self) -> Result<Dossier, Faults> {
        Dossier::check(self.draft, self.unreadable, self.faults).map_err(Faults::from)
    }

    /// Reads a record of this list, as strictly as in a dossier.
    #[cfg(feature = "exchange")]
    pub(crate) fn reading(&mut self, list: List) -> Reading<'_> {
        Reading { list, gathered: self }
    }

    /// The records that were read since this was last asked, if none has faults.
    #[cfg(feature = "exchange")]
    pub(crate) fn take(&mut self) -> Result<Draft, Faults> {
        self.unreadable = Unreadable::default();
        let draft = std::mem::take(&mut self.draft);
        Faults::some(std::mem::take(&mut self.faults)).map_or(Ok(draft), Err)
    }
}

/// Reads one record of this list, at position 0.
#[cfg(feature = "exchange")]
pub(crate) struct Reading<'g> {
    list: List,
    gathered: &'g mut Unchecked,
}

#[cfg(feature = "exchange")]
impl<'de> DeserializeSeed<'de> for Reading<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.list {
            List::Parties => Any(RecordAt::<Party>::new(0, self.gathered)).deserialize(deserializer),
            List::Sources => Any(RecordAt::<Source>::new(0, self.gathered)).deserialize(deserializer),
            List::Groups => Any(RecordAt::<Group>::new(0, self.gathered)).deserialize(deserializer),
            List::Events => Any(RecordAt::<Event>::new(0, self.gathered)).deserialize(deserializer),
            List::Claims => Any(RecordAt::<Claim>::new(0, self.gathered)).deserialize(deserializer),
        }
    }
}

/// One record: its position in its list, and where it is gathered.
struct RecordAt<'g, R> {
    position: usize,
    gathered: &'g mut Unchecked,
    kind: PhantomData<R>,
}

impl<'g, R> RecordAt<'g, R> {
    fn new(position: usize, gathered: &'g mut Unchecked) -> Self {
        RecordAt { position, gathered, kind: PhantomData }
    }
}

impl<'de, R: Record> Take<'de> for RecordAt<'_, R> {
    type Taken = ();

    const EXPECTED: &'static str = "a record";

    fn value(self, value: Value<'_>) {
        let kind = FaultKind::WrongType { expected: "a record", found: value.misplaced() };
        self.gathered.faults.push(Fault::new(Place::record(R::LIST, self.position, ""), kind));
    }

    fn record<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut record = R::blank();
        let mut fields = Fields::new(&mut self.gathered.known);
        let mut next = 0;
        while let Some(name) = map.next_key_seed(NameAmong { names: R::FIELDS, next })? {
            next = name.as_ref().map_or(next, |at| at + 1);
            match name {
                Ok(at) if fields.is_repeated(at) => fields.repeated(R::FIELDS[at], map.next_value::<Described>()?.0),
                Ok(at) => map.next_value_seed(Any(Field { at, record: &mut record, fields: &mut fields }))?,
                Err(name) => fields.unknown(&name, map.next_value::<Described>()?.0),
            }
        }
        let faults = fields.faults(R::FIELDS, R::REQUIRED, (R::LIST, self.position, record.id()));
        let unread = faults.iter().filter_map(|fault| fault.place().field_name().map(Box::from)).collect();
        let list = R::list(&mut self.gathered.draft);
        self.gathered.unreadable.note(R::LIST, list.len(), self.position, unread);
        self.gathered.faults.extend(faults);
        if list.is_empty() {
            // Most lists of one line have one record.
            list.reserve_exact(1);
        }
        list.push(record);
        Ok(())
    }
}

/// The value of a field of a record.
struct Field<'r, 'f, R> {
    at: usize,
    record: &'r mut R,
    fields: &'r mut Fields<'f>,
}

impl<R: Record> Take<'_> for Field<'_, '_, R> {
    type Taken = ();

    const EXPECTED: &'static str = "any value";

    /// Reads it; `null` counts as absent.
    fn value(self, value: Value<'_>) {
        if !matches!(value, Value::Nothing) {
            let field = R::FIELDS[self.at];
            self.fields.begin(self.at, field);
            self.record.read(field, &value, self.fields);
        }
    }
}

/// A list of records. They are read one at a time and added to those gathered.
struct ListOf<'g, R>(&'g mut Unchecked, PhantomData<R>);

impl<'de, R: Record> Take<'de> for ListOf<'_, R> {
    type Taken = ();

    const EXPECTED: &'static str = "a list of records";

    fn value(self, value: Value<'_>) {
        if !matches!(value, Value::Nothing) {
            let place = Place { list: Some(R::LIST), ..Place::default() };
            let kind = FaultKind::WrongType { expected: "a list", found: value.misplaced() };
            self.0.faults.push(Fault::new(place, kind));
        }
    }

    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut position = 0;
        while list.next_element_seed(Any(RecordAt::<R>::new(position, &mut *self.0)))?.is_some() {
            position += 1;
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Unchecked {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Unchecked, D::Error> {
        deserializer.deserialize_any(Lists)
    }
}

struct Lists;

impl<'de> Visitor<'de> for Lists {
    type Value = Unchecked;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a dossier: parties, sources, groups, events, claims")
    }

    /// Quotes only the beginning, because the text may be as long as a book.
    fn visit_str<E: de::Error>(self, text: &str) -> Result<Unchecked, E> {
        Err(E::invalid_type(de::Unexpected::Str(&brief(text)), &self))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Unchecked, A::Error> {
        let mut gathered = Unchecked::default();
        let mut seen = std::collections::BTreeSet::new();
        while let Some(name) = map.next_key::<String>()? {
            let Ok(list) = name.parse() else {
                let found = map.next_value::<Described>()?.0;
                let place = Place::default().field(&name);
                gathered.faults.push(Fault::new(place, FaultKind::UnknownField { found }));
                continue;
            };
            if !seen.insert(list) {
                let found = map.next_value::<Described>()?.0;
                let place = Place { list: Some(list), ..Place::default() };
                gathered.faults.push(Fault::new(place, FaultKind::RepeatedField { found }));
                continue;
            }
            match list {
                List::Parties => map.next_value_seed(list_of::<Party>(&mut gathered))?,
                List::Sources => map.next_value_seed(list_of::<Source>(&mut gathered))?,
                List::Groups => map.next_value_seed(list_of::<Group>(&mut gathered))?,
                List::Events => map.next_value_seed(list_of::<Event>(&mut gathered))?,
                List::Claims => map.next_value_seed(list_of::<Claim>(&mut gathered))?,
            }
        }
        Ok(gathered)
    }
}

fn list_of<R>(gathered: &mut Unchecked) -> Any<ListOf<'_, R>> {
    Any(ListOf(gathered, PhantomData))
}

impl<'de> Deserialize<'de> for Draft {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Draft, D::Error> {
        let Unchecked { draft, faults, .. } = Unchecked::deserialize(deserializer)?;
        Faults::some(faults).map_or(Ok(draft), |faults| Err(de::Error::custom(faults)))
    }
}

impl<'de> Deserialize<'de> for Dossier {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Dossier, D::Error> {
        Unchecked::deserialize(deserializer)?.check().map_err(de::Error::custom)
    }
}

/// Implements `Deserialize` for each kind of record on its own, as strictly as in a dossier. Its faults have
/// position 0.
macro_rules! deserialize_records {
    ($($record:ident)*) => {$(
        impl<'de> Deserialize<'de> for $record {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$record, D::Error> {
                let mut gathered = Unchecked::default();
                Any(RecordAt::<$record>::new(0, &mut gathered)).deserialize(deserializer)?;
                let record = $record::list(&mut gathered.draft).pop();
                Faults::some(gathered.faults).map_or_else(
                    || record.ok_or_else(|| de::Error::custom("expected a record")),
                    |faults| Err(de::Error::custom(faults)),
                )
            }
        }
    )*};
}

deserialize_records!(Party Source Group Event Claim);
