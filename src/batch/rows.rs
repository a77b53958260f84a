//! Claims written to bytes, and read back as the columns of a batch.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::columns::Columns;
use crate::dossier::Dossier;
use crate::dossier::fault::{Fault, FaultKind, List, Place};
use crate::record::claim::Claim;
use crate::record::credibility::Credibility;
use crate::record::id::ClaimId;
use crate::record::interest::Interest;
use crate::record::moment::Moment;
use crate::record::outcome::Outcome;
use crate::record::source::Basis;
use crate::said::count::Count;

/// Whether a record is a claim, or says that a claim supersedes the one with its id.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Claim,
    Supersedes,
}

/// The first bytes of a record: its length, its kind, and whether a claim in force supersedes it.
const KIND: usize = 4;
const SUPERSEDED: usize = 5;
const HEAD: usize = 6;

/// A 64-bit hash, the same on every run.
pub(super) fn hash(of: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

/// Writes a claim, or its supersession of the claim `id`, to the end of `bytes`.
pub(super) fn write(bytes: &mut Vec<u8>, claim: &Claim, position: u64, kind: Kind, id: &ClaimId) {
    let from = bytes.len();
    bytes.extend([0, 0, 0, 0, kind as u8, 0]);
    bytes.extend(position.to_le_bytes());
    bytes.extend(hash(claim).to_le_bytes());
    for moment in [Some(claim.as_of), claim.published, claim.since, claim.retracted] {
        bytes.extend(moment.map_or(i64::MIN, Moment::unix).to_le_bytes());
    }
    let place = |at: Option<usize>| at.and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX);
    bytes.extend([
        place(Outcome::ALL.iter().position(|&outcome| outcome == claim.outcome)),
        place(Basis::ALL.iter().position(|&basis| Some(basis) == claim.basis)),
        place(Interest::ALL.iter().position(|&interest| Some(interest) == claim.interest)),
        claim.credibility.map_or(0, Credibility::number),
        u8::from(claim.correction),
    ]);
    let perpetrator = claim.perpetrator.as_ref().map_or("", |party| party.as_str());
    let ids = [id.as_str(), claim.event.as_str(), claim.group.as_str(), claim.source.as_str()];
    for text in ids.into_iter().chain([perpetrator, claim.count.as_str()]).chain(claim.relayed_by()) {
        bytes.extend(length(text.len()));
        bytes.extend(text.as_bytes());
    }
    let written = length(bytes.len() - from);
    bytes[from..from + KIND].copy_from_slice(&written);
}

/// No text of a claim has four thousand million bytes.
fn length(of: usize) -> [u8; 4] {
    u32::try_from(of).unwrap_or(u32::MAX).to_le_bytes()
}

/// One record, as far as it must be read to sort it.
#[derive(Copy, Clone, Debug)]
pub(super) struct Record<'b> {
    pub(super) id: &'b str,
    pub(super) kind: Kind,
    pub(super) position: u64,
    /// A hash of the whole claim.
    pub(super) whole: u64,
    pub(super) bytes: &'b [u8],
}

/// The records in these bytes, sorted by id, or `None` if something else wrote them.
pub(super) fn records(mut bytes: &[u8]) -> Option<Vec<Record<'_>>> {
    let mut records = Vec::new();
    while !bytes.is_empty() {
        let length = u32::from_le_bytes(*bytes.first_chunk()?) as usize;
        let (of_one, rest) = bytes.split_at_checked(length).filter(|_| length >= HEAD)?;
        records.push(Record::of(of_one)?);
        bytes = rest;
    }
    records.sort_unstable_by_key(|record| (record.id, record.kind, record.position));
    Some(records)
}

/// Reads the fields of a record in their order.
struct Fields<'b>(&'b [u8]);

impl<'b> Fields<'b> {
    fn number(&mut self) -> Option<u64> {
        let (number, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u64::from_le_bytes(*number))
    }

    fn seconds(&mut self) -> Option<i64> {
        self.number().map(u64::cast_signed)
    }

    fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(byte)
    }

    fn text(&mut self) -> Option<&'b str> {
        let (length, rest) = self.0.split_first_chunk()?;
        let (text, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }
}

