//! What is wrong with records taken together.

use corroborate::{FaultKind, Faults, Group, GroupId, List, Unchecked};
use serde_json::{Value, json};

use super::built::built;
use super::{refused, refused_both_ways, sound, with};

#[test]
fn a_reference_to_nothing() {
    refused_both_ways(
        &with([
            ("parties/0/opposes", json!(["nobody"])),
            ("parties/1/allies", json!(["no one"])),
            ("sources/0/party", json!("no party")),
            ("groups/0/part_of", json!("no group")),
            ("groups/1/party", json!("no people")),
            ("events/0/part_of", json!("no event")),
            ("events/1/perpetrator", json!("no culprit")),
            ("claims/0/event", json!("nowhere")),
            ("claims/0/group", json!("none")),
            ("claims/0/source", json!("hearsay")),
            ("claims/0/perpetrator", json!("ghosts")),
            ("claims/0/supersedes", json!(["c0"])),
        ]),
        &[
            "parties[0] (p).opposes[0]: there is no party \"nobody\"",
            "parties[1] (q).allies[0]: there is no party \"no one\"",
            "sources[0] (s).party: there is no party \"no party\"",
            "groups[0] (all).part_of: there is no group \"no group\"",
            "groups[1] (g).party: there is no party \"no people\"",
            "events[0] (war).part_of: there is no event \"no event\"",
            "events[1] (e).perpetrator: there is no party \"no culprit\"",
            "claims[0] (c1).event: there is no event \"nowhere\"",
            "claims[0] (c1).group: there is no group \"none\"",
            "claims[0] (c1).perpetrator: there is no party \"ghosts\"",
            "claims[0] (c1).source: there is no source \"hearsay\"",
            "claims[0] (c1).supersedes[0]: there is no claim \"c0\"",
        ],
    );
}

#[test]
fn an_id_is_looked_up_among_its_own_kind() {
    refused_both_ways(
        &with([("claims/0/source", json!("p")), ("claims/0/group", json!("e")), ("events/1/perpetrator", json!("s"))]),
        &[
            "events[1] (e).perpetrator: there is no party \"s\"",
            "claims[0] (c1).group: there is no group \"e\"",
            "claims[0] (c1).source: there is no source \"p\"",
        ],
    );
    let one_name = json!({
        "parties": [{"id": "x", "name": "X"}],
        "sources": [{"id": "x", "name": "X", "kind": "other"}],
        "groups": [{"id": "x", "name": "X"}],
        "events": [{"id": "x", "name": "X"}],
        "claims": [{"id": "x", "event": "x", "group": "x", "outcome": "killed", "count": "1", "source": "x",
                    "as_of": "2022-01-21"}],
    });
    refused_both_ways(&one_name, &[]);
}

#[test]
fn a_record_that_cannot_be_read_is_not_missed() {
    let bad = json!({
        "parties": [{"id": "p", "name": "P", "opposes": 7}],
        "sources": [{"id": "s", "name": "S", "kind": "gossip", "party": "p"}],
        "groups": [{"id": "all", "name": 1}, {"id": "g", "name": "G", "part_of": "all", "party": "p"}],
        "events": [{"id": "e", "name": "E", "start": "soon"}, {"id": "f", "name": "F", "part_of": "e"}],
        "claims": [{"id": "c2", "event": "f", "group": "g", "outcome": "killed", "count": "2", "source": "s",
                    "as_of": "2022-01-21", "supersedes": ["c1"]},
                   {"id": "c1", "event": "e", "group": "g", "outcome": "killed", "count": "lots", "source": "s",
                    "as_of": "2022-01-21"}],
    });
    refused(
        &bad,
        &[
            "parties[0] (p).opposes: expected a list of texts, found 7",
            "sources[0] (s).kind: \"gossip\" is not one of monitor, belligerent, official, coalition, \
             intergovernmental, medical, media, witness, other",
            "groups[0] (all).name: expected a text, found 1",
            "events[0] (e).start: \"soon\" is not a date (2022-01-21) nor an instant with its offset \
             (2022-01-21T13:53:00Z)",
            "claims[1] (c1).count: cannot read the count \"lots\": unexpected \"lots\" at byte 0, expected a count",
        ],
    );
}

