//! One number, in digits or in words.

use super::Count;
use super::error::{CountError, Expected};
use super::lexer::{Cursor, Kind, Token};

/// A number that may have decimals: `numerator` / 10^`places`.
///
/// Never beyond [`Count::MAX`], with at most twelve places, so that a product
/// with another number up to [`Count::MAX`] fits a `u128`.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
struct Decimal {
    numerator: u128,
    places: u32,
}

/// More decimals than these leave a fraction whatever multiplies them, as
/// long as the product is not beyond [`Count::MAX`].
const MOST_PLACES: u32 = 12;

impl Decimal {
    fn whole(n: u64) -> Self {
        Self { numerator: n.into(), places: 0 }
    }

    fn scale(self) -> u128 {
        10u128.pow(self.places)
    }

    /// `None` beyond [`Count::MAX`].
    fn times(self, factor: u64) -> Option<Self> {
        let numerator = self.numerator * u128::from(factor);
        (numerator <= u128::from(Count::MAX) * self.scale()).then_some(Self { numerator, ..self })
    }

    fn to_whole(self) -> Option<u64> {
        if self.numerator.is_multiple_of(self.scale()) {
            u64::try_from(self.numerator / self.scale()).ok()
        } else {
            None
        }
    }

    fn is_below(self, other: Self) -> bool {
        self.numerator * other.scale() < other.numerator * self.scale()
    }
}

/// How much of a number's multiplier was said.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Plain,
    Hundred,
    Scale,
}

/// A multiplier that may have been meant for both ends of a range: the "six"
/// and the "hundred" of "five to six hundred".
#[derive(Copy, Clone, Debug)]
struct Shared {
    mantissa: Decimal,
    multiplier: u64,
    /// What the first end may have of its own.
    above: Level,
}

/// A number as it was written, before it is known whether a multiplier that
/// comes later is meant for it too.
#[derive(Clone, Debug)]
pub(super) struct Number {
    pub(super) at: usize,
    /// The byte after its last.
    end: usize,
    value: Decimal,
    level: Level,
    /// Where a decimal point stands that no multiplier follows.
    pointed: Option<usize>,
    /// A dozen or a score: said alone, not meant to the last person.
    pub(super) is_round: bool,
    shared: [Option<Shared>; 2],
}

impl Number {
    fn new(at: usize, value: Decimal) -> Self {
        Self { at, end: at, value, level: Level::Plain, pointed: None, is_round: false, shared: [None; 2] }
    }

    /// The number, as a count.
    pub(super) fn settle(&self, cursor: &Cursor<'_>) -> Result<u64, CountError> {
        let found = || cursor.between(self.at, self.end);
        match (self.value.to_whole(), self.pointed) {
            (Some(n), None) => Ok(n),
            (Some(_), Some(point)) => Err(CountError::NotUnderstood {
                at: point,
                found: cursor.between(point, self.end),
                expected: Expected::Comma,
            }),
            (None, _) => Err(CountError::FractionOfAPerson { at: self.at, found: found() }),
        }
    }

    /// Takes over the multiplier of the range's second end, if it was meant
    /// for this end too: "15–20 million", "five to six hundred".
    ///
    /// It is unless this end has one as high, or is not below the number that
    /// the second end multiplies ("900 to 1.2 million"), or the second end
    /// is more than a number and its multiplier ("one to a hundred", "one to
    /// two hundred and fifty").
    pub(super) fn share(&mut self, second: &Self) {
        let meant = second
            .shared
            .iter()
            .flatten()
            .find(|shared| self.level < shared.above && self.value.is_below(shared.mantissa));
        if let Some(shared) = meant
            // Below the mantissa, so the product is below the second end.
            && let Some(value) = self.value.times(shared.multiplier)
        {
            self.value = value;
            self.pointed = None;
        }
    }

    fn too_large(&self, cursor: &Cursor<'_>) -> CountError {
        CountError::TooLarge { at: self.at, found: cursor.since(self.at) }
    }

    fn multiply(&mut self, factor: u64, cursor: &Cursor<'_>) -> Result<(), CountError> {
        self.value = self.value.times(factor).ok_or_else(|| self.too_large(cursor))?;
        self.pointed = None;
        Ok(())
    }
}

