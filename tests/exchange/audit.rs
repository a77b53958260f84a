//! Published tables, audited: by the library, and by the `audit` example with `--from`.
#![cfg(feature = "exchange")]

use crate::run::run;
use corroborate::Finding;
use corroborate::audit::{Rule, Table};
use corroborate::exchange::{Format, Rows};
use serde_json::Value;

const SAMPLE: &str = include_str!("../data/ucdpged_sample1000.csv");
const NONE: &str = "";

fn findings(format: Format, rows: &str) -> Vec<Finding> {
    let mut table = Table::new();
    let audited = Rows::new(format, rows.as_bytes()).map(|row| row.map(|row| table.findings(&row)));
    audited.collect::<Result<Vec<_>, _>>().unwrap_or_else(|faults| panic!("{faults}")).concat()
}

/// Severity, rule and sentence.
fn shown(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{} {}: {}", finding.severity(), finding.rule(), finding.says())).collect()
}

fn says(format: Format, rows: &str) -> Vec<String> {
    findings(format, rows).iter().map(Finding::says).collect()
}

#[test]
fn of_the_ucdp_sample_thirteen_rows_are_out_of_order_and_nothing_else_is_found() {
    let found = findings(Format::Ucdp, SAMPLE);
    assert_eq!(found.len(), 13);
    assert!(found.iter().all(|finding| finding.rule() == Rule::LowBestHigh));
    assert_eq!(found[0].claims()[0].as_str(), "ucdp:236880/Government of Afghanistan | Taleban/killed");
}

/// The finding cites the claim that the row made.
#[test]
fn a_finding_cites_the_claims_of_its_row() {
    let mut table = Table::new();
    let mut cited = 0;
    for row in Rows::new(Format::Ucdp, SAMPLE.as_bytes()) {
        let row = row.unwrap_or_else(|faults| panic!("{faults}"));
        for finding in table.findings(&row) {
            cited += 1;
            assert!(row.claims.iter().any(|claim| *claim.id() == finding.claims()[0]), "{}", finding.says());
        }
    }
    assert_eq!(cited, 13);
}

#[test]
fn airwars_parts_are_held_against_the_civilians_of_their_role() {
    let rows = "code,date,civilians_killed_min,civilians_killed_max,children_killed_min,children_killed_max,\
                women_killed_min,women_killed_max,civilian_deaths_conceded_min,civilian_deaths_conceded_max\n\
                A1,2017-03-17,4,6,2,3,1,1,9,9\n\
                A2,2017-03-17,4,6,7,7,,,,\n\
                A3,2017-03-17,4,6,4,4,3,3,,\n\
                A4,2017-03-17,9,6,,,,,3,2\n\
                A5,2017-03-17,,,5,5,3,3,,\n";
    assert_eq!(
        says(Format::Airwars, rows),
        [
            "row airwars:A2/civilians/killed: a part, 7, exceeds the whole, 6.",
            "row airwars:A3/civilians/killed: the parts, 4 + 3 = 7, exceed the whole, 6.",
            "row airwars:A4/civilians/killed: low 9, high 6: low is above high.",
            "row airwars:A4/civilians/killed/conceded: low 3, high 2: low is above high.",
        ]
    );
}

#[test]
fn a_ucdp_part_left_blank_may_be_anything() {
    let row = |parts: &str| {
        format!(
            "id,date_start,date_end,side_a,side_b,low,best,high,deaths_a,deaths_b,deaths_civilians,deaths_unknown\n\
             7,2022-01-20,2022-01-20,SDF,IS,3,4,5,{parts}\n"
        )
    };
    assert_eq!(says(Format::Ucdp, &row("1,1,1,1")), [NONE; 0]);
    assert_eq!(says(Format::Ucdp, &row("1,1,1,")), [NONE; 0]);
    assert_eq!(
        says(Format::Ucdp, &row("1,1,1,0")),
        ["row ucdp:7/SDF | IS/killed: the parts, 1 + 1 + 1 + 0 = 3, cover the whole, but best is 4."]
    );
    assert_eq!(
        says(Format::Ucdp, &row("3,3,,")),
        ["row ucdp:7/SDF | IS/killed: the parts, 3 + 3 = 6, exceed the whole, 5."]
    );
}

#[test]
fn a_span_that_ends_before_it_starts_is_found_in_a_row_of_any_table() {
    let rows = "IBC code,Start Date,End Date,Reported Minimum,Reported Maximum\nk1,2006-03-04,2006-03-01,1,2\n";
    assert_eq!(says(Format::Ibc, rows), ["row ibc:k1: ends on 2006-03-01, before it starts on 2006-03-04."]);
}

/// A date of another year than the column of years, and an id that stood before.
#[test]
fn what_the_reader_notes_of_years_ids_and_words_is_found() {
    let rows = "event_id_cnty,event_date,year,country,location,source,fatalities,notes\n\
                A1,0025-09-01,2025,Aland,Town,Paper,3,\n\
                A2,2025-09-01,2024,Aland,Town,Paper,2,\n\
                A3,2025-09-01,2025,Aland,Town,Paper,9,\n\
                A3,2025-09-01,2025,Aland,Town,Paper,9,\n\
                A3,2025-09-01,2025,Aland,Town,Paper,10,\n\
                A4,2025-09-01,2025,Aland,Town,Paper,0,\"Seven people were killed.\"\n\
                A5,2025-09-02,2025,Aland,Town,Paper,4,Four people were killed.\n";
    assert_eq!(
        shown(&findings(Format::Acled, rows)),
        [
            "warning odd-year: row acled:A1 (line 2, column 3): the year is 2025 here, and 25 in the date.",
            "warning odd-year: row acled:A2 (line 3, column 3): the year is 2024 here, and 2025 in the date.",
            "notice repeated-id: row acled:A3 (line 5, column 1): the id and all its figures stand on line 4 already: \
             counted once.",
            "warning repeated-id: row acled:A3 (line 6, column 1): the id stands on line 4 already, with other cells.",
            "warning quote-differs: row acled:A4 (line 7, column 7): the figure is 0, and the words beside it name 7.",
        ]
    );
}

