//! The rows of a picture, from a derivation: who said which count, and the estimate that follows.

use super::beside::Beside;
use super::dates;
use super::mark::Held;
use super::metrics::clean;
use crate::derivation::{Derivation, FirmSource, PartsStep, Setter, StatementStep, VoiceStep, Weight, WholeStep};
use crate::policy::Hearing;
use crate::reckon::estimate::{Grade, Why};
use crate::reckon::parts_and_wholes::PartsEffect;
use crate::record::interest::Interest;
use crate::record::outcome::Outcome;
use crate::said::count::Count;
use crate::said::interval::Interval;
use crate::said::lexicon::Lexicon;
use crate::voice::Fate;

/// Rows under one heading.
#[derive(Clone, Debug)]
pub(super) struct Section {
    pub(super) heading: String,
    /// A remark after the heading.
    pub(super) note: Option<String>,
    pub(super) rows: Vec<ChartRow>,
}

/// A row: its words, what stands behind them once they are laid out, and what is drawn beside them.
#[derive(Clone, Debug)]
pub(super) struct ChartRow {
    pub(super) words: String,
    pub(super) remark: String,
    pub(super) look: Look,
    pub(super) shows: Shown,
}

impl ChartRow {
    pub(super) fn new(words: String, look: Look, shows: Shown) -> ChartRow {
        ChartRow { words, remark: String::new(), look, shows }
    }

    fn bounds(of: &str, range: Interval) -> ChartRow {
        ChartRow::new(format!("{of} {}", range.in_words()), Look::Plain, Shown::Bounds(range))
    }

    pub(super) fn claim(&self) -> Option<&ClaimRow> {
        if let Shown::Claim(claim) = &self.shows { Some(claim) } else { None }
    }

    pub(super) fn sight(&self) -> Option<Sight> {
        self.claim().and_then(|claim| claim.sight)
    }

    pub(super) fn date(&self) -> Option<&String> {
        self.claim().and_then(|claim| claim.date.as_ref())
    }

    /// Whether it has more words of the row above, which had no room for all.
    pub(super) fn is_more(&self) -> bool {
        matches!(self.shows, Shown::Nothing)
    }
}

/// What a row shows beside its words.
#[derive(Clone, Debug)]
pub(super) enum Shown {
    /// The range of the estimate, and its best.
    Estimate(Interval, Option<u64>),
    /// The range that holds if a number of voices are wrong.
    Rung(Interval),
    /// The bounds of a voice.
    Bounds(Interval),
    /// The low, median and high of an interval beside the range.
    Beside([u64; 3]),
    Claim(ClaimRow),
    Nothing,
}

/// How the words of a row look.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Plain,
    Bold,
    /// Of an interval beside the range.
    Beside,
    /// Of a claim: behind the room for dates.
    Said(Held),
}

/// A claim, or several claims of one voice in the same words.
#[derive(Clone, Debug, Default)]
pub(super) struct ClaimRow {
    pub(super) date: Option<String>,
    /// The last date, if it was said more than once.
    last: Option<String>,
    /// How often it was said after the first time.
    again: usize,
    pub(super) sight: Option<Sight>,
    /// The count that replaced it.
    now: Option<String>,
    /// Whether it counts only what was added since some moment.
    pub(super) added: bool,
}

impl ClaimRow {
    /// How often it was said, if more than once.
    pub(super) fn times(&self) -> String {
        if self.again > 0 { format!("×{}", self.again + 1) } else { String::new() }
    }

    /// The remark after its words: the claim that replaced it, or how often it was said and until when.
    pub(super) fn remark(&self) -> String {
        match (&self.now, &self.last) {
            (Some(now), _) => format!("now {now}"),
            (None, Some(last)) if self.date.as_ref() != Some(last) => format!("{} to {last}", self.times()),
            (None, _) => self.times(),
        }
    }
}

/// The place and look of a claim's mark.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Sight {
    pub(super) meaning: Interval,
    pub(super) figure: Option<u64>,
    pub(super) interest: Interest,
}

/// The number of rungs shown.
const RUNGS: usize = 3;

/// The groups of rows, starting with the estimate.
pub(super) fn groups(d: &Derivation, beside: Option<&Beside>) -> Vec<Section> {
    let mut groups = vec![estimate(d)];
    groups.extend(beside.map(interval));
    groups.extend(filled(&format!("If some of the {} voices are wrong", d.counting), None, rungs(d)));
    groups.extend(parts(d));
    groups.extend(wholes(d));
    let mut voices: Vec<&VoiceStep> = d.voices.iter().collect();
    voices.sort_by_key(|voice| (voice.weight, !voice.supports));
    groups.extend(voices.into_iter().map(|voice| of_voice(d, voice)));
    groups.extend(not_standing(d));
    groups
}

