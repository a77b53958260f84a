//! UCDP in and out: the sample of 1,000 events in `tests/data`.
#![cfg(feature = "exchange")]

use corroborate::exchange::{ClaimTable, FlagKind, Format, Gathering, HxlTable, Imported, Published, Rows};
use corroborate::{LeastDissent, Outcome, Question};

const SAMPLE: &[u8] = include_bytes!("../data/ucdpged_sample1000.csv");

fn read(format: Format, table: &[u8]) -> Vec<Imported> {
    Rows::new(format, table).map(|row| row.unwrap_or_else(|faults| panic!("{faults}"))).collect()
}

/// The figures of all killed in the event: the first that a row publishes.
fn total(row: &Imported) -> &Published {
    &row.published[0]
}

fn sums(rows: &[Imported]) -> [u64; 3] {
    let sum = |figure: fn(&Published) -> Option<u64>| rows.iter().filter_map(|row| figure(total(row))).sum();
    [sum(|published| published.low), sum(|published| published.best), sum(|published| published.high)]
}

#[test]
fn the_sums_of_the_sample_are_those_of_an_independent_count() {
    let rows = read(Format::Ucdp, SAMPLE);
    assert_eq!(rows.len(), 1_000);
    assert_eq!(sums(&rows), [6_224, 9_561, 22_017]);
    let mut reader = csv::Reader::from_reader(SAMPLE);
    let header = reader.headers().unwrap_or_else(|e| panic!("{e}")).clone();
    let mut sums = std::collections::BTreeMap::<String, u64>::new();
    for record in reader.records() {
        let record = record.unwrap_or_else(|e| panic!("{e}"));
        for (name, cell) in header.iter().zip(&record).filter(|(name, _)| name.starts_with("deaths_") || name.len() < 5)
        {
            *sums.entry(name.to_owned()).or_default() += cell.parse().unwrap_or(0);
        }
    }
    assert_eq!((sums["best"], sums["low"], sums["high"]), (9_561, 6_224, 22_017));
    let parts = ["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"];
    assert_eq!(parts.iter().map(|part| sums[*part]).sum::<u64>(), 9_561);
}

#[test]
fn thirteen_irregular_rows_come_in_flagged_and_nothing_else_is() {
    let rows = read(Format::Ucdp, SAMPLE);
    let flagged: Vec<String> = rows.iter().flat_map(|row| &row.flags).map(ToString::to_string).collect();
    let expected = [
        "8:45: low 3, best 2, high 3 are not in order",
        "32:45: low 5, best 4, high 5 are not in order",
        "121:45: low 9, best 10, high 9 are not in order",
        "133:45: low 18, best 18, high 17 are not in order",
        "257:45: low 334, best 333, high 333 are not in order",
        "315:45: low 2, best 1, high 1 are not in order",
        "535:45: low 3, best 4, high 3 are not in order",
        "672:45: low 3, best 2, high 2 are not in order",
        "733:45: low 12, best 11, high 12 are not in order",
        "784:45: low 4, best 4, high 3 are not in order",
        "905:45: low 7, best 6, high 7 are not in order",
        "936:45: low 12, best 12, high 11 are not in order",
        "940:45: low 4, best 3, high 3 are not in order",
    ];
    assert_eq!(flagged, expected);
    let claimed = &rows.iter().find(|row| row.line == 121).unwrap_or_else(|| panic!()).claims[0];
    assert_eq!(claimed.count().as_str(), "9 to 10");
}

#[test]
fn a_best_of_none_with_a_high_is_kept_and_is_no_denial() {
    let rows = read(Format::Ucdp, SAMPLE);
    let none = |row: &&Imported| total(row).best == Some(0) && total(row).high >= Some(1);
    let none: Vec<&Imported> = rows.iter().filter(none).collect();
    assert_eq!(none.len(), 93);
    for row in none {
        assert_eq!(row.claims.len(), 1);
        assert!(row.claims[0].count().as_str().starts_with("0 to "), "{:?}", row.claims[0].count());
    }
    assert!(rows.iter().flat_map(|row| &row.claims).all(|claim| claim.count().as_str() != "0"));
}

