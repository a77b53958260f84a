//! Adds up the statements of a voice: floors, ceilings and figures.

use super::difference::Bounds;
use super::increments::Increments;
use super::statement::{Fate, Share, Statement};
use super::{Figure, Voice};
use crate::dossier::index::SpeakerIndex;
use crate::record::interest::Interest;
use crate::record::outcome::Course;
use crate::record::source::Basis;
use crate::said::interval::{Ceiling, Interval};

/// The bounds and figures of several statements together. Floors come from statements up to a
/// moment, ceilings from statements of that moment or later.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) all: Narrowed,
    pub(crate) neutral: Narrowed,
    pub(crate) firm_floor: u64,
    pub(crate) admitted: u64,
    pub(crate) documented: Option<u64>,
    /// The smallest ceiling of a body count: of a flow, only boasts about the enemy's dead set one.
    pub(crate) documented_ceiling: Option<u64>,
    /// The bounds from neutral statements that are not body counts.
    pub(crate) plain: Narrowed,
    /// The floor, without the body counts of the victims' own side.
    pub(crate) other_floor: u64,
    pub(crate) figures: [Option<Figure>; Interest::ALL.len()],
    pub(crate) sound_figure: Option<Figure>,
    pub(crate) own_count: Option<Figure>,
    newest_total: Option<i64>,
    /// The smallest number that the newest total names.
    pub(crate) smallest: Option<Figure>,
    /// The largest number that any total names.
    pub(crate) largest: Option<Figure>,
}

impl Tally {
    /// Adds a statement up to the moment: its floor and, for a total, its figure.
    pub(crate) fn hear_floor(&mut self, s: &Statement) {
        if s.since.is_none() {
            self.name_figure(s);
            self.name_ends(s);
        }
        let Some(floor) = s.floor() else { return };
        self.all.raise(floor);
        if s.counts_in(Share::Neutral) {
            self.neutral.raise(floor);
        }
        if s.counts_in(Share::Firm) {
            self.firm_floor = self.firm_floor.max(floor);
        }
        if s.counts_in(Share::Admitted) {
            self.admitted = self.admitted.max(floor);
        }
        if s.counts_in(Share::Documented) {
            self.documented = self.documented.max(Some(floor));
        }
        if s.counts_in(Share::Plain) {
            self.plain.raise(floor);
        }
        if s.counts_in(Share::Others) {
            self.other_floor = self.other_floor.max(floor);
        }
    }

    /// Adds a statement of the moment or later: its ceiling.
    pub(crate) fn hear_ceiling(&mut self, s: &Statement) {
        let Some(ceiling) = s.ceiling() else { return };
        self.all.lower(Some(ceiling));
        if s.counts_in(Share::Neutral) {
            self.neutral.lower(Some(ceiling));
        }
        if s.counts_in(Share::Plain) {
            self.plain.lower(Some(ceiling));
        }
        if s.basis == Basis::Documented {
            self.documented_ceiling = lower(self.documented_ceiling, Some(ceiling));
        }
    }

    /// Keeps the newest figure of each interest. Of figures of the same moment, it keeps the largest.
    fn name_figure(&mut self, s: &Statement) {
        let Some(value) = s.figure else { return };
        let newer = |known: &Option<Figure>| known.as_ref().is_none_or(|f| (f.moment, f.value) < (s.moment, value));
        let figure = Figure { value, moment: s.moment, claim: s.claim };
        if s.interest == Interest::Neutral && !s.weak && newer(&self.sound_figure) {
            self.sound_figure = Some(figure.clone());
        }
        if s.is_own_count() && newer(&self.own_count) {
            self.own_count = Some(figure.clone());
        }
        let known = &mut self.figures[s.interest as usize];
        if newer(known) {
            *known = Some(figure);
        }
    }

    /// Keeps the smallest and the largest number of the newest total. If several totals have the newest
    /// moment, the last one counts.
    fn name_ends(&mut self, s: &Statement) {
        let figure = |value| Figure { value, moment: s.moment, claim: s.claim };
        if self.newest_total.is_none_or(|newest| newest <= s.moment) {
            self.newest_total = Some(s.moment);
            self.smallest = s.named.smallest().map(figure);
        }
        if let Some(largest) = s.named.largest()
            && self.largest.as_ref().is_none_or(|known| known.value < largest)
        {
            self.largest = Some(figure(largest));
        }
    }
}

impl Voice {
    /// The voice of a speaker who has said nothing.
    pub(super) fn silent(speaker: SpeakerIndex) -> Voice {
        Voice { speaker, tally: Tally::default(), is_neutral: false, newest: i64::MIN }
    }

    /// The voice of these statements as of one moment.
    pub(super) fn of(
        speaker: SpeakerIndex,
        statements: &[Statement],
        increments: Option<&Increments>,
        course: Course,
        t: i64,
    ) -> Voice {
        let mut voice = Voice::silent(speaker);
        voice.hear(statements, increments, course, t);
        voice
    }

    /// Adds the kept ones of these statements to a silent voice, as of one moment.
    pub(super) fn hear(&mut self, statements: &[Statement], increments: Option<&Increments>, course: Course, t: i64) {
        for s in statements.iter().filter(|s| s.fate == Fate::Kept) {
            self.is_neutral |= s.interest == Interest::Neutral;
            self.newest = self.newest.max(s.moment);
            if course == Course::Stock || s.moment <= t {
                self.tally.hear_floor(s);
            }
            if course == Course::Stock || s.moment >= t {
                self.tally.hear_ceiling(s);
            }
        }
        if course == Course::Stock {
            self.tally.firm_floor = 0;
        }
        self.add_up(increments, t);
    }

    /// Sets the bounds that its increments imply, if it has any.
    pub(super) fn add_up(&mut self, increments: Option<&Increments>, t: i64) {
        let Some(of) = increments else { return };
        let bounds = |of: &Bounds| Narrowed { floor: of.floor(t), ceiling: of.ceiling(t) };
        let tally = &mut self.tally;
        (tally.all, tally.neutral, tally.plain) = (bounds(&of.all), bounds(&of.neutral), bounds(&of.plain));
        tally.firm_floor = of.firm.floor(t);
        tally.admitted = of.admitted.floor(t);
        tally.documented = Some(of.documented.floor(t)).filter(|&floor| floor > 0);
        tally.other_floor = of.others.floor(t);
    }
}

/// The lower of two ceilings, where `None` is no ceiling.
pub(crate) fn lower(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    [one, other].into_iter().flatten().min()
}

/// A floor and a ceiling, as statements narrow them.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Narrowed {
    pub(crate) floor: u64,
    pub(crate) ceiling: Option<u64>,
}

impl Narrowed {
    fn raise(&mut self, floor: u64) {
        self.floor = self.floor.max(floor);
    }

    pub(crate) fn lower(&mut self, ceiling: Option<u64>) {
        self.ceiling = lower(self.ceiling, ceiling);
    }

    /// The kept statements can be true together, so the floor is not above the ceiling.
    pub(crate) fn interval(self) -> Interval {
        Interval::new(self.floor, Ceiling::from(self.ceiling)).unwrap_or(Interval::at_least(self.floor))
    }
}
