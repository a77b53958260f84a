//! The rule on ids that differ only in case, spaces or punctuation: they may name one
//! thing, which then counts as two.

use std::collections::BTreeMap;

use super::evidence::Evidence;
use super::grounds::{Grounds, RecordKind};
use super::rule::Severity;
use crate::record::claim::Claim;
use crate::record::id::ClaimId;

pub(super) fn audit(evidence: &Evidence<'_>) {
    let dossier = evidence.dossier;
    let parties = dossier.parties().iter().map(|party| party.id().as_str());
    let party_of = |claim: &Claim| dossier.source(claim.source()).and_then(|source| source.party());
    report(evidence, RecordKind::Party, parties, |claim| party_of(claim).map_or("", |party| party.as_str()));
    let sources = dossier.sources().iter().map(|source| source.id().as_str());
    report(evidence, RecordKind::Source, sources, |claim| claim.source().as_str());
    let groups = dossier.groups().iter().map(|group| group.id().as_str());
    report(evidence, RecordKind::Group, groups, |claim| claim.group().as_str());
    let events = dossier.events().iter().map(|event| event.id().as_str());
    report(evidence, RecordKind::Event, events, |claim| claim.event().as_str());
}

/// Reports ids that are alike, each with the first claim that names it.
fn report<'a>(
    evidence: &Evidence<'a>,
    kind: RecordKind,
    ids: impl Iterator<Item = &'a str>,
    named: impl Fn(&'a Claim) -> &'a str,
) {
    let alike = alike(ids);
    if alike.is_empty() {
        return;
    }
    let mut first: BTreeMap<&str, &ClaimId> = BTreeMap::new();
    for claim in evidence.dossier.claims() {
        first.entry(named(claim)).or_insert(claim.id());
    }
    for ids in alike {
        let claims = ids.iter().filter_map(|id| first.get(id)).map(|&claim| claim.clone()).collect();
        let ids = ids.into_iter().map(Into::into).collect();
        evidence.find(Severity::Warning, Grounds::Alike { kind, ids, claims });
    }
}

/// The lists of ids that are alike, each in the order given.
fn alike<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<Vec<&'a str>> {
    let mut by_letters: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for id in ids {
        let letters = letters(id);
        if letters.chars().any(char::is_alphanumeric) {
            by_letters.entry(letters).or_default().push(id);
        }
    }
    by_letters.into_values().filter(|ids| ids.len() > 1).collect()
}

/// Signs such as + and < are no punctuation. Some of these cannot be seen.
const PUNCTUATION: &str =
    "-_.,;:'\"/\\()[]{}!?*#&@`´‘’“”«»‐‑–—·…\u{ad}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{feff}";

/// An id in lower case, without its spaces and punctuation. Between two digits these separate
/// numbers, so a space stays: "1-12" and "11-2" are two.
pub(super) fn letters(id: &str) -> String {
    let mut letters = String::with_capacity(id.len());
    let mut is_apart = false;
    for c in id.chars() {
        if c.is_whitespace() || PUNCTUATION.contains(c) {
            is_apart = true;
            continue;
        }
        if std::mem::take(&mut is_apart) && c.is_numeric() && letters.ends_with(char::is_numeric) {
            letters.push(' ');
        }
        letters.extend(c.to_lowercase());
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_what_is_left_of_an_id() {
        for (one, other) in
            [("OCHA", "Ocha"), ("U.N. OCHA", "UN-OCHA"), ("red_cross", "Red  Cross"), ("é", "É"), ("c-12", "C12")]
        {
            assert_eq!(letters(one), letters(other));
        }
        for (one, other) in [("1-12", "11-2"), ("1-2", "12"), ("<18", "18"), ("A", "A+"), ("OCHA", "UN OCHA")] {
            assert_ne!(letters(one), letters(other));
        }
        // Nothing is left of these, and nothing is reported.
        assert!(alike(["-", "?", "…"].into_iter()).is_empty());
    }
}
