//! The statements of all events as rows in a fixed order, the input of the sweeps.

use std::collections::BTreeMap;

use super::copying::{Kin, kin};
use super::stake::Stake;
use super::statement::{Statement, Testimony};
use crate::record::source::SourceKind;

/// Every statement as one row. Rows are sorted by the name of the event, then by publication, then by
/// voice.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    pub(super) all: Vec<Row>,
    /// The index of the first row of each event, and at the end the number of rows.
    pub(super) events: Vec<usize>,
    pub(super) sources: Vec<SourceRow>,
    pub(super) cells: Vec<CellRow>,
}

/// One statement.
#[derive(Copy, Clone, Debug)]
pub(super) struct Row {
    pub(super) y: f64,
    /// The variance of the number's own interval.
    pub(super) width: f64,
    pub(super) source: usize,
    pub(super) wording: usize,
    pub(super) lag: usize,
    pub(super) kin: Kin,
}

/// One speaker with one stake.
#[derive(Clone, Debug)]
pub(super) struct SourceRow {
    pub(super) name: String,
    pub(super) cell: usize,
}

/// One kind of source with one stake.
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
        // Sorted by name, not by first source.
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

/// The kind of each speaker with each stake: the most frequent kind among its statements; on a tie,
/// the first in the order of [`SourceKind`].
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
