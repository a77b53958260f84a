//! Recognises ages: "aged 20", "a 20-year-old". They are not counts of people.

use std::ops::Range;

use super::noun::{Head, head, is_people};
use super::passage::{Passage, is_any, is_capital};
use super::phrase::Phrase;
use crate::said::count::lexer::Kind;
use crate::said::count::numerals::SMALL;

/// Whether the phrase is an age: "aged 18", "as young as 12", "children under
/// 5", "Ahmad Ali, 34, was". ("12-year-old" and "12 years old" are told by
/// what is written after them.)
pub(super) fn is_age(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    let rules = [is_called_an_age, is_of_one, is_limit, follows_a_name];
    rules.iter().any(|rule| rule(passage, phrase))
}

/// "Aged 18", "the age of 18", "as young as 12", "the 15–44 age group".
fn is_called_an_age(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    let before = |n| passage.word_before(phrase.start, n);
    (is_any(passage.word(phrase.end), &["age"]) && phrase.is_digits(passage))
        || is_any(before(1), &["aged", "age", "ages", "turned", "turning"])
        || (is_any(before(1), &["of", "from"]) && is_any(before(2), &["age", "ages", "aged"]))
        || (is_any(before(1), &["as"]) && is_any(before(2), &["young", "old"]))
}

/// A plain number that is told of one person: "a man of 37", "he was 72".
fn is_of_one(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    let before = |n| passage.word_before(phrase.start, n);
    let is_plain = phrase.end == phrase.start + 1 && passage.is_digits(phrase.start);
    if !is_plain || phrase.largest().is_none_or(|age| !(1..=110).contains(&age)) {
        return false;
    }
    let is_last = passage.word(phrase.end).is_empty();
    // "A man of 37", but "a family of 12".
    let of_one = is_any(before(1), &["of"]) && is_any(before(2), ONE_PERSON) && is_any(before(3), &["a", "an", "the"]);
    // "One was 72", but "the toll was 72".
    let is_old = is_any(before(1), &["was", "is", "am"])
        && is_any(before(2), &["one", "he", "she", "i", "who", "youngest", "oldest", "eldest", "boy", "girl"])
        && (is_last || is_any(passage.word(phrase.end), &["when", "and"]));
    // "One of the men was 14 at the time".
    let was_then = is_any(before(1), &["was", "were"])
        && is_people(before(2))
        && ["at", "the", "time"].into_iter().zip(phrase.end..).all(|(word, at)| passage.is(at, word));
    // "The oldest 86."
    let is_oldest = is_any(before(1), &["oldest", "youngest", "eldest"]) && is_last;
    // "She's 64."
    let is_short = is_any(before(1), &["s"]) && is_any(before(3), &["he", "she"]) && is_last;
    // "She died on Monday at 91."
    let died_at = is_any(before(1), &["at"])
        && (2..=7).any(|n| is_any(before(n), &["died", "dies", "dead"]))
        && (passage.ends_sentence(phrase.end) || passage.is_sign(phrase.end, ','));
    of_one || is_old || was_then || is_oldest || is_short || died_at
}

/// "Children under 5", "half of them are under 12", "six over 60".
fn is_limit(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    const LIMITS: &[&str] = &["under", "over", "above", "below"];

    let before = |n| passage.word_before(phrase.start, n);
    let is_number = |n| passage.before(phrase.start, n).is_some_and(|token| token.kind == Kind::Digits);
    let hedge = passage.word(phrase.start);
    let is_limit = is_any(hedge, LIMITS);
    let of_people = is_people(before(1)) || is_any(before(1), &["those", "anyone", "everyone", "all", "them", "whom"]);
    if phrase.core == phrase.start + 1 && of_people && is_limit {
        return phrase.largest().is_some_and(|n| n <= 100) && !head(passage, phrase.end).is_counted();
    }
    // "Three children under 5 and six over 60 died."
    if is_limit && (is_number(1) || is_any(before(1), &SMALL[1..])) {
        return phrase.largest().is_some_and(|n| n <= 110) && head(passage, phrase.end) != Head::People;
    }
    // "The losses were over 60" counts.
    let of_counted = is_number(2)
        || is_any(before(2), &["one", "two", "three", "four", "five", "they", "most", "many", "some", "half", "them"]);
    // "Half of them are under 12", "three were over 65".
    let is_age = |n| match n {
        0..=21 => is_any(hedge, &["under"]),
        55..=110 => is_any(hedge, &["over", "above"]) && of_counted,
        _ => false,
    };
    let is_over = passage.word(phrase.end).is_empty() || (of_counted && passage.is(phrase.end, "and"));
    is_any(before(1), &["are", "were", "is", "was", "aged"]) && phrase.largest().is_some_and(is_age) && is_over
}

