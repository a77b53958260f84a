//! The law of answers that are written: reading what was written gives it back.
#![cfg(feature = "serde")]

use corroborate::audit::{Row, Thresholds};
use corroborate::timeline::{Change, Pace, View};
use corroborate::{
    Comparison, Cover, Derivation, Estimates, Finding, LeastDissent, Prudent, Quantity, Question, Timeline,
};
use proptest::prelude::*;
use serde::de::DeserializeOwned;

use crate::common::{asked, question};
use crate::drawn::{config, dossier, of_the_crate, policies};
use crate::seed::laws;

/// Written and read again, it is the same; and so it is when written again.
#[track_caller]
fn comes_back<T: serde::Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap_or_else(|error| panic!("{error}: {value:?}"));
    let read: T = serde_json::from_slice(text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(read, *value, "{text}");
}

fn answers_come_back(dossier: &corroborate::Dossier, question: &Question) {
    for policy in policies() {
        let answer = dossier.reconcile(question, policy);
        for estimate in answer.estimates() {
            comes_back(estimate);
            comes_back(estimate.quantity());
            comes_back::<Derivation>(&answer.explain(estimate.quantity()).expect("it is in play"));
        }
        comes_back::<Estimates>(answer.as_estimates());
    }
}

laws! {
    #![proptest_config(config())]

    #[test]
    fn estimates_and_derivations_come_back(dossier in dossier(), asked in asked()) {
        answers_come_back(&dossier, &question(&dossier, asked));
    }

    #[test]
    fn timelines_changes_and_comparisons_come_back(dossier in dossier(), asked in asked()) {
        let question = question(&dossier, asked);
        let (all, first) =
            (dossier.reconcile(&Question::new(), LeastDissent::new()), dossier.reconcile(&question, LeastDissent::new()));
        for change in first.changes(&all) {
            comes_back::<Change>(&change);
        }
        for estimate in all.estimates().iter().take(2) {
            let timeline =
                dossier.timeline(estimate.quantity(), LeastDissent::new(), View::KnownThen, Pace::Changes);
            comes_back::<Timeline>(&timeline.expect("it is in play"));
        }
        comes_back::<Comparison>(&dossier.compare(&question, &[&LeastDissent::new(), &Prudent::new()]));
    }

    #[test]
    fn findings_come_back(dossier in dossier()) {
        dossier.audit(&Thresholds::new()).iter().for_each(comes_back::<Finding>);
    }

    /// A quantity prints as it is parsed, whatever its ids are.
    #[test]
    fn quantities_print_as_they_are_parsed(event in "[/%2F5a]{1,8}", group in ".{1,8}", outcome in 0..13_usize) {
        let outcome = corroborate::Outcome::ALL[outcome];
        let quantity = Quantity::new(event.parse().expect("not empty"), group.parse().expect("not empty"), outcome);
        prop_assert_eq!(quantity.to_string().parse::<Quantity>(), Ok(quantity));
    }
}

#[test]
fn answers_of_the_crate_s_dossiers_come_back() {
    for (_, dossier) in of_the_crate() {
        answers_come_back(&dossier, &Question::new());
        dossier.audit(&Thresholds::new()).iter().for_each(comes_back::<Finding>);
    }
}

#[test]
fn findings_on_published_rows_come_back() {
    let day = |text: &str| text.parse::<corroborate::Moment>().ok();
    let rows = [
        Row::new("order").low(9).best(10).high(9),
        Row::new("parts").best(4).parts(Cover::Exhaustive, &[Some(1), Some(2)]),
        Row::new("exceed").high(4).parts(Cover::Open, &[Some(3), Some(2)]),
        Row::new("above").high(4).highest_part(5),
        Row::new("dates").between(day("2022-01-21"), day("2022-01-20")),
    ];
    for row in rows {
        let findings = row.findings();
        assert_eq!(findings.len(), 1, "{row:?}");
        findings.iter().for_each(comes_back::<Finding>);
    }
}
