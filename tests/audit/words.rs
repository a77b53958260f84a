//! Rules on records, on quotes, and on who repeats whom.

use corroborate::audit::{Severity, Thresholds};
use corroborate::{ClaimId, Finding};
use serde_json::{Value, json};

use crate::records::dossier;
use crate::{claim, field, findings, found, nothing, plain, shown};

#[test]
fn taken_back_before_it_was_said() {
    let claims = |retracted: &str| {
        vec![claim(
            "c1",
            "guards",
            "12",
            "monitor",
            "2022-01-21",
            &json!({"published": "2022-01-23", "retracted": retracted}),
        )]
    };
    found(
        claims("2022-01-22"),
        &["error retracted-before-published: [c1] was retracted on 2022-01-22, before it was published on 2022-01-23."],
    );
    nothing(claims("2022-01-23"));
}

#[test]
fn supersessions_across() {
    let claims = |source: &str, rest: Value| {
        let mut rest = rest;
        rest["supersedes"] = json!(["c1"]);
        vec![
            plain("c1", "guards", "40", "hospital", "2022-01-22"),
            claim("c2", "guards", "12", source, "2022-01-23", &rest),
        ]
    };
    found(
        claims("blue-army", json!({})),
        &["warning supersedes-other-voice: [c2] of Blue army supersedes [c1] of Hospital: only its own speaker can \
           take a claim back."],
    );
    found(
        claims("hospital", json!({"outcome": "wounded"})),
        &["notice supersedes-other-quantity: [c2], of battle/guards/wounded, supersedes [c1], of \
           battle/guards/killed: it counts something else."],
    );
    found(
        claims("hospital", json!({"as_of": "2022-01-21", "published": "2022-01-23"})),
        &["notice supersedes-newer: [c2], as of 2022-01-21, supersedes [c1], as of 2022-01-22, which is newer."],
    );
    nothing(claims("hospital", json!({})));
}

#[test]
fn a_claim_differs_from_its_quote() {
    let quoted = |count: &str, quote: &str| {
        vec![claim("c1", "guards", count, "monitor", "2022-01-21", &json!({"quote": quote}))]
    };
    found(
        quoted("25", "left 41 dead, 16 of them militants"),
        &[
            "warning quote-differs: battle/guards/killed 25 [c1]: its quote names 41 and 16: \"left 41 dead, 16 of them \
           militants\".",
        ],
    );
    // What adds up to nothing is no sum: 0 is not named.
    assert_eq!(findings(quoted("0 to 5", "left 41 dead")).len(), 1);
    for (count, quote) in [
        ("25", "left 25 dead including 16 militants"),
        ("1,000", "more than a thousand"),
        ("11", "Ten soldiers and one officer were killed"),
        ("nearly 12", "nearly a dozen soldiers"),
        ("2,000-4,000", "2,000-4,000 foreigners from almost 50 countries"),
        ("25", "confirmed the death toll on 21 January 2022"),
        ("1", "a firefighter and 4 others"),
        ("dozens", "dozens, 12 of them boys"),
        ("200", "meer dan 200 strijders"),
        ("1,500,000", "1.5 million people were displaced to 3 camps"),
        ("2000", "2000 people were killed in 3 villages"),
        ("1200", "1\u{202f}200 people in 3 villages"),
        ("2,340", "two thousand three hundred and forty dead in 3 villages"),
        ("3", "a father, 34, his wife and a 12-year-old son"),
        ("27", "20 soldiers, 7 guards and 3 villagers"),
    ] {
        nothing(quoted(count, quote));
    }
}

