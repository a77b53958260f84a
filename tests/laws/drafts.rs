//! Laws of records together (§7): any order, any repetition, merged in any way, written and read
//! again.

#![cfg(feature = "serde")]

use crate::common::{LISTS, bytes, each, edited, json, order, question, read, read_bytes, records, written};
use crate::seed::{laws, per_cent};
use crate::strategies::dossier;
use corroborate::{Claim, Dossier, Draft, Event, FaultKind, Group, Party, Question, Source};
use proptest::prelude::*;
use serde_json::Value;

/// The records of a dossier that a seed picks, in the order it gives, some of them twice.
fn some_of(dossier: &Dossier, seed: u64) -> Draft {
    fn drawn<T: Clone>(records: &[T], seed: u64) -> Vec<T> {
        let twice = |at: &usize| std::iter::repeat_n(*at, (crate::common::mixed(seed ^ *at as u64) % 3) as usize);
        order(records.len(), seed).iter().flat_map(twice).map(|at| records[at].clone()).collect()
    }
    let mut draft = Draft::new();
    for record in drawn(dossier.claims(), seed) {
        draft.add_claim(record);
    }
    for record in drawn(dossier.parties(), seed + 1) {
        draft.add_party(record);
    }
    for record in drawn(dossier.events(), seed + 2) {
        draft.add_event(record);
    }
    for record in drawn(dossier.groups(), seed + 3) {
        draft.add_group(record);
    }
    for record in drawn(dossier.sources(), seed + 4) {
        draft.add_source(record);
    }
    draft
}

/// The dossier as it may also be written: lists, the ids in them and fields in another order,
/// records and ids more than once, absent fields as null.
fn otherwise_written(dossier: &Dossier, seed: u64) -> Vec<u8> {
    const SETS: [&str; 3] = ["opposes", "allies", "supersedes"];
    const OPTIONAL: [(&str, &[&str]); 5] = [
        ("parties", &["opposes", "allies"]),
        ("sources", &["party", "basis", "reliability"]),
        ("groups", &["part_of", "party", "status", "exhaustive"]),
        ("events", &["place", "start", "end", "settled", "part_of", "perpetrator", "exhaustive"]),
        (
            "claims",
            &[
                "relayed_by", "since", "published", "retracted", "supersedes", "basis", "interest", "perpetrator",
                "credibility", "anonymous", "quote", "url",
            ],
        ),
    ];
    let shuffled = |list: &mut Vec<Value>, seed: u64| {
        let twice: Vec<Value> =
            order(list.len(), seed).iter().take(list.len() / 2).map(|&at| list[at].clone()).collect();
        list.extend(twice);
        *list = order(list.len(), seed.rotate_left(7)).iter().map(|&at| list[at].clone()).collect();
    };
    let mut value = json(dossier);
    for (list, optional) in OPTIONAL {
        each(&mut value, list, |record| {
            for set in SETS {
                if let Some(Value::Array(ids)) = record.get_mut(set) {
                    shuffled(ids, seed);
                }
            }
            for field in optional {
                if crate::common::mixed(seed ^ field.len() as u64).is_multiple_of(2) {
                    record.entry(*field).or_insert(Value::Null);
                }
            }
        });
        shuffled(records(&mut value, list), seed);
    }
    // Objects are written in the order of their fields' names: turned round by hand.
    let record = |record: &Value| {
        let fields = record.as_object().into_iter().flatten();
        let fields: Vec<String> =
            fields.map(|(field, value)| format!("{}:{value}", Value::from(field.as_str()))).collect();
        let turned: Vec<String> = order(fields.len(), seed).iter().map(|&at| fields[at].clone()).collect();
        format!("{{{}}}", turned.join(","))
    };
    let lists: Vec<String> = LISTS
        .iter()
        .map(|list| {
            let records: Vec<String> = value[*list].as_array().into_iter().flatten().map(record).collect();
            format!("\"{list}\":[{}]", records.join(","))
        })
        .collect();
    let turned: Vec<String> = order(lists.len(), seed).iter().map(|&at| lists[at].clone()).collect();
    format!("{{{}}}", turned.join(" , ")).into_bytes()
}

/// Reads back what was written.
fn again<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> Result<T, TestCaseError> {
    let bytes = written(value);
    serde_json::from_slice(&bytes)
        .map_err(|error| TestCaseError::fail(format!("{error}: {}", String::from_utf8_lossy(&bytes))))
}

