//! Events whose totals fall while nothing says that they were over.

use std::collections::BTreeMap;

use super::evidence::{Evidence, beyond_slack};
use super::grounds::{Cited, Grounds};
use super::rule::Severity;
use crate::dossier::index::{find, position};
use crate::record::moment::Moment;
use crate::record::outcome::Course;
use crate::voice::standing::Standing;

/// An event of a day or two.
const SHORT: i64 = 2 * 86_400;

pub(super) fn audit(evidence: &mut Evidence<'_>) {
    let mut falls: BTreeMap<u32, Vec<(Cited, Cited)>> = BTreeMap::new();
    for finding in evidence.findings() {
        let (earlier, later) = match finding.grounds() {
            Grounds::Falls { earlier, later, .. } | Grounds::NamesLess { earlier, later, .. } => (earlier, later),
            _ => continue,
        };
        let is_hedged = matches!(finding.grounds(), Grounds::NamesLess { .. });
        let Some(highest) = earlier.first().filter(|first| is_hedged || beyond_slack(first.reads, later.reads)) else {
            continue;
        };
        let event = find(evidence.dossier.events(), later.quantity.event().as_str(), |event| event.id().as_str());
        falls.entry(event).or_default().push((highest.clone(), later.clone()));
    }
    if falls.is_empty() {
        return;
    }
    let first = first_moments(evidence);
    for (event, mut falls) in falls {
        let record = &evidence.dossier.events()[event as usize];
        let settled = evidence.index.events[event as usize].settled;
        let over = record.end().or_else(|| first.get(&event).copied());
        if !may_be_over(evidence, event) {
            continue;
        }
        // What was said after the settling is of the final toll already.
        falls.retain(|(higher, _)| settled.is_none_or(|settled| higher.moment <= settled));
        if let Some(over) = over.filter(|_| !falls.is_empty()) {
            falls.sort_by(|one, other| (&one.1.claim, &one.0.claim).cmp(&(&other.1.claim, &other.0.claim)));
            evidence.find(Severity::Notice, Grounds::Unsettled { event: record.id().clone(), settled, over, falls });
        }
    }
}

/// Whether nothing says that the event ended, or it lasted a day or two and nothing but its end says
/// from when on its toll is settled.
fn may_be_over(evidence: &Evidence<'_>, event: u32) -> bool {
    let record = &evidence.dossier.events()[event as usize];
    let facts = &evidence.index.events[event as usize];
    match (facts.settled, record.end(), record.start()) {
        (None, ..) => true,
        (Some(settled), Some(end), Some(start)) => {
            record.settled().is_none() && settled > end && end.unix().saturating_sub(start.as_beginning()) <= SHORT
        }
        _ => false,
    }
}

/// Of each event, the first moment that a standing claim on what only adds up speaks of.
fn first_moments(evidence: &Evidence<'_>) -> BTreeMap<u32, Moment> {
    let mut first: BTreeMap<u32, Moment> = BTreeMap::new();
    for quantity in 0..position(evidence.folds.len()) {
        let node = evidence.index.node(quantity);
        if node.outcome.course() == Course::Stock {
            continue;
        }
        let own = evidence.index.own(quantity).filter(|&at| evidence.engine.standings[at] == Standing::Stands);
        if let Some(moment) = own.map(|at| evidence.index.statements[at].moment).min() {
            first.entry(node.event).and_modify(|known| *known = moment.min(*known)).or_insert(moment);
        }
    }
    first
}
