//! Recognises measures, which count nobody: durations, distances, weights,
//! money, shares, temperatures, calibres.

use super::noun::{Head, head, is_harm, is_people};
use super::passage::{Passage, is_any, is_capital};
use super::phrase::Phrase;
use crate::said::count::Said;
use crate::said::count::lexer::Kind;

/// Whether the phrase measures: a unit stands behind it, money before it, or
/// it says how strong a quake was.
pub(super) fn measures(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    is_measured(passage, phrase.end)
        || is_breadth(passage, phrase.start)
        || is_priced(passage, phrase.start)
        || is_in_minutes(passage, phrase.start)
        || is_metres_or_magnitude(passage, phrase)
}

/// "Rs 5 lakh", "Rs. 500", "USD 4.5 million".
fn is_priced(passage: &Passage<'_>, start: usize) -> bool {
    #[rustfmt::skip]
    const CURRENCIES: &[&str] = &[
        "Rs", "Re", "INR", "PKR", "NPR", "BDT", "LKR", "Tk", "Taka", "USD", "EUR", "GBP", "CHF", "SYP", "IQD", "NGN",
        "KES", "UGX", "RM", "Ksh", "KSh", "KShs", "UShs", "Rupees", "rupees",
    ];

    let point = usize::from(start.checked_sub(1).is_some_and(|at| passage.is_sign(at, '.')));
    CURRENCIES.contains(&passage.word_before(start, 1 + point))
}

/// "3 min 40 s": no minimum.
fn is_in_minutes(passage: &Passage<'_>, start: usize) -> bool {
    is_any(passage.word(start), &["min", "mins"]) && start.checked_sub(1).is_some_and(|at| passage.is_digits(at))
}

/// "300m" may be metres, and "6.4M" the size of a quake: a number of people if
/// people come after it, or no quake is near.
fn is_metres_or_magnitude(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    const QUAKES: &[&str] =
        &["quake", "earthquake", "tremor", "temblor", "shock", "aftershock", "jolt", "foreshock", "magnitude"];
    const NEAR: usize = 4;

    let of_magnitude = (1..=NEAR).any(|n| is_any(passage.word_before(phrase.start, n), &["magnitude"]));
    match passage.word(phrase.end - 1) {
        "m" => !matches!(phrase.said, Said::None) && !head(passage, phrase.end).is_counted(),
        "M" => of_magnitude || is_any(passage.word(phrase.end), QUAKES),
        _ => is_any(passage.word_before(phrase.start, 1), &["magnitude"]),
    }
}

/// Whether the number that ends before an index is one of a unit: "24 hours",
/// "two and a half years", "40 per cent", "hundreds of metres", "500 Syrian
/// pounds".
pub(super) fn is_measured(passage: &Passage<'_>, end: usize) -> bool {
    let is_mark = matches!(
        passage.token(end).map(|token| token.kind),
        Some(Kind::Sign('%' | '‰' | '°' | 'º' | '′' | '″' | '½' | '¼' | '¾' | '$' | '€' | '£' | '¥' | '₺'))
    );
    if is_mark {
        return true;
    }
    let mut at = end;
    if passage.is(at, "and") && is_any(passage.word(at + 1), &["a", "one"]) && is_any(passage.word(at + 2), &["half"]) {
        return true;
    }
    // "3,600 to the dollar".
    if passage.is(at, "to") && is_any(passage.word(at + 1), &["the", "a"]) && is_any(passage.word(at + 2), MONEY) {
        return true;
    }
    // "2 by 3 metres", but "4 x 82 mm rounds".
    let is_breadth = is_any(passage.word(at), &["by", "x"]) || passage.is_sign(at, '×');
    if is_breadth && passage.is_digits(at + 1) && !is_any(passage.word(at + 2), &["mm", "cm"]) {
        at += 2;
    }
    // "14 and 22 years", but "killed 14 and 22 days later".
    if is_any(passage.word(at), &["and", "or", "to"]) && passage.is_digits(at + 1) {
        let is_time = is_any(passage.word(at + 3), &["later", "after", "before", "ago", "earlier"]);
        let is_object = is_harm(passage.word_before(end, 2)) || is_harm(passage.word_before(end, 3));
        return is_any(passage.word(at + 2), UNITS) && !is_time && !is_object;
    }
    if passage.is(at, "of") {
        at += 1;
    }
    for _ in 0..3 {
        let word = passage.word(at);
        if is_share(passage, at) || is_unit(passage, end, at) {
            return true;
        }
        if is_any(passage.word(at), &["U"]) && passage.is(at + 2, "S") {
            at += 4;
        } else if is_any(word, BEFORE_UNITS) {
            at += 1;
        } else if is_capital(word) {
            // "500 Syrian pounds", but not "20 Turkish miles": only money has
            // a country.
            return is_any(passage.word(at + 1), MONEY);
        } else {
            return false;
        }
    }
    false
}

