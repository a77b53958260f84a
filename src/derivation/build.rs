//! Builds the derivation of one answer from an engine that has answered.

use super::{
    AccusationStep, AlternativeStep, BestFrom, BestStep, Conceded, Derivation, FirmFloor, FirmSource, GroundStep,
    NotStanding, PartLine, PartsStep, RulingStep, Setter, StatementStep, VoiceStep, Weight, WholeStep, trace,
};
use crate::dossier::index::SpeakerIndex;
use crate::policy::sweep::Alternative;
use crate::policy::{Best, BestCause, End, Ground, Method, Speakers};
use crate::reckon::engine::{Engine, News};
use crate::reckon::estimate::{Grade, Why};
use crate::reckon::judged::Judged;
use crate::reckon::narrow::{Memo, Narrowing};
use crate::reckon::parts_and_wholes::{Cover, Joining};
use crate::reckon::reconcile::Reconciliation;
use crate::record::id::ClaimId;
use crate::record::interest::InterestCase;
use crate::record::moment::Moment;
use crate::record::outcome::Course;
use crate::record::quantity::{Quantity, Tree};
use crate::said::interval::{Ceiling, Interval};
use crate::voice::standing::Standing;
use crate::voice::{Bound, Fold, Speaker, Statement, Voice, accusation, answers};

impl Reconciliation<'_> {
    /// The derivation of a quantity's estimate, if there is one.
    ///
    /// It is computed on each call; an estimate alone does not hold it.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let derivation = answer.explain(&"raid/all/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(derivation.parts[0].sum.to_string(), "31 or more", "24 guards and 7 visitors");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain(&self, quantity: &Quantity) -> Option<Derivation> {
        let engine = &self.engine;
        let at = engine.find(self.estimate(quantity)?.quantity())?;
        let as_of = engine.moment(at)?;
        Some(Builder { engine, quantity: at, as_of, news: engine.news(at, as_of.unix()) }.derivation())
    }
}

struct Builder<'e> {
    engine: &'e Engine<'e>,
    quantity: u32,
    as_of: Moment,
    /// The moment at which voices and parts were evaluated, and whether ceilings have lapsed since.
    news: News,
}

