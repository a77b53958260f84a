//! The checks between the records of a dossier.

use std::collections::HashMap;

use crate::dossier::cycles::cycles;
use crate::dossier::draft::Draft;
use crate::dossier::fault::{Fault, FaultKind, List, Place, brief};
use crate::dossier::unread::Unreadable;
use crate::record::claim::Claim;
use crate::record::event::Event;
use crate::record::moment::Moment;
use crate::record::outcome::Course;
use crate::record::party::Party;

/// The largest number of wholes above a part.
const DEEPEST: usize = 64;

/// Every fault of the draft, with the positions of records in its lists.
pub(crate) fn faults(draft: &Draft, unreadable: &Unreadable) -> Vec<Fault> {
    let mut check = Check { draft, unreadable, ids: Default::default(), last: [None; 5], faults: Vec::new() };
    check.ids = [
        check.ids(List::Parties, &draft.parties, |party| party.id.as_str()),
        check.ids(List::Sources, &draft.sources, |source| source.id.as_str()),
        check.ids(List::Groups, &draft.groups, |group| group.id.as_str()),
        check.ids(List::Events, &draft.events, |event| event.id.as_str()),
        check.ids(List::Claims, &draft.claims, |claim| claim.id.as_str()),
    ];
    check.all();
    check.faults
}

