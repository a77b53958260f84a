//! Recognises dates, years and clock times. They are not counts of people.

use super::noun::{Head, head, is_harm};
use super::passage::{Passage, is_any};
use super::phrase::Phrase;
use super::year::{YEARS, is_month, says_when};
use crate::said::count::Said;
use crate::said::count::lexer::{Kind, Token};

/// Numbers of which one may follow the other.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Series {
    /// "20 and 21 January": a comma joins no days.
    Days,
    /// "Aged 12, 13 and seven".
    Ages,
    /// "Resolutions 2254, 2268 and 2401".
    Names,
}

/// Whether the phrase is the day of a date: "21 January", "January 20-22",
/// "20 and 21 January".
pub(super) fn is_day(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    if !phrase.is_digits(passage) || phrase.largest().is_none_or(|day| day == 0 || day > 31) {
        return false;
    }
    let mut after = phrase.end;
    // "The 20 of January", "20/Jan/2022".
    if passage.is(after, "of") || passage.is_sign(after, '/') {
        after += 1;
    }
    if is_month(passage, after) {
        return true;
    }
    // "20 and 21 January".
    let is_joined = is_any(passage.word(after), &["and", "or", "to", "until", "till"])
        || passage.is_sign(after, ',')
        || passage.is_sign(after, '&');
    let other = passage.token(after + 1).filter(|_| passage.is_digits(after + 1));
    if is_joined && other.is_some_and(|token| token.text.len() <= 2) && is_month(passage, after + 2) {
        return true;
    }
    // "Jan. 20", but not "in January. 20 people".
    let abbreviated =
        passage.is_sign(phrase.start.wrapping_sub(1), '.') && passage.word_before(phrase.start, 2).len() <= 4;
    let month = if abbreviated { 2 } else { 1 };
    let Some(at) = phrase.start.checked_sub(month).filter(|at| is_month(passage, *at)) else {
        return false;
    };
    // "On 5 May 12 people were killed": the 5 is the day.
    if is_day_of(passage, at) && head(passage, phrase.end) != Head::Other {
        return false;
    }
    // "In January 20 people were killed", but "On January 20 gunmen attacked".
    let before = passage.word_before(at, 1);
    let is_whole_month =
        is_any(before, &["in", "during", "since", "last", "this", "early", "late", "for", "throughout"]);
    !(is_whole_month && head(passage, phrase.end).is_counted())
}

/// Whether a day stands before the month at an index: "5 May", "the 5th of May".
fn is_day_of(passage: &Passage<'_>, month: usize) -> bool {
    let of = usize::from(is_any(passage.word_before(month, 1), &["of"]));
    let before = |n| passage.before(month, of + n);
    let is_number = |n| before(n).is_some_and(|token| token.kind == Kind::Digits && token.text.len() <= 2);
    let is_ordinal = before(1).and_then(Token::word).is_some_and(|word| is_any(word, &["st", "nd", "rd", "th"]));
    is_number(1) || (is_ordinal && is_number(2))
}

/// Whether the phrase, after a number that was passed over, goes on with it:
/// "January 20 and 21", "aged 12, 13 and seven", "junctions 15 and 14".
pub(super) fn goes_on(passage: &Passage<'_>, phrase: &Phrase, from: usize, series: Series) -> bool {
    let commas = series != Series::Days;
    let joints = passage.tokens(from, phrase.start);
    let is_joint = |index: usize| {
        is_any(passage.word(index), &["and", "or", "to", "until", "till", "through"])
            // "Page 1 of 13".
            || (series == Series::Names && passage.is(index, "of"))
            || (passage.token(index).is_some_and(|token| token.is_dash() || token.text == "&"))
            || (commas && passage.is_sign(index, ','))
    };
    let is_joined = !joints.is_empty() && joints.len() <= 2 && (from..phrase.start).all(is_joint);
    let is_word = series == Series::Ages && matches!(phrase.said, Said::Exactly(2..=110));
    let dies = series == Series::Ages && is_any(passage.word(phrase.end), &["died", "drowned", "perished", "burned"]);
    is_joined
        && phrase.core == phrase.start
        && (phrase.is_digits(passage) || is_word)
        && !passage.is(phrase.end, "of")
        && match head(passage, phrase.end) {
            Head::Other => true,
            Head::Plural => commas && is_any(passage.word(phrase.end), &["were", "are", "have"]),
            _ => dies,
        }
}