/// Whether the word at an index is the unit of a number that ends before another.
fn is_unit(passage: &Passage<'_>, end: usize, at: usize) -> bool {
    let word = passage.word(at);
    // "Two F-15s" and "12 N. Korean soldiers" have no unit.
    let is_name = passage.is_glued(at + 1)
        && passage.token(at + 1).is_some_and(|next| next.is_hyphen() || matches!(next.text, "." | "'" | "’"));
    let is_letter = word.len() == 1 && (is_name || !passage.is_digits(end.saturating_sub(1)));
    // "A force of 30,000 foot and 5,000 horse".
    let last = end.checked_sub(1).and_then(|last| passage.token(last));
    let is_large = last.is_some_and(|last| last.text.contains(',') || last.is("thousand"));
    let is_infantry = is_large && is_any(word, &["foot"]) && !is_any(passage.word(at + 1), &["high", "deep"]);
    let is_rank = is_any(word, &["second"]) && is_people(passage.word(at + 1));
    (is_any(word, UNITS) && !is_infantry && !is_rank) || (CASED_UNITS.contains(&word) && !is_letter)
}

/// "Four metres by five": whether what stands before a number is its unit.
fn is_breadth(passage: &Passage<'_>, start: usize) -> bool {
    #[rustfmt::skip]
    const LENGTHS: &[&str] = &[
        "metre", "metres", "meter", "meters", "m", "feet", "ft", "foot", "inches", "cm", "yards",
    ];

    is_any(passage.word_before(start, 1), &["by", "x"])
        && is_any(passage.word_before(start, 2), LENGTHS)
        && head(passage, start + 1) == Head::Other
}

/// "percent", "per cent", "percentage points", "pct"; "thirds" and "in ten"
/// are shares, too.
fn is_share(passage: &Passage<'_>, at: usize) -> bool {
    let word = passage.word(at);
    is_any(word, &["percent", "pct", "percentage", "pc", "percentile"])
        || (is_any(word, &["per"]) && passage.is(at + 1, "cent"))
        || is_any(word, FRACTIONS)
}

/// After a number they are parts of a whole, or an ordinal: "two thirds",
/// "one hundred fifth".
#[rustfmt::skip]
const FRACTIONS: &[&str] = &[
    "half", "halves", "third", "thirds", "quarter", "quarters", "fourth", "fourths", "fifth", "fifths",
    "sixth", "sixths", "seventh", "eighth", "eighths", "ninth", "tenth", "tenths", "hundredth", "hundredths",
    "thousandth",
];

/// What may stand between a number and its unit.
#[rustfmt::skip]
const BEFORE_UNITS: &[&str] = &[
    "more", "additional", "consecutive", "straight", "successive", "full", "whole", "further", "long",
    "short", "gross", "square", "sq", "cubic", "nautical", "metric", "calendar", "working", "solid", "different",
    "separate", "extra", "odd", "those", "these", "bloody", "past", "other", "intense", "gruelling", "grueling", "cold", "US", "flight", "flying",
];

