//! Dossiers that mean no good: a listed refusal or a right answer, never a panic.
#![cfg(feature = "serde")]

mod mutated;
mod outsized;

use corroborate::{Dossier, Estimate, Grade, LeastDissent, Moment, Question};
use serde_json::Value;

/// `SplitMix64` (Steele, Lea and Flood, OOPSLA 2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.roll() % n).unwrap_or(0)
    }

    fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }
}

#[derive(Debug, Default)]
struct Tally {
    refused: usize,
    answered: usize,
}

/// The dossiers of the worked cases.
fn dossiers() -> Vec<Value> {
    let files =
        std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/worked")).expect("the cases are there");
    let mut paths: Vec<_> = files.filter_map(|file| Some(file.ok()?.path())).collect();
    paths.sort();
    let case = |path| serde_json::from_str::<Value>(&std::fs::read_to_string(path).ok()?).ok();
    paths.into_iter().filter_map(case).map(|case| case["dossier"].clone()).collect()
}

/// Refused with a list, or answered in a way that can be right.
fn is_borne(text: &str, tally: &mut Tally) {
    match serde_json::from_str::<Dossier>(text) {
        Err(error) => {
            tally.refused += 1;
            let message = error.to_string();
            assert!(!message.is_empty() && message.lines().all(|line| !line.trim().is_empty()), "{message}");
            // Serde words what is no record at all, and shows all of it.
            let is_brief = |line: &str| line.len() < 3_000 || line.starts_with("invalid type");
            assert!(message.lines().all(is_brief), "a fault shows a whole text: {message}");
        }
        Ok(dossier) => {
            tally.answered += 1;
            let again = serde_json::to_string(&dossier).and_then(|text| serde_json::from_str::<Dossier>(&text));
            assert_eq!(again.ok().as_ref(), Some(&dossier), "what was written reads back");
            let moments = dossier.claims().iter().map(corroborate::Claim::moment).collect::<Vec<Moment>>();
            let (first, last) = (moments.iter().min().copied(), moments.iter().max().copied());
            let mut questions = vec![Question::new()];
            questions.extend(first.map(|first| Question::new().as_of(first)));
            questions.extend(last.map(|last| Question::new().as_of(last).known_by(last)));
            for question in questions {
                for policy in [LeastDissent::new(), LeastDissent::at_face_value()] {
                    dossier.reconcile(&question, policy).estimates().iter().for_each(can_be_right);
                }
            }
        }
    }
}

fn can_be_right(estimate: &Estimate) {
    let (low, high) = (estimate.low(), estimate.high());
    assert!(high.is_none_or(|high| low <= high), "{estimate:?}");
    assert!(estimate.best().is_none_or(|best| estimate.range().contains(best)), "{estimate:?}");
    assert!(!estimate.ladder().is_empty(), "{estimate:?}");
    for rungs in estimate.ladder().windows(2) {
        let [lower, upper] = rungs else { continue };
        assert!(lower.wrong() < upper.wrong() && lower.range() != upper.range(), "{estimate:?}");
        assert_eq!(lower.range().hull(upper.range()), upper.range(), "rungs nest: {estimate:?}");
    }
    if estimate.dissent() > 0 {
        assert_eq!(estimate.grade(), Grade::Contested, "{estimate:?}");
    }
    if estimate.grade() == Grade::Unsupported {
        assert_eq!((low, high, estimate.best()), (0, None, None), "{estimate:?}");
    }
    assert!(estimate.dissenters().is_sorted_by(|a, b| a.to_string() < b.to_string()), "{estimate:?}");
    assert!(estimate.set_aside().is_sorted_by(|a, b| a.claim() < b.claim()), "{estimate:?}");
    assert_ne!(estimate.conceded(), Some(0), "{estimate:?}");
}
