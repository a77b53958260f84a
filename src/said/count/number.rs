//! One number, in digits or in words.

use super::decimal::{Decimal, NoDecimal};
use super::error::{CountError, Expected};
use super::lexer::{Cursor, Kind, Token};
use super::numerals::{Level, Multiplier, abbreviated, hundred, multiplier, round, scale, singular, small, tens};

/// A number as it was written, before it is known whether a later multiplier applies to it too.
#[derive(Copy, Clone, Debug)]
pub(super) struct Number {
    pub(super) at: usize,
    /// The byte after its end.
    end: usize,
    value: Decimal,
    level: Level,
    /// The byte of a decimal point, if no multiplier follows.
    point: Option<usize>,
    /// Whether it is "a" or nothing, in place of "one": "a hundred".
    is_article: bool,
    /// Whether it is a dozen or a score, which alone is not an exact number.
    pub(super) is_round: bool,
    /// The multipliers that the first end of a range may share, the longest first.
    shared: [Option<Shared>; 2],
    /// The thousands in digits that the first end of a range may share across a dash: the ",000" of
    /// "10-15,000".
    thousands: Option<Shared>,
}

/// A multiplier that may apply to both ends of a range: the "six" and the "hundred" of "five to six
/// hundred".
#[derive(Copy, Clone, Debug)]
struct Shared {
    mantissa: Decimal,
    multiplier: u64,
    /// The first end shares it only if its own level is lower.
    level: Level,
}

impl Number {
    fn new(at: usize, value: Decimal) -> Self {
        Self {
            at,
            end: at,
            value,
            level: Level::Plain,
            point: None,
            is_article: false,
            is_round: false,
            shared: [None; 2],
            thousands: None,
        }
    }

    /// The number as a count.
    pub(super) fn settle(&self, cursor: &Cursor<'_>) -> Result<u64, CountError> {
        match (self.value.to_whole(), self.point) {
            (Some(n), None) => Ok(n),
            (Some(_), Some(point)) => Err(CountError::NotUnderstood {
                at: point,
                found: cursor.between(point, self.end),
                expected: Expected::Comma,
            }),
            (None, _) => Err(CountError::FractionOfAPerson { at: self.at, found: cursor.between(self.at, self.end) }),
        }
    }

    /// Applies the multiplier of the range's second end to this end too, if it was meant for both:
    /// "15–20 million", "five to six hundred".
    ///
    /// It was not meant for both if this end has a multiplier as high, if this end is not below the
    /// number that the second end multiplies ("900 to 1.2 million"), or if the second end is not
    /// exactly a number and its multiplier ("one to a hundred", "one to two hundred and fifty").
    /// Thousands in digits are shared only across a dash ("10-15,000"), because "10 to 15,000" is
    /// the printed form of a range that starts at 10.
    pub(super) fn share(&mut self, second: &Self, is_dashed: bool) {
        let thousands = second.thousands.filter(|_| is_dashed && self.point.is_none());
        let meant = second
            .shared
            .iter()
            .chain([&thousands])
            .flatten()
            .find(|shared| self.level < shared.level && self.value.is_below(shared.mantissa));
        // The product is below the second end, so it is not too large.
        if let Some(shared) = meant
            && let Some(value) = self.value.times(shared.multiplier)
        {
            self.value = value;
            self.point = None;
        }
    }

    fn multiply(&mut self, by: Multiplier, cursor: &Cursor<'_>) -> Result<(), CountError> {
        let own = (!self.is_article).then_some(Shared { mantissa: self.value, multiplier: by.value, level: by.level });
        let longer = self.shared[0].map(|shared| Shared { multiplier: shared.multiplier * by.value, ..shared });
        self.shared = if longer.is_some() { [longer, own] } else { [own, None] };
        self.value = self.value.times(by.value).ok_or_else(|| self.too_large(cursor))?;
        self.level = by.level;
        self.is_round = by.is_round;
        self.is_article = false;
        self.point = None;
        Ok(())
    }

    /// Adds the words after it that are not a multiplier.
    fn add(&mut self, addend: u64, cursor: &Cursor<'_>) -> Result<(), CountError> {
        self.value = self.value.plus(addend).ok_or_else(|| self.too_large(cursor))?;
        self.shared = [None; 2];
        Ok(())
    }

    fn too_large(&self, cursor: &Cursor<'_>) -> CountError {
        CountError::TooLarge { at: self.at, found: cursor.since(self.at) }
    }
}

/// Takes a number. `expected` is for the error if there is none.
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

