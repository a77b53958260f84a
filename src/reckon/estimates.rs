//! The estimates of one answer. They can be kept, sent and compared without the dossier.

use super::estimate::Estimate;
use super::question::Question;
use super::reconcile::Reconciliation;
use crate::record::quantity::Quantity;
use crate::said::lexicon::Lexicon;

/// The estimates of one answer, with the question, the policy and the lexicon.
///
/// It borrows nothing and is `Send + Sync`, so it can be kept, sent and compared with a later
/// answer. It does not contain derivations: only a [`Reconciliation`] can
/// [explain](Reconciliation::explain) an estimate.
///
/// Through serde it is written as `{"format": "corroborate-estimates/1", "question": …, "policy": …,
/// "lexicon": …, "lexicon_version": …, "estimates": […]}`, and read back. Fields that it does not
/// know are skipped on reading, so that an answer with explanations beside its estimates can be
/// read too.
///
/// ```
/// # #[cfg(feature = "serde")] {
/// use corroborate::{Estimates, LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer: Estimates = dossier.reconcile(&Question::new(), LeastDissent::new()).into_estimates();
/// drop(dossier);
/// assert_eq!((answer.policy(), answer.lexicon()), ("least-dissent", "logical"));
///
/// let written = serde_json::to_string(&answer)?;
/// assert!(written.starts_with(r#"{"format":"corroborate-estimates/1","question":{"as_of":null,"#));
/// assert_eq!(serde_json::from_str::<Estimates>(&written)?, answer);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimates {
    pub(super) question: Question,
    pub(super) policy: String,
    pub(super) lexicon: String,
    pub(super) lexicon_version: String,
    /// In the order of their quantities.
    pub(super) list: Vec<Estimate>,
}

impl Estimates {
    /// The format that they are written in. A version that reads differently has another number.
    pub const FORMAT: &'static str = "corroborate-estimates/1";

    pub(super) fn new(question: Question, policy: &str, lexicon: &Lexicon, estimates: Vec<Estimate>) -> Estimates {
        Estimates {
            question,
            policy: policy.to_owned(),
            lexicon: lexicon.name().to_owned(),
            lexicon_version: lexicon.version().to_owned(),
            list: estimates,
        }
    }

    /// The question.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new()).into_estimates();
    /// assert_eq!(answer.question(), &Question::new());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn question(&self) -> &Question {
        &self.question
    }

    /// The policy's name.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new()).into_estimates();
    /// assert_eq!(answer.policy(), "least-dissent");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn policy(&self) -> &str {
        &self.policy
    }

    /// The name of the lexicon with which counts were read.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new()).into_estimates();
    /// assert_eq!(answer.lexicon(), "logical");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn lexicon(&self) -> &str {
        &self.lexicon
    }

    /// The version of that lexicon.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new()).into_estimates();
    /// assert_eq!(answer.lexicon_version(), "1");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn lexicon_version(&self) -> &str {
        &self.lexicon_version
    }

    /// The estimates, in the order of their quantities.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new()).into_estimates();
    /// assert_eq!(answer.as_slice()[0].quantity().to_string(), "raid/all/killed");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn as_slice(&self) -> &[Estimate] {
        &self.list
    }

    /// The estimate of that quantity, if it was in play.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new()).into_estimates();
    /// let guards = answer.get(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.best(), Some(24));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn get(&self, quantity: &Quantity) -> Option<&Estimate> {
        let at = self.list.binary_search_by(|estimate| estimate.quantity().cmp(quantity)).ok()?;
        self.list.get(at)
    }

    /// The estimates, in the order of their quantities.
    ///
    /// ```
    /// use corroborate::{Grade, LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new()).into_estimates();
    /// assert_eq!(answer.iter().filter(|estimate| estimate.grade() == Grade::Derived).count(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn iter(&self) -> std::slice::Iter<'_, Estimate> {
        self.list.iter()
    }

    /// The number of estimates.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new()).into_estimates();
    /// assert_eq!(answer.len(), 5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are no estimates. This is the case if no claim is known.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new()).into_estimates();
    /// assert!(!answer.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl IntoIterator for Estimates {
    type Item = Estimate;
    type IntoIter = std::vec::IntoIter<Estimate>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'a> IntoIterator for &'a Estimates {
    type Item = &'a Estimate;
    type IntoIter = std::slice::Iter<'a, Estimate>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl From<Reconciliation<'_>> for Estimates {
    fn from(answer: Reconciliation<'_>) -> Estimates {
        answer.into_estimates()
    }
}

impl From<Estimates> for Vec<Estimate> {
    fn from(answer: Estimates) -> Vec<Estimate> {
        answer.list
    }
}
