//! Reconciles a dossier: every quantity in play, with its range, best, grade and dissenters.
//!
//! ```text
//! cargo run --release --example reconcile -- DOSSIER.json [--as-of MOMENT] [--known-by MOMENT]
//!     [--policy NAME] [--only EVENT/GROUP/OUTCOME] [--all] [--format table|json|csv] [--explain]
//! ```
//!
//! - `--as-of`: the toll as of that moment (`2022-01-21`, `2022-01-21T13:53:00Z`); without it, each
//!   quantity as of its newest claim.
//! - `--known-by`: only the claims published by that moment.
//! - `--policy`: `least-dissent` (the default), `face-value`, `envelope`, `acled`, `acled-exact`,
//!   `gtd`, `two-source`, `minimum-verifiable` or `ucdp`. If the policy's answer is provisional, or
//!   it has none, the table says so beside the grade.
//! - `--only`: only these quantities; each part may be left out or `*`: `hasakah`, `*/all/killed`. May be
//!   given again.
//! - `--all`: in the table, also what only follows from other quantities and what nothing bounds. JSON and
//!   CSV hold every quantity in play.
//! - `--format csv`: for a spreadsheet; a cell that it would run as a formula has an apostrophe before it.
//! - `--explain`: explains each estimate in words.
//!
//! `-` is standard input. Exit status 0; 1 if not everything could be written; 2 for a bad dossier or
//! bad arguments, with every fault on standard error.
//!
//! Cut at each …, it prints:
//!
//! ```text
//! $ cargo run --example reconcile -- examples/data/ghwayran.json --explain
//!   who                                   outcome     as of       range               best  grade           against it
//! --------------------------------------  ----------  ----------  ----------------  ------  --------------  ----------
//! Two Islamic State attacks of one night
//!   …
//! Attack on Ghwayran prison
//!   …
//!   IS fighters                           killed      2022-01-21  39 or more            39  uncorroborated
//!   Kurdish forces                        killed      2022-01-21  20 or more            20  uncorroborated
//!   Kurdish forces                        casualties  2022-01-21  20 or more             -  partisan
//!   Prisoners accused of belonging to IS  detained    2022-01-21  at most 89             -  partisan
//!   Prisoners accused of belonging to IS  escaped     2022-01-21  2 or more              -  uncorroborated
//!   Prisoners accused of belonging to IS  held        2022-01-22  3,500              3,500  uncorroborated
//!   Residents near the prison             displaced   2022-01-22  200 or more            -  uncorroborated
//! …
//! Attack on an Iraqi army base: Iraqi soldiers, killed (diyala/iraqi-soldiers/killed)
//!   11 or more killed, best 11.
//!   Low: "eleven", admitted by Iraq through Iraqi military official who asked not to be named, of its own side: it would rather err low, so its count is a floor.
//!   No ceiling: no statement in force gives one.
//!   Best: 11, admitted by Iraq through Iraqi military official who asked not to be named ("eleven").
//!   Partisan: only those with a stake in the answer speak of it.
//!   11 conceded by Iraq (seed-009).
//! …
//! ```

mod common;

use std::fmt::Write;
use std::process::ExitCode;

use common::options::{AS_OF, Command, Given, KNOWN_BY, POLICY, STATUS, flag, parts_in, valued, word};
use common::{
    against, as_text, by_event, dossier_of, event_names, graded, nothing_said, or_dash, print, print_for_people,
    refuse, table,
};
use corroborate::{Dossier, Estimate, Grade, Quantity, Reconciliation};

const COMMAND: Command = Command {
    name: "reconcile",
    takes: "DOSSIER.json|-",
    most: (1, "dossier"),
    about: "\
Reconciles a dossier: every quantity that was counted, with its range, best and grade, and who is against it.",
    options: &[
        AS_OF,
        KNOWN_BY,
        POLICY,
        valued(
            "--only",
            "EVENT/GROUP/OUTCOME",
            "only these quantities; a part may be left out or *, as in hasakah or */all/killed; may be given again",
        ),
        flag("--all", "in the table, also what only follows from other quantities, and what nothing bounds"),
        word("--format", "NAME", &["table", "json", "csv"], "table (the default), json, or csv for a spreadsheet"),
        flag("--explain", "each estimate in words as well"),
    ],
    notes: STATUS,
};

fn main() -> ExitCode {
    let given = match COMMAND.read() {
        Ok(given) => given,
        Err(done) => return done,
    };
    let Some(path) = given.named().first() else {
        return COMMAND.refuse(&["no dossier named".to_owned()]);
    };
    if given.value("--format") == Some("csv") && given.has("--explain") {
        return COMMAND.refuse(&["--explain goes with --format table or json".to_owned()]);
    }
    let policy = given.policy();
    let answered = dossier_of(path).and_then(|dossier| {
        let reconciliation = dossier.reconcile(&given.question(), &*policy);
        let asked = Asked { dossier: &dossier, only: only(&dossier, &given)?, reconciliation, given: &given };
        asked.answered()
    });
    match answered {
        Err(faults) => refuse(faults),
        Ok(text) if given.value("--format").is_some_and(|format| format != "table") => print(&text),
        Ok(text) => print_for_people(&text),
    }
}

/// The parts of a quantity that `--only` names.
type Only = [Option<String>; 3];

fn only(dossier: &Dossier, given: &Given) -> Result<Vec<Only>, String> {
    let read = |text: &str| parts_in(dossier, text).map(|parts| parts.map(|part| part.map(str::to_owned)));
    given.values("--only").map(|text| read(text).map_err(|fault| format!("--only: {fault}"))).collect()
}

