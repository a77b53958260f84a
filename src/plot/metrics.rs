//! Estimates the width of text without a font.
//!
//! Each viewer uses its own sans-serif face. The advances here are those of `DejaVu` Sans, one of
//! the widest in use, so text that fits by them also fits in Arial or Helvetica.

use std::fmt::Write;

/// A type size in pixels, and a weight.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Face {
    pub(super) size: i32,
    pub(super) weight: FontWeight,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum FontWeight {
    Plain,
    Bold,
}

impl Face {
    pub(super) fn plain(size: i32) -> Face {
        Face { size, weight: FontWeight::Plain }
    }

    pub(super) fn bold(size: i32) -> Face {
        Face { size, weight: FontWeight::Bold }
    }

    /// The width of that text, rounded up.
    pub(super) fn width(self, words: &str) -> i32 {
        let hundredths: i64 = words.chars().map(|c| i64::from(self.advance(c))).sum();
        let pixels = (hundredths * i64::from(self.size) + 99) / 100;
        i32::try_from(pixels).unwrap_or(i32::MAX)
    }

    /// The advance of a character in hundredths of the size.
    fn advance(self, c: char) -> u8 {
        let printable = usize::from(u8::try_from(c).unwrap_or(0)).checked_sub(0x20);
        let ascii = match self.weight {
            FontWeight::Plain => printable.and_then(|at| PLAIN.get(at)),
            FontWeight::Bold => printable.and_then(|at| BOLD.get(at)),
        };
        match (ascii, c) {
            (Some(&advance), _) => advance,
            (None, '\u{2018}'..='\u{201f}' | '\u{2013}') => 66,
            (None, '\u{a0}'..='\u{24f}') => 85,
            (None, '\u{370}'..='\u{52f}' | '\u{2014}' | '\u{2026}') => 100,
            // The face of these characters is unknown; few are wider.
            (None, _) => 125,
        }
    }

    /// The text, cut with an ellipsis if it does not fit.
    pub(super) fn shortened(self, words: &str, room: i32) -> String {
        if self.width(words) <= room {
            return words.to_owned();
        }
        let mut kept = String::new();
        for c in words.chars() {
            kept.push(c);
            if self.width(&kept) + self.width("…") > room {
                kept.pop();
                break;
            }
        }
        if self.width("…") > room { String::new() } else { kept.trim_end().to_owned() + "…" }
    }

    /// The text in at most `most` lines, the last one cut if it does not fit.
    pub(super) fn wrapped(self, words: &str, room: i32, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut rest = words.trim();
        while !rest.is_empty() && lines.len() < most {
            let is_last = lines.len() + 1 == most;
            if is_last || self.width(rest) <= room {
                lines.push(self.shortened(rest, room));
                break;
            }
            let fits = |&(at, _): &(usize, &str)| self.width(rest[..at].trim_end()) <= room;
            let (at, _) = rest.match_indices(' ').take_while(fits).last().unwrap_or((0, ""));
            if at == 0 {
                // A single word is wider than the line.
                let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
                lines.push(self.shortened(word, room));
                rest = after.trim_start();
            } else {
                lines.push(rest[..at].trim_end().to_owned());
                rest = rest[at..].trim_start();
            }
        }
        lines.retain(|line| !line.is_empty());
        lines
    }
}

/// The text on one line. Characters that XML cannot hold, or that would turn the order of those
/// around them, are shown as their code.
pub(super) fn clean(words: &str) -> String {
    let mut spaced = String::new();
    for c in words.chars() {
        match c {
            c if c.is_whitespace() => spaced.push(' '),
            c if c.is_control() || is_unseen(c) => {
                // Writing to a string cannot fail.
                let _ = write!(spaced, "[U+{:04X}]", u32::from(c));
            }
            c => spaced.push(c),
        }
    }
    spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Marks and overrides of direction, invisible separators and tags, and what is no character.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
        | '\u{e0000}'..='\u{e007f}')
}

/// The advances of U+0020 to U+007E in `DejaVu` Sans 2.37, in hundredths of an em, rounded up.
const PLAIN: [u8; 95] = [
    32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84,
    84, 84, 54, 100, 69, 69, 70, 77, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79, 70, 64, 62, 74, 69, 99, 69,
    62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64,
    60, 82, 60, 60, 53, 64, 34, 64, 84,
];

/// The same for the bold weight.
const BOLD: [u8; 95] = [
    35, 46, 53, 84, 70, 101, 88, 31, 46, 46, 53, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70, 40, 40,
    84, 84, 84, 58, 100, 78, 77, 74, 83, 69, 69, 83, 84, 38, 38, 78, 64, 100, 84, 85, 74, 85, 77, 73, 69, 82, 78, 111,
    78, 73, 73, 46, 37, 46, 84, 50, 50, 68, 72, 60, 72, 68, 44, 72, 72, 35, 35, 67, 35, 105, 72, 69, 72, 72, 50, 60,
    48, 72, 66, 93, 65, 66, 59, 72, 37, 72, 84,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shortened_has_room() {
        let face = Face::plain(11);
        for room in 0..200 {
            let short = face.shortened("Syrian Observatory for Human Rights", room);
            assert!(face.width(&short) <= room, "{short:?} in {room}");
        }
        assert_eq!(face.shortened("39", 50), "39");
        assert_eq!(face.shortened("Observatory", 40), "Obse…");
        assert_eq!(face.shortened("Observatory", 5), "");
    }

    #[test]
    fn lines_break_between_words_and_the_last_is_shortened() {
        let face = Face::bold(10);
        assert_eq!(face.wrapped("one two three", 55, 3), ["one two", "three"]);
        assert_eq!(face.wrapped("one two three four", 55, 2), ["one two", "three f…"]);
        assert_eq!(face.wrapped("unbreakable word", 40, 3), ["unbr…", "word"]);
        assert_eq!(face.wrapped("  ", 40, 3), [""; 0]);
    }

    #[test]
    fn nothing_is_left_that_xml_cannot_hold() {
        assert_eq!(clean(" a\u{0}b\n c\u{b}\td "), "a[U+0000]b c d");
        assert_eq!(clean("12 to \u{202e}705\u{202c}"), "12 to [U+202E]705[U+202C]");
        assert_eq!(clean("<&\">"), "<&\">", "escaping is for whoever writes the XML");
    }
}
