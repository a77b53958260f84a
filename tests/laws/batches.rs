//! A batch of columns answers as the dossier with the same claims does.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::common::{asked, question, written};
use crate::declarations::declarations;
use crate::drawn::{dossier_of_few_voices, of_the_crate, policies};
use crate::rows::Rows;
use crate::seed::{hold, per_cent};
use crate::strategies::{dossier, shaded_world};
use corroborate::batch::{Batch, Spilled};
use corroborate::{Claim, Course, Dossier, Grade, LeastDissent, Moment, Outcome, Policy, Question};
use proptest::prelude::*;

/// The dossier without its claims.
fn declaring(dossier: &Dossier) -> Dossier {
    declarations(dossier).check().expect("the records of a dossier")
}

/// Every estimate of the batch is that of the dossier, byte by byte, in blocks of one root event as
/// well as in one, by one thread and by three.
fn agree(dossier: &Dossier, question: &Question, policy: &dyn Policy) {
    let (declared, rows) = (declaring(dossier), Rows::of(dossier));
    let batch = || Batch::of(&declared, rows.columns()).expect("the claims of a dossier");
    let answers = batch().reconcile(question, policy);
    assert_eq!(answers, batch().in_blocks_of(1).reconcile(question, policy));
    assert_eq!(answers, batch().in_blocks_of(1).on_threads(3).reconcile(question, policy));
    let found: Vec<_> = answers.estimates(|row| rows.ids[row as usize].clone()).collect();
    let expected = dossier.reconcile(question, policy);
    let texts = |estimates| String::from_utf8(written(estimates)).expect("JSON is UTF-8");
    assert_eq!(texts(&found), texts(&expected.estimates().to_vec()));
}

/// What a dossier has that a batch must answer for.
fn cases(dossier: &Dossier) -> Vec<&'static str> {
    let claims = dossier.claims();
    let has = |of: fn(&Claim) -> bool| claims.iter().any(of);
    let estimates = dossier.reconcile(&Question::new(), LeastDissent::new()).into_estimates();
    let roots = dossier.events().iter().filter(|event| event.part_of().is_none()).count();
    let cases = [
        ("a stock", has(|claim| claim.outcome().course() == Course::Stock)),
        ("casualties", has(|claim| claim.outcome() == Outcome::Casualties)),
        ("a window", has(|claim| claim.since().is_some())),
        ("a publication", has(|claim| claim.published().is_some())),
        ("a retraction", has(|claim| claim.retracted().is_some())),
        ("a supersession", has(|claim| claim.supersedes().next().is_some())),
        ("a correction", has(Claim::is_correction)),
        ("an interest", has(|claim| claim.interest().is_some())),
        ("a perpetrator", has(|claim| claim.perpetrator().is_some())),
        ("a basis", has(|claim| claim.basis().is_some())),
        ("a credibility", has(|claim| claim.credibility().is_some())),
        ("two roots", roots > 1),
        ("a tree of events", roots < dossier.events().len()),
        ("an exhaustive event", dossier.events().iter().any(corroborate::Event::is_exhaustive)),
        ("dissent", estimates.iter().any(|estimate| estimate.dissent() > 0)),
        ("a whole from its parts", estimates.iter().any(|estimate| estimate.grade() == Grade::Derived)),
        ("a claim set aside", estimates.iter().any(|estimate| !estimate.set_aside().is_empty())),
    ];
    cases.into_iter().filter_map(|(case, is)| is.then_some(case)).collect()
}

#[test]
fn a_batch_answers_as_a_dossier() {
    let policies = policies();
    let reached = RefCell::new(BTreeMap::<&str, u32>::new());
    let drawn = (
        prop_oneof![dossier(), dossier_of_few_voices(), shaded_world().prop_map(|world| world.dossier().clone())],
        asked(),
    );
    let law = |(dossier, asked): (Dossier, _)| {
        let question = question(&dossier, asked);
        for policy in &policies {
            agree(&dossier, &question, &**policy);
        }
        for case in cases(&dossier) {
            *reached.borrow_mut().entry(case).or_default() += 1;
        }
        Ok(())
    };
    hold(per_cent(100), drawn, law);
    let reached = reached.into_inner();
    assert_eq!(reached.len(), 17, "{reached:?}");
    assert!(reached.values().all(|&times| times >= 5), "{reached:?}");
}

#[test]
fn a_batch_answers_as_the_dossiers_of_the_crate() {
    for (_, dossier) in of_the_crate() {
        for policy in policies() {
            agree(&dossier, &Question::new(), &*policy);
        }
    }
}

/// Every fault of every row is listed, and none of a sound one.
#[test]
fn faults_are_listed_by_row() {
    let (_, dossier) = of_the_crate().swap_remove(0);
    let mut rows = Rows::of(&dossier);
    let long_ago: Moment = "1999-01-01".parse().expect("a date");
    rows.event[1] = 10_000;
    rows.count[2] = 20_000;
    rows.published[3] = Some(long_ago);
    rows.since[4] = Some(rows.as_of[4]);
    rows.perpetrator[5] = Some(30_000);
    rows.supersedes.extend([(6, 7), (7, 6), (8, 40_000)]);
    let faults = Batch::of(&declaring(&dossier), rows.columns()).expect_err("seven faults");
    let found: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let expected = [
        "claims[1].event: there is no event \"10000\"".to_owned(),
        format!("claims[2].count: there is no entry 20000 in a table of {}", rows.counts.len()),
        format!("claims[3].published: published on 1999-01-01, before the day it is as of, {}", rows.as_of[3]),
        format!("claims[4].since: since {0}, which is not before the moment it is as of, {0}", rows.as_of[4]),
        "claims[5].perpetrator: there is no party \"30000\"".to_owned(),
        "claims[6].supersedes: the claim supersedes itself: 6 -> 7 -> 6".to_owned(),
        "claims[8].supersedes: there is no claim \"40000\"".to_owned(),
    ];
    assert_eq!(found, expected);
}

