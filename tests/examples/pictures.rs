//! The pictures: well-formed, complete, and no text on top of another.

use crate::records::{dossier, quantity};
use crate::seed::{laws, per_cent};
use corroborate::plot::{Area, Beside, Curve, CurvePoint, Dating, Format, Mark, Picture, Step, Text, Timeline, View};
use corroborate::{
    Derivation, Dossier, Estimate, Interest, Interval, LeastDissent, Moment, Quantity, Question, policy,
};
use proptest::prelude::*;
use serde_json::{Value, json};

const FORMATS: [Format; 5] = [
    Format::Column,
    Format::Slide,
    Format::Custom { width: 240, height: 100 },
    Format::Custom { width: 700, height: 500 },
    Format::Custom { width: 1920, height: 1080 },
];

fn hasakah() -> Dossier {
    let text = include_str!("../../examples/data/hasakah.json");
    serde_json::from_str(text).unwrap_or_else(|faults| panic!("{faults}"))
}

fn at(text: &str) -> Moment {
    text.parse().unwrap_or_else(|e| panic!("{e}"))
}

fn derivation(dossier: &Dossier, question: &Question, of: &Quantity) -> Derivation {
    let policy = LeastDissent::new();
    let reconciliation = dossier.reconcile(question, policy);
    reconciliation.explain(of).unwrap_or_else(|| panic!("{of} is not in play"))
}

/// Claims `(voice, count, day, interest)` of one quantity.
fn of_one_quantity(names: &[&str], claims: &[(usize, &str, u32, &str)]) -> Dossier {
    let source = |(at, name): (usize, &&str)| json!({"id": format!("s{at}"), "name": name, "kind": "other"});
    let sources: Vec<Value> = names.iter().enumerate().map(source).collect();
    let claim = |&(voice, count, day, interest): &(usize, &str, u32, &str)| {
        json!({"count": count, "source": format!("s{}", voice % names.len()), "interest": interest,
               "as_of": format!("2022-{:02}-{:02}", 1 + day / 28, 1 + day % 28)})
    };
    let scene = json!({"sources": sources, "groups": [{"id": "g", "name": names[0]}],
                       "events": [{"id": "e", "name": names[names.len() - 1]}]});
    dossier(scene, claims.iter().map(claim))
}

fn pictured(dossier: &Dossier, format: Format) -> Picture {
    Picture::of_quantity(&derivation(dossier, &Question::new(), &quantity("e/g/killed")), format)
}

/// Every text of the picture lies on the sheet and clear of every other.
fn assert_legible(picture: &Picture) {
    let sheet = Area { left: 0, top: 0, right: picture.width(), bottom: picture.height() };
    let texts: Vec<&Text> = picture.texts().collect();
    for (at, one) in texts.iter().enumerate() {
        assert!(sheet.contains(one.area()), "{:?} leaves the sheet: {:?}", one.words(), one.area());
        for other in &texts[..at] {
            let (a, b) = (one.area(), other.area());
            assert!(!a.overlaps(b), "{:?} at {a:?} runs into {:?} at {b:?}", one.words(), other.words());
        }
    }
}

/// The SVG is XML, and says what the picture says.
fn assert_well_formed(picture: &Picture) {
    let svg = picture.svg();
    let document = roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{error}\n{svg}"));
    let written: Vec<&str> = document
        .descendants()
        .filter(|node| node.has_tag_name("text"))
        .filter_map(|node| node.text())
        .map(str::trim)
        .collect();
    let said: Vec<&str> = picture.texts().map(Text::words).collect();
    assert_eq!(written, said);
}

/// Some text says it, or as much of it as there was room for, or some texts one after another.
fn says(picture: &Picture, words: &str) -> bool {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let all = picture.texts().map(Text::words).collect::<Vec<_>>().join(" ");
    all.contains(&words)
        || picture.texts().any(|text| {
            let said = text.words();
            let words = words.as_str();
            said.contains(words)
                || said
                    .strip_suffix('…')
                    .is_some_and(|start| words.starts_with(start.trim_start_matches(['+', ' ', '“'])))
        })
}

