//! Tolls as HXL-tagged CSV.

use std::io::{self, Write};

use super::super::imported::Imported;
use super::super::published::{Published, Role};
use super::super::read::HXL_OUTCOMES;
use super::{LeftOut, Lost, Sheet, figures_of, lost_of_an_estimate};
use crate::dossier::Dossier;
use crate::estimate::Estimate;
use crate::event::Event;
use crate::moment::Moment;
use crate::outcome::Outcome;

const FIXED: [(&str, &str); 9] = [
    ("Event", "#event+code"),
    ("Event name", "#event+name"),
    ("Place", "#loc+name"),
    ("Start", "#date+start"),
    ("End", "#date+end"),
    ("As of", "#date+reported"),
    ("Group", "#group+name"),
    ("Source", "#meta+source"),
    ("Role", "#meta+role"),
];

/// The outcomes that have columns.
const OUTCOMES: [Outcome; 6] = [
    Outcome::Killed,
    Outcome::Wounded,
    Outcome::Abducted,
    Outcome::Displaced,
    Outcome::Missing,
    Outcome::Detained,
];

/// Tolls as HXL-tagged CSV: a row of headers, a row of hashtags, and a row for each group of an
/// event.
///
/// Under `#affected+killed` (and `+injured`, `+abducted`, `+displaced`, `+missing`, `+detained`)
/// stands the best, under the same with `+min` and `+max` the low and the high. Every cell
/// there is a number or blank: HXL's validators take nothing else, so there is no "unknown" and no
/// "or more". `+min`, `+max`, `+missing` and `+detained` are attributes of one's own, which HXL
/// 1.1 allows; so is `#meta+role`, which tells what was `conceded` or `allocated`.
#[derive(Debug)]
pub struct HxlTable<W: Write> {
    sheet: Sheet<W>,
    begun: bool,
    left_out: Vec<LeftOut>,
}

/// What all figures of one row have in common.
#[derive(Copy, Clone)]
struct Row<'a> {
    event: Option<&'a Event>,
    as_of: Option<Moment>,
    source: Option<&'a str>,
}

impl<W: Write> HxlTable<W> {
    /// Onto `writer`, which need not be buffered.
    pub fn new(writer: W) -> HxlTable<W> {
        HxlTable { sheet: Sheet::new(writer), begun: false, left_out: Vec::new() }
    }

    /// What the row published, a row for each group and role; and what had no place.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn imported(&mut self, row: &Imported) -> io::Result<Vec<LeftOut>> {
        let mut rest = &row.published[..];
        while let Some(first) = rest.first() {
            let others = rest.iter().position(|other| !of_one_row(first, other));
            let (these, those) = rest.split_at(others.unwrap_or(rest.len()));
            rest = those;
            let quantity = first.quantity();
            let claim = row.claims.iter().find(|claim| {
                claim.event() == quantity.event() && claim.group() == quantity.group()
            });
            let known = row.events.iter().chain(&row.named.events).find(|event| event.id() == quantity.event());
            let source = claim.map(|claim| claim.source().as_str());
            self.put(Row { event: known, as_of: claim.map(crate::Claim::as_of), source }, these)?;
        }
        Ok(std::mem::take(&mut self.left_out))
    }

    /// The estimates of a dossier, a row for each group of an event; and what had no place.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn estimates(&mut self, dossier: &Dossier, estimates: &[Estimate]) -> io::Result<Vec<LeftOut>> {
        let mut rest = estimates;
        while let Some(first) = rest.first() {
            let of = |estimate: &Estimate| (estimate.quantity().event().clone(), estimate.quantity().group().clone());
            let others =
                rest.iter().position(|other| of(other) != of(first) || other.as_of() != first.as_of());
            let (these, those) = rest.split_at(others.unwrap_or(rest.len()));
            rest = those;
            for estimate in these {
                lost_of_an_estimate(estimate, &mut self.left_out);
            }
            let figures: Vec<Published> = these.iter().map(figures_of).collect();
            let event = dossier.event(first.quantity().event());
            self.put(Row { event, as_of: Some(first.as_of()), source: None }, &figures)?;
        }
        Ok(std::mem::take(&mut self.left_out))
    }

    /// Writes what is held back, and the header if there was no row.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn finish(mut self) -> io::Result<W> {
        self.begin()?;
        self.sheet.finish()
    }

    fn begin(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        let mut names: Vec<String> = FIXED.iter().map(|(name, _)| (*name).to_owned()).collect();
        let mut tags: Vec<String> = FIXED.iter().map(|(_, tag)| (*tag).to_owned()).collect();
        for outcome in OUTCOMES {
            let attribute = HXL_OUTCOMES.iter().find(|(_, other)| *other == outcome).map_or("", |(name, _)| name);
            names.extend(["best", "low", "high"].map(|end| format!("{outcome} ({end})")));
            tags.extend(["", "+min", "+max"].map(|end| format!("#affected+{attribute}{end}")));
        }
        self.sheet.row(names.iter().map(String::as_str))?;
        self.sheet.row(tags.iter().map(String::as_str))
    }

    fn put(&mut self, row: Row<'_>, figures: &[Published]) -> io::Result<()> {
        for figure in figures {
            if !OUTCOMES.contains(&figure.quantity().outcome()) {
                self.left_out.push(LeftOut::new(figure.quantity(), Lost::Outcome));
            }
        }
        let Some(first) = figures.iter().find(|figure| OUTCOMES.contains(&figure.quantity().outcome())) else {
            return Ok(());
        };
        self.begin()?;
        let (sheet, quantity) = (&mut self.sheet, first.quantity());
        let id = quantity.event().as_str();
        sheet.text(id.strip_prefix("hxl:").unwrap_or(id))?;
        sheet.maybe(row.event.map(Event::name))?;
        sheet.maybe(row.event.and_then(Event::place))?;
        sheet.day(row.event.and_then(Event::start))?;
        sheet.day(row.event.and_then(Event::end))?;
        sheet.moment(row.as_of)?;
        sheet.text(quantity.group().as_str())?;
        sheet.maybe(row.source)?;
        sheet.text(if first.role() == Role::Reported { "" } else { first.role().as_str() })?;
        for outcome in OUTCOMES {
            let figure = figures.iter().find(|figure| figure.quantity().outcome() == outcome);
            sheet.number(figure.and_then(Published::best))?;
            sheet.number(figure.and_then(Published::low))?;
            sheet.number(figure.and_then(Published::high))?;
        }
        sheet.end()
    }
}

/// Figures of one event, group and role share a row, an outcome once.
fn of_one_row(first: &Published, other: &Published) -> bool {
    let (a, b) = (first.quantity(), other.quantity());
    let same = a.event() == b.event() && a.group() == b.group() && first.role() == other.role();
    same && (std::ptr::eq(first, other) || a.outcome() != b.outcome())
}
