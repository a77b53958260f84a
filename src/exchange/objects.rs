//! Rows out of a list of JSON objects, as services give them: `[{…}, {…}]`, the same in an object
//! (`{"data": [{…}]}`), or one object behind another.

use std::collections::VecDeque;
use std::io::{BufReader, ErrorKind, Read};

use serde_json::{Map, Value};

use super::fault::{RowFault, RowFaultKind};
use super::mapping::without_place;
use super::row::{LONGEST_ROW, Lined, Row};

/// A key, with a `.` between it and those of the objects it stands in, and what stands there as text.
type Pairs = Vec<(String, String)>;

/// The objects of a list, in bounded memory.
pub(crate) struct Objects<R> {
    bytes: std::io::Bytes<BufReader<R>>,
    line: u64,
    /// Whether a list has begun.
    is_in_list: bool,
    is_ended: bool,
    keys: Vec<String>,
    /// Keys that were not among those of the first objects.
    late: Vec<String>,
    ahead: VecDeque<(u64, Pairs)>,
    fault: Option<RowFault>,
}

impl<R: Read> Objects<R> {
    pub(crate) fn new(reader: R) -> Objects<R> {
        Objects {
            bytes: BufReader::new(reader).bytes(),
            line: 1,
            is_in_list: false,
            is_ended: false,
            keys: Vec::new(),
            late: Vec::new(),
            ahead: VecDeque::new(),
            fault: None,
        }
    }

    /// The keys of the first objects, as a header.
    pub(crate) fn header(&mut self) -> Row {
        const AMONG: usize = 100;
        while self.ahead.len() < AMONG
            && let Some(next) = self.next_object()
        {
            match next {
                Err(fault) => {
                    self.fault = Some(fault);
                    break;
                }
                Ok((line, pairs)) => {
                    for (key, _) in &pairs {
                        if !self.keys.contains(key) {
                            self.keys.push(key.clone());
                        }
                    }
                    self.ahead.push_back((line, pairs));
                }
            }
        }
        let line = self.ahead.front().map_or(1, |(line, _)| *line);
        Row { cells: self.keys.iter().map(String::as_bytes).collect(), line, last_line: line }
    }

    /// What is wrong with the first objects, if there is no header because of it.
    pub(crate) fn fault(&self) -> Option<RowFault> {
        self.fault.clone().filter(|_| self.keys.is_empty())
    }

    pub(crate) fn late(&self) -> impl Iterator<Item = &str> {
        self.late.iter().map(String::as_str)
    }

    pub(crate) fn next_row(&mut self) -> Option<Lined> {
        let next =
            self.ahead.pop_front().map(Ok).or_else(|| self.fault.take().map(Err)).or_else(|| self.next_object())?;
        Some(next.map(|(line, pairs)| {
            const MOST_LATE: usize = 100;
            for (key, _) in &pairs {
                if !self.keys.contains(key) && !self.late.contains(key) && self.late.len() < MOST_LATE {
                    self.late.push(key.clone());
                }
            }
            let cell = |key: &String| pairs.iter().find(|(other, _)| other == key).map_or("", |(_, text)| text);
            Row { cells: self.keys.iter().map(cell).collect(), line, last_line: line }
        }))
    }

    /// The next object, with the line on which it begins.
    fn next_object(&mut self) -> Option<Result<(u64, Pairs), RowFault>> {
        if self.is_ended {
            return None;
        }
        let found = self.text();
        self.is_ended = !matches!(found, Some(Ok(_)));
        Some(found?.and_then(|(line, text)| {
            let value: Map<String, Value> = serde_json::from_slice(&text).map_err(|error| {
                let message = without_place(&error);
                let (line, column) = (line + error.line() as u64 - 1, error.column().max(1) as u64);
                RowFault::new(line, column, RowFaultKind::Json(message))
            })?;
            let mut pairs = Vec::new();
            flatten("", value, &mut pairs);
            Ok((line, pairs))
        }))
    }

    fn byte(&mut self) -> Result<Option<u8>, RowFault> {
        loop {
            match self.bytes.next().transpose() {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(self.fault_of(RowFaultKind::Io(error.to_string()))),
                Ok(byte) => {
                    self.line += u64::from(byte == Some(b'\n'));
                    return Ok(byte);
                }
            }
        }
    }

    fn fault_of(&self, kind: RowFaultKind) -> RowFault {
        RowFault::new(self.line, 1, kind)
    }

    #[expect(clippy::unnecessary_wraps, reason = "as it is returned")]
    fn expected(&self, message: &str) -> Option<Result<(u64, Vec<u8>), RowFault>> {
        Some(Err(self.fault_of(RowFaultKind::Json(message.to_owned()))))
    }

    /// The text of the next object. A list within the first object, before it ends, is the list of rows.
    fn text(&mut self) -> Option<Result<(u64, Vec<u8>), RowFault>> {
        loop {
            match self.byte() {
                Err(fault) => return Some(Err(fault)),
                Ok(None) if self.is_in_list => return self.expected("the list never ends"),
                Ok(None) => return None,
                Ok(Some(b'{')) => match self.object() {
                    Ok(Some(found)) => return Some(Ok(found)),
                    Ok(None) => {}
                    Err(fault) => return Some(Err(fault)),
                },
                Ok(Some(b'[')) if !self.is_in_list => self.is_in_list = true,
                Ok(Some(b']')) if self.is_in_list => return None,
                Ok(Some(byte)) if byte.is_ascii_whitespace() || byte == b',' => {}
                Ok(Some(_)) => return self.expected("expected a list of objects, one a row"),
            }
        }
    }

    /// What follows an opening brace, up to its closing one; none if a list of rows begins within.
    fn object(&mut self) -> Result<Option<(u64, Vec<u8>)>, RowFault> {
        let (first, mut text) = (self.line, vec![b'{']);
        let (mut depth, mut is_text, mut is_escaped) = (1_u32, false, false);
        // Whether a list has just begun in the outermost object.
        let mut is_at_list = false;
        while depth > 0 {
            let Some(byte) = self.byte()? else {
                let message = "the object that opens here never closes".to_owned();
                return Err(RowFault::new(first, 1, RowFaultKind::Json(message)));
            };
            text.push(byte);
            if text.len() > LONGEST_ROW {
                return Err(RowFault::new(first, 1, RowFaultKind::TooLong(LONGEST_ROW)));
            }
            if is_text {
                is_text = byte != b'"' || is_escaped;
                is_escaped = byte == b'\\' && !is_escaped;
                continue;
            }
            match byte {
                b'"' => is_text = true,
                b'{' if is_at_list && !self.is_in_list => {
                    self.is_in_list = true;
                    return self.object();
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            is_at_list = (byte == b'[' && depth == 2) || (is_at_list && byte.is_ascii_whitespace());
        }
        Ok(Some((first, text)))
    }
}

fn flatten(before: &str, object: Map<String, Value>, pairs: &mut Pairs) {
    for (key, value) in object {
        let key = if before.is_empty() { key } else { format!("{before}.{key}") };
        match value {
            Value::Object(inner) => flatten(&key, inner, pairs),
            Value::Null => pairs.push((key, String::new())),
            Value::String(text) => pairs.push((key, text)),
            other => pairs.push((key, other.to_string())),
        }
    }
}
