//! The mapping: which cell of a table is what.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer, StrDeserializer};
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::date::DateOrder;
use super::names::People;
use super::published::Role;
use crate::dossier::fault::brief;
use crate::record::group::Status;
use crate::record::interest::Interest;
use crate::record::outcome::Outcome;
use crate::record::source::{Basis, SourceKind};
use crate::record::vocabulary::words;
use crate::said::count::Count;

/// How the rows of a table become records: a JSON object, version 1 of the format.
///
/// [`mapping_schema`](super::mapping_schema) describes every key; the shipped mappings, in
/// `src/exchange/mappings/`, are examples. The smallest one that works:
///
/// ```
/// use corroborate::exchange::{Mapping, TableReader};
///
/// let mapping: Mapping = r#"{
///     "name": "morgue",
///     "recorder": {"id": "morgue", "name": "City morgue", "kind": "medical"},
///     "needs": ["Ref", "Day", "Bodies"],
///     "event": {"id": "morgue:{Ref}", "start": "Day"},
///     "counts": [{"group": "all", "outcome": "killed", "best": "Bodies"}]
/// }"#.parse()?;
/// let table = "Ref;Day;Bodies\nA7;21-Jan-22;12\n";
/// let row = TableReader::mapped(mapping).rows(table.as_bytes()).next().unwrap()?;
/// assert_eq!(row.claims[0].count().as_str(), "12");
/// assert_eq!(row.events[0].start().unwrap().to_string(), "2022-01-21");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Reading one fails with line, column and the name that is not known ([`MappingFault`]):
///
/// ```
/// use corroborate::exchange::Mapping;
///
/// let fault = "{\"name\": \"x\",\n \"evnet\": {}}".parse::<Mapping>().unwrap_err();
/// assert!(fault.to_string().starts_with("2:8: unknown field `evnet`, expected one of `name`"));
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Fields")]
pub struct Mapping(Arc<Fields>);

/// One mapping, or a JSON list of them: the first that fits a table is taken.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "Many<Mapping>")]
pub struct Mappings(Vec<Mapping>);

/// What is wrong with a mapping, and where. Prints as `2:8: unknown field …`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {message}")]
pub struct MappingFault {
    line: usize,
    column: usize,
    message: String,
}

impl MappingFault {
    /// The line of the mapping, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column of the line, from 1.
    pub fn column(&self) -> usize {
        self.column
    }
}

impl Mapping {
    /// What it calls itself.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.0
    }

    /// Whether it needs hashtags.
    pub(crate) fn is_of_tags(&self) -> bool {
        let first = |column: &Column| column.any.first().is_some_and(|name| name.starts_with('#'));
        self.0.needs.iter().any(|need| self.0.columns.get(need).map_or(need.starts_with('#'), first))
    }
}

impl Mappings {
    /// Each, in the order in which they are tried.
    pub fn iter(&self) -> std::slice::Iter<'_, Mapping> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Mappings {
    type Item = &'a Mapping;
    type IntoIter = std::slice::Iter<'a, Mapping>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl From<Mapping> for Mappings {
    fn from(mapping: Mapping) -> Mappings {
        Mappings(vec![mapping])
    }
}

impl From<Many<Mapping>> for Mappings {
    fn from(many: Many<Mapping>) -> Mappings {
        Mappings(many.items)
    }
}

impl FromIterator<Mapping> for Mappings {
    fn from_iter<I: IntoIterator<Item = Mapping>>(mappings: I) -> Mappings {
        Mappings(mappings.into_iter().collect())
    }
}

impl FromStr for Mappings {
    type Err = MappingFault;

    fn from_str(text: &str) -> Result<Mappings, MappingFault> {
        let text = text.trim_start_matches('\u{feff}');
        let many: Many<Fields> = serde_json::from_str(text).map_err(|error| MappingFault {
            line: error.line(),
            column: error.column(),
            message: without_place(&error),
        })?;
        let checked = many.items.into_iter().map(Mapping::try_from).collect::<Result<Vec<_>, _>>();
        checked.map(Mappings).map_err(|wrong| wrong.placed(text))
    }
}

impl FromStr for Mapping {
    type Err = MappingFault;

    fn from_str(text: &str) -> Result<Mapping, MappingFault> {
        let mut mappings = text.parse::<Mappings>()?.0;
        match (mappings.pop(), mappings.len()) {
            (Some(mapping), 0) => Ok(mapping),
            (_, others) => {
                let message = format!("expected one mapping, found a list of {}", others + 1);
                Err(MappingFault { line: 1, column: 1, message })
            }
        }
    }
}

