use corroborate::{Dossier, Estimate, LeastDissent, Question};
use serde_json::{Value, json};

use super::{Tally, is_borne};

fn claim(id: usize, group: &str, count: &str, as_of: &str) -> Value {
    json!({"id": format!("c{id}"), "event": "e", "group": group, "outcome": "killed", "count": count, "source": "s",
           "as_of": as_of})
}

fn of_one_source(groups: &[Value], event: &Value, claims: &[Value]) -> Value {
    json!({
        "sources": [{"id": "s", "name": "S", "kind": "other"}],
        "groups": groups,
        "events": [event],
        "claims": claims,
    })
}

fn plain(claims: &[Value]) -> Value {
    of_one_source(&[json!({"id": "g", "name": "G"})], &json!({"id": "e", "name": "E"}), claims)
}

fn refusal(dossier: &str) -> String {
    serde_json::from_str::<Dossier>(dossier).map_or_else(|error| error.to_string(), |_| "answered".to_owned())
}

fn answered(dossier: &Value) -> Vec<Estimate> {
    is_borne(&dossier.to_string(), &mut Tally::default());
    let dossier: Dossier = serde_json::from_str(&dossier.to_string()).unwrap_or_else(|error| panic!("{error}"));
    dossier.reconcile(&Question::new(), LeastDissent::new()).into_estimates().into()
}

#[test]
fn numbers_of_ten_to_the_thirty() {
    let many = format!("1{}", "0".repeat(30));
    assert_eq!(
        refusal(&plain(&[claim(1, "g", &many, "2022-01-21")]).to_string()),
        format!(
            "claims[0] (c1).count: cannot read the count \"{many}\": \"{many}\" at byte 0 is more than \
             1,000,000,000,000"
        )
    );
    let mut graded = plain(&[claim(1, "g", "1", "2022-01-21")]).to_string();
    graded = graded.replace("\"as_of\"", &format!("\"credibility\": {many}, \"as_of\""));
    assert_eq!(refusal(&graded), "claims[0] (c1).credibility: expected a whole number from 1 to 6, found 1e30");
    let far = graded.replace(&many, &format!("1{}", "0".repeat(400)));
    assert!(refusal(&far).starts_with("number out of range at line 1"), "{}", refusal(&far));
}

#[test]
fn texts_of_a_megabyte() {
    let long = "é".repeat(500_000);
    let mut kept = plain(&[claim(1, "g", "1", "2022-01-21")]);
    for (path, field) in [("/claims/0", "quote"), ("/claims/0", "id"), ("/groups/0", "name"), ("/events/0", "place")] {
        if let Some(record) = kept.pointer_mut(path) {
            record[field] = json!(long);
        }
    }
    assert_eq!(answered(&kept).len(), 1);
    for field in ["count", "as_of", "source", "outcome", long.as_str()] {
        let mut refused = plain(&[claim(1, "g", "1", "2022-01-21")]);
        refused["claims"][0][field] = json!(long);
        let message = refusal(&refused.to_string());
        assert!(message.starts_with("claims[0] (c1)") && message.len() < 2_000, "{} bytes", message.len());
    }
    let blank = plain(&[claim(1, "g", &" ".repeat(1_000_000), "2022-01-21")]);
    assert!(refusal(&blank.to_string()).ends_with("unexpected end of text at byte 0, expected a count"));
}

#[test]
fn ten_thousand_groups_in_each_other() {
    let group = |at: usize| json!({"id": format!("g{at}"), "name": "G", "part_of": at.checked_sub(1).map(|up| format!("g{up}"))});
    let nested = of_one_source(&(0..10_000).map(group).collect::<Vec<_>>(), &json!({"id": "e", "name": "E"}), &[]);
    assert_eq!(
        refusal(&nested.to_string()),
        "groups[65] (g65).part_of: more than 64 wholes are above it, found \"g64\""
    );
    let mut ring = nested;
    ring["groups"][0]["part_of"] = json!("g9999");
    let message = refusal(&ring.to_string());
    assert!(message.starts_with("groups[0] (g0).part_of: it leads in a circle: g0 -> g9999 -> g9998 ->"));
    assert_eq!(message.lines().count(), 1);
}

#[test]
fn trees_of_full_depth_crossed() {
    let chain = |kind: &str| -> Vec<Value> {
        let record = |at: usize| {
            let whole = at.checked_sub(1).map(|up| format!("{kind}{up}"));
            json!({"id": format!("{kind}{at}"), "name": "X", "part_of": whole, "exhaustive": at < 24})
        };
        (0..25).map(record).collect()
    };
    let said = |id: usize, event: &str, group: &str, count: &str| {
        let mut claim = claim(id, group, count, "2022-01-21");
        claim["event"] = json!(event);
        claim
    };
    let crossed = json!({
        "sources": [{"id": "s", "name": "S", "kind": "other"}],
        "groups": chain("g"),
        "events": chain("e"),
        "claims": [said(1, "e24", "g24", "at least 5"), said(2, "e0", "g0", "7")],
    });
    let estimates = answered(&crossed);
    assert_eq!(estimates.len(), 25 * 25);
    assert!(estimates.iter().all(|estimate| (estimate.low(), estimate.high()) == (7, Some(7))), "all are one");
}

#[test]
fn json_nested_beyond_reason() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        for depth in [100, 127, 128, 129, 200, 100_000] {
            let nest = format!("{}0{}", open.repeat(depth), close.repeat(depth));
            for text in [nest.clone(), format!("{{\"x\": {nest}}}"), format!("{{\"claims\": [{{\"quote\": {nest}}}]}}")]
            {
                assert_ne!(refusal(&text), "answered");
            }
        }
    }
    assert!(refusal(&"[".repeat(1_000_000)).contains("at line 1 column"));
}

