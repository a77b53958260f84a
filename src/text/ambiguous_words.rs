//! Words that count in one place and not in another: one, no, none, many,
//! scores; and hedges that are prepositions there.

use super::measure::is_measured;
use super::noun::{Head, head, is_harm, is_people};
use super::passage::{Passage, is_any, is_capital};
use super::phrase::Phrase;
use crate::said::count::{Said, Vague};

/// Whether the words of the phrase, which could count, do so where they stand.
pub(super) fn counts(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    // No crowd is larger: "the 76 Bn", "a Cessna 208B".
    if is_rate(passage, phrase) || phrase.largest().is_some_and(|n| n > 20_000_000_000) {
        return false;
    }
    match phrase.said {
        Said::Exactly(1) if phrase.core == phrase.start => one_counts(passage, phrase),
        Said::None => none_counts(passage, phrase),
        Said::Vaguely(word) => vague_counts(passage, phrase, word),
        // "Some" and "an unspecified location" do not.
        Said::Unspecified => passage.is(phrase.end, "of") && phrase.end > phrase.core + 1,
        // "Two by two", "fifty-fifty".
        Said::Between(a, b) => a < b,
        _ => {
            let before = |n| passage.word_before(phrase.start, n);
            let is_part = is_any(passage.word(phrase.core), &["a"])
                && is_any(before(1), &["of"])
                && is_any(before(2), &["quarter", "quarters", "third", "thirds", "half", "tenth", "fifth"]);
            // "A quarter of a million" is no million.
            !is_part && !is_any(before(1), &["ground", "net", "minus"])
        }
    }
}

/// Whether the hedge before the count is a preposition of something else:
/// "clashes over two villages", "told reporters about 20 detainees".
pub(super) fn hedge_is_preposition(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    if phrase.core != phrase.start + 1 {
        return false;
    }
    let before = passage.word_before(phrase.start, 1);
    let is = |hedge: &str| passage.is(phrase.start, hedge);
    (is("near") && !is_any(before, &["is", "are", "was", "were", "at", "to", "stands", "stood"]))
        || (is("about") && is_any(before, SPEAKING))
        || (is("over") && is_any(before, OVER))
        || (is("under")
            && is_any(before, &["buried", "trapped", "crushed", "operating", "operated", "serving", "served"]))
        || ((is("above") || is("below")) && is_any(before, &["floors", "flew", "flying"]))
}

/// "One in five", "per 100,000", "every ten".
fn is_rate(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    let before = |n| passage.word_before(phrase.start, n);
    let is_one = is_any(before(2), &["one"]) || passage.before(phrase.start, 2).is_some_and(|token| token.text == "1");
    let of_one = is_any(before(1), &["in"]) && is_one && phrase.core == phrase.start;
    // "Two in five", but "killing two in five attacks".
    let nth = |at: usize| NUMBERS.iter().position(|number| passage.is(at, number));
    let of_several = |number: usize| {
        passage.is(number + 1, "in")
            && nth(number).is_some_and(|some| nth(number + 2).is_some_and(|all| some < all))
            && !is_measured(passage, number + 3)
            && !(1..=3)
                .map(|n| passage.word_before(number, n))
                .any(|w| is_harm(w) || is_any(w, &["shot", "hit", "lost"]))
    };
    let of_some = of_several(phrase.core) || phrase.core.checked_sub(2).is_some_and(of_several);
    let every = is_any(before(1), &["per", "every"]);
    // "At least one in five", but "killing at least one in two raids".
    let is_object = phrase.core > phrase.start && (1..=3).map(before).any(is_harm);
    let one_in = phrase.numbers() == Some([1, 1])
        && !is_object
        && passage.is(phrase.end, "in")
        && (passage.is_digits(phrase.end + 1) || is_any(passage.word(phrase.end + 1), NUMBERS));
    // "Two of every three", "two out of every three".
    let of_every = (passage.is(phrase.end, "of") && passage.is(phrase.end + 1, "every"))
        || (passage.is(phrase.end + 1, "of") && passage.is(phrase.end + 2, "every"));
    // "140 units an hour".
    let of_hour = (phrase.end + 1..=phrase.end + 2).any(|at| {
        let later = is_any(passage.word(at + 2), &["later", "after", "before", "earlier", "ago"]);
        let within = is_any(passage.word(at - 1), &["in", "within", "for", "half", "about"]);
        is_any(passage.word(at), &["an", "per", "a"])
            && is_any(passage.word(at + 1), &["hour", "minute"])
            && !later
            && !within
    });
    // "734 per 1,000 prisoners".
    let per_many = passage.is(phrase.end, "per") && passage.is_digits(phrase.end + 1);
    per_many || of_hour || of_every || of_one || of_some || every || one_in
}

