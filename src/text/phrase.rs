//! Phrases that can be read as counts. Other files decide whether they are
//! counts where they stand.

use super::noun::{head, is_harm};
use super::passage::{Passage, is_any};
use super::year::is_year_of_something;
use crate::said::count::Said;
use crate::said::count::lexer::{Kind, Token};
use crate::said::count::parse::{Leading, leading};

/// Tokens that read as a count: `start..core` are hedges, `core..end` is what
/// they hedge and the hedges after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) start: usize,
    pub(super) core: usize,
    pub(super) end: usize,
    pub(super) said: Said,
}

/// What the grammar makes of the words at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Candidate {
    Count(Phrase),
    /// Words that would be a count if their hedge could be meant of it, up to
    /// a token: "up to several hundred".
    Refused(usize),
    Nothing,
}

impl Candidate {
    /// The longest count that begins at a token.
    pub(super) fn at(passage: &Passage<'_>, start: usize) -> Self {
        let Some(first) = passage.token(start).filter(|token| may_begin(*token)) else {
            return Self::Nothing;
        };
        let mut window = window(passage, start);
        if first.is("from") || is_way(passage, start) {
            return Self::Nothing;
        }
        if ends_before_to(passage, start, window) {
            let parts = |at: &usize| passage.is(*at, "to") && !is_any(passage.word(at - 1), &["up", "close"]);
            let to = (start + 1..start + window).find(parts);
            window = to.map_or(window, |to| to - start);
        }
        if is_year_and_count(passage, start) {
            window = 1;
        }
        let read = |length: usize| leading(passage.text, passage.tokens(start, start + length));
        let Some(mut found) = read(window) else {
            return Self::Nothing;
        };
        // "Two hundred and three hundred" are two counts, not 203 and a word.
        if multiplies(passage.word(start + found.length)) {
            let and = (start..start + found.length).rev().find(|at| passage.is(*at, "and"));
            if let Some(shorter) = and.and_then(|and| read(and - start)) {
                found = shorter;
            }
        }
        Self::of(passage, start, &found)
    }

    fn of(passage: &Passage<'_>, start: usize, found: &Leading) -> Self {
        let (core, mut end) = (start + found.hedges, start + found.length);
        let Some(said) = found.said else {
            return Self::Refused(end);
        };
        // "Dozens of people" counts dozens.
        if end > core + 1 && passage.is(end - 1, "of") {
            end -= 1;
        }
        Self::Count(Phrase { start, core, end, said })
    }
}

impl Phrase {
    /// Without its hedges, if it can do without.
    pub(super) fn unhedged(&self, passage: &Passage<'_>) -> Option<Self> {
        match Candidate::at(passage, self.core) {
            Candidate::Count(phrase) => Some(phrase),
            _ => None,
        }
    }

    /// The numbers that it names.
    pub(super) fn numbers(&self) -> Option<[u64; 2]> {
        ends(self.said)
    }

    pub(super) fn largest(&self) -> Option<u64> {
        self.numbers().map(|[_, largest]| largest)
    }

    /// Whether it ends in digits, as dates and ages do.
    pub(super) fn is_digits(&self, passage: &Passage<'_>) -> bool {
        passage.is_digits(self.end - 1)
    }

    /// Its only word, if it is one word without a hedge.
    pub(super) fn only_word<'a>(&self, passage: &Passage<'a>) -> &'a str {
        if self.end == self.core + 1 { passage.word(self.core) } else { "" }
    }

    /// The bytes that it takes up.
    pub(super) fn span(&self, passage: &Passage<'_>) -> std::ops::Range<usize> {
        passage.bytes(self.start..self.end)
    }
}

/// Whether the word goes past a place, and is no hedge of a number: "crossed 3 borders", "half past five", but
/// "the toll passed 300", "risen past 300".
fn is_way(passage: &Passage<'_>, start: usize) -> bool {
    const NEAR: usize = 4;
    let (word, before) = (passage.word(start), |n| passage.word_before(start, n));
    if is_any(word, &["past", "beyond"]) {
        return !(1..=2).any(|n| is_any(before(n), CHANGES));
    }
    is_any(word, &["passed", "crossed"]) && !(1..=NEAR).any(|n| is_harm(before(n)) || is_any(before(n), TOLLS))
}

