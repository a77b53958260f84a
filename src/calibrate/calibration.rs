//! The posteriors of all quantities of a reconciliation, and their sums.

use super::calibrated::Calibrated;
use super::refusal::Refusal;
use super::total::{NoTotal, Total};
use crate::dossier::Dossier;
use crate::record::event::Event;
use crate::record::group::Group;
use crate::record::id::GroupId;
use crate::record::quantity::Quantity;

/// The posteriors of all quantities of a reconciliation.
///
/// ```
/// use corroborate::calibrate::{Anchor, BiasTable, Refusal};
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let calibration = answer.calibrate(&BiasTable::default(), &Anchor::default());
/// assert!(calibration.of(&"raid/visitors/killed".parse()?).is_ok());
/// let nobody_spoke = calibration.of(&"raid/visitors/missing".parse()?);
/// assert!(matches!(nobody_spoke, Err(Refusal::NotInPlay { .. })));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration<'a> {
    dossier: &'a Dossier,
    /// Sorted by quantity.
    answers: Vec<(Quantity, Result<Calibrated, Refusal>)>,
}

impl<'a> Calibration<'a> {
    /// The answers must be sorted by quantity.
    pub(super) fn new(dossier: &'a Dossier, answers: Vec<(Quantity, Result<Calibrated, Refusal>)>) -> Calibration<'a> {
        Calibration { dossier, answers }
    }

    /// Every quantity in play, with its posterior or the reason why it has none.
    pub fn all(&self) -> &[(Quantity, Result<Calibrated, Refusal>)] {
        &self.answers
    }

    /// The posterior of one quantity.
    ///
    /// # Errors
    ///
    /// [`Refusal`], the reason why it has none.
    ///
    /// ```
    /// use corroborate::calibrate::{Anchor, BiasTable};
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let calibration = answer.calibrate(&BiasTable::default(), &Anchor::AS_SAID);
    /// let visitors = calibration.of(&"raid/visitors/killed".parse()?)?;
    /// assert!(visitors.at_least(7) >= 0.95, "seven bodies were counted");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(&self, quantity: &Quantity) -> Result<&Calibrated, Refusal> {
        let at = self.answers.binary_search_by(|(known, _)| known.cmp(quantity)).ok();
        match at.and_then(|at| self.answers.get(at)) {
            Some((_, answer)) => answer.as_ref().map_err(Clone::clone),
            None => Err(Refusal::NotInPlay { quantity: quantity.clone() }),
        }
    }

    /// The sum over quantities of different events, or over declared parts of one group.
    ///
    /// # Errors
    ///
    /// [`NoTotal`] if one of them has no posterior, two may count the same people, or their
    /// outcomes differ.
    ///
    /// ```
    /// use corroborate::calibrate::{Anchor, BiasTable, Level};
    /// use corroborate::{LeastDissent, Quantity, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let calibration = answer.calibrate(&BiasTable::default(), &Anchor::default());
    /// let parts: [Quantity; 2] = ["raid/guards/killed".parse()?, "raid/visitors/killed".parse()?];
    /// let total = calibration.total(&parts)?;
    /// assert!(total.interval(Level::NINETY).contains(total.median()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn total<'q>(&self, quantities: impl IntoIterator<Item = &'q Quantity>) -> Result<Total, NoTotal> {
        let mut quantities: Vec<&Quantity> = quantities.into_iter().collect();
        quantities.sort_unstable();
        for (at, &one) in quantities.iter().enumerate() {
            for &other in &quantities[at + 1..] {
                if one.outcome() != other.outcome() {
                    return Err(NoTotal::Outcomes { one: one.clone(), other: other.clone() });
                }
                if !self.are_apart(one, other) {
                    return Err(NoTotal::Overlap { one: one.clone(), other: other.clone() });
                }
            }
        }
        let part = |quantity: &&Quantity| {
            let quantity = (*quantity).clone();
            self.of(&quantity).map_err(|refusal| NoTotal::Refused { quantity, refusal })
        };
        let parts: Vec<&Calibrated> = quantities.iter().map(part).collect::<Result<_, _>>()?;
        Total::of(parts)
    }

    /// Whether two quantities count different people: neither event contains the other, or the groups
    /// are different declared parts of one group.
    fn are_apart(&self, one: &Quantity, other: &Quantity) -> bool {
        let dossier: &'a Dossier = self.dossier;
        let events = |quantity: &Quantity| {
            let first = dossier.event(quantity.event());
            chain(first.map(Event::id), |id| dossier.event(id).and_then(Event::part_of))
        };
        let groups = |quantity: &Quantity| groups(dossier, quantity.group());
        let (one_events, other_events) = (events(one), events(other));
        let (one_groups, other_groups) = (groups(one), groups(other));
        let nested = |one: &[&GroupId], other: &[&GroupId]| one.contains(&other[0]) || other.contains(&one[0]);
        let events_apart = !one_events.is_empty()
            && !other_events.is_empty()
            && !one_events.contains(&other_events[0])
            && !other_events.contains(&one_events[0]);
        let groups_apart = !one_groups.is_empty()
            && !other_groups.is_empty()
            && !nested(&one_groups, &other_groups)
            && one_groups.iter().any(|group| other_groups.contains(group));
        events_apart || groups_apart
    }
}

/// A group and its ancestors.
pub(super) fn groups<'d>(dossier: &'d Dossier, group: &GroupId) -> Vec<&'d GroupId> {
    chain(dossier.group(group).map(Group::id), |id| dossier.group(id).and_then(Group::part_of))
}

fn chain<'d, T>(first: Option<&'d T>, above: impl Fn(&'d T) -> Option<&'d T>) -> Vec<&'d T> {
    std::iter::successors(first, |id| above(id)).collect()
}
