//! Airwars, and tables of its shape: a minimum and a maximum a category, and what was conceded.
//!
//! Columns are found by the words in their names, in any order: a category (civilians, children,
//! women, men, militants or belligerents), what became of them (killed or deaths, injured or
//! wounded), and which end (min, max; without one the cell holds both, `2–5`). `conceded` in the
//! name sets a column apart. Without a category it is civilians.
//!
//! | column | read as |
//! |---|---|
//! | `unique_reference_code`, `code`, and where it is blank `post_id` | the event, `airwars:CODE`, `airwars:post:ID` |
//! | `incident_date` or `date`, `incident_date_end` | its start and end |
//! | `location` … | its place |
//! | `belligerent` … | the party that did the harm, if one alone is named |
//! | `civilians_killed_min`, `civilians_killed_max` … | [`Published`] low and high of each group, and a claim each |
//! | `civilian_deaths_conceded_min` … | the same, in the role [`Conceded`](Role::Conceded); the claim is the belligerent's and minimises: a floor |
//! | `sources` | who said it. Several are one source |
//!
//! An empty cell and `Unknown` are absence; so is a conceded 0: the site's code writes it where
//! nothing was conceded. A minimum of 0 makes no denial (see [`Published::as_count`]). Children,
//! women and men are parts of the civilians, who need not all be of known age and sex. Grades
//! and strike status are not read: `contested` there is who did it, not how many.
//!
//! Columns: as the site's code fills its table of civilian casualties. That min and max are the
//! lowest and highest credible estimates, and what `conceded` means: as commonly read.

use std::sync::Arc;

use super::super::cell::{Cells, Column, Header, is_absent};
use super::super::fault::{RowFault, RowFaultKind};
use super::super::imported::Imported;
use super::super::names::{Names, People, Recorder, Seen, party_id, source_id};
use super::super::published::{Published, Role};
use super::{Shape, Statement, flag_disorder, join, span};
use crate::record::event::Event;
use crate::record::id::SourceId;
use crate::record::interest::Interest;
use crate::record::outcome::Outcome;
use crate::record::quantity::Quantity;
use crate::record::source::{Source, SourceKind};
use crate::said::count::{Count, Said};

const AIRWARS: Recorder = Recorder { id: "airwars", name: "Airwars" };
/// Who concedes where no one belligerent is named.
const CONCEDING: &str = "conceding belligerent";

/// One category, outcome and role, and its columns.
struct Category {
    people: People,
    outcome: Outcome,
    role: Role,
    low: Column,
    high: Column,
    both: Column,
}

struct Airwars {
    code: Column,
    post: Column,
    start: Column,
    end: Column,
    place: [Column; 3],
    name: Column,
    belligerent: Column,
    sources: Column,
    categories: Vec<Category>,
    /// What the last row says of each.
    figures: Vec<(Option<u64>, Option<u64>)>,
    belligerents: Belligerents,
}

