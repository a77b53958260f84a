//! Files that are broken, hostile, or far too long: a fault that names the place, nothing lost
//! that was read before it, and no more memory than a row may take.
#![cfg(feature = "exchange")]

use std::io::{self, Read};

use crate::seed::per_cent;
use corroborate::exchange::{Format, Imported, RowFaults, Rows};
use proptest::prelude::*;

const SAMPLE: &[u8] = include_bytes!("../data/ucdpged_sample1000.csv");

const HEADER: &str = "event,group,outcome,count,source,as_of,quote\n";
const GOOD: &str = "e,g,killed,7,s,2022-01-22,said\n";

fn results<R: Read>(format: Format, reader: R) -> Vec<Result<u64, String>> {
    Rows::new(format, reader).map(|row| row.map(|row| row.line).map_err(|faults| faults.to_string())).collect()
}

/// `start`, then a byte over and over, then `end`.
struct Flood<'a> {
    start: &'a [u8],
    byte: u8,
    left: u64,
    end: &'a [u8],
}

impl Read for Flood<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if !self.start.is_empty() {
            return self.start.read(into);
        }
        if self.left == 0 {
            return self.end.read(into);
        }
        let many = into.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        into[..many].fill(self.byte);
        self.left -= many as u64;
        Ok(many)
    }
}

#[test]
fn a_very_long_line_ends_the_reading_and_loses_nothing_read_before() {
    let start = format!("{HEADER}{GOOD}e,g,killed,7,s,2022-01-22,");
    let end = format!("\n{GOOD}");
    let flood = Flood { start: start.as_bytes(), byte: b'x', left: 1 << 26, end: end.as_bytes() };
    let fault = "3:1: longer than 1048576 bytes: not read";
    assert_eq!(results(Format::Csv, flood), [Ok(2), Err(fault.to_owned())]);
}

#[test]
fn a_quote_that_never_closes_loses_nothing_read_before() {
    let start = format!("{HEADER}{GOOD}{GOOD}e,g,killed,7,s,2022-01-22,\"never closed\n{GOOD}{GOOD}");
    let fault = "4:7: the quote that opens here never closes: nothing is read from here to the end, line 6";
    assert_eq!(results(Format::Csv, start.as_bytes()), [Ok(2), Ok(3), Err(fault.to_owned())]);
    let flood = Flood { start: start.as_bytes(), byte: b'\n', left: 1 << 24, end: b"" };
    let fault = "4:1: longer than 1048576 bytes: not read";
    assert_eq!(results(Format::Csv, flood), [Ok(2), Ok(3), Err(fault.to_owned())]);
}

#[test]
fn a_stray_quote_takes_in_the_next_lines_and_says_so() {
    let table =
        format!("{HEADER}{GOOD}e,g,killed,7,s,2022-01-22,\"stray\n{GOOD}e,g,killed,7,s,2022-01-22,\"more\"\n{GOOD}");
    let fault = "5:7: expected 7 columns, found 8, in one row over lines 3 to 5";
    let results = results(Format::Csv, table.as_bytes());
    assert_eq!(results.len(), 3, "{results:?}");
    assert_eq!(results[0], Ok(2));
    assert!(results[1].is_ok() || results[1].as_ref().is_err_and(|found| found == fault), "{results:?}");
    assert_eq!(results[2], Ok(6));
}

#[test]
fn a_json_line_too_long_is_passed_over() {
    let good = b"{\"group\": {\"id\": \"g\", \"name\": \"G\"}}\n";
    let start = [&good[..], b"{\"group\": {\"id\": \"h\", \"name\": \""].concat();
    let end = [&b"\"}}\n"[..], good].concat();
    let flood = Flood { start: &start, byte: b'x', left: 1 << 26, end: &end };
    let fault = "2:1: longer than 1048576 bytes: not read";
    assert_eq!(results(Format::JsonLines, flood), [Ok(1), Err(fault.to_owned()), Ok(3)]);
    let flood = Flood { start: &start, byte: b'x', left: 1 << 26, end: b"" };
    assert_eq!(results(Format::JsonLines, flood), [Ok(1), Err(fault.to_owned())]);
}

