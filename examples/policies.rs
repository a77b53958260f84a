//! The battle of al-Hasakah under every policy, side by side, with the rule and the claim that make
//! the difference.
//!
//! ```text
//! cargo run --release --example policies -- [DOSSIER.json] [--as-of MOMENT] [--known-by MOMENT]
//!     [--policy NAME ...] [--all] [--format table|json]
//! ```
//!
//! Without a dossier, it uses that of al-Hasakah as of the end of February 2022. It shows the
//! quantities that two or more voices count, because only there a rule has a choice; `--all` shows
//! every quantity in play. Exit status 0; 2 for a bad dossier or bad arguments.
//!
//! Cut at each …, it prints:
//!
//! ```text
//! $ cargo run --release --example policies
//! Policies side by side, as of 2022-02-28.
//!
//! who                   least        face         prudent      envelope  acled     gtd       two      minimum     ucdp
//!                       dissent      value                                                   source   verifiable
//! --------------------  -----------  -----------  -----------  --------  --------  --------  -------  ----------  -----------
//!
//! Islamic State attack on Ghwayran (al-Sinaa) prison and ensuing battle
//!   All dead, killed    507–550      550–561      507–1,100    450–500   450       500–507   450–550  507+        450–500
//!                       best 507                  best 507                         best 500           best 507    best 500
//!   IS attackers,       200–220      200–220      200–220      100–200   100       200       180–220  –           100–200
//!   strength            best 200     best 200     best 200                                                        best 200
//!   Boys and other      15+          15+          10+          15+       10+       15+       1+       –           15+
//!   children            best 15      best 15      best 15                best 10   best 15   prov.                best 15
//!   detained, killed
//! …
//! ```

mod common;
mod story;

use std::fmt::Write;
use std::process::ExitCode;

use common::options::{AS_OF, Command, Given, KNOWN_BY, STATUS, flag, word};
use common::{nothing_said, or_dash, print, print_for_people, refuse};
use corroborate::{Comparison, Dossier, Estimate, Moment, Policy, Question, Row as Compared, Verdict, policy};
use serde_json::json;
use story::{
    Row, WIDTH, compact, event_name, group_name, in_order_of_weight, lines_of, story_dossier, table, voices,
    without_rule, wrapped,
};

const COMMAND: Command = Command {
    name: "policies",
    takes: "[DOSSIER.json|-]",
    most: (1, "dossier"),
    about: "\
Prints what each policy makes of the same claims, side by side, and where they part. Without a dossier it tells the
battle of al-Hasakah.",
    options: &[
        AS_OF,
        KNOWN_BY,
        word("--policy", "NAME", &policy::NAMES, "that policy; may be given again; else all but acled-exact"),
        flag("--all", "also what only one voice speaks of"),
        word("--format", "NAME", &["table", "json"], "table (the default) or json"),
    ],
    notes: STATUS,
};

/// As of when the story is told: the last revision of the tolls is of 6 February.
const END_OF_FEBRUARY: &str = "2022-02-28";

/// How wide the first column is.
const WHO: usize = 19;

/// How wide an answer may be before it is broken behind its dash.
const ANSWER: usize = 9;

fn main() -> ExitCode {
    let given = match COMMAND.read() {
        Ok(given) => given,
        Err(done) => return done,
    };
    match story(&given) {
        Err(fault) => refuse(fault),
        Ok(text) if given.value("--format") == Some("json") => print(&text),
        Ok(text) => print_for_people(&text),
    }
}

fn story(given: &Given) -> Result<String, String> {
    let policies = policies(given.values("--policy"));
    let asked = Asked {
        as_of: match given.moment("--as-of") {
            None if given.named().is_empty() => END_OF_FEBRUARY.parse().ok(),
            given => given,
        },
        known_by: given.moment("--known-by"),
        all: given.has("--all"),
    };
    let dossier = story_dossier(given)?;
    let policies: Vec<&dyn Policy> = policies.iter().map(|policy| &**policy).collect();
    let comparison = dossier.compare(&asked.question(), &policies);
    let rows = asked.rows(&dossier, &comparison);
    Ok(match given.value("--format") {
        Some("json") => {
            json!({"as_of": asked.as_of, "known_by": asked.known_by, "policies": comparison.policies(), "rows": rows})
                .to_string()
                + "\n"
        }
        _ if comparison.rows().is_empty() => nothing_said(asked.as_of, asked.known_by),
        _ if rows.is_empty() => "Nobody speaks of what another speaks of: --all shows what there is.\n".to_owned(),
        _ => asked.head() + &for_people(&dossier, &policies, &rows),
    })
}

/// The policies named, or all but the one that is an option of another.
fn policies<'n>(chosen: impl Iterator<Item = &'n str>) -> Vec<Box<dyn Policy>> {
    let mut names: Vec<&str> = chosen.collect();
    if names.is_empty() {
        // `acled-exact` is an option of `acled`; without it the table fits a terminal.
        names = policy::NAMES.into_iter().filter(|&name| name != "acled-exact").collect();
    }
    names.into_iter().filter_map(policy::named).collect()
}

/// What is asked, and of how much.
struct Asked {
    as_of: Option<Moment>,
    known_by: Option<Moment>,
    all: bool,
}

impl Asked {
    fn question(&self) -> Question {
        let question = self.as_of.map_or_else(Question::new, |moment| Question::new().as_of(moment));
        self.known_by.map_or(question, |moment| question.known_by(moment))
    }

