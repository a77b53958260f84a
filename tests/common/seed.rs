//! The number of cases that a law draws, and their seed.

#![allow(dead_code, reason = "not every wing draws without a law around it")]

use proptest::test_runner::{Config, FileFailurePersistence, RngSeed, TestRunner};

/// The seed of every law, unless `PROPTEST_RNG_SEED` names another.
const SEED: u64 = 2_511;

/// A configuration with this percentage of proptest's number of cases (256, or `PROPTEST_CASES`).
/// The cases are always the same unless `PROPTEST_RNG_SEED` is set, so a law fails on every machine
/// or on none.
///
/// A case that fails is written beside the file of its law, `.proptest-regressions`.
pub(crate) fn per_cent(share: u32) -> Config {
    let config = Config::default();
    let rng_seed = match config.rng_seed {
        RngSeed::Random => RngSeed::Fixed(SEED),
        fixed @ RngSeed::Fixed(_) => fixed,
    };
    let beside = FileFailurePersistence::WithSource("proptest-regressions");
    Config {
        cases: (config.cases * share / 100).max(1),
        rng_seed,
        failure_persistence: Some(Box::new(beside)),
        ..config
    }
}

/// A runner for values drawn outside of a law, with the same seed.
pub(crate) fn runner(share: u32) -> TestRunner {
    TestRunner::new(Config { failure_persistence: None, ..per_cent(share) })
}
