//! Selects the statements of a dossier: one for each voice and quantity. It also says why the other
//! claims are not used.
//!
//! This is the one file here that reads dossiers, reconciliations and derivations.

use std::collections::BTreeMap;

use super::anchor::Anchor;
use super::calibrated::Calibrate;
use super::calibration::{Calibration, groups};
use super::course::{Course, Courses};
use super::learn::{Learner, NotLearned};
use super::refusal::Refusal;
use super::series::Series;
use super::stake::{People, Stake};
use super::statement::{Statement, Testimony};
use super::table::BiasTable;
use super::wording::{Lag, Told};
use crate::derivation::{Derivation, StatementStep, VoiceStep};
use crate::dossier::Dossier;
use crate::policy::{Hearing, LeastDissent};
use crate::reckon::question::Question;
use crate::reckon::reconcile::Reconciliation;
use crate::record::group::Status;
use crate::record::id::{ClaimId, GroupId};
use crate::record::interest::InterestCase;
use crate::record::moment::Moment;
use crate::record::outcome::Outcome;
use crate::record::quantity::Quantity;
use crate::record::source::SourceKind;
use crate::record::vocabulary::words;
use crate::voice::{Fate, Speaker};

/// Two days, in seconds. Before the event is settled, statements that are older than the newest one
/// by more than this are not used.
const STALE: i64 = 2 * 24 * 60 * 60;

/// A claim that was not chosen as the statement of its voice, with the reason.
///
/// ```
/// use corroborate::calibrate::Unheard;
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid_with(&[("raid/visitors/killed", "9", "hospital", "2022-01-23")])?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let hearings = answer.hearings(&"raid/visitors/killed".parse()?)?;
/// let left = &hearings.not_heard()[0];
/// assert_eq!((left.claim().as_str(), left.why()), ("c4", Unheard::Older), "the hospital now says 9");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NotHeard {
    claim: ClaimId,
    why: Unheard,
}

impl NotHeard {
    /// The claim.
    pub fn claim(&self) -> &ClaimId {
        &self.claim
    }

    /// The reason.
    pub fn why(&self) -> Unheard {
        self.why
    }
}

words! {
    /// Why a claim in force is not used.
    ///
    /// ```
    /// use corroborate::calibrate::Unheard;
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid_with(&[("raid/visitors/killed", "9", "hospital", "2022-01-23")])?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let hearings = answer.hearings(&"raid/visitors/killed".parse()?)?;
    /// assert_eq!(hearings.not_heard()[0].why(), Unheard::Older, "the hospital now says 9");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum Unheard {
        /// The claim names no number: "unspecified", "many".
        NoNumber => "no-number",
        /// The voice has a newer statement.
        Older => "older",
        /// The claim's as-of moment is later than the moment of the question.
        Later => "later",
        /// The event is not settled, and the newest statement of any voice is more than two days newer.
        Stale => "stale",
        /// The claim counts what was added since a moment, and the voice's windows do not reach back to the
        /// start of the event.
        Window => "window",
        /// A later claim of the same voice contradicts the claim, or its window is empty.
        Withdrawn => "withdrawn",
    }
}

/// The statements on one quantity, and the claims that are not used.
///
/// ```
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let hearings = answer.hearings(&"raid/guards/killed".parse()?)?;
/// assert_eq!((hearings.testimony().statements().len(), hearings.not_heard().len()), (3, 0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hearings {
    testimony: Testimony,
    not_heard: Vec<NotHeard>,
}

impl Hearings {
    /// The statements.
    pub fn testimony(&self) -> &Testimony {
        &self.testimony
    }

    /// The claims in force that are not used, sorted by id.
    pub fn not_heard(&self) -> &[NotHeard] {
        &self.not_heard
    }
}

