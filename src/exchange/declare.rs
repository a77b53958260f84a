//! Sheets that declare records: one record a row, its fields in columns.

use std::io::Read;

use serde_json::{Map, Value};

use super::date::{self, DateOrder, Written};
use super::fault::{RowFault, RowFaultKind, RowFaults};
use super::feed::{Feed, Head};
use super::header::plain;
use super::rows::Row;
use crate::dossier::draft::Draft;
use crate::dossier::fault::{List, brief};
use crate::dossier::wire::{Found, Record, alone};

/// How a field stands in a cell.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Field {
    Text,
    /// One of a closed list of words, in whatever case.
    Word,
    /// Ids with `;` between.
    Ids,
    Yes,
    Date,
}

/// The columns of a sheet, by what it declares.
fn fields(list: List) -> &'static [(&'static str, Field)] {
    use Field::{Date, Ids, Text, Word, Yes};
    match list {
        List::Parties => &[("id", Text), ("name", Text), ("opposes", Ids), ("allies", Ids)],
        List::Sources => {
            &[("id", Text), ("name", Text), ("kind", Word), ("party", Text), ("basis", Word), ("reliability", Text)]
        }
        List::Groups => {
            &[("id", Text), ("name", Text), ("part_of", Text), ("party", Text), ("status", Word), ("exhaustive", Yes)]
        }
        List::Events => &[
            ("id", Text),
            ("name", Text),
            ("place", Text),
            ("start", Date),
            ("end", Date),
            ("settled", Date),
            ("part_of", Text),
            ("perpetrator", Text),
            ("exhaustive", Yes),
        ],
        List::Claims => &[],
    }
}

/// The records of a sheet of parties, sources, groups or events: `id`, and whichever of their other
/// fields it has columns for. Without a name a record is called by its id; without a kind a source is
/// `other`; lists have `;` between. Any delimiter does, as in tables.
///
/// ```
/// use corroborate::List;
/// use corroborate::exchange::declared;
///
/// let sheet = "id;kind;party\nSpokesman;belligerent;rebels\nRadio;media;\n";
/// let parties = "id,opposes\nrebels,army\narmy,\n";
/// let draft = declared(List::Sources, sheet.as_bytes())?.merge(declared(List::Parties, parties.as_bytes())?);
/// let dossier = draft.check().expect("all that is named is declared");
/// assert_eq!(dossier.sources()[1].party().unwrap().as_str(), "rebels");
/// # Ok::<(), corroborate::exchange::RowFaults>(())
/// ```
///
/// # Errors
///
/// Everything that is wrong with the sheet, each with its line and column. A column that is none of the
/// fields is refused, as it is in a dossier.
pub fn declared<R: Read>(list: List, reader: R) -> Result<Draft, RowFaults> {
    let input = Head::new(reader);
    let has_id = |row: &Row| row.cells.iter().any(|cell| *plain(&String::from_utf8_lossy(cell)) == *"id");
    let delimiter = b",;\t|".iter().copied().find(|&delimiter| {
        let first = Feed::text(input.head(), delimiter).next();
        first.is_some_and(|row| row.is_ok_and(|row| has_id(&row)))
    });
    let mut feed = Feed::text(input, delimiter.unwrap_or(b','));
    let mut rows = Vec::new();
    while let Some(row) = feed.next() {
        rows.push(row?);
    }
    declared_by(list, &rows)
}

/// The same, of rows that were read already.
pub(crate) fn declared_by(list: List, rows: &[Row]) -> Result<Draft, RowFaults> {
    let (mut draft, mut faults) = (Draft::new(), Vec::new());
    let mut rows = rows.iter().filter(|row| !row.is_blank());
    let Some(header) = rows.next() else { return Err(RowFault::new(1, 1, RowFaultKind::Empty).into()) };
    let mut columns: Vec<(usize, &str, Field)> = Vec::new();
    for (at, cell) in header.cells.iter().enumerate() {
        let name = plain(String::from_utf8_lossy(cell).trim_start_matches('\u{feff}'));
        match fields(list).iter().find(|(field, _)| **field == *name) {
            Some(&(field, kind)) => columns.push((at, field, kind)),
            None if name.is_empty() => {}
            None => {
                let expected = fields(list).iter().map(|(field, _)| *field).collect::<Vec<_>>().join(", ");
                let kind = RowFaultKind::NoField { list, found: brief(&name), expected };
                faults.push(RowFault::new(header.line_of(at), at as u64 + 1, kind));
            }
        }
    }
    if !columns.iter().any(|(_, field, _)| *field == "id") && faults.is_empty() {
        let kind = RowFaultKind::MissingColumns { names: vec!["id".into()], mapping: None, is_recognising: false };
        faults.push(RowFault::new(header.line, 1, kind));
    }
    let rows: Vec<&Row> = rows.collect();
    let order = order(&columns, &rows);
    // Without ids every row would be wrong, and that is told already.
    let rows = if columns.iter().any(|(_, field, _)| *field == "id") { rows } else { Vec::new() };
    for row in rows {
        let record = record(list, &columns, row, order, &mut faults);
        let found = serde_json::from_value::<Found>(Value::Object(record));
        let Ok(found) = found else { continue };
        match list {
            List::Parties => put(found, &mut draft.parties, &columns, row, &mut faults),
            List::Sources => put(found, &mut draft.sources, &columns, row, &mut faults),
            List::Groups => put(found, &mut draft.groups, &columns, row, &mut faults),
            List::Events => put(found, &mut draft.events, &columns, row, &mut faults),
            List::Claims => put(found, &mut draft.claims, &columns, row, &mut faults),
        }
    }
    RowFaults::take(&mut faults).map_or(Ok(draft), Err)
}