fn estimate(d: &Derivation) -> Section {
    let mut words = d.range.in_words();
    if let Some(best) = d.best.as_ref().filter(|best| d.range.only() != Some(best.count)) {
        words = format!("{words}, best {}", crate::said::thousands::Grouped(best.count));
    }
    let shows = Shown::Estimate(d.range, d.best.as_ref().map(|best| best.count));
    let rows = vec![ChartRow::new(words, Look::Bold, shows)];
    Section { heading: "Estimate".to_owned(), note: Some(grade(d.grade).to_owned()), rows }
}

fn interval(beside: &Beside) -> Section {
    let Beside { low, median, high, .. } = *beside;
    let number = crate::said::thousands::Grouped;
    let range = if low == high { number(low).to_string() } else { format!("{} to {}", number(low), number(high)) };
    let words = format!("{range}, median {}", number(median));
    let rows = vec![ChartRow::new(words, Look::Beside, Shown::Beside([low, median, high]))];
    Section { heading: clean(&beside.title), note: Some(clean(&beside.note)), rows }
}

/// A grade in words for readers.
fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Unsupported => "nothing bounds it",
        Grade::Contested => "contested: voices disagree",
        Grade::Derived => "nobody counted just this",
        Grade::Partisan => "only those with a stake speak of it",
        Grade::Corroborated => "two independent voices agree",
        Grade::Uncorroborated => "no second voice confirms it",
    }
}

fn rungs(d: &Derivation) -> Vec<ChartRow> {
    let row = |(wrong, range): (usize, Interval)| {
        ChartRow::new(format!("{wrong} wrong: {}", range.in_words()), Look::Plain, Shown::Rung(range))
    };
    shown_rungs(d).map(row).collect()
}

/// The rungs for more wrong voices than the estimate contradicts, if they bound the count.
pub(super) fn shown_rungs(d: &Derivation) -> impl Iterator<Item = (usize, Interval)> {
    let told = d.ladder.iter().filter(|rung| rung.wrong() > d.ruling.dissent && rung.range() != Interval::ANY);
    told.take(RUNGS).map(|rung| (rung.wrong(), rung.range()))
}

/// The counts of the parts, if they affect the estimate.
fn parts(d: &Derivation) -> Option<Section> {
    let bears = |step: &&PartsStep| {
        let sets = |setter: &Setter| *setter == Setter::Parts(step.tree);
        let firm = d.firm_floor.from == FirmSource::Parts(step.tree);
        d.counting == 0 || firm || sets(&d.low) || sets(&d.high) || step.effect == PartsEffect::Dissent
    };
    let steps = d.parts.iter().filter(|step| step.sum != Interval::ANY).filter(bears);
    let rows = steps.map(|step| ChartRow::bounds(&format!("by {}:", step.tree), step.sum)).collect();
    let dissent = d.parts.iter().any(|step| step.effect == PartsEffect::Dissent);
    filled("Its parts, added up", dissent.then_some("disagree with what is said of the whole"), rows)
}

fn wholes(d: &Derivation) -> Option<Section> {
    let bears = |step: &&WholeStep| d.low == Setter::Whole(step.tree) || d.high == Setter::Whole(step.tree);
    let row = |step: &WholeStep| Some(ChartRow::bounds(&format!("by {}:", step.tree), step.left?));
    filled("What the other parts of the whole leave", None, d.wholes.iter().filter(bears).filter_map(row).collect())
}

/// A section, unless it has no rows.
fn filled(heading: &str, note: Option<&str>, rows: Vec<ChartRow>) -> Option<Section> {
    (!rows.is_empty()).then(|| Section { heading: heading.to_owned(), note: note.map(str::to_owned), rows })
}

fn of_voice(d: &Derivation, voice: &VoiceStep) -> Section {
    let in_year = base_year(d);
    let mut seen: Vec<(&StatementStep, ClaimRow)> = Vec::new();
    for statement in &voice.statements {
        let date = Some(dates::short(statement.published, in_year));
        match seen.iter_mut().find(|(earlier, _)| is_said_again(earlier, statement)) {
            Some((_, claim)) => (claim.again, claim.last) = (claim.again + 1, date),
            None => {
                let (sight, added) = (Some(sight(statement)), statement.since.is_some());
                seen.push((statement, ClaimRow { date, sight, added, ..ClaimRow::default() }));
            }
        }
    }
    let row = |(statement, claim): (&StatementStep, ClaimRow)| {
        let words = format!("{}{}", if claim.added { "+ " } else { "" }, quoted(&statement.count));
        ChartRow::new(words, Look::Said(held(statement)), Shown::Claim(claim))
    };
    let mut rows: Vec<ChartRow> = seen.into_iter().map(row).collect();
    let bounds = voice.bounds().filter(|bounds| *bounds != Interval::ANY);
    rows.extend(bounds.map(|range| ChartRow::bounds("counts as", range)));
    let note = match (voice.weight, voice.supports) {
        (Weight::Counts, true) => None,
        (Weight::Counts, false) => Some("disagrees with the estimate"),
        (Weight::Silent, _) => Some("sets no bound"),
        (Weight::Overtaken, _) => Some("overtaken by newer words"),
    };
    Section { heading: clean(&voice.name), note: note.map(str::to_owned), rows }
}

