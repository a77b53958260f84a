//! Claims as plain CSV.

use std::io::{self, Write};

use super::super::imported::Imported;
use super::super::published::{Published, Role};
use super::{Column, LeftOut, Table, instant, text};
use crate::record::claim::Claim;
use crate::record::event::Event;
use crate::record::group::Group;
use crate::record::id::ClaimId;
use crate::record::party::Party;
use crate::record::source::{Source, SourceKind};

/// The columns of a claim, in the order in which they are written, and what stands there.
const COLUMNS: &[Column<Claim>] = &[
    ("id", |claim| claim.id.to_string()),
    ("event", |claim| claim.event.to_string()),
    ("group", |claim| claim.group.to_string()),
    ("outcome", |claim| claim.outcome.to_string()),
    ("count", |claim| claim.count.to_string()),
    ("source", |claim| claim.source.to_string()),
    ("relayed_by", |claim| claim.relayed_by.join("; ")),
    ("as_of", |claim| instant(Some(claim.as_of))),
    ("since", |claim| instant(claim.since)),
    ("published", |claim| instant(claim.published)),
    ("retracted", |claim| instant(claim.retracted)),
    ("supersedes", |claim| claim.supersedes().map(ClaimId::as_str).collect::<Vec<_>>().join("; ")),
    ("basis", |claim| text(claim.basis)),
    ("interest", |claim| text(claim.interest)),
    ("perpetrator", |claim| text(claim.perpetrator.as_ref())),
    ("credibility", |claim| text(claim.credibility)),
    ("anonymous", |claim| text(claim.anonymous.then_some(true))),
    ("correction", |claim| text(claim.correction.then_some(true))),
    ("quote", |claim| text(claim.quote.as_ref())),
    ("url", |claim| text(claim.url.as_ref())),
];

/// The columns of what was published.
const FIGURES: [&str; 4] = ["low", "best", "high", "role"];

/// Writes claims as plain CSV, in the columns that [`Format::Csv`](super::super::Format::Csv) reads: the
/// fields of a claim, and beside it what was published of the same quantity. What was published
/// and not claimed is a row without a count.
///
/// ```
/// use corroborate::exchange::ClaimTable;
///
/// let dossier = corroborate::docs::raid()?;
/// let mut table = ClaimTable::new(Vec::new());
/// for claim in dossier.claims() {
///     table.claim(claim)?;
/// }
/// let text = String::from_utf8(table.finish()?)?;
/// assert!(text.starts_with("id,event,group,outcome,count,source,"));
/// assert_eq!(text.lines().count(), 8, "a header and seven claims");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub type ClaimTable<W> = Table<W, OfClaims>;

/// Claims, and what was published beside them.
#[derive(Debug)]
pub struct OfClaims;

impl<W: Write> ClaimTable<W> {
    /// Writes to `writer`, which should be buffered.
    pub fn new(writer: W) -> ClaimTable<W> {
        let header = COLUMNS.iter().map(|(name, _)| *name).chain(FIGURES).map(str::to_owned);
        Table::with(writer, vec![header.collect()], OfClaims)
    }

    /// Writes the claims of a row and what it published. Gives what was left out: the table holds no more than
    /// the ids of parties, sources, groups and events.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    pub fn imported(&mut self, row: &Imported) -> io::Result<&[LeftOut]> {
        self.left_out.clear();
        // What was published stands beside the first claim of its quantity that has none yet.
        let mut rest: Vec<&Published> = row.published.iter().collect();
        for claim in &row.claims {
            let at = rest.iter().position(|published| published.quantity == claim.quantity());
            self.write(claim, at.map(|at| rest.remove(at)))?;
        }
        for published in rest {
            self.write_published(published)?;
        }
        declared(row, &mut self.left_out);
        Ok(&self.left_out)
    }

    /// Writes a claim. Gives what was left out.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    ///
    /// ```
    /// use corroborate::exchange::ClaimTable;
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let mut table = ClaimTable::new(Vec::new());
    /// assert!(table.claim(&dossier.claims()[0])?.is_empty(), "nothing is left out");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn claim(&mut self, claim: &Claim) -> io::Result<&[LeftOut]> {
        self.left_out.clear();
        self.write(claim, None)?;
        Ok(&self.left_out)
    }

    fn write(&mut self, claim: &Claim, published: Option<&Published>) -> io::Result<()> {
        let items = claim.relayed_by.iter().map(|relay| &**relay).chain(claim.supersedes().map(ClaimId::as_str));
        for item in items.filter(|item| item.contains(';')) {
            let which = format!(" {item:?}: it will be read as two");
            self.left_out.push(LeftOut::new(claim.quantity(), "a \";\" within", &which));
        }
        let cells = COLUMNS.iter().map(|(_, cell)| cell(claim));
        self.row(cells.chain(figures(published)))
    }

    fn write_published(&mut self, published: &Published) -> io::Result<()> {
        let quantity = &published.quantity;
        let cells = COLUMNS.iter().map(|(name, _)| match *name {
            "event" => quantity.event().to_string(),
            "group" => quantity.group().to_string(),
            "outcome" => quantity.outcome().to_string(),
            _ => String::new(),
        });
        self.row(cells.chain(figures(Some(published))))
    }
}

fn figures(published: Option<&Published>) -> [String; 4] {
    let role = published.map(|published| published.role).filter(|&role| role != Role::Reported);
    let [low, best, high] = published.map_or([None; 3], |of| [of.low, of.best, of.high]).map(text);
    [low, best, high, text(role)]
}

/// Notes the records of the row that say more than an id.
fn declared(row: &Imported, left_out: &mut Vec<LeftOut>) {
    macro_rules! lose {
        ($list:ident, $bare:expr, $what:literal) => {
            for record in row.$list.iter().chain(&row.named.$list) {
                let id = record.id.as_str();
                if *record != $bare(record.id.clone(), id) {
                    let kind = concat!("what is declared of ", stringify!($list), " but their ids: ", $what);
                    left_out.push(LeftOut::new(format!("{} ({id})", stringify!($list)), kind, ""));
                }
            }
        };
    }
    lose!(parties, Party::new, "names, opponents and allies");
    lose!(sources, |id, name| Source::new(id, name, SourceKind::Other), "names, kinds, parties, bases and grades");
    lose!(groups, Group::new, "names, wholes, parties and status");
    lose!(events, Event::new, "names, places, dates, wholes and perpetrators");
}
