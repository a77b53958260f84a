//! How the commands behave: help, version, near words, exit statuses, full disks, closed pipes, and
//! names that would drive a terminal.

use std::path::PathBuf;
use std::process::{Output, Stdio};

use crate::heads::{GHWAYRAN, examples};
use crate::run::{example, run};

/// A dossier whose names hold what drives a terminal and what turns the order of letters.
const CONTROL: &str = r#"{
    "sources": [{"id": "s", "name": "Observatory\u202e", "kind": "media"}, {"id": "t", "name": "T\u001b[2J", "kind": "media"}],
    "groups": [{"id": "g", "name": "Fighters\u202e"}],
    "events": [{"id": "e", "name": "E\u001b[2J", "place": "P\u2066"}],
    "claims": [
        {"id": "c1", "event": "e", "group": "g", "outcome": "killed", "count": "12", "source": "s", "as_of": "2022-01-02",
         "quote": "12\u202e", "url": "https://x.org/\u202e"},
        {"id": "c2", "event": "e", "group": "g", "outcome": "killed", "count": "507", "source": "t",
         "as_of": "2022-01-02"}]}"#;

/// Two quantities whose ids are one text once their parts are joined.
const COLLIDING: &str = r#"{
    "sources": [{"id": "s", "name": "S", "kind": "media"}],
    "groups": [{"id": "c", "name": "G1"}, {"id": "b-c", "name": "G2"}],
    "events": [{"id": "a", "name": "E1"}, {"id": "a-b", "name": "E2"}],
    "claims": [
        {"id": "1", "event": "a", "group": "b-c", "outcome": "killed", "count": "30", "source": "s", "as_of": "2022-01-02"},
        {"id": "2", "event": "a-b", "group": "c", "outcome": "killed", "count": "777", "source": "s",
         "as_of": "2022-01-02"}]}"#;

/// A town says ten, the military denies it; a name that a spreadsheet would run.
const DENIED: &str = r#"{
    "parties": [{"id": "m", "name": "Military"}],
    "sources": [{"id": "r", "name": "Relatives", "kind": "witness"},
                {"id": "m", "name": "Military", "kind": "belligerent", "party": "m"}],
    "groups": [{"id": "civilians", "name": "=HYPERLINK(1)"}, {"id": "men", "name": "Men", "part_of": "civilians"}],
    "events": [{"id": "strike", "name": "Strike, and more", "perpetrator": "m"}],
    "claims": [
        {"id": "c1", "event": "strike", "group": "civilians", "outcome": "killed", "count": "10", "source": "r",
         "as_of": "2021-08-29"},
        {"id": "c2", "event": "strike", "group": "civilians", "outcome": "killed", "count": "0", "source": "m",
         "as_of": "2021-08-30"},
        {"id": "c3", "event": "strike", "group": "men", "outcome": "wounded", "count": "4", "source": "r",
         "as_of": "2021-08-30"}]}"#;

/// Two rows of claims, one of which cannot be read.
const CLAIMS: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/manners.csv");

/// Written once, whichever test comes first.
fn claims() {
    static WRITTEN: std::sync::Once = std::sync::Once::new();
    let rows = "event,group,outcome,count,source,as_of\nE\u{1b}[2J,g\u{202e},killed,20,S,2022-01-25\n\
                e,g,killed,lots,S,2022-01-25\n";
    WRITTEN.call_once(|| std::fs::write(CLAIMS, rows).expect("a file for the test"));
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[track_caller]
fn printed(output: &Output) -> String {
    assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""));
    text(&output.stdout)
}

#[track_caller]
fn refusal(output: &Output, status: i32) -> String {
    assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(status), ""));
    text(&output.stderr)
}

