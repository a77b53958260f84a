//! How many, probably, and on what assumption: intervals of the toll itself, beside the range of
//! what was reported; and how sources err, learned from many events.
//!
//! ```text
//! cargo run --release --features calibrate --example calibrate -- learn DOSSIER.json … > table.json
//! cargo run --release --features calibrate --example calibrate -- ask DOSSIER.json [--table FILE.json|default]
//!     [--anchor as-said] [--level 90] [--at-least N] [--explain] [--format table|json]
//! ```
//!
//! The range stands first and stays what it is. An interval beside it rests on an assumption that
//! claims cannot test: how much the least biased sources, the monitors, miss. `--anchor as-said`
//! takes that assumption away. Where the two say different things, the line says who is furthest
//! off, and `--explain` by which factors. A voice that is left out is named under the line, with the reason.
//!
//! `-` is standard input. Exit status 0; 1 if not everything could be written; 2 for a bad dossier, table or bad arguments, with every
//! fault on standard error.
//!
//! Cut at each …, it prints:
//!
//! ```text
//! $ cargo run --features calibrate --example calibrate -- ask examples/data/hasakah.json --at-least 100 --explain
//!   who    …
//! …
//! Islamic State attack on Ghwayran (al-Sinaa) prison and ensuing battle (default table; assumes monitors miss about one in seven)
//!   All dead    …
//!      Syrian Observatory for Human Rights            450          read as 578 (× 1.16 monitors miss some, × 1.11 said within a week), give or take × 1.30, weight 71 %, median without it 750
//!      Kurdpress, summary of a North Press interview  nearly 500   read as 568 (× 1.16 monitors miss some, × 1.03 said within a month), give or take × 1.44, counts for 39 %, weight 15 %, median without it 669
//!      VICE World News and Airwars investigation      around 500   read as 578 (× 1.16 monitors miss some), give or take × 1.44, counts for 39 %, weight 14 %, median without it 669
//!      disagrees: the reported range has 14 % of the probability; the furthest voice is Syrian Observatory for Human Rights, 0.5 times its usual error below the answer
//!      If monitors miss about one in seven (an assumption), and sources err as the default table assumes (learned from no events), the toll lies between 507 and 1,115 with 90 % probability.
//! …
//! ```

mod beside;
mod calibrating;
mod common;

use std::process::ExitCode;

use beside::{Lens, bias_table};
use calibrating::{ASK, Arguments, Asked, LEARN, ReferencesOf, event_order, references};
use common::options::{Command, Given, verb};
use common::{dossier_of, nothing_said, print, print_for_people, refuse};
use corroborate::calibrate::{Calibrate, Learner, Testimony};
use corroborate::{Dossier, LeastDissent, Outcome};

const COMMANDS: [&Command; 2] = [&LEARN, &ASK];

const ABOUT: &str = "\
Intervals of the toll itself, beside the range of what was reported: \"calibrate learn\" learns from many events how
sources err, \"calibrate ask\" answers with it.";

fn main() -> ExitCode {
    let (command, given) = match verb("calibrate", ABOUT, &COMMANDS) {
        Ok(read) => read,
        Err(done) => return done,
    };
    let arguments = if command.name == LEARN.name { Arguments::Learn(given) } else { Arguments::Ask(given) };
    let faults = calibrating::faults(&arguments);
    if !faults.is_empty() {
        return command.refuse(&faults);
    }
    let is_data = matches!(&arguments, Arguments::Ask(given) if given.value("--format") != Some("json"));
    let done = match &arguments {
        Arguments::Learn(given) => learn(given),
        Arguments::Ask(given) => ask(given),
    };
    match done {
        Ok(text) if is_data => print_for_people(&text),
        Ok(text) => print(&text),
        Err(faults) => refuse(faults.join("\n")),
    }
}

