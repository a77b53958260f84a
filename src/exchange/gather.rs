//! Rows brought together to a dossier.

use std::collections::{BTreeSet, HashMap};

use super::fault::{RowFault, RowFaultKind, RowFaults};
use super::imported::Imported;
use crate::dossier::Dossier;
use crate::dossier::check;
use crate::dossier::draft::Draft;
use crate::dossier::fault::{Fault, FaultKind, List, brief};
use crate::dossier::unread::Unreadable;

/// Rows brought together to a dossier, none of the good ones lost.
///
/// - What is declared takes the place of what is only named.
/// - A row that declares, under an id that stands already, something else is refused whole.
/// - What cannot be together in the end (a claim that supersedes one that is not there) is left
///   out and listed with its line; all else makes the dossier.
///
/// ```
/// use corroborate::exchange::{Format, Gathering, Rows};
///
/// let table = "id,event,group,outcome,count,source,as_of,supersedes\n\
///              c1,ghwayran,all,killed,at least 39,afp,2022-01-21,\n\
///              c2,ghwayran,all,killed,at least 70,afp,2022-01-22,c9\n";
/// let mut gathering = Gathering::new();
/// for row in Rows::new(Format::Csv, table.as_bytes()) {
///     gathering.add(row?)?;
/// }
/// let (dossier, faults) = gathering.finish();
/// assert_eq!(dossier.claims().len(), 1);
/// assert_eq!(faults[0].to_string(), "3:1: claims (c2).supersedes: there is no claim \"c9\"");
/// # Ok::<(), corroborate::exchange::RowFaults>(())
/// ```
#[derive(Debug, Default)]
pub struct Gathering {
    draft: Draft,
    lines: Lines,
    stands: HashMap<(List, Box<str>), Stand>,
}

/// The line of each record, list by list, as in the draft.
#[derive(Debug, Default)]
struct Lines {
    parties: Vec<u64>,
    sources: Vec<u64>,
    groups: Vec<u64>,
    events: Vec<u64>,
    claims: Vec<u64>,
}

impl Lines {
    fn of(&mut self, list: List) -> &mut Vec<u64> {
        match list {
            List::Parties => &mut self.parties,
            List::Sources => &mut self.sources,
            List::Groups => &mut self.groups,
            List::Events => &mut self.events,
            List::Claims => &mut self.claims,
        }
    }
}

/// Where the record of an id stands.
#[derive(Copy, Clone, Debug)]
struct Stand {
    at: usize,
    is_declared: bool,
}

impl Gathering {
    /// Nothing yet.
    pub fn new() -> Gathering {
        Gathering::default()
    }

    /// Beginning with records that are declared already.
    pub fn declaring(draft: Draft) -> Gathering {
        let mut gathering = Gathering::new();
        let Draft { parties, sources, groups, events, claims } = draft;
        for party in parties {
            gathering.put(List::Parties, party, 0, true);
        }
        for source in sources {
            gathering.put(List::Sources, source, 0, true);
        }
        for group in groups {
            gathering.put(List::Groups, group, 0, true);
        }
        for event in events {
            gathering.put(List::Events, event, 0, true);
        }
        for claim in claims {
            gathering.put(List::Claims, claim, 0, true);
        }
        gathering
    }

    /// Adds a row.
    ///
    /// # Errors
    ///
    /// [`RowFaults`] if it declares something else under an id that stands already; then
    /// nothing of it is added but what it only names.
    pub fn add(&mut self, row: Imported) -> Result<(), RowFaults> {
        let line = row.line;
        let Imported { parties, sources, groups, events, claims, named, .. } = row;
        self.put_all(List::Parties, named.parties, line, false);
        self.put_all(List::Sources, named.sources, line, false);
        self.put_all(List::Groups, named.groups, line, false);
        self.put_all(List::Events, named.events, line, false);
        let mut faults = Vec::new();
        self.clashes(List::Parties, &parties, line, &mut faults);
        self.clashes(List::Sources, &sources, line, &mut faults);
        self.clashes(List::Groups, &groups, line, &mut faults);
        self.clashes(List::Events, &events, line, &mut faults);
        self.clashes(List::Claims, &claims, line, &mut faults);
        if let Some(faults) = RowFaults::take(&mut faults) {
            return Err(faults);
        }
        self.put_all(List::Parties, parties, line, true);
        self.put_all(List::Sources, sources, line, true);
        self.put_all(List::Groups, groups, line, true);
        self.put_all(List::Events, events, line, true);
        self.put_all(List::Claims, claims, line, true);
        Ok(())
    }

    /// The dossier, and what had to be left out of it.
    pub fn finish(mut self) -> (Dossier, Vec<RowFault>) {
        self.stands = HashMap::new();
        let mut left_out = Vec::new();
        loop {
            let faults = check::faults(&self.draft, &Unreadable::default());
            let mut bad: BTreeSet<(List, usize)> = BTreeSet::new();
            for fault in &faults {
                let place = fault.place();
                if let (Some(list), Some(position)) = (place.list(), place.position()) {
                    bad.insert((list, position));
                }
                left_out.push(self.row_fault(fault));
            }
            if !faults.is_empty() {
                self.bring_down(&mut bad, &mut left_out);
                self.remove(&bad);
                continue;
            }
            match std::mem::take(&mut self.draft).check() {
                Ok(dossier) => return (dossier, left_out),
                // The same check has just passed; and an empty draft passes it.
                Err(refused) => left_out.extend(refused.faults().iter().map(|fault| self.row_fault(fault))),
            }
        }
    }

