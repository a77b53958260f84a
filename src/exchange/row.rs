//! A row of a table, as it was read.

use super::fault::RowFault;

/// The most that is kept of a row, in bytes.
pub(crate) const LONGEST_ROW: usize = 1 << 20;

/// That a row, or a line, has more bytes. Of a table nothing behind it is read, for a quote may have opened
/// in it; JSON Lines are read on behind it.
pub(crate) fn too_long(line: u64) -> RowFault {
    RowFault::new(line, 1, format!("longer than {LONGEST_ROW} bytes: not read"))
}

/// A row, or why there is none.
pub(crate) type Lined = Result<Row, RowFault>;

/// A row: its cells, and the lines on which it stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    pub(crate) cells: csv::ByteRecord,
    pub(crate) line: u64,
    pub(crate) last_line: u64,
}

impl Row {
    /// A cell as it stands; empty if there is none.
    pub(crate) fn cell(&self, at: usize) -> &[u8] {
        self.cells.get(at).unwrap_or_default()
    }

    /// The line on which a cell begins.
    pub(crate) fn line_of(&self, at: usize) -> u64 {
        let breaks = self.cells.iter().take(at).flatten().filter(|&&byte| byte == b'\n').count() as u64;
        (self.line + breaks).min(self.last_line)
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim_ascii().is_empty())
    }

    /// How many cells are filled.
    pub(crate) fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.trim_ascii().is_empty()).count()
    }
}
