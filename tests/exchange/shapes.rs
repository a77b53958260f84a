//! Tables in the shapes that people have: what public files, bug reports and newsrooms show, each in its
//! smallest form, with what it should give.
#![cfg(feature = "exchange")]

use crate::read::{all, gathered};
use corroborate::exchange::{
    ClaimTable, DateOrder, EstimateTable, Format, Gathering, Imported, Mapping, Role, Rows, TableReader, declared,
};
use corroborate::{LeastDissent, List, Question};

fn of(format: Format, table: &str) -> (Vec<Imported>, Vec<String>) {
    all(TableReader::of(format), table.as_bytes())
}

fn sound(format: Format, table: &str) -> Vec<Imported> {
    let (rows, faults) = of(format, table);
    assert_eq!(faults, [""; 0], "{table}");
    rows
}

/// Group, outcome and count of each claim.
fn said(rows: &[Imported]) -> Vec<String> {
    let each = rows.iter().flat_map(|row| &row.claims);
    each.map(|claim| format!("{}/{}: {}", claim.group(), claim.outcome(), claim.count())).collect()
}

fn flags(rows: &[Imported]) -> Vec<String> {
    rows.iter().flat_map(|row| &row.flags).map(ToString::to_string).collect()
}

fn days(row: &Imported) -> String {
    let day = |moment: Option<corroborate::Moment>| moment.map_or_else(String::new, |moment| moment.to_string());
    format!("{}..{}", day(row.events[0].start()), day(row.events[0].end()))
}

// Encodings and delimiters

#[test]
fn a_curly_quote_in_a_citation_names_the_encoding_that_reads_it() {
    let table = b"eventid,iyear,imonth,iday,country_txt,city,attacktype1_txt,gname,nkill,nwound,scite1\n\
                  1,2001,9,11,Aland,Town,Hijacking,Group A,1384,8190,\"\x93Tower falls,\x94 Paper\"\n\
                  2,2001,9,12,Aland,Town,Hijacking,Group A,3,4,Plain Paper\n";
    let (rows, faults) = all(TableReader::of(Format::Gtd), table);
    let fault = "2:11: scite1: expected UTF-8, found the byte 0x93 at byte 0 of the cell (--encoding windows-1252?)";
    assert_eq!((rows.len(), faults), (1, vec![fault.to_owned()]));
    let latin = "windows-1252".parse().unwrap_or_else(|e| panic!("{e}"));
    let (rows, faults) = all(TableReader::of(Format::Gtd).encoding(latin), table);
    assert_eq!(faults, [""; 0]);
    assert_eq!(said(&rows), ["all/killed: 1,384", "all/wounded: 8,190", "all/killed: 3", "all/wounded: 4"]);
    assert_eq!(rows[0].claims[0].source().as_str(), "Paper");
}

#[test]
fn the_delimiter_is_the_one_that_gives_the_columns() {
    let table = "event,group,outcome,count,source,as_of\ne,\"a, b\",killed,7,s,2022-01-22\n";
    for delimiter in [";", "\t", "|"] {
        let table = table.replace("\"a, b\"", "a; b").replace(',', delimiter).replace("a; b", "\"a; b\"");
        assert_eq!(said(&sound(Format::Csv, &table)), ["a; b/killed: 7"], "{delimiter}");
    }
    assert_eq!(said(&sound(Format::Csv, table)), ["a, b/killed: 7"]);
    let name = "utf-9".parse::<corroborate::exchange::Encoding>().map_err(|error| error.to_string());
    assert!(name.is_err_and(|text| text.starts_with("\"utf-9\" is not one of utf-8")));
}

// HXL

#[test]
fn an_hxl_group_that_did_it_is_the_perpetrator() {
    let table = "Date,Country,Perpetrator,Workers killed,Workers injured\n\
                 #date,#country+name,#group+perp+name,#affected+healthworker+killed,#affected+healthworker+injured\n\
                 2023-12-21,Aland,Army of Aland,1,2\n";
    let rows = sound(Format::Hxl, table);
    assert_eq!(said(&rows), ["+healthworker/killed: 1", "+healthworker/wounded: 2"]);
    assert_eq!(rows[0].events[0].perpetrator().map(ToString::to_string).as_deref(), Some("Army of Aland"));
}

#[test]
fn the_two_sides_of_an_hxl_row_are_not_who_was_killed() {
    let table = "date_start,date_end,side_a,side_b,best\n#date+start,#date+end,#group+name+first,#group+name+second,#affected+killed\n\
                 2013-12-13,2013-12-14,A,B,7\n";
    assert_eq!(said(&sound(Format::Hxl, table)), ["all/killed: 7"]);
}

#[test]
fn two_columns_of_one_outcome_are_two_claims() {
    let table = "Date,Perpetrator,Health workers killed,Students killed\n\
                 #date,#group+perp,#affected+healthworker+killed,#affected+student+killed\n2023-12-21,Army of Aland,1,5\n";
    let rows = sound(Format::Hxl, table);
    assert_eq!(said(&rows), ["+healthworker/killed: 1", "+student/killed: 5"]);
    assert_eq!(gathered(rows).claims().len(), 2);
    // The very same hashtag twice: the second is named.
    let (rows, faults) = of(Format::Hxl, "#date,#affected+killed,#affected+killed\n2023-12-21,1,5\n");
    let fault = "1:3: the column \"#affected+killed\" stands twice: this one is passed over, column 2 is read";
    assert_eq!((said(&rows), faults), (vec!["all/killed: 1".to_owned()], vec![fault.to_owned()]));
}

#[test]
fn a_year_alone_spans_it() {
    let rows = sound(
        Format::Hxl,
        "Year,District,Killed\n#date+year,#adm1+name,#affected+killed\n2013,North,4\n2014,North,6\n",
    );
    assert_eq!(said(&rows), ["all/killed: 4", "all/killed: 6"]);
    assert_eq!([days(&rows[0]), days(&rows[1])], ["2013-01-01..2013-12-31", "2014-01-01..2014-12-31"]);
}

