//! Moments: seconds of UTC at which something held or was said.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, NaiveDate, Utc};

const DAY: i64 = 86_400;

/// The first and the last second of the years 0 to 9999.
const FIRST: i64 = -62_167_219_200;
const LAST: i64 = 253_402_300_799;

/// A second of UTC. A bare date is the **end** of that day, so that "as of the 21st" includes
/// everything said on the 21st.
///
/// | written | second |
/// |---|---|
/// | `2022-01-21` | 2022-01-21 23:59:59 UTC |
/// | `2022-01-21T13:53:00Z` | itself |
/// | `2022-01-21T18:00:00+03:00` | 2022-01-21 15:00:00 UTC |
/// | `2022-01-21T13:53:00.9Z` | 2022-01-21 13:53:00 UTC: fractions are cut off |
///
/// The last second of a day prints as the date, every other second as an instant with `Z`. So
/// reading a printed moment gives the same moment.
///
/// ```
/// use corroborate::Moment;
///
/// let day: Moment = "2022-01-21".parse()?;
/// let noon: Moment = "2022-01-21T12:00:00Z".parse()?;
/// assert!(noon < day);
/// assert_eq!(day.to_string(), "2022-01-21");
/// assert_eq!(noon.to_string(), "2022-01-21T12:00:00Z");
/// # Ok::<(), corroborate::MomentError>(())
/// ```
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

/// Why a text is not a [`Moment`].
///
/// ```
/// use corroborate::Moment;
///
/// let error = "yesterday".parse::<Moment>().unwrap_err();
/// assert!(error.to_string().starts_with("\"yesterday\" is not a date"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MomentError {
    /// The text has neither of the two forms, or names a day or hour that does not exist.
    #[error("{found:?} is not a date (2022-01-21) nor an instant with its offset (2022-01-21T13:53:00Z)")]
    NotUnderstood {
        /// The text that was found.
        found: String,
    },
    /// After conversion to UTC, the moment lies outside the years 0 to 9999.
    #[error("{found:?} lies outside the years 0000 to 9999")]
    OutOfRange {
        /// The text that was found.
        found: String,
    },
}

impl Moment {
    /// A placeholder for a moment that could not be read. No check looks at it.
    #[cfg(feature = "serde")]
    pub(crate) const UNREAD: Moment = Moment(0);

