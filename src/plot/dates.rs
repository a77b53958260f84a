//! Formats moments for readers.

use chrono::{DateTime, Datelike, Utc};

use crate::record::moment::Moment;

fn of(moment: Moment) -> DateTime<Utc> {
    DateTime::from_timestamp(moment.unix(), 0).unwrap_or_default()
}

pub(super) fn year(moment: Moment) -> i32 {
    of(moment).year()
}

/// "21 Jan" in the year that the picture takes for granted, "Jan 2023" in another.
pub(super) fn short(moment: Moment, in_year: i32) -> String {
    let format = if year(moment) == in_year { "%-d %b" } else { "%b %Y" };
    of(moment).format(format).to_string()
}

/// "21 January 2022", with the time of an instant.
pub(super) fn long(moment: Moment) -> String {
    let format = if moment.is_date() { "%-d %B %Y" } else { "%-d %B %Y, %H:%M UTC" };
    of(moment).format(format).to_string()
}

/// The first moments of evenly spaced days, months or years within a span, with their labels. The
/// spacing is the smallest that gives `most` or fewer.
pub(super) fn ticks(first: Moment, last: Moment, most: usize) -> Vec<(Moment, String)> {
    let most = i64::try_from(most.max(1)).unwrap_or(i64::MAX);
    let days = (last.day() - first.day()).max(1);
    let one_year = year(first) == year(last);
    if let Some(step) = [1, 2, 5, 7, 14].into_iter().find(|step| days / step < most && days <= 120) {
        let format = if one_year || days <= 120 { "%-d %b" } else { "%b %Y" };
        let days = (first.day()..=last.day()).step_by(usize::try_from(step).unwrap_or(1));
        let ends = days.filter_map(|day| Moment::from_unix(day * 86_400 + 86_399));
        return ends.map(|end| (end, of(end).format(format).to_string())).collect();
    }
    let months = |moment: Moment| i64::from(year(moment)) * 12 + i64::from(of(moment).month0());
    let span = (months(last) - months(first)).max(1);
    let years = std::iter::successors(Some(12_i64), |step| step.checked_mul(2));
    let step = [1, 2, 3, 6].into_iter().chain(years).find(|step| span / step < most).unwrap_or(span);
    let firsts = (months(first)..=months(last)).filter(|month| month.rem_euclid(step) == 0);
    let starts = firsts.filter_map(|month| {
        let (year, month) = (i32::try_from(month.div_euclid(12)).ok()?, u32::try_from(month.rem_euclid(12)).ok()? + 1);
        let start = chrono::NaiveDate::from_ymd_opt(year, month, 1)?.and_hms_opt(0, 0, 0)?;
        Moment::from_unix(start.and_utc().timestamp()).filter(|start| *start >= first && *start <= last)
    });
    let format = if step % 12 == 0 { "%Y" } else { "%b %Y" };
    starts.map(|start| (start, of(start).format(format).to_string())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        text.parse().unwrap_or_else(|e| panic!("{e}"))
    }

    #[test]
    fn dates_are_short_within_their_year() {
        assert_eq!(short(at("2022-01-21"), 2022), "21 Jan");
        assert_eq!(short(at("2023-01-21"), 2022), "Jan 2023");
        assert_eq!(long(at("2022-02-28")), "28 February 2022");
        assert_eq!(long(at("2022-01-21T13:53:00Z")), "21 January 2022, 13:53 UTC");
    }

    #[test]
    fn ticks_are_as_dense_as_there_is_room() {
        let labels = |first, last, most| -> Vec<String> {
            ticks(at(first), at(last), most).into_iter().map(|(_, label)| label).collect()
        };
        assert_eq!(labels("2022-01-20", "2022-01-23", 5), ["20 Jan", "21 Jan", "22 Jan", "23 Jan"]);
        assert_eq!(labels("2022-01-20", "2022-02-15", 6), ["20 Jan", "25 Jan", "30 Jan", "4 Feb", "9 Feb", "14 Feb"]);
        assert_eq!(labels("2022-01-20", "2022-12-15", 6), ["Mar 2022", "May 2022", "Jul 2022", "Sep 2022", "Nov 2022"]);
        assert_eq!(labels("2012-01-20", "2022-12-15", 4), ["2016", "2020"]);
        assert_eq!(labels("2022-01-20", "2022-01-20", 0), ["20 Jan"]);
    }
}
