//! Scenes: all records of a dossier except its claims.

use proptest::prelude::*;

use super::when::{DAY, DAYS, When, when};
use super::{maybe, pick, sound, with};
use crate::{
    Basis, Draft, Event, EventId, Group, GroupId, Moment, Outcome, Party, PartyId, Reliability, Source, SourceId,
    SourceKind, Status,
};

/// Parties, sources, groups and events. Wholes come before their parts.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    pub(super) naming: u8,
    pub(super) parties: Vec<Party>,
    pub(super) sources: Vec<Source>,
    pub(super) groups: Vec<Group>,
    pub(super) events: Vec<Event>,
    pub(super) group_wholes: Vec<Option<usize>>,
    pub(super) event_wholes: Vec<Option<usize>>,
    spans: Vec<Span>,
}

/// The time in which an event can have happened. It follows from the moments of the event or of its
/// ancestors.
#[derive(Copy, Clone, Debug, Default)]
struct Span {
    start: Option<Moment>,
    end: Option<Moment>,
    settled: Option<Moment>,
}

impl Scene {
    /// All that is declared, and no claims.
    pub(super) fn draft(&self) -> Draft {
        let mut draft = Draft::new();
        draft.extend(self.parties.iter().cloned());
        draft.extend(self.sources.iter().cloned());
        draft.extend(self.groups.iter().cloned());
        draft.extend(self.events.iter().cloned());
        draft
    }

    /// The first second, if one is stated, and the last second at which the toll of an event can
    /// change. Statements just after the settling are about the final toll.
    pub(super) fn span(&self, event: usize) -> (Option<i64>, Option<i64>) {
        let Span { start, settled, .. } = self.spans[event];
        (start.map(When::beginning), settled.map(|settled| settled.unix() + 1))
    }

    /// The moment; if it is on a day before the event's first day, the same hour of that first day.
    pub(super) fn not_before(&self, event: usize, moment: When) -> When {
        let first = self.spans[event].start.map_or(i64::MIN, When::day_of);
        When { day: moment.day.max(first), ..moment }
    }
}

pub(super) fn scene() -> BoxedStrategy<Scene> {
    let parties = prop::collection::vec((prop::collection::vec(0..9_u8, 3), text()), 0..=3);
    let sources = prop::collection::vec(source_plan(), 1..=5);
    let groups = prop::collection::vec(group_plan(), 1..=4);
    let events = prop::collection::vec(event_plan(), 1..=4);
    (0..4_u8, parties, sources, groups, events)
        .prop_map(|(naming, parties, sources, groups, events)| {
            let parties = self::parties(naming, &parties);
            let at =
                |number: Option<u8>| number.and_then(|number| pick(&parties, number)).map(|party| party.id().clone());
            let sources = sources.iter().enumerate().map(|(i, plan)| source(naming, i, plan, &at)).collect();
            let group_wholes = wholes(groups.iter().map(|plan| plan.whole));
            let event_wholes = wholes(events.iter().map(|plan| plan.whole));
            let mut scene = Scene {
                naming,
                sources,
                groups: self::groups(naming, &groups, &group_wholes, &at),
                events: Vec::new(),
                parties: Vec::new(),
                group_wholes,
                event_wholes,
                spans: Vec::new(),
            };
            for plan in events {
                let perpetrator = at(plan.perpetrator);
                scene.add_event(plan, perpetrator);
            }
            scene.parties = parties;
            scene
        })
        .boxed()
}

/// Any outcome. Some are drawn more often than others.
pub(super) fn outcome() -> BoxedStrategy<Outcome> {
    one_of![
        6 => Just(Outcome::Killed),
        2 => Just(Outcome::Wounded),
        2 => Just(Outcome::Casualties),
        3 => prop::sample::select(Outcome::ALL),
    ]
}

/// Two numbers that select an event and a group, and an outcome.
pub(super) type Topic = (u8, u8, Outcome);

/// The topics of the claims: one or two quantities, so that several voices speak of the same one.
pub(super) fn topics() -> BoxedStrategy<Vec<Topic>> {
    prop::collection::vec((any::<u8>(), any::<u8>(), outcome()), 1..=2).boxed()
}

/// A topic, or a quantity that differs from it only in the event, the group or the outcome: a part,
/// its whole or a sibling, if there is one.
#[derive(Copy, Clone, Debug)]
pub(super) struct Aspect {
    topic: u8,
    turn: u8,
    number: u8,
}

pub(super) fn aspect() -> BoxedStrategy<Aspect> {
    (any::<u8>(), 0..12_u8, any::<u8>()).prop_map(|(topic, turn, number)| Aspect { topic, turn, number }).boxed()
}

