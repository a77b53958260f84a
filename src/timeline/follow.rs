//! One quantity, and all that bears on it, from moment to moment.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::View;
use crate::dossier::Dossier;
use crate::estimate::Estimate;
use crate::moment::Moment;
use crate::outcome::{Course, Outcome};
use crate::policy::Policy;
use crate::quantity::{Quantity, Tree};
use crate::reconcile::{Engine, Question};
use crate::standing::standing_of;
use crate::voice::Fold;

const DAY: i64 = 86_400;

/// How long after it was said a statement on a stock still counts.
const STALE: i64 = 366 * DAY;

pub(super) struct Follower<'a> {
    engine: Engine<'a>,
    view: View,
    target: u32,
    /// The target, its parts, and what exhaustive wholes bring in: parts before wholes.
    cone: Vec<Member>,
    /// When what is known of a claim changes: the claim, as a position in the index.
    news: BTreeMap<i64, Vec<u32>>,
    superseders: HashMap<u32, Vec<u32>>,
    /// The moment last asked about.
    asked: Option<i64>,
}

/// A quantity of the cone.
struct Member {
    quantity: u32,
    /// Whether it is estimated, or only has parts that are.
    estimated: bool,
    /// From when on a known claim names it or a part of it.
    known_from: Option<i64>,
    fold: Option<Fold>,
    /// The seconds at which its voices can change.
    breaks: Vec<i64>,
}

impl<'a> Follower<'a> {
    pub(super) fn new(
        dossier: &'a Dossier,
        quantity: &Quantity,
        policy: Box<dyn Policy + 'a>,
        view: View,
    ) -> Option<Self> {
        let mut engine = Engine::unasked(dossier, Question::new(), policy);
        let target = engine.find(quantity)?;
        let index = engine.index;
        let members = cone(&engine, target);
        let casualties = index.quantities.iter().enumerate().filter(|(_, node)| node.outcome == Outcome::Casualties);
        let casualties_from = casualties
            .flat_map(|(quantity, _)| index.own(crate::index::position(quantity)))
            .map(|at| index.statements[at].publication.unix())
            .min();
        let mut known_from: HashMap<u32, i64> = HashMap::new();
        let mut follower_cone = Vec::new();
        let mut news: BTreeMap<i64, Vec<u32>> = BTreeMap::new();
        let mut superseders: HashMap<u32, Vec<u32>> = HashMap::new();
        for &quantity in &index.upward {
            let Some(&estimated) = members.get(&quantity) else { continue };
            let mut from = index.own(quantity).map(|at| index.statements[at].publication.unix()).min();
            for &tree in Tree::ALL {
                for part in index.parts(quantity, tree) {
                    let of_part = known_from.get(part).copied();
                    let of_part = if tree == Tree::Outcome { of_part.max(casualties_from) } else { of_part };
                    from = [from, of_part].into_iter().flatten().min();
                }
            }
            known_from.extend(from.map(|from| (quantity, from)));
            for at in index.own(quantity) {
                news.entry(index.statements[at].publication.unix()).or_default().push(crate::index::position(at));
                superseders.insert(crate::index::position(at), Vec::new());
            }
            follower_cone.push(Member { quantity, estimated, known_from: from, fold: None, breaks: Vec::new() });
        }
        for &(later, earlier) in &index.supersessions {
            if let Some(known) = superseders.get_mut(&earlier) {
                known.push(later);
                news.entry(index.statements[later as usize].publication.unix()).or_default().push(earlier);
            }
        }
        for (&earlier, later) in &superseders {
            for &at in later.iter().chain([&earlier]) {
                if let Some(retracted) = index.statements[at as usize].retracted {
                    news.entry(retracted.unix()).or_default().push(earlier);
                }
            }
        }
        if view == View::KnownThen {
            engine.forget();
        } else {
            for member in &follower_cone {
                engine.set_in_play(member.quantity, member.known_from.is_some());
            }
        }
        Some(Follower { engine, view, target, cone: follower_cone, news, superseders, asked: None })
    }

    /// The moments at which the estimate can change.
    pub(super) fn moments(&self) -> Vec<Moment> {
        let index = self.engine.index;
        let mut moments = BTreeSet::new();
        for member in &self.cone {
            let course = index.node(member.quantity).outcome.course();
            for at in index.own(member.quantity) {
                let facts = &index.statements[at];
                for moment in [Some(facts.moment), facts.since].into_iter().flatten() {
                    moments.extend([moment.unix(), moment.unix() + 1]);
                    if course == Course::Stock {
                        moments.insert(moment.unix() + STALE + 1);
                    }
                }
            }
            if let Some(settled) = index.settled(member.quantity) {
                moments.insert(settled.unix() + 1);
            }
        }
        if self.view == View::KnownThen {
            moments.extend(self.news.keys().copied());
            moments.extend(self.cone.iter().filter_map(|member| member.known_from));
        }
        moments.into_iter().filter_map(Moment::from_unix).collect()
    }

