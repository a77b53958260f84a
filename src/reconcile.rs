//! From a dossier and a question to estimates: which quantities are in play, in what order
//! they are settled, and as of when.

use std::collections::HashSet;

use crate::dossier::Dossier;
use crate::estimate::{Dissenter, Estimate, SetAside, Why};
use crate::index::{Index, SpeakerIndex, find, position};
use crate::interval::Interval;
use crate::judge::Heard;
use crate::lexicon::Lexicon;
use crate::moment::Moment;
use crate::narrow::Memo;
use crate::outcome::{Course, Outcome};
use crate::policy::{Best, Policy, Speakers};
use crate::quantity::{Quantity, Tree};
use crate::rollup::{Cover, Part, Sum};
use crate::standing::{Standing, standings};
use crate::voice::{Chorus, Ear, Fate, Fold, Span, Speaker, Statement, Voice};

/// What is asked of a dossier: as of when, and on what was known by when.
///
/// ```
/// # use corroborate::Question;
/// let hindsight = Question::new();
/// let then = Question::new().as_of("2022-01-21".parse()?).known_by("2022-01-21".parse()?);
/// # assert_ne!(hindsight, then);
/// # Ok::<(), corroborate::MomentError>(())
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Question {
    as_of: Option<Moment>,
    known_by: Option<Moment>,
}

impl Question {
    /// Each quantity as of its newest claim, on all that is known now.
    pub fn new() -> Question {
        Question::default()
    }

    /// The same, every quantity as of that moment.
    pub fn as_of(mut self, moment: Moment) -> Question {
        self.as_of = Some(moment);
        self
    }

    /// The same, on the claims published by then.
    pub fn known_by(mut self, moment: Moment) -> Question {
        self.known_by = Some(moment);
        self
    }

    pub(crate) fn until(&self) -> Option<Moment> {
        self.known_by
    }
}

impl Dossier {
    /// Every quantity in play, estimated by that policy, which may be lent or given.
    ///
    /// Cost grows linearly in claims (with a logarithm where statements are sorted or searched),
    /// and no quantity's work depends on how many others there are, but for two things that take
    /// longer. A voice that speaks of one quantity in thousands of increments that overlap more
    /// than twenty deep *and* contradict each other: each that is refused is then compared with
    /// all that are kept. And an exhaustive whole of which thousands of *voices* speak, and whose
    /// parts are as of thousands of different days: each part asks what the whole was on its own
    /// day, and a policy then hears all of the whole's voices. Neither many increments that follow
    /// one another, nor many parts, nor many days alone do.
    pub fn reconcile<'a>(&'a self, question: &Question, policy: impl Policy + 'a) -> Reconciliation<'a> {
        let mut engine = Engine::new(self, *question, Box::new(policy));
        let estimates = engine.estimates();
        Reconciliation { engine, estimates }
    }
}

/// The estimates of every quantity in play, and all that is needed to explain them.
pub struct Reconciliation<'a> {
    pub(crate) engine: Engine<'a>,
    estimates: Vec<Estimate>,
}

impl Reconciliation<'_> {
    /// The estimates, in the order of their quantities.
    pub fn estimates(&self) -> &[Estimate] {
        &self.estimates
    }

    /// The estimate of that quantity, if it is in play.
    pub fn estimate(&self, quantity: &Quantity) -> Option<&Estimate> {
        let at = self.estimates.binary_search_by(|estimate| estimate.quantity().cmp(quantity)).ok()?;
        self.estimates.get(at)
    }

    /// The estimates alone.
    pub fn into_estimates(self) -> Vec<Estimate> {
        self.estimates
    }

    /// What the policy is called.
    pub fn policy(&self) -> &str {
        self.engine.policy.name()
    }
}

impl std::fmt::Debug for Reconciliation<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reconciliation")
            .field("policy", &self.policy())
            .field("estimates", &self.estimates)
            .finish_non_exhaustive()
    }
}

/// One question put to one dossier under one policy.
pub(crate) struct Engine<'a> {
    pub(crate) dossier: &'a Dossier,
    pub(crate) index: &'a Index,
    pub(crate) question: Question,
    pub(crate) policy: Box<dyn Policy + 'a>,
    pub(crate) lexicon: Lexicon,
    pub(crate) standings: Vec<Standing>,
    in_play: Vec<bool>,
    /// The newest moment of the standing claims at or below a quantity, else of the known ones.
    newest: Vec<Option<Moment>>,
    /// Of every quantity, its estimate before wholes as of the moment asked about or, if nothing
    /// was said after an earlier one, as of that.
    before: Vec<Part>,
    /// The wholes that are covered by their parts along a tree.
    covered: HashSet<(u32, Tree)>,
    /// What voices admit of a quantity and its parts; empty for most.
    admitted: Vec<Box<[(SpeakerIndex, u64)]>>,
}