fn audit(arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
    let output = run("audit", arguments, input);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("examples print UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_example_prints_a_finding_a_line_and_counts_the_rows() {
    let (status, out, errors) = audit(&["--from", "ucdp", "-", "--format", "json"], SAMPLE);
    assert_eq!(status, Some(0));
    assert!(errors.ends_with("rows read: 1000, refused: 0\n"), "{errors}");
    assert_eq!(errors.matches(": flagged: ").count(), 13);
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    assert_eq!(lines.len(), 13);
    assert!(lines.iter().all(|line| line["rule"] == "low-best-high" && line["severity"] == "error"));
    let (_, out, _) = audit(&["--from", "ucdp", "-"], SAMPLE);
    assert!(out.ends_with("13 errors, 0 warnings, 0 notices\n"));
}

/// Of claims, what a dossier of them would be found fault with; and rows that cannot be read are
/// listed, and the others audited.
#[test]
fn a_table_of_claims_is_audited_as_a_dossier() {
    let rows = "id,event,group,outcome,count,source,as_of,low,best,high\n\
                a,battle,all,killed,12,hospital,2022-01-20,,,\n\
                b,battle,all,killed,lots,hospital,2022-01-21,,,\n\
                c,battle,all,killed,7,hospital,2022-01-22,,,\n\
                d,raid,all,killed,5,hospital,2022-01-22,6,5,4\n";
    let (status, out, errors) = audit(&["--from", "csv", "-"], rows);
    assert_eq!(status, Some(1), "a row was refused");
    assert!(out.contains("warning  rows-refused: 1 row did not come in: line 3.\n"), "{out}");
    assert!(errors.starts_with("3:5: count: cannot read the count \"lots\""), "{errors}");
    assert!(errors.ends_with("rows read: 3, refused: 1\n"), "{errors}");
    assert!(out.contains("low-best-high: row raid/all/killed: low 6, best 5, high 4"), "{out}");
    assert!(out.contains("toll-falls: "), "{out}");
}

#[test]
fn a_table_that_is_not_of_its_format_is_exit_status_2() {
    let (status, out, errors) = audit(&["--from", "ucdp", "-"], "a,b\n1,2\n");
    assert_eq!(status, Some(2));
    assert!(errors.starts_with("1:1: "), "{errors}");
    assert_eq!(out, "");
    let (status, _, errors) = audit(&["--from", "ged", "-"], "");
    assert_eq!(status, Some(2));
    assert!(errors.contains("usage: audit"), "{errors}");
}

/// What one voice says through time, and what is quoted, in tables whose rows have no ids.
#[test]
fn claims_of_a_table_are_held_against_one_another() {
    let rules = |rows: &str| {
        let (status, out, _) = audit(&["--from", "csv", "-", "--format", "json"], rows);
        assert_eq!(status, Some(0));
        let rule = |line: &str| serde_json::from_str::<Value>(line).expect("a line of JSON")["rule"].to_string();
        out.lines().map(rule).collect::<Vec<_>>()
    };
    let day_against_totals = "event,group,outcome,count,source,as_of,since\n\
                              g,all,killed,15523,Ministry,2023-12-03,\n\
                              g,all,killed,15899,Ministry,2023-12-04,\n\
                              g,all,killed,16248,Ministry,2023-12-05,\n\
                              g,all,killed,725,Ministry,2023-12-05,2023-12-04\n";
    assert_eq!(rules(day_against_totals), ["\"increment-against-totals\""]);
    assert_eq!(rules(&day_against_totals.replace("725", "349")), [NONE; 0]);
    let quotes = "event,group,outcome,count,source,as_of,quote\n\
                  a,all,killed,1,s,2026-07-06,two people were killed\n\
                  b,all,killed,1,s,2026-07-06,At least 12 people were killed and 30 wounded\n\
                  c,all,killed,0,s,2026-07-06,four people were killed\n\
                  d,all,killed,2,s,2026-07-06,three people were killed\n";
    assert_eq!(rules(quotes), ["\"quote-differs\""; 4]);
    let ids = "event,group,outcome,count,source,as_of\n\
               saada,detainees,killed,91,OCHA,2022-01-25\n\
               saada,detainees,killed,95,Ocha,2022-01-26\n";
    assert_eq!(rules(ids), ["\"alike-ids\""]);
}

/// Rows that were refused are in the audit's own output, in either format.
#[test]
fn rows_that_did_not_come_in_are_a_finding() {
    let rows = "event,group,outcome,count,source,as_of\n\
                a,all,killed,many of them,s,2026-07-06\n\
                b,all,killed,12,s,2026-07-06\n\
                c,all,killed,N/A,s,2026-07-06\n";
    let (status, out, _) = audit(&["--from", "csv", "-", "--format", "json"], rows);
    assert_eq!(status, Some(1));
    let line: Value = serde_json::from_str(&out).expect("one finding");
    assert_eq!(
        (line["rule"].as_str(), line["says"].as_str()),
        (Some("rows-refused"), Some("2 rows did not come in: lines 2 and 4."))
    );
    let (status, out, _) = audit(&["--from", "csv", "-"], &rows.replace("12", "N/A"));
    assert_eq!(status, Some(2), "nothing came in");
    assert_eq!(out, "warning  rows-refused: 3 rows did not come in: lines 2, 3 and 4.\n");
}
