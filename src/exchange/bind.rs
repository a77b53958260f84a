//! A mapping bound to the columns of one table.

use std::collections::BTreeMap;
use std::slice;
use std::sync::Arc;

use super::fault::RowFault;
use super::header::Header;
use super::mapping::{
    ALL, Column, CountFields, End, EventFields, Fields, GroupFields, Many, Name, Named, Names, Naming, PEOPLE,
    Perpetrator, Reading, Template, Word, WordFields,
};
use crate::record::moment::Moment;
use crate::record::outcome::Outcome;

/// A cell that is read: where it stands, and how.
#[derive(Debug)]
pub(crate) struct Slot {
    name: Box<str>,
    /// The column; of a date in parts, that of each part.
    pub(crate) at: Vec<Option<usize>>,
    pub(crate) how: Column,
}

impl Slot {
    /// The first column.
    pub(crate) fn column(&self) -> usize {
        self.at.iter().flatten().next().copied().unwrap_or_default()
    }
}

/// A mapping and the columns of a table that it reads.
#[derive(Debug)]
pub(crate) struct Bound {
    pub(crate) fields: Box<Fields>,
    pub(crate) header: Header,
    /// The cells that the table has.
    slots: Vec<Slot>,
    /// The counts of which the table has columns, also by the words of their names.
    pub(crate) counts: Vec<CountFields>,
    /// Columns of which ids are made, and all that are read.
    pub(crate) ids: Vec<usize>,
    pub(crate) read: Vec<usize>,
    /// Names that stand twice.
    pub(crate) twice: Vec<RowFault>,
}

impl Bound {
    /// A sheet whose columns are called as the fields of a record are, among them those of dates.
    pub(crate) fn of_fields(header: &Header, names: &[&str], dates: Names) -> Bound {
        let mut fields = Fields { blank: Some(Vec::new()), as_of: dates, ..Fields::default() };
        let columns = BTreeMap::new();
        let mut binder = Binder::new(&columns, header);
        for name in names {
            binder.find(name);
        }
        binder.bind(&mut [&mut fields.as_of]);
        binder.bound(fields, Vec::new())
    }

    /// The cell of that name, if the table has it.
    pub(crate) fn slot(&self, name: &Name) -> Option<&Slot> {
        self.slots.get(name.slot?)
    }

    /// The name of a cell, found in the table.
    pub(crate) fn name(&self, name: &str) -> Name {
        Name { text: name.into(), slot: self.slots.iter().position(|slot| *slot.name == *name) }
    }

    /// The cells of those names that the table has.
    pub(crate) fn slots(&self, names: &Names) -> impl Iterator<Item = &Slot> {
        names.items.iter().filter_map(|name| self.slot(name))
    }

    pub(crate) fn has(&self, names: &Names) -> bool {
        self.slots(names).next().is_some()
    }

    /// The first of the moments that the counts are as of, if the mapping gives all of them one.
    pub(crate) fn as_of_of_counts(&self) -> Option<Moment> {
        let told: Option<Vec<Moment>> = self.counts.iter().map(|of| of.as_of.map(|Word(at)| at)).collect();
        told?.first().copied()
    }

    /// The columns that are not read.
    pub(crate) fn unread(&self) -> impl Iterator<Item = usize> {
        (0..self.header.len()).filter(|at| self.header.is_named(*at) && !self.read.contains(at))
    }

    /// The column that tells what became of each person, if it has words of its own.
    pub(crate) fn fate(&self) -> Option<&Slot> {
        let mut columns = self.counts.iter().filter_map(|count| count.outcome.as_ref()?.column());
        columns.find_map(|names| self.slots(names).find(|slot| !slot.how.words.is_empty()))
    }

    /// The columns in which whole dates stand.
    pub(crate) fn dates(&self) -> Vec<usize> {
        let Fields { event, as_of, published, claim, .. } = &*self.fields;
        let names = [&event.start, &event.end, as_of, published, &claim.since, &claim.retracted];
        let (parts, whole): (Vec<&Slot>, Vec<&Slot>) =
            names.into_iter().flat_map(|names| self.slots(names)).partition(|slot| slot.how.read == Reading::DateParts);
        let is_part = |at: &usize| parts.iter().any(|slot| slot.at.contains(&Some(*at)));
        let mut dates: Vec<usize> = whole.into_iter().map(Slot::column).filter(|at| !is_part(at)).collect();
        dates.sort_unstable();
        dates.dedup();
        dates
    }
}