#[test]
fn a_month_is_all_its_days_and_needs_a_year() {
    let told = |head: &str, cells: &str| {
        let table = format!("{head},#adm1+name,#affected+killed\n{cells},North,4\n");
        let (rows, faults) = of(Format::Hxl, &table);
        rows.first().map_or_else(|| faults.join("; "), days)
    };
    for (head, cells) in [
        ("#date+month", "2020-02"),
        ("#date+month", "February 2020"),
        ("#date+month+year", "2020-02"),
        ("#date+year,#date+month", "2020,2"),
        ("#date+month,#date+year", "Feb,2020"),
        ("#date+start+year,#date+start+month", "2020,02"),
    ] {
        assert_eq!(told(head, cells), "2020-02-01..2020-02-29", "{head}");
    }
    assert_eq!(told("#date+year,#date+month,#date+day", "2020,2,9"), "2020-02-09..2020-02-09");
    assert_eq!(told("#date,#date+year,#date+month", "2020-02-09,2020,2"), "2020-02-09..2020-02-09");
    assert_eq!(told("#date+year,#date+month", "2020,"), "2020-01-01..2020-12-31");
    for month in ["February", "2"] {
        let question = "2:1: #date+month: of which year? MONTH is a month alone: nothing of the column is read \
                        (a column of years tells it; in HXL, #date+year)";
        assert_eq!(told("#date+month", month), question.replace("MONTH", &format!("{month:?}")));
    }
}

#[test]
fn of_two_hashtags_that_tell_the_same_both_are_named() {
    let (rows, faults) = of(Format::Hxl, "#date,#affected+injured,#affected+wounded\n2023-12-21,1,5\n");
    let fault = "1:3: the column \"#affected+wounded\" tells the same as \"#affected+injured\": this one is passed \
                 over, column 2 is read";
    assert_eq!((said(&rows), faults), (vec!["all/wounded: 1".to_owned()], vec![fault.to_owned()]));
}

#[test]
fn every_hashtag_that_is_not_read_is_named() {
    let table = "Date,Country,Killed,Kidnapped,Arrested,Aid workers killed\n\
                 #date,#country+name,#affected+healthworker+killed,#affected+healthworker+kidnapped,#affected+healthworker+arrested,#affected aidworker+killed\n\
                 2023-12-21,Aland,1,3,4,5\n";
    let mut rows = Rows::new(Format::Hxl, table.as_bytes());
    let row = rows.next().and_then(Result::ok).unwrap_or_default();
    assert_eq!(said(&[row]), ["+healthworker/killed: 1", "+healthworker/abducted: 3", "+healthworker/detained: 4"]);
    assert_eq!(rows.unread(), [(6, "#affected aidworker+killed".to_owned())]);
}

#[test]
fn hashtags_below_a_known_header_are_passed_over() {
    let table = "id,date_start,date_end,side_a,side_b,low,best,high,deaths_a,deaths_b,deaths_civilians,deaths_unknown\n\
                 ,#date+start,#date+end,#group+name+first,#group+name+second,,#affected+killed,,,,,\n\
                 7,2013-12-13,2013-12-14,A,B,1,1,2,0,1,0,0\n";
    assert_eq!(said(&sound(Format::Ucdp, table)), ["A | B/killed: 1 to 2"]);
    let mut rows = TableReader::recognising().rows(table.as_bytes());
    assert!(rows.next().is_some_and(|row| row.is_ok()));
    assert_eq!(rows.mapping(), Some("ucdp"));
}

// Dates

#[test]
fn the_order_of_day_and_month_is_settled_once_a_column() {
    let rows = sound(Format::Hxl, "Date,Killed\n#date,#affected+killed\n03/04/2023,1\n21/04/2023,2\n05/05/2023,4\n");
    assert_eq!(
        rows.iter().map(days).collect::<Vec<_>>(),
        ["2023-04-03..2023-04-03", "2023-04-21..2023-04-21", "2023-05-05..2023-05-05"]
    );
    let head = "event,group,outcome,count,source,as_of\n";
    let us = format!(
        "{head}e,g,killed,5,S,9/8/2023\ne,g,killed,296,S,9/9/2023\ne,g,killed,2012,S,9/10/2023\ne,g,killed,2946,S,9/13/2023\n"
    );
    let rows = sound(Format::Csv, &us);
    assert_eq!(rows[2].claims[0].as_of().to_string(), "2023-09-10");
}

#[test]
fn a_column_that_does_not_tell_is_refused_with_the_question() {
    let head = "event,group,outcome,count,source,as_of\n";
    let open = format!("{head}e,g,killed,5,S,9/8/2023\ne,g,killed,6,S,9/10/2023\n");
    let (rows, faults) = of(Format::Csv, &open);
    let fault = "2:6: as_of: day or month first? \"9/8/2023\" can be read both ways: nothing of the column is read \
                 (--dates day-first or --dates month-first)";
    assert_eq!((rows.len(), faults), (0, vec![fault.to_owned()]));
    for (order, day) in [(DateOrder::DayFirst, "2023-08-09"), (DateOrder::MonthFirst, "2023-09-08")] {
        let (rows, faults) = all(TableReader::of(Format::Csv).dates(order), open.as_bytes());
        assert_eq!((rows[0].claims[0].as_of().to_string(), faults.len()), (day.to_owned(), 0));
    }
    let mixed = format!("{head}e,g,killed,89,S,15/07/2014\ne,g,killed,42,S,07/16/2014\n");
    let (rows, faults) = of(Format::Csv, &mixed);
    assert_eq!(rows.len(), 0);
    assert!(
        faults[0].starts_with("3:6: as_of: day or month first? \"07/16/2014\" tells one, and line 2 the other"),
        "{faults:?}"
    );
    let (_, faults) = all(TableReader::of(Format::Csv).dates(DateOrder::DayFirst), mixed.as_bytes());
    assert_eq!(faults, ["3:6: as_of: \"07/16/2014\" is not day-first, as it was said tells"]);
}

