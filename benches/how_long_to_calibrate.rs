//! How long to learn how sources err, how long until a toll has its interval, how long for tolls
//! through time; and does twice the claims take twice as long?

#[path = "common/timing.rs"]
mod timing;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use corroborate::calibrate::{
    Anchor, BiasTable, Calibrate, Courses, Learner, Level, Series, Stake, Statement, Testimony, Told, testimonies,
};
use corroborate::strategies::BiasedWorld;
use corroborate::{Outcome, SourceKind};

/// So many statements on events of a drawn world.
fn events(statements: usize) -> Vec<Testimony> {
    let world = BiasedWorld::drawn(1, statements / 3);
    let mut events: Vec<Testimony> = Vec::new();
    let mut so_far = 0;
    for (_, testimony) in testimonies(world.dossier(), Outcome::Killed) {
        let rest = statements - so_far;
        let own: Vec<Statement> = testimony.statements().iter().take(rest).cloned().collect();
        so_far += own.len();
        events.push(Testimony::new(testimony.name(), own));
        if so_far == statements {
            break;
        }
    }
    assert_eq!(so_far, statements, "the world says as much");
    events
}

fn learn() {
    const CLAIMS: usize = 24_851;
    for claims in [CLAIMS, 2 * CLAIMS] {
        let events = events(claims);
        let elements = u32::try_from(claims).unwrap_or(u32::MAX);
        timing::time(&format!("learn from {claims} claims"), elements, || {
            Learner::new().learn_from(black_box(events.clone()))
        });
    }
    if !std::env::args().any(|word| word == "--bench") {
        return;
    }
    let per_sweep = |claims: usize| {
        let events = events(claims);
        let time = |sweeps: usize| {
            least(9, || {
                let events = events.clone();
                let start = Instant::now();
                let _ = black_box(Learner::new().at_most_sweeps(sweeps).learn_from(events));
                start.elapsed()
            })
        };
        time(20).saturating_sub(time(10)) / 10
    };
    let (one, two) = (per_sweep(CLAIMS), per_sweep(2 * CLAIMS));
    println!(
        "a sweep takes {one:?} over {CLAIMS} claims, {two:?} over twice as many: {:.2} times",
        two.div_duration_f64(one)
    );
}

fn ask() {
    let said = |number: u64| {
        let of = |name: &str, kind, n: u64| Statement::new(name.parse().expect("a name"), kind, Told::exactly(n));
        Testimony::new(
            &number.to_string(),
            [
                of("monitor", SourceKind::Monitor, 20 + number),
                of("paper", SourceKind::Media, 22 + number),
                of("clinic", SourceKind::Medical, 18 + number),
                of("army", SourceKind::Belligerent, 9 + number).with_stake(Stake::OwnLoss),
                of("rebels", SourceKind::Belligerent, 60 + 2 * number).with_stake(Stake::EnemyLoss),
            ],
        )
    };
    let events: Vec<Testimony> = (0..5_000).map(said).collect();
    let table = BiasTable::default();
    let how = Calibrate::with(&table);
    timing::time("intervals of 5,000 tolls of five voices", 5_000, || {
        let high = |event: &Testimony| how.of(event).map(|answer| answer.interval(Level::NINETY));
        events.iter().filter_map(|event| high(event).ok()).count()
    });
}

fn follow() {
    const CLAIMS: &str = include_str!("../tests/data/calibrate/radford_cumulative.csv");
    let mut series: BTreeMap<&str, Vec<(u32, Statement)>> = BTreeMap::new();
    for row in CLAIMS.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let [day, count, name, source, _] = cells[..] else { panic!("{row}") };
        let told = Told::exactly(count.parse().expect("a count"));
        let statement = Statement::new(source.parse().expect("a name"), SourceKind::Other, told);
        series.entry(name).or_default().push((day.parse().expect("a day"), statement));
    }
    let all: Vec<Series> = series
        .into_iter()
        .filter_map(|(name, totals)| Series::new(name, Outcome::Killed, totals).ok().map(|series| series.until(365)))
        .collect();
    let table = BiasTable::default();
    timing::time("follow 4,447 totals of a year in 29 series", 4_447, || {
        Courses::of(black_box(all.clone()), &table, &Anchor::default())
    });
}

/// The least of so many times: whatever else the machine does only adds to them.
fn least(times: usize, run: impl Fn() -> Duration) -> Duration {
    (0..times).map(|_| run()).min().unwrap_or_default()
}

fn main() {
    learn();
    ask();
    follow();
}