/// What a table lacks to be one of a mapping.
#[derive(Debug, Default)]
pub(crate) struct Misfit {
    /// Columns, each with its other names.
    pub(crate) missing: Vec<Vec<Box<str>>>,
    /// The columns that were found.
    pub(crate) found: Vec<usize>,
    /// How many columns the table must have.
    needs: usize,
    /// Whether the columns are there, but nothing is counted.
    pub(crate) is_uncounted: bool,
}

impl Misfit {
    /// Whether less of what is needed is missing than of another mapping, or in another row; or, of a table that
    /// need not be recognised, just as much of it and fewer columns.
    pub(crate) fn is_closer_than(&self, other: &Misfit, is_recognised: bool) -> bool {
        let missing = |of: &Misfit| of.missing.len() + usize::from(of.is_uncounted);
        let of_needs = (missing(self) * other.needs.max(1)).cmp(&(missing(other) * self.needs.max(1)));
        let has_fewer = !is_recognised && !self.is_uncounted && self.missing.len() < other.missing.len();
        of_needs.is_lt() || (of_needs.is_eq() && has_fewer)
    }

    /// Whether a third of what is needed is missing, or more.
    pub(crate) fn is_far(&self) -> bool {
        3 * self.missing.len() >= self.needs
    }
}

/// The mapping, bound to the columns of that header.
pub(crate) fn bind(fields: &Arc<Fields>, header: &Header, is_recognised: bool) -> Result<Bound, Misfit> {
    let mut binder = Binder::new(&fields.columns, header);
    for name in fields.needs.iter().chain(fields.marks.iter().filter(|_| is_recognised)) {
        // What tells the table is not read for it: a column of figures may be.
        if binder.slot(name).is_none() {
            binder.miss(name);
        }
    }
    let lacks = fields.lacks.iter().filter(|name| !header.find(name).is_empty());
    binder.misfit.missing.extend(lacks.map(|name| vec![format!("not {name}").into()]));
    let mut own = Fields::clone(fields);
    binder.names_of_rows(&mut own);
    let mut counts = fields.counts.clone();
    counts.retain_mut(|count| binder.has_count(count, fields.tally));
    binder.by_words(&fields.words, &mut counts);
    let misfit = &mut binder.misfit;
    misfit.is_uncounted = counts.is_empty() && misfit.missing.is_empty();
    misfit.needs = misfit.missing.len().max(fields.needs.len() + if is_recognised { fields.marks.len() } else { 0 });
    if misfit.is_uncounted || !misfit.missing.is_empty() {
        return Err(Misfit { found: binder.read(), ..binder.misfit });
    }
    Ok(binder.bound(own, counts))
}

struct Binder<'m> {
    columns: &'m BTreeMap<Box<str>, Column>,
    header: &'m Header,
    slots: Vec<Slot>,
    misfit: Misfit,
    twice: Vec<RowFault>,
}