#[test]
fn one_id_for_two_things() {
    let mut dossier = sound();
    for list in ["parties", "sources", "groups", "events", "claims"] {
        let mut other = dossier[list][0].clone();
        other[if list == "claims" { "quote" } else { "name" }] = json!("another");
        if let Some(records) = dossier[list].as_array_mut() {
            records.extend([records[0].clone(), other]);
        }
    }
    refused(
        &dossier,
        &[
            "parties[3] (p).id: the id \"p\" stands for two different things: here and at parties[0]",
            "sources[2] (s).id: the id \"s\" stands for two different things: here and at sources[0]",
            "groups[3] (all).id: the id \"all\" stands for two different things: here and at groups[0]",
            "events[3] (war).id: the id \"war\" stands for two different things: here and at events[0]",
            "claims[3] (c1).id: the id \"c1\" stands for two different things: here and at claims[0]",
        ],
    );
    let mut draft = built(&sound()).unwrap_or_default();
    let group = Group::new(GroupId::new("g").unwrap_or_else(|e| panic!("{e}")), "another");
    draft.add_group(group.clone()).add_group(group);
    let faults = draft.check().map(drop).map_err(|faults| faults.to_string());
    assert_eq!(
        faults,
        Err("groups[2] (g).id: the id \"g\" stands for two different things: here and at groups[1]\n\
             groups[3] (g).id: the id \"g\" stands for two different things: here and at groups[1]"
            .to_owned())
    );
}

#[test]
fn the_same_thing_twice_is_one() {
    let mut dossier = sound();
    for list in ["parties", "sources", "groups", "events", "claims"] {
        if let Some(records) = dossier[list].as_array_mut() {
            records.extend_from_within(..);
        }
    }
    refused_both_ways(&dossier, &[]);
    // Lists that are sets say the same in any order; a chain of relays does not.
    let claim = |order: [&str; 2], field: &str| {
        let mut claim = sound()["claims"][0].clone();
        claim[field] = json!(order);
        claim
    };
    let twice = |field| {
        let mut dossier = with([("claims/0/id", json!("a")), ("claims/1/id", json!("b"))]);
        if let Some(claims) = dossier["claims"].as_array_mut() {
            claims.extend([claim(["a", "b"], field), claim(["b", "a"], field)]);
        }
        dossier
    };
    refused_both_ways(&twice("supersedes"), &[]);
    refused_both_ways(
        &twice("relayed_by"),
        &["claims[3] (c1).id: the id \"c1\" stands for two different things: here and at claims[2]"],
    );
}

#[test]
fn circles_of_wholes_are_named_once() {
    let ring = |n: usize, to: usize| -> Vec<Value> {
        let whole = |at: usize| if at + 1 < n { at + 1 } else { to };
        (0..n).map(|at| json!({"id": format!("x{at}"), "name": "X", "part_of": format!("x{}", whole(at))})).collect()
    };
    for (list, place) in [("groups", "groups"), ("events", "events")] {
        refused_both_ways(
            &json!({list: ring(1, 0)}),
            &[&format!("{place}[0] (x0).part_of: it leads in a circle: x0 -> x0")],
        );
        refused_both_ways(
            &json!({list: ring(3, 0)}),
            &[&format!("{place}[0] (x0).part_of: it leads in a circle: x0 -> x1 -> x2 -> x0")],
        );
        // A path into a circle is no circle.
        refused_both_ways(
            &json!({list: ring(4, 2)}),
            &[&format!("{place}[2] (x2).part_of: it leads in a circle: x2 -> x3 -> x2")],
        );
        refused_both_ways(
            &json!({list: ring(100, 0)}),
            &[&format!(
                "{place}[0] (x0).part_of: it leads in a circle: x0 -> x1 -> x2 -> x3 -> x4 -> x5 -> x6 -> x7 \
                 -> … (100 in all) -> x0"
            )],
        );
    }
    refused_both_ways(
        &json!({"groups": [
            {"id": "b", "name": "B", "part_of": "a"}, {"id": "a", "name": "A", "part_of": "b"},
            {"id": "d", "name": "D", "part_of": "c"}, {"id": "c", "name": "C", "part_of": "d"},
        ]}),
        &[
            "groups[1] (a).part_of: it leads in a circle: a -> b -> a",
            "groups[3] (c).part_of: it leads in a circle: c -> d -> c",
        ],
    );
}

