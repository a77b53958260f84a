//! The worked cases of the model, voice by voice.

use corroborate::calibrate::{
    Anchor, BiasTable, Calibrate, Calibrated, Cause, Lag, Level, Stake, Statement, Testimony, Told, VoiceReading,
};
use corroborate::{Interval, Outcome, SourceKind};
use serde_json::Value;

fn said(voice: &str, kind: SourceKind, told: Told) -> Statement {
    Statement::new(voice.parse().expect("a name"), kind, told)
}

fn belligerent(voice: &str, stake: Stake, n: u64) -> Statement {
    said(voice, SourceKind::Belligerent, Told::exactly(n)).with_stake(stake)
}

fn monitor(told: Told) -> Statement {
    said("sohr", SourceKind::Monitor, told)
}

fn medium(voice: &str, n: u64) -> Statement {
    said(voice, SourceKind::Media, Told::exactly(n))
}

/// What is said in each case.
fn case(name: &str) -> Testimony {
    let exactly = Told::exactly;
    let sdf = || {
        vec![monitor(exactly(159)), belligerent("sdf", Stake::OwnLoss, 121), belligerent("is", Stake::EnemyLoss, 260)]
    };
    let (statements, floor) = match name.split_whitespace().next().expect("a name") {
        "D1a" => (vec![monitor(exactly(224))], 0),
        "D1b" => (vec![monitor(exactly(224)), medium("paper", 224)], 0),
        "D1e" => (vec![medium("p1", 200), medium("p2", 200)], 0),
        "D1f" => (vec![medium("p1", 223), medium("p2", 223)], 0),
        "D2" if name.contains("floor") => (sdf(), 121),
        "D2" => (sdf(), 0),
        "D8a" => (vec![monitor(exactly(159))], 0),
        "D8b" => (vec![monitor(Told::figure(4, 7).expect("a range"))], 0),
        "D8d" => (vec![monitor(Told::at_least(160)), belligerent("e", Stake::EnemyLoss, 374)], 0),
        "Z1" => (vec![monitor(Told::NONE)], 0),
        "L1" => (vec![monitor(exactly(22)).after(Lag::Day)], 0),
        "H1" => {
            let outlets = [190, 205, 211, 198, 221, 202];
            let outlets = outlets.iter().enumerate().map(|(at, &n)| medium(&format!("o{at}"), n));
            (std::iter::once(monitor(exactly(40))).chain(outlets).collect(), 0)
        }
        other => panic!("no case {other}"),
    };
    Testimony::new(name, statements).with_firm_floor(floor)
}

fn answer(name: &str) -> Calibrated {
    Calibrate::with(&BiasTable::default()).of(&case(name)).expect("an answer")
}

/// Within the last digit that is printed.
#[track_caller]
fn prints_as(found: f64, expected: &Value, digits: i32, what: &str) {
    let expected = expected.as_f64().expect("a number");
    let slack = 0.51 * 10_f64.powi(-digits);
    assert!((found - expected).abs() <= slack, "{what}: {found}, expected {expected}");
}

#[test]
fn every_worked_case_to_its_last_digit() {
    let cases: Value = serde_json::from_str(include_str!("../data/calibrate/worked.json")).expect("JSON");
    let cases = cases.as_object().expect("cases");
    assert_eq!(cases.len(), 12);
    for (name, expected) in cases {
        let answer = answer(name);
        let interval = answer.interval(Level::NINETY);
        let whole = |field: &str| expected[field].as_u64().expect("a count");
        assert_eq!(
            (interval.low(), answer.median(), interval.high().get()),
            (whole("low"), whole("median"), Some(whole("high"))),
            "{name}"
        );
        let radius = expected["radius"].as_f64().expect("a number");
        assert!((answer.radius() - radius).abs() <= 0.002, "{name}: {} {radius}", answer.radius());
        for (n, share) in expected["at_least"].as_object().expect("shares") {
            prints_as(answer.at_least(n.parse().expect("a count")), share, 4, name);
        }
        let voices = answer.voices();
        let told = expected["voices"].as_array().expect("voices");
        assert_eq!(voices.len(), told.len());
        for expected in told {
            let of = |voice: &&VoiceReading| voice.statement().voice() == expected["source"];
            let voice = voices.iter().find(of).expect("the voice");
            let what = format!("{name}, {}", voice.statement().voice());
            prints_as(voice.counts_for(), &expected["counts"], 4, &what);
            prints_as(voice.weight(), &expected["weight"], 4, &what);
            prints_as(voice.read_as(), &expected["read_as"], 1, &what);
            prints_as(voice.give_or_take(), &expected["give_or_take"], 3, &what);
            prints_as(voice.residual(), &expected["residual"], 3, &what);
            assert_eq!(voice.statement().stake().as_str(), expected["stake"], "{what}");
            let without = voice.median_without().map(|median| i128::from(median) - i128::from(answer.median()));
            assert_eq!(without, expected["without"].as_i64().map(i128::from), "{what}");
        }
    }
}

