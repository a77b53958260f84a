//! Derivations: the steps that lead from claims to an estimate, as data.
//!
//! [`Reconciliation::explain`](crate::Reconciliation::explain) gives the [`Derivation`] of an estimate. Its
//! fields can be read step by step; [`replay`](Derivation::replay) computes the same numbers from them, and
//! [`words`](Derivation::words) puts them into sentences.
//! [`Dossier::compare`](crate::Dossier::compare) shows several policies side by side.

mod build;
pub(crate) mod compare;
mod replay;
mod trace;
mod words;

pub use words::Words;

use crate::policy::sweep::Rung;
use crate::policy::{End, Hearing, RulingFault, Verdict};
use crate::reckon::estimate::{Grade, Why};
use crate::reckon::parts_and_wholes::{Cover, PartsEffect, WholeEffect};
use crate::record::id::{ClaimId, SourceId};
use crate::record::interest::{Interest, InterestCase};
use crate::record::moment::Moment;
use crate::record::quantity::{Quantity, Tree};
use crate::record::source::Basis;
use crate::said::count::Count;
use crate::said::interval::Interval;
use crate::voice::{Bound, Fate, Speaker};

/// The derivation of one estimate. It lists the claims that stand and why the others do not, the
/// bounds of each voice, the voices that set low and high, the voices that contradict the range, and
/// the changes that parts and wholes made.
///
/// Law: replaying it gives the same numbers (`laws::derivations::replayed`), and every number
/// in its words is in it (`laws::derivations::no_number_from_nowhere`).
///
/// ```
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let derivation = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// assert_eq!(derivation.voices.len(), 3);
/// assert_eq!(derivation.conceded.as_ref().map(|conceded| conceded.value), Some(18));
/// let again = derivation.replay(&LeastDissent::new()).ok_or("of the same policy")?;
/// assert_eq!(again.range(), derivation.range);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Derivation {
    /// The quantity estimated.
    pub quantity: Quantity,
    /// The event's display name.
    pub event_name: String,
    /// The group's display name.
    pub group_name: String,
    /// The moment it is as of.
    pub as_of: Moment,
    /// The quantity's newest moment, if no claim speaks of a later one up to `as_of`. The answer is
    /// then the one as of that moment, without its ceiling.
    pub lapsed_since: Option<Moment>,
    /// The `known_by` of the question, if it has one.
    pub known_by: Option<Moment>,
    /// The policy's name.
    pub policy: String,
    /// The lexicon's name.
    pub lexicon: String,
    /// The lexicon's version.
    pub lexicon_version: String,
    /// Whether a speaker's interest limits its statement to a floor or a ceiling.
    pub hearing: Hearing,
    /// The moment after which claims speak of the final toll.
    pub settled: Option<Moment>,
    /// The start of the event, if the moment asked about is before it; the toll is then 0 or more. An
    /// event without a start has that of the nearest event it is part of.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub before_start: Option<Moment>,
    /// The known claims that do not stand.
    pub not_standing: Vec<NotStanding>,
    /// The voices, sorted by name, including those that do not count.
    pub voices: Vec<VoiceStep>,
    /// How many voices count.
    pub counting: usize,
    /// The largest number counted body by body, or admitted.
    pub firm_floor: FirmFloor,
    /// The policy's ruling on the voices that count.
    pub ruling: RulingStep,
    /// The steps in which the parts of each tree were taken into account, in order.
    pub parts: Vec<PartsStep>,
    /// The steps in which each whole narrowed this part, in order.
    pub wholes: Vec<WholeStep>,
    /// The resulting range.
    pub range: Interval,
    /// What set its low.
    pub low: Setter,
    /// What set its high.
    pub high: Setter,
    /// The best estimate.
    pub best: Option<BestStep>,
    /// The largest count that any single voice admits.
    pub conceded: Option<Conceded>,
    /// The grade.
    pub grade: Grade,
    /// The two voices that confirm each other, if the grade rests on them.
    pub corroborating: Option<(Speaker, Speaker)>,
    /// Pairs of voices that cannot confirm each other, because they are allies.
    pub allied: Vec<(Speaker, Speaker)>,
    /// The ranges that hold if some voices are wrong.
    pub ladder: Vec<Rung>,
}