#[test]
fn sixty_four_deep_and_no_deeper() {
    let chain = |list: &str, deep: usize| {
        let record = |at: usize| {
            let whole = at.checked_sub(1).map(|whole| format!("x{whole}"));
            json!({"id": format!("x{at}"), "name": "X", "part_of": whole})
        };
        json!({list: (0..=deep).map(record).collect::<Vec<_>>()})
    };
    for list in ["groups", "events"] {
        refused_both_ways(&chain(list, 64), &[]);
        let fault = format!("{list}[65] (x65).part_of: more than 64 wholes are above it, found \"x64\"");
        refused_both_ways(&chain(list, 65), &[&fault]);
        refused_both_ways(&chain(list, 1_000), &[&fault]);
    }
}

#[test]
fn what_supersedes_itself() {
    let claims = |links: &[&[usize]]| {
        let mut dossier = sound();
        let claim = |(at, earlier): (usize, &&[usize])| {
            let mut claim = sound()["claims"][1].clone();
            claim["id"] = json!(format!("k{at}"));
            claim["supersedes"] = earlier.iter().map(|at| format!("k{at}")).collect();
            claim
        };
        dossier["claims"] = links.iter().enumerate().map(claim).collect();
        dossier
    };
    refused_both_ways(&claims(&[&[0]]), &["claims[0] (k0).supersedes: the claim supersedes itself: k0 -> k0"]);
    refused_both_ways(
        &claims(&[&[1], &[2], &[0], &[0]]),
        &["claims[0] (k0).supersedes: the claim supersedes itself: k0 -> k1 -> k2 -> k0"],
    );
    // The shortest of a knot of circles, and each knot.
    refused_both_ways(
        &claims(&[&[1, 2], &[2], &[0], &[], &[5, 3], &[4]]),
        &[
            "claims[0] (k0).supersedes: the claim supersedes itself: k0 -> k2 -> k0",
            "claims[4] (k4).supersedes: the claim supersedes itself: k4 -> k5 -> k4",
        ],
    );
    // One may stand in the place of many, and many in the place of one.
    refused_both_ways(&claims(&[&[], &[0], &[0], &[0, 1, 2]]), &[]);
}

#[test]
fn an_end_before_its_start() {
    refused_both_ways(
        &with([("events/0/end", json!("2022-01-19"))]),
        &["events[0] (war).end: the end, 2022-01-19, is before the start, 2022-01-20"],
    );
    refused_both_ways(&with([("events/0/end", json!("2022-01-20"))]), &[]);
    // A start on a date is its first second, an end its last.
    refused_both_ways(&with([("events/0/end", json!("2022-01-20T00:00:00Z"))]), &[]);
    refused_both_ways(
        &with([("events/0/end", json!("2022-01-19T23:59:58Z"))]),
        &["events[0] (war).end: the end, 2022-01-19T23:59:58Z, is before the start, 2022-01-20"],
    );
    // Its own end against its whole's start, and its own start against its whole's end.
    refused_both_ways(
        &with([("events/1/end", json!("2022-01-18"))]),
        &["events[1] (e).end: the end, 2022-01-18, is before the start, 2022-01-20 of its whole \"war\""],
    );
    refused_both_ways(
        &with([("events/1/start", json!("2022-02-01")), ("claims/0/as_of", json!("2022-02-02"))]),
        &["events[1] (e).start: the end, 2022-01-30 of its whole \"war\", is before the start, 2022-02-01"],
    );
}

#[test]
fn settled_before_its_own_end() {
    refused_both_ways(
        &with([("events/0/settled", json!("2022-01-29"))]),
        &["events[0] (war).settled: the toll is settled on 2022-01-29, before the event's own end, 2022-01-30"],
    );
    refused_both_ways(&with([("events/0/settled", json!("2022-01-30"))]), &[]);
    refused_both_ways(&with([("events/1/settled", json!("2022-01-01"))]), &[]);
}

