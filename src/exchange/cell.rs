//! Cells of a row, read as what they should be, each fault noted where it stands.

use std::str::FromStr;

use chrono::NaiveDate;

use super::fault::{RowFault, RowFaultKind};
use super::names::Seen;
use super::table::Row;
use crate::dossier::fault::brief;
use crate::record::moment::Moment;
use crate::record::vocabulary::UnknownWord;
use crate::said::count::Count;

/// A column of the table, by its position from 0; `None` if the table has no such column.
pub(crate) type Column = Option<usize>;

/// The names of the columns.
#[derive(Default)]
pub(crate) struct Header {
    written: Vec<Box<str>>,
    plain: Vec<Box<str>>,
    line: u64,
    missing: Vec<String>,
}

impl Header {
    pub(crate) fn new(row: Row<'_>) -> Header {
        let written: Vec<Box<str>> =
            (0..row.len()).map(|at| String::from_utf8_lossy(row.cell(at)).trim().into()).collect();
        let plain = written.iter().map(|name| plain(name)).collect();
        Header { written, plain, line: row.line(), missing: Vec::new() }
    }

    pub(crate) fn len(&self) -> usize {
        self.written.len()
    }

    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// The names as they are compared: small letters and digits, `_` between words.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.plain.iter().map(|name| &**name)
    }

    /// A column's name as written.
    pub(crate) fn name(&self, at: usize) -> Box<str> {
        self.written.get(at).map_or_else(|| format!("column {}", at + 1).into(), |name| brief(name).into())
    }

    /// The column of the first of these names that is there; a name that stands twice is noted.
    pub(crate) fn find(&self, names: &[&str], faults: &mut Vec<RowFault>) -> Column {
        for &name in names {
            let mut found = self.names().enumerate().filter(|(_, column)| *column == name);
            let Some((first, _)) = found.next() else { continue };
            for (again, _) in found {
                let kind = RowFaultKind::ColumnTwice { name: self.name(again), first: first + 1 };
                let fault = RowFault::new(self.line, again as u64 + 1, kind);
                // A name can be one of two columns' names.
                if !faults.contains(&fault) {
                    faults.push(fault);
                }
            }
            return Some(first);
        }
        None
    }

    /// As [`find`](Header::find), where the format cannot do without.
    pub(crate) fn require(&mut self, names: &[&str], faults: &mut Vec<RowFault>) -> Column {
        let found = self.find(names, faults);
        if found.is_none() {
            self.missing.push(match names {
                [] => String::new(),
                [name] => (*name).to_owned(),
                [name, others @ ..] => format!("{name} (or {})", others.join(", ")),
            });
        }
        found
    }

    /// Notes in one fault all that was required and is not there; whether all is.
    pub(crate) fn is_complete(&mut self, faults: &mut Vec<RowFault>) -> bool {
        if self.missing.is_empty() {
            return true;
        }
        let names = std::mem::take(&mut self.missing);
        let only = if self.len() == 1 { self.name(0) } else { Box::default() };
        let between = only.chars().find(|c| matches!(c, ';' | '\t' | '|'));
        faults.push(RowFault::new(self.line, 1, RowFaultKind::MissingColumns { names, between }));
        false
    }
}

/// A name as it is compared.
pub(crate) fn plain(name: &str) -> Box<str> {
    let mut plain = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_alphanumeric() {
            plain.extend(c.to_lowercase());
        } else if !plain.is_empty() && !plain.ends_with('_') {
            plain.push('_');
        }
    }
    plain.truncate(plain.trim_end_matches('_').len());
    plain.into_boxed_str()
}

/// The cells of one row.
pub(crate) struct Cells<'t> {
    pub(crate) row: Row<'t>,
    pub(crate) header: &'t Header,
    pub(crate) faults: &'t mut Vec<RowFault>,
    dates: &'t mut Dates,
}

/// The last date that was written out, and which day it is: tables go by the day.
pub(crate) struct Dates {
    /// The first year of the century that years of two digits are of, where all of a table are of one.
    century: Option<i32>,
    text: Vec<u8>,
    day: Option<NaiveDate>,
}

impl Dates {
    pub(crate) fn of(century: Option<i32>) -> Dates {
        Dates { century, text: Vec::new(), day: None }
    }

