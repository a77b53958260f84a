//! The laws are worth what their strategies reach. Drawn always alike, so that a strategy that
//! loses sight of a case fails here.

#![cfg(feature = "serde")]

use std::collections::{BTreeMap, BTreeSet};

use crate::common::{ask, edited, is_flow, quantity, speaker};
use crate::strategies::{World, count, dossier, interval, moment, shaded_world, world};
use corroborate::count::{Said, Vague};
use corroborate::derivation::{BestFrom, FirmSource, Weight};
use corroborate::{
    Basis, Claim, Cover, Dissenter, Dossier, Fate, Grade, Interest, InterestCase, LeastDissent, Outcome, PartsEffect,
    Question, Reliability, Tree, WholeEffect, Why,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

const DRAWN: usize = 2_000;

fn draw<S: Strategy>(strategy: &S, mut see: impl FnMut(S::Value)) {
    let mut runner = TestRunner::deterministic();
    for _ in 0..DRAWN {
        see(strategy.new_tree(&mut runner).unwrap_or_else(|reason| panic!("{reason}")).current());
    }
}

/// In how many of the drawn each case was met.
#[derive(Default)]
struct Reached {
    cases: BTreeMap<String, usize>,
}

impl Reached {
    /// Notes what one of the drawn is a case of.
    fn note(&mut self, cases: impl IntoIterator<Item = String>) {
        for case in cases.into_iter().collect::<BTreeSet<String>>() {
            *self.cases.entry(case).or_default() += 1;
        }
    }

    /// Every one of these was met at least so often.
    fn at_least(&self, least: usize, cases: impl IntoIterator<Item = String>) {
        let missed: Vec<String> =
            cases.into_iter().filter(|case| self.cases.get(case).copied().unwrap_or(0) < least).collect();
        assert!(missed.is_empty(), "fewer than {least} of {DRAWN}: {missed:?} in {:#?}", self.cases);
    }
}

fn named<'a>(prefix: &'a str, words: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    words.into_iter().map(|word| format!("{prefix} {word}")).collect()
}

fn form(said: Said) -> &'static str {
    match said {
        Said::Exactly(_) => "exactly",
        Said::AtLeast(_) => "at least",
        Said::MoreThan(_) => "more than",
        Said::AtLeastAbout(_) => "at least about",
        Said::AtMost(_) => "at most",
        Said::AtMostAbout(_) => "at most about",
        Said::FewerThan(_) => "fewer than",
        Said::About(_) => "about",
        Said::Nearly(_) => "nearly",
        Said::Between(..) => "between",
        Said::AboutBetween(..) => "about between",
        Said::Vaguely(word) => word.as_str(),
        Said::Unspecified => "unspecified",
        Said::None => "none",
        _ => "new",
    }
}

/// Every form and every vague word.
fn forms() -> Vec<String> {
    let hedges = [
        "exactly", "at least", "more than", "at least about", "at most", "at most about", "fewer than", "about",
        "nearly", "between", "about between", "unspecified", "none",
    ];
    named("said", hedges.into_iter().chain(Vague::ALL.map(Vague::as_str)))
}

#[test]
fn counts_take_every_form_and_many_wordings() {
    let (mut reached, mut wordings) = (Reached::default(), BTreeSet::new());
    draw(&count(), |count| {
        reached.note([format!("said {}", form(count.said()))]);
        let words = |c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.');
        wordings.insert(count.as_str().chars().filter(|&c| words(c)).collect::<String>());
        let in_words = count.as_str().split(' ').any(|word| ["million", "thousand", "hundred"].contains(&word));
        reached.note(in_words.then(|| "in words".to_owned()));
        reached.note((count.as_str().to_uppercase() == count.as_str()).then(|| "in capitals".to_owned()));
    });
    reached.at_least(DRAWN / 50, named("said", forms().iter().filter_map(|form| form.strip_prefix("said ")).take(11)));
    reached.at_least(1, forms());
    reached.at_least(DRAWN / 20, ["in words".to_owned(), "in capitals".to_owned()]);
    assert!(wordings.len() > 300, "{}", wordings.len());
}

