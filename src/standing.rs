//! Which claims are known, and which of them stand.

use crate::index::{Facts, Index};
use crate::moment::Moment;

/// Where a claim stands, given what was known.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Not published by then.
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

/// The standing of every claim, in the order of the index, given what was known by then.
///
/// The first reason that holds: retracted; superseded by a known claim that is neither
/// retracted nor discounted, be that one superseded in turn; discounted.
pub(crate) fn standings(index: &Index, known_by: Option<Moment>) -> Vec<Standing> {
    let by = |moment: Moment| known_by.is_none_or(|known_by| moment <= known_by);
    let alone = |facts: &Facts| {
        if !by(facts.publication) {
            Standing::Unknown
        } else if facts.retracted.is_some_and(by) {
            Standing::Retracted
        } else if facts.discounted {
            Standing::Discounted
        } else {
            Standing::Stands
        }
    };
    let alone: Vec<Standing> = index.statements.iter().map(alone).collect();
    let mut standings = alone.clone();
    for &(later, earlier) in &index.supersessions {
        let earlier = &mut standings[earlier as usize];
        if alone[later as usize] == Standing::Stands && matches!(*earlier, Standing::Stands | Standing::Discounted) {
            *earlier = Standing::Superseded;
        }
    }
    standings
}
