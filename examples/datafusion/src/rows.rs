//! Claims as numbers of texts, and the bytes in which they travel.

use std::collections::HashMap;
use std::sync::Arc;

use datafusion::common::{Result, exec_datafusion_err, exec_err};

/// The version of the bytes of [`Rows::to_bytes`]. Other versions are refused.
pub(crate) const VERSION: u8 = 1;

/// The columns of a claim, in the order of the arguments.
pub(crate) const COLUMNS: [&str; 8] = ["id", "event", "group", "outcome", "source", "count", "as_of", "published"];
pub(crate) const ID: usize = 0;
pub(crate) const EVENT: usize = 1;
pub(crate) const GROUP: usize = 2;
pub(crate) const OUTCOME: usize = 3;
pub(crate) const SOURCE: usize = 4;
pub(crate) const COUNT: usize = 5;
pub(crate) const AS_OF: usize = 6;
pub(crate) const PUBLISHED: usize = 7;

/// A claim: for each of its [`COLUMNS`], the number of its text. NULL is the empty text.
pub(crate) type Row = [u32; COLUMNS.len()];

/// Texts, each once.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    list: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, u32>,
    bytes: usize,
}

impl Texts {
    /// The number of a text, which is added if it is new.
    pub(crate) fn number(&mut self, text: &str) -> Result<u32> {
        if let Some(&number) = self.numbers.get(text) {
            return Ok(number);
        }
        let number = number(self.list.len())?;
        let text: Arc<str> = text.into();
        self.bytes += text.len() + 64;
        self.list.push(Arc::clone(&text));
        self.numbers.insert(text, number);
        Ok(number)
    }

    /// A row whose texts stand in another list, by the numbers of this one.
    pub(crate) fn known(&mut self, row: &Row, texts: &Texts) -> Result<Row> {
        let mut own = Row::default();
        for (own, &number) in own.iter_mut().zip(row) {
            *own = self.number(texts.text(number))?;
        }
        Ok(own)
    }

    /// The text of a number that this list gave.
    pub(crate) fn text(&self, number: u32) -> &str {
        &self.list[number as usize]
    }

    /// About how many bytes of memory the texts take.
    pub(crate) fn size(&self) -> usize {
        self.bytes
    }
}

/// Some rows and their texts.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub(crate) texts: Texts,
    pub(crate) rows: Vec<Row>,
}

impl Rows {
    /// These rows, with the texts that they need.
    pub(crate) fn of(rows: &[Row], texts: &Texts) -> Result<Rows> {
        let mut own = Texts::default();
        let rows = rows.iter().map(|row| own.known(row, texts)).collect::<Result<_>>()?;
        Ok(Rows { texts: own, rows })
    }

    /// The version, how many texts and rows, each text after its length, and the rows. A number is
    /// four bytes, the low one first.
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>> {
        let mut bytes = vec![VERSION];
        bytes.extend(number(self.texts.list.len())?.to_le_bytes());
        bytes.extend(number(self.rows.len())?.to_le_bytes());
        for text in &self.texts.list {
            bytes.extend(number(text.len())?.to_le_bytes());
            bytes.extend(text.as_bytes());
        }
        bytes.extend(self.rows.iter().flatten().flat_map(|number| number.to_le_bytes()));
        Ok(bytes)
    }

    /// Reads what `to_bytes` wrote.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Rows> {
        match bytes.split_first() {
            Some((&VERSION, rest)) => {
                read(rest).ok_or_else(|| exec_datafusion_err!("a state of claims is cut off or damaged"))
            }
            Some((version, _)) => exec_err!(
                "a state of claims is of version {version}, and this process reads version {VERSION}: \
                 all processes must be of one build"
            ),
            None => exec_err!("a state of claims is empty"),
        }
    }
}

/// The texts and rows; `None` if they are not whole, or a number has no text.
fn read(mut rest: &[u8]) -> Option<Rows> {
    let mut rows = Rows::default();
    let (texts, lines) = (word(&mut rest)?, word(&mut rest)?);
    for at in 0..texts {
        let length = word(&mut rest)? as usize;
        let (text, after) = rest.split_at_checked(length)?;
        rest = after;
        let number = rows.texts.number(std::str::from_utf8(text).ok()?).ok()?;
        (number == at).then_some(())?;
    }
    for _ in 0..lines {
        let mut row = Row::default();
        for number in &mut row {
            *number = word(&mut rest).filter(|&number| number < texts)?;
        }
        rows.rows.push(row);
    }
    rest.is_empty().then_some(rows)
}

fn word(rest: &mut &[u8]) -> Option<u32> {
    let (word, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(u32::from_le_bytes(*word))
}

fn number(of: usize) -> Result<u32> {
    u32::try_from(of).map_err(|_| exec_datafusion_err!("more than {} texts, or a text of more bytes", u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_rows() -> Result<Rows> {
        let mut rows = Rows::default();
        for id in ["c1", "c2"] {
            let mut row = Row::default();
            for (number, text) in
                row.iter_mut().zip([id, "raid", "guards", "killed", "agency", "\u{661}\u{662}", "2022-01-21", ""])
            {
                *number = rows.texts.number(text)?;
            }
            rows.rows.push(row);
        }
        Ok(rows)
    }

    #[test]
    fn a_state_reads_back() -> Result<()> {
        let rows = two_rows()?;
        let back = Rows::from_bytes(&rows.to_bytes()?)?;
        assert_eq!((back.rows, back.texts.list), (rows.rows, rows.texts.list));
        Ok(())
    }

    #[test]
    fn an_unknown_version_is_refused() -> Result<()> {
        let mut bytes = two_rows()?.to_bytes()?;
        bytes[0] = VERSION + 1;
        let error = Rows::from_bytes(&bytes).map(|_| ()).map_err(|error| error.to_string());
        let says = "Execution error: a state of claims is of version 2, and this process reads version 1: \
                    all processes must be of one build";
        assert_eq!(error, Err(says.to_owned()));
        Ok(())
    }

    #[test]
    fn a_damaged_state_is_refused() -> Result<()> {
        let bytes = two_rows()?.to_bytes()?;
        for end in 0..bytes.len() {
            assert!(Rows::from_bytes(&bytes[..end]).is_err(), "cut off at {end}");
        }
        assert!(Rows::from_bytes(&[&bytes[..], &[0]].concat()).is_err(), "a byte too many");
        let mut stray = bytes.clone();
        stray[bytes.len() - 1] = 255;
        assert!(Rows::from_bytes(&stray).is_err(), "a number without a text");
        Ok(())
    }
}
