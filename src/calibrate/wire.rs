//! Bias tables and anchors in serde's data model.
//!
//! Reading goes through the same checks as learning; unknown fields are refused. Numbers are
//! written with nine significant digits.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::anchor::{Anchor, AnchorFrom};
use super::stake::Stake;
use super::table::{BiasTable, Cell, Learned, LearnedFrom, Parts, SourceBias, TableError, WordingEffect};
use super::wording::{Lag, Wording};
use crate::record::outcome::Outcome;
use crate::record::source::SourceKind;

/// The format field of a table.
const FORMAT: &str = "corroborate-bias-table/1";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    format: String,
    anchor: AnchorFields,
    learned_from: LearnedFromFields,
    cells: Vec<CellFields>,
    sources: Vec<SourceFields>,
    #[serde(default)]
    spread: BTreeMap<Word<Stake>, f64>,
    #[serde(default)]
    wording: BTreeMap<Word<Wording>, WordingFields>,
    #[serde(default = "default_lags")]
    lag: [f64; Lag::ALL.len()],
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AnchorFields {
    #[serde(alias = "mean")]
    level: f64,
    corpus_sd: f64,
    event_sd: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<Word<AnchorFrom>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LearnedFromFields {
    events: u64,
    #[serde(default)]
    references: u64,
    #[serde(default = "killed")]
    outcome: Word<Outcome>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CellFields {
    kind: Word<SourceKind>,
    stake: Word<Stake>,
    mean: f64,
    var: f64,
    s2: f64,
    copy: f64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceFields {
    source: String,
    stake: Word<Stake>,
    bias: f64,
    var: f64,
    s2: f64,
    n: f64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WordingFields {
    offset: f64,
    var: f64,
}

fn killed() -> Word<Outcome> {
    Word(Outcome::Killed)
}

fn default_lags() -> [f64; Lag::ALL.len()] {
    Parts::default().lag
}

/// A value of a closed vocabulary, written as its word.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Word<T>(T);

impl<T: std::fmt::Display> Serialize for Word<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de, T: std::str::FromStr<Err = crate::UnknownWord>> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(Word).map_err(de::Error::custom)
    }
}

macro_rules! written_as_words {
    ($($name:ident),+) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Word(*self).serialize(serializer)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Word::deserialize(deserializer).map(|Word(value)| value)
            }
        }
    )+};
}

written_as_words!(Stake, Wording, Lag, AnchorFrom);

impl From<&Anchor> for AnchorFields {
    fn from(anchor: &Anchor) -> AnchorFields {
        AnchorFields {
            level: anchor.level(),
            corpus_sd: anchor.corpus_sd(),
            event_sd: anchor.event_sd(),
            from: Some(Word(anchor.from())),
        }
    }
}

impl TryFrom<AnchorFields> for Anchor {
    type Error = super::anchor::AnchorError;

    /// Keeps the origin `references`. Every other origin follows from the numbers.
    fn try_from(fields: AnchorFields) -> Result<Anchor, Self::Error> {
        let anchor = Anchor::new(fields.level, fields.corpus_sd, fields.event_sd)?;
        Ok(match (anchor.from(), fields.from) {
            (AnchorFrom::Given, Some(Word(AnchorFrom::References))) => anchor.said_to_be(AnchorFrom::References),
            _ => anchor,
        })
    }
}

impl Serialize for Anchor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        AnchorFields::from(self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Anchor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Anchor, D::Error> {
        AnchorFields::deserialize(deserializer)?.try_into().map_err(de::Error::custom)
    }
}

impl From<&BiasTable> for Table {
    fn from(table: &BiasTable) -> Table {
        let learned_from = table.learned_from();
        let cell = |cell: &Cell| CellFields {
            kind: Word(cell.kind()),
            stake: Word(cell.stake()),
            mean: cell.mean(),
            var: cell.variance(),
            s2: cell.s2(),
            copy: cell.copy(),
        };
        let source = |source: &SourceBias| SourceFields {
            source: source.source().to_owned(),
            stake: Word(source.stake()),
            bias: source.learned.bias,
            var: source.learned.variance,
            s2: source.learned.s2,
            n: source.learned.statements,
        };
        let wording = |&wording: &Wording| {
            let (offset, var) = table.wording(wording);
            (Word(wording), WordingFields { offset, var })
        };
        Table {
            format: FORMAT.to_owned(),
            anchor: AnchorFields::from(&table.anchor()),
            learned_from: LearnedFromFields {
                events: learned_from.events(),
                references: learned_from.references(),
                outcome: Word(learned_from.outcome()),
            },
            cells: table.cells().iter().map(cell).collect(),
            sources: table.sources().iter().map(source).collect(),
            spread: Stake::ALL.iter().map(|&stake| (Word(stake), table.spread(stake))).collect(),
            wording: Wording::ALL.iter().map(wording).collect(),
            lag: std::array::from_fn(|at| Lag::ALL.get(at).map_or(0.0, |&lag| table.lag(lag))),
        }
    }
}

impl TryFrom<Table> for BiasTable {
    type Error = TableError;

    fn try_from(table: Table) -> Result<BiasTable, TableError> {
        if table.format != FORMAT {
            let found = table.format.chars().take(80).collect();
            return Err(TableError::Format { expected: FORMAT, found });
        }
        let mut parts = Parts {
            anchor: table.anchor.try_into()?,
            learned_from: LearnedFrom {
                events: table.learned_from.events,
                references: table.learned_from.references,
                outcome: table.learned_from.outcome.0,
            },
            lag: table.lag,
            ..Parts::default()
        };
        parts.cells = table.cells.into_iter().map(Cell::from).collect();
        parts.sources = table.sources.into_iter().map(SourceBias::from).collect();
        for (Word(stake), spread) in table.spread {
            parts.spread[stake.place()] = spread;
        }
        for (Word(wording), WordingFields { offset, var }) in table.wording {
            parts.wording[wording.place()] = WordingEffect { offset, variance: var };
        }
        BiasTable::of(parts)
    }
}

impl From<CellFields> for Cell {
    fn from(cell: CellFields) -> Cell {
        let CellFields { kind: Word(kind), stake: Word(stake), mean, var, s2, copy } = cell;
        Cell { kind, stake, mean, variance: var, s2, copy }
    }
}

impl From<SourceFields> for SourceBias {
    fn from(source: SourceFields) -> SourceBias {
        let SourceFields { source, stake: Word(stake), bias, var, s2, n } = source;
        SourceBias { source, stake, learned: Learned { bias, variance: var, s2, statements: n } }
    }
}

impl Serialize for BiasTable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Table::from(self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for BiasTable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<BiasTable, D::Error> {
        Table::deserialize(deserializer)?.try_into().map_err(de::Error::custom)
    }
}
