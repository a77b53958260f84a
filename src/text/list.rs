//! Applies a hedge before a list to the later items of the list.

use std::ops::Range;

use super::noun::is_harm;
use super::passage::{Passage, is_any};
use super::phrase::{Candidate, Phrase};
use crate::said::count::Said;
use crate::said::count::hedge_words;
use crate::said::count::lexer::Cursor;

/// The hedge of the first item of a list, and how far the list has come.
#[derive(Clone, Debug)]
pub(super) struct List {
    start: usize,
    end: usize,
    /// Where the last item ends.
    reached: usize,
}

impl List {
    /// The list that a phrase with a hedge before it may be the head of.
    pub(super) fn headed_by(phrase: &Phrase) -> Option<Self> {
        let carries = matches!(
            phrase.said,
            Said::AtLeast(_)
                | Said::MoreThan(_)
                | Said::AtLeastAbout(_)
                | Said::AtMost(_)
                | Said::AtMostAbout(_)
                | Said::FewerThan(_)
                | Said::About(_)
                | Said::Nearly(_)
        );
        (carries && phrase.core > phrase.start).then_some(Self {
            start: phrase.start,
            end: phrase.core,
            reached: phrase.end,
        })
    }

    /// "At least another 20", "“at least” six": the hedge that words or a mark
    /// separate from its number.
    pub(super) fn apart_from(passage: &Passage<'_>, phrase: &Phrase) -> Option<Self> {
        const BETWEEN: &[&[&str]] = &[
            &["another"],
            &["a", "further"],
            &["further"],
            &["an", "additional"],
            &["additional"],
            &["a", "total", "of"],
            &["a", "combined"],
            &["other"],
        ];
        if phrase.core > phrase.start {
            return None;
        }
        let ends = BETWEEN.iter().filter_map(|words| {
            let end = phrase.start.checked_sub(words.len())?;
            words.iter().enumerate().all(|(n, word)| passage.is(end + n, word)).then_some(end)
        });
        let longest_hedge = |end: usize| {
            (end.saturating_sub(4)..end).find(|start| {
                let tokens = passage.tokens(*start, end);
                let mut cursor = Cursor::new(passage.text, tokens);
                hedge_words::before(&mut cursor).is_some() && cursor.at_end()
            })
        };
        let quoted = phrase.start.checked_sub(1).filter(|at| passage.is_sign(*at, '"') || passage.is_sign(*at, '”'));
        ends.chain(quoted).find_map(|end| longest_hedge(end).map(|start| Self { start, end, reached: phrase.end }))
    }

    /// The tokens of the hedge.
    pub(super) fn hedge(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether the hedge may also apply to the next phrase, and whether the list
    /// continues after it.
    ///
    /// It may apply for a bare number above one behind "and", "or" or a comma in the
    /// same sentence, unless it is a part of what was counted before ("12 of
    /// them", "including 12") or the subject of a clause of its own.
    pub(super) fn take(&mut self, passage: &Passage<'_>, phrase: &Phrase) -> Taken {
        let is_bare = match phrase.said {
            Said::Exactly(n) => n > 1 && phrase.core == phrase.start,
            Said::About(_) => phrase.core == phrase.start,
            _ => false,
        };
        let between = passage.tokens(self.reached, phrase.start);
        if between.is_empty()
            || between.len() > LONGEST_ITEM
            || (self.reached..phrase.start).any(|at| ends_list(passage, at))
        {
            return Taken::Over;
        }
        if !is_bare {
            return if phrase.core > phrase.start { Taken::Over } else { Taken::No };
        }
        let mut last = phrase.start - 1;
        if is_any(passage.word(last), &["another", "other", "also", "further"]) {
            last = last.saturating_sub(1);
        }
        let is_joined = is_any(passage.word(last), &["and", "or", "plus"])
            || passage.is_sign(last, ',')
            || passage.is_sign(last, '&');
        let how = passage.word(phrase.end);
        let is_part = is_any(how, &["critically", "seriously", "fatally", "mortally", "badly", "gravely", "severely"])
            || passage.is(phrase.end, "of") && !is_any(passage.word(phrase.end + 1), &["his", "its"]);
        if !is_joined || last < self.reached || is_part || is_share(passage, phrase.end) {
            return Taken::No;
        }
        // "At least 40 people died, 12 in Aleppo and 28 in Idlib."
        let told = last.saturating_sub(1);
        let breaks_down = passage.is_sign(last, ',') && (is_verb(passage, told) || is_harm(passage.word(told)));
        if breaks_down && is_any(passage.word(phrase.end), &["in", "on", "at", "near"]) {
            return Taken::Over;
        }
        let has_verb = (self.reached..phrase.start).any(|at| is_verb(passage, at));
        if has_verb && is_subject(passage, phrase.end) {
            return Taken::Over;
        }
        self.reached = phrase.end;
        Taken::Offered
    }
}

/// What a list makes of a phrase.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// The hedge is offered for it.
    Offered,
    /// It is none of the items, and the list may go on.
    No,
    /// The list is over.
    Over,
}

