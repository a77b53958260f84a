//! What is heard in a dossier.

use corroborate::calibrate::{
    Anchor, BiasTable, Calibrate, Lag, Learner, Level, Refusal, Stake, Statement, Testimony, Told, Total, Unheard,
};
use corroborate::{Dossier, Envelope, LeastDissent, Moment, Outcome, Quantity, Question, SourceKind};
use serde_json::{Value, json};

/// A battle in which two sides fight, and what is said of the dead of one of them.
fn dossier(claims: &Value) -> Dossier {
    read(json!({
        "parties": [{"id": "is", "name": "Islamic State", "opposes": ["sdf"]}, {"id": "sdf", "name": "SDF"}],
        "sources": [
            {"id": "osdh", "name": "Observatory", "kind": "monitor", "basis": "documented"},
            {"id": "sdf-press", "name": "SDF press office", "kind": "official", "party": "sdf"},
            {"id": "is-press", "name": "Amaq", "kind": "belligerent", "party": "is"},
            {"id": "paper", "name": "A paper", "kind": "media"},
        ],
        "groups": [
            {"id": "all", "name": "All dead"},
            {"id": "kurds", "name": "Kurdish forces", "part_of": "all", "party": "sdf", "status": "combatant"},
            {"id": "is-fighters", "name": "IS fighters", "part_of": "all", "party": "is", "status": "combatant"},
            {"id": "civilians", "name": "Civilians", "part_of": "all", "status": "civilian"},
        ],
        "events": [
            {"id": "hasakah", "name": "Battle of al-Hasakah", "start": "2022-01-20", "end": "2022-01-30",
             "settled": "2022-01-30", "perpetrator": "is"},
            {"id": "diyala", "name": "Raid in Diyala", "start": "2022-01-20"},
        ],
        "claims": claims,
    }))
}

fn read(value: Value) -> Dossier {
    serde_json::from_value(value).unwrap_or_else(|faults| panic!("{faults}"))
}

fn claims(all: &[(&str, &str, &str, &str)]) -> Value {
    let claim = |(at, &(group, source, count, as_of)): (usize, &(&str, &str, &str, &str))| {
        json!({"id": format!("c{at:02}"), "event": "hasakah", "group": group, "outcome": "killed", "count": count,
               "source": source, "as_of": as_of})
    };
    all.iter().enumerate().map(claim).collect()
}

fn quantity(group: &str) -> Quantity {
    Quantity::new("hasakah".parse().expect("an id"), group.parse().expect("an id"), Outcome::Killed)
}

fn per_cent(share: f64) -> String {
    format!("{:.0}", 100.0 * share)
}

fn moment(text: &str) -> Moment {
    text.parse().expect("a moment")
}

const KURDS: [(&str, &str, &str, &str); 5] = [
    ("kurds", "osdh", "45", "2022-01-23"),
    ("kurds", "sdf-press", "17", "2022-01-22"),
    ("kurds", "is-press", "about 200", "2022-01-23"),
    ("kurds", "osdh", "154", "2022-02-06"),
    ("kurds", "sdf-press", "121", "2022-01-31"),
];

/// The answers that stand in the model's own example.
#[test]
fn three_voices_on_the_dead_of_one_side() {
    let table = BiasTable::default();
    let said = dossier(&claims(&KURDS));
    let answer = said.reconcile(&Question::new(), LeastDissent::new());
    let calibration = answer.calibrate(&table, &Anchor::default());
    let calibrated = calibration.of(&quantity("kurds")).expect("an answer");
    assert_eq!(calibrated.side_by_side(Level::NINETY), "154 or more reported; 154 to 377 at 90 %, median 217");
    let reported = answer.estimate(&quantity("kurds")).expect("in play").range();
    assert_eq!(per_cent(calibrated.within(reported)), "95");
    assert_eq!(per_cent(calibrated.at_least(100)), "99");
    assert_eq!(calibrated.testimony().firm_floor(), 154);
    assert_eq!(calibrated.disagrees(), None);

    let then = said.reconcile(&Question::new().as_of(moment("2022-01-23")), LeastDissent::new());
    let calibration = then.calibrate(&table, &Anchor::default());
    let calibrated = calibration.of(&quantity("kurds")).expect("an answer");
    assert_eq!(calibrated.side_by_side(Level::NINETY), "45 to 220 reported; 45 to 124 at 90 %, median 70");
    assert_eq!(per_cent(calibrated.at_least(100)), "15");
    let voices = calibrated.voices();
    let osdh = voices.iter().find(|voice| voice.statement().voice() == "osdh").expect("it spoke");
    assert_eq!((format!("{:.0}", osdh.read_as()), per_cent(osdh.weight())), ("64".to_owned(), "71".to_owned()));
    assert_eq!(per_cent(osdh.factors().lag), "122");
}

