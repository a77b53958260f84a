//! The data for a picture of an estimate through time.

use super::beside::Curve;
use super::mark::Held;
use super::rows;
use crate::derivation::{Derivation, StatementStep, VoiceStep};
use crate::dossier::Dossier;
use crate::policy::Hearing;
use crate::reckon::estimate::Estimate;
use crate::record::claim::Claim;
use crate::record::interest::Interest;
use crate::record::moment::Moment;
use crate::said::interval::Interval;
use crate::voice::Fate;

/// An estimate through time in one or more views to compare, such as known then and known now.
///
/// ```
/// use corroborate::plot::{Timeline, View};
/// use corroborate::timeline::{self, Pace};
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let quantity = "raid/guards/killed".parse()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let guards = answer.explain(&quantity).ok_or("in play")?;
/// let course = dossier.timeline(&quantity, LeastDissent::new(), timeline::View::KnownNow, Pace::Changes);
/// let view = View::of(&course.ok_or("in play")?, &guards, &dossier);
/// let timeline = Timeline::of(&guards, vec![view]);
/// assert_eq!((timeline.title.as_str(), timeline.views.len()), ("Guards: killed", 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// The title: "IS fighters: killed".
    pub title: String,
    /// The event's name.
    pub subtitle: String,
    /// The unit: "people killed".
    pub unit: String,
    /// The maker of the picture, and its data.
    pub source: String,
    /// Whether claims count only against their speakers' interest.
    pub hearing: Hearing,
    /// The views, drawn to the same scale.
    pub views: Vec<View>,
}

/// One view of an estimate through time.
///
/// ```
/// use corroborate::plot::View;
/// use corroborate::timeline::{self, Pace};
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let quantity = "raid/guards/killed".parse()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let guards = answer.explain(&quantity).ok_or("in play")?;
/// let course = dossier.timeline(&quantity, LeastDissent::new(), timeline::View::KnownNow, Pace::Changes);
/// let view = View::of(&course.ok_or("in play")?, &guards, &dossier);
/// assert_eq!((view.title.as_str(), view.marks.len()), ("As known now", 3), "three claims are drawn");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The title of the view: "As known then".
    pub title: String,
    /// The estimate from each moment to the next, in order.
    pub steps: Vec<Step>,
    /// The claims to show on it.
    pub marks: Vec<Mark>,
    /// An interval of the toll itself through time, to be shown in this panel.
    pub curve: Option<Curve>,
}

impl View {
    /// A timeline as a view, titled by its [`View`](crate::timeline::View), with the claims of a
    /// derivation of that dossier: at their publication in the view of what was known then, else at
    /// the moment they speak of.
    pub fn of(timeline: &crate::timeline::Timeline, claims: &Derivation, dossier: &Dossier) -> View {
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
            marks: Mark::all(claims, dossier, dating),
            curve: None,
        }
    }

    /// An interval of the toll itself through time as a view of its own, with the claims of a
    /// derivation of that dossier at the moments they speak of.
    pub fn of_curve(title: &str, curve: Curve, claims: &Derivation, dossier: &Dossier) -> View {
        let marks = Mark::all(claims, dossier, Dating::Spoken);
        View { title: title.to_owned(), steps: Vec::new(), marks, curve: Some(curve) }
    }

    /// The moments it is drawn at.
    pub(super) fn moments(&self) -> impl Iterator<Item = Moment> {
        let curve = self.curve.iter().flat_map(|curve| &curve.points).map(|point| point.at);
        self.steps.iter().map(|step| step.at).chain(curve)
    }
}

/// The estimate as of a moment, drawn until the next one.
///
/// ```
/// use corroborate::Interval;
/// use corroborate::plot::Step;
///
/// let step = Step { at: "2022-01-21".parse()?, range: Some(Interval::new(24, 25)?), best: Some(24) };
/// assert_eq!(step.range.map(|range| range.low()), step.best);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The moment.
    pub at: Moment,
    /// The range; none as long as nothing is known.
    pub range: Option<Interval>,
    /// The best estimate, if there is one.
    pub best: Option<u64>,
}

/// A claim on a timeline.
///
/// ```
/// use corroborate::plot::{Dating, Mark};
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let guards = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// let marks = Mark::all(&guards, &dossier, Dating::Spoken);
/// assert_eq!((marks[0].voice.as_str(), marks[0].figure), ("The guard force", Some(18)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The voice's name.
    pub voice: String,
    /// Its place in time.
    pub at: Moment,
    /// The interval that it can mean.
    pub meaning: Interval,
    /// The number it names.
    pub figure: Option<u64>,
    /// Its interest.
    pub interest: Interest,
}

/// The moment at which a claim is drawn.
///
/// ```
/// use corroborate::plot::{Dating, Mark};
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let guards = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// let marks = Mark::all(&guards, &dossier, Dating::Published);
/// assert_eq!(marks[0].at.to_string(), "2022-01-21");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Dating {
    /// The moment it speaks of.
    Spoken,
    /// The moment it was published.
    Published,
}

impl Mark {
    /// The totals in a derivation of that dossier, each at its own date. Increments are left out, because they are not points of the
    /// toll. Withdrawn claims are drawn only at their publication, because they stood then.
    pub fn all(derivation: &Derivation, dossier: &Dossier, dating: Dating) -> Vec<Mark> {
        let of_voice = |voice: &VoiceStep| -> Vec<Mark> {
            let shown = |said: &&StatementStep| match rows::held(said) {
                Held::Stands => true,
                // It stood when it was published.
                Held::SetAside => dating == Dating::Published && said.fate == Fate::Withdrawn,
            };
            let totals = voice.statements.iter().filter(|said| said.since.is_none()).filter(shown);
            let mark = |said: &StatementStep| Mark {
                voice: voice.name.clone(),
                at: match dating {
                    // Once the event is settled, the moments of statements are all one.
                    Dating::Spoken => dossier.claim(&said.claim).map_or(said.moment, Claim::moment),
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
    /// The timeline of a derivation's quantity with these views.
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
