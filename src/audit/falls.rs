//! Rules on one voice through time: tolls that fall, statements that exclude each other, tolls that
//! rise after they are settled.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::corrections::not_taken_back;
use super::evidence::{Evidence, beyond_slack, weigh};
use super::grounds::Grounds;
use super::rule::Severity;
use crate::dossier::index::{SpeakerIndex, position};
use crate::record::moment::Moment;
use crate::record::outcome::Course;
use crate::said::interval::{Ceiling, Interval};
use crate::voice::{Fate, Statement};

pub(super) fn audit(evidence: &mut Evidence<'_>) {
    let mut found = Vec::new();
    for (quantity, fold) in evidence.folds.iter().enumerate() {
        let quantity = position(quantity);
        let settled = evidence.index.settled(quantity);
        let course = evidence.index.node(quantity).outcome.course();
        for (speaker, statements) in fold.by_speaker().filter(|(_, statements)| statements.len() > 1) {
            let statements = &not_taken_back(statements);
            let voice = VoiceHistory { evidence, speaker, statements };
            if course == Course::Flow {
                voice.exclusions(settled, &mut found);
                found.extend(settled.and_then(|settled| voice.rises_settled(settled)));
            }
            voice.of_one_moment(course, &mut found);
        }
    }
    for (severity, grounds) in found {
        evidence.find(severity, grounds);
    }
}

/// The kept statements of a voice that were said later: the largest low up to each moment, and the
/// smallest high from each moment on, each with its claim.
#[derive(Default)]
struct Later {
    floors: BTreeMap<i64, (u64, u32)>,
    ceilings: BTreeMap<i64, (u64, u32)>,
}

impl Later {
    fn floor(&self, t: i64) -> Option<(u64, u32)> {
        self.floors.range(..=t).next_back().map(|(_, &floor)| floor)
    }

    fn ceiling(&self, t: i64) -> Option<(u64, u32)> {
        self.ceilings.range(t..).next().map(|(_, &ceiling)| ceiling)
    }

    fn take(&mut self, s: &Statement) {
        let low = s.said.low();
        if self.floor(s.moment).is_none_or(|(known, _)| low > known) {
            while let Some((&at, _)) = self.floors.range(s.moment..).next().filter(|&(_, &(known, _))| known <= low) {
                self.floors.remove(&at);
            }
            self.floors.insert(s.moment, (low, s.claim));
        }
        let Some(high) = s.said.high().get().filter(|_| s.since.is_none()) else { return };
        if self.ceiling(s.moment).is_none_or(|(known, _)| high < known) {
            while let Some((&at, _)) =
                self.ceilings.range(..=s.moment).next_back().filter(|&(_, &(known, _))| known >= high)
            {
                self.ceilings.remove(&at);
            }
            self.ceilings.insert(s.moment, (high, s.claim));
        }
    }
}

/// The statements of one voice on one quantity, in order.
struct VoiceHistory<'c, 'a> {
    evidence: &'c Evidence<'a>,
    speaker: SpeakerIndex,
    statements: &'c [Statement],
}

impl VoiceHistory<'_, '_> {
    fn name(&self) -> Box<str> {
        self.evidence.voice(self.speaker)
    }

    fn moment(&self, s: &Statement) -> Moment {
        self.evidence.claim(s.claim).moment()
    }

    /// Finds the statements that later statements of the voice contradict without superseding them.
    fn exclusions(&self, settled: Option<Moment>, found: &mut Vec<(Severity, Grounds)>) {
        if !self.statements.iter().any(|s| s.fate == Fate::Withdrawn) {
            return;
        }
        let mut later = Later::default();
        // For each later statement, the earlier ones above it.
        let mut falls: BTreeMap<u32, Vec<(u64, u32)>> = BTreeMap::new();
        for s in self.statements.iter().rev() {
            match s.fate {
                Fate::Kept => later.take(s),
                Fate::Withdrawn => {
                    let (low, high) = (s.said.low(), s.said.high());
                    if let Some((ceiling, by)) = later.ceiling(s.moment).filter(|&(ceiling, _)| ceiling < low) {
                        falls.entry(by).or_default().push((low - ceiling, s.claim));
                    } else if s.since.is_none()
                        && let Some((floor, by)) = later.floor(s.moment).filter(|&(floor, _)| high < Ceiling::At(floor))
                        && self.is_revised(s.claim, by, settled)
                        && beyond_slack(s.said, Interval::at_least(floor))
                    {
                        let (lower, higher) = (self.evidence.cite(s.claim), self.evidence.cite(by));
                        let severity = self.weigh(s.claim, by);
                        let by = floor - high.get().unwrap_or(floor);
                        found.push((severity, Grounds::Apart { voice: self.name(), lower, higher, by }));
                    }
                }
                Fate::Empty | Fate::OutOfTime | Fate::Older => {}
            }
        }
        for (later, mut earlier) in falls {
            earlier.sort_unstable_by_key(|&(by, claim)| (Reverse(by), claim));
            let (by, highest) = earlier[0];
            let earlier = earlier.into_iter().map(|(_, claim)| self.evidence.cite(claim)).collect();
            let severity = self.weigh(highest, later);
            let later = self.evidence.cite(later);
            found.push((severity, Grounds::Falls { voice: self.name(), earlier, later, by }));
        }
    }

