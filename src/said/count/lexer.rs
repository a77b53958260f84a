//! A text taken apart into words, numbers in digits, and signs.

use super::error::{CountError, Excerpt, Expected};
use super::numerals::scale;

/// No count is longer than this many tokens; what follows is not looked at,
/// so that a text of any length is read in time linear in what is read.
const MOST_TOKENS: usize = 128;

/// What may stand between thousands: a comma, a space, the thin, no-break
/// and narrow no-break spaces, and the apostrophes of Switzerland.
const BETWEEN_THOUSANDS: [char; 7] = [',', ' ', '\u{2009}', '\u{a0}', '\u{202f}', '\'', '’'];

/// Words that may be written with a full stop, which is then part of them.
const ABBREVIATIONS: [&str; 6] = ["c", "ca", "approx", "est", "max", "min"];

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters.
    Word,
    /// Digits, with what stands between thousands and with decimals.
    Digits,
    /// Any other character that is not white space.
    Sign(char),
}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    pub(crate) kind: Kind,
    /// Where it begins, in bytes of the text as it was given.
    pub(crate) at: usize,
    pub(crate) text: &'a str,
}

impl<'a> Token<'a> {
    /// The byte after its last.
    pub(crate) fn end(self) -> usize {
        self.at + self.text.len()
    }

    pub(crate) fn is(self, word: &str) -> bool {
        self.word().is_some_and(|w| w.eq_ignore_ascii_case(word))
    }

    /// The word, without the full stop of an abbreviation.
    pub(crate) fn word(self) -> Option<&'a str> {
        (self.kind == Kind::Word).then(|| self.text.trim_end_matches('.'))
    }

    pub(crate) fn is_hyphen(self) -> bool {
        matches!(self.kind, Kind::Sign('-' | '\u{2010}' | '\u{2011}'))
    }

    /// A hyphen or dash of any length.
    pub(crate) fn is_dash(self) -> bool {
        self.is_hyphen() || matches!(self.kind, Kind::Sign('–' | '—' | '\u{2012}' | '\u{2212}'))
    }
}

/// The tokens of a text, up to the most that a count can have and one more.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(8);
    let mut at = 0;
    while let Some(token) = token(text, at) {
        if tokens.len() == MOST_TOKENS {
            // Whatever it is, no rule of the grammar takes a '\0'.
            let excess = text[token.at..].split_whitespace().next().unwrap_or_default();
            tokens.push(Token { kind: Kind::Sign('\0'), at: token.at, text: excess });
            break;
        }
        at = token.end();
        tokens.push(token);
    }
    tokens
}

