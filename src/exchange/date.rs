//! Dates as tables write them.

use chrono::{Datelike, Days, FixedOffset, Month, Months, NaiveDate, NaiveTime};

use crate::dossier::fault::brief;
use crate::record::vocabulary::words;

/// Whether the day or the month comes first in `03/04/2022`, or the year in `22-01-13`.
///
/// ```
/// use corroborate::exchange::{DateOrder, Format, TableReader};
///
/// let table = "event,group,outcome,count,source,as_of\ne,all,killed,7,An agency,03/04/2022\n";
/// let reader = TableReader::of(Format::Csv).dates(DateOrder::DayFirst);
/// let row = reader.rows(table.as_bytes()).next().ok_or("a row")??;
/// assert_eq!(row.claims[0].as_of().to_string(), "2022-04-03");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DateOrder {
    /// 3 April.
    DayFirst,
    /// 4 March.
    MonthFirst,
    /// `22-01-13` is 13 January 2022.
    YearFirst,
}

words!(DateOrder { DayFirst => "day-first", MonthFirst => "month-first", YearFirst => "year-first" });

/// From the first day to the last: one day, unless the cell tells a month or a year alone.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) first: NaiveDate,
    pub(crate) last: NaiveDate,
}

impl Span {
    pub(crate) fn day(day: NaiveDate) -> Span {
        Span { first: day, last: day }
    }

    /// The day itself, or all of the month where the day is 0, all of the year where the month is.
    pub(crate) fn of_parts(year: i32, month: u32, day: u32) -> Option<Span> {
        let first = NaiveDate::from_ymd_opt(year, month.max(1), day.max(1))?;
        let months = match (month, day) {
            (0, _) => Months::new(12),
            (_, 0) => Months::new(1),
            _ => return Some(Span::day(first)),
        };
        let first = first.with_day(1)?;
        Some(Span { first, last: first.checked_add_months(months)?.pred_opt()? })
    }
}

/// What a cell says of a date.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// As it stands, in one way only.
    Span(Span),
    /// Three numbers: the date that they give with the day first, and the one with the month first.
    Numbers(Option<NaiveDate>, Option<NaiveDate>),
    /// No date.
    Nothing,
}

/// What is asked of a date that can be read as two.
pub(crate) fn which_is_the_day(found: &str) -> String {
    format!("day or month first? {:?} can be read both ways (--dates day-first or --dates month-first)", brief(found))
}

/// Reads a date; years of two digits are of the century that begins with `century`, or, if that is
/// not told, of the years 1970 to 2069.
///
/// | written | date |
/// |---|---|
/// | `2022-01-21`, `2022-01-21 13:53`, `2022-01-21T13:53:00Z`, `2022/1/21`, `20220121` | 21 January 2022 |
/// | `21 January 2022`, `21-Jan-2022`, `Jan 21, 2022`, `Friday, January 21, 2022`, `21-Jan-22` | the same |
/// | `44582`, `44582.5` | the same: a spreadsheet's days since the end of 1899 |
/// | `21/01/2022`, `1/21/22`, `21.01.2022 14:30` | the same: 21 is no month |
/// | `03/04/2022` | one of two |
/// | `January 2022`, `2022-01`, `2022` | the month, the year |
pub(crate) fn written(text: &str, century: Option<u16>) -> Written {
    if let Some(day) = iso(text).or_else(|| serial(text)) {
        return Written::Span(Span::day(day));
    }
    let Some(words) = words(text) else { return Written::Nothing };
    let span = match words[..] {
        [year] => four(year).and_then(|year| Span::of_parts(year, 0, 0)),
        [one, other] => match (four(one), four(other)) {
            (Some(year), None) => month_or_number(other).and_then(|month| Span::of_parts(year, month, 0)),
            (None, Some(year)) => month(one).and_then(|month| Span::of_parts(year, month, 0)),
            _ => None,
        },
        [one, other, last] => return three(one, other, last, century),
        _ => None,
    };
    span.map_or(Written::Nothing, Written::Span)
}

/// Whether a text is a date, or a month without a year.
pub(crate) fn is_told(text: &str) -> bool {
    month(text).is_some() || written(text, None) != Written::Nothing
}

/// The words of a date, without the day of the week and the hour; none if what should be an hour is none.
fn words(text: &str) -> Option<Vec<&str>> {
    let is_weekday = |word: &str| word.parse::<chrono::Weekday>().is_ok();
    let (date, hour) = match text.find(':') {
        None => (text, ""),
        Some(colon) => match text[..colon].rfind([' ', 'T', '\u{a0}']) {
            Some(at) => text.split_at(at),
            None => text.split_once(' ').map(|(hour, date)| (date, hour))?,
        },
    };
    if !(hour.is_empty() || is_hour(hour)) || date.starts_with(['-', '+']) {
        return None;
    }
    let separators = [' ', '-', '/', ',', '.', '\u{a0}'];
    Some(date.split(separators).filter(|word| !word.is_empty() && !is_weekday(word)).collect())
}