    /// Adds the claims that supersede those that are left out, directly or not: a chain of them
    /// would else take a check for each link.
    fn bring_down(&mut self, bad: &mut BTreeSet<(List, usize)>, left_out: &mut Vec<RowFault>) {
        let mut later: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, claim) in self.draft.claims.iter().enumerate() {
            for earlier in claim.supersedes.iter() {
                later.entry(earlier.as_str()).or_default().push(at);
            }
        }
        let mut next: Vec<usize> = bad.iter().filter(|(list, _)| *list == List::Claims).map(|&(_, at)| at).collect();
        while let Some(at) = next.pop() {
            let earlier = self.draft.claims[at].id.as_str();
            for &at in later.get(earlier).into_iter().flatten() {
                if bad.insert((List::Claims, at)) {
                    next.push(at);
                    let (list, found) = (List::Claims, brief(earlier));
                    let (id, field) = (Some(self.draft.claims[at].id.as_str().into()), Some("supersedes".into()));
                    let kind = RowFaultKind::Record { list, id, field, kind: FaultKind::UnknownId { list, found } };
                    left_out.push(RowFault::new(self.lines.claims[at], 1, kind));
                }
            }
        }
    }

    fn row_fault(&mut self, fault: &Fault) -> RowFault {
        let place = fault.place();
        let list = place.list().unwrap_or(List::Claims);
        let line = place.position().and_then(|at| self.lines.of(list).get(at).copied()).unwrap_or_default();
        let (id, field) = (place.id().map(Box::from), place.field_name().map(Box::from));
        RowFault::new(line, 1, RowFaultKind::Record { list, id, field, kind: fault.kind().clone() })
    }

    fn remove(&mut self, bad: &BTreeSet<(List, usize)>) {
        fn keep<T>(list: List, records: &mut Vec<T>, lines: &mut Vec<u64>, bad: &BTreeSet<(List, usize)>) {
            let stays = |at: &mut usize| {
                *at += 1;
                !bad.contains(&(list, *at - 1))
            };
            let (mut at, mut line) = (0, 0);
            records.retain(|_| stays(&mut at));
            lines.retain(|_| stays(&mut line));
        }
        keep(List::Parties, &mut self.draft.parties, &mut self.lines.parties, bad);
        keep(List::Sources, &mut self.draft.sources, &mut self.lines.sources, bad);
        keep(List::Groups, &mut self.draft.groups, &mut self.lines.groups, bad);
        keep(List::Events, &mut self.draft.events, &mut self.lines.events, bad);
        keep(List::Claims, &mut self.draft.claims, &mut self.lines.claims, bad);
    }

    fn put_all<T: Gathered>(&mut self, list: List, records: Vec<T>, line: u64, is_declared: bool) {
        for record in records {
            self.put(list, record, line, is_declared);
        }
    }

    fn put<T: Gathered>(&mut self, list: List, record: T, line: u64, is_declared: bool) {
        let key = (list, Box::from(record.key()));
        let lines = self.lines.of(list);
        let records = T::list(&mut self.draft);
        match self.stands.get_mut(&key) {
            None => {
                self.stands.insert(key, Stand { at: records.len(), is_declared });
                records.push(record);
                lines.push(line);
            }
            Some(stand) if is_declared && !stand.is_declared => {
                stand.is_declared = true;
                records[stand.at] = record;
                lines[stand.at] = line;
            }
            Some(_) => {}
        }
    }

    fn clashes<T: Gathered>(&mut self, list: List, records: &[T], line: u64, faults: &mut Vec<RowFault>) {
        for record in records {
            let id: Box<str> = record.key().into();
            let Some(stand) = self.stands.get(&(list, id.clone())).filter(|stand| stand.is_declared) else { continue };
            if T::list(&mut self.draft)[stand.at] != *record {
                let first = self.lines.of(list)[stand.at];
                faults.push(RowFault::new(line, 1, RowFaultKind::TwoThings { list, id, first }));
            }
        }
    }
}

/// A record with its id, in its list of a draft.
trait Gathered: PartialEq + Sized {
    fn key(&self) -> &str;

    fn list(draft: &mut Draft) -> &mut Vec<Self>;
}

macro_rules! gathered {
    ($($record:ident in $list:ident),*) => {$(
        impl Gathered for crate::$record {
            fn key(&self) -> &str {
                self.id.as_str()
            }

            fn list(draft: &mut Draft) -> &mut Vec<Self> {
                &mut draft.$list
            }
        }
    )*};
}

gathered!(Party in parties, Source in sources, Group in groups, Event in events, Claim in claims);
