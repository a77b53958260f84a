//! From claims to voices.

use std::ops::Range;

use super::statement::{Fate, Share, Span, Statement};
use super::stock;
use super::toll::{Constraint, Course as TollCourse, Toll};
use super::totals::Totals;
use super::{Figure, Voice};
use crate::index::{Index, SpeakerIndex};
use crate::interest::{Interest, InterestCase};
use crate::interval::{Ceiling, Interval};
use crate::lexicon::Lexicon;
use crate::outcome::Course;
use crate::policy::Hearing;
use crate::standing::Standing;

/// How words are read and whom they are held against.
#[derive(Copy, Clone)]
pub(crate) struct Ear<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) hearing: Hearing,
}

/// The standing claims of one quantity, by voice. What a voice of a flow has not taken back
/// does not depend on the moment asked about, so it is decided once.
#[derive(Clone, Debug)]
pub(crate) struct Fold {
    course: Course,
    span: Span,
    statements: Vec<Statement>,
    speakers: Vec<Said>,
}

/// One speaker's statements.
#[derive(Clone, Debug)]
struct Said {
    speaker: SpeakerIndex,
    range: Range<usize>,
    windows: Option<Box<Windows>>,
}

/// The bounds of a voice that speaks of increments, at every moment.
#[derive(Clone, Debug)]
struct Windows {
    /// The kept statements, by position.
    kept: Vec<usize>,
    all: TollCourse,
    neutral: TollCourse,
    firm: TollCourse,
    admitted: TollCourse,
}

impl Fold {
    pub(crate) fn of(index: &Index, quantity: u32, standings: &[Standing], ear: Ear<'_>) -> Fold {
        let node = index.node(quantity);
        let event = &index.events[node.event as usize];
        let course = node.outcome.course();
        let settled = index.settled(quantity);
        let mut fold =
            Fold { course, span: Span { start: event.start, settled }, statements: Vec::new(), speakers: Vec::new() };
        fold.gather(index, index.own(quantity), standings, ear);
        fold
    }

    /// The same statements again.
    pub(crate) fn replayed(course: Course, span: Span, statements: Vec<Statement>) -> Fold {
        let mut fold = Fold { course, span, statements, speakers: Vec::new() };
        fold.order();
        fold
    }

    fn gather(&mut self, index: &Index, own: Range<usize>, standings: &[Standing], ear: Ear<'_>) {
        self.statements.reserve_exact(own.len());
        for at in own {
            if standings[at] != Standing::Stands {
                continue;
            }
            let facts = &index.statements[at];
            let mut statement = Statement::of(facts, ear.lexicon.read(facts.said), self.course, self.span);
            if ear.hearing == Hearing::AtFaceValue {
                (statement.interest, statement.case) = (Interest::Neutral, InterestCase::FaceValue);
            }
            self.statements.push(statement);
        }
        self.order();
    }

    /// Puts the statements in order, voice by voice, and of a flow decides what is kept.
    fn order(&mut self) {
        let course = self.course;
        self.statements.sort_unstable_by(|said, other| said.order(other, course));
        let mut from = 0;
        for said in self.statements.chunk_by(|one, other| one.speaker == other.speaker) {
            let range = from..from + said.len();
            from = range.end;
            self.speakers.push(Said { speaker: said[0].speaker, range, windows: None });
        }
        if course == Course::Flow {
            for said in &mut self.speakers {
                keep(&mut self.statements[said.range.clone()], &mut said.windows);
            }
        }
    }

    /// Every voice that has something to say as of `t`, in the order of their names; after
    /// this, the statements of a stock know their fate as of `t`.
    pub(crate) fn voices(&mut self, t: i64) -> Vec<Voice> {
        let mut voices = Vec::with_capacity(self.speakers.len());
        let t = self.span.place(t);
        for said in &self.speakers {
            let statements = &mut self.statements[said.range.clone()];
            if self.course == Course::Stock {
                stock::decide(statements, t);
            }
            let voice = voice(said, statements, self.course, t);
            if !voice.is_silent() {
                voices.push(voice);
            }
        }
        if self.course == Course::Stock {
            drop_overtaken(&mut voices);
        }
        voices
    }

    /// The statements, by voice and in their order.
    pub(crate) fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// The voices, each with its statements.
    pub(crate) fn by_speaker(&self) -> impl Iterator<Item = (SpeakerIndex, &[Statement])> {
        self.speakers.iter().map(|said| (said.speaker, &self.statements[said.range.clone()]))
    }

