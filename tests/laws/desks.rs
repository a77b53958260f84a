//! Laws of desks: after any edits, each estimate is that of a dossier built anew; an edit that is
//! refused has the faults that the check finds, and changes nothing. What the desk keeps is that dossier.
#![cfg(feature = "serde")]

use std::collections::BTreeMap;

use crate::common::{asked, question, written};
use crate::declarations::declarations;
use crate::drawn::{config, dossier, dossier_of_few_voices, policies};
use crate::seed::laws;
use corroborate::{Claim, ClaimId, Desk, Dossier, Estimate, FaultKind, Faults, Policy, Quantity, Question};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

/// One edit: what to do, with which of the claims that are there, and what of those drawn.
type Edit = (u8, [Index; 3], u16);

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    prop::collection::vec((0..12_u8, any::<[Index; 3]>(), any::<u16>()), 1..12)
}

/// A drawn claim with other values in some fields.
fn altered(claim: &Claim, edits: &[(&str, Value)]) -> Claim {
    let mut value = serde_json::to_value(claim).unwrap_or_else(|error| panic!("{error}"));
    for (field, of) in edits {
        value[*field] = of.clone();
    }
    serde_json::from_slice(&written(&value)).unwrap_or_else(|error| panic!("{error}"))
}

/// A desk, and the claims that should be on it.
struct Both<'p> {
    desk: Desk<'p>,
    declared: &'p Dossier,
    claims: BTreeMap<ClaimId, Claim>,
}

impl Both<'_> {
    /// The dossier built anew, with `first` before all other claims.
    fn anew(&self, first: Option<Claim>) -> Result<Dossier, Faults> {
        let mut draft = declarations(self.declared);
        for claim in first.into_iter().chain(self.claims.values().cloned()) {
            draft.add_claim(claim);
        }
        Ok(draft.check()?)
    }

    /// Makes an edit on both sides. Both refuse it with the same faults, or neither does.
    fn edit(&mut self, (what, [there, other, drawn], more): Edit, spare: &[Claim]) {
        let known: Vec<ClaimId> = self.claims.keys().cloned().collect();
        let (there, other, drawn) = (there.get(&known), other.get(&known), drawn.get(spare));
        let some = || Value::from(vec![there.as_str()]);
        let claim = match what {
            0..=3 => altered(drawn, &[("id", format!("d{}", more % 40).into()), ("supersedes", Value::Null)]),
            4 => altered(drawn, &[("id", format!("d{}", more % 40).into()), ("supersedes", some())]),
            5..=7 => altered(drawn, &[("id", there.as_str().into()), ("supersedes", Value::Null)]),
            8 => altered(&self.claims[other], &[("supersedes", some())]),
            9 => altered(drawn, &[("source", "nobody".into()), ("relayed_by", vec!["nobody"].into())]),
            _ => self.claims[there].clone().with_retracted(drawn.known_from()),
        };
        let is_new = matches!(what, 0..=4 | 9);
        let mut edited = BTreeMap::clone(&self.claims);
        if !is_new {
            self.claims.remove(claim.id());
        }
        let expected = self.anew(Some(claim.clone()));
        let done = match what {
            _ if is_new => self.desk.add(claim.clone()),
            10 => self.desk.retract(claim.id(), drawn.known_from()),
            _ => self.desk.replace(claim.clone()),
        };
        match (expected, done) {
            (Ok(_), Ok(())) => drop(edited.insert(claim.id().clone(), claim)),
            (Err(expected), Err(found)) => same_faults(&expected, &found),
            (expected, done) => panic!("{claim:?}: {expected:?} is not {done:?}"),
        }
        self.claims = edited;
    }

    /// Asks the desk for the quantities that `chosen` selects.
    fn compare(&mut self, question: &Question, policy: &dyn Policy, chosen: impl Fn(usize) -> bool) {
        let dossier = self.anew(None).unwrap_or_else(|faults| panic!("{faults}"));
        let answer = dossier.reconcile(question, policy);
        let kept = self.desk.dossier();
        assert_eq!(kept, dossier);
        assert_eq!(kept.reconcile(question, policy).estimates(), answer.estimates());
        for (_, estimate) in answer.estimates().iter().enumerate().filter(|&(at, _)| chosen(at)) {
            let asked = self.desk.estimate(estimate.quantity());
            assert_eq!(asked.as_ref(), Some(estimate), "{}\n{}", policy.name(), crate::drawn::written(&dossier));
        }
        for claim in self.declared.claims() {
            let quantity = claim.quantity();
            assert_eq!(self.desk.estimate(&quantity).is_some(), answer.estimate(&quantity).is_some(), "{quantity}");
        }
    }
}

/// The position of a claim whose id stands for two things depends on where the other one stands.
fn same_faults(expected: &Faults, found: &Faults) {
    let texts = |faults: &Faults| -> Vec<String> {
        let said = faults.iter().map(|fault| match fault.kind() {
            FaultKind::TwoThings { found, .. } => found.clone(),
            _ => fault.to_string(),
        });
        said.collect()
    };
    assert_eq!(texts(expected), texts(found));
}

fn edited(dossier: &Dossier, spare: &Dossier, edits: &[Edit], asked: (u16, u16)) {
    let question = question(dossier, asked);
    for policy in
        policies().iter().map(|policy| &**policy).take(if edits.len().is_multiple_of(4) { usize::MAX } else { 1 })
    {
        let desk = Desk::new(dossier.clone(), &question, policy);
        let claims = dossier.claims().iter().map(|claim| (claim.id().clone(), claim.clone())).collect();
        let mut both = Both { desk, declared: dossier, claims };
        for &edit in edits {
            both.edit(edit, spare.claims());
            both.compare(&question, policy, |at| edit.2 >> (at % 16) & 1 == 1);
        }
        both.compare(&question, policy, |_| true);
    }
}

laws! {
    #![proptest_config(config())]

    #[test]
    fn some_quantities_alone_have_the_estimates_that_all_have(
        (dossier, asked, chosen) in (dossier(), asked(), any::<u16>())
    ) {
        let question = question(&dossier, asked);
        for policy in policies() {
            let all = dossier.reconcile(&question, &*policy);
            let chosen = all.estimates().iter().enumerate().filter(|&(at, _)| chosen >> (at % 16) & 1 == 1);
            let chosen: Vec<&Estimate> = chosen.map(|(_, estimate)| estimate).collect();
            let quantities: Vec<Quantity> = chosen.iter().map(|estimate| estimate.quantity().clone()).collect();
            let some = dossier.reconcile_only(&quantities, &question, &*policy);
            prop_assert_eq!(some.estimates().iter().collect::<Vec<_>>(), chosen);
            for quantity in &quantities {
                prop_assert_eq!(some.explain(quantity), all.explain(quantity));
            }
        }
    }

    #[test]
    fn a_desk_answers_as_a_dossier_built_anew(
        (dossier, spare, edits, asked) in (dossier(), dossier(), edits(), asked())
    ) {
        edited(&dossier, &spare, &edits, asked);
    }

    #[test]
    fn a_desk_answers_where_few_voices_say_much(
        (dossier, spare, edits, asked) in (dossier_of_few_voices(), dossier_of_few_voices(), edits(), asked())
    ) {
        edited(&dossier, &spare, &edits, asked);
    }
}
