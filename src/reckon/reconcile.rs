//! From a dossier and a question to estimates: which quantities are in play, in which order they
//! are estimated, and as of when.

use std::collections::BTreeSet;

use super::answer::Answer;
use super::engine::{Engine, set_aside};
use super::estimate::{Estimate, Why};
use super::estimates::Estimates;
use super::judged::Judged;
use super::narrow::Memo;
use super::question::Question;
use crate::dossier::Dossier;
use crate::dossier::index::position;
use crate::policy::sweep::Sweep;
use crate::policy::{Policy, RulingFault};
use crate::record::moment::Moment;
use crate::record::outcome::Outcome;
use crate::record::quantity::{Quantity, Tree};
use crate::voice::FoldOnce;
use crate::voice::standing::Standing;

impl Dossier {
    /// The estimates of every quantity in play under a policy, passed as `p`, `&p` or a box.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let killed = answer.estimate(&"raid/guards/killed".parse()?).ok_or("it is in play")?;
    /// assert_eq!(killed.range().to_string(), "24 to 25");
    ///
    /// let then = Question::new().known_by("2022-01-20".parse()?);
    /// assert!(dossier.reconcile(&then, LeastDissent::new()).estimates().is_empty(), "nobody had spoken yet");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Cost
    ///
    /// The cost is linear in the number of claims (times a logarithm for sorting and searching).
    /// The cost of one quantity does not depend on how many others there are. Two cases cost more:
    ///
    /// - One voice reports n increments of one quantity that contradict each other. Each one
    ///   refused is compared with all that are kept, so they cost n² at most; 4,000 of which nearly
    ///   all are refused take some 20 ms. The longest public series of daily increments has 1,051
    ///   days.
    /// - An exhaustive whole has thousands of *voices*, and its parts are as of thousands of
    ///   different days. Each part needs the whole as of its own day, and for each of these days
    ///   the policy rules on all voices of the whole: 500 parts with 500 voices take some 0.04 s,
    ///   2,000 with 2,000 some 0.75 s.
    ///
    /// Many increments that agree, many parts, or many days alone do not cost more.
    pub fn reconcile<'a>(&'a self, question: &Question, policy: impl Policy + 'a) -> Reconciliation<'a> {
        self.answered(Engine::unasked(self, *question, Box::new(policy)), |_| Some(true))
    }

    /// The estimates of these quantities alone, as [`reconcile`](Dossier::reconcile) gives them.
    ///
    /// Only the quantities that these depend on are estimated: their parts, and the exhaustive wholes
    /// that narrow them with all of their parts. What is known and as of when is still found for all,
    /// at a small cost a claim. For questions to a dossier that changes, see [`Desk`](crate::Desk).
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let asked = ["raid/all/killed".parse()?];
    /// let answer = dossier.reconcile_only(&asked, &Question::new(), LeastDissent::new());
    /// assert_eq!(answer.estimates().len(), 1);
    /// assert_eq!(answer.estimates()[0].range().to_string(), "31 to 33", "its parts are heard");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn reconcile_only<'a>(
        &'a self,
        quantities: &[Quantity],
        question: &Question,
        policy: impl Policy + 'a,
    ) -> Reconciliation<'a> {
        let engine = Engine::unasked(self, *question, Box::new(policy));
        let asked: BTreeSet<u32> = quantities.iter().filter_map(|quantity| engine.find(quantity)).collect();
        let needed = engine.index.needed_for(&asked);
        self.answered(engine, |quantity| needed.contains(&quantity).then(|| asked.contains(&quantity)))
    }

    /// `wanted` says whether a quantity is asked for; `None` if nothing depends on it.
    fn answered<'a>(&'a self, mut engine: Engine<'a>, wanted: impl Fn(u32) -> Option<bool>) -> Reconciliation<'a> {
        engine.bring_into_play(engine.knows_casualties());
        let mut estimates: Vec<Option<Estimate>> =
            std::iter::repeat_with(|| None).take(engine.index.quantities.len()).collect();
        engine.answers_of(wanted, |quantity, answer| {
            estimates[quantity as usize] = Some(answer.named(self, |claim| self.claim_id(claim)));
        });
        #[expect(clippy::filter_map_identity, reason = "collects in place, where flatten needs as much memory again")]
        let estimates = estimates.into_iter().filter_map(|estimate| estimate).collect();
        let estimates = Estimates::new(engine.question, engine.policy.name(), &engine.lexicon, estimates);
        Reconciliation { engine, estimates }
    }
}

/// The estimates of every quantity in play, with all data needed to explain them.
///
/// It borrows the dossier. [`into_estimates`](Reconciliation::into_estimates) gives an answer that
/// borrows nothing.
///
/// ```
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let words = answer.explain(&"raid/visitors/killed".parse()?).ok_or("in play")?.words().to_string();
/// assert!(words.starts_with("7 or more killed, best 7."));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Reconciliation<'a> {
    pub(crate) engine: Engine<'a>,
    estimates: Estimates,
}