/// Takes a number, where `expected` is expected.
pub(super) fn number(cursor: &mut Cursor<'_>, expected: Expected) -> Result<Number, CountError> {
    let mut number = match cursor.peek() {
        Some(token) if token.kind == Kind::Digits => {
            cursor.advance();
            in_digits(cursor, token)?
        }
        Some(token) if token.kind == Kind::Word => in_words(cursor, token.at, expected)?,
        _ => return Err(cursor.refuse(expected)),
    };
    number.end = cursor.reached();
    Ok(number)
}

/// "1,200", "1.5 million", "2 hundred thousand", "45k", "2 dozen".
fn in_digits(cursor: &mut Cursor<'_>, token: Token<'_>) -> Result<Number, CountError> {
    let mut number = Number::new(token.at, Decimal::whole(0));
    number.value = decimal(token.text, &number, cursor)?;
    number.pointed = token.text.find('.').map(|point| token.at + point);
    let mantissa = number.value;
    if let Some(round) = cursor.take_joined(round) {
        number.is_round = true;
        number.multiply(round, cursor)?;
        number.level = Level::Scale;
        number.shared[0] = Some(Shared { mantissa, multiplier: round, above: Level::Scale });
        return Ok(number);
    }
    let mut whole_multiplier = 1;
    if cursor.take_joined(hundred).is_some() {
        number.multiply(100, cursor)?;
        number.level = Level::Hundred;
        whole_multiplier = 100;
        number.shared[0] = Some(Shared { mantissa, multiplier: 100, above: Level::Hundred });
    }
    let hundreds = number.value;
    if let Some(scale) = cursor.take_joined(scale).or_else(|| cursor.take_word(abbreviated)) {
        number.multiply(scale, cursor)?;
        number.level = Level::Scale;
        number.shared = chain(mantissa, whole_multiplier, hundreds, scale);
    }
    Ok(number)
}

/// "eleven", "a hundred and twenty", "two and a half thousand", "half a
/// million", "three dozen".
fn in_words(cursor: &mut Cursor<'_>, at: usize, expected: Expected) -> Result<Number, CountError> {
    let mut number = Number::new(at, Decimal::whole(0));
    if let Some(multiplier) = half_of(cursor) {
        number.level = Level::Scale;
        number.is_round = multiplier.is_round;
        number.value = Decimal::whole(multiplier.value / 2);
        return Ok(number);
    }
    let mut group = Group::first(cursor, expected)?;
    if group.level == Level::Plain
        && let Some(multiplier) = and_a_half(cursor)
    {
        let mantissa = Decimal { numerator: u128::from(group.value) * 10 + 5, places: 1 };
        number.value = mantissa;
        number.multiply(multiplier.value, cursor)?;
        number.level = multiplier.level();
        number.is_round = multiplier.is_round;
        number.shared[0] = Some(Shared { mantissa, multiplier: multiplier.value, above: number.level });
        return Ok(number);
    }
    number.level = group.level;
    number.shared = group.shared();
    if let Some(round) = cursor.take_joined(round) {
        number.value = Decimal::whole(group.value * round);
        number.is_round = true;
        number.level = Level::Scale;
        number.shared = [None; 2];
        if !group.is_article {
            number.shared[0] =
                Some(Shared { mantissa: Decimal::whole(group.value), multiplier: round, above: Level::Scale });
        }
        return Ok(number);
    }
    let mut total = 0;
    let mut below = u64::MAX;
    loop {
        let Some(scale) = cursor.take_joined(|word| scale(word).filter(|s| *s < below)) else {
            total += group.value;
            break;
        };
        let Some(scaled) = Decimal::whole(group.value).times(scale) else {
            return Err(number.too_large(cursor));
        };
        total += scaled.to_whole().unwrap_or_default();
        number.level = Level::Scale;
        number.shared = if below == u64::MAX { group.chain(scale) } else { [None; 2] };
        below = scale;
        match Group::next(cursor, below)? {
            Some(next) => {
                number.shared = [None; 2];
                group = next;
            }
            None => break,
        }
    }
    if total > Count::MAX {
        return Err(number.too_large(cursor));
    }
    number.value = Decimal::whole(total);
    Ok(number)
}

