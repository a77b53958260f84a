//! Reconciles a dossier: every quantity in play, with its range, best, grade and dissenters.
//!
//! ```text
//! cargo run --release --example reconcile -- DOSSIER.json [--as-of MOMENT] [--known-by MOMENT]
//!     [--policy NAME] [--format table|json] [--explain]
//! ```
//!
//! - `--as-of`: the toll as of that moment (`2022-01-21`, `2022-01-21T13:53:00Z`); without it, each
//!   quantity as of its newest claim.
//! - `--known-by`: only the claims published by that moment.
//! - `--policy`: `least-dissent` (the default), `face-value`, `envelope`, `acled`, `acled-exact`,
//!   `gtd`, `two-source`, `minimum-verifiable` or `ucdp`. If the policy's answer is provisional, or
//!   it has none, the table says so beside the grade.
//! - `--explain`: explains each estimate in words.
//!
//! `-` is standard input. Exit status 0; 2 for a bad dossier or bad arguments, with every fault on
//! standard error.
//!
//! Cut at each …, it prints:
//!
//! ```text
//! $ cargo run --example reconcile -- examples/data/ghwayran.json --explain
//!   who                                   outcome     as of       range               best  grade           dissenters
//! --------------------------------------  ----------  ----------  ----------------  ------  --------------  ----------
//! Two Islamic State attacks of one night
//!   …
//! Attack on Ghwayran prison
//!   …
//!   IS fighters                           killed      2022-01-21  39 or more            39  uncorroborated
//!   IS fighters                           casualties  2022-01-21  39 or more            39  derived
//!   Kurdish forces                        killed      2022-01-21  20 or more            20  uncorroborated
//!   Kurdish forces                        casualties  2022-01-21  20 or more             -  partisan
//!   Prisoners accused of belonging to IS  detained    2022-01-21  at most 89             -  partisan
//!   Prisoners accused of belonging to IS  escaped     2022-01-21  2 or more              -  uncorroborated
//!   Prisoners accused of belonging to IS  held        2022-01-22  3,500              3,500  uncorroborated
//!   Residents near the prison             displaced   2022-01-22  200 or more            -  uncorroborated
//! …
//! Attack on an Iraqi army base: Iraqi soldiers, killed (diyala/iraqi-soldiers/killed)
//!   11 or more killed, best 11.
//!   Low: "eleven", admitted by Iraq of its own side: it would rather err low, so its count is a floor.
//!   No ceiling: nobody who counts gives one.
//!   Best: 11, which Iraq admits.
//!   Partisan: only those with a stake in the answer speak of it.
//!   11 conceded by Iraq (seed-009).
//! …
//! ```

mod common;

use std::ffi::OsString;
use std::fmt::Write;
use std::process::ExitCode;

use common::{by_event, dossier_of, event_names, graded, help, nothing_said, or_dash, print, refuse, table};
use corroborate::{Dossier, Estimate, LeastDissent, Moment, Policy, Question, Reconciliation, policy};

const USAGE: &str = "\
usage: reconcile DOSSIER.json|- [--as-of MOMENT] [--known-by MOMENT] [--policy NAME] [--format table|json] [--explain]
  --as-of MOMENT     the toll as it stood at that moment (2022-01-21, or 2022-01-21T13:53:00Z); else as of the newest claim
  --known-by MOMENT  only what had been published by then
  --policy NAME      least-dissent (the default), face-value, prudent, envelope, acled, acled-exact, gtd,
                     two-source, minimum-verifiable or ucdp
  --explain          each estimate in words as well";

struct Arguments {
    path: String,
    as_of: Option<Moment>,
    known_by: Option<Moment>,
    policy: Box<dyn Policy>,
    json: bool,
    explain: bool,
}

fn main() -> ExitCode {
    if let Some(done) = help(USAGE) {
        return done;
    }
    let arguments = match arguments(std::env::args_os().skip(1)) {
        Ok(arguments) => arguments,
        Err(faults) => return refuse(format!("{}\n{USAGE}", faults.join("\n"))),
    };
    let dossier = match dossier_of(&arguments.path) {
        Ok(dossier) => dossier,
        Err(faults) => return refuse(faults),
    };
    let question = arguments.as_of.map_or_else(Question::new, |moment| Question::new().as_of(moment));
    let question = arguments.known_by.map_or(question, |moment| question.known_by(moment));
    let reconciliation = dossier.reconcile(&question, &*arguments.policy);
    print(&if arguments.json {
        json(&reconciliation, arguments.explain)
    } else if reconciliation.estimates().is_empty() {
        nothing_said(arguments.as_of, arguments.known_by)
    } else {
        for_people(&dossier, &reconciliation, arguments.explain)
    })
}

