//! One question put to one dossier under one policy: which claims stand, what the voices and parts
//! imply for a quantity, and the estimate that follows. Other files decide the order of the
//! quantities.

use crate::dossier::Dossier;
use crate::dossier::index::{Index, SpeakerIndex, find};
use crate::policy::sweep::Sweep;
use crate::policy::{Best, Policy, Speakers};
use crate::reckon::answer::Answer;
use crate::reckon::estimate::Why;
use crate::reckon::judged::Judged;
use crate::reckon::parts_and_wholes::{Cover, Part, Sum, held};
use crate::reckon::question::Question;
use crate::reckon::running::{RunningSum, RunningSums};
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
    pub(super) states: Vec<State>,
    /// The sums of parts, if they are kept from one question to the next.
    pub(super) running: Option<RunningSums>,
}

/// What was found of one quantity.
#[derive(Clone, Debug)]
pub(super) struct State {
    in_play: bool,
    /// The number of its parts in play, by tree.
    parts_in_play: [u32; 3],
    /// The newest moment of the standing claims at or below it, else of the known ones.
    newest: Option<Moment>,
    /// Its estimate before wholes, as of the moment asked about or, if no claim speaks of a later
    /// moment, as of its newest moment.
    before: Part,
    /// The counts that voices admit of it and its parts; empty for most.
    admitted: Box<[(SpeakerIndex, u64)]>,
}

