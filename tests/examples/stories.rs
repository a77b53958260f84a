//! The stories of al-Hasakah, run as they are built: their lines, their JSON, their exit codes.

use std::process::{Output, Stdio};

use crate::run::{example, run};
use serde_json::Value;

const STORIES: [&str; 3] = ["policies", "timeline", "report"];
const GHWAYRAN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/ghwayran.json");
const NONE: [&str; 0] = [];

#[track_caller]
fn printed(output: Output) -> String {
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8(output.stdout).expect("examples print UTF-8")
}

#[track_caller]
fn refusal(output: Output) -> String {
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    assert_eq!(output.status.code(), Some(2));
    String::from_utf8(output.stderr).expect("examples complain in UTF-8")
}

fn json(output: Output) -> Value {
    serde_json::from_str(&printed(output)).expect("JSON")
}

/// A text with its spaces squeezed, as lines are wrapped.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn policies_stand_side_by_side() {
    let told = printed(run("policies", NONE, ""));
    assert!(told.starts_with("Policies side by side, as of 2022-02-28.\n"));
    let fighters = "IS (attackers and 346–374 374 346–374 205–374 151+ 346 210–374 346+ 205–346";
    assert!(told.lines().any(|line| squeezed(line) == fighters), "{told}");
    let because = "least-dissent, prudent low 346 (has-117, Syrian Observatory for Human Rights); high 374 (has-183, Syrian \
                   Democratic Forces and the Kurdish-led administration).";
    assert!(squeezed(&told).contains(because));
    assert!(squeezed(&told).contains("two-source low 7, from \"seven\" (has-119"));
    assert!(told.lines().all(|line| line.chars().count() <= 132), "no line is too long for a terminal");
}

