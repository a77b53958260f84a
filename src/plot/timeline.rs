//! What a picture of an estimate through time is drawn from.

use super::mark::Held;
use super::rows;
use crate::derivation::{Derivation, StatementStep, VoiceStep};
use crate::interest::Interest;
use crate::interval::Interval;
use crate::moment::Moment;
use crate::policy::Hearing;

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
    /// The totals that stand in a derivation. What counts only those added since an earlier
    /// count, and what its speaker no longer holds to, has no place on a toll's course.
    pub fn all(derivation: &Derivation, dating: Dating) -> Vec<Mark> {
        let of_voice = |voice: &VoiceStep| -> Vec<Mark> {
            let totals =
                voice.statements.iter().filter(|said| said.since.is_none() && rows::held(said) == Held::Stands);
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
            subtitle: derivation.names.0.clone(),
            unit: rows::unit(derivation),
            source: format!(
                "{}; policy {}, lexicon {}. A range of what was reported, not a margin of error.",
                rows::made_of(derivation),
                derivation.policy,
                derivation.lexicon.0
            ),
            hearing: derivation.hearing,
            views,
        }
    }
}
