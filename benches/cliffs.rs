//! Does twice as much of one thing cost more than twice the time?
//!
//! Each line is a case that once grew faster than its input. The last column is the time of the
//! line divided by that of the line above it, which has half the input: about 2 is linear.

#[path = "common/timing.rs"]
mod timing;

use std::fmt::Debug;
#[cfg(feature = "serde")]
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use corroborate::timeline::{Pace, View};
use corroborate::{
    Claim, Dossier, Draft, Event, Group, LeastDissent, Moment, Outcome, Quantity, Question, Source, SourceKind,
};

const VOICES: u32 = 8;

/// The value that a text reads as. Every text here can be read.
fn of<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().unwrap_or_else(|error| panic!("{text:?}: {error:?}"))
}

fn hour(nth: u32) -> Moment {
    let start: Moment = of("1990-01-01T00:00:00Z");
    Moment::from_unix(start.unix() + 3_600 * i64::from(nth)).unwrap_or(start)
}

fn claim(id: &str, event: &str, count: u32, nth: u32) -> Claim {
    let quantity = (of(event), of("all"), Outcome::Killed);
    Claim::new(of(id), quantity, of(&count.to_string()), of(&format!("s{}", nth % VOICES)), hour(nth))
}

fn draft() -> Draft {
    let mut draft = Draft::new();
    for voice in 0..VOICES {
        draft.add_source(Source::new(of(&format!("s{voice}")), "A source", SourceKind::Media));
    }
    draft.add_group(Group::new(of("all"), "All"));
    draft.add_event(Event::new(of("war"), "A war"));
    draft
}

fn checked(draft: Draft) -> Dossier {
    draft.check().unwrap_or_else(|faults| panic!("{faults}"))
}

/// A war of so many battles, with one claim on each.
fn war_of(battles: u32) -> Dossier {
    let mut draft = draft();
    for nth in 0..battles {
        let battle = format!("battle{nth}");
        draft.add_event(Event::new(of(&battle), "A battle").with_part_of(of("war")));
        draft.add_claim(claim(&format!("c{nth}"), &battle, 5 + nth % 7, nth));
    }
    checked(draft)
}

/// One quantity with so many claims, each higher than the one before it.
fn rising(claims: u32) -> Dossier {
    let mut draft = draft();
    for nth in 0..claims {
        draft.add_claim(claim(&format!("c{nth}"), "war", nth, nth));
    }
    checked(draft)
}

/// So many quantities with two claims each, of which one supersedes the other.
fn superseded(quantities: u32) -> Dossier {
    let mut draft = draft();
    for nth in 0..quantities {
        let battle = format!("battle{nth}");
        draft.add_event(Event::new(of(&battle), "A battle"));
        draft.add_claim(claim(&format!("old{nth}"), &battle, 5, nth));
        draft.add_claim(
            claim(&format!("new{nth}"), &battle, 7, nth)
                .with_supersedes(of::<corroborate::ClaimId>(&format!("old{nth}"))),
        );
    }
    checked(draft)
}

fn follow(dossier: &Dossier, view: View) -> usize {
    let war = Quantity::new(of("war"), of("all"), Outcome::Killed);
    let timeline = dossier.timeline(&war, LeastDissent::new(), view, Pace::Changes);
    timeline.map_or(0, |timeline| timeline.estimates().len())
}

fn explain_all(dossier: &Dossier) -> usize {
    let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    answer.estimates().iter().filter_map(|estimate| answer.explain(estimate.quantity())).count()
}

/// A thousand chains of events, each part of the one before, so many to a chain. The first names a
/// whole that is not there, so all of them are left out.
#[cfg(feature = "exchange")]
fn chains_of(events: u32) -> Draft {
    let mut draft = draft();
    for chain in 0..1_000 {
        for nth in 0..events {
            let whole = nth.checked_sub(1).map_or_else(|| "gone".to_owned(), |above| format!("e{chain}-{above}"));
            let event = Event::new(of(&format!("e{chain}-{nth}")), "An event");
            draft.add_event(event.with_part_of(of::<corroborate::EventId>(&whole)));
        }
    }
    draft
}

/// The file of a war of so many battles, for an example to read.
#[cfg(feature = "serde")]
fn written(battles: u32) -> PathBuf {
    let file = std::env::temp_dir().join(format!("corroborate-war-of-{battles}.json"));
    let text = serde_json::to_string(&war_of(battles)).unwrap_or_else(|error| panic!("{error}"));
    std::fs::write(&file, text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    file
}

/// Where cargo puts the example `report`, if it was built.
#[cfg(feature = "serde")]
fn report() -> Option<PathBuf> {
    let example = std::env::current_exe().ok()?.parent()?.parent()?.join("examples/report");
    example.exists().then_some(example)
}

#[cfg(feature = "serde")]
fn time_report(sizes: [u32; 3]) {
    let Some(report) = report() else {
        println!("report of a war is not timed: `cargo build --profile bench --example report` builds it");
        return;
    };
    doubling("report of a war, battles", sizes, written, |file| {
        let printed = std::process::Command::new(&report).arg(file).output();
        let printed = printed.unwrap_or_else(|error| panic!("{}: {error}", report.display()));
        assert!(printed.status.success(), "{}", String::from_utf8_lossy(&printed.stderr));
        printed.stdout.len()
    });
    for size in sizes {
        // A file that is already gone is no loss.
        let _ = std::fs::remove_file(std::env::temp_dir().join(format!("corroborate-war-of-{size}.json")));
    }
}

/// Times one case with more and more of what it grows by.
fn doubling<T>(name: &str, sizes: [u32; 3], made: impl Fn(u32) -> T, run: impl Fn(&T) -> usize) {
    let mut before: Option<Duration> = None;
    for size in sizes {
        let made = made(size);
        let time = timing::time(&format!("{name}, {size}"), size, || run(&made));
        if let (Some(before), Some(time)) = (before, time) {
            println!("{:48} {:>10.2} times the line before", "", time.div_duration_f64(before));
        }
        before = time;
    }
}

fn main() {
    let sizes = [4_000, 8_000, 16_000];
    doubling("timeline of a war, battles", sizes, war_of, |war| follow(war, View::KnownNow));
    doubling("timeline known then of a war, battles", sizes, war_of, |war| follow(war, View::KnownThen));
    doubling("timeline known then, claims", sizes, rising, |one| follow(one, View::KnownThen));
    doubling("explain all, supersessions", sizes, superseded, explain_all);
    #[cfg(feature = "serde")]
    time_report(sizes);
    #[cfg(feature = "exchange")]
    doubling("chains left out, events to a chain", [15, 30, 60], chains_of, |chains| {
        corroborate::exchange::Gathering::declaring(chains.clone()).finish().1.len()
    });
}
