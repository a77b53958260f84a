//! Writes estimates and reconciliations through serde.

use serde::ser::{Serialize, Serializer};

use super::estimate::{Dissenter, Estimate, Grade, SetAside, Why};
use super::reconcile::Reconciliation;
use super::rollup::{Cover, PartsEffect, WholeEffect};
use crate::dossier::wire::{Writer, serialize_as_text, serialize_text};
use crate::policy::dissent::Rung;
use crate::policy::{End, Verdict};
use crate::voice::{Bound, Fate, Speaker};

serialize_text!(Grade);
serialize_as_text!(Why Dissenter Speaker Cover PartsEffect WholeEffect Fate Verdict End);

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
            .always("set_aside", &self.set_aside)?;
        writer.end()
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

impl Serialize for Bound {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = Writer::<S>::new(serializer)?;
        writer.always("value", &self.value())?.always("claims", self.claims())?;
        writer.end()
    }
}

impl Serialize for SetAside {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = Writer::<S>::new(serializer)?;
        writer.always("claim", &self.claim)?.always("why", &self.why)?;
        writer.end()
    }
}

/// Writes the policy's name and the estimates.
impl Serialize for Reconciliation<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = Writer::<S>::new(serializer)?;
        writer.always("policy", self.policy())?.always("estimates", self.estimates())?;
        writer.end()
    }
}
