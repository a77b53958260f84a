//! How an estimate came about, as data: it can be walked, replayed to the same numbers, and
//! worded. Wording is apart: [`Words`].

mod build;
mod replay;
mod words;

pub use words::Words;

use crate::count::Count;
use crate::estimate::{Grade, Rung, Why};
use crate::id::{ClaimId, SourceId};
use crate::interest::{Interest, InterestCase};
use crate::interval::Interval;
use crate::moment::Moment;
use crate::policy::{End, Hearing, Verdict};
use crate::quantity::{Quantity, Tree};
use crate::rollup::{Cover, PartsEffect, WholeEffect};
use crate::source::Basis;
use crate::voice::{Bound, Fate, Speaker};

/// How one estimate came about: which claims stand and which do not and why, how each voice
/// came to its bounds, which voices set low and high, which dissent, what parts and wholes
/// added.
///
/// Law: replaying it gives the same numbers (`laws_derivations::replayed`), and every number
/// in its words is in it (`laws_derivations::no_number_from_nowhere`).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Derivation {
    /// What was estimated.
    pub quantity: Quantity,
    /// The event's name for people.
    pub event_name: String,
    /// The group's name for people.
    pub group_name: String,
    /// The moment it is as of.
    pub as_of: Moment,
    /// If nothing was said after an earlier moment, that moment: the answer is that of then, its
    /// ceiling lapsed.
    pub lapsed_since: Option<Moment>,
    /// What was known by when, if that was asked.
    pub known_by: Option<Moment>,
    /// The policy's name.
    pub policy: String,
    /// The lexicon's name.
    pub lexicon: String,
    /// The lexicon's version.
    pub lexicon_version: String,
    /// Whether statements were held against their speakers' interest.
    pub hearing: Hearing,
    /// From when on what is said speaks of the final toll.
    pub settled: Option<Moment>,
    /// The known claims that do not stand.
    pub not_standing: Vec<NotStanding>,
    /// The voices, in the order of their names: also those that do not count.
    pub voices: Vec<VoiceStep>,
    /// How many voices count.
    pub counting: usize,
    /// What was counted body by body, or admitted.
    pub firm_floor: FirmFloor,
    /// What the policy made of the voices that count.
    pub ruling: RulingStep,
    /// What the parts of each tree said, in the order they were heard.
    pub parts: Vec<PartsStep>,
    /// What each whole left for this part, in the order they were heard.
    pub wholes: Vec<WholeStep>,
    /// The range that came of it.
    pub range: Interval,
    /// What set its low.
    pub low: Setter,
    /// What set its high.
    pub high: Setter,
    /// The best estimate.
    pub best: Option<BestStep>,
    /// The most that one voice admits.
    pub conceded: Option<Conceded>,
    /// The grade.
    pub grade: Grade,
    /// The two voices that bear each other out, where the grade rests on them.
    pub corroborating: Option<(Speaker, Speaker)>,
    /// Pairs of voices that do not bear each other out: allies.
    pub allied: Vec<(Speaker, Speaker)>,
    /// What holds if some voices are wrong.
    pub ladder: Vec<Rung>,
}

/// A known claim that does not stand.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct NotStanding {
    /// The claim.
    pub claim: ClaimId,
    /// What it said.
    pub count: Count,
    /// Retracted, superseded or discounted.
    pub why: Why,
    /// The claims that stand in its place.
    pub by: Vec<ClaimId>,
}

/// One voice and how it came to its bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct VoiceStep {
    /// Whose voice it is.
    pub speaker: Speaker,
    /// Their name for people.
    pub name: String,
    /// Its standing claims, in the order it said them.
    pub statements: Vec<StatementStep>,
    /// Whether it counts.
    pub weight: Weight,
    /// Its floor, with the claims it comes from; none if 0.
    pub floor: Option<Bound>,
    /// Its ceiling, with the claims it comes from.
    pub ceiling: Option<Bound>,
    /// Its bounds from its neutral statements alone, less those of sources graded D or F.
    pub neutral_bounds: Interval,
    /// Its floor without what the victims' own side counted.
    pub other_floor: u64,
    /// What its admissions and neutral body counts alone imply.
    pub firm_floor: u64,
    /// What its admissions alone imply.
    pub admitted: u64,
    /// Whether it supports any of the counts taken.
    pub supports: bool,
}

/// Whether a voice counts.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Weight {
    /// It does.
    Counts,
    /// It bounds nothing as of the moment asked about.
    Silent,
    /// Of a stock: one that spoke more than a month after it says something else.
    Overtaken,
}

crate::word::words!(Weight { Counts => "counts", Silent => "silent", Overtaken => "overtaken" });

/// One standing claim of a voice.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct StatementStep {
    /// The claim.
    pub claim: ClaimId,
    /// The source that speaks here with that voice.
    pub source: SourceId,
    /// What was said.
    pub count: Count,
    /// What it means.
    pub meaning: Interval,
    /// The number it names.
    pub figure: Option<u64>,
    /// The moment it speaks of, brought to the event's course.
    pub moment: Moment,
    /// If it counts only what was added, since when, brought to the event's course.
    pub since: Option<Moment>,
    /// When it was made public.
    pub published: Moment,
    /// Its interest.
    pub interest: Interest,
    /// Why it has that interest.
    pub case: InterestCase,
    /// The claims by which its speaker's enemies accuse the speaker's side in turn, where that
    /// makes its interest unclear.
    pub accused_by: Vec<AccusationStep>,
    /// Whether it takes back what its source said before.
    pub correction: bool,
    /// What it rests on.
    pub basis: Basis,
    /// Whether its source is graded D or F.
    pub weak: bool,
    /// What became of it.
    pub fate: Fate,
}

