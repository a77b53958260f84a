//! Rows brought together to a dossier.

use std::collections::{BTreeSet, HashMap};

use super::fault::{RowFault, RowFaults};
use super::imported::Imported;
use crate::dossier::Dossier;
use crate::dossier::check;
use crate::dossier::draft::Draft;
use crate::dossier::fault::{Fault, FaultKind, List, Place, brief};
use crate::dossier::unread::Unreadable;
use crate::dossier::wire::Record;

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
    stands: HashMap<(List, Box<str>), Stand>,
}

/// Where the record of an id stands: in its list, and in the table.
#[derive(Copy, Clone, Debug)]
struct Stand {
    at: usize,
    line: u64,
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
        gathering.put_all(draft, 0, true);
        gathering
    }

    /// Adds a row.
    ///
    /// # Errors
    ///
    /// [`RowFaults`] if it declares something else under an id that stands already; then
    /// nothing of it is added but what it only names.
    pub fn add(&mut self, row: Imported) -> Result<(), RowFaults> {
        let Imported { line, parties, sources, groups, events, claims, named, .. } = row;
        self.put_all(named, line, false);
        let mut faults = Vec::new();
        self.clashes(&parties, line, &mut faults);
        self.clashes(&sources, line, &mut faults);
        self.clashes(&groups, line, &mut faults);
        self.clashes(&events, line, &mut faults);
        self.clashes(&claims, line, &mut faults);
        if let Some(faults) = RowFaults::take(&mut faults) {
            return Err(faults);
        }
        self.put_all(Draft { parties, sources, groups, events, claims }, line, true);
        Ok(())
    }

    /// The dossier, and what had to be left out of it.
    pub fn finish(mut self) -> (Dossier, Vec<RowFault>) {
        let mut left_out = Vec::new();
        loop {
            let faults = check::faults(&self.draft, &Unreadable::default());
            left_out.extend(faults.iter().map(|fault| self.row_fault(fault)));
            if !faults.is_empty() {
                let places = faults.iter().map(Fault::place);
                let mut bad = places.filter_map(|place| Some((place.list()?, place.position()?))).collect();
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
        let claims = &self.draft.claims;
        let mut later: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, claim) in claims.iter().enumerate() {
            for earlier in claim.supersedes.iter() {
                later.entry(earlier.as_str()).or_default().push(at);
            }
        }
        let mut next: Vec<usize> = bad.iter().filter(|(list, _)| *list == List::Claims).map(|&(_, at)| at).collect();
        while let Some(at) = next.pop() {
            let earlier = claims[at].id.as_str();
            for &at in later.get(earlier).into_iter().flatten() {
                if bad.insert((List::Claims, at)) {
                    next.push(at);
                    let place = Place::record(List::Claims, at, claims[at].id.as_str()).field("supersedes");
                    let kind = FaultKind::UnknownId { list: List::Claims, found: brief(earlier) };
                    left_out.push(self.row_fault(&Fault::new(place, kind)));
                }
            }
        }
    }

    fn row_fault(&self, fault: &Fault) -> RowFault {
        let place = fault.place();
        let stand = place.list().zip(place.id()).and_then(|(list, id)| self.stands.get(&(list, id.into())));
        RowFault::of_record(stand.map_or(0, |stand| stand.line), 1, fault)
    }

    fn remove(&mut self, bad: &BTreeSet<(List, usize)>) {
        fn keep<R: Record>(draft: &mut Draft, bad: &BTreeSet<(List, usize)>) {
            let mut at = 0..;
            R::list(draft).retain(|_| at.next().is_none_or(|at| !bad.contains(&(R::LIST, at))));
        }
        let draft = &mut self.draft;
        keep::<crate::Party>(draft, bad);
        keep::<crate::Source>(draft, bad);
        keep::<crate::Group>(draft, bad);
        keep::<crate::Event>(draft, bad);
        keep::<crate::Claim>(draft, bad);
    }

    fn put_all(&mut self, draft: Draft, line: u64, is_declared: bool) {
        let Draft { parties, sources, groups, events, claims } = draft;
        self.put_list(parties, line, is_declared);
        self.put_list(sources, line, is_declared);
        self.put_list(groups, line, is_declared);
        self.put_list(events, line, is_declared);
        self.put_list(claims, line, is_declared);
    }

    fn put_list<R: Keyed>(&mut self, list: Vec<R>, line: u64, is_declared: bool) {
        for record in list {
            self.put(record, line, is_declared);
        }
    }

    fn put<R: Keyed>(&mut self, record: R, line: u64, is_declared: bool) {
        let records = R::list(&mut self.draft);
        let new = Stand { at: records.len(), line, is_declared };
        let stand = self.stands.entry((R::LIST, record.key().into())).or_insert(new);
        if stand.at == records.len() {
            records.push(record);
        } else if is_declared && !stand.is_declared {
            records[stand.at] = record;
            *stand = Stand { at: stand.at, ..new };
        }
    }

    fn clashes<R: Keyed>(&mut self, records: &[R], line: u64, faults: &mut Vec<RowFault>) {
        for record in records {
            let Some(stand) = self.stands.get(&(R::LIST, record.key().into())).filter(|stand| stand.is_declared) else {
                continue;
            };
            if R::list(&mut self.draft)[stand.at] != *record {
                let (id, list, first) = (brief(record.key()), R::LIST, stand.line);
                let what = format!("the id {id:?} stands for two different {list}: here and on line {first}");
                faults.push(RowFault::new(line, 1, what));
            }
        }
    }
}

/// A record with its id.
trait Keyed: Record + PartialEq {
    fn key(&self) -> &str;
}

macro_rules! keyed {
    ($($record:ident)*) => {$(
        impl Keyed for crate::$record {
            fn key(&self) -> &str {
                self.id.as_str()
            }
        }
    )*};
}

keyed!(Party Source Group Event Claim);