/// Arguments with which each command prints something, without input.
fn that_print(name: &str) -> Vec<&str> {
    match name {
        "audit" | "reconcile" => vec![GHWAYRAN],
        "calibrate" => vec!["ask", GHWAYRAN],
        "picture" => vec![GHWAYRAN, "attacks/all/killed"],
        "import" => vec!["--from", "csv", CLAIMS, "--to", "table"],
        "read_count" => vec!["20"],
        "find_counts" => vec!["-"],
        _ => vec![],
    }
}

/// The commands that take options of the shared table.
fn commands() -> Vec<&'static str> {
    examples().into_iter().chain(cfg!(feature = "exchange").then_some("import")).collect()
}

#[test]
fn every_command_explains_itself_and_says_its_version() {
    for name in commands() {
        let help = printed(&run(name, ["--help"], ""));
        assert!(help.starts_with(&format!("usage: {name}")), "{help}");
        for words in ["\nOptions:\n", "\n  --help", "\n  --version"] {
            assert!(help.contains(words), "{name} says nothing of {words:?}:\n{help}");
        }
        assert!(help.lines().all(|line| line.chars().count() <= 120), "{help}");
        assert_eq!(help, printed(&run(name, ["-h"], "")));
        let version = format!("{name} {}\n", env!("CARGO_PKG_VERSION"));
        assert_eq!(printed(&run(name, ["--version"], "")), version);
        assert_eq!(printed(&run(name, ["-V"], "")), version);
    }
}

#[test]
fn what_is_mistyped_is_answered_with_the_near_word() {
    for name in commands() {
        let verb = (name == "calibrate").then_some("ask");
        let odd = refusal(&run(name, verb.into_iter().chain(["--verison"]), ""), 2);
        assert!(odd.starts_with("there is no option --verison; did you mean --version?\n"), "{name}: {odd}");
        assert!(odd.contains(&format!("usage: {name}")), "{odd}");
    }
    let cases: [(&str, &[&str], &str); 9] = [
        ("reconcile", &["--as-off=2022-01-01", GHWAYRAN], "there is no option --as-off; did you mean --as-of?"),
        ("reconcile", &["--policy", "prudnet", GHWAYRAN], "; did you mean prudent?"),
        (
            "reconcile",
            &["--format", "cvs", GHWAYRAN],
            "--format: \"cvs\" is not one of table, json, csv; did you mean csv?",
        ),
        (
            "reconcile",
            &["--only", "gwayran", GHWAYRAN],
            "--only: \"gwayran\": there is no event gwayran; did you mean ghwayran?",
        ),
        ("reconcile", &["--only", "*/is-fighter", GHWAYRAN], "there is no group is-fighter; did you mean is-fighters?"),
        ("reconcile", &["--only", "//wunded", GHWAYRAN], "there is no outcome wunded; did you mean wounded?"),
        ("timeline", &["--quantity", "hasakh/all/killed"], "there is no event hasakh; did you mean hasakah?"),
        ("policies", &["--policy", "glt"], "--policy: \"glt\" is not one of least-dissent, "),
        ("read_count", &["--lexicon", "emdta", "20"], "; did you mean emdat?"),
    ];
    for (name, arguments, words) in cases {
        let told = refusal(&run(name, arguments, ""), 2);
        assert!(told.contains(words), "{words}\n{told}");
    }
    // What is far from every word is not guessed at.
    assert!(!refusal(&run("reconcile", ["--policy", "mean", GHWAYRAN], ""), 2).contains("did you mean"));
    if cfg!(feature = "plot") {
        let told = refusal(&run("picture", [GHWAYRAN, "attacks/all/kild"], ""), 2);
        assert!(told.contains("there is no outcome kild; did you mean killed?"), "{told}");
    }
}