#[test]
fn short_dates_beside_names_of_months_are_read_where_they_are_clear() {
    let table = "event_id_cnty,event_date,year,country,location,source,fatalities\n\
                 AAA1,9-May-20,2020,Aland,Town,Paper,4\nAAA2,31-12-19,2019,Aland,Town,Paper,2\nAAA3,04-01-04,2004,Aland,Town,Paper,1\n";
    let (rows, faults) = of(Format::Acled, table);
    assert_eq!(rows.iter().map(days).collect::<Vec<_>>(), ["2020-05-09..2020-05-09", "2019-12-31..2019-12-31"]);
    assert_eq!(said(&rows), ["all/killed: 4", "all/killed: 2"]);
    assert_eq!(
        faults,
        [
            "4:2: event_date: day or month first? \"04-01-04\" can be read both ways (--dates day-first or --dates month-first)"
        ]
    );
}

/// ACLED of 2015: another id, days first.
#[test]
fn acled_of_2015_comes_in() {
    let table = "GWNO,EVENT_ID_CNTY,EVENT_ID_NO_CNTY,EVENT_DATE,YEAR,TIME_PRECISION,EVENT_TYPE,ACTOR1,COUNTRY,LOCATION,SOURCE,NOTES,FATALITIES\n\
                 615,1ALG,1,13/01/1997,1997,1,Violence,GIA,Algeria,Douaouda,Paper,Five killed,5\n\
                 615,2ALG,2,01/02/1997,1997,1,Violence,GIA,Algeria,Hassasna,Paper,2 killed,2\n";
    let rows = sound(Format::Acled, table);
    assert_eq!(said(&rows), ["all/killed: 5", "all/killed: 2"]);
    assert_eq!(days(&rows[1]), "1997-02-01..1997-02-01");
}

#[test]
fn an_export_without_ids_is_called_by_what_stands_in_its_rows() {
    let table =
        "event_date,country,location,source,fatalities\n2020-05-09,Aland,Town,Paper,4\n2020-05-09,Aland,Town,Paper,4\n";
    let rows = sound(Format::Acled, table);
    assert_eq!(flags(&rows), ["1:1: no column gives an id: events are called by what stands in their rows"]);
    let more = table.replace("2020-05-09,Aland", "2020-05-08,Aland,Port,Paper,1\n2020-05-09,Aland").replacen(
        "Town,Paper,4\n2020-05-08,Aland,Port,Paper,1\n",
        "Town,Paper,4\n",
        1,
    );
    let again = sound(Format::Acled, &more);
    let ids = |rows: &[Imported]| rows.iter().map(|row| row.events[0].id().to_string()).collect::<Vec<_>>();
    assert_eq!(ids(&again)[1..], ids(&rows), "a row above changes no id, and two that are alike stay two");
    let gtd = "iyear,imonth,iday,country_txt,city,nkill,nwound\n2000,1,1,Aland,Town,0,1\n2000,1,2,Bland,Port,4,0\n";
    let rows = sound(Format::Gtd, gtd);
    assert_eq!(said(&rows), ["all/killed: 0", "all/wounded: 1", "all/killed: 4", "all/wounded: 0"]);
}

#[test]
fn years_that_cannot_be_are_flagged() {
    let table = "event_id_cnty,event_date,year,country,location,source,fatalities\n\
                 ABC1,0025-09-01,2025,Aland,Town,Paper,3\nABC2,2025-09-01,2024,Aland,Town,Paper,2\n";
    assert_eq!(
        flags(&sound(Format::Acled, table)),
        [
            "2:2: the year 25",
            "2:3: the year is 2025 here, and 25 in the date",
            "3:3: the year is 2024 here, and 2025 in the date"
        ]
    );
}

/// Whatever the table, the row of the year that is off.
#[test]
fn years_far_off_are_flagged_in_every_table() {
    let claims = "event,group,outcome,count,source,as_of\ne,g,killed,6,S,0202-03-01\ne,g,killed,8,T,2020-03-02\n\
                  e,g,killed,9,U,2202-03-02T10:00:00Z\n";
    assert_eq!(flags(&sound(Format::Csv, claims)), ["2:6: the year 202", "4:6: the year 2202"]);
    let ibc = "IBC code,Start Date,End Date,Reported Minimum,Reported Maximum,Sources\n\
               k1,20 Mar 2003,21 Mar 2003,3,5,REU\nk2,20 Mar 0203,21 Mar 2003,3,5,REU\n";
    assert_eq!(flags(&sound(Format::Ibc, ibc)), ["3:2: the year 203"]);
    let list = "id,date,year,place,killed\n1,2012-12-31,2012,Hit,2\n2,2012-12-31,2021,Hit,2\n3,2202-01-05,,Hit,3\n";
    let expected = ["3:3: the year is 2021 here, and 2012 in the date", "4:2: the year 2202"];
    assert_eq!(flags(&sound(Format::List, list)), expected);
    let hxl = "#event+code,#date+start,#date+end,#date+year,#affected+killed\n1,2012-12-31,2013-01-01,2013,2\n\
               2,2012-12-31,2013-01-01,2011,2\n";
    assert_eq!(flags(&sound(Format::Hxl, hxl)), ["3:4: the year is 2011 here, and 2012 in the date"]);
}

#[test]
fn a_date_beyond_all_dates_is_refused() {
    let (rows, faults) =
        of(Format::Csv, "event,group,outcome,count,source,as_of\ne,g,killed,7,s,2022-01-10000000000\n");
    assert_eq!(rows.len(), 0);
    assert!(faults[0].starts_with("2:6: as_of: \"2022-01-10000000000\" is not a date"), "{faults:?}");
}

// What is said and what is coded

#[test]
fn shares_are_no_claims_and_codes_no_numbers() {
    let table = "event_id_cnty,event_date,country,location,source,notes,fatalities\n\
        CCC1,2022-04-14,Aland,Northville,Local Radio,Shelling. 3 people were killed in the district (3 fatalities split among 3 events).,1\n\
        CCC4,2022-04-15,Aland,Hill post,Local Radio,Clashes. Unspecified fatalities coded as 10.,10\n\
        CCC5,2022-04-16,Aland,Hill post,Group A Radio,At least 3 soldiers were killed. Fatalities coded as 0 (Group A reported 7 fatalities).,0\n";
    let rows = sound(Format::Acled, table);
    assert_eq!(said(&rows), ["all/killed: unspecified"]);
    assert_eq!((rows[0].published[0].role, rows[0].published[0].best), (Role::Allocated, Some(1)));
    assert_eq!(rows[1].published[0].best, Some(10));
    assert_eq!(flags(&rows), ["4:7: the figure is 0, and the words beside it name at least 3, 7"]);
}

