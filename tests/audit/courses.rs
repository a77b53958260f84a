//! Rules on one voice through time: newest words that name less, counts that begin anew, increments
//! against totals, events that may have been over.

use corroborate::Finding;
use corroborate::Moment;
use corroborate::audit::{Rule, Thresholds};
use serde_json::{Value, json};

use crate::records::dossier;
use crate::{claim, field, findings, found, nothing, plain, shown};

fn rules(claims: Vec<Value>) -> Vec<Rule> {
    findings(claims).iter().map(Finding::rule).collect()
}

fn two(earlier: &str, later: &str, day: &str) -> Vec<Value> {
    vec![plain("c1", "civilians", earlier, "monitor", "2022-01-21"), plain("c2", "civilians", later, "monitor", day)]
}

#[test]
fn the_newest_words_name_less() {
    found(
        two("89", "at least 42", "2022-01-22"),
        &["warning newest-names-less: Monitor: battle/civilians/killed were 89 [c1] as of 2022-01-21, and later \"at \
           least 42\" (42 or more) [c2] as of 2022-01-22: the newest words name 47 less, but do not take the higher \
           count back; if they should, mark [c2] as a `correction`."],
    );
    // Hedges on both sides.
    assert_eq!(rules(two("at least 11,300", "more than 3,958", "2022-01-22")), [Rule::NewestNamesLess]);
    nothing(two("89", "at least 89", "2022-01-22"));
    // Within slack.
    nothing(two("89", "at least 85", "2022-01-22"));
    // Vague words name no number, and "up to" is no count.
    nothing(two("89", "dozens", "2022-01-22"));
    nothing(two("89", "up to 120", "2022-01-22"));
    // Later words of an earlier moment.
    nothing(vec![
        plain("c1", "civilians", "89", "monitor", "2022-01-22"),
        claim("c2", "civilians", "at least 42", "monitor", "2022-01-21", &json!({"published": "2022-01-25"})),
    ]);
}

#[test]
fn words_that_are_taken_back_are_not_lowered() {
    let told = |rest: Value| {
        vec![
            plain("c1", "civilians", "89", "monitor", "2022-01-21"),
            claim("c2", "civilians", "at least 42", "monitor", "2022-01-22", &rest),
        ]
    };
    nothing(told(json!({"correction": true})));
    nothing(told(json!({"supersedes": ["c1"]})));
    nothing(told(json!({"since": "2022-01-21"})));
    // A correction takes its own source's words back, and no fall is left.
    nothing(vec![
        plain("c1", "civilians", "89", "monitor", "2022-01-21"),
        claim("c2", "civilians", "42", "monitor", "2022-01-22", &json!({"correction": true})),
        plain("c3", "civilians", "44", "monitor", "2022-01-23"),
    ]);
    // What was said before the correction on a later moment is not taken back.
    assert_eq!(
        rules(vec![
            plain("c1", "civilians", "89", "monitor", "2022-01-23"),
            claim(
                "c2",
                "civilians",
                "42",
                "monitor",
                "2022-01-22",
                &json!({"published": "2022-01-25", "correction": true})
            ),
            plain("c3", "civilians", "44", "monitor", "2022-01-26"),
        ]),
        [Rule::TollFalls]
    );
}

#[test]
fn each_voice_is_held_to_its_own_words() {
    nothing(vec![
        plain("c1", "civilians", "89", "monitor", "2022-01-21"),
        plain("c2", "civilians", "at least 42", "observatory", "2022-01-22"),
    ]);
    // Two offices of one army are one voice, but not one hand.
    let offices = findings(vec![
        plain("c1", "civilians", "89", "blue-press", "2022-01-21"),
        plain("c2", "civilians", "at least 42", "blue-army", "2022-01-22"),
    ]);
    assert!(shown(&offices)[0].starts_with("notice newest-names-less: Blue: "), "{:?}", shown(&offices));
    // A stock may fall.
    let held = json!({"outcome": "held"});
    nothing(vec![
        claim("c1", "guards", "89", "monitor", "2022-01-21", &held),
        claim("c2", "guards", "at least 42", "monitor", "2022-01-22", &held),
    ]);
}

