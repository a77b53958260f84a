//! Records made of a row, as its mapping says.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use chrono::Datelike;

use super::bind::{Bound, Slot};
use super::cell::{Cells, Odds};
use super::fault::{RowFault, of_field};
use super::imported::Imported;
use super::mapping::{CountFields, EventFields, Fields, Names as Columns, Odd, Part, Reading, Template, Word};
use super::names::{Names, claim_id, event_id, is_name, party_id};
use super::orders::Orders;
use super::published::{Flag, FlagKind, Published, Role};
use super::row::Row;
use super::sums::Sums;
use super::tally::Tally;
use crate::dossier::check::SaidWhen;
use crate::dossier::fault::{FaultKind, List, brief};
use crate::dossier::wire::Record;
use crate::record::claim::Claim;
use crate::record::event::Event;
use crate::record::group::Group;
use crate::record::id::{EventId, GroupId, SourceId};
use crate::record::interest::Interest;
use crate::record::moment::Moment;
use crate::record::outcome::Outcome;
use crate::record::quantity::Quantity;
use crate::record::source::{Source, SourceKind};
use crate::record::vocabulary::UnknownWord;
use crate::said::count::{Count, Said};
use crate::said::interval::Interval;
use crate::said::lexicon::Lexicon;
use crate::text::{add_up_to, counts_of, is_kind, numbers_of};

/// Who concedes where no one belligerent is named.
const CONCEDING: &str = "conceding belligerent";

/// A claim before anything is said.
static BLANK: LazyLock<Claim> = LazyLock::new(Claim::blank);

/// What makes records of the rows of one table.
#[derive(Debug)]
pub(crate) struct Maker {
    pub(crate) bound: Bound,
    orders: Orders,
    names: Names,
    tally: Tally,
    counts: HashMap<Box<str>, Count>,
    /// How often a row with just these cells has come.
    alike: HashMap<u64, u32>,
    /// The line on which an event stood, a digest of what was said of it, and one of what was counted.
    events: HashMap<EventId, (u64, u64, u64)>,
    /// What is noteworthy of the table, to come with its first row.
    flags: Vec<Flag>,
    /// What the table is as of, where no column tells.
    as_of: Option<Moment>,
    odd: Odds,
    sums: Sums,
}

/// What happened, as a row tells it.
struct Happening {
    id: EventId,
    start: Option<Moment>,
    end: Option<Moment>,
    /// Whether the id is one that the table gives.
    is_called: bool,
}

/// A figure of a row, and what it claims.
struct Made<'b> {
    of: &'b CountFields,
    published: Published,
    count: Option<Count>,
}

/// What a row says of all its claims.
struct Statement {
    /// A claim with all that they have in common.
    claim: Claim,
    id: Option<String>,
    /// Whether columns tell as of when, and who carried it.
    is_as_of_told: bool,
    are_relays_told: bool,
}

impl Maker {
    pub(crate) fn new(bound: Bound, orders: Orders, as_of: Option<Moment>) -> Maker {
        let mut flags = Vec::new();
        let has = |id: &&Template| id.names().all(|name| bound.slot(name).is_some());
        if bound.fields.event.id.items.iter().find(has).is_some_and(Template::is_of_row) {
            flags.push(Flag::new(bound.header.line, 1, FlagKind::NoId));
        }
        let (names, tally, counts, odd) = (Names::default(), Tally::default(), HashMap::new(), Odds::new());
        Maker {
            bound,
            orders,
            names,
            tally,
            counts,
            alike: HashMap::new(),
            events: HashMap::new(),
            flags,
            as_of,
            odd,
            sums: Sums::default(),
        }
    }

