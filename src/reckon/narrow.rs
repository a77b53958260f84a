//! Narrows an exhaustive part to what its whole leaves once the other parts are subtracted.

use std::collections::HashMap;

use crate::reckon::engine::Engine;
use crate::reckon::history::Tracks;
use crate::reckon::parts_and_wholes::{Sum, WholeEffect, hear_whole};
use crate::record::quantity::Tree;
use crate::said::interval::Interval;
use crate::voice::Fold;

/// One step in which a whole narrowed a part.
pub(crate) struct Narrowing {
    pub(crate) tree: Tree,
    pub(crate) whole: u32,
    pub(crate) whole_range: Interval,
    pub(crate) siblings: Sum,
    pub(crate) left: Option<Interval>,
    pub(crate) effect: WholeEffect,
    pub(crate) range: Interval,
}

/// A cache of results for quantities as of moments other than their own.
#[derive(Default)]
pub(crate) struct Memo {
    from_above: HashMap<(u32, i64), Interval>,
    pub(crate) folds: HashMap<u32, Fold>,
    sums: HashMap<(u32, Tree, i64), Sum>,
    tracks: Tracks,
}

impl Memo {
    /// Clears the results for one moment; folds and histories stay.
    pub(crate) fn forget_moment(&mut self) {
        self.from_above.clear();
        self.sums.clear();
    }

    /// The sum of all parts of a whole that they cover, as of `t`.
    fn siblings(&mut self, engine: &Engine<'_>, whole: u32, tree: Tree, t: i64) -> Sum {
        if let Some(&known) = self.sums.get(&(whole, tree, t)) {
            return known;
        }
        let sum = if engine.is_settled_by(whole, t) {
            engine.sum(whole, tree, t)
        } else {
            self.tracks.sum(engine, whole, tree, t)
        };
        self.sums.insert((whole, tree, t), sum);
        sum
    }
}

impl Engine<'_> {
    /// Narrows the range of a part by its exhaustive wholes.
    pub(crate) fn narrow(&self, part: u32, t: i64, mut range: Interval, memo: &mut Memo) -> (Interval, Vec<Narrowing>) {
        let mut steps = Vec::new();
        for &tree in Tree::ALL {
            let Some(whole) = self.index.node(part).wholes[tree as usize] else { continue };
            if !self.is_covered(whole, tree) {
                continue;
            }
            let mut siblings = memo.siblings(self, whole, tree, t);
            siblings.remove(&memo.tracks.part(self, part, t));
            let whole_range = self.seen_from_above(whole, t, memo);
            let (effect, narrowed, left) = hear_whole(range, whole_range, &siblings);
            range = narrowed;
            steps.push(Narrowing { tree, whole, whole_range, siblings, left, effect, range });
        }
        (range, steps)
    }

    /// The range of a whole from its own voices and its own wholes, without its parts.
    fn seen_from_above(&self, whole: u32, t: i64, memo: &mut Memo) -> Interval {
        if let Some(&known) = memo.from_above.get(&(whole, t)) {
            return known;
        }
        let fold = memo.folds.entry(whole).or_insert_with(|| self.fold(whole));
        let news = self.news(whole, t);
        let own = news.tell(self.hear(fold.voices(news.heard_at), &[]));
        let (range, _) = self.narrow(whole, t, own.range(), memo);
        memo.from_above.insert((whole, t), range);
        range
    }
}
