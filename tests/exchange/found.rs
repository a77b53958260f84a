//! What was found wrong in public tables, each in its smallest form, with what it should give.

use crate::read::{all, gathered};
use corroborate::exchange::{Format, Imported, Mapping, TableReader};
use corroborate::{LeastDissent, Question};

fn sound(reader: TableReader, table: &str) -> Vec<Imported> {
    let (rows, faults) = all(reader, table);
    assert_eq!(faults, [""; 0], "{table}");
    rows
}

fn list(table: &str) -> Vec<Imported> {
    sound(TableReader::of(Format::List), table)
}

/// Group, outcome, count and source of each claim.
fn said(rows: &[Imported]) -> Vec<String> {
    let claims = rows.iter().flat_map(|row| &row.claims);
    claims.map(|of| format!("{}/{}: {}, {}", of.group(), of.outcome(), of.count(), of.source())).collect()
}

fn flags(rows: &[Imported]) -> Vec<String> {
    rows.iter().flat_map(|row| &row.flags).map(ToString::to_string).collect()
}

/// Low, high and grade of each estimate.
fn estimates(rows: Vec<Imported>) -> Vec<String> {
    let dossier = gathered(rows);
    let reconciliation = dossier.reconcile(&Question::new(), LeastDissent::new());
    let each = reconciliation.estimates().iter();
    each.map(|of| format!("{} {:?} {}", of.low(), of.high(), of.grade())).collect()
}

#[test]
fn who_is_cited_for_one_person_of_a_list_does_not_say_how_many_there_were() {
    let head = "name,date,age,city,source\n";
    let three = "Ana,2020-05-01,30,Lima,Daily A\nBen,2020-05-01,32,Lima,Daily B\nCem,2020-05-01,40,Lima,Daily A\n";
    let rows = list(&format!("{head}{three}"));
    assert_eq!(said(&rows), ["all/killed: at least 3, list"]);
    let named: Vec<&str> = rows.iter().flat_map(|row| row.named.sources()).map(corroborate::Source::name).collect();
    assert_eq!(named, ["Daily A", "A list that names no source", "Daily B"], "who is cited is kept");
    let two = three.split_inclusive('\n').take(2).collect::<String>();
    assert_eq!(estimates(list(&format!("{head}{two}"))), ["2 None uncorroborated"]);
}

#[test]
fn a_day_without_a_report_is_no_voice() {
    let table = r#"[{"report_date":"2023-11-15","report_source":"gmotel","report_period":24,"killed_cum":11500},
        {"report_date":"2023-11-16","report_source":"missing","report_period":24,"killed_cum":11500}]"#;
    let rows = sound(TableReader::recognising(), table);
    assert_eq!(said(&rows), ["all/killed: 11,500, gmotel", "all/killed: 11,500, techforpalestine"]);
    let rows = list("date,place,killed,source\n2023-11-16,Market,3,Unknown\n");
    assert_eq!(said(&rows), ["all/killed: 3, list"]);
}

#[test]
fn rows_of_a_humanitarian_service_without_codes_go_by_their_names() {
    let table = "location_code,provider_admin1_name,provider_admin2_name,admin1_code,admin1_name,admin2_code,\
                 admin2_name,event_type,events,fatalities,reference_period_start,reference_period_end\n\
                 SDN,Bahr el Ghazal,Lakes,,,,,political_violence,1,3,1997-01-01,1997-01-31\n\
                 SDN,Equatoria,Eastern Equatoria,,,,,political_violence,1,3,1997-01-01,1997-01-31\n\
                 SDN,Equatoria,Western Equatoria,,,,,political_violence,2,7,1997-01-01,1997-01-31\n";
    let dossier = gathered(sound(TableReader::recognising(), table));
    let events: Vec<&str> = dossier.events().iter().map(|event| event.id().as_str()).collect();
    assert_eq!(events.len(), 3);
    assert_eq!(events[0], "hapi:SDN/Bahr el Ghazal/Lakes/political_violence/1997-01-01");
    assert_eq!(dossier.events()[0].place(), Some("Lakes, Bahr el Ghazal, SDN"));
    let people: Vec<&str> = dossier.claims().iter().map(|claim| claim.count().as_str()).collect();
    assert_eq!(people, ["3", "3", "7"]);
}

