//! The answer for one quantity: the probability distribution of its toll, the assumptions behind it,
//! and the influence of each voice.

use std::fmt;

use super::anchor::Anchor;
use super::posterior::{LARGEST, Level, Posterior, Reading, counts};
use super::refusal::Refusal;
use super::stake::Stake;
use super::statement::{Statement, Testimony};
use super::student;
use super::table::BiasTable;
use crate::record::outcome::{Course, Outcome};
use crate::said::interval::Interval;
use crate::said::thousands::plural;
use crate::voice::Speaker;

/// The settings of a calibration: a bias table, an [`Anchor`], and whether voices with a stake in the
/// count are enough without others.
///
/// ```
/// use corroborate::SourceKind;
/// use corroborate::calibrate::{BiasTable, Calibrate, Level, Stake, Statement, Testimony, Told};
///
/// let said = Testimony::new("SDF dead, January 2022", [
///     Statement::new("osdh".parse()?, SourceKind::Monitor, Told::exactly(159)),
///     Statement::new("sdf".parse()?, SourceKind::Belligerent, Told::exactly(121)).with_stake(Stake::OwnLoss),
///     Statement::new("is".parse()?, SourceKind::Belligerent, Told::exactly(260)).with_stake(Stake::EnemyLoss),
/// ]);
/// let table = BiasTable::default();
/// let answer = Calibrate::with(&table).of(&said)?;
/// assert_eq!(answer.interval(Level::NINETY).to_string(), "105 to 337");
/// assert_eq!(answer.median(), 187);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Calibrate<'t> {
    table: &'t BiasTable,
    anchor: Anchor,
    partisan: bool,
}

impl<'t> Calibrate<'t> {
    /// Uses this table and its anchor.
    ///
    /// ```
    /// use corroborate::calibrate::{BiasTable, Calibrate};
    ///
    /// let table = BiasTable::default();
    /// assert_eq!(Calibrate::with(&table).anchor(), table.anchor());
    /// ```
    pub fn with(table: &'t BiasTable) -> Calibrate<'t> {
        Calibrate { table, anchor: table.anchor(), partisan: false }
    }

    /// Uses another anchor.
    ///
    /// ```
    /// use corroborate::SourceKind;
    /// use corroborate::calibrate::{Anchor, BiasTable, Calibrate, Statement, Testimony, Told};
    ///
    /// let monitor = Statement::new("osdh".parse()?, SourceKind::Monitor, Told::exactly(159));
    /// let (said, table) = (Testimony::new("SDF dead", [monitor]), BiasTable::default());
    /// let as_said = Calibrate::with(&table).anchored(&Anchor::AS_SAID).of(&said)?;
    /// assert!(as_said.median() < Calibrate::with(&table).of(&said)?.median(), "nobody is taken to be missed");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn anchored(mut self, anchor: &Anchor) -> Calibrate<'t> {
        self.anchor = *anchor;
        self
    }

