//! Rules on one voice through time: tolls that fall, statements that exclude each other, tolls that
//! rise after they are settled.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::evidence::{Evidence, HedgeKind, beyond_slack, named, weigh};
use super::grounds::Grounds;
use super::increments;
use super::rule::{Rule, Severity};
use crate::dossier::index::{SpeakerIndex, position};
use crate::record::moment::Moment;
use crate::record::outcome::Course;
use crate::said::interval::{Ceiling, Interval};
use crate::voice::{Fate, Statement};

/// A count that falls to this share of itself may have begun anew: a correction seldom takes nine of
/// ten away.
const DEEP: u64 = 10;
/// The same, if months lie between.
const DEEP_IN_TIME: u64 = 2;

pub(super) fn audit(evidence: &Evidence<'_>) {
    for (quantity, fold) in evidence.folds.iter().enumerate() {
        let quantity = position(quantity);
        let settled = evidence.index.settled(quantity);
        let course = evidence.index.node(quantity).outcome.course();
        for (speaker, statements) in fold.by_speaker().filter(|(_, statements)| statements.len() > 1) {
            let statements = &not_taken_back(statements);
            let voice = VoiceHistory { evidence, speaker, statements };
            if course == Course::Flow {
                if !voice.goes_up_and_down() {
                    voice.exclusions(settled);
                    voice.names_less();
                }
                voice.rises_settled(settled);
                increments::audit(evidence, speaker, statements);
            }
            voice.of_one_moment(course);
        }
    }
}

/// A voice's statements, in their order, without those that a later correction of the same source
/// took back: nothing is wrong with these.
fn not_taken_back(statements: &[Statement]) -> Cow<'_, [Statement]> {
    let corrects = |s: &Statement| s.correction && s.since.is_none() && s.fate == Fate::Kept;
    if !statements.iter().any(corrects) {
        return Cow::Borrowed(statements);
    }
    // For each source, the latest moment that a later correction speaks of.
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

/// The kept totals of a voice that were said later: the largest low up to each moment, and the
/// smallest high from each moment on, each with its claim.
#[derive(Default)]
struct Later {
    floors: Highest,
    /// Mirrored, so that the lowest is the highest: each by its negative moment, as what `u64::MAX` exceeds it by.
    ceilings: Highest,
}

impl Later {
    fn floor(&self, t: i64) -> Option<(u64, u32)> {
        self.floors.until(t)
    }

    fn ceiling(&self, t: i64) -> Option<(u64, u32)> {
        self.ceilings.until(-t).map(|(high, claim)| (u64::MAX - high, claim))
    }

    fn take(&mut self, s: &Statement) {
        self.floors.take(s.moment, s.said.low(), s.claim);
        if let Some(high) = s.said.high().get() {
            self.ceilings.take(-s.moment, u64::MAX - high, s.claim);
        }
    }
}

/// The largest number up to each moment, with its claim.
#[derive(Default)]
struct Highest(BTreeMap<i64, (u64, u32)>);

impl Highest {
    fn until(&self, t: i64) -> Option<(u64, u32)> {
        self.0.range(..=t).next_back().map(|(_, &highest)| highest)
    }

    fn take(&mut self, t: i64, number: u64, claim: u32) {
        if self.until(t).is_none_or(|(known, _)| number > known) {
            while let Some((&at, _)) = self.0.range(t..).next().filter(|&(_, &(known, _))| known <= number) {
                self.0.remove(&at);
            }
            self.0.insert(t, (number, claim));
        }
    }
}

/// The least number of totals whose ups and downs are no chance.
const UPS_AND_DOWNS: usize = 4;

/// The days between evenly spaced moments: the middle one of their distances, if none is a quarter
/// longer or shorter.
fn even_days<T>(totals: &BTreeMap<Moment, T>) -> Option<u64> {
    let days: Vec<i64> = totals.keys().map(|moment| moment.day()).collect();
    let mut apart: Vec<u64> = days.windows(2).map(|pair| pair[0].abs_diff(pair[1])).collect();
    apart.sort_unstable();
    let middle = apart.get(apart.len() / 2).copied().filter(|_| totals.len() >= UPS_AND_DOWNS)?;
    let is_even = |days: &u64| days.abs_diff(middle) * 4 <= middle;
    apart.iter().all(is_even).then_some(middle).filter(|&days| days > 0)
}