#[test]
fn intervals_and_moments_reach_their_corners() {
    let mut reached = Reached::default();
    draw(&interval(), |interval| {
        reached.note(interval.only().map(|_| "only".to_owned()));
        reached.note((interval.low() == 0).then(|| "from 0".to_owned()));
        reached.note(interval.high().get().is_none().then(|| "unbounded".to_owned()));
        reached.note((interval.low() == u64::MAX).then(|| "the largest".to_owned()));
    });
    draw(&moment(), |moment| {
        reached.note([if moment.is_date() { "date" } else { "instant" }.to_owned()]);
        reached.note((moment.unix() < 0).then(|| "before 1970".to_owned()));
    });
    let cases = ["only", "from 0", "unbounded", "the largest", "date", "instant", "before 1970"];
    reached.at_least(DRAWN / 100, cases.map(str::to_owned));
}

/// What a dossier holds, whatever is asked.
fn held(dossier: &Dossier) -> Vec<String> {
    let mut cases = Vec::new();
    let mut note = |met: bool, case: &str| {
        if met {
            cases.push(format!("held {case}"));
        }
    };
    let (parties, sources, claims) = (dossier.parties(), dossier.sources(), dossier.claims());
    note(parties.iter().any(|party| party.opposes().next().is_some()), "opponents");
    note(parties.iter().any(|party| party.allies().any(|ally| ally != party.id())), "allies");
    note(parties.iter().any(|party| party.allies().any(|ally| ally == party.id())), "an ally of itself");
    for &grade in Reliability::ALL {
        note(sources.iter().any(|source| source.reliability() == Some(grade)), grade.as_str());
    }
    let of_party = |party| sources.iter().filter(|source| source.party() == Some(party)).count();
    note(parties.iter().any(|party| of_party(party.id()) > 1), "several sources of a party");
    note(dossier.groups().iter().any(|group| group.part_of().is_some() && group.party().is_none()), "part of a group");
    note(dossier.groups().iter().any(corroborate::Group::is_exhaustive), "exhaustive group");
    note(dossier.events().iter().any(corroborate::Event::is_exhaustive), "exhaustive event");
    note(dossier.events().iter().any(|event| event.part_of().is_some()), "part of an event");
    note(dossier.events().iter().any(|event| event.part_of().is_some() && event.start().is_some()), "start of a part");
    note(dossier.events().iter().any(|event| event.end().is_some()), "ended event");
    note(dossier.events().iter().any(|event| event.settled().is_some()), "settled event");
    note(claims.iter().any(|claim| claim.since().is_some()), "window");
    note(claims.iter().any(|claim| claim.retracted().is_some()), "retraction");
    note(claims.iter().any(|claim| claim.supersedes().count() > 1), "supersession of several");
    note(claims.iter().any(|claim| claim.relayed_by().next().is_some()), "relay");
    note(claims.iter().any(|claim| !claim.as_of().is_date()), "instant");
    note(claims.iter().any(|claim| claim.known_from() < claim.as_of()), "published within the day");
    note(claims.iter().any(|claim| claim.known_from() > claim.as_of()), "published later");
    note(claims.iter().any(|claim| !is_flow(claim.outcome())), "stock");
    let turned = |claim: &&Claim| {
        claim.supersedes().any(|id| dossier.claim(id).is_some_and(|c| c.supersedes().next().is_some()))
    };
    note(claims.iter().any(|claim| turned(&claim)), "superseded in turn");
    let id = |id: &str| sources.iter().any(|source| source.id().as_str() == id);
    note(parties.iter().any(|party| id(party.id().as_str())), "one id for two kinds");
    for &outcome in Outcome::ALL {
        note(claims.iter().any(|claim| claim.outcome() == outcome), outcome.as_str());
    }
    cases
}

