//! What a voice has not taken back, and what its increments imply.

use std::collections::BTreeMap;

use super::statement::{Fate, Share, Statement};
use super::stretch::Stretches;
use super::toll::{Constraint, Course, Toll};
use super::totals::Totals;

/// How many steps a statement may cost the search of shortest paths before stretches are tried:
/// the search is quicker where all agrees, and takes the square of the statements where little does.
const PATIENCE: usize = 64;

/// The bounds of a voice that speaks of increments, at every moment.
#[derive(Clone, Debug)]
pub(super) struct Windows {
    /// The kept statements, by position.
    pub(super) kept: Vec<usize>,
    pub(super) all: Course,
    pub(super) neutral: Course,
    pub(super) firm: Course,
    pub(super) admitted: Course,
    pub(super) documented: Course,
    pub(super) others: Course,
}

/// Going back from the newest, keeps what can be true together, as it was said.
pub(super) fn keep(statements: &mut [Statement], windows: &mut Option<Box<Windows>>) {
    let heard = statements.iter().filter(|s| s.fate != Fate::Empty).count();
    let has_windows = statements.iter().any(|s| s.since.is_some() && s.fate != Fate::Empty);
    if has_windows {
        let toll = by_paths(statements, heard * PATIENCE)
            .or_else(|| by_stretches(statements))
            .or_else(|| by_paths(statements, usize::MAX));
        *windows = toll.map(|toll| Box::new(Windows::of(statements, &toll)));
    } else if heard > 1 {
        let (mut totals, mut corrected) = (Totals::new(), Corrected::default());
        for statement in statements.iter_mut().rev() {
            corrected.decide(statement, |s| totals.admit(s.moment, s.said));
        }
    }
}

/// By when each source has taken back what it said before: the newest moment of its kept
/// corrections.
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

/// By the search of shortest paths, if that takes no more steps.
fn by_paths(statements: &mut [Statement], steps: usize) -> Option<Toll> {
    let (mut toll, mut corrected) = (Toll::new(), Corrected::default());
    for statement in statements.iter_mut().rev() {
        corrected.decide(statement, |s| toll.admit(as_said(s)));
        if toll.steps() > steps {
            return None;
        }
    }
    Some(toll)
}

/// By stretches, if the increments do not overlap too much.
fn by_stretches(statements: &mut [Statement]) -> Option<Toll> {
    let mut stretches = Stretches::of(statements.iter().filter(|s| s.fate != Fate::Empty).map(as_said))?;
    let mut corrected = Corrected::default();
    for statement in statements.iter_mut().rev() {
        corrected.decide(statement, |s| stretches.admit(as_said(s)));
    }
    Some(Toll::meeting(stretches.least_toll()))
}

fn as_said(statement: &Statement) -> Constraint {
    Constraint {
        since: statement.since,
        moment: statement.moment,
        low: Some(statement.said.low()),
        high: statement.said.high().get(),
    }
}

impl Windows {
    fn of(statements: &[Statement], toll: &Toll) -> Windows {
        let kept: Vec<usize> = (0..statements.len()).filter(|&at| statements[at].fate == Fate::Kept).collect();
        let implied = |share: Share| {
            let of = |s: &Statement| {
                let counts = s.counts_in(share);
                let (low, high) = (s.floor().filter(|_| counts), s.ceiling().filter(|_| counts));
                Constraint { since: s.since, moment: s.moment, low, high }
            };
            toll.course(&kept.iter().map(|&at| of(&statements[at])).collect::<Vec<_>>())
        };
        let all = implied(Share::All);
        // Most voices are of one kind, so that a share is all of it or nothing.
        let course = |share: Share| match kept.iter().filter(|&&at| statements[at].counts_in(share)).count() {
            0 => Course::default(),
            counting if counting == kept.len() => all.clone(),
            _ => implied(share),
        };
        let neutral = course(Share::Neutral);
        let (firm, admitted, documented) = (course(Share::Firm), course(Share::Admitted), course(Share::Documented));
        let others = course(Share::Others);
        Windows { kept, all, neutral, firm, admitted, documented, others }
    }
}
