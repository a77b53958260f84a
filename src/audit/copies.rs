//! One number said more than once: by voices that should know nothing of one another, by one
//! source in ways that differ, in one record entered twice.

use std::collections::{BTreeMap, BTreeSet};

use super::case::{Case, Hedge, is_round, named};
use super::finding::{Cited, Grounds, Opposed};
use super::rule::Severity;
use crate::claim::Claim;
use crate::index::{Facts, SpeakerIndex, position};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

pub(super) fn audit(case: &mut Case<'_>) {
    for quantity in 0..position(case.folds.len()) {
        let mut told: Vec<Told<'_>> = case.standing(quantity).filter_map(Told::of).collect();
        if told.len() > 1 {
            same_figure(case, &mut told);
            several_ways(case, &mut told);
        }
        entered_twice(case, quantity);
    }
}

/// A number that was said, and how.
struct Told<'a> {
    number: u64,
    hedge: Hedge,
    facts: &'a Facts,
}

impl<'a> Told<'a> {
    fn of(facts: &'a Facts) -> Option<Told<'a>> {
        let (number, hedge) = named(facts.said)?;
        Some(Told { number, hedge, facts })
    }
}

/// Runs of what is no further apart than that from the first of the run.
fn runs<'t, 'a>(
    told: &'t [Told<'a>],
    at: impl Fn(&Told<'a>) -> i64,
    within: i64,
) -> impl Iterator<Item = &'t [Told<'a>]> {
    let mut rest = told;
    std::iter::from_fn(move || {
        let first = at(rest.first()?);
        let end = rest.partition_point(|told| at(told) <= first.saturating_add(within));
        let (run, later) = rest.split_at(end);
        rest = later;
        Some(run)
    })
}

fn same_figure(case: &mut Case<'_>, told: &mut [Told<'_>]) {
    told.sort_unstable_by_key(|t| (t.facts.since, t.number, t.facts.publication, t.facts.claim));
    let hours = case.thresholds.copied_within;
    for alike in told.chunk_by(|one, other| (one.facts.since, one.number) == (other.facts.since, other.number)) {
        let number = alike[0].number;
        if is_round(number) {
            continue;
        }
        for run in runs(alike, |t| t.facts.publication.unix(), i64::from(hours) * HOUR) {
            let mut first: BTreeMap<SpeakerIndex, u32> = BTreeMap::new();
            for t in run {
                first.entry(t.facts.speaker).or_insert(t.facts.claim);
            }
            let from = match first.len() {
                0 | 1 => continue,
                2 => case.thresholds.telling_of_two,
                _ => case.thresholds.telling,
            };
            if number >= from {
                let severity = if first.len() > 2 { Severity::Warning } else { Severity::Notice };
                let told = first.into_iter().map(|(speaker, claim)| (case.voice(speaker), case.cite(claim))).collect();
                case.find(severity, Grounds::SameFigure { number, hours, told });
            }
        }
    }
}

fn several_ways(case: &mut Case<'_>, told: &mut [Told<'_>]) {
    let key = |t: &Told<'_>| (case.claim(t.facts.claim).source(), t.facts.since, t.number);
    told.sort_by_key(|t| (key(t), t.facts.moment, t.facts.claim));
    let within = i64::from(case.thresholds.retold_within) * DAY;
    let mut found = Vec::new();
    for alike in told.chunk_by(|one, other| key(one) == key(other)) {
        for run in runs(alike, |t| t.facts.moment.unix(), within) {
            let mut first: BTreeMap<Hedge, u32> = BTreeMap::new();
            for t in run {
                first.entry(t.hedge).or_insert(t.facts.claim);
            }
            let hedges: BTreeSet<Hedge> = first.keys().copied().filter(|&hedge| hedge != Hedge::Plain).collect();
            if hedges.len() < 2 {
                continue;
            }
            let no_more = hedges.contains(&Hedge::AtMost) || hedges.contains(&Hedge::Nearly);
            let opposed = if hedges.contains(&Hedge::AtLeast) && no_more { Opposed::Yes } else { Opposed::No };
            let told: Vec<Cited> = first.into_values().map(|claim| case.cite(claim)).collect();
            found.push(Grounds::Ways { number: run[0].number, told, opposed });
        }
    }
    for grounds in found {
        let opposed = matches!(grounds, Grounds::Ways { opposed: Opposed::Yes, .. });
        case.find(if opposed { Severity::Warning } else { Severity::Notice }, grounds);
    }
}

/// Records that differ in nothing but their ids.
fn entered_twice(case: &mut Case<'_>, quantity: u32) {
    let mut claims: Vec<(&Claim, u32)> =
        case.standing(quantity).map(|facts| (case.claim(facts.claim), facts.claim)).collect();
    if claims.len() < 2 {
        return;
    }
    claims.sort_unstable_by_key(|&(claim, at)| (record(claim), at));
    let mut found: Vec<Vec<Cited>> = Vec::new();
    for same in claims.chunk_by(|one, other| record(one.0) == record(other.0)).filter(|same| same.len() > 1) {
        found.push(same.iter().map(|&(_, claim)| case.cite(claim)).collect());
    }
    for told in found {
        case.find(Severity::Notice, Grounds::Twice { told });
    }
}

/// What makes two claims on one quantity the same.
fn record(claim: &Claim) -> impl Ord + '_ {
    let when = (claim.moment(), claim.window_start(), claim.known_from());
    (claim.source(), claim.count(), when, claim.url(), &claim.relayed_by[..])
}
