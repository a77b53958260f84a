//! Generators of what can be said of a number, and of every wording of it.

use proptest::prelude::*;

use super::sound;
use crate::count::{Count, Said, Vague};

/// Any form, of small numbers, round numbers, and all numbers up to the largest.
pub fn said() -> impl Strategy<Value = Said> {
    (0..FORMS, number(), number()).prop_map(|(form, a, b)| form_of(form, a.min(b), a.max(b))).boxed()
}

/// Any count, in any wording.
///
/// ```
/// use corroborate::Count;
/// use corroborate::strategies::count;
/// use proptest::prelude::*;
/// use proptest::test_runner::TestRunner;
///
/// TestRunner::deterministic().run(&count(), |count| {
///     prop_assert_eq!(count.to_string().parse::<Count>().unwrap(), count);
///     Ok(())
/// })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn count() -> impl Strategy<Value = Count> {
    (said(), any::<u32>()).prop_map(|(said, style)| worded(said, style)).boxed()
}

/// Any wording of this form.
///
/// # Panics
///
/// Drawing a value panics if the form cannot be a count: a number beyond [`Count::MAX`], "fewer
/// than 0", a range whose ends are in the wrong order.
///
/// ```
/// use corroborate::count::Said;
/// use corroborate::strategies::wording;
/// use proptest::prelude::*;
/// use proptest::test_runner::TestRunner;
///
/// TestRunner::deterministic().run(&wording(Said::AtLeast(20)), |count| {
///     prop_assert_eq!(count.said(), Said::AtLeast(20));
///     Ok(())
/// })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn wording(said: Said) -> impl Strategy<Value = Count> {
    any::<u32>().prop_map(move |style| worded(said, style))
}

/// A count that a dossier of a small place might contain. Its numbers come from a small set, so
/// that some claims agree.
pub(super) fn local_count() -> BoxedStrategy<Count> {
    let number = || {
        one_of![
            4 => prop::sample::select(vec![0_u64, 1, 2, 5, 9, 10, 11, 12, 19, 20, 21, 22, 30, 39, 40, 41, 45, 70, 100]),
            2 => 0..=60_u64,
            1 => 0..=1_000_u64,
        ]
    };
    let form = one_of![3 => 0..3_u8, 4 => 0..FORMS];
    one_of![
        24 => (form, number(), number(), any::<u32>())
            .prop_map(|(form, a, b, style)| worded(form_of(form, a.min(b), a.max(b)), style)),
        1 => count(),
    ]
}

fn number() -> BoxedStrategy<u64> {
    one_of![
        4 => 0..=60_u64,
        2 => 0..=2_000_u64,
        2 => (0..=999_u64, 0..=9_u32).prop_map(|(n, zeros)| n * 10_u64.pow(zeros)),
        1 => 0..=Count::MAX,
        1 => Just(Count::MAX),
    ]
}

const FORMS: u8 = 14;

/// The form with this number, for `a`, or for `a` and `b`; `b` must not be smaller than `a`.
fn form_of(form: u8, a: u64, b: u64) -> Said {
    match form {
        0 if a > 0 => Said::Exactly(a),
        1 => Said::AtLeast(a),
        2 => Said::Between(a, b),
        3 => Said::MoreThan(a),
        4 => Said::AtLeastAbout(a),
        5 => Said::AtMost(a),
        6 => Said::AtMostAbout(a),
        7 => Said::FewerThan(a.max(1)),
        8 => Said::About(a),
        9 => Said::Nearly(a),
        10 => Said::AboutBetween(a, b),
        11 => Said::Vaguely(Vague::ALL[usize::try_from(b % 12).unwrap_or(0)]),
        12 => Said::Unspecified,
        _ => Said::None,
    }
}

/// One wording of a form. Style 0 is the printed form.
pub(super) fn worded(said: Said, style: u32) -> Count {
    let text = if style == 0 { said.to_string() } else { text(said, style) };
    let text = if style % 11 == 10 { text.to_uppercase() } else { text };
    let text = if style % 13 == 12 { format!(" {text}\n") } else { text };
    sound(text.parse())
}

