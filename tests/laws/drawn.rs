//! Small valid dossiers that disagree with themselves, the dossiers that come with the crate,
//! and the moments at which an answer can turn.

#![allow(dead_code, reason = "no one file of laws uses all of it")]

use std::collections::BTreeSet;

use crate::strategies::maybe;
use corroborate::{Claim, Dossier, Moment, Policy, policy};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A quarter of proptest's own number of cases, since each is asked of every policy.
pub(crate) fn config() -> ProptestConfig {
    crate::seed::per_cent(25)
}

/// The dossiers that come with the crate, and the worked cases, by name.
pub(crate) fn of_the_crate() -> Vec<(String, Dossier)> {
    let mut dossiers = vec![
        ("ghwayran".to_owned(), read(include_str!("../../examples/data/ghwayran.json"))),
        ("hasakah".to_owned(), read(include_str!("../../examples/data/hasakah.json"))),
        ("same-inputs".to_owned(), read(include_str!("../data/same-inputs.json"))),
    ];
    let worked = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/worked");
    let files = std::fs::read_dir(worked).unwrap_or_else(|error| panic!("{worked}: {error}"));
    for path in files.filter_map(Result::ok).map(|file| file.path()) {
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let case: Value =
            serde_json::from_slice(text.as_bytes()).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        if let Some(dossier) = case.get("dossier") {
            dossiers.push((path.display().to_string(), read(&dossier.to_string())));
        }
    }
    dossiers
}

/// A dossier as it is written.
pub(crate) fn written(dossier: &Dossier) -> String {
    serde_json::to_string(dossier).unwrap_or_else(|error| panic!("{error}"))
}

pub(crate) fn read(text: &str) -> Dossier {
    serde_json::from_slice(text.as_bytes()).unwrap_or_else(|faults| panic!("{faults}\n{text}"))
}

pub(crate) fn policies() -> Vec<Box<dyn Policy>> {
    policy::NAMES.iter().filter_map(|name| policy::named(name)).collect()
}

