//! Lexicons: how words become intervals.
//!
//! A [`Lexicon`] is a named set of rules. It reads a [`Count`] as a [`Reading`]: an interval and, if the
//! count names one number, a figure. Two lexicons may read "dozens" differently; the count stays the same.

use std::borrow::Cow;

use crate::said::count::{Count, Said, Vague};
use crate::said::interval::{Ceiling, Interval};
pub use crate::said::reading::{FigureOutside, Reading};
pub use crate::said::share::{BeyondWhole, PerCent};

/// How a range "a to b" is read.
///
/// ```
/// use corroborate::Lexicon;
/// use corroborate::lexicon::RangeRule;
///
/// let mean = Lexicon::named("mean", "1").ranges(RangeRule::Mean);
/// assert_eq!(mean.read_count(&"20 to 30".parse()?).figure(), Some(25));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RangeRule {
    /// As the interval between its ends. The first end is its figure.
    Ends,
    /// As one figure: the mean of its ends, rounded down.
    Mean,
}

/// A table that gives every word its interval. It has a name and a version.
///
/// Reading never fails: a text that leaves no count is already refused when the [`Count`] is
/// parsed. t(n) is the tolerance; in `logical` it is 10 % of n, rounded up, and at least 1. Lows
/// stop at 0.
///
/// | said | interval | figure |
/// |---|---|---|
/// | n | \[n, n] | n |
/// | at least n | \[n, ∞) | n |
/// | more than n | \[n + 1, ∞) | n + 1 |
/// | at least about n | \[n − t(n), ∞) | n |
/// | at most n | \[0, n] | |
/// | at most about n | \[0, n + t(n)] | |
/// | fewer than n | \[0, n − 1] | |
/// | about n | \[n − t(n), n + t(n)] | n |
/// | nearly n | \[n − t(n), n] | n |
/// | a to b | \[a, b] | a |
/// | about a to b | \[a − t(a), b + t(b)] | a |
/// | none | \[0, 0] | 0 |
///
/// These rows hold in every lexicon, but the tolerance and the [`RangeRule`] may differ. The
/// lexicons differ in the words:
///
/// | said | `logical` | `acled` | `acled-outside-war-zones` | `emdat` |
/// |---|---|---|---|---|
/// | a couple, a few, several, many, numerous | \[2, ∞) | 10 | 3 | \[2, ∞) |
/// | tens | \[20, ∞) | 10 | 10 | 20 |
/// | dozens | \[24, ∞) | 12 | 12 | 24 |
/// | scores | \[40, ∞) | 20 | 20 | 40 |
/// | hundreds | \[200, ∞) | 100 | 100 | 200 |
/// | thousands | \[2,000, ∞) | 1,000 | 1,000 | 2,000 |
/// | tens of thousands | \[20,000, ∞) | 10,000 | 10,000 | 20,000 |
/// | hundreds of thousands | \[200,000, ∞) | 100,000 | 100,000 | 200,000 |
/// | unspecified | \[1, ∞) | 10 | 3 | \[1, ∞) |
/// | a to b | its ends | its ends | its ends | its mean |
///
/// A single number n in the table means \[n, n] with figure n. The intervals in the table have no
/// figure.
///
/// ```
/// use corroborate::count::Count;
/// use corroborate::interval::Interval;
/// use corroborate::lexicon::{Lexicon, Reading};
///
/// let dozens: Count = "dozens".parse()?;
/// assert_eq!(
///     Lexicon::logical().read_count(&dozens),
///     Reading::vague(Interval::at_least(24)),
/// );
/// assert_eq!(Lexicon::acled().read_count(&dozens), Reading::single(12));
/// # Ok::<(), corroborate::count::CountError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Lexicon {
    name: Cow<'static, str>,
    version: Cow<'static, str>,
    tolerance: PerCent,
    ranges: RangeRule,
    unspecified: Reading,
    /// In the order of [`Vague::ALL`].
    words: [Reading; Vague::ALL.len()],
}

/// The tolerance of `logical`: "about" means within a tenth.
const TOLERANCE: PerCent = PerCent::TEN;

