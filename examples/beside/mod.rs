//! Intervals of the toll beside what was reported, where a bias table is given.

#![allow(dead_code, reason = "no example needs all of it")]

use crate::common::options::{Opt, read, valued, word};

pub(crate) const TABLE: Opt = valued(
    "--table",
    "FILE",
    "an interval of the toll beside each range, by a bias table that calibrate learned, or by the table named default",
);
pub(crate) const ANCHOR: Opt = word(
    "--anchor",
    "NAME",
    &["as-said", "survey"],
    "as-said: monitors miss nobody; survey: they miss about one in seven; else the anchor of the table",
);
pub(crate) const LEVEL: Opt =
    read("--level", "PER-CENT", lens::check_level, "how much an interval is to hold, 50 to 99 (90 if not given)");

#[allow(unused_imports, reason = "no example needs all of it")]
pub(crate) use lens::{Lens, Point, read_lens};
#[allow(unused_imports, reason = "no example needs all of it")]
#[cfg(feature = "calibrate")]
pub(crate) use lens::{bias_table, speaker_name};

#[cfg(feature = "calibrate")]
mod lens {
    use std::collections::BTreeMap;

    use corroborate::calibrate::{Anchor, BiasTable, Calibrated, Level};
    use corroborate::{Dossier, Moment, Quantity, Reconciliation, Speaker};

    use crate::common::options::Given;
    use crate::common::{broken_json, json_in, text_of};

    /// The table, the anchor and the level to read statements with.
    pub(crate) struct Lens {
        pub(crate) table: BiasTable,
        pub(crate) anchor: Anchor,
        pub(crate) level: Level,
    }

    /// The interval of a toll at one moment.
    pub(crate) struct Point {
        pub(crate) at: Moment,
        pub(crate) low: u64,
        pub(crate) median: u64,
        pub(crate) high: u64,
    }

    pub(crate) fn check_level(text: &str) -> Result<(), String> {
        let level: f64 = text.parse().map_err(|error| format!("{text:?}: {error}"))?;
        Level::per_cent(level).map(|_| ()).map_err(|error| error.to_string())
    }

    /// The table in a file, or the default one.
    pub(crate) fn bias_table(path: &str) -> Result<BiasTable, String> {
        if path == "default" {
            return Ok(BiasTable::default());
        }
        let text = text_of(path)?;
        let json = json_in(path, &text, "a bias table is the JSON that `calibrate learn` prints")?;
        serde_json::from_str(json).map_err(|error| broken_json(path, &error))
    }

    /// The lens that was asked for, if one was.
    pub(crate) fn read_lens(given: &Given) -> Result<Option<Lens>, String> {
        let Some(path) = given.value("--table") else {
            let lost = ["--anchor", "--level"].into_iter().find(|name| given.has(name));
            return lost.map_or(Ok(None), |name| Err(format!("{name} needs --table")));
        };
        Ok(Some(Lens::of(bias_table(path)?, given)))
    }

    impl Lens {
        /// That table, with the anchor and the level that were given.
        pub(crate) fn of(table: BiasTable, given: &Given) -> Lens {
            let anchor = match given.value("--anchor") {
                Some("as-said") => Anchor::AS_SAID,
                Some(_) => Anchor::default(),
                None => table.anchor(),
            };
            let level = given.read("--level").and_then(|level: f64| Level::per_cent(level).ok());
            Lens { table, anchor, level: level.unwrap_or(Level::NINETY) }
        }

        /// "90 % interval".
        pub(crate) fn title(&self) -> String {
            format!("{} interval", self.level)
        }

        /// "default table; assumes monitors miss about one in seven".
        pub(crate) fn ground(&self) -> String {
            format!("{}; {}", self.table.origin(), self.anchor.assumption())
        }

        /// What it is, and what it stands on.
        pub(crate) fn meaning(&self) -> String {
            format!("{} of the toll, and its median: {}. Not what was reported", self.title(), self.ground())
        }

        /// Of each quantity, what its interval says in words, or why there is none.
        pub(crate) fn words(&self, answer: &Reconciliation<'_>) -> BTreeMap<Quantity, String> {
            let words = |answer: &Calibrated| {
                let disagrees = answer.disagrees_at(self.level);
                let disagrees = disagrees.map_or_else(String::new, |why| format!(" Disagrees: {why}."));
                let beside = answer.side_by_side(self.level);
                format!("{beside} ({}). {}{disagrees}", self.ground(), answer.sentence(self.level))
            };
            let calibration = answer.calibrate(&self.table, &self.anchor);
            let told = calibration.all().iter().map(|(quantity, answer)| {
                let text = answer.as_ref().map_or_else(|refusal| format!("Not told: {refusal}."), words);
                (quantity.clone(), text)
            });
            told.collect()
        }