    /// The estimate as of that moment; none if nothing was known of it by then. Moments are
    /// asked about in their order.
    pub(super) fn estimate(&mut self, moment: Moment) -> Option<Estimate> {
        let t = moment.unix();
        self.engine.ask(moment);
        let before = self.asked.replace(t);
        if self.view == View::KnownThen {
            self.hear_news(before, t);
        }
        let mut changed: BTreeSet<u32> = BTreeSet::new();
        for member in &mut self.cone {
            if self.view == View::KnownThen {
                self.engine.set_in_play(member.quantity, member.known_from.is_some_and(|from| from <= t));
            }
            if !self.engine.is_in_play(member.quantity) {
                continue;
            }
            let index = self.engine.index;
            let parts = || Tree::ALL.iter().flat_map(|&tree| index.parts(member.quantity, tree));
            let of_parts = parts().any(|part| changed.contains(part));
            if !member.estimated {
                if of_parts || before.is_none() {
                    self.engine.note_cover(member.quantity, t);
                }
                continue;
            }
            let refolded = member.fold.is_none();
            let engine = &self.engine;
            let fold = member.fold.get_or_insert_with(|| engine.fold(member.quantity).for_many_moments());
            if refolded {
                member.breaks = fold.breaks().collect();
                member.breaks.sort_unstable();
            }
            let passed = |t: i64| member.breaks.partition_point(|&at| at <= t);
            let moved = before.is_none_or(|before| passed(before) != passed(t)) || fold.course() == Course::Stock;
            let newly = before.is_none_or(|before| member.known_from.is_none_or(|from| from > before));
            let hear = refolded || moved || of_parts || newly;
            if (hear && self.engine.settle(member.quantity, fold, t)) || newly {
                changed.insert(member.quantity);
            }
        }
        let target = self.cone.iter_mut().find(|member| member.quantity == self.target)?;
        let fold = target.fold.as_mut()?;
        self.engine.is_in_play(self.target).then(|| self.engine.estimate_one(self.target, moment, fold))
    }

    /// Takes note of what became known since, and forgets the folds it touches.
    fn hear_news(&mut self, before: Option<i64>, t: i64) {
        let from = before.map_or(i64::MIN, |before| before.saturating_add(1));
        let touched: BTreeSet<u32> = self.news.range(from..=t).flat_map(|(_, claims)| claims).copied().collect();
        let mut stale: BTreeSet<u32> = BTreeSet::new();
        for at in touched {
            let later = self.superseders.get(&at).map_or(&[][..], Vec::as_slice);
            let standing = standing_of(self.engine.index, at, later, Moment::from_unix(t));
            if std::mem::replace(&mut self.engine.standings[at as usize], standing) != standing {
                stale.insert(at);
            }
        }
        for member in &mut self.cone {
            let own = self.engine.index.own(member.quantity);
            let (from, to) = (crate::index::position(own.start), crate::index::position(own.end));
            if stale.range(from..to).next().is_some() {
                member.fold = None;
            }
        }
    }
}

/// The quantities that bear on the target, and whether each is itself estimated.
fn cone(engine: &Engine<'_>, target: u32) -> HashMap<u32, bool> {
    let index = engine.index;
    let mut cone: HashMap<u32, bool> = HashMap::new();
    let mut down = vec![target];
    let mut up = vec![target];
    let mut seen_up = BTreeSet::new();
    while let Some(part) = up.pop() {
        for &tree in Tree::ALL {
            let Some(whole) = index.node(part).wholes[tree as usize] else { continue };
            // A whole may be reached along one tree and narrow along another.
            if index.declared_parts(whole, tree).is_some() && seen_up.insert((whole, tree)) {
                cone.entry(whole).or_insert(false);
                down.extend(index.parts(whole, tree));
                up.push(whole);
            }
        }
    }
    while let Some(quantity) = down.pop() {
        if cone.insert(quantity, true) != Some(true) {
            down.extend(Tree::ALL.iter().flat_map(|&tree| index.parts(quantity, tree)));
        }
    }
    cone
}