/// A known claim that does not stand.
///
/// ```
/// use corroborate::{Claim, Draft, LeastDissent, Quantity, Question, Why};
///
/// let quantity: Quantity = "raid/guards/killed".parse()?;
/// let mut draft = Draft::from(corroborate::docs::raid()?);
/// let again = Claim::new("c8".parse()?, quantity.clone(), "26".parse()?, "agency".parse()?, "2022-01-23".parse()?);
/// draft.add_claim(again.with_supersedes("c2".parse()?));
/// let dossier = draft.check()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let aside = &answer.explain(&quantity).ok_or("in play")?.not_standing[0];
/// assert_eq!((aside.claim.as_str(), aside.why, aside.by[0].as_str()), ("c2", Why::Superseded, "c8"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct NotStanding {
    /// The claim.
    pub claim: ClaimId,
    /// Its count as written.
    pub count: Count,
    /// Retracted, superseded or discounted.
    pub why: Why,
    /// The claims that supersede it.
    pub by: Vec<ClaimId>,
}

/// One voice and the steps from its statements to its bounds.
///
/// ```
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let derivation = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// let guard = &derivation.voices[0];
/// assert_eq!((guard.name.as_str(), guard.admitted), ("The guard force", 18));
/// assert!(guard.ceiling.is_none(), "an admission is no ceiling");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct VoiceStep {
    /// The speaker.
    pub speaker: Speaker,
    /// The speaker's display name.
    pub name: String,
    /// Its standing claims, in the order of publication and moment.
    pub statements: Vec<StatementStep>,
    /// Whether it counts, and if not, why not.
    pub weight: Weight,
    /// Its floor, with the claims it comes from; none if 0.
    pub floor: Option<Bound>,
    /// Its ceiling, with the claims it comes from; none if it is unbounded.
    pub ceiling: Option<Bound>,
    /// Its bounds from its neutral statements alone, without those of sources graded D or F.
    pub neutral_bounds: Interval,
    /// Its floor without the body counts that the victims' own side made.
    pub other_floor: u64,
    /// The floor that its admissions and neutral body counts alone imply.
    pub firm_floor: u64,
    /// The floor that its admissions alone imply.
    pub admitted: u64,
    /// Whether it supports any of the counts taken.
    pub supports: bool,
}

impl VoiceStep {
    /// Its statements that were kept.
    pub(crate) fn kept(&self) -> impl DoubleEndedIterator<Item = &StatementStep> {
        self.statements.iter().filter(|said| said.fate == Fate::Kept)
    }

    /// From its floor to its ceiling; none if the floor is the higher.
    pub(crate) fn bounds(&self) -> Option<Interval> {
        Interval::new(self.floor.as_ref().map_or(0, Bound::value), self.ceiling.as_ref().map(Bound::value)).ok()
    }

    /// The correction that took this statement back: the newest kept one of the same source that was
    /// made later and speaks of no earlier moment. None if nothing was taken back by a correction.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let derivation = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// let guard = &derivation.voices[0];
    /// assert!(guard.correction_of(&guard.statements[0]).is_none(), "it stands");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn correction_of(&self, withdrawn: &StatementStep) -> Option<&StatementStep> {
        if withdrawn.fate != Fate::Withdrawn {
            return None;
        }
        let at = self.statements.iter().position(|said| said.claim == withdrawn.claim)?;
        let later = self.statements[at + 1..].iter().rev();
        let mut taking_back = later.filter(|said| said.correction && said.fate == Fate::Kept);
        taking_back.find(|said| said.source == withdrawn.source && said.moment >= withdrawn.moment)
    }
}

/// Whether a voice counts, and if not, why not.
///
/// ```
/// use corroborate::derivation::Weight;
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let derivation = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// assert!(derivation.voices.iter().all(|voice| voice.weight == Weight::Counts));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Weight {
    /// It counts.
    Counts,
    /// It sets no bound as of the moment asked about.
    Silent,
    /// Another voice speaks of a moment more than 31 days later, and the bounds of the two do not
    /// overlap. This happens only for stocks, which are counts that rise and fall.
    Overtaken,
}

crate::record::vocabulary::words!(Weight { Counts => "counts", Silent => "silent", Overtaken => "overtaken" });
#[cfg(feature = "serde")]
crate::dossier::wire::serde_as_text!(Weight);

