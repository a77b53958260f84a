//! The intervals of a dossier, as a table for people and as JSON.

use std::collections::BTreeMap;

use corroborate::calibrate::{
    BiasTable, Calibrate, Calibrated, Calibration, Lag, Level, Refusal, Stake, Unheard, VoiceReading, Wording,
};
use corroborate::{Claim, Dossier, Estimate, Interval, Reconciliation, Speaker};
use serde_json::{Value, json as value};

use crate::beside::speaker_name;
use crate::common::by_event;

/// What was asked, and the answers.
pub(crate) struct Asked<'a> {
    pub(crate) dossier: &'a Dossier,
    pub(crate) reconciliation: &'a Reconciliation<'a>,
    pub(crate) calibration: Calibration<'a>,
    pub(crate) how: Calibrate<'a>,
    pub(crate) table: &'a BiasTable,
    pub(crate) level: Level,
    pub(crate) at_least: &'a [u64],
}

impl Asked<'_> {
    fn answer(&self, estimate: &Estimate) -> Result<&Calibrated, Refusal> {
        self.calibration.of(estimate.quantity())
    }
}

/// A table for people.
pub(crate) fn table(asked: &Asked<'_>, explain: bool) -> String {
    let estimates = asked.reconciliation.estimates();
    let interval = format!("{} interval", asked.level);
    let likely: Vec<String> = asked.at_least.iter().map(|&n| format!("P(≥{})", Interval::exactly(n))).collect();
    let mut header = vec!["who", "outcome", "reported", &interval, "median", "in reported"];
    header.extend(likely.iter().map(String::as_str));
    header.extend(["voices", ""]);
    let to_the_right: Vec<usize> = (4..6 + likely.len()).collect();
    let rows = by_event(asked.dossier, estimates, |estimate| row(asked, estimate));
    let ground = format!(" ({}; {})", asked.table.origin(), asked.how.anchor().assumption());
    let table = crate::common::table(&header, &to_the_right, &rows);
    // What each heading stands on, whole however long the heading is; and under the line of each
    // estimate how its voices were read.
    let mut text = String::new();
    let mut lines = table.lines();
    text.extend(lines.by_ref().take(2).flat_map(|line| [line, "\n"]));
    let mut of_each = estimates.iter();
    for (line, row) in lines.zip(&rows) {
        text.push_str(line);
        if row.len() == 1 {
            text.push_str(&ground);
        }
        text.push('\n');
        let estimate = if row.len() == 1 { None } else { of_each.next() };
        let Some(estimate) = estimate else { continue };
        match asked.answer(estimate) {
            Ok(answer) => {
                text.extend(explanation(asked, answer).into_iter().filter(|_| explain));
                text.extend(left_out(asked, estimate));
            }
            Err(Refusal::NoNumber | Refusal::InterestedOnly) => text.extend(left_out(asked, estimate)),
            Err(_) => {}
        }
    }
    text
}

fn row(asked: &Asked<'_>, estimate: &Estimate) -> Vec<String> {
    let reported = estimate.range().to_string();
    let columns = 3 + asked.at_least.len();
    match asked.answer(estimate) {
        Err(refusal) => {
            let dashes = std::iter::repeat_n("-".to_owned(), columns);
            [reported].into_iter().chain(dashes).chain(["-".to_owned(), refusal.to_string()]).collect()
        }
        Ok(answer) => {
            let mut cells = vec![
                reported,
                span(answer.interval(asked.level)),
                Interval::exactly(answer.median()).to_string(),
                per_cent(answer.within(estimate.range())),
            ];
            cells.extend(asked.at_least.iter().map(|&n| per_cent(answer.at_least(n))));
            cells.push(answer.testimony().statements().len().to_string());
            let disagrees = answer.disagrees_at(asked.level);
            let disagrees = disagrees.map(|why| {
                let name = speaker_name(asked.dossier, why.speaker());
                if why.is_of_no_voice() { "disagrees with the range".to_owned() } else { format!("disagrees: {name}") }
            });
            cells.push(disagrees.unwrap_or_default());
            cells
        }
    }
}

