//! Faults: what is wrong with a dossier, and where.

use std::fmt;

use crate::record::fields::getters;
use crate::record::moment::{Moment, MomentError};
use crate::record::vocabulary::{UnknownWord, words};
use crate::said::count::CountError;

/// All faults of a dossier; never empty. It prints one fault on each line.
///
/// ```
/// use corroborate::{Draft, Group};
///
/// let mut draft = Draft::new();
/// draft.add_group(Group::new("guards".parse()?, "Guards").with_part_of("all".parse()?));
/// let refused = draft.check().unwrap_err();
/// for fault in refused.faults() {
///     println!("{fault}");
/// }
/// assert_eq!(refused.faults().len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// The faults in the order of their places, or `None` if there are none.
    pub(crate) fn some(mut faults: Vec<Fault>) -> Option<Faults> {
        faults.sort_by(|a, b| a.place.cmp(&b.place));
        (!faults.is_empty()).then_some(Faults(faults))
    }

    /// One fault.
    pub(crate) fn of(fault: Fault) -> Faults {
        Faults(vec![fault])
    }

    /// The faults, in the order of their places.
    ///
    /// ```
    /// use corroborate::{Draft, Group};
    ///
    /// let mut draft = Draft::new();
    /// draft.add_group(Group::new("guards".parse()?, "Guards").with_part_of("all".parse()?));
    /// let refused = draft.check().unwrap_err();
    /// let places: Vec<_> = refused.faults().iter().map(|fault| fault.place().to_string()).collect();
    /// assert_eq!(places, ["groups[0] (guards).part_of"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn iter(&self) -> std::slice::Iter<'_, Fault> {
        self.0.iter()
    }

    /// The number of faults.
    ///
    /// ```
    /// use corroborate::{Draft, Group};
    ///
    /// let mut draft = Draft::new();
    /// draft.add_group(Group::new("guards".parse()?, "Guards").with_part_of("all".parse()?));
    /// let refused = draft.check().unwrap_err();
    /// assert_eq!(refused.faults().len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[expect(clippy::len_without_is_empty, reason = "never empty")]
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl<'a> IntoIterator for &'a Faults {
    type Item = &'a Fault;
    type IntoIter = std::slice::Iter<'a, Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Faults {
    type Item = Fault;
    type IntoIter = std::vec::IntoIter<Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        one_a_line(&self.0, f)
    }
}

impl std::error::Error for Faults {}

/// Prints each fault on its own line, without a line end after the last.
pub(crate) fn one_a_line(faults: &[impl fmt::Display], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (at, fault) in faults.iter().enumerate() {
        if at > 0 {
            f.write_str("\n")?;
        }
        fault.fmt(f)?;
    }
    Ok(())
}

/// One fault: its place and its kind.
///
/// ```
/// use corroborate::{Draft, Group};
///
/// let mut draft = Draft::new();
/// draft.add_group(Group::new("guards".parse()?, "Guards").with_part_of("all".parse()?));
/// let refused = draft.check().unwrap_err();
/// let fault = refused.faults().iter().next().ok_or("one")?;
/// assert_eq!(fault.to_string(), "groups[0] (guards).part_of: there is no group \"all\"");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {kind}")]
pub struct Fault {
    place: Place,
    #[source]
    kind: FaultKind,
}

impl Fault {
    pub(crate) fn new(place: Place, kind: FaultKind) -> Fault {
        Fault { place, kind }
    }

    getters! {
        /// The place of the fault.
        ///
        /// ```
        /// use corroborate::{Draft, Group};
        ///
        /// let mut draft = Draft::new();
        /// draft.add_group(Group::new("guards".parse()?, "Guards").with_part_of("all".parse()?));
        /// let refused = draft.check().unwrap_err();
        /// let fault = refused.faults().iter().next().ok_or("one")?;
        /// assert_eq!(fault.place().to_string(), "groups[0] (guards).part_of");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        place() -> &Place;

        /// The kind of the fault.
        ///
        /// ```
        /// use corroborate::{Draft, FaultKind, Group};
        ///
        /// let mut draft = Draft::new();
        /// draft.add_group(Group::new("guards".parse()?, "Guards").with_part_of("all".parse()?));
        /// let refused = draft.check().unwrap_err();
        /// let fault = refused.faults().iter().next().ok_or("one")?;
        /// assert!(matches!(fault.kind(), FaultKind::UnknownId { found, .. } if found == "all"));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        kind() -> &FaultKind;
    }
}

