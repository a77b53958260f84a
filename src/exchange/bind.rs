//! A mapping bound to the columns of one table.

use std::collections::{BTreeMap, HashMap};

use super::fault::RowFault;
use super::header::Header;
use super::mapping::{
    CountFields, End, Fields, GroupFields, Many, Mapping, Part, Reading, Template, Test, When, WordFields, Zero,
};
use super::names::People;
use super::published::Role;
use crate::record::interest::Interest;
use crate::record::outcome::Outcome;
use crate::record::source::Basis;
use crate::said::count::Count;

/// Which of the cells that are read: an index into [`Bound::slots`].
pub(crate) type SlotId = usize;

/// A cell that is read: where it stands, and how.
#[derive(Debug)]
pub(crate) struct Slot {
    /// The column; of a date in parts, that of each part.
    pub(crate) at: Vec<Option<usize>>,
    pub(crate) read: Reading,
    pub(crate) blank: Option<Vec<Box<str>>>,
    pub(crate) split: Option<Box<str>>,
}

impl Slot {
    /// The first column.
    pub(crate) fn column(&self) -> usize {
        self.at.iter().flatten().next().copied().unwrap_or_default()
    }
}

/// A text of which the cells are known.
pub(crate) type Text = Vec<Piece>;

#[derive(Clone, Debug)]
pub(crate) enum Piece {
    Text(Box<str>),
    Cell(SlotId),
    /// What the row says, as a short name.
    Row,
    Line,
}

pub(crate) type Tests = Vec<(Option<SlotId>, Test)>;

/// The group that a count is of.
#[derive(Debug)]
pub(crate) enum GroupRef {
    Key(Box<str>),
    People(People),
    Text(Text),
}

#[derive(Debug)]
pub(crate) struct BoundGroup {
    pub(crate) when: Tests,
    pub(crate) id: Text,
    pub(crate) name: Text,
    pub(crate) party: Option<Text>,
    /// Its place in the list of the mapping: the rest stands there.
    pub(crate) at: usize,
}

#[derive(Debug)]
pub(crate) enum OutcomeRef {
    Word(Outcome),
    Cell(SlotId),
}

#[derive(Debug)]
pub(crate) enum RoleRef {
    Word(Role),
    Cell(SlotId),
}

#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "as in a mapping")]
pub(crate) struct BoundCount {
    pub(crate) groups: Vec<GroupRef>,
    pub(crate) outcome: OutcomeRef,
    pub(crate) role: RoleRef,
    pub(crate) low: Vec<SlotId>,
    pub(crate) best: Vec<SlotId>,
    pub(crate) high: Vec<SlotId>,
    pub(crate) said: Vec<SlotId>,
    pub(crate) says: Option<Count>,
    pub(crate) required: bool,
    pub(crate) is_zero_none: bool,
    pub(crate) days: u32,
    pub(crate) when: Tests,
    pub(crate) is_conditional: bool,
    /// The party that says so of itself.
    pub(crate) source: Option<Text>,
    pub(crate) interest: Option<Interest>,
    pub(crate) basis: Option<Basis>,
    /// Whether it is the total of `sum`, or the part that nobody knows whose it is.
    pub(crate) is_total: bool,
    pub(crate) is_unknown: bool,
}

#[derive(Debug, Default)]
pub(crate) struct BoundEvent {
    pub(crate) ids: Vec<Text>,
    pub(crate) name: Vec<Text>,
    pub(crate) place: Vec<Text>,
    pub(crate) start: Vec<SlotId>,
    pub(crate) end: Vec<SlotId>,
    pub(crate) year: Vec<SlotId>,
    pub(crate) part_of: Option<(Text, Text)>,
    pub(crate) perpetrator: Option<(Text, Tests)>,
}

/// The columns of a claim that hardly any table has but one of claims.
#[derive(Debug, Default)]
pub(crate) struct BoundClaim {
    pub(crate) id: Vec<SlotId>,
    pub(crate) relayed_by: Vec<SlotId>,
    pub(crate) since: Vec<SlotId>,
    pub(crate) retracted: Vec<SlotId>,
    pub(crate) supersedes: Vec<SlotId>,
    pub(crate) basis: Vec<SlotId>,
    pub(crate) interest: Vec<SlotId>,
    pub(crate) perpetrator: Vec<SlotId>,
    pub(crate) credibility: Vec<SlotId>,
    pub(crate) anonymous: Vec<SlotId>,
    pub(crate) correction: Vec<SlotId>,
}

