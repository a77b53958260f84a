//! What is wrong with a record by itself, or with the JSON.

use corroborate::{Claim, ClaimId, Count, Draft, EventId, Group, GroupId, Moment, PartyId, SourceId};
use serde_json::json;

use super::{read, refused, sound, with};

#[test]
fn a_value_of_another_type() {
    refused(&with([("parties/0/name", json!(7))]), &["parties[0] (p).name: expected a text, found 7"]);
    refused(&with([("parties/0/name", json!(-7))]), &["parties[0] (p).name: expected a text, found -7"]);
    refused(&with([("parties/0/name", json!(7.5))]), &["parties[0] (p).name: expected a text, found 7.5"]);
    refused(&with([("events/0/start", json!(true))]), &["events[0] (war).start: expected a text, found true"]);
    refused(&with([("claims/0/count", json!(20))]), &["claims[0] (c1).count: expected a text, found 20"]);
    refused(&with([("claims/0/quote", json!({"a": 1}))]), &["claims[0] (c1).quote: expected a text, found a record"]);
    refused(
        &with([("groups/0/exhaustive", json!("yes"))]),
        &["groups[0] (all).exhaustive: expected true or false, found \"yes\""],
    );
    refused(
        &with([("claims/0/anonymous", json!([1, 2]))]),
        &["claims[0] (c1).anonymous: expected true or false, found a list of 2"],
    );
    refused(
        &with([("claims/0/relayed_by", json!("afp"))]),
        &["claims[0] (c1).relayed_by: expected a list of texts, found \"afp\""],
    );
    refused(
        &with([("claims/0/relayed_by", json!(["afp", null, 3, ["x"]]))]),
        &[
            "claims[0] (c1).relayed_by[1]: expected a text, found null",
            "claims[0] (c1).relayed_by[2]: expected a text, found 3",
            "claims[0] (c1).relayed_by[3]: expected a text, found a list of 1",
        ],
    );
}

#[test]
fn an_id_of_another_type_leaves_the_record_without_one() {
    refused(
        &with([("parties/1/id", json!(7))]),
        &["parties[0] (p).opposes[0]: there is no party \"q\"", "parties[1].id: expected a text, found 7"],
    );
}

#[test]
fn a_record_that_is_none() {
    for (value, found) in [
        (json!(null), "null"),
        (json!(true), "true"),
        (json!(3), "3"),
        (json!(-3), "-3"),
        (json!(2.5), "2.5"),
        (json!("x"), "\"x\""),
        (json!([1]), "a list of 1"),
    ] {
        let mut dossier = sound();
        dossier["sources"] = json!([sound()["sources"][0], value]);
        refused(&dossier, &[&format!("sources[1]: expected a record, found {found}")]);
    }
}

#[test]
fn a_list_that_is_none() {
    for (value, found) in [
        (json!(true), "true"),
        (json!(3), "3"),
        (json!(-3), "-3"),
        (json!(2.5), "2.5"),
        (json!("x"), "\"x\""),
        (json!({"id": "p"}), "a record"),
    ] {
        refused(&json!({"parties": value}), &[&format!("parties: expected a list, found {found}")]);
    }
    refused(&json!({"parties": null, "claims": null}), &[]);
}

#[test]
fn a_dossier_that_is_none() {
    let expected = "expected a dossier: parties, sources, groups, events, claims";
    assert_eq!(read("null"), [format!("invalid type: null, {expected} at line 1 column 4")]);
    assert_eq!(read("[]"), [format!("invalid type: sequence, {expected} at line 1 column 2")]);
    assert_eq!(read("\"x\""), [format!("invalid type: string \"x\", {expected} at line 1 column 3")]);
    assert_eq!(read(""), ["EOF while parsing a value at line 1 column 0"]);
}

#[test]
fn unknown_fields_are_refused() {
    refused(
        &with([
            ("event", json!(null)),
            ("parties/0/ally", json!(["q"])),
            ("sources/0/grade", json!("B")),
            ("groups/0/parts", json!(3)),
            ("events/0/begin", json!("2022-01-20")),
            ("claims/0/asof", json!("2022-01-19")),
        ]),
        &[
            "event: unknown field, found null",
            "parties[0] (p).ally: unknown field, found a list of 1",
            "sources[0] (s).grade: unknown field, found \"B\"",
            "groups[0] (all).parts: unknown field, found 3",
            "events[0] (war).begin: unknown field, found \"2022-01-20\"",
            "claims[0] (c1).asof: unknown field, found \"2022-01-19\"",
        ],
    );
}

