//! The table of rules by which phrases are not taken as counts.

use super::calendar::Series;
use super::passage::Passage;
use super::phrase::Phrase;
use super::{age, ambiguous_words, calendar, measure, name};

/// A phrase that was passed over.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Over {
    /// The token to go on at.
    pub(super) end: usize,
    /// What it was, if the numbers after it may go on with it.
    list: Option<Series>,
}

/// What stands before a phrase, as it was decided.
#[derive(Clone, Debug, Default)]
pub(super) struct Earlier {
    /// Where the count found last ends, and its numbers.
    found: Option<(usize, [u64; 2])>,
    /// Where what was passed over last ends, if it may go on.
    passed: Option<(usize, Series)>,
}

impl Earlier {
    pub(super) fn found(phrase: &Phrase) -> Self {
        Self { found: phrase.numbers().map(|numbers| (phrase.end, numbers)), passed: None }
    }

    pub(super) fn passed(over: Over) -> Self {
        Self { found: None, passed: over.list.map(|series| (over.end, series)) }
    }
}

/// Says how a phrase is passed over, if it is.
type Rule = fn(&Passage<'_>, &Phrase, &Earlier) -> Option<Over>;

/// Asked in this order; the first that fits is taken.
const PASSED_OVER: &[Rule] = &[
    // "The count is disputed [12, 13]."
    |passage, phrase, _| name::footnote_end(passage, phrase).map(up_to),
    // "UPDATE 2-Bomb kills 11": the 2.
    |passage, phrase, _| name::is_slug(passage, phrase).then(|| up_to(phrase.start + 2)),
    // "F-16", "the 93rd Brigade", "13:53", "$5".
    |passage, phrase, _| name::is_part_of_a_word(passage, phrase).then(|| up_to(passage.glued_end(phrase.end))),
    // "Two (2) soldiers".
    |passage, phrase, earlier| is_said_again(passage, phrase, earlier).then(|| up_to(phrase.end)),
    // "Aged 12, 13 and 15": the 13 and the 15.
    |passage, phrase, earlier| {
        let (from, series) = earlier.passed?;
        calendar::goes_on(passage, phrase, from, series).then(|| listed(phrase, series))
    },
    // "20 January", "January 20-22".
    |passage, phrase, _| {
        calendar::is_day(passage, phrase).then_some(Over { end: phrase.end, list: Some(Series::Days) })
    },
    // "Ahmad Ali, 34, was", "as young as 12".
    |passage, phrase, _| age::is_age(passage, phrase).then(|| listed(phrase, Series::Ages)),
    // "Call 999 or 101".
    |passage, phrase, _| name::is_telephone(passage, phrase).then(|| listed(phrase, Series::Names)),
    // "Resolution 2254", "Battalion 12", "between junctions 15 and 14".
    |passage, phrase, _| name::is_of_a_name(passage, phrase).then(|| listed(phrase, Series::Names)),
    // "In 2014", "2011-2021", "480 BC".
    |passage, phrase, _| calendar::is_year(passage, phrase).then(|| up_to(phrase.end)),
    // "5 p.m.", "half past five".
    |passage, phrase, _| calendar::is_clock(passage, phrase).then(|| up_to(phrase.end)),
    // "24 hours", "40 per cent", "Rs 5 lakh", "a 6.4M quake".
    |passage, phrase, _| measure::measures(passage, phrase).then(|| up_to(phrase.end)),
    // "The Five Eyes".
    |passage, phrase, _| name::is_capital_name(passage, phrase).then(|| up_to(phrase.end)),
    // "One of the largest", "no longer", "how many".
    |passage, phrase, _| (!ambiguous_words::counts(passage, phrase)).then(|| up_to(phrase.end)),
];

/// How a phrase is passed over, or none if it counts.
pub(super) fn passed_over(passage: &Passage<'_>, phrase: &Phrase, earlier: &Earlier) -> Option<Over> {
    PASSED_OVER.iter().find_map(|rule| rule(passage, phrase, earlier))
}

fn up_to(end: usize) -> Over {
    Over { end, list: None }
}

/// "34 were under 18 and 29 were women": the 29 does not go on with the 18,
/// which has a hedge.
fn listed(phrase: &Phrase, series: Series) -> Over {
    Over { end: phrase.end, list: (phrase.core == phrase.start).then_some(series) }
}

/// "Two (2) soldiers", "5 (five) men": the number before in other letters.
fn is_said_again(passage: &Passage<'_>, phrase: &Phrase, earlier: &Earlier) -> bool {
    earlier.found.is_some_and(|(end, numbers)| {
        phrase.start == end + 1
            && passage.is_sign(end, '(')
            && passage.is_sign(phrase.end, ')')
            && phrase.numbers() == Some(numbers)
    })
}
