//! Exact decimal numbers, up to the largest count.

use super::Count;
use super::lexer::digit;

/// A number that may have decimals: `numerator` / 10^`places`.
///
/// It is at most [`Count::MAX`] and has at most [`MOST_PLACES`] places, so its product with a count
/// never overflows a `u128`.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    numerator: u128,
    places: u32,
}

/// A number with more places than this could become whole only through a multiplier that is too
/// large or that does not exist.
const MOST_PLACES: u32 = 12;

/// Why digits are not a [`Decimal`].
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum NoDecimal {
    TooLarge,
    TooFine,
}

impl Decimal {
    /// The number `n`, which is at most [`Count::MAX`].
    pub(super) fn whole(n: u64) -> Self {
        Self { numerator: n.into(), places: 0 }
    }

    /// The number `n` and a half; `n` is at most [`Count::MAX`].
    pub(super) fn and_a_half(n: u64) -> Self {
        Self { numerator: u128::from(n) * 10 + 5, places: 1 }
    }

    /// Reads digits, which may contain one decimal point; two dots part thousands. Other characters are
    /// skipped. A comma before one or two final digits is a decimal point.
    pub(super) fn read(text: &str) -> Result<Self, NoDecimal> {
        let comma = || text.rsplit_once(',').filter(|(_, last)| last.trim_start().len() < 3);
        let point = text.split_once('.').filter(|(_, rest)| !rest.contains('.'));
        let (whole, places) = point.or_else(comma).unwrap_or((text, ""));
        let mut numerator: u128 = 0;
        for digit in whole.chars().filter_map(digit) {
            numerator = numerator * 10 + u128::from(digit);
            if numerator > u128::from(Count::MAX) {
                return Err(NoDecimal::TooLarge);
            }
        }
        let mut count = 0;
        let places = places.trim_end_matches('0');
        for digit in places.chars().filter_map(digit) {
            if count == MOST_PLACES {
                return Err(NoDecimal::TooFine);
            }
            numerator = numerator * 10 + u128::from(digit);
            count += 1;
        }
        let value = Self { numerator, places: count };
        // 1,000,000,000,000.5 is too large as well.
        value.times(1).ok_or(NoDecimal::TooLarge)
    }

    /// The product with a number up to [`Count::MAX`], or `None` if it is larger than that.
    pub(super) fn times(self, factor: u64) -> Option<Self> {
        let numerator = self.numerator * u128::from(factor);
        (numerator <= u128::from(Count::MAX) * self.scale()).then_some(Self { numerator, ..self })
    }

    /// The sum, or `None` if it is larger than [`Count::MAX`]. Both must have no decimals.
    pub(super) fn plus(self, other: u64) -> Option<Self> {
        let sum = self.to_whole()?.checked_add(other)?;
        (sum <= Count::MAX).then_some(Self::whole(sum))
    }

    /// The number of thousands, if the number is a multiple of a thousand.
    pub(super) fn in_thousands(self) -> Option<Self> {
        self.to_whole().filter(|n| *n > 0 && n.is_multiple_of(1_000)).map(|n| Self::whole(n / 1_000))
    }

    /// The number, if it is whole.
    pub(super) fn to_whole(self) -> Option<u64> {
        if self.numerator.is_multiple_of(self.scale()) {
            u64::try_from(self.numerator / self.scale()).ok()
        } else {
            None
        }
    }

    pub(super) fn is_below(self, other: Self) -> bool {
        self.numerator * other.scale() < other.numerator * self.scale()
    }

    fn scale(self) -> u128 {
        10u128.pow(self.places)
    }
}

#[cfg(test)]
mod tests {
    use super::{Count, Decimal, NoDecimal};

    #[test]
    fn digits_are_read_exactly() {
        let times = |text: &str, factor| Decimal::read(text).map(|n| n.times(factor).and_then(Decimal::to_whole));
        assert_eq!(times("0", 1), Ok(Some(0)));
        assert_eq!(times("1,234", 1), Ok(Some(1_234)));
        assert_eq!(times("1.5", 1), Ok(None));
        assert_eq!(times("1,5", 10), Ok(Some(15)));
        assert_eq!(times("26 . 4", 1_000), Ok(Some(26_400)));
        assert_eq!(times("12,34,567", 1), Ok(Some(1_234_567)));
        assert_eq!(times("475, 000", 1), Ok(Some(475_000)));
        assert_eq!(times("1.50", 10), Ok(Some(15)));
        assert_eq!(times("0.1", 1_000), Ok(Some(100)));
        assert_eq!(times("1.2345", 1_000), Ok(None));
        assert_eq!(times("0.000000000001", Count::MAX), Ok(Some(1)));
        assert_eq!(times("1000000000000", 1), Ok(Some(Count::MAX)));
        assert_eq!(times("1000000000000", 2), Ok(None));
    }

    #[test]
    fn what_is_too_much_is_told_apart() {
        assert_eq!(Decimal::read("1000000000001"), Err(NoDecimal::TooLarge));
        assert_eq!(Decimal::read("1000000000000.1"), Err(NoDecimal::TooLarge));
        assert_eq!(Decimal::read("0.0000000000001"), Err(NoDecimal::TooFine));
        assert_eq!(Decimal::read(&"9".repeat(400)), Err(NoDecimal::TooLarge));
        assert_eq!(Decimal::read(&format!("{}7", "0".repeat(400))), Ok(Decimal::whole(7)));
        assert_eq!(Decimal::read(&format!("7.{}", "0".repeat(400))), Ok(Decimal::whole(7)));
    }

    #[test]
    fn halves_and_order() {
        let two_and_a_half = Decimal::and_a_half(2);
        assert!(Decimal::whole(2).is_below(two_and_a_half));
        assert!(!two_and_a_half.is_below(Decimal::whole(2)));
        let thousand = two_and_a_half.times(1_000).and_then(Decimal::to_whole);
        assert_eq!(thousand, Some(2_500));
        assert_eq!(Decimal::whole(Count::MAX).plus(1), None);
    }
}
