//! Numbers printed with commas between groups of three digits.

use std::fmt;

/// A number that prints with commas between its thousands: `10,000`.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Grouped(pub(crate) u64);

impl fmt::Display for Grouped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut unit = 1;
        while self.0 / unit >= 1000 {
            unit *= 1000;
        }
        write!(f, "{}", self.0 / unit)?;
        while unit > 1 {
            unit /= 1000;
            write!(f, ",{:03}", self.0 / unit % 1000)?;
        }
        Ok(())
    }
}

/// "1 day", "2 days".
pub(crate) fn plural(number: u64, unit: impl fmt::Display) -> String {
    if number == 1 { format!("1 {unit}") } else { format!("{} {unit}s", Grouped(number)) }
}

/// `a, b and c`: with `between` between terms, and `last` before the last.
pub(crate) fn joined(terms: &[String], between: &str, last: &str) -> String {
    match terms {
        [first @ .., end] if !first.is_empty() => format!("{}{last}{end}", first.join(between)),
        terms => terms.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_no_plural() {
        assert_eq!([plural(0, "day"), plural(1, "day"), plural(2_000, "day")], ["0 days", "1 day", "2,000 days"]);
    }

    #[test]
    fn thousands_are_set_apart() {
        let cases = [
            (0, "0"),
            (7, "7"),
            (999, "999"),
            (1_000, "1,000"),
            (10_005, "10,005"),
            (1_000_000, "1,000,000"),
            (u64::MAX, "18,446,744,073,709,551,615"),
        ];
        for (number, text) in cases {
            assert_eq!(Grouped(number).to_string(), text);
        }
    }
}
