//! Writes a dossier as a Markdown report for a newsroom: the range and grade of each quantity, the
//! reasons, the dissenters, the changes since a date, and every claim with its address.
//!
//! ```text
//! cargo run --release --example report -- [DOSSIER.json] [--since MOMENT] [--as-of MOMENT]
//!     [--known-by MOMENT] [--policy NAME] [--left-out LEFT-OUT.json]
//!     [--table FILE.json|default] [--anchor as-said|survey] [--level PER-CENT]
//! ```
//!
//! Without a dossier, it uses that of al-Hasakah, with the rows left out of it and the changes
//! since 30 January 2022. For another dossier, changes are shown only with `--since`. The report
//! shows the quantities that claims name, and the wholes that add up two parts or more. The same
//! dossier gives the same bytes. With a bias table (and `--features calibrate`), each quantity has
//! the interval of its toll beside the range, with what it assumes. Exit status 0; 2 for a bad dossier or bad arguments.
//!
//! Cut at each …, it prints:
//!
//! ```text
//! $ cargo run --release --example report
//! # What the sources say, and what it amounts to
//!
//! 241 claims by 51 sources, who speak with 29 independent voices, on 54 quantities: as of …
//!
//! These are ranges of what was reported, not confidence intervals: a wide range is …
//!
//! ## At a glance
//!
//! **Islamic State attack on Ghwayran (al-Sinaa) prison and ensuing battle**
//!
//! | who | outcome | range | best | grade | conceded | against it |
//! |---|---|--:|--:|---|--:|---|
//! | [All dead](#hasakah-all-killed) | killed | 507 to 550 | 507 | corroborated | 117 |  |
//! | [All dead](#hasakah-all-casualties) | casualties | 530 or more | 530 | derived | 140 |  |
//! …
//! ```

mod beside;
mod common;
mod story;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::process::ExitCode;

use beside::{ANCHOR, LEVEL, Lens, TABLE, read_lens};
use common::options::{AS_OF, Command, Given, KNOWN_BY, POLICY, STATUS, read, reads, valued};
use common::{graded, nothing_said, or_dash, print_for_people, refuse, text_of};
use corroborate::derivation::{NotStanding, StatementStep, VoiceStep};
use corroborate::timeline::{Change, Reason};
use corroborate::{
    Claim, Derivation, Dissenter, Dossier, Estimate, Fate, Moment, Outcome, Policy, Quantity, Question, Reconciliation,
};
use story::{event_name, group_name, in_order_of_weight, story_dossier, voice_name};

const COMMAND: Command = Command {
    name: "report",
    takes: "[DOSSIER.json|-]",
    most: (1, "dossier"),
    about: "\
Writes a dossier as a report for a newsroom: the range and grade of each quantity, the reasons, who disagrees, what
changed since a date, and every claim with its address. Without a dossier it tells the battle of al-Hasakah.",
    options: &[
        read("--since", "MOMENT", reads::<Moment>, "what changed since then"),
        AS_OF,
        KNOWN_BY,
        POLICY,
        valued("--left-out", "FILE.json", "rows that were collected and are no claims, and why"),
        TABLE,
        ANCHOR,
        LEVEL,
    ],
    notes: STATUS,
};

/// The day on which the Syrian Democratic Forces declared the battle over.
const SINCE: &str = "2022-01-30";

/// The rows of al-Hasakah that are no claims, and why not.
const LEFT_OUT: &str = include_str!("data/hasakah-left-out.json");

fn main() -> ExitCode {
    let given = match COMMAND.read() {
        Ok(given) => given,
        Err(done) => return done,
    };
    let lens = match read_lens(&given) {
        Ok(lens) => lens,
        Err(fault) => return COMMAND.refuse(&[fault]),
    };
    match story(&given, lens.as_ref()) {
        Ok(text) => print_for_people(&text),
        Err(fault) => refuse(fault),
    }
}

