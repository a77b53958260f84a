//! Everything that must hold between the records of a dossier.

use std::collections::{BTreeMap, HashMap};

use crate::claim::Claim;
use crate::draft::Draft;
use crate::event::Event;
use crate::fault::{Fault, FaultKind, List, Place, brief};
use crate::moment::Moment;
use crate::outcome::Course;
use crate::party::Party;

/// How many wholes may stand above a part.
const DEEPEST: usize = 64;

/// What reading left behind: the fields that could not be read, in whose place something stands
/// in the draft. Whatever does not depend on those is checked all the same.
#[derive(Debug, Default)]
pub(crate) struct Unreadable {
    /// Of the records with faults, which fields have them.
    fields: BTreeMap<(List, usize), Vec<Box<str>>>,
    /// Of each list, where the records of the draft stood; empty if that is where they stand.
    positions: [Vec<usize>; 5],
}

impl Unreadable {
    /// A record that stood at `position` in its list stands at `at` in the draft, with those
    /// fields unread.
    #[cfg_attr(not(feature = "serde"), expect(dead_code, reason = "only reading leaves fields unread"))]
    pub(crate) fn note(&mut self, list: List, at: usize, position: usize, fields: Vec<Box<str>>) {
        self.positions[list as usize].push(position);
        if !fields.is_empty() {
            self.fields.insert((list, at), fields);
        }
    }

    fn is_sound(&self, list: List, at: usize) -> bool {
        !self.fields.contains_key(&(list, at))
    }

    /// Whether that field of a record of the draft could be read.
    fn reads(&self, list: List, at: usize, field: &str) -> bool {
        self.fields.get(&(list, at)).is_none_or(|unread| unread.iter().all(|unread| **unread != *field))
    }

    /// Where a record of the draft stood in the list that was read.
    fn position(&self, list: List, at: usize) -> usize {
        self.positions[list as usize].get(at).copied().unwrap_or(at)
    }
}

/// Every fault of the draft; positions are those of its lists.
pub(crate) fn faults(draft: &Draft, unreadable: &Unreadable) -> Vec<Fault> {
    let mut check = Check {
        draft,
        unreadable,
        parties: HashMap::new(),
        sources: HashMap::new(),
        groups: HashMap::new(),
        events: HashMap::new(),
        claims: HashMap::new(),
        faults: Vec::new(),
    };
    check.parties = check.ids(List::Parties, &draft.parties, |party| party.id.as_str());
    check.sources = check.ids(List::Sources, &draft.sources, |source| source.id.as_str());
    check.groups = check.ids(List::Groups, &draft.groups, |group| group.id.as_str());
    check.events = check.ids(List::Events, &draft.events, |event| event.id.as_str());
    check.claims = check.ids(List::Claims, &draft.claims, |claim| claim.id.as_str());
    check.all();
    check.faults
}

struct Check<'a> {
    draft: &'a Draft,
    unreadable: &'a Unreadable,
    parties: HashMap<&'a str, usize>,
    sources: HashMap<&'a str, usize>,
    groups: HashMap<&'a str, usize>,
    events: HashMap<&'a str, usize>,
    claims: HashMap<&'a str, usize>,
    faults: Vec<Fault>,
}

