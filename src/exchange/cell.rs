//! Cells of a row, read as what they should be, each fault noted where it stands.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::{DateTime, Datelike, NaiveDate};

use super::bind::{Bound, Slot};
use super::date::{self, DateOrder, Span, Written};
use super::fault::RowFault;
use super::mapping::{Comparison, Form, Many, Name, Names, Odd, Part, Reading, Template, When};
use super::names::is_absent;
use super::orders::Orders;
use super::published::{Flag, FlagKind};
use super::row::Row;
use crate::dossier::fault::brief;
use crate::record::moment::Moment;
use crate::record::vocabulary::UnknownWord;
use crate::said::count::{Count, CountError, Said};

/// The lowest and the highest number that a cell tells; a number alone is both.
pub(crate) type Ends = (Option<u64>, Option<u64>);

/// The cells of one row.
pub(crate) struct Cells<'t> {
    pub(crate) row: &'t Row,
    pub(crate) bound: &'t Bound,
    pub(crate) orders: &'t Orders,
    pub(crate) faults: &'t mut Vec<RowFault>,
    pub(crate) flags: Vec<Flag>,
    /// Counts that were read before, by their texts.
    pub(crate) counts: &'t mut HashMap<Box<str>, Count>,
    /// What the row is called for want of an id.
    pub(crate) row_name: String,
    /// What is not understood of each column, so that a test of it cannot hold.
    pub(crate) odd: &'t mut Odds,
}

/// What is not understood, by column.
pub(crate) type Odds = BTreeMap<usize, BTreeSet<Box<str>>>;

impl<'t> Cells<'t> {
    pub(crate) fn fault(&mut self, at: usize, message: String) {
        self.faults.push(RowFault::new(self.row.line_of(at), at as u64 + 1, message));
    }

    /// What is wrong with a cell, behind the name of its column.
    pub(crate) fn wrong(&mut self, at: usize, what: impl Display) {
        self.fault(at, format!("{}: {what}", self.bound.header.name(at)));
    }

    pub(crate) fn flag(&mut self, at: usize, kind: FlagKind) {
        let flag = Flag::new(self.row.line_of(at), at as u64 + 1, kind);
        if !self.flags.contains(&flag) {
            self.flags.push(flag);
        }
    }

    /// The column of the first of those names that the table has.
    pub(crate) fn at(&self, names: &Names) -> usize {
        self.bound.slots(names).next().map_or(0, Slot::column)
    }