#[test]
fn bytes_of_another_encoding_are_named_and_the_next_row_is_read() {
    let mut table = format!("{HEADER}{GOOD}").into_bytes();
    table.extend_from_slice(b"e,g,killed,7,Zo\xeb,2022-01-22,said\n");
    table.extend_from_slice(GOOD.as_bytes());
    let fault = "3:5: source: expected UTF-8, found the byte 0xeb at byte 2 of the cell (--encoding windows-1252?)";
    assert_eq!(results(Format::Csv, &table[..]), [Ok(2), Err(fault.to_owned()), Ok(4)]);
}

#[test]
fn bytes_of_another_encoding_do_no_harm_where_nothing_is_read() {
    let table = b"event_id_cnty,event_date,fatalities,tags\nS1,2022-01-21,3,caf\xe9\nS2,2022-01-21,4,b\n";
    assert_eq!(results(Format::Acled, &table[..]), [Ok(2), Ok(3)]);
}

#[test]
fn utf_16_is_read_by_its_mark_and_named_without() {
    let utf_16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let table = format!("{HEADER}{GOOD}");
    let marked = [b"\xff\xfe".to_vec(), utf_16(&table)].concat();
    assert_eq!(results(Format::Csv, &marked[..]), [Ok(2)]);
    let fault = "1:1: expected UTF-8, found what seems to be UTF-16 (--encoding utf-16le?)";
    assert_eq!(results(Format::Csv, &utf_16(&table)[..]), [Err(fault.to_owned())]);
}

#[test]
fn marks_and_line_ends_of_all_kinds_do_no_harm() {
    let plain = format!("{HEADER}{GOOD}\n{GOOD}");
    let expected = results(Format::Csv, plain.as_bytes());
    assert_eq!(expected, [Ok(2), Ok(4)]);
    for other in [format!("\u{feff}{plain}"), plain.replace('\n', "\r\n"), plain.replace('\n', "\r")] {
        assert_eq!(results(Format::Csv, other.as_bytes()), expected);
    }
}

#[test]
fn cells_too_many_are_a_fault_unless_they_are_empty() {
    let table = format!("{HEADER}{},,,\n{},,x\n{GOOD}", GOOD.trim_end(), GOOD.trim_end());
    assert_eq!(
        results(Format::Csv, table.as_bytes()),
        [Ok(2), Err("3:9: expected 7 columns, found 9".to_owned()), Ok(4)]
    );
}

#[test]
fn an_empty_file_is_named() {
    for format in [Format::Ucdp, Format::Acled, Format::Ibc, Format::Airwars, Format::Gtd, Format::Hxl, Format::Csv] {
        for nothing in ["", "\n\n", "\u{feff}"] {
            let faults = results(format, nothing.as_bytes());
            assert_eq!(faults, [Err("1:1: expected a header, found an empty file".to_owned())], "{format}");
        }
    }
    assert_eq!(results(Format::JsonLines, &b""[..]), []);
}

#[test]
fn a_sample_cut_anywhere_gives_all_rows_before_the_cut() {
    let whole = results(Format::Ucdp, SAMPLE);
    for cut in (0..SAMPLE.len()).step_by(9_973) {
        let found = results(Format::Ucdp, &SAMPLE[..cut]);
        let complete = found.len().saturating_sub(1);
        assert_eq!(found[..complete], whole[..complete], "cut at {cut}");
        assert!(found.len() <= 1_000);
    }
}

#[test]
fn a_reader_that_fails_is_named_and_loses_nothing() {
    struct Failing<'a>(&'a [u8]);
    impl Read for Failing<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            match self.0.read(into)? {
                0 => Err(io::Error::other("the disk is gone")),
                read => Ok(read),
            }
        }
    }
    let table = format!("{HEADER}{GOOD}{GOOD}");
    let fault = "4:1: cannot read on: the disk is gone";
    assert_eq!(results(Format::Csv, Failing(table.as_bytes())), [Ok(2), Ok(3), Err(fault.to_owned())]);
    let fault = "1:1: cannot read on: the disk is gone";
    assert_eq!(results(Format::JsonLines, Failing(b"")), [Err(fault.to_owned())]);
}

