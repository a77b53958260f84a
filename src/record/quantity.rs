//! The unknown number that claims are about.

use std::fmt::{self, Write};
use std::str::FromStr;

use crate::record::fields::getters;
use crate::record::id::{EmptyId, EventId, GroupId};
use crate::record::outcome::Outcome;
use crate::record::vocabulary::UnknownWord;

/// A quantity, event × group × outcome: how many people of that group, in that event, met that
/// outcome.
///
/// Quantities sort by event, group (both as text) and outcome. They print as
/// `ghwayran/is-fighters/killed`, and are parsed from that. In an id, `/` prints as `%2F` and `%` as
/// `%25`, so that no two quantities print alike.
///
/// ```
/// # use corroborate::{Outcome, Quantity};
/// let quantity: Quantity = "ghwayran/is-fighters/killed".parse()?;
/// assert_eq!(quantity.group().as_str(), "is-fighters");
/// assert_eq!(quantity.outcome(), Outcome::Killed);
///
/// let slashed = Quantity::new("raid 1/2".parse()?, "all".parse()?, Outcome::Wounded);
/// assert_eq!(slashed.to_string(), "raid 1%2F2/all/wounded");
/// assert_eq!(slashed.to_string().parse::<Quantity>()?, slashed);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity {
    event: EventId,
    group: GroupId,
    outcome: Outcome,
}

impl Quantity {
    /// The quantity of this event, group and outcome.
    ///
    /// ```
    /// use corroborate::{Outcome, Quantity};
    ///
    /// let quantity = Quantity::new("raid".parse()?, "guards".parse()?, Outcome::Killed);
    /// assert_eq!(quantity.to_string(), "raid/guards/killed");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(event: EventId, group: GroupId, outcome: Outcome) -> Quantity {
        Quantity { event, group, outcome }
    }

    getters! {
        /// The event.
        ///
        /// ```
        /// use corroborate::Quantity;
        ///
        /// let quantity: Quantity = "raid/guards/killed".parse()?;
        /// assert_eq!(quantity.event(), &"raid".parse()?);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        event() -> &EventId;

        /// The group whose people are counted.
        ///
        /// ```
        /// use corroborate::Quantity;
        ///
        /// let quantity: Quantity = "raid/guards/killed".parse()?;
        /// assert_eq!(quantity.group(), &"guards".parse()?);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        group() -> &GroupId;

        /// What happened to them.
        ///
        /// ```
        /// use corroborate::{Outcome, Quantity};
        ///
        /// let quantity: Quantity = "raid/guards/killed".parse()?;
        /// assert_eq!(quantity.outcome(), Outcome::Killed);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        outcome() -> Outcome;
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for id in [self.event.as_str(), self.group.as_str()] {
            for part in id.split_inclusive(['/', '%']) {
                match part.strip_suffix('/') {
                    Some(plain) => write!(f, "{plain}%2F")?,
                    None => write!(f, "{part}{}", if part.ends_with('%') { "25" } else { "" })?,
                }
            }
            f.write_char('/')?;
        }
        self.outcome.fmt(f)
    }
}

/// Why a text is not a [`Quantity`].
///
/// ```
/// use corroborate::{Quantity, QuantityError};
///
/// let error = "raid/killed".parse::<Quantity>().unwrap_err();
/// assert!(matches!(error, QuantityError::NotThreeParts { .. }));
/// assert!(matches!("raid/guards/slain".parse::<Quantity>(), Err(QuantityError::Outcome(_))));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QuantityError {
    /// It does not have three parts with `/` between them.
    #[error("{found:?} is not a quantity: expected EVENT/GROUP/OUTCOME, such as raid/guards/killed")]
    NotThreeParts {
        /// The text that was found, cut after 80 characters.
        found: String,
    },
    /// The event or the group is empty.
    #[error(transparent)]
    EmptyId(#[from] EmptyId),
    /// The outcome is unknown.
    #[error(transparent)]
    Outcome(#[from] UnknownWord),
}

impl FromStr for Quantity {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Quantity, QuantityError> {
        let [event, group, outcome] = *text.split('/').collect::<Vec<_>>() else {
            return Err(QuantityError::NotThreeParts { found: text.chars().take(80).collect() });
        };
        let plain = |id: &str| id.replace("%2F", "/").replace("%25", "%");
        Ok(Quantity::new(plain(event).parse()?, plain(group).parse()?, outcome.parse()?))
    }
}

impl From<(EventId, GroupId, Outcome)> for Quantity {
    fn from((event, group, outcome): (EventId, GroupId, Outcome)) -> Quantity {
        Quantity::new(event, group, outcome)
    }
}

impl From<Quantity> for (EventId, GroupId, Outcome) {
    fn from(quantity: Quantity) -> (EventId, GroupId, Outcome) {
        (quantity.event, quantity.group, quantity.outcome)
    }
}

/// The three ways in which one quantity can be part of another.
///
/// ```
/// use corroborate::{LeastDissent, Question, Tree};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let all = answer.explain(&"raid/all/killed".parse()?).ok_or("in play")?;
/// assert_eq!(all.parts[0].tree, Tree::Group, "guards and visitors are groups");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tree {
    /// Its event is part of the other's event.
    Event,
    /// Its group is part of the other's group.
    Group,
    /// Its outcome is killed or wounded, the other's is casualties.
    Outcome,
}

crate::record::vocabulary::words!(Tree { Event => "event", Group => "group", Outcome => "outcome" });