/// A word that is no outcome, but means one.
#[test]
fn what_means_an_outcome_is_answered_with_it() {
    for (word, near) in [
        ("deaths", "killed"),
        ("fatalities", "killed"),
        ("hurt", "wounded"),
        ("hospitalised", "wounded"),
        ("arrested", "detained"),
        ("kidnapped", "abducted"),
        ("evacuated", "displaced"),
        ("rescued", "freed or returned"),
        ("saved", "freed or returned"),
        ("Killed", "killed"),
    ] {
        let told = refusal(&run("reconcile", ["--only", &format!("//{word}"), GHWAYRAN], ""), 2);
        assert_eq!(told, format!("--only: \"//{word}\": there is no outcome {word}; did you mean {near}?\n"));
        let told = refusal(&run("reconcile", ["-"], DENIED.replace("wounded", word)), 2);
        assert!(told.contains(&format!("\"{word}\" is not one of killed, ")), "{told}");
        assert!(told.ends_with(&format!("strength; did you mean {near}?\n")), "{told}");
    }
    // What means none of them is answered with all.
    let told = refusal(&run("reconcile", ["--only", "//tired", GHWAYRAN], ""), 2);
    assert!(
        told.contains("there is no outcome tired; there are killed, ") && told.ends_with("held, strength\n"),
        "{told}"
    );
}

/// Says what kind of file was given, and what to do.
#[test]
fn a_file_of_another_kind_is_told_with_the_remedy() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("kinds");
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = |name: &str, text: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("a file");
        path.to_str().expect("a path as text").to_owned()
    };
    let told = |path: &str, why: &str| {
        for name in ["reconcile", "audit", "policies", "timeline", "report"] {
            assert_eq!(refusal(&run(name, [path], ""), 2), format!("{path}: {why}\n"), "{name}");
        }
    };
    let made =
        |table: &str| format!("a dossier is an object of JSON, which `import {table} --to dossier` makes of a table");
    told(&file("empty.json", b" \n"), &format!("the file is empty; {}", made("FILE.csv")));
    let csv = file("claims.csv", b"event,group,outcome,count,source,as_of\n");
    told(&csv, &format!("this is not JSON; {}", made(&csv)));
    let list = file("list.json", b"[{}]");
    told(&list, &format!("this is a list; {}", made(&list)));
    told(
        &file("cut.json", b"{\"sources\": ["),
        "the JSON breaks off at line 1 column 13: a part of the file is missing",
    );
    let lines = file("lines.jsonl", b"{}\n{}\n");
    told(
        &lines,
        &format!(
            "something follows the dossier at line 2 column 1; if this is JSON Lines, `import {lines} --from jsonl --to \
             dossier` makes a dossier of it"
        ),
    );
    let book = file("book.xlsx", b"PK\x03\x04");
    told(&book, &format!("this is a workbook or an archive; `import {book}` reads workbooks"));
    told(folder.to_str().expect("a path as text"), "this is a folder; name a file in it");
    told("kinds/none.json", "there is no such file");
    let nothing = refusal(&run("reconcile", ["-"], ""), 2);
    assert_eq!(nothing, format!("standard input: nothing came in; {}\n", made("FILE.csv")));
    if cfg!(feature = "exchange") {
        let audited = |path: &str| text(&run("audit", ["--from", "csv", path], "").stderr);
        assert!(
            audited(&list.replace("list", "cut"))
                .ends_with("kinds/cut.json: this is JSON and no table; leave out --from if it is a dossier\n")
        );
        assert_eq!(audited("kinds/none.csv"), "kinds/none.csv: there is no such file\n");
        assert!(audited(folder.to_str().expect("a path as text")).ends_with(": this is a folder; name a file in it\n"));
    }
    if cfg!(feature = "calibrate") {
        let columns = "a table with the columns event,source,class,interest,kind,word,low,high,day is wanted";
        let told = |what: &[&str]| refusal(&run("calibrate", what, ""), 2);
        assert_eq!(told(&["ask", "--statements", &list]), format!("{list}: this is JSON; {columns}\n"));
        let empty = list.replace("list", "empty");
        assert_eq!(told(&["ask", "--statements", &empty]), format!("{empty}: the file is empty; {columns}\n"));
        let table = "the file is empty; a bias table is the JSON that `calibrate learn` prints";
        assert_eq!(told(&["ask", GHWAYRAN, "--table", &empty]), format!("{empty}: {table}\n"));
    }
}

