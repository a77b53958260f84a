//! What only the estimates show: parts that dissent from their whole across voices, ends that
//! rest on speakers without a name.

use super::case::Case;
use super::finding::{Cited, Grounds};
use super::rule::Severity;
use crate::estimate::{Dissenter, Estimate};
use crate::interval::{Ceiling, Interval};
use crate::moment::Moment;
use crate::outcome::Course;
use crate::quantity::{Quantity, Tree};
use crate::rollup::PartsEffect;
use crate::voice::{Fate, Statement};

pub(super) fn audit(case: &mut Case<'_>, estimates: &[Estimate]) {
    for estimate in estimates {
        let Some(quantity) = case.engine.find(estimate.quantity()) else { continue };
        if estimate.dissenters().contains(&Dissenter::Parts) {
            parts_against_whole(case, quantity, estimate.as_of());
        }
        unnamed(case, quantity, estimate);
    }
}

fn parts_against_whole(case: &mut Case<'_>, whole: u32, as_of: Moment) {
    let engine = case.engine;
    let t = engine.news(whole, as_of.unix()).heard_at;
    let heard = engine.hear(engine.fold(whole).voices(t), &engine.sums(whole, t));
    let mut range = heard.ruling.range;
    for step in &heard.joined.steps {
        let before = std::mem::replace(&mut range, step.range);
        if step.effect != PartsEffect::Dissent {
            continue;
        }
        let above = step.sum.low() > before.low();
        let mut deciding = ends(case, whole, t, before, if above { End::High } else { End::Low });
        let mut parts: Vec<(Quantity, Interval)> = Vec::new();
        for &part in engine.parts_in_play(whole, step.tree) {
            let range = engine.part_at(part, t).range;
            if above && range.low() == 0 {
                continue;
            }
            deciding.extend(ends(case, part, t, range, if above { End::Low } else { End::High }));
            parts.push((engine.quantity(part), range));
        }
        let (tree, sum): (Tree, Interval) = (step.tree, step.sum);
        let whole = engine.quantity(whole);
        case.find(Severity::Warning, Grounds::Estimates { whole, as_of, tree, parts, sum, range: before, deciding });
    }
}

#[derive(Copy, Clone, PartialEq, Eq)]
enum End {
    Low,
    High,
}

/// The claims of a quantity's own voices that give that end of its range.
fn ends(case: &Case<'_>, quantity: u32, t: i64, range: Interval, end: End) -> Vec<Cited> {
    let mut fold = case.engine.fold(quantity);
    let mut claims: Vec<u32> = Vec::new();
    for voice in fold.voices(t) {
        match (end, range.high()) {
            (End::Low, _) if voice.bounds.low() == range.low() && range.low() > 0 => {
                claims.extend(fold.floor_claims(voice.speaker, t, range.low()));
            }
            (End::High, Ceiling::At(high)) if voice.bounds.high() == Ceiling::At(high) => {
                claims.extend(fold.ceiling_claims(voice.speaker, t, high));
            }
            _ => {}
        }
    }
    claims.sort_unstable();
    claims.iter().map(|&claim| case.cite(claim)).collect()
}

/// An end that a nameless claim gives, and that no claim with a name gives or, rounding, names.
fn unnamed(case: &mut Case<'_>, quantity: u32, estimate: &Estimate) {
    let own = case.folds[quantity as usize].statements();
    if !own.iter().any(|s| case.claim(s.claim).is_anonymous()) {
        return;
    }
    let settled = case.index.settled(quantity);
    let t = settled.map_or(estimate.as_of(), |settled| estimate.as_of().min(just_after(settled))).unix();
    let stock = case.index.node(quantity).outcome.course() == Course::Stock;
    let mut fold = case.engine.fold(quantity);
    let voices = fold.voices(t);
    let is_heard = |s: &&Statement| voices.iter().any(|voice| voice.speaker == s.speaker);
    let mut deciding = Vec::new();
    let mut rests = |end: u64, gives: &dyn Fn(&Statement) -> bool| {
        let gives = |s: &Statement| s.fate == Fate::Kept && gives(s);
        let near = Interval::exactly(end).loosened();
        let names = |s: &Statement| {
            matches!(s.fate, Fate::Kept | Fate::Older) && s.figure.is_some_and(|figure| near.contains(figure))
        };
        let heard = || fold.statements().iter().filter(is_heard);
        let is_named = |s: &&Statement| !case.claim(s.claim).is_anonymous();
        if heard().filter(is_named).any(|s| gives(s) || names(s)) {
            return false;
        }
        let giving = heard().filter(|s| gives(s)).map(|s| s.claim);
        let before = deciding.len();
        deciding.extend(giving);
        deciding.len() > before
    };
    let low = Some(estimate.low()).filter(|&low| {
        low > 0 && rests(low, &|s| (stock || s.moment <= t) && s.floor().is_some_and(|floor| floor >= low))
    });
    let high = estimate.high().filter(|&high| {
        let in_time = |s: &Statement| stock || (s.moment >= t && s.since.is_none());
        rests(high, &|s| in_time(s) && s.ceiling().is_some_and(|ceiling| ceiling <= high))
    });
    if low.is_none() && high.is_none() {
        return;
    }
    deciding.sort_unstable();
    deciding.dedup();
    let deciding: Vec<Cited> = deciding.into_iter().map(|claim| case.cite(claim)).collect();
    let (quantity, as_of) = (estimate.quantity().clone(), estimate.as_of());
    case.find(Severity::Notice, Grounds::Unnamed { quantity, as_of, low, high, deciding });
}

fn just_after(settled: Moment) -> Moment {
    Moment::from_unix(settled.unix().saturating_add(1)).unwrap_or(settled)
}