/// Whether the phrase is a year or a run of years: "2022", "2011-2021".
///
/// Four digits of these centuries without a comma are a year, unless they
/// count what stands after them, or a hedge says that they count.
pub(super) fn is_year(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    /// Years before need a word that says when.
    const MODERN: u64 = 1_500;

    if is_date_in_digits(passage, phrase) || is_of_an_era(passage, phrase) || is_short_year(passage, phrase) {
        return true;
    }
    let Some(first) = shaped_like_a_year(passage, phrase) else {
        return false;
    };
    let says_when = says_when(passage, phrase.start);
    if first < MODERN {
        return says_when && head(passage, phrase.end) == Head::Other;
    }
    says_when || !says_that_it_counts(passage, phrase)
}

/// "In '43", "the summer of ’68".
fn is_short_year(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    let is_mark = |at: usize| ['\'', '’'].into_iter().any(|mark| passage.is_sign(at, mark)) && passage.is_glued(at + 1);
    let mark = phrase.start.checked_sub(1).filter(|at| is_mark(*at) && phrase.end == phrase.start + 1);
    let is_two = passage.token(phrase.start).is_some_and(|token| token.kind == Kind::Digits && token.text.len() == 2);
    is_two && mark.is_some_and(|mark| says_when(passage, mark))
}

/// "20220121".
fn is_date_in_digits(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    let is_date = |text: &str| text.len() == 8 && (text.starts_with("19") || text.starts_with("20"));
    passage
        .token(phrase.end - 1)
        .is_some_and(|token| is_date(token.text) && token.text.bytes().all(|b| b.is_ascii_digit()))
}

/// First question: the earliest year, if the phrase has the shape of years and
/// is no "2000-strong".
fn shaped_like_a_year(passage: &Passage<'_>, phrase: &Phrase) -> Option<u64> {
    let is_plain = |index: usize| passage.token(index).is_some_and(|token| token.text.len() == 4);
    let is_compound = passage.token(phrase.end).is_some_and(Token::is_hyphen) && passage.is_glued(phrase.end + 1);
    let mut digits = (phrase.core..phrase.end).filter(|at| passage.is_digits(*at));
    let [first, last] = phrase.numbers()?;
    let is_shaped = passage.is_digits(phrase.end - 1)
        && !is_compound
        && digits.all(is_plain)
        && YEARS.contains(&first)
        && YEARS.contains(&last);
    is_shaped.then_some(first)
}

/// Third question: whether a hedge, or what stands around it, says that a
/// number like a year counts.
fn says_that_it_counts(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    let before = passage.word_before(phrase.start, 1);
    let head = head(passage, phrase.end);
    match phrase.said {
        Said::Exactly(_) | Said::Between(..) if phrase.core == phrase.start => {
            let is_round = phrase.largest().is_some_and(|n| n % 100 == 0);
            let is_after_article = is_any(before, &["the", "its", "his", "their", "that"]);
            // "Killed 1994", but "killed between 1994 and 2005".
            let is_object =
                passage.is_digits(phrase.start) && (is_harm(before) || is_any(before, &["leaving", "left"]));
            match head {
                Head::People => is_round || !is_after_article,
                Head::Harm | Head::Thing | Head::Plural => is_round && !is_after_article,
                Head::Other => is_object,
            }
        }
        Said::About(_) | Said::AboutBetween(..) => head.is_counted() || head == Head::Plural,
        // Nobody says "at least" or "more than" of a year; but "over 2015 and 2016".
        _ => {
            let is_run = passage.is(phrase.start, "over")
                && passage.is(phrase.end, "and")
                && passage.token(phrase.end + 1).is_some_and(|token| token.text.len() == 4)
                && passage.is_digits(phrase.end + 1);
            !is_run && !is_any(before, &["by"])
        }
    }
}