    /// Accepts quantities for which every voice that names a number has a stake in the count. The
    /// intervals are wide: a single claim of 500 by an enemy gives 46 to 1,229.
    ///
    /// ```
    /// use corroborate::SourceKind;
    /// use corroborate::calibrate::{BiasTable, Calibrate, Refusal, Stake, Statement, Testimony, Told};
    ///
    /// let enemy = Statement::new("is".parse()?, SourceKind::Belligerent, Told::exactly(500));
    /// let (said, table) = (Testimony::new("SDF dead", [enemy.with_stake(Stake::EnemyLoss)]), BiasTable::default());
    /// assert_eq!(Calibrate::with(&table).of(&said).err(), Some(Refusal::InterestedOnly));
    /// assert!(Calibrate::with(&table).partisan().of(&said).is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn partisan(mut self) -> Calibrate<'t> {
        self.partisan = true;
        self
    }

    /// The distribution of the toll, given the statements.
    ///
    /// # Errors
    ///
    /// [`Refusal`] if no statement names a number, if only voices with a stake do, if the table
    /// covers neither the outcome nor such sources, or if a number exceeds 10⁸.
    ///
    /// ```
    /// use corroborate::SourceKind;
    /// use corroborate::calibrate::{BiasTable, Calibrate, Level, Statement, Testimony, Told};
    ///
    /// let monitor = Statement::new("osdh".parse()?, SourceKind::Monitor, Told::exactly(159));
    /// let answer = Calibrate::with(&BiasTable::default()).of(&Testimony::new("SDF dead", [monitor]))?;
    /// assert!(answer.interval(Level::NINETY).contains(159));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(&self, testimony: &Testimony) -> Result<Calibrated, Refusal> {
        let outcome = testimony.outcome();
        self.speaks_of(outcome)?;
        let statements = testimony.statements();
        if statements.is_empty() {
            return Err(Refusal::NoNumber);
        }
        let largest = statements.iter().map(|statement| statement.told().high());
        if let Some(number) = largest.chain([testimony.firm_floor()]).find(|&number| number > LARGEST) {
            return Err(Refusal::TooLarge { number });
        }
        if outcome != Outcome::Killed {
            let known = |statement: &&Statement| self.table.cell(statement.kind(), statement.stake()).is_some();
            if let Some(unknown) = statements.iter().find(|statement| !known(statement)) {
                return Err(Refusal::NoCell { outcome, kind: unknown.kind(), stake: unknown.stake() });
            }
        }
        if !self.partisan && statements.iter().all(|statement| statement.stake() != Stake::Neutral) {
            return Err(Refusal::InterestedOnly);
        }
        let readings: Vec<Reading> = statements.iter().map(|statement| Reading::of(statement, self.table)).collect();
        Ok(Calibrated::of(testimony.clone(), readings, self))
    }

    /// Whether the table has an entry for that outcome.
    pub(super) fn speaks_of(&self, outcome: Outcome) -> Result<(), Refusal> {
        let learned = self.table.learned_from().outcome();
        if outcome.course() == Course::Stock {
            Err(Refusal::Stock { outcome })
        } else if learned != outcome {
            Err(Refusal::OtherOutcome { asked: outcome, learned })
        } else {
            Ok(())
        }
    }

    /// The anchor in use.
    pub fn anchor(&self) -> Anchor {
        self.anchor
    }

    /// The table in use.
    pub fn table(&self) -> &'t BiasTable {
        self.table
    }
}

/// The posterior distribution of one toll. It stays beside the reported range and never replaces
/// it.
///
/// It depends on an [anchor](Calibrated::anchor), which is an assumption, and on a bias table, and
/// names both.
///
/// ```
/// use corroborate::calibrate::{Anchor, BiasTable, Level};
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let calibration = answer.calibrate(&BiasTable::default(), &Anchor::default());
/// let guards = calibration.of(&"raid/guards/killed".parse()?)?;
/// assert_eq!(guards.side_by_side(Level::NINETY), "24 to 25 reported; 23 to 72 at 90 %, median 40");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Calibrated {
    testimony: Testimony,
    readings: Vec<Reading>,
    counts: Vec<f64>,
    posterior: Posterior,
    anchor: Anchor,
    origin: String,
    learned_events: u64,
    reported: Option<Interval>,
}

impl Calibrated {
    fn of(testimony: Testimony, readings: Vec<Reading>, how: &Calibrate<'_>) -> Calibrated {
        let (counts, posterior) = weighed(&testimony, &readings, &how.anchor);
        Calibrated {
            testimony,
            readings,
            counts,
            posterior,
            anchor: how.anchor,
            origin: how.table.origin(),
            learned_events: how.table.learned_from().events(),
            reported: None,
        }
    }