/// The readings of one word in every lexicon.
struct Entry {
    /// None in the row for "unspecified".
    word: Option<Vague>,
    /// The smallest count that the word can describe. There is no ceiling.
    logical: u64,
    /// A single figure.
    acled: u64,
    /// A single figure.
    acled_outside_war_zones: u64,
    /// A single figure, or the reading of `logical`.
    emdat: Option<u64>,
}

impl Entry {
    const fn vague(word: Vague, logical: u64, acled: [u64; 2], emdat: Option<u64>) -> Self {
        Self { word: Some(word), logical, acled: acled[0], acled_outside_war_zones: acled[1], emdat }
    }
}

/// All readings of words, with their sources.
///
/// - `logical`: a plural means two or more of its unit. This is our own reading.
/// - ACLED, Fatalities FAQ (7 May 2024), "How does ACLED code fatalities?": tens 10, dozens 12,
///   hundreds 100, "and so on". That is one of the unit; we continue it for scores, thousands and
///   higher units.
/// - ACLED Codebook, on reported fatalities: where a report says "several", "many", "a few", or
///   gives no number, 10 in an active war zone, else 3. We treat "a couple" and "numerous" like
///   these.
/// - EM-DAT Documentation, Human Impact Variables (2024.10): "hundreds" is entered as 200,
///   "thousands" as 2,000. That is two of the unit; we continue it for the other plurals. The
///   documentation does not mention smaller words.
const TABLE: [Entry; Vague::ALL.len() + 1] = [
    Entry::vague(Vague::Couple, 2, [10, 3], None),
    Entry::vague(Vague::Few, 2, [10, 3], None),
    Entry::vague(Vague::Several, 2, [10, 3], None),
    Entry::vague(Vague::Many, 2, [10, 3], None),
    Entry::vague(Vague::Numerous, 2, [10, 3], None),
    Entry::vague(Vague::Tens, 20, [10; 2], Some(20)),
    Entry::vague(Vague::Dozens, 24, [12; 2], Some(24)),
    Entry::vague(Vague::Scores, 40, [20; 2], Some(40)),
    Entry::vague(Vague::Hundreds, 200, [100; 2], Some(200)),
    Entry::vague(Vague::Thousands, 2_000, [1_000; 2], Some(2_000)),
    Entry::vague(Vague::TensOfThousands, 20_000, [10_000; 2], Some(20_000)),
    Entry::vague(Vague::HundredsOfThousands, 200_000, [100_000; 2], Some(200_000)),
    Entry { word: None, logical: 1, acled: 10, acled_outside_war_zones: 3, emdat: None },
];

