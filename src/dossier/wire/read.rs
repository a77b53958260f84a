//! Reads records from the values that were found.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::fields::{Counts, Fields, Found};
use super::value::Value;
use crate::dossier::Dossier;
use crate::dossier::draft::Draft;
use crate::dossier::fault::{Fault, FaultKind, Faults, List, Place, brief};
use crate::dossier::unread::Unreadable;
use crate::record::claim::{Claim, Credibility};
use crate::record::event::Event;
use crate::record::group::Group;
use crate::record::id::{ClaimId, EventId, GroupId, PartyId, SourceId};
use crate::record::moment::Moment;
use crate::record::outcome::Outcome;
use crate::record::party::Party;
use crate::record::source::{Source, SourceKind};
use crate::said::count::Count;

/// A kind of record that is read from fields.
pub(crate) trait Record: Sized {
    const LIST: List;

    /// The record. Required fields that could not be read hold placeholders; the faults say which.
    fn read(fields: &mut Fields<'_>) -> Self;

    fn list(draft: &mut Draft) -> &mut Vec<Self>;
}

impl Record for Party {
    const LIST: List = List::Parties;

    fn read(fields: &mut Fields<'_>) -> Party {
        let id = fields.required("id", Fields::parse);
        let name = fields.required("name", Fields::text);
        let opposes = fields.ids("opposes");
        let allies = fields.ids("allies");
        Party { id: id.unwrap_or_else(PartyId::unread), name: name.unwrap_or_default(), opposes, allies }
    }

    fn list(draft: &mut Draft) -> &mut Vec<Party> {
        &mut draft.parties
    }
}

impl Record for Source {
    const LIST: List = List::Sources;

    fn read(fields: &mut Fields<'_>) -> Source {
        let id = fields.required("id", Fields::parse);
        let name = fields.required("name", Fields::text);
        let kind = fields.required("kind", Fields::parse);
        let party = fields.parse("party");
        let basis = fields.parse("basis");
        let reliability = fields.parse("reliability");
        Source {
            id: id.unwrap_or_else(SourceId::unread),
            name: name.unwrap_or_default(),
            kind: kind.unwrap_or(SourceKind::Other),
            party,
            basis,
            reliability,
        }
    }

    fn list(draft: &mut Draft) -> &mut Vec<Source> {
        &mut draft.sources
    }
}

impl Record for Group {
    const LIST: List = List::Groups;

    fn read(fields: &mut Fields<'_>) -> Group {
        let id = fields.required("id", Fields::parse);
        let name = fields.required("name", Fields::text);
        let part_of = fields.parse("part_of");
        let party = fields.parse("party");
        let status = fields.parse("status");
        let exhaustive = fields.flag("exhaustive");
        Group {
            id: id.unwrap_or_else(GroupId::unread),
            name: name.unwrap_or_default(),
            part_of,
            party,
            status,
            exhaustive,
        }
    }

    fn list(draft: &mut Draft) -> &mut Vec<Group> {
        &mut draft.groups
    }
}

impl Record for Event {
    const LIST: List = List::Events;

    fn read(fields: &mut Fields<'_>) -> Event {
        let id = fields.required("id", Fields::parse);
        let name = fields.required("name", Fields::text);
        let place = fields.text("place");
        let start = fields.parse("start");
        let end = fields.parse("end");
        let settled = fields.parse("settled");
        let part_of = fields.parse("part_of");
        let perpetrator = fields.parse("perpetrator");
        let exhaustive = fields.flag("exhaustive");
        Event {
            id: id.unwrap_or_else(EventId::unread),
            name: name.unwrap_or_default(),
            place,
            start,
            end,
            settled,
            part_of,
            perpetrator,
            exhaustive,
        }
    }

    fn list(draft: &mut Draft) -> &mut Vec<Event> {
        &mut draft.events
    }
}

impl Record for Claim {
    const LIST: List = List::Claims;

