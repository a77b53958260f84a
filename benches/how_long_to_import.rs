//! How long does it take to import a table, against the `csv` crate reading it?
//!
//! The three take turns, so that a busy machine slows all of them. The import is measured against
//! the `csv` crate's `records`, which builds a record for each row, and its `read_record`, which
//! reuses one record. The shortest and the median of both ratios are printed. Each table comes in
//! one size and in twice that size: if the time per row stays the same, the cost is linear. The
//! size is 10 MB, or the one given: `cargo bench --features exchange --bench how_long_to_import --
//! 100` for 100 MB and 200 MB.
//! and 200 MB.

use std::convert::Infallible;
use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use corroborate::exchange::{ClaimTable, Format, HxlTable, Imported, JsonLines, Page, Rows, UcdpTable, by_pages};

const SAMPLE: &str = include_str!("../tests/data/ucdpged_sample1000.csv");
const TURNS: usize = 7;
const THREADS: usize = 2;
const MEGABYTES: usize = 10;

/// A header, and a function that writes the row of a number.
struct Made {
    name: &'static str,
    format: Format,
    header: String,
    row: Box<dyn Fn(usize) -> String>,
}

fn tables() -> Vec<Made> {
    let mut reader = csv::Reader::from_reader(SAMPLE.as_bytes());
    let header = reader.headers().map(|header| header.iter().collect::<Vec<_>>().join(",")).unwrap_or_default();
    let rows: Vec<csv::StringRecord> = reader.records().filter_map(Result::ok).collect();
    let ucdp = move |number: usize| {
        let mut row = (1_000_000 + number).to_string();
        for cell in rows[number % rows.len()].iter().skip(1) {
            let _ = write!(row, ",\"{}\"", cell.replace('"', "\"\""));
        }
        row
    };
    let day =
        |number: usize| format!("{}-{:02}-{:02}", 2003 + number / 336 % 15, 1 + number / 28 % 12, 1 + number % 28);
    let ibc = move |number: usize| {
        let (day, low) = (1 + number / 40 % 28, 1 + number % 7);
        let date = format!("{day} Mar {}", 2003 + number / 1120 % 15);
        let (one, other) = (["AP", "AFP", "VOI", "NINA", "DPA"][number % 5], ["REU", "XIN", "WP"][number % 3]);
        let (target, high) = (["family, in home", "policeman", "bodies found shot"][number % 3], low + number % 3);
        let sources = format!("\"{one} {day:02} Mar, {other} {day:02} Mar\"");
        format!("k{number},{date},{date},AM,near Baghdad,\"{target}\",gunfire,{low},{high},{sources}")
    };
    let airwars = move |number: usize| {
        let (day, low) = (day(number / 10), number % 5);
        format!("CS{number},{day},{day},Mosul,US-led Coalition,{low},{},,,{low},{low},0,3,local; AP", low + 2)
    };
    let (claims_header, claims) = claims();
    let claim = move |number: usize| format!("{number}:{}", claims[number % claims.len()]);
    vec![
        Made { name: "ucdp", format: Format::Ucdp, header, row: Box::new(ucdp) },
        Made { name: "csv", format: Format::Csv, header: claims_header, row: Box::new(claim) },
        Made {
            name: "ibc",
            format: Format::Ibc,
            header:
                "IBC code,Start Date,End Date,Time,Location,Target,Weapons,Reported Minimum,Reported Maximum,Sources"
                    .into(),
            row: Box::new(ibc),
        },
        Made {
            name: "airwars",
            format: Format::Airwars,
            header: "unique_reference_code,incident_date,incident_date_end,location,belligerent,\
                     civilians_killed_min,civilians_killed_max,children_killed_min,children_killed_max,\
                     civilians_injured_min,civilians_injured_max,\
                     civilian_deaths_conceded_min,civilian_deaths_conceded_max,sources"
                .into(),
            row: Box::new(airwars),
        },
    ]
}

