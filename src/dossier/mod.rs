//! Dossiers: sources, parties, groups, events and claims, checked as a whole.

pub(crate) mod check;
pub(crate) mod cycles;
pub(crate) mod draft;
pub(crate) mod fault;
pub(crate) mod index;
pub(crate) mod unread;
#[cfg(feature = "serde")]
pub(crate) mod wire;

use self::check::Checked;
use self::draft::{Draft, Refused};
use self::fault::{Fault, FaultKind, Faults, List};
use self::index::{Index, Named, find, position};
use self::unread::Unreadable;
use crate::record::claim::Claim;
use crate::record::event::Event;
use crate::record::group::Group;
use crate::record::id::{ClaimId, EventId, GroupId, PartyId, SourceId};
use crate::record::party::Party;
use crate::record::source::Source;

/// Sources, parties, groups, events and claims, checked as a whole.
///
/// A dossier never has faults. It is built from a [`Draft`] or read through serde, with the same
/// checks. If anything is wrong, it is refused as a whole, and every fault is listed. Records are
/// sorted by id, each occurs once, and their original order does not matter.
///
/// ```
/// use corroborate::Dossier;
///
/// # #[cfg(feature = "serde")] {
/// let bad = r#"{"groups": [{"id": "g", "name": "G", "part_of": "h"}],
///              "claims": [{"id": "c1", "event": "e", "group": "g", "outcome": "killed",
///                          "count": "lots", "source": "s", "as_of": "2022-01-21"}]}"#;
/// let faults = serde_json::from_str::<Dossier>(bad).unwrap_err().to_string();
/// assert!(faults.contains("groups[0] (g).part_of: there is no group \"h\""));
/// assert!(faults.contains("claims[0] (c1).count: cannot read the count \"lots\""));
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Dossier {
    /// Sorted by id, each once.
    records: Draft,
    index: Index,
}

impl Dossier {
    pub(crate) fn check(draft: Draft, unreadable: Unreadable, mut faults: Vec<Fault>) -> Result<Dossier, Refused> {
        let Checked { faults: found, sorted, named } = check::check(&draft, &unreadable);
        drop(unreadable);
        faults.extend(found);
        if let Some(faults) = Faults::some(faults) {
            return Err(Refused { faults, draft: Box::new(draft) });
        }
        let named = in_places(&named, &sorted);
        let [of_parties, of_sources, of_groups, of_events, of_claims] = &sorted;
        let mut records = Draft {
            parties: in_order(draft.parties, of_parties),
            sources: in_order(draft.sources, of_sources),
            groups: in_order(draft.groups, of_groups),
            events: in_order(draft.events, of_events),
            claims: in_order(draft.claims, of_claims),
        };
        share_ids(&mut records, &named);
        let index = Index::of(&records, &named);
        Ok(Dossier { records, index })
    }

    pub(crate) fn records(&self) -> &Draft {
        &self.records
    }

    /// The claims alone, and the dossier that declares the rest.
    pub(crate) fn take_claims(mut self) -> (Dossier, Vec<Claim>) {
        self.index = self.index.without_claims();
        let claims = std::mem::take(&mut self.records.claims);
        (self, claims)
    }

    /// The dossier with these claims instead of its own. They are sorted by id, and have been checked
    /// with the other records.
    pub(crate) fn with_claims(mut self, claims: Vec<Claim>) -> Dossier {
        self.records.claims = claims;
        let named: Vec<Named> = self.records.claims.iter().map(|claim| Named::by(claim, &self.records)).collect();
        self.index = Index::of(&self.records, &named);
        self
    }