/// An hour, behind a blank or a `T`: `13:53`, `13:53:00.000`, `2:30 PM`, `13:53:00Z`, `13:53+02:00`.
fn is_hour(text: &str) -> bool {
    let text = text.trim_start_matches([' ', 'T', '\u{a0}']).to_lowercase().replace("a.m.", "am").replace("p.m.", "pm");
    let zone = text.find(['+', '-', 'z', 'u', 'g']).unwrap_or(text.len());
    let (hour, zone) = text.split_at(zone);
    let is_zone = matches!(zone, "" | "z" | "utc" | "gmt") || zone.parse::<FixedOffset>().is_ok();
    let forms = ["%H:%M:%S%.f", "%H:%M", "%I:%M:%S %p", "%I:%M %p"];
    is_zone && forms.iter().any(|form| NaiveTime::parse_from_str(hour.trim_end(), form).is_ok())
}

/// `22-01-13` with the year first, if that is a date.
pub(crate) fn year_first(text: &str, century: Option<u16>) -> Option<NaiveDate> {
    match words(text)?[..] {
        [year, month, day] => NaiveDate::from_ymd_opt(of_century(year, century)?, two(month)?, two(day)?),
        _ => None,
    }
}

/// A date in three words, the year first or last.
fn three(one: &str, other: &str, last: &str, century: Option<u16>) -> Written {
    let date = |year, month, day| {
        NaiveDate::from_ymd_opt(year, month, day).map_or(Written::Nothing, |day| Written::Span(Span::day(day)))
    };
    if let Some(year) = four(one) {
        return month_or_number(other).zip(two(last)).map_or(Written::Nothing, |(month, day)| date(year, month, day));
    }
    let Some(year) = four(last).or_else(|| of_century(last, century)) else { return Written::Nothing };
    match month(other).zip(two(one)).or_else(|| month(one).zip(two(other))) {
        Some((month, day)) => date(year, month, day),
        None => two(one).zip(two(other)).map_or(Written::Nothing, |(a, b)| numbers(year, a, b)),
    }
}

fn numbers(year: i32, a: u32, b: u32) -> Written {
    match (NaiveDate::from_ymd_opt(year, b, a), NaiveDate::from_ymd_opt(year, a, b)) {
        (Some(day), Some(same)) if day == same => Written::Span(Span::day(day)),
        (None, None) => Written::Nothing,
        either => Written::Numbers(either.0, either.1),
    }
}

/// `2022-01-21`, with or without an hour behind it, and `20220121`.
fn iso(text: &str) -> Option<NaiveDate> {
    let (year, month, day) = match text.len() {
        8 => (text.get(..4)?, text.get(4..6)?, text.get(6..)?),
        _ => (text.get(..4)?, text.get(4..8)?.strip_prefix('-')?.strip_suffix('-')?, text.get(8..10)?),
    };
    let is_shaped = || match text.as_bytes().get(10) {
        None => true,
        Some(b' ' | b'T') => is_hour(&text[10..]),
        Some(_) => false,
    };
    NaiveDate::from_ymd_opt(four(year)?, digits(month)?, digits(day)?).filter(|_| is_shaped())
}

/// Days since 30 December 1899, as spreadsheets count them: five digits, with a part of a day or not.
pub(crate) fn serial(text: &str) -> Option<NaiveDate> {
    let days = text.split_once('.').map_or(text, |(days, _)| days);
    let is_shaped = days.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days.parse().ok().filter(|_| is_shaped)?))
}

fn digits(word: &str) -> Option<u32> {
    word.bytes().all(|byte| byte.is_ascii_digit()).then(|| word.parse().ok())?
}

fn two(word: &str) -> Option<u32> {
    digits(word).filter(|_| word.len() <= 2)
}

fn four(word: &str) -> Option<i32> {
    i32::try_from(digits(word)?).ok().filter(|_| word.len() == 4)
}

fn of_century(word: &str, century: Option<u16>) -> Option<i32> {
    const PIVOT: i32 = 70;
    let year = i32::try_from(two(word)?).ok().filter(|_| word.len() == 2)?;
    let century = century.map_or(if year < PIVOT { 2000 } else { 1900 }, i32::from);
    Some(century + year)
}

pub(crate) fn month_or_number(word: &str) -> Option<u32> {
    month(word).or_else(|| two(word))
}

/// What months are called in Spanish and French.
const MONTHS: [&str; 12] = [
    "ene enero janv janvier",
    "febrero févr février",
    "marzo mars",
    "abr abril avr avril",
    "mayo mai",
    "junio juin",
    "julio juil juillet",
    "ago agosto août",
    "sept septiembre septembre",
    "octubre octobre",
    "noviembre novembre",
    "dic diciembre déc décembre",
];

/// The number of the month of that name, or of its first three letters.
pub(crate) fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let other = || (1..).zip(MONTHS).find(|(_, names)| names.split(' ').any(|name| name == word)).map(|(at, _)| at);
    word.parse::<Month>().ok().map(|month| month.number_from_month()).or_else(other)
}