    /// What the row says, or what is wrong with it.
    pub(crate) fn make(&mut self, row: &Row, out: &mut Imported, faults: &mut Vec<RowFault>) {
        out.line = row.line;
        let row_name = self.row_name(row);
        let Maker { bound, orders, names, counts, as_of, odd, .. } = self;
        let mut cells = Cells { row, bound, orders, faults, flags: Vec::new(), counts, row_name, odd };
        let event = event(&mut cells, names, out);
        let (made, is_meant) = figures(&mut cells, names, event.as_ref());
        let is_claiming = is_meant || made.iter().any(|made| made.count.is_some());
        let said = if is_claiming { statement(&mut cells, names, event.as_ref(), *as_of) } else { None };
        let is_tally = bound.fields.tally;
        for (made, said) in made.iter().zip(said.iter().cycle()).filter(|_| !is_tally) {
            claim(&mut cells, names, made, said, out);
        }
        let flags = std::mem::take(&mut cells.flags);
        let is_sound = !cells.faults.iter().any(RowFault::is_of_a_row);
        let Some(event) = event.filter(|_| is_sound) else { return };
        out.flags.extend(flags);
        let published: Vec<Published> = made.into_iter().map(|made| made.published).collect();
        if is_tally {
            self.count_up(&published, said, out, faults);
        } else {
            out.published.extend(published.into_iter().filter(|published| !published.is_empty()));
            if out.claims.is_empty() && out.published.is_empty() && !out.events.is_empty() {
                out.flags.push(Flag::new(row.line, 1, FlagKind::NoFigure));
            }
            self.pass_over_repeated(&event, out);
            self.sums.add(&self.bound, row, out);
        }
        out.flags.append(&mut self.flags);
        out.named = std::mem::take(&mut self.names.fresh);
    }

    /// Counts one person more, in each of those quantities.
    fn count_up(&mut self, of: &[Published], said: Option<Statement>, out: &mut Imported, faults: &mut Vec<RowFault>) {
        if of.is_empty() {
            out.flags.push(Flag::new(out.line, 1, FlagKind::NoFigure));
        }
        let (quantities, events) = (of.iter().map(|published| &published.quantity), std::mem::take(&mut out.events));
        if let Some(Statement { claim, .. }) = said
            && !self.tally.add(quantities, &claim.source, claim.as_of, events)
        {
            let what = "events, groups and outcomes to be counted up: this person is not counted";
            faults.push(RowFault::new(out.line, 1, format!("more than {} {what}", Tally::MOST)));
        }
    }

    /// What was counted up, at the end of the table: a row for each event; and before them what was not
    /// understood.
    pub(crate) fn counted_up(&mut self) -> Option<Imported> {
        let recorder = self.bound.fields.recorder.as_ref();
        let next = self.tally.next(recorder.map(|recorder| &*recorder.id));
        if self.odd.is_empty() {
            return next;
        }
        let mut next = next.unwrap_or_default();
        for (at, found) in std::mem::take(&mut self.odd) {
            let (name, found) = (self.bound.header.name(at), found.into_iter().collect());
            next.flags.push(Flag::new(self.bound.header.line, at as u64 + 1, FlagKind::NotUnderstood { name, found }));
        }
        Some(next)
    }

    /// What a row is called that has no id: a digest of its cells, so that it stays the same when other
    /// rows are put in or taken out; and which of several with the same cells it is.
    fn row_name(&mut self, row: &Row) -> String {
        const MOST: usize = 1 << 18;
        if !self.bound.fields.event.id.items.iter().any(|id| id.0.contains(&Part::Row)) {
            return String::new();
        }
        let digest = digest(self.bound.read.iter().map(|&at| row.cell(at)));
        if self.alike.len() > MOST {
            self.alike.clear();
        }
        let times = self.alike.entry(digest).or_default();
        *times += 1;
        if *times == 1 { format!("{digest:016x}") } else { format!("{digest:016x}-{times}") }
    }

    /// The same figures once more, under an id that stands already, are not counted twice: tables that
    /// have a row for each actor repeat those of the event. Other figures are flagged.
    fn pass_over_repeated(&mut self, event: &Happening, out: &mut Imported) {
        const MOST: usize = 1 << 16;
        if out.events.is_empty() || !event.is_called || out.published.is_empty() {
            return;
        }
        let all = hashed(&(&out.published, &out.claims, &out.events));
        let counted = out.published.iter().map(|published| (&published.quantity, published.role));
        let counted = hashed(&counted.collect::<Vec<_>>());
        if self.events.len() > MOST {
            self.events.clear();
        }
        let id = event.id.clone();
        let &mut (first, before, counted_before) = self.events.entry(id.clone()).or_insert((out.line, all, counted));
        if first != out.line && before == all {
            out.events.clear();
            out.claims.clear();
            out.published.clear();
            out.flags.push(Flag::new(out.line, 1, FlagKind::Repeated { event: id, first }));
        } else if first != out.line && counted_before == counted {
            out.flags.push(Flag::new(out.line, 1, FlagKind::FiguresDiffer { event: id, first }));
        }
    }
}

