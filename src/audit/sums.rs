//! Rules on one voice's counts of parts and of their whole: judged voice by voice, so that what
//! others count hides nothing.

use std::collections::BTreeMap;

use super::evidence::{Evidence, HedgeKind, beyond_slack, is_round, named, weigh};
use super::grounds::Grounds;
use super::rule::Severity;
use crate::dossier::index::{SpeakerIndex, position};
use crate::record::id::SourceId;
use crate::record::outcome::Course;
use crate::record::quantity::Tree;
use crate::said::interval::Interval;
use crate::voice::{Fate, Statement};

pub(super) fn audit(evidence: &Evidence<'_>) {
    let mut spoken: BTreeMap<SpeakerIndex, BTreeMap<u32, &[Statement]>> = BTreeMap::new();
    for (quantity, fold) in evidence.folds.iter().enumerate() {
        for (speaker, statements) in fold.by_speaker() {
            spoken.entry(speaker).or_default().insert(position(quantity), statements);
        }
    }
    for (&speaker, said) in spoken.iter().filter(|(_, said)| said.len() > 1) {
        for &tree in Tree::ALL {
            Breakdown { evidence, speaker, tree, said }.audit();
        }
    }
}

/// What one voice says of parts and wholes along one tree.
struct Breakdown<'c, 'a> {
    evidence: &'c Evidence<'a>,
    speaker: SpeakerIndex,
    tree: Tree,
    /// Its statements on each quantity that it speaks of.
    said: &'c BTreeMap<u32, &'c [Statement]>,
}

/// One statement, in the order of evaluation: by moment, parts before wholes.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    moment: i64,
    role: InSum,
    value: u64,
    claim: u32,
}

#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum InSum {
    Part(u32),
    Whole,
}

/// What is added up.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Bound {
    /// The lows of the parts, against a high of the whole. For a flow, a low holds from its moment on.
    Low,
    /// The highs of the parts, against a low of the whole. For a flow, a high holds up to its moment.
    High,
}

impl Bound {
    /// What a statement on a part adds. A body count has no high.
    fn of_part(self, s: &Statement) -> Option<u64> {
        match self {
            Bound::Low => Some(s.said.low()).filter(|&low| low > 0),
            Bound::High => s.said.high().get().filter(|_| s.since.is_none() && !s.documented),
        }
    }

    fn of_whole(self, s: &Statement) -> Option<u64> {
        match self {
            _ if s.since.is_some() => None,
            Bound::Low => s.said.high().get(),
            Bound::High => Some(s.said.low()),
        }
    }
}

/// The tightest bounds of the parts so far, each with its claim, and their sum.
#[derive(Default)]
struct Parts {
    bounds: BTreeMap<u32, (u64, u32)>,
    sum: u128,
}

impl Parts {
    fn take(&mut self, part: u32, entry: &Entry, bound: Bound) {
        let known = self.bounds.get(&part).map(|&(value, _)| value);
        let is_tighter = |known: u64| if bound == Bound::Low { entry.value >= known } else { entry.value < known };
        if known.is_none_or(is_tighter) {
            self.bounds.insert(part, (entry.value, entry.claim));
            self.sum = self.sum + u128::from(entry.value) - u128::from(known.unwrap_or(0));
        }
    }

    fn sum(&self) -> u64 {
        u64::try_from(self.sum).unwrap_or(u64::MAX)
    }

    fn claims(&self) -> Vec<u32> {
        self.bounds.values().map(|&(_, claim)| claim).collect()
    }
}

impl Breakdown<'_, '_> {
    fn audit(&self) {
        let nearest = |&part: &u32| Some((self.nearest(part)?, part));
        let mut pairs: Vec<(u32, u32)> = self.said.keys().filter_map(nearest).collect();
        pairs.sort_unstable();
        for of_whole in pairs.chunk_by(|one, other| one.0 == other.0) {
            let (whole, parts) = (of_whole[0].0, of_whole.iter().map(|&(_, part)| part).collect::<Vec<u32>>());
            self.exceeding(whole, &parts);
            self.sharing(whole, &parts);
            self.falling_short(whole, &parts);
        }
    }

