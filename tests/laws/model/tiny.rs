//! Dossiers of a tiny universe: few parties, sources, groups and events, small counts, few
//! days. Every drawing makes a valid dossier; nothing is filtered out.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

use super::world::{DAY, seconds, show};
use crate::strategies::one_of;

/// A dossier and what is asked of it.
#[derive(Clone, Debug)]
pub(crate) struct Tiny {
    pub(crate) dossier: Value,
    pub(crate) as_of: Option<String>,
    pub(crate) known_by: Option<String>,
}

/// What a dossier is rich in.
#[derive(Copy, Clone, Debug, PartialEq)]
enum Flavour {
    /// Voices on a few flows.
    Voices,
    /// Increments, and tolls that settle.
    Windows,
    /// What rises and falls.
    Stocks,
    /// Wholes and all their parts, plainly counted.
    Trees,
    /// Sides that count their own dead, and say who did it.
    Accusations,
}

/// In so many of a hundred drawings.
fn rarely<T: Clone + std::fmt::Debug + 'static>(
    percent: u32,
    of: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Option<T>> {
    one_of![100 - percent => Just(None), percent => of.prop_map(Some)]
}

#[derive(Clone, Debug)]
struct RawSource {
    party: Option<usize>,
    reliability: Option<&'static str>,
    basis: Option<&'static str>,
}

#[derive(Clone, Debug)]
struct RawGroup {
    part_of: Option<usize>,
    party: Option<usize>,
    status: Option<&'static str>,
    exhaustive: bool,
}

#[derive(Clone, Debug)]
struct RawEvent {
    part_of: Option<usize>,
    /// In half days: on a date, or at its noon.
    start: Option<i64>,
    lasts: Option<i64>,
    settled: Option<i64>,
    perpetrator: Option<usize>,
    exhaustive: bool,
}

#[derive(Clone, Debug)]
struct RawClaim {
    of: (usize, usize, usize),
    said: (usize, i64, i64),
    source: usize,
    day: i64,
    noon: bool,
    published: Option<(i64, bool)>,
    since: Option<(i64, bool)>,
    basis: Option<&'static str>,
    interest: Option<&'static str>,
    perpetrator: Option<usize>,
    credibility: Option<u8>,
    supersedes: Option<usize>,
    retracted: Option<i64>,
    correction: bool,
}

fn basis(percent: u32) -> BoxedStrategy<Option<&'static str>> {
    rarely(percent, select(vec!["documented", "documented", "reported", "estimated"]))
}

fn source(flavour: Flavour) -> BoxedStrategy<RawSource> {
    let reliability = select(vec!["A", "B", "D", "D", "E", "F"]);
    let partisan = if flavour == Flavour::Accusations { 70 } else { 45 };
    (rarely(partisan, 0..3_usize), rarely(25, reliability), basis(25))
        .prop_map(|(party, reliability, basis)| RawSource { party, reliability, basis })
        .boxed()
}

fn group(flavour: Flavour) -> BoxedStrategy<RawGroup> {
    let exhaustive = if flavour == Flavour::Trees { 0.7 } else { 0.3 };
    let status = rarely(25, select(vec!["civilian", "combatant"]));
    let partisan = if flavour == Flavour::Accusations { 10 } else { 35 };
    (rarely(85, 0..6_usize), rarely(partisan, 0..3_usize), status, prop::bool::weighted(exhaustive))
        .prop_map(|(part_of, party, status, exhaustive)| RawGroup { part_of, party, status, exhaustive })
        .boxed()
}

fn event(flavour: Flavour) -> BoxedStrategy<RawEvent> {
    let settles = if flavour == Flavour::Windows { 60 } else { 25 };
    let exhaustive = if flavour == Flavour::Trees { 0.7 } else { 0.3 };
    (
        rarely(85, 0..6_usize),
        rarely(60, one_of![3 => (0..3_i64).prop_map(|day| 2 * day), 1 => 0..6_i64]),
        rarely(50, 0..4_i64),
        rarely(settles, 0..3_i64),
        rarely(35, 0..3_usize),
        prop::bool::weighted(exhaustive),
    )
        .prop_map(|(part_of, start, lasts, settled, perpetrator, exhaustive)| RawEvent {
            part_of,
            start,
            lasts,
            settled,
            perpetrator,
            exhaustive,
        })
        .boxed()
}

