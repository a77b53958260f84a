//! Interests: the rules that decide in which direction a source would like a count to err. The index
//! of a dossier applies them to each claim.

use crate::record::group::Status;
use crate::record::outcome::{Outcome, Stake};
use crate::record::vocabulary::words;

/// The direction in which a source would like the count to err.
///
/// A statement counts only against its speaker's interest. If the speaker would like the number to
/// be small, it is a floor and no ceiling. If the speaker would like it to be large, it is a
/// ceiling and no floor.
///
/// ```
/// use corroborate::Interest;
///
/// assert_eq!(Interest::Minimise.to_string(), "minimise");
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Interest {
    /// The speaker would like it to be small: an admission, which gives a floor.
    Minimise,
    /// The speaker would like it to be large: a boast, which gives a ceiling.
    Maximise,
    /// The speaker has no stake: the statement gives a floor and a ceiling.
    Neutral,
    /// The speaker has a stake, but its direction is not known. The statement gives a floor and a
    /// ceiling, but it does not make its voice neutral, and its figure is never used for a best.
    Unclear,
}

words!(Interest { Minimise => "minimise", Maximise => "maximise", Neutral => "neutral", Unclear => "unclear" });

/// How one party relates to another.
///
/// ```
/// use corroborate::{Interest, Outcome, Stance, Standpoint, interest};
///
/// let of_an_enemy = Standpoint { to_people: Some(Stance::Opposed), status: None, to_perpetrator: None };
/// assert_eq!(interest(Outcome::Killed, of_an_enemy).0, Interest::Maximise, "a boast");
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Stance {
    /// They are the same party or allies.
    Allied,
    /// They are opponents.
    Opposed,
    /// They are neither allies nor opponents.
    Apart,
}

words! {
    /// Why a claim has its interest: the first case that fits.
    ///
    /// ```
    /// use corroborate::{InterestCase, LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let derivation = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// let (_, admission) = derivation.statement(&"c3".parse()?).ok_or("it stands")?;
    /// assert_eq!(admission.case, InterestCase::OwnPeople);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum InterestCase {
        /// The claim states it.
        Declared => "declared",
        /// The source belongs to no party.
        NoParty => "no-party",
        /// The people counted belong to its own side or to an ally.
        OwnPeople => "own-people",
        /// The people counted belong to its enemy.
        EnemyPeople => "enemy-people",
        /// The people counted belong to a side that is neither its enemy nor its ally.
        OthersPeople => "others-people",
        /// Its own side or an ally did the harm.
        OwnDoing => "own-doing",
        /// Its enemy did the harm.
        EnemyDoing => "enemy-doing",
        /// It says that an enemy did the harm, and an enemy says that its own side did.
        EachAccuses => "each-accuses",
        /// The parties imply no stake.
        NoStake => "no-stake",
        /// The policy takes every statement at face value.
        FaceValue => "face-value",
    }
}

/// Whether a policy uses a statement only against its speaker's interest.
///
/// ```
/// use corroborate::policy::Hearing;
/// use corroborate::{LeastDissent, Policy};
///
/// assert_eq!(LeastDissent::new().hearing(), Hearing::AgainstInterest);
/// assert_eq!(LeastDissent::at_face_value().hearing(), Hearing::AtFaceValue);
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Hearing {
    /// It does. If the speaker would like the number to be small, the statement is only a floor; if the
    /// speaker would like it to be large, the statement is only a ceiling.
    #[default]
    AgainstInterest,
    /// It does not. Every statement is a floor and a ceiling.
    AtFaceValue,
}

words!(Hearing { AgainstInterest => "against-interest", AtFaceValue => "at-face-value" });

/// How the speaker of a claim relates to the parties concerned. [`interest`] decides on this.
///
/// ```
/// use corroborate::{Interest, InterestCase, Outcome, Stance, Standpoint, interest};
///
/// let of_its_own = Standpoint { to_people: Some(Stance::Allied), status: None, to_perpetrator: None };
/// assert_eq!(interest(Outcome::Killed, of_its_own), (Interest::Minimise, InterestCase::OwnPeople));
/// assert_eq!(interest(Outcome::Strength, of_its_own).0, Interest::Maximise);
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Standpoint {
    /// Its relation to the party of the people counted (the group's own, else that of its nearest
    /// ancestor), if they have a party.
    pub to_people: Option<Stance>,
    /// The status of the people (the group's own, else that of its nearest ancestor), if they have
    /// one.
    pub status: Option<Status>,
    /// Its relation to the party that did the harm (the claim's, else the event's, else that of the
    /// nearest ancestor event), if one is named.
    pub to_perpetrator: Option<Stance>,
}

