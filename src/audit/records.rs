//! Rules on the records themselves, independent of their counts.

use std::collections::BTreeSet;

use super::evidence::Evidence;
use super::grounds::{Grounds, RecordKind};
use super::rule::{Rule, Severity};
use crate::dossier::index::position;
use crate::record::claim::Claim;
use crate::record::event::Event;
use crate::record::group::Group;

pub(super) fn audit(evidence: &Evidence<'_>) {
    retractions(evidence);
    supersessions(evidence);
    exhaustive(evidence);
}

fn retractions(evidence: &Evidence<'_>) {
    for at in 0..position(evidence.dossier.claims().len()) {
        let claim = evidence.claim(at);
        if let Some(retracted) = claim.retracted().filter(|&retracted| retracted < claim.known_from()) {
            evidence.find(Severity::Error, Grounds::Retracted { claim: evidence.cite(at), retracted });
        }
    }
}

fn supersessions(evidence: &Evidence<'_>) {
    for &(by, earlier) in &evidence.index.supersessions {
        let (by, earlier) = (&evidence.index.statements[by as usize], &evidence.index.statements[earlier as usize]);
        let (by_claim, earlier_claim) = (evidence.claim(by.claim), evidence.claim(earlier.claim));
        let rules = [
            (by.speaker != earlier.speaker, Rule::SupersedesOtherVoice, Severity::Warning),
            (!count_alike(by_claim, earlier_claim), Rule::SupersedesOtherQuantity, Severity::Notice),
            (by.moment < earlier.moment, Rule::SupersedesNewer, Severity::Notice),
        ];
        for (_, rule, severity) in rules.into_iter().filter(|&(holds, ..)| holds) {
            let (by, earlier) = (evidence.cite(by.claim), evidence.cite(earlier.claim));
            evidence.find(severity, Grounds::Supersedes { rule, by, earlier });
        }
    }
}

fn count_alike(one: &Claim, other: &Claim) -> bool {
    (one.event(), one.group(), one.outcome()) == (other.event(), other.group(), other.outcome())
}

/// Reports groups and events that are declared exhaustive but have no parts.
fn exhaustive(evidence: &Evidence<'_>) {
    let dossier = evidence.dossier;
    let groups = dossier.groups().iter().filter_map(Group::part_of).map(AsRef::as_ref).collect();
    let declared = dossier.groups().iter().filter(|group| group.is_exhaustive()).map(|group| group.id().as_str());
    without_parts(evidence, RecordKind::Group, declared, &groups);
    let events = dossier.events().iter().filter_map(Event::part_of).map(AsRef::as_ref).collect();
    let declared = dossier.events().iter().filter(|event| event.is_exhaustive()).map(|event| event.id().as_str());
    without_parts(evidence, RecordKind::Event, declared, &events);
}

fn without_parts<'a>(
    evidence: &Evidence<'_>,
    kind: RecordKind,
    declared: impl Iterator<Item = &'a str>,
    with_parts: &BTreeSet<&str>,
) {
    for id in declared.filter(|id| !with_parts.contains(id)) {
        evidence.find(Severity::Warning, Grounds::NoParts { kind, id: id.into() });
    }
}
