//! Writes a dossier as a report for a newsroom, in Markdown or HTML: the range and grade of each quantity, the
//! reasons, the dissenters, the changes since a date, and every claim with its address.
//!
//! ```text
//! cargo run --release --example report -- [DOSSIER.json] [--since MOMENT] [--as-of MOMENT]
//!     [--known-by MOMENT] [--policy NAME] [--format markdown|html] [--left-out LEFT-OUT.json]
//!     [--table FILE.json|default] [--anchor as-said|survey] [--level PER-CENT]
//! ```
//!
//! Without a dossier, it uses that of al-Hasakah, with the rows left out of it and the changes
//! since 30 January 2022. For another dossier, changes are shown only with `--since`. The report
//! shows the quantities that claims name, and the wholes that add up two parts or more. The same
//! dossier gives the same bytes. With a bias table (and `--features calibrate`), each quantity has
//! the interval of its toll beside the range, with what it assumes.
//!
//! `--format html` writes one page that holds all it shows and asks for nothing else: table, pictures
//! (with `--features plot`), explanations, the claims with their addresses, and what other policies make
//! of them.
//!
//! Exit status 0; 1 if not everything could be written; 2 for a bad dossier or bad arguments.
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
#[path = "report/html.rs"]
mod html;
#[path = "report/since.rs"]
mod since;
mod story;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::process::ExitCode;

use beside::{ANCHOR, LEVEL, Lens, TABLE, read_lens};
use common::options::{AS_OF, Command, Given, KNOWN_BY, POLICY, STATUS, read, reads, valued, word};
use common::{distinct, graded, json_in, nothing_said, one_line, or_dash, print_for_people, refuse, slug, text_of};
use corroborate::derivation::{NotStanding, StatementStep, VoiceStep, Weight};
use corroborate::timeline::Change;
use corroborate::{
    Claim, Derivation, Dossier, Estimate, Fate, Moment, Policy, Quantity, Question, Reconciliation, SourceId,
};
use story::{event_name, group_name, in_order_of_weight, story_dossier, voice_name, weights};

const COMMAND: Command = Command {
    name: "report",
    takes: "[DOSSIER.json|-]",
    most: (1, "dossier"),
    about: "\
Writes a dossier as a report for a newsroom: the range and grade of each quantity, the reasons, who disagrees, what
changed since a date, and every claim with its address. Without a dossier it tells the battle of al-Hasakah.",
    options: &[
        read("--since", "MOMENT", reads::<Moment>, "what changed after that moment; a date is the end of that day"),
        AS_OF,
        KNOWN_BY,
        POLICY,
        word(
            "--format",
            "NAME",
            &["markdown", "html"],
            "markdown (the default), or html: one page that holds all it shows",
        ),
        valued("--left-out", "FILE.json", "rows that were collected and are no claims, and why"),
        TABLE,
        ANCHOR,
        LEVEL,
    ],
    notes: STATUS,
};

const TITLE: &str = "What the sources say, and what it amounts to";

/// What a grade is.
const GRADES_SAY: &str = "A grade says how a count is sourced, and not how near the truth it is.";

/// What each grade says.
const GRADES: [(&str, &str); 6] = [
    ("corroborated", "two independent voices name figures that agree"),
    ("uncorroborated", "no second independent voice bears it out"),
    ("partisan", "only those with a stake in the answer set it"),
    ("derived", "it follows from what was counted of its parts or its whole"),
    ("contested", "voices contradict each other, or the parts their whole"),
    ("unsupported", "nothing bounds it"),
];

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
        Some(path) => {
            let text = text_of(path)?;
            left_out(json_in(path, &text, "what was left out is a list of objects with \"row\" and \"why\"")?)?
        }
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
        claims: by_quantity(&dossier),
        policy: &*policy,
        as_of,
        known_by,
        intervals: lens.map_or_else(BTreeMap::new, |lens| lens.words(&now)),
        lens,
        anchors: anchors(&now),
        now,
        since: since.map(then),
    };
    Ok(match given.value("--format") {
        _ if report.now.estimates().is_empty() => nothing_said(as_of, known_by),
        Some("html") => html::written(&report, &left_out),
        _ => report.written(&left_out),
    })
}

