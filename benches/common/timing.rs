//! A stopwatch: the median and the shortest time of a few runs.
//!
//! `cargo bench --bench NAME -- WORD` times the benchmarks whose names contain the word. Without
//! `--bench`, as in `cargo test --benches`, everything runs once and nothing is timed.

use std::hint::black_box;
use std::time::{Duration, Instant};

const RUNS: usize = 11;

/// Runs a benchmark once to warm up and then eleven times. Prints the median, the shortest time and
/// the median per element. Returns the median if timing was asked for.
pub(crate) fn time<T>(name: &str, elements: u32, mut run: impl FnMut() -> T) -> Option<Duration> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let mut asked = words.iter().filter(|word| !word.starts_with('-')).peekable();
    if asked.peek().is_some() && !asked.any(|word| name.contains(word.as_str())) {
        return None;
    }
    let mut once = || {
        let begun = Instant::now();
        drop(black_box(run()));
        begun.elapsed()
    };
    once();
    if !words.iter().any(|word| word == "--bench") {
        return None;
    }
    let mut times: Vec<Duration> = (0..RUNS).map(|_| once()).collect();
    times.sort_unstable();
    let (shortest, median) = (times[0], times[RUNS / 2]);
    println!("{name:48} {median:>10.2?}, shortest {shortest:>10.2?}, each {:>10.2?}", median / elements.max(1));
    Some(median)
}
