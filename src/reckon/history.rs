//! Estimates of quantities as of moments other than their own.
//!
//! An exhaustive part is narrowed by its whole and its siblings *as of the part's own moment*,
//! which may lie before a sibling's newest claim. Estimating every sibling again for every part
//! would cost the square of their number. So the whole history of each quantity is computed once,
//! and sums are updated from change to change. If fewer moments are asked about than the quantity
//! has changes, only these moments are computed.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::reckon::engine::Engine;
use crate::reckon::parts_and_wholes::{Cover, Part, Sum};
use crate::record::quantity::Tree;
use crate::voice::Fold;

/// Values in order, each with the second from which it holds; the first holds from the beginning.
type Steps<T> = Rc<[(i64, T)]>;

#[derive(Default)]
pub(crate) struct Tracks {
    parts: HashMap<u32, Steps<Part>>,
    sums: HashMap<(u32, Tree), Steps<Sum>>,
    folds: HashMap<u32, Fold>,
    /// Estimates for single moments.
    parts_at: HashMap<(u32, i64), Part>,
    sums_at: HashMap<(u32, Tree, i64), Sum>,
    /// A lower bound for the number of moments at which a quantity changes.
    changes: HashMap<u32, usize>,
    /// How many single lookups remain before computing the whole history is cheaper.
    break_even: HashMap<(u32, Option<Tree>), usize>,
}

impl Tracks {
    /// The estimate of a flow before wholes, as of `t`.
    pub(crate) fn part(&mut self, engine: &Engine<'_>, quantity: u32, t: i64) -> Part {
        if engine.is_settled_by(quantity, t) {
            return engine.part_at(quantity, t);
        }
        if let Some(&known) = self.parts_at.get(&(quantity, t)) {
            return known;
        }
        let changes = |tracks: &mut Tracks| tracks.changes(engine, quantity);
        if self.parts.contains_key(&quantity) || self.is_worth_following((quantity, None), changes) {
            return at(&self.track(engine, quantity), t);
        }
        let mut sums = Vec::new();
        for &tree in Tree::ALL {
            if engine.count_parts_in_play(quantity, tree) > 0 {
                sums.push((tree, engine.cover(quantity, tree), self.sum(engine, quantity, tree, t)));
            }
        }
        let fold = self.folds.entry(quantity).or_insert_with(|| engine.fold(quantity));
        let part = engine.part(&engine.hear(fold.voices(t), &sums));
        self.parts_at.insert((quantity, t), part);
        part
    }

    /// The parts in play of a whole along one tree, added up as of `t`.
    pub(crate) fn sum(&mut self, engine: &Engine<'_>, whole: u32, tree: Tree, t: i64) -> Sum {
        if let Some(&known) = self.sums_at.get(&(whole, tree, t)) {
            return known;
        }
        // One lookup estimates every part; a history estimates each part once per change.
        let changes = |tracks: &mut Tracks| {
            let (mut parts, mut changes) = (0, 0);
            for &part in engine.parts_in_play(whole, tree) {
                parts += 1;
                changes += tracks.changes(engine, part);
            }
            changes / parts.max(1)
        };
        if self.sums.contains_key(&(whole, tree)) || self.is_worth_following((whole, Some(tree)), changes) {
            return at(&self.sum_track(engine, whole, tree), t);
        }
        let mut sum = Sum::default();
        for &part in engine.parts_in_play(whole, tree) {
            sum.add(&self.part(engine, part, t));
        }
        self.sums_at.insert((whole, tree, t), sum);
        sum
    }

    /// Whether there were about as many lookups as there are changes.
    fn is_worth_following(&mut self, what: (u32, Option<Tree>), changes: impl FnOnce(&mut Tracks) -> usize) -> bool {
        let left = match self.break_even.get(&what) {
            Some(&left) => left,
            None => changes(self),
        };
        self.break_even.insert(what, left.saturating_sub(1));
        left <= 1
    }

    /// A lower bound for the number of moments at which a quantity changes: the number of moments
    /// at which a claim on it, or on one of its parts, takes effect.
    fn changes(&mut self, engine: &Engine<'_>, quantity: u32) -> usize {
        if let Some(&known) = self.changes.get(&quantity) {
            return known;
        }
        let breaks: HashSet<i64> = engine.breaks(quantity).collect();
        let mut changes = breaks.len() + 1;
        for &tree in Tree::ALL {
            for &part in engine.parts_in_play(quantity, tree) {
                changes = changes.max(self.changes(engine, part));
            }
        }
        self.changes.insert(quantity, changes);
        changes
    }

    fn track(&mut self, engine: &Engine<'_>, quantity: u32) -> Steps<Part> {
        if let Some(known) = self.parts.get(&quantity) {
            return Rc::clone(known);
        }
        let mut sums: Vec<(Tree, Cover, Steps<Sum>)> = Vec::new();
        for &tree in Tree::ALL {
            if engine.count_parts_in_play(quantity, tree) > 0 {
                sums.push((tree, engine.cover(quantity, tree), self.sum_track(engine, quantity, tree)));
            }
        }
        let mut fold = self.folds.remove(&quantity).unwrap_or_else(|| engine.fold(quantity));
        let of_parts = sums.iter().flat_map(|(_, _, steps)| steps.iter().map(|&(from, _)| from));
        let lapse = engine.newest(quantity).map(|newest| newest.unix() + 1);
        let mut changes: Vec<i64> = engine.breaks(quantity).chain(of_parts).chain([i64::MIN]).chain(lapse).collect();
        changes.sort_unstable();
        changes.dedup();
        let mut steps: Vec<(i64, Part)> = Vec::with_capacity(changes.len());
        for from in changes {
            let part = if engine.is_settled_by(quantity, from) {
                engine.part_at(quantity, from)
            } else {
                let sums: Vec<_> = sums.iter().map(|(tree, cover, steps)| (*tree, *cover, at(steps, from))).collect();
                engine.part(&engine.hear(fold.voices(from), &sums))
            };
            if steps.last().is_none_or(|&(_, last)| last != part) {
                steps.push((from, part));
            }
        }
        let steps: Steps<Part> = steps.into();
        self.parts.insert(quantity, Rc::clone(&steps));
        steps
    }

    fn sum_track(&mut self, engine: &Engine<'_>, whole: u32, tree: Tree) -> Steps<Sum> {
        if let Some(known) = self.sums.get(&(whole, tree)) {
            return Rc::clone(known);
        }
        let mut sum = Sum::default();
        let mut changes: Vec<(i64, Option<Part>, Part)> = Vec::new();
        for &part in engine.parts_in_play(whole, tree) {
            let track = self.track(engine, part);
            let before = std::iter::once(None).chain(track.iter().map(|&(_, part)| Some(part)));
            changes.extend(track.iter().zip(before).map(|(&(from, part), before)| (from, before, part)));
        }
        changes.sort_by_key(|&(from, ..)| from);
        let mut steps: Vec<(i64, Sum)> = Vec::new();
        for (from, before, part) in changes {
            if let Some(before) = before {
                sum.remove(&before);
            }
            sum.add(&part);
            match steps.last_mut() {
                Some(last) if last.0 == from => last.1 = sum,
                _ => steps.push((from, sum)),
            }
        }
        let steps: Steps<Sum> = steps.into();
        self.sums.insert((whole, tree), Rc::clone(&steps));
        steps
    }
}

/// The value that holds at `t`. Every track has a step that starts at the beginning of time.
fn at<T: Copy>(steps: &Steps<T>, t: i64) -> T {
    let held = steps.partition_point(|&(from, _)| from <= t);
    steps[held.saturating_sub(1)].1
}