/// A mapping and the columns of a table that it reads.
#[derive(Debug)]
pub(crate) struct Bound {
    pub(crate) mapping: Mapping,
    pub(crate) header: Header,
    pub(crate) slots: Vec<Slot>,
    pub(crate) event: BoundEvent,
    pub(crate) groups: BTreeMap<Box<str>, Vec<BoundGroup>>,
    pub(crate) source: Vec<SlotId>,
    pub(crate) relays: Option<Text>,
    pub(crate) as_of: Vec<SlotId>,
    pub(crate) published: Vec<SlotId>,
    pub(crate) quote: Vec<SlotId>,
    pub(crate) url: Vec<SlotId>,
    pub(crate) claim: BoundClaim,
    pub(crate) counts: Vec<BoundCount>,
    /// Columns in which dates stand, those of which ids are made, and all that are read.
    pub(crate) dates: Vec<usize>,
    pub(crate) ids: Vec<usize>,
    pub(crate) read: Vec<usize>,
    /// Names that stand twice.
    pub(crate) twice: Vec<RowFault>,
}

impl Bound {
    /// The columns that are not read.
    pub(crate) fn unread(&self) -> impl Iterator<Item = usize> {
        (0..self.header.len()).filter(|at| self.header.is_named(*at) && !self.read.contains(at))
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
}

/// The mapping, bound to the columns of that header.
pub(crate) fn bind(mapping: &Mapping, header: &Header, is_recognised: bool) -> Result<Bound, Misfit> {
    let fields = mapping.fields();
    let mut binder = Binder {
        fields,
        header,
        slots: Vec::new(),
        found: HashMap::new(),
        misfit: Misfit::default(),
        twice: Vec::new(),
    };
    for name in fields.needs.iter().chain(fields.marks.iter().filter(|_| is_recognised)) {
        if binder.slot(name).is_none() {
            binder.miss(name);
        }
    }
    for name in &fields.lacks {
        if !header.find(name).is_empty() {
            binder.misfit.missing.push(format!("not {name}"));
        }
    }
    let event = binder.event();
    let groups = fields.groups.iter().map(|(key, group)| (key.clone(), binder.group(group))).collect();
    let source = fields.source.as_ref().map(|source| binder.slots(Some(&source.column))).unwrap_or_default();
    let relays = fields.relays.as_ref().and_then(|relays| binder.text(relays, true));
    let [as_of, published, quote, url] =
        [&fields.as_of, &fields.published, &fields.quote, &fields.url].map(|names| binder.slots(names.as_ref()));
    let claim = binder.claim();
    let mut counts: Vec<BoundCount> = fields.counts.iter().filter_map(|count| binder.count(count)).collect();
    let mut dates: Vec<usize> = [&event.start, &event.end, &as_of, &published, &claim.since, &claim.retracted]
        .into_iter()
        .flatten()
        .filter(|&&slot| binder.slots[slot].read != Reading::DateParts)
        .map(|&slot| binder.slots[slot].column())
        .collect();
    dates.sort_unstable();
    dates.dedup();
    let cells =
        event.ids.iter().flatten().filter_map(|piece| if let Piece::Cell(slot) = piece { Some(slot) } else { None });
    let ids = cells.chain(&claim.id).map(|&slot| binder.slots[slot].column()).collect();
    let mut read: Vec<usize> = binder.slots.iter().flat_map(|slot| slot.at.iter().flatten().copied()).collect();
    binder.by_words(&mut counts, &mut read);
    if counts.is_empty() && binder.misfit.missing.is_empty() {
        binder.misfit.is_uncounted = true;
    }
    let Binder { slots, mut misfit, twice, .. } = binder;
    misfit.needs = misfit.missing.len().max(fields.needs.len() + if is_recognised { fields.marks.len() } else { 0 });
    if misfit.is_uncounted || !misfit.missing.is_empty() {
        return Err(misfit);
    }
    let (mapping, header) = (mapping.clone(), header.clone());
    Ok(Bound {
        mapping,
        header,
        slots,
        event,
        groups,
        source,
        relays,
        as_of,
        published,
        quote,
        url,
        claim,
        counts,
        dates,
        ids,
        read,
        twice,
    })
}

struct Binder<'m> {
    fields: &'m Fields,
    header: &'m Header,
    slots: Vec<Slot>,
    found: HashMap<Box<str>, Option<SlotId>>,
    misfit: Misfit,
    twice: Vec<RowFault>,
}

