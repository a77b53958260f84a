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
        "claim",
        "counts_for",
        "factors",
        "give_or_take",
        "median_without",
        "read_as",
        "residual",
        "said",
        "voice",
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
    assert_eq!(first(&["guess"]), "\"guess\" is not one of learn, ask");
    assert_eq!(first(&["ask"]), "ask about a dossier, or about --statements");
    assert_eq!(first(&["learn"]), "learn from dossiers, or from --statements");
    assert_eq!(first(&["ask", "a", "b"]), "one dossier at a time, found \"b\" as well");
    assert_eq!(first(&["ask", "a", "--level", "99.9"]), "--level: a level lies between 50 and 99 %, found 99.9");
    assert_eq!(first(&["ask", "a", "--level", "most"]), "--level: \"most\": invalid float literal");
    assert_eq!(first(&["ask", "a", "--anchor", "best"]), "--anchor: \"best\" is not one of as-said, survey");
    assert_eq!(first(&["ask", "a", "--at-least"]), "--at-least takes a value");
    assert_eq!(first(&["learn", "a", "--explain"]), "learn has no option --explain");
    assert_eq!(
        first(&["ask", "--statements", "a", "--explain"]),
        "--statements takes --table, --anchor and --level: its rows are always the same"
    );
    let two = refused(&["ask", "a", "--level", "9", "--format", "xml"], "");
    assert!(two.starts_with("--level: a level lies between 50 and 99 %, found 9\n\"xml\" is not one of table, json\n"));
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
