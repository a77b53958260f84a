//! What one voice says was added, against what its own totals rose by.

use std::collections::BTreeMap;

use super::corrections::not_taken_back;
use super::evidence::{Evidence, beyond_slack, weigh};
use super::grounds::Grounds;
use super::rule::Severity;
use crate::dossier::index::{SpeakerIndex, position};
use crate::record::outcome::Course;
use crate::said::interval::{Ceiling, Interval};
use crate::voice::{Fate, Statement};

pub(super) fn audit(evidence: &mut Evidence<'_>) {
    let mut found = Vec::new();
    for (quantity, fold) in evidence.folds.iter().enumerate() {
        if evidence.index.node(position(quantity)).outcome.course() == Course::Stock {
            continue;
        }
        for (speaker, statements) in fold.by_speaker() {
            if !statements.iter().any(|s| s.since.is_some()) {
                continue;
            }
            let statements = not_taken_back(statements);
            let excess = Spoken::of(&statements).excess();
            found.extend(excess.into_iter().filter_map(|excess| told(evidence, speaker, &excess)));
        }
    }
    for (severity, grounds) in found {
        evidence.find(severity, grounds);
    }
}

fn told(evidence: &Evidence<'_>, speaker: SpeakerIndex, excess: &Excess<'_>) -> Option<(Severity, Grounds)> {
    let Excess { from, to, rise, added, sum } = excess;
    if !beyond_slack(*rise, *sum) {
        return None;
    }
    let claims: Vec<u32> = added.iter().chain(from).chain([to]).map(|s| s.claim).collect();
    let severity = weigh(Severity::Warning, evidence.of_one_source(&claims), true);
    let added = added.iter().map(|s| evidence.cite(s.claim)).collect();
    let (voice, from) = (evidence.voice(speaker), from.map(|from| evidence.cite(from.claim)));
    let to = evidence.cite(to.claim);
    Some((severity, Grounds::Increments { voice, from, to, rise: *rise, added, sum: *sum }))
}

/// Increments that cannot be what two totals lie apart.
struct Excess<'s> {
    /// None if it is the beginning, when the toll was 0.
    from: Option<&'s Statement>,
    to: &'s Statement,
    rise: Interval,
    added: Vec<&'s Statement>,
    sum: Interval,
}

/// A voice's totals and increments through time, of each moment and window the last that was said.
struct Spoken<'s> {
    totals: Vec<(i64, &'s Statement)>,
    /// By end, then by beginning.
    windows: Vec<((i64, i64), &'s Statement)>,
}

impl<'s> Spoken<'s> {
    fn of(statements: &'s [Statement]) -> Spoken<'s> {
        let (mut totals, mut windows) = (BTreeMap::new(), BTreeMap::new());
        for s in statements.iter().filter(|s| s.fate != Fate::Empty) {
            match s.since {
                None => {
                    totals.insert(s.moment, s);
                }
                Some(since) => {
                    windows.insert((s.moment, since), s);
                }
            }
        }
        Spoken { totals: totals.into_iter().collect(), windows: windows.into_iter().collect() }
    }

    fn excess(&self) -> Vec<Excess<'s>> {
        let mut found = Vec::new();
        let mut is_found = vec![false; self.windows.len()];
        for (at, &((end, start), s)) in self.windows.iter().enumerate() {
            let excess = self.too_much(start, end, s).or_else(|| self.too_little(start, end, s));
            is_found[at] = excess.is_some();
            found.extend(excess);
        }
        let mut from = 0;
        for pair in self.totals.windows(2) {
            let ((start, first), (end, last)) = (pair[0], pair[1]);
            from += self.windows[from..].partition_point(|&((moment, _), _)| moment <= start);
            let to = from + self.windows[from..].partition_point(|&((moment, _), _)| moment <= end);
            if is_found[from..to].iter().all(|&found| !found) {
                found.extend(self.together((start, first), (end, last), from..to));
            }
            from = to;
        }
        found
    }

    /// More than the totals around the window leave room for.
    fn too_much(&self, start: i64, end: i64, s: &'s Statement) -> Option<Excess<'s>> {
        let before = self.totals.partition_point(|&(moment, _)| moment <= start);
        let from = before.checked_sub(1).map(|at| self.totals[at].1);
        let to = self.totals.get(self.totals.partition_point(|&(moment, _)| moment < end))?.1;
        let rise = rise(from, to).filter(|rise| rise.high() < Ceiling::At(s.said.low()))?;
        Some(Excess { from, to, rise, added: vec![s], sum: s.said })
    }

    /// Less than the totals within the window rose by.
    fn too_little(&self, start: i64, end: i64, s: &'s Statement) -> Option<Excess<'s>> {
        let (at, from) = *self.totals.get(self.totals.partition_point(|&(moment, _)| moment < start))?;
        let until = self.totals.partition_point(|&(moment, _)| moment <= end).checked_sub(1)?;
        let to = self.totals[until].1;
        let rise = (at < self.totals[until].0).then(|| rise(Some(from), to)).flatten()?;
        (s.said.high() < Ceiling::At(rise.low())).then(|| Excess {
            from: Some(from),
            to,
            rise,
            added: vec![s],
            sum: s.said,
        })
    }

    /// The increments between two totals, each of another time, that come to more than lies between
    /// them; or to less, if no time is left out.
    fn together(
        &self,
        (start, from): (i64, &'s Statement),
        (end, to): (i64, &'s Statement),
        within: std::ops::Range<usize>,
    ) -> Option<Excess<'s>> {
        let rise = rise(Some(from), to)?;
        let mut added = Vec::new();
        let (mut sum, mut until, mut covers) = (Interval::exactly(0), start, true);
        for &((moment, since), s) in &self.windows[within] {
            if since >= until {
                covers &= since == until;
                (until, sum) = (moment, sum.sum(s.said));
                added.push(s);
            }
        }
        let exceeds = rise.high() < Ceiling::At(sum.low());
        let falls_short = covers && until == end && sum.high() < Ceiling::At(rise.low());
        (added.len() > 1 && (exceeds || falls_short)).then_some(Excess { from: Some(from), to, rise, added, sum })
    }
}

/// By how much one total can be above an earlier one; none if it is below: a toll that falls is
/// another finding.
fn rise(from: Option<&Statement>, to: &Statement) -> Option<Interval> {
    let from = from.map_or(Interval::exactly(0), |from| from.said);
    let low = from.high().get().map_or(0, |high| to.said.low().saturating_sub(high));
    match to.said.high() {
        Ceiling::At(high) => Interval::new(low, high.checked_sub(from.low())?).ok(),
        Ceiling::Unbounded => Some(Interval::at_least(low)),
    }
}