impl<'a> Engine<'a> {
    fn new(dossier: &'a Dossier, question: Question, policy: Box<dyn Policy + 'a>) -> Engine<'a> {
        let mut engine = Engine::unasked(dossier, question, policy);
        engine.bring_into_play();
        engine
    }

    /// The same, before anything is brought into play: for one who follows a few quantities.
    pub(crate) fn unasked(dossier: &'a Dossier, question: Question, policy: Box<dyn Policy + 'a>) -> Engine<'a> {
        let index = dossier.index();
        let quantities = index.quantities.len();
        Engine {
            dossier,
            index,
            question,
            lexicon: policy.lexicon(),
            policy,
            standings: standings(index, question.known_by),
            in_play: vec![false; quantities],
            newest: vec![None; quantities],
            before: vec![Part::UNKNOWN; quantities],
            covered: HashSet::new(),
            admitted: vec![Box::default(); quantities],
        }
    }

    /// Nothing is known yet.
    pub(crate) fn forget(&mut self) {
        self.standings.fill(Standing::Unknown);
    }

    /// From now on, as of that moment.
    pub(crate) fn ask(&mut self, as_of: Moment) {
        self.question.as_of = Some(as_of);
    }

    pub(crate) fn set_in_play(&mut self, quantity: u32, in_play: bool) {
        self.in_play[quantity as usize] = in_play;
    }

    /// Hears a quantity whose parts are settled: what was heard, and whether that changed what
    /// it brings to its wholes.
    pub(crate) fn settle(&mut self, quantity: u32, chorus: &mut Chorus, t: i64) -> (Heard, bool) {
        self.note_cover(quantity);
        let news = self.news(quantity, t);
        let heard = self.hear(chorus.voices(news.heard_at), &self.sums(quantity, news.heard_at));
        let at = quantity as usize;
        let part = self.part(&heard);
        let admitted = self.admissions(quantity, &heard.voices);
        let before = std::mem::replace(&mut self.before[at], part);
        let admitted_before = std::mem::replace(&mut self.admitted[at], admitted);
        let changed = before != self.before[at] || admitted_before != self.admitted[at];
        (news.tell(heard), changed)
    }

    /// Remembers along which trees its parts cover the quantity.
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

    /// One quantity that is settled and was heard as of that moment, narrowed by its wholes.
    pub(crate) fn estimate_heard(
        &self,
        quantity: u32,
        as_of: Moment,
        heard: &Heard,
        set_aside: Vec<SetAside>,
        memo: &mut Memo,
    ) -> Estimate {
        let (range, _) = self.narrow(quantity, as_of.unix(), heard.range(), memo);
        let best = self.best(heard, range);
        self.estimate(quantity, as_of, set_aside, heard, range, best)
    }

    /// What known claims name and everything above it, each with its newest moment.
    fn bring_into_play(&mut self) {
        let index = self.index;
        let mut standing: Vec<Option<Moment>> = vec![None; index.quantities.len()];
        let mut known = standing.clone();
        let mut casualties = false;
        for (quantity, node) in index.quantities.iter().enumerate() {
            for at in index.own(position(quantity)).filter(|&at| self.standings[at].is_known()) {
                let moment = Some(index.statements[at].moment);
                known[quantity] = known[quantity].max(moment);
                if self.standings[at] == Standing::Stands {
                    standing[quantity] = standing[quantity].max(moment);
                }
                casualties |= node.outcome == Outcome::Casualties;
            }
        }
        for &quantity in &index.upward {
            let at = quantity as usize;
            if known[at].is_none() {
                continue;
            }
            self.in_play[at] = true;
            for &tree in Tree::ALL {
                if let Some(whole) = index.node(quantity).wholes[tree as usize]
                    && (tree != Tree::Outcome || casualties)
                {
                    let whole = whole as usize;
                    known[whole] = known[whole].max(known[at]);
                    standing[whole] = standing[whole].max(standing[at]);
                }
            }
        }
        self.newest = standing.into_iter().zip(known).map(|(standing, known)| standing.or(known)).collect();
    }

    /// Parts first, each whole once its parts are known; then what exhaustive wholes leave to
    /// their parts.
    fn estimates(&mut self) -> Vec<Estimate> {
        let index = self.index;
        let mut estimates: Vec<Option<Estimate>> = std::iter::repeat_with(|| None).take(self.in_play.len()).collect();
        let mut to_narrow = Vec::new();
        for &quantity in &index.upward {
            let Some(as_of) = self.moment(quantity).filter(|_| self.is_in_play(quantity)) else { continue };
            let at = quantity as usize;
            let mut fold = self.fold(quantity);
            let news = self.news(quantity, as_of.unix());
            self.note_cover(quantity);
            let heard = self.hear(fold.voices(news.heard_at), &self.sums(quantity, news.heard_at));
            self.before[at] = self.part(&heard);
            self.admitted[at] = self.admissions(quantity, &heard.voices);
            let set_aside = self.set_aside(quantity, fold.statements());
            let heard = news.tell(heard);
            if Tree::ALL.iter().any(|&tree| self.is_declared_exhaustive_above(quantity, tree)) {
                to_narrow.push((quantity, as_of, set_aside, heard));
            } else {
                let best = self.best(&heard, heard.range());
                estimates[at] = Some(self.estimate(quantity, as_of, set_aside, &heard, heard.range(), best));
            }
        }
        let mut memo = Memo::default();
        for (quantity, as_of, set_aside, heard) in to_narrow {
            estimates[quantity as usize] = Some(self.estimate_heard(quantity, as_of, &heard, set_aside, &mut memo));
        }
        #[expect(clippy::filter_map_identity, reason = "collects in place, where flatten needs as much memory again")]
        estimates.into_iter().filter_map(|estimate| estimate).collect()
    }

    /// The moment a quantity is estimated as of.
    pub(crate) fn moment(&self, quantity: u32) -> Option<Moment> {
        self.question.as_of.or(self.newest[quantity as usize])
    }

    /// From when a question about a quantity as of `t` is answered: no news changes nothing.
    pub(crate) fn news(&self, quantity: u32, t: i64) -> News {
        let newest =
            self.newest[quantity as usize].filter(|_| self.index.node(quantity).outcome.course() == Course::Flow);
        let span = Span::of(self.index, quantity);
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

    /// Whether the quantity was settled as of a moment not after that one, so that what it was then
    /// is known.
    pub(crate) fn is_settled_by(&self, quantity: u32, t: i64) -> bool {
        let newest = self.newest[quantity as usize];
        self.question.as_of.or(newest).min(newest).is_none_or(|own| own.unix() <= t)
    }

    /// A quantity's estimate before wholes, as of a moment by which it was settled.
    pub(crate) fn part_at(&self, quantity: u32, t: i64) -> Part {
        let before = self.before[quantity as usize];
        if self.news(quantity, t).lapsed { before.lapsed() } else { before }
    }

    pub(crate) fn is_in_play(&self, quantity: u32) -> bool {
        self.in_play[quantity as usize]
    }

    /// The parts in play along each tree, added up as of a moment not before their own.
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

    /// Whether so many parts in play cover the whole.
    pub(crate) fn cover(&self, whole: u32, tree: Tree, parts: usize) -> Cover {
        match self.index.declared_parts(whole, tree) {
            Some(declared) if declared as usize == parts => Cover::Exhaustive,
            _ => Cover::Open,
        }
    }

    fn is_declared_exhaustive_above(&self, quantity: u32, tree: Tree) -> bool {
        let whole = self.index.node(quantity).wholes[tree as usize];
        whole.is_some_and(|whole| self.index.declared_parts(whole, tree).is_some())
    }

    pub(crate) fn ear(&self) -> Ear<'_> {
        Ear { lexicon: &self.lexicon, hearing: self.policy.hearing() }
    }

    pub(crate) fn fold(&self, quantity: u32) -> Fold {
        Fold::of(self.index, quantity, &self.standings, self.ear())
    }

    /// The seconds at which what the voices of a flow imply can change.
    pub(crate) fn breaks(&self, quantity: u32) -> impl Iterator<Item = i64> {
        let span = Span::of(self.index, quantity);
        let standing = self.index.own(quantity).filter(|&at| self.standings[at] == Standing::Stands);
        standing.flat_map(move |at| span.breaks(&self.index.statements[at]))
    }

    pub(crate) fn hear(&self, voices: Vec<Voice>, sums: &[(Tree, Cover, Sum)]) -> Heard {
        Heard::of(&*self.policy, voices, sums, self)
    }

    /// The best on a range, brought into it.
    pub(crate) fn best(&self, heard: &Heard, range: Interval) -> Option<Best> {
        heard.best(&*self.policy, range, self)
    }

    pub(crate) fn part(&self, heard: &Heard) -> Part {
        heard.part(self.best(heard, heard.range()), self)
    }

    /// What each voice admits: of the quantity itself or, if more, of its parts along one tree.
    fn admissions(&self, quantity: u32, voices: &[Voice]) -> Box<[(SpeakerIndex, u64)]> {
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

    fn estimate(
        &self,
        quantity: u32,
        as_of: Moment,
        set_aside: Vec<SetAside>,
        heard: &Heard,
        range: Interval,
        best: Option<Best>,
    ) -> Estimate {
        let mut dissenters: Vec<Dissenter> = Vec::new();
        if heard.joined.dissent {
            dissenters.push(Dissenter::Parts);
        }
        let against = heard.voices.iter().zip(&heard.ruling.supports).filter(|&(_, &supports)| !supports);
        dissenters.extend(against.map(|(voice, _)| Dissenter::Voice(self.speaker(voice.speaker))));
        Estimate {
            quantity: self.quantity(quantity),
            as_of,
            range,
            best: best.map(|best| best.count),
            grade: heard.grade(range, best, self),
            status: heard.verdict(range, best),
            dissent: heard.ruling.dissent,
            dissenters,
            conceded: self.admitted(quantity).iter().map(|&(_, admitted)| admitted).max(),
            ladder: heard.ladder(),
            set_aside,
        }
    }

    /// The known claims that name just this quantity and do not count for it, by id: those that do
    /// not stand, and of its statements those not kept.
    pub(crate) fn set_aside<'s>(
        &self,
        quantity: u32,
        statements: impl IntoIterator<Item = &'s Statement>,
    ) -> Vec<SetAside> {
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
        let claims = self.dossier.claims();
        aside.into_iter().map(|(claim, why)| SetAside { claim: claims[claim as usize].id().clone(), why }).collect()
    }

    pub(crate) fn find(&self, quantity: &Quantity) -> Option<u32> {
        let event = find(self.dossier.events(), quantity.event().as_str(), |event| event.id().as_str());
        let group = find(self.dossier.groups(), quantity.group().as_str(), |group| group.id().as_str());
        self.index.find(event, group, quantity.outcome())
    }

    /// The claims that supersede that one, as positions in the index.
    pub(crate) fn superseders(&self, earlier: usize) -> impl Iterator<Item = usize> {
        let pairs = self.index.supersessions.iter().filter(move |&&(_, of)| of as usize == earlier);
        let later = pairs.map(|&(later, _)| later as usize);
        later.filter(|&later| matches!(self.standings[later], Standing::Stands | Standing::Superseded))
    }

    pub(crate) fn quantity(&self, quantity: u32) -> Quantity {
        let node = self.index.node(quantity);
        let event = self.dossier.events()[node.event as usize].id().clone();
        let group = self.dossier.groups()[node.group as usize].id().clone();
        Quantity::new(event, group, node.outcome)
    }
}

/// When what is asked about as of a moment was last spoken of, and so from when it is answered.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct News {
    /// The moment asked about or, if nothing was said after an earlier one, that.
    pub(crate) heard_at: i64,
    /// Nothing was said after `heard_at`: ceilings have lapsed.
    pub(crate) lapsed: bool,
}

impl News {
    /// What was heard, as it is told as of the moment asked about.
    pub(crate) fn tell(self, mut heard: Heard) -> Heard {
        if self.lapsed {
            heard.lapse();
        }
        heard
    }
}

impl Speakers for Engine<'_> {
    fn speaker(&self, speaker: SpeakerIndex) -> Speaker {
        match speaker {
            SpeakerIndex::Party(at) => Speaker::Party(self.dossier.parties()[at as usize].id().clone()),
            SpeakerIndex::Source(at) => Speaker::Source(self.dossier.sources()[at as usize].id().clone()),
        }
    }

    fn stand_together(&self, one: SpeakerIndex, other: SpeakerIndex) -> bool {
        self.index.stances.stand_together(one, other)
    }
}