words! {
    /// The five lists of a dossier.
    ///
    /// ```
    /// use corroborate::List;
    ///
    /// assert_eq!(List::Claims.to_string(), "claims");
    /// assert_eq!("sources".parse(), Ok(List::Sources));
    /// ```
    #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum List {
        /// The parties.
        Parties => "parties",
        /// The sources.
        Sources => "sources",
        /// The groups.
        Groups => "groups",
        /// The events.
        Events => "events",
        /// The claims.
        Claims => "claims",
    }
}

impl List {
    /// The name of one of its records, such as "party".
    pub(crate) const fn record(self) -> &'static str {
        match self {
            List::Parties => "party",
            List::Sources => "source",
            List::Groups => "group",
            List::Events => "event",
            List::Claims => "claim",
        }
    }
}

/// The path to a fault: the list, the position of the record in it (from 0), the record's id if it
/// has one, the field, and the position in the field if the field is a list.
///
/// It prints as `claims[3] (c7).relayed_by[0]`.
///
/// ```
/// use corroborate::{Draft, Group, List};
///
/// let mut draft = Draft::new();
/// draft.add_group(Group::new("guards".parse()?, "Guards").with_part_of("all".parse()?));
/// let refused = draft.check().unwrap_err();
/// let fault = refused.faults().iter().next().ok_or("one")?;
/// assert_eq!(fault.place().to_string(), "groups[0] (guards).part_of");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub(crate) list: Option<List>,
    pub(crate) position: Option<usize>,
    pub(crate) id: Option<Box<str>>,
    pub(crate) field: Option<Box<str>>,
    pub(crate) index: Option<usize>,
}

impl Place {
    pub(crate) fn record(list: List, position: usize, id: &str) -> Place {
        let id = (!id.is_empty()).then(|| id.into());
        Place { list: Some(list), position: Some(position), id, field: None, index: None }
    }

    pub(crate) fn field(&self, field: &str) -> Place {
        Place { field: Some(field.into()), index: None, ..self.clone() }
    }

    pub(crate) fn index(&self, index: usize) -> Place {
        Place { index: Some(index), ..self.clone() }
    }

    getters! {
        /// The list; `None` if the fault concerns the dossier as a whole.
        ///
        /// ```
        /// use corroborate::{Draft, Group, List};
        ///
        /// let mut draft = Draft::new();
        /// draft.add_group(Group::new("guards".parse()?, "Guards").with_part_of("all".parse()?));
        /// let refused = draft.check().unwrap_err();
        /// let fault = refused.faults().iter().next().ok_or("one")?;
        /// assert_eq!(fault.place().list(), Some(List::Groups));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        list() -> Option<List>;

        /// The record's position in its list, from 0.
        ///
        /// ```
        /// use corroborate::{Draft, Group};
        ///
        /// let mut draft = Draft::new();
        /// draft.add_group(Group::new("guards".parse()?, "Guards").with_part_of("all".parse()?));
        /// let refused = draft.check().unwrap_err();
        /// let fault = refused.faults().iter().next().ok_or("one")?;
        /// assert_eq!(fault.place().position(), Some(0));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        position() -> Option<usize>;

        /// The record's id, if it has one.
        ///
        /// ```
        /// use corroborate::{Draft, Group};
        ///
        /// let mut draft = Draft::new();
        /// draft.add_group(Group::new("guards".parse()?, "Guards").with_part_of("all".parse()?));
        /// let refused = draft.check().unwrap_err();
        /// let fault = refused.faults().iter().next().ok_or("one")?;
        /// assert_eq!(fault.place().id(), Some("guards"));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        id() -> Option<&str>;
    }

    /// The field.
    ///
    /// ```
    /// use corroborate::{Draft, Group};
    ///
    /// let mut draft = Draft::new();
    /// draft.add_group(Group::new("guards".parse()?, "Guards").with_part_of("all".parse()?));
    /// let refused = draft.check().unwrap_err();
    /// let fault = refused.faults().iter().next().ok_or("one")?;
    /// assert_eq!(fault.place().field_name(), Some("part_of"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn field_name(&self) -> Option<&str> {
        self.field.as_deref()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.list, &self.field) {
            (None, None) => f.write_str("dossier")?,
            (None, Some(field)) => return f.write_str(&on_a_line(field)),
            (Some(list), _) => f.write_str(list.as_str())?,
        }
        if let Some(position) = self.position {
            write!(f, "[{position}]")?;
        }
        if let Some(id) = &self.id {
            write!(f, " ({})", on_a_line(id))?;
        }
        if let Some(field) = &self.field {
            write!(f, ".{}", on_a_line(field))?;
        }
        if let Some(index) = self.index {
            write!(f, "[{index}]")?;
        }
        Ok(())
    }
}

