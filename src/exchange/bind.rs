//! A mapping bound to the columns of one table.

use std::collections::BTreeMap;
use std::slice;
use std::sync::Arc;

use super::fault::RowFault;
use super::header::Header;
use super::mapping::{
    ALL, Column, CountFields, End, Fields, GroupFields, Many, Names, Naming, PEOPLE, Reading, Template, Word,
    WordFields,
};
use crate::record::moment::Moment;

/// A cell that is read: where it stands, and how.
#[derive(Debug)]
pub(crate) struct Slot {
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
    pub(crate) fields: Arc<Fields>,
    pub(crate) header: Header,
    /// The cells that the table has, by their names.
    slots: BTreeMap<Box<str>, Slot>,
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
        let fields = Arc::new(Fields { blank: Some(Vec::new()), as_of: dates, ..Fields::default() });
        let mut binder = Binder::new(&fields, header);
        for name in names {
            binder.find(name);
        }
        binder.bound(Vec::new())
    }

    /// The cell of that name, if the table has it.
    pub(crate) fn slot(&self, name: &str) -> Option<&Slot> {
        self.slots.get(name)
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

    /// The columns in which dates stand.
    pub(crate) fn dates(&self) -> Vec<usize> {
        let Fields { event, as_of, published, claim, .. } = &*self.fields;
        let names = [&event.start, &event.end, as_of, published, &claim.since, &claim.retracted];
        let slots = names.into_iter().flat_map(|names| self.slots(names));
        let mut dates: Vec<usize> =
            slots.filter(|slot| slot.how.read != Reading::DateParts).map(Slot::column).collect();
        dates.sort_unstable();
        dates.dedup();
        dates
    }
}

/// What a table lacks to be one of a mapping.
#[derive(Debug, Default)]
pub(crate) struct Misfit {
    /// Columns, each with its other names.
    pub(crate) missing: Vec<String>,
    /// How many columns the table must have.
    needs: usize,
    /// Whether the columns are there, but nothing is counted.
    pub(crate) is_uncounted: bool,
}

impl Misfit {
    /// Whether less of what is needed is missing than of another mapping, or in another row.
    pub(crate) fn is_closer_than(&self, other: &Misfit) -> bool {
        let missing = |of: &Misfit| of.missing.len() + usize::from(of.is_uncounted);
        missing(self) * other.needs.max(1) < missing(other) * self.needs.max(1)
    }

    /// Whether a third of what is needed is missing, or more.
    pub(crate) fn is_far(&self) -> bool {
        3 * self.missing.len() >= self.needs
    }
}

/// The mapping, bound to the columns of that header.
pub(crate) fn bind(fields: &Arc<Fields>, header: &Header, is_recognised: bool) -> Result<Bound, Misfit> {
    let mut binder = Binder::new(fields, header);
    for name in fields.needs.iter().chain(fields.marks.iter().filter(|_| is_recognised)) {
        // What tells the table is not read for it: a column of figures may be.
        if binder.slot(name).is_none() {
            binder.miss(name);
        }
    }
    let lacks = fields.lacks.iter().filter(|name| !header.find(name).is_empty());
    binder.misfit.missing.extend(lacks.map(|name| format!("not {name}")));
    binder.names_of_rows();
    let mut counts: Vec<CountFields> = fields.counts.iter().filter(|count| binder.has_count(count)).cloned().collect();
    binder.by_words(&mut counts);
    let misfit = &mut binder.misfit;
    misfit.is_uncounted = counts.is_empty() && misfit.missing.is_empty();
    misfit.needs = misfit.missing.len().max(fields.needs.len() + if is_recognised { fields.marks.len() } else { 0 });
    if misfit.is_uncounted || !misfit.missing.is_empty() {
        return Err(binder.misfit);
    }
    Ok(binder.bound(counts))
}

struct Binder<'m> {
    fields: &'m Arc<Fields>,
    header: &'m Header,
    slots: BTreeMap<Box<str>, Slot>,
    misfit: Misfit,
    twice: Vec<RowFault>,
}

