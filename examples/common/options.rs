//! The arguments of a command: one table of options says what there is, what `--help` prints and
//! what is meant by a word that is nearly right.

use std::fmt::{Display, Write};
use std::process::ExitCode;
use std::str::FromStr;

use corroborate::{Dossier, LeastDissent, Moment, Outcome, Policy, Quantity, Question};

use super::{print, refuse};

/// A command, as its table of options says.
pub(crate) struct Command {
    pub(crate) name: &'static str,
    /// What it takes besides options, as the usage shows it.
    pub(crate) takes: &'static str,
    /// How many of these there may be, and what they are called.
    pub(crate) most: (usize, &'static str),
    /// What it does.
    pub(crate) about: &'static str,
    pub(crate) options: &'static [Opt],
    /// The exit statuses, and what else a reader must know.
    pub(crate) notes: &'static str,
}

/// One option.
#[derive(Copy, Clone)]
pub(crate) struct Opt {
    pub(crate) name: &'static str,
    /// What its value is called; a flag has none, and one of two words takes two.
    pub(crate) value: &'static str,
    pub(crate) help: &'static str,
    /// The words its value may be; without any, every value that can be read is taken.
    pub(crate) words: &'static [&'static str],
    /// Whether a value can be read.
    pub(crate) check: fn(&str) -> Result<(), String>,
}

/// An option that takes a value.
pub(crate) const fn valued(name: &'static str, value: &'static str, help: &'static str) -> Opt {
    Opt { name, value, help, words: &[], check: |_| Ok(()) }
}

/// An option whose value is a moment, a number or another thing that is read from text.
pub(crate) const fn read(
    name: &'static str,
    value: &'static str,
    check: fn(&str) -> Result<(), String>,
    help: &'static str,
) -> Opt {
    Opt { name, value, help, words: &[], check }
}

/// Whether a text can be read as such a thing.
pub(crate) fn reads<T: FromStr<Err: Display>>(text: &str) -> Result<(), String> {
    text.parse::<T>().map(|_| ()).map_err(|error| error.to_string())
}

/// An option whose value is one of a few words.
pub(crate) const fn word(
    name: &'static str,
    value: &'static str,
    words: &'static [&'static str],
    help: &'static str,
) -> Opt {
    Opt { name, value, help, words, check: |_| Ok(()) }
}

/// An option without a value.
pub(crate) const fn flag(name: &'static str, help: &'static str) -> Opt {
    Opt { name, value: "", help, words: &[], check: |_| Ok(()) }
}

pub(crate) const AS_OF: Opt = read(
    "--as-of",
    "MOMENT",
    reads::<Moment>,
    "the toll as it stood at that moment (2022-01-21, or 2022-01-21T13:53:00Z); else each as of its newest claim",
);
pub(crate) const KNOWN_BY: Opt = read("--known-by", "MOMENT", reads::<Moment>, "only what had been published by then");
pub(crate) const POLICY: Opt = word(
    "--policy",
    "NAME",
    &corroborate::policy::NAMES,
    "the rule that makes a range of what voices say; else least-dissent",
);

/// The exit status of a command that reads one dossier and prints one answer.
pub(crate) const STATUS: &str = "\
Exit status: 0; 1 if not everything could be written; 2 for a bad dossier or bad arguments, with every fault on
standard error. A dossier named - is standard input.";

/// The arguments as they were given.
pub(crate) struct Given {
    values: Vec<(&'static str, String)>,
    named: Vec<String>,
}

impl Command {
    /// Reads the arguments of this process. For `--help` and `--version`, and for arguments that
    /// cannot be read, it prints what there is to say and gives the exit status.
    pub(crate) fn read(&self) -> Result<Given, ExitCode> {
        self.read_from(std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned()).collect())
    }

    /// The same from those arguments.
    pub(crate) fn read_from(&self, arguments: Vec<String>) -> Result<Given, ExitCode> {
        let asked = |long: &str, short: &str| {
            arguments.iter().take_while(|argument| *argument != "--").any(|given| given == long || given == short)
        };
        if asked("--help", "-h") {
            return Err(print(&self.help()));
        }
        if asked("--version", "-V") {
            return Err(print(&version(self.name)));
        }
        self.parsed(arguments).map_err(|faults| self.refuse(&faults))
    }

    /// Says what is wrong with the arguments and how they are written; the exit status for that.
    pub(crate) fn refuse(&self, faults: &[String]) -> ExitCode {
        let name = self.name.split(' ').next().unwrap_or_default();
        refuse(format!("{}\n{}{name} --help says more\n", faults.join("\n"), self.usage()).trim_end())
    }

