//! Tolls as UCDP columns.

use std::io::{self, Write};

use super::super::imported::Imported;
use super::super::published::{Published, Role};
use super::super::read::{Part, Side};
use super::{LeftOut, Lost, Sheet, figures_of, lost_of_an_estimate};
use crate::dossier::Dossier;
use crate::reckon::estimate::Estimate;
use crate::record::claim::Claim;
use crate::record::event::Event;
use crate::record::group::{Group, Status};
use crate::record::id::{EventId, GroupId, PartyId};
use crate::record::outcome::Outcome;
use crate::record::party::Party;

const COLUMNS: [&str; 20] = [
    "id",
    "year",
    "type_of_violence",
    "conflict_name",
    "dyad_name",
    "side_a",
    "side_b",
    "source_office",
    "source_date",
    "source_original",
    "where_coordinates",
    "date_start",
    "date_end",
    Side::ALL[0].column(),
    Side::ALL[1].column(),
    Side::ALL[2].column(),
    Side::ALL[3].column(),
    "best",
    "high",
    "low",
];

/// Tolls as UCDP columns: an event a row, what of its columns the crate has a word for, in their
/// order. Blank is absence.
///
/// | column | from |
/// |---|---|
/// | `best`, `high`, `low` | the killed of the group of all: as published, or as estimated |
/// | `deaths_a` … `deaths_unknown` | the best of the groups that the reader made; of an estimate also of the two parties' and of civilians |
/// | `side_a`, `side_b`, `dyad_name` | the group that the reader made; of an estimate also the two parties, in the order of their ids |
/// | `conflict_name`, `where_coordinates`, `date_start`, `date_end` | the event: its whole, place, start, end |
/// | `source_original`, `source_office`, `source_date` | the source, relays and publication of the row's first claim |
///
/// What was published of a UCDP table goes out as it came in, also where it is out of order.
#[derive(Debug)]
pub struct UcdpTable<W> {
    sheet: Sheet<W>,
}

/// One row.
#[derive(Default)]
struct Row<'a> {
    event: Option<&'a Event>,
    conflict: Option<&'a str>,
    sides: Option<(&'a str, &'a str)>,
    claim: Option<&'a Claim>,
    deaths: [Option<u64>; 4],
    total: Option<Published>,
    /// Whether civilians alone are written as the total where there is no other: so tables of
    /// civilian harm go out.
    is_of_harm: bool,
}

/// Which of an event's groups go into which columns.
struct Columns<'d> {
    total: Option<&'d Group>,
    civilians: Option<&'d GroupId>,
    /// The parties' groups, in the order of the parties' ids: two at most.
    sides: Vec<(&'d PartyId, &'d GroupId)>,
}

impl<'d> Columns<'d> {
    fn of<'g>(dossier: &'d Dossier, groups: impl Iterator<Item = &'g GroupId>) -> Columns<'d> {
        let groups: Vec<&Group> = groups.filter_map(|group| dossier.group(group)).collect();
        let roots = || groups.iter().copied().filter(|group| group.part_of().is_none());
        let made = groups.iter().copied().find(|group| Part::of(group.id()) == Part::Total);
        let total = made.or_else(|| roots().next().filter(|_| roots().count() == 1));
        let candidates: Vec<&Group> = match total {
            Some(total) => groups.iter().copied().filter(|group| group.part_of() == Some(total.id())).collect(),
            None => roots().collect(),
        };
        let is_civilian = |group: &&&Group| group.status() == Some(Status::Civilian);
        let civilians = candidates.iter().find(is_civilian).map(|group| group.id());
        let of_parties = candidates.iter().filter(|group| !is_civilian(group));
        let mut sides: Vec<_> = of_parties.filter_map(|group| Some((group.party()?, group.id()))).collect();
        sides.sort_unstable();
        let is_one_each = sides.len() <= 2 && sides.windows(2).all(|two| two[0].0 != two[1].0);
        if !is_one_each {
            sides.clear();
        }
        Columns { total, civilians, sides }
    }

    fn part(&self, group: &GroupId) -> Part {
        if self.total.is_some_and(|total| total.id() == group) {
            return Part::Total;
        }
        match Part::of(group) {
            // As the reader names them, though not here.
            Part::Total => Part::Other,
            Part::Other if self.civilians == Some(group) => Part::Side(Side::Civilians),
            Part::Other => match self.sides.iter().position(|(_, side)| *side == group) {
                Some(0) => Part::Side(Side::A),
                Some(_) => Part::Side(Side::B),
                None => Part::Other,
            },
            part @ Part::Side(_) => part,
        }
    }

