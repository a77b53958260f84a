//! The rule on sources that may only repeat another: two voices that are one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::alike::letters;
use super::evidence::{Evidence, is_round, named};
use super::grounds::Grounds;
use super::rule::Severity;
use crate::dossier::index::{ClaimFacts, position};
use crate::record::source::Source;

/// The words between who was repeated and who repeated it: "SOHR via Reuters". Longer ones first.
const ORIGIN_FIRST: [&str; 14] = [
    " as quoted by ", " as cited by ", " as reported by ", " as told to ", " quoted by ", " cited by ",
    " reported by ", " relayed by ", " carried by ", " quoted in ", " cited in ", " speaking to ", " told ", " via ",
];
/// The words between who repeated and who was repeated: "Reuters citing SOHR".
const RELAY_FIRST: [&str; 5] = [" citing ", " quoting ", " relaying ", " repeating ", " according to "];

pub(super) fn audit(evidence: &Evidence<'_>) {
    let names: Vec<Name<'_>> = evidence.dossier.sources().iter().map(Name::of).collect();
    let relays = Relays::of(evidence, &names);
    if relays.pairs.is_empty() && names.iter().all(|name| name.repeats.is_none()) {
        return;
    }
    let mut by_name: BTreeMap<&str, ByName> = BTreeMap::new();
    let mut by_number: BTreeMap<(u32, u32), [BTreeSet<u32>; 2]> = BTreeMap::new();
    for quantity in 0..position(evidence.folds.len()) {
        let told: Vec<&ClaimFacts> = evidence.standing(quantity).collect();
        if told.iter().any(|facts| facts.speaker != told[0].speaker) {
            repeated_by_name(&names, &told, &mut by_name);
            repeated_by_number(evidence, &relays, &told, &mut by_number);
        }
    }
    for found in by_name.into_values() {
        report_names(evidence, &names, found);
    }
    for ((origin, relay), claims) in by_number {
        let name = |source: u32| evidence.dossier.sources()[source as usize].name().into();
        let [of, told] = claims.map(|claims| evidence.cite_all(claims));
        let grounds = Grounds::Relays { origin: name(origin), relays: vec![name(relay)], by_name: false, told, of };
        evidence.find(Severity::Warning, grounds);
    }
}

/// A source by its letters, and what its name says of another.
struct Name<'a> {
    keys: [String; 2],
    repeats: Option<Repeats<'a>>,
}

/// Who is repeated and by whom, as a name says it.
struct Repeats<'a> {
    /// The letters of who is repeated.
    key: String,
    origin: &'a str,
    relay: &'a str,
}

impl<'a> Name<'a> {
    fn of(source: &'a Source) -> Name<'a> {
        let repeats = Repeats::in_name(source.name()).or_else(|| Repeats::in_name(source.id().as_str()));
        Name { keys: [key(source.id().as_str()), key(source.name())], repeats }
    }
}

impl<'a> Repeats<'a> {
    fn in_name(name: &'a str) -> Option<Repeats<'a>> {
        // Every byte that is replaced is ASCII, so places stay.
        let plain: String =
            name.chars().map(|c| if " -_,(".contains(c) { ' ' } else { c.to_ascii_lowercase() }).collect();
        let split = |words: &str| {
            let at = plain.find(words)?;
            let sides = [tidy(&name[..at]), tidy(&name[at + words.len()..])];
            sides.iter().all(|side| !key(side).is_empty()).then_some(sides)
        };
        let origin_first = ORIGIN_FIRST.into_iter().find_map(split);
        let [origin, relay] =
            origin_first.or_else(|| RELAY_FIRST.into_iter().find_map(split).map(|[relay, origin]| [origin, relay]))?;
        Some(Repeats { key: key(origin), origin, relay })
    }
}

/// A part of a name without what stood between it and the rest.
fn tidy(part: &str) -> &str {
    let part = part.trim_matches(|c: char| c.is_whitespace() || ",;:-_".contains(c));
    if part.contains('(') { part.trim_end_matches('(').trim_end() } else { part.trim_end_matches(')').trim_end() }
}

/// A name in letters, without its article.
fn key(name: &str) -> String {
    let bare = name.get(..4).filter(|the| the.eq_ignore_ascii_case("the ")).map_or(name, |the| &name[the.len()..]);
    letters(bare)
}

/// The sources that repeat one origin by their names, each with a claim; and the claims of the origin.
#[derive(Default)]
struct ByName {
    repeating: BTreeMap<u32, u32>,
    of: BTreeMap<u32, u32>,
}

fn repeated_by_name<'n>(names: &'n [Name<'_>], told: &[&ClaimFacts], found: &mut BTreeMap<&'n str, ByName>) {
    let repeats = |facts: &ClaimFacts| names[facts.source as usize].repeats.as_ref();
    let mut by_origin: BTreeMap<&str, Vec<&ClaimFacts>> = BTreeMap::new();
    for &facts in told {
        if let Some(repeats) = repeats(facts) {
            by_origin.entry(&repeats.key).or_default().push(facts);
        }
    }
    for &facts in told.iter().filter(|facts| repeats(facts).is_none()) {
        let [id, name] = &names[facts.source as usize].keys;
        for key in [id, name].into_iter().take(if id == name { 1 } else { 2 }) {
            if let Some(alike) = by_origin.get_mut(key.as_str()) {
                alike.push(facts);
            }
        }
    }
    for (origin, mut alike) in by_origin {
        if alike.iter().all(|facts| facts.speaker == alike[0].speaker) {
            continue;
        }
        let found = found.entry(origin).or_default();
        // The newest first, of the first quantity on which they meet.
        alike.sort_by_key(|facts| Reverse((facts.moment, facts.claim)));
        for facts in alike {
            let list = if repeats(facts).is_some() { &mut found.repeating } else { &mut found.of };
            list.entry(facts.source).or_insert(facts.claim);
        }
    }
}

fn report_names(evidence: &Evidence<'_>, names: &[Name<'_>], found: ByName) {
    let repeats: Vec<&Repeats<'_>> =
        found.repeating.keys().filter_map(|&source| names[source as usize].repeats.as_ref()).collect();
    let Some(first) = repeats.first() else { return };
    let source = found.of.keys().next().map(|&source| evidence.dossier.sources()[source as usize].name());
    let mut relays: Vec<Box<str>> = repeats.iter().map(|repeats| repeats.relay.into()).collect();
    relays.dedup();
    let [told, of] = [found.repeating, found.of].map(|claims| evidence.cite_all(claims.into_values()));
    let origin = source.unwrap_or(first.origin).into();
    evidence.find(Severity::Warning, Grounds::Relays { origin, relays, by_name: true, told, of });
}

/// Which sources are named as relays of which.
struct Relays<'n> {
    names: &'n [Name<'n>],
    /// The sources by the letters of their ids and names.
    sources: BTreeMap<&'n str, u32>,
    /// A source, and one that its name or a claim of it names as its relay.
    pairs: BTreeSet<(u32, u32)>,
}

