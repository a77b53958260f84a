//! The estimates of rows, over a dossier that declares who is whose.

use std::collections::HashMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::Arc;

use corroborate::batch::{Batch, Columns};
use corroborate::{
    ClaimId, Count, Dossier, Draft, Estimate, Event, EventId, Faults, LeastDissent, Moment, Outcome, Question,
};
use datafusion::arrow::array::{ArrayRef, ListArray, StringArray, StructArray, UInt32Array, UInt64Array};
use datafusion::arrow::buffer::OffsetBuffer;
use datafusion::arrow::compute::take;
use datafusion::arrow::datatypes::{DataType, Field, Fields};
use datafusion::common::{DataFusionError, Result, exec_datafusion_err, exec_err};

use crate::digest::hash;
use crate::rows::{AS_OF, COLUMNS, COUNT, EVENT, GROUP, ID, OUTCOME, PUBLISHED, Row, SOURCE, Texts, VERSION};

/// Who is whose: the parties, sources, groups and events of a dossier. Its claims do not count.
#[derive(Debug)]
pub struct Declared {
    dossier: Dossier,
    fingerprint: u64,
}

impl Declared {
    /// The records of this dossier.
    ///
    /// # Errors
    ///
    /// The faults of the records; those of a dossier that was checked have none.
    pub fn new(dossier: &Dossier) -> Result<Declared> {
        let mut draft = Draft::new();
        dossier.parties().iter().for_each(|party| _ = draft.add_party(party.clone()));
        dossier.sources().iter().for_each(|source| _ = draft.add_source(source.clone()));
        dossier.groups().iter().for_each(|group| _ = draft.add_group(group.clone()));
        dossier.events().iter().for_each(|event| _ = draft.add_event(event.clone()));
        let fingerprint = hash(format!("{VERSION} {draft:?}").as_bytes());
        Ok(Declared { dossier: checked(draft)?, fingerprint })
    }

    /// A number of what is declared, and of the version of the states that travel.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// The whole that an event is part of and that is part of none; itself if it is not declared.
    pub(crate) fn root<'a>(&'a self, event: &'a str) -> &'a str {
        let wholes = std::iter::successors(self.event(event), |part| self.dossier.event(part.part_of()?));
        wholes.last().map_or(event, |root| root.id().as_str())
    }

    fn event(&self, id: &str) -> Option<&Event> {
        self.dossier.event(&EventId::new(id).ok()?)
    }

    /// For each group of rows the estimate of its quantity, from these rows alone. A group without
    /// rows has none.
    ///
    /// Each group is told of a copy of its event, so that no group hears of another.
    pub(crate) fn ranges(&self, groups: &[Vec<Row>], texts: &Texts) -> Result<ArrayRef> {
        let mut draft = Draft::from(self.dossier.clone());
        let mut told = Vec::new();
        for (at, rows) in groups.iter().enumerate() {
            let said = of_one_quantity(rows, texts)?;
            let Some(&first) = said.first() else { continue };
            let copy = format!("({at})");
            draft.add_event(self.copy(first, &copy)?);
            told.push((at, copy, said));
        }
        let dossier = checked(draft)?;
        let mut claims = Claims::over(&dossier);
        let mut group_of = HashMap::new();
        for (at, copy, said) in &told {
            for mut claim in said.iter().copied() {
                claim[EVENT] = copy;
                group_of.insert(claims.push(claim)?, (*at, said[0][EVENT]));
            }
        }
        let mut lines = Vec::new();
        let mut line_of = vec![None; groups.len()];
        for (event, claims, estimate) in claims.estimates()?.into_iter().filter(|&(_, claims, _)| claims > 0) {
            let (at, event) = group_of[&event];
            line_of[at] = u32::try_from(lines.len()).ok();
            lines.push(Line { event: event.to_owned(), claims, estimate });
        }
        Ok(take(&table(&lines), &UInt32Array::from(line_of), None)?)
    }

