//! The other tables in: ACLED, Iraq Body Count, Airwars, GTD, HXL, each with its sentinels.
#![cfg(feature = "exchange")]

use crate::read::gathered;
use corroborate::exchange::{Format, HxlTable, Imported, Role, Rows};
use corroborate::{Interest, SourceKind, Status};

fn read(format: Format, table: &str) -> Vec<Imported> {
    Rows::new(format, table.as_bytes()).map(|row| row.unwrap_or_else(|faults| panic!("{faults}"))).collect()
}

fn refused(format: Format, table: &str) -> Vec<String> {
    Rows::new(format, table.as_bytes()).filter_map(Result::err).map(|faults| faults.to_string()).collect()
}

/// Group, outcome and count of each claim.
fn said(row: &Imported) -> Vec<String> {
    row.claims.iter().map(|claim| format!("{}/{}: {}", claim.group(), claim.outcome(), claim.count())).collect()
}

fn days(row: &Imported) -> String {
    let event = &row.events[0];
    let day = |moment: Option<corroborate::Moment>| moment.map_or_else(String::new, |moment| moment.to_string());
    format!("{}..{}", day(event.start()), day(event.end()))
}

const ACLED: &str = "\u{feff}event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,country,admin1,\
                     location,source,notes,fatalities,timestamp\n\
                     SYR1,20 January 2022,2022,1,Battles,Armed clash,SDF,Syria,Al-Hasakeh,Hasakah,SOHR; Hawar News,,39,1\n\
                     SYR2,2022-01-21,2022,1,Protests,Peaceful protest,,Syria,Aleppo,Aleppo,SOHR,,0,1\n\
                     SYR3,2022-01-22,2022,1,Battles,,SDF,Syria,,,,,,1\n";

#[test]
fn acled_zero_is_no_denial() {
    let rows = read(Format::Acled, ACLED);
    assert_eq!(said(&rows[0]), ["all/killed: 39"]);
    assert_eq!(rows[0].claims[0].source().as_str(), "Hawar News; SOHR");
    assert_eq!(rows[0].claims[0].relayed_by().collect::<Vec<_>>(), ["ACLED"]);
    assert_eq!(days(&rows[0]), "2022-01-20..2022-01-20");
    assert_eq!(rows[0].events[0].place(), Some("Hasakah, Al-Hasakeh, Syria"));
    assert_eq!(rows[0].events[0].name(), "Armed clash, Hasakah");
    assert_eq!(said(&rows[1]), [""; 0]);
    assert_eq!(rows[1].published[0].best, Some(0));
    assert!(rows[2].claims.is_empty() && rows[2].published.is_empty());
    // It has no place in a table of figures, so that is told.
    assert_eq!(rows[2].flags.iter().map(ToString::to_string).collect::<Vec<_>>(), ["4:1: no figure stands in the row"]);
    assert!(rows[..2].iter().all(|row| row.flags.is_empty()));
    assert_eq!(gathered(rows).events().len(), 3);
}

#[test]
fn acled_faults_name_their_column() {
    let table = "event_id_cnty,event_date,fatalities\nSYR1,1 Feb,few\n";
    assert_eq!(
        refused(Format::Acled, table),
        ["2:2: event_date: expected a date (2022-01-21 or 21 January 2022), found \"1 Feb\"\n\
          2:3: fatalities: expected a whole number, found \"few\""]
    );
    assert_eq!(refused(Format::Acled, "event_date\n"), ["1:1: missing columns: fatalities"]);
}

const IBC: &str = "IBC code,Start Date,End Date,Time,Location,Target,Weapons,Reported Minimum,Reported Maximum,Sources\r\n\
                   k0001,20 Mar 2003,21 Mar 2003,PM,\"Baghdad, west\",market,bomb,3,5,\"REU, AP; AFP\"\r\n\
                   k0002,2003-03-22,2003-03-22,,Basra,,gunfire,1,1,\r\n\
                   k0003,22 Mar 2003,20 Mar 2003,,Mosul,police,,4,2,AP\r\n\
                   k0004,22 Mar 2003,22 Mar 2003,,Mosul,bodies,,0,0,AP\r\n\
                   k0005,22 Mar 2003,22 Mar 2003,,Mosul,bodies,,0,2,AP\r\n\
                   k0006,22 Mar 2003,22 Mar 2003,,Mosul,bodies,,2,,AP\r\n";