/// What the answer comes to.
fn answered(dossier: &Dossier, question: &Question) -> Vec<String> {
    let policy = LeastDissent::new();
    let answer = dossier.reconcile(question, policy);
    let mut cases = Vec::new();
    for estimate in answer.estimates() {
        let mut note = |met: bool, case: &str| {
            if met {
                cases.push(case.to_owned());
            }
        };
        note(true, &format!("grade {}", estimate.grade()));
        for aside in estimate.set_aside() {
            note(true, &format!("aside {}", aside.why()));
        }
        note(estimate.dissenters().contains(&Dissenter::Parts), "parts dissent");
        note(estimate.dissent() > 1, "two dissenters");
        note(estimate.dissent() > 0 && estimate.dissenters().is_empty(), "dissent without dissenters");
        note(estimate.conceded().is_some(), "conceded");
        note(estimate.ladder().len() > 2, "ladder of three");
        note(estimate.ladder().first().is_some_and(|rung| rung.wrong() > 0), "ladder from above 0");
        note(estimate.best().is_none() && estimate.high().is_some(), "bounded without a best");
        let Some(derivation) = answer.explain(estimate.quantity()) else { continue };
        for voice in &derivation.voices {
            note(voice.weight == Weight::Silent, "silent voice");
            note(voice.weight == Weight::Overtaken, "overtaken voice");
            for said in &voice.statements {
                note(true, &format!("interest {}", said.interest));
                note(true, &format!("case {}", said.case));
                note(said.since.is_some() && said.fate == Fate::Kept, "window kept");
                note(said.correction && said.fate == Fate::Kept, "correction kept");
                note(said.fate == Fate::OutOfTime, "out of time");
                note(said.fate == Fate::Older, "older");
            }
        }
        let counting: Vec<_> =
            derivation.counting_voices().map(|voice| (voice.floor.clone(), voice.ceiling.clone())).collect();
        let floor = counting.iter().filter_map(|(floor, _)| floor.as_ref().map(corroborate::Bound::value)).max();
        let ceiling = counting.iter().filter_map(|(_, ceiling)| ceiling.as_ref().map(corroborate::Bound::value)).min();
        note(estimate.dissent() == 0 && floor > ceiling && ceiling.is_some(), "voices agree but for a gap");
        note(derivation.firm_floor.from == FirmSource::Parts(Tree::Group), "firm floor of parts");
        note(matches!(derivation.firm_floor.from, FirmSource::Voice(_)), "firm floor of a voice");
        for step in &derivation.parts {
            note(true, &format!("parts {} {}", step.tree, step.effect));
            note(step.effect == PartsEffect::Cut && step.cover == Cover::Exhaustive, "exhaustive parts cut");
            note(step.effect == PartsEffect::Gap, "parts gap");
            note(step.parts.len() > 1, &format!("several parts of {}", step.tree));
        }
        let before = derivation.parts.last().map_or(derivation.ruling.range, |step| step.range);
        for step in &derivation.wholes {
            note(step.effect == WholeEffect::Unheard, "whole unheard");
        }
        let lapsed = derivation.lapsed_since.is_some() && before.high().get().is_some();
        note(lapsed, "ceiling lapsed");
        let before = if lapsed { before.open_above() } else { before };
        note(before != estimate.range(), "whole narrowed a part");
        let from = match derivation.best.map(|best| best.from) {
            Some(BestFrom::Neutral { .. }) => "best neutral",
            Some(BestFrom::Admitted { .. }) => "best admitted",
            Some(BestFrom::OwnCount { .. }) => "best of the victims' own count",
            Some(BestFrom::Parts { .. }) => "best of parts",
            Some(BestFrom::Firm { .. }) => "best firm",
            Some(BestFrom::OnlyCount) => "best only count",
            _ => "no best",
        };
        note(true, from);
    }
    cases
}

