use corroborate::{
    Dossier, LeastDissent, Outcome, Quantity, Question,
    timeline::{Pace, View},
};
fn main() {
    let d: Dossier = serde_json::from_str(&std::fs::read_to_string("/tmp/bugB.json").unwrap()).unwrap();
    let p = LeastDissent::new();
    let q = Quantity::new("battle".parse().unwrap(), "fighters".parse().unwrap(), Outcome::Killed);
    let t = d.timeline(&q, p, View::KnownNow, Pace::Changes).unwrap();
    for e in t.estimates() {
        println!("{} {} {}", e.as_of(), e.range(), e.grade());
        let r = d.reconcile(&Question::new().as_of(e.as_of()), p);
        for e in r.estimates() {
            println!("    {} {} {}", e.quantity(), e.range(), e.grade());
        }
        println!("{}", r.explain(&q).unwrap().words());
    }
}
