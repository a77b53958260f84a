//! Every policy on the same claims, as the table in the docs of `policy` has it: what each
//! answers, and which rule on which words made it so, letter by letter. Then each rule's own
//! table, case by case.
#![cfg(feature = "serde")]

use crate::records::{dossier, quantity};
use corroborate::policy::{self, Day};
use corroborate::{
    Acled, Dossier, End, Envelope, Estimate, Grade, Gtd, Interest, Interval, LeastDissent, MinimumVerifiable, Panel,
    Policy, Prudent, Question, Ruling, Speaker, TwoSource, Ucdp, Verdict,
};
use serde_json::json;

fn same_inputs() -> Dossier {
    serde_json::from_str(include_str!("../data/same-inputs.json")).expect("the dossier is sound")
}

/// Status, low, best, high.
type Told = (&'static str, u64, Option<u64>, Option<u64>);

fn told(estimate: &Estimate) -> Told {
    (estimate.status().as_str(), estimate.low(), estimate.best(), estimate.high())
}

/// What the table in the docs says, and the sentence why.
const SAME_INPUTS: [(&str, Told, &str); 10] = [
    (
        "least-dissent",
        ("answered", 18, Some(20), Some(24)),
        "By least-dissent, the counts that leave the fewest independent voices contradicted: low 18 (c2, Syrian \
         Democratic Forces); high 24, from \"dozens\" (c5, An anonymous officer).",
    ),
    (
        "face-value",
        ("answered", 18, Some(20), Some(24)),
        "By face-value, the counts that leave the fewest voices contradicted, everyone at their word: low 18 (c2, \
         Syrian Democratic Forces); high 24, from \"dozens\" (c5, An anonymous officer).",
    ),
    (
        "prudent",
        ("answered", 18, Some(20), Some(24)),
        "By prudent, least dissent, with an end that one neutral voice alone gives loosened: low 18 (c2, Syrian \
         Democratic Forces); high 24, from \"dozens\" (c5, An anonymous officer).",
    ),
    (
        "envelope",
        ("answered", 18, None, Some(23)),
        "By envelope, the smallest number named to the largest: low 18 (c2, Syrian Democratic Forces); high 23 (c3, \
         United Nations).",
    ),
    (
        "acled",
        ("answered", 12, Some(12), Some(12)),
        "By acled, the lowest figure among voices: 12, from \"dozens\" (c5, An anonymous officer).",
    ),
    (
        "acled-exact",
        ("answered", 18, Some(18), Some(18)),
        "By acled-exact, the lowest figure among voices, vague words skipped: 18 (c2, Syrian Democratic Forces).",
    ),
    (
        "gtd",
        ("answered", 20, Some(20), Some(20)),
        "By gtd, the newest neutral figure; of several as new, the one most give, else the lowest: 20, from \"at \
         least 20\" (c4, Syrian Observatory for Human Rights).",
    ),
    (
        "two-source",
        ("provisional", 23, None, Some(23)),
        "By two-source, each end by two independent voices, else provisional: low and high 23 (c3, United Nations); \
         provisional.",
    ),
    (
        "minimum-verifiable",
        ("no-answer", 0, None, None),
        "By minimum-verifiable, the largest documented floor, and no ceiling: no answer under this rule.",
    ),
    (
        "ucdp",
        ("answered", 18, Some(20), Some(23)),
        "By ucdp, the smallest, lower median and largest figure of the neutral voices: low 18 (c2, Syrian \
         Democratic Forces); best 20, from \"at least 20\" (c4, Syrian Observatory for Human Rights); high 23 (c3, \
         United Nations).",
    ),
];

#[test]
fn the_same_inputs_under_every_policy() {
    let dossier = same_inputs();
    assert_eq!(SAME_INPUTS.map(|(name, ..)| name), policy::NAMES);
    let policies: Vec<Box<dyn Policy>> = policy::NAMES.iter().filter_map(|name| policy::named(name)).collect();
    let policies: Vec<&dyn Policy> = policies.iter().map(|policy| &**policy).collect();
    let comparison = dossier.compare(&Question::new(), &policies);
    let row = comparison.row(&quantity("battle/civilians/killed")).expect("in play");
    for (at, (name, expected, because)) in SAME_INPUTS.into_iter().enumerate() {
        assert_eq!(told(&row.estimates()[at]), expected, "{name}");
        assert_eq!(row.because()[at], because);
    }
}

#[test]
fn the_docs_show_the_same_table() {
    let docs = include_str!("../../src/policy/mod.rs");
    let cell = |number: Option<u64>| number.map_or_else(String::new, |number| number.to_string());
    let links = [
        "LeastDissent", "Prudent", "Envelope", "Acled::war_zone", "Acled::exact", "Gtd", "TwoSource",
        "MinimumVerifiable", "Ucdp",
    ];
    let shown = SAME_INPUTS.iter().filter(|(name, ..)| *name != "face-value").zip(links);
    for ((_, (status, low, best, high), _), link) in shown {
        let low = Some(*low).filter(|_| *status != "no-answer");
        let [low, best, high] = [low, *best, *high].map(cell);
        let row = format!("//! | [`{link}`] | {} | {low} | {best} | {high} | ", status.replace('-', " "));
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(docs.lines().any(|line| squeezed(line).starts_with(&squeezed(&row))), "{row}");
    }
}

/// A dossier of one quantity, `e/g/killed`: sources by what they are, claims by what they say.
fn of_one_quantity(claims: &[Said]) -> Dossier {
    let scene = json!({
        "parties": [{"id": "red", "name": "Red", "opposes": ["blue"], "allies": ["pink"]},
                    {"id": "pink", "name": "Pink"}, {"id": "blue", "name": "Blue"}],
        "sources": [{"id": "a", "name": "A", "kind": "monitor"}, {"id": "b", "name": "B", "kind": "monitor"},
                    {"id": "c", "name": "C", "kind": "media"},
                    {"id": "bodies", "name": "Bodies", "kind": "monitor", "basis": "documented"},
                    {"id": "weak", "name": "Weak", "kind": "media", "reliability": "D"},
                    {"id": "reds", "name": "Red's press", "kind": "belligerent", "party": "red"},
                    {"id": "pinks", "name": "Pink's press", "kind": "belligerent", "party": "pink"},
                    {"id": "blues", "name": "Blue's press", "kind": "belligerent", "party": "blue"}],
        "groups": [{"id": "g", "name": "Blue fighters", "party": "blue", "status": "combatant"}],
        "events": [{"id": "e", "name": "E"}],
    });
    let claim =
        |Said(source, day, count): &Said| json!({"count": count, "source": source, "as_of": format!("2022-01-{day}")});
    dossier(scene, claims.iter().map(claim))
}

/// Who, on which day of January, what.
struct Said(&'static str, &'static str, &'static str);

fn under(policy: &dyn Policy, claims: &[Said]) -> Told {
    let dossier = of_one_quantity(claims);
    let answer = dossier.reconcile(&Question::new(), policy);
    told(answer.estimate(&quantity("e/g/killed")).expect("in play"))
}

const NO_ANSWER: Told = ("no-answer", 0, None, None);

fn answered(low: u64, best: Option<u64>, high: Option<u64>) -> Told {
    ("answered", low, best, high)
}

fn one(figure: u64) -> Told {
    answered(figure, Some(figure), Some(figure))
}

#[test]
fn without_a_voice_no_policy_answers() {
    // "0 or more" bounds nothing: its voice is silent.
    let silent = [Said("a", "20", "at least 0")];
    for name in policy::NAMES {
        let policy = policy::named(name).expect("a policy of the crate");
        let dossier = of_one_quantity(&silent);
        let answer = dossier.reconcile(&Question::new(), &*policy);
        let estimate = answer.estimate(&quantity("e/g/killed")).expect("in play");
        assert_eq!((estimate.low(), estimate.best(), estimate.high()), (0, None, None), "{name}");
        assert_eq!(estimate.grade(), Grade::Unsupported, "{name}");
        let of_the_default = ["least-dissent", "face-value", "prudent"].contains(&name);
        let expected = if of_the_default { Verdict::Answered } else { Verdict::NoAnswer };
        assert_eq!(estimate.status(), expected, "{name}");
    }
}

#[test]
fn envelope_case_by_case() {
    let envelope = Envelope::new();
    assert_eq!(under(&envelope, &[Said("a", "20", "20")]), answered(20, None, Some(20)));
    assert_eq!(under(&envelope, &[Said("a", "20", "20"), Said("b", "20", "25")]), answered(20, None, Some(25)));
    assert_eq!(
        under(&envelope, &[Said("a", "20", "20"), Said("b", "20", "at least 25")]),
        answered(20, None, Some(20))
    );
    assert_eq!(
        under(&envelope, &[Said("a", "20", "at least 13"), Said("b", "20", "as many as 46")]),
        answered(13, None, Some(46))
    );
    assert_eq!(
        under(&envelope, &[Said("a", "20", "30 to 40"), Said("b", "20", "about 35")]),
        answered(30, None, Some(40))
    );
    assert_eq!(under(&envelope, &[Said("a", "20", "up to 46")]), answered(0, None, Some(46)));
    assert_eq!(under(&envelope, &[Said("a", "20", "dozens")]), NO_ANSWER);
    // The newest low, the largest high of all.
    let corrected = [Said("a", "20", "30 to 40"), Said("a", "21", "at least 35")];
    assert_eq!(under(&envelope, &corrected), answered(35, None, Some(40)));
    // The numbers are taken as they are named, whoever names them.
    assert_eq!(under(&envelope, &[Said("a", "20", "20"), Said("reds", "20", "50")]), answered(20, None, Some(50)));
    assert_eq!(under(&envelope, &[Said("a", "20", "20"), Said("blues", "20", "10")]), answered(10, None, Some(20)));
    // Named the other way round, they change places.
    let crossed = [Said("a", "20", "at least 50"), Said("b", "20", "up to 30")];
    assert_eq!(under(&envelope, &crossed), answered(30, None, Some(50)));
    // "At least 50" of the enemy bounds nothing, and is not heard.
    assert_eq!(under(&envelope, &[Said("reds", "20", "at least 50")]), NO_ANSWER);
    let at_face_value = Envelope::at_face_value();
    assert_eq!(at_face_value.name(), "envelope-face-value");
    let both = [Said("a", "20", "20"), Said("reds", "20", "50"), Said("blues", "20", "10")];
    assert_eq!(under(&at_face_value, &both), answered(10, None, Some(50)));
}

#[test]
fn prudent_case_by_case() {
    let prudent = Prudent::new();
    // A lone figure is loosened on both sides.
    assert_eq!(under(&prudent, &[Said("a", "20", "20")]), answered(14, Some(20), Some(40)));
    assert_eq!(under(&prudent, &[Said("a", "20", "1")]), answered(1, Some(1), Some(3)));
    assert_eq!(under(&prudent, &[Said("a", "20", "none")]), answered(0, Some(0), Some(2)));
    // Not beyond the next voice's floor and ceiling.
    let next = [Said("a", "20", "18 to 19"), Said("b", "20", "17 to 20")];
    assert_eq!(under(&prudent, &next), answered(17, Some(17), Some(20)));
    // Two voices with the same end are not one alone.
    assert_eq!(under(&prudent, &[Said("a", "20", "20"), Said("b", "20", "20")]), one(20));
    // Documented, admitted and claimed ends stay.
    assert_eq!(under(&prudent, &[Said("bodies", "20", "20")]), answered(20, Some(20), None));
    assert_eq!(under(&prudent, &[Said("blues", "20", "20")]), answered(20, Some(20), None));
    assert_eq!(under(&prudent, &[Said("reds", "20", "20")]), answered(0, None, Some(20)));
    // Where a voice dissents, nothing is loosened.
    let dissent = [Said("a", "20", "20"), Said("b", "20", "30")];
    assert_eq!(under(&prudent, &dissent), under(&LeastDissent::new(), &dissent));
}

/// A ceiling that the voice also gives as a count of bodies stays, though that count is a boast.
#[test]
fn prudent_keeps_a_ceiling_that_a_counted_boast_gives_too() {
    let scene = json!({
        "parties": [{"id": "red", "name": "Red"}, {"id": "green", "name": "Green", "opposes": ["red"]}],
        "sources": [{"id": "army", "name": "Red army", "kind": "belligerent", "party": "red"}],
        "groups": [{"id": "g", "name": "Green fighters", "party": "green"}],
        "events": [{"id": "e", "name": "Battle"}],
    });
    let claim = |id: &str, outcome: &str| {
        json!({"id": id, "event": "e", "group": "g", "outcome": outcome, "source": "army", "as_of": "2022-02-21",
               "count": "5"})
    };
    for outcome in ["missing", "killed"] {
        let (mut plain, mut counted) = (claim("c1", outcome), claim("c2", outcome));
        plain["interest"] = "neutral".into();
        counted["interest"] = "maximise".into();
        let high = |claims: &[&serde_json::Value]| {
            let dossier = dossier(scene.clone(), claims.iter().map(|&claim| claim.clone()));
            let answer = dossier.reconcile(&Question::new(), Prudent::new());
            answer.estimate(&quantity(&format!("e/g/{outcome}"))).and_then(Estimate::high)
        };
        assert_eq!(high(&[&plain]), Some(10), "{outcome}: one neutral voice alone");
        assert_eq!(high(&[&plain, &counted]), Some(10), "{outcome}: a boast that counted nothing adds nothing");
        counted["basis"] = "documented".into();
        assert_eq!(high(&[&plain, &counted]), Some(5), "{outcome}: one that counted bodies does");
    }
}

#[test]
fn acled_case_by_case() {
    let (war_zone, elsewhere, exact) = (Acled::war_zone(), Acled::elsewhere(), Acled::exact());
    assert_eq!([war_zone.name(), elsewhere.name(), exact.name()], ["acled", "acled-elsewhere", "acled-exact"]);
    assert_eq!(under(&war_zone, &[Said("a", "20", "at most 20")]), NO_ANSWER);
    assert_eq!(under(&war_zone, &[Said("a", "20", "30"), Said("b", "20", "at least 20")]), one(20));
    assert_eq!(under(&war_zone, &[Said("a", "20", "20"), Said("reds", "20", "15")]), one(15));
    let vague = [Said("a", "20", "30"), Said("b", "20", "several")];
    assert_eq!(
        [under(&war_zone, &vague), under(&elsewhere, &vague), under(&exact, &vague)],
        [one(10), one(3), one(30)]
    );
    assert_eq!(under(&exact, &[Said("b", "20", "several")]), NO_ANSWER);
}

#[test]
fn gtd_case_by_case() {
    let gtd = Gtd::new();
    assert_eq!(under(&gtd, &[Said("a", "20", "dozens")]), NO_ANSWER);
    assert_eq!(under(&gtd, &[Said("reds", "20", "50"), Said("weak", "20", "40")]), NO_ANSWER);
    assert_eq!(under(&gtd, &[Said("a", "20", "20"), Said("b", "21", "30")]), one(30));
    assert_eq!(under(&gtd, &[Said("a", "20", "20"), Said("b", "20", "30"), Said("c", "20", "30")]), one(30));
    // Two of four are no majority.
    let split = [Said("a", "20", "20"), Said("b", "20", "30"), Said("c", "20", "30"), Said("bodies", "20", "25")];
    assert_eq!(under(&gtd, &split), one(20));
    // On one day, an hour apart.
    let hours = [Said("a", "20T08:00:00Z", "20"), Said("b", "20T09:00:00Z", "30")];
    assert_eq!(under(&gtd, &hours), one(20));
    let exact = Gtd::as_recent(Day::Exact);
    assert_eq!((exact.name(), under(&exact, &hours)), ("gtd-exact", one(30)));
}

#[test]
fn two_source_case_by_case() {
    let two_source = TwoSource::new();
    let provisional = |low, high| ("provisional", low, None, high);
    assert_eq!(under(&two_source, &[Said("a", "20", "20")]), provisional(20, Some(20)));
    assert_eq!(under(&two_source, &[Said("a", "20", "at least 20")]), provisional(20, None));
    assert_eq!(under(&two_source, &[Said("a", "20", "at most 20")]), provisional(0, Some(20)));
    assert_eq!(under(&two_source, &[Said("a", "20", "20"), Said("b", "20", "20")]), answered(20, None, Some(20)));
    assert_eq!(under(&two_source, &[Said("a", "20", "20"), Said("b", "20", "25")]), answered(20, None, Some(25)));
    let three = [Said("a", "20", "20"), Said("b", "20", "25"), Said("c", "20", "30")];
    assert_eq!(under(&two_source, &three), answered(25, None, Some(25)));
    // Allies do not bear each other out.
    let allies = [Said("reds", "20", "at most 50"), Said("pinks", "20", "at most 40")];
    assert_eq!(under(&two_source, &allies), provisional(0, Some(40)));
    // Low and high from one voice each cross: they change places.
    let crossed = [Said("a", "20", "at least 30"), Said("b", "20", "at most 20")];
    assert_eq!(under(&two_source, &crossed), provisional(20, Some(30)));
}

#[test]
fn minimum_verifiable_case_by_case() {
    let verifiable = MinimumVerifiable::new();
    assert_eq!(under(&verifiable, &[Said("a", "20", "20")]), NO_ANSWER);
    assert_eq!(under(&verifiable, &[Said("bodies", "20", "20")]), answered(20, Some(20), None));
    assert_eq!(under(&verifiable, &[Said("bodies", "20", "20"), Said("a", "20", "30")]), answered(20, Some(20), None));
    // Taken at their word or not, an admission is no body count.
    assert_eq!(under(&verifiable, &[Said("blues", "20", "10")]), NO_ANSWER);
}

#[test]
fn ucdp_case_by_case() {
    let ucdp = Ucdp::new();
    assert_eq!(under(&ucdp, &[Said("reds", "20", "50"), Said("a", "20", "dozens")]), NO_ANSWER);
    assert_eq!(under(&ucdp, &[Said("a", "20", "20")]), one(20));
    assert_eq!(under(&ucdp, &[Said("a", "20", "20"), Said("b", "20", "30")]), answered(20, Some(20), Some(30)));
    let three = [Said("a", "20", "20"), Said("b", "20", "30"), Said("c", "20", "25"), Said("reds", "20", "90")];
    assert_eq!(under(&ucdp, &three), answered(20, Some(25), Some(30)));
}

/// Two parts, of which a whole says nothing or little.
fn with_parts(whole: &str) -> Dossier {
    let text = format!(
        r#"{{"sources": [{{"id": "a", "name": "A", "kind": "monitor"}}, {{"id": "b", "name": "B", "kind": "monitor"}}],
             "groups": [{{"id": "all", "name": "All", "exhaustive": true}}, {{"id": "x", "name": "X", "part_of": "all"}},
                        {{"id": "y", "name": "Y", "part_of": "all"}}],
             "events": [{{"id": "e", "name": "E"}}],
             "claims": [
               {{"id": "x1", "event": "e", "group": "x", "outcome": "killed", "count": "10", "source": "a", "as_of": "2022-01-20"}},
               {{"id": "x2", "event": "e", "group": "x", "outcome": "killed", "count": "14", "source": "b", "as_of": "2022-01-20"}},
               {{"id": "y1", "event": "e", "group": "y", "outcome": "killed", "count": "5", "source": "a", "as_of": "2022-01-20"}}
               {whole}]}}"#
    );
    serde_json::from_str(&text).unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn parts_add_up_under_every_policy() {
    let dossier = with_parts("");
    let of = |policy: &dyn Policy| {
        told(dossier.reconcile(&Question::new(), policy).estimate(&quantity("e/all/killed")).expect("in play"))
    };
    assert_eq!(of(&Acled::war_zone()), one(15));
    assert_eq!(of(&Envelope::new()), answered(15, None, Some(19)));
    assert_eq!(of(&Ucdp::new()), answered(15, Some(15), Some(19)));
    assert_eq!(of(&TwoSource::new()), answered(15, None, Some(19)));
    assert_eq!(of(&MinimumVerifiable::new()), NO_ANSWER);
}

#[test]
fn a_whole_narrows_its_part_under_another_policy() {
    let said = r#", {"id": "w1", "event": "e", "group": "all", "outcome": "killed", "count": "16", "source": "b",
                     "as_of": "2022-01-20"}"#;
    let dossier = with_parts(said);
    let envelope = Envelope::new();
    let answer = dossier.reconcile(&Question::new(), envelope);
    // 16, loosened to 17, less the 5 of y.
    assert_eq!(told(answer.estimate(&quantity("e/x/killed")).expect("in play")), answered(10, None, Some(12)));
    let words = answer.explain(&quantity("e/x/killed")).expect("in play").words().to_string();
    assert!(words.contains("what the whole (the group it is part of) leaves"), "{words}");
}

