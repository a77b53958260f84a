//! Tolls that were reported for several days or places at once, spread over them by rule.

use super::published::{Published, Role};
use crate::record::id::EventId;
use crate::record::quantity::Quantity;
use crate::record::vocabulary::words;

/// How a project spreads a total over the events it was reported for.
///
/// n deaths over k events, ⌊n/k⌋ to each; what remains, and fewer deaths than events:
///
/// | rule | the remainder | n < k | 11 over 3 | 2 over 3 |
/// |---|---|---|---|---|
/// | [`AcledDays`](Rule::AcledDays) | all to the first | all to the first | 5, 3, 3 | 2, 0, 0 |
/// | [`UcdpPlaces`](Rule::UcdpPlaces) | one each to the first ones | not split | 4, 4, 3 | |
/// | [`GtdIncidents`](Rule::GtdIncidents) | one each to the first ones | one each to the first ones | 4, 4, 3 | 1, 1, 0 |
///
/// The sum is kept, and shares are whole. As commonly read: ACLED's FAQ on its fatality
/// methodology (27 February 2023, updated 7 May 2024) announces its rule, the rest of it and
/// those of UCDP and GTD were not at hand. GTD itself lets fractions occur; here they are whole.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// ACLED, a total over several days, each an event.
    AcledDays,
    /// UCDP, a total over several places.
    UcdpPlaces,
    /// GTD, a total over linked incidents.
    GtdIncidents,
}

words!(Rule { AcledDays => "acled-days", UcdpPlaces => "ucdp-places", GtdIncidents => "gtd-incidents" });

impl Rule {
    /// The shares of so many events, in their order; none if the rule does not split it.
    pub fn split(self, total: u64, events: usize) -> Option<Vec<u64>> {
        let many = u64::try_from(events).ok().filter(|&many| many > 0)?;
        if self == Rule::UcdpPlaces && total < many {
            return None;
        }
        let (each, rest) = (total / many, total % many);
        let share = |at: u64| match self {
            Rule::AcledDays if at == 0 => each + rest,
            Rule::AcledDays => each,
            Rule::UcdpPlaces | Rule::GtdIncidents => each + u64::from(at < rest),
        };
        Some((0..many).map(share).collect())
    }
}

/// A total spread over events: what follows from a rule, and not what anybody reported.
///
/// There is no way from here to a claim. The shares can be written beside what was published, in
/// the role [`Allocated`](Role::Allocated).
///
/// ```
/// use corroborate::exchange::{Allocation, Role, Rule};
/// use corroborate::{EventId, GroupId, Outcome, Quantity};
///
/// let raid = Quantity::new(EventId::new("raid")?, GroupId::new("all")?, Outcome::Killed);
/// let days = [EventId::new("raid, day 1")?, EventId::new("raid, day 2")?];
/// let allocation = Allocation::new(raid, 7, &days, Rule::AcledDays);
/// let shares: Vec<_> = allocation.published().map(|share| (share.best(), share.role())).collect();
/// assert_eq!(shares, [(Some(4), Role::Allocated), (Some(3), Role::Allocated)]);
/// # Ok::<(), corroborate::EmptyId>(())
/// ```
///
/// Law: the shares add up to the total (`exchange::laws::shares_add_up_to_the_total`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocation {
    of: Quantity,
    total: u64,
    rule: Rule,
    shares: Vec<(EventId, u64)>,
}

impl Allocation {
    /// `total` of that quantity, over those events.
    pub fn new(of: Quantity, total: u64, over: &[EventId], rule: Rule) -> Allocation {
        let shares = rule.split(total, over.len()).unwrap_or_default();
        Allocation { of, total, rule, shares: over.iter().cloned().zip(shares).collect() }
    }

    /// What was reported as one.
    pub fn of(&self) -> &Quantity {
        &self.of
    }

    /// How many.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// By which rule.
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// Whether it was split at all; if not, the total stays with the quantity as a whole.
    pub fn is_split(&self) -> bool {
        !self.shares.is_empty()
    }

    /// Each event and its share, in the order given.
    pub fn shares(&self) -> &[(EventId, u64)] {
        &self.shares
    }

    /// The shares as figures in the role [`Allocated`](Role::Allocated).
    pub fn published(&self) -> impl Iterator<Item = Published> {
        self.shares.iter().map(|(event, share)| {
            let quantity = Quantity::new(event.clone(), self.of.group().clone(), self.of.outcome());
            Published::new(quantity, None, Some(*share), None).as_role(Role::Allocated)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_are_those_of_the_table() {
        let cases: [(Rule, u64, usize, Option<&[u64]>); 12] = [
            (Rule::AcledDays, 11, 3, Some(&[5, 3, 3])),
            (Rule::AcledDays, 2, 3, Some(&[2, 0, 0])),
            (Rule::AcledDays, 0, 2, Some(&[0, 0])),
            (Rule::AcledDays, 9, 1, Some(&[9])),
            (Rule::UcdpPlaces, 11, 3, Some(&[4, 4, 3])),
            (Rule::UcdpPlaces, 3, 3, Some(&[1, 1, 1])),
            (Rule::UcdpPlaces, 2, 3, None),
            (Rule::UcdpPlaces, 9, 0, None),
            (Rule::GtdIncidents, 11, 3, Some(&[4, 4, 3])),
            (Rule::GtdIncidents, 2, 3, Some(&[1, 1, 0])),
            (Rule::GtdIncidents, u64::MAX, 2, Some(&[u64::MAX / 2 + 1, u64::MAX / 2])),
            (Rule::AcledDays, 1, 0, None),
        ];
        for (rule, total, events, shares) in cases {
            assert_eq!(rule.split(total, events).as_deref(), shares, "{rule} {total} over {events}");
        }
    }
}
