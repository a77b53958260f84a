//! Audits an imported table row by row.

use std::collections::HashMap;

use super::finding::Finding;
use super::grounds::Grounds;
use super::row::Row;
use super::rule::{Rule, Severity};
use crate::exchange::{Flag, FlagKind, Imported, Published, Role};
use crate::reckon::parts_and_wholes::Cover;
use crate::record::event::Event;
use crate::record::group::Group;
use crate::record::id::GroupId;

/// An audit of an imported table, one row at a time: the numbers of each row are checked by the
/// rules of [`Row::findings`].
///
/// The groups and their parts are learned from the rows, from the first row that names each group.
/// So memory grows with the number of groups, not of rows. A finding cites a number of the row by
/// the id of the claim that the row makes of it, else as `event/group/outcome`, with the role
/// behind it if that is not `reported`.
///
/// Claims are not compared with each other here. A table whose rows are claims (a claims CSV, JSON
/// Lines) is a dossier: use [`Gathering`](crate::exchange::Gathering), then
/// [`Dossier::audit`](crate::Dossier::audit).
///
/// ```
/// use corroborate::audit::Table;
/// use corroborate::exchange::{Format, Rows};
///
/// let rows = "id,date_start,date_end,side_a,side_b,low,best,high,deaths_a,deaths_b,deaths_civilians,deaths_unknown\n\
///             193150,2013-01-03,2013-01-03,SDF,IS,4,4,3,4,0,0,0\n\
///             193151,2013-01-05,2013-01-04,SDF,IS,3,4,5,1,2,0,0\n";
/// let mut table = Table::new();
/// let mut says = Vec::new();
/// for row in Rows::new(Format::Ucdp, rows.as_bytes()) {
///     says.extend(table.findings(&row?).iter().map(|finding| finding.says()));
/// }
/// assert_eq!(says, [
///     "row ucdp:193150/SDF | IS/killed: low 4, best 4, high 3: best is above high, low is above high.",
///     "row ucdp:193151/SDF | IS/killed: the parts, 1 + 2 + 0 + 0 = 3, cover the whole, but best is 4.",
///     "row ucdp:193151: ends on 2013-01-04, before it starts on 2013-01-05.",
/// ]);
/// # Ok::<(), corroborate::exchange::RowFaults>(())
/// ```
#[derive(Debug, Default)]
pub struct Table {
    groups: HashMap<GroupId, GroupPlace>,
}

/// The place of a group among the groups of its table.
#[derive(Debug, Default)]
struct GroupPlace {
    whole: Option<GroupId>,
    is_exhaustive: bool,
    /// The number of its parts.
    parts: usize,
}

impl Table {
    /// An audit that has seen no row yet.
    ///
    /// ```
    /// use corroborate::audit::Table;
    /// use corroborate::exchange::Imported;
    ///
    /// assert!(Table::new().findings(&Imported::default()).is_empty(), "an empty row has no findings");
    /// ```
    pub fn new() -> Table {
        Table::default()
    }

