//! Sheets that declare records: one record a row, its fields in columns.

use std::collections::HashMap;
use std::io::Read;

use serde::de::DeserializeSeed;
use serde_json::{Map, Value};

use super::bind::{Bound, Slot};
use super::cell::{Cells, Odds};
use super::fault::{RowFault, RowFaults};
use super::feed::{Feed, Head};
use super::header::{Header, plain};
use super::mapping::Names;
use super::orders::settle;
use super::row::Row;
use crate::dossier::draft::Draft;
use crate::dossier::fault::List;
use crate::dossier::wire::Unchecked;

/// The columns of a sheet, by what it declares.
fn fields(list: List) -> &'static [&'static str] {
    match list {
        List::Parties => &["id", "name", "opposes", "allies"],
        List::Sources => &["id", "name", "kind", "party", "basis", "reliability"],
        List::Groups => &["id", "name", "part_of", "party", "status", "exhaustive"],
        List::Events => &["id", "name", "place", DATES[0], DATES[1], DATES[2], "part_of", "perpetrator", "exhaustive"],
        List::Claims => &[],
    }
}

const DATES: [&str; 3] = ["start", "end", "settled"];

/// Reads a sheet of parties, sources, groups or events: one record a row, with an `id` and a column for each
/// other field that is given. The default name is the id; the default kind of a source is `other`. The items
/// of a list have `;` between them. Cells may have any delimiter of tables.
///
/// ```
/// use corroborate::List;
/// use corroborate::exchange::declared;
///
/// let sheet = "id;kind;party\nSpokesman;belligerent;rebels\nRadio;media;\n";
/// let parties = "id,opposes\nrebels,army\narmy,\n";
/// let draft = declared(List::Sources, sheet.as_bytes())?.merge(declared(List::Parties, parties.as_bytes())?);
/// let dossier = draft.check()?;
/// assert_eq!(dossier.sources()[1].party(), Some(&"rebels".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
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
    let rows: Vec<&Row> = rows.iter().filter(|row| !row.is_blank()).collect();
    let Some((header, rows)) = rows.split_first() else { return Err(RowFault::empty().into()) };
    let fields = fields(list);
    let dates = Names { items: DATES.map(|name| Box::<str>::from(name).into()).into(), is_list: true };
    let bound = Bound::of_fields(&Header::new(header), fields, dates);
    let is_known = no_other_columns(list, fields, &bound, &mut faults);
    let (mut counts, mut odd) = (HashMap::new(), Odds::new());
    let orders = settle(&bound, None, rows).map_err(|more| faults.extend(more)).ok();
    // Without ids every row would be wrong, and that is told already.
    for (row, orders) in rows.iter().zip(orders.iter().cycle()).filter(|_| is_known) {
        let (flags, row_name, bound, faults) = (Vec::new(), String::new(), &bound, &mut faults);
        let mut cells = Cells { row, bound, orders, faults, flags, counts: &mut counts, row_name, odd: &mut odd };
        let mut gathered = Unchecked::default();
        if gathered.reading(list).deserialize(Value::Object(record(list, fields, &mut cells))).is_err() {
            continue;
        }
        match gathered.take() {
            Ok(record) => draft.extend([record]),
            Err(wrong) => faults.extend(wrong.iter().map(|fault| {
                let at =
                    fault.place().field_name().and_then(|name| bound.slot(&bound.name(name))).map_or(0, Slot::column);
                RowFault::of_record(row.line_of(at), at as u64 + 1, fault)
            })),
        }
    }
    RowFaults::take(faults).map_or(Ok(draft), Err)
}

/// Whether there is a column of ids; each column that is none of the fields, or stands twice, is a fault.
fn no_other_columns(list: List, fields: &[&str], bound: &Bound, faults: &mut Vec<RowFault>) -> bool {
    let line = bound.header.line;
    faults.extend(bound.twice.iter().cloned());
    let is_twice = |at: &usize| bound.twice.iter().any(|fault| fault.column() == *at as u64 + 1);
    for at in bound.unread().filter(|at| !is_twice(at)) {
        let what = format!("{:?} is no field of {list}: {}", bound.header.name(at), fields.join(", "));
        faults.push(RowFault::new(line, at as u64 + 1, what));
    }
    let has_id = bound.name("id").slot.is_some();
    if !has_id && faults.is_empty() {
        faults.push(RowFault::new(line, 1, "missing columns: id").of_the_whole());
    }
    has_id
}

fn record(list: List, fields: &[&str], cells: &mut Cells<'_>) -> Map<String, Value> {
    let mut record = Map::new();
    for &field in fields {
        let column = Names::one(cells.bound.name(field));
        let value: Option<Value> = match field {
            "opposes" | "allies" => Some(cells.list(&column)).filter(|ids| !ids.is_empty()).map(Value::from),
            "kind" | "basis" | "status" => cells.text(&column).map(|text| text.to_lowercase().into()),
            "exhaustive" => cells.yes(&column).map(Value::from),
            _ if DATES.contains(&field) => cells.moment(&column).map(|moment| moment.to_string().into()),
            _ => cells.text(&column).map(Value::from),
        };
        record.extend(value.map(|value| (field.to_owned(), value)));
    }
    if let Some(id) = record.get("id").cloned() {
        record.entry("name").or_insert(id);
    }
    if list == List::Sources {
        record.entry("kind").or_insert_with(|| "other".into());
    }
    record
}

/// The list that a sheet or a file of this name declares: the sources for `sources` or `sources.csv`.
///
/// ```
/// use corroborate::List;
/// use corroborate::exchange::list_of_sheet;
///
/// assert_eq!(list_of_sheet("sources.csv"), Some(List::Sources));
/// assert_eq!(list_of_sheet("claims.csv"), None, "claims are rows, and declare nothing");
/// ```
pub fn list_of_sheet(name: &str) -> Option<List> {
    let stem = name.rsplit(['/', '\\']).next().unwrap_or(name).split('.').next().unwrap_or_default().to_lowercase();
    [List::Parties, List::Sources, List::Groups, List::Events].into_iter().find(|list| list.to_string() == stem)
}
