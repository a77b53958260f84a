//! Computes an estimate again from its derivation alone.

use std::collections::{BTreeMap, BTreeSet};

use super::{Derivation, PartLine, StatementStep, VoiceStep, WholeStep};
use crate::dossier::index::{SpeakerIndex, position};
use crate::policy::sweep::Sweep;
use crate::policy::{Policy, Speakers};
use crate::reckon::estimate::{Dissenter, Estimate, SetAside, Why};
use crate::reckon::judged::Judged;
use crate::reckon::parts_and_wholes::{Cover, Part, Sum, hear_whole};
use crate::record::outcome::Course;
use crate::record::quantity::Tree;
use crate::record::source::Basis;
use crate::voice::{EventSpan, Fate, Fold, Speaker, Statement, Voice};

impl Derivation {
    /// Recomputes the estimate from the data in the derivation alone, under the policy it names:
    /// folds statements into voices, applies the policy, parts and wholes, then best and grade.
    ///
    /// Law: the result equals the estimate that was explained. `None` if it names another policy, or
    /// if the policy reads words by another lexicon or another version of it.
    ///
    /// ```
    /// use corroborate::{Acled, LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let derivation = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// let again = derivation.replay(&LeastDissent::new());
    /// assert_eq!(again.as_ref(), answer.estimate(&derivation.quantity));
    /// assert!(derivation.replay(&Acled::war_zone()).is_none(), "it was not answered by these rules");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn replay(&self, policy: &dyn Policy) -> Option<Estimate> {
        let lexicon = policy.lexicon();
        let names = (policy.name(), lexicon.name(), lexicon.version());
        if names != (&self.policy, &self.lexicon, &self.lexicon_version) {
            return None;
        }
        let mut fold = self.fold();
        let voices = fold.voices(self.lapsed_since.unwrap_or(self.as_of).unix());
        let sums: Vec<(Tree, Cover, Sum)> =
            self.parts.iter().map(|step| (step.tree, step.cover, sum(step.parts.iter().map(part)))).collect();
        let mut judged = Judged::of(policy, voices, &sums, self, Sweep::default());
        if self.lapsed_since.is_some() {
            judged.lapse();
        }
        let range = self
            .wholes
            .iter()
            .fold(judged.range(), |range, step| hear_whole(range, step.whole_range, &siblings(step)).1);
        let best = judged.best(policy, range, self);
        let mut dissenters = Vec::new();
        if judged.joined.dissent {
            dissenters.push(Dissenter::Parts);
        }
        let against = judged.supporting(false);
        dissenters.extend(against.map(|voice| Dissenter::Voice(self.speaker(voice.speaker))));
        Some(Estimate {
            quantity: self.quantity.clone(),
            as_of: self.as_of,
            range,
            best: best.map(|best| best.count),
            grade: judged.grade(range, best, self),
            status: judged.verdict(range, best),
            dissent: judged.ruling.dissent,
            dissenters,
            conceded: self.admitted(&judged.voices),
            ladder: judged.ladder(),
            set_aside: self.set_aside(&fold),
            fault: judged.ruling.fault,
        })
    }

    /// Folds the statements again and ignores their recorded fates.
    fn fold(&self) -> Fold {
        let course = self.quantity.outcome().course();
        let mut claims = 0..;
        let all = || self.voices.iter().flat_map(|voice| &voice.statements);
        let sources: BTreeSet<_> = all().map(|said| &said.source).collect();
        let sources: BTreeMap<_, u32> = sources.into_iter().zip(0..).collect();
        let mut statements = Vec::new();
        for (at, voice) in self.voices.iter().enumerate() {
            for (said, claim) in voice.statements.iter().zip(&mut claims) {
                let source = sources.get(&said.source).copied().unwrap_or_default();
                statements.push(statement((index(at, voice), source), said, claim, course));
            }
        }
        Fold::replayed(course, EventSpan { start: None, settled: self.settled }, statements)
    }

    fn admitted(&self, voices: &[Voice]) -> Option<u64> {
        let own = voices.iter().map(Voice::admitted);
        let along = self.parts.iter().flat_map(|step| {
            let mut admitted: Vec<(&Speaker, u64)> = step
                .parts
                .iter()
                .flat_map(|part| part.admitted.iter().map(|(speaker, value)| (speaker, *value)))
                .collect();
            admitted.sort_unstable();
            admitted
                .chunk_by(|one, other| one.0 == other.0)
                .map(|same| same.iter().map(|&(_, value)| value).sum())
                .collect::<Vec<u64>>()
        });
        own.chain(along).max().filter(|&most| most > 0)
    }

    fn set_aside(&self, fold: &Fold) -> Vec<SetAside> {
        let mut claims = self.voices.iter().flat_map(|voice| &voice.statements).map(|statement| &statement.claim);
        let mut aside: Vec<SetAside> =
            self.not_standing.iter().map(|known| SetAside { claim: known.claim.clone(), why: known.why }).collect();
        for statement in fold.statements() {
            let Some(claim) = claims.next() else { break };
            let why = match statement.fate {
                Fate::Withdrawn => Why::Withdrawn,
                Fate::Empty => Why::Empty,
                Fate::Kept | Fate::OutOfTime | Fate::Older => continue,
            };
            aside.push(SetAside { claim: claim.clone(), why });
        }
        aside.sort_by(|a, b| a.claim.cmp(&b.claim));
        aside
    }
}

impl Speakers for Derivation {
    fn speaker(&self, speaker: SpeakerIndex) -> Speaker {
        let (SpeakerIndex::Party(at) | SpeakerIndex::Source(at)) = speaker;
        self.voices[at as usize].speaker.clone()
    }

    fn stand_together(&self, one: SpeakerIndex, other: SpeakerIndex) -> bool {
        let (one, other) = (self.speaker(one), self.speaker(other));
        one == other || self.are_allied(&one, &other)
    }
}

fn index(at: usize, voice: &VoiceStep) -> SpeakerIndex {
    match voice.speaker {
        Speaker::Party(_) => SpeakerIndex::Party(position(at)),
        Speaker::Source(_) => SpeakerIndex::Source(position(at)),
    }
}

fn statement((speaker, source): (SpeakerIndex, u32), said: &StatementStep, claim: u32, course: Course) -> Statement {
    let since = said.since.map(crate::record::moment::Moment::unix);
    let moment = said.moment.unix();
    Statement {
        speaker,
        source,
        claim,
        publication: said.published.unix(),
        moment,
        since,
        said: said.meaning,
        figure: said.figure,
        named: said.count.said().named(),
        interest: said.interest,
        case: said.case,
        basis: said.basis,
        documented: course == Course::Flow && said.basis == Basis::Documented,
        correction: said.correction,
        weak: said.weak,
        fate: if since.is_some_and(|since| since >= moment) { Fate::Empty } else { Fate::Kept },
    }
}

fn part(line: &PartLine) -> Part {
    Part {
        range: line.range,
        best: line.best,
        firm: line.firm_floor,
        contested: line.contested,
        unsupported: line.unsupported,
    }
}

fn sum(parts: impl Iterator<Item = Part>) -> Sum {
    let mut sum = Sum::default();
    parts.for_each(|part| sum.add(&part));
    sum
}

fn siblings(step: &WholeStep) -> Sum {
    sum(std::iter::once(Part { range: step.siblings, ..Part::UNKNOWN }))
}