#[test]
fn ibc_is_read_from_minimum_to_maximum() {
    let rows = read(Format::Ibc, IBC);
    let all: Vec<Vec<String>> = rows.iter().map(said).collect();
    assert_eq!(all[0], ["civilians/killed: 3 to 5"]);
    assert_eq!(all[1], ["civilians/killed: 1"]);
    assert_eq!(all[2], ["civilians/killed: 2 to 4"]);
    assert_eq!(all[3], [""; 0], "nobody is denied");
    assert_eq!(all[4], ["civilians/killed: at most 2"]);
    assert_eq!(all[5], ["civilians/killed: at least 2"]);
    assert_eq!(rows[0].claims[0].source().as_str(), "AFP; AP; REU");
    assert_eq!(rows[1].claims[0].source().as_str(), "iraq-body-count");
    assert_eq!(rows[1].claims[0].relayed_by().count(), 0);
    assert_eq!(days(&rows[0]), "2003-03-20..2003-03-21");
    let flags: Vec<String> = rows.iter().flat_map(|row| &row.flags).map(ToString::to_string).collect();
    assert_eq!(flags, ["4:3: the end is before the start", "4:9: low 4, high 2 are not in order"]);
    let sum = |figure: fn(&corroborate::exchange::Published) -> Option<u64>| -> u64 {
        rows.iter().flat_map(|row| &row.published).filter_map(figure).sum()
    };
    assert_eq!(sum(|published| published.low), 10);
    assert_eq!(sum(|published| published.high), 10);
    let dossier = gathered(rows);
    assert_eq!(
        dossier.group(&"civilians".parse().unwrap_or_else(|_| panic!())).and_then(corroborate::Group::status),
        Some(Status::Civilian)
    );
}

#[test]
fn what_is_no_figure_of_ibc_is_told() {
    let table = "code,date,min,max\nx1,2016-03-01,-3,4\nx2,2016-03-01,,\nx3,2016-03-01,n/a,4\nx4,2016/3/1,4,4\n";
    let rows = read(Format::Ibc, table);
    let flags: Vec<String> = rows.iter().flat_map(|row| &row.flags).map(ToString::to_string).collect();
    assert_eq!(flags, ["2:3: -3 is read as no number", "3:1: no figure stands in the row"]);
    assert_eq!((rows[0].published[0].low, rows[0].published[0].high), (None, Some(4)));
    assert!(rows[1].published.is_empty() && rows[1].events.len() == 1);
    assert_eq!(days(&rows[3]), "2016-03-01..2016-03-01");
}

#[test]
fn non_combatants_are_civilians() {
    let table = "code,date,civilian_non_combatants_killed_min,civilian_non_combatants_killed_max,\
                 belligerents_killed_min,belligerents_killed_max\nCS1,2016-03-01,3,5,7,9\n";
    assert_eq!(said(&read(Format::Airwars, table)[0]), ["civilians/killed: 3 to 5", "combatants/killed: 7 to 9"]);
}

#[test]
fn ibc_columns_are_found_by_any_of_their_names() {
    let table = "max,min,code,date\n5,3,x1,2003-03-20\n";
    assert_eq!(said(&read(Format::Ibc, table)[0]), ["civilians/killed: 3 to 5"]);
    let table = "start_date,end_date,incident_code,reported_minimum,reported_maximum\n2003-03-20,2003-03-20,x1,3,5\n";
    assert_eq!(said(&read(Format::Ibc, table)[0]), ["civilians/killed: 3 to 5"]);
    let faults = refused(Format::Ibc, "code,date\nx1,2003-03-20\n");
    let expected = "1:1: missing columns: deaths_recorded (or reported_deaths, deaths, killed) \
                    (the mapping that comes closest: ibc figures)";
    assert_eq!(faults, [expected]);
}

