//! What a picture of an estimate through time is drawn from.

use super::mark::Held;
use super::rows;
use crate::derivation::{Derivation, StatementStep, VoiceStep};
use crate::policy::Hearing;
use crate::reckon::estimate::Estimate;
use crate::record::interest::Interest;
use crate::record::moment::Moment;
use crate::said::interval::Interval;
use crate::voice::Fate;

/// An estimate through time, in as many views as are to be compared: what was known then, what is
/// known now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// What it is of: "IS fighters: killed".
    pub title: String,
    /// Where and when: the event's name.
    pub subtitle: String,
    /// What is counted: "people killed".
    pub unit: String,
    /// Who made it, of what.
    pub source: String,
    /// How claims were heard.
    pub hearing: Hearing,
    /// The views, drawn to one scale.
    pub views: Vec<View>,
}

/// One view of an estimate through time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// What sets it apart: "As known then".
    pub title: String,
    /// The estimate from each moment to the next, in the order of time.
    pub steps: Vec<Step>,
    /// The claims to show on it.
    pub marks: Vec<Mark>,
}

impl View {
    /// A timeline day by day, named for what was known when, with the claims of a derivation on
    /// it: at their publication where it shows what was known then, else at the moment they
    /// speak of.
    pub fn of(timeline: &crate::timeline::Timeline, claims: &Derivation) -> View {
        use crate::timeline::View as Known;
        let (title, dating) = match timeline.view() {
            Known::KnownThen => ("As known then", Dating::Published),
            Known::KnownNow => ("As known now", Dating::Spoken),
        };
        let step =
            |estimate: &Estimate| Step { at: estimate.as_of(), range: Some(estimate.range()), best: estimate.best() };
        View {
            title: title.to_owned(),
            steps: timeline.estimates().iter().map(step).collect(),
            marks: Mark::all(claims, dating),
        }
    }
}

/// The estimate as of a moment; it is drawn from there to the next.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// As of when.
    pub at: Moment,
    /// The range; none while nothing is known.
    pub range: Option<Interval>,
    /// The best estimate, if there is one.
    pub best: Option<u64>,
}

/// A claim on a timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Whose voice it is.
    pub voice: String,
    /// Where it stands in time.
    pub at: Moment,
    /// What it can mean.
    pub meaning: Interval,
    /// The number it names.
    pub figure: Option<u64>,
    /// Its interest.
    pub interest: Interest,
}

/// Where in time claims are shown.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dating {
    /// At the moment they speak of, brought to the event's course.
    Spoken,
    /// When they were published.
    Published,
}

impl Mark {
    /// The totals in a derivation. What counts only those added since an earlier count has no
    /// place on a toll's course; what its speaker took back later is shown where claims stand at
    /// their publication, since it was held to then.
    pub fn all(derivation: &Derivation, dating: Dating) -> Vec<Mark> {
        let of_voice = |voice: &VoiceStep| -> Vec<Mark> {
            let shown = |said: &&StatementStep| match rows::held(said) {
                Held::Stands => true,
                // It was held to when it was published.
                Held::SetAside => dating == Dating::Published && said.fate == Fate::Withdrawn,
            };
            let totals = voice.statements.iter().filter(|said| said.since.is_none()).filter(shown);
            let mark = |said: &StatementStep| Mark {
                voice: voice.name.clone(),
                at: match dating {
                    Dating::Spoken => said.moment,
                    Dating::Published => said.published,
                },
                meaning: said.meaning,
                figure: said.figure,
                interest: said.interest,
            };
            totals.map(mark).collect()
        };
        derivation.voices.iter().flat_map(of_voice).collect()
    }
}

impl Timeline {
    /// The timeline of what a derivation is of, named after it, with those views.
    pub fn of(derivation: &Derivation, views: Vec<View>) -> Timeline {
        Timeline {
            title: rows::title(derivation),
            subtitle: derivation.event_name.clone(),
            unit: rows::unit(derivation),
            source: format!(
                "{}; policy {}, lexicon {}. A range of what was reported, not a margin of error.",
                rows::made_of(derivation),
                derivation.policy,
                derivation.lexicon
            ),
            hearing: derivation.hearing,
            views,
        }
    }
}
