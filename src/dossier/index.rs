//! The index: the dossier with ids replaced by positions. Every question is answered from it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::dossier::draft::Draft;
use crate::dossier::fault::List;
use crate::record::claim::Claim;
use crate::record::credibility::Credibility;
use crate::record::event::Event;
use crate::record::group::{Group, Status};
use crate::record::id::PartyId;
use crate::record::interest::{Interest, InterestCase, Stance, Standpoint, interest};
use crate::record::moment::Moment;
use crate::record::outcome::{Course, Outcome};
use crate::record::party::Party;
use crate::record::quantity::Tree;
use crate::record::source::{Basis, Reliability, Source};
use crate::said::count::Said;

/// Event, group and outcome, by position.
pub(crate) type Key = (u32, u32, Outcome);

/// The number of days after an event's end when its toll counts as settled, if the event does not
/// state it.
const SETTLES_AFTER: i64 = 7;

/// The facts of a dossier that every question needs, by position instead of by id. Records are
/// sorted by id, so positions compare as ids do.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    pub(crate) stances: Arc<Stances>,
    pub(crate) sources: Arc<[SourceFacts]>,
    pub(crate) groups: Arc<[GroupFacts]>,
    pub(crate) events: Arc<[EventFacts]>,
    /// All quantities that can come into play, sorted by event, group and outcome; those added
    /// later stand behind them.
    pub(crate) quantities: Vec<Node>,
    /// The quantities added later.
    added: BTreeMap<Key, u32>,
    /// The claims, grouped by quantity and sorted by id in each group.
    pub(crate) statements: Vec<ClaimFacts>,
    /// The quantities, with every part before its wholes.
    pub(crate) upward: Vec<u32>,
    /// The pairs of a superseding and a superseded claim, as positions in `statements`, sorted by the
    /// superseded one.
    pub(crate) supersessions: Vec<(u32, u32)>,
}

/// The speaker of a voice: a party, or a source without one. Parties sort before sources.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum SpeakerIndex {
    Party(u32),
    Source(u32),
}

#[derive(Clone, Debug)]
pub(crate) struct SourceFacts {
    pub(crate) party: Option<u32>,
    pub(crate) weak: bool,
    pub(crate) discounted: bool,
    pub(crate) basis: Basis,
}

#[derive(Clone, Debug)]
pub(crate) struct GroupFacts {
    parent: Option<u32>,
    party: Option<u32>,
    status: Option<Status>,
    exhaustive: bool,
    parts: u32,
    depth: u32,
}

#[derive(Clone, Debug)]
pub(crate) struct EventFacts {
    pub(crate) parent: Option<u32>,
    /// The first second of the event or of its nearest ancestor that states a start.
    pub(crate) start: Option<i64>,
    /// The earliest settling of the event and its ancestors.
    pub(crate) settled: Option<Moment>,
    perpetrator: Option<u32>,
    exhaustive: bool,
    parts: u32,
    depth: u32,
}

/// A quantity and its place in the three trees.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) event: u32,
    pub(crate) group: u32,
    pub(crate) outcome: Outcome,
    pub(crate) wholes: [Option<u32>; 3],
    /// Its parts in each tree, if it has any.
    parts: Option<Box<[Vec<u32>; 3]>>,
    statements: (u32, u32),
}

impl Node {
    pub(crate) fn key(&self) -> Key {
        (self.event, self.group, self.outcome)
    }
}

/// The facts about a claim that are the same for every question.
#[derive(Clone, Debug)]
pub(crate) struct ClaimFacts {
    pub(crate) claim: u32,
    pub(crate) source: u32,
    pub(crate) speaker: SpeakerIndex,
    pub(crate) said: Said,
    pub(crate) moment: Moment,
    pub(crate) publication: Moment,
    pub(crate) since: Option<Moment>,
    pub(crate) retracted: Option<Moment>,
    pub(crate) interest: Interest,
    pub(crate) case: InterestCase,
    pub(crate) basis: Basis,
    /// The party that did the harm: that of the claim, else of the event, else of its nearest
    /// ancestor.
    pub(crate) perpetrator: Option<u32>,
    pub(crate) correction: bool,
    /// Whether the source is graded D or F.
    pub(crate) weak: bool,
    /// Whether the source is graded E, or the claim has a credibility of 5.
    pub(crate) discounted: bool,
}

