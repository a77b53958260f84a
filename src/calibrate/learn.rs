//! Learns the biases of sources from the claims on many events.

use std::collections::{BTreeMap, BTreeSet};

use super::anchor::{Anchor, Shortfall};
use super::calibrated::Calibrate;
use super::posterior::LARGEST;
use super::rows::Rows;
use super::statement::Testimony;
use super::sweep::{MOST_SWEEPS, Sweeps};
use super::table::{BiasTable, LearnedFrom, TableError};
use super::wording::real;
use crate::record::outcome::{Course, Outcome};

/// Learns the biases of sources from many events (empirical Bayes).
///
/// Each sweep estimates the tolls, the biases and the noise in turn, over all statements in one fixed
/// order. Any order of statements, events and dossiers therefore gives the same bytes. The cost of a
/// sweep is linear in the number of statements. Learning takes 20 to 100 sweeps.
///
/// ```
/// use corroborate::SourceKind;
/// use corroborate::calibrate::{Learner, Stake, Statement, Testimony, Told};
///
/// let mut events = Vec::new();
/// for (event, toll) in [120, 45, 300, 80, 18, 60, 210, 33, 150, 95].into_iter().enumerate() {
///     let monitor = Statement::new("monitor".parse()?, SourceKind::Monitor, Told::exactly(toll));
///     let army = Statement::new("army".parse()?, SourceKind::Belligerent, Told::exactly(toll / 3));
///     events.push(Testimony::new(&event.to_string(), [monitor, army.with_stake(Stake::OwnLoss)]));
/// }
/// let table = Learner::new().learn_from(events)?;
/// let army = table.source("army", Stake::OwnLoss).ok_or("it spoke")?;
/// assert!((-1.2..=-0.9).contains(&army.bias()), "it owns up to a third: ln(1/3) = -1.10");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Learner {
    pub(super) outcome: Outcome,
    anchor: Anchor,
    references: BTreeMap<String, u64>,
    most: usize,
    /// Quantities whose event has different names in different dossiers.
    shared: BTreeSet<String>,
}

impl Default for Learner {
    fn default() -> Learner {
        Learner::new()
    }
}

/// Why nothing was learned: every fault, and the default table to use instead.
///
/// ```
/// use corroborate::calibrate::Learner;
///
/// let refused = Learner::new().learn_from([]).unwrap_err();
/// assert_eq!(refused.faults().len(), 1);
/// assert!(refused.default_table().is_default(), "the table to use instead");
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{}", listed(.faults))]
pub struct NotLearned {
    faults: Vec<LearnFault>,
    table: Box<BiasTable>,
}

impl NotLearned {
    /// Every fault.
    pub fn faults(&self) -> &[LearnFault] {
        &self.faults
    }

    /// The default table: the priors, without anything learned.
    pub fn default_table(&self) -> &BiasTable {
        &self.table
    }
}