fn hashed(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

/// FNV-1a over the cells: the same on every machine and in every version, as ids must be; the
/// standard library promises that of none of its hashers.
fn digest<'c>(cells: impl Iterator<Item = &'c [u8]>) -> u64 {
    let mut digest: u64 = 0xcbf2_9ce4_8422_2325;
    for cell in cells {
        for byte in cell.trim_ascii().iter().chain(&[0]) {
            digest = (digest ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    digest
}

fn event(cells: &mut Cells<'_>, names: &mut Names, out: &mut Imported) -> Option<Happening> {
    let of = &cells.bound.fields.event;
    let id = of.id.items.iter().find_map(|id| Some((id, cells.fill(id)?)));
    let bound = cells.bound;
    let columns = || of.id.items.iter().flat_map(Template::names).filter_map(|name| bound.slot(name)).map(Slot::column);
    columns().for_each(|at| cells.unbroken(at));
    let is_told = columns().any(|at| cells.is_wrong(at));
    if id.is_none() && !is_told {
        cells.nothing(columns().next().unwrap_or_default(), "an event");
    }
    let days = days(cells, of);
    let name = cells.join(&of.name);
    let place = cells.join(&of.place);
    let whole = of.part_of.as_ref().and_then(|of| cells.fill(&of.id).zip(cells.fill(&of.name)));
    let by = of.perpetrator.as_ref().filter(|by| cells.holds(&by.when)).and_then(|by| cells.fill(&by.is));
    let (called, id) = id?;
    let is_called = !called.is_of_row();
    let is_declared = !(of.start.items.is_empty() && of.name.items.is_empty() && of.place.items.is_empty());
    let (start, end) = days.map_or((None, None), |(first, last)| (Moment::end_of(first), Moment::end_of(last)));
    if !is_declared && whole.is_none() && by.is_none() {
        return Some(Happening { id: names.event(&id, &id), start, end, is_called });
    }
    let mut event = Event::new(event_id(&id), name.as_deref().or(place.as_deref()).unwrap_or(&id));
    (event.start, event.end, event.place) = (start, end, place.map(String::into));
    event.part_of = whole.map(|(id, name)| names.event(&id, &name));
    event.perpetrator = by.map(|name| names.party(&name));
    let id = event.id.clone();
    out.events.push(event);
    Some(Happening { id, start, end, is_called })
}

/// The first day of the event, and the last.
fn days(cells: &mut Cells<'_>, of: &EventFields) -> Option<(chrono::NaiveDate, chrono::NaiveDate)> {
    let start = cells.span(&of.start);
    // The same cells may give both.
    let end = if of.end == of.start { start } else { cells.span(&of.end) };
    let (start, end) = start.or(end).zip(end.or(start))?;
    let year = start.first.year();
    if let Some(Ok(said)) = cells.text(&of.year).map(|said| said.trim_end_matches(".0").parse::<i32>())
        && !(start.first.year()..=end.last.year()).contains(&said)
    {
        cells.flag(cells.at(&of.year), FlagKind::YearDiffers { year: said.unsigned_abs().into(), date: year });
    }
    if end.last < start.first {
        cells.flag(cells.at(&of.end), FlagKind::EndBeforeStart);
    }
    Some((start.first.min(end.last), end.last.max(start.first)))
}

/// The figures of the row, each with what it claims; and whether anything was meant to be claimed.
fn figures<'b>(cells: &mut Cells<'b>, names: &mut Names, event: Option<&Happening>) -> (Vec<Made<'b>>, bool) {
    let bound = cells.bound;
    let (mut made, mut taken, mut is_meant) = (Vec::new(), Vec::new(), bound.fields.tally);
    for of in &bound.counts {
        if !cells.holds(&of.when) {
            continue;
        }
        let outcome = outcome(cells, of.outcome.as_ref());
        let group = group(cells, names, of);
        let role = role(cells, of.role.as_ref());
        let faults = cells.faults.len();
        let figures = figures_of(cells, of);
        let said = cells.count(&of.said).or_else(|| {
            [&of.best, &of.low, &of.high]
                .into_iter()
                .find_map(|names| cells.in_words(names))
                .filter(|_| figures == [None; 3])
        });
        if bound.fields.accepts.contains(&Odd::Words) && cells.faults.len() > faults {
            // What cannot be read costs its own claim only.
            cells.faults[faults..].iter_mut().for_each(|fault| *fault = fault.clone().of_no_row());
            continue;
        }
        is_meant |= said.is_some() || cells.text(&of.said).is_some();
        if of.required && said.is_none() && figures == [None; 3] {
            is_meant = true;
            cells.nothing(cells.at(&of.said), "a count");
        }
        let (Some(group), Some(outcome), Some(event)) = (group, outcome, event) else { continue };
        let speaker = of.source.as_ref().and_then(|source| cells.fill(source));
        let key = (group.clone(), outcome, of.days, of.as_of, speaker);
        if taken.contains(&key) {
            continue;
        }
        taken.extend((!of.when.0.is_empty()).then_some(key));
        let [low, best, high] = figures;
        let quantity = Quantity::new(event.id.clone(), group, outcome);
        made.extend(figure(cells, of, Published { quantity, low, best, high, role }, said));
    }
    parts(cells, &mut made);
    (made, is_meant)
}

/// A figure and what it claims, if anything is said; what is odd about it is flagged.
fn figure<'b>(
    cells: &mut Cells<'b>,
    of: &'b CountFields,
    published: Published,
    said: Option<Count>,
) -> Option<Made<'b>> {
    let Fields { tally, sum, .. } = &*cells.bound.fields;
    let (low, best, high) = (published.low, published.best, published.high);
    // Nothing was conceded.
    if published.role == Role::Conceded && [low, best, high].iter().all(|end| end.unwrap_or_default() == 0) {
        return None;
    }
    if !published.is_ordered() {
        let ends = if sum.is_some() { [&of.best, &of.high, &of.low] } else { [&of.high, &of.best, &of.low] };
        let at = ends.into_iter().find(|names| cells.bound.has(names)).map_or(0, |names| cells.at(names));
        cells.flag(at, FlagKind::NotOrdered { low, best, high });
    }
    // Shares are not in the words, and codes stand for what they leave open.
    if said.is_none() && of.says.is_none() && published.role == Role::Reported {
        against_words(cells, &of.best, &published);
    }
    let count = said.or_else(|| claimed(of, &published));
    (!published.is_empty() || count.is_some() || *tally).then_some(Made { of, published, count })
}