/// One standing claim of a voice.
///
/// ```
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let derivation = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// let said = &derivation.voices[1].statements[0];
/// assert_eq!(said.count.to_string(), "nearly 25");
/// assert_eq!(said.meaning.to_string(), "22 to 25");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct StatementStep {
    /// The claim.
    pub claim: ClaimId,
    /// The source that made the claim; it is, or belongs to, this speaker.
    pub source: SourceId,
    /// The display name of that source.
    pub source_name: String,
    /// The count as written.
    pub count: Count,
    /// The interval that the count can mean.
    pub meaning: Interval,
    /// The number it names.
    pub figure: Option<u64>,
    /// The moment it speaks of; all moments after the event is settled count as one.
    pub moment: Moment,
    /// The moment its window starts, if it counts only what was added; treated like `moment`.
    pub since: Option<Moment>,
    /// When it was published.
    pub published: Moment,
    /// Its interest.
    pub interest: Interest,
    /// Why it has that interest.
    pub case: InterestCase,
    /// The claims in which enemies accuse the speaker's own side, if these claims make its interest
    /// unclear.
    pub accused_by: Vec<AccusationStep>,
    /// Whether it corrects earlier claims of its source.
    pub correction: bool,
    /// The basis of the count: documented, reported or estimated.
    pub basis: Basis,
    /// Whether its source is graded D or F.
    pub weak: bool,
    /// Whether it was kept, and if not, why not.
    pub fate: Fate,
}

/// A claim that accuses the side of a statement's speaker.
///
/// ```
/// use corroborate::{Claim, Draft, Interest, LeastDissent, Quantity, Question};
///
/// let quantity: Quantity = "raid/visitors/killed".parse()?;
/// let mut draft = Draft::from(corroborate::docs::raid()?);
/// for (id, source, accused) in [("d1", "channel", "guard"), ("d2", "command", "raiders")] {
///     let said = ("9".parse()?, source.parse()?, "2022-01-22".parse()?);
///     let claim = Claim::new(id.parse()?, quantity.clone(), said.0, said.1, said.2);
///     draft.add_claim(claim.with_perpetrator(accused.parse()?));
/// }
/// let dossier = draft.check()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let derivation = answer.explain(&quantity).ok_or("in play")?;
/// let (_, said) = derivation.statement(&"d2".parse()?).ok_or("it stands")?;
/// assert_eq!((said.interest, said.accused_by[0].by.as_str()), (Interest::Unclear, "The raiders"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct AccusationStep {
    /// The claim.
    pub claim: ClaimId,
    /// The accuser's display name.
    pub by: String,
}

/// The largest number counted body by body, or admitted.
///
/// ```
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let derivation = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// assert_eq!(derivation.firm_floor.value, 18);
/// assert_eq!(derivation.firm_floor.claims[0].as_str(), "c3");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct FirmFloor {
    /// The number; 0 if there is none.
    pub value: u64,
    /// Where it comes from.
    pub from: FirmSource,
    /// The claims it comes from: of a voice, or of the parts that add up to it.
    pub claims: Vec<ClaimId>,
}

/// The origin of a firm floor.
///
/// ```
/// use corroborate::derivation::FirmSource;
/// use corroborate::{LeastDissent, Question, Tree};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let all = answer.explain(&"raid/all/killed".parse()?).ok_or("in play")?;
/// assert_eq!(all.firm_floor.from, FirmSource::Parts(Tree::Group), "18 guards admitted, 7 visitors counted");
/// assert_eq!(all.firm_floor.value, 25);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum FirmSource {
    /// Nothing: the floor is 0.
    Nothing,
    /// A voice.
    Voice(Speaker),
    /// The sum of the parts of that tree.
    Parts(Tree),
}

/// The policy's ruling on the voices.
///
/// ```
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let derivation = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// assert_eq!(derivation.ruling.dissent, 0);
/// assert_eq!(derivation.ruling.grounds[0].claims[0].as_str(), "c1");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct RulingStep {
    /// The policy's rule in one phrase.
    pub rule: String,
    /// Whether the policy gave an answer, a provisional one, or none.
    pub status: Verdict,
    /// The fault of the ruling, which then counts as no answer.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub fault: Option<RulingFault>,
    /// The bounds and figures that decided the answer.
    pub grounds: Vec<GroundStep>,
    /// The range.
    pub range: Interval,
    /// The number of voices that each count taken contradicts.
    pub dissent: usize,
    /// The voices that support none of the counts taken.
    pub dissenters: Vec<Speaker>,
    /// The counts taken, grouped by the voices that support them, lowest first; their hull is the
    /// range. Empty if the policy does not rule by least dissent.
    pub alternatives: Vec<AlternativeStep>,
}

/// Counts taken that the same voices support.
///
/// ```
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let derivation = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// let taken = &derivation.ruling.alternatives[0];
/// assert_eq!((taken.range.to_string().as_str(), taken.supporters.len()), ("24 to 25", 3));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct AlternativeStep {
    /// The counts on which its supporters agree.
    pub range: Interval,
    /// The voices that these counts do not contradict.
    pub supporters: Vec<Speaker>,
}

