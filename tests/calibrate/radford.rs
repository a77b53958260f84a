//! Losses in Ukraine, 2022 to 2023: dated totals of 30 series by seven sources, and the intervals
//! published for day 365.
//!
//! Totals and intervals: Benjamin J. Radford et al., "Estimating conflict losses and reporting
//! biases", PNAS 120(34), 2023; its claims (github.com/benradford/estimating-conflict-losses, MIT
//! License, © Benjamin J. Radford) stand reduced to five columns of its cumulative rows in
//! `tests/data/calibrate/radford_cumulative.csv`.

use std::collections::BTreeMap;

use corroborate::calibrate::{Anchor, BiasTable, Courses, Level, Series, Stake, Statement, Told, VoiceOffset, Wording};
use corroborate::{Outcome, SourceKind};
use serde_json::json;

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

/// e^η: what the voice says for each one lost.
fn factor(courses: &Courses, series: &str, voice: &str) -> f64 {
    let course = courses.named(series).expect("the series");
    course.offsets().iter().find(|offset| offset.voice() == voice).expect("it spoke").offset().exp()
}

#[test]
fn medians_lie_in_the_published_intervals() {
    let courses = fit(&rows());
    assert_eq!(courses.all().len(), 29, "one of thirty series has fewer than eight totals");
    let inside = PUBLISHED.iter().filter(|(name, low, high)| {
        let course = courses.named(name).expect("the series");
        let median = course.median(365.0);
        println!("{name}: {median} in {}; published {low} to {high}", course.interval(365.0, Level::NINETY_FIVE));
        (*low..=*high).contains(&median)
    });
    assert_eq!(inside.count(), 12);
}

#[test]
fn each_side_owns_up_to_few_and_boasts_of_many() {
    let courses = fit(&rows());
    let (russian, ukrainian) = ("Military Deaths-Russia", "Military Deaths-Ukraine");
    assert!((0.1..=0.5).contains(&factor(&courses, russian, "RU")));
    assert!(factor(&courses, ukrainian, "RU") > 1.5);
    assert!((1.0..=5.0).contains(&factor(&courses, russian, "UA")));
    assert!(factor(&courses, ukrainian, "UA") < 1.0);
}

