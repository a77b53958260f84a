//! Generators of true worlds and of the statements of truthful voices about them.

use proptest::prelude::*;

use super::counts::worded;
use super::dossiers::{Account, Publication, Trimmings, publication, trimmings};
use super::scene::{Aspect, Scene, Topic, aspect, id_text, scene, topics};
use super::when::{DAYS, When, at, when};
use super::{maybe, pick, sound, with};
use crate::count::{Said, Vague};
use crate::interval::Interval;
use crate::lexicon::Lexicon;
use crate::{
    Basis, Claim, ClaimId, Course, Credibility, Dossier, EventId, GroupId, Interest, Moment, Outcome, Quantity,
    Reliability, Source,
};

/// A true world: what really happened, and a dossier of statements about it. It has flows only and
/// no stocks.
///
/// What happened is a list of [`Increment`]s. Each is about people of one group in one event, who
/// are not counted in any declared part of either. The toll of a quantity is the sum of the
/// increments at or below it. So parts add up to no more than their wholes and, where a tree is
/// exhaustive, to exactly that, at every moment and along all trees at once. No toll changes before
/// its event starts, or later than just after it is settled, because later statements are about the
/// final toll.
///
/// ```
/// use corroborate::strategies::world;
/// use corroborate::{LeastDissent, Question};
/// use proptest::prelude::*;
/// use proptest::test_runner::TestRunner;
///
/// TestRunner::deterministic().run(&world(), |world| {
///     for estimate in world.dossier().reconcile(&Question::new(), LeastDissent::new()).estimates() {
///         prop_assert!(estimate.range().contains(world.toll(estimate.quantity(), estimate.as_of())));
///     }
///     Ok(())
/// })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct World {
    dossier: Dossier,
    happened: Vec<Increment>,
}

/// An increase of a toll: this number of people met the outcome at this moment. They belong to this
/// group and to none of its parts, in this event and in none of its parts.
///
/// The outcome [`Casualties`](Outcome::Casualties) means people not known to be killed or wounded.
///
/// ```
/// use corroborate::strategies::world;
/// use proptest::prelude::*;
/// use proptest::test_runner::TestRunner;
///
/// TestRunner::deterministic().run(&world(), |world| {
///     for increment in world.happened() {
///         prop_assert!(world.dossier().event(increment.event()).is_some(), "its event is declared");
///     }
///     Ok(())
/// })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Increment {
    event: EventId,
    group: GroupId,
    outcome: Outcome,
    at: Moment,
    count: u64,
}

impl Increment {
    /// The event in which it happened.
    pub fn event(&self) -> &EventId {
        &self.event
    }

    /// The group of the people.
    pub fn group(&self) -> &GroupId {
        &self.group
    }

    /// What happened to them.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// The moment.
    pub fn at(&self) -> Moment {
        self.at
    }

    /// The number of people.
    pub fn count(&self) -> u64 {
        self.count
    }
}

impl World {
    /// The dossier of statements about this world.
    pub fn dossier(&self) -> &Dossier {
        &self.dossier
    }

    /// The increments that really happened.
    pub fn happened(&self) -> &[Increment] {
        &self.happened
    }

    /// The true toll of a flow, up to and including this moment.
    pub fn toll(&self, quantity: &Quantity, moment: Moment) -> u64 {
        let event = |id: &EventId| self.dossier.event(id).and_then(|event| event.part_of());
        let group = |id: &GroupId| self.dossier.group(id).and_then(|group| group.part_of());
        self.happened
            .iter()
            .filter(|increment| increment.at <= moment)
            .filter(|increment| is_at_or_below(&increment.event, quantity.event(), event))
            .filter(|increment| is_at_or_below(&increment.group, quantity.group(), group))
            .filter(|increment| counts_as(increment.outcome, quantity.outcome()))
            .map(|increment| increment.count)
            .sum()
    }
}

fn is_at_or_below<'a, T: PartialEq>(id: &'a T, whole: &T, above: impl Fn(&T) -> Option<&'a T>) -> bool {
    std::iter::successors(Some(id), |&id| above(id)).any(|id| id == whole)
}

fn counts_as(outcome: Outcome, quantity: Outcome) -> bool {
    outcome == quantity || outcome.part_of() == Some(quantity)
}

