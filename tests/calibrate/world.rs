//! A generated world of 600 events of another family than the model: the table and the answers of
//! another implementation of it, and what its key says.

use corroborate::calibrate::{Anchor, BiasTable, Calibrate, Learner, Level, Total};
use serde_json::Value;

use crate::rows::testimonies;

const CLAIMS: &str = include_str!("../data/calibrate/world7_claims.csv");
const ANSWERS: &str = include_str!("../data/calibrate/world7_answers.csv");
const TABLE: &str = include_str!("../data/calibrate/world7_table.json");

fn learned() -> BiasTable {
    Learner::new().learn_from(testimonies(CLAIMS)).expect("600 events")
}

/// One event's row: its toll, and the answer to agree with.
pub(crate) struct Key {
    event: String,
    toll: u64,
    low: u64,
    median: u64,
    high: u64,
    at_least_25: f64,
}

fn keys() -> Vec<Key> {
    let mut reader = csv::Reader::from_reader(ANSWERS.as_bytes());
    let key = |row: csv::StringRecord| {
        let whole = |at: usize| row[at].parse().expect("a count");
        Key {
            event: row[0].to_owned(),
            toll: whole(1),
            low: whole(2),
            median: whole(3),
            high: whole(4),
            at_least_25: row[5].parse().expect("a share"),
        }
    };
    reader.records().map(|row| key(row.expect("a row"))).collect()
}

/// Within 1 or 2 %.
fn near(found: u64, expected: u64) -> bool {
    found.abs_diff(expected) <= (expected / 50).max(1)
}

#[test]
fn the_table_is_that_of_the_other_implementation() {
    let table = learned();
    let expected: Value = serde_json::from_str(TABLE).expect("JSON");
    let number = |value: &Value| value.as_f64().expect("a number");
    let close = |found: f64, expected: &Value, what: &Value| {
        let expected = number(expected);
        assert!((found - expected).abs() <= 1e-6 * expected.abs().max(0.1), "{what}: {found}, expected {expected}");
    };
    let cells = expected["cells"].as_array().expect("cells");
    assert_eq!(table.cells().len(), cells.len());
    for cell in cells {
        let word = |field: &str| cell[field].as_str().expect("a word").to_owned();
        let (kind, stake) = (word("kind").parse().expect("a kind"), word("stake").parse().expect("a stake"));
        let found = table.cell(kind, stake).expect("the cell");
        close(found.mean(), &cell["mean"], cell);
        close(found.variance(), &cell["var"], cell);
        close(found.s2(), &cell["s2"], cell);
        close(found.copy(), &cell["copy"], cell);
    }
    let sources = expected["sources"].as_array().expect("sources");
    assert_eq!((table.sources().len(), sources.len()), (116, 116));
    for source in sources {
        let stake = source["stake"].as_str().expect("a word").parse().expect("a stake");
        let found = table.source(source["source"].as_str().expect("a name"), stake).expect("the source");
        close(found.bias(), &source["bias"], source);
        close(found.standard_error().powi(2), &source["var"], source);
        close(found.scale().powi(2), &source["s2"], source);
        close(found.statements(), &source["n"], source);
    }
    // Once read, their table is ours but for the names of a few fields.
    let theirs: BiasTable = serde_json::from_value(expected).expect("a table");
    assert_eq!(theirs.anchor(), Anchor::default());
    for (ours, theirs) in table.sources().iter().zip(theirs.sources()) {
        assert_eq!((ours.source(), ours.stake()), (theirs.source(), theirs.stake()));
    }
}

#[test]
fn the_answers_are_those_of_the_other_implementation() {
    let (table, events) = (learned(), testimonies(CLAIMS));
    let how = Calibrate::with(&table).partisan();
    let (mut agree, mut likely, mut exact) = (0, 0, 0);
    let keys = keys();
    for key in &keys {
        let event = events.iter().find(|event| event.name() == key.event).expect("the event");
        let answer = how.of(event).expect("an answer");
        let interval = answer.interval(Level::NINETY);
        let (low, median, high) = (interval.low(), answer.median(), interval.high().get().expect("an end"));
        agree += usize::from(near(low, key.low) && near(median, key.median) && near(high, key.high));
        exact += usize::from((low, median, high) == (key.low, key.median, key.high));
        likely += usize::from((answer.at_least(25) - key.at_least_25).abs() <= 0.005);
    }
    assert_eq!(keys.len(), 600);
    assert!(agree >= 594, "{agree} of 600 within 1 or 2 %");
    assert!(likely >= 594, "{likely} of 600 within .005");
    assert!(exact >= 590, "{exact} of 600 to the last digit");
}

#[test]
fn nine_in_ten_intervals_hold_what_the_key_says() {
    let (table, events) = (learned(), testimonies(CLAIMS));
    let how = Calibrate::with(&table).partisan();
    let (mut held, mut held_large, mut large) = (0_u32, 0_u32, 0_u32);
    let (mut squares, mut positive) = (0.0, 0_u32);
    for key in keys() {
        let event = events.iter().find(|event| event.name() == key.event).expect("the event");
        let answer = how.of(event).expect("an answer");
        let is_held = u32::from(answer.interval(Level::NINETY).contains(key.toll));
        held += is_held;
        if key.toll >= 20 {
            large += 1;
            held_large += is_held;
        }
        #[expect(clippy::cast_precision_loss, reason = "tolls of a test")]
        let log = |n: u64| (n as f64 + 0.5).ln();
        if key.toll > 0 {
            squares += (log(answer.median()) - log(key.toll)).powi(2);
            positive += 1;
        }
    }
    let share = f64::from(held) / 600.0;
    let share_large = f64::from(held_large) / f64::from(large);
    let error = (squares / f64::from(positive)).sqrt();
    println!("held {share:.3}, of {large} of 20 or more {share_large:.3}, RMSE of the log {error:.3}");
    assert!((0.92..=0.97).contains(&share), "{share}");
    assert!((0.88..=0.95).contains(&share_large), "{share_large}");
    assert!(error <= 0.30, "{error}");
}

#[test]
fn sums_keep_the_error_that_all_their_parts_share() {
    let (table, events) = (learned(), testimonies(CLAIMS));
    let how = Calibrate::with(&table).partisan();
    let keys = keys();
    let (mut held, mut sums) = (0, 0);
    for start in (0..600).step_by(50) {
        let of = |key: &Key| how.of(events.iter().find(|event| event.name() == key.event).expect("it")).expect("one");
        let parts: Vec<_> = keys[start..start + 50].iter().map(of).collect();
        let total = Total::of(&parts).expect("a sum");
        assert_eq!(total.parts(), 50);
        assert!(total.log_sd() > total.log_sd_as_if_independent(), "an error in common does not average out");
        assert!(total.log_sd() > Anchor::default().corpus_sd());
        let toll: u64 = keys[start..start + 50].iter().map(|key| key.toll).sum();
        let interval = total.interval(Level::NINETY);
        println!("{toll} in {interval}, median {}, log sd {:.3}", total.median(), total.log_sd());
        held += usize::from(interval.contains(toll));
        sums += 1;
    }
    assert!(held * 10 >= sums * 9, "{held} of {sums}");
}
