//! Records made of a row, as its mapping says.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::Datelike;

use super::bind::{Bound, BoundCount, GroupRef, OutcomeRef, Piece, RoleRef, SlotId, Text};
use super::cell::{Cells, Figure, Orders};
use super::fault::{RowFault, RowFaultKind};
use super::imported::Imported;
use super::mapping::Reading;
use super::names::{Names, claim_id, event_id, group_id, is_name, party_id, source_id};
use super::published::{Flag, FlagKind, Published, Role};
use super::rows::Row;
use super::tally::Tally;
use crate::dossier::fault::{FaultKind, List};
use crate::record::claim::{Claim, Credibility};
use crate::record::event::Event;
use crate::record::group::Group;
use crate::record::id::{EventId, GroupId, PartyId, SourceId};
use crate::record::interest::Interest;
use crate::record::moment::Moment;
use crate::record::outcome::{Course, Outcome};
use crate::record::quantity::Quantity;
use crate::record::source::{Basis, Source, SourceKind};
use crate::said::count::{Count, Said};
use crate::text::find_counts;

/// Who concedes where no one belligerent is named.
const CONCEDING: &str = "conceding belligerent";

/// What makes records of the rows of one table.
#[derive(Debug)]
pub(crate) struct Maker {
    pub(crate) bound: Bound,
    pub(crate) orders: Orders,
    names: Names,
    tally: Tally,
    /// How often a row with just these cells has come.
    alike: HashMap<u64, u32>,
    /// The line on which an event stood, a digest of what was said of it, and one of what was counted.
    events: HashMap<EventId, (u64, u64, u64)>,
    /// What is noteworthy of the table, to come with its first row.
    flags: Vec<Flag>,
    /// What the table is as of, where no column tells.
    as_of: Option<Moment>,
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
    of: &'b BoundCount,
    published: Published,
    count: Option<Count>,
}

/// Who says what a row says, and as of when.
#[expect(clippy::struct_excessive_bools, reason = "what a row says of itself")]
struct Statement {
    source: SourceId,
    as_of: Moment,
    is_as_of_told: bool,
    published: Option<Moment>,
    relays: Vec<String>,
    /// Whether the relays stand in a column of their own.
    are_relays_told: bool,
    quote: Option<Box<str>>,
    url: Option<Box<str>>,
    id: Option<String>,
    since: Option<Moment>,
    retracted: Option<Moment>,
    basis: Option<Basis>,
    interest: Option<Interest>,
    credibility: Option<Credibility>,
    is_anonymous: bool,
    is_correction: bool,
    perpetrator: Option<PartyId>,
    supersedes: Vec<String>,
}

impl Maker {
    pub(crate) fn new(bound: Bound, orders: Orders, as_of: Option<Moment>) -> Maker {
        let mut flags = Vec::new();
        let of_row = |id: &Text| id.iter().any(|piece| matches!(piece, Piece::Row | Piece::Line));
        if bound.event.ids.first().is_some_and(of_row) {
            flags.push(Flag::new(bound.header.line(), 1, FlagKind::NoId));
        }
        Maker {
            bound,
            orders,
            names: Names::default(),
            tally: Tally::default(),
            alike: HashMap::new(),
            events: HashMap::new(),
            flags,
            as_of,
        }
    }