#[test]
fn the_sample_makes_a_dossier_and_its_conflicts_are_estimated() {
    let mut gathering = Gathering::new();
    for row in read(Format::Ucdp, SAMPLE) {
        gathering.add(row).unwrap_or_else(|faults| panic!("{faults}"));
    }
    let (dossier, faults) = gathering.finish();
    assert_eq!(faults, []);
    assert_eq!(dossier.events().iter().filter(|event| event.part_of().is_some()).count(), 1_000);
    let policy = LeastDissent::new();
    let reconciled = dossier.reconcile(&Question::new(), policy);
    let lows: u64 = reconciled
        .estimates()
        .iter()
        .filter(|estimate| estimate.quantity().event().as_str().starts_with("ucdp:"))
        .filter(|estimate| estimate.quantity().group().as_str() == "all")
        .map(corroborate::Estimate::low)
        .sum();
    // Out of order, the lowest of the three numbers counts: 11 below the sum of the column.
    assert_eq!(lows, 6_224 - 11);
}

#[test]
fn who_said_it_is_the_source_and_who_printed_it_the_relay() {
    let rows = read(Format::Ucdp, SAMPLE);
    let claim = &rows[0].claims[0];
    assert_eq!(claim.source().as_str(), "SOHR; VDC");
    assert_eq!(claim.relayed_by().collect::<Vec<_>>(), ["Support Kurds in Syria", "VDC"]);
    assert_eq!(claim.as_of().to_string(), "2013-01-03");
    assert_eq!(claim.published().map(|m| m.to_string()).as_deref(), Some("2013-01-03"));
    assert_eq!(claim.count().as_str(), "2");
    let unnamed = rows.iter().find(|row| row.claims[0].source().as_str() == "ucdp");
    assert!(unnamed.is_some_and(|row| row.claims[0].relayed_by().count() < 9));
}

const HEADER: &str = "id,date_start,date_end,side_a,side_b,type_of_violence,conflict_name,source_original,source_office,\
                      source_date,number_of_sources,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low";