#[rustfmt::skip]
const NUMBERS: &[&str] = &[
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "twenty", "thirty", "forty", "fifty", "hundred", "every",
];

fn one_counts(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    let (start, end) = (phrase.start, phrase.end);
    if !is_any(phrase.only_word(passage), &["one"]) {
        return !is_any(passage.word_before(start, 1), &["minus"]);
    }
    let before = |n| passage.word_before(start, n);
    // "Not one but two"; "not one man" is a denial.
    if is_any(before(1), &["not"]) {
        return false;
    }
    if passage.is(end, "of") {
        return one_of_counts(passage, end + 1) && !speaks(passage, end);
    }
    // "Seven were from one family."
    if is_any(before(1), &["from"]) && is_any(passage.word(end), &["family", "household", "clan", "tribe"]) {
        return false;
    }
    if is_pronoun(passage, start) && !head(passage, end).is_counted() {
        return false;
    }
    let next = passage.word(end);
    // "Losing one to the sea".
    let is_object = is_harm(before(1)) || is_any(before(1), LOSING);
    if is_any(next, AFTER_PRONOUN) && !is_object {
        return false;
    }
    // "One by one" and "one after another", but "two by gunfire, one by IED".
    if is_any(next, &["by", "after"]) && is_any(passage.word(end + 1), &["one", "another", "the"]) {
        return is_any(next, &["by"]) && is_any(passage.word(end + 1), &["the"]);
    }
    // "Said one witness" speaks, "said one soldier was killed" counts.
    let is_harmed = (end..end + 6).take_while(|at| !passage.word(*at).is_empty()).any(|at| is_harm(passage.word(at)));
    let is_source = is_any(before(1), &["to"]) && is_any(before(2), &["according"])
        || (is_any(before(1), &["said", "says", "told"]) && !is_harmed);
    !is_source && !speaks(passage, end)
}

/// Whether "one" refers to one of several there: "the one", "each one", "a last one", "by one".
fn is_pronoun(passage: &Passage<'_>, start: usize) -> bool {
    #[rustfmt::skip]
    const BEFORE_ONE: &[&str] = &[
        "the", "this", "that", "each", "every", "any", "which", "another", "no", "first", "last", "next", "new", "only",
        "some", "such",
    ];
    let before = |n| passage.word_before(start, n);
    is_any(before(1), BEFORE_ONE)
        || ((is_any(before(2), &["a", "an", "one"]) || is_any(before(2), NUMBERS)) && !before(1).is_empty())
        || (is_any(before(1), &["by", "after"]) && is_any(before(2), &["one"]))
}

/// "One witness said", "One woman, “Amina,” 32, said".
fn speaks(passage: &Passage<'_>, end: usize) -> bool {
    #[rustfmt::skip]
    const SPEECH: &[&str] = &[
        "said", "says", "told", "added", "explained", "recalled", "described", "wrote", "posted", "believes",
        "blamed", "speaking", "warned", "estimated",
    ];
    const LONGEST: usize = 12;

    let mut is_apart = false;
    for at in end..end + LONGEST {
        let word = passage.word(at);
        if is_any(word, SPEECH) {
            return true;
        }
        let is_mark = passage.token(at).is_some_and(|token| matches!(token.text, "," | "\"" | "“" | "”" | "(" | ")"));
        is_apart |= is_mark;
        let goes_on = if is_apart {
            // "One resident, who declined to be named, said".
            let is_unnamed = is_any(word, &["who"])
                && is_any(passage.word(at + 1), &["declined", "asked", "spoke", "requested", "refused"]);
            if is_unnamed {
                return true;
            }
            is_mark || is_capital(word) || passage.is_digits(at)
        } else {
            at < end + 4 && (passage.is_glued(at) || !word.is_empty())
        };
        if !goes_on {
            return false;
        }
    }
    false
}

