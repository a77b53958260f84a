//! The crate against a model of its definitions that tries everything out.
#![cfg(feature = "serde")]

use std::collections::BTreeMap;

use crate::model::Model;
use crate::model::tiny::{Tiny, tiny};
use crate::seed::{hold, per_cent};
use corroborate::{Dossier, LeastDissent, Question};
use proptest::prelude::*;
use proptest::test_runner::Config;
use serde_json::{Value, json};

const CASES: u32 = 8_000;

/// The turns an answer took.
type Reached = std::collections::BTreeSet<String>;

fn by_quantity(estimates: &[Value]) -> BTreeMap<String, &Value> {
    let name = |estimate: &Value| format!("{}/{}/{}", estimate["event"], estimate["group"], estimate["outcome"]);
    estimates.iter().map(|estimate| (name(estimate), estimate)).collect()
}

/// Every field of every estimate is the model's.
fn agree(tiny: &Tiny) -> Result<Reached, TestCaseError> {
    let fail = |error: &dyn std::fmt::Display| TestCaseError::fail(format!("{error}\n{}", tiny.dossier));
    let dossier: Dossier = serde_json::from_slice(tiny.dossier.to_string().as_bytes()).map_err(|error| fail(&error))?;
    let read = |text: &String| text.parse().map_err(|error| fail(&error));
    let mut question = Question::new();
    if let Some(moment) = &tiny.as_of {
        question = question.as_of(read(moment)?);
    }
    if let Some(moment) = &tiny.known_by {
        question = question.known_by(read(moment)?);
    }
    let policy = LeastDissent::new();
    let found = serde_json::to_value(dossier.reconcile(&question, policy)).map_err(|error| fail(&error))?;
    let found = found["estimates"].as_array().cloned().unwrap_or_default();
    let model = Model::new(&tiny.dossier, tiny.as_of.as_deref(), tiny.known_by.as_deref());
    let expected = model.estimates();
    let (found, expected) = (by_quantity(&found), by_quantity(&expected));
    prop_assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{}", tiny.dossier);
    for (quantity, expected) in expected {
        for (field, expected) in expected.as_object().into_iter().flatten() {
            prop_assert_eq!(&found[&quantity][field], expected, "{} of {} of {}", field, quantity, tiny.dossier);
        }
    }
    Ok(model.reach.take())
}

/// Every field of every estimate is what the definitions give when everything is tried out,
/// and the dossiers tried reach what is worth reaching.
#[test]
fn estimates_are_those_of_the_model() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(CASES);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 20_000, ..per_cent(100) };
    let reached = std::cell::RefCell::new(BTreeMap::<String, u32>::new());
    hold(config, tiny(), |tiny| {
        for turn in agree(&tiny)? {
            *reached.borrow_mut().entry(turn).or_default() += 1;
        }
        Ok(())
    });
    let reached = reached.into_inner();
    let missed: Vec<&str> = TURNS.into_iter().filter(|&turn| reached.get(turn).is_none_or(|&n| n < 5)).collect();
    assert!(missed.is_empty(), "reached less than five times: {missed:?} of {reached:#?}");
}

/// The only claim on a part was retracted, and is newer than all that stands on its wholes: the
/// part is asked about as of then, and so are they.
#[test]
fn a_part_may_be_asked_about_later_than_its_whole() -> Result<(), TestCaseError> {
    let claim = |id, group, as_of, retracted: Option<&str>| {
        json!({"id": id, "event": "e", "group": group, "outcome": "killed", "count": "5", "source": "s", "as_of": as_of,
               "retracted": retracted})
    };
    let dossier = json!({
        "sources": [{"id": "s", "name": "S", "kind": "other"}],
        "groups": [{"id": "a", "name": "A", "exhaustive": true},
                   {"id": "b", "name": "B", "exhaustive": true, "part_of": "a"}, {"id": "c", "name": "C", "part_of": "b"}],
        "events": [{"id": "e", "name": "E"}],
        "claims": [claim("c1", "b", "2022-01-23", None), claim("c2", "c", "2022-01-24", Some("2022-01-24"))],
    });
    agree(&Tiny { dossier, as_of: None, known_by: None }).map(drop)
}

/// What the dossiers must reach for the agreement to mean something.
const TURNS: [&str; 41] = [
    // grades
    "unsupported",
    "contested",
    "derived",
    "partisan",
    "corroborated",
    "uncorroborated",
    // claims set aside
    "retracted",
    "superseded",
    "discounted",
    "withdrawn",
    "empty",
    // voices
    "windows that matter",
    "a silent voice",
    "a voice overtaken",
    "a gap between voices",
    "a ladder of three rungs",
    "a ladder of five rungs",
    "a correction",
    "each accuses the other",
    "the victims' own count",
    "a low by the victims' own side",
    // moments
    "a ceiling lapsed",
    "lapsed, then cut",
    "an old figure",
    "figures in a gap",
    // bests
    "best of the victims' own count",
    "best of the parts",
    "best of the firm floor",
    "best for want of another count",
    // parts
    "parts firmer than the whole",
    "parts dissent",
    "a breakdown unheard",
    "gap between parts and whole",
    "cut to the parts by event",
    "cut to the parts by group",
    "cut to the parts by outcome",
    // wholes
    "narrowed by the whole event",
    "narrowed by the whole group",
    "siblings beyond the whole",
    "a whole unheard",
    "a whole narrowed by its own whole",
];