/// The message of an error without the line and column behind it.
pub(crate) fn without_place(error: &serde_json::Error) -> String {
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = error.to_string();
    message.strip_suffix(&place).unwrap_or(&message).to_owned()
}

/// A fault of what a mapping says, not of how it is written.
#[derive(Debug)]
pub(crate) struct Wrong {
    what: String,
    /// The text that is at fault, as it stands between quotes.
    found: String,
}

impl Wrong {
    fn new(what: impl Into<String>, found: &str) -> Wrong {
        Wrong { what: what.into(), found: found.to_owned() }
    }

    fn placed(self, text: &str) -> MappingFault {
        let quoted = serde_json::Value::from(self.found.as_str()).to_string();
        let at = text.find(&quoted).unwrap_or_default();
        let before = &text[..at];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |rest| rest.chars().count()) + 1;
        MappingFault { line, column, message: self.to_string() }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, found {:?}", self.what, brief(&self.found))
    }
}

/// What stands in a mapping.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fields {
    pub(crate) name: Box<str>,
    #[serde(default = "first_version")]
    version: u32,
    pub(crate) recorder: Option<Recorder>,
    #[serde(default)]
    pub(crate) columns: BTreeMap<Box<str>, Column>,
    #[serde(default)]
    pub(crate) needs: Vec<Box<str>>,
    #[serde(default)]
    pub(crate) marks: Vec<Box<str>>,
    #[serde(default)]
    pub(crate) lacks: Vec<Box<str>>,
    pub(crate) blank: Option<Vec<Box<str>>>,
    #[serde(default, deserialize_with = "word")]
    pub(crate) dates: Option<DateOrder>,
    pub(crate) century: Option<u16>,
    #[serde(default)]
    pub(crate) accepts: Vec<Odd>,
    pub(crate) event: EventFields,
    #[serde(default)]
    pub(crate) groups: BTreeMap<Box<str>, Many<GroupFields>>,
    pub(crate) source: Option<SourceFields>,
    pub(crate) relays: Option<Template>,
    pub(crate) as_of: Option<Many<Box<str>>>,
    pub(crate) published: Option<Many<Box<str>>>,
    pub(crate) quote: Option<Many<Box<str>>>,
    pub(crate) url: Option<Many<Box<str>>>,
    #[serde(default)]
    pub(crate) claim: ClaimFields,
    #[serde(default)]
    pub(crate) counts: Vec<CountFields>,
    #[serde(default)]
    pub(crate) words: BTreeMap<Box<str>, WordFields>,
    pub(crate) sum: Option<SumFields>,
    #[serde(default)]
    pub(crate) tally: bool,
}

fn first_version() -> u32 {
    1
}

