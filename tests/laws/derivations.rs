//! Laws of derivations: an answer can be replayed from its derivation alone, and its words hold
//! no number that is not in it. Under every policy, of drawn dossiers and of those that come
//! with the crate.
#![cfg(feature = "serde")]

use std::collections::BTreeSet;

use crate::drawn::{config, dossier, of_the_crate, policies, turns};
use crate::seed::laws;
use corroborate::{Derivation, Dossier, Moment, Policy, Question};
use proptest::prelude::*;
use serde_json::Value;

/// Every answer of a policy, explained.
fn explained(dossier: &Dossier, question: &Question, policy: &dyn Policy, check: impl Fn(&Derivation)) {
    let answer = dossier.reconcile(question, policy);
    for estimate in answer.estimates() {
        let derivation = answer.explain(estimate.quantity()).unwrap_or_else(|| panic!("{}", estimate.quantity()));
        assert_eq!(derivation.replay(policy).as_ref(), Some(estimate), "{}: {}", policy.name(), estimate.quantity());
        check(&derivation);
    }
}

/// The runs of digits in a text, commas between thousands left out.
fn numbers_in(text: &str) -> BTreeSet<String> {
    let text: Vec<char> = text.chars().collect();
    let digits = |range: std::ops::Range<usize>| text.get(range).is_some_and(|c| c.iter().all(char::is_ascii_digit));
    let is_comma = |at: usize| text[at] == ',' && at > 0 && digits(at - 1..at) && digits(at + 1..at + 4);
    let kept: String = (0..text.len()).filter(|&at| !is_comma(at)).map(|at| text[at]).collect();
    let runs = kept.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    runs.map(|run| run.trim_start_matches('0').to_owned()).collect()
}

/// Every number that stands in a value or in its texts.
fn numbers_of(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Number(number) => drop(found.insert(number.to_string().trim_start_matches('0').to_owned())),
        Value::String(text) => found.extend(numbers_in(text)),
        Value::Array(values) => values.iter().for_each(|value| numbers_of(value, found)),
        Value::Object(fields) => fields.values().for_each(|value| numbers_of(value, found)),
        Value::Null | Value::Bool(_) => {}
    }
}

fn holds_its_numbers(derivation: &Derivation) {
    let value = serde_json::to_value(derivation).unwrap_or_else(|error| panic!("{error}"));
    let mut known = BTreeSet::new();
    numbers_of(&value, &mut known);
    let words = derivation.words();
    for number in numbers_in(&words.to_string()) {
        assert!(known.contains(&number), "{number} in {words:?} is not in {value}");
    }
}

/// A question about a dossier: as of, and known by, nothing or one of its turns.
fn question(dossier: &Dossier, asked: (Option<prop::sample::Index>, Option<prop::sample::Index>)) -> Question {
    let turns = turns(dossier);
    let turn = |index: Option<prop::sample::Index>| -> Option<Moment> { index.map(|index| *index.get(&turns)) };
    let question = turn(asked.0).map_or_else(Question::new, |moment| Question::new().as_of(moment));
    turn(asked.1).map_or(question, |moment| question.known_by(moment))
}

fn asked() -> impl Strategy<Value = (Option<prop::sample::Index>, Option<prop::sample::Index>)> {
    (prop::option::of(any::<prop::sample::Index>()), prop::option::of(any::<prop::sample::Index>()))
}

laws! {
    #![proptest_config(config())]

    /// Replaying a derivation gives the same numbers.
    #[test]
    fn replayed((dossier, asked) in (dossier(), asked())) {
        for policy in policies() {
            explained(&dossier, &question(&dossier, asked), &*policy, |_| {});
        }
    }

    /// Every number in the words is in the derivation.
    #[test]
    fn no_number_from_nowhere((dossier, asked) in (dossier(), asked())) {
        for policy in policies() {
            explained(&dossier, &question(&dossier, asked), &*policy, holds_its_numbers);
        }
    }
}

#[test]
fn replayed_and_worded_of_the_dossiers_of_the_crate() {
    for (name, dossier) in of_the_crate() {
        let day: Moment = "2022-01-24".parse().unwrap_or_else(|error| panic!("{name}: {error}"));
        for policy in policies() {
            for question in [Question::new(), Question::new().as_of(day), Question::new().as_of(day).known_by(day)] {
                explained(&dossier, &question, &*policy, holds_its_numbers);
            }
        }
    }
}

/// A comparison holds no number that is not in one of its derivations.
#[test]
fn no_number_from_nowhere_where_policies_part() {
    for (name, dossier) in of_the_crate() {
        let policies = policies();
        let policies: Vec<&dyn Policy> = policies.iter().map(|policy| &**policy).collect();
        let answers: Vec<_> = policies.iter().map(|policy| dossier.reconcile(&Question::new(), *policy)).collect();
        for row in dossier.compare(&Question::new(), &policies).rows() {
            for (answer, because) in answers.iter().zip(row.because()) {
                let derivation = answer.explain(row.quantity()).unwrap_or_else(|| panic!("{name}"));
                let mut known = BTreeSet::new();
                numbers_of(&serde_json::to_value(&derivation).unwrap_or_default(), &mut known);
                assert!(numbers_in(because).is_subset(&known), "{name}: {because}");
            }
        }
    }
}
