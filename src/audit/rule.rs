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

words! {
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
        LowBestHigh => "low-best-high",
        /// A published row's parts cover the whole, but do not add up to its best.
        PartsDifferFromBest => "parts-differ-from-best",
        /// A published row ends before it starts.
        EndsBeforeStart => "ends-before-start",
        /// One voice counts more for a part than for the whole.
        PartExceedsWhole => "part-exceeds-whole",
        /// One voice's counts of the parts add up to more than its count of the whole.
        PartsExceedWhole => "parts-exceed-whole",
        /// The estimates of the parts cannot be true together with the voices on the whole.
        PartsAgainstWhole => "parts-against-whole",
        /// A voice's later statement on a flow is lower.
        TollFalls => "toll-falls",
        /// Two statements of one voice exclude each other, and no time passed between them.
        ContradictsItself => "contradicts-itself",
        /// A voice's toll kept rising after it counted as settled.
        SettledTooEarly => "settled-too-early",
        /// A claim was retracted before it was published.
        RetractedBeforePublished => "retracted-before-published",
        /// A claim supersedes one of another voice.
        SupersedesOtherVoice => "supersedes-other-voice",
        /// A claim supersedes one that counts something else.
        SupersedesOtherQuantity => "supersedes-other-quantity",
        /// A claim supersedes one that speaks of a later moment.
        SupersedesNewer => "supersedes-newer",
        /// The quote gives numbers, but not the claim's.
        QuoteDiffers => "quote-differs",
        /// The quote counts something that is not people.
        WrongUnit => "wrong-unit",
        /// A total is exactly the sum of the numbers that others gave for its parts.
        SumOfOthers => "sum-of-others",
        /// Several voices give the same number within hours, and chance does not explain it.
        SameFigure => "same-figure",
        /// A source may only repeat another that also speaks: by its name, or as a relay with the same number.
        RelayAsSource => "relay-as-source",
        /// One source hedges one number in different ways.
        ToldSeveralWays => "told-several-ways",
        /// One source gives the same number for a part and for its whole, and chance does not explain
        /// it.
        SameForPartAndWhole => "same-for-part-and-whole",
        /// A hedge that means rounding stands before a number that is not round.
        PreciseAbout => "precise-about",
        /// The same record under two ids.
        EnteredTwice => "entered-twice",
        /// An end of an estimate comes from unnamed speakers alone.
        UnnamedDecides => "unnamed-decides",
        /// A group or event is declared exhaustive and has no parts.
        ExhaustiveWithoutParts => "exhaustive-without-parts",
        /// A voice's newest number is below one that it said before and did not take back.
        NewestNamesLess => "newest-names-less",
        /// A voice's count falls so far that it may have begun anew.
        BegunAnew => "begun-anew",
        /// A voice's increments are not what its own totals rose by.
        IncrementAgainstTotals => "increment-against-totals",
        /// One source's totals, as of evenly spaced days, go up and down as increments do.
        IncrementsWithoutSince => "increments-without-since",
        /// A voice's counts of the parts, which are declared to be all, add up to less than its count of
        /// the whole.
        PartsFallShort => "parts-fall-short",
        /// Ids differ only in case, spaces or punctuation.
        AlikeIds => "alike-ids",
        /// A claim speaks of a moment far from those of the others.
        MomentFarOff => "moment-far-off",
        /// Totals fall in an event that may have been over, and nothing says when its toll is final.
        SettledUnsaid => "settled-unsaid",
        /// The year of a published row's date is very early, or another column gives another year.
        OddYear => "odd-year",
        /// The id of a published row stands on an earlier line.
        RepeatedId => "repeated-id",
        /// Rows of a table could not be read.
        RowsRefused => "rows-refused",
    }
}

#[cfg(feature = "serde")]
crate::dossier::wire::serde_text!(Severity Rule);