/// Whether numbers fall at least twice and rise at least once, by more than slack.
fn go_up_and_down(numbers: &[u64]) -> bool {
    let turns = numbers.windows(2).filter(|pair| beyond_slack(Interval::exactly(pair[0]), Interval::exactly(pair[1])));
    let (falls, rises): (Vec<&[u64]>, Vec<&[u64]>) = turns.partition(|pair| pair[0] > pair[1]);
    falls.len() > 1 && !rises.is_empty()
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

    /// Reports the totals of a source that go up and down from one evenly spaced day to the next;
    /// whether there are such.
    fn goes_up_and_down(&self) -> bool {
        let mut sources: BTreeMap<u32, BTreeMap<Moment, (u64, u32)>> = BTreeMap::new();
        for s in self.statements.iter().filter(|s| s.since.is_none()) {
            if let Some((number, hedge)) = named(self.evidence.claim(s.claim).count().said())
                && hedge != HedgeKind::AtMost
            {
                sources.entry(s.source).or_default().insert(self.moment(s), (number, s.claim));
            }
        }
        let is_corrected = self.statements.iter().any(|s| s.correction);
        let mut is_found = false;
        for totals in sources.into_values().filter(|_| !is_corrected) {
            let numbers: Vec<u64> = totals.values().map(|&(number, _)| number).collect();
            if let Some(days) = even_days(&totals).filter(|_| go_up_and_down(&numbers)) {
                let told = self.evidence.cite_all(totals.into_values().map(|(_, claim)| claim));
                self.evidence.find(Severity::Warning, Grounds::UpAndDown { told, days });
                is_found = true;
            }
        }
        is_found
    }

    /// Reports the totals that later totals of the voice contradict without superseding them.
    fn exclusions(&self, settled: Option<Moment>) {
        if !self.statements.iter().any(|s| s.fate == Fate::Withdrawn) {
            return;
        }
        let mut later = Later::default();
        // For each later statement, the earlier ones above it.
        let mut falls: BTreeMap<(u32, u64), Vec<(u64, u32)>> = BTreeMap::new();
        for s in self.statements.iter().rev().filter(|s| s.since.is_none()) {
            match s.fate {
                Fate::Kept => later.take(s),
                Fate::Withdrawn => {
                    let (low, high) = (s.said.low(), s.said.high());
                    if let Some((ceiling, by)) = later.ceiling(s.moment).filter(|&(ceiling, _)| ceiling < low) {
                        falls.entry((by, ceiling)).or_default().push((low, s.claim));
                    } else if let Some((floor, by)) =
                        later.floor(s.moment).filter(|&(floor, _)| high < Ceiling::At(floor))
                        && self.is_revised(s.claim, by, settled)
                        && beyond_slack(s.said, Interval::at_least(floor))
                    {
                        let (lower, higher) = (self.evidence.cite(s.claim), self.evidence.cite(by));
                        let (severity, by) = (self.weigh(s.claim, by, true), floor - high.get().unwrap_or(floor));
                        self.evidence.find(severity, Grounds::Apart { voice: self.name(), lower, higher, by });
                    }
                }
                Fate::Empty | Fate::OutOfTime | Fate::Older => {}
            }
        }
        for ((later, rest), earlier) in falls {
            self.fall(Rule::TollFalls, earlier, (rest, later));
        }
    }

    /// Reports the newest total that names a number, if kept totals named more before: "at least 42"
    /// does not take 89 back.
    fn names_less(&self) {
        let number = |s: &Statement| named(self.evidence.claim(s.claim).count().said());
        let totals = self.statements.iter().filter(|s| s.fate == Fate::Kept && s.since.is_none());
        let told: Vec<(&Statement, u64)> =
            totals.filter_map(|s| Some((s, number(s).filter(|&(_, hedge)| hedge != HedgeKind::AtMost)?.0))).collect();
        let Some((&(newest, least), before)) = told.split_last() else { return };
        let is_above = |&&(s, number): &&(&Statement, u64)| {
            s.moment <= newest.moment
                && number > least
                && beyond_slack(Interval::exactly(number), Interval::exactly(least))
        };
        let above = before.iter().filter(is_above).map(|&(s, number)| (number, s.claim)).collect();
        self.fall(Rule::NewestNamesLess, above, (least, newest.claim));
    }

    /// Reports a fall from the highest of earlier numbers to what is left later.
    fn fall(&self, rule: Rule, mut earlier: Vec<(u64, u32)>, (rest, later): (u64, u32)) {
        earlier.sort_unstable_by_key(|&(number, claim)| (Reverse(number), claim));
        let Some(&(number, highest)) = earlier.first() else { return };
        let reads = |claim: u32| self.evidence.reads(self.evidence.claim(claim).count().said());
        let beyond = rule == Rule::NewestNamesLess || beyond_slack(reads(highest), reads(later));
        let severity = self.weigh(highest, later, beyond);
        let moment = |claim: u32| self.evidence.claim(claim).moment().unix();
        let days = moment(later).saturating_sub(moment(highest)) / 86_400;
        let is_deep = |share: u64| rest.saturating_mul(share) <= number && number >= self.evidence.thresholds.telling;
        let is_late = days >= i64::from(self.evidence.thresholds.anew_after);
        let rule = if is_deep(DEEP) || (is_late && is_deep(DEEP_IN_TIME)) { Rule::BegunAnew } else { rule };
        let earlier = self.evidence.cite_all(earlier.into_iter().map(|(_, claim)| claim));
        let (voice, later, by) = (self.name(), self.evidence.cite(later), number - rest);
        self.evidence.find(severity, Grounds::Falls { rule, voice, earlier, later, by });
    }

    fn weigh(&self, one: u32, other: u32, beyond: bool) -> Severity {
        weigh(Severity::Warning, self.evidence.of_one_source(&[one, other]), beyond)
    }

    /// Whether the higher statement was said later but is of an earlier moment. Statements of one
    /// moment, and rises after the toll is settled, are other findings.
    fn is_revised(&self, lower: u32, higher: u32, settled: Option<Moment>) -> bool {
        let (lower, higher) = (self.evidence.claim(lower).moment(), self.evidence.claim(higher).moment());
        higher != lower && settled.is_none_or(|settled| lower <= settled || higher < lower)
    }

    /// Reports the largest rise of a voice's totals after the toll is settled.
    fn rises_settled(&self, settled: Option<Moment>) {
        let Some(settled) = settled else { return };
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
        if let Some((by, earlier, later)) = furthest {
            let (earlier, later) = (self.evidence.cite(earlier), self.evidence.cite(later));
            let grounds = Grounds::RisesSettled { voice: self.name(), settled, earlier, later, by };
            self.evidence.find(Severity::Notice, grounds);
        }
    }

    /// Reports statements of one source on one moment that do not meet; unless both are exact, both
    /// are loosened. For a flow only an instant is one moment, because a toll can rise within a
    /// day.
    fn of_one_moment(&self, course: Course) {
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
            self.evidence.find(Severity::Warning, Grounds::Apart { voice: self.name(), lower, higher, by });
        }
    }
}
