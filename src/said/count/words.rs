//! Words in place of a number: "several", "unspecified", "none", and the phrases that say that
//! there is no count.

use super::lexer::{Cursor, Kind};
use super::said::Vague;

/// Takes a word in place of a number, if one comes next: "several", "dozens",
/// "a few hundred", "tens of thousands".
pub(super) fn vague(cursor: &mut Cursor<'_>) -> Option<Vague> {
    let few = few(cursor);
    let many = if few.is_some() { unit(cursor).or(few) } else { plural(cursor) }?;
    cursor.take("of");
    Some(many)
}

/// Takes "unspecified" or "a number", if it comes next.
pub(super) fn unspecified(cursor: &mut Cursor<'_>) -> bool {
    let found = cursor.take("an unspecified number")
        || cursor.take("unspecified number")
        || cursor.take("unspecified")
        || cursor.take("a number");
    if found {
        cursor.take("of");
    }
    found
}

/// Takes a word that explicitly means nobody, if it comes next.
pub(super) fn none(cursor: &mut Cursor<'_>) -> bool {
    ["no one", "nobody", "none", "nil", "no", "not a single", "not one"].into_iter().any(|phrase| cursor.take(phrase))
}

/// Words that name no count.
const NO_COUNT: [&str; 42] = [
    "unknown", "unknown number", "an unknown number", "an unknown number of", "unknown number of", "undisclosed",
    "undisclosed number", "an undisclosed number", "an undisclosed number of", "undetermined", "uncertain", "unclear",
    "unconfirmed", "unreported", "contested", "disputed", "not known", "not clear", "not confirmed", "not disclosed",
    "not reported", "not stated", "not specified", "not available", "not applicable", "no data", "no figure",
    "no figures", "no information", "n/a", "n.a.", "na", "n/k", "n/r", "nk", "nan", "null", "tba", "tbc", "tbd", "unk",
    "unk.",
];

/// Whether the whole text says that no count is available.
pub(super) fn names_no_count(text: &str) -> bool {
    /// Longer than any of the phrases.
    const LONGEST: usize = 40;

    let is_filler = |c: char| matches!(c, '?' | '.' | '…' | '*' | '/') || matches!(c, '-' | '‐'..='―' | '−');
    text.len() <= LONGEST
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && (text.chars().all(is_filler) || NO_COUNT.iter().any(|phrase| text.eq_ignore_ascii_case(phrase)))
}

/// Takes "a couple", "a few", "several", "many" or "numerous".
fn few(cursor: &mut Cursor<'_>) -> Option<Vague> {
    let words = [
        ("a couple of", Vague::Couple),
        ("a couple", Vague::Couple),
        ("couple of", Vague::Couple),
        ("couple", Vague::Couple),
        ("a few", Vague::Few),
        ("few", Vague::Few),
        ("several", Vague::Several),
        ("many", Vague::Many),
        ("numerous", Vague::Numerous),
    ];
    words.into_iter().find_map(|(phrase, word)| cursor.take(phrase).then_some(word))
}

/// Takes the unit after a word for few or many: "dozen", "hundreds", "tens of thousands".
fn unit(cursor: &mut Cursor<'_>) -> Option<Vague> {
    let units = [
        ("hundred thousand", Vague::HundredsOfThousands),
        ("hundred thousands", Vague::HundredsOfThousands),
        ("dozen", Vague::Dozens),
        ("score", Vague::Scores),
        ("hundred", Vague::Hundreds),
        ("thousand", Vague::Thousands),
    ];
    units.into_iter().find_map(|(phrase, word)| cursor.take(phrase).then_some(word)).or_else(|| plural(cursor))
}