/// As the project's downloads begin: what the file is, then blank lines, then the header.
#[test]
fn lines_before_the_header_are_passed_over() {
    let table = "Iraq Body Count, incidents\n\
                 \"Terms: use it, name us; see the site\"\n\
                 Written 29 Mar 2020,,,,,,,,\n\n,,\n\
                 IBC code,Start Date,End Date,Time,Location,Target,Weapons,Reported Minimum,Reported Maximum,Sources\n\
                 d3651,27 Feb 2017,28 Feb 2017,,Mosul,civilians,air strikes,8,9,\"AFP 28 Feb, WP 04 Apr (MoH)\"\n";
    let rows = read(Format::Ibc, table);
    assert_eq!((rows.len(), said(&rows[0])), (1, vec!["civilians/killed: 8 to 9".to_owned()]));
    assert_eq!(rows[0].line, 7);
    assert_eq!(rows[0].claims[0].source().as_str(), "AFP; WP (MoH)", "the day is no part of the name");
    assert!(rows[0].flags.is_empty());

    // What may be rows of the table are refused, each.
    let header = "unique_reference_code,date,civilians_killed_min,civilians_killed_max\n";
    let before = format!("LY0,2011-06-19,5,9\nLY1,2011-06-19,5,\nAirwars,,,\n{header}");
    for table in [before.clone(), format!("{before}LY2,2011-06-19,5,9\n")] {
        let faults = refused(Format::Airwars, &table);
        let expected =
            [1, 2].map(|line| format!("{line}:1: this row stands before the header, line 4, and is not read"));
        assert_eq!(faults, expected);
        let mut rows = Rows::new(Format::Airwars, table.as_bytes());
        let read = rows.by_ref().flatten().count() as u64;
        assert_eq!((rows.read(), rows.refused()), (read, 2));
    }

    // The row that comes closest is the one whose columns are asked for.
    let table = "Terms\nIBC code,Start Date,Reported Minimum\nx1,2003-03-20,3\n";
    let faults = refused(Format::Ibc, table);
    assert_eq!(faults.len(), 1);
    assert!(faults[0].starts_with("2:1: missing columns: reported_maximum (or "), "{faults:?}");
    let table = "Terms\nNone\nx1,\"2003-03-20,3\n";
    let faults = refused(Format::Ibc, table);
    assert!(faults[0].starts_with("1:1: missing columns: "), "{faults:?}");
    assert!(faults[0].contains("\n3:2: the quote that opens here never closes"), "{faults:?}");
    let table = "\"Terms\nIBC code,Start Date,Reported Minimum,Reported Maximum\n";
    let faults = refused(Format::Ibc, table);
    assert!(faults[0].starts_with("1:1: the quote that opens here never closes"), "{faults:?}");
    assert!(faults[0].ends_with("1:1: expected a header, found none"), "{faults:?}");
    // A line that is longer than a row may be is told as such: nothing behind it is read.
    let long = "y".repeat((1 << 20) + (1 << 14));
    let table = format!("Terms\n{long}\nIBC code,date,min,max\nx1,2003-03-20,3,4\n");
    let faults = ["1:1: expected a header, found none\n2:1: longer than 1048576 bytes: not read"];
    assert_eq!(refused(Format::Ibc, &table), faults);
}

#[test]
fn airwars_incidents_without_a_code_go_by_their_post() {
    let table = "post_id,unique_reference_code,date,civilians_killed_min\n31,,2011-06-19,5\n32,LY2,2011-06-19,5\n";
    let rows = read(Format::Airwars, table);
    let ids: Vec<&str> = rows.iter().map(|row| row.events[0].id().as_str()).collect();
    assert_eq!(ids, ["airwars:post:31", "airwars:LY2"]);
    let table = "post_id,unique_reference_code,date,civilians_killed_min\n,,2011-06-19,5\n";
    assert_eq!(refused(Format::Airwars, table), ["2:2: unique_reference_code: expected an event, found nothing"]);
}