#[test]
fn a_monitors_floor_and_a_boast_disagree_about_what_is_likely() {
    let said = dossier(&claims(&[
        ("is-fighters", "osdh", "346", "2022-02-06"),
        ("is-fighters", "sdf-press", "374", "2022-01-31"),
    ]));
    let answer = said.reconcile(&Question::new(), LeastDissent::new());
    let table = BiasTable::default();
    let calibration = answer.calibrate(&table, &Anchor::default());
    let calibrated = calibration.of(&quantity("is-fighters")).expect("an answer");
    assert_eq!(calibrated.side_by_side(Level::NINETY), "346 to 374 reported; 346 to 802 at 90 %, median 458");
    let why = calibrated.disagrees().expect("they do");
    assert_eq!(why.speaker().to_string(), "party:sdf");
    assert!(why.to_string().starts_with("the reported range has 13 % of the probability"), "{why}");
    // The estimate stays what it is.
    assert_eq!(answer.estimate(&quantity("is-fighters")).map(|e| e.range().to_string()).as_deref(), Some("346 to 374"));
}

#[test]
fn the_policy_does_not_change_what_is_heard() {
    let said = dossier(&claims(&KURDS));
    let table = BiasTable::default();
    let told = |answer: corroborate::Reconciliation<'_>| {
        let calibration = answer.calibrate(&table, &Anchor::default());
        format!("{:?}", calibration.of(&quantity("kurds")).expect("an answer").voices())
    };
    let expected = told(said.reconcile(&Question::new(), LeastDissent::new()));
    assert_eq!(told(said.reconcile(&Question::new(), Envelope::new())), expected);
    assert_eq!(told(said.reconcile(&Question::new(), LeastDissent::at_face_value())), expected);
}

#[test]
fn one_statement_a_voice_and_why_the_others_are_not_heard() {
    let all = claims(&[
        ("kurds", "osdh", "45", "2022-01-23"),
        ("kurds", "osdh", "unspecified", "2022-01-24"),
        ("kurds", "osdh", "48", "2022-01-24"),
        ("kurds", "paper", "60", "2022-01-20"),
        ("kurds", "sdf-press", "17", "2022-01-22"),
        ("kurds", "is-press", "many", "2022-01-24"),
        ("kurds", "osdh", "51", "2022-01-25"),
        ("kurds", "osdh", "99", "2022-01-29"),
    ]);
    let said = dossier(&all);
    let then = said.reconcile(&Question::new().as_of(moment("2022-01-24")), LeastDissent::new());
    let hearings = then.hearings(&quantity("kurds")).expect("in play");
    let heard: Vec<String> =
        hearings.testimony().statements().iter().map(|s| format!("{} {}", s.voice(), s.said())).collect();
    assert_eq!(heard, ["sdf 17", "osdh 48"]);
    let unheard: Vec<String> =
        hearings.not_heard().iter().map(|not| format!("{} {}", not.claim(), not.why())).collect();
    assert_eq!(unheard, ["c00 older", "c01 no-number", "c03 stale", "c05 no-number", "c06 later", "c07 later"]);
    assert_eq!(Unheard::ALL.len(), 6);
}

