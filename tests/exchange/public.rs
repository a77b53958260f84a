//! Shapes of public files that are no known table: lists of events, lists of the dead, and what is said of
//! tables that have to be reshaped.

use crate::read::all;
use corroborate::exchange::{Format, Imported, TableReader};
use corroborate::{Moment, Outcome};

fn list(table: &str) -> Vec<Imported> {
    let (rows, faults) = all(TableReader::of(Format::List), table);
    assert_eq!(faults, [""; 0], "{table}");
    rows
}

/// Group, outcome and count of each claim.
fn said(rows: &[Imported]) -> Vec<String> {
    let each = rows.iter().flat_map(|row| &row.claims);
    each.map(|claim| format!("{}/{}: {}", claim.group(), claim.outcome(), claim.count())).collect()
}

fn start(row: &Imported) -> String {
    row.events[0].start().as_ref().map_or_else(String::new, Moment::to_string)
}

#[test]
fn a_list_of_events_is_read_by_the_words_of_its_columns() {
    let table = "date,year,month,day,country,city,killed,wounded,casualties,log_casualties,summary\n\
                 2012-01-05,2012,1,5,Iraq,Baghdad,6.0,19.0,25.0,3.26,A device\n\
                 2012-01-06,2012,1,6,Iraq,Hit,0.0,2.0,2.0,1.1,A mortar\n";
    let rows = list(table);
    let expected = ["all/killed: 6", "all/wounded: 19", "all/casualties: 25", "all/wounded: 2", "all/casualties: 2"];
    assert_eq!(said(&rows), expected);
    assert_eq!((start(&rows[0]), rows[0].events[0].place()), ("2012-01-05".to_owned(), Some("Baghdad, Iraq")));
    assert_eq!(rows[0].claims[0].quote(), Some("A device"));
}

#[test]
fn dates_of_a_list_may_stand_in_parts_of_several_names() {
    let month = "Year,Reported Month,Number of Dead,Minimum Estimated Number of Missing,\
                 Total Number of Dead and Missing,Number of Females,Information Source,Region of Incident\n\
                 2014,February,2.0,5,7,1,Coroner,North America\n";
    let rows = list(month);
    assert_eq!(said(&rows), ["all/killed: 2", "all/missing: at least 5"]);
    assert_eq!((start(&rows[0]), rows[0].claims[0].source().as_str()), ("2014-02-01".to_owned(), "Coroner"));
    let start_year = "Dis No,Event Name,Country,Start Year,Start Month,Start Day,End Year,End Month,End Day,\
                      Total Deaths,No Injured,No Affected\n1985-0132-COL,Nevado,Colombia,1985,11,13,1985,11,14,21800,5000,7700\n";
    let rows = list(start_year);
    assert_eq!(said(&rows), ["all/killed: 21,800", "all/wounded: 5,000"]);
    assert_eq!(rows[0].events[0].id().as_str(), "list:1985-0132-COL");
    assert_eq!(rows[0].events[0].end().map(|end| end.to_string()).as_deref(), Some("1985-11-14"));
    let without = "distID,district,dead,injured,deadpercent\n12,Sindhupalchok,3438,1573,1.19\n";
    let (_, faults) = all(TableReader::of(Format::List), without);
    assert_eq!(faults, ["1:1: no column tells a date: as of when is this? (--as-of DATE)"]);
    let day = "2015-05-09".parse().unwrap_or_else(|e| panic!("{e}"));
    let (rows, _) = all(TableReader::of(Format::List).as_of(day), without);
    assert_eq!(said(&rows), ["all/killed: 3,438", "all/wounded: 1,573"]);
}

