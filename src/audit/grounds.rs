//! Grounds: the claims and the numbers on which a finding rests.

use super::rule::Rule;
use crate::record::id::{ClaimId, EventId};
use crate::record::moment::Moment;
use crate::record::quantity::{Quantity, Tree};
use crate::said::count::Count;
use crate::said::interval::Interval;

/// A claim as a finding cites it.
///
/// ```
/// use corroborate::audit::{Grounds, Thresholds};
///
/// let fewer = ("raid/guards/killed", "12", "monitor", "2022-01-23");
/// let findings = corroborate::docs::raid_with(&[fewer])?.audit(&Thresholds::new());
/// let Grounds::Falls { later, .. } = findings[0].grounds() else { return Err("a fall".into()) };
/// assert_eq!((later.claim.as_str(), &*later.source, later.count.as_str()), ("d1", "A monitor", "12"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Cited {
    /// Its id.
    pub claim: ClaimId,
    /// The name of its source.
    pub source: Box<str>,
    /// The quantity it counts.
    pub quantity: Quantity,
    /// Its count as written.
    pub count: Count,
    /// The interval that the count can mean.
    pub reads: Interval,
    /// The moment it speaks of.
    pub moment: Moment,
    /// When it was published.
    pub published: Moment,
}

/// The grounds of a finding: its claims and its numbers. There is one variant for each kind of
/// arithmetic. The grounds contain every number of the finding's sentence.
///
/// ```
/// use corroborate::audit::{Grounds, Row};
///
/// let findings = Row::new("299515").low(9).best(10).high(9).findings();
/// match findings[0].grounds() {
///     Grounds::Order { best: Some(best), high: Some(high), .. } => assert_eq!((*best, *high), (10, 9)),
///     other => panic!("unexpected: {other:?}"),
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Grounds {
    /// [`Rule::LowBestHigh`].
    Order {
        /// The row.
        row: Box<str>,
        /// Its low.
        low: Option<u64>,
        /// Its best.
        best: Option<u64>,
        /// Its high.
        high: Option<u64>,
    },
    /// [`Rule::PartsDifferFromBest`].
    RowParts {
        /// The row.
        row: Box<str>,
        /// The parts that the row gives.
        parts: Vec<u64>,
        /// Their sum.
        sum: u64,
        /// Its best.
        best: u64,
    },
    /// [`Rule::PartExceedsWhole`] and [`Rule::PartsExceedWhole`] in a published row.
    RowPartsExceed {
        /// The row.
        row: Box<str>,
        /// The one part that exceeds the whole, or all parts that the row gives.
        parts: Vec<u64>,
        /// Their sum.
        sum: u64,
        /// Its high, else its best.
        limit: u64,
    },
    /// [`Rule::PartExceedsWhole`] in a published row, where only a high exceeds the whole.
    RowPartAbove {
        /// The row.
        row: Box<str>,
        /// The highest high of its parts.
        part: u64,
        /// Its high.
        limit: u64,
    },
    /// [`Rule::EndsBeforeStart`].
    RowDates {
        /// The row.
        row: Box<str>,
        /// When it starts.
        start: Moment,
        /// When it ends.
        end: Moment,
    },
    /// [`Rule::PartExceedsWhole`] (one part) and [`Rule::PartsExceedWhole`] (several).
    Exceeds {
        /// The voice's name.
        voice: Box<str>,
        /// The tree of the parts.
        tree: Tree,
        /// The claims on the parts by then, each with its low.
        parts: Vec<Cited>,
        /// The sum of their lows.
        sum: u64,
        /// The claims on the whole.
        wholes: Vec<Cited>,
        /// Their high.
        limit: u64,
    },
    /// [`Rule::PartsAgainstWhole`].
    Estimates {
        /// The whole.
        whole: Quantity,
        /// The moment of the estimates.
        as_of: Moment,
        /// The tree of the parts.
        tree: Tree,
        /// The parts in play, each with its estimate.
        parts: Vec<(Quantity, Interval)>,
        /// The sum of the parts.
        sum: Interval,
        /// The range of the whole without its parts.
        range: Interval,
        /// The claims on the whole and its parts that give the two ends that do not meet.
        deciding: Vec<Cited>,
    },
    /// [`Rule::TollFalls`], [`Rule::NewestNamesLess`], [`Rule::BegunAnew`].
    Falls {
        /// Which of the three rules.
        rule: Rule,
        /// The voice's name.
        voice: Box<str>,
        /// The higher claims, the highest first.
        earlier: Vec<Cited>,
        /// The lower claim, said later.
        later: Cited,
        /// The least difference to the highest; for [`Rule::NewestNamesLess`], the difference of the
        /// numbers that they name.
        by: u64,
    },
    /// [`Rule::ContradictsItself`].
    Apart {
        /// The voice's name.
        voice: Box<str>,
        /// The lower claim.
        lower: Cited,
        /// The higher claim.
        higher: Cited,
        /// The least difference between them.
        by: u64,
    },
    /// [`Rule::SettledTooEarly`].
    RisesSettled {
        /// The voice's name.
        voice: Box<str>,
        /// The moment from which the toll is settled.
        settled: Moment,
        /// The lower claim.
        earlier: Cited,
        /// The higher claim, of a later moment.
        later: Cited,
        /// The least difference between them.
        by: u64,
    },
    /// [`Rule::RetractedBeforePublished`].
    Retracted {
        /// The claim.
        claim: Cited,
        /// When it was retracted.
        retracted: Moment,
    },
    /// [`Rule::SupersedesOtherVoice`], [`Rule::SupersedesOtherQuantity`],
    /// [`Rule::SupersedesNewer`].
    Supersedes {
        /// Which of the three rules.
        rule: Rule,
        /// The claim that supersedes.
        by: Cited,
        /// The claim that it supersedes.
        earlier: Cited,
    },
    /// [`Rule::QuoteDiffers`].
    Quote {
        /// The claim.
        claim: Cited,
        /// What its quote names.
        names: Vec<Count>,
        /// The quote.
        quote: Box<str>,
    },
    /// [`Rule::WrongUnit`].
    Unit {
        /// The claim.
        claim: Cited,
        /// The unit that its quote counts.
        unit: Box<str>,
        /// The quote.
        quote: Box<str>,
    },
    /// [`Rule::SumOfOthers`].
    Sum {
        /// The totals, of one quantity and one number.
        wholes: Vec<Cited>,
        /// The claims on the parts by then, each with its number.
        parts: Vec<(Cited, u64)>,
        /// The sum of these numbers, which is the number of each total.
        number: u64,
    },
    /// [`Rule::SameFigure`].
    SameFigure {
        /// The number.
        number: u64,
        /// The number of hours within which the claims were published.
        hours: u32,
        /// The first claim of each voice, with the voice's name.
        told: Vec<(Box<str>, Cited)>,
    },
    /// [`Rule::RelayAsSource`].
    Relays {
        /// Who is repeated.
        origin: Box<str>,
        /// Who repeats it.
        relays: Vec<Box<str>>,
        /// Whether the names of the sources show it. If not, the two give the same number, and the claims
        /// of the origin name the other source as a relay.
        by_name: bool,
        /// A claim of each source that repeats it, or all claims with the same number.
        told: Vec<Cited>,
        /// The claims of the origin; none if only sources that repeat it speak.
        of: Vec<Cited>,
    },
    /// [`Rule::ToldSeveralWays`].
    Ways {
        /// The number.
        number: u64,
        /// The first claim with each hedge.
        told: Vec<Cited>,
        /// Whether one claims at least the number, and another at most.
        opposed: Opposed,
    },
    /// [`Rule::SameForPartAndWhole`].
    SameScope {
        /// The number.
        number: u64,
        /// The claim on the part.
        part: Cited,
        /// The claim on the whole.
        whole: Cited,
        /// The number of days between them.
        days: u64,
    },
    /// [`Rule::PreciseAbout`].
    Precise {
        /// The claim.
        claim: Cited,
        /// The number.
        number: u64,
    },
    /// [`Rule::EnteredTwice`].
    Twice {
        /// The claims.
        told: Vec<Cited>,
    },
    /// [`Rule::UnnamedDecides`].
    Unnamed {
        /// The quantity.
        quantity: Quantity,
        /// The moment of the estimate.
        as_of: Moment,
        /// Its low, if no named claim gives it.
        low: Option<u64>,
        /// Its high, if no named claim gives it.
        high: Option<u64>,
        /// The claims that give these ends.
        deciding: Vec<Cited>,
    },
    /// [`Rule::ExhaustiveWithoutParts`].
    NoParts {
        /// Whether it is a group or an event that is declared exhaustive.
        kind: RecordKind,
        /// Its id.
        id: Box<str>,
    },
    /// [`Rule::IncrementAgainstTotals`].
    Increments {
        /// The voice's name.
        voice: Box<str>,
        /// The total at the start; none for the time before the first total, when the toll was 0.
        from: Option<Cited>,
        /// The total at the end.
        to: Cited,
        /// The range of rises that the two totals allow.
        rise: Interval,
        /// The increments of that time, which do not overlap.
        added: Vec<Cited>,
        /// Their sum.
        sum: Interval,
    },
    /// [`Rule::IncrementsWithoutSince`].
    UpAndDown {
        /// The totals, in the order of their moments.
        told: Vec<Cited>,
        /// The median number of days between one total and the next.
        days: u64,
    },
    /// [`Rule::PartsFallShort`].
    FallShort {
        /// The voice's name.
        voice: Box<str>,
        /// The tree of the parts.
        tree: Tree,
        /// The claims on the parts, each with its high.
        parts: Vec<Cited>,
        /// The sum of their highs.
        sum: u64,
        /// The claim on the whole.
        whole: Cited,
        /// The least number of people who are in no part.
        by: u64,
    },
    /// [`Rule::AlikeIds`].
    Alike {
        /// The kind of record.
        kind: RecordKind,
        /// The ids, sorted.
        ids: Vec<Box<str>>,
        /// The first claim that names each of them, if one does.
        claims: Vec<ClaimId>,
    },
    /// [`Rule::MomentFarOff`].
    FarOff {
        /// The event, if the claims are compared with its other claims; none if they are compared with
        /// the newest publication.
        event: Option<EventId>,
        /// The claims with the distant moments, in the order of these.
        odd: Vec<Cited>,
        /// The nearest moment of the event's other claims, or the newest publication.
        nearest: Moment,
        /// The number of whole years between them.
        years: u64,
    },
    /// [`Rule::SettledUnsaid`].
    Unsettled {
        /// The event.
        event: EventId,
        /// The moment from which its toll counts as settled because of its end; none if it has no end.
        settled: Option<Moment>,
        /// The end of the event; if it has none, the first moment that a claim speaks of.
        over: Moment,
        /// The falls: the higher claim, and the lower one, said later.
        falls: Vec<(Cited, Cited)>,
    },
    /// [`Rule::OddYear`], [`Rule::RepeatedId`] and [`Rule::QuoteDiffers`] in a published row.
    RowNoted {
        /// Which of the three rules.
        rule: Rule,
        /// The row.
        row: Box<str>,
        /// Its line in the table.
        line: u64,
        /// The column.
        column: u64,
        /// The note that its reader made.
        note: Box<str>,
    },
    /// [`Rule::RowsRefused`].
    RowsRefused {
        /// The lines of the rows.
        lines: Vec<u64>,
    },
}

