//! Rules on one voice's counts of parts and of their whole.

use std::collections::BTreeMap;

use super::evidence::{Evidence, HedgeKind, beyond_slack, is_round, named, weigh};
use super::grounds::{Cited, Grounds};
use super::rule::Severity;
use crate::dossier::index::{SpeakerIndex, position};
use crate::record::id::SourceId;
use crate::record::outcome::Course;
use crate::record::quantity::Tree;
use crate::said::interval::Interval;
use crate::voice::{Fate, Statement};

pub(super) fn audit(evidence: &mut Evidence<'_>) {
    for &tree in Tree::ALL {
        let is_counted = |quantity: u32| evidence.folds[quantity as usize].statements().next().is_some();
        let nearest = nearest_counted(evidence, tree, is_counted);
        let parts = (0..position(evidence.folds.len())).filter(|&part| is_counted(part));
        let mut pairs: Vec<(u32, u32)> = parts.filter_map(|part| Some((nearest[part as usize]?, part))).collect();
        pairs.sort_unstable();
        for of_whole in pairs.chunk_by(|one, other| one.0 == other.0) {
            exceeding(evidence, tree, of_whole[0].0, of_whole);
            let told = telling(evidence, of_whole[0].0);
            for &(_, part) in of_whole.iter().filter(|_| !told.is_empty()) {
                sharing(evidence, &told, part);
            }
        }
    }
}

/// For each quantity, the nearest whole along the tree that has a claim; wholes in between without
/// a claim are skipped. Parts of one such whole do not overlap.
fn nearest_counted(evidence: &Evidence<'_>, tree: Tree, is_counted: impl Fn(u32) -> bool) -> Vec<Option<u32>> {
    let mut nearest = vec![None; evidence.folds.len()];
    // Wholes before their parts.
    for &quantity in evidence.index.upward.iter().rev() {
        let whole = evidence.whole(quantity, tree);
        nearest[quantity as usize] =
            whole.and_then(|whole| if is_counted(whole) { Some(whole) } else { nearest[whole as usize] });
    }
    nearest
}

/// One statement, in the order of evaluation: by speaker and moment, parts before wholes.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    speaker: SpeakerIndex,
    moment: i64,
    role: InSum,
    /// The low of a part, or the high of a whole.
    value: u64,
    claim: u32,
}

#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum InSum {
    Part(u32),
    Whole,
}

/// Goes through the statements of each voice in time. A count of a part holds, for a flow, from its
/// moment on; for a stock, at its moment alone.
fn exceeding(evidence: &mut Evidence<'_>, tree: Tree, whole: u32, pairs: &[(u32, u32)]) {
    let course = evidence.index.node(whole).outcome.course();
    let mut entries = Vec::new();
    let enter = |s: &Statement, role: InSum, value: u64| Entry {
        speaker: s.speaker,
        moment: evidence.claim(s.claim).moment().unix(),
        role,
        value,
        claim: s.claim,
    };
    let kept = |quantity: u32| evidence.folds[quantity as usize].statements().filter(|s| s.fate == Fate::Kept);
    for s in kept(whole).filter(|s| s.since.is_none()) {
        entries.extend(s.said.high().get().map(|high| enter(s, InSum::Whole, high)));
    }
    if entries.is_empty() {
        return;
    }
    for &(_, part) in pairs {
        entries.extend(kept(part).filter(|s| s.said.low() > 0).map(|s| enter(s, InSum::Part(part), s.said.low())));
    }
    entries.sort_unstable();
    for of_voice in entries.chunk_by(|one, other| one.speaker == other.speaker) {
        let mut lows: BTreeMap<u32, (u64, u32)> = BTreeMap::new();
        let (mut sum, mut most) = (0_u64, 0_u64);
        for at in of_voice.chunk_by(|one, other| one.moment == other.moment) {
            if course == Course::Stock {
                lows.clear();
                (sum, most) = (0, 0);
            }
            let mut wholes: Vec<&Entry> = Vec::new();
            for entry in at {
                match entry.role {
                    InSum::Part(part) => {
                        let low = lows.entry(part).or_insert((0, entry.claim));
                        if entry.value >= low.0 {
                            sum = sum.saturating_add(entry.value - low.0);
                            most = most.max(entry.value);
                            *low = (entry.value, entry.claim);
                        }
                    }
                    InSum::Whole => wholes.push(entry),
                }
            }
            let Some(limit) = wholes.first().map(|entry| entry.value).filter(|&limit| sum > limit) else { continue };
            let wholes: Vec<u32> = wholes.iter().filter(|entry| entry.value == limit).map(|e| e.claim).collect();
            let alone = lows.values().find(|&&(low, _)| low == most && most > limit);
            let parts: Vec<u32> = match alone {
                Some(&(_, claim)) => vec![claim],
                None => lows.values().map(|&(_, claim)| claim).collect(),
            };
            let sum = if alone.is_some() { most } else { sum };
            report(evidence, of_voice[0].speaker, tree, (&parts, sum), (&wholes, limit));
        }
    }
}

