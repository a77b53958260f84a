//! Selects the statements of a flow's voice that are kept: the newest that can be true together, and
//! none that its own source has corrected.

use std::collections::BTreeMap;

use super::difference::{Constraint, Constraints};
use super::increments::Increments;
use super::statement::{Fate, Statement};
use super::totals::Totals;

/// Goes back from the newest statement, and keeps each that can be true, as it was said, together
/// with those kept so far. Returns the bounds if some are increments.
///
/// With totals alone, each statement takes logarithmic time. With increments, one that contradicts
/// the kept ones is compared with all of them, so `n` increments of which `k` are refused cost at
/// most k·(n − k): 4,000 that are nearly all refused take some 20 ms, 2,000 some 3 ms. The longest
/// public series of daily increments has 1,051 days.
pub(super) fn keep(statements: &mut [Statement]) -> Option<Increments> {
    let heard = statements.iter().filter(|s| s.fate != Fate::Empty).count();
    let has_increments = statements.iter().any(|s| s.since.is_some() && s.fate != Fate::Empty);
    let mut corrected = Corrected::default();
    if has_increments {
        let mut constraints = Constraints::new();
        for statement in statements.iter_mut().rev() {
            corrected.decide(statement, |s| constraints.admit(as_said(s)));
        }
        return Some(Increments::of(statements, &constraints));
    }
    if heard > 1 {
        let mut totals = Totals::new();
        for statement in statements.iter_mut().rev() {
            corrected.decide(statement, |s| totals.admit(s.moment, s.said));
        }
    }
    None
}

/// For each source, the newest moment of its kept corrections. The source has withdrawn what it
/// said of that moment and of earlier ones.
#[derive(Default)]
struct Corrected(BTreeMap<u32, i64>);

impl Corrected {
    fn decide(&mut self, statement: &mut Statement, admit: impl FnOnce(&Statement) -> bool) {
        if statement.fate == Fate::Empty {
            return;
        }
        let taken_back = self.0.get(&statement.source).is_some_and(|&by| statement.moment <= by);
        statement.fate = if !taken_back && admit(statement) { Fate::Kept } else { Fate::Withdrawn };
        if statement.correction && statement.fate == Fate::Kept {
            let by = self.0.entry(statement.source).or_insert(statement.moment);
            *by = statement.moment.max(*by);
        }
    }
}

fn as_said(statement: &Statement) -> Constraint {
    Constraint {
        since: statement.since,
        moment: statement.moment,
        low: Some(statement.said.low()),
        high: statement.said.high().get(),
    }
}
