//! What `calibrate` needs: its arguments, its tables of rows, and its two ways to answer.

mod answers;
mod rows;

pub(crate) use answers::{Asked, json, table};
pub(crate) use rows::{ReferencesOf, event_order, references, statements};

use corroborate::{Moment, Outcome};

use crate::beside::{ANCHOR, LEVEL};
use crate::common::options::{AS_OF, Command, Given, KNOWN_BY, Opt, did_you_mean, flag, read, reads, valued, word};

const STATEMENTS: Opt = valued(
    "--statements",
    "FILE",
    "rows of event,source,class,interest,kind,word,low,high,day in place of dossiers, one quantity an event; ask then \
     writes rows of event,low,median,high,p_at_least_25, also where all who speak have a stake",
);

/// `calibrate learn`.
pub(crate) const LEARN: Command = Command {
    name: "calibrate learn",
    takes: "DOSSIER.json|- ... | --statements FILE",
    most: (usize::MAX, "dossier"),
    about: "How sources err, from what they say of many events: a bias table as JSON.",
    options: &[
        STATEMENTS,
        valued("--references", "FILE", "rows of event,group,outcome,count: what a later inquiry found"),
        read("--outcome", "NAME", outcome, "what is to be learned: killed (the default) or another that only adds up"),
    ],
    notes: "",
};

/// `calibrate ask`.
pub(crate) const ASK: Command = Command {
    name: "calibrate ask",
    takes: "DOSSIER.json|- | --statements FILE",
    most: (1, "dossier"),
    about: "How many, probably, beside what was reported.",
    options: &[
        STATEMENTS,
        valued("--table", "FILE", "a table that was learned; else the default one, learned nowhere"),
        ANCHOR,
        LEVEL,
        read("--at-least", "N", reads::<u64>, "how likely N or more is; may be given again"),
        flag("--partisan", "an interval also where all who name a number have a stake in it"),
        AS_OF,
        KNOWN_BY,
        flag("--explain", "how each voice was read"),
        word("--format", "NAME", &["table", "json"], "table (the default) or json"),
    ],
    notes: "\
Exit status: 0; 1 if not everything could be written; 2 for a bad dossier, table or bad arguments, with every fault
on standard error. A dossier named - is standard input.",
};

fn outcome(text: &str) -> Result<(), String> {
    let words = Outcome::ALL.iter().map(|outcome| outcome.as_str());
    text.parse::<Outcome>().map(|_| ()).map_err(|error| {
        let near = if error.near().is_empty() { did_you_mean(text, words) } else { String::new() };
        format!("{error}{near}")
    })
}

/// What is to be done.
pub(crate) enum Arguments {
    Learn(Given),
    Ask(Given),
}

/// What is wrong beyond single options.
pub(crate) fn faults(arguments: &Arguments) -> Vec<String> {
    match arguments {
        Arguments::Learn(given) if given.named().is_empty() != given.has("--statements") => {
            vec!["learn from dossiers, or from --statements".to_owned()]
        }
        Arguments::Ask(given) if given.named().is_empty() != given.has("--statements") => {
            vec!["ask about a dossier, or about --statements".to_owned()]
        }
        Arguments::Ask(given) => {
            let of_dossiers = ["--at-least", "--partisan", "--as-of", "--known-by", "--explain", "--format"];
            let lost = given.has("--statements") && of_dossiers.iter().any(|name| given.has(name));
            let why = "--statements takes --table, --anchor and --level: its rows are always the same";
            lost.then(|| why.to_owned()).into_iter().collect()
        }
        Arguments::Learn(_) => Vec::new(),
    }
}

/// The numbers of `--at-least`, in order and each once.
pub(crate) fn at_least(given: &Given) -> Vec<u64> {
    let mut numbers: Vec<u64> = given.values("--at-least").filter_map(|text| text.parse().ok()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// As of when, and known by when.
pub(crate) fn moments(given: &Given) -> (Option<Moment>, Option<Moment>) {
    (given.moment("--as-of"), given.moment("--known-by"))
}