    /// What the row says, or what is wrong with it.
    pub(crate) fn make(&mut self, row: &Row, out: &mut Imported, faults: &mut Vec<RowFault>) {
        out.line = row.line;
        let row_name = self.row_name(row);
        let Maker { bound, orders, names, tally, as_of, .. } = self;
        let mut cells = Cells { row, bound, orders, faults, flags: Vec::new(), row_name };
        let event = event(&mut cells, names, out);
        let (made, is_meant) = figures(&mut cells, names, event.as_ref());
        let is_claiming = is_meant || made.iter().any(|made| made.count.is_some());
        let said = if is_claiming { statement(&mut cells, names, event.as_ref(), *as_of) } else { None };
        if let Some(said) = &said
            && !bound.mapping.fields().tally
        {
            for made in &made {
                claim(&mut cells, names, made, said, out);
            }
        }
        let flags = std::mem::take(&mut cells.flags);
        let is_sound = cells.faults.is_empty();
        let Some(event) = event.filter(|_| is_sound) else { return };
        out.flags.extend(flags);
        if bound.mapping.fields().tally {
            if let Some(said) = said {
                let quantities = made.iter().map(|made| made.published.quantity());
                if !tally.add(quantities, &said.source, said.as_of, std::mem::take(&mut out.events)) {
                    faults.push(RowFault::new(row.line, 1, RowFaultKind::TallyFull { limit: Tally::MOST }));
                }
            }
        } else {
            out.published.extend(made.into_iter().map(|made| made.published).filter(|published| !published.is_empty()));
            if out.claims.is_empty() && out.published.is_empty() && !out.events.is_empty() {
                out.flags.push(Flag::new(row.line, 1, FlagKind::NoFigure));
            }
            self.pass_over_repeated(&event, out);
        }
        out.flags.append(&mut self.flags);
        out.named.append(&mut self.names.fresh);
    }

    /// What was counted up, at the end of the table: a row for each event.
    pub(crate) fn counted_up(&mut self) -> Option<Imported> {
        let recorder = self.bound.mapping.fields().recorder.as_ref();
        self.tally.next(recorder.map(|recorder| &*recorder.id))
    }

