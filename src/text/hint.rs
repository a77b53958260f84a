//! What stands around a count that may help to understand it. Nothing here is
//! a claim: each is a word or two for a reader to check.

use std::ops::Range;

use super::list::is_verb;
use super::noun::{self, is_harm, is_people, is_thing};
use super::passage::{Passage, is_any, is_capital};
use super::phrase::{Candidate, Phrase, is_change};
use crate::count::lexer::Kind;

/// No more tokens are looked at on either side of a count.
const NEAR: usize = 24;

/// What stands around a count, in bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hints {
    pub(super) snippet: Range<usize>,
    pub(super) harm: Option<Range<usize>>,
    pub(super) noun: Option<Range<usize>>,
    pub(super) is_increment: bool,
    pub(super) is_part: bool,
}

impl Hints {
    pub(super) fn of(passage: &Passage<'_>, phrase: &Phrase) -> Self {
        let clause = clause(passage, phrase);
        let word = |at: usize| passage.bytes(at..at + 1);
        Self {
            snippet: snippet(passage, phrase),
            harm: harm(passage, phrase, &clause).map(word),
            noun: noun_behind(passage, phrase).map(word),
            is_increment: is_increment(passage, phrase),
            is_part: is_part(passage, phrase, &clause),
        }
    }
}

/// The tokens around the phrase up to where a sentence or a bracket ends.
fn clause(passage: &Passage<'_>, phrase: &Phrase) -> Range<usize> {
    let back = phrase.start.saturating_sub(NEAR)..phrase.start;
    let start = back.clone().rev().find(|at| passage.ends_sentence(*at)).map_or(back.start, |at| at + 1);
    let ahead = (phrase.end + NEAR).min(passage.len());
    let end = (phrase.end..ahead).find(|at| passage.ends_sentence(*at)).unwrap_or(ahead);
    start..end
}

/// The sentence with its full stop, quotations and brackets and all; of a long
/// one what stands near.
fn snippet(passage: &Passage<'_>, phrase: &Phrase) -> Range<usize> {
    let ends = |at: usize| {
        passage.ends_sentence(at)
            && ['.', '!', '?', '\n'].into_iter().any(|sign| passage.is_sign(at, sign))
    };
    let back = phrase.start.saturating_sub(NEAR)..phrase.start;
    let start = back.clone().rev().find(|at| ends(*at)).map_or(back.start, |at| at + 1);
    let ahead = (phrase.end + NEAR).min(passage.len());
    let end = (phrase.end..ahead).find(|at| ends(*at)).map_or(ahead, |at| at + usize::from(!passage.is_sign(at, '\n')));
    passage.bytes(start..end)
}

/// The word that says what became of those counted: right before the phrase,
/// else behind it in the clause, else before it.
fn harm(passage: &Passage<'_>, phrase: &Phrase, clause: &Range<usize>) -> Option<usize> {
    let is_more = |at: &usize| is_any(passage.word(*at), &["a", "an", "another", "further", "additional", "other"]);
    let before = (clause.start..phrase.start).rev().find(|at| !is_more(at));
    if let Some(before) = before.filter(|at| is_harm(passage.word(*at))) {
        return Some(before);
    }
    harm_behind(passage, phrase.end..clause.end)
        .or_else(|| (clause.start..phrase.start).rev().find(|at| is_fate(passage.word(*at))))
}

/// The last word of harm before the predicate is over; not one whose object is
/// the next count: "killing 12 and wounding 30".
fn harm_behind(passage: &Passage<'_>, behind: Range<usize>) -> Option<usize> {
    let mut found = None;
    let mut has_verb = false;
    for at in behind {
        let word = passage.word(at);
        let is_count = || matches!(Candidate::at(passage, at), Candidate::Count(_));
        let joins = passage.is_sign(at, ',') || is_any(word, &["and", "or"]);
        if is_any(word, BREAKS) || (found.is_some() && joins) || (has_verb && is_count()) {
            break;
        }
        has_verb |= is_verb(passage, at);
        let governs_next = is_harm(word)
            && matches!(Candidate::at(passage, at + 1), Candidate::Count(_))
            && (passage.is_sign(at - 1, ',') || is_any(passage.word(at - 1), &["and", "or", "but"]));
        if governs_next {
            break;
        }
        if is_harm(word) {
            found = Some(at);
        }
    }
    found
}

