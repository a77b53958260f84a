//! Worked cases with a few bytes or values changed, always the same few.

use serde_json::{Value, json};

use super::{Dice, Tally, dossiers, is_borne};

fn bytes(dice: &mut Dice, text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=dice.below(3) {
        let at = dice.below(bytes.len());
        let to = (at + dice.below(40)).min(bytes.len());
        match dice.below(6) {
            0 => bytes[at] ^= 1 << dice.below(8),
            1 => bytes[at] = dice.pick(b"\"{}[],:0919-eE.\\ \0\n"),
            2 => drop(bytes.drain(at..to)),
            3 => {
                let slice = bytes[at..to].to_vec();
                bytes.splice(at..at, slice);
            }
            4 => bytes.truncate(at.max(1)),
            _ => bytes.insert(at, dice.pick(b"\"{}[],:0123456789tfn\xff\xc3")),
        }
        if bytes.is_empty() {
            break;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The path to every value in there.
fn paths(value: &Value, here: &str, found: &mut Vec<String>) {
    found.push(here.to_owned());
    match value {
        Value::Array(values) => {
            values.iter().enumerate().for_each(|(at, value)| paths(value, &format!("{here}/{at}"), found));
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| paths(value, &format!("{here}/{name}"), found));
        }
        _ => {}
    }
}

fn nasty(dice: &mut Dice) -> Value {
    let values = [
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(5),
        json!(1e30),
        json!(u64::MAX),
        json!(1.5),
        json!(""),
        json!(" "),
        json!("\u{0}"),
        json!("🕊️"),
        json!("\u{202e}x"),
        json!([]),
        json!({}),
        json!([[[[null]]]]),
        json!({"id": {"id": []}}),
        json!("10000000000000000000000000000000"),
        json!("x".repeat(5_000)),
        json!("9".repeat(5_000)),
        json!("at least at least 3"),
        json!("minus 3"),
        json!("2022-02-30"),
        json!("2022-01-21T24:00:00Z"),
        json!("0000-01-01T00:00:00+01:00"),
        json!("99999-01-01"),
        json!(["c1", "c1"]),
    ];
    dice.pick(&values)
}

/// Another value that could stand there.
fn plausible(dice: &mut Dice, dossier: &Value, field: &str) -> Value {
    let ids = |list: &str| -> Vec<Value> {
        dossier[list].as_array().into_iter().flatten().map(|record| record["id"].clone()).collect()
    };
    let words = |words: &[&str]| words.iter().map(|word| json!(word)).collect();
    let choices: Vec<Value> = match field {
        "party" | "perpetrator" => ids("parties"),
        "source" => ids("sources"),
        "group" => ids("groups"),
        "event" => ids("events"),
        "part_of" => [ids("groups"), ids("events")].concat(),
        "supersedes" => ids("claims").into_iter().map(|id| json!([id])).collect(),
        "opposes" | "allies" => ids("parties").into_iter().map(|id| json!([id])).collect(),
        "outcome" => words(&["killed", "wounded", "casualties", "held", "strength", "escaped", "detained"]),
        "basis" => words(&["documented", "reported", "estimated"]),
        "interest" => words(&["minimise", "maximise", "neutral"]),
        "reliability" => words(&["A", "D", "E", "F"]),
        "status" => words(&["civilian", "combatant"]),
        "exhaustive" | "anonymous" => vec![json!(true), json!(false)],
        "credibility" => vec![json!(1), json!(5), json!(6)],
        "count" => words(&[
            "0", "none", "7", "at least 7", "at most 3", "about 40", "more than 999,999,999,999", "1000000000000",
            "dozens", "hundreds of thousands", "unspecified", "between 3 and 1000000000000", "fewer than 1",
        ]),
        _ => words(&[
            "2022-01-20", "2022-01-21", "2022-01-21T12:00:00Z", "2022-01-25", "2022-02-10", "2023-05-01", "0000-01-01",
            "9999-12-31", "9999-12-31T23:59:58Z", "1969-12-31", "1970-01-01T00:00:00Z",
        ]),
    };
    if choices.is_empty() { json!(null) } else { dice.pick(&choices) }
}

const LISTS: [&str; 5] = ["parties", "sources", "groups", "events", "claims"];

fn values(dice: &mut Dice, dossier: &Value) -> Value {
    let mut mutated = dossier.clone();
    let mut found = Vec::new();
    paths(dossier, "", &mut found);
    for _ in 0..=dice.below(4) {
        let path = dice.pick(&found);
        let list = dice.pick(&LISTS);
        let (above, field) = path.rsplit_once('/').unwrap_or(("", ""));
        match dice.below(8) {
            0 => {
                let value = nasty(dice);
                if let Some(place) = mutated.pointer_mut(&path) {
                    *place = value;
                }
            }
            1 => {
                if let Some(Value::Object(fields)) = mutated.pointer_mut(above) {
                    fields.remove(field);
                }
            }
            2 => {
                if let Some(Value::Array(records)) = mutated.get_mut(list)
                    && !records.is_empty()
                {
                    let record = dice.pick(records);
                    records.insert(dice.below(records.len()), record);
                }
            }
            3 => {
                let value = nasty(dice);
                if let Some(Value::Object(fields)) = mutated.pointer_mut(above) {
                    fields.insert(dice.pick(&["id", "since", "settled", "x", "supersedes", "count"]).to_owned(), value);
                }
            }
            _ => {
                // A field that is there, or one that could be.
                let fields = [
                    "basis", "interest", "perpetrator", "credibility", "supersedes", "retracted", "since", "published",
                    "count", "as_of", "outcome", "source", "event", "group",
                ];
                let field = if dice.below(2) == 0 { field.to_owned() } else { dice.pick(&fields).to_owned() };
                let value = plausible(dice, dossier, &field);
                let record = if above.matches('/').count() == 2 { above } else { "/claims/0" };
                if let Some(Value::Object(record)) = mutated.pointer_mut(record) {
                    record.insert(field, value);
                }
            }
        }
    }
    mutated
}

#[test]
fn by_their_bytes() {
    let (mut dice, mut tally) = (Dice(20_220_120), Tally::default());
    for dossier in dossiers() {
        let text = dossier.to_string();
        for _ in 0..40 {
            is_borne(&bytes(&mut dice, &text), &mut tally);
        }
    }
    assert!(tally.refused >= 1_000 && tally.answered >= 30, "{tally:?}");
}

#[test]
fn by_their_values() {
    let (mut dice, mut tally) = (Dice(20_220_130), Tally::default());
    for dossier in dossiers() {
        for _ in 0..80 {
            is_borne(&values(&mut dice, &dossier).to_string(), &mut tally);
        }
    }
    assert!(tally.refused >= 1_000 && tally.answered >= 400, "{tally:?}");
}