/// The error for a policy that returned a ruling with a fault.
///
/// ```
/// use corroborate::{Interval, Panel, Policy, PolicyFault, Question, Ruling, RulingFault};
///
/// /// Says 5 to 9 with a best of 70.
/// struct Careless;
///
/// impl Policy for Careless {
///     fn name(&self) -> &str {
///         "careless"
///     }
///
///     fn rule(&self, panel: &Panel<'_>) -> Ruling {
///         Ruling::range(panel, Interval::new(5, 9).unwrap_or(Interval::ANY)).with_best(70)
///     }
/// }
///
/// let dossier = corroborate::docs::raid()?;
/// let fault: PolicyFault = dossier.reconcile(&Question::new(), Careless).checked().unwrap_err();
/// assert_eq!((fault.policy.as_str(), fault.quantity.to_string().as_str()), ("careless", "raid/all/killed"));
/// assert!(matches!(fault.fault, RulingFault::BestOutsideRange { best: 70, .. }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{policy} on {quantity}: {fault}")]
#[non_exhaustive]
pub struct PolicyFault {
    /// The policy's name.
    pub policy: String,
    /// The first quantity whose ruling has a fault.
    pub quantity: Quantity,
    /// The fault.
    #[source]
    pub fault: RulingFault,
}

impl<'a> Reconciliation<'a> {
    /// The estimates, in the order of their quantities.
    ///
    /// ```
    /// use corroborate::{Grade, LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let contested = answer.estimates().iter().filter(|estimate| estimate.grade() == Grade::Contested);
    /// assert_eq!(contested.count(), 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn estimates(&self) -> &[Estimate] {
        self.estimates.as_slice()
    }

    /// The estimate of that quantity, if it is in play.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// assert!(answer.estimate(&"raid/guards/killed".parse()?).is_some());
    /// assert!(answer.estimate(&"raid/guards/missing".parse()?).is_none(), "nobody speaks of it");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn estimate(&self, quantity: &Quantity) -> Option<&Estimate> {
        self.estimates.get(quantity)
    }

    /// The estimates with question, policy and lexicon, as an answer that borrows nothing.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let kept = answer.into_estimates();
    /// drop(dossier);
    /// assert_eq!(kept.len(), 5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn into_estimates(self) -> Estimates {
        self.estimates
    }

    /// The same estimates as [`into_estimates`](Reconciliation::into_estimates), by reference.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// assert_eq!(answer.as_estimates().lexicon(), "logical");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn as_estimates(&self) -> &Estimates {
        &self.estimates
    }

    /// The policy's name.
    ///
    /// ```
    /// use corroborate::{Question, Ucdp};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// assert_eq!(dossier.reconcile(&Question::new(), Ucdp::new()).policy(), "ucdp");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn policy(&self) -> &str {
        self.estimates.policy()
    }

    /// The same answer, if no ruling of the policy has a fault. Worth asking of a policy of your own;
    /// the policies of this crate have none.
    ///
    /// # Errors
    ///
    /// [`PolicyFault`] for the first quantity whose ruling has a fault. Without this check, such a
    /// ruling counts as no answer.
    ///
    /// ```
    /// use corroborate::{Interval, Panel, Policy, Question, Ruling, RulingFault};
    ///
    /// /// Says 5 to 9 with a best of 70.
    /// struct Careless;
    ///
    /// impl Policy for Careless {
    ///     fn name(&self) -> &str {
    ///         "careless"
    ///     }
    ///
    ///     fn rule(&self, panel: &Panel<'_>) -> Ruling {
    ///         Ruling::range(panel, Interval::new(5, 9).unwrap_or(Interval::ANY)).with_best(70)
    ///     }
    /// }
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), Careless);
    /// assert!(matches!(answer.estimates()[0].fault(), Some(RulingFault::BestOutsideRange { best: 70, .. })));
    /// let error = answer.checked().unwrap_err();
    /// assert!(error.to_string().ends_with("the best that the ruling names, 70, is not in its range: 5 to 9"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn checked(self) -> Result<Reconciliation<'a>, PolicyFault> {
        let faulty = self.estimates().iter().find_map(|estimate| Some((estimate.quantity(), estimate.fault()?)));
        match faulty {
            None => Ok(self),
            Some((quantity, fault)) => {
                Err(PolicyFault { policy: self.policy().to_owned(), quantity: quantity.clone(), fault })
            }
        }
    }
}

impl std::fmt::Debug for Reconciliation<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reconciliation").field("estimates", &self.estimates).finish_non_exhaustive()
    }
}