#[test]
fn a_row_for_each_actor_is_one_event() {
    let table = "event_id_cnty,event_date,actor1,inter1,country,location,source,fatalities\n\
                 BBB1,2024-08-05,Rioters,Rioters,Aland,Town,Paper,9\nBBB1,2024-08-05,Police,State forces,Aland,Town,Paper,9\n";
    let rows = sound(Format::Acled, table);
    assert_eq!(said(&rows), ["all/killed: 9"]);
    assert_eq!(rows.iter().flat_map(|row| &row.published).filter_map(|published| published.best).sum::<u64>(), 9);
    assert_eq!(flags(&rows), ["3:1: the id and all its figures stand on line 2 already: counted once"]);
}

#[test]
fn a_blank_high_stays_unbounded() {
    let rows = sound(Format::Hxl, "#date,#affected+killed,#affected+killed+min\n2022-01-21,39,39\n");
    assert_eq!(said(&rows), ["all/killed: at least 39"]);
    let rows = sound(Format::Csv, "event,group,outcome,count,source,as_of,low,best,high\ne,g,killed,,,,39,39,\n");
    assert_eq!(rows[0].published[0].to_count().map(|count| count.to_string()).as_deref(), Some("at least 39"));
    let rows = sound(Format::Airwars, "code,date,civilians_killed_min,civilians_killed_max\nA1,2022-01-21,39,\n");
    assert_eq!(said(&rows), ["civilians/killed: at least 39"]);
}

#[test]
fn a_policy_without_an_answer_is_blank_and_says_so() {
    let table = "event,group,outcome,count,source,as_of\ne,g,killed,7,a,2022-01-21\n";
    let dossier = gathered(sound(Format::Csv, table));
    let reconciled = dossier.reconcile(&Question::new(), corroborate::TwoSource::new());
    let mut out = EstimateTable::new(Vec::new());
    for estimate in reconciled.estimates() {
        assert!(out.estimate(estimate).is_ok());
    }
    let text = String::from_utf8(out.finish().unwrap_or_default()).unwrap_or_default();
    let answered = dossier.reconcile(&Question::new(), LeastDissent::new());
    let mut out = EstimateTable::new(Vec::new());
    assert!(out.estimate(&answered.estimates()[0]).is_ok());
    let other = String::from_utf8(out.finish().unwrap_or_default()).unwrap_or_default();
    assert!(other.contains("2022-01-21T23:59:59Z,7,7,7,answered,"), "{other}");
    assert!(
        text.contains(",no-answer,") && text.contains("2022-01-21,,,,") || text.contains(",provisional,"),
        "{text}"
    );
}

// Ids

#[test]
fn ids_that_a_spreadsheet_ruined_are_a_fault_of_the_column() {
    let table = "eventid,iyear,imonth,iday,country_txt,city,attacktype1_txt,gname,nkill,nwound,scite1\n\
                 1.97E+11,1970,7,2,Aland,Town,Assassination,Group A,1,0,Paper\n1.97E+11,1970,7,9,Aland,Port,Bombing,Group B,6,3,Paper\n";
    let (rows, faults) = of(Format::Gtd, table);
    assert_eq!(rows.len(), 0);
    assert_eq!(faults, ["2:1: eventid: the ids of this column were lost in a spreadsheet, found \"1.97E+11\""]);
}

#[test]
fn ids_of_claims_come_from_what_they_say() {
    let head = "event,group,outcome,count,source,as_of\n";
    let (one, two) = ("e,g,killed,5,s,2022-01-01\n", "e,g,killed,6,s,2022-01-01\n");
    let id =
        |table: String| sound(Format::Csv, &table).iter().map(|row| row.claims[0].id().to_string()).collect::<Vec<_>>();
    let (first, second) = (id(format!("{head}{one}")), id(format!("{head}{two}")));
    assert_ne!(first, second);
    assert_eq!(id(format!("{head}{two}{one}"))[1..], first);
    assert_eq!(gathered(sound(Format::Csv, &format!("{head}{one}{two}{one}"))).claims().len(), 2);
}

#[test]
fn a_stray_quote_is_flagged_with_the_rows_it_took() {
    let table = "event,group,outcome,count,source,as_of\nraid,\"fighters,killed,9,s,2022-01-01\n\
                 raid,civilians,killed,40,s,2022-01-01\nraid,guards\",killed,3,s,2022-01-01\n";
    let rows = sound(Format::Csv, table);
    assert_eq!(flags(&rows), ["2:2: group: a line break within the cell: lines 2 to 4 are one row"]);
}

#[test]
fn what_a_spreadsheet_would_run_goes_out_as_text_and_comes_back() {
    let table = "event,group,outcome,count,source,as_of,quote\nraid,g,killed,9,\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",2022-01-01,=1+1\n";
    let rows = sound(Format::Csv, table);
    let write = |keeps: bool| {
        let mut out = ClaimTable::new(Vec::new());
        if keeps {
            out = out.as_they_are();
        }
        assert!(out.imported(&rows[0]).is_ok());
        String::from_utf8(out.finish().unwrap_or_default()).unwrap_or_default()
    };
    assert!(write(false).contains(",\"'=HYPERLINK(") && write(false).contains(",'=1+1,"), "{}", write(false));
    assert!(write(true).contains(",=1+1,"));
    assert_eq!(sound(Format::Csv, &write(false))[0].claims, rows[0].claims);
}

// Lists of strikes, of people, series