const TOLLS: &[&str] = &["toll", "tolls", "number", "numbers", "count", "figure", "figures", "total", "tally"];

/// Where what turns a "more than" round stands, with other words between: "do not number more than 40", "didn't
/// exceed 300".
pub(super) fn denial(passage: &Passage<'_>, phrase: &Phrase) -> Option<usize> {
    const NEAR: usize = 4;
    const BETWEEN: &[&str] =
        &["to", "be", "been", "number", "total", "count", "have", "believed", "thought", "expected", "likely"];

    if !matches!(phrase.said, Said::MoreThan(_)) || phrase.core == phrase.start {
        return None;
    }
    let is_short = |at: usize| {
        passage.is(at, "t") && passage.before(at, 1).is_some_and(|mark| matches!(mark.kind, Kind::Sign('\'' | '’')))
    };
    let denies = |at: &usize| is_any(passage.word(*at), &["not", "never", "cannot", "unlikely"]) || is_short(*at);
    let at = (phrase.start.saturating_sub(NEAR)..phrase.start).rev().find(denies)?;
    (at + 1..phrase.start).all(|between| is_any(passage.word(between), BETWEEN)).then_some(at)
}

/// How many tokens from one on can be of one count.
fn window(passage: &Passage<'_>, start: usize) -> usize {
    /// The longest number in words has about half as many.
    const MOST_TOKENS: usize = 40;

    let is_of_counts = |at: usize| {
        passage.token(at).is_some_and(|token| match token.kind {
            Kind::Word | Kind::Digits => true,
            Kind::Sign('—') => passage.is_glued(at) && passage.is_glued(at + 1),
            Kind::Sign(sign) => token.is_dash() || is_hedge(sign),
        })
    };
    (start..start + MOST_TOKENS).take_while(|at| is_of_counts(*at)).count()
}

fn is_hedge(sign: char) -> bool {
    matches!(sign, '~' | '≈' | '∼' | '≃' | '≥' | '⩾' | '≤' | '⩽' | '>' | '<' | '=' | '+')
}

/// Whether the count stops before the next "to", so that "to" makes no range:
/// "rose from 20 to 39", "rose by 12 to 345", "climbed 12 to 57", "grew
/// from 43 million in 2009 to 70 million".
fn ends_before_to(passage: &Passage<'_>, start: usize, window: usize) -> bool {
    let word = |n| passage.word_before(start, n);
    match word(1) {
        from if is_any(from, &["from"]) => !is_spread(passage, start - 1) && !is_range(passage, start, window),
        _ => is_change(passage, start) || is_year_of_something(passage, start),
    }
}

/// "2020 - 1,840": a year and its count are no range.
fn is_year_and_count(passage: &Passage<'_>, start: usize) -> bool {
    let has_comma = |at: usize| passage.token(at).is_some_and(|token| token.text.contains(','));
    passage.token(start).is_some_and(|token| token.text.len() == 4 && !token.text.contains(','))
        && passage.token(start + 1).is_some_and(Token::is_dash)
        && passage.is_digits(start)
        && passage.is_digits(start + 2)
        && has_comma(start + 2)
}

/// Whether a number at an index is a change: "rose by 12", "up 12", "climbed 12 to 57".
pub(super) fn is_change(passage: &Passage<'_>, start: usize) -> bool {
    let word = |n| passage.word_before(start, n);
    let is_verb = |n| is_any(word(n), CHANGES) && !is_any(word(n), &["toll"]);
    // "Climbed 12 to 57", but "the army moved 40 men".
    let is_object = is_any(word(1), &["moved", "raised", "lowered", "cut", "updated"]) && !passage.is(start + 1, "to");
    (is_verb(1) && !is_object) || (is_any(word(1), &["by"]) && (2..=4).any(is_verb))
}