#[test]
fn increments_that_reach_back_to_the_start_are_a_floor() {
    let of = |since: &[(&str, &str, &str)]| {
        let claim = |(at, &(since, as_of, count)): (usize, &(&str, &str, &str))| {
            let mut claim = json!({"id": format!("c{at}"), "event": "diyala", "group": "all", "outcome": "killed",
                                   "count": count, "source": "paper", "as_of": as_of});
            if !since.is_empty() {
                claim["since"] = since.into();
            }
            claim
        };
        let said = dossier(&since.iter().enumerate().map(claim).collect());
        let answer = said.reconcile(&Question::new(), LeastDissent::new());
        let quantity = Quantity::new("diyala".parse().expect("an id"), "all".parse().expect("an id"), Outcome::Killed);
        let hearings = answer.hearings(&quantity).expect("in play");
        hearings.testimony().statements().iter().map(|s| s.told().to_string()).collect::<Vec<String>>()
    };
    let day = |d: u32| format!("2022-01-{d}");
    let (d20, d21, d22, d24) = (day(20), day(21), day(22), day(24));
    // A total, then what was added, without a gap.
    assert_eq!(of(&[("", &d20, "5"), (&d20, &d21, "3"), (&d21, &d22, "at least 2")]), ["at least 10"]);
    // With a gap: the total alone.
    assert_eq!(of(&[("", &d20, "5"), (&d21, &d24, "3")]), ["5"]);
    // Without a total, from before the start; and from after it.
    assert_eq!(of(&[("2022-01-19", &d21, "4"), (&d21, &d22, "2")]), ["at least 6"]);
    assert_eq!(of(&[(&d20, &d21, "4")]), Vec::<String>::new());
    // A window from the start that counts fewer than an older total: the toll does not fall.
    assert_eq!(of(&[("", &d20, "at least 9"), ("2022-01-20T00:00:00Z", &d22, "at least 4")]), ["at least 9"]);
    // A newer total stands for all before it.
    assert_eq!(of(&[("", &d20, "5"), (&d20, &d21, "3"), ("", &d22, "9")]), ["9"]);
}

#[test]
fn stakes_and_lags_are_those_of_the_case_that_fired() {
    let mut all = claims(&[
        ("kurds", "sdf-press", "121", "2022-01-31"),
        ("kurds", "is-press", "260", "2022-02-05"),
        ("civilians", "is-press", "5", "2022-02-20"),
        ("civilians", "sdf-press", "9", "2022-03-20"),
        ("civilians", "osdh", "7", "2022-01-25"),
        ("kurds", "paper", "100", "2022-01-30"),
    ]);
    all.as_array_mut().expect("a list")[5]["interest"] = "maximise".into();
    let said = dossier(&all);
    let answer = said.reconcile(&Question::new(), LeastDissent::new());
    let heard = |group: &str, voice: &str| {
        let hearings = answer.hearings(&quantity(group)).expect("in play");
        let of = |statement: &&Statement| statement.voice() == voice;
        let found = hearings.testimony().statements().iter().find(of).cloned();
        found.map(|statement| (statement.stake(), statement.lag())).expect("it spoke")
    };
    assert_eq!(heard("kurds", "sdf"), (Stake::OwnLoss, Lag::Day));
    assert_eq!(heard("kurds", "is"), (Stake::EnemyLoss, Lag::Week));
    assert_eq!(heard("civilians", "is"), (Stake::HarmByOwn, Lag::Month));
    assert_eq!(heard("civilians", "sdf"), (Stake::HarmByEnemy, Lag::Later));
    assert_eq!(heard("civilians", "osdh"), (Stake::Neutral, Lag::Day));
    assert_eq!(heard("kurds", "paper"), (Stake::EnemyLoss, Lag::Day), "as the claim declares");
}

#[test]
fn sums_are_of_people_who_are_declared_to_be_apart() {
    let said = dossier(&claims(&[
        ("kurds", "osdh", "154", "2022-02-06"),
        ("is-fighters", "osdh", "346", "2022-02-06"),
        ("civilians", "osdh", "7", "2022-02-06"),
        ("civilians", "is-press", "none", "2022-02-06"),
    ]));
    let answer = said.reconcile(&Question::new(), LeastDissent::new());
    let table = BiasTable::default();
    let calibration = answer.calibrate(&table, &Anchor::default());
    let [kurds, fighters, civilians, all] = ["kurds", "is-fighters", "civilians", "all"].map(quantity);
    let total = calibration.total([&kurds, &fighters, &civilians]).expect("three parts of all");
    assert_eq!(total.parts(), 3);
    let reversed = calibration.total([&civilians, &kurds, &fighters]).expect("three parts of all");
    assert_eq!(format!("{total:?}"), format!("{reversed:?}"));
    // One monitor counted all of them: its error does not average out.
    assert!(total.log_sd() > total.log_sd_as_if_independent());
    let refused = |quantities: &[&Quantity]| {
        calibration.total(quantities.iter().copied()).map(|_: Total| ()).map_err(|error| error.to_string())
    };
    assert_eq!(
        refused(&[&kurds, &all]),
        Err("hasakah/all/killed and hasakah/kurds/killed may count the same people".to_owned())
    );
    let twice = refused(&[&kurds, &kurds]).expect_err("the same people");
    assert!(twice.ends_with(" may count the same people"));
    let whole = refused(&[&all]).expect_err("nobody speaks of all");
    assert_eq!(whole, "hasakah/all/killed has no interval: no statement names a number");
    assert_eq!(refused(&[]), Err("there is nothing to add up".to_owned()));
}

