//! How long does it take to import a table?
//!
//! Printed are megabytes a second and nanoseconds a row. Each table comes in one size and in twice that
//! size: the cost is linear if the time a row stays the same. The size is 10 MB, or what is asked for:
//! `cargo bench --features exchange --bench how_long_to_import -- 100` for 100 MB and 200 MB.

use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use corroborate::exchange::{ClaimTable, Format, HxlTable, JsonLines, Rows};

const SAMPLE: &str = include_str!("../tests/data/ucdpged_sample1000.csv");
const TURNS: usize = 3;
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
    Hxl,
}

fn import(format: Format, table: &[u8], to: To) -> Duration {
    let begun = Instant::now();
    let mut rows = Rows::new(format, table);
    macro_rules! rows {
        ($table:expr) => {
            while let Some(result) = rows.next() {
                if let Ok(row) = result {
                    $table.imported(&row).expect("a sink takes anything");
                }
            }
        };
    }
    let out = black_box(std::io::sink());
    match to {
        To::Csv => {
            let mut table = ClaimTable::new(out);
            rows!(table);
        }
        To::JsonLines => {
            let mut lines = JsonLines::new(out);
            rows!(lines);
        }
        To::Hxl => {
            let mut table = HxlTable::new(out);
            rows!(table);
        }
    }
    begun.elapsed()
}

fn main() {
    let asked = std::env::args().find_map(|word| word.parse().ok());
    let bytes = 1_000_000 * asked.unwrap_or(MEGABYTES);
    println!("{:8} {:6} {:>11} {:>9} {:>8}", "from", "to", "rows", "ns a row", "MB/s");
    for made in tables() {
        let a_row = (made.row)(0).len() + 1;
        for rows in [bytes / a_row, 2 * (bytes / a_row)] {
            let mut table = made.header.clone();
            for number in 0..rows {
                table.push('\n');
                table.push_str(&(made.row)(number));
            }
            let table = table.as_bytes();
            for (name, to) in [("csv", To::Csv), ("jsonl", To::JsonLines), ("hxl", To::Hxl)] {
                let shortest = (0..TURNS).map(|_| import(made.format, table, to)).min().unwrap_or_default();
                let (a_row, length) =
                    (shortest.as_nanos() / rows as u128, u32::try_from(table.len() / 1_000).unwrap_or(u32::MAX));
                let speed = f64::from(length) / 1_000.0 / shortest.as_secs_f64();
                println!("{:8} {name:6} {rows:>11} {a_row:>9} {speed:>8.1}", made.name);
            }
        }
    }
}