laws! {
    #![proptest_config(per_cent(200))]

    /// §7: any order of anything in the dossier, and any repetition of a record: the same bytes
    /// out.
    #[test]
    fn any_order_and_repetition_give_the_same_bytes(
        (dossier, seed, asked) in (dossier(), any::<u64>(), (20_000..30_000_u16, 0..40_000_u16))
    ) {
        let other = read_bytes(&otherwise_written(&dossier, seed));
        prop_assert_eq!(&dossier, &other);
        prop_assert_eq!(written(&dossier), written(&other));
        for question in [Question::new(), question(&dossier, asked)] {
            prop_assert_eq!(bytes(&dossier, &question), bytes(&other, &question));
        }
    }

    /// §7: merge is associative, commutative and idempotent over drafts, whatever is in them.
    #[test]
    fn merge_of_drafts_is_a_semilattice((a, b, c, seed) in (dossier(), dossier(), dossier(), 0..1_000_000_u64)) {
        let (a, b, c) = (some_of(&a, seed), some_of(&b, seed + 10), some_of(&c, seed + 20));
        let merge = |one: &Draft, other: &Draft| one.clone().merge(other.clone());
        let pairs = [
            (merge(&merge(&a, &b), &c), merge(&a, &merge(&b, &c))),
            (merge(&a, &b), merge(&b, &a)),
            (merge(&a, &a), a.clone()),
            (merge(&a, &Draft::new()), a.clone()),
        ];
        for (one, other) in pairs {
            prop_assert_eq!(written(&one), written(&other));
            prop_assert_eq!(&one, &other);
            prop_assert_eq!(one.check().ok(), other.check().ok());
        }
    }

    /// §7: a dossier taken apart, its parts overlapping, and merged again is the same dossier.
    #[test]
    fn what_is_taken_apart_is_put_together_again((dossier, seed) in (dossier(), 0..1_000_000_u64)) {
        let rest = Draft::from(dossier.clone());
        let together = some_of(&dossier, seed).merge(rest).merge(some_of(&dossier, seed + 10));
        prop_assert_eq!(together.check().ok(), Some(dossier.clone()));
        prop_assert_eq!(dossier.clone().merge(dossier.clone()).ok(), Some(dossier));
    }

    /// §7: dossiers merge as their drafts do.
    #[test]
    fn merge_of_dossiers_is_a_semilattice_where_it_is_defined((a, b) in (dossier(), dossier())) {
        let (one, other) = (a.clone().merge(b.clone()), b.merge(a));
        prop_assert_eq!(one.as_ref().ok(), other.as_ref().ok());
        prop_assert_eq!(one.is_err(), other.is_err());
    }

    /// §7: two different things under one id are a fault, and it is said which.
    #[test]
    fn two_things_under_one_id_are_refused(
        (dossier, list, which) in (dossier(), 0..LISTS.len(), any::<prop::sample::Index>())
    ) {
        let mut value = json(&dossier);
        let records = records(&mut value, LISTS[list]);
        if records.is_empty() {
            return Ok(());
        }
        let mut twin = records[which.index(records.len())].clone();
        let id = twin["id"].as_str().unwrap_or_default().to_owned();
        let other = if LISTS[list] == "claims" { "quote" } else { "name" };
        twin[other] = "Quite another".into();
        records.push(twin);
        let draft: Draft = serde_json::from_slice(&written(&value)).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let faults = draft.check().err();
        let two = faults.iter().flat_map(corroborate::Refused::faults).any(
            |fault| matches!(fault.kind(), FaultKind::TwoThings { found, .. } if *found == id),
        );
        prop_assert!(two, "{faults:?}");
    }

    /// §7: deserialising what was serialised gives it back: the dossier, a draft, each noun.
    #[test]
    fn deserialising_what_was_serialised_gives_it_back((dossier, seed) in (dossier(), 0..1_000_000_u64)) {
        prop_assert_eq!(&again(&dossier)?, &dossier);
        let draft = some_of(&dossier, seed);
        prop_assert_eq!(&again(&draft)?, &draft);
        for party in dossier.parties() {
            prop_assert_eq!(&again::<Party>(party)?, party);
        }
        for source in dossier.sources() {
            prop_assert_eq!(&again::<Source>(source)?, source);
        }
        for group in dossier.groups() {
            prop_assert_eq!(&again::<Group>(group)?, group);
        }
        for event in dossier.events() {
            prop_assert_eq!(&again::<Event>(event)?, event);
        }
        for claim in dossier.claims() {
            prop_assert_eq!(&again::<Claim>(claim)?, claim);
            prop_assert_eq!(&again(claim.count())?, claim.count());
        }
    }

    /// §2: what is not said is not written.
    #[test]
    fn absence_is_not_written(dossier in dossier()) {
        let absent = edited(&dossier, |value| for list in LISTS {
            each(value, list, |record| assert!(record.values().all(|value| !value.is_null())));
        });
        prop_assert_eq!(read(&json(&absent)), dossier);
    }
}
