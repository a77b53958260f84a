//! One question put to one dossier under one policy: which claims stand, what the voices and parts
//! imply for a quantity, and the estimate that follows. Other files decide the order of the
//! quantities.

use std::collections::HashSet;

use crate::dossier::Dossier;
use crate::dossier::index::{Index, SpeakerIndex, find};
use crate::policy::{Best, Policy, Speakers};
use crate::reckon::answer::Answer;
use crate::reckon::estimate::Why;
use crate::reckon::heard::Heard;
use crate::reckon::question::Question;
use crate::reckon::rollup::{Cover, Part, Sum};
use crate::record::moment::Moment;
use crate::record::outcome::Course;
use crate::record::quantity::{Quantity, Tree};
use crate::said::interval::Interval;
use crate::said::lexicon::Lexicon;
use crate::voice::standing::{Standing, standings};
use crate::voice::{EventSpan, Fate, Fold, Listening, Speaker, Statement, Voice};

/// One question put to one dossier under one policy, with all state that answering it needs.
pub(crate) struct Engine<'a> {
    pub(crate) dossier: &'a Dossier,
    pub(crate) index: &'a Index,
    pub(crate) question: Question,
    pub(crate) policy: Box<dyn Policy + 'a>,
    pub(crate) lexicon: Lexicon,
    pub(crate) standings: Vec<Standing>,
    pub(super) in_play: Vec<bool>,
    /// The newest moment of the standing claims at or below a quantity, else of the known ones.
    pub(super) newest: Vec<Option<Moment>>,
    /// For every quantity, its estimate before wholes, as of the moment asked about or, if no claim
    /// speaks of a later moment, as of the quantity's newest moment.
    pub(super) before: Vec<Part>,
    /// Each pair of a whole and a tree whose parts cover the whole.
    covered: HashSet<(u32, Tree)>,
    /// For every quantity, the counts that voices admit of it and its parts; empty for most.
    pub(super) admitted: Vec<Box<[(SpeakerIndex, u64)]>>,
}

