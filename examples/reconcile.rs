use corroborate::*;
use std::io::Read;
fn main() {
    let mut args = std::env::args().skip(1);
    let mut q = Question::new();
    let mut text = String::new();
    let mut policy = LeastDissent::new();
    while let Some(a) = args.next() {
        match a.as_str() {
            "--as-of" => q = q.as_of(args.next().unwrap().parse().unwrap()),
            "--known-by" => q = q.known_by(args.next().unwrap().parse().unwrap()),
            "--policy" => {
                if args.next().unwrap() == "face-value" {
                    policy = LeastDissent::at_face_value()
                }
            }
            "--format" => {
                args.next();
            }
            "-" => {
                std::io::stdin().read_to_string(&mut text).unwrap();
            }
            f => text = std::fs::read_to_string(f).unwrap(),
        }
    }
    match serde_json::from_str::<Dossier>(&text) {
        Ok(d) => println!("{}", serde_json::to_string(&d.reconcile(&q, &policy)).unwrap()),
        Err(e) => {
            eprintln!("{e}");
            std::process::exit(2)
        }
    }
}