#[test]
fn a_list_of_strikes_is_read_by_the_words_of_its_columns() {
    let table = "id,date,place,country,min_ppl_killed,max_ppl_killed,min_civil_killed,max_civil_killed,min_child_killed,max_child_killed,min_injured,max_injured\n\
                 S1,2004-06-17,Hill,Aland,6,8,2,3,1,2,4,5\n";
    let mut said = said(&sound(Format::Airwars, table));
    said.sort();
    assert_eq!(
        said,
        ["all/killed: 6 to 8", "all/wounded: 4 to 5", "children/killed: 1 to 2", "civilians/killed: 2 to 3"]
    );
}

#[test]
fn a_list_that_has_no_column_of_ibc_is_not_ibc() {
    let (rows, faults) = of(Format::Ibc, "id,name,date,manner_of_death,age,city\n3,Person A,2015-01-02,shot,53,Town\n");
    assert_eq!(rows.len(), 0);
    assert!(faults[0].starts_with("1:1: missing columns: "), "{faults:?}");
}

/// The shape of `TechForPalestine`'s files, as JSON and as CSV.
#[test]
fn daily_totals_come_in_as_json_and_as_csv() {
    let json = r#"[
  {"report_date": "2023-10-07", "report_source": "mohtel", "report_period": 24, "ext_killed": 232, "killed": 232, "killed_cum": 232},
  {"report_date": "2023-10-08", "report_source": "mohtel", "report_period": 24, "ext_killed": 138, "killed": 138, "killed_cum": 370,
   "killed_children_cum": 78}
]"#;
    let (rows, faults) = all(TableReader::recognising(), json.as_bytes());
    assert_eq!(faults, [""; 0]);
    assert_eq!(
        said(&rows),
        ["all/killed: 232", "all/killed: 232", "all/killed: 370", "all/killed: 138", "children/killed: 78"]
    );
    assert_eq!(rows[1].claims[1].since().map(|moment| moment.to_string()).as_deref(), Some("2023-10-07"));
    let csv = "report_date,report_source,report_period,ext_killed,killed,killed_cum,killed_children_cum\n\
               2023-10-07,mohtel,24,232,232,232,\n2023-10-08,mohtel,24,138,138,370,78\n";
    let (again, _) = all(TableReader::recognising(), csv.as_bytes());
    let claims = |rows: Vec<Imported>| rows.into_iter().flat_map(|row| row.claims).collect::<Vec<_>>();
    assert_eq!(claims(rows), claims(again));
    let nested = r#"{"status": 200, "data": [{"report_date": "2023-10-07", "verified": {"killed": 6, "killed_cum": 6}, "killed_cum": 3, "flash_source": "un"}]}"#;
    let (rows, _) = all(TableReader::recognising(), nested.as_bytes());
    assert_eq!(said(&rows), ["all/killed: 6", "all/killed: 3"]);
    assert_eq!(rows[0].claims[0].source().as_str(), "un, verified");
}

#[test]
fn one_person_a_row_is_counted_up() {
    let table = "id,name,en_name,age,sex\n1,x,A,12,f\n2,y,B,40,f\n3,z,C,,m\n";
    let (rows, faults) = all(TableReader::of(Format::Gaza), table.as_bytes());
    assert_eq!(
        (rows.len(), faults),
        (0, vec!["1:1: no column tells a date: as of when is this? (--as-of DATE)".to_owned()])
    );
    let as_of = "2024-08-08".parse().unwrap_or_else(|e| panic!("{e}"));
    let mut rows = TableReader::of(Format::Gaza).as_of(as_of).rows(table.as_bytes());
    let read: Vec<Imported> = rows.by_ref().flatten().collect();
    assert_eq!(rows.read(), 3);
    assert_eq!(said(&read), ["all/killed: at least 3", "children/killed: at least 1", "women/killed: at least 1"]);
}

#[test]
fn a_humanitarian_service_is_read_with_its_hashtags() {
    let table = "location_code,admin1_name,admin2_name,admin_level,event_type,events,fatalities,reference_period_start,reference_period_end\n\
                 #country+code,#adm1+name,#adm2+name,,#event+type,#event+num,#affected+killed,#date+start,#date+end\n\
                 ALA,North,Town,2,political_violence,3,5,2024-01-01T00:00:00,2024-01-31T23:59:59\n";
    let (rows, faults) = all(TableReader::recognising(), table.as_bytes());
    assert_eq!((said(&rows), faults.len()), (vec!["all/killed: 5".to_owned()], 0));
    assert_eq!(days(&rows[0]), "2024-01-01..2024-01-31");
}

#[test]
fn ucdp_of_several_vintages_and_years_comes_in() {
    let ged5 = "id,year,active_year,type_of_violence,conflict_id,conflict_name,dyad_name,side_a,side_b,source_article,where_coordinates,\
                country,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best_est,high_est,low_est\n\
                1,2015,1,1,1,C,A - B,A,B,\"P\",Town,Aland,2015-01-03 00:00:00.000,2015-01-03 00:00:00.000,1,0,0,0,1,1,1\n";
    assert_eq!(said(&sound(Format::Ucdp, ged5)), ["A | B/killed: 1", "A | B: side a/killed: 1"]);
    let candidate = "id,relid,year,type_of_violence,conflict_name,dyad_name,side_a,side_b,source_office,source_date,source_original,\
                     where_coordinates,country,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low\n\
                     5,X,2025,3,C,A - Civilians,A,Civilians,AFP,2025-01-04,police,Town,Aland,1/3/2025 0:00,1/13/2025 0:00,0,0,2,0,2,2,2\n";
    let rows = sound(Format::Ucdp, candidate);
    assert_eq!(days(&rows[0]), "2025-01-03..2025-01-13");
    let dyads = "conflict_id,dyad_id,location_inc,side_a,side_b,year,bd_best,bd_low,bd_high,battle_location\n\
                 1,2,Aland,Government of Aland,Rebels,1990,40,30,50,Aland\n";
    let rows = sound(Format::Ucdp, dyads);
    assert_eq!(
        (said(&rows), days(&rows[0])),
        (vec!["all/killed: 30 to 50".to_owned()], "1990-01-01..1990-12-31".to_owned())
    );
    let countries = "country_cy,country_id_cy,year_cy,year,region_cy,cumulative_total_deaths_in_orgvio_best,\
                     cumulative_total_deaths_in_orgvio_low,cumulative_total_deaths_in_orgvio_high\nAland,7,2022,2022,Europe,12,10,20\n";
    assert_eq!(said(&sound(Format::Ucdp, countries)), ["all/killed: 10 to 20"]);
}