/// "One of the attackers", not "one of the largest prisons".
fn one_of_counts(passage: &Passage<'_>, after: usize) -> bool {
    let words = (after..after + 5).map(|at| passage.word(at)).take_while(|word| !word.is_empty());
    let mut is_first = true;
    for word in words {
        let is_superlative = (word.len() > 4
            && word.ends_with("est")
            && !is_any(word, &["arrest", "forest", "protest", "west", "priest"]))
            || is_any(
                word,
                &[
                    "most", "main", "few", "top", "best", "worst", "leading", "only", "world", "key", "last", "first",
                    "many",
                ],
            );
        if is_superlative {
            return false;
        }
        if is_first && is_any(word, &["them", "whom", "those", "us", "these"]) {
            return true;
        }
        is_first = false;
    }
    let is_article = is_any(passage.word(after), &["the", "its", "his", "their", "her", "our", "those", "these"]);
    let number = after + usize::from(is_article);
    // "One of 14 held", "one of the two".
    passage.is_digits(number) || is_any(passage.word(number), NUMBERS) || head(passage, number).is_counted()
}

fn none_counts(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    let word = phrase.only_word(passage);
    let head = head(passage, phrase.end);
    let before = passage.word_before(phrase.start, 1);
    if is_any(word, &["no"]) {
        return no_counts(passage, phrase.end);
    }
    if is_any(word, &["nil", "zero"]) {
        // "Killed: nil", "losses nil".
        let is_colon = passage.before(phrase.start, 1).is_some_and(|token| token.text == ":");
        let of = if is_colon { passage.word_before(phrase.start, 2) } else { before };
        return head.is_counted() || is_harm(of) || (is_colon && is_people(of));
    }
    // "Not a single soldier", "not one of the hostages", but "not a single shot was fired".
    if is_any(passage.word(phrase.core), &["not"]) {
        return head.is_counted() || (passage.is(phrase.end, "of") && one_of_counts(passage, phrase.end + 1));
    }
    if is_any(word, &["none"]) {
        return !is_any(before, &["to"]) && !is_any(passage.word(phrase.end), &["other", "the", "too"]);
    }
    let is_nobody = is_any(word, &["nobody"]) || is_any(passage.word(phrase.core), &["no"]);
    !is_nobody || is_harm(before) || is_any(before, LOSING) || nobody_is_harmed(passage, phrase.end)
}

/// "No casualties", but "no longer", "no escape": what nobody does is none of them.
fn no_counts(passage: &Passage<'_>, end: usize) -> bool {
    let is_deed = is_any(passage.word(end), &["escape", "rescue", "surrender", "loss"]) && !passage.is(end + 1, "of");
    !is_deed && head(passage, end).is_counted() && passage.word(end) != "." && !passage.is_glued(end)
}

/// "No one was hurt" denies a harm; "no one claimed the attack" counts nobody.
fn nobody_is_harmed(passage: &Passage<'_>, end: usize) -> bool {
    const CLAIMS: &[&str] = &["claimed", "claim", "for", "that", "which", "knows", "knew", "responsibility"];
    let words = (end..end + 5).map(|at| passage.word(at));
    words
        .take_while(|word| !word.is_empty() && !is_any(word, CLAIMS))
        .any(|word| is_harm(word) || is_any(word, &["released", "shot"]))
}

fn vague_counts(passage: &Passage<'_>, phrase: &Phrase, word: Vague) -> bool {
    let before = passage.word_before(phrase.start, 1);
    let (next, second) = (passage.word(phrase.end), passage.word(phrase.end + 1));
    // The grammar has no form for these: better none than one too small.
    let is_larger = |word: &str| is_any(word, &["million", "millions", "billion", "billions", "thousand", "thousands"]);
    if is_larger(next) || (is_any(next, &["of"]) && is_larger(second)) {
        return false;
    }
    if is_any(next, &["ways", "cases", "respects", "thanks", "parts", "aspects", "reasons", "factors", "points"]) {
        return false;
    }
    // "By the dozens" says how.
    if is_any(before, &["the"]) && is_any(passage.word_before(phrase.start, 2), &["by"]) {
        return false;
    }
    match word {
        Vague::Many => !is_any(before, &["how", "so", "too", "as", "that", "not", "very", "twice", "the"]),
        Vague::Few if phrase.end == phrase.core + 1 => false,
        Vague::Couple => {
            !is_any(passage.word(phrase.core), &["couple"])
                && (is_any(next, &["of"]) || head(passage, phrase.end).is_counted())
        }
        Vague::Scores => {
            is_any(next, &["of", "more", "others"])
                || is_harm(before)
                || (passage.is_sign(phrase.end, ',') && passage.opens_sentence(phrase.start))
                || matches!(head(passage, phrase.end), Head::People | Head::Harm | Head::Plural)
        }
        // "Dozens of thousands" has no form, and is not thousands.
        Vague::Thousands => {
            !(is_any(before, &["of"])
                && is_any(passage.word_before(phrase.start, 2), &["dozens", "scores", "hundreds", "tens", "couple"]))
        }
        _ => true,
    }
}