/// Whether "from" at an index begins a range ("estimates range from 20 to
/// 30") and not a change ("rose from 20 to 30").
fn is_spread(passage: &Passage<'_>, from: usize) -> bool {
    let words = (1..=3).map(|n| passage.word_before(from, n));
    words.into_iter().any(|word| is_any(word, SPREADS))
}

/// "From 15 to 20 people were inside": a range of what comes after it, where nothing says that a
/// number changed.
fn is_range(passage: &Passage<'_>, start: usize, window: usize) -> bool {
    const NEAR: usize = 8;

    let Some(found) = leading(passage.text, passage.tokens(start, start + window)) else { return false };
    let end = start + found.length;
    let is_ordered = matches!(found.said, Some(Said::Between(low, high)) if low < high);
    let mut before = (2..2 + NEAR).map(|n| passage.word_before(start, n));
    is_ordered
        && (head(passage, end).is_counted()
            || (passage.is(end, "of") && is_any(passage.word(end + 1), &["them", "whom"])))
        && !before.any(|word| is_any(word, CHANGES))
}

fn multiplies(word: &str) -> bool {
    is_any(word, &["hundred", "thousand", "lakh", "million", "crore", "billion", "dozen", "score"])
}

/// Whether a count can begin with the token, judged by its first letters:
/// most words of a text cannot begin one.
fn may_begin(token: Token<'_>) -> bool {
    /// The words that counts and the hedges before them begin with.
    #[rustfmt::skip]
    const FIRST: &[&str] = &[
        "a", "above", "abt", "almost", "an", "anywhere", "approaching", "approx", "approximately", "appx", "around", "about",
        "as", "at", "barely", "below", "between", "beyond", "billion", "c", "ca", "circa", "close", "considerably",
        "couple", "crossed", "dozen", "dozens", "eight", "eighteen", "eighty", "eleven", "est", "estimated", "exactly",
        "exceed", "exceeded", "exceeding", "exceeds", "far", "few", "fewer", "fifteen", "fifty", "five", "forty", "four", "fourteen", "from",
        "greater", "half", "hundred", "hundreds", "in", "just", "less", "many", "marginally", "max",
        "maximum", "million", "min", "minimum", "more", "much", "near", "nearing", "nearly", "never", "nil", "nine",
        "nineteen", "ninety", "no", "nobody", "none", "not", "numerous", "of", "on", "one", "only", "over",
        "passed", "past", "precisely", "roughly", "score", "scores", "seven", "seventeen", "seventy", "several",
        "significantly", "six", "sixteen", "sixty", "slightly", "some", "somewhere", "substantially", "surpass", "surpassed", "surpasses", "surpassing", "ten",
        "tens", "topped", "topping", "tops", "thirteen", "thirty", "thousand", "thousands", "three", "trillion", "twelve", "lakh", "lac", "crore", "twenty", "two",
        "under", "unlikely", "unspecified", "up", "upward", "upwards", "well", "zero", "hundredth",
    ];
    match token.kind {
        // Years and clocks are told from counts in these digits only.
        Kind::Digits => token.text.starts_with(|first: char| first.is_ascii_digit()),
        Kind::Sign(sign) => is_hedge(sign),
        Kind::Word => token.word().is_some_and(|word| is_any(word, FIRST)),
    }
}

/// Near these "from" begins a range.
#[rustfmt::skip]
const SPREADS: &[&str] = &[
    "range", "ranges", "ranged", "ranging", "vary", "varies", "varied", "varying", "anywhere", "anything",
    "somewhere", "estimates", "numbering",
];

/// Near these "from" begins a change.
#[rustfmt::skip]
const CHANGES: &[&str] = &[
    "rose", "rise", "rises", "risen", "rising", "increase", "increased", "increases", "increasing", "grew", "grow",
    "grows", "grown", "growing", "growth", "climb", "climbed", "climbs", "jump", "jumped", "jumps", "soared",
    "surged", "swelled", "fell", "fall", "falls", "fallen", "falling", "drop", "dropped", "drops", "decrease",
    "decreased", "declined", "decline", "went", "gone", "goes", "up", "down", "revised", "raised", "lowered", "cut",
    "reduced", "changed", "change", "doubled", "tripled", "updated", "corrected", "adjusted", "moved", "shrank",
    "shrunk", "toll", "expanded", "boosted",
];

