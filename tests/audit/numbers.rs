//! Rules on numbers: parts and wholes, tolls that fall, words that exclude one another.

use corroborate::Finding;
use corroborate::audit::Rule;
use serde_json::{Value, json};

use crate::{claim, findings, found, nothing, plain, shown};

#[test]
fn a_part_alone_exceeds_its_whole() {
    found(
        vec![
            plain("c1", "all", "70", "monitor", "2022-01-22"),
            plain("c2", "civilians", "at least 90", "monitor", "2022-01-21"),
            plain("c3", "guards", "3", "monitor", "2022-01-21"),
        ],
        &["error part-exceeds-whole: Monitor: 90 of the part battle/civilians/killed [c2] is more than 70 of \
           battle/all/killed [c1] as of 2022-01-22."],
    );
    // A part that was counted after its whole may be larger.
    nothing(vec![
        claim("c1", "all", "at most 70", "monitor", "2022-01-22", &json!({"published": "2022-01-24"})),
        plain("c2", "civilians", "90", "monitor", "2022-01-23"),
    ]);
}

#[test]
fn what_nobody_counted_in_between_does_not_part_a_whole_and_its_part() {
    let of_children = |children: &str| {
        vec![
            plain("c1", "all", "20", "monitor", "2022-01-22"),
            plain("c2", "children", children, "monitor", "2022-01-22"),
            plain("c3", "women", "12", "monitor", "2022-01-22"),
        ]
    };
    found(
        of_children("40"),
        &["error part-exceeds-whole: Monitor: 40 of the part battle/children/killed [c2] is more than 20 of \
           battle/all/killed [c1] as of 2022-01-22."],
    );
    found(
        of_children("18"),
        &[
            "error parts-exceed-whole: Monitor: 18 of battle/children/killed [c2] + 12 of battle/women/killed [c3], the \
           parts by group, are 30, more than 20 of battle/all/killed [c1] as of 2022-01-22.",
        ],
    );
    nothing(of_children("8"));
    // Somebody's count in between is the whole of both, and no part beside them.
    let mut claims = of_children("8");
    claims.push(plain("c4", "civilians", "20", "monitor", "2022-01-22"));
    nothing(claims);
}

#[test]
fn parts_together_exceed_their_whole() {
    let parts = |source: &str, guards: &str| {
        vec![
            plain("c1", "all", "25", "monitor", "2022-01-21T13:53:00Z"),
            plain("c2", "red-fighters", "16", "monitor", "2022-01-21T13:53:00Z"),
            plain("c3", "guards", guards, source, "2022-01-21T13:00:00Z"),
        ]
    };
    found(
        parts("monitor", "18"),
        &["error parts-exceed-whole: Monitor: 18 of battle/guards/killed [c3] + 16 of battle/red-fighters/killed \
           [c2], the parts by group, are 34, more than 25 of battle/all/killed [c1] as of 2022-01-21T13:53:00Z."],
    );
    found(
        parts("monitor", "10"),
        &["notice parts-exceed-whole: Monitor: 10 of battle/guards/killed [c3] + 16 of battle/red-fighters/killed \
           [c2], the parts by group, are 26, more than 25 of battle/all/killed [c1] as of 2022-01-21T13:53:00Z."],
    );
    nothing(parts("monitor", "9"));
    // Another voice's part is a matter of the estimates.
    let other = findings(parts("observatory", "18"));
    assert_eq!(other.iter().map(Finding::rule).collect::<Vec<_>>(), [Rule::PartsAgainstWhole]);
}

#[test]
fn sources_of_one_party_are_one_voice_and_not_one_hand() {
    found(
        vec![
            plain("c1", "civilians", "20", "blue-press", "2022-01-22"),
            plain("c2", "all", "12", "blue-army", "2022-01-22"),
        ],
        &["warning part-exceeds-whole: Blue: 20 of the part battle/civilians/killed [c1] is more than 12 of \
           battle/all/killed [c2] as of 2022-01-22."],
    );
}

