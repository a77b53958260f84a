//! Rules on repeated numbers: one number from several voices, one number with several hedges from
//! one source, one record entered twice.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::evidence::{Evidence, HedgeKind, is_round, named};
use super::grounds::{Grounds, Opposed};
use super::rule::Severity;
use crate::dossier::index::{ClaimFacts, SpeakerIndex, position};
use crate::record::claim::Claim;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

pub(super) fn audit(evidence: &Evidence<'_>) {
    for quantity in 0..position(evidence.folds.len()) {
        let mut told: Vec<SaidNumber<'_>> = evidence.standing(quantity).filter_map(SaidNumber::of).collect();
        if told.len() > 1 {
            same_figure(evidence, &mut told);
            several_ways(evidence, &mut told);
        }
        entered_twice(evidence, quantity);
    }
}

/// A number as said, with its hedge.
struct SaidNumber<'a> {
    number: u64,
    hedge: HedgeKind,
    facts: &'a ClaimFacts,
}

impl<'a> SaidNumber<'a> {
    fn of(facts: &'a ClaimFacts) -> Option<SaidNumber<'a>> {
        let (number, hedge) = named(facts.said)?;
        Some(SaidNumber { number, hedge, facts })
    }
}

/// Non-overlapping runs of statements, at most `within` seconds long, with at least `least`
/// different kinds. Statements without a kind do not count. The cost is linear, times a logarithm
/// in the number of kinds.
fn stretches<K: Ord>(
    told: &[SaidNumber<'_>],
    at: impl Fn(&SaidNumber<'_>) -> i64,
    within: i64,
    kind: impl Fn(&SaidNumber<'_>) -> Option<K>,
    least: usize,
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut kinds: BTreeMap<K, usize> = BTreeMap::new();
    let (mut from, mut to) = (0, 0);
    while from < told.len() {
        while to < told.len() && at(&told[to]) <= at(&told[from]).saturating_add(within) {
            if let Some(kind) = kind(&told[to]) {
                *kinds.entry(kind).or_default() += 1;
            }
            to += 1;
        }
        if kinds.len() >= least {
            found.push(from..to);
            kinds.clear();
            from = to;
            continue;
        }
        if let Some(left) = kind(&told[from])
            && let Some(times) = kinds.get_mut(&left)
        {
            *times -= 1;
            if *times == 0 {
                kinds.remove(&left);
            }
        }
        from += 1;
    }
    found
}

fn same_figure(evidence: &Evidence<'_>, told: &mut [SaidNumber<'_>]) {
    told.sort_unstable_by_key(|t| (t.facts.since, t.number, t.facts.publication, t.facts.claim));
    let hours = evidence.thresholds.copied_within;
    for alike in told.chunk_by(|one, other| (one.facts.since, one.number) == (other.facts.since, other.number)) {
        let number = alike[0].number;
        if is_round(number) {
            continue;
        }
        let within = i64::from(hours) * HOUR;
        let published = |t: &SaidNumber<'_>| t.facts.publication.unix();
        let speaker = |t: &SaidNumber<'_>| Some(t.facts.speaker);
        // Where three voices give the number, no pair of them is reported apart from the third.
        let three = if number >= evidence.thresholds.telling {
            stretches(alike, published, within, speaker, 3)
        } else {
            Vec::new()
        };
        let two = number >= evidence.thresholds.telling_of_two;
        let mut from = 0;
        for of_three in three.into_iter().map(Some).chain([None]) {
            let between = &alike[from..of_three.as_ref().map_or(alike.len(), |run| run.start)];
            let pairs = if two { stretches(between, published, within, speaker, 2) } else { Vec::new() };
            for pair in pairs {
                alike_within(evidence, &between[pair], number);
            }
            if let Some(run) = of_three {
                from = run.end;
                alike_within(evidence, &alike[run], number);
            }
        }
    }
}

/// Reports a number that several voices published within hours, unless declared relays explain it.
fn alike_within(evidence: &Evidence<'_>, run: &[SaidNumber<'_>], number: u64) {
    let mut first: BTreeMap<SpeakerIndex, u32> = BTreeMap::new();
    for t in run {
        first.entry(t.facts.speaker).or_insert(t.facts.claim);
    }
    for relay in declared_relays(evidence, run) {
        first.remove(&relay);
    }
    let from = match first.len() {
        0 | 1 => return,
        2 => evidence.thresholds.telling_of_two,
        _ => evidence.thresholds.telling,
    };
    if number >= from {
        let severity = if first.len() > 2 { Severity::Warning } else { Severity::Notice };
        let told = first.into_iter().map(|(speaker, claim)| (evidence.voice(speaker), evidence.cite(claim))).collect();
        evidence.find(severity, Grounds::SameFigure { number, hours: evidence.thresholds.copied_within, told });
    }
}

/// The speakers whose claims name another speaker of the run as a relay, or are named by one; one
/// speaker of each such group is left out.
fn declared_relays(evidence: &Evidence<'_>, run: &[SaidNumber<'_>]) -> BTreeSet<SpeakerIndex> {
    let mut known: BTreeMap<&str, SpeakerIndex> = BTreeMap::new();
    for t in run {
        let Some(source) = evidence.source(t.facts.claim) else { continue };
        known.insert(source.id().as_str(), t.facts.speaker);
        known.insert(source.name(), t.facts.speaker);
    }
    let mut joined: BTreeMap<SpeakerIndex, SpeakerIndex> = BTreeMap::new();
    let head = |joined: &BTreeMap<SpeakerIndex, SpeakerIndex>, mut speaker: SpeakerIndex| {
        while let Some(&next) = joined.get(&speaker) {
            speaker = next;
        }
        speaker
    };
    for t in run {
        for relay in evidence.claim(t.facts.claim).relayed_by() {
            let Some(&carrier) = known.get(relay) else { continue };
            let (one, other) = (head(&joined, t.facts.speaker), head(&joined, carrier));
            if one != other {
                joined.insert(one, other);
            }
        }
    }
    joined.into_keys().collect()
}

fn several_ways(evidence: &Evidence<'_>, told: &mut [SaidNumber<'_>]) {
    let key = |t: &SaidNumber<'_>| (evidence.claim(t.facts.claim).source(), t.facts.since, t.number);
    told.sort_by_key(|t| (key(t), t.facts.moment, t.facts.claim));
    let within = i64::from(evidence.thresholds.retold_within) * DAY;
    for alike in told.chunk_by(|one, other| key(one) == key(other)) {
        let marked = |t: &SaidNumber<'_>| Some(t.hedge).filter(|&hedge| hedge != HedgeKind::Plain);
        for run in stretches(alike, |t| t.facts.moment.unix(), within, marked, 2) {
            let run = &alike[run];
            let mut first: BTreeMap<HedgeKind, u32> = BTreeMap::new();
            for t in run {
                first.entry(t.hedge).or_insert(t.facts.claim);
            }
            let is_said = |hedge| first.contains_key(&hedge);
            let no_more = is_said(HedgeKind::AtMost) || is_said(HedgeKind::Nearly);
            let (severity, opposed) = if is_said(HedgeKind::AtLeast) && no_more {
                (Severity::Warning, Opposed::Yes)
            } else {
                (Severity::Notice, Opposed::No)
            };
            let told = evidence.cite_all(first.into_values());
            evidence.find(severity, Grounds::Ways { number: run[0].number, told, opposed });
        }
    }
}

/// Reports claims that have the same record under different ids.
fn entered_twice(evidence: &Evidence<'_>, quantity: u32) {
    let mut claims: Vec<(&Claim, u32)> =
        evidence.standing(quantity).map(|facts| (evidence.claim(facts.claim), facts.claim)).collect();
    if claims.len() < 2 {
        return;
    }
    claims.sort_unstable_by_key(|&(claim, at)| (record(claim), at));
    for same in claims.chunk_by(|one, other| record(one.0) == record(other.0)).filter(|same| same.len() > 1) {
        let told = evidence.cite_all(same.iter().map(|&(_, claim)| claim));
        evidence.find(Severity::Notice, Grounds::Twice { told });
    }
}

/// The fields that two claims on one quantity have in common if they are the same record.
fn record(claim: &Claim) -> impl Ord + '_ {
    let when = (claim.moment(), claim.since(), claim.known_from());
    (claim.source(), claim.count(), when, claim.url(), &claim.relayed_by[..])
}
