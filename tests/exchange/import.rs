//! The `import` and `schema` examples, run.
#![cfg(feature = "exchange")]

use std::process::Output;

use crate::run::{example, run};

fn import(arguments: &[&str], input: &[u8]) -> Output {
    run("import", arguments, input)
}

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/ucdpged_sample1000.csv");

#[test]
fn every_output_says_how_many_rows_were_read() {
    for to in ["dossier", "jsonl", "csv", "estimates", "hxl", "table"] {
        let output = import(&["--from", "ucdp", SAMPLE, "--to", to], b"");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{errors}");
        assert!(errors.ends_with("rows read: 1000, refused: 0, flagged: 13\n"), "{to}: {errors}");
        assert!(errors.contains("\n8:45: flagged: low 3, best 2, high 3 are not in order\n"), "{to}: {errors}");
        assert!(errors.starts_with("columns not read: \"relid\" (2), "), "{to}: {errors}");
        assert!(!output.stdout.is_empty());
    }
}

/// The lines of what was written, in order.
fn sorted(output: &Output) -> Vec<String> {
    let mut lines: Vec<String> = String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

#[test]
fn spilled_claims_give_the_same_estimates() {
    let folder = std::env::temp_dir().join(format!("corroborate-import-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for temporary files");
    let path = folder.to_string_lossy().into_owned();
    let held = import(&["--from", "ucdp", SAMPLE, "--to", "estimates"], b"");
    let spilled = import(&["--from", "ucdp", SAMPLE, "--to", "estimates", "--spill", &path], b"");
    assert_eq!(sorted(&spilled), sorted(&held));
    let small = import(&["--from", "ucdp", SAMPLE, "--to", "estimates", "--spill", &path, "--memory", "0"], b"");
    let errors = String::from_utf8_lossy(&small.stderr).into_owned();
    assert_eq!(small.status.code(), Some(1), "{errors}");
    assert!(errors.ends_with("bytes of memory, and 0 are allowed\n"), "{errors}");
    assert!(std::fs::read_dir(&folder).expect("the folder").next().is_none(), "the files are deleted");
    std::fs::remove_dir(&folder).expect("an empty folder");
    let other = import(&["--from", "ucdp", SAMPLE, "--to", "csv", "--spill", &path], b"");
    assert!(String::from_utf8_lossy(&other.stderr).starts_with("--spill is for --to estimates"));
}

#[test]
fn faults_go_to_standard_error_and_the_good_rows_out() {
    let table = b"event,group,outcome,count,source,as_of\ne,g,killed,7,s,2022-01-22\ne,g,killed,lots,s,2022-01-22\n";
    for to in ["dossier", "jsonl", "csv", "estimates", "hxl", "table"] {
        let output = import(&["--to", to, "--from", "csv", "-"], table);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{errors}");
        let fault = "3:4: count: cannot read the count \"lots\": unexpected \"lots\" at byte 0, expected a count\n";
        assert!(errors.starts_with(fault), "{to}: {errors}");
        assert!(errors.ends_with("rows read: 1, refused: 1, flagged: 0\n"), "{to}: {errors}");
        let out = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(out.contains('7'), "{to}: {out}");
    }
}

#[test]
fn rows_that_cannot_be_together_are_counted_as_refused() {
    let table = b"id,event,group,outcome,count,source,as_of,supersedes\nc1,e,g,killed,7,s,2022-01-22,\n\
                  c1,e,g,killed,8,s,2022-01-22,\nc2,e,g,killed,8,s,2022-01-22,c9\n";
    let output = import(&["--from", "csv", "-", "--to", "dossier"], table);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(
        errors,
        "3:1: the id \"c1\" stands for two different claims: here and on line 2\n\
         4:1: claims (c2).supersedes: there is no claim \"c9\"\nrows read: 1, refused: 2, flagged: 0\n"
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_header_alone_is_a_table_and_one_with_faults_is_written_once() {
    let header = "IBC code,Start Date,Reported Minimum,Reported Maximum,Sources";
    for to in ["csv", "hxl", "table"] {
        let alone = import(&["--from", "ibc", "-", "--to", to], header.as_bytes());
        assert_eq!(alone.status.code(), Some(2), "nothing came in");
        assert!(!alone.stdout.is_empty(), "{to}");
        let twice = format!("{header},Sources\nk1,2003-03-20,1,2,REU,x\n");
        let twice = import(&["--from", "ibc", "-", "--to", to], twice.as_bytes());
        let (out, errors) = (String::from_utf8_lossy(&twice.stdout), String::from_utf8_lossy(&twice.stderr));
        let told = "1:6: the column \"Sources\" stands twice: this one is passed over, column 5 is read\n";
        assert_eq!(errors.matches(told).count(), 1, "{to}: {errors}");
        assert!(out.starts_with(&*String::from_utf8_lossy(&alone.stdout)), "{to}: {out}");
        assert_eq!(out.lines().count(), String::from_utf8_lossy(&alone.stdout).lines().count() + 1, "{to}: {out}");
    }
}

#[test]
fn json_lines_go_through() {
    let lines = import(&["--from", "ucdp", SAMPLE, "--to", "jsonl"], b"").stdout;
    let output = import(&["--from", "jsonl", "-", "--to", "dossier"], &lines);
    assert_eq!(output.status.code(), Some(0));
    let direct = import(&["--from", "ucdp", SAMPLE, "--to", "dossier"], b"");
    assert_eq!(output.stdout, direct.stdout);
}

#[test]
fn what_cannot_be_read_is_exit_status_2() {
    let cases: [(&[&str], &[u8], &str); 7] = [
        (&[], b"", "which file?\nusage: "),
        (&["--from", "xls", "-", "--to", "csv"], b"", "--from: \"xls\" is not one of ucdp, acled, "),
        (&["--from", "csv", "-", "--to", "xls"], b"", "--to: \"xls\" is not one of dossier, "),
        (&["--from", "csv", "/nowhere.csv", "--to", "csv"], b"", "/nowhere.csv: "),
        (&["--from", "csv", "-", "--to", "csv"], b"", "1:1: expected a header, found an empty file\n"),
        (&["--from", "csv", "-", "--to", "csv"], b"event\ne\n", "1:1: missing columns: source, as_of (or date) "),
        (&["--from", "csv", "-", "--fro", "csv"], b"", "there is no option --fro; did you mean --from?"),
    ];
    for (arguments, input, error) in cases {
        let output = import(arguments, input);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{errors}");
        assert!(errors.starts_with(error), "{errors}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn the_schema_is_printed() {
    let output = example("schema").output().unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(String::from_utf8_lossy(&output.stdout), corroborate::exchange::schema() + "\n");
}

/// A spreadsheet, and beside it who is whose.
#[test]
fn what_a_table_names_can_be_declared_beside_it() {
    let declared = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("declared.json");
    let text = r#"{"parties": [{"id": "army", "name": "Army", "opposes": ["rebels"]}, {"id": "rebels", "name": "Rebels"}],
        "sources": [{"id": "Spokesman", "name": "A spokesman", "kind": "belligerent", "party": "rebels"}],
        "groups": [{"id": "soldiers", "name": "Soldiers", "party": "army", "status": "combatant"}]}"#;
    std::fs::write(&declared, text).unwrap_or_else(|e| panic!("{e}"));
    let table = "event,group,outcome,count,source,as_of\nraid,soldiers,killed,30,Spokesman,2022-01-22\n";
    let with = ["--from", "csv", "-", "--to", "table", "--with", declared.to_str().expect("a path as text")];
    let output = import(&with, table.as_bytes());
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(printed.contains("partisan"), "{printed}{}", String::from_utf8_lossy(&output.stderr));
    let output = import(&with[..5], table.as_bytes());
    assert!(String::from_utf8_lossy(&output.stdout).contains("uncorroborated"));
}

/// What is declared stands by itself: its faults name its file and line, before any row is read.
#[test]
fn faults_of_what_is_declared_are_those_of_its_file() {
    let declared = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("wrong.json");
    std::fs::write(&declared, "{\"events\": [\n {\"id\": \"e\", \"name\": \"E\", \"perpetrator\": \"x\"}]}")
        .unwrap_or_else(|e| panic!("{e}"));
    let path = declared.to_str().expect("a path as text");
    let table = b"event,group,outcome,count,source,as_of\ne,g,killed,20,S,2022-01-25\n";
    let output = import(&["--from", "csv", "-", "--to", "table", "--with", path], table);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2));
    let expected = format!("{path}:2: events[0] (e).perpetrator: there is no party \"x\"\n");
    assert!(errors.starts_with(&expected) && output.stdout.is_empty(), "{errors}");
}

#[test]
fn a_mapping_of_ones_own_reads_any_table_and_a_known_one_is_recognised() {
    let mapping = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("morgue.json");
    let text = r#"{"name": "morgue", "recorder": {"id": "morgue", "name": "City morgue"},
        "event": {"id": "morgue:{Ref}", "start": "Day"}, "counts": [{"group": "all", "best": "Bodies"}]}"#;
    std::fs::write(&mapping, text).unwrap_or_else(|e| panic!("{e}"));
    let path = mapping.to_str().expect("a path as text");
    let output = import(&["--mapping", path, "-", "--to", "csv"], b"Ref;Day;Bodies;Ward\nA7;21-Jan-22;12;3\n");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{errors}");
    assert!(errors.starts_with("columns not read: \"Ward\" (4)\n"), "{errors}");
    assert!(
        String::from_utf8_lossy(&output.stdout)
            .contains("morgue:A7/all/killed,morgue:A7,all,killed,12,morgue,,2022-01-21")
    );
    let output = import(&[SAMPLE, "--to", "csv"], b"");
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("read as: ucdp\n"));
    std::fs::write(&mapping, text.replace("event", "evnet")).unwrap_or_else(|e| panic!("{e}"));
    let output = import(&["--mapping", path, "-", "--to", "csv"], b"");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(errors.starts_with(&format!("{path}:2:")), "{errors}");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_misspelt_column_is_answered_with_the_one_that_is_near() {
    let mapping = r#"{"name": "morgue", "recorder": {"id": "morgue", "name": "Morgue"}, "needs": ["Ref", "Boddies"],
        "event": {"id": "{Ref}", "start": "Days"}, "counts": [{"group": "all", "best": "Boddies"}]}"#;
    let path = std::env::temp_dir().join(format!("corroborate-misspelt-{}.json", std::process::id()));
    std::fs::write(&path, mapping).expect("a file");
    let output =
        import(&["--mapping", &path.to_string_lossy(), "-", "--to", "csv"], b"Ref;Day;Bodies\nA7;2022-01-21;3\n");
    std::fs::remove_file(&path).expect("the file");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    let expected = "1:1: missing columns: Boddies (did you mean \"Bodies\"?), Days (did you mean \"Day\"?)\n";
    assert!(errors.starts_with(expected), "{errors}");
}

#[test]
fn what_has_no_column_is_said_with_where_it_has_one() {
    let output = import(&["--from", "ucdp", SAMPLE, "--to", "csv"], b"");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    let groups = "for what is declared of groups but their ids: names, wholes, parties and status (1261 times)\n";
    assert!(errors.contains(&format!("no column in this table {groups}")), "{errors}");
    assert!(errors.contains("\nevery claim and every figure is in the table; --to jsonl and "), "{errors}");
}

#[test]
fn a_workbook_of_another_kind_is_told_what_to_do() {
    for beginning in
        [&b"PK\x03\x04\x14\0\0\0\0\0mimetypeapplication/vnd.oasis"[..], b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"]
    {
        let output = import(&["-", "--to", "csv"], beginning);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{errors}");
        assert!(
            errors.starts_with("1:1: expected text, found a workbook: only files called .xlsx are read as"),
            "{errors}"
        );
    }
}

#[test]
fn a_list_of_persons_says_why_it_is_a_floor() {
    let output = import(&["--from", "list", "-", "--to", "csv"], b"name,age,date,place\nAli,7,2026-03-02,Market\n");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(errors.contains("one person a row: a list names those who are known"), "{errors}");
    assert!(String::from_utf8_lossy(&output.stdout).contains(",killed,at least 1,"));
}

#[test]
fn figures_of_0_that_make_no_claim_are_counted() {
    let mapping = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("zeros.json");
    let path = mapping.to_str().expect("a path as text");
    let text = r#"{"name": "morgue", "recorder": {"id": "morgue", "name": "City morgue"},
        "event": {"id": "morgue:{Ref}", "start": "Day"}, "counts": [{"group": "all", "best": "Bodies"}]}"#;
    let table = b"Ref;Day;Bodies\nA7;21-Jan-22;12\nA8;22-Jan-22;0\nA9;23-Jan-22;\n";
    let told = |text: &str| {
        std::fs::write(&mapping, text).unwrap_or_else(|e| panic!("{e}"));
        let output = import(&["--mapping", path, "-", "--to", "jsonl"], table);
        (String::from_utf8_lossy(&output.stderr).into_owned(), output.stdout)
    };
    let (errors, claims) = told(text);
    let expected = "figures of 0 that make no claim: 1 (where 0 means nobody: \"zero\": \"none\")\nrows read: 3,";
    assert!(errors.contains(expected), "{errors}");
    let count = |claims: &[u8]| String::from_utf8_lossy(claims).matches("\"count\":").count();
    assert_eq!(count(&claims), 1);
    let (errors, claims) = told(&text.replace("\"best\"", "\"zero\": \"none\", \"best\""));
    assert!(!errors.contains("figures of 0"), "{errors}");
    assert_eq!(count(&claims), 2);
}

#[test]
fn help_version_and_words_that_are_nearly_right() {
    let help = import(&["--help"], b"");
    let text = String::from_utf8_lossy(&help.stdout).into_owned();
    assert_eq!(help.status.code(), Some(0));
    assert!(text.starts_with("usage: import FILE|- [OPTIONS]\n") && text.contains("Exit status: 0; 1 if"), "{text}");
    let version = import(&["--version"], b"");
    assert_eq!(String::from_utf8_lossy(&version.stdout), format!("import {}\n", env!("CARGO_PKG_VERSION")));
    let cases = [
        (&["-", "--too=csv"][..], "there is no option --too; did you mean --to?"),
        (
            &["-", "--to", "estimate"],
            "--to: \"estimate\" is not one of dossier, jsonl, csv, estimates, hxl, table; did you mean estimates?",
        ),
        (
            &["-", "--from", "ucpd", "--to", "csv"],
            "--from: \"ucpd\" is not one of ucdp, acled, ibc, airwars, gtd, hxl, csv, jsonl, gaza, hapi, list; did you mean ucdp?",
        ),
        (&["-"], "--to what: dossier, jsonl, csv, estimates, hxl or table?"),
        (&["--to", "csv"], "which file?"),
        (&["-", "--to", "csv", "--from", "csv", "--mapping", "m.json"], "--from or --mapping, not both"),
        (&["-", "--to", "csv", "--dates", "day"], "--dates: \"day\" is not one of day-first, month-first, year-first"),
    ];
    for (arguments, expected) in cases {
        let output = import(arguments, b"");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(errors.starts_with(&format!("{expected}\nusage: import ")), "{arguments:?}: {errors}");
    }
}

/// What could not be written is said once, and is exit status 1; a reader that has gone is no fault.
#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_written_is_said_once() {
    use std::process::Stdio;
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap_or_else(|e| panic!("{e}"));
    for to in ["csv", "jsonl", "estimates", "dossier", "table", "hxl"] {
        let full = full.try_clone().unwrap_or_else(|e| panic!("{e}"));
        let mut command = example("import");
        let output = command.args([SAMPLE, "--to", to]).stdout(full).output().unwrap_or_else(|e| panic!("{e}"));
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{to}: {errors}");
        assert_eq!(errors.matches("No space left").count(), 1, "{to}: {errors}");
        let mut command = example("import");
        command.args([SAMPLE, "--to", to]).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap_or_else(|e| panic!("{e}"));
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap_or_else(|e| panic!("{e}"));
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{to}: {errors}");
        assert!(!errors.contains("roken pipe"), "{to}: {errors}");
    }
}

