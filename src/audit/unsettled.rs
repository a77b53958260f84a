//! The rule on events whose totals fall, although no record says when the event ended.

use std::collections::BTreeMap;

use super::evidence::Evidence;
use super::grounds::{Cited, Grounds};
use super::rule::Severity;
use crate::dossier::index::find;
use crate::record::event::Event;
use crate::record::id::EventId;
use crate::record::moment::Moment;

/// The length of a short event, in seconds: a day or two.
const SHORT: i64 = 2 * 86_400;

/// Reads the falls that were found before.
pub(super) fn audit(evidence: &Evidence<'_>) {
    let mut falls: BTreeMap<EventId, Vec<(Cited, Cited)>> = BTreeMap::new();
    for fall in evidence.falls() {
        falls.entry(fall.1.quantity.event().clone()).or_default().push(fall);
    }
    for (id, mut falls) in falls {
        let event = find(evidence.dossier.events(), id.as_str(), |event| event.id().as_str());
        let settled = evidence.index.events[event as usize].settled;
        let record = &evidence.dossier.events()[event as usize];
        // Claims of moments after the settling are about the final toll already.
        falls.retain(|(higher, _)| settled.is_none_or(|settled| higher.moment <= settled));
        if falls.is_empty() || !may_be_over(record, settled) {
            continue;
        }
        if let Some(over) = record.end().or_else(|| first_moment(evidence, event)) {
            falls.sort_by(|one, other| (&one.1.claim, &one.0.claim).cmp(&(&other.1.claim, &other.0.claim)));
            evidence.find(Severity::Notice, Grounds::Unsettled { event: id, settled, over, falls });
        }
    }
}

/// Whether nothing says that the event ended; or it lasted a day or two, and its toll is settled
/// only some days after its end.
fn may_be_over(event: &Event, settled: Option<Moment>) -> bool {
    match (settled, event.start(), event.end()) {
        (None, ..) => true,
        (Some(settled), Some(start), Some(end)) => {
            event.settled().is_none() && settled > end && end.unix().saturating_sub(start.as_beginning()) <= SHORT
        }
        _ => false,
    }
}

/// The first moment that a standing claim on the event speaks of.
fn first_moment(evidence: &Evidence<'_>, event: u32) -> Option<Moment> {
    evidence.of_event(event).flat_map(|quantity| evidence.standing(quantity)).map(|facts| facts.moment).min()
}