    /// The moment `seconds` after the start of 1970, UTC (before it if negative), or `None` outside
    /// the years 0 to 9999.
    ///
    /// ```
    /// use corroborate::Moment;
    ///
    /// let moment = Moment::from_unix(1_642_771_980).ok_or("beyond the year 9999")?;
    /// assert_eq!(moment.to_string(), "2022-01-21T13:33:00Z");
    /// assert_eq!(Moment::from_unix(i64::MAX), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_unix(seconds: i64) -> Option<Moment> {
        (FIRST..=LAST).contains(&seconds).then_some(Moment(seconds))
    }

    /// Seconds since the start of 1970, UTC.
    ///
    /// ```
    /// use corroborate::Moment;
    ///
    /// let first: Moment = "1970-01-01T00:01:00Z".parse()?;
    /// assert_eq!(first.unix(), 60);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn unix(self) -> i64 {
        self.0
    }

    /// The last second of that day, which is the meaning of a bare date.
    ///
    /// ```
    /// use corroborate::Moment;
    ///
    /// let day = chrono::NaiveDate::from_ymd_opt(2022, 1, 21).ok_or("no such day")?;
    /// assert_eq!(Moment::end_of(day), Some("2022-01-21".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn end_of(day: NaiveDate) -> Option<Moment> {
        let last = day.and_hms_opt(23, 59, 59)?;
        Moment::from_unix(last.and_utc().timestamp())
    }

    /// The last second of a day, given as the number of days since 1970-01-01.
    pub(crate) fn end_of_day(day: i64) -> Option<Moment> {
        Moment::from_unix(day.checked_mul(DAY)?.checked_add(DAY - 1)?)
    }

    /// Whether this is the last second of a day, and therefore prints as a date.
    ///
    /// ```
    /// use corroborate::Moment;
    ///
    /// assert!("2022-01-21".parse::<Moment>()?.is_date());
    /// assert!(!"2022-01-21T13:53:00Z".parse::<Moment>()?.is_date());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_date(self) -> bool {
        self.0.rem_euclid(DAY) == DAY - 1
    }

    /// The UTC day of this moment, as the number of days since 1970-01-01.
    ///
    /// ```
    /// use corroborate::Moment;
    ///
    /// assert_eq!("1970-01-03T08:00:00Z".parse::<Moment>()?.day(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn day(self) -> i64 {
        self.0.div_euclid(DAY)
    }

    /// The first second that this can mean as a *beginning*: the first second of a date, or the
    /// instant itself.
    pub(crate) fn as_beginning(self) -> i64 {
        if self.is_date() { self.0 - (DAY - 1) } else { self.0 }
    }

    /// Its day as it prints, `2022-01-21`, in ASCII. It is written digit by digit because an export
    /// writes two dates for each of millions of rows, and a format pattern would be parsed for
    /// each.
    pub(crate) fn date_text(self) -> [u8; 10] {
        let mut text = *b"0000-00-00";
        if let Some(at) = DateTime::from_timestamp(self.0, 0) {
            let day = at.date_naive();
            let mut put = |places: &[usize], mut number: u32| {
                for &place in places.iter().rev() {
                    text[place] = b"0123456789"[(number % 10) as usize];
                    number /= 10;
                }
            };
            put(&[0, 1, 2, 3], day.year().unsigned_abs());
            put(&[5, 6], day.month());
            put(&[8, 9], day.day());
        }
        text
    }

    /// Its second as [`to_rfc3339`](Moment::to_rfc3339) gives it, in ASCII.
    pub(crate) fn instant_text(self) -> [u8; 20] {
        let mut text = *b"0000-00-00T00:00:00Z";
        text[..10].copy_from_slice(&self.date_text());
        let second = self.0.rem_euclid(DAY);
        for (place, number) in [(11, second / 3600), (14, second / 60 % 60), (17, second % 60)] {
            text[place..]
                .iter_mut()
                .zip([number / 10, number % 10])
                .for_each(|(digit, n)| *digit += n.to_le_bytes()[0]);
        }
        text
    }

    /// The moment as a full instant, also if it is the last second of a day. Tables hold this form,
    /// because then all moments of a column have one type.
    ///
    /// ```
    /// use corroborate::Moment;
    ///
    /// let day: Moment = "2022-01-21".parse()?;
    /// assert_eq!(day.to_rfc3339(), "2022-01-21T23:59:59Z");
    /// assert_eq!(day.to_rfc3339().parse::<Moment>()?, day);
    /// # Ok::<(), corroborate::MomentError>(())
    /// ```
    pub fn to_rfc3339(self) -> String {
        self.instant_text().map(char::from).iter().collect()
    }

    /// The moment `days` later, limited to the range of moments.
    ///
    /// ```
    /// use corroborate::Moment;
    ///
    /// let end: Moment = "2022-01-30".parse()?;
    /// assert_eq!(end.plus_days(7), "2022-02-06".parse()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn plus_days(self, days: i64) -> Moment {
        let seconds = self.0.saturating_add(days.saturating_mul(DAY));
        Moment::from_unix(seconds).unwrap_or(Moment(if days < 0 { FIRST } else { LAST }))
    }
}

/// Fractions of a second are cut off.
impl TryFrom<DateTime<Utc>> for Moment {
    type Error = MomentError;

    /// # Errors
    ///
    /// [`MomentError::OutOfRange`] outside the years 0 to 9999.
    fn try_from(at: DateTime<Utc>) -> Result<Moment, MomentError> {
        Moment::from_unix(at.timestamp()).ok_or_else(|| MomentError::OutOfRange { found: at.to_rfc3339() })
    }
}

