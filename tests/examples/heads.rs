//! The examples print what their heads and the README say, and refuse on standard error.

use std::process::{Output, Stdio};

use corroborate::{Course, Grade, Outcome, SourceKind, Status};

use crate::run::{example, run};

pub(crate) const GHWAYRAN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/ghwayran.json");

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("examples print UTF-8")
}

/// What it prints, having nothing to complain of.
#[track_caller]
fn printed(output: &Output) -> &str {
    assert_eq!(text(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
    text(&output.stdout)
}

/// What it complains of, printing nothing.
#[track_caller]
fn refusal(output: &Output) -> &str {
    assert_eq!(text(&output.stdout), "");
    assert_eq!(output.status.code(), Some(2));
    text(&output.stderr)
}

const NONE: [&str; 0] = [];

/// The examples that can be run here, but for `import`, which its own test runs.
pub(crate) fn examples() -> Vec<&'static str> {
    let mut names =
        vec!["audit", "find_counts", "ghwayran", "policies", "read_count", "reconcile", "report", "timeline"];
    names.extend(cfg!(feature = "calibrate").then_some("calibrate"));
    names.extend(cfg!(feature = "exchange").then_some("schema"));
    names.extend(cfg!(feature = "plot").then_some("picture"));
    names
}

/// The head of an example, and the blocks in it.
fn head(name: &str) -> (String, Vec<Vec<String>>) {
    let path = format!("{}/examples/{name}.rs", env!("CARGO_MANIFEST_DIR"));
    let source = std::fs::read_to_string(path).expect("the example is there");
    let head = source.lines().map_while(|line| line.strip_prefix("//!"));
    let head: Vec<&str> = head.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    let blocks = head.split(|line| line.starts_with("```")).skip(1).step_by(2);
    (head.join("\n"), blocks.map(|block| block.iter().map(ToString::to_string).collect()).collect())
}

/// The words of a command, those in quotes together.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in command.split('"').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// Whether a text reads as it is shown, where a line that ends in " …" is longer, and a line of
/// only that stands for some.
fn reads_as_shown<'t>(mut printed: impl Iterator<Item = &'t str>, shown: &[String]) -> Result<(), String> {
    let mut is_cut = false;
    for line in shown {
        if line.trim() == "…" {
            is_cut = true;
            continue;
        }
        let is_it = |found: &str| line.strip_suffix(" …").map_or(found == line, |start| found.starts_with(start));
        let found = if is_cut { printed.find(|found| is_it(found)) } else { printed.next() };
        if !found.is_some_and(is_it) {
            return Err(format!("shown: {line}\nfound: {found:?}"));
        }
        is_cut = false;
    }
    printed.next().filter(|_| !is_cut).map_or(Ok(()), |more| Err(format!("not shown: {more}")))
}

#[test]
fn examples_print_what_stands_at_their_heads() {
    for name in examples() {
        let (head, blocks) = head(name);
        let shown = blocks.iter().find(|block| block[0].starts_with("$ "));
        let [command, shown @ ..] = shown.unwrap_or_else(|| panic!("{name} shows what it prints")).as_slice() else {
            panic!("{name}: a block of no lines")
        };
        assert!(head.contains(&format!("--example {name}")), "{name} says how to run it");
        // What is piped in is held to the head below.
        if command.starts_with("$ cargo") {
            let words = words(command);
            let arguments = words.iter().skip_while(|word| *word != "--").skip(1);
            let output = run(name, arguments, "");
            reads_as_shown(printed(&output).lines(), shown).unwrap_or_else(|other| panic!("{name}: {other}"));
        }
    }
}

#[test]
fn every_example_says_how_it_is_used() {
    let refused = refusal(&run("ghwayran", ["x"], "")).to_owned();
    assert!(refused.starts_with("it takes nothing, found \"x\"\nusage: ghwayran\n"), "{refused}");
    let output = run("reconcile", ["--help"], "");
    let usage = printed(&output);
    assert!(corroborate::policy::NAMES.iter().all(|name| usage.contains(name)), "{usage}");
    assert_eq!(printed(&run("read_count", ["--json", "--", "--help"], "")).matches("error").count(), 1);
}

#[test]
fn the_readme_shows_what_ghwayran_prints_first() {
    let readme = include_str!("../../README.md");
    let (_, shown) = readme.split_once("```text\n").expect("the README shows a table");
    let (shown, _) = shown.split_once("```\n").expect("and closes it");
    let output = run("ghwayran", NONE, "");
    assert!(printed(&output).starts_with(shown), "the README shows\n{shown}");
    assert!(shown.lines().any(|line| line.contains("70 or more")) && shown.contains("uncorroborated.\n"));
}