#[test]
fn dossiers_reach_every_grade_and_fate() {
    let mut reached = Reached::default();
    draw(&dossier(), |dossier| {
        let turns = crate::common::turns(&dossier);
        let middle = turns.get(turns.len() / 2).map(|&turn| Question::new().as_of(turn));
        let questions = std::iter::once(Question::new()).chain(middle);
        reached.note(held(&dossier));
        reached.note(questions.flat_map(|question| answered(&dossier, &question)));
    });
    println!("{:#?}", reached.cases);

    let held = [
        "opponents", "allies", "an ally of itself", "several sources of a party", "part of a group",
        "exhaustive group", "exhaustive event", "part of an event", "start of a part", "ended event", "settled event",
        "window", "retraction", "supersession of several", "relay", "instant", "published within the day",
        "published later", "stock", "superseded in turn", "one id for two kinds",
    ];
    reached.at_least(DRAWN / 50, named("held", held));
    reached.at_least(DRAWN / 50, named("held", Reliability::ALL.iter().map(|grade| grade.as_str())));
    reached.at_least(DRAWN / 100, named("held", Outcome::ALL.iter().map(|outcome| outcome.as_str())));

    for &grade in &[
        Grade::Unsupported,
        Grade::Contested,
        Grade::Derived,
        Grade::Partisan,
        Grade::Corroborated,
        Grade::Uncorroborated,
    ] {
        reached.at_least(DRAWN / 50, named("grade", [grade.as_str()]));
    }
    reached.at_least(DRAWN / 100, named("aside", Why::ALL.iter().map(|why| why.as_str())));
    reached.at_least(DRAWN / 50, named("interest", Interest::ALL.iter().map(|interest| interest.as_str())));
    let rare = [InterestCase::FaceValue, InterestCase::EachAccuses];
    let cases = InterestCase::ALL.iter().filter(|case| !rare.contains(case));
    reached.at_least(DRAWN / 100, named("case", cases.map(|case| case.as_str())));
    let common = [
        "parts dissent", "conceded", "ladder of three", "bounded without a best", "silent voice", "window kept",
        "firm floor of a voice", "exhaustive parts cut", "whole narrowed a part", "best neutral", "best admitted",
        "best of parts", "best firm", "no best", "parts event cut", "parts group cut", "parts outcome cut",
        "parts event unheard", "parts group unheard", "several parts of event", "several parts of group",
        "several parts of outcome", "firm floor of parts", "ladder from above 0",
    ];
    reached.at_least(DRAWN / 100, common.map(str::to_owned));
    let rare = [
        "dissent without dissenters",
        "best of the victims' own count",
        "voices agree but for a gap",
        "two dissenters",
        "parts gap",
        "case each-accuses",
        "correction kept",
        "ceiling lapsed",
        "best only count",
        "out of time",
        "older",
        "overtaken voice",
        "whole unheard",
        "parts event dissent",
        "parts group dissent",
        "parts outcome dissent",
    ];
    reached.at_least(4, rare.map(str::to_owned));
}

/// What a world is a case of.
fn lived(world: &World) -> Vec<String> {
    let dossier = world.dossier();
    let mut cases = Vec::new();
    let mut note = |met: bool, case: &str| {
        if met {
            cases.push(case.to_owned());
        }
    };
    let claims = dossier.claims();
    for claim in claims {
        note(true, &format!("said {}", form(claim.count().said())));
        note(claim.since().is_some(), "increment");
        note(claim.relayed_by().next().is_some(), "relay");
        let of = dossier.source(claim.source());
        let documented = claim.basis().or(of.and_then(corroborate::Source::basis)) == Some(Basis::Documented);
        note(documented, "body count");
        note(claim.interest() == Some(Interest::Minimise), "admission");
        note(claim.interest() == Some(Interest::Maximise), "boast");
        let event = dossier.event(claim.event());
        note(event.is_some_and(|event| event.end().is_some()), "ended event");
        note(event.is_some_and(|event| event.end().is_none() && event.part_of().is_none()), "open event");
        let settles = event.and_then(|event| event.settled().or(event.end().map(|end| end.plus_days(7))));
        note(settles.is_some_and(|settles| claim.moment() > settles), "word on a settled toll");
        note(event.is_some_and(|event| event.part_of().is_some()), "event in a tree");
        note(dossier.group(claim.group()).is_some_and(|group| group.part_of().is_some()), "group in a tree");
        note(claim.outcome() == Outcome::Casualties, "casualties");
        let others = || claims.iter().filter(|other| other.id() != claim.id());
        let same_voice = || others().filter(|other| speaker(dossier, other) == speaker(dossier, claim));
        let same = || same_voice().filter(|other| quantity(other) == quantity(claim));
        note(same_voice().any(|other| other.source() != claim.source()), "several sources of a voice");
        note(same().next().is_some(), "voice with several words");
        note(same().any(|other| other.as_of().day() == claim.as_of().day()), "words of one day");
        note(same().any(|other| other.count() != claim.count() && other.moment() != claim.moment()), "words change");
        note(
            others().any(|o| quantity(o) == quantity(claim) && speaker(dossier, o) != speaker(dossier, claim)),
            "two voices",
        );
        let toll = |moment| world.toll(&quantity(claim), moment);
        let moves =
            world.happened().iter().map(crate::strategies::Increment::at).any(|at| toll(at) > toll(claim.moment()));
        note(moves, "toll moves after the word");
        note(toll(claim.moment()) > 0, "toll");
    }
    note(claims.iter().map(|claim| speaker(dossier, claim)).collect::<BTreeSet<_>>().len() > 2, "three voices");
    note(world.happened().is_empty(), "nothing happened");
    cases
}

