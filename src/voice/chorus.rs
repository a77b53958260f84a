//! The voices of one quantity at many moments, while claims become known or cease to stand.

use std::ops::Range;

use super::Voice;
use super::accusation::Accusations;
use super::fold::{Ear, Fold, drop_overtaken, voice};
use super::profile::Profile;
use super::statement::{Fate, Span, Statement};
use super::stock;
use super::tally::Summary;
use super::totals::Totals;
use super::windows::{Windows, keep};
use crate::index::{Index, SpeakerIndex};
use crate::outcome::Course;
use crate::standing::Standing;

/// A fold made ready for questions about many moments: each then costs the logarithm of what
/// was said, and one more claim costs no more than its own voice.
#[derive(Clone, Debug)]
pub(crate) struct Chorus {
    course: Course,
    span: Span,
    /// In the order of their speakers.
    singers: Vec<Singer>,
}

/// One voice.
#[derive(Clone, Debug)]
struct Singer {
    speaker: SpeakerIndex,
    statements: Vec<Statement>,
    /// How many of a flow's are not kept.
    aside: usize,
    windows: Option<Box<Windows>>,
    profile: Option<Profile>,
    /// What the kept totals allow, once more are taken in.
    totals: Option<Totals>,
    /// Of a stock, where those lie that were not out of time when it was last asked about.
    of_one_time: Range<usize>,
    /// Whether what is kept must be decided anew.
    stale: bool,
}

impl Chorus {
    pub(crate) fn of(fold: Fold) -> Chorus {
        let (course, span) = (fold.course(), fold.span());
        let singers = fold.into_voices().map(|(speaker, statements, windows)| {
            let mut singer = Singer { statements, windows, ..Singer::new(speaker) };
            match course {
                Course::Flow => singer.sum_up(),
                Course::Stock => singer.statements.iter_mut().for_each(|s| s.fate = Fate::OutOfTime),
            }
            singer
        });
        Chorus { course, span, singers: singers.collect() }
    }

    /// Every voice that has something to say as of `t`, in the order of their names.
    pub(crate) fn voices(&mut self, t: i64) -> Vec<Voice> {
        let t = self.span.place(t);
        let course = self.course;
        let voices = self.singers.iter_mut().map(|singer| singer.voice(course, t));
        let mut voices: Vec<Voice> = voices.filter(|voice| !voice.is_silent()).collect();
        if course == Course::Stock {
            drop_overtaken(&mut voices);
        }
        voices
    }

    /// The statements that may be set aside, and others. Of a stock, as of the moment last
    /// asked about.
    pub(crate) fn perhaps_aside(&self) -> impl Iterator<Item = &Statement> {
        let of_singer = |singer: &Singer| match self.course {
            Course::Flow if singer.aside == 0 => 0..0,
            Course::Flow => 0..singer.statements.len(),
            Course::Stock => singer.of_one_time.clone(),
        };
        self.singers.iter().flat_map(move |singer| &singer.statements[of_singer(singer)])
    }

    /// Takes note of claims of the quantity, by position in the index, that came to stand or
    /// ceased to.
    ///
    /// Who accuses whom must be as it was: where that changes, the voices are to be made anew.
    pub(crate) fn hear_news(
        &mut self,
        index: &Index,
        news: &[u32],
        accusations: &Accusations,
        standings: &[Standing],
        ear: Ear<'_>,
    ) {
        for &at in news {
            let facts = &index.statements[at as usize];
            let statement = ear.hear(index, accusations, facts, self.course, self.span);
            let speaker = statement.speaker;
            let place = self.singers.binary_search_by_key(&speaker, |singer| singer.speaker);
            let place = place.unwrap_or_else(|place| {
                self.singers.insert(place, Singer::new(speaker));
                place
            });
            let singer = &mut self.singers[place];
            singer.forget_moment();
            if standings[at as usize] == Standing::Stands {
                singer.take_in(statement, self.course);
            } else {
                singer.take_out(&statement, self.course);
            }
        }
        self.singers.retain(|singer| !singer.statements.is_empty());
        if self.course == Course::Flow {
            for singer in self.singers.iter_mut().filter(|singer| singer.stale) {
                singer.decide();
            }
        }
    }
}

impl Singer {
    fn new(speaker: SpeakerIndex) -> Singer {
        Singer {
            speaker,
            statements: Vec::new(),
            aside: 0,
            windows: None,
            profile: None,
            totals: None,
            of_one_time: 0..0,
            stale: false,
        }
    }

    fn voice(&mut self, course: Course, t: i64) -> Voice {
        let summary = match (course, &self.profile) {
            (Course::Stock, _) => {
                self.forget_moment();
                self.of_one_time = stock::decide_of_one_time(&mut self.statements, t);
                Summary::of(&self.statements[self.of_one_time.clone()], course, t)
            }
            (Course::Flow, Some(profile)) => profile.at(t),
            (Course::Flow, None) => Summary::of(&self.statements, course, t),
        };
        voice(self.speaker, summary, self.windows.as_deref(), t)
    }

    /// Of a stock: nothing is asked as of any moment.
    fn forget_moment(&mut self) {
        for statement in &mut self.statements[std::mem::take(&mut self.of_one_time)] {
            statement.fate = Fate::OutOfTime;
        }
    }

    /// A statement more. If it is the newest, and can be true together with all that is kept,
    /// then just these are kept: what was not could not be true together with fewer.
    fn take_in(&mut self, mut statement: Statement, course: Course) {
        let Err(place) = self.statements.binary_search_by(|other| other.order(&statement, course)) else { return };
        if course == Course::Stock {
            statement.fate = Fate::OutOfTime;
        } else if statement.fate == Fate::Empty {
            self.aside += 1;
            self.stale |= self.windows.is_some();
        } else if !self.stale {
            let newest = place == self.statements.len();
            self.stale = !newest
                || statement.since.is_some()
                || statement.correction
                || self.windows.is_some()
                || !self.admit(&statement);
        }
        self.statements.insert(place, statement);
    }

    /// Takes the newest total in if it can be true together with all that is kept.
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
            self.profile.get_or_insert_with(|| Profile::of(&self.statements)).hear(statement);
        }
        admitted
    }

    /// A statement less. If it was not kept, nothing rested on it.
    fn take_out(&mut self, statement: &Statement, course: Course) {
        let Ok(place) = self.statements.binary_search_by(|other| other.order(statement, course)) else { return };
        let out = self.statements.remove(place);
        if course == Course::Flow {
            self.aside -= usize::from(out.fate != Fate::Kept);
            self.stale |= out.fate == Fate::Kept || self.windows.is_some();
        }
    }

    /// Decides anew what is kept of a flow.
    fn decide(&mut self) {
        for statement in self.statements.iter_mut().filter(|s| s.fate == Fate::Withdrawn) {
            statement.fate = Fate::Kept;
        }
        self.windows = None;
        keep(&mut self.statements, &mut self.windows);
        self.sum_up();
    }

    fn sum_up(&mut self) {
        self.aside = self.statements.iter().filter(|s| s.fate != Fate::Kept).count();
        self.profile = Some(Profile::of(&self.statements));
        self.totals = None;
        self.stale = false;
    }
}