    /// The faults of a claim that is to stand beside these. The claims that the check looks at, the
    /// claim itself among them, are `claims`.
    pub(crate) fn faults_of(&self, claim: &Claim, claims: Vec<Claim>) -> Option<Faults> {
        let of = |party: &PartyId| self.party(party).cloned();
        let events = std::iter::successors(self.event(&claim.event), |event| self.event(event.part_of.as_ref()?));
        let draft = Draft {
            parties: claim.perpetrator.as_ref().and_then(of).into_iter().collect(),
            sources: self.source(&claim.source).cloned().into_iter().collect(),
            groups: self.group(&claim.group).cloned().into_iter().collect(),
            events: events.cloned().collect(),
            claims,
        };
        // The other records were checked with all that they name.
        let mut faults = check::check(&draft, &Unreadable::default()).faults;
        faults.retain(|fault| {
            let is_first = fault.place().list() == Some(List::Claims) && fault.place().position() == Some(0);
            is_first || matches!(fault.kind(), FaultKind::TwoThings { .. })
        });
        Faults::some(faults)
    }

    /// The dossier with the records of both, checked as a whole.
    ///
    /// # Errors
    ///
    /// [`Refused`] if the two do not fit together, for example if one id stands for two different
    /// things. It gives back a draft with the records of both.
    ///
    /// ```
    /// # use corroborate::{Draft, FaultKind, Party, PartyId};
    /// let named = |name: &str| {
    ///     let mut draft = Draft::new();
    ///     draft.add_party(Party::new(PartyId::new("guard")?, name));
    ///     draft.check().map_err(Box::<dyn std::error::Error>::from)
    /// };
    /// assert_eq!(named("The guard")?.merge(named("The guard")?)?.parties().len(), 1);
    ///
    /// let refused = named("The guard")?.merge(named("Guards")?).unwrap_err();
    /// assert!(matches!(refused.faults().iter().next().map(|fault| fault.kind()), Some(FaultKind::TwoThings { .. })));
    /// assert_eq!(refused.into_draft().parties().len(), 2, "nothing is lost");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn merge(self, other: Dossier) -> Result<Dossier, Refused> {
        Draft::from(self).merge(Draft::from(other)).check()
    }

    /// The parties, sorted by id.
    ///
    /// ```
    /// let dossier = corroborate::docs::raid()?;
    /// assert_eq!(dossier.parties()[0].id().as_str(), "guard");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parties(&self) -> &[Party] {
        &self.records.parties
    }

    /// The sources, sorted by id.
    ///
    /// ```
    /// let dossier = corroborate::docs::raid()?;
    /// assert_eq!(dossier.sources().len(), 5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn sources(&self) -> &[Source] {
        &self.records.sources
    }

    /// The groups, sorted by id.
    ///
    /// ```
    /// let dossier = corroborate::docs::raid()?;
    /// assert_eq!(dossier.groups()[0].name(), "All");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn groups(&self) -> &[Group] {
        &self.records.groups
    }

    /// The events, sorted by id.
    ///
    /// ```
    /// let dossier = corroborate::docs::raid()?;
    /// assert_eq!(dossier.events()[0].place(), Some("Hill prison"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn events(&self) -> &[Event] {
        &self.records.events
    }

    /// The claims, sorted by id.
    ///
    /// ```
    /// let dossier = corroborate::docs::raid()?;
    /// assert_eq!(dossier.claims()[6].id().as_str(), "c7");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn claims(&self) -> &[Claim] {
        &self.records.claims
    }

    /// The party with this id.
    ///
    /// ```
    /// use corroborate::Party;
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// assert_eq!(dossier.party(&"raiders".parse()?).map(Party::name), Some("The raiders"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn party(&self, id: &PartyId) -> Option<&Party> {
        self.records.parties.get(find(&self.records.parties, id.as_str(), |party| party.id.as_str()) as usize)
    }

    /// The source with this id.
    ///
    /// ```
    /// let dossier = corroborate::docs::raid()?;
    /// assert!(dossier.source(&"hospital".parse()?).is_some());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.records.sources.get(find(&self.records.sources, id.as_str(), |source| source.id.as_str()) as usize)
    }

    /// The group with this id.
    ///
    /// ```
    /// let dossier = corroborate::docs::raid()?;
    /// assert!(dossier.group(&"guards".parse()?).is_some_and(|guards| guards.party().is_some()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn group(&self, id: &GroupId) -> Option<&Group> {
        self.records.groups.get(find(&self.records.groups, id.as_str(), |group| group.id.as_str()) as usize)
    }

    /// The event with this id.
    ///
    /// ```
    /// let dossier = corroborate::docs::raid()?;
    /// assert_eq!(dossier.event(&"flood".parse()?), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn event(&self, id: &EventId) -> Option<&Event> {
        self.records.events.get(find(&self.records.events, id.as_str(), |event| event.id.as_str()) as usize)
    }

    /// The claim with this id.
    ///
    /// ```
    /// let dossier = corroborate::docs::raid()?;
    /// let claim = dossier.claim(&"c4".parse()?).ok_or("it is there")?;
    /// assert_eq!(claim.source().as_str(), "hospital");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn claim(&self, id: &ClaimId) -> Option<&Claim> {
        self.records.claims.get(find(&self.records.claims, id.as_str(), |claim| claim.id.as_str()) as usize)
    }

    pub(crate) fn index(&self) -> &Index {
        &self.index
    }
}