/// What is lost may be people.
pub(super) const LOSING: &[&str] = &["lose", "loses", "losing", "lost"];

/// After these words "about" means "concerning".
#[rustfmt::skip]
const SPEAKING: &[&str] = &[
    "told", "asked", "reporters", "information", "concern", "concerns", "concerned", "worried", "questions",
    "questioned", "details", "know", "knew", "talk", "talked", "spoke", "statement", "news", "warned", "said",
    "what", "something", "complained", "complaints", "heard",
];

/// After these "over" is what is fought about, or flown over.
#[rustfmt::skip]
const OVER: &[&str] = &[
    "fought", "fighting", "clash", "clashes", "clashed", "dispute", "disputes", "control", "flew", "flying",
    "flown", "fly", "hovering", "hovered", "concern", "concerns", "row", "protest", "protests", "anger",
    "fears", "charges", "battle", "battles", "custody", "argument", "feud", "circled", "circling", "tried",
    "held",
];

/// Before these "one" counts nobody.
#[rustfmt::skip]
const AFTER_PRONOUN: &[&str] = &[
    "can", "could", "should", "must", "would", "might", "may", "will", "needs", "knows", "that", "who",
    "which", "another", "to", "point", "stage", "side", "hand", "thing", "reason", "way", "example", "such",
    "part", "account", "estimate", "tally", "aspect", "factor", "word", "step", "sense", "respect",
];

#[cfg(test)]
mod tests {
    use super::{counts, hedge_is_preposition};
    use crate::text::passage::Passage;
    use crate::text::phrase::{Candidate, Phrase};

    /// The first phrase in a text.
    fn first(passage: &Passage<'_>) -> Option<Phrase> {
        (0..passage.len()).find_map(|at| match Candidate::at(passage, at) {
            Candidate::Count(phrase) => Some(phrase),
            _ => None,
        })
    }

    #[test]
    fn some_words_count_in_one_place_and_not_in_another() {
        let cases = [
            ("killing one", "at one point"),
            ("one of the attackers", "one of the largest prisons"),
            ("one of them", "one must not forget"),
            ("no casualties", "no longer"),
            ("no one was hurt", "no one knows"),
            ("none survived", "second to none"),
            ("zero fatalities", "ground zero"),
            ("killed: nil", "interest: nil"),
            ("civilians: zero", "civilians zero in"),
            ("not a single man died", "not a single shot was fired"),
            ("many fled", "how many fled"),
            ("a couple of men", "a couple"),
            ("scores of men", "it scores a point"),
            ("a number of men", "a number"),
            ("tens of thousands", "tens of millions"),
            ("a few men", "few men"),
            ("one of 14 held", "one in three"),
            ("said one soldier died", "said one soldier"),
            ("killed nobody", "nobody knows"),
            ("killed two in five raids", "two in five are poor"),
            ("one by HTS", "one by one"),
            ("dozens fled", "by the dozens"),
            ("a million", "a quarter of a million"),
        ];
        for (yes, no) in cases {
            let judge = |text: &str| {
                let passage = Passage::new(text);
                first(&passage).map(|phrase| counts(&passage, &phrase))
            };
            assert_eq!(judge(yes), Some(true), "{yes}");
            assert_eq!(judge(no), Some(false), "{no}");
        }
    }

    #[test]
    fn a_hedge_may_be_a_preposition() {
        let judge = |text: &str| {
            let passage = Passage::new(text);
            first(&passage).map(|phrase| hedge_is_preposition(&passage, &phrase))
        };
        for text in
            ["clashed over two villages", "asked about 20 men", "camps near two schools", "trapped under two slabs"]
        {
            assert_eq!(judge(text), Some(true), "{text}");
        }
        for text in ["killed over two hundred", "freed about 20 men", "the toll is near 200", "Under 20 men"] {
            assert_eq!(judge(text), Some(false), "{text}");
        }
    }
}