impl<'b> Record<'b> {
    fn of(bytes: &'b [u8]) -> Option<Record<'b>> {
        let kind = if bytes[KIND] == Kind::Claim as u8 { Kind::Claim } else { Kind::Supersedes };
        let mut fields = Fields(&bytes[HEAD..]);
        let (position, whole) = (fields.number()?, fields.number()?);
        let mut texts = Fields(fields.0.get(4 * 8 + 5..)?);
        Some(Record { id: texts.text()?, kind, position, whole, bytes })
    }

    /// Appends the record to `bytes`, and notes whether a claim in force supersedes it.
    pub(super) fn copy(&self, bytes: &mut Vec<u8>, is_superseded: bool) {
        let from = bytes.len();
        bytes.extend(self.bytes);
        bytes[from + SUPERSEDED] = u8::from(is_superseded);
    }

    /// The place of a field, for faults.
    pub(super) fn place(&self, field: &str) -> Place {
        place(self.position, self.id).field(field)
    }
}

fn place(position: u64, id: &str) -> Place {
    Place::record(List::Claims, usize::try_from(position).unwrap_or(usize::MAX), id)
}

/// The position of every declared record by its id, and the distinct counts met so far.
pub(super) struct Names<'d> {
    events: HashMap<&'d str, u32>,
    groups: HashMap<&'d str, u32>,
    sources: HashMap<&'d str, u32>,
    parties: HashMap<&'d str, u32>,
    counts: HashMap<Box<str>, u32>,
    table: Vec<Count>,
    declared: &'d Dossier,
}

impl<'d> Names<'d> {
    pub(super) fn of(declared: &'d Dossier) -> Names<'d> {
        fn by_id<'d, T>(records: &'d [T], id: impl Fn(&'d T) -> &'d str) -> HashMap<&'d str, u32> {
            records.iter().map(id).zip(0..).collect()
        }
        Names {
            events: by_id(declared.events(), |event| event.id().as_str()),
            groups: by_id(declared.groups(), |group| group.id().as_str()),
            sources: by_id(declared.sources(), |source| source.id().as_str()),
            parties: by_id(declared.parties(), |party| party.id().as_str()),
            counts: HashMap::new(),
            table: Vec::new(),
            declared,
        }
    }

    pub(super) fn declared(&self) -> &'d Dossier {
        self.declared
    }

    /// The positions of the records that a claim names. An id that is not declared goes to `faults`.
    fn places(
        &self,
        of: &Record<'_>,
        [event, group, source, perpetrator]: [&str; 4],
        faults: &mut Vec<Fault>,
    ) -> Option<Places> {
        let mut known = |list, field, by_id: &HashMap<&str, u32>, text: &str| {
            let found = by_id.get(text).copied();
            if found.is_none() {
                let kind = FaultKind::UnknownId { list, found: text.to_owned() };
                faults.push(Fault::new(of.place(field), kind));
            }
            found
        };
        let event = known(List::Events, "event", &self.events, event);
        let group = known(List::Groups, "group", &self.groups, group);
        let source = known(List::Sources, "source", &self.sources, source);
        let perpetrator = match perpetrator {
            "" => Some(None),
            text => known(List::Parties, "perpetrator", &self.parties, text).map(Some),
        };
        Some(Places { event: event?, group: group?, source: source?, perpetrator: perpetrator? })
    }

    /// Faults for the last texts of a claim's fields, its relays, that are the source itself.
    fn relays(&self, of: &Record<'_>, fields: &mut Fields<'_>, source: u32, faults: &mut Vec<Fault>) {
        let source = &self.declared.sources()[source as usize];
        for (relay, text) in std::iter::from_fn(|| fields.text()).enumerate() {
            if text == source.id().as_str() || text == source.name() {
                let kind = FaultKind::RelayedByItself { found: text.to_owned() };
                faults.push(Fault::new(of.place("relayed_by").index(relay), kind));
            }
        }
    }

    fn count(&mut self, text: &str) -> Option<u32> {
        if let Some(&known) = self.counts.get(text) {
            return Some(known);
        }
        let number = u32::try_from(self.table.len()).ok()?;
        self.table.push(text.parse().ok()?);
        self.counts.insert(text.into(), number);
        Some(number)
    }
}

/// The positions of the declared records that one claim names.
struct Places {
    event: u32,
    group: u32,
    source: u32,
    perpetrator: Option<u32>,
}