/// The smallest and the largest number that a count names, as they stand there: of "more than 20", 20.
pub(super) fn ends(said: Said) -> Option<[u64; 2]> {
    match said {
        Said::Exactly(n)
        | Said::AtLeast(n)
        | Said::MoreThan(n)
        | Said::AtLeastAbout(n)
        | Said::AtMost(n)
        | Said::AtMostAbout(n)
        | Said::FewerThan(n)
        | Said::About(n)
        | Said::Nearly(n) => Some([n, n]),
        Said::Between(a, b) | Said::AboutBetween(a, b) => Some([a, b]),
        Said::None => Some([0, 0]),
        Said::Vaguely(_) | Said::Unspecified => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Candidate, Phrase};
    use crate::said::count::Said;
    use crate::text::passage::Passage;

    fn phrase(text: &str) -> Option<(usize, usize, usize, Said)> {
        match Candidate::at(&Passage::new(text), 0) {
            Candidate::Count(Phrase { start, core, end, said }) => Some((start, core, end, said)),
            _ => None,
        }
    }

    #[test]
    fn the_longest_phrase_that_is_a_count() {
        let cases = [
            ("at least 20 members", 2, 3, Said::AtLeast(20)),
            ("20 to avenge", 0, 1, Said::Exactly(20)),
            ("20 to 30 people", 0, 3, Said::Between(20, 30)),
            ("20 or so", 0, 3, Said::About(20)),
            ("20 and more than 30", 0, 1, Said::Exactly(20)),
            ("20 and over 30", 0, 1, Said::Exactly(20)),
            ("20 plus 30", 0, 1, Said::Exactly(20)),
            ("two hundred and three hundred", 0, 2, Said::Exactly(200)),
            ("two hundred and three dead", 0, 4, Said::Exactly(203)),
            ("5 — 20 were wounded", 0, 1, Said::Exactly(5)),
            ("30-20", 0, 1, Said::Exactly(30)),
            ("2020 - 2,840", 0, 1, Said::Exactly(2020)),
            ("1500-2000", 0, 3, Said::Between(1500, 2000)),
        ];
        for (text, core, end, said) in cases {
            assert_eq!(phrase(text), Some((0, core, end, said)), "{text}");
        }
        assert_eq!(phrase("the 20"), None);
    }

    #[test]
    fn what_no_count_can_mean_is_refused_whole() {
        assert_eq!(Candidate::at(&Passage::new("up to several hundred men"), 0), Candidate::Refused(4));
    }

    #[test]
    fn every_word_that_begins_a_count_is_known() {
        let counts = "at least 20|no fewer than 20|a minimum of 20|min 20|more than 20|greater than 20|over 20|above 20\
            |exceeding 20|exceeds 20|as high as 20|a lakh|in excess of 20|upwards of 20|not more than 20|up to 20|as many as 20|max 20|fewer than 20\
            |less than 20|under 20|below 20|about 20|abt 20|appx 20|some 20|an estimated 20|est 20|circa 20|c. 20|in the region of 20\
            |on the order of 20|somewhere around 20|nearly 20|almost 20|near 20|close to 20|surpassing 20|topped 20|never exceeded 20\
            |unlikely to exceed 20|just short of 20|not quite 20\
            |well over 20|a little under 20|only just over 20|barely more than 20|between 20 and 30|zero|one|two|three\
            |four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen\
            |nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|a million|half a dozen|several\
            |a few|a couple|many|numerous|tens|dozens|scores|hundreds|thousands|none|nobody|no one|nil|~20|≥20|100s";
        for text in counts.split('|') {
            assert!(phrase(text.trim()).is_some(), "{text}");
        }
    }
}