/// Low, best and high.
fn figures_of(cells: &mut Cells<'_>, of: &CountFields) -> [Option<u64>; 3] {
    let low = cells.figure(&of.low).and_then(|(low, _)| low);
    let high = cells.figure(&of.high).and_then(|(_, high)| high);
    match cells.figure(&of.best) {
        Some((from, to)) if from != to => [low.or(from), None, high.or(to)],
        best => [low, best.and_then(|(best, _)| best), high],
    }
}

/// What figures claim, apart from parts of a sum.
fn claimed(of: &CountFields, published: &Published) -> Option<Count> {
    let is_zero =
        published.best == Some(0) && published.low.unwrap_or_default() == 0 && published.high.unwrap_or_default() == 0;
    match published.role {
        Role::Allocated => None,
        // What is claimed stands in words.
        _ if !of.said.items.is_empty() => None,
        _ if is_zero && of.zero.is_some() => Some(Count::exactly(0)),
        _ => published.to_count().map(|count| of.says.clone().unwrap_or(count)),
    }
}

/// Parts are claimed only where their total is one number and they add up to it; as floors, if for
/// some nobody knows whose they are. Else they are only published.
fn parts(cells: &mut Cells<'_>, made: &mut [Made<'_>]) {
    let Fields { sum, counts, .. } = &*cells.bound.fields;
    let Some(sum) = sum else { return };
    let is_unknown = |of: &CountFields| sum.unknown.as_ref().is_some_and(|unknown| of.is_of(unknown));
    let total = made.iter().find(|made| made.of.is_of(&sum.total)).map(|made| (made.of, made.published.clone()));
    let numbers: Vec<u64> =
        made.iter().filter(|made| !made.of.is_of(&sum.total)).filter_map(|made| made.published.best).collect();
    let all = numbers.iter().copied().fold(0, u64::saturating_add);
    let best = total.as_ref().and_then(|(_, total)| total.best);
    if let (Some((of, _)), Some(best)) = (&total, best)
        && numbers.len() + 1 == counts.len()
        && all != best
    {
        cells.flag(cells.at(&of.best), FlagKind::PartsNotTotal { parts: all, total: best });
    }
    let is_settled = total.is_some_and(|(_, total)| best.is_some() && total.low == best && best == total.high);
    let some_unknown = made.iter().any(|made| is_unknown(made.of) && made.published.best > Some(0));
    for made in made.iter_mut().filter(|made| !made.of.is_of(&sum.total)) {
        let deaths = made.published.best.filter(|&deaths| deaths > 0 && is_settled && Some(all) == best);
        let is_floor = some_unknown && !is_unknown(made.of);
        made.count =
            deaths.and_then(|n| Count::try_from(if is_floor { Said::AtLeast(n) } else { Said::Exactly(n) }).ok());
    }
}