#[test]
fn columns_of_different_lengths_are_refused() {
    let (_, dossier) = of_the_crate().swap_remove(0);
    let mut rows = Rows::of(&dossier);
    rows.source.pop();
    rows.published = vec![Some(rows.as_of[0])];
    let faults = Batch::of(&declaring(&dossier), rows.columns()).expect_err("two columns");
    let length = rows.event.len();
    assert_eq!(
        faults.to_string(),
        format!(
            "claims.published: rows in the column: 1; rows in the batch: {length}\n\
             claims.source: rows in the column: {}; rows in the batch: {length}",
            length - 1
        )
    );
}

/// A folder of its own, deleted in the end.
struct Folder(std::path::PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("corroborate-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for temporary files");
        Folder(folder)
    }

    fn spilled<'c>(&self, claims: impl IntoIterator<Item = &'c Claim>) -> Spilled {
        let mut spilled = Spilled::to(&self.0).expect("an empty folder");
        for claim in claims {
            spilled.add(claim).expect("room on the disk");
        }
        spilled
    }

    fn is_empty(&self) -> bool {
        std::fs::read_dir(&self.0).expect("the folder").next().is_none()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Claims that wait in files give the estimates of the dossier, each claim once however often it is
/// repeated.
#[test]
fn spilled_claims_answer_as_a_dossier() {
    let folder = Folder::new("spilled");
    let law = |(dossier, asked): (Dossier, _)| {
        let question = question(&dossier, asked);
        let twice = dossier.claims().iter().chain(dossier.claims().iter().rev());
        let mut found = Vec::new();
        let spilled = folder.spilled(twice).on_threads(2);
        let keep = |estimate| {
            found.push(estimate);
            Ok(())
        };
        spilled.reconcile(&declaring(&dossier), &question, LeastDissent::new(), keep).expect("sound claims");
        prop_assert!(folder.is_empty(), "the files are deleted");
        found.sort_by(|one, other| one.quantity().cmp(other.quantity()));
        let expected = dossier.reconcile(&question, LeastDissent::new());
        prop_assert_eq!(found.as_slice(), expected.estimates());
        Ok(())
    };
    let drawn = (prop_oneof![dossier(), dossier_of_few_voices()], asked());
    hold(per_cent(10), drawn, law);
    for (_, dossier) in of_the_crate() {
        law((dossier, (0, 0))).unwrap_or_else(|error| panic!("{error}"));
    }
}

fn refused(spilled: Spilled, declared: &Dossier) -> String {
    let error = spilled.reconcile(declared, &Question::new(), LeastDissent::new(), |_| panic!("nothing is estimated"));
    error.expect_err("it is refused").to_string()
}

/// Faults among spilled claims are those of a dossier, and nothing is estimated before all are
/// found.
#[test]
fn faults_of_spilled_claims_are_listed() {
    let folder = Folder::new("faults");
    let (_, dossier) = of_the_crate().swap_remove(0);
    let mut claims = dossier.claims().to_vec();
    let of = |at: usize| dossier.claims()[at].clone();
    claims[0] = of(0).with_supersedes(claims[1].id().clone());
    claims[1] = of(1).with_supersedes(claims[0].id().clone());
    claims[2] = of(2).with_supersedes("nobody".parse().expect("an id"));
    claims[3] = of(3).with_relayed_by(claims[3].source().as_str());
    claims[4] = of(4).with_published("1999-01-01".parse().expect("a date"));
    claims.push(of(5).with_quote("Something else"));
    let mut draft = declarations(&dossier);
    for claim in &claims {
        draft.add_claim(claim.clone());
    }
    let by_line = |text: &str| -> Vec<String> {
        // A claim that is not in memory is named by its position alone.
        let lines = text.lines().filter(|line| !line.contains("supersedes itself"));
        let mut lines: Vec<String> = lines
            .map(|line| line.replace(&format!(" ({})", claims[2].id()), "").replace("supersedes[0]", "supersedes"))
            .collect();
        lines.sort();
        lines
    };
    let expected = draft.check().expect_err("five faults").to_string();
    let found = refused(folder.spilled(&claims), &declaring(&dossier));
    assert_eq!(by_line(&found), by_line(&expected));
    assert!(found.contains("claims[0].supersedes: the claim supersedes itself: 0 -> 1 -> 0"), "{found}");
}

#[test]
fn claims_beyond_the_memory_allowed_are_an_error() {
    let folder = Folder::new("memory");
    let (_, dossier) = of_the_crate().swap_remove(0);
    let found = refused(folder.spilled(dossier.claims()).within(100), &declaring(&dossier));
    assert!(found.ends_with("bytes of memory, and 100 are allowed"), "{found}");
}