/// A form of words and the two numbers it may name.
fn said(flavour: Flavour) -> BoxedStrategy<(usize, i64, i64)> {
    let plain = one_of![5 => Just(0_usize), 2 => Just(1), 1 => 2..FORMS];
    let any = one_of![4 => Just(0_usize), 3 => Just(1), 2 => Just(2), 4 => 3..FORMS];
    match flavour {
        Flavour::Windows => (any, 0..5_i64, 0..2_i64).boxed(),
        Flavour::Trees => {
            (plain, one_of![3 => 0..13_i64, 3 => select(vec![30, 31, 32, 60, 61, 90, 92])], 0..3_i64).boxed()
        }
        Flavour::Voices | Flavour::Stocks | Flavour::Accusations => {
            (any, one_of![3 => 0..13_i64, 5 => 18..23_i64, 1 => select(vec![100, 105, 111])], 0..4_i64).boxed()
        }
    }
}

const FORMS: usize = 12;

fn words((form, n, more): (usize, i64, i64)) -> String {
    match form {
        0 => n.to_string(),
        1 => format!("at least {n}"),
        2 => format!("at most {n}"),
        3 => format!("{n} to {}", n + more),
        4 => format!("about {n}"),
        5 => format!("nearly {n}"),
        6 => format!("more than {n}"),
        7 => format!("fewer than {}", n + 1),
        8 => "several".to_owned(),
        9 => "unspecified".to_owned(),
        10 => "none".to_owned(),
        _ => "at least 0".to_owned(),
    }
}

fn claim(flavour: Flavour) -> BoxedStrategy<RawClaim> {
    let day = match flavour {
        Flavour::Stocks => select(vec![0, 0, 0, 1, 2, 3, 30, 31, 32, 33, 63, 366, 367]).boxed(),
        Flavour::Trees => one_of![4 => Just(3_i64), 1 => 0..6_i64].boxed(),
        Flavour::Windows => one_of![6 => 0..5_i64, 1 => Just(9_i64)].boxed(),
        Flavour::Voices | Flavour::Accusations => {
            one_of![6 => 0..6_i64, 1 => 8..13_i64, 2 => select(vec![33, 40])].boxed()
        }
    };
    let windows = match flavour {
        Flavour::Windows => 50,
        Flavour::Trees => 3,
        Flavour::Voices | Flavour::Stocks | Flavour::Accusations => 8,
    };
    let spread = if matches!(flavour, Flavour::Voices | Flavour::Accusations) { 1 } else { 4 };
    let (counted, accusing) = if flavour == Flavour::Accusations { (50, 70) } else { (25, 15) };
    let place = || one_of![4 => Just(0_usize), spread => 0..6_usize];
    (
        (place(), place(), 0..6_usize),
        said(flavour),
        0..8_usize,
        (day, prop::bool::weighted(0.2), rarely(30, (0..3_i64, prop::bool::weighted(0.3)))),
        rarely(windows, (0..4_i64, prop::bool::weighted(0.3))),
        (
            basis(counted),
            rarely(12, select(vec!["minimise", "maximise", "neutral", "unclear"])),
            rarely(accusing, 0..3_usize),
        ),
        (rarely(10, 1..7_u8), rarely(8, 0..9_usize), rarely(6, 0..4_i64), prop::bool::weighted(0.1)),
    )
        .prop_map(|(of, said, source, (day, noon, published), since, (basis, interest, perpetrator), fate)| {
            let (credibility, supersedes, retracted, correction) = fate;
            RawClaim {
                of,
                said,
                source,
                day,
                noon,
                published,
                since,
                basis,
                interest,
                perpetrator,
                credibility,
                supersedes,
                retracted,
                correction,
            }
        })
        .boxed()
}