impl Builder<'_> {
    fn derivation(&self) -> Derivation {
        let engine = self.engine;
        let t = self.news.heard_at;
        let mut fold = engine.fold(self.quantity);
        let judged = engine.hear(fold.voices(t), &engine.sums(self.quantity, t));
        let judged = self.news.tell(judged);
        let (range, whole_steps) =
            engine.narrow(self.quantity, self.as_of.unix(), judged.range(), &mut Memo::default());
        let best = engine.best(&judged, range);
        let node = engine.index.node(self.quantity);
        let voice = |(speaker, statements)| self.voice(speaker, statements, &fold, &judged);
        let voices: Vec<VoiceStep> = fold.by_speaker().map(voice).collect();
        let wholes: Vec<WholeStep> = whole_steps.iter().map(|step| self.whole_step(step)).collect();
        let corroborating = judged.corroboration(judged.ground(range), engine).map(|(one, other)| {
            (engine.speaker(judged.voices[one].speaker), engine.speaker(judged.voices[other].speaker))
        });
        let grade = judged.grade(range, best, engine);
        Derivation {
            quantity: engine.quantity(self.quantity),
            event_name: engine.dossier.events()[node.event as usize].name().to_owned(),
            group_name: engine.dossier.groups()[node.group as usize].name().to_owned(),
            as_of: self.as_of,
            lapsed_since: Moment::from_unix(t).filter(|_| self.news.lapsed),
            known_by: engine.question.until(),
            policy: engine.policy.name().to_owned(),
            lexicon: engine.lexicon.name().to_owned(),
            lexicon_version: engine.lexicon.version().to_owned(),
            hearing: engine.policy.hearing(),
            settled: engine.index.settled(self.quantity),
            before_start: self.before_start(),
            not_standing: self.not_standing(),
            counting: judged.voices.len(),
            firm_floor: self.firm_floor(&judged, t),
            ruling: RulingStep {
                rule: engine.policy.rule_in_words().to_owned(),
                status: judged.verdict(range, best),
                fault: judged.ruling.fault,
                grounds: self.grounds(&judged, &voices),
                range: judged.ruling.range,
                dissent: judged.ruling.dissent,
                dissenters: self.speakers(judged.supporting(false)),
                alternatives: self.alternatives(&judged),
            },
            parts: self.parts_steps(&judged, t),
            low: self.low_setter(&judged, &wholes, range),
            high: self.high_setter(&judged, &wholes, range),
            wholes,
            range,
            best: best.map(|best| self.best(best)),
            conceded: self.conceded(&judged),
            corroborating: corroborating.filter(|_| grade == Grade::Corroborated),
            grade,
            allied: self.allied(&judged),
            ladder: judged.ladder(),
            voices,
        }
    }

    /// The start of the event, of a flow that is asked about before it. A start on a date is that date.
    fn before_start(&self) -> Option<Moment> {
        const DAY: i64 = 86_400;
        let node = self.engine.index.node(self.quantity);
        let start = self.engine.index.events[node.event as usize].start?;
        let is_before = node.outcome.course() == Course::Flow && self.as_of.unix() < start;
        let start = if start % DAY == 0 { start + DAY - 1 } else { start };
        Moment::from_unix(start).filter(|_| is_before)
    }

    fn not_standing(&self) -> Vec<NotStanding> {
        let engine = self.engine;
        let claim = |at: usize| &engine.dossier.claims()[engine.index.statements[at].claim as usize];
        let known = engine.not_standing(self.quantity).map(|(at, why)| {
            let later = engine.superseders(at).map(|later| claim(later).id().clone());
            let by = if why == Why::Superseded { later.collect() } else { Vec::new() };
            NotStanding { claim: claim(at).id().clone(), count: claim(at).count().clone(), why, by }
        });
        known.collect()
    }

    fn voice(&self, speaker: SpeakerIndex, statements: &[Statement], fold: &Fold, judged: &Judged) -> VoiceStep {
        let counting = judged.voices.iter().position(|voice| voice.speaker == speaker);
        let folded = fold.voice(speaker, self.news.heard_at);
        let weight = match (&folded, counting) {
            (_, Some(_)) => Weight::Counts,
            (Some(voice), None) if !voice.is_silent() => Weight::Overtaken,
            _ => Weight::Silent,
        };
        let bound = |value: u64, path: Vec<u32>| Bound { value, claims: self.claim_ids(path) };
        let t = self.news.heard_at;
        let (low, high) = folded.as_ref().map_or((0, Ceiling::Unbounded), |v| (v.bounds().low(), v.bounds().high()));
        VoiceStep {
            name: self.name(speaker),
            statements: statements.iter().map(|statement| self.statement(statement)).collect(),
            weight,
            floor: (low > 0).then(|| bound(low, fold.floor_claims(speaker, t, low))),
            ceiling: high.get().map(|high| bound(high, fold.ceiling_claims(speaker, t, high))),
            neutral_bounds: folded.as_ref().map_or(Interval::ANY, Voice::neutral_bounds),
            other_floor: folded.as_ref().map_or(0, |voice| voice.tally.other_floor),
            firm_floor: folded.as_ref().map_or(0, Voice::firm_floor),
            admitted: folded.as_ref().map_or(0, Voice::admitted),
            supports: counting.is_some_and(|at| judged.ruling.supports[at]),
            speaker: self.engine.speaker(speaker),
        }
    }

    fn statement(&self, statement: &Statement) -> StatementStep {
        let dossier = self.engine.dossier;
        let claim = &dossier.claims()[statement.claim as usize];
        let moment = |second| Moment::from_unix(second).unwrap_or(claim.moment());
        StatementStep {
            claim: claim.id().clone(),
            source: claim.source().clone(),
            source_name: dossier.source(claim.source()).map_or_else(String::new, |source| source.name().to_owned()),
            count: claim.count().clone(),
            meaning: statement.said,
            figure: statement.figure,
            moment: moment(statement.moment),
            since: statement.since.map(moment),
            published: moment(statement.publication),
            interest: statement.interest,
            case: statement.case,
            accused_by: self.accused_by(statement),
            correction: statement.correction,
            basis: statement.basis,
            weak: statement.weak,
            fate: statement.fate,
        }
    }

    /// The claims that accuse the speaker's side, if they make the statement's interest unclear.
    fn accused_by(&self, statement: &Statement) -> Vec<AccusationStep> {
        let (engine, index) = (self.engine, self.engine.index);
        if statement.case != InterestCase::EachAccuses {
            return Vec::new();
        }
        let own = index.own(self.quantity).map(|at| &index.statements[at]);
        let Some(facts) = own.into_iter().find(|facts| facts.claim == statement.claim) else { return Vec::new() };
        let in_force = index.of_same_people(self.quantity).filter(|&at| engine.standings[at] == Standing::Stands);
        let accusing = in_force
            .map(|at| &index.statements[at])
            .filter(|other| accusation(other).is_some_and(|accusation| answers(index, accusation, facts)));
        let mut steps: Vec<AccusationStep> = accusing
            .map(|other| AccusationStep { claim: engine.dossier.claim_id(other.claim), by: self.name(other.speaker) })
            .collect();
        steps.sort_by(|one, other| one.claim.cmp(&other.claim));
        steps
    }

    fn claim_ids(&self, claims: Vec<u32>) -> Vec<ClaimId> {
        claims.into_iter().map(|claim| self.engine.dossier.claim_id(claim)).collect()
    }

    fn name(&self, speaker: SpeakerIndex) -> String {
        self.engine.dossier.speaker_name(speaker).to_owned()
    }

    fn speakers<'v>(&self, voices: impl Iterator<Item = &'v Voice>) -> Vec<Speaker> {
        voices.map(|voice| self.engine.speaker(voice.speaker)).collect()
    }

    /// The grounds that the policy gives; if it gives none, the bounds at the ends of the range.
    fn grounds(&self, judged: &Judged, voices: &[VoiceStep]) -> Vec<GroundStep> {
        let told = &judged.ruling.grounds;
        if !told.is_empty() && judged.ruling.method == Method::Own {
            return told.iter().filter_map(|ground| self.ground(ground, judged, voices)).collect();
        }
        let range = judged.ruling.range;
        let ends = [(End::Low, Some(range.low()).filter(|&low| low > 0)), (End::High, range.high().get())];
        let ground = |(end, count): (End, Option<u64>)| match told.iter().find(|told| told.end == end) {
            Some(told) => self.ground(told, judged, voices),
            None => self.supporting_bound(end, count?, judged, voices),
        };
        ends.into_iter().filter_map(ground).collect()
    }

    /// A ground that the ruling tells.
    fn ground(&self, ground: &Ground, judged: &Judged, voices: &[VoiceStep]) -> Option<GroundStep> {
        let speaker = self.engine.speaker(judged.voices[ground.voice].speaker);
        let (end, loosened) = (ground.end, ground.loosened);
        let Some(figure) = &ground.figure else {
            return Some(step_of(voices, &speaker)?.ground(end, end, loosened));
        };
        let claims = self.claim_ids(vec![figure.claim]);
        Some(GroundStep { end, value: Some(figure.value), loosened, speaker, claims })
    }

    /// The bound of a supporter that is this count: of the same end, else of the other.
    fn supporting_bound(&self, end: End, count: u64, judged: &Judged, voices: &[VoiceStep]) -> Option<GroundStep> {
        let on = |side: End| {
            let is_bound = |voice: &&Voice| match side {
                End::High => voice.bounds().high() == Ceiling::At(count),
                End::Low | End::Best => voice.bounds().low() == count,
            };
            let speaker = self.engine.speaker(judged.supporting(true).find(is_bound)?.speaker);
            Some(step_of(voices, &speaker)?.ground(end, side, false))
        };
        on(end).or_else(|| on(if end == End::Low { End::High } else { End::Low }))
    }

    fn alternatives(&self, judged: &Judged) -> Vec<AlternativeStep> {
        let step = |alternative: Alternative| {
            let voices = judged.voices.iter().zip(alternative.supports).filter(|&(_, supports)| supports);
            let supporters = self.speakers(voices.map(|(voice, _)| voice));
            AlternativeStep { range: alternative.agreed, supporters }
        };
        judged.alternatives().into_iter().map(step).collect()
    }

    fn allied(&self, judged: &Judged) -> Vec<(Speaker, Speaker)> {
        let parties: Vec<SpeakerIndex> =
            judged.voices.iter().map(|v| v.speaker).filter(|s| matches!(s, SpeakerIndex::Party(_))).collect();
        let mut allied = Vec::new();
        for (at, &one) in parties.iter().enumerate() {
            let others = parties[at + 1..].iter().filter(|&&other| self.engine.stand_together(one, other));
            allied.extend(others.map(|&other| (self.engine.speaker(one), self.engine.speaker(other))));
        }
        allied
    }

    fn firm_floor(&self, judged: &Judged, t: i64) -> FirmFloor {
        let value = judged.firm;
        let voice = judged.voices.iter().find(|voice| voice.firm_floor() == value);
        let sums = self.engine.sums(self.quantity, t);
        let tree = sums.iter().find(|(_, _, sum)| sum.firm() == value);
        let from = match (value, voice, tree) {
            (1.., Some(voice), _) => FirmSource::Voice(self.engine.speaker(voice.speaker)),
            (1.., None, Some(&(tree, ..))) => FirmSource::Parts(tree),
            (0, ..) | (_, None, None) => FirmSource::Nothing,
        };
        let claims = self.claim_ids(trace::firm(self.engine, self.quantity, t));
        FirmFloor { value, from, claims: if value == 0 { Vec::new() } else { claims } }
    }

    fn parts_steps(&self, judged: &Judged, t: i64) -> Vec<PartsStep> {
        let line = |&part: &u32, tree: Tree| {
            let admitted = self.engine.admitted(part).iter();
            let judged = self.engine.part_at(part, t);
            PartLine {
                quantity: self.engine.quantity(part),
                name: self.part_name(part, tree),
                admitted: admitted.map(|&(speaker, value)| (self.engine.speaker(speaker), value)).collect(),
                range: judged.range,
                best: judged.best,
                firm_floor: judged.firm,
                contested: judged.contested,
                unsupported: judged.unsupported,
            }
        };
        let step = |step: &Joining| PartsStep {
            tree: step.tree,
            cover: step.cover,
            parts: self.engine.parts_in_play(self.quantity, step.tree).map(|part| line(part, step.tree)).collect(),
            sum: step.sum,
            best: step.best,
            effect: step.effect,
            range: step.range,
        };
        judged.joined.steps.iter().map(step).collect()
    }

    fn part_name(&self, part: u32, tree: Tree) -> String {
        let node = self.engine.index.node(part);
        match tree {
            Tree::Event => self.engine.dossier.events()[node.event as usize].name().to_owned(),
            Tree::Group => self.engine.dossier.groups()[node.group as usize].name().to_owned(),
            Tree::Outcome => node.outcome.to_string(),
        }
    }

    fn whole_step(&self, step: &Narrowing) -> WholeStep {
        let &Narrowing { tree, whole, whole_range, siblings, left, effect, range } = step;
        let others = self.engine.parts_in_play(whole, tree).filter(|&&part| part != self.quantity);
        WholeStep {
            tree,
            whole: self.engine.quantity(whole),
            whole_as_of: self.engine.moment(whole).unwrap_or(self.as_of),
            whole_range,
            whole_loosened: whole_range.loosened(),
            siblings: siblings.range(Cover::Exhaustive),
            siblings_as_of: others.filter_map(|&part| self.engine.moment(part)).min(),
            left,
            effect,
            range,
        }
    }

    /// The last step that moved the low to its place. If none did, the voice whose floor it is, or
    /// whose ceiling where voices disagree.
    fn low_setter(&self, judged: &Judged, wholes: &[WholeStep], range: Interval) -> Setter {
        let low = range.low();
        let firm = judged.firm == low && judged.voices.iter().all(|voice| voice.bounds().low() != low);
        let moved = Self::moved(judged, wholes, |range| Ceiling::At(range.low()));
        moved.unwrap_or_else(|| match low {
            0 => Setter::Nothing,
            _ if firm => Setter::Firm,
            _ => self.bounded_by(judged, low),
        })
    }

    fn high_setter(&self, judged: &Judged, wholes: &[WholeStep], range: Interval) -> Setter {
        let moved = Self::moved(judged, wholes, Interval::high);
        moved.unwrap_or_else(|| range.high().get().map_or(Setter::Nothing, |high| self.bounded_by(judged, high)))
    }

    fn moved(judged: &Judged, wholes: &[WholeStep], end: impl Fn(Interval) -> Ceiling) -> Option<Setter> {
        let parts = judged.joined.steps.iter().map(|step| (step.range, Some(Setter::Parts(step.tree))));
        let lapse = judged.is_lapsed().then(|| (judged.range(), None));
        let wholes = wholes.iter().map(|step| (step.range, Some(Setter::Whole(step.tree))));
        let (mut before, mut setter) = (judged.ruling.range, None);
        for (range, by) in parts.chain(lapse).chain(wholes) {
            if end(range) != end(before) {
                setter = by;
            }
            before = range;
        }
        setter
    }

    /// The supporters that have this count as a bound; else the firm floor, else the rule.
    fn bounded_by(&self, judged: &Judged, count: u64) -> Setter {
        let is_bound = |voice: &Voice| voice.bounds().low() == count || voice.bounds().high() == Ceiling::At(count);
        let supporters = self.speakers(judged.supporting(true).filter(|voice| is_bound(voice)));
        match (supporters.is_empty(), judged.firm == count) {
            (false, _) => Setter::Voices(supporters),
            (true, true) => Setter::Firm,
            (true, false) => Setter::Rule,
        }
    }

    fn best(&self, best: Best) -> BestStep {
        let claim = |claim: u32| self.engine.dossier.claim_id(claim);
        let from = match best.cause {
            BestCause::Neutral { figure, claim: by } => BestFrom::Neutral { figure, claim: claim(by) },
            BestCause::Admitted { figure, claim: by } => BestFrom::Admitted { figure, claim: claim(by) },
            BestCause::OwnCount { figure, claim: by } => BestFrom::OwnCount { figure, claim: claim(by) },
            BestCause::Parts { sum, tree } => BestFrom::Parts { sum, tree },
            BestCause::Firm { floor } => BestFrom::Firm { floor },
            BestCause::OnlyCount => BestFrom::OnlyCount,
            BestCause::Ruled => BestFrom::Ruled,
        };
        BestStep { count: best.count, from }
    }

    fn conceded(&self, judged: &Judged) -> Option<Conceded> {
        let admitted = self.engine.admitted(self.quantity);
        let &(speaker, value) = admitted.iter().reduce(|most, next| if next.1 > most.1 { next } else { most })?;
        let own = judged.voices.iter().any(|voice| voice.speaker == speaker && voice.admitted() == value);
        let along = |tree: &Tree| {
            let parts = self.engine.parts_in_play(self.quantity, *tree);
            let admitted = parts.flat_map(|&part| self.engine.admitted(part)).filter(|&&(by, _)| by == speaker);
            admitted.map(|&(_, value)| value).sum::<u64>() == value
        };
        Some(Conceded {
            value,
            speaker: self.engine.speaker(speaker),
            name: self.name(speaker),
            of_parts: if own { None } else { Tree::ALL.iter().copied().find(along) },
            claims: self.claim_ids(trace::admitted(self.engine, self.quantity, speaker, self.news.heard_at)),
        })
    }
}

fn step_of<'v>(voices: &'v [VoiceStep], speaker: &Speaker) -> Option<&'v VoiceStep> {
    voices.iter().find(|voice| voice.speaker == *speaker)
}

impl VoiceStep {
    /// The ground of an end of the range that is the floor or the ceiling of this voice.
    fn ground(&self, end: End, side: End, loosened: bool) -> GroundStep {
        let bound = if side == End::High { &self.ceiling } else { &self.floor };
        GroundStep {
            end,
            value: bound.as_ref().map(Bound::value),
            loosened,
            speaker: self.speaker.clone(),
            claims: bound.as_ref().map_or_else(Vec::new, |bound| bound.claims().to_vec()),
        }
    }
}
