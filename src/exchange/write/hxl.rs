//! Tolls as HXL-tagged CSV.

use std::collections::HashMap;
use std::io::{self, Write};

use super::super::imported::Imported;
use super::super::mapping::ALL;
use super::super::published::{Published, Role};
use super::{LeftOut, Table, day, figures_of, instant, lost_of_an_estimate, text};
use crate::dossier::Dossier;
use crate::policy::Verdict;
use crate::reckon::estimate::Estimate;
use crate::record::event::Event;
use crate::record::id::GroupId;
use crate::record::moment::Moment;
use crate::record::outcome::Outcome;

/// What sets the columns of a group apart that is part of another.
const BREAKDOWN: &str = "+breakdown";

/// The columns but those of figures: name, hashtag, and what stands there.
type Fixed = (&'static str, &'static str, fn(&Row<'_>, &Published) -> String);

const FIXED: [Fixed; 9] = [
    ("Event", "#event+code", |_, of| code(of.quantity.event().as_str()).to_owned()),
    ("Event name", "#event+name", |row, _| text(row.event.map(Event::name))),
    ("Place", "#loc+name", |row, _| text(row.event.and_then(Event::place))),
    ("Start", "#date+start", |row, _| day(row.event.and_then(Event::start))),
    ("End", "#date+end", |row, _| day(row.event.and_then(Event::end))),
    ("As of", "#date+reported", |row, _| instant(row.as_of)),
    ("Group", "#group+name", |_, of| of.quantity.group().to_string()),
    ("Source", "#meta+source", |row, _| text(row.source)),
    ("Role", "#meta+role", |_, of| text(Some(of.role).filter(|role| *role != Role::Reported))),
];

/// What an event is called in HXL.
fn code(id: &str) -> &str {
    id.strip_prefix("hxl:").unwrap_or(id)
}

/// The outcomes that have columns.
const OUTCOMES: [Outcome; 6] =
    [Outcome::Killed, Outcome::Wounded, Outcome::Abducted, Outcome::Displaced, Outcome::Missing, Outcome::Detained];

/// Writes tolls as HXL-tagged CSV: a row of headers, a row of hashtags, and a row for each group of an
/// event.
///
/// Under `#affected+killed` (and `+injured`, `+abducted`, `+displaced`, `+missing`, `+detained`)
/// stands the best, under the same with `+min` and `+max` the low and the high. Every cell
/// there is a number or blank: HXL's validators take nothing else, so there is no "unknown" and no
/// "or more". `+min`, `+max`, `+missing` and `+detained` are attributes of one's own, which HXL
/// 1.1 allows; so is `#meta+role`, which tells what was `conceded` or `allocated`.
///
/// Groups that are part of another group in the table, or may overlap with it, have their figures
/// under the same hashtags with `+breakdown`: so a column can be added up and nobody is counted
/// twice. Events are not so set apart: the row of a whole and the rows of its parts are of the same
/// people.
///
/// ```
/// use corroborate::exchange::HxlTable;
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let mut table = HxlTable::new(Vec::new());
/// table.estimates(&dossier, answer.estimates())?;
/// let text = String::from_utf8(table.finish()?)?;
/// assert!(text.lines().nth(1).is_some_and(|tags| tags.contains("#affected+killed")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub type HxlTable<W> = Table<W, OfTolls>;

/// Tolls, a row for each group of an event.
#[derive(Debug)]
pub struct OfTolls {
    /// The group that each is part of, as rows told it.
    wholes: HashMap<GroupId, GroupId>,
}

/// What all figures of one row have in common.
#[derive(Copy, Clone)]
struct Row<'a> {
    event: Option<&'a Event>,
    is_breakdown: bool,
    as_of: Option<Moment>,
    source: Option<&'a str>,
}

impl<W: Write> HxlTable<W> {
    /// Writes to `writer`, which should be buffered.
    pub fn new(writer: W) -> HxlTable<W> {
        Table::with(writer, header(), OfTolls { wholes: HashMap::new() })
    }

    /// Writes what a row published, in a row for each group and role. Gives what was left out.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn imported(&mut self, row: &Imported) -> io::Result<&[LeftOut]> {
        self.left_out.clear();
        let mut rest = &row.published[..];
        for group in row.named.groups.iter().chain(&row.groups) {
            if let Some(whole) = group.part_of() {
                self.of.wholes.insert(group.id().clone(), whole.clone());
            }
        }
        while let Some(first) = rest.first() {
            let end = rest.iter().position(|other| !of_one_row(first, other));
            let (these, others) = rest.split_at(end.unwrap_or(rest.len()));
            rest = others;
            let quantity = &first.quantity;
            let claim =
                row.claims.iter().find(|claim| claim.event() == quantity.event() && claim.group() == quantity.group());
            let known = row.events.iter().chain(&row.named.events).find(|event| event.id() == quantity.event());
            let source = claim.map(|claim| claim.source().as_str());
            let is_breakdown = self.is_breakdown(quantity.group(), &row.published);
            self.toll(Row { event: known, is_breakdown, as_of: claim.map(crate::Claim::as_of), source }, these)?;
        }
        Ok(&self.left_out)
    }

    /// Writes the estimates of a dossier, in a row for each group of an event. Gives what was left out.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn estimates(&mut self, dossier: &Dossier, estimates: &[Estimate]) -> io::Result<&[LeftOut]> {
        self.left_out.clear();
        let of = |estimate: &Estimate| (estimate.quantity().event().clone(), estimate.quantity().group().clone());
        for these in estimates.chunk_by(|a, b| of(a) == of(b) && a.as_of() == b.as_of()) {
            let first = &these[0];
            for estimate in these {
                lost_of_an_estimate(estimate, &mut self.left_out);
            }
            let is_answered = |estimate: &&Estimate| estimate.status() != Verdict::NoAnswer;
            let figures: Vec<Published> = these.iter().filter(is_answered).map(figures_of).collect();
            let event = dossier.event(first.quantity().event());
            let is_breakdown = dossier.group(first.quantity().group()).is_some_and(|group| group.part_of().is_some());
            self.toll(Row { event, is_breakdown, as_of: Some(first.as_of()), source: None }, &figures)?;
        }
        Ok(&self.left_out)
    }

    /// Whether the group is part of another that the row publishes, or may overlap with it.
    fn is_breakdown(&self, group: &GroupId, row: &[Published]) -> bool {
        const DEEPEST: usize = 64;
        let is_published = |other: &GroupId| row.iter().any(|published| published.quantity.group() == other);
        let wholes = std::iter::successors(self.of.wholes.get(group), |whole| self.of.wholes.get(whole));
        let is_all = |group: &GroupId| group.as_str() == ALL;
        let has_all = !is_all(group) && row.iter().any(|published| is_all(published.quantity.group()));
        has_all || wholes.take(DEEPEST).any(is_published)
    }

    fn toll(&mut self, row: Row<'_>, figures: &[Published]) -> io::Result<()> {
        let (held, lost): (Vec<&Published>, Vec<&Published>) =
            figures.iter().partition(|figure| OUTCOMES.contains(&figure.quantity.outcome()));
        let left_out = |figure: &&Published| LeftOut::new(&figure.quantity, "the outcome: nothing is written", "");
        self.left_out.extend(lost.iter().map(left_out));
        let Some(first) = held.first() else { return Ok(()) };
        let mut cells: Vec<String> = FIXED.iter().map(|(_, _, cell)| cell(&row, first)).collect();
        let all = OUTCOMES.iter().flat_map(|outcome| {
            let figure = held.iter().find(|figure| figure.quantity.outcome() == *outcome);
            figure.map_or([None; 3], |figure| [figure.best, figure.low, figure.high]).map(text)
        });
        let (all, blank): (Vec<String>, Vec<String>) = (all.collect(), vec![String::new(); 3 * OUTCOMES.len()]);
        cells.extend(if row.is_breakdown { [blank, all] } else { [all, blank] }.into_iter().flatten());
        self.row(cells)
    }
}

/// The row of names and the row of hashtags.
fn header() -> Vec<Vec<String>> {
    let (mut names, mut tags): (Vec<String>, Vec<String>) =
        FIXED.iter().map(|(name, tag, _)| ((*name).to_owned(), (*tag).to_owned())).unzip();
    for (whose, breakdown) in [("", ""), (" of a part", BREAKDOWN)] {
        for outcome in OUTCOMES {
            let attribute = if outcome == Outcome::Wounded { "injured" } else { outcome.as_str() };
            names.extend(["best", "low", "high"].map(|end| format!("{outcome}{whose} ({end})")));
            tags.extend(["", "+min", "+max"].map(|end| format!("#affected+{attribute}{breakdown}{end}")));
        }
    }
    vec![names, tags]
}

/// Figures of one event, group and role share a row, an outcome once.
fn of_one_row(first: &Published, other: &Published) -> bool {
    let (a, b) = (&first.quantity, &other.quantity);
    let same = a.event() == b.event() && a.group() == b.group() && first.role == other.role;
    same && (std::ptr::eq(first, other) || a.outcome() != b.outcome())
}