/// Any tiny dossier and any question.
pub(crate) fn tiny() -> impl Strategy<Value = Tiny> {
    let flavours =
        [Flavour::Voices, Flavour::Windows, Flavour::Stocks, Flavour::Trees, Flavour::Trees, Flavour::Accusations];
    select(flavours.to_vec()).prop_flat_map(|flavour| {
        let outcomes = match flavour {
            Flavour::Stocks => {
                vec![vec!["held"], vec!["strength", "held"], vec!["missing"], vec!["displaced", "killed"]]
            }
            Flavour::Accusations => vec![vec!["killed"], vec!["killed", "wounded"]],
            _ => vec![
                vec!["killed"],
                vec!["killed"],
                vec!["casualties", "killed", "wounded"],
                vec!["casualties", "killed"],
                vec!["escaped"],
                vec!["detained", "freed"],
                vec!["surrendered", "abducted", "returned"],
            ],
        };
        let claims = match flavour {
            Flavour::Windows => 1..8,
            Flavour::Stocks => 1..10,
            Flavour::Voices | Flavour::Trees | Flavour::Accusations => 2..12,
        };
        let question = || rarely(30, (-1..7_i64, prop::bool::weighted(0.3)));
        (
            prop::collection::vec(0..4_usize, 3),
            prop::collection::vec(source(flavour), if flavour == Flavour::Voices { 1..8 } else { 1..5 }),
            prop::collection::vec(group(flavour), 1..5),
            prop::collection::vec(event(flavour), 1..4),
            prop::collection::vec(claim(flavour), claims),
            select(outcomes),
            (question(), question()),
        )
            .prop_map(|(relations, sources, groups, events, claims, outcomes, (as_of, known_by))| {
                let dossier = Writer { sources, groups, events, claims, outcomes }.dossier(&relations);
                let asked = |question: Option<(i64, bool)>| question.map(|(day, noon)| moment(day, noon));
                Tiny { dossier, as_of: asked(as_of), known_by: asked(known_by) }
            })
            .boxed()
    })
}

/// When an event begins, in half days, and when it ends, in days.
type Span = (Option<i64>, Option<i64>);

struct Writer {
    sources: Vec<RawSource>,
    groups: Vec<RawGroup>,
    events: Vec<RawEvent>,
    claims: Vec<RawClaim>,
    outcomes: Vec<&'static str>,
}

/// The end of a day, or its noon.
fn moment(day: i64, noon: bool) -> String {
    let end = seconds("2022-01-20") + day * DAY;
    show(if noon { end - DAY / 2 + 1 } else { end })
}

/// A record without the fields that are absent.
fn record(fields: Value) -> Value {
    let Value::Object(fields) = fields else { return fields };
    Value::Object(fields.into_iter().filter(|(_, value)| !value.is_null()).collect::<Map<_, _>>())
}

fn id(kind: &str, at: Option<usize>) -> Option<String> {
    at.map(|at| format!("{kind}{at}"))
}

impl Writer {
    fn dossier(&self, relations: &[usize]) -> Value {
        let mut parties = [json!({}), json!({}), json!({})];
        for (party, at) in parties.iter_mut().zip(0..) {
            *party = json!({"id": id("p", Some(at)), "name": "party"});
        }
        for (&relation, (one, other)) in relations.iter().zip([(0, 1), (1, 2), (2, 0)]) {
            if let Some(field) = [None, Some("opposes"), Some("opposes"), Some("allies")][relation] {
                parties[one][field] = json!([id("p", Some(other))]);
            }
        }
        let source = |(at, source): (usize, &RawSource)| {
            record(json!({
                "id": id("s", Some(at)), "name": "source", "kind": "other", "party": id("p", source.party),
                "reliability": source.reliability, "basis": source.basis,
            }))
        };
        let group = |(at, group): (usize, &RawGroup)| {
            record(json!({
                "id": id("g", Some(at)), "name": "group", "part_of": id("g", whole(group.part_of, at)),
                "party": id("p", group.party), "status": group.status, "exhaustive": group.exhaustive.then_some(true),
            }))
        };
        let (events, spans) = self.events();
        let claims: Vec<Value> = (0..self.claims.len()).map(|at| self.claim(at, &spans)).collect();
        json!({
            "parties": parties,
            "sources": self.sources.iter().enumerate().map(source).collect::<Vec<_>>(),
            "groups": self.groups.iter().enumerate().map(group).collect::<Vec<_>>(),
            "events": events,
            "claims": claims,
        })
    }