    /// The text of a cell as it stands, but for the sign by which a spreadsheet knows it for a text.
    fn written(&mut self, at: usize) -> &'t str {
        let bytes = self.row.cell(at);
        match std::str::from_utf8(bytes) {
            Ok(text) => unescaped(text),
            Err(error) => {
                let (byte, found) = (error.valid_up_to(), bytes[error.valid_up_to()]);
                let found = format!("the byte 0x{found:02x} at byte {byte} of the cell (--encoding windows-1252?)");
                self.wrong(at, format!("expected UTF-8, found {found}"));
                ""
            }
        }
    }

    /// The text without the white space around it; none if it is one of those that say that there is
    /// none.
    fn filled(&mut self, slot: &Slot) -> Option<&'t str> {
        let text = self.written(slot.column()).trim();
        let is_in = |list: &[Box<str>]| list.iter().any(|blank| blank.eq_ignore_ascii_case(text));
        let is_blank = self.bound.fields.blank.as_ref().map_or_else(|| is_absent(text), |blank| is_in(blank));
        (!text.is_empty() && !is_blank && !is_in(&slot.how.blank)).then_some(text)
    }

    /// The first cell that is filled, and its text.
    fn first(&mut self, names: &Names) -> Option<(&'t Slot, &'t str)> {
        let bound = self.bound;
        bound.slots(names).find_map(|slot| Some((slot, self.filled(slot)?)))
    }

    /// What the first cell that is filled says, read as its column is.
    pub(crate) fn text(&mut self, names: &Names) -> Option<Cow<'t, str>> {
        names.items.iter().find_map(|name| self.text_of(name))
    }

    pub(crate) fn text_of(&mut self, name: &Name) -> Option<Cow<'t, str>> {
        let slot = self.bound.slot(name)?;
        let text = self.filled(slot)?;
        if !slot.how.words.is_empty() {
            return self.word_in(slot, text).map(Cow::Borrowed);
        }
        Some(match slot.how.read {
            Reading::Citation => Cow::Borrowed(outlet(text).trim_matches(['"', ' ', '.', ','])),
            Reading::OneName => Cow::Owned(only_name(text)?),
            Reading::Stem => Cow::Borrowed(text.rsplit_once('-').map_or(text, |(stem, _)| stem)),
            Reading::DateParts => Cow::Owned(self.parts(slot)?.first.to_string()),
            Reading::Text | Reading::Undated | Reading::Newest => Cow::Borrowed(text),
        })
    }

    /// The word of the column's own that a text stands for; what stands for none is noted.
    fn word_in(&mut self, slot: &'t Slot, text: &str) -> Option<&'t str> {
        let found = slot.how.word(text);
        if found.is_none() {
            self.odd(slot, text);
        }
        found
    }

    fn odd(&mut self, slot: &Slot, text: &str) {
        const MOST: usize = 20;
        let odd = self.odd.entry(slot.column()).or_default();
        if odd.len() < MOST {
            odd.insert(brief(text).into());
        }
    }

    /// The items of a list with `;` between.
    pub(crate) fn list(&mut self, names: &Names) -> Vec<String> {
        const MOST_ITEMS: usize = 1 << 12;
        let text = self.text(names).unwrap_or_default();
        if text.bytes().filter(|&byte| byte == b';').count() >= MOST_ITEMS {
            self.wrong(self.at(names), format!("more than {MOST_ITEMS} items in one list"));
            return Vec::new();
        }
        text.split(';').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
    }

    /// The text of the first cell that is not blank, as it stands.
    pub(crate) fn verbatim(&mut self, names: &Names) -> Option<&'t str> {
        self.first(names).map(|(slot, _)| self.written(slot.column()))
    }

    /// The text, if no cell of it is blank.
    pub(crate) fn fill(&mut self, text: &Template) -> Option<String> {
        if let Some(column) = text.column() {
            return self.text(column).map(Cow::into_owned);
        }
        let mut filled = String::new();
        for part in &text.0 {
            match part {
                Part::Text(words) => filled.push_str(words),
                Part::Name(names) => filled.push_str(&self.text(names)?),
                Part::Row => filled.push_str(&self.row_name),
                Part::Line => filled.push_str(&self.row.line.to_string()),
            }
        }
        Some(filled)
    }

    /// The texts that can be filled, with commas between, each once.
    pub(crate) fn join(&mut self, texts: &Many<Template>) -> Option<String> {
        let mut joined: Vec<String> = Vec::new();
        for text in &texts.items {
            joined.extend(self.fill(text).filter(|text| !joined.contains(text)));
        }
        (!joined.is_empty()).then(|| joined.join(", "))
    }

    /// Whether all tests hold.
    pub(crate) fn holds(&mut self, when: &When) -> bool {
        // Each is tried, so that what is not understood of any is noted.
        when.0.iter().fold(true, |all_hold, (name, test)| {
            let Some(text) = self.text_of(name) else { return false };
            let holds = match test {
                Form::One(value) => value.eq_ignore_ascii_case(&text),
                Form::List(values) => values.iter().any(|value| value.eq_ignore_ascii_case(&text)),
                Form::Object(Comparison::Below(limit)) => {
                    self.years(name, &text).is_some_and(|(_, most)| most < *limit)
                }
                Form::Object(Comparison::From(limit)) => {
                    self.years(name, &text).is_some_and(|(least, _)| least >= *limit)
                }
                Form::Object(Comparison::Has(words)) => {
                    let lower = text.to_lowercase();
                    words.items.iter().any(|word| lower.contains(&word.to_lowercase()))
                }
            };
            all_hold && holds
        })
    }

    /// The fewest and the most years of an age; what tells none is noted.
    fn years(&mut self, name: &Name, text: &str) -> Option<(u64, u64)> {
        let years = years(text);
        if let Some(slot) = self.bound.slot(name).filter(|_| years.is_none()) {
            self.odd(slot, text);
        }
        years
    }

    /// That nothing stands where something must.
    pub(crate) fn nothing(&mut self, at: usize, expected: &str) {
        if !self.is_wrong(at) {
            self.wrong(at, format!("expected {expected}, found nothing"));
        }
    }

    /// Whether a fault of that column was noted.
    pub(crate) fn is_wrong(&self, at: usize) -> bool {
        self.faults.iter().any(|fault| fault.column() == at as u64 + 1)
    }

    /// A whole number; the numbers around a fraction, which is flagged; or, if the mapping takes these,
    /// the ends of a range. None if the cell is blank.
    pub(crate) fn figure(&mut self, names: &Names) -> Option<Ends> {
        let (slot, text) = self.first(names)?;
        let at = slot.column();
        let accepts = |odd| self.bound.fields.accepts.contains(&odd);
        self.unbroken(at);
        let text = text.trim_start_matches('\'');
        match whole(text) {
            Number::Whole(number) => return Some((Some(number), Some(number))),
            Number::Negative if accepts(Odd::Negative) => self.flag(at, FlagKind::Negative(text.into())),
            Number::Fraction(below) => {
                self.flag(at, FlagKind::Fraction(text.into()));
                return Some((Some(below), Some(below + 1)));
            }
            Number::None if accepts(Odd::Range) => return self.range(at, text),
            Number::TooMany => self.wrong(at, format!("{} is beyond {}", brief(text), Count::MAX)),
            _ => self.wrong(at, not_a_number(text)),
        }
        None
    }

    /// A cell that holds both ends: `2–5`.
    fn range(&mut self, at: usize, text: &str) -> Option<Ends> {
        Some(match self.count_in(at, text)?.said() {
            Said::Exactly(n) => (Some(n), Some(n)),
            Said::None => (Some(0), Some(0)),
            Said::Between(low, high) => (Some(low), Some(high)),
            Said::AtLeast(low) => (Some(low), None),
            Said::AtMost(high) => (None, Some(high)),
            _ if self.bound.fields.accepts.contains(&Odd::Words) => return None,
            _ => {
                self.wrong(at, not_a_number(text));
                return None;
            }
        })
    }

    /// A count in words or with a hedge, where a figure may be one: `dozens`, `~40`, `several`.
    pub(crate) fn in_words(&mut self, names: &Names) -> Option<Count> {
        let (_, text) = self.first(names).filter(|_| self.bound.fields.accepts.contains(&Odd::Words))?;
        let is_word = matches!(whole(text.trim_start_matches('\'')), Number::None);
        text.parse::<Count>().ok().filter(|_| is_word)
    }

    fn count_in(&mut self, at: usize, text: &str) -> Option<Count> {
        const MOST: usize = 1 << 12;
        const LONGEST: usize = 1 << 8;
        if let Some(count) = self.counts.get(text) {
            return Some(count.clone());
        }
        let unread = |error: CountError| self.wrong(at, format!("cannot read the count {:?}: {error}", brief(text)));
        let count: Count = text.parse().map_err(unread).ok()?;
        if text.len() <= LONGEST {
            if self.counts.len() == MOST {
                self.counts.clear();
            }
            self.counts.insert(text.into(), count.clone());
        }
        Some(count)
    }

    /// A count in words; none if the cell is blank.
    pub(crate) fn count(&mut self, names: &Names) -> Option<Count> {
        let (slot, text) = self.first(names)?;
        self.unbroken(slot.column());
        self.count_in(slot.column(), text.trim_start_matches('\''))
    }

    /// Notes a cell of a text in which whole rows stand: a stray quote took them in.
    pub(crate) fn without_rows(&mut self, names: &Names) {
        const FEW: usize = 5;
        let columns = self.bound.header.len();
        let is_row = |line: &[u8]| line.split(|&byte| byte == b',').count() >= columns;
        for at in self.bound.slots(names).map(Slot::column).filter(|_| columns >= FEW) {
            if self.row.cell(at).split(|&byte| byte == b'\n').skip(1).any(is_row) {
                self.unbroken(at);
            }
        }
    }

    /// Notes a line break within the cell of that name, if the table has it.
    pub(crate) fn unbroken_at(&mut self, name: &Name) {
        if let Some(slot) = self.bound.slot(name) {
            self.unbroken(slot.column());
        }
    }

    /// Notes a line break within a cell that has none in a sound table: a stray quote may have taken
    /// in other rows.
    pub(crate) fn unbroken(&mut self, at: usize) {
        if self.row.cell(at).contains(&b'\n') {
            let (first, last, name) = (self.row.line, self.row.last_line, self.bound.header.name(at));
            self.flag(at, FlagKind::LineBreak { name, first, last });
        }
    }

    /// A date, or a month or year; none if no cell is filled.
    pub(crate) fn span(&mut self, names: &Names) -> Option<Span> {
        let bound = self.bound;
        bound.slots(names).find_map(|slot| self.span_of(slot))
    }

    fn span_of(&mut self, slot: &Slot) -> Option<Span> {
        let at = slot.column();
        let span = match slot.how.read {
            Reading::DateParts => self.parts(slot)?,
            Reading::Newest => self.newest(slot).map(Span::day)?,
            _ => {
                let text = self.filled(slot)?;
                self.unbroken(at);
                let read = self.written_span(at, text).and_then(|span| span.ok_or_else(|| not_a_date(text)));
                read.map_err(|what| self.wrong(at, what)).ok()?
            }
        };
        self.likely(at, span.first.year());
        Some(span)
    }

    /// Notes a year that may be mistyped.
    fn likely(&mut self, at: usize, year: i32) {
        const YEARS: RangeInclusive<i32> = 1000..=2100;
        if !YEARS.contains(&year) {
            self.flag(at, FlagKind::Year(year));
        }
    }

    /// The date that a text is, if it is one; or why it is not known which.
    fn written_span(&self, at: usize, text: &str) -> Result<Option<Span>, String> {
        let (day_first, month_first) = match date::written(text, self.bound.fields.century) {
            Written::Span(span) => return Ok(Some(span)),
            Written::Nothing => return Ok(None),
            Written::Numbers(day_first, month_first) => (day_first, month_first),
        };
        let Some((order, line)) = self.orders.of(at) else {
            let one = day_first.xor(month_first).ok_or_else(|| date::which_is_the_day(text))?;
            return Ok(Some(Span::day(one)));
        };
        let day = match order {
            DateOrder::DayFirst => day_first,
            DateOrder::MonthFirst => month_first,
            DateOrder::YearFirst => date::year_first(text, self.bound.fields.century),
        };
        day.map(|day| Some(Span::day(day))).ok_or_else(|| {
            let whence = if line == 0 { "it was said".to_owned() } else { format!("line {line}") };
            format!("{:?} is not {order}, as {whence} tells", brief(text))
        })
    }

    /// A date whose year, month and day stand in cells of their own; a month or day of 0, or none, is
    /// not known.
    fn parts(&mut self, slot: &Slot) -> Option<Span> {
        let mut parts = [0_u32; 3];
        let mut found = Vec::new();
        for (part, &at) in parts.iter_mut().zip(&slot.at) {
            let text = at.map_or("", |at| self.written(at).trim());
            found.push(if text.is_empty() { "?" } else { text });
            *part = match whole(text) {
                Number::Whole(number) => u32::try_from(number).unwrap_or(u32::MAX),
                Number::Absent | Number::Negative => 0,
                _ => date::month(text).unwrap_or(u32::MAX),
            };
        }
        let [year, month, day] = parts;
        let span = i32::try_from(year).ok().filter(|year| *year > 0).and_then(|year| Span::of_parts(year, month, day));
        if span.is_none() {
            let names: Vec<Box<str>> = slot.at.iter().flatten().map(|&at| self.bound.header.name(at)).collect();
            self.fault(slot.column(), format!("{}: {}", names.join("-"), not_a_date(&found.join("-"))));
        }
        span
    }

    /// The newest of a list of dates; what is none is passed over.
    fn newest(&mut self, slot: &Slot) -> Option<NaiveDate> {
        let text = self.filled(slot)?;
        let split = slot.how.split.as_deref().unwrap_or(";");
        let is_blank = |date: &&str| slot.how.blank.iter().any(|blank| date.starts_with(&**blank));
        let dates = text.split(|c| split.contains(c)).map(str::trim).filter(|date| !is_blank(date));
        let read = |text| match date::written(text, None) {
            Written::Span(span) => Some(span.last),
            _ => None,
        };
        dates.filter_map(read).max()
    }

    /// A date or an instant; none if no cell is filled.
    pub(crate) fn moment(&mut self, names: &Names) -> Option<Moment> {
        let (slot, text) = self.first(names)?;
        if slot.how.read != Reading::Text {
            return self.span_of(slot).and_then(|span| Moment::end_of(span.last));
        }
        let at = slot.column();
        self.unbroken(at);
        let read = text.parse::<Moment>().or_else(|error| match self.written_span(at, text)? {
            Some(Span { first, last }) if first == last => Moment::end_of(last).ok_or_else(|| error.to_string()),
            _ => Err(error.to_string()),
        });
        let moment = read.map_err(|what| self.wrong(at, what)).ok()?;
        self.likely(at, DateTime::from_timestamp(moment.unix(), 0)?.year());
        Some(moment)
    }

    /// A word of a closed vocabulary, in whatever case; none if no cell is filled.
    pub(crate) fn word<T: FromStr<Err = UnknownWord>>(&mut self, names: &Names) -> Option<T> {
        self.word_by(names, |text| {
            let in_case = || text.to_ascii_lowercase().parse().or_else(|_| text.to_ascii_uppercase().parse());
            text.parse().or_else(|error| in_case().map_err(|_| error))
        })
    }

    /// Yes or no, in the ways spreadsheets write it; none if no cell is filled.
    pub(crate) fn yes(&mut self, names: &Names) -> Option<bool> {
        self.word_by(names, |text| match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "1" | "x" => Ok(true),
            "false" | "no" | "0" => Ok(false),
            _ => Err(UnknownWord { found: brief(text), expected: "true, yes, 1, x, false, no, 0".to_owned() }),
        })
    }

    pub(crate) fn word_by<T>(&mut self, names: &Names, read: impl FnOnce(&str) -> Result<T, UnknownWord>) -> Option<T> {
        let (slot, text) = self.first(names)?;
        let known = if slot.how.words.is_empty() { Some(text) } else { slot.how.word(text) };
        let unknown = || UnknownWord { found: brief(text), expected: slot.how.known() };
        known.ok_or_else(unknown).and_then(read).map_err(|error| self.wrong(slot.column(), error)).ok()
    }
}

