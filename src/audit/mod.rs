//! What cannot be true together and what looks wrong: in a dossier ([`Dossier::audit`]), in a
//! published row ([`Row::findings`]).
//!
//! A [`Finding`] is data: a [`Rule`], a [`Severity`], the claims it rests on, the arithmetic
//! ([`Grounds`]) and a sentence with no number that is not in them. It says where to look, and
//! changes nothing: estimates come out the same with or without it.
//!
//! ```
//! # #[cfg(feature = "serde")] {
//! use corroborate::Dossier;
//! use corroborate::audit::Thresholds;
//!
//! let seed: Dossier = serde_json::from_str(include_str!("../../examples/data/ghwayran.json")).unwrap();
//! let findings = seed.audit(&Thresholds::new());
//! assert_eq!(findings[0].rule().as_str(), "sum-of-others");
//! assert_eq!(
//!     findings[0].says(),
//!     "attacks/all/killed \"at least 70\" (70 or more) [seed-001] by The article: \
//!      exactly what was said of the parts, 20 of ghwayran/kurdish-forces/killed [seed-005] + 39 of \
//!      ghwayran/is-fighters/killed [seed-006] + 11 of diyala/iraqi-soldiers/killed [seed-009] = 70: derived, \
//!      not independent."
//! );
//! # }
//! ```
//!
//! # Severities
//!
//! An **error** cannot be so: numbers from one hand that exclude one another by more than
//! rounding ([`slack`](crate::interval::slack)) explains. A **warning** is probably not so, or
//! not what it seems. A **notice** may well be so, and is worth knowing before the count is used.
//! Voices that disagree are neither: that is a result, and the estimates have it.
//!
//! # Rules for a dossier
//!
//! Only claims that stand are looked at (nothing superseded, retracted or discounted), but by the
//! rules on records. Words are read by the default policy. A *voice* is a party with all its
//! sources, or a source without a party; where a rule has two severities, the second is for the
//! several sources of a party, or for what is within slack.
//!
//! | rule | found if | for example |
//! |---|---|---|
//! | `part-exceeds-whole` (error; warning, notice) | the least that a voice's kept words make a part by a moment is above the most that its word of that moment makes the whole, the nearest that anybody counted. Of what rises and falls: words of one moment, parts by group | 90 fighters killed of 70 dead |
//! | `parts-exceed-whole` (error; warning, notice) | the same of the parts along one tree together: group, event, or killed and wounded of casualties | 16 fighters + 18 guards of 25 dead: two bulletins, mixed |
//! | `parts-against-whole` (warning) | the estimates of the parts and the voices on the whole do not meet, loosened (the estimate's dissenter `parts`), unless the rule before explains it | 39 + 31 by two monitors, 60 by a third |
//! | `toll-falls` (warning; notice) | of what only adds up, a voice's later word is below an earlier one that it neither superseded nor retracted. One finding for the later word | 3,500 surrendered on the 27th, 300 on the 31st |
//! | `contradicts-itself` (warning; notice) | words of one source on one instant (of a stock, one date) that do not meet, both exact or both loosened; or a voice's later word of an earlier moment that is higher beyond slack | 332 and 322 in one bulletin, as relayed twice |
//! | `settled-too-early` (notice) | a voice's totals rise, by more than slack, between two moments after the toll counts as settled. The furthest | 307 on 2 February, 346 on the 6th, settled on 30 January |
//! | `retracted-before-published` (error) | just that | dates mistyped |
//! | `supersedes-other-voice` (warning) | a claim supersedes one of another voice: nobody takes back another's words | the army's 12 in the place of the hospital's 40 |
//! | `supersedes-other-quantity` (notice) | a claim supersedes one on another event, group or outcome | a scope corrected, or an id mistyped |
//! | `supersedes-newer` (notice) | a claim supersedes one that speaks of a later moment | Monday's toll in the place of Tuesday's |
//! | `quote-differs` (warning) | the quote has numbers (no years, ages, dates, shares, ordinals), and neither one of them nor a sum of some is the claim's. Ones are not looked for: "a member" | 25 claimed, "rose to 41" quoted |
//! | `wrong-unit` (notice) | wherever the claim's number stands in the quote, a unit follows that is not people, at most one word between. Families and households too: EM-DAT takes three or five people for one (Documentation, *Human Impact Variables*) | 12 claimed, "12 armoured vehicles" quoted |
//! | `sum-of-others` (warning) | a total's number is exactly the sum of two or more numbers last said of its parts, one of them a number that its voice did not give itself, when it became known. Not where parts cover the whole: there the truth adds up | 70 = 20 + 39 + 11 |
//! | `same-figure` (warning of three voices; notice of two) | voices give the same number, not round, for one quantity within hours: relays that were not declared, perhaps. Hedges aside: a copyist adds those. Who is named as a relay by a claim's own words is one with its voice | 89 arrested, by the army and by its allies |
//! | `told-several-ways` (warning if one way says no less and another no more; notice) | one source's number for one quantity bears two or more different hedges within days. A plain number and one hedge are a news desk's every day | "nearly 3,500", "at least 3,500" |
//! | `same-for-part-and-whole` (notice) | one source gives the same large number, not round, for a part and its whole within days | 346 of the battle, 346 of the month |
//! | `precise-about` (notice) | "about", "nearly" before a large number that is no multiple of five | "around 189" |
//! | `entered-twice` (notice) | claims differ in nothing but id, quote and grades. The same count by other relays is no finding: relays add nothing | one row pasted twice |
//! | `unnamed-decides` (notice) | anonymous claims give an end of an estimate, and no named one gives as much, or a figure within slack of it | 11, by an officer who would not be named |
//! | `exhaustive-without-parts` (warning) | a group or event declared so has no parts | parts that were not entered |
//! | `newest-names-less` (warning; notice) | of what only adds up, the newest number of a voice's totals is below one that it said before, by more than slack, and both stand: "at least" takes nothing back. A `correction` does | 89 killed, the next day "at least 42" (Urgun, 2014) |
//! | `begun-anew` (warning; notice) | one of these falls, to a tenth or less, or to half or less a month later: a new phase, or what was added since. In the place of `toll-falls` and `newest-names-less` | 4,047 killed in 2024, 123 in 2026 (Lebanon) |
//! | `increment-against-totals` (warning; notice) | what a voice says was added since a moment cannot be what its own totals rose by, by more than slack | 725 in a day on which the toll rose by 349 (Gaza, 2023) |
//! | `parts-fall-short` (warning; notice) | the most that a voice's words make the parts by a moment, which are declared to be all, is below its own total of that moment or before, by more than slack, whoever else speaks. The widest of each total's voice. A body count is no most | 24,686 identified of 34,622 dead (Gaza, 2024) |
//! | `alike-ids` (warning) | ids of parties, sources, groups or events that differ only in case, spaces or punctuation (not between digits) | "OCHA" and "Ocha" corroborate each other |
//! | `moment-far-off` (warning) | claims of an event are of a moment decades from its other claims; or claims are of moments a year after the newest publication, with no other in between | 2104 typed for 2014 |
//! | `settled-unsaid` (notice) | totals of one voice fall, by more than slack, of an event without an end, or of a day or two before its toll counts as settled; `settled` is not said | a bomb, 100 killed and later 80 |
//!
//! What these leave out, on purpose: totals from "up to" and vague words in the rules on numbers
//! (they name no count), ranges in the rules on one number, windows in sums and copies, counts below the [`Thresholds`], which are in
//! one table and can be set.
//!
//! # Rules for a published row
//!
//! They are at [`Row::findings`]: `low-best-high`, `parts-differ-from-best`, `part-exceeds-whole`,
//! `parts-exceed-whole`, `ends-before-start`. A row is looked at alone, in constant memory; `Table`
//! (feature `exchange`) does so with the rows of an imported table:
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
//! Linear in claims and in what the findings cite, but for sorting: about three times as long as
//! to reconcile them. Two million rows take less than a second.
//!
//! Laws: any order of anything in the dossier gives the same findings
//! (`any_order_gives_the_same_findings`); a dossier of truthful, careful voices gives none
//! (`truthful_voices_are_not_found_fault_with`).

