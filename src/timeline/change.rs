//! Changes: the differences between two answers, and the claims that caused them.

use std::fmt;

use crate::derivation::{Derivation, VoiceStep};
use crate::reckon::estimate::{Estimate, Why};
use crate::reckon::reconcile::Reconciliation;
use crate::record::id::ClaimId;
use crate::record::moment::Moment;
use crate::record::quantity::Quantity;
use crate::voice::{Bound, Fate};

/// The difference between two estimates of one quantity, and its causes.
///
/// The two estimates come from two questions to one dossier (two values of `as_of` or `known_by`)
/// or from one question to two dossiers.
///
/// ```
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let then = dossier.reconcile(&Question::new().known_by("2022-01-21".parse()?), LeastDissent::new());
/// let now = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let all = &then.changes(&now)[0];
/// let range = |estimate: &Option<corroborate::Estimate>| estimate.as_ref().map(|it| it.range().to_string());
/// assert_eq!(range(&all.before).as_deref(), Some("24 or more"));
/// assert_eq!(range(&all.after).as_deref(), Some("31 to 33"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Change {
    /// The quantity.
    pub quantity: Quantity,
    /// Its estimate before; none if it was not in play.
    pub before: Option<Estimate>,
    /// Its estimate after; none if it is no longer in play.
    pub after: Option<Estimate>,
    /// The causes of the difference.
    pub causes: Vec<Cause>,
}

/// One cause of a difference.
///
/// ```
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let then = dossier.reconcile(&Question::new().known_by("2022-01-21".parse()?), LeastDissent::new());
/// let now = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let cause = &then.changes(&now)[0].causes[0];
/// assert_eq!(cause.claim.as_ref().map(|claim| claim.as_str()), Some("c5"), "the agency's total");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Cause {
    /// The claim; none if a lapsed ceiling, a part or a whole is the cause.
    pub claim: Option<ClaimId>,
    /// The change in the claim, or in the other quantity.
    pub reason: Reason,
}

/// A change in a claim, or in another quantity, that causes a difference.
///
/// ```
/// use corroborate::timeline::Reason;
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let then = dossier.reconcile(&Question::new().known_by("2022-01-21".parse()?), LeastDissent::new());
/// let now = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let came_in = |reason: &Reason| match reason {
///     Reason::CameIn { count, name } => Some(format!("{name}: {count}")),
///     _ => None,
/// };
/// let changes = then.changes(&now);
/// let new: Vec<_> = changes[0].causes.iter().filter_map(|cause| came_in(&cause.reason)).collect();
/// assert_eq!(new, ["An agency: about 30"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Reason {
    /// The claim was added or became known.
    CameIn {
        /// Its count.
        count: String,
        /// The name of its speaker.
        name: String,
    },
    /// The claim is no longer in the dossier, or not yet known.
    Gone,
    /// The claim is read or weighed differently than before.
    Reweighed,
    /// A later statement of its voice cannot be true together with it.
    Corrected {
        /// The newest kept statement of that voice.
        by: Option<ClaimId>,
    },
    /// Other known claims supersede it.
    Superseded {
        /// Those claims.
        by: Vec<ClaimId>,
    },
    /// Its speaker took it back.
    Retracted,
    /// Its source is now graded E, or its credibility is now 5.
    Discounted,
    /// It stands again.
    Restored,
    /// It set a bound of its voice, and another claim of that voice now sets it.
    Overtaken {
        /// The other claim.
        by: ClaimId,
    },
    /// The claim itself is unchanged, but now counts as of the moment asked about, or no longer
    /// does.
    InTime,
    /// No claim speaks of a later moment, so the ceiling lapsed: the toll may have grown.
    Lapsed {
        /// The newest moment that a claim speaks of.
        since: Moment,
    },
    /// The estimate of a part changed.
    Part(Quantity),
    /// The bounds that a whole sets changed.
    Whole(Quantity),
}