#[test]
fn sex_and_age_are_read_in_many_words_and_what_is_not_understood_is_named_once() {
    let table = "name,date,age,gender,city\nA,2018-03-23,40,FEMALE,X\nB,2018-03-23,30,MALE,X\n\
                 C,2018-03-23,30,Femme,X\nD,2018-03-23,30,w,X\nE,2018-03-23,17 ans,boy,X\nF,2018-03-23,16-17,girl,X\n\
                 G,2018-03-23,under 5,,X\nH,2018-03-23,Unknown,unknown,X\nI,2018-03-23,young,dog,X\nJ,2018-03-23,young,dog,X\n";
    let rows = list(table);
    let expected =
        ["all/killed: at least 10, list", "children/killed: at least 3, list", "women/killed: at least 3, list"];
    assert_eq!(said(&rows), expected);
    let odd = [
        "1:3: age: not understood, so that it tells nothing: young",
        "1:4: gender: not understood, so that it tells nothing: dog",
    ];
    assert_eq!(flags(&rows), odd);
}

#[test]
fn two_sources_of_one_event_are_two_claims() {
    let table = "event_id,date,place,killed,source\nE1,2020-01-01,X,3,Police\nE1,2020-01-01,X,5,Hospital\n\
                 E2,2020-01-02,Y,2,Police\n";
    let rows = list(table);
    let ids: Vec<&str> = rows.iter().flat_map(|row| &row.claims).map(|claim| claim.id().as_str()).collect();
    assert_eq!(ids, ["list:E1/all/killed/Police", "list:E1/all/killed/Hospital", "list:E2/all/killed/Police"]);
    assert_eq!(estimates(rows), ["3 Some(5) contested", "2 Some(2) uncorroborated"]);
}

#[test]
fn a_row_with_a_word_that_counts_people_is_no_header() {
    let table = "name,date,age,city,state_of_health\nA,2009-01-01,30,Lima,killed\nB,2009-01-01,30,Lima,killed\n";
    assert_eq!(said(&list(table)), ["all/killed: at least 2, list"]);
    for table in [
        "date,place,outcome,number\n2020-01-01,X,killed,3\n2020-01-01,X,wounded,5\n",
        "Incident.Date,District,Outcome.of.Shots.Fired,Subject.Age\n1916-04-02,Bay of Plenty,Fatal,NA\n",
        "what,who,became\n2020-01-01,X,killed\n",
    ] {
        let (rows, faults) = all(TableReader::of(Format::List), table);
        assert_eq!((rows.len(), faults.len()), (0, 1), "{table}: {faults:?}");
        assert!(faults[0].starts_with("1:1: "), "{faults:?}");
    }
}

#[test]
fn a_list_reads_counts_in_words_and_a_cell_that_cannot_be_read_costs_its_own_claim() {
    let table = "date,city,deaths,injured\n2012-01-03,Marib,6,Dozens\n2012-01-04,Aden,4,~40\n\
                 2012-01-05,Aden,7,Several\n2012-01-06,Aden,2,see below\n2012-01-07,Aden,3,1\n";
    let (rows, faults) = all(TableReader::of(Format::List), table);
    let expected = ["6", "Dozens", "4", "~40", "7", "Several", "2", "3", "1"];
    let counts: Vec<String> = rows.iter().flat_map(|row| &row.claims).map(|claim| claim.count().to_string()).collect();
    assert_eq!(counts, expected);
    assert_eq!(faults.len(), 1);
    assert!(faults[0].starts_with("5:4: injured: cannot read the count \"see below\""), "{faults:?}");
    let mut rows = TableReader::of(Format::List).rows(table.as_bytes());
    rows.by_ref().for_each(drop);
    assert_eq!((rows.read(), rows.refused()), (5, 0), "no row is refused");
}

#[test]
fn a_blank_cell_in_the_text_of_one_group_costs_no_person() {
    let mapping: Mapping =
        r#"{"name": "u", "recorder": {"id": "mz", "name": "Mediazona", "kind": "media"}, "needs": ["id"],
        "event": {"id": "war"}, "tally": true, "counts": [{"group": "combatants", "outcome": "killed"},
        {"group": "{unit}", "outcome": "killed"}]}"#
            .parse()
            .unwrap_or_else(|fault| panic!("{fault}"));
    let day = "2022-05-01".parse().unwrap_or_else(|error| panic!("{error}"));
    let rows = sound(TableReader::mapped(mapping).as_of(day), "id,unit\n1,army\n2,\n3,\n");
    assert_eq!(said(&rows), ["army/killed: at least 1, mz", "combatants/killed: at least 3, mz"]);
}

