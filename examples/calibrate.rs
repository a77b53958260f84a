//! How many, probably, and on what assumption: intervals of the toll itself, beside the range of
//! what was reported; and how sources err, learned from many events.
//!
//! ```text
//! cargo run --release --features calibrate --example calibrate -- learn DOSSIER.json … > table.json
//! cargo run --release --features calibrate --example calibrate -- ask DOSSIER.json [--table table.json]
//!     [--anchor as-said] [--level 90] [--at-least N] [--explain] [--format table|json]
//! ```
//!
//! The range stands first and stays what it is. An interval beside it rests on an assumption that
//! claims cannot test: how much the least biased sources, the monitors, miss. `--anchor as-said`
//! takes that assumption away. Where the two say different things, the line says who is furthest
//! off, and `--explain` by which factors.
//!
//! `-` is standard input. Exit status 0; 2 for a bad dossier, table or bad arguments, with every
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
//!      osdh          450          read as 578 (× 1.16 monitors miss some, × 1.11 said within a week), give or take × 1.30, weight 71 %, median without it 750
//!      kurdpress     nearly 500   read as 568 (× 1.16 monitors miss some, × 1.03 said within a month), give or take × 1.44, counts for 39 %, weight 15 %, median without it 669
//!      vice-airwars  around 500   read as 578 (× 1.16 monitors miss some), give or take × 1.44, counts for 39 %, weight 14 %, median without it 669
//!      disagrees: the reported range has 14 % of the probability; the furthest voice is source:osdh, 0.5 scales below the answer
//!      If monitors miss about one in seven (an assumption), and sources err as the default table assumes (learned from no events), the toll lies between 507 and 1,115 with 90 % probability.
//! …
//! ```

mod calibrating;
mod common;

use std::process::ExitCode;

use calibrating::{
    Arguments, Asked, Asking, Learning, ReferencesOf, USAGE, arguments, bias_table, event_order, references,
};
use common::{dossier_of, given, help, nothing_said, print, refuse};
use corroborate::calibrate::{BiasTable, Calibrate, Learner, Testimony};
use corroborate::{Dossier, LeastDissent, Question};

fn main() -> ExitCode {
    if let Some(done) = help(USAGE) {
        return done;
    }
    let done = match arguments(given()) {
        Err(faults) => return refuse(format!("{}\n{USAGE}", faults.join("\n"))),
        Ok(Arguments::Learn(learning)) => learn(&learning),
        Ok(Arguments::Ask(asking)) => ask(&asking),
    };
    match done {
        Ok(text) => print(&text),
        Err(faults) => refuse(faults.join("\n")),
    }
}

fn learn(learning: &Learning) -> Result<String, Vec<String>> {
    let mut learner = Learner::new();
    if let Some(outcome) = learning.outcome {
        learner = learner.of_outcome(outcome);
    }
    if let Some(path) = &learning.references {
        let of = if learning.statements.is_some() { ReferencesOf::Statements } else { ReferencesOf::Dossiers };
        for (event, found) in references(path, of)? {
            learner = learner.reference_for(&event, found);
        }
    }
    let found = match &learning.statements {
        Some(path) => {
            let outcome = learning.outcome.unwrap_or(corroborate::Outcome::Killed);
            let events = calibrating::statements(path)?;
            learner.learn_from(events.into_iter().map(|event| event.of_outcome(outcome)))
        }
        None => {
            let (mut dossiers, mut faults): (Vec<Dossier>, Vec<String>) = (Vec::new(), Vec::new());
            for path in &learning.dossiers {
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

fn ask(asking: &Asking) -> Result<String, Vec<String>> {
    let table = bias_table(asking.table.as_deref()).map_err(|fault| vec![fault])?;
    let how = Calibrate::with(&table);
    let how = asking.anchor.as_ref().map_or(how, |anchor| how.anchored(anchor));
    let how = if asking.partisan { how.partisan() } else { how };
    match (&asking.statements, &asking.dossier) {
        (Some(path), _) => rows(calibrating::statements(path)?, &how.partisan(), asking),
        (None, path) => dossier(path.as_deref().unwrap_or("-"), &table, how, asking),
    }
}

fn dossier(path: &str, table: &BiasTable, how: Calibrate<'_>, asking: &Asking) -> Result<String, Vec<String>> {
    let dossier = dossier_of(path).map_err(|fault| vec![fault])?;
    let question = asking.as_of.map_or_else(Question::new, |moment| Question::new().as_of(moment));
    let question = asking.known_by.map_or(question, |moment| question.known_by(moment));
    let reconciliation = dossier.reconcile(&question, LeastDissent::new());
    let asked = Asked {
        dossier: &dossier,
        reconciliation: &reconciliation,
        calibration: reconciliation.calibrate_with(&how),
        how,
        table,
        level: asking.level,
        at_least: &asking.at_least,
    };
    Ok(if asking.json {
        calibrating::json(&asked)
    } else if reconciliation.estimates().is_empty() {
        nothing_said(asking.as_of, asking.known_by)
    } else {
        calibrating::table(&asked, asking.explain)
    })
}

/// One row an event.
fn rows(mut events: Vec<Testimony>, how: &Calibrate<'_>, asking: &Asking) -> Result<String, Vec<String>> {
    events.sort_by_cached_key(|event| event_order(event.name()));
    let mut faults = Vec::new();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |cells: [&str; 5]| writer.write_record(cells).map_err(|error| vec![error.to_string()]);
    write(["event", "low", "median", "high", "p_at_least_25"])?;
    for event in &events {
        match how.of(event) {
            Ok(answer) => {
                let interval = answer.interval(asking.level);
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