#[test]
fn a_json_document_is_no_json_lines_and_says_so_once() {
    let (rows, faults) = of(Format::JsonLines, "[\n  {\"report_date\": \"2023-10-07\", \"killed\": 232}\n]\n");
    assert_eq!(rows.len(), 0);
    assert_eq!(
        faults,
        ["1:1: this is one JSON document, not one thing a line: a list of objects is read as a table (--mapping FILE)"]
    );
}

// Mappings

const DAILY: &str = r#"{
  "name": "daily totals of a ministry",
  "recorder": {"id": "moh", "name": "Ministry of Health", "kind": "official"},
  "needs": ["report_date", "killed_cum"],
  "event": {"id": "war", "name": [], "place": []},
  "as_of": "report_date",
  "counts": [
    {"group": "all", "outcome": "killed", "best": "killed_cum"},
    {"group": "all", "outcome": "killed", "best": "killed", "days": 1},
    {"group": "children", "outcome": "killed", "best": "killed_children_cum"},
    {"group": "all", "outcome": "wounded", "best": "injured_cum"}
  ]
}"#;

#[test]
fn any_table_comes_in_by_a_mapping_of_ones_own() {
    let table = "report_date,killed,killed_cum,killed_children_cum,injured_cum\n2023-11-06,252,10022,4108,25000\n\
                 2023-11-07,306,10328,4327,25956\n2023-11-08,241,10569,4324,26475\n";
    let mapping: Mapping = DAILY.parse().unwrap_or_else(|e| panic!("{e}"));
    let (rows, faults) = all(TableReader::mapped(mapping.clone()), table.as_bytes());
    assert_eq!((rows.iter().map(|row| row.claims.len()).sum::<usize>(), faults.len()), (12, 0));
    let dossier = gathered(rows);
    let findings = dossier.audit(&corroborate::audit::Thresholds::new());
    assert!(findings.iter().any(|finding| finding.says().contains("4,324")), "the children's total falls");
    // A name that stands alone must be in the table.
    let (_, faults) = all(TableReader::mapped(mapping), b"report_date,killed_cum\n2023-11-06,252\n");
    assert_eq!(faults, ["1:1: missing columns: killed, killed_children_cum, injured_cum"]);
}

#[test]
fn the_faults_of_a_mapping_have_their_place_and_the_name() {
    let cases = [
        ("{", "1:1: EOF while parsing an object"),
        ("{\"name\": \"x\",\n \"evnet\": {}}", "2:8: unknown field `evnet`"),
        ("{\"name\": \"x\", \"event\": {\"id\": \"{a\"}}", "1:34: no } behind the {"),
        (
            "{\"name\": \"x\", \"event\": {\"id\": \"{a}\"}, \"counts\": [\n{\"group\": \"all\", \"outcome\": \"slain\", \"best\": \"n\"}]}",
            "2:29: ",
        ),
        (
            "{\"name\": \"x\", \"event\": {\"id\": \"{a}\"}, \"counts\": [{\"group\": \"all\", \"best\": \"n\"}],\n\"sum\": {\"total\": \"bothh\"}}",
            "2:18: sum: expected a group of \"counts\", found \"bothh\"",
        ),
        (
            "{\"name\": \"x\", \"event\": {\"id\": \"{a}\"}, \"counts\": [{\"group\": \"all\", \"best\": \"n\"}, {\"group\": \"all\", \"best\": \"m\"}]}",
            "1:61: two counts of one group",
        ),
        ("{\"name\": \"x\", \"event\": {\"id\": \"{a}\"}}", "1:10: expected \"counts\" or \"words\""),
        (
            "{\"name\": \"x\", \"version\": 2, \"event\": {\"id\": \"{a}\"}, \"counts\": [{\"group\": \"all\", \"best\": \"n\"}]}",
            "1:1: expected version 1",
        ),
    ];
    for (text, expected) in cases {
        let fault = text.parse::<Mapping>().map(|_| ()).map_err(|fault| fault.to_string()).err().unwrap_or_default();
        let (place, message) = expected.split_once(": ").unwrap_or_default();
        let line = place.split(':').next().unwrap_or_default();
        assert!(fault.starts_with(&format!("{line}:")) && fault.contains(message), "{text}: {fault}");
    }
}

#[test]
fn every_shipped_mapping_reads_and_is_one_of_its_schema() {
    for &format in Format::ALL.iter().filter(|format| **format != Format::JsonLines) {
        let text = format.text().unwrap_or_default();
        let mappings = text.parse::<Mapping>().unwrap_or_else(|fault| panic!("{format}: {fault}"));
        assert!(mappings.names().count() > 0);
    }
}

// Sheets

#[test]
fn a_spreadsheet_with_a_column_for_each_outcome_is_enough() {
    let table =
        "event,source,date,killed,injured\nraid,Radio,21/01/2022,at least 20,\"1,200\"\nraid,Police,22/01/2022,,0\n";
    let rows = sound(Format::Csv, table);
    assert_eq!(said(&rows), ["all/killed: at least 20", "all/wounded: 1,200", "all/wounded: 0"]);
    let table = "event,group,outcome,count,source,date\nraid,all,dead,7,Radio,2022-01-21\nraid,all,injured,9,Radio,2022-01-21\n";
    assert_eq!(said(&sound(Format::Csv, table)), ["all/killed: 7", "all/wounded: 9"]);
}

