//! Computes one quantity, and everything that affects it, from moment to moment.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::View;
use crate::dossier::Dossier;
use crate::dossier::index::{ClaimFacts, Index, position};
use crate::policy::Policy;
use crate::reckon::engine::{Engine, set_aside, why_not};
use crate::reckon::estimate::{Estimate, Why};
use crate::reckon::judged::Judged;
use crate::reckon::narrow::Memo;
use crate::reckon::question::Question;
use crate::record::interest::InterestCase;
use crate::record::moment::Moment;
use crate::record::outcome::{Course, Outcome};
use crate::record::quantity::{Quantity, Tree};
use crate::voice::standing::{Standing, standing_of};
use crate::voice::{EventSpan, Fold, STALE, accusation};

pub(super) struct Follower<'a> {
    engine: Engine<'a>,
    view: View,
    target: u32,
    /// The target, its parts, and the quantities that affect it through exhaustive wholes; parts
    /// before wholes.
    cone: Vec<Member>,
    /// The position of each quantity in the cone.
    places: HashMap<u32, usize>,
    /// For each quantity of the cone with claims, its first claim and its position in the cone.
    claims_from: BTreeMap<u32, usize>,
    /// For each second, the claims whose standing can change then, as positions in the index.
    news: BTreeMap<i64, Vec<u32>>,
    /// For each second, the positions in the cone of quantities that come into play then, or whose
    /// bounds can change.
    turns: BTreeMap<i64, Vec<usize>>,
    superseders: HashMap<u32, Vec<u32>>,
    /// For each event and group, the pairs of accuser and accused, each with its number of standing
    /// claims.
    accusations: HashMap<(u32, u32), BTreeMap<(u32, u32), usize>>,
    /// For each event and group, the positions in the cone of quantities that accusations affect.
    accusing: HashMap<(u32, u32), Vec<usize>>,
    /// The folded voices of the cone, filled on demand.
    memo: Memo,
    /// The last result for the target.
    judged: Option<Judged>,
    /// The claims of the target that do not stand.
    not_standing: BTreeMap<u32, Why>,
    /// The claims set aside for the target; none while they must be computed again.
    set_aside: Option<Vec<(u32, Why)>>,
    /// The moment last asked about.
    asked: Option<i64>,
}

/// A quantity of the cone.
struct Member {
    quantity: u32,
    role: Role,
    /// The moments of its claims and the newest moments of its parts, each with their number: first
    /// of the standing claims, then of all known ones.
    moments: [BTreeMap<Moment, usize>; 2],
    /// The newest of these moments.
    newest: [Option<Moment>; 2],
    /// The second from which a known claim names it or one of its parts.
    known_from: Option<i64>,
}

/// The reason why a quantity is in the cone.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    /// It is below a whole, and its newest moment sets the newest moment of the whole.
    Dated,
    /// It narrows parts that are estimated.
    Whole,
    /// It is estimated.
    Estimated,
}

impl<'a> Follower<'a> {
    pub(super) fn new(
        dossier: &'a Dossier,
        quantity: &Quantity,
        policy: Box<dyn Policy + 'a>,
        view: View,
    ) -> Option<Self> {
        let mut engine = Engine::unasked(dossier, Question::new(), policy);
        engine.keep_sums();
        let target = engine.find(quantity)?;
        let mut follower = Follower {
            view,
            target,
            cone: members(&engine, target),
            engine,
            places: HashMap::new(),
            claims_from: BTreeMap::new(),
            news: BTreeMap::new(),
            turns: BTreeMap::new(),
            superseders: HashMap::new(),
            accusations: HashMap::new(),
            accusing: HashMap::new(),
            memo: Memo::default(),
            judged: None,
            not_standing: BTreeMap::new(),
            set_aside: None,
            asked: None,
        };
        follower.look_ahead();
        match view {
            View::KnownThen => follower.engine.forget(),
            View::KnownNow => follower.know_all(),
        }
        Some(follower)
    }

    /// Takes in all claims, which are known at every moment.
    fn know_all(&mut self) {
        for place in 0..self.cone.len() {
            let member = &self.cone[place];
            self.engine.set_in_play(member.quantity, member.known_from.is_some());
            for at in self.engine.index.own(member.quantity) {
                self.note_standing(place, at, None);
            }
            self.redate(place);
        }
    }