    /// The event of a claim by another id.
    fn copy(&self, claim: Said, id: &str) -> Result<Event> {
        let event = self.event(claim[EVENT]).ok_or_else(|| unknown(&claim, EVENT))?;
        let mut copy = Event::new(self::id(id)?, event.name());
        copy = event.start().into_iter().fold(copy, Event::with_start);
        copy = event.end().into_iter().fold(copy, Event::with_end);
        copy = event.settled().into_iter().fold(copy, Event::with_settled);
        copy = event.part_of().cloned().into_iter().fold(copy, Event::with_part_of);
        Ok(event.perpetrator().cloned().into_iter().fold(copy, Event::with_perpetrator))
    }

    /// For each group of rows the estimates of all quantities in play below the same root events,
    /// from parts and wholes as well. Casualties are in play, as if other rows named them: whether
    /// any does, the rows of one partition cannot tell.
    pub(crate) fn reconciled(&self, groups: &[Vec<Row>], texts: &Texts) -> Result<ArrayRef> {
        let mut claims = Claims::over(&self.dossier);
        let mut group_of = HashMap::new();
        for (at, rows) in groups.iter().enumerate() {
            for claim in in_order(rows, texts)? {
                claims.push(claim)?;
                let root = self.root(claim[EVENT]);
                if *group_of.entry(root).or_insert(at) != at {
                    return exec_err!(
                        "the rows of root event {root:?} stand in two groups: GROUP BY root_event(event)"
                    );
                }
            }
        }
        let mut lists: Vec<Vec<Line>> = groups.iter().map(|_| Vec::new()).collect();
        for (_, claims, estimate) in claims.estimates()? {
            let event = estimate.quantity().event().to_string();
            lists[group_of[self.root(&event)]].push(Line { event, claims, estimate });
        }
        let lengths = OffsetBuffer::from_lengths(lists.iter().map(Vec::len));
        let lines: Vec<Line> = lists.into_iter().flatten().collect();
        Ok(Arc::new(ListArray::try_new(item(), lengths, Arc::new(table(&lines)), None)?))
    }
}

/// Dossiers that declare the same are equal.
impl PartialEq for Declared {
    fn eq(&self, other: &Declared) -> bool {
        self.fingerprint == other.fingerprint
    }
}

impl Eq for Declared {}

impl Hash for Declared {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.fingerprint.hash(state);
    }
}

/// The texts of a claim, in the order of [`COLUMNS`].
type Said<'a> = [&'a str; COLUMNS.len()];

/// The claims sorted by their ids, each once.
fn in_order<'a>(rows: &[Row], texts: &'a Texts) -> Result<Vec<Said<'a>>> {
    let mut said: Vec<Said> = rows.iter().map(|row| row.map(|number| texts.text(number))).collect();
    said.sort_unstable();
    said.dedup();
    match said.windows(2).find(|pair| pair[0][ID] == pair[1][ID]) {
        Some(pair) => exec_err!("claim {}: two different rows have this id", pair[0][ID]),
        None => Ok(said),
    }
}

/// The same, if all are of one quantity.
fn of_one_quantity<'a>(rows: &[Row], texts: &'a Texts) -> Result<Vec<Said<'a>>> {
    let said = in_order(rows, texts)?;
    let quantity = |claim: &Said| claim[EVENT..=OUTCOME].join("/");
    match said.iter().find(|other| other[EVENT..=OUTCOME] != said[0][EVENT..=OUTCOME]) {
        Some(other) => exec_err!(
            "claim {}: it is of {}, and claim {} of the same group is of {}: GROUP BY event, \"group\", outcome",
            other[ID],
            quantity(other),
            said[0][ID],
            quantity(&said[0])
        ),
        None => Ok(said),
    }
}