/// Whether exhaustive declarations make a difference to the range of anything, or of a part.
fn narrowed(dossier: &Dossier) -> bool {
    let open = edited(dossier, |value| {
        for list in ["groups", "events"] {
            crate::common::each(value, list, |record| drop(record.remove("exhaustive")));
        }
    });
    let ranges = |dossier: &Dossier| -> Vec<_> {
        ask(dossier, &Question::new()).iter().map(corroborate::Estimate::range).collect()
    };
    ranges(dossier) != ranges(&open)
}

#[test]
fn worlds_reach_moving_tolls_in_trees() {
    let mut reached = Reached::default();
    draw(&world(), |world| {
        reached.note(lived(&world));
        reached.note(answered(world.dossier(), &Question::new()));
        let withdrawn = ask(world.dossier(), &Question::new())
            .iter()
            .any(|estimate| estimate.set_aside().iter().any(|aside| aside.why() == Why::Withdrawn));
        let corrected = world.dossier().claims().iter().any(Claim::is_correction);
        reached.note(withdrawn.then(|| {
            let how = if corrected { "by" } else { "without" };
            format!("withdrawn {how} a correction")
        }));
        reached.note(narrowed(world.dossier()).then(|| "exhaustive narrows".to_owned()));
    });
    println!("{:#?}", reached.cases);
    reached.at_least(10, forms().into_iter().take(13));
    let common = [
        "increment", "relay", "body count", "admission", "boast", "ended event", "open event",
        "word on a settled toll", "event in a tree", "group in a tree", "casualties", "several sources of a voice",
        "voice with several words", "words of one day", "words change", "two voices", "toll moves after the word",
        "toll", "three voices", "nothing happened", "exhaustive narrows", "whole narrowed a part", "window kept",
        "exhaustive parts cut", "parts event cut", "parts group cut", "parts outcome cut", "grade corroborated",
        "grade partisan", "grade derived", "grade uncorroborated", "grade unsupported", "conceded", "ladder of three",
    ];
    reached.at_least(DRAWN / 50, common.map(str::to_owned));
    reached.at_least(1, named("said", Vague::ALL.into_iter().take(9).map(Vague::as_str)));
    assert_eq!(reached.cases.get("grade contested"), None);
    assert_eq!(reached.cases.get("withdrawn without a correction"), None);
    reached.at_least(5, ["withdrawn by a correction", "correction kept"].map(str::to_owned));
}

#[test]
fn shaded_worlds_reach_what_may_be_false() {
    let lexicon = corroborate::Lexicon::logical();
    let mut reached = Reached::default();
    draw(&shaded_world(), |world| {
        let dossier = world.dossier();
        let aside: BTreeMap<String, Why> = ask(dossier, &Question::new())
            .iter()
            .flat_map(|estimate| estimate.set_aside().iter().map(|aside| (aside.claim().to_string(), aside.why())))
            .collect();
        let is_false = |claim: &Claim| {
            let before = claim.since().map_or(0, |since| world.toll(&quantity(claim), since));
            let truth = world.toll(&quantity(claim), claim.moment()).saturating_sub(before);
            !lexicon.read_count(claim.count()).interval().contains(truth)
        };
        reached.note(dossier.claims().iter().filter(|claim| is_false(claim)).map(|claim| {
            match (aside.get(claim.id().as_str()), claim.interest()) {
                (Some(why), _) => format!("false and {why}"),
                (None, Some(interest)) => format!("false and {interest}"),
                (None, None) => "false".to_owned(),
            }
        }));
    });
    println!("{:#?}", reached.cases);
    let cases = ["retracted", "superseded", "discounted", "withdrawn", "minimise", "maximise", "neutral"];
    reached.at_least(DRAWN / 100, named("false and", cases));
    assert_eq!(reached.cases.get("false"), None);
}

#[test]
#[should_panic(expected = "minimal failing input: 10")]
fn a_law_that_fails_shows_the_smallest_value() {
    crate::seed::hold(crate::seed::per_cent(100), 0..1_000_u32, |n| {
        prop_assert!(n < 10);
        Ok(())
    });
}