impl Lexicon {
    /// The default: each reading holds exactly the counts that the words allow.
    ///
    /// ```
    /// use corroborate::{Interval, Lexicon};
    ///
    /// assert_eq!(Lexicon::logical().read_count(&"about 20".parse()?).interval(), Interval::new(18, 22)?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn logical() -> Self {
        Self::of_table("logical", RangeRule::Ends, |row| floor(row.logical))
    }

    /// The practice of the Armed Conflict Location & Event Data project in an active war zone: a
    /// vague word is a single, conservative figure.
    ///
    /// A hedged number is not vague. ACLED's editors code the number itself, and the figure here is
    /// that number too; the interval stays that of the hedge.
    ///
    /// ```
    /// use corroborate::Lexicon;
    ///
    /// assert_eq!(Lexicon::acled().read_count(&"several".parse()?).figure(), Some(10));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn acled() -> Self {
        Self::of_table("acled", RangeRule::Ends, |row| Reading::single(row.acled))
    }

    /// The practice of [`acled`](Self::acled) outside war zones.
    ///
    /// ```
    /// use corroborate::Lexicon;
    ///
    /// assert_eq!(Lexicon::acled_outside_war_zones().read_count(&"several".parse()?).figure(), Some(3));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn acled_outside_war_zones() -> Self {
        Self::of_table("acled-outside-war-zones", RangeRule::Ends, |row| Reading::single(row.acled_outside_war_zones))
    }

    /// The practice of EM-DAT, the International Disaster Database, which enters one number:
    /// "hundreds" as 200, and a range as its mean. Where its documentation says nothing, this reads
    /// like [`logical`](Self::logical).
    ///
    /// ```
    /// use corroborate::Lexicon;
    ///
    /// assert_eq!(Lexicon::emdat().read_count(&"hundreds".parse()?).figure(), Some(200));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn emdat() -> Self {
        Self::of_table("emdat", RangeRule::Mean, |row| row.emdat.map_or(floor(row.logical), Reading::single))
    }

    /// A lexicon of your own: [`logical`](Self::logical) under another name, which you can then
    /// change word by word.
    ///
    /// ```
    /// use corroborate::count::{Count, Vague};
    /// use corroborate::interval::Interval;
    /// use corroborate::lexicon::{Lexicon, PerCent, Reading};
    ///
    /// let ours = Lexicon::named("field office", "2026-01")
    ///     .word(Vague::Several, Reading::vague(Interval::new(3, 9)?))
    ///     .tolerance(PerCent::new(5)?);
    /// let about: Count = "about 200".parse()?;
    /// assert_eq!(ours.read_count(&about).interval().to_string(), "190 to 210");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn named(name: impl Into<String>, version: impl Into<String>) -> Self {
        Self { name: Cow::Owned(name.into()), version: Cow::Owned(version.into()), ..Self::logical() }
    }

    /// The same lexicon, with this reading of this word.
    ///
    /// ```
    /// use corroborate::{Interval, Lexicon, Reading};
    /// use corroborate::count::{Said, Vague};
    ///
    /// let ours = Lexicon::named("ours", "1").word(Vague::Dozens, Reading::vague(Interval::at_least(36)));
    /// assert_eq!(ours.read(Said::Vaguely(Vague::Dozens)).interval(), Interval::at_least(36));
    /// ```
    #[must_use]
    pub fn word(mut self, word: Vague, reading: Reading) -> Self {
        self.words[word as usize] = reading;
        self
    }

    /// The same lexicon, with this reading of "unspecified".
    ///
    /// ```
    /// use corroborate::{Lexicon, Reading};
    /// use corroborate::count::Said;
    ///
    /// let strict = Lexicon::named("strict", "1").unspecified(Reading::single(1));
    /// assert_eq!(strict.read(Said::Unspecified).figure(), Some(1));
    /// ```
    #[must_use]
    pub fn unspecified(self, reading: Reading) -> Self {
        Self { unspecified: reading, ..self }
    }

    /// The same lexicon, in which "about n" means within this share of n. It is rounded up, and is
    /// at least 1 unless the share is 0 per cent.
    ///
    /// ```
    /// use corroborate::{Interval, Lexicon};
    /// use corroborate::count::Said;
    /// use corroborate::lexicon::PerCent;
    ///
    /// let exact = Lexicon::named("exact", "1").tolerance(PerCent::new(0)?);
    /// assert_eq!(exact.read(Said::About(200)).interval(), Interval::exactly(200));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn tolerance(self, tolerance: PerCent) -> Self {
        Self { tolerance, ..self }
    }

    /// The same lexicon, with this rule for ranges.
    ///
    /// ```
    /// use corroborate::Lexicon;
    /// use corroborate::count::Said;
    /// use corroborate::lexicon::RangeRule;
    ///
    /// let mean = Lexicon::named("mean", "1").ranges(RangeRule::Mean);
    /// assert_eq!(mean.read(Said::Between(15, 20)).figure(), Some(17));
    /// ```
    #[must_use]
    pub fn ranges(self, ranges: RangeRule) -> Self {
        Self { ranges, ..self }
    }

    /// Its name: `logical`, `acled`, `acled-outside-war-zones`, `emdat`, or the name that the
    /// caller gave it.
    ///
    /// ```
    /// use corroborate::Lexicon;
    ///
    /// assert_eq!(Lexicon::default().name(), "logical");
    /// ```
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its version. Lexicons with the same name and version read alike, if callers follow this rule
    /// for their own lexicons.
    ///
    /// ```
    /// use corroborate::Lexicon;
    ///
    /// assert_eq!(Lexicon::named("field office", "2026-01").version(), "2026-01");
    /// ```
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The reading of a form, by the tables above.
    ///
    /// Parsing never gives two of the forms: `FewerThan(0)`, and a range whose ends are in the
    /// wrong order. They are read as \[0, 0], and as the range between the two ends.
    ///
    /// ```
    /// use corroborate::{Interval, Lexicon};
    /// use corroborate::count::Said;
    ///
    /// let reading = Lexicon::logical().read(Said::Nearly(40));
    /// assert_eq!((reading.interval(), reading.figure()), (Interval::new(36, 40)?, Some(40)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn read(&self, said: Said) -> Reading {
        let t = |n| self.tolerance.of(n);
        let below = |n: u64| n.saturating_sub(t(n));
        let above = |n: u64| Ceiling::from(n.checked_add(t(n)));
        match said {
            Said::Exactly(n) => Reading::single(n),
            Said::AtLeast(n) => named_in(Interval::at_least(n), n),
            Said::MoreThan(n) => {
                let next = n.saturating_add(1);
                named_in(Interval::at_least(next), next)
            }
            Said::AtLeastAbout(n) => named_in(Interval::at_least(below(n)), n),
            Said::AtMost(n) => Reading::vague(Interval::at_most(n)),
            Said::AtMostAbout(n) => Reading::vague(span(0, above(n))),
            Said::FewerThan(n) => Reading::vague(Interval::at_most(n.saturating_sub(1))),
            Said::About(n) => named_in(span(below(n), above(n)), n),
            Said::Nearly(n) => named_in(span(below(n), n.into()), n),
            Said::Between(a, b) => self.read_range(a, b, |n| n, Ceiling::At),
            Said::AboutBetween(a, b) => self.read_range(a, b, below, above),
            Said::Vaguely(word) => self.words[word as usize],
            Said::Unspecified => self.unspecified,
            Said::None => Reading::single(0),
        }
    }

    /// The reading of a count.
    ///
    /// ```
    /// use corroborate::{Interval, Lexicon};
    ///
    /// let reading = Lexicon::logical().read_count(&"as many as 40".parse()?);
    /// assert_eq!((reading.interval(), reading.figure()), (Interval::at_most(40), None));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn read_count(&self, count: &Count) -> Reading {
        self.read(count.said())
    }

    fn read_range(&self, a: u64, b: u64, below: impl Fn(u64) -> u64, above: impl Fn(u64) -> Ceiling) -> Reading {
        let (a, b) = (a.min(b), a.max(b));
        match self.ranges {
            RangeRule::Ends => named_in(span(below(a), above(b)), a),
            RangeRule::Mean => Reading::single(a.midpoint(b)),
        }
    }

    fn of_table(name: &'static str, ranges: RangeRule, read: impl Fn(&Entry) -> Reading) -> Self {
        let find = |word: Option<Vague>| {
            let row = TABLE.iter().find(|row| row.word == word);
            row.map_or(Reading::vague(Interval::ANY), &read)
        };
        Self {
            name: Cow::Borrowed(name),
            version: Cow::Borrowed("1"),
            tolerance: TOLERANCE,
            ranges,
            unspecified: find(None),
            words: Vague::ALL.map(|word| find(Some(word))),
        }
    }
}

