//! Generators of moments.

use proptest::prelude::*;

use super::{maybe, sound};
use crate::Moment;

pub(super) const DAY: i64 = 86_400;

/// 2022-01-01, the first day that is drawn, in days after 1970-01-01.
const FIRST: i64 = 18_993;

/// The number of days that are drawn, except for a few moments more than a year later.
pub(super) const DAYS: i64 = 60;

/// Any moment of the years 0 to 9999, a date or an instant. Most are in 2022.
///
/// ```
/// use corroborate::strategies::moment;
/// use proptest::prelude::*;
/// use proptest::test_runner::TestRunner;
///
/// TestRunner::deterministic().run(&moment(), |moment| {
///     prop_assert_eq!(moment.to_string().parse::<corroborate::Moment>().unwrap(), moment);
///     Ok(())
/// })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn moment() -> impl Strategy<Value = Moment> {
    one_of![
        4 => when().prop_map(When::moment),
        1 => (-719_528..=2_932_896_i64).prop_map(|day| When { day: day - FIRST, second: None }.moment()),
        1 => (-62_167_219_200..=253_402_300_799_i64).prop_map(at),
    ]
}

/// A day, counted from the first, and a second of it, or `None` for the date.
#[derive(Copy, Clone, Debug)]
pub(super) struct When {
    pub(super) day: i64,
    pub(super) second: Option<i64>,
}

impl When {
    pub(super) fn moment(self) -> Moment {
        at((FIRST + self.day) * DAY + self.second.unwrap_or(DAY - 1))
    }

    /// The first second that a moment can mean as a beginning: for a date, its first second.
    pub(super) fn beginning(moment: Moment) -> i64 {
        if moment.is_date() { moment.day() * DAY } else { moment.unix() }
    }

    /// The day of a moment, counted from the first day.
    pub(super) fn day_of(moment: Moment) -> i64 {
        moment.day() - FIRST
    }
}

/// A moment from a few days and hours, so that the same moments are drawn again. Bounds meet in
/// statements of the same moment, and of moments just before and just after it.
pub(super) fn when() -> BoxedStrategy<When> {
    let day = one_of![6 => 0..12_i64, 6 => 0..DAYS, 1 => 380..460_i64];
    let second = one_of![
        2 => (0..4_i64).prop_map(|quarter| quarter * DAY / 4),
        1 => one_of![Just(1_i64), Just(DAY - 2), 0..DAY],
    ];
    (day, maybe(0.4, second)).prop_map(|(day, second)| When { day, second }).boxed()
}

pub(super) fn at(second: i64) -> Moment {
    sound(Moment::from_unix(second).ok_or("a moment outside the years 0 to 9999"))
}