    /// What a row is called that has no id: a digest of its cells, so that it stays the same when other
    /// rows are put in or taken out; and which of several with the same cells it is.
    fn row_name(&mut self, row: &Row) -> String {
        const MOST: usize = 1 << 18;
        let is_row = |piece: &Piece| matches!(piece, Piece::Row);
        if !self.bound.event.ids.iter().flatten().any(is_row) {
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
        let counted = out.published.iter().map(|published| (published.quantity(), published.role()));
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
    let (bound, of) = (cells.bound, &cells.bound.event);
    let id = of.ids.iter().enumerate().find_map(|(at, id)| Some((at, cells.fill(id)?)));
    let columns =
        || of.ids.iter().flatten().filter_map(|piece| if let Piece::Cell(slot) = piece { Some(*slot) } else { None });
    for slot in columns() {
        cells.unbroken(cells.column(slot));
    }
    if id.is_none() {
        let at = columns().next().map_or(0, |slot| cells.column(slot));
        cells.nothing(at, "an event");
    }
    let start = cells.span(&of.start);
    // The same cells may give both.
    let end = if of.end == of.start { start } else { cells.span(&of.end) };
    let (start, end) = (start.or(end), end.or(start));
    if let (Some(first), Some(last)) = (start, end) {
        check_years(cells, first.first.year());
        if last.last < first.first {
            let at = of.end.first().map_or(0, |&slot| cells.column(slot));
            cells.flag(at, FlagKind::EndBeforeStart);
        }
    }
    let name = cells.join(&of.name);
    let place = cells.join(&of.place);
    let whole = of.part_of.as_ref().and_then(|(id, name)| cells.fill(id).zip(cells.fill(name)));
    let by = of.perpetrator.as_ref().filter(|(_, when)| cells.holds(when)).and_then(|(is, _)| cells.fill(is));
    let (which, id) = id?;
    let fields = &bound.mapping.fields().event;
    let is_declared = fields.start.is_some() || !fields.name.items.is_empty() || !fields.place.items.is_empty();
    let days = start.zip(end).map(|(start, end)| (start.first.min(end.last), end.last.max(start.first)));
    let [start, end] =
        [days.map(|(first, _)| first), days.map(|(_, last)| last)].map(|day| day.and_then(Moment::end_of));
    let happening = |id| Happening {
        id,
        start,
        end,
        is_called: of.ids[which].iter().all(|piece| !matches!(piece, Piece::Row | Piece::Line)),
    };
    if !is_declared && whole.is_none() && by.is_none() {
        return Some(happening(names.event(&id, &id)));
    }
    let mut event = Event::new(event_id(&id), name.as_deref().or(place.as_deref()).unwrap_or(&id));
    (event.start, event.end, event.place) = (start, end, place.map(String::into));
    event.part_of = whole.map(|(id, name)| names.event(&id, &name));
    event.perpetrator = by.map(|name| names.party(&name));
    out.events.push(event);
    Some(happening(event_id(&id)))
}

/// Notes a year of the event that is not the one of its date.
fn check_years(cells: &mut Cells<'_>, date: i32) {
    for slot in cells.bound.event.year.clone() {
        let Some(Figure::Whole(year)) = cells.figure(&[slot]) else { continue };
        if i32::try_from(year).is_ok_and(|year| year != date) {
            cells.flag(cells.column(slot), FlagKind::YearDiffers { year, date });
        }
    }
}

/// The figures of the row, each with what it claims; and whether anything was meant to be claimed.
fn figures<'b>(cells: &mut Cells<'b>, names: &mut Names, event: Option<&Happening>) -> (Vec<Made<'b>>, bool) {
    let bound = cells.bound;
    let mut made: Vec<Made<'b>> = Vec::new();
    let mut is_meant = bound.mapping.fields().tally;
    let mut taken: Vec<(GroupId, Outcome, u32, Option<String>)> = Vec::new();
    for of in &bound.counts {
        if !cells.holds(&of.when) {
            continue;
        }
        let outcome = outcome(cells, &of.outcome);
        let group = of.groups.iter().find_map(|group| group_of(cells, names, group));
        if group.is_none()
            && let Some(GroupRef::Text(text)) = of.groups.first()
            && let Some(Piece::Cell(slot)) = text.first()
        {
            cells.nothing(cells.column(*slot), "a group");
        }
        let role = match of.role {
            RoleRef::Word(role) => role,
            RoleRef::Cell(slot) => cells.word(&[slot]).unwrap_or_default(),
        };
        let figures = figures_of(cells, of);
        let said = cells.count(&of.said);
        let (low, best, high) = figures;
        is_meant |= cells.text(&of.said).is_some();
        let is_figure = low.is_some() || best.is_some() || high.is_some();
        if of.required && said.is_none() && !is_figure {
            is_meant = true;
            cells.nothing(of.said.first().map_or(0, |&slot| cells.column(slot)), "a count");
        }
        let (Some(group), Some(outcome), Some(event)) = (group, outcome, event) else { continue };
        let key = (group.clone(), outcome, of.days, of.source.as_ref().and_then(|source| cells.fill(source)));
        if taken.contains(&key) {
            continue;
        }
        if of.is_conditional {
            taken.push(key);
        }
        let published = Published::new(Quantity::new(event.id.clone(), group, outcome), low, best, high).as_role(role);
        // Nothing was conceded.
        if role == Role::Conceded
            && low.unwrap_or_default() == 0
            && best.unwrap_or_default() == 0
            && high.unwrap_or_default() == 0
        {
            continue;
        }
        if !published.is_ordered() {
            let disordered = of.best.first().or(of.high.first()).or(of.low.first());
            let at = if bound.mapping.fields().sum.is_some() { disordered } else { of.high.first().or(disordered) };
            cells.flag(at.map_or(0, |&slot| cells.column(slot)), FlagKind::NotOrdered { low, best, high });
        }
        let count = said.or_else(|| claimed(of, &published));
        if count.is_none() && best == Some(0) && role == Role::Reported {
            against_quote(cells, of.best.first().copied());
        }
        if is_figure || count.is_some() || bound.mapping.fields().tally {
            made.push(Made { of, published, count });
        }
    }
    if bound.mapping.fields().sum.is_some() {
        parts(cells, &mut made);
    }
    (made, is_meant)
}

fn figures_of(cells: &mut Cells<'_>, of: &BoundCount) -> (Option<u64>, Option<u64>, Option<u64>) {
    let whole = |figure| match figure {
        Some(Figure::Whole(n)) => (Some(n), Some(n)),
        Some(Figure::Between(low, high)) => (low, high),
        None => (None, None),
    };
    let (low, _) = whole(cells.figure(&of.low));
    let (_, high) = whole(cells.figure(&of.high));
    match cells.figure(&of.best) {
        Some(Figure::Between(from, to)) => (low.or(from), None, high.or(to)),
        best => (low, whole(best).0, high),
    }
}

/// What figures claim, apart from parts of a sum.
fn claimed(of: &BoundCount, published: &Published) -> Option<Count> {
    let is_zero = published.best() == Some(0)
        && published.low().unwrap_or_default() == 0
        && published.high().unwrap_or_default() == 0;
    match published.role() {
        Role::Allocated => None,
        // What is claimed stands in words.
        _ if !of.said.is_empty() => None,
        _ if is_zero && of.is_zero_none => Some(Count::exactly(0)),
        _ => published.as_count().map(|count| of.says.clone().unwrap_or(count)),
    }
}

/// Parts are claimed only where their total is one number and they add up to it; as floors, if for
/// some nobody knows whose they are. Else they are only published.
fn parts(cells: &mut Cells<'_>, made: &mut [Made<'_>]) {
    let total = made.iter().find(|made| made.of.is_total).map(|made| (made.of, made.published.clone()));
    let numbers: Vec<u64> =
        made.iter().filter(|made| !made.of.is_total).filter_map(|made| made.published.best()).collect();
    let sum = numbers.iter().copied().fold(0, u64::saturating_add);
    let best = total.as_ref().and_then(|(_, total)| total.best());
    if let (Some((of, _)), Some(best)) = (&total, best)
        && numbers.len() + 1 == cells.bound.mapping.fields().counts.len()
        && sum != best
    {
        let at = of.best.first().map_or(0, |&slot| cells.column(slot));
        cells.flag(at, FlagKind::PartsNotTotal { parts: sum, total: best });
    }
    let is_settled = total.is_some_and(|(_, total)| best.is_some() && total.low() == best && best == total.high());
    let some_unknown = made.iter().any(|made| made.of.is_unknown && made.published.best() > Some(0));
    for made in made.iter_mut().filter(|made| !made.of.is_total) {
        let deaths = made.published.best().filter(|&deaths| deaths > 0 && is_settled && Some(sum) == best);
        let is_floor = some_unknown && !made.of.is_unknown;
        made.count =
            deaths.and_then(|n| Count::try_from(if is_floor { Said::AtLeast(n) } else { Said::Exactly(n) }).ok());
    }
}