mod alike;
mod anew;
mod asks;
mod copies;
mod corrections;
mod derived;
mod estimates;
mod evidence;
mod falls;
mod far_off;
mod few;
mod finding;
mod grounds;
mod increments;
mod names_less;
mod quotes;
mod records;
mod row;
mod rule;
mod says;
mod shortfall;
mod sums;
#[cfg(feature = "exchange")]
mod table;
mod thresholds;
mod unsettled;

pub use finding::Finding;
pub use grounds::{Cited, Grounds, Opposed, RecordKind, Whole};
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
    /// What cannot be true together and what looks wrong, gravest first, then by rule and claims.
    ///
    /// The rules are in the table at [`audit`](crate::audit).
    pub fn audit(&self, thresholds: &Thresholds) -> Vec<Finding> {
        let policy = LeastDissent::new();
        let reconciliation = self.reconcile(&Question::new(), policy);
        let mut evidence = Evidence::new(*thresholds, &reconciliation.engine);
        falls::audit(&mut evidence);
        sums::audit(&mut evidence);
        derived::audit(&mut evidence);
        copies::audit(&mut evidence);
        quotes::audit(&mut evidence);
        records::audit(&mut evidence);
        estimates::audit(&mut evidence, reconciliation.estimates());
        names_less::audit(&mut evidence);
        increments::audit(&mut evidence);
        shortfall::audit(&mut evidence);
        few::audit(&mut evidence);
        alike::audit(&mut evidence);
        far_off::audit(&mut evidence);
        // Of the falls that were found.
        anew::audit(&mut evidence);
        unsettled::audit(&mut evidence);
        evidence.close()
    }
}
