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
use crate::record::moment::Moment;
use crate::record::outcome::Outcome;
use crate::record::source::{Basis, SourceKind};
use crate::record::vocabulary::words;
use crate::said::count::Count;

/// What each column of a table means, as JSON: an object (version 1 of the format), or a list of objects, of
/// which the first that fits is used.
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
/// let row = TableReader::mapped(mapping).rows(table.as_bytes()).next().ok_or("a row")??;
/// assert_eq!(row.claims[0].count().as_str(), "12");
/// assert_eq!(row.events[0].start(), Some("2022-01-21".parse()?));
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
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(try_from = "Many<Fields>")]
pub struct Mapping(Vec<Arc<Fields>>);

/// The error for a mapping that cannot be read, with its place. Prints as `2:8: unknown field …`.
///
/// ```
/// use corroborate::exchange::Mapping;
///
/// let fault = "{\"name\": \"x\",\n \"evnet\": {}}".parse::<Mapping>().unwrap_err();
/// assert_eq!((fault.line(), fault.column()), (2, 8));
/// ```
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
    /// The names of its mappings, in the order in which they are tried.
    ///
    /// ```
    /// use corroborate::exchange::Format;
    ///
    /// let mapping = Format::Airwars.mapping().ok_or("it has one")?;
    /// assert_eq!(mapping.names().next(), Some("airwars"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|fields| &*fields.name)
    }

    /// These, and behind them those of others.
    pub(crate) fn or(mut self, others: Mapping) -> Mapping {
        self.0.extend(others.0);
        self
    }

    pub(crate) fn each(&self) -> &[Arc<Fields>] {
        &self.0
    }
}

impl FromStr for Mapping {
    type Err = MappingFault;

    fn from_str(text: &str) -> Result<Mapping, MappingFault> {
        let text = text.trim_start_matches('\u{feff}');
        let many: Many<Fields> = serde_json::from_str(text).map_err(|error| MappingFault {
            line: error.line(),
            column: error.column(),
            message: without_place(&error),
        })?;
        Mapping::try_from(many).map_err(|wrong| wrong.placed(text))
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
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Fields {
    pub(crate) name: Box<str>,
    pub(crate) version: Option<u32>,
    pub(crate) recorder: Option<Recorder>,
    pub(crate) columns: BTreeMap<Box<str>, Column>,
    pub(crate) needs: Vec<Box<str>>,
    pub(crate) marks: Vec<Box<str>>,
    pub(crate) lacks: Vec<Box<str>>,
    pub(crate) blank: Option<Vec<Box<str>>>,
    pub(crate) dates: Option<Word<DateOrder>>,
    pub(crate) century: Option<u16>,
    pub(crate) accepts: Vec<Odd>,
    pub(crate) event: EventFields,
    pub(crate) groups: BTreeMap<Box<str>, Many<GroupFields>>,
    pub(crate) source: SourceFields,
    pub(crate) relays: Option<Template>,
    pub(crate) as_of: Names,
    pub(crate) published: Names,
    pub(crate) quote: Names,
    pub(crate) url: Names,
    pub(crate) claim: ClaimFields,
    pub(crate) counts: Vec<CountFields>,
    pub(crate) words: BTreeMap<Box<str>, WordFields>,
    pub(crate) sum: Option<SumFields>,
    pub(crate) tally: bool,
}

/// Who made the table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recorder {
    pub(crate) id: Box<str>,
    pub(crate) name: Box<str>,
    pub(crate) kind: Option<Word<SourceKind>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct EventFields {
    pub(crate) id: Many<Template>,
    pub(crate) name: Many<Template>,
    pub(crate) place: Many<Template>,
    pub(crate) start: Names,
    pub(crate) end: Names,
    pub(crate) year: Names,
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
    pub(crate) status: Option<Word<Status>>,
    #[serde(default)]
    pub(crate) exhaustive: bool,
    #[serde(default)]
    pub(crate) when: When,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SourceFields {
    pub(crate) column: Names,
    pub(crate) split: Box<str>,
}

/// Columns of a claim that hardly any table has but one of claims.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ClaimFields {
    pub(crate) id: Names,
    pub(crate) relayed_by: Names,
    pub(crate) since: Names,
    pub(crate) retracted: Names,
    pub(crate) supersedes: Names,
    pub(crate) basis: Names,
    pub(crate) interest: Names,
    pub(crate) perpetrator: Names,
    pub(crate) credibility: Names,
    pub(crate) anonymous: Names,
    pub(crate) correction: Names,
}

/// A figure, and what it counts: the killed, unless another outcome is told.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct CountFields {
    pub(crate) group: Many<Template>,
    pub(crate) outcome: Option<Template>,
    pub(crate) role: Option<Template>,
    pub(crate) low: Names,
    pub(crate) best: Names,
    pub(crate) high: Names,
    pub(crate) said: Names,
    pub(crate) says: Option<Count>,
    pub(crate) required: bool,
    pub(crate) zero: Option<Zero>,
    pub(crate) days: u32,
    pub(crate) as_of: Option<Word<Moment>>,
    pub(crate) when: When,
    pub(crate) source: Option<Template>,
    pub(crate) interest: Option<Word<Interest>>,
    pub(crate) basis: Option<Word<Basis>>,
}

impl CountFields {
    pub(crate) fn columns(&self) -> [&Names; 4] {
        [&self.low, &self.best, &self.high, &self.said]
    }

