//! How long until a hundred thousand counts, as people write them, are read?

#[path = "common/timing.rs"]
mod timing;

use std::hint::black_box;

use corroborate::{Count, Lexicon};

const COUNTS: u32 = 100_000;

/// A wording and where its number goes.
const WORDINGS: [(&str, &str); 10] = [
    ("", ""),
    ("at least ", ""),
    ("about ", ""),
    ("~", ""),
    ("more than ", ""),
    ("", "+"),
    ("nearly ", ""),
    ("up to ", ""),
    ("between 7 and 1", ""),
    ("", " thousand"),
];
const WORDS: [&str; 5] = ["dozens", "eleven", "a hundred and twenty", "tens of thousands", "unspecified"];

fn texts() -> Vec<String> {
    let text = |at: usize| {
        if at.is_multiple_of(3) {
            return WORDS[at / 3 % WORDS.len()].to_owned();
        }
        let (before, after) = WORDINGS[at % WORDINGS.len()];
        format!("{before}{}{after}", 7 + at % 900)
    };
    (0..COUNTS as usize).map(text).collect()
}

fn main() {
    let texts = texts();
    let lexicon = Lexicon::logical();
    let read = |text: &String| text.parse().map(|count: Count| lexicon.read_count(&count));
    assert!(texts.iter().all(|text| read(text).is_ok()));
    timing::time("read 100,000 counts", COUNTS, || texts.iter().for_each(|text| drop(black_box(read(text)))));
}