/// Takes a number in digits: "1,200", "1.5 million", "2 hundred thousand", "45k", "2 dozen".
fn in_digits(cursor: &mut Cursor<'_>, token: Token<'_>) -> Result<Number, CountError> {
    let at = token.at;
    let found = || cursor.since(at);
    let value = Decimal::read(token.text).map_err(|reason| match reason {
        NoDecimal::TooLarge => CountError::TooLarge { at, found: found() },
        NoDecimal::TooFine => CountError::FractionOfAPerson { at, found: found() },
    })?;
    // Two dots part thousands.
    let point = token.text.find('.').filter(|point| token.text.rfind('.') == Some(*point));
    let mut number = Number { point: point.map(|point| at + point), ..Number::new(at, value) };
    if let Some(dozen) = cursor.take_joined(round) {
        number.multiply(dozen, cursor)?;
        return Ok(number);
    }
    if let Some(hundred) = cursor.take_joined(hundred) {
        number.multiply(hundred, cursor)?;
    }
    if let Some(scale) = cursor.take_joined(scale) {
        number.multiply(scale, cursor)?;
        return rest_of_scale(cursor, number, scale);
    }
    if let Some(scale) = cursor.take_word(abbreviated) {
        number.multiply(scale, cursor)?;
        return Ok(number);
    }
    // Beyond the thousands nobody writes so: "1–1,000,000" starts at 1.
    let is_grouped = token.text.matches(',').count() == 1 && !token.text.contains('.');
    if let Some(thousands) = value.in_thousands().filter(|_| is_grouped) {
        number.thousands = Some(Shared { mantissa: thousands, multiplier: 1_000, level: Level::Hundred });
    }
    Ok(number)
}

/// Takes the rest of a number after its first scale: "1 lakh 20 thousand", "1 million 200 thousand", "3 lakh
/// 45,000", "4 thousand 200".
fn rest_of_scale(cursor: &mut Cursor<'_>, mut number: Number, of: Multiplier) -> Result<Number, CountError> {
    let mut ahead = *cursor;
    let below = ahead.peek().filter(|token| token.kind == Kind::Digits).and_then(|token| {
        ahead.advance();
        let value = Decimal::read(token.text).ok()?;
        let rest = match ahead.take_joined(scale) {
            Some(scale) => value.times(scale.value)?.to_whole()?,
            // Nobody means one number by "1 million 200".
            None => value.to_whole().filter(|value| value.saturating_mul(1_000) >= of.value)?,
        };
        Some(rest).filter(|rest| *rest < of.value)
    });
    if let Some(below) = below
        && number.value.to_whole().is_some()
    {
        *cursor = ahead;
        number.add(below, cursor)?;
    }
    Ok(number)
}

/// Takes a number in words: "eleven", "a hundred and twenty", "two and a half thousand", "half a
/// million", "three dozen".
fn in_words(cursor: &mut Cursor<'_>, at: usize, expected: Expected) -> Result<Number, CountError> {
    if let Some(multiplier) = half_a(cursor) {
        return Ok(Number {
            level: Level::Scale,
            is_round: multiplier.is_round,
            ..Number::new(at, Decimal::whole(multiplier.value / 2))
        });
    }
    let mut number = first_group(cursor, at, expected)?;
    if number.level == Level::Plain
        && let Some(multiplier) = and_a_half(cursor)
    {
        let whole = number.value.to_whole().unwrap_or_default();
        number.value = Decimal::and_a_half(whole);
        number.multiply(multiplier, cursor)?;
        return Ok(number);
    }
    if let Some(dozen) = cursor.take_joined(round) {
        number.multiply(dozen, cursor)?;
        return Ok(number);
    }
    scales(cursor, number)
}

/// Takes the scales behind a number, each smaller than the one before, and the number behind each:
/// "thousand three hundred and twenty".
fn scales(cursor: &mut Cursor<'_>, mut number: Number) -> Result<Number, CountError> {
    let (at, mut before, mut below) = (number.at, 0, u64::MAX);
    while let Some(scale) = cursor.take_joined(|word| scale(word).filter(|s| s.value < below)) {
        number.multiply(scale, cursor)?;
        below = scale.value;
        let Some(group) = next_group(cursor, at, below)? else {
            break;
        };
        before += number.value.to_whole().unwrap_or_default();
        number = group;
    }
    if before > 0 {
        number.add(before, cursor)?;
        number.level = Level::Scale;
    }
    Ok(number)
}

/// Takes the words of a number up to its first scale: "three hundred and twenty".
fn first_group(cursor: &mut Cursor<'_>, at: usize, expected: Expected) -> Result<Number, CountError> {
    let is_article = cursor.take("a");
    let mut ahead = *cursor;
    if ahead.take_word(singular).is_some() {
        let one = Number { is_article: true, ..Number::new(at, Decimal::whole(1)) };
        return hundreds(cursor, one);
    }
    match below_hundred(&mut ahead, 0) {
        Some(value) if !is_article => {
            *cursor = ahead;
            hundreds(cursor, Number::new(at, Decimal::whole(value)))
        }
        _ => Err(cursor.refuse(expected)),
    }
}

