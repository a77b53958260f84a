//! Laws of what is known and what stands (§4): claims taken back, replaced or not believed, and
//! answers as they were on what was known by then.

#![cfg(feature = "serde")]

use crate::common::{ask, asked, each, edited, numbers, question, records};
use crate::seed::{laws, per_cent};
use crate::strategies::{count, dossier};
use corroborate::{Claim, Credibility, Dossier, Estimate, Question, Reliability, Why};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Adds a claim like the one at that place, of the same moments, that says something else, edited
/// together with the claim it is like.
fn beside(
    dossier: &Dossier,
    at: usize,
    (said, source): (&corroborate::Count, usize),
    edit: impl FnOnce(&mut Value, &mut Value),
) -> Dossier {
    edited(dossier, |value| {
        let source = records(value, "sources")[source % dossier.sources().len()]["id"].clone();
        let claim = &mut records(value, "claims")[at];
        let mut other = claim.clone();
        other["id"] = "beside".into();
        other["count"] = json!(said);
        other["source"] = source;
        edit(&mut other, claim);
        records(value, "claims").push(other);
    })
}

/// Whether the added claim is listed with that reason wherever it is listed, and is somewhere.
fn is_set_aside(estimates: &[Estimate], why: Why) -> bool {
    let aside = || estimates.iter().flat_map(Estimate::set_aside).filter(|aside| aside.claim().as_str() == "beside");
    aside().count() == 1 && aside().all(|aside| aside.why() == why)
}

/// That the added claim moves no number; and, if everything is known, that it is set aside.
fn moves_no_number(dossier: &Dossier, more: &Dossier, asked: (u16, u16), why: Why) -> Result<(), TestCaseError> {
    let question = question(dossier, asked);
    let (before, after) = (ask(dossier, &question), ask(more, &question));
    prop_assert_eq!(numbers(&before), numbers(&after));
    if asked.1 == 0 {
        prop_assert!(is_set_aside(&after, why));
    }
    Ok(())
}

fn is_discounted(dossier: &Dossier, claim: &Claim) -> bool {
    let grade = dossier.source(claim.source()).and_then(corroborate::Source::reliability);
    claim.credibility() == Some(Credibility::Improbable) || grade == Some(Reliability::E)
}

