//! The rules of the audit and their severities.

use crate::record::vocabulary::words;

/// A severity, which says how wrong something is.
///
/// Ordered with the gravest first.
///
/// ```
/// use corroborate::audit::Severity;
///
/// assert!(Severity::Error < Severity::Notice, "sorting puts the gravest first");
/// assert_eq!("warning".parse(), Ok(Severity::Warning));
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// It cannot be true: numbers or dates of one speaker exclude each other.
    Error,
    /// It is probably wrong, or not what it seems; somebody should check it.
    Warning,
    /// It may be right, but is worth knowing before the count is used.
    Notice,
}

words!(Severity { Error => "error", Warning => "warning", Notice => "notice" });

/// A rule of the audit. The table of all rules, with examples, is at the [module](crate::audit).
///
/// ```
/// use corroborate::audit::{Row, Rule};
///
/// let findings = Row::new("7").low(30).best(20).high(40).findings();
/// assert_eq!(findings[0].rule(), Rule::LowBestHigh);
/// assert_eq!("toll-falls".parse(), Ok(Rule::TollFalls));
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// low ≤ best ≤ high does not hold in a published row.
    LowBestHigh,
    /// A published row's parts cover the whole, but do not add up to its best.
    PartsDifferFromBest,
    /// A published row ends before it starts.
    EndsBeforeStart,
    /// One voice counts more for a part than for the whole.
    PartExceedsWhole,
    /// One voice's counts of the parts add up to more than its count of the whole.
    PartsExceedWhole,
    /// The estimates of the parts cannot be true together with the voices on the whole.
    PartsAgainstWhole,
    /// A voice's later statement on a flow is lower.
    TollFalls,
    /// Two statements of one voice exclude each other, and no time passed between them.
    ContradictsItself,
    /// A voice's toll kept rising after it counted as settled.
    SettledTooEarly,
    /// A claim was retracted before it was published.
    RetractedBeforePublished,
    /// A claim supersedes one of another voice.
    SupersedesOtherVoice,
    /// A claim supersedes one that counts something else.
    SupersedesOtherQuantity,
    /// A claim supersedes one that speaks of a later moment.
    SupersedesNewer,
    /// The quote gives numbers, but not the claim's.
    QuoteDiffers,
    /// The quote counts something that is not people.
    WrongUnit,
    /// A total is exactly the sum of the numbers that others gave for its parts.
    SumOfOthers,
    /// Several voices give the same number within hours, and chance does not explain it.
    SameFigure,
    /// A source may only repeat another that also speaks: by its name, or as a relay with the same number.
    RelayAsSource,
    /// One source hedges one number in different ways.
    ToldSeveralWays,
    /// One source gives the same number for a part and for its whole, and chance does not explain
    /// it.
    SameForPartAndWhole,
    /// A hedge that means rounding stands before a number that is not round.
    PreciseAbout,
    /// The same record under two ids.
    EnteredTwice,
    /// An end of an estimate comes from unnamed speakers alone.
    UnnamedDecides,
    /// A group or event is declared exhaustive and has no parts.
    ExhaustiveWithoutParts,
    /// A voice's newest number is below one that it said before and did not take back.
    NewestNamesLess,
    /// A voice's count falls so far that it may have begun anew.
    BegunAnew,
    /// A voice's increments are not what its own totals rose by.
    IncrementAgainstTotals,
    /// One source's totals, as of evenly spaced days, go up and down as increments do.
    IncrementsWithoutSince,
    /// A voice's counts of the parts, which are declared to be all, add up to less than its count of
    /// the whole.
    PartsFallShort,
    /// Ids differ only in case, spaces or punctuation.
    AlikeIds,
    /// A claim speaks of a moment far from those of the others.
    MomentFarOff,
    /// Totals fall in an event that may have been over, and nothing says when its toll is final.
    SettledUnsaid,
    /// The year of a published row's date is very early, or another column gives another year.
    OddYear,
    /// The id of a published row stands on an earlier line.
    RepeatedId,
    /// Rows of a table could not be read.
    RowsRefused,
}

words!(Rule {
    LowBestHigh => "low-best-high",
    PartsDifferFromBest => "parts-differ-from-best",
    EndsBeforeStart => "ends-before-start",
    PartExceedsWhole => "part-exceeds-whole",
    PartsExceedWhole => "parts-exceed-whole",
    PartsAgainstWhole => "parts-against-whole",
    TollFalls => "toll-falls",
    ContradictsItself => "contradicts-itself",
    SettledTooEarly => "settled-too-early",
    RetractedBeforePublished => "retracted-before-published",
    SupersedesOtherVoice => "supersedes-other-voice",
    SupersedesOtherQuantity => "supersedes-other-quantity",
    SupersedesNewer => "supersedes-newer",
    QuoteDiffers => "quote-differs",
    WrongUnit => "wrong-unit",
    SumOfOthers => "sum-of-others",
    SameFigure => "same-figure",
    RelayAsSource => "relay-as-source",
    ToldSeveralWays => "told-several-ways",
    SameForPartAndWhole => "same-for-part-and-whole",
    PreciseAbout => "precise-about",
    EnteredTwice => "entered-twice",
    UnnamedDecides => "unnamed-decides",
    ExhaustiveWithoutParts => "exhaustive-without-parts",
    NewestNamesLess => "newest-names-less",
    BegunAnew => "begun-anew",
    IncrementAgainstTotals => "increment-against-totals",
    IncrementsWithoutSince => "increments-without-since",
    PartsFallShort => "parts-fall-short",
    AlikeIds => "alike-ids",
    MomentFarOff => "moment-far-off",
    SettledUnsaid => "settled-unsaid",
    OddYear => "odd-year",
    RepeatedId => "repeated-id",
    RowsRefused => "rows-refused",
});

#[cfg(feature = "serde")]
crate::dossier::wire::serde_text!(Severity Rule);
