//! How long until a dossier of a given number of claims is reconciled, and does a claim of a large
//! dossier cost more than one of a small dossier?

mod common;
#[path = "common/timing.rs"]
mod timing;

use std::cell::LazyCell;
use std::time::Duration;

use corroborate::{LeastDissent, Question};

const SIZES: [u32; 3] = [10_000, 100_000, 1_000_000];

fn main() {
    let mut medians: Vec<(u32, Duration)> = Vec::new();
    for claims in SIZES {
        // Built only if this size is asked for, and dropped before the next one.
        let dossier = LazyCell::new(|| common::dossier(claims as usize));
        let answer = || dossier.reconcile(&Question::new(), LeastDissent::new()).into_estimates();
        medians.extend(timing::time(&format!("reconcile {claims} claims"), claims, answer).map(|time| (claims, time)));
    }
    if let [(few, quick), .., (many, slow)] = medians[..] {
        let (quick, slow) = (quick / few, slow / many);
        let times = slow.div_duration_f64(quick);
        println!("a claim costs {quick:?} among {few}, {slow:?} among {many}: {times:.2} times as much");
    }
}