/// Notes that the words beside a 0 name people killed: a 0 may stand for "unknown".
fn against_quote(cells: &mut Cells<'_>, best: Option<SlotId>) {
    const HARMS: [&str; 8] = ["killed", "dead", "deaths", "died", "dies", "fatalit", "bodies", "casualties"];
    const NEAR: usize = 40;
    let quote = cells.bound.quote.clone();
    let (Some(best), Some(text)) = (best, cells.verbatim(&quote)) else { return };
    let mut numbers = Vec::new();
    for found in find_counts(text) {
        let near: String = text[found.span().end..].chars().take(NEAR).collect::<String>().to_lowercase();
        let number = match found.count().said() {
            Said::Exactly(n) | Said::AtLeast(n) | Said::MoreThan(n) | Said::About(n) | Said::AtMost(n) => n,
            _ => 0,
        };
        if number > 0 && HARMS.iter().any(|harm| near.contains(harm)) {
            numbers.push(number);
        }
    }
    if !numbers.is_empty() {
        cells.flag(cells.column(best), FlagKind::WordsNameMore { numbers });
    }
}

fn outcome(cells: &mut Cells<'_>, outcome: &OutcomeRef) -> Option<Outcome> {
    match *outcome {
        OutcomeRef::Word(outcome) => Some(outcome),
        OutcomeRef::Cell(slot) => {
            if cells.text_of(slot).is_none() {
                cells.nothing(cells.column(slot), "an outcome");
            }
            cells.word_by(&[slot], |text| {
                let lower = text.to_ascii_lowercase();
                let word = match lower.as_str() {
                    "dead" | "deaths" | "died" | "fatalities" => "killed",
                    "injured" | "injuries" => "wounded",
                    other => other,
                };
                word.parse().map_err(|error: crate::record::vocabulary::UnknownWord| {
                    crate::record::vocabulary::UnknownWord { found: crate::dossier::fault::brief(text), ..error }
                })
            })
        }
    }
}

