//! The battle of al-Hasakah, from `examples/data/hasakah.json`: the numbers that a reader checks
//! first, and that every row collected either became a claim or is listed with the reason why
//! not.
#![cfg(feature = "serde")]

use std::collections::{BTreeMap, BTreeSet};

use corroborate::timeline::{Pace, View};
use corroborate::{Dossier, Estimate, Grade, LeastDissent, Moment, Outcome, Quantity, Question, policy};

fn hasakah() -> Dossier {
    serde_json::from_str(include_str!("../../examples/data/hasakah.json")).expect("the dossier is sound")
}

fn moment(text: &str) -> Moment {
    text.parse().expect("a moment")
}

fn killed(group: &str) -> Quantity {
    Quantity::new("hasakah".parse().expect("an id"), group.parse().expect("an id"), Outcome::Killed)
}

fn estimate(dossier: &Dossier, question: &Question, quantity: &Quantity) -> Estimate {
    let policy = LeastDissent::new();
    dossier.reconcile(question, policy).estimate(quantity).expect("in play").clone()
}

fn end_of_february() -> Question {
    Question::new().as_of(moment("2022-02-28"))
}

/// low, best, high, grade, dissenters, conceded.
type Told = (u64, Option<u64>, Option<u64>, Grade, Vec<String>, Option<u64>);

fn told(estimate: &Estimate) -> Told {
    (
        estimate.low(),
        estimate.best(),
        estimate.high(),
        estimate.grade(),
        estimate.dissenters().iter().map(ToString::to_string).collect(),
        estimate.conceded(),
    )
}

#[test]
fn the_toll_as_of_the_end_of_february() {
    let dossier = hasakah();
    let of = |group: &str| told(&estimate(&dossier, &end_of_february(), &killed(group)));
    assert_eq!(of("is-fighters"), (346, Some(346), Some(374), Grade::Uncorroborated, vec![], None));
    assert_eq!(of("kurdish-forces"), (154, Some(154), None, Grade::Uncorroborated, vec![], Some(117)));
    assert_eq!(of("civilians"), (7, Some(7), None, Grade::Contested, vec!["party:sdf".to_owned()], None));
    assert_eq!(of("all"), (507, Some(507), Some(550), Grade::Corroborated, vec![], Some(117)));
}

#[test]
fn the_civilians_that_the_sdf_disputes_are_four() {
    let dossier = hasakah();
    let policy = LeastDissent::new();
    let answer = dossier.reconcile(&end_of_february(), policy);
    let words = answer.explain(&killed("civilians")).expect("in play").words().to_string();
    let against = "7 or more (fits Syrian Observatory for Human Rights: \"seven\" as a floor) against Syrian Democratic \
                   Forces and the Kurdish-led administration (\"four\" as a ceiling).";
    assert!(words.contains(against), "{words}");
}

#[test]
fn the_ceiling_of_all_killed_was_not_known_by_the_end_of_february() {
    let known = estimate(&hasakah(), &end_of_february().known_by(moment("2022-02-28")), &killed("all"));
    assert_eq!((known.low(), known.best(), known.high()), (507, Some(507), None));
}

#[test]
fn known_then_on_21_january_is_the_day_s_last_bulletin() {
    let dossier = hasakah();
    let day = moment("2022-01-21");
    let then = Question::new().as_of(day).known_by(day);
    let of = |group: &str| {
        let estimate = estimate(&dossier, &then, &killed(group));
        (estimate.low(), estimate.best(), estimate.high())
    };
    assert_eq!(of("all"), (67, Some(67), None));
    assert_eq!([of("is-fighters").0, of("kurdish-forces").0, of("civilians").0], [39, 23, 5]);

    let policy = LeastDissent::new();
    let timeline = dossier.timeline(&killed("all"), policy, View::KnownThen, Pace::Changes).expect("in play");
    assert_eq!(timeline.at(day).map(Estimate::low), Some(67));
}

#[test]
fn the_bulletins_of_21_january_follow_one_another() {
    let dossier = hasakah();
    let policy = LeastDissent::new();
    let timeline = dossier.timeline(&killed("all"), policy, View::KnownNow, Pace::Changes).expect("in play");
    let on_the_day = timeline.estimates().iter().filter(|estimate| estimate.as_of() <= moment("2022-01-21"));
    let lows: BTreeSet<u64> = on_the_day.map(Estimate::low).collect();
    // At 13:53 the bulletin's own 25 is less than its parts, 16 and 18.
    assert_eq!(lows.into_iter().collect::<Vec<_>>(), [9, 34, 41, 67]);
}

#[test]
fn the_policies_on_the_islamic_state_s_dead() {
    let dossier = hasakah();
    let of = |name: &str| {
        let policy = policy::named(name).expect("a policy of the crate");
        let answer = dossier.reconcile(&end_of_february(), &*policy);
        let estimate = answer.estimate(&killed("is-fighters")).expect("in play");
        (estimate.status().as_str(), estimate.range().to_string())
    };
    let table: Vec<(&str, (&str, String))> = policy::NAMES.iter().map(|name| (*name, of(name))).collect();
    let expected = [
        ("least-dissent", "answered", "346 to 374"),
        ("face-value", "answered", "374"),
        ("prudent", "answered", "346 to 374"),
        ("envelope", "answered", "205 to 374"),
        ("acled", "answered", "151 or more"),
        ("acled-exact", "answered", "151 or more"),
        ("gtd", "answered", "346"),
        ("two-source", "provisional", "210 to 374"),
        ("minimum-verifiable", "answered", "346 or more"),
        ("ucdp", "answered", "205 to 346"),
    ];
    let expected: Vec<_> =
        expected.into_iter().map(|(name, status, range)| (name, (status, range.to_owned()))).collect();
    assert_eq!(table, expected);
}

/// The row a claim was made from: `has-001` of `HAS-001`, `diy-015a` of `DIY-015`.
fn row_of(claim: &str) -> String {
    claim.trim_end_matches(|c: char| c.is_ascii_lowercase()).to_uppercase()
}

#[test]
fn every_row_is_a_claim_or_listed_with_the_reason_why_not() {
    let dossier = hasakah();
    let left_out: Vec<BTreeMap<String, String>> =
        serde_json::from_str(include_str!("../../examples/data/hasakah-left-out.json")).expect("a list of rows");
    let out: BTreeSet<&str> = left_out.iter().map(|row| row["row"].as_str()).collect();
    assert_eq!(out.len(), left_out.len(), "no row is listed twice");
    assert!(left_out.iter().all(|row| !row["why"].is_empty()), "each has its reason");

    let within: BTreeSet<String> = dossier.claims().iter().map(|claim| row_of(claim.id().as_str())).collect();
    assert_eq!(dossier.claims().len(), 241);
    assert_eq!((within.len(), out.len()), (240, 44));
    assert!(out.iter().all(|row| !within.contains(*row)), "no row is both");

    let rows = (1..=258).map(|row| format!("HAS-{row:03}")).chain((1..=26).map(|row| format!("DIY-{row:03}")));
    let rows: BTreeSet<String> = rows.collect();
    assert_eq!(rows.len(), 284);
    let told: BTreeSet<String> = within.into_iter().chain(out.into_iter().map(str::to_owned)).collect();
    assert_eq!(told, rows);
}

#[test]
fn every_claim_has_its_address() {
    for claim in hasakah().claims() {
        assert!(claim.url().is_some_and(|url| url.starts_with("http")), "{}", claim.id());
    }
}
