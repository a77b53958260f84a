//! Hints: words near a count that help a reader to understand it. They are
//! not claims, and a reader has to check them.

use std::ops::Range;

use super::ambiguous_words::LOSING;
use super::list::is_verb;
use super::noun::{self, is_harm, is_people, is_thing};
use super::passage::{Passage, is_any};
use super::phrase::{Candidate, Phrase, is_change};
use crate::said::count::lexer::Kind;

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
        passage.ends_sentence(at) && ['.', '!', '?', '\n'].into_iter().any(|sign| passage.is_sign(at, sign))
    };
    let back = phrase.start.saturating_sub(NEAR)..phrase.start;
    let start = back.clone().rev().find(|at| ends(*at)).map_or(back.start, |at| at + 1);
    let start = start + usize::from(passage.is_sign(start, ',') && start < phrase.start);
    let ahead = (phrase.end + NEAR).min(passage.len());
    let end = (phrase.end..ahead).find(|at| ends(*at)).map_or(ahead, |at| at + usize::from(!passage.is_sign(at, '\n')));
    passage.bytes(start..end)
}

/// The word that says what became of those counted: right before the phrase,
/// else behind it in the clause, else before it.
fn harm(passage: &Passage<'_>, phrase: &Phrase, clause: &Range<usize>) -> Option<usize> {
    // "Injured: 20", "killing another 20".
    let is_more = |at: &usize| {
        passage.is_sign(*at, ':')
            || is_any(passage.word(*at), &["a", "an", "another", "further", "additional", "other"])
    };
    let before = (phrase.start.saturating_sub(NEAR)..phrase.start).rev().find(|at| !is_more(at));
    // "61 dead 23 wounded": the dead were counted before. "Casualties: 4 killed" heads a list.
    let is_counted = |at: usize| {
        let is_heading = passage.is_sign(at + 1, ':') && !passage.is_sign(phrase.end + 1, ':');
        let has_number = || at.checked_sub(1).is_some_and(|before| passage.is_digits(before));
        is_harm(passage.word(phrase.end)) && (is_heading || has_number())
    };
    if let Some(before) = before
        .filter(|at| !is_counted(*at))
        .filter(|at| is_harm(passage.word(*at)) || is_any(passage.word(*at), LOSING))
    {
        return Some(before);
    }
    harm_behind(passage, phrase.end..clause.end)
        .or_else(|| (clause.start..phrase.start).rev().find(|at| is_harm(passage.word(*at))))
        .or_else(|| (clause.start..phrase.start).rev().find(|at| passage.is(*at, "toll")))
}