fn group_of(cells: &mut Cells<'_>, names: &mut Names, group: &GroupRef) -> Option<GroupId> {
    match group {
        GroupRef::People(people) => Some(names.people(*people)),
        GroupRef::Text(text) => {
            for piece in text {
                if let Piece::Cell(slot) = piece {
                    cells.unbroken(cells.column(*slot));
                }
            }
            let name = cells.fill(text)?;
            Some(names.group(Group::new(group_id(&name), &name)))
        }
        GroupRef::Key(key) => {
            let bound = cells.bound;
            let of = bound.groups[key].iter().find(|group| cells.holds(&group.when))?;
            let fields = &bound.mapping.fields().groups[key].items[of.at];
            let (id, name) = (cells.fill(&of.id)?, cells.fill(&of.name)?);
            let mut group = Group::new(group_id(&id), &name);
            group.exhaustive = fields.exhaustive;
            group.status = fields.status;
            group.party = of.party.as_ref().and_then(|party| cells.fill(party)).map(|party| names.party(&party));
            if let Some(whole) = fields.part_of.as_deref() {
                let whole = match super::names::People::of(whole) {
                    Some(people) if !bound.groups.contains_key(whole) => GroupRef::People(people),
                    _ => GroupRef::Key(whole.into()),
                };
                group.part_of = group_of(cells, names, &whole);
            }
            Some(names.group(group))
        }
    }
}

/// Who says it, and as of when; none, with a fault, if either is not told.
fn statement(
    cells: &mut Cells<'_>,
    names: &mut Names,
    event: Option<&Happening>,
    else_as_of: Option<Moment>,
) -> Option<Statement> {
    let bound = cells.bound;
    let source = source(cells, names);
    let told = cells.moment(&bound.as_of);
    let (start, end) = (event.and_then(|event| event.start), event.and_then(|event| event.end));
    let mut published = cells.moment(&bound.published);
    if bound.published.iter().any(|&slot| bound.slots[slot].read == Reading::Newest) {
        // A report from before the start is no publication of it.
        published = published.filter(|&published| start.is_none_or(|start| published >= start));
    }
    // A report from before the end speaks as of its own day; figures as of before the start speak of it all the same.
    let of_event = end.map(|end| published.map_or(end, |published| published.min(end)));
    let as_of = told.map(|told| start.map_or(told, |start| told.max(start))).or(of_event).or(else_as_of);
    if as_of.is_none() && !cells.faults.iter().any(|fault| is_date(bound, fault)) {
        let slots = [&bound.as_of, &bound.event.start, &bound.event.end];
        let at = slots.into_iter().flatten().next().map_or(0, |&slot| cells.column(slot));
        cells.nothing(at, if bound.as_of.is_empty() { "a date" } else { "a date or an instant" });
    }
    let relays = bound.relays.as_ref().and_then(|relays| cells.fill(relays));
    let quote = cells.verbatim(&bound.quote).map(Box::from);
    let url = cells.text(&bound.url).map(|url| Box::from(&*url));
    let of = &bound.claim;
    let carried = list(cells, &of.relayed_by);
    let supersedes = list(cells, &of.supersedes);
    let id = cells.text(&of.id).map(Cow::into_owned);
    let (since, retracted) = (cells.moment(&of.since), cells.moment(&of.retracted));
    let (basis, interest) = (cells.word(&of.basis), cells.word(&of.interest));
    let credibility = cells.word(&of.credibility);
    let is_anonymous = cells.yes(&of.anonymous).unwrap_or_default();
    let is_correction = cells.yes(&of.correction).unwrap_or_default();
    let perpetrator = cells.text(&of.perpetrator).map(|party| names.party(&party));
    let (source, as_of) = (source?, as_of?);
    let called = bound.mapping.fields().recorder.as_ref().filter(|recorder| *recorder.id == *source.as_str());
    let mut outlets: Vec<String> = Vec::new();
    for outlet in relays.iter().flat_map(|list| list.split(';')).map(str::trim).filter(|outlet| is_name(outlet)) {
        let is_source = outlet == source.as_str() || called.is_some_and(|recorder| *recorder.name == *outlet);
        // Of a list longer than any newsroom's, each is looked for among the first ones.
        if !is_source && !outlets.iter().take(32).any(|other| other == outlet) {
            outlets.push(outlet.to_owned());
        }
    }
    Some(Statement {
        source,
        as_of,
        is_as_of_told: told.is_some(),
        published,
        are_relays_told: !carried.is_empty(),
        relays: if carried.is_empty() { outlets } else { carried },
        quote,
        url,
        id,
        since,
        retracted,
        basis,
        interest,
        credibility,
        is_anonymous,
        is_correction,
        perpetrator,
        supersedes,
    })
}

