//! Laws of counts and of how they are read.

use crate::forms::{number, pair, said, salad};
use crate::seed::{laws, per_cent};
use corroborate::count::{Count, CountError, Said};
use corroborate::interval::{Ceiling, Interval};
use corroborate::lexicon::{Lexicon, Reading};
use proptest::prelude::*;

laws! {
    #![proptest_config(per_cent(100))]

    #[test]
    fn reading_what_a_count_prints_gives_that_count(form in said()) {
        let count = Count::try_from(form).map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert_eq!(count.said(), form);
        prop_assert_eq!(count.to_string().parse(), Ok(count));
    }

    #[test]
    fn what_is_read_prints_as_it_was_written(text in salad()) {
        if let Ok(count) = text.parse::<Count>() {
            prop_assert_eq!(count.as_str(), text.trim());
            prop_assert_eq!(count.to_string().parse(), Ok(count.clone()));
            // And in plain words it says the same.
            let plain = Count::try_from(count.said()).map(|plain| plain.said());
            prop_assert_eq!(plain, Ok(count.said()));
        }
    }

    #[test]
    fn no_text_panics(text in any::<String>(), salad in salad()) {
        for text in [text, salad] {
            if let Err(error) = text.parse::<Count>() {
                prop_assert!(error.to_string().len() < 600);
                let (at, found) = match &error {
                    CountError::NoCount { at, found, .. }
                    | CountError::NotUnderstood { at, found, .. }
                    | CountError::TooLarge { at, found, .. }
                    | CountError::LeavesNoCount { at, found, .. }
                    | CountError::FractionOfAPerson { at, found, .. } => (*at, found.as_str()),
                    CountError::Contradiction { second_at, second, .. } => {
                        (*second_at, second.as_str())
                    }
                    CountError::Incomplete { at, .. } => (*at, ""),
                    _ => (0, ""),
                };
                // What is quoted stands where the error says.
                prop_assert!(text[at..].starts_with(found.trim_end_matches('…')), "{error}");
            }
        }
    }

    #[test]
    fn a_range_is_read_back_however_it_is_written((a, b) in pair()) {
        for text in [
            format!("{a}-{b}"),
            format!("{a} – {b}"),
            format!("{a} to {b}"),
            format!("from {a} to {b}"),
            format!("between {a} and {b}"),
            format!("{a} or {b}"),
        ] {
            prop_assert_eq!(text.parse::<Count>().map(|c| c.said()), Ok(Said::Between(a, b)));
        }
        let reversed = format!("{} to {a}", b + 1).parse::<Count>();
        if b < Count::MAX {
            let refused = matches!(reversed, Err(CountError::LeavesNoCount { .. }));
            prop_assert!(refused);
        }
    }

    #[test]
    fn a_figure_is_in_its_interval(form in said()) {
        for lexicon in [
            Lexicon::logical(),
            Lexicon::acled(),
            Lexicon::acled_outside_war_zones(),
            Lexicon::emdat(),
        ] {
            let reading = lexicon.read(form);
            let holds = |figure| reading.interval().contains(figure);
            prop_assert!(reading.figure().is_none_or(holds));
        }
    }

    /// The rows of the table in design §3 that speak of one number.
    #[test]
    fn logical_is_its_table(n in number()) {
        let t = n.div_ceil(10).max(1);
        let low = n.saturating_sub(t);
        let span = |low, high| Interval::new(low, Ceiling::At(high)).unwrap_or(Interval::ANY);
        let named = Reading::naming;
        let rows = [
            (Said::Exactly(n), Ok(Reading::single(n))),
            (Said::AtLeast(n), named(Interval::at_least(n), n)),
            (Said::MoreThan(n), named(Interval::at_least(n + 1), n + 1)),
            (Said::AtMost(n), Ok(Reading::vague(Interval::at_most(n)))),
            (
                Said::FewerThan(n + 1),
                Ok(Reading::vague(Interval::at_most(n))),
            ),
            (Said::About(n), named(span(low, n + t), n)),
            (Said::Nearly(n), named(span(low, n), n)),
            (Said::AtLeastAbout(n), named(Interval::at_least(low), n)),
        ];
        for (form, reading) in rows {
            prop_assert_eq!(Ok(Lexicon::logical().read(form)), reading);
        }
    }

    #[test]
    #[cfg(feature = "serde")]
    fn deserialising_what_was_serialised_gives_it_back(form in said()) {
        let count = Count::try_from(form).map_err(|e| TestCaseError::fail(e.to_string()))?;
        let text = serde_json::to_string(&count).map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert_eq!(serde_json::from_slice(text.as_bytes()).ok(), Some(count));
    }
}

/// The salad is no use if none of it, or all of it, can be read.
#[test]
fn the_salad_holds_counts_and_refusals_of_every_kind() {
    use proptest::strategy::ValueTree;

    let mut runner = crate::seed::runner(100);
    let mut kinds = std::collections::BTreeMap::new();
    for _ in 0..20_000 {
        let text = salad().new_tree(&mut runner).map(|tree| tree.current());
        let kind = match text.unwrap_or_default().parse::<Count>() {
            Ok(_) => "read",
            Err(CountError::Empty) => "empty",
            Err(CountError::NoCount { .. }) => "no count",
            Err(CountError::NotUnderstood { .. }) => "not understood",
            Err(CountError::Incomplete { .. }) => "incomplete",
            Err(CountError::TooLarge { .. }) => "too large",
            Err(CountError::LeavesNoCount { .. }) => "leaves no count",
            Err(CountError::FractionOfAPerson { .. }) => "fraction",
            Err(CountError::Contradiction { .. }) => "contradiction",
            Err(_) => "new",
        };
        *kinds.entry(kind).or_insert(0) += 1;
    }
    assert_eq!(kinds.len(), 9, "{kinds:?}");
    assert!(kinds["read"] > 500, "{kinds:?}");
}

#[test]
#[cfg(feature = "serde")]
fn a_count_on_the_wire_is_read() {
    let refused = serde_json::from_slice::<Count>(br#""20 people""#);
    assert!(refused.is_err_and(|error| {
        error.to_string().starts_with("unexpected \"people\" at byte 3, expected the end of the count")
    }));
    assert!(serde_json::from_slice::<Count>(b"20").is_err());
}

#[test]
fn values_can_be_sent_to_other_threads() {
    fn check<T: Send + Sync>() {}
    check::<Count>();
    check::<CountError>();
    check::<Lexicon>();
    check::<Reading>();
}
