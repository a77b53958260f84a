//! The mapping: which cell of a table is what.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};

use super::date::DateOrder;
use super::fault::RowFault;
use super::published::Role;
use crate::dossier::fault::brief;
use crate::record::group::Status;
use crate::record::interest::Interest;
use crate::record::moment::Moment;
use crate::record::outcome::Outcome;
use crate::record::source::{Basis, SourceKind};
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
/// Reading one fails with line, column and the name that is not known ([`RowFault`]):
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
    type Err = RowFault;

    fn from_str(text: &str) -> Result<Mapping, RowFault> {
        let text = text.trim_start_matches('\u{feff}');
        let many: Many<Fields> = serde_json::from_str(text).map_err(|error| RowFault::of_json(1, &error))?;
        Mapping::try_from(many).map_err(|wrong| wrong.placed(text))
    }
}

/// A fault of what a mapping says, not of how it is written.
#[derive(Debug, thiserror::Error)]
#[error("{what}, found {:?}", brief(found))]
pub(crate) struct Wrong {
    what: String,
    /// The text that is at fault, as it stands between quotes.
    found: String,
}

fn wrong(what: &(impl ToString + ?Sized), found: &str) -> Result<(), Wrong> {
    Err(Wrong { what: what.to_string(), found: found.to_owned() })
}

impl Wrong {
    fn placed(&self, text: &str) -> RowFault {
        let quoted = serde_json::Value::from(self.found.as_str()).to_string();
        let before = text.find(&quoted).map_or("", |at| &text[..at]);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |rest| rest.chars().count()) + 1;
        RowFault::new(line as u64, column as u64, self.to_string())
    }
}