#[test]
fn a_count_begins_anew() {
    found(
        two("4,047", "123", "2022-01-22"),
        &[
            "warning begun-anew: Monitor: battle/civilians/killed were 4,047 [c1] as of 2022-01-21, and later 123 [c2] as \
           of 2022-01-22: did the count begin anew? If it did, [c2] needs `since`, the moment from which it counts.",
        ],
    );
    // A half, after weeks.
    assert_eq!(rules(two("4,047", "2,000", "2022-02-20")), [Rule::BegunAnew]);
    assert_eq!(rules(two("4,047", "2,000", "2022-02-19")), [Rule::TollFalls]);
    assert_eq!(rules(two("4,047", "2,100", "2022-02-20")), [Rule::TollFalls]);
    assert_eq!(rules(two("4,047", "410", "2022-01-22")), [Rule::TollFalls]);
    // The same behind "at least".
    assert_eq!(rules(two("4,047", "at least 123", "2022-01-22")), [Rule::BegunAnew]);
    // Small numbers tell nothing.
    assert_eq!(rules(two("9", "0", "2022-01-22")), [Rule::TollFalls]);
    let since = json!({"since": "2022-01-21"});
    nothing(vec![
        plain("c1", "civilians", "4,047", "monitor", "2022-01-21"),
        claim("c2", "civilians", "123", "monitor", "2022-01-22", &since),
    ]);
}

/// Totals of one source, each so many days after the one before.
fn every(days: &[i64], counts: &[&str], rest: &Value) -> Vec<Value> {
    let mut at: Moment = "2022-01-21".parse().expect("a day");
    let mut claims = Vec::new();
    for (place, count) in counts.iter().enumerate() {
        claims.push(claim(&format!("c{place}"), "civilians", count, "monitor", &at.to_string(), rest));
        at = Moment::from_unix(at.unix() + days[place % days.len()] * 86_400).expect("a day");
    }
    claims
}

#[test]
fn counts_of_weeks_are_no_totals() {
    let weekly = ["12", "9", "14", "8"];
    found(
        every(&[7], &weekly, &json!({})),
        &[
            "warning increments-without-since: Monitor: battle/civilians/killed were 12 [c0], 9 [c1], 14 [c2] and 8 [c3], \
           about every 7 days: a toll cannot fall. If each counts only what was added since the one before, it needs \
           `since`; if a later total takes back an earlier one, mark it as a `correction`.",
        ],
    );
    let without = |claims: Vec<Value>| !rules(claims).contains(&Rule::IncrementsWithoutSince);
    for (days, counts) in [
        (&[1][..], &["at least 12", "9", "at least 14", "8"][..]),
        (&[28, 31, 30], &["310", "420", "340", "290", "350"]),
        (&[7, 8, 6], &weekly),
    ] {
        assert_eq!(rules(every(days, counts, &json!({"event": "war"}))), [Rule::IncrementsWithoutSince], "{counts:?}");
    }
    // Too few, uneven days, a toll that only rises or is lowered once, within slack, up to so many.
    assert!(without(every(&[7], &["12", "9", "14"], &json!({}))));
    assert!(without(every(&[7, 12, 3], &weekly, &json!({}))));
    assert!(without(every(&[7], &["12", "14", "20", "25"], &json!({}))));
    assert!(without(every(&[7], &["12", "20", "14", "15", "18"], &json!({}))));
    assert!(without(every(&[7], &["120", "119", "121", "120"], &json!({}))));
    assert!(without(every(&[7], &["up to 12", "up to 9", "up to 14", "up to 8"], &json!({}))));
    // A correction says that it was a total.
    let mut corrected = every(&[7], &weekly, &json!({}));
    corrected[3]["correction"] = json!(true);
    assert!(without(corrected));
    // With `since` nothing is wrong.
    let mut since = every(&[7], &weekly, &json!({}));
    for at in (1..since.len()).rev() {
        since[at]["since"] = since[at - 1]["as_of"].clone();
    }
    nothing(since);
}

/// Totals of three days, and what was added in one, or in two.
fn daily(added: &[(&str, &str, &str)]) -> Vec<Value> {
    let total = |id: &str, count: &str, day: &str| plain(id, "civilians", count, "monitor", day);
    let mut claims = vec![
        total("c1", "15,523", "2022-01-23"),
        total("c2", "15,899", "2022-01-24"),
        total("c3", "16,248", "2022-01-25"),
    ];
    claims.extend(added.iter().enumerate().map(|(at, (count, since, day))| {
        claim(&format!("i{at}"), "civilians", count, "monitor", day, &json!({"since": since}))
    }));
    claims
}

#[test]
fn an_increment_is_not_what_the_totals_rose_by() {
    found(
        daily(&[("725", "2022-01-24", "2022-01-25")]),
        &["warning increment-against-totals: Monitor: battle/civilians/killed rose by 349, from 15,899 [c2] as of \
           2022-01-24 to 16,248 [c3] as of 2022-01-25, but its increments of that time are 725 [i0] by 2022-01-25."],
    );
    found(
        daily(&[("100", "2022-01-23", "2022-01-25")]),
        &["warning increment-against-totals: Monitor: battle/civilians/killed rose by 725, from 15,523 [c1] as of \
           2022-01-23 to 16,248 [c3] as of 2022-01-25, but its increments of that time are 100 [i0] by 2022-01-25."],
    );
    for (count, since, day) in [
        ("349", "2022-01-24", "2022-01-25"),
        ("725", "2022-01-23", "2022-01-25"),
        // Within slack of 349.
        ("380", "2022-01-24", "2022-01-25"),
        ("at least 100", "2022-01-23", "2022-01-25"),
        // No two totals lie within it.
        ("100", "2022-01-24T06:00:00Z", "2022-01-24"),
    ] {
        let rules = rules(daily(&[(count, since, day)]));
        assert!(!rules.contains(&Rule::IncrementAgainstTotals), "{count} since {since}: {rules:?}");
    }
}