    /// As [`written_date`].
    fn read(&mut self, text: &[u8]) -> Option<NaiveDate> {
        if self.text != text {
            self.day = written_date(text, self.century);
            self.text.clear();
            self.text.extend_from_slice(text);
        }
        self.day
    }
}

impl<'t> Cells<'t> {
    pub(crate) fn new(
        row: Row<'t>,
        header: &'t Header,
        faults: &'t mut Vec<RowFault>,
        dates: &'t mut Dates,
    ) -> Cells<'t> {
        Cells { row, header, faults, dates }
    }

    pub(crate) fn line(&self) -> u64 {
        self.row.line()
    }

    /// Whether nothing is wrong with the row so far.
    pub(crate) fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    pub(crate) fn fault(&mut self, at: usize, kind: RowFaultKind) {
        self.faults.push(RowFault::new(self.row.line_of(at), at as u64 + 1, kind));
    }

    /// The cell without the white space around it, empty if there is no such column.
    fn bytes(&self, column: Column) -> &'t [u8] {
        column.map_or(&[][..], |at| self.row.cell(at).trim_ascii())
    }

    /// The text of a cell as it stands; none if it is blank.
    pub(crate) fn verbatim(&mut self, column: Column) -> Option<&'t str> {
        self.written(column?).filter(|text| !text.trim_ascii().is_empty())
    }

    /// The text of a cell without the white space around it; none if it is blank.
    pub(crate) fn filled(&mut self, column: Column) -> Option<&'t str> {
        self.written(column?).map(str::trim_ascii).filter(|text| !text.is_empty())
    }

    /// The text of a cell; none if it is blank or says in one of the usual ways that it is.
    pub(crate) fn text(&mut self, column: Column) -> Option<&'t str> {
        self.written(column?).map(str::trim_ascii).filter(|text| !is_absent(text.as_bytes()))
    }

    fn written(&mut self, at: usize) -> Option<&'t str> {
        if let Some(text) = self.row.text(at) {
            return Some(text);
        }
        let bytes = self.row.cell(at);
        match std::str::from_utf8(bytes) {
            Ok(text) => Some(text),
            Err(error) => {
                let found = bytes[error.valid_up_to()];
                let kind = RowFaultKind::NotUtf8 { name: self.header.name(at), at: error.valid_up_to(), found };
                self.fault(at, kind);
                None
            }
        }
    }

    /// The text of a cell that may not be blank.
    pub(crate) fn required(&mut self, column: Column, expected: &'static str) -> Option<&'t str> {
        let (at, before) = (column?, self.faults.len());
        let text = self.text(column);
        if text.is_none() && self.faults.len() == before {
            self.fault(at, RowFaultKind::Nothing { name: self.header.name(at), expected });
        }
        text
    }

    /// A whole number; none if the cell is blank.
    pub(crate) fn number(&mut self, column: Column) -> Option<u64> {
        let number = self.whole(column);
        self.whole_or_fault(column, &number)
    }

    fn whole_or_fault(&mut self, column: Column, number: &Number) -> Option<u64> {
        match *number {
            Number::Whole(number) => Some(number),
            Number::Absent => None,
            Number::TooMany => self.refuse_number(column, |name, found| RowFaultKind::TooMany { name, found }),
            Number::Fraction { .. } | Number::Negative | Number::None => {
                self.refuse_number(column, |name, found| RowFaultKind::NotANumber { name, found })
            }
        }
    }

    /// As [`number`](Cells::number), where any negative number stands for absence.
    pub(crate) fn number_or_negative(&mut self, column: Column) -> Option<u64> {
        match self.whole(column) {
            Number::Negative => None,
            number => self.whole_or_fault(column, &number),
        }
    }

    pub(crate) fn whole(&self, column: Column) -> Number {
        whole(self.bytes(column))
    }

    pub(crate) fn refuse_number<T>(
        &mut self,
        column: Column,
        kind: impl FnOnce(Box<str>, String) -> RowFaultKind,
    ) -> Option<T> {
        let at = column?;
        let found = String::from_utf8_lossy(self.bytes(column)).into_owned();
        self.fault(at, kind(self.header.name(at), brief(&found)));
        None
    }

    /// A date; none if the cell is blank.
    pub(crate) fn date(&mut self, column: Column) -> Option<NaiveDate> {
        let bytes = self.bytes(column);
        if is_absent(bytes) {
            return None;
        }
        let date = iso_date(bytes).or_else(|| self.dates.read(bytes));
        if date.is_none() {
            return self.refuse_number(column, |name, found| RowFaultKind::NotADate { name, found });
        }
        date
    }

    /// Whether two cells are written alike.
    pub(crate) fn is_same(&self, one: Column, other: Column) -> bool {
        self.bytes(one) == self.bytes(other)
    }

    /// A date that must be there.
    pub(crate) fn required_date(&mut self, column: Column) -> Option<NaiveDate> {
        let (at, before) = (column?, self.faults.len());
        let date = self.date(column);
        if date.is_none() && self.faults.len() == before {
            self.fault(at, RowFaultKind::Nothing { name: self.header.name(at), expected: "a date" });
        }
        date
    }

    /// A date or an instant; none if the cell is blank.
    pub(crate) fn moment(&mut self, column: Column) -> Option<Moment> {
        let text = self.filled(column)?;
        self.read_moment(column, text)
    }

    /// The text of a cell as a date or an instant.
    pub(crate) fn read_moment(&mut self, column: Column, text: &str) -> Option<Moment> {
        if let Some(day) = iso_date(text.as_bytes()).filter(|_| text.len() == 10) {
            return Moment::end_of(day);
        }
        match text.parse::<Moment>() {
            Ok(moment) => Some(moment),
            Err(error) => {
                let day = self.dates.read(text.as_bytes()).and_then(Moment::end_of);
                if day.is_none() {
                    let at = column?;
                    self.fault(at, RowFaultKind::Moment { name: self.header.name(at), error });
                }
                day
            }
        }
    }

    /// A count in words; none if the cell is blank.
    pub(crate) fn count(&mut self, column: Column) -> Option<Count> {
        let text = self.filled(column)?;
        self.read_count(column, text)
    }

    /// The text of a cell as a count in words, those read before remembered.
    pub(crate) fn read_count_again(&mut self, column: Column, text: &str, counts: &mut Seen<Count>) -> Option<Count> {
        if let Some(count) = counts.get(text) {
            return Some(count);
        }
        let count = self.read_count(column, text)?;
        Some(counts.put(text, count))
    }

    fn read_count(&mut self, column: Column, text: &str) -> Option<Count> {
        match text.parse() {
            Ok(count) => Some(count),
            Err(error) => {
                let at = column?;
                let (name, found) = (self.header.name(at), brief(text));
                self.fault(at, RowFaultKind::Count { name, found, error });
                None
            }
        }
    }

    /// A word of a closed vocabulary, in whatever case; none if the cell is blank.
    pub(crate) fn word<T: FromStr<Err = UnknownWord>>(&mut self, column: Column) -> Option<T> {
        let text = self.filled(column)?;
        self.read_word(column, text)
    }

    /// The text of a cell as a word of a closed vocabulary, in whatever case.
    pub(crate) fn read_word<T: FromStr<Err = UnknownWord>>(&mut self, column: Column, text: &str) -> Option<T> {
        let read = text.parse().or_else(|error| {
            let lower = text.to_ascii_lowercase().parse();
            lower.or_else(|_| text.to_ascii_uppercase().parse()).map_err(|_| error)
        });
        match read {
            Ok(word) => Some(word),
            Err(error) => {
                let at = column?;
                self.fault(at, RowFaultKind::Word { name: self.header.name(at), error });
                None
            }
        }
    }

    /// Yes or no, in the ways spreadsheets write it; none if the cell is blank.
    pub(crate) fn flag(&mut self, column: Column) -> Option<bool> {
        let text = self.filled(column)?;
        match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "1" => Some(true),
            "false" | "no" | "0" => Some(false),
            _ => {
                let at = column?;
                let error = UnknownWord { found: brief(text), expected: "true, yes, 1, false, no, 0".to_owned() };
                self.fault(at, RowFaultKind::Word { name: self.header.name(at), error });
                None
            }
        }
    }
}