/// A claim that accuses the speaker of another.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct AccusationStep {
    /// The claim.
    pub claim: ClaimId,
    /// The accuser's name for people.
    pub by: String,
}

/// The largest number that was counted body by body, or admitted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct FirmFloor {
    /// The number; 0 if there is none.
    pub value: u64,
    /// Where it comes from.
    pub from: FirmSource,
}

/// Where a firm floor comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum FirmSource {
    /// There is none.
    Nothing,
    /// A voice.
    Voice(Speaker),
    /// The parts of that tree, added up.
    Parts(Tree),
}

/// What the policy made of the voices.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct RulingStep {
    /// The policy's rule in a few words.
    pub rule: String,
    /// How far it came.
    pub status: Verdict,
    /// Whose words decided it.
    pub grounds: Vec<GroundStep>,
    /// The range.
    pub range: Interval,
    /// How many voices any count taken contradicts.
    pub dissent: usize,
    /// Those that support no count taken.
    pub dissenters: Vec<Speaker>,
    /// The counts taken, apart where other voices support them, from below; their hull is the
    /// range. None under a rule that is not of least dissent.
    pub alternatives: Vec<AlternativeStep>,
}

/// Counts taken that the same voices support.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct AlternativeStep {
    /// What its supporters agree on.
    pub range: Interval,
    /// The voices it does not contradict.
    pub supporters: Vec<Speaker>,
}

/// Whose words decided an end of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct GroundStep {
    /// The end.
    pub end: End,
    /// What it was decided to be; none where the voice leaves it open.
    pub value: Option<u64>,
    /// Whose words they are.
    pub speaker: Speaker,
    /// The claims.
    pub claims: Vec<ClaimId>,
}

/// One part as it was heard.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct PartLine {
    /// The part.
    pub quantity: Quantity,
    /// The name of what sets it apart: the event's, the group's, or the outcome.
    pub name: String,
    /// Its range, before wholes.
    pub range: Interval,
    /// Its best, before wholes.
    pub best: Option<u64>,
    /// Its firm floor.
    pub firm_floor: u64,
    /// Whether it is contested.
    pub contested: bool,
    /// Whether nothing supports it.
    pub unsupported: bool,
    /// What each voice admits of it.
    pub admitted: Vec<(Speaker, u64)>,
}

/// What the parts of one tree said of the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct PartsStep {
    /// The tree.
    pub tree: Tree,
    /// Whether they cover the whole.
    pub cover: Cover,
    /// The parts in play.
    pub parts: Vec<PartLine>,
    /// What they add up to.
    pub sum: Interval,
    /// Their bests added up, if this tree gives a best.
    pub best: Option<u64>,
    /// What they did.
    pub effect: PartsEffect,
    /// The range after that.
    pub range: Interval,
}

/// What a whole left for an exhaustive part.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct WholeStep {
    /// The tree.
    pub tree: Tree,
    /// The whole.
    pub whole: Quantity,
    /// The moment that the whole's own estimate is as of. Here it is heard as of the part's.
    pub whole_as_of: Moment,
    /// Its range, from its own voices and its own wholes.
    pub whole_range: Interval,
    /// The same with the slack that rounding and recounting leave: what the other parts are taken
    /// off.
    pub whole_loosened: Interval,
    /// The other parts, added up.
    pub siblings: Interval,
    /// The earliest moment that the own estimate of one of them is as of. Here they are heard as
    /// of the part's.
    pub siblings_as_of: Option<Moment>,
    /// What is left once they are taken off the loosened whole.
    pub left: Option<Interval>,
    /// What it did.
    pub effect: WholeEffect,
    /// The range after that.
    pub range: Interval,
}

/// What set one end of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Setter {
    /// Nothing: the low is 0, or there is no ceiling.
    Nothing,
    /// The floors, or ceilings, of these voices.
    Voices(Vec<Speaker>),
    /// What was counted or admitted.
    Firm,
    /// The parts of that tree.
    Parts(Tree),
    /// The whole above, along that tree.
    Whole(Tree),
    /// The policy's rule, from no one voice's bound.
    Rule,
}

/// The best estimate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct BestStep {
    /// The count, brought into the range.
    pub count: u64,
    /// Where it comes from.
    pub from: BestFrom,
}

/// Where a best estimate comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
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
    /// The parts' bests, added up.
    Parts {
        /// The sum.
        sum: u64,
        /// The tree.
        tree: Tree,
    },
    /// What was counted or admitted.
    Firm {
        /// The firm floor.
        floor: u64,
    },
    /// The range holds one count only.
    OnlyCount,
    /// The policy ruled it.
    Ruled,
}

/// The most that one voice admits.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Conceded {
    /// The number.
    pub value: u64,
    /// Whose admission it is.
    pub speaker: Speaker,
    /// Their name for people.
    pub name: String,
    /// The tree whose parts it admits, if that is more than what it admits of the whole.
    pub of_parts: Option<Tree>,
}

impl Derivation {
    /// The derivation in words.
    pub fn words(&self) -> Words<'_> {
        Words::new(self)
    }

    /// The voices that count.
    pub fn counting_voices(&self) -> impl Iterator<Item = &VoiceStep> {
        self.voices.iter().filter(|voice| voice.weight == Weight::Counts)
    }

    /// The statement a claim makes here, and whose voice it is.
    pub fn statement(&self, claim: &ClaimId) -> Option<(&VoiceStep, &StatementStep)> {
        self.voices.iter().find_map(|voice| {
            voice.statements.iter().find(|statement| statement.claim == *claim).map(|statement| (voice, statement))
        })
    }
}
