//! The faults of a batch, by row.

use super::columns::Columns;
use crate::dossier::Dossier;
use crate::dossier::check::SaidWhen;
use crate::dossier::cycles::cycles;
use crate::dossier::fault::{Fault, FaultKind, List, Place};
use crate::record::moment::Moment;

/// Every fault of the columns. If their lengths differ, only that.
pub(super) fn faults(declared: &Dossier, columns: &Columns<'_>) -> Vec<Fault> {
    let mut faults = lengths(columns);
    if !faults.is_empty() {
        return faults;
    }
    let starts = starts(declared);
    let parties = declared.parties().len();
    for row in 0..columns.event.len() {
        let mut found = |field: &str, kind| faults.push(Fault::new(place(row).field(field), kind));
        let mut known = |field, list, number: u32, entries| {
            if number as usize >= entries {
                found(field, FaultKind::UnknownId { list, found: number.to_string() });
            }
        };
        known("event", List::Events, columns.event[row], starts.len());
        known("group", List::Groups, columns.group[row], declared.groups().len());
        known("source", List::Sources, columns.source[row], declared.sources().len());
        if let Some(&Some(party)) = columns.perpetrator.get(row) {
            known("perpetrator", List::Parties, party, parties);
        }
        if columns.count[row] as usize >= columns.counts.len() {
            found("count", FaultKind::NoEntry { found: columns.count[row], entries: columns.counts.len() });
        }
        let said = SaidWhen {
            course: Some(columns.outcome[row].course()),
            as_of: Some(columns.as_of[row]),
            published: columns.published.get(row).copied().flatten(),
            since: columns.since.get(row).copied().flatten(),
            correction: columns.correction.get(row).copied().unwrap_or_default(),
        };
        said.faults(|| starts.get(columns.event[row] as usize).copied().flatten(), found);
    }
    faults.extend(supersessions(columns));
    faults
}

fn place(row: usize) -> Place {
    Place::record(List::Claims, row, "")
}

/// The columns that have another number of rows than that of the events.
fn lengths(columns: &Columns<'_>) -> Vec<Fault> {
    let rows = columns.event.len();
    let required = [
        ("group", columns.group.len()),
        ("outcome", columns.outcome.len()),
        ("source", columns.source.len()),
        ("count", columns.count.len()),
        ("as_of", columns.as_of.len()),
    ];
    let optional = [
        ("published", columns.published.len()),
        ("since", columns.since.len()),
        ("retracted", columns.retracted.len()),
        ("basis", columns.basis.len()),
        ("interest", columns.interest.len()),
        ("perpetrator", columns.perpetrator.len()),
        ("credibility", columns.credibility.len()),
        ("correction", columns.correction.len()),
        ("superseded", columns.superseded.len()),
    ];
    let differs = |&(_, found): &(&str, usize)| found != rows;
    let wrong = required.into_iter().filter(differs);
    let wrong = wrong.chain(optional.into_iter().filter(|&(_, found)| found > 0).filter(differs));
    let place = |field: &str| Place { list: Some(List::Claims), ..Place::default() }.field(field);
    wrong.map(|(field, found)| Fault::new(place(field), FaultKind::ColumnLength { found, rows })).collect()
}

/// The start of every event or of its nearest ancestor.
fn starts(declared: &Dossier) -> Vec<Option<Moment>> {
    let facts = &declared.index().events;
    let above = |event: u32| std::iter::successors(Some(event), |&at| facts[at as usize].parent);
    let start = |event| above(event).find_map(|at| declared.events()[at as usize].start());
    (0..).take(facts.len()).map(start).collect()
}

/// Rows that supersede what is not a row, or themselves.
fn supersessions(columns: &Columns<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let entries = columns.event.len();
    let mut rows: Vec<u32> = Vec::new();
    for &(later, earlier) in columns.supersedes {
        let unknown: Vec<u32> = [later, earlier].into_iter().filter(|&row| row as usize >= entries).collect();
        if unknown.is_empty() {
            rows.extend([later, earlier]);
        }
        for row in unknown {
            let kind = FaultKind::UnknownId { list: List::Claims, found: row.to_string() };
            faults.push(Fault::new(place(later as usize).field("supersedes"), kind));
        }
    }
    rows.sort_unstable();
    rows.dedup();
    let mut above: Vec<Vec<usize>> = vec![Vec::new(); rows.len()];
    for (later, earlier) in columns.supersedes {
        if let (Ok(later), Ok(earlier)) = (rows.binary_search(later), rows.binary_search(earlier)) {
            above[later].push(earlier);
        }
    }
    for circle in cycles(&above) {
        let Some(&first) = circle.first() else { continue };
        let circle = circle.iter().map(|&at| rows[at].to_string()).collect();
        let place = place(rows[first] as usize).field("supersedes");
        faults.push(Fault::new(place, FaultKind::SupersedesItself { circle }));
    }
    faults
}
