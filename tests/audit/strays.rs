//! Rules on what strayed: ids that are alike, moments that are far off.

use corroborate::Finding;
use corroborate::audit::{Rule, Thresholds};
use serde_json::{Value, json};

use crate::records::dossier;
use crate::{claim, field, found, nothing, plain, shown};

/// Two more records in a list of the field, and a claim that names each of them.
fn twins(list: &str, field_of_claim: &str, ids: [&str; 2]) -> Vec<Finding> {
    let mut field = field();
    let mut record = field[list][0].clone();
    let mut claims = Vec::new();
    for (at, id) in ids.into_iter().enumerate() {
        record["id"] = json!(id);
        field[list].as_array_mut().expect("a list").push(record.clone());
        claims.push(claim(&format!("c{at}"), "guards", "3", "monitor", "2022-01-21", &json!({field_of_claim: id})));
    }
    dossier(field, claims).audit(&Thresholds::new())
}

#[test]
fn ids_are_alike() {
    for (list, of_claim, kind) in
        [("sources", "source", "source"), ("groups", "group", "group"), ("events", "event", "event")]
    {
        let found = twins(list, of_claim, ["OCHA", "Ocha"]);
        let alike = format!(
            "warning alike-ids: {kind} ids \"OCHA\" and \"Ocha\" differ only in case, spaces or punctuation: is it one \
             {kind}?"
        );
        assert_eq!(shown(&found), [alike]);
        assert_eq!(found[0].claims().iter().map(AsRef::as_ref).collect::<Vec<&str>>(), ["c0", "c1"]);
    }
    let is_found = |ids: [&str; 2]| !twins("sources", "source", ids).is_empty();
    for ids in [["UN OCHA", "U.N. OCHA"], ["red cross", "Red-Cross"], ["wire-2", "wire2"], ["x", "x\u{200b}"]] {
        assert!(is_found(ids), "{ids:?}");
    }
    for ids in [["OCHA", "OHCHR"], ["1-12", "11-2"], ["under 18", "<18 under"], ["c1", "c2"]] {
        assert!(!is_found(ids), "{ids:?}");
    }
}

#[test]
fn parties_that_are_alike_are_found_by_the_claims_of_their_sources() {
    let mut field = field();
    for (party, source) in [("SDF", "s1"), ("sdf", "s2")] {
        field["parties"].as_array_mut().expect("a list").push(json!({"id": party, "name": "SDF"}));
        let source = json!({"id": source, "name": source, "kind": "belligerent", "party": party});
        field["sources"].as_array_mut().expect("a list").push(source);
    }
    let claims = vec![plain("c1", "guards", "3", "s1", "2022-01-21"), plain("c2", "guards", "3", "s2", "2022-01-21")];
    let found = dossier(field, claims).audit(&Thresholds::new());
    assert_eq!(found.iter().map(Finding::rule).collect::<Vec<_>>(), [Rule::AlikeIds]);
    assert_eq!(found[0].claims().len(), 2);
}

/// Claims of one group each, so that nobody's toll falls.
fn dated(moments: &[&str], rest: &Value) -> Vec<Value> {
    let groups = ["guards", "civilians", "children", "women"];
    let of = |(at, (day, group)): (usize, (&&str, &str))| claim(&format!("c{at}"), group, "3", "monitor", day, rest);
    moments.iter().zip(groups).enumerate().map(of).collect()
}

#[test]
fn a_moment_is_decades_off() {
    found(
        dated(&["2104-07-15", "2022-01-22", "2022-01-23"], &json!({"event": "war"})),
        &[
            "warning moment-far-off: event war: [c0] is as of 2104-07-15, 82 years from the nearest of its other claims, \
           2022-01-23: is the year right?",
        ],
    );
    found(
        dated(&["2022-01-22", "2022-01-23", "2122-01-22"], &json!({"event": "war"})),
        &[
            "warning moment-far-off: event war: [c2] is as of 2122-01-22, 99 years from the nearest of its other claims, \
           2022-01-23: is the year right?",
        ],
    );
    nothing(dated(&["2022-01-22", "2041-01-20"], &json!({"event": "war"})));
    // Another event is another time; a war of decades has claims in between.
    nothing(dated(&["2022-01-22", "2038-01-22", "2055-01-23"], &json!({"event": "war"})));
    let mut claims = dated(&["2022-01-22", "2055-01-22"], &json!({}));
    claims[1]["event"] = json!("war");
    nothing(claims);
}

#[test]
fn a_moment_is_long_after_the_newest_publication() {
    let told = |moment: &str| {
        let mut claims = dated(&["2022-01-22", moment], &json!({"event": "war"}));
        claims[0]["published"] = json!("2022-01-23");
        claims
    };
    found(
        told("2023-02-01"),
        &["warning moment-far-off: [c1] is as of 2023-02-01, 1 year after the newest publication, 2022-01-23: is the \
           year right?"],
    );
    nothing(told("2022-12-31"));
    // Claims of the months between lead up to it; and without any publication nothing is known.
    let mut led = dated(&["2022-01-22", "2022-12-31", "2023-11-01"], &json!({"event": "war"}));
    led[0]["published"] = json!("2022-01-23");
    nothing(led);
    nothing(dated(&["2022-01-22", "2023-02-01"], &json!({"event": "war"})));
}