impl<'m> Binder<'m> {
    fn new(columns: &'m BTreeMap<Box<str>, Column>, header: &'m Header) -> Binder<'m> {
        Binder { columns, header, slots: Vec::new(), misfit: Misfit::default(), twice: Vec::new() }
    }

    fn bound(self, fields: Fields, counts: Vec<CountFields>) -> Bound {
        let read = self.read();
        let Binder { header, slots, twice, .. } = self;
        let named = fields.event.id.items.iter().flat_map(Template::names).chain(&fields.claim.id.items);
        let ids = named.filter_map(|name| Some(slots[name.slot?].column())).collect();
        Bound { fields: Box::new(fields), header: header.clone(), slots, counts, ids, read, twice }
    }

    /// All columns that are read.
    fn read(&self) -> Vec<usize> {
        let mut read: Vec<usize> = self.slots.iter().flat_map(|slot| slot.at.iter().flatten().copied()).collect();
        read.sort_unstable();
        read
    }

    /// Finds the cell of that name; none if the table has no such column.
    fn find(&mut self, name: &str) -> Option<usize> {
        let found = self.slots.iter().position(|slot| *slot.name == *name && !name.is_empty());
        found.or_else(|| {
            let slot = self.slot(name)?;
            self.slots.push(slot);
            Some(self.slots.len() - 1)
        })
    }

    fn slot(&mut self, name: &str) -> Option<Slot> {
        let columns = self.columns;
        let how = columns.get(name).cloned().unwrap_or_else(|| Column { any: vec![name.into()], ..Column::default() });
        let at: Vec<Option<usize>> = match how.read {
            // Each part may have other names, too.
            Reading::DateParts => {
                let names = how.any.iter().map(|part| columns.get(part).map_or(slice::from_ref(part), |c| &c.any));
                names.map(|names| self.first(names)).collect()
            }
            _ => vec![self.first(&how.any)],
        };
        // Of a date in parts, the year and the month must be there.
        at.iter().take(2).all(Option::is_some).then_some(Slot { name: name.into(), at, how })
    }

    /// The first column of the first of those names that the table has.
    fn first(&mut self, names: &[Box<str>]) -> Option<usize> {
        let columns = names.iter().map(|name| self.header.find(name)).find(|columns| !columns.is_empty())?;
        let (&first, others) = columns.split_first()?;
        if !self.header.is_hashtags() {
            self.twice.extend(others.iter().map(|&again| self.header.twice(again, first)));
        }
        Some(first)
    }

    /// Notes that a column is missing.
    fn miss(&mut self, name: &str) {
        let names = self.columns.get(name).map(|column| column.any.clone()).filter(|names| !names.is_empty());
        let missing = names.unwrap_or_else(|| vec![name.into()]);
        if !self.misfit.missing.contains(&missing) {
            self.misfit.missing.push(missing);
        }
    }

    /// Finds the cell of a name; of one that stands alone it is there, or `columns` lists it as one that may be.
    fn name(&mut self, name: &mut Name, is_lone: bool) {
        name.slot = self.find(&name.text);
        if name.slot.is_none() && is_lone && !self.columns.contains_key(&name.text) {
            self.miss(&name.text);
        }
    }

    fn bind(&mut self, each: &mut [&mut dyn Naming]) {
        for of in each {
            of.each_name(true, &mut |name, is_lone| self.name(name, is_lone));
        }
    }

    /// All names but those of counts.
    fn names_of_rows(&mut self, fields: &mut Fields) {
        let Fields { event, claim: of, groups, source, relays, as_of, published, quote, url, .. } = fields;
        let EventFields { id, name, place, start, end, year, part_of, perpetrator } = event;
        self.bind(&mut [id, name, place, start, end, year]);
        if let Some(Named { id, name }) = part_of {
            self.bind(&mut [id, name]);
        }
        if let Some(Perpetrator { is, when }) = perpetrator {
            self.bind(&mut [is, when]);
        }
        for GroupFields { id, name, party, when, .. } in groups.values_mut().flat_map(|group| &mut group.items) {
            self.bind(&mut [when, party, id, name]);
        }
        self.bind(&mut [relays, &mut source.column, as_of, published, quote, url]);
        self.bind(&mut [&mut of.id, &mut of.relayed_by, &mut of.since, &mut of.retracted, &mut of.supersedes]);
        self.bind(&mut [&mut of.basis, &mut of.interest, &mut of.perpetrator, &mut of.credibility]);
        self.bind(&mut [&mut of.anonymous, &mut of.correction]);
    }

    /// Whether the table has any column of a count.
    fn has_count(&mut self, count: &mut CountFields, is_tally: bool) -> bool {
        self.bind(&mut [&mut count.low, &mut count.best, &mut count.high, &mut count.said]);
        let is_there = |names: &Names| names.items.iter().any(|name| name.slot.is_some());
        if !is_tally && !count.columns().into_iter().any(is_there) {
            return false;
        }
        let CountFields { group, outcome, role, source, when, .. } = count;
        self.bind(&mut [group, outcome, role, source, when]);
        true
    }

    /// Adds counts of the columns whose names consist of known words.
    fn by_words(&mut self, known: &BTreeMap<Box<str>, WordFields>, counts: &mut Vec<CountFields>) {
        let mut firsts: Vec<(WordFields, usize)> = Vec::new();
        for at in 0..self.header.len() {
            if self.slots.iter().any(|slot| slot.at.contains(&Some(at))) {
                continue;
            }
            let Some((told, end)) = told(known, &self.header.words(at)) else { continue };
            let index = firsts.iter().find(|(other, _)| *other == told).map(|&(_, index)| index);
            let index = index.unwrap_or_else(|| {
                counts.push(self.count_of(&told));
                firsts.push((told, counts.len() - 1));
                counts.len() - 1
            });
            let names = match end {
                Some(End::Low) => &mut counts[index].low,
                Some(End::High) => &mut counts[index].high,
                None => &mut counts[index].best,
            };
            if let Some(first) = names.items.first().and_then(|first| first.slot) {
                self.twice.push(self.header.twice(at, self.slots[first].column()));
            } else {
                names.items.push(Name { text: Box::default(), slot: Some(self.slots.len()) });
                self.slots.push(Slot { name: Box::default(), at: vec![Some(at)], how: Column::default() });
            }
        }
    }

    fn count_of(&mut self, told: &WordFields) -> CountFields {
        let mut group = told.group.clone().unwrap_or_else(|| Many::one(Template::of_text(ALL)));
        let outcome = told.outcome.map(|Word(outcome)| Template::of_text(outcome.as_str()));
        let (mut role, mut source, zero) = (told.role.clone(), told.source.clone(), told.zero);
        self.bind(&mut [&mut group, &mut role, &mut source]);
        CountFields { group, outcome, role, zero, source, ..CountFields::default() }
    }
}

