//! Records made from names, each once.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::cell::month;
use super::imported::Named;
use super::published::{Published, count_of};
use crate::record::claim::Relays;
use crate::record::event::Event;
use crate::record::group::{Group, Status};
use crate::record::id::{ClaimId, EventId, GroupId, PartyId, SourceId};
use crate::record::party::Party;
use crate::record::source::{Source, SourceKind};
use crate::said::count::{Count, Said};

/// What is remembered of one kind, in bytes, before all of it is forgotten: then records come
/// again, which does no harm.
const MOST_BYTES: usize = 2 << 20;

/// Hashes short names a word at a time: several are looked up for each of millions of rows. A
/// file made to collide costs time and nothing else, and no more than [`MOST_BYTES`] of it.
#[derive(Clone, Default)]
pub(crate) struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.write_u64(u64::from_le_bytes(*word));
        }
        if !rest.is_empty() {
            let mut word = [0; 8];
            word[..rest.len()].copy_from_slice(rest);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(byte.into());
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn write_u64(&mut self, word: u64) {
        // An odd constant, the golden ratio's.
        self.0 = (self.0.rotate_left(26) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

/// Names already seen and what they stand for, in bounded memory.
pub(crate) struct Seen<T> {
    known: QuickMap<Box<str>, T>,
    bytes: usize,
    /// The one seen last: rows of a kind often stand together.
    last: Option<(String, T)>,
}

impl<T> Default for Seen<T> {
    fn default() -> Seen<T> {
        Seen { known: QuickMap::default(), bytes: 0, last: None }
    }
}

impl<T: Clone> Seen<T> {
    pub(crate) fn get(&mut self, name: &str) -> Option<T> {
        if let Some((last, value)) = &self.last
            && last == name
        {
            return Some(value.clone());
        }
        let value = self.known.get(name)?.clone();
        self.remember(name, value.clone());
        Some(value)
    }

    fn remember(&mut self, name: &str, value: T) {
        let mut last = self.last.take().map(|(last, _)| last).unwrap_or_default();
        last.clear();
        last.push_str(name);
        self.last = Some((last, value));
    }

    pub(crate) fn put(&mut self, name: &str, value: T) -> T {
        self.put_of(0, name, value)
    }

    /// The same, of a value that holds so many bytes of its own.
    pub(crate) fn put_of(&mut self, held: usize, name: &str, value: T) -> T {
        const OVERHEAD: usize = 128;
        let bytes = name.len() + held + OVERHEAD;
        if bytes > MOST_BYTES / 64 {
            return value;
        }
        self.bytes += bytes;
        if self.bytes > MOST_BYTES {
            self.known.clear();
            self.bytes = bytes;
        }
        self.known.insert(name.into(), value.clone());
        self.remember(name, value.clone());
        value
    }
}

/// The records that rows name, and the ids of those already given out.
#[derive(Default)]
pub(crate) struct Names {
    /// Named since the last row that came in.
    pub(crate) fresh: Named,
    parties: Seen<PartyId>,
    sources: Seen<SourceId>,
    /// Lists of reporters, as written.
    reporters: Seen<SourceId>,
    /// Lists of relays, as written.
    relays: Seen<Relays>,
    groups: Seen<GroupId>,
    events: Seen<EventId>,
    conflicts: Seen<EventId>,
    people: [Option<GroupId>; 7],
    recorder: Option<SourceId>,
    counts: QuickMap<Said, Count>,
    /// Counts in words, as read.
    pub(crate) counts_read: Seen<Count>,
    scratch: String,
    /// Room for texts that are put together.
    pub(crate) text: String,
}

/// The groups that several formats count.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum People {
    All,
    Civilians,
    Children,
    Women,
    Men,
    Combatants,
    Attackers,
}

impl People {
    pub(crate) const fn id(self) -> &'static str {
        match self {
            People::All => "all",
            People::Civilians => "civilians",
            People::Children => "children",
            People::Women => "women",
            People::Men => "men",
            People::Combatants => "combatants",
            People::Attackers => "attackers",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            People::All => "All people",
            People::Civilians => "Civilians",
            People::Children => "Civilian children",
            People::Women => "Civilian women",
            People::Men => "Civilian men",
            People::Combatants => "Combatants",
            People::Attackers => "Attackers",
        }
    }

    const fn whole(self) -> Option<People> {
        match self {
            People::All => None,
            People::Civilians | People::Combatants | People::Attackers => Some(People::All),
            People::Children | People::Women | People::Men => Some(People::Civilians),
        }
    }

    const fn status(self) -> Option<Status> {
        match self {
            People::Civilians => Some(Status::Civilian),
            People::Combatants => Some(Status::Combatant),
            _ => None,
        }
    }
}

/// A project that prints what others said.
#[derive(Copy, Clone)]
pub(crate) struct Recorder {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
}

/// What every id must have: a character. Names come from cells that are not empty.
const UNNAMED: &str = "?";

fn or_unnamed(name: &str) -> &str {
    if name.is_empty() { UNNAMED } else { name }
}

macro_rules! id_of {
    ($($function:ident -> $id:ident),*) => {$(
        pub(crate) fn $function(name: &str) -> $id {
            $id::new(or_unnamed(name)).unwrap_or_else(|_| unreachable!("a name is not empty"))
        }
    )*};
}

id_of!(party_id -> PartyId, source_id -> SourceId, group_id -> GroupId, event_id -> EventId, claim_id -> ClaimId);

impl Names {
    /// The party of that name, its id the name.
    pub(crate) fn party(&mut self, name: &str) -> PartyId {
        if let Some(id) = self.parties.get(name) {
            return id;
        }
        let id = party_id(name);
        self.fresh.parties.push(Party::new(id.clone(), name));
        self.parties.put(name, id)
    }

    /// The source of that name, its id the name, of the kind `other`.
    pub(crate) fn source(&mut self, name: &str) -> SourceId {
        self.source_made(name, || Source::new(source_id(name), or_unnamed(name), SourceKind::Other))
    }

    /// The source of that id, made by `make` if it is new.
    pub(crate) fn source_made(&mut self, id: &str, make: impl FnOnce() -> Source) -> SourceId {
        if let Some(id) = self.sources.get(id) {
            return id;
        }
        let source = make();
        let new = source.id().clone();
        self.fresh.sources.push(source);
        self.sources.put(id, new)
    }

    /// The recorder itself, as a source: a table has one.
    pub(crate) fn recorder(&mut self, recorder: Recorder) -> SourceId {
        if let Some(id) = &self.recorder {
            return id.clone();
        }
        let id =
            self.source_made(recorder.id, || Source::new(source_id(recorder.id), recorder.name, SourceKind::Monitor));
        self.recorder.insert(id).clone()
    }

    /// The count that published figures amount to.
    pub(crate) fn count(&mut self, published: &Published) -> Option<Count> {
        self.count_of(published.as_said()?)
    }

    /// The count that says this: wording one takes longer than remembering it.
    pub(crate) fn count_of(&mut self, said: Said) -> Option<Count> {
        const MOST_COUNTS: usize = 4096;
        if let Some(count) = self.counts.get(&said) {
            return Some(count.clone());
        }
        let count = count_of(said)?;
        if self.counts.len() < MOST_COUNTS {
            self.counts.insert(said, count.clone());
        }
        Some(count)
    }

    /// Those named in a list, as one source: nothing says which of them said it, and to take
    /// each for a voice of its own would invent corroboration. Sorted, so that the order in
    /// the list does not matter.
    pub(crate) fn reporters(&mut self, list: &str, is_separator: impl Fn(u8) -> bool) -> Option<SourceId> {
        if let Some(id) = self.reporters.get(list) {
            return Some(id);
        }
        let id = self.together(items(list, is_separator).map(Cow::Borrowed))?;
        Some(self.reporters.put(list, id))
    }

    /// The same, of a list in which the day of the report stands behind each. Hardly any such list
    /// comes again.
    pub(crate) fn dated_reporters(&mut self, list: &str, is_separator: impl Fn(u8) -> bool) -> Option<SourceId> {
        self.together(items(list, is_separator).map(without_day))
    }

    fn together<'n>(&mut self, names: impl Iterator<Item = Cow<'n, str>>) -> Option<SourceId> {
        let mut names: Vec<Cow<'n, str>> = names.filter(|name| is_name(name)).collect();
        names.sort_unstable();
        names.dedup();
        let (first, others) = names.split_first()?;
        let mut joined = std::mem::take(&mut self.text);
        joined.clear();
        joined.push_str(first);
        for other in others {
            joined.extend(["; ", other]);
        }
        let id = self.source(&joined);
        self.text = joined;
        Some(id)
    }

    /// The relays of a list, as `read` finds them there: always the same `read` of one table.
    pub(crate) fn relays(&mut self, list: &str, read: impl FnOnce(&str) -> Relays) -> Relays {
        if let Some(relays) = self.relays.get(list) {
            return relays;
        }
        let relays = read(list);
        let held = relays.iter().map(|relay| relay.len() + 48).sum();
        self.relays.put_of(held, list, relays)
    }

    /// One of the groups that several formats count, with those it is part of.
    pub(crate) fn people(&mut self, people: People) -> GroupId {
        if let Some(id) = &self.people[people as usize] {
            return id.clone();
        }
        let id = group_id(people.id());
        let mut group = Group::new(id.clone(), people.name());
        if let Some(whole) = people.whole() {
            group = group.with_part_of(self.people(whole));
        }
        if let Some(status) = people.status() {
            group = group.with_status(status);
        }
        self.fresh.groups.push(group);
        self.people[people as usize].insert(id).clone()
    }

    /// The group of that id, made by `make` if it is new.
    pub(crate) fn group(&mut self, id: &str, make: impl FnOnce(&mut Names, GroupId) -> Group) -> GroupId {
        if let Some(id) = self.groups.get(id) {
            return id;
        }
        let new = group_id(id);
        let group = make(self, new.clone());
        self.fresh.groups.push(group);
        self.groups.put(id, new)
    }

    /// The event of that id, known by that name.
    pub(crate) fn event(&mut self, id: &str, name: &str) -> EventId {
        if let Some(id) = self.events.get(id) {
            return id;
        }
        let new = event_id(id);
        self.fresh.events.push(Event::new(new.clone(), name));
        self.events.put(id, new)
    }

    /// UCDP's conflict of that name, as the event that others are part of.
    pub(crate) fn conflict(&mut self, name: &str) -> EventId {
        if let Some(id) = self.conflicts.get(name) {
            return id;
        }
        let id = self.event(&format!("ucdp conflict:{name}"), name);
        self.conflicts.put(name, id)
    }

    /// The claim id of those parts.
    pub(crate) fn claim_id(&mut self, parts: &[&str]) -> ClaimId {
        self.scratch.clear();
        self.scratch.extend(parts.iter().copied());
        claim_id(&self.scratch)
    }

    /// The event id of those parts.
    pub(crate) fn event_id(&mut self, parts: &[&str]) -> EventId {
        self.scratch.clear();
        self.scratch.extend(parts.iter().copied());
        event_id(&self.scratch)
    }
}