#[test]
fn none_or_one_differs_from_its_quote() {
    let quoted = |count: &str, outcome: &str, quote: &str| {
        let rest = json!({"quote": quote, "outcome": outcome});
        vec![claim("c1", "guards", count, "monitor", "2022-01-21", &rest)]
    };
    found(
        quoted("1", "killed", "At least 12 people were killed and 30 wounded"),
        &[
            "warning quote-differs: battle/guards/killed 1 [c1]: its quote names at least 12: \"At least 12 people were killed and \
           30 wounded\".",
        ],
    );
    found(
        quoted("none", "killed", "four people were killed"),
        &["warning quote-differs: battle/guards/killed 0 [c1]: its quote names 4: \"four people were killed\"."],
    );
    for (count, outcome, quote) in [
        ("1", "killed", "two people were killed"),
        ("0", "wounded", "left 3 wounded"),
        ("1", "detained", "arrested five men"),
    ] {
        assert_eq!(findings(quoted(count, outcome, quote)).len(), 1, "{quote}");
    }
    for (count, outcome, quote) in [
        // Another harm, and no harm.
        ("1", "wounded", "two people were killed"),
        ("1", "killed", "two vehicles burnt"),
        // The one is not a number here, or the number is there.
        ("1", "killed", "a guard and 4 others were killed"),
        ("1", "killed", "killed a Syrian army officer and three soldiers"),
        ("1", "killed", "12 people were killed, including one guard"),
        ("1", "killed", "two were killed, among them his son"),
        // Denials.
        ("0", "killed", "no guards were killed, though 3 civilians were killed"),
        ("0", "killed", "The army denied that 3 guards were killed"),
        ("0", "killed", "3 guards weren't killed"),
        ("0", "killed", "killed: nil"),
    ] {
        nothing(quoted(count, outcome, quote));
    }
}

#[test]
fn a_quote_names_its_counts_in_any_words() {
    let named = |count: &str, outcome: &str, quote: &str| {
        let rest = json!({"quote": quote, "outcome": outcome});
        let found = findings(vec![claim("c1", "all", count, "monitor", "2022-01-21", &rest)]);
        let said = found.first().map(Finding::says).unwrap_or_default();
        said.split_once("its quote names ")
            .map_or(said.clone(), |(_, names)| names.split_once(": ").map_or(names, |(names, _)| names).to_owned())
    };
    for (count, outcome, quote, names) in [
        ("1", "wounded", "A dozen people were injured", "about 12"),
        ("1", "wounded", "Dozens of people were injured", "dozens"),
        ("1", "killed", "A hundred miners died", "100"),
        ("1", "killed", "A couple died", "a couple"),
        ("0", "killed", "several people were killed", "several"),
        ("1", "killed", "some 200 people were killed, one of them a child", "about 200"),
        ("1", "killed", "12 people were killed, including a child", "12"),
        ("16", "killed", "left 41 dead, 16 of them militants", "41"),
        ("1", "killed", "between 10 and 15 dead", "10 to 15"),
        ("0", "wounded", "nobody was killed but 7 were hurt", "7"),
        ("1", "killed", "Killed: nine.", "9"),
        ("0", "killed", "21 bodies found", "21"),
        ("0", "killed", "21 casualties found", "21"),
        ("0", "killed", "Death toll of 21", "21"),
        ("0", "wounded", "12 killed or wounded", ""),
        ("12", "killed", "dozens were killed", "dozens"),
        ("3", "casualties", "2 dead and 7 wounded", "2 and 7"),
        // Quotes that agree, or leave room.
        ("20", "killed", "at least 20 dead", ""),
        ("at least 20", "killed", "20 dead", ""),
        ("30", "killed", "dozens were killed", ""),
        ("9", "casualties", "2 dead and 7 wounded", ""),
        ("several", "killed", "nobody was killed", ""),
        ("12", "killed", "250 people were arrested, 12 of whom died", ""),
        ("0", "killed", "nobody was killed but 7 were hurt", ""),
        ("0", "killed", "Students protested against the killing of 12 classmates", ""),
        ("0", "killed", "killing 40 sheep", ""),
        ("1", "killed", "a man was killed and three others wounded", ""),
        ("3", "killed", "killed a village head and his two sons", ""),
        ("12", "killed", "A man said 11 people were killed", "11"),
        ("4", "killed", "12 casualties", "12"),
    ] {
        assert_eq!(named(count, outcome, quote), names, "{count} {outcome}: {quote}");
    }
}