/// What became of people, or that it was counted.
fn is_fate(word: &str) -> bool {
    is_harm(word) || is_any(word, &["toll"])
}

/// The noun that the phrase counts: the last that is known in the words behind
/// it ("39 IS fighters"), else the last of a few words that a verb or a mark
/// ends ("39 farmhands were").
fn noun_behind(passage: &Passage<'_>, phrase: &Phrase) -> Option<usize> {
    const MOST_TOKENS: usize = 8;
    const FEW: usize = 3;

    // "Three of the wounded", "hundreds of villagers".
    let mut start = phrase.end;
    if passage.is(start, "of") {
        start += 1;
        start += usize::from(is_any(passage.word(start), &["the", "its", "his", "her", "their", "our", "those", "these"]));
    }
    let (mut known, mut unknown) = (None, None);
    for at in start..start + MOST_TOKENS {
        let word = passage.word(at);
        let is_mark = passage.token(at).is_some_and(|t| matches!(t.kind, Kind::Sign('-' | '\'' | '’' | '“' | '"' | '#')));
        if is_mark {
            continue;
        }
        let is_name = is_capital(word) && word.chars().all(char::is_uppercase);
        if word.is_empty() || is_verb(passage, at) || (noun::ends_a_noun_phrase(word) && !is_name) {
            break;
        }
        if is_people(word) || is_thing(word) {
            known = Some(at);
        } else if is_harm(word) {
            if known.is_some() || unknown.is_some() {
                break;
            }
        } else if at < start + FEW {
            unknown = Some(at);
        }
    }
    known.or(unknown).filter(|at| !is_any(passage.word(*at), &["more", "other", "others"]))
}

/// "Another 20", "20 more", "rose by 20", "(+20)".
fn is_increment(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    const MORE: &[&str] = &["another", "further", "additional", "extra"];
    const BEHIND: &[&str] = &["more", "further", "additional", "extra", "new", "fresh"];

    let behind = passage.word(phrase.end);
    let is_more = is_any(behind, BEHIND) && !passage.is(phrase.end + 1, "than");
    let is_added = passage.before(phrase.start, 1).is_some_and(|token| token.kind == Kind::Sign('+'));
    is_any(passage.word_before(phrase.start, 1), MORE) || is_more || is_added || is_change(passage, phrase.start)
}

/// "20 of them", "of whom 20", "including 20 and 30", "among the dead were 20",
/// "of the 64 men, 20".
fn is_part(passage: &Passage<'_>, phrase: &Phrase, clause: &Range<usize>) -> bool {
    const WHOLE: &[&str] =
        &["the", "them", "whom", "which", "those", "these", "his", "her", "its", "their", "our", "us"];
    const INCLUDE: &[&str] = &["including", "includes", "include", "included"];

    let (start, end) = (phrase.start, phrase.end);
    let is_count = |at: usize| matches!(Candidate::at(passage, at), Candidate::Count(_));
    if passage.is(end, "of") && (is_any(passage.word(end + 1), WHOLE) || is_count(end + 1)) {
        return true;
    }
    if passage.is(end, "among") && is_any(passage.word(end + 1), WHOLE) {
        return true;
    }
    for at in (clause.start..start).rev() {
        let word = passage.word(at);
        let of_whole = is_any(passage.word(at + 1), WHOLE);
        let is_of = is_any(word, &["of"]) && is_any(passage.word(at + 1), &["whom", "which", "these", "them"]);
        if is_any(word, INCLUDE) || (is_any(word, &["among"]) && of_whole) || (is_of && at + 2 == start) {
            return true;
        }
        if is_verb(passage, at) && at + 1 < start {
            break;
        }
    }
    // "Of the 64 men on the list, 29 were identified."
    passage.is(clause.start, "of") && (clause.start..start).any(|at| passage.is_sign(at, ','))
}

/// What comes behind them is another clause.
const BREAKS: &[&str] = &[
    "after", "before", "when", "while", "whereas", "as", "since", "because", "but", "said", "says", "told", "including",
    "among", "leaving", "by", "if", "until",
];