/// "480 BC", "AD 70"; "in 636 the army" has three digits, and nothing counted.
fn is_of_an_era(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    const ERAS: &[&str] = &["BC", "BCE", "AD", "CE"];

    if !phrase.is_digits(passage) {
        return false;
    }
    let before = passage.word_before(phrase.start, 1);
    let plain = passage.token(phrase.start).filter(|_| phrase.end == phrase.start + 1).map_or("", |token| token.text);
    let goes_on = passage.is(phrase.end, "the") || [',', '.'].into_iter().any(|sign| passage.is_sign(phrase.end, sign));
    ERAS.contains(&passage.word(phrase.end))
        || (ERAS.contains(&before) && phrase.core == phrase.start)
        || (is_any(before, &["in", "since", "until"]) && plain.len() == 3 && goes_on)
}

/// Whether the phrase is a time of day: "5 p.m.", "1353 GMT", "at 8 in the
/// morning". (Where a colon stands in it, it is no number to begin with.)
pub(super) fn is_clock(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    let after = passage.word(phrase.end);
    if is_any(after, &["am", "pm", "GMT", "UTC", "BST", "EST", "EDT", "CET", "IST", "noon"]) {
        return true;
    }
    let dotted = is_any(after, &["a", "p"])
        && passage.is_sign(phrase.end + 1, '.')
        && passage.is(phrase.end + 2, "m")
        && passage.is_glued(phrase.end + 2);
    let local = is_any(after, &["local"]) && passage.is(phrase.end + 1, "time");
    if dotted || local {
        return true;
    }
    // "Half past five", "quarter to 5", "16 minutes past five", "the polls opened at 8".
    let before = |n| passage.word_before(phrase.start, n);
    let of_hour = phrase.start > 0 && is_minutes_to_hour(passage, phrase.start - 1)
        || is_any(before(1), &["at"]) && is_any(before(2), HOURS_OF);
    if of_hour && phrase.largest().is_some_and(|hour| (1..=24).contains(&hour)) {
        return true;
    }
    // "Ten past six": the ten.
    if is_minutes_to_hour(passage, phrase.end) {
        return true;
    }
    let is_at = is_any(before(1), &["at", "by", "until", "before", "after", "from"]) || phrase.core > phrase.start;
    let of_day = is_any(after, &["in"])
        && passage.is(phrase.end + 1, "the")
        && is_any(passage.word(phrase.end + 2), &["morning", "afternoon", "evening"]);
    is_at && of_day && phrase.largest().is_some_and(|hour| hour <= 12)
}

/// Whether the "past" or "to" at this index is part of a clock time: "ten past
/// six"; "at ten to six", but "fell from ten to six".
fn is_minutes_to_hour(passage: &Passage<'_>, index: usize) -> bool {
    let (minutes, before) = (passage.word_before(index, 1), passage.word_before(index, 2));
    let is_hour = is_any(passage.word(index + 1), HOURS)
        || (passage.is_digits(index + 1) && passage.token(index + 1).is_some_and(|token| token.text.len() <= 2));
    let says_minutes = is_any(minutes, &["half", "quarter", "minutes", "minute"]);
    let is_number = is_any(minutes, &["five", "ten", "twenty"]);
    let is_when = is_any(before, &["at", "until", "by"])
        || (is_any(before, &["was", "is"]) && is_any(passage.word_before(index, 3), &["it"]));
    is_hour
        && (passage.is(index, "past") && (says_minutes || is_number)
            || passage.is(index, "to") && (says_minutes || (is_number && is_when)))
}

/// Before "at" and the hour.
#[rustfmt::skip]
const HOURS_OF: &[&str] = &[
    "open", "opens", "opened", "close", "closes", "closed", "resume", "resumes", "resumed", "start", "starts",
    "started", "begin", "begins", "began", "end", "ends", "ended",
];

const HOURS: &[&str] =
    &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
