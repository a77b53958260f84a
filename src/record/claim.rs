//! One source's count of one quantity.

use std::ops::Deref;
use std::sync::Arc;

use crate::record::credibility::Credibility;
use crate::record::fields::{builders, getters};
use crate::record::id::{ClaimId, EventId, GroupId, Ids, PartyId, SourceId};
use crate::record::interest::Interest;
use crate::record::moment::Moment;
use crate::record::outcome::Outcome;
use crate::record::quantity::Quantity;
use crate::record::source::Basis;
use crate::said::count::Count;

/// One source's count of one quantity as of a moment, with its chain of relays, quote and
/// address.
///
/// A claim in a dossier is never deleted. It can only be superseded or retracted.
///
/// ```
/// use corroborate::{Claim, Quantity};
///
/// let quantity: Quantity = "raid/guards/killed".parse()?;
/// let claim = Claim::new("c9".parse()?, quantity, "at least 24".parse()?, "monitor".parse()?, "2022-01-21".parse()?)
///     .with_published("2022-01-22T08:00:00Z".parse()?)
///     .with_quote("We have at least 24 names.");
/// assert_eq!(claim.moment(), "2022-01-21".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
    ///
    /// ```
    /// use corroborate::{Claim, Quantity};
    ///
    /// let quantity: Quantity = "raid/guards/killed".parse()?;
    /// let claim = Claim::new("c1".parse()?, quantity, "at least 24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
    /// assert_eq!(claim.count().to_string(), "at least 24");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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

    builders! {
        /// The same claim, counting only what was added after `since`. Only for outcomes that add up
        /// over time.
        ///
        /// ```
        /// use corroborate::{Claim, Quantity};
        ///
        /// # let quantity: Quantity = "raid/guards/killed".parse()?;
        /// # let claim = Claim::new("c1".parse()?, quantity, "24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
        /// let claim = claim.with_since("2022-01-20".parse()?);
        /// assert_eq!(claim.since(), Some("2022-01-20".parse()?), "24 more, on the 21st alone");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        with_since(since: Moment) sets since = Some(since);

        /// The same claim, with the moment it was made public. Without one, it counts as public at its
        /// `as_of`.
        ///
        /// ```
        /// use corroborate::{Claim, Quantity};
        ///
        /// # let quantity: Quantity = "raid/guards/killed".parse()?;
        /// # let claim = Claim::new("c1".parse()?, quantity, "24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
        /// let claim = claim.with_published("2022-01-25".parse()?);
        /// assert_eq!(claim.known_from(), "2022-01-25".parse()?);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        with_published(published: Moment) sets published = Some(published);

        /// The same claim, with the moment at which its source retracted it.
        ///
        /// ```
        /// use corroborate::{Claim, Quantity};
        ///
        /// # let quantity: Quantity = "raid/guards/killed".parse()?;
        /// # let claim = Claim::new("c1".parse()?, quantity, "24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
        /// let claim = claim.with_retracted("2022-02-01".parse()?);
        /// assert_eq!(claim.retracted(), Some("2022-02-01".parse()?), "until then it counts");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        with_retracted(retracted: Moment) sets retracted = Some(retracted);

        /// The same claim, with its own basis in place of the source's default.
        ///
        /// ```
        /// use corroborate::{Basis, Claim, Quantity};
        ///
        /// # let quantity: Quantity = "raid/guards/killed".parse()?;
        /// # let claim = Claim::new("c1".parse()?, quantity, "24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
        /// let claim = claim.with_basis(Basis::Documented);
        /// assert_eq!(claim.basis(), Some(Basis::Documented), "24 bodies: a floor");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        with_basis(basis: Basis) sets basis = Some(basis);

        /// The same claim, with this interest in place of the one that the parties imply.
        ///
        /// ```
        /// use corroborate::{Claim, Interest, Quantity};
        ///
        /// # let quantity: Quantity = "raid/guards/killed".parse()?;
        /// # let claim = Claim::new("c1".parse()?, quantity, "24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
        /// let claim = claim.with_interest(Interest::Maximise);
        /// assert_eq!(claim.interest(), Some(Interest::Maximise), "so it is a ceiling and no floor");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        with_interest(interest: Interest) sets interest = Some(interest);

        /// The same claim, with this party as the perpetrator in place of the event's.
        ///
        /// ```
        /// use corroborate::{Claim, Quantity};
        ///
        /// # let quantity: Quantity = "raid/guards/killed".parse()?;
        /// # let claim = Claim::new("c1".parse()?, quantity, "24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
        /// let claim = claim.with_perpetrator("raiders".parse()?);
        /// assert_eq!(claim.perpetrator(), Some(&"raiders".parse()?));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        with_perpetrator(perpetrator: PartyId) sets perpetrator = Some(perpetrator);

        /// The same claim, with a credibility grade.
        ///
        /// ```
        /// use corroborate::{Claim, Credibility, Quantity};
        ///
        /// # let quantity: Quantity = "raid/guards/killed".parse()?;
        /// # let claim = Claim::new("c1".parse()?, quantity, "24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
        /// let claim = claim.with_credibility(Credibility::Improbable);
        /// assert_eq!(claim.credibility(), Some(Credibility::Improbable), "it is set aside");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        with_credibility(credibility: Credibility) sets credibility = Some(credibility);

        /// The same claim, as a correction: it takes back what its source said before.
        ///
        /// A correction of an outcome that adds up over time withdraws the earlier statements of the
        /// same source whose moments are not after its own, floors included. An "at least 42" does not
        /// contradict an earlier "at least 89"; only the speaker knows that it was meant to. An
        /// increment ([`with_since`](Claim::with_since)) cannot be a correction.
        ///
        /// ```
        /// use corroborate::{Claim, Quantity};
        ///
        /// # let quantity: Quantity = "raid/guards/killed".parse()?;
        /// # let claim = Claim::new("c1".parse()?, quantity, "24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
        /// let claim = claim.with_correction();
        /// assert!(claim.is_correction(), "what the monitor said before of this moment no longer counts");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        with_correction() sets correction = true;

        /// The same claim, from a speaker who did not want to be named.
        ///
        /// ```
        /// use corroborate::{Claim, Quantity};
        ///
        /// # let quantity: Quantity = "raid/guards/killed".parse()?;
        /// # let claim = Claim::new("c1".parse()?, quantity, "24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
        /// let claim = claim.with_anonymous();
        /// assert!(claim.is_anonymous());
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        with_anonymous() sets anonymous = true;

        /// The same claim, with the words in which it was made.
        ///
        /// ```
        /// use corroborate::{Claim, Quantity};
        ///
        /// # let quantity: Quantity = "raid/guards/killed".parse()?;
        /// # let claim = Claim::new("c1".parse()?, quantity, "24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
        /// let claim = claim.with_quote("We have counted 24.");
        /// assert_eq!(claim.quote(), Some("We have counted 24."));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        with_quote(quote: &str) sets quote = Some(quote.into());

        /// The same claim, with the address at which it was read.
        ///
        /// ```
        /// use corroborate::{Claim, Quantity};
        ///
        /// # let quantity: Quantity = "raid/guards/killed".parse()?;
        /// # let claim = Claim::new("c1".parse()?, quantity, "24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
        /// let claim = claim.with_url("https://example.org/raid");
        /// assert_eq!(claim.url(), Some("https://example.org/raid"));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        with_url(url: &str) sets url = Some(url.into());
    }

    /// The same claim, superseding an earlier one.
    ///
    /// ```
    /// use corroborate::{Claim, Quantity};
    ///
    /// # let quantity: Quantity = "raid/guards/killed".parse()?;
    /// # let claim = Claim::new("c1".parse()?, quantity, "24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
    /// let claim = claim.with_supersedes("c0".parse()?);
    /// assert_eq!(claim.supersedes().next(), Some(&"c0".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_supersedes(mut self, earlier: ClaimId) -> Claim {
        self.supersedes.add(earlier);
        self
    }

    /// The same claim, relayed by this outlet. Relays change nothing in any estimate.
    ///
    /// ```
    /// use corroborate::{Claim, Quantity};
    ///
    /// # let quantity: Quantity = "raid/guards/killed".parse()?;
    /// # let claim = Claim::new("c1".parse()?, quantity, "24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
    /// let claim = claim.with_relayed_by("a wire").with_relayed_by("a paper");
    /// assert_eq!(claim.relayed_by().collect::<Vec<_>>(), ["a wire", "a paper"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_relayed_by(mut self, outlet: &str) -> Claim {
        self.relayed_by.add(outlet.into());
        self
    }

    getters! {
        /// Its id.
        ///
        /// ```
        /// let dossier = corroborate::docs::raid()?;
        /// let claim = dossier.claim(&"c2".parse()?).ok_or("it is there")?;
        /// assert_eq!(claim.id(), &"c2".parse()?);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        id() -> &ClaimId;

        /// The event that it is about.
        ///
        /// ```
        /// let dossier = corroborate::docs::raid()?;
        /// let claim = dossier.claim(&"c2".parse()?).ok_or("it is there")?;
        /// assert_eq!(claim.event(), &"raid".parse()?);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        event() -> &EventId;

        /// The group it counts.
        ///
        /// ```
        /// let dossier = corroborate::docs::raid()?;
        /// let claim = dossier.claim(&"c2".parse()?).ok_or("it is there")?;
        /// assert_eq!(claim.group(), &"guards".parse()?);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        group() -> &GroupId;

        /// What happened to the people counted.
        ///
        /// ```
        /// use corroborate::Outcome;
        ///
        /// let dossier = corroborate::docs::raid()?;
        /// let claim = dossier.claim(&"c2".parse()?).ok_or("it is there")?;
        /// assert_eq!(claim.outcome(), Outcome::Killed);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        outcome() -> Outcome;

        /// The count, as it was said.
        ///
        /// ```
        /// let dossier = corroborate::docs::raid()?;
        /// let claim = dossier.claim(&"c2".parse()?).ok_or("it is there")?;
        /// assert_eq!(claim.count().as_str(), "nearly 25");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        count() -> &Count;

        /// The source that said it.
        ///
        /// ```
        /// let dossier = corroborate::docs::raid()?;
        /// let claim = dossier.claim(&"c2".parse()?).ok_or("it is there")?;
        /// assert_eq!(claim.source(), &"agency".parse()?);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        source() -> &SourceId;

        /// The moment at which the count holds.
        ///
        /// ```
        /// let dossier = corroborate::docs::raid()?;
        /// let claim = dossier.claim(&"c2".parse()?).ok_or("it is there")?;
        /// assert_eq!(claim.as_of().to_string(), "2022-01-21");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        as_of() -> Moment;

        /// The moment after which it starts to count, if it is an increment.
        ///
        /// ```
        /// use corroborate::{Claim, Quantity};
        ///
        /// # let quantity: Quantity = "raid/guards/killed".parse()?;
        /// # let claim = Claim::new("c1".parse()?, quantity, "24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
        /// assert_eq!(claim.since(), None, "a total, from the start of the event");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        since() -> Option<Moment>;

        /// When it was made public, if this is known.
        ///
        /// ```
        /// use corroborate::{Claim, Quantity};
        ///
        /// # let quantity: Quantity = "raid/guards/killed".parse()?;
        /// # let claim = Claim::new("c1".parse()?, quantity, "24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
        /// assert_eq!(claim.published(), None);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        published() -> Option<Moment>;

        /// When its source retracted it.
        ///
        /// ```
        /// use corroborate::{Claim, Quantity};
        ///
        /// # let quantity: Quantity = "raid/guards/killed".parse()?;
        /// # let claim = Claim::new("c1".parse()?, quantity, "24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
        /// assert_eq!(claim.retracted(), None, "it stands");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        retracted() -> Option<Moment>;

        /// Its own basis, if it states one.
        ///
        /// ```
        /// use corroborate::{Claim, Quantity};
        ///
        /// # let quantity: Quantity = "raid/guards/killed".parse()?;
        /// # let claim = Claim::new("c1".parse()?, quantity, "24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
        /// assert_eq!(claim.basis(), None, "so that of its source");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        basis() -> Option<Basis>;

        /// Its own interest, if it states one; this overrides the interest that the parties imply.
        ///
        /// ```
        /// use corroborate::{Claim, Quantity};
        ///
        /// # let quantity: Quantity = "raid/guards/killed".parse()?;
        /// # let claim = Claim::new("c1".parse()?, quantity, "24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
        /// assert_eq!(claim.interest(), None, "so the one that the parties imply");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        interest() -> Option<Interest>;

        /// The party that did the harm, if the claim states one.
        ///
        /// ```
        /// use corroborate::{Claim, Quantity};
        ///
        /// # let quantity: Quantity = "raid/guards/killed".parse()?;
        /// # let claim = Claim::new("c1".parse()?, quantity, "24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
        /// assert_eq!(claim.perpetrator(), None, "so that of the event");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        perpetrator() -> Option<&PartyId>;

        /// Its credibility grade, if it has one.
        ///
        /// ```
        /// use corroborate::{Claim, Quantity};
        ///
        /// # let quantity: Quantity = "raid/guards/killed".parse()?;
        /// # let claim = Claim::new("c1".parse()?, quantity, "24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
        /// assert_eq!(claim.credibility(), None, "nobody graded it");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        credibility() -> Option<Credibility>;

        /// The words in which it was made.
        ///
        /// ```
        /// let dossier = corroborate::docs::raid()?;
        /// let claim = dossier.claim(&"c2".parse()?).ok_or("it is there")?;
        /// assert_eq!(claim.quote(), None);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        quote() -> Option<&str>;

        /// The address at which it was read.
        ///
        /// ```
        /// let dossier = corroborate::docs::raid()?;
        /// let claim = dossier.claim(&"c2".parse()?).ok_or("it is there")?;
        /// assert_eq!(claim.url(), None);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        url() -> Option<&str>;
    }

    /// The quantity that it is about.
    ///
    /// ```
    /// let dossier = corroborate::docs::raid()?;
    /// let claim = dossier.claim(&"c2".parse()?).ok_or("it is there")?;
    /// assert_eq!(claim.quantity(), "raid/guards/killed".parse()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn quantity(&self) -> Quantity {
        Quantity::new(self.event.clone(), self.group.clone(), self.outcome)
    }

    /// When it could first be known: its publication, or else its `as_of`.
    ///
    /// ```
    /// use corroborate::{Claim, Quantity};
    ///
    /// # let quantity: Quantity = "raid/guards/killed".parse()?;
    /// # let claim = Claim::new("c1".parse()?, quantity, "24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
    /// assert_eq!(claim.known_from(), claim.as_of(), "no publication is stated");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn known_from(&self) -> Moment {
        self.published.unwrap_or(self.as_of)
    }

    /// The moment it speaks of: its `as_of` or its publication, whichever is earlier.
    ///
    /// ```
    /// use corroborate::{Claim, Quantity};
    ///
    /// # let quantity: Quantity = "raid/guards/killed".parse()?;
    /// # let claim = Claim::new("c1".parse()?, quantity, "24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
    /// let late = claim.with_published("2022-01-20".parse()?);
    /// assert_eq!(late.moment(), "2022-01-20".parse()?, "nobody can speak of a later day than their own");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn moment(&self) -> Moment {
        self.as_of.min(self.known_from())
    }

    /// Whether it takes back what its source said before.
    ///
    /// ```
    /// use corroborate::{Claim, Quantity};
    ///
    /// # let quantity: Quantity = "raid/guards/killed".parse()?;
    /// # let claim = Claim::new("c1".parse()?, quantity, "24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
    /// assert!(!claim.is_correction());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_correction(&self) -> bool {
        self.correction
    }

    /// Whether the speaker did not want to be named.
    ///
    /// ```
    /// use corroborate::{Claim, Quantity};
    ///
    /// # let quantity: Quantity = "raid/guards/killed".parse()?;
    /// # let claim = Claim::new("c1".parse()?, quantity, "24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
    /// assert!(!claim.is_anonymous());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_anonymous(&self) -> bool {
        self.anonymous
    }

    /// The claims that it supersedes.
    ///
    /// ```
    /// use corroborate::{Claim, Quantity};
    ///
    /// # let quantity: Quantity = "raid/guards/killed".parse()?;
    /// # let claim = Claim::new("c1".parse()?, quantity, "24".parse()?, "monitor".parse()?, "2022-01-21".parse()?);
    /// assert_eq!(claim.supersedes().count(), 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn supersedes(&self) -> impl Iterator<Item = &ClaimId> {
        self.supersedes.iter()
    }

    /// The outlets that relayed it, in the order of the chain.
    ///
    /// ```
    /// let dossier = corroborate::docs::raid()?;
    /// let claim = dossier.claim(&"c2".parse()?).ok_or("it is there")?;
    /// assert_eq!(claim.relayed_by().collect::<Vec<_>>(), ["a paper"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn relayed_by(&self) -> impl Iterator<Item = &str> {
        self.relayed_by.iter().map(AsRef::as_ref)
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