    /// The nearest whole that the voice speaks of. Wholes in between are skipped, so parts of one
    /// such whole do not overlap.
    fn nearest(&self, part: u32) -> Option<u32> {
        let above = |&quantity: &u32| self.evidence.whole(quantity, self.tree);
        std::iter::successors(above(&part), above).find(|whole| self.said.contains_key(whole))
    }

    /// Goes through the voice's statements in time, for highs backwards, and shows what is known of
    /// the parts whenever there are statements on the whole. A stock's counts hold at their moment
    /// alone.
    fn weigh(&self, whole: u32, parts: &[u32], bound: Bound, mut weigh: impl FnMut(&Parts, &[Entry])) {
        let is_stock = self.evidence.index.node(whole).outcome.course() == Course::Stock;
        let mut entries: Vec<Entry> = Vec::new();
        let mut enter = |quantity: u32, role: InSum, value: &dyn Fn(&Statement) -> Option<u64>| {
            for s in self.said[&quantity].iter().filter(|s| s.fate == Fate::Kept) {
                let at = self.evidence.claim(s.claim).moment().unix();
                let moment = if bound == Bound::Low { at } else { -at };
                entries.extend(value(s).map(|value| Entry { moment, role, value, claim: s.claim }));
            }
        };
        enter(whole, InSum::Whole, &|s| bound.of_whole(s));
        for &part in parts {
            enter(part, InSum::Part(part), &|s| bound.of_part(s));
        }
        entries.sort_unstable();
        let mut known = Parts::default();
        for at in entries.chunk_by(|one, other| one.moment == other.moment) {
            if is_stock {
                known = Parts::default();
            }
            let (of_parts, of_whole) = at.split_at(at.partition_point(|entry| entry.role != InSum::Whole));
            for entry in of_parts {
                if let InSum::Part(part) = entry.role {
                    known.take(part, entry, bound);
                }
            }
            if !of_whole.is_empty() {
                weigh(&known, of_whole);
            }
        }
    }

    /// Reports parts that come to more than their whole.
    fn exceeding(&self, whole: u32, parts: &[u32]) {
        self.weigh(whole, parts, Bound::Low, |known, wholes| {
            let limit = wholes[0].value;
            if known.sum() <= limit {
                return;
            }
            let most = known.bounds.values().map(|&(low, _)| low).max().unwrap_or(0);
            let alone = known.bounds.values().find(|&&(low, _)| low == most && most > limit);
            let (parts, sum) = alone.map_or_else(|| (known.claims(), known.sum()), |&(low, claim)| (vec![claim], low));
            let wholes: Vec<u32> = wholes.iter().filter(|entry| entry.value == limit).map(|e| e.claim).collect();
            let beyond = beyond_slack(Interval::at_most(limit), Interval::at_least(sum));
            let severity = self.severity(Severity::Error, &[&parts[..], &wholes[..]].concat(), beyond);
            let (parts, wholes) = (self.evidence.cite_all(parts), self.evidence.cite_all(wholes));
            let (voice, tree) = (self.evidence.voice(self.speaker), self.tree);
            self.evidence.find(severity, Grounds::Exceeds { voice, tree, parts, sum, wholes, limit });
        });
    }