#[test]
fn a_quote_counts_no_people() {
    let quoted = |quote: &str| vec![claim("c1", "guards", "12", "monitor", "2022-01-21", &json!({"quote": quote}))];
    found(
        quoted("destroyed 12 armoured vehicles"),
        &["notice wrong-unit: battle/guards/killed 12 [c1]: its quote counts vehicles: \"destroyed 12 armoured \
           vehicles\"."],
    );
    nothing(quoted("killed 12 in their vehicles"));
    nothing(quoted("killed 12, vehicles burnt"));
    nothing(quoted("12 vehicles and 12 dead"));
}

#[test]
fn a_total_is_the_sum_of_others() {
    let told = |total: &str, source: &str, published: &str| {
        vec![
            plain("c1", "red-fighters", "at least 39", "monitor", "2022-01-21"),
            plain("c2", "guards", "at least 20", "hospital", "2022-01-21"),
            claim("c3", "civilians", "11", "officer", "2022-01-21", &json!({"event": "raid"})),
            claim("c4", "all", total, source, "2022-01-22", &json!({"event": "war", "published": published})),
        ]
    };
    found(
        told("at least 70", "wire", "2022-01-22"),
        &["warning sum-of-others: war/all/killed \"at least 70\" (70 or more) [c4] by Wire: exactly the sum of the \
           claims on its parts, 39 of battle/red-fighters/killed [c1] + 20 of battle/guards/killed [c2] + 11 of \
           raid/civilians/killed [c3] = 70: derived, not independent."],
    );
    nothing(told("at least 71", "wire", "2022-01-22"));
    // What became known later was not added up.
    let mut early = told("at least 70", "wire", "2022-01-22");
    early[0]["published"] = json!("2022-01-23");
    nothing(early);
    // One's own parts add up to one's own whole.
    nothing(vec![
        plain("c1", "red-fighters", "39", "monitor", "2022-01-21"),
        plain("c2", "guards", "20", "monitor", "2022-01-21"),
        plain("c3", "all", "59", "monitor", "2022-01-21"),
    ]);
    // Whoever else gave one of them.
    nothing(vec![
        plain("c1", "red-fighters", "39", "monitor", "2022-01-21"),
        plain("c2", "guards", "20", "monitor", "2022-01-21"),
        claim("c3", "guards", "20", "hospital", "2022-01-21", &json!({"published": "2022-01-22"})),
        plain("c4", "all", "59", "monitor", "2022-01-22"),
    ]);
    // And where the parts are all there is, so do everybody's.
    nothing(vec![
        plain("c1", "ranks", "10", "monitor", "2022-01-21"),
        plain("c2", "officers", "1", "monitor", "2022-01-21"),
        plain("c3", "army", "11", "wire", "2022-01-21"),
    ]);
}