#[test]
fn policies_can_be_chosen_and_asked_as_json() {
    let told = json(run("policies", ["--policy", "ucdp", "--policy", "gtd", "--format", "json"], ""));
    assert_eq!(told["policies"], serde_json::json!(["ucdp", "gtd"]));
    assert_eq!(told["as_of"], "2022-02-28");
    let fighters = told["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .find(|row| row["event"] == "hasakah" && row["group"] == "is-fighters" && row["outcome"] == "killed");
    let fighters = fighters.expect("a row");
    assert_eq!((&fighters["estimates"][0]["high"], &fighters["estimates"][1]["low"]), (&346.into(), &346.into()));
    assert!(fighters["because"][1].as_str().is_some_and(|because| because.starts_with("By gtd, the newest")));

    let all = json(run("policies", ["--all", "--format", "json"], ""));
    let rows = |told: &Value| told["rows"].as_array().map_or(0, Vec::len);
    assert!(rows(&all) > 5 * rows(&told));
}

#[test]
fn policies_of_another_dossier() {
    let told = printed(run("policies", [GHWAYRAN, "--all", "--known-by", "2022-01-22"], ""));
    assert!(told.starts_with("Policies side by side, each as of its newest claim, as known by 2022-01-22.\n"));
    let dossier = std::fs::read_to_string(GHWAYRAN).expect("the file is there");
    assert_eq!(printed(run("policies", ["-", "--all", "--known-by", "2022-01-22"], &dossier)), told);
}

#[test]
fn the_timeline_tells_67_and_why_not_70() {
    let told = printed(run("timeline", NONE, ""));
    let day = told.lines().rfind(|line| line.starts_with("2022-01-21")).expect("the day of all killed");
    assert_eq!(squeezed(day), "2022-01-21 67 or more 67 uncorroborated 67 to 500 67 uncorroborated");
    let (_, why) = told.split_once("Why 67 on 2022-01-21, where the article of the day after says 70\n").expect("why");
    let why = squeezed(why);
    for sentence in [
        "its parts make 70: 39 IS fighters (seed-006) + 20 Kurdish forces (seed-005) + 11 Iraqi soldiers (seed-009).",
        "39 IS (attackers and prisoners) (has-026) + 23 Kurdish forces",
        "+ 5 Civilians (has-017).",
        "These are of one bulletin: Syrian Observatory for Human Rights, as of 2022-01-21, \"67\" in all.",
        "The article's 20 Kurdish forces are from an earlier bulletin, as of 2022-01-21T16:00:00Z (has-010): by the \
         end of the day it was 23 (has-015).",
        "The article's 11 Iraqi soldiers died elsewhere (\"Attack on an Iraqi army base\") and are no part of the battle.",
        "The article leaves out the 5 Civilians (has-017).",
    ] {
        assert!(why.contains(sentence), "{sentence}\n{why}");
    }
}

#[test]
fn the_timeline_says_what_made_each_change() {
    let told = squeezed(&printed(run("timeline", NONE, "")));
    for sentence in [
        "2022-01-31 268 to 374 268 uncorroborated 346 to 374 346 uncorroborated then has-183 came in, \"374\", said by \
         Syrian Democratic Forces",
        "2022-02-06 346 to 374 346 uncorroborated 346 to 374 346 uncorroborated then has-112 was corrected by has-117; \
         has-117 came in, \"346\"",
        "then the ceiling of 151 (has-083) was of 2022-01-27 and holds no more",
        "now known only later: has-190 \"around 500\", said by VICE World News and Airwars investigation, published \
         2023-01-23.",
    ] {
        assert!(told.contains(sentence), "{sentence}\n{told}");
    }
}

#[test]
fn the_timeline_as_json_holds_both_views_and_the_causes() {
    let arguments =
        ["--quantity", "hasakah/all/killed", "--from", "2022-01-20", "--to", "2022-01-22", "--format", "json"];
    let told = json(run("timeline", arguments, ""));
    let all = &told["quantities"][0];
    let lows = |view: &str| -> Vec<u64> {
        all[view].as_array().into_iter().flatten().filter_map(|estimate| estimate["low"].as_u64()).collect()
    };
    assert_eq!((lows("known_then"), lows("known_now")), (vec![67, 89], vec![0, 67, 89]));
    assert_eq!(all["changes"].as_array().map(Vec::len), Some(3));
    assert!(all["changes"][1]["since_the_day_before"]["words"].to_string().contains("has-019 came in"));
    assert!(told["article"].as_array().is_some_and(|sentences| sentences.len() > 4));
}

#[test]
fn the_timeline_of_every_day_and_of_another_dossier() {
    let days = |told: &str| told.lines().filter(|line| line.starts_with("2022-")).count();
    let arguments = ["--quantity", "hasakah/civilians/killed"];
    let (some, all) =
        (run("timeline", arguments, ""), run("timeline", [&arguments[..], &["--every-day"]].concat(), ""));
    assert_eq!((days(&printed(some)), days(&printed(all))), (5, 27));
    let other = printed(run("timeline", [GHWAYRAN, "--quantity", "attacks/all/killed"], ""));
    assert!(squeezed(&other).contains("2022-01-22 70 or more 70 uncorroborated"), "{other}");
    assert!(!other.contains("Why"), "the article is not compared with itself");
}

#[test]
fn the_report_has_what_a_newsroom_asks_for() {
    let told = printed(run("report", NONE, ""));
    for line in [
        "**346 to 374** (best 346), as of 2022-02-06: *uncorroborated*.",
        "**Who disagrees.** Syrian Democratic Forces and the Kurdish-led administration: at most 4 (has-179).",
        "## Sources",
        "## What was left out",
    ] {
        assert!(told.lines().any(|known| known == line), "{line}");
    }
    assert!(
        told.contains("**Since 2022-01-30.** It was 268 or more then and is 346 to 374 now. Came in: has-112 \"307\"")
    );
    let grades =
        "A grade says how a count is sourced, and not how near the truth it is. *corroborated*: two independent voices";
    assert!(told.contains(grades));
    assert!(told.contains("**Why.** Low: 346, documented by Syrian Observatory for Human Rights"));
    let rows = |prefix: &str| told.lines().filter(|line| line.starts_with(prefix)).count();
    assert_eq!((rows("| has-") + rows("| diy-"), rows("| HAS-") + rows("| DIY-")), (241, 44));
    let linked = told.lines().filter(|line| line.starts_with("| has-") || line.starts_with("| diy-"));
    assert!(linked.clone().all(|line| line.contains("](<http")), "every claim has its address");
    assert!(linked.clone().any(|line| line.contains("**sets the high**")));
    assert_eq!(told, printed(run("report", NONE, "")), "the same bytes");
}

#[test]
fn the_report_since_another_day_of_another_dossier() {
    let told = printed(run("report", [GHWAYRAN, "--since", "2022-01-21"], ""));
    assert!(told.contains("**Since 2022-01-21.** Nothing was known then."));
    assert!(!told.contains("What was left out"));
    let told = printed(run("report", [GHWAYRAN], ""));
    assert!(told.contains("**Why.**") && !told.contains("**Since"), "no other dossier has al-Hasakah's day");
}

/// A fire whose toll is lowered: the service takes 80 back, the police only name less.
const LOWERED: &str = r#"{
    "sources": [{"id": "f", "name": "Fire service", "kind": "official"}, {"id": "p", "name": "Police", "kind": "official"},
                {"id": "a", "name": "Agency", "kind": "media"}],
    "groups": [{"id": "all", "name": "All"}],
    "events": [{"id": "fire", "name": "Fire", "start": "2026-09-01", "end": "2026-09-01", "settled": "2026-09-02"},
               {"id": "quake", "name": "Quake", "start": "2026-08-01"}],
    "claims": [
        {"id": "c1", "event": "fire", "group": "all", "outcome": "killed", "count": "80", "source": "f", "as_of": "2026-09-01"},
        {"id": "c2", "event": "fire", "group": "all", "outcome": "killed", "count": "51", "source": "f", "as_of": "2026-09-03",
         "correction": true},
        {"id": "c3", "event": "fire", "group": "all", "outcome": "killed", "count": "at least 75", "source": "a",
         "as_of": "2026-09-01"},
        {"id": "c4", "event": "quake", "group": "all", "outcome": "killed", "count": "at least 60", "source": "p",
         "as_of": "2026-09-01"},
        {"id": "c5", "event": "quake", "group": "all", "outcome": "killed", "count": "at least 45", "source": "p",
         "as_of": "2026-09-03"},
        {"id": "c6", "event": "quake", "group": "all", "outcome": "missing", "count": "9", "source": "p",
         "as_of": "2026-09-01"},
        {"id": "c7", "event": "quake", "group": "all", "outcome": "missing", "count": "3", "source": "p",
         "as_of": "2026-09-03"},
        {"id": "c8", "event": "quake", "group": "all", "outcome": "wounded", "count": "at least 120", "source": "p",
         "as_of": "2026-09-01"},
        {"id": "c9", "event": "quake", "group": "all", "outcome": "wounded", "count": "at least 100", "source": "a",
         "as_of": "2026-09-01"},
        {"id": "c10", "event": "quake", "group": "all", "outcome": "wounded", "count": "at least 80", "source": "a",
         "as_of": "2026-09-03"}]}"#;