/// What stands before a day at the end: `04 Apr`, `4-5 Apr`, `04 Apr 2004`, `04 Apr 04`.
fn before_day(text: &str) -> Option<&str> {
    let last_word = |text| str::rsplit_once(str::trim_end(text), char::is_whitespace).unwrap_or(("", text));
    let (mut rest, mut word) = last_word(text);
    if matches!(word.len(), 2 | 4) && digits(word).is_some() {
        (rest, word) = last_word(rest);
    }
    month(word.strip_suffix('.').unwrap_or(word))?;
    let (rest, days) = last_word(rest);
    let is_day = |day: &str| two(day).is_some_and(|day| (1..=31).contains(&day));
    days.splitn(2, '-').all(is_day).then(|| rest.trim_end())
}

/// `WP 04 Apr (MoH)` without the day of the report: days and months at the end, or before what stands
/// there in brackets, also with a year.
pub(crate) fn without_day(name: &str) -> String {
    let note = if name.ends_with(')') { name.rfind('(') } else { None };
    let (outlet, note) = note.map_or((name, ""), |at| name.split_at(at));
    let mut rest = outlet.trim_end();
    while let Some(shorter) = before_day(rest) {
        rest = shorter;
    }
    let is_whole = rest.len() == outlet.trim_end().len();
    if is_whole { name.to_owned() } else { format!("{rest} {note}").trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<NaiveDate> {
        match written(text, None) {
            Written::Span(span) => Some(span.first).filter(|_| span.first == span.last),
            Written::Numbers(day_first, month_first) => day_first.xor(month_first),
            Written::Nothing => None,
        }
    }

    #[test]
    fn dates_are_read_as_tables_write_them() {
        let friday = NaiveDate::from_ymd_opt(2022, 1, 21);
        for text in [
            "2022-01-21",
            "2022-01-21 00:00:00.000",
            "2022-01-21T13:00:00Z",
            "20220121",
            "44582",
            "44582.75",
            "21 January 2022",
            "21 Jan 2022",
            "21-Jan-2022",
            "21-Jan-22",
            "January 21, 2022",
            "Jan 21, 22",
            "Friday, January 21, 2022",
            "21/01/2022",
            "1/21/2022",
            "21.01.22",
            "1/21/2022 2:30:00 PM",
            "2022/01/21",
            "2022-1-21",
            "2022.1.21",
            "2022-01-21 13:53",
            "2022-01-21 13:53 UTC",
            "2022-01-21T13:53:00.5+02:00",
            "2022-01-21T13:53:00-0500",
            "2022-01-21 2:30 p.m.",
            "13:53 21 January 2022",
            "21/01/2022 10:00",
        ] {
            assert_eq!(day(text), friday, "{text}");
        }
        assert_eq!(day("1 Sept 2022"), NaiveDate::from_ymd_opt(2022, 9, 1));
        assert_eq!(day("2-Dic-2022"), NaiveDate::from_ymd_opt(2022, 12, 2));
        assert_eq!(day("3 août 2022"), NaiveDate::from_ymd_opt(2022, 8, 3));
        for text in [
            "2022-01-210",
            "2022-02-30",
            "30 February 2022",
            "yesterday",
            "21 J 2022",
            "",
            "2022-01-10000000000",
            "2022-01-01 to 2022-01-09",
            "2022-01-01T25:00:00Z",
            "2022-01-01T10:00:00+99:99",
            "-2022-01-01",
            "2022-01-01 foo",
            "2022-01-01 99:99",
            "2022/01/01 99:99",
            "21 January 2022 24:61",
        ] {
            assert_eq!(written(text, None), Written::Nothing, "{text}");
        }
    }

    #[test]
    fn three_numbers_tell_their_order_or_leave_it_open() {
        let either = |text: &str| matches!(written(text, None), Written::Numbers(Some(_), Some(_)));
        assert!(either("03/04/2022") && either("04-01-04") && either("1/2/22"));
        let order = |text: &str| match written(text, None) {
            Written::Numbers(Some(_), None) => Some(DateOrder::DayFirst),
            Written::Numbers(None, Some(_)) => Some(DateOrder::MonthFirst),
            _ => None,
        };
        assert_eq!(order("21/04/2022"), Some(DateOrder::DayFirst));
        assert_eq!(order("04/21/2022"), Some(DateOrder::MonthFirst));
        assert_eq!(day("05/05/2022"), NaiveDate::from_ymd_opt(2022, 5, 5));
    }

    #[test]
    fn a_month_or_a_year_alone_spans_it() {
        let span = |text: &str| match written(text, None) {
            Written::Span(span) => format!("{}..{}", span.first, span.last),
            other => format!("{other:?}"),
        };
        assert_eq!(span("2013"), "2013-01-01..2013-12-31");
        assert_eq!(span("2012-02"), "2012-02-01..2012-02-29");
        assert_eq!(span("February 2012"), "2012-02-01..2012-02-29");
    }

    #[test]
    fn years_of_two_digits_are_of_a_century() {
        assert_eq!(day("31-Dec-97"), NaiveDate::from_ymd_opt(1997, 12, 31));
        assert_eq!(day("31-Dec-15"), NaiveDate::from_ymd_opt(2015, 12, 31));
        let of = written("31-Dec-97", Some(2000));
        assert!(matches!(of, Written::Span(span) if span.first.year() == 2097));
    }

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