/// What the words of a column's name tell, if all are known and say what became of whom; and which end
/// of a range it is.
fn told(known: &BTreeMap<Box<str>, WordFields>, words: &[String]) -> Option<(WordFields, Option<End>)> {
    let (mut told, mut weak, mut others, mut read) = (WordFields::default(), None, String::new(), Vec::new());
    let mut at = 0;
    while at < words.len() {
        let pair = words.get(at + 1).map(|next| format!("{}_{next}", words[at]));
        let of_two = pair.and_then(|pair| known.get(pair.as_str()));
        at += if of_two.is_some() { 2 } else { 1 };
        read.push((&words[at - 1], of_two.or_else(|| known.get(words[at - 1].as_str()))));
    }
    let may_be_other = known.contains_key("*");
    let mut outcomes: Vec<Word<Outcome>> =
        read.iter().filter_map(|(_, word)| word.and_then(|word| word.outcome)).collect();
    outcomes.dedup();
    let outcome = match outcomes[..] {
        [_, _, ..] if may_be_other => Some(of_bodies(&outcomes)?),
        _ => outcomes.first().copied(),
    };
    for (text, word) in read {
        match word {
            None if !may_be_other || text.starts_with('#') => return None,
            Some(word) if word.unread => return None,
            // "+idps+killed": the displaced who were killed.
            Some(word) if may_be_other && word.outcome.is_some() && word.outcome != outcome => {
                others.extend(["+", text]);
            }
            None => others.extend(["+", text]),
            Some(word) => {
                told.add(word);
                // What is conceded without a word of what became of them is one of deaths.
                let outcome = if word.role.is_some() { &mut weak } else { &mut told.outcome };
                *outcome = outcome.or(word.outcome);
            }
        }
    }
    let rest = known.get("").cloned().unwrap_or_default();
    told.outcome = told.outcome.or(weak).or(rest.outcome);
    told.outcome?;
    if !others.is_empty() {
        told.group = Some(Many::one(Template::of_text(&others)));
    }
    told.add(&rest);
    let end = told.end.take();
    Some((told, end))
}

/// The one of several outcomes that is of people's bodies, where the others can be who they were: the displaced who
/// were killed. None if it cannot be told.
fn of_bodies(outcomes: &[Word<Outcome>]) -> Option<Word<Outcome>> {
    let is_body =
        |&Word(outcome): &Word<Outcome>| matches!(outcome, Outcome::Killed | Outcome::Wounded | Outcome::Casualties);
    let mut bodies = outcomes.iter().copied().filter(is_body);
    let body = bodies.next()?;
    bodies.all(|other| other == body).then_some(body)
}

impl WordFields {
    /// Adds what another word tells, but for the outcome.
    fn add(&mut self, word: &WordFields) {
        fn key(group: &Many<Template>) -> Option<&str> {
            group.items.first().and_then(Template::literal)
        }
        if let Some(group) = &word.group {
            // "civilian children" are children.
            let whole = key(group).and_then(|key| PEOPLE.get(key)).and_then(|group| group.items[0].part_of.as_deref());
            let is_of = |told: &Many<Template>| whole.is_some() && whole == key(told);
            if self.group.as_ref().is_none_or(is_of) {
                self.group = Some(group.clone());
            }
        }
        self.role = self.role.take().or_else(|| word.role.clone());
        self.source = self.source.take().or_else(|| word.source.clone());
        self.zero = self.zero.or(word.zero);
        self.end = self.end.or(word.end);
        self.apart |= word.apart;
    }
}