/// The kinds of fault that a dossier can have.
///
/// ```
/// use corroborate::{Draft, FaultKind, Group, List};
///
/// let mut draft = Draft::new();
/// draft.add_group(Group::new("guards".parse()?, "Guards").with_part_of("all".parse()?));
/// let refused = draft.check().unwrap_err();
/// let fault = refused.faults().iter().next().ok_or("one")?;
/// assert_eq!(fault.kind(), &FaultKind::UnknownId { list: List::Groups, found: "all".to_owned() });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FaultKind {
    /// A value whose type does not fit the field.
    #[error("expected {expected}, found {found}")]
    WrongType {
        /// The expected type.
        expected: &'static str,
        /// The value that was found.
        found: String,
    },
    /// A field that this kind of record does not have.
    #[error("unknown field, found {found}")]
    UnknownField {
        /// The value of the field.
        found: String,
    },
    /// A field that occurs twice in one record.
    #[error("the field occurs twice, found {found} again")]
    RepeatedField {
        /// The second value.
        found: String,
    },
    /// A field that is required but missing.
    #[error("the field is required and missing")]
    MissingField,
    /// A word that is not in the field's vocabulary.
    #[error(transparent)]
    UnknownWord(#[from] UnknownWord),
    /// An empty id.
    #[error("an id may not be empty, found \"\"")]
    EmptyId,
    /// A text that is not a moment.
    #[error(transparent)]
    Moment(#[from] MomentError),
    /// A count that cannot be read.
    #[error("cannot read the count {found:?}: {error}")]
    Count {
        /// The count, shortened if it is long.
        found: String,
        /// The reason, with the byte position.
        error: CountError,
    },
    /// A credibility outside 1 to 6.
    #[error("expected a whole number from 1 to 6, found {found}")]
    Credibility {
        /// The value that was found.
        found: String,
    },
    /// A reference to a record that does not exist.
    #[error("there is no {} {:?}", .list.record(), brief(.found))]
    UnknownId {
        /// The list that should contain it.
        list: List,
        /// The id that was found.
        found: String,
    },
    /// A column of a batch with more or fewer rows than the batch.
    #[error("rows in the column: {found}; rows in the batch: {rows}")]
    ColumnLength {
        /// The number of rows of the column.
        found: usize,
        /// The number of rows of the batch.
        rows: usize,
    },
    /// A number in a column of a batch, for which the table has no entry.
    #[error("there is no entry {found} in a table of {entries}")]
    NoEntry {
        /// The number that was found.
        found: u32,
        /// The number of entries of the table.
        entries: usize,
    },
    /// One id for two different things.
    #[error("the id {:?} stands for two different things: here and at {}[{first}]", brief(.found), .list)]
    TwoThings {
        /// The list that contains both.
        list: List,
        /// The id.
        found: String,
        /// The position of the first.
        first: usize,
    },
    /// A `part_of` that leads back to its own record.
    #[error("it leads in a circle: {}", closed(.circle))]
    Circle {
        /// The ids along the cycle.
        circle: Vec<String>,
    },
    /// A `part_of` with more than 64 wholes above it.
    #[error("more than 64 wholes are above it, found {:?}", brief(.found))]
    TooDeep {
        /// The whole that already has 64 wholes above it.
        found: String,
    },
    /// A claim that supersedes itself, directly or through others.
    #[error("the claim supersedes itself: {}", closed(.circle))]
    SupersedesItself {
        /// The ids along the cycle.
        circle: Vec<String>,
    },
    /// An end before the start.
    #[error("the end, {end}{}, is before the start, {start}{}", of_whole(.end_of.as_deref()), of_whole(.start_of.as_deref()))]
    EndBeforeStart {
        /// The end of the event or of its nearest ancestor.
        end: Moment,
        /// The start of the event or of its nearest ancestor.
        start: Moment,
        /// The ancestor that states the end, if the event does not.
        end_of: Option<String>,
        /// The ancestor that states the start, if the event does not.
        start_of: Option<String>,
    },
    /// A toll that is settled before the event's own end.
    #[error("the toll is settled on {settled}, before the event's own end, {end}")]
    SettledBeforeEnd {
        /// The moment at which it is settled.
        settled: Moment,
        /// The end.
        end: Moment,
    },
    /// A part that starts before its whole.
    #[error("the part starts on {start}, before its whole {:?}, which starts on {whole_start}", brief(.whole))]
    StartsBeforeWhole {
        /// The part's start.
        start: Moment,
        /// The whole that states its start.
        whole: String,
        /// The start of the whole.
        whole_start: Moment,
    },
    /// A part that ends after its whole.
    #[error("the part ends on {end}, after its whole {:?}, which ends on {whole_end}", brief(.whole))]
    EndsAfterWhole {
        /// The part's end.
        end: Moment,
        /// The whole that states its end.
        whole: String,
        /// The end of the whole.
        whole_end: Moment,
    },
    /// A claim published on a date before its as-of date.
    #[error("published on {published}, before the day it is as of, {as_of}")]
    PublishedBefore {
        /// The moment of its publication.
        published: Moment,
        /// Its `as_of`.
        as_of: Moment,
    },
    /// A claim of an outcome that only adds up, as of a date before its event's start.
    #[error("as of {as_of}, before the event starts, {start}")]
    BeforeEvent {
        /// Its `as_of`.
        as_of: Moment,
        /// The start of the event or of its nearest ancestor.
        start: Moment,
    },
    /// A window that does not end after it begins.
    #[error("since {since}, which is not before the moment it is as of, {as_of}")]
    SinceNotBefore {
        /// The start of the window.
        since: Moment,
        /// Its `as_of`, which ends the window.
        as_of: Moment,
    },
    /// A window on an outcome that rises and falls.
    #[error("since {since}, for a count that can fall: only a toll that adds up has increments")]
    SinceOnStock {
        /// The start of the window.
        since: Moment,
    },
    /// A correction that is an increment. Only a total can take back what was said before.
    #[error("a correction with since {since}: only a total can correct what was said before, found true")]
    CorrectionOfIncrement {
        /// The start of the window.
        since: Moment,
    },
    /// A source that is among its own relays.
    #[error("the source is relayed by itself, found {:?}", brief(.found))]
    RelayedByItself {
        /// The relay.
        found: String,
    },
    /// Two parties that are both allies and opponents, or a party that opposes itself.
    #[error("the party both opposes and is allied to {:?}", brief(.found))]
    AllyOpposed {
        /// The other party.
        found: String,
    },
}

fn of_whole(whole: Option<&str>) -> String {
    whole.map_or_else(String::new, |whole| format!(" of its whole {:?}", brief(whole)))
}

fn closed(ids: &[String]) -> String {
    const SHOWN: usize = 8;
    let mut text = ids.iter().take(SHOWN).map(|id| on_a_line(id)).collect::<Vec<_>>().join(" -> ");
    if ids.len() > SHOWN {
        text.push_str(" -> … (");
        text.push_str(&ids.len().to_string());
        text.push_str(" in all)");
    }
    if let Some(first) = ids.first() {
        text.push_str(" -> ");
        text.push_str(&on_a_line(first));
    }
    text
}

/// A text as a path shows it: always on one line.
fn on_a_line(text: &str) -> String {
    let text = brief(text);
    if text.chars().any(char::is_control) { text.escape_debug().to_string() } else { text }
}

/// A text as an error shows it: whole up to 80 characters, otherwise its beginning.
pub(crate) fn brief(text: &str) -> String {
    const SHOWN: usize = 80;
    match text.char_indices().nth(SHOWN) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}… ({} bytes)", &text[..end], text.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_prints_as_a_path() {
        let claim = Place::record(List::Claims, 3, "c7");
        assert_eq!(claim.to_string(), "claims[3] (c7)");
        assert_eq!(claim.field("relayed_by").index(0).to_string(), "claims[3] (c7).relayed_by[0]");
        assert_eq!(Place::record(List::Groups, 0, "").field("id").to_string(), "groups[0].id");
        assert_eq!(Place::default().field("asof").to_string(), "asof");
        assert_eq!(Place::default().to_string(), "dossier");
    }

    #[test]
    fn a_place_stands_on_one_line() {
        let claim = Place::record(List::Claims, 3, "c\n7").field("a\tb");
        assert_eq!(claim.to_string(), "claims[3] (c\\n7).a\\tb");
    }

    #[test]
    fn long_texts_are_shortened() {
        assert_eq!(brief(&"é".repeat(80)), "é".repeat(80));
        assert_eq!(brief(&"é".repeat(81)), format!("{}… (162 bytes)", "é".repeat(80)));
    }

    #[test]
    fn a_circle_closes_on_its_first() {
        assert_eq!(closed(&["g".into(), "h".into()]), "g -> h -> g");
        let many: Vec<String> = (0..10).map(|i| i.to_string()).collect();
        assert_eq!(closed(&many), "0 -> 1 -> 2 -> 3 -> 4 -> 5 -> 6 -> 7 -> … (10 in all) -> 0");
    }
}
