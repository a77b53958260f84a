//! A quantity's estimates through time, and the differences between two answers.
//!
//! [`Dossier::timeline`](crate::Dossier::timeline) gives a [`Timeline`]: the estimate at each moment at which
//! it changes, or each day. [`Reconciliation::changes`](crate::Reconciliation::changes) lists each quantity
//! whose estimate differs between two answers, with the claims that caused it.

mod change;
mod follow;

pub use change::{Cause, Change, Reason};

use crate::dossier::Dossier;
use crate::policy::Policy;
use crate::reckon::estimate::Estimate;
use crate::record::fields::getters;
use crate::record::moment::Moment;
use crate::record::quantity::Quantity;
use follow::Follower;

/// Which claims a timeline uses at each moment.
///
/// ```
/// use corroborate::timeline::View;
///
/// assert_eq!(View::KnownThen.to_string(), "known-then");
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// All claims known now, at every moment.
    KnownNow,
    /// At each moment, the claims known by that moment.
    KnownThen,
}

#[cfg(feature = "serde")]
crate::dossier::wire::serde_as_text!(View);
crate::record::vocabulary::words!(View { KnownNow => "known-now", KnownThen => "known-then" });

/// The moments at which a quantity is estimated.
///
/// ```
/// use corroborate::LeastDissent;
/// use corroborate::timeline::{Pace, View};
///
/// let dossier = corroborate::docs::raid()?;
/// let days = Pace::Days { from: "2022-01-21".parse()?, to: "2022-01-25".parse()? };
/// let quantity = "raid/guards/killed".parse()?;
/// let timeline = dossier.timeline(&quantity, LeastDissent::new(), View::KnownNow, days).ok_or("in play")?;
/// assert_eq!(timeline.estimates().len(), 5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Pace {
    /// At each moment at which the estimate changes.
    Changes,
    /// At the end of each day, from the first to the last.
    Days {
        /// A moment of the first day.
        from: Moment,
        /// A moment of the last day.
        to: Moment,
    },
}

/// A quantity's estimates from moment to moment. The two views differ where claims were published
/// late, corrected or retracted.
///
/// ```
/// use corroborate::LeastDissent;
/// use corroborate::timeline::{Pace, View};
///
/// let dossier = corroborate::docs::raid()?;
/// let quantity = "raid/all/killed".parse()?;
/// let timeline = dossier.timeline(&quantity, LeastDissent::new(), View::KnownThen, Pace::Changes).ok_or("in play")?;
/// let lows: Vec<u64> = timeline.estimates().iter().map(|estimate| estimate.low()).collect();
/// assert_eq!(lows, [24, 31, 31]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Timeline {
    quantity: Quantity,
    view: View,
    estimates: Vec<Estimate>,
}