struct Check<'a> {
    draft: &'a Draft,
    unreadable: &'a Unreadable,
    /// For each list, the position of every id.
    ids: [HashMap<&'a str, usize>; 5],
    /// For each list, the id that was found last: most claims name those of the claim before.
    last: [Option<(&'a str, usize)>; 5],
    faults: Vec<Fault>,
}

/// A record of the draft.
#[derive(Copy, Clone)]
struct Of<'a> {
    list: List,
    at: usize,
    id: &'a str,
}

impl<'a> Check<'a> {
    fn all(&mut self) {
        for (at, party) in self.draft.parties.iter().enumerate() {
            self.party(party, at);
        }
        for (at, source) in self.draft.sources.iter().enumerate() {
            let of = Of { list: List::Sources, at, id: source.id.as_str() };
            self.known(List::Parties, source.party.as_ref().map(AsRef::as_ref), of, "party");
        }
        for (at, group) in self.draft.groups.iter().enumerate() {
            let of = Of { list: List::Groups, at, id: group.id.as_str() };
            self.known(List::Groups, group.part_of.as_ref().map(AsRef::as_ref), of, "part_of");
            self.known(List::Parties, group.party.as_ref().map(AsRef::as_ref), of, "party");
        }
        let groups = &self.draft.groups;
        let wholes: Vec<_> =
            groups.iter().map(|g| g.part_of.as_ref().and_then(|id| self.position(List::Groups, id.as_str()))).collect();
        self.tree(List::Groups, &wholes, |at| groups[at].id.as_str());
        let events = &self.draft.events;
        let wholes: Vec<_> =
            events.iter().map(|e| e.part_of.as_ref().and_then(|id| self.position(List::Events, id.as_str()))).collect();
        self.tree(List::Events, &wholes, |at| events[at].id.as_str());
        for (at, event) in events.iter().enumerate() {
            self.event(event, at, &wholes);
        }
        for (at, claim) in self.draft.claims.iter().enumerate() {
            self.claim(claim, at, &wholes);
        }
        self.supersession();
    }

    /// The place of a record of the draft in the list from which it was read.
    fn place(&self, Of { list, at, id }: Of<'_>) -> Place {
        let id = if self.unreadable.reads(list, at, "id") { id } else { "" };
        Place::record(list, self.unreadable.position(list, at), id)
    }

    fn fault(&mut self, place: Place, kind: FaultKind) {
        self.faults.push(Fault::new(place, kind));
    }

    /// The first position of each id. One id for two different things is a fault at the second.
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
                let place = self.place(Of { list, at, id: found }).field("id");
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

    fn position(&self, list: List, id: &str) -> Option<usize> {
        self.ids[list as usize].get(id).copied()
    }

    /// The position of the record that a field names. That there is none is a fault.
    fn known(&mut self, list: List, id: Option<&'a str>, of: Of<'_>, field: &str) -> Option<usize> {
        self.known_at(list, id?, of, |place| place.field(field))
    }

    fn known_at(&mut self, list: List, id: &'a str, of: Of<'_>, at: impl FnOnce(Place) -> Place) -> Option<usize> {
        if let Some((_, found)) = self.last[list as usize].filter(|&(last, _)| last == id) {
            return Some(found);
        }
        let found = self.position(list, id);
        match found {
            Some(found) => self.last[list as usize] = Some((id, found)),
            None => self.fault(at(self.place(of)), FaultKind::UnknownId { list, found: id.to_owned() }),
        }
        found
    }

    fn party(&mut self, party: &'a Party, at: usize) {
        let of = Of { list: List::Parties, at, id: party.id.as_str() };
        let unreadable = self.unreadable;
        let reads = |field| unreadable.reads(List::Parties, at, field);
        for (field, others) in [("opposes", &party.opposes), ("allies", &party.allies)] {
            if !reads(field) {
                continue;
            }
            for (at, other) in others.iter().enumerate() {
                self.known_at(List::Parties, other.as_str(), of, |place| place.field(field).index(at));
            }
        }
        if !reads("id") || !reads("opposes") {
            return;
        }
        for (at, other) in party.opposes.iter().enumerate() {
            let says_so = || self.position(List::Parties, other.as_str()).map(|at| &self.draft.parties[at].allies);
            if *other == party.id
                || party.allies.contains(other)
                || says_so().is_some_and(|allies| allies.contains(&party.id))
            {
                let found = other.as_str().to_owned();
                self.fault(self.place(of).field("opposes").index(at), FaultKind::AllyOpposed { found });
            }
        }
    }

    /// Notes every cycle once, and on every path that is too deep the first record beyond the
    /// limit.
    fn tree<'b>(&mut self, list: List, wholes: &[Option<usize>], id: impl Fn(usize) -> &'b str) {
        let above: Vec<Vec<usize>> = wholes.iter().map(|whole| Vec::from_iter(*whole)).collect();
        for mut circle in cycles(&above) {
            let first = (0..circle.len()).min_by_key(|&at| id(circle[at])).unwrap_or(0);
            circle.rotate_left(first);
            let Some(&first) = circle.first() else { continue };
            let circle = circle.iter().map(|&at| brief(id(at))).collect();
            self.fault(
                self.place(Of { list, at: first, id: id(first) }).field("part_of"),
                FaultKind::Circle { circle },
            );
        }
        for at in
            depths(wholes).into_iter().enumerate().filter_map(|(at, depth)| (depth == Some(DEEPEST + 1)).then_some(at))
        {
            let found = wholes[at].map(&id).unwrap_or_default().to_owned();
            self.fault(self.place(Of { list, at, id: id(at) }).field("part_of"), FaultKind::TooDeep { found });
        }
    }

    /// The moment that an event or its nearest ancestor states, and the one that states it.
    fn nearest(&self, event: usize, wholes: &[Option<usize>], end: EventEnd) -> Option<(Moment, usize)> {
        let mut above = std::iter::once(event).chain(ancestors(event, wholes)).take(DEEPEST + 1);
        let of = |at: usize| end.of(&self.draft.events[at]);
        let at = above.find(|&at| of(at).is_some() || !self.unreadable.reads(List::Events, at, end.field()))?;
        Some((of(at)?, at))
    }

    fn event(&mut self, event: &'a Event, at: usize, wholes: &[Option<usize>]) {
        let of = Of { list: List::Events, at, id: event.id.as_str() };
        self.known(List::Events, event.part_of.as_ref().map(AsRef::as_ref), of, "part_of");
        self.known(List::Parties, event.perpetrator.as_ref().map(AsRef::as_ref), of, "perpetrator");

        let (start, end) = (self.nearest(at, wholes, EventEnd::Start), self.nearest(at, wholes, EventEnd::End));
        if let (Some((start, of_start)), Some((end, of_end))) = (start, end)
            && (event.start.is_some() || event.end.is_some())
            && end.unix() < start.as_beginning()
        {
            let field = if event.end.is_some() { "end" } else { "start" };
            let above = |of: usize| (of != at).then(|| self.draft.events[of].id.as_str().to_owned());
            let (end_of, start_of) = (above(of_end), above(of_start));
            self.fault(self.place(of).field(field), FaultKind::EndBeforeStart { end, start, end_of, start_of });
        }
        if let (Some(settled), Some(end)) = (event.settled, event.end)
            && settled < end
        {
            self.fault(self.place(of).field("settled"), FaultKind::SettledBeforeEnd { settled, end });
        }
        let Some(whole) = wholes[at] else { return };
        let name = |at: usize| self.draft.events[at].id.as_str().to_owned();
        if let (Some(start), Some((whole_start, above))) = (event.start, self.nearest(whole, wholes, EventEnd::Start))
            && start.unix() < whole_start.as_beginning()
        {
            let kind = FaultKind::StartsBeforeWhole { start, whole: name(above), whole_start };
            self.fault(self.place(of).field("start"), kind);
        }
        if let (Some(end), Some((whole_end, above))) = (event.end, self.nearest(whole, wholes, EventEnd::End))
            && end > whole_end
        {
            let kind = FaultKind::EndsAfterWhole { end, whole: name(above), whole_end };
            self.fault(self.place(of).field("end"), kind);
        }
    }

    fn claim(&mut self, claim: &'a Claim, at: usize, event_wholes: &[Option<usize>]) {
        let of = Of { list: List::Claims, at, id: claim.id.as_str() };
        let unreadable = self.unreadable;
        let reads = |field| unreadable.reads(List::Claims, at, field);
        let event = self.known(List::Events, reads("event").then_some(claim.event.as_str()), of, "event");
        self.known(List::Groups, reads("group").then_some(claim.group.as_str()), of, "group");
        let source = self.known(List::Sources, reads("source").then_some(claim.source.as_str()), of, "source");
        self.known(List::Parties, claim.perpetrator.as_ref().map(AsRef::as_ref), of, "perpetrator");
        for (at, earlier) in claim.supersedes.iter().enumerate().filter(|_| reads("supersedes")) {
            self.known_at(List::Claims, earlier.as_str(), of, |place| place.field("supersedes").index(at));
        }

        let said = SaidWhen {
            course: reads("outcome").then_some(claim.outcome.course()),
            as_of: reads("as_of").then_some(claim.as_of),
            published: claim.published,
            since: claim.since,
            correction: claim.correction,
        };
        let start = || Some(self.nearest(event?, event_wholes, EventEnd::Start)?.0);
        let mut found = Vec::new();
        said.faults(start, |field, kind| found.push(Fault::new(self.place(of).field(field), kind)));
        self.faults.append(&mut found);
        if !reads("source") || !reads("relayed_by") {
            return;
        }
        let source = source.map(|at| &*self.draft.sources[at].name);
        for (at, relay) in claim.relayed_by.iter().enumerate() {
            if **relay == *claim.source.as_str() || source == Some(relay) {
                let found = relay.to_string();
                self.fault(self.place(of).field("relayed_by").index(at), FaultKind::RelayedByItself { found });
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
            .map(|claim| claim.supersedes.iter().filter_map(|id| self.position(List::Claims, id.as_str())).collect())
            .collect();
        for circle in cycles(&earlier) {
            let Some(&first) = circle.first() else { continue };
            let of = Of { list: List::Claims, at: first, id: claims[first].id.as_str() };
            let place = self.place(of).field("supersedes");
            let circle = circle.iter().map(|&at| brief(claims[at].id.as_str())).collect();
            self.fault(place, FaultKind::SupersedesItself { circle });
        }
    }
}

/// The moments of a claim, as far as they could be read.
pub(crate) struct SaidWhen {
    pub(crate) course: Option<Course>,
    pub(crate) as_of: Option<Moment>,
    pub(crate) published: Option<Moment>,
    pub(crate) since: Option<Moment>,
    pub(crate) correction: bool,
}

impl SaidWhen {
    /// Reports every fault of the moments, with the field at which it stands. `start` is the start
    /// of the claim's event or of its nearest ancestor.
    pub(crate) fn faults(
        &self,
        start: impl FnOnce() -> Option<Moment>,
        mut found: impl FnMut(&'static str, FaultKind),
    ) {
        if let (Some(published), Some(as_of)) = (self.published, self.as_of)
            && published.day() < as_of.day()
        {
            found("published", FaultKind::PublishedBefore { published, as_of });
        }
        if self.course == Some(Course::Flow)
            && let (Some(as_of), Some(start)) = (self.as_of, start())
            && as_of.day() < start.day()
        {
            found("as_of", FaultKind::BeforeEvent { as_of, start });
        }
        let Some(since) = self.since else { return };
        if self.course == Some(Course::Stock) {
            found("since", FaultKind::SinceOnStock { since });
        }
        if let Some(as_of) = self.as_of.filter(|&as_of| since >= as_of) {
            found("since", FaultKind::SinceNotBefore { since, as_of });
        }
        if self.correction {
            found("correction", FaultKind::CorrectionOfIncrement { since });
        }
    }
}

/// The start or the end of an event.
#[derive(Copy, Clone)]
enum EventEnd {
    Start,
    End,
}

impl EventEnd {
    fn of(self, event: &Event) -> Option<Moment> {
        match self {
            EventEnd::Start => event.start,
            EventEnd::End => event.end,
        }
    }

    const fn field(self) -> &'static str {
        match self {
            EventEnd::Start => "start",
            EventEnd::End => "end",
        }
    }
}

/// All wholes above a part, nearest first. The iterator never ends in a cycle.
fn ancestors(of: usize, wholes: &[Option<usize>]) -> impl Iterator<Item = usize> {
    std::iter::successors(wholes[of], move |&at| wholes[at])
}

/// The number of records above each, or `None` for a record that leads to a cycle.
fn depths(wholes: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut depths = vec![None; wholes.len()];
    let mut seen = vec![0_usize; wholes.len()];
    let mut way = Vec::new();
    for start in 0..wholes.len() {
        let (walk, mut next) = (start + 1, Some(start));
        while let Some(at) = next.filter(|&at| seen[at] == 0) {
            seen[at] = walk;
            way.push(at);
            next = wholes[at];
        }
        let mut depth = match next {
            None => Some(0),
            Some(met) if seen[met] == walk => None,
            Some(known) => depths[known].map(|above: usize| above + 1),
        };
        for at in way.drain(..).rev() {
            depths[at] = depth;
            depth = depth.map(|above| above + 1);
        }
    }
    depths
}
