//! An imported table, audited a row at a time.

use std::collections::HashMap;

use super::finding::Finding;
use super::row::Row;
use crate::exchange::{FlagKind, Imported, Published, Role};
use crate::reckon::rollup::Cover;
use crate::record::group::Group;
use crate::record::id::GroupId;

/// Audits an imported table as it comes, a row at a time: what each row publishes is held against
/// itself by the rules of [`Row::findings`].
///
/// Which group is part of which is learned from the rows, where it stands with the first row that
/// names a group; so memory grows with the table's groups, and not with its rows. What a finding
/// cites is a number of the row: `event/group/outcome`, the id of the claim that the row makes of
/// it where it makes one, and of a role that is not `reported` the role behind it.
///
/// Claims are not held against each other here. A table whose rows are claims (a claims CSV, JSON
/// Lines) is a dossier: [`Gathering`](crate::exchange::Gathering), then
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

/// Where a group stands among the others of its table.
#[derive(Debug, Default)]
struct GroupPlace {
    whole: Option<GroupId>,
    is_exhaustive: bool,
    /// How many groups are parts of it.
    parts: usize,
}

impl Table {
    /// A table of which no row has been seen.
    pub fn new() -> Table {
        Table::default()
    }

    /// What is wrong with the next row, number by number as they stand in it.
    pub fn findings(&mut self, row: &Imported) -> Vec<Finding> {
        for group in row.named.groups.iter().chain(&row.groups) {
            self.learn(group);
        }
        let mut found = Vec::new();
        let mut parts = Vec::new();
        for whole in &row.published {
            let (cover, highest) = self.parts(whole, &row.published, &mut parts);
            let numbers = |id| {
                let row = Row::new(id).low(whole.low()).best(whole.best()).high(whole.high());
                row.parts(cover, &parts).highest_part(highest)
            };
            // Hardly any row has findings, and only those need a name.
            if !numbers("").findings().is_empty() {
                found.extend(numbers(&name_of(whole)).findings());
            }
        }
        if row.flags.iter().any(|flag| *flag.kind() == FlagKind::EndBeforeStart) {
            // The event that was made of it spans both days.
            found.extend(
                row.events
                    .iter()
                    .flat_map(|event| Row::new(event.id().as_str()).between(event.end(), event.start()).findings()),
            );
        }
        found
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

    /// The figures of the parts of a number, among those of its row; whether they are all there is,
    /// and the highest high of one.
    fn parts(&self, whole: &Published, row: &[Published], parts: &mut Vec<Option<u64>>) -> (Cover, Option<u64>) {
        parts.clear();
        let quantity = whole.quantity();
        let Some(place) = self.groups.get(quantity.group()).filter(|place| place.parts > 0) else {
            return (Cover::Open, None);
        };
        let is_part = |part: &&Published| {
            let of = part.quantity();
            part.role() == whole.role()
                && of.event() == quantity.event()
                && of.outcome() == quantity.outcome()
                && self.groups.get(of.group()).and_then(|place| place.whole.as_ref()) == Some(quantity.group())
        };
        let are_parts = || row.iter().filter(is_part);
        let figure = |part: &Published| {
            if place.is_exhaustive { part.best().or(part.low()) } else { part.low().or(part.best()) }
        };
        parts.extend(are_parts().map(figure));
        let highest = are_parts().filter_map(Published::high).max();
        // A part that the row leaves blank may be anything.
        let cover = if place.is_exhaustive && parts.len() == place.parts { Cover::Exhaustive } else { Cover::Open };
        (cover, highest)
    }
}

/// What the claim is called that a row makes of it.
fn name_of(published: &Published) -> String {
    let quantity = published.quantity();
    let name = format!("{}/{}/{}", quantity.event(), quantity.group(), quantity.outcome());
    if published.role() == Role::Reported { name } else { format!("{name}/{}", published.role()) }
}
