//! The words of which numbers consist.

/// How high a multiplier is. The first end of a range shares a later multiplier only if its own is
/// lower.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Plain,
    Hundred,
    Scale,
}

/// A word that multiplies the number before it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Multiplier {
    pub(super) value: u64,
    pub(super) level: Level,
    /// Whether it is a dozen or a score.
    pub(super) is_round: bool,
}

/// Zero to nineteen.
pub(crate) const SMALL: [&str; 20] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
];

/// The tens, from none to ninety.
pub(crate) const TENS: [&str; 10] =
    ["", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

pub(super) fn small(word: &str) -> Option<u64> {
    place(word, &SMALL)
}

/// Twenty to ninety.
pub(super) fn tens(word: &str) -> Option<u64> {
    place(word, &TENS[2..]).map(|tens| (tens + 2) * 10)
}

fn place(word: &str, words: &[&str]) -> Option<u64> {
    words.iter().zip(0..).find(|(known, _)| word.eq_ignore_ascii_case(known)).map(|(_, place)| place)
}

/// Any multiplier.
pub(super) fn multiplier(word: &str) -> Option<Multiplier> {
    hundred(word).or_else(|| scale(word)).or_else(|| round(word))
}

/// A multiplier that may follow "a".
pub(super) fn singular(word: &str) -> Option<Multiplier> {
    multiplier(word).filter(|_| !word.ends_with(['s', 'S']))
}

pub(super) fn hundred(word: &str) -> Option<Multiplier> {
    let value = find(word, &[("hundred", 100), ("hundreds", 100)])?;
    Some(Multiplier { level: Level::Hundred, ..of_scale(value) })
}

/// A hundred thousand and ten million, as South Asia counts.
pub(super) const LAKH: u64 = 100_000;
pub(super) const CRORE: u64 = 10_000_000;

/// Thousand and higher.
pub(super) fn scale(word: &str) -> Option<Multiplier> {
    find(
        word.strip_suffix(['s', 'S']).unwrap_or(word),
        &[
            ("thousand", 1_000),
            ("lakh", LAKH),
            ("lac", LAKH),
            ("million", 1_000_000),
            ("crore", CRORE),
            ("billion", 1_000_000_000),
            ("trillion", 1_000_000_000_000),
        ],
    )
    .map(of_scale)
}

/// Thousand and higher, abbreviated after digits: "45k".
pub(super) fn abbreviated(word: &str) -> Option<Multiplier> {
    find(
        word,
        &[
            ("k", 1_000),
            ("m", 1_000_000),
            ("mn", 1_000_000),
            ("mln", 1_000_000),
            ("b", 1_000_000_000),
            ("bn", 1_000_000_000),
            ("tn", 1_000_000_000_000),
        ],
    )
    .map(of_scale)
}

/// A dozen and a score. Like a scale, they cannot be multiplied further.
pub(super) fn round(word: &str) -> Option<Multiplier> {
    let rounds = [("dozen", 12), ("dozens", 12), ("doz", 12), ("score", 20), ("scores", 20)];
    find(word, &rounds).map(|value| Multiplier { is_round: true, ..of_scale(value) })
}

fn of_scale(value: u64) -> Multiplier {
    Multiplier { value, level: Level::Scale, is_round: false }
}

fn find(word: &str, words: &[(&str, u64)]) -> Option<u64> {
    words.iter().find(|(known, _)| word.eq_ignore_ascii_case(known)).map(|(_, value)| *value)
}
