//! The statements of one speaker on one quantity.

use std::ops::Range;

use super::increments::Increments;
use super::kept::keep;
use super::profile::Profile;
use super::statement::{Fate, Statement};
use super::totals::Totals;
use super::{Voice, stock};
use crate::dossier::index::SpeakerIndex;
use crate::record::outcome::Course;

/// One speaker's statements on one quantity, in their order, and the bounds that follow from them.
#[derive(Clone, Debug)]
pub(super) struct Spoken {
    pub(super) speaker: SpeakerIndex,
    pub(super) statements: Vec<Statement>,
    /// The bounds that follow from them, if some are increments.
    pub(super) increments: Option<Box<Increments>>,
    /// For a flow, the summary of the kept totals at every moment. It is made at the second
    /// question.
    profile: Option<Profile>,
    /// For a flow, the bounds of the kept totals. They are computed when a statement is added.
    totals: Option<Totals>,
    is_asked: bool,
    /// For a flow, the number of statements that are not kept.
    aside: usize,
    /// For a stock, the range of the statements that were in time at the last question.
    of_one_time: Range<usize>,
    /// For a flow, whether the kept statements must be decided again.
    is_stale: bool,
}

impl Spoken {
    pub(super) fn by(speaker: SpeakerIndex, statements: Vec<Statement>) -> Spoken {
        Spoken {
            speaker,
            statements,
            increments: None,
            profile: None,
            totals: None,
            is_asked: false,
            aside: 0,
            of_one_time: 0..0,
            is_stale: false,
        }
    }

    /// Decides which statements of a flow are kept. For a stock this depends on the moment of the
    /// question.
    pub(super) fn decide(&mut self, course: Course) {
        if course == Course::Stock {
            return;
        }
        self.increments = keep(&mut self.statements).map(Box::new);
        self.aside = self.statements.iter().filter(|s| s.fate != Fate::Kept).count();
        (self.profile, self.totals, self.is_asked, self.is_stale) = (None, None, false, false);
    }

    pub(super) fn decide_if_stale(&mut self, course: Course) {
        if self.is_stale {
            for statement in self.statements.iter_mut().filter(|s| s.fate == Fate::Withdrawn) {
                statement.fate = Fate::Kept;
            }
            self.decide(course);
        }
    }

    /// The voice as of `t`. It may be silent.
    pub(super) fn voice(&mut self, course: Course, t: i64) -> Voice {
        match course {
            Course::Stock => {
                if !std::mem::replace(&mut self.is_asked, true) {
                    self.of_one_time = 0..self.statements.len();
                }
                self.forget_moment();
                self.of_one_time = stock::decide(&mut self.statements, t);
                Voice::of(self.speaker, &self.statements[self.of_one_time.clone()], None, course, t)
            }
            Course::Flow if std::mem::replace(&mut self.is_asked, true) => {
                let profile = self.profile.get_or_insert_with(|| Profile::of(&self.statements));
                let mut voice = profile.at(self.speaker, t);
                voice.add_up(self.increments.as_deref(), t);
                voice
            }
            Course::Flow => Voice::of(self.speaker, &self.statements, self.increments.as_deref(), course, t),
        }
    }

    /// A superset of the statements that are set aside.
    pub(super) fn perhaps_aside(&self, course: Course) -> &[Statement] {
        match course {
            Course::Flow if self.aside == 0 => &[],
            Course::Flow => &self.statements,
            Course::Stock => &self.statements[self.of_one_time.clone()],
        }
    }

    /// For a stock, resets the fates set by the last question.
    fn forget_moment(&mut self) {
        for statement in &mut self.statements[std::mem::take(&mut self.of_one_time)] {
            statement.fate = Fate::OutOfTime;
        }
    }

    /// Adds a statement. If it is the newest and agrees with all kept statements, it is kept and
    /// nothing else changes: what contradicted the kept statements before still does.
    pub(super) fn take_in(&mut self, mut statement: Statement, course: Course) {
        self.forget_moment();
        let Err(place) = self.statements.binary_search_by(|other| other.order(&statement, course)) else { return };
        if course == Course::Stock {
            if self.is_asked {
                statement.fate = Fate::OutOfTime;
            }
        } else if statement.fate == Fate::Empty {
            self.aside += 1;
            self.is_stale |= self.increments.is_some();
        } else if !self.is_stale {
            self.is_stale = place < self.statements.len()
                || statement.since.is_some()
                || statement.correction
                || self.increments.is_some()
                || !self.admit(&statement);
        }
        self.statements.insert(place, statement);
    }

    /// Admits the newest total if it can be true together with all kept statements.
    fn admit(&mut self, statement: &Statement) -> bool {
        let totals = self.totals.get_or_insert_with(|| {
            let mut totals = Totals::new();
            for kept in self.statements.iter().filter(|s| s.fate == Fate::Kept) {
                totals.admit(kept.moment, kept.said);
            }
            totals
        });
        let admitted = totals.admit(statement.moment, statement.said);
        if admitted {
            self.is_asked = true;
            self.profile.get_or_insert_with(|| Profile::of(&self.statements)).hear(statement);
        }
        admitted
    }

    /// Removes a statement. If it was not kept, the others do not change.
    pub(super) fn take_out(&mut self, statement: &Statement, course: Course) {
        self.forget_moment();
        let Ok(place) = self.statements.binary_search_by(|other| other.order(statement, course)) else { return };
        let out = self.statements.remove(place);
        if course == Course::Flow {
            self.aside -= usize::from(out.fate != Fate::Kept);
            self.is_stale |= out.fate == Fate::Kept || self.increments.is_some();
        }
    }
}

/// Adds one speaker's statements, in their order, to a silent voice, for one question only. Sets their
/// fates.
pub(super) fn hear_once(voice: &mut Voice, statements: &mut [Statement], course: Course, t: i64) {
    match course {
        Course::Flow => {
            let increments = keep(statements);
            voice.hear(statements, increments.as_ref(), course, t);
        }
        Course::Stock => {
            for statement in &mut *statements {
                statement.fate = Fate::OutOfTime;
            }
            let of_one_time = stock::decide(statements, t);
            voice.hear(&statements[of_one_time], None, course, t);
        }
    }
}