/// The ways in which tables write that a cell is empty.
pub(crate) fn is_absent(bytes: &[u8]) -> bool {
    bytes.len() <= 4
        && matches!(bytes, b"" | b"NA" | b"N/A" | b"n/a" | b"NaN" | b"nan" | b"NULL" | b"null" | b"." | b"-")
}

/// What stands where a number should.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Number {
    Whole(u64),
    Absent,
    Negative,
    /// The next lower number.
    Fraction {
        below: u64,
    },
    TooMany,
    None,
}

/// `12`, `1,200`, `12.0`.
fn whole(bytes: &[u8]) -> Number {
    // Most cells are a few digits.
    if !bytes.is_empty() && bytes.len() < 12 && bytes.iter().all(u8::is_ascii_digit) {
        return Number::Whole(bytes.iter().fold(0, |number, byte| number * 10 + u64::from(byte - b'0')));
    }
    if is_absent(bytes) {
        return Number::Absent;
    }
    if let Some(positive) = bytes.strip_prefix(b"-") {
        return match whole(positive) {
            Number::Absent | Number::None | Number::Negative => Number::None,
            _ => Number::Negative,
        };
    }
    let point = bytes.iter().position(|&byte| byte == b'.');
    let (digits, decimals) = point.map_or((bytes, &[][..]), |point| (&bytes[..point], &bytes[point + 1..]));
    if point.is_some_and(|_| decimals.is_empty()) || !decimals.iter().all(u8::is_ascii_digit) {
        return Number::None;
    }
    let grouped = digits.contains(&b',');
    if digits.is_empty() || (grouped && !is_grouped(digits)) {
        return Number::None;
    }
    let mut number: u64 = 0;
    for &byte in digits.iter().filter(|&&byte| byte != b',') {
        if !byte.is_ascii_digit() {
            return Number::None;
        }
        number = number.saturating_mul(10).saturating_add(u64::from(byte - b'0'));
    }
    let is_fraction = decimals.iter().any(|&byte| byte != b'0');
    match number {
        beyond if beyond > Count::MAX => Number::TooMany,
        below if is_fraction => Number::Fraction { below },
        whole => Number::Whole(whole),
    }
}