fn listed(faults: &[LearnFault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// One reason why nothing was learned.
///
/// ```
/// use corroborate::calibrate::{LearnFault, Learner};
///
/// let refused = Learner::new().learn_from([]).unwrap_err();
/// assert!(matches!(refused.faults()[0], LearnFault::TooFewEvents { .. }), "{:?}", refused.faults());
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LearnFault {
    /// Too few events have two voices that name a number.
    #[error("learning needs at least {least} events in which two voices name a number, found {found}")]
    TooFewEvents {
        /// The smallest number of such events.
        least: usize,
        /// The number of such events.
        found: usize,
    },
    /// The outcome is a stock: it rises and falls.
    #[error("{outcome} rises and falls: the model covers only outcomes that add up")]
    Stock {
        /// The outcome.
        outcome: Outcome,
    },
    /// An event has another outcome than the learner.
    #[error("{event:?} has the outcome {found}, expected {expected}")]
    OtherOutcome {
        /// The event.
        event: String,
        /// The outcome of the learner.
        expected: Outcome,
        /// The outcome of the event.
        found: Outcome,
    },
    /// A number exceeds 10⁸, the largest toll in the model.
    #[error("{event:?}: {number} is above 100,000,000, the largest toll in the model")]
    TooLarge {
        /// The event.
        event: String,
        /// The number.
        number: u64,
    },
    /// A reference names an event without statements.
    #[error("there is a reference for {event:?}, but no statement on it")]
    UnknownReference {
        /// The event.
        event: String,
    },
    /// A reference names a quantity whose event has different names in different dossiers.
    #[error("there is a reference for {event:?}, but the dossiers give this event different names")]
    AmbiguousReference {
        /// The event.
        event: String,
    },
    /// The result is not a valid table.
    #[error(transparent)]
    Table(#[from] TableError),
}

impl Learner {
    /// The smallest number of events with two voices that name a number.
    pub const FEWEST_EVENTS: usize = 10;

    /// A learner for the outcome `killed`, under [`Anchor::default`], without references.
    ///
    /// ```
    /// use corroborate::calibrate::Learner;
    ///
    /// assert!(Learner::new().learn_from([]).is_err(), "there is nothing to learn from");
    /// ```
    pub fn new() -> Learner {
        Learner {
            outcome: Outcome::Killed,
            anchor: Anchor::default(),
            references: BTreeMap::new(),
            most: MOST_SWEEPS,
            shared: BTreeSet::new(),
        }
    }

    /// Sets the outcome. The priors are those of `killed` for every outcome.
    pub fn of_outcome(mut self, outcome: Outcome) -> Learner {
        self.outcome = outcome;
        self
    }

    /// Sets the anchor. Enough references replace it by a fitted one.
    pub fn anchored(mut self, anchor: &Anchor) -> Learner {
        self.anchor = *anchor;
        self
    }

    /// Adds a reference: a later inquiry found this toll for the named event.
    pub fn reference_for(mut self, event: &str, found: u64) -> Learner {
        self.references.insert(event.to_owned(), found);
        self
    }

    /// Sets the largest number of sweeps, at most 100 (the default).
    pub fn at_most_sweeps(mut self, sweeps: usize) -> Learner {
        self.most = sweeps.min(MOST_SWEEPS);
        self
    }

    /// Sets the quantities whose event has different names in different dossiers.
    pub(super) fn knowing_shared(mut self, shared: BTreeSet<String>) -> Learner {
        self.shared = shared;
        self
    }

    /// Learns a bias table from these events. Their order does not matter. Testimonies of the same
    /// name are merged into one event.
    ///
    /// # Errors
    ///
    /// [`NotLearned`] with every [`LearnFault`]. It carries the default table.
    pub fn learn_from(&self, events: impl IntoIterator<Item = Testimony>) -> Result<BiasTable, NotLearned> {
        let mut named: BTreeMap<String, Testimony> = BTreeMap::new();
        let mut faults = BTreeMap::new();
        if self.outcome.course() == Course::Stock {
            faults.insert((0, String::new()), LearnFault::Stock { outcome: self.outcome });
        }
        for event in events {
            let name = event.name().to_owned();
            if event.outcome() != self.outcome {
                let fault =
                    LearnFault::OtherOutcome { event: name.clone(), expected: self.outcome, found: event.outcome() };
                faults.insert((1, name), fault);
                continue;
            }
            let largest = event.statements().iter().map(|statement| statement.told().high()).max().unwrap_or(0);
            if largest > LARGEST {
                faults.insert((2, name.clone()), LearnFault::TooLarge { event: name, number: largest });
                continue;
            }
            let both = match named.remove(&name) {
                Some(before) => before.and(event),
                None => event,
            };
            named.insert(name, both);
        }
        for event in self.references.keys().filter(|event| !named.contains_key(*event)) {
            let is_shared = self.shared.contains(event);
            let event = event.clone();
            let of = event.clone();
            let fault = if is_shared {
                LearnFault::AmbiguousReference { event: of }
            } else {
                LearnFault::UnknownReference { event: of }
            };
            faults.insert((3, event), fault);
        }
        named.retain(|_, event| !event.statements().is_empty());
        let found = named.values().filter(|event| event.statements().len() > 1).count();
        if found < Learner::FEWEST_EVENTS {
            let fault = LearnFault::TooFewEvents { least: Learner::FEWEST_EVENTS, found };
            faults.insert((4, String::new()), fault);
        }
        if !faults.is_empty() {
            return Err(not_learned(faults.into_values().collect()));
        }
        let events: Vec<Testimony> = named.into_values().collect();
        self.table(&events).map_err(|fault| not_learned(vec![fault.into()]))
    }

    /// The table. Its anchor is fitted to the references if there are enough.
    fn table(&self, events: &[Testimony]) -> Result<BiasTable, TableError> {
        let references: Vec<Option<u64>> =
            events.iter().map(|event| self.references.get(event.name()).copied()).collect();
        let rows = Rows::of(events);
        let pins = self.pins(&references);
        let swept = Sweeps::over(&rows, &pins, self.most);
        let learned_from = LearnedFrom {
            events: events.len() as u64,
            references: references.iter().flatten().count() as u64,
            outcome: self.outcome,
        };
        let with = |anchor, parts: BiasTable| BiasTable { anchor, learned_from, ..parts }.checked();
        let table = with(self.anchor, swept.parts())?;
        if shortfalls(events, &references, &table).len() < Anchor::FEWEST_REFERENCES {
            return Ok(table);
        }
        let parts = swept.relative_to_monitors().parts();
        let relative = with(self.anchor, parts.clone())?;
        match Anchor::from_references(&shortfalls(events, &references, &relative)) {
            Some(anchor) => with(anchor, parts),
            None => Ok(table),
        }
    }

    /// For every event, the reference as an observation of x: ln(reference + ½) − level, and its
    /// precision. `None` for events without a reference.
    fn pins(&self, references: &[Option<u64>]) -> Vec<Option<(f64, f64)>> {
        const LEAST_VARIANCE: f64 = 1e-6;
        let variance = (self.anchor.event_sd() * self.anchor.event_sd()).max(LEAST_VARIANCE);
        let pin = |found: u64| (libm::log(real(found) + 0.5) - self.anchor.level(), 1.0 / variance);
        references.iter().map(|found| found.map(pin)).collect()
    }
}

fn not_learned(faults: Vec<LearnFault>) -> NotLearned {
    NotLearned { faults, table: Box::default() }
}

/// The shortfalls of the events with a reference whose posterior median is at least 10 under
/// [`Anchor::AS_SAID`].
fn shortfalls(events: &[Testimony], references: &[Option<u64>], table: &BiasTable) -> Vec<Shortfall> {
    const LEAST_MEDIAN: u64 = 10;
    let how = Calibrate::with(table).anchored(&Anchor::AS_SAID).partisan();
    let with_reference = events.iter().zip(references).filter_map(|(event, found)| Some((event, (*found)?)));
    with_reference
        .filter_map(|(event, found)| {
            let said = how.of(event).ok().filter(|said| said.median() >= LEAST_MEDIAN)?;
            let posterior = said.posterior();
            Some(Shortfall {
                difference: libm::log(real(found) + 0.5) - posterior.mean_log(),
                variance: posterior.variance_log(),
            })
        })
        .collect()
}