/// Claims as columns, each with its position in what was read and its id.
#[derive(Default)]
pub(super) struct Rows<'b> {
    pub(super) records: Vec<Record<'b>>,
    pub(super) event: Vec<u32>,
    group: Vec<u32>,
    outcome: Vec<Outcome>,
    source: Vec<u32>,
    count: Vec<u32>,
    as_of: Vec<Moment>,
    published: Vec<Option<Moment>>,
    since: Vec<Option<Moment>>,
    retracted: Vec<Option<Moment>>,
    basis: Vec<Option<Basis>>,
    interest: Vec<Option<Interest>>,
    perpetrator: Vec<Option<u32>>,
    credibility: Vec<Option<Credibility>>,
    correction: Vec<bool>,
    superseded: Vec<bool>,
}

impl<'b> Rows<'b> {
    /// These records, without those that name something that is not declared. `None` if something else
    /// wrote one.
    pub(super) fn of(records: impl IntoIterator<Item = Record<'b>>, names: &mut Names<'_>) -> Option<Rows<'b>> {
        let mut rows = Rows::default();
        for record in records {
            rows.push(record, names, &mut Vec::new())?;
        }
        Some(rows)
    }

    /// Adds a record whose ids are all declared. Ids that are not go to `faults`, and the record is
    /// left out. `None` if something else wrote the record.
    pub(super) fn push(&mut self, record: Record<'b>, names: &mut Names<'_>, faults: &mut Vec<Fault>) -> Option<()> {
        let mut fields = Fields(&record.bytes[HEAD + 16..]);
        let as_of = Moment::from_unix(fields.seconds()?)?;
        let [published, since, retracted] =
            [fields.seconds()?, fields.seconds()?, fields.seconds()?].map(Moment::from_unix);
        let outcome = *Outcome::ALL.get(usize::from(fields.byte()?))?;
        let basis = Basis::ALL.get(usize::from(fields.byte()?)).copied();
        let interest = Interest::ALL.get(usize::from(fields.byte()?)).copied();
        let credibility = Credibility::from_number(u64::from(fields.byte()?));
        let correction = fields.byte()? != 0;
        fields.text()?;
        let ids = [fields.text()?, fields.text()?, fields.text()?, fields.text()?];
        let of = names.places(&record, ids, faults);
        let count = names.count(fields.text()?)?;
        let Some(Places { event, group, source, perpetrator }) = of else { return Some(()) };
        names.relays(&record, &mut fields, source, faults);
        self.records.push(record);
        self.event.push(event);
        self.group.push(group);
        self.outcome.push(outcome);
        self.source.push(source);
        self.count.push(count);
        self.as_of.push(as_of);
        self.published.push(published);
        self.since.push(since);
        self.retracted.push(retracted);
        self.basis.push(basis);
        self.interest.push(interest);
        self.perpetrator.push(perpetrator);
        self.credibility.push(credibility);
        self.correction.push(correction);
        self.superseded.push(record.bytes[SUPERSEDED] != 0);
        Some(())
    }

    pub(super) fn columns<'r>(&'r self, names: &'r Names<'_>) -> Columns<'r> {
        Columns {
            event: &self.event,
            group: &self.group,
            outcome: &self.outcome,
            source: &self.source,
            counts: &names.table,
            count: &self.count,
            as_of: &self.as_of,
            published: &self.published,
            since: &self.since,
            retracted: &self.retracted,
            basis: &self.basis,
            interest: &self.interest,
            perpetrator: &self.perpetrator,
            credibility: &self.credibility,
            correction: &self.correction,
            supersedes: &[],
            superseded: &self.superseded,
        }
    }

    /// The id of a row, which is not empty because it was one before.
    pub(super) fn id(&self, row: u32) -> ClaimId {
        ClaimId::written(self.records[row as usize].id)
    }

    /// A fault of a row, at the place of its claim.
    pub(super) fn fault(&self, fault: &Fault) -> Fault {
        let record = fault.place().position().and_then(|row| self.records.get(row));
        let place = record.map_or_else(
            || fault.place().clone(),
            |record| Place {
                field: fault.place().field.clone(),
                index: fault.place().index,
                ..place(record.position, record.id)
            },
        );
        Fault::new(place, fault.kind().clone())
    }
}
