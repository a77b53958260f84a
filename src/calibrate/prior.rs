//! The priors of the model, with the source of each number.

use super::stake::Stake;
use super::wording::{Lag, Wording};
use crate::record::source::SourceKind;

/// The prior of one cell: the sources of one kind with one stake.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) struct CellPrior {
    /// The mean bias, relative to the anchor's level.
    pub(super) mean: f64,
    /// The variance of the mean in learning. It is 0 for the anchored cell, whose mean is fixed.
    pub(super) variance: f64,
    /// The variance of the mean if no cell was learned.
    pub(super) variance_unlearned: f64,
    /// The squared scale of the noise.
    pub(super) s2: f64,
    /// The copy rate π.
    pub(super) copy: f64,
}

/// The prior of a cell:
///
/// | cell | mean | sd | scale | source |
/// |---|---|---|---|---|
/// | monitor neutral (anchored) | 0 | 0 (.15 before learning) | .25 | the Syrian Observatory as yardstick |
/// | intergovernmental | −.10 | .15 | .25 | verified counts |
/// | medical | 0 | .20 | .30 | a choice |
/// | official | 0 | .30 | .40 | official N(0, .35), scale .30 |
/// | media | 0 | .20 | .40 | media N(0, .25), scale .35 |
/// | witness | +.10 | .30 | .60 | a choice |
/// | other | 0 | .30 | .50 | a choice |
/// | belligerent, coalition neutral | 0 | .40 | .45 | a choice |
/// | any that minimises | −.75 | .35 | .55 | eight pairs with the Syrian Observatory (mean ln −.99, sd .53), four in Radford et al., PNAS 2023 (.28 .99 .5 .6) |
/// | any that maximises | +.90 | .35 | .55 | four such pairs (1.64 1.08 1.62 3.76), four in Radford et al. (4.33 1.94 5.3 1.5) |
pub(super) fn cell(kind: SourceKind, stake: Stake) -> CellPrior {
    let (mean, sd, scale) = if stake.minimises() {
        (-0.75, 0.35, 0.55)
    } else if stake.maximises() {
        (0.90, 0.35, 0.55)
    } else {
        match kind {
            SourceKind::Monitor => (0.0, 0.15, 0.25),
            SourceKind::Intergovernmental => (-0.10, 0.15, 0.25),
            SourceKind::Medical => (0.0, 0.20, 0.30),
            SourceKind::Official => (0.0, 0.30, 0.40),
            SourceKind::Media => (0.0, 0.20, 0.40),
            SourceKind::Witness => (0.10, 0.30, 0.60),
            SourceKind::Other => (0.0, 0.30, 0.50),
            SourceKind::Belligerent | SourceKind::Coalition => (0.0, 0.40, 0.45),
        }
    };
    let variance_unlearned = sd * sd;
    CellPrior {
        mean,
        variance: if is_anchored(kind, stake) { 0.0 } else { variance_unlearned },
        variance_unlearned,
        s2: scale * scale,
        copy: copy(kind),
    }
}

/// Whether the mean of the cell is fixed at 0: true for monitors without a stake.
pub(super) fn is_anchored(kind: SourceKind, stake: Stake) -> bool {
    kind == SourceKind::Monitor && stake == Stake::Neutral
}

/// The prior copy rate π: how often such a source copies a number and does not name the origin.
pub(super) fn copy(kind: SourceKind) -> f64 {
    match kind {
        SourceKind::Media => 0.40,
        SourceKind::Other => 0.30,
        SourceKind::Witness => 0.15,
        _ => 0.10,
    }
}

/// Whether the hearsay cap applies to sources of this kind.
pub(super) fn tells_hearsay(kind: SourceKind) -> bool {
    matches!(kind, SourceKind::Media | SourceKind::Other | SourceKind::Witness)
}

/// tau², the variance of sources around the mean of their cell.
pub(super) fn spread(stake: Stake) -> f64 {
    if stake == Stake::Neutral { 0.04 } else { 0.15 }
}

/// The offset of a wording: its mean m, the sd of the mean, and the variance v of the extra noise.
pub(super) fn wording(wording: Wording) -> (f64, f64, f64) {
    match wording {
        Wording::Figure => (0.0, 0.0, 0.0),
        Wording::AtLeast => (-0.20, 0.15, 0.09),
        Wording::AtMost => (0.25, 0.20, 0.12),
        Wording::Word => (0.0, 0.15, 0.06),
        Wording::None => (0.0, 0.0, 0.50),
    }
}

/// The offset of a lag: its mean g and the sd of the mean.
pub(super) fn lag(lag: Lag) -> (f64, f64) {
    match lag {
        Lag::Day => (-0.20, 0.15),
        Lag::Week => (-0.10, 0.10),
        Lag::Month => (-0.03, 0.05),
        Lag::Later => (0.0, 0.0),
    }
}