#[test]
fn a_figure_is_shared() {
    let told = |sources: &[&str], count: &str, days: &[&str]| -> Vec<Value> {
        let claims = sources.iter().zip(days).enumerate();
        claims.map(|(at, (source, day))| plain(&format!("c{at}"), "civilians", count, source, day)).collect()
    };
    let one_day = ["2022-01-21", "2022-01-21T09:00:00Z", "2022-01-21"];
    found(
        told(&["monitor", "wire", "hospital"], "17", &one_day),
        &[
            "warning same-figure: battle/civilians/killed: 3 voices say 17 within 24 hours: Hospital [c2], Monitor [c0] \
           and Wire [c1]; is one an undeclared copy?",
        ],
    );
    found(
        told(&["green-press", "blue-press"], "89", &one_day),
        &["notice same-figure: battle/civilians/killed: 2 voices say 89 within 24 hours: Blue [c1] and Green [c0]; \
           is one an undeclared copy?"],
    );
    // What stands together is found together, whatever stood shortly before it.
    let hours = ["2022-01-21T01:00:00Z", "2022-01-22T00:30:00Z", "2022-01-22T02:00:00Z", "2022-01-22T03:00:00Z"];
    for number in ["17", "89"] {
        let findings = findings(told(&["officer", "monitor", "wire", "hospital"], number, &hours));
        let said = shown(&findings);
        assert!(said.len() == 1 && said[0].starts_with("warning same-figure"), "{said:?}");
        assert_eq!(findings[0].claims().iter().map(ClaimId::as_str).collect::<Vec<_>>(), ["c1", "c2", "c3"]);
    }
    // A copy that says so is no undeclared one, by whichever name it calls the other.
    for name in ["monitor", "Monitor"] {
        let mut copied = told(&["monitor", "wire", "hospital"], "89", &one_day);
        copied[1]["relayed_by"] = json!([name]);
        let relayed = |relayed: &str, claim: &str| {
            format!(
                "warning relay-as-source: \"Monitor\" [c0] gives the number of {relayed:?} [{claim}], which names it as a \
                 relay: if it only passes that on, it is no second voice; leave out [c0], and keep \"Monitor\" under \
                 `relayed_by` of [{claim}]."
            )
        };
        found(
            copied.clone(),
            &[
                &relayed("Wire", "c1"),
                "notice same-figure: battle/civilians/killed: 2 voices say 89 within 24 hours: Hospital [c2] and \
                 Monitor [c0]; is one an undeclared copy?",
            ],
        );
        copied[2]["relayed_by"] = json!([name]);
        found(copied, &[&relayed("Wire", "c1"), &relayed("Hospital", "c2")]);
    }
    // Small numbers agree because they are right, round ones because people round.
    nothing(told(&["monitor", "wire", "hospital"], "7", &one_day));
    nothing(told(&["monitor", "wire", "hospital"], "120", &one_day));
    nothing(told(&["monitor", "wire"], "17", &one_day));
    nothing(told(&["blue-army", "blue-press"], "89", &one_day));
    nothing(told(&["monitor", "wire"], "89", &["2022-01-21", "2022-01-24"]));
    let claims = told(&["monitor", "wire"], "17", &one_day);
    let strict = dossier(field(), claims).audit(&Thresholds::new().telling_of_two(10));
    assert_eq!(strict.iter().map(Finding::severity).collect::<Vec<_>>(), [Severity::Notice]);
}

/// Claims of 12 by sources of these names, whose ids say nothing.
fn named(names: &[&str]) -> Vec<String> {
    let mut field = field();
    let mut claims = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let source = json!({"id": format!("x{at}"), "name": name, "kind": "media"});
        field["sources"].as_array_mut().expect("a list").push(source);
        claims.push(plain(&format!("c{at}"), "civilians", "12", &format!("x{at}"), "2022-01-21"));
    }
    shown(&dossier(field, claims).audit(&Thresholds::new()))
}

#[test]
fn a_source_may_only_repeat_another_by_its_name() {
    assert_eq!(
        named(&["SOHR", "Reuters citing SOHR"]),
        ["warning relay-as-source: \"Reuters citing SOHR\" [c1] may only repeat \"SOHR\" [c0], but they count as 2 \
          voices, which can corroborate each other: if it does, write \"SOHR\" as the `source`, and \"Reuters\" under \
          `relayed_by`."]
    );
    // Nobody else need say it.
    assert_eq!(
        named(&["AFP, quoting the Ministry", "Ministry via Reuters"]),
        [
            "warning relay-as-source: \"AFP, quoting the Ministry\" [c0] and \"Ministry via Reuters\" [c1] may only repeat \
          \"the Ministry\", but they count as 2 voices, which can corroborate each other: if they do, write \"the \
          Ministry\" as the `source`, and \"AFP\" and \"Reuters\" under `relayed_by`."
        ]
    );
    for name in [
        "SOHR via Reuters",
        "SOHR (via Reuters)",
        "S.O.H.R., quoted by Reuters",
        "SOHR (quoted by Reuters)",
        "sohr-via-reuters",
        "SOHR told Reuters",
        "Reuters (citing SOHR)",
        "Reuters, according to the SOHR",
    ] {
        let found = named(&["SOHR", name]);
        assert!(found.len() == 1 && found[0].contains("\"Reuters\" under `relayed_by`.") || name.contains("reuters"));
        assert!(found.len() == 1 && found[0].contains("write \"SOHR\" as the `source`"), "{name}: {found:?}");
    }
    // A number that they share is no second finding, of whichever quantity.
    let mut field = field();
    for (id, name) in [("x0", "SOHR"), ("x1", "Reuters citing SOHR")] {
        field["sources"].as_array_mut().expect("a list").push(json!({"id": id, "name": name, "kind": "media"}));
    }
    let claims = vec![
        plain("c0", "civilians", "11", "x0", "2022-01-21"),
        plain("c1", "civilians", "23", "x0", "2022-01-23"),
        plain("c2", "civilians", "23", "x1", "2022-01-23"),
        claim("c3", "civilians", "61", "x0", "2022-01-23", &json!({"outcome": "missing"})),
        claim("c4", "civilians", "61", "x1", "2022-01-23", &json!({"outcome": "missing"})),
    ];
    let found = dossier(field, claims).audit(&Thresholds::new());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].claims().iter().map(ClaimId::as_str).collect::<Vec<_>>(), ["c1", "c2"], "the newest");
    for names in [["SOHR", "Via Campesina"], ["SOHR", "Reuters citing OCHA"], ["SOHR", "Observations citing"]] {
        assert!(named(&names).is_empty(), "{names:?}");
    }
}

