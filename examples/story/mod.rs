//! What the stories from al-Hasakah share: the dossier, names, tables and wrapped paragraphs.

#![allow(dead_code, reason = "no story needs all of it")]

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use corroborate::{Claim, Dossier, Interval, Moment, Policy, Quantity};

use crate::common::options::Given;
use crate::common::{day_end, dossier_of};
#[allow(unused_imports, reason = "no story needs all of it")]
pub(crate) use crate::common::{lines_of, wrapped};

/// The battle of al-Hasakah, from 241 claims.
pub(crate) const HASAKAH: &str = include_str!("../data/hasakah.json");

/// How wide a line may be.
pub(crate) const WIDTH: usize = 118;

/// The dossier named, or that of the story.
pub(crate) fn story_dossier(given: &Given) -> Result<Dossier, String> {
    match given.named().first() {
        Some(path) => dossier_of(path),
        None => serde_json::from_str(HASAKAH).map_err(|faults| faults.to_string()),
    }
}

/// The event's name, or its id.
pub(crate) fn event_name<'d>(dossier: &'d Dossier, quantity: &'d Quantity) -> &'d str {
    dossier.event(quantity.event()).map_or(quantity.event().as_str(), |event| event.name())
}

/// The group's name, or its id.
pub(crate) fn group_name<'d>(dossier: &'d Dossier, quantity: &'d Quantity) -> &'d str {
    dossier.group(quantity.group()).map_or(quantity.group().as_str(), |group| group.name())
}

/// Whose voice a claim is: its source's party's, else its source's own.
pub(crate) fn voice_name<'d>(dossier: &'d Dossier, claim: &'d Claim) -> &'d str {
    let Some(source) = dossier.source(claim.source()) else { return claim.source().as_str() };
    let party = source.party().and_then(|party| dossier.party(party));
    party.map_or(source.name(), |party| party.name())
}

/// How many voices speak of each quantity that a claim names.
pub(crate) fn voices(dossier: &Dossier, known_by: Option<Moment>) -> BTreeMap<Quantity, usize> {
    let mut voices: BTreeMap<Quantity, BTreeSet<&str>> = BTreeMap::new();
    for claim in dossier.claims() {
        if known_by.is_none_or(|known_by| claim.known_from() <= known_by) {
            voices.entry(claim.quantity()).or_default().insert(voice_name(dossier, claim));
        }
    }
    voices.into_iter().map(|(quantity, voices)| (quantity, voices.len())).collect()
}

/// What sorts quantities of the events of which most is said first.
pub(crate) fn in_order_of_weight(dossier: &Dossier, quantity: &Quantity) -> (Reverse<usize>, Quantity) {
    let claims = dossier.claims().iter().filter(|claim| claim.event() == quantity.event()).count();
    (Reverse(claims), quantity.clone())
}

/// A range as a column has room for it: `346–374`, `154+`, `7`.
pub(crate) fn compact(range: Interval) -> String {
    let number = |n: u64| Interval::exactly(n).to_string();
    match (range.only(), range.high().get()) {
        _ if range == Interval::ANY => range.to_string(),
        (Some(only), _) => number(only),
        (None, Some(high)) => format!("{}–{}", number(range.low()), number(high)),
        (None, None) => format!("{}+", number(range.low())),
    }
}

/// The end of one day after another, from that of the first to that of the last.
pub(crate) fn days(from: Moment, to: Moment) -> impl Iterator<Item = Moment> {
    (0..=to.day() - from.day()).map(move |day| day_end(from).plus_days(day))
}

/// A row of a table: cells of one line or more, or a heading across all columns.
pub(crate) enum Row {
    Heading(String),
    Cells(Vec<Vec<String>>),
    /// A paragraph under a row, as far in as it says.
    Note(String),
}

impl Row {
    /// A row whose cells are of one line.
    pub(crate) fn of(cells: impl IntoIterator<Item = String>) -> Row {
        Row::Cells(cells.into_iter().map(|cell| vec![cell]).collect())
    }
}

/// Rows under a header, columns as wide as they need to be, some of them to the right.
pub(crate) fn table(header: &[Vec<String>], to_the_right: &[usize], rows: &[Row]) -> String {
    let cells = rows.iter().filter_map(|row| match row {
        Row::Cells(cells) => Some(cells.as_slice()),
        Row::Heading(_) | Row::Note(_) => None,
    });
    let all: Vec<&[Vec<String>]> = std::iter::once(header).chain(cells).collect();
    let width = |column: usize| {
        let lines = all.iter().filter_map(|row| row.get(column)).flatten();
        lines.map(|line| line.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let rule: Vec<Vec<String>> = widths.iter().map(|&width| vec!["-".repeat(width)]).collect();
    let mut text = set(header, &widths, to_the_right) + &set(&rule, &widths, to_the_right);
    for row in rows {
        match row {
            Row::Heading(heading) => {
                text.push_str(heading);
                text.push('\n');
            }
            Row::Note(note) => text.push_str(note),
            Row::Cells(cells) => text.push_str(&set(cells, &widths, to_the_right)),
        }
    }
    text
}

/// One row of a table.
fn set(cells: &[Vec<String>], widths: &[usize], to_the_right: &[usize]) -> String {
    let deep = cells.iter().map(Vec::len).max().unwrap_or(0);
    let mut text = String::new();
    for depth in 0..deep {
        let mut line = String::new();
        for (column, cell) in cells.iter().enumerate() {
            let cell = cell.get(depth).map_or("", String::as_str);
            let gap = " ".repeat(widths[column].saturating_sub(cell.chars().count()));
            let (before, after) = if to_the_right.contains(&column) { (gap.as_str(), "") } else { ("", gap.as_str()) };
            line.push_str(if column > 0 { "  " } else { "" });
            line.extend([before, cell, after]);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The sentence without the name and the rule, which stand above.
pub(crate) fn without_rule(policy: &dyn Policy, because: &str) -> String {
    let rule = format!("By {}, {}", policy.name(), policy.rule_in_words());
    let rest = because.strip_prefix(&rule).map(|rest| rest.trim_start_matches(": "));
    rest.map_or(because, |rest| if rest == "." { "without regard to anyone's words." } else { rest }).to_owned()
}