fn report(
    evidence: &mut Evidence<'_>,
    speaker: SpeakerIndex,
    tree: Tree,
    of_parts: (&[u32], u64),
    of_whole: (&[u32], u64),
) {
    let ((parts, sum), (wholes, limit)) = (of_parts, of_whole);
    let claims: Vec<u32> = parts.iter().chain(wholes).copied().collect();
    let beyond = beyond_slack(Interval::at_most(limit), Interval::at_least(sum));
    let severity = weigh(Severity::Error, evidence.of_one_source(&claims), beyond);
    let cite = |claims: &[u32]| claims.iter().map(|&claim| evidence.cite(claim)).collect::<Vec<Cited>>();
    let (parts, wholes) = (cite(parts), cite(wholes));
    evidence.find(severity, Grounds::Exceeds { voice: evidence.voice(speaker), tree, parts, sum, wholes, limit });
}

/// A number that one source gave and that is too exact to repeat by chance.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Telling<'a> {
    source: &'a SourceId,
    number: u64,
    moment: i64,
    claim: u32,
}

fn telling<'a>(evidence: &Evidence<'a>, quantity: u32) -> Vec<Telling<'a>> {
    let totals = evidence.standing(quantity).filter(|facts| facts.since.is_none());
    let mut told: Vec<Telling<'_>> = totals
        .filter_map(|facts| {
            let (number, hedge) = named(facts.said)?;
            let tells = hedge != HedgeKind::AtMost && number >= evidence.thresholds.shared_from && !is_round(number);
            let source = evidence.claim(facts.claim).source();
            tells.then(|| Telling { source, number, moment: facts.moment.unix(), claim: facts.claim })
        })
        .collect();
    told.sort_unstable();
    told
}

/// Reports such a number that one source gave both for a part and for its whole, a few days apart:
/// for each number, the two nearest claims.
fn sharing(evidence: &mut Evidence<'_>, of_whole: &[Telling<'_>], part: u32) {
    let within = u64::from(evidence.thresholds.shared_within) * 86_400;
    let of_part = telling(evidence, part);
    for told in of_part.chunk_by(|one, other| (one.source, one.number) == (other.source, other.number)) {
        let nearest = told.iter().filter_map(|said| {
            let at = of_whole.partition_point(|other| other < said);
            let near = of_whole[at.saturating_sub(1)..].iter().take(2);
            let same = near.filter(|other| (other.source, other.number) == (said.source, said.number));
            same.map(|other| (other.moment.abs_diff(said.moment), said.claim, other.claim)).min()
        });
        if let Some((apart, part, whole)) = nearest.min().filter(|&(apart, ..)| apart <= within) {
            let (part, whole) = (evidence.cite(part), evidence.cite(whole));
            let number = told[0].number;
            evidence.find(Severity::Notice, Grounds::SameScope { number, part, whole, days: apart / 86_400 });
        }
    }
}