/// Any of a list.
fn one_of(list: &[&'static str]) -> BoxedStrategy<&'static str> {
    proptest::sample::select(list.to_vec()).boxed()
}

/// What a claim is drawn from.
#[derive(Clone, Debug)]
struct Drawn {
    subject: (&'static str, &'static str, &'static str),
    count: &'static str,
    source: &'static str,
    day: i64,
    hour: Option<u32>,
    window: Option<i64>,
    late: Option<i64>,
    taken_back: Option<i64>,
    replaces: Option<prop::sample::Index>,
}

fn drawn() -> BoxedStrategy<Drawn> {
    let outcome = one_of(&["killed", "killed", "killed", "wounded", "casualties", "held"]);
    let subject =
        (one_of(&["war", "battle", "raid"]), one_of(&["all", "all", "fighters", "civilians", "guards"]), outcome)
            .boxed();
    let source = one_of(&["monitor", "paper", "red-press", "red-army", "blue-press", "gossip", "counter", "liar"]);
    drawn_of(subject, source)
}

/// What two or three voices say of one quantity, now and then of a part or the whole of it.
fn drawn_of_few() -> BoxedStrategy<Drawn> {
    let group = one_of(&["fighters", "fighters", "fighters", "fighters", "fighters", "all", "guards"]);
    let outcome = one_of(&["killed", "killed", "killed", "killed", "killed", "held"]);
    drawn_of(
        (Just("battle"), group, outcome).boxed(),
        one_of(&["monitor", "monitor", "red-press", "red-army", "counter"]),
    )
}

fn drawn_of(
    subject: BoxedStrategy<(&'static str, &'static str, &'static str)>,
    source: BoxedStrategy<&'static str>,
) -> BoxedStrategy<Drawn> {
    let counts = one_of(&[
        "0", "2", "5", "6", "12", "18", "20", "21", "23", "30", "at least 12", "at least 20", "up to 18", "about 22",
        "nearly 25", "19-23", "more than 15", "dozens", "several", "unspecified", "fewer than 30",
    ]);
    let moment = (0..14_i64, maybe(0.3, prop::sample::select(vec![6_u32, 12, 18])));
    let rarely = |strategy: std::ops::Range<i64>, how: f64| maybe(how, strategy);
    let trimmings =
        (rarely(1..4, 0.15), rarely(0..6, 0.4), rarely(0..9, 0.08), maybe(0.12, any::<prop::sample::Index>()));
    (subject, counts, source, moment, trimmings)
        .prop_map(|(subject, count, source, (day, hour), trimmings)| {
            let (window, late, taken_back, replaces) = trimmings;
            Drawn { subject, count, source, day, hour, window, late, taken_back, replaces }
        })
        .boxed()
}

fn date(day: i64) -> String {
    let start: Moment = "2022-01-20".parse().unwrap_or_else(|error| panic!("{error}"));
    start.plus_days(day).to_string()
}

impl Drawn {
    fn record(&self, at: usize) -> Value {
        let (event, group, outcome) = self.subject;
        let as_of = self.hour.map_or_else(|| date(self.day), |hour| format!("{}T{hour:02}:00:00Z", date(self.day)));
        let mut claim = json!({"id": format!("c{at}"), "event": event, "group": group, "outcome": outcome,
            "count": self.count, "source": self.source, "as_of": as_of});
        if let (Some(days), true) = (self.window, outcome != "held") {
            claim["since"] = date(self.day - days).into();
        }
        if let Some(days) = self.late {
            claim["published"] = date(self.day + days).into();
        }
        if let Some(days) = self.taken_back {
            claim["retracted"] = date(self.day + days).into();
        }
        if let Some(earlier) = self.replaces.filter(|_| at > 0) {
            claim["supersedes"] = json!([format!("c{}", earlier.index(at))]);
        }
        claim
    }
}

/// A small dossier: two parties at war, graded sources, trees of groups and events, exhaustive
/// ones among them, flows and a stock, totals and windows, late, superseded and retracted
/// claims.
pub(crate) fn dossier() -> impl Strategy<Value = Dossier> {
    dossier_of(prop::collection::vec(drawn(), 1..14).boxed())
}

/// The same, in which few voices say much: they correct, add to and take back what they said.
pub(crate) fn dossier_of_few_voices() -> impl Strategy<Value = Dossier> {
    dossier_of(prop::collection::vec(drawn_of_few(), 8..30).boxed())
}

fn dossier_of(claims: BoxedStrategy<Vec<Drawn>>) -> BoxedStrategy<Dossier> {
    (claims, any::<bool>(), any::<bool>(), maybe(0.5, 0..8_i64)).prop_map(|(claims, groups, events, end)| {
        let mut war = json!({"id": "war", "name": "War", "start": "2022-01-20", "exhaustive": events,
            "perpetrator": "red"});
        if let Some(end) = end {
            war["end"] = date(end).into();
            war["settled"] = date(end + 1).into();
        }
        let claims: Vec<Value> = claims.iter().enumerate().map(|(at, claim)| claim.record(at)).collect();
        let text = json!({
            "parties": [{"id": "red", "name": "Red", "opposes": ["blue"]}, {"id": "blue", "name": "Blue"}],
            "sources": [
                {"id": "monitor", "name": "Monitor", "kind": "monitor"},
                {"id": "counter", "name": "Counter", "kind": "monitor", "basis": "documented"},
                {"id": "paper", "name": "Paper", "kind": "media"},
                {"id": "red-press", "name": "Red press", "kind": "belligerent", "party": "red"},
                {"id": "red-army", "name": "Red army", "kind": "belligerent", "party": "red"},
                {"id": "blue-press", "name": "Blue press", "kind": "belligerent", "party": "blue"},
                {"id": "gossip", "name": "Gossip", "kind": "other", "reliability": "D"},
                {"id": "liar", "name": "Liar", "kind": "other", "reliability": "E"}],
            "groups": [
                {"id": "all", "name": "All", "exhaustive": groups},
                {"id": "fighters", "name": "Blue fighters", "part_of": "all", "party": "blue", "status": "combatant"},
                {"id": "guards", "name": "Guards", "part_of": "fighters"},
                {"id": "civilians", "name": "Civilians", "part_of": "all", "status": "civilian"}],
            "events": [war, {"id": "battle", "name": "Battle", "part_of": "war"},
                {"id": "raid", "name": "Raid", "part_of": "war"}],
            "claims": claims,
        });
        read(&text.to_string())
    }).boxed()
}

/// The moments at which an answer can turn, and the seconds after them, in order.
pub(crate) fn turns(dossier: &Dossier) -> Vec<Moment> {
    let said = |claim: &Claim| {
        let stale = claim.moment().plus_days(366);
        [Some(claim.moment()), claim.since(), Some(claim.known_from()), claim.retracted(), Some(stale)]
    };
    let settled = dossier
        .events()
        .iter()
        .flat_map(|event| [event.start(), event.settled(), event.end(), event.end().map(|end| end.plus_days(7))]);
    let moments: BTreeSet<Moment> = dossier.claims().iter().flat_map(said).chain(settled).flatten().collect();
    let and_after = |moment: Moment| [0, 1].into_iter().filter_map(move |by| Moment::from_unix(moment.unix() + by));
    moments.into_iter().flat_map(and_after).collect::<BTreeSet<Moment>>().into_iter().collect()
}
