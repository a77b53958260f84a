//! A desk: a dossier whose claims change while it answers.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::engine::{Engine, State, set_aside};
use super::estimate::Estimate;
use super::narrow::Memo;
use super::question::Question;
use super::running::RunningSums;
use crate::dossier::Dossier;
use crate::dossier::fault::{Fault, FaultKind, Faults, List, Place};
use crate::dossier::index::{ClaimFacts, Index, Key, Named, Row, find, position};
use crate::policy::Policy;
use crate::record::claim::Claim;
use crate::record::id::ClaimId;
use crate::record::moment::Moment;
use crate::record::outcome::Outcome;
use crate::record::quantity::{Quantity, Tree};
use crate::said::lexicon::Lexicon;
use crate::voice::accusation;
use crate::voice::standing::{Standing, standing_of};

/// A dossier whose claims change while one question is put to it: claims are added, replaced and
/// retracted, and quantities are asked one by one.
///
/// Law: after any edits, each estimate equals that of [`reconcile`](Dossier::reconcile) on a dossier
/// with the same claims, built anew. Parties, sources, groups and events do not change.
///
/// An edit checks one claim, and its cost is linear in the number of claims on the same quantity. An
/// estimate costs as much for each quantity that has changed, is below it and was not asked since;
/// and, if an exhaustive whole narrows it, a little for each part of that whole. Neither depends on
/// how large the rest of the dossier is: among 100,000 claims, an edit and an estimate take some
/// 0.1 ms. One edit costs as much as a new desk: the first claim on casualties, because killed and
/// wounded are now parts of them.
///
/// To take back what a source said, [`add`](Desk::add) its correction
/// ([`with_correction`](Claim::with_correction)) or [`retract`](Desk::retract) its claim. To mend what was
/// typed wrong, [`replace`](Desk::replace) the claim: the old one then leaves no trace.
///
/// ```
/// use corroborate::{Claim, Desk, LeastDissent, Quantity, Question};
///
/// let mut desk = Desk::new(corroborate::docs::raid()?, &Question::new(), LeastDissent::new());
/// let quantity: Quantity = "raid/visitors/killed".parse()?;
/// let (count, source, day) = ("at least 12".parse()?, "monitor".parse()?, "2022-01-22".parse()?);
/// let claim = Claim::new("c8".parse()?, quantity.clone(), count, source, day);
/// desk.add(claim.clone())?;
/// assert_eq!(desk.estimate(&quantity).map(|visitors| visitors.low()), Some(12));
/// desk.retract(&"c8".parse()?, "2022-01-23".parse()?)?;
/// assert_eq!(desk.estimate(&quantity).map(|visitors| visitors.low()), Some(7), "the hospital's count");
///
/// let faults = desk.replace(claim.with_perpetrator("nobody".parse()?)).unwrap_err();
/// assert!(faults.to_string().contains("there is no party \"nobody\""));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Desk<'p> {
    /// Everything but the claims.
    declared: Dossier,
    question: Question,
    policy: Box<dyn Policy + 'p>,
    lexicon: Lexicon,
    /// Every claim, with its quantity.
    claims: BTreeMap<ClaimId, (Claim, u32)>,
    /// For each claim, the claims that supersede it.
    superseders: HashMap<ClaimId, BTreeSet<ClaimId>>,
    /// The claims by number: those of one quantity stand together, sorted by id.
    index: Index,
    standings: Vec<Standing>,
    /// The id of each claim by its number.
    ids: Vec<ClaimId>,
    /// For how many claims there is room where those of a quantity stand, if more than there are.
    rooms: HashMap<u32, usize>,
    /// The newest moment of the standing claims at or below each quantity, and of the known ones.
    newest: Vec<[Option<Moment>; 2]>,
    states: Vec<State>,
    sums: Option<RunningSums>,
    /// The quantities to settle again, each with the parts that have changed. If one is here, so are
    /// all above it.
    changed: HashMap<u32, BTreeSet<u32>>,
    /// The number of known claims of casualties.
    of_casualties: usize,
}

