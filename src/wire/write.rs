//! Records, dossiers and estimates onto the wire.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::claim::{Claim, Credibility};
use crate::derivation::Weight;
use crate::dossier::Dossier;
use crate::draft::Draft;
use crate::estimate::{Dissenter, Estimate, Grade, Rung, SetAside, Why};
use crate::event::Event;
use crate::group::{Group, Status};
use crate::id::{ClaimId, EventId, GroupId, PartyId, SourceId};
use crate::interest::{Interest, InterestCase};
use crate::moment::Moment;
use crate::outcome::Outcome;
use crate::party::Party;
use crate::policy::{End, Hearing, Verdict};
use crate::quantity::{Quantity, Tree};
use crate::reconcile::Reconciliation;
use crate::rollup::{Cover, PartsEffect, WholeEffect};
use crate::source::{Basis, Reliability, Source, SourceKind};
use crate::voice::{Bound, Fate, Speaker};

/// Everything that is written as the text it prints as.
macro_rules! serialize_as_text {
    ($($name:ident)*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    )*};
}

/// The same, of what has its text at hand: without the detour of formatting it.
macro_rules! serialize_text {
    ($($name:ident)*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    )*};
}

serialize_text!(
    PartyId SourceId GroupId EventId ClaimId Outcome SourceKind Basis Reliability Status Interest Grade
);

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let date = self.date_text();
        match std::str::from_utf8(&date) {
            Ok(date) if self.is_date() => serializer.serialize_str(date),
            _ => serializer.collect_str(self),
        }
    }
}

serialize_as_text!(
    Why Dissenter Speaker Tree Cover PartsEffect WholeEffect Fate InterestCase Quantity Weight Hearing Verdict End
);

impl Serialize for Credibility {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.number())
    }
}

/// Writes the fields that are there, in the order given.
struct Writer<S: Serializer>(S::SerializeMap);

impl<S: Serializer> Writer<S> {
    fn new(serializer: S) -> Result<Self, S::Error> {
        serializer.serialize_map(None).map(Writer)
    }

    fn always<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<&mut Self, S::Error> {
        self.0.serialize_entry(name, value)?;
        Ok(self)
    }

    fn some<T: Serialize>(&mut self, name: &'static str, value: Option<T>) -> Result<&mut Self, S::Error> {
        match value {
            Some(value) => self.always(name, &value),
            None => Ok(self),
        }
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}

impl Serialize for Party {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = Writer::<S>::new(serializer)?;
        writer
            .always("id", &self.id)?
            .always("name", &*self.name)?
            .some("opposes", (!self.opposes.is_empty()).then(|| self.opposes.set()))?
            .some("allies", (!self.allies.is_empty()).then(|| self.allies.set()))?;
        writer.end()
    }
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = Writer::<S>::new(serializer)?;
        writer
            .always("id", &self.id)?
            .always("name", &*self.name)?
            .always("kind", &self.kind)?
            .some("party", self.party.as_ref())?
            .some("basis", self.basis)?
            .some("reliability", self.reliability)?;
        writer.end()
    }
}

impl Serialize for Group {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = Writer::<S>::new(serializer)?;
        writer
            .always("id", &self.id)?
            .always("name", &*self.name)?
            .some("part_of", self.part_of.as_ref())?
            .some("party", self.party.as_ref())?
            .some("status", self.status)?
            .some("exhaustive", self.exhaustive.then_some(true))?;
        writer.end()
    }
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = Writer::<S>::new(serializer)?;
        writer
            .always("id", &self.id)?
            .always("name", &*self.name)?
            .some("place", self.place())?
            .some("start", self.start)?
            .some("end", self.end)?
            .some("settled", self.settled)?
            .some("part_of", self.part_of.as_ref())?
            .some("perpetrator", self.perpetrator.as_ref())?
            .some("exhaustive", self.exhaustive.then_some(true))?;
        writer.end()
    }
}

impl Serialize for Claim {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = Writer::<S>::new(serializer)?;
        writer
            .always("id", &self.id)?
            .always("event", &self.event)?
            .always("group", &self.group)?
            .always("outcome", &self.outcome)?
            .always("count", &self.count)?
            .always("source", &self.source)?
            .some("relayed_by", (!self.relayed_by.is_empty()).then_some(&*self.relayed_by))?
            .always("as_of", &self.as_of)?
            .some("since", self.since)?
            .some("published", self.published)?
            .some("retracted", self.retracted)?
            .some("supersedes", (!self.supersedes.is_empty()).then(|| self.supersedes.set()))?
            .some("basis", self.basis)?
            .some("interest", self.interest)?
            .some("perpetrator", self.perpetrator.as_ref())?
            .some("credibility", self.credibility)?
            .some("correction", self.correction.then_some(true))?
            .some("anonymous", self.anonymous.then_some(true))?
            .some("quote", self.quote())?
            .some("url", self.url())?;
        writer.end()
    }
}

/// Each list in the order of the ids, each record once.
impl Serialize for Draft {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        fn set<T: Ord>(list: &[T]) -> std::collections::BTreeSet<&T> {
            list.iter().collect()
        }
        let mut writer = Writer::<S>::new(serializer)?;
        writer
            .always("parties", &set(&self.parties))?
            .always("sources", &set(&self.sources))?
            .always("groups", &set(&self.groups))?
            .always("events", &set(&self.events))?
            .always("claims", &set(&self.claims))?;
        writer.end()
    }
}

impl Serialize for Dossier {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = Writer::<S>::new(serializer)?;
        writer
            .always("parties", self.parties())?
            .always("sources", self.sources())?
            .always("groups", self.groups())?
            .always("events", self.events())?
            .always("claims", self.claims())?;
        writer.end()
    }
}

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

/// The policy and the estimates.
impl Serialize for Reconciliation<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = Writer::<S>::new(serializer)?;
        writer.always("policy", self.policy())?.always("estimates", self.estimates())?;
        writer.end()
    }
}
