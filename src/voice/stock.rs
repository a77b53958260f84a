//! What a voice says of a count that rises and falls.

use std::ops::Range;

use super::statement::{Fate, Statement};
use crate::interest::Interest;

const DAY: i64 = 86_400;

/// Older than this before the moment asked about, a statement says nothing of it.
const STALE: i64 = 366 * DAY;

/// Two statements more than 31 days apart are not compared: of a stock, nor two figures of a flow.
pub(crate) const ONE_TIME: i64 = 31 * DAY;

/// Decides the fate of one voice's statements, in their order, as of `t`: those of one time
/// that share a count, back to the newest figure that is no boast.
pub(crate) fn decide(statements: &mut [Statement], t: i64) {
    for statement in statements.iter_mut() {
        statement.fate = Fate::OutOfTime;
    }
    decide_of_one_time(statements, t);
}

/// The same where all are out of time yet; where those lie that are not.
pub(crate) fn decide_of_one_time(statements: &mut [Statement], t: i64) -> Range<usize> {
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

/// Those that are neither later than `t` nor stale by then, nor much older than the newest of them.
fn of_one_time(statements: &[Statement], t: i64) -> Range<usize> {
    let by = statements.partition_point(|s| s.moment <= t);
    let stale = t.saturating_sub(STALE);
    let newest = statements[..by].last().map_or(stale, |s| s.moment);
    let oldest = stale.max(newest.saturating_sub(ONE_TIME));
    statements[..by].partition_point(|s| s.moment < oldest)..by
}