/// The statement that decided one end of the answer.
///
/// ```
/// use corroborate::{End, LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let derivation = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// let low = &derivation.ruling.grounds[0];
/// assert_eq!((low.end, low.value, low.speaker.to_string().as_str()), (End::Low, Some(24), "source:monitor"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct GroundStep {
    /// Which end: low, best or high.
    pub end: End,
    /// The count of the voice that decided the end; none if the voice has no bound there.
    pub value: Option<u64>,
    /// Whether the rule loosened the end from that number.
    pub loosened: bool,
    /// The speaker of the statement.
    pub speaker: Speaker,
    /// The claims that state it.
    pub claims: Vec<ClaimId>,
}

/// One part's contribution to its whole.
///
/// ```
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let all = answer.explain(&"raid/all/killed".parse()?).ok_or("in play")?;
/// let lines: Vec<_> = all.parts[0].parts.iter().map(|part| (part.name.as_str(), part.range.low())).collect();
/// assert_eq!(lines, [("Guards", 24), ("Visitors", 7)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct PartLine {
    /// The part.
    pub quantity: Quantity,
    /// The display name of the event or group, or the outcome, in which it differs from the whole.
    pub name: String,
    /// Its range, before wholes.
    pub range: Interval,
    /// Its best, before wholes.
    pub best: Option<u64>,
    /// Its firm floor.
    pub firm_floor: u64,
    /// Whether it is contested.
    pub contested: bool,
    /// Whether no claim supports a bound or a best.
    pub unsupported: bool,
    /// The count that each voice admits of it.
    pub admitted: Vec<(Speaker, u64)>,
}

/// The step in which the parts of one tree were taken into account.
///
/// ```
/// use corroborate::{Cover, LeastDissent, PartsEffect, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let step = &answer.explain(&"raid/all/killed".parse()?).ok_or("in play")?.parts[0];
/// assert_eq!((step.sum.low(), step.cover), (31, Cover::Open), "24 guards and 7 visitors, and maybe others");
/// assert_eq!((step.effect, step.range.to_string().as_str()), (PartsEffect::Cut, "31 to 33"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct PartsStep {
    /// The tree.
    pub tree: Tree,
    /// Whether they cover the whole.
    pub cover: Cover,
    /// The parts in play.
    pub parts: Vec<PartLine>,
    /// The sum of their ranges.
    pub sum: Interval,
    /// The sum of their bests, if this tree gives a best.
    pub best: Option<u64>,
    /// Their effect on the range.
    pub effect: PartsEffect,
    /// The range after that.
    pub range: Interval,
}

/// The step in which a whole narrowed an exhaustive part.
///
/// ```
/// use corroborate::{Draft, Group, LeastDissent, Question, WholeEffect};
///
/// let raid = corroborate::docs::raid()?;
/// let mut draft = Draft::new();
/// draft.extend(raid.sources().iter().cloned());
/// draft.extend(raid.parties().iter().cloned());
/// draft.extend(raid.events().iter().cloned());
/// draft.extend(raid.claims().iter().cloned());
/// draft.extend(raid.groups().iter().map(|group| match group.id().as_str() {
///     "all" => Group::new(group.id().clone(), "All").with_exhaustive(),
///     _ => group.clone(),
/// }));
/// let dossier = draft.check()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let step = &answer.explain(&"raid/visitors/killed".parse()?).ok_or("in play")?.wholes[0];
/// assert_eq!((step.whole.group().as_str(), step.effect), ("all", WholeEffect::Cut));
/// assert_eq!(step.range.to_string(), "7 to 11", "no more than about 30, less at least 24 guards");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct WholeStep {
    /// The tree.
    pub tree: Tree,
    /// The whole.
    pub whole: Quantity,
    /// The moment of the whole's own estimate. Here the whole is evaluated as of the part's moment.
    pub whole_as_of: Moment,
    /// Its range, from its own voices and its own wholes.
    pub whole_range: Interval,
    /// The same range, loosened by the slack for rounding and recounting. The other parts are
    /// subtracted from it.
    pub whole_loosened: Interval,
    /// The sum of the other parts.
    pub siblings: Interval,
    /// The earliest moment of the other parts' own estimates. Here they are evaluated as of the
    /// part's moment.
    pub siblings_as_of: Option<Moment>,
    /// The rest of the loosened whole once the other parts are subtracted.
    pub left: Option<Interval>,
    /// Its effect on the range.
    pub effect: WholeEffect,
    /// The range after that.
    pub range: Interval,
}