#[test]
fn casualties_are_no_fewer_than_killed_and_wounded() {
    let casualties = |count: &str| {
        vec![
            plain("c1", "guards", "10", "monitor", "2022-01-21"),
            claim("c2", "guards", "30", "monitor", "2022-01-21", &json!({"outcome": "wounded"})),
            claim("c3", "guards", count, "monitor", "2022-01-21", &json!({"outcome": "casualties"})),
        ]
    };
    found(
        casualties("35"),
        &[
            "error parts-exceed-whole: Monitor: 10 of battle/guards/killed [c1] + 30 of battle/guards/wounded [c2], the \
           parts by outcome, are 40, more than 35 of battle/guards/casualties [c3] as of 2022-01-21.",
        ],
    );
    nothing(casualties("40"));
    nothing(casualties("dozens"));
}

#[test]
fn a_battle_has_no_more_dead_than_its_war() {
    found(
        vec![
            plain("c1", "guards", "60", "monitor", "2022-01-21"),
            claim("c2", "guards", "40", "monitor", "2022-01-21", &json!({"event": "war"})),
        ],
        &["error part-exceeds-whole: Monitor: 60 of the part battle/guards/killed [c1] is more than 40 of \
           war/guards/killed [c2] as of 2022-01-21."],
    );
}

#[test]
fn what_rises_and_falls_is_added_on_one_day_only() {
    let held = |day: &str| {
        vec![
            claim("c1", "army", "100", "monitor", "2022-01-21", &json!({"outcome": "held"})),
            claim("c2", "officers", "90", "monitor", day, &json!({"outcome": "held"})),
            claim("c3", "ranks", "60", "monitor", "2022-01-21", &json!({"outcome": "held"})),
        ]
    };
    found(
        held("2022-01-21"),
        &["error parts-exceed-whole: Monitor: 90 of battle/officers/held [c2] + 60 of battle/ranks/held [c3], the \
           parts by group, are 150, more than 100 of battle/army/held [c1] as of 2022-01-21."],
    );
    nothing(held("2022-01-20"));
}

/// The parts of the army are declared to be all: officers and other ranks.
fn of_the_army(ranks: &str, rest: &Value) -> Vec<Value> {
    vec![
        plain("c1", "army", "100", "monitor", "2022-01-22"),
        plain("c2", "officers", "30", "monitor", "2022-01-22"),
        claim("c3", "ranks", ranks, "monitor", "2022-01-22", rest),
    ]
}

#[test]
fn parts_that_are_all_fall_short_of_their_whole() {
    let short = "warning parts-fall-short: Monitor: 30 of battle/officers/killed [c2] + 40 of battle/ranks/killed [c3], \
                 the parts by group, are 70, and are declared to be all, but battle/army/killed were 100 [c1] as of \
                 2022-01-22: at least 30 are in no part.";
    found(of_the_army("40", &json!({})), &[short]);
    // The other voice's count fills no gap in what this one says.
    let mut masked = of_the_army("40", &json!({}));
    masked.push(plain("c4", "ranks", "70", "observatory", "2022-01-22"));
    found(masked, &[short]);
    for (ranks, rest) in [
        ("70", json!({})),
        // Within slack.
        ("66", json!({})),
        ("at least 40", json!({})),
        // A body count is a floor.
        ("40", json!({"basis": "documented"})),
        // An increment is no count of the part.
        ("40", json!({"since": "2022-01-21"})),
        // The part was counted before its whole.
        ("40", json!({"as_of": "2022-01-21"})),
    ] {
        let rules: Vec<Rule> = findings(of_the_army(ranks, &rest)).iter().map(Finding::rule).collect();
        assert!(!rules.contains(&Rule::PartsFallShort), "{ranks}: {rules:?}");
    }
    // One part is left out.
    let mut claims = of_the_army("40", &json!({}));
    claims.remove(2);
    nothing(claims);
    // The groups of all are not declared to be all.
    nothing(vec![
        plain("c1", "all", "100", "monitor", "2022-01-22"),
        plain("c2", "guards", "10", "monitor", "2022-01-22"),
        plain("c3", "civilians", "10", "monitor", "2022-01-22"),
        plain("c4", "red-fighters", "10", "monitor", "2022-01-22"),
    ]);
}