impl Reconciliation<'_> {
    /// The posterior of every toll, with this table and this anchor. It stays beside the estimates and
    /// never replaces them.
    ///
    /// The statements are chosen by the rules of [`LeastDissent`], whatever the policy of the
    /// reconciliation.
    ///
    /// ```
    /// use corroborate::calibrate::{Anchor, BiasTable};
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let calibration = answer.calibrate(&BiasTable::default(), &Anchor::default());
    /// assert_eq!(calibration.all().len(), answer.estimates().len(), "a posterior or a reason for each");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn calibrate(&self, table: &BiasTable, anchor: &Anchor) -> Calibration<'_> {
        self.calibrate_with(&Calibrate::with(table).anchored(anchor))
    }

    /// The same with these settings.
    ///
    /// ```
    /// use corroborate::calibrate::{Anchor, BiasTable, Calibrate};
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let table = BiasTable::default();
    /// let strict = answer.calibrate_with(&Calibrate::with(&table));
    /// let partisan = answer.calibrate_with(&Calibrate::with(&table).partisan().anchored(&Anchor::AS_SAID));
    /// assert_eq!(strict.all().len(), partisan.all().len());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn calibrate_with(&self, how: &Calibrate<'_>) -> Calibration<'_> {
        let heard = self.as_heard();
        let answer = |estimate: &crate::Estimate| {
            let quantity = estimate.quantity();
            let calibrated = heard.hear(quantity).and_then(|heard| how.of(&heard.testimony));
            (quantity.clone(), calibrated.map(|calibrated| calibrated.beside(estimate.range())))
        };
        Calibration::new(self.engine.dossier, self.estimates().iter().map(answer).collect())
    }

    /// The statements on a quantity, and the claims that are not used.
    ///
    /// # Errors
    ///
    /// [`Refusal`] if the quantity is not in play or is a stock.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// assert!(answer.hearings(&"raid/guards/killed".parse()?).is_ok());
    /// assert!(answer.hearings(&"raid/guards/missing".parse()?).is_err(), "nobody speaks of it");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn hearings(&self, quantity: &Quantity) -> Result<Hearings, Refusal> {
        self.as_heard().hear(quantity)
    }

    /// The toll of a quantity through time, under the anchor of the table. The course ends at the day
    /// of the question, or at the day the event is settled if that is earlier. Later totals count as
    /// totals of the last day.
    ///
    /// # Errors
    ///
    /// [`Refusal`] if the quantity is not in play, is a stock, has fewer than eight dated totals, or
    /// has a number above 10⁸.
    ///
    /// ```
    /// use corroborate::calibrate::{BiasTable, Refusal};
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let course = answer.course(&"raid/guards/killed".parse()?, &BiasTable::default());
    /// assert!(matches!(course, Err(Refusal::TooShort { .. })), "three totals show no course");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn course(&self, quantity: &Quantity, table: &BiasTable) -> Result<Course, Refusal> {
        self.course_under(quantity, table, &table.anchor())
    }

    /// The same under another anchor.
    ///
    /// # Errors
    ///
    /// As for [`course`](Reconciliation::course).
    pub fn course_under(&self, quantity: &Quantity, table: &BiasTable, anchor: &Anchor) -> Result<Course, Refusal> {
        let series = self.as_heard().series(quantity)?;
        let courses = Courses::of([series], table, anchor);
        courses.into_first().ok_or_else(|| Refusal::NotInPlay { quantity: quantity.clone() })
    }

    /// The day of a moment as a [`Course`] of this quantity counts days: the event starts on day 1. If
    /// the event has no start, the day of the first total is day 1. `None` if the quantity is not in
    /// play.
    pub fn course_day(&self, quantity: &Quantity, moment: Moment) -> Option<i64> {
        let heard = self.as_heard();
        let derivation = heard.explain(quantity)?;
        Some(moment.day() - heard.day_before(&derivation))
    }

    /// The reconciliation whose voices are used: this one, or one by least dissent.
    fn as_heard(&self) -> Heard<'_> {
        let as_is = self.engine.policy.hearing() == Hearing::AgainstInterest
            && *self.engine.policy.lexicon().name() == *crate::Lexicon::logical().name();
        let dossier = self.engine.dossier;
        let anew = || Box::new(dossier.reconcile(&self.engine.question, LeastDissent::new()));
        Heard { dossier, ours: self, anew: (!as_is).then(anew) }
    }
}

/// A dossier and a reconciliation of it by the rules of least dissent.
struct Heard<'a> {
    dossier: &'a Dossier,
    ours: &'a Reconciliation<'a>,
    /// The answer as the model hears claims, if ours is another.
    anew: Option<Box<Reconciliation<'a>>>,
}