crate::record::vocabulary::words! {
    /// A kind of record.
    ///
    /// ```
    /// use corroborate::audit::RecordKind;
    ///
    /// assert_eq!("source".parse(), Ok(RecordKind::Source));
    /// assert_eq!(RecordKind::ALL.len(), 4);
    /// ```
    #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum RecordKind {
        /// A party.
        Party => "party",
        /// A source.
        Source => "source",
        /// A group.
        Group => "group",
        /// An event.
        Event => "event",
    }
}

#[cfg(feature = "serde")]
crate::dossier::wire::serde_text!(RecordKind);

/// How the hedges put on one number relate: which claims more, which less.
///
/// ```
/// use corroborate::audit::{Grounds, Opposed, Thresholds};
///
/// let told = |count| ("raid/guards/detained", count, "agency", "2022-01-21");
/// let dossier = corroborate::docs::raid_with(&[told("at least 48"), told("at most 48")])?;
/// let findings = dossier.audit(&Thresholds::new());
/// let opposed = findings.iter().find_map(|finding| match finding.grounds() {
///     Grounds::Ways { opposed, .. } => Some(*opposed),
///     _ => None,
/// });
/// assert_eq!(opposed, Some(Opposed::Yes), "one number told as a floor and as a ceiling");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Opposed {
    /// One claims at least the number, another at most.
    Yes,
    /// They do not clearly oppose each other.
    No,
}

