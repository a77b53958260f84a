//! Statements as the columns of `world7_claims.csv` have them, in any order.

use std::collections::BTreeMap;

use corroborate::Count;
use corroborate::calibrate::{Lag, Statement, Testimony, Told};

/// The testimonies of a table with the columns event, source, class, interest, kind, word, low,
/// high and day; one a row of any other table is looked past.
pub(crate) fn testimonies(csv: &str) -> Vec<Testimony> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let column = |name: &str| header.iter().position(|column| column == name).expect("the column");
    let [event, source, class, interest, kind, word, low, high, day] =
        ["event", "source", "class", "interest", "kind", "word", "low", "high", "day"].map(column);
    let mut events: BTreeMap<String, Vec<Statement>> = BTreeMap::new();
    for row in reader.records() {
        let row = row.expect("a row");
        let number = |at: usize| row[at].parse::<u64>().expect("a number");
        let told = match &row[kind] {
            "at_least" => Told::at_least(number(low)),
            "at_most" => Told::at_most(number(high)),
            "word" => Told::of(row[word].parse::<Count>().expect("a word").said()).expect("a usual reading"),
            "figure" => Told::figure(number(low), number(high)).expect("a range"),
            other => panic!("no wording {other}"),
        };
        let statement = Statement::new(row[source].parse().expect("a name"), row[class].parse().expect("a kind"), told)
            .with_stake(row[interest].parse().expect("a stake"));
        let statement = match row[day].parse::<f64>() {
            #[expect(clippy::cast_possible_truncation, reason = "days of a test")]
            Ok(days) => statement.after(Lag::of_days(days as i64)).published_in_order(days as i64),
            Err(_) => statement,
        };
        events.entry(row[event].to_owned()).or_default().push(statement);
    }
    events.into_iter().map(|(name, statements)| Testimony::new(&name, statements)).collect()
}
