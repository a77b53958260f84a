//! What `calibrate` needs: its arguments, its tables of rows, and its two ways to answer.

mod answers;
mod rows;

pub(crate) use answers::{Asked, json, table};
pub(crate) use rows::{ReferencesOf, event_order, references, statements};

use corroborate::Moment;
use corroborate::calibrate::{Anchor, BiasTable, Level};

pub(crate) const USAGE: &str = "\
usage: calibrate learn DOSSIER.json|- … | --statements FILE.csv [--references FILE.csv] [--outcome NAME]
       calibrate ask DOSSIER.json|- | --statements FILE.csv [--table FILE.json] [--anchor as-said|survey]
                 [--level PER-CENT] [--at-least N] [--partisan] [--as-of MOMENT] [--known-by MOMENT]
                 [--explain] [--format table|json]
  learn                how sources err, from what they say of many events: a bias table as JSON
  ask                  how many, probably, beside what was reported
  --statements FILE    rows of event,source,class,interest,kind,word,low,high,day in place of dossiers, one quantity an
                       event; ask then writes rows of event,low,median,high,p_at_least_25, also where all who speak have
                       a stake
  --references FILE    rows of event,group,outcome,count: what a later inquiry found
  --outcome NAME       what is to be learned: killed (the default) or another outcome that only adds up
  --table FILE         a table that was learned; else the default one, learned nowhere
  --anchor NAME        as-said: monitors miss nobody; survey: they miss about one in seven; else that of the table
  --level PER-CENT     how much an interval is to hold, 50 to 99 (90 if not given)
  --at-least N         how likely N or more is; may be given again
  --partisan           an interval also where all who name a number have a stake in it
  --as-of, --known-by  as for reconcile
  --explain            how each voice was read
  --format NAME        table (the default) or json";

/// What is to be done.
pub(crate) enum Arguments {
    Learn(Learning),
    Ask(Box<Asking>),
}

/// `learn`.
#[derive(Default)]
pub(crate) struct Learning {
    pub(crate) dossiers: Vec<String>,
    pub(crate) statements: Option<String>,
    pub(crate) references: Option<String>,
    pub(crate) outcome: Option<corroborate::Outcome>,
}

/// `ask`.
pub(crate) struct Asking {
    pub(crate) dossier: Option<String>,
    pub(crate) statements: Option<String>,
    pub(crate) table: Option<String>,
    pub(crate) anchor: Option<Anchor>,
    pub(crate) level: Level,
    pub(crate) at_least: Vec<u64>,
    pub(crate) partisan: bool,
    pub(crate) as_of: Option<Moment>,
    pub(crate) known_by: Option<Moment>,
    pub(crate) explain: bool,
    pub(crate) json: bool,
}

impl Asking {
    fn new() -> Asking {
        Asking {
            dossier: None,
            statements: None,
            table: None,
            anchor: None,
            level: Level::NINETY,
            at_least: Vec::new(),
            partisan: false,
            as_of: None,
            known_by: None,
            explain: false,
            json: false,
        }
    }
}

/// Reads the arguments, or finds every fault in them.
pub(crate) fn arguments(mut given: impl Iterator<Item = String>) -> Result<Arguments, Vec<String>> {
    match given.next().as_deref() {
        Some("learn") => learning(given).map(Arguments::Learn),
        Some("ask") => asking(given).map(|asking| Arguments::Ask(Box::new(asking))),
        Some(other) => Err(vec![format!("{other:?} is not one of learn, ask")]),
        None => Err(vec!["learn or ask?".to_owned()]),
    }
}

fn learning(mut given: impl Iterator<Item = String>) -> Result<Learning, Vec<String>> {
    let mut learning = Learning::default();
    let mut faults = Vec::new();
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--statements" => learning.statements = value(&argument, &mut given, &mut faults),
            "--references" => learning.references = value(&argument, &mut given, &mut faults),
            "--outcome" => learning.outcome = read(&argument, &mut given, &mut faults),
            flag if flag.starts_with("--") => faults.push(format!("learn has no option {flag}")),
            path => learning.dossiers.push(path.to_owned()),
        }
    }
    if learning.dossiers.is_empty() == learning.statements.is_none() && faults.is_empty() {
        faults.push("learn from dossiers, or from --statements".to_owned());
    }
    if faults.is_empty() { Ok(learning) } else { Err(faults) }
}

fn asking(mut given: impl Iterator<Item = String>) -> Result<Asking, Vec<String>> {
    let mut asking = Asking::new();
    let mut faults = Vec::new();
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--statements" => asking.statements = value(&argument, &mut given, &mut faults),
            "--table" => asking.table = value(&argument, &mut given, &mut faults),
            "--anchor" => match value(&argument, &mut given, &mut faults).as_deref() {
                Some("as-said") => asking.anchor = Some(Anchor::AS_SAID),
                Some("survey") => asking.anchor = Some(Anchor::default()),
                Some(other) => faults.push(format!("--anchor: {other:?} is not one of as-said, survey")),
                None => {}
            },
            "--level" => {
                let level: Option<f64> = read(&argument, &mut given, &mut faults);
                match level.map(Level::per_cent) {
                    Some(Ok(level)) => asking.level = level,
                    Some(Err(error)) => faults.push(format!("--level: {error}")),
                    None => {}
                }
            }
            "--at-least" => asking.at_least.extend(read::<u64>(&argument, &mut given, &mut faults)),
            "--as-of" => asking.as_of = read(&argument, &mut given, &mut faults),
            "--known-by" => asking.known_by = read(&argument, &mut given, &mut faults),
            "--partisan" => asking.partisan = true,
            "--explain" => asking.explain = true,
            "--format" => match value(&argument, &mut given, &mut faults).as_deref() {
                Some("table") => asking.json = false,
                Some("json") => asking.json = true,
                Some(other) => faults.push(format!("{other:?} is not one of table, json")),
                None => {}
            },
            flag if flag.starts_with("--") => faults.push(format!("ask has no option {flag}")),
            path if asking.dossier.is_none() => asking.dossier = Some(path.to_owned()),
            another => faults.push(format!("one dossier at a time, found {another:?} as well")),
        }
    }
    asking.at_least.sort_unstable();
    asking.at_least.dedup();
    if asking.dossier.is_none() == asking.statements.is_none() && faults.is_empty() {
        faults.push("ask about a dossier, or about --statements".to_owned());
    }
    let of_dossiers = asking.json
        || asking.explain
        || asking.partisan
        || asking.as_of.is_some()
        || asking.known_by.is_some()
        || !asking.at_least.is_empty();
    if asking.statements.is_some() && of_dossiers {
        let only = "--statements takes --table, --anchor and --level: its rows are always the same";
        faults.push(only.to_owned());
    }
    if faults.is_empty() { Ok(asking) } else { Err(faults) }
}

fn value(option: &str, given: &mut impl Iterator<Item = String>, faults: &mut Vec<String>) -> Option<String> {
    let value = given.next();
    if value.is_none() {
        faults.push(format!("{option} takes a value"));
    }
    value
}

fn read<T: std::str::FromStr<Err: std::fmt::Display>>(
    option: &str,
    given: &mut impl Iterator<Item = String>,
    faults: &mut Vec<String>,
) -> Option<T> {
    let text = value(option, given, faults)?;
    text.parse().map_err(|error| faults.push(format!("{option}: {text:?}: {error}"))).ok()
}

/// The table in a file, or the default one.
pub(crate) fn bias_table(path: Option<&str>) -> Result<BiasTable, String> {
    let Some(path) = path else { return Ok(BiasTable::default()) };
    let text = crate::common::text_of(path)?;
    serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))
}