    /// Records the seconds at which the known claims, or the bounds they set, can change.
    fn look_ahead(&mut self) {
        let index = self.engine.index;
        for at in self.watch() {
            self.news.entry(index.statements[at as usize].publication.unix()).or_default().push(at);
            self.superseders.insert(at, Vec::new());
        }
        for &(later, earlier) in &index.supersessions {
            if let Some(known) = self.superseders.get_mut(&earlier) {
                known.push(later);
                self.news.entry(index.statements[later as usize].publication.unix()).or_default().push(earlier);
            }
        }
        for (&earlier, later) in &self.superseders {
            for &at in later.iter().chain([&earlier]) {
                if let Some(retracted) = index.statements[at as usize].retracted {
                    self.news.entry(retracted.unix()).or_default().push(earlier);
                }
            }
        }
    }

    /// Records where the quantities of the cone and their claims are, and when their bounds turn.
    /// Returns the claims whose standing matters: those of the cone, and the accusations in the same
    /// event and group.
    fn watch(&mut self) -> BTreeSet<u32> {
        let index = self.engine.index;
        let mut watched: BTreeSet<u32> = BTreeSet::new();
        for (place, member) in self.cone.iter().enumerate() {
            self.places.insert(member.quantity, place);
            let span = EventSpan::of(index, member.quantity);
            let own = index.own(member.quantity);
            self.claims_from.extend(own.clone().next().map(|first| (position(first), place)));
            let turns = own.clone().flat_map(|at| span.breaks(&index.statements[at]));
            for turn in turns.chain(member.known_from) {
                self.turns.entry(turn).or_default().push(place);
            }
            let is_accusing = |at: usize| index.statements[at].case == InterestCase::EnemyDoing;
            if member.role > Role::Dated && own.clone().any(is_accusing) {
                self.accusing.entry(people(index, member.quantity)).or_default().push(place);
                let of_same_people = index.of_same_people(member.quantity);
                let accusing = of_same_people.filter(|&at| accusation(&index.statements[at]).is_some());
                watched.extend(accusing.map(position));
            }
            watched.extend(own.map(position));
        }
        watched
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

    /// The estimate as of that moment; none if no claim on it was known by then. The moments of
    /// successive calls must be in order.
    pub(super) fn estimate(&mut self, moment: Moment) -> Option<Estimate> {
        let t = moment.unix();
        self.engine.ask(moment);
        self.memo.forget_moment();
        let before = self.asked.replace(t);
        let mut waiting = self.waiting(before, t);
        while let Some(place) = waiting.pop_first() {
            if self.settle(place, before, t) {
                let wholes = self.engine.index.node(self.cone[place].quantity).wholes;
                waiting.extend(wholes.iter().flatten().filter_map(|whole| self.places.get(whole)));
            }
        }
        let judged = self.judged.as_ref().filter(|_| self.engine.is_in_play(self.target))?;
        let set_aside = self.set_aside.get_or_insert_with(|| {
            let fold = self.memo.folds.get(&self.target);
            let statements = fold.into_iter().flat_map(Fold::perhaps_aside);
            set_aside(self.not_standing.iter().map(|(&claim, &why)| (claim, why)), statements)
        });
        let set_aside = set_aside.clone();
        Some(self.engine.estimate_heard(self.target, moment, judged, set_aside, &mut self.memo))
    }

    /// The quantities to estimate again: at first all; later those with news or a turn.
    fn waiting(&mut self, before: Option<i64>, t: i64) -> BTreeSet<usize> {
        let mut waiting: BTreeSet<usize> = match before {
            None => (0..self.cone.len()).collect(),
            Some(before) => self.turns.range(before + 1..=t).flat_map(|(_, places)| places).copied().collect(),
        };
        if self.view == View::KnownThen {
            self.hear_news(before, t, &mut waiting);
        }
        if self.engine.index.node(self.target).outcome.course() == Course::Stock {
            // A stock has no parts or wholes, and its statements become too old to count.
            waiting.extend(self.places.get(&self.target));
            self.set_aside = None;
        }
        waiting
    }

    /// Estimates one quantity of the cone. Returns whether its contribution to its wholes changed.
    fn settle(&mut self, place: usize, before: Option<i64>, t: i64) -> bool {
        let member = &self.cone[place];
        if self.view == View::KnownThen {
            self.engine.set_in_play(member.quantity, member.known_from.is_some_and(|from| from <= t));
        }
        if !self.engine.is_in_play(member.quantity) || member.role != Role::Estimated {
            return false;
        }
        let mut fold = self.memo.folds.remove(&member.quantity);
        let spoken = fold.get_or_insert_with(|| self.engine.fold(member.quantity));
        let (judged, changed) = self.engine.settle(member.quantity, spoken, t);
        self.memo.folds.extend(fold.map(|fold| (member.quantity, fold)));
        if member.quantity == self.target {
            self.judged = Some(judged);
        }
        let since = |moment: i64| before.is_none_or(|before| moment > before);
        let newly = member.known_from.is_none_or(since);
        // Its contribution to its wholes changes once its ceiling lapses.
        let lapses = member.newest().is_some_and(|newest| t > newest.unix() && since(newest.unix() + 1));
        changed || newly || lapses
    }

    /// Applies the news since the last moment: updates the voices, and puts their quantities in
    /// `waiting`.
    fn hear_news(&mut self, before: Option<i64>, t: i64, waiting: &mut BTreeSet<usize>) {
        let from = before.map_or(i64::MIN, |before| before.saturating_add(1));
        let touched: BTreeSet<u32> = self.news.range(from..=t).flat_map(|(_, claims)| claims).copied().collect();
        let mut news: Vec<u32> = Vec::new();
        for at in touched {
            let later = self.superseders.get(&at).map_or(&[][..], Vec::as_slice);
            let standing = standing_of(self.engine.index, at, later, Moment::from_unix(t));
            let was = std::mem::replace(&mut self.engine.standings[at as usize], standing);
            if was == standing {
                continue;
            }
            self.note_accusation(at, was, standing, waiting);
            if let Some(place) = self.place_of(at) {
                news.push(at);
                self.note_standing(place, at as usize, Some(was));
                waiting.insert(place);
            }
        }
        let redated: BTreeSet<usize> = news.iter().filter_map(|&at| self.place_of(at)).collect();
        self.redate_upward(redated, waiting);
        self.tell_folds(&news);
    }

    /// Updates the folds with claims that now stand or no longer stand.
    fn tell_folds(&mut self, news: &[u32]) {
        let placed: Vec<(usize, u32)> = news.iter().filter_map(|&at| Some((self.place_of(at)?, at))).collect();
        for of_one in placed.chunk_by(|one, other| one.0 == other.0) {
            let quantity = self.cone[of_one[0].0].quantity;
            let of_one: Vec<u32> = of_one.iter().map(|&(_, at)| at).collect();
            if quantity == self.target {
                self.set_aside = None;
            }
            if let Some(fold) = self.memo.folds.get_mut(&quantity) {
                let (index, standings) = (self.engine.index, &self.engine.standings);
                let accusations = self.accusations.get(&people(index, quantity));
                let in_force = accusations.into_iter().flatten().filter(|&(_, &count)| count > 0);
                let accusations = in_force.map(|(&pair, _)| pair).collect();
                fold.hear_news(index, &of_one, &accusations, standings, self.engine.listening());
            }
        }
    }

    /// The position in the cone of a claim's quantity, if it is in the cone.
    fn place_of(&self, at: u32) -> Option<usize> {
        let (_, &place) = self.claims_from.range(..=at).next_back()?;
        self.engine.index.own(self.cone[place].quantity).contains(&(at as usize)).then_some(place)
    }

    /// Updates the accusations. If a pair appears or disappears, the voices it affects are folded
    /// again.
    fn note_accusation(&mut self, at: u32, was: Standing, is: Standing, waiting: &mut BTreeSet<usize>) {
        let index = self.engine.index;
        let facts = &index.statements[at as usize];
        let Some(pair) = accusation(facts) else { return };
        let of = people(index, index.quantity_of(at));
        let counts = self.accusations.entry(of).or_default();
        let count = counts.entry(pair).or_default();
        let before = *count;
        *count = count.saturating_sub(usize::from(was == Standing::Stands)) + usize::from(is == Standing::Stands);
        if (before == 0) == (*count == 0) {
            return;
        }
        for &place in self.accusing.get(&of).into_iter().flatten() {
            let quantity = self.cone[place].quantity;
            self.memo.folds.remove(&quantity);
            if quantity == self.target {
                self.set_aside = None;
            }
            waiting.insert(place);
        }
    }

    /// Adds or removes a claim's moment, depending on its standing before and now. Notes a claim of
    /// the target that does not stand.
    fn note_standing(&mut self, place: usize, at: usize, was: Option<Standing>) {
        let is = self.engine.standings[at];
        let ClaimFacts { claim, moment, .. } = self.engine.index.statements[at];
        if self.cone[place].quantity == self.target {
            self.not_standing.remove(&claim);
            self.not_standing.extend(why_not(is).map(|why| (claim, why)));
        }
        let counts = |standing: Standing| [standing == Standing::Stands, standing.is_known()];
        let dated = |which: [bool; 2]| which.map(|counts| counts.then_some(moment));
        self.cone[place].redate(dated(was.map_or([false; 2], counts)), dated(counts(is)));
    }

    /// Updates the newest moment of a quantity from its claims and parts. Returns whether it
    /// changed.
    fn redate(&mut self, place: usize) -> bool {
        let member = &mut self.cone[place];
        let newest = [0, 1].map(|which| member.moments[which].last_key_value().map(|(&moment, _)| moment));
        let before = std::mem::replace(&mut member.newest, newest);
        if before == newest {
            return false;
        }
        let (quantity, newest_of_all) = (member.quantity, member.newest());
        for whole in self.engine.index.node(quantity).wholes.into_iter().flatten() {
            if let Some(&whole) = self.places.get(&whole) {
                self.cone[whole].redate(before, newest);
            }
        }
        self.engine.set_newest(quantity, newest_of_all);
        if let Some(newest) = newest_of_all {
            self.turns.entry(newest.unix() + 1).or_default().push(place);
        }
        true
    }

    /// Updates the newest moments of these quantities, and of their wholes where they change.
    fn redate_upward(&mut self, mut places: BTreeSet<usize>, waiting: &mut BTreeSet<usize>) {
        while let Some(place) = places.pop_first() {
            if self.redate(place) {
                waiting.insert(place);
                let wholes = self.engine.index.node(self.cone[place].quantity).wholes;
                places.extend(wholes.iter().flatten().filter_map(|whole| self.places.get(whole)));
            }
        }
    }
}

impl Member {
    /// The newest moment of the standing claims at or below it, else of the known ones.
    fn newest(&self) -> Option<Moment> {
        self.newest[0].or(self.newest[1])
    }

