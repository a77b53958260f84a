//! Rules that need the estimates: parts that dissent from their whole across voices, and ends that
//! come from unnamed speakers alone.

use std::collections::BTreeSet;

use super::evidence::Evidence;
use super::grounds::{Cited, Grounds};
use super::rule::Severity;
use crate::policy::End;
use crate::reckon::estimate::{Dissenter, Estimate};
use crate::reckon::parts_and_wholes::PartsEffect;
use crate::record::moment::Moment;
use crate::record::outcome::Course;
use crate::record::quantity::{Quantity, Tree};
use crate::said::interval::{Ceiling, Interval};
use crate::voice::{Fate, Statement};

pub(super) fn audit(evidence: &Evidence<'_>, estimates: &[Estimate]) {
    for estimate in estimates {
        let Some(quantity) = evidence.engine.find(estimate.quantity()) else { continue };
        if estimate.dissenters().contains(&Dissenter::Parts) {
            parts_against_whole(evidence, quantity, estimate.as_of());
        }
        unnamed(evidence, quantity, estimate);
    }
}

fn parts_against_whole(evidence: &Evidence<'_>, whole: u32, as_of: Moment) {
    let engine = evidence.engine;
    let t = engine.news(whole, as_of.unix()).heard_at;
    let heard = engine.hear(engine.fold(whole).voices(t), &engine.sums(whole, t));
    let mut range = heard.ruling.range;
    for step in &heard.joined.steps {
        let before = std::mem::replace(&mut range, step.range);
        if step.effect != PartsEffect::Dissent {
            continue;
        }
        let above = step.sum.low() > before.low();
        let mut deciding = ends(evidence, whole, t, before, if above { End::High } else { End::Low });
        let mut parts: Vec<(Quantity, Interval)> = Vec::new();
        for &part in engine.parts_in_play(whole, step.tree) {
            let range = engine.part_at(part, t).range;
            if above && range.low() == 0 {
                continue;
            }
            deciding.extend(ends(evidence, part, t, range, if above { End::Low } else { End::High }));
            parts.push((engine.quantity(part), range));
        }
        let (tree, sum): (Tree, Interval) = (step.tree, step.sum);
        let whole = engine.quantity(whole);
        evidence
            .find(Severity::Warning, Grounds::Estimates { whole, as_of, tree, parts, sum, range: before, deciding });
    }
}

/// The claims of a quantity's own voices that give this end of its range.
fn ends(evidence: &Evidence<'_>, quantity: u32, t: i64, range: Interval, end: End) -> Vec<Cited> {
    let mut fold = evidence.engine.fold(quantity);
    let mut claims: Vec<u32> = Vec::new();
    for voice in fold.voices(t) {
        match (end, range.high()) {
            (End::Low, _) if voice.bounds().low() == range.low() && range.low() > 0 => {
                claims.extend(fold.floor_claims(voice.speaker, t, range.low()));
            }
            (End::High, Ceiling::At(high)) if voice.bounds().high() == Ceiling::At(high) => {
                claims.extend(fold.ceiling_claims(voice.speaker, t, high));
            }
            _ => {}
        }
    }
    claims.sort_unstable();
    evidence.cite_all(claims)
}

/// Reports an end that an anonymous claim gives, if no named claim gives it or a figure within
/// slack of it.
fn unnamed(evidence: &Evidence<'_>, quantity: u32, estimate: &Estimate) {
    if !evidence.folds[quantity as usize].statements().any(|s| evidence.claim(s.claim).is_anonymous()) {
        return;
    }
    let settled = evidence.index.settled(quantity);
    let as_of = estimate.as_of().unix();
    // Just after the toll is settled, it is what it stays.
    let t = settled.map_or(as_of, |settled| as_of.min(settled.unix().saturating_add(1)));
    let stock = evidence.index.node(quantity).outcome.course() == Course::Stock;
    let mut fold = evidence.engine.fold(quantity);
    let voices = fold.voices(t);
    let heard = fold.statements().filter(|s| voices.iter().any(|voice| voice.speaker == s.speaker));
    let (anonymous, open): (Vec<&Statement>, Vec<&Statement>) =
        heard.partition(|s| evidence.claim(s.claim).is_anonymous());
    let mut deciding = BTreeSet::new();
    let mut rests = |end: u64, gives: &dyn Fn(&Statement) -> bool| {
        let gives = |s: &&&Statement| s.fate == Fate::Kept && gives(s);
        let near = Interval::exactly(end).loosened();
        let names = |s: &&&Statement| {
            matches!(s.fate, Fate::Kept | Fate::Older) && s.figure.is_some_and(|figure| near.contains(figure))
        };
        let is_alone = !open.iter().any(|s| gives(&s) || names(&s));
        let giving: Vec<u32> = anonymous.iter().filter(|s| is_alone && gives(s)).map(|s| s.claim).collect();
        deciding.extend(&giving);
        !giving.is_empty()
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
    let (quantity, as_of, deciding) = (estimate.quantity().clone(), estimate.as_of(), evidence.cite_all(deciding));
    evidence.find(Severity::Notice, Grounds::Unnamed { quantity, as_of, low, high, deciding });
}