/// A world in which every claim is true as it was said: its interval contains the true toll at its
/// moment, or the true increment between `since` and its moment. The claims are exact or hedged in
/// every way, about totals and increments, by neutral, interested and weak voices. Some are body
/// counts, and some are retracted or superseded although they are true.
///
/// ```
/// use corroborate::strategies::world;
/// use corroborate::{Grade, LeastDissent, Question};
/// use proptest::prelude::*;
/// use proptest::test_runner::TestRunner;
///
/// TestRunner::deterministic().run(&world(), |world| {
///     let answer = world.dossier().reconcile(&Question::new(), LeastDissent::new());
///     prop_assert!(answer.estimates().iter().all(|estimate| estimate.grade() != Grade::Contested));
///     Ok(())
/// })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn world() -> impl Strategy<Value = World> {
    drawn(Candour::AsSaid)
}

/// A world in which every claim is true as far as it counts. Admissions may be too small and boasts
/// too large, body counts may be incomplete, and unreliable sources may say anything. False claims
/// were retracted, or superseded by the same speaker.
pub fn shaded_world() -> impl Strategy<Value = World> {
    drawn(Candour::AsItCounts)
}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Candour {
    AsSaid,
    AsItCounts,
}

fn drawn(candour: Candour) -> BoxedStrategy<World> {
    let happened = prop::collection::vec(happening(), 0..=10);
    (scene(), topics(), happened, prop::collection::vec(claim_plan(), 1..=12))
        .prop_map(move |(scene, topics, happened, plans)| {
            let happened: Vec<Increment> =
                happened.into_iter().filter_map(|plan| increment(&scene, &topics, plan)).collect();
            // The tolls are computed from the trees, so these must exist first.
            let mut draft = scene.draft();
            let mut world = World { dossier: sound(draft.clone().check()), happened };
            let mut claims: Vec<(Claim, Fate)> = Vec::with_capacity(plans.len());
            for plan in plans {
                let drawn = claim(&world, &scene, plan.aspect.of(&topics), claims.len(), plan, candour);
                claims.push(drawn);
            }
            draft.extend(taken_back(&world.dossier, &claims));
            world.dossier = sound(draft.check());
            world
        })
        .boxed()
}

#[derive(Copy, Clone, Debug)]
struct Happening {
    aspect: Aspect,
    /// The moment, in thousandths of the time in which the toll can change.
    at: i64,
    count: u64,
}

fn happening() -> BoxedStrategy<Happening> {
    let at = one_of![1 => Just(0_i64), 1 => Just(1_000_i64), 8 => 0..=1_000_i64];
    let count = one_of![5 => 1..=12_u64, 3 => 1..=100_u64, 2 => 1..=5_000_u64];
    (aspect(), at, count).prop_map(|(aspect, at, count)| Happening { aspect, at, count }).boxed()
}

/// The increment, or `None` if the toll can never change there.
fn increment(scene: &Scene, topics: &[Topic], plan: Happening) -> Option<Increment> {
    let (event, group, outcome) = plan.aspect.of(topics);
    let event = uncovered(usize::from(event) % scene.events.len(), plan.at, &scene.event_wholes, |at| {
        scene.events[at].is_exhaustive()
    });
    let group = uncovered(usize::from(group) % scene.groups.len(), plan.at, &scene.group_wholes, |at| {
        scene.groups[at].is_exhaustive()
    });
    let (from, until) = scene.span(event);
    let from = from.unwrap_or(When { day: 0, second: Some(0) }.moment().unix());
    let until = until.unwrap_or(When { day: DAYS, second: None }.moment().unix().max(from));
    (from <= until).then(|| Increment {
        event: scene.events[event].id().clone(),
        group: scene.groups[group].id().clone(),
        outcome,
        at: at(from + (until - from) * plan.at / 1_000),
        count: plan.count,
    })
}

/// Goes down from an exhaustive whole to a part that is not exhaustive, because every person in an
/// exhaustive whole is also in one of its parts.
fn uncovered(from: usize, number: i64, wholes: &[Option<usize>], exhaustive: impl Fn(usize) -> bool) -> usize {
    let parts: Vec<usize> = (0..wholes.len()).filter(|&at| wholes[at] == Some(from)).collect();
    match pick(&parts, u8::try_from(number % 7).unwrap_or(0)) {
        Some(&part) if exhaustive(from) => uncovered(part, number, wholes, exhaustive),
        _ => from,
    }
}