    /// Records the reported range, for comparison.
    ///
    /// ```
    /// use corroborate::SourceKind;
    /// use corroborate::calibrate::{BiasTable, Calibrate, Statement, Testimony, Told};
    /// use corroborate::Interval;
    ///
    /// let monitor = Statement::new("osdh".parse()?, SourceKind::Monitor, Told::exactly(159));
    /// let answer = Calibrate::with(&BiasTable::default()).of(&Testimony::new("SDF dead", [monitor]))?;
    /// assert_eq!(answer.reported(), None);
    /// assert_eq!(answer.beside(Interval::exactly(159)).reported(), Some(Interval::exactly(159)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn beside(mut self, reported: Interval) -> Calibrated {
        self.reported = Some(reported);
        self
    }

    /// The posterior distribution.
    pub fn posterior(&self) -> &Posterior {
        &self.posterior
    }

    /// The central interval at this level. It holds the toll with this probability if sources err as
    /// the table says and if the anchor is right.
    ///
    /// ```
    /// use corroborate::calibrate::{Anchor, BiasTable, Level};
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let calibration = answer.calibrate(&BiasTable::default(), &Anchor::default());
    /// let guards = calibration.of(&"raid/guards/killed".parse()?)?;
    /// assert_eq!(guards.interval(Level::NINETY).to_string(), "23 to 72");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn interval(&self, level: Level) -> Interval {
        self.posterior.interval(level)
    }

    /// The median.
    ///
    /// ```
    /// use corroborate::calibrate::{Anchor, BiasTable};
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let calibration = answer.calibrate(&BiasTable::default(), &Anchor::default());
    /// assert_eq!(calibration.of(&"raid/guards/killed".parse()?)?.median(), 40);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn median(&self) -> u64 {
        self.posterior.median()
    }

    /// P(N ≥ n).
    ///
    /// ```
    /// use corroborate::calibrate::{Anchor, BiasTable};
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let calibration = answer.calibrate(&BiasTable::default(), &Anchor::default());
    /// let guards = calibration.of(&"raid/guards/killed".parse()?)?;
    /// assert!(guards.at_least(20) > 0.9 && guards.at_least(100) < 0.1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn at_least(&self, n: u64) -> f64 {
        self.posterior.at_least(n)
    }

    /// P(low ≤ N ≤ high).
    pub fn within(&self, range: Interval) -> f64 {
        self.posterior.within(range)
    }

    /// The reported range, if it was given.
    pub fn reported(&self) -> Option<Interval> {
        self.reported
    }

    /// The statements.
    pub fn testimony(&self) -> &Testimony {
        &self.testimony
    }

    /// The anchor in use.
    pub fn anchor(&self) -> Anchor {
        self.anchor
    }

    /// The origin of the table: "default table", "table learned from 600 events".
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The contradiction radius: the smallest k for which some toll lies within k scales of every
    /// statement.
    pub fn radius(&self) -> f64 {
        radius(&self.readings)
    }

    /// How each voice was read, in the order of the statements.
    ///
    /// Each call computes one more posterior for every voice: the one without it.
    ///
    /// ```
    /// use corroborate::calibrate::{Anchor, BiasTable};
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let calibration = answer.calibrate(&BiasTable::default(), &Anchor::default());
    /// let voices = calibration.of(&"raid/guards/killed".parse()?)?.voices();
    /// assert_eq!(voices.len(), 3);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn voices(&self) -> Vec<VoiceReading> {
        let mut voices = self.readings();
        for (place, voice) in voices.iter_mut().enumerate() {
            voice.median_without = self.median_without(place);
        }
        voices
    }

    /// How each voice was read, without the medians that leave one voice out.
    fn readings(&self) -> Vec<VoiceReading> {
        let mean = self.posterior.mean_log();
        let level = self.anchor.level();
        let all = self.testimony.statements().iter().zip(&self.readings).zip(&self.counts);
        let mut voices: Vec<VoiceReading> = all
            .map(|((statement, reading), &counts_for)| {
                let scale = reading.scale_with_width;
                let residual = (reading.z() + level - mean) / scale;
                VoiceReading {
                    statement: statement.clone(),
                    read_as: (libm::exp(reading.z() + level) - 0.5).max(0.0),
                    factors: Factors {
                        bias: libm::exp(-reading.effect.bias),
                        wording: libm::exp(-reading.effect.wording.offset),
                        lag: libm::exp(-reading.effect.lag),
                        anchor: libm::exp(level),
                    },
                    give_or_take: libm::exp(student::QUARTILE * scale),
                    counts_for,
                    weight: counts_for * student::pull(residual * residual) / (scale * scale),
                    median_without: None,
                    residual,
                    reading: *reading,
                }
            })
            .collect();
        let sum: f64 = voices.iter().map(|voice| voice.weight).sum();
        if sum > 0.0 {
            for voice in &mut voices {
                voice.weight /= sum;
            }
        }
        voices
    }

    /// Computes the posterior from an explanation: the readings of the voices, the anchor and the
    /// firm floor.
    ///
    /// Law: it equals the posterior that was explained (`what_is_explained_gives_the_same_answer`).
    pub fn replay(voices: &[VoiceReading], anchor: &Anchor, firm_floor: u64) -> Posterior {
        let readings: Vec<Reading> = voices.iter().map(|voice| voice.reading).collect();
        let counts: Vec<f64> = voices.iter().map(|voice| voice.counts_for).collect();
        Posterior::of(&readings, &counts, anchor).with_firm_floor(firm_floor)
    }

    /// The share of the weight of each voice, and the variance of its bias.
    pub(super) fn shares(&self) -> impl Iterator<Item = (Speaker, Stake, f64, f64)> {
        let voices = self.readings().into_iter();
        voices.map(|voice| {
            (voice.statement.speaker().clone(), voice.statement.stake(), voice.weight, voice.reading.effect.variance)
        })
    }

    fn median_without(&self, place: usize) -> Option<u64> {
        let rest = self.testimony.without(place);
        let mut readings = self.readings.clone();
        readings.remove(place);
        (!readings.is_empty()).then(|| weighed(&rest, &readings, &self.anchor).1.median())
    }

    /// A contradiction between the 90 % interval and the reported range, or among the voices, if
    /// there is one. It does not choose a side.
    ///
    /// The first that applies: interval and range share no count; the range has less than 15 % of
    /// the probability; the [radius](Calibrated::radius) exceeds 2.
    ///
    /// ```
    /// use corroborate::calibrate::{Anchor, BiasTable};
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let calibration = answer.calibrate(&BiasTable::default(), &Anchor::default());
    /// let guards = calibration.of(&"raid/guards/killed".parse()?)?;
    /// assert!(guards.disagrees().is_some(), "24 to 25 is a narrow range");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn disagrees(&self) -> Option<Disagreement> {
        self.disagrees_at(Level::NINETY)
    }

    /// The same with the interval at another level.
    pub fn disagrees_at(&self, level: Level) -> Option<Disagreement> {
        const LEAST: f64 = 0.15;
        const WIDEST: f64 = 2.0;
        let radius = self.radius();
        let apart = self.reported.filter(|&range| range.meet(self.interval(level)).is_none());
        let outside = self.reported.map(|range| self.within(range)).filter(|&share| share < LEAST);
        let cause = match (apart, outside) {
            (Some(_), _) => Cause::Apart,
            (None, Some(share)) => Cause::RarelyReported { share },
            (None, None) if radius > WIDEST => Cause::VoicesApart { radius },
            (None, None) => return None,
        };
        let voices = self.readings();
        let farthest = voices
            .into_iter()
            .reduce(|one, other| if other.residual.abs() > one.residual.abs() { other } else { one })?;
        Some(Disagreement { cause, speaker: farthest.statement.speaker().clone(), scales: farthest.residual })
    }

    /// The answer and its assumptions in one sentence.
    ///
    /// ```
    /// use corroborate::calibrate::{Anchor, BiasTable, Level};
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let calibration = answer.calibrate(&BiasTable::default(), &Anchor::default());
    /// let guards = calibration.of(&"raid/guards/killed".parse()?)?;
    /// assert!(guards.sentence(Level::NINETY).ends_with("the toll lies between 23 and 72 with 90 % probability."));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn sentence(&self, level: Level) -> String {
        let interval = self.interval(level);
        let sources = if self.learned_events == 0 {
            "sources err as the default table assumes (learned from no events)".to_owned()
        } else {
            format!("sources err as they did in {}", plural(self.learned_events, "event"))
        };
        let lies = match interval.only() {
            Some(only) => format!("is {}", Interval::exactly(only)),
            None => format!("lies between {} and {}", Interval::exactly(interval.low()), interval.high()),
        };
        format!("If {}, and {sources}, the toll {lies} with {level} probability.", self.anchor.condition())
    }

    /// The reported range and the interval, side by side: "346 to 374 reported; 346 to 802 at 90 %,
    /// median 458".
    ///
    /// ```
    /// use corroborate::calibrate::{Anchor, BiasTable, Level};
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let calibration = answer.calibrate(&BiasTable::default(), &Anchor::default());
    /// let guards = calibration.of(&"raid/guards/killed".parse()?)?;
    /// assert!(guards.side_by_side(Level::EIGHTY).starts_with("24 to 25 reported; "));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn side_by_side(&self, level: Level) -> String {
        let reported = self.reported.map_or_else(String::new, |range| format!("{range} reported; "));
        format!("{reported}{} at {level}, median {}", self.interval(level), Interval::exactly(self.median()))
    }
}