/// The positions of the records that a claim names.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Named {
    pub(crate) key: Key,
    pub(crate) source: u32,
}

impl Named {
    /// The positions of records that are not found yet.
    pub(crate) fn nothing(outcome: Outcome) -> Named {
        Named { key: (u32::MAX, u32::MAX, outcome), source: u32::MAX }
    }

    /// Notes that the record of this list was found at this position.
    pub(crate) fn note(&mut self, list: List, at: usize) {
        match list {
            List::Events => self.key.0 = position(at),
            List::Groups => self.key.1 = position(at),
            List::Sources => self.source = position(at),
            List::Parties | List::Claims => {}
        }
    }

    /// The positions among these records, sorted by id, of those that the claim names.
    pub(crate) fn by(claim: &Claim, records: &Draft) -> Named {
        let event = find(&records.events, claim.event.as_str(), |e| e.id.as_str());
        let group = find(&records.groups, claim.group.as_str(), |g| g.id.as_str());
        let source = find(&records.sources, claim.source.as_str(), |s| s.id.as_str());
        Named { key: (event, group, claim.outcome), source }
    }
}

impl Index {
    /// The index of these records, given what each claim names.
    pub(crate) fn of(records: &Draft, named: &[Named]) -> Index {
        let mut index = Index {
            stances: Arc::new(Stances::of(&records.parties)),
            sources: sources(records).into(),
            groups: groups(records).into(),
            events: events(records).into(),
            ..Index::default()
        };
        index.resolve_claims(records, named);
        index
    }

    /// The same parties, sources, groups and events, without claims.
    pub(crate) fn without_claims(&self) -> Index {
        Index {
            stances: Arc::clone(&self.stances),
            sources: Arc::clone(&self.sources),
            groups: Arc::clone(&self.groups),
            events: Arc::clone(&self.events),
            ..Index::default()
        }
    }

    /// The root of every event.
    pub(crate) fn roots(&self) -> Vec<u32> {
        let above = |event| chain(event, |e| self.events[e as usize].parent);
        (0..position(self.events.len())).map(|event| above(event).last().unwrap_or(event)).collect()
    }

    pub(crate) fn node(&self, quantity: u32) -> &Node {
        &self.quantities[quantity as usize]
    }

    /// The positions of the quantity's own claims in `statements`.
    pub(crate) fn own(&self, quantity: u32) -> std::ops::Range<usize> {
        let (from, to) = self.node(quantity).statements;
        from as usize..to as usize
    }

    /// The quantity of a claim, given the claim's position in `statements`.
    pub(crate) fn quantity_of(&self, at: u32) -> u32 {
        let after = self.quantities.partition_point(|node| node.statements.1 <= at);
        position(after)
    }

    /// The quantities of the same event and group, of any outcome.
    pub(crate) fn same_people(&self, quantity: u32) -> impl Iterator<Item = u32> {
        let Node { event, group, .. } = *self.node(quantity);
        Outcome::ALL.iter().filter_map(move |&outcome| self.find(event, group, outcome))
    }

    /// The positions in `statements` of all claims on the same event and group, of any outcome.
    pub(crate) fn of_same_people(&self, quantity: u32) -> impl Iterator<Item = usize> {
        self.same_people(quantity).flat_map(|quantity| self.own(quantity))
    }

    /// The parts of this quantity in this tree, whether in play or not.
    pub(crate) fn parts(&self, quantity: u32, tree: Tree) -> &[u32] {
        self.node(quantity).parts.as_ref().map_or(&[], |parts| &parts[tree as usize])
    }

    /// The number of parts that must be in play for the tree to cover the quantity, or `None` if
    /// the tree is not declared exhaustive there.
    pub(crate) fn declared_parts(&self, quantity: u32, tree: Tree) -> Option<u32> {
        let node = self.node(quantity);
        let event = &self.events[node.event as usize];
        let group = &self.groups[node.group as usize];
        match tree {
            Tree::Event => event.exhaustive.then_some(event.parts),
            Tree::Group => group.exhaustive.then_some(group.parts),
            Tree::Outcome => None,
        }
    }