#[test]
fn an_option_may_hold_its_value_and_needs_one() {
    let one = printed(&run("reconcile", [GHWAYRAN, "--format=csv"], ""));
    assert_eq!(one, printed(&run("reconcile", [GHWAYRAN, "--format", "csv"], "")));
    let told = refusal(&run("reconcile", [GHWAYRAN, "--all=yes", "--format"], ""), 2);
    assert!(told.starts_with("--all takes no value\n--format takes a value: NAME\n"), "{told}");
    let told = refusal(&run("reconcile", [GHWAYRAN, "--format", "csv", "--explain"], ""), 2);
    assert!(told.starts_with("--explain goes with --format table or json\n"), "{told}");
}

#[test]
fn a_reader_who_has_seen_enough_is_no_failure_of_any_command() {
    for name in commands().into_iter().filter(|name| *name != "import") {
        for arguments in [that_print(name), vec!["--help"], vec!["--version"]] {
            let (reader, writer) = std::io::pipe().expect("a pipe");
            drop(reader);
            let command =
                example(name).args(&arguments).stdin(Stdio::null()).stdout(writer).stderr(Stdio::piped()).output();
            let output = command.expect("the command ends");
            assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""), "{name} {arguments:?}");
        }
    }
}

/// What is asked for comes whole, whoever hears the complaints.
#[test]
fn standard_output_is_whole_when_nobody_hears_of_faults() {
    let deaf = |name: &str, arguments: &[&str]| {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        example(name).args(arguments).stdin(Stdio::null()).stderr(writer).output().expect("the command ends")
    };
    let asked = ["--quantity", "hasakah/all/killed", "--quantity", "iraq-base/iraqi-soldiers/held"];
    for (name, arguments, status) in
        [("reconcile", vec![GHWAYRAN], 0), ("reconcile", vec!["--odd"], 2), ("timeline", asked.to_vec(), 2)]
    {
        let (heard, unheard) = (run(name, &arguments, ""), deaf(name, &arguments));
        assert_eq!(text(&unheard.stdout), text(&heard.stdout), "{name}");
        assert_eq!(unheard.status.code(), Some(status), "{name}");
    }
}