/// The weight of each statement, and the posterior.
fn weighed(testimony: &Testimony, readings: &[Reading], anchor: &Anchor) -> (Vec<f64>, Posterior) {
    let counts = counts(testimony.statements(), readings);
    let posterior = Posterior::of(readings, &counts, anchor).with_firm_floor(testimony.firm_floor());
    (counts, posterior)
}

/// The largest |z − z'| / (S + S') over pairs, by Dinkelbach's iteration: the pair that a trial k
/// leaves furthest apart gives the next k.
fn radius(readings: &[Reading]) -> f64 {
    let mut k = 0.0_f64;
    loop {
        let by = |sign: f64| {
            let end = move |reading: &&Reading| sign * reading.z() - k * reading.scale_with_width;
            readings.iter().max_by(move |one, other| end(one).total_cmp(&end(other)))
        };
        let (Some(high), Some(low)) = (by(1.0), by(-1.0)) else { return k };
        let next = (high.z() - low.z()) / (high.scale_with_width + low.scale_with_width);
        if next <= k {
            return k;
        }
        k = next;
    }
}

/// The factors that turn the number of a statement into an estimate of the toll.
///
/// ```
/// use corroborate::calibrate::{Anchor, BiasTable};
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let calibration = answer.calibrate(&BiasTable::default(), &Anchor::default());
/// let voices = calibration.of(&"raid/guards/killed".parse()?)?.voices();
/// let admission = voices.iter().find(|voice| voice.statement().voice() == "guard").ok_or("it spoke")?;
/// assert!(admission.factors().bias > 1.5, "armies admit about half of their dead");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Factors {
    /// The factor for the bias of its source.
    pub bias: f64,
    /// The factor for its wording.
    pub wording: f64,
    /// The factor for its lag, the time between the event and the statement.
    pub lag: f64,
    /// The factor for the people whom all sources miss; the [`Anchor`] gives it.
    pub anchor: f64,
}