/// Flags a figure that the words beside it neither name nor leave room for: a 0 may stand for "unknown".
fn against_words(cells: &mut Cells<'_>, best: &Columns, published: &Published) {
    let Some(figure) = published.best.filter(|_| cells.bound.has(best)) else { return };
    let of_all = published.quantity.group().as_str() == "all";
    let Some(text) = cells.verbatim(&cells.bound.fields.quote).filter(|_| figure == 0 || of_all) else { return };
    let mut named = counts_of(text, published.quantity.outcome(), figure == 0);
    named.retain(|found| found.count().said() != Said::None && !(of_all && is_kind(text, found)));
    if named.is_empty() {
        return;
    }
    let named: Vec<Count> = named.iter().map(|found| found.count().clone()).collect();
    let (low, high) = (published.low.unwrap_or(figure), published.high.unwrap_or(figure));
    let figures = Interval::new(low, high).unwrap_or(Interval::exactly(figure));
    // A coder writes 12 for "dozens".
    let lexicons = [Lexicon::logical(), Lexicon::acled(), Lexicon::acled_outside_war_zones()];
    let may_be =
        |count: &Count| lexicons.iter().any(|lexicon| lexicon.read_count(count).interval().meet(figures).is_some());
    let numbers: Vec<u64> = named.iter().flat_map(|count| numbers_of(count.said())).collect();
    let is_coded = || [format!("coded as {figure}"), format!("{figure} coded")].iter().any(|code| text.contains(code));
    let is_sum = || add_up_to(text, &numbers, &[low, figure, high]);
    let agrees = figure > 0 && (named.iter().any(may_be) || is_sum() || is_coded());
    if !agrees {
        cells.flag(cells.at(best), FlagKind::WordsNameOthers { figure, named });
    }
}

/// The outcome: a word of the mapping, or of the cell that it names, also as the press has it.
fn outcome(cells: &mut Cells<'_>, outcome: Option<&Template>) -> Option<Outcome> {
    let Some(outcome) = outcome else { return Some(Outcome::Killed) };
    let Some(column) = outcome.column() else { return outcome.literal()?.parse().ok() };
    if !cells.bound.has(column) {
        return Some(Outcome::Killed);
    }
    let said = cells.word_by(column, |text| {
        let lower = || text.to_ascii_lowercase();
        text.parse().or_else(|_| match lower().as_str() {
            "dead" | "deaths" | "died" | "fatalities" => Ok(Outcome::Killed),
            "injured" | "injuries" => Ok(Outcome::Wounded),
            word => word.parse().map_err(|error: UnknownWord| UnknownWord { found: brief(text), ..error }),
        })
    });
    if said.is_none() {
        cells.nothing(cells.at(column), "an outcome");
    }
    said
}

fn role(cells: &mut Cells<'_>, role: Option<&Template>) -> Role {
    let said = role.and_then(|role| match role.column() {
        Some(column) => cells.word(column),
        None => role.literal()?.parse().ok(),
    });
    said.unwrap_or_default()
}