/// The interest that the parties imply for a source that belongs to one of them. The first case
/// that fits decides.
///
/// | case | a harm | strength | another boon | held |
/// |---|---|---|---|---|
/// | the people's party is known and they are not civilians: its own or an ally's | Minimise | Maximise | Maximise | Neutral |
/// | the same: an enemy's | Maximise | Neutral | Minimise | Neutral |
/// | the same: neither | Neutral | Neutral | Neutral | Neutral |
/// | else, of killed, wounded, casualties, missing, abducted, displaced: done by its own side or an ally | Minimise | | | |
/// | the same: done by an enemy | Maximise | | | |
/// | none of these | Neutral | Neutral | Neutral | Neutral |
///
/// The row "done by an enemy" has one exception. If it gives Maximise, but a party that the speaker
/// opposes accuses the speaker's side, in a claim that is in force on the same event and group,
/// then the dossier takes the claim as Unclear ([`InterestCase::EachAccuses`]), because nobody can
/// tell which way such a speaker would like the count to err.
///
/// A party that detains people reports its own act, not a harm done to its side. So `detained` and
/// `surrendered` carry no stake when the people are civilians or have no party.
///
/// ```
/// use corroborate::{Interest, InterestCase, Outcome, Stance, Standpoint, Status, interest};
///
/// let of_civilians = Some(Status::Civilian);
/// let shelling =
///     Standpoint { to_people: None, status: of_civilians, to_perpetrator: Some(Stance::Allied) };
/// assert_eq!(interest(Outcome::Killed, shelling), (Interest::Minimise, InterestCase::OwnDoing));
/// ```
pub fn interest(outcome: Outcome, standpoint: Standpoint) -> (Interest, InterestCase) {
    if let (Some(stance), true) = (standpoint.to_people, standpoint.status != Some(Status::Civilian)) {
        return match stance {
            Stance::Allied => (of_own_people(outcome), InterestCase::OwnPeople),
            Stance::Opposed => (of_enemy_people(outcome), InterestCase::EnemyPeople),
            Stance::Apart => (Interest::Neutral, InterestCase::OthersPeople),
        };
    }
    match standpoint.to_perpetrator {
        Some(Stance::Allied) if is_done_to_people(outcome) => (Interest::Minimise, InterestCase::OwnDoing),
        Some(Stance::Opposed) if is_done_to_people(outcome) => (Interest::Maximise, InterestCase::EnemyDoing),
        _ => (Interest::Neutral, InterestCase::NoStake),
    }
}

fn of_own_people(outcome: Outcome) -> Interest {
    match outcome.stake() {
        Stake::Harm => Interest::Minimise,
        Stake::Boon => Interest::Maximise,
        Stake::Neither => Interest::Neutral,
    }
}

fn of_enemy_people(outcome: Outcome) -> Interest {
    match outcome.stake() {
        Stake::Harm => Interest::Maximise,
        Stake::Boon if outcome != Outcome::Strength => Interest::Minimise,
        Stake::Boon | Stake::Neither => Interest::Neutral,
    }
}

/// Whether the outcome is a harm that its perpetrator would like to hide: each but these two.
fn is_done_to_people(outcome: Outcome) -> bool {
    outcome.stake() == Stake::Harm && !matches!(outcome, Outcome::Detained | Outcome::Surrendered)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Interest::{Maximise, Minimise, Neutral};

    fn of(people: Option<Stance>, status: Option<Status>, perpetrator: Option<Stance>, outcome: Outcome) -> Interest {
        interest(outcome, Standpoint { to_people: people, status, to_perpetrator: perpetrator }).0
    }

    #[test]
    fn the_table_for_people_with_a_party() {
        let rows = [
            (Stance::Allied, [Minimise, Maximise, Maximise, Neutral]),
            (Stance::Opposed, [Maximise, Neutral, Minimise, Neutral]),
            (Stance::Apart, [Neutral; 4]),
        ];
        let columns = [Outcome::Killed, Outcome::Strength, Outcome::Escaped, Outcome::Held];
        for (stance, expected) in rows {
            for status in [None, Some(Status::Combatant)] {
                // If the people have a party, it does not matter who did the harm.
                for perpetrator in [None, Some(Stance::Allied), Some(Stance::Opposed)] {
                    let got = columns.map(|outcome| of(Some(stance), status, perpetrator, outcome));
                    assert_eq!(got, expected, "{stance:?} {status:?} {perpetrator:?}");
                }
            }
        }
    }

    #[test]
    fn the_table_for_civilians_and_people_without_a_party() {
        for people in [None, Some(Stance::Allied), Some(Stance::Opposed), Some(Stance::Apart)] {
            let status = Some(Status::Civilian);
            assert_eq!(of(people, status, Some(Stance::Allied), Outcome::Killed), Minimise);
            assert_eq!(of(people, status, Some(Stance::Opposed), Outcome::Displaced), Maximise);
            assert_eq!(of(people, status, Some(Stance::Apart), Outcome::Killed), Neutral);
            assert_eq!(of(people, status, None, Outcome::Killed), Neutral);
            assert_eq!(of(people, status, Some(Stance::Opposed), Outcome::Detained), Neutral);
            assert_eq!(of(people, status, Some(Stance::Opposed), Outcome::Surrendered), Neutral);
            assert_eq!(of(people, status, Some(Stance::Opposed), Outcome::Escaped), Neutral);
        }
    }

    #[test]
    fn every_harm_but_detention_and_surrender_shames_who_did_it() {
        let shameful: Vec<_> = Outcome::ALL
            .iter()
            .filter(|&&outcome| of(None, None, Some(Stance::Allied), outcome) == Minimise)
            .map(|outcome| outcome.as_str())
            .collect();
        assert_eq!(shameful, ["killed", "wounded", "casualties", "missing", "abducted", "displaced"]);
    }
}
