//! Statements on a stock, a count that rises and falls.

use std::ops::Range;

use super::statement::{Fate, Statement};
use crate::record::interest::Interest;

const DAY: i64 = 86_400;

/// A statement on a stock that is older than this at the moment of the question does not count.
pub(crate) const STALE: i64 = 366 * DAY;

/// Two statements of a stock, or two figures of a flow, that are more than 31 days apart are not
/// compared.
pub(crate) const ONE_TIME: i64 = 31 * DAY;

/// Decides the fates of one voice's statements as of `t`. They must be in order and all out of
/// time. Keeps those of one time that share a count, back to the newest figure that is not a boast.
/// Returns the range of those that are in time.
pub(super) fn decide(statements: &mut [Statement], t: i64) -> Range<usize> {
    let range = of_one_time(statements, t);
    let mut shared = None;
    let mut back_to = i64::MIN;
    for statement in statements[range.clone()].iter_mut().rev() {
        if statement.moment < back_to {
            statement.fate = Fate::Older;
            continue;
        }
        let meeting = shared.map_or(Some(statement.said), |shared| statement.said.meet(shared));
        let Some(meeting) = meeting else {
            statement.fate = Fate::Withdrawn;
            continue;
        };
        statement.fate = Fate::Kept;
        shared = Some(meeting);
        if back_to == i64::MIN && statement.interest != Interest::Maximise && statement.figure.is_some() {
            back_to = statement.moment;
        }
    }
    range
}

/// The statements not later than `t`, not stale, and not much older than the newest of these.
fn of_one_time(statements: &[Statement], t: i64) -> Range<usize> {
    let by = statements.partition_point(|s| s.moment <= t);
    let stale = t.saturating_sub(STALE);
    let newest = statements[..by].last().map_or(stale, |s| s.moment);
    let oldest = stale.max(newest.saturating_sub(ONE_TIME));
    statements[..by].partition_point(|s| s.moment < oldest)..by
}
