//! The probability that a statement copies another without saying so, and the limit on the weight of
//! hearsay.

use std::collections::BTreeMap;

use super::statement::Statement;
use super::wording::{Wording, real};
use super::{prior, student};

/// The constants of one statement that its copy probability needs.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) struct Kin {
    /// P(this number | copied): .8 times the share of earlier statements with the same wording and
    /// bounds; if there is none, .2 times the share with the same number.
    pub(super) repeats: f64,
    /// h(n)/(n + ½), the log width of the counts that this number may stand for. Times the density
    /// of ln n it gives P(this number | not copied).
    cell: f64,
    /// Whether the quantity has an earlier statement.
    pub(super) has_earlier: bool,
}

impl Kin {
    /// 1 − P(copied), given the copy rate, the residual `off` and its scale.
    pub(super) fn independent(&self, rate: f64, off: f64, scale: f64) -> f64 {
        if self.repeats <= 0.0 {
            return 1.0;
        }
        let alone = (student::density(off / scale) / scale * self.cell).min(1.0);
        let copied = rate * self.repeats;
        1.0 - copied / (copied + (1.0 - rate) * alone)
    }
}

/// The constants of every statement of one quantity, in the order of `statements`. Each voice has
/// one statement.
///
/// Statements are ordered by publication, then by the copy rate of their kind, then by speaker.
pub(super) fn kin(statements: &[Statement]) -> Vec<Kin> {
    let mut order: Vec<usize> = (0..statements.len()).collect();
    let rate = |at: usize| prior::copy(statements[at].kind());
    order.sort_by(|&one, &other| {
        let (a, b) = (&statements[one], &statements[other]);
        a.published()
            .cmp(&b.published())
            .then_with(|| rate(one).total_cmp(&rate(other)))
            .then_with(|| a.speaker().cmp(b.speaker()))
    });
    let mut kin = vec![Kin { repeats: 0.0, cell: 1.0, has_earlier: false }; statements.len()];
    let mut named: BTreeMap<u64, Named> = BTreeMap::new();
    for (earlier, &at) in order.iter().enumerate() {
        let told = statements[at].told();
        let same = named.entry(told.low()).or_default();
        let alike = same.alike.entry((told.wording(), told.high())).or_default();
        let repeats = if *alike > 0 { 0.8 * real(*alike) } else { 0.2 * real(same.all) };
        kin[at] = Kin {
            repeats: if earlier == 0 { 0.0 } else { repeats / real(earlier as u64) },
            cell: real(stands_for(told.low())) / (real(told.low()) + 0.5),
            has_earlier: earlier > 0,
        };
        *alike += 1;
        same.all += 1;
    }
    kin
}

/// How many statements name a number, in total and by wording and upper bound.
#[derive(Default)]
struct Named {
    all: u64,
    alike: BTreeMap<(Wording, u64), u64>,
}

/// h(n): how many counts a rounded figure stands for. Two voices that both say 200 are weaker
/// evidence of copying than two that both say 223.
///
/// | multiples of | 1,000 from 4,000 | 100 from 400 | 50 from 200 | 10 from 40 | 5 from 20 | else |
/// |---|---|---|---|---|---|---|
/// | stand for | 1,000 | 100 | 50 | 10 | 5 | 1 |
fn stands_for(n: u64) -> u64 {
    const ROUND: [(u64, u64); 5] = [(1_000, 4_000), (100, 400), (50, 200), (10, 40), (5, 20)];
    ROUND.into_iter().find(|&(unit, from)| n >= from && n.is_multiple_of(unit)).map_or(1, |(unit, _)| unit)
}

/// Scales the weights of media, witnesses and other sources so that they sum to at most 1: their
/// numbers may come from one origin that nobody names.
pub(super) fn cap_hearsay(statements: &[Statement], weights: &mut [f64]) {
    let hearsay = |statement: &Statement| prior::tells_hearsay(statement.kind());
    let sum: f64 =
        statements.iter().zip(&*weights).filter(|(statement, _)| hearsay(statement)).map(|(_, weight)| weight).sum();
    if sum > 1.0 {
        for (_, weight) in statements.iter().zip(weights).filter(|(statement, _)| hearsay(statement)) {
            *weight /= sum;
        }
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the same arithmetic gives the same bits")]
mod tests {
    use super::*;
    use crate::SourceKind;
    use crate::calibrate::wording::Told;

    fn said(voice: &str, kind: SourceKind, told: Told) -> Statement {
        Statement::new(voice.parse().unwrap_or_else(|error| panic!("{error}")), kind, told)
    }

    #[test]
    fn round_numbers_stand_for_their_neighbours() {
        let of = [19, 20, 23, 35, 40, 45, 190, 200, 250, 260, 400, 450, 3_000, 4_000, 4_100, 0].map(stands_for);
        assert_eq!(of, [1, 5, 1, 5, 10, 5, 10, 50, 50, 10, 100, 50, 100, 1_000, 100, 1]);
    }

    #[test]
    fn the_earlier_is_who_copies_less() {
        let all = [
            said("a-paper", SourceKind::Media, Told::exactly(224)),
            said("z-monitor", SourceKind::Monitor, Told::exactly(224)),
            said("b-paper", SourceKind::Media, Told::at_least(224)),
        ];
        let kin = kin(&all);
        assert!(!kin[1].has_earlier && kin[1].repeats == 0.0);
        assert_eq!(kin[0].repeats, 0.8);
        assert_eq!(kin[2].repeats, 0.2, "two of two earlier name it, in another wording");
    }

    #[test]
    fn hearsay_weighs_one_voice() {
        let all = [
            said("m", SourceKind::Monitor, Told::exactly(40)),
            said("p", SourceKind::Media, Told::exactly(200)),
            said("w", SourceKind::Witness, Told::exactly(210)),
        ];
        let mut weights = [1.0, 1.0, 0.5];
        cap_hearsay(&all, &mut weights);
        assert_eq!(weights, [1.0, 1.0 / 1.5, 0.5 / 1.5]);
        let mut weights = [1.0, 0.4, 0.5];
        cap_hearsay(&all, &mut weights);
        assert_eq!(weights, [1.0, 0.4, 0.5]);
    }
}