impl<'a> Check<'a> {
    fn all(&mut self) {
        for (at, party) in self.draft.parties.iter().enumerate() {
            self.party(party, at);
        }
        for (at, source) in self.draft.sources.iter().enumerate() {
            let place = self.place(List::Sources, at, source.id.as_str());
            self.known(List::Parties, source.party.as_ref().map(AsRef::as_ref), &place, "party");
        }
        for (at, group) in self.draft.groups.iter().enumerate() {
            let place = self.place(List::Groups, at, group.id.as_str());
            self.known(List::Groups, group.part_of.as_ref().map(AsRef::as_ref), &place, "part_of");
            self.known(List::Parties, group.party.as_ref().map(AsRef::as_ref), &place, "party");
        }
        let groups = &self.draft.groups;
        let wholes: Vec<_> =
            groups.iter().map(|g| g.part_of.as_ref().and_then(|id| self.groups.get(id.as_str()).copied())).collect();
        self.tree(List::Groups, &wholes, |at| groups[at].id.as_str());
        let events = &self.draft.events;
        let wholes: Vec<_> =
            events.iter().map(|e| e.part_of.as_ref().and_then(|id| self.events.get(id.as_str()).copied())).collect();
        self.tree(List::Events, &wholes, |at| events[at].id.as_str());
        for (at, event) in events.iter().enumerate() {
            self.event(event, at, &wholes);
        }
        for (at, claim) in self.draft.claims.iter().enumerate() {
            self.claim(claim, at, &wholes);
        }
        self.supersession();
    }

    /// A record of the draft, where it stood when it was read.
    fn place(&self, list: List, at: usize, id: &str) -> Place {
        let id = if self.unreadable.reads(list, at, "id") { id } else { "" };
        Place::record(list, self.unreadable.position(list, at), id)
    }

    fn fault(&mut self, place: Place, kind: FaultKind) {
        self.faults.push(Fault::new(place, kind));
    }

    /// Where each id first stands; one id for two different things is a fault at the second.
    fn ids<T: PartialEq>(&mut self, list: List, records: &'a [T], id: impl Fn(&T) -> &str) -> HashMap<&'a str, usize> {
        let mut first: HashMap<&'a str, usize> = HashMap::with_capacity(records.len());
        for (at, record) in records.iter().enumerate() {
            if !self.unreadable.reads(list, at, "id") {
                continue;
            }
            let found = id(record);
            let earlier = *first.entry(found).or_insert(at);
            let are_read = || self.unreadable.is_sound(list, earlier) && self.unreadable.is_sound(list, at);
            if records[earlier] != *record && are_read() {
                let place = self.place(list, at, found).field("id");
                self.fault(
                    place,
                    FaultKind::TwoThings {
                        list,
                        found: found.to_owned(),
                        first: self.unreadable.position(list, earlier),
                    },
                );
            }
        }
        first
    }

    fn known(&mut self, list: List, id: Option<&str>, place: &Place, field: &str) {
        if let Some(id) = id {
            self.known_at(list, id, || place.field(field));
        }
    }

    fn known_at(&mut self, list: List, id: &str, place: impl FnOnce() -> Place) {
        let ids = match list {
            List::Parties => &self.parties,
            List::Sources => &self.sources,
            List::Groups => &self.groups,
            List::Events => &self.events,
            List::Claims => &self.claims,
        };
        if !ids.contains_key(id) {
            self.fault(place(), FaultKind::UnknownId { list, found: id.to_owned() });
        }
    }

    fn party(&mut self, party: &'a Party, at: usize) {
        let place = self.place(List::Parties, at, party.id.as_str());
        let unreadable = self.unreadable;
        let reads = |field| unreadable.reads(List::Parties, at, field);
        for (field, others) in [("opposes", &party.opposes), ("allies", &party.allies)] {
            if !reads(field) {
                continue;
            }
            for (at, other) in others.iter().enumerate() {
                self.known_at(List::Parties, other.as_str(), || place.field(field).index(at));
            }
        }
        if !reads("id") || !reads("opposes") {
            return;
        }
        for (at, other) in party.opposes.iter().enumerate() {
            let says_so = || self.parties.get(other.as_str()).map(|&at| &self.draft.parties[at].allies);
            if *other == party.id
                || party.allies.contains(other)
                || says_so().is_some_and(|allies| allies.contains(&party.id))
            {
                let found = other.as_str().to_owned();
                self.fault(place.field("opposes").index(at), FaultKind::AllyOpposed { found });
            }
        }
    }

    /// Circles, each once, and the first record on every path that is too deep.
    fn tree<'b>(&mut self, list: List, wholes: &[Option<usize>], id: impl Fn(usize) -> &'b str) {
        let mut seen = vec![0_usize; wholes.len()];
        for start in 0..wholes.len() {
            let (walk, mut at) = (start + 1, start);
            while seen[at] == 0 {
                seen[at] = walk;
                let Some(whole) = wholes[at] else { break };
                at = whole;
            }
            if seen[at] == walk && wholes[at].is_some() {
                let circle = circle_through(at, wholes);
                let first = circle.iter().copied().min_by_key(|&at| id(at)).unwrap_or(at);
                let turn = circle.iter().position(|&at| at == first).unwrap_or(0);
                let circle = circle.iter().cycle().skip(turn).take(circle.len()).map(|&at| brief(id(at))).collect();
                self.fault(self.place(list, first, id(first)).field("part_of"), FaultKind::Circle { circle });
            }
            let mut above = ancestors(start, wholes);
            if above.by_ref().take(DEEPEST + 1).count() == DEEPEST + 1 && above.next().is_none() {
                let found = wholes[start].map(&id).unwrap_or_default().to_owned();
                self.fault(self.place(list, start, id(start)).field("part_of"), FaultKind::TooDeep { found });
            }
        }
    }

