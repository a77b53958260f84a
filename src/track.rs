//! Quantities as of other moments than their own.
//!
//! An exhaustive part is narrowed by its whole and its siblings *as of the part's own moment*,
//! which may lie before a sibling's newest claim. Asking every sibling anew for every part
//! would cost the square of their number; so each quantity is followed once through the
//! moments at which it changes, and sums are carried along from change to change.

use std::collections::HashMap;
use std::rc::Rc;

use crate::quantity::Tree;
use crate::reconcile::Engine;
use crate::rollup::{Cover, Part, Sum};
use crate::voice::Chorus;

/// Values and the second from which each holds, in order; the first from the beginning.
type Steps<T> = Rc<[(i64, T)]>;

#[derive(Default)]
pub(crate) struct Tracks {
    parts: HashMap<u32, Steps<Part>>,
    sums: HashMap<(u32, Tree), Steps<Sum>>,
}

impl Tracks {
    /// The estimate of a flow before wholes, as of `t`.
    pub(crate) fn part(&mut self, engine: &Engine<'_>, quantity: u32, t: i64) -> Part {
        at(&self.track(engine, quantity), t)
    }

    /// The parts in play of a whole along one tree, added up as of `t`.
    pub(crate) fn sum(&mut self, engine: &Engine<'_>, whole: u32, tree: Tree, t: i64) -> Sum {
        at(&self.sum_track(engine, whole, tree), t)
    }

    fn track(&mut self, engine: &Engine<'_>, quantity: u32) -> Steps<Part> {
        if let Some(known) = self.parts.get(&quantity) {
            return Rc::clone(known);
        }
        let mut sums: Vec<(Tree, Cover, Steps<Sum>)> = Vec::new();
        for &tree in Tree::ALL {
            let parts = engine.parts_in_play(quantity, tree).count();
            if parts > 0 {
                sums.push((tree, engine.cover(quantity, tree, parts), self.sum_track(engine, quantity, tree)));
            }
        }
        let mut chorus = Chorus::of(engine.fold(quantity));
        let of_parts = sums.iter().flat_map(|(_, _, steps)| steps.iter().map(|&(from, _)| from));
        let mut changes: Vec<i64> = engine.breaks(quantity).chain(of_parts).chain([i64::MIN]).collect();
        changes.sort_unstable();
        changes.dedup();
        let mut steps: Vec<(i64, Part)> = Vec::with_capacity(changes.len());
        for from in changes {
            let sums: Vec<_> = sums.iter().map(|(tree, cover, steps)| (*tree, *cover, at(steps, from))).collect();
            let heard = engine.hear(chorus.voices(from), &sums);
            let part = engine.part(&heard);
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

/// The value that holds at `t`. A track has a first step from the beginning of time.
fn at<T: Copy>(steps: &Steps<T>, t: i64) -> T {
    let held = steps.partition_point(|&(from, _)| from <= t);
    steps[held.saturating_sub(1)].1
}
