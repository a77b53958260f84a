//! What an answer says of itself, letter by letter, where it is easily told wrong: ceilings that
//! were not taken, contests, slack, other rules than the default, other moments.
#![cfg(feature = "serde")]

use crate::records::{dossier, quantity};
use corroborate::{Dossier, End, Interval, Panel, Policy, Question, Ruling, Voice, policy};
use serde_json::{Value, json};

/// A claim on how many were killed: whose people, by whom, what, as of which day of March, and
/// what else is known of it.
struct Said(&'static str, &'static str, &'static str, u32, Value);

fn said(group: &'static str, source: &'static str, count: &'static str) -> Said {
    Said(group, source, count, 2, json!({}))
}

/// One event and its dead: all, of whom soldiers and civilians and no others.
fn strike(exhaustive: bool, said: &[Said]) -> Dossier {
    let claim = |Said(group, source, count, day, more): &Said| {
        let mut claim = json!({"group": group, "count": count, "source": source.to_lowercase(),
                               "as_of": format!("2024-03-{day:02}")});
        let more = more.as_object().into_iter().flatten();
        claim.as_object_mut().expect("an object").extend(more.map(|(key, value)| (key.clone(), value.clone())));
        claim
    };
    let neutral = ["Clinic", "Hospital", "Ministry", "Officer"];
    let mut sources: Vec<Value> =
        neutral.iter().map(|name| json!({"id": name.to_lowercase(), "name": name, "kind": "other"})).collect();
    sources.push(json!({"id": "army", "name": "Army", "kind": "belligerent", "party": "army"}));
    sources.push(json!({"id": "militia", "name": "Militia", "kind": "belligerent", "party": "militia"}));
    let scene = json!({
        "parties": [{"id": "army", "name": "National Army", "opposes": ["militia"]},
                    {"id": "militia", "name": "Hill Militia"}],
        "sources": sources,
        "groups": [{"id": "all", "name": "All", "exhaustive": exhaustive},
                   {"id": "soldiers", "name": "Soldiers", "part_of": "all", "party": "army", "status": "combatant"},
                   {"id": "civilians", "name": "Civilians", "part_of": "all", "status": "civilian"}],
        "events": [{"id": "e", "name": "Strike", "start": "2024-03-01"}],
    });
    dossier(scene, said.iter().map(claim))
}

/// The sentences under a policy that begin so.
#[track_caller]
fn told(dossier: &Dossier, of: &str, policy: &str, begins: &str) -> Vec<String> {
    let policy = policy::named(policy).expect("named");
    let answer = dossier.reconcile(&Question::new(), &*policy);
    let derivation = answer.explain(&quantity(of)).expect("in play");
    let words = derivation.words();
    words.sentences().iter().filter(|sentence| sentence.starts_with(begins)).cloned().collect()
}

#[track_caller]
fn tells(dossier: &Dossier, of: &str, policy: &str, sentence: &str) {
    let (begins, _) = sentence.split_once([':', ' ']).expect("more than a word");
    let told = told(dossier, of, policy, begins);
    assert_eq!(told, [sentence], "{of} by {policy}");
}

#[test]
fn no_ceiling_where_nobody_gives_one() {
    let dossier = strike(false, &[said("all", "Hospital", "at least 15"), said("all", "Officer", "dozens")]);
    for policy in ["least-dissent", "envelope"] {
        tells(&dossier, "e/all/killed", policy, "No ceiling: no statement in force gives one.");
    }
}

#[test]
fn a_figure_with_a_stake_is_said_to_be_in_the_range_only_if_it_is() {
    let boast = |count| Said("all", "Militia", count, 2, json!({"interest": "maximise"}));
    let beside = |count| strike(false, &[said("all", "Hospital", "100"), boast(count)]);
    let cases = [("100", "does"), ("104", "names one so near it that rounding or recounting explains the difference")];
    for (count, does) in cases {
        let expected = format!(
            "Uncorroborated: nobody else without a stake in the answer names a figure in that range; \
             Hill Militia ({count}) {does}, but has a stake in the answer."
        );
        tells(&beside(count), "e/all/killed", "least-dissent", &expected);
    }
}

#[test]
fn a_contested_gap_tells_both_sides_and_whose_ceiling_does_not_hold() {
    let two = strike(false, &[said("all", "Hospital", "15"), said("all", "Officer", "dozens")]);
    tells(
        &two,
        "e/all/killed",
        "least-dissent",
        "No ceiling: Hospital gives one, 15, but 24 or more (fits Officer: \"dozens\"), which \
         contradicts it, has none.",
    );
    tells(
        &two,
        "e/all/killed",
        "least-dissent",
        "Contested: whichever count one takes, at least one of the two voices would be wrong: 15 (fits \
         Hospital: 15) or 24 or more (fits Officer: \"dozens\"), not both.",
    );
    let three = [said("all", "Hospital", "15"), said("all", "Ministry", "30"), said("all", "Officer", "at least 50")];
    let three = strike(false, &three);
    tells(
        &three,
        "e/all/killed",
        "least-dissent",
        "No ceiling: Hospital (15) and Ministry (30) give one, but 50 or more (fits Officer: \"at least \
         50\"), which contradicts them, has none.",
    );
    tells(
        &three,
        "e/all/killed",
        "least-dissent",
        "Contested: whichever count one takes, at least two of the three voices would be wrong: 15 (fits \
         Hospital: 15), 30 (fits Ministry: 30) or 50 or more (fits Officer: \"at least 50\"), only one \
         of them.",
    );
}

#[test]
fn dissenters_stand_against_those_who_agree() {
    let with_ceiling = [
        said("all", "Clinic", "at least 22"),
        said("all", "Hospital", "at least 20"),
        said("all", "Ministry", "at most 5"),
    ];
    let dossier = strike(false, &with_ceiling);
    tells(&dossier, "e/all/killed", "least-dissent", "No ceiling: Ministry gives one, 5, but is a dissenter.");
    tells(
        &dossier,
        "e/all/killed",
        "face-value",
        "Contested: whichever count one takes, at least one of the three voices would be wrong: 22 or \
         more (fits Clinic: \"at least 22\"; Hospital: \"at least 20\") against Ministry (\"at most \
         5\").",
    );
}

#[test]
fn a_ceiling_below_what_was_counted_is_none() {
    let body_count = Said("all", "Hospital", "20", 2, json!({"basis": "documented"}));
    let dossier = strike(false, &[body_count, said("all", "Ministry", "at most 12")]);
    tells(
        &dossier,
        "e/all/killed",
        "least-dissent",
        "No ceiling: Ministry gives one, 12, but that is below the 20 counted body by body, or admitted.",
    );
}

/// An interested voice does not outvote a neutral one: another count contradicts fewer.
#[test]
fn the_counts_taken_need_not_contradict_the_fewest() {
    let claims =
        [said("civilians", "Hospital", "10"), said("civilians", "Army", "30"), said("civilians", "Militia", "40")];
    let mut dossier = serde_json::to_value(strike(false, &claims)).expect("JSON");
    for claim in 1..=2 {
        dossier["claims"][claim]["interest"] = json!("minimise");
        dossier["claims"][claim]["basis"] = json!("estimated");
        dossier["sources"].as_array_mut().expect("a list").iter_mut().for_each(|source| {
            if ["army", "militia"].contains(&source["id"].as_str().expect("an id")) {
                source["reliability"] = json!("D");
            }
        });
    }
    let dossier: Dossier = serde_json::from_str(&dossier.to_string()).unwrap_or_else(|faults| panic!("{faults}"));
    tells(
        &dossier,
        "e/civilians/killed",
        "least-dissent",
        "Contested: the counts taken contradict two of the three voices: 10 (fits Hospital: 10) against \
         National Army (30 as a floor) and Hill Militia (40 as a floor).",
    );
}

#[test]
fn parts_that_widen_the_range_open_it() {
    let claims = [
        said("all", "Ministry", "12"),
        said("soldiers", "Hospital", "at least 15"),
        said("civilians", "Clinic", "at least 4"),
    ];
    let dossier = strike(false, &claims);
    tells(
        &dossier,
        "e/all/killed",
        "least-dissent",
        "No ceiling: Ministry gives one, 12, but the parts by group, which the range was widened to take in, have none.",
    );
    tells(
        &dossier,
        "e/all/killed",
        "least-dissent",
        "Contested: the parts by group (19 or more) and what is said of the whole (12, by Ministry) disagree.",
    );
}

#[test]
fn an_open_end_tells_who_closes_it_and_who_does_not() {
    let dossier = strike(false, &[said("soldiers", "Army", "a few"), said("soldiers", "Militia", "30")]);
    let answer = dossier.reconcile(&Question::new(), Hull);
    let derivation = answer.explain(&quantity("e/soldiers/killed")).expect("in play");
    let told = derivation.words().to_string();
    assert!(told.contains("No ceiling: Hill Militia gives one, 30, but National Army gives none."), "{told}");
    let body_count = Said("all", "Hospital", "20", 2, json!({"basis": "documented"}));
    let dossier = self::strike(false, &[body_count, said("all", "Ministry", "25")]);
    tells(
        &dossier,
        "e/all/killed",
        "minimum-verifiable",
        "No ceiling: Ministry gives one, 25, but the policy takes none.",
    );
}

#[test]
fn the_slack_stands_where_it_enters() {
    let claims = [
        said("all", "Hospital", "44"),
        said("civilians", "Clinic", "at least 4"),
        said("soldiers", "Clinic", "at least 20"),
    ];
    let dossier = strike(true, &claims);
    tells(
        &dossier,
        "e/civilians/killed",
        "least-dissent",
        "The whole (the group it is part of) is 44 (42 to 46 with room for rounding and recounting) and its other \
         parts add up to 20 or more, which leaves at most 26.",
    );
}

#[test]
fn a_figure_near_the_range_is_not_said_to_be_in_it() {
    let near = [said("all", "Clinic", "20"), said("all", "Hospital", "21")];
    let near = strike(false, &near);
    tells(
        &near,
        "e/all/killed",
        "gtd",
        "Corroborated: Clinic (20) and Hospital (21), independent of each other, name figures in that \
         range or so near it that rounding or recounting explains the difference.",
    );
}

#[test]
fn the_ladder_is_told_beside_its_own_range_alone() {
    let dossier =
        strike(false, &[said("all", "Clinic", "13"), said("all", "Hospital", "15"), said("all", "Ministry", "40")]);
    let ladder = |policy: &str| {
        let all = told(&dossier, "e/all/killed", policy, "");
        all.into_iter().filter(|sentence| sentence.contains("wrong.")).collect::<Vec<_>>()
    };
    let rungs = "13 to 40 if two of the three voices are wrong.";
    for policy in ["least-dissent", "face-value", "prudent"] {
        assert_eq!(ladder(policy), [rungs], "{policy}");
    }
    for policy in policy::NAMES.into_iter().skip(3) {
        assert_eq!(ladder(policy), [""; 0], "{policy}");
    }
}

#[test]
fn a_contest_is_with_what_the_rule_took_and_not_with_what_parts_made_of_it() {
    let claims = [
        Said("all", "Ministry", "12", 3, json!({})),
        said("all", "Hospital", "at least 15"),
        Said("soldiers", "Clinic", "19", 3, json!({})),
    ];
    let widened = strike(false, &claims);
    tells(
        &widened,
        "e/all/killed",
        "gtd",
        "Contested: 12 (fits Ministry: 12), which the policy took, contradicts one of the two voices: \
         Hospital (\"at least 15\").",
    );
    let as_ruled = strike(false, &claims[..2]);
    tells(
        &as_ruled,
        "e/all/killed",
        "gtd",
        "Contested: 12 (fits Ministry: 12) contradicts one of the two voices: Hospital (\"at least \
         15\").",
    );
}

#[test]
fn a_whole_and_its_other_parts_are_heard_as_of_the_part_s_moment() {
    let claims = [
        said("all", "Hospital", "44"),
        Said("all", "Hospital", "60", 4, json!({})),
        said("civilians", "Clinic", "at least 4"),
        said("soldiers", "Clinic", "at least 20"),
    ];
    let dossier = strike(true, &claims);
    tells(
        &dossier,
        "e/civilians/killed",
        "least-dissent",
        "As of 2024-03-02 the whole (the group it is part of) is 44 (42 to 46 with room for rounding and \
         recounting) and its other parts add up to 20 or more, which leaves at most 26.",
    );
    let as_of = Question::new().as_of("2024-03-02".parse().expect("a moment"));
    let policy = policy::named("least-dissent").expect("named");
    let answer = dossier.reconcile(&as_of, &*policy);
    let words = answer.explain(&quantity("e/civilians/killed")).expect("in play").words().to_string();
    assert!(words.contains(" The whole (the group it is part of) is 44 (42 to 46"), "{words}");
}

#[test]
fn names_that_are_lists_are_kept_apart() {
    let claims = [said("all", "Clinic", "13"), said("all", "Hospital", "14"), said("all", "Ministry", "40")];
    let mut renamed = serde_json::to_value(strike(false, &claims)).expect("JSON");
    for source in renamed["sources"].as_array_mut().expect("a list") {
        if source["id"] == "clinic" {
            source["name"] = json!("Red Cross and Red Crescent");
        }
    }
    let renamed: Dossier = serde_json::from_str(&renamed.to_string()).unwrap_or_else(|faults| panic!("{faults}"));
    tells(
        &renamed,
        "e/all/killed",
        "least-dissent",
        "Contested: whichever count one takes, at least one of the three voices would be wrong: 13 to 14 \
         (fits Red Cross and Red Crescent: 13; Hospital: 14) against Ministry (40).",
    );
}

#[test]
fn every_voice_is_named_that_says_the_same() {
    let dossier = strike(false, &[said("all", "Clinic", "47"), said("all", "Hospital", "47")]);
    tells(&dossier, "e/all/killed", "least-dissent", "Low and high: 47, said by Clinic.");
    tells(&dossier, "e/all/killed", "least-dissent", "Also in force: Hospital (47).");
}

/// Who names only a limit names no figure.
#[test]
fn a_figure_is_of_those_who_name_it() {
    let dossier = strike(false, &[said("all", "Clinic", "61"), said("all", "Hospital", "up to 90")]);
    let told = told(&dossier, "e/all/killed", "least-dissent", "61");
    assert_eq!(told, ["61 killed, the figure of one voice alone."]);
}

#[test]
fn a_gap_within_the_slack_is_told_as_one() {
    let dossier = strike(false, &[said("all", "Clinic", "about 15"), said("all", "Hospital", "19")]);
    tells(
        &dossier,
        "e/all/killed",
        "least-dissent",
        "Low: 15, the figure of Clinic (\"about 15\"); another voice says more, but the two differ by no more than \
         rounding or recounting explains.",
    );
    let dossier = strike(false, &[said("all", "Clinic", "47"), said("all", "Hospital", "more than 48")]);
    tells(
        &dossier,
        "e/all/killed",
        "least-dissent",
        "Corroborated: Clinic (47) and Hospital (\"more than 48\"), independent of each other, name figures in that range, \
         and differ by no more than rounding or recounting explains.",
    );
}

/// Another rule takes in what is far apart.
#[test]
fn figures_far_apart_are_not_said_to_be_within_the_slack() {
    let dossier = strike(false, &[said("all", "Clinic", "860"), said("all", "Hospital", "at least 1,500")]);
    let words = "Corroborated: Clinic (860) and Hospital (\"at least 1,500\"), independent of each other, name figures in that \
                 range.";
    tells(&dossier, "e/all/killed", "ucdp", words);
}

#[test]
fn a_plain_number_that_bounds_one_side_is_told_so() {
    let body_count = Said("all", "Hospital", "20", 2, json!({"basis": "documented"}));
    let claims = [body_count, said("all", "Ministry", "25"), said("all", "Officer", "at least 40")];
    tells(
        &strike(false, &claims),
        "e/all/killed",
        "least-dissent",
        "Contested: whichever count one takes, at least one of the three voices would be wrong: 25 (fits Hospital: 20 as \
         a floor; Ministry: 25) or 40 or more (fits Hospital: 20 as a floor; Officer: \"at least 40\"), not both.",
    );
}

/// An increment is told with its start, and a denial once, however often it is made.
#[test]
fn increments_and_denials_are_told_as_such() {
    let since = Said("all", "Hospital", "32", 4, json!({"since": "2024-03-03"}));
    let dossier = strike(false, &[since]);
    tells(&dossier, "e/all/killed", "least-dissent", "Low: 32 since 2024-03-03, said by Hospital.");
    let none = |day| Said("all", "Ministry", "none", day, json!({"interest": "minimise"}));
    let dossier = strike(false, &[none(2), none(3), said("all", "Clinic", "12"), said("all", "Officer", "12")]);
    tells(&dossier, "e/all/killed", "least-dissent", "Denied by Ministry.");
    tells(&dossier, "e/all/killed", "least-dissent", "Also in force: Officer (12).");
}

/// The source admits, and not the party behind it, whose name may be a list.
#[test]
fn what_is_admitted_needs_no_verb_that_agrees() {
    let mut dossier = serde_json::to_value(strike(false, &[said("soldiers", "Army", "7")])).expect("JSON");
    dossier["parties"][0]["name"] = json!("Army and police");
    let dossier: Dossier = serde_json::from_str(&dossier.to_string()).unwrap_or_else(|faults| panic!("{faults}"));
    tells(&dossier, "e/soldiers/killed", "least-dissent", "Best: 7, admitted by Army and police through Army.");
}

/// Nothing had to have happened before the event.
#[test]
fn a_day_before_the_event_is_told_so() {
    let dossier = strike(false, &[said("all", "Clinic", "47")]);
    let words = |day: &str| {
        let question = Question::new().as_of(day.parse().expect("a day"));
        let answer = dossier.reconcile(&question, corroborate::LeastDissent::new());
        answer.explain(&quantity("e/all/killed")).expect("in play").words().to_string()
    };
    let before = "At most 47 killed, no best estimate. The day asked for is before the event's start, 2024-03-01: nothing \
                  had to have happened yet. ";
    let told = words("2024-02-01");
    assert!(told.starts_with(before), "{told}");
    let later = "Uncorroborated: nobody names a figure in that range; there are figures of later moments.";
    assert!(told.contains(later), "a figure of a later moment bears nothing out: {told}");
    assert!(!words("2024-03-01").contains("nothing had to have happened"));
}

#[test]
fn newest_words_that_name_less_are_told_once() {
    let dossier =
        strike(false, &[said("all", "Clinic", "at least 60"), Said("all", "Clinic", "at least 45", 4, json!({}))]);
    let less = "Newest words name less: Clinic, \"at least 45\", but its \"at least 60\" is not taken back.";
    tells(&dossier, "e/all/killed", "least-dissent", less);
    assert_eq!(told(&dossier, "e/all/killed", "least-dissent", "Also in force"), [""; 0]);
}

#[test]
fn a_figure_is_the_only_one_if_no_older_one_was_named() {
    let missing = |day, count| Said("all", "Clinic", count, day, json!({"outcome": "missing"}));
    let alone = strike(false, &[missing(20, "28")]);
    tells(&alone, "e/all/missing", "least-dissent", "28 missing, the only figure.");
    let older =
        strike(false, &[missing(20, "28"), missing(2, "300"), missing(3, "290"), missing(4, "200"), missing(5, "90")]);
    tells(&older, "e/all/missing", "least-dissent", "28 missing, the only figure that counts.");
    let newest = "Older, and no longer counted: c4 (\"90\" of Clinic, as of 2024-03-05); c3 (\"200\" of Clinic, as of \
                  2024-03-04); c2 (\"290\" of Clinic, as of 2024-03-03) and 1 more.";
    let told = told(&older, "e/all/missing", "least-dissent", "Older");
    assert_eq!(told.len(), 1);
    assert_eq!(told[0], newest);
}

#[test]
fn none_is_the_only_figure_if_nobody_names_a_floor() {
    let contested = strike(false, &[said("all", "Clinic", "0"), said("all", "Officer", "at least 7")]);
    tells(&contested, "e/all/killed", "least-dissent", "Any number killed, best 0.");
}

/// From the smallest floor to the largest ceiling.
struct Hull;

impl Policy for Hull {
    fn name(&self) -> &'static str {
        "hull"
    }

    fn rule(&self, panel: &Panel<'_>) -> Ruling {
        let voices = panel.voices();
        let hull = voices.iter().map(Voice::bounds).reduce(Interval::hull).unwrap_or(Interval::ANY);
        let highest = voices.iter().max_by_key(|voice| voice.bounds().high());
        let ruling = Ruling::range(panel, hull);
        highest.map_or(ruling.clone(), |voice| ruling.on_bound(panel, End::High, voice))
    }
}

