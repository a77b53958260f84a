//! A generated world of 600 events: the table and the answers of another implementation.

use corroborate::calibrate::{Calibrate, Learner, Level};
use serde_json::Value;

use crate::rows::testimonies;

const CLAIMS: &str = include_str!("../data/calibrate/world7_claims.csv");
const ANSWERS: &str = include_str!("../data/calibrate/world7_answers.csv");

#[test]
fn dump() {
    let start = std::time::Instant::now();
    let events = testimonies(CLAIMS);
    println!("{:?}", start.elapsed());
    let table = Learner::new().learn_from(events.clone()).expect("a table");
    println!("{:?}", start.elapsed());
    let expected: Value = serde_json::from_str(include_str!("../data/calibrate/world7_table.json")).expect("JSON");
    let (mut d_mean, mut d_var, mut d_s2, mut d_copy) = (0.0_f64, 0.0_f64, 0.0_f64, 0.0_f64);
    let mut count = 0;
    for cell in expected["cells"].as_array().unwrap() {
        let f = |n: &str| cell[n].as_f64().unwrap();
        let c = table.cell(cell["kind"].as_str().unwrap().parse().unwrap(), cell["stake"].as_str().unwrap().parse().unwrap()).unwrap();
        d_mean = d_mean.max((c.mean() - f("mean")).abs());
        d_var = d_var.max((c.variance() - f("var")).abs());
        d_s2 = d_s2.max((c.s2() / f("s2") - 1.0).abs());
        d_copy = d_copy.max((c.copy() - f("copy")).abs());
        count += 1;
    }
    println!("cells {count} {} mean {d_mean:e} var {d_var:e} s2 {d_s2:e} copy {d_copy:e}", table.cells().len());
    let (mut d_mean, mut d_var, mut d_s2, mut d_n) = (0.0_f64, 0.0_f64, 0.0_f64, 0.0_f64);
    for s in expected["sources"].as_array().unwrap() {
        let f = |n: &str| s[n].as_f64().unwrap();
        let c = table.source(s["source"].as_str().unwrap(), s["stake"].as_str().unwrap().parse().unwrap()).unwrap();
        d_mean = d_mean.max((c.bias() - f("bias")).abs());
        d_var = d_var.max((c.standard_error().powi(2) - f("var")).abs());
        d_s2 = d_s2.max((c.scale().powi(2) / f("s2") - 1.0).abs());
        d_n = d_n.max((c.statements() - f("n")).abs());
    }
    println!("sources {} mean {d_mean:e} var {d_var:e} s2 {d_s2:e} n {d_n:e}", table.sources().len());
    let start = std::time::Instant::now();
    let mut reader = csv::Reader::from_reader(ANSWERS.as_bytes());
    let how = Calibrate::with(&table).partisan();
    let (mut all, mut exact, mut near, mut p_near) = (0, 0, 0, 0);
    for row in reader.records() {
        let row = row.unwrap();
        let event = events.iter().find(|e| e.name() == &row[0]).unwrap();
        let answer = how.of(event).unwrap();
        let i = answer.interval(Level::NINETY);
        let got = [i.low(), answer.median(), i.high().get().unwrap()];
        let want: Vec<u64> = (2..5).map(|c| row[c].parse().unwrap()).collect();
        let p = answer.at_least(25) - row[5].parse::<f64>().unwrap();
        all += 1;
        exact += usize::from(got[..] == want[..]);
        let ok = got.iter().zip(&want).all(|(g, w)| g.abs_diff(*w) as f64 <= 1.0f64.max(0.02 * *w as f64));
        near += usize::from(ok);
        p_near += usize::from(p.abs() <= 0.005);
        if !ok || p.abs() > 0.005 { println!("{} {got:?} {want:?} {p}", &row[0]); }
    }
    println!("{all} exact {exact} near {near} p {p_near} {:?}", start.elapsed());
}
