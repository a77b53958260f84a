//! Writes records and dossiers, and holds the writers that answers share.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::dossier::Dossier;
use crate::dossier::draft::Draft;
use crate::dossier::wire::{serde_as_text, serde_text};
use crate::record::claim::Claim;
use crate::record::credibility::Credibility;
use crate::record::event::Event;
use crate::record::group::{Group, Status};
use crate::record::id::{ClaimId, EventId, GroupId, PartyId, SourceId};
use crate::record::interest::{Hearing, Interest, InterestCase};
use crate::record::moment::Moment;
use crate::record::outcome::Outcome;
use crate::record::party::Party;
use crate::record::quantity::{Quantity, Tree};
use crate::record::source::{Basis, Reliability, Source, SourceKind};

serde_text!(
    PartyId SourceId GroupId EventId ClaimId Outcome SourceKind Basis Reliability Status Interest
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

serde_as_text!(Tree InterestCase Quantity Hearing);

impl Serialize for Credibility {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.number())
    }
}

/// Writes the fields that are present, in the given order.
pub(crate) struct Writer<S: Serializer>(S::SerializeMap);

impl<S: Serializer> Writer<S> {
    pub(crate) fn new(serializer: S) -> Result<Self, S::Error> {
        serializer.serialize_map(None).map(Writer)
    }

    pub(crate) fn always<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<&mut Self, S::Error> {
        self.0.serialize_entry(name, value)?;
        Ok(self)
    }

    pub(crate) fn some<T: Serialize>(&mut self, name: &'static str, value: Option<T>) -> Result<&mut Self, S::Error> {
        match value {
            Some(value) => self.always(name, &value),
            None => Ok(self),
        }
    }

    pub(crate) fn end(self) -> Result<S::Ok, S::Error> {
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

/// Each list is sorted by id, with each record once.
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