impl State {
    /// Nothing was found yet.
    pub(super) fn new() -> State {
        let admitted = Box::default();
        State { in_play: false, parts_in_play: [0; 3], newest: None, before: Part::UNKNOWN, admitted }
    }
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
        Engine {
            dossier,
            index,
            question,
            lexicon: policy.lexicon(),
            policy,
            standings,
            states: vec![State::new(); index.quantities.len()],
            running: None,
        }
    }

    /// Keeps the sums of parts from one question to the next, so that a whole can be settled again
    /// without adding up all its parts.
    pub(crate) fn keep_sums(&mut self) {
        self.running = Some(RunningSums::new());
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
        let was = std::mem::replace(&mut self.states[quantity as usize].in_play, in_play);
        if was == in_play {
            return;
        }
        for (tree, whole) in self.index.node(quantity).wholes.into_iter().enumerate() {
            let Some(whole) = whole else { continue };
            let parts = &mut self.states[whole as usize].parts_in_play[tree];
            *parts = if in_play { *parts + 1 } else { *parts - 1 };
        }
        self.note_change(quantity);
    }

    /// Estimates a quantity whose parts are settled. Returns the result, and whether the quantity's
    /// contribution to its wholes changed.
    pub(crate) fn settle(&mut self, quantity: u32, fold: &mut Fold, t: i64) -> (Judged, bool) {
        let news = self.news(quantity, t);
        let (judged, _, changed) = self.settle_voices(quantity, news, fold.voices(news.heard_at), Sweep::default());
        (judged, changed)
    }

    /// The same from its voices as of the moment of the news. Returns the best as well, and uses the
    /// memory of `sweep` again.
    pub(super) fn settle_voices(
        &mut self,
        quantity: u32,
        news: News,
        voices: Vec<Voice>,
        sweep: Sweep,
    ) -> (Judged, Option<Best>, bool) {
        self.update_sums(quantity, news.heard_at);
        let sums = self.sums(quantity, news.heard_at);
        let judged = Judged::of(&*self.policy, voices, &sums, self, sweep);
        let best = self.best(&judged, judged.range());
        let part = judged.part(best);
        let admitted = self.admissions(quantity, &judged.voices);
        let state = &mut self.states[quantity as usize];
        let changed = state.before != part || state.admitted != admitted;
        (state.before, state.admitted) = (part, admitted);
        if changed {
            self.note_change(quantity);
        }
        (news.tell(judged), best, changed)
    }

    /// Notes in the sums of its wholes that a part changed.
    fn note_change(&mut self, part: u32) {
        let Some(running) = &mut self.running else { return };
        let wholes = Tree::ALL.iter().zip(self.index.node(part).wholes);
        for (&tree, whole) in wholes.filter_map(|(tree, whole)| Some((tree, whole?))) {
            if let Some(sum) = running.get_mut(&(whole, tree)) {
                sum.changed.push(part);
            }
        }
    }

    /// Brings the sums of a quantity's parts up to date, as of `t`, if they are kept.
    fn update_sums(&mut self, quantity: u32, t: i64) {
        let Some(mut running) = self.running.take() else { return };
        for &tree in Tree::ALL {
            if self.count_parts_in_play(quantity, tree) > 0 || running.contains_key(&(quantity, tree)) {
                let sum = running.entry((quantity, tree)).or_insert_with(|| RunningSum::new(self, quantity, tree));
                sum.update(self, t);
            }
        }
        self.running = Some(running);
    }

    /// Whether the parts in play along the tree cover the whole.
    pub(crate) fn is_covered(&self, whole: u32, tree: Tree) -> bool {
        self.count_parts_in_play(whole, tree) > 0 && self.cover(whole, tree) == Cover::Exhaustive
    }

    pub(crate) fn count_parts_in_play(&self, whole: u32, tree: Tree) -> u32 {
        self.states[whole as usize].parts_in_play[tree as usize]
    }

    /// The moment a quantity is estimated as of.
    pub(crate) fn moment(&self, quantity: u32) -> Option<Moment> {
        self.question.as_of.or(self.states[quantity as usize].newest)
    }

    /// The moment at which the voices are evaluated to answer a question as of `t`: if no claim
    /// speaks of a later moment than the newest one, that one.
    pub(crate) fn news(&self, quantity: u32, t: i64) -> News {
        let newest = self.states[quantity as usize]
            .newest
            .filter(|_| self.index.node(quantity).outcome.course() == Course::Flow);
        let span = EventSpan::of(self.index, quantity);
        match newest {
            Some(newest) if span.place(newest.unix()) < span.place(t) => News { heard_at: newest.unix(), lapsed: true },
            _ => News { heard_at: t, lapsed: false },
        }
    }

    /// The newest moment of the standing claims at or below a quantity, else of the known ones.
    pub(crate) fn newest(&self, quantity: u32) -> Option<Moment> {
        self.states[quantity as usize].newest
    }

    pub(crate) fn set_newest(&mut self, quantity: u32, newest: Option<Moment>) {
        let state = &mut self.states[quantity as usize];
        if std::mem::replace(&mut state.newest, newest) != newest {
            self.note_change(quantity);
        }
    }

    /// Whether the quantity was last settled as of `t` or earlier, so that its estimate as of `t`
    /// is known.
    pub(crate) fn is_settled_by(&self, quantity: u32, t: i64) -> bool {
        let newest = self.states[quantity as usize].newest;
        self.question.as_of.or(newest).min(newest).is_none_or(|own| own.unix() <= t)
    }

    /// A quantity's estimate before wholes as of `t`; it must be settled as of `t` or earlier.
    pub(crate) fn part_at(&self, quantity: u32, t: i64) -> Part {
        let before = self.states[quantity as usize].before;
        if self.news(quantity, t).lapsed { before.lapsed() } else { before }
    }

    pub(crate) fn is_in_play(&self, quantity: u32) -> bool {
        self.states[quantity as usize].in_play
    }

    /// The sum of the parts in play along each tree, as of a moment not before their own.
    pub(crate) fn sums(&self, quantity: u32, t: i64) -> Vec<(Tree, Cover, Sum)> {
        let trees = Tree::ALL.iter().filter(|&&tree| self.count_parts_in_play(quantity, tree) > 0);
        trees.map(|&tree| (tree, self.cover(quantity, tree), self.sum(quantity, tree, t))).collect()
    }

    /// The sum of the parts in play along one tree, as of a moment not before their own.
    pub(super) fn sum(&self, whole: u32, tree: Tree, t: i64) -> Sum {
        if let Some(kept) = self.kept_sum(whole, tree).filter(|kept| kept.as_of == t) {
            return kept.sum;
        }
        let mut sum = Sum::default();
        self.parts_in_play(whole, tree).for_each(|&part| sum.add(&self.part_at(part, t)));
        sum
    }

    fn kept_sum(&self, whole: u32, tree: Tree) -> Option<&RunningSum> {
        self.running.as_ref()?.get(&(whole, tree)).filter(|kept| kept.changed.is_empty())
    }

    pub(crate) fn parts_in_play(&self, quantity: u32, tree: Tree) -> impl Iterator<Item = &u32> {
        self.index.parts(quantity, tree).iter().filter(|&&part| self.is_in_play(part))
    }

    /// Whether the parts in play are all parts that the whole declares.
    pub(crate) fn cover(&self, whole: u32, tree: Tree) -> Cover {
        match self.index.declared_parts(whole, tree) {
            Some(declared) if declared == self.count_parts_in_play(whole, tree) => Cover::Exhaustive,
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

    pub(crate) fn hear(&self, voices: Vec<Voice>, sums: &[(Tree, Cover, Sum)]) -> Judged {
        Judged::of(&*self.policy, voices, sums, self, Sweep::default())
    }

    /// The best for a range, moved into that range.
    pub(crate) fn best(&self, judged: &Judged, range: Interval) -> Option<Best> {
        judged.best(&*self.policy, range, self)
    }

    pub(crate) fn part(&self, judged: &Judged) -> Part {
        judged.part(self.best(judged, judged.range()))
    }

    /// The count that each voice admits: of the quantity itself or, if larger, of its parts along
    /// one tree.
    pub(super) fn admissions(&self, quantity: u32, voices: &[Voice]) -> Box<[(SpeakerIndex, u64)]> {
        let own = voices.iter().filter(|voice| voice.admitted() > 0).map(|voice| (voice.speaker, voice.admitted()));
        let mut most: Vec<(SpeakerIndex, u64)> = own.collect();
        for &tree in Tree::ALL {
            if let Some(kept) = self.kept_sum(quantity, tree) {
                most.extend(kept.admitted.iter().map(|(&speaker, &sum)| (speaker, held(sum))));
                continue;
            }
            let parts = self.parts_in_play(quantity, tree).flat_map(|&part| self.admitted(part));
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
        &self.states[quantity as usize].admitted
    }

    pub(super) fn answer(
        &self,
        quantity: u32,
        as_of: Moment,
        set_aside: Vec<(u32, Why)>,
        judged: &Judged,
        (range, best): (Interval, Option<Best>),
    ) -> Answer {
        let parts = judged.joined.dissent.then_some(None);
        Answer {
            key: self.index.node(quantity).key(),
            as_of,
            range,
            best: best.map(|best| best.count),
            grade: judged.grade(range, best, self),
            status: judged.verdict(range, best),
            dissent: judged.ruling.dissent,
            dissenters: parts.into_iter().chain(judged.supporting(false).map(|voice| Some(voice.speaker))).collect(),
            conceded: self.admitted(quantity).iter().map(|&(_, admitted)| admitted).max(),
            ladder: judged.ladder(),
            set_aside,
            fault: judged.ruling.fault,
        }
    }

    /// The known claims on exactly this quantity that do not stand, as positions in the index.
    pub(crate) fn not_standing(&self, quantity: u32) -> impl Iterator<Item = (usize, Why)> {
        self.index.own(quantity).filter_map(|at| Some((at, why_not(self.standings[at])?)))
    }

    pub(crate) fn find(&self, quantity: &Quantity) -> Option<u32> {
        let event = find(self.dossier.events(), quantity.event().as_str(), |event| event.id().as_str());
        let group = find(self.dossier.groups(), quantity.group().as_str(), |group| group.id().as_str());
        self.index.find(event, group, quantity.outcome())
    }

    /// The claims that supersede the claim `earlier`, as positions in the index.
    pub(crate) fn superseders(&self, earlier: usize) -> impl Iterator<Item = usize> {
        let pairs = &self.index.supersessions;
        let pairs = &pairs[pairs.partition_point(|&(_, of)| (of as usize) < earlier)..];
        let of_one = pairs.iter().take_while(move |&&(_, of)| of as usize == earlier);
        let later = of_one.map(|&(later, _)| later as usize);
        later.filter(|&later| matches!(self.standings[later], Standing::Stands | Standing::Superseded))
    }

    pub(crate) fn quantity(&self, quantity: u32) -> Quantity {
        self.dossier.quantity(self.index.node(quantity).key())
    }
}

/// Why a known claim does not stand.
pub(crate) fn why_not(standing: Standing) -> Option<Why> {
    match standing {
        Standing::Retracted => Some(Why::Retracted),
        Standing::Superseded => Some(Why::Superseded),
        Standing::Discounted => Some(Why::Discounted),
        Standing::Stands | Standing::Unknown => None,
    }
}

/// The known claims on one quantity that do not count, by number: claims that do not stand, and
/// statements that were not kept.
pub(crate) fn set_aside<'s>(
    not_standing: impl Iterator<Item = (u32, Why)>,
    statements: impl Iterator<Item = &'s Statement>,
) -> Vec<(u32, Why)> {
    let not_kept = statements.filter_map(|statement| match statement.fate {
        Fate::Withdrawn => Some((statement.claim, Why::Withdrawn)),
        Fate::Empty => Some((statement.claim, Why::Empty)),
        Fate::Kept | Fate::OutOfTime | Fate::Older => None,
    });
    let mut aside: Vec<(u32, Why)> = not_standing.chain(not_kept).collect();
    aside.sort_unstable_by_key(|&(claim, _)| claim);
    aside
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
    pub(crate) fn tell(self, mut judged: Judged) -> Judged {
        if self.lapsed {
            judged.lapse();
        }
        judged
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
