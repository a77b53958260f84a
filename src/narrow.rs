//! What exhaustive wholes leave to their parts, as of a part's own moment.

use std::collections::HashMap;

use crate::interval::Interval;
use crate::quantity::Tree;
use crate::reconcile::Engine;
use crate::rollup::{Sum, WholeEffect, hear_whole};
use crate::track::Tracks;
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
    sums: HashMap<(u32, Tree, i64), Sum>,
    tracks: Tracks,
}

impl Memo {
    /// Forgets what was asked as of one moment; voices stay as they are.
    pub(crate) fn forget_moment(&mut self) {
        self.from_above.clear();
        self.sums.clear();
    }

    /// The parts of a whole that they cover, added up as of `t`.
    fn siblings(&mut self, engine: &Engine<'_>, whole: u32, tree: Tree, t: i64) -> Sum {
        if let Some(&known) = self.sums.get(&(whole, tree, t)) {
            return known;
        }
        let sum = if engine.is_settled_by(whole, t) {
            let mut sum = Sum::default();
            engine.parts_in_play(whole, tree).for_each(|&part| sum.add(&engine.part_at(part, t)));
            sum
        } else {
            self.tracks.sum(engine, whole, tree, t)
        };
        self.sums.insert((whole, tree, t), sum);
        sum
    }
}

impl Engine<'_> {
    /// Brings the range of a part to what the wholes it exhausts leave for it.
    pub(crate) fn narrow(&self, part: u32, t: i64, mut range: Interval, memo: &mut Memo) -> (Interval, Vec<WholeStep>) {
        let mut steps = Vec::new();
        for &tree in Tree::ALL {
            let Some(whole) = self.index.node(part).wholes[tree as usize] else { continue };
            if !self.is_covered(whole, tree) {
                continue;
            }
            let mut siblings = memo.siblings(self, whole, tree, t);
            siblings.remove(&self.part_at(part, t));
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
        let news = self.news(whole, t);
        let own = news.tell(self.hear(chorus.voices(news.heard_at), &[]));
        let (range, _) = self.narrow(whole, t, own.range(), memo);
        memo.from_above.insert((whole, t), range);
        range
    }
}
