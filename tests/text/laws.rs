//! Laws of finding counts in running text.

use crate::seed::{laws, per_cent};
use corroborate::count::Count;
use corroborate::text::{FoundCount, FoundCounts, Inferred, find_counts};
use proptest::prelude::*;

/// Words as they stand in reports, and what is easily taken for a count.
fn report() -> impl Strategy<Value = String> {
    const WORDS: &str = "people at least,|rose by|of whom|killed|1,00,000|lakh|at least|At least|more than|about|some|up to|between|from|to|and|or|of|20|39|1,000|10 000\
        |2022|1.5|0|012|12|two|twenty|hundred|thousand|million|a|half|dozen|dozens|several|many|a few|a couple|none\
        |no|no one|one|scores|hundreds|a number|people|IS fighters|soldiers|were killed|wounded|January|May|aged\
        |under|over|years|km|per cent|%|$|€|p.m.|:|;|.|,|-|–|—|(|)|[|]|#|/|'|’|“|”|\"|+|~|=|@|th|mm|F|k|m|Brigade\
        |Unit|Resolution|No|Ahmad Ali|https://x.org/1|another|including|é|½|\u{a0}|\u{2009}|\n|\n\n|\u{301}|٣|🕯";
    let words = proptest::sample::select(WORDS.split('|').collect::<Vec<_>>());
    let gaps = proptest::sample::select(vec![" ", " ", " ", "", "-"]);
    proptest::collection::vec((words, gaps), 0..40)
        .prop_map(|parts| parts.into_iter().map(|(word, gap)| [word, gap].concat()).collect())
}

laws! {
    #![proptest_config(per_cent(100))]

    #[test]
    fn every_span_reads_as_its_count(text in report()) {
        for found in find_counts(&text) {
            let said = text.get(found.span());
            prop_assert_eq!(said, Some(found.count().as_str()));
            let read: Option<Count> = said.and_then(|said| said.parse().ok());
            prop_assert_eq!(read.as_ref(), Some(found.count()));
        }
    }

    #[test]
    fn spans_are_in_order_and_apart(text in report()) {
        let spans: Vec<_> = find_counts(&text).map(|found| found.span()).collect();
        prop_assert!(spans.iter().all(|span| span.start < span.end && span.end <= text.len()));
        prop_assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start));
    }

    #[test]
    fn an_inferred_hedge_stands_apart_from_its_count(text in report()) {
        for found in find_counts(&text) {
            if let Some(inferred) = found.inferred() {
                let (hedge, span, count) = (inferred.hedge(), found.span(), inferred.count().as_str());
                let words = text.get(hedge.clone()).unwrap_or_default().to_lowercase();
                let first = words.split_whitespace().next().unwrap_or_default();
                let last = words.split_whitespace().last().unwrap_or_default();
                if hedge.end <= span.start {
                    prop_assert!(count.starts_with(first) && count.ends_with(found.count().as_str()));
                } else {
                    prop_assert!(hedge.start > span.end);
                    prop_assert!(count.starts_with(found.count().as_str()) && count.ends_with(last));
                }
                prop_assert_ne!(inferred.count().said(), found.count().said());
            }
        }
    }

    #[test]
    fn hints_stand_around_their_count(text in report()) {
        for found in find_counts(&text) {
            let (span, snippet) = (found.span(), found.snippet());
            prop_assert!(text.get(snippet.clone()).is_some());
            prop_assert!(snippet.start <= span.start && span.end <= snippet.end);
            for word in [found.harm(), found.noun()].into_iter().flatten() {
                prop_assert!(text.get(word.clone()).is_some_and(|word| !word.is_empty()));
                prop_assert!(word.end <= span.start || span.end <= word.start);
            }
            prop_assert!(found.noun().is_none_or(|noun| noun.start >= span.end));
        }
    }

    #[test]
    fn no_text_panics(text in any::<String>(), report in report()) {
        let _ = find_counts(&text).count();
        let _ = find_counts(&report).count();
    }

    /// An empty line parts what stands before it from what comes after.
    #[test]
    fn paragraphs_are_read_apart(first in report(), second in report()) {
        let texts = |text: &str| find_counts(text).map(|found| found.count().to_string()).collect::<Vec<_>>();
        let together = texts(&format!("{first}.\n\n{second}"));
        let mut apart = texts(&format!("{first}."));
        apart.extend(texts(&second));
        prop_assert_eq!(together, apart);
    }
}

#[test]
fn what_is_found_can_be_sent_and_shared() {
    fn is_sent_and_shared<T: Send + Sync>() {}
    is_sent_and_shared::<FoundCount>();
    is_sent_and_shared::<FoundCounts<'static>>();
    is_sent_and_shared::<Inferred>();
}