fn is_date(bound: &Bound, fault: &RowFault) -> bool {
    usize::try_from(fault.column()).is_ok_and(|column| bound.dates.contains(&column.saturating_sub(1)))
}

/// Those named, as one source: nothing says which of them said it, and to take each for a voice of its
/// own would invent corroboration. Sorted, so that the order in the list does not matter.
fn source(cells: &mut Cells<'_>, names: &mut Names) -> Option<SourceId> {
    let bound = cells.bound;
    let fields = bound.mapping.fields();
    let split = fields.source.as_ref().map_or("", |source| &source.split);
    let mut reporters: Vec<String> = Vec::new();
    for &slot in &bound.source {
        let Some(text) = cells.text_of(slot) else { continue };
        let items = text.split(|c| split.contains(c)).map(str::trim);
        let is_undated = bound.slots[slot].read == Reading::Undated;
        reporters.extend(items.map(|item| if is_undated { super::date::without_day(item) } else { item.to_owned() }));
    }
    if fields.recorder.is_some() {
        reporters.retain(|name| is_name(name));
    }
    reporters.sort_unstable();
    reporters.dedup();
    if !reporters.is_empty() {
        return Some(names.source(&reporters.join("; ")));
    }
    match &fields.recorder {
        Some(recorder) => {
            let kind = recorder.kind.unwrap_or(SourceKind::Monitor);
            Some(names.source_made(Source::new(source_id(&recorder.id), &recorder.name, kind)))
        }
        None => {
            let at = bound.source.first().map_or(0, |&slot| cells.column(slot));
            cells.nothing(at, "a source");
            None
        }
    }
}

/// The party that admits, as a source of its own.
fn admitting(cells: &mut Cells<'_>, names: &mut Names, source: &Text) -> SourceId {
    let party = cells.fill(source);
    let name = party.as_deref().unwrap_or(CONCEDING);
    let source = Source::new(source_id(&format!("belligerent:{name}")), name, SourceKind::Belligerent);
    names.source_made(match &party {
        Some(name) => source.with_party(party_id(name)),
        None => source,
    })
}

/// Adds the claim of a figure.
fn claim(cells: &mut Cells<'_>, names: &mut Names, made: &Made<'_>, said: &Statement, out: &mut Imported) {
    let Some(count) = made.count.clone() else { return };
    let (bound, quantity) = (cells.bound, made.published.quantity());
    let is_admitted = made.published.role() == Role::Conceded;
    let source = match &made.of.source {
        Some(by) if is_admitted => admitting(cells, names, by),
        Some(by) => cells.fill(by).map_or_else(|| said.source.clone(), |by| names.source(&by)),
        None => said.source.clone(),
    };
    let what = (quantity.event().clone(), quantity.group().clone(), quantity.outcome());
    let mut claim = Claim::new(claim_id(""), what, count, source, said.as_of);
    claim.published = said.published;
    claim.quote.clone_from(&said.quote);
    claim.url.clone_from(&said.url);
    claim.relayed_by = said.relays.iter().map(|relay| Box::from(relay.as_str())).collect();
    claim.since = said.since.or((made.of.days > 0).then(|| said.as_of.plus_days(-i64::from(made.of.days))));
    claim.retracted = said.retracted;
    claim.basis = said.basis.or(made.of.basis);
    let interest = (is_admitted && made.of.source.is_some()).then_some(Interest::Minimise);
    claim.interest = said.interest.or(made.of.interest).or(interest);
    claim.credibility = said.credibility;
    claim.anonymous = said.is_anonymous;
    claim.correction = said.is_correction;
    claim.perpetrator.clone_from(&said.perpetrator);
    claim.supersedes = said.supersedes.iter().map(|earlier| claim_id(earlier)).collect();
    refuse(cells, &claim, said);
    claim.id = claim_id(&said.id.clone().unwrap_or_else(|| name_of(&claim, made, said, bound)));
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
    if bound.mapping.fields().recorder.is_none() {
        return format!("{name}/{}/{}#{:08x}", claim.source, claim.as_of, short_digest(claim));
    }
    if made.published.role() != Role::Reported {
        name.extend(["/", made.published.role().as_str()]);
    }
    if made.of.source.is_some() && made.published.role() == Role::Reported {
        name.extend(["/", claim.source.as_str()]);
    }
    if said.is_as_of_told {
        name.extend(["/", &claim.as_of.to_string()]);
    }
    if let Some(since) = claim.since {
        name.extend(["/since ", &since.to_string()]);
    }
    name
}

