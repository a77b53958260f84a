//! CSV whose columns are the fields of a claim, so that a spreadsheet is enough to start.
//!
//! | column | |
//! |---|---|
//! | `event`, `group`, `outcome`, `count`, `source`, `as_of` | required |
//! | `id` | without one, the claim is called by its event, group, outcome, source, moment and line |
//! | `since`, `published`, `retracted` | moments |
//! | `basis`, `interest`, `credibility` | words, in whatever case |
//! | `correction`, `anonymous` | true, yes, 1; false, no, 0 |
//! | `perpetrator` | a party |
//! | `supersedes`, `relayed_by` | lists, with `;` between |
//! | `quote`, `url` | texts, as they stand |
//! | `low`, `best`, `high`, `role` | [`Published`] of the same quantity |
//!
//! Events, groups, sources and parties that are named are made, each called by its id; sources
//! of the kind `other`. Where a dossier declares them, that counts
//! ([`Gathering`](crate::exchange::Gathering)). A row with figures and without a count makes no
//! claim and needs no source. Other columns are flagged and not read.
//!
//! Only an empty cell is absence: `NA` may be somebody's id.

use super::super::cell::{Cells, Column, Header};
use super::super::fault::{RowFault, RowFaultKind};
use super::super::imported::Imported;
use super::super::names::Names;
use super::super::published::{Flag, FlagKind, Published, Role};
use super::{Shape, flag_disorder};
use crate::dossier::fault::{FaultKind, List};
use crate::record::claim::{Claim, Credibility, Relays};
use crate::record::group::Group;
use crate::record::id::{EventId, GroupId};
use crate::record::interest::Interest;
use crate::record::moment::Moment;
use crate::record::outcome::{Course, Outcome};
use crate::record::quantity::Quantity;
use crate::record::source::Basis;
use crate::said::count::Count;

/// The columns, in the order in which they are written.
pub(crate) const COLUMNS: [&str; 24] = [
    "id",
    "event",
    "group",
    "outcome",
    "count",
    "source",
    "relayed_by",
    "as_of",
    "since",
    "published",
    "retracted",
    "supersedes",
    "basis",
    "interest",
    "perpetrator",
    "credibility",
    "correction",
    "anonymous",
    "quote",
    "url",
    "low",
    "best",
    "high",
    "role",
];

struct Claims {
    id: Column,
    event: Column,
    group: Column,
    outcome: Column,
    count: Column,
    source: Column,
    relayed_by: Column,
    as_of: Column,
    since: Column,
    published: Column,
    retracted: Column,
    supersedes: Column,
    basis: Column,
    interest: Column,
    perpetrator: Column,
    credibility: Column,
    correction: Column,
    anonymous: Column,
    quote: Column,
    url: Column,
    figures: [Column; 3],
    role: Column,
}

pub(super) fn open(header: &mut Header, flags: &mut Vec<Flag>, faults: &mut Vec<RowFault>) -> Option<Box<dyn Shape>> {
    for (at, name) in header.names().enumerate() {
        if !name.is_empty() && !COLUMNS.contains(&name) {
            let kind = FlagKind::UnknownColumn { name: header.name(at) };
            flags.push(Flag::new(header.line(), at as u64 + 1, kind));
        }
    }
    let claims = Claims {
        event: header.require(&["event"], faults),
        group: header.require(&["group"], faults),
        outcome: header.require(&["outcome"], faults),
        count: header.require(&["count"], faults),
        source: header.require(&["source"], faults),
        as_of: header.require(&["as_of"], faults),
        id: header.find(&["id"], faults),
        relayed_by: header.find(&["relayed_by"], faults),
        since: header.find(&["since"], faults),
        published: header.find(&["published"], faults),
        retracted: header.find(&["retracted"], faults),
        supersedes: header.find(&["supersedes"], faults),
        basis: header.find(&["basis"], faults),
        interest: header.find(&["interest"], faults),
        perpetrator: header.find(&["perpetrator"], faults),
        credibility: header.find(&["credibility"], faults),
        correction: header.find(&["correction"], faults),
        anonymous: header.find(&["anonymous"], faults),
        quote: header.find(&["quote"], faults),
        url: header.find(&["url"], faults),
        figures: ["low", "best", "high"].map(|name| header.find(&[name], faults)),
        role: header.find(&["role"], faults),
    };
    header.is_complete(faults).then(|| Box::new(claims) as Box<dyn Shape>)
}

/// What a row says beside its quantity.
struct Said<'t> {
    id: Option<&'t str>,
    count: Count,
    source: &'t str,
    as_of: Moment,
    since: Option<Moment>,
    published: Option<Moment>,
    retracted: Option<Moment>,
    basis: Option<Basis>,
    interest: Option<Interest>,
    credibility: Option<Credibility>,
    correction: bool,
    anonymous: bool,
    perpetrator: Option<&'t str>,
    relays: Relays,
    supersedes: Option<&'t str>,
    quote: Option<&'t str>,
    url: Option<&'t str>,
}

impl Shape for Claims {
    fn row(&mut self, cells: &mut Cells<'_>, names: &mut Names, out: &mut Imported) {
        let event = filled(cells, self.event, "an event");
        let group = filled(cells, self.group, "a group");
        let outcome = filled(cells, self.outcome, "an outcome");
        let outcome: Option<Outcome> = outcome.and_then(|text| cells.read_word(self.outcome, text));
        let [low, best, high] = self.figures.map(|column| cells.number(column));
        let role: Role = cells.word(self.role).unwrap_or_default();
        let has_figures = low.is_some() || best.is_some() || high.is_some();
        let is_claim = !has_figures || cells.filled(self.count).is_some();
        let said = if is_claim { self.said(cells, names, outcome) } else { None };
        let (Some(event), Some(group), Some(outcome)) = (event, group, outcome) else { return };
        if !cells.is_sound() {
            return;
        }

        let event = names.event(event, event);
        let group = names.group(group, |_, id| Group::new(id, group));
        if has_figures {
            let quantity = Quantity::new(event.clone(), group.clone(), outcome);
            let published = Published::new(quantity, low, best, high).as_role(role);
            if let Some(column) = self.figures[2] {
                flag_disorder(cells, out, column, &published);
            }
            out.published.push(published);
        }
        if let Some(said) = said {
            out.claims.push(said.into_claim((event, group, outcome), cells.line(), names));
        }
    }
}