/// The order of day and month that any date of the sheet tells.
fn order(columns: &[(usize, &str, Field)], rows: &[&Row]) -> Option<DateOrder> {
    let dates = columns.iter().filter(|(_, _, kind)| *kind == Field::Date);
    let mut cells =
        dates.flat_map(|&(at, ..)| rows.iter().filter_map(move |row| std::str::from_utf8(row.cell(at)).ok()));
    cells.find_map(|text| match date::written(text.trim(), None) {
        Written::Numbers(order, _) => Some(order),
        _ => None,
    })
}

fn record(
    list: List,
    columns: &[(usize, &str, Field)],
    row: &Row,
    order: Option<DateOrder>,
    faults: &mut Vec<RowFault>,
) -> Map<String, Value> {
    let mut record = Map::new();
    for &(at, field, kind) in columns {
        let text = String::from_utf8_lossy(row.cell(at));
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        let value = match kind {
            Field::Text => text.into(),
            Field::Word => text.to_lowercase().into(),
            Field::Ids => text.split(';').map(str::trim).filter(|id| !id.is_empty()).collect::<Vec<_>>().into(),
            Field::Yes => match text.to_lowercase().as_str() {
                "true" | "yes" | "1" | "x" => true.into(),
                "false" | "no" | "0" => false.into(),
                other => other.into(),
            },
            Field::Date => match (date::written(text, None), order) {
                (Written::Span(span) | Written::Numbers(_, span), _)
                    if span.first == span.last && !text.contains('T') =>
                {
                    span.first.to_string().into()
                }
                (Written::Either { day_first, .. }, Some(DateOrder::DayFirst)) => day_first.to_string().into(),
                (Written::Either { month_first, .. }, Some(DateOrder::MonthFirst)) => month_first.to_string().into(),
                (Written::Either { .. }, None) => {
                    let kind = RowFaultKind::DayOrMonth { name: field.into(), found: brief(text), is_column: false };
                    faults.push(RowFault::new(row.line_of(at), at as u64 + 1, kind));
                    continue;
                }
                _ => text.into(),
            },
        };
        record.insert(field.to_owned(), value);
    }
    if let Some(id) = record.get("id").cloned() {
        record.entry("name").or_insert(id);
    }
    if list == List::Sources {
        record.entry("kind").or_insert_with(|| "other".into());
    }
    record
}

fn put<R: Record>(
    found: Found,
    into: &mut Vec<R>,
    columns: &[(usize, &str, Field)],
    row: &Row,
    faults: &mut Vec<RowFault>,
) {
    match alone::<R>(found) {
        Ok(record) => into.push(record),
        Err(wrong) => faults.extend(wrong.iter().map(|fault| {
            let place = fault.place();
            let at = columns.iter().find(|(_, field, _)| Some(*field) == place.field_name()).map_or(0, |&(at, ..)| at);
            let (id, field) = (place.id().map(Box::from), place.field_name().map(Box::from));
            let kind = RowFaultKind::Record { list: R::LIST, id, field, kind: fault.kind().clone() };
            RowFault::new(row.line_of(at), at as u64 + 1, kind)
        })),
    }
}

/// What a sheet or a file of that name declares: `sources` or `sources.csv` sources, and so on.
pub fn list_of_sheet(name: &str) -> Option<List> {
    let stem = name.rsplit(['/', '\\']).next().unwrap_or(name).split('.').next().unwrap_or_default().to_lowercase();
    [List::Parties, List::Sources, List::Groups, List::Events].into_iter().find(|list| list.to_string() == stem)
}
