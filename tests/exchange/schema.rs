//! The schema against what is really read and written.
#![cfg(feature = "exchange")]

use std::collections::BTreeSet;

use corroborate::exchange::{Format, Gathering, Mapping, Rows, mapping_schema, schema};
use corroborate::{Claim, Dossier, Event, Group, Party, Source};
use serde_json::{Value, json};

fn parsed() -> Value {
    serde_json::from_str(&schema()).unwrap_or_else(|e| panic!("{e}"))
}

/// What is wrong with a value, by the part of JSON Schema that the schema uses.
fn wrong(schema: &Value, root: &Value, value: &Value, path: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.trim_start_matches("#/$defs/");
        faults.extend(wrong(&root["$defs"][name], root, value, path));
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let is = |name: &&str| match *name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "integer" => value.is_u64(),
        other => panic!("the schema uses the type {other}"),
    };
    if !types.is_empty() && !types.iter().any(is) {
        faults.push(format!("{path}: {value} is not {types:?}"));
    }
    if let Some(allowed) = schema["enum"].as_array()
        && !allowed.contains(value)
    {
        faults.push(format!("{path}: {value} is not one of {allowed:?}"));
    }
    if schema.get("const").is_some_and(|only| only != value) {
        faults.push(format!("{path}: {value} is not {}", schema["const"]));
    }
    for (keyword, fits) in [("anyOf", 1..=9), ("oneOf", 1..=1)] {
        if let Some(options) = schema[keyword].as_array() {
            let fitting = options.iter().filter(|option| wrong(option, root, value, path).is_empty()).count();
            if !fits.contains(&fitting) {
                faults.push(format!("{path}: {value} fits {fitting} of {keyword}"));
            }
        }
    }
    if let (Some(least), Some(text)) = (schema["minLength"].as_u64(), value.as_str())
        && (text.chars().count() as u64) < least
    {
        faults.push(format!("{path}: {text:?} is too short"));
    }
    if let (Some(items), Some(list)) = (schema.get("items"), value.as_array()) {
        for (at, item) in list.iter().enumerate() {
            faults.extend(wrong(items, root, item, &format!("{path}[{at}]")));
        }
    }
    if let Some(record) = value.as_object() {
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !record.contains_key(name) {
                faults.push(format!("{path}: no {name}"));
            }
        }
        for (name, field) in record {
            match schema["properties"].get(name) {
                Some(schema) => faults.extend(wrong(schema, root, field, &format!("{path}.{name}"))),
                None if schema["additionalProperties"].is_object() => {
                    faults.extend(wrong(&schema["additionalProperties"], root, field, &format!("{path}.{name}")));
                }
                None if schema["additionalProperties"] == json!(false) => faults.push(format!("{path}: {name}?")),
                None => {}
            }
        }
    }
    faults
}

