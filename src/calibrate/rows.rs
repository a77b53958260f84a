//! The statements of all events as rows, in one order: what the sweeps go over.

use std::collections::BTreeMap;

use super::copying::{Kin, kin};
use super::stake::Stake;
use super::statement::{Statement, Testimony};
use crate::record::source::SourceKind;

/// Every statement as a row, the events one after the other in the order of their names, within
/// one by publication and voice.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    pub(super) all: Vec<Row>,
    /// Where each event's rows start, and after the last where they end.
    pub(super) events: Vec<usize>,
    pub(super) sources: Vec<SourceRow>,
    pub(super) cells: Vec<CellRow>,
}

/// One statement.
#[derive(Copy, Clone, Debug)]
pub(super) struct Row {
    pub(super) y: f64,
    /// The variance of its own width.
    pub(super) width: f64,
    pub(super) source: usize,
    pub(super) wording: usize,
    pub(super) lag: usize,
    pub(super) kin: Kin,
}

/// A speaker in one stake.
#[derive(Clone, Debug)]
pub(super) struct SourceRow {
    pub(super) name: String,
    pub(super) cell: usize,
}

/// A kind of source in one stake.
#[derive(Copy, Clone, Debug)]
pub(super) struct CellRow {
    pub(super) kind: SourceKind,
    pub(super) stake: Stake,
}

impl Rows {
    pub(super) fn of(events: &[Testimony]) -> Rows {
        let kinds = kinds(events);
        let mut cells: Vec<CellRow> = Vec::new();
        let mut cell_of: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for (&(_, stake), &kind) in &kinds {
            cell_of.entry((kind.as_str(), stake.as_str())).or_insert_with(|| {
                cells.push(CellRow { kind, stake });
                cells.len() - 1
            });
        }
        // In the order of their names, not of their first source.
        let order: Vec<usize> = cell_of.values().copied().collect();
        let cells: Vec<CellRow> = order.into_iter().map(|at| cells[at]).collect();
        for (place, cell) in cell_of.values_mut().enumerate() {
            *cell = place;
        }
        let mut source_of: BTreeMap<(&str, Stake), usize> = BTreeMap::new();
        let mut sources = Vec::with_capacity(kinds.len());
        for (&(name, stake), kind) in &kinds {
            source_of.insert((name, stake), sources.len());
            let cell = cell_of.get(&(kind.as_str(), stake.as_str())).copied().unwrap_or(0);
            sources.push(SourceRow { name: name.to_owned(), cell });
        }
        let mut rows = Vec::with_capacity(events.iter().map(|event| event.statements().len()).sum());
        let mut starts = vec![0];
        for event in events {
            let statements = event.statements();
            let source = |s: &Statement| source_of.get(&(s.voice(), s.stake())).copied().unwrap_or(0);
            rows.extend(statements.iter().zip(kin(statements)).map(|(statement, kin)| {
                let (y, width) = statement.told().reading();
                let (wording, lag) = (statement.told().wording().place(), statement.lag().place());
                Row { y, width, source: source(statement), wording, lag, kin }
            }));
            starts.push(rows.len());
        }
        Rows { all: rows, events: starts, sources, cells }
    }

    /// The rows of each event.
    pub(super) fn by_event(&self) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
        self.events.iter().zip(self.events.iter().skip(1)).map(|(&from, &to)| from..to)
    }
}

/// The kind of each speaker in each stake: that of most of its statements, of equals the first.
fn kinds(events: &[Testimony]) -> BTreeMap<(&str, Stake), SourceKind> {
    let mut counted: BTreeMap<(&str, Stake), BTreeMap<SourceKind, usize>> = BTreeMap::new();
    for statement in events.iter().flat_map(Testimony::statements) {
        let kinds = counted.entry((statement.voice(), statement.stake())).or_default();
        *kinds.entry(statement.kind()).or_default() += 1;
    }
    let most = |kinds: BTreeMap<SourceKind, usize>| {
        let best = kinds.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.map_or(SourceKind::Other, |(kind, _)| kind)
    };
    counted.into_iter().map(|(key, kinds)| (key, most(kinds))).collect()
}
