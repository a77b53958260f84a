//! Running sums of parts. A caller that estimates a whole many times adds only the parts that
//! changed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::dossier::index::SpeakerIndex;
use crate::reckon::engine::Engine;
use crate::reckon::parts_and_wholes::{Part, Sum};
use crate::record::quantity::Tree;

/// The sums of the wholes that were estimated, by whole and tree.
pub(super) type RunningSums = HashMap<(u32, Tree), RunningSum>;

/// The counts that voices admit of one part.
type Admitted = Box<[(SpeakerIndex, u64)]>;

/// The sum of the parts in play of one whole along one tree. Only parts that changed are added
/// again.
#[derive(Debug)]
pub(super) struct RunningSum {
    pub(super) as_of: i64,
    pub(super) sum: Sum,
    /// The counts that voices admit of the parts, added up.
    pub(super) admitted: BTreeMap<SpeakerIndex, u128>,
    /// Each part as it was added, and what voices admit of it.
    added: HashMap<u32, (Part, Admitted)>,
    /// The parts whose ceilings have not lapsed, each after the newest moment that a claim on it
    /// speaks of.
    to_lapse: BTreeSet<(i64, u32)>,
    /// The parts that have changed.
    pub(super) changed: Vec<u32>,
}

impl RunningSum {
    /// The sum of all parts of the whole, when it is first brought up to date.
    pub(super) fn new(engine: &Engine<'_>, whole: u32, tree: Tree) -> RunningSum {
        RunningSum {
            as_of: i64::MIN,
            sum: Sum::default(),
            admitted: BTreeMap::new(),
            added: HashMap::new(),
            to_lapse: BTreeSet::new(),
            changed: engine.parts_in_play(whole, tree).copied().collect(),
        }
    }

    /// Brings the sum up to date, as of `t`. The cost depends only on the number of parts that have
    /// changed, unless `t` is earlier than the last time.
    pub(super) fn update(&mut self, engine: &Engine<'_>, t: i64) {
        if t < self.as_of {
            self.changed.extend(self.added.keys());
        }
        self.as_of = t;
        while let Some(&(newest, part)) = self.to_lapse.first().filter(|&&(newest, _)| newest < t) {
            self.to_lapse.remove(&(newest, part));
            self.changed.push(part);
        }
        for part in std::mem::take(&mut self.changed) {
            self.remove(part);
            if engine.is_in_play(part) {
                self.add(engine, part, t);
            }
        }
    }

    fn remove(&mut self, part: u32) {
        let Some((added, admitted)) = self.added.remove(&part) else { return };
        self.sum.remove(&added);
        for &(speaker, count) in &admitted {
            let sum = self.admitted.entry(speaker).or_default();
            *sum -= u128::from(count);
            if *sum == 0 {
                self.admitted.remove(&speaker);
            }
        }
    }

    fn add(&mut self, engine: &Engine<'_>, part: u32, t: i64) {
        let is = engine.part_at(part, t);
        self.sum.add(&is);
        let admitted: Box<[_]> = engine.admitted(part).into();
        for &(speaker, count) in &admitted {
            *self.admitted.entry(speaker).or_default() += u128::from(count);
        }
        self.added.insert(part, (is, admitted));
        self.to_lapse
            .extend(engine.newest(part).filter(|newest| newest.unix() >= t).map(|newest| (newest.unix(), part)));
    }
}
