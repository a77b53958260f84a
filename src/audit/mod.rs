//! Finds claims that cannot be true together and records that look wrong: in a dossier
//! ([`Dossier::audit`]) and in a published row ([`Row::findings`]).
//!
//! A [`Finding`] is data: a [`Rule`], a [`Severity`], the claims it rests on, the arithmetic
//! ([`Grounds`]) and a sentence. Every number in the sentence is in the grounds. An audit changes
//! nothing: the estimates are the same with or without it.
//!
//! ```
//! # #[cfg(feature = "serde")] {
//! use corroborate::Dossier;
//! use corroborate::audit::Thresholds;
//!
//! let seed: Dossier = serde_json::from_str(&std::fs::read_to_string("examples/data/ghwayran.json")?)?;
//! let findings = seed.audit(&Thresholds::new());
//! assert_eq!(findings[0].rule().as_str(), "sum-of-others");
//! assert_eq!(
//!     findings[0].says(),
//!     "attacks/all/killed \"at least 70\" (70 or more) [seed-001] by The article: \
//!      exactly the sum of the claims on its parts, 20 of ghwayran/kurdish-forces/killed [seed-005] + 39 of \
//!      ghwayran/is-fighters/killed [seed-006] + 11 of diyala/iraqi-soldiers/killed [seed-009] = 70: derived, \
//!      not independent."
//! );
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Severities
//!
//! An **error** cannot be true: numbers from one speaker exclude each other by more than rounding
//! ([`slack`](crate::interval::slack)) explains. A **warning** is probably wrong, or not what it
//! seems. A **notice** may be right, but is worth knowing before the count is used. Voices that
//! disagree are none of these: disagreement is a result, and the estimates show it.
//!
//! # Rules for a dossier
//!
//! The rules read only claims that stand (not superseded, retracted or discounted), except the
//! rules on records. Counts are read by the default policy. A *voice* is a party with all its
//! sources, or a source without a party; a rule on what one voice said reads the claims of that voice
//! alone, whoever else speaks. Where a rule has two severities, the second is for several sources of
//! one party, or for a difference within slack.
//!
//! | rule | found if | for example |
//! |---|---|---|
//! | `part-exceeds-whole` (error; warning, notice) | a voice's kept statements up to a moment give a part a low above the high that its statement of that moment gives the whole. The whole is the nearest one that the voice counts. For stocks: statements of one moment, parts by group | 90 fighters killed of 70 dead |
//! | `parts-exceed-whole` (error; warning, notice) | the same for the sum of the parts along one tree: groups, events, or killed and wounded of casualties | 16 fighters + 18 guards of 25 dead: two bulletins, mixed |
//! | `parts-against-whole` (warning) | the estimates of the parts and the voices on the whole do not meet, loosened (the estimate's dissenter `parts`), unless the rule above explains it | 39 + 31 by two monitors, 60 by a third |
//! | `toll-falls` (warning; notice) | a voice's later total of a flow excludes an earlier, higher one that it neither superseded, retracted nor corrected. One finding for each later total | 3,500 surrendered on the 27th, 300 on the 31st |
//! | `contradicts-itself` (warning; notice) | statements of one source on one instant (for a stock, one date) do not meet, both exact or both loosened; or a voice's later statement of an earlier moment is higher beyond slack | 332 and 322 in one bulletin, as relayed twice |
//! | `settled-too-early` (notice) | a voice's totals rise by more than slack between two moments after the toll counts as settled. Only the largest rise is reported | 307 on 2 February, 346 on the 6th, settled on 30 January |
//! | `retracted-before-published` (error) | a claim is retracted before it is published | dates mistyped |
//! | `supersedes-other-voice` (warning) | a claim supersedes one of another voice: only its own speaker can take a claim back | the army's 12 replaces the hospital's 40 |
//! | `supersedes-other-quantity` (notice) | a claim supersedes one on another event, group or outcome | a scope corrected, or an id mistyped |
//! | `supersedes-newer` (notice) | a claim supersedes one that speaks of a later moment | Monday's toll replaces Tuesday's |
//! | `quote-differs` (warning) | the quote has counts (not years, ages, dates, shares, ordinals), but neither one of them nor a sum of some is the claim's number. Words such as "dozens" count if no number stands in the quote, and are held against the claim's interval. For a claim of 0 or 1, only counts of the claimed harm, and only if the quote has no word for "none" or for one person ("a member"). For the group `all`, a part such as "5 of them children" is no count of all | 25 claimed, "rose to 41" quoted |
//! | `wrong-unit` (notice) | wherever the claim's number stands in the quote, it counts a unit other than people. Families and households count as such units: EM-DAT takes three or five people for one (Documentation, *Human Impact Variables*) | 12 claimed, "12 armoured vehicles" quoted |
//! | `sum-of-others` (warning) | a total's number is exactly the sum of two or more numbers last given for its parts when it became known, and its voice did not give all of them itself. Not where parts cover the whole: there true counts add up | 70 = 20 + 39 + 11 |
//! | `same-figure` (warning for three voices; notice for two) | voices give the same number, not round, for one quantity within hours: perhaps undeclared relays. Hedges are ignored, because a copyist may add one. A relay that a claim names is one voice with it | 89 arrested, by the army and by its allies |
//! | `relay-as-source` (warning) | a source's name says that it repeats another ("X via Y", "Y citing X", "X (quoted by Y)"), and both, or two that repeat the same, have claims on one quantity; or a source gives the number, not round, of one whose claims name it as a relay. They count as voices of their own and can corroborate each other. In place of `same-figure` | "Reuters citing SOHR" beside "SOHR" |
//! | `told-several-ways` (warning if one claims at least the number and another at most; notice) | one source's number for one quantity has two or more different hedges within days. A plain number beside one hedge is common in newsrooms and is not reported | "nearly 3,500", "at least 3,500" |
//! | `same-for-part-and-whole` (notice) | one source gives the same large number, not round, for a part and its whole within days | 346 of the battle, 346 of the month |
//! | `precise-about` (notice) | "about" or "nearly" stands before a large number that is not a multiple of five | "around 189" |
//! | `entered-twice` (notice) | claims differ only in id, quote and grades. The same count by other relays is not reported, because relays add nothing | one row pasted twice |
//! | `unnamed-decides` (notice) | anonymous claims give an end of an estimate, and no named claim gives that end, or a figure within slack of it | 11, by an officer who would not be named |
//! | `exhaustive-without-parts` (warning) | a group or event is declared exhaustive and has no parts | parts that were not entered |
//! | `newest-names-less` (warning; notice) | of a flow, the newest number that a voice's totals name is below one of an earlier total by more than slack, and both stand: "at least" takes nothing back, a `correction` does | 89 killed, the next day "at least 42" (Urgun, 2014) |
//! | `begun-anew` (warning; notice) | in place of `toll-falls` or `newest-names-less`: the number falls to a tenth or less, or to half or less after a month. A new phase, or an increment without `since` | 4,047 killed in 2024, 123 in 2026 (Lebanon) |
//! | `increment-against-totals` (warning; notice) | what a voice says was added since a moment is not what its own totals rose by, beyond slack: one increment, or several between two totals | 725 in a day on which the total rose by 349 (Gaza, 2023) |
//! | `increments-without-since` (warning) | in place of `toll-falls`, `newest-names-less` or `begun-anew`: at least four totals of one source, as of evenly spaced days, fall at least twice and rise at least once beyond slack, and none is a correction. Perhaps each counts a week or a month, and its `since` was left out | 12, 9, 14 and 8 killed, a week apart |
//! | `parts-fall-short` (warning; notice) | a voice gives highs for all parts that are declared to be the whole, and they sum to less than the low of its own total of that moment or before, beyond slack. The widest gap of each whole is reported, and in place of `parts-against-whole`. A body count has no high | 24,686 identified of 34,622 dead (Gaza, 2024) |
//! | `settled-unsaid` (notice) | totals of one voice fall by more than slack, in an event without an end, or in one of a day or two before its toll counts as settled, and the event does not say `settled` | a bomb: 100 killed, later 80 |
//! | `alike-ids` (warning) | ids of parties, sources, groups or events differ only in case, spaces or punctuation (not between digits) | "OCHA" and "Ocha" corroborate each other |
//! | `moment-far-off` (warning) | claims speak of a moment decades from all others of their event; or of moments a year after the newest publication, with no other claims in between | 2104 typed for 2014 |
//!
//! Some cases are left out on purpose. The rules on numbers skip "up to" and vague words, which
//! name no count; the rules on one number skip ranges; sums and copies skip windows. Counts below
//! the [`Thresholds`] are skipped too; these are in one table and can be set.
//!
//! # Rules for a published row
//!
//! Each row is checked alone. `Table` (feature `exchange`) checks the rows of an imported table, and
//! reads what the table's reader notes.
//!
//! | rule | found if | for example |
//! |---|---|---|
//! | `low-best-high` (error) | low, best and high are out of order | low 4, best 4, high 3 |
//! | `parts-differ-from-best` (error) | the parts cover the whole, and their sum is not best | 3 + 4 of 8 |
//! | `part-exceeds-whole` (error; warning) | a part is above the high, or only its high is | 4 children of 3 civilians |
//! | `parts-exceed-whole` (error) | the sum of the parts is above the high | 3 + 4 of 6 |
//! | `ends-before-start` (error) | the end is before the start | 4 March to 1 March |
//! | `odd-year` (warning) | the year of the date is before 1000, or the column of years gives another | 0025, and 2025 |
//! | `repeated-id` (notice; warning) | the id stands on an earlier line with the same figures, and is counted once; or (warning) with other cells | a row for each actor |
//! | `quote-differs` (warning) | the notes name people killed (or of the row's outcome), but not the figure: no sum of some is the figure, and no words leave room for it in the lexicons `logical` and `acled`. A share of several rows, and a code for "unknown", are not compared; a 0 is compared also with "casualties". Killings that people protest or mourn are left out | 0, "seven were killed"; 5, "death toll of 10" |
//! | `rows-refused` (warning) | rows could not be read: what they say is in no count | "N/A" for a count |
//!
//! ```
//! use corroborate::audit::Row;
//!
//! let table = [("193150", 4, 4, 3), ("193151", 3, 4, 5)];
//! let findings = table.iter().flat_map(|&(id, low, best, high)| Row::new(id).low(low).best(best).high(high).findings());
//! let says: Vec<String> = findings.map(|finding| finding.says()).collect();
//! assert_eq!(says, ["row 193150: low 4, best 4, high 3: best is above high, low is above high."]);
//! ```
//!
//! # Cost
//!
//! The cost is linear in the number of claims and of cited claims, times a logarithm for sorting:
//! two to eight times as long as to reconcile. Two million rows take less than a second.
//!
//! Laws: any order of anything in the dossier gives the same findings
//! (`any_order_gives_the_same_findings`); a dossier of truthful, careful voices gives none
//! (`truthful_voices_are_not_found_fault_with`). In generated worlds, words that are true as they were
//! said neither fall nor clash with their speaker's own increments and parts
//! (`truthful_voices_neither_fall_nor_clash_with_their_own_increments_and_parts`). But "30 or more" and
//! later "at least 20" can both be true, and are reported as `newest-names-less` or `begun-anew`
//! (`truthful_voices_name_less_only_where_both_words_can_be_true`).