/// One to three digits, then commas before three each.
fn is_grouped(digits: &[u8]) -> bool {
    let mut groups = digits.split(|&byte| byte == b',');
    groups.next().is_some_and(|first| (1..=3).contains(&first.len())) && groups.all(|group| group.len() == 3)
}

/// `2022-01-21`, with or without an hour behind it.
pub(crate) fn iso_date(bytes: &[u8]) -> Option<NaiveDate> {
    let (date, rest) = bytes.split_at_checked(10)?;
    if !(rest.is_empty() || matches!(rest[0], b' ' | b'T')) || date[4] != b'-' || date[7] != b'-' {
        return None;
    }
    let number = |from: usize, to: usize| {
        date[from..to].iter().try_fold(0_u32, |n, byte| byte.is_ascii_digit().then(|| n * 10 + u32::from(byte - b'0')))
    };
    let year = i32::try_from(number(0, 4)?).ok()?;
    NaiveDate::from_ymd_opt(year, number(5, 7)?, number(8, 10)?)
}

/// `21 January 2022`, `21-Jan-2022`, `January 21, 2022`, `2022/1/21`, and `21/01/2022` where only one of the
/// two orders of day and month gives a date. Of a known century also `21-Jan-22`, as spreadsheets
/// shorten it.
pub(crate) fn written_date(text: &[u8], century: Option<i32>) -> Option<NaiveDate> {
    let mut words = text.split(|byte| matches!(byte, b' ' | b'-' | b'/' | b',' | b'.')).filter(|word| !word.is_empty());
    let (first, second, year) = (words.next()?, words.next()?, words.next()?);
    if words.next().is_some() {
        return None;
    }
    let digits = |word: &[u8]| {
        let short = Some(word).filter(|word| word.len() <= 4)?;
        short.iter().try_fold(0, |n, byte| byte.is_ascii_digit().then(|| n * 10 + u32::from(byte - b'0')))
    };
    let number = |word: &[u8]| digits(word).filter(|_| word.len() <= 2);
    // "2022/1/21".
    if first.len() == 4 {
        let of_year = i32::try_from(digits(first)?).ok()?;
        return NaiveDate::from_ymd_opt(of_year, number(second)?, number(year)?);
    }
    let century = match year.len() {
        4 => 0,
        2 if number(first).is_some() && number(second).is_none() => century?,
        _ => return None,
    };
    let year = century + i32::try_from(digits(year)?).ok()?;
    match (number(first), number(second)) {
        (Some(day), None) => NaiveDate::from_ymd_opt(year, month(second)?, day),
        (None, Some(day)) => NaiveDate::from_ymd_opt(year, month(first)?, day),
        (Some(a), Some(b)) if a == b || a > 12 || b > 12 => {
            NaiveDate::from_ymd_opt(year, b, a).or_else(|| NaiveDate::from_ymd_opt(year, a, b))
        }
        _ => None,
    }
}

