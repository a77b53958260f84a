//! Laws of what is no dossier (§7): no text, however malformed, panics or takes for ever. It is
//! refused with a list of what is wrong, or it is a dossier like any other.

#![cfg(feature = "serde")]

use crate::common::{LISTS, ask, json, read_bytes, records, written};
use crate::seed::{laws, per_cent};
use crate::strategies::{count, dossier, one_of};
use corroborate::{Count, CountError, Dossier, Moment, Question, SourceId};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A refusal that says something, or a dossier that can be asked and read again.
fn is_refused_or_right(bytes: &[u8]) -> Result<(), TestCaseError> {
    match serde_json::from_slice::<Dossier>(bytes) {
        Err(error) => prop_assert!(!error.to_string().is_empty()),
        Ok(dossier) => {
            prop_assert_eq!(&read_bytes(&written(&dossier)), &dossier);
            for estimate in ask(&dossier, &Question::new()) {
                prop_assert!(estimate.best().is_none_or(|best| estimate.range().contains(best)));
            }
        }
    }
    Ok(())
}

/// Values where they do not belong.
fn odd_value() -> BoxedStrategy<Value> {
    let deep = (0..200_u32).prop_map(|depth| (0..depth).fold(json!(1), |inner, _| json!([inner])));
    let text = one_of![
        any::<String>(),
        count().prop_map(|count| count.to_string()),
        prop::sample::select(vec![
            "",
            " ",
            "2022-01-21",
            "2022-02-30",
            "9999-12-31",
            "0000-01-01",
            "2022-01-21T10:00:00+03:00",
            "killed",
            "strength",
            "casualties",
            "minimise",
            "E",
            "documented",
            "civilian",
            "e0",
            "g0",
            "s0",
            "c0",
            "p0",
            "g1",
            "0",
            "at least 1000000000000",
            "fewer than 0",
            "5 trillion",
            "1000000000000000000000000000000",
        ])
        .prop_map(str::to_owned),
        (0..100_000_usize).prop_map(|n| "x".repeat(n)),
    ];
    one_of![
        4 => text.prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
        1 => (0..8_u64).prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
        1 => prop::collection::vec(any::<u8>().prop_map(|id| format!("c{}", id % 4)), 0..4).prop_map(Value::from),
        1 => deep,
        1 => Just(json!({"id": "x"})),
    ]
}

#[derive(Clone, Debug)]
enum Change {
    Set(usize, Value),
    Drop(usize),
    Rename(usize),
    Copy,
    CopyOtherwise(usize, Value),
    Remove,
    Swap(usize, usize),
}

/// In which list, at which place, what.
fn change() -> impl Strategy<Value = (usize, prop::sample::Index, Change)> {
    let field = || 0..24_usize;
    let change = one_of![
        6 => (field(), odd_value()).prop_map(|(field, value)| Change::Set(field, value)),
        2 => field().prop_map(Change::Drop),
        1 => field().prop_map(Change::Rename),
        1 => Just(Change::Copy),
        1 => (field(), odd_value()).prop_map(|(field, value)| Change::CopyOtherwise(field, value)),
        2 => Just(Change::Remove),
        3 => (field(), field()).prop_map(|(one, other)| Change::Swap(one, other)),
    ];
    (0..LISTS.len(), any::<prop::sample::Index>(), change)
}

