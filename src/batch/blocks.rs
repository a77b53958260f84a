//! Rows that are estimated together.
//!
//! Quantities depend on one another only if their events have a common root: parts and wholes, and
//! who accuses whom. So the rows are ordered by the root of their event and cut into blocks of
//! whole roots, and each block is estimated alone, so that memory stays small.

use super::answers::Table;
use super::columns::{Columns, at};
use crate::dossier::Dossier;
use crate::dossier::index::{Index, Key, position};
use crate::policy::Policy;
use crate::reckon::engine::Engine;
use crate::reckon::question::Question;
use crate::record::outcome::Outcome;
use crate::voice::standing::{Standing, alone, beside, standings};

/// The rows of a batch in the order of the roots of their events, and where the blocks end.
pub(super) struct Blocks {
    question: Question,
    rows: Vec<u32>,
    ends: Vec<usize>,
    /// Whether any known claim is of casualties.
    pub(super) casualties: bool,
    /// The rows that a row in force supersedes, in order.
    superseded: Vec<u32>,
}

impl Blocks {
    pub(super) fn of(index: &Index, columns: &Columns<'_>, question: Question, full: usize) -> Blocks {
        let roots = index.roots();
        let root = |row: u32| roots[columns.event[row as usize] as usize] as usize;
        let (rows, last) = by_root(columns.event.len(), roots.len(), root);
        let mut ends = Vec::new();
        let mut from = 0;
        for end in last {
            if end - from >= full.max(1) || (end == rows.len() && end > from) {
                ends.push(end);
                from = end;
            }
        }
        let standing = |row: u32| alone(&index.facts(row, columns.key(row), columns.row(row)), question.until());
        let of_casualties = |&row: &u32| columns.outcome[row as usize] == Outcome::Casualties;
        let casualties = (0..position(rows.len())).filter(of_casualties).any(|row| standing(row).is_known());
        let in_force = columns.supersedes.iter().filter(|&&(later, _)| standing(later) == Standing::Stands);
        let mut superseded: Vec<u32> = in_force.map(|&(_, earlier)| earlier).collect();
        superseded.sort_unstable();
        Blocks { question, rows, ends, casualties, superseded }
    }

    /// The rows of a block, if there are as many blocks.
    pub(super) fn rows(&self, block: usize) -> Option<&[u32]> {
        let end = *self.ends.get(block)?;
        let from = block.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some(&self.rows[from..end])
    }
}

/// The rows sorted by their roots and then by their numbers, and the end of each root's rows.
fn by_root(rows: usize, roots: usize, root: impl Fn(u32) -> usize) -> (Vec<u32>, Vec<usize>) {
    let mut ends = vec![0; roots];
    for row in 0..position(rows) {
        ends[root(row)] += 1;
    }
    let mut end = 0;
    for next in &mut ends {
        end += std::mem::replace(next, end);
    }
    let mut sorted = vec![0; rows];
    for row in 0..position(rows) {
        let place = &mut ends[root(row)];
        sorted[*place] = row;
        *place += 1;
    }
    (sorted, ends)
}

/// The estimation of one block after another.
pub(super) struct Block<'a> {
    declared: &'a Dossier,
    columns: &'a Columns<'a>,
    blocks: &'a Blocks,
    policy: &'a dyn Policy,
    index: Index,
    keys: Vec<Key>,
}

impl<'a> Block<'a> {
    pub(super) fn new(
        declared: &'a Dossier,
        columns: &'a Columns<'a>,
        blocks: &'a Blocks,
        policy: &'a dyn Policy,
    ) -> Block<'a> {
        Block { declared, columns, blocks, policy, index: declared.index().without_claims(), keys: Vec::new() }
    }

    /// The answers of the quantities of these rows.
    pub(super) fn reconcile(&mut self, rows: &[u32]) -> Table {
        let Block { declared, columns, blocks, policy, index, keys } = self;
        keys.clear();
        keys.extend(rows.iter().map(|&row| columns.key(row)));
        index.take_claims(keys, blocks.casualties, |at| columns.row(rows[at as usize]));
        let mut standings = standings(index, blocks.question.until());
        if !blocks.superseded.is_empty() || !columns.superseded.is_empty() {
            for (standing, facts) in standings.iter_mut().zip(&index.statements) {
                let row = rows[facts.claim as usize];
                if at(columns.superseded, row as usize) || blocks.superseded.binary_search(&row).is_ok() {
                    *standing = beside(*standing, Standing::Stands);
                }
            }
        }
        let mut engine = Engine::over(declared, index, standings, blocks.question, Box::new(&**policy));
        engine.bring_into_play(blocks.casualties);
        let mut table = Table::with_capacity(index.quantities.len());
        engine.answers(|_, answer| table.push(answer, rows));
        table
    }
}