#[derive(Clone, Debug)]
struct ClaimPlan {
    aspect: Aspect,
    source: u8,
    as_of: When,
    since: Option<When>,
    published: Option<Publication>,
    hedge: Hedge,
    fate: Fate,
    account: Account,
    /// How far an interested voice deviates from the truth, in the direction that does not count.
    shade: u64,
    lie: u64,
    trimmings: Trimmings,
}

/// The hedge of a number: its form, its margins and its wording.
#[derive(Copy, Clone, Debug)]
struct Hedge {
    form: u8,
    below: u64,
    above: u64,
    style: u32,
}

/// The fate of a claim, for worlds in which some claims do not stand.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Fate {
    Stands,
    Retracted,
    Superseded,
}

fn claim_plan() -> BoxedStrategy<ClaimPlan> {
    let times = (when(), maybe(0.3, when()), maybe(0.5, publication()));
    let margin = || one_of![3 => Just(0_u64), 4 => 0..=5_u64, 1 => 0..=200_u64];
    let form = one_of![1 => Just(0_u8), 3 => 0..14_u8];
    let hedge = (form, margin(), margin(), any::<u32>()).prop_map(|(form, below, above, style)| Hedge {
        form,
        below,
        above,
        style,
    });
    let fate = one_of![8 => Just(Fate::Stands), 1 => Just(Fate::Retracted), 1 => Just(Fate::Superseded)];
    let stance = one_of![
        6 => (maybe(0.15, prop::sample::select(Basis::ALL)), Just(None)),
        3 => (Just(None), prop::sample::select(Interest::ALL).prop_map(Some)),
        2 => Just((Some(Basis::Documented), Some(Interest::Neutral))),
    ];
    let words = (
        stance,
        maybe(0.3, any::<u8>()),
        maybe(0.15, prop::sample::select(Credibility::ALL)),
        prop::bool::weighted(0.05),
    );
    let account = words.prop_map(|((basis, interest), perpetrator, credibility, correction)| Account {
        basis,
        interest,
        perpetrator,
        credibility,
        correction,
    });
    let shade = one_of![1 => Just(0_u64), 2 => 0..=30_u64];
    (aspect(), any::<u8>(), times, account, hedge, (fate, shade, 0..=300_u64), trimmings())
        .prop_map(|(aspect, source, times, account, hedge, (fate, shade, lie), trimmings)| {
            let (as_of, since, published) = times;
            ClaimPlan { aspect, source, as_of, since, published, hedge, fate, account, shade, lie, trimmings }
        })
        .boxed()
}

fn claim(
    world: &World,
    scene: &Scene,
    (event, group, outcome): Topic,
    number: usize,
    plan: ClaimPlan,
    candour: Candour,
) -> (Claim, Fate) {
    // Stocks have no tolls.
    let outcome = if outcome.course() == Course::Flow { outcome } else { Outcome::Killed };
    let event = usize::from(event) % scene.events.len();
    let quantity = Quantity::new(
        scene.events[event].id().clone(),
        scene.groups[usize::from(group) % scene.groups.len()].id().clone(),
        outcome,
    );
    let source = &scene.sources[usize::from(plan.source) % scene.sources.len()];
    let as_of = scene.not_before(event, plan.as_of).moment();
    let since = plan.since.map(|since| since.moment().min(at(as_of.unix() - 1)));
    let published = plan.published.map(|published| published.moment(as_of));
    let moment = as_of.min(published.unwrap_or(as_of));
    let before = since.map_or(0, |since| world.toll(&quantity, since));
    // The window may start after the publication that ends it. Then the claim has no effect.
    let truth = world.toll(&quantity, moment).saturating_sub(before);
    let told = if candour == Candour::AsItCounts { plan.shaded(truth, source) } else { truth };
    let said = plan.hedge.of(told);
    debug_assert!(Lexicon::logical().read(said).interval().contains(told), "{said:?} is not said of {told}");
    let claim = Claim::new(
        sound(ClaimId::new(&id_text(scene.naming, "c", number))),
        (quantity.event().clone(), quantity.group().clone(), outcome),
        worded(said, plan.hedge.style),
        source.id().clone(),
        as_of,
    );
    let claim = with(claim, since, Claim::with_since);
    let claim = with(claim, published, Claim::with_published);
    (plan.trimmings.on(plan.account.on(claim, scene)), plan.fate)
}