/// A name for the place of each quantity on the page.
fn anchors(answer: &Reconciliation<'_>) -> BTreeMap<Quantity, String> {
    let quantities = || answer.estimates().iter().map(Estimate::quantity);
    let name = |quantity: &Quantity| {
        slug(&format!("{}-{}-{}", quantity.event(), quantity.group(), quantity.outcome())).replace('_', "-")
    };
    quantities().cloned().zip(distinct(quantities().map(name))).collect()
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
    /// The claims on each quantity.
    claims: BTreeMap<Quantity, Vec<&'d Claim>>,
    policy: &'d dyn Policy,
    as_of: Option<Moment>,
    known_by: Option<Moment>,
    now: Reconciliation<'d>,
    /// The bias table, if one is given, and what the interval of each toll says with it.
    lens: Option<&'d Lens>,
    intervals: BTreeMap<Quantity, String>,
    /// The names of the places of quantities on the page.
    anchors: BTreeMap<Quantity, String>,
    /// The moment since which to tell what changed, and the answer as it was known then.
    since: Option<(Moment, Reconciliation<'d>)>,
}

fn by_quantity(dossier: &Dossier) -> BTreeMap<Quantity, Vec<&Claim>> {
    let mut claims: BTreeMap<Quantity, Vec<&Claim>> = BTreeMap::new();
    for claim in dossier.claims() {
        claims.entry(claim.quantity()).or_default().push(claim);
    }
    claims
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
                let facts = escaped(&self.of_event(quantity));
                if !facts.is_empty() {
                    let _ = writeln!(text, "{facts}");
                }
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
        let explained = self.now.estimates().iter().filter_map(|estimate| {
            let derivation = self.now.explain(estimate.quantity())?;
            (self.claims.contains_key(estimate.quantity()) || adds_up(&derivation)).then_some((estimate, derivation))
        });
        let mut shown: Vec<(&Estimate, Derivation)> = explained.collect();
        let weights = weights(self.dossier);
        shown.sort_by_cached_key(|(estimate, _)| in_order_of_weight(&weights, estimate.quantity()));
        shown
    }

    /// A name for a heading that a link can point to, another for every quantity.
    fn anchor(&self, quantity: &Quantity) -> &str {
        self.anchors.get(quantity).map_or("", String::as_str)
    }

    fn head(&self, text: &mut String, shown: &[(&Estimate, Derivation)]) {
        let _ = write!(
            text,
            "# {TITLE}\n\n{}\n\n\
             These are ranges of what was reported, not confidence intervals: a wide range is ignorance, a contested \
             one conflict. {GRADES_SAY} {}.\n",
            escaped(&self.of_what(shown)),
            GRADES.map(|(grade, means)| format!("*{grade}*: {means}")).join("; ")
        );
    }

    /// From what the report is made, and what was asked.
    fn of_what(&self, shown: &[(&Estimate, Derivation)]) -> String {
        let asked = match (self.as_of, self.known_by) {
            (None, None) => "as of the newest claim on each quantity, on all that is known now".to_owned(),
            (Some(as_of), None) => format!("as of {as_of}, on all that is known now"),
            (None, Some(known)) => format!("as of the newest claim on each quantity, on what was known by {known}"),
            (Some(as_of), Some(known)) => format!("as of {as_of}, on what was known by {known}"),
        };
        let sources: BTreeSet<_> = self.dossier.claims().iter().map(Claim::source).collect();
        let voices: BTreeSet<_> = self.dossier.claims().iter().map(|claim| voice_name(self.dossier, claim)).collect();
        format!(
            "{} by {}, who speak with {}, on {}: {asked}, by the rule \"{}\" ({}).",
            many(self.dossier.claims().len(), "claim"),
            many(sources.len(), "source"),
            many(voices.len(), "independent voice"),
            if shown.len() == 1 { "1 quantity".to_owned() } else { format!("{} quantities", shown.len()) },
            self.policy.rule_in_words(),
            self.policy.name(),
        )
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
            let _ = writeln!(
                text,
                "| [{}](#{}) | {} | {} | {} | {} | {} | {} |",
                escaped(group_name(self.dossier, quantity)),
                self.anchor(quantity),
                quantity.outcome(),
                estimate.range(),
                or_dash(estimate.best()),
                graded(estimate),
                or_dash(estimate.conceded()),
                escaped(&common::against(derivation).join(", ")),
            );
        }
    }

    fn of_event(&self, quantity: &Quantity) -> String {
        let Some(event) = self.dossier.event(quantity.event()) else { return String::new() };
        let mut facts: Vec<String> = event.place().map(str::to_owned).into_iter().collect();
        facts.extend(match (event.start(), event.end()) {
            (Some(start), Some(end)) if start == end => Some(start.to_string()),
            (Some(start), Some(end)) => Some(format!("{start} to {end}")),
            (Some(start), None) => Some(format!("from {start}, no end declared")),
            (None, Some(end)) => Some(format!("until {end}")),
            (None, None) => None,
        });
        facts.extend(event.settled().map(|settled| format!("toll settled on {settled}")));
        let whole = event.part_of().and_then(|whole| self.dossier.event(whole));
        facts.extend(whole.map(|whole| format!("part of \"{}\"", whole.name())));
        if facts.is_empty() { String::new() } else { format!("{}.", facts.join("; ")) }
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
            self.anchor(quantity),
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
            let _ = write!(text, "\n**Who disagrees.** {}.\n", escaped(&against.join("; ")));
        }
        if let Some((since, changes)) = changes {
            let at = changes.binary_search_by(|change| change.quantity.cmp(quantity));
            let change = at.ok().map(|at| &changes[at]);
            let _ = write!(text, "\n**Since {since}.** {}\n", escaped(&since::changed(self, derivation, change)));
        }
        self.claims(text, quantity, derivation);
    }

    /// The claims that name just this, in order.
    fn claims_on(&self, quantity: &Quantity) -> Vec<&Claim> {
        let mut claims: Vec<&Claim> = self.claims.get(quantity).cloned().unwrap_or_default();
        claims.sort_by_key(|claim| (claim.as_of(), claim.known_from(), claim.id().clone()));
        claims
    }

    /// Who made a claim, and who passed it on.
    fn who(&self, claim: &Claim) -> String {
        let source = self.dossier.source(claim.source()).map_or(claim.source().as_str(), |source| source.name());
        let relays: Vec<&str> = claim.relayed_by().collect();
        if relays.is_empty() { source.to_owned() } else { format!("{source}, via {}", relays.join(", ")) }
    }

    fn claims(&self, text: &mut String, quantity: &Quantity, derivation: &Derivation) {
        let claims = self.claims_on(quantity);
        if claims.is_empty() {
            text.push_str("\nNo claim names just this.\n");
            return;
        }
        text.push_str(
            "\n| claim | who | said | as of | published | interest | what became of it | address |\n\
             |---|---|---|---|---|---|---|---|\n",
        );
        for claim in claims {
            let said = derivation.statement(claim.id());
            let since = claim.since().map_or_else(String::new, |since| format!(", since {since}"));
            let _ = writeln!(
                text,
                "| {} | {} | {}{} | {} | {} | {} | {} | {} |",
                escaped(claim.id().as_str()),
                escaped(&self.who(claim)),
                escaped(claim.count().as_str()),
                since,
                claim.as_of(),
                claim.published().map_or_else(|| "-".to_owned(), |published| published.to_string()),
                said.map_or_else(|| "-".to_owned(), |(_, said)| said.interest.to_string()),
                became(claim, said, derivation).in_markdown(),
                address(claim),
            );
        }
    }

    fn sources(&self, text: &mut String) {
        text.push_str(
            "\n## Sources\n\n| source | kind | speaks with the voice of | basis | claims |\n|---|---|---|---|--:|\n",
        );
        let mut claims: BTreeMap<&SourceId, usize> = BTreeMap::new();
        for claim in self.dossier.claims() {
            *claims.entry(claim.source()).or_default() += 1;
        }
        for source in self.dossier.sources() {
            let claims = claims.get(source.id()).copied().unwrap_or_default();
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

/// "1 claim", "2 claims".
fn many(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// What became of a claim in an answer.
struct Became {
    words: String,
    /// Whether an end of the range comes from it.
    sets: bool,
}

impl Became {
    fn in_markdown(&self) -> String {
        let words = escaped(&self.words);
        if self.sets { format!("**{words}**") } else { words }
    }
}

fn became(claim: &Claim, said: Option<(&VoiceStep, &StatementStep)>, derivation: &Derivation) -> Became {
    let plain = |words: &str| Became { words: words.to_owned(), sets: false };
    let Some((voice, said)) = said else {
        let known = derivation.not_standing.iter().find(|known| known.claim == *claim.id());
        return plain(&known.map_or_else(|| "not known by then".to_owned(), not_standing));
    };
    match said.fate {
        Fate::Withdrawn => match voice.correction_of(said) {
            Some(by) => plain(&format!("replaced by the correction {} (\"{}\")", by.claim, by.count)),
            None => plain("taken back: later words of that voice contradict it"),
        },
        Fate::Empty => plain("its window is empty, the toll being settled"),
        Fate::OutOfTime => plain("of another time than asked"),
        Fate::Older => plain("older than that voice's newest"),
        Fate::Kept => {
            let ends = derivation.ruling.grounds.iter().filter(|ground| ground.claims.contains(claim.id()));
            let ends: BTreeSet<&str> = ends.map(|ground| ground.end.as_str()).collect();
            let ends: Vec<&str> = ends.into_iter().collect();
            match (ends.is_empty(), voice.weight) {
                (false, _) => Became { words: format!("sets the {}", ends.join(" and the ")), sets: true },
                (true, Weight::Silent) => plain("stands, and sets no bound"),
                (true, _) => plain("stands"),
            }
        }
        other => plain(other.as_str()),
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
        dissenters.map(|voice| format!("{}: {} ({})", voice.name, bound(voice), claims(voice))).collect();
    if against.is_empty() && derivation.ruling.dissent > 0 {
        against.push(format!(
            "Whichever count is right, {} of {} voices would be wrong; each of them fits some count in the range",
            derivation.ruling.dissent, derivation.counting
        ));
    }
    let dissent = derivation.parts.iter().filter(|step| step.effect == corroborate::PartsEffect::Dissent);
    against.extend(dissent.map(|step| format!("Its parts add up to {}", step.sum)));
    let denials = common::against(derivation).into_iter().filter(|words| words.starts_with("denied by "));
    against.extend(denials.map(|words| words.replacen("denied", "Denied", 1)));
    against
}

fn speaks_against(derivation: &Derivation, voice: &VoiceStep) -> bool {
    derivation.ruling.dissenters.contains(&voice.speaker)
}

fn not_standing(known: &NotStanding) -> String {
    let by: Vec<&str> = known.by.iter().map(corroborate::ClaimId::as_str).collect();
    if by.is_empty() { known.why.to_string() } else { format!("{} by {}", known.why, by.join(", ")) }
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

/// A claim's address, told by its host, and what was quoted from there.
fn address(claim: &Claim) -> String {
    let quote = claim.quote().map_or_else(String::new, |quote| format!(" \"{}\"", escaped(quote)));
    let Some(url) = claim.url() else { return format!("-{quote}") };
    match host(url) {
        Some(host) => format!("[{}](<{}>){quote}", escaped(host), linked(url)),
        None => escaped(url) + &quote,
    }
}

/// The host of an address that a reader can follow.
fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://"))?;
    rest.split('/').next()
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
    for c in one_line(text).chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '$' | '^' => escaped.extend(['\\', c]),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            c => escaped.push(c),
        }
    }
    escaped
}