#[test]
fn hxl_without_a_date_is_as_of_when_it_is_said() {
    let table = "Country,Killed\n#country+name,#affected+healthworker+killed\nAfghanistan,39\nYemen,3\n";
    let faults = all(TableReader::of(Format::Hxl), table).1;
    assert_eq!(faults, ["2:1: no column tells a date: as of when is this? (--as-of DATE)"]);
    for reader in [TableReader::of(Format::Hxl), TableReader::recognising()] {
        let day = "2024-12-31".parse().unwrap_or_else(|error| panic!("{error}"));
        let rows = sound(reader.as_of(day), table);
        assert_eq!(said(&rows), ["+healthworker/killed: 39, hxl", "+healthworker/killed: 3, hxl"]);
        assert_eq!(rows[0].claims[0].as_of(), day);
    }
}

#[test]
fn the_date_of_a_person_may_stand_in_parts() {
    let table = "name,age,gender,month,day,year,city\nAna,30,Female,January,5,2015,Lima\nBen,31,Male,1,5,2015,Lima\n";
    let rows = list(table);
    assert_eq!(said(&rows), ["all/killed: at least 2, list", "women/killed: at least 1, list"]);
    let event = rows.iter().flat_map(|row| &row.events).next().unwrap_or_else(|| panic!("an event"));
    assert_eq!((event.id().as_str(), event.start()), ("list:2015-01-05/Lima", "2015-01-05".parse().ok()));
    let undated = "name,age,city\nAna,30,Lima\n";
    let faults = all(TableReader::of(Format::List), undated).1;
    assert_eq!(faults, ["1:1: no column tells a date: as of when is this? (--as-of DATE)"]);
    let day = "2015-05-09".parse().unwrap_or_else(|error| panic!("{error}"));
    let rows = sound(TableReader::of(Format::List).as_of(day), undated);
    assert_eq!(
        rows.iter().flat_map(|row| &row.events).map(|event| event.id().as_str()).collect::<Vec<_>>(),
        ["list:Lima"]
    );
    let faults = all(TableReader::of(Format::List), "name,age,date,city\nAna,30,,Lima\n").1;
    assert_eq!(faults, ["2:3: date: expected a date, found nothing"]);
}

#[test]
fn places_of_one_name_in_two_states_are_two() {
    let table = "date,city,state,name,age\n2017-01-01,Springfield,MO,A,30\n2017-01-01,Springfield,OH,B,31\n";
    let rows = list(table);
    assert_eq!(said(&rows), ["all/killed: at least 1, list", "all/killed: at least 1, list"]);
    let places: Vec<_> = rows.iter().flat_map(|row| &row.events).map(|event| event.place()).collect();
    assert_eq!(places, [Some("Springfield, MO"), Some("Springfield, OH")]);
}

#[test]
fn names_of_one_family_are_read_alike() {
    let cases = [
        ("NumberKilled,NumberInjured", "all/killed: 1, list; all/wounded: 2, list"),
        ("numberkilled,numberinjured", "all/killed: 1, list; all/wounded: 2, list"),
        ("n_killed,Number of Victims Injured", "all/killed: 1, list; all/wounded: 2, list"),
        ("Aid Workers Killed,victims_killed", "aid workers/killed: 1, list; all/killed: 2, list"),
        ("TotalFatalities,MilFatalities", "all/killed: 1, list; combatants/killed: 2, list"),
        ("KIA,WIA", "combatants/killed: 1, list; combatants/wounded: 2, list"),
        ("Morts,Nombre de blessés", "all/killed: 1, list; all/wounded: 2, list"),
    ];
    for (names, expected) in cases {
        let rows = list(&format!("date,place,{names}\n2020-01-01,X,1,2\n"));
        assert_eq!(said(&rows).join("; "), expected, "{names}");
    }
}

#[test]
fn a_column_that_counts_the_same_does_not_stand_twice() {
    let (rows, faults) = all(TableReader::of(Format::List), "year,month,country,num_kill,death\n1970,Jan,US,3,yes\n");
    assert_eq!(said(&rows), ["all/killed: 3, list"]);
    let what = "1:5: the column \"death\" tells the same as \"num_kill\": this one is passed over, column 4 is read";
    assert_eq!(faults, [what]);
}