#[test]
fn a_relay_stands_beside_the_source_that_names_it() {
    let told = |count: &str, days: [&str; 2]| {
        vec![
            claim("c1", "civilians", count, "hospital", days[0], &json!({"relayed_by": ["The Wire"]})),
            plain("c2", "civilians", count, "wire", days[1]),
        ]
    };
    found(
        told("7", ["2022-01-21", "2022-01-22"]),
        &[
            "warning relay-as-source: \"Wire\" [c2] gives the number of \"Hospital\" [c1], which names it as a relay: if \
           it only passes that on, it is no second voice; leave out [c2], and keep \"Wire\" under `relayed_by` of [c1].",
        ],
    );
    nothing(told("7", ["2022-01-21", "2022-01-25"]));
    // Named elsewhere, where two do not give the number by chance.
    let elsewhere = |count: &str| {
        let mut claims = told(count, ["2022-01-21", "2022-01-21"]);
        claims[0]["outcome"] = json!("wounded");
        claims.push(plain("c3", "civilians", count, "hospital", "2022-01-21"));
        shown(&findings(claims)).iter().map(|found| found.starts_with("warning relay-as-source")).collect::<Vec<_>>()
    };
    assert_eq!((elsewhere("89"), elsewhere("7"), elsewhere("90")), (vec![true], vec![], vec![]));
}

#[test]
fn one_source_is_told_three_ways() {
    let told = |counts: &[&str], source: &str, day: &str| -> Vec<Value> {
        let claim = |(at, count): (usize, &&str)| {
            let (id, as_of) = (format!("c{at}"), if at == 0 { "2022-01-22" } else { day });
            claim(
                &id,
                "guards",
                count,
                source,
                as_of,
                &json!({"outcome": "held", "relayed_by": [format!("relay {at}")]}),
            )
        };
        counts.iter().enumerate().map(claim).collect()
    };
    found(
        told(&["up to 3,500", "about 3,500", "at least 3,500"], "monitor", "2022-01-22"),
        &[
            "warning told-several-ways: Monitor: 3,500 of battle/guards/held is hedged in 3 ways, \"at least 3,500\" [c2], \
           \"about 3,500\" [c1] and \"up to 3,500\" [c0]; one claims at least this number, another at most.",
        ],
    );
    found(
        told(&["around 1,000", "more than 1,000", "1,000"], "monitor", "2022-01-23"),
        &[
            "notice told-several-ways: Monitor: 1,000 of battle/guards/held is hedged in 3 ways, \"1,000\" [c2], \"more \
           than 1,000\" [c1] and \"around 1,000\" [c0].",
        ],
    );
    nothing(told(&["3,500", "at least 3,500", "over 3,500"], "monitor", "2022-01-22"));
    nothing(told(&["3,500", "about 3,500"], "monitor", "2022-01-22"));
    nothing(told(&["up to 3,500", "at least 3,500"], "monitor", "2022-01-28"));
}