/// Takes a plural without such a word: "dozens", "tens of thousands", "hundreds and hundreds",
/// "100s".
fn plural(cursor: &mut Cursor<'_>) -> Option<Vague> {
    let word = plural_word(cursor).or_else(|| plural_digits(cursor))?;
    let again = |ahead: &mut Cursor<'_>| {
        let joined = ahead.take("and") || ahead.take("upon");
        plural_word(ahead).filter(|again| joined && *again == word)
    };
    while cursor.attempt(again).is_some() {}
    let of_thousands = match word {
        Vague::Tens => Vague::TensOfThousands,
        Vague::Hundreds => Vague::HundredsOfThousands,
        _ => return Some(word),
    };
    if cursor.take("of thousands") || cursor.take("of thousand") { Some(of_thousands) } else { Some(word) }
}

fn plural_word(cursor: &mut Cursor<'_>) -> Option<Vague> {
    let words = [
        ("tens", Vague::Tens),
        ("dozens", Vague::Dozens),
        ("scores", Vague::Scores),
        ("hundreds", Vague::Hundreds),
        ("thousands", Vague::Thousands),
    ];
    words.into_iter().find_map(|(phrase, word)| cursor.take(phrase).then_some(word))
}

/// Takes "100s". "20s" is an age or a decade and is not taken.
fn plural_digits(cursor: &mut Cursor<'_>) -> Option<Vague> {
    let token = cursor.peek().filter(|token| token.kind == Kind::Digits)?;
    let numbers = [
        ("10", Vague::Tens),
        ("100", Vague::Hundreds),
        ("1000", Vague::Thousands),
        ("1,000", Vague::Thousands),
        ("10,000", Vague::TensOfThousands),
        ("100,000", Vague::HundredsOfThousands),
    ];
    let (_, word) = numbers.into_iter().find(|(text, _)| token.text == *text)?;
    cursor.attempt(|ahead| {
        ahead.advance();
        ahead.take_ending("s").then_some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::{names_no_count, vague};
    use crate::said::count::lexer::{Cursor, tokens};
    use crate::said::count::said::Vague;

    #[test]
    fn words_in_place_of_numbers() {
        let cases = [
            ("a couple", Vague::Couple),
            ("couple of", Vague::Couple),
            ("A FEW", Vague::Few),
            ("several of", Vague::Several),
            ("many", Vague::Many),
            ("numerous", Vague::Numerous),
            ("tens", Vague::Tens),
            ("several dozen", Vague::Dozens),
            ("dozens and dozens", Vague::Dozens),
            ("a couple of dozen", Vague::Dozens),
            ("a couple hundred", Vague::Hundreds),
            ("scores of", Vague::Scores),
            ("hundreds upon hundreds of", Vague::Hundreds),
            ("many thousands", Vague::Thousands),
            ("tens of thousands", Vague::TensOfThousands),
            ("several hundred thousand", Vague::HundredsOfThousands),
            ("many tens of thousands of", Vague::TensOfThousands),
            ("100s", Vague::Hundreds),
            ("10s of thousands", Vague::TensOfThousands),
            ("1,000s", Vague::Thousands),
        ];
        for (text, word) in cases {
            let tokens = tokens(text);
            let mut cursor = Cursor::new(text, &tokens);
            assert_eq!(vague(&mut cursor), Some(word), "{text}");
            assert!(cursor.at_end(), "{text}");
        }
    }

    #[test]
    fn every_word_reads_itself() {
        for word in Vague::ALL {
            let tokens = tokens(word.as_str());
            let mut cursor = Cursor::new(word.as_str(), &tokens);
            assert_eq!(vague(&mut cursor), Some(word));
        }
    }

    #[test]
    fn other_words_are_left() {
        for text in ["dozen", "hundred", "20s", "1990s", "100 s", "millions", "a lot"] {
            let tokens = tokens(text);
            let mut cursor = Cursor::new(text, &tokens);
            assert_eq!(vague(&mut cursor), None, "{text}");
            assert_eq!(cursor.position(), 0, "{text}");
        }
    }

    #[test]
    fn no_count_is_the_whole_text_or_nothing() {
        for text in ["unknown", "N/A", "?", "—", "-", "...", "Not known"] {
            assert!(names_no_count(text), "{text}");
        }
        for text in ["unknown number of people", "none", "-5", "unspecified"] {
            assert!(!names_no_count(text), "{text}");
        }
    }
}