impl<'p> Desk<'p> {
    /// A desk for one question to a dossier, under a policy, passed as `p` or `&p`. It costs as much
    /// as [`reconcile`](Dossier::reconcile).
    ///
    /// ```
    /// use corroborate::{Desk, LeastDissent, Question};
    ///
    /// let mut desk = Desk::new(corroborate::docs::raid()?, &Question::new(), LeastDissent::new());
    /// let guards = desk.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.range().to_string(), "24 to 25");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(dossier: Dossier, question: &Question, policy: impl Policy + 'p) -> Desk<'p> {
        let policy: Box<dyn Policy + 'p> = Box::new(policy);
        let (declared, claims) = dossier.take_claims();
        let mut desk = Desk {
            index: declared.index().without_claims(),
            declared,
            question: *question,
            lexicon: policy.lexicon(),
            policy,
            claims: claims.into_iter().map(|claim| (claim.id().clone(), (claim, 0))).collect(),
            superseders: HashMap::new(),
            standings: Vec::new(),
            ids: Vec::new(),
            rooms: HashMap::new(),
            newest: Vec::new(),
            states: Vec::new(),
            sums: None,
            changed: HashMap::new(),
            of_casualties: 0,
        };
        desk.begin();
        desk
    }

    /// Adds a claim. A claim that is there already is not added again.
    ///
    /// # Errors
    ///
    /// [`Faults`], as of a dossier whose only claim this is; nothing is added. Another claim with its
    /// id is a fault too.
    ///
    /// ```
    /// use corroborate::{Claim, Desk, LeastDissent, Quantity, Question};
    ///
    /// let mut desk = Desk::new(corroborate::docs::raid()?, &Question::new(), LeastDissent::new());
    /// let quantity: Quantity = "raid/guards/killed".parse()?;
    /// let (count, source, day) = ("26".parse()?, "hospital".parse()?, "2022-01-22".parse()?);
    /// let claim = Claim::new("c8".parse()?, quantity.clone(), count, source, day);
    /// desk.add(claim.clone())?;
    /// assert_eq!(desk.estimate(&quantity).map(|guards| guards.low()), Some(26), "counted body by body");
    /// assert!(desk.add(claim.with_since("2022-01-21".parse()?)).is_err(), "another claim with that id");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn add(&mut self, claim: Claim) -> Result<(), Faults> {
        match self.claims.get(claim.id()) {
            Some((known, _)) if *known == claim => Ok(()),
            known => {
                let known: Vec<Claim> = known.map(|(known, _)| known.clone()).into_iter().collect();
                self.edit(claim, known)
            }
        }
    }

    /// Replaces the claim with this id.
    ///
    /// # Errors
    ///
    /// [`Faults`], as of a dossier whose only claim this is; nothing is replaced. It is a fault if
    /// there is no claim with its id.
    ///
    /// ```
    /// use corroborate::{Claim, Desk, LeastDissent, Quantity, Question};
    ///
    /// let mut desk = Desk::new(corroborate::docs::raid()?, &Question::new(), LeastDissent::new());
    /// let quantity: Quantity = "raid/visitors/killed".parse()?;
    /// let (count, source, day) = ("17".parse()?, "hospital".parse()?, "2022-01-22".parse()?);
    /// let mended = Claim::new("c4".parse()?, quantity.clone(), count, source, day);
    /// desk.replace(mended)?;
    /// assert_eq!(desk.estimate(&quantity).map(|visitors| visitors.low()), Some(17), "the 7 was a typing error");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn replace(&mut self, claim: Claim) -> Result<(), Faults> {
        self.known(claim.id())?;
        self.edit(claim, Vec::new())
    }

    /// Notes that the speaker took a claim back at a moment.
    ///
    /// # Errors
    ///
    /// [`Faults`] if there is no claim with this id.
    ///
    /// ```
    /// use corroborate::{Desk, LeastDissent, Question};
    ///
    /// let mut desk = Desk::new(corroborate::docs::raid()?, &Question::new(), LeastDissent::new());
    /// desk.retract(&"c1".parse()?, "2022-01-23".parse()?)?;
    /// let guards = desk.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.low(), 22, "the agency's \"nearly 25\" is left");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn retract(&mut self, claim: &ClaimId, moment: Moment) -> Result<(), Faults> {
        let claim = self.known(claim)?.clone().with_retracted(moment);
        self.edit(claim, Vec::new())
    }

    /// The dossier with the claims as they are now: to be kept, to be asked about everything, or to be
    /// explained. Its cost is linear in the number of records.
    ///
    /// ```
    /// use corroborate::{Desk, LeastDissent, Question};
    ///
    /// let mut desk = Desk::new(corroborate::docs::raid()?, &Question::new(), LeastDissent::new());
    /// desk.retract(&"c2".parse()?, "2022-01-25".parse()?)?;
    /// let dossier = desk.dossier();
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let guards = "raid/guards/killed".parse()?;
    /// assert_eq!(desk.estimate(&guards).as_ref(), answer.estimate(&guards));
    /// assert!(answer.explain(&guards).is_some());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn dossier(&self) -> Dossier {
        self.declared.clone().with_claims(self.claims.values().map(|(claim, _)| claim.clone()).collect())
    }

    /// The claim with this id.
    ///
    /// ```
    /// use corroborate::{Desk, LeastDissent, Question};
    ///
    /// let desk = Desk::new(corroborate::docs::raid()?, &Question::new(), LeastDissent::new());
    /// assert_eq!(desk.claim(&"c5".parse()?).map(|claim| claim.count().as_str()), Some("about 30"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn claim(&self, claim: &ClaimId) -> Option<&Claim> {
        self.claims.get(claim).map(|(claim, _)| claim)
    }

    /// The estimate of a quantity, if it is in play.
    ///
    /// An edit can change the quantity of its claim, the wholes above it, and the parts of an exhaustive
    /// whole among these. Ask those again.
    ///
    /// ```
    /// use corroborate::{Desk, LeastDissent, Question};
    ///
    /// let mut desk = Desk::new(corroborate::docs::raid()?, &Question::new(), LeastDissent::new());
    /// assert!(desk.estimate(&"raid/visitors/killed".parse()?).is_some());
    /// assert!(desk.estimate(&"raid/visitors/missing".parse()?).is_none(), "nobody speaks of it");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn estimate(&mut self, quantity: &Quantity) -> Option<Estimate> {
        let event = find(self.declared.events(), quantity.event().as_str(), |event| event.id().as_str());
        let group = find(self.declared.groups(), quantity.group().as_str(), |group| group.id().as_str());
        let quantity = self.index.find(event, group, quantity.outcome())?;
        self.newest[quantity as usize][1]?;
        self.settle_for(quantity);
        let answer = self.with_engine(|engine| {
            let as_of = engine.moment(quantity)?;
            let mut fold = engine.fold(quantity);
            let (judged, _) = engine.settle(quantity, &mut fold, as_of.unix());
            let not_standing = engine.not_standing(quantity).map(|(at, why)| (position(at), why));
            let set_aside = set_aside(not_standing, fold.perhaps_aside());
            Some(engine.answer_heard(quantity, as_of, &judged, set_aside, &mut Memo::default()))
        });
        Some(answer?.named(&self.declared, |claim| self.ids[claim as usize].clone()))
    }

    fn known(&self, claim: &ClaimId) -> Result<&Claim, Faults> {
        self.claim(claim).ok_or_else(|| {
            let kind = FaultKind::UnknownId { list: List::Claims, found: claim.as_str().to_owned() };
            let place = Place { list: Some(List::Claims), ..Place::default() };
            Faults::of(Fault::new(place, kind))
        })
    }

    /// Puts a claim in the place of the one with its id, if the check finds no fault in it beside
    /// `others`.
    fn edit(&mut self, claim: Claim, others: Vec<Claim>) -> Result<(), Faults> {
        let mut beside = vec![claim.clone()];
        beside.extend(others);
        beside.extend(self.superseded_by(&claim));
        if let Some(faults) = self.declared.faults_of(&claim, beside) {
            return Err(faults);
        }
        let casualties = self.of_casualties > 0;
        let mut touched = BTreeSet::new();
        self.take_out(claim.id(), &mut touched);
        self.put_in(claim, &mut touched);
        if casualties != (self.of_casualties > 0) {
            self.begin();
            return Ok(());
        }
        self.date(touched.iter().copied());
        for quantity in touched {
            self.note_change(quantity);
        }
        Ok(())
    }

    /// The claims that a claim supersedes; if any claim supersedes this one, also those that they
    /// supersede in turn, because there may be a circle.
    fn superseded_by(&self, claim: &Claim) -> Vec<Claim> {
        let in_turn = self.superseders.get(claim.id()).is_some_and(|later| !later.is_empty());
        let mut seen: BTreeSet<&ClaimId> = BTreeSet::from([claim.id()]);
        let mut found = Vec::new();
        let mut next: Vec<&ClaimId> = claim.supersedes().collect();
        while let Some(id) = next.pop() {
            let Some(earlier) = self.claim(id).filter(|_| seen.insert(id)) else { continue };
            found.push(earlier.clone());
            next.extend(earlier.supersedes().filter(|_| in_turn));
        }
        found
    }

    fn take_out(&mut self, id: &ClaimId, touched: &mut BTreeSet<u32>) {
        let Some((claim, quantity)) = self.claims.remove(id) else { return };
        self.note_standing(self.place(quantity, id), quantity, Standing::Unknown, touched);
        self.change_own(quantity, id, None);
        for earlier in claim.supersedes() {
            self.superseders.entry(earlier.clone()).or_default().remove(id);
            self.judge(earlier, touched);
        }
    }

    fn put_in(&mut self, claim: Claim, touched: &mut BTreeSet<u32>) {
        let id = claim.id().clone();
        let Named { key, source } = Named::by(&claim, self.declared.records());
        let quantity = self.index.find_or_add(key);
        self.states.resize_with(self.index.quantities.len(), State::new);
        self.newest.resize(self.index.quantities.len(), [None; 2]);
        let facts = self.index.facts(0, key, Row::of(self.declared.records(), &claim, source));
        self.change_own(quantity, &id, Some(facts));
        let superseded: Vec<ClaimId> = claim.supersedes().cloned().collect();
        self.claims.insert(id.clone(), (claim, quantity));
        self.judge(&id, touched);
        for earlier in superseded {
            self.judge(&earlier, touched);
            self.superseders.entry(earlier.clone()).or_default().insert(id.clone());
            self.judge(&earlier, touched);
        }
    }

    /// The number of a claim on this quantity.
    fn place(&self, quantity: u32, id: &ClaimId) -> usize {
        let own = self.index.own(quantity);
        own.start + self.ids[own].partition_point(|known| known < id)
    }

    /// Removes a claim from a quantity, or adds it with these facts.
    fn change_own(&mut self, quantity: u32, id: &ClaimId, facts: Option<ClaimFacts>) {
        let own = self.index.own(quantity);
        let room = self.rooms.get(&quantity).copied().unwrap_or(own.len());
        let at = self.place(quantity, id) - own.start;
        let mut of_own = self.index.statements[own.clone()].to_vec();
        let (mut ids, mut standings) = (self.ids[own.clone()].to_vec(), self.standings[own].to_vec());
        match facts {
            Some(facts) => {
                of_own.insert(at, facts);
                ids.insert(at, id.clone());
                standings.insert(at, Standing::Unknown);
            }
            None => {
                of_own.remove(at);
                ids.remove(at);
                standings.remove(at);
            }
        }
        let room = self.index.replace_own(quantity, room, of_own);
        self.rooms.insert(quantity, room);
        self.ids.resize(self.index.statements.len(), id.clone());
        self.standings.resize(self.index.statements.len(), Standing::Unknown);
        let own = self.index.own(quantity);
        self.ids[own.clone()].clone_from_slice(&ids);
        self.standings[own].copy_from_slice(&standings);
    }

    /// Decides anew whether a claim stands.
    fn judge(&mut self, id: &ClaimId, touched: &mut BTreeSet<u32>) {
        let Some(&(_, quantity)) = self.claims.get(id) else { return };
        let later = self.superseders.get(id).into_iter().flatten();
        let later = later.map(|later| position(self.place(self.claims[later].1, later)));
        let later: Vec<u32> = later.collect();
        let at = self.place(quantity, id);
        let standing = standing_of(&self.index, position(at), &later, self.question.known_by);
        self.note_standing(at, quantity, standing, touched);
    }

    /// Notes the standing of a claim, and the quantities whose voices it can change.
    fn note_standing(&mut self, at: usize, quantity: u32, is: Standing, touched: &mut BTreeSet<u32>) {
        let was = std::mem::replace(&mut self.standings[at], is);
        if was == is {
            return;
        }
        if self.index.node(quantity).outcome == Outcome::Casualties {
            self.of_casualties -= usize::from(was.is_known());
            self.of_casualties += usize::from(is.is_known());
        }
        touched.insert(quantity);
        if accusation(&self.index.statements[at]).is_some() {
            touched.extend(self.index.same_people(quantity));
        }
    }

    /// Notes that a quantity, and so all above it, must be settled again.
    fn note_change(&mut self, quantity: u32) {
        self.changed.entry(quantity).or_default();
        let mut next = vec![quantity];
        while let Some(part) = next.pop() {
            for whole in self.index.node(part).wholes.into_iter().flatten() {
                if !self.changed.contains_key(&whole) {
                    next.push(whole);
                }
                self.changed.entry(whole).or_default().insert(part);
            }
        }
    }

    /// Settles the quantities that have changed and that the estimate of this one depends on: those
    /// at or below it, and at or below the exhaustive wholes that narrow it.
    fn settle_for(&mut self, quantity: u32) {
        let mut next: Vec<u32> = self.index.narrowing(quantity).into_iter().map(|(whole, _)| whole).collect();
        next.push(quantity);
        let mut needed: BTreeSet<(Reverse<u32>, u32)> = BTreeSet::new();
        while let Some(quantity) = next.pop() {
            if let Some(parts) = self.changed.remove(&quantity) {
                needed.insert((Reverse(self.index.depth(quantity)), quantity));
                next.extend(parts);
            }
        }
        self.with_engine(|engine| needed.into_iter().for_each(|(_, quantity)| engine.settle_own(quantity)));
    }

    /// Computes the newest moments of these quantities from their claims and parts, and of the
    /// wholes above them.
    fn date(&mut self, quantities: impl Iterator<Item = u32>) {
        let mut newest = std::mem::take(&mut self.newest);
        let casualties = self.of_casualties > 0;
        self.with_engine(|engine| {
            let mut dates = Dates { engine, newest: &mut newest, casualties };
            quantities.for_each(|quantity| dates.count(quantity));
        });
        self.newest = newest;
    }

    /// Builds everything from the claims.
    fn begin(&mut self) {
        let mut index = self.declared.index().without_claims();
        let claims: Vec<&Claim> = self.claims.values().map(|(claim, _)| claim).collect();
        let records = self.declared.records();
        let named: Vec<Named> = claims.iter().map(|claim| Named::by(claim, records)).collect();
        let keys: Vec<Key> = named.iter().map(|named| named.key).collect();
        let row = |claim: u32| Row::of(records, claims[claim as usize], named[claim as usize].source);
        index.take_claims(&keys, true, row);
        self.ids = index.statements.iter().map(|facts| claims[facts.claim as usize].id().clone()).collect();
        for (at, facts) in index.statements.iter_mut().enumerate() {
            facts.claim = position(at);
        }
        self.index = index;
        let quantities: Vec<u32> = self.index.upward.clone();
        self.standings = vec![Standing::Unknown; self.index.statements.len()];
        self.states = vec![State::new(); quantities.len()];
        self.newest = vec![[None; 2]; quantities.len()];
        (self.sums, self.of_casualties) = (Some(RunningSums::new()), 0);
        self.rooms.clear();
        self.changed.clear();
        self.superseders.clear();
        for ((id, (claim, quantity)), (event, group, outcome)) in self.claims.iter_mut().zip(keys) {
            *quantity = self.index.find(event, group, outcome).unwrap_or_default();
            for earlier in claim.supersedes() {
                self.superseders.entry(earlier.clone()).or_default().insert(id.clone());
            }
        }
        let mut touched = BTreeSet::new();
        let ids: Vec<ClaimId> = self.claims.keys().cloned().collect();
        for id in &ids {
            self.judge(id, &mut touched);
        }
        self.date(touched.into_iter());
        self.with_engine(|engine| quantities.into_iter().for_each(|quantity| engine.settle_own(quantity)));
    }

    /// Lends what was found so far to an engine.
    fn with_engine<T>(&mut self, work: impl FnOnce(&mut Engine<'_>) -> T) -> T {
        let mut engine = Engine {
            dossier: &self.declared,
            index: &self.index,
            question: self.question,
            policy: Box::new(&*self.policy),
            lexicon: self.lexicon.clone(),
            standings: std::mem::take(&mut self.standings),
            states: std::mem::take(&mut self.states),
            running: self.sums.take(),
        };
        let done = work(&mut engine);
        let Engine { standings, states, running, .. } = engine;
        (self.standings, self.states, self.sums) = (standings, states, running);
        done
    }
}