impl Default for Lexicon {
    fn default() -> Self {
        Self::logical()
    }
}

fn floor(n: u64) -> Reading {
    Reading::vague(Interval::at_least(n))
}

/// A reading with a figure that is known to lie in the interval.
fn named_in(interval: Interval, figure: u64) -> Reading {
    Reading::naming(interval, figure).unwrap_or(Reading::vague(interval))
}

/// \[low, high], where `low` is known to be at most `high`.
fn span(low: u64, high: Ceiling) -> Interval {
    Interval::new(low, high).unwrap_or(Interval::at_least(low))
}

#[cfg(test)]
mod tests {
    use super::{Lexicon, RangeRule, Reading, TABLE};
    use crate::said::count::{Count, Said, Vague};
    use crate::said::interval::Interval;

    fn shown(lexicon: &Lexicon, said: Said) -> String {
        let reading = lexicon.read(said);
        match reading.figure() {
            Some(figure) => format!("{} ({figure})", reading.interval()),
            None => reading.interval().to_string(),
        }
    }

    #[test]
    fn logical_reads_as_in_the_table() {
        let cases = [
            (Said::Exactly(20), "20 (20)"),
            (Said::AtLeast(20), "20 or more (20)"),
            (Said::AtLeast(0), "any count (0)"),
            (Said::MoreThan(20), "21 or more (21)"),
            (Said::AtLeastAbout(25), "22 or more (25)"),
            (Said::AtMost(20), "at most 20"),
            (Said::AtMostAbout(25), "at most 28"),
            (Said::FewerThan(20), "at most 19"),
            (Said::FewerThan(1), "0"),
            (Said::About(0), "at most 1 (0)"),
            (Said::About(1), "at most 2 (1)"),
            (Said::About(6), "5 to 7 (6)"),
            (Said::About(12), "10 to 14 (12)"),
            (Said::About(20), "18 to 22 (20)"),
            (Said::About(21), "18 to 24 (21)"),
            (Said::Nearly(0), "0 (0)"),
            (Said::Nearly(40), "36 to 40 (40)"),
            (Said::Between(20, 30), "20 to 30 (20)"),
            (Said::Between(20, 20), "20 (20)"),
            (Said::AboutBetween(25, 30), "22 to 33 (25)"),
            (Said::Vaguely(Vague::Several), "2 or more"),
            (Said::Vaguely(Vague::Dozens), "24 or more"),
            (Said::Unspecified, "1 or more"),
            (Said::None, "0 (0)"),
        ];
        for (said, text) in cases {
            assert_eq!(shown(&Lexicon::logical(), said), text, "{said}");
        }
    }