/// One record of each kind with every field set.
fn full() -> [(&'static str, Value); 5] {
    [
        ("party", json!({"id": "p", "name": "P", "opposes": ["q"], "allies": ["r"]})),
        (
            "source",
            json!({"id": "s", "name": "S", "kind": "monitor", "party": "p", "basis": "documented", "reliability": "B"}),
        ),
        (
            "group",
            json!({"id": "g", "name": "G", "part_of": "h", "party": "p", "status": "civilian", "exhaustive": true}),
        ),
        (
            "event",
            json!({"id": "e", "name": "E", "place": "X", "start": "2022-01-20", "end": "2022-01-21",
                   "settled": "2022-02-01", "part_of": "f", "perpetrator": "p", "exhaustive": true}),
        ),
        (
            "claim",
            json!({"id": "c", "event": "e", "group": "g", "outcome": "killed", "count": "at least 20", "source": "s",
                   "relayed_by": ["afp"], "as_of": "2022-01-21", "since": "2022-01-20",
                   "published": "2022-01-21T13:53:00+03:00", "retracted": "2022-02-01", "supersedes": ["b"],
                   "basis": "reported", "interest": "neutral", "perpetrator": "p", "credibility": 3,
                   "correction": true, "anonymous": true, "quote": "…", "url": "…"}),
        ),
    ]
}

/// What the crate makes of it: read, and written again.
fn again(noun: &str, value: &Value) -> Result<Value, String> {
    fn through<T: serde::de::DeserializeOwned + serde::Serialize>(value: &Value) -> Result<Value, String> {
        let record: T = serde_json::from_value(value.clone()).map_err(|error| error.to_string())?;
        serde_json::to_value(record).map_err(|error| error.to_string())
    }
    match noun {
        "party" => through::<Party>(value),
        "source" => through::<Source>(value),
        "group" => through::<Group>(value),
        "event" => through::<Event>(value),
        _ => through::<Claim>(value),
    }
}

#[test]
fn the_fields_are_those_that_are_read_and_written() {
    let root = parsed();
    for (noun, value) in full() {
        let schema = &root["$defs"][noun];
        assert_eq!(wrong(schema, &root, &value, noun), Vec::<String>::new());
        let written = again(noun, &value).unwrap_or_else(|e| panic!("{e}"));
        let names = |value: &Value| -> BTreeSet<String> {
            value.as_object().into_iter().flat_map(|record| record.keys().cloned()).collect()
        };
        assert_eq!(names(&schema["properties"]), names(&written), "{noun}: what a full record is written with");
        assert_eq!(names(&schema["properties"]), names(&value), "{noun}: what a full record is read from");
    }
}

#[test]
fn the_required_fields_are_those_that_cannot_be_left_out() {
    let root = parsed();
    for (noun, value) in full() {
        let names: Vec<String> = value.as_object().into_iter().flat_map(|record| record.keys().cloned()).collect();
        for name in names {
            for absent in [None, Some(Value::Null)] {
                let mut without = value.clone();
                match &absent {
                    None => drop(without.as_object_mut().and_then(|record| record.remove(&name))),
                    Some(null) => without[&name] = null.clone(),
                }
                let by_schema = wrong(&root["$defs"][noun], &root, &without, noun).is_empty();
                assert_eq!(by_schema, again(noun, &without).is_ok(), "{noun} without {name}, as {absent:?}");
            }
        }
    }
}

#[test]
fn values_that_are_refused_are_wrong_by_the_schema() {
    let root = parsed();
    let bad = [
        ("source", "kind", json!("press")),
        ("source", "reliability", json!("b")),
        ("source", "id", json!("")),
        ("group", "status", json!("soldier")),
        ("group", "exhaustive", json!("yes")),
        ("party", "opposes", json!("q")),
        ("party", "opposes", json!([""])),
        ("claim", "credibility", json!(7)),
        ("claim", "credibility", json!("3")),
        ("claim", "outcome", json!("slain")),
        ("claim", "count", json!(20)),
        ("claim", "relayed_by", json!([1])),
        ("claim", "by", json!("p")),
    ];
    for (noun, name, value) in bad {
        let Some((_, mut record)) = full().into_iter().find(|(other, _)| *other == noun) else { panic!("{noun}") };
        record[name] = value;
        assert!(again(noun, &record).is_err(), "{record}");
        assert_ne!(wrong(&root["$defs"][noun], &root, &record, noun), Vec::<String>::new(), "{record}");
    }
}

#[test]
fn imported_dossiers_and_their_lines_fit() {
    let root = parsed();
    let sample = &include_bytes!("../data/ucdpged_sample1000.csv")[..];
    let mut gathering = Gathering::new();
    let mut lines = corroborate::exchange::JsonLines::new(Vec::new());
    for row in Rows::new(Format::Ucdp, sample).flatten() {
        lines.imported(&row).unwrap_or_else(|e| panic!("{e}"));
        gathering.add(row).unwrap_or_else(|e| panic!("{e}"));
    }
    let dossier: Dossier = gathering.finish().0;
    let value = serde_json::to_value(&dossier).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(wrong(&root, &root, &value, "dossier"), Vec::<String>::new());
    for line in String::from_utf8_lossy(&lines.into_inner()).lines() {
        let value: Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(wrong(&root["$defs"]["line"], &root, &value, "line"), Vec::<String>::new());
    }
}

/// `cargo run --features exchange --example schema > src/exchange/schema.json` writes it anew.
#[test]
fn the_documentation_shows_the_schema() {
    let shown: Value = serde_json::from_str(include_str!("../../src/dossier/wire/schema.json"))
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(shown, parsed());
}

#[test]
fn shipped_mappings_fit_their_schema() {
    let root: Value = serde_json::from_str(mapping_schema()).unwrap_or_else(|e| panic!("{e}"));
    for text in Format::ALL.iter().filter_map(|format| format.text()) {
        let mapping: Value = serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(wrong(&root, &root, &mapping, "mapping"), Vec::<String>::new());
    }
}

/// What a mapping says it knows when it finds a key that it does not.
fn known(text: &str) -> BTreeSet<String> {
    let fault = text.parse::<Mapping>().map(|_| ()).map_err(|fault| fault.to_string()).err().unwrap_or_default();
    let (_, known) = fault.split_once("expected one of ").unwrap_or_else(|| panic!("{fault}"));
    known.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_keys_of_a_mapping_are_those_of_its_schema() {
    let root: Value = serde_json::from_str(mapping_schema()).unwrap_or_else(|e| panic!("{e}"));
    let defined = &root["$defs"];
    let mapping = &defined["mapping"]["properties"];
    let cases = [
        (&defined["mapping"], "{\"x\": 1}".to_owned()),
        (&mapping["event"], "{\"event\": {\"x\": 1}}".to_owned()),
        (&mapping["claim"], "{\"claim\": {\"x\": 1}}".to_owned()),
        (&mapping["recorder"], "{\"recorder\": {\"x\": 1}}".to_owned()),
        (&defined["count"], "{\"counts\": [{\"x\": 1}]}".to_owned()),
        (&defined["word"], "{\"words\": {\"w\": {\"x\": 1}}}".to_owned()),
        (&defined["group"], "{\"groups\": {\"g\": {\"x\": 1}}}".to_owned()),
        (&defined["column"]["anyOf"][2], "{\"columns\": {\"c\": {\"x\": 1}}}".to_owned()),
    ];
    for (schema, text) in cases {
        let names: BTreeSet<String> =
            schema["properties"].as_object().into_iter().flat_map(|p| p.keys().cloned()).collect();
        assert_eq!(names, known(&text), "{text}");
    }
}