    /// Reports parts that are declared to be all and come to less than their whole, where they fall
    /// short by most.
    fn falling_short(&self, whole: u32, direct: &[u32]) {
        let (index, tree) = (self.evidence.index, self.tree);
        let mut parts = Vec::new();
        // A stock has no parts in the index.
        let direct: Vec<u32> =
            direct.iter().copied().filter(|&part| self.evidence.whole(part, tree) == Some(whole)).collect();
        let below = match index.node(whole).outcome.course() {
            Course::Flow => index.parts(whole, tree),
            Course::Stock => &direct,
        };
        if self.cover(below, index.declared_parts(whole, tree), &mut parts).is_none() {
            return;
        }
        let mut widest: Option<(u64, u32)> = None;
        self.weigh(whole, &parts, Bound::High, |known, wholes| {
            let Entry { value, claim, .. } = wholes[wholes.len() - 1];
            let by = value.saturating_sub(known.sum());
            if known.bounds.len() == parts.len()
                && widest.is_none_or(|(most, _)| by > most)
                && beyond_slack(Interval::at_most(known.sum()), Interval::at_least(value))
            {
                widest = Some((by, claim));
            }
        });
        let Some((by, of_whole)) = widest else { return };
        self.weigh(whole, &parts, Bound::High, |known, wholes| {
            if wholes.iter().any(|entry| entry.claim == of_whole) {
                let (claims, sum) = (known.claims(), known.sum());
                let severity = self.severity(Severity::Warning, &[&claims[..], &[of_whole]].concat(), true);
                let (parts, whole) = (self.evidence.cite_all(claims), self.evidence.cite(of_whole));
                let voice = self.evidence.voice(self.speaker);
                self.evidence.find(severity, Grounds::FallShort { voice, tree, parts, sum, whole, by });
            }
        });
    }

    /// The parts, if they are all that are declared; for a part that the voice does not speak of,
    /// all the parts of that. The first gap ends it, so that it costs no more than the voice says.
    fn cover(&self, parts: &[u32], declared: Option<u32>, found: &mut Vec<u32>) -> Option<()> {
        if parts.is_empty() || declared != Some(position(parts.len())) {
            return None;
        }
        let index = self.evidence.index;
        for &part in parts {
            if self.said.contains_key(&part) {
                found.push(part);
            } else {
                self.cover(index.parts(part, self.tree), index.declared_parts(part, self.tree), found)?;
            }
        }
        Some(())
    }

    fn severity(&self, grave: Severity, claims: &[u32], beyond: bool) -> Severity {
        weigh(grave, self.evidence.of_one_source(claims), beyond)
    }

    fn telling(&self, quantity: u32) -> Vec<Telling<'_>> {
        let mut told: Vec<Telling<'_>> = self.said[&quantity]
            .iter()
            .filter(|s| s.since.is_none())
            .filter_map(|s| {
                let claim = self.evidence.claim(s.claim);
                let (number, hedge) = named(claim.count().said())?;
                let from = self.evidence.thresholds.shared_from;
                let tells = hedge != HedgeKind::AtMost && number >= from && !is_round(number);
                let moment = claim.moment().unix();
                tells.then(|| Telling { source: claim.source(), number, moment, claim: s.claim })
            })
            .collect();
        told.sort_unstable();
        told
    }

    /// Reports such a number that one source gave both for a part and for its whole, a few days
    /// apart: for each number, the two nearest claims.
    fn sharing(&self, whole: u32, parts: &[u32]) {
        let of_whole = self.telling(whole);
        let within = u64::from(self.evidence.thresholds.shared_within) * 86_400;
        for &part in parts.iter().filter(|_| !of_whole.is_empty()) {
            let of_part = self.telling(part);
            for told in of_part.chunk_by(|one, other| (one.source, one.number) == (other.source, other.number)) {
                let nearest = told.iter().filter_map(|said| {
                    let at = of_whole.partition_point(|other| other < said);
                    let near = of_whole[at.saturating_sub(1)..].iter().take(2);
                    let same = near.filter(|other| (other.source, other.number) == (said.source, said.number));
                    same.map(|other| (other.moment.abs_diff(said.moment), said.claim, other.claim)).min()
                });
                if let Some((apart, part, whole)) = nearest.min().filter(|&(apart, ..)| apart <= within) {
                    let (part, whole) = (self.evidence.cite(part), self.evidence.cite(whole));
                    let (number, days) = (told[0].number, apart / 86_400);
                    self.evidence.find(Severity::Notice, Grounds::SameScope { number, part, whole, days });
                }
            }
        }
    }
}

/// A number that one source gave and that is too exact to repeat by chance.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Telling<'a> {
    source: &'a SourceId,
    number: u64,
    moment: i64,
    claim: u32,
}
