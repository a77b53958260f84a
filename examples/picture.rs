//! Draws one quantity of a dossier: who claimed which count, and the estimate. With `--timeline` it
//! draws the estimate through time, as known then and as known now. The SVG goes to standard
//! output.
//!
//! ```text
//! cargo run --release --features plot --example picture -- DOSSIER.json EVENT/GROUP/OUTCOME
//!     [--as-of MOMENT] [--known-by MOMENT] [--policy NAME] [--size column|slide] [--timeline FROM TO]
//!     [--table FILE.json|default] [--anchor as-said|survey] [--level PER-CENT]
//! ```
//!
//! With a bias table (and `--features calibrate`), the interval of the toll stands beside the range:
//! hatched, in a row of its own, with a key that names the level, the assumption and the table. In a
//! timeline it has a panel of its own.
//!
//! `-` is standard input. Exit status 0; 1 if not everything could be drawn; 2 for a bad dossier or
//! bad arguments.
//!
//! Cut at each …, it prints:
//!
//! ```text
//! $ cargo run --features plot --example picture -- examples/data/ghwayran.json attacks/all/killed
//! <svg width="360" height="363" viewBox="0 0 360 363" xmlns="http://www.w3.org/2000/svg" role="img">
//! <title>All dead: killed (Two Islamic State attacks of one night)</title>
//! <desc>70 or more killed, best 70. Low: "at least 70", said by The article. No ceiling: no statement in force gives …
//! <rect x="0" y="0" width="360" height="363" fill="#ffffff"/>
//! …
//! ```

mod beside;
mod common;

use std::process::ExitCode;

use beside::{ANCHOR, LEVEL, Lens, TABLE, read_lens};
use common::options::{AS_OF, Command, Given, KNOWN_BY, POLICY, quantity_in, read, reads, word};
use common::{complain, day_end, dossier_of, print, refuse};
use corroborate::plot::{Curve, CurvePoint, Format, Picture, Timeline, View};
use corroborate::timeline::{Pace, View as Known};
use corroborate::{Derivation, Dossier, Moment, Quantity};

const COMMAND: Command = Command {
    name: "picture",
    takes: "DOSSIER.json|- EVENT/GROUP/OUTCOME",
    most: (2, "dossier and one quantity"),
    about: "\
Draws one quantity of a dossier as SVG on standard output: who claimed which count, and the estimate.
With --timeline it draws the estimate day by day, as known then and as known now.",
    options: &[
        AS_OF,
        KNOWN_BY,
        POLICY,
        word("--size", "NAME", &["column", "slide"], "a newspaper's column (the default), or a slide"),
        read("--timeline", "FROM TO", reads::<Moment>, "the estimate through time, from one day to another"),
        TABLE,
        ANCHOR,
        LEVEL,
    ],
    notes: "\
Exit status: 0; 1 if not everything could be drawn or written; 2 for a bad dossier or bad arguments.
A dossier named - is standard input.",
};

fn main() -> ExitCode {
    let given = match COMMAND.read() {
        Ok(given) => given,
        Err(done) => return done,
    };
    let [path, quantity] = given.named() else {
        return COMMAND.refuse(&["name a dossier and a quantity".to_owned()]);
    };
    let lens = match read_lens(&given) {
        Ok(lens) => lens,
        Err(fault) => return COMMAND.refuse(&[fault]),
    };
    let days: Vec<Moment> = given.values("--timeline").filter_map(|text| text.parse().ok()).collect();
    let span = match days[..] {
        [.., from, to] if from.day() <= to.day() => Some((day_end(from), day_end(to))),
        [.., from, to] => return COMMAND.refuse(&[format!("--timeline: {to} is before {from}")]),
        _ => None,
    };
    if span.is_some() && (given.has("--as-of") || given.has("--known-by")) {
        return COMMAND.refuse(&["--timeline says as of when; it does not take --as-of or --known-by".to_owned()]);
    }
    let drawn = dossier_of(path).and_then(|dossier| {
        let asked = Asked { quantity: quantity_in(&dossier, quantity)?, dossier: &dossier, given: &given, lens };
        span.map_or_else(|| asked.picture(), |span| asked.timeline(span))
    });
    match drawn {
        Err(fault) => refuse(fault),
        Ok((svg, None)) => print(&svg),
        Ok((svg, Some(missing))) => {
            let done = print(&svg);
            complain(missing);
            if done == ExitCode::SUCCESS { ExitCode::FAILURE } else { done }
        }
    }
}

/// A picture as SVG, and what could not be drawn in it.
type Drawn = Result<(String, Option<String>), String>;

struct Asked<'a> {
    dossier: &'a Dossier,
    quantity: Quantity,
    given: &'a Given,
    lens: Option<Lens>,
}

impl Asked<'_> {
    fn format(&self) -> Format {
        if self.given.value("--size") == Some("slide") { Format::Slide } else { Format::Column }
    }

    fn nothing(&self) -> String {
        format!("nothing is said of {}", self.quantity)
    }

    fn picture(&self) -> Drawn {
        let policy = self.given.policy();
        let reconciliation = self.dossier.reconcile(&self.given.question(), &*policy);
        let derivation = reconciliation.explain(&self.quantity).ok_or_else(|| self.nothing())?;
        let beside = self.lens.as_ref().map(|lens| lens.beside(self.dossier, &reconciliation, &self.quantity));
        let missing = match &beside {
            Some(Err(why)) => Some(format!("no interval beside the range: {why}")),
            _ => None,
        };
        let picture = match beside {
            Some(Ok(beside)) => Picture::of_quantity_beside(&derivation, &beside, self.format()),
            _ => Picture::of_quantity(&derivation, self.format()),
        };
        Ok((picture.svg(), missing))
    }

    fn timeline(&self, (from, to): (Moment, Moment)) -> Drawn {
        let policy = self.given.policy();
        let last = self.dossier.reconcile(&corroborate::Question::new().as_of(to), &*policy);
        let claims = last.explain(&self.quantity).ok_or_else(|| self.nothing())?;
        let view = |view| {
            let pace = Pace::Days { from, to };
            let timeline = self.dossier.timeline(&self.quantity, &*policy, view, pace);
            timeline.map(|timeline| View::of(&timeline, &claims, self.dossier)).ok_or_else(|| self.nothing())
        };
        let mut views = vec![view(Known::KnownThen)?, view(Known::KnownNow)?];
        let days = (0..=to.day() - from.day()).map(|day| from.plus_days(day));
        let points = self.lens.as_ref().map(|lens| (lens, lens.course(&last, &self.quantity, days)));
        let missing = match points {
            None => None,
            Some((lens, Ok(points))) => {
                views.push(self.curve(lens, points, &claims));
                None
            }
            Some((_, Err(why))) => Some(format!("no interval through time: {why}")),
        };
        Ok((Picture::of_timeline(&Timeline::of(&claims, views), self.format()).svg(), missing))
    }

    fn curve(&self, lens: &Lens, points: Vec<beside::Point>, claims: &Derivation) -> View {
        let point = |point: beside::Point| {
            let beside::Point { at, low, median, high } = point;
            CurvePoint { at, low, median, high }
        };
        let curve = Curve { points: points.into_iter().map(point).collect(), meaning: lens.meaning() };
        View::of_curve(&lens.title(), curve, claims, self.dossier)
    }
}