        /// The interval of a quantity, to be drawn beside its range.
        #[cfg(feature = "plot")]
        pub(crate) fn beside(
            &self,
            dossier: &Dossier,
            answer: &Reconciliation<'_>,
            quantity: &Quantity,
        ) -> Result<corroborate::plot::Beside, String> {
            let calibration = answer.calibrate(&self.table, &self.anchor);
            let calibrated = calibration.of(quantity).map_err(|refusal| refusal.to_string())?;
            let interval = calibrated.interval(self.level);
            let note = calibrated.disagrees_at(self.level).map_or_else(
                || "under an assumption".to_owned(),
                |why| format!("disagrees; furthest off: {}", speaker_name(dossier, why.speaker())),
            );
            Ok(corroborate::plot::Beside {
                title: self.title(),
                note,
                low: interval.low(),
                median: calibrated.median(),
                high: interval.high().get().unwrap_or(u64::MAX),
                meaning: self.meaning(),
            })
        }

        /// The interval of a quantity on those of some days that its course reaches.
        pub(crate) fn course(
            &self,
            answer: &Reconciliation<'_>,
            quantity: &Quantity,
            days: impl Iterator<Item = Moment>,
        ) -> Result<Vec<Point>, String> {
            let course = answer.course_under(quantity, &self.table, &self.anchor);
            let course = course.map_err(|refusal| refusal.to_string())?;
            let (first, last) = course.days();
            let point = |at: Moment| {
                let day = answer.course_day(quantity, at).and_then(|day| u32::try_from(day).ok()).map(f64::from)?;
                // A day is told as it stood at its end; the knots are not whole numbers to the last bit.
                (first - 0.5 < day).then(|| {
                    let day = day.min(last);
                    let interval = course.interval(day, self.level);
                    let high = interval.high().get().unwrap_or(u64::MAX);
                    Point { at, low: interval.low(), median: course.median(day), high }
                })
            };
            Ok(days.filter_map(point).collect())
        }
    }

    /// The name of a party or source, or its id.
    pub(crate) fn speaker_name(dossier: &Dossier, speaker: &Speaker) -> String {
        let name = match speaker {
            Speaker::Party(id) => dossier.party(id).map(corroborate::Party::name),
            Speaker::Source(id) => dossier.source(id).map(corroborate::Source::name),
        };
        name.map_or_else(|| speaker.to_string(), str::to_owned)
    }
}

/// Without the feature there is no lens, and a table is refused.
#[cfg(not(feature = "calibrate"))]
mod lens {
    use std::collections::BTreeMap;

    use corroborate::{Moment, Quantity, Reconciliation};

    use crate::common::options::Given;

    pub(crate) enum Lens {}

    pub(crate) struct Point {
        pub(crate) at: Moment,
        pub(crate) low: u64,
        pub(crate) median: u64,
        pub(crate) high: u64,
    }

    pub(crate) fn check_level(_: &str) -> Result<(), String> {
        Err("--level needs --features calibrate".to_owned())
    }

    pub(crate) fn read_lens(given: &Given) -> Result<Option<Lens>, String> {
        let asked = ["--table", "--anchor", "--level"].into_iter().find(|name| given.has(name));
        asked.map_or(Ok(None), |name| Err(format!("{name} needs --features calibrate")))
    }

    impl Lens {
        pub(crate) fn title(&self) -> String {
            match *self {}
        }

        pub(crate) fn ground(&self) -> String {
            match *self {}
        }

        pub(crate) fn meaning(&self) -> String {
            match *self {}
        }

        pub(crate) fn words(&self, _: &Reconciliation<'_>) -> BTreeMap<Quantity, String> {
            match *self {}
        }

        #[cfg(feature = "plot")]
        pub(crate) fn beside(
            &self,
            _: &Dossier,
            _: &Reconciliation<'_>,
            _: &Quantity,
        ) -> Result<corroborate::plot::Beside, String> {
            match *self {}
        }

        pub(crate) fn course(
            &self,
            _: &Reconciliation<'_>,
            _: &Quantity,
            _: impl Iterator<Item = Moment>,
        ) -> Result<Vec<Point>, String> {
            match *self {}
        }
    }
}