    /// The moment an event or its nearest ancestor states, and whose it is.
    fn nearest(&self, event: usize, wholes: &[Option<usize>], end: End) -> Option<(Moment, usize)> {
        let mut above = std::iter::once(event).chain(ancestors(event, wholes)).take(DEEPEST + 1);
        let of = |at: usize| end.of(&self.draft.events[at]);
        let at = above.find(|&at| of(at).is_some() || !self.unreadable.reads(List::Events, at, end.field()))?;
        Some((of(at)?, at))
    }

    fn event(&mut self, event: &'a Event, at: usize, wholes: &[Option<usize>]) {
        let place = self.place(List::Events, at, event.id.as_str());
        self.known(List::Events, event.part_of.as_ref().map(AsRef::as_ref), &place, "part_of");
        self.known(List::Parties, event.perpetrator.as_ref().map(AsRef::as_ref), &place, "perpetrator");

        let (start, end) = (self.nearest(at, wholes, End::Start), self.nearest(at, wholes, End::End));
        if let (Some((start, of_start)), Some((end, of_end))) = (start, end)
            && (event.start.is_some() || event.end.is_some())
            && end.unix() < start.as_beginning()
        {
            let field = if event.end.is_some() { "end" } else { "start" };
            let above = |of: usize| (of != at).then(|| self.draft.events[of].id.as_str().to_owned());
            let (end_of, start_of) = (above(of_end), above(of_start));
            self.fault(place.field(field), FaultKind::EndBeforeStart { end, start, end_of, start_of });
        }
        if let (Some(settled), Some(end)) = (event.settled, event.end)
            && settled < end
        {
            self.fault(place.field("settled"), FaultKind::SettledBeforeEnd { settled, end });
        }
        let Some(whole) = wholes[at] else { return };
        let name = |at: usize| self.draft.events[at].id.as_str().to_owned();
        if let (Some(start), Some((whole_start, above))) = (event.start, self.nearest(whole, wholes, End::Start))
            && start.unix() < whole_start.as_beginning()
        {
            let kind = FaultKind::StartsBeforeWhole { start, whole: name(above), whole_start };
            self.fault(place.field("start"), kind);
        }
        if let (Some(end), Some((whole_end, above))) = (event.end, self.nearest(whole, wholes, End::End))
            && end > whole_end
        {
            self.fault(place.field("end"), FaultKind::EndsAfterWhole { end, whole: name(above), whole_end });
        }
    }

