//! How much does a timeline of a thousand moments cost, beside a thousand separate estimates?

#[path = "common/timing.rs"]
mod timing;

use std::hint::black_box;
use std::time::Instant;

use corroborate::timeline::{Pace, View};
use corroborate::{
    Claim, ClaimId, Dossier, Draft, Estimate, Event, Group, LeastDissent, Moment, Outcome, Party, Quantity, Question,
    Source, SourceKind, Timeline,
};

/// The number of moments, with one claim each.
const MOMENTS: u32 = 1_000;
/// The number of other quantities in the dossier, which are no parts of the followed one.
const OTHERS: u32 = 100;
const CLAIMS_TO_AN_OTHER: u32 = 5;
const VOICES: u32 = 8;

fn id<T: std::str::FromStr<Err = corroborate::EmptyId>>(text: &str) -> T {
    text.parse().unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

/// The moment of the nth claim: four a day.
fn moment(nth: u32) -> Moment {
    let start: Moment = "2022-01-20T06:00:00Z".parse().unwrap_or_else(|error| panic!("{error}"));
    Moment::from_unix(start.unix() + i64::from(nth) * 21_600).unwrap_or(start)
}

/// The quantity followed.
fn followed() -> Quantity {
    Quantity::new(id("war"), id("all"), Outcome::Killed)
}

/// A war with several voices and a hundred other quantities; a quarter of the claims were published
/// a week late.
fn dossier() -> Dossier {
    let mut draft = Draft::new();
    draft.add_party(Party::new(id("blue"), "Blue").with_opposes(id("red")));
    draft.add_party(Party::new(id("red"), "Red"));
    for voice in 0..VOICES {
        let source = Source::new(id(&format!("s{voice}")), "A source", SourceKind::Media);
        draft.add_source(match voice {
            0 => source.with_party(id("blue")),
            1 => source.with_party(id("red")),
            _ => source,
        });
    }
    draft.add_group(Group::new(id("all"), "All"));
    draft.add_event(Event::new(id("war"), "A war").with_start(moment(0)).with_perpetrator(id("red")));
    let mut add = |number: u32, event: &str, count: String, at: Moment| {
        let claim: ClaimId = id(&format!("c{number}"));
        let source = id(&format!("s{}", number.wrapping_mul(7) % VOICES));
        let count = count.parse().unwrap_or_else(|error| panic!("{count:?}: {error}"));
        let claim = Claim::new(claim, (id(event), id("all"), Outcome::Killed), count, source, at);
        draft.add_claim(if number % 4 == 3 { claim.with_published(at.plus_days(7)) } else { claim });
    };
    for nth in 0..MOMENTS {
        let toll = 10 + nth * 2;
        let count = match nth % 3 {
            0 => format!("at least {toll}"),
            1 => format!("about {toll}"),
            _ => toll.to_string(),
        };
        add(nth, "war", count, moment(nth));
    }
    for other in 0..OTHERS {
        for nth in 0..CLAIMS_TO_AN_OTHER {
            let number = MOMENTS + other * CLAIMS_TO_AN_OTHER + nth;
            add(number, &format!("raid{other}"), (5 + nth).to_string(), moment(other + nth));
        }
    }
    for other in 0..OTHERS {
        draft.add_event(Event::new(id(&format!("raid{other}")), "A raid"));
    }
    draft.check().unwrap_or_else(|faults| panic!("{faults}"))
}

/// Estimates each moment anew, from the whole dossier.
fn anew(dossier: &Dossier, view: View, moments: &[Moment]) -> usize {
    let asked = moments.iter().filter(|&&moment| {
        let question = Question::new().as_of(moment);
        let question = if view == View::KnownThen { question.known_by(moment) } else { question };
        dossier.reconcile(&question, LeastDissent::new()).estimate(&followed()).is_some()
    });
    asked.count()
}

/// The moments at which the toll changes.
fn follow(dossier: &Dossier, view: View) -> Vec<Moment> {
    let timeline = dossier.timeline(&followed(), LeastDissent::new(), view, Pace::Changes);
    timeline.iter().flat_map(Timeline::estimates).map(Estimate::as_of).collect()
}

fn main() {
    let dossier = dossier();
    for view in [View::KnownNow, View::KnownThen] {
        let moments = follow(&dossier, view);
        let followed = timing::time(&format!("a quantity followed, {view}"), MOMENTS, || follow(&dossier, view));
        let Some(followed) = followed else { continue };
        // A thousand questions take long, so they run once, for the moments that were followed.
        let begun = Instant::now();
        black_box(anew(&dossier, view, &moments));
        let anew = begun.elapsed();
        let times = anew.div_duration_f64(followed);
        println!(
            "{view}: {} moments followed in {followed:?}, asked anew in {anew:?}: {times:.1} times",
            moments.len()
        );
    }
}
