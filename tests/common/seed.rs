//! The number of cases that a law draws, and their seed.

#![allow(dead_code, unused_macros, unused_imports, reason = "not every wing uses all of it")]

use std::any::Any;
use std::fmt::Debug;

use proptest::strategy::{BoxedStrategy, Strategy};
use proptest::test_runner::{Config, FileFailurePersistence, RngSeed, TestCaseResult, TestRunner};

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

/// Tests written as for `proptest!`. They share one runner, where `proptest!` compiles a runner for
/// each of them.
macro_rules! laws {
    (
        #![proptest_config($config:expr)]
        $($(#[$meta:meta])* fn $name:ident($($drawn:pat in $strategy:expr),+ $(,)?) $body:block)*
    ) => {$(
        $(#[$meta])*
        #[allow(unused_parens, reason = "a law may draw one value or several")]
        fn $name() {
            let mut config = $config;
            config.test_name = Some(concat!(module_path!(), "::", stringify!($name)));
            config.source_file = Some(file!());
            $crate::seed::hold(config, ($($strategy),+), |($($drawn),+)| {
                $body
                #[allow(unreachable_code, reason = "a law may return early in every case")]
                Ok(())
            });
        }
    )*};
}
pub(crate) use laws;

/// A value of any type, for the one runner of all laws.
trait Drawn: Any + Debug {}

impl<T: Any + Debug> Drawn for T {}

/// Asserts that the law holds for every value drawn. If it does not, the panic prints the smallest
/// value found for which it fails.
pub(crate) fn hold<T: Any + Debug>(
    config: Config,
    strategy: impl Strategy<Value = T> + 'static,
    law: impl Fn(T) -> TestCaseResult,
) {
    let drawn = strategy.prop_map(|value| Box::new(value) as Box<dyn Drawn>).boxed();
    run(config, &drawn, &|value: Box<dyn Drawn>| {
        let value: Box<dyn Any> = value;
        law(*value.downcast::<T>().expect("the type that is drawn"))
    });
}

fn run(config: Config, drawn: &BoxedStrategy<Box<dyn Drawn>>, law: &dyn Fn(Box<dyn Drawn>) -> TestCaseResult) {
    let mut runner = TestRunner::new(config);
    if let Err(error) = runner.run(drawn, law) {
        panic!("{error}\n{runner}");
    }
}
