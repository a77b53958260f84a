//! One quantity, and all that bears on it, from moment to moment.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::View;
use crate::dossier::Dossier;
use crate::estimate::{Estimate, SetAside};
use crate::index::{Index, position};
use crate::interest::InterestCase;
use crate::judge::Heard;
use crate::moment::Moment;
use crate::narrow::Memo;
use crate::outcome::{Course, Outcome};
use crate::policy::Policy;
use crate::quantity::{Quantity, Tree};
use crate::reconcile::{Engine, Question};
use crate::standing::{Standing, standing_of};
use crate::voice::{Accusations, Chorus, Span, accusation};

const DAY: i64 = 86_400;

/// How long after it was said a statement on a stock still counts.
const STALE: i64 = 366 * DAY;

pub(super) struct Follower<'a> {
    engine: Engine<'a>,
    view: View,
    target: u32,
    /// The target, its parts, and what exhaustive wholes bring in: parts before wholes.
    cone: Vec<Member>,
    /// Where each quantity stands in the cone.
    places: HashMap<u32, usize>,
    /// The first claim of each quantity of the cone that has any, and where that stands.
    claims_from: BTreeMap<u32, usize>,
    /// When what is known of a claim changes: the claim, as a position in the index.
    news: BTreeMap<i64, Vec<u32>>,
    /// When what the voices of a flow imply can change, or it comes into play: where it stands in
    /// the cone.
    turns: BTreeMap<i64, Vec<usize>>,
    superseders: HashMap<u32, Vec<u32>>,
    /// Of each event and group, who accuses whom in what is in force, and in how many claims.
    accusations: HashMap<(u32, u32), BTreeMap<(u32, u32), usize>>,
    /// Where the quantities of the cone stand on whose voices accusations bear.
    accusing: HashMap<(u32, u32), Vec<usize>>,
    /// The voices of the cone, once asked about.
    memo: Memo,
    /// What was last heard of the target.
    heard: Option<Heard>,
    /// What is set aside of the target, while that is known.
    set_aside: Option<Vec<SetAside>>,
    /// The moment last asked about.
    asked: Option<i64>,
}

/// A quantity of the cone.
struct Member {
    quantity: u32,
    role: Role,
    /// The moments of its known claims: of those that stand, and of all.
    moments: [BTreeMap<Moment, usize>; 2],
    /// The newest of these, here and below.
    newest: [Option<Moment>; 2],
    /// From when on a known claim names it or a part of it.
    known_from: Option<i64>,
}