/// Takes the tokens of a text one after the other. A copy looks ahead.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Cursor<'a> {
    text: &'a str,
    tokens: &'a [Token<'a>],
    next: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(text: &'a str, tokens: &'a [Token<'a>]) -> Self {
        Self { text, tokens, next: 0 }
    }

    pub(super) fn peek(&self) -> Option<Token<'a>> {
        self.nth(0)
    }

    fn nth(&self, n: usize) -> Option<Token<'a>> {
        self.tokens.get(self.next + n).copied()
    }

    pub(super) fn advance(&mut self) {
        self.next = self.tokens.len().min(self.next + 1);
    }

    pub(crate) fn at_end(&self) -> bool {
        self.next == self.tokens.len()
    }

    /// How many tokens were taken.
    pub(crate) fn taken(&self) -> usize {
        self.next
    }

    /// Where the next token is or, after the last, where that ended.
    pub(super) fn position(&self) -> usize {
        self.peek().map_or_else(|| self.reached(), |token| token.at)
    }

    /// Where the token taken last ended.
    pub(super) fn reached(&self) -> usize {
        self.next.checked_sub(1).map_or(0, |last| self.tokens[last].end())
    }

    /// The text from a byte to where the token taken last ended.
    pub(super) fn since(&self, at: usize) -> Excerpt {
        self.between(at, self.reached())
    }

    /// The text from a byte to before another.
    pub(super) fn between(&self, at: usize, end: usize) -> Excerpt {
        Excerpt::of(self.text.get(at..end).unwrap_or_default())
    }

    /// The refusal of whatever comes next.
    pub(super) fn refuse(&self, expected: Expected) -> CountError {
        match self.peek() {
            Some(token) => CountError::NotUnderstood { at: token.at, found: Excerpt::of(token.text), expected },
            None => CountError::Incomplete { at: self.reached(), expected },
        }
    }

    /// Where "and" stands from here on, as cursors that end before it and
    /// that begin after it.
    pub(super) fn splits_at_and(self) -> impl Iterator<Item = (Self, Self)> {
        (self.next..self.tokens.len()).filter(move |index| self.tokens[*index].is("and")).map(move |index| {
            let before = Self { tokens: &self.tokens[..index], ..self };
            let after = Self { next: index + 1, ..self };
            (before, after)
        })
    }

    pub(super) fn take_sign(&mut self, sign: char) -> bool {
        let found = self.peek().is_some_and(|token| token.kind == Kind::Sign(sign));
        if found {
            self.advance();
        }
        found
    }

    pub(super) fn take_dash(&mut self) -> bool {
        let found = self.peek().is_some_and(Token::is_dash);
        if found {
            self.advance();
        }
        found
    }

    /// Takes a phrase, its words separated by single spaces; in the text any
    /// white space or a hyphen may separate them.
    pub(super) fn take(&mut self, phrase: &str) -> bool {
        match self.length_of(phrase) {
            Some(length) => {
                self.next += length;
                true
            }
            None => false,
        }
    }

    /// How many tokens the phrase takes up, if it comes next.
    pub(super) fn length_of(&self, phrase: &str) -> Option<usize> {
        // Most phrases begin with another letter: that is soon seen.
        let first = |text: &str| text.bytes().next().map(|byte| byte.to_ascii_lowercase());
        if first(self.peek()?.text) != first(phrase) {
            return None;
        }
        let mut length = 0;
        for word in phrase.split(' ') {
            if length > 0 && self.joins(length) {
                length += 1;
            }
            if !self.nth(length)?.is(word) {
                return None;
            }
            length += 1;
        }
        Some(length)
    }

    /// Takes the next word, and a hyphen that joins it to what was before,
    /// if `meaning` knows it.
    pub(super) fn take_joined<T>(&mut self, meaning: impl Fn(&str) -> Option<T>) -> Option<T> {
        let hyphen = usize::from(self.next > 0 && self.joins(0));
        let found = meaning(self.nth(hyphen)?.word()?)?;
        self.next += hyphen + 1;
        Some(found)
    }

    /// Takes the next word if `meaning` knows it.
    pub(super) fn take_word<T>(&mut self, meaning: impl Fn(&str) -> Option<T>) -> Option<T> {
        let found = meaning(self.nth(0)?.word()?)?;
        self.next += 1;
        Some(found)
    }

    /// Whether the next token is one more word, set right against the token
    /// before it.
    pub(super) fn take_ending(&mut self, ending: &str) -> bool {
        let found = self.peek().is_some_and(|token| token.at == self.reached() && token.is(ending));
        if found {
            self.advance();
        }
        found
    }

    /// Whether the nth token is a hyphen without white space around it.
    fn joins(&self, n: usize) -> bool {
        let Some(hyphen) = self.nth(n).filter(|token| token.is_hyphen()) else {
            return false;
        };
        let before = (self.next + n).checked_sub(1).map(|i| self.tokens[i].end());
        let after = self.nth(n + 1).map(|token| token.at);
        before == Some(hyphen.at) && after == Some(hyphen.end())
    }
}

/// The first token that begins at the byte `at` or after it, if any does.
pub(crate) fn token(text: &str, at: usize) -> Option<Token<'_>> {
    let rest = text.get(at..)?.trim_start();
    let at = text.len() - rest.len();
    let first = rest.chars().next()?;
    let (kind, length) = if first.is_ascii_digit() {
        (Kind::Digits, digits(rest))
    } else if first.is_alphabetic() {
        (Kind::Word, word(rest))
    } else {
        (Kind::Sign(first), first.len_utf8())
    };
    Some(Token { kind, at, text: &rest[..length] })
}

fn word(rest: &str) -> usize {
    let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let abbreviates =
        rest[letters..].starts_with('.') && ABBREVIATIONS.iter().any(|a| rest[..letters].eq_ignore_ascii_case(a));
    letters + usize::from(abbreviates)
}

/// The length of a number in digits: "20", "1,000", "10 000", "1.25",
/// "1,00,000".
///
/// One and the same character stands between all thousands, before groups of
/// just three digits and after one to three that do not begin with a zero.
/// Where that does not hold the number ends before the character, but for
/// what pages do to numbers: a space beside the comma of thousands, where a
/// zero follows ("475, 000"), and a decimal point with spaces, or a decimal
/// comma, where a multiplier follows ("26 . 4 million", "1,2 million").
fn digits(rest: &str) -> usize {
    let first = run(rest);
    let mut length = first;
    if first <= 3 && !rest.starts_with('0') {
        let separator = rest[length..].chars().next().filter(|c| BETWEEN_THOUSANDS.contains(c));
        if let Some(separator) = separator {
            while let Some(group) = rest[length..].strip_prefix(separator)
                && run(group) == 3
            {
                length += separator.len_utf8() + 3;
            }
        }
        if length == first {
            length += by_two(first, &rest[first..]).or_else(|| split_thousands(&rest[first..])).unwrap_or(0);
        }
    }
    if length == first
        && let Some(decimals) = split_decimals(&rest[first..])
    {
        return first + decimals;
    }
    match rest[length..].strip_prefix('.').map(run) {
        None | Some(0) => length,
        Some(decimals) => length + 1 + decimals,
    }
}