/// One sentence tells both ends only by a voice that gives both.
#[test]
fn both_ends_are_told_at_once_by_a_voice_that_gives_both() {
    let old = Said("all", "Clinic", "12", 2, json!({}));
    let new = Said("all", "Hospital", "12", 20, json!({}));
    let dossier = strike(false, &[old, new]);
    tells(&dossier, "e/all/killed", "least-dissent", "Low and high: 12, said by Hospital.");
    let floor = said("all", "Clinic", "at least 12");
    let dossier = strike(false, &[floor, said("all", "Hospital", "at most 12")]);
    tells(&dossier, "e/all/killed", "least-dissent", "Low: \"at least 12\", said by Clinic.");
    tells(&dossier, "e/all/killed", "least-dissent", "High: \"at most 12\", said by Hospital.");
}

/// Nothing can have happened in it for one of two causes, and its beginning is not a word of the source.
#[test]
fn an_empty_window_is_told_by_its_cause() {
    let window = |published: &str| {
        let more = json!({"since": "2024-03-04T12:00:00Z", "published": published});
        strike(false, &[said("all", "Hospital", "5"), Said("all", "Clinic", "3", 4, more)])
    };
    let aside = "Set aside: c1 (\"3\") of Clinic, whose window begins no earlier than its claim was published.";
    tells(&window("2024-03-04T10:00:00Z"), "e/all/killed", "least-dissent", aside);

    let late = Said("all", "Clinic", "3", 25, json!({"since": "2024-03-20"}));
    let mut settled = serde_json::to_value(strike(false, &[late])).expect("JSON");
    settled["events"][0]["end"] = json!("2024-03-02");
    let settled: Dossier = serde_json::from_str(&settled.to_string()).unwrap_or_else(|faults| panic!("{faults}"));
    let says = "Unsupported: Clinic says 3, which sets no bound: its window begins after the toll was settled.";
    tells(&settled, "e/all/killed", "least-dissent", says);
}

