//! How long do an edit and an estimate take at a desk with a hundred thousand claims?

mod common;
#[path = "common/timing.rs"]
mod timing;

use corroborate::{Claim, Desk, Estimate, LeastDissent, Moment, Quantity, Question};

const CLAIMS: u32 = 100_000;
/// The edits of one run.
const EDITS: u32 = 300;

fn main() {
    let dossier = common::dossier(CLAIMS as usize);
    let claims: Vec<Claim> = dossier.claims().to_vec();
    let wholes: Vec<Quantity> = dossier
        .reconcile(&Question::new(), LeastDissent::new())
        .estimates()
        .iter()
        .map(Estimate::quantity)
        .cloned()
        .collect();
    let mut desk = Desk::new(dossier, &Question::new(), LeastDissent::new());
    let mut next = 0_usize;
    let mut claim = || {
        next += 7_919;
        claims[next % claims.len()].clone()
    };
    let mut added = 0;
    timing::time("add a claim, ask its quantity", EDITS, || {
        for _ in 0..EDITS {
            let like = claim();
            added += 1;
            let id = format!("added{added}").parse().expect("it is not empty");
            let quantity = (like.event().clone(), like.group().clone(), like.outcome());
            let new = Claim::new(id, quantity, like.count().clone(), like.source().clone(), like.as_of());
            desk.add(new).expect("it has no fault");
            desk.estimate(&like.quantity()).expect("it is in play");
        }
    });
    timing::time("replace a claim, ask its quantity", EDITS, || {
        for _ in 0..EDITS {
            let (like, other) = (claim(), claim());
            let quantity = (like.event().clone(), like.group().clone(), like.outcome());
            let new =
                Claim::new(like.id().clone(), quantity, other.count().clone(), other.source().clone(), like.as_of());
            desk.replace(new).expect("it has no fault");
            desk.estimate(&like.quantity()).expect("it is in play");
        }
    });
    let moment: Moment = "2022-03-01".parse().expect("it is a date");
    timing::time("retract a claim, ask its quantity", EDITS, || {
        for _ in 0..EDITS {
            let like = claim();
            desk.retract(like.id(), moment).expect("it is there");
            desk.estimate(&like.quantity()).expect("it is in play");
        }
    });
    let mut whole = 0;
    timing::time("ask any quantity", EDITS, || {
        for _ in 0..EDITS {
            whole = (whole + 7_919) % wholes.len();
            desk.estimate(&wholes[whole]).expect("it is in play");
        }
    });
}