impl Claims {
    fn said<'t>(&self, cells: &mut Cells<'t>, names: &mut Names, outcome: Option<Outcome>) -> Option<Said<'t>> {
        let count = filled(cells, self.count, "a count");
        let count = count.and_then(|text| cells.read_count_again(self.count, text, &mut names.counts_read));
        let source = filled(cells, self.source, "a source");
        let as_of = filled(cells, self.as_of, "a date or an instant");
        let as_of = as_of.and_then(|text| cells.read_moment(self.as_of, text));
        let since = cells.moment(self.since);
        let published = cells.moment(self.published);
        let retracted = cells.moment(self.retracted);
        let basis = cells.word(self.basis);
        let interest = cells.word(self.interest);
        let credibility = cells.word(self.credibility);
        let correction = cells.flag(self.correction).unwrap_or_default();
        let anonymous = cells.flag(self.anonymous).unwrap_or_default();
        let perpetrator = cells.filled(self.perpetrator);
        let relays = short(cells, self.relayed_by);
        let relays = relays.map(|relays| names.relays(relays, |relays| list(Some(relays)).map(Box::from).collect()));
        let relays = relays.unwrap_or_default();
        let supersedes = short(cells, self.supersedes);
        let (quote, url) = (cells.verbatim(self.quote), cells.filled(self.url));
        let id = cells.filled(self.id);
        let (count, source, as_of) = (count?, source?, as_of?);

        let mut refuse = |column: Column, kind: FaultKind| {
            let Some(at) = column else { return };
            let (id, field) = (id.map(Box::from), Some(cells.header.name(at)));
            cells.fault(at, RowFaultKind::Record { list: List::Claims, id, field, kind });
        };
        if let Some(since) = since {
            if outcome.is_some_and(|outcome| outcome.course() == Course::Stock) {
                refuse(self.since, FaultKind::SinceOnStock { since });
            }
            if since >= as_of {
                refuse(self.since, FaultKind::SinceNotBefore { since, as_of });
            }
        }
        if let Some(since) = since.filter(|_| correction) {
            refuse(self.correction, FaultKind::CorrectionOfIncrement { since });
        }
        if let Some(published) = published.filter(|published| published.day() < as_of.day()) {
            refuse(self.published, FaultKind::PublishedBefore { published, as_of });
        }
        for relay in relays.iter().filter(|relay| ***relay == *source) {
            refuse(self.relayed_by, FaultKind::RelayedByItself { found: relay.to_string() });
        }
        Some(Said {
            id,
            count,
            source,
            as_of,
            since,
            published,
            retracted,
            basis,
            interest,
            credibility,
            correction,
            anonymous,
            perpetrator,
            relays,
            supersedes,
            quote,
            url,
        })
    }
}

impl Said<'_> {
    fn into_claim(self, quantity: (EventId, GroupId, Outcome), line: u64, names: &mut Names) -> Claim {
        let id = if let Some(id) = self.id {
            names.claim_id(&[id])
        } else {
            let (event, group) = (quantity.0.as_str(), quantity.1.as_str());
            let (moment, line) = (self.as_of.to_string(), line.to_string());
            let outcome = quantity.2.as_str();
            names.claim_id(&[event, "/", group, "/", outcome, "/", self.source, "/", &moment, "#", &line])
        };
        let mut claim = Claim::new(id, quantity, self.count, names.source(self.source), self.as_of);
        claim.since = self.since;
        claim.published = self.published;
        claim.retracted = self.retracted;
        claim.basis = self.basis;
        claim.interest = self.interest;
        claim.credibility = self.credibility;
        claim.correction = self.correction;
        claim.anonymous = self.anonymous;
        claim.perpetrator = self.perpetrator.map(|party| names.party(party));
        claim.relayed_by = self.relays;
        claim.supersedes = list(self.supersedes).map(|earlier| names.claim_id(&[earlier])).collect();
        claim.quote = self.quote.map(Box::from);
        claim.url = self.url.map(Box::from);
        claim
    }
}

/// The text of a cell that may not be blank.
fn filled<'t>(cells: &mut Cells<'t>, column: Column, expected: &'static str) -> Option<&'t str> {
    let (at, before) = (column?, cells.faults.len());
    let text = cells.filled(column);
    if text.is_none() && cells.faults.len() == before {
        cells.fault(at, RowFaultKind::Nothing { name: cells.header.name(at), expected });
    }
    text
}

/// The text of a cell whose list is not longer than any chain or supersession is.
fn short<'t>(cells: &mut Cells<'t>, column: Column) -> Option<&'t str> {
    const MOST_ITEMS: usize = 1 << 12;
    let (at, text) = (column?, cells.filled(column)?);
    if text.bytes().filter(|&byte| byte == b';').count() >= MOST_ITEMS {
        cells.fault(at, RowFaultKind::ManyItems { name: cells.header.name(at), limit: MOST_ITEMS });
        return None;
    }
    Some(text)
}

fn list(text: Option<&str>) -> impl Iterator<Item = &str> {
    text.into_iter().flat_map(|text| text.split(';')).map(str::trim).filter(|item| !item.is_empty())
}
