//! Laws of true worlds (§7 of the design): where voices are truthful, the answer is right.

#![cfg(feature = "serde")]

use std::collections::BTreeSet;

use crate::common::{ask, bytes, edited, is_flow, quantity, records, speaker, turns};
use crate::seed::{laws, per_cent};
use crate::strategies::{World, count, shaded_world, world};
use corroborate::{Dossier, Estimate, Grade, LeastDissent, Moment, Quantity, Question, Tree, Why};
use proptest::prelude::*;

/// Unasked, and as of every moment at which the answer can change.
fn questions(dossier: &Dossier) -> Vec<Question> {
    let turns = turns(dossier);
    std::iter::once(Question::new()).chain(turns.into_iter().map(|turn| Question::new().as_of(turn))).collect()
}

fn is_right(world: &World, estimate: &Estimate) -> Result<(), TestCaseError> {
    let truth = world.toll(estimate.quantity(), estimate.as_of());
    let of = estimate.quantity();
    prop_assert!(
        estimate.range().contains(truth),
        "{of} is {truth} as of {}, not {}\n{}",
        estimate.as_of(),
        estimate.range(),
        text(world.dossier())
    );
    prop_assert_ne!(estimate.grade(), Grade::Contested, "{}\n{}", of, text(world.dossier()));
    prop_assert_eq!((estimate.dissent(), estimate.dissenters()), (0, &[][..]), "{}", of);
    let first = &estimate.ladder()[0];
    prop_assert_eq!(first.wrong(), 0);
    prop_assert!(first.range().contains(truth), "{of}: the ladder starts at {}, off {truth}", first.range());
    Ok(())
}

fn text(dossier: &Dossier) -> String {
    String::from_utf8(crate::common::written(dossier)).unwrap_or_default()
}

/// Replaces counts by claim.
fn recounted(dossier: &Dossier, count: impl Fn(&str) -> Option<String>) -> Dossier {
    edited(dossier, |value| {
        crate::common::each(value, "claims", |claim| {
            if let Some(count) = claim["id"].as_str().and_then(&count) {
                claim.insert("count".to_owned(), count.into());
            }
        });
    })
}

fn without_voice(dossier: &Dossier, voice: &str) -> Dossier {
    let silenced: BTreeSet<&str> = dossier
        .claims()
        .iter()
        .filter(|claim| speaker(dossier, claim) == voice)
        .map(|claim| claim.id().as_str())
        .collect();
    edited(dossier, |value| {
        records(value, "claims").retain(|claim| claim["id"].as_str().is_none_or(|id| !silenced.contains(id)));
    })
}

fn voices(dossier: &Dossier) -> Vec<String> {
    let voices: BTreeSet<String> = dossier.claims().iter().map(|claim| speaker(dossier, claim)).collect();
    voices.into_iter().collect()
}

