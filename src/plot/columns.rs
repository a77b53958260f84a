//! Lays out rows under their headings, in columns like those of a newspaper.

use super::format::Measure;
use super::rows::{ChartRow, Section};

/// A heading or a row, with its distance from the top of its column.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) top: i32,
    pub(super) what: What,
}

#[derive(Clone, Debug)]
pub(super) enum What {
    Heading(Heading),
    Row(ChartRow),
}

/// A heading split into lines, with the line and indent of its note.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    pub(super) lines: Vec<String>,
    pub(super) note: Option<(i32, i32, String)>,
}

impl Heading {
    fn of(group: &Section, room: i32, measure: Measure, goes_on: bool) -> Heading {
        let words = if goes_on { format!("{} (continued)", group.heading) } else { group.heading.clone() };
        let lines = measure.bold().wrapped(&words, room, 2);
        let last = lines.last().map_or(0, |line| measure.bold().width(line) + measure.text);
        let count = i32::try_from(lines.len()).unwrap_or(2);
        let last_line = (count - 1).max(0);
        let note = group.note.as_deref().map(|note| {
            if last + measure.plain().width(note) <= room {
                (last_line, last, note.to_owned())
            } else {
                (count, 0, measure.plain().shortened(note, room))
            }
        });
        Heading { lines, note }
    }

    /// The empty space above a heading.
    pub(super) fn air(measure: Measure) -> i32 {
        measure.text * 3 / 4
    }

    fn height(&self, measure: Measure) -> i32 {
        let lines = i32::try_from(self.lines.len()).unwrap_or(2);
        let below = i32::from(self.note.as_ref().is_some_and(|&(line, ..)| line >= lines));
        Heading::air(measure) + (lines + below) * measure.row
    }
}

/// The groups in columns of at most `depth`, or more if one heading and its row need it.
fn filled(groups: &[Section], depth: i32, room: i32, measure: Measure) -> Vec<Vec<Placed>> {
    let mut columns: Vec<Vec<Placed>> = vec![Vec::new()];
    let mut top: i32 = 0;
    for group in groups {
        for (at, row) in group.rows.iter().enumerate() {
            let first = (at == 0).then(|| Heading::of(group, room, measure, false));
            let ahead = first.as_ref().map_or(0, |heading| heading.height(measure));
            let needed = ahead + together(at, &group.rows) * measure.row;
            let is_full = top > 0 && !row.is_more() && top.saturating_add(needed) > depth;
            if is_full {
                columns.push(Vec::new());
                top = 0;
            }
            let Some(column) = columns.last_mut() else { continue };
            let again = || is_full.then(|| Heading::of(group, room, measure, true));
            if let Some(heading) = first.or_else(again) {
                let height = heading.height(measure);
                column.push(Placed { top, what: What::Heading(heading) });
                top += height;
            }
            column.push(Placed { top, what: What::Row(row.clone()) });
            top += measure.row;
        }
    }
    columns
}

/// The number of rows, from this one on, that must stay in one column: short groups are not broken,
/// no row of a long group stands alone, and words that go on stay with their row.
fn together(at: usize, rows: &[ChartRow]) -> i32 {
    const SHORT: usize = 6;
    let left = rows.len() - at;
    let together = match at {
        0 if rows.len() <= SHORT => rows.len(),
        0 => 2,
        _ if left == 2 => 2,
        _ => 1,
    };
    let more = rows[at..].iter().skip(together).take_while(|row| row.is_more()).count();
    i32::try_from((together + more).min(left)).unwrap_or(1)
}

/// The depth of the deepest column.
pub(super) fn depth(columns: &[Vec<Placed>], measure: Measure) -> i32 {
    let bottom = |column: &Vec<Placed>| column.last().map_or(0, |placed| placed.top + measure.row);
    columns.iter().map(bottom).max().unwrap_or(0)
}

/// The groups in at most `most` columns, with depths as equal as possible.
pub(super) fn balanced(groups: &[Section], most: i32, room: i32, measure: Measure) -> Vec<Vec<Placed>> {
    let whole = filled(groups, i32::MAX, room, measure);
    let (mut too_shallow, mut enough) = (0, depth(&whole, measure));
    while enough - too_shallow > 1 {
        let middle = too_shallow + (enough - too_shallow) / 2;
        let columns = filled(groups, middle, room, measure).len();
        if i32::try_from(columns).unwrap_or(i32::MAX) <= most {
            enough = middle;
        } else {
            too_shallow = middle;
        }
    }
    filled(groups, enough, room, measure)
}
