//! Ids that differ only in case, spaces or punctuation: one thing, perhaps, that counts as two.

use std::collections::BTreeMap;

use super::evidence::Evidence;
use super::grounds::{Grounds, RecordKind};
use super::rule::Severity;
use crate::record::claim::Claim;
use crate::record::id::ClaimId;

pub(super) fn audit(evidence: &mut Evidence<'_>) {
    let dossier = evidence.dossier;
    let parties = dossier.parties().iter().map(|party| party.id().as_str());
    let sources = dossier.sources().iter().map(|source| source.id().as_str());
    let groups = dossier.groups().iter().map(|group| group.id().as_str());
    let events = dossier.events().iter().map(|event| event.id().as_str());
    let party_of = |claim: &'_ Claim| dossier.source(claim.source()).and_then(|source| source.party());
    let alike = [
        (RecordKind::Party, alike(parties)),
        (RecordKind::Source, alike(sources)),
        (RecordKind::Group, alike(groups)),
        (RecordKind::Event, alike(events)),
    ];
    for (kind, alike) in alike.into_iter().filter(|(_, alike)| !alike.is_empty()) {
        let mut first: BTreeMap<&str, &ClaimId> = BTreeMap::new();
        for claim in dossier.claims() {
            let named = match kind {
                RecordKind::Party => party_of(claim).map(AsRef::as_ref),
                RecordKind::Source => Some(claim.source().as_str()),
                RecordKind::Group => Some(claim.group().as_str()),
                RecordKind::Event => Some(claim.event().as_str()),
            };
            if let Some(named) = named {
                first.entry(named).or_insert(claim.id());
            }
        }
        for ids in alike {
            let claims = ids.iter().filter_map(|id| first.get(id)).map(|&claim| claim.clone()).collect();
            let ids = ids.into_iter().map(Into::into).collect();
            evidence.find(Severity::Warning, Grounds::Alike { kind, ids, claims });
        }
    }
}

/// Those that are alike, together, each list sorted.
fn alike<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<Vec<&'a str>> {
    let mut by_letters: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for id in ids {
        let letters = letters(id);
        if letters.chars().any(char::is_alphanumeric) {
            by_letters.entry(letters).or_default().push(id);
        }
    }
    let mut alike: Vec<Vec<&str>> = by_letters.into_values().filter(|ids| ids.len() > 1).collect();
    alike.iter_mut().for_each(|ids| ids.sort_unstable());
    alike
}

/// An id in small letters without its spaces and punctuation. Between two digits these stand for
/// something, "1-12" and "11-2" are two; and signs such as + and < are no punctuation.
fn letters(id: &str) -> String {
    let mut letters = String::with_capacity(id.len());
    let mut is_apart = false;
    for c in id.chars() {
        if c.is_whitespace() || is_punctuation(c) {
            is_apart = true;
            continue;
        }
        if is_apart && c.is_numeric() && letters.ends_with(char::is_numeric) {
            letters.push(' ');
        }
        is_apart = false;
        letters.extend(c.to_lowercase());
    }
    letters
}

fn is_punctuation(c: char) -> bool {
    matches!(
        c,
        '-' | '_'
            | '.'
            | ','
            | ';'
            | ':'
            | '\''
            | '"'
            | '/'
            | '\\'
            | '('
            | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '!'
            | '?'
            | '*'
            | '#'
            | '&'
            | '@'
            | '`'
            | '´'
            | '‘'
            | '’'
            | '“'
            | '”'
            | '«'
            | '»'
            | '‐'
            | '‑'
            | '–'
            | '—'
            | '·'
            | '…'
    )
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
        // Nothing is left of these, and nothing is said of them.
        assert!(alike(["-", "?", "…"].into_iter()).is_empty());
    }
}