pub(super) fn open(header: &mut Header, faults: &mut Vec<RowFault>) -> Option<Box<dyn Shape>> {
    let mut categories: Vec<Category> = Vec::new();
    let columns: Vec<(usize, Told)> =
        header.names().enumerate().filter_map(|(at, name)| Some((at, told(name)?))).collect();
    for (at, told) in columns {
        let same = |category: &Category| {
            (category.people, category.outcome, category.role) == (told.people, told.outcome, told.role)
        };
        let index = categories.iter().position(same).unwrap_or_else(|| {
            let Told { people, outcome, role, .. } = told;
            categories.push(Category { people, outcome, role, low: None, high: None, both: None });
            categories.len() - 1
        });
        let category = &mut categories[index];
        let end = match told.end {
            End::Low => &mut category.low,
            End::High => &mut category.high,
            End::Both => &mut category.both,
        };
        match *end {
            Some(first) => {
                let kind = RowFaultKind::ColumnTwice { name: header.name(at), first: first + 1 };
                faults.push(RowFault::new(header.line(), at as u64 + 1, kind));
            }
            None => *end = Some(at),
        }
    }
    if categories.is_empty() {
        header.require(&["civilians_killed_min", "civilians_killed_max"], faults);
    }
    let airwars = Airwars {
        code: header.require(
            &[
                "unique_reference_code",
                "incident_code",
                "code",
                "reference_code",
                "ref",
                "incident_id",
                "id",
                "post_id",
            ],
            faults,
        ),
        post: header.find(&["post_id"], faults),
        start: header.require(&["incident_date", "date", "start_date", "date_start", "incident_date_start"], faults),
        end: header.find(&["incident_date_end", "end_date", "date_end"], faults),
        place: [&["location", "location_name", "place", "city"][..], &["region", "governorate"], &["country"]]
            .map(|names| header.find(names, faults)),
        name: header.find(&["name", "title", "incident"], faults),
        belligerent: header.find(
            &["belligerent", "belligerents", "suspected_belligerent", "suspected_belligerents", "belligerent_list"],
            faults,
        ),
        sources: header.find(&["sources", "source"], faults),
        categories,
        figures: Vec::new(),
        belligerents: Belligerents::default(),
    };
    header.is_complete(faults).then(|| Box::new(airwars) as Box<dyn Shape>)
}

#[derive(Copy, Clone)]
enum End {
    Low,
    High,
    Both,
}

/// What a column's name tells of it.
struct Told {
    people: People,
    outcome: Outcome,
    role: Role,
    end: End,
}

fn told(name: &str) -> Option<Told> {
    let (mut people, mut outcome, mut role, mut end) = (None, None, Role::Reported, End::Both);
    let mut is_negated = false;
    for word in name.split('_') {
        // "civilian_non_combatants".
        if std::mem::replace(&mut is_negated, word == "non") && matches!(word, "combatant" | "combatants") {
            people = people.or(Some(People::Civilians));
            continue;
        }
        match word {
            "civilian" | "civilians" | "noncombatant" | "noncombatants" => people = people.or(Some(People::Civilians)),
            "child" | "children" => people = Some(People::Children),
            "woman" | "women" => people = Some(People::Women),
            "man" | "men" => people = Some(People::Men),
            "militant" | "militants" | "belligerent" | "belligerents" | "combatant" | "combatants" | "fighters" => {
                people = Some(People::Combatants);
            }
            "killed" | "deaths" | "death" | "fatalities" | "dead" => outcome = Some(Outcome::Killed),
            "injured" | "injuries" | "wounded" => outcome = Some(Outcome::Wounded),
            "conceded" | "admitted" => role = Role::Conceded,
            "min" | "minimum" | "low" | "lower" => end = End::Low,
            "max" | "maximum" | "high" | "upper" => end = End::High,
            "reported" | "alleged" | "non" | "of" | "the" | "total" | "number" | "est" | "estimate" => {}
            // "belligerent_nato_forces_deaths_min": what one belligerent of several concedes.
            _ => return None,
        }
    }
    let named = people.is_some() || !matches!(end, End::Both) || role == Role::Conceded;
    // A concession alone is one of deaths.
    let outcome = outcome.or((role == Role::Conceded).then_some(Outcome::Killed))?;
    named.then_some(Told { people: people.unwrap_or(People::Civilians), outcome, role, end })
}