/// Two dossiers are equal if they hold the same records.
/// Shares the text of equal ids, so that a million claims of one event need it only once.
fn share_ids(records: &mut Draft, named: &[Named]) {
    for (claim, Named { key: (event, group, _), source }) in records.claims.iter_mut().zip(named) {
        claim.event.share(&records.events[*event as usize].id);
        claim.group.share(&records.groups[*group as usize].id);
        claim.source.share(&records.sources[*source as usize].id);
    }
}

impl PartialEq for Dossier {
    fn eq(&self, other: &Dossier) -> bool {
        self.records == other.records
    }
}

impl Eq for Dossier {}

impl Draft {
    /// The dossier with these records, each once.
    ///
    /// # Errors
    ///
    /// [`Refused`], with every fault, if anything is wrong. It gives the draft back. Positions follow
    /// the order in which the records were added.
    ///
    /// ```
    /// use corroborate::{Draft, Event};
    ///
    /// let mut draft = Draft::new();
    /// draft.add_event(Event::new("raid".parse()?, "A raid").with_start("2022-01-20".parse()?).with_end("2022-01-19".parse()?));
    /// let refused = draft.check().unwrap_err();
    /// assert!(refused.to_string().starts_with("events[0] (raid).end: the end"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn check(self) -> Result<Dossier, Refused> {
        Dossier::check(self, Unreadable::default(), Vec::new())
    }
}

impl From<Dossier> for Draft {
    fn from(dossier: Dossier) -> Draft {
        dossier.records
    }
}

impl TryFrom<Draft> for Dossier {
    type Error = Refused;

    fn try_from(draft: Draft) -> Result<Dossier, Refused> {
        draft.check()
    }
}

/// What each claim names, when every list is in this order.
fn in_places(named: &[Named], sorted: &[Vec<usize>; 5]) -> Vec<Named> {
    let places = |list: List| {
        let sorted = &sorted[list as usize];
        let mut places = vec![u32::MAX; sorted.iter().max().map_or(0, |last| last + 1)];
        for (place, &at) in sorted.iter().enumerate() {
            places[at] = position(place);
        }
        places
    };
    let [events, groups, sources] = [List::Events, List::Groups, List::Sources].map(places);
    let moved = |&claim: &usize| {
        let Named { key: (event, group, outcome), source } = named[claim];
        Named { key: (events[event as usize], groups[group as usize], outcome), source: sources[source as usize] }
    };
    sorted[List::Claims as usize].iter().map(moved).collect()
}

/// The records at these positions.
fn in_order<T>(mut records: Vec<T>, sorted: &[usize]) -> Vec<T> {
    if !sorted.iter().copied().eq(0..records.len()) {
        let mut all: Vec<Option<T>> = records.into_iter().map(Some).collect();
        records = sorted.iter().filter_map(|&at| all[at].take()).collect();
    }
    records.shrink_to_fit();
    records
}
