//! Rules on the rows of a published table.

use corroborate::audit::{Row, Rule, Thresholds};
use corroborate::{Cover, Finding};

use crate::shown;

#[test]
fn published_rows() {
    let shown = |row: Row<'_>| shown(&row.findings());
    let order = Row::new("7").low(3).best(2).high(3);
    assert_eq!(shown(order), ["error low-best-high: row 7: low 3, best 2, high 3: low is above best."]);
    let ibc = Row::new("k1").low(12).high(1_000);
    assert!(shown(ibc).is_empty());
    assert_eq!(shown(ibc.high(9)), ["error low-best-high: row k1: low 12, high 9: low is above high."]);
    let four = [Some(3), Some(4), Some(0), Some(0)];
    let ucdp = Row::new("8").best(7).low(7).high(9).parts(Cover::Exhaustive, &four);
    assert!(shown(ucdp).is_empty());
    assert_eq!(
        shown(ucdp.best(8)),
        ["error parts-differ-from-best: row 8: the parts, 3 + 4 + 0 + 0 = 7, cover the whole, but best is 8."]
    );
    let given = [Some(3), None, Some(4)];
    let airwars = Row::new("9").low(2).high(7).parts(Cover::Open, &given);
    assert!(shown(airwars).is_empty());
    assert_eq!(shown(airwars.high(6)), ["error parts-exceed-whole: row 9: the parts, 3 + 4 = 7, exceed the whole, 6."]);
    assert_eq!(shown(airwars.high(3)), ["error part-exceeds-whole: row 9: a part, 4, exceeds the whole, 3."]);
    // What may be, told of a part and of its whole.
    let children = Row::new("11").low(3).high(5).parts(Cover::Open, &[Some(1)]);
    assert!(shown(children.highest_part(5)).is_empty());
    assert_eq!(
        shown(children.highest_part(8)),
        ["warning part-exceeds-whole: row 11: the high of a part, 8, is above the high of the whole, 5."]
    );
    assert!(shown(Row::new("11").low(3).highest_part(8)).is_empty());
    let day = |text: &str| text.parse::<corroborate::Moment>().unwrap_or_else(|error| panic!("{error}"));
    let dates = |start: &str, end: &str| Row::new("10").between(day(start), day(end));
    assert!(shown(dates("2022-01-20", "2022-01-20")).is_empty());
    assert!(shown(dates("2022-01-20", "2022-01-20T08:00:00Z")).is_empty());
    assert_eq!(
        shown(dates("2022-02-01", "2022-01-20")),
        ["error ends-before-start: row 10: ends on 2022-01-20, before it starts on 2022-02-01."]
    );
    assert!(Row::new("").findings().is_empty());
    assert!(Row::new("").low(2).high(1).findings()[0].claims().is_empty());
}

/// Rows of the UCDP Georeferenced Event Dataset 23.1, in its order id, low, best, high, that do
/// not keep to it.
#[test]
fn irregular_rows_as_published_by_ucdp() {
    let rows: [(&str, u64, u64, u64); 13] = [
        ("236880", 3, 2, 3),
        ("304491", 5, 4, 5),
        ("299515", 9, 10, 9),
        ("406097", 18, 18, 17),
        ("464847", 334, 333, 333),
        ("252478", 2, 1, 1),
        ("225681", 3, 4, 3),
        ("162326", 3, 2, 2),
        ("386422", 12, 11, 12),
        ("193150", 4, 4, 3),
        ("192827", 7, 6, 7),
        ("381442", 12, 12, 11),
        ("212386", 4, 3, 3),
    ];
    for (id, low, best, high) in rows {
        let parts = [Some(best), Some(0), Some(0), Some(0)];
        let row = Row::new(id).low(low).best(best).high(high).parts(Cover::Exhaustive, &parts);
        let findings = row.findings();
        assert_eq!(findings.iter().map(Finding::rule).collect::<Vec<_>>(), [Rule::LowBestHigh], "{id}");
        assert_eq!(findings[0].claims().iter().map(AsRef::as_ref).collect::<Vec<&str>>(), [id]);
    }
}

#[test]
fn findings_cross_threads() {
    fn crosses<T: Send + Sync>() {}
    crosses::<Finding>();
    crosses::<Thresholds>();
    crosses::<Row<'_>>();
}
