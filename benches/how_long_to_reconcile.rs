//! How long until a dossier of so many claims is reconciled, and does a claim of a large dossier
//! cost more than one of a small dossier?

mod common;

use std::cell::{LazyCell, RefCell};
use std::hint::black_box;
use std::time::{Duration, Instant};

use corroborate::{LeastDissent, Question};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const SIZES: [u32; 3] = [10_000, 100_000, 1_000_000];

fn reconcile(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("how long to reconcile so many claims");
    group.sample_size(10);
    let mut medians: Vec<(u32, Duration)> = Vec::new();
    for claims in SIZES {
        // Built only if this size is asked for, and gone before the next one.
        let dossier = LazyCell::new(|| common::dossier(claims as usize));
        let times = RefCell::new(Vec::new());
        let policy = LeastDissent::new();
        group.throughput(Throughput::Elements(claims.into()));
        group.bench_function(claims.to_string(), |bencher| {
            let dossier = &*dossier;
            bencher.iter_custom(|iterations| {
                (0..iterations)
                    .map(|_| {
                        let start = Instant::now();
                        drop(black_box(dossier.reconcile(&Question::new(), policy)));
                        let time = start.elapsed();
                        times.borrow_mut().push(time);
                        time
                    })
                    .sum()
            });
        });
        medians.extend(median(times.into_inner()).map(|time| (claims, time)));
    }
    group.finish();
    if let [(few, quick), .., (many, slow)] = medians[..] {
        let (quick, slow) = (quick / few, slow / many);
        let times = slow.div_duration_f64(quick);
        println!("a claim costs {quick:?} among {few}, {slow:?} among {many}: {times:.2} times as much");
    }
}

fn median(mut times: Vec<Duration>) -> Option<Duration> {
    times.sort_unstable();
    times.get(times.len() / 2).copied()
}

criterion_group!(benches, reconcile);
criterion_main!(benches);