/// The median of the floors of those who are not partisan, up to the highest ceiling.
struct MedianFloor;

impl Policy for MedianFloor {
    fn name(&self) -> &'static str {
        "median-floor"
    }

    fn rule_in_words(&self) -> &'static str {
        "from the lower median of the neutral floors"
    }

    fn rule(&self, panel: &Panel<'_>) -> Ruling {
        let mut neutral: Vec<_> = panel.voices().iter().filter(|voice| voice.is_neutral()).collect();
        neutral.sort_by_key(|voice| voice.bounds().low());
        let Some(median) = neutral.get(neutral.len().saturating_sub(1) / 2) else { return Ruling::no_answer(panel) };
        let low = median.bounds().low();
        let ruling = Ruling::range(panel, Interval::at_least(low)).on_bound(panel, End::Low, median);
        if median.figure(Interest::Neutral).is_some_and(|figure| figure.value() == low) {
            ruling.with_best(low)
        } else {
            ruling
        }
    }
}

#[test]
fn a_caller_s_own_policy_gets_words_replay_and_parts() {
    let dossier = same_inputs();
    let answer = dossier.reconcile(&Question::new(), &MedianFloor);
    let civilians = quantity("battle/civilians/killed");
    let estimate = answer.estimate(&civilians).expect("in play");
    assert_eq!(told(estimate), answered(20, Some(20), None));
    let derivation = answer.explain(&civilians).expect("in play");
    assert_eq!(derivation.policy, "median-floor");
    assert_eq!(derivation.replay(&MedianFloor).as_ref(), Some(estimate));
    let words = derivation.words().to_string();
    let because = "By median-floor, from the lower median of the neutral floors: low 20, from \"at least 20\" (c4, \
                   Syrian Observatory for Human Rights).";
    assert!(words.contains(because), "{words}");

    let parts = with_parts("");
    let answer = parts.reconcile(&Question::new(), &MedianFloor);
    let all = quantity("e/all/killed");
    assert_eq!(told(answer.estimate(&all).expect("in play")), answered(15, Some(15), None));
    let words = answer.explain(&all).expect("in play").words().to_string();
    assert!(words.contains("the sum of the parts by group, X 10 + Y 5"), "{words}");

    let comparison = dossier.compare(&Question::new(), &[&MedianFloor, &Acled::war_zone()]);
    assert_eq!(comparison.policies(), ["median-floor", "acled"]);
    assert_eq!(comparison.row(&civilians).expect("in play").because()[0], because);
}