/// Who made the table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recorder {
    pub(crate) id: Box<str>,
    pub(crate) name: Box<str>,
    #[serde(default, deserialize_with = "word")]
    pub(crate) kind: Option<SourceKind>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EventFields {
    pub(crate) id: Many<Template>,
    #[serde(default)]
    pub(crate) name: Many<Template>,
    #[serde(default)]
    pub(crate) place: Many<Template>,
    pub(crate) start: Option<Many<Box<str>>>,
    pub(crate) end: Option<Many<Box<str>>>,
    pub(crate) year: Option<Many<Box<str>>>,
    pub(crate) part_of: Option<Named>,
    pub(crate) perpetrator: Option<Perpetrator>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Named {
    pub(crate) id: Template,
    pub(crate) name: Template,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Perpetrator {
    pub(crate) is: Template,
    #[serde(default)]
    pub(crate) when: When,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GroupFields {
    pub(crate) id: Template,
    pub(crate) name: Template,
    pub(crate) part_of: Option<Box<str>>,
    pub(crate) party: Option<Template>,
    #[serde(default, deserialize_with = "word")]
    pub(crate) status: Option<Status>,
    #[serde(default)]
    pub(crate) exhaustive: bool,
    #[serde(default)]
    pub(crate) when: When,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SourceFields {
    pub(crate) column: Many<Box<str>>,
    #[serde(default)]
    pub(crate) split: Box<str>,
}

/// Columns of a claim that hardly any table has but one of claims.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClaimFields {
    pub(crate) id: Option<Many<Box<str>>>,
    pub(crate) relayed_by: Option<Many<Box<str>>>,
    pub(crate) since: Option<Many<Box<str>>>,
    pub(crate) retracted: Option<Many<Box<str>>>,
    pub(crate) supersedes: Option<Many<Box<str>>>,
    pub(crate) basis: Option<Many<Box<str>>>,
    pub(crate) interest: Option<Many<Box<str>>>,
    pub(crate) perpetrator: Option<Many<Box<str>>>,
    pub(crate) credibility: Option<Many<Box<str>>>,
    pub(crate) anonymous: Option<Many<Box<str>>>,
    pub(crate) correction: Option<Many<Box<str>>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CountFields {
    pub(crate) group: Many<Template>,
    #[serde(default = "killed")]
    pub(crate) outcome: Template,
    pub(crate) role: Option<Template>,
    pub(crate) low: Option<Many<Box<str>>>,
    pub(crate) best: Option<Many<Box<str>>>,
    pub(crate) high: Option<Many<Box<str>>>,
    pub(crate) said: Option<Many<Box<str>>>,
    pub(crate) says: Option<Count>,
    #[serde(default)]
    pub(crate) required: bool,
    pub(crate) zero: Option<Zero>,
    pub(crate) days: Option<u32>,
    #[serde(default)]
    pub(crate) when: When,
    pub(crate) source: Option<Template>,
    #[serde(default, deserialize_with = "word")]
    pub(crate) interest: Option<Interest>,
    #[serde(default, deserialize_with = "word")]
    pub(crate) basis: Option<Basis>,
}

fn killed() -> Template {
    Template(vec![Part::Text(Outcome::Killed.as_str().into())])
}

/// What a word in the name of a column tells of it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WordFields {
    pub(crate) group: Option<Many<Template>>,
    #[serde(default, deserialize_with = "word")]
    pub(crate) outcome: Option<Outcome>,
    pub(crate) role: Option<Template>,
    pub(crate) end: Option<End>,
    pub(crate) source: Option<Template>,
    pub(crate) zero: Option<Zero>,
    #[serde(default)]
    pub(crate) apart: bool,
    #[serde(default)]
    pub(crate) unread: bool,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum End {
    Low,
    High,
}

/// What a 0 says: that there were none.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Zero {
    None,
}

/// What else than a whole number is taken for a figure.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Odd {
    Negative,
    Range,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SumFields {
    pub(crate) total: Box<str>,
    pub(crate) unknown: Option<Box<str>>,
}

/// How a cell is read.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Reading {
    #[default]
    Text,
    DateParts,
    Newest,
    Citation,
    OneName,
    Undated,
    Stem,
}

/// Where a cell stands, and how it is read.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) any: Vec<Box<str>>,
    pub(crate) read: Reading,
    pub(crate) blank: Option<Vec<Box<str>>>,
    /// What stands between the items of a list of dates.
    pub(crate) split: Option<Box<str>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnFields {
    any: Many<Box<str>>,
    #[serde(default)]
    read: Reading,
    blank: Option<Vec<Box<str>>>,
    split: Option<Box<str>>,
}

impl<'de> Deserialize<'de> for Column {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Column, D::Error> {
        struct Of;
        impl<'de> Visitor<'de> for Of {
            type Value = Column;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a column's name, a list of names, or {\"any\": …}")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Column, E> {
                Ok(Column { any: vec![name.into()], read: Reading::Text, blank: None, split: None })
            }

            fn visit_seq<A: SeqAccess<'de>>(self, names: A) -> Result<Column, A::Error> {
                let any = Vec::deserialize(SeqAccessDeserializer::new(names))?;
                Ok(Column { any, read: Reading::Text, blank: None, split: None })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Column, A::Error> {
                let fields = ColumnFields::deserialize(MapAccessDeserializer::new(map))?;
                let ColumnFields { any, read, blank, split } = fields;
                Ok(Column { any: any.items, read, blank, split })
            }
        }
        deserializer.deserialize_any(Of)
    }
}

/// One thing, or a list: alternatives, of which the first that can be filled is taken.
#[derive(Clone, Debug)]
pub(crate) struct Many<T> {
    pub(crate) items: Vec<T>,
    pub(crate) is_list: bool,
}

impl<T> Default for Many<T> {
    fn default() -> Many<T> {
        Many { items: Vec::new(), is_list: true }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Many<T>, D::Error> {
        struct Of<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Of<T> {
            type Value = Many<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("one, or a list")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Many<T>, E> {
                Ok(Many { items: vec![T::deserialize(StrDeserializer::new(text))?], is_list: false })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Many<T>, A::Error> {
                Ok(Many { items: vec![T::deserialize(MapAccessDeserializer::new(map))?], is_list: false })
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Many<T>, A::Error> {
                Ok(Many { items: Vec::deserialize(SeqAccessDeserializer::new(list))?, is_list: true })
            }
        }
        deserializer.deserialize_any(Of(PhantomData))
    }
}

/// A text with names of columns in braces; with a blank cell in it there is no text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Template(pub(crate) Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Text(Box<str>),
    Name(Box<str>),
}

impl Template {
    /// The text, if no cell is part of it.
    pub(crate) fn literal(&self) -> Option<&str> {
        match &self.0[..] {
            [] => Some(""),
            [Part::Text(text)] => Some(text),
            _ => None,
        }
    }
}

impl<'de> Deserialize<'de> for Template {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Template, D::Error> {
        let text = String::deserialize(deserializer)?;
        let (mut parts, mut rest) = (Vec::new(), text.as_str());
        while let Some((before, behind)) = rest.split_once('{') {
            let (name, behind) =
                behind.split_once('}').ok_or_else(|| D::Error::custom(format!("no }} behind the {{ of {text:?}")))?;
            parts.extend((!before.is_empty()).then(|| Part::Text(before.into())));
            parts.push(Part::Name(name.into()));
            rest = behind;
        }
        parts.extend((!rest.is_empty()).then(|| Part::Text(rest.into())));
        Ok(Template(parts))
    }
}

/// What must hold of a row: all of these.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct When(pub(crate) BTreeMap<Box<str>, Test>);

impl When {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What a cell must be.
#[derive(Clone, Debug)]
pub(crate) enum Test {
    Is(Vec<Box<str>>),
    Below(u64),
    From(u64),
    Has(Vec<Box<str>>),
}

impl<'de> Deserialize<'de> for Test {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Test, D::Error> {
        struct Of;
        impl<'de> Visitor<'de> for Of {
            type Value = Test;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value, a list of values, {\"below\": n}, {\"from\": n} or {\"has\": text}")
            }

            fn visit_str<E: Error>(self, value: &str) -> Result<Test, E> {
                Ok(Test::Is(vec![value.into()]))
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<Test, E> {
                Ok(Test::Is(vec![value.to_string().into()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, values: A) -> Result<Test, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(values)).map(Test::Is)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Test, A::Error> {
                let test = match map.next_key::<String>()?.as_deref() {
                    Some("below") => Test::Below(map.next_value()?),
                    Some("from") => Test::From(map.next_value()?),
                    Some("has") => Test::Has(map.next_value::<Many<Box<str>>>()?.items),
                    other => return Err(A::Error::unknown_field(other.unwrap_or_default(), &["below", "from", "has"])),
                };
                match map.next_key::<String>()? {
                    None => Ok(test),
                    Some(other) => Err(A::Error::custom(format!("one test a column, found {other:?} as well"))),
                }
            }
        }
        deserializer.deserialize_any(Of)
    }
}

/// A word of one of the crate's vocabularies.
fn word<'de, D: Deserializer<'de>, W: FromStr<Err: fmt::Display>>(deserializer: D) -> Result<Option<W>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(|text| text.parse().map_err(D::Error::custom)).transpose()
}

impl TryFrom<Fields> for Mapping {
    type Error = Wrong;

    fn try_from(fields: Fields) -> Result<Mapping, Wrong> {
        fields.check()?;
        Ok(Mapping(Arc::new(fields)))
    }
}

impl Fields {
    fn check(&self) -> Result<(), Wrong> {
        if self.version != 1 {
            return Err(Wrong::new("expected version 1 of the format", &self.version.to_string()));
        }
        if self.counts.is_empty() && self.words.is_empty() {
            return Err(Wrong::new("expected \"counts\" or \"words\": nothing is counted", &self.name));
        }
        let is_group = |name: &str| self.groups.contains_key(name) || People::of(name).is_some();
        for whole in self.groups.values().flat_map(|group| &group.items).filter_map(|group| group.part_of.as_deref()) {
            if !is_group(whole) {
                return Err(Wrong::new("part_of: expected a group of \"groups\"", whole));
            }
        }
        if let Some(sum) = &self.sum {
            for name in [Some(&sum.total), sum.unknown.as_ref()].into_iter().flatten() {
                let is_counted = |count: &CountFields| count.group.items.iter().any(|g| g.literal() == Some(name));
                if !self.counts.iter().any(is_counted) {
                    return Err(Wrong::new("sum: expected a group of \"counts\"", name));
                }
            }
        }
        self.counts.iter().try_for_each(|count| self.check_count(count))?;
        self.words.values().try_for_each(|word| check_role(word.role.as_ref()))?;
        let mut seen = BTreeSet::new();
        for count in self.counts.iter().filter(|count| count.when.is_empty()) {
            let CountFields { group, outcome, role, days, source, .. } = count;
            if !seen.insert((&group.items, outcome, role, days, source)) {
                let group = group.items.first().and_then(Template::literal).unwrap_or_default();
                let what = "two counts of one group, outcome, role and days, the first without \"when\"";
                return Err(Wrong::new(what, group));
            }
        }
        Ok(())
    }

    fn check_count(&self, count: &CountFields) -> Result<(), Wrong> {
        let columns = [&count.low, &count.best, &count.high, &count.said];
        let has_columns = columns.iter().any(|column| column.is_some());
        let group = count.group.items.first().and_then(Template::literal).unwrap_or_default();
        if self.tally && has_columns {
            return Err(Wrong::new("with \"tally\", a count has no columns: each row is one person", group));
        }
        if !self.tally && !has_columns {
            return Err(Wrong::new("expected \"low\", \"best\", \"high\" or \"said\" of the count", group));
        }
        if let Some(outcome) = count.outcome.literal() {
            outcome.parse::<Outcome>().map_err(|error| Wrong::new(error.to_string(), outcome))?;
        }
        check_role(count.role.as_ref())
    }
}

fn check_role(role: Option<&Template>) -> Result<(), Wrong> {
    match role.and_then(Template::literal) {
        Some(role) => role.parse::<Role>().map(|_| ()).map_err(|error| Wrong::new(error.to_string(), role)),
        None => Ok(()),
    }
}

/// The tables that are known: each a mapping that ships with the crate, or a file of JSON Lines.
///
/// Their columns, sentinels and sources are described in [the module](super).
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Uppsala Conflict Data Program: GED 5 to 25 and candidate events; dyad-years and country-years.
    Ucdp,
    /// Armed Conflict Location & Event Data, exports of 2015 to 2025.
    Acled,
    /// Iraq Body Count: incidents, figures of incidents, and individuals.
    Ibc,
    /// Airwars, and lists of strikes in its shape.
    Airwars,
    /// Global Terrorism Database, as released and as its site exports it.
    Gtd,
    /// CSV with a row of HXL hashtags.
    Hxl,
    /// CSV whose columns are the fields of a claim; or an event and a source a row, and columns
    /// `killed`, `dead`, `injured` and the like.
    Csv,
    /// A dossier, one thing a line: `{"claim": {…}}`, and so `party`, `source`, `group`, `event`.
    JsonLines,
    /// `TechForPalestine`: totals by day, and names.
    Gaza,
    /// The humanitarian API's conflict events, counted by month and place.
    Hapi,
}

words!(Format {
    Ucdp => "ucdp",
    Acled => "acled",
    Ibc => "ibc",
    Airwars => "airwars",
    Gtd => "gtd",
    Hxl => "hxl",
    Csv => "csv",
    JsonLines => "jsonl",
    Gaza => "gaza",
    Hapi => "hapi",
});

impl Format {
    /// The mappings of the format; none for JSON Lines, which need none.
    pub fn mappings(self) -> Option<Mappings> {
        self.text()?.parse().ok()
    }

    /// The mappings of the format as they stand in their file.
    pub fn text(self) -> Option<&'static str> {
        Some(match self {
            Format::Ucdp => include_str!("mappings/ucdp.json"),
            Format::Acled => include_str!("mappings/acled.json"),
            Format::Ibc => include_str!("mappings/ibc.json"),
            Format::Airwars => include_str!("mappings/airwars.json"),
            Format::Gtd => include_str!("mappings/gtd.json"),
            Format::Hxl => include_str!("mappings/hxl.json"),
            Format::Csv => include_str!("mappings/claims.json"),
            Format::Gaza => include_str!("mappings/gaza.json"),
            Format::Hapi => include_str!("mappings/hapi.json"),
            Format::JsonLines => return None,
        })
    }
}

/// The JSON Schema (draft 2020-12) of a [`Mapping`], or of a list of them, as text: every key, and what
/// it is for.
///
/// ```json
#[doc = include_str!("mapping.schema.json")]
/// ```
pub fn mapping_schema() -> &'static str {
    include_str!("mapping.schema.json")
}
