//! The JSON Schema of a dossier.

use serde_json::{Value, json};

use crate::dossier::fault::List;
use crate::record::credibility::Credibility;
use crate::record::group::Status;
use crate::record::interest::Interest;
use crate::record::outcome::Outcome;
use crate::record::source::{Basis, Reliability, SourceKind};

/// The JSON Schema (draft 2020-12) of a dossier, as text. `$defs/line` is the schema of one line of
/// JSON Lines.
///
/// The vocabularies are the crate's own lists, and a test compares the fields with those that are
/// read and written. A schema describes each record by itself. Only [`Dossier`](crate::Dossier)
/// checks that ids exist, that `part_of` makes a tree, and that counts can be read.
///
/// ```
/// let schema = corroborate::exchange::schema();
/// let schema: serde_json::Value = serde_json::from_str(&schema)?;
/// assert_eq!(schema["$defs"]["source"]["required"], serde_json::json!(["id", "name", "kind"]));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// The full schema, as the example `schema` prints it:
///
/// ```json
#[doc = include_str!("schema.json")]
/// ```
pub fn schema() -> String {
    let lines: Vec<Value> = List::ALL
        .iter()
        .map(|list| {
            let name = list.record();
            object(&[(name, reference(name))], &[name])
        })
        .collect();
    let lists: Vec<(&str, Value)> = List::ALL
        .iter()
        .map(|list| (list.as_str(), json!({ "type": ["array", "null"], "items": reference(list.record()) })))
        .collect();
    let mut schema = object(&lists, &[]);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("Dossier");
    schema["description"] =
        json!("Sources, parties, groups, events and claims together. A field that is null is absent.");
    schema["$defs"] = json!({
        "party": party(),
        "source": source(),
        "group": group(),
        "event": event(),
        "claim": claim(),
        "line": { "description": "One line of JSON Lines: one thing.", "oneOf": lines },
        "id": { "type": "string", "minLength": 1 },
        "moment": {
            "type": "string",
            "description": "A date, which is its last second UTC, or an RFC 3339 instant with its offset.",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$",
        },
    });
    format!("{schema:#}")
}

fn party() -> Value {
    let fields = [
        ("id", reference("id")),
        ("name", text("For people.")),
        ("opposes", ids("The parties it opposes; either side may say it.")),
        ("allies", ids("The parties it is allied to; either side may say it.")),
    ];
    object(&fields, &["id", "name"])
}

fn source() -> Value {
    let fields = [
        ("id", reference("id")),
        ("name", text("For people.")),
        ("kind", json!({ "enum": words(SourceKind::ALL, SourceKind::as_str) })),
        ("party", maybe(&reference("id"), "The party whose voice it speaks with.")),
        ("basis", maybe_word(words(Basis::ALL, Basis::as_str), "What its claims rest on; \"reported\" if absent.")),
        ("reliability", maybe_word(words(Reliability::ALL, Reliability::as_str), "STANAG 2511.")),
    ];
    object(&fields, &["id", "name", "kind"])
}

fn group() -> Value {
    let fields = [
        ("id", reference("id")),
        ("name", text("For people.")),
        ("part_of", maybe(&reference("id"), "The group it is part of.")),
        ("party", maybe(&reference("id"), "Whose people they are.")),
        ("status", maybe_word(words(Status::ALL, Status::as_str), "Whether they fought.")),
        ("exhaustive", flag("Its declared parts cover it entirely.")),
    ];
    object(&fields, &["id", "name"])
}

fn event() -> Value {
    let moment = |description: &str| maybe(&reference("moment"), description);
    let fields = [
        ("id", reference("id")),
        ("name", text("For people.")),
        ("place", maybe(&json!({ "type": "string" }), "Where.")),
        ("start", moment("A date is its first second.")),
        ("end", moment("A date is its last second.")),
        ("settled", moment("From when on what is said speaks of the final toll; 7 days after the end if absent.")),
        ("part_of", maybe(&reference("id"), "The event it is part of.")),
        ("perpetrator", maybe(&reference("id"), "The party that did the harm.")),
        ("exhaustive", flag("Its declared parts cover it entirely.")),
    ];
    object(&fields, &["id", "name"])
}

fn claim() -> Value {
    let moment = |description: &str| maybe(&reference("moment"), description);
    let credibilities: Vec<u8> = Credibility::ALL.iter().map(|grade| grade.number()).collect();
    let fields = [
        ("id", reference("id")),
        ("event", reference("id")),
        ("group", reference("id")),
        ("outcome", json!({ "enum": words(Outcome::ALL, Outcome::as_str) })),
        ("count", json!({ "type": "string", "minLength": 1, "description": "As it was said: \"at least 20\"." })),
        ("source", reference("id")),
        ("relayed_by", json!({ "type": ["array", "null"], "items": { "type": "string" } })),
        ("as_of", reference("moment")),
        ("since", moment("It counts only what was added after this; not of what rises and falls.")),
        ("published", moment("When it was made public.")),
        ("retracted", moment("When it was taken back.")),
        ("supersedes", ids("The claims it stands in the place of.")),
        ("basis", maybe_word(words(Basis::ALL, Basis::as_str), "Overrides the source's.")),
        ("interest", maybe_word(words(Interest::ALL, Interest::as_str), "Overrides what the parties imply.")),
        ("perpetrator", maybe(&reference("id"), "Overrides the event's.")),
        ("credibility", json!({ "enum": nullable(credibilities.iter().map(|grade| json!(grade)).collect()) })),
        ("correction", flag("It takes back what its source said before; not of an increment.")),
        ("anonymous", flag("The speaker would not be named.")),
        ("quote", maybe(&json!({ "type": "string" }), "The words it was made in.")),
        ("url", maybe(&json!({ "type": "string" }), "Where it was read.")),
    ];
    object(&fields, &["id", "event", "group", "outcome", "count", "source", "as_of"])
}

fn object(fields: &[(&str, Value)], required: &[&str]) -> Value {
    let properties: serde_json::Map<String, Value> =
        fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn text(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

fn flag(description: &str) -> Value {
    json!({ "type": ["boolean", "null"], "description": description })
}

fn ids(description: &str) -> Value {
    json!({ "type": ["array", "null"], "items": reference("id"), "description": description })
}

fn maybe(schema: &Value, description: &str) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }], "description": description })
}

fn maybe_word(words: Vec<Value>, description: &str) -> Value {
    json!({ "enum": nullable(words), "description": description })
}

fn nullable(mut values: Vec<Value>) -> Vec<Value> {
    values.push(Value::Null);
    values
}

fn words<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str) -> Vec<Value> {
    all.iter().map(|&value| json!(word(value))).collect()
}