#[test]
fn part_and_whole_share_a_number() {
    let told = |number: &str, day: &str| {
        vec![plain("c1", "all", number, "monitor", "2022-01-26"), plain("c2", "red-fighters", number, "monitor", day)]
    };
    found(
        told("181", "2022-01-28"),
        &["notice same-for-part-and-whole: Monitor: 181 for battle/red-fighters/killed as of 2022-01-28 [c2] and \
           again for its whole, battle/all/killed as of 2022-01-26 [c1], 2 days apart: which was counted?"],
    );
    nothing(told("180", "2022-01-28"));
    nothing(told("81", "2022-01-28"));
    nothing(told("181", "2022-02-03"));
}

#[test]
fn about_a_number_that_is_not_round() {
    let told = |count: &str| vec![plain("c1", "guards", count, "monitor", "2022-01-21")];
    found(
        told("around 189"),
        &["notice precise-about: Monitor: battle/guards/killed \"around 189\" (170 to 208) [c1] hedges a number \
           that is not round: was 189 exact before it was relayed?"],
    );
    for count in ["189", "around 190", "around 185", "about 23", "nearly a dozen", "at least 189"] {
        nothing(told(count));
    }
}

#[test]
fn a_record_stands_twice() {
    let told = |url: &str, relay: &str| {
        let record = |url: &str, relay: &str| json!({"url": url, "relayed_by": [relay]});
        vec![
            claim("c1", "guards", "7", "monitor", "2022-01-21", &record("https://a.example", "AFP")),
            claim("c2", "guards", "7", "monitor", "2022-01-21", &record(url, relay)),
        ]
    };
    found(
        told("https://a.example", "AFP"),
        &["notice entered-twice: Monitor: battle/guards/killed \"7\" as of 2022-01-21 is entered 2 times under \
           different ids: [c1] and [c2]."],
    );
    nothing(told("https://b.example", "AFP"));
    nothing(told("https://a.example", "AP"));
}

#[test]
fn an_end_rests_on_the_unnamed() {
    let told = |named: &str| {
        let mut claims = vec![claim("c1", "guards", "eleven", "officer", "2022-01-21", &json!({"anonymous": true}))];
        claims.extend((!named.is_empty()).then(|| plain("c2", "guards", named, "monitor", "2022-01-21")));
        claims
    };
    found(
        told(""),
        &["notice unnamed-decides: battle/guards/killed as of 2022-01-21: its low, 11, and its high, 11, rest on \
           unnamed speakers alone (An officer: 11 [c1])."],
    );
    found(
        told("at least 2"),
        &["notice unnamed-decides: battle/guards/killed as of 2022-01-21: its low, 11, and its high, 11, rest on \
           unnamed speakers alone (An officer: 11 [c1])."],
    );
    nothing(told("11"));
    nothing(told("12"));
}

#[test]
fn nothing_is_exhausted_by_no_parts() {
    let mut field = field();
    field["groups"] = json!([{"id": "g", "name": "G", "exhaustive": true}, {"id": "h", "name": "H", "exhaustive": true},
                             {"id": "i", "name": "I", "part_of": "h"}]);
    field["events"] = json!([{"id": "e", "name": "E", "exhaustive": true}]);
    assert_eq!(
        shown(&dossier(field, Vec::new()).audit(&Thresholds::new())),
        [
            "warning exhaustive-without-parts: event e is declared exhaustive and has no parts: the declaration has \
           no effect.",
            "warning exhaustive-without-parts: group g is declared exhaustive and has no parts: the declaration has \
           no effect.",
        ]
    );
}

#[test]
fn set_aside_claims_are_not_looked_at() {
    for rest in [json!({"retracted": "2022-01-25"}), json!({"credibility": 5})] {
        nothing(vec![
            plain("c1", "civilians", "40", "monitor", "2022-01-22"),
            claim("c2", "civilians", "100", "monitor", "2022-01-21", &rest),
            claim("c3", "civilians", "around 189", "hospital", "2022-01-21", &rest),
        ]);
    }
}
