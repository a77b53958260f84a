//! Sheets that declare records: one record a row, its fields in columns.

use std::io::Read;

use serde_json::{Map, Value};

use super::date::{self, DateOrder, Written};
use super::fault::{RowFault, RowFaults};
use super::feed::{Feed, Head};
use super::header::plain;
use super::records::read_into;
use super::row::Row;
use crate::dossier::draft::Draft;
use crate::dossier::fault::{List, brief};

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
fn fields(list: List) -> Vec<(&'static str, Field)> {
    use Field::{Date, Ids, Text, Word, Yes};
    let more: &[(&str, Field)] = match list {
        List::Parties => &[("opposes", Ids), ("allies", Ids)],
        List::Sources => &[("kind", Word), ("party", Text), ("basis", Word), ("reliability", Text)],
        List::Groups => &[("part_of", Text), ("party", Text), ("status", Word), ("exhaustive", Yes)],
        List::Events => &[
            ("place", Text),
            ("start", Date),
            ("end", Date),
            ("settled", Date),
            ("part_of", Text),
            ("perpetrator", Text),
            ("exhaustive", Yes),
        ],
        List::Claims => &[],
    };
    [&[("id", Text), ("name", Text)], more].concat()
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

/// A column, its field, and how that stands there.
type Columns = Vec<(usize, &'static str, Field)>;

/// The same, of rows that were read already.
pub(crate) fn declared_by(list: List, rows: &[Row]) -> Result<Draft, RowFaults> {
    let (mut draft, mut faults) = (Draft::new(), Vec::new());
    let rows: Vec<&Row> = rows.iter().filter(|row| !row.is_blank()).collect();
    let Some((header, rows)) = rows.split_first() else {
        return Err(RowFault::empty().into());
    };
    let columns = columns(list, header, &mut faults);
    let has_id = columns.iter().any(|(_, field, _)| *field == "id");
    if !has_id && faults.is_empty() {
        faults.push(RowFault::new(header.line, 1, "missing columns: id").of_the_whole());
    }
    let order = order(&columns, rows);
    // Without ids every row would be wrong, and that is told already.
    for row in rows.iter().filter(|_| has_id) {
        let record = record(list, &columns, row, order, &mut faults);
        let Ok(found) = serde_json::from_value(Value::Object(record)) else { continue };
        let place = |name: Option<&str>| {
            let at = columns.iter().find(|(_, field, _)| Some(*field) == name).map_or(0, |&(at, ..)| at);
            (row.line_of(at), at as u64 + 1)
        };
        read_into(&mut draft, list, found, place, &mut faults);
    }
    RowFaults::take(&mut faults).map_or(Ok(draft), Err)
}

fn columns(list: List, header: &Row, faults: &mut Vec<RowFault>) -> Columns {
    let fields = fields(list);
    let mut columns = Vec::new();
    for (at, cell) in header.cells.iter().enumerate() {
        let name = plain(String::from_utf8_lossy(cell).trim_start_matches('\u{feff}'));
        match fields.iter().find(|(field, _)| **field == *name) {
            Some(&(field, kind)) => columns.push((at, field, kind)),
            None if name.is_empty() => {}
            None => {
                let expected = fields.iter().map(|(field, _)| *field).collect::<Vec<_>>().join(", ");
                let what = format!("{:?} is no field of {list}: {expected}", brief(&name));
                faults.push(RowFault::new(header.line_of(at), at as u64 + 1, what));
            }
        }
    }
    columns
}

/// The order of day and month that any date of the sheet tells.
fn order(columns: &Columns, rows: &[&Row]) -> Option<DateOrder> {
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
    columns: &Columns,
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
            Field::Date => match day(text, order) {
                Ok(day) => day.into(),
                Err(what) => {
                    faults.push(RowFault::new(row.line_of(at), at as u64 + 1, format!("{field}: {what}")));
                    continue;
                }
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

/// A day as a dossier has it; an instant, and what is neither, stay as they are.
fn day(text: &str, order: Option<DateOrder>) -> Result<String, String> {
    Ok(match (date::written(text, None), order) {
        (Written::Span(span) | Written::Numbers(_, span), _) if span.first == span.last && !text.contains('T') => {
            span.first.to_string()
        }
        (Written::Either(either), Some(order)) => either.of(order).to_string(),
        (Written::Either(_), None) => return Err(date::which_is_the_day(text)),
        _ => text.to_owned(),
    })
}

/// What a sheet or a file of that name declares: `sources` or `sources.csv` sources, and so on.
pub fn list_of_sheet(name: &str) -> Option<List> {
    let stem = name.rsplit(['/', '\\']).next().unwrap_or(name).split('.').next().unwrap_or_default().to_lowercase();
    [List::Parties, List::Sources, List::Groups, List::Events].into_iter().find(|list| list.to_string() == stem)
}