fn story(given: &Given, lens: Option<&Lens>) -> Result<String, String> {
    let policy = given.policy();
    let of_hasakah = given.named().is_empty();
    let since = match given.moment("--since") {
        None if of_hasakah => SINCE.parse().ok(),
        given => given,
    };
    let (as_of, known_by) = (given.moment("--as-of"), given.moment("--known-by"));
    let left_out = match given.value("--left-out") {
        Some(path) => left_out(&text_of(path)?)?,
        None if of_hasakah => left_out(LEFT_OUT)?,
        None => Vec::new(),
    };
    let dossier = story_dossier(given)?;
    // As of the same moment or, if nothing more was known then, each quantity as of its newest
    // claim of those days.
    let then = |since: Moment| {
        let before = as_of.map_or_else(Question::new, |moment| Question::new().as_of(moment.min(since)));
        (since, dossier.reconcile(&before.known_by(since), &*policy))
    };
    let now = dossier.reconcile(&given.question(), &*policy);
    let report = Report {
        dossier: &dossier,
        policy: &*policy,
        as_of,
        known_by,
        intervals: lens.map_or_else(BTreeMap::new, |lens| lens.words(&now)),
        now,
        since: since.map(then),
    };
    if report.now.estimates().is_empty() { Ok(nothing_said(as_of, known_by)) } else { Ok(report.written(&left_out)) }
}

/// A row that is no claim.
struct LeftOut {
    row: String,
    why: String,
}

fn left_out(text: &str) -> Result<Vec<LeftOut>, String> {
    let fault = |error: &dyn std::fmt::Display| format!("what was left out: {error}");
    let rows: Vec<BTreeMap<String, String>> = serde_json::from_str(text).map_err(|error| fault(&error))?;
    let field = |row: &BTreeMap<String, String>, name: &str| row.get(name).cloned();
    let read = |row: &BTreeMap<String, String>| Some(LeftOut { row: field(row, "row")?, why: field(row, "why")? });
    rows.iter().map(|row| read(row).ok_or_else(|| fault(&"a row without \"row\" or \"why\""))).collect()
}

struct Report<'d> {
    dossier: &'d Dossier,
    policy: &'d dyn Policy,
    as_of: Option<Moment>,
    known_by: Option<Moment>,
    now: Reconciliation<'d>,
    /// What the interval of each toll says, where a bias table is given.
    intervals: BTreeMap<Quantity, String>,
    /// The moment since which to tell what changed, and the answer as it was known then.
    since: Option<(Moment, Reconciliation<'d>)>,
}

