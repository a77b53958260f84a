//! Laws of what goes in and out.
#![cfg(feature = "exchange")]

use crate::records::quantity;
use crate::seed::per_cent;
use corroborate::exchange::{ClaimTable, Format, Imported, Published, Rows};
use corroborate::{Count, Outcome};
use proptest::prelude::*;

fn figure() -> impl Strategy<Value = Option<u64>> {
    prop_oneof![Just(None), Just(Some(0)), (1_u64..50).prop_map(Some), (0..=Count::MAX).prop_map(Some)]
}

/// Any text that is not blank at its ends: ids come back without the white space around them.
fn name() -> impl Strategy<Value = String> {
    "[a-z\",;\né ]{0,6}[a-z\"é]".prop_map(|text| text.trim().to_owned())
}

proptest! {
    #![proptest_config(per_cent(100))]

    #[test]
    fn a_count_holds_all_published_figures_and_denies_nothing(low in figure(), best in figure(), high in figure()) {
        let published = Published::new(quantity("e/g/killed"), low, best, high);
        let lexicon = corroborate::Lexicon::logical();
        match published.to_count() {
            // Nothing is said, or 0 alone, or no more than "0 or more".
            None => {
                let figures = || [low, best, high].into_iter().flatten();
                prop_assert!(figures().all(|figure| figure == 0) || (figures().min() == Some(0) && high.is_none()));
            }
            Some(count) => {
                let reading = lexicon.read_count(&count);
                for figure in [low, best, high].into_iter().flatten() {
                    prop_assert!(reading.interval().contains(figure), "{} without {}", count, figure);
                }
                prop_assert!(reading.interval().high().get() != Some(0));
            }
        }
    }

    #[test]
    fn published_figures_go_out_as_they_came_in(
        low in figure(), best in figure(), high in figure(), deaths in prop::array::uniform4(figure()),
        a in name(), b in name(),
    ) {
        let cell = |figure: &Option<u64>| figure.map_or_else(String::new, |figure| figure.to_string());
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let deaths: Vec<String> = deaths.iter().map(cell).collect();
        let table = format!(
            "id,date_start,date_end,side_a,side_b,low,best,high,deaths_a,deaths_b,deaths_civilians,deaths_unknown\n\
             1,2022-01-20,2022-01-21,{},{},{},{},{},{}\n",
            quoted(&a), quoted(&b), cell(&low), cell(&best), cell(&high), deaths.join(",")
        );
        let row = Rows::new(Format::Ucdp, table.as_bytes()).next();
        let Some(Ok(row)) = row else { panic!("{row:?}") };
        let mut out = ClaimTable::new(Vec::new());
        prop_assert!(out.imported(&row).is_ok());
        let Ok(text) = out.finish() else { panic!("a vector takes anything") };
        let again: Vec<_> = Rows::new(Format::Csv, &text[..]).collect::<Result<_, _>>().unwrap_or_else(|f| panic!("{f}"));
        let mut published: Vec<_> = again.iter().flat_map(|row| row.published.clone()).collect();
        let mut expected = row.published.clone();
        published.sort();
        expected.sort();
        prop_assert_eq!(published, expected);
        prop_assert_eq!(again.iter().flat_map(|row| row.claims.clone()).collect::<Vec<_>>(), row.claims);
    }

    #[test]
    fn claims_come_back_from_plain_csv(
        ids in prop::array::uniform4(name()),
        relays in prop::collection::vec("[a-z\",é]{1,5}", 0..3),
        quote in prop::option::of("[a-z\"\n,é ]{0,8}[a-z]"),
        outcome in prop::sample::select(Outcome::ALL),
        n in any::<u32>(),
    ) {
        let [id, event, group, source] = &ids;
        let as_of = corroborate::Moment::from_unix(1_642_000_000);
        let (Ok(id), Ok(event), Ok(group)) = (id.parse(), event.parse(), group.parse()) else { return Ok(()) };
        let (Ok(said_by), Some(as_of)) = (source.parse::<corroborate::SourceId>(), as_of) else { return Ok(()) };
        let mut claim = corroborate::Claim::new(id, (event, group, outcome), Count::at_least(n), said_by, as_of);
        for relay in relays.iter().filter(|relay| *relay != source.trim()) {
            claim = claim.with_relayed_by(relay);
        }
        if let Some(quote) = &quote {
            claim = claim.with_quote(quote);
        }
        let mut table = ClaimTable::new(Vec::new());
        let mut row = Imported::default();
        row.claims.push(claim.clone());
        prop_assert_eq!(table.imported(&row).map_err(|e| e.to_string()), Ok(&[][..]));
        let Ok(text) = table.finish() else { panic!("a vector takes anything") };
        let again = Rows::new(Format::Csv, &text[..]).next();
        let Some(Ok(again)) = again else { panic!("{again:?} from {}", String::from_utf8_lossy(&text)) };
        prop_assert_eq!(&again.claims[..], &[claim]);
    }
}
