//! Dossiers of any size: five claims to a quantity, a fifth of them relayed, three levels of
//! groups, two of events.

use corroborate::{
    Claim, ClaimId, Count, Draft, Event, EventId, Group, GroupId, Moment, Outcome, Party, PartyId, Source, SourceId,
    SourceKind,
};

const CLAIMS_TO_A_QUANTITY: usize = 5;
const SOURCES: usize = 40;
const COUNTS: [&str; 8] =
    ["20", "at least 18", "about 22", "dozens", "19-23", "nearly 25", "up to 30", "more than 15"];

fn id<T: std::str::FromStr<Err = corroborate::EmptyId>>(text: &str) -> T {
    text.parse().unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

fn day(number: usize) -> Moment {
    let start: Moment = "2022-01-20".parse().unwrap_or_else(|error| panic!("{error}"));
    start.plus_days(i64::try_from(number).unwrap_or(0))
}

/// A draft of so many claims.
pub fn draft(claims: usize) -> Draft {
    let mut draft = Draft::new();
    draft.add_party(Party::new(id("blue"), "Blue").opposing(id("red")));
    draft.add_party(Party::new(id("red"), "Red"));
    for source in 0..SOURCES {
        let record = Source::new(id(&format!("s{source}")), "A source", SourceKind::Media);
        draft.add_source(match source % 5 {
            0 => record.of_party(id("blue")),
            1 => record.of_party(id("red")),
            _ => record,
        });
    }
    let groups: [(&str, Option<&str>, Option<&str>); 6] = [
        ("all", None, None),
        ("fighters", Some("all"), None),
        ("civilians", Some("all"), None),
        ("red-fighters", Some("fighters"), Some("red")),
        ("blue-fighters", Some("fighters"), Some("blue")),
        ("residents", Some("civilians"), None),
    ];
    for (group, whole, party) in groups {
        let mut record = Group::new(id(group), group);
        if let Some(whole) = whole {
            record = record.part_of(id(whole));
        }
        if let Some(party) = party {
            record = record.of_party(id(party));
        }
        draft.add_group(record);
    }
    let leaves = ["red-fighters", "blue-fighters", "residents"];
    let quantities = claims.div_ceil(CLAIMS_TO_A_QUANTITY);
    for quantity in 0..quantities {
        let (place, leaf) = (quantity / leaves.len(), quantity % leaves.len());
        let (war, battle) = (format!("war{}", place / 10), format!("battle{place}"));
        if leaf == 0 {
            if place % 10 == 0 {
                draft.add_event(Event::new(id(&war), "A war").starting(day(0)));
            }
            draft.add_event(Event::new(id(&battle), "A battle").starting(day(0)).part_of(id(&war)));
        }
        for nth in 0..CLAIMS_TO_A_QUANTITY.min(claims - quantity * CLAIMS_TO_A_QUANTITY) {
            let number = quantity * CLAIMS_TO_A_QUANTITY + nth;
            let count: Count = COUNTS[(quantity * 3 + nth) % COUNTS.len()].parse().unwrap_or_else(|e| panic!("{e}"));
            let quantity = (id::<EventId>(&battle), id::<GroupId>(leaves[leaf]), Outcome::Killed);
            let source: SourceId = id(&format!("s{}", (quantity_hash(number)) % SOURCES));
            let claim = Claim::new(id::<ClaimId>(&format!("c{number}")), quantity, count, source, day(1 + nth % 4));
            draft.add_claim(if number % 5 == 0 { claim.relayed_by("a wire") } else { claim });
        }
    }
    draft
}

/// Scatters claims over sources, the same way every time.
fn quantity_hash(number: usize) -> usize {
    number.wrapping_mul(2_654_435_761) >> 7
}

#[allow(dead_code, reason = "used where parties are named")]
pub fn party(text: &str) -> PartyId {
    id(text)
}