fn one(row: &str) -> Imported {
    let table = format!("{HEADER}\n{row}\n");
    let mut rows = read(Format::Ucdp, table.as_bytes());
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

fn counts(row: &Imported) -> Vec<(String, String)> {
    let said = |claim: &corroborate::Claim| (claim.group().to_string(), claim.count().to_string());
    row.claims.iter().map(said).collect()
}

#[test]
fn sentinels_are_absence() {
    let row = one("1,2020-01-01,2020-01-02,A,B,1,C,NA,NA,1753-01-01,-1,0,2,0,0,2,2,2");
    let claim = &row.claims[0];
    assert_eq!(claim.source().as_str(), "ucdp");
    assert_eq!(claim.relayed_by().count(), 0);
    assert_eq!(claim.published(), None);
    let row = one("1,2020-01-01,2020-01-02,A,B,1,C,.,,1753-01-01 00:00:00.000,-1,NA,,NA,NA,NA,5,NA");
    assert_eq!(row.claims[0].source().as_str(), "ucdp");
    assert_eq!(counts(&row), [("A | B".to_owned(), "at most 5".to_owned())]);
    assert_eq!(row.published.len(), 1);
}

#[test]
fn parts_are_claimed_where_the_total_is_settled() {
    let row = one("1,2020-01-01,2020-01-02,A,B,1,C,S,,,,1,2,0,0,3,3,3");
    let said = |group: &str, count: &str| (group.to_owned(), count.to_owned());
    assert_eq!(counts(&row), [said("A | B", "3"), said("A | B: side a", "1"), said("A | B: side b", "2")]);
    let row = one("1,2020-01-01,2020-01-02,A,B,1,C,S,,,,1,0,0,2,3,3,3");
    assert_eq!(counts(&row), [said("A | B", "3"), said("A | B: side a", "at least 1"), said("A | B: unknown", "2")]);
    let row = one("1,2020-01-01,2020-01-02,A,B,1,C,S,,,,1,2,0,0,3,4,3");
    assert_eq!(counts(&row), [said("A | B", "3 to 4")]);
    assert_eq!(row.published.len(), 5);
}

#[test]
fn parts_that_do_not_add_up_are_flagged() {
    let row = one("1,2020-01-01,2020-01-02,A,B,1,C,S,,,,1,2,0,0,4,4,4");
    assert_eq!(row.flags[0].to_string(), "2:16: the parts add up to 3, the total is 4");
    assert!(matches!(row.flags[0].kind, FlagKind::PartsNotTotal { .. }));
    assert_eq!(row.claims.len(), 1);
}

#[test]
fn one_sided_violence_has_a_perpetrator() {
    let row = one("1,2020-01-01,2020-01-02,A,Civilians,3,C,S,,,,0,0,4,0,4,4,4");
    assert_eq!(row.events[0].perpetrator().map(|party| party.as_str().to_owned()).as_deref(), Some("A"));
    assert_eq!(row.named.parties().len(), 1);
    let row = one("1,2020-01-01,2020-01-02,A,B,1,C,S,,,,0,0,4,0,4,4,4");
    assert_eq!(row.events[0].perpetrator(), None);
}

#[test]
fn a_report_from_before_the_end_speaks_as_of_its_own_day() {
    let day = |row: &Imported| {
        let claim = &row.claims[0];
        (claim.as_of().to_string(), claim.published().map(|moment| moment.to_string()))
    };
    let row = one("1,2020-01-01,2020-01-09,A,B,1,C,S,,2020-01-03;2020-01-05,,0,2,0,0,2,2,2");
    assert_eq!(day(&row), ("2020-01-05".to_owned(), Some("2020-01-05".to_owned())));
    let row = one("1,2020-01-01,2020-01-09,A,B,1,C,S,,2019-12-31,,0,2,0,0,2,2,2");
    assert_eq!(day(&row), ("2020-01-09".to_owned(), None));
    let row = one("1,2020-01-01,2020-01-09,A,B,1,C,S,,2020-02-01,,0,2,0,0,2,2,2");
    assert_eq!(day(&row), ("2020-01-09".to_owned(), Some("2020-02-01".to_owned())));
}

#[test]
fn the_other_names_of_the_columns_do_as_well() {
    let table = "event_id,date_start,date_end,best_est,low_est,high_est\n5,2020-01-01,2020-01-01,3,2,4\n";
    let rows = read(Format::Ucdp, table.as_bytes());
    assert_eq!(counts(&rows[0]), [("all".to_owned(), "2 to 4".to_owned())]);
}

#[test]
fn faults_name_line_and_column_and_lose_no_other_row() {
    let table = format!(
        "{HEADER}\n1,2020-01-01,2020-01-02,A,B,1,C,S,,,,0,2,0,0,2,2,2\n2,yesterday,,A,B,1,C,S,,,,0,two,0,0,2,2,-2\n\
         ,2020-01-01,2020-01-02,A,B,1,C,S,,,,0,2,0,0,2,9999999999999,2\n3,2020-01-01\n\
         4,2020-01-01,2020-01-02,A,B,1,C,S,,,,0,2,0,0,2,2,2\n"
    );
    let mut rows = Rows::new(Format::Ucdp, table.as_bytes());
    let results: Vec<Result<u64, String>> =
        rows.by_ref().map(|row| row.map(|row| row.line).map_err(|faults| faults.to_string())).collect();
    assert_eq!(
        results,
        [
            Ok(2),
            Err("3:2: date_start: expected a date (2022-01-21 or 21 January 2022), found \"yesterday\"\n\
                 3:13: deaths_b: expected a whole number, found \"two\"\n\
                 3:18: low: expected a whole number, found \"-2\""
                .to_owned()),
            Err("4:1: id: expected an event, found nothing\n\
                 4:17: high: 9999999999999 is beyond 1000000000000"
                .to_owned()),
            Err("5:3: expected 18 columns, found 2".to_owned()),
            Ok(6),
        ]
    );
    assert_eq!((rows.read(), rows.refused()), (2, 3));
}

#[test]
fn missing_columns_are_one_fault_that_names_all() {
    let results: Vec<_> = Rows::new(Format::Ucdp, &b"id,date_start,low\n1,2020-01-01,2\n"[..]).collect();
    assert_eq!(results.len(), 1);
    let Err(faults) = &results[0] else { panic!("a header without best") };
    assert_eq!(
        faults.to_string(),
        "1:1: missing columns: date_end, best (or best_est), high (or high_est) (the mapping that comes closest: ucdp)"
    );
    assert!(faults.is_of_the_whole());
}

#[test]
fn a_column_that_stands_twice_is_named_and_the_first_is_read() {
    let table = "id,date_start,date_end,best,low,high,best\n1,2020-01-01,2020-01-01,3,3,3,9\n";
    let results: Vec<_> = Rows::new(Format::Ucdp, table.as_bytes()).collect();
    let Err(faults) = &results[0] else { panic!("two columns called best") };
    assert_eq!(faults.to_string(), "1:7: the column \"best\" stands twice: this one is passed over, column 4 is read");
    assert!(results[1].as_ref().is_ok_and(|row| total(row).best == Some(3)));
}

#[test]
fn hxl_columns_add_up_to_the_same_sums() {
    let mut table = HxlTable::new(Vec::new());
    for row in read(Format::Ucdp, SAMPLE) {
        assert_eq!(table.imported(&row).unwrap_or_else(|e| panic!("{e}")), []);
    }
    let written = table.finish().unwrap_or_else(|e| panic!("{e}"));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&written[..]);
    let mut rows = reader.records().map(|record| record.unwrap_or_else(|e| panic!("{e}"))).skip(1);
    let tags = rows.next().unwrap_or_else(|| panic!("a row of hashtags"));
    let at = |tag: &str| tags.iter().position(|other| other == tag).unwrap_or_else(|| panic!("{tag}"));
    let columns = ["#affected+killed+min", "#affected+killed", "#affected+killed+max", "#affected+killed+breakdown"];
    let mut added = [0_u64; 4];
    for row in rows {
        for (sum, column) in added.iter_mut().zip(columns) {
            *sum += row[at(column)].parse().unwrap_or(0);
        }
    }
    assert_eq!(added, [6_224, 9_561, 22_017, 9_561]);
    let again = read(Format::Hxl, &written);
    let killed = |row: &&Imported| !total(row).quantity.group().as_str().contains(": ");
    let again: Vec<Imported> = again.iter().filter(killed).cloned().collect();
    assert_eq!(added[..3], sums(&again));
}

#[test]
fn plain_csv_keeps_what_was_published_and_what_was_claimed() {
    let rows = read(Format::Ucdp, SAMPLE);
    let mut table = ClaimTable::new(Vec::new());
    for row in &rows {
        let lost = table.imported(row).unwrap_or_else(|e| panic!("{e}"));
        assert!(lost.iter().all(|lost| lost.kind.starts_with("what is declared of")), "of numbers, nothing is lost");
    }
    let written = table.finish().unwrap_or_else(|e| panic!("{e}"));
    let again = read(Format::Csv, &written);
    let claims = |rows: &[Imported]| rows.iter().flat_map(|row| row.claims.clone()).collect::<Vec<_>>();
    assert_eq!(claims(&rows), claims(&again));
    let published = |rows: &[Imported]| {
        let mut all: Vec<Published> = rows.iter().flat_map(|row| row.published.clone()).collect();
        all.sort();
        all
    };
    assert_eq!(published(&rows), published(&again));
    assert!(rows.iter().all(|row| total(row).quantity.outcome() == Outcome::Killed));
}