    /// The moment after which an event's toll is final, for a quantity of it.
    pub(crate) fn settled(&self, quantity: u32) -> Option<Moment> {
        let node = self.node(quantity);
        match node.outcome.course() {
            Course::Flow => self.events[node.event as usize].settled,
            Course::Stock => None,
        }
    }

    /// The exhaustive wholes that narrow a quantity, and those that narrow them, each with the tree.
    /// One whole can be reached along one tree and narrow its parts along another.
    pub(crate) fn narrowing(&self, quantity: u32) -> BTreeSet<(u32, Tree)> {
        let (mut found, mut next) = (BTreeSet::new(), vec![quantity]);
        while let Some(part) = next.pop() {
            for &tree in Tree::ALL {
                let whole = self.node(part).wholes[tree as usize];
                if let Some(whole) = whole.filter(|&whole| self.declared_parts(whole, tree).is_some())
                    && found.insert((whole, tree))
                {
                    next.push(whole);
                }
            }
        }
        found
    }

    /// These quantities, the wholes that narrow them, and all parts of both.
    pub(crate) fn needed_for(&self, quantities: &BTreeSet<u32>) -> BTreeSet<u32> {
        let narrowing = quantities.iter().flat_map(|&quantity| self.narrowing(quantity)).map(|(whole, _)| whole);
        let mut next: Vec<u32> = quantities.iter().copied().chain(narrowing).collect();
        let mut needed = BTreeSet::new();
        while let Some(quantity) = next.pop() {
            if needed.insert(quantity) {
                next.extend(Tree::ALL.iter().flat_map(|&tree| self.parts(quantity, tree)));
            }
        }
        needed
    }

    /// The quantity of this event, group and outcome, if it is or could be in play.
    pub(crate) fn find(&self, event: u32, group: u32, outcome: Outcome) -> Option<u32> {
        let key = (event, group, outcome);
        let found = self.quantities[..self.quantities.len() - self.added.len()].binary_search_by_key(&key, Node::key);
        found.ok().map(position).or_else(|| self.added.get(&key).copied())
    }

    fn resolve_claims(&mut self, records: &Draft, named: &[Named]) {
        let claims = &records.claims;
        let keys: Vec<Key> = named.iter().map(|named| named.key).collect();
        let casualties = claims.iter().any(|claim| claim.outcome == Outcome::Casualties);
        let row = |claim: u32| Row::of(records, &claims[claim as usize], named[claim as usize].source);
        self.take_claims(&keys, casualties, row);
        if claims.iter().all(|claim| claim.supersedes.is_empty()) {
            return;
        }
        let mut place = vec![0_u32; claims.len()];
        for (at, facts) in self.statements.iter().enumerate() {
            place[facts.claim as usize] = position(at);
        }
        for (claim, record) in claims.iter().enumerate() {
            for earlier in record.supersedes.iter() {
                let earlier = find(claims, earlier.as_str(), |c| c.id.as_str());
                self.supersessions.push((place[claim], place[earlier as usize]));
            }
        }
        self.supersessions.sort_by_key(|&(_, earlier)| earlier);
    }

    /// Takes these claims in place of those before, given the quantity of each. `casualties` says
    /// whether killed and wounded are parts of casualties.
    pub(crate) fn take_claims(&mut self, keys: &[Key], casualties: bool, row: impl Fn(u32) -> Row) {
        let mut by_quantity: Vec<u32> = (0..position(keys.len())).collect();
        by_quantity.sort_by_key(|&claim| keys[claim as usize]);
        self.quantities = self.closure(keys, &by_quantity, casualties);
        self.link();

        self.statements.clear();
        self.statements.reserve_exact(keys.len());
        let mut claims = by_quantity.into_iter().peekable();
        for node in 0..self.quantities.len() {
            let key = self.quantities[node].key();
            let from = position(self.statements.len());
            while let Some(claim) = claims.next_if(|&claim| keys[claim as usize] == key) {
                let facts = self.facts(claim, key, row(claim));
                self.statements.push(facts);
            }
            self.quantities[node].statements = (from, position(self.statements.len()));
        }
    }