fn text(said: Said, style: u32) -> String {
    let of = |n: u64, phrases: &[&str]| choose(phrases, style / 8).replace("{}", &in_figures_or_words(n, style % 8));
    match said {
        Said::Exactly(n) => of(n, &["{}", "{}", "exactly {}", "precisely {}"]),
        Said::AtLeast(n) => of(
            n,
            &[
                "at least {}", "{} or more", "{}+", "no fewer than {}", "a minimum of {}", "≥{}", ">= {}",
                "{} and counting", "not less than {}", "{} at the very least",
            ],
        ),
        Said::MoreThan(n) => of(
            n,
            &["more than {}", "over {}", "upwards of {}", "exceeding {}", ">{}", "well over {}", "in excess of {}"],
        ),
        Said::AtLeastAbout(n) => of(n, &["at least about {}", "~{}+", "about {} or more", "more than about {}"]),
        Said::AtMost(n) => of(
            n,
            &[
                "at most {}", "up to {}", "no more than {}", "as many as {}", "{} at most", "≤{}", "{} or fewer",
                "a maximum of {}",
            ],
        ),
        Said::AtMostAbout(n) => of(n, &["at most about {}", "up to about {}", "fewer than about {}", "~{} at most"]),
        Said::FewerThan(n) => of(n, &["fewer than {}", "less than {}", "under {}", "<{}", "far fewer than {}"]),
        Said::About(n) => about(n, style),
        Said::Nearly(n) => of(n, &["nearly {}", "almost {}", "close to {}", "just under {}", "not quite {}"]),
        Said::Between(a, b) => {
            range(a, b, &["{} to {}", "{}-{}", "{}–{}", "between {} and {}", "from {} to {}", "{} or {}"], style)
        }
        Said::AboutBetween(a, b) => {
            range(a, b, &["about {} to {}", "~{}–{}", "an estimated {} to {}", "roughly {}-{}"], style)
        }
        Said::Vaguely(word) => choose(vaguely(word), style).to_owned(),
        Said::Unspecified => choose(&["unspecified", "an unspecified number", "a number of", "some"], style).to_owned(),
        Said::None => {
            choose(&["none", "no", "0", "zero", "nobody", "no one", "nil", "not a single", "exactly 0"], style)
                .to_owned()
        }
        // The laws also compile this file outside the crate, where more variants may exist.
        #[allow(unreachable_patterns, reason = "inside the crate there are no more")]
        _ => said.to_string(),
    }
}

fn about(n: u64, style: u32) -> String {
    let round: &[&str] = match n {
        6 => &["half a dozen"],
        12 => &["a dozen", "about a dozen", "one dozen"],
        20 => &["a score", "a score or so"],
        24 => &["two dozen"],
        36 => &["three dozen"],
        _ => &[],
    };
    if style.is_multiple_of(3) && !round.is_empty() {
        return choose(round, style / 3).to_owned();
    }
    let phrases = [
        "about {}", "around {}", "some {}", "roughly {}", "approximately {}", "an estimated {}", "circa {}", "c. {}",
        "~{}", "{} or so", "in the region of {}",
    ];
    choose(&phrases, style / 8).replace("{}", &in_figures_or_words(n, style % 8))
}

/// The wording of a range. A multiplier after the second end may apply to the first end too, so
/// either both ends share one or neither has one.
fn range(a: u64, b: u64, phrases: &[&str], style: u32) -> String {
    let ends = |a: &str, b: &str| choose(phrases, style / 8).replacen("{}", a, 1).replacen("{}", b, 1);
    let thousands = a < b && a.is_multiple_of(1_000) && b.is_multiple_of(1_000);
    match style % 8 {
        0 | 1 if thousands => ends(&(a / 1_000).to_string(), &format!("{} thousand", b / 1_000)),
        2 if thousands => ends(&(a / 1_000).to_string(), &format!("{}k", b / 1_000)),
        // Behind a dash the thousands of the second end would be read as those of both: "10-15,000".
        0..=2 if b.is_multiple_of(1_000) && b < 1_000_000 && a < b / 1_000 => ends(&a.to_string(), &b.to_string()),
        n @ 0..=2 => ends(&grouped(a, [",", "\u{2009}", "\u{a0}"][n as usize]), &grouped(b, ",")),
        3 if b < 20 => ends(below_hundred(a), below_hundred(b)),
        _ => ends(&a.to_string(), &b.to_string()),
    }
}

