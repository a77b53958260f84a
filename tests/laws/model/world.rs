//! A dossier's JSON, looked up record by record, and a calendar.

use serde_json::Value;

pub(crate) const DAY: i64 = 86_400;
pub(crate) const STOCKS: [&str; 4] = ["held", "strength", "missing", "displaced"];

/// A dossier as it is written.
#[derive(Clone, Debug)]
pub(crate) struct World(pub(crate) Value);

/// A field that is a text.
pub(crate) fn text<'a>(record: &'a Value, field: &str) -> Option<&'a str> {
    record[field].as_str()
}

/// The texts of a field that is a list.
pub(crate) fn texts<'a>(record: &'a Value, field: &str) -> Vec<&'a str> {
    record[field].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// The last second a moment names.
pub(crate) fn second(record: &Value, field: &str) -> Option<i64> {
    text(record, field).map(seconds)
}

impl World {
    pub(crate) fn list(&self, list: &str) -> &[Value] {
        self.0[list].as_array().map_or(&[], Vec::as_slice)
    }

    pub(crate) fn record(&self, list: &str, id: &str) -> &Value {
        self.list(list).iter().find(|record| record["id"] == id).unwrap_or(&Value::Null)
    }

    /// A record and its wholes, nearest first.
    pub(crate) fn up<'a>(&'a self, list: &str, id: &'a str) -> Vec<&'a str> {
        let mut up = vec![id];
        while let Some(whole) = text(self.record(list, up[up.len() - 1]), "part_of") {
            up.push(whole);
        }
        up
    }

    /// Its own, else its nearest ancestor's.
    pub(crate) fn near<'a>(&'a self, list: &str, id: &'a str, field: &str) -> Option<&'a str> {
        self.up(list, id).into_iter().find_map(|id| text(self.record(list, id), field))
    }

    pub(crate) fn parts(&self, list: &str, id: &str) -> Vec<&str> {
        self.list(list).iter().filter(|part| part["part_of"] == id).filter_map(|part| text(part, "id")).collect()
    }

    pub(crate) fn allied(&self, one: &str, other: &str) -> bool {
        one == other || self.says(one, "allies", other) || self.says(other, "allies", one)
    }

    pub(crate) fn opposed(&self, one: &str, other: &str) -> bool {
        self.says(one, "opposes", other) || self.says(other, "opposes", one)
    }

    fn says(&self, one: &str, what: &str, other: &str) -> bool {
        texts(self.record("parties", one), what).contains(&other)
    }

    /// When the event began: of a date its first second.
    pub(crate) fn start(&self, event: &str) -> Option<i64> {
        self.near("events", event, "start").map(|start| seconds(start) - if start.len() == 10 { DAY - 1 } else { 0 })
    }

    /// When the toll of an event is settled: the earliest of its own and its ancestors'.
    pub(crate) fn settled(&self, event: &str) -> Option<i64> {
        let own = |event: &&str| {
            let event = self.record("events", event);
            second(event, "settled").or(second(event, "end").map(|end| end + 7 * DAY))
        };
        self.up("events", event).iter().filter_map(own).min()
    }

    /// After the settling there is one moment only.
    pub(crate) fn clamp(&self, event: &str, outcome: &str, second: i64) -> i64 {
        match self.settled(event) {
            Some(settled) if second > settled && !STOCKS.contains(&outcome) => settled + 1,
            _ => second,
        }
    }
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Counted up from 1970.
pub(crate) fn seconds(moment: &str) -> i64 {
    let number =
        |from: usize, to: usize| moment.get(from..to).and_then(|digits| digits.parse::<i64>().ok()).unwrap_or(0);
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let years: i64 = (1970..year).map(|year| (1..=12).map(|month| days_in(year, month)).sum::<i64>()).sum();
    let months: i64 = (1..month).map(|month| days_in(year, month)).sum();
    let midnight = (years + months + day - 1) * DAY;
    if moment.len() == 10 {
        midnight + DAY - 1
    } else {
        midnight + number(11, 13) * 3600 + number(14, 16) * 60 + number(17, 19)
    }
}

/// What `seconds` reads, from the second.
pub(crate) fn show(second: i64) -> String {
    let (mut year, mut month, mut left) = (1970, 1, second / DAY);
    while left >= days_in(year, month) {
        left -= days_in(year, month);
        month += 1;
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
    }
    let date = format!("{year:04}-{month:02}-{:02}", left + 1);
    let (hour, minute, rest) = (second % DAY / 3600, second / 60 % 60, second % 60);
    if second % DAY == DAY - 1 { date } else { format!("{date}T{hour:02}:{minute:02}:{rest:02}Z") }
}
