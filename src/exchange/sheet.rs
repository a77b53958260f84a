//! Workbooks: the cells of a sheet as rows.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{Cursor, Empty, Read};

use calamine::{Data, DataRef, Reader, Xlsx};

use super::declare::{declared_by, list_of_sheet};
use super::fault::{RowFault, RowFaults};
use super::row::Row;
use super::rows::{Rows, TableReader};
use crate::dossier::draft::Draft;

/// The largest file, and the most that its parts, or the texts of a sheet, may come to once unpacked.
const LARGEST: u64 = 1 << 26;
const MOST: u64 = 1 << 28;

/// A workbook (XLSX). It is held in memory, so its size is limited to 64 MiB packed and 256 MiB unpacked.
///
/// Faults of its rows name the cell: `B7: best: expected a whole number, found "many"`.
///
/// ```
/// use corroborate::exchange::{RowFaults, TableReader, Workbook};
///
/// /// The number of rows that come in from the first sheet that declares nothing.
/// fn rows(file: std::fs::File) -> Result<usize, RowFaults> {
///     let mut book = Workbook::new(file)?;
///     Ok(book.rows(None, TableReader::recognising())?.filter_map(Result::ok).count())
/// }
///
/// let fault = Workbook::new(&b"event,group,outcome"[..]).unwrap_err();
/// assert!(fault.to_string().starts_with("1:1: no workbook"), "a table is none");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Workbook {
    book: Xlsx<Cursor<Vec<u8>>>,
}

impl std::fmt::Debug for Workbook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workbook").field("sheets", &self.sheets()).finish_non_exhaustive()
    }
}

impl Workbook {
    /// Reads the workbook.
    ///
    /// # Errors
    ///
    /// If it is none, or is larger than that.
    pub fn new<R: Read>(reader: R) -> Result<Workbook, RowFaults> {
        let mut bytes = Vec::new();
        reader.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| unread(&error))?;
        if bytes.len() as u64 > LARGEST {
            return Err(unread(&format!("the workbook is larger than {LARGEST} bytes")));
        }
        unpacked(&bytes)?;
        let book = Xlsx::new(Cursor::new(bytes)).map_err(|error| unread(&format!("no workbook: {error}")))?;
        Ok(Workbook { book })
    }

    /// The names of its sheets.
    pub fn sheets(&self) -> Vec<String> {
        self.book.sheet_names()
    }

    /// The rows of the sheet of this name; without a name, of the first sheet that declares no records.
    ///
    /// # Errors
    ///
    /// If there is no such sheet, or it cannot be read.
    pub fn rows(&mut self, sheet: Option<&str>, reader: TableReader) -> Result<Rows<Empty>, RowFaults> {
        let names = self.sheets();
        let found = match sheet {
            Some(name) => names.iter().find(|other| *other == name),
            None => names.iter().find(|name| list_of_sheet(name).is_none()),
        };
        let Some(name) = found else {
            return Err(unread(&format!("no sheet {:?}, only {}", sheet.unwrap_or("of rows"), names.join(", "))));
        };
        let rows = self.cells(name)?;
        let others = names.iter().filter(|other| *other != name && list_of_sheet(other).is_none());
        Ok(reader.rows_of_sheet(rows, &others.map(String::as_str).collect::<Vec<_>>()))
    }

    /// The records that its sheets `parties`, `sources`, `groups` and `events` declare.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the first sheet that cannot be read.
    pub fn declared(&mut self) -> Result<Draft, RowFaults> {
        let mut draft = Draft::new();
        for name in self.sheets() {
            if let Some(list) = list_of_sheet(&name) {
                let rows = self.cells(&name)?;
                draft = draft.merge(declared_by(list, &rows).map_err(RowFaults::in_a_sheet)?);
            }
        }
        Ok(draft)
    }

    fn cells(&mut self, sheet: &str) -> Result<Vec<Row>, RowFaults> {
        const WIDEST: u32 = 1 << 14;
        let mut reader = self.book.worksheet_cells_reader(sheet).map_err(|error| unread(&error))?;
        let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        let (mut bytes, mut width) = (0, 0);
        while let Some(cell) = reader.next_cell().map_err(|error| unread(&error))? {
            let (row, column) = cell.get_position();
            let text = text_of(cell.get_value());
            if text.is_empty() || column >= WIDEST {
                continue;
            }
            let cells = rows.entry(row).or_default();
            let column = column as usize;
            bytes += (text.len() + size_of::<String>() * (column + 1).saturating_sub(cells.len())) as u64;
            if bytes > MOST {
                return Err(unread(&format!("the texts of {sheet} come to more than {MOST} bytes")));
            }
            cells.resize(cells.len().max(column + 1), String::new());
            cells[column] = text;
            width = width.max(column + 1);
        }
        let row = |(at, cells): (u32, Vec<String>)| {
            let blanks = std::iter::repeat_n("", width - cells.len());
            let line = u64::from(at) + 1;
            Row { cells: cells.iter().map(String::as_str).chain(blanks).collect(), line, last_line: line }
        };
        Ok(rows.into_iter().map(row).collect())
    }
}

fn unread(error: &impl Display) -> RowFaults {
    RowFault::new(1, 1, error.to_string()).of_the_whole().into()
}

/// Whether the parts come to no more than they may once unpacked, whatever they say of their sizes.
fn unpacked(bytes: &[u8]) -> Result<(), RowFaults> {
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| unread(&format!("no workbook: {error}")))?;
    let mut left = MOST;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| unread(&error))?;
        let unpacked = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|error| unread(&error))?;
        left = left
            .checked_sub(unpacked)
            .ok_or_else(|| unread(&format!("the workbook comes to more than {MOST} bytes")))?;
    }
    Ok(())
}

/// A cell as a table would write it: dates as dates, whole numbers without a point.
fn text_of(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Float(number) => {
            // Of a text, 78.125 may be what others write 78,125; of a number it is not.
            let text = number.to_string();
            let is_grouped = text.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 3);
            if is_grouped { text + "0" } else { text }
        }
        DataRef::DateTime(moment) => match moment.as_datetime() {
            None => moment.as_f64().to_string(),
            Some(at) if at.time() == chrono::NaiveTime::MIN => at.date().to_string(),
            Some(at) => at.format("%Y-%m-%d %H:%M:%S").to_string(),
        },
        other => Data::from(other.clone()).to_string(),
    }
}
