//! From claims to voices.

use std::ops::Range;

use super::Voice;
use super::accusation::Accusations;
use super::statement::{Fate, Span, Statement};
use super::stock;
use super::tally::{Narrowed, Summary};
use super::windows::{Windows, keep};
use crate::index::{Facts, Index, SpeakerIndex};
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

impl Fold {
    pub(crate) fn of(index: &Index, quantity: u32, standings: &[Standing], ear: Ear<'_>) -> Fold {
        let mut fold = Fold {
            course: index.node(quantity).outcome.course(),
            span: Span::of(index, quantity),
            statements: Vec::new(),
            speakers: Vec::new(),
        };
        fold.gather(index, quantity, standings, ear);
        fold
    }

    /// The same statements again.
    pub(crate) fn replayed(course: Course, span: Span, statements: Vec<Statement>) -> Fold {
        let mut fold = Fold { course, span, statements, speakers: Vec::new() };
        fold.order();
        fold
    }

    fn gather(&mut self, index: &Index, quantity: u32, standings: &[Standing], ear: Ear<'_>) {
        let own = index.own(quantity);
        self.statements.reserve_exact(own.len());
        let accusations = Accusations::of(index, quantity, standings);
        for at in own {
            if standings[at] != Standing::Stands {
                continue;
            }
            self.statements.push(ear.hear(index, &accusations, &index.statements[at], self.course, self.span));
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

    /// The voices apart: each speaker's statements and what its increments imply.
    pub(super) fn into_voices(self) -> impl Iterator<Item = (SpeakerIndex, Vec<Statement>, Option<Box<Windows>>)> {
        let mut statements = self.statements.into_iter();
        self.speakers.into_iter().map(move |said| {
            let own = statements.by_ref().take(said.range.len()).collect();
            (said.speaker, own, said.windows)
        })
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
            let voice = voice(said.speaker, Summary::of(statements, self.course, t), said.windows.as_deref(), t);
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

    pub(crate) fn course(&self) -> Course {
        self.course
    }

    pub(super) fn span(&self) -> Span {
        self.span
    }

    /// One speaker's voice as of `t`, be it silent or overtaken, if it has any statement.
    /// Of a stock, `voices` must have been asked as of that `t` before.
    pub(crate) fn voice(&self, speaker: SpeakerIndex, t: i64) -> Option<Voice> {
        let said = self.speakers.iter().find(|said| said.speaker == speaker)?;
        let t = self.span.place(t);
        let summary = Summary::of(&self.statements[said.range.clone()], self.course, t);
        Some(voice(speaker, summary, said.windows.as_deref(), t))
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
}

impl Ear<'_> {
    /// A claim as its voice says it.
    pub(super) fn hear(
        self,
        index: &Index,
        accusations: &Accusations,
        facts: &Facts,
        course: Course,
        span: Span,
    ) -> Statement {
        let mut statement = Statement::of(facts, self.lexicon.read(facts.said), course, span);
        if self.hearing == Hearing::AtFaceValue {
            (statement.interest, statement.case) = (Interest::Neutral, InterestCase::FaceValue);
        } else if accusations.answer(index, facts) {
            (statement.interest, statement.case) = (Interest::Unclear, InterestCase::EachAccuses);
        }
        statement
    }
}

/// A voice as of `t`, from what its totals imply and, if it speaks of increments, what these do.
pub(super) fn voice(speaker: SpeakerIndex, summary: Summary, windows: Option<&Windows>, t: i64) -> Voice {
    let Summary { course, mut tally, is_neutral, newest } = summary;
    if let Some(windows) = windows {
        tally.all = Narrowed { floor: windows.all.floor(t), ceiling: windows.all.ceiling(t) };
        tally.neutral = Narrowed { floor: windows.neutral.floor(t), ceiling: windows.neutral.ceiling(t) };
        tally.firm_floor = windows.firm.floor(t);
        tally.admitted = windows.admitted.floor(t);
        tally.documented = Some(windows.documented.floor(t)).filter(|&floor| floor > 0);
        tally.other_floor = windows.others.floor(t);
    }
    Voice {
        speaker,
        bounds: tally.all.interval(),
        neutral_bounds: tally.neutral.interval(),
        firm_floor: if course == Course::Flow { tally.firm_floor } else { 0 },
        admitted: tally.admitted,
        documented: tally.documented,
        documented_ceiling: tally.documented_ceiling,
        other_floor: tally.other_floor,
        figures: tally.figures,
        sound_figure: tally.sound_figure,
        own_count: tally.own_count,
        smallest: tally.smallest,
        largest: tally.largest,
        is_neutral,
        newest,
    }
}

/// Of a stock, a voice does not count if one that spoke more than a month after it says
/// something else.
pub(super) fn drop_overtaken(voices: &mut Vec<Voice>) {
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
