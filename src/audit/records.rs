//! What is wrong with the records themselves, whatever they count.

use std::collections::BTreeSet;

use super::case::Case;
use super::grounds::{Grounds, Whole};
use super::rule::{Rule, Severity};
use crate::dossier::index::position;
use crate::record::claim::Claim;
use crate::record::event::Event;
use crate::record::group::Group;
use crate::record::id::{EventId, GroupId};

pub(super) fn audit(case: &mut Case<'_>) {
    retractions(case);
    supersessions(case);
    exhaustive(case);
}

fn retractions(case: &mut Case<'_>) {
    for at in 0..position(case.dossier.claims().len()) {
        let claim = case.claim(at);
        if let Some(retracted) = claim.retracted().filter(|&retracted| retracted < claim.known_from()) {
            case.find(Severity::Error, Grounds::Retracted { claim: case.cite(at), retracted });
        }
    }
}

fn supersessions(case: &mut Case<'_>) {
    for &(by, earlier) in &case.index.supersessions {
        let (by, earlier) = (&case.index.statements[by as usize], &case.index.statements[earlier as usize]);
        let (by_claim, earlier_claim) = (case.claim(by.claim), case.claim(earlier.claim));
        let rules = [
            (by.speaker != earlier.speaker, Rule::SupersedesOtherVoice, Severity::Warning),
            (!count_alike(by_claim, earlier_claim), Rule::SupersedesOtherQuantity, Severity::Notice),
            (by.moment < earlier.moment, Rule::SupersedesNewer, Severity::Notice),
        ];
        for (_, rule, severity) in rules.into_iter().filter(|&(holds, ..)| holds) {
            let (by, earlier) = (case.cite(by.claim), case.cite(earlier.claim));
            case.find(severity, Grounds::Supersedes { rule, by, earlier });
        }
    }
}

fn count_alike(one: &Claim, other: &Claim) -> bool {
    (one.event(), one.group(), one.outcome()) == (other.event(), other.group(), other.outcome())
}

/// Of records without parts, nothing can be covered by them.
fn exhaustive(case: &mut Case<'_>) {
    let dossier = case.dossier;
    let with_parts: BTreeSet<&GroupId> = dossier.groups().iter().filter_map(Group::part_of).collect();
    for group in dossier.groups().iter().filter(|group| group.is_exhaustive() && !with_parts.contains(group.id())) {
        case.find(Severity::Warning, Grounds::NoParts { whole: Whole::Group(group.id().clone()) });
    }
    let with_parts: BTreeSet<&EventId> = dossier.events().iter().filter_map(Event::part_of).collect();
    for event in dossier.events().iter().filter(|event| event.is_exhaustive() && !with_parts.contains(event.id())) {
        case.find(Severity::Warning, Grounds::NoParts { whole: Whole::Event(event.id().clone()) });
    }
}
