//! What exhaustive wholes leave to their parts, as of a part's own moment.

use std::collections::HashMap;

use crate::reckon::engine::Engine;
use crate::reckon::history::Tracks;
use crate::reckon::rollup::{Part, Sum, WholeEffect, hear_whole};
use crate::record::moment::Moment;
use crate::record::quantity::Tree;
use crate::said::interval::Interval;
use crate::voice::Chorus;

/// What a whole did to a part.
pub(crate) struct WholeStep {
    pub(crate) tree: Tree,
    pub(crate) whole: u32,
    pub(crate) whole_range: Interval,
    pub(crate) siblings: Sum,
    pub(crate) left: Option<Interval>,
    pub(crate) effect: WholeEffect,
    pub(crate) range: Interval,
}

/// What has been worked out of quantities as of other moments than their own.
#[derive(Default)]
pub(crate) struct Memo {
    from_above: HashMap<(u32, i64), Interval>,
    pub(crate) choruses: HashMap<u32, Chorus>,
    tracks: Tracks,
}

impl Memo {
    /// Forgets what was asked as of one moment; voices stay as they are.
    pub(crate) fn forget_moment(&mut self) {
        self.from_above.clear();
    }
}

impl Engine<'_> {
    /// A quantity's estimate before wholes, as of any moment.
    fn before_at(&self, quantity: u32, t: i64, memo: &mut Memo) -> Part {
        let own = self.moment(quantity).map_or(t, Moment::unix);
        match self.after[quantity as usize] {
            _ if t == own => self.before[quantity as usize],
            Some(after) if t > own => after,
            // A part of which nothing stands may be newer than its whole, and ask about later.
            _ => memo.tracks.part(self, quantity, t),
        }
    }

    /// Brings the range of a part to what the wholes it exhausts leave for it.
    pub(crate) fn narrow(&self, part: u32, t: i64, mut range: Interval, memo: &mut Memo) -> (Interval, Vec<WholeStep>) {
        let mut steps = Vec::new();
        for &tree in Tree::ALL {
            let Some(whole) = self.index.node(part).wholes[tree as usize] else { continue };
            let Some(covered) = self.covered.get(&(whole, tree)) else { continue };
            let mut siblings = match self.moment(whole) {
                Some(own) if own.unix() == t => *covered,
                _ => memo.tracks.sum(self, whole, tree, t),
            };
            siblings.remove(&self.before_at(part, t, memo));
            let whole_range = self.seen_from_above(whole, t, memo);
            let (effect, narrowed, left) = hear_whole(range, whole_range, &siblings);
            range = narrowed;
            steps.push(WholeStep { tree, whole, whole_range, siblings, left, effect, range });
        }
        (range, steps)
    }

    /// The range of a whole from its own voices and its own wholes, not its parts.
    fn seen_from_above(&self, whole: u32, t: i64, memo: &mut Memo) -> Interval {
        if let Some(&known) = memo.from_above.get(&(whole, t)) {
            return known;
        }
        let chorus = memo.choruses.entry(whole).or_insert_with(|| Chorus::of(self.fold(whole)));
        let own = self.hear(chorus.voices(t), &[]);
        let (range, _) = self.narrow(whole, t, own.range(), memo);
        memo.from_above.insert((whole, t), range);
        range
    }
}
