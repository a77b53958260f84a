//! Laws of timelines: each estimate is that of `reconcile` as of the same moment (and, for what
//! was known then, known by it); changes are among the days and moments at which something can
//! change; and between two of them nothing differs.
#![cfg(feature = "serde")]

use std::collections::BTreeMap;

use crate::drawn::{config, dossier, dossier_of_few_voices, of_the_crate, policies, read, turns, written};
use crate::seed::laws;
use corroborate::timeline::{Pace, View};
use corroborate::{Claim, Dossier, Estimate, LeastDissent, Moment, Policy, Quantity, Question, Timeline, Why};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

const VIEWS: [View; 2] = [View::KnownNow, View::KnownThen];

fn question(view: View, moment: Moment) -> Question {
    match view {
        View::KnownNow => Question::new().as_of(moment),
        View::KnownThen => Question::new().as_of(moment).known_by(moment),
    }
}

/// What an estimate says, whenever it is as of.
fn timeless(estimate: &Estimate) -> serde_json::Value {
    let mut value = serde_json::to_value(estimate).unwrap_or_else(|error| panic!("{error}"));
    if let Some(fields) = value.as_object_mut() {
        fields.remove("as_of");
    }
    value
}

/// Every quantity that is ever in play, with its timeline.
fn timelines(dossier: &Dossier, policy: &dyn Policy, view: View, pace: Pace) -> Vec<(Quantity, Timeline)> {
    let all = dossier.reconcile(&Question::new(), policy);
    let quantities = all.estimates().iter().map(Estimate::quantity);
    let follow = |quantity: &Quantity| Some((quantity.clone(), dossier.timeline(quantity, policy, view, pace)?));
    quantities.filter_map(follow).collect()
}

/// At every turn, each timeline says what `reconcile` says; and changes only at turns.
fn follows(dossier: &Dossier, policy: &dyn Policy, view: View) {
    let turns = turns(dossier);
    let timelines = timelines(dossier, policy, view, Pace::Changes);
    for &moment in &turns {
        let answer = dossier.reconcile(&question(view, moment), policy);
        for (quantity, timeline) in &timelines {
            let (at, asked) = (timeline.at(moment), answer.estimate(quantity));
            // What is known now is known before the first moment, too: nothing changed yet.
            if view == View::KnownNow && at.is_none() {
                continue;
            }
            let what = || format!("{} {view} {quantity} {moment}\n{}", policy.name(), written(dossier));
            assert_eq!(at.map(timeless), asked.map(timeless), "{}", what());
            if at.is_some_and(|at| at.as_of() == moment) {
                assert_eq!(at, asked, "{}", what());
            }
        }
    }
    for (quantity, timeline) in &timelines {
        for estimate in timeline.estimates() {
            assert!(turns.binary_search(&estimate.as_of()).is_ok(), "{quantity} {}", estimate.as_of());
        }
        for pair in timeline.estimates().windows(2) {
            assert!(pair[0].as_of() < pair[1].as_of());
            assert_ne!(timeless(&pair[0]), timeless(&pair[1]), "{quantity} {}", pair[1].as_of());
        }
    }
}

laws! {
    #![proptest_config(config())]

    /// A timeline of changes says at every turn what `reconcile` says, under any policy.
    #[test]
    fn changes_are_reconciled(dossier in dossier(), which in any::<prop::sample::Index>()) {
        let policies = policies();
        let policy = which.get(&policies);
        for view in VIEWS {
            follows(&dossier, &**policy, view);
        }
    }

    /// The same where few voices say much, so that much is corrected, added to and taken back.
    #[test]
    fn changes_are_reconciled_where_few_voices_say_much(
        dossier in dossier_of_few_voices(),
        which in any::<prop::sample::Index>()
    ) {
        let policies = policies();
        let policy = which.get(&policies);
        for view in VIEWS {
            follows(&dossier, &**policy, view);
        }
    }

    /// A timeline of days says of each day what `reconcile` says.
    #[test]
    fn days_are_reconciled(dossier in dossier(), which in any::<prop::sample::Index>(), from in -2..10_i64, days in 0..10_i64) {
        let policies = policies();
        let policy = &**which.get(&policies);
        let start: Moment = "2022-01-20T07:00:00Z".parse().unwrap_or_else(|error| panic!("{error}"));
        let (from, to) = (start.plus_days(from), start.plus_days(from + days));
        for view in VIEWS {
            let timelines = timelines(&dossier, policy, view, Pace::Days { from, to });
            for day in (from.day()..=to.day()).filter_map(|day| Moment::from_unix(day * 86_400 + 86_399)) {
                let answer = dossier.reconcile(&question(view, day), policy);
                for (quantity, timeline) in &timelines {
                    let told = timeline.estimates().iter().find(|estimate| estimate.as_of() == day);
                    prop_assert_eq!(told, answer.estimate(quantity), "{} {}\n{}", view, quantity, written(&dossier));
                }
            }
        }
    }
}

/// The law about few voices is worth as much as what they do.
#[test]
fn few_voices_correct_add_and_take_back() {
    let mut runner = crate::seed::runner(25);
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for _ in 0..64 {
        let tree = dossier_of_few_voices().new_tree(&mut runner).unwrap_or_else(|error| panic!("{error}"));
        let dossier = tree.current();
        let claims = dossier.claims();
        let mut note = |what, holds: bool| *seen.entry(what).or_default() += u32::from(holds);
        note("retracted after it was known", claims.iter().any(|c| c.retracted() > Some(c.known_from())));
        note("superseded", claims.iter().any(|c| c.supersedes().next().is_some()));
        note("published late", claims.iter().any(|c| c.known_from() > c.moment().plus_days(1)));
        let is_added = |c: &&Claim| c.since().is_some();
        note("several increments", claims.iter().filter(is_added).count() > 2);
        let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
        let aside = |why| answer.estimates().iter().flat_map(Estimate::set_aside).filter(|a| a.why() == why).count();
        note("several withdrawn", aside(Why::Withdrawn) > 2);
        note("superseded still", aside(Why::Superseded) > 0);
    }
    assert!(seen.values().all(|&times| times >= 10), "{seen:?}");
}

#[test]
fn changes_are_reconciled_of_the_small_dossiers_of_the_crate() {
    for (name, dossier) in of_the_crate() {
        if name != "hasakah" {
            for (policy, view) in policies().iter().flat_map(|policy| VIEWS.map(|view| (policy, view))) {
                follows(&dossier, &**policy, view);
            }
        }
    }
}

#[test]
fn changes_are_reconciled_of_the_battle_of_hasakah() {
    let dossier = read(include_str!("../../examples/data/hasakah.json"));
    for (policy, view) in policies().iter().take(1).flat_map(|policy| VIEWS.map(|view| (policy, view))) {
        follows(&dossier, &**policy, view);
    }
}

#[test]
fn a_quantity_of_which_nothing_is_said_has_no_timeline() {
    let dossier = read(include_str!("../data/same-inputs.json"));
    let policy = corroborate::LeastDissent::new();
    let parsed =
        |event: &str| Some(Quantity::new(event.parse().ok()?, "civilians".parse().ok()?, "wounded".parse().ok()?));
    for event in ["battle", "elsewhere"] {
        let quantity = parsed(event).unwrap_or_else(|| panic!("{event}"));
        assert_eq!(dossier.timeline(&quantity, policy, View::KnownNow, Pace::Changes), None);
    }
}
