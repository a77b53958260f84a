//! One number of many answers, whatever their order.

use std::fmt;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};
use datafusion::common::Result;

/// How many lines, and a number that changes with any of them and not with their order.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    /// The number of lines.
    pub lines: u64,
    sum: u64,
}

impl Digest {
    /// The digest of these answers.
    ///
    /// # Errors
    ///
    /// A column that cannot be printed.
    pub fn of(batches: &[RecordBatch]) -> Result<Digest> {
        let options = FormatOptions::new().with_null("NULL");
        let mut digest = Digest::default();
        for batch in batches {
            let columns = batch.columns().iter().map(|column| ArrayFormatter::try_new(column, &options));
            let columns = columns.collect::<Result<Vec<_>, _>>()?;
            for line in 0..batch.num_rows() {
                let cells = columns.iter().map(|column| column.value(line).try_to_string());
                let cells = cells.collect::<Result<Vec<_>, _>>()?;
                digest.lines += 1;
                digest.sum = digest.sum.wrapping_add(hash(cells.join("\u{1f}").as_bytes()));
            }
        }
        Ok(digest)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x} of {} lines", self.sum, self.lines)
    }
}

/// FNV-1a, with its bits mixed once more so that a sum of them does not cancel.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let fnv = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (fnv ^ (fnv >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