#[test]
fn the_report_says_what_was_lowered() {
    let told = printed(run("report", ["-", "--since", "2026-09-02"], LOWERED));
    for line in [
        "**Since 2026-09-02.** It was 80 then and is 51 or more now; the low fell from 80 to 51, the best fell from \
         80 to 51; uncorroborated then, contested now. Lowered: Fire service now says \"51\" (c2) in place of \"80\" (c1). \
         Came in: c2 \"51\" (Fire service).",
        "**Since 2026-09-02.** Still 60 or more; the best was 60 then and is none now. Named less, but not taken back: Police now says \"at least 45\" (c5), \
         and its \"at least 60\" (c4) still stands; it falls only if c5 is marked as a correction. Came in: c5 \"at least \
         45\" (Police).",
        "**Since 2026-09-02.** The answer is the same. Named less, but not taken back: Agency now says \"at least 80\" (c10), \
         and its \"at least 100\" (c9) still stands; it falls only if c10 is marked as a correction. Came in: c10 \"at \
         least 80\" (Agency).",
        "**Since 2026-09-02.** It was 9 then and is 3 now; the low fell from 9 to 3, the best fell from 9 to 3, the high \
         fell from 9 to 3. Lower than before: Police now says \"3\" (c7), after \"9\" (c6). Came in: c7 \"3\" (Police). One earlier \
         claim counts differently, because the answer is as of a later moment.",
        "**Who disagrees.** Whichever count is right, 1 of 2 voices would be wrong; each of them fits some count in the \
         range.",
    ] {
        assert!(told.lines().any(|known| known == line), "{line}\n{told}");
    }
    assert!(told.contains("| neutral | replaced by the correction c2 (\"51\") | - |"), "{told}");
    let table = printed(run("reconcile", ["-"], LOWERED));
    assert!(table.contains("whichever count is right, 1 of 2 voices"), "{table}");
    // Nothing came in after.
    let told = printed(run("report", ["-", "--since", "2026-09-04"], LOWERED));
    assert_eq!(told.matches("**Since 2026-09-04.** Nothing changed.").count(), 4);
    // A page says the same of one claim and of several.
    let page = printed(run("report", ["-", "--format", "html"], LOWERED));
    assert!(page.contains("<summary>2 claims, with their addresses</summary>"));
    let page = printed(run("report", ["-", "--format", "html", "--known-by", "2026-09-02"], LOWERED));
    assert!(!page.contains("1 claim, with their"));
}