/// The timeline of a quantity day by day, as known then and as known now.
fn timeline(dossier: &Dossier, of: &Quantity, first: &str, days: i64) -> Timeline {
    let policy = LeastDissent::new();
    let first = at(first);
    let last = derivation(dossier, &Question::new().as_of(first.plus_days(days)), of);
    let view = |title: &str, dating, question: fn(Moment) -> Question| {
        let step = |day| {
            let at = first.plus_days(day);
            let reconciliation = dossier.reconcile(&question(at), policy);
            let estimate = reconciliation.estimate(of);
            Step { at, range: estimate.map(Estimate::range), best: estimate.and_then(Estimate::best) }
        };
        View {
            title: title.to_owned(),
            steps: (0..=days).map(step).collect(),
            marks: Mark::all(&last, dossier, dating),
            curve: None,
        }
    };
    let views = vec![
        view("As known then", Dating::Published, |at| Question::new().as_of(at).known_by(at)),
        view("As known now", Dating::Spoken, |at| Question::new().as_of(at)),
    ];
    Timeline::of(&last, views)
}

#[test]
fn the_real_dossier_is_legible_and_complete() {
    let dossier = hasakah();
    let policy = LeastDissent::new();
    let reconciliation = dossier.reconcile(&Question::new().as_of(at("2022-02-28")), policy);
    for estimate in reconciliation.estimates() {
        let derivation = reconciliation.explain(estimate.quantity()).unwrap();
        for format in FORMATS {
            let picture = Picture::of_quantity(&derivation, format);
            assert_legible(&picture);
            assert_well_formed(&picture);
            for voice in &derivation.voices {
                let first = voice.name.split(' ').next().unwrap_or_default();
                assert!(says(&picture, first), "{} says nothing of {}", estimate.quantity(), voice.name);
                for said in &voice.statements {
                    assert!(
                        says(&picture, said.count.as_str()),
                        "{} says nothing of {}",
                        estimate.quantity(),
                        said.count
                    );
                }
            }
            for known in &derivation.not_standing {
                assert!(says(&picture, known.count.as_str()));
            }
        }
    }
}

#[test]
fn a_reader_finds_the_estimate_who_set_it_and_what_was_set_aside() {
    let of = quantity("hasakah/is-fighters/killed");
    let derivation = derivation(&hasakah(), &Question::new().as_of(at("2022-02-28")), &of);
    for format in [Format::Column, Format::Slide] {
        let picture = Picture::of_quantity(&derivation, format);
        for words in [
            "IS (attackers and prisoners): killed",
            "people killed",
            "346 to 374, best 346",
            "1 wrong: 210 or more",
            "Syrian Observatory for Human Rights",
            "“around 189”",
            "counts as at most 374",
            "counts as 346 or more",
            "307",
            "now 374",
            "would rather err high: a ceiling, no floor",
        ] {
            assert!(says(&picture, words), "{words}");
        }
    }
}

#[test]
fn the_formats_have_their_sizes_and_grow_downwards_only() {
    let dossier = hasakah();
    let question = Question::new().as_of(at("2022-02-28"));
    let of = |text: &str| derivation(&dossier, &question, &quantity(text));
    for name in ["is-fighters", "kurdish-forces", "civilians", "all"] {
        let derivation = of(&format!("hasakah/{name}/killed"));
        assert_eq!(Picture::of_quantity(&derivation, Format::Column).width(), 360);
        let slide = Picture::of_quantity(&derivation, Format::Slide);
        assert_eq!((slide.width(), slide.height()), (1280, 720));
    }
    let one = pictured(&dossier_of_one("20"), Format::Custom { width: 100_000, height: 100_000 });
    assert_eq!((one.width(), one.height()), (10_000, 10_000));
}

fn dossier_of_one(count: &str) -> Dossier {
    of_one_quantity(&["Somebody"], &[(0, count, 1, "neutral")])
}

/// What is not known to have been published is not said to have been.
#[test]
fn dates_are_told_for_what_they_are() {
    let picture = pictured(&dossier_of_one("20"), Format::Column);
    assert!(says(&picture, "Dates are those of publication, or of the count if that is not known"));
}

#[test]
fn the_source_line_is_never_cut() {
    let dossier = of_one_quantity(&["Somebody", "Somebody else"], &[(0, "20", 1, "neutral"), (1, "21", 2, "neutral")]);
    let question = Question::new().known_by(at("2022-12-31"));
    for name in policy::NAMES {
        let answer = dossier.reconcile(&question, policy::named(name).expect("named"));
        let derivation = answer.explain(&quantity("e/g/killed")).expect("in play");
        let picture = Picture::of_quantity(&derivation, Format::Column);
        let last = picture.texts().last().map(Text::words).unwrap_or_default();
        assert!(last.ends_with("error."), "{name}: {last}");
    }
}