/// A digest of all that a claim says but its id.
fn short_digest(claim: &Claim) -> u32 {
    let text = |moment: Option<Moment>| moment.map(|moment| moment.to_string()).unwrap_or_default();
    let relays = claim.relayed_by.join(";");
    let supersedes = claim.supersedes.iter().map(crate::record::id::ClaimId::as_str).collect::<Vec<_>>().join(";");
    let parts = [
        claim.count.as_str(),
        claim.source.as_str(),
        &text(claim.since),
        &text(claim.published),
        &text(claim.retracted),
        claim.basis.map_or("", Basis::as_str),
        claim.interest.map_or("", Interest::as_str),
        claim.perpetrator.as_ref().map_or("", |party| party.as_str()),
        claim.credibility.map_or("", Credibility::as_str),
        if claim.anonymous { "anonymous" } else { "" },
        if claim.correction { "correction" } else { "" },
        &relays,
        &supersedes,
        claim.quote.as_deref().unwrap_or_default(),
        claim.url.as_deref().unwrap_or_default(),
    ];
    let digest = digest(parts.into_iter().map(str::as_bytes));
    u32::try_from(digest >> 32).unwrap_or_default() ^ u32::try_from(digest & u64::from(u32::MAX)).unwrap_or_default()
}

/// Notes what no dossier takes of a claim, where it stands.
fn refuse(cells: &mut Cells<'_>, claim: &Claim, said: &Statement) {
    let of = &cells.bound.claim;
    let published = &cells.bound.published;
    let mut refuse = |slots: &[SlotId], kind: FaultKind| {
        let Some(&slot) = slots.first() else { return };
        let at = cells.column(slot);
        let (id, field) = (said.id.as_deref().map(Box::from), Some(cells.bound.header.name(at)));
        cells.fault(at, RowFaultKind::Record { list: List::Claims, id, field, kind });
    };
    let as_of = claim.as_of;
    if let Some(since) = claim.since {
        if claim.outcome.course() == Course::Stock {
            refuse(&of.since, FaultKind::SinceOnStock { since });
        }
        if since >= as_of {
            refuse(&of.since, FaultKind::SinceNotBefore { since, as_of });
        }
        if claim.correction {
            refuse(&of.correction, FaultKind::CorrectionOfIncrement { since });
        }
    }
    if let Some(at) = claim.published.filter(|published| published.day() < as_of.day()) {
        refuse(published, FaultKind::PublishedBefore { published: at, as_of });
    }
    let own = claim.relayed_by.iter().filter(|relay| said.are_relays_told && ***relay == *claim.source.as_str());
    for relay in own {
        refuse(&of.relayed_by, FaultKind::RelayedByItself { found: relay.to_string() });
    }
}

/// The items of a list with `;` between.
fn list(cells: &mut Cells<'_>, slots: &[SlotId]) -> Vec<String> {
    const MOST_ITEMS: usize = 1 << 12;
    let (Some(text), Some(&slot)) = (cells.text(slots), slots.first()) else { return Vec::new() };
    if text.bytes().filter(|&byte| byte == b';').count() >= MOST_ITEMS {
        let at = cells.column(slot);
        cells.fault(at, RowFaultKind::ManyItems { name: cells.bound.header.name(at), limit: MOST_ITEMS });
        return Vec::new();
    }
    text.split(';').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
}