impl Engine<'_> {
    /// Settles a quantity in play as of its own moment.
    fn settle_own(&mut self, quantity: u32) {
        if let Some(as_of) = self.moment(quantity).filter(|_| self.is_in_play(quantity)) {
            let mut fold = self.fold(quantity);
            self.settle(quantity, &mut fold, as_of.unix());
        }
    }
}

/// The newest moments while they are brought up to date: of the standing claims at or below each
/// quantity, and of the known ones.
struct Dates<'d, 'e> {
    engine: &'d mut Engine<'e>,
    newest: &'d mut [[Option<Moment>; 2]],
    /// Whether killed and wounded are parts of casualties.
    casualties: bool,
}

impl Dates<'_, '_> {
    /// Computes the newest moments of a quantity from its claims and parts.
    fn count(&mut self, quantity: u32) {
        let (index, mut newest) = (self.engine.index, [None; 2]);
        for at in index.own(quantity) {
            let (standing, moment) = (self.engine.standings[at], Some(index.statements[at].moment));
            newest[0] = newest[0].max(moment.filter(|_| standing == Standing::Stands));
            newest[1] = newest[1].max(moment.filter(|_| standing.is_known()));
        }
        for &tree in Tree::ALL.iter().filter(|&&tree| tree != Tree::Outcome || self.casualties) {
            for &part in index.parts(quantity, tree) {
                newest = [0, 1].map(|which| newest[which].max(self.newest[part as usize][which]));
            }
        }
        self.set(quantity, newest);
    }

    /// Sets the newest moments of a quantity, and updates those of its wholes.
    fn set(&mut self, quantity: u32, newest: [Option<Moment>; 2]) {
        let before = std::mem::replace(&mut self.newest[quantity as usize], newest);
        if before == newest {
            return;
        }
        self.engine.set_newest(quantity, newest[0].or(newest[1]));
        self.engine.set_in_play(quantity, newest[1].is_some());
        let wholes = Tree::ALL.iter().zip(self.engine.index.node(quantity).wholes);
        for (&tree, whole) in wholes {
            let Some(whole) = whole.filter(|_| tree != Tree::Outcome || self.casualties) else { continue };
            let of_whole = self.newest[whole as usize];
            // Only if the newest moment of the whole was that of this part, all its parts count.
            if (0..2).all(|which| newest[which] >= of_whole[which] || before[which] < of_whole[which]) {
                self.set(whole, [0, 1].map(|which| of_whole[which].max(newest[which])));
            } else {
                self.count(whole);
            }
        }
    }
}

impl std::fmt::Debug for Desk<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk")
            .field("policy", &self.policy.name())
            .field("question", &self.question)
            .field("claims", &self.claims.len())
            .finish_non_exhaustive()
    }
}
