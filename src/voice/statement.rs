//! A standing claim as its voice says it.

use std::cmp::Ordering;

use crate::count::Named;
use crate::index::{Facts, Index, SpeakerIndex};
use crate::interest::{Interest, InterestCase};
use crate::interval::Interval;
use crate::lexicon::Reading;
use crate::moment::Moment;
use crate::outcome::Course;
use crate::source::Basis;

/// A standing claim as its voice says it: the words read, the moments brought to the event's
/// course.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    pub(crate) speaker: SpeakerIndex,
    /// The source's position in the dossier.
    pub(crate) source: u32,
    /// The claim's position in the dossier.
    pub(crate) claim: u32,
    pub(crate) publication: i64,
    /// Of a flow, every moment after the settling is the one just after it.
    pub(crate) moment: i64,
    /// None of a total, and of a window that opens before the event began: a total too.
    pub(crate) since: Option<i64>,
    pub(crate) said: Interval,
    pub(crate) figure: Option<u64>,
    pub(crate) named: Named,
    pub(crate) interest: Interest,
    pub(crate) case: InterestCase,
    pub(crate) basis: Basis,
    /// A body count of what only adds up.
    pub(crate) documented: bool,
    /// It takes back what its source said before. Of a total of what only adds up.
    pub(crate) correction: bool,
    pub(crate) weak: bool,
    pub(crate) fate: Fate,
}

/// What became of a standing claim when its voice was folded.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// It stands.
    Kept,
    /// A later word of the same voice cannot be true together with it, or a correction took it back.
    Withdrawn,
    /// Its window is empty once moments after the settling are one.
    Empty,
    /// Of a stock: of another time than the one asked about.
    OutOfTime,
    /// Of a stock: older than a figure the voice has given since.
    Older,
}

crate::word::words!(Fate {
    Kept => "kept",
    Withdrawn => "withdrawn",
    Empty => "empty",
    OutOfTime => "out-of-time",
    Older => "older",
});

/// When an event began and from when on its toll stands still.
#[derive(Copy, Clone, Debug, Default)]
pub(crate) struct Span {
    pub(crate) start: Option<i64>,
    pub(crate) settled: Option<Moment>,
}

impl Span {
    pub(crate) fn of(index: &Index, quantity: u32) -> Span {
        let event = &index.events[index.node(quantity).event as usize];
        Span { start: event.start, settled: index.settled(quantity) }
    }

    /// The moment as the event's course knows it: all those after the settling are one.
    pub(crate) fn place(self, second: i64) -> i64 {
        self.settled.map_or(second, |settled| second.min(settled.unix() + 1))
    }

    /// The moment a claim speaks of and, of an increment, since when.
    fn window(self, facts: &Facts) -> (i64, Option<i64>) {
        let opens = facts.since.filter(|since| self.start.is_none_or(|start| since.unix() >= start));
        (self.place(facts.moment.unix()), opens.map(|since| self.place(since.unix())))
    }

    /// The seconds at which what a claim implies of a flow can change.
    pub(crate) fn breaks(self, facts: &Facts) -> impl Iterator<Item = i64> {
        let (moment, since) = self.window(facts);
        [Some(moment), since].into_iter().flatten().flat_map(|t| [t, t + 1])
    }
}

impl Statement {
    pub(crate) fn of(facts: &Facts, reading: Reading, course: Course, span: Span) -> Statement {
        let (moment, since) = span.window(facts);
        let fate = if since.is_some_and(|since| since >= moment) { Fate::Empty } else { Fate::Kept };
        Statement {
            speaker: facts.speaker,
            source: facts.source,
            claim: facts.claim,
            publication: facts.publication.unix(),
            moment,
            since,
            said: reading.interval(),
            figure: reading.figure(),
            named: facts.said.named(),
            interest: facts.interest,
            case: facts.case,
            basis: facts.basis,
            documented: course == Course::Flow && facts.basis == Basis::Documented,
            correction: facts.correction && course == Course::Flow,
            weak: facts.weak,
            fate,
        }
    }

    /// Voice by voice, the order its words came in. Of words with no order between them a
    /// correction is the last, and the higher counts as the later: tolls rise.
    pub(crate) fn order(&self, other: &Statement, course: Course) -> Ordering {
        let time = |s: &Statement| match course {
            Course::Flow => (s.publication, s.moment),
            Course::Stock => (s.moment, s.publication),
        };
        let rest = |s: &Statement| (s.correction, s.since, s.said.low(), s.said.high(), s.claim);
        let speakers = self.speaker.cmp(&other.speaker);
        speakers.then_with(|| time(self).cmp(&time(other))).then_with(|| rest(self).cmp(&rest(other)))
    }

    /// Whether the victims' own side counted bodies: a floor and no ceiling, though it would rather
    /// have it large. A party that counts its enemy's dead, and who declares an interest, boasts
    /// all the same.
    pub(crate) fn is_own_count(&self) -> bool {
        self.documented && self.interest == Interest::Maximise && self.case == InterestCase::EnemyDoing
    }

    /// The floor it counts as, if it counts as one: of all but boasts.
    pub(crate) fn floor(&self) -> Option<u64> {
        (self.interest != Interest::Maximise || self.is_own_count()).then_some(self.said.low())
    }

    /// The ceiling it counts as, if it counts as one: of boasts, and of neutral and unclear words
    /// that are no body count.
    pub(crate) fn ceiling(&self) -> Option<u64> {
        match self.interest {
            Interest::Minimise => None,
            Interest::Maximise if self.is_own_count() => None,
            Interest::Neutral | Interest::Unclear if self.documented => None,
            Interest::Maximise | Interest::Neutral | Interest::Unclear => self.said.high().get(),
        }
    }

    pub(crate) fn counts_in(&self, share: Share) -> bool {
        match share {
            Share::All => true,
            Share::Neutral => self.interest == Interest::Neutral && !self.weak,
            Share::Firm => {
                !self.weak
                    && (self.interest == Interest::Minimise || (self.interest == Interest::Neutral && self.documented))
            }
            Share::Admitted => self.interest == Interest::Minimise,
            Share::Documented => self.basis == Basis::Documented && self.floor().is_some(),
            Share::Others => !self.is_own_count(),
        }
    }
}

/// The part of a voice's kept statements that a bound is drawn from.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Share {
    /// All of them.
    All,
    /// The neutral ones, less those of sources graded D or F.
    Neutral,
    /// Admissions and neutral body counts, less those of sources graded D or F.
    Firm,
    /// Admissions.
    Admitted,
    /// Body counts, boasts left out.
    Documented,
    /// All but the body counts of the victims' own side.
    Others,
}