#[test]
fn a_part_counted_later_falls_short_of_its_whole_before() {
    // What a toll was at most on the 25th, it was at most on the 22nd.
    let claims = of_the_army("40", &json!({"as_of": "2022-01-25"}));
    assert_eq!(findings(claims).iter().map(Finding::rule).collect::<Vec<_>>(), [Rule::PartsFallShort]);
}

#[test]
fn parts_of_a_stock_fall_short_on_one_day() {
    let held = |day: &str| {
        let held = json!({"outcome": "held"});
        vec![
            claim("c1", "army", "100", "monitor", "2022-01-21", &held),
            claim("c2", "officers", "20", "monitor", day, &held),
            claim("c3", "ranks", "30", "monitor", "2022-01-21", &held),
        ]
    };
    assert_eq!(findings(held("2022-01-21")).iter().map(Finding::rule).collect::<Vec<_>>(), [Rule::PartsFallShort]);
    nothing(held("2022-01-20"));
}

/// What others count in between hides nothing of what one voice says of a part and its whole.
#[test]
fn another_voice_in_between_hides_no_part_that_exceeds_its_whole() {
    found(
        vec![
            plain("c1", "all", "20", "monitor", "2022-01-22"),
            plain("c2", "children", "40", "monitor", "2022-01-22"),
            plain("c3", "civilians", "41", "observatory", "2022-01-22"),
        ],
        &["error part-exceeds-whole: Monitor: 40 of the part battle/children/killed [c2] is more than 20 of \
           battle/all/killed [c1] as of 2022-01-22."],
    );
}

#[test]
fn parts_of_several_voices_do_not_meet_the_whole() {
    let whole = |count: &str| {
        vec![
            plain("c1", "all", count, "wire", "2022-01-21"),
            plain("c2", "red-fighters", "39", "monitor", "2022-01-21"),
            plain("c3", "guards", "31", "observatory", "2022-01-21"),
        ]
    };
    let dissent = findings(whole("55"));
    assert_eq!(
        shown(&dissent),
        ["warning parts-against-whole: battle/all/killed as of 2022-01-21: the parts by group, 31 of \
          battle/guards/killed + 39 of battle/red-fighters/killed, are 70 or more, but the voices on the whole give 55."]
    );
    assert_eq!(dissent[0].claims().iter().map(AsRef::as_ref).collect::<Vec<&str>>(), ["c1", "c2", "c3"]);
    nothing(whole("72"));
    nothing(whole("at least 55"));
}

#[test]
fn a_toll_falls() {
    let told = |later: &str, rest: Value| {
        vec![
            plain("c1", "civilians", "60", "monitor", "2022-01-21"),
            plain("c2", "civilians", "100", "monitor", "2022-01-22"),
            claim("c3", "civilians", later, "monitor", "2022-01-23", &rest),
        ]
    };
    found(
        told("40", json!({})),
        &["warning toll-falls: Monitor: battle/civilians/killed were 100 [c2] as of 2022-01-22, and later 40 [c3] as \
           of 2022-01-23: a toll cannot fall, but this one falls by at least 60. Other higher claims: [c1]."],
    );
    found(
        told("97", json!({})),
        &["notice toll-falls: Monitor: battle/civilians/killed were 100 [c2] as of 2022-01-22, and later 97 [c3] as \
           of 2022-01-23: a toll cannot fall, but this one falls by at least 3."],
    );
    nothing(told("40", json!({"supersedes": ["c1", "c2"]})));
    nothing(told("120", json!({})));
    // What was added since is no total.
    nothing(told("40", json!({"since": "2022-01-22"})));
    // A stock may fall.
    nothing(vec![
        claim("c1", "guards", "100", "monitor", "2022-01-21", &json!({"outcome": "strength"})),
        claim("c2", "guards", "40", "monitor", "2022-01-22", &json!({"outcome": "strength"})),
    ]);
    // Nor does one voice hold another to its word.
    let others = findings(vec![
        plain("c1", "civilians", "100", "monitor", "2022-01-21"),
        plain("c2", "civilians", "40", "observatory", "2022-01-22"),
    ]);
    assert!(others.is_empty(), "{:?}", shown(&others));
}