laws! {
    #![proptest_config(per_cent(300))]

    /// §7, Soundness: every flow's estimate, as of any moment, totals included, contains the
    /// truth, and none is contested.
    #[test]
    fn truthful_voices_give_ranges_that_hold_the_truth(world in world()) {
        for question in questions(world.dossier()) {
            for estimate in ask(world.dossier(), &question) {
                is_right(&world, &estimate)?;
            }
        }
    }

    /// §4, §5: only what counts of a word need be true. Admissions may be too small, boasts too
    /// large, body counts may miss bodies; who is discounted, and what is taken back, may be
    /// false.
    #[test]
    fn what_is_not_held_against_a_speaker_need_not_be_true(world in shaded_world()) {
        for question in questions(world.dossier()) {
            for estimate in ask(world.dossier(), &question) {
                is_right(&world, &estimate)?;
            }
        }
    }

    /// §7 with §4, what was known by K: truthful voices were right with what they had said by
    /// then.
    #[test]
    fn truthful_voices_were_right_with_what_was_known(world in world()) {
        for moment in turns(world.dossier()) {
            for estimate in ask(world.dossier(), &Question::new().known_by(moment)) {
                is_right(&world, &estimate)?;
            }
        }
    }

    /// §5 and §7: taken at face value, whoever is truthful as said is right, and bounds more.
    /// (But for a body count that is a boast: held against its speaker it is a ceiling, at face
    /// value a floor.)
    #[test]
    fn at_face_value_truthful_voices_are_right_and_bound_more(world in world()) {
        let policy = LeastDissent::at_face_value();
        let reported = edited(world.dossier(), |value| {
            crate::common::each(value, "claims", |claim| drop(claim.insert("basis".to_owned(), "reported".into())));
        });
        for question in questions(world.dossier()) {
            for estimate in world.dossier().reconcile(&question, policy).estimates() {
                is_right(&world, estimate)?;
            }
            let face: Vec<_> = reported.reconcile(&question, policy).into_estimates().into();
            for (face, held_against) in face.iter().zip(ask(&reported, &question)) {
                prop_assert!(held_against.range().contains_all(face.range()), "{}", face.quantity());
            }
        }
    }

    /// §4: a voice that is truthful as said never takes anything back by what it says later, unless
    /// it says that it does.
    #[test]
    fn truthful_words_are_not_withdrawn(world in world()) {
        let uncorrected = edited(world.dossier(), |value| {
            crate::common::each(value, "claims", |claim| drop(claim.remove("correction")));
        });
        for estimate in ask(&uncorrected, &Question::new()) {
            for aside in estimate.set_aside() {
                prop_assert_ne!(aside.why(), Why::Withdrawn, "{}", aside.claim());
            }
        }
    }

    /// §6, Conceded: nobody truthful concedes more than there were.
    #[test]
    fn truthful_voices_concede_no_more_than_the_truth(world in shaded_world()) {
        for question in questions(world.dossier()) {
            for estimate in ask(world.dossier(), &question) {
                let truth = world.toll(estimate.quantity(), estimate.as_of());
                prop_assert!(estimate.conceded().is_none_or(|conceded| (1..=truth).contains(&conceded)));
            }
        }
    }

    /// §7: a flow's rung k contains the truth whenever at most k voices are wrong.
    #[test]
    fn rung_k_holds_the_truth_while_at_most_k_voices_are_wrong(
        world in shaded_world(),
        wrong in any::<u8>(),
        lies in prop::collection::vec(count(), 12),
    ) {
        let dossier = world.dossier();
        let voices = voices(dossier);
        let liar = |voice: &str| voices.iter().position(|v| v == voice).is_some_and(|at| wrong >> (at % 8) & 1 == 1);
        let lies_of = |id: &str| {
            let at = dossier.claims().iter().position(|claim| claim.id().as_str() == id)?;
            liar(&speaker(dossier, &dossier.claims()[at])).then(|| lies[at % lies.len()].to_string())
        };
        let told = recounted(dossier, lies_of);
        for question in questions(dossier) {
            for estimate in ask(&told, &question) {
                let own = dossier.claims().iter().filter(|claim| quantity(claim) == *estimate.quantity());
                let liars: BTreeSet<String> =
                    own.map(|claim| speaker(dossier, claim)).filter(|voice| liar(voice)).collect();
                let rung = estimate.ladder().iter().rfind(|rung| rung.wrong() <= liars.len());
                let truth = world.toll(estimate.quantity(), estimate.as_of());
                prop_assert!(
                    rung.is_some_and(|rung| rung.range().contains(truth)),
                    "{} is {truth}, {} wrong, {:?}", estimate.quantity(), liars.len(), estimate.ladder()
                );
            }
        }
    }

    /// §7: where every voice is truthful, one truthful voice more never makes a flow's range
    /// wider, as of one moment. (A voice more, and nothing else: one that supersedes the words of
    /// another takes these away.)
    #[test]
    fn one_truthful_voice_more_never_widens_a_range(world in shaded_world(), which in any::<prop::sample::Index>()) {
        let voices = voices(world.dossier());
        let before = without_voice(world.dossier(), &voices[which.index(voices.len())]);
        for moment in turns(world.dossier()) {
            let question = Question::new().as_of(moment);
            let policy = LeastDissent::new();
            let after = world.dossier().reconcile(&question, policy);
            for without in ask(&before, &question) {
                let with = after.estimate(without.quantity()).map(Estimate::range);
                prop_assert!(
                    with.is_some_and(|with| without.range().contains_all(with)),
                    "{} was {} as of {moment} and became {with:?}\n{}",
                    without.quantity(), without.range(), text(world.dossier())
                );
            }
        }
    }

    /// §4, flows only add up: the low and the high of a truthful flow never fall with the moment
    /// asked about, unless an exhaustive whole narrows them.
    #[test]
    fn truthful_lows_and_highs_never_fall(world in shaded_world()) {
        let open = edited(world.dossier(), |value| {
            for list in ["groups", "events"] {
                crate::common::each(value, list, |record| drop(record.remove("exhaustive")));
            }
        });
        let mut last: Vec<Estimate> = Vec::new();
        for moment in turns(world.dossier()) {
            let now = ask(&open, &Question::new().as_of(moment));
            for (then, now) in last.iter().zip(&now) {
                prop_assert_eq!(then.quantity(), now.quantity());
                prop_assert!(then.low() <= now.low() && then.range().high() <= now.range().high());
            }
            last = now;
        }
    }

    /// The strategy keeps its promises: tolls never fall, parts add up to no more than their
    /// wholes and to exactly that where exhaustive, and nothing moves once the toll is settled.
    #[test]
    fn a_drawn_world_is_possible(world in world()) {
        let dossier = world.dossier();
        let of = |event: &corroborate::Event, group: &corroborate::Group, outcome, moment| {
            world.toll(&Quantity::new(event.id().clone(), group.id().clone(), outcome), moment)
        };
        let mut before: Vec<u64> = Vec::new();
        let moments: BTreeSet<Moment> =
            turns(dossier).into_iter().chain(world.happened().iter().map(crate::strategies::Increment::at)).collect();
        for moment in moments {
            let mut tolls = Vec::new();
            for event in dossier.events() {
                for group in dossier.groups() {
                    for &outcome in corroborate::Outcome::ALL.iter().filter(|&&outcome| is_flow(outcome)) {
                        let toll = of(event, group, outcome, moment);
                        tolls.push(toll);
                        let settles = event.settled().or(event.end().map(|end| end.plus_days(7)));
                        let just_after = settles.and_then(|settled| Moment::from_unix(settled.unix() + 1));
                        if let Some(settled) = just_after.filter(|&settled| settled < moment) {
                            prop_assert_eq!(toll, of(event, group, outcome, settled));
                        }
                        for tree in Tree::ALL {
                            let (parts, exhaustive): (Vec<u64>, bool) = match tree {
                                Tree::Event => {
                                    let parts = dossier.events().iter().filter(|part| part.part_of() == Some(event.id()));
                                    (parts.map(|part| of(part, group, outcome, moment)).collect(), event.is_exhaustive())
                                }
                                Tree::Group => {
                                    let parts = dossier.groups().iter().filter(|part| part.part_of() == Some(group.id()));
                                    (parts.map(|part| of(event, part, outcome, moment)).collect(), group.is_exhaustive())
                                }
                                Tree::Outcome => {
                                    let parts = corroborate::Outcome::ALL.iter().filter(|part| part.part_of() == Some(outcome));
                                    (parts.map(|&part| of(event, group, part, moment)).collect(), false)
                                }
                            };
                            let sum: u64 = parts.iter().sum();
                            prop_assert!(sum <= toll && (!exhaustive || parts.is_empty() || sum == toll));
                        }
                    }
                }
            }
            prop_assert!(before.iter().zip(&tolls).all(|(before, now)| before <= now));
            before = tolls;
        }
    }

    /// The strategy keeps its promise: in a world, every claim is true as it was said.
    #[test]
    fn what_is_said_of_a_world_is_true_as_said(world in world()) {
        let lexicon = corroborate::Lexicon::logical();
        for claim in world.dossier().claims() {
            let quantity = quantity(claim);
            let before = claim.since().map_or(0, |since| world.toll(&quantity, since));
            let added = world.toll(&quantity, claim.moment()).saturating_sub(before);
            prop_assert!(lexicon.read_count(claim.count()).interval().contains(added), "{claim:?}");
        }
        let _ = bytes(world.dossier(), &Question::new());
    }
}
