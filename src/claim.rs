//! One source's count of one quantity.

use std::ops::Deref;
use std::sync::Arc;

use crate::count::Count;
use crate::id::{ClaimId, EventId, GroupId, Ids, PartyId, SourceId};
use crate::interest::Interest;
use crate::moment::Moment;
use crate::outcome::Outcome;
use crate::quantity::Quantity;
use crate::source::Basis;
use crate::word::words;

/// One source's count of one quantity as of a moment, with its chain of relays, quote and
/// address.
///
/// A claim, once in a dossier, is never deleted: it is superseded or retracted.
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
    /// `source` says that of `group` in `event`, `count` were `outcome` by `as_of`.
    pub fn new(
        id: ClaimId,
        (event, group, outcome): (EventId, GroupId, Outcome),
        count: Count,
        source: SourceId,
        as_of: Moment,
    ) -> Claim {
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

    /// The same, counting only what was added after `since`. Of what only adds up.
    pub fn since(mut self, since: Moment) -> Claim {
        self.since = Some(since);
        self
    }

    /// The same, made public then; unsaid, it was as of its moment.
    pub fn published(mut self, published: Moment) -> Claim {
        self.published = Some(published);
        self
    }

    /// The same, taken back then by who made it.
    pub fn retracted(mut self, retracted: Moment) -> Claim {
        self.retracted = Some(retracted);
        self
    }

    /// The same, resting on that basis whatever the source's default.
    pub fn on_basis(mut self, basis: Basis) -> Claim {
        self.basis = Some(basis);
        self
    }

    /// The same, with that interest in the count whatever the parties say.
    pub fn with_interest(mut self, interest: Interest) -> Claim {
        self.interest = Some(interest);
        self
    }

    /// The same, the harm done by that party, whatever the event says.
    pub fn by(mut self, perpetrator: PartyId) -> Claim {
        self.perpetrator = Some(perpetrator);
        self
    }

    /// The same, graded.
    pub fn graded(mut self, credibility: Credibility) -> Claim {
        self.credibility = Some(credibility);
        self
    }

    /// The same, taking back what its source said before.
    ///
    /// Of what only adds up, it withdraws what the same source said before of moments not after
    /// its own, floors too: "at least 42" does not contradict an earlier "at least 89", and only
    /// the speaker knows that it was meant to. It cannot be an increment
    /// ([`since`](Claim::since)).
    pub fn correcting(mut self) -> Claim {
        self.correction = true;
        self
    }

    /// The same, from somebody who would not be named.
    pub fn anonymous(mut self) -> Claim {
        self.anonymous = true;
        self
    }

    /// The same, in the place of an earlier claim.
    pub fn superseding(mut self, earlier: ClaimId) -> Claim {
        self.supersedes.add(earlier);
        self
    }

    /// The same, carried on by that outlet. Relays change nothing.
    pub fn relayed_by(mut self, outlet: &str) -> Claim {
        self.relayed_by.add(outlet.into());
        self
    }

    /// The same, in the words it was made in.
    pub fn quoting(mut self, quote: &str) -> Claim {
        self.quote = Some(quote.into());
        self
    }

    /// The same, with the address it was read at.
    pub fn found_at(mut self, url: &str) -> Claim {
        self.url = Some(url.into());
        self
    }

    /// Its id.
    pub fn id(&self) -> &ClaimId {
        &self.id
    }

    /// The event it speaks of.
    pub fn event(&self) -> &EventId {
        &self.event
    }

    /// The group it counts.
    pub fn group(&self) -> &GroupId {
        &self.group
    }

    /// What became of them.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// The quantity it speaks of.
    pub fn quantity(&self) -> Quantity {
        Quantity::new(self.event.clone(), self.group.clone(), self.outcome)
    }

    /// What was said.
    pub fn count(&self) -> &Count {
        &self.count
    }

    /// Who said it.
    pub fn source(&self) -> &SourceId {
        &self.source
    }

    /// The moment it is as of.
    pub fn as_of(&self) -> Moment {
        self.as_of
    }

    /// If set, it counts only what was added after this.
    pub fn window_start(&self) -> Option<Moment> {
        self.since
    }

    /// When it was made public, if said.
    pub fn published_at(&self) -> Option<Moment> {
        self.published
    }

    /// When it could first be known: its publication, else the moment it is as of.
    pub fn known_from(&self) -> Moment {
        self.published.unwrap_or(self.as_of)
    }

    /// The moment it speaks of: the earlier of what it is as of and its publication.
    pub fn moment(&self) -> Moment {
        self.as_of.min(self.known_from())
    }

    /// When it was taken back.
    pub fn retracted_at(&self) -> Option<Moment> {
        self.retracted
    }

    /// What it rests on, if it says so itself.
    pub fn basis(&self) -> Option<Basis> {
        self.basis
    }

    /// The interest it was given, overriding what the parties imply.
    pub fn interest(&self) -> Option<Interest> {
        self.interest
    }

    /// Who did the harm, if the claim says so itself.
    pub fn perpetrator(&self) -> Option<&PartyId> {
        self.perpetrator.as_ref()
    }

    /// Its grade, if it has one.
    pub fn credibility(&self) -> Option<Credibility> {
        self.credibility
    }

    /// Whether it takes back what its source said before.
    pub fn is_correction(&self) -> bool {
        self.correction
    }

    /// Whether the speaker would not be named.
    pub fn is_anonymous(&self) -> bool {
        self.anonymous
    }

    /// The claims it stands in the place of.
    pub fn supersedes(&self) -> impl Iterator<Item = &ClaimId> {
        self.supersedes.iter()
    }

    /// The outlets that carried it, in the order of the chain.
    pub fn relays(&self) -> impl Iterator<Item = &str> {
        self.relayed_by.iter().map(AsRef::as_ref)
    }

    /// The words it was made in.
    pub fn quote(&self) -> Option<&str> {
        self.quote.as_deref()
    }

    /// The address it was read at.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }
}

/// The outlets that carried a claim, in the order of the chain. Shared by claims that came the same
/// way, as those of one table do.
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

    /// The grade of that number.
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
