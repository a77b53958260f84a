//! Laws of what an answer says of itself, over dossiers that contradict themselves and over true
//! worlds, under every policy: a sentence stands only where what it says is so.
#![cfg(feature = "serde")]

use std::collections::BTreeSet;

use crate::common::{asked, question};
use crate::seed::laws;
use crate::seed::{per_cent, runner};
use crate::strategies::{dossier, world};
use corroborate::derivation::{Derivation, VoiceStep};
use corroborate::{Ceiling, Dossier, Grade, Interval, PartsEffect, Question, Speaker, Verdict, WholeEffect, policy};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

type Checked = Result<(), TestCaseError>;

fn every_answer(dossier: &Dossier, question: &Question, check: impl Fn(&Derivation) -> Checked) -> Checked {
    for policy in policy::NAMES.into_iter().filter_map(policy::named) {
        let answer = dossier.reconcile(question, &*policy);
        for estimate in answer.estimates() {
            let Some(derivation) = answer.explain(estimate.quantity()) else { continue };
            check(&derivation).map_err(|error| {
                let words = derivation.words();
                TestCaseError::fail(format!("{}: {error}\n{:#?}", policy.name(), words.sentences()))
            })?;
        }
    }
    Ok(())
}

fn sentence(derivation: &Derivation, begins: &str) -> Option<String> {
    let words = derivation.words();
    words.sentences().iter().find(|sentence| sentence.starts_with(begins)).cloned()
}

fn names_one<'v>(sentence: &str, mut voices: impl Iterator<Item = &'v VoiceStep>) -> bool {
    voices.any(|voice| sentence.contains(&voice.name))
}

fn voices_of<'d>(derivation: &'d Derivation, speakers: &'d [Speaker]) -> impl Iterator<Item = &'d VoiceStep> {
    derivation.voices.iter().filter(|voice| speakers.contains(&voice.speaker))
}

/// No statement gives a ceiling if no voice that counts has one; else one who does is named.
fn ceilings_are_told(derivation: &Derivation) -> Checked {
    let told = sentence(derivation, "No ceiling:");
    let open = derivation.range.high() == Ceiling::Unbounded;
    prop_assert!(told.is_none() || open && (derivation.counting > 0 || derivation.lapsed_since.is_some()));
    let Some(told) = told else { return Ok(()) };
    if told.contains("nothing was said after that") {
        prop_assert!(derivation.lapsed_since.is_some_and(|since| since < derivation.as_of));
        return Ok(());
    }
    let giving = || derivation.counting_voices().filter(|voice| voice.ceiling.is_some());
    let is_nobodys = told.contains("no statement in force gives one");
    prop_assert_eq!(is_nobodys, giving().next().is_none());
    prop_assert!(is_nobodys || names_one(&told, giving()));
    Ok(())
}

/// A contested answer names a voice on each side, or the parts.
fn sides_are_named(derivation: &Derivation) -> Checked {
    if derivation.grade != Grade::Contested {
        return Ok(());
    }
    let told = sentence(derivation, "Contested:").unwrap_or_default();
    let ruling = &derivation.ruling;
    if ruling.dissent == 0 {
        let widened = derivation.parts.iter().any(|step| step.effect == PartsEffect::Dissent);
        let contested = derivation.parts.iter().flat_map(|step| &step.parts).any(|part| part.contested);
        prop_assert!(widened || contested);
        prop_assert!(told.contains("parts"));
        prop_assert!(derivation.counting == 0 || names_one(&told, derivation.counting_voices()));
        return Ok(());
    }
    let dissenters = voices_of(derivation, &ruling.dissenters);
    prop_assert!(ruling.dissenters.is_empty() || names_one(&told, dissenters));
    let behind = || derivation.counting_voices().filter(|voice| voice.supports);
    prop_assert!(behind().next().is_none() || names_one(&told, behind()));
    for alternative in &ruling.alternatives {
        prop_assert!(told.contains(&alternative.range.to_string()));
        let supporters = voices_of(derivation, &alternative.supporters);
        prop_assert!(alternative.supporters.is_empty() || names_one(&told, supporters));
    }
    let sides = ruling.alternatives.len().max(1) + usize::from(!ruling.dissenters.is_empty());
    prop_assert!(sides > 1);
    Ok(())
}

/// The counts taken are those of the ruling, and each contradicts as many as it says.
fn alternatives_make_the_ruling(derivation: &Derivation) -> Checked {
    let ruling = &derivation.ruling;
    let of_least_dissent = ["least-dissent", "face-value", "prudent"].contains(&derivation.policy.as_str());
    let loosened = ruling.grounds.iter().any(|ground| ground.loosened);
    prop_assert!(!loosened || derivation.policy == "prudent");
    prop_assert_eq!(ruling.alternatives.is_empty(), !of_least_dissent);
    let hull = ruling.alternatives.iter().map(|alternative| alternative.range).reduce(Interval::hull);
    prop_assert!(!of_least_dissent || loosened || hull == Some(ruling.range));
    prop_assert!(!loosened || hull.is_some_and(|hull| hull != ruling.range && ruling.range.contains_all(hull)));
    for alternative in &ruling.alternatives {
        prop_assert_eq!(derivation.counting - alternative.supporters.len(), ruling.dissent);
    }
    if of_least_dissent {
        for voice in derivation.counting_voices() {
            let supports = ruling.alternatives.iter().any(|taken| taken.supporters.contains(&voice.speaker));
            prop_assert_eq!(supports, voice.supports);
        }
    }
    Ok(())
}