/// The year that dates leave out: that of the first standing claim.
pub(super) fn base_year(d: &Derivation) -> i32 {
    let published = d.voices.iter().flat_map(|voice| &voice.statements).map(|statement| statement.published);
    dates::year(published.min().unwrap_or(d.as_of))
}

fn is_said_again(one: &StatementStep, other: &StatementStep) -> bool {
    one.count == other.count
        && sight(one) == sight(other)
        && held(one) == held(other)
        && one.since.is_none()
        && other.since.is_none()
}

fn sight(statement: &StatementStep) -> Sight {
    Sight { meaning: statement.meaning, figure: statement.figure, interest: statement.interest }
}

pub(super) fn held(statement: &StatementStep) -> Held {
    match statement.fate {
        Fate::Withdrawn | Fate::Empty => Held::SetAside,
        Fate::Kept | Fate::OutOfTime | Fate::Older => Held::Stands,
    }
}

/// The bounds of a voice, if it has any.
fn not_standing(d: &Derivation) -> Vec<Section> {
    let lexicon = [Lexicon::logical(), Lexicon::acled(), Lexicon::acled_outside_war_zones(), Lexicon::emdat()]
        .into_iter()
        .find(|lexicon| (lexicon.name(), lexicon.version()) == (d.lexicon.as_str(), d.lexicon_version.as_str()));
    let mut groups: Vec<Section> = Vec::new();
    for known in &d.not_standing {
        let replaced = known.by.iter().find_map(|later| d.statement(later));
        let heading = match (known.why, replaced) {
            (Why::Retracted, _) => "Retracted".to_owned(),
            (Why::Discounted, _) => "Discounted: not to be relied on".to_owned(),
            (_, Some((voice, _))) => format!("Replaced by {}", clean(&voice.name)),
            (_, None) => "Replaced".to_owned(),
        };
        // The derivation does not hold a caller's own lexicon, so such a claim has no mark.
        let sight = lexicon.as_ref().map(|lexicon| {
            let reading = lexicon.read_count(&known.count);
            let interest = replaced.map_or(Interest::Neutral, |(_, later)| later.interest);
            Sight { meaning: reading.interval(), figure: reading.figure(), interest }
        });
        let now = replaced.map(|(_, later)| quoted(&later.count));
        let claim = Shown::Claim(ClaimRow { sight, now, ..ClaimRow::default() });
        let row = ChartRow::new(quoted(&known.count), Look::Said(Held::SetAside), claim);
        match groups.iter_mut().find(|group| group.heading == heading) {
            Some(group) => group.rows.push(row),
            None => groups.push(Section { heading, note: None, rows: vec![row] }),
        }
    }
    groups
}

/// A count as said, in quotation marks unless it is a plain number.
fn quoted(count: &Count) -> String {
    let text = clean(count.as_str());
    let is_plain = text.chars().all(|c| c.is_ascii_digit() || c == ',');
    if is_plain { text } else { format!("“{text}”") }
}

/// "IS fighters killed".
pub(super) fn title(d: &Derivation) -> String {
    clean(&format!("{}: {}", d.group_name, outcome(d.quantity.outcome())))
}

/// "people killed".
pub(super) fn unit(d: &Derivation) -> String {
    format!("people {}", outcome(d.quantity.outcome()))
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Casualties => "killed or wounded",
        Outcome::Strength => "under arms",
        outcome => outcome.as_str(),
    }
}

/// "Made with corroborate from 42 claims of 5 voices".
pub(super) fn made_of(d: &Derivation) -> String {
    let claims = d.voices.iter().map(|voice| voice.statements.len()).sum::<usize>() + d.not_standing.len();
    let voices = d.voices.len();
    format!(
        "Made with corroborate from {claims} {} of {voices} {}",
        if claims == 1 { "claim" } else { "claims" },
        if voices == 1 { "voice" } else { "voices" },
    )
}

/// The maker of the picture, and its data.
pub(super) fn source_line(d: &Derivation) -> String {
    let known = d.known_by.map_or_else(String::new, |by| format!(", on what was known by {}", dates::long(by)));
    let hearing = match d.hearing {
        Hearing::AgainstInterest => "each claim counts only against its speaker’s interest",
        Hearing::AtFaceValue => "every claim is taken at its word",
    };
    format!(
        "{}, as of {}{known}; policy {}, lexicon {}: {hearing}. Dates are those of publication, or of the count if \
         that is not known, in {} unless a year is given. A range of what was reported, not a margin of error.",
        made_of(d),
        dates::long(d.as_of),
        clean(&d.policy),
        clean(&d.lexicon),
        base_year(d),
    )
}