#[test]
fn a_toll_through_time() {
    let day = |day: u32| format!("2022-01-{day}");
    let counts = [5, 9, 14, 18, 24, 27, 33, 37, 41, 44];
    let days: Vec<String> = (21..31).map(day).collect();
    let rows: Vec<(&str, &str, String, &str)> =
        counts.iter().zip(&days).map(|(n, day)| ("kurds", "osdh", n.to_string(), day.as_str())).collect();
    let rows: Vec<(&str, &str, &str, &str)> = rows.iter().map(|(g, s, n, d)| (*g, *s, n.as_str(), *d)).collect();
    let said = dossier(&claims(&rows));
    let answer = said.reconcile(&Question::new(), LeastDissent::new());
    let table = BiasTable::default();
    let course = answer.course(&quantity("kurds"), &table).expect("ten totals");
    let (first, last) = course.days();
    assert!((first - 2.0).abs() < 1e-9 && (last - 11.0).abs() < 1e-9, "{first} to {last}");
    assert_eq!(answer.course_day(&quantity("kurds"), moment("2022-01-20")), Some(1));
    for (n, day) in counts.iter().zip(2_u32..) {
        let interval = course.interval(day.into(), Level::NINETY);
        assert!(interval.contains(*n) && interval.contains(course.median(day.into())), "{n} on day {day}: {interval}");
    }
    assert_eq!(course.origin(), "default table");
    assert_eq!(course.anchor(), Anchor::default());
    let short = answer.course(&quantity("all"), &table).map(|_| ()).map_err(|refusal| refusal.to_string());
    assert_eq!(short, Err("a course needs at least 8 dated totals, found 0".to_owned()));
}

#[test]
fn what_is_not_in_play_is_refused() {
    let said = dossier(&claims(&KURDS));
    let answer = said.reconcile(&Question::new(), LeastDissent::new());
    let table = BiasTable::default();
    let calibration = answer.calibrate(&table, &Anchor::default());
    let missing = calibration.of(&quantity("civilians")).map(|_| ());
    assert_eq!(missing, Err(Refusal::NotInPlay { quantity: quantity("civilians") }));
    assert_eq!(
        missing.map_err(|refusal| refusal.to_string()),
        Err("nothing is said of hasakah/civilians/killed, nor of a part of it".to_owned())
    );
    assert_eq!(calibration.of(&quantity("all")).map(|_| ()), Err(Refusal::NoNumber));
    assert_eq!(calibration.all().len(), answer.estimates().len());
}

/// Ten events of one name each, or all of one id.
fn many(name: impl Fn(usize) -> String, id: impl Fn(usize) -> String) -> Vec<Dossier> {
    let one = |at: usize| {
        read(json!({
            "sources": [{"id": "m", "name": "M", "kind": "monitor"}, {"id": "p", "name": "P", "kind": "media"}],
            "groups": [{"id": "all", "name": "All"}],
            "events": [{"id": id(at), "name": name(at)}],
            "claims": [
                {"id": "c1", "event": id(at), "group": "all", "outcome": "killed", "count": (20 + at).to_string(),
                 "source": "m", "as_of": "2022-01-21"},
                {"id": "c2", "event": id(at), "group": "all", "outcome": "killed", "count": (22 + at).to_string(),
                 "source": "p", "as_of": "2022-01-21"},
            ],
        }))
    };
    (0..12).map(one).collect()
}

#[test]
fn ids_mean_the_same_in_all_dossiers_unless_names_differ() {
    let apart = many(|at| format!("Event {at}"), |at| format!("e{at}"));
    let table = Learner::new().learn(&apart).expect("twelve events");
    assert_eq!(table.learned_from().events(), 12);
    let named_apart = many(|at| format!("Event {at}"), |_| "event".to_owned());
    let table = Learner::new().learn(&named_apart).expect("twelve events");
    assert_eq!(table.learned_from().events(), 12);
    let one = many(|_| "Event".to_owned(), |_| "event".to_owned());
    let error = Learner::new().learn(&one).expect_err("one event");
    assert_eq!(error.to_string(), "learning needs at least 10 events in which two voices name a number, found 1");
    assert!(error.default_table().is_default());
}