/// The ladder stands beside the range that it leads on from, and no other.
fn the_ladder_is_the_range_s_own(derivation: &Derivation) -> Checked {
    let words = derivation.words();
    let rung = words.sentences().iter().any(|said| said.ends_with(" is wrong.") || said.ends_with(" are wrong."));
    prop_assert!(!rung || !derivation.ruling.alternatives.is_empty());
    Ok(())
}

/// What a whole leaves follows from what is said of it and of the other parts, and the moment is
/// told where their own estimates are of another.
fn what_is_left_follows(derivation: &Derivation) -> Checked {
    let answered = derivation.ruling.status != Verdict::NoAnswer;
    let mut before = derivation.parts.last().map_or(derivation.ruling.range, |step| step.range);
    if derivation.lapsed_since.is_some() {
        before = before.open_above();
    }
    for step in derivation.wholes.iter().filter(|_| answered) {
        let changes = step.range != before;
        before = step.range;
        prop_assert_eq!(step.whole_loosened, step.whole_range.loosened());
        let most = step.whole_loosened.high().get().map(|high| high.checked_sub(step.siblings.low()));
        let least = step.siblings.high().get().map_or(0, |high| step.whole_loosened.low().saturating_sub(high));
        let left = match most {
            None => Some(Interval::at_least(least)),
            Some(most) => most.and_then(|most| Interval::new(least, most).ok()),
        };
        prop_assert_eq!(step.left, left);
        let words = derivation.words();
        let mut told = words.sentences().iter().filter(|said| said.contains("its other parts add up to"));
        let elsewhere = step.whole_as_of != derivation.as_of;
        let moment = format!("As of {} the whole", derivation.as_of);
        // What changes nothing is not said.
        let is_said = changes || step.effect == WholeEffect::Unheard;
        prop_assert!(!is_said || !elsewhere || told.any(|said| said.starts_with(&moment)));
        if changes && step.effect == WholeEffect::Cut && left != Some(Interval::ANY) {
            prop_assert!(words.to_string().contains(&step.whole_loosened.to_string()));
        }
    }
    Ok(())
}

fn told_as_it_is(derivation: &Derivation) -> Checked {
    ceilings_are_told(derivation)?;
    sides_are_named(derivation)?;
    alternatives_make_the_ruling(derivation)?;
    the_ladder_is_the_range_s_own(derivation)?;
    what_is_left_follows(derivation)
}

laws! {
    #![proptest_config(per_cent(50))]

    /// §7: the words say what is so, of dossiers that contradict themselves.
    #[test]
    fn words_say_what_is_so((dossier, asked) in (dossier(), asked())) {
        every_answer(&dossier, &question(&dossier, asked), told_as_it_is)?;
    }

    /// §7: the same of true worlds, where trees are narrowed more.
    #[test]
    fn words_say_what_is_so_in_true_worlds((world, asked) in (world(), asked())) {
        every_answer(world.dossier(), &question(world.dossier(), asked), told_as_it_is)?;
    }
}

/// The laws above are of sentences that are reached.
#[test]
fn every_kind_of_sentence_is_reached() {
    let kinds = [
        "no statement in force gives one",
        ", which contradicts it, has none",
        " a dissenter.",
        " counted body by body, or admitted.",
        ", which the range was widened to take in, have none.",
        "; nothing was said after that, and the toll may have grown.",
        ", loosened from ",
        "of harm done by its enemy: a body count is a floor",
        " accuse each other",
        " taken back by the correction ",
        "but the policy takes none.",
        ", not both",
        ", only one of them",
        "the counts taken contradict",
        ", which the policy took, contradicts",
        " disagree.",
        "voices disagree about its parts",
        " with room for rounding and recounting)",
        "As of ",
        " or so near it that rounding or recounting explains the difference.",
    ];
    let mut runner = runner(100);
    let mut missing: BTreeSet<&str> = kinds.into();
    for drawn in 0..2_000 {
        let dossier = dossier().new_tree(&mut runner).unwrap_or_else(|why| panic!("{why}")).current();
        for policy in policy::NAMES.into_iter().filter_map(policy::named) {
            let late = crate::common::turns(&dossier).last().map(|turn| turn.plus_days(1));
            let question = late.filter(|_| drawn % 2 == 0).map_or(Question::new(), |late| Question::new().as_of(late));
            let answer = dossier.reconcile(&question, &*policy);
            for derivation in answer.estimates().iter().filter_map(|estimate| answer.explain(estimate.quantity())) {
                let words = derivation.words().to_string();
                missing.retain(|kind| !words.contains(kind));
            }
        }
        if missing.is_empty() {
            return;
        }
    }
    panic!("never told: {missing:?}");
}
