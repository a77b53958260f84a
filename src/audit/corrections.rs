//! What a voice took back by a correction: nothing is found wrong with that.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::voice::{Fate, Statement};

/// A voice's statements, in their order, without those that a later correction of the same source
/// took back.
pub(super) fn not_taken_back(statements: &[Statement]) -> Cow<'_, [Statement]> {
    let corrects = |s: &Statement| s.correction && s.since.is_none() && s.fate == Fate::Kept;
    if !statements.iter().any(corrects) {
        return Cow::Borrowed(statements);
    }
    // Of each source, the latest moment that a correction said since speaks of.
    let mut corrected: BTreeMap<u32, i64> = BTreeMap::new();
    let mut left = Vec::with_capacity(statements.len());
    for s in statements.iter().rev() {
        let is_taken_back = corrected.get(&s.source).is_some_and(|&until| s.moment <= until);
        if s.fate == Fate::Kept || !is_taken_back {
            left.push(s.clone());
        }
        if corrects(s) {
            let until = corrected.entry(s.source).or_insert(s.moment);
            *until = s.moment.max(*until);
        }
    }
    left.reverse();
    Cow::Owned(left)
}
