//! One source's count of one quantity.

use std::ops::Deref;
use std::sync::Arc;

use crate::record::id::{ClaimId, EventId, GroupId, Ids, PartyId, SourceId};
use crate::record::interest::Interest;
use crate::record::moment::Moment;
use crate::record::outcome::Outcome;
use crate::record::quantity::Quantity;
use crate::record::source::Basis;
use crate::record::vocabulary::words;
use crate::said::count::Count;

/// One source's count of one quantity as of a moment, with its chain of relays, quote and
/// address.
///
/// A claim in a dossier is never deleted. It can only be superseded or retracted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Claim {
    pub(crate) id: ClaimId,
    pub(crate) event: EventId,
    pub(crate) group: GroupId,
    pub(crate) outcome: Outcome,
    pub(crate) count: Count,
    pub(crate) source: SourceId,
    pub(crate) as_of: Moment,
    pub(crate) since: Option<Moment>,
    pub(crate) published: Option<Moment>,
    pub(crate) retracted: Option<Moment>,
    pub(crate) basis: Option<Basis>,
    pub(crate) interest: Option<Interest>,
    pub(crate) perpetrator: Option<PartyId>,
    pub(crate) credibility: Option<Credibility>,
    pub(crate) correction: bool,
    pub(crate) anonymous: bool,
    pub(crate) supersedes: Ids<ClaimId>,
    pub(crate) relayed_by: Relays,
    pub(crate) quote: Option<Box<str>>,
    pub(crate) url: Option<Box<str>>,
}

impl Claim {
    /// The claim of `source` that, by `as_of`, `count` people of `group` met `outcome` in `event`.
    pub fn new(id: ClaimId, quantity: impl Into<Quantity>, count: Count, source: SourceId, as_of: Moment) -> Claim {
        let (event, group, outcome) = quantity.into().into();
        Claim {
            id,
            event,
            group,
            outcome,
            count,
            source,
            as_of,
            since: None,
            published: None,
            retracted: None,
            basis: None,
            interest: None,
            perpetrator: None,
            credibility: None,
            correction: false,
            anonymous: false,
            supersedes: Ids::default(),
            relayed_by: Relays::default(),
            quote: None,
            url: None,
        }
    }

    /// The same claim, counting only what was added after `since`. Only for outcomes that add up
    /// over time.
    pub fn with_since(mut self, since: Moment) -> Claim {
        self.since = Some(since);
        self
    }

    /// The same claim, with the moment it was made public. Without one, it counts as public at its
    /// `as_of`.
    pub fn with_published(mut self, published: Moment) -> Claim {
        self.published = Some(published);
        self
    }

    /// The same claim, with the moment at which its source retracted it.
    pub fn with_retracted(mut self, retracted: Moment) -> Claim {
        self.retracted = Some(retracted);
        self
    }

    /// The same claim, with its own basis in place of the source's default.
    pub fn with_basis(mut self, basis: Basis) -> Claim {
        self.basis = Some(basis);
        self
    }

    /// The same claim, with this interest in place of the one that the parties imply.
    pub fn with_interest(mut self, interest: Interest) -> Claim {
        self.interest = Some(interest);
        self
    }

    /// The same claim, with this party as the perpetrator in place of the event's.
    pub fn with_perpetrator(mut self, perpetrator: PartyId) -> Claim {
        self.perpetrator = Some(perpetrator);
        self
    }

    /// The same claim, with a credibility grade.
    pub fn with_credibility(mut self, credibility: Credibility) -> Claim {
        self.credibility = Some(credibility);
        self
    }

    /// The same claim, as a correction: it takes back what its source said before.
    ///
    /// A correction of an outcome that adds up over time withdraws the earlier statements of the
    /// same source whose moments are not after its own, floors included. An "at least 42" does not
    /// contradict an earlier "at least 89"; only the speaker knows that it was meant to. An
    /// increment ([`with_since`](Claim::with_since)) cannot be a correction.
    pub fn with_correction(mut self) -> Claim {
        self.correction = true;
        self
    }

    /// The same claim, from a speaker who did not want to be named.
    pub fn with_anonymous(mut self) -> Claim {
        self.anonymous = true;
        self
    }

    /// The same claim, superseding an earlier one.
    pub fn with_supersedes(mut self, earlier: ClaimId) -> Claim {
        self.supersedes.add(earlier);
        self
    }

    /// The same claim, relayed by this outlet. Relays change nothing in any estimate.
    pub fn with_relayed_by(mut self, outlet: &str) -> Claim {
        self.relayed_by.add(outlet.into());
        self
    }

    /// The same claim, with the words in which it was made.
    pub fn with_quote(mut self, quote: &str) -> Claim {
        self.quote = Some(quote.into());
        self
    }

    /// The same claim, with the address at which it was read.
    pub fn with_url(mut self, url: &str) -> Claim {
        self.url = Some(url.into());
        self
    }

    /// Its id.
    pub fn id(&self) -> &ClaimId {
        &self.id
    }

