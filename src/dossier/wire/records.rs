//! The fields of each kind of record: the one list by which records are read and written.

use std::sync::LazyLock;

use serde::ser::{Serialize, Serializer};

use super::fields::Fields;
use super::value::Value;
use super::write::{Optional, Writer};
use crate::dossier::draft::Draft;
use crate::dossier::fault::List;
use crate::record::claim::Claim;
use crate::record::event::Event;
use crate::record::group::Group;
use crate::record::id::{ClaimId, EventId, GroupId, PartyId, SourceId};
use crate::record::moment::Moment;
use crate::record::outcome::Outcome;
use crate::record::party::Party;
use crate::record::source::{Source, SourceKind};
use crate::said::count::Count;

/// A kind of record that is read field by field.
pub(crate) trait Record: Clone + PartialEq {
    const LIST: List;
    /// The names of its fields, in the order in which they are written.
    const FIELDS: &'static [&'static str];
    /// Which of its fields are required.
    const REQUIRED: &'static [bool];

    /// A record with placeholders for the required fields, and no others.
    fn blank() -> Self;

    /// Reads the value of a field.
    fn read(&mut self, field: &str, value: &Value<'_>, fields: &mut Fields<'_>);

    fn id(&self) -> &str;

    fn list(draft: &mut Draft) -> &mut Vec<Self>;
}

/// Says of each kind of record where it belongs, what it is before anything is read, and of each of its
/// fields how it is read and whether it is required. This is a macro so that one list serves as the names,
/// as the reader and as the writer.
macro_rules! records {
    ($(
        $record:ident in $list:ident of $variant:ident, at first $blank:expr;
        $($field:ident: $how:ident $($required:ident)?),+;
    )+) => {$(
        impl Record for $record {
            const LIST: List = List::$variant;
            const FIELDS: &'static [&'static str] = &[$(stringify!($field)),+];
            const REQUIRED: &'static [bool] = &[$(!stringify!($($required)?).is_empty()),+];

            fn blank() -> $record {
                static BLANK: LazyLock<$record> = LazyLock::new(|| $blank);
                BLANK.clone()
            }

            fn read(&mut self, field: &str, value: &Value<'_>, fields: &mut Fields<'_>) {
                match field {
                    $(stringify!($field) => read!(self.$field, fields.$how(value) $(, $required)?),)+
                    // The names of its fields are all there are.
                    _ => {}
                }
            }

            fn id(&self) -> &str {
                self.id.as_str()
            }

            fn list(draft: &mut Draft) -> &mut Vec<$record> {
                &mut draft.$list
            }
        }

        impl Serialize for $record {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut writer = Writer::<S>::new(serializer)?;
                $(write!(writer, stringify!($field), &self.$field $(, $required)?);)+
                writer.end()
            }
        }
    )+};
}

/// Puts into a field what was read. A required field keeps its placeholder if nothing could be read.
macro_rules! read {
    ($field:expr, $read:expr, required) => {
        if let Some(read) = $read {
            $field = read;
        }
    };
    ($field:expr, $read:expr) => {
        $field = $read
    };
}

/// Writes a field. One that is not required is left out if it says nothing.
macro_rules! write {
    ($writer:expr, $name:expr, $field:expr, required) => {
        $writer.always($name, $field)?
    };
    ($writer:expr, $name:expr, $field:expr) => {
        $writer.some($name, $field.said())?
    };
}

records! {
    Party in parties of Parties, at first Party::new(PartyId::unread(), "");
        id: parse required, name: text required, opposes: ids, allies: ids;
    Source in sources of Sources, at first Source::new(SourceId::unread(), "", SourceKind::Other);
        id: source required, name: text required, kind: parse required, party: parse, basis: parse,
        reliability: parse;
    Group in groups of Groups, at first Group::new(GroupId::unread(), "");
        id: group required, name: text required, part_of: parse, party: parse, status: parse, exhaustive: flag;
    Event in events of Events, at first Event::new(EventId::unread(), "");
        id: event required, name: text required, place: text, start: parse, end: parse, settled: parse,
        part_of: parse, perpetrator: parse, exhaustive: flag;
    Claim in claims of Claims, at first {
        let quantity = (EventId::unread(), GroupId::unread(), Outcome::Killed);
        Claim::new(ClaimId::unread(), quantity, Count::none(), SourceId::unread(), Moment::UNREAD)
    };
        id: parse required, event: event required, group: group required, outcome: parse required,
        count: count required, source: source required, relayed_by: texts, as_of: parse required,
        since: parse, published: parse, retracted: parse, supersedes: ids, basis: parse, interest: parse,
        perpetrator: parse, credibility: credibility, correction: flag, anonymous: flag, quote: text, url: text;
}