#[test]
fn ibc_as_a_spreadsheet_saves_it() {
    let table = "IBC_code,Start_Date,End_Date,Time,Location,Target,Weapons,Deaths_recorded,Sources\n\
                 m2046,2-Sep-13,3-Sep-13,PM,Baghdad,employee,gunfire,1,\"AIN 2 Sep, Sotaliraq 2 Sep\"\n\
                 h0379,25-Feb-14,25-Feb-14,NA,Baghdad,director,car,0,AIN 25 Feb\n";
    let rows = read(Format::Ibc, table);
    assert_eq!(said(&rows[0]), ["civilians/killed: 1"]);
    assert_eq!(days(&rows[0]), "2013-09-02..2013-09-03");
    assert_eq!(rows[0].claims[0].source().as_str(), "AIN; Sotaliraq");
    assert_eq!(rows[0].published[0].best, Some(1));
    assert_eq!(said(&rows[1]), [""; 0]);
}

#[test]
fn ibc_individuals_are_one_person_a_row() {
    let table = "IBC code,Name or Identifying Details,Age,Sex,Earliest Date,Latest Date,Location\n\
                 k0001-ab12,Ali,30,Male,20 Mar 2003,21 Mar 2003,Baghdad\n\
                 k0001-ab13,,,,20 Mar 2003,20 Mar 2003,Baghdad\n";
    let mut rows = Rows::new(Format::Ibc, table.as_bytes());
    let read: Vec<Imported> = rows.by_ref().map(|row| row.unwrap_or_else(|faults| panic!("{faults}"))).collect();
    assert_eq!((rows.read(), rows.refused()), (2, 0));
    assert!(read[..2].iter().all(|row| row.claims.is_empty()));
    let counted = &read[2];
    assert_eq!((read.len(), said(counted)), (3, vec!["civilians/killed: at least 2".to_owned()]));
    assert_eq!(counted.claims[0].basis(), Some(corroborate::Basis::Documented));
    assert_eq!(counted.claims[0].source().as_str(), "iraq-body-count");
    assert_eq!((counted.events[0].id().as_str(), days(counted).as_str()), ("ibc:k0001", "2003-03-20..2003-03-21"));
    let dossier = gathered(read);
    assert_eq!((dossier.events().len(), dossier.claims().len()), (1, 1));
}

const AIRWARS: &str = "unique_reference_code,date,country,location,belligerent_list,civilians_killed_min,civilians_killed_max,\
                       children_killed_min,children_killed_max,militants_killed_min,militants_killed_max,\
                       civilians_injured_min,civilians_injured_max,civilian_deaths_conceded_min,\
                       civilian_deaths_conceded_max,belligerent_nato_forces\n\
                       LY1,2011-06-19 00:00:00,libya,Tripoli,\"[{\"\"belligerent\"\":\"\"NATO forces\"\"}]\",5,9,2,2,,,3,18,5,5,1\n\
                       LY2,2011-06-20,libya,Sirte,\"[{\"\"belligerent\"\":\"\"A\"\"},{\"\"belligerent\"\":\"\"B\"\"}]\",,,,,4,6,,,0,0,0\n\
                       LY3,2011-06-21,libya,,,3,1,,,,,,,,,0\n";

#[test]
fn airwars_is_read_a_category_at_a_time_and_conceded_apart() {
    let rows = read(Format::Airwars, AIRWARS);
    assert_eq!(
        said(&rows[0]),
        ["civilians/killed: 5 to 9", "children/killed: 2", "civilians/wounded: 3 to 18", "civilians/killed: 5"]
    );
    let conceded = &rows[0].claims[3];
    assert_eq!(conceded.source().as_str(), "belligerent:NATO forces");
    assert_eq!(conceded.interest(), Some(Interest::Minimise));
    assert_eq!(conceded.id().as_str(), "airwars:LY1/civilians/killed/conceded");
    assert_eq!(rows[0].published[3].role, Role::Conceded);
    assert_eq!(rows[0].events[0].perpetrator().map(ToString::to_string).as_deref(), Some("NATO forces"));
    assert_eq!(said(&rows[1]), ["combatants/killed: 4 to 6"]);
    assert_eq!(rows[1].events[0].perpetrator(), None);
    assert_eq!(rows[1].published.len(), 1, "empty cells and a conceded 0 are absence");
    assert_eq!(said(&rows[2]), ["civilians/killed: 1 to 3"]);
    let flags: Vec<String> = rows.iter().flat_map(|row| &row.flags).map(ToString::to_string).collect();
    assert_eq!(flags, ["4:7: low 3, high 1 are not in order"]);
    let dossier = gathered(rows);
    let source = dossier.source(&"belligerent:NATO forces".parse().unwrap_or_else(|_| panic!()));
    assert_eq!(source.map(corroborate::Source::kind), Some(SourceKind::Belligerent));
}