/// What stands between separators, which are ASCII.
fn items(list: &str, is_separator: impl Fn(u8) -> bool) -> impl Iterator<Item = &str> {
    let mut rest = Some(list);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(end) = text.bytes().position(&is_separator) else { return rest.take() };
        rest = Some(&text[end + 1..]);
        Some(&text[..end])
    })
    .map(str::trim)
}

/// `WP 04 Apr (MoH)` without the day of the report: days and months at the end, or before what stands
/// there in brackets, also with a year.
fn without_day(name: &str) -> Cow<'_, str> {
    let note = if name.ends_with(')') { name.rfind('(') } else { None };
    let (outlet, note) = note.map_or((name, ""), |at| name.split_at(at));
    let outlet = outlet.trim_end();
    let mut rest = outlet;
    while let Some(shorter) = before_day(rest) {
        rest = shorter;
    }
    match (rest, note) {
        (rest, _) if rest.len() == outlet.len() => Cow::Borrowed(name),
        (rest, "") => Cow::Borrowed(rest),
        ("", note) => Cow::Borrowed(note),
        (rest, note) => Cow::Owned(format!("{rest} {note}")),
    }
}

/// What stands before a day at the end: `04 Apr`, `4-5 Apr`, `04 Apr 2004`, `04 Apr 04`.
fn before_day(text: &str) -> Option<&str> {
    let is_number = |word: &[u8]| !word.is_empty() && word.iter().all(u8::is_ascii_digit);
    let (mut rest, mut word) = last_word(text);
    if matches!(word.len(), 2 | 4) && is_number(word.as_bytes()) {
        (rest, word) = last_word(rest);
    }
    let word = word.as_bytes();
    month(word.strip_suffix(b".").unwrap_or(word))?;
    let (rest, days) = last_word(rest);
    let is_day = |day: &[u8]| {
        matches!(day, [b'1'..=b'9'] | [b'0', b'1'..=b'9'] | [b'1' | b'2', b'0'..=b'9'] | [b'3', b'0' | b'1'])
    };
    days.as_bytes().splitn(2, |&byte| byte == b'-').all(is_day).then_some(rest)
}

