//! The bias table: what was learned about every source.

use super::anchor::Anchor;
use super::prior;
use super::stake::Stake;
use super::statement::Statement;
use super::wording::{Lag, Wording};
use crate::record::outcome::Outcome;
use crate::record::source::SourceKind;
use crate::said::thousands::{Grouped, plural};

/// The biases of sources, learned from many events. [`BiasTable::default`] holds the priors alone.
///
/// For each source the table holds a bias, its variance and the noise of the source. It holds no
/// claim, no name of a victim and no quote. Every number has nine significant digits, so a table reads
/// back as it was written.
///
/// If the table has no entry for a source, it uses the cell of the source: its kind and stake. If it
/// has no such cell, it uses the prior.
///
/// | source | bias | variance of the bias | noise |
/// |---|---|---|---|
/// | has an entry | its own | its own | its own |
/// | has no entry, its cell has one | the cell's mean | variance of that mean + tau² | the cell's |
/// | neither has one | the prior's mean | sd² + tau² | the prior's |
///
/// ```
/// use corroborate::calibrate::{BiasTable, Stake};
///
/// let table = BiasTable::default();
/// assert!(table.is_default() && table.cells().is_empty());
/// assert_eq!(table.origin(), "default table");
/// assert_eq!(table.source("army", Stake::OwnLoss), None, "nothing is learned yet");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct BiasTable {
    pub(super) anchor: Anchor,
    pub(super) learned_from: LearnedFrom,
    /// Sorted by kind and stake, as text.
    pub(super) cells: Vec<Cell>,
    /// Sorted by source and stake, as text.
    pub(super) sources: Vec<SourceBias>,
    pub(super) spread: [f64; Stake::ALL.len()],
    pub(super) wording: [WordingEffect; Wording::ALL.len()],
    pub(super) lag: [f64; Lag::ALL.len()],
}

/// The events from which a table was learned.
///
/// ```
/// use corroborate::Outcome;
/// use corroborate::calibrate::BiasTable;
///
/// let learned_from = BiasTable::default().learned_from();
/// assert_eq!((learned_from.events(), learned_from.outcome()), (0, Outcome::Killed));
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct LearnedFrom {
    pub(super) events: u64,
    #[cfg_attr(feature = "serde", serde(default))]
    pub(super) references: u64,
    #[cfg_attr(feature = "serde", serde(default = "super::wire::killed", with = "super::wire::word"))]
    pub(super) outcome: Outcome,
}

impl LearnedFrom {
    /// The number of quantities; 0 for the default table.
    pub fn events(&self) -> u64 {
        self.events
    }

    /// The number of quantities with a reference.
    pub fn references(&self) -> u64 {
        self.references
    }

    /// The outcome of all of them.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }
}

/// What was learned about one cell: the sources of one kind with one stake.
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
/// let cell = table.cell(SourceKind::Belligerent, Stake::OwnLoss).ok_or("an army spoke")?;
/// assert!(cell.mean() < 0.0, "armies own up to less than the toll");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Cell {
    #[cfg_attr(feature = "serde", serde(with = "super::wire::word"))]
    pub(super) kind: SourceKind,
    pub(super) stake: Stake,
    pub(super) mean: f64,
    #[cfg_attr(feature = "serde", serde(rename = "var"))]
    pub(super) variance: f64,
    pub(super) s2: f64,
    pub(super) copy: f64,
}

impl Cell {
    /// The kind of the sources.
    pub fn kind(&self) -> SourceKind {
        self.kind
    }

    /// The stake of the sources.
    pub fn stake(&self) -> Stake {
        self.stake
    }

    /// The mean bias b: the typical report is e^(b − level) times the toll, where the level is that of
    /// the anchor.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// The variance of that mean.
    pub fn variance(&self) -> f64 {
        self.variance
    }

    /// The squared scale of the noise.
    pub fn s2(&self) -> f64 {
        self.s2
    }

    /// The copy rate π.
    pub fn copy(&self) -> f64 {
        self.copy
    }
}