#[test]
fn names_are_escaped() {
    let names =
        ["<b>&amp;\"quotes\" & 'more'</b>", "a\u{0}\u{1b}\u{fffe}\u{ffff} b\nc", "]]><!-- -->", "مرصد حقوق", "  "];
    let dossier = of_one_quantity(
        &names,
        &[
            (0, "20", 1, "neutral"),
            (1, "30", 2, "maximise"),
            (2, "up to 40", 3, "minimise"),
            (3, "dozens", 4, "neutral"),
            (4, "10 to 20", 5, "neutral"),
        ],
    );
    for format in FORMATS {
        let picture = pictured(&dossier, format);
        assert_legible(&picture);
        assert_well_formed(&picture);
    }
    let svg = pictured(&dossier, Format::Slide).svg();
    assert!(svg.contains("&lt;b&gt;&amp;amp;\"quotes\""), "{svg}");
    let turned = of_one_quantity(&["12 to \u{202e}705\u{202c}\u{1b}[31m"], &[(0, "20", 1, "neutral")]);
    let svg = pictured(&turned, Format::Column).svg();
    assert!(svg.contains("12 to [U+202E]705[U+202C][U+001B][31m"), "{svg}");
    assert!(svg.chars().all(|c| c == '\n' || !c.is_control() && !('\u{202a}'..='\u{202e}').contains(&c)));
}

#[test]
fn extreme_counts_have_a_picture() {
    let cases: [&[(usize, &str, u32, &str)]; 7] = [
        &[(0, "none", 1, "neutral")],
        &[(0, "1,000,000,000,000", 1, "neutral"), (1, "1", 2, "neutral")],
        &[(0, "several", 1, "neutral")],
        &[(0, "at least 1,000,000,000,000", 1, "minimise")],
        &[(0, "up to 5", 1, "minimise")],
        &[(0, "39", 1, "neutral"), (1, "40", 1, "neutral"), (2, "1,000,000,000", 1, "maximise")],
        &[(0, "10 to 1,000,000", 1, "neutral"), (1, "12", 1, "minimise"), (1, "13", 2, "minimise")],
    ];
    for claims in cases {
        let dossier = of_one_quantity(&["One", "Two", "Three"], claims);
        for format in FORMATS {
            let picture = pictured(&dossier, format);
            assert_legible(&picture);
            assert_well_formed(&picture);
            let timeline = timeline(&dossier, &quantity("e/g/killed"), "2022-01-01", 3);
            let picture = Picture::of_timeline(&timeline, format);
            assert_legible(&picture);
            assert_well_formed(&picture);
        }
    }
    let boast = of_one_quantity(&["One", "Two", "Three"], cases[5]);
    assert!(says(&pictured(&boast, Format::Column), "the scale is broken"));
}

#[test]
fn what_nobody_counted_has_a_picture() {
    let dossier = hasakah();
    let derivation = derivation(&dossier, &Question::new(), &quantity("hasakah/all/casualties"));
    assert_eq!(derivation.voices.len(), 0);
    for format in FORMATS {
        let picture = Picture::of_quantity(&derivation, format);
        assert_legible(&picture);
        assert!(says(&picture, "Estimate"));
    }
}

#[test]
fn the_same_picture_has_the_same_bytes() {
    let of = quantity("hasakah/all/killed");
    let svg = || Picture::of_quantity(&derivation(&hasakah(), &Question::new(), &of), Format::Slide).svg();
    assert_eq!(svg(), svg());
    let svg = || Picture::of_timeline(&timeline(&hasakah(), &of, "2022-01-20", 4), Format::Column).svg();
    assert_eq!(svg(), svg());
}

#[test]
fn the_toll_through_time_is_legible() {
    let dossier = hasakah();
    for group in ["is-fighters", "kurdish-forces", "civilians", "all"] {
        let timeline = timeline(&dossier, &quantity(&format!("hasakah/{group}/killed")), "2022-01-20", 26);
        for format in FORMATS {
            let picture = Picture::of_timeline(&timeline, format);
            assert_legible(&picture);
            assert_well_formed(&picture);
            assert!(says(&picture, "As known then") && says(&picture, "As known now"));
            assert!(says(&picture, "Syrian Observatory"));
        }
    }
}

#[test]
fn a_timeline_of_nothing_has_a_picture() {
    let dossier = dossier_of_one("20");
    let last = derivation(&dossier, &Question::new(), &quantity("e/g/killed"));
    let marks = Mark::all(&last, &dossier, Dating::Spoken);
    let empty = View { title: "Nothing".to_owned(), steps: Vec::new(), marks, curve: None };
    let unknown = Step { at: at("2022-01-01"), range: None, best: None };
    let any = Step { at: at("2022-01-01"), range: Some(Interval::ANY), best: None };
    let views = [
        vec![],
        vec![empty.clone()],
        vec![empty, View { title: String::new(), steps: vec![unknown, any], marks: vec![], curve: None }],
    ];
    for views in views {
        for format in FORMATS {
            let picture = Picture::of_timeline(&Timeline::of(&last, views.clone()), format);
            assert_legible(&picture);
            assert_well_formed(&picture);
        }
    }
}

