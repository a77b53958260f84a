//! The example `calibrate`: both verbs, on dossiers and on rows.

use std::path::PathBuf;

use serde_json::Value;

#[path = "../common/run.rs"]
mod run;

use run::run;

fn data(name: &str) -> String {
    format!("{}/tests/data/calibrate/{name}", env!("CARGO_MANIFEST_DIR"))
}

const GHWAYRAN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/ghwayran.json");
const HASAKAH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/hasakah.json");

#[track_caller]
fn printed(arguments: &[&str], input: &str) -> String {
    let output = run("calibrate", arguments, input);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[track_caller]
fn refused(arguments: &[&str], input: &str) -> String {
    let output = run("calibrate", arguments, input);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    assert_eq!(output.status.code(), Some(2));
    String::from_utf8(output.stderr).expect("UTF-8")
}

/// A file of this test, with that text.
fn file(name: &str, text: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).expect("a file for the test");
    path.to_string_lossy().into_owned()
}

#[test]
fn rows_teach_a_table_and_the_table_answers_rows() {
    let claims = data("world7_claims.csv");
    let table = printed(&["learn", "--statements", &claims], "");
    let value: Value = serde_json::from_str(&table).expect("JSON");
    assert_eq!(value["format"], "corroborate-bias-table/1");
    assert_eq!(value["learned_from"]["events"], 600);
    let table = file("table.json", &table);
    let answers = printed(&["ask", "--statements", &claims, "--table", &table], "");
    let expected = std::fs::read_to_string(data("world7_answers.csv")).expect("the answers");
    let (mut rows, mut same) = (0, 0);
    for (found, key) in answers.lines().zip(expected.lines()) {
        let (found, key): (Vec<&str>, Vec<&str>) = (found.split(',').collect(), key.split(',').collect());
        assert_eq!(found[0], key[0], "in the order of the events");
        rows += 1;
        same += usize::from(found[1..4] == key[2..5]);
    }
    assert_eq!((rows, answers.lines().next()), (601, Some("event,low,median,high,p_at_least_25")));
    assert!(same >= 591, "{same} and the header");
    // Rows in any order, and without the key.
    let text = std::fs::read_to_string(&claims).expect("the claims");
    let mut lines: Vec<String> =
        text.lines().map(|line| line.rsplit_once(',').map_or(line, |(rest, _)| rest).to_owned()).collect();
    lines[1..].reverse();
    let reversed = file("reversed.csv", &(lines.join("\n") + "\n"));
    assert_eq!(printed(&["learn", "--statements", &reversed], ""), std::fs::read_to_string(&table).expect("the table"));
    assert_eq!(printed(&["ask", "--statements", &reversed, "--table", &table], ""), answers);
    // Without the assumption, and at another level.
    let said =
        printed(&["ask", "--statements", &claims, "--table", &table, "--anchor", "as-said", "--level", "50"], "");
    assert_ne!(said, answers);
}

#[test]
fn references_move_the_anchor() {
    let claims = data("world7_claims.csv");
    let answers = std::fs::read_to_string(data("world7_answers.csv")).expect("the answers");
    let mut references = "event,group,outcome,count\n".to_owned();
    for row in answers.lines().skip(1).take(60) {
        let cells: Vec<&str> = row.split(',').collect();
        references.extend([cells[0], ",,killed,", cells[1], "\n"]);
    }
    let references = file("references.csv", &references);
    let table = printed(&["learn", "--statements", &claims, "--references", &references], "");
    let value: Value = serde_json::from_str(&table).expect("JSON");
    assert_eq!(value["learned_from"]["references"], 60);
    assert_eq!(value["anchor"]["from"], "references");
    let level = value["anchor"]["level"].as_f64().expect("a number");
    assert!((0.0..0.35).contains(&level), "{level}");
}