/// The cause of one end of a range.
///
/// ```
/// use corroborate::derivation::Setter;
/// use corroborate::{LeastDissent, Question, Tree};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let all = answer.explain(&"raid/all/killed".parse()?).ok_or("in play")?;
/// assert_eq!(all.low, Setter::Parts(Tree::Group));
/// assert!(matches!(&all.high, Setter::Voices(voices) if voices[0].to_string() == "source:agency"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Setter {
    /// Nothing: the low is 0, or there is no ceiling.
    Nothing,
    /// The floors, or ceilings, of these voices.
    Voices(Vec<Speaker>),
    /// The firm floor: counted body by body, or admitted.
    Firm,
    /// The parts of that tree.
    Parts(Tree),
    /// The whole above, along that tree.
    Whole(Tree),
    /// The policy's rule, and no single voice's bound.
    Rule,
}

/// The best estimate.
///
/// ```
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let derivation = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// assert_eq!(derivation.best.as_ref().map(|best| best.count), Some(24));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct BestStep {
    /// The count, moved into the range.
    pub count: u64,
    /// The origin of the count.
    pub from: BestFrom,
}

/// The origin of a best estimate.
///
/// ```
/// use corroborate::derivation::BestFrom;
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let best = answer.explain(&"raid/all/killed".parse()?).ok_or("in play")?.best.ok_or("there is one")?;
/// assert_eq!(best.count, 31, "brought into the range");
/// assert!(matches!(best.from, BestFrom::Neutral { figure: 30, .. }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum BestFrom {
    /// The lower median of the neutral figures of supporters, near the range.
    Neutral {
        /// The figure.
        figure: u64,
        /// The claim that names it.
        claim: ClaimId,
    },
    /// The lower median of the admitted figures of supporters, near the range.
    Admitted {
        /// The figure.
        figure: u64,
        /// The claim that names it.
        claim: ClaimId,
    },
    /// The lower median of figures of body counts by the victims' own side, near the range.
    OwnCount {
        /// The figure.
        figure: u64,
        /// The claim that names it.
        claim: ClaimId,
    },
    /// The sum of the parts' bests.
    Parts {
        /// The sum.
        sum: u64,
        /// The tree.
        tree: Tree,
    },
    /// The firm floor: counted body by body, or admitted.
    Firm {
        /// The firm floor.
        floor: u64,
    },
    /// The only count of the range.
    OnlyCount,
    /// The policy's own rule.
    Ruled,
}

/// The largest count that any single voice admits.
///
/// ```
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let derivation = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// let conceded = derivation.conceded.as_ref().ok_or("the command admits some")?;
/// assert_eq!((conceded.value, conceded.name.as_str()), (18, "The guard force"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Conceded {
    /// The number.
    pub value: u64,
    /// The speaker who admits it.
    pub speaker: Speaker,
    /// The speaker's display name.
    pub name: String,
    /// The tree along which the admitted parts add up to more than the whole admitted; none if the
    /// speaker admits it of the whole.
    pub of_parts: Option<Tree>,
    /// The admissions it comes from.
    pub claims: Vec<ClaimId>,
}

impl Derivation {
    /// The derivation in words.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let derivation = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(derivation.words().sentences()[0], "24 to 25 killed, best 24.");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn words(&self) -> Words<'_> {
        Words::new(self)
    }

    /// The kept statements of all voices.
    pub(crate) fn kept(&self) -> impl Iterator<Item = &StatementStep> {
        self.voices.iter().flat_map(VoiceStep::kept)
    }

    /// The voice of a speaker.
    pub(crate) fn voice(&self, speaker: &Speaker) -> Option<&VoiceStep> {
        self.voices.iter().find(|voice| voice.speaker == *speaker)
    }

    /// Whether they cannot confirm each other, because they are allies.
    pub(crate) fn are_allied(&self, one: &Speaker, other: &Speaker) -> bool {
        let is_pair = |(a, b): &(Speaker, Speaker)| (a, b) == (one, other) || (a, b) == (other, one);
        self.allied.iter().any(is_pair)
    }

    /// The voices that count.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let derivation = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// let names: Vec<_> = derivation.counting_voices().map(|voice| voice.name.as_str()).collect();
    /// assert_eq!(names, ["The guard force", "An agency", "A monitor"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn counting_voices(&self) -> impl Iterator<Item = &VoiceStep> {
        self.voices.iter().filter(|voice| voice.weight == Weight::Counts)
    }

    /// A claim's statement here, and the voice that makes it.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let derivation = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// let (voice, said) = derivation.statement(&"c2".parse()?).ok_or("it stands")?;
    /// assert_eq!((voice.name.as_str(), said.figure), ("An agency", Some(25)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn statement(&self, claim: &ClaimId) -> Option<(&VoiceStep, &StatementStep)> {
        self.voices.iter().find_map(|voice| {
            voice.statements.iter().find(|statement| statement.claim == *claim).map(|statement| (voice, statement))
        })
    }
}
