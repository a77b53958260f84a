//! What changed between two answers, and why: every reason, from a small dossier, with its
//! sentence.
#![cfg(feature = "serde")]

use crate::records::dossier;
use corroborate::timeline::{Change, Reason};
use corroborate::{Dossier, LeastDissent, Moment, Policy, Question, policy};
use serde_json::{Value, json};

/// A dossier of one event, two groups and their whole: claims as they are written, without what
/// they have in common.
fn on_x(claims: &[&str]) -> Dossier {
    on_x_of(false, claims)
}

fn on_x_of(exhaustive: bool, claims: &[&str]) -> Dossier {
    let scene = json!({
        "parties": [{"id": "red", "name": "Red", "opposes": ["blue"]}, {"id": "blue", "name": "Blue"}],
        "sources": [{"id": "a", "name": "Ada", "kind": "monitor"}, {"id": "b", "name": "Bob", "kind": "media"},
                    {"id": "reds", "name": "Red's press", "kind": "belligerent", "party": "red"}],
        "groups": [{"id": "all", "name": "All", "exhaustive": exhaustive},
                   {"id": "x", "name": "X", "part_of": "all", "party": "blue", "status": "combatant"},
                   {"id": "y", "name": "Y", "part_of": "all"}],
        "events": [{"id": "e", "name": "E"}],
    });
    let claim = |claim: &&str| {
        let mut claim: Value = serde_json::from_str(&format!("{{{claim}}}")).expect("the fields of a claim");
        if claim["group"].is_null() {
            claim["group"] = json!("x");
        }
        claim
    };
    dossier(scene, claims.iter().map(claim))
}

fn moment(text: &str) -> Moment {
    text.parse().expect("a moment")
}

/// As then known.
fn then(day: &str) -> Question {
    Question::new().as_of(moment(day)).known_by(moment(day))
}

/// What changed of X from one question about a dossier to another.
fn change(dossier: &Dossier, before: &Question, after: &Question) -> Change {
    between(dossier, before, dossier, after, &LeastDissent::new(), &LeastDissent::new()).expect("something changed")
}

fn between(
    before: &Dossier,
    asked: &Question,
    after: &Dossier,
    then_asked: &Question,
    one: &dyn Policy,
    other: &dyn Policy,
) -> Option<Change> {
    let (one, other) = (before.reconcile(asked, one), after.reconcile(then_asked, other));
    one.changes(&other).into_iter().find(|change| change.quantity.group().as_str() == "x")
}

fn sentences(change: &Change) -> Vec<String> {
    change.causes.iter().map(ToString::to_string).collect()
}

const FIRST: &str = r#""id": "c1", "count": "20", "source": "a", "as_of": "2022-01-20""#;