/// The last word of harm before the predicate is over; not one whose object is
/// the next count: "killing 12 and wounding 30".
fn harm_behind(passage: &Passage<'_>, behind: Range<usize>) -> Option<usize> {
    let mut found = None;
    let mut has_verb = false;
    let first = behind.start;
    let mut left = behind.clone();
    while let Some(at) = left.next() {
        let word = passage.word(at);
        // "12 people, including 5 children, were killed".
        let is_end = |at: &usize| passage.is_sign(*at, ',') && is_verb(passage, at + 1);
        if is_any(word, &["including", "among"])
            && let Some(end) = (at..behind.end).find(is_end)
        {
            left.start = end + 1;
            continue;
        }
        let is_count = || matches!(Candidate::at(passage, at), Candidate::Count(_));
        // "Died of their injuries."
        let joins = passage.is_sign(at, ',') || is_any(word, &["and", "or", "of"]);
        // "251 taken hostage, of whom 105 were freed", "the toll stood at 64, with 31 wounded".
        let is_of_others = (passage.is(at, "whom") && at > first + 1)
            || (passage.is(at, "with") && matches!(Candidate::at(passage, at + 1), Candidate::Count(_)));
        if is_of_others
            || is_any(word, BREAKS)
            || (found.is_some() && joins)
            || ((has_verb || found.is_some()) && is_count())
        {
            break;
        }
        has_verb |= is_verb(passage, at);
        let governs_next = is_harm(word)
            && matches!(Candidate::at(passage, at + 1), Candidate::Count(_))
            && (passage.is_sign(at - 1, ',') || is_any(passage.word(at - 1), &["and", "or", "but"]));
        if governs_next {
            break;
        }
        // "Some 1,404 injured are critical": injured they are.
        if is_harm(word) && (found.is_none() || !is_any(word, &["critical", "critically"])) {
            found = Some(at);
        }
    }
    found
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
        start += usize::from(is_any(passage.word(start), DETERMINERS));
    }
    let (mut known, mut unknown): (Option<usize>, Option<usize>) = (None, None);
    for at in start..start + MOST_TOKENS {
        let word = passage.word(at);
        let is_mark =
            passage.token(at).is_some_and(|t| matches!(t.kind, Kind::Sign('-' | '\'' | '’' | '“' | '"' | '#')));
        if is_mark {
            continue;
        }
        // "IS fighters": that is no verb.
        let is_name = !word.is_empty() && word.chars().all(char::is_uppercase);
        if word.is_empty() || (!is_name && (is_verb(passage, at) || noun::ends_a_noun_phrase(word))) {
            break;
        }
        // "18 body parts", "40 police dogs".
        let goes_on = known.is_some_and(|known| known + 1 == at && !passage.word(known).ends_with('s'));
        if is_people(word) || is_thing(word) || (goes_on && word.ends_with('s') && !is_harm(word)) {
            known = Some(at);
        } else if is_harm(word) && (known.is_some() || unknown.is_some()) {
            break;
        } else if !is_harm(word) && at < start + FEW {
            unknown = Some(at);
        }
    }
    known.or(unknown.filter(|at| may_be_noun(passage.word(*at)))).filter(|at| !is_any(passage.word(*at), PRONOUNS))
}

/// "68 announced on Tuesday", "20 later": these are no nouns.
fn may_be_noun(word: &str) -> bool {
    !["ed", "ly", "ing"].iter().any(|ending| word.ends_with(ending))
        && !is_any(
            word,
            &[
                "later", "else", "alone", "so", "far", "too", "also", "out", "each", "all", "not", "well", "aboard",
                "home", "alive",
            ],
        )
}

const DETERMINERS: &[&str] = &["the", "its", "his", "her", "their", "our", "those", "these"];

const PRONOUNS: &[&str] = &["more", "other", "others", "them", "whom", "which", "us"];