impl Grounds {
    pub(super) fn rule(&self) -> Rule {
        match self {
            Grounds::Order { .. } => Rule::LowBestHigh,
            Grounds::RowParts { .. } => Rule::PartsDifferFromBest,
            Grounds::RowDates { .. } => Rule::EndsBeforeStart,
            Grounds::RowPartAbove { .. } => Rule::PartExceedsWhole,
            Grounds::RowPartsExceed { parts, .. } if parts.len() == 1 => Rule::PartExceedsWhole,
            Grounds::Exceeds { parts, .. } if parts.len() == 1 => Rule::PartExceedsWhole,
            Grounds::RowPartsExceed { .. } | Grounds::Exceeds { .. } => Rule::PartsExceedWhole,
            Grounds::Estimates { .. } => Rule::PartsAgainstWhole,
            Grounds::Falls { rule, .. } | Grounds::Supersedes { rule, .. } | Grounds::RowNoted { rule, .. } => *rule,
            Grounds::Apart { .. } => Rule::ContradictsItself,
            Grounds::RisesSettled { .. } => Rule::SettledTooEarly,
            Grounds::Retracted { .. } => Rule::RetractedBeforePublished,
            Grounds::Quote { .. } => Rule::QuoteDiffers,
            Grounds::Unit { .. } => Rule::WrongUnit,
            Grounds::Sum { .. } => Rule::SumOfOthers,
            Grounds::SameFigure { .. } => Rule::SameFigure,
            Grounds::Relays { .. } => Rule::RelayAsSource,
            Grounds::UpAndDown { .. } => Rule::IncrementsWithoutSince,
            Grounds::Ways { .. } => Rule::ToldSeveralWays,
            Grounds::SameScope { .. } => Rule::SameForPartAndWhole,
            Grounds::Precise { .. } => Rule::PreciseAbout,
            Grounds::Twice { .. } => Rule::EnteredTwice,
            Grounds::Unnamed { .. } => Rule::UnnamedDecides,
            Grounds::NoParts { .. } => Rule::ExhaustiveWithoutParts,
            Grounds::Increments { .. } => Rule::IncrementAgainstTotals,
            Grounds::FallShort { .. } => Rule::PartsFallShort,
            Grounds::Alike { .. } => Rule::AlikeIds,
            Grounds::FarOff { .. } => Rule::MomentFarOff,
            Grounds::Unsettled { .. } => Rule::SettledUnsaid,
            Grounds::RowsRefused { .. } => Rule::RowsRefused,
        }
    }

