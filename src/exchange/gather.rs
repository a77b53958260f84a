//! Rows brought together to a dossier.

use std::collections::{BTreeSet, HashMap};
use std::hash::BuildHasher;

use super::fault::{RowFault, RowFaults};
use super::imported::Imported;
use crate::dossier::Dossier;
use crate::dossier::draft::{Draft, Reference};
use crate::dossier::fault::{Fault, FaultKind, List, Place, brief};
use crate::dossier::wire::Record;

/// Collects rows and makes a dossier of all that are good.
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
    /// For each list, how each of its records came in.
    came: [Vec<Came>; 5],
    /// For each list, where the record of an id stands in it. The key is the hash of the id; if another id has
    /// the same hash, it is the next key that is free.
    places: [HashMap<u64, usize>; 5],
}

/// The same for each list of a draft.
macro_rules! each_list {
    ($draft:expr, $list:ident => $what:expr) => {{
        let Draft { parties, sources, groups, events, claims } = $draft;
        each_list!(@ $list, $what; parties sources groups events claims);
    }};
    (@ $list:ident, $what:expr; $($each:ident)+) => {
        $({
            let $list = $each;
            $what;
        })+
    };
}

/// How a record came in.
#[derive(Copy, Clone, Debug)]
struct Came {
    line: u64,
    is_declared: bool,
}

impl Gathering {
    /// Starts without records.
    pub fn new() -> Gathering {
        Gathering::default()
    }

    /// Starts with records that are declared already, such as those of [`declared`](super::declared).
    ///
    /// ```
    /// use corroborate::List;
    /// use corroborate::exchange::{Format, Gathering, Rows, declared};
    ///
    /// let events = "id,name,start,end,settled\nmarket,Bomb in a market,2026-03-02,2026-03-02,2026-03-04\n";
    /// let claims = "event,group,outcome,count,source,as_of\nmarket,all,killed,47,The ministry,2026-03-05\n";
    /// let mut gathering = Gathering::declaring(declared(List::Events, events.as_bytes())?);
    /// for row in Rows::new(Format::Csv, claims.as_bytes()) {
    ///     gathering.add(row?)?;
    /// }
    /// let (dossier, _) = gathering.finish();
    /// assert_eq!(dossier.events()[0].name(), "Bomb in a market");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
        let (draft, mut faults) = (Draft { parties, sources, groups, events, claims }, Vec::new());
        each_list!(&draft, list => self.clashes(list, line, &mut faults));
        match RowFaults::take(faults) {
            Some(faults) => Err(faults),
            None => {
                self.put_all(draft, line, true);
                Ok(())
            }
        }
    }

    /// The dossier, and the faults of what had to be left out.
    ///
    /// ```
    /// use corroborate::exchange::Gathering;
    ///
    /// let (dossier, left_out) = Gathering::new().finish();
    /// assert!(dossier.claims().is_empty() && left_out.is_empty());
    /// ```
    pub fn finish(mut self) -> (Dossier, Vec<RowFault>) {
        let mut left_out = Vec::new();
        self.places = Default::default();
        loop {
            let refused = match std::mem::take(&mut self.draft).check() {
                Ok(dossier) => return (dossier, left_out),
                Err(refused) => refused,
            };
            left_out.extend(refused.faults().iter().map(|fault| self.row_fault(fault.place().position(), fault)));
            let of = |fault: &Fault| Some((fault.place().list()?, fault.place().id()?.into()));
            let mut bad: BTreeSet<(List, Box<str>)> = refused.faults().iter().filter_map(of).collect();
            self.draft = refused.into_draft();
            self.bring_down(&mut bad, &mut left_out);
            self.remove(&bad);
        }
    }

    /// Adds the records that name those that are left out, directly or not: a chain of them would else
    /// take a check for each link.
    fn bring_down(&self, bad: &mut BTreeSet<(List, Box<str>)>, left_out: &mut Vec<RowFault>) {
        let mut naming: HashMap<(List, &str), Vec<Reference<'_>>> = HashMap::new();
        self.draft.references(|reference| naming.entry(reference.to).or_default().push(reference));
        let mut next: Vec<(List, Box<str>)> = bad.iter().cloned().collect();
        while let Some((list, gone)) = next.pop() {
            for reference in naming.get(&(list, &*gone)).into_iter().flatten() {
                let (of, at) = reference.from;
                let id = self.draft.id(of, at);
                if bad.insert((of, id.into())) {
                    next.push((of, id.into()));
                    let kind = FaultKind::UnknownId { list, found: String::from(&*gone) };
                    let place = Place::record(of, 0, id).field(reference.field);
                    left_out.push(self.row_fault(Some(at), &Fault::new(place, kind)));
                }
            }
        }
    }

    /// The fault of a record, with the line of the record, which stands there in its list.
    fn row_fault(&self, at: Option<usize>, fault: &Fault) -> RowFault {
        let came = fault.place().list().zip(at).and_then(|(list, at)| self.came[list as usize].get(at));
        RowFault::of_record(came.map_or(0, |came| came.line), 1, fault)
    }

    fn remove(&mut self, bad: &BTreeSet<(List, Box<str>)>) {
        self.keep::<crate::Party>(bad);
        self.keep::<crate::Source>(bad);
        self.keep::<crate::Group>(bad);
        self.keep::<crate::Event>(bad);
        self.keep::<crate::Claim>(bad);
    }

    fn keep<R: Record>(&mut self, bad: &BTreeSet<(List, Box<str>)>) {
        let (records, came) = (R::list(&mut self.draft), &mut self.came[R::LIST as usize]);
        let all = std::mem::take(records).into_iter().zip(std::mem::take(came));
        (*records, *came) = all.filter(|(record, _)| !bad.contains(&(R::LIST, record.id().into()))).unzip();
    }

    fn put_all(&mut self, draft: Draft, line: u64, is_declared: bool) {
        each_list!(draft, list => for record in list {
            self.put(record, line, is_declared);
        });
    }

    fn put<R: Record>(&mut self, record: R, line: u64, is_declared: bool) {
        let (key, at) = self.place::<R>(record.id());
        let (records, came) = (R::list(&mut self.draft), &mut self.came[R::LIST as usize]);
        let new = Came { line, is_declared };
        match at {
            None => {
                self.places[R::LIST as usize].insert(key, records.len());
                records.push(record);
                came.push(new);
            }
            Some(at) if is_declared && !came[at].is_declared => (records[at], came[at]) = (record, new),
            Some(_) => {}
        }
    }

    /// The key of an id among the places of its list, and the place if it stands already.
    fn place<R: Record>(&mut self, id: &str) -> (u64, Option<usize>) {
        let (records, places) = (R::list(&mut self.draft), &self.places[R::LIST as usize]);
        let mut key = places.hasher().hash_one(id);
        loop {
            match places.get(&key) {
                Some(&at) if records[at].id() != id => key = key.wrapping_add(1),
                found => return (key, found.copied()),
            }
        }
    }

    fn clashes<R: Record>(&mut self, records: &[R], line: u64, faults: &mut Vec<RowFault>) {
        for record in records {
            let Some(at) = self.place::<R>(record.id()).1 else { continue };
            let came = self.came[R::LIST as usize][at];
            if came.is_declared && R::list(&mut self.draft)[at] != *record {
                let (id, list, first) = (brief(record.id()), R::LIST, came.line);
                let what = format!("the id {id:?} stands for two different {list}: here and on line {first}");
                faults.push(RowFault::new(line, 1, what));
            }
        }
    }
}