    /// The event that it is about.
    pub fn event(&self) -> &EventId {
        &self.event
    }

    /// The group it counts.
    pub fn group(&self) -> &GroupId {
        &self.group
    }

    /// What happened to the people counted.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// The quantity that it is about.
    pub fn quantity(&self) -> Quantity {
        Quantity::new(self.event.clone(), self.group.clone(), self.outcome)
    }

    /// The count, as it was said.
    pub fn count(&self) -> &Count {
        &self.count
    }

    /// The source that said it.
    pub fn source(&self) -> &SourceId {
        &self.source
    }

    /// The moment at which the count holds.
    pub fn as_of(&self) -> Moment {
        self.as_of
    }

    /// The moment after which it starts to count, if it is an increment.
    pub fn since(&self) -> Option<Moment> {
        self.since
    }

    /// When it was made public, if this is known.
    pub fn published(&self) -> Option<Moment> {
        self.published
    }

    /// When it could first be known: its publication, or else its `as_of`.
    pub fn known_from(&self) -> Moment {
        self.published.unwrap_or(self.as_of)
    }

    /// The moment it speaks of: its `as_of` or its publication, whichever is earlier.
    pub fn moment(&self) -> Moment {
        self.as_of.min(self.known_from())
    }

    /// When its source retracted it.
    pub fn retracted(&self) -> Option<Moment> {
        self.retracted
    }

    /// Its own basis, if it states one.
    pub fn basis(&self) -> Option<Basis> {
        self.basis
    }

    /// Its own interest, if it states one; this overrides the interest that the parties imply.
    pub fn interest(&self) -> Option<Interest> {
        self.interest
    }

    /// The party that did the harm, if the claim states one.
    pub fn perpetrator(&self) -> Option<&PartyId> {
        self.perpetrator.as_ref()
    }

    /// Its credibility grade, if it has one.
    pub fn credibility(&self) -> Option<Credibility> {
        self.credibility
    }

    /// Whether it takes back what its source said before.
    pub fn is_correction(&self) -> bool {
        self.correction
    }

    /// Whether the speaker did not want to be named.
    pub fn is_anonymous(&self) -> bool {
        self.anonymous
    }

    /// The claims that it supersedes.
    pub fn supersedes(&self) -> impl Iterator<Item = &ClaimId> {
        self.supersedes.iter()
    }

    /// The outlets that relayed it, in the order of the chain.
    pub fn relayed_by(&self) -> impl Iterator<Item = &str> {
        self.relayed_by.iter().map(AsRef::as_ref)
    }

    /// The words in which it was made.
    pub fn quote(&self) -> Option<&str> {
        self.quote.as_deref()
    }

    /// The address at which it was read.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }
}

/// The outlets that relayed a claim, in the order of the chain. Claims with the same chain share
/// it, for example all claims of one table.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Relays(Option<Arc<Vec<Box<str>>>>);

impl Relays {
    pub(crate) fn add(&mut self, outlet: Box<str>) {
        Arc::make_mut(self.0.get_or_insert_default()).push(outlet);
    }
}

impl Deref for Relays {
    type Target = [Box<str>];

    fn deref(&self) -> &[Box<str>] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }
}

impl FromIterator<Box<str>> for Relays {
    fn from_iter<I: IntoIterator<Item = Box<str>>>(outlets: I) -> Relays {
        let outlets: Vec<Box<str>> = outlets.into_iter().collect();
        Relays((!outlets.is_empty()).then(|| Arc::new(outlets)))
    }
}

/// The credibility of a piece of information, 1 to 6 (NATO STANAG 2511).
///
/// | grade | in the standard | here |
/// |---|---|---|
/// | 1 to 4, 6 | confirmed, probably, possibly true, doubtful; cannot be judged | counts in full |
/// | 5 | improbable | discounted |
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Credibility {
    /// Confirmed by other sources.
    Confirmed,
    /// Probably true.
    ProbablyTrue,
    /// Possibly true.
    PossiblyTrue,
    /// Doubtful.
    Doubtful,
    /// Improbable.
    Improbable,
    /// Truth cannot be judged.
    CannotBeJudged,
}

words!(Credibility {
    Confirmed => "1",
    ProbablyTrue => "2",
    PossiblyTrue => "3",
    Doubtful => "4",
    Improbable => "5",
    CannotBeJudged => "6",
});

impl Credibility {
    /// Its number, 1 to 6.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The grade with this number, if it is one of 1 to 6.
    pub fn from_number(number: u64) -> Option<Credibility> {
        let index = usize::try_from(number.checked_sub(1)?).ok()?;
        Credibility::ALL.get(index).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credibility_is_one_to_six() {
        for &grade in Credibility::ALL {
            assert_eq!(Credibility::from_number(u64::from(grade.number())), Some(grade));
            assert_eq!(grade.as_str(), grade.number().to_string());
        }
        assert_eq!(Credibility::from_number(0), None);
        assert_eq!(Credibility::from_number(7), None);
        assert_eq!(Credibility::from_number(u64::MAX), None);
    }
}
