//! How long until a dossier of a hundred thousand claims is read from JSON and checked, beside plain
//! structs that hold the same fields, unchecked?

mod common;
#[path = "common/timing.rs"]
mod timing;

use std::time::Duration;

use corroborate::Dossier;
use serde::Deserialize;

const CLAIMS: u32 = 100_000;

/// A dossier of which only the shape is checked: what `serde_json` alone reads.
#[derive(Deserialize)]
#[expect(dead_code, reason = "it is only read")]
struct Plain {
    parties: Vec<Named>,
    sources: Vec<Named>,
    groups: Vec<Named>,
    events: Vec<Named>,
    claims: Vec<Said>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "it is only read")]
struct Named {
    id: String,
    name: String,
    kind: Option<String>,
    party: Option<String>,
    part_of: Option<String>,
    start: Option<String>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "it is only read")]
struct Said {
    id: String,
    event: String,
    group: String,
    outcome: String,
    count: String,
    source: String,
    as_of: String,
    #[serde(default)]
    relayed_by: Vec<String>,
}

fn main() {
    let text = serde_json::to_string(&common::dossier(CLAIMS as usize)).expect("a dossier can be written");
    let read = || serde_json::from_str::<Dossier>(&text).expect("it was written by this crate");
    let ours = timing::time("load 100,000 claims", CLAIMS, read);
    let plain = || serde_json::from_str::<Plain>(&text).expect("it was written by this crate");
    let plain = timing::time("the same into plain structs", CLAIMS, plain);
    compare(ours, plain);
    #[cfg(feature = "exchange")]
    lines(&serde_json::from_str(&text).expect("it was written by this crate"));
}

fn compare(ours: Option<Duration>, plain: Option<Duration>) {
    if let (Some(ours), Some(plain)) = (ours, plain) {
        println!("{:.2} times as long", ours.div_duration_f64(plain));
    }
}

/// The same dossier as JSON Lines, with `--features exchange`.
#[cfg(feature = "exchange")]
fn lines(dossier: &Dossier) {
    use corroborate::exchange::{Format, Gathering, JsonLines, Rows};

    #[derive(Deserialize)]
    #[serde(rename_all = "snake_case")]
    #[expect(dead_code, reason = "it is only read")]
    enum Line {
        Party(Named),
        Source(Named),
        Group(Named),
        Event(Named),
        Claim(Said),
    }

    let mut written = JsonLines::new(Vec::new());
    written.dossier(dossier).expect("memory takes all");
    let text = String::from_utf8(written.into_inner()).expect("JSON is UTF-8");
    let read = || {
        let mut gathering = Gathering::new();
        for row in Rows::new(Format::JsonLines, text.as_bytes()) {
            gathering.add(row.expect("it was written by this crate")).expect("each stands once");
        }
        gathering.finish()
    };
    let ours = timing::time("load 100,000 claims from JSON Lines", CLAIMS, read);
    let plain = || -> Vec<Line> {
        text.lines().map(|line| serde_json::from_str(line).expect("it was written by this crate")).collect()
    };
    compare(ours, timing::time("the same lines into plain structs", CLAIMS, plain));
}
