//! Laws that every policy keeps: any order of claims gives the same bytes, relays change nothing,
//! and low ≤ best ≤ high where it names them.
#![cfg(feature = "serde")]

use crate::drawn::{config, dossier, of_the_crate, policies};
use crate::seed::laws;
use corroborate::{Dossier, Policy, Question};
use proptest::prelude::*;
use serde_json::{Value, json};

fn bytes(dossier: &Dossier, policy: &dyn Policy) -> Vec<u8> {
    serde_json::to_vec(&dossier.reconcile(&Question::new(), policy)).unwrap_or_else(|error| panic!("{error}"))
}

fn edited(dossier: &Dossier, edit: impl FnOnce(&mut Vec<Value>)) -> Dossier {
    crate::common::edited(dossier, |value| edit(crate::common::records(value, "claims")))
}

fn relayed(dossier: &Dossier) -> Dossier {
    edited(dossier, |claims| {
        for claim in claims {
            let relays = claim["relayed_by"].as_array().cloned().unwrap_or_default();
            claim["relayed_by"] = [relays, vec![json!("A wire"), json!("A paper")]].concat().into();
        }
    })
}

fn keeps_its_ends_in_order(dossier: &Dossier, policy: &dyn Policy) {
    for estimate in dossier.reconcile(&Question::new(), policy).estimates() {
        let (low, best, high) = (estimate.low(), estimate.best(), estimate.high());
        assert!(best.is_none_or(|best| low <= best && high.is_none_or(|high| best <= high)), "{estimate:?}");
        assert!(high.is_none_or(|high| low <= high), "{estimate:?}");
    }
}

laws! {
    #![proptest_config(config())]

    #[test]
    fn any_order_of_claims_gives_the_same_bytes(dossier in dossier(), by in any::<prop::sample::Index>()) {
        let turned = edited(&dossier, |claims| {
            claims.reverse();
            let by = by.index(claims.len());
            claims.rotate_left(by);
            let again = claims[0].clone();
            claims.push(again);
        });
        for policy in policies() {
            prop_assert_eq!(bytes(&turned, &*policy), bytes(&dossier, &*policy), "{}", policy.name());
        }
    }

    #[test]
    fn relays_change_nothing(dossier in dossier()) {
        let relayed = relayed(&dossier);
        for policy in policies() {
            prop_assert_eq!(bytes(&relayed, &*policy), bytes(&dossier, &*policy), "{}", policy.name());
        }
    }

    #[test]
    fn low_best_high(dossier in dossier()) {
        for policy in policies() {
            keeps_its_ends_in_order(&dossier, &*policy);
        }
    }
}

#[test]
fn the_dossiers_of_the_crate_keep_them_too() {
    for (name, dossier) in of_the_crate() {
        let (turned, relayed) = (edited(&dossier, |claims| claims.reverse()), relayed(&dossier));
        for policy in policies() {
            let answer = bytes(&dossier, &*policy);
            assert_eq!(bytes(&turned, &*policy), answer, "{name}: {}", policy.name());
            assert_eq!(bytes(&relayed, &*policy), answer, "{name}: {}", policy.name());
            keeps_its_ends_in_order(&dossier, &*policy);
        }
    }
}
