//! Losses in Ukraine, 2022 to 2023: dated totals of 30 series by seven sources, and published
//! intervals.

use std::collections::BTreeMap;

use corroborate::calibrate::{Anchor, BiasTable, Course, Courses, Level, Series, Stake, Statement, Told, Wording};
use corroborate::{Outcome, SourceKind};

const CLAIMS: &str = include_str!("../data/calibrate/radford_cumulative.csv");

#[derive(Clone, Debug)]
struct Row {
    day: u32,
    count: u64,
    series: String,
    source: String,
    wording: Wording,
}

fn rows() -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(CLAIMS.as_bytes());
    let row = |row: csv::StringRecord| Row {
        day: row[0].parse().expect("a day"),
        count: row[1].parse().expect("a count"),
        series: row[2].to_owned(),
        source: row[3].to_owned(),
        wording: row[4].parse().expect("a wording"),
    };
    reader.records().map(|record| row(record.expect("a row"))).collect()
}

fn stake(source: &str, series: &str) -> Stake {
    let own = match source {
        "RU" => "Russia",
        "UA" => "Ukraine",
        _ => return Stake::Neutral,
    };
    match (series.starts_with("Civilian"), series.ends_with(own)) {
        (false, true) => Stake::OwnLoss,
        (false, false) => Stake::EnemyLoss,
        (true, _) if source == "RU" => Stake::HarmByOwn,
        (true, _) => Stake::HarmByEnemy,
    }
}

fn statement(row: &Row) -> Statement {
    let kind = match row.source.as_str() {
        "RU" | "UA" => SourceKind::Belligerent,
        "OSI" => SourceKind::Monitor,
        "US" | "GB" => SourceKind::Official,
        "UN" => SourceKind::Intergovernmental,
        _ => SourceKind::Other,
    };
    let told = match row.wording {
        Wording::AtLeast => Told::at_least(row.count),
        Wording::AtMost => Told::at_most(row.count),
        _ => Told::exactly(row.count),
    };
    Statement::new(row.source.parse().expect("a name"), kind, told).with_stake(stake(&row.source, &row.series))
}

fn fit<'r>(rows: impl IntoIterator<Item = &'r Row>) -> Courses {
    let mut series: BTreeMap<&str, Vec<(u32, Statement)>> = BTreeMap::new();
    for row in rows {
        series.entry(&row.series).or_default().push((row.day, statement(row)));
    }
    let series = series.into_iter().filter_map(|(name, totals)| {
        Series::new(name, Outcome::Casualties, totals).ok().map(|series| series.until(365))
    });
    Courses::of(series, &BiasTable::default(), &Anchor::default())
}

const PUBLISHED: [(&str, u64, u64); 12] = [
    ("Military Deaths-Russia", 38_670, 139_772),
    ("Military Deaths-Ukraine", 6_219, 39_105),
    ("Military Casualties-Russia", 108_432, 397_361),
    ("Military Casualties-Ukraine", 19_994, 176_612),
    ("Tanks-Russia", 1_704, 6_178),
    ("Tanks-Ukraine", 385, 5_946),
    ("Jets-Russia", 68, 273),
    ("Jets-Ukraine", 32, 372),
    ("Artillery-Russia", 701, 2_818),
    ("Helicopters-Russia", 87, 311),
    ("Armored Vehicles-Russia", 2_966, 11_791),
    ("UAVs-Russia", 153, 707),
];

fn offset(course: &Course, voice: &str) -> f64 {
    course.offsets().iter().find(|o| o.voice() == voice).map_or(f64::NAN, |o| o.offset().exp())
}

#[test]
fn dump() {
    let rows = rows();
    let start = std::time::Instant::now();
    let courses = fit(&rows);
    println!("{:?} {} series {} sweeps", start.elapsed(), courses.all().len(), courses.sweeps());
    let mut inside = 0;
    for (name, low, high) in PUBLISHED {
        let course = courses.named(name).expect("a series");
        let m = course.median(365.0);
        inside += u32::from((low..=high).contains(&m));
        println!("{name} {low}..{high}: {m} in {}", course.interval(365.0, Level::NINETY_FIVE));
    }
    println!("inside {inside}");
    let (ru, ua) = (courses.named("Military Deaths-Russia").unwrap(), courses.named("Military Deaths-Ukraine").unwrap());
    println!("RU on RU {} UA on RU {} RU on UA {} UA on UA {}", offset(ru, "RU"), offset(ru, "UA"), offset(ua, "RU"), offset(ua, "UA"));
    let (mut all, mut military) = (Vec::new(), Vec::new());
    for fold in 0..5 {
        let kept = rows.iter().enumerate().filter(|(at, _)| at % 5 != fold).map(|(_, row)| row);
        let courses = fit(kept);
        for (_, row) in rows.iter().enumerate().filter(|(at, _)| at % 5 == fold) {
            let Some(course) = courses.named(&row.series) else { continue };
            let s = statement(row);
            let o = course.offsets().iter().find(|o| o.voice() == row.source && o.stake() == s.stake());
            let Some(o) = o else { println!("unseen {row:?}"); continue };
            let err = (row.count as f64 + 0.5).ln() - course.log_before_anchor(row.day.into()) - o.offset() - o.wording(row.wording);
            all.push(err);
            if row.series.starts_with("Military Deaths") { military.push(err) }
        }
    }
    let rmse = |e: &[f64]| (e.iter().map(|x| x * x).sum::<f64>() / e.len() as f64).sqrt();
    let mae = |e: &[f64]| e.iter().map(|x| x.abs()).sum::<f64>() / e.len() as f64;
    println!("{} rmse {:.4} mae {:.4}; {} military {:.4} {:.4}", all.len(), rmse(&all), mae(&all), military.len(), rmse(&military), mae(&military));
}
