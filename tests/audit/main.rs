//! Every rule of the audit, found and not found, with its sentence letter by letter.
#![cfg(feature = "serde")]

mod courses;
mod dossiers;
#[cfg(feature = "exchange")]
mod notes;
mod numbers;
#[path = "../common/records.rs"]
mod records;
mod rows;
#[path = "../common/seed.rs"]
mod seed;
mod strays;
mod words;
#[cfg(feature = "proptest")]
mod worlds;

use corroborate::Finding;
use corroborate::audit::Thresholds;
use records::dossier;
use serde_json::{Value, json};

/// A battle with two sides, their dead and the civilians', two monitors, a hospital and two press
/// offices of one army.
fn field() -> Value {
    json!({
        "parties": [{"id": "red", "name": "Red", "opposes": ["blue"]}, {"id": "blue", "name": "Blue", "allies": ["green"]},
                    {"id": "green", "name": "Green"}],
        "sources": [
            {"id": "monitor", "name": "Monitor", "kind": "monitor"},
            {"id": "observatory", "name": "Observatory", "kind": "monitor"},
            {"id": "hospital", "name": "Hospital", "kind": "medical"},
            {"id": "wire", "name": "Wire", "kind": "media"},
            {"id": "officer", "name": "An officer", "kind": "official"},
            {"id": "blue-press", "name": "Blue press", "kind": "belligerent", "party": "blue"},
            {"id": "blue-army", "name": "Blue army", "kind": "belligerent", "party": "blue"},
            {"id": "green-press", "name": "Green press", "kind": "belligerent", "party": "green"},
        ],
        "groups": [
            {"id": "all", "name": "All"},
            {"id": "red-fighters", "name": "Red fighters", "part_of": "all", "party": "red", "status": "combatant"},
            {"id": "civilians", "name": "Civilians", "part_of": "all", "status": "civilian"},
            {"id": "children", "name": "Children", "part_of": "civilians"},
            {"id": "women", "name": "Women", "part_of": "civilians"},
            {"id": "guards", "name": "Guards", "part_of": "all"},
            {"id": "army", "name": "Army", "exhaustive": true},
            {"id": "officers", "name": "Officers", "part_of": "army"},
            {"id": "ranks", "name": "Other ranks", "part_of": "army"},
        ],
        "events": [
            {"id": "war", "name": "War", "start": "2022-01-01"},
            {"id": "battle", "name": "Battle", "start": "2022-01-20", "end": "2022-03-31", "part_of": "war"},
            {"id": "raid", "name": "Raid", "start": "2022-01-20", "end": "2022-01-20", "part_of": "war"},
        ],
    })
}

/// A claim: id, group, count, source, as of; killed in the battle, unless the rest says otherwise.
fn claim(id: &str, group: &str, count: &str, source: &str, as_of: &str, rest: &Value) -> Value {
    let mut claim = json!({"id": id, "event": "battle", "group": group, "outcome": "killed", "count": count,
                           "source": source, "as_of": as_of});
    for (field, value) in rest.as_object().into_iter().flatten() {
        claim[field] = value.clone();
    }
    claim
}

fn plain(id: &str, group: &str, count: &str, source: &str, as_of: &str) -> Value {
    claim(id, group, count, source, as_of, &json!({}))
}

fn findings(claims: Vec<Value>) -> Vec<Finding> {
    dossier(field(), claims).audit(&Thresholds::new())
}

/// Severity, rule and sentence of each finding. What is written of it reads back as the same finding.
fn shown(findings: &[Finding]) -> Vec<String> {
    for finding in findings {
        let written = serde_json::to_string(finding).unwrap_or_else(|error| panic!("{error}"));
        let read: Finding = serde_json::from_str(&written).unwrap_or_else(|error| panic!("{error}: {written}"));
        assert_eq!(&read, finding, "{written}");
    }
    findings.iter().map(|f| format!("{} {}: {}", f.severity(), f.rule(), f.says())).collect()
}

#[track_caller]
fn found(claims: Vec<Value>, expected: &[&str]) {
    assert_eq!(shown(&findings(claims)), expected);
}

#[track_caller]
fn nothing(claims: Vec<Value>) {
    found(claims, &[]);
}
