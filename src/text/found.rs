//! The result of a search: each count, its place in the text, and hints on its meaning.

use std::ops::Range;

use super::hint::Hints;
use super::passage::Passage;
use crate::said::count::Count;

/// A count and its place in the text.
///
/// ```
/// use corroborate::find_counts;
///
/// let text = "At least 20 people were killed and dozens wounded.";
/// let found: Vec<&str> = find_counts(text).map(|found| &text[found.span()]).collect();
/// assert_eq!(found, ["At least 20", "dozens"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundCount {
    pub(super) span: Range<usize>,
    pub(super) count: Count,
    pub(super) inferred: Option<Inferred>,
    pub(super) hints: Hints,
}

/// The meaning of a count if a hedge elsewhere in its sentence applies to it too.
///
/// It is a possible reading, not the literal one: "at least 20 soldiers and 39
/// fighters" may be exactly 39 fighters. It is given for a bare number
/// above one behind "and", "or" or a comma in the same sentence, unless that is a part
/// of what was counted before ("20 people, 12 of them children", "including
/// 12", "two critically", "12 on Sunday alone", "20 died, 12 in Aleppo") or the
/// subject of a clause of its own ("20 people were killed and 39 were wounded");
/// and for a number that other words or marks part from its hedge ("at least
/// another 20", "“at least” six", "23 citizens at least").
///
/// ```
/// use corroborate::find_counts;
///
/// let text = "At least 20 soldiers and 39 fighters were killed.";
/// let fighters = find_counts(text).nth(1).ok_or("the 39")?;
/// assert_eq!(fighters.count().as_str(), "39", "what was said");
/// let inferred = fighters.inferred().ok_or("a hedge stands apart")?;
/// assert_eq!(inferred.count().as_str(), "at least 39", "what may have been meant");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inferred {
    pub(super) hedge: Range<usize>,
    pub(super) count: Count,
}

impl FoundCount {
    /// The bytes of the count with its hedges, without the noun that it counts.
    ///
    /// ```
    /// use corroborate::find_counts;
    ///
    /// let text = "At least 20 people were killed, officials said.";
    /// let found = find_counts(text).next().ok_or("there is one")?;
    /// assert_eq!(&text[found.span()], "At least 20");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The count, as it was said: its text is that of the span.
    ///
    /// ```
    /// use corroborate::find_counts;
    ///
    /// let text = "At least 20 people were killed, officials said.";
    /// let found = find_counts(text).next().ok_or("there is one")?;
    /// assert_eq!(found.count().as_str(), "At least 20");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn count(&self) -> &Count {
        &self.count
    }

    /// Its meaning under a hedge elsewhere in the sentence, if there is such a hedge.
    ///
    /// ```
    /// use corroborate::find_counts;
    ///
    /// let text = "At least 20 people were killed, officials said.";
    /// let found = find_counts(text).next().ok_or("there is one")?;
    /// assert!(found.inferred().is_none(), "it is a count as it stands");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn inferred(&self) -> Option<&Inferred> {
        self.inferred.as_ref()
    }

    /// The bytes of the passage that the count stands in: its sentence, or
    /// the part of a long sentence near the count.
    ///
    /// ```
    /// use corroborate::text::find_counts;
    ///
    /// let text = "The camp is full. A shell killed 12 men at dawn. Nobody slept.";
    /// let found = find_counts(text).next();
    /// assert_eq!(found.map(|found| &text[found.snippet()]), Some("A shell killed 12 men at dawn."));
    /// ```
    pub fn snippet(&self) -> Range<usize> {
        self.hints.snippet.clone()
    }

    /// The bytes of the word in the same clause that says what happened to the
    /// people counted, if there is one. It is a hint to check.
    ///
    /// ```
    /// use corroborate::text::find_counts;
    ///
    /// let text = "The blast killed 12 soldiers and wounded 30.";
    /// let harms: Vec<_> = find_counts(text).filter_map(|found| Some(&text[found.harm()?])).collect();
    /// assert_eq!(harms, ["killed", "wounded"]);
    /// ```
    pub fn harm(&self) -> Option<Range<usize>> {
        self.hints.harm.clone()
    }

    /// The bytes of the noun that the number counts, if one follows it. It is a
    /// hint to check.
    ///
    /// ```
    /// use corroborate::text::find_counts;
    ///
    /// let text = "At least 20 members of Kurdish forces and 39 IS fighters were killed.";
    /// let nouns: Vec<_> = find_counts(text).filter_map(|found| Some(&text[found.noun()?])).collect();
    /// assert_eq!(nouns, ["members", "fighters"]);
    /// ```
    pub fn noun(&self) -> Option<Range<usize>> {
        self.hints.noun.clone()
    }

    /// Whether the words say that the number is a change of an earlier count
    /// and no total: "another 20", "a further 20", "20 more", "rose by 20".
    /// "Bringing the toll to 20" is a total.
    ///
    /// ```
    /// use corroborate::text::find_counts;
    ///
    /// let text = "Another 12 bodies were found; the toll rose by 12 to 345.";
    /// let found: Vec<bool> = find_counts(text).map(|found| found.is_increment()).collect();
    /// assert_eq!(found, [true, true, false]);
    /// ```
    pub fn is_increment(&self) -> bool {
        self.hints.is_increment
    }

    /// Whether the words say that the number is a part of another: "of whom
    /// 20", "20 of them", "including 20".
    ///
    /// ```
    /// use corroborate::text::find_counts;
    ///
    /// let text = "It killed 34 people, including 12 women and 9 children.";
    /// let found: Vec<bool> = find_counts(text).map(|found| found.is_part()).collect();
    /// assert_eq!(found, [false, true, true]);
    /// ```
    pub fn is_part(&self) -> bool {
        self.hints.is_part
    }
}

impl Inferred {
    /// The reading under a hedge in these tokens; `None` if it means the same as the count alone.
    pub(super) fn of(passage: &Passage<'_>, hedge: Range<usize>, text: &str, count: &Count) -> Option<Self> {
        let inferred: Count = text.parse().ok()?;
        let hedge = passage.bytes(hedge);
        (inferred.said() != count.said()).then_some(Self { hedge, count: inferred })
    }

    /// The bytes of the hedge. It stands before the count, or behind it with the
    /// noun between them.
    ///
    /// ```
    /// use corroborate::find_counts;
    ///
    /// let text = "At least 20 soldiers and 39 fighters were killed.";
    /// let fighters = find_counts(text).nth(1).ok_or("the 39")?;
    /// assert_eq!(fighters.inferred().map(|inferred| &text[inferred.hedge()]), Some("At least"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn hedge(&self) -> Range<usize> {
        self.hedge.clone()
    }

    /// The count under the hedge, the hedge in lower case: "at least 39", "23 at
    /// least".
    pub fn count(&self) -> &Count {
        &self.count
    }
}