/// "154 to 377", also where it begins at 0.
fn span(interval: Interval) -> String {
    match interval.only() {
        Some(only) => Interval::exactly(only).to_string(),
        None => format!("{} to {}", Interval::exactly(interval.low()), interval.high()),
    }
}

fn per_cent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

/// One line a voice, then why interval and range, or the voices, disagree; then the sentence.
fn explanation(asked: &Asked<'_>, answer: &Calibrated) -> Vec<String> {
    let voices = answer.voices();
    let name = |voice: &VoiceReading| speaker_name(asked.dossier, voice.statement().speaker());
    let width = voices.iter().map(|voice| name(voice).chars().count()).max().unwrap_or(0);
    let said = voices.iter().map(|voice| voice.statement().said().chars().count()).max().unwrap_or(0);
    let line = |voice: &VoiceReading| {
        let factors = factors(voice);
        let factors = if factors.is_empty() { String::new() } else { format!(" ({})", factors.join(", ")) };
        let statement = voice.statement();
        let own = if voice.counts_for() < 0.995 {
            format!(", counts for {}", per_cent(voice.counts_for()))
        } else {
            String::new()
        };
        let without = voice
            .median_without()
            .map_or_else(String::new, |median| format!(", median without it {}", Interval::exactly(median)));
        format!(
            "     {:width$}  {:said$}   read as {}{factors}, give or take × {:.2}{own}, weight {}{without}\n",
            name(voice),
            statement.said(),
            whole(voice.read_as()),
            voice.give_or_take(),
            per_cent(voice.weight()),
        )
    };
    let mut lines: Vec<String> = voices.iter().map(line).collect();
    let disagrees = answer.disagrees_at(asked.level);
    lines.extend(disagrees.map(|why| {
        let name = speaker_name(asked.dossier, why.speaker());
        format!("     disagrees: {}\n", why.of_voice_named(&name))
    }));
    lines.push(format!("     {}\n", answer.sentence(asked.level)));
    lines
}

/// A number as people write it.
fn whole(x: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the largest toll in the model is 10⁸")]
    let n = x.round() as u64;
    Interval::exactly(n).to_string()
}

/// One line for the voices that are not among those heard, each with its newest claim and the reason.
fn left_out(asked: &Asked<'_>, estimate: &Estimate) -> Option<String> {
    let hearings = asked.reconciliation.hearings(estimate.quantity()).ok()?;
    let mut left: BTreeMap<String, (&Claim, &str)> = BTreeMap::new();
    for (claim, why) in hearings
        .not_heard()
        .iter()
        .filter_map(|aside| Some((asked.dossier.claim(aside.claim())?, why_left_out(aside.why()))))
    {
        let speaker = speaker_of(asked.dossier, claim);
        let is_newest = |(known, _): &(&Claim, &str)| known.moment() < claim.moment();
        let name = speaker_name(asked.dossier, &speaker);
        let is_heard = hearings.testimony().statements().iter().any(|heard| *heard.speaker() == speaker);
        if !is_heard && left.get(&name).is_none_or(is_newest) {
            left.insert(name, (claim, why));
        }
    }
    let each = left.into_iter().map(|(name, (claim, why))| format!("{name} (\"{}\" {why})", claim.count()));
    let each: Vec<String> = each.collect();
    (!each.is_empty()).then(|| format!("     left out: {}\n", each.join("; ")))
}

fn speaker_of(dossier: &Dossier, claim: &Claim) -> Speaker {
    let party = dossier.source(claim.source()).and_then(|source| source.party());
    party.map_or_else(|| Speaker::Source(claim.source().clone()), |party| Speaker::Party(party.clone()))
}

fn why_left_out(why: Unheard) -> &'static str {
    match why {
        Unheard::NoNumber => "names no number",
        Unheard::Later => "speaks of a later day than asked",
        Unheard::Stale => "is more than two days older than the newest, and the toll was still rising",
        Unheard::Window => "counts only what was added since a day",
        Unheard::Withdrawn => "was taken back",
        _ => "is older than that voice's newest",
    }
}