impl Report<'_> {
    fn written(&self, left_out: &[LeftOut]) -> String {
        let mut text = String::new();
        let shown: Vec<(&Estimate, Derivation)> = self.shown();
        self.head(&mut text, &shown);
        self.at_a_glance(&mut text, &shown);
        let changes = self.since.as_ref().map(|(since, then)| (*since, then.changes(&self.now)));
        let mut event = None;
        for (estimate, derivation) in &shown {
            let quantity = estimate.quantity();
            if event.replace(quantity.event()) != Some(quantity.event()) {
                let _ = writeln!(text, "\n## {}\n", escaped(event_name(self.dossier, quantity)));
                text.push_str(&self.of_event(quantity));
            }
            self.quantity(&mut text, estimate, derivation, changes.as_ref());
        }
        self.sources(&mut text);
        written_left_out(&mut text, left_out);
        text
    }

    /// The quantities that claims name, and the wholes that add something up: of the events
    /// of which most is said first.
    fn shown(&self) -> Vec<(&Estimate, Derivation)> {
        let named: BTreeSet<Quantity> = self.dossier.claims().iter().map(Claim::quantity).collect();
        let explained = self.now.estimates().iter().filter_map(|estimate| {
            let derivation = self.now.explain(estimate.quantity())?;
            (named.contains(estimate.quantity()) || adds_up(&derivation)).then_some((estimate, derivation))
        });
        let mut shown: Vec<(&Estimate, Derivation)> = explained.collect();
        shown.sort_by_cached_key(|(estimate, _)| in_order_of_weight(self.dossier, estimate.quantity()));
        shown
    }

    fn head(&self, text: &mut String, shown: &[(&Estimate, Derivation)]) {
        let asked = match (self.as_of, self.known_by) {
            (None, None) => "as of the newest claim on each quantity, on all that is known now".to_owned(),
            (Some(as_of), None) => format!("as of {as_of}, on all that is known now"),
            (None, Some(known)) => format!("as of the newest claim on each quantity, on what was known by {known}"),
            (Some(as_of), Some(known)) => format!("as of {as_of}, on what was known by {known}"),
        };
        let sources: BTreeSet<_> = self.dossier.claims().iter().map(Claim::source).collect();
        let voices: BTreeSet<_> = self.dossier.claims().iter().map(|claim| voice_name(self.dossier, claim)).collect();
        let _ = write!(
            text,
            "# What the sources say, and what it amounts to\n\n\
             {} claims by {} sources, who speak with {} independent voices, on {} quantities: {}, by the rule \
             \"{}\" ({}).\n\n\
             These are ranges of what was reported, not confidence intervals: a wide range is ignorance, a contested \
             one conflict. *Corroborated* means that two independent voices name a figure in the range; \
             *uncorroborated*, that nobody else does; *partisan*, that only those with a stake in the answer speak; \
             *derived*, that it follows from what was counted of its parts; *contested*, that voices contradict each \
             other; *unsupported*, that nothing bounds it.\n",
            self.dossier.claims().len(),
            sources.len(),
            voices.len(),
            shown.len(),
            asked,
            escaped(self.policy.rule_in_words()),
            escaped(self.policy.name()),
        );
    }

    fn at_a_glance(&self, text: &mut String, shown: &[(&Estimate, Derivation)]) {
        text.push_str("\n## At a glance\n");
        let mut event = None;
        for (estimate, derivation) in shown {
            let quantity = estimate.quantity();
            if event.replace(quantity.event()) != Some(quantity.event()) {
                let _ = write!(
                    text,
                    "\n**{}**\n\n| who | outcome | range | best | grade | conceded | against it |\n\
                     |---|---|--:|--:|---|--:|---|\n",
                    escaped(event_name(self.dossier, quantity))
                );
            }
            let dissenting = derivation.voices.iter().filter(|voice| speaks_against(derivation, voice));
            let mut against: Vec<String> = dissenting.map(|voice| escaped(&voice.name)).collect();
            if estimate.dissenters().contains(&Dissenter::Parts) {
                against.push("its parts".to_owned());
            }
            let _ = writeln!(
                text,
                "| [{}](#{}) | {} | {} | {} | {} | {} | {} |",
                escaped(group_name(self.dossier, quantity)),
                anchor(quantity),
                quantity.outcome(),
                estimate.range(),
                or_dash(estimate.best()),
                graded(estimate),
                or_dash(estimate.conceded()),
                against.join(", "),
            );
        }
    }

    fn of_event(&self, quantity: &Quantity) -> String {
        let Some(event) = self.dossier.event(quantity.event()) else { return String::new() };
        let mut facts: Vec<String> = event.place().map(escaped).into_iter().collect();
        facts.extend(match (event.start(), event.end()) {
            (Some(start), Some(end)) => Some(format!("{start} to {end}")),
            (Some(start), None) => Some(format!("from {start}, no end declared")),
            (None, Some(end)) => Some(format!("until {end}")),
            (None, None) => None,
        });
        facts.extend(event.settled().map(|settled| format!("toll settled on {settled}")));
        let whole = event.part_of().and_then(|whole| self.dossier.event(whole));
        facts.extend(whole.map(|whole| format!("part of \"{}\"", escaped(whole.name()))));
        if facts.is_empty() { facts.join("") } else { format!("{}.\n", facts.join("; ")) }
    }

    fn quantity(
        &self,
        text: &mut String,
        estimate: &Estimate,
        derivation: &Derivation,
        changes: Option<&(Moment, Vec<Change>)>,
    ) {
        let quantity = estimate.quantity();
        let _ = write!(
            text,
            "\n<a id=\"{}\"></a>\n\n### {}, {}\n\n**{}** {}, as of {}: *{}*.\n",
            anchor(quantity),
            escaped(group_name(self.dossier, quantity)),
            quantity.outcome(),
            estimate.range(),
            match estimate.best() {
                Some(best) => format!("(best {})", or_dash(Some(best))),
                None => "(no best)".to_owned(),
            },
            estimate.as_of(),
            graded(estimate),
        );
        if let Some(interval) = self.intervals.get(quantity) {
            let _ = write!(text, "\n**How many, probably.** {}\n", escaped(interval));
        }
        // The first sentence is the headline, and stands above.
        let words = derivation.words().sentences().get(1..).unwrap_or_default().join(" ");
        if !words.is_empty() {
            let _ = write!(text, "\n**Why.** {}\n", escaped(&words));
        }
        let against = disagreeing(derivation);
        if !against.is_empty() {
            let _ = write!(text, "\n**Who disagrees.** {}\n", against.join("; ") + ".");
        }
        if let Some((since, changes)) = changes {
            let change = changes.iter().find(|change| change.quantity == *quantity);
            let _ = write!(text, "\n**Since {since}.** {}\n", self.changed(change));
        }
        self.claims(text, quantity, derivation);
    }

    fn changed(&self, change: Option<&Change>) -> String {
        let Some(change) = change else { return "Nothing changed.".to_owned() };
        let now = change.after.as_ref().map_or_else(|| "gone".to_owned(), |after| after.range().to_string());
        let before = match &change.before {
            None => "Nothing was known then.".to_owned(),
            Some(before) if change.after.as_ref().is_some_and(|after| after.range() == before.range()) => {
                format!("Still {now}{}.", regraded(change))
            }
            Some(before) => format!("It was {} then{}.", before.range(), regraded(change)),
        };
        // Claims by what happened to them: each way once.
        let mut came: Vec<String> = Vec::new();
        let mut other: Vec<String> = Vec::new();
        let (mut parts, mut lapsed) = (Vec::new(), 0_usize);
        for cause in &change.causes {
            match (&cause.claim, &cause.reason) {
                (Some(claim), Reason::CameIn { count, name }) => {
                    came.push(format!("{claim} \"{}\" ({})", escaped(count.as_str()), escaped(name)));
                }
                (_, Reason::InTime) => lapsed += 1,
                (_, Reason::Part(part) | Reason::Whole(part)) => {
                    let elsewhere = part.event() != change.quantity.event();
                    let place =
                        if elsewhere { format!(" of \"{}\"", event_name(self.dossier, part)) } else { String::new() };
                    let outcome = if part.outcome() == change.quantity.outcome() {
                        String::new()
                    } else {
                        format!(", {}", part.outcome())
                    };
                    parts.push(escaped(&format!("{}{outcome}{place}", group_name(self.dossier, part))));
                }
                _ => other.push(escaped(&cause.to_string())),
            }
        }
        let mut sentences = vec![before];
        if !came.is_empty() {
            sentences.push(format!("Came in: {}.", came.join("; ")));
        }
        if !other.is_empty() {
            sentences.push(format!("{}.", other.join("; ")));
        }
        if !parts.is_empty() {
            sentences.push(format!("Changed beneath or above it: {}.", parts.join("; ")));
        }
        if lapsed > 0 {
            sentences.push(match lapsed {
                1 => "One earlier claim bears on it otherwise, the moment being another.".to_owned(),
                _ => format!("{lapsed} earlier claims bear on it otherwise, the moment being another."),
            });
        }
        sentences.join(" ")
    }

    fn claims(&self, text: &mut String, quantity: &Quantity, derivation: &Derivation) {
        let mut claims: Vec<&Claim> =
            self.dossier.claims().iter().filter(|claim| claim.quantity() == *quantity).collect();
        if claims.is_empty() {
            text.push_str("\nNo claim names just this.\n");
            return;
        }
        claims.sort_by_key(|claim| (claim.as_of(), claim.known_from(), claim.id().clone()));
        text.push_str(
            "\n| claim | who | said | as of | published | interest | what became of it | address |\n\
             |---|---|---|---|---|---|---|---|\n",
        );
        for claim in claims {
            let source = self.dossier.source(claim.source()).map_or(claim.source().as_str(), |source| source.name());
            let relays: Vec<&str> = claim.relayed_by().collect();
            let via = if relays.is_empty() { String::new() } else { format!(", via {}", relays.join(", ")) };
            let said = derivation.statement(claim.id());
            let since = claim.since().map_or_else(String::new, |since| format!(", since {since}"));
            let _ = writeln!(
                text,
                "| {} | {} | {}{} | {} | {} | {} | {} | {} |",
                escaped(claim.id().as_str()),
                escaped(&format!("{source}{via}")),
                escaped(claim.count().as_str()),
                since,
                claim.as_of(),
                claim.published().map_or_else(|| "-".to_owned(), |published| published.to_string()),
                said.map_or_else(|| "-".to_owned(), |(_, said)| said.interest.to_string()),
                became(claim, said, derivation),
                address(claim),
            );
        }
    }

    fn sources(&self, text: &mut String) {
        text.push_str(
            "\n## Sources\n\n| source | kind | speaks with the voice of | basis | claims |\n|---|---|---|---|--:|\n",
        );
        for source in self.dossier.sources() {
            let claims = self.dossier.claims().iter().filter(|claim| claim.source() == source.id()).count();
            let party = source.party().and_then(|party| self.dossier.party(party));
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} | {claims} |",
                escaped(source.name()),
                source.kind(),
                party.map_or_else(|| "its own".to_owned(), |party| escaped(party.name())),
                source.basis().map_or_else(|| "reported".to_owned(), |basis| basis.to_string()),
            );
        }
    }
}