#[test]
fn a_claim_came_in() {
    let first = r#""id": "c1", "count": "at least 20", "source": "a", "as_of": "2022-01-20""#;
    let dossier = on_x(&[first, r#""id": "c2", "count": "at least 30", "source": "b", "as_of": "2022-01-21""#]);
    let change = change(&dossier, &Question::new().known_by(moment("2022-01-20")), &Question::new());
    assert_eq!(sentences(&change), ["c2 came in: \"at least 30\", said by Bob"]);
    let range = |estimate: Option<corroborate::Estimate>| estimate.map(|estimate| estimate.range().to_string());
    let (before, after) = (range(change.before), range(change.after));
    assert_eq!((before.as_deref(), after.as_deref()), (Some("20 or more"), Some("30 or more")));
}

#[test]
fn the_first_claim_brings_a_quantity_into_play() {
    let dossier = on_x(&[FIRST]);
    let change = change(&dossier, &then("2022-01-19"), &then("2022-01-20"));
    assert_eq!((change.before, change.after.map(|after| after.low())), (None, Some(20)));
}

#[test]
fn a_claim_is_gone_from_another_dossier() {
    let (before, after) =
        (on_x(&[FIRST, r#""id": "c2", "count": "25", "source": "b", "as_of": "2022-01-20""#]), on_x(&[FIRST]));
    let policy = LeastDissent::new();
    let change = between(&before, &Question::new(), &after, &Question::new(), &policy, &policy).expect("it changed");
    assert_eq!(sentences(&change), ["c2 is no longer there"]);
}

#[test]
fn another_policy_reads_the_same_claims_otherwise() {
    let dossier = on_x(&[r#""id": "c1", "count": "several", "source": "a", "as_of": "2022-01-20""#]);
    let acled = policy::named("acled").expect("a policy of the crate");
    let change = between(&dossier, &Question::new(), &dossier, &Question::new(), &LeastDissent::new(), &*acled);
    assert_eq!(sentences(&change.expect("it changed")), ["c1 is read or weighed differently"]);
}

#[test]
fn a_later_word_corrects_an_earlier_one() {
    let dossier = on_x(&[FIRST, r#""id": "c2", "count": "12", "source": "a", "as_of": "2022-01-22""#]);
    let change = change(&dossier, &then("2022-01-20"), &then("2022-01-22"));
    assert_eq!(sentences(&change), ["c1 was corrected by c2", "c2 came in: \"12\", said by Ada"]);
}

#[test]
fn a_claim_is_superseded() {
    let second = r#""id": "c2", "count": "12", "source": "b", "as_of": "2022-01-22", "supersedes": ["c1"]"#;
    let change = change(&on_x(&[FIRST, second]), &then("2022-01-20"), &then("2022-01-22"));
    assert_eq!(sentences(&change), ["c1 was superseded by c2", "c2 came in: \"12\", said by Bob"]);
}

#[test]
fn a_claim_is_retracted() {
    let first = r#""id": "c1", "count": "20", "source": "a", "as_of": "2022-01-20", "retracted": "2022-01-23""#;
    let second = r#""id": "c2", "count": "at least 12", "source": "b", "as_of": "2022-01-20""#;
    let change = change(&on_x(&[first, second]), &then("2022-01-22"), &then("2022-01-23"));
    assert_eq!(sentences(&change), ["c1 was retracted"]);
}

#[test]
fn a_claim_is_discounted_in_another_dossier() {
    let graded = r#""id": "c1", "count": "20", "source": "a", "as_of": "2022-01-20", "credibility": 5"#;
    let policy = LeastDissent::new();
    let (before, after) = (on_x(&[FIRST]), on_x(&[graded]));
    let change = between(&before, &Question::new(), &after, &Question::new(), &policy, &policy).expect("it changed");
    assert_eq!(sentences(&change), ["c1 was discounted"]);
}

#[test]
fn a_claim_stands_again_when_its_correction_is_retracted() {
    let second = r#""id": "c2", "count": "12", "source": "a", "as_of": "2022-01-20", "published": "2022-01-21",
                    "retracted": "2022-01-25""#;
    let dossier = on_x(&[FIRST, second]);
    let change = change(&dossier, &then("2022-01-22"), &then("2022-01-25"));
    assert_eq!(sentences(&change), ["c1 stands again", "c2 was retracted"]);
    let superseding = r#""id": "c2", "count": "12", "source": "b", "as_of": "2022-01-20", "published": "2022-01-21",
                         "retracted": "2022-01-25", "supersedes": ["c1"]"#;
    let dossier = self::on_x(&[FIRST, superseding]);
    let change = self::change(&dossier, &then("2022-01-22"), &then("2022-01-25"));
    assert_eq!(sentences(&change), ["c1 stands again", "c2 was retracted"]);
}

#[test]
fn a_total_overtakes_another() {
    let second = r#""id": "c2", "count": "23", "source": "a", "as_of": "2022-01-22""#;
    let change = change(&on_x(&[FIRST, second]), &then("2022-01-20"), &then("2022-01-22"));
    assert_eq!(sentences(&change), ["c2 now sets the bound that c1 set", "c2 came in: \"23\", said by Ada"]);
}

#[test]
fn a_boast_of_an_earlier_day_bounds_nothing_later() {
    let boast = r#""id": "c1", "count": "20", "source": "reds", "as_of": "2022-01-20""#;
    let change = change(&on_x(&[boast]), &then("2022-01-20"), &then("2022-01-22"));
    assert_eq!(
        sentences(&change),
        ["no claim speaks of a moment after 2022-01-20: the ceiling lapsed, because the toll may have grown"]
    );
}

/// One claim bounds on both sides on its day, and from below alone on the next.
#[test]
fn a_count_of_an_earlier_day_is_no_ceiling_later() {
    let second = r#""id": "c2", "count": "at least 18", "source": "b", "as_of": "2022-01-20""#;
    let change = change(&on_x(&[FIRST, second]), &then("2022-01-20"), &then("2022-01-21"));
    assert_eq!(
        sentences(&change),
        ["no claim speaks of a moment after 2022-01-20: the ceiling lapsed, because the toll may have grown"]
    );
}

/// It bears on its own day, which is after the first asked about.
#[test]
fn a_count_of_a_later_day_comes_in_time() {
    let second = r#""id": "c2", "count": "at least 30", "source": "b", "as_of": "2022-01-22""#;
    let question = |day: &str| Question::new().as_of(moment(day));
    let change = change(&on_x(&[FIRST, second]), &question("2022-01-20"), &question("2022-01-22"));
    assert_eq!(
        sentences(&change),
        [
            "c1 begins or ceases to count at the moment asked about",
            "c2 begins or ceases to count at the moment asked about",
        ]
    );
}

#[test]
fn a_part_changed() {
    let second = r#""id": "c2", "count": "30", "source": "b", "as_of": "2022-01-21""#;
    let dossier = on_x(&[FIRST, second]);
    let answer = |day: &str| dossier.reconcile(&then(day), LeastDissent::new());
    let (one, other) = (answer("2022-01-20"), answer("2022-01-21"));
    let changes = one.changes(&other);
    let of_all = changes.iter().find(|change| change.quantity.group().as_str() == "all").expect("it changed");
    assert_eq!(sentences(of_all), ["its part e/x/killed changed"]);
}

#[test]
fn a_whole_changed() {
    let y = r#""id": "c2", "group": "y", "count": "4", "source": "a", "as_of": "2022-01-20""#;
    let all = r#""id": "c3", "group": "all", "count": "at most 26", "source": "b", "as_of": "2022-01-20",
                 "published": "2022-01-21""#;
    let x = r#""id": "c1", "count": "at least 20", "source": "a", "as_of": "2022-01-20""#;
    let dossier = on_x_of(true, &[x, y, all]);
    let asked = |day: &str| Question::new().as_of(moment("2022-01-20")).known_by(moment(day));
    let change = change(&dossier, &asked("2022-01-20"), &asked("2022-01-21"));
    assert_eq!(sentences(&change), ["its whole e/all/killed changed"]);
    assert!(matches!(&change.causes[0].reason, Reason::Whole(whole) if whole.group().as_str() == "all"));
    let high = |estimate: Option<corroborate::Estimate>| estimate.and_then(|estimate| estimate.high());
    assert_eq!((high(change.before), high(change.after)), (None, Some(23)));
}

#[test]
fn the_same_answer_at_another_moment_is_no_change() {
    let dossier = on_x(&[r#""id": "c1", "count": "at least 20", "source": "a", "as_of": "2022-01-20""#]);
    let policy = LeastDissent::new();
    assert_eq!(between(&dossier, &then("2022-01-20"), &dossier, &then("2022-01-25"), &policy, &policy), None);
}