/// The group of a count; its absence is noted where it should stand.
fn group(cells: &mut Cells<'_>, names: &mut Names, of: &CountFields) -> Option<GroupId> {
    let group = of.group.items.iter().find_map(|group| group_of(cells, names, group));
    let mut columns = of.group.items.iter().flat_map(Template::names).filter_map(|name| cells.bound.slot(name));
    // Of a person only this entry falls away; a figure must not be lost.
    if let Some(slot) = columns.next().filter(|_| group.is_none() && !cells.bound.fields.tally) {
        cells.nothing(slot.column(), "a group");
    }
    group
}

/// The group of that key of the mapping, or one that every mapping can name, or one of that name.
fn group_of(cells: &mut Cells<'_>, names: &mut Names, group: &Template) -> Option<GroupId> {
    let bound = cells.bound;
    let key = group.literal().unwrap_or_default();
    if let Some(fields) = bound.fields.group(key) {
        let (fields, id, name) = fields.items.iter().find_map(|fields| {
            let is_it = cells.holds(&fields.when);
            Some((fields, cells.fill(&fields.id)?, cells.fill(&fields.name)?)).filter(|_| is_it)
        })?;
        let party = fields.party.as_ref().and_then(|party| cells.fill(party)).map(|party| names.party(&party));
        let whole = fields.part_of.as_deref().map(Template::of_text);
        let part_of = whole.and_then(|whole| group_of(cells, names, &whole));
        let (exhaustive, status) = (fields.exhaustive, fields.status.map(|Word(status)| status));
        return Some(names.group_made(&id, |id| Group { part_of, party, status, exhaustive, ..Group::new(id, &name) }));
    }
    for slot in group.names().filter_map(|name| bound.slot(name)) {
        cells.unbroken(slot.column());
    }
    let name = cells.fill(group)?;
    Some(names.group_made(&name, |id| Group::new(id, &name)))
}

/// Who says it, and as of when; none, with a fault, if either is not told.
fn statement(
    cells: &mut Cells<'_>,
    names: &mut Names,
    event: Option<&Happening>,
    else_as_of: Option<Moment>,
) -> Option<Statement> {
    let Fields { relays, quote, url, claim: of, .. } = &*cells.bound.fields;
    let source = source(cells, names);
    let (is_as_of_told, as_of, published) = moments(cells, event, else_as_of);
    let relays = relays.as_ref().and_then(|relays| cells.fill(relays)).unwrap_or_default();
    let mut claim = BLANK.clone();
    claim.published = published;
    cells.without_rows(quote);
    claim.quote = cells.verbatim(quote).map(Box::from);
    claim.url = cells.text(url).map(|url| Box::from(&*url));
    let carried = cells.list(&of.relayed_by);
    claim.supersedes = cells.list(&of.supersedes).iter().map(|earlier| claim_id(earlier)).collect();
    let id = cells.text(&of.id).map(Cow::into_owned);
    (claim.since, claim.retracted) = (cells.moment(&of.since), cells.moment(&of.retracted));
    (claim.basis, claim.interest) = (cells.word(&of.basis), cells.word(&of.interest));
    claim.credibility = cells.word(&of.credibility);
    claim.anonymous = cells.yes(&of.anonymous).unwrap_or_default();
    claim.correction = cells.yes(&of.correction).unwrap_or_default();
    claim.perpetrator = cells.text(&of.perpetrator).map(|party| names.party(&party));
    (claim.source, claim.as_of) = source.zip(as_of)?;
    let are_relays_told = !carried.is_empty();
    let carried = if are_relays_told { carried } else { outlets(cells, &relays, &claim.source) };
    claim.relayed_by = carried.into_iter().map(String::into_boxed_str).collect();
    Some(Statement { claim, id, is_as_of_told, are_relays_told })
}

/// Whether a column tells as of when, as of when it is, and when it was published.
fn moments(
    cells: &mut Cells<'_>,
    event: Option<&Happening>,
    else_as_of: Option<Moment>,
) -> (bool, Option<Moment>, Option<Moment>) {
    let bound = cells.bound;
    let Fields { as_of: when, published: printed, .. } = &*bound.fields;
    let told = cells.moment(when);
    let (start, end) = (event.and_then(|event| event.start), event.and_then(|event| event.end));
    let mut published = cells.moment(printed);
    if bound.slots(printed).any(|slot| slot.how.read == Reading::Newest) {
        // A report from before the start is no publication of it.
        published = published.filter(|&published| start.is_none_or(|start| published >= start));
    }
    // A report from before the end speaks as of its own day; figures as of before the start speak of it all the same.
    let of_event = end.map(|end| published.map_or(end, |published| published.min(end)));
    let as_of = told.map(|told| start.map_or(told, |start| told.max(start))).or(of_event).or(else_as_of);
    // The dates of an event whose id cannot be read are not known.
    if as_of.is_none() && (event.is_some() || bound.has(when)) {
        undated(cells);
    }
    (told.is_some(), as_of, published)
}