/// 0 if all is well, 1 if a row was refused, 2 if nothing came in.
#[test]
#[cfg(feature = "exchange")]
fn an_import_says_whether_all_came_in() {
    claims();
    let status = |input: &str| run("import", ["--from", "csv", "-", "--to", "csv"], input).status.code();
    let header = "event,group,outcome,count,source,as_of\n";
    let (good, bad) = ("e,g,killed,20,S,2022-01-25\n", "e,g,killed,lots,S,2022-01-25\n");
    assert_eq!(status(&format!("{header}{good}")), Some(0));
    assert_eq!(status(&format!("{header}{good}{bad}")), Some(1));
    assert_eq!(status(&format!("{header}{bad}")), Some(2));
    // What came in is written whole though nobody hears of what did not; and it drives no terminal.
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let arguments = ["--from", "csv", CLAIMS, "--to", "table"];
    let unheard = example("import").args(arguments).stderr(writer).output().expect("the command ends");
    let heard = run("import", arguments, "");
    assert_eq!((text(&unheard.stdout), unheard.status.code()), (text(&heard.stdout), Some(1)));
    assert!(is_harmless(&text(&heard.stdout)) && is_harmless(&text(&heard.stderr)));
    assert!(text(&heard.stdout).contains("E[U+001B][2J"), "{}", text(&heard.stdout));
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_one_message() {
    for name in commands() {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has one");
        claims();
        let arguments = that_print(name);
        let text_of = if name == "find_counts" { GHWAYRAN } else { "-" };
        let arguments: Vec<&str> = arguments.iter().map(|&one| if one == "-" { text_of } else { one }).collect();
        let command = example(name).args(&arguments).stdin(Stdio::null()).stdout(full).stderr(Stdio::piped()).output();
        let output = command.expect("the command ends");
        let told = text(&output.stderr);
        // Beside what it has to say of the rows.
        let told: String = told.lines().filter(|line| name != "import" || line.contains("space")).collect();
        assert_eq!(output.status.code(), Some(1), "{name}: {told}");
        assert_eq!(told.lines().count(), 1, "{name}: {told}");
        assert!(told.contains("No space left on device"), "{name}: {told}");
    }
}

/// Nothing that a terminal obeys, and nothing that turns the order of letters.
fn is_harmless(text: &str) -> bool {
    text.chars().all(|c| {
        c == '\n'
            || !c.is_control()
                && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

#[test]
fn names_that_would_drive_a_terminal_are_shown_as_their_code() {
    let mut all = vec![
        ("reconcile", vec!["-", "--explain", "--all"]),
        ("policies", vec!["-", "--all"]),
        ("timeline", vec!["-"]),
        ("report", vec!["-"]),
        ("report", vec!["-", "--format", "html"]),
    ];
    all.extend(cfg!(feature = "calibrate").then(|| ("calibrate", vec!["ask", "-", "--explain"])));
    all.extend(cfg!(feature = "plot").then(|| ("picture", vec!["-", "e/g/killed"])));
    for (name, arguments) in all {
        let told = printed(&run(name, &arguments, CONTROL));
        assert!(is_harmless(&told), "{name} {arguments:?}: {told:?}");
        // In Markdown, a bracket has a backslash before it.
        let plain = told.replace('\\', "");
        assert!(plain.contains("Fighters[U+202E]") && plain.contains("E[U+001B]"), "{name}: {told}");
    }
    // What machines read stays what it is.
    let json = printed(&run("reconcile", ["-", "--format", "json", "--explain"], CONTROL));
    assert!(json.contains("Observatory\u{202e}"), "{json}");
    let fault = refusal(&run("reconcile", ["\u{1b}[2J\u{202e}"], ""), 2);
    assert!(is_harmless(&fault) && fault.starts_with("[U+001B][2J[U+202E]: "), "{fault:?}");
}

#[test]
fn a_spreadsheet_opens_the_answer_and_runs_nothing_of_it() {
    let told = printed(&run("reconcile", ["-", "--format", "csv"], DENIED));
    let mut reader = csv::Reader::from_reader(told.as_bytes());
    let header = reader.headers().expect("a header").clone();
    assert_eq!(
        header.iter().collect::<Vec<_>>().join(","),
        "event,group,outcome,event_name,group_name,as_of,range,low,best,high,grade,status,conceded,against"
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let json: serde_json::Value =
        serde_json::from_str(&printed(&run("reconcile", ["-", "--format", "json"], DENIED))).expect("JSON");
    assert_eq!(rows.len(), json["estimates"].as_array().expect("a list").len(), "every quantity in play");
    let killed = rows.iter().find(|row| (&row[1], &row[2]) == ("civilians", "killed")).expect("counted");
    let cells: Vec<&str> = killed.iter().skip(3).collect();
    let expected = [
        "Strike, and more",
        "'=HYPERLINK(1)",
        "2021-08-30",
        "10 or more",
        "10",
        "10",
        "",
        "uncorroborated",
        "answered",
        "",
        "denied by Military (sets no bound)",
    ];
    assert_eq!(cells, expected);
}

#[test]
fn the_table_shows_what_only_a_side_with_a_stake_claims() {
    let dossier = r#"{
        "parties": [{"id": "red", "name": "Red", "opposes": ["blue"]}, {"id": "blue", "name": "Blue"}],
        "sources": [{"id": "desk", "name": "Desk", "kind": "other", "party": "red"}],
        "groups": [{"id": "g", "name": "Civilians", "status": "civilian"}],
        "events": [{"id": "e", "name": "Raid", "start": "2021-05-01", "end": "2021-05-01", "perpetrator": "blue"}],
        "claims": [{"id": "c1", "event": "e", "group": "g", "outcome": "killed", "count": "more than 200",
                    "source": "desk", "as_of": "2021-05-20"}]
    }"#;
    let text = printed(&run("reconcile", ["-"], dossier));
    assert!(text.ends_with("any count     -  unsupported  Red sets no bound\n"), "{text}");
}

#[test]
fn the_table_shows_what_was_counted_and_tells_a_denial() {
    let (some, all) = (printed(&run("reconcile", ["-"], DENIED)), printed(&run("reconcile", ["-", "--all"], DENIED)));
    let killed = some.lines().find(|line| line.contains("killed")).expect("a row");
    assert!(killed.ends_with("uncorroborated  denied by Military (sets no bound)"), "{some}");
    let rows = |text: &str| text.lines().filter(|line| line.starts_with("  ") && !line.contains("outcome")).count();
    let hidden = rows(&all) - rows(&some);
    assert!(hidden == 1 && !some.contains("derived") && all.contains("derived"), "{all}");
    let note = "\n1 more only follows from others, or is bounded by nothing: --all shows it.\n";
    assert!(some.ends_with(note) && !all.contains("--all"), "{some}");
    let ghwayran = printed(&run("reconcile", [GHWAYRAN], ""));
    assert!(ghwayran.ends_with(" more only follow from others, or are bounded by nothing: --all shows them.\n"));
    let report = printed(&run("report", ["-"], DENIED));
    assert!(report.contains("| 0 | 2021-08-30 | - | minimise | stands, and sets no bound | - |"), "{report}");
    assert!(report.contains("**Who disagrees.** Denied by Military (sets no bound)."), "{report}");
}

#[test]
fn only_what_was_asked_for_is_answered() {
    let rows = |only: &[&str]| -> Vec<String> {
        let asked = only.iter().flat_map(|only| ["--only", only]);
        let told = printed(&run("reconcile", ["-", "--format", "csv"].into_iter().chain(asked), DENIED));
        let mut reader = csv::Reader::from_reader(told.as_bytes());
        let key = |row: Result<csv::StringRecord, csv::Error>| {
            let row = row.expect("a row");
            [&row[0], &row[1], &row[2]].join("/")
        };
        reader.records().map(key).collect()
    };
    let all = rows(&[]);
    assert_eq!(rows(&["strike/men/wounded"]), ["strike/men/wounded"]);
    assert_eq!(rows(&["*"]), all);
    assert_eq!(rows(&["strike"]), all);
    assert!(rows(&["*/men"]).iter().all(|row| row.contains("/men/")));
    assert_eq!(rows(&["//killed", "strike/men/wounded"]).len(), rows(&["//killed"]).len() + 1);
    // Asked for by name, a derived quantity is shown; and JSON holds no other.
    let told = printed(&run("reconcile", ["-", "--only", "strike/civilians/wounded"], DENIED));
    assert!(told.contains("derived") && !told.contains("--all"), "{told}");
    let json = printed(&run("reconcile", ["-", "--only", "strike/men/wounded", "--format", "json"], DENIED));
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let estimates = json["estimates"].as_array().expect("a list");
    assert_eq!((estimates.len(), &estimates[0]["low"]), (1, &4.into()));
    let none = refusal(&run("reconcile", ["-", "--only", "strike/men/held"], DENIED), 2);
    assert_eq!(none, "nothing is said of strike/men/held\n");
}

#[test]
fn a_timeline_shows_every_quantity_asked_for() {
    let asked =
        ["is-fighters/killed", "kurdish-forces/killed", "kurdish-forces/wounded", "civilians/killed", "all/killed"];
    let asked = asked.map(|rest| format!("hasakah/{rest}"));
    let arguments = asked.iter().flat_map(|quantity| ["--quantity", quantity]);
    let told = printed(&run("timeline", arguments.chain(["--to", "2022-01-22"]), ""));
    assert_eq!(told.lines().filter(|line| line.starts_with("day  ")).count(), 5, "{told}");

    let asked = ["-", "--quantity", "strike/men/wounded", "--quantity", "strike/men/held"];
    let output = run("timeline", asked, DENIED);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stderr), "nothing is said of strike/men/held\n");
    assert!(text(&output.stdout).starts_with("Strike, and more: Men, wounded\n"), "{}", text(&output.stdout));
}

#[test]
fn two_quantities_never_share_a_place_or_a_file() {
    for format in ["markdown", "html"] {
        let told = printed(&run("report", ["-", "--format", format], COLLIDING));
        let places = |before: &str| -> Vec<String> {
            let found = told.split(before).skip(1).filter_map(|rest| rest.split(['"', ')']).next());
            let mut places: Vec<String> = found.filter(|place| place.starts_with("a-b")).map(str::to_owned).collect();
            places.sort();
            places
        };
        let (to, at) = if format == "html" { ("href=\"#", "id=\"") } else { ("(#", "id=\"") };
        assert_eq!(places(at), ["a-b-c-killed", "a-b-c-killed-2"], "{told}");
        assert_eq!(places(to), places(at), "{told}");
    }
    if cfg!(feature = "plot") {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("colliding");
        let _ = std::fs::remove_dir_all(&folder);
        printed(&run("timeline", ["-", "--pictures", folder.to_str().expect("a path as text")], COLLIDING));
        let mut files: Vec<String> = std::fs::read_dir(&folder)
            .expect("the folder")
            .map(|file| file.expect("a file").file_name().to_string_lossy().into_owned())
            .collect();
        files.sort();
        assert_eq!(files, ["a-b-c-killed-2.svg", "a-b-c-killed.svg"]);
    }
}

#[test]
fn a_page_holds_all_that_it_shows() {
    let page = printed(&run("report", ["--format", "html"], ""));
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">") && page.ends_with("</html>\n"));
    for outside in ["<script", "<img", "<link", "@import", "url(", "src="] {
        assert!(!page.contains(outside), "{outside}");
    }
    let after =
        |before: &str| -> Vec<&str> { page.split(before).skip(1).filter_map(|rest| rest.split('"').next()).collect() };
    let ids = after(" id=\"");
    let distinct: std::collections::BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len(), "every place has a name of its own");
    for to in after("href=\"#") {
        assert!(ids.contains(&to), "{to}");
    }
    for words in
        ["At a glance", "507 to 550", "The same claims under other rules", "minimum-verifiable", "Sources", "https://"]
    {
        assert!(page.contains(words), "{words}");
    }
    assert_eq!(page.contains("<svg"), cfg!(feature = "plot"));
    for svg in page.split("<svg ").skip(1) {
        let svg = format!("<svg {}</svg>", svg.split("</svg>").next().unwrap_or_default());
        assert!(roxmltree::Document::parse(&svg).is_ok(), "{svg}");
    }
    // Every element that is opened is closed.
    for element in ["table", "tr", "td", "section", "details", "div", "ul", "li", "p", "a", "figure", "dl"] {
        let opened = page.matches(&format!("<{element}>")).count() + page.matches(&format!("<{element} ")).count();
        assert_eq!(opened, page.matches(&format!("</{element}>")).count(), "{element}");
    }
    let escaped = printed(&run("report", ["-", "--format", "html"], DENIED.replace("Strike, and", "<b>&\\\"")));
    assert!(escaped.contains("&lt;b&gt;&amp;&quot;") && !escaped.contains("<b>&"), "{escaped}");
}
