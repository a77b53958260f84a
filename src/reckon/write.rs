//! Writes and reads estimates and answers through serde.

use serde::de::{self, Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::estimate::{Dissenter, Estimate, Grade, SetAside, Why};
use super::estimates::Estimates;
use super::parts_and_wholes::{Cover, PartsEffect, WholeEffect};
use super::question::Question;
use super::reconcile::Reconciliation;
use crate::dossier::wire::{Writer, serde_as_text, serde_text};
use crate::policy::sweep::Rung;
use crate::policy::{End, RulingFault, Verdict};
use crate::record::id::{EventId, GroupId};
use crate::record::moment::Moment;
use crate::record::outcome::Outcome;
use crate::record::quantity::Quantity;
use crate::said::interval::Interval;
use crate::voice::{Fate, Speaker};

serde_text!(Grade);
serde_as_text!(Why Dissenter Speaker Cover PartsEffect WholeEffect Fate Verdict End);

impl Serialize for Estimate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = Writer::<S>::new(serializer)?;
        writer
            .always("event", self.quantity.event())?
            .always("group", self.quantity.group())?
            .always("outcome", &self.quantity.outcome())?
            .always("as_of", &self.as_of)?
            .always("low", &(self.status != Verdict::NoAnswer).then_some(self.low()))?
            .always("best", &self.best)?
            .always("high", &self.high())?
            .always("grade", &self.grade)?
            .always("status", &self.status)?
            .always("dissent", &self.dissent)?
            .always("dissenters", &self.dissenters)?
            .always("conceded", &self.conceded)?
            .always("ladder", &self.ladder)?
            .always("set_aside", &self.set_aside)?
            .some("fault", self.fault)?;
        writer.end()
    }
}

/// An estimate as it is read.
#[derive(serde::Deserialize)]
struct EstimateFields {
    event: EventId,
    group: GroupId,
    outcome: Outcome,
    as_of: Moment,
    low: Option<u64>,
    best: Option<u64>,
    high: Option<u64>,
    grade: Grade,
    status: Verdict,
    dissent: usize,
    dissenters: Vec<Dissenter>,
    conceded: Option<u64>,
    ladder: Vec<Rung>,
    set_aside: Vec<SetAside>,
    #[serde(default)]
    fault: Option<RulingFault>,
}

impl<'de> Deserialize<'de> for Estimate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Estimate, D::Error> {
        let read = EstimateFields::deserialize(deserializer)?;
        let range = Interval::new(read.low.unwrap_or(0), read.high).map_err(de::Error::custom)?;
        if let Some(best) = read.best.filter(|&best| !range.contains(best)) {
            return Err(de::Error::custom(format_args!("the best, {best}, is not in the range, {range}")));
        }
        if read.low.is_none() != (read.status == Verdict::NoAnswer) {
            return Err(de::Error::custom("the low is null if and only if the status is no-answer"));
        }
        Ok(Estimate {
            quantity: Quantity::new(read.event, read.group, read.outcome),
            as_of: read.as_of,
            range,
            best: read.best,
            grade: read.grade,
            status: read.status,
            dissent: read.dissent,
            dissenters: read.dissenters,
            conceded: read.conceded,
            ladder: read.ladder,
            set_aside: read.set_aside,
            fault: read.fault,
        })
    }
}

impl Serialize for Rung {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = Writer::<S>::new(serializer)?;
        writer
            .always("wrong", &self.wrong)?
            .always("low", &self.range.low())?
            .always("high", &self.range.high().get())?;
        writer.end()
    }
}

impl<'de> Deserialize<'de> for Rung {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Rung, D::Error> {
        #[derive(serde::Deserialize)]
        struct Fields {
            wrong: usize,
            low: u64,
            high: Option<u64>,
        }
        let Fields { wrong, low, high } = Fields::deserialize(deserializer)?;
        Ok(Rung { wrong, range: Interval::new(low, high).map_err(de::Error::custom)? })
    }
}

/// Writes the format, the question, the policy, the lexicon and the estimates.
impl Serialize for Estimates {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = Writer::<S>::new(serializer)?;
        writer
            .always("format", Estimates::FORMAT)?
            .always("question", &self.question)?
            .always("policy", &self.policy)?
            .always("lexicon", &self.lexicon)?
            .always("lexicon_version", &self.lexicon_version)?
            .always("estimates", &self.list)?;
        writer.end()
    }
}

/// Estimates as they are read.
#[derive(serde::Deserialize)]
struct EstimatesFields {
    format: String,
    question: Question,
    policy: String,
    lexicon: String,
    lexicon_version: String,
    estimates: Vec<Estimate>,
}

impl<'de> Deserialize<'de> for Estimates {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Estimates, D::Error> {
        let EstimatesFields { format, question, policy, lexicon, lexicon_version, mut estimates } =
            EstimatesFields::deserialize(deserializer)?;
        if format != Estimates::FORMAT {
            let expected = Estimates::FORMAT;
            return Err(de::Error::custom(format_args!("expected the format {expected:?}, found {format:?}")));
        }
        estimates.sort_by(|one, other| one.quantity.cmp(&other.quantity));
        if let Some(pair) = estimates.windows(2).find(|pair| pair[0].quantity == pair[1].quantity) {
            return Err(de::Error::custom(format_args!("two estimates of {}", pair[0].quantity)));
        }
        Ok(Estimates { question, policy, lexicon, lexicon_version, list: estimates })
    }
}

/// Writes the answer as [`Estimates`] are written.
impl Serialize for Reconciliation<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_estimates().serialize(serializer)
    }
}