impl Heard<'_> {
    fn explain(&self, quantity: &Quantity) -> Option<Derivation> {
        self.anew.as_deref().unwrap_or(self.ours).explain(quantity)
    }

    fn derivation(&self, quantity: &Quantity) -> Result<Derivation, Refusal> {
        if quantity.outcome().course() == crate::Course::Stock {
            return Err(Refusal::Stock { outcome: quantity.outcome() });
        }
        self.explain(quantity).ok_or_else(|| Refusal::NotInPlay { quantity: quantity.clone() })
    }

    fn hear(&self, quantity: &Quantity) -> Result<Hearings, Refusal> {
        let derivation = self.derivation(quantity)?;
        let settled = derivation.settled.map(|settled| settled.unix() + 1);
        let t = settled.map_or(derivation.as_of.unix(), |settled| settled.min(derivation.as_of.unix()));
        let moves = settled.is_none_or(|settled| t < settled);
        let mut not_heard = Vec::new();
        let mut heard: Vec<(i64, Statement)> = Vec::new();
        let mut floor = Heard::floor_of_parts(&derivation);
        for voice in &derivation.voices {
            match self.last_word(&derivation, voice, t, &mut not_heard) {
                Some((moment, statement)) => heard.push((moment, statement.with_firm_floor(voice.firm_floor))),
                None => floor = floor.max(voice.firm_floor),
            }
        }
        let newest = heard.iter().map(|&(moment, _)| moment).max().unwrap_or(t);
        if moves {
            heard.retain(|(moment, statement)| {
                let is_stale = newest - moment > STALE;
                if is_stale {
                    floor = floor.max(statement.firm_floor());
                    let claim = statement.claim().cloned();
                    not_heard.extend(claim.map(|claim| NotHeard { claim, why: Unheard::Stale }));
                }
                !is_stale
            });
        }
        not_heard.sort_unstable();
        let statements = heard.into_iter().map(|(_, statement)| statement);
        let testimony =
            Testimony::new(&quantity.to_string(), statements).of_outcome(quantity.outcome()).with_firm_floor(floor);
        Ok(Hearings { testimony, not_heard })
    }

    /// The largest sum, over the trees, of the firm floors of the parts.
    fn floor_of_parts(derivation: &Derivation) -> u64 {
        let sum = |lines: &[crate::derivation::PartLine]| {
            lines.iter().fold(0_u64, |sum, line| sum.saturating_add(line.firm_floor))
        };
        derivation.parts.iter().map(|step| sum(&step.parts)).max().unwrap_or(0)
    }

    /// The one statement of a voice, with its moment: the newest kept claim up to `t` that names a
    /// number. A claim with a window counts only if the voice's windows reach back to the start; then
    /// the statement is "at least" their sum.
    fn last_word(
        &self,
        derivation: &Derivation,
        voice: &VoiceStep,
        t: i64,
        not_heard: &mut Vec<NotHeard>,
    ) -> Option<(i64, Statement)> {
        let mut chosen: Option<(i64, Statement)> = None;
        let sums = self.sums(derivation, voice, t);
        for step in voice.statements.iter().rev() {
            let mut aside = |why: Unheard| not_heard.push(NotHeard { claim: step.claim.clone(), why });
            let told = Told::of(step.count.said());
            let sum = sums.get(&step.claim);
            match (told, step.since, sum) {
                _ if matches!(step.fate, Fate::Withdrawn | Fate::Empty) => aside(Unheard::Withdrawn),
                _ if step.fate != Fate::Kept => aside(Unheard::Older),
                _ if step.moment.unix() > t => aside(Unheard::Later),
                (None, ..) => aside(Unheard::NoNumber),
                (Some(_), Some(_), None) => aside(Unheard::Window),
                _ if chosen.is_some() => aside(Unheard::Older),
                (Some(_), Some(_), Some(&sum)) => {
                    chosen = Some((step.moment.unix(), self.statement(derivation, voice, step, Told::at_least(sum))));
                }
                (Some(told), None, _) => {
                    chosen = Some((step.moment.unix(), self.statement(derivation, voice, step, told)));
                }
            }
        }
        chosen
    }

    /// For each claim with a window: the least toll at its end, by the windows and totals that reach
    /// back to the start without a gap. A claim whose windows do not has no entry.
    fn sums<'d>(&self, derivation: &'d Derivation, voice: &'d VoiceStep, t: i64) -> BTreeMap<&'d ClaimId, u64> {
        let mut sums = BTreeMap::new();
        if voice.statements.iter().all(|step| step.since.is_none()) {
            return sums;
        }
        let start = self.start(derivation.quantity.event()).map(beginning);
        let kept = voice.kept().filter(|step| step.moment.unix() <= t);
        let mut in_time: Vec<&StatementStep> = kept.collect();
        in_time.sort_by_key(|step| step.moment);
        // The ends of the windows and totals so far, with the least toll at each.
        let mut reached: Vec<(Moment, u64)> = Vec::new();
        let mut highest = 0;
        for step in in_time {
            let base = match step.since {
                None => Some(0),
                Some(since) if start.is_some_and(|start| since.unix() <= start) => Some(0),
                Some(since) => {
                    let ends_there = |&&(moment, _): &&(Moment, u64)| moment <= since && moment.day() == since.day();
                    reached.iter().filter(ends_there).map(|&(_, floor)| floor).max()
                }
            };
            if let Some(base) = base {
                // A toll never falls.
                highest = base.saturating_add(step.meaning.low()).max(highest);
                reached.push((step.moment, highest));
                if step.since.is_some() {
                    sums.insert(&step.claim, highest);
                }
            }
        }
        sums
    }

    fn statement(&self, derivation: &Derivation, voice: &VoiceStep, step: &StatementStep, told: Told) -> Statement {
        let kind = match (self.dossier.source(&step.source), &voice.speaker) {
            (Some(source), _) => source.kind(),
            (None, Speaker::Party(_)) => SourceKind::Belligerent,
            (None, Speaker::Source(_)) => SourceKind::Other,
        };
        let people = match step.case {
            InterestCase::Declared => self.people(derivation.quantity.group()),
            _ => People::OfASide,
        };
        Statement::new(step.source.clone(), kind, told)
            .by(voice.speaker.clone())
            .with_stake(Stake::of(step.case, step.interest, people))
            .after(self.lag(derivation, &step.claim))
            .published_at(step.published)
            .citing(step.claim.clone(), step.count.clone())
    }

    /// The days from the event's own end to the claim's as-of day.
    fn lag(&self, derivation: &Derivation, claim: &ClaimId) -> Lag {
        let end = self.dossier.event(derivation.quantity.event()).and_then(crate::Event::end);
        let said = self.dossier.claim(claim).map(crate::Claim::moment);
        match (end, said) {
            (Some(end), Some(said)) => Lag::of_days(said.day() - end.day()),
            _ => Lag::Later,
        }
    }

    /// Whether the people of a group belong to a side and are not civilians.
    fn people(&self, group: &GroupId) -> People {
        let above = || groups(self.dossier, group).into_iter().filter_map(|id| self.dossier.group(id));
        let status = above().find_map(crate::Group::status);
        let has_side = above().any(|group| group.party().is_some());
        if has_side && status != Some(Status::Civilian) { People::OfASide } else { People::Civilian }
    }

    /// The start of the event, or of its nearest ancestor that has one.
    fn start(&self, event: &crate::EventId) -> Option<Moment> {
        let first = self.dossier.event(event);
        let mut above = std::iter::successors(first, |event| self.dossier.event(event.part_of()?));
        above.find_map(crate::Event::start)
    }

    fn series(&self, quantity: &Quantity) -> Result<Series, Refusal> {
        let derivation = self.derivation(quantity)?;
        let before = self.day_before(&derivation);
        let day = |moment: Moment| u32::try_from((moment.day() - before).max(0)).unwrap_or(0);
        let t = derivation.as_of;
        // The toll is final once the event is settled: later totals are totals of that day.
        let end = derivation.settled.map_or(t, |settled| settled.min(t));
        let mut totals: Vec<(u32, Statement)> = Vec::new();
        for voice in &derivation.voices {
            let mut said: Vec<(u32, Statement)> = Vec::new();
            for step in voice.kept().filter(|step| step.since.is_none()) {
                let moment = self.dossier.claim(&step.claim).map_or(step.moment, crate::Claim::moment);
                if let (Some(told), true) = (Told::of(step.count.said()), moment <= t) {
                    said.push((day(moment.min(end)), self.statement(&derivation, voice, step, told)));
                }
            }
            // Each voice has one total of the final toll: its newest.
            let newest = said.last().cloned().filter(|last| derivation.settled.is_some() && last.0 == day(end));
            said.retain(|(said, _)| newest.is_none() || *said < day(end));
            totals.extend(said.into_iter().chain(newest));
        }
        Series::new(&quantity.to_string(), quantity.outcome(), totals).map(|series| series.until(day(end)))
    }

    /// The day before the event starts; if it has no start, the day before the first total.
    fn day_before(&self, derivation: &Derivation) -> i64 {
        let said = derivation.voices.iter().flat_map(|voice| &voice.statements);
        let first = || said.filter_map(|step| self.dossier.claim(&step.claim)).map(|claim| claim.moment().day()).min();
        let start = self.start(derivation.quantity.event()).map(Moment::day);
        start.or_else(first).unwrap_or(0) - 1
    }
}

