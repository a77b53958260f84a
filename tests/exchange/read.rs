//! Tables read whole, for all files of this wing.

use corroborate::Dossier;
use corroborate::exchange::{Gathering, Imported, TableReader};

/// The rows, and what is wrong with those that did not come in.
pub(crate) fn all(reader: TableReader, table: impl AsRef<[u8]>) -> (Vec<Imported>, Vec<String>) {
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for row in reader.rows(table.as_ref()) {
        match row {
            Ok(row) => rows.push(row),
            Err(wrong) => faults.push(wrong.to_string()),
        }
    }
    (rows, faults)
}

/// The rows together, as one dossier.
pub(crate) fn gathered(rows: Vec<Imported>) -> Dossier {
    let mut gathering = Gathering::new();
    for row in rows {
        gathering.add(row).unwrap_or_else(|faults| panic!("{faults}"));
    }
    let (dossier, faults) = gathering.finish();
    assert_eq!(faults, []);
    dossier
}