/// Three monitors find six in ten of the dead. The anchor says so, and it holds for a fourth monitor.
#[test]
fn references_teach_the_anchor_what_all_monitors_miss() {
    let said =
        |name: &str, n: u64| Statement::new(name.parse().expect("a name"), SourceKind::Monitor, Told::exactly(n));
    let mut learner = Learner::new();
    let mut events = Vec::new();
    for at in 0..60 {
        let (name, toll) = (at.to_string(), 100 + 37 * at);
        let found = [("a", 57), ("b", 60), ("c", 63)].map(|(monitor, share)| said(monitor, toll * share / 100));
        events.push(Testimony::new(&name, found));
        if at % 2 == 0 {
            learner = learner.reference_for(&name, toll);
        }
    }
    let table = learner.learn_from(events).expect("sixty events");
    let level = table.anchor().level();
    assert!((level - (1.0_f64 / 0.6).ln()).abs() < 0.02, "{level}");
    assert_eq!(table.anchor().assumption(), "learned from references that monitors miss about 40 %");
    let mean = ["a", "b", "c"].map(|monitor| table.source(monitor, Stake::Neutral).expect("it spoke").bias());
    assert!(mean.iter().sum::<f64>().abs() < 0.01, "{mean:?}");
    let answer = Calibrate::with(&table).of(&Testimony::new("another", [said("d", 600)])).expect("an answer");
    assert!(answer.median().abs_diff(1_000) <= 20, "{}", answer.median());
}

#[test]
fn references_are_for_what_is_spoken_of() {
    let dossiers = many(|at| format!("Event {at}"), |at| format!("e{at}"));
    let of = |event: &str| Quantity::new(event.parse().expect("an id"), "all".parse().expect("an id"), Outcome::Killed);
    let learner = Learner::new().reference(&of("e3"), 30);
    let table = learner.clone().learn(&dossiers).expect("twelve events");
    assert_eq!((table.learned_from().references(), table.anchor()), (1, Anchor::default()));
    let error = learner.reference(&of("e99"), 30).learn(&dossiers[..4]).expect_err("two faults");
    assert_eq!(
        error.to_string(),
        "there is a reference for \"e99/all/killed\", but no statement on it\n\
         learning needs at least 10 events in which two voices name a number, found 4"
    );
    let shared = many(|at| format!("Event {at}"), |_| "event".to_owned());
    let error = Learner::new().reference(&of("event"), 30).learn(&shared).expect_err("which?");
    assert_eq!(
        error.to_string(),
        "there is a reference for \"event/all/killed\", but the dossiers give this event different names"
    );
}

#[test]
fn an_outcome_that_was_learned_is_answered() {
    let wounded: Vec<Dossier> = many(|at| format!("Event {at}"), |at| format!("e{at}"))
        .into_iter()
        .map(|dossier| {
            let text = serde_json::to_string(&dossier).expect("it is written").replace("\"killed\"", "\"wounded\"");
            serde_json::from_str(&text).expect("it reads")
        })
        .collect();
    let table = Learner::new().of_outcome(Outcome::Wounded).learn(&wounded).expect("twelve events");
    assert_eq!(table.learned_from().outcome(), Outcome::Wounded);
    let answer = wounded[0].reconcile(&Question::new(), LeastDissent::new());
    let calibration = answer.calibrate(&table, &table.anchor());
    let killed: Vec<_> =
        calibration.all().iter().map(|(quantity, answer)| (quantity.outcome(), answer.is_ok())).collect();
    assert_eq!(killed, [(Outcome::Wounded, true)]);
    let unknown = corroborate::calibrate::Testimony::new(
        "e",
        [Statement::new(
            "w".parse().expect("a name"),
            corroborate::SourceKind::Witness,
            corroborate::calibrate::Told::exactly(5),
        )],
    )
    .of_outcome(Outcome::Wounded);
    let refusal = Calibrate::with(&table).of(&unknown).map(|_| ()).map_err(|refusal| refusal.to_string());
    assert_eq!(
        refusal,
        Err("the table has no cell for wounded, sources of the kind witness, stake neutral".to_owned())
    );
    let stock = Learner::new().of_outcome(Outcome::Held).learn(&wounded).expect_err("a stock");
    assert!(stock.to_string().starts_with("held rises and falls: the model covers only outcomes that add up\n"));
}
