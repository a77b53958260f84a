//! Laws of what is written in a word or two (§3, §4): counts in every wording, moments, and the
//! closed vocabularies. (Laws of counts as texts: `laws_count`.)

#![cfg(feature = "serde")]

use crate::seed::{laws, per_cent};
use crate::strategies::{count, interval, moment, said, wording};
use corroborate::{Claim, ClaimId, Count, EventId, GroupId, Interval, Lexicon, Moment, Outcome, SourceId};
use proptest::prelude::*;

laws! {
    #![proptest_config(per_cent(800))]

    /// §3: however it is worded, it says the same.
    #[test]
    fn every_wording_says_what_was_to_be_said(
        (said, count) in said().prop_flat_map(|said| (Just(said), wording(said)))
    ) {
        prop_assert_eq!(count.said(), said, "{}", count);
        prop_assert_eq!(count.said().to_string().parse::<Count>().map(|plain| plain.said()), Ok(said));
    }

    /// §7: reading what a count prints gives that count.
    #[test]
    fn every_wording_is_read_back(count in count()) {
        let text = count.to_string();
        prop_assert_eq!(text.trim(), &text);
        let read: Result<Count, _> = text.parse();
        prop_assert_eq!(read.as_ref().map(Count::said), Ok(count.said()));
        prop_assert_eq!(read, Ok(count));
    }

    /// §3: case does not matter, nor does the space around.
    #[test]
    fn case_and_space_around_do_not_matter(count in count()) {
        for text in [count.as_str().to_lowercase(), count.as_str().to_uppercase(), format!("\t {count} \n")] {
            prop_assert_eq!(text.parse::<Count>().map(|other| other.said()), Ok(count.said()), "{}", text);
        }
    }

    /// §3: a figure lies in what is meant, and what is hedged means no less than the bare number.
    #[test]
    fn a_hedge_takes_in_its_figure(count in count()) {
        let reading = Lexicon::logical().read_count(&count);
        if let Some(figure) = reading.figure() {
            prop_assert!(reading.interval().contains_all(Interval::exactly(figure)));
        }
    }

    /// §2: a moment is read back from what it prints: a day's last second as the date.
    #[test]
    fn reading_what_a_moment_prints_gives_that_moment(moment in moment()) {
        let text = moment.to_string();
        prop_assert_eq!(text.parse(), Ok(moment));
        prop_assert_eq!(text.len() == 10, moment.is_date());
    }

    /// §2: an instant is the same moment in whatever offset it is told, fractions cut off.
    #[test]
    fn offsets_and_fractions_do_not_move_a_moment((moment, minutes, nanos) in (moment(), -1_439..=1_439_i64, 0..1_000_000_000_u32)) {
        let Some(local) = Moment::from_unix(moment.unix() + minutes * 60) else { return Ok(()) };
        let local = if local.is_date() { format!("{local}T23:59:59Z") } else { local.to_string() };
        let sign = if minutes < 0 { '-' } else { '+' };
        let offset = format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60);
        let text = local.replace('Z', &format!(".{nanos:09}{offset}"));
        prop_assert_eq!(text.parse(), Ok(moment), "{}", text);
    }

    /// Moments are ordered as their seconds, and days as their dates print.
    #[test]
    fn moments_are_ordered((one, other) in (moment(), moment())) {
        prop_assert_eq!(one.cmp(&other), one.unix().cmp(&other.unix()));
        if one.is_date() && other.is_date() {
            prop_assert_eq!(one.cmp(&other), one.to_string().cmp(&other.to_string()));
        }
    }

    /// §4: a claim speaks of the earlier of the moment it is as of and its publication.
    #[test]
    fn a_claim_speaks_of_no_moment_after_its_publication((as_of, published) in (moment(), moment())) {
        let claim = (|| Ok::<Claim, corroborate::EmptyId>(Claim::new(
            ClaimId::new("c")?,
            (EventId::new("e")?, GroupId::new("g")?, Outcome::Killed),
            Count::none(),
            SourceId::new("s")?,
            as_of,
        )))();
        let claim = claim.map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!((claim.moment(), claim.known_from()), (as_of, as_of));
        let claim = claim.with_published(published);
        prop_assert_eq!((claim.moment(), claim.known_from()), (as_of.min(published), published));
    }

    /// §7: no text panics, and what is read prints as a text that is read again.
    #[test]
    fn no_text_panics(text in any::<String>()) {
        if let Ok(count) = text.parse::<Count>() {
            prop_assert_eq!(count.to_string().parse(), Ok(count));
        }
        if let Ok(moment) = text.parse::<Moment>() {
            prop_assert_eq!(moment.to_string().parse(), Ok(moment));
        }
        prop_assert_eq!(ClaimId::new(&text).is_ok(), !text.is_empty());
        let _ = text.parse::<Outcome>();
        let shaped = text.chars().map(|c| char::from(b'0' + (c as u32 % 12) as u8)).collect::<String>();
        for text in [format!("2022-{shaped}"), format!("{shaped}-01-21T13:53:00Z"), format!("2022-01-21T{text}"), shaped] {
            let _ = text.parse::<Moment>();
            let _ = text.parse::<Count>();
        }
    }

    /// The strategy draws intervals, of which none is empty.
    #[test]
    fn an_interval_holds_its_ends(interval in interval()) {
        prop_assert!(interval.contains(interval.low()));
        prop_assert!(interval.high().get().is_none_or(|high| interval.contains(high)));
    }
}
