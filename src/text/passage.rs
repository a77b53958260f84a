//! Splits a text into tokens, clauses and sentences, and looks around a place in it.

use std::ops::Range;

use crate::said::count::lexer::{Kind, Token, token};

/// Stands for an address or a handle, which holds no words.
const ADDRESS: char = '\u{fffc}';

/// Stands for an empty line.
const PARAGRAPH: char = '\n';

/// The tokens of a running text.
///
/// Addresses (`https://…`, `www.…`, `a@b`) are one sign each, and so is an
/// empty line, so that nothing is read across it.
#[derive(Clone, Debug)]
pub(super) struct Passage<'a> {
    pub(super) text: &'a str,
    tokens: Vec<Token<'a>>,
    #[cfg(test)]
    work: Work,
}

/// How often a token was looked at, and how many bytes were read again: what
/// finding costs, by no clock.
#[cfg(test)]
#[derive(Clone, Debug, Default)]
struct Work(std::cell::Cell<usize>);

#[cfg(test)]
impl Work {
    fn add(&self, much: usize) {
        self.0.set(self.0.get() + much);
    }
}

impl<'a> Passage<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut tokens = Vec::new();
        let mut at = 0;
        while let Some(next) = token(text, at) {
            let gap = &text[at..next.at];
            let opens_chunk = at == 0 || !gap.is_empty();
            if gap.bytes().filter(|byte| *byte == b'\n').nth(1).is_some() {
                tokens.push(Token { kind: Kind::Sign(PARAGRAPH), at, text: "" });
            }
            let address = if opens_chunk { address(&text[next.at..]) } else { None };
            let next = match address {
                Some(address) => Token { kind: Kind::Sign(ADDRESS), at: next.at, text: address },
                None => next,
            };
            at = next.end();
            tokens.push(next);
        }
        Self {
            text,
            tokens,
            #[cfg(test)]
            work: Work::default(),
        }
    }

    #[cfg(test)]
    pub(super) fn work(&self) -> usize {
        self.work.0.get()
    }

    /// The text between two bytes.
    pub(super) fn slice(&self, span: Range<usize>) -> &'a str {
        #[cfg(test)]
        self.work.add(span.len());
        self.text.get(span).unwrap_or_default()
    }

    /// The bytes that some tokens take up.
    pub(super) fn bytes(&self, tokens: Range<usize>) -> Range<usize> {
        let at = self.token(tokens.start).map_or(0, |token| token.at);
        at..tokens.end.checked_sub(1).and_then(|last| self.token(last)).map_or(at, Token::end)
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn tokens(&self, from: usize, to: usize) -> &[Token<'a>] {
        let tokens = self.tokens.get(from..to.min(self.len())).unwrap_or_default();
        #[cfg(test)]
        self.work.add(tokens.len());
        tokens
    }

    pub(super) fn token(&self, index: usize) -> Option<Token<'a>> {
        #[cfg(test)]
        self.work.add(1);
        self.tokens.get(index).copied()
    }

    /// The nth token before an index, from 1 on.
    pub(super) fn before(&self, index: usize, n: usize) -> Option<Token<'a>> {
        self.token(index.checked_sub(n)?)
    }

    /// The word at an index, or an empty one if none is there.
    pub(super) fn word(&self, index: usize) -> &'a str {
        let word = self.token(index).and_then(Token::word).unwrap_or_default();
        #[cfg(test)]
        self.work.add(word.len());
        word
    }

    /// The nth token before an index, if it is a word.
    pub(super) fn word_before(&self, index: usize, n: usize) -> &'a str {
        self.before(index, n).and_then(Token::word).unwrap_or_default()
    }

    pub(super) fn is(&self, index: usize, word: &str) -> bool {
        self.token(index).is_some_and(|token| token.is(word))
    }

    pub(super) fn is_sign(&self, index: usize, sign: char) -> bool {
        self.token(index).is_some_and(|token| token.kind == Kind::Sign(sign))
    }

    pub(super) fn is_digits(&self, index: usize) -> bool {
        self.token(index).is_some_and(|token| token.kind == Kind::Digits)
    }

    /// Whether the token at this index follows the previous one without a gap.
    pub(super) fn is_glued(&self, index: usize) -> bool {
        match (self.before(index, 1), self.token(index)) {
            (Some(before), Some(token)) => before.end() == token.at && !token.text.is_empty(),
            _ => false,
        }
    }

    /// Whether a sentence, a line of its own or a quotation begins at an index.
    pub(super) fn opens_sentence(&self, index: usize) -> bool {
        match self.before(index, 1) {
            None => true,
            Some(before) => match before.kind {
                Kind::Sign(sign) => !matches!(sign, ',' | '-' | '–' | '\'' | '’' | '/' | '&' | '#' | '@' | '$' | '%'),
                _ => self.token(index).is_some_and(|token| self.slice(before.end()..token.at).contains('\n')),
            },
        }
    }

    /// Whether a sentence, or what marks set apart, ends at an index.
    pub(super) fn ends_sentence(&self, index: usize) -> bool {
        match self.token(index).map(|token| token.kind) {
            None => true,
            Some(Kind::Sign('.')) => !self.is_glued(index + 1) && !self.abbreviates(index),
            Some(Kind::Sign(sign)) => matches!(sign, '!' | '?' | ';' | ':' | '(' | ')' | '—' | '\n' | '"' | '“' | '”'),
            Some(_) => false,
        }
    }

    /// Whether the full stop at an index is one of "Nov. 17", "Gen. Haftar", "U.S. troops".
    fn abbreviates(&self, index: usize) -> bool {
        #[rustfmt::skip]
        const TITLES: &[&str] = &[
            "Gen", "Col", "Maj", "Sgt", "Capt", "Cpl", "Gov", "Sen", "Rep", "Mrs", "Prof", "Rev", "Hon",
        ];
        #[rustfmt::skip]
        const MONTHS: &[&str] = &["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"];

        let word = self.word_before(index, 1);
        TITLES.contains(&word)
            || (MONTHS.contains(&word) && self.is_digits(index + 1))
            || (!word.is_empty() && word.len() <= 2)
    }

    /// Where what is written together with the token before an index ends.
    pub(super) fn glued_end(&self, index: usize) -> usize {
        let is_inside = |at: &usize| {
            let opens =
                |token: Token<'_>| matches!(token.kind, Kind::Sign(',' | ';' | '(' | ')' | '—' | '“' | '”' | '"'));
            self.is_glued(*at) && !self.token(*at).is_some_and(opens)
        };
        (index..self.len()).find(|at| !is_inside(at)).unwrap_or(self.len())
    }
}

/// The address that a text begins with: no words are in it, and no counts.
fn address(rest: &str) -> Option<&str> {
    let chunk = rest.split_whitespace().next()?;
    let begins = |prefix: &str| chunk.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
    // A mark in front of it, as in "(https://…", is taken with it.
    if !(begins("www.") || chunk.contains("://") || (chunk.contains('@') && chunk.len() > 1)) {
        return None;
    }
    let end = chunk.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '"', '\'', '”', '’']);
    (!end.is_empty()).then_some(end)
}

/// Whether a word is one of these, whatever its case.
pub(super) fn is_any(word: &str, words: &[&str]) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Whether a word begins with a capital letter.
pub(super) fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}
