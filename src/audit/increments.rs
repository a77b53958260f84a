//! The rule on one voice's increments, which have to be what its own totals rose by.

use std::collections::BTreeMap;
use std::ops::Range;

use super::evidence::{Evidence, beyond_slack, weigh};
use super::grounds::Grounds;
use super::rule::Severity;
use crate::dossier::index::SpeakerIndex;
use crate::said::interval::{Ceiling, Interval};
use crate::voice::{Fate, Statement};

/// Reports increments in a voice's statements on a flow that cannot be what its totals rose by.
pub(super) fn audit(evidence: &Evidence<'_>, speaker: SpeakerIndex, statements: &[Statement]) {
    if !statements.iter().any(|s| s.since.is_some()) {
        return;
    }
    for Excess { from, to, rise, added, sum } in Spoken::of(statements).excess() {
        let claims: Vec<u32> = added.iter().chain(&from).chain([&to]).map(|s| s.claim).collect();
        let severity = weigh(Severity::Warning, evidence.of_one_source(&claims), true);
        let cite = |s: &Statement| evidence.cite(s.claim);
        let (voice, from, to) = (evidence.voice(speaker), from.map(cite), cite(to));
        let added = added.into_iter().map(cite).collect();
        evidence.find(severity, Grounds::Increments { voice, from, to, rise, added, sum });
    }
}

/// Two totals, the rise that they leave room for, and the increments between them.
struct Excess<'s> {
    /// None for the start, when the toll was 0.
    from: Option<&'s Statement>,
    to: &'s Statement,
    rise: Interval,
    added: Vec<&'s Statement>,
    sum: Interval,
}

impl<'s> Excess<'s> {
    /// None if the later total is below the earlier one: a toll that falls is another finding.
    fn of(from: Option<&'s Statement>, to: &'s Statement, added: Vec<&'s Statement>) -> Option<Excess<'s>> {
        let start = from.map_or(Interval::exactly(0), |from| from.said);
        let low = start.high().get().map_or(0, |high| to.said.low().saturating_sub(high));
        let rise = match to.said.high() {
            Ceiling::At(high) => Interval::new(low, high.checked_sub(start.low())?).ok()?,
            Ceiling::Unbounded => Interval::at_least(low),
        };
        let sum = added.iter().fold(Interval::exactly(0), |sum, s| sum.sum(s.said));
        Some(Excess { from, to, rise, added, sum })
    }

    fn is_too_much(&self) -> bool {
        self.rise.high() < Ceiling::At(self.sum.low()) && beyond_slack(self.rise, self.sum)
    }

    fn is_too_little(&self) -> bool {
        self.sum.high() < Ceiling::At(self.rise.low()) && beyond_slack(self.rise, self.sum)
    }
}

/// A voice's totals and increments through time; for each moment or window, the last one said.
struct Spoken<'s> {
    totals: Vec<(i64, &'s Statement)>,
    /// By end, then by start.
    windows: Vec<((i64, i64), &'s Statement)>,
}

impl<'s> Spoken<'s> {
    fn of(statements: &'s [Statement]) -> Spoken<'s> {
        let (mut totals, mut windows) = (BTreeMap::new(), BTreeMap::new());
        for s in statements.iter().filter(|s| s.fate != Fate::Empty) {
            match s.since {
                None => totals.insert(s.moment, s),
                Some(since) => windows.insert((s.moment, since), s),
            };
        }
        Spoken { totals: totals.into_iter().collect(), windows: windows.into_iter().collect() }
    }

    /// Single increments first; then, between two totals without such, the increments together.
    fn excess(&self) -> Vec<Excess<'s>> {
        let mut found = Vec::new();
        let mut is_found = vec![false; self.windows.len()];
        for (at, &((end, start), s)) in self.windows.iter().enumerate() {
            let excess = self.around(start, end, s).or_else(|| self.within(start, end, s));
            is_found[at] = excess.is_some();
            found.extend(excess);
        }
        let mut from = 0;
        for pair in self.totals.windows(2) {
            from += self.windows[from..].partition_point(|&((moment, _), _)| moment <= pair[0].0);
            let to = from + self.windows[from..].partition_point(|&((moment, _), _)| moment <= pair[1].0);
            if is_found[from..to].iter().all(|&found| !found) {
                found.extend(self.together(pair[0], pair[1], from..to));
            }
            from = to;
        }
        found
    }

    /// An increment of more than the totals around it leave room for.
    fn around(&self, start: i64, end: i64, s: &'s Statement) -> Option<Excess<'s>> {
        let before = self.totals.partition_point(|&(moment, _)| moment <= start);
        let from = before.checked_sub(1).map(|at| self.totals[at].1);
        let to = self.totals.get(self.totals.partition_point(|&(moment, _)| moment < end))?.1;
        Excess::of(from, to, vec![s]).filter(Excess::is_too_much)
    }

    /// An increment of less than the totals within its time rose by.
    fn within(&self, start: i64, end: i64, s: &'s Statement) -> Option<Excess<'s>> {
        let (at, from) = *self.totals.get(self.totals.partition_point(|&(moment, _)| moment < start))?;
        let until = self.totals.partition_point(|&(moment, _)| moment <= end).checked_sub(1)?;
        let (last, to) = self.totals[until];
        let excess = (at < last).then(|| Excess::of(Some(from), to, vec![s])).flatten();
        excess.filter(Excess::is_too_little)
    }

    /// Increments between two totals that do not overlap and together are too much; or too little,
    /// if they leave no time out.
    fn together(
        &self,
        (start, from): (i64, &'s Statement),
        (end, to): (i64, &'s Statement),
        within: Range<usize>,
    ) -> Option<Excess<'s>> {
        let (mut added, mut until, mut covers) = (Vec::new(), start, true);
        for &((moment, since), s) in &self.windows[within] {
            if since >= until {
                covers &= since == until;
                until = moment;
                added.push(s);
            }
        }
        let excess = Excess::of(Some(from), to, added).filter(|excess| excess.added.len() > 1)?;
        (excess.is_too_much() || (covers && until == end && excess.is_too_little())).then_some(excess)
    }
}
