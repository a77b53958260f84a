//! Claims as plain CSV.

use std::io::{self, Write};

use super::super::imported::Imported;
use super::super::published::{Published, Role};
use super::super::read::CLAIM_COLUMNS;
use super::{LeftOut, Lost, Record, Sheet};
use crate::record::claim::Claim;
use crate::record::quantity::Quantity;
use crate::record::source::SourceKind;

/// Claims as plain CSV, in the columns that [`Format::Csv`](super::super::Format::Csv) reads: the
/// fields of a claim, and beside it what was published of the same quantity. What was published
/// and not claimed is a row without a count.
#[derive(Debug)]
pub struct ClaimTable<W> {
    sheet: Sheet<W>,
    /// Of what was published: whether it stands beside a claim.
    beside: Vec<bool>,
}

impl<W: Write> ClaimTable<W> {
    /// Onto `writer`, which should be buffered.
    pub fn new(writer: W) -> ClaimTable<W> {
        ClaimTable { sheet: Sheet::new(writer), beside: Vec::new() }
    }

    /// Onto `writer`, behind the rows of another such table: without the header.
    pub fn continuing(writer: W) -> ClaimTable<W> {
        ClaimTable { sheet: Sheet::continuing(writer), beside: Vec::new() }
    }

    /// The claims of the row and what it published; and what had no place. Of its parties, sources,
    /// groups and events the table has the ids alone.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn imported(&mut self, row: &Imported) -> io::Result<&[LeftOut]> {
        self.sheet.left_out.clear();
        self.sheet.begin(&CLAIM_COLUMNS)?;
        // What was published stands beside the first claim of its quantity that has none yet.
        self.beside.clear();
        self.beside.resize(row.published.len(), false);
        for claim in &row.claims {
            let quantities = row.published.iter().zip(&self.beside);
            let at =
                quantities.enumerate().find(|(_, (published, taken))| !**taken && is_of(published.quantity(), claim));
            let at = at.map(|(at, _)| at);
            if let Some(at) = at {
                self.beside[at] = true;
            }
            self.write(claim, at.map(|at| &row.published[at]))?;
        }
        for at in 0..row.published.len() {
            if !self.beside[at] {
                self.write_published(&row.published[at])?;
            }
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
        self.sheet.begin(&CLAIM_COLUMNS)?;
        self.write(claim, None)?;
        Ok(&self.sheet.left_out)
    }

    /// Flushes the writer, after the header if there was no row.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn finish(mut self) -> io::Result<W> {
        self.sheet.begin(&CLAIM_COLUMNS)?;
        self.sheet.finish()
    }

    fn write(&mut self, claim: &Claim, published: Option<&Published>) -> io::Result<()> {
        let sheet = &mut self.sheet;
        sheet.text(claim.id().as_str());
        sheet.text(claim.event().as_str());
        sheet.text(claim.group().as_str());
        sheet.word(claim.outcome().as_str());
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
        sheet.text(if claim.is_correction() { "true" } else { "" });
        sheet.text(if claim.is_anonymous() { "true" } else { "" });
        sheet.maybe(claim.quote());
        sheet.maybe(claim.url());
        figures(sheet, published)
    }

    fn write_published(&mut self, published: &Published) -> io::Result<()> {
        let (sheet, quantity) = (&mut self.sheet, published.quantity());
        sheet.text("");
        sheet.text(quantity.event().as_str());
        sheet.text(quantity.group().as_str());
        sheet.word(quantity.outcome().as_str());
        sheet.blank(CLAIM_COLUMNS.len() - 4 - 4);
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

fn is_of(quantity: &Quantity, claim: &Claim) -> bool {
    // Of one row, the ids are mostly the very same texts.
    let same = |a: &str, b: &str| std::ptr::eq(a, b) || a == b;
    quantity.outcome() == claim.outcome()
        && same(quantity.group().as_str(), claim.group().as_str())
        && same(quantity.event().as_str(), claim.event().as_str())
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
    let mut items = items.peekable();
    if items.peek().is_none() {
        return sheet.blank(1);
    }
    let mut joined = std::mem::take(&mut sheet.scratch);
    joined.clear();
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
    sheet.scratch = joined;
}