impl Reconciliation<'_> {
    /// The quantities whose estimates differ in a later answer, each with the causes. A difference
    /// in the moment alone does not count.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let then = dossier.reconcile(&Question::new().known_by("2022-01-21".parse()?), LeastDissent::new());
    /// let now = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let changes = then.changes(&now);
    /// assert_eq!(changes[0].quantity.to_string(), "raid/all/killed");
    /// assert!(changes.iter().any(|change| change.before.is_none()), "the hospital spoke on the 22nd");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn changes(&self, later: &Reconciliation<'_>) -> Vec<Change> {
        let mut quantities: Vec<&Quantity> =
            self.estimates().iter().chain(later.estimates()).map(Estimate::quantity).collect();
        quantities.sort_unstable();
        quantities.dedup();
        let differs = |quantity: &&Quantity| match (self.estimate(quantity), later.estimate(quantity)) {
            (Some(before), Some(after)) => !super::says_the_same(before, after),
            _ => true,
        };
        let change = |quantity: &Quantity| Change {
            quantity: quantity.clone(),
            before: self.estimate(quantity).cloned(),
            after: later.estimate(quantity).cloned(),
            causes: causes(self.explain(quantity).as_ref(), later.explain(quantity).as_ref()),
        };
        quantities.into_iter().filter(differs).map(change).collect()
    }
}

fn causes(before: Option<&Derivation>, after: Option<&Derivation>) -> Vec<Cause> {
    let mut claims: Vec<&ClaimId> = [before, after].into_iter().flatten().flat_map(claims_of).collect();
    claims.sort_unstable();
    claims.dedup();
    let of_claim = |claim: &ClaimId| {
        let reason = reason(claim, before, after)?;
        Some(Cause { claim: Some(claim.clone()), reason })
    };
    let mut causes: Vec<Cause> = claims.into_iter().filter_map(of_claim).collect();
    if let (Some(before), Some(after)) = (before, after) {
        causes.extend(lapsed(before, after).map(|reason| Cause { claim: None, reason }));
        causes.extend(of_parts(before, after).into_iter().map(|reason| Cause { claim: None, reason }));
    }
    causes
}

/// A ceiling that held before, and has lapsed since.
fn lapsed(before: &Derivation, after: &Derivation) -> Option<Reason> {
    let since = after.lapsed_since.filter(|_| before.lapsed_since.is_none())?;
    before.range.high().get().map(|_| Reason::Lapsed { since })
}

fn claims_of(derivation: &Derivation) -> impl Iterator<Item = &ClaimId> {
    let stand = derivation.voices.iter().flat_map(|voice| &voice.statements).map(|said| &said.claim);
    stand.chain(derivation.not_standing.iter().map(|known| &known.claim))
}

fn reason(claim: &ClaimId, before: Option<&Derivation>, after: Option<&Derivation>) -> Option<Reason> {
    let stood = before.and_then(|d| d.statement(claim));
    let stands = after.and_then(|d| d.statement(claim));
    let was_aside = before.is_some_and(|d| d.not_standing.iter().any(|known| known.claim == *claim));
    let is_aside = after.and_then(|d| d.not_standing.iter().find(|known| known.claim == *claim));
    match (stood, stands, is_aside) {
        (None, Some((voice, said)), _) if !was_aside => {
            Some(Reason::CameIn { count: said.count.to_string(), name: voice.name.clone() })
        }
        (None, Some(_), _) => Some(Reason::Restored),
        (_, None, Some(_)) if was_aside => None,
        (_, None, Some(known)) => Some(match known.why {
            Why::Retracted => Reason::Retracted,
            Why::Superseded => Reason::Superseded { by: known.by.clone() },
            Why::Discounted | Why::Withdrawn | Why::Empty => Reason::Discounted,
        }),
        (Some(_), None, None) => Some(Reason::Gone),
        (None, None, None) => was_aside.then_some(Reason::Gone),
        (Some(_), Some(_), _) => restated(claim, before?, after?),
    }
}