#[test]
fn keys_that_stand_twice() {
    let claims = r#"{"claims": [{"count": "1", "count": "2", "count": "3"}], "claims": [{}], "claims": null}"#;
    let message = refusal(claims);
    for fault in [
        "claims: the field occurs twice, found a list of 1 again",
        "claims: the field occurs twice, found null again",
        "claims[0].count: the field occurs twice, found \"2\" again",
        "claims[0].count: the field occurs twice, found \"3\" again",
    ] {
        assert!(message.contains(fault), "{message}");
    }
    let many = format!("{{\"groups\": [{{{}\"id\": \"g\"}}]}}", "\"name\": \"G\",".repeat(20_000));
    assert_eq!(refusal(&many).lines().count(), 19_999);
}

#[test]
fn lists_without_end() {
    let mut relayed = plain(&[claim(1, "g", "1", "2022-01-21")]);
    relayed["claims"][0]["relayed_by"] = vec!["afp"; 50_000].into();
    assert_eq!(answered(&relayed).len(), 1);
    let mut superseding = plain(&[claim(1, "g", "1", "2022-01-21")]);
    superseding["claims"][0]["supersedes"] = (0..5_000).map(|at| format!("x{at:04}")).collect();
    assert_eq!(refusal(&superseding.to_string()).lines().count(), 5_000);
    let twice = plain(&vec![claim(1, "g", "1", "2022-01-21"); 5_000]);
    assert_eq!(answered(&twice).len(), 1);
    let bad = plain(&(0..5_000).map(|at| claim(at, "nobody", "?", "soon")).collect::<Vec<_>>());
    assert_eq!(refusal(&bad.to_string()).lines().count(), 15_000, "its group, count and as-of");
}

#[test]
fn ids_of_any_text() {
    for id in ["\u{0}", "🕊️", "\u{202e}txt", " ", "a/b", "x\ny", "party:p", "\u{feff}", "null"] {
        let odd = of_one_source(
            &[json!({"id": id, "name": id})],
            &json!({"id": "e", "name": "E"}),
            &[claim(1, id, "1", "2022-01-21")],
        );
        let estimates = answered(&odd);
        assert_eq!(estimates.len(), 1);
        assert_eq!(estimates[0].quantity().group().as_str(), id);
    }
}

#[test]
fn the_first_and_the_last_of_days() {
    let event = json!({"id": "e", "name": "E", "start": "0000-01-01", "end": "9999-12-31"});
    let said = [
        claim(1, "g", "3", "0000-01-01"),
        claim(2, "g", "5", "9999-12-31"),
        claim(3, "g", "4", "9999-12-31T23:59:58Z"),
    ];
    let groups = [json!({"id": "g", "name": "G"})];
    let estimates = answered(&of_one_source(&groups, &event, &said));
    assert_eq!((estimates[0].low(), estimates[0].high()), (5, Some(5)));
    assert_eq!(estimates[0].as_of().to_string(), "9999-12-31");
    // Settled on the first of days, and on the last second there is.
    let early = json!({"id": "e", "name": "E", "start": "0000-01-01", "end": "0000-01-01T00:00:00Z"});
    let estimates = answered(&of_one_source(&groups, &early, &said));
    assert_eq!((estimates[0].low(), estimates[0].high(), estimates[0].set_aside().len()), (5, Some(5), 1));
    let late = json!({"id": "e", "name": "E", "settled": "9999-12-31"});
    assert_eq!(answered(&of_one_source(&groups, &late, &said)).len(), 1);
    // A stock looks back for 366 days, and there are none.
    let held = |id, count, as_of| {
        let mut claim = claim(id, "g", count, as_of);
        claim["outcome"] = json!("held");
        claim
    };
    let stock = plain(&[held(1, "3", "0000-01-01"), held(2, "4", "0000-01-02"), held(3, "9", "9999-12-31")]);
    let estimates = answered(&stock);
    assert_eq!((estimates[0].low(), estimates[0].high()), (9, Some(9)));
    for beyond in ["10000-01-01", "-0001-12-31", "0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01"] {
        assert_ne!(refusal(&plain(&[claim(1, "g", "3", beyond)]).to_string()), "answered", "{beyond}");
    }
}

#[test]
fn the_largest_counts_added_up() {
    let parts = 2_000;
    let part = |at: usize| json!({"id": format!("g{at}"), "name": "G", "part_of": "all"});
    let groups = [json!({"id": "all", "name": "All", "exhaustive": true})].into_iter().chain((0..parts).map(part));
    let said = (0..parts).map(|at| claim(at, &format!("g{at}"), "1000000000000", "2022-01-21"));
    let estimates = answered(&of_one_source(
        &groups.collect::<Vec<_>>(),
        &json!({"id": "e", "name": "E"}),
        &said.collect::<Vec<_>>(),
    ));
    let all = &estimates[0];
    assert_eq!(all.quantity().group().as_str(), "all");
    assert_eq!((all.low(), all.high(), all.best()), (2_000_000_000_000_000, Some(all.low()), Some(all.low())));
}

#[test]
fn increments_of_the_largest_counts_added_up() {
    let days: Vec<String> = (1..=31).map(|day| format!("2022-01-{day:02}")).collect();
    let window = |(at, days): (usize, &[String])| {
        let mut claim = claim(at, "g", "1000000000000", &days[1]);
        claim["since"] = json!(days[0]);
        claim
    };
    let estimates = answered(&plain(&days.windows(2).enumerate().map(window).collect::<Vec<_>>()));
    assert_eq!((estimates[0].low(), estimates[0].high()), (30_000_000_000_000, None));
}