    /// Every quantity, or those of which two voices or more speak; of the events of which most
    /// is said first.
    fn rows<'c>(&self, dossier: &Dossier, comparison: &'c Comparison) -> Vec<&'c Compared> {
        let voices = voices(dossier, self.known_by);
        let matters = |row: &&Compared| self.all || voices.get(row.quantity()).is_some_and(|&voices| voices > 1);
        let mut rows: Vec<&Compared> = comparison.rows().iter().filter(matters).collect();
        rows.sort_by_cached_key(|row| in_order_of_weight(dossier, row.quantity()));
        rows
    }

    fn head(&self) -> String {
        let as_of = self.as_of.map_or_else(|| "each as of its newest claim".to_owned(), |at| format!("as of {at}"));
        let known_by = self.known_by.map_or_else(String::new, |by| format!(", as known by {by}"));
        format!("Policies side by side, {as_of}{known_by}.\n\n")
    }
}

fn for_people(dossier: &Dossier, policies: &[&dyn Policy], rows: &[&Compared]) -> String {
    let mut header = vec![vec!["who".to_owned()]];
    header.extend(policies.iter().map(|policy| policy.name().split('-').map(str::to_owned).collect::<Vec<String>>()));
    let mut lines = Vec::new();
    let mut event = None;
    for row in rows {
        let quantity = row.quantity();
        if event.replace(quantity.event()) != Some(quantity.event()) {
            lines.push(Row::Heading(format!("\n{}", event_name(dossier, quantity))));
        }
        let who = format!("{}, {}", group_name(dossier, quantity), quantity.outcome());
        let indented = lines_of(&who, WHO - 2).into_iter().map(|line| format!("  {line}")).collect();
        lines.push(Row::Cells(std::iter::once(indented).chain(row.estimates().iter().map(cell)).collect()));
    }
    let mut text = table(&header, &[], &lines);
    let _ = write!(text, "\n{}", wrapped(&legend(rows), "", WIDTH));
    text.push_str("\nThe rules\n");
    for policy in policies {
        text.push_str(&wrapped(policy.rule_in_words(), &format!("  {:<18}  ", policy.name()), WIDTH));
    }
    let parted: Vec<&&Compared> = rows.iter().filter(|row| !row.because().is_empty()).collect();
    if parted.is_empty() {
        return text + "\nThey agree everywhere.\n";
    }
    text.push_str("\nWhere they part: what each rule makes of whose words\n");
    let mut event = None;
    for row in parted {
        let quantity = row.quantity();
        if event.replace(quantity.event()) != Some(quantity.event()) {
            let _ = write!(text, "\n{}\n", event_name(dossier, quantity));
        }
        let _ = write!(text, "\n  {}, {}\n", group_name(dossier, quantity), quantity.outcome());
        // Policies that say the same of the same words, together.
        let mut answers: Vec<(String, Vec<&str>)> = Vec::new();
        for (policy, because) in policies.iter().zip(row.because()) {
            let because = without_rule(*policy, because);
            match answers.iter_mut().find(|(answer, _)| *answer == because) {
                Some((_, names)) => names.push(policy.name()),
                None => answers.push((because, vec![policy.name()])),
            }
        }
        let names: Vec<String> = answers.iter().map(|(_, names)| names.join(", ")).collect();
        let widest = names.iter().map(String::len).max().unwrap_or(0);
        for (names, (because, _)) in names.iter().zip(&answers) {
            text.push_str(&wrapped(because, &format!("    {names:<widest$}  "), WIDTH));
        }
    }
    text
}

/// What the marks mean that stand in the table.
fn legend(rows: &[&Compared]) -> String {
    let answers = || rows.iter().flat_map(|row| row.estimates());
    let open = answers().filter(|estimate| estimate.status() != Verdict::NoAnswer).map(Estimate::range);
    let mark = open.map(compact).find(|range| range.ends_with('+'));
    let open = mark.map(|mark| format!("{mark} is {} or more", mark.trim_end_matches('+')));
    let is_any = |verdict| answers().any(|estimate| estimate.status() == verdict);
    let none = is_any(Verdict::NoAnswer).then(|| "– is no answer under that rule, which is not zero".to_owned());
    let provisional =
        is_any(Verdict::Provisional).then(|| "prov. is an answer that its own rule calls provisional".to_owned());
    let mut sentences: Vec<String> = [open, none, provisional].into_iter().flatten().collect();
    if !sentences.is_empty() {
        sentences = vec![sentences.join("; ") + "."];
    }
    sentences.push("Where no best stands beside a range, the rule names none.".to_owned());
    sentences.join(" ")
}

/// An answer in a column: the range, under it the best, and that it is provisional if it is.
fn cell(estimate: &Estimate) -> Vec<String> {
    if estimate.status() == Verdict::NoAnswer {
        return vec!["–".to_owned()];
    }
    let range = compact(estimate.range());
    let mut lines = match range.split_once('–') {
        Some((low, high)) if range.chars().count() > ANSWER => vec![format!("{low}–"), high.to_owned()],
        _ => vec![range],
    };
    lines.extend(
        estimate
            .best()
            .filter(|&best| estimate.range().only() != Some(best))
            .map(|best| format!("best {}", or_dash(Some(best)))),
    );
    if estimate.status() == Verdict::Provisional {
        lines.push("prov.".to_owned());
    }
    lines
}
