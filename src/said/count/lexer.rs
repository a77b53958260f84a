//! The lexer: splits a text into words, numbers in digits, and signs.

use super::error::{CountError, Excerpt, Expected};
use super::numerals::scale;

/// The largest number of tokens in a count. The text after them is not read, so the time does not
/// grow with the rest of a long text.
const MOST_TOKENS: usize = 128;

/// The separators of thousands: a comma, a space, the thin, no-break and narrow no-break spaces,
/// and the apostrophes used in Switzerland.
const BETWEEN_THOUSANDS: [char; 7] = [',', ' ', '\u{2009}', '\u{a0}', '\u{202f}', '\'', '’'];

/// Words that may end with a full stop, which is then part of the word.
const ABBREVIATIONS: [&str; 9] = ["c", "ca", "approx", "appx", "abt", "est", "max", "min", "doz"];

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters.
    Word,
    /// Digits, with separators of thousands and decimals.
    Digits,
    /// Any other character that is not white space.
    Sign(char),
}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    pub(crate) kind: Kind,
    /// The byte of the original text at which it begins.
    pub(crate) at: usize,
    pub(crate) text: &'a str,
}

impl<'a> Token<'a> {
    /// The byte after its end.
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

    /// Whether it is a hyphen or a dash of any length.
    pub(crate) fn is_dash(self) -> bool {
        self.is_hyphen() || matches!(self.kind, Kind::Sign('–' | '—' | '\u{2012}' | '\u{2212}' | '\u{ff0d}'))
    }
}

/// The tokens of a text: at most [`MOST_TOKENS`], and one more if there is more text.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(8);
    let mut at = 0;
    while let Some(token) = token(text, at) {
        if tokens.len() == MOST_TOKENS {
            // No rule of the grammar accepts a '\0', whatever the token is.
            let excess = text[token.at..].split_whitespace().next().unwrap_or_default();
            tokens.push(Token { kind: Kind::Sign('\0'), at: token.at, text: excess });
            break;
        }
        at = token.end();
        tokens.push(token);
    }
    tokens
}