impl Dossier {
    /// A quantity's estimates through time; none if no claim brings it into play.
    ///
    /// Law: each estimate equals that of [`reconcile`](Dossier::reconcile) as of the same moment
    /// (and, under [`View::KnownThen`], known by it). It costs less: a voice is folded again only
    /// when its claims or their standing change, and only quantities that affect this one are
    /// estimated.
    ///
    /// ```
    /// use corroborate::timeline::{Pace, View};
    /// use corroborate::{Claim, Draft, LeastDissent, Quantity};
    ///
    /// let quantity: Quantity = "raid/visitors/killed".parse()?;
    /// let (count, source, day) = ("at least 9".parse()?, "monitor".parse()?, "2022-01-22".parse()?);
    /// let late = Claim::new("c8".parse()?, quantity.clone(), count, source, day);
    /// let mut draft = Draft::from(corroborate::docs::raid()?);
    /// draft.add_claim(late.with_published("2022-01-25".parse()?));
    /// let dossier = draft.check()?;
    /// let lows = |view| -> Option<Vec<u64>> {
    ///     let timeline = dossier.timeline(&quantity, LeastDissent::new(), view, Pace::Changes)?;
    ///     Some(timeline.estimates().iter().map(|estimate| estimate.low()).collect())
    /// };
    /// assert_eq!(lows(View::KnownThen), Some(vec![7, 9]), "the monitor spoke on the 25th");
    /// assert_eq!(lows(View::KnownNow), Some(vec![9]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn timeline(&self, quantity: &Quantity, policy: impl Policy, view: View, pace: Pace) -> Option<Timeline> {
        let mut follower = Follower::new(self, quantity, Box::new(policy), view)?;
        let mut estimates: Vec<Estimate> = Vec::new();
        match pace {
            Pace::Changes => {
                for moment in follower.moments() {
                    let Some(estimate) = follower.estimate(moment) else { continue };
                    if estimates.last().is_none_or(|last| !says_the_same(last, &estimate)) {
                        estimates.push(estimate);
                    }
                }
            }
            Pace::Days { from, to } => {
                let days = (from.day()..=to.day()).filter_map(Moment::end_of_day);
                estimates.extend(days.filter_map(|day| follower.estimate(day)));
            }
        }
        Some(Timeline { quantity: quantity.clone(), view, estimates })
    }
}

/// Whether two estimates differ only in their moment.
fn says_the_same(one: &Estimate, other: &Estimate) -> bool {
    *other == Estimate { as_of: other.as_of, ..one.clone() }
}

impl Timeline {
    getters! {
        /// The quantity.
        ///
        /// ```
        /// use corroborate::LeastDissent;
        /// use corroborate::timeline::{Pace, View};
        ///
        /// let dossier = corroborate::docs::raid()?;
        /// let quantity = "raid/guards/killed".parse()?;
        /// let timeline = dossier.timeline(&quantity, LeastDissent::new(), View::KnownThen, Pace::Changes).ok_or("in play")?;
        /// assert_eq!(timeline.quantity(), &quantity);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        quantity() -> &Quantity;

        /// Which claims each estimate uses.
        ///
        /// ```
        /// use corroborate::LeastDissent;
        /// use corroborate::timeline::{Pace, View};
        ///
        /// let dossier = corroborate::docs::raid()?;
        /// let quantity = "raid/guards/killed".parse()?;
        /// let timeline = dossier.timeline(&quantity, LeastDissent::new(), View::KnownThen, Pace::Changes).ok_or("in play")?;
        /// assert_eq!(timeline.view(), View::KnownThen);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        view() -> View;

        /// The estimates; each holds from its moment until the next one's.
        ///
        /// ```
        /// use corroborate::LeastDissent;
        /// use corroborate::timeline::{Pace, View};
        ///
        /// let dossier = corroborate::docs::raid()?;
        /// let quantity = "raid/guards/killed".parse()?;
        /// let timeline = dossier.timeline(&quantity, LeastDissent::new(), View::KnownThen, Pace::Changes).ok_or("in play")?;
        /// let ranges: Vec<_> = timeline.estimates().iter().map(|estimate| estimate.range().to_string()).collect();
        /// assert_eq!(ranges, ["24 to 25", "24 or more"], "a day later the toll may have grown");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        estimates() -> &[Estimate];
    }

    /// The estimate that holds at a moment; none before the first.
    ///
    /// ```
    /// use corroborate::LeastDissent;
    /// use corroborate::timeline::{Pace, View};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let quantity = "raid/guards/killed".parse()?;
    /// let timeline = dossier.timeline(&quantity, LeastDissent::new(), View::KnownThen, Pace::Changes).ok_or("in play")?;
    /// assert!(timeline.at("2022-01-19".parse()?).is_none());
    /// assert_eq!(timeline.at("2022-03-01".parse()?).map(|estimate| estimate.low()), Some(24));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn at(&self, moment: Moment) -> Option<&Estimate> {
        self.estimates[..self.estimates.partition_point(|estimate| estimate.as_of() <= moment)].last()
    }
}