/// What stands in a mapping.
#[derive(Clone, Debug, Default, Deserialize)]
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
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recorder {
    pub(crate) id: Box<str>,
    pub(crate) name: Box<str>,
    pub(crate) kind: Option<Word<SourceKind>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct EventFields {
    pub(crate) id: Many<Template>,
    #[serde(deserialize_with = "columns_or_texts")]
    pub(crate) name: Many<Template>,
    #[serde(deserialize_with = "columns_or_texts")]
    pub(crate) place: Many<Template>,
    pub(crate) start: Names,
    pub(crate) end: Names,
    pub(crate) year: Names,
    pub(crate) part_of: Option<Named>,
    pub(crate) perpetrator: Option<Perpetrator>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Named {
    pub(crate) id: Template,
    pub(crate) name: Template,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Perpetrator {
    pub(crate) is: Template,
    #[serde(default)]
    pub(crate) when: When,
}

#[derive(Clone, Debug, Deserialize)]
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

/// The group of everybody.
pub(crate) const ALL: &str = "all";

/// The groups that every mapping can name.
pub(crate) static PEOPLE: LazyLock<BTreeMap<Box<str>, Many<GroupFields>>> =
    LazyLock::new(|| serde_json::from_str(include_str!("people.json")).unwrap_or_default());

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SourceFields {
    pub(crate) column: Names,
    pub(crate) split: Box<str>,
    /// Whether one event may have rows of several sources.
    pub(crate) apart: bool,
}

/// Columns of a claim that hardly any table has but one of claims.
#[derive(Clone, Debug, Default, Deserialize)]
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
    Words,
}

#[derive(Clone, Debug, Deserialize)]
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
#[serde(from = "Form<Box<str>, ColumnFields>")]
pub(crate) struct Column {
    pub(crate) any: Vec<Box<str>>,
    pub(crate) read: Reading,
    pub(crate) blank: Vec<Box<str>>,
    /// What stands between the items of a list of dates.
    pub(crate) split: Option<Box<str>>,
    /// The words that a cell may hold, each with its other spellings.
    pub(crate) words: BTreeMap<Box<str>, Vec<Box<str>>>,
}

impl Column {
    /// The word that a text stands for.
    pub(crate) fn word(&self, text: &str) -> Option<&str> {
        fn lower(text: &str) -> impl Iterator<Item = char> {
            text.chars().flat_map(char::to_lowercase)
        }
        let is_it = |spelling: &str| lower(spelling).eq(lower(text));
        let mut words = self.words.iter();
        let found = words.find(|(word, spellings)| is_it(word) || spellings.iter().any(|spelling| is_it(spelling)));
        found.map(|(word, _)| &**word)
    }

    /// The words that it knows, in a row.
    pub(crate) fn known(&self) -> String {
        self.words.keys().map(|word| &**word).collect::<Vec<_>>().join(", ")
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnFields {
    any: Many<Box<str>>,
    #[serde(default)]
    read: Reading,
    #[serde(default)]
    blank: Vec<Box<str>>,
    split: Option<Box<str>>,
    #[serde(default)]
    words: BTreeMap<Box<str>, Vec<Box<str>>>,
}

impl From<Form<Box<str>, ColumnFields>> for Column {
    fn from(form: Form<Box<str>, ColumnFields>) -> Column {
        match form {
            Form::One(name) => Column { any: vec![name], ..Column::default() },
            Form::List(any) => Column { any, ..Column::default() },
            Form::Object(ColumnFields { any, read, blank, split, words }) => {
                Column { any: any.items, read, blank, split, words }
            }
        }
    }
}

/// What must hold of a row: all of these.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "BTreeMap<Name, Test>")]
pub(crate) struct When(pub(crate) Vec<(Name, Test)>);

impl From<BTreeMap<Name, Test>> for When {
    fn from(tests: BTreeMap<Name, Test>) -> When {
        When(tests.into_iter().collect())
    }
}

/// What a cell must be: one of some texts, or what compares so.
pub(crate) type Test = Form<Box<str>, Comparison>;

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Comparison {
    Below(u64),
    From(u64),
    Has(Many<Box<str>>),
}

/// What may be written in more than one way: one thing, a list of them, or an object that says more.
#[derive(Clone, Debug)]
pub(crate) enum Form<T, O> {
    One(T),
    List(Vec<T>),
    Object(O),
}

impl<'de, T: Deserialize<'de>, O: Deserialize<'de>> Deserialize<'de> for Form<T, O> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Form<T, O>, D::Error> {
        struct Of<T, O>(PhantomData<(T, O)>);
        impl<'de, T: Deserialize<'de>, O: Deserialize<'de>> Visitor<'de> for Of<T, O> {
            type Value = Form<T, O>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, a list, or an object")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Form<T, O>, E> {
                T::deserialize(text.into_deserializer()).map(Form::One)
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Form<T, O>, E> {
                self.visit_string(number.to_string())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Form<T, O>, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(list)).map(Form::List)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Form<T, O>, A::Error> {
                O::deserialize(MapAccessDeserializer::new(map)).map(Form::Object)
            }
        }
        deserializer.deserialize_any(Of(PhantomData))
    }
}

/// One thing, or a list: alternatives, of which the first that can be filled is taken.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(from = "Form<T, T>", bound = "T: Deserialize<'de>")]
pub(crate) struct Many<T> {
    pub(crate) items: Vec<T>,
    pub(crate) is_list: bool,
}

impl<T> From<Form<T, T>> for Many<T> {
    fn from(form: Form<T, T>) -> Many<T> {
        match form {
            Form::One(item) | Form::Object(item) => Many::one(item),
            Form::List(items) => Many { items, is_list: true },
        }
    }
}

/// The name of a cell; once the mapping is bound to a table, also which of its cells that is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(from = "Box<str>")]
pub(crate) struct Name {
    pub(crate) text: Box<str>,
    pub(crate) slot: Option<usize>,
}

impl From<Box<str>> for Name {
    fn from(text: Box<str>) -> Name {
        Name { text, slot: None }
    }
}

/// Names of cells.
pub(crate) type Names = Many<Name>;

impl<T> Many<T> {
    pub(crate) fn one(item: T) -> Many<T> {
        Many { items: vec![item], is_list: false }
    }
}

impl<T> Default for Many<T> {
    fn default() -> Many<T> {
        Many { items: Vec::new(), is_list: true }
    }
}

/// What names cells.
pub(crate) trait Naming {
    /// Each name, and whether it stands alone: of alternatives the table need not have every cell.
    fn each_name(&mut self, is_lone: bool, found: &mut dyn FnMut(&mut Name, bool));
}

impl Naming for Name {
    fn each_name(&mut self, is_lone: bool, found: &mut dyn FnMut(&mut Name, bool)) {
        found(self, is_lone);
    }
}

impl Naming for Template {
    fn each_name(&mut self, is_lone: bool, found: &mut dyn FnMut(&mut Name, bool)) {
        for part in &mut self.0 {
            if let Part::Name(name) = part {
                name.each_name(is_lone, found);
            }
        }
    }
}

impl<N: Naming> Naming for Many<N> {
    fn each_name(&mut self, is_lone: bool, found: &mut dyn FnMut(&mut Name, bool)) {
        self.items.iter_mut().for_each(|item| item.each_name(is_lone && !self.is_list, found));
    }
}

impl<N: Naming> Naming for Option<N> {
    fn each_name(&mut self, is_lone: bool, found: &mut dyn FnMut(&mut Name, bool)) {
        if let Some(item) = self {
            item.each_name(is_lone, found);
        }
    }
}

impl Naming for When {
    fn each_name(&mut self, is_lone: bool, found: &mut dyn FnMut(&mut Name, bool)) {
        self.0.iter_mut().for_each(|(name, _)| found(name, is_lone));
    }
}

/// A text with names of columns in braces; with a blank cell in it there is no text. Of `{a|b}` the first cell that
/// is filled is taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Template(pub(crate) Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Text(Box<str>),
    /// One name.
    Name(Names),
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
    pub(crate) fn names(&self) -> impl Iterator<Item = &Name> {
        let names =
            self.0.iter().filter_map(|part| if let Part::Name(names) = part { Some(&names.items) } else { None });
        names.flatten()
    }

    /// The column that it consists of.
    pub(crate) fn column(&self) -> Option<&Names> {
        if let [Part::Name(column)] = &self.0[..] { Some(column) } else { None }
    }

    /// Whether it tells one row from another by more than what the table calls it.
    pub(crate) fn is_of_row(&self) -> bool {
        self.0.iter().any(|part| matches!(part, Part::Row | Part::Line))
    }
}

/// Texts, of which one without braces is the name of a column.
fn columns_or_texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Many<Template>, D::Error> {
    let mut many = Many::<Template>::deserialize(deserializer)?;
    for Template(parts) in &mut many.items {
        if let [Part::Text(name)] = &mut parts[..] {
            *parts = vec![Part::Name(Names::one(std::mem::take(name).into()))];
        }
    }
    Ok(many)
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
                names => {
                    let items: Vec<Name> = names.split('|').map(|name| Box::<str>::from(name).into()).collect();
                    Part::Name(Names { is_list: items.len() > 1, items })
                }
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
    /// The group of that key, or that every mapping can name.
    pub(crate) fn group(&self, key: &str) -> Option<&Many<GroupFields>> {
        self.groups.get(key).or_else(|| PEOPLE.get(key))
    }

    /// Whether it needs hashtags.
    pub(crate) fn is_of_tags(&self) -> bool {
        let first = |column: &Column| column.any.first().is_some_and(|name| name.starts_with('#'));
        self.needs.iter().any(|need| self.columns.get(need).map_or(need.starts_with('#'), first))
    }

    fn check(&self) -> Result<(), Wrong> {
        if self.version.is_some_and(|version| version != 1) {
            return wrong("expected version 1 of the format", &self.version.unwrap_or_default().to_string());
        }
        if self.name.is_empty() || self.event.id.items.is_empty() {
            return wrong("expected \"name\", and \"id\" of \"event\"", &self.name);
        }
        if self.counts.is_empty() && self.words.is_empty() {
            return wrong("expected \"counts\" or \"words\": nothing is counted", &self.name);
        }
        let mut wholes =
            self.groups.values().flat_map(|group| &group.items).filter_map(|group| group.part_of.as_deref());
        if let Some(whole) = wholes.find(|whole| self.group(whole).is_none()) {
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
            if count.when.0.is_empty() && !seen.insert((&group.items, outcome, role, window, source)) {
                let what = "two counts of one group, outcome, role and days, the first without \"when\"";
                return wrong(what, count.called());
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
        wrong(what, count.called())
    }
}

/// That a text without cells in it is one of those words.
fn check_word<W: FromStr<Err: fmt::Display>>(text: Option<&Template>) -> Result<(), Wrong> {
    let Some(text) = text.and_then(Template::literal) else { return Ok(()) };
    text.parse::<W>().map_or_else(|error| wrong(&error, text), |_| Ok(()))
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
