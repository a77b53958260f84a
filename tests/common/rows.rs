//! The claims of a dossier as the columns of a batch.

#![allow(dead_code, reason = "no one file uses all of it")]

use corroborate::batch::Columns;
use corroborate::{Basis, ClaimId, Count, Credibility, Dossier, Interest, Moment, Outcome};

/// The claims in the order of their ids, a vector for each column.
#[derive(Default)]
pub(crate) struct Rows {
    pub(crate) ids: Vec<ClaimId>,
    pub(crate) event: Vec<u32>,
    pub(crate) group: Vec<u32>,
    pub(crate) outcome: Vec<Outcome>,
    pub(crate) source: Vec<u32>,
    pub(crate) counts: Vec<Count>,
    pub(crate) count: Vec<u32>,
    pub(crate) as_of: Vec<Moment>,
    pub(crate) published: Vec<Option<Moment>>,
    pub(crate) since: Vec<Option<Moment>>,
    pub(crate) retracted: Vec<Option<Moment>>,
    pub(crate) basis: Vec<Option<Basis>>,
    pub(crate) interest: Vec<Option<Interest>>,
    pub(crate) perpetrator: Vec<Option<u32>>,
    pub(crate) credibility: Vec<Option<Credibility>>,
    pub(crate) correction: Vec<bool>,
    pub(crate) supersedes: Vec<(u32, u32)>,
}

fn find<T>(records: &[T], is: impl Fn(&T) -> bool) -> u32 {
    let at = records.iter().position(is).expect("the dossier holds it");
    u32::try_from(at).expect("a small dossier")
}

impl Rows {
    pub(crate) fn of(dossier: &Dossier) -> Rows {
        let claims = dossier.claims();
        let mut rows = Rows::default();
        for claim in claims {
            rows.ids.push(claim.id().clone());
            rows.event.push(find(dossier.events(), |event| event.id() == claim.event()));
            rows.group.push(find(dossier.groups(), |group| group.id() == claim.group()));
            rows.outcome.push(claim.outcome());
            rows.source.push(find(dossier.sources(), |source| source.id() == claim.source()));
            if !rows.counts.contains(claim.count()) {
                rows.counts.push(claim.count().clone());
            }
            rows.count.push(find(&rows.counts, |count| count == claim.count()));
            rows.as_of.push(claim.as_of());
            rows.published.push(claim.published());
            rows.since.push(claim.since());
            rows.retracted.push(claim.retracted());
            rows.basis.push(claim.basis());
            rows.interest.push(claim.interest());
            rows.perpetrator.push(claim.perpetrator().map(|id| find(dossier.parties(), |party| party.id() == id)));
            rows.credibility.push(claim.credibility());
            rows.correction.push(claim.is_correction());
            let earlier = claim.supersedes().map(|id| find(claims, |claim| claim.id() == id));
            rows.supersedes.extend(earlier.map(|earlier| (find(claims, |other| other.id() == claim.id()), earlier)));
        }
        rows
    }

    /// The columns; those that no claim uses are absent.
    pub(crate) fn columns(&self) -> Columns<'_> {
        fn used<T: Default + PartialEq>(column: &[T]) -> &[T] {
            if column.iter().all(|entry| *entry == T::default()) { &[] } else { column }
        }
        Columns {
            event: &self.event,
            group: &self.group,
            outcome: &self.outcome,
            source: &self.source,
            counts: &self.counts,
            count: &self.count,
            as_of: &self.as_of,
            published: used(&self.published),
            since: used(&self.since),
            retracted: used(&self.retracted),
            basis: used(&self.basis),
            interest: used(&self.interest),
            perpetrator: used(&self.perpetrator),
            credibility: used(&self.credibility),
            correction: used(&self.correction),
            supersedes: &self.supersedes,
            superseded: &[],
        }
    }
}
