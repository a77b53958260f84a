//! What a voice says of a count that rises and falls.

use super::statement::{Fate, Statement};
use crate::interest::Interest;

const DAY: i64 = 86_400;

/// Older than this before the moment asked about, a statement says nothing of it.
const STALE: i64 = 366 * DAY;

/// Statements further apart than this are not of one time.
pub(crate) const ONE_TIME: i64 = 31 * DAY;

/// Decides the fate of one voice's statements, in their order, as of `t`: those of one time
/// that share a count, back to the newest figure that is no boast.
pub(crate) fn decide(statements: &mut [Statement], t: i64) {
    let in_reach = |s: &Statement| s.moment <= t && s.moment >= t.saturating_sub(STALE);
    let newest = statements.iter().filter(|s| in_reach(s)).map(|s| s.moment).max();
    let mut shared = None;
    let mut back_to = i64::MIN;
    for statement in statements.iter_mut().rev() {
        let of_one_time = newest.is_some_and(|newest| statement.moment >= newest.saturating_sub(ONE_TIME));
        if !in_reach(statement) || !of_one_time {
            statement.fate = Fate::OutOfTime;
            continue;
        }
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
}
