//! Laws of derivations (§7): an answer can be replayed from its derivation, and its words hold no
//! number that is not in it.

#![cfg(feature = "serde")]

use std::collections::BTreeSet;

use crate::common::{asked, json, question};
use crate::seed::{laws, per_cent};
use crate::strategies::{dossier, world};
use corroborate::{Dossier, LeastDissent, Question};
use proptest::prelude::*;
use serde_json::Value;

fn replays(dossier: &Dossier, question: &Question) -> Result<(), TestCaseError> {
    for policy in [LeastDissent::new(), LeastDissent::at_face_value()] {
        let answer = dossier.reconcile(question, policy);
        for estimate in answer.estimates() {
            let replayed = answer.explain(estimate.quantity()).and_then(|derivation| derivation.replay(&policy));
            prop_assert_eq!(replayed.as_ref(), Some(estimate));
        }
    }
    Ok(())
}

/// The runs of digits in a text, commas between thousands left out.
fn numbers_in(text: &str) -> BTreeSet<String> {
    let text: Vec<char> = text.chars().collect();
    let is_comma = |at: usize| {
        let digits =
            |range: std::ops::Range<usize>| text.get(range).is_some_and(|c| c.iter().all(char::is_ascii_digit));
        text[at] == ',' && at > 0 && text[at - 1].is_ascii_digit() && digits(at + 1..at + 4)
    };
    let kept: String = (0..text.len()).filter(|&at| !is_comma(at)).map(|at| text[at]).collect();
    let runs = kept.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    runs.map(|run| run.trim_start_matches('0').to_owned()).collect()
}

/// Every number that stands in a value, in its texts, or is how many there are of something.
fn numbers_of(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Number(number) => drop(found.insert(number.to_string().trim_start_matches('0').to_owned())),
        Value::String(text) => found.extend(numbers_in(text)),
        Value::Array(values) => {
            found.insert(values.len().to_string());
            for value in values {
                numbers_of(value, found);
            }
        }
        Value::Object(fields) => fields.values().for_each(|value| numbers_of(value, found)),
        Value::Null | Value::Bool(_) => {}
    }
}

laws! {
    #![proptest_config(per_cent(100))]

    /// §7: replaying a derivation gives the same numbers.
    #[test]
    fn replayed((dossier, asked) in (dossier(), asked())) {
        replays(&dossier, &question(&dossier, asked))?;
    }

    /// §7: the same of true worlds, where trees are narrowed more.
    #[test]
    fn replayed_in_true_worlds((world, asked) in (world(), asked())) {
        replays(world.dossier(), &question(world.dossier(), asked))?;
    }

    /// §7: every number in the words is in the derivation.
    #[test]
    fn no_number_from_nowhere((dossier, asked) in (dossier(), asked())) {
        let policy = LeastDissent::new();
        let answer = dossier.reconcile(&question(&dossier, asked), policy);
        for estimate in answer.estimates() {
            let Some(derivation) = answer.explain(estimate.quantity()) else { continue };
            let mut known = BTreeSet::new();
            numbers_of(&json(&derivation), &mut known);
            let words = derivation.words().to_string();
            for number in numbers_in(&words) {
                prop_assert!(known.contains(&number), "{number} in {words:?} is not in {}", json(&derivation));
            }
        }
    }
}
