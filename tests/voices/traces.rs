//! Every number of an answer comes from claims that its derivation names: of the stories that come
//! with the crate, and of small dossiers in which floors come from below.
#![cfg(feature = "serde")]

use crate::records::dossier;
use corroborate::derivation::{BestFrom, Derivation, Setter};
use corroborate::{ClaimId, Dossier, LeastDissent, Moment, Question};
use serde_json::json;

fn is_claimed(dossier: &Dossier, claims: &[ClaimId], what: &str, derivation: &Derivation) {
    assert!(!claims.is_empty(), "{what} of {} names no claim", derivation.quantity);
    for claim in claims {
        assert!(dossier.claims().iter().any(|known| known.id() == claim), "{what}: {claim} is no claim");
    }
}

fn traced(dossier: &Dossier, derivation: &Derivation) {
    let claimed = |claims: &[ClaimId], what: &str| is_claimed(dossier, claims, what, derivation);
    for voice in &derivation.voices {
        for bound in [&voice.floor, &voice.ceiling].into_iter().flatten() {
            claimed(bound.claims(), "a bound");
        }
    }
    if derivation.firm_floor.value > 0 {
        claimed(&derivation.firm_floor.claims, "the firm floor");
    }
    if let Some(conceded) = &derivation.conceded {
        claimed(&conceded.claims, "what is conceded");
    }
    match derivation.best.as_ref().map(|best| &best.from) {
        Some(BestFrom::Neutral { claim, .. } | BestFrom::Admitted { claim, .. } | BestFrom::OwnCount { claim, .. }) => {
            assert!(derivation.statement(claim).is_some(), "{claim} is a statement");
        }
        Some(BestFrom::Firm { .. }) => claimed(&derivation.firm_floor.claims, "the best"),
        Some(BestFrom::Parts { tree, .. }) => assert!(derivation.parts.iter().any(|step| step.tree == *tree)),
        _ => {}
    }
    for (setter, is_bound) in
        [(&derivation.low, derivation.range.low() > 0), (&derivation.high, derivation.range.high().get().is_some())]
    {
        assert!(!is_bound || *setter != Setter::Nothing, "an end of {} comes from nothing", derivation.quantity);
        if *setter == Setter::Firm {
            claimed(&derivation.firm_floor.claims, "an end");
        }
    }
}

fn all_traced(dossier: &Dossier) -> usize {
    let late: Moment = "2022-06-30".parse().expect("a date");
    let mut conceded = 0;
    for question in [Question::new(), Question::new().as_of(late), Question::new().known_by(late)] {
        let answer = dossier.reconcile(&question, LeastDissent::new());
        for estimate in answer.estimates() {
            let derivation = answer.explain(estimate.quantity()).expect("in play");
            traced(dossier, &derivation);
            conceded += usize::from(derivation.conceded.is_some());
        }
    }
    conceded
}

#[test]
fn every_number_of_the_stories_comes_from_claims() {
    for text in [include_str!("../../examples/data/ghwayran.json"), include_str!("../../examples/data/hasakah.json")] {
        let dossier: Dossier = serde_json::from_str(text).expect("a story");
        assert!(all_traced(&dossier) > 0);
    }
}

/// Of a whole that nobody counted: what is admitted and counted of its parts, two trees down.
#[test]
fn floors_from_below_name_their_claims() {
    let claim = |id: &str, group: &str, source: &str, count: &str, basis: Option<&str>| json!({"id": id, "group": group, "count": count, "source": source, "as_of": "2022-01-20", "basis": basis});
    let scene = json!({
        "parties": [{"id": "army", "name": "Army"}],
        "sources": [{"id": "press", "name": "Army press", "kind": "belligerent", "party": "army"},
                    {"id": "hospital", "name": "Hospital", "kind": "medical"}],
        "groups": [{"id": "all", "name": "All"}, {"id": "north", "name": "North", "part_of": "all"},
                   {"id": "soldiers", "name": "Soldiers", "part_of": "north", "party": "army"},
                   {"id": "civilians", "name": "Civilians", "part_of": "all"}],
        "events": [{"id": "e", "name": "E"}],
    });
    let dossier = dossier(
        scene,
        [
            claim("c1", "soldiers", "press", "5", None),
            claim("c2", "civilians", "hospital", "7", Some("documented")),
            claim("c3", "all", "hospital", "at least 2", None),
        ],
    );
    assert_eq!(all_traced(&dossier), 9, "conceded of the soldiers, the north and all, three times");
    let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    let all = answer.explain(&crate::records::quantity("e/all/killed")).expect("in play");
    let ids = |claims: &[ClaimId]| claims.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!((all.firm_floor.value, ids(&all.firm_floor.claims)), (12, vec!["c1".to_owned(), "c2".to_owned()]));
    let conceded = all.conceded.expect("the army admits five");
    assert_eq!((conceded.value, ids(&conceded.claims)), (5, vec!["c1".to_owned()]));
}
