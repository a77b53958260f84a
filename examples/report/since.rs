//! What changed since a moment, in words.

use corroborate::derivation::{StatementStep, VoiceStep};
use corroborate::timeline::{Change, Reason};
use corroborate::{ClaimId, Course, Derivation, Estimate, Fate, Quantity};

use crate::Report;
use crate::common::or_dash;
use crate::story::{event_name, group_name};

/// What changed, and why; or what came in and changed nothing.
pub(crate) fn changed(report: &Report<'_>, derivation: &Derivation, change: Option<&Change>) -> String {
    let then = report.since.as_ref().and_then(|(_, then)| then.explain(&derivation.quantity));
    let lowered = then.as_ref().map_or_else(Vec::new, |then| lowered(then, derivation));
    let Some(change) = change else { return unchanged(then.as_ref(), derivation, lowered) };
    let now = change.after.as_ref().map_or_else(|| "gone".to_owned(), |after| after.range().to_string());
    let before = match &change.before {
        None => "Nothing was known then.".to_owned(),
        Some(before) if change.after.as_ref().is_some_and(|after| after.range() == before.range()) => {
            format!("Still {now}{}{}.", another_best(change), regraded(change))
        }
        Some(before) => {
            format!("It was {} then and is {now} now{}{}.", before.range(), fallen(change), regraded(change))
        }
    };
    let causes = causes(report, change, &lowered);
    let sentences: Vec<String> =
        [before].into_iter().chain(lowered.into_iter().map(|(_, sentence)| sentence)).chain(causes).collect();
    sentences.join(" ")
}

/// Claims and other quantities by what happened to them, each way in one sentence.
fn causes(report: &Report<'_>, change: &Change, lowered: &[(ClaimId, String)]) -> Vec<String> {
    let (mut came, mut other, mut parts, mut lapsed) = (Vec::new(), Vec::new(), Vec::new(), 0_usize);
    for cause in &change.causes {
        match (&cause.claim, &cause.reason) {
            (Some(claim), Reason::CameIn { count, name }) => came.push(format!("{claim} \"{count}\" ({name})")),
            (_, Reason::InTime) => lapsed += 1,
            (_, Reason::Part(part) | Reason::Whole(part)) => parts.push(elsewhere(report, change, part)),
            // Told among what was lowered.
            (Some(claim), Reason::Corrected { .. }) if lowered.iter().any(|(earlier, _)| earlier == claim) => {}
            _ => other.push(cause.to_string()),
        }
    }
    let mut sentences = Vec::new();
    if !came.is_empty() {
        sentences.push(format!("Came in: {}.", came.join("; ")));
    }
    if !other.is_empty() {
        sentences.push(format!("{}.", other.join("; ")));
    }
    if !parts.is_empty() {
        sentences.push(format!("Changed beneath or above it: {}.", parts.join("; ")));
    }
    match lapsed {
        0 => {}
        1 => sentences
            .push("One earlier claim counts differently, because the answer is as of a later moment.".to_owned()),
        _ => sentences
            .push(format!("{lapsed} earlier claims count differently, because the answer is as of a later moment.")),
    }
    sentences
}

/// A part or a whole, with its outcome and its event where these are others.
fn elsewhere(report: &Report<'_>, change: &Change, part: &Quantity) -> String {
    let event = event_name(report.dossier, part);
    let place = if part.event() == change.quantity.event() { String::new() } else { format!(" of \"{event}\"") };
    let is_same = part.outcome() == change.quantity.outcome();
    let outcome = if is_same { String::new() } else { format!(", {}", part.outcome()) };
    format!("{}{outcome}{place}", group_name(report.dossier, part))
}