/// Takes the tokens of a text one after the other. To look ahead, copy it.
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

    /// The number of tokens taken.
    pub(crate) fn taken(&self) -> usize {
        self.next
    }

    /// The byte at which the next token begins or, after the last token, at which that one ended.
    pub(super) fn position(&self) -> usize {
        self.peek().map_or_else(|| self.reached(), |token| token.at)
    }

    /// The byte at which the last taken token ended.
    pub(super) fn reached(&self) -> usize {
        self.next.checked_sub(1).map_or(0, |last| self.tokens[last].end())
    }

    /// The text from a byte to the end of the last taken token.
    pub(super) fn since(&self, at: usize) -> Excerpt {
        self.between(at, self.reached())
    }

    /// The text between two bytes.
    pub(super) fn between(&self, at: usize, end: usize) -> Excerpt {
        Excerpt::of(self.text.get(at..end).unwrap_or_default())
    }

    /// The error for the token that comes next.
    pub(super) fn refuse(&self, expected: Expected) -> CountError {
        match self.peek() {
            Some(token) => CountError::NotUnderstood { at: token.at, found: Excerpt::of(token.text), expected },
            None => CountError::Incomplete { at: self.reached(), expected },
        }
    }

    /// The places of "and" from here on: for each, a cursor that ends before it and one that begins
    /// after it.
    pub(super) fn splits_at_and(self) -> impl Iterator<Item = (Self, Self)> {
        (self.next..self.tokens.len()).filter(move |index| self.tokens[*index].is("and")).map(move |index| {
            let before = Self { tokens: &self.tokens[..index], ..self };
            let after = Self { next: index + 1, ..self };
            (before, after)
        })
    }

    /// What a rule reads from here. If it reads nothing, nothing is taken.
    pub(super) fn attempt<T>(&mut self, rule: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let mut ahead = *self;
        let found = rule(&mut ahead)?;
        *self = ahead;
        Some(found)
    }

    fn take_if(&mut self, fits: impl FnOnce(Token<'a>) -> bool) -> bool {
        let found = self.peek().is_some_and(fits);
        self.next += usize::from(found);
        found
    }

    pub(super) fn take_sign(&mut self, sign: char) -> bool {
        self.take_if(|token| token.kind == Kind::Sign(sign))
    }

    pub(super) fn take_dash(&mut self) -> bool {
        self.take_if(Token::is_dash)
    }

    /// Takes a phrase, given with single spaces between its words. In the text, any white space or
    /// a hyphen may separate them.
    pub(super) fn take(&mut self, phrase: &str) -> bool {
        let length = self.length_of(phrase);
        self.next += length.unwrap_or(0);
        length.is_some()
    }

    /// The number of tokens of the phrase, if it comes next.
    pub(super) fn length_of(&self, phrase: &str) -> Option<usize> {
        // Most phrases begin with another letter, and this check is fast.
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

    /// Takes the next word if `meaning` knows it, together with a hyphen that joins it to the
    /// previous token.
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

    /// Takes the next token if it is this word and follows the previous token without white space.
    pub(super) fn take_ending(&mut self, ending: &str) -> bool {
        let reached = self.reached();
        self.take_if(|token| token.at == reached && token.is(ending))
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

/// The first token that begins at the byte `at` or after it, if there is one.
pub(crate) fn token(text: &str, at: usize) -> Option<Token<'_>> {
    let rest = text.get(at..)?.trim_start();
    let at = text.len() - rest.len();
    let first = rest.chars().next()?;
    let (kind, length) = if first.is_ascii_digit() {
        (Kind::Digits, digits(rest))
    } else if digit(first).is_some() {
        (Kind::Digits, rest.find(|c: char| c.is_ascii() || digit(c).is_none()).unwrap_or(rest.len()))
    } else if first.is_alphabetic() {
        (Kind::Word, word(rest))
    } else {
        (Kind::Sign(first), first.len_utf8())
    };
    Some(Token { kind, at, text: &rest[..length] })
}

/// The value of a digit: European, Arabic, Persian, Devanagari, Bengali, or of full width.
pub(super) fn digit(c: char) -> Option<u32> {
    const ZEROS: [char; 6] = ['0', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{ff10}'];

    ZEROS.iter().find_map(|zero| u32::from(c).checked_sub(u32::from(*zero)).filter(|value| *value < 10))
}

fn word(rest: &str) -> usize {
    let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let abbreviates =
        rest[letters..].starts_with('.') && ABBREVIATIONS.iter().any(|a| rest[..letters].eq_ignore_ascii_case(a));
    letters + usize::from(abbreviates)
}

/// The length of a number in digits: "20", "1,000", "10 000", "1.25", "1,00,000".
///
/// All thousands have the same separator. Before the first separator stand one to three digits that
/// do not begin with a zero, and after each separator exactly three digits. Otherwise the number
/// ends before the separator. There are three exceptions, for the typesetting of pages: a space
/// beside a comma if a zero follows ("475, 000"), a decimal point with spaces if a multiplier
/// follows ("26 . 4 million"), and a decimal comma if a multiplier follows ("1,2 million").
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
            length += dotted(&rest[first..]).unwrap_or(0);
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

/// The length of groups of thousands behind dots, ".210.000" in "7.210.000". One dot may be a decimal point.
fn dotted(rest: &str) -> Option<usize> {
    // A number with more groups would exceed the largest count.
    let groups = (0..6).take_while(|n| rest[(4 * n).min(rest.len())..].strip_prefix('.').map(run) == Some(3)).count();
    let goes_on = rest[(4 * groups).min(rest.len())..].strip_prefix('.').is_some_and(|rest| run(rest) > 0);
    (groups > 1 && !goes_on).then_some(4 * groups)
}

/// The length of South Asian groups after the first one or two digits: groups of two digits and a
/// last group of three, such as ",00,000" in "1,00,000".
fn by_two(first: usize, rest: &str) -> Option<usize> {
    /// A number with more groups would exceed the largest count.
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

/// The length of groups of thousands with a space beside the comma: ", 000" and " ,000". No
/// separate number begins with a zero.
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

/// The length of decimals with spaces, " . 4", or with a comma, ",2", before a multiplier.
fn split_decimals(rest: &str) -> Option<usize> {
    let (separator, decimals) =
        [" . ", " .", ","].iter().find_map(|separator| Some((separator, rest.strip_prefix(separator)?)))?;
    let length = run(decimals);
    let after = decimals[length..].strip_prefix([' ', '-', '\u{a0}'])?;
    let word = &after[..after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len())];
    ((1..=2).contains(&length) && scale(word).is_some()).then_some(separator.len() + length)
}

/// The number of digits at the start of the text.
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
            ("7.210.000 people", 9),
            ("7.210.000.", 9),
            ("7.210", 5),
            ("7.210.00", 5),
            ("192.168.100.7", 7),
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