    /// The findings on the next row, number by number in the row's order.
    ///
    /// ```
    /// use corroborate::audit::Table;
    /// use corroborate::exchange::{Format, Rows};
    ///
    /// let rows = "id,date_start,date_end,side_a,side_b,low,best,high\n193150,2013-01-03,2013-01-03,SDF,IS,4,4,3\n";
    /// let row = Rows::new(Format::Ucdp, rows.as_bytes()).next().ok_or("a row")??;
    /// assert_eq!(Table::new().findings(&row)[0].rule().as_str(), "low-best-high");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn findings(&mut self, row: &Imported) -> Vec<Finding> {
        for group in row.named.groups.iter().chain(&row.groups) {
            self.learn(group);
        }
        let mut found = Vec::new();
        let mut parts = Vec::new();
        for whole in &row.published {
            let (cover, highest) = self.parts(whole, &row.published, &mut parts);
            let numbers = |id| {
                let row = Row::new(id).low(whole.low).best(whole.best).high(whole.high);
                row.parts(cover, &parts).highest_part(highest)
            };
            // Few rows have findings, and only those need a name.
            if !numbers("").findings().is_empty() {
                found.extend(numbers(&name_of(whole)).findings());
            }
        }
        found.extend(row.flags.iter().flat_map(|flag| noted(row, flag)));
        found
    }

    /// The finding on rows that could not be read, by their lines; none if there are none.
    ///
    /// ```
    /// use corroborate::audit::Table;
    ///
    /// let finding = Table::refused(&[17, 46]).ok_or("two rows did not come in")?;
    /// assert_eq!(finding.rule().as_str(), "rows-refused");
    /// assert_eq!(Table::refused(&[]), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn refused(lines: &[u64]) -> Option<Finding> {
        let lines = lines.to_vec();
        (!lines.is_empty()).then(|| Finding::new(Severity::Warning, Grounds::RowsRefused { lines }))
    }

    fn learn(&mut self, group: &Group) {
        let place = self.groups.entry(group.id().clone()).or_default();
        place.is_exhaustive = group.is_exhaustive();
        if place.whole.is_none()
            && let Some(whole) = group.part_of()
        {
            place.whole = Some(whole.clone());
            self.groups.entry(whole.clone()).or_default().parts += 1;
        }
    }

    /// The figures of a number's parts in the same row, whether they cover it, and the highest high
    /// among them.
    fn parts(&self, whole: &Published, row: &[Published], parts: &mut Vec<Option<u64>>) -> (Cover, Option<u64>) {
        parts.clear();
        let quantity = &whole.quantity;
        let Some(place) = self.groups.get(quantity.group()).filter(|place| place.parts > 0) else {
            return (Cover::Open, None);
        };
        let is_part = |part: &&Published| {
            let of = &part.quantity;
            part.role == whole.role
                && of.event() == quantity.event()
                && of.outcome() == quantity.outcome()
                && self.groups.get(of.group()).and_then(|place| place.whole.as_ref()) == Some(quantity.group())
        };
        let are_parts = || row.iter().filter(is_part);
        let figure = |part: &Published| {
            if place.is_exhaustive { part.best.or(part.low) } else { part.low.or(part.best) }
        };
        parts.extend(are_parts().map(figure));
        let highest = are_parts().filter_map(|published| published.high).max();
        // A part that the row leaves blank can be any number.
        let cover = if place.is_exhaustive && parts.len() == place.parts { Cover::Exhaustive } else { Cover::Open };
        (cover, highest)
    }
}

/// The name of the claim that a row makes of a number.
fn name_of(published: &Published) -> String {
    let quantity = &published.quantity;
    let name = format!("{}/{}/{}", quantity.event(), quantity.group(), quantity.outcome());
    if published.role == Role::Reported { name } else { format!("{name}/{}", published.role) }
}

/// The findings on what the table's reader noted of a row, other than the numbers themselves.
fn noted(row: &Imported, flag: &Flag) -> Vec<Finding> {
    let event = row.events.first().map(|event| event.id().to_string());
    let named = || event.or_else(|| Some(row.claims.first()?.id().to_string())).unwrap_or_default();
    let is_told = || row.flags.iter().any(|flag| matches!(flag.kind, FlagKind::YearDiffers { .. }));
    let (severity, rule, row) = match &flag.kind {
        // The event made from the row spans both days.
        FlagKind::EndBeforeStart => {
            let dates = |event: &Event| Row::new(event.id().as_str()).between(event.end(), event.start()).findings();
            return row.events.iter().flat_map(dates).collect();
        }
        FlagKind::Year { .. } if is_told() => return Vec::new(),
        FlagKind::Year { .. } | FlagKind::YearDiffers { .. } => (Severity::Warning, Rule::OddYear, named()),
        FlagKind::Repeated { event, .. } => (Severity::Notice, Rule::RepeatedId, event.to_string()),
        FlagKind::FiguresDiffer { event, .. } => (Severity::Warning, Rule::RepeatedId, event.to_string()),
        FlagKind::WordsNameOthers { .. } => (Severity::Warning, Rule::QuoteDiffers, named()),
        _ => return Vec::new(),
    };
    let (row, line, column, note) = (row.into(), flag.line, flag.column, flag.kind.to_string().into());
    vec![Finding::new(severity, Grounds::RowNoted { rule, row, line, column, note })]
}
