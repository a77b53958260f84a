//! Tables on the wire.

use corroborate::calibrate::{Anchor, AnchorFrom, BiasTable, Stake, Wording};
use corroborate::{Outcome, SourceKind};
use serde_json::{Value, json};

const TABLE: &str = include_str!("../data/calibrate/world7_table.json");

fn table() -> Value {
    serde_json::from_str(TABLE).expect("JSON")
}

fn read(value: &Value) -> Result<BiasTable, String> {
    serde_json::from_value(value.clone()).map_err(|error| error.to_string())
}

#[test]
fn a_table_of_another_implementation_is_read() {
    let read = read(&table()).expect("a table");
    assert_eq!((read.learned_from().events(), read.learned_from().references()), (600, 0));
    assert_eq!(read.learned_from().outcome(), Outcome::Killed, "where none is named");
    assert_eq!(read.anchor(), Anchor::default());
    assert_eq!(read.origin(), "table learned from 600 events");
    assert!(!read.is_default());
    let media = read.cell(SourceKind::Media, Stake::Neutral).expect("the cell");
    assert_eq!(media.mean().to_string(), "0.0871705268", "nine significant digits");
    assert_eq!(read.source("bel0", Stake::EnemyLoss).map(|learned| learned.statements()), Some(30.0));
    assert!((read.wording(Wording::AtLeast).0 + 0.102_350_469).abs() < 1e-12);
    assert_eq!(read.cell(SourceKind::Coalition, Stake::Neutral), None);
}

#[test]
fn what_is_written_reads_back_and_is_written_the_same() {
    for table in [BiasTable::default(), read(&table()).expect("a table")] {
        let written = serde_json::to_string(&table).expect("it is written");
        let again: BiasTable = serde_json::from_str(&written).expect("it reads");
        assert_eq!(again, table);
        assert_eq!(serde_json::to_string(&again).expect("it is written"), written);
    }
    let default = serde_json::to_value(BiasTable::default()).expect("it is written");
    assert_eq!(default["format"], "corroborate-bias-table/1");
    assert_eq!(default["learned_from"], json!({"events": 0, "references": 0, "outcome": "killed"}));
    assert_eq!(default["anchor"], json!({"level": 0.15, "corpus_sd": 0.1, "event_sd": 0.1, "from": "survey"}));
    assert_eq!(default["lag"], json!([-0.2, -0.1, -0.03, 0.0]));
    assert_eq!(default["spread"]["minimise_civil"], 0.15);
}

#[test]
fn anchors_learned_from_references_say_so() {
    let mut value = table();
    value["anchor"] = json!({"level": 0.05, "corpus_sd": 0.08, "event_sd": 0.2, "from": "references"});
    let read = read(&value).expect("a table");
    assert_eq!(read.anchor().from(), AnchorFrom::References);
    assert_eq!(read.anchor().assumption(), "learned from references that monitors miss about 5 %");
    let anchor: Anchor = serde_json::from_value(json!({"level": 0.0, "corpus_sd": 0.0, "event_sd": 0.0})).expect("one");
    assert_eq!(anchor, Anchor::AS_SAID);
}

#[test]
fn faults_are_told_with_where_they_stand() {
    let refused = |edit: &dyn Fn(&mut Value)| {
        let mut value = table();
        edit(&mut value);
        read(&value).expect_err("a fault")
    };
    let starts = |edit: &dyn Fn(&mut Value), text: &str| {
        let refused = refused(edit);
        assert!(refused.starts_with(text), "{refused}");
    };
    starts(
        &|table| table["format"] = "corroborate-bias-table/2".into(),
        "a bias table is of the format \"corroborate-bias-table/1\", found \"corroborate-bias-table/2\"",
    );
    starts(&|table| table["author"] = "me".into(), "unknown field `author`");
    starts(&|table| table["cells"][0]["colour"] = "red".into(), "unknown field `colour`");
    starts(&|table| table["cells"][0]["kind"] = "spy".into(), "\"spy\" is not one of monitor, belligerent, official");
    starts(&|table| table["cells"][0]["s2"] = 0.0.into(), "s2 of cell belligerent maximise is 0, which is not between");
    starts(&|table| table["cells"][0]["copy"] = 1.5.into(), "copy of cell belligerent maximise is 1.5, which is not");
    starts(&|table| table["sources"][0]["var"] = (-1.0).into(), "var of source bel0 maximise is -1, which is not");
    starts(&|table| table["sources"][0]["source"] = "".into(), "a source has no name");
    starts(&|table| table["sources"][1] = table["sources"][0].clone(), "source bel0 maximise is there twice");
    starts(&|table| table["cells"][1] = table["cells"][0].clone(), "cell belligerent maximise is there twice");
    starts(&|table| table["lag"] = json!([0.0, 0.0, 0.0]), "invalid length 3");
    starts(&|table| table["anchor"]["mean"] = 9.0.into(), "an anchor's level lies between -3 and 3, found 9");
    starts(
        &|table| table["learned_from"]["outcome"] = "held".into(),
        "a table is of an outcome that only adds up, found held",
    );
    starts(&|table| drop(table.as_object_mut().expect("fields").remove("cells")), "missing field `cells`");
}