#[test]
fn sheets_declare_what_took_json() {
    let sheets = [
        (List::Parties, "id,name,opposes,allies\nhouthi,Houthis,coalition,\ncoalition,Saudi-led coalition,,\n"),
        (List::Sources, "id,kind,party,basis\nHouthi ministry,Official,houthi,\nMSF,medical,,documented\n"),
        (List::Groups, "id;name;status\ndetainees;Detainees;civilian\n"),
        (
            List::Events,
            "id,name,start,end,settled,perpetrator\nsaada,Airstrike,21/01/2022,21/01/2022,2022-02-01,coalition\n",
        ),
    ];
    let mut draft = corroborate::Draft::new();
    for (list, sheet) in sheets {
        draft = draft.merge(declared(list, sheet.as_bytes()).unwrap_or_else(|faults| panic!("{faults}")));
    }
    let mut gathering = Gathering::declaring(draft);
    let claims = "event,group,outcome,count,source,as_of\nsaada,detainees,killed,70,Houthi ministry,2022-01-21\n";
    for row in sound(Format::Csv, claims) {
        assert!(gathering.add(row).is_ok());
    }
    let (dossier, faults) = gathering.finish();
    assert_eq!(faults, []);
    assert_eq!(dossier.sources().len(), 2);
    let estimate = &dossier.reconcile(&Question::new(), LeastDissent::new()).estimates()[0].clone();
    assert_eq!(estimate.grade().as_str(), "partisan");
    let wrong =
        declared(List::Sources, &b"id,kind,color\nx,press,red\n"[..]).map(|_| ()).map_err(|faults| faults.to_string());
    let expected = "1:3: \"color\" is no field of sources: id, name, kind, party, basis, reliability\n2:2: sources (x).kind: \"press\" is not one of";
    assert!(wrong.as_ref().is_err_and(|faults| faults.starts_with(expected)), "{wrong:?}");
}

/// A hospital's list of its patients: in Windows-1252, with lines above the header and words of its own.
#[test]
fn a_list_of_patients_in_another_language_is_counted_up() {
    let text = "Hospital Central;;;;\nN\u{ba} processo;Data de entrada;Enfermaria;Idade;Desfecho\n\
                1;20/03/2023;Urg\u{ea}ncia;34;\u{d3}bito\n2;20/03/2023;Urg\u{ea}ncia;8;\u{d3}bito\n\
                3;21/03/2023;Cirurgia;45;Alta\n4;21/03/2023;Cirurgia;50;Evadido\n";
    let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
    let text = r#"{
        "name": "hospital", "recorder": {"id": "hospital", "name": "Hospital Central", "kind": "medical"},
        "needs": ["Nº processo", "Data de entrada", "Enfermaria"],
        "event": {"id": "{Data de entrada}:{Enfermaria}", "place": "Enfermaria", "start": "Data de entrada"},
        "tally": true,
        "counts": [
            {"group": "all", "when": {"Desfecho": "Óbito"}},
            {"group": "children", "when": {"Desfecho": "Óbito", "Idade": {"below": 18}}},
            {"group": "all", "outcome": "wounded", "when": {"Desfecho": ["Alta", "Internado"]}}
        ]
    }"#;
    let mapping: Mapping = text.parse().expect("a mapping");
    let unread = TableReader::mapped(mapping.clone()).rows(&bytes[..]).next().expect("a fault").expect_err("not UTF-8");
    let expected = "2:1: missing columns: N\u{ba} processo; the header is not UTF-8 (--encoding windows-1252?)";
    assert_eq!(unread.to_string(), expected);
    // Where no name tells, the cells do, and nothing that follows from them is said as well.
    let other: Mapping = text.replace("Nº processo", "Idade").parse().expect("a mapping");
    let unread = TableReader::mapped(other).rows(&bytes[..]).next().expect("a fault").expect_err("not UTF-8");
    let bad = |cell: &str, found: &str| {
        format!("3:{cell}: expected UTF-8, found {found} of the cell (--encoding windows-1252?)")
    };
    let both = [bad("3: Enfermaria", "the byte 0xea at byte 3"), bad("5: Desfecho", "the byte 0xd3 at byte 0")];
    assert_eq!(unread.to_string(), both.join("\n"));
    let reader = TableReader::mapped(mapping).encoding("windows-1252".parse().expect("an encoding"));
    let rows: Vec<_> = reader.rows(&bytes[..]).map(|row| row.expect("a row")).collect();
    let claims: Vec<String> =
        rows.iter().flat_map(|row| &row.claims).map(|c| format!("{} {}", c.id(), c.count())).collect();
    assert_eq!(
        claims,
        [
            "20/03/2023:Urg\u{ea}ncia/all/killed at least 2",
            "20/03/2023:Urg\u{ea}ncia/children/killed at least 1",
            "21/03/2023:Cirurgia/all/wounded at least 1"
        ]
    );
    // What became of the fourth the mapping does not say.
    let flags: Vec<String> = rows.iter().flat_map(|row| &row.flags).map(ToString::to_string).collect();
    assert_eq!(flags, ["6:1: no figure stands in the row"]);
}

/// A table of the police with one column a month: each is what was added in that month.
#[test]
fn a_column_a_month_is_as_of_its_last_day() {
    let mapping: Mapping = r#"{
        "name": "police", "recorder": {"id": "police", "name": "National Police", "kind": "official"},
        "needs": ["Province", "Code", "Jan", "Feb"],
        "event": {"id": "police:{Code}", "name": "Province"},
        "counts": [
            {"group": "all", "best": "Jan", "as_of": "2023-01-31", "days": 31},
            {"group": "all", "best": "Feb", "as_of": "2023-02-28", "days": 28}
        ]
    }"#
    .parse()
    .expect("a mapping");
    let table = "Homicides 2023\nProvince,Code,Jan,Feb,Total\nNorth,N1,12,9,21\nSouth,S1,3,-,3\n";
    let rows: Vec<_> = TableReader::mapped(mapping).rows(table.as_bytes()).map(|row| row.expect("a row")).collect();
    let told = |claim: &corroborate::Claim| {
        format!("{} {} {} {}", claim.event(), claim.count(), claim.since().expect("a window"), claim.as_of())
    };
    let claims: Vec<String> = rows.iter().flat_map(|row| &row.claims).map(told).collect();
    assert_eq!(
        claims,
        [
            "police:N1 12 2022-12-31 2023-01-31",
            "police:N1 9 2023-01-31 2023-02-28",
            "police:S1 3 2022-12-31 2023-01-31"
        ]
    );
}

