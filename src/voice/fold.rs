//! The fold of a quantity's standing claims into voices, for one moment or for many.

use super::accusation::Accusations;
use super::difference::Bounds;
use super::increments::Increments;
use super::spoken::{Spoken, hear_once};
use super::statement::{EventSpan, Fate, Share, Statement};
use super::{Voice, stock};
use crate::dossier::index::{ClaimFacts, Index, SpeakerIndex};
use crate::record::interest::{Hearing, Interest, InterestCase};
use crate::record::outcome::Course;
use crate::said::interval::{Ceiling, Interval};
use crate::said::lexicon::Lexicon;
use crate::voice::standing::Standing;

/// The way in which claims are read: the lexicon, and whether statements are held against their
/// speakers' interest.
#[derive(Copy, Clone)]
pub(crate) struct Listening<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) hearing: Hearing,
}

/// The standing claims of one quantity, grouped by voice.
///
/// For a flow, the kept statements of a voice do not depend on the moment of the question, so they
/// are decided once. At the second question, a voice is summarised for all moments, and each
/// further question takes time logarithmic in the number of statements. A new claim costs only the
/// work of its own voice.
#[derive(Clone, Debug)]
pub(crate) struct Fold {
    course: Course,
    span: EventSpan,
    /// Sorted by speaker.
    spoken: Vec<Spoken>,
}

impl Fold {
    pub(crate) fn of(index: &Index, quantity: u32, standings: &[Standing], listening: Listening<'_>) -> Fold {
        let mut statements = Vec::new();
        let (course, span) = listening.statements(index, quantity, standings, &mut statements);
        Fold::sorted(course, span, statements)
    }

    /// The fold of statements that were made from claims before.
    pub(crate) fn replayed(course: Course, span: EventSpan, mut statements: Vec<Statement>) -> Fold {
        statements.sort_unstable_by(|said, other| said.order(other, course));
        Fold::sorted(course, span, statements)
    }

    fn sorted(course: Course, span: EventSpan, statements: Vec<Statement>) -> Fold {
        let mut spoken: Vec<Spoken> = Vec::new();
        for statement in statements {
            match spoken.last_mut().filter(|last| last.speaker == statement.speaker) {
                Some(last) => last.statements.push(statement),
                None => spoken.push(Spoken::by(statement.speaker, vec![statement])),
            }
        }
        for voice in &mut spoken {
            voice.decide(course);
        }
        Fold { course, span, spoken }
    }

    /// Every voice that bounds something as of `t`, in the order of their names. This call also
    /// sets the fates of a stock's statements as of `t`.
    pub(crate) fn voices(&mut self, t: i64) -> Vec<Voice> {
        let (t, course) = (self.span.place(t), self.course);
        let mut voices: Vec<Voice> = Vec::with_capacity(self.spoken.len());
        voices.extend(self.spoken.iter_mut().map(|spoken| spoken.voice(course, t)).filter(|voice| !voice.is_silent()));
        if course == Course::Stock {
            drop_overtaken(&mut voices);
        }
        voices
    }

    /// The statements, by voice and in their order.
    pub(crate) fn statements(&self) -> impl Iterator<Item = &Statement> {
        self.spoken.iter().flat_map(|spoken| &spoken.statements)
    }

    /// A superset of the statements that are set aside. For a stock, as of the moment of the last
    /// question.
    pub(crate) fn perhaps_aside(&self) -> impl Iterator<Item = &Statement> {
        self.spoken.iter().flat_map(|spoken| spoken.perhaps_aside(self.course))
    }

    /// The speakers, each with its statements.
    pub(crate) fn by_speaker(&self) -> impl Iterator<Item = (SpeakerIndex, &[Statement])> {
        self.spoken.iter().map(|spoken| (spoken.speaker, spoken.statements.as_slice()))
    }

    /// One speaker's voice as of `t`, even if it is silent or overtaken, or `None` if it has no
    /// statement. For a stock, `voices` must have been called with this `t` before.
    pub(crate) fn voice(&self, speaker: SpeakerIndex, t: i64) -> Option<Voice> {
        let (spoken, t) = (self.spoken_by(speaker)?, self.span.place(t));
        Some(Voice::of(speaker, &spoken.statements, spoken.increments.as_deref(), self.course, t))
    }

    /// The claims, by position in the dossier, that give a voice its floor as of `t`.
    pub(crate) fn floor_claims(&self, speaker: SpeakerIndex, t: i64, floor: u64) -> Vec<u32> {
        let t = self.span.place(t);
        let in_time = |s: &Statement| self.course == Course::Stock || s.moment <= t;
        self.bound_claims(speaker, |i| i.all.floor_path(t), |s| in_time(s) && s.floor() == Some(floor))
    }

    /// The claims, by position in the dossier, that give a voice its ceiling as of `t`.
    pub(crate) fn ceiling_claims(&self, speaker: SpeakerIndex, t: i64, ceiling: u64) -> Vec<u32> {
        let t = self.span.place(t);
        let in_time = |s: &Statement| self.course == Course::Stock || s.moment >= t;
        self.bound_claims(speaker, |i| i.all.ceiling_path(t), |s| in_time(s) && s.ceiling() == Some(ceiling))
    }

    /// The claims that a voice's firm floor as of `t` comes from, by position in the dossier.
    pub(crate) fn firm_claims(&self, speaker: SpeakerIndex, t: i64, floor: u64) -> Vec<u32> {
        self.floor_claims_of(speaker, t, floor, Share::Firm, |i| &i.firm)
    }