#[test]
fn years_and_decades_are_told_apart() {
    let last = derivation(&dossier_of_one("20"), &Question::new(), &quantity("e/g/killed"));
    for (from, to) in [("2022-01-01", "2022-01-01"), ("2012-01-01", "2022-01-01"), ("0001-01-01", "9999-12-31")] {
        let step = |at| Step { at, range: Some(Interval::at_least(5)), best: Some(5) };
        let mark = Mark {
            voice: "Somebody".to_owned(),
            at: at(from),
            meaning: Interval::at_least(5),
            figure: Some(5),
            interest: Interest::Minimise,
        };
        let view = View {
            title: "Now".to_owned(),
            steps: vec![step(at(from)), step(at(to))],
            marks: vec![mark; 30],
            curve: None,
        };
        for format in FORMATS {
            assert_legible(&Picture::of_timeline(&Timeline::of(&last, vec![view.clone(); 5]), format));
        }
    }
}

#[test]
fn pictures_can_be_sent_to_other_threads() {
    fn is_sent<T: Send + Sync>() {}
    is_sent::<Picture>();
    is_sent::<Timeline>();
    is_sent::<Format>();
}

fn count() -> impl Strategy<Value = String> {
    let number = prop_oneof![0..50_u64, 0..2_000_u64, Just(1_000_000_000_000), 0..1_000_000_u64];
    let hedge = prop_oneof![Just(""), Just("at least "), Just("up to "), Just("about "), Just("more than ")];
    prop_oneof![
        8 => (hedge, number).prop_map(|(hedge, number)| format!("{hedge}{number}")),
        1 => Just("dozens".to_owned()),
        1 => Just("unspecified".to_owned()),
        1 => (1..40_u64, 41..900_u64).prop_map(|(low, high)| format!("between {low} and {high}")),
    ]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[A-Z][a-z]{2,9}( [A-Za-z<&\"]{1,14}){0,12}", 1 => "\\PC{1,80}", 1 => "W{1,70}"]
}

fn claims() -> impl Strategy<Value = Vec<(usize, String, u32, &'static str)>> {
    let interest = prop_oneof![Just("neutral"), Just("minimise"), Just("maximise")];
    proptest::collection::vec((0..12_usize, count(), 0..60_u32, interest), 1..=40)
}

laws! {
    #![proptest_config(per_cent(12))]

    #[test]
    fn no_text_runs_into_another(names in proptest::collection::vec(name(), 1..10), claims in claims()) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let claims: Vec<(usize, &str, u32, &str)> = claims.iter().map(|(v, c, d, i)| (*v, c.as_str(), *d, *i)).collect();
        let dossier = of_one_quantity(&names, &claims);
        let timeline = timeline(&dossier, &quantity("e/g/killed"), "2022-01-05", 30);
        for format in FORMATS {
            let picture = pictured(&dossier, format);
            assert_legible(&picture);
            assert_well_formed(&picture);
            for (_, count, ..) in &claims {
                prop_assert!(says(&picture, count) || says(&picture, &format!("“{count}”")), "nothing of {count}");
            }
            let picture = Picture::of_timeline(&timeline, format);
            assert_legible(&picture);
            assert_well_formed(&picture);
        }
    }
}

/// An interval as an example may be asked to draw it.
fn beside(ends: [u64; 3]) -> Beside {
    let [low, median, high] = ends;
    Beside {
        title: "90 % interval".to_owned(),
        note: "under an assumption".to_owned(),
        low,
        median,
        high,
        meaning: "90 % interval of the toll, and its median: default table; assumes monitors miss about one in seven"
            .to_owned(),
    }
}

/// The shapes of the colour that only an interval beside the range has.
fn of_the_interval(picture: &Picture) -> Vec<String> {
    let svg = picture.svg();
    let shapes = svg.lines().filter(|line| line.contains("#702684") && !line.starts_with("<text"));
    shapes.map(str::to_owned).collect()
}