impl<'a> Engine<'a> {
    /// An engine with no quantity in play yet, for a caller that follows a few quantities.
    pub(crate) fn unasked(dossier: &'a Dossier, question: Question, policy: Box<dyn Policy + 'a>) -> Engine<'a> {
        let index = dossier.index();
        Engine::over(dossier, index, standings(index, question.known_by), question, policy)
    }

    /// An engine over claims that need not be those of the dossier: it gives them numbers only, and
    /// the dossier names everything else.
    pub(crate) fn over(
        dossier: &'a Dossier,
        index: &'a Index,
        standings: Vec<Standing>,
        question: Question,
        policy: Box<dyn Policy + 'a>,
    ) -> Engine<'a> {
        let quantities = index.quantities.len();
        Engine {
            dossier,
            index,
            question,
            lexicon: policy.lexicon(),
            policy,
            standings,
            in_play: vec![false; quantities],
            newest: vec![None; quantities],
            before: vec![Part::UNKNOWN; quantities],
            covered: HashSet::new(),
            admitted: vec![Box::default(); quantities],
        }
    }

    /// Marks every claim as not yet known.
    pub(crate) fn forget(&mut self) {
        self.standings.fill(Standing::Unknown);
    }

    /// Sets the moment that all later answers are as of.
    pub(crate) fn ask(&mut self, as_of: Moment) {
        self.question.as_of = Some(as_of);
    }

    pub(crate) fn set_in_play(&mut self, quantity: u32, in_play: bool) {
        self.in_play[quantity as usize] = in_play;
    }

    /// Estimates a quantity whose parts are settled. Returns the result, and whether the quantity's
    /// contribution to its wholes changed.
    pub(crate) fn settle(&mut self, quantity: u32, fold: &mut Fold, t: i64) -> (Heard, bool) {
        self.note_cover(quantity);
        let news = self.news(quantity, t);
        let heard = self.hear(fold.voices(news.heard_at), &self.sums(quantity, news.heard_at));
        let at = quantity as usize;
        let part = self.part(&heard);
        let admitted = self.admissions(quantity, &heard.voices);
        let before = std::mem::replace(&mut self.before[at], part);
        let admitted_before = std::mem::replace(&mut self.admitted[at], admitted);
        let changed = before != self.before[at] || admitted_before != self.admitted[at];
        (news.tell(heard), changed)
    }

    /// Records along which trees the parts cover the quantity.
    pub(crate) fn note_cover(&mut self, quantity: u32) {
        for &tree in Tree::ALL {
            let parts = self.parts_in_play(quantity, tree).count();
            if parts > 0 && self.cover(quantity, tree, parts) == Cover::Exhaustive {
                self.covered.insert((quantity, tree));
            } else {
                self.covered.remove(&(quantity, tree));
            }
        }
    }

    pub(crate) fn is_covered(&self, whole: u32, tree: Tree) -> bool {
        self.covered.contains(&(whole, tree))
    }

    /// The moment a quantity is estimated as of.
    pub(crate) fn moment(&self, quantity: u32) -> Option<Moment> {
        self.question.as_of.or(self.newest[quantity as usize])
    }

    /// The moment at which the voices are evaluated to answer a question as of `t`: if no claim
    /// speaks of a later moment than the newest one, that one.
    pub(crate) fn news(&self, quantity: u32, t: i64) -> News {
        let newest =
            self.newest[quantity as usize].filter(|_| self.index.node(quantity).outcome.course() == Course::Flow);
        let span = EventSpan::of(self.index, quantity);
        match newest {
            Some(newest) if span.place(newest.unix()) < span.place(t) => News { heard_at: newest.unix(), lapsed: true },
            _ => News { heard_at: t, lapsed: false },
        }
    }

    /// The newest moment of the standing claims at or below a quantity, else of the known ones.
    pub(crate) fn newest(&self, quantity: u32) -> Option<Moment> {
        self.newest[quantity as usize]
    }

    pub(crate) fn set_newest(&mut self, quantity: u32, newest: Option<Moment>) {
        self.newest[quantity as usize] = newest;
    }

    /// Whether the quantity was last settled as of `t` or earlier, so that its estimate as of `t`
    /// is known.
    pub(crate) fn is_settled_by(&self, quantity: u32, t: i64) -> bool {
        let newest = self.newest[quantity as usize];
        self.question.as_of.or(newest).min(newest).is_none_or(|own| own.unix() <= t)
    }

    /// A quantity's estimate before wholes as of `t`; it must be settled as of `t` or earlier.
    pub(crate) fn part_at(&self, quantity: u32, t: i64) -> Part {
        let before = self.before[quantity as usize];
        if self.news(quantity, t).lapsed { before.lapsed() } else { before }
    }

    pub(crate) fn is_in_play(&self, quantity: u32) -> bool {
        self.in_play[quantity as usize]
    }

    /// The sum of the parts in play along each tree, as of a moment not before their own.
    pub(crate) fn sums(&self, quantity: u32, t: i64) -> Vec<(Tree, Cover, Sum)> {
        let mut sums = Vec::new();
        for &tree in Tree::ALL {
            let mut sum = Sum::default();
            for &part in self.parts_in_play(quantity, tree) {
                sum.add(&self.part_at(part, t));
            }
            if !sum.is_empty() {
                sums.push((tree, self.cover(quantity, tree, sum.parts()), sum));
            }
        }
        sums
    }

    pub(crate) fn parts_in_play(&self, quantity: u32, tree: Tree) -> impl Iterator<Item = &u32> {
        self.index.parts(quantity, tree).iter().filter(|&&part| self.is_in_play(part))
    }

    /// Whether this number of parts in play is all parts that the whole declares.
    pub(crate) fn cover(&self, whole: u32, tree: Tree, parts: usize) -> Cover {
        match self.index.declared_parts(whole, tree) {
            Some(declared) if declared as usize == parts => Cover::Exhaustive,
            _ => Cover::Open,
        }
    }

    pub(super) fn is_declared_exhaustive_above(&self, quantity: u32, tree: Tree) -> bool {
        let whole = self.index.node(quantity).wholes[tree as usize];
        whole.is_some_and(|whole| self.index.declared_parts(whole, tree).is_some())
    }

    pub(crate) fn listening(&self) -> Listening<'_> {
        Listening { lexicon: &self.lexicon, hearing: self.policy.hearing() }
    }

    pub(crate) fn fold(&self, quantity: u32) -> Fold {
        Fold::of(self.index, quantity, &self.standings, self.listening())
    }

    /// The seconds at which the bounds from the voices of a flow can change.
    pub(crate) fn breaks(&self, quantity: u32) -> impl Iterator<Item = i64> {
        let span = EventSpan::of(self.index, quantity);
        let standing = self.index.own(quantity).filter(|&at| self.standings[at] == Standing::Stands);
        standing.flat_map(move |at| span.breaks(&self.index.statements[at]))
    }

    pub(crate) fn hear(&self, voices: Vec<Voice>, sums: &[(Tree, Cover, Sum)]) -> Heard {
        Heard::of(&*self.policy, voices, sums, self)
    }

    /// The best for a range, moved into that range.
    pub(crate) fn best(&self, heard: &Heard, range: Interval) -> Option<Best> {
        heard.best(&*self.policy, range, self)
    }

    pub(crate) fn part(&self, heard: &Heard) -> Part {
        heard.part(self.best(heard, heard.range()), self)
    }

    /// The count that each voice admits: of the quantity itself or, if larger, of its parts along
    /// one tree.
    pub(super) fn admissions(&self, quantity: u32, voices: &[Voice]) -> Box<[(SpeakerIndex, u64)]> {
        let own = voices.iter().filter(|voice| voice.admitted > 0).map(|voice| (voice.speaker, voice.admitted));
        let mut most: Vec<(SpeakerIndex, u64)> = own.collect();
        for &tree in Tree::ALL {
            let parts = self.parts_in_play(quantity, tree).flat_map(|&part| self.admitted[part as usize].iter());
            let mut along: Vec<(SpeakerIndex, u64)> = parts.copied().collect();
            along.sort_unstable_by_key(|&(speaker, _)| speaker);
            along.dedup_by(|next, sum| {
                let same = next.0 == sum.0;
                if same {
                    sum.1 = sum.1.saturating_add(next.1);
                }
                same
            });
            most.append(&mut along);
        }
        most.sort_unstable_by_key(|&(speaker, admitted)| (speaker, std::cmp::Reverse(admitted)));
        most.dedup_by_key(|&mut (speaker, _)| speaker);
        most.into_boxed_slice()
    }

    pub(crate) fn admitted(&self, quantity: u32) -> &[(SpeakerIndex, u64)] {
        &self.admitted[quantity as usize]
    }

    pub(super) fn answer(
        &self,
        quantity: u32,
        as_of: Moment,
        set_aside: Vec<(u32, Why)>,
        heard: &Heard,
        range: Interval,
    ) -> Answer {
        let best = self.best(heard, range);
        let against = heard.voices.iter().zip(&heard.ruling.supports).filter(|&(_, &supports)| !supports);
        let parts = heard.joined.dissent.then_some(None);
        Answer {
            key: self.index.node(quantity).key(),
            as_of,
            range,
            best: best.map(|best| best.count),
            grade: heard.grade(range, best, self),
            status: heard.verdict(range, best),
            dissent: heard.ruling.dissent,
            dissenters: parts.into_iter().chain(against.map(|(voice, _)| Some(voice.speaker))).collect(),
            conceded: self.admitted(quantity).iter().map(|&(_, admitted)| admitted).max(),
            ladder: heard.ladder(),
            set_aside,
            fault: heard.ruling.fault,
        }
    }

    /// The known claims on exactly this quantity that do not count, by number: claims that do not
    /// stand, and statements that were not kept.
    pub(crate) fn set_aside<'s>(
        &self,
        quantity: u32,
        statements: impl IntoIterator<Item = &'s Statement>,
    ) -> Vec<(u32, Why)> {
        let mut aside: Vec<(u32, Why)> = Vec::new();
        for at in self.index.own(quantity) {
            let why = match self.standings[at] {
                Standing::Retracted => Why::Retracted,
                Standing::Superseded => Why::Superseded,
                Standing::Discounted => Why::Discounted,
                Standing::Stands | Standing::Unknown => continue,
            };
            aside.push((self.index.statements[at].claim, why));
        }
        aside.extend(statements.into_iter().filter_map(|statement| match statement.fate {
            Fate::Withdrawn => Some((statement.claim, Why::Withdrawn)),
            Fate::Empty => Some((statement.claim, Why::Empty)),
            Fate::Kept | Fate::OutOfTime | Fate::Older => None,
        }));
        aside.sort_unstable_by_key(|&(claim, _)| claim);
        aside
    }

    pub(crate) fn find(&self, quantity: &Quantity) -> Option<u32> {
        let event = find(self.dossier.events(), quantity.event().as_str(), |event| event.id().as_str());
        let group = find(self.dossier.groups(), quantity.group().as_str(), |group| group.id().as_str());
        self.index.find(event, group, quantity.outcome())
    }

    /// The claims that supersede the claim `earlier`, as positions in the index.
    pub(crate) fn superseders(&self, earlier: usize) -> impl Iterator<Item = usize> {
        let pairs = self.index.supersessions.iter().filter(move |&&(_, of)| of as usize == earlier);
        let later = pairs.map(|&(later, _)| later as usize);
        later.filter(|&later| matches!(self.standings[later], Standing::Stands | Standing::Superseded))
    }

    pub(crate) fn quantity(&self, quantity: u32) -> Quantity {
        self.dossier.quantity(self.index.node(quantity).key())
    }
}

/// When a quantity was last spoken of, which decides as of when its voices are evaluated.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct News {
    /// The moment asked about or, if no claim speaks of a moment after the newest one, the newest
    /// one.
    pub(crate) heard_at: i64,
    /// No claim speaks of a moment after `heard_at`: ceilings have lapsed.
    pub(crate) lapsed: bool,
}

impl News {
    /// The result as of the moment asked about: if `lapsed`, its ceilings are removed.
    pub(crate) fn tell(self, mut heard: Heard) -> Heard {
        if self.lapsed {
            heard.lapse();
        }
        heard
    }
}

impl Speakers for Engine<'_> {
    fn speaker(&self, speaker: SpeakerIndex) -> Speaker {
        self.dossier.speaker(speaker)
    }

    fn stand_together(&self, one: SpeakerIndex, other: SpeakerIndex) -> bool {
        self.index.stances.stand_together(one, other)
    }
}