/// The words of a number up to the next scale: "three hundred and twenty".
#[derive(Copy, Clone, Debug)]
struct Group {
    value: u64,
    level: Level,
    /// "a" or nothing, in place of "one": "a hundred".
    is_article: bool,
    /// What stood before "hundred", if nothing stands after it.
    hundreds: Option<u64>,
}

impl Group {
    fn first(cursor: &mut Cursor<'_>, expected: Expected) -> Result<Self, CountError> {
        let article = cursor.take("a");
        let multiplies = |word: &str| singular(word).then_some(());
        if { *cursor }.take_word(multiplies).is_some() {
            return Ok(Self::after(cursor, 1, true));
        }
        match below_hundred(cursor, 0) {
            Some(value) if !article => Ok(Self::after(cursor, value, false)),
            _ => Err(cursor.refuse(expected)),
        }
    }

    /// The group after a scale, which is to be smaller than that.
    fn next(cursor: &mut Cursor<'_>, below: u64) -> Result<Option<Self>, CountError> {
        let mut ahead = *cursor;
        ahead.take("and");
        let start = ahead;
        let Some(value) = below_hundred(&mut ahead, 1) else {
            return Ok(None);
        };
        let group = Self::after(&mut ahead, value, false);
        if group.value >= below {
            return Err(start.refuse(Expected::End));
        }
        *cursor = ahead;
        Ok(Some(group))
    }

    /// Goes on after the words for `value`.
    fn after(cursor: &mut Cursor<'_>, value: u64, is_article: bool) -> Self {
        if value == 0 || cursor.take_joined(hundred).is_none() {
            return Self { value, level: Level::Plain, is_article, hundreds: None };
        }
        let mut ahead = *cursor;
        ahead.take("and");
        let rest = below_hundred(&mut ahead, 1);
        if rest.is_some() {
            *cursor = ahead;
        }
        Self {
            value: value * 100 + rest.unwrap_or_default(),
            level: Level::Hundred,
            is_article,
            hundreds: rest.is_none().then_some(value),
        }
    }

    fn shared(self) -> [Option<Shared>; 2] {
        let hundreds = self.hundreds.filter(|_| !self.is_article);
        let shared = hundreds.map(|mantissa| Shared {
            mantissa: Decimal::whole(mantissa),
            multiplier: 100,
            above: Level::Hundred,
        });
        [shared, None]
    }

    fn chain(self, scale: u64) -> [Option<Shared>; 2] {
        match (self.hundreds, self.level, self.is_article) {
            (None, Level::Plain, true) => [None; 2],
            (Some(mantissa), _, false) => chain(Decimal::whole(mantissa), 100, Decimal::whole(self.value), scale),
            _ => chain(Decimal::whole(self.value), 1, Decimal::whole(self.value), scale),
        }
    }
}

/// What the "hundred thousand" of "two hundred thousand" may be shared as:
/// whole with a plain number, or its "thousand" with "one hundred".
fn chain(mantissa: Decimal, hundred: u64, hundreds: Decimal, scale: u64) -> [Option<Shared>; 2] {
    let whole = Shared { mantissa, multiplier: hundred * scale, above: Level::Hundred };
    let last = Shared { mantissa: hundreds, multiplier: scale, above: Level::Scale };
    if hundred == 1 { [Some(last), None] } else { [Some(whole), Some(last)] }
}

/// A word that multiplies, after "half a" or "and a half".
struct Multiplier {
    value: u64,
    is_round: bool,
}

impl Multiplier {
    fn take(cursor: &mut Cursor<'_>) -> Option<Self> {
        let exact = |word: &str| hundred(word).or_else(|| scale(word));
        if let Some(value) = cursor.take_joined(exact) {
            return Some(Self { value, is_round: false });
        }
        cursor.take_joined(round).map(|value| Self { value, is_round: true })
    }

    fn level(&self) -> Level {
        if self.value == 100 { Level::Hundred } else { Level::Scale }
    }
}

fn half_of(cursor: &mut Cursor<'_>) -> Option<Multiplier> {
    let mut ahead = *cursor;
    if !(ahead.take("half a") || ahead.take("a half") || ahead.take("half")) {
        return None;
    }
    let multiplier = Multiplier::take(&mut ahead)?;
    *cursor = ahead;
    Some(multiplier)
}

