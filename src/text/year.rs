//! The words that show that a number is a year: months, seasons, and what stands before years.

use super::passage::{Passage, is_any, is_capital};

/// Whether a year stands at an index, with a word before it that says when: the
/// 2009 of "from 43 million in 2009 to 70 million".
pub(super) fn is_year_of_something(passage: &Passage<'_>, index: usize) -> bool {
    let year = passage.token(index).filter(|_| passage.is_digits(index)).and_then(|token| token.text.parse().ok());
    year.is_some_and(|year| YEARS.contains(&year)) && says_when(passage, index)
}

pub(super) const YEARS: std::ops::RangeInclusive<u64> = 1_000..=2_100;

/// Whether what stands before a year says when: "in", "May",
/// "the spring of". A number of things has no "a".
pub(super) fn says_when(passage: &Passage<'_>, start: usize) -> bool {
    let before = passage.word_before(start, 1);
    let is_when = |at: Option<usize>| at.is_some_and(|at| is_any(passage.word(at), SEASONS) || is_month(passage, at));
    is_any(before, BEFORE_YEARS)
        || is_any(before, &["a", "an"])
        || is_when(start.checked_sub(1))
        || is_any(before, &["of"])
            && (is_when(start.checked_sub(2)) || is_any(passage.word_before(start, 2), HAPPENINGS))
}

/// After these and "of" stands a year: "the plague of 1348".
#[rustfmt::skip]
const HAPPENINGS: &[&str] = &[
    "plague", "battle", "siege", "treaty", "war", "revolt", "rising", "uprising", "famine", "earthquake", "quake",
    "flood", "massacre", "act", "pogrom", "revolution", "crash", "fire", "mutiny", "campaign", "wreck",
];

/// Whether a month stands at the index. "May" and "March" are months with a
/// capital only, since they are verbs without.
pub(super) fn is_month(passage: &Passage<'_>, index: usize) -> bool {
    #[rustfmt::skip]
    const MONTHS: &[&str] = &[
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov",
        "Dec", "Ramadan", "Muharram", "Safar", "Rajab", "Shaaban", "Shawwal",
    ];
    let word = passage.word(index);
    is_any(word, MONTHS) && (is_capital(word) || !is_any(word, &["may", "march", "mar", "august"]))
}

const SEASONS: &[&str] = &["spring", "summer", "autumn", "winter", "fall", "end", "beginning", "start"];

/// After these four digits are a year.
#[rustfmt::skip]
const BEFORE_YEARS: &[&str] = &[
    "in", "since", "until", "till", "during", "before", "after", "through", "throughout", "year", "years",
    "early", "late", "mid", "season", "election", "elections",
];
