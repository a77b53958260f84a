//! The rule on a total that is exactly the sum of others' numbers for its parts.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::evidence::{Evidence, HedgeKind, named};
use super::grounds::{Cited, Grounds};
use super::rule::Severity;
use crate::dossier::index::{SpeakerIndex, position};
use crate::record::moment::Moment;
use crate::record::outcome::Course;
use crate::record::quantity::Tree;

/// Goes through the totals in the order in which they became known. For each quantity it keeps the
/// last total or, if there is none, the sum of its parts along one tree.
pub(super) fn audit(evidence: &Evidence<'_>) {
    let totals = totals(evidence);
    let mut sheet = Totals::new(evidence);
    let mut found: BTreeMap<(u32, u64, Vec<u32>), Vec<u32>> = BTreeMap::new();
    for known in totals.chunk_by(|one, other| one.published == other.published) {
        for total in known {
            sheet.enter(total);
        }
        for total in known.iter().filter(|total| total.number >= evidence.thresholds.telling) {
            for &tree in Tree::ALL {
                if let Some(parts) = sheet.adds_up_to(total, tree) {
                    found.entry((total.quantity, total.number, parts)).or_default().push(total.claim);
                }
            }
        }
    }
    for ((_, number, parts), mut wholes) in found {
        wholes.sort_unstable();
        wholes.dedup();
        let wholes = evidence.cite_all(wholes);
        let parts: Vec<(Cited, u64)> = parts
            .into_iter()
            .filter_map(|claim| Some((evidence.cite(claim), named(evidence.claim(claim).count().said())?.0)))
            .collect();
        evidence.find(Severity::Warning, Grounds::Sum { wholes, parts, number });
    }
}

/// The totals of flows, as they became known.
fn totals(evidence: &Evidence<'_>) -> Vec<Total> {
    let is_flow = |quantity: &u32| evidence.index.node(*quantity).outcome.course() == Course::Flow;
    let flows = (0..position(evidence.folds.len())).filter(is_flow);
    let of_flows = flows.flat_map(|quantity| evidence.standing(quantity).map(move |facts| (quantity, facts)));
    let mut totals: Vec<Total> = of_flows
        .filter(|(_, facts)| facts.since.is_none())
        .filter_map(|(quantity, facts)| {
            let (number, _) = named(facts.said).filter(|&(_, hedge)| hedge != HedgeKind::AtMost)?;
            Some(Total { published: facts.publication, moment: facts.moment, number, claim: facts.claim, quantity })
        })
        .collect();
    totals.sort_unstable();
    totals
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Total {
    published: Moment,
    moment: Moment,
    number: u64,
    claim: u32,
    quantity: u32,
}

/// The totals known so far.
struct Totals<'c, 'a> {
    evidence: &'c Evidence<'a>,
    /// The position of each quantity in an order with parts before wholes.
    turn: Vec<u32>,
    rows: Vec<KnownTotals>,
    /// Each quantity with the speakers and numbers given for it.
    said: HashSet<(u32, SpeakerIndex, u64)>,
}

#[derive(Copy, Clone, Default)]
struct KnownTotals {
    /// The number and claim of its own last total.
    own: Option<(u64, u32)>,
    /// For each tree, the sum of its parts, and how many of them add something.
    sums: [(u64, u32); 3],
    /// Its contribution to its wholes.
    brings: u64,
}

impl KnownTotals {
    /// The first tree along which a part is known.
    fn tree(&self) -> Option<Tree> {
        Tree::ALL.iter().copied().find(|&tree| self.sums[tree as usize].1 > 0)
    }

    fn value(&self) -> u64 {
        match self.own {
            Some((number, _)) => number,
            None => self.tree().map_or(0, |tree| self.sums[tree as usize].0),
        }
    }
}

impl<'c, 'a> Totals<'c, 'a> {
    fn new(evidence: &'c Evidence<'a>) -> Totals<'c, 'a> {
        let mut turn = vec![0; evidence.folds.len()];
        for (at, &quantity) in evidence.index.upward.iter().enumerate() {
            turn[quantity as usize] = position(at);
        }
        Totals { evidence, turn, rows: vec![KnownTotals::default(); evidence.folds.len()], said: HashSet::new() }
    }

    fn enter(&mut self, total: &Total) {
        self.rows[total.quantity as usize].own = Some((total.number, total.claim));
        self.said.insert((total.quantity, self.evidence.speaker(total.claim), total.number));
        let mut due = BTreeSet::from([self.turn[total.quantity as usize]]);
        while let Some(next) = due.pop_first() {
            let quantity = self.evidence.index.upward[next as usize];
            let row = &mut self.rows[quantity as usize];
            let (before, now) = (row.brings, row.value());
            if before == now {
                continue;
            }
            row.brings = now;
            for &tree in Tree::ALL {
                let Some(whole) = self.evidence.index.node(quantity).wholes[tree as usize] else { continue };
                let (sum, parts) = &mut self.rows[whole as usize].sums[tree as usize];
                *sum = sum.saturating_sub(before).saturating_add(now);
                *parts = *parts + u32::from(now > 0) - u32::from(before > 0);
                due.insert(self.turn[whole as usize]);
            }
        }
    }

    /// The claims that add up to exactly this total along the tree. There must be two or more, and
    /// the total's voice did not give all of them itself. Parts that cover their whole are left
    /// out, because their true counts add up.
    fn adds_up_to(&self, total: &Total, tree: Tree) -> Option<Vec<u32>> {
        let (sum, parts) = self.rows[total.quantity as usize].sums[tree as usize];
        let index = self.evidence.index;
        if sum != total.number || parts == 0 || index.declared_parts(total.quantity, tree).is_some() {
            return None;
        }
        let mut parts = Vec::new();
        self.collect(total.quantity, tree, &mut parts)?;
        let speaker = self.evidence.speaker(total.claim);
        let others = parts.iter().any(|&(part, number, _)| !self.said.contains(&(part, speaker, number)));
        let mut claims: Vec<u32> = parts.into_iter().map(|(.., claim)| claim).collect();
        claims.sort_unstable();
        (claims.len() > 1 && others).then_some(claims)
    }

    /// The quantities, numbers and claims of a sum; none if there are more than anybody would add
    /// up.
    fn collect(&self, quantity: u32, tree: Tree, found: &mut Vec<(u32, u64, u32)>) -> Option<()> {
        let most = self.evidence.thresholds.summed_parts;
        if self.rows[quantity as usize].sums[tree as usize].1 > most {
            return None;
        }
        for &part in self.evidence.index.parts(quantity, tree) {
            let row = &self.rows[part as usize];
            match (row.own, row.tree()) {
                _ if row.brings == 0 => {}
                (Some((number, claim)), _) => found.push((part, number, claim)),
                (None, Some(tree)) => self.collect(part, tree, found)?,
                (None, None) => {}
            }
        }
        (found.len() <= most as usize).then_some(())
    }
}