/// "Ahmad Ali, 34, was", "Ahmad Ali (34)", "two boys, 17 and 16, who".
fn follows_a_name(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    let (start, end) = (phrase.start, phrase.end);
    let is_plain = phrase.core == start && end == start + 1 && passage.is_digits(start);
    if !is_plain || phrase.largest().is_none_or(|age| age > 110) || start == 0 {
        return false;
    }
    // Behind "alias “Ali”," and "alias “Ali,”" the name stands before the
    // quotation mark.
    let closes_quote = |at: usize| matches!(passage.token(at).map(|token| token.text), Some("\"" | "”" | "’" | "'"));
    let is_inside = start > 1 && closes_quote(start - 1) && passage.is_sign(start - 2, ',');
    let is_quoted = is_inside || (start > 1 && closes_quote(start - 2));
    let name = start - usize::from(is_quoted);
    if is_inside || passage.is_sign(start - 1, ',') {
        return is_between_commas(passage, name, start..end);
    }
    passage.is_sign(start - 1, '(') && is_in_brackets(passage, name, end)
}

/// "Ahmad Ali, 34, was"; the name and its comma end before an index.
fn is_between_commas(passage: &Passage<'_>, name: usize, number: Range<usize>) -> bool {
    let Range { start, end } = number;
    let word = |n| passage.word_before(name, n);
    let closes = |at: usize| [',', ';', '.', ')'].into_iter().any(|sign| passage.is_sign(at, sign));
    let pair = passage.is(end, "and") && passage.is_digits(end + 1) && closes(end + 2);
    // "The suspects, 19 and 22, were held".
    let of_two = pair && is_people(word(2)) && passage.is_sign(end + 2, ',');
    let of_relative = is_any(word(2), RELATIVES) && (closes(end) || pair);
    // "A driver, 45, was": of one there is no number.
    let of_one = is_one_person(word(2)) && closes(end) && !is_any(passage.word(end + 1), PARTS);
    // "Yusuf (not his real name), 17, said".
    let of_bracketed = passage.is_sign(start.wrapping_sub(2), ')')
        && passage.is_sign(end, ',')
        && is_any(passage.word(end + 1), &["said", "told", "was", "who", "described", "recalled"]);
    let is_joined = closes(end) || (passage.is(end, "and") && is_name(word(3)));
    let of_name = is_name(word(2)) && !is_any(word(3), PLACED) && is_joined;
    of_two || of_relative || of_one || of_bracketed || of_name
}

/// "A girl (4)", "his wife Meena (40)", "Mariam Hassan (27)", "two men (24, 29)"; the name and its bracket end
/// before an index.
fn is_in_brackets(passage: &Passage<'_>, name: usize, end: usize) -> bool {
    let word = |n| passage.word_before(name, n);
    let is_run = (passage.is_sign(end, ',') || passage.is(end, "and"))
        && passage.is_digits(end + 1)
        && passage.is_sign(end + 2, ')');
    let of_one = is_one_person(word(2)) || (is_name(word(2)) && is_any(word(3), RELATIVES));
    let is_placed = is_any(word(3), PLACED) || is_any(word(4), PLACED);
    let of_name = is_name(word(2)) && is_name(word(3)) && !is_placed;
    (is_run && (is_people(word(2)) || is_any(word(2), RELATIVES))) || (passage.is_sign(end, ')') && (of_one || of_name))
}

fn is_name(word: &str) -> bool {
    is_capital(word) && word.chars().any(char::is_lowercase) && !is_people(word)
}

/// Behind these a name is a place's.
const PLACED: &[&str] = &["in", "at", "near", "from", "around", "of"];

/// Whether the word is one person: of one there is no number.
fn is_one_person(word: &str) -> bool {
    is_people(word) && !is_any(word, OF_MANY) && !word.ends_with('s')
}

/// A number between commas behind these is an age.
#[rustfmt::skip]
const RELATIVES: &[&str] = &[
    "man", "woman", "men", "women", "boy", "boys", "girl", "girls", "child", "children", "son", "sons", "daughter",
    "daughters", "brother", "brothers", "sister", "sisters", "father", "mother", "wife", "husband", "twins",
    "sibling", "siblings", "cousin", "cousins", "nephew", "nephews", "niece", "nieces", "teenager", "teenagers",
    "uncle", "aunt", "male", "males", "female", "females", "grandson", "grandsons", "granddaughter", "granddaughters",
    "grandchild", "grandchildren", "grandfather", "grandmother",
];

/// "According to the officer, 12, including a child, died."
const PARTS: &[&str] = &["including", "among", "most", "mostly", "all", "many", "some", "half"];

/// Before "of" and an age; "a team of 12" counts.
const ONE_PERSON: &[&str] =
    &["man", "woman", "boy", "girl", "child", "youth", "teenager", "soldier", "corporal", "sergeant", "student"];

/// People in the plural without an s.
#[rustfmt::skip]
const OF_MANY: &[&str] = &[
    "men", "women", "people", "children", "police", "personnel", "crew", "staff", "more", "taliban", "isis", "daesh",
    "family", "household", "youth", "body", "corpse",
];
