//! The checks between the records of a dossier.

use std::collections::HashMap;

use crate::dossier::cycles::cycles;
use crate::dossier::draft::{Draft, Reference};
use crate::dossier::fault::{Fault, FaultKind, List, Place, brief};
use crate::dossier::index::Named;
use crate::dossier::unread::Unreadable;
use crate::record::claim::Claim;
use crate::record::event::Event;
use crate::record::moment::Moment;
use crate::record::outcome::Course;
use crate::record::party::Party;

/// The largest number of wholes above a part.
const DEEPEST: usize = 64;

/// What a check finds.
pub(crate) struct Checked {
    /// Every fault, with the positions of records in the lists that were read.
    pub(crate) faults: Vec<Fault>,
    /// For each list, the positions of its records, sorted by id. Each id occurs once.
    pub(crate) sorted: [Vec<usize>; 5],
    /// The positions of the records that each claim names.
    pub(crate) named: Vec<Named>,
}

/// Checks the records of a draft against each other.
pub(crate) fn check(draft: &Draft, unreadable: &Unreadable) -> Checked {
    let mut check = Check {
        draft,
        unreadable,
        declared: HashMap::default(),
        found: Checked {
            faults: Vec::new(),
            sorted: Default::default(),
            named: draft.claims.iter().map(|claim| Named::nothing(claim.outcome)).collect(),
        },
    };
    check.found.sorted = [
        check.sorted(List::Parties, &draft.parties, |party| party.id.as_str()),
        check.sorted(List::Sources, &draft.sources, |source| source.id.as_str()),
        check.sorted(List::Groups, &draft.groups, |group| group.id.as_str()),
        check.sorted(List::Events, &draft.events, |event| event.id.as_str()),
        check.sorted(List::Claims, &draft.claims, |claim| claim.id.as_str()),
    ];
    let declared = List::ALL.iter().filter(|list| **list != List::Claims);
    let ids = declared.flat_map(|&list| check.found.sorted[list as usize].iter().map(move |&at| (list, at)));
    check.declared = ids.map(|(list, at)| ((list, draft.id(list, at)), at)).collect();
    check.all();
    check.found
}

struct Check<'a> {
    draft: &'a Draft,
    unreadable: &'a Unreadable,
    /// The position of every id but those of claims, which few records name.
    declared: HashMap<(List, &'a str), usize>,
    found: Checked,
}

/// A record of the draft: its list, and its position in it.
type Of = (List, usize);

impl<'a> Check<'a> {
    fn all(&mut self) {
        self.draft.references(|reference| self.known(&reference));
        for (at, party) in self.draft.parties.iter().enumerate() {
            self.party(party, at);
        }
        let groups = &self.draft.groups;
        let wholes: Vec<_> =
            groups.iter().map(|g| g.part_of.as_ref().and_then(|id| self.position(List::Groups, id.as_str()))).collect();
        self.tree(List::Groups, &wholes);
        let events = &self.draft.events;
        let wholes: Vec<_> =
            events.iter().map(|e| e.part_of.as_ref().and_then(|id| self.position(List::Events, id.as_str()))).collect();
        self.tree(List::Events, &wholes);
        for (at, event) in events.iter().enumerate() {
            self.event(event, at, &wholes);
        }
        for (at, claim) in self.draft.claims.iter().enumerate() {
            self.claim(claim, at, &wholes);
        }
        self.supersession();
    }

    /// The place of a record of the draft in the list from which it was read.
    fn place(&self, (list, at): Of) -> Place {
        let id = if self.unreadable.reads(list, at, "id") { self.draft.id(list, at) } else { "" };
        Place::record(list, self.unreadable.position(list, at), id)
    }

    fn fault(&mut self, place: Place, kind: FaultKind) {
        self.found.faults.push(Fault::new(place, kind));
    }

    /// The positions of the records with ids, sorted by id, the first of each id. One id for two different
    /// things is a fault at the second.
    fn sorted<T: PartialEq>(&mut self, list: List, records: &[T], id: impl Fn(&T) -> &str) -> Vec<usize> {
        let (unreadable, id) = (self.unreadable, |at: usize| id(&records[at]));
        let mut sorted: Vec<usize> = (0..records.len()).filter(|&at| unreadable.reads(list, at, "id")).collect();
        sorted.sort_by(|&a, &b| id(a).cmp(id(b)));
        sorted.dedup_by(|&mut at, &mut first| {
            let are_read = || unreadable.is_sound(list, first) && unreadable.is_sound(list, at);
            let is_same = id(at) == id(first);
            if is_same && records[at] != records[first] && are_read() {
                let (found, first) = (id(at).to_owned(), unreadable.position(list, first));
                self.fault(self.place((list, at)).field("id"), FaultKind::TwoThings { list, found, first });
            }
            is_same
        });
        sorted
    }

    fn position(&self, list: List, id: &str) -> Option<usize> {
        if list != List::Claims {
            return self.declared.get(&(list, id)).copied();
        }
        let sorted = &self.found.sorted[List::Claims as usize];
        Some(sorted[sorted.binary_search_by(|&at| self.draft.id(list, at).cmp(id)).ok()?])
    }