#[test]
fn a_body_count_that_sets_no_bound_is_told_so() {
    for count in ["none", "at most 30"] {
        let dossier = strike(false, &[Said("all", "Clinic", count, 2, json!({"basis": "documented"}))]);
        let says = format!(
            "Unsupported: Clinic says \"{count}\", which sets no bound: a body count is only a floor, and this one names none."
        );
        tells(&dossier, "e/all/killed", "least-dissent", &says);
    }
}

#[test]
fn a_body_count_with_an_unclear_stake_is_a_floor_alone() {
    let unclear = json!({"basis": "documented", "interest": "unclear"});
    let dossier = strike(false, &[Said("all", "Clinic", "30", 2, unclear)]);
    let low = "Low: 30, said by Clinic, whose stake is unclear, so its count is a floor, as a body count is.";
    tells(&dossier, "e/all/killed", "least-dissent", low);
}

/// Of two counts of one moment the higher counts as the later.
#[test]
fn a_lower_count_of_the_same_time_is_told_as_such() {
    let dossier = strike(false, &[said("all", "Clinic", "30"), said("all", "Clinic", "20")]);
    let aside = "Set aside: c1 (\"20\") of Clinic, which named a higher count at the same time.";
    tells(&dossier, "e/all/killed", "least-dissent", aside);
}

#[test]
fn a_correction_that_takes_nothing_back_is_told_why() {
    let of = |source, count, day, more| Said("all", source, count, day, more);
    let late = json!({"published": "2024-03-06", "correction": true});
    let earlier = strike(false, &[of("Clinic", "at least 89", 5, json!({})), of("Clinic", "at least 42", 4, late)]);
    let why = "Newest words name less: Clinic, \"at least 42\", but its \"at least 89\" is not taken back: a correction \
               takes back nothing of later moments.";
    tells(&earlier, "e/all/killed", "least-dissent", why);
}
