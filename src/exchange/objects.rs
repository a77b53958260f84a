//! Rows out of a list of JSON objects, as services give them: `[{…}, {…}]`, the same in an object
//! (`{"data": [{…}]}`), or one object behind another.

use std::collections::VecDeque;
use std::io::{BufReader, ErrorKind, Read};

use serde_json::{Map, Value};

use super::fault::RowFault;
use super::row::{LONGEST_ROW, Lined, Row, too_long};

/// A key, with a `.` between it and those of the objects it stands in, and what stands there as text.
type Pairs = Vec<(String, String)>;

/// The objects of a list, in bounded memory.
pub(crate) struct Objects<R> {
    bytes: std::io::Bytes<BufReader<R>>,
    line: u64,
    /// Whether a list has begun.
    is_in_list: bool,
    is_ended: bool,
    /// How many lists of the outermost object are passed over.
    pass: usize,
    /// The names of the lists that were met in the outermost object.
    lists: Vec<String>,
    keys: Vec<String>,
    /// Keys that were not among those of the first objects.
    late: Vec<String>,
    /// The first objects, each with the line on which it begins.
    ahead: VecDeque<Result<(u64, Pairs), RowFault>>,
}

impl<R: Read> Objects<R> {
    /// The objects of the list behind so many others.
    pub(crate) fn new(reader: R, pass: usize) -> Objects<R> {
        let bytes = BufReader::new(reader).bytes();
        let (lists, keys, late, ahead) = (Vec::new(), Vec::new(), Vec::new(), VecDeque::new());
        Objects { bytes, line: 1, is_in_list: false, is_ended: false, pass, lists, keys, late, ahead }
    }

    /// The names of the lists of the outermost object, of a text that need not be whole.
    pub(crate) fn lists(reader: R) -> Vec<String> {
        let mut objects = Objects::new(reader, usize::MAX);
        let _first = objects.next_object();
        objects.lists
    }

    /// The keys of the first objects, as a header: of as many as a page of text has, for services leave out
    /// keys that have no value.
    pub(crate) fn header(&mut self) -> Row {
        const MOST_OBJECTS: usize = 1 << 14;
        let mut bytes = 0;
        while bytes < LONGEST_ROW && self.ahead.len() < MOST_OBJECTS {
            let Some(next) = self.next_object() else { break };
            for (key, text) in next.iter().flat_map(|(_, pairs)| pairs) {
                bytes += key.len() + text.len();
                if !self.keys.contains(key) {
                    self.keys.push(key.clone());
                }
            }
            self.ahead.push_back(next);
        }
        let line = self.ahead.front().and_then(|first| first.as_ref().ok()).map_or(1, |(line, _)| *line);
        Row { cells: self.keys.iter().map(String::as_bytes).collect(), line, last_line: line }
    }

    /// What is wrong with the first objects, if there is no header because of it.
    pub(crate) fn fault(&self) -> Option<RowFault> {
        self.ahead.front().and_then(|first| first.as_ref().err()).cloned()
    }

    pub(crate) fn late(&self) -> impl Iterator<Item = &str> {
        self.late.iter().map(String::as_str)
    }

    pub(crate) fn next_row(&mut self) -> Option<Lined> {
        const MOST_LATE: usize = 100;
        let (line, pairs) = match self.ahead.pop_front().or_else(|| self.next_object())? {
            Ok(found) => found,
            Err(fault) => return Some(Err(fault)),
        };
        for (key, _) in &pairs {
            if !self.keys.contains(key) && !self.late.contains(key) && self.late.len() < MOST_LATE {
                self.late.push(key.clone());
            }
        }
        let cell = |key: &String| pairs.iter().find(|(other, _)| other == key).map_or("", |(_, text)| text);
        Some(Ok(Row { cells: self.keys.iter().map(cell).collect(), line, last_line: line }))
    }

    /// The next object; none at the end, and behind what cannot be read.
    fn next_object(&mut self) -> Option<Result<(u64, Pairs), RowFault>> {
        if self.is_ended {
            return None;
        }
        let found = self.text().and_then(|found| found.map(read).transpose()).transpose();
        self.is_ended = !matches!(found, Some(Ok(_)));
        found
    }

    fn byte(&mut self) -> Result<Option<u8>, RowFault> {
        loop {
            match self.bytes.next().transpose() {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(RowFault::of_reading(self.line, &error)),
                Ok(byte) => {
                    self.line += u64::from(byte == Some(b'\n'));
                    return Ok(byte);
                }
            }
        }
    }

    /// The text of the next object, and the line on which it begins. A list within the first object, before
    /// it ends, is the list of rows.
    fn text(&mut self) -> Result<Option<(u64, Vec<u8>)>, RowFault> {
        let expected = |line, message: &str| Err(RowFault::new(line, 1, message));
        loop {
            match self.byte()? {
                None if self.is_in_list => return expected(self.line, "the list never ends"),
                None => return Ok(None),
                Some(b'{') => {
                    if let Some(found) = self.object()? {
                        return Ok(Some(found));
                    }
                }
                Some(b'[') if !self.is_in_list => self.is_in_list = true,
                Some(b']') if self.is_in_list => return Ok(None),
                Some(byte) if byte.is_ascii_whitespace() || byte == b',' => {}
                Some(_) => return expected(self.line, "expected a list of objects, one a row"),
            }
        }
    }

    /// What follows an opening brace, up to its closing one; none if a list of rows begins within.
    fn object(&mut self) -> Result<Option<(u64, Vec<u8>)>, RowFault> {
        let (first, mut text) = (self.line, vec![b'{']);
        let (mut depth, mut is_text, mut is_escaped) = (1_u32, false, false);
        // Whether a list has just begun in the outermost object, and the name before it.
        let (mut is_at_list, mut name) = (false, Vec::new());
        while depth > 0 {
            let never_closes = || RowFault::new(first, 1, "the object that opens here never closes");
            let byte = self.byte()?.ok_or_else(never_closes)?;
            text.push(byte);
            if text.len() > LONGEST_ROW {
                return Err(too_long(first));
            }
            if !self.lists.is_empty() && !self.is_in_list {
                text.clear();
            }
            if is_text {
                name.extend((depth == 1 && byte != b'"').then_some(byte));
                is_text = byte != b'"' || is_escaped;
                is_escaped = byte == b'\\' && !is_escaped;
                continue;
            }
            match byte {
                b'"' => {
                    is_text = true;
                    if depth == 1 {
                        name.clear();
                    }
                }
                b'{' if is_at_list && !self.is_in_list => {
                    self.lists.push(String::from_utf8_lossy(&name).into_owned());
                    if self.lists.len() > self.pass {
                        self.is_in_list = true;
                        return self.object();
                    }
                    depth += 1;
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

/// The keys and values of an object that begins on that line.
fn read((line, text): (u64, Vec<u8>)) -> Result<(u64, Pairs), RowFault> {
    let mut object: Map<String, Value> =
        serde_json::from_slice(&text).map_err(|error| RowFault::of_json(line, &error))?;
    // What a feature of a map is stands a level below.
    if object.get("type").is_some_and(|kind| kind == "Feature")
        && let Some(Value::Object(properties)) = object.remove("properties")
    {
        object.extend(properties);
    }
    let mut pairs = Vec::new();
    flatten("", object, &mut pairs);
    Ok((line, pairs))
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