    /// The quantities that claims name and, for flows, all their wholes.
    fn closure(&self, keys: &[Key], sorted: &[u32], casualties: bool) -> Vec<Node> {
        let mut all: Vec<Key> = Vec::new();
        let mut last = None;
        for &claim in sorted {
            let key @ (event, group, outcome) = keys[claim as usize];
            if last.replace(key) == Some(key) {
                continue;
            }
            if outcome.course() == Course::Stock {
                all.push(key);
                continue;
            }
            for event in chain(event, |e| self.events[e as usize].parent) {
                for group in chain(group, |g| self.groups[g as usize].parent) {
                    all.push((event, group, outcome));
                    all.extend(outcome.part_of().filter(|_| casualties).map(|whole| (event, group, whole)));
                }
            }
        }
        all.sort_unstable();
        all.dedup();
        let node = |(event, group, outcome)| Node {
            event,
            group,
            outcome,
            wholes: [None; 3],
            parts: None,
            statements: (0, 0),
        };
        all.into_iter().map(node).collect()
    }

    /// Links every quantity to its wholes and parts, and sorts parts before wholes.
    fn link(&mut self) {
        let mut at = 0;
        while let Some(&Node { event, .. }) = self.quantities.get(at) {
            // The quantities of an event stand together, and so do those of the event above.
            let own = self.of_event(event);
            let above = self.events[event as usize].parent.map_or(0..0, |above| self.of_event(above));
            at = own.end;
            for quantity in own.clone() {
                self.link_upward(position(quantity), |index, key| {
                    let among = if key.0 == event { own.clone() } else { above.clone() };
                    let found = index.quantities[among.clone()].binary_search_by_key(&key, Node::key);
                    found.ok().map(|found| position(among.start + found))
                });
            }
        }
        let mut upward: Vec<u32> = (0..position(self.quantities.len())).collect();
        upward.sort_by_key(|&quantity| std::cmp::Reverse(self.depth(quantity)));
        self.upward = upward;
    }

    /// The positions of the quantities of an event.
    fn of_event(&self, event: u32) -> std::ops::Range<usize> {
        let from = self.quantities.partition_point(|node| node.event < event);
        from..from + self.quantities[from..].partition_point(|node| node.event == event)
    }

    /// Links a quantity to its wholes, which `find` finds.
    fn link_upward(&mut self, quantity: u32, find: impl Fn(&Index, Key) -> Option<u32>) {
        let (event, group, outcome) = self.node(quantity).key();
        if outcome.course() == Course::Stock {
            return;
        }
        let above = [
            self.events[event as usize].parent.map(|whole| (whole, group, outcome)),
            self.groups[group as usize].parent.map(|whole| (event, whole, outcome)),
            outcome.part_of().map(|whole| (event, group, whole)),
        ];
        let wholes = above.map(|key| find(self, key?));
        self.quantities[quantity as usize].wholes = wholes;
        for (tree, whole) in wholes.into_iter().enumerate().filter_map(|(tree, whole)| Some((tree, whole?))) {
            self.quantities[whole as usize].parts.get_or_insert_default()[tree].push(quantity);
        }
    }

    /// How far a quantity is from the roots of the trees: a part is deeper than its wholes.
    pub(crate) fn depth(&self, quantity: u32) -> u32 {
        let (event, group, outcome) = self.node(quantity).key();
        let of_outcome = u32::from(outcome.part_of().is_some());
        self.events[event as usize].depth + self.groups[group as usize].depth + of_outcome
    }

    /// The quantity of this event, group and outcome. If it is new, it and its wholes are added; they
    /// are not in `upward`.
    pub(crate) fn find_or_add(&mut self, key @ (event, group, outcome): Key) -> u32 {
        if let Some(found) = self.find(event, group, outcome) {
            return found;
        }
        let from = position(self.quantities.len());
        for node in self.closure(&[key], &[0], true) {
            if self.find(node.event, node.group, node.outcome).is_none() {
                self.added.insert(node.key(), position(self.quantities.len()));
                self.quantities.push(node);
            }
        }
        for quantity in from..position(self.quantities.len()) {
            self.link_upward(quantity, |index, (event, group, outcome)| index.find(event, group, outcome));
        }
        self.added[&key]
    }