#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    let runs: [(&str, &[&str]); 5] = [
        ("ghwayran", &[]),
        ("reconcile", &[GHWAYRAN]),
        ("reconcile", &["--help"]),
        ("read_count", &["20"]),
        ("read_count", &["--json", "20"]),
    ];
    for (name, arguments) in runs.into_iter().chain(cfg!(feature = "exchange").then_some(("schema", &[][..]))) {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = example(name).args(arguments).stdout(writer).stderr(Stdio::piped()).output();
        printed(&output.expect("the example ends"));
    }
}

#[test]
fn counts_are_read_from_arguments_into_a_table() {
    let counts = ["at least 20", "nearly 850", "~50,000–80,000", "dozens", "lots", "none"];
    let table = "\
said            figure  can mean
--------------  ------  -------------------------------------------------------
at least 20         20  20 or more
nearly 850         850  765 to 850
~50,000–80,000  50,000  45,000 to 88,000
dozens               -  24 or more
lots                 -  not read: unexpected \"lots\" at byte 0, expected a count
none                 0  0
";
    assert_eq!(printed(&run("read_count", counts, "")), table);
}

#[test]
fn counts_are_read_a_line_each_into_json() {
    let lines = r#"{"text":"eleven","low":11,"high":11,"figure":11}
{"text":"","error":"unexpected end of text at byte 0, expected a count"}
{"text":"100+","low":100,"high":null,"figure":100}
{"text":"unknown","error":"\"unknown\" at byte 0 names no count; write \"unspecified\" if somebody was harmed"}
{"text":"up to 40","low":0,"high":40,"figure":null}
"#;
    let input = "eleven\r\n\n100+\nunknown\nup to 40";
    assert_eq!(printed(&run("read_count", ["--json"], input)), lines);
}