/// What was learned about one source with one stake.
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
/// let entries: Vec<_> = table.sources().iter().map(|entry| (entry.source(), entry.stake())).collect();
/// assert_eq!(entries, [("army", Stake::OwnLoss), ("monitor", Stake::Neutral)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct SourceBias {
    pub(super) source: String,
    pub(super) stake: Stake,
    pub(super) bias: f64,
    #[cfg_attr(feature = "serde", serde(rename = "var"))]
    pub(super) variance: f64,
    pub(super) s2: f64,
    #[cfg_attr(feature = "serde", serde(rename = "n"))]
    pub(super) statements: f64,
}

impl SourceBias {
    /// The id of the source, or of the party it speaks for.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The stake.
    pub fn stake(&self) -> Stake {
        self.stake
    }

    /// What was learned.
    pub fn learned(&self) -> Learned {
        Learned { bias: self.bias, variance: self.variance, s2: self.s2, statements: self.statements }
    }
}

/// The bias and the noise of one source.
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
/// let army = Learner::new().learn_from(events)?.source("army", Stake::OwnLoss).ok_or("it spoke")?;
/// assert!((0.25..0.45).contains(&army.bias().exp()), "it says about a third of the toll");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Learned {
    pub(super) bias: f64,
    pub(super) variance: f64,
    pub(super) s2: f64,
    pub(super) statements: f64,
}

impl Learned {
    /// The bias b: the typical report is e^(b − level) times the toll, where the level is that of the
    /// anchor.
    pub fn bias(&self) -> f64 {
        self.bias
    }

    /// The standard error of the bias. It accounts for the tolls, which are estimated too.
    pub fn standard_error(&self) -> f64 {
        self.variance.sqrt()
    }

    /// The scale of the noise, which is Student t with 4 degrees of freedom. It is not a standard
    /// deviation: half of the errors lie within × / ÷ e^(.74 scale).
    pub fn scale(&self) -> f64 {
        self.s2.sqrt()
    }

    /// The effective number of statements: each counts 1 − P(copied).
    pub fn statements(&self) -> f64 {
        self.statements
    }
}

/// The effect of a wording: its offset m, and the variance v of the extra noise.
#[derive(Copy, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub(super) struct WordingEffect {
    pub(super) offset: f64,
    #[cfg_attr(feature = "serde", serde(rename = "var"))]
    pub(super) variance: f64,
}

/// The parameters of one statement.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) struct Effect {
    pub(super) bias: f64,
    pub(super) variance: f64,
    pub(super) s2: f64,
    pub(super) wording: WordingEffect,
    pub(super) lag: f64,
    pub(super) copy: f64,
}

/// Why a table is not valid.
///
/// ```
/// use corroborate::calibrate::BiasTable;
///
/// # #[cfg(feature = "serde")] {
/// let written = serde_json::to_string(&BiasTable::default())?.replace("killed", "held");
/// let error = serde_json::from_str::<BiasTable>(&written).unwrap_err();
/// assert!(error.to_string().contains("held"), "{error}");
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// The table has another format.
    #[error("a bias table is of the format {expected:?}, found {found:?}")]
    Format {
        /// The supported format.
        expected: &'static str,
        /// What was found.
        found: String,
    },
    /// The anchor is not valid.
    #[error(transparent)]
    Anchor(#[from] super::anchor::AnchorError),
    /// A number lies outside its range.
    #[error("{which} of {of} is {found}, which is not {expected}")]
    Number {
        /// The name of the field.
        which: &'static str,
        /// The entry that has the field.
        of: String,
        /// What was found.
        found: f64,
        /// The range.
        expected: &'static str,
    },
    /// Two entries have the same key.
    #[error("{of} is there twice")]
    Twice {
        /// The key.
        of: String,
    },
    /// A source has no name.
    #[error("a source has no name")]
    Nameless,
    /// The outcome is a stock: it rises and falls.
    #[error("a table is of an outcome that only adds up, found {found}")]
    Stock {
        /// The outcome.
        found: Outcome,
    },
}