    fn claim(&mut self, claim: &'a Claim, at: usize, event_wholes: &[Option<usize>]) {
        let place = &self.place(List::Claims, at, claim.id.as_str());
        let unreadable = self.unreadable;
        let reads = |field| unreadable.reads(List::Claims, at, field);
        self.known(List::Events, reads("event").then_some(claim.event.as_str()), place, "event");
        self.known(List::Groups, reads("group").then_some(claim.group.as_str()), place, "group");
        self.known(List::Sources, reads("source").then_some(claim.source.as_str()), place, "source");
        self.known(List::Parties, claim.perpetrator.as_ref().map(AsRef::as_ref), place, "perpetrator");
        for (at, earlier) in claim.supersedes.iter().enumerate().filter(|_| reads("supersedes")) {
            self.known_at(List::Claims, earlier.as_str(), || place.field("supersedes").index(at));
        }

        let as_of = reads("as_of").then_some(claim.as_of);
        let course = reads("outcome").then_some(claim.outcome.course());
        if let (Some(published), Some(as_of)) = (claim.published, as_of)
            && published.day() < as_of.day()
        {
            self.fault(place.field("published"), FaultKind::PublishedBefore { published, as_of });
        }
        if course == Some(Course::Flow)
            && let Some(as_of) = as_of
            && reads("event")
            && let Some(&event) = self.events.get(claim.event.as_str())
            && let Some((start, _)) = self.nearest(event, event_wholes, End::Start)
            && as_of.day() < start.day()
        {
            self.fault(place.field("as_of"), FaultKind::BeforeEvent { as_of, start });
        }
        if let Some(since) = claim.since {
            if course == Some(Course::Stock) {
                self.fault(place.field("since"), FaultKind::SinceOnStock { since });
            }
            if let Some(as_of) = as_of.filter(|&as_of| since >= as_of) {
                self.fault(place.field("since"), FaultKind::SinceNotBefore { since, as_of });
            }
        }
        if let Some(since) = claim.since.filter(|_| claim.correction) {
            self.fault(place.field("correction"), FaultKind::CorrectionOfIncrement { since });
        }
        if !reads("source") || !reads("relayed_by") {
            return;
        }
        let source = self.sources.get(claim.source.as_str()).map(|&at| &*self.draft.sources[at].name);
        for (at, relay) in claim.relayed_by.iter().enumerate() {
            if **relay == *claim.source.as_str() || source == Some(relay) {
                let found = relay.to_string();
                self.fault(place.field("relayed_by").index(at), FaultKind::RelayedByItself { found });
            }
        }
    }

    fn supersession(&mut self) {
        let claims = &self.draft.claims;
        if claims.iter().all(|claim| claim.supersedes.is_empty()) {
            return;
        }
        let earlier: Vec<Vec<usize>> = claims
            .iter()
            .map(|claim| claim.supersedes.iter().filter_map(|id| self.claims.get(id.as_str()).copied()).collect())
            .collect();
        for circle in crate::circles::circles(&earlier) {
            let Some(&first) = circle.first() else { continue };
            let place = self.place(List::Claims, first, claims[first].id.as_str()).field("supersedes");
            let circle = circle.iter().map(|&at| brief(claims[at].id.as_str())).collect();
            self.fault(place, FaultKind::SupersedesItself { circle });
        }
    }
}

/// One end of an event.
#[derive(Copy, Clone)]
enum End {
    Start,
    End,
}

impl End {
    fn of(self, event: &Event) -> Option<Moment> {
        match self {
            End::Start => event.start,
            End::End => event.end,
        }
    }

    const fn field(self) -> &'static str {
        match self {
            End::Start => "start",
            End::End => "end",
        }
    }
}

/// Everything above, nearest first; without end in a circle.
fn ancestors(of: usize, wholes: &[Option<usize>]) -> impl Iterator<Item = usize> {
    std::iter::successors(wholes[of], move |&at| wholes[at])
}

fn circle_through(at: usize, wholes: &[Option<usize>]) -> Vec<usize> {
    std::iter::once(at).chain(ancestors(at, wholes).take_while(|&above| above != at)).collect()
}