/// What a count can mean is not told twice.
#[test]
fn a_range_is_told_once() {
    let fall = findings(vec![
        plain("c1", "civilians", "49", "monitor", "2022-01-22"),
        plain("c2", "civilians", "10 to 14", "monitor", "2022-01-23"),
    ]);
    assert!(fall[0].says().contains(", and later \"10 to 14\" [c2] as of 2022-01-23: "), "{}", fall[0].says());
}

#[test]
fn a_toll_falls_from_one_spokesman_to_another() {
    found(
        vec![
            plain("c1", "civilians", "dozens", "blue-press", "2022-01-21"),
            plain("c2", "civilians", "about 10", "blue-army", "2022-01-22"),
        ],
        &["notice toll-falls: Blue: battle/civilians/killed were \"dozens\" (24 or more) [c1] as of 2022-01-21, and \
           later \"about 10\" (9 to 11) [c2] as of 2022-01-22: a toll cannot fall, but this one falls by at least 13."],
    );
}

#[test]
fn words_of_one_moment_exclude_one_another() {
    let told = |one: &str, other: &str, at: &str| {
        vec![plain("c1", "civilians", one, "monitor", at), plain("c2", "civilians", other, "monitor", at)]
    };
    found(
        told("322", "332", "2022-01-30T12:00:00Z"),
        &["warning contradicts-itself: Monitor: battle/civilians/killed were 322 [c1] as of 2022-01-30T12:00:00Z and \
           332 [c2] as of 2022-01-30T12:00:00Z: both cannot be true; they differ by at least 10."],
    );
    // In the course of a day a toll rises.
    nothing(told("322", "332", "2022-01-30"));
    nothing(told("322", "over 320", "2022-01-30T12:00:00Z"));
    let held = |count: &str| {
        let held = json!({"outcome": "held"});
        vec![
            claim("c1", "guards", count, "monitor", "2022-01-30", &held),
            claim("c2", "guards", "some 3,000", "monitor", "2022-01-30", &held),
        ]
    };
    found(
        held("5,000"),
        &["warning contradicts-itself: Monitor: battle/guards/held were \"some 3,000\" (2,700 to 3,300) [c2] as of \
           2022-01-30 and 5,000 [c1] as of 2022-01-30: both cannot be true; they differ by at least 1,700."],
    );
    nothing(held("3,400"));
}

#[test]
fn a_later_word_of_an_earlier_moment_is_higher() {
    found(
        vec![
            plain("c1", "civilians", "40", "monitor", "2022-01-22"),
            claim("c2", "civilians", "70", "monitor", "2022-01-21", &json!({"published": "2022-01-25"})),
        ],
        &["warning contradicts-itself: Monitor: battle/civilians/killed were 40 [c1] as of 2022-01-22 and 70 [c2] as \
           of 2022-01-21: both cannot be true; they differ by at least 30."],
    );
}

#[test]
fn a_settled_toll_rises() {
    let told = |later: &str| {
        let raid = json!({"event": "raid"});
        vec![
            claim("c1", "civilians", "307", "monitor", "2022-02-02", &raid),
            claim("c2", "civilians", later, "monitor", "2022-02-06", &raid),
        ]
    };
    found(
        told("346"),
        &[
            "notice settled-too-early: Monitor: raid/civilians/killed were 307 [c1] as of 2022-02-02 and 346 [c2] as of \
           2022-02-06, at least 39 more, although the toll counts as settled from 2022-01-27.",
        ],
    );
    nothing(told("310"));
    nothing(told("at least 307"));
}