/// Notes that no date is told, unless a date that cannot be read was noted.
fn undated(cells: &mut Cells<'_>) {
    let Fields { as_of, event, .. } = &*cells.bound.fields;
    let dates = cells.bound.dates();
    if !dates.iter().any(|&at| cells.is_wrong(at)) {
        let columns = [as_of, &event.start, &event.end].into_iter().find(|names| cells.bound.has(names));
        let at = columns.map_or(0, |names| cells.at(names));
        cells.nothing(at, if cells.bound.has(as_of) { "a date or an instant" } else { "a date" });
    }
}

/// The outlets of a list but the source itself, each once.
fn outlets(cells: &Cells<'_>, list: &str, source: &SourceId) -> Vec<String> {
    let recorder = cells.bound.fields.recorder.as_ref().filter(|recorder| *recorder.id == *source.as_str());
    let mut outlets: Vec<String> = Vec::new();
    for outlet in list.split(';').map(str::trim).filter(|outlet| is_name(outlet)) {
        let is_source = outlet == source.as_str() || recorder.is_some_and(|recorder| *recorder.name == *outlet);
        // Of a list longer than any newsroom's, each is looked for among the first ones.
        if !is_source && !outlets.iter().take(32).any(|other| other == outlet) {
            outlets.push(outlet.to_owned());
        }
    }
    outlets
}

/// Those named, as one source: nothing says which of them said it, and to take each for a voice of its
/// own would invent corroboration. Sorted, so that the order in the list does not matter.
fn source(cells: &mut Cells<'_>, names: &mut Names) -> Option<SourceId> {
    let Fields { source, recorder, tally, .. } = &*cells.bound.fields;
    let mut reporters: Vec<String> = Vec::new();
    for name in &source.column.items {
        let Some(text) = cells.text_of(name) else { continue };
        // A list may have a line for each; what a stray quote took in has commas too.
        if text.contains(',') {
            cells.unbroken_at(name);
        }
        let items = text.split(|c| source.split.contains(c)).map(str::trim);
        let is_undated = cells.bound.slot(name).is_some_and(|slot| slot.how.read == Reading::Undated);
        reporters.extend(items.map(|item| if is_undated { super::date::without_day(item) } else { item.to_owned() }));
    }
    if recorder.is_some() {
        reporters.retain(|name| is_name(name));
    }
    reporters.sort_unstable();
    reporters.dedup();
    let cited = (!reporters.is_empty()).then(|| names.source(&reporters.join("; ")));
    match recorder {
        // Who is cited beside a person is cited: whoever made the list says how many there are.
        None if cited.is_some() => cited,
        Some(_) if cited.is_some() && !tally => cited,
        Some(recorder) => {
            let kind = recorder.kind.map_or(SourceKind::Monitor, |Word(kind)| kind);
            Some(names.source_made(&recorder.id, |id| Source::new(id, &recorder.name, kind)))
        }
        None => {
            cells.nothing(cells.at(&source.column), "a source");
            None
        }
    }
}

/// The party that admits, as a source of its own.
fn admitting(cells: &mut Cells<'_>, names: &mut Names, source: &Template) -> SourceId {
    let party = cells.fill(source);
    let name = party.as_deref().unwrap_or(CONCEDING);
    names.source_made(&format!("belligerent:{name}"), |id| {
        let source = Source::new(id, name, SourceKind::Belligerent);
        party.as_deref().map_or(source.clone(), |party| source.with_party(party_id(party)))
    })
}

