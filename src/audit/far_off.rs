//! Claims that speak of a moment far from those of all others: a year that was typed wrong
//! outdates everything.

use std::collections::BTreeSet;

use super::evidence::Evidence;
use super::grounds::{Cited, Grounds};
use super::rule::Severity;
use crate::dossier::index::position;
use crate::voice::standing::Standing;

const DAY: u64 = 86_400;
/// The mean year of the calendar.
const YEAR: u64 = 31_556_952;

pub(super) fn audit(evidence: &mut Evidence<'_>) {
    let mut dated: Vec<Dated> = Vec::with_capacity(evidence.index.statements.len());
    for quantity in 0..position(evidence.index.quantities.len()) {
        let event = evidence.index.node(quantity).event;
        let standing = evidence.index.own(quantity).filter(|&at| evidence.engine.standings[at] == Standing::Stands);
        dated.extend(standing.map(|at| {
            let claim = evidence.index.statements[at].claim;
            Dated { event, moment: evidence.claim(claim).as_of().unix(), claim }
        }));
    }
    dated.sort_unstable();
    let mut found = BTreeSet::new();
    for of_event in dated.chunk_by(|one, other| one.event == other.event) {
        of_another_time(evidence, of_event, &mut found);
    }
    dated.sort_unstable_by_key(|dated| (dated.moment, dated.claim));
    after_news(evidence, &dated, &found);
}

#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Dated {
    event: u32,
    moment: i64,
    claim: u32,
}

/// An event's claims that lie decades from most of them.
fn of_another_time(evidence: &mut Evidence<'_>, of_event: &[Dated], found: &mut BTreeSet<u32>) {
    let far = u64::from(evidence.thresholds.far_off).saturating_mul(YEAR);
    let times: Vec<&[Dated]> = of_event.chunk_by(|one, other| other.moment.abs_diff(one.moment) < far).collect();
    // Of several with as many claims the first is meant.
    let Some(main) = times.iter().rev().max_by_key(|time| time.len()).copied() else { return };
    for odd in times.into_iter().filter(|time| time[0] != main[0]) {
        let (nearest, apart) = match (odd.first(), odd.last(), main.first(), main.last()) {
            (Some(first), _, _, Some(last)) if first.moment > last.moment => (last, first.moment.abs_diff(last.moment)),
            (_, Some(last), Some(first), _) => (first, first.moment.abs_diff(last.moment)),
            _ => continue,
        };
        found.extend(odd.iter().map(|dated| dated.claim));
        let event = evidence.dossier.events()[nearest.event as usize].id().clone();
        let nearest = evidence.cite(nearest.claim);
        let odd = cite(evidence, odd.iter());
        evidence.find(Severity::Warning, Grounds::FarOff { event, odd, nearest, years: apart / YEAR });
    }
}

/// The claims on moments long after the newest publication that a claim gives, if no other claims
/// lead up to them.
fn after_news(evidence: &mut Evidence<'_>, dated: &[Dated], found: &BTreeSet<u32>) {
    let late = u64::from(evidence.thresholds.late_by).saturating_mul(DAY);
    let Some(newest) = dated.iter().filter_map(|dated| evidence.claim(dated.claim).published()).max() else { return };
    let after = dated.partition_point(|dated| dated.moment <= newest.unix());
    let mut before = newest.unix();
    let is_late = |dated: &Dated| dated.moment.abs_diff(std::mem::replace(&mut before, dated.moment)) >= late;
    let Some(first) = dated[after..].iter().position({
        let mut is_late = is_late;
        move |dated| is_late(dated)
    }) else {
        return;
    };
    let odd: Vec<&Dated> = dated[after + first..].iter().filter(|dated| !found.contains(&dated.claim)).collect();
    if let Some(first) = odd.first() {
        let days = first.moment.abs_diff(newest.unix()) / DAY;
        let odd = cite(evidence, odd.into_iter());
        evidence.find(Severity::Warning, Grounds::AfterNews { odd, newest, days });
    }
}

fn cite<'d>(evidence: &Evidence<'_>, dated: impl Iterator<Item = &'d Dated>) -> Vec<Cited> {
    dated.map(|dated| evidence.cite(dated.claim)).collect()
}