impl Engine<'_> {
    /// Whether any known claim is of casualties.
    fn knows_casualties(&self) -> bool {
        let of_casualties = |&quantity: &u32| self.index.node(quantity).outcome == Outcome::Casualties;
        let is_known = |quantity| self.index.own(quantity).any(|at| self.standings[at].is_known());
        (0..position(self.states.len())).filter(of_casualties).any(is_known)
    }

    /// Brings into play the quantities that known claims name and everything above them, and notes
    /// the newest moment of each. `casualties` says whether any known claim of the whole dossier is
    /// of casualties.
    pub(crate) fn bring_into_play(&mut self, casualties: bool) {
        let index = self.index;
        let mut standing: Vec<Option<Moment>> = vec![None; index.quantities.len()];
        let mut known = standing.clone();
        for quantity in 0..index.quantities.len() {
            for at in index.own(position(quantity)).filter(|&at| self.standings[at].is_known()) {
                let moment = Some(index.statements[at].moment);
                known[quantity] = known[quantity].max(moment);
                if self.standings[at] == Standing::Stands {
                    standing[quantity] = standing[quantity].max(moment);
                }
            }
        }
        for &quantity in &index.upward {
            let at = quantity as usize;
            if known[at].is_none() {
                continue;
            }
            self.set_in_play(quantity, true);
            self.set_newest(quantity, standing[at].or(known[at]));
            for &tree in Tree::ALL {
                if let Some(whole) = index.node(quantity).wholes[tree as usize]
                    && (tree != Tree::Outcome || casualties)
                {
                    let whole = whole as usize;
                    known[whole] = known[whole].max(known[at]);
                    standing[whole] = standing[whole].max(standing[at]);
                }
            }
        }
    }

    /// Estimates parts before their wholes, then narrows the parts of exhaustive wholes by these. Calls
    /// `found` once for each quantity in play.
    pub(crate) fn answers(&mut self, found: impl FnMut(u32, Answer)) {
        self.answers_of(|_| Some(true), found);
    }

    /// The same for the quantities that are `wanted`; `None` if nothing wanted depends on one.
    fn answers_of(&mut self, wanted: impl Fn(u32) -> Option<bool>, mut found: impl FnMut(u32, Answer)) {
        let index = self.index;
        let mut to_narrow = Vec::new();
        let (mut fold, mut voices, mut sweep) = (FoldOnce::default(), Vec::new(), Sweep::default());
        for &quantity in &index.upward {
            let Some(as_of) = self.moment(quantity).filter(|_| self.is_in_play(quantity)) else { continue };
            let Some(is_asked) = wanted(quantity) else { continue };
            let news = self.news(quantity, as_of.unix());
            fold.voices(index, quantity, &self.standings, self.listening(), news.heard_at, &mut voices);
            let (judged, best, _) = self.settle_voices(quantity, news, voices, sweep);
            if !is_asked {
                (voices, sweep) = (judged.voices, judged.sweep);
                continue;
            }
            let not_standing = self.not_standing(quantity).map(|(at, why)| (index.statements[at].claim, why));
            let set_aside = set_aside(not_standing, fold.statements().iter());
            if Tree::ALL.iter().any(|&tree| self.is_declared_exhaustive_above(quantity, tree)) {
                to_narrow.push((quantity, as_of, set_aside, judged));
                (voices, sweep) = (Vec::new(), Sweep::default());
            } else {
                found(quantity, self.answer(quantity, as_of, set_aside, &judged, (judged.range(), best)));
                (voices, sweep) = (judged.voices, judged.sweep);
            }
        }
        let mut memo = Memo::default();
        for (quantity, as_of, set_aside, judged) in to_narrow {
            found(quantity, self.answer_heard(quantity, as_of, &judged, set_aside, &mut memo));
        }
    }

    /// The answer for one settled quantity as of that moment, narrowed by its wholes.
    pub(super) fn answer_heard(
        &self,
        quantity: u32,
        as_of: Moment,
        judged: &Judged,
        set_aside: Vec<(u32, Why)>,
        memo: &mut Memo,
    ) -> Answer {
        let (range, _) = self.narrow(quantity, as_of.unix(), judged.range(), memo);
        self.answer(quantity, as_of, set_aside, judged, (range, self.best(judged, range)))
    }

    /// The estimate of one settled quantity as of that moment, narrowed by its wholes.
    pub(crate) fn estimate_heard(
        &self,
        quantity: u32,
        as_of: Moment,
        judged: &Judged,
        set_aside: Vec<(u32, Why)>,
        memo: &mut Memo,
    ) -> Estimate {
        let answer = self.answer_heard(quantity, as_of, judged, set_aside, memo);
        answer.named(self.dossier, |claim| self.dossier.claim_id(claim))
    }
}
