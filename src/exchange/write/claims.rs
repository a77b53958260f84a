//! Claims as plain CSV.

use std::io::{self, Write};

use super::super::imported::Imported;
use super::super::published::{Published, Role};
use super::{LeftOut, Lost, Record, Sheet};
use crate::record::claim::Claim;
use crate::record::quantity::Quantity;
use crate::record::source::SourceKind;

/// The columns, in the order in which they are written.
const COLUMNS: [&str; 24] = [
    "id",
    "event",
    "group",
    "outcome",
    "count",
    "source",
    "relayed_by",
    "as_of",
    "since",
    "published",
    "retracted",
    "supersedes",
    "basis",
    "interest",
    "perpetrator",
    "credibility",
    "anonymous",
    "correction",
    "quote",
    "url",
    "low",
    "best",
    "high",
    "role",
];

/// Claims as plain CSV, in the columns that [`Format::Csv`](super::super::Format::Csv) reads: the
/// fields of a claim, and beside it what was published of the same quantity. What was published
/// and not claimed is a row without a count.
#[derive(Debug)]
pub struct ClaimTable<W: Write> {
    sheet: Sheet<W>,
}

impl<W: Write> ClaimTable<W> {
    /// Onto `writer`, which should be buffered.
    pub fn new(writer: W) -> ClaimTable<W> {
        ClaimTable { sheet: Sheet::new(writer) }
    }

    /// The same, cells that a spreadsheet would run written as they are: `=1+1`, not `'=1+1`.
    pub fn as_they_are(mut self) -> ClaimTable<W> {
        self.sheet.is_safe = false;
        self
    }

    /// The claims of the row and what it published; and what had no place. Of its parties, sources,
    /// groups and events the table has the ids alone.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn imported(&mut self, row: &Imported) -> io::Result<&[LeftOut]> {
        self.sheet.left_out.clear();
        self.sheet.begin(&COLUMNS)?;
        // What was published stands beside the first claim of its quantity that has none yet.
        let mut beside = vec![false; row.published.len()];
        for claim in &row.claims {
            let quantities = row.published.iter().zip(&beside);
            let at = quantities
                .enumerate()
                .find(|(_, (published, taken))| !**taken && *published.quantity() == claim.quantity());
            let at = at.map(|(at, _)| at);
            if let Some(at) = at {
                beside[at] = true;
            }
            self.write(claim, at.map(|at| &row.published[at]))?;
        }
        for (published, _) in row.published.iter().zip(&beside).filter(|(_, is_beside)| !**is_beside) {
            self.write_published(published)?;
        }
        declared(row, &mut self.sheet.left_out);
        Ok(&self.sheet.left_out)
    }

    /// A claim; and what had no place.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn claim(&mut self, claim: &Claim) -> io::Result<&[LeftOut]> {
        self.sheet.left_out.clear();
        self.sheet.begin(&COLUMNS)?;
        self.write(claim, None)?;
        Ok(&self.sheet.left_out)
    }

    /// Flushes the writer, after the header if there was no row.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn finish(mut self) -> io::Result<W> {
        self.sheet.begin(&COLUMNS)?;
        self.sheet.finish()
    }

    fn write(&mut self, claim: &Claim, published: Option<&Published>) -> io::Result<()> {
        let sheet = &mut self.sheet;
        sheet.text(claim.id().as_str());
        sheet.text(claim.event().as_str());
        sheet.text(claim.group().as_str());
        sheet.text(claim.outcome().as_str());
        sheet.text(claim.count().as_str());
        sheet.text(claim.source().as_str());
        list(sheet, claim, claim.relayed_by());
        sheet.moment(Some(claim.as_of()));
        sheet.moment(claim.since());
        sheet.moment(claim.published());
        sheet.moment(claim.retracted());
        list(sheet, claim, claim.supersedes().map(crate::ClaimId::as_str));
        sheet.maybe(claim.basis().map(crate::Basis::as_str));
        sheet.maybe(claim.interest().map(crate::Interest::as_str));
        sheet.maybe(claim.perpetrator().map(crate::PartyId::as_str));
        sheet.maybe(claim.credibility().map(crate::Credibility::as_str));
        sheet.text(if claim.is_anonymous() { "true" } else { "" });
        sheet.text(if claim.is_correction() { "true" } else { "" });
        sheet.maybe(claim.quote());
        sheet.maybe(claim.url());
        figures(sheet, published)
    }

    fn write_published(&mut self, published: &Published) -> io::Result<()> {
        let (sheet, quantity) = (&mut self.sheet, published.quantity());
        sheet.text("");
        sheet.text(quantity.event().as_str());
        sheet.text(quantity.group().as_str());
        sheet.text(quantity.outcome().as_str());
        sheet.blank(COLUMNS.len() - 4 - 4);
        figures(sheet, Some(published))
    }
}

/// The records of the row that say more than an id.
fn declared(row: &Imported, left_out: &mut Vec<LeftOut>) {
    for party in row.parties.iter().chain(&row.named.parties) {
        let is_bare = party.opposes.is_empty() && party.allies.is_empty() && *party.name == *party.id.as_str();
        left_out.extend((!is_bare).then(|| LeftOut::declared(Record::Party(party.id.clone()))));
    }
    for source in row.sources.iter().chain(&row.named.sources) {
        let is_bare = source.kind == SourceKind::Other
            && (source.party.is_none() && source.basis.is_none() && source.reliability.is_none())
            && *source.name == *source.id.as_str();
        left_out.extend((!is_bare).then(|| LeftOut::declared(Record::Source(source.id.clone()))));
    }
    for group in row.groups.iter().chain(&row.named.groups) {
        let is_bare = group.part_of.is_none()
            && (group.party.is_none() && group.status.is_none() && !group.exhaustive)
            && *group.name == *group.id.as_str();
        left_out.extend((!is_bare).then(|| LeftOut::declared(Record::Group(group.id.clone()))));
    }
    for event in row.events.iter().chain(&row.named.events) {
        let is_bare = event.start.is_none()
            && (event.end.is_none() && event.settled.is_none() && event.place.is_none())
            && (event.part_of.is_none() && event.perpetrator.is_none() && !event.exhaustive)
            && *event.name == *event.id.as_str();
        left_out.extend((!is_bare).then(|| LeftOut::declared(Record::Event(event.id.clone()))));
    }
}

fn figures<W: Write>(sheet: &mut Sheet<W>, published: Option<&Published>) -> io::Result<()> {
    sheet.number(published.and_then(Published::low));
    sheet.number(published.and_then(Published::best));
    sheet.number(published.and_then(Published::high));
    let role = published.map(Published::role).filter(|&role| role != Role::Reported);
    sheet.maybe(role.map(Role::as_str));
    sheet.end()
}

fn list<'c, W: Write>(sheet: &mut Sheet<W>, claim: &Claim, items: impl Iterator<Item = &'c str>) {
    let mut joined = String::new();
    for item in items {
        if item.contains(';') {
            let quantity = Quantity::new(claim.event().clone(), claim.group().clone(), claim.outcome());
            sheet.left_out.push(LeftOut::new(&quantity, Lost::Separator(item.into())));
        }
        if !joined.is_empty() {
            joined.push_str("; ");
        }
        joined.push_str(item);
    }
    sheet.text(&joined);
}