#[rustfmt::skip]
const UNITS: &[&str] = &[
    // Durations and frequencies.
    "second", "seconds", "sec", "secs", "minute", "minutes", "min", "mins", "hour", "hours", "hr", "hrs",
    "day", "days", "night", "nights", "week", "weeks", "weekend", "weekends", "fortnight", "month", "months",
    "year", "years", "yr", "yrs", "decade", "decades", "century", "centuries", "generation", "generations",
    "morning", "mornings", "evening", "evenings", "afternoon", "time", "times", "occasion", "occasions",
    "fold", "o",
    // Distances and areas.
    "mm", "cm", "km", "kms", "metre", "metres", "meter", "meters", "millimetre", "millimetres", "millimeter",
    "millimeters", "centimetre", "centimetres", "centimeter", "centimeters", "kilometre", "kilometres",
    "kilometer", "kilometers", "mile", "miles", "foot", "feet", "ft", "inch", "inches", "yard", "yards",
    "hectare", "hectares", "acre", "acres", "dunam", "dunams", "donum", "donums", "sq",
    // Weights and volumes.
    "kg", "kgs", "mg", "ml", "kilo", "kilos", "kilogram", "kilograms", "kilogramme", "kilogrammes", "gram", "grams",
    "gramme", "grammes", "ton", "tons", "tonne", "tonnes", "lb", "lbs", "ounce", "ounces", "litre", "litres",
    "liter", "liters", "gallon", "gallons", "pint", "pints", "barrels", "kiloton", "kilotons", "megaton", "megatons",
    // Rates, angles, temperatures, energy, calibres.
    "kcal", "calories", "kph", "mph", "kmh", "figures", "digits", "marks", "dwt", "grt", "knots", "degree", "degrees", "watt", "watts", "kilowatts", "megawatt", "megawatts",
    "gigawatts", "volts", "rpm", "hp", "ppm", "bft", "pp", "calibre", "caliber", "points", "decibels",
    // Money.
    "dollar", "dollars", "cents", "euro", "euros", "pound", "pounds", "sterling", "dinar", "dinars", "rial",
    "rials", "riyal", "riyals", "lira", "liras", "shekel", "shekels", "rouble", "roubles", "ruble", "rubles",
    "rupee", "rupees", "yuan", "yen", "franc", "francs", "peso", "pesos", "naira", "birr", "hryvnia",
    "hryvnias", "USD", "EUR", "GBP", "SYP", "IQD", "TRY", "ILS", "RUB", "UAH", "afghanis", "shillings",
    "dirham", "dirhams",
];

/// Units whose letter case matters: "m" is metres, "M" is no unit.
#[rustfmt::skip]
const CASED_UNITS: &[&str] = &[
    "m", "g", "l", "C", "F", "N", "S", "E", "W", "MW", "GW", "kW", "kV", "V", "dB", "Hz", "nm", "NM", "am", "pm", "mt", "MT",
];

#[rustfmt::skip]
const MONEY: &[&str] = &[
    "dollar", "dollars", "pound", "pounds", "dinar", "dinars", "rial", "rials", "riyal", "riyals", "lira",
    "liras", "franc", "francs", "peso", "pesos", "rupee", "rupees", "rouble", "roubles", "shekels",
    "shillings",
];

#[cfg(test)]
mod tests {
    use super::is_measured;
    use crate::text::passage::Passage;

    #[test]
    fn units_are_told_from_nouns() {
        let measured = [
            "hours", "more days", "consecutive days of fighting", "per cent", "percent", "%", "km from the prison",
            "square kilometres", "of years", "Syrian pounds", "US dollars", "U.S. dollars", "mm rockets", "times",
            "and a half years", "degrees", "°C", "to the dollar", "thirds of the town", "by 3 metres", "and 22 years",
            "to 1,050 kcal", "gross tons", "hp", "NM from the buoy",
        ];
        for text in measured {
            assert!(is_measured(&Passage::new(text), 0), "{text}");
        }
        let counted = [
            "people", "more people", "of them", "Syrian soldiers", "soldiers a day", "", ", hours later",
            "barrel bombs", "M", "m away", "F-15s", "other fighters", "killed", "U.S. soldiers", "x 82 mm rounds",
            "and 22 days later", "by 3 gunmen",
        ];
        for text in counted {
            assert!(!is_measured(&Passage::new(text), 0), "{text}");
        }
    }
}