    /// The names of the sides.
    fn sides<'a>(&self, dossier: &'a Dossier, figures: &'a [Published]) -> Option<(&'a str, &'a str)> {
        let made = figures.iter().find_map(|figures| Part::sides(figures.quantity().group()));
        let name = |at: usize| self.sides.get(at).and_then(|(party, _)| dossier.party(party)).map(Party::name);
        made.or_else(|| Some((name(0)?, name(1).unwrap_or_default())))
    }
}

impl<W: Write> UcdpTable<W> {
    /// Onto `writer`, which should be buffered.
    pub fn new(writer: W) -> UcdpTable<W> {
        UcdpTable { sheet: Sheet::new(writer) }
    }

    /// Onto `writer`, behind the rows of another such table: without the header.
    pub fn continuing(writer: W) -> UcdpTable<W> {
        UcdpTable { sheet: Sheet::continuing(writer) }
    }

    /// What the row published, its event a row; and what had no place.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn imported(&mut self, row: &Imported) -> io::Result<&[LeftOut]> {
        self.sheet.left_out.clear();
        let mut rest = &row.published[..];
        while let Some(first) = rest.first() {
            let event = first.quantity().event();
            let end = rest.iter().position(|published| published.quantity().event() != event);
            let (these, others) = rest.split_at(end.unwrap_or(rest.len()));
            rest = others;
            let claim = row.claims.iter().find(|claim| claim.event() == event);
            let declared = row.events.iter().chain(&row.named.events).find(|declared| declared.id() == event);
            let sides = these.iter().find_map(|published| Part::sides(published.quantity().group()));
            let conflict = declared.and_then(|event| Some(event.part_of()?.as_str()));
            let row = Row { event: declared, conflict, sides, claim, is_of_harm: true, ..Row::default() };
            self.put(event, row, these, Part::of)?;
        }
        Ok(&self.sheet.left_out)
    }

    /// The estimates of a dossier, an event a row; and what had no place.
    ///
    /// The group of all is the one of the event's groups that is part of no other; of several
    /// such none is, for they may overlap, and `best`, `high` and `low` are blank. Its parts of one
    /// party, or those several such groups, fill the columns of the sides if they are of one
    /// or two parties, a group each; a part that is civilian fills the civilians'. Other groups
    /// have no place.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn estimates(&mut self, dossier: &Dossier, estimates: &[Estimate]) -> io::Result<&[LeftOut]> {
        self.sheet.left_out.clear();
        let mut rest = estimates;
        while let Some(first) = rest.first() {
            let event = first.quantity().event();
            let end = rest.iter().position(|estimate| estimate.quantity().event() != event);
            let (these, others) = rest.split_at(end.unwrap_or(rest.len()));
            rest = others;
            let figures: Vec<Published> = these.iter().map(figures_of).collect();
            let killed = || these.iter().filter(|estimate| estimate.quantity().outcome() == Outcome::Killed);
            for estimate in killed() {
                self.sheet.left_out.push(LeftOut::new(estimate.quantity(), Lost::AsOf(estimate.as_of())));
                lost_of_an_estimate(estimate, &mut self.sheet.left_out);
            }
            let columns = Columns::of(dossier, killed().map(|estimate| estimate.quantity().group()));
            if let Some(total) = columns.total.filter(|total| total.party().is_some() || total.status().is_some()) {
                let of_total = killed().find(|estimate| estimate.quantity().group() == total.id());
                let lost = of_total.map(|of| LeftOut::new(of.quantity(), Lost::TotalOf(total.id().clone())));
                self.sheet.left_out.extend(lost);
            }
            let declared = dossier.event(event);
            let whole = declared.and_then(Event::part_of).and_then(|whole| dossier.event(whole));
            let row = Row {
                event: declared,
                conflict: whole.map(Event::name),
                sides: columns.sides(dossier, &figures),
                ..Row::default()
            };
            self.put(event, row, &figures, |group| columns.part(group))?;
        }
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

    /// Sorts the figures into the columns and writes the row, if there is anything in it.
    fn put(
        &mut self,
        event: &EventId,
        mut row: Row<'_>,
        figures: &[Published],
        part: impl Fn(&GroupId) -> Part,
    ) -> io::Result<()> {
        let mut range_of_civilians = None;
        let mut is_filled = false;
        for published in figures {
            let quantity = published.quantity();
            let lost = match part(quantity.group()) {
                _ if quantity.outcome() != Outcome::Killed => Lost::Outcome,
                _ if published.role() != Role::Reported => Lost::Role(published.role()),
                Part::Total if row.total.is_none() => {
                    row.total = Some(published.clone());
                    is_filled = true;
                    continue;
                }
                Part::Side(side) if row.deaths[side as usize].is_none() => {
                    row.deaths[side as usize] = published.best();
                    is_filled = true;
                    match published.low() {
                        // Not those of a UCDP table, which has a total of its own or none.
                        _ if side == Side::Civilians && Part::sides(quantity.group()).is_none() => {
                            range_of_civilians = Some(published);
                        }
                        Some(low) => {
                            let what = Lost::Range(low, published.high());
                            self.sheet.left_out.push(LeftOut::new(quantity, what));
                        }
                        None => {}
                    }
                    continue;
                }
                _ => Lost::Group(quantity.group().clone()),
            };
            self.sheet.left_out.push(LeftOut::new(quantity, lost));
        }
        match (&row.total, range_of_civilians) {
            (None, Some(civilians)) if row.is_of_harm => {
                let group = civilians.quantity().group().clone();
                self.sheet.left_out.push(LeftOut::new(civilians.quantity(), Lost::TotalOf(group)));
                row.total = Some(civilians.clone());
            }
            (_, Some(civilians)) => {
                if let Some(low) = civilians.low() {
                    self.sheet.left_out.push(LeftOut::new(civilians.quantity(), Lost::Range(low, civilians.high())));
                }
            }
            (_, None) => {}
        }
        if is_filled { self.write(event, &row) } else { Ok(()) }
    }

    fn write(&mut self, event: &EventId, row: &Row<'_>) -> io::Result<()> {
        self.sheet.begin(&COLUMNS)?;
        let sheet = &mut self.sheet;
        sheet.text(event.as_str().strip_prefix("ucdp:").unwrap_or(event.as_str()));
        match row.event.and_then(Event::start) {
            Some(start) => sheet.text(std::str::from_utf8(&start.date_text()[..4]).unwrap_or_default()),
            None => sheet.blank(1),
        }
        sheet.text(if row.event.is_some_and(|event| event.perpetrator().is_some()) { "3" } else { "" });
        sheet.maybe(row.conflict.map(|name| name.strip_prefix("ucdp conflict:").unwrap_or(name)));
        match row.sides {
            Some((a, b)) => {
                let mut dyad = std::mem::take(&mut sheet.scratch);
                dyad.clear();
                dyad.extend([a, if b.is_empty() { "" } else { " - " }, b]);
                sheet.text(&dyad);
                sheet.scratch = dyad;
                sheet.text(a);
                sheet.text(b);
            }
            None => sheet.blank(3),
        }
        match row.claim {
            Some(claim) => {
                let mut relays = claim.relayed_by();
                if let (first, None) = (relays.next(), relays.next()) {
                    sheet.maybe(first);
                } else {
                    let mut joined = std::mem::take(&mut sheet.scratch);
                    joined.clear();
                    for relay in claim.relayed_by() {
                        joined.push_str(if joined.is_empty() { "" } else { ";" });
                        joined.push_str(relay);
                    }
                    sheet.text(&joined);
                    sheet.scratch = joined;
                }
                sheet.day(claim.published());
                sheet.text(Some(claim.source().as_str()).filter(|id| *id != "ucdp").unwrap_or_default());
            }
            None => sheet.blank(3),
        }
        sheet.maybe(row.event.and_then(Event::place));
        sheet.day(row.event.and_then(Event::start));
        sheet.day(row.event.and_then(Event::end));
        row.deaths.iter().for_each(|&deaths| sheet.number(deaths));
        let total = row.total.as_ref();
        for figure in [total.and_then(Published::best), total.and_then(Published::high), total.and_then(Published::low)]
        {
            sheet.number(figure);
        }
        sheet.end()
    }
}
