//! Bias tables and anchors in serde's data model.
//!
//! Reading goes through the same checks as learning; unknown fields are refused. Numbers are
//! written with nine significant digits.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::anchor::{Anchor, AnchorFrom};
use super::stake::Stake;
use super::table::{BiasTable, Cell, LearnedFrom, SourceBias, TableError, WordingEffect};
use super::wording::{Lag, Wording};
use crate::record::outcome::Outcome;

/// The format field of a table.
const FORMAT: &str = "corroborate-bias-table/1";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    format: String,
    anchor: AnchorFields,
    learned_from: LearnedFrom,
    cells: Vec<Cell>,
    sources: Vec<SourceBias>,
    #[serde(default)]
    spread: BTreeMap<Stake, f64>,
    #[serde(default)]
    wording: BTreeMap<Wording, WordingEffect>,
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
    from: Option<AnchorFrom>,
}

pub(super) fn killed() -> Outcome {
    Outcome::Killed
}

fn default_lags() -> [f64; Lag::ALL.len()] {
    BiasTable::default().lag
}

/// Values of closed vocabularies, written as their words.
pub(super) mod word {
    use std::fmt::Display;
    use std::str::FromStr;

    use super::{Deserialize, Deserializer, Serializer, de};

    pub(in super::super) fn serialize<T: Display, S: Serializer>(word: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(word)
    }

    pub(in super::super) fn deserialize<'de, T, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>
    where
        T: FromStr<Err = crate::UnknownWord>,
    {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

macro_rules! written_as_words {
    ($($name:ident),+) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                word::serialize(self, serializer)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                word::deserialize(deserializer)
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
            from: Some(anchor.from()),
        }
    }
}

impl TryFrom<AnchorFields> for Anchor {
    type Error = super::anchor::AnchorError;

    /// Keeps the origin `references`. Every other origin follows from the numbers.
    fn try_from(fields: AnchorFields) -> Result<Anchor, Self::Error> {
        let anchor = Anchor::new(fields.level, fields.corpus_sd, fields.event_sd)?;
        Ok(match (anchor.from(), fields.from) {
            (AnchorFrom::Given, Some(AnchorFrom::References)) => anchor.said_to_be(AnchorFrom::References),
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
        let wording = |&wording: &Wording| (wording, table.wording[wording.place()]);
        Table {
            format: FORMAT.to_owned(),
            anchor: AnchorFields::from(&table.anchor()),
            learned_from: table.learned_from,
            cells: table.cells.clone(),
            sources: table.sources.clone(),
            spread: Stake::ALL.iter().map(|&stake| (stake, table.spread(stake))).collect(),
            wording: Wording::ALL.iter().map(wording).collect(),
            lag: table.lag,
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
        let mut read = BiasTable {
            anchor: table.anchor.try_into()?,
            learned_from: table.learned_from,
            cells: table.cells,
            sources: table.sources,
            lag: table.lag,
            ..BiasTable::default()
        };
        for (stake, spread) in table.spread {
            read.spread[stake.place()] = spread;
        }
        for (wording, effect) in table.wording {
            read.wording[wording.place()] = effect;
        }
        read.checked()
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
