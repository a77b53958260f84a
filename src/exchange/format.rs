//! The mappings that come with the crate.

use super::mapping::Mapping;
use crate::record::vocabulary::words;

/// The formats that the crate knows: JSON Lines, and tables whose mappings come with it.
///
/// Their columns, sentinels and sources are described in [the module](super).
///
/// ```
/// use corroborate::exchange::{Format, Rows};
///
/// assert_eq!("ucdp".parse(), Ok(Format::Ucdp));
/// let table = "event,group,outcome,count,source,as_of\nmarket,all,killed,7,An agency,2026-03-02\n";
/// assert_eq!(Rows::new(Format::Csv, table.as_bytes()).count(), 1);
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Uppsala Conflict Data Program: GED 5 to 25 and candidate events; dyad-years and country-years.
    Ucdp,
    /// Armed Conflict Location & Event Data, exports of 2015 to 2025.
    Acled,
    /// Iraq Body Count: incidents, figures of incidents, and individuals.
    Ibc,
    /// Airwars, and lists of strikes in its shape.
    Airwars,
    /// Global Terrorism Database, as released and as its site exports it.
    Gtd,
    /// CSV with a row of HXL hashtags.
    Hxl,
    /// CSV whose columns are the fields of a claim; or an event and a source a row, and columns
    /// `killed`, `dead`, `injured` and the like.
    Csv,
    /// A dossier, one thing a line: `{"claim": {…}}`, and so `party`, `source`, `group`, `event`.
    JsonLines,
    /// `TechForPalestine`: totals by day, and names.
    Gaza,
    /// The humanitarian API's conflict events, counted by month and place.
    Hapi,
    /// Any list of events, one a row, with columns of `killed`, `dead`, `injured` and the like: never
    /// recognised, only read so if it is told.
    List,
}

words!(Format {
    Ucdp => "ucdp",
    Acled => "acled",
    Ibc => "ibc",
    Airwars => "airwars",
    Gtd => "gtd",
    Hxl => "hxl",
    Csv => "csv",
    JsonLines => "jsonl",
    Gaza => "gaza",
    Hapi => "hapi",
    List => "list",
});

impl Format {
    /// The mapping of the format; none for JSON Lines, which need none.
    ///
    /// ```
    /// use corroborate::exchange::Format;
    ///
    /// assert!(Format::Gtd.mapping().is_some());
    /// assert!(Format::JsonLines.mapping().is_none(), "it needs none");
    /// ```
    pub fn mapping(self) -> Option<Mapping> {
        self.text()?.parse().ok()
    }

    /// The mapping of the format as it stands in its file.
    pub fn text(self) -> Option<&'static str> {
        Some(match self {
            Format::Ucdp => include_str!("mappings/ucdp.json"),
            Format::Acled => include_str!("mappings/acled.json"),
            Format::Ibc => include_str!("mappings/ibc.json"),
            Format::Airwars => include_str!("mappings/airwars.json"),
            Format::Gtd => include_str!("mappings/gtd.json"),
            Format::Hxl => include_str!("mappings/hxl.json"),
            Format::Csv => include_str!("mappings/claims.json"),
            Format::Gaza => include_str!("mappings/gaza.json"),
            Format::Hapi => include_str!("mappings/hapi.json"),
            Format::List => include_str!("mappings/list.json"),
            Format::JsonLines => return None,
        })
    }
}