/// Adds the claim of a figure.
fn claim(cells: &mut Cells<'_>, names: &mut Names, made: &Made<'_>, said: &Statement, out: &mut Imported) {
    let Some(count) = made.count.clone() else { return };
    let (bound, quantity, of) = (cells.bound, &made.published.quantity, made.of);
    let is_admitted = made.published.role == Role::Conceded;
    let mut claim = said.claim.clone();
    (claim.event, claim.group) = (quantity.event().clone(), quantity.group().clone());
    (claim.outcome, claim.count) = (quantity.outcome(), count);
    if let Some(by) = &of.source {
        let speaker = if is_admitted { Some(admitting(cells, names, by)) } else { None };
        let speaker = speaker.or_else(|| cells.fill(by).map(|by| names.source(&by)));
        claim.source = speaker.unwrap_or(claim.source);
    }
    claim.as_of = of.as_of.map_or(claim.as_of, |Word(at)| at);
    let since = (of.days > 0).then(|| claim.as_of.plus_days(-i64::from(of.days)));
    claim.since = claim.since.or(since);
    claim.basis = claim.basis.or(of.basis.map(|Word(basis)| basis));
    let interest = (is_admitted && of.source.is_some()).then_some(Interest::Minimise);
    claim.interest = claim.interest.or(of.interest.map(|Word(interest)| interest)).or(interest);
    refuse(cells, &claim, said);
    claim.id = said.id.as_deref().map_or_else(|| claim_id(&name_of(&claim, made, said, bound)), claim_id);
    // Two claims of one row never share an id.
    if out.claims.iter().any(|other| other.id == claim.id && *other != claim) {
        claim.id = claim_id(&format!("{}#{:08x}", claim.id, short_digest(&claim)));
    }
    out.claims.push(claim);
}

/// What a claim is called for want of an id: what it counts, as of when where an event has more than
/// one; of a table of claims also who says it, and a digest of all it says.
fn name_of(claim: &Claim, made: &Made<'_>, said: &Statement, bound: &Bound) -> String {
    let mut name = format!("{}/{}/{}", claim.event, claim.group, claim.outcome);
    if bound.fields.recorder.is_none() {
        return format!("{name}/{}/{}#{:08x}", claim.source, claim.as_of, short_digest(claim));
    }
    if made.published.role != Role::Reported {
        name.extend(["/", made.published.role.as_str()]);
    }
    if made.of.source.is_some() && made.published.role == Role::Reported {
        name.extend(["/", claim.source.as_str()]);
    }
    // Rows of one event by several sources are told apart by who says it.
    let is_apart = bound.fields.source.apart && made.of.source.is_none();
    if is_apart && bound.fields.recorder.as_ref().is_some_and(|recorder| *recorder.id != *claim.source.as_str()) {
        name.extend(["/", claim.source.as_str()]);
    }
    if said.is_as_of_told || made.of.as_of.is_some() {
        name.extend(["/", &claim.as_of.to_string()]);
    }
    if let Some(since) = claim.since {
        name.extend(["/since ", &since.to_string()]);
    }
    name
}

/// A digest of all that a claim says.
fn short_digest(claim: &Claim) -> u64 {
    let text = serde_json::to_vec(claim).unwrap_or_default();
    digest(std::iter::once(&text[..])) >> 32
}

/// Notes what no dossier takes of a claim, where it stands.
fn refuse(cells: &mut Cells<'_>, claim: &Claim, said: &Statement) {
    let bound = cells.bound;
    let mut refuse = |field: &str, kind: FaultKind| {
        let names = match field {
            "published" => &bound.fields.published,
            "since" => &bound.fields.claim.since,
            "correction" => &bound.fields.claim.correction,
            _ => &bound.fields.claim.relayed_by,
        };
        if bound.has(names) {
            let at = cells.at(names);
            cells.fault(at, of_field(List::Claims, said.id.as_deref(), Some(&bound.header.name(at)), &kind));
        }
    };
    let (course, as_of) = (Some(claim.outcome.course()), Some(claim.as_of));
    let Claim { published, since, correction, .. } = *claim;
    SaidWhen { course, as_of, published, since, correction }.faults(|| None, &mut refuse);
    let own = claim.relayed_by.iter().filter(|relay| said.are_relays_told && ***relay == *claim.source.as_str());
    own.for_each(|relay| refuse("relayed_by", FaultKind::RelayedByItself { found: relay.to_string() }));
}