/// What became of a claim in an answer.
fn became(claim: &Claim, said: Option<(&VoiceStep, &StatementStep)>, derivation: &Derivation) -> String {
    let Some((_, said)) = said else {
        let known = derivation.not_standing.iter().find(|known| known.claim == *claim.id());
        return known.map_or_else(|| "not known by then".to_owned(), not_standing);
    };
    match said.fate {
        Fate::Withdrawn => "withdrawn: a later word of that voice contradicts it".to_owned(),
        Fate::Empty => "its window is empty, the toll being settled".to_owned(),
        Fate::OutOfTime => "of another time than asked".to_owned(),
        Fate::Older => "older than that voice's newest".to_owned(),
        Fate::Kept => {
            let ends = derivation.ruling.grounds.iter().filter(|ground| ground.claims.contains(claim.id()));
            let ends: BTreeSet<&str> = ends.map(|ground| ground.end.as_str()).collect();
            let ends: Vec<&str> = ends.into_iter().collect();
            if ends.is_empty() { "stands".to_owned() } else { format!("**sets the {}**", ends.join(" and the ")) }
        }
    }
}

/// Whether a quantity that no claim names gets its low from two parts or more.
fn adds_up(derivation: &Derivation) -> bool {
    let mut sums = derivation.parts.iter().filter(|step| step.sum.low() == derivation.range.low());
    sums.any(|step| step.parts.iter().filter(|part| part.range.low() > 0).count() > 1)
}

