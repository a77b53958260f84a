//! Writes dossiers, and holds the writers that records and answers share.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::dossier::Dossier;
use crate::dossier::draft::Draft;
use crate::dossier::wire::{serde_as_text, serde_text};
use crate::record::claim::Relays;
use crate::record::credibility::Credibility;
use crate::record::group::Status;
use crate::record::id::{ClaimId, EventId, GroupId, Ids, PartyId, SourceId};
use crate::record::interest::{Hearing, Interest, InterestCase};
use crate::record::moment::Moment;
use crate::record::outcome::Outcome;
use crate::record::quantity::{Quantity, Tree};
use crate::record::source::{Basis, Reliability, SourceKind};

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

/// A field that is not required.
pub(super) trait Optional {
    /// What it says, if it says anything.
    fn said(&self) -> Option<impl Serialize>;
}

impl<T: Serialize> Optional for Option<T> {
    fn said(&self) -> Option<impl Serialize> {
        self.as_ref()
    }
}

impl Optional for bool {
    fn said(&self) -> Option<impl Serialize> {
        self.then_some(true)
    }
}

impl<T: Serialize + Ord> Optional for Ids<T> {
    fn said(&self) -> Option<impl Serialize> {
        (!self.is_empty()).then(|| self.set())
    }
}

impl Optional for Relays {
    fn said(&self) -> Option<impl Serialize> {
        (!self.is_empty()).then_some(&**self)
    }
}

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
        self.records().serialize(serializer)
    }
}