    fn parsed(&self, arguments: Vec<String>) -> Result<Given, Vec<String>> {
        let mut given = Given { values: Vec::new(), named: Vec::new() };
        let mut faults = Vec::new();
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            if argument == "--" {
                given.named.extend(arguments.by_ref());
            } else if !argument.starts_with('-') || argument.chars().nth(1).is_none_or(|c| c.is_ascii_digit()) {
                given.named.push(argument);
            } else {
                self.option(&argument, &mut arguments, &mut given, &mut faults);
            }
        }
        let (most, what) = self.most;
        let more = given.named.iter().skip(most);
        faults.extend(more.map(|more| match most {
            0 => format!("it takes nothing, found {more:?}"),
            _ => format!("one {what} at a time, found {more:?} as well"),
        }));
        if faults.is_empty() { Ok(given) } else { Err(faults) }
    }

    /// One option with its value, which may stand behind an equals sign.
    fn option(
        &self,
        argument: &str,
        rest: &mut impl Iterator<Item = String>,
        given: &mut Given,
        faults: &mut Vec<String>,
    ) {
        let (name, joined) = match argument.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (argument, None),
        };
        let Some(option) = self.options.iter().find(|option| option.name == name) else {
            let names = self.options.iter().map(|option| option.name).chain(["--help", "--version"]);
            faults.push(format!("there is no option {name}{}", did_you_mean(name, names)));
            return;
        };
        if option.value.is_empty() {
            match joined {
                None => given.values.push((option.name, String::new())),
                Some(_) => faults.push(format!("{name} takes no value")),
            }
            return;
        }
        let mut values = joined.into_iter().chain(rest);
        for what in option.value.split(' ') {
            match values.next() {
                None => faults.push(format!("{name} takes a value: {what}")),
                Some(value) if !option.words.is_empty() && !option.words.contains(&value.as_str()) => {
                    faults.push(format!("{name}: {}", not_one_of(&value, option.words)));
                }
                Some(value) => match (option.check)(&value) {
                    Ok(()) => given.values.push((option.name, value)),
                    Err(fault) => faults.push(format!("{name}: {fault}")),
                },
            }
        }
    }

    /// "usage: reconcile DOSSIER.json|- [OPTIONS]", a line each.
    pub(crate) fn usage(&self) -> String {
        let options = if self.options.is_empty() { "" } else { " [OPTIONS]" };
        let takes = if self.takes.is_empty() { String::new() } else { format!(" {}", self.takes) };
        format!("usage: {}{takes}{options}\n", self.name)
    }

    pub(crate) fn help(&self) -> String {
        let mut text = format!("{}\n{}\n", self.usage(), self.about.trim_end());
        let all = self.options.iter().copied().chain([flag("--help", "this"), flag("--version", "the version")]);
        let heads: Vec<(String, Opt)> =
            all.map(|option| (format!("{} {}", option.name, option.value).trim_end().to_owned(), option)).collect();
        let width = heads.iter().map(|(head, _)| head.len()).max().unwrap_or(0);
        text.push_str("\nOptions:\n");
        for (head, option) in &heads {
            let words = if option.words.is_empty() { String::new() } else { format!(": {}", option.words.join(", ")) };
            let lines = super::lines_of(&format!("{}{words}", option.help), 116 - width);
            for (at, line) in lines.iter().enumerate() {
                let head = if at == 0 { head.as_str() } else { "" };
                let _ = writeln!(text, "  {head:width$}  {line}");
            }
        }
        if !self.notes.is_empty() {
            let _ = write!(text, "\n{}\n", self.notes.trim_end());
        }
        text
    }
}

/// The verb that is the first argument, with the arguments behind it; help, version and faults as
/// for one command.
pub(crate) fn verb<'c>(name: &str, about: &str, commands: &[&'c Command]) -> Result<(&'c Command, Given), ExitCode> {
    let mut arguments: Vec<String> =
        std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned()).collect();
    let verbs: Vec<&str> = commands.iter().filter_map(|command| command.name.split(' ').nth(1)).collect();
    let usage: String = commands.iter().map(|command| command.usage()).collect();
    let usage = usage.replace("\nusage:", "\n      ");
    match arguments.first().map(String::as_str) {
        Some("--help" | "-h") => {
            let whole: Vec<String> = commands.iter().map(|command| command.help()).collect();
            Err(print(&format!("{usage}\n{about}\n\n{}", whole.join("\n"))))
        }
        Some("--version" | "-V") => Err(print(&version(name))),
        Some(first) => match verbs.iter().position(|verb| *verb == first) {
            Some(at) => {
                arguments.remove(0);
                commands[at].read_from(arguments).map(|given| (commands[at], given))
            }
            None => Err(refuse(format!("{}\n{usage}{name} --help says more", not_one_of(first, &verbs)))),
        },
        None => Err(refuse(format!("{}?\n{usage}{name} --help says more", verbs.join(" or ")))),
    }
}