    /// Finds the record that a field names. That there is none is a fault.
    fn known(&mut self, &Reference { from, field, index, to: (list, id) }: &Reference<'a>) {
        // What could not be read leaves a placeholder in a required field, and gaps in a list.
        let may_mislead = index.is_some() || matches!(field, "event" | "group" | "source");
        if may_mislead && !self.unreadable.reads(from.0, from.1, field) {
            return;
        }
        let Some(at) = self.position(list, id) else {
            let place = Place { index, ..self.place(from).field(field) };
            return self.fault(place, FaultKind::UnknownId { list, found: id.to_owned() });
        };
        if from.0 == List::Claims {
            self.found.named[from.1].note(list, at);
        }
    }

    fn party(&mut self, party: &'a Party, at: usize) {
        let of = (List::Parties, at);
        let reads = |field| self.unreadable.reads(List::Parties, at, field);
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
    fn tree(&mut self, list: List, wholes: &[Option<usize>]) {
        let id = |at: usize| self.draft.id(list, at);
        let above: Vec<Vec<usize>> = wholes.iter().map(|whole| Vec::from_iter(*whole)).collect();
        for mut circle in cycles(&above) {
            let first = (0..circle.len()).min_by_key(|&at| id(circle[at])).unwrap_or(0);
            circle.rotate_left(first);
            let Some(&first) = circle.first() else { continue };
            let circle = circle.iter().map(|&at| brief(id(at))).collect();
            self.fault(self.place((list, first)).field("part_of"), FaultKind::Circle { circle });
        }
        let is_first_too_deep = |at: &usize| ancestors(*at, wholes).take(DEEPEST + 2).count() == DEEPEST + 1;
        for at in (0..wholes.len()).filter(is_first_too_deep) {
            let found = wholes[at].map(id).unwrap_or_default().to_owned();
            self.fault(self.place((list, at)).field("part_of"), FaultKind::TooDeep { found });
        }
    }

    /// The moment that an event or its nearest ancestor states, and the one that states it.
    fn nearest(&self, event: usize, wholes: &[Option<usize>], (field, value): EventEnd) -> Option<(Moment, usize)> {
        let mut above = std::iter::once(event).chain(ancestors(event, wholes)).take(DEEPEST + 1);
        let of = |at: usize| value(&self.draft.events[at]);
        let at = above.find(|&at| of(at).is_some() || !self.unreadable.reads(List::Events, at, field))?;
        Some((of(at)?, at))
    }

    fn event(&mut self, event: &'a Event, at: usize, wholes: &[Option<usize>]) {
        let of = (List::Events, at);
        let (start, end) = (self.nearest(at, wholes, START), self.nearest(at, wholes, END));
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
        if let Some(whole) = wholes[at] {
            self.event_within(event, at, whole, wholes);
        }
    }

    /// An event lies within the start and the end of the wholes above it that have one.
    fn event_within(&mut self, event: &'a Event, at: usize, whole: usize, wholes: &[Option<usize>]) {
        let of = (List::Events, at);
        let name = |at: usize| self.draft.events[at].id.as_str().to_owned();
        if let (Some(start), Some((whole_start, above))) = (event.start, self.nearest(whole, wholes, START))
            && start.unix() < whole_start.as_beginning()
        {
            let kind = FaultKind::StartsBeforeWhole { start, whole: name(above), whole_start };
            self.fault(self.place(of).field("start"), kind);
        }
        if let (Some(end), Some((whole_end, above))) = (event.end, self.nearest(whole, wholes, END))
            && end > whole_end
        {
            let kind = FaultKind::EndsAfterWhole { end, whole: name(above), whole_end };
            self.fault(self.place(of).field("end"), kind);
        }
    }

    fn claim(&mut self, claim: &'a Claim, at: usize, event_wholes: &[Option<usize>]) {
        let of = (List::Claims, at);
        let reads = |field| self.unreadable.reads(List::Claims, at, field);
        let Named { key: (event, ..), source } = self.found.named[at];
        let event = Some(event as usize).filter(|&event| event < event_wholes.len());
        let said = SaidWhen {
            course: reads("outcome").then_some(claim.outcome.course()),
            as_of: reads("as_of").then_some(claim.as_of),
            published: claim.published,
            since: claim.since,
            correction: claim.correction,
        };
        let start = || Some(self.nearest(event?, event_wholes, START)?.0);
        let mut found = Vec::new();
        said.faults(start, |field, kind| found.push(Fault::new(self.place(of).field(field), kind)));
        let may_be_relayed = reads("source") && reads("relayed_by");
        self.found.faults.append(&mut found);
        if !may_be_relayed {
            return;
        }
        let source = self.draft.sources.get(source as usize).map(|source| &*source.name);
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
            let place = self.place((List::Claims, first)).field("supersedes");
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

/// An end of an event: the name of the field, and its value.
type EventEnd = (&'static str, fn(&Event) -> Option<Moment>);

const START: EventEnd = ("start", |event| event.start);
const END: EventEnd = ("end", |event| event.end);

/// All wholes above a part, nearest first. The iterator never ends in a cycle.
fn ancestors(of: usize, wholes: &[Option<usize>]) -> impl Iterator<Item = usize> {
    std::iter::successors(wholes[of], move |&at| wholes[at])
}