#[test]
fn factors_multiply_to_what_a_statement_is_read_as() {
    for name in ["D2 SDF", "D8d", "L1", "H1"] {
        for voice in answer(name).voices() {
            let (factors, told) = (voice.factors(), voice.statement().told());
            #[expect(clippy::cast_precision_loss, reason = "small counts")]
            let said = told.low() as f64 + 0.5;
            let product = said * factors.bias * factors.wording * factors.lag * factors.anchor - 0.5;
            assert!((product / voice.read_as() - 1.0).abs() < 1e-12, "{name}");
        }
    }
}

#[test]
fn without_the_anchor_a_monitor_is_taken_as_said() {
    let table = BiasTable::default();
    let said = Calibrate::with(&table).anchored(&Anchor::AS_SAID).of(&case("D1a")).expect("an answer");
    assert_eq!(said.median(), 225, "the middle of the cell that holds 224");
    assert_eq!(said.voices()[0].factors().anchor.to_bits(), 1.0_f64.to_bits());
    assert!(
        said.sentence(Level::NINETY).starts_with("If monitors miss nobody on average (an assumption), and sources err")
    );
}

#[test]
fn a_firm_floor_admitted_by_a_voice_goes_with_that_voice() {
    let own = belligerent("sdf", Stake::OwnLoss, 121).with_firm_floor(121);
    let said = [monitor(Told::exactly(159)), own, belligerent("is", Stake::EnemyLoss, 260)];
    let table = BiasTable::default();
    let answer = Calibrate::with(&table).of(&Testimony::new("SDF", said)).expect("an answer");
    assert_eq!(answer.interval(Level::NINETY).to_string(), "121 to 343");
    let voices = answer.voices();
    let own = voices.iter().find(|voice| voice.statement().voice() == "sdf").expect("it spoke");
    assert_eq!(own.median_without(), Some(169), "as without any floor: 187 less 18");
}

#[test]
fn the_answer_in_words_names_its_assumption_and_claims_no_truth() {
    let answer = answer("D2 with firm floor 121").beside(Interval::new(154, 200).expect("a range"));
    assert_eq!(
        answer.sentence(Level::NINETY),
        "If monitors miss about one in seven (an assumption), and sources err as the default table assumes \
         (learned from no events), the toll lies between 121 and 343 with 90 % probability."
    );
    assert_eq!(answer.side_by_side(Level::NINETY), "154 to 200 reported; 121 to 343 at 90 %, median 191");
    assert_eq!(answer.disagrees(), None);
}

#[test]
fn a_range_that_is_hardly_believed_is_told_with_who_is_furthest_off() {
    // A monitor's 346 within a week is a floor, the enemy's 374 a ceiling.
    let said =
        [monitor(Told::exactly(346)).after(Lag::Week), belligerent("sdf", Stake::EnemyLoss, 374).after(Lag::Day)];
    let said = Testimony::new("IS dead at al-Hasakah", said).with_firm_floor(346);
    let table = BiasTable::default();
    let answer = Calibrate::with(&table).of(&said).expect("an answer");
    let answer = answer.beside(Interval::new(346, 374).expect("a range"));
    assert_eq!(answer.side_by_side(Level::NINETY), "346 to 374 reported; 346 to 802 at 90 %, median 458");
    let why = answer.disagrees().expect("they do");
    assert_eq!(
        why.to_string(),
        "the reported range has 13 % of the probability; the furthest voice is source:sdf, 1.0 times its usual error below the answer"
    );
    let apart = Calibrate::with(&table).of(&case("H1")).expect("an answer").disagrees().expect("they do");
    assert!(matches!(apart.cause(), Cause::VoicesApart { radius } if radius > 2.0));
    assert!(apart.to_string().starts_with(
        "every toll is more than 2.0 times the usual error away from some voice; the furthest voice is source:o4"
    ));
}

#[test]
fn what_cannot_be_told_is_refused() {
    let table = BiasTable::default();
    let how = Calibrate::with(&table);
    let refused = |testimony: &Testimony| how.of(testimony).map(|_| ()).map_err(|refusal| refusal.to_string());
    let none: [Statement; 0] = [];
    assert_eq!(refused(&Testimony::new("e", none)), Err("no statement names a number".to_owned()));
    let enemy = Testimony::new("e", [belligerent("e", Stake::EnemyLoss, 500)]);
    assert_eq!(refused(&enemy), Err("only voices with a stake in the count name a number".to_owned()));
    let alone = how.partisan().of(&enemy).expect("asked for");
    assert_eq!(alone.interval(Level::NINETY).to_string(), "46 to 1,229");
    let wounded = case("D1a").of_outcome(Outcome::Wounded);
    assert_eq!(refused(&wounded), Err("the table is for killed, not for wounded".to_owned()));
    let held = case("D1a").of_outcome(Outcome::Held);
    assert_eq!(refused(&held), Err("held rises and falls: the model covers only outcomes that add up".to_owned()));
    let large = Testimony::new("e", [monitor(Told::exactly(100_000_001))]);
    assert_eq!(refused(&large), Err("100000001 is above 100,000,000, the largest toll in the model".to_owned()));
    assert_eq!(
        Level::per_cent(99.5).map_err(|error| error.to_string()),
        Err("a level lies between 50 and 99 %, found 99.5".to_owned())
    );
}