laws! {
    #![proptest_config(per_cent(200))]

    /// §4: what is retracted moves no number. It is still known: it stays listed, and what it
    /// names stays in play.
    #[test]
    fn what_is_retracted_moves_no_number(
        (dossier, which, asked, said, source) in
            (dossier(), any::<prop::sample::Index>(), asked(), count(), any::<usize>())
    ) {
        if dossier.claims().is_empty() {
            return Ok(());
        }
        let at = which.index(dossier.claims().len());
        let others: Vec<&str> = dossier.claims().iter().map(|claim| claim.id().as_str()).collect();
        let more = beside(&dossier, at, (&said, source), |other, claim| {
            other["retracted"] = claim.get("published").unwrap_or(&claim["as_of"]).clone();
            // Nor does it stand in the place of anything.
            other["supersedes"] = json!(others);
        });
        moves_no_number(&dossier, &more, asked, Why::Retracted)?;
    }

    /// §4: what is discounted moves no number, and stands in the place of nothing.
    #[test]
    fn what_is_discounted_moves_no_number(
        (dossier, which, asked, said, source) in
            (dossier(), any::<prop::sample::Index>(), asked(), count(), any::<usize>())
    ) {
        if dossier.claims().is_empty() {
            return Ok(());
        }
        let at = which.index(dossier.claims().len());
        let others: Vec<&str> = dossier.claims().iter().map(|claim| claim.id().as_str()).collect();
        let more = beside(&dossier, at, (&said, source), |other, _| {
            other["credibility"] = 5.into();
            other["supersedes"] = json!(others);
            other["retracted"] = Value::Null;
        });
        moves_no_number(&dossier, &more, asked, Why::Discounted)?;
    }

    /// §4: what is superseded by a claim that is neither retracted nor discounted moves no
    /// number, be that claim superseded in turn.
    #[test]
    fn what_is_superseded_moves_no_number(
        (dossier, which, asked, said, source) in
            (dossier(), any::<prop::sample::Index>(), asked(), count(), any::<usize>())
    ) {
        let sound = |claim: &&Claim| claim.retracted().is_none() && !is_discounted(&dossier, claim);
        let candidates: Vec<usize> =
            (0..dossier.claims().len()).filter(|&at| sound(&&dossier.claims()[at])).collect();
        if candidates.is_empty() {
            return Ok(());
        }
        let at = candidates[which.index(candidates.len())];
        let more = beside(&dossier, at, (&said, source), |other, claim| {
            let by = &mut claim["supersedes"];
            if by.is_null() {
                *by = json!([]);
            }
            by.as_array_mut().into_iter().for_each(|ids| ids.push(other["id"].clone()));
            other["credibility"] = Value::Null;
        });
        moves_no_number(&dossier, &more, asked, Why::Superseded)?;
    }

    /// §4: on what was known by K, the answer is the unrestricted one on the claims published by
    /// K, with what had been retracted by K.
    #[test]
    fn what_was_known_is_all_there_was((dossier, asked, by) in (dossier(), asked(), 20_000..30_000_u16)) {
        let turns = crate::common::turns(&dossier);
        let Some(&known_by) = turns.get(usize::from(by) % turns.len().max(1)) else { return Ok(()) };
        let then = edited(&dossier, |value| {
            let known: Vec<Value> = dossier
                .claims()
                .iter()
                .filter(|claim| claim.known_from() <= known_by)
                .map(|claim| claim.id().as_str().into())
                .collect();
            records(value, "claims").retain(|claim| known.contains(&claim["id"]));
            each(value, "claims", |claim| {
                if let Some(ids) = claim.get_mut("supersedes").and_then(Value::as_array_mut) {
                    ids.retain(|id| known.contains(id));
                }
                let retracted = claim.get("retracted").and_then(Value::as_str);
                if retracted.is_some_and(|text| text.parse::<corroborate::Moment>().is_ok_and(|at| at > known_by)) {
                    claim.remove("retracted");
                }
            });
        });
        let as_of = question(&dossier, (asked.0, 0));
        prop_assert_eq!(ask(&dossier, &as_of.known_by(known_by)), ask(&then, &as_of));
    }

    /// §4: all is known in the end.
    #[test]
    fn in_the_end_all_is_known((dossier, asked) in (dossier(), asked())) {
        let Some(&last) = crate::common::turns(&dossier).last() else { return Ok(()) };
        let question = question(&dossier, (asked.0, 0));
        prop_assert_eq!(ask(&dossier, &question.known_by(last.plus_days(1))), ask(&dossier, &question));
    }

    /// §4: before anything is said, nothing is in play.
    #[test]
    fn before_the_first_word_there_is_nothing(dossier in dossier()) {
        let Some(first) = dossier.claims().iter().map(Claim::known_from).min() else { return Ok(()) };
        let before = corroborate::Moment::from_unix(first.unix() - 1).map(|moment| Question::new().known_by(moment));
        prop_assert!(before.is_some_and(|question| ask(&dossier, &question).is_empty()));
    }

    /// §4 and §10: what is set aside is listed once, in the estimate of its quantity, by id.
    #[test]
    fn nothing_is_set_aside_unsaid((dossier, asked) in (dossier(), asked())) {
        for estimate in ask(&dossier, &question(&dossier, asked)) {
            prop_assert!(estimate.set_aside().is_sorted_by(|a, b| a.claim() < b.claim()));
            for aside in estimate.set_aside() {
                let claim = dossier.claim(aside.claim()).map(crate::common::quantity);
                prop_assert_eq!(claim.as_ref(), Some(estimate.quantity()));
            }
        }
    }
}
