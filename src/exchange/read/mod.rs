//! The tables that are read, one file a format.

mod acled;
mod airwars;
mod claims;
mod gtd;
mod hxl;
mod ibc;
mod ucdp;

use super::cell::{Cells, Header};
use super::fault::RowFault;
use super::imported::Imported;
use super::names::{Names, Recorder, is_name};
use super::published::{Flag, FlagKind, Published, is_ordered};
use super::rows::Format;
use crate::record::claim::{Claim, Relays};
use crate::record::id::{EventId, SourceId};
use crate::record::moment::Moment;
use crate::said::count::Count;

pub(crate) use claims::COLUMNS as CLAIM_COLUMNS;
pub(crate) use hxl::{BREAKDOWN as HXL_BREAKDOWN, HASHTAGS_AMONG, OUTCOMES as HXL_OUTCOMES, is_hashtags};
pub(crate) use ucdp::{Part, Side};

/// A format whose columns have been found.
pub(crate) trait Shape: Send {
    /// What a row says; what is wrong with it goes to the faults of its cells.
    fn row(&mut self, cells: &mut Cells<'_>, names: &mut Names, out: &mut Imported);

    /// The first year of the century that all of the format's dates are of, if they are.
    fn century(&self) -> Option<i32> {
        None
    }
}

/// Finds a format's columns; none if any it needs is missing.
pub(crate) fn open(
    format: Format,
    header: &mut Header,
    flags: &mut Vec<Flag>,
    faults: &mut Vec<RowFault>,
) -> Option<Box<dyn Shape>> {
    match format {
        Format::Ucdp => ucdp::open(header, faults),
        Format::Acled => acled::open(header, faults),
        Format::Ibc => ibc::open(header, faults),
        Format::Airwars => airwars::open(header, faults),
        Format::Gtd => gtd::open(header, faults),
        Format::Hxl => hxl::open(header, faults),
        Format::Csv => claims::open(header, flags, faults),
        Format::JsonLines => None,
    }
}

/// Who says what a row says, and as of when.
struct Statement<'a> {
    event: &'a EventId,
    source: &'a SourceId,
    /// Who printed it, and is the source where no other is named.
    recorder: Recorder,
    /// The outlets that carried it, with `;` between.
    relays: &'a str,
    as_of: Moment,
    published: Option<Moment>,
}

impl Statement<'_> {
    /// Keeps what is published and claims what it amounts to, if anything.
    fn state(&self, out: &mut Imported, names: &mut Names, published: Published) {
        if let Some(count) = names.count(&published) {
            out.claims.push(self.claim(names, &published, count));
        }
        self.keep(out, published);
    }

    /// Keeps what is published and claims nothing.
    #[expect(clippy::unused_self, reason = "the counterpart of `state`")]
    fn keep(&self, out: &mut Imported, published: Published) {
        if !published.is_empty() {
            out.published.push(published);
        }
    }

    fn claim(&self, names: &mut Names, published: &Published, count: Count) -> Claim {
        let quantity = published.quantity();
        let (group, outcome) = (quantity.group(), quantity.outcome());
        let role = if published.role() == super::Role::Reported { "" } else { published.role().as_str() };
        let between = if role.is_empty() { "" } else { "/" };
        let id = names.claim_id(&[self.event.as_str(), "/", group.as_str(), "/", outcome.as_str(), between, role]);
        let said = (self.event.clone(), group.clone(), outcome);
        let mut claim = Claim::new(id, said, count, self.source.clone(), self.as_of);
        claim.published = self.published;
        let called = if self.source.as_str() == self.recorder.id { self.recorder.name } else { "" };
        let is_source = |relay: &str| relay == self.source.as_str() || relay == called;
        claim.relayed_by = names.relays(self.relays, outlets);
        if claim.relayed_by.iter().any(|relay| is_source(relay)) {
            claim.relayed_by = claim.relayed_by.iter().filter(|relay| !is_source(relay)).cloned().collect();
        }
        claim
    }
}

/// Those named in a list, with `;` between, each once. Of a list longer than any newsroom's, each is
/// looked for among the first ones.
fn outlets(list: &str) -> Relays {
    let mut outlets = Relays::default();
    for outlet in list.split(';').map(str::trim_ascii).filter(|outlet| is_name(outlet)) {
        if !outlets.iter().take(32).any(|other| **other == *outlet) {
            outlets.add(outlet.into());
        }
    }
    outlets
}

/// Notes figures that are out of order, at the column of the highest.
fn flag_disorder(cells: &Cells<'_>, out: &mut Imported, column: usize, published: &Published) {
    let (low, best, high) = (published.low(), published.best(), published.high());
    if !is_ordered(low, best, high) {
        let kind = FlagKind::NotOrdered { low, best, high };
        out.flags.push(Flag::new(cells.row.line_of(column), column as u64 + 1, kind));
    }
}

/// The days from the earlier to the later; the other way round in the table is noted.
fn span(
    cells: &Cells<'_>,
    out: &mut Imported,
    end_column: usize,
    start: chrono::NaiveDate,
    end: chrono::NaiveDate,
) -> Option<(Moment, Moment)> {
    if end < start {
        out.flags.push(Flag::new(cells.row.line_of(end_column), end_column as u64 + 1, FlagKind::EndBeforeStart));
    }
    Some((Moment::end_of(start.min(end))?, Moment::end_of(start.max(end))?))
}

/// The texts that are there, with commas between, each once, in the room of `joined`.
fn join<'j>(joined: &'j mut String, texts: &[Option<&str>]) -> Option<&'j str> {
    joined.clear();
    for (at, text) in texts.iter().enumerate() {
        let Some(text) = text else { continue };
        if texts[..at].contains(&Some(*text)) {
            continue;
        }
        if !joined.is_empty() {
            joined.push_str(", ");
        }
        joined.push_str(text);
    }
    (!joined.is_empty()).then_some(joined.as_str())
}