/// How one voice was read.
///
/// ```
/// use corroborate::calibrate::{Anchor, BiasTable};
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let calibration = answer.calibrate(&BiasTable::default(), &Anchor::default());
/// let voices = calibration.of(&"raid/guards/killed".parse()?)?.voices();
/// let admission = voices.iter().find(|voice| voice.statement().voice() == "guard").ok_or("it spoke")?;
/// assert!(admission.read_as() > 18.0, "18 admitted point to more");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct VoiceReading {
    statement: Statement,
    read_as: f64,
    factors: Factors,
    give_or_take: f64,
    counts_for: f64,
    weight: f64,
    median_without: Option<u64>,
    residual: f64,
    reading: Reading,
}

impl VoiceReading {
    /// The statement.
    pub fn statement(&self) -> &Statement {
        &self.statement
    }

    /// The toll that follows from this statement alone.
    pub fn read_as(&self) -> f64 {
        self.read_as
    }

    /// The factors. Their product times (n + ½) is [`read_as`](VoiceReading::read_as) + ½.
    pub fn factors(&self) -> Factors {
        self.factors
    }

    /// Half of such statements lie within × / ÷ this factor of the toll.
    pub fn give_or_take(&self) -> f64 {
        self.give_or_take
    }

    /// 1 − P(copied), reduced by the hearsay cap if that applies.
    pub fn counts_for(&self) -> f64 {
        self.counts_for
    }

