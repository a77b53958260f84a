//! The question.

use crate::record::moment::Moment;

/// What is asked of a dossier: as of when, and on what was known by when.
///
/// ```
/// # use corroborate::Question;
/// let hindsight = Question::new();
/// let then = Question::new().as_of("2022-01-21".parse()?).known_by("2022-01-21".parse()?);
/// # assert_ne!(hindsight, then);
/// # Ok::<(), corroborate::MomentError>(())
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Question {
    pub(super) as_of: Option<Moment>,
    pub(super) known_by: Option<Moment>,
}

impl Question {
    /// Each quantity as of its newest claim, on all that is known now.
    pub fn new() -> Question {
        Question::default()
    }

    /// The same, every quantity as of that moment.
    pub fn as_of(mut self, moment: Moment) -> Question {
        self.as_of = Some(moment);
        self
    }

    /// The same, on the claims published by then.
    pub fn known_by(mut self, moment: Moment) -> Question {
        self.known_by = Some(moment);
        self
    }

    pub(crate) fn until(&self) -> Option<Moment> {
        self.known_by
    }
}
