//! Functions that all laws share: questions, and dossiers edited in their JSON.

#![allow(dead_code, reason = "no one file of laws uses all of it")]

use std::collections::BTreeSet;

use corroborate::{Claim, Dossier, Estimate, LeastDissent, Moment, Outcome, Quantity, Question};
use proptest::prelude::*;
use serde_json::{Map, Value};

pub(crate) fn ask(dossier: &Dossier, question: &Question) -> Vec<Estimate> {
    dossier.reconcile(question, LeastDissent::new()).into_estimates().into()
}

/// The answer as JSON bytes.
pub(crate) fn bytes(dossier: &Dossier, question: &Question) -> Vec<u8> {
    written(&dossier.reconcile(question, LeastDissent::new()))
}

pub(crate) fn written<T: serde::Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_else(|error| panic!("{error}"))
}

pub(crate) fn json<T: serde::Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or_else(|error| panic!("{error}"))
}

pub(crate) fn read(value: &Value) -> Dossier {
    read_bytes(&written(value))
}

pub(crate) fn read_bytes(bytes: &[u8]) -> Dossier {
    serde_json::from_slice(bytes).unwrap_or_else(|error| panic!("{error}\n{}", String::from_utf8_lossy(bytes)))
}

/// The dossier written as JSON, edited, and read again.
pub(crate) fn edited(dossier: &Dossier, edit: impl FnOnce(&mut Value)) -> Dossier {
    let mut value = json(dossier);
    edit(&mut value);
    read(&value)
}

/// The records of one list.
pub(crate) fn records<'v>(dossier: &'v mut Value, list: &str) -> &'v mut Vec<Value> {
    dossier[list].as_array_mut().unwrap_or_else(|| panic!("{list} is a list"))
}

/// The fields of every record of one list.
pub(crate) fn each(dossier: &mut Value, list: &str, mut edit: impl FnMut(&mut Map<String, Value>)) {
    for record in records(dossier, list) {
        edit(record.as_object_mut().unwrap_or_else(|| panic!("a record of {list}")));
    }
}

pub(crate) const LISTS: [&str; 5] = ["parties", "sources", "groups", "events", "claims"];

/// The estimates without the claims set aside: every number and grade.
pub(crate) fn numbers(estimates: &[Estimate]) -> Vec<Value> {
    estimates.iter().map(number).collect()
}

pub(crate) fn number(estimate: &Estimate) -> Value {
    let mut value = json(estimate);
    value.as_object_mut().and_then(|fields| fields.remove("set_aside"));
    value
}

/// The estimate as in [`number`], without its moment.
pub(crate) fn timeless(estimate: &Estimate) -> Value {
    let mut value = number(estimate);
    value.as_object_mut().and_then(|fields| fields.remove("as_of"));
    value
}

pub(crate) fn is_flow(outcome: Outcome) -> bool {
    outcome.course() == corroborate::Course::Flow
}

/// The moments at which an answer can change, and the seconds around them, in order.
pub(crate) fn turns(dossier: &Dossier) -> Vec<Moment> {
    let said = |claim: &Claim| [Some(claim.moment()), claim.since(), claim.published(), claim.retracted()];
    let events = dossier.events().iter().flat_map(|event| {
        let settles = event.settled().or(event.end().map(|end| end.plus_days(7)));
        [event.start(), settles]
    });
    let moments: BTreeSet<Moment> = dossier.claims().iter().flat_map(said).chain(events).flatten().collect();
    let around = |moment: Moment| [-1, 0, 1].into_iter().filter_map(move |by| Moment::from_unix(moment.unix() + by));
    moments.into_iter().flat_map(around).collect::<BTreeSet<Moment>>().into_iter().collect()
}

/// A question about a dossier. Each of `as_of` and `known_by` is unset or one of the dossier's
/// turns.
pub(crate) fn question(dossier: &Dossier, (as_of, known_by): (u16, u16)) -> Question {
    let turns = turns(dossier);
    let turn =
        |number: u16| number.checked_sub(20_000).and_then(|number| turns.get(usize::from(number) % turns.len().max(1)));
    let question = turn(as_of).map_or(Question::new(), |&moment| Question::new().as_of(moment));
    turn(known_by).map_or(question, |&moment| question.known_by(moment))
}

/// The numbers for [`question`]; each of the two is unset half of the time.
pub(crate) fn asked() -> BoxedStrategy<(u16, u16)> {
    let turn = || prop_oneof![1 => Just(0_u16), 1 => 20_000..30_000_u16];
    (turn(), turn()).boxed()
}

/// The speaker of a claim, as it prints.
pub(crate) fn speaker(dossier: &Dossier, claim: &Claim) -> String {
    let party = dossier.source(claim.source()).and_then(|source| source.party());
    party.map_or_else(|| format!("source:{}", claim.source()), |party| format!("party:{party}"))
}

pub(crate) fn quantity(claim: &Claim) -> Quantity {
    Quantity::new(claim.event().clone(), claim.group().clone(), claim.outcome())
}

/// An order of `n` things that depends only on the seed.
pub(crate) fn order(n: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_key(|&at| mixed(seed ^ mixed(at as u64 + 1)));
    order
}

/// Sebastiano Vigna's splitmix64: the same numbers everywhere.
pub(crate) fn mixed(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
