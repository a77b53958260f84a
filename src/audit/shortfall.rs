//! A voice's own parts that are declared to be all, and add up to less than its own whole. Judged
//! voice by voice: another's count of one part fills no gap in these.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::evidence::{Evidence, beyond_slack, weigh};
use super::grounds::Grounds;
use super::rule::Severity;
use crate::dossier::index::{SpeakerIndex, position};
use crate::record::outcome::Course;
use crate::record::quantity::Tree;
use crate::said::interval::Interval;
use crate::voice::{Fate, Statement};

pub(super) fn audit(evidence: &mut Evidence<'_>) {
    let mut found = Vec::new();
    for &tree in Tree::ALL {
        let declared = Declared::along(evidence, tree);
        if declared.parts.is_empty() {
            continue;
        }
        for &whole in declared.parts.keys() {
            for &(speaker, statements) in &declared.voices[whole as usize] {
                let mut parts = Vec::new();
                let is_total = |s: &Statement| s.fate == Fate::Kept && s.since.is_none() && s.said.low() > 0;
                if statements.iter().any(is_total) && declared.cover(whole, speaker, &mut parts).is_some() {
                    let shortfall = Shortfall::of(evidence, whole, statements, &parts);
                    found.extend(shortfall.map(|shortfall| shortfall.told(evidence, speaker, tree)));
                }
            }
        }
    }
    for (severity, grounds) in found {
        evidence.find(severity, grounds);
    }
}

/// The quantities that are declared to be covered by parts, all of which somebody speaks of.
struct Declared<'c> {
    parts: BTreeMap<u32, Vec<u32>>,
    /// Of each quantity its voices, sorted.
    voices: Vec<Vec<(SpeakerIndex, &'c [Statement])>>,
}

impl<'c> Declared<'c> {
    fn along(evidence: &'c Evidence<'_>, tree: Tree) -> Declared<'c> {
        let mut parts: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for part in 0..position(evidence.folds.len()) {
            let whole = evidence.whole(part, tree);
            if let Some(whole) = whole.filter(|&whole| evidence.index.declared_parts(whole, tree).is_some()) {
                parts.entry(whole).or_default().push(part);
            }
        }
        parts.retain(|&whole, parts| evidence.index.declared_parts(whole, tree) == Some(position(parts.len())));
        let voices = if parts.is_empty() {
            Vec::new()
        } else {
            evidence.folds.iter().map(|fold| fold.by_speaker().collect()).collect()
        };
        Declared { parts, voices }
    }

    fn voice(&self, quantity: u32, speaker: SpeakerIndex) -> Option<&'c [Statement]> {
        let voices = &self.voices[quantity as usize];
        let at = voices.binary_search_by_key(&speaker, |&(speaker, _)| speaker).ok()?;
        Some(voices[at].1)
    }

    /// What a voice says of each part of a whole or, if it does not speak of one, of all the parts
    /// of that. None if it leaves one out. The first left out ends it, so that the cost is that of
    /// what the voice says.
    fn cover(&self, whole: u32, speaker: SpeakerIndex, found: &mut Vec<(u32, &'c [Statement])>) -> Option<()> {
        for &part in self.parts.get(&whole)? {
            match self.voice(part, speaker) {
                Some(statements) => found.push((part, statements)),
                None => self.cover(part, speaker, found)?,
            }
        }
        Some(())
    }
}

/// A total and the parts that together are below it.
struct Shortfall {
    whole: u32,
    /// The claim on each part, and the most that it can mean.
    parts: Vec<(u32, u64)>,
    sum: u64,
    by: u64,
}

/// One word, in the order in which it is weighed: the newest moment first, parts before wholes. Of a
/// flow, what a part was at most later on it was at most before.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    moment: Reverse<i64>,
    role: InSum,
    value: u64,
    claim: u32,
}

#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum InSum {
    Part(u32),
    Whole,
}

impl Shortfall {
    /// The widest there is.
    fn of(
        evidence: &Evidence<'_>,
        whole: u32,
        of_whole: &[Statement],
        parts: &[(u32, &[Statement])],
    ) -> Option<Shortfall> {
        let course = evidence.index.node(whole).outcome.course();
        let kept = |s: &&Statement| s.fate == Fate::Kept && s.since.is_none();
        let enter = |s: &Statement, role: InSum, value: u64| {
            let moment = Reverse(evidence.claim(s.claim).moment().unix());
            Entry { moment, role, value, claim: s.claim }
        };
        let mut entries: Vec<Entry> =
            of_whole.iter().filter(kept).map(|s| enter(s, InSum::Whole, s.said.low())).collect();
        for &(part, statements) in parts {
            // Who counts bodies says no more than how many there are at least.
            let most = statements.iter().filter(kept).filter(|s| !s.documented);
            entries.extend(most.filter_map(|s| Some(enter(s, InSum::Part(part), s.said.high().get()?))));
        }
        entries.sort_unstable();
        let mut highs: BTreeMap<u32, (u64, u32)> = BTreeMap::new();
        let (mut sum, mut widest) = (0_u64, None::<Shortfall>);
        for at in entries.chunk_by(|one, other| one.moment == other.moment) {
            if course == Course::Stock {
                highs.clear();
                sum = 0;
            }
            for entry in at {
                match entry.role {
                    InSum::Part(part) => match highs.get_mut(&part) {
                        None => {
                            sum = sum.saturating_add(entry.value);
                            highs.insert(part, (entry.value, entry.claim));
                        }
                        Some(high) if entry.value < high.0 => {
                            sum = sum.saturating_sub(high.0 - entry.value);
                            *high = (entry.value, entry.claim);
                        }
                        Some(_) => {}
                    },
                    InSum::Whole => {
                        let by = entry.value.saturating_sub(sum);
                        if highs.len() == parts.len()
                            && by > widest.as_ref().map_or(0, |widest| widest.by)
                            && beyond_slack(Interval::at_most(sum), Interval::at_least(entry.value))
                        {
                            let parts = highs.values().map(|&(high, claim)| (claim, high)).collect();
                            widest = Some(Shortfall { whole: entry.claim, parts, sum, by });
                        }
                    }
                }
            }
        }
        widest
    }

    fn told(self, evidence: &Evidence<'_>, speaker: SpeakerIndex, tree: Tree) -> (Severity, Grounds) {
        let claims: Vec<u32> = self.parts.iter().map(|&(claim, _)| claim).chain([self.whole]).collect();
        let severity = weigh(Severity::Warning, evidence.of_one_source(&claims), true);
        let parts = self.parts.into_iter().map(|(claim, high)| (evidence.cite(claim), high)).collect();
        let (voice, whole) = (evidence.voice(speaker), evidence.cite(self.whole));
        (severity, Grounds::FallShort { voice, tree, parts, sum: self.sum, whole, by: self.by })
    }
}