    /// Its share of the total weight, 0 to 1.
    pub fn weight(&self) -> f64 {
        self.weight
    }

    /// The median without this voice; `None` if it is the only one. Copy probabilities and the firm
    /// floor are recomputed.
    pub fn median_without(&self) -> Option<u64> {
        self.median_without
    }

    /// The distance of the reading from the posterior mean of ln(N + ½), in scales; negative if the
    /// reading is lower.
    pub fn residual(&self) -> f64 {
        self.residual
    }
}

/// A contradiction between the interval and the reported range, or among the voices.
///
/// ```
/// use corroborate::SourceKind;
/// use corroborate::calibrate::{BiasTable, Calibrate, Cause, Statement, Testimony, Told};
/// use corroborate::Interval;
///
/// let monitor = Statement::new("osdh".parse()?, SourceKind::Monitor, Told::exactly(159));
/// let answer = Calibrate::with(&BiasTable::default()).of(&Testimony::new("SDF dead", [monitor]))?;
/// let disagreement = answer.beside(Interval::new(10, 12)?).disagrees().ok_or("it does")?;
/// assert_eq!(disagreement.cause(), Cause::Apart);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Disagreement {
    cause: Cause,
    speaker: Speaker,
    scales: f64,
}

/// The kind of contradiction.
///
/// ```
/// use corroborate::SourceKind;
/// use corroborate::calibrate::{BiasTable, Calibrate, Cause, Statement, Testimony, Told};
/// use corroborate::Interval;
///
/// let monitor = Statement::new("osdh".parse()?, SourceKind::Monitor, Told::exactly(159));
/// let answer = Calibrate::with(&BiasTable::default()).of(&Testimony::new("SDF dead", [monitor]))?;
/// assert_eq!(answer.beside(Interval::at_least(100)).disagrees().map(|it| it.cause()), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Cause {
    /// The interval and the reported range share no count.
    Apart,
    /// The reported range has less than 15 % of the probability.
    RarelyReported {
        /// The probability of the range.
        share: f64,
    },
    /// The voices contradict one another.
    VoicesApart {
        /// The contradiction radius.
        radius: f64,
    },
}

impl Disagreement {
    /// The kind of contradiction.
    pub fn cause(&self) -> Cause {
        self.cause
    }

    /// The voice with the largest residual.
    pub fn speaker(&self) -> &Speaker {
        &self.speaker
    }

    /// Its residual, in scales; negative if it lies below the answer.
    pub fn scales(&self) -> f64 {
        self.scales
    }
}

impl Disagreement {
    /// Whether even the voice furthest from the answer is close to it. Then no single voice explains
    /// the contradiction.
    pub fn is_of_no_voice(&self) -> bool {
        self.scales.abs() < 0.05
    }

    /// The same as its display, with the name of the voice in place of its id.
    pub fn of_voice_named(&self, name: &str) -> String {
        let cause = match self.cause {
            Cause::Apart => "the interval lies outside the reported range".to_owned(),
            Cause::RarelyReported { share } => {
                format!("the reported range has {:.0} % of the probability", 100.0 * share)
            }
            Cause::VoicesApart { radius } => {
                let errors = (radius - 0.05).max(2.0);
                format!("every toll is more than {errors:.1} times the usual error away from some voice")
            }
        };
        let off = self.scales.abs();
        if self.is_of_no_voice() {
            return format!("{cause}; no voice is far from the answer");
        }
        let side = if self.scales < 0.0 { "below" } else { "above" };
        format!("{cause}; the furthest voice is {name}, {off:.1} times its usual error {side} the answer")
    }
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.of_voice_named(&self.speaker.to_string()))
    }
}

/// The upper end of the interval of a posterior.
pub(super) fn end(interval: Interval) -> u64 {
    interval.high().get().unwrap_or(LARGEST)
}