    /// The events and when each begins and ends, its own or its wholes' word for it.
    fn events(&self) -> (Vec<Value>, Vec<Span>) {
        let (mut events, mut spans) = (Vec::new(), Vec::<Span>::new());
        for (at, event) in self.events.iter().enumerate() {
            let part_of = whole(event.part_of, at);
            let (from, to) = part_of.map_or((None, None), |whole| spans[whole]);
            let start = event.start.map(|start| start.max(from.unwrap_or(0)).min(to.map_or(i64::MAX, |to| 2 * to + 1)));
            let begins = start.or(from);
            let first_day = begins.map_or(0, |begins| begins / 2);
            let end = event.lasts.map(|days| first_day + days).map(|end| end.min(to.unwrap_or(i64::MAX)));
            let settled = event.settled.map(|days| end.unwrap_or(first_day) + days);
            let day = |day: Option<i64>| day.map(|day| moment(day, false));
            events.push(record(json!({
                "id": id("e", Some(at)), "name": "event", "part_of": id("e", part_of),
                "start": start.map(|start| moment(start / 2, start % 2 == 1)),
                "end": day(end), "settled": day(settled), "perpetrator": id("p", event.perpetrator),
                "exhaustive": event.exhaustive.then_some(true),
            })));
            spans.push((begins, end.or(to)));
        }
        (events, spans)
    }

    fn claim(&self, at: usize, spans: &[Span]) -> Value {
        let claim = &self.claims[at];
        let event = claim.of.0 % self.events.len();
        let outcome = self.outcomes[claim.of.2 % self.outcomes.len()];
        let stock = super::STOCKS.contains(&outcome);
        // Trying out every toll takes small numbers where increments are spoken of.
        let (form, n, more) = claim.said;
        let said = if self.claims.iter().any(|claim| claim.since.is_some()) { (form, n % 6, more) } else { claim.said };
        let day = if stock { claim.day } else { claim.day.max(spans[event].0.map_or(claim.day, |begins| begins / 2)) };
        let since = claim.since.filter(|_| !stock).map(|(days, noon)| {
            // The same day's noon comes before its end, and the day before comes before both.
            if days == 0 && !claim.noon { moment(day, true) } else { moment(day - days.max(1), noon) }
        });
        record(json!({
            "id": id("c", Some(at)), "event": id("e", Some(event)), "group": id("g", Some(claim.of.1 % self.groups.len())),
            "outcome": outcome, "count": words(said), "source": id("s", Some(claim.source % self.sources.len())),
            "as_of": moment(day, claim.noon), "published": claim.published.map(|(days, noon)| moment(day + days, noon)),
            "since": since, "basis": claim.basis, "interest": claim.interest,
            "perpetrator": id("p", claim.perpetrator), "credibility": claim.credibility,
            "supersedes": claim.supersedes.filter(|_| at > 0).map(|earlier| vec![id("c", Some(earlier % at))]),
            // A correction of an increment is a fault.
            "correction": (claim.correction && since.is_none()).then_some(true),
            "retracted": claim.retracted.map(|days| moment(day + days, false)),
        }))
    }
}

/// The whole of the record at that place: one before it.
fn whole(part_of: Option<usize>, at: usize) -> Option<usize> {
    // Half of the drawings fall on the first, so that it has many parts.
    part_of.filter(|_| at > 0).map(|drawn| if drawn < 3 { 0 } else { drawn % at })
}