impl From<Moment> for DateTime<Utc> {
    fn from(moment: Moment) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + chrono::TimeDelta::seconds(moment.0)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.instant_text();
        let shown = if self.is_date() { &text[..10] } else { &text };
        f.write_str(std::str::from_utf8(shown).unwrap_or_default())
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Moment {
    type Err = MomentError;

    /// # Errors
    ///
    /// [`MomentError`] for anything but a date or an instant with its offset.
    fn from_str(text: &str) -> Result<Moment, MomentError> {
        let found = || text.chars().take(80).collect::<String>();
        let seconds = if is_date_shaped(text) {
            day(text.as_bytes()).and_then(|day| day.and_hms_opt(23, 59, 59)).map(|last| last.and_utc().timestamp())
        } else if text.len() <= 64 && text.as_bytes().get(10).is_some_and(|b| matches!(b, b'T' | b't')) {
            DateTime::parse_from_rfc3339(text).ok().map(|at| at.timestamp())
        } else {
            None
        };
        let seconds = seconds.ok_or_else(|| MomentError::NotUnderstood { found: found() })?;
        Moment::from_unix(seconds).ok_or_else(|| MomentError::OutOfRange { found: found() })
    }
}

/// Whether the text has four, two and two digits. Chrono alone would also accept `2022-1-5` and
/// `+12022-01-05`.
fn is_date_shaped(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10
        && bytes.iter().enumerate().all(|(i, b)| if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() })
}

/// The day that a text of that shape names, if there is one.
fn day(text: &[u8]) -> Option<NaiveDate> {
    let number = |digits: &[u8]| digits.iter().fold(0, |number, digit| 10 * number + u16::from(digit - b'0'));
    let (year, month, day) = (number(&text[..4]), number(&text[5..7]), number(&text[8..]));
    NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        text.parse().unwrap_or_else(|e| panic!("{e}"))
    }

    #[test]
    fn a_date_is_its_last_second() {
        assert_eq!(at("2022-01-21"), at("2022-01-21T23:59:59Z"));
        assert_eq!(at("2022-01-21T23:59:59Z").to_string(), "2022-01-21");
        assert_eq!(at("1969-12-31").unix(), -1);
        assert_eq!(at("1969-12-31").day(), -1);
    }

    #[test]
    fn instants_are_brought_to_utc_and_cut_to_the_second() {
        assert_eq!(at("2022-01-21T18:00:00+03:00").to_string(), "2022-01-21T15:00:00Z");
        assert_eq!(at("2022-01-21T13:53:00.999Z"), at("2022-01-21T13:53:00Z"));
        assert_eq!(at("1960-01-01T00:00:00.5Z"), at("1960-01-01T00:00:00Z"));
        assert_eq!(at("2016-12-31T23:59:60Z"), at("2016-12-31"));
    }

    #[test]
    fn moments_print_as_they_are_read() {
        for text in ["2022-01-21", "0000-01-01", "0001-12-31", "9999-12-31", "2024-02-29", "1969-12-31T00:00:00Z"] {
            assert_eq!(at(text).to_string(), text);
        }
        assert_eq!(at("2022-01-21T03:04:05Z").to_string(), "2022-01-21T03:04:05Z");
    }

    #[test]
    fn a_beginning_on_a_date_is_its_first_second() {
        assert_eq!(at("2022-01-21").as_beginning(), at("2022-01-21T00:00:00Z").unix());
        assert_eq!(at("2022-01-21T10:00:00Z").as_beginning(), at("2022-01-21T10:00:00Z").unix());
    }

    #[test]
    fn what_is_no_moment_is_refused_with_its_text() {
        for bad in
            ["", "2022", "2022-01", "2022-1-5", "2022-02-30", "2022-01-21T13:53:00", "2022-01-21 13:53:00Z", "21 Jan"]
        {
            assert_eq!(bad.parse::<Moment>(), Err(MomentError::NotUnderstood { found: bad.to_owned() }));
        }
        let error = "0000-01-01T00:00:00+23:59".parse::<Moment>().map_err(|e| e.to_string());
        assert_eq!(error, Err("\"0000-01-01T00:00:00+23:59\" lies outside the years 0000 to 9999".to_owned()));
        let error = "yesterday".parse::<Moment>().map_err(|e| e.to_string());
        assert_eq!(
            error,
            Err("\"yesterday\" is not a date (2022-01-21) nor an instant with its offset (2022-01-21T13:53:00Z)"
                .to_owned())
        );
    }

    #[test]
    fn days_are_added_within_the_range() {
        assert_eq!(at("2022-01-30").plus_days(7), at("2022-02-06"));
        assert_eq!(at("9999-12-31").plus_days(i64::MAX), at("9999-12-31"));
    }
}