impl Binder<'_> {
    /// The cell of that name, if the table has such a column.
    fn slot(&mut self, name: &str) -> Option<SlotId> {
        if let Some(&found) = self.found.get(name) {
            return found;
        }
        let column = self.fields.columns.get(name);
        let names: Vec<&str> = column.map_or_else(|| vec![name], |column| column.any.iter().map(|n| &**n).collect());
        let read = column.map_or(Reading::Text, |column| column.read);
        let mut firsts = names.iter().map(|name| {
            let columns = self.header.find(name);
            if let Some((&first, others)) = columns.split_first()
                && !self.header.is_hashtags()
            {
                self.twice.extend(others.iter().map(|&again| self.header.twice(again, first)));
            }
            columns.first().copied()
        });
        let at: Vec<Option<usize>> = match read {
            Reading::DateParts => firsts.collect(),
            _ => firsts.find(Option::is_some).into_iter().collect(),
        };
        // The year must be there.
        let is_there = at.first().copied().flatten().is_some();
        let slot =
            Slot { at, read, blank: column.and_then(|c| c.blank.clone()), split: column.and_then(|c| c.split.clone()) };
        let id = is_there.then(|| {
            self.slots.push(slot);
            self.slots.len() - 1
        });
        self.found.insert(name.into(), id);
        id
    }

    /// Notes that a column is missing.
    fn miss(&mut self, name: &str) {
        let names: Vec<&str> = match self.fields.columns.get(name) {
            Some(column) => column.any.iter().map(|name| &**name).collect(),
            None => vec![name],
        };
        let missing = match names[..] {
            [name] => name.to_owned(),
            [name, ref others @ ..] => format!("{name} (or {})", others.join(", ")),
            [] => name.to_owned(),
        };
        if !self.misfit.missing.contains(&missing) {
            self.misfit.missing.push(missing);
        }
    }

    /// The cell of a name that stands alone: it is there, or `columns` lists it as one that may be.
    fn lone(&mut self, name: &str) -> Option<SlotId> {
        let slot = self.slot(name);
        if slot.is_none() && !self.fields.columns.contains_key(name) {
            self.miss(name);
        }
        slot
    }

    fn slots(&mut self, names: Option<&Many<Box<str>>>) -> Vec<SlotId> {
        let Some(names) = names else { return Vec::new() };
        let mut find = |name: &str| if names.is_list { self.slot(name) } else { self.lone(name) };
        names.items.iter().filter_map(|name| find(name)).collect()
    }

    /// The text, if the table has all its columns.
    fn text(&mut self, template: &Template, is_lone: bool) -> Option<Text> {
        let mut text = Vec::new();
        for part in &template.0 {
            text.push(match part {
                Part::Text(words) => Piece::Text(words.clone()),
                Part::Name(name) if &**name == "row" => Piece::Row,
                Part::Name(name) if &**name == "line" => Piece::Line,
                Part::Name(name) => Piece::Cell(if is_lone { self.lone(name) } else { self.slot(name) }?),
            });
        }
        Some(text)
    }

    /// Names of columns, or texts with such names in braces.
    fn texts(&mut self, many: &Many<Template>) -> Vec<Text> {
        let mut texts = Vec::new();
        for template in &many.items {
            texts.extend(match template.literal() {
                Some(name) if many.is_list => self.slot(name).map(|slot| vec![Piece::Cell(slot)]),
                Some(name) => self.lone(name).map(|slot| vec![Piece::Cell(slot)]),
                None => self.text(template, !many.is_list),
            });
        }
        texts
    }

    fn when(&mut self, when: &When) -> Tests {
        when.0.iter().map(|(name, test)| (self.lone(name), test.clone())).collect()
    }

    fn event(&mut self) -> BoundEvent {
        let event = &self.fields.event;
        let is_lone = event.id.items.len() == 1;
        BoundEvent {
            ids: event.id.items.iter().filter_map(|id| self.text(id, is_lone)).collect(),
            name: self.texts(&event.name),
            place: self.texts(&event.place),
            start: self.slots(event.start.as_ref()),
            end: self.slots(event.end.as_ref()),
            year: self.slots(event.year.as_ref()),
            part_of: event.part_of.as_ref().and_then(|of| self.text(&of.id, true).zip(self.text(&of.name, true))),
            perpetrator: event
                .perpetrator
                .as_ref()
                .and_then(|by| self.text(&by.is, true).map(|is| (is, self.when(&by.when)))),
        }
    }

    fn group(&mut self, group: &Many<GroupFields>) -> Vec<BoundGroup> {
        let mut bound = Vec::new();
        for (at, fields) in group.items.iter().enumerate() {
            let when = self.when(&fields.when);
            let party = fields.party.as_ref().and_then(|party| self.text(party, true));
            let texts = self.text(&fields.id, true).zip(self.text(&fields.name, true));
            bound.extend(texts.map(|(id, name)| BoundGroup { when, id, name, party, at }));
        }
        bound
    }

    fn group_ref(&mut self, group: &Template, is_lone: bool) -> Option<GroupRef> {
        match group.literal() {
            Some(key) if self.fields.groups.contains_key(key) => Some(GroupRef::Key(key.into())),
            Some(name) if let Some(people) = People::of(name) => Some(GroupRef::People(people)),
            _ => self.text(group, is_lone).map(GroupRef::Text),
        }
    }

    fn claim(&mut self) -> BoundClaim {
        let claim = &self.fields.claim;
        BoundClaim {
            id: self.slots(claim.id.as_ref()),
            relayed_by: self.slots(claim.relayed_by.as_ref()),
            since: self.slots(claim.since.as_ref()),
            retracted: self.slots(claim.retracted.as_ref()),
            supersedes: self.slots(claim.supersedes.as_ref()),
            basis: self.slots(claim.basis.as_ref()),
            interest: self.slots(claim.interest.as_ref()),
            perpetrator: self.slots(claim.perpetrator.as_ref()),
            credibility: self.slots(claim.credibility.as_ref()),
            anonymous: self.slots(claim.anonymous.as_ref()),
            correction: self.slots(claim.correction.as_ref()),
        }
    }

    /// A count, if the table has any of its columns.
    fn count(&mut self, count: &CountFields) -> Option<BoundCount> {
        let [low, best, high, said] =
            [&count.low, &count.best, &count.high, &count.said].map(|names| self.slots(names.as_ref()));
        if !self.fields.tally && [&low, &best, &high, &said].iter().all(|slots| slots.is_empty()) {
            return None;
        }
        let is_lone = count.group.items.len() == 1;
        let groups = count.group.items.iter().filter_map(|group| self.group_ref(group, is_lone)).collect();
        let sum = self.fields.sum.as_ref();
        let is = |key: Option<&Box<str>>| {
            key.is_some_and(|key| count.group.items.iter().any(|group| group.literal() == Some(key)))
        };
        Some(BoundCount {
            groups,
            outcome: match count.outcome.literal().and_then(|word| word.parse().ok()) {
                Some(word) => OutcomeRef::Word(word),
                None => OutcomeRef::Cell(self.cell(&count.outcome)?),
            },
            role: self.role(count.role.as_ref()),
            low,
            best,
            high,
            said,
            says: count.says.clone(),
            required: count.required,
            is_zero_none: count.zero == Some(Zero::None),
            days: count.days.unwrap_or_default(),
            when: self.when(&count.when),
            is_conditional: !count.when.is_empty(),
            source: count.source.as_ref().and_then(|source| self.text(source, true)),
            interest: count.interest,
            basis: count.basis,
            is_total: is(sum.map(|sum| &sum.total)),
            is_unknown: is(sum.and_then(|sum| sum.unknown.as_ref())),
        })
    }

    fn role(&mut self, role: Option<&Template>) -> RoleRef {
        let word = role.and_then(Template::literal).and_then(|word| word.parse().ok());
        match role.filter(|_| word.is_none()).and_then(|role| self.cell(role)) {
            Some(cell) => RoleRef::Cell(cell),
            None => RoleRef::Word(word.unwrap_or_default()),
        }
    }

    /// The cell that a text consists of.
    fn cell(&mut self, template: &Template) -> Option<SlotId> {
        if let [Part::Name(name)] = &template.0[..] { self.lone(name) } else { None }
    }

    /// Counts of the columns whose names consist of known words.
    fn by_words(&mut self, counts: &mut Vec<BoundCount>, read: &mut Vec<usize>) {
        let mut firsts: Vec<(Told, usize)> = Vec::new();
        for at in 0..self.header.len() {
            if read.contains(&at) {
                continue;
            }
            let Some((told, end)) = self.told(&self.header.words(at)) else { continue };
            let index = match firsts.iter().find(|(other, _)| *other == told) {
                Some(&(_, index)) => index,
                None => {
                    let Some(count) = self.count_of(&told) else { continue };
                    counts.push(count);
                    firsts.push((told, counts.len() - 1));
                    counts.len() - 1
                }
            };
            let slot = Slot { at: vec![Some(at)], read: Reading::Text, blank: None, split: None };
            let count = &mut counts[index];
            let slots = match end {
                Some(End::Low) => &mut count.low,
                Some(End::High) => &mut count.high,
                None => &mut count.best,
            };
            match slots.first() {
                Some(&first) => self.twice.push(self.header.twice(at, self.slots[first].column())),
                None => {
                    self.slots.push(slot);
                    slots.push(self.slots.len() - 1);
                    read.push(at);
                }
            }
        }
    }

    /// What the words of a column's name tell, if all are known and say what became of whom.
    fn told(&self, words: &[String]) -> Option<(Told, Option<End>)> {
        let known = &self.fields.words;
        let (mut told, mut end) = (Told::default(), None);
        let (mut weak, mut others, mut at) = (None, String::new(), 0);
        while at < words.len() {
            let pair = words.get(at + 1).map(|next| format!("{}_{next}", words[at]));
            let of_two = pair.and_then(|pair| known.get(pair.as_str()));
            at += if of_two.is_some() { 2 } else { 1 };
            let Some(word) = of_two.or_else(|| known.get(words[at - 1].as_str())) else {
                known.get("*").filter(|_| !words[at - 1].starts_with('#'))?;
                others.push('+');
                others.push_str(&words[at - 1]);
                continue;
            };
            if word.unread {
                return None;
            }
            told.add(word);
            end = end.or(word.end);
            // What is conceded without a word of what became of them is one of deaths.
            let outcome = if word.role.is_some() { &mut weak } else { &mut told.outcome };
            *outcome = outcome.or(word.outcome);
        }
        let rest = known.get("").cloned().unwrap_or_default();
        told.outcome = told.outcome.or(weak).or(rest.outcome);
        told.outcome?;
        if !others.is_empty() {
            told.group = vec![Template(vec![Part::Text(others.into())])];
        }
        told.add(&rest);
        Some((told, end))
    }

    fn count_of(&mut self, told: &Told) -> Option<BoundCount> {
        let is_lone = told.group.len() == 1;
        let mut groups: Vec<GroupRef> = told.group.iter().filter_map(|group| self.group_ref(group, is_lone)).collect();
        if told.group.is_empty() {
            groups.push(GroupRef::People(People::All));
        }
        Some(BoundCount {
            groups,
            outcome: OutcomeRef::Word(told.outcome?),
            role: self.role(told.role.as_ref()),
            low: Vec::new(),
            best: Vec::new(),
            high: Vec::new(),
            said: Vec::new(),
            says: None,
            required: false,
            is_zero_none: told.zero.is_some(),
            days: 0,
            when: Vec::new(),
            is_conditional: false,
            source: told.source.as_ref().and_then(|source| self.text(source, true)),
            interest: None,
            basis: None,
            is_total: false,
            is_unknown: false,
        })
    }
}

/// What the words of a column's name tell of it, but for the end.
#[derive(Debug, Default, PartialEq)]
struct Told {
    group: Vec<Template>,
    outcome: Option<Outcome>,
    role: Option<Template>,
    source: Option<Template>,
    zero: Option<Zero>,
    apart: bool,
}

impl Told {
    fn add(&mut self, word: &WordFields) {
        let people = |group: &[Template]| group.first().and_then(Template::literal).and_then(People::of);
        if let Some(group) = &word.group {
            // "civilian children" are children.
            let whole = people(&group.items).and_then(People::whole);
            if self.group.is_empty() || (whole.is_some() && whole == people(&self.group)) {
                self.group.clone_from(&group.items);
            }
        }
        self.role = self.role.take().or_else(|| word.role.clone());
        self.source = self.source.take().or_else(|| word.source.clone());
        self.zero = self.zero.or(word.zero);
        self.apart |= word.apart;
    }
}