/// A village of three speakers: one without a number, one whose word is old; and one event with one voice.
const LEFT_OUT: &str = r#"{
    "parties": [{"id": "army", "name": "Army"}],
    "sources": [{"id": "m", "name": "Monitor", "kind": "monitor"}, {"id": "w", "name": "Witness", "kind": "witness"},
                {"id": "o", "name": "Old agency", "kind": "media"},
                {"id": "p", "name": "Press office", "kind": "belligerent", "party": "army"}],
    "groups": [{"id": "all", "name": "All"}],
    "events": [{"id": "e", "name": "Village", "start": "2022-01-01"}],
    "claims": [
        {"id": "c1", "event": "e", "group": "all", "outcome": "killed", "count": "1,212", "source": "m", "as_of": "2022-01-20"},
        {"id": "c2", "event": "e", "group": "all", "outcome": "killed", "count": "many", "source": "w", "as_of": "2022-01-20"},
        {"id": "c3", "event": "e", "group": "all", "outcome": "killed", "count": "900", "source": "o", "as_of": "2022-01-10"},
        {"id": "c4", "event": "e", "group": "all", "outcome": "killed", "count": "300", "source": "p",
         "as_of": "2022-01-19", "since": "2022-01-18"}]}"#;

#[test]
fn a_voice_that_is_left_out_is_named_with_the_reason() {
    let left_out = "left out: Army (\"300\" counts only what was added since a day); Old agency (\"900\" is more than two \
                    days older than the newest, and the toll was still rising); Witness (\"many\" names no number)\n";
    for explain in [&["ask", "-"][..], &["ask", "-", "--explain"]] {
        let told = printed(explain, LEFT_OUT);
        assert!(told.contains(left_out), "{told}");
    }
    // Also where there is no interval.
    let told = printed(&["ask", "-"], &LEFT_OUT.replace("1,212", "many").replace("900", "many"));
    let why = "no statement names a number\n     left out: Army (\"300\" counts only what was added since a day); Monitor \
               (\"many\" names no number); Old agency (\"many\" names no number); Witness (\"many\" names no number)\n";
    assert!(told.contains(why), "{told}");
    let told = printed(&["ask", "-", "--explain"], LEFT_OUT);
    assert!(told.contains("     Monitor  1,212   read as 1,"), "thousands are set apart: {told}");
    assert!(!told.contains("source:") && !told.contains("scales"), "{told}");
    assert!(
        told.contains("no voice is far from the answer") && told.contains("  disagrees with the range\n"),
        "{told}"
    );
}

#[test]
fn a_dossier_for_machines() {
    let text = printed(&["ask", HASAKAH, "--at-least", "100", "--at-least", "50", "--format", "json"], "");
    let value: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(value["format"], "corroborate-calibrated/1");
    assert_eq!(value["table"], "default");
    assert_eq!(value["level"], 0.9);
    assert_eq!(value["anchor"]["from"], "survey");
    let answers = value["answers"].as_array().expect("answers");
    let of = |group: &str, outcome: &str| {
        let is =
            |answer: &&Value| answer["event"] == "hasakah" && answer["group"] == group && answer["outcome"] == outcome;
        answers.iter().find(is).expect("in play")
    };
    let all = of("all", "killed");
    assert_eq!((&all["low"], &all["median"], &all["high"]), (&507.into(), &656.into(), &1115.into()));
    assert_eq!(all["reported"], serde_json::json!({"low": 507, "best": 507, "high": 550, "grade": "corroborated"}));
    assert!(all["disagrees"].as_str().expect("a reason").contains("14 % of the probability"));
    let likely: Vec<&String> = all["at_least"].as_object().expect("shares").keys().collect();
    assert_eq!(likely, ["100", "50"]);
    let voice = &all["voices"][0];
    let fields: Vec<&String> = voice.as_object().expect("fields").keys().collect();
    let expected = [
        "claim", "counts_for", "factors", "give_or_take", "median_without", "read_as", "residual", "said", "voice",
        "weight",
    ];
    assert_eq!(fields.iter().copied().collect::<std::collections::BTreeSet<_>>().len(), expected.len());
    assert!(expected.iter().all(|field| voice.get(field).is_some()), "{voice}");
    let wounded = of("all", "wounded");
    assert_eq!(wounded["refused"], "the table is for killed, not for wounded");
    assert!(["low", "median", "high", "in_reported", "radius"].iter().all(|field| wounded[field].is_null()));
    assert_eq!(wounded["voices"], serde_json::json!([]));
}