/// Pieces that tables are made of, and pieces that break them.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    const PIECES: &[&[u8]] = &[
        b"id,event_id_cnty,IBC code,code,eventid,event,group,outcome,count,source,as_of",
        b"date_start,date_end,start_date,date,event_date,iyear,imonth,iday,best,low,high,min,max,fatalities,nkill",
        b"#event+code,#date,#affected+killed,#affected+killed+min,#affected+f+injured",
        b"civilians_killed_min,civilians_killed_max,conceded_min",
        b"2022-01-21",
        b"30 Feb 2022",
        b"1753-01-01",
        b"-9",
        b"7",
        b"0",
        b"2.5",
        b"99999999999999999999",
        b"at least 20",
        b"killed",
        b"{\"claim\": {\"id\": \"c\"}}",
        b"\"",
        b",",
        b",,,,,,",
        b";",
        b"\n",
        b"\r\n",
        b"\r",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\0",
    ];
    let piece = prop::sample::select(PIECES);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// A reader that hands out a few bytes at a time.
struct Sips<'a>(&'a [u8], usize);

impl Read for Sips<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let many = self.1.min(into.len());
        self.0.read(&mut into[..many])
    }
}

proptest! {
    #![proptest_config(per_cent(100))]

    #[test]
    fn no_file_panics_however_it_comes(bytes in pieces(), sip in 1_usize..9) {
        for &format in Format::ALL {
            let whole: Vec<Result<Imported, RowFaults>> = Rows::new(format, &bytes[..]).collect();
            let sipped: Vec<Result<Imported, RowFaults>> = Rows::new(format, Sips(&bytes, sip)).collect();
            prop_assert_eq!(&whole, &sipped);
            let lines = bytes.iter().filter(|&&byte| byte == b'\n' || byte == b'\r').count() as u64 + 1;
            for row in whole {
                match row {
                    Ok(row) => prop_assert!((1..=lines).contains(&row.line)),
                    Err(faults) => for fault in &faults {
                        prop_assert!((1..=lines).contains(&fault.line()), "{}", fault);
                        prop_assert!(fault.column() >= 1);
                    }
                }
            }
        }
    }

    #[test]
    fn lines_are_those_an_editor_counts(bytes in pieces()) {
        // Rows of a table without quotes stand one on a line; hashtags below a header are no row.
        let bytes: Vec<u8> = bytes.into_iter().filter(|byte| !matches!(byte, b'"' | b'#')).collect();
        let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n").replace('\r', "\n");
        let table = format!("event,group,outcome,count,source,as_of\n{}", text.replace('\u{feff}', ""));
        let filled: Vec<u64> = table
            .lines()
            .zip(1..)
            .skip(1)
            .filter(|(line, _)| line.bytes().any(|byte| byte != b',' && !byte.is_ascii_whitespace()))
            .map(|(_, number)| number)
            .collect();
        let found: Vec<u64> = Rows::new(Format::Csv, table.as_bytes())
            .map(|row| match row {
                Ok(row) => row.line,
                Err(faults) => faults.iter().map(corroborate::exchange::RowFault::line).min().unwrap_or_default(),
            })
            .collect();
        prop_assert_eq!(found, filled);
    }
}

/// A gigabyte of JSON in one object, and lists that end too early.
#[test]
fn lists_of_objects_are_as_hostile_as_tables() {
    let start = b"[{\"event\":\"e\",\"group\":\"g\",\"outcome\":\"killed\",\"count\":\"7\",\"source\":\"s\",\"as_of\":\"2022-01-21\"},\n{\"event\": \"";
    let flood = Flood { start, byte: b'x', left: 1 << 26, end: b"\"}]" };
    let fault = "2:1: longer than 1048576 bytes: not read";
    assert_eq!(results(Format::Csv, flood), [Ok(1), Err(fault.to_owned())]);
    let fault = "2:1: the object that opens here never closes";
    assert_eq!(results(Format::Csv, &start[..]), [Ok(1), Err(fault.to_owned())]);
    let list = &start[..start.len() - 13];
    assert_eq!(results(Format::Csv, list), [Ok(1), Err("1:1: the list never ends".to_owned())]);
}