    /// One speaker's voice as of `t`, be it silent or overtaken, if it has any statement.
    /// Of a stock, `voices` must have been asked as of that `t` before.
    pub(crate) fn voice(&self, speaker: SpeakerIndex, t: i64) -> Option<Voice> {
        let said = self.speakers.iter().find(|said| said.speaker == speaker)?;
        Some(voice(said, &self.statements[said.range.clone()], self.course, self.span.place(t)))
    }

    /// The claims that a voice's floor as of `t` comes from, by position in the dossier.
    pub(crate) fn floor_claims(&self, speaker: SpeakerIndex, t: i64, floor: u64) -> Vec<u32> {
        let t = self.span.place(t);
        let in_time = |s: &Statement| self.course == Course::Stock || s.moment <= t;
        self.bound_claims(speaker, |w| w.all.floor_path(t), |s| in_time(s) && s.floor() == Some(floor))
    }

    /// The claims that a voice's ceiling as of `t` comes from, by position in the dossier.
    pub(crate) fn ceiling_claims(&self, speaker: SpeakerIndex, t: i64, ceiling: u64) -> Vec<u32> {
        let t = self.span.place(t);
        let in_time = |s: &Statement| self.course == Course::Stock || s.moment >= t;
        self.bound_claims(speaker, |w| w.all.ceiling_path(t), |s| in_time(s) && s.ceiling() == Some(ceiling))
    }

    fn bound_claims(
        &self,
        speaker: SpeakerIndex,
        path: impl FnOnce(&Windows) -> Vec<usize>,
        sets: impl Fn(&Statement) -> bool,
    ) -> Vec<u32> {
        let Some(said) = self.speakers.iter().find(|said| said.speaker == speaker) else { return Vec::new() };
        let statements = &self.statements[said.range.clone()];
        match &said.windows {
            Some(windows) => path(windows).into_iter().map(|at| statements[windows.kept[at]].claim).collect(),
            None => {
                let newest = statements.iter().rev().find(|s| s.fate == Fate::Kept && sets(s));
                newest.map(|s| s.claim).into_iter().collect()
            }
        }
    }

    /// The seconds at which what the voices of a flow imply can change.
    pub(crate) fn breaks(&self) -> impl Iterator<Item = i64> + '_ {
        let said = |s: &Statement| [Some(s.moment), s.since].into_iter().flatten();
        self.statements.iter().filter(|s| s.fate == Fate::Kept).flat_map(said).flat_map(|t| [t, t + 1])
    }
}

/// Going back from the newest, keeps what can be true together, as it was said.
fn keep(statements: &mut [Statement], windows: &mut Option<Box<Windows>>) {
    let heard = statements.iter().filter(|s| s.fate != Fate::Empty).count();
    let has_windows = statements.iter().any(|s| s.since.is_some() && s.fate != Fate::Empty);
    if heard <= 1 && !has_windows {
        return;
    }
    let mut totals = Totals::new();
    let mut toll = Toll::new();
    for statement in statements.iter_mut().rev().filter(|s| s.fate != Fate::Empty) {
        let admitted =
            if has_windows { toll.admit(as_said(statement)) } else { totals.admit(statement.moment, statement.said) };
        if !admitted {
            statement.fate = Fate::Withdrawn;
        }
    }
    if has_windows {
        *windows = Some(Box::new(Windows::of(statements, &toll)));
    }
}

fn as_said(statement: &Statement) -> Constraint {
    Constraint {
        since: statement.since,
        moment: statement.moment,
        low: Some(statement.said.low()),
        high: statement.said.high().get(),
    }
}

impl Windows {
    fn of(statements: &[Statement], toll: &Toll) -> Windows {
        let kept: Vec<usize> = (0..statements.len()).filter(|&at| statements[at].fate == Fate::Kept).collect();
        let course = |share| {
            let constraint = |&at: &usize| {
                let s: &Statement = &statements[at];
                let counts = s.counts_in(share);
                let low = s.floor().filter(|_| counts);
                let high = s.ceiling().filter(|_| counts);
                Constraint { since: s.since, moment: s.moment, low, high }
            };
            toll.course(&kept.iter().map(constraint).collect::<Vec<_>>())
        };
        let (all, neutral) = (course(Share::All), course(Share::Neutral));
        let (firm, admitted) = (course(Share::Firm), course(Share::Admitted));
        Windows { kept, all, neutral, firm, admitted }
    }
}