/// The default table: the priors of [`calibrate::model`](super::model), without anything learned.
impl Default for BiasTable {
    fn default() -> BiasTable {
        let effect = |wording: Wording| {
            let (offset, _, variance) = prior::wording(wording);
            WordingEffect { offset, variance }
        };
        let all = |at: usize| Wording::ALL.get(at).copied().unwrap_or(Wording::Figure);
        BiasTable {
            anchor: Anchor::default(),
            learned_from: LearnedFrom { events: 0, references: 0, outcome: Outcome::Killed },
            cells: Vec::new(),
            sources: Vec::new(),
            spread: std::array::from_fn(|at| Stake::ALL.get(at).map_or(0.0, |&stake| prior::spread(stake))),
            wording: std::array::from_fn(|at| effect(all(at))),
            lag: std::array::from_fn(|at| Lag::ALL.get(at).map_or(0.0, |&lag| prior::lag(lag).0)),
        }
    }
}

impl BiasTable {
    /// Checks the parts and rounds each number to nine significant digits.
    pub(super) fn checked(mut self) -> Result<BiasTable, TableError> {
        let BiasTable { anchor, learned_from, cells, sources, spread, wording, lag } = &mut self;
        if learned_from.outcome.course() == crate::Course::Stock {
            return Err(TableError::Stock { found: learned_from.outcome });
        }
        *anchor = anchor.map(rounded)?;
        for cell in &mut *cells {
            let (kind, stake) = (cell.kind, cell.stake);
            let of = || format!("cell {kind} {stake}");
            cell.mean = real("mean", of, cell.mean)?;
            cell.variance = at_least_0("var", of, cell.variance)?;
            cell.s2 = above_0("s2", of, cell.s2)?;
            cell.copy = share("copy", of, cell.copy)?;
        }
        for source in &mut *sources {
            if source.source.is_empty() {
                return Err(TableError::Nameless);
            }
            let (name, stake) = (source.source.clone(), source.stake);
            let of = || format!("source {name} {stake}");
            source.bias = real("bias", of, source.bias)?;
            source.variance = at_least_0("var", of, source.variance)?;
            source.s2 = above_0("s2", of, source.s2)?;
            source.statements = at_least_0("n", of, source.statements)?;
        }
        for (stake, spread) in Stake::ALL.iter().zip(spread) {
            *spread = at_least_0("spread", || stake.to_string(), *spread)?;
        }
        for (name, effect) in Wording::ALL.iter().zip(wording) {
            let of = || format!("wording {name}");
            effect.offset = real("offset", of, effect.offset)?;
            effect.variance = at_least_0("var", of, effect.variance)?;
        }
        for (name, offset) in Lag::ALL.iter().zip(lag) {
            *offset = real("lag", || name.to_string(), *offset)?;
        }
        cells.sort_by_key(Cell::key);
        sources.sort_by(|one, other| one.key().cmp(&other.key()));
        if let Some((cell, _)) = cells.iter().zip(cells.iter().skip(1)).find(|(one, other)| one.key() == other.key()) {
            return Err(TableError::Twice { of: format!("cell {} {}", cell.kind, cell.stake) });
        }
        if let Some((source, _)) =
            sources.iter().zip(sources.iter().skip(1)).find(|(one, other)| one.key() == other.key())
        {
            return Err(TableError::Twice { of: format!("source {} {}", source.source, source.stake) });
        }
        Ok(self)
    }

    /// The anchor of the table. [`Calibrate::with`](super::Calibrate::with) uses it.
    pub fn anchor(&self) -> Anchor {
        self.anchor
    }

    /// The events from which it was learned.
    pub fn learned_from(&self) -> LearnedFrom {
        self.learned_from
    }

    /// Whether the table holds the priors alone.
    pub fn is_default(&self) -> bool {
        self.learned_from.events == 0 && self.cells.is_empty() && self.sources.is_empty()
    }

    /// The origin in words: "default table", "table learned from 600 events".
    pub fn origin(&self) -> String {
        let LearnedFrom { events, references, .. } = self.learned_from;
        if self.is_default() {
            "default table".to_owned()
        } else if references == 0 {
            format!("table learned from {}", plural(events, "event"))
        } else {
            format!("table learned from {}, {} with references", plural(events, "event"), Grouped(references))
        }
    }