/// What has no date of publication is told with the day it speaks of; and nothing had to have happened
/// before the event.
#[test]
fn a_timeline_begins_with_the_event_and_invents_no_publication() {
    let told = printed(run("timeline", ["-", "--quantity", "fire/all/killed", "--from", "2026-08-25"], LOWERED));
    assert!(squeezed(&told).contains("known only later: c2 \"51\", said by Fire service, as of 2026-09-03."), "{told}");
    assert!(!told.contains("published") && !told.contains("2026-08-"), "{told}");
    let every = ["-", "--quantity", "fire/all/killed", "--from", "2026-08-25", "--every-day"];
    assert!(printed(run("timeline", every, LOWERED)).contains("\n2026-08-26  nothing yet"));
}

#[test]
fn markdown_in_a_dossier_stays_text() {
    let hostile = r#"{"sources": [{"id": "s", "name": "A | *bold* <b>source</b>\n# h", "kind": "media"}],
        "groups": [{"id": "g", "name": "[link](javascript:x)"}], "events": [{"id": "e", "name": "`E`"}],
        "claims": [{"id": "c_1", "event": "e", "group": "g", "outcome": "killed", "count": "20", "source": "s",
                    "as_of": "2022-01-20", "quote": "a | b", "url": "javascript:alert(1)"},
                   {"id": "c2", "event": "e", "group": "g", "outcome": "killed", "count": "21", "source": "s",
                    "as_of": "2022-01-21", "url": "https://x.org/a b|c>d"}]}"#;
    let told = printed(run("report", ["-", "--since", "2022-01-20"], hostile));
    let row = "| c\\_1 | A \\| \\*bold\\* &lt;b&gt;source&lt;/b&gt; \\# h | 20 | 2022-01-20 | - | neutral | stands | \
               javascript:alert(1) \"a \\| b\" |";
    assert!(told.lines().any(|line| line == row), "{told}");
    assert!(told.contains("[x.org](<https://x.org/a%20b%7Cc%3Ed>)"));
    assert!(told.contains("### \\[link\\](javascript:x), killed"));
}

#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    for name in STORIES {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = example(name).stdout(writer).stderr(Stdio::piped()).output().expect("the example ends");
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{name}");
    }
}

