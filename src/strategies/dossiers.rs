//! The generator of valid dossiers.

use proptest::prelude::*;

use super::counts::local_count;
use super::scene::{Aspect, Scene, Topic, aspect, id_text, same_day, scene, text, topics};
use super::when::{DAY, When, at, when};
use super::{maybe, pick, sound, with};
use crate::count::Count;
use crate::{Basis, Claim, ClaimId, Course, Credibility, Dossier, Interest, Moment};

/// Any valid dossier. It may have hostile and allied parties, graded sources, trees of groups and
/// events (some exhaustive), flows and stocks, totals and windows, dates and instants,
/// publications, relays, superseded, corrected and retracted claims, and sides that accuse each
/// other.
///
/// Dossiers are small and about few quantities, so that voices agree and disagree: up to 3 parties,
/// 5 sources, 4 groups, 4 events and 14 claims.
///
/// ```
/// use corroborate::strategies::dossier;
/// use corroborate::{LeastDissent, Question};
/// use proptest::prelude::*;
/// use proptest::test_runner::TestRunner;
///
/// TestRunner::deterministic().run(&dossier(), |dossier| {
///     for estimate in dossier.reconcile(&Question::new(), LeastDissent::new()).estimates() {
///         prop_assert!(estimate.best().is_none_or(|best| estimate.range().contains(best)));
///     }
///     Ok(())
/// })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn dossier() -> impl Strategy<Value = Dossier> {
    (scene(), topics(), prop::collection::vec(claim_plan(), 0..=14))
        .prop_map(|(scene, topics, plans)| {
            let mut claims: Vec<Claim> = Vec::with_capacity(plans.len());
            for plan in plans {
                let claim = claim(&scene, plan.aspect.of(&topics), &claims, plan);
                claims.push(claim);
            }
            let mut draft = scene.draft();
            draft.extend(claims);
            sound(draft.check())
        })
        .boxed()
}

#[derive(Clone, Debug)]
struct ClaimPlan {
    aspect: Aspect,
    count: Count,
    source: u8,
    as_of: When,
    since: Option<When>,
    published: Option<Publication>,
    retracted: Option<When>,
    supersedes: Vec<u8>,
    account: Account,
    trimmings: Trimmings,
}

/// What a claim says of itself beside its count and its moments.
#[derive(Clone, Debug)]
pub(super) struct Account {
    pub(super) basis: Option<Basis>,
    pub(super) interest: Option<Interest>,
    pub(super) perpetrator: Option<u8>,
    pub(super) credibility: Option<Credibility>,
    pub(super) correction: bool,
}

/// The time of a claim's publication, relative to its `as_of`.
#[derive(Copy, Clone, Debug)]
pub(super) enum Publication {
    /// At this second of the same day, which may be before the `as_of`.
    SameDay(i64),
    /// This number of days later, at this second.
    Later(i64, Option<i64>),
}

impl Publication {
    pub(super) fn moment(self, as_of: Moment) -> Moment {
        match self {
            Publication::SameDay(second) => same_day(as_of, second).moment(),
            Publication::Later(days, second) => When { day: When::day_of(as_of) + days, second }.moment(),
        }
    }
}

pub(super) fn publication() -> BoxedStrategy<Publication> {
    one_of![
        2 => (0..4_i64).prop_map(|quarter| Publication::SameDay(quarter * DAY / 4 + 1)),
        1 => (0..DAY).prop_map(Publication::SameDay),
        2 => (1..9_i64, maybe(0.5, 0..DAY)).prop_map(|(days, second)| Publication::Later(days, second)),
        1 => Just(Publication::Later(0, None)),
    ]
}

/// The fields of a claim that affect no estimate.
#[derive(Clone, Debug)]
pub(super) struct Trimmings {
    relays: Vec<String>,
    quote: Option<String>,
    url: Option<String>,
    anonymous: bool,
}