/// The voices that support none of the counts taken, with what they say; and the parts.
fn disagreeing(derivation: &Derivation) -> Vec<String> {
    let dissenters = derivation.voices.iter().filter(|voice| speaks_against(derivation, voice));
    let bound = |voice: &VoiceStep| match (&voice.floor, &voice.ceiling) {
        (Some(floor), Some(ceiling)) if floor.value() == ceiling.value() => or_dash(Some(floor.value())),
        (Some(floor), Some(ceiling)) => {
            format!("{} to {}", or_dash(Some(floor.value())), or_dash(Some(ceiling.value())))
        }
        (Some(floor), None) => format!("{} or more", or_dash(Some(floor.value()))),
        (None, Some(ceiling)) => format!("at most {}", or_dash(Some(ceiling.value()))),
        (None, None) => "nothing".to_owned(),
    };
    let claims = |voice: &VoiceStep| -> String {
        let bounds = [&voice.floor, &voice.ceiling].into_iter().flatten().flat_map(corroborate::Bound::claims);
        let claims: BTreeSet<&str> = bounds.map(corroborate::ClaimId::as_str).collect();
        claims.into_iter().collect::<Vec<_>>().join(", ")
    };
    let mut against: Vec<String> =
        dissenters.map(|voice| format!("{}: {} ({})", escaped(&voice.name), bound(voice), claims(voice))).collect();
    if against.is_empty() && derivation.ruling.dissent > 0 {
        against.push("Voices contradict each other, and none is against all of the range".to_owned());
    }
    let dissent = derivation.parts.iter().filter(|step| step.effect == corroborate::PartsEffect::Dissent);
    against.extend(dissent.map(|step| format!("Its parts add up to {}", step.sum)));
    against
}

