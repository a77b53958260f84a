//! Reconciles a dossier: every quantity in play, with its range, best, grade and dissenters.
//!
//! ```text
//! cargo run --release --example reconcile -- DOSSIER.json [--as-of MOMENT] [--known-by MOMENT]
//!     [--policy NAME] [--format table|json] [--explain]
//! ```
//!
//! `-` is standard input. Exit status 0; 2 for a bad dossier or bad arguments, with every fault on
//! standard error.

mod common;

use std::ffi::OsString;
use std::fmt::Write;
use std::process::ExitCode;

use common::{by_event, dossier_of, or_dash, print, refuse, table};
use corroborate::{Dossier, Estimate, LeastDissent, Moment, Policy, Question, Reconciliation, policy};

const USAGE: &str = "usage: reconcile DOSSIER.json|- [--as-of MOMENT] [--known-by MOMENT] [--policy NAME] \
                     [--format table|json] [--explain]";

struct Arguments {
    path: String,
    question: Question,
    policy: Box<dyn Policy>,
    json: bool,
    explain: bool,
}

fn main() -> ExitCode {
    let arguments = match arguments(std::env::args_os().skip(1)) {
        Ok(arguments) => arguments,
        Err(faults) => return refuse(format!("{}\n{USAGE}", faults.join("\n"))),
    };
    let dossier = match dossier_of(&arguments.path) {
        Ok(dossier) => dossier,
        Err(faults) => return refuse(faults),
    };
    let reconciliation = dossier.reconcile(&arguments.question, &*arguments.policy);
    print(&if arguments.json {
        json(&reconciliation, arguments.explain)
    } else {
        for_people(&dossier, &reconciliation, arguments.explain)
    })
}

fn arguments(given: impl Iterator<Item = OsString>) -> Result<Arguments, Vec<String>> {
    let mut arguments = Arguments {
        path: String::new(),
        question: Question::new(),
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
                if let Some(moment) = value(&mut faults).and_then(|text| moment(&argument, &text, &mut faults)) {
                    arguments.question = arguments.question.as_of(moment);
                }
            }
            "--known-by" => {
                if let Some(moment) = value(&mut faults).and_then(|text| moment(&argument, &text, &mut faults)) {
                    arguments.question = arguments.question.known_by(moment);
                }
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
    let answer = if explain {
        let estimates: Vec<_> = reconciliation.estimates().iter().map(explained).collect();
        serde_json::json!({"policy": reconciliation.policy(), "estimates": estimates})
    } else {
        serde_json::json!(reconciliation)
    };
    format!("{answer}\n")
}

fn for_people(dossier: &Dossier, reconciliation: &Reconciliation<'_>, explain: bool) -> String {
    let rows = by_event(dossier, reconciliation.estimates(), |estimate| {
        let dissenters: Vec<String> = estimate.dissenters().iter().map(ToString::to_string).collect();
        vec![
            estimate.as_of().to_string(),
            estimate.range().to_string(),
            or_dash(estimate.best()),
            estimate.grade().to_string(),
            dissenters.join(", "),
        ]
    });
    let mut text = table(&["who", "outcome", "as of", "range", "best", "grade", "dissenters"], &[4], &rows);
    let explained = reconciliation.estimates().iter().filter(|_| explain);
    for derivation in explained.filter_map(|estimate| reconciliation.explain(estimate.quantity())) {
        let _ = write!(text, "\n{}\n  {}\n", derivation.quantity, derivation.words().sentences().join("\n  "));
    }
    text
}