/// The number of the month that a word begins, three letters of it or more.
pub(crate) fn month(word: &[u8]) -> Option<u32> {
    // The first three letters tell them apart.
    let three = word.first_chunk()?.map(|letter: u8| letter.to_ascii_lowercase());
    let (number, name) = match &three {
        b"jan" => (1, "january"),
        b"feb" => (2, "february"),
        b"mar" => (3, "march"),
        b"apr" => (4, "april"),
        b"may" => (5, "may"),
        b"jun" => (6, "june"),
        b"jul" => (7, "july"),
        b"aug" => (8, "august"),
        b"sep" => (9, "september"),
        b"oct" => (10, "october"),
        b"nov" => (11, "november"),
        b"dec" => (12, "december"),
        _ => return None,
    };
    let rest = name.as_bytes().get(3..word.len())?;
    word[3..].eq_ignore_ascii_case(rest).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_their_punctuation() {
        assert_eq!(&*plain("  IBC code "), "ibc_code");
        assert_eq!(&*plain("Reported.Minimum"), "reported_minimum");
        assert_eq!(&*plain("Civilians killed (min)"), "civilians_killed_min");
    }

    #[test]
    fn numbers_are_whole_or_named_for_what_they_are() {
        let cases: [(&[u8], Number); 17] = [
            (b"12", Number::Whole(12)),
            (b"0", Number::Whole(0)),
            (b"1,200", Number::Whole(1_200)),
            (b"12.0", Number::Whole(12)),
            (b"2.5", Number::Fraction { below: 2 }),
            (b"-9", Number::Negative),
            (b"-99.0", Number::Negative),
            (b"", Number::Absent),
            (b"NA", Number::Absent),
            (b"-", Number::Absent),
            (b"12,00", Number::None),
            (b"1e3", Number::None),
            (b"12.", Number::None),
            (b"--1", Number::None),
            (b"many", Number::None),
            (b"1000000000001", Number::TooMany),
            (b"99999999999999999999999", Number::TooMany),
        ];
        for (text, expected) in cases {
            assert_eq!(whole(text), expected, "{:?}", String::from_utf8_lossy(text));
        }
    }

    #[test]
    fn dates_are_read_as_tables_write_them() {
        let day = NaiveDate::from_ymd_opt(2022, 1, 21);
        for text in ["21 January 2022", "21 Jan 2022", "21-Jan-2022", "January 21, 2022", "21/01/2022", "1/21/2022"] {
            assert_eq!(written_date(text.as_bytes(), None), day, "{text}");
        }
        for text in ["2022/01/21", "2022-1-21", "2022.1.21"] {
            assert_eq!(written_date(text.as_bytes(), None), day, "{text}");
        }
        assert_eq!(written_date(b"2022/21/1", None), None);
        assert_eq!(written_date(b"21 January 99999999999", None), None, "too long for a year");
        assert_eq!(written_date(b"99999999999 January 2022", None), None, "too long for a day");
        assert_eq!(written_date(b"1 Sept 2022", None), NaiveDate::from_ymd_opt(2022, 9, 1));
        assert_eq!(written_date(b"21-Jan-22", Some(2000)), day);
        assert_eq!(written_date(b"21-Jan-22", None), None);
        for text in ["21/01/22", "01-21-22", "21-Jan-222", "21-Jan-2", "Jan 21, 22"] {
            assert_eq!(written_date(text.as_bytes(), Some(2000)), None, "{text}");
        }
        for text in ["03/04/2022", "21 Jan 22", "January 2022", "30 February 2022", "yesterday", "21 J 2022", ""] {
            assert_eq!(written_date(text.as_bytes(), None), None, "{text}");
        }
        assert_eq!(iso_date(b"2022-01-21"), day);
        assert_eq!(iso_date(b"2022-01-21 00:00:00.000"), day);
        assert_eq!(iso_date(b"2022-01-21T13:00:00Z"), day);
        assert_eq!(iso_date(b"2022-01-210"), None);
        assert_eq!(iso_date(b"2022-02-30"), None);
    }
}