fn speaks_against(derivation: &Derivation, voice: &VoiceStep) -> bool {
    derivation.ruling.dissenters.contains(&voice.speaker)
}

fn not_standing(known: &NotStanding) -> String {
    let by: Vec<&str> = known.by.iter().map(corroborate::ClaimId::as_str).collect();
    if by.is_empty() { known.why.to_string() } else { format!("{} by {}", known.why, escaped(&by.join(", "))) }
}

fn regraded(change: &Change) -> String {
    match (&change.before, &change.after) {
        (Some(before), Some(after)) if before.grade() != after.grade() => {
            format!(", {} then and {} now", before.grade(), after.grade())
        }
        _ => String::new(),
    }
}

fn written_left_out(text: &mut String, left_out: &[LeftOut]) {
    if left_out.is_empty() {
        return;
    }
    text.push_str(
        "\n## What was left out\n\nRows that were collected and are no claims here.\n\n| row | why |\n|---|---|\n",
    );
    for LeftOut { row, why } in left_out {
        let _ = writeln!(text, "| {} | {} |", escaped(row), escaped(why));
    }
}

/// A name for a heading that a link can point to.
fn anchor(quantity: &Quantity) -> String {
    let outcome: Outcome = quantity.outcome();
    let name = format!("{}-{}-{outcome}", quantity.event(), quantity.group());
    name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect()
}

/// A claim's address, told by its host, and what was quoted from there.
fn address(claim: &Claim) -> String {
    let quote = claim.quote().map_or_else(String::new, |quote| format!(" \"{}\"", escaped(quote)));
    let Some(url) = claim.url() else { return format!("-{quote}") };
    let host = url.split("//").nth(1).unwrap_or(url).split('/').next().unwrap_or(url);
    let safe = url.starts_with("http://") || url.starts_with("https://");
    if safe { format!("[{}](<{}>){quote}", escaped(host), linked(url)) } else { escaped(url) + &quote }
}

/// An address as it can stand in a link in a table.
fn linked(url: &str) -> String {
    let mut linked = String::new();
    for c in url.chars() {
        match c {
            '<' | '>' | '|' | '\\' | '`' | '"' | ' ' => {
                let _ = write!(linked, "%{:02X}", u32::from(c));
            }
            c if c.is_control() => {}
            c => linked.push(c),
        }
    }
    linked
}

/// A text with what Markdown would read as more than text made plain.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '$' | '^' => escaped.extend(['\\', c]),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}
