//! How long until one voice with a given number of increments is reconciled, and does an increment
//! among many cost more than one among few?

#[path = "common/timing.rs"]
mod timing;

use std::fmt::Debug;
use std::str::FromStr;

use corroborate::{Claim, Dossier, Draft, Event, Group, LeastDissent, Moment, Outcome, Question, Source, SourceKind};

const SIZES: [u32; 3] = [1_000, 2_000, 4_000];

/// The claims that a voice makes day by day.
#[derive(Copy, Clone)]
enum Story {
    /// Every third day it gives an increment, and now and then a total.
    Agreeing,
    /// It gives an increment every day, and in the end a total below their sum: few are kept.
    Refused,
    /// The same with a total of half their sum: each of those refused is compared with half of all.
    HalfRefused,
}

fn of<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().unwrap_or_else(|error| panic!("{text:?}: {error:?}"))
}

fn dossier(story: Story, increments: u32) -> Dossier {
    let mut draft = Draft::new();
    draft.add_source(Source::new(of("s"), "A source", SourceKind::Monitor));
    draft.add_group(Group::new(of("all"), "All"));
    draft.add_event(Event::new(of("war"), "A war"));
    let start: Moment = of("1990-01-01");
    let mut add = |count: String, day: u32, since: Option<u32>| {
        let moment = start.plus_days(i64::from(day));
        let kind = if since.is_some() { "added" } else { "total" };
        let claim = Claim::new(
            of(&format!("{kind}{day}")),
            (of("war"), of("all"), Outcome::Killed),
            of(&count),
            of("s"),
            moment,
        );
        draft.add_claim(match since {
            Some(since) => claim.with_since(start.plus_days(i64::from(since))),
            None => claim,
        });
    };
    for nth in 1..=increments {
        match story {
            Story::Agreeing => {
                add("5".to_owned(), 3 * nth, Some(3 * nth - 1));
                if nth % 4 == 0 {
                    add((5 * nth).to_string(), 3 * nth, None);
                }
            }
            Story::Refused | Story::HalfRefused => add("at least 5".to_owned(), nth, Some(nth - 1)),
        }
    }
    match story {
        Story::Agreeing => {}
        Story::Refused => add("100".to_owned(), increments + 1, None),
        Story::HalfRefused => add((5 * increments / 2).to_string(), increments + 1, None),
    }
    draft.check().unwrap_or_else(|faults| panic!("{faults}"))
}

fn main() {
    for (story, name) in [
        (Story::Agreeing, "increments that agree"),
        (Story::Refused, "increments refused"),
        (Story::HalfRefused, "increments, half of them refused"),
    ] {
        for size in SIZES {
            let dossier = dossier(story, size);
            let answer = || dossier.reconcile(&Question::new(), LeastDissent::new()).into_estimates();
            timing::time(&format!("{size} {name}"), size, answer);
        }
    }
}