/// What stands before the last word, and that word.
fn last_word(text: &str) -> (&str, &str) {
    // White space of one byte, which is nearly all there is, is found byte by byte.
    let is_space = |byte: &u8| matches!(byte, b'\t'..=b'\r' | b' ');
    if text.is_ascii() {
        let start = text.as_bytes().iter().rposition(is_space).map_or(0, |space| space + 1);
        let (rest, word) = text.split_at(start);
        let kept = rest.as_bytes().iter().rposition(|byte| !is_space(byte)).map_or(0, |last| last + 1);
        return (&rest[..kept], word);
    }
    let (rest, word) = text.rsplit_once(char::is_whitespace).unwrap_or(("", text));
    (rest.trim_end(), word)
}

/// A dot or a dash in a column of names says that there is none.
pub(crate) fn is_name(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_a_report_is_no_part_of_who_reported() {
        let cases = [
            ("REU 12 Mar", "REU"),
            ("REU\u{a0}12\t Mar", "REU"),
            ("WP 04 Apr (MoH)", "WP (MoH)"),
            ("AFP 2 September 2004", "AFP"),
            ("AFP 2 Sept. 04", "AFP"),
            ("AP 12-13 Mar", "AP"),
            ("AP 12 Mar 13 Mar", "AP"),
            ("12 Mar", ""),
            // What only looks like one stays as it is.
            ("VOI 1-Oct", "VOI 1-Oct"),
            ("Channel 4", "Channel 4"),
            ("May 12 Group", "May 12 Group"),
            ("14 July Brigade", "14 July Brigade"),
            ("24 Marines", "24 Marines"),
            ("Radio 98 May", "Radio 98 May"),
            ("REU 12 Mar/13 Mar", "REU 12 Mar/13 Mar"),
            ("REU 12 Mar 20045", "REU 12 Mar 20045"),
            ("WP (04 Apr)", "WP (04 Apr)"),
            ("", ""),
        ];
        for (written, expected) in cases {
            assert_eq!(without_day(written), expected, "{written}");
        }
    }
}