    /// Whether it is of that group, among others.
    pub(crate) fn is_of(&self, group: &str) -> bool {
        self.group.items.iter().any(|name| name.literal() == Some(group))
    }

    /// The group, to be named in a fault.
    fn called(&self) -> &str {
        self.group.items.first().and_then(Template::literal).unwrap_or_default()
    }
}

/// What a word in the name of a column tells of it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct WordFields {
    pub(crate) group: Option<Many<Template>>,
    pub(crate) outcome: Option<Word<Outcome>>,
    pub(crate) role: Option<Template>,
    pub(crate) end: Option<End>,
    pub(crate) source: Option<Template>,
    pub(crate) zero: Option<Zero>,
    pub(crate) apart: bool,
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
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Short<ColumnFields>")]
pub(crate) struct Column {
    pub(crate) any: Vec<Box<str>>,
    pub(crate) read: Reading,
    pub(crate) blank: Vec<Box<str>>,
    /// What stands between the items of a list of dates.
    pub(crate) split: Option<Box<str>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnFields {
    any: Names,
    #[serde(default)]
    read: Reading,
    #[serde(default)]
    blank: Vec<Box<str>>,
    split: Option<Box<str>>,
}

impl From<Short<ColumnFields>> for Column {
    fn from(short: Short<ColumnFields>) -> Column {
        match short {
            Short::Texts(any) => Column { any, ..Column::default() },
            Short::Object(ColumnFields { any, read, blank, split }) => Column { any: any.items, read, blank, split },
        }
    }
}

/// What must hold of a row: all of these.
pub(crate) type When = BTreeMap<Box<str>, Test>;

/// What a cell must be: one of some texts, or what compares so.
pub(crate) type Test = Short<Comparison>;

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Comparison {
    Below(u64),
    From(u64),
    Has(Names),
}

/// What may be written in short: a text or a list of texts, where an object says more.
#[derive(Clone, Debug)]
pub(crate) enum Short<T> {
    Texts(Vec<Box<str>>),
    Object(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Short<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Short<T>, D::Error> {
        struct Of<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Of<T> {
            type Value = Short<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, a list of texts, or an object")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Short<T>, E> {
                Ok(Short::Texts(vec![text.into()]))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Short<T>, E> {
                self.visit_string(number.to_string())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, texts: A) -> Result<Short<T>, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(texts)).map(Short::Texts)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Short<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Short::Object)
            }
        }
        deserializer.deserialize_any(Of(PhantomData))
    }
}

/// One thing, or a list: alternatives, of which the first that can be filled is taken.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Many<T> {
    pub(crate) items: Vec<T>,
    pub(crate) is_list: bool,
}

/// Names of columns.
pub(crate) type Names = Many<Box<str>>;

impl Names {
    /// The column of that name.
    pub(crate) fn alone(name: &str) -> Names {
        Names { items: vec![name.into()], is_list: false }
    }
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
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Template(pub(crate) Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Text(Box<str>),
    Name(Box<str>),
    /// What the row says, as a short name.
    Row,
    Line,
}

impl Template {
    pub(crate) fn of_text(text: &str) -> Template {
        Template(vec![Part::Text(text.into())])
    }

    /// The text, if no cell is part of it.
    pub(crate) fn literal(&self) -> Option<&str> {
        match &self.0[..] {
            [] => Some(""),
            [Part::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// The names of the cells that are part of it.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|part| if let Part::Name(name) = part { Some(&**name) } else { None })
    }

    /// Whether it tells one row from another by more than what the table calls it.
    pub(crate) fn is_of_row(&self) -> bool {
        self.0.iter().any(|part| matches!(part, Part::Row | Part::Line))
    }
}

impl TryFrom<String> for Template {
    type Error = String;

    fn try_from(text: String) -> Result<Template, String> {
        let (mut parts, mut rest) = (Vec::new(), text.as_str());
        while let Some((before, behind)) = rest.split_once('{') {
            let (name, behind) =
                behind.split_once('}').ok_or_else(|| format!("no }} behind the {{ of {:?}", brief(&text)))?;
            parts.extend((!before.is_empty()).then(|| Part::Text(before.into())));
            parts.push(match name {
                "row" => Part::Row,
                "line" => Part::Line,
                name => Part::Name(name.into()),
            });
            rest = behind;
        }
        parts.extend((!rest.is_empty()).then(|| Part::Text(rest.into())));
        Ok(Template(parts))
    }
}

/// A word of one of the crate's vocabularies.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word<W>(pub(crate) W);

impl<'de, W: FromStr<Err: fmt::Display>> Deserialize<'de> for Word<W> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Word<W>, D::Error> {
        String::deserialize(deserializer)?.parse().map(Word).map_err(D::Error::custom)
    }
}

impl TryFrom<Many<Fields>> for Mapping {
    type Error = Wrong;