    /// Replaces the claims of a quantity, whose numbers become their positions in `statements`. If
    /// there is no room where they stand, they move to the end with as much room again.
    pub(crate) fn replace_own(&mut self, quantity: u32, room: usize, facts: Vec<ClaimFacts>) -> usize {
        let own = self.own(quantity);
        let (from, room) =
            if facts.len() <= room { (own.start, room) } else { (self.statements.len(), 2 * facts.len()) };
        if let Some(filler) = facts.first() {
            let end = self.statements.len().max(from + room);
            self.statements.resize(end, filler.clone());
        }
        let to = from + facts.len();
        for (at, facts) in (from..to).zip(facts) {
            self.statements[at] = ClaimFacts { claim: position(at), ..facts };
        }
        self.quantities[quantity as usize].statements = (position(from), position(to));
        room
    }

    /// The facts of a claim, given its number and its quantity.
    pub(crate) fn facts(&self, claim: u32, (event, group, outcome): Key, row: Row) -> ClaimFacts {
        let of = &self.sources[row.source as usize];
        let perpetrator = row.perpetrator.or(self.events[event as usize].perpetrator);
        let (interest, case) = match (row.interest, of.party) {
            (Some(declared), _) => (declared, InterestCase::Declared),
            (None, None) => (Interest::Neutral, InterestCase::NoParty),
            (None, Some(party)) => interest(outcome, self.standpoint(party, group, perpetrator)),
        };
        let publication = row.published.unwrap_or(row.as_of);
        ClaimFacts {
            claim,
            source: row.source,
            speaker: of.party.map_or(SpeakerIndex::Source(row.source), SpeakerIndex::Party),
            said: row.said,
            moment: row.as_of.min(publication),
            publication,
            since: row.since,
            retracted: row.retracted,
            interest,
            case,
            basis: row.basis.unwrap_or(of.basis),
            perpetrator,
            correction: row.correction,
            weak: of.weak,
            discounted: of.discounted || row.credibility == Some(Credibility::Improbable),
        }
    }

    /// How a party relates to the people of a group and to the perpetrator.
    fn standpoint(&self, party: u32, group: u32, perpetrator: Option<u32>) -> Standpoint {
        let people = &self.groups[group as usize];
        Standpoint {
            to_people: people.party.map(|other| self.stances.between(party, other)),
            status: people.status,
            to_perpetrator: perpetrator.map(|other| self.stances.between(party, other)),
        }
    }
}

/// What a claim says of its quantity, with ids replaced by positions.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Row {
    pub(crate) source: u32,
    pub(crate) said: Said,
    pub(crate) as_of: Moment,
    pub(crate) published: Option<Moment>,
    pub(crate) since: Option<Moment>,
    pub(crate) retracted: Option<Moment>,
    pub(crate) basis: Option<Basis>,
    pub(crate) interest: Option<Interest>,
    pub(crate) perpetrator: Option<u32>,
    pub(crate) credibility: Option<Credibility>,
    pub(crate) correction: bool,
}

impl Row {
    pub(crate) fn of(records: &Draft, claim: &Claim, source: u32) -> Row {
        let party = |id: &PartyId| find(&records.parties, id.as_str(), |p| p.id.as_str());
        Row {
            source,
            said: claim.count.said(),
            as_of: claim.as_of,
            published: claim.published,
            since: claim.since,
            retracted: claim.retracted,
            basis: claim.basis,
            interest: claim.interest,
            perpetrator: claim.perpetrator.as_ref().map(party),
            credibility: claim.credibility,
            correction: claim.correction,
        }
    }
}

/// A position in the form in which it is stored. Memory cannot hold four thousand million records.
pub(crate) fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The position of an id that the list is known to contain. The list is sorted by id.
pub(crate) fn find<T>(list: &[T], id: &str, of: impl Fn(&T) -> &str) -> u32 {
    position(list.binary_search_by(|record| of(record).cmp(id)).unwrap_or(usize::MAX))
}

/// An element and all elements above it.
fn chain(from: u32, parent: impl Fn(u32) -> Option<u32>) -> impl Iterator<Item = u32> {
    std::iter::successors(Some(from), move |&at| parent(at))
}