#[test]
fn a_part_that_is_not_within_its_whole() {
    refused_both_ways(
        &with([("events/1/start", json!("2022-01-19")), ("events/1/end", json!("2022-01-31"))]),
        &[
            "events[1] (e).end: the part ends on 2022-01-31, after its whole \"war\", which ends on 2022-01-30",
            "events[1] (e).start: the part starts on 2022-01-19, before its whole \"war\", which starts on 2022-01-20",
        ],
    );
    refused_both_ways(
        &with([("events/1/start", json!("2022-01-20T00:00:00Z")), ("events/1/end", json!("2022-01-30T23:59:59Z"))]),
        &[],
    );
    // The nearest ancestor that says when.
    let mut deeper = sound();
    if let Some(events) = deeper["events"].as_array_mut() {
        events.push(json!({"id": "f", "name": "F", "part_of": "e", "start": "2022-01-10", "end": "2022-02-10"}));
    }
    refused_both_ways(
        &deeper,
        &[
            "events[2] (f).end: the part ends on 2022-02-10, after its whole \"war\", which ends on 2022-01-30",
            "events[2] (f).start: the part starts on 2022-01-10, before its whole \"war\", which starts on 2022-01-20",
        ],
    );
}

#[test]
fn published_on_a_date_before_its_own() {
    refused_both_ways(
        &with([("claims/0/published", json!("2022-01-20"))]),
        &["claims[0] (c1).published: published on 2022-01-20, before the day it is as of, 2022-01-21"],
    );
    refused_both_ways(&with([("claims/0/published", json!("2022-01-21T00:00:00Z"))]), &[]);
    // Days are those of UTC.
    refused_both_ways(
        &with([("claims/0/published", json!("2022-01-21T02:00:00+03:00"))]),
        &["claims[0] (c1).published: published on 2022-01-20T23:00:00Z, before the day it is as of, 2022-01-21"],
    );
}

#[test]
fn a_flow_before_its_event() {
    refused_both_ways(
        &with([("claims/0/as_of", json!("2022-01-19")), ("claims/1/as_of", json!("2022-01-19"))]),
        &["claims[0] (c1).as_of: as of 2022-01-19, before the event starts, 2022-01-20"],
    );
    refused_both_ways(
        &with([("events/1/start", json!("2022-01-21T12:00:00Z")), ("claims/0/as_of", json!("2022-01-21T06:00:00Z"))]),
        &[],
    );
}

#[test]
fn a_window_that_cannot_be() {
    refused_both_ways(
        &with([("claims/0/since", json!("2022-01-21"))]),
        &["claims[0] (c1).since: since 2022-01-21, which is not before the moment it is as of, 2022-01-21"],
    );
    refused_both_ways(&with([("claims/0/since", json!("2022-01-21T23:59:58Z"))]), &[]);
    refused_both_ways(&with([("claims/0/since", json!("2021-01-01"))]), &[]);
    refused_both_ways(
        &with([("claims/1/since", json!("2022-01-21"))]),
        &["claims[1] (c2).since: since 2022-01-21, for a count that can fall: only a toll that adds up has increments"],
    );
    refused_both_ways(
        &with([("claims/1/since", json!("2022-01-23"))]),
        &[
            "claims[1] (c2).since: since 2022-01-23, for a count that can fall: only a toll that adds up has increments",
            "claims[1] (c2).since: since 2022-01-23, which is not before the moment it is as of, 2022-01-22",
        ],
    );
}

#[test]
fn a_source_that_relays_itself() {
    refused_both_ways(
        &with([("claims/0/relayed_by", json!(["afp", "s", "S"]))]),
        &[
            "claims[0] (c1).relayed_by[1]: the source is relayed by itself, found \"s\"",
            "claims[0] (c1).relayed_by[2]: the source is relayed by itself, found \"S\"",
        ],
    );
}

#[test]
fn allies_who_oppose_each_other() {
    refused_both_ways(
        &with([("parties/0/allies", json!(["q"]))]),
        &["parties[0] (p).opposes[0]: the party both opposes and is allied to \"q\""],
    );
    refused_both_ways(
        &with([("parties/1/allies", json!(["p"]))]),
        &["parties[0] (p).opposes[0]: the party both opposes and is allied to \"q\""],
    );
    refused_both_ways(
        &with([("parties/1/opposes", json!(["q"]))]),
        &["parties[1] (q).opposes[0]: the party both opposes and is allied to \"q\""],
    );
    refused_both_ways(&with([("parties/1/opposes", json!(["p"])), ("parties/1/allies", json!(["q"]))]), &[]);
}