impl<'m> Binder<'m> {
    fn new(fields: &'m Arc<Fields>, header: &'m Header) -> Binder<'m> {
        Binder { fields, header, slots: BTreeMap::new(), misfit: Misfit::default(), twice: Vec::new() }
    }

    fn bound(self, counts: Vec<CountFields>) -> Bound {
        let Binder { fields, header, slots, twice, .. } = self;
        let named = fields.event.id.items.iter().flat_map(Template::names);
        let named = named.chain(fields.claim.id.items.iter().map(|name| &**name));
        let ids = named.filter_map(|name| slots.get(name)).map(Slot::column).collect();
        let mut read: Vec<usize> = slots.values().flat_map(|slot| slot.at.iter().flatten().copied()).collect();
        read.sort_unstable();
        Bound { fields: Arc::clone(fields), header: header.clone(), slots, counts, ids, read, twice }
    }

    /// Finds the cell of that name; false if the table has no such column.
    fn find(&mut self, name: &str) -> bool {
        if self.slots.contains_key(name) {
            return true;
        }
        let slot = self.slot(name);
        let is_there = slot.is_some();
        self.slots.extend(slot.map(|slot| (name.into(), slot)));
        is_there
    }

    fn slot(&mut self, name: &str) -> Option<Slot> {
        let Fields { columns, .. } = &**self.fields;
        let how = columns.get(name).cloned().unwrap_or_else(|| Column { any: vec![name.into()], ..Column::default() });
        let at: Vec<Option<usize>> = match how.read {
            // Each part may have other names, too.
            Reading::DateParts => {
                let names = how.any.iter().map(|part| columns.get(part).map_or(slice::from_ref(part), |c| &c.any));
                names.map(|names| self.first(names)).collect()
            }
            _ => vec![self.first(&how.any)],
        };
        // Of a date in parts, the year must be there.
        at.first()?.is_some().then_some(Slot { at, how })
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
        let missing = match self.fields.columns.get(name).map(|column| &column.any[..]) {
            Some([name, others @ ..]) if !others.is_empty() => format!("{name} (or {})", others.join(", ")),
            Some([name]) => name.to_string(),
            _ => name.to_owned(),
        };
        if !self.misfit.missing.contains(&missing) {
            self.misfit.missing.push(missing);
        }
    }

    /// Finds the cell of a name; of one that stands alone it is there, or `columns` lists it as one that may be.
    fn name(&mut self, name: &str, is_lone: bool) {
        if !self.find(name) && is_lone && !self.fields.columns.contains_key(name) {
            self.miss(name);
        }
    }

    fn bind(&mut self, each: &[&dyn Naming]) {
        for of in each {
            of.each_name(true, &mut |name, is_lone| self.name(name, is_lone));
        }
    }

    /// All names but those of counts.
    fn names_of_rows(&mut self) {
        let Fields { event, claim, groups, source, relays, as_of, published, quote, url, .. } = &**self.fields;
        self.bind(&[&event.id, &event.name, &event.place, &event.start, &event.end, &event.year]);
        event.part_of.iter().for_each(|of| self.bind(&[&of.id, &of.name]));
        event.perpetrator.iter().for_each(|by| self.bind(&[&by.is, &by.when]));
        for GroupFields { id, name, party, when, .. } in groups.values().flat_map(|group| &group.items) {
            self.bind(&[when, party, id, name]);
        }
        self.bind(&[relays, &source.column, as_of, published, quote, url]);
        self.bind(&[&claim.id, &claim.relayed_by, &claim.since, &claim.retracted, &claim.supersedes, &claim.basis]);
        self.bind(&[&claim.interest, &claim.perpetrator, &claim.credibility, &claim.anonymous, &claim.correction]);
    }

    /// Whether the table has any column of a count.
    fn has_count(&mut self, count: &CountFields) -> bool {
        self.bind(&count.columns().map(|names| names as &dyn Naming));
        let is_there = |names: &Names| names.items.iter().any(|name| self.slots.contains_key(name));
        if !self.fields.tally && !count.columns().into_iter().any(is_there) {
            return false;
        }
        self.bind(&[&count.group, &count.outcome, &count.role, &count.source, &count.when]);
        true
    }

    /// Adds counts of the columns whose names consist of known words.
    fn by_words(&mut self, counts: &mut Vec<CountFields>) {
        let mut firsts: Vec<(WordFields, usize)> = Vec::new();
        for at in 0..self.header.len() {
            if self.slots.values().any(|slot| slot.at.contains(&Some(at))) {
                continue;
            }
            let Some((told, end)) = self.told(&self.header.words(at)) else { continue };
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
            if let Some(first) = names.items.first() {
                let first = self.slots[first].column();
                self.twice.push(self.header.twice(at, first));
            } else {
                // No column and no key of a mapping is called so.
                let name: Box<str> = format!("\0{at}").into();
                names.items.push(name.clone());
                self.slots.insert(name, Slot { at: vec![Some(at)], how: Column::default() });
            }
        }
    }

    /// What the words of a column's name tell, if all are known and say what became of whom; and which end
    /// of a range it is.
    fn told(&self, words: &[String]) -> Option<(WordFields, Option<End>)> {
        let known = &self.fields.words;
        let (mut told, mut weak, mut others, mut at) = (WordFields::default(), None, String::new(), 0);
        while at < words.len() {
            let pair = words.get(at + 1).map(|next| format!("{}_{next}", words[at]));
            let of_two = pair.and_then(|pair| known.get(pair.as_str()));
            at += if of_two.is_some() { 2 } else { 1 };
            let Some(word) = of_two.or_else(|| known.get(words[at - 1].as_str())) else {
                known.get("*").filter(|_| !words[at - 1].starts_with('#'))?;
                others.extend(["+", &words[at - 1]]);
                continue;
            };
            if word.unread {
                return None;
            }
            told.add(word);
            // What is conceded without a word of what became of them is one of deaths.
            let outcome = if word.role.is_some() { &mut weak } else { &mut told.outcome };
            *outcome = outcome.or(word.outcome);
        }
        let rest = known.get("").cloned().unwrap_or_default();
        told.outcome = told.outcome.or(weak).or(rest.outcome);
        told.outcome?;
        if !others.is_empty() {
            told.group = Some(Many { items: vec![Template::of_text(&others)], is_list: false });
        }
        told.add(&rest);
        let end = told.end.take();
        Some((told, end))
    }

    fn count_of(&mut self, told: &WordFields) -> CountFields {
        let all = || Many { items: vec![Template::of_text(ALL)], is_list: false };
        let group = told.group.clone().unwrap_or_else(all);
        self.bind(&[&group, &told.role, &told.source]);
        let outcome = told.outcome.map(|Word(outcome)| Template::of_text(outcome.as_str()));
        let (role, source, zero) = (told.role.clone(), told.source.clone(), told.zero);
        CountFields { group, outcome, role, zero, source, ..CountFields::default() }
    }
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