fn not_a_number(found: &str) -> String {
    format!("expected a whole number, found {:?}", brief(found))
}

fn not_a_date(found: &str) -> String {
    format!("expected a date (2022-01-21 or 21 January 2022), found {:?}", brief(found))
}

/// A text without the apostrophe that keeps a spreadsheet from running it.
fn unescaped(text: &str) -> &str {
    text.strip_prefix('\'')
        .filter(|rest| rest.trim_start_matches('\'').starts_with(['=', '+', '-', '@']))
        .unwrap_or(text)
}

/// What stands where a number should.
#[derive(Debug, PartialEq, Eq)]
enum Number {
    Whole(u64),
    Absent,
    Negative,
    /// Not whole; the next lower number.
    Fraction(u64),
    TooMany,
    None,
}

/// The fewest and the most years that an age tells: a number with its parts cut off, or words.
///
/// | written | years |
/// |---|---|
/// | `17`, `17.5`, `17 ans`, `8-year-old`, `2 years 3 months` | 17, 17, 17, 8, 2 |
/// | `8 months`, `less than a day`, `half a year` | 0 |
/// | `16-17`, `16 or 17` | 16 to 17 |
/// | `30s` | 30 to 39 |
/// | `under 5`, `over 60`, `60+` | 0 to 4, 60 or more |
/// | `child`, `adult` | 0 to 17, 18 or more |
fn years(text: &str) -> Option<(u64, u64)> {
    const OLDEST: u64 = 130;
    // `22 (b. 1998)`.
    let lower = text.split('(').map(str::trim).find(|part| !part.is_empty())?.to_lowercase();
    if let Number::Whole(number) | Number::Fraction(number) = whole(&lower) {
        return Some((number, number));
    }
    let has = |words: &str| {
        let mut found = lower.split(|c: char| !c.is_alphabetic());
        found.any(|word| words.split(' ').any(|other| word == other))
    };
    let numbers = lower.split(|c: char| !c.is_ascii_digit() && c != '.');
    let numbers = numbers.filter_map(|number| number.split('.').next()?.parse().ok().filter(|years| *years <= OLDEST));
    let numbers: Vec<u64> = numbers.collect();
    let is_of_years = has("year years yr yrs y yo an ans año años ano anos jahre jahr");
    if has("hour hours day days week weeks month months mo mos mois mes meses jour jours día días semana semanas") {
        return Some(numbers.first().copied().filter(|_| is_of_years).map_or((0, 0), |years| (years, years)));
    }
    match numbers[..] {
        [limit] if has("under below less moins menos younger") || lower.contains('<') => Some((0, limit.max(1) - 1)),
        [limit] if has("over above more plus más older") || lower.contains(['+', '>']) => Some((limit, OLDEST)),
        [first] if first % 10 == 0 && has("s") => Some((first, first + 9)),
        [years] => Some((years, years)),
        [first, last] if first <= last => Some((first, last)),
        [] if has("child children minor infant baby newborn toddler kid boy girl") => Some((0, 17)),
        [] if has("enfant mineur mineure bébé niño niña menor bebé criança طفل طفلة") => Some((0, 17)),
        [] if has("adult elderly senior adulte adulto adulta بالغ") => Some((18, OLDEST)),
        [] if is_of_years => Some((0, 0)),
        _ => None,
    }
}

