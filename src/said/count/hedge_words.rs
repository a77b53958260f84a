//! Hedges: the words around a number, and the meaning of two hedges together.

use super::lexer::{Cursor, Kind};

/// The sense in which a number is meant.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Hedge {
    Exactly,
    AtLeast,
    MoreThan,
    AtLeastAbout,
    AtMost,
    AtMostAbout,
    FewerThan,
    About,
    Nearly,
}

impl Hedge {
    /// The meaning of two hedges on one number; `None` if they contradict each other.
    ///
    /// | with | at least | more than | at most | fewer than | about | nearly |
    /// |---|---|---|---|---|---|---|
    /// | at least | at least | more than | – | – | at least about | at least about |
    /// | more than | | more than | – | – | at least about | at least about |
    /// | at most | | | at most | fewer than | at most about | at most |
    /// | fewer than | | | | fewer than | at most about | fewer than |
    /// | about | | | | | about | about |
    /// | nearly | | | | | | nearly |
    ///
    /// A speaker may say "more than about 40" of 38, so it is read as "at least about 40", and so
    /// is "nearly 40 or more". "Exactly" combines only with itself. The order of the hedges does
    /// not matter.
    pub(super) fn with(self, other: Self) -> Option<Self> {
        use Hedge::{About, AtLeast, AtLeastAbout, AtMost, AtMostAbout, Exactly, FewerThan, MoreThan, Nearly};

        Some(match (self, other) {
            (a, b) if a == b => a,
            (Exactly, _) | (_, Exactly) => return None,
            (About, Nearly) | (Nearly, About) => About,
            (AtLeast, MoreThan) | (MoreThan, AtLeast) => MoreThan,
            (AtLeast | MoreThan | AtLeastAbout, b) | (b, AtLeast | MoreThan | AtLeastAbout) => match b {
                AtMost | AtMostAbout | FewerThan => return None,
                _ => AtLeastAbout,
            },
            (AtMostAbout | About, _) | (_, AtMostAbout | About) => AtMostAbout,
            (FewerThan, _) | (_, FewerThan) => FewerThan,
            (AtMost, _) | (_, AtMost) => AtMost,
            (Nearly, Nearly) => Nearly,
        })
    }
}

/// The hedges before a number. If several phrases fit, the longest is taken.
const BEFORE: &[(Hedge, &[&str])] = &[
    (
        Hedge::AtLeast,
        &[
            "no fewer than", "no less than", "not fewer than", "not less than", "as few as", "as little as",
            "as low as", "a minimum of", "minimum of",
        ],
    ),
    (
        Hedge::MoreThan,
        &[
            "more than", "greater than", "over", "above", "exceed", "exceeds", "exceeded", "exceeding", "surpass",
            "surpasses", "surpassed", "surpassing", "tops", "topped", "topping", "past", "passed", "passed the",
            "crossed", "crossed the", "beyond", "in excess of", "upward of", "upwards of",
        ],
    ),
    (
        Hedge::AtMost,
        &[
            "no more than", "not more than", "not over", "not above", "not exceed", "not exceeded", "not exceeding",
            "never exceed", "never exceeds", "never exceeded", "unlikely to exceed", "up to", "as many as",
            "as much as", "as high as", "a maximum of", "maximum of",
        ],
    ),
    (Hedge::FewerThan, &["fewer than", "less than", "under", "below"]),
    (
        Hedge::About,
        &[
            "about", "around", "some", "abt", "an estimated", "estimated at", "circa", "ca", "c", "in the region of",
            "in the order of", "on the order of", "of the order of", "in the vicinity of", "in the neighborhood of",
            "in the neighbourhood of", "somewhere around",
        ],
    ),
    (
        Hedge::Nearly,
        &[
            "nearly", "almost", "near", "nearing", "approaching", "close to", "close on", "just short of",
            "just shy of", "not quite",
        ],
    ),
];

/// The hedges after a number.
const AFTER: &[(Hedge, &[&str])] = &[
    (
        Hedge::AtLeast,
        &[
            "or more", "or above", "or over", "or higher", "or greater", "or upward", "or upwards", "and more",
            "and above", "and over", "and up", "and upward", "and upwards", "and counting", "plus",
        ],
    ),
    (Hedge::AtMost, &["or fewer", "or less", "or below", "or under", "or lower"]),
    (Hedge::About, &["or so", "or thereabouts"]),
];

/// Phrases that stand before a number or after it.
const ON_EITHER_SIDE: &[(Hedge, &[&str])] = &[
    (Hedge::Exactly, &["exactly", "precisely"]),
    (Hedge::AtLeast, &["at least", "at the least", "at the very least", "at a minimum", "minimum", "min"]),
    (Hedge::AtMost, &["at most", "at the most", "at the very most", "at a maximum", "maximum", "max"]),
    (Hedge::About, &["approximately", "approx", "appx", "roughly", "estimated", "est"]),
];

/// Words that turn "under" into "nearly" and do not change "over".
const BY_A_LITTLE: &[&str] = &["just", "slightly", "marginally", "barely", "a little", "a bit", "only just"];

/// Words that change neither "over" nor "under".
const BY_A_LOT: &[&str] = &["well", "far", "much", "considerably", "significantly", "substantially"];