impl Shape for Airwars {
    fn row(&mut self, cells: &mut Cells<'_>, names: &mut Names, out: &mut Imported) {
        let is_blank = |column: Column| column.is_none_or(|at| is_absent(cells.row.cell(at).trim_ascii()));
        let by_post = is_blank(self.code) && !is_blank(self.post);
        let code = cells.required(if by_post { self.post } else { self.code }, "the incident's code");
        let start = cells.required_date(self.start);
        let end = cells.date(self.end).or(start);
        let place = self.place.map(|column| cells.text(column));
        let name = cells.text(self.name);
        let belligerent = cells.text(self.belligerent);
        let reporters = cells.text(self.sources);
        self.figures.clear();
        self.figures.extend(self.categories.iter().map(|category| category.figures(cells)));
        let (Some(code), Some(start), Some(end)) = (code, start, end) else { return };
        if !cells.is_sound() {
            return;
        }
        let Some((start, end)) = span(cells, out, self.end.or(self.start).unwrap_or_default(), start, end) else {
            return;
        };

        let id = names.event_id(&["airwars:", if by_post { "post:" } else { "" }, code]);
        let name = name.or(place[0]).unwrap_or(code);
        let mut event = Event::new(id.clone(), name).with_start(start).with_end(end);
        if let Some(place) = join(&mut names.text, &place) {
            event = event.with_place(place);
        }
        let belligerent = self.belligerents.of(belligerent.unwrap_or_default());
        if let Some(name) = &belligerent.name {
            event = event.with_perpetrator(names.party(name));
        }
        out.events.push(event);

        let reported = reporters
            .and_then(|list| names.reporters(list, |byte| matches!(byte, b';' | b'|' | b'\n')))
            .unwrap_or_else(|| names.recorder(AIRWARS));
        for (category, &(low, high)) in self.categories.iter().zip(&self.figures) {
            let is_conceded = category.role == Role::Conceded;
            if is_conceded && low.unwrap_or_default() == 0 && high.unwrap_or_default() == 0 {
                continue;
            }
            let source = if is_conceded { belligerent.conceding(names) } else { reported.clone() };
            let statement = Statement {
                event: &id,
                source: &source,
                recorder: AIRWARS,
                relays: AIRWARS.name,
                as_of: end,
                published: None,
            };
            let quantity = Quantity::new(id.clone(), names.people(category.people), category.outcome);
            let published = Published::new(quantity, low, None, high).as_role(category.role);
            if let Some(column) = category.high {
                flag_disorder(cells, out, column, &published);
            }
            let claims = out.claims.len();
            statement.state(out, names, published);
            if is_conceded && let Some(claim) = out.claims.get_mut(claims) {
                claim.interest = Some(Interest::Minimise);
            }
        }
    }
}

impl Category {
    fn figures(&self, cells: &mut Cells<'_>) -> (Option<u64>, Option<u64>) {
        let low = figure(cells, self.low);
        let high = figure(cells, self.high);
        match (low, high, self.both) {
            (None, None, Some(_)) => range(cells, self.both),
            _ => (low, high),
        }
    }
}

fn figure(cells: &mut Cells<'_>, column: Column) -> Option<u64> {
    if is_unknown(cells, column) { None } else { cells.number(column) }
}

fn is_unknown(cells: &Cells<'_>, column: Column) -> bool {
    column.is_some_and(|at| {
        let bytes = cells.row.cell(at).trim_ascii();
        is_absent(bytes) || bytes.eq_ignore_ascii_case(b"unknown")
    })
}

/// A cell that holds both ends: `1`, `2–5`.
fn range(cells: &mut Cells<'_>, column: Column) -> (Option<u64>, Option<u64>) {
    if is_unknown(cells, column) {
        return (None, None);
    }
    match cells.count(column).map(|count: Count| count.said()) {
        Some(Said::Exactly(n)) => (Some(n), Some(n)),
        Some(Said::None) => (Some(0), Some(0)),
        Some(Said::Between(low, high)) => (Some(low), Some(high)),
        Some(Said::AtLeast(low)) => (Some(low), None),
        Some(Said::AtMost(high)) => (None, Some(high)),
        Some(_) => {
            let kind = |name, found| RowFaultKind::NotANumber { name, found };
            cells.refuse_number::<()>(column, kind);
            (None, None)
        }
        None => (None, None),
    }
}

