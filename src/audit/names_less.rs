//! A voice whose newest number is below one that it said before, where both stand: "at least 42"
//! does not take back 89.

use std::cmp::Reverse;

use super::evidence::{Evidence, HedgeKind, beyond_slack, named, weigh};
use super::grounds::Grounds;
use super::rule::Severity;
use crate::dossier::index::position;
use crate::record::outcome::Course;
use crate::said::interval::Interval;
use crate::voice::{Fate, Statement};

pub(super) fn audit(evidence: &mut Evidence<'_>) {
    let mut found = Vec::new();
    for (quantity, fold) in evidence.folds.iter().enumerate() {
        if evidence.index.node(position(quantity)).outcome.course() == Course::Stock {
            continue;
        }
        for (speaker, statements) in fold.by_speaker().filter(|(_, statements)| statements.len() > 1) {
            if let Some(Lowered { earlier, later, by }) = lowered(evidence, statements) {
                let severity = weigh(Severity::Warning, evidence.of_one_source(&[earlier[0], later]), true);
                let voice = evidence.voice(speaker);
                let earlier = earlier.into_iter().map(|claim| evidence.cite(claim)).collect();
                found.push((severity, Grounds::NamesLess { voice, earlier, later: evidence.cite(later), by }));
            }
        }
    }
    for (severity, grounds) in found {
        evidence.find(severity, grounds);
    }
}

/// The newest word that names a number, and those that named more before, the highest first.
struct Lowered {
    earlier: Vec<u32>,
    later: u32,
    by: u64,
}

fn lowered(evidence: &Evidence<'_>, statements: &[Statement]) -> Option<Lowered> {
    let number = |s: &Statement| match named(evidence.claim(s.claim).count().said()) {
        Some((number, hedge)) if hedge != HedgeKind::AtMost => Some(number),
        _ => None,
    };
    // In the order in which they were said.
    let totals = statements.iter().filter(|s| s.fate == Fate::Kept && s.since.is_none());
    let told: Vec<(&Statement, u64)> = totals.filter_map(|s| Some((s, number(s)?))).collect();
    let (&(newest, least), before) = told.split_last()?;
    let is_above = |&&(s, number): &&(&Statement, u64)| {
        s.moment <= newest.moment && number > least && beyond_slack(Interval::exactly(number), Interval::exactly(least))
    };
    let mut above: Vec<(u64, u32)> = before.iter().filter(is_above).map(|&(s, number)| (number, s.claim)).collect();
    above.sort_unstable_by_key(|&(number, claim)| (Reverse(number), claim));
    let by = above.first()?.0 - least;
    Some(Lowered { earlier: above.into_iter().map(|(_, claim)| claim).collect(), later: newest.claim, by })
}
