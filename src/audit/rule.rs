//! What can be wrong, and how wrong it is.

use crate::record::vocabulary::words;

/// How wrong it is.
///
/// Ordered from the gravest on.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It cannot be so: numbers or dates that exclude one another, from one hand.
    Error,
    /// It is probably not so, or not what it seems; somebody should look.
    Warning,
    /// It may well be so, and is worth knowing before the count is used.
    Notice,
}

words!(Severity { Error => "error", Warning => "warning", Notice => "notice" });

/// What was found wrong. The table of all rules, with examples, is at the
/// [module](crate::audit).
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// low ≤ best ≤ high does not hold in a published row.
    LowBestHigh,
    /// A published row's parts are said to be all there is, and do not add up to its best.
    PartsDifferFromBest,
    /// A published row ends before it starts.
    EndsBeforeStart,
    /// One voice counts more of a part than of the whole.
    PartExceedsWhole,
    /// One voice's parts add up to more than its whole.
    PartsExceedWhole,
    /// The estimates of the parts cannot be true together with what the voices say of the whole.
    PartsAgainstWhole,
    /// A voice's later word on what only adds up is lower.
    TollFalls,
    /// Two words of one voice exclude one another, and no time passed between them.
    ContradictsItself,
    /// A voice's toll went on rising after it was taken to be settled.
    SettledTooEarly,
    /// A claim was taken back before it was made.
    RetractedBeforePublished,
    /// A claim supersedes one of a speaker that it does not speak for.
    SupersedesOtherVoice,
    /// A claim supersedes one that counts something else.
    SupersedesOtherQuantity,
    /// A claim supersedes one that speaks of a later moment.
    SupersedesNewer,
    /// The quote gives numbers, and the claim's is not among them.
    QuoteDiffers,
    /// The quote counts something that is not people.
    WrongUnit,
    /// A total is exactly the sum of what others said of its parts.
    SumOfOthers,
    /// Several voices give the same telling number within hours.
    SameFigure,
    /// One source's number is told with hedges that differ.
    ToldSeveralWays,
    /// One source gives the same telling number for a part and for its whole.
    SameForPartAndWhole,
    /// A rounding word before a number that is not round.
    PreciseAbout,
    /// The same record under two ids.
    EnteredTwice,
    /// An end of an estimate rests on speakers without a name alone.
    UnnamedDecides,
    /// A group or event is declared exhaustive and has no parts.
    ExhaustiveWithoutParts,
    /// A voice's newest number is below one that it said before and that still stands.
    NewestNamesLess,
    /// A voice's count falls so far that it may have begun anew.
    BegunAnew,
    /// What a voice says was added is not what its totals rose by.
    IncrementAgainstTotals,
    /// A voice's parts are said to be all there is, and add up to less than its whole.
    PartsFallShort,
    /// Ids differ only in case, spaces or punctuation.
    AlikeIds,
    /// A claim speaks of a moment far from those of the others.
    MomentFarOff,
    /// Totals fall of an event that may have been over, and nothing says from when on they are
    /// final.
    SettledUnsaid,
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
    ToldSeveralWays => "told-several-ways",
    SameForPartAndWhole => "same-for-part-and-whole",
    PreciseAbout => "precise-about",
    EnteredTwice => "entered-twice",
    UnnamedDecides => "unnamed-decides",
    ExhaustiveWithoutParts => "exhaustive-without-parts",
    NewestNamesLess => "newest-names-less",
    BegunAnew => "begun-anew",
    IncrementAgainstTotals => "increment-against-totals",
    PartsFallShort => "parts-fall-short",
    AlikeIds => "alike-ids",
    MomentFarOff => "moment-far-off",
    SettledUnsaid => "settled-unsaid",
});
