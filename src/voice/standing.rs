//! Decides which claims are known at the time of the question, and which of them stand (are not
//! retracted, superseded or discounted).

use crate::dossier::index::{ClaimFacts, Index};
use crate::record::moment::Moment;

/// The standing of a claim, given what was known by a moment.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Not published by that moment.
    Unknown,
    Stands,
    Retracted,
    Superseded,
    Discounted,
}

impl Standing {
    pub(crate) fn is_known(self) -> bool {
        self != Standing::Unknown
    }
}

/// The standing of every claim, in the order of the index, given what was known by a moment.
///
/// The first reason that holds is given: retracted; superseded by a known claim that is neither
/// retracted nor discounted, even if that claim is superseded in turn; discounted.
pub(crate) fn standings(index: &Index, known_by: Option<Moment>) -> Vec<Standing> {
    let alone: Vec<Standing> = index.statements.iter().map(|facts| alone(facts, known_by)).collect();
    let mut standings = alone.clone();
    for &(later, earlier) in &index.supersessions {
        let earlier = &mut standings[earlier as usize];
        *earlier = beside(*earlier, alone[later as usize]);
    }
    standings
}

/// The standing of one claim, given the claims that supersede it.
pub(crate) fn standing_of(index: &Index, claim: u32, superseders: &[u32], known_by: Option<Moment>) -> Standing {
    let of = |at: u32| alone(&index.statements[at as usize], known_by);
    superseders.iter().fold(of(claim), |standing, &later| beside(standing, of(later)))
}

/// The standing that a claim would have if nothing superseded it.
pub(crate) fn alone(facts: &ClaimFacts, known_by: Option<Moment>) -> Standing {
    let by = |moment: Moment| known_by.is_none_or(|known_by| moment <= known_by);
    if !by(facts.publication) {
        Standing::Unknown
    } else if facts.retracted.is_some_and(by) {
        Standing::Retracted
    } else if facts.discounted {
        Standing::Discounted
    } else {
        Standing::Stands
    }
}

/// The standing of a claim, given that another claim supersedes it.
pub(crate) fn beside(earlier: Standing, later: Standing) -> Standing {
    match (earlier, later) {
        (Standing::Stands | Standing::Discounted, Standing::Stands) => Standing::Superseded,
        _ => earlier,
    }
}