#[test]
fn what_is_conceded_is_a_floor() {
    let table = "code,date,belligerent,civilians_killed_min,civilians_killed_max,conceded_min,conceded_max\n\
                 LY1,2011-06-19,NATO forces,3,9,5,5\n";
    let dossier = gathered(read(Format::Airwars, table));
    let policy = corroborate::LeastDissent::new();
    let reconciled = dossier.reconcile(&corroborate::Question::new(), policy);
    let estimate = reconciled.estimates().iter().find(|e| e.quantity().group().as_str() == "civilians");
    let estimate = estimate.unwrap_or_else(|| panic!("no estimate"));
    assert_eq!((estimate.low(), estimate.high(), estimate.conceded()), (5, Some(9), Some(5)));
}

#[test]
fn a_cell_may_hold_both_ends() {
    let table = "Incident Code,Incident date,Location,Civilians reported killed,Civilians reported injured\n\
                 ISPT1,\"October 7, 2023\",Gaza,2–5,Unknown\nISPT2,2023-10-08,Gaza,1,\nISPT3,2023-10-08,Gaza,lots,\n";
    let rows: Vec<_> = Rows::new(Format::Airwars, table.as_bytes()).collect();
    assert_eq!(rows[0].as_ref().map(said), Ok(vec!["civilians/killed: 2 to 5".to_owned()]));
    assert_eq!(rows[1].as_ref().map(said), Ok(vec!["civilians/killed: 1".to_owned()]));
    let fault = rows[2].as_ref().map_err(ToString::to_string);
    assert!(
        fault.is_err_and(|fault| fault.starts_with("4:4: Civilians reported killed: cannot read the count \"lots\""))
    );
}

const GTD: &str = "eventid,iyear,imonth,iday,country_txt,provstate,city,attacktype1_txt,gname,nkill,nkillus,nkillter,nwound,\
                   nwoundus,nwoundte,scite1,scite2,scite3\n\
                   1,2012,1,20,Iraq,Diyala,Baquba,Bombing,ISI,11,0,1,-99,0,,\"\"\"Eleven die,\"\" Reuters, January 20, 2012.\",\
                   \"\"\"Blast,\"\" AFP, 2012.\",\n\
                   2,2012,2,0,Iraq,,,,Unknown,,-9,,0,,,,,\n\
                   3,2012,0,0,Iraq,,,,ISI,2.5,0.0,,3.0,,,,,\n\
                   4,2012,13,1,Iraq,,,,ISI,1,,,,,,,,\n";

#[test]
fn gtd_sentinels_are_absence_and_its_zero_a_statement() {
    let rows: Vec<_> = Rows::new(Format::Gtd, GTD.as_bytes()).collect();
    let good: Vec<&Imported> = rows.iter().flatten().collect();
    assert_eq!(said(good[0]), ["all/killed: 11", "attackers/killed: 1"]);
    assert_eq!(good[0].claims[0].source().as_str(), "AFP; Reuters");
    assert_eq!(good[0].published.len(), 4, "11, 1, and two zeros: of US citizens killed and wounded");
    assert_eq!(said(good[1]), ["all/wounded: 0"]);
    assert_eq!(days(good[1]), "2012-02-01..2012-02-29");
    assert_eq!(good[1].events[0].perpetrator(), None);
    assert_eq!(said(good[2]), ["all/killed: 2 to 3", "all/wounded: 3"]);
    assert_eq!(days(good[2]), "2012-01-01..2012-12-31");
    assert_eq!(good[2].flags[0].to_string(), "4:10: 2.5 is not a whole number of people");
    let fault = rows[3].as_ref().map_err(ToString::to_string).err();
    let expected = "5:2: iyear-imonth-iday: expected a date (2022-01-21 or 21 January 2022), found \"2012-13-1\"";
    assert_eq!(fault.as_deref(), Some(expected));
    assert_eq!(gathered(good.into_iter().cloned().collect()).events().len(), 3);
}