fn apply(dossier: &mut Value, list: usize, which: prop::sample::Index, change: Change) {
    const FIELDS: [&str; 24] = [
        "id", "name", "opposes", "allies", "kind", "party", "basis", "reliability", "part_of", "status", "exhaustive",
        "start", "end", "settled", "perpetrator", "event", "group", "outcome", "count", "source", "as_of", "since",
        "supersedes", "published",
    ];
    let records = records(dossier, LISTS[list]);
    if records.is_empty() {
        return;
    }
    let at = which.index(records.len());
    let fields: Vec<String> = records[at].as_object().into_iter().flat_map(|fields| fields.keys().cloned()).collect();
    // Mostly a field that is there, sometimes any.
    let name = |number: usize| match fields.get(number) {
        Some(field) => field.clone(),
        None => FIELDS[number % FIELDS.len()].to_owned(),
    };
    match change {
        Change::Set(field, value) => records[at][name(field)] = value,
        Change::Drop(field) => drop(records[at].as_object_mut().and_then(|fields| fields.remove(&name(field)))),
        Change::Rename(field) => {
            let value = records[at].as_object_mut().and_then(|fields| fields.remove(&name(field)));
            records[at][format!("{}s", name(field))] = value.unwrap_or_default();
        }
        Change::Copy => records.push(records[at].clone()),
        Change::CopyOtherwise(field, value) => {
            let mut copy = records[at].clone();
            copy[name(field)] = value;
            records.push(copy);
        }
        Change::Remove => drop(records.remove(at)),
        Change::Swap(one, other) => {
            let (one, other) = (name(one), name(other));
            let (a, b) = (records[at][&one].clone(), records[at][&other].clone());
            records[at][one] = b;
            records[at][other] = a;
        }
    }
}

laws! {
    #![proptest_config(per_cent(200))]

    /// §7 and §2: a dossier with a few things wrong is refused with the place of each, or right.
    #[test]
    fn a_changed_dossier_is_refused_or_right(
        (dossier, changes) in (dossier(), prop::collection::vec(change(), 1..5))
    ) {
        let mut value = json(&dossier);
        for (list, which, change) in changes {
            apply(&mut value, list, which, change);
        }
        let bytes = written(&value);
        is_refused_or_right(&bytes)?;
        if let Err(error) = serde_json::from_slice::<Dossier>(&bytes) {
            let error = error.to_string();
            prop_assert!(LISTS.iter().any(|list| error.starts_with(&format!("{list}["))), "{error}");
        }
    }

    /// §7: bytes turned, cut and doubled.
    #[test]
    fn broken_bytes_are_refused_or_right(
        (dossier, breaks) in (dossier(), prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..6))
    ) {
        let mut bytes = written(&dossier);
        for (at, byte, how) in breaks {
            let at = at.index(bytes.len().max(1));
            match how {
                0 if at < bytes.len() => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => bytes.truncate(at.max(1)),
                _ => bytes.extend_from_within(at..),
            }
        }
        is_refused_or_right(&bytes)?;
    }

    /// §7: texts that are no dossier at all.
    #[test]
    fn any_text_is_refused(text in any::<String>(), parts in prop::collection::vec(0..14_usize, 0..40)) {
        const PARTS: [&str; 14] =
            ["{", "}", "[", "]", ":", ",", "\"claims\"", "\"groups\"", "\"id\"", "\"g\"", "null", "1e999", "-0", "true"];
        let salad: String = parts.into_iter().map(|part| PARTS[part]).collect();
        for text in [text, salad] {
            is_refused_or_right(text.as_bytes())?;
        }
    }
}

fn refusal(dossier: &Value) -> String {
    serde_json::from_slice::<Dossier>(&written(dossier)).err().map(|error| error.to_string()).unwrap_or_default()
}

fn group(at: usize, whole: usize) -> Value {
    json!({"id": format!("g{at}"), "name": "G", "part_of": format!("g{whole}")})
}

/// §2: 64 deep and no deeper; a chain of ten thousand is refused where it becomes too deep, in
/// time that grows with its length.
#[test]
fn ten_thousand_nested_groups_are_refused() {
    let mut groups: Vec<Value> = (1..10_000).map(|at| group(at, at - 1)).collect();
    groups.push(json!({"id": "g0", "name": "G"}));
    let refusal = refusal(&json!({"groups": groups}));
    assert_eq!(
        refusal.lines().next(),
        Some("groups[64] (g65).part_of: more than 64 wholes are above it, found \"g64\"")
    );
}