    /// The claims that what a voice admits as of `t` comes from, by position in the dossier.
    pub(crate) fn admitted_claims(&self, speaker: SpeakerIndex, t: i64, floor: u64) -> Vec<u32> {
        self.floor_claims_of(speaker, t, floor, Share::Admitted, |i| &i.admitted)
    }

    fn floor_claims_of(
        &self,
        speaker: SpeakerIndex,
        t: i64,
        floor: u64,
        share: Share,
        bounds: impl FnOnce(&Increments) -> &Bounds,
    ) -> Vec<u32> {
        let t = self.span.place(t);
        let in_time = |s: &Statement| self.course == Course::Stock || s.moment <= t;
        let sets = |s: &Statement| in_time(s) && s.counts_in(share) && s.floor() == Some(floor);
        self.bound_claims(speaker, |i| bounds(i).floor_path(t), sets)
    }

    fn bound_claims(
        &self,
        speaker: SpeakerIndex,
        path: impl FnOnce(&Increments) -> Vec<usize>,
        sets: impl Fn(&Statement) -> bool,
    ) -> Vec<u32> {
        let Some(spoken) = self.spoken_by(speaker) else { return Vec::new() };
        let statements = &spoken.statements;
        match &spoken.increments {
            Some(increments) => path(increments).into_iter().map(|at| statements[increments.kept[at]].claim).collect(),
            None => {
                let newest = statements.iter().rev().find(|s| s.fate == Fate::Kept && sets(s));
                newest.map(|s| s.claim).into_iter().collect()
            }
        }
    }

    fn spoken_by(&self, speaker: SpeakerIndex) -> Option<&Spoken> {
        let place = self.spoken.binary_search_by_key(&speaker, |spoken| spoken.speaker).ok()?;
        self.spoken.get(place)
    }

    /// Updates the fold with claims of the quantity, by position in the index, that now stand or no
    /// longer stand.
    ///
    /// The accusations must be unchanged. If they change, make a new fold.
    pub(crate) fn hear_news(
        &mut self,
        index: &Index,
        news: &[u32],
        accusations: &Accusations,
        standings: &[Standing],
        listening: Listening<'_>,
    ) {
        for &at in news {
            let facts = &index.statements[at as usize];
            let statement = listening.hear(index, accusations, facts, self.course, self.span);
            let speaker = statement.speaker;
            let place = self.spoken.binary_search_by_key(&speaker, |spoken| spoken.speaker);
            let place = place.unwrap_or_else(|place| {
                self.spoken.insert(place, Spoken::by(speaker, Vec::new()));
                place
            });
            if standings[at as usize] == Standing::Stands {
                self.spoken[place].take_in(statement, self.course);
            } else {
                self.spoken[place].take_out(&statement, self.course);
            }
        }
        self.spoken.retain(|spoken| !spoken.statements.is_empty());
        for spoken in &mut self.spoken {
            spoken.decide_if_stale(self.course);
        }
    }
}

/// The standing claims of one quantity, for one question only. It can be filled again, and then
/// uses its memory again.
#[derive(Debug, Default)]
pub(crate) struct FoldOnce {
    statements: Vec<Statement>,
}

impl FoldOnce {
    /// Fills `voices` with every voice on the quantity that bounds something as of `t`, as
    /// [`Fold::voices`] gives them.
    pub(crate) fn voices(
        &mut self,
        index: &Index,
        quantity: u32,
        standings: &[Standing],
        listening: Listening<'_>,
        t: i64,
        voices: &mut Vec<Voice>,
    ) {
        let (course, span) = listening.statements(index, quantity, standings, &mut self.statements);
        let t = span.place(t);
        voices.clear();
        for spoken in self.statements.chunk_by_mut(|one, other| one.speaker == other.speaker) {
            // In place: a voice is large, and every copy of it shows in the time of a batch.
            voices.push(Voice::silent(spoken[0].speaker));
            if let Some(voice) = voices.last_mut() {
                hear_once(voice, spoken, course, t);
            }
            voices.pop_if(|voice| voice.is_silent());
        }
        if course == Course::Stock {
            drop_overtaken(voices);
        }
    }

    /// The statements, of which the fates are those as of the last question.
    pub(crate) fn statements(&self) -> &[Statement] {
        &self.statements
    }
}

impl Listening<'_> {
    /// Fills `statements` with those of the standing claims, by voice and in their order. Returns the
    /// course of the outcome and the span of the event.
    fn statements(
        self,
        index: &Index,
        quantity: u32,
        standings: &[Standing],
        statements: &mut Vec<Statement>,
    ) -> (Course, EventSpan) {
        let (course, span) = (index.node(quantity).outcome.course(), EventSpan::of(index, quantity));
        let accusations = Accusations::of(index, quantity, standings);
        let own = index.own(quantity).filter(|&at| standings[at] == Standing::Stands);
        statements.clear();
        statements.extend(own.map(|at| self.hear(index, &accusations, &index.statements[at], course, span)));
        statements.sort_unstable_by(|said, other| said.order(other, course));
        (course, span)
    }

    /// The statement that a claim makes in its voice.
    fn hear(
        self,
        index: &Index,
        accusations: &Accusations,
        facts: &ClaimFacts,
        course: Course,
        span: EventSpan,
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

/// Of a stock, a voice does not count if one that spoke more than a month after it says
/// something else.
pub(super) fn drop_overtaken(voices: &mut Vec<Voice>) {
    let mut by_newest: Vec<(i64, Interval)> = voices.iter().map(|v| (v.newest, v.bounds().loosened())).collect();
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
        let own = voice.bounds().loosened();
        Ceiling::At(floor) <= own.high() && Ceiling::At(own.low()) <= ceiling
    });
}