/// The factors that change anything, each with its reason.
fn factors(voice: &VoiceReading) -> Vec<String> {
    let (factors, statement) = (voice.factors(), voice.statement());
    let bias = match statement.stake() {
        Stake::OwnLoss => "counts its own dead",
        Stake::EnemyLoss => "counts its enemy's dead",
        Stake::HarmByOwn => "counts harm by its own side",
        Stake::HarmByEnemy => "counts harm by its enemy",
        Stake::Neutral if factors.bias > 1.0 => "such a source says too little",
        Stake::Neutral => "such a source says too much",
    };
    let wording = match statement.told().wording() {
        Wording::AtLeast => "said as a floor",
        Wording::AtMost => "said as a ceiling",
        _ => "said in a word",
    };
    let lag = match statement.lag() {
        Lag::Day => "said within a day",
        Lag::Week => "said within a week",
        _ => "said within a month",
    };
    let anchor = if factors.anchor > 1.0 { "monitors miss some" } else { "monitors count too many" };
    let all = [(factors.anchor, anchor), (factors.lag, lag), (factors.wording, wording), (factors.bias, bias)];
    let changes = |&(factor, _): &(f64, &str)| (factor - 1.0).abs() >= 0.005;
    all.into_iter().filter(changes).map(|(factor, why)| format!("× {factor:.2} {why}")).collect()
}

/// Everything, for machines.
pub(crate) fn json(asked: &Asked<'_>) -> String {
    let anchor = asked.how.anchor();
    let answers: Vec<Value> = asked.reconciliation.estimates().iter().map(|estimate| entry(asked, estimate)).collect();
    let table = if asked.table.is_default() { "default".to_owned() } else { asked.table.origin() };
    let document = value!({
        "format": "corroborate-calibrated/1",
        "anchor": {
            "level": nine(anchor.level()),
            "corpus_sd": nine(anchor.corpus_sd()),
            "event_sd": nine(anchor.event_sd()),
            "from": anchor.from().to_string(),
        },
        "table": table,
        "level": nine(asked.level.share()),
        "answers": answers,
    });
    format!("{document}\n")
}

fn entry(asked: &Asked<'_>, estimate: &Estimate) -> Value {
    let quantity = estimate.quantity();
    let reported = value!({
        "low": estimate.low(),
        "best": estimate.best(),
        "high": estimate.high(),
        "grade": estimate.grade(),
    });
    let mut entry = value!({
        "event": quantity.event(),
        "group": quantity.group(),
        "outcome": quantity.outcome(),
        "as_of": estimate.as_of(),
        "low": null,
        "median": null,
        "high": null,
        "reported": reported,
        "in_reported": null,
        "at_least": {},
        "radius": null,
        "disagrees": null,
        "refused": null,
        "voices": [],
    });
    match asked.answer(estimate) {
        Err(refusal) => entry["refused"] = refusal.to_string().into(),
        Ok(answer) => {
            let interval = answer.interval(asked.level);
            let at_least: BTreeMap<String, f64> =
                asked.at_least.iter().map(|&n| (n.to_string(), nine(answer.at_least(n)))).collect();
            entry["low"] = interval.low().into();
            entry["median"] = answer.median().into();
            entry["high"] = interval.high().get().into();
            entry["in_reported"] = nine(answer.within(estimate.range())).into();
            entry["at_least"] = value!(at_least);
            entry["radius"] = nine(answer.radius()).into();
            entry["disagrees"] = answer.disagrees_at(asked.level).map(|why| why.to_string()).into();
            entry["voices"] = answer.voices().iter().map(voice).collect();
        }
    }
    entry
}

fn voice(voice: &VoiceReading) -> Value {
    let (statement, factors) = (voice.statement(), voice.factors());
    value!({
        "voice": statement.speaker().to_string(),
        "claim": statement.claim(),
        "said": statement.said(),
        "read_as": nine(voice.read_as()),
        "factors": {
            "bias": nine(factors.bias),
            "wording": nine(factors.wording),
            "lag": nine(factors.lag),
            "anchor": nine(factors.anchor),
        },
        "give_or_take": nine(voice.give_or_take()),
        "counts_for": nine(voice.counts_for()),
        "weight": nine(voice.weight()),
        "median_without": voice.median_without(),
        "residual": nine(voice.residual()),
    })
}

/// Nine significant digits.
fn nine(x: f64) -> f64 {
    format!("{x:.8e}").parse().unwrap_or(x)
}
