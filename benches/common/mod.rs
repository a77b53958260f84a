//! Dossiers of any size: five claims to a quantity, a fifth of them relayed, three levels of
//! groups, two of events.

use std::fmt::Debug;
use std::str::FromStr;

use corroborate::{Claim, Dossier, Draft, Event, EventId, Group, Moment, Outcome, Party, Source, SourceKind};

const CLAIMS_TO_A_QUANTITY: usize = 5;
const BATTLES_OF_A_WAR: usize = 10;
const SOURCES: usize = 40;
const COUNTS: [&str; 8] = ["20", "at least 18", "about 22", "dozens", "19-23", "nearly 25", "up to 30", "more than 15"];

/// Every group, the one it is part of, and its party.
const GROUPS: [(&str, Option<&str>, Option<&str>); 6] = [
    ("all", None, None),
    ("fighters", Some("all"), None),
    ("civilians", Some("all"), None),
    ("red-fighters", Some("fighters"), Some("red")),
    ("blue-fighters", Some("fighters"), Some("blue")),
    ("residents", Some("civilians"), None),
];
/// The groups that claims count.
const COUNTED: [&str; 3] = ["red-fighters", "blue-fighters", "residents"];

/// A dossier of this number of claims, the same on every run.
pub(crate) fn dossier(claims: usize) -> Dossier {
    let mut draft = Draft::new();
    draft.add_party(Party::new(of("blue"), "Blue").with_opposes(of("red")));
    draft.add_party(Party::new(of("red"), "Red"));
    for source in 0..SOURCES {
        let record = Source::new(of(&format!("s{source}")), "A source", SourceKind::Media);
        draft.add_source(match source % 5 {
            0 => record.with_party(of("blue")),
            1 => record.with_party(of("red")),
            _ => record,
        });
    }
    for (group, whole, party) in GROUPS {
        let record = Group::new(of(group), group);
        let record = whole.map_or(record.clone(), |whole| record.with_part_of(of(whole)));
        draft.add_group(party.map_or(record.clone(), |party| record.with_party(of(party))));
    }
    for battle in 0..claims.div_ceil(CLAIMS_TO_A_QUANTITY * COUNTED.len()) {
        let war: EventId = of(&format!("war{}", battle / BATTLES_OF_A_WAR));
        if battle % BATTLES_OF_A_WAR == 0 {
            draft.add_event(Event::new(war.clone(), "A war").with_start(day(0)));
        }
        draft.add_event(Event::new(battle_id(battle), "A battle").with_start(day(0)).with_part_of(war));
    }
    for number in 0..claims {
        draft.add_claim(claim(number));
    }
    draft.check().unwrap_or_else(|faults| panic!("{faults}"))
}

fn claim(number: usize) -> Claim {
    let (quantity, nth) = (number / CLAIMS_TO_A_QUANTITY, number % CLAIMS_TO_A_QUANTITY);
    let (battle, counted) = (quantity / COUNTED.len(), COUNTED[quantity % COUNTED.len()]);
    let claim = Claim::new(
        of(&format!("c{number}")),
        (battle_id(battle), of(counted), Outcome::Killed),
        of(COUNTS[(quantity * 3 + nth) % COUNTS.len()]),
        of(&format!("s{}", scattered(number) % SOURCES)),
        day(1 + nth % 4),
    );
    if nth == 0 { claim.with_relayed_by("a wire") } else { claim }
}

fn battle_id(battle: usize) -> EventId {
    of(&format!("battle{battle}"))
}

fn day(number: usize) -> Moment {
    of::<Moment>("2022-01-20").plus_days(i64::try_from(number).unwrap_or(0))
}

/// The value that a text reads as. Every text here can be read.
fn of<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().unwrap_or_else(|error| panic!("{text:?}: {error:?}"))
}

/// Spreads claims over sources, the same way on every run.
fn scattered(number: usize) -> usize {
    number.wrapping_mul(2_654_435_761) >> 7
}