const HXL: &str = "Code,When,Where,Who says,Dead,at least,at most,Injured girls,Share,Rate\n\
                   #event +code,#date+occurred,#adm1+name,#meta+source,#affected+killed,#affected+killed+min,\
                   #affected+max+killed,#affected+injured+f+children,#indicator+pct,#affected+killed+pct\n\
                   e1,2022-01-20,Hasakah,OCHA,30,20,40,3,1,2\n\
                   ,2022-01-21,,,0,,,,,\n\
                   e3,2022-01-22,Hasakah,OCHA,,,,,,\n\
                   e4,,Hasakah,OCHA,1,,,,,\n\
                   e5,2022-01-22,Hasakah,OCHA,unknown,,,,,\n";

#[test]
fn hxl_is_read_below_its_row_of_hashtags() {
    let rows: Vec<_> = Rows::new(Format::Hxl, HXL.as_bytes()).collect();
    let good: Vec<&Imported> = rows.iter().flatten().collect();
    assert_eq!(said(good[0]), ["all/killed: 20 to 40", "+children+f/wounded: 3"]);
    assert_eq!(good[0].published[0].best, Some(30));
    assert_eq!(good[0].events[0].id().as_str(), "hxl:e1");
    assert_eq!(good[0].claims[0].source().as_str(), "OCHA");
    assert_eq!(said(good[1]), ["all/killed: 0"], "a blank is absence, so a 0 is a statement");
    let digest = good[1].events[0].id().as_str().strip_prefix("hxl:").unwrap_or_default();
    assert!(digest.len() == 16 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()), "{digest}");
    assert_eq!(said(good[2]), [""; 0]);
    let faults: Vec<String> = rows.iter().filter_map(|row| row.as_ref().err()).map(ToString::to_string).collect();
    assert_eq!(
        faults,
        [
            "6:2: #date+occurred: expected a date, found nothing",
            "7:5: #affected+killed: expected a whole number, found \"unknown\""
        ]
    );
}

#[test]
fn hxl_without_hashtags_or_counts_is_named() {
    assert_eq!(
        refused(Format::Hxl, "a,b\n1,2\n"),
        ["2:1: expected a row of hashtags among the first 2 rows, found none"]
    );
    assert_eq!(
        refused(Format::Hxl, "#date,#affected\n2022-01-21,1\n"),
        ["1:1: expected a column that counts people (of HXL, #affected with an outcome such as +killed), found none"]
    );
    assert_eq!(refused(Format::Hxl, ""), ["1:1: expected a header, found an empty file"]);
}

#[test]
fn hxl_goes_out_as_it_came_in() {
    let rows = read(Format::Airwars, AIRWARS);
    let mut table = HxlTable::new(Vec::new());
    for row in &rows {
        assert_eq!(table.imported(row).unwrap_or_else(|e| panic!("{e}")), []);
    }
    let written = table.finish().unwrap_or_else(|e| panic!("{e}"));
    let again = read(Format::Hxl, &String::from_utf8_lossy(&written));
    let figures = |rows: &[Imported]| {
        let mut all: Vec<String> = rows
            .iter()
            .flat_map(|row| &row.published)
            .map(|p| {
                let (low, best, high) = (p.low, p.best, p.high);
                format!("{}/{} {low:?} {best:?} {high:?} {}", p.quantity.group(), p.quantity.outcome(), p.role)
            })
            .collect();
        all.sort();
        all
    };
    assert_eq!(figures(&rows), figures(&again));
    assert_eq!(again[0].events[0].id().as_str(), "hxl:airwars:LY1");
}