fn learn(given: &Given) -> Result<String, Vec<String>> {
    let outcome: Option<Outcome> = given.read("--outcome");
    let mut learner = Learner::new();
    if let Some(outcome) = outcome {
        learner = learner.of_outcome(outcome);
    }
    if let Some(path) = given.value("--references") {
        let of = if given.has("--statements") { ReferencesOf::Statements } else { ReferencesOf::Dossiers };
        for (event, found) in references(path, of)? {
            learner = learner.reference_for(&event, found);
        }
    }
    let found = match given.value("--statements") {
        Some(path) => {
            let events = calibrating::statements(path)?;
            let outcome = outcome.unwrap_or(Outcome::Killed);
            learner.learn_from(events.into_iter().map(|event| event.of_outcome(outcome)))
        }
        None => {
            let (mut dossiers, mut faults): (Vec<Dossier>, Vec<String>) = (Vec::new(), Vec::new());
            for path in given.named() {
                match dossier_of(path) {
                    Ok(dossier) => dossiers.push(dossier),
                    Err(fault) => faults.push(fault),
                }
            }
            if !faults.is_empty() {
                return Err(faults);
            }
            learner.learn(&dossiers)
        }
    };
    let table = found.map_err(|error| {
        let mut faults: Vec<String> = error.faults().iter().map(ToString::to_string).collect();
        faults.push("nothing was learned; without a table, ask uses the default one".to_owned());
        faults
    })?;
    serde_json::to_string_pretty(&table).map(|json| json + "\n").map_err(|error| vec![error.to_string()])
}

fn ask(given: &Given) -> Result<String, Vec<String>> {
    let table = bias_table(given.value("--table").unwrap_or("default")).map_err(|fault| vec![fault])?;
    let lens = Lens::of(table, given);
    let how = Calibrate::with(&lens.table).anchored(&lens.anchor);
    let how = if given.has("--partisan") { how.partisan() } else { how };
    match (given.value("--statements"), given.named().first()) {
        (Some(path), _) => rows(calibrating::statements(path)?, &how.partisan(), &lens),
        (None, path) => dossier(path.map_or("-", String::as_str), how, &lens, given),
    }
}

fn dossier(path: &str, how: Calibrate<'_>, lens: &Lens, given: &Given) -> Result<String, Vec<String>> {
    let dossier = dossier_of(path).map_err(|fault| vec![fault])?;
    let reconciliation = dossier.reconcile(&given.question(), LeastDissent::new());
    let asked = Asked {
        dossier: &dossier,
        reconciliation: &reconciliation,
        calibration: reconciliation.calibrate_with(&how),
        how,
        table: &lens.table,
        level: lens.level,
        at_least: &calibrating::at_least(given),
    };
    Ok(if given.value("--format") == Some("json") {
        calibrating::json(&asked)
    } else if reconciliation.estimates().is_empty() {
        let (as_of, known_by) = calibrating::moments(given);
        nothing_said(as_of, known_by)
    } else {
        calibrating::table(&asked, given.has("--explain"))
    })
}

/// One row an event.
fn rows(mut events: Vec<Testimony>, how: &Calibrate<'_>, lens: &Lens) -> Result<String, Vec<String>> {
    events.sort_by_cached_key(|event| event_order(event.name()));
    let mut faults = Vec::new();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |cells: [&str; 5]| writer.write_record(cells).map_err(|error| vec![error.to_string()]);
    write(["event", "low", "median", "high", "p_at_least_25"])?;
    for event in &events {
        match how.of(event) {
            Ok(answer) => {
                let interval = answer.interval(lens.level);
                let high = interval.high().get().map_or_else(String::new, |high| high.to_string());
                let likely = format!("{:.6}", answer.at_least(25));
                write([event.name(), &interval.low().to_string(), &answer.median().to_string(), &high, &likely])?;
            }
            Err(refusal) => faults.push(format!("{}: {refusal}", event.name())),
        }
    }
    let bytes = writer.into_inner().map_err(|error| vec![error.to_string()])?;
    let text = String::from_utf8(bytes).map_err(|error| vec![error.to_string()])?;
    if faults.is_empty() { Ok(text) } else { Err(faults) }
}