/// What a quantity of the cone is there for.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    /// It is below a whole: when it was last spoken of tells when the whole was.
    Dated,
    /// It leaves something to parts that are estimated.
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
        let engine = Engine::unasked(dossier, Question::new(), policy);
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
            heard: None,
            set_aside: None,
            asked: None,
        };
        follower.look_ahead();
        if view == View::KnownThen {
            follower.engine.forget();
        } else {
            for place in 0..follower.cone.len() {
                let member = &follower.cone[place];
                follower.engine.set_in_play(member.quantity, member.known_from.is_some());
                for at in follower.engine.index.own(member.quantity) {
                    follower.date(place, at, None);
                }
                follower.redate(place);
            }
        }
        Some(follower)
    }

    /// Notes when what is known changes, and when what follows from it can.
    fn look_ahead(&mut self) {
        let index = self.engine.index;
        // The claims whose standing matters: those of the cone, and accusations of its people.
        let mut watched: BTreeSet<u32> = BTreeSet::new();
        let mut accusing: BTreeSet<usize> = BTreeSet::new();
        for (place, member) in self.cone.iter().enumerate() {
            self.places.insert(member.quantity, place);
            let span = Span::of(index, member.quantity);
            let own = index.own(member.quantity);
            self.claims_from.extend(own.clone().next().map(|first| (position(first), place)));
            for at in own {
                let facts = &index.statements[at];
                watched.insert(position(at));
                for turn in span.breaks(facts) {
                    self.turns.entry(turn).or_default().push(place);
                }
                if facts.case == InterestCase::EnemyDoing && member.role > Role::Dated {
                    accusing.insert(place);
                }
            }
            if let Some(from) = member.known_from {
                self.turns.entry(from).or_default().push(place);
            }
        }
        for place in accusing {
            let quantity = self.cone[place].quantity;
            self.accusing.entry(people(index, quantity)).or_default().push(place);
            let accusing = index.of_same_people(quantity).filter(|&at| accusation(&index.statements[at]).is_some());
            watched.extend(accusing.map(position));
        }
        for at in watched {
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
        self.memo.forget_moment();
        let before = self.asked.replace(t);
        // What has to be heard anew: all at first, then what has news or comes to a turn, and the
        // wholes of what changed.
        let mut waiting: BTreeSet<usize> = match before {
            None => (0..self.cone.len()).collect(),
            Some(before) => self.turns.range(before + 1..=t).flat_map(|(_, places)| places).copied().collect(),
        };
        if self.view == View::KnownThen {
            self.hear_news(before, t, &mut waiting);
        }
        if self.engine.index.node(self.target).outcome.course() == Course::Stock {
            // It stands alone, and its statements grow stale.
            waiting.extend(self.places.get(&self.target));
            self.set_aside = None;
        }
        while let Some(place) = waiting.pop_first() {
            if self.settle(place, before, t) {
                let wholes = self.engine.index.node(self.cone[place].quantity).wholes;
                waiting.extend(wholes.iter().flatten().filter_map(|whole| self.places.get(whole)));
            }
        }
        if !self.engine.is_in_play(self.target) {
            return None;
        }
        let heard = self.heard.as_ref()?;
        if self.set_aside.is_none() {
            let chorus = self.memo.choruses.get(&self.target);
            let statements = chorus.into_iter().flat_map(Chorus::perhaps_aside);
            self.set_aside = Some(self.engine.set_aside(self.target, statements));
        }
        let set_aside = self.set_aside.clone().unwrap_or_default();
        Some(self.engine.estimate_heard(self.target, moment, heard, set_aside, &mut self.memo))
    }

    /// Hears one quantity of the cone; whether what it brings to its wholes changed.
    fn settle(&mut self, place: usize, before: Option<i64>, t: i64) -> bool {
        let member = &self.cone[place];
        if self.view == View::KnownThen {
            self.engine.set_in_play(member.quantity, member.known_from.is_some_and(|from| from <= t));
        }
        if !self.engine.is_in_play(member.quantity) {
            return false;
        }
        if member.role != Role::Estimated {
            self.engine.note_cover(member.quantity);
            return false;
        }
        let mut chorus = self.memo.choruses.remove(&member.quantity);
        let singing = chorus.get_or_insert_with(|| Chorus::of(self.engine.fold(member.quantity)));
        let (heard, changed) = self.engine.settle(member.quantity, singing, t);
        self.memo.choruses.extend(chorus.map(|chorus| (member.quantity, chorus)));
        if member.quantity == self.target {
            self.heard = Some(heard);
        }
        let since = |moment: i64| before.is_none_or(|before| moment > before);
        let newly = member.known_from.is_none_or(since);
        // What it brings to its wholes is told anew once its ceiling lapses.
        let lapses = member.newest().is_some_and(|newest| t > newest.unix() && since(newest.unix() + 1));
        changed || newly || lapses
    }

    /// Takes note of what became known since: in the voices it touches, and that their quantities
    /// are to be heard anew.
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
                self.date(place, at as usize, Some(was));
                waiting.insert(place);
            }
        }
        let redated: BTreeSet<usize> = news.iter().filter_map(|&at| self.place_of(at)).collect();
        self.redate_upward(redated, waiting);
        let placed: Vec<(usize, u32)> = news.iter().filter_map(|&at| Some((self.place_of(at)?, at))).collect();
        for of_one in placed.chunk_by(|one, other| one.0 == other.0) {
            let quantity = self.cone[of_one[0].0].quantity;
            let of_one: Vec<u32> = of_one.iter().map(|&(_, at)| at).collect();
            if quantity == self.target {
                self.set_aside = None;
            }
            if let Some(chorus) = self.memo.choruses.get_mut(&quantity) {
                let (index, standings) = (self.engine.index, &self.engine.standings);
                let accusations = Accusations::of(index, quantity, standings);
                chorus.hear_news(index, &of_one, &accusations, standings, self.engine.ear());
            }
        }
    }

    /// Where the quantity of a claim stands in the cone, if it is of it.
    fn place_of(&self, at: u32) -> Option<usize> {
        let (_, &place) = self.claims_from.range(..=at).next_back()?;
        self.engine.index.own(self.cone[place].quantity).contains(&(at as usize)).then_some(place)
    }

    /// Takes note of who accuses whom. Where that changes, the voices it bears on are made anew.
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
            self.memo.choruses.remove(&quantity);
            if quantity == self.target {
                self.set_aside = None;
            }
            waiting.insert(place);
        }
    }

    /// Takes note of a claim's moment, given how it stood before.
    fn date(&mut self, place: usize, at: usize, was: Option<Standing>) {
        let is = self.engine.standings[at];
        let moment = self.engine.index.statements[at].moment;
        let counts = |standing: Standing| [standing == Standing::Stands, standing.is_known()];
        let was = was.map_or([false; 2], counts);
        for (which, is) in counts(is).into_iter().enumerate() {
            let dated = &mut self.cone[place].moments[which];
            match (was[which], is) {
                (false, true) => *dated.entry(moment).or_default() += 1,
                (true, false) => {
                    if let Some(count) = dated.get_mut(&moment) {
                        *count -= 1;
                        if *count == 0 {
                            dated.remove(&moment);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// When a quantity was last spoken of, here or below; whether that changed.
    fn redate(&mut self, place: usize) -> bool {
        let index = self.engine.index;
        let member = &self.cone[place];
        let newest = |which: usize| {
            let own = member.moments[which].last_key_value().map(|(&moment, _)| moment);
            let parts = Tree::ALL.iter().flat_map(|&tree| index.parts(member.quantity, tree));
            let below = parts.filter_map(|part| self.cone[*self.places.get(part)?].newest[which]).max();
            own.max(below)
        };
        let newest = [newest(0), newest(1)];
        let changed = newest != member.newest;
        self.cone[place].newest = newest;
        let (quantity, newest) = (self.cone[place].quantity, self.cone[place].newest());
        self.engine.set_newest(quantity, newest);
        if let Some(newest) = newest.filter(|_| changed) {
            self.turns.entry(newest.unix() + 1).or_default().push(place);
        }
        changed
    }

    /// The same of these quantities and of the wholes it changes for.
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
}

/// The event and group of a quantity.
fn people(index: &Index, quantity: u32) -> (u32, u32) {
    let node = index.node(quantity);
    (node.event, node.group)
}

/// The quantities that bear on the target, parts before wholes, each with the moment from which
/// on it is in play.
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

/// The quantities that bear on the target, and what each is there for.
fn cone(engine: &Engine<'_>, target: u32) -> HashMap<u32, Role> {
    let index = engine.index;
    let mut cone: HashMap<u32, Role> = HashMap::new();
    let mut down = vec![(target, Role::Estimated)];
    let mut up = vec![target];
    let mut seen_up = BTreeSet::new();
    while let Some(part) = up.pop() {
        for &tree in Tree::ALL {
            let Some(whole) = index.node(part).wholes[tree as usize] else { continue };
            // A whole may be reached along one tree and narrow along another.
            if index.declared_parts(whole, tree).is_some() && seen_up.insert((whole, tree)) {
                down.push((whole, Role::Whole));
                down.extend(index.parts(whole, tree).iter().map(|&part| (part, Role::Estimated)));
                up.push(whole);
            }
        }
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
