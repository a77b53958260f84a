//! The rule on claims that speak of a moment far from those of all others: a mistyped year outdates
//! everything.

use std::collections::BTreeSet;

use super::evidence::Evidence;
use super::grounds::Grounds;
use super::rule::Severity;
use crate::dossier::index::position;
use crate::record::claim::Claim;
use crate::record::id::EventId;
use crate::record::moment::Moment;

const DAY: u64 = 86_400;
/// The mean year of the calendar, in seconds.
const YEAR: u64 = 31_556_952;

pub(super) fn audit(evidence: &Evidence<'_>) {
    let mut all: Vec<Dated> = Vec::with_capacity(evidence.index.statements.len());
    let mut found = BTreeSet::new();
    for event in 0..position(evidence.index.events.len()) {
        let before = all.len();
        let of_event = evidence.of_event(event).flat_map(|quantity| evidence.standing(quantity));
        all.extend(of_event.map(|facts| (facts.moment, facts.claim)));
        all[before..].sort_unstable();
        of_another_time(evidence, event, &all[before..], &mut found);
    }
    all.retain(|(_, claim)| !found.contains(claim));
    all.sort_unstable();
    after_news(evidence, &all);
}

/// The moment that a claim speaks of, and the claim.
type Dated = (Moment, u32);

fn apart(one: Dated, other: Dated) -> u64 {
    one.0.unix().abs_diff(other.0.unix())
}

/// Reports an event's claims that lie decades from most of its claims.
fn of_another_time(evidence: &Evidence<'_>, event: u32, dated: &[Dated], found: &mut BTreeSet<u32>) {
    let far = u64::from(evidence.thresholds.far_off).saturating_mul(YEAR);
    let times: Vec<&[Dated]> = dated.chunk_by(|&one, &other| apart(one, other) < far).collect();
    // Of several times with as many claims, the first.
    let Some(main) = times.iter().rev().max_by_key(|time| time.len()).copied() else { return };
    for odd in times.into_iter().filter(|odd| odd[0] != main[0]) {
        let (first, last) = (main[0], main[main.len() - 1]);
        let (near, own) = if odd[0] > last { (last, odd[0]) } else { (first, odd[odd.len() - 1]) };
        found.extend(odd.iter().map(|&(_, claim)| claim));
        let event = evidence.dossier.events()[event as usize].id().clone();
        report(evidence, Some(event), odd, near.0, apart(own, near));
    }
}

/// Reports the claims on moments long after the newest publication, if no claims of moments in
/// between lead up to them.
fn after_news(evidence: &Evidence<'_>, dated: &[Dated]) {
    let late = u64::from(evidence.thresholds.late_by).saturating_mul(DAY);
    let Some(newest) = evidence.dossier.claims().iter().filter_map(Claim::published).max() else { return };
    let after = &dated[dated.partition_point(|&(moment, _)| moment <= newest)..];
    let mut before = (newest, 0);
    let is_late = |&next: &Dated| apart(std::mem::replace(&mut before, next), next) >= late;
    if let Some(first) = after.iter().position(is_late) {
        report(evidence, None, &after[first..], newest, apart((newest, 0), after[first]));
    }
}

fn report(evidence: &Evidence<'_>, event: Option<EventId>, odd: &[Dated], nearest: Moment, apart: u64) {
    let odd = evidence.cite_all(odd.iter().map(|&(_, claim)| claim));
    evidence.find(Severity::Warning, Grounds::FarOff { event, odd, nearest, years: apart / YEAR });
}