#[test]
fn every_lexicon_has_its_name() {
    let dozens = [
        ("logical", r#""low":24,"high":null,"figure":null"#),
        ("acled", r#""low":12,"high":12,"figure":12"#),
        ("acled-outside-war-zones", r#""low":12,"high":12,"figure":12"#),
        ("emdat", r#""low":24,"high":24,"figure":24"#),
    ];
    for (name, reading) in dozens {
        let output = run("read_count", ["--lexicon", name, "--json", "--", "dozens"], "");
        assert_eq!(printed(&output), format!("{{\"text\":\"dozens\",{reading}}}\n"));
    }
}

#[test]
fn read_count_names_every_bad_argument() {
    let output = run("read_count", ["--jsn", "--lexicon", "gut", "20", "--lexicon"], "");
    assert_eq!(
        refusal(&output),
        "there is no option --jsn; did you mean --json?\n\
         --lexicon: \"gut\" is not one of logical, acled, acled-outside-war-zones, emdat\n\
         --lexicon takes a value: NAME\n\
         usage: read_count [COUNT ...] [OPTIONS]\n\
         read_count --help says more\n"
    );
}

#[test]
fn a_dossier_is_read_from_a_file_or_from_standard_input() {
    let dossier = std::fs::read_to_string(GHWAYRAN).expect("the file is there");
    let file = run("reconcile", [GHWAYRAN], "");
    let table = printed(&file);
    assert!(table.contains("\n  IS fighters                           killed      2022-01-21  39 or more"), "{table}");
    assert_eq!(table, printed(&run("reconcile", ["-"], &dossier)));
}

#[test]
fn reconcile_writes_the_json_of_the_design() {
    let output = run("reconcile", [GHWAYRAN, "--format", "json"], "");
    let answer: serde_json::Value = serde_json::from_str(printed(&output)).expect("JSON");
    assert_eq!(answer["policy"], "least-dissent");
    let fighters =
        |estimate: &&serde_json::Value| estimate["event"] == "ghwayran" && estimate["group"] == "is-fighters";
    let estimates = answer["estimates"].as_array().expect("a list");
    let expected = serde_json::json!({
        "event": "ghwayran", "group": "is-fighters", "outcome": "killed", "as_of": "2022-01-21",
        "low": 39, "best": 39, "high": null, "grade": "uncorroborated", "status": "answered", "dissent": 0, "dissenters": [],
        "conceded": null,
        "ladder": [{"wrong": 0, "low": 39, "high": null}, {"wrong": 1, "low": 0, "high": null}],
        "set_aside": []
    });
    assert_eq!(estimates.iter().find(fighters), Some(&expected));
}

#[test]
fn reconcile_explains_when_asked() {
    let words = "Low: \"eleven\", admitted by Iraq through Iraqi military official who asked not to be named, of its own side: \
                 it would rather err low, so its count is a floor.";
    let heading = "Attack on an Iraqi army base: Iraqi soldiers, killed (diyala/iraqi-soldiers/killed)";
    let table = run("reconcile", [GHWAYRAN, "--explain"], "");
    let said = printed(&table);
    assert!(said.contains(&format!("\n{heading}\n  11 or more killed, best 11.\n  {words}\n")));

    let json = run("reconcile", [GHWAYRAN, "--explain", "--format", "json"], "");
    let answer: serde_json::Value = serde_json::from_str(printed(&json)).expect("JSON");
    let estimates = answer["estimates"].as_array().expect("a list");
    let soldiers = |e: &&serde_json::Value| e["event"] == "diyala" && e["group"] == "iraqi-soldiers";
    let soldiers = estimates.iter().find(soldiers).expect("in play");
    assert!(soldiers["words"].as_str().is_some_and(|said| said.contains(words)));
    assert_eq!(soldiers["derivation"]["grade"], "partisan");
}

#[test]
fn reconcile_asks_what_was_known_by_when_and_under_which_policy() {
    let low = |arguments: &[&str]| {
        let output = run("reconcile", [&[GHWAYRAN, "--format", "json"], arguments].concat(), "");
        let answer: serde_json::Value = serde_json::from_str(printed(&output)).expect("JSON");
        let estimates = answer["estimates"].as_array().expect("a list").clone();
        let detained = |e: &serde_json::Value| e["event"] == "ghwayran" && e["outcome"] == "detained";
        estimates.into_iter().find(detained).map(|estimate| estimate["low"].clone())
    };
    assert_eq!(low(&["--policy", "least-dissent", "--as-of", "2022-01-22"]), Some(0.into()), "a boast is no floor");
    assert_eq!(low(&["--policy", "face-value"]), Some(89.into()));
    assert_eq!(low(&["--known-by", "2022-01-21"]), None, "nothing was published yet");
}

#[test]
fn reconcile_lists_every_fault_of_a_dossier() {
    let bad = r#"{"groups": [{"id": "g", "name": "G", "part_of": "h"}],
                  "claims": [{"id": "c1", "event": "e", "group": "g", "outcome": "killed",
                              "count": "lots", "source": "s", "as_of": "2022-01-21"}]}"#;
    let output = run("reconcile", ["-", "--format", "json"], bad);
    let faults: Vec<&str> = refusal(&output).lines().collect();
    assert!(faults.contains(&"groups[0] (g).part_of: there is no group \"h\""), "{faults:?}");
    let lots = "claims[0] (c1).count: cannot read the count \"lots\": unexpected \"lots\" at byte 0, expected a count";
    assert!(faults.contains(&lots), "{faults:?}");
}

#[test]
fn reconcile_names_every_bad_argument() {
    let output =
        run("reconcile", ["a", "b", "--as-of", "soon", "--policy", "mean", "--format", "xml", "--known-by"], "");
    let faults: Vec<&str> = refusal(&output).lines().collect();
    let starts = [
        "--as-of: \"soon\" is not a date (2022-01-21) nor an instant with its offset (2022-01-21T13:53:00Z)",
        "--policy: \"mean\" is not one of ",
        "--format: \"xml\" is not one of table, json, csv",
        "--known-by takes a value: MOMENT",
        "one dossier at a time, found \"b\" as well",
        "usage: reconcile ",
    ];
    for (fault, start) in faults.iter().zip(starts) {
        assert!(fault.starts_with(start), "{fault}");
    }

    assert!(refusal(&run("reconcile", NONE, "")).starts_with("no dossier named\nusage: "));
    let missing = run("reconcile", ["/no/such/dossier.json"], "");
    assert!(refusal(&missing).starts_with("/no/such/dossier.json: "));
}

#[test]
fn find_counts_prints_what_stands_at_its_head() {
    let source = include_str!("../../examples/find_counts.rs");
    let text = "At least 20 members of Kurdish forces and 39 IS fighters were killed, 12 of them at dawn.";
    let heads = |output: &Output| printed(output).lines().all(|line| source.contains(&format!("//! {line}\n")));
    assert!(heads(&run("find_counts", NONE, text)));
    for (form, lines) in [("json", 3), ("csv", 4)] {
        let output = run("find_counts", ["--to", form], text);
        assert!(heads(&output), "{form}");
        assert_eq!(printed(&output).lines().count(), lines, "{form}");
    }
    assert_eq!(printed(&run("find_counts", ["--json"], "")), "");
    let odd = run("find_counts", ["--yaml"], text);
    assert!(refusal(&odd).starts_with("there is no option --yaml\nusage: "), "{}", refusal(&odd));
    let odd = run("find_counts", ["--to", "xml"], text);
    assert!(refusal(&odd).starts_with("--to: \"xml\" is not one of table, json, csv\nusage: "));
    assert!(refusal(&run("find_counts", ["--to"], text)).starts_with("--to takes a value: FORM\nusage: "));
}

#[test]
fn find_counts_reads_a_file() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("find_counts.txt");
    std::fs::write(&path, "\u{feff}20 people fled.").expect("a file");
    let path = path.to_str().expect("a path as text");
    // Its bytes are those of the file, a mark that some editors begin UTF-8 with among them.
    let json = "{\"start\":3,\"end\":5,\"text\":\"20\",\"low\":20,\"high\":20,\"figure\":20,\"inferred\":null,";
    assert!(printed(&run("find_counts", [path, "--json"], "")).starts_with(json));
    assert!(printed(&run("find_counts", ["-", "--json"], "\u{feff}20 people fled.")).starts_with(json));
    assert!(refusal(&run("find_counts", ["/no/such/text"], "")).starts_with("/no/such/text: "));
    assert!(refusal(&run("find_counts", ["a", "b"], "")).starts_with("one file at a time, found \"b\" as well\n"));
    assert!(refusal(&run("find_counts", NONE, [b'2', 0xff])) == "standard input: byte 1 is not UTF-8\n");
}

/// What is read a piece at a time is found where it stands in the whole.
#[test]
fn find_counts_reads_a_paragraph_at_a_time() {
    let places = |text: &str| -> Vec<(u64, u64)> {
        let output = run("find_counts", ["--json"], text);
        let lines = printed(&output).lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
        lines.filter_map(|line| Some((line["start"].as_u64()?, line["end"].as_u64()?))).collect()
    };
    let whole = |text: &str| -> Vec<(u64, u64)> {
        let spans = corroborate::find_counts(text).map(|found| found.span());
        spans.map(|span| (span.start as u64, span.end as u64)).collect()
    };
    let filler = "word ".repeat(300_000);
    for text in [
        "Some 20 fled.\n\n30 stayed,\r\nand\n \t\n40 died.\n\n\n".to_owned(),
        format!("At dawn 20 fled. {filler}Then 30 died.\n\n40 were hurt."),
        format!("20 fled. {} 30 died.", "é".repeat(700_000)),
    ] {
        assert_eq!(places(&text), whole(&text), "{}", &text[..20]);
    }
}

#[test]
fn find_counts_writes_rows_of_claims() {
    let rows = |text: &str| {
        let output = run("find_counts", ["--to", "csv"], text);
        let mut reader = csv::Reader::from_reader(printed(&output).as_bytes());
        let header = reader.headers().expect("a header").clone();
        let column = |name: &str| header.iter().position(|column| column == name).expect("the column");
        let (count, quote) = (column("count"), column("quote"));
        let records: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("a row")).collect();
        for record in &records {
            let filled = (0..header.len()).filter(|at| !record[*at].is_empty()).collect::<Vec<_>>();
            assert_eq!(filled, [count, quote]);
        }
        records.iter().map(|record| (record[count].to_owned(), record[quote].to_owned())).collect::<Vec<_>>()
    };
    let quoted = "\"At least 1,200\", said\nhe, \"were hurt\".";
    assert_eq!(rows(quoted), [("At least 1,200".into(), "\"At least 1,200\", said he, \"were hurt\".".into())]);
    // What a spreadsheet would run is a text.
    for (text, quote) in [
        ("=HYPERLINK(\"x\") kills 20", "'=HYPERLINK(\"x\") kills 20"),
        ("@desk: 20 dead", "'@desk: 20 dead"),
        ("- 20 fighters fled", "'- 20 fighters fled"),
    ] {
        assert_eq!(rows(text), [("20".to_owned(), quote.to_owned())]);
    }
    assert!(rows("Nobody counted.").is_empty());
}

/// A dossier of three events, two of one name, and two voices.
const NAMESAKES: &str = r#"{
    "sources": [{"id": "s", "name": "S", "kind": "medical"}, {"id": "t", "name": "T", "kind": "media"}],
    "groups": [{"id": "all", "name": "All"}],
    "events": [{"id": "a:1", "name": "Mosul"}, {"id": "a:2", "name": "Mosul"}, {"id": "a:3", "name": "Raqqa"}],
    "claims": [
        {"id": "c1", "event": "a:1", "group": "all", "outcome": "killed", "count": "12", "source": "s",
         "as_of": "2017-03-01"},
        {"id": "c2", "event": "a:2", "group": "all", "outcome": "killed", "count": "20", "source": "t",
         "as_of": "2017-03-02"},
        {"id": "c3", "event": "a:3", "group": "all", "outcome": "killed", "count": "7", "source": "t",
         "as_of": "2017-03-03"}]}"#;