/// `12`, `1,200`, `1 200`, `12.0`.
fn whole(text: &str) -> Number {
    if is_absent(text) {
        return Number::Absent;
    }
    if let Some(positive) = text.strip_prefix('-') {
        return match whole(positive) {
            Number::Absent | Number::None | Number::Negative => Number::None,
            _ => Number::Negative,
        };
    }
    let (digits, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let is_between = |c: char| matches!(c, ',' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}');
    let mut groups = digits.split(is_between);
    let is_grouped = groups.next().is_some_and(|first| digits.len() == first.len() || (1..=3).contains(&first.len()))
        && groups.all(|group| group.len() == 3);
    let are_digits = digits.chars().all(|c| c.is_ascii_digit() || is_between(c)) && !digits.is_empty();
    let are_decimals = decimals.bytes().all(|byte| byte.is_ascii_digit()) && !decimals.is_empty();
    // 1.234 may be what others write 1,234.
    let is_either = decimals.len() == 3 && decimals != "000";
    if !is_grouped || !are_digits || !are_decimals || is_either {
        return Number::None;
    }
    let figures = digits.bytes().filter(u8::is_ascii_digit);
    let number = figures.fold(0_u64, |n, byte| n.saturating_mul(10).saturating_add(u64::from(byte - b'0')));
    match number {
        beyond if beyond > Count::MAX => Number::TooMany,
        below if decimals.bytes().any(|byte| byte != b'0') => Number::Fraction(below),
        whole => Number::Whole(whole),
    }
}

/// The outlet of a citation, which stands between the title and the date:
/// `"Title," Outlet, January 21, 2022.`; the whole citation if it is written in another way.
fn outlet(cite: &str) -> &str {
    let is_quote = |c: char| matches!(c, '"' | '“' | '”');
    let Some((at, quote)) = cite.char_indices().rfind(|&(_, c)| is_quote(c)).filter(|_| cite.starts_with(is_quote))
    else {
        return cite;
    };
    let behind = &cite[at + quote.len_utf8()..];
    behind.split(',').map(str::trim).find(|part| !part.is_empty()).unwrap_or(cite)
}

/// The name, if one alone is given: as text, or as a list `[{"belligerent": "…"}]`. Whatever may be
/// two names is not one: to make a party of them would name nobody.
fn only_name(text: &str) -> Option<String> {
    let names: Vec<String> = if text.starts_with('[') {
        let list: Vec<serde_json::Map<String, serde_json::Value>> = serde_json::from_str(text).ok()?;
        list.iter().filter_map(|entry| entry.values().next()?.as_str().map(str::to_owned)).collect()
    } else {
        let each = text.split([';', '|', ',', '/', '&', '\n']).flat_map(|names| names.split(" and "));
        each.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
    };
    match &names[..] {
        [name] if !name.is_empty() && !name.eq_ignore_ascii_case("unknown") => Some(name.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_whole_or_named_for_what_they_are() {
        let cases = [
            ("12", Number::Whole(12)),
            ("0", Number::Whole(0)),
            ("1,200", Number::Whole(1_200)),
            ("1 200", Number::Whole(1_200)),
            ("1\u{a0}200\u{202f}300", Number::Whole(1_200_300)),
            ("12.0", Number::Whole(12)),
            ("2.5", Number::Fraction(2)),
            ("1.234", Number::None),
            ("1.000", Number::Whole(1)),
            ("-9", Number::Negative),
            ("-99.0", Number::Negative),
            ("", Number::Absent),
            ("NA", Number::Absent),
            ("-", Number::Absent),
            ("12,00", Number::None),
            ("1e3", Number::None),
            ("12.", Number::None),
            ("--1", Number::None),
            ("many", Number::None),
            ("1000000000001", Number::TooMany),
            ("99999999999999999999999", Number::TooMany),
        ];
        for (text, expected) in cases {
            assert_eq!(whole(text), expected, "{text}");
        }
    }

    #[test]
    fn ages_are_read_as_people_write_them() {
        let cases = [
            ("17", Some((17, 17))),
            ("17.5", Some((17, 17))),
            ("17 ans", Some((17, 17))),
            ("8-year-old", Some((8, 8))),
            ("2 years 3 months", Some((2, 2))),
            ("8 months", Some((0, 0))),
            ("Less than a day", Some((0, 0))),
            ("16-17", Some((16, 17))),
            ("16 or 17", Some((16, 17))),
            ("30s", Some((30, 39))),
            ("under 5", Some((0, 4))),
            ("over 60", Some((60, 130))),
            ("60+", Some((60, 130))),
            ("Child", Some((0, 17))),
            ("minor", Some((0, 17))),
            ("adult", Some((18, 130))),
            ("half a year", Some((0, 0))),
            ("22 (b. 1998)", Some((22, 22))),
            ("b. 1980", None),
            ("17 to 12", None),
            ("many", None),
        ];
        for (text, expected) in cases {
            assert_eq!(years(text), expected, "{text}");
        }
    }

    #[test]
    fn the_outlet_stands_behind_the_title() {
        assert_eq!(outlet("\"Attack in Hasakah,\" Reuters, January 21, 2022."), "Reuters");
        assert_eq!(outlet("\"He said \"no\",\" Agence France Presse, 2022"), "Agence France Presse");
        assert_eq!(outlet("Christopher Hewitt, Political Violence"), "Christopher Hewitt, Political Violence");
        assert_eq!(outlet("\"only a title\""), "\"only a title\"");
        assert_eq!(outlet("“Tower falls,” Paper"), "Paper");
    }

    #[test]
    fn one_belligerent_alone_did_it() {
        assert_eq!(only_name("NATO forces").as_deref(), Some("NATO forces"));
        assert_eq!(only_name(r#"[{"belligerent":"NATO forces"}]"#).as_deref(), Some("NATO forces"));
        assert_eq!(only_name(r#"[{"belligerent":"A"},{"belligerent":"B"}]"#), None);
        for both in ["A; B", "A | B", "US-led Coalition, Iraqi Army", "A and B", "A & B", "A/B"] {
            assert_eq!(only_name(both), None, "{both}");
        }
        assert_eq!(only_name("Unknown"), None);
        assert_eq!(only_name("[not json"), None);
    }

    #[test]
    fn what_a_spreadsheet_would_run_comes_back_as_it_was() {
        for (cell, text) in
            [("'=1+1", "=1+1"), ("''=1", "'=1"), ("'tis", "'tis"), ("=1", "=1"), ("'+children", "+children")]
        {
            assert_eq!(unescaped(cell), text);
        }
    }
}