/// The groups of two digits, and at the end one of three, that South Asia
/// writes after the first one or two digits: ",00,000" of "1,00,000".
fn by_two(first: usize, rest: &str) -> Option<usize> {
    /// More would be beyond the largest count.
    const MOST_GROUPS: usize = 6;

    let mut length = 0;
    for _ in 0..MOST_GROUPS {
        match rest[length..].strip_prefix(',').map(run) {
            Some(2) => length += 3,
            Some(3) if length > 0 && first <= 2 => return Some(length + 4),
            _ => break,
        }
    }
    None
}

/// ", 000" and " ,000": the groups of thousands that a page split. No number
/// of its own begins with a zero.
fn split_thousands(rest: &str) -> Option<usize> {
    let mut length = 0;
    while let Some((separator, group)) =
        [", ", " ,", " , "].iter().filter_map(|s| Some((s, rest[length..].strip_prefix(s)?))).next_back()
        && group.starts_with('0')
        && run(group) == 3
    {
        length += separator.len() + 3;
    }
    (length > 0).then_some(length)
}

/// " . 4" before a multiplier, ",2" likewise.
fn split_decimals(rest: &str) -> Option<usize> {
    let (separator, decimals) =
        [" . ", " .", ","].iter().find_map(|separator| Some((separator, rest.strip_prefix(separator)?)))?;
    let length = run(decimals);
    let after = decimals[length..].strip_prefix([' ', '-', '\u{a0}'])?;
    let word = &after[..after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len())];
    ((1..=2).contains(&length) && scale(word).is_some()).then_some(separator.len() + length)
}

/// How many digits the text begins with.
fn run(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::{Cursor, Kind, MOST_TOKENS, digits, tokens};

    #[test]
    fn thousands_are_groups_of_three_after_one_and_the_same_character() {
        let cases = [
            ("20", 2),
            ("20 people", 2),
            ("1,000", 5),
            ("1,000,000+", 9),
            ("1,0000", 1),
            ("1,00,000", 8),
            ("12,34,567", 9),
            ("1,23,45,678+", 11),
            ("1,00", 1),
            ("1,00,00", 1),
            ("123,45,678", 3),
            ("475, 000", 8),
            ("18 , 000 of", 8),
            ("1 ,050,", 6),
            ("475, 123", 3),
            ("475,  000", 3),
            ("26 . 4 million", 6),
            ("26 .4 billion", 5),
            ("26 . 4", 2),
            ("1,2 million", 3),
            ("1,25-million", 4),
            ("1,2", 1),
            ("12’345", 8),
            ("12'345", 6),
            ("12'34", 2),
            ("1000,000", 4),
            ("0,123", 1),
            ("1,000 000", 5),
            ("10 000", 6),
            ("10  000", 2),
            ("10\u{2009}000", 8),
            ("10\u{a0}000", 7),
            ("10\u{202f}000", 8),
            ("1.25", 4),
            ("1,000.5", 7),
            ("20.", 2),
            ("1.2.3", 3),
        ];
        for (text, length) in cases {
            assert_eq!(digits(text), length, "{text}");
        }
    }

    #[test]
    fn tokens_know_where_they_stand() {
        let seen: Vec<_> = tokens(" ca. 40–50, é").iter().map(|t| (t.kind, t.at, t.text)).collect();
        assert_eq!(
            seen,
            [
                (Kind::Word, 1, "ca."),
                (Kind::Digits, 5, "40"),
                (Kind::Sign('–'), 7, "–"),
                (Kind::Digits, 10, "50"),
                (Kind::Sign(','), 12, ","),
                (Kind::Word, 14, "é"),
            ]
        );
    }

    #[test]
    fn a_hyphen_joins_the_words_of_a_phrase_and_a_dash_does_not() {
        let takes = |text: &str| Cursor::new(text, &tokens(text)).take("no one");
        assert!(takes("no-one"));
        assert!(takes("NO  one"));
        assert!(!takes("no - one"));
        assert!(!takes("no–one"));
    }

    #[test]
    fn the_tail_of_a_long_text_is_not_read() {
        assert_eq!(tokens("+").len(), 1);
        assert_eq!(tokens(&"+".repeat(1_000)).len(), MOST_TOKENS + 1);
    }
}