/// The sample as a table of claims: its header, and the lines that begin with an id without quotes.
fn claims() -> (String, Vec<String>) {
    let mut table = ClaimTable::new(Vec::new());
    for row in Rows::new(Format::Ucdp, SAMPLE.as_bytes()).filter_map(Result::ok) {
        table.imported(&row).expect("a vector takes anything");
    }
    let text = String::from_utf8(table.finish().expect("a vector takes anything")).expect("it was text");
    let mut lines = text.lines().map(str::to_owned);
    let header = lines.next().unwrap_or_default();
    (header, lines.filter(|line| line.starts_with("ucdp")).collect())
}

#[derive(Copy, Clone)]
enum To {
    Csv,
    JsonLines,
    Ucdp,
    Hxl,
}

fn page(page: &mut Page<'_>, out: &mut Vec<u8>, to: To) {
    out.clear();
    let mut row = Imported::default();
    macro_rules! rows {
        ($table:expr) => {
            while let Some(result) = page.next_into(&mut row) {
                if result.is_ok() {
                    $table.imported(&row).expect("a vector takes anything");
                }
            }
        };
    }
    match to {
        To::Csv => {
            let mut table = ClaimTable::continuing(&mut *out);
            rows!(table);
        }
        To::JsonLines => {
            let mut lines = JsonLines::new(&mut *out);
            rows!(lines);
        }
        To::Ucdp => {
            let mut table = UcdpTable::continuing(&mut *out);
            rows!(table);
        }
        To::Hxl => {
            let mut table = HxlTable::continuing(&mut *out);
            rows!(table);
        }
    }
}

fn import(format: Format, table: &[u8], to: To) -> Duration {
    let begun = Instant::now();
    let convert = |rows: &mut Page<'_>, out: &mut Vec<u8>| page(rows, out, to);
    let taken = by_pages(format, table, THREADS, convert, |out| {
        black_box(out.len());
        Ok::<(), Infallible>(())
    });
    assert!(taken.is_ok());
    begun.elapsed()
}

fn read_alone(table: &[u8], each: bool) -> Duration {
    let begun = Instant::now();
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(table);
    if each {
        for record in reader.records() {
            black_box(record.expect("it is UTF-8").len());
        }
    } else {
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).expect("it is UTF-8") {
            black_box(record.len());
        }
    }
    begun.elapsed()
}

/// The shortest ratio and the median.
fn ratios(turns: &[(Duration, Duration)]) -> (f64, f64) {
    let ratio = |(alone, all): &(Duration, Duration)| all.as_secs_f64() / alone.as_secs_f64();
    let mut ratios: Vec<f64> = turns.iter().map(ratio).collect();
    ratios.sort_by(f64::total_cmp);
    (ratios[0], ratios[ratios.len() / 2])
}

fn main() {
    let asked = std::env::args().find_map(|word| word.parse().ok());
    let bytes = 1_000_000 * asked.unwrap_or(MEGABYTES);
    println!("{:27}{:>9} {:>8} {:>17} {:>17}", "", "", "", "records", "read_record");
    println!(
        "{:8} {:6} {:>11} {:>9} {:>8} {:>8} {:>8} {:>8}",
        "from", "to", "rows", "ns a row", "shortest", "median", "shortest", "median"
    );
    for made in tables() {
        let a_row = (made.row)(0).len() + 1;
        for rows in [bytes / a_row, 2 * (bytes / a_row)] {
            let mut table = made.header.clone();
            for number in 0..rows {
                table.push('\n');
                table.push_str(&(made.row)(number));
            }
            let table = table.as_bytes();
            for (name, to) in [("csv", To::Csv), ("jsonl", To::JsonLines), ("ucdp", To::Ucdp), ("hxl", To::Hxl)] {
                let (mut to_each, mut to_one) = (Vec::new(), Vec::new());
                for _ in 0..TURNS {
                    let (each, one) = (read_alone(table, true), read_alone(table, false));
                    let all = import(made.format, table, to);
                    to_each.push((each, all));
                    to_one.push((one, all));
                }
                let shortest = to_one.iter().map(|(_, all)| all.as_nanos()).min().unwrap_or_default();
                let a_row = shortest / rows as u128;
                let ((least, median), (least_one, median_one)) = (ratios(&to_each), ratios(&to_one));
                println!(
                    "{:8} {name:6} {rows:>11} {a_row:>9} {least:>8.2} {median:>8.2} {least_one:>8.2} {median_one:>8.2}",
                    made.name
                );
            }
        }
    }
}