#[test]
fn a_dossier_is_recognised_in_place_of_a_table() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join("a-dossier.json");
    let text = r#"{"events": [{"id": "raid", "name": "Raid"}], "groups": [{"id": "all", "name": "All"}],
        "sources": [{"id": "Radio", "name": "Radio", "kind": "media"}], "claims": [{"id": "c", "event": "raid",
        "group": "all", "outcome": "killed", "count": "7", "source": "Radio", "as_of": "2022-01-21"}]}"#;
    std::fs::write(&path, text).unwrap_or_else(|e| panic!("{e}"));
    let output = import(&[path.to_str().expect("a path as text"), "--to", "csv"], b"");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).contains("\nc,raid,all,killed,7,Radio,"));
    // What is wrong with it is told as of a dossier.
    std::fs::write(&path, text.replace("\"media\"", "\"medium\"")).unwrap_or_else(|e| panic!("{e}"));
    let output = import(&[path.to_str().expect("a path as text"), "--to", "csv"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("sources[0] (Radio).kind"), "{output:?}");
}

#[test]
fn a_sheet_of_another_name_is_told_the_names_there_are() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("my-groups.csv");
    std::fs::write(&path, "id,name\nguards,Guards\n").unwrap_or_else(|e| panic!("{e}"));
    let output = import(&["-", "--to", "csv", "--with", path.to_str().expect("a path as text")], b"");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{errors}");
    let expected =
        "my-groups.csv: --with takes a sheet that is called parties.csv, sources.csv, groups.csv or events.csv";
    assert!(errors.contains(expected), "{errors}");
}

#[test]
fn rows_without_a_figure_are_one_line_and_columns_that_may_count_people_are_named_apart() {
    let table =
        b"date,place,killed,Officers wounded badly,mood\n2020-01-01,X,3,1,sad\n2020-01-02,Y,,,\n2020-01-03,Z,,,\n";
    let output = import(&["--from", "list", "-", "--to", "jsonl"], table);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    let unread = "columns not read: \"Officers wounded badly\" (4), \"mood\" (5)\n\
                  of these may count people: \"Officers wounded badly\" (4) (a mapping reads them: --mapping FILE)\n";
    assert!(errors.contains(unread), "{errors}");
    let flagged = "\n3:1: flagged: no figure stands in the row (so in 2 rows, of which this is the first)\n";
    assert!(errors.contains(flagged) && errors.matches("no figure").count() == 1, "{errors}");
    assert!(errors.ends_with("rows read: 3, refused: 0, flagged: 3\n"), "{errors}");
}