    fn read(fields: &mut Fields<'_>) -> Claim {
        let id = fields.required("id", Fields::parse);
        let event = fields.required("event", Fields::parse);
        let group = fields.required("group", Fields::parse);
        let outcome = fields.required("outcome", Fields::parse);
        let count = fields.required("count", Fields::count);
        let source = fields.required("source", Fields::parse);
        let as_of = fields.required("as_of", Fields::parse);
        let since = fields.parse("since");
        let published = fields.parse("published");
        let retracted = fields.parse("retracted");
        let basis = fields.parse("basis");
        let interest = fields.parse("interest");
        let perpetrator = fields.parse("perpetrator");
        let credibility = credibility(fields);
        let correction = fields.flag("correction");
        let anonymous = fields.flag("anonymous");
        let supersedes = fields.ids("supersedes");
        let relayed_by = fields.texts("relayed_by").into_iter().collect();
        let quote = fields.text("quote");
        let url = fields.text("url");
        Claim {
            id: id.unwrap_or_else(ClaimId::unread),
            event: event.unwrap_or_else(EventId::unread),
            group: group.unwrap_or_else(GroupId::unread),
            outcome: outcome.unwrap_or(Outcome::Killed),
            count: count.unwrap_or_else(|| Count::exactly(0)),
            source: source.unwrap_or_else(SourceId::unread),
            as_of: as_of.unwrap_or(Moment::UNREAD),
            since,
            published,
            retracted,
            basis,
            interest,
            perpetrator,
            credibility,
            correction,
            anonymous,
            supersedes,
            relayed_by,
            quote,
            url,
        }
    }

    fn list(draft: &mut Draft) -> &mut Vec<Claim> {
        &mut draft.claims
    }
}

fn credibility(fields: &mut Fields<'_>) -> Option<Credibility> {
    let found = match fields.whole("credibility")? {
        Ok(number) => match Credibility::from_number(number) {
            Some(credibility) => return Some(credibility),
            None => number.to_string(),
        },
        Err(found) => found,
    };
    fields.refuse("credibility", FaultKind::Credibility { found });
    None
}

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
    counts: Counts,
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

    fn record<R: Record>(&mut self, position: usize, found: Found) {
        let mut fields = Fields::new(R::LIST, position, found, &mut self.faults, &mut self.counts);
        if !fields.is_record() {
            return;
        }
        let record = R::read(&mut fields);
        let unread = fields.done();
        let list = R::list(&mut self.draft);
        self.unreadable.note(R::LIST, list.len(), position, unread);
        list.push(record);
    }
}

/// A list of records. They are read one at a time and added to `gathered`.
struct ListOf<'g, R> {
    gathered: &'g mut Unchecked,
    record: PhantomData<R>,
}

impl<'de, R: Record> DeserializeSeed<'de> for ListOf<'_, R> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<R: Record> ListOf<'_, R> {
    fn refuse(self, found: &Value) {
        let place = Place { list: Some(R::LIST), ..Place::default() };
        let found = found.to_string();
        self.gathered.faults.push(Fault::new(place, FaultKind::WrongType { expected: "a list", found }));
    }
}

impl<'de, R: Record> Visitor<'de> for ListOf<'_, R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of records")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.refuse(&Value::Bool(value));
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        self.refuse(&Value::Whole(number));
        Ok(())
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        self.refuse(&Value::Number(number.to_string()));
        Ok(())
    }

    fn visit_f64<E>(self, number: f64) -> Result<(), E> {
        self.refuse(&Value::Number(number.to_string()));
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.refuse(&Value::Text(text.to_owned()));
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        self.refuse(&Value::Record);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut position = 0;
        while let Some(found) = seq.next_element()? {
            self.gathered.record::<R>(position, found);
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
                let found = map.next_value::<Value>()?.to_string();
                let place = Place::default().field(&name);
                gathered.faults.push(Fault::new(place, FaultKind::UnknownField { found }));
                continue;
            };
            if !seen.insert(list) {
                let found = map.next_value::<Value>()?.to_string();
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

fn list_of<R>(gathered: &mut Unchecked) -> ListOf<'_, R> {
    ListOf { gathered, record: PhantomData }
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

/// One record on its own, read as strictly as in a dossier. Its faults have position 0. `counts` are
/// those that were read before.
pub(crate) fn alone<R: Record>(found: Found, counts: &mut Counts) -> Result<R, Faults> {
    let mut gathered = Unchecked { counts: std::mem::take(counts), ..Unchecked::default() };
    gathered.record::<R>(0, found);
    *counts = std::mem::take(&mut gathered.counts);
    let record = R::list(&mut gathered.draft).pop();
    match (Faults::some(gathered.faults), record) {
        (None, Some(record)) => Ok(record),
        (Some(faults), _) => Err(faults),
        (None, None) => unreachable!("a record is read or a fault is noted"),
    }
}

/// Implements `Deserialize` for each kind of record on its own.
macro_rules! deserialize_records {
    ($($record:ident)*) => {$(
        impl<'de> Deserialize<'de> for $record {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$record, D::Error> {
                alone(Found::deserialize(deserializer)?, &mut Counts::new()).map_err(de::Error::custom)
            }
        }
    )*};
}

deserialize_records!(Party Source Group Event Claim);
