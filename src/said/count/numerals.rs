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
pub(super) fn small(word: &str) -> Option<u64> {
    find(
        word,
        &[
            ("zero", 0),
            ("one", 1),
            ("two", 2),
            ("three", 3),
            ("four", 4),
            ("five", 5),
            ("six", 6),
            ("seven", 7),
            ("eight", 8),
            ("nine", 9),
            ("ten", 10),
            ("eleven", 11),
            ("twelve", 12),
            ("thirteen", 13),
            ("fourteen", 14),
            ("fifteen", 15),
            ("sixteen", 16),
            ("seventeen", 17),
            ("eighteen", 18),
            ("nineteen", 19),
        ],
    )
}

/// Twenty, thirty, … ninety.
pub(super) fn tens(word: &str) -> Option<u64> {
    find(
        word,
        &[
            ("twenty", 20),
            ("thirty", 30),
            ("forty", 40),
            ("fifty", 50),
            ("sixty", 60),
            ("seventy", 70),
            ("eighty", 80),
            ("ninety", 90),
        ],
    )
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
    find(word, &[("hundred", 100), ("hundreds", 100)]).map(|value| Multiplier {
        value,
        level: Level::Hundred,
        is_round: false,
    })
}

/// A hundred thousand and ten million, as South Asia counts.
pub(super) const LAKH: u64 = 100_000;
pub(super) const CRORE: u64 = 10_000_000;

/// Thousand and higher.
pub(super) fn scale(word: &str) -> Option<Multiplier> {
    find(
        word,
        &[
            ("thousand", 1_000),
            ("thousands", 1_000),
            ("lakh", LAKH),
            ("lakhs", LAKH),
            ("lac", LAKH),
            ("lacs", LAKH),
            ("million", 1_000_000),
            ("millions", 1_000_000),
            ("crore", CRORE),
            ("crores", CRORE),
            ("billion", 1_000_000_000),
            ("billions", 1_000_000_000),
            ("trillion", 1_000_000_000_000),
            ("trillions", 1_000_000_000_000),
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
    find(word, &[("dozen", 12), ("dozens", 12), ("doz", 12), ("score", 20), ("scores", 20)]).map(|value| Multiplier {
        value,
        level: Level::Scale,
        is_round: true,
    })
}

fn of_scale(value: u64) -> Multiplier {
    Multiplier { value, level: Level::Scale, is_round: false }
}

fn find(word: &str, words: &[(&str, u64)]) -> Option<u64> {
    words.iter().find(|(known, _)| word.eq_ignore_ascii_case(known)).map(|(_, value)| *value)
}