fn sources(records: &Draft) -> Vec<SourceFacts> {
    let facts = |source: &Source| SourceFacts {
        party: source.party.as_ref().map(|id| find(&records.parties, id.as_str(), |p| p.id.as_str())),
        weak: source.reliability.is_some_and(Reliability::is_weak),
        discounted: source.reliability == Some(Reliability::E),
        basis: source.basis.unwrap_or_default(),
    };
    records.sources.iter().map(facts).collect()
}

fn groups(records: &Draft) -> Vec<GroupFacts> {
    let own = |group: &Group| GroupFacts {
        parent: group.part_of.as_ref().map(|id| find(&records.groups, id.as_str(), |g| g.id.as_str())),
        party: group.party.as_ref().map(|id| find(&records.parties, id.as_str(), |p| p.id.as_str())),
        status: group.status,
        exhaustive: group.exhaustive,
        parts: 0,
        depth: 0,
    };
    let own: Vec<GroupFacts> = records.groups.iter().map(own).collect();
    let mut facts = own.clone();
    for (group, fact) in facts.iter_mut().enumerate() {
        let above = || chain(position(group), |g| own[g as usize].parent).map(|g| &own[g as usize]);
        fact.party = above().find_map(|g| g.party);
        fact.status = above().find_map(|g| g.status);
        fact.depth = position(above().count());
    }
    for parent in own.iter().filter_map(|group| group.parent) {
        facts[parent as usize].parts += 1;
    }
    facts
}

fn events(records: &Draft) -> Vec<EventFacts> {
    let own = |event: &Event| EventFacts {
        parent: event.part_of.as_ref().map(|id| find(&records.events, id.as_str(), |e| e.id.as_str())),
        start: event.start.map(Moment::as_beginning),
        settled: event.settled.or_else(|| event.end.map(|end| end.plus_days(SETTLES_AFTER))),
        perpetrator: event.perpetrator.as_ref().map(|id| find(&records.parties, id.as_str(), |p| p.id.as_str())),
        exhaustive: event.exhaustive,
        parts: 0,
        depth: 0,
    };
    let own: Vec<EventFacts> = records.events.iter().map(own).collect();
    let mut facts = own.clone();
    for (event, fact) in facts.iter_mut().enumerate() {
        let above = || chain(position(event), |e| own[e as usize].parent).map(|e| &own[e as usize]);
        fact.start = above().find_map(|e| e.start);
        fact.settled = above().filter_map(|e| e.settled).min();
        fact.perpetrator = above().find_map(|e| e.perpetrator);
        fact.depth = position(above().count());
    }
    for parent in own.iter().filter_map(|event| event.parent) {
        facts[parent as usize].parts += 1;
    }
    facts
}

/// The alliances and oppositions between parties.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stances {
    allied: Vec<(u32, u32)>,
    opposed: Vec<(u32, u32)>,
}

impl Stances {
    fn of(parties: &[Party]) -> Stances {
        let mut stances = Stances::default();
        for (party, record) in parties.iter().enumerate() {
            let party = position(party);
            for (said, pairs) in [(&record.allies, &mut stances.allied), (&record.opposes, &mut stances.opposed)] {
                for other in said.iter() {
                    let other = find(parties, other.as_str(), |p| p.id.as_str());
                    pairs.extend([(party, other), (other, party)]);
                }
            }
        }
        stances.allied.sort_unstable();
        stances.opposed.sort_unstable();
        stances
    }

    pub(crate) fn between(&self, one: u32, other: u32) -> Stance {
        if one == other || self.allied.binary_search(&(one, other)).is_ok() {
            Stance::Allied
        } else if self.opposed.binary_search(&(one, other)).is_ok() {
            Stance::Opposed
        } else {
            Stance::Apart
        }
    }

    /// Whether two speakers belong to the same party or to allied parties.
    pub(crate) fn stand_together(&self, one: SpeakerIndex, other: SpeakerIndex) -> bool {
        match (one, other) {
            (SpeakerIndex::Party(one), SpeakerIndex::Party(other)) => self.between(one, other) == Stance::Allied,
            _ => one == other,
        }
    }
}