#[test]
fn events_of_one_name_are_told_apart() {
    let output = run("reconcile", ["-", "--explain"], NAMESAKES);
    let told = printed(&output);
    for line in [
        "Mosul (a:1)",
        "Mosul (a:2)",
        "Raqqa",
        "Mosul (a:2): All, killed (a:2/all/killed)",
        "Raqqa: All, killed (a:3/all/killed)",
    ] {
        assert!(told.lines().any(|found| found == line), "{line}\n{told}");
    }
}

#[test]
fn the_table_says_what_is_no_answer() {
    let grade = |policy: &str, dossier: &str| {
        let output = run("reconcile", ["-", "--all", "--policy", policy], dossier);
        printed(&output).lines().filter(|line| line.contains("  killed")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert!(grade("two-source", NAMESAKES).iter().all(|line| line.ends_with(", provisional")));
    assert!(grade("minimum-verifiable", NAMESAKES)[1].ends_with(", no answer"));
    assert!(grade("least-dissent", NAMESAKES).iter().all(|line| line.ends_with("uncorroborated")));
}

#[test]
fn where_nothing_is_said_it_says_so() {
    assert_eq!(printed(&run("reconcile", ["-"], "{}")), "Nothing is said.\n");
    let before = run("reconcile", [GHWAYRAN, "--known-by", "2020-01-01", "--as-of", "2020-01-02"], "");
    assert_eq!(printed(&before), "Nothing is said as of 2020-01-02 that was known by 2020-01-01.\n");
}

/// The first cells of the rows of the README's table with that header.
fn listed(header: &str) -> Vec<&'static str> {
    let (_, table) = include_str!("../../README.md").split_once(header).expect("the README has that table");
    let rows = table.lines().skip(2).take_while(|line| line.starts_with("| `"));
    rows.filter_map(|row| row.split('`').nth(1)).collect()
}

#[test]
fn the_readme_lists_the_words_of_the_code() {
    let outcomes: Vec<&str> = Outcome::ALL.iter().map(|outcome| outcome.as_str()).collect();
    assert_eq!(listed("| outcome | what became of them | course |"), outcomes);
    let kinds: Vec<&str> = SourceKind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(listed("| kind | who |"), kinds);
    let statuses: Vec<&str> = Status::ALL.iter().map(|status| status.as_str()).collect();
    assert_eq!(listed("| status | who would rather"), statuses);
    let grades: Vec<&str> = Grade::ALL.iter().map(|grade| grade.as_str()).collect();
    let shown = listed("| grade | what it means |");
    assert!(shown.len() == grades.len() && grades.iter().all(|grade| shown.contains(grade)), "{shown:?}");
    for outcome in Outcome::ALL {
        let course = if outcome.course() == Course::Stock { "rises and falls" } else { "adds up" };
        let row = format!("| `{outcome}` | ");
        let line = include_str!("../../README.md").lines().find(|line| line.starts_with(&row));
        assert!(line.is_some_and(|line| line.ends_with(&format!(" | {course} |"))), "{outcome}: {line:?}");
    }
}

#[test]
fn a_byte_order_mark_is_no_fault_and_a_fault_of_syntax_has_a_file() {
    let plain = run("reconcile", ["-"], NAMESAKES);
    assert_eq!(printed(&run("reconcile", ["-"], format!("\u{feff}{NAMESAKES}"))), printed(&plain));
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("no.json");
    std::fs::write(&path, "no").expect("a file");
    let path = path.to_str().expect("a path as text");
    std::fs::write(path, "{no").expect("a file");
    assert_eq!(refusal(&run("reconcile", [path], "")), format!("{path}: key must be a string at line 1 column 2\n"));
}