fn arguments(given: impl Iterator<Item = OsString>) -> Result<Arguments, Vec<String>> {
    let mut arguments = Arguments {
        path: String::new(),
        as_of: None,
        known_by: None,
        policy: Box::new(LeastDissent::new()),
        json: false,
        explain: false,
    };
    let mut faults = Vec::new();
    let mut given = given.map(|argument| argument.to_string_lossy().into_owned());
    while let Some(argument) = given.next() {
        let mut value = |faults: &mut Vec<String>| {
            let value = given.next();
            if value.is_none() {
                faults.push(format!("{argument} takes a value"));
            }
            value
        };
        match argument.as_str() {
            "--as-of" => {
                arguments.as_of = value(&mut faults).and_then(|text| moment(&argument, &text, &mut faults));
            }
            "--known-by" => {
                arguments.known_by = value(&mut faults).and_then(|text| moment(&argument, &text, &mut faults));
            }
            "--policy" => {
                if let Some(name) = value(&mut faults) {
                    match policy::named(&name) {
                        Some(policy) => arguments.policy = policy,
                        None => faults.push(format!("{name:?} is not one of {}", policy::NAMES.join(", "))),
                    }
                }
            }
            "--format" => match value(&mut faults).as_deref() {
                Some("table") => arguments.json = false,
                Some("json") => arguments.json = true,
                Some(other) => faults.push(format!("{other:?} is not one of table, json")),
                None => {}
            },
            "--explain" => arguments.explain = true,
            flag if flag.starts_with("--") => faults.push(format!("there is no option {flag}")),
            path if arguments.path.is_empty() => path.clone_into(&mut arguments.path),
            another => faults.push(format!("one dossier at a time, found {another:?} as well")),
        }
    }
    if arguments.path.is_empty() {
        faults.push("no dossier named".to_owned());
    }
    if faults.is_empty() { Ok(arguments) } else { Err(faults) }
}

fn moment(option: &str, text: &str, faults: &mut Vec<String>) -> Option<Moment> {
    text.parse().map_err(|error| faults.push(format!("{option}: {error}"))).ok()
}

fn json(reconciliation: &Reconciliation<'_>, explain: bool) -> String {
    let explained = |estimate: &Estimate| {
        let mut value = serde_json::json!(estimate);
        if let Some(derivation) = reconciliation.explain(estimate.quantity()) {
            value["words"] = derivation.words().to_string().into();
            value["derivation"] = serde_json::json!(derivation);
        }
        value
    };
    let mut answer = serde_json::json!(reconciliation);
    if explain {
        answer["estimates"] = reconciliation.estimates().iter().map(explained).collect();
    }
    format!("{answer}\n")
}

fn for_people(dossier: &Dossier, reconciliation: &Reconciliation<'_>, explain: bool) -> String {
    let rows = by_event(dossier, reconciliation.estimates(), |estimate| {
        let dissenters: Vec<String> = estimate.dissenters().iter().map(ToString::to_string).collect();
        vec![
            estimate.as_of().to_string(),
            estimate.range().to_string(),
            or_dash(estimate.best()),
            graded(estimate),
            dissenters.join(", "),
        ]
    });
    let mut text = table(&["who", "outcome", "as of", "range", "best", "grade", "dissenters"], &[4], &rows);
    let names = event_names(dossier, reconciliation.estimates());
    let explained = reconciliation.estimates().iter().filter(|_| explain);
    for derivation in explained.filter_map(|estimate| reconciliation.explain(estimate.quantity())) {
        let quantity = &derivation.quantity;
        let _ = write!(
            text,
            "\n{}: {}, {} ({quantity})\n  {}\n",
            names[quantity.event()],
            derivation.group_name,
            quantity.outcome(),
            derivation.words().sentences().join("\n  ")
        );
    }
    text
}