impl<'n> Relays<'n> {
    fn of(evidence: &Evidence<'_>, names: &'n [Name<'_>]) -> Relays<'n> {
        let mut sources = BTreeMap::new();
        for (at, name) in names.iter().enumerate() {
            for key in &name.keys {
                sources.entry(key.as_str()).or_insert(position(at));
            }
        }
        let mut relays = Relays { names, sources, pairs: BTreeSet::new() };
        for facts in &evidence.index.statements {
            let carriers = relays.of_claim(evidence, facts);
            relays.pairs.extend(carriers.into_iter().map(|relay| (facts.source, relay)));
        }
        relays
    }

    /// The sources that a claim, or the name of its source, names as relays.
    fn of_claim(&self, evidence: &Evidence<'_>, facts: &ClaimFacts) -> Vec<u32> {
        let by_name = self.names[facts.source as usize].repeats.as_ref().map(|repeats| repeats.relay);
        let outlets = evidence.claim(facts.claim).relayed_by().chain(by_name);
        outlets.filter_map(|outlet| self.sources.get(key(outlet).as_str()).copied()).collect()
    }
}

/// Finds the claims of a relay that give the number of a claim within days of it: of one that names
/// the source as its relay, or, if two do not give that number by chance, of a source that does elsewhere.
fn repeated_by_number(
    evidence: &Evidence<'_>,
    relays: &Relays<'_>,
    told: &[&ClaimFacts],
    found: &mut BTreeMap<(u32, u32), [BTreeSet<u32>; 2]>,
) {
    if relays.pairs.is_empty() {
        return;
    }
    let within = i64::from(evidence.thresholds.retold_within) * 86_400;
    let mut alike: BTreeMap<_, Vec<&ClaimFacts>> = BTreeMap::new();
    for &facts in told {
        if let Some((number, _)) = named(facts.said) {
            alike.entry((facts.source, facts.since, number)).or_default().push(facts);
        }
    }
    let published = |facts: &ClaimFacts| facts.publication.unix();
    for said in alike.values_mut() {
        said.sort_by_key(|facts| (published(facts), facts.claim));
    }
    for (&(origin, since, number), said) in &alike {
        let telling = !is_round(number) && number >= evidence.thresholds.telling_of_two;
        for &(_, relay) in relays.pairs.range((origin, 0)..=(origin, u32::MAX)) {
            let Some(again) = alike.get(&(relay, since, number)) else { continue };
            for one in said.iter().filter(|one| one.speaker != again[0].speaker) {
                let at = again.partition_point(|other| published(other) < published(one).saturating_sub(within));
                let in_time = |other: &&&ClaimFacts| published(other) <= published(one).saturating_add(within);
                let Some(other) = again.get(at).filter(in_time) else { continue };
                if telling || relays.of_claim(evidence, one).contains(&relay) {
                    let [of, told] = found.entry((origin, relay)).or_default();
                    of.insert(one.claim);
                    told.insert(other.claim);
                }
            }
        }
    }
}