#[test]
fn every_fault_is_listed_in_the_order_of_the_places() {
    refused(
        &with([
            ("parties/0/allies", json!(["q"])),
            ("sources/0/reliability", json!("Z")),
            ("sources/0/party", json!("")),
            ("groups/1/part_of", json!("g")),
            ("events/0/end", json!("2022-01-01")),
            ("claims/0/published", json!("2022-01-01")),
            ("claims/0/relayed_by", json!(["s"])),
            ("claims/0/supersedes", json!(["c0", "c1"])),
            ("claims/1/count", json!("30 to 20")),
            ("claims/1/credibility", json!(9)),
            ("extra", json!({})),
        ]),
        &[
            "extra: unknown field, found a record",
            "parties[0] (p).opposes[0]: the party both opposes and is allied to \"q\"",
            "sources[0] (s).party: an id may not be empty, found \"\"",
            "sources[0] (s).reliability: \"Z\" is not one of A, B, C, D, E, F",
            "groups[1] (g).part_of: it leads in a circle: g -> g",
            "events[0] (war).end: the end, 2022-01-01, is before the start, 2022-01-20",
            "claims[0] (c1).published: published on 2022-01-01, before the day it is as of, 2022-01-21",
            "claims[0] (c1).relayed_by[0]: the source is relayed by itself, found \"s\"",
            "claims[0] (c1).supersedes: the claim supersedes itself: c1 -> c1",
            "claims[0] (c1).supersedes[0]: there is no claim \"c0\"",
            "claims[1] (c2).count: cannot read the count \"30 to 20\": \"30 to 20\" at byte 0 leaves no count",
            "claims[1] (c2).credibility: expected a whole number from 1 to 6, found 9",
        ],
    );
}

#[test]
fn faults_can_be_walked() {
    let draft = built(&with([("claims/0/relayed_by", json!(["afp", "s"])), ("groups/1/part_of", json!("h"))]));
    let Ok(draft) = draft else { panic!("built") };
    let refused = draft.clone().check().expect_err("refused");
    assert_eq!(refused.draft(), &draft, "the draft is given back");
    let faults = Faults::from(refused);
    assert_eq!(faults.len(), 2);
    let [first, second] = faults.iter().collect::<Vec<_>>()[..] else { panic!("two") };
    assert!(matches!(first.kind(), FaultKind::UnknownId { list: List::Groups, found } if found == "h"));
    assert_eq!(first.place().list(), Some(List::Groups));
    assert_eq!((first.place().position(), first.place().id()), (Some(1), Some("g")));
    assert_eq!(first.place().field_name(), Some("part_of"));
    assert!(matches!(second.kind(), FaultKind::RelayedByItself { found } if found == "s"));
    assert_eq!(second.place().to_string(), "claims[0] (c1).relayed_by[1]");
    assert!(std::error::Error::source(second).is_some());
    assert_eq!((&faults).into_iter().count(), 2);
    assert_eq!(faults.into_iter().count(), 2);
}

/// A JSON dossier: faults of reading and of checking together, in the same order as in the text.
#[test]
fn faults_of_a_json_dossier_are_data() {
    let bad =
        with([("claims/0/count", json!("lots")), ("groups/1/part_of", json!("h")), ("groups/0/colour", json!(1))]);
    let read: Unchecked = serde_json::from_value(bad.clone()).expect("it is JSON");
    let faults = read.check().expect_err("refused");
    let found: Vec<_> = faults.iter().map(ToString::to_string).collect();
    refused(&bad, &found.iter().map(String::as_str).collect::<Vec<_>>());
    let kinds: Vec<_> = faults.iter().map(corroborate::Fault::kind).collect();
    assert!(matches!(
        kinds[..],
        [FaultKind::UnknownField { .. }, FaultKind::UnknownId { .. }, FaultKind::Count { .. }]
    ));
    let sound: Unchecked = serde_json::from_value(sound()).expect("it is JSON");
    assert!(sound.check().is_ok());
    assert!(serde_json::from_str::<Unchecked>("{\"claims\": [").is_err(), "no JSON");
}
