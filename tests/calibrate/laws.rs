//! Laws of calibrated intervals.

use std::collections::BTreeSet;

use crate::declarations::declarations;
use crate::seed::{laws, per_cent};
use corroborate::calibrate::{
    Anchor, BiasTable, Calibrate, Calibrated, Lag, Learner, Level, Stake, Statement, Testimony, Told, testimonies,
};
use corroborate::strategies::{BiasedWorld, biased_world};
use corroborate::{Claim, Dossier, LeastDissent, Outcome, Question, SourceKind};
use proptest::prelude::*;

fn said_of(world: &BiasedWorld) -> Vec<Testimony> {
    testimonies(world.dossier(), Outcome::Killed).into_iter().map(|(_, testimony)| testimony).collect()
}

fn written(table: &BiasTable) -> String {
    serde_json::to_string(table).expect("a table is written")
}

/// An order of `n` things, for a seed.
fn order(n: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_key(|&at| (at as u64 + 1).wrapping_mul(seed | 1).rotate_left(29).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    order
}

/// A dossier with those of its claims alone.
fn part(dossier: &Dossier, keep: impl Fn(&Claim) -> bool) -> Dossier {
    let mut draft = declarations(dossier);
    for claim in dossier.claims().iter().filter(|claim| keep(claim)) {
        draft.add_claim(claim.clone());
    }
    draft.check().expect("a part of a dossier is one")
}

fn told() -> impl Strategy<Value = Told> {
    let number = || prop_oneof![0..=30_u64, 1..=900_u64, 1..=40_000_u64];
    prop_oneof![
        6 => number().prop_map(Told::exactly),
        2 => number().prop_map(Told::at_least),
        1 => number().prop_map(Told::at_most),
        1 => (number(), 0..=60_u64).prop_map(|(low, more)| Told::figure(low, low + more).expect("a range")),
        1 => prop::sample::select(corroborate::count::Vague::ALL.to_vec()).prop_filter_map("a size", Told::word),
    ]
}

fn statement(number: usize) -> impl Strategy<Value = Statement> {
    let kinds = prop::sample::select(SourceKind::ALL);
    let stakes = prop_oneof![3 => Just(Stake::Neutral), 1 => prop::sample::select(Stake::ALL)];
    (kinds, stakes, told(), prop::sample::select(Lag::ALL), 0..4_i64).prop_map(move |(kind, stake, told, lag, when)| {
        Statement::new(format!("s{number}").parse().expect("a name"), kind, told)
            .with_stake(stake)
            .after(lag)
            .published_in_order(when)
    })
}

fn testimony(most: usize) -> impl Strategy<Value = Testimony> {
    let all: Vec<_> = (0..most).map(statement).collect();
    (all, 1..=most).prop_map(|(all, many)| Testimony::new("an event", all.into_iter().take(many)))
}

fn ask(testimony: &Testimony, anchor: &Anchor) -> Calibrated {
    Calibrate::with(&BiasTable::default()).partisan().anchored(anchor).of(testimony).expect("an answer")
}

/// Everything that is told of an answer.
fn everything(answer: &Calibrated) -> String {
    format!("{:?} {:?} {:?} {:?}", answer.posterior(), answer.voices(), answer.radius(), answer.disagrees())
}

laws! {
    #![proptest_config(per_cent(10))]

    /// Any order of events and of statements gives the same bytes of the table and the answers.
    #[test]
    fn any_order_gives_the_same_bytes(world in biased_world(), seed in any::<u64>()) {
        let said = said_of(&world);
        let table = Learner::new().learn_from(said.clone()).expect("enough events");
        let shuffled: Vec<Testimony> = order(said.len(), seed)
            .into_iter()
            .map(|at| {
                let all = said[at].statements();
                let statements = order(all.len(), seed).into_iter().map(|at| all[at].clone());
                Testimony::new(said[at].name(), statements).with_firm_floor(said[at].given_floor())
            })
            .collect();
        let again = Learner::new().learn_from(shuffled.clone()).expect("enough events");
        prop_assert_eq!(written(&table), written(&again));
        for (at, place) in order(said.len(), seed).into_iter().zip(0..) {
            let how = Calibrate::with(&table).partisan();
            let (one, other) = (how.of(&said[at]), how.of(&shuffled[place]));
            prop_assert_eq!(one.map(|a| everything(&a)), other.map(|a| everything(&a)));
        }
    }

    /// Dossiers in any order, a dossier twice, and a dossier in two parts teach the same.
    #[test]
    fn dossiers_teach_the_same_however_they_are_cut(world in biased_world(), seed in any::<u64>()) {
        let whole = world.dossier();
        let table = Learner::new().learn([whole]).expect("enough events");
        // Not within a quantity: how old a word is beside the newest one, each dossier knows by itself.
        let odd = |claim: &Claim| {
            claim.event().as_str().bytes().fold(seed, |sum, byte| sum.wrapping_mul(31) ^ u64::from(byte)) & 1 == 1
        };
        let (one, other) = (part(whole, odd), part(whole, |claim| !odd(claim)));
        for dossiers in [vec![&one, &other], vec![&other, &one], vec![whole, whole]] {
            prop_assert_eq!(written(&Learner::new().learn(dossiers).expect("enough events")), written(&table));
        }
    }

    /// Relays, and the same statement again, change nothing.
    #[test]
    fn relays_and_repeats_change_nothing(world in biased_world()) {
        let dossier = world.dossier();
        let mut draft = declarations(dossier);
        for claim in dossier.claims() {
            draft.add_claim(claim.clone().with_relayed_by("a wire").with_relayed_by("a paper"));
        }
        let relayed = draft.check().expect("relays are no fault");
        let table = Learner::new().learn([dossier]).expect("enough events");
        prop_assert_eq!(written(&Learner::new().learn([&relayed]).expect("enough events")), written(&table));
        for testimony in said_of(&world) {
            let twice = testimony.statements().iter().chain(testimony.statements()).cloned();
            let twice = Testimony::new(testimony.name(), twice).with_firm_floor(testimony.firm_floor());
            prop_assert_eq!(twice.statements(), testimony.statements());
        }
    }

    /// Reading what was written gives the table back; it answers the same.
    #[test]
    fn a_table_reads_back_as_what_was_written(world in biased_world()) {
        let table = Learner::new().learn([world.dossier()]).expect("enough events");
        let read: BiasTable = serde_json::from_str(&written(&table)).expect("a table reads back");
        prop_assert_eq!(written(&read), written(&table));
        prop_assert_eq!(read, table);
    }

    /// A bias that was drawn is found again, give or take what the table says it is unsure of.
    #[test]
    fn biases_are_found_again(seed in any::<u64>()) {
        let world = BiasedWorld::drawn(seed, 200);
        let table = Learner::new().learn([world.dossier()]).expect("enough events");
        let (mut found, mut near) = (0, 0);
        for ((voice, stake), bias) in world.biases() {
            let learned = table.source(voice, *stake).expect("it spoke in 200 events");
            found += 1;
            // The tolls are known only as far as all monitors together are right, and outliers and
            // rounding are not in the model.
            near += usize::from((learned.bias() - bias).abs() <= 3.0 * learned.standard_error() + 0.15);
        }
        prop_assert!(near * 10 >= found * 8, "{near} of {found}");
    }
}

laws! {
    #![proptest_config(per_cent(80))]

    /// The interval at 95 % holds that at 80 %, and each holds the median.
    #[test]
    fn intervals_nest(testimony in testimony(7), floor in prop::option::of(0..500_u64)) {
        let answer = ask(&testimony.with_firm_floor(floor.unwrap_or(0)), &Anchor::default());
        let levels = [Level::FIFTY, Level::EIGHTY, Level::NINETY, Level::NINETY_FIVE];
        for pair in levels.windows(2) {
            let (narrow, wide) = (answer.interval(pair[0]), answer.interval(pair[1]));
            prop_assert!(wide.contains_all(narrow), "{} holds {}", wide, narrow);
            prop_assert!(narrow.contains(answer.median()), "{} holds {}", narrow, answer.median());
        }
    }

    /// What is explained of the voices gives the same probabilities again, to the bit.
    #[test]
    fn what_is_explained_gives_the_same_answer(testimony in testimony(7), floor in prop::option::of(0..500_u64)) {
        let answer = ask(&testimony.with_firm_floor(floor.unwrap_or(0)), &Anchor::default());
        let again = Calibrated::replay(&answer.voices(), &answer.anchor(), answer.testimony().firm_floor());
        prop_assert_eq!(&again, answer.posterior());
    }

    /// P(N ≥ n) falls in n from 1 to 0, and an interval holds as much as it says.
    #[test]
    fn the_more_the_less_likely(testimony in testimony(7), floor in prop::option::of(0..500_u64)) {
        let answer = ask(&testimony.with_firm_floor(floor.unwrap_or(0)), &Anchor::default());
        let numbers = (0..400_u64).chain((1..600).map(|step| 400 + step * step * 3)).chain([100_000_000, 100_000_001]);
        let mut last = 1.0 + 1e-12;
        for n in numbers {
            let share = answer.at_least(n);
            prop_assert!((0.0..=last).contains(&share), "{n}: {share} after {last}");
            last = share;
        }
        prop_assert!((answer.at_least(0) - 1.0).abs() < 1e-9);
        let interval = answer.interval(Level::EIGHTY);
        prop_assert!(answer.within(interval) >= 0.8 - 1e-6);
    }

    /// No more than 5 % lies below what was counted body by body or admitted.
    #[test]
    fn a_90_per_cent_interval_starts_at_the_firm_floor_at_least(testimony in testimony(7), floor in 1..3_000_u64) {
        let answer = ask(&testimony.with_firm_floor(floor), &Anchor::default());
        prop_assert!(answer.interval(Level::NINETY).low() >= floor);
        prop_assert!(answer.at_least(floor) >= 0.95 - 1e-9);
    }

    /// A higher anchor moves every quantile above 20 by as much.
    #[test]
    fn an_anchor_moves_every_quantile_by_its_level(testimony in testimony(7), by in -0.5..0.5_f64) {
        let anchor = |level| Anchor::new(level, 0.1, 0.1).expect("an anchor");
        let (before, after) = (ask(&testimony, &anchor(0.2)), ask(&testimony, &anchor(0.2 + by)));
        // A toll is not below 0: what would move there, stays.
        if before.at_least(8).min(after.at_least(8)) < 0.999 {
            return Ok(());
        }
        let ends = |answer: &Calibrated| {
            let interval = answer.interval(Level::NINETY);
            [interval.low(), answer.median(), interval.high().get().expect("an end")]
        };
        for (before, after) in ends(&before).into_iter().zip(ends(&after)) {
            #[expect(clippy::cast_precision_loss, reason = "tolls of a test")]
            let (before, after) = (before as f64, after as f64);
            if before < 20.0 || !(20.0..=3e7).contains(&after) {
                continue;
            }
            let expected = (before + 0.5) * by.exp() - 0.5;
            // One cell is 2 %.
            prop_assert!((after - expected).abs() <= (0.025 * expected).max(1.0), "{before} by {by}: {after}");
        }
    }

    /// Every word that is told of an answer names its anchor and its table, and claims no truth.
    #[test]
    fn words_claim_no_truth(testimony in testimony(5)) {
        for anchor in [Anchor::default(), Anchor::AS_SAID, Anchor::new(0.3, 0.1, 0.2).expect("an anchor")] {
            let answer = ask(&testimony, &anchor);
            let sentence = answer.sentence(Level::NINETY);
            prop_assert!(sentence.contains("assumption") && sentence.contains("default table"), "{sentence}");
            let all = format!(
                "{sentence} {} {} {:?} {}",
                answer.side_by_side(Level::NINETY), answer.origin(), answer.disagrees().map(|why| why.to_string()),
                anchor.assumption(),
            );
            prop_assert!(!all.contains("true") && !all.contains("truth"), "{all}");
        }
    }

    /// Whose statement is told twice under two names by one medium after another gains little: of
    /// three the interval keeps 98 % of its width.
    #[test]
    fn copies_gain_next_to_nothing(copies in 1..=3_usize) {
        let monitor = |n| Statement::new("monitor".parse().expect("a name"), SourceKind::Monitor, Told::exactly(n));
        let medium = |name: String, n| Statement::new(name.parse().expect("a name"), SourceKind::Media, Told::exactly(n));
        let width = |said: Vec<Statement>| {
            let answer = ask(&Testimony::new("e", said), &Anchor::default());
            quantile(&answer, 0.95).ln() - quantile(&answer, 0.05).ln()
        };
        let copied = |n: u64, many: usize| {
            let media = (0..many).map(|at| medium(format!("paper{at}"), n));
            width(std::iter::once(monitor(n)).chain(media).collect())
        };
        let kept = copied(223, copies) / copied(223, 0);
        prop_assert!((0.98..=1.0 + 1e-9).contains(&kept), "{copies}: {kept}");
        let independent = width(vec![monitor(100), medium("paper".to_owned(), 103)]);
        prop_assert!(copied(100, copies) >= independent, "{} {independent}", copied(100, copies));
    }
}

/// Where P(N ≥ n) is 1 − `below`, between whole numbers.
fn quantile(answer: &Calibrated, below: f64) -> f64 {
    let (mut from, mut to) = (0_u64, 100_000_000_u64);
    while from + 1 < to {
        let middle = u64::midpoint(from, to);
        if answer.at_least(middle) > 1.0 - below { from = middle } else { to = middle }
    }
    let (above, under) = (answer.at_least(from), answer.at_least(to));
    let share = if above > under { (above - (1.0 - below)) / (above - under) } else { 0.0 };
    #[expect(clippy::cast_precision_loss, reason = "tolls of a test")]
    let from = from as f64;
    from + share
}

#[test]
fn what_the_copies_gain_is_as_told() {
    let monitor = Statement::new("monitor".parse().expect("a name"), SourceKind::Monitor, Told::exactly(223));
    let width = |many: usize| {
        let medium = |at| format!("paper{at:02}").parse().expect("a name");
        let media = (0..many).map(|at| Statement::new(medium(at), SourceKind::Media, Told::exactly(223)));
        let answer = ask(&Testimony::new("e", std::iter::once(monitor.clone()).chain(media)), &Anchor::default());
        quantile(&answer, 0.95).ln() - quantile(&answer, 0.05).ln()
    };
    let gain = |many: usize| 100.0 * (1.0 - width(many) / width(0));
    println!("3 copies narrow by {:.1} %, 10 by {:.1} %, 50 by {:.1} %", gain(3), gain(10), gain(50));
    assert!(gain(3) <= 2.0 && gain(10) <= 5.0 && gain(50) <= 15.0);
}

/// Nine in ten intervals hold the toll, in worlds of another family than the model.
#[test]
fn intervals_hold_as_often_as_they_say() {
    let (mut held, mut held_large, mut all, mut large) = (0_u32, 0_u32, 0_u32, 0_u32);
    for seed in 0..8 {
        let world = BiasedWorld::drawn(seed, 300);
        let table = Learner::new().learn([world.dossier()]).expect("300 events");
        let answer = world.dossier().reconcile(&Question::new(), LeastDissent::new());
        let calibration = answer.calibrate_with(&Calibrate::with(&table).partisan());
        for (quantity, toll) in world.tolls() {
            let Ok(answer) = calibration.of(quantity) else { continue };
            let is_held = u32::from(answer.interval(Level::NINETY).contains(*toll));
            (all, held) = (all + 1, held + is_held);
            if *toll >= 20 {
                (large, held_large) = (large + 1, held_large + is_held);
            }
        }
    }
    let (share, share_large) = (f64::from(held) / f64::from(all), f64::from(held_large) / f64::from(large));
    println!("{all} tolls: {share:.3} held; {large} of 20 or more: {share_large:.3}");
    assert!(all >= 2_390, "almost every event has an answer: {all}");
    assert!((0.88..=0.97).contains(&share), "{share}");
    assert!((0.85..=0.96).contains(&share_large), "{share_large}");
}

/// The generator reaches what it is for.
#[test]
fn a_biased_world_holds_every_stake_wording_and_lag() {
    let said = said_of(&BiasedWorld::drawn(7, 200));
    let statements = || said.iter().flat_map(Testimony::statements);
    let stakes: BTreeSet<Stake> = statements().map(Statement::stake).collect();
    let lags: BTreeSet<Lag> = statements().map(Statement::lag).collect();
    let wordings: BTreeSet<_> = statements().map(|statement| statement.told().wording()).collect();
    assert_eq!(stakes, BTreeSet::from([Stake::Neutral, Stake::OwnLoss, Stake::EnemyLoss]));
    assert_eq!(lags.len(), 4);
    assert!(wordings.len() >= 4, "{wordings:?}");
    assert!(said.iter().any(|testimony| testimony.firm_floor() > 0));
    assert_eq!(format!("{:?}", BiasedWorld::drawn(7, 20).tolls()), format!("{:?}", BiasedWorld::drawn(7, 20).tolls()));
}

#[test]
fn everything_can_be_sent_and_shared() {
    fn check<T: Send + Sync>() {}
    check::<BiasTable>();
    check::<Calibrated>();
    check::<Learner>();
    check::<Testimony>();
    check::<corroborate::calibrate::Courses>();
    check::<corroborate::calibrate::Refusal>();
    check::<corroborate::calibrate::Total>();
    check::<corroborate::calibrate::NotLearned>();
}