impl Aspect {
    pub(super) fn of(self, topics: &[Topic]) -> Topic {
        let (event, group, outcome) = topics[usize::from(self.topic) % topics.len()];
        match self.turn {
            6 | 7 => (self.number, group, outcome),
            8..=10 => (event, self.number, outcome),
            11 => {
                (event, group, [Outcome::Killed, Outcome::Wounded, Outcome::Casualties][usize::from(self.number) % 3])
            }
            _ => (event, group, outcome),
        }
    }
}

/// A name, a quote or a place: a few arbitrary characters.
pub(super) fn text() -> BoxedStrategy<String> {
    let character = one_of![3 => prop::char::range('a', 'z'), 1 => any::<char>()];
    prop::collection::vec(character, 0..6).prop_map(String::from_iter).boxed()
}

/// The text of an id: in the order of the records, in reverse order, with an unusual character, or
/// equal for records of different kinds.
pub(super) fn id_text(naming: u8, kind: &str, at: usize) -> String {
    const ODD: [&str; 8] = ["é", "\"", "/", "\u{0}", "🕊", "a b", "A", " "];
    match naming % 4 {
        0 => format!("{kind}{at}"),
        1 => format!("{kind}{}", 99 - at),
        2 => format!("{}{kind}{at}", ODD[(at * 5 + 3) % ODD.len()]),
        _ => format!("{}", (at * 7) % 23 + at / 23 * 100),
    }
}

/// The whole of each record. Parts come after their wholes, so there is no cycle.
fn wholes(drawn: impl Iterator<Item = Option<u8>>) -> Vec<Option<usize>> {
    drawn.enumerate().map(|(at, whole)| whole.filter(|_| at > 0).map(|whole| usize::from(whole) % at)).collect()
}

/// The parties. Each pair has one relation, stated by one of the two or by both.
fn parties(naming: u8, plans: &[(Vec<u8>, String)]) -> Vec<Party> {
    let id = |at: usize| sound(PartyId::new(&id_text(naming, "p", at)));
    let mut opposed: Vec<(usize, usize)> = Vec::new();
    let mut allied: Vec<(usize, usize)> = Vec::new();
    for (one, (relations, _)) in plans.iter().enumerate() {
        for (other, &relation) in relations.iter().enumerate().take(one + 1) {
            if other == one {
                if relation == 0 {
                    allied.push((one, one));
                }
                continue;
            }
            for (speaks, at, of) in [(relation / 3 != 1, one, other), (relation / 3 != 0, other, one)] {
                match relation % 3 {
                    0 if speaks => opposed.push((at, of)),
                    1 if speaks => allied.push((at, of)),
                    _ => {}
                }
            }
        }
    }
    let of = |pairs: &[(usize, usize)], at: usize| -> Vec<usize> {
        pairs.iter().filter(|&&(one, _)| one == at).map(|&(_, other)| other).collect()
    };
    let party = |(at, (_, name)): (usize, &(Vec<u8>, String))| {
        let party = Party::new(id(at), &format!("Party {name}"));
        let party = of(&opposed, at).into_iter().fold(party, |party, other| party.with_opposes(id(other)));
        of(&allied, at).into_iter().fold(party, |party, other| party.with_allies(id(other)))
    };
    plans.iter().enumerate().map(party).collect()
}

#[derive(Clone, Debug)]
struct SourcePlan {
    name: String,
    kind: SourceKind,
    party: Option<u8>,
    basis: Option<Basis>,
    reliability: Option<Reliability>,
}

fn source_plan() -> BoxedStrategy<SourcePlan> {
    let kind = prop::sample::select(SourceKind::ALL);
    let basis = maybe(0.25, prop::sample::select(Basis::ALL));
    let reliability = maybe(0.4, prop::sample::select(Reliability::ALL));
    (text(), kind, maybe(0.5, any::<u8>()), basis, reliability)
        .prop_map(|(name, kind, party, basis, reliability)| SourcePlan { name, kind, party, basis, reliability })
        .boxed()
}

fn source(naming: u8, at: usize, plan: &SourcePlan, party: &impl Fn(Option<u8>) -> Option<PartyId>) -> Source {
    let id = sound(SourceId::new(&id_text(naming, "s", at)));
    let source = Source::new(id, &format!("Source {}", plan.name), plan.kind);
    let source = with(source, party(plan.party), Source::with_party);
    let source = with(source, plan.basis, Source::with_basis);
    with(source, plan.reliability, Source::with_reliability)
}

#[derive(Clone, Debug)]
struct GroupPlan {
    name: String,
    whole: Option<u8>,
    party: Option<u8>,
    status: Option<Status>,
    exhaustive: bool,
}