/// A claim that stands in both.
fn restated(claim: &ClaimId, before: &Derivation, after: &Derivation) -> Option<Reason> {
    let ((voice_before, was), (voice_after, is)) = (before.statement(claim)?, after.statement(claim)?);
    match (was.fate, is.fate) {
        (Fate::Withdrawn, Fate::Kept) => return Some(Reason::Restored),
        (before, Fate::Withdrawn) if before != Fate::Withdrawn => {
            let newest = voice_after.statements.iter().rev().find(|said| said.fate == Fate::Kept);
            return Some(Reason::Corrected { by: newest.map(|said| said.claim.clone()) });
        }
        (before, after) if before != after => return Some(Reason::InTime),
        _ => {}
    }
    if (was.meaning, was.figure, was.interest, was.basis, was.weak)
        != (is.meaning, is.figure, is.interest, is.basis, is.weak)
    {
        return Some(Reason::Reweighed);
    }
    let claims = |bound: &Option<Bound>| bound.as_ref().map_or_else(Vec::new, |bound| bound.claims().to_vec());
    let ends = |voice: &VoiceStep| [claims(&voice.floor), claims(&voice.ceiling)];
    let mut came_in_time = false;
    for (set, sets) in ends(voice_before).iter().zip(&ends(voice_after)) {
        if set.contains(claim) && !sets.contains(claim) {
            let total = sets.iter().find(|by| !set.contains(by));
            return Some(total.map_or(Reason::InTime, |by| Reason::Overtaken { by: by.clone() }));
        }
        came_in_time |= !set.contains(claim) && sets.contains(claim);
    }
    (came_in_time && before.as_of != after.as_of && is.moment > before.as_of).then_some(Reason::InTime)
}

fn of_parts(before: &Derivation, after: &Derivation) -> Vec<Reason> {
    let lines = |derivation: &Derivation| -> Vec<_> {
        let lines = derivation.parts.iter().flat_map(|step| &step.parts);
        lines.map(|line| (line.quantity.clone(), (line.range, line.best, line.contested))).collect()
    };
    let (was, is) = (lines(before), lines(after));
    let changed = is.iter().filter(|line| !was.contains(line)).map(|(quantity, _)| quantity);
    let gone = was.iter().filter(|(quantity, _)| !is.iter().any(|(other, _)| other == quantity)).map(|(q, _)| q);
    let mut parts: Vec<Quantity> = changed.chain(gone).cloned().collect();
    parts.sort_unstable();
    parts.dedup();
    let wholes = after.wholes.iter().filter(|step| {
        let same = |other: &&crate::derivation::WholeStep| other.tree == step.tree && other.whole == step.whole;
        before.wholes.iter().find(same).is_none_or(|other| other.left != step.left)
    });
    parts.into_iter().map(Reason::Part).chain(wholes.map(|step| Reason::Whole(step.whole.clone()))).collect()
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let claim = self.claim.as_ref().map_or("", ClaimId::as_str);
        match &self.reason {
            Reason::CameIn { count, name } => write!(f, "{claim} came in: \"{count}\", said by {name}"),
            Reason::Gone => write!(f, "{claim} is no longer there"),
            Reason::Reweighed => write!(f, "{claim} is read or weighed differently"),
            Reason::Corrected { by: Some(by) } => write!(f, "{claim} was corrected by {by}"),
            Reason::Corrected { by: None } => write!(f, "{claim} was corrected"),
            Reason::Superseded { by } if by.is_empty() => write!(f, "{claim} was superseded"),
            Reason::Superseded { by } => {
                let by: Vec<&str> = by.iter().map(ClaimId::as_str).collect();
                write!(f, "{claim} was superseded by {}", by.join(", "))
            }
            Reason::Retracted => write!(f, "{claim} was retracted"),
            Reason::Discounted => write!(f, "{claim} was discounted"),
            Reason::Restored => write!(f, "{claim} stands again"),
            Reason::Overtaken { by } => write!(f, "{by} now sets the bound that {claim} set"),
            Reason::InTime => write!(f, "{claim} begins or ceases to count at the moment asked about"),
            Reason::Lapsed { since } => {
                write!(
                    f,
                    "no claim speaks of a moment after {since}: the ceiling lapsed, because the toll may have grown"
                )
            }
            Reason::Part(quantity) => write!(f, "its part {quantity} changed"),
            Reason::Whole(quantity) => write!(f, "its whole {quantity} changed"),
        }
    }
}