    fn try_from(many: Many<Fields>) -> Result<Mapping, Wrong> {
        many.items.iter().try_for_each(Fields::check)?;
        Ok(Mapping(many.items.into_iter().map(Arc::new).collect()))
    }
}

impl Fields {
    /// Whether it needs hashtags.
    pub(crate) fn is_of_tags(&self) -> bool {
        let first = |column: &Column| column.any.first().is_some_and(|name| name.starts_with('#'));
        self.needs.iter().any(|need| self.columns.get(need).map_or(need.starts_with('#'), first))
    }

    fn check(&self) -> Result<(), Wrong> {
        let wrong = |what: &str, found: &str| Err(Wrong { what: what.to_owned(), found: found.to_owned() });
        if self.version.is_some_and(|version| version != 1) {
            return wrong("expected version 1 of the format", &self.version.unwrap_or_default().to_string());
        }
        if self.name.is_empty() || self.event.id.items.is_empty() {
            return wrong("expected \"name\", and \"id\" of \"event\"", &self.name);
        }
        if self.counts.is_empty() && self.words.is_empty() {
            return wrong("expected \"counts\" or \"words\": nothing is counted", &self.name);
        }
        let is_group = |name: &str| self.groups.contains_key(name) || People::of(name).is_some();
        let mut wholes =
            self.groups.values().flat_map(|group| &group.items).filter_map(|group| group.part_of.as_deref());
        if let Some(whole) = wholes.find(|whole| !is_group(whole)) {
            return wrong("part_of: expected a group of \"groups\"", whole);
        }
        let mut summed = self.sum.iter().flat_map(|sum| [Some(&sum.total), sum.unknown.as_ref()]).flatten();
        if let Some(name) = summed.find(|name| !self.counts.iter().any(|count| count.is_of(name))) {
            return wrong("sum: expected a group of \"counts\"", name);
        }
        self.check_counts()?;
        self.words.values().try_for_each(|word| check_word::<Role>(word.role.as_ref()))
    }

    fn check_counts(&self) -> Result<(), Wrong> {
        let mut seen = BTreeSet::new();
        for count in &self.counts {
            self.check_count(count)?;
            let CountFields { group, outcome, role, days, source, .. } = count;
            let window = (days, count.as_of.map(|Word(at)| at));
            if count.when.is_empty() && !seen.insert((&group.items, outcome, role, window, source)) {
                let what = "two counts of one group, outcome, role and days, the first without \"when\"";
                return Err(Wrong { what: what.to_owned(), found: count.called().to_owned() });
            }
        }
        Ok(())
    }

    fn check_count(&self, count: &CountFields) -> Result<(), Wrong> {
        let has_columns = count.columns().iter().any(|names| !names.items.is_empty());
        let what = match (self.tally, has_columns) {
            _ if count.group.items.is_empty() => "expected \"group\" of the count",
            (true, true) => "with \"tally\", a count has no columns: each row is one person",
            (false, false) => "expected \"low\", \"best\", \"high\" or \"said\" of the count",
            _ => {
                check_word::<Outcome>(count.outcome.as_ref())?;
                return check_word::<Role>(count.role.as_ref());
            }
        };
        Err(Wrong { what: what.to_owned(), found: count.called().to_owned() })
    }
}

/// That a text without cells in it is one of those words.
fn check_word<W: FromStr<Err: fmt::Display>>(text: Option<&Template>) -> Result<(), Wrong> {
    let Some(text) = text.and_then(Template::literal) else { return Ok(()) };
    text.parse::<W>().map(|_| ()).map_err(|error| Wrong { what: error.to_string(), found: text.to_owned() })
}

/// The formats that the crate knows: JSON Lines, and tables whose mappings come with it.
///
/// Their columns, sentinels and sources are described in [the module](super).
///
/// ```
/// use corroborate::exchange::{Format, Rows};
///
/// assert_eq!("ucdp".parse(), Ok(Format::Ucdp));
/// let table = "event,group,outcome,count,source,as_of\nmarket,all,killed,7,An agency,2026-03-02\n";
/// assert_eq!(Rows::new(Format::Csv, table.as_bytes()).count(), 1);
/// ```
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
    /// Any list of events, one a row, with columns of `killed`, `dead`, `injured` and the like: never
    /// recognised, only read so if it is told.
    List,
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
    List => "list",
});

impl Format {
    /// The mapping of the format; none for JSON Lines, which need none.
    ///
    /// ```
    /// use corroborate::exchange::Format;
    ///
    /// assert!(Format::Gtd.mapping().is_some());
    /// assert!(Format::JsonLines.mapping().is_none(), "it needs none");
    /// ```
    pub fn mapping(self) -> Option<Mapping> {
        self.text()?.parse().ok()
    }

    /// The mapping of the format as it stands in its file.
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
            Format::List => include_str!("mappings/list.json"),
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