pub(super) fn trimmings() -> BoxedStrategy<Trimmings> {
    let rarely = |text| maybe(0.1, text);
    let relays = one_of![3 => Just(Vec::new()), 1 => prop::collection::vec(text(), 1..3)];
    (relays, rarely(text()), rarely(text()), prop::bool::weighted(0.1))
        .prop_map(|(relays, quote, url, anonymous)| Trimmings { relays, quote, url, anonymous })
        .boxed()
}

impl Trimmings {
    pub(super) fn on(self, claim: Claim) -> Claim {
        // No source has such a name.
        let relays = self.relays.iter().map(|relay| format!("Relay {relay}"));
        let claim = relays.fold(claim, |claim, relay| claim.with_relayed_by(&relay));
        let claim = with(claim, self.quote, |claim, quote| claim.with_quote(&quote));
        let claim = with(claim, self.url, |claim, url| claim.with_url(&url));
        if self.anonymous { claim.with_anonymous() } else { claim }
    }
}

fn claim_plan() -> BoxedStrategy<ClaimPlan> {
    let words = (
        maybe(0.2, prop::sample::select(Basis::ALL)),
        maybe(0.15, prop::sample::select(Interest::ALL)),
        maybe(0.25, any::<u8>()),
        maybe(0.2, prop::sample::select(Credibility::ALL)),
        prop::bool::weighted(0.1),
    );
    let account = words.prop_map(|(basis, interest, perpetrator, credibility, correction)| Account {
        basis,
        interest,
        perpetrator,
        credibility,
        correction,
    });
    let times = (when(), maybe(0.25, when()), maybe(0.4, publication()), maybe(0.08, when()));
    let supersedes = one_of![7 => Just(Vec::new()), 1 => prop::collection::vec(any::<u8>(), 1..=2)];
    (aspect(), local_count(), any::<u8>(), times, account, supersedes, trimmings())
        .prop_map(|(aspect, count, source, times, account, supersedes, trimmings)| {
            let (as_of, since, published, retracted) = times;
            ClaimPlan { aspect, count, source, as_of, since, published, retracted, supersedes, account, trimmings }
        })
        .boxed()
}

fn claim(scene: &Scene, (event, group, outcome): Topic, earlier: &[Claim], plan: ClaimPlan) -> Claim {
    let event = usize::from(event) % scene.events.len();
    let group = usize::from(group) % scene.groups.len();
    let flows = outcome.course() == Course::Flow;
    let as_of = if flows { scene.not_before(event, plan.as_of) } else { plan.as_of }.moment();
    let since = plan.since.filter(|_| flows).map(|since| since.moment().min(at(as_of.unix() - 1)));
    let claim = Claim::new(
        sound(ClaimId::new(&id_text(scene.naming, "c", earlier.len()))),
        (scene.events[event].id().clone(), scene.groups[group].id().clone(), outcome),
        plan.count,
        scene.sources[usize::from(plan.source) % scene.sources.len()].id().clone(),
        as_of,
    );
    let claim = with(claim, since, Claim::with_since);
    let claim = with(claim, plan.published.map(|published| published.moment(as_of)), Claim::with_published);
    let claim = with(claim, plan.retracted.map(When::moment), Claim::with_retracted);
    let claim = plan.account.on(claim, scene);
    let superseded = plan.supersedes.iter().filter_map(|&number| pick(earlier, number));
    let claim = superseded.fold(claim, |claim, earlier| claim.with_supersedes(earlier.id().clone()));
    plan.trimmings.on(claim)
}

impl Account {
    /// The claim with all that it says of itself. An increment is no correction.
    pub(super) fn on(&self, claim: Claim, scene: &Scene) -> Claim {
        let perpetrator = self.perpetrator.and_then(|number| pick(&scene.parties, number));
        let claim = with(claim, self.basis, Claim::with_basis);
        let claim = with(claim, self.interest, Claim::with_interest);
        let claim = with(claim, perpetrator.map(|party| party.id().clone()), Claim::with_perpetrator);
        let claim = with(claim, self.credibility, Claim::with_credibility);
        if self.correction && claim.since().is_none() { claim.with_correction() } else { claim }
    }
}