    #[test]
    fn words_read_as_in_the_table() {
        let words = [
            Said::Vaguely(Vague::Couple),
            Said::Vaguely(Vague::Tens),
            Said::Vaguely(Vague::Dozens),
            Said::Vaguely(Vague::Scores),
            Said::Vaguely(Vague::Hundreds),
            Said::Vaguely(Vague::Thousands),
            Said::Unspecified,
            Said::Between(20, 31),
        ];
        let cases = [
            (
                Lexicon::acled(),
                "10 (10), 10 (10), 12 (12), 20 (20), 100 (100), 1,000 (1000), 10 (10), \
                 20 to 31 (20)",
            ),
            (
                Lexicon::acled_outside_war_zones(),
                "3 (3), 10 (10), 12 (12), 20 (20), 100 (100), 1,000 (1000), 3 (3), \
                 20 to 31 (20)",
            ),
            (
                Lexicon::emdat(),
                "2 or more, 20 (20), 24 (24), 40 (40), 200 (200), 2,000 (2000), 1 or more, \
                 25 (25)",
            ),
        ];
        for (lexicon, text) in cases {
            let all: Vec<String> = words.iter().map(|said| shown(&lexicon, *said)).collect();
            assert_eq!(all.join(", "), text, "{}", lexicon.name());
        }
    }

    #[test]
    fn every_word_has_one_row() {
        let words = Vague::ALL.map(Some);
        for word in words.into_iter().chain([None]) {
            assert_eq!(TABLE.iter().filter(|row| row.word == word).count(), 1);
        }
    }

    #[test]
    fn nothing_overflows() {
        for n in [Count::MAX, u64::MAX - 1, u64::MAX] {
            for said in [
                Said::MoreThan(n),
                Said::About(n),
                Said::AtMostAbout(n),
                Said::AboutBetween(n, n),
                Said::AboutBetween(n, 0),
                Said::FewerThan(0),
            ] {
                for lexicon in [Lexicon::logical(), Lexicon::emdat()] {
                    let reading = lexicon.read(said);
                    let holds = |figure| reading.interval().contains(figure);
                    assert!(reading.figure().is_none_or(holds), "{said}");
                }
            }
        }
        assert_eq!(
            shown(&Lexicon::logical(), Said::About(Count::MAX)),
            "900,000,000,000 to 1,100,000,000,000 (1000000000000)"
        );
    }

    #[test]
    fn ones_own_lexicon_changes_what_it_says_and_no_more() {
        let three = Interval::at_least(3);
        let ours = Lexicon::named("ours", "7")
            .word(Vague::Few, Reading::vague(three))
            .unspecified(Reading::single(1))
            .ranges(RangeRule::Mean);
        assert_eq!((ours.name(), ours.version()), ("ours", "7"));
        assert_eq!(shown(&ours, Said::Vaguely(Vague::Few)), "3 or more");
        assert_eq!(shown(&ours, Said::Vaguely(Vague::Many)), "2 or more");
        assert_eq!(shown(&ours, Said::Unspecified), "1 (1)");
        assert_eq!(shown(&ours, Said::AboutBetween(1, 2)), "1 (1)");
        assert_eq!(Lexicon::default(), Lexicon::logical());
    }
}