struct Asked<'a> {
    dossier: &'a Dossier,
    only: Vec<Only>,
    reconciliation: Reconciliation<'a>,
    given: &'a Given,
}

impl Asked<'_> {
    fn answered(&self) -> Result<String, String> {
        let explain = self.given.has("--explain");
        let is_asked = |estimate: &&Estimate| self.is_asked(estimate.quantity());
        let asked: Vec<&Estimate> = self.reconciliation.estimates().iter().filter(is_asked).collect();
        if asked.is_empty() && !self.only.is_empty() {
            return Err(format!("nothing is said of {}", self.given.values("--only").collect::<Vec<_>>().join(", ")));
        }
        match self.given.value("--format") {
            Some("json") => Ok(self.json(explain)),
            Some("csv") => self.csv(&asked).map_err(|error| error.to_string()),
            _ if asked.is_empty() => Ok(nothing_said(self.given.moment("--as-of"), self.given.moment("--known-by"))),
            _ => Ok(self.for_people(&asked, explain)),
        }
    }

    fn is_asked(&self, quantity: &Quantity) -> bool {
        let parts = [quantity.event().as_str(), quantity.group().as_str(), quantity.outcome().as_str()];
        let is =
            |only: &Only| only.iter().zip(parts).all(|(only, part)| only.as_deref().is_none_or(|only| only == part));
        self.only.is_empty() || self.only.iter().any(is)
    }

    fn json(&self, explain: bool) -> String {
        let reconciliation = &self.reconciliation;
        let mut answer = serde_json::json!(reconciliation);
        let value = |estimate: &Estimate| {
            let mut value = serde_json::json!(estimate);
            if let Some(derivation) = reconciliation.explain(estimate.quantity()).filter(|_| explain) {
                value["words"] = derivation.words().to_string().into();
                value["derivation"] = serde_json::json!(derivation);
            }
            value
        };
        if explain || !self.only.is_empty() {
            let asked = reconciliation.estimates().iter().filter(|estimate| self.is_asked(estimate.quantity()));
            answer["estimates"] = asked.map(value).collect();
        }
        format!("{answer}\n")
    }

    /// A row a quantity, for a spreadsheet.
    fn csv(&self, estimates: &[&Estimate]) -> Result<String, csv::Error> {
        let mut rows = csv::Writer::from_writer(Vec::new());
        rows.write_record([
            "event", "group", "outcome", "event_name", "group_name", "as_of", "range", "low", "best", "high", "grade",
            "status", "conceded", "against",
        ])?;
        let number = |number: Option<u64>| number.map_or_else(String::new, |number| number.to_string());
        for estimate in estimates {
            let quantity = estimate.quantity();
            let cells = [
                quantity.event().to_string(),
                quantity.group().to_string(),
                quantity.outcome().to_string(),
                self.dossier.event(quantity.event()).map_or_else(String::new, |event| event.name().to_owned()),
                self.dossier.group(quantity.group()).map_or_else(String::new, |group| group.name().to_owned()),
                estimate.as_of().to_string(),
                estimate.range().to_string(),
                number(Some(estimate.low())),
                number(estimate.best()),
                number(estimate.high()),
                estimate.grade().to_string(),
                estimate.status().to_string(),
                number(estimate.conceded()),
                self.against(estimate),
            ];
            rows.write_record(cells.map(as_text))?;
        }
        let bytes = rows.into_inner().map_err(csv::IntoInnerError::into_error)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn against(&self, estimate: &Estimate) -> String {
        let derivation = self.reconciliation.explain(estimate.quantity());
        derivation.map_or_else(String::new, |derivation| against(&derivation).join("; "))
    }

    fn for_people(&self, asked: &[&Estimate], explain: bool) -> String {
        let all = self.given.has("--all") || !self.only.is_empty();
        // What only a side with a stake claims is bounded by nothing, but somebody claims it.
        let is_shown = |estimate: &Estimate| match estimate.grade() {
            _ if all => true,
            Grade::Derived => false,
            Grade::Unsupported => !self.against(estimate).is_empty(),
            _ => true,
        };
        let shown: Vec<&Estimate> = asked.iter().copied().filter(|estimate| is_shown(estimate)).collect();
        let rows = by_event(self.dossier, shown.iter().copied(), |estimate| {
            vec![
                estimate.as_of().to_string(),
                estimate.range().to_string(),
                or_dash(estimate.best()),
                graded(estimate),
                self.against(estimate),
            ]
        });
        let mut text = table(&["who", "outcome", "as of", "range", "best", "grade", "against it"], &[4], &rows);
        match asked.len() - shown.len() {
            0 => {}
            1 => text.push_str("\n1 more only follows from others, or is bounded by nothing: --all shows it.\n"),
            left => {
                let _ = writeln!(
                    text,
                    "\n{left} more only follow from others, or are bounded by nothing: --all shows them."
                );
            }
        }
        let names = event_names(self.dossier, shown.iter().copied());
        let explained = shown.iter().filter(|_| explain);
        for derivation in explained.filter_map(|estimate| self.reconciliation.explain(estimate.quantity())) {
            let quantity = &derivation.quantity;
            let _ = write!(
                text,
                "\n{}: {}, {} ({quantity})\n  {}\n",
                names[quantity.event()],
                derivation.group_name,
                quantity.outcome(),
                derivation.words().sentences().join("\n  ")
            );
        }
        text
    }
}
