//! A claim in force, as a statement of its voice.

use std::cmp::Ordering;

use crate::dossier::index::{ClaimFacts, Index, SpeakerIndex};
use crate::record::interest::{Interest, InterestCase};
use crate::record::moment::Moment;
use crate::record::outcome::Course;
use crate::record::source::Basis;
use crate::said::count::Named;
use crate::said::interval::Interval;
use crate::said::lexicon::Reading;

/// A claim in force: its count read as an interval, and all moments after the event is settled
/// replaced by one.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    pub(crate) speaker: SpeakerIndex,
    /// The source's position in the dossier.
    pub(crate) source: u32,
    /// The claim's position in the dossier.
    pub(crate) claim: u32,
    pub(crate) publication: i64,
    /// For a flow, all moments after the settling are replaced by the one just after it.
    pub(crate) moment: i64,
    /// `None` for a total. A window that opens before the event's start is a total too.
    pub(crate) since: Option<i64>,
    pub(crate) said: Interval,
    pub(crate) figure: Option<u64>,
    pub(crate) named: Named,
    pub(crate) interest: Interest,
    pub(crate) case: InterestCase,
    pub(crate) basis: Basis,
    /// Whether it is a body count of a flow.
    pub(crate) documented: bool,
    /// Whether it takes back what its source said before. Only for totals of a flow.
    pub(crate) correction: bool,
    pub(crate) weak: bool,
    pub(crate) fate: Fate,
}

crate::record::vocabulary::words! {
    /// The fate of a standing claim in its voice.
    ///
    /// ```
    /// use corroborate::{Fate, LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid_with(&[("raid/visitors/killed", "5", "hospital", "2022-01-23")])?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let derivation = answer.explain(&"raid/visitors/killed".parse()?).ok_or("in play")?;
    /// let (_, first) = derivation.statement(&"c4".parse()?).ok_or("it stands")?;
    /// assert_eq!(first.fate, Fate::Withdrawn, "its own source now says 5");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum Fate {
        /// The claim is kept.
        Kept => "kept",
        /// The speaker took it back: a later statement of the same voice cannot be true together with
        /// it, or a correction withdrew it.
        Withdrawn => "withdrawn",
        /// Its window is empty: it does not start before its moment, once all moments after the settling
        /// count as one.
        Empty => "empty",
        /// For a stock: it is later than the moment of the question, too old for it, or much older than
        /// the voice's newest statement.
        OutOfTime => "out-of-time",
        /// For a stock: the voice has given a newer figure.
        Older => "older",
    }
}

/// The start of an event, and the moment after which its toll is final.
#[derive(Copy, Clone, Debug, Default)]
pub(crate) struct EventSpan {
    pub(crate) start: Option<i64>,
    pub(crate) settled: Option<Moment>,
}

impl EventSpan {
    pub(crate) fn of(index: &Index, quantity: u32) -> EventSpan {
        let event = &index.events[index.node(quantity).event as usize];
        EventSpan { start: event.start, settled: index.settled(quantity) }
    }

    /// The moment as it counts for this event: all moments after the settling are replaced by one.
    pub(crate) fn place(self, second: i64) -> i64 {
        self.settled.map_or(second, |settled| second.min(settled.unix() + 1))
    }

    /// The moment of a claim and, for an increment, the start of its window.
    fn window(self, facts: &ClaimFacts) -> (i64, Option<i64>) {
        let opens = facts.since.filter(|since| self.start.is_none_or(|start| since.unix() >= start));
        (self.place(facts.moment.unix()), opens.map(|since| self.place(since.unix())))
    }

    /// The seconds at which the bounds that a claim sets on a flow can change.
    pub(crate) fn breaks(self, facts: &ClaimFacts) -> impl Iterator<Item = i64> {
        let (moment, since) = self.window(facts);
        [Some(moment), since].into_iter().flatten().flat_map(|t| [t, t + 1])
    }
}

impl Statement {
    pub(crate) fn of(facts: &ClaimFacts, reading: Reading, course: Course, span: EventSpan) -> Statement {
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

    /// The order of statements, by voice and then by time. At equal times, corrections come last
    /// and higher counts come later, because tolls rise.
    pub(crate) fn order(&self, other: &Statement, course: Course) -> Ordering {
        let time = |s: &Statement| match course {
            Course::Flow => (s.publication, s.moment),
            Course::Stock => (s.moment, s.publication),
        };
        let rest = |s: &Statement| (s.correction, s.since, s.said.low(), s.said.high(), s.claim);
        let speakers = self.speaker.cmp(&other.speaker);
        speakers.then_with(|| time(self).cmp(&time(other))).then_with(|| rest(self).cmp(&rest(other)))
    }

    /// Whether it is a body count by the victims' own side. Such a count is a floor and no ceiling,
    /// although the speaker would like it to be large. A body count of the enemy's people, or one
    /// with a declared interest, stays a boast.
    pub(crate) fn is_own_count(&self) -> bool {
        self.documented && self.interest == Interest::Maximise && self.case == InterestCase::EnemyDoing
    }

    /// The floor it sets, if any. Every statement but a boast sets one.
    pub(crate) fn floor(&self) -> Option<u64> {
        (self.interest != Interest::Maximise || self.is_own_count()).then_some(self.said.low())
    }

    /// The ceiling it sets, if any. Boasts set one, and so do neutral and unclear statements that
    /// are not body counts.
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
            Share::Plain => self.interest == Interest::Neutral && self.basis != Basis::Documented,
        }
    }
}

/// A part of a voice's kept statements, from which a bound is computed.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Share {
    /// All of them.
    All,
    /// The neutral ones, without those of sources graded D or F.
    Neutral,
    /// Admissions and neutral body counts, without those of sources graded D or F.
    Firm,
    /// Admissions.
    Admitted,
    /// Body counts that are not boasts.
    Documented,
    /// All except the body counts of the victims' own side.
    Others,
    /// The neutral ones that are not body counts.
    Plain,
}