#[test]
fn every_output_names_its_anchor_and_table_and_claims_no_truth() {
    let survey = printed(&["ask", HASAKAH, "--explain"], "");
    assert!(survey.contains("(default table; assumes monitors miss about one in seven)"));
    let as_said = printed(&["ask", HASAKAH, "--anchor", "as-said", "--level", "80"], "");
    assert!(
        as_said.contains("80 % interval")
            && as_said.contains("(default table; assumes monitors miss nobody on average)")
    );
    let json = printed(&["ask", GHWAYRAN, "--format", "json", "--partisan"], "");
    for text in [&survey, &as_said, &json] {
        assert!(!text.contains("true") && !text.contains("truth"), "{text}");
    }
    assert!(!printed(&["ask", GHWAYRAN], "").is_empty());
}

#[test]
fn a_report_shows_intervals_beside_ranges_where_a_table_is_given() {
    let report = |arguments: &[&str]| {
        let output = run("report", arguments, "");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let (without, with) = (report(&[HASAKAH]), report(&[HASAKAH, "--table", "default"]));
    assert!(!without.contains("How many, probably"));
    assert!(with.contains(
        "**How many, probably.** 507 to 550 reported; 507 to 1,115 at 90 %, median 656 (default table; assumes monitors \
         miss about one in seven). If monitors miss"
    ));
    let told = "**How many, probably.** ";
    let rest: Vec<&str> = with.lines().filter(|line| !line.starts_with(told)).collect();
    let lines: Vec<&str> = without.lines().collect();
    assert_eq!(rest.len() - lines.len(), with.matches(told).count(), "a line for each, an empty one before it");
    assert!(lines.iter().all(|line| rest.contains(line)), "the range stays what it is");
}

/// What a picture says of intervals: the texts of its SVG, one a line.
#[cfg(feature = "plot")]
fn drawn(arguments: &[&str], status: i32) -> String {
    let output = run("picture", arguments, "");
    assert_eq!(output.status.code(), Some(status), "{}", String::from_utf8_lossy(&output.stderr));
    let svg = String::from_utf8(output.stdout).expect("UTF-8");
    let document = roxmltree::Document::parse(&svg).expect("well-formed");
    document
        .descendants()
        .filter(|node| node.has_tag_name("text"))
        .filter_map(|node| node.text())
        .collect::<Vec<_>>()
        .join("\n")
}

const FIGHTERS: &str = "hasakah/is-fighters/killed";

#[test]
#[cfg(feature = "plot")]
fn a_picture_shows_the_interval_beside_the_range_and_says_what_it_stands_on() {
    let without = drawn(&[HASAKAH, FIGHTERS], 0);
    assert!(!without.contains("interval") && !without.contains("median"), "{without}");
    let with = drawn(&[HASAKAH, FIGHTERS, "--table", "default"], 0);
    for words in ["346 to 374, best 346", "90 % interval", "346 to 662, median 425", "under an assumption"] {
        assert!(with.lines().any(|line| line == words), "{words}\n{with}");
    }
    let key = "90 % interval of the toll, and its median: default table; assumes monitors miss about one in seven. Not \
               what was reported";
    assert!(with.replace('\n', " ").contains(key), "{with}");
    let lines: Vec<&str> = with.lines().collect();
    // But for the ticks of the axis, which may reach further.
    let mut words = without.lines().filter(|line| line.contains(char::is_alphabetic));
    assert!(words.all(|line| lines.contains(&line)), "the range stays what it is");

    let said = drawn(&[HASAKAH, FIGHTERS, "--table", "default", "--anchor", "as-said", "--level", "80"], 0);
    assert!(
        said.contains("80 % interval") && said.replace('\n', " ").contains("assumes monitors miss nobody on average"),
        "{said}"
    );
    let all = drawn(&[HASAKAH, "hasakah/all/killed", "--table", "default", "--size", "slide"], 0);
    assert!(all.contains("disagrees; furthest off: Syrian Observatory"), "{all}");
}

#[test]
#[cfg(feature = "plot")]
fn a_picture_without_an_interval_says_why_on_standard_error() {
    let wounded = drawn(&[HASAKAH, "hasakah/all/wounded", "--table", "default"], 1);
    assert!(wounded.contains("All dead: wounded") && !wounded.contains("interval"));
    let output = run("picture", [HASAKAH, "hasakah/all/wounded", "--table", "default"], "");
    let why = "no interval beside the range: the table is for killed, not for wounded\n";
    assert_eq!(String::from_utf8_lossy(&output.stderr), why);
    let lost = run("picture", [HASAKAH, FIGHTERS, "--level", "80"], "");
    assert!(String::from_utf8_lossy(&lost.stderr).starts_with("--level needs --table\n"));
    assert_eq!(lost.status.code(), Some(2));
}

#[test]
#[cfg(feature = "plot")]
fn a_picture_through_time_has_a_panel_for_the_curve() {
    let days = ["--timeline", "2022-01-20", "2022-02-08"];
    let with = drawn(&[&[HASAKAH, FIGHTERS, "--table", "default"], &days[..]].concat(), 0);
    let panel = ["As known then", "As known now", "90 % interval", "by 8 February 2022: 214 to 459, median 314"];
    assert!(panel.iter().all(|words| with.lines().any(|line| line == *words)), "{with}");
    assert!(with.replace('\n', " ").contains("default table; assumes monitors miss about one in seven"));
    assert!(!drawn(&[&[HASAKAH, FIGHTERS], &days[..]].concat(), 0).contains("interval"));
}

#[test]
fn a_timeline_shows_the_curve_beside_what_was_reported() {
    let told = |arguments: &[&str]| {
        let asked = ["--quantity", FIGHTERS, "--quantity", "hasakah/all/wounded", "--to", "2022-02-08"];
        let output = run("timeline", [&[HASAKAH, "--from", "2022-01-20"], &asked[..], arguments].concat(), "");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let (without, with) = (told(&[]), told(&["--table", "default"]));
    assert!(!without.contains("interval"));
    let ground = "The 90 % interval is of a smooth curve through all dated totals known now (default table; assumes monitors \
                  miss about one in seven).";
    let words = with.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(ground), "{with}");
    assert!(words.contains("No 90 % interval through time: a course needs at least 8 dated totals, found 0 (default"));
    let row = |day: &str| with.lines().find(|line| line.starts_with(day)).unwrap_or_default().to_owned();
    assert!(row("2022-01-30").ends_with("268 to 374   268  uncorroborated  214 to 459        314"), "{with}");
    assert!(row("2022-01-20").ends_with("  -                   -"), "no total yet: {with}");

    let json: Value = serde_json::from_str(&told(&["--table", "default", "--format", "json"])).expect("JSON");
    let calibrated = &json["quantities"][0]["calibrated"];
    assert_eq!(calibrated["stands_on"], "default table; assumes monitors miss about one in seven");
    let days = calibrated["days"].as_array().expect("days");
    assert_eq!(days.len(), 19, "each day from the first total on");
    for two in days.windows(2) {
        let rises = |end: &str| two[0][end].as_u64() <= two[1][end].as_u64();
        assert!(["low", "median", "high"].into_iter().all(rises), "a toll never falls: {two:?}");
    }
    assert!(json["quantities"][1]["calibrated"]["refused"].as_str().is_some_and(|why| why.contains("8 dated totals")));
}

#[test]
fn as_it_was_known_then() {
    let then = printed(&["ask", HASAKAH, "--as-of", "2022-01-23", "--known-by", "2022-01-24", "--format", "json"], "");
    let value: Value = serde_json::from_str(&then).expect("JSON");
    let is =
        |answer: &&Value| answer["event"] == "hasakah" && answer["group"] == "all" && answer["outcome"] == "killed";
    let answer = value["answers"].as_array().expect("answers").iter().find(is).expect("in play");
    assert_eq!(answer["as_of"], "2022-01-23");
    assert!(answer["high"].as_u64().expect("a count") < 507);
}

#[test]
fn every_fault_in_the_arguments_is_told() {
    let first = |arguments: &[&str]| refused(arguments, "").lines().next().unwrap_or_default().to_owned();
    assert_eq!(first(&[]), "learn or ask?");
    assert_eq!(first(&["aks"]), "\"aks\" is not one of learn, ask; did you mean ask?");
    assert_eq!(first(&["ask"]), "ask about a dossier, or about --statements");
    assert_eq!(first(&["learn"]), "learn from dossiers, or from --statements");
    assert_eq!(first(&["ask", "a", "b"]), "one dossier at a time, found \"b\" as well");
    assert_eq!(first(&["ask", "a", "--level", "99.9"]), "--level: a level lies between 50 and 99 %, found 99.9");
    assert_eq!(first(&["ask", "a", "--level", "most"]), "--level: \"most\": invalid float literal");
    assert_eq!(first(&["ask", "a", "--anchor", "best"]), "--anchor: \"best\" is not one of as-said, survey");
    assert_eq!(first(&["ask", "a", "--at-least"]), "--at-least takes a value: N");
    assert_eq!(first(&["learn", "a", "--explain"]), "there is no option --explain");
    assert!(first(&["learn", "a", "--outcome", "kiled"]).ends_with("; did you mean killed?"));
    assert_eq!(
        first(&["ask", "--statements", "a", "--explain"]),
        "--statements takes --table, --anchor and --level: its rows are always the same"
    );
    let two = refused(&["ask", "a", "--level", "9", "--format", "xml"], "");
    let both = "--level: a level lies between 50 and 99 %, found 9\n--format: \"xml\" is not one of table, json\n";
    assert!(two.starts_with(both), "{two}");
    let help = printed(&["--help"], "");
    assert!(help.starts_with("usage: calibrate learn ") && help.contains("\nusage: calibrate ask "), "{help}");
}

#[test]
fn every_fault_in_a_table_of_rows_is_told() {
    let rows = "event,source,class,interest,kind,word,low,high,day\n\
                e1,m,monitor,neutral,figure,,5,4,\n\
                e1,m,spy,neutral,figure,,5,5,\n\
                e1,m,monitor,neutral,word,many,,,\n\
                e1,m,monitor,neutral,guess,,5,5,\n\
                e1,m,monitor,neutral,figure,,x,5,\n";
    let path = file("faults.csv", rows);
    let faults = refused(&["ask", "--statements", &path], "");
    let lines: Vec<&str> = faults.lines().filter_map(|line| line.strip_prefix(path.as_str())).collect();
    assert_eq!(
        lines,
        [
            ", line 2, high: no count is at least 5 and at most 4",
            ", line 3, class: \"spy\": \"spy\" is not one of monitor, belligerent, official, coalition, \
             intergovernmental, medical, media, witness, other",
            ", line 4, word: \"many\" names no size",
            ", line 5, kind: \"guess\" is not one of figure, at_least, at_most, word, none",
            ", line 6, low: \"x\": invalid digit found in string",
        ]
    );
    let odd = file("odd.csv", "event,source,klass\n");
    let faults = refused(&["learn", "--statements", &odd], "");
    assert!(
        faults.contains("there is no column class\n") && faults.contains("\"klass\" is not one of the columns event")
    );
    let few =
        file("few.csv", "event,source,class,interest,kind,word,low,high,day\ne1,m,monitor,neutral,figure,,5,5,\n");
    assert_eq!(
        refused(&["learn", "--statements", &few], ""),
        "learning needs at least 10 events in which two voices name a number, found 0\n\
         nothing was learned; without a table, ask uses the default one\n"
    );
    let table = file("no-table.json", "{\"format\": \"corroborate-bias-table/9\"}");
    assert!(refused(&["ask", GHWAYRAN, "--table", &table], "").contains("no-table.json: missing field"));
}