#[test]
fn a_field_that_stands_twice() {
    assert_eq!(
        read(r#"{"groups": [{"id": "g", "name": "G", "id": "h", "name": "G", "part_of": null, "part_of": "x"}]}"#),
        [
            "groups[0] (g).id: the field occurs twice, found \"h\" again",
            "groups[0] (g).name: the field occurs twice, found \"G\" again",
            "groups[0] (g).part_of: the field occurs twice, found \"x\" again",
        ]
    );
    assert_eq!(
        read(r#"{"groups": [{"id": "g", "name": "G"}], "groups": [{"id": "h", "name": "H"}, 3]}"#),
        ["groups: the field occurs twice, found a list of 2 again"]
    );
}

#[test]
fn what_is_required_is_named_where_it_is_not() {
    let bare = json!({"parties": [{}], "sources": [{}], "groups": [{}], "events": [{}], "claims": [{}]});
    let fields = [
        "parties[0].id", "parties[0].name", "sources[0].id", "sources[0].kind", "sources[0].name", "groups[0].id",
        "groups[0].name", "events[0].id", "events[0].name", "claims[0].as_of", "claims[0].count", "claims[0].event",
        "claims[0].group", "claims[0].id", "claims[0].outcome", "claims[0].source",
    ];
    let faults = fields.map(|field| format!("{field}: the field is required and missing"));
    assert_eq!(read(&bare.to_string()), faults);
}

#[test]
fn null_is_absence() {
    refused(
        &with([("claims/0/as_of", json!(null)), ("groups/0/name", json!(null))]),
        &[
            "groups[0] (all).name: the field is required and missing",
            "claims[0] (c1).as_of: the field is required and missing",
        ],
    );
    let optional = json!({
        "parties": [{"id": "p", "name": "P", "opposes": null, "allies": null}],
        "sources": [{"id": "s", "name": "S", "kind": "other", "party": null, "basis": null, "reliability": null}],
        "groups": [{"id": "g", "name": "G", "part_of": null, "party": null, "status": null, "exhaustive": null}],
        "events": [{"id": "e", "name": "E", "place": null, "start": null, "end": null, "settled": null,
                    "part_of": null, "perpetrator": null, "exhaustive": null}],
        "claims": [{"id": "c", "event": "e", "group": "g", "outcome": "killed", "count": "1", "source": "s",
                    "as_of": "2022-01-21", "since": null, "published": null, "retracted": null, "basis": null,
                    "interest": null, "perpetrator": null, "credibility": null, "anonymous": null,
                    "supersedes": null, "relayed_by": null, "quote": null, "url": null}],
    });
    refused(&optional, &[]);
}

#[test]
fn a_word_of_no_vocabulary() {
    refused(
        &with([
            ("sources/0/kind", json!("Monitor")),
            ("sources/0/basis", json!("counted")),
            ("sources/0/reliability", json!("G")),
            ("groups/0/status", json!("soldier")),
            ("claims/0/outcome", json!("slain")),
            ("claims/0/interest", json!("minimize")),
            ("claims/0/basis", json!("")),
        ]),
        &[
            "sources[0] (s).basis: \"counted\" is not one of documented, reported, estimated",
            "sources[0] (s).kind: \"Monitor\" is not one of monitor, belligerent, official, coalition, \
             intergovernmental, medical, media, witness, other; did you mean monitor?",
            "sources[0] (s).reliability: \"G\" is not one of A, B, C, D, E, F",
            "groups[0] (all).status: \"soldier\" is not one of civilian, combatant; did you mean combatant?",
            "claims[0] (c1).basis: \"\" is not one of documented, reported, estimated",
            "claims[0] (c1).interest: \"minimize\" is not one of minimise, maximise, neutral, unclear; did you mean minimise?",
            "claims[0] (c1).outcome: \"slain\" is not one of killed, wounded, casualties, missing, abducted, \
             detained, surrendered, displaced, escaped, freed, returned, held, strength; did you mean killed?",
        ],
    );
}

#[test]
fn an_empty_id() {
    refused(
        &with([
            ("groups/0/id", json!("")),
            ("groups/1/part_of", json!("")),
            ("parties/0/opposes", json!(["q", ""])),
            ("claims/0/supersedes", json!(["", "c2"])),
            ("claims/1/supersedes", json!([7, ""])),
        ]),
        &[
            "parties[0] (p).opposes[1]: an id may not be empty, found \"\"",
            "groups[0].id: an id may not be empty, found \"\"",
            "groups[1] (g).part_of: an id may not be empty, found \"\"",
            "claims[0] (c1).supersedes[0]: an id may not be empty, found \"\"",
            "claims[1] (c2).supersedes[0]: expected a text, found 7",
            "claims[1] (c2).supersedes[1]: an id may not be empty, found \"\"",
        ],
    );
    assert!(PartyId::new("").is_err() && SourceId::new("").is_err() && GroupId::new("").is_err());
    assert!(EventId::new("").is_err() && ClaimId::new("").is_err());
}

#[test]
fn a_moment_that_is_none() {
    let expected = "is not a date (2022-01-21) nor an instant with its offset (2022-01-21T13:53:00Z)";
    for bad in ["2022-02-30", "2022-1-21", "2022", "21 January", "", "2022-01-21T13:53:00", "2022-01-21T25:00:00Z"] {
        refused(&with([("claims/0/as_of", json!(bad))]), &[&format!("claims[0] (c1).as_of: {bad:?} {expected}")]);
    }
    refused(
        &with([("claims/0/published", json!("9999-12-31T23:59:59-00:01"))]),
        &["claims[0] (c1).published: \"9999-12-31T23:59:59-00:01\" lies outside the years 0000 to 9999"],
    );
    refused(
        &with([
            ("events/0/start", json!("x")),
            ("events/0/end", json!("x")),
            ("events/0/settled", json!("x")),
            ("claims/0/since", json!("x")),
            ("claims/0/retracted", json!("x")),
        ]),
        &[
            &format!("events[0] (war).end: \"x\" {expected}"),
            &format!("events[0] (war).settled: \"x\" {expected}"),
            &format!("events[0] (war).start: \"x\" {expected}"),
            &format!("claims[0] (c1).retracted: \"x\" {expected}"),
            &format!("claims[0] (c1).since: \"x\" {expected}"),
        ],
    );
    assert!("x".parse::<Moment>().is_err());
}

#[test]
fn a_count_that_cannot_be_read() {
    for (count, why) in [
        ("", "unexpected end of text at byte 0, expected a count"),
        ("lots", "unexpected \"lots\" at byte 0, expected a count"),
        ("20 people", "unexpected \"people\" at byte 3, expected the end of the count; write the count alone"),
        ("at least", "unexpected end of text at byte 8, expected a count"),
        ("unknown", "\"unknown\" at byte 0 names no count; write \"unspecified\" if somebody was harmed"),
        ("fewer than 0", "\"fewer than 0\" at byte 0 leaves no count"),
        ("1.5", "\"1.5\" at byte 0 is no whole number of people"),
        ("at least up to 20", "\"at least\" at byte 0 does not go with \"up to\" at byte 9"),
        ("1000000000001", "\"1000000000001\" at byte 0 is more than 1,000,000,000,000"),
        ("over 5 trillion", "\"5 trillion\" at byte 5 is more than 1,000,000,000,000"),
    ] {
        refused(
            &with([("claims/0/count", json!(count))]),
            &[&format!("claims[0] (c1).count: cannot read the count {count:?}: {why}")],
        );
        assert!(count.parse::<Count>().is_err());
    }
    refused(&with([("claims/0/count", json!("1000000000000"))]), &[]);
}

#[test]
fn a_credibility_outside_one_to_six() {
    for (value, found) in [
        (json!(0), "0"),
        (json!(7), "7"),
        (json!(-1), "-1"),
        (json!(2.0), "2.0"),
        (json!("2"), "\"2\""),
        (json!([2]), "a list of 1"),
    ] {
        refused(
            &with([("claims/0/credibility", value)]),
            &[&format!("claims[0] (c1).credibility: expected a whole number from 1 to 6, found {found}")],
        );
    }
    for grade in 1..=6 {
        refused(&with([("claims/0/credibility", json!(grade))]), &[]);
    }
}

#[test]
fn what_is_not_json_says_where() {
    assert_eq!(read("{\"parties\": [}"), ["expected value at line 1 column 14"]);
    assert_eq!(read("{\"parties\":\n [{\"id\": \"p\""), ["EOF while parsing an object at line 2 column 12"]);
    assert_eq!(read("{} {}"), ["trailing characters at line 1 column 4"]);
    assert_eq!(read("{\"claims\": [{\"id\": \"\\x\"}]}"), ["invalid escape at line 1 column 22"]);
}

#[test]
fn long_values_are_shown_by_their_beginning() {
    let long = "é".repeat(500);
    let shown = format!("{}… (1000 bytes)", "é".repeat(80));
    refused(
        &with([("claims/1/count", json!(long))]),
        &[&format!(
            "claims[1] (c2).count: cannot read the count {shown:?}: unexpected \"{}…\" at byte 0, expected a count",
            "é".repeat(40)
        )],
    );
    refused(
        &with([("claims/0/id", json!(long)), ("claims/0/group", json!(long))]),
        &[&format!("claims[0] ({shown}).group: there is no group {shown:?}")],
    );
    refused(
        &with([("claims/0/url", json!([long])), (long.as_str(), json!(1))]),
        &[&format!("{shown}: unknown field, found 1"), "claims[0] (c1).url: expected a text, found a list of 1"],
    );
}

#[test]
fn a_misspelt_field_is_named_beside_the_one_it_stands_for() {
    refused(
        &json!({"groups": [{"id": "g", "nom": "G"}], "events": [{"id": "e", "name": "E", "start": "x", "ends": "y"}]}),
        &[
            "groups[0] (g).name: the field is required and missing",
            "groups[0] (g).nom: unknown field, found \"G\"",
            "events[0] (e).ends: unknown field, found \"y\"",
            "events[0] (e).start: \"x\" is not a date (2022-01-21) nor an instant with its offset \
             (2022-01-21T13:53:00Z)",
        ],
    );
}

#[test]
fn positions_are_those_of_the_list_as_it_is_written() {
    refused(
        &with([
            ("groups/0/name", json!(7)),
            ("groups/1/party", json!("nobody")),
            ("claims/0/count", json!("lots")),
            ("claims/1/group", json!("none")),
        ]),
        &[
            "groups[0] (all).name: expected a text, found 7",
            "groups[1] (g).party: there is no party \"nobody\"",
            "claims[0] (c1).count: cannot read the count \"lots\": unexpected \"lots\" at byte 0, expected a count",
            "claims[1] (c2).group: there is no group \"none\"",
        ],
    );
}

#[test]
fn positions_in_a_field_are_those_of_the_list_as_it_is_written() {
    refused(
        &with([
            ("parties/0/opposes", json!(["z", "q", "y"])),
            ("claims/0/supersedes", json!(["c9", "c2", "c2", "c0"])),
        ]),
        &[
            "parties[0] (p).opposes[0]: there is no party \"z\"",
            "parties[0] (p).opposes[2]: there is no party \"y\"",
            "claims[0] (c1).supersedes[0]: there is no claim \"c9\"",
            "claims[0] (c1).supersedes[3]: there is no claim \"c0\"",
        ],
    );
}

#[test]
fn records_and_drafts_are_read_as_strictly() {
    let error = |result: Result<(), serde_json::Error>| result.map_err(|error| error.to_string());
    assert_eq!(
        error(serde_json::from_str::<Group>(r#"{"id": "g"}"#).map(drop)),
        Err("groups[0] (g).name: the field is required and missing".to_owned())
    );
    assert_eq!(
        error(serde_json::from_str::<Claim>("7").map(drop)),
        Err("claims[0]: expected a record, found 7".to_owned())
    );
    assert_eq!(
        error(serde_json::from_str::<Draft>(r#"{"groups": [{"id": "", "name": "G", "part_of": "h"}]}"#).map(drop)),
        Err("groups[0].id: an id may not be empty, found \"\"".to_owned())
    );
    let elsewhere = serde_json::from_str::<Draft>(r#"{"groups": [{"id": "g", "name": "G", "part_of": "h"}]}"#);
    assert!(elsewhere.is_ok(), "a draft may point outside itself");
}

/// Whatever does not hang on what could not be read is checked with the rest.
#[test]
fn what_cannot_be_read_hides_nothing_else() {
    refused(
        &with([
            ("parties/0/opposes", json!(["p"])),
            ("parties/0/colour", json!("red")),
            ("groups/0/status", json!("child")),
            ("groups/0/part_of", json!("g")),
            ("events/1/start", json!("2021-12-01")),
            ("events/1/place", json!(3)),
            ("claims/0/count", json!("lots")),
            ("claims/0/group", json!("none")),
            ("claims/0/source", json!("nobody")),
            ("claims/0/published", json!("2022-01-01")),
            ("claims/0/supersedes", json!(["c9"])),
            ("claims/1/credibility", json!(9)),
            ("claims/1/since", json!("2022-02-01")),
            ("claims/1/relayed_by", json!(["S"])),
        ]),
        &[
            "parties[0] (p).colour: unknown field, found \"red\"",
            "parties[0] (p).opposes[0]: the party both opposes and is allied to \"p\"",
            "groups[0] (all).part_of: it leads in a circle: all -> g -> all",
            "groups[0] (all).status: \"child\" is not one of civilian, combatant; did you mean civilian?",
            "events[1] (e).place: expected a text, found 3",
            "events[1] (e).start: the part starts on 2021-12-01, before its whole \"war\", which starts on 2022-01-20",
            "claims[0] (c1).count: cannot read the count \"lots\": unexpected \"lots\" at byte 0, expected a count",
            "claims[0] (c1).group: there is no group \"none\"",
            "claims[0] (c1).published: published on 2022-01-01, before the day it is as of, 2022-01-21",
            "claims[0] (c1).source: there is no source \"nobody\"",
            "claims[0] (c1).supersedes[0]: there is no claim \"c9\"",
            "claims[1] (c2).credibility: expected a whole number from 1 to 6, found 9",
            "claims[1] (c2).relayed_by[0]: the source is relayed by itself, found \"S\"",
            "claims[1] (c2).since: since 2022-02-01, for a count that can fall: only a toll that adds up has increments",
            "claims[1] (c2).since: since 2022-02-01, which is not before the moment it is as of, 2022-01-22",
        ],
    );
}

/// What stands in the place of what could not be read is found fault with by nobody.
#[test]
fn what_cannot_be_read_is_refused_once() {
    refused(
        &with([
            ("parties/0/opposes", json!([7, "p"])),
            ("sources/0/id", json!("")),
            ("events/0/start", json!("soon")),
            ("events/0/end", json!("2022-01-01")),
            ("claims/0/event", json!(1)),
            ("claims/0/group", json!("")),
            ("claims/0/outcome", json!("slain")),
            ("claims/0/as_of", json!("later")),
            ("claims/0/since", json!("2022-01-01")),
            ("claims/0/published", json!("2022-01-01")),
            ("claims/1/id", json!(2)),
            ("claims/1/source", json!("s")),
        ]),
        &[
            "parties[0] (p).opposes[0]: expected a text, found 7",
            "sources[0].id: an id may not be empty, found \"\"",
            "events[0] (war).start: \"soon\" is not a date (2022-01-21) nor an instant with its offset (2022-01-21T13:53:00Z)",
            "claims[0] (c1).as_of: \"later\" is not a date (2022-01-21) nor an instant with its offset (2022-01-21T13:53:00Z)",
            "claims[0] (c1).event: expected a text, found 1",
            "claims[0] (c1).group: an id may not be empty, found \"\"",
            "claims[0] (c1).outcome: \"slain\" is not one of killed, wounded, casualties, missing, abducted, detained, surrendered, displaced, escaped, freed, returned, held, strength; did you mean killed?",
            "claims[0] (c1).source: there is no source \"s\"",
            "claims[1].id: expected a text, found 2",
            "claims[1].source: there is no source \"s\"",
        ],
    );
}