/// What a table says: its claims as text, its flags, and what it was refused for.
fn told(reader: TableReader, table: &str) -> [Vec<String>; 3] {
    let [mut claims, mut flags, mut faults] = [const { Vec::new() }; 3];
    for row in reader.rows(table.as_bytes()) {
        match row {
            Ok(row) => {
                let text =
                    |c: &corroborate::Claim| format!("{} {} {} {}", c.group(), c.outcome(), c.count(), c.as_of());
                claims.extend(row.claims.iter().map(text));
                flags.extend(row.flags.iter().map(ToString::to_string));
            }
            Err(refused) => faults.extend(refused.iter().map(ToString::to_string)),
        }
    }
    claims.sort();
    [claims, flags, faults]
}

#[test]
fn who_they_were_does_not_hide_what_became_of_them() {
    let tagged = |tags: &str| told(TableReader::of(Format::Hxl), &format!("#date,{tags}\n2022-03-04,3,7\n"))[0].clone();
    assert_eq!(
        tagged("#affected+idps+killed,#affected+idps+injured"),
        ["+idps killed 3 2022-03-04", "+idps wounded 7 2022-03-04"]
    );
    assert_eq!(
        tagged("#affected+refugees+killed,#affected+killed"),
        ["+refugees killed 3 2022-03-04", "all killed 7 2022-03-04"]
    );
    assert_eq!(
        tagged("#affected+abducted+killed,#affected+abducted"),
        ["+abducted killed 3 2022-03-04", "all abducted 7 2022-03-04"]
    );
}

const CLAIMS: &str = "event,group,outcome,count,source,as_of,quote\n";

#[test]
fn rows_that_a_stray_quote_took_in_are_told() {
    let of = |rows: &str| told(TableReader::of(Format::Csv), &format!("{CLAIMS}{rows}"));
    let [claims, flags, _] = of("r,civ,killed,9,\"s,2022-01-01,\nr,men,killed,40,t\",2022-01-01,\n");
    assert_eq!(
        (claims.len(), flags),
        (1, vec!["2:5: source: a line break within the cell: lines 2 to 3 are one row".to_owned()])
    );
    let [_, flags, _] = of(
        "r,civ,killed,9,s,2022-01-01,\"He said\nr,men,killed,40,s,2022-01-01,\nr,kids,killed,3,s,2022-01-01,\"ok\"\n",
    );
    assert_eq!(flags, ["2:7: quote: a line break within the cell: lines 2 to 4 are one row"]);
    let [claims, flags, faults] = of("r,civ,killed,9,\"AFP\nReuters\",2022-01-01,\"Nine, he said,\nare dead\"\n");
    assert_eq!(
        (claims.len(), flags.len(), faults.len()),
        (1, 0, 0),
        "a list with a line for each, and a text of two lines"
    );
}

#[test]
fn a_date_is_a_date_to_its_end() {
    let of = |date: &str| told(TableReader::of(Format::Csv), &format!("{CLAIMS}r,civ,killed,9,s,{date},\n"));
    for date in [
        "2022-01-01 to 2022-01-09", "2022-01-01T25:00:00Z", "2022-01-01T10:00:00+99:99", "-2022-01-01",
        "2022-01-01 foo",
    ] {
        let [claims, _, faults] = of(date);
        assert_eq!((claims.len(), faults.len()), (0, 1), "{date}");
        assert!(faults[0].starts_with(&format!("2:6: as_of: {date:?} is not a date")), "{}", faults[0]);
    }
}

#[test]
fn a_column_of_short_dates_that_may_begin_with_the_year_is_asked_about() {
    let column = |days: [&str; 3]| days.map(|day| format!("r,civ,killed,9,s,{day},\n")).concat();
    let of = |reader: TableReader, days| told(reader, &format!("{CLAIMS}{}", column(days)));
    let years = ["22-01-13", "22-01-21", "22-02-03"];
    let [claims, _, faults] = of(TableReader::of(Format::Csv), years);
    let question = "2:6: as_of: does the year come first? \"22-01-13\" may begin with it: nothing of the column is read \
                    (--dates year-first, day-first or month-first)";
    assert_eq!((claims.len(), faults), (0, vec![question.to_owned()]));
    let [claims, ..] = of(TableReader::of(Format::Csv).dates(DateOrder::YearFirst), years);
    assert_eq!(claims, ["civ killed 9 2022-01-13", "civ killed 9 2022-01-21", "civ killed 9 2022-02-03"]);
    let [claims, ..] = of(TableReader::of(Format::Csv), ["13-01-22", "21-01-22", "03-02-22"]);
    assert_eq!(claims, ["civ killed 9 2022-01-13", "civ killed 9 2022-01-21", "civ killed 9 2022-02-03"]);
}

#[test]
fn shares_are_no_claims_whatever_they_are_called() {
    for split in
        ["split across 2 events", "spread across 2 events", "divided among 2 events", "distributed among 2 events"]
    {
        let table = format!(
            "event_id_cnty,event_date,year,event_type,sub_event_type,source,notes,fatalities\n\
             D1,2021-06-03,2021,Battles,Armed clash,City Paper,Clash (10 fatalities {split}).,5\n"
        );
        let [claims, ..] = told(TableReader::of(Format::Acled), &table);
        assert_eq!(claims, [""; 0], "{split}");
    }
}

#[test]
fn ids_that_a_spreadsheet_lost_are_known_in_any_spelling() {
    for id in ["1.97E+11", "\"2,01E+07\"", "2E+11", "1.97E11"] {
        let table = format!("id,event,group,outcome,count,source,as_of\n{id},r,civ,killed,9,s,2022-01-01\n");
        let [claims, _, faults] = told(TableReader::of(Format::Csv), &table);
        assert_eq!((claims.len(), faults.len()), (0, 1), "{id}");
        assert!(faults[0].contains("were lost in a spreadsheet"), "{}", faults[0]);
    }
    let [claims, ..] = told(
        TableReader::of(Format::Csv),
        "id,event,group,outcome,count,source,as_of\n12E34,r,civ,killed,9,s,2022-01-01\n",
    );
    assert_eq!(claims.len(), 1, "that may be an id");
}