#[allow(unreachable_patterns, reason = "in the crate itself no other word is possible")]
fn vaguely(word: Vague) -> &'static [&'static str] {
    match word {
        Vague::Couple => &["a couple", "a couple of", "couple"],
        Vague::Few => &["a few", "few"],
        Vague::Several => &["several", "several of"],
        Vague::Many => &["many", "at least many"],
        Vague::Numerous => &["numerous"],
        Vague::Tens => &["tens", "tens of", "10s", "several tens"],
        Vague::Dozens => &["dozens", "several dozen", "a few dozen", "dozens and dozens", "at least dozens"],
        Vague::Scores => &["scores", "scores of", "several score"],
        Vague::Hundreds => &["hundreds", "a few hundred", "several hundred", "hundreds upon hundreds", "100s"],
        Vague::Thousands => &["thousands", "several thousand", "many thousands", "1,000s", "more than thousands"],
        Vague::TensOfThousands => &["tens of thousands", "many tens of thousands", "10s of thousands"],
        Vague::HundredsOfThousands => &["hundreds of thousands", "several hundred thousand"],
        _ => &[],
    }
}

fn choose<'a>(phrases: &[&'a str], number: u32) -> &'a str {
    let number = usize::try_from(number).unwrap_or(0);
    phrases.get(number % phrases.len().max(1)).copied().unwrap_or_default()
}

fn in_figures_or_words(n: u64, style: u32) -> String {
    match style {
        1 => grouped(n, ","),
        2 => grouped(n, ["\u{2009}", "\u{a0}", "\u{202f}", " "][usize::try_from(n % 4).unwrap_or(0)]),
        3 if n < Count::MAX => in_words(n),
        4 if n > 0 && n.is_multiple_of(1_000) => format!("{}k", n / 1_000),
        5 | 6 => scaled(n),
        _ => n.to_string(),
    }
}

/// The number with `between` as its separator of thousands: "1,234".
fn grouped(n: u64, between: &str) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push_str(between);
        }
        text.push(digit);
    }
    text
}

const SCALES: [(u64, &str); 3] = [(1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand")];

/// The number with a decimal and a scale: "1.5 million".
fn scaled(n: u64) -> String {
    let Some((scale, word)) = SCALES.into_iter().find(|&(scale, _)| n >= scale) else { return n.to_string() };
    let places = scale.ilog10() as usize;
    let decimals = format!("{:0places$}", n % scale);
    match decimals.trim_end_matches('0') {
        "" => format!("{} {word}", n / scale),
        decimals => format!("{}.{decimals} {word}", n / scale),
    }
}

/// The number in words: "one million two hundred thousand and twenty-five".
fn in_words(n: u64) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut left = n;
    for (scale, word) in SCALES {
        if left >= scale {
            words.push(format!("{} {word}", below_thousand(left / scale, words.is_empty())));
            left %= scale;
        }
    }
    match (left, words.is_empty()) {
        (_, true) => words.push(below_thousand(left, true)),
        (0, false) => {}
        (1..=99, false) => words.push(format!("and {}", below_thousand(left, false))),
        (_, false) => words.push(below_thousand(left, false)),
    }
    words.join(" ")
}

/// The words of a number below a thousand. "A hundred" is only used first, because nobody says "one
/// thousand a hundred".
fn below_thousand(n: u64, first: bool) -> String {
    let tens = |n: u64| match (n / 10, n % 10) {
        (0 | 1, _) => below_hundred(n).to_owned(),
        (_, 0) => TENS[(n / 10) as usize].to_owned(),
        (_, one) => format!("{}-{}", TENS[(n / 10) as usize], below_hundred(one)),
    };
    match (n / 100, n % 100) {
        (0, _) => tens(n),
        (hundreds, 0) => format!("{} hundred", below_hundred(hundreds)),
        (1, rest) if first => format!("a hundred and {}", tens(rest)),
        (hundreds, rest) => format!("{} hundred and {}", below_hundred(hundreds), tens(rest)),
    }
}

const TENS: [&str; 10] = ["", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// The word for a number below twenty.
fn below_hundred(n: u64) -> &'static str {
    const WORDS: [&str; 20] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];
    usize::try_from(n).ok().and_then(|n| WORDS.get(n)).copied().unwrap_or_default()
}