#[test]
fn of_a_table_that_no_mapping_fits_it_is_told_what_may_count_people() {
    let (_, faults) = all(TableReader::recognising(), "distID,district,dead,injured\n12,Sindhupalchok,3438,1573\n");
    let expected = "1:1: no table that is known: dead, injured may count people. --from list reads a row as an \
                    event; or write a mapping that tells what each column is (--mapping FILE)";
    assert_eq!(faults, [expected]);
    let persons = "Name,Date of event,age,Event location,sex,Killed By\nA,2008-12-27,12,Gaza,M,Security forces\n";
    let expected = "1:1: no table that is known: a row may be a person. --from list counts them up by day and place; \
                    or write a mapping that tells what each column is (--mapping FILE)";
    assert_eq!(all(TableReader::recognising(), persons).1, [expected]);
    let other = "country,year,gdp\nX,2001,7\n";
    let expected = "1:1: no table that is known, and no column that is known to count people: a mapping tells what each \
                    column is (--mapping FILE)";
    assert_eq!(all(TableReader::recognising(), other).1, [expected]);
}

#[test]
fn a_list_of_persons_is_counted_up_by_day_and_place() {
    let table = "Name,Date of event,age,Event location,sex,Killed By\nA,2008-12-27,12,Gaza,M,Security forces\n\
                 B,2008-12-27,40,Gaza,F,Security forces\nC,2008-12-28,30,Rafah,M,Security forces\n";
    let rows = list(table);
    let expected =
        ["all/killed: at least 2", "children/killed: at least 1", "women/killed: at least 1", "all/killed: at least 1"];
    let (counted, total) = (said(&rows), rows.iter().filter(|row| !row.claims.is_empty()).count());
    assert_eq!((counted, total), (expected.map(str::to_owned).to_vec(), 2));
    let last = rows.last().expect("two events");
    assert_eq!(last.events[0].place(), Some("Rafah"));
    assert_eq!(last.events[0].perpetrator().map(ToString::to_string).as_deref(), Some("Security forces"));
}

#[test]
fn a_series_with_its_figures_side_by_side_is_to_be_reshaped() {
    let series = "report_date,killed,killed_cum,killed_children_cum\n2023-11-05,243,9770,4008\n";
    let told = |date: &str, figures: &str| {
        format!(
            "1:1: no table of claims, a row each: {date:?} and figures side by side, {figures}. Reshape it to a row for \
             each figure, with the columns event, group, outcome, count, source, as_of; or write a mapping with an entry \
             of \"counts\" for each column (--mapping FILE)"
        )
    };
    let faults = all(TableReader::of(Format::Csv), series).1;
    assert_eq!(faults, [told("report_date", "killed, killed_cum, killed_children_cum")]);
    let faults = all(TableReader::recognising(), series).1;
    assert_eq!(faults, [told("report_date", "killed, killed_cum, killed_children_cum")]);
}

#[test]
fn a_table_with_a_column_for_each_date_is_told_how_it_can_be_read() {
    let expected = |dates: &str| {
        format!(
            "1:1: no table of claims, a row each: a column for each date, {dates}. Reshape it to a row for each figure, \
             with the columns event, group, outcome, count, source, as_of; or write a mapping with an entry of \
             \"counts\" for each column (--mapping FILE), with its last day and the number of its days, as in \
             \"as_of\": \"2023-02-28\", \"days\": 28"
        )
    };
    let years = "country,2019,2020,2021\nBland,10,12,5\nAland,1,0,7\n";
    let months = "place,Jan,Feb,Mar,Apr\nBland,10,12,5,0\n";
    for reader in [TableReader::recognising(), TableReader::of(Format::Csv)] {
        assert_eq!(all(reader.clone(), years).1, [expected("2019, 2020, 2021")]);
        assert_eq!(all(reader, months).1, [expected("Jan, Feb, Mar, …")]);
    }
    let outcomes = "date,killed_gaza,killed_west_bank,injured_gaza\n2023-11-06,252,10,4108\n";
    let told = all(TableReader::recognising(), outcomes).1.join("");
    let expected = "\"date\" and figures side by side, killed_gaza, killed_west_bank, injured_gaza. Reshape it";
    assert!(told.contains(expected), "{told}");
}