/// The name of a command and the version of the crate.
pub(crate) fn version(name: &str) -> String {
    format!("{} {}\n", name.split(' ').next().unwrap_or_default(), env!("CARGO_PKG_VERSION"))
}

impl Given {
    pub(crate) fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// The last value given for an option.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.values(name).last()
    }

    pub(crate) fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        self.values.iter().filter(move |(option, _)| *option == name).map(|(_, value)| value.as_str())
    }

    /// The last value given for an option that [`read`] has found to be readable.
    pub(crate) fn read<T: FromStr>(&self, name: &str) -> Option<T> {
        self.value(name).and_then(|text| text.parse().ok())
    }

    pub(crate) fn moment(&self, name: &str) -> Option<Moment> {
        self.read(name)
    }

    /// The question that `--as-of` and `--known-by` ask.
    pub(crate) fn question(&self) -> Question {
        let question = self.moment("--as-of").map_or_else(Question::new, |moment| Question::new().as_of(moment));
        self.moment("--known-by").map_or(question, |moment| question.known_by(moment))
    }

    /// The policy named, or least dissent.
    pub(crate) fn policy(&self) -> Box<dyn Policy> {
        let named = self.value("--policy").and_then(corroborate::policy::named);
        named.unwrap_or_else(|| Box::new(LeastDissent::new()))
    }

    /// What was given besides options.
    pub(crate) fn named(&self) -> &[String] {
        &self.named
    }
}

/// "\"xml\" is not one of table, json", and which of them is near.
pub(crate) fn not_one_of(found: &str, words: &[&str]) -> String {
    format!("{found:?} is not one of {}{}", words.join(", "), did_you_mean(found, words.iter().copied()))
}

/// "; did you mean …?", if a word is near.
pub(crate) fn did_you_mean<'w>(found: &str, words: impl IntoIterator<Item = &'w str>) -> String {
    let near = words.into_iter().map(|word| (distance(&found.to_lowercase(), &word.to_lowercase()), word));
    let allowed = |word: &str| (found.chars().count().max(word.chars().count()) / 3).clamp(1, 3);
    match near.filter(|&(distance, word)| distance <= allowed(word)).min() {
        Some((_, word)) => format!("; did you mean {word}?"),
        None => String::new(),
    }
}

/// How many letters are to be added, dropped, replaced or swapped with the next.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=other.len()).collect()];
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let mut least = (rows[i][j] + usize::from(a != b)).min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows.last().and_then(|row| row.last()).copied().unwrap_or(0)
}

/// `event/group/outcome` of that dossier; of a word that it does not have, which is near.
pub(crate) fn quantity_in(dossier: &Dossier, text: &str) -> Result<Quantity, String> {
    match parts_in(dossier, text)? {
        [Some(event), Some(group), Some(outcome)] => super::quantity_of(&format!("{event}/{group}/{outcome}")),
        _ => Err(format!("{text:?} is not EVENT/GROUP/OUTCOME, as in hasakah/all/killed")),
    }
}

/// Event, group and outcome of a dossier, of which any may be left out or `*`: `*/all/killed`,
/// `hasakah`, `//killed`.
pub(crate) fn parts_in<'t>(dossier: &Dossier, text: &'t str) -> Result<[Option<&'t str>; 3], String> {
    let parts: Vec<&str> = text.split('/').collect();
    if parts.len() > 3 {
        return Err(format!("{text:?} is not EVENT/GROUP/OUTCOME, as in hasakah/all/killed"));
    }
    let part = |at: usize| parts.get(at).copied().filter(|part| !part.is_empty() && *part != "*");
    let known = [
        ("event", dossier.events().iter().map(|event| event.id().as_str()).collect::<Vec<_>>()),
        ("group", dossier.groups().iter().map(|group| group.id().as_str()).collect()),
        ("outcome", Outcome::ALL.iter().map(|outcome| outcome.as_str()).collect()),
    ];
    for (at, (what, known)) in known.iter().enumerate() {
        if let Some(part) = part(at).filter(|part| !known.contains(part)) {
            let meaning = part.parse::<Outcome>().err().filter(|_| at == 2).map_or_else(Vec::new, |odd| odd.near());
            let near = match did_you_mean(part, known.iter().copied()) {
                _ if !meaning.is_empty() => format!("; did you mean {}?", meaning.join(" or ")),
                near if near.is_empty() => some_of(known),
                near => near,
            };
            return Err(format!("{text:?}: there is no {what} {part}{near}"));
        }
    }
    Ok([part(0), part(1), part(2)])
}

/// "; there are a, b, …"
fn some_of(known: &[&str]) -> String {
    const MOST: usize = 13;
    let more = if known.len() > MOST { ", …" } else { "" };
    format!("; there are {}{more}", known.iter().take(MOST).copied().collect::<Vec<_>>().join(", "))
}
