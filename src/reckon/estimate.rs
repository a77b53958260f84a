//! The estimate of one quantity, its grade, and the claims it sets aside.

use std::fmt;
use std::str::FromStr;

use crate::policy::sweep::Rung;
use crate::policy::{RulingFault, Verdict};
use crate::record::id::ClaimId;
use crate::record::moment::Moment;
use crate::record::quantity::Quantity;
use crate::record::vocabulary::{UnknownWord, words};
use crate::said::interval::Interval;
use crate::voice::Speaker;

/// The answer for one quantity as of one moment: a range, a best, a grade and the dissenters.
///
/// It is a range of what was reported, not a confidence interval. A wide range shows ignorance;
/// dissent shows conflict.
///
/// Law: low ≤ best ≤ high (`laws::estimates::low_best_high`).
///
/// ```
/// use corroborate::{Grade, LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// assert_eq!(guards.range().to_string(), "24 to 25");
/// assert_eq!(guards.best(), Some(24));
/// assert_eq!(guards.grade(), Grade::Corroborated);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimate {
    pub(crate) quantity: Quantity,
    pub(crate) as_of: Moment,
    pub(crate) range: Interval,
    pub(crate) best: Option<u64>,
    pub(crate) grade: Grade,
    pub(crate) status: Verdict,
    pub(crate) dissent: usize,
    pub(crate) dissenters: Vec<Dissenter>,
    pub(crate) conceded: Option<u64>,
    pub(crate) ladder: Vec<Rung>,
    pub(crate) set_aside: Vec<SetAside>,
    pub(crate) fault: Option<RulingFault>,
}

impl Estimate {
    /// The quantity estimated.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.quantity().to_string(), "raid/guards/killed");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn quantity(&self) -> &Quantity {
        &self.quantity
    }

    /// The moment the estimate is as of: the one in the question, else the newest moment of the
    /// standing claims at or below the quantity.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.as_of().to_string(), "2022-01-21");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn as_of(&self) -> Moment {
        self.as_of
    }

    /// The range from low to high. It holds all counts if the policy has no answer.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.range().to_string(), "24 to 25");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn range(&self) -> Interval {
        self.range
    }

    /// The lowest count of the range.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.low(), 24);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn low(&self) -> u64 {
        self.range.low()
    }

    /// The highest count of the range; none if the range is unbounded.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.high(), Some(25));
    /// let visitors = answer.estimate(&"raid/visitors/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(visitors.high(), None, "a body count is a floor");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn high(&self) -> Option<u64> {
        self.range.high().get()
    }

    /// The best estimate, if there is one.
    ///
    /// It is never a boast as long as statements count only against their speakers' interest, which
    /// is the default ([`Hearing::AgainstInterest`](crate::policy::Hearing::AgainstInterest)). A
    /// policy that takes everyone at face value, such as `face-value` or `acled-exact`, can return
    /// a boast.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.best(), Some(24));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn best(&self) -> Option<u64> {
        self.best
    }

    /// The grade, which says how the range is sourced.
    ///
    /// ```
    /// use corroborate::{Grade, LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.grade(), Grade::Corroborated);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn grade(&self) -> Grade {
        self.grade
    }

    /// Whether the policy gave an answer, a provisional one, or none. No answer does not mean zero.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question, Verdict};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.status(), Verdict::Answered);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn status(&self) -> Verdict {
        self.status
    }

    /// φ, the number of voices that each count taken contradicts.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::at_face_value());
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.dissent(), 1, "everyone at their word, the command disagrees");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn dissent(&self) -> usize {
        self.dissent
    }

    /// The voices, and the parts, that support none of the counts taken, sorted by name.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::at_face_value());
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.dissenters()[0].to_string(), "party:guard");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn dissenters(&self) -> &[Dissenter] {
        &self.dissenters
    }

    /// The largest count that any single voice admits.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.conceded(), Some(18), "the command admits so many of its own");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn conceded(&self) -> Option<u64> {
        self.conceded
    }

    /// The ranges that hold if some voices are wrong: one rung for each number of wrong voices at
    /// which the range changes. It is computed from the voices alone, without parts and wholes.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// let if_one_is_wrong = guards.ladder()[1].range();
    /// assert_eq!(if_one_is_wrong.to_string(), "22 or more");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn ladder(&self) -> &[Rung] {
        &self.ladder
    }

    /// The known claims on exactly this quantity that were set aside, sorted by id.
    ///
    /// ```
    /// use corroborate::{Claim, Draft, LeastDissent, Quantity, Question};
    ///
    /// let mut draft = Draft::from(corroborate::docs::raid()?);
    /// let quantity: Quantity = "raid/guards/killed".parse()?;
    /// let later = Claim::new("c8".parse()?, quantity, "26".parse()?, "agency".parse()?, "2022-01-23".parse()?);
    /// draft.add_claim(later.with_supersedes("c2".parse()?));
    /// let dossier = draft.check()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.set_aside()[0].claim().as_str(), "c2");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn set_aside(&self) -> &[SetAside] {
        &self.set_aside
    }

    /// The fault of the policy's ruling, if it had one. The ruling then counts as no answer. The
    /// policies of this crate give no such ruling.
    ///
    /// ```
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.fault(), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fault(&self) -> Option<RulingFault> {
        self.fault
    }
}