/// What came in although the answer is the same.
fn unchanged(then: Option<&Derivation>, now: &Derivation, lowered: Vec<(ClaimId, String)>) -> String {
    let statements = now.voices.iter().flat_map(|voice| voice.statements.iter().map(move |said| (voice, said)));
    let is_new = |said: &StatementStep| then.is_none_or(|then| then.statement(&said.claim).is_none());
    let came = statements.filter(|(_, said)| is_new(said));
    let came: Vec<String> =
        came.map(|(voice, said)| format!("{} \"{}\" ({})", said.claim, said.count, voice.name)).collect();
    if came.is_empty() {
        return "Nothing changed.".to_owned();
    }
    let first = "The answer is the same.".to_owned();
    let told = lowered.into_iter().map(|(_, sentence)| sentence);
    let sentences: Vec<String> =
        [first].into_iter().chain(told).chain([format!("Came in: {}.", came.join("; "))]).collect();
    sentences.join(" ")
}

/// For each voice that names less than it did then: the claim that it named before, and a sentence.
fn lowered(then: &Derivation, now: &Derivation) -> Vec<(ClaimId, String)> {
    let of_voice = |voice: &VoiceStep| {
        let totals = || voice.statements.iter().filter(|said| said.since.is_none() && said.figure.is_some());
        let known = |said: &StatementStep| then.statement(&said.claim).is_some_and(|(_, said)| said.fate == Fate::Kept);
        let newest = totals().rev().find(|said| said.fate == Fate::Kept && then.statement(&said.claim).is_none())?;
        let highest =
            totals().filter(|said| known(said) && said.moment <= newest.moment).max_by_key(|said| said.figure)?;
        if highest.figure <= newest.figure {
            return None;
        }
        let (before, after) = (quoted(highest), quoted(newest));
        let sentence = if now.quantity.outcome().course() == Course::Stock {
            format!("Lower than before: {} now says {after}, after {before}.", voice.name)
        } else if highest.fate != Fate::Kept {
            format!("Lowered: {} now says {after} in place of {before}.", voice.name)
        } else {
            format!(
                "Named less, but not taken back: {} now says {after}, and its {before} still stands; it falls only if {} is \
                 marked as a correction.",
                voice.name, newest.claim
            )
        };
        Some((highest.claim.clone(), sentence))
    };
    now.voices.iter().filter_map(of_voice).collect()
}

/// `"at least 45" (c5)`.
fn quoted(said: &StatementStep) -> String {
    format!("\"{}\" ({})", said.count, said.claim)
}

/// "; the best was 60 then and is none now", of one range.
fn another_best(change: &Change) -> String {
    let best = |estimate: &Option<Estimate>| estimate.as_ref().and_then(Estimate::best);
    let (was, is) = (best(&change.before), best(&change.after));
    let told = |best: Option<u64>| best.map_or_else(|| "none".to_owned(), |best| or_dash(Some(best)));
    if was == is { String::new() } else { format!("; the best was {} then and is {} now", told(was), told(is)) }
}

/// "; the low fell from 80 to 51, the best fell from 80 to 51".
fn fallen(change: &Change) -> String {
    let (Some(before), Some(after)) = (&change.before, &change.after) else { return String::new() };
    let ends = [
        ("low", Some(before.low()), Some(after.low())),
        ("best", before.best(), after.best()),
        ("high", before.high(), after.high()),
    ];
    let fell = |&(name, was, is): &(&str, Option<u64>, Option<u64>)| {
        was.zip(is)
            .filter(|(was, is)| is < was)
            .map(|(was, is)| format!("the {name} fell from {} to {}", or_dash(Some(was)), or_dash(Some(is))))
    };
    let fallen: Vec<String> = ends.iter().filter_map(fell).collect();
    if fallen.is_empty() { String::new() } else { format!("; {}", fallen.join(", ")) }
}

fn regraded(change: &Change) -> String {
    match (&change.before, &change.after) {
        (Some(before), Some(after)) if before.grade() != after.grade() => {
            format!("; {} then, {} now", before.grade(), after.grade())
        }
        _ => String::new(),
    }
}