#[test]
fn an_interval_has_a_row_and_a_key_of_its_own() {
    let dossier = hasakah();
    let of = quantity("hasakah/is-fighters/killed");
    let derivation = derivation(&dossier, &Question::new(), &of);
    for format in FORMATS {
        let without = Picture::of_quantity(&derivation, format);
        assert!(of_the_interval(&without).is_empty());
        for ends in [[346, 425, 662], [0, 0, 0], [5, 5, 5], [1, 900, 100_000_000]] {
            let picture = Picture::of_quantity_beside(&derivation, &beside(ends), format);
            assert_legible(&picture);
            assert_well_formed(&picture);
            assert!(of_the_interval(&picture).len() >= 2 * of_the_interval(&without).len().max(3), "a box and its key");
            let number = |n: u64| Interval::exactly(n).to_string();
            let range = if ends[0] == ends[2] {
                number(ends[0])
            } else {
                format!("{} to {}", number(ends[0]), number(ends[2]))
            };
            let words = format!("{range}, median {}", number(ends[1]));
            for words in ["90 % interval", &words, &beside(ends).meaning, "346 to 374, best 346"] {
                assert!(says(&picture, words), "{words}");
            }
            // No text of it lies on the band of the range: its box stands in the plot, right of its words.
            let box_at = of_the_interval(&picture)
                .iter()
                .filter_map(|line| line.split("points=\"").nth(1)?.split([',', ' ']).next()?.parse::<i32>().ok())
                .max();
            let own = picture
                .texts()
                .find(|text| words.starts_with(text.words()) && text.words().contains(' '))
                .expect("its words");
            assert!(own.area().right <= box_at.expect("a box"), "{words}");
        }
    }
}

#[test]
fn a_curve_has_a_panel_and_a_key_of_its_own() {
    let dossier = hasakah();
    let of = quantity("hasakah/is-fighters/killed");
    let last = derivation(&dossier, &Question::new().as_of(at("2022-02-15")), &of);
    let meaning = beside([0; 3]).meaning;
    let point = |day: u64| {
        let at = at("2022-01-20").plus_days(i64::try_from(day).expect("a day"));
        CurvePoint { at, low: 10 * day, median: 20 * day, high: 50 * day }
    };
    let mut timeline = timeline(&dossier, &of, "2022-01-20", 26);
    let curve = Curve { points: (0..=26).map(point).collect(), meaning: meaning.clone() };
    timeline.views.push(View::of_curve("90 % interval", curve, &last, &dossier));
    let empty = Curve { points: Vec::new(), meaning: meaning.clone() };
    timeline.views.push(View::of_curve("Nothing", empty, &last, &dossier));
    for format in FORMATS {
        let picture = Picture::of_timeline(&timeline, format);
        assert_legible(&picture);
        assert_well_formed(&picture);
        assert!(!of_the_interval(&picture).is_empty());
        for words in ["90 % interval", "by 15 February 2022: 260 to 1,300, median 520", &meaning] {
            assert!(says(&picture, words), "{words}");
        }
        assert!(picture.svg().contains(&format!("{meaning}.</desc>")), "it is described to who cannot see it");
    }
}

#[test]
fn a_number_is_never_cut() {
    let large = "between 11,300,000 and 20,000,000";
    let names = ["Somebody"];
    let dossier = of_one_quantity(&names, &[(0, "1,000,000,000,000", 1, "maximise"), (0, large, 2, "neutral")]);
    let range = derivation(&dossier, &Question::new(), &quantity("e/g/killed")).range.to_string();
    for format in FORMATS {
        let picture = pictured(&dossier, format);
        assert_legible(&picture);
        let cut = |text: &Text| text.words().ends_with('…') && text.words().contains("000");
        assert!(!picture.texts().any(cut), "{format:?}");
        for words in [range.as_str(), large] {
            assert!(says(&picture, words), "{words} in {format:?}");
        }
        let views = vec![View {
            curve: None,
            title: "Now".to_owned(),
            marks: Vec::new(),
            steps: vec![Step {
                at: at("2022-09-30"),
                range: Interval::new(11_300_000, 20_000_000).ok(),
                best: Some(11_300_000),
            }],
        }];
        let derivation = derivation(&dossier, &Question::new(), &quantity("e/g/killed"));
        let picture = Picture::of_timeline(&Timeline::of(&derivation, views), format);
        assert_legible(&picture);
        assert!(says(&picture, "by 30 September 2022: 11,300,000 to 20,000,000, best 11,300,000"), "{format:?}");
    }
}

#[test]
fn a_claim_is_drawn_at_its_own_date() {
    let dossier = hasakah();
    let last = derivation(&dossier, &Question::new(), &quantity("hasakah/is-fighters/killed"));
    let spoken = Mark::all(&last, &dossier, Dating::Spoken);
    let days: Vec<String> = spoken.iter().map(|mark| mark.at.to_string()).collect();
    // The battle was settled on 30 January; the last count speaks of 6 February.
    assert!(days.iter().any(|day| day.starts_with("2022-02-06")), "{days:?}");
}