/// Takes a hedge before a number, if one comes next.
pub(crate) fn before(cursor: &mut Cursor<'_>) -> Option<Hedge> {
    match cursor.peek()?.kind {
        Kind::Digits => None,
        Kind::Sign(sign) => {
            let hedge = match sign {
                '~' | '≈' | '∼' | '≃' => Hedge::About,
                '≥' | '⩾' => Hedge::AtLeast,
                '≤' | '⩽' => Hedge::AtMost,
                '>' => Hedge::MoreThan,
                '<' => Hedge::FewerThan,
                _ => return None,
            };
            cursor.advance();
            Some(match hedge {
                Hedge::MoreThan if cursor.take_sign('=') => Hedge::AtLeast,
                Hedge::FewerThan if cursor.take_sign('=') => Hedge::AtMost,
                hedge => hedge,
            })
        }
        Kind::Word => longest(cursor, BEFORE).or_else(|| by_how_much(cursor)),
    }
}

/// Takes a hedge after a number, if one comes next.
pub(crate) fn after(cursor: &mut Cursor<'_>) -> Option<Hedge> {
    let next = cursor.peek()?;
    if cursor.take_sign('+') {
        return Some(Hedge::AtLeast);
    }
    if next.is_dash() {
        return cursor.take_joined(|word| word.eq_ignore_ascii_case("plus").then_some(Hedge::AtLeast));
    }
    longest(cursor, AFTER)
}

/// Takes a hedge with such a word: "just under", "well over".
fn by_how_much(cursor: &mut Cursor<'_>) -> Option<Hedge> {
    cursor.attempt(|ahead| {
        let little = BY_A_LITTLE.iter().any(|phrase| ahead.take(phrase));
        if !little && !BY_A_LOT.iter().any(|phrase| ahead.take(phrase)) {
            return None;
        }
        match longest(ahead, BEFORE)? {
            Hedge::FewerThan if little => Some(Hedge::Nearly),
            hedge @ (Hedge::MoreThan | Hedge::FewerThan) => Some(hedge),
            _ => None,
        }
    })
}

fn longest(cursor: &mut Cursor<'_>, phrases: &[(Hedge, &[&str])]) -> Option<Hedge> {
    let (_, hedge, phrase) = phrases
        .iter()
        .chain(ON_EITHER_SIDE)
        .flat_map(|(hedge, phrases)| phrases.iter().map(move |phrase| (*hedge, *phrase)))
        .filter_map(|(hedge, phrase)| Some((cursor.length_of(phrase)?, hedge, phrase)))
        .max_by_key(|(length, ..)| *length)?;
    cursor.take(phrase);
    Some(hedge)
}

#[cfg(test)]
mod tests {
    use super::{AFTER, BEFORE, Hedge, after, before};
    use crate::said::count::lexer::{Cursor, tokens};

    const ALL: [Hedge; 9] = [
        Hedge::Exactly,
        Hedge::AtLeast,
        Hedge::MoreThan,
        Hedge::AtLeastAbout,
        Hedge::AtMost,
        Hedge::AtMostAbout,
        Hedge::FewerThan,
        Hedge::About,
        Hedge::Nearly,
    ];

    #[test]
    fn the_order_of_hedges_does_not_matter() {
        for a in ALL {
            assert_eq!(a.with(a), Some(a));
            for b in ALL {
                assert_eq!(a.with(b), b.with(a), "{a:?} {b:?}");
                for c in ALL {
                    assert_eq!(
                        a.with(b).and_then(|ab| ab.with(c)),
                        b.with(c).and_then(|bc| a.with(bc)),
                        "{a:?} {b:?} {c:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn three_hedges_clash_only_if_two_do() {
        for a in ALL {
            for b in ALL {
                let Some(ab) = a.with(b) else { continue };
                for c in ALL {
                    let pairs = a.with(c).is_some() && b.with(c).is_some();
                    assert_eq!(ab.with(c).is_some(), pairs, "{a:?} {b:?} {c:?}");
                }
            }
        }
    }

    #[test]
    fn every_phrase_is_read_whole() {
        for (hedge, phrases) in BEFORE {
            for phrase in *phrases {
                let tokens = tokens(phrase);
                let mut cursor = Cursor::new(phrase, &tokens);
                assert_eq!(before(&mut cursor), Some(*hedge), "{phrase}");
                assert!(cursor.at_end(), "{phrase}");
            }
        }
        for (hedge, phrases) in AFTER {
            for phrase in *phrases {
                let tokens = tokens(phrase);
                let mut cursor = Cursor::new(phrase, &tokens);
                assert_eq!(after(&mut cursor), Some(*hedge), "{phrase}");
                assert!(cursor.at_end(), "{phrase}");
            }
        }
    }

    #[test]
    fn just_under_is_nearly_and_well_under_is_under() {
        let cases = [
            ("just under", Some(Hedge::Nearly)),
            ("a little less than", Some(Hedge::Nearly)),
            ("slightly fewer than", Some(Hedge::Nearly)),
            ("well under", Some(Hedge::FewerThan)),
            ("just over", Some(Hedge::MoreThan)),
            ("far more than", Some(Hedge::MoreThan)),
            ("just about", None),
            ("just", None),
            ("well", None),
        ];
        for (text, hedge) in cases {
            let tokens = tokens(text);
            let mut cursor = Cursor::new(text, &tokens);
            assert_eq!(before(&mut cursor), hedge, "{text}");
            assert_eq!(cursor.at_end(), hedge.is_some(), "{text}");
        }
    }
}