/// The belligerent, if one alone is named: as text, or as the site's list
/// `[{"belligerent": "…"}]`. Whatever may be two names is not one: to make a party of
/// them would name nobody.
fn only(text: &str) -> Option<String> {
    let names: Vec<String> = if text.starts_with('[') {
        let list: Vec<serde_json::Map<String, serde_json::Value>> = serde_json::from_str(text).ok()?;
        list.iter().filter_map(|entry| entry.get("belligerent")?.as_str().map(str::to_owned)).collect()
    } else {
        let each = text.split([';', '|', ',', '/', '&', '\n']).flat_map(|names| names.split(" and "));
        each.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
    };
    match &names[..] {
        [name] if !name.is_empty() && !name.eq_ignore_ascii_case("unknown") => Some(name.clone()),
        _ => None,
    }
}

/// Who did the harm, as a row tells it.
struct Belligerent {
    /// If one alone is named.
    name: Option<Box<str>>,
    /// Its id as a source of its own admissions.
    source: Box<str>,
}

impl Belligerent {
    fn conceding(&self, names: &mut Names) -> SourceId {
        names.source_made(&self.source, || {
            let name = self.name.as_deref();
            let source = Source::new(source_id(&self.source), name.unwrap_or(CONCEDING), SourceKind::Belligerent);
            match name {
                Some(name) => source.with_party(party_id(name)),
                None => source,
            }
        })
    }
}

/// Those of the rows before: a table names few.
#[derive(Default)]
struct Belligerents(Seen<Arc<Belligerent>>);

impl Belligerents {
    fn of(&mut self, text: &str) -> Arc<Belligerent> {
        if let Some(belligerent) = self.0.get(text) {
            return belligerent;
        }
        let name: Option<Box<str>> = only(text).map(String::into);
        let source = format!("belligerent:{}", name.as_deref().unwrap_or(CONCEDING)).into();
        let held = 2 * text.len() + size_of::<Belligerent>();
        self.0.put_of(held, text, Arc::new(Belligerent { name, source }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_the_category() {
        let told = |name: &str| told(name).map(|told| (told.people, told.outcome, told.role, told.end as u8));
        assert_eq!(
            told("civilians_killed_min"),
            Some((People::Civilians, Outcome::Killed, Role::Reported, End::Low as u8))
        );
        assert_eq!(
            told("children_injured_max"),
            Some((People::Children, Outcome::Wounded, Role::Reported, End::High as u8))
        );
        assert_eq!(
            told("civilian_deaths_conceded_min"),
            Some((People::Civilians, Outcome::Killed, Role::Conceded, End::Low as u8))
        );
        assert_eq!(told("conceded_max"), Some((People::Civilians, Outcome::Killed, Role::Conceded, End::High as u8)));
        assert_eq!(told("min_killed"), Some((People::Civilians, Outcome::Killed, Role::Reported, End::Low as u8)));
        assert_eq!(
            told("civilians_reported_killed"),
            Some((People::Civilians, Outcome::Killed, Role::Reported, End::Both as u8))
        );
        for name in ["civilian_non_combatants_killed_min", "non_combatants_killed_min", "noncombatants_killed_min"] {
            let civilians = (People::Civilians, Outcome::Killed, Role::Reported, End::Low as u8);
            assert_eq!(told(name), Some(civilians), "{name}");
        }
        assert_eq!(told("belligerent_nato_forces_deaths_min"), None);
        assert_eq!(told("belligerent"), None);
        assert_eq!(told("killed"), None);
    }

    #[test]
    fn one_belligerent_alone_did_it() {
        assert_eq!(only("NATO forces").as_deref(), Some("NATO forces"));
        assert_eq!(only(r#"[{"belligerent":"NATO forces"}]"#).as_deref(), Some("NATO forces"));
        assert_eq!(only(r#"[{"belligerent":"A"},{"belligerent":"B"}]"#), None);
        for both in ["A; B", "A | B", "US-led Coalition, Iraqi Army", "A and B", "A & B", "A/B"] {
            assert_eq!(only(both), None, "{both}");
        }
        assert_eq!(only("Unknown"), None);
        assert_eq!(only("[not json"), None);
    }
}
