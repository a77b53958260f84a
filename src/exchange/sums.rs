//! What the rows of a table add up to, and the row that says so: the people of a total are counted already.

use super::bind::Bound;
use super::imported::Imported;
use super::published::{Flag, FlagKind, Published};
use super::row::Row;
use crate::record::id::GroupId;
use crate::record::outcome::Outcome;

/// The sums of the rows so far, for the first groups and outcomes.
#[derive(Debug, Default)]
pub(crate) struct Sums(Vec<(GroupId, Outcome, u64)>);

impl Sums {
    /// Adds the figures of a row. One that calls itself the total, and is that of the rows above, is flagged
    /// and not added.
    pub(crate) fn add(&mut self, bound: &Bound, row: &Row, out: &mut Imported) {
        const MOST: usize = 1 << 5;
        if bound.fields.words.is_empty() {
            return;
        }
        let is_sum = |of: &Published| of.best.is_some() && self.place(of).map(|at| self.0[at].2) == of.best;
        let called = bound.read.iter().find(|at| is_total(row.cell(**at))).copied();
        if let Some(at) = called.filter(|_| !out.published.is_empty() && out.published.iter().all(is_sum)) {
            out.flags.push(Flag::new(row.line_of(at), at as u64 + 1, FlagKind::Total));
            return;
        }
        for of in &out.published {
            let best = of.best.unwrap_or_default();
            match self.place(of) {
                Some(at) => self.0[at].2 = self.0[at].2.saturating_add(best),
                None if self.0.len() < MOST => self.0.push((of.quantity.group().clone(), of.quantity.outcome(), best)),
                None => {}
            }
        }
    }

    fn place(&self, of: &Published) -> Option<usize> {
        let (group, outcome) = (of.quantity.group(), of.quantity.outcome());
        self.0.iter().position(|(other, became, _)| other == group && *became == outcome)
    }
}

/// Whether a cell calls its row a total.
fn is_total(cell: &[u8]) -> bool {
    const TOTALS: [&str; 6] = ["total", "totals", "grand total", "overall", "total general", "sum"];
    TOTALS.iter().any(|total| total.as_bytes().eq_ignore_ascii_case(cell.trim_ascii()))
}