/// What one source says, if it says anything.
struct Only(&'static str);

impl Policy for Only {
    fn name(&self) -> &'static str {
        "only"
    }

    fn rule(&self, panel: &Panel<'_>) -> Ruling {
        let is_it = |speaker: Speaker| matches!(speaker, Speaker::Source(id) if id.as_str() == self.0);
        match panel.voices().iter().find(|voice| is_it(panel.speaker(voice))) {
            Some(voice) => Ruling::range(panel, voice.bounds()).on_bound(panel, End::Low, voice),
            None => Ruling::no_answer(panel),
        }
    }
}

/// In a dossier, and in a derivation that is replayed.
#[test]
fn a_caller_s_own_policy_knows_who_speaks() {
    let dossier = same_inputs();
    let civilians = quantity("battle/civilians/killed");
    for (source, range) in [("un", answered(23, None, Some(23))), ("sohr", answered(20, None, None))] {
        let answer = dossier.reconcile(&Question::new(), Only(source));
        let estimate = answer.estimate(&civilians).expect("in play");
        assert_eq!(told(estimate), range);
        assert_eq!(answer.explain(&civilians).expect("in play").replay(&Only(source)).as_ref(), Some(estimate));
    }
    let answer = dossier.reconcile(&Question::new(), Only("nobody"));
    assert_eq!(answer.estimate(&civilians).expect("in play").status(), Verdict::NoAnswer);
}

#[test]
fn where_policies_agree_no_sentence_stands() {
    let dossier = of_one_quantity(&[Said("a", "20", "20"), Said("b", "20", "20")]);
    let (default, ucdp) = (policy::named("least-dissent").expect("named"), Ucdp::new());
    let comparison = dossier.compare(&Question::new(), &[&*default, &ucdp]);
    assert!(comparison.rows().iter().all(|row| row.because().is_empty()));
}
