//! From a dossier and a question to estimates: which quantities are in play, in which order they
//! are estimated, and as of when.

use super::engine::Engine;
use super::estimate::{Estimate, SetAside};
use super::heard::Heard;
use super::question::Question;
use super::wholes::Memo;
use crate::dossier::Dossier;
use crate::dossier::index::position;
use crate::policy::Policy;
use crate::record::moment::Moment;
use crate::record::outcome::Outcome;
use crate::record::quantity::{Quantity, Tree};
use crate::voice::standing::Standing;

impl Dossier {
    /// The estimates of every quantity in play under a policy, passed as `p` or `&p`.
    ///
    /// The cost is linear in the number of claims (times a logarithm for sorting and searching).
    /// The cost of one quantity does not depend on how many others there are. Two cases cost more:
    ///
    /// - One voice reports n increments of one quantity that contradict each other. Each one
    ///   refused is compared with all that are kept, so they cost n²: 1,000 take some 0.1 s,
    ///   4,000 some 1.8 s. The longest public series of daily increments has 1,051 days.
    /// - An exhaustive whole has thousands of *voices*, and its parts are as of thousands of
    ///   different days. Each part needs the whole as of its own day, and for each of these days
    ///   the policy rules on all voices of the whole.
    ///
    /// Many increments that agree, many parts, or many days alone do not cost more.
    pub fn reconcile<'a>(&'a self, question: &Question, policy: impl Policy + 'a) -> Reconciliation<'a> {
        let mut engine = Engine::new(self, *question, Box::new(policy));
        let estimates = engine.estimates();
        Reconciliation { engine, estimates }
    }
}

/// The estimates of every quantity in play, with all data needed to explain them.
pub struct Reconciliation<'a> {
    pub(crate) engine: Engine<'a>,
    estimates: Vec<Estimate>,
}

impl Reconciliation<'_> {
    /// The estimates, in the order of their quantities.
    pub fn estimates(&self) -> &[Estimate] {
        &self.estimates
    }

    /// The estimate of that quantity, if it is in play.
    pub fn estimate(&self, quantity: &Quantity) -> Option<&Estimate> {
        let at = self.estimates.binary_search_by(|estimate| estimate.quantity().cmp(quantity)).ok()?;
        self.estimates.get(at)
    }

    /// The estimates alone.
    pub fn into_estimates(self) -> Vec<Estimate> {
        self.estimates
    }

    /// The policy's name.
    pub fn policy(&self) -> &str {
        self.engine.policy.name()
    }
}

impl std::fmt::Debug for Reconciliation<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reconciliation")
            .field("policy", &self.policy())
            .field("estimates", &self.estimates)
            .finish_non_exhaustive()
    }
}

impl<'a> Engine<'a> {
    fn new(dossier: &'a Dossier, question: Question, policy: Box<dyn Policy + 'a>) -> Engine<'a> {
        let mut engine = Engine::unasked(dossier, question, policy);
        engine.bring_into_play();
        engine
    }

    /// Brings into play the quantities that known claims name and everything above them, and notes
    /// the newest moment of each.
    fn bring_into_play(&mut self) {
        let index = self.index;
        let mut standing: Vec<Option<Moment>> = vec![None; index.quantities.len()];
        let mut known = standing.clone();
        let mut casualties = false;
        for (quantity, node) in index.quantities.iter().enumerate() {
            for at in index.own(position(quantity)).filter(|&at| self.standings[at].is_known()) {
                let moment = Some(index.statements[at].moment);
                known[quantity] = known[quantity].max(moment);
                if self.standings[at] == Standing::Stands {
                    standing[quantity] = standing[quantity].max(moment);
                }
                casualties |= node.outcome == Outcome::Casualties;
            }
        }
        for &quantity in &index.upward {
            let at = quantity as usize;
            if known[at].is_none() {
                continue;
            }
            self.in_play[at] = true;
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
        self.newest = standing.into_iter().zip(known).map(|(standing, known)| standing.or(known)).collect();
    }

    /// Estimates parts before their wholes, then narrows exhaustive parts by their wholes.
    fn estimates(&mut self) -> Vec<Estimate> {
        let index = self.index;
        let mut estimates: Vec<Option<Estimate>> = std::iter::repeat_with(|| None).take(self.in_play.len()).collect();
        let mut to_narrow = Vec::new();
        for &quantity in &index.upward {
            let Some(as_of) = self.moment(quantity).filter(|_| self.is_in_play(quantity)) else { continue };
            let mut fold = self.fold(quantity);
            let (heard, _) = self.settle(quantity, &mut fold, as_of.unix());
            let set_aside = self.set_aside(quantity, fold.perhaps_aside());
            if Tree::ALL.iter().any(|&tree| self.is_declared_exhaustive_above(quantity, tree)) {
                to_narrow.push((quantity, as_of, set_aside, heard));
            } else {
                let best = self.best(&heard, heard.range());
                estimates[quantity as usize] =
                    Some(self.estimate(quantity, as_of, set_aside, &heard, heard.range(), best));
            }
        }
        let mut memo = Memo::default();
        for (quantity, as_of, set_aside, heard) in to_narrow {
            estimates[quantity as usize] = Some(self.estimate_heard(quantity, as_of, &heard, set_aside, &mut memo));
        }
        #[expect(clippy::filter_map_identity, reason = "collects in place, where flatten needs as much memory again")]
        estimates.into_iter().filter_map(|estimate| estimate).collect()
    }

    /// The estimate of one settled quantity as of that moment, narrowed by its wholes.
    pub(crate) fn estimate_heard(
        &self,
        quantity: u32,
        as_of: Moment,
        heard: &Heard,
        set_aside: Vec<SetAside>,
        memo: &mut Memo,
    ) -> Estimate {
        let (range, _) = self.narrow(quantity, as_of.unix(), heard.range(), memo);
        let best = self.best(heard, range);
        self.estimate(quantity, as_of, set_aside, heard, range, best)
    }
}