fn group_plan() -> BoxedStrategy<GroupPlan> {
    let whole = maybe(0.75, any::<u8>());
    let party = maybe(0.4, any::<u8>());
    let status = maybe(0.4, prop::sample::select(Status::ALL));
    (text(), whole, party, status, any::<bool>())
        .prop_map(|(name, whole, party, status, exhaustive)| GroupPlan { name, whole, party, status, exhaustive })
        .boxed()
}

fn groups(
    naming: u8,
    plans: &[GroupPlan],
    wholes: &[Option<usize>],
    party: &impl Fn(Option<u8>) -> Option<PartyId>,
) -> Vec<Group> {
    let id = |at: usize| sound(GroupId::new(&id_text(naming, "g", at)));
    let group = |(at, plan): (usize, &GroupPlan)| {
        let group = Group::new(id(at), &format!("Group {}", plan.name));
        let group = with(group, wholes[at].map(id), Group::with_part_of);
        let group = with(group, party(plan.party), Group::with_party);
        let group = with(group, plan.status, Group::with_status);
        if plan.exhaustive { group.with_exhaustive() } else { group }
    };
    plans.iter().enumerate().map(group).collect()
}

#[derive(Clone, Debug)]
struct EventPlan {
    name: String,
    place: Option<String>,
    whole: Option<u8>,
    start: Option<When>,
    end: Option<When>,
    /// Days after the end or, if there is no end, after the start.
    settled: Option<i64>,
    perpetrator: Option<u8>,
    exhaustive: bool,
}

fn event_plan() -> BoxedStrategy<EventPlan> {
    (
        (text(), maybe(0.5, text()), maybe(0.6, any::<u8>()), any::<bool>()),
        (maybe(0.5, when()), maybe(0.4, when()), maybe(0.2, -2..12_i64)),
        maybe(0.4, any::<u8>()),
    )
        .prop_map(|((name, place, whole, exhaustive), (start, end, settled), perpetrator)| EventPlan {
            name,
            place,
            whole,
            start,
            end,
            settled,
            perpetrator,
            exhaustive,
        })
        .boxed()
}

impl Scene {
    /// Adds the next event, within the time of its whole.
    fn add_event(&mut self, plan: EventPlan, perpetrator: Option<PartyId>) {
        let id = |at: usize| sound(EventId::new(&id_text(self.naming, "e", at)));
        let at = self.events.len();
        let whole = self.event_wholes[at];
        let above = whole.map_or_else(Span::default, |whole| self.spans[whole]);
        let start = plan.start.map(|start| start_within(start, above));
        let nearest_start = start.or(above.start);
        let end = plan.end.map(|end| end_within(end, nearest_start, above));
        let settled = plan.settled.map(|days| match end {
            Some(end) => end.plus_days(days.max(0)),
            None => nearest_start.unwrap_or(When { day: DAYS / 2, second: None }.moment()).plus_days(days),
        });
        let settles = settled.or_else(|| end.map(|end| end.plus_days(7)));
        self.spans.push(Span {
            start: nearest_start,
            end: end.or(above.end),
            settled: [settles, above.settled].into_iter().flatten().min(),
        });
        let event = Event::new(id(at), &format!("Event {}", plan.name));
        let event = with(event, plan.place, |event, place| event.with_place(&place));
        let event = with(event, start, Event::with_start);
        let event = with(event, end, Event::with_end);
        let event = with(event, settled, Event::with_settled);
        let event = with(event, whole.map(id), Event::with_part_of);
        let event = with(event, perpetrator, Event::with_perpetrator);
        self.events.push(if plan.exhaustive { event.with_exhaustive() } else { event });
    }
}

/// A start on a day of the whole, not before the whole starts and not after it ends.
fn start_within(start: When, whole: Span) -> Moment {
    let start = within_days(start, whole);
    let start = whole.start.map_or(start, |whole| if start.unix() < When::beginning(whole) { whole } else { start });
    whole.end.map_or(start, |end| if end.unix() < When::beginning(start) { end } else { start })
}

/// An end on a day of the whole, not before the start and not after the whole ends.
fn end_within(end: When, start: Option<Moment>, whole: Span) -> Moment {
    let end = within_days(end, Span { start: start.or(whole.start), ..whole });
    let end = start.map_or(end, |start| if end.unix() < When::beginning(start) { start } else { end });
    whole.end.map_or(end, |whole| end.min(whole))
}

fn within_days(when: When, span: Span) -> Moment {
    let first = span.start.map_or(0, When::day_of);
    let last = span.end.map_or(first + DAYS, When::day_of).max(first);
    When { day: first + when.day.rem_euclid(last - first + 1), ..when }.moment()
}

/// This second of the day of the moment.
pub(super) fn same_day(moment: Moment, second: i64) -> When {
    When { day: When::day_of(moment), second: Some(second.rem_euclid(DAY)) }
}