#[test]
fn a_circle_of_ten_thousand_is_one_fault() {
    let groups: Vec<Value> = (0..10_000).map(|at| group(at, (at + 1) % 10_000)).collect();
    let refusal = refusal(&json!({"groups": groups}));
    assert!(refusal.contains("part_of: it leads in a circle: g0 -> g1 -> g2"), "{refusal}");
    assert!(refusal.contains("(10000 in all) -> g0"), "{refusal}");
    assert_eq!(refusal.matches("circle").count(), 1);
}

fn claims(many: usize, supersedes: impl Fn(usize) -> usize) -> Value {
    let claim = |at: usize| {
        json!({"id": format!("c{at}"), "event": "e", "group": "g", "outcome": "killed", "count": "at least 1000000000000",
               "source": "s", "as_of": "2022-01-21", "supersedes": [format!("c{}", supersedes(at))]})
    };
    json!({
        "sources": [{"id": "s", "name": "S", "kind": "monitor"}],
        "groups": [{"id": "g", "name": "G"}], "events": [{"id": "e", "name": "E"}],
        "claims": (0..many).map(claim).collect::<Vec<Value>>(),
    })
}

#[test]
fn ten_thousand_claims_that_supersede_each_other_are_refused() {
    let refusal = refusal(&claims(10_000, |at| (at + 1) % 10_000));
    assert_eq!(refusal.lines().count(), 1);
    assert!(refusal.contains("(10000 in all)"), "{refusal}");
}

/// A hundred times the largest count, added up: nothing overflows.
#[test]
fn the_largest_counts_add_up() {
    let mut value = claims(1, |_| 0);
    let claim = records(&mut value, "claims").remove(0);
    for at in 0..100 {
        records(&mut value, "groups").push(json!({"id": format!("g{at}"), "name": "G", "part_of": "g"}));
        let mut claim = claim.clone();
        claim["id"] = at.to_string().into();
        claim["group"] = format!("g{at}").into();
        claim["supersedes"] = Value::Null;
        records(&mut value, "claims").push(claim);
    }
    let whole = ask(&crate::common::read(&value), &Question::new());
    assert!(whole.iter().any(|estimate| estimate.low() == 100 * Count::MAX), "{whole:?}");
}

#[test]
fn megabytes_of_text_are_refused_in_a_few_words() {
    for text in
        ["9".repeat(1 << 20), "about ".repeat(1 << 18), "é".repeat(1 << 19), " ".repeat(1 << 20), "1,".repeat(1 << 19)]
    {
        assert!(text.parse::<Count>().is_err_and(|error: CountError| error.to_string().len() < 600));
        assert!(text.parse::<Moment>().is_err_and(|error| error.to_string().len() < 600));
        assert!(SourceId::new(&text).is_ok());
        let mut value = claims(1, |_| 0);
        let claim = &mut records(&mut value, "claims")[0];
        claim["count"] = text.as_str().into();
        claim["as_of"] = text.as_str().into();
        claim["source"] = text.as_str().into();
        claim["credibility"] = text.as_str().into();
        assert!(refusal(&value).len() < 4_000);
    }
}

/// §2: 10^30 is no count, no credibility and no moment.
#[test]
fn numbers_beyond_all_bounds_are_refused() {
    let text = String::from_utf8(written(&claims(1, |_| 0))).unwrap_or_default();
    for (from, to) in [
        ("\"at least 1000000000000\"", "1000000000000000000000000000000"),
        ("\"at least 1000000000000\"", "\"1000000000000000000000000000000\""),
        ("\"2022-01-21\"", "1e400"),
        ("\"2022-01-21\"", "-1000000000000000000000000000000"),
    ] {
        let broken = text.replace(from, to);
        assert_ne!(broken, text);
        assert!(serde_json::from_slice::<Dossier>(broken.as_bytes()).is_err(), "{to}");
    }
}

#[test]
fn what_is_nested_too_deep_is_refused() {
    for open in ["[", "{\"claims\":", "{\"claims\":[{\"count\":"] {
        assert!(serde_json::from_slice::<Dossier>(open.repeat(100_000).as_bytes()).is_err());
    }
}
