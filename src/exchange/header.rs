//! The names of a table's columns.

use super::fault::RowFault;
use super::row::Row;
use crate::dossier::fault::brief;

/// The names of the columns, as written and as they are compared.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    written: Vec<Box<str>>,
    plain: Vec<Box<str>>,
    tags: Option<Vec<Option<Tag>>>,
    line: u64,
}

impl Header {
    pub(crate) fn new(row: &Row) -> Header {
        let written: Vec<Box<str>> = row.cells.iter().map(|cell| String::from_utf8_lossy(cell).trim().into()).collect();
        let plain = written.iter().map(|name| plain(name)).collect();
        let tags = is_hashtags(row).then(|| written.iter().map(|name| Tag::parse(name)).collect());
        Header { written, plain, tags, line: row.line }
    }

    pub(crate) fn len(&self) -> usize {
        self.written.len()
    }

    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    pub(crate) fn is_hashtags(&self) -> bool {
        self.tags.is_some()
    }

    /// A column's name as written.
    pub(crate) fn name(&self, at: usize) -> Box<str> {
        self.written
            .get(at)
            .filter(|name| !name.is_empty())
            .map_or_else(|| format!("column {}", at + 1).into(), |name| brief(name).into())
    }

    /// The columns of that name, or, of a pattern `#tag+with-without`, those with such a hashtag.
    pub(crate) fn find(&self, name: &str) -> Vec<usize> {
        if let Some(pattern) = name.strip_prefix('#') {
            let tags = self.tags.iter().flatten().enumerate();
            return tags.filter(|(_, tag)| tag.as_ref().is_some_and(|t| t.fits(pattern))).map(|(at, _)| at).collect();
        }
        let name = plain(name);
        self.plain
            .iter()
            .enumerate()
            .filter(|(_, column)| **column == name && !name.is_empty())
            .map(|(at, _)| at)
            .collect()
    }

    /// The words of a column's name: those of its text, or its hashtag and the attributes.
    pub(crate) fn words(&self, at: usize) -> Vec<String> {
        match &self.tags {
            Some(tags) => tags[at].as_ref().map(Tag::words).unwrap_or_default(),
            None => self.plain[at].split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect(),
        }
    }

    /// Whether any name stands there.
    pub(crate) fn is_named(&self, at: usize) -> bool {
        self.written.get(at).is_some_and(|name| !name.is_empty())
    }

    /// That the column stands for what another is read for.
    pub(crate) fn twice(&self, at: usize, first: usize) -> RowFault {
        let (name, first) = (self.name(at), first + 1);
        let what = format!("the column {name:?} stands twice: this one is passed over, column {first} is read");
        RowFault::new(self.line, at as u64 + 1, what).of_no_row()
    }
}

/// A name as it is compared: small letters and digits, `_` between words.
pub(crate) fn plain(name: &str) -> Box<str> {
    let mut plain = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_alphanumeric() {
            plain.extend(c.to_lowercase());
        } else if !plain.is_empty() && !plain.ends_with('_') {
            plain.push('_');
        }
    }
    plain.truncate(plain.trim_end_matches('_').len());
    plain.into_boxed_str()
}

/// Whether every cell that is filled is a hashtag, and any is.
pub(crate) fn is_hashtags(row: &Row) -> bool {
    let mut filled = row.cells.iter().map(<[u8]>::trim_ascii).filter(|cell| !cell.is_empty()).peekable();
    filled.peek().is_some() && filled.all(|cell| cell.len() > 1 && cell[0] == b'#' && cell[1].is_ascii_alphabetic())
}

/// A hashtag and its attributes, sorted: their order carries no meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Tag {
    hashtag: String,
    attributes: Vec<String>,
}

impl Tag {
    /// None if it is no hashtag, or one that no program reads: `#affected killed`.
    fn parse(written: &str) -> Option<Tag> {
        let lower = written.to_ascii_lowercase();
        let mut parts = lower.strip_prefix('#')?.split('+').map(|part| part.trim().to_owned());
        let hashtag = parts.next()?;
        let mut attributes: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        attributes.sort();
        attributes.dedup();
        let is_word = |word: &String| !word.contains(char::is_whitespace);
        (is_word(&hashtag) && attributes.iter().all(is_word)).then_some(Tag { hashtag, attributes })
    }

    /// Whether it has the hashtag, all attributes behind a `+`, and none of those behind a `-`.
    fn fits(&self, pattern: &str) -> bool {
        let is_attribute = |name: &str| self.attributes.iter().any(|other| other == name);
        let end = pattern.find(['+', '-']).unwrap_or(pattern.len());
        let (hashtag, mut rest) = pattern.split_at(end);
        if hashtag != self.hashtag {
            return false;
        }
        while let Some(sign) = rest.chars().next() {
            let name = &rest[1..];
            let end = name.find(['+', '-']).unwrap_or(name.len());
            if is_attribute(&name[..end]) != (sign == '+') {
                return false;
            }
            rest = &name[end..];
        }
        true
    }

    fn words(&self) -> Vec<String> {
        std::iter::once(format!("#{}", self.hashtag)).chain(self.attributes.iter().cloned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_their_punctuation() {
        assert_eq!(&*plain("  IBC code "), "ibc_code");
        assert_eq!(&*plain("Reported.Minimum"), "reported_minimum");
        assert_eq!(&*plain("Civilians killed (min)"), "civilians_killed_min");
    }

    #[test]
    fn the_order_of_attributes_carries_no_meaning() {
        let tag = |text: &str| Tag::parse(text).map(|tag| (tag.hashtag, tag.attributes));
        assert_eq!(tag("#affected +killed +f"), tag("#affected+f+killed"));
        assert_eq!(tag("#Affected+KILLED"), Some(("affected".to_owned(), vec!["killed".to_owned()])));
        assert_eq!(tag("affected"), None);
        assert_eq!(tag("#affected aidworker+killed"), None);
    }

    #[test]
    fn a_pattern_asks_for_attributes_and_excludes_others() {
        let fits = |tag: &str, pattern: &str| Tag::parse(tag).is_some_and(|tag| tag.fits(pattern));
        assert!(fits("#group+perp+name", "group+perp") && !fits("#group+name", "group+perp"));
        assert!(fits("#group+name", "group-perp-first") && !fits("#group+name+first", "group-perp-first"));
        assert!(!fits("#loc", "group"));
    }
}