fn and_a_half(cursor: &mut Cursor<'_>) -> Option<Multiplier> {
    let mut ahead = *cursor;
    if !ahead.take("and a half") {
        return None;
    }
    let multiplier = Multiplier::take(&mut ahead)?;
    *cursor = ahead;
    Some(multiplier)
}

/// The value of digits, which may hold commas, spaces and one point.
fn decimal(text: &str, number: &Number, cursor: &Cursor<'_>) -> Result<Decimal, CountError> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let mut numerator: u128 = 0;
    for digit in whole.chars().filter_map(|c| c.to_digit(10)) {
        numerator = numerator * 10 + u128::from(digit);
        if numerator > u128::from(Count::MAX) {
            return Err(number.too_large(cursor));
        }
    }
    let mut places = 0;
    for digit in decimals.trim_end_matches('0').chars().filter_map(|c| c.to_digit(10)) {
        if places == MOST_PLACES {
            return Err(CountError::FractionOfAPerson { at: number.at, found: cursor.since(number.at) });
        }
        numerator = numerator * 10 + u128::from(digit);
        places += 1;
    }
    let value = Decimal { numerator, places };
    // 1,000,000,000,000.5 is beyond, too.
    value.times(1).ok_or_else(|| number.too_large(cursor))
}

/// A number in words below a hundred, and not below `least`.
fn below_hundred(cursor: &mut Cursor<'_>, least: u64) -> Option<u64> {
    if let Some(tens) = cursor.take_word(tens) {
        let ones = |word: &str| small(word).filter(|n| (1..=9).contains(n));
        return Some(tens + cursor.take_joined(ones).unwrap_or(0));
    }
    cursor.take_word(|word| small(word).filter(|n| *n >= least))
}

fn find(word: &str, words: &[(&str, u64)]) -> Option<u64> {
    words.iter().find(|(known, _)| word.eq_ignore_ascii_case(known)).map(|(_, value)| *value)
}

fn small(word: &str) -> Option<u64> {
    find(
        word,
        &[
            ("zero", 0),
            ("one", 1),
            ("two", 2),
            ("three", 3),
            ("four", 4),
            ("five", 5),
            ("six", 6),
            ("seven", 7),
            ("eight", 8),
            ("nine", 9),
            ("ten", 10),
            ("eleven", 11),
            ("twelve", 12),
            ("thirteen", 13),
            ("fourteen", 14),
            ("fifteen", 15),
            ("sixteen", 16),
            ("seventeen", 17),
            ("eighteen", 18),
            ("nineteen", 19),
        ],
    )
}

fn tens(word: &str) -> Option<u64> {
    find(
        word,
        &[
            ("twenty", 20),
            ("thirty", 30),
            ("forty", 40),
            ("fifty", 50),
            ("sixty", 60),
            ("seventy", 70),
            ("eighty", 80),
            ("ninety", 90),
        ],
    )
}

fn hundred(word: &str) -> Option<u64> {
    find(word, &[("hundred", 100), ("hundreds", 100)])
}

fn scale(word: &str) -> Option<u64> {
    find(
        word,
        &[
            ("thousand", 1_000),
            ("thousands", 1_000),
            ("million", 1_000_000),
            ("millions", 1_000_000),
            ("billion", 1_000_000_000),
            ("billions", 1_000_000_000),
            ("trillion", 1_000_000_000_000),
            ("trillions", 1_000_000_000_000),
        ],
    )
}

/// After digits only: "45k".
fn abbreviated(word: &str) -> Option<u64> {
    find(
        word,
        &[
            ("k", 1_000),
            ("m", 1_000_000),
            ("mn", 1_000_000),
            ("mln", 1_000_000),
            ("b", 1_000_000_000),
            ("bn", 1_000_000_000),
            ("tn", 1_000_000_000_000),
        ],
    )
}

fn round(word: &str) -> Option<u64> {
    find(word, &[("dozen", 12), ("dozens", 12), ("score", 20), ("scores", 20)])
}

/// Whether "a" may come before it.
fn singular(word: &str) -> bool {
    let multiplies = hundred(word).or_else(|| scale(word)).or_else(|| round(word));
    multiplies.is_some() && !word.ends_with(['s', 'S'])
}