    /// The cells, sorted by kind and stake.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The sources, sorted by id and stake.
    pub fn sources(&self) -> &[SourceBias] {
        &self.sources
    }

    /// The cell of this kind and stake.
    pub fn cell(&self, kind: SourceKind, stake: Stake) -> Option<&Cell> {
        let key = (kind.as_str(), stake.as_str());
        self.cells.binary_search_by(|cell| cell.key().cmp(&key)).ok().and_then(|at| self.cells.get(at))
    }

    /// The entry of the source or party with this id and stake.
    ///
    /// ```
    /// use corroborate::calibrate::{BiasTable, Stake};
    ///
    /// assert_eq!(BiasTable::default().source("army", Stake::OwnLoss), None, "the default table knows no source");
    /// ```
    pub fn source(&self, id: &str, stake: Stake) -> Option<Learned> {
        let key = (id, stake.as_str());
        let at = self.sources.binary_search_by(|source| source.key().cmp(&key)).ok()?;
        self.sources.get(at).map(SourceBias::learned)
    }

    /// tau², the variance of sources around the mean of their cell.
    pub fn spread(&self, stake: Stake) -> f64 {
        self.spread[stake.place()]
    }

    /// The offset of a wording in the logarithm of a report, and the variance of its extra noise.
    pub fn wording(&self, wording: Wording) -> (f64, f64) {
        let effect = self.wording[wording.place()];
        (effect.offset, effect.variance)
    }

    /// The offset of a lag in the logarithm of a report.
    pub fn lag(&self, lag: Lag) -> f64 {
        self.lag[lag.place()]
    }

    /// The parameters of one statement.
    pub(super) fn effect(&self, statement: &Statement) -> Effect {
        let (kind, stake) = (statement.kind(), statement.stake());
        let cell = self.cell(kind, stake);
        let prior = prior::cell(kind, stake);
        let (bias, variance, s2) = match (self.source(statement.voice(), stake), cell) {
            (Some(known), _) => (known.bias, known.variance, known.s2),
            (None, Some(cell)) => (cell.mean, cell.variance + self.spread(stake), cell.s2),
            (None, None) => (prior.mean, prior.variance_unlearned + self.spread(stake), prior.s2),
        };
        Effect {
            bias,
            variance,
            s2,
            wording: self.wording[statement.told().wording().place()],
            lag: self.lag(statement.lag()),
            copy: cell.map_or(prior.copy, |cell| cell.copy),
        }
    }
}

impl Cell {
    fn key(&self) -> (&'static str, &'static str) {
        (self.kind.as_str(), self.stake.as_str())
    }
}

impl SourceBias {
    fn key(&self) -> (&str, &'static str) {
        (&self.source, self.stake.as_str())
    }
}

/// Rounds to nine significant digits.
pub(super) fn rounded(x: f64) -> f64 {
    format!("{x:.8e}").parse().unwrap_or(x)
}

fn checked(
    which: &'static str,
    of: impl Fn() -> String,
    found: f64,
    fits: bool,
    expected: &'static str,
) -> Result<f64, TableError> {
    if fits { Ok(rounded(found)) } else { Err(TableError::Number { which, of: of(), found, expected }) }
}

/// Checks the logarithm of a ratio.
fn real(which: &'static str, of: impl Fn() -> String, found: f64) -> Result<f64, TableError> {
    checked(which, of, found, (-20.0..=20.0).contains(&found), "between -20 and 20")
}

fn at_least_0(which: &'static str, of: impl Fn() -> String, found: f64) -> Result<f64, TableError> {
    checked(which, of, found, (0.0..=1e15).contains(&found), "between 0 and 1e15")
}

fn above_0(which: &'static str, of: impl Fn() -> String, found: f64) -> Result<f64, TableError> {
    checked(which, of, found, (1e-9..=1e3).contains(&found), "between 1e-9 and 1e3")
}

fn share(which: &'static str, of: impl Fn() -> String, found: f64) -> Result<f64, TableError> {
    checked(which, of, found, (0.0..=1.0).contains(&found), "between 0 and 1")
}
