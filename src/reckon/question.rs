//! The question that a reconciliation answers.

use crate::record::moment::Moment;

/// A question to a dossier: as of which moment, and from the claims published by which moment.
///
/// ```
/// use corroborate::Question;
///
/// let hindsight = Question::new();
/// let then = Question::new().as_of("2022-01-21".parse()?).known_by("2022-01-21".parse()?);
/// # assert_ne!(hindsight, then);
/// # Ok::<(), corroborate::MomentError>(())
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(default, deny_unknown_fields))]
pub struct Question {
    pub(super) as_of: Option<Moment>,
    pub(super) known_by: Option<Moment>,
}

impl Question {
    /// Each quantity as of its newest claim, from all claims.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// assert_eq!(answer.estimates().len(), 5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new() -> Question {
        Question::default()
    }

    /// The same question, with every quantity as of that moment.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let that_evening = Question::new().as_of("2022-01-21".parse()?);
    /// let answer = dossier.reconcile(&that_evening, LeastDissent::new());
    /// let all = answer.estimate(&"raid/all/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(all.range().to_string(), "24 to 33");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn as_of(mut self, moment: Moment) -> Question {
        self.as_of = Some(moment);
        self
    }

    /// The same question, with only the claims published by that moment.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let then = Question::new().known_by("2022-01-21".parse()?);
    /// let answer = dossier.reconcile(&then, LeastDissent::new());
    /// assert!(answer.estimate(&"raid/visitors/killed".parse()?).is_none(), "the hospital had not spoken yet");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn known_by(mut self, moment: Moment) -> Question {
        self.known_by = Some(moment);
        self
    }

    pub(crate) fn until(&self) -> Option<Moment> {
        self.known_by
    }
}