fn voice(said: &Said, statements: &[Statement], course: Course, t: i64) -> Voice {
    let mut voice = Voice {
        speaker: said.speaker,
        bounds: Interval::ANY,
        neutral_bounds: Interval::ANY,
        firm_floor: 0,
        admitted: 0,
        figures: [None, None, None],
        sound_figure: None,
        is_neutral: false,
        newest: i64::MIN,
    };
    let mut all = Narrowed::default();
    let mut neutral = Narrowed::default();
    for s in statements.iter().filter(|s| s.fate == Fate::Kept) {
        voice.is_neutral |= s.interest == Interest::Neutral;
        voice.newest = voice.newest.max(s.moment);
        if s.since.is_none() && s.moment <= t {
            name_figure(&mut voice, s);
        }
        if said.windows.is_some() {
            continue;
        }
        let (floor, ceiling) = match course {
            Course::Flow => (s.floor().filter(|_| s.moment <= t), s.ceiling().filter(|_| s.moment >= t)),
            Course::Stock => (s.floor(), s.ceiling()),
        };
        all.narrow(floor, ceiling);
        if s.counts_in(Share::Neutral) {
            neutral.narrow(floor, ceiling);
        }
        if course == Course::Flow && s.counts_in(Share::Firm) {
            voice.firm_floor = voice.firm_floor.max(floor.unwrap_or(0));
        }
        if s.counts_in(Share::Admitted) {
            voice.admitted = voice.admitted.max(floor.unwrap_or(0));
        }
    }
    if let Some(windows) = &said.windows {
        all = Narrowed { floor: windows.all.floor(t), ceiling: windows.all.ceiling(t).into() };
        neutral = Narrowed { floor: windows.neutral.floor(t), ceiling: windows.neutral.ceiling(t).into() };
        voice.firm_floor = windows.firm.floor(t);
        voice.admitted = windows.admitted.floor(t);
    }
    voice.bounds = all.interval();
    voice.neutral_bounds = neutral.interval();
    voice
}

/// Floor and ceiling as statements narrow them.
#[derive(Copy, Clone, Default)]
struct Narrowed {
    floor: u64,
    ceiling: Option<u64>,
}

impl Narrowed {
    fn narrow(&mut self, floor: Option<u64>, ceiling: Option<u64>) {
        self.floor = self.floor.max(floor.unwrap_or(0));
        self.ceiling = [self.ceiling, ceiling].into_iter().flatten().min();
    }

    /// What is kept can be true together, so the floor is not above the ceiling.
    fn interval(self) -> Interval {
        Interval::new(self.floor, Ceiling::from(self.ceiling)).unwrap_or(Interval::at_least(self.floor))
    }
}

/// Remembers the figure of a kept total: the newest of its interest, of several of that
/// moment the largest.
fn name_figure(voice: &mut Voice, s: &Statement) {
    let Some(value) = s.figure else { return };
    let newer = |known: &Option<Figure>| known.as_ref().is_none_or(|f| (f.moment, f.value) < (s.moment, value));
    let figure = Figure { value, moment: s.moment, claim: s.claim };
    if s.interest == Interest::Neutral && !s.weak && newer(&voice.sound_figure) {
        voice.sound_figure = Some(figure.clone());
    }
    let known = &mut voice.figures[s.interest as usize];
    if newer(known) {
        *known = Some(figure);
    }
}

/// Of a stock, a voice does not count if one that spoke more than a month after it says
/// something else.
fn drop_overtaken(voices: &mut Vec<Voice>) {
    let mut by_newest: Vec<(i64, Interval)> = voices.iter().map(|v| (v.newest, v.bounds.loosened())).collect();
    by_newest.sort_by_key(|&(newest, _)| std::cmp::Reverse(newest));
    let (mut highest_floor, mut lowest_ceiling) = (0, Ceiling::Unbounded);
    let newer: Vec<(i64, u64, Ceiling)> = by_newest
        .iter()
        .map(|&(newest, bounds)| {
            highest_floor = bounds.low().max(highest_floor);
            lowest_ceiling = bounds.high().min(lowest_ceiling);
            (newest, highest_floor, lowest_ceiling)
        })
        .collect();
    voices.retain(|voice| {
        let later = newer.partition_point(|&(newest, ..)| newest > voice.newest.saturating_add(stock::ONE_TIME));
        let Some(&(_, floor, ceiling)) = newer[..later].last() else { return true };
        let own = voice.bounds.loosened();
        Ceiling::At(floor) <= own.high() && Ceiling::At(own.low()) <= ceiling
    });
}