    fn weigh(&self, one: u32, other: u32) -> Severity {
        let reads = |claim: u32| self.evidence.reads(self.evidence.claim(claim).count().said());
        weigh(Severity::Warning, self.evidence.of_one_source(&[one, other]), beyond_slack(reads(one), reads(other)))
    }

    /// Whether the higher statement was said later but is of an earlier moment. Statements of one
    /// moment, and rises after the toll is settled, are other findings.
    fn is_revised(&self, lower: u32, higher: u32, settled: Option<Moment>) -> bool {
        let (lower, higher) = (self.evidence.claim(lower).moment(), self.evidence.claim(higher).moment());
        higher != lower && settled.is_none_or(|settled| lower <= settled || higher < lower)
    }

    /// The largest rise of a voice's totals after the toll is settled.
    fn rises_settled(&self, settled: Moment) -> Option<(Severity, Grounds)> {
        let after = |s: &&Statement| s.since.is_none() && self.moment(s) > settled;
        let mut after: Vec<&Statement> = self.statements.iter().filter(after).collect();
        after.sort_by_key(|s| (self.moment(s), s.claim));
        let mut lowest: Option<(u64, u32)> = None;
        let mut furthest: Option<(u64, u32, u32)> = None;
        for of_moment in after.chunk_by(|one, other| self.moment(one) == self.moment(other)) {
            for s in of_moment {
                if let Some((high, earlier)) = lowest
                    && s.said.low() > high
                    && beyond_slack(Interval::at_most(high), s.said)
                    && furthest.is_none_or(|(by, ..)| s.said.low() - high > by)
                {
                    furthest = Some((s.said.low() - high, earlier, s.claim));
                }
            }
            let highs = of_moment.iter().filter_map(|s| Some((s.said.high().get()?, s.claim)));
            lowest = highs.chain(lowest).min_by_key(|&(high, _)| high);
        }
        let (by, earlier, later) = furthest?;
        let (earlier, later) = (self.evidence.cite(earlier), self.evidence.cite(later));
        Some((Severity::Notice, Grounds::RisesSettled { voice: self.name(), settled, earlier, later, by }))
    }

    /// Finds statements of one source on one moment that do not meet; unless both are exact, both
    /// are loosened. For a flow only an instant is one moment, because a toll can rise within a
    /// day.
    fn of_one_moment(&self, course: Course, found: &mut Vec<(Severity, Grounds)>) {
        let is_moment = |s: &&Statement| s.since.is_none() && (course == Course::Stock || !self.moment(s).is_date());
        let key = |s: &Statement| (self.evidence.claim(s.claim).source(), self.moment(s));
        let mut sorted: Vec<&Statement> = self.statements.iter().filter(is_moment).collect();
        sorted.sort_by_key(|&s| (key(s), s.claim));
        for said in sorted.chunk_by(|one, other| key(one) == key(other)) {
            let highest = said.iter().rev().max_by_key(|s| s.said.low());
            let lowest = said.iter().min_by_key(|s| s.said.high());
            let (Some(highest), Some(lowest)) = (highest, lowest) else { continue };
            let Some(high) = lowest.said.high().get().filter(|&high| high < highest.said.low()) else { continue };
            let exact = lowest.said.only().is_some() && highest.said.only().is_some();
            if !exact && !beyond_slack(lowest.said, highest.said) {
                continue;
            }
            let (lower, higher) = (self.evidence.cite(lowest.claim), self.evidence.cite(highest.claim));
            let by = highest.said.low() - high;
            found.push((Severity::Warning, Grounds::Apart { voice: self.name(), lower, higher, by }));
        }
    }
}
