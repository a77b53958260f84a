//! Worked cases, each a file of `tests/data/worked`: what a dossier says and every field of every
//! estimate that follows.
#![cfg(feature = "serde")]

use std::collections::BTreeMap;

use corroborate::{Dossier, LeastDissent, Question};
use serde_json::Value;

type Failure = Box<dyn std::error::Error>;

fn cases() -> Result<BTreeMap<String, Value>, Failure> {
    let mut cases = BTreeMap::new();
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/worked"))? {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let case: Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
            if case.get("dossier").is_some() {
                cases.insert(name, case);
            }
        }
    }
    Ok(cases)
}

fn question(case: &Value) -> Result<Question, Failure> {
    let mut question = Question::new();
    if let Some(moment) = case["as_of"].as_str() {
        question = question.as_of(moment.parse()?);
    }
    if let Some(moment) = case["known_by"].as_str() {
        question = question.known_by(moment.parse()?);
    }
    Ok(question)
}

fn answer(dossier: &Value, question: &Question) -> Result<String, Failure> {
    let dossier: Dossier = serde_json::from_str(&dossier.to_string())?;
    Ok(serde_json::to_string(&dossier.reconcile(question, LeastDissent::new()))?)
}

fn by_quantity(estimates: &Value) -> BTreeMap<String, &Value> {
    let name = |estimate: &Value| {
        ["event", "group", "outcome"].map(|field| estimate[field].as_str().unwrap_or_default()).join("/")
    };
    estimates.as_array().into_iter().flatten().map(|estimate| (name(estimate), estimate)).collect()
}

/// The fields in which an answer is not the one worked out.
fn differences(case: &Value, found: &Value) -> Vec<String> {
    let (worked, found) = (by_quantity(&case["estimates"]), by_quantity(&found["estimates"]));
    let mut differences: Vec<String> = Vec::new();
    differences.extend(found.keys().filter(|q| !worked.contains_key(*q)).map(|q| format!("{q} is not in play")));
    for (quantity, worked) in worked {
        let Some(found) = found.get(&quantity) else {
            differences.push(format!("{quantity} is in play"));
            continue;
        };
        for (field, worked) in worked.as_object().into_iter().flatten() {
            if found[field] != *worked {
                differences.push(format!("{quantity}: {field} is {}, and should be {worked}", found[field]));
            }
        }
    }
    differences
}

#[test]
fn every_worked_case_comes_out() -> Result<(), Failure> {
    let cases = cases()?;
    assert!(cases.len() >= 37, "only {} worked cases were found", cases.len());
    let mut failures = Vec::new();
    for (name, case) in cases {
        let found = serde_json::from_str(&answer(&case["dossier"], &question(&case)?)?)?;
        failures.extend(differences(&case, &found).into_iter().map(|d| format!("{name} ({}): {d}", case["why"])));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    Ok(())
}

#[test]
fn worked_cases_read_backwards_and_twice_come_out_the_same() -> Result<(), Failure> {
    for (name, case) in cases()? {
        let mut mirrored = case["dossier"].clone();
        for records in mirrored.as_object_mut().into_iter().flat_map(|lists| lists.values_mut()) {
            let Some(records) = records.as_array_mut() else { continue };
            records.reverse();
            records.extend_from_within(..);
        }
        let question = question(&case)?;
        assert_eq!(answer(&mirrored, &question)?, answer(&case["dossier"], &question)?, "{name}");
    }
    Ok(())
}