/// A list of victims has most of the columns of others that are known.
#[test]
fn a_list_of_victims_is_told_of_the_format_of_lists() {
    let hint = "1:1: no table that is known: a row may be a person. --from list counts them up by day and place; or \
                write a mapping that tells what each column is (--mapping FILE)";
    let undated = "id,name,age,sex\n9,A,8,F\n10,B,50,M\n";
    for table in [undated, "id,name,date,cause,age,sex,city\n9,A,2019-02-02,drowned,8,F,Port\n"] {
        assert_eq!(all(TableReader::recognising(), table).1, [hint], "{table}");
    }
    let (rows, faults) = all(TableReader::of(Format::List), undated);
    assert_eq!(
        (rows.len(), faults.join("")),
        (0, "1:1: no column tells a date: as of when is this? (--as-of DATE)".into())
    );
    let day = "2019-03-01".parse().unwrap_or_else(|e| panic!("{e}"));
    let (rows, _) = all(TableReader::of(Format::List).as_of(day), undated);
    assert_eq!(said(&rows), ["all/killed: at least 2", "children/killed: at least 1"]);
}

#[test]
fn a_list_of_the_dead_counts_ages_in_words() {
    let table = "The spreadsheet lists victims,,,,,,\nIndex,Name,الاسم,Age,Born,Sex,ID\n\
                 1,A,ا,Less than a day,2023-11-18,m,1\n2,B,ب,8 months,2023-03-01,f,2\n3,C,ج,17,2006-01-01,m,3\n\
                 4,D,د,40 years,1983-01-01,f,4\n";
    let day = "2025-06-15".parse().unwrap_or_else(|e| panic!("{e}"));
    let (rows, faults) = all(TableReader::recognising().as_of(day), table);
    assert_eq!(faults, [""; 0]);
    assert_eq!(said(&rows), ["all/killed: at least 4", "children/killed: at least 3", "women/killed: at least 1"]);
}

#[test]
fn victims_of_airwars_are_counted_up_by_incident() {
    let table = "incident_id,incident_date,family_id,victim_id,name_en,age_years,age_group,gender,killed_or_injured\n\
                 ispt0001,2023-10-07,,1,A,,adult,m,k\nispt0001,2023-10-07,,2,B,,adult,m,i\n\
                 ispt0001,2023-10-07,,3,C,4,child,f,k\nispt0002,2023-10-08,,1,D,,adult,m,\n";
    let (rows, faults) = all(TableReader::recognising(), table);
    assert_eq!(faults, [""; 0]);
    let killed = rows.iter().flat_map(|row| &row.claims).filter(|claim| claim.outcome() == Outcome::Killed);
    let killed: Vec<String> = killed.map(|claim| format!("{} {}", claim.group(), claim.count())).collect();
    assert_eq!(killed, ["children at least 1", "civilians at least 2"]);
}

/// The columns by which a list of strikes is known are among those that count.
#[test]
fn what_tells_a_table_is_read_as_well() {
    let table = "strike_id,date,location,min_ppl_killed,max_ppl_killed,min_civil_killed,max_civil_killed\n\
                 S1,2004-06-17,Wana,6,8,2,3\n";
    for reader in [TableReader::recognising(), TableReader::of(Format::Airwars)] {
        let (rows, faults) = all(reader, table);
        assert_eq!(
            (said(&rows), faults),
            (vec!["all/killed: 6 to 8".to_owned(), "civilians/killed: 2 to 3".to_owned()], vec![])
        );
    }
}

/// Services leave out the keys that have no value: what comes late counts as well.
#[test]
fn keys_that_come_late_in_a_list_of_objects_are_read() {
    let day = |at: u32, more: &str| {
        format!("{{\"report_date\":\"2024-01-01\",\"report_source\":\"moh\",\"killed_cum\":{at}{more}}}")
    };
    let mut days: Vec<String> = (1..=200).map(|at| day(at, "")).collect();
    days.push(day(201, ",\"aid_seeker_killed_cum\":7"));
    let (rows, faults) = all(TableReader::recognising(), format!("[{}]", days.join(",\n")));
    assert_eq!((rows.len(), faults), (201, vec![]));
    assert_eq!(said(&rows[200..]), ["all/killed: 201", "aid seekers/killed: 7"]);
}