words! {
    /// A grade for how an estimate is sourced: the first row that fits.
    ///
    /// | grade | fits if |
    /// |---|---|
    /// | contested | any count taken contradicts a voice; or the parts dissent; or there is no voice and a part in play is contested before wholes |
    /// | unsupported | range from 0 without end, no best |
    /// | derived | no voice: parts or wholes alone |
    /// | partisan | no neutral voice; or the low is a supporter's floor only because of what the victims' own side counted: without those statements no supporter has that floor, and the firm floor is lower |
    /// | corroborated | a neutral figure of one voice (its newest from sources not graded D or F) and a neutral or minimising figure of another, both in the loosened range and of moments no more than 31 days apart, neither a dissenter, not of the same or allied parties |
    /// | uncorroborated | none of the above |
    ///
    /// ```
    /// use corroborate::{Grade, LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let wounded = answer.estimate(&"raid/all/wounded".parse()?).ok_or("in play")?;
    /// assert_eq!(wounded.grade(), Grade::Derived, "nobody counted all; the guards are a part of them");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum Grade {
        /// Nothing bounds the count.
        Unsupported => "unsupported",
        /// Voices disagree, or the parts do.
        Contested => "contested",
        /// The estimate comes from parts or wholes alone.
        Derived => "derived",
        /// The estimate comes from interested voices alone.
        Partisan => "partisan",
        /// Two independent voices name a figure in the range.
        Corroborated => "corroborated",
        /// No second independent voice names a figure in the range.
        Uncorroborated => "uncorroborated",
    }
}

/// A dissenter: a voice, or the parts, that the range contradicts.
///
/// It prints as `parts`, `party:sdf` or `source:osdh`, and is sorted by that text.
///
/// ```
/// use corroborate::{Dissenter, Speaker};
///
/// let dissenter: Dissenter = "party:guard".parse()?;
/// assert_eq!(dissenter, Dissenter::Voice(Speaker::Party("guard".parse()?)));
/// assert_eq!("parts".parse(), Ok(Dissenter::Parts));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Dissenter {
    /// The sum of the parts.
    Parts,
    /// A voice.
    Voice(Speaker),
}

impl From<Speaker> for Dissenter {
    fn from(speaker: Speaker) -> Dissenter {
        Dissenter::Voice(speaker)
    }
}

impl FromStr for Dissenter {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Dissenter, UnknownWord> {
        if text == "parts" { Ok(Dissenter::Parts) } else { text.parse().map(Dissenter::Voice) }
    }
}

impl fmt::Display for Dissenter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Dissenter::Parts => f.write_str("parts"),
            Dissenter::Voice(speaker) => speaker.fmt(f),
        }
    }
}

/// A known claim that was set aside, and why.
///
/// ```
/// use corroborate::{Claim, Draft, LeastDissent, Quantity, Question, Why};
///
/// let mut draft = Draft::from(corroborate::docs::raid()?);
/// let quantity: Quantity = "raid/guards/killed".parse()?;
/// let later = Claim::new("c8".parse()?, quantity.clone(), "26".parse()?, "agency".parse()?, "2022-01-23".parse()?);
/// draft.add_claim(later.with_supersedes("c2".parse()?));
/// let dossier = draft.check()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let aside = &answer.estimate(&quantity).ok_or("in play")?.set_aside()[0];
/// assert_eq!((aside.claim().as_str(), aside.why()), ("c2", Why::Superseded));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SetAside {
    pub(crate) claim: ClaimId,
    pub(crate) why: Why,
}

impl SetAside {
    /// The claim.
    ///
    /// ```
    /// use corroborate::{Claim, Draft, LeastDissent, Quantity, Question};
    ///
    /// let mut draft = Draft::from(corroborate::docs::raid()?);
    /// let quantity: Quantity = "raid/guards/killed".parse()?;
    /// let later = Claim::new("c8".parse()?, quantity, "26".parse()?, "agency".parse()?, "2022-01-23".parse()?);
    /// draft.add_claim(later.with_supersedes("c2".parse()?));
    /// let dossier = draft.check()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// let aside: Vec<_> = guards.set_aside().iter().map(|aside| aside.claim().to_string()).collect();
    /// assert_eq!(aside, ["c2"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn claim(&self) -> &ClaimId {
        &self.claim
    }

    /// The first reason that applies.
    ///
    /// ```
    /// use corroborate::{Claim, Draft, LeastDissent, Quantity, Question, Why};
    ///
    /// let mut draft = Draft::from(corroborate::docs::raid()?);
    /// let quantity: Quantity = "raid/guards/killed".parse()?;
    /// let later = Claim::new("c8".parse()?, quantity, "26".parse()?, "agency".parse()?, "2022-01-23".parse()?);
    /// draft.add_claim(later.with_supersedes("c2".parse()?));
    /// let dossier = draft.check()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let guards = answer.estimate(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// assert_eq!(guards.set_aside()[0].why(), Why::Superseded);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn why(&self) -> Why {
        self.why
    }
}

words! {
    /// Why a known claim was set aside.
    ///
    /// ```
    /// use corroborate::Why;
    ///
    /// assert_eq!(Why::Withdrawn.to_string(), "withdrawn");
    /// ```
    #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum Why {
        /// Its speaker took it back.
        Retracted => "retracted",
        /// A known claim supersedes it.
        Superseded => "superseded",
        /// Its source is graded E, or its credibility is 5.
        Discounted => "discounted",
        /// A later statement of the same voice cannot be true together with it.
        Withdrawn => "withdrawn",
        /// Its window is empty: all moments after the event is settled count as one.
        Empty => "empty",
    }
}