#[test]
fn advice_holds_with_any_delimiter() {
    for delimiter in [",", ";", "\t", "|"] {
        let table = "date,place,killed\n2020-01-01,X,3\n".replace(',', delimiter);
        let faults = all(TableReader::recognising(), &table).1;
        let may = "1:1: no table that is known: killed may count people. --from list reads a row as an event; \
                   or write a mapping that tells what each column is (--mapping FILE)";
        assert_eq!(faults, [may], "{delimiter:?}");
    }
}

#[test]
fn of_several_lists_in_one_object_the_one_that_fits_is_read_and_the_others_are_named() {
    let days = r#""days":[{"date":"2022-02-25","place":"X","killed":3},{"date":"2022-02-26","place":"X","killed":4}]"#;
    let cases = [
        (
            format!("{{\"i18n\":[{{\"id\":\"en\"}}],{days}}}"),
            "1:1: one list of several is read, \"days\"; not read: i18n",
        ),
        (
            format!("{{{days},\"more\":[{{\"killed\":4}}]}}"),
            "1:1: one list of several is read, \"days\"; not read: more",
        ),
    ];
    for (text, left_out) in cases {
        let (rows, faults) = all(TableReader::of(Format::List), &text);
        assert_eq!(said(&rows), ["all/killed: 3, list", "all/killed: 4, list"], "{text}");
        assert_eq!(faults, [left_out]);
        let faults = all(TableReader::recognising(), &text).1;
        assert!(faults[0].contains("killed may count people"), "{faults:?}");
    }
}

#[test]
fn features_of_a_map_are_rows() {
    let text = r#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},
        "properties":{"date":"2022-02-25","place":"X","killed":3}}]}"#;
    assert_eq!(said(&list(text)), ["all/killed: 3, list"]);
}

#[test]
fn what_became_of_a_person_is_read_or_asked_and_is_not_death_by_silence() {
    let head = "name,date,age,city,status\n";
    let known = "A,2009-01-01,30,Lima,killed\nB,2009-01-01,30,Lima,Injured\nC,2009-01-01,30,Lima,missing\n";
    let rows = list(&format!("{head}{known}"));
    let expected = ["all/killed: at least 1, list", "all/wounded: at least 1, list", "all/missing: at least 1, list"];
    assert_eq!(said(&rows), expected);
    let unknown =
        "Ana,2009-01-01,30,Lima,alive\nBen,2009-01-01,31,Lima,wounded in action\nCem,2009-01-01,32,Lima,in hospital\n";
    let (rows, faults) = all(TableReader::of(Format::List), format!("{head}{unknown}"));
    let asked = "2:5: status: what became of these people is not known: \"alive\", \"in hospital\". Known are abducted, \
                 detained, killed, missing, wounded. A mapping tells the words (--mapping FILE); without the column all \
                 are counted as killed";
    assert_eq!((rows.len(), faults), (0, vec![asked.to_owned()]));
    let (rows, faults) =
        all(TableReader::of(Format::List), format!("{head}A,2009-01-01,30,Lima,dead\nB,2009-01-01,30,Lima,\n"));
    assert_eq!(said(&rows), ["all/killed: at least 1, list"]);
    assert_eq!(faults, ["3:5: status: expected an outcome, found nothing"]);
}

#[test]
fn a_row_that_is_the_total_of_those_above_is_flagged() {
    let table = "district,dead,injured\nGorkha,450,1179\nSindhupalchok,3440,1570\nTotal,3890,2749\n";
    let day = "2015-05-09".parse().unwrap_or_else(|error| panic!("{error}"));
    let flags_of = |table: &str| {
        let rows = sound(TableReader::of(Format::List).as_of(day), table);
        flags(&rows).into_iter().filter(|flag| flag.contains("total")).collect::<Vec<_>>()
    };
    assert_eq!(flags_of(table), ["4:1: the row is the total of the rows above: its people are counted twice"]);
    assert_eq!(flags_of(&table.replace("3890", "3891")), [""; 0]);
    assert_eq!(flags_of(&table.replace("Total", "Lamjung")), [""; 0]);
}