/// The first second of a moment: for a date, the first second of that day.
fn beginning(moment: Moment) -> i64 {
    const DAY: i64 = 24 * 60 * 60;
    if moment.is_date() { moment.unix() - (DAY - 1) } else { moment.unix() }
}

impl Learner {
    /// Adds a reference: a later inquiry found this toll for the quantity.
    pub fn reference(self, quantity: &Quantity, found: u64) -> Learner {
        self.reference_for(&quantity.to_string(), found)
    }

    /// Learns a bias table from dossiers, in any order. It uses every quantity of the learner's
    /// outcome, as of its newest claim, with one statement for each voice.
    ///
    /// Ids have the same meaning in all dossiers. The statements of two dossiers on one quantity are
    /// chosen in each dossier and then merged. Events with the same id and different names are
    /// different events.
    ///
    /// # Errors
    ///
    /// [`NotLearned`], as for [`learn_from`](Learner::learn_from).
    ///
    /// ```
    /// use corroborate::calibrate::{LearnFault, Learner};
    ///
    /// let refused = Learner::new().learn([&corroborate::docs::raid()?]).unwrap_err();
    /// assert!(matches!(refused.faults()[0], LearnFault::TooFewEvents { .. }), "one raid teaches nothing");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn learn<'d>(&self, dossiers: impl IntoIterator<Item = &'d Dossier>) -> Result<BiasTable, NotLearned> {
        let mut heard: BTreeMap<(Quantity, String), Vec<Testimony>> = BTreeMap::new();
        for dossier in dossiers {
            for (quantity, testimony) in testimonies(dossier, self.outcome) {
                let name = dossier.event(quantity.event()).map_or("", |event| event.name()).to_owned();
                heard.entry((quantity, name)).or_default().push(testimony);
            }
        }
        let mut names: BTreeMap<&Quantity, usize> = BTreeMap::new();
        for (quantity, _) in heard.keys() {
            *names.entry(quantity).or_default() += 1;
        }
        let events = heard.iter().flat_map(|((quantity, name), testimonies)| {
            let is_shared = names.get(quantity).is_some_and(|&names| names > 1);
            testimonies.iter().map(move |testimony| {
                let testimony = testimony.clone();
                if is_shared { testimony.called(&format!("{quantity} ({name})")) } else { testimony }
            })
        });
        let shared = names.iter().filter(|&(_, &names)| names > 1).map(|(quantity, _)| quantity.to_string()).collect();
        self.clone().knowing_shared(shared).learn_from(events)
    }
}

/// The testimony on each quantity of this outcome in a dossier, as of its newest claim. It has no
/// statements if no voice names a number.
///
/// ```
/// use corroborate::Outcome;
/// use corroborate::calibrate::testimonies;
///
/// let heard = testimonies(&corroborate::docs::raid()?, Outcome::Killed);
/// assert_eq!(heard.len(), 3, "all, guards and visitors");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn testimonies(dossier: &Dossier, outcome: Outcome) -> Vec<(Quantity, Testimony)> {
    let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    let heard = Heard { dossier, ours: &answer, anew: None };
    let quantities = answer.estimates().iter().map(crate::Estimate::quantity);
    let mut all = Vec::new();
    for quantity in quantities.filter(|quantity| quantity.outcome() == outcome) {
        if let Ok(hearings) = heard.hear(quantity) {
            all.push((quantity.clone(), hearings.testimony));
        }
    }
    all
}
