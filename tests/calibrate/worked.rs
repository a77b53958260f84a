//! The worked cases of the model, voice by voice.

use corroborate::SourceKind;
use corroborate::calibrate::{BiasTable, Calibrate, Calibrated, Lag, Level, Stake, Statement, Testimony, Told};
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
        vec![
            monitor(exactly(159)),
            belligerent("sdf", Stake::OwnLoss, 121),
            belligerent("is", Stake::EnemyLoss, 260),
        ]
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

#[test]
fn dump() {
    let cases: Value = serde_json::from_str(include_str!("../data/calibrate/worked.json")).expect("JSON");
    for (name, expected) in cases.as_object().expect("cases") {
        let answer = answer(name);
        let interval = answer.interval(Level::NINETY);
        println!("{name}: {interval} median {} radius {:.4} | {} {} {} {}", answer.median(), answer.radius(), expected["low"], expected["high"], expected["median"], expected["radius"]);
        for (n, p) in expected["at_least"].as_object().unwrap() {
            println!("   >= {n} {:.4} {p}", answer.at_least(n.parse().unwrap()));
        }
        for voice in answer.voices() {
            let ex = expected["voices"].as_array().unwrap().iter().find(|v| v["source"] == voice.statement().voice()).unwrap();
            println!("   {} counts {:.4} {} weight {:.4} {} read {:.1} {} gt {:.3} {} without {:?} {} res {:.3} {}", voice.statement().voice(), voice.counts_for(), ex["counts"], voice.weight(), ex["weight"], voice.read_as(), ex["read_as"], voice.give_or_take(), ex["give_or_take"], voice.median_without().map(|m| answer.median() as i64 - m as i64), ex["without"], voice.residual(), ex["residual"]);
        }
    }
}