/// No item of a list has more tokens.
const LONGEST_ITEM: usize = 30;

fn ends_list(passage: &Passage<'_>, at: usize) -> bool {
    passage.ends_sentence(at) || is_any(passage.word(at), BREAKS)
}

/// The words of a hedge in lower case, with one space where white space is.
/// However much of it there is, it is not looked at again for each item.
pub(super) fn words(passage: &Passage<'_>, hedge: Range<usize>) -> String {
    let mut words = String::new();
    for at in hedge.clone() {
        if at > hedge.start && !passage.is_glued(at) {
            words.push(' ');
        }
        words.extend(passage.token(at).map(|token| token.text.to_lowercase()));
    }
    words
}

/// The hedge of a bare number that the noun parts from it: "23 citizens at
/// least", "seven fishermen, at least,".
pub(super) fn hedge_behind(passage: &Passage<'_>, phrase: &Phrase) -> Option<Range<usize>> {
    const MOST_WORDS: usize = 5;
    const LONGEST: usize = 5;

    if !matches!(phrase.said, Said::Exactly(_)) || phrase.core > phrase.start || phrase.end > passage.len() {
        return None;
    }
    let is_noun = |at: &usize| {
        let word = passage.word(*at);
        !is_any(word, &["at", "or"]) && (!word.is_empty() || passage.is_sign(*at, ',')) && !is_any(word, BREAKS)
    };
    let start = (phrase.end..phrase.end + MOST_WORDS).find(|at| !is_noun(at))?;
    let is_apart = start > phrase.end && is_any(passage.word(start), &["at", "or"]);
    let tokens = passage.tokens(start, start + LONGEST);
    let mut cursor = Cursor::new(passage.text, tokens);
    hedge_words::after(&mut cursor).filter(|_| is_apart)?;
    let end = start + cursor.taken();
    // "20 soldiers, at least five of them officers".
    let is_of_next = passage.is(end, "than") || matches!(Candidate::at(passage, end), Candidate::Count(_));
    (!is_of_next).then_some(start..end)
}

/// "Three children among them", "13 on Sunday alone".
fn is_share(passage: &Passage<'_>, end: usize) -> bool {
    const MOST_WORDS: usize = 6;

    (end..end + MOST_WORDS)
        .take_while(|at| !passage.word(*at).is_empty())
        .any(|at| passage.is(at, "alone") || (passage.is(at, "among") && passage.is(at + 1, "them")))
}

pub(super) fn is_verb(passage: &Passage<'_>, at: usize) -> bool {
    is_any(passage.word(at), VERBS)
}

/// Whether a verb of its own follows the number.
fn is_subject(passage: &Passage<'_>, end: usize) -> bool {
    let words = (end..end + 6)
        .map(|at| passage.word(at))
        .take_while(|word| !word.is_empty() && !is_any(word, &["and", "or", "in"]));
    words.into_iter().any(|word| {
        is_any(
            word,
            &["was", "were", "is", "are", "has", "have", "had", "been", "died", "fled", "escaped", "surrendered"],
        ) && !(is_harm(word) && word.ends_with("ed") && is_any(word, &["displaced"]))
    })
}

/// Behind these a hedge is no longer heard: what comes is a part of what was
/// counted, or a clause of its own.
#[rustfmt::skip]
const BREAKS: &[&str] = &[
    "including", "among", "amongst", "who", "whom", "whose", "which", "when", "while", "whereas", "after",
    "before", "but", "because", "since", "said", "says", "told", "if", "though", "although", "where", "that",
    "compared", "from", "since", "until", "injuring", "wounding", "killing", "leaving", "out",
];

/// Verbs that end what was said of the items so far.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "was", "were", "is", "are", "has", "have", "had", "died", "fled", "escaped", "surrendered", "survived",
    "been",
];
