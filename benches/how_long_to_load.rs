//! How long until a dossier of a hundred thousand claims is read from JSON and checked?

mod common;

use corroborate::Dossier;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const CLAIMS: usize = 100_000;

fn load(criterion: &mut Criterion) {
    let text = serde_json::to_string(&common::dossier(CLAIMS)).expect("a dossier can be written");
    let mut group = criterion.benchmark_group("how long to load so many claims");
    group.sample_size(10).throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function(CLAIMS.to_string(), |bencher| {
        bencher.iter(|| serde_json::from_str::<Dossier>(&text).expect("it was written by this crate"));
    });
    group.finish();
}

criterion_group!(benches, load);
criterion_main!(benches);
