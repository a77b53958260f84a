//! Draws one quantity of a dossier: who claimed which count, and the estimate. With `--timeline` it
//! draws the estimate through time, as known then and as known now. The SVG goes to standard
//! output.
//!
//! ```text
//! cargo run --release --features plot --example picture -- DOSSIER.json EVENT/GROUP/OUTCOME
//!     [--as-of MOMENT] [--size column|slide] [--timeline FROM TO]
//! ```
//!
//! `-` is standard input. Exit status 0; 2 for a bad dossier or bad arguments.
//!
//! Cut at each …, it prints:
//!
//! ```text
//! $ cargo run --features plot --example picture -- examples/data/ghwayran.json attacks/all/killed
//! <svg width="360" height="351" viewBox="0 0 360 351" xmlns="http://www.w3.org/2000/svg" role="img">
//! <title>All dead: killed (Two Islamic State attacks of one night)</title>
//! <desc>70 or more killed, best 70. Low: "at least 70", said by The article. No ceiling: nobody who counts gives …
//! <rect x="0" y="0" width="360" height="351" fill="#ffffff"/>
//! …
//! ```

mod common;

use std::process::ExitCode;

use common::{day_end, dossier_of, given, help, print, quantity_of, refuse};
use corroborate::plot::{Format, Picture, Timeline, View};
use corroborate::timeline::{Pace, View as Known};
use corroborate::{Dossier, LeastDissent, Moment, Quantity, Question};

const USAGE: &str = "usage: picture DOSSIER.json|- EVENT/GROUP/OUTCOME [--as-of MOMENT] [--size column|slide] \
                     [--timeline FROM TO]";

struct Arguments {
    path: String,
    quantity: Quantity,
    question: Question,
    format: Format,
    timeline: Option<(Moment, Moment)>,
}

fn main() -> ExitCode {
    if let Some(done) = help(USAGE) {
        return done;
    }
    let svg = arguments(given()).map_err(|fault| format!("{fault}\n{USAGE}")).and_then(|arguments| {
        let dossier = dossier_of(&arguments.path)?;
        match arguments.timeline {
            None => picture(&dossier, &arguments),
            Some(span) => timeline(&dossier, &arguments, span),
        }
    });
    match svg {
        Ok(svg) => print(&svg),
        Err(fault) => refuse(fault),
    }
}

fn arguments(mut given: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut named: Vec<String> = Vec::new();
    let (mut question, mut format, mut timeline) = (Question::new(), Format::Column, None);
    while let Some(argument) = given.next() {
        let mut value = || given.next().ok_or_else(|| format!("{argument} takes a value"));
        match argument.as_str() {
            "--as-of" => question = question.as_of(moment(&value()?)?),
            "--timeline" => timeline = Some((day_end(moment(&value()?)?), day_end(moment(&value()?)?))),
            "--size" => {
                format = match value()?.as_str() {
                    "column" => Format::Column,
                    "slide" => Format::Slide,
                    other => return Err(format!("{other:?} is not one of column, slide")),
                }
            }
            flag if flag.starts_with("--") => return Err(format!("there is no option {flag}")),
            _ => named.push(argument),
        }
    }
    let [path, quantity] = named.try_into().map_err(|_| "name a dossier and a quantity".to_owned())?;
    Ok(Arguments { path, quantity: quantity_of(&quantity)?, question, format, timeline })
}

fn moment(text: &str) -> Result<Moment, String> {
    text.parse().map_err(|error| format!("{error}"))
}

fn picture(dossier: &Dossier, arguments: &Arguments) -> Result<String, String> {
    let policy = LeastDissent::new();
    let reconciliation = dossier.reconcile(&arguments.question, policy);
    let derivation = reconciliation.explain(&arguments.quantity);
    let derivation = derivation.ok_or_else(|| format!("nothing is said of {}", arguments.quantity))?;
    Ok(Picture::of_quantity(&derivation, arguments.format).svg())
}

fn timeline(dossier: &Dossier, arguments: &Arguments, (from, to): (Moment, Moment)) -> Result<String, String> {
    let nothing = || format!("nothing is said of {}", arguments.quantity);
    let last = dossier.reconcile(&Question::new().as_of(to), LeastDissent::new());
    let last = last.explain(&arguments.quantity).ok_or_else(nothing)?;
    let view = |view| {
        let pace = Pace::Days { from, to };
        let timeline = dossier.timeline(&arguments.quantity, LeastDissent::new(), view, pace);
        timeline.map(|timeline| View::of(&timeline, &last)).ok_or_else(nothing)
    };
    let views = vec![view(Known::KnownThen)?, view(Known::KnownNow)?];
    Ok(Picture::of_timeline(&Timeline::of(&last, views), arguments.format).svg())
}
