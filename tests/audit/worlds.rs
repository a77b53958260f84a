//! The findings on one voice's words, in generated worlds.

use std::collections::BTreeSet;

use corroborate::audit::{Grounds, Rule, Thresholds};
use corroborate::strategies::{World, shaded_world, world};
use corroborate::{Finding, Interval};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use crate::seed::laws;
use crate::seed::{per_cent, runner};

fn findings(world: &World) -> Vec<Finding> {
    world.dossier().audit(&Thresholds::new())
}

/// What true words of one voice cannot be, whatever their hedges; and ids that no world draws.
const NEVER: [Rule; 4] = [Rule::TollFalls, Rule::IncrementAgainstTotals, Rule::PartsFallShort, Rule::AlikeIds];

laws! {
    #![proptest_config(per_cent(200))]

    #[test]
    fn truthful_voices_neither_fall_nor_clash_with_their_own_increments_and_parts(world in world()) {
        for finding in findings(&world) {
            prop_assert!(!NEVER.contains(&finding.rule()), "{}", finding.says());
        }
    }

    /// A truthful voice may say "at least 20" behind "30 or more". That it is asked about is right,
    /// but both can be true.
    #[test]
    fn truthful_voices_name_less_only_where_both_words_can_be_true(world in world()) {
        for finding in findings(&world) {
            if let Grounds::Falls { rule, earlier, later, .. } = finding.grounds() {
                prop_assert!(matches!(rule, Rule::NewestNamesLess | Rule::BegunAnew), "{}", finding.says());
                let rising = Interval::at_least(earlier[0].reads.low());
                prop_assert!(later.reads.meet(rising).is_some(), "{}", finding.says());
            }
        }
    }
}

/// The laws above are not kept because nothing is looked at: where words are true only as far as they
/// count against their speaker, his increments and totals clash, and his parts fall short.
#[test]
fn shaded_words_clash() {
    let mut runner = runner(100);
    let mut found = BTreeSet::new();
    for _ in 0..300 {
        let world = shaded_world().new_tree(&mut runner).expect("a world").current();
        found.extend(findings(&world).iter().map(Finding::rule));
    }
    for rule in [Rule::IncrementAgainstTotals, Rule::PartsFallShort, Rule::NewestNamesLess] {
        assert!(found.contains(&rule), "{rule}");
    }
}
