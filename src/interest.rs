//! What a source stands to gain from the count.

use crate::group::Status;
use crate::outcome::{Outcome, Stake};
use crate::word::words;

/// Which way a source would like the count to err.
///
/// A statement counts only against its speaker's interest: what one would rather make small
/// is a floor and no ceiling, what one would rather make large a ceiling and no floor.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Interest {
    /// Would rather have it small: an admission, a floor.
    Minimise,
    /// Would rather have it large: a boast, a ceiling.
    Maximise,
    /// Neither: floor and ceiling.
    Neutral,
    /// It has a stake, and nothing says which way: floor and ceiling, but its voice is not neutral
    /// by it, and its figure is nobody's best.
    Unclear,
}

words!(Interest { Minimise => "minimise", Maximise => "maximise", Neutral => "neutral", Unclear => "unclear" });

/// How one party stands to another.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stance {
    /// The same party, or an ally of it.
    Allied,
    /// An opponent.
    Opposed,
    /// Neither.
    Apart,
}

/// Why a claim was taken to have the interest it has: the case that fitted first.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum InterestCase {
    /// The claim says so itself.
    Declared,
    /// The source belongs to no party.
    NoParty,
    /// The people counted are of its own side, or an ally's.
    OwnPeople,
    /// The people counted are its enemy's.
    EnemyPeople,
    /// They are of a side it neither fights nor is allied to.
    OthersPeople,
    /// Its own side, or an ally, did the harm.
    OwnDoing,
    /// Its enemy did the harm.
    EnemyDoing,
    /// It says that its enemy did the harm, and that enemy says that it did.
    EachAccuses,
    /// No stake that the parties imply.
    NoStake,
    /// The policy takes everyone at face value.
    FaceValue,
}

words!(InterestCase {
    Declared => "declared",
    NoParty => "no-party",
    OwnPeople => "own-people",
    EnemyPeople => "enemy-people",
    OthersPeople => "others-people",
    OwnDoing => "own-doing",
    EnemyDoing => "enemy-doing",
    EachAccuses => "each-accuses",
    NoStake => "no-stake",
    FaceValue => "face-value",
});

/// How the speaker of a claim stands to those concerned; what [`interest`] decides on.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Standpoint {
    /// To the party of the people counted (the group's own, else its nearest ancestor's), if
    /// they have one.
    pub to_people: Option<Stance>,
    /// The people's status (the group's own, else its nearest ancestor's), if they have one.
    pub status: Option<Status>,
    /// To the party that did the harm (the claim's, else the event's, else the nearest
    /// ancestor event's), if one is named.
    pub to_perpetrator: Option<Stance>,
}

/// The interest that the parties imply, for a source that belongs to one: the first case that
/// fits.
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
/// Where the row "done by an enemy" says Maximise and that enemy's side says the same of the
/// speaker's, in a claim that is in force on the same event and group, the dossier takes the
/// claim as Unclear ([`InterestCase::EachAccuses`]): nobody can tell which way such a speaker
/// would have the count err.
///
/// Who detains speaks of its own doing, not of a harm done to its side: of people without a
/// party, or civilians, `detained` and `surrendered` carry no stake.
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

/// The harms of which a perpetrator would be ashamed.
fn is_done_to_people(outcome: Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Killed
            | Outcome::Wounded
            | Outcome::Casualties
            | Outcome::Missing
            | Outcome::Abducted
            | Outcome::Displaced
    )
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
                // Who did the harm does not matter where the people have a side.
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