#[test]
fn what_is_held_back_is_foretold() {
    let rows = rows();
    let (mut all, mut military) = (Vec::new(), Vec::new());
    for fold in 0..5 {
        let held_back = |at: usize| at % 5 == fold;
        let courses = fit(rows.iter().enumerate().filter(|&(at, _)| !held_back(at)).map(|(_, row)| row));
        for (_, row) in rows.iter().enumerate().filter(|&(at, _)| held_back(at)) {
            let Some(course) = courses.named(&row.series) else { continue };
            let stake = stake(&row.source, &row.series);
            let of = |offset: &&VoiceOffset| offset.voice() == row.source && offset.stake() == stake;
            let offset = course.offsets().iter().find(of);
            let said = match offset {
                Some(offset) => offset.offset() + offset.wording(row.wording),
                None => courses.bias(&row.source, stake).unwrap_or(0.0),
            };
            #[expect(clippy::cast_precision_loss, reason = "counts of a test")]
            let log = (row.count as f64 + 0.5).ln();
            let off = log - course.log_before_anchor(row.day.into()) - said;
            all.push(off);
            if row.series.starts_with("Military Deaths") {
                military.push(off);
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
    let mean = |of: &[f64], size: fn(f64) -> f64| of.iter().copied().map(size).sum::<f64>() / of.len() as f64;
    let square = |off: f64| off * off;
    let (error, error_military) = (mean(&all, square).sqrt(), mean(&military, square).sqrt());
    let absolute = mean(&all, f64::abs);
    println!(
        "{} rows: RMSE {error:.3}, MAE {absolute:.3}; {} military deaths: RMSE {error_military:.3}",
        all.len(),
        military.len()
    );
    assert!(error <= 0.43 && error_military <= 0.645 && absolute <= 0.14);
}

#[test]
fn repetition_is_no_evidence() {
    let rows = rows();
    let series = ["Military Deaths-Russia", "Military Deaths-Ukraine"];
    let before = fit(&rows);
    let again = |days: std::ops::RangeInclusive<u32>| {
        let of =
            |row: &Row| days.clone().map(|later| Row { day: row.day + later, ..row.clone() }).collect::<Vec<Row>>();
        let more = rows.iter().filter(|row| row.source == "RU").flat_map(of);
        fit(&rows.iter().cloned().chain(more).collect::<Vec<Row>>())
    };
    for name in series {
        let log = |courses: &Courses| courses.named(name).expect("the series").log_before_anchor(365.0);
        // The same day, in other words, so that it is not the same statement twice.
        let mut same_day = rows.clone();
        for _ in 0..4 {
            same_day.extend(rows.iter().filter(|row| row.source == "RU").cloned());
        }
        assert!((log(&fit(&same_day)) - log(&before)).abs() <= 1e-9, "{name}");
        let moved = (log(&again(1..=4)) - log(&before)).abs();
        println!("{name} moves by {:.1} %", 100.0 * (moved.exp() - 1.0));
        assert!(moved.exp() - 1.0 <= 0.05, "{name}: {moved}");
    }
}

#[test]
fn a_toll_never_falls_and_its_order_does_not_matter() {
    let mut rows = rows();
    let courses = fit(&rows);
    for course in courses.all() {
        let mut last = (0, 0, 0);
        for day in 1..=365_u32 {
            let interval = course.interval(day.into(), Level::NINETY);
            let now = (interval.low(), course.median(day.into()), interval.high().get().expect("an end"));
            assert!(now.0 >= last.0 && now.1 >= last.1 && now.2 >= last.2, "{} on day {day}", course.name());
            assert!(now.0 <= now.1 && now.1 <= now.2, "{} on day {day}: {now:?}", course.name());
            last = now;
        }
    }
    rows.reverse();
    let reversed = fit(&rows);
    for (one, other) in courses.all().iter().zip(reversed.all()) {
        assert_eq!(format!("{one:?}"), format!("{other:?}"), "to the bit");
    }
}

/// A table may give a bias without error.
#[test]
fn a_bias_of_variance_0_stays() {
    let mut table = serde_json::to_value(BiasTable::default()).expect("JSON");
    let known = json!({"source": "OSI", "stake": "neutral", "bias": 0.2, "var": 0.0, "s2": 0.0625, "n": 9.0});
    table["sources"] = json!([known]);
    let table: BiasTable = serde_json::from_value(table).expect("a table");
    let name = "Tanks-Russia";
    let rows = rows();
    let totals = rows.iter().filter(|row| row.series == name).map(|row| (row.day, statement(row)));
    let courses =
        Courses::of([Series::new(name, Outcome::Casualties, totals).expect("many")], &table, &Anchor::default());
    let bias = courses.bias("OSI", Stake::Neutral).expect("it spoke");
    assert!((bias - 0.2).abs() < 1e-6, "{bias}");
    assert!(courses.named(name).expect("the series").median(365.0) > 1_000);
}

#[test]
fn a_series_needs_eight_totals_of_what_adds_up() {
    let few: Vec<(u32, Statement)> = rows().iter().take(7).map(|row| (row.day, statement(row))).collect();
    let refused = |outcome, totals: Vec<(u32, Statement)>| Series::new("s", outcome, totals).map_err(|e| e.to_string());
    let short = "a course needs at least 8 dated totals, found 7".to_owned();
    assert_eq!(refused(Outcome::Killed, few.clone()), Err(short));
    let stock = "strength rises and falls: the model covers only outcomes that add up".to_owned();
    assert_eq!(refused(Outcome::Strength, few), Err(stock));
}