#[test]
fn increments_together_are_not_what_the_totals_rose_by() {
    let halves = |one: &str, other: &str| {
        daily(&[(one, "2022-01-24", "2022-01-25T06:00:00Z"), (other, "2022-01-25T06:00:00Z", "2022-01-25")])
    };
    found(
        halves("300", "200"),
        &["warning increment-against-totals: Monitor: battle/civilians/killed rose by 349, from 15,899 [c2] as of \
           2022-01-24 to 16,248 [c3] as of 2022-01-25, but its increments of that time are 300 [i0] by \
           2022-01-25T06:00:00Z + 200 [i1] by 2022-01-25 = 500."],
    );
    // Too little, where no hour is left out.
    assert!(rules(halves("100", "100")).contains(&Rule::IncrementAgainstTotals));
    assert!(!rules(halves("200", "149")).contains(&Rule::IncrementAgainstTotals));
    let with_a_gap =
        daily(&[("100", "2022-01-24", "2022-01-25T06:00:00Z"), ("100", "2022-01-25T07:00:00Z", "2022-01-25")]);
    assert!(!rules(with_a_gap).contains(&Rule::IncrementAgainstTotals));
}

#[test]
fn increments_before_the_first_total_are_within_it() {
    let told = |added: &str| {
        vec![
            claim("c1", "civilians", added, "monitor", "2022-01-22", &json!({"since": "2022-01-21"})),
            plain("c2", "civilians", "100", "monitor", "2022-01-23"),
        ]
    };
    found(
        told("200"),
        &[
            "warning increment-against-totals: Monitor: battle/civilians/killed were 100 [c2] as of 2022-01-23, but its \
           increments until then are 200 [c1] by 2022-01-22.",
        ],
    );
    nothing(told("80"));
    // Another voice's totals are another matter.
    let mut others = told("200");
    others[1]["source"] = json!("observatory");
    assert!(!rules(others).contains(&Rule::IncrementAgainstTotals));
}

/// A toll that falls in an event with this end and settling.
fn fall(end: &Value, settled: &Value) -> Vec<String> {
    let mut field = field();
    field["events"] =
        json!([{"id": "battle", "name": "Battle", "start": "2022-01-20", "end": end, "settled": settled}]);
    shown(&dossier(field, two("100", "80", "2022-01-22")).audit(&Thresholds::new()))
}

#[test]
fn an_event_whose_toll_falls_may_have_been_over() {
    let unsaid = |course: &str, over: &str| {
        format!(
            "notice settled-unsaid: event battle {course}, and its totals fall ([c2] is below [c1]): if it was over by \
             {over}, say so with `settled`; claims of later moments are then about the final toll."
        )
    };
    assert_eq!(fall(&Value::Null, &Value::Null)[1], unsaid("has no end", "2022-01-21"));
    let short = "was short, but its toll counts as rising until 2022-01-28";
    assert_eq!(fall(&json!("2022-01-21"), &Value::Null)[1], unsaid(short, "2022-01-21"));
    // It lasted for weeks, or is settled already.
    assert_eq!(fall(&json!("2022-02-20"), &Value::Null).len(), 1);
    assert_eq!(fall(&Value::Null, &json!("2022-01-20")).len(), 1);
    assert_eq!(fall(&json!("2022-01-21"), &json!("2022-01-21")).len(), 1);
}

#[test]
fn no_fall_asks_for_no_settling() {
    let of = |claims: Vec<Value>| {
        let mut field = field();
        field["events"] = json!([{"id": "battle", "name": "Battle"}]);
        dossier(field, claims).audit(&Thresholds::new()).iter().map(Finding::rule).collect::<Vec<_>>()
    };
    assert_eq!(of(two("100", "120", "2022-01-22")), []);
    assert_eq!(of(two("89", "at least 42", "2022-01-22")), [Rule::NewestNamesLess, Rule::SettledUnsaid]);
    // Within slack; and a count that begins anew is no event that was over.
    assert_eq!(of(two("100", "97", "2022-01-22")), [Rule::TollFalls]);
    assert_eq!(of(two("4,047", "123", "2022-01-22")), [Rule::BegunAnew]);
}