impl ClaimPlan {
    /// The truth as far as the claim counts: what does not count may be wrong.
    fn shaded(&self, truth: u64, source: &Source) -> u64 {
        let Account { basis, interest, credibility, .. } = self.account;
        let discounted = source.reliability() == Some(Reliability::E) || credibility == Some(Credibility::Improbable);
        // A body count is only a floor, and may be too low, if its speaker is certainly neutral.
        let documented = basis.or(source.basis()) == Some(Basis::Documented);
        match interest {
            _ if discounted || self.fate != Fate::Stands => self.lie,
            Some(Interest::Minimise) => truth.saturating_sub(self.shade),
            Some(Interest::Maximise) => truth + self.shade,
            Some(Interest::Neutral) if documented => truth.saturating_sub(self.shade),
            _ => truth,
        }
    }
}

/// Takes back the claims that must not stand. Each is superseded by a later standing claim of the
/// same speaker, or is retracted when it is published.
fn taken_back(dossier: &Dossier, drawn: &[(Claim, Fate)]) -> Vec<Claim> {
    let source = |claim: &Claim| dossier.source(claim.source());
    let speaker = |claim: &Claim| {
        let party = source(claim).and_then(|source| source.party().cloned());
        party.ok_or(claim.source().clone())
    };
    let stands = |(claim, fate): &(Claim, Fate)| {
        *fate == Fate::Stands
            && claim.credibility() != Some(Credibility::Improbable)
            && source(claim).and_then(Source::reliability) != Some(Reliability::E)
    };
    let mut claims: Vec<Claim> = drawn.iter().map(|(claim, _)| claim.clone()).collect();
    for (at, (claim, fate)) in drawn.iter().enumerate() {
        let same = |later: &(Claim, Fate)| stands(later) && speaker(&later.0) == speaker(claim);
        let later = drawn[at + 1..].iter().position(same).map(|offset| at + 1 + offset);
        match (fate, later) {
            (Fate::Stands, _) => {}
            (Fate::Superseded, Some(later)) => {
                claims[later] = claims[later].clone().with_supersedes(claim.id().clone());
            }
            _ => claims[at] = claims[at].clone().with_retracted(claim.known_from()),
        }
    }
    claims
}

impl Hedge {
    /// A form that is true of this number.
    fn of(self, n: u64) -> Said {
        let Hedge { form, below, above, .. } = self;
        let low = n.saturating_sub(below);
        let high = n + above;
        // "About" means within a tenth of the number said, and within 1.
        let near_above = n + above.min((n / 10).max(1));
        let near_below = n - below.min((n / 11).max(1)).min(n);
        match form {
            1 => Said::AtLeast(low),
            2 if n > 0 => Said::MoreThan(low.min(n - 1)),
            3 => Said::AtLeastAbout(near_above),
            4 => Said::AtMost(high),
            5 => Said::AtMostAbout(near_below),
            6 => Said::FewerThan(high + 1),
            7 => Said::About(near_above),
            8 => Said::About(near_below),
            9 => Said::Nearly(near_above),
            10 => Said::Between(low, high),
            11 => Said::AboutBetween(near_above.min(high), high),
            12 => vaguely(n, above).unwrap_or(Said::AtLeast(n)),
            13 if n > 0 => Said::Unspecified,
            _ if n > 0 => Said::Exactly(n),
            _ => Said::None,
        }
    }
}

/// A vague word that is true of this number.
fn vaguely(n: u64, number: u64) -> Option<Said> {
    let lexicon = Lexicon::logical();
    let fits = |said: &Said| Interval::contains(lexicon.read(*said).interval(), n);
    let words: Vec<Said> = Vague::ALL.into_iter().map(Said::Vaguely).filter(fits).collect();
    pick(&words, u8::try_from(number % 251).unwrap_or(0)).copied()
}
