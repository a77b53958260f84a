//! The mappings that come with the crate.

use super::mapping::Mapping;
use crate::record::vocabulary::words;

macro_rules! formats {
    ($(#[$of:meta])* enum Format { $($(#[$doc:meta])* $format:ident => $word:literal, $text:expr;)* }) => {
        $(#[$of])*
        #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Format { $($(#[$doc])* $format),* }

        words!(Format { $($format => $word),* });

        impl Format {
            /// The mapping of the format as it stands in its file.
            pub fn text(self) -> Option<&'static str> {
                match self { $(Format::$format => $text),* }
            }
        }
    };
}

formats! {
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
    enum Format {
        /// Uppsala Conflict Data Program: GED 5 to 25 and candidate events; dyad-years and country-years.
        Ucdp => "ucdp", Some(include_str!("mappings/ucdp.json"));
        /// Armed Conflict Location & Event Data, exports of 2015 to 2025.
        Acled => "acled", Some(include_str!("mappings/acled.json"));
        /// Iraq Body Count: incidents, figures of incidents, and individuals.
        Ibc => "ibc", Some(include_str!("mappings/ibc.json"));
        /// Airwars, and lists of strikes in its shape.
        Airwars => "airwars", Some(include_str!("mappings/airwars.json"));
        /// Global Terrorism Database, as released and as its site exports it.
        Gtd => "gtd", Some(include_str!("mappings/gtd.json"));
        /// CSV with a row of HXL hashtags.
        Hxl => "hxl", Some(include_str!("mappings/hxl.json"));
        /// CSV whose columns are the fields of a claim; or an event and a source a row, and columns
        /// `killed`, `dead`, `injured` and the like.
        Csv => "csv", Some(include_str!("mappings/claims.json"));
        /// A dossier, one thing a line: `{"claim": {…}}`, and so `party`, `source`, `group`, `event`.
        JsonLines => "jsonl", None;
        /// `TechForPalestine`: totals by day, and names.
        Gaza => "gaza", Some(include_str!("mappings/gaza.json"));
        /// The humanitarian API's conflict events, counted by month and place.
        Hapi => "hapi", Some(include_str!("mappings/hapi.json"));
        /// Any list of events, one a row, with columns of `killed`, `dead`, `injured` and the like: never
        /// recognised, only read so if it is told.
        List => "list", Some(include_str!("mappings/list.json"));
    }
}

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
}