#[test]
fn bad_arguments_are_named_every_one() {
    for name in STORIES {
        let told = refusal(run(name, ["a.json", "b.json", "--polcy", "--policy"], ""));
        let lines: Vec<&str> = told.lines().collect();
        assert_eq!(
            lines[..3],
            [
                "there is no option --polcy; did you mean --policy?",
                "--policy takes a value: NAME",
                "one dossier at a time, found \"b.json\" as well",
            ],
            "{name}"
        );
        assert!(lines[3].starts_with(&format!("usage: {name} ")), "{name}: {told}");
        assert!(
            refusal(run(name, ["--policy", "mean"], "")).contains("\"mean\" is not one of least-dissent, "),
            "{name}"
        );
        assert!(refusal(run(name, ["/no/such/dossier.json"], "")).starts_with("/no/such/dossier.json: "), "{name}");
        assert!(refusal(run(name, ["-"], r#"{"claims": 1}"#)).contains("claims"), "{name}");
    }
    let quantity = |text: &str| refusal(run("timeline", ["--quantity", text], ""));
    assert!(quantity("hasakah").starts_with("--quantity: \"hasakah\" is not EVENT/GROUP/OUTCOME"));
    let kiled = "--quantity: \"hasakah/all/kiled\": there is no outcome kiled; did you mean killed?\n";
    assert_eq!(quantity("hasakah/all/kiled"), kiled);
    assert!(
        quantity("hasakah/none/killed").starts_with("--quantity: \"hasakah/none/killed\": there is no group none; ")
    );
    assert!(refusal(run("timeline", ["--to", "2021-01-01"], "")).contains("is before"));
    assert!(refusal(run("report", ["--since", "soon"], "")).starts_with("--since: \"soon\" is not a date"));
    assert!(
        refusal(run("policies", ["--format", "xml"], "")).starts_with("--format: \"xml\" is not one of table, json")
    );
}

/// Whatever the hour of its first claim: a row holds what was known by the end of its day.
#[test]
fn the_days_of_a_timeline_are_whole() {
    let dossier = r#"{
        "sources": [{"id": "s", "name": "S", "kind": "medical"}, {"id": "t", "name": "T", "kind": "media"}],
        "groups": [{"id": "all", "name": "All"}], "events": [{"id": "e", "name": "E"}],
        "claims": [
            {"id": "c1", "event": "e", "group": "all", "outcome": "killed", "count": "at least 12", "source": "s",
             "as_of": "2024-03-01", "published": "2024-03-01T20:00:00Z"},
            {"id": "c2", "event": "e", "group": "all", "outcome": "killed", "count": "dozens", "source": "t",
             "as_of": "2024-03-01"}]}"#;
    let whole = printed(run("timeline", ["-"], dossier));
    let squeezed = squeezed(&whole);
    assert!(squeezed.contains("2024-03-01 24 or more - uncorroborated 24 or more - uncorroborated then c2 came in"));
    let hours = ["-", "--from", "2024-03-01T09:00:00Z", "--to", "2024-03-01T10:00:00Z"];
    assert_eq!(printed(run("timeline", hours, dossier)), whole);
}

/// The legend speaks of what the table holds.
#[test]
fn policies_explain_the_marks_that_occur() {
    let told = printed(run("policies", [GHWAYRAN, "--policy", "gtd", "--all"], ""));
    let legend = told.lines().find(|line| line.contains("Where no best stands")).expect("a legend");
    assert!(!legend.contains("prov.") && !legend.contains("154+"), "{legend}");
    let told = printed(run("policies", [GHWAYRAN, "--policy", "least-dissent", "--all"], ""));
    assert!(told.contains("\n59+ is 59 or more. Where no best") && told.contains("any count"), "{told}");
    assert_eq!(printed(run("policies", ["-"], "{}")), "Nothing is said.\n");
    assert_eq!(printed(run("report", ["-"], "{}")), "Nothing is said.\n");
}

/// Known then and known now, on one picture a quantity; without the feature, a refusal.
#[test]
fn a_timeline_is_drawn_when_asked() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("timelines");
    let arguments = ["--quantity", "hasakah/all/killed", "--pictures", folder.to_str().expect("a path as text")];
    let told = run("timeline", arguments, "");
    if cfg!(feature = "plot") {
        assert!(printed(told).contains("known then"));
        let svg = std::fs::read_to_string(folder.join("hasakah-all-killed.svg")).expect("it was drawn");
        assert!(svg.contains("As known then") && svg.contains("As known now"));
    } else {
        assert!(refusal(told).contains("--features plot"));
    }
}