/// Takes the words after a scale, if they are a number below `below`.
fn next_group(cursor: &mut Cursor<'_>, at: usize, below: u64) -> Result<Option<Number>, CountError> {
    let mut ahead = *cursor;
    ahead.take("and");
    let start = ahead;
    let Some(value) = below_hundred(&mut ahead, 1) else {
        return Ok(None);
    };
    let group = hundreds(&mut ahead, Number::new(at, Decimal::whole(value)))?;
    if group.value.to_whole().is_none_or(|value| value >= below) {
        return Err(start.refuse(Expected::End));
    }
    *cursor = ahead;
    Ok(Some(group))
}

/// Takes "hundred" and the number added to it, if they come next.
fn hundreds(cursor: &mut Cursor<'_>, mut number: Number) -> Result<Number, CountError> {
    if let Some(hundred) = cursor.take_joined(hundred) {
        number.multiply(hundred, cursor)?;
        let mut ahead = *cursor;
        ahead.take("and");
        if let Some(rest) = below_hundred(&mut ahead, 1) {
            *cursor = ahead;
            number.add(rest, cursor)?;
        }
    }
    Ok(number)
}

/// Takes a number in words below a hundred and not below `least`.
fn below_hundred(cursor: &mut Cursor<'_>, least: u64) -> Option<u64> {
    if let Some(tens) = cursor.take_word(tens) {
        let ones = |word: &str| small(word).filter(|n| (1..=9).contains(n));
        return Some(tens + cursor.take_joined(ones).unwrap_or(0));
    }
    cursor.take_word(|word| small(word).filter(|n| *n >= least))
}

fn half_a(cursor: &mut Cursor<'_>) -> Option<Multiplier> {
    cursor.attempt(|ahead| {
        let is_half = ahead.take("half a") || ahead.take("a half") || ahead.take("half");
        if is_half { ahead.take_joined(multiplier) } else { None }
    })
}

fn and_a_half(cursor: &mut Cursor<'_>) -> Option<Multiplier> {
    cursor.attempt(|ahead| if ahead.take("and a half") { ahead.take_joined(multiplier) } else { None })
}

#[cfg(test)]
mod tests {
    use super::number;
    use crate::said::count::error::Expected;
    use crate::said::count::lexer::{Cursor, tokens};

    /// The number at the start of a text, and the rest of the text.
    fn read(text: &str) -> Result<(u64, &str), String> {
        let tokens = tokens(text);
        let mut cursor = Cursor::new(text, &tokens);
        let value = number(&mut cursor, Expected::Number).and_then(|n| n.settle(&cursor));
        value.map(|value| (value, text[cursor.reached()..].trim_start())).map_err(|error| error.to_string())
    }

    #[test]
    fn a_number_ends_where_it_must() {
        let cases = [
            ("twenty-thirty", 20, "-thirty"),
            ("twenty and thirty", 20, "and thirty"),
            ("a hundred and", 100, "and"),
            ("a hundred and a hundred", 100, "and a hundred"),
            ("five-six hundred", 5, "-six hundred"),
            ("two hundred and fifty thousand dead", 250_000, "dead"),
            ("one thousand million", 1_000, "million"),
            ("two and a half", 2, "and a half"),
            ("a million and a half", 1_000_000, "and a half"),
            ("a dozen hundred", 12, "hundred"),
            ("two dozen thousand", 24, "thousand"),
            ("5 m m", 5_000_000, "m"),
        ];
        for (text, value, rest) in cases {
            assert_eq!(read(text), Ok((value, rest)), "{text}");
        }
    }

    #[test]
    fn every_number_below_ten_thousand_reads_from_its_words() {
        let ones = |n: usize| {
            let words = "one two three four five six seven eight nine ten eleven twelve thirteen \
                         fourteen fifteen sixteen seventeen eighteen nineteen";
            words.split_whitespace().nth(n.wrapping_sub(1)).unwrap_or("")
        };
        let below_hundred = |n: usize| {
            let tens = "twenty thirty forty fifty sixty seventy eighty ninety";
            if n < 20 {
                return ones(n).to_owned();
            }
            let tens = tens.split_whitespace().nth(n / 10 - 2).unwrap_or("");
            format!("{tens} {}", ones(n % 10))
        };
        for n in 1..10_000_usize {
            let mut words = Vec::new();
            if n >= 1_000 {
                words.push(format!("{} thousand", ones(n / 1_000)));
            }
            if n / 100 % 10 > 0 {
                words.push(format!("{} hundred", ones(n / 100 % 10)));
            }
            if n % 100 > 0 {
                words.push(below_hundred(n % 100));
            }
            for joint in [" ", " and "] {
                let text = words.join(joint);
                assert_eq!(read(&text), Ok((n as u64, "")), "{text}");
            }
        }
    }
}
