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
use crate::record::quantity::Tree;
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

#[derive(Clone, Debug)]
pub(super) enum ChartRow {
    /// The range of the estimate, and its best.
    Estimate { words: String, range: Interval, best: Option<u64> },
    /// The range that holds if a number of voices are wrong.
    Rung { words: String, range: Interval },
    /// The bounds of a voice.
    Bounds { words: String, range: Interval },
    /// An interval beside the range.
    Beside { words: String, low: u64, median: u64, high: u64 },
    /// A claim.
    Said(ClaimRow),
    /// More words of the row above, which had no room for all.
    More { words: String, remark: String, look: Look },
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
#[derive(Clone, Debug)]
pub(super) struct ClaimRow {
    pub(super) date: Option<String>,
    /// The last date, if it was said more than once.
    pub(super) last: Option<String>,
    pub(super) words: String,
    pub(super) times: usize,
    pub(super) sight: Option<Sight>,
    pub(super) held: Held,
    /// The count that replaced it.
    pub(super) now: Option<String>,
    /// Whether it counts only what was added since some moment.
    pub(super) added: bool,
    /// What stands behind its words, once these are laid out.
    pub(super) remark: String,
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
    let rungs = rungs(d);
    if !rungs.is_empty() {
        groups.push(Section {
            heading: format!("If some of the {} voices are wrong", d.counting),
            note: None,
            rows: rungs,
        });
    }
    groups.extend(parts(d));
    groups.extend(wholes(d));
    let mut voices: Vec<&VoiceStep> = d.voices.iter().collect();
    voices.sort_by_key(|voice| (voice.weight, !voice.supports));
    groups.extend(voices.into_iter().map(|voice| of_voice(d, voice)));
    groups.extend(not_standing(d));
    groups
}

fn estimate(d: &Derivation) -> Section {
    let mut words = in_words(d.range);
    if let Some(best) = d.best.as_ref().filter(|best| d.range.only() != Some(best.count)) {
        words = format!("{words}, best {}", crate::said::thousands::Grouped(best.count));
    }
    let rows = vec![ChartRow::Estimate { words, range: d.range, best: d.best.as_ref().map(|best| best.count) }];
    Section { heading: "Estimate".to_owned(), note: Some(grade(d.grade).to_owned()), rows }
}

fn interval(beside: &Beside) -> Section {
    let Beside { low, median, high, .. } = *beside;
    let number = crate::said::thousands::Grouped;
    let range = if low == high { number(low).to_string() } else { format!("{} to {}", number(low), number(high)) };
    let words = format!("{range}, median {}", number(median));
    let rows = vec![ChartRow::Beside { words, low, median, high }];
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
    shown_rungs(d)
        .map(|(wrong, range)| ChartRow::Rung { words: format!("{wrong} wrong: {}", in_words(range)), range })
        .collect()
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
    let rows = d.parts.iter().filter(|step| step.sum != Interval::ANY).filter(bears);
    let rows: Vec<ChartRow> = rows
        .map(|step| ChartRow::Bounds {
            words: format!("{}: {}", along(step.tree), in_words(step.sum)),
            range: step.sum,
        })
        .collect();
    let dissent = d.parts.iter().any(|step| step.effect == PartsEffect::Dissent);
    let note = dissent.then(|| "disagree with what is said of the whole".to_owned());
    (!rows.is_empty()).then(|| Section { heading: "Its parts, added up".to_owned(), note, rows })
}

fn wholes(d: &Derivation) -> Option<Section> {
    let bears = |step: &&WholeStep| d.low == Setter::Whole(step.tree) || d.high == Setter::Whole(step.tree);
    let rows = d.wholes.iter().filter(bears).filter_map(|step| {
        let range = step.left?;
        Some(ChartRow::Bounds { words: format!("{}: {}", along(step.tree), in_words(range)), range })
    });
    let rows: Vec<ChartRow> = rows.collect();
    (!rows.is_empty()).then(|| Section {
        heading: "What the other parts of the whole leave".to_owned(),
        note: None,
        rows,
    })
}

fn along(tree: Tree) -> &'static str {
    match tree {
        Tree::Event => "by event",
        Tree::Group => "by group",
        Tree::Outcome => "by outcome",
    }
}

fn of_voice(d: &Derivation, voice: &VoiceStep) -> Section {
    let in_year = base_year(d);
    let mut rows: Vec<ChartRow> = Vec::new();
    let mut seen: Vec<(&StatementStep, usize)> = Vec::new();
    for statement in &voice.statements {
        if let Some((_, at)) = seen.iter().find(|(earlier, _)| is_said_again(earlier, statement))
            && let Some(ChartRow::Said(said)) = rows.get_mut(*at)
        {
            said.times += 1;
            said.last = Some(dates::short(statement.published, in_year));
            continue;
        }
        seen.push((statement, rows.len()));
        rows.push(ChartRow::Said(said(statement, in_year)));
    }
    if let Some(range) = bounds(voice) {
        rows.push(ChartRow::Bounds { words: format!("counts as {}", in_words(range)), range });
    }
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

fn said(statement: &StatementStep, in_year: i32) -> ClaimRow {
    ClaimRow {
        date: Some(dates::short(statement.published, in_year)),
        last: None,
        words: quoted(&statement.count),
        times: 1,
        now: None,
        sight: Some(sight(statement)),
        held: held(statement),
        added: statement.since.is_some(),
        remark: String::new(),
    }
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
fn bounds(voice: &VoiceStep) -> Option<Interval> {
    let low = voice.floor.as_ref().map_or(0, crate::voice::Bound::value);
    let high = voice.ceiling.as_ref().map(crate::voice::Bound::value);
    Interval::new(low, high).ok().filter(|bounds| *bounds != Interval::ANY)
}

/// The known claims that do not stand, grouped by the reason.
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
        let row = ChartRow::Said(ClaimRow {
            date: None,
            last: None,
            words: quoted(&known.count),
            times: 1,
            sight,
            held: Held::SetAside,
            now: replaced.map(|(_, later)| quoted(&later.count)),
            added: false,
            remark: String::new(),
        });
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

/// A range in words for readers.
pub(super) fn in_words(range: Interval) -> String {
    if range == Interval::ANY { "any number".to_owned() } else { range.to_string() }
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
