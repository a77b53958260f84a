//! How long from claims as columns to estimates as columns, and does a claim among ten million cost
//! more than one among a hundred thousand?
//!
//! Five claims to a quantity, three quantities to an event, forty sources, an eighth of the counts
//! vague; the rows in the order of their events, and shuffled. Give the number of claims, up to
//! which they are doubled, as `MOST=10000000`.

#[path = "common/timing.rs"]
mod timing;

use std::cell::LazyCell;
use std::time::Duration;

use corroborate::batch::{Batch, Columns};
use corroborate::{
    Count, Dossier, Draft, Event, Group, LeastDissent, Moment, Outcome, Party, Question, Source, SourceKind,
};

const FEWEST: u32 = 100_000;
const CLAIMS_TO_A_QUANTITY: u32 = 5;
const GROUPS: u32 = 3;
const SOURCES: u32 = 40;
const COUNTS: [&str; 8] = ["20", "at least 18", "about 22", "dozens", "19-23", "nearly 25", "up to 30", "more than 15"];

struct Rows {
    declared: Dossier,
    counts: Vec<Count>,
    event: Vec<u32>,
    group: Vec<u32>,
    outcome: Vec<Outcome>,
    source: Vec<u32>,
    count: Vec<u32>,
    as_of: Vec<Moment>,
}

fn of<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap_or_else(|error| panic!("{text:?}: {error:?}"))
}

fn declared(events: u32) -> Dossier {
    let mut draft = Draft::new();
    draft.add_party(Party::new(of("blue"), "Blue").with_opposes(of("red")));
    draft.add_party(Party::new(of("red"), "Red"));
    for source in 0..SOURCES {
        let record = Source::new(of(&format!("s{source:02}")), "A source", SourceKind::Media);
        draft.add_source(match source % 5 {
            0 => record.with_party(of("blue")),
            1 => record.with_party(of("red")),
            _ => record,
        });
    }
    draft.add_group(Group::new(of("a"), "Blue fighters").with_party(of("blue")));
    draft.add_group(Group::new(of("b"), "Red fighters").with_party(of("red")));
    draft.add_group(Group::new(of("c"), "Residents"));
    for event in 0..events {
        draft.add_event(Event::new(of(&format!("e{event:08}")), "An event").with_start(of("2022-01-20")));
    }
    draft.check().unwrap_or_else(|faults| panic!("{faults}"))
}

impl Rows {
    fn new(claims: u32, shuffled: bool) -> Rows {
        let days: Vec<Moment> = (21..26).map(|day| of(&format!("2022-01-{day}"))).collect();
        let mut order: Vec<u32> = (0..claims).collect();
        if shuffled {
            order.sort_by_key(|&row| row.wrapping_mul(2_654_435_769).rotate_left(13).wrapping_mul(2_246_822_519));
        }
        let quantity = |row: &u32| row / CLAIMS_TO_A_QUANTITY;
        let nth = |row: &u32| row % CLAIMS_TO_A_QUANTITY;
        Rows {
            declared: declared(claims.div_ceil(CLAIMS_TO_A_QUANTITY * GROUPS)),
            counts: COUNTS.map(of).into(),
            event: order.iter().map(|row| quantity(row) / GROUPS).collect(),
            group: order.iter().map(|row| quantity(row) % GROUPS).collect(),
            outcome: vec![Outcome::Killed; order.len()],
            source: order.iter().map(|row| (row.wrapping_mul(2_654_435_761) >> 7) % SOURCES).collect(),
            count: order.iter().map(|row| (quantity(row) * 3 + nth(row)) % 8).collect(),
            as_of: order.iter().map(|row| days[(nth(row) % 4) as usize]).collect(),
        }
    }

    fn batch(&self) -> Batch<'_> {
        let columns = Columns {
            event: &self.event,
            group: &self.group,
            outcome: &self.outcome,
            source: &self.source,
            counts: &self.counts,
            count: &self.count,
            as_of: &self.as_of,
            ..Columns::default()
        };
        Batch::of(&self.declared, columns).unwrap_or_else(|faults| panic!("{faults}"))
    }
}

fn main() {
    let most = std::env::var("MOST").ok().and_then(|most| most.parse().ok()).unwrap_or(FEWEST);
    for (name, threads, shuffled) in [("sorted", 1, false), ("shuffled", 1, true), ("shuffled", 2, true)] {
        let mut medians: Vec<(u32, Duration)> = Vec::new();
        for claims in std::iter::successors(Some(FEWEST), |&n| Some(n * 10)).take_while(|&claims| claims <= most) {
            let rows = LazyCell::new(|| Rows::new(claims, shuffled));
            let name = format!("columns {name}, {threads} threads, {claims} claims");
            let answer = || rows.batch().on_threads(threads).reconcile(&Question::new(), LeastDissent::new()).len();
            medians.extend(timing::time(&name, claims, answer).map(|time| (claims, time)));
        }
        if let [(few, quick), .., (many, slow)] = medians[..] {
            let times = (slow / many).div_duration_f64(quick / few);
            println!("a claim among {many} costs {times:.2} times one among {few}");
        }
    }
}