    /// Replaces a moment of a standing claim or part, and one of a known one.
    fn redate(&mut self, before: [Option<Moment>; 2], now: [Option<Moment>; 2]) {
        for (moments, (before, now)) in self.moments.iter_mut().zip(before.into_iter().zip(now)) {
            if let Some(now) = now {
                *moments.entry(now).or_default() += 1;
            }
            if let Some(before) = before
                && let Some(count) = moments.get_mut(&before)
            {
                *count -= 1;
                if *count == 0 {
                    moments.remove(&before);
                }
            }
        }
    }
}

/// The event and group of a quantity.
fn people(index: &Index, quantity: u32) -> (u32, u32) {
    let node = index.node(quantity);
    (node.event, node.group)
}

/// The quantities that affect the target, parts before wholes, each with the second from which it
/// is in play.
fn members(engine: &Engine<'_>, target: u32) -> Vec<Member> {
    let index = engine.index;
    let members = cone(engine, target);
    let casualties = index.quantities.iter().enumerate().filter(|(_, node)| node.outcome == Outcome::Casualties);
    let casualties_from = casualties
        .flat_map(|(quantity, _)| index.own(position(quantity)))
        .map(|at| index.statements[at].publication.unix())
        .min();
    let mut known_from: HashMap<u32, i64> = HashMap::new();
    let mut in_order = Vec::new();
    for &quantity in &index.upward {
        let Some(&role) = members.get(&quantity) else { continue };
        let mut from = index.own(quantity).map(|at| index.statements[at].publication.unix()).min();
        for &tree in Tree::ALL {
            for part in index.parts(quantity, tree) {
                let of_part = known_from.get(part).copied();
                let of_part = if tree == Tree::Outcome { of_part.max(casualties_from) } else { of_part };
                from = [from, of_part].into_iter().flatten().min();
            }
        }
        known_from.extend(from.map(|from| (quantity, from)));
        in_order.push(Member {
            quantity,
            role,
            moments: [BTreeMap::new(), BTreeMap::new()],
            newest: [None, None],
            known_from: from,
        });
    }
    in_order
}

/// The quantities that affect the target, each with its role.
fn cone(engine: &Engine<'_>, target: u32) -> HashMap<u32, Role> {
    let index = engine.index;
    let mut cone: HashMap<u32, Role> = HashMap::new();
    let mut down = vec![(target, Role::Estimated)];
    for (whole, tree) in index.narrowing(target) {
        down.push((whole, Role::Whole));
        down.extend(index.parts(whole, tree).iter().map(|&part| (part, Role::Estimated)));
    }
    while let Some((quantity, role)) = down.pop() {
        if cone.get(&quantity).is_none_or(|&known| known < role) {
            cone.insert(quantity, role);
            let below = if role == Role::Estimated { Role::Estimated } else { Role::Dated };
            let parts = Tree::ALL.iter().flat_map(|&tree| index.parts(quantity, tree));
            down.extend(parts.map(|&part| (part, below)));
        }
    }
    cone
}