/// "Another 20", "20 more", "rose by 20", "(+20)".
fn is_increment(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    const MORE: &[&str] = &["another", "further", "additional", "extra"];
    const BEHIND: &[&str] = &["more", "further", "additional", "extra", "new", "fresh"];

    let behind = passage.word(phrase.end);
    let is_more = is_any(behind, BEHIND) && !passage.is(phrase.end + 1, "than");
    let is_added = passage.before(phrase.start, 1).is_some_and(|token| token.kind == Kind::Sign('+'));
    // "Rose past 20" is no change by 20.
    let is_mark = is_any(passage.word(phrase.start), &["above", "past", "beyond"]);
    let is_change = !is_mark && is_change(passage, phrase.start);
    is_any(passage.word_before(phrase.start, 1), MORE) || is_more || is_added || is_change
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
    // "Among the dead were 20", but "including women, the toll was 20".
    let is_inverted = start > 0 && is_verb(passage, start - 1);
    for at in (clause.start..start).rev() {
        let word = passage.word(at);
        let includes = is_any(word, INCLUDE) && (!is_inverted || is_any(word, &["included"]));
        let whole = passage.word(at + 1);
        let of_whole = is_any(whole, &["them", "those", "these", "whom"])
            || (is_any(whole, WHOLE) && (is_harm(passage.word(at + 2)) || passage.is(at + 2, "victims")));
        let is_of = is_any(word, &["of"]) && is_any(passage.word(at + 1), &["whom", "which", "these", "them"]);
        if includes || (is_any(word, &["among"]) && of_whole) || (is_of && at + 2 == start) {
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
    "after", "before", "when", "while", "whereas", "as", "since", "because", "but", "said", "says", "told",
    "including", "among", "leaving", "by", "if", "until",
];

#[cfg(test)]
mod tests {
    use crate::text::find_counts;

    /// The last count in a text: its harm, its noun, and what is said of it.
    fn last(text: &str) -> (&str, &str, &'static str) {
        let Some(found) = find_counts(text).last() else { return ("", "", "") };
        let word = |range: Option<std::ops::Range<usize>>| range.map_or("", |range| &text[range]);
        let said = match (found.is_increment(), found.is_part()) {
            (true, true) => "increment and part",
            (true, false) => "increment",
            (false, true) => "part",
            (false, false) => "",
        };
        (word(found.harm()), word(found.noun()), said)
    }

    #[test]
    fn hints_are_of_the_same_clause() {
        let cases = [
            ("The blast killed 12 soldiers", ("killed", "soldiers", "")),
            ("killing 12 and wounding at least 30", ("wounding", "", "")),
            ("He was killed. Some 20 farmhands were hurt.", ("hurt", "farmhands", "")),
            ("20 Palestinian children, all under ten, were wounded", ("wounded", "children", "")),
            ("The death toll rose to 41 after the hospital burned", ("death", "", "")),
            ("Wounded: 12", ("Wounded", "", "")),
            ("39 IS fighters surrendered", ("surrendered", "fighters", "")),
            ("18 body parts were found", ("", "parts", "")),
            ("Lt. Gen. Smith led 40 men and was killed", ("killed", "men", "")),
            ("The toll stands at 40", ("toll", "", "")),
            ("64 died, with 31 hurt", ("hurt", "", "")),
            ("Casualties: 12 killed", ("killed", "", "")),
            ("12 people, including some children, were killed", ("killed", "people", "")),
            ("Wounded: 3 Killed: 12", ("Killed", "", "")),
            ("12 people died of their injuries", ("died", "people", "")),
            ("12 air strikes hit the town", ("", "strikes", "")),
            ("68 announced on Tuesday", ("", "", "")),
            ("61 dead 12 wounded", ("wounded", "", "")),
            ("they lost 12 men", ("lost", "men", "")),
            ("12 were neutralised", ("neutralised", "", "")),
            ("176 aboard", ("", "", "")),
        ];
        for (text, hints) in cases {
            assert_eq!(last(text), hints, "{text}");
        }
    }

    #[test]
    fn what_was_added_is_told_from_totals() {
        let added = [
            "Another 12 bodies", "At least another 12 bodies", "A further 12 are missing", "then 12 more",
            "12 additional deaths", "12 new cases", "The toll rose by 12", "up 12 on yesterday", "315,000 dead (+12)",
            "The count was cut by 12",
        ];
        for text in added {
            assert_eq!(last(text).2, "increment", "{text}");
        }
        let totals = [
            "bringing the toll to 12", "The toll rose by 12 to 345", "The toll rose to 12", "The toll rose past 12",
            "The toll climbed above 12", "more than 12 died", "killed by 12 gunmen", "12 more than expected",
            "The army moved 12 IDPs", "in all 12 died",
        ];
        for text in totals {
            assert_eq!(last(text).2, "", "{text}");
        }
    }

    #[test]
    fn parts_are_told_from_wholes() {
        let parts = [
            "34 people, of whom 12 were women",
            "34 people, 12 of them women",
            "34 boats, 12 of which sank",
            "34 people, including 12 women",
            "34 people, including 12 women and 9 children",
            "Among the dead were 12 women",
            "34 people, 12 among them women",
            "Of the 34 men on the list, 12 were found",
            "12 of the wounded died",
            "It includes 12 women",
            "Of those held, 12 were boys",
        ];
        for text in parts {
            assert_eq!(last(text).2, "part", "{text}");
        }
        let wholes = [
            "Including women, the toll was 12",
            "dozens of people",
            "He was among the guests when 12 died",
            "34 were hurt, including a child. 12 died.",
            "12 members of the force",
        ];
        for text in wholes {
            assert_eq!(last(text).2, "", "{text}");
        }
    }
}
