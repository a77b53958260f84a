//! One voice's statement on one quantity, and all statements on a quantity.

use super::stake::Stake;
use super::wording::{Lag, Told};
use crate::record::id::{ClaimId, SourceId};
use crate::record::moment::Moment;
use crate::record::outcome::Outcome;
use crate::record::source::SourceKind;
use crate::said::count::Count;
use crate::voice::Speaker;

/// The one statement of one voice on one quantity: its number, and what the model needs to know
/// about the speaker.
///
/// It comes from a dossier, or is built directly:
///
/// ```
/// use corroborate::SourceKind;
/// use corroborate::calibrate::{Lag, Stake, Statement, Told};
///
/// let monitor = Statement::new("osdh".parse()?, SourceKind::Monitor, Told::exactly(159));
/// let own = Statement::new("sdf".parse()?, SourceKind::Belligerent, Told::exactly(121))
///     .with_stake(Stake::OwnLoss)
///     .after(Lag::Week);
/// assert_eq!(own.told().to_string(), "121");
/// # let _ = monitor;
/// # Ok::<(), corroborate::EmptyId>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Statement {
    // The derived order compares these fields from the top.
    published: i64,
    speaker: Speaker,
    stake: Stake,
    told: Told,
    lag: Lag,
    kind: SourceKind,
    firm_floor: u64,
    cited: Option<(ClaimId, Count)>,
}

impl Statement {
    /// A statement by a source without a party and without a stake. Its lag is [`Lag::Later`] and its
    /// publication is 0; see [`published_in_order`](Statement::published_in_order).
    ///
    /// ```
    /// use corroborate::SourceKind;
    /// use corroborate::calibrate::{Stake, Statement, Told};
    ///
    /// let monitor = Statement::new("osdh".parse()?, SourceKind::Monitor, Told::exactly(159));
    /// assert_eq!((monitor.voice(), monitor.stake()), ("osdh", Stake::Neutral));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(source: SourceId, kind: SourceKind, told: Told) -> Statement {
        Statement {
            published: 0,
            speaker: Speaker::Source(source),
            stake: Stake::Neutral,
            told,
            lag: Lag::Later,
            kind,
            firm_floor: 0,
            cited: None,
        }
    }

    /// Sets the stake.
    ///
    /// ```
    /// use corroborate::SourceKind;
    /// use corroborate::calibrate::{Stake, Statement, Told};
    ///
    /// let army = Statement::new("army".parse()?, SourceKind::Belligerent, Told::exactly(121));
    /// assert!(army.with_stake(Stake::OwnLoss).stake().minimises());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_stake(mut self, stake: Stake) -> Statement {
        self.stake = stake;
        self
    }

    /// Sets the lag after the event's end.
    pub fn after(mut self, lag: Lag) -> Statement {
        self.lag = lag;
        self
    }

    /// Sets the publication. A voice may have copied from statements published before its own.
    pub fn published_at(mut self, moment: Moment) -> Statement {
        self.published = moment.unix();
        self
    }

    /// Sets the rank of publication in place of a moment. Smaller is earlier.
    pub fn published_in_order(mut self, place: i64) -> Statement {
        self.published = place;
        self
    }

    /// Sets the firm floor of the voice: the dead that it counted body by body or admitted.
    pub fn with_firm_floor(mut self, floor: u64) -> Statement {
        self.firm_floor = floor;
        self
    }

    pub(super) fn by(mut self, speaker: Speaker) -> Statement {
        self.speaker = speaker;
        self
    }

    pub(super) fn citing(mut self, claim: ClaimId, count: Count) -> Statement {
        self.cited = Some((claim, count));
        self
    }

    /// The voice: a party or a source.
    pub fn speaker(&self) -> &Speaker {
        &self.speaker
    }

    /// The key of the speaker in a bias table: the id of the party or of the source.
    pub fn voice(&self) -> &str {
        match &self.speaker {
            Speaker::Party(id) => id.as_str(),
            Speaker::Source(id) => id.as_str(),
        }
    }

    /// The kind of the source.
    pub fn kind(&self) -> SourceKind {
        self.kind
    }

    /// The speaker's stake in the count.
    pub fn stake(&self) -> Stake {
        self.stake
    }

    /// The number and its wording.
    pub fn told(&self) -> Told {
        self.told
    }

    /// The lag after the event's end.
    pub fn lag(&self) -> Lag {
        self.lag
    }

    /// The claim, if the statement comes from a dossier.
    pub fn claim(&self) -> Option<&ClaimId> {
        self.cited.as_ref().map(|(claim, _)| claim)
    }

    /// The text: the count as the claim words it, else the number as [`Told`] prints it.
    pub fn said(&self) -> String {
        self.cited.as_ref().map_or_else(|| self.told.to_string(), |(_, count)| count.to_string())
    }

    /// The dead that its voice counted body by body or admitted.
    pub fn firm_floor(&self) -> u64 {
        self.firm_floor
    }

    pub(super) fn published(&self) -> i64 {
        self.published
    }
}