    pub(super) fn claims(&self) -> Vec<ClaimId> {
        match self {
            Grounds::Order { row, .. }
            | Grounds::RowParts { row, .. }
            | Grounds::RowPartsExceed { row, .. }
            | Grounds::RowPartAbove { row, .. }
            | Grounds::RowDates { row, .. }
            | Grounds::RowNoted { row, .. } => ClaimId::new(row).into_iter().collect(),
            Grounds::Alike { claims, .. } => claims.clone(),
            _ => self.cited().into_iter().map(|cited| cited.claim.clone()).collect(),
        }
    }

    fn cited(&self) -> Vec<&Cited> {
        match self {
            Grounds::Exceeds { parts, wholes, .. } => parts.iter().chain(wholes).collect(),
            Grounds::FallShort { parts, whole, .. } => parts.iter().chain([whole]).collect(),
            Grounds::Relays { told, of, .. } => told.iter().chain(of).collect(),
            Grounds::Falls { earlier, later, .. } => earlier.iter().chain([later]).collect(),
            Grounds::Increments { from, to, added, .. } => added.iter().chain(from).chain([to]).collect(),
            Grounds::Estimates { deciding: told, .. }
            | Grounds::Unnamed { deciding: told, .. }
            | Grounds::Ways { told, .. }
            | Grounds::Twice { told }
            | Grounds::UpAndDown { told, .. }
            | Grounds::FarOff { odd: told, .. } => told.iter().collect(),
            Grounds::RisesSettled { earlier: one, later: other, .. }
            | Grounds::Apart { lower: one, higher: other, .. }
            | Grounds::Supersedes { by: one, earlier: other, .. }
            | Grounds::SameScope { part: one, whole: other, .. } => vec![one, other],
            Grounds::Retracted { claim, .. }
            | Grounds::Quote { claim, .. }
            | Grounds::Unit { claim, .. }
            | Grounds::Precise { claim, .. } => vec![claim],
            Grounds::Sum { wholes, parts, .. } => parts.iter().map(|(cited, _)| cited).chain(wholes).collect(),
            Grounds::SameFigure { told, .. } => told.iter().map(|(_, cited)| cited).collect(),
            Grounds::Unsettled { falls, .. } => falls.iter().flat_map(|(higher, lower)| [higher, lower]).collect(),
            _ => Vec::new(),
        }
    }
}