/// The columns of a batch.
struct Claims<'a> {
    dossier: &'a Dossier,
    ids: Vec<ClaimId>,
    event: Vec<u32>,
    group: Vec<u32>,
    outcome: Vec<Outcome>,
    source: Vec<u32>,
    counts: Vec<Count>,
    number_of: HashMap<&'a str, u32>,
    count: Vec<u32>,
    as_of: Vec<Moment>,
    published: Vec<Option<Moment>>,
}

impl<'a> Claims<'a> {
    fn over(dossier: &'a Dossier) -> Claims<'a> {
        Claims {
            dossier,
            ids: Vec::new(),
            event: Vec::new(),
            group: Vec::new(),
            outcome: Vec::new(),
            source: Vec::new(),
            counts: Vec::new(),
            number_of: HashMap::new(),
            count: Vec::new(),
            as_of: Vec::new(),
            published: Vec::new(),
        }
    }

    /// Adds a claim, and returns the position of its event.
    fn push(&mut self, claim: Said<'a>) -> Result<u32> {
        let fault = |column: usize, why: &dyn fmt::Display| fault(claim[ID], COLUMNS[column], why);
        let moment = |column: usize| claim[column].parse().map_err(|error| fault(column, &error));
        let at = |column: usize, found: Result<usize, usize>| {
            found.ok().and_then(|at| u32::try_from(at).ok()).ok_or_else(|| unknown(&claim, column))
        };
        let (events, groups, sources) = (self.dossier.events(), self.dossier.groups(), self.dossier.sources());
        let event = at(EVENT, events.binary_search_by(|event| event.id().as_str().cmp(claim[EVENT])))?;
        self.ids.push(ClaimId::new(claim[ID]).map_err(|error| fault(ID, &error))?);
        self.event.push(event);
        self.group.push(at(GROUP, groups.binary_search_by(|group| group.id().as_str().cmp(claim[GROUP])))?);
        self.outcome.push(claim[OUTCOME].parse().map_err(|error| fault(OUTCOME, &error))?);
        self.source.push(at(SOURCE, sources.binary_search_by(|source| source.id().as_str().cmp(claim[SOURCE])))?);
        self.as_of.push(moment(AS_OF)?);
        self.published.push(if claim[PUBLISHED].is_empty() { None } else { Some(moment(PUBLISHED)?) });
        let count = self.number_of(&claim)?;
        self.count.push(count);
        Ok(event)
    }

    /// The number of a count, which is read once.
    fn number_of(&mut self, claim: &Said<'a>) -> Result<u32> {
        let said = claim[COUNT];
        if let Some(&number) = self.number_of.get(said) {
            return Ok(number);
        }
        let number = u32::try_from(self.counts.len()).map_err(external)?;
        let count = said.parse().map_err(|error| {
            fault(claim[ID], COLUMNS[COUNT], &format_args!("cannot read the count {said:?}: {error}"))
        })?;
        self.counts.push(count);
        self.number_of.insert(said, number);
        Ok(number)
    }

    /// Every estimate, with the position of its event and the number of claims on just its quantity.
    fn estimates(&self) -> Result<Vec<(u32, u64, Estimate)>> {
        let columns = Columns {
            event: &self.event,
            group: &self.group,
            outcome: &self.outcome,
            source: &self.source,
            counts: &self.counts,
            count: &self.count,
            as_of: &self.as_of,
            published: &self.published,
            ..Columns::default()
        };
        let batch = Batch::of(self.dossier, columns).map_err(|faults| self.by_claim(&faults))?.among_casualties();
        let answers = batch.reconcile(&Question::new(), LeastDissent::new());
        let mut claims = HashMap::new();
        for ((&event, &group), &outcome) in self.event.iter().zip(&self.group).zip(&self.outcome) {
            *claims.entry((event, group, outcome)).or_insert(0) += 1;
        }
        let keys = answers.event().iter().zip(answers.group()).zip(answers.outcome());
        let estimates = answers.estimates(|row| self.ids[row as usize].clone());
        let estimates = keys.zip(estimates).map(|(((&event, &group), &outcome), estimate)| {
            (event, claims.get(&(event, group, outcome)).copied().unwrap_or_default(), estimate)
        });
        Ok(estimates.collect())
    }

    /// The faults of a batch, by the ids of the claims in place of their rows.
    fn by_claim(&self, faults: &Faults) -> DataFusionError {
        let lines = faults.iter().map(|fault| {
            let place = fault.place();
            let id = place.position().and_then(|row| self.ids.get(row)).map_or("?", ClaimId::as_str);
            format!("claim {id}.{}: {}", place.field_name().unwrap_or("?"), fault.kind())
        });
        exec_datafusion_err!("{}", lines.collect::<Vec<_>>().join("\n"))
    }
}

/// An estimate as it stands in a table.
#[derive(Clone, Debug)]
pub struct Line {
    /// The event.
    pub event: String,
    /// The number of claims on just this quantity.
    pub claims: u64,
    /// The estimate.
    pub estimate: Estimate,
}

/// The columns of an estimate.
pub(crate) fn fields() -> Fields {
    use DataType::{UInt64, Utf8};
    let columns = [
        ("event", Utf8),
        ("group", Utf8),
        ("outcome", Utf8),
        ("as_of", Utf8),
        ("low", UInt64),
        ("best", UInt64),
        ("high", UInt64),
        ("grade", Utf8),
        ("status", Utf8),
        ("dissent", UInt64),
        ("dissenters", Utf8),
        ("conceded", UInt64),
        ("claims", UInt64),
    ];
    columns.into_iter().map(|(name, of)| Field::new(name, of, true)).collect()
}

/// An estimate in a list of them.
pub(crate) fn item() -> Arc<Field> {
    Arc::new(Field::new("item", DataType::Struct(fields()), true))
}

/// Estimates as columns. No `best` is NULL, and so is a `high` without end.
pub fn table(lines: &[Line]) -> StructArray {
    fn texts<T: fmt::Display>(lines: &[Line], of: impl Fn(&Line) -> T) -> ArrayRef {
        Arc::new(StringArray::from_iter_values(lines.iter().map(|line| of(line).to_string())))
    }
    let numbers =
        |of: &dyn Fn(&Line) -> Option<u64>| -> ArrayRef { Arc::new(lines.iter().map(of).collect::<UInt64Array>()) };
    let dissenters =
        |line: &Line| line.estimate.dissenters().iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let columns = vec![
        texts(lines, |line| line.event.clone()),
        texts(lines, |line| line.estimate.quantity().group().clone()),
        texts(lines, |line| line.estimate.quantity().outcome()),
        texts(lines, |line| line.estimate.as_of()),
        numbers(&|line| Some(line.estimate.low())),
        numbers(&|line| line.estimate.best()),
        numbers(&|line| line.estimate.high()),
        texts(lines, |line| line.estimate.grade()),
        texts(lines, |line| line.estimate.status()),
        numbers(&|line| u64::try_from(line.estimate.dissent()).ok()),
        texts(lines, dissenters),
        numbers(&|line| line.estimate.conceded()),
        numbers(&|line| Some(line.claims)),
    ];
    StructArray::new(fields(), columns, None)
}

fn fault(claim: &str, field: &str, why: &dyn fmt::Display) -> DataFusionError {
    exec_datafusion_err!("claim {claim}.{field}: {why}")
}

fn unknown(claim: &Said, column: usize) -> DataFusionError {
    fault(claim[ID], COLUMNS[column], &format_args!("there is no {} {:?}", COLUMNS[column], claim[column]))
}

fn id<T: FromStr>(text: &str) -> Result<T>
where
    T::Err: std::error::Error + Send + Sync + 'static,
{
    text.parse().map_err(external)
}

fn checked(draft: Draft) -> Result<Dossier> {
    draft.check().map_err(external)
}

fn external(error: impl std::error::Error + Send + Sync + 'static) -> DataFusionError {
    DataFusionError::External(Box::new(error))
}