/// All statements on one quantity, one for each voice.
///
/// ```
/// use corroborate::SourceKind;
/// use corroborate::calibrate::{Stake, Statement, Testimony, Told};
///
/// let said = Testimony::new("SDF dead, January 2022", [
///     Statement::new("osdh".parse()?, SourceKind::Monitor, Told::exactly(159)),
///     Statement::new("sdf".parse()?, SourceKind::Belligerent, Told::exactly(121)).with_stake(Stake::OwnLoss),
/// ]);
/// assert_eq!((said.statements().len(), said.firm_floor()), (2, 0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Testimony {
    name: String,
    outcome: Outcome,
    statements: Vec<Statement>,
    firm_floor: u64,
}

impl Testimony {
    /// The statements on how many people were killed in the named event.
    ///
    /// If a voice has several statements, the one published last is kept; if several were published
    /// last, the last of them in the order of [`Statement`].
    ///
    /// ```
    /// use corroborate::SourceKind;
    /// use corroborate::calibrate::{Statement, Testimony, Told};
    ///
    /// let said = |order, n| {
    ///     let statement = Statement::new("osdh".parse()?, SourceKind::Monitor, Told::exactly(n));
    ///     Ok::<_, corroborate::EmptyId>(statement.published_in_order(order))
    /// };
    /// let testimony = Testimony::new("SDF dead", [said(1, 150)?, said(2, 159)?]);
    /// assert_eq!(testimony.statements()[0].told(), Told::exactly(159), "the last one published is kept");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(name: &str, statements: impl IntoIterator<Item = Statement>) -> Testimony {
        Testimony {
            name: name.to_owned(),
            outcome: Outcome::Killed,
            statements: last_words(statements.into_iter().collect()),
            firm_floor: 0,
        }
    }

    /// Sets the outcome.
    pub fn of_outcome(mut self, outcome: Outcome) -> Testimony {
        self.outcome = outcome;
        self
    }

    /// Sets a firm floor that belongs to no single voice: the dead that were counted body by body or
    /// admitted.
    pub fn with_firm_floor(mut self, floor: u64) -> Testimony {
        self.firm_floor = floor;
        self
    }

    /// Sets the name.
    pub(super) fn called(mut self, name: &str) -> Testimony {
        name.clone_into(&mut self.name);
        self
    }

    /// The name of the quantity.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The outcome.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// The statements, by publication and then by voice.
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// The firm floor: the largest of the voices' floors and the given one.
    pub fn firm_floor(&self) -> u64 {
        self.statements.iter().map(Statement::firm_floor).fold(self.firm_floor, u64::max)
    }

    /// The firm floor that was set by [`with_firm_floor`](Testimony::with_firm_floor).
    pub fn given_floor(&self) -> u64 {
        self.firm_floor
    }

    /// A copy without the statement at index `place`.
    pub(super) fn without(&self, place: usize) -> Testimony {
        let mut rest = self.clone();
        if place < rest.statements.len() {
            rest.statements.remove(place);
        }
        rest
    }

    /// Both testimonies together. One statement of each voice is kept, as in [`Testimony::new`].
    pub(super) fn and(mut self, other: Testimony) -> Testimony {
        self.firm_floor = self.firm_floor.max(other.firm_floor);
        self.statements.extend(other.statements);
        self.statements = last_words(self.statements);
        self
    }
}

/// The last statement of each voice, sorted.
fn last_words(mut statements: Vec<Statement>) -> Vec<Statement> {
    statements.sort_unstable_by(|one, other| one.speaker.cmp(&other.speaker).then_with(|| one.cmp(other)));
    let mut last: Vec<Statement> = Vec::with_capacity(statements.len());
    for statement in statements {
        match last.last_mut() {
            Some(before) if before.speaker == statement.speaker => *before = statement,
            _ => last.push(statement),
        }
    }
    last.sort_unstable();
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(voice: &str, told: Told) -> Statement {
        Statement::new(voice.parse().unwrap_or_else(|error| panic!("{error}")), SourceKind::Monitor, told)
    }

    #[test]
    fn the_last_word_of_a_voice_counts_in_any_order() {
        let first = said("a", Told::exactly(5)).published_in_order(1);
        let last = said("a", Told::exactly(3)).published_in_order(2);
        let other = said("b", Told::NONE);
        let all = Testimony::new("e", [last.clone(), other.clone(), first.clone()]);
        assert_eq!(all, Testimony::new("e", [first, other.clone(), last.clone()]));
        assert_eq!(all.statements(), [other, last]);
    }

    #[test]
    fn floors_are_the_largest_that_are_left() {
        let own = said("a", Told::exactly(5)).with_firm_floor(5);
        let all = Testimony::new("e", [own, said("b", Told::exactly(9))]).with_firm_floor(2);
        assert_eq!(all.firm_floor(), 5);
        assert_eq!(all.without(0).firm_floor(), 2);
        assert_eq!(all.without(9).statements().len(), 2);
    }
}