mod alike;
mod asks;
mod copies;
mod derived;
mod estimates;
mod evidence;
mod falls;
mod far_off;
mod finding;
mod grounds;
mod increments;
mod quotes;
mod records;
mod relays;
mod row;
mod rule;
mod says;
mod sums;
#[cfg(feature = "exchange")]
mod table;
mod terms;
mod thresholds;
mod unsettled;

pub use finding::Finding;
pub use grounds::{Cited, Grounds, Opposed, RecordKind};
pub use row::Row;
pub use rule::{Rule, Severity};
#[cfg(feature = "exchange")]
pub use table::Table;
pub use thresholds::Thresholds;

use self::evidence::Evidence;
use crate::dossier::Dossier;
use crate::policy::LeastDissent;
use crate::reckon::question::Question;

impl Dossier {
    /// The claims that cannot be true together and the records that look wrong, gravest first, then
    /// by rule and claims.
    ///
    /// The rules are in the table at [`audit`](crate::audit).
    ///
    /// ```
    /// use corroborate::audit::Thresholds;
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// for finding in dossier.audit(&Thresholds::new()) {
    ///     println!("{}: {}", finding.severity(), finding.says());
    /// }
    /// assert!(dossier.audit(&Thresholds::new()).is_empty(), "nothing looks wrong in this one");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn audit(&self, thresholds: &Thresholds) -> Vec<Finding> {
        let policy = LeastDissent::new();
        let reconciliation = self.reconcile(&Question::new(), policy);
        let evidence = Evidence::new(*thresholds, &reconciliation.engine);
        falls::audit(&evidence);
        sums::audit(&evidence);
        derived::audit(&evidence);
        copies::audit(&evidence);
        relays::audit(&evidence);
        quotes::audit(&evidence);
        records::audit(&evidence);
        estimates::audit(&evidence, reconciliation.estimates());
        alike::audit(&evidence);
        far_off::audit(&evidence);
        unsettled::audit(&evidence);
        evidence.close()
    }
}
