//! The names of a table's columns.

use super::fault::RowFault;
use super::row::Row;
use crate::dossier::fault::brief;

/// The names of the columns, as written and as they are compared.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    written: Vec<Box<str>>,
    plain: Vec<Box<str>>,
    /// The words of the hashtags.
    tags: Option<Vec<Vec<String>>>,
    pub(crate) line: u64,
}

impl Header {
    pub(crate) fn new(row: &Row) -> Header {
        let written: Vec<Box<str>> = row.cells.iter().map(|cell| String::from_utf8_lossy(cell).trim().into()).collect();
        let plain = written.iter().map(|name| plain(name)).collect();
        let tags = is_hashtags(row).then(|| written.iter().map(|name| tag(name)).collect());
        Header { written, plain, tags, line: row.line }
    }

    pub(crate) fn len(&self) -> usize {
        self.written.len()
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
        if name.starts_with('#') {
            let tags = self.tags.iter().flatten();
            return (0..).zip(tags).filter(|(_, tag)| fits(tag, name)).map(|(at, _)| at).collect();
        }
        let name = plain(name);
        (0..).zip(&self.plain).filter(|(_, column)| **column == name && !name.is_empty()).map(|(at, _)| at).collect()
    }

    /// The name most like one that is missing, but for those of these columns: three letters apart at most, and no
    /// more than a third of them.
    pub(crate) fn nearest(&self, name: &str, but: &[usize]) -> Option<Box<str>> {
        let name = plain(name);
        let is_text = |at: usize| !self.written[at].contains(char::REPLACEMENT_CHARACTER);
        let others = (0..).zip(&self.plain).filter(|&(at, _)| !but.contains(&at) && self.is_named(at) && is_text(at));
        let near = others.map(|(at, other)| (distance(&name, other), name.len().max(other.len()), at));
        let (_, _, at) = near.filter(|&(distance, length, _)| distance <= (length / 3).clamp(1, 3)).min()?;
        Some(self.name(at))
    }

    /// The words of a column's name: those of its text, or its hashtag and the attributes.
    pub(crate) fn words(&self, at: usize) -> Vec<String> {
        match &self.tags {
            Some(tags) => tags[at].clone(),
            None => {
                let plain = plain(&apart(&self.written[at]));
                plain.split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
            }
        }
    }

    /// Whether any name stands there.
    pub(crate) fn is_named(&self, at: usize) -> bool {
        self.written.get(at).is_some_and(|name| !name.is_empty())
    }

    /// That the column stands for what another is read for.
    pub(crate) fn twice(&self, at: usize, first: usize) -> RowFault {
        let (name, other) = (self.name(at), self.name(first));
        let is_one = self.plain[at] == self.plain[first];
        let how = if is_one { "stands twice".to_owned() } else { format!("tells the same as {other:?}") };
        let what = format!("the column {name:?} {how}: this one is passed over, column {} is read", first + 1);
        RowFault::new(self.line, at as u64 + 1, what).of_no_row()
    }
}

/// `NumberInjured` as `Number Injured`.
fn apart(name: &str) -> String {
    let mut apart = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_uppercase() && apart.ends_with(char::is_lowercase) {
            apart.push(' ');
        }
        apart.push(c);
    }
    apart
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

/// How many letters must be put in, taken out or replaced to make one name of the other.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut before = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in other.chars().enumerate() {
            let same = before + usize::from(a != b);
            before = row[j + 1];
            row[j + 1] = same.min(before + 1).min(row[j] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

/// Whether every cell that is filled is a hashtag, and any is.
pub(crate) fn is_hashtags(row: &Row) -> bool {
    let mut filled = row.cells.iter().map(<[u8]>::trim_ascii).filter(|cell| !cell.is_empty()).peekable();
    filled.peek().is_some() && filled.all(|cell| cell.len() > 1 && cell[0] == b'#' && cell[1].is_ascii_alphabetic())
}

/// The words of a hashtag: itself, `#affected`, and its attributes, sorted, for their order carries no meaning.
/// None if it is no hashtag, or one that no program reads: `#affected killed`.
fn tag(written: &str) -> Vec<String> {
    let lower = written.to_ascii_lowercase();
    let mut words: Vec<String> = lower.split('+').map(|word| word.trim().to_owned()).collect();
    words[1..].sort();
    words.dedup();
    words.retain(|word| !word.is_empty());
    let is_tag = lower.starts_with('#') && !words.iter().any(|word| word.contains(char::is_whitespace));
    if is_tag { words } else { Vec::new() }
}

/// Whether a hashtag is that of a pattern, and has all attributes behind a `+`, and none of those behind a `-`.
fn fits(tag: &[String], pattern: &str) -> bool {
    let starts = pattern.match_indices(['+', '-']).map(|(at, _)| at).chain([pattern.len()]);
    let mut begun = 0;
    starts.into_iter().all(|end| {
        let part = &pattern[std::mem::replace(&mut begun, end)..end];
        let (is_wanted, word) =
            part.strip_prefix('-').map_or((true, part.trim_start_matches('+')), |word| (false, word));
        tag.iter().any(|other| other == word) == is_wanted
    })
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
    fn a_name_is_near_if_few_letters_differ() {
        assert_eq!((distance("bodeis", "bodies"), distance("", "day"), distance("day", "day")), (2, 3, 0));
        let header = Header::new(&Row { cells: vec!["Bodies", "Day", "Ward"].into(), line: 1, last_line: 1 });
        assert_eq!(header.nearest("Boddies", &[]).as_deref(), Some("Bodies"));
        assert_eq!(header.nearest("Boddies", &[0]), None, "it is read for another already");
        assert_eq!(header.nearest("Fatalities", &[]), None);
    }

    #[test]
    fn the_order_of_attributes_carries_no_meaning() {
        assert_eq!(tag("#affected +killed +f"), tag("#affected+f+killed"));
        assert_eq!(tag("#Affected+KILLED"), ["#affected", "killed"]);
        assert!(tag("affected").is_empty() && tag("#affected aidworker+killed").is_empty() && tag("").is_empty());
    }

    #[test]
    fn a_pattern_asks_for_attributes_and_excludes_others() {
        let fits = |written: &str, pattern: &str| fits(&tag(written), pattern);
        assert!(fits("#group+perp+name", "#group+perp") && !fits("#group+name", "#group+perp"));
        assert!(fits("#group+name", "#group-perp-first") && !fits("#group+name+first", "#group-perp-first"));
        assert!(!fits("#loc", "#group") && !fits("", "#group-perp"));
    }
}
