//! Names as they are shown: nothing in them drives a terminal or turns the order of what stands
//! around them.

use std::fmt::Write;

/// Every control or direction character but a line break as its code: "[U+202E]".
pub(crate) fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => shown.push(c),
            '\r' | '\t' => shown.push(' '),
            c if is_unseen(c) => {
                let _ = write!(shown, "[U+{:04X}]", u32::from(c));
            }
            c => shown.push(c),
        }
    }
    shown
}

/// The same on one line.
pub(crate) fn one_line(text: &str) -> String {
    shown(text).replace(['\n', '\u{2028}', '\u{2029}'], " ")
}

/// Control characters, marks and overrides of direction, invisible separators and tags.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
