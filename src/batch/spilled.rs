//! Claims that are not held in memory.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::rows::{Kind, Names, Record, Rows, hash, records, write};
use super::{Batch, check};
use crate::dossier::Dossier;
use crate::dossier::cycles::cycles;
use crate::dossier::fault::{Fault, FaultKind, Faults, List, Place};
use crate::policy::Policy;
use crate::reckon::estimate::Estimate;
use crate::reckon::question::Question;
use crate::record::claim::Claim;
use crate::record::id::ClaimId;
use crate::record::outcome::Outcome;
use crate::voice::standing::{Standing, alone};

/// The number of files that claims are divided into: one for each value of a byte.
const FILES: usize = 256;
/// The bytes that are kept for each file before they are written.
const BUFFER: usize = 16 << 10;
/// The memory that the claims of one file take while they are estimated, for each of its bytes.
const TIMES: u64 = 6;
/// The memory that claims may take, unless the caller says otherwise.
const MEMORY: u64 = 512 << 20;

/// Claims of any number, written to files and estimated a part at a time.
///
/// Claims are written to 256 files by the hash of their ids; so a repeated id is found by looking
/// at one file alone. Once all are there, each file is checked, and its claims are written to 256
/// other files by the root of their events; so each of these can be estimated alone. Memory holds
/// one file at a time, beside 8 MiB of buffers, 24 bytes for each supersession, and the distinct
/// counts. A file that takes more than the memory allowed is an error before it is read. The
/// declared records are the caller's.
///
/// The estimates are those of a [`Dossier`] with the same claims, in the order of the roots of
/// their events, then of their quantities. The law is `laws::batches::spilled_claims_answer_as_a_dossier`.
///
/// ```
/// use corroborate::batch::Spilled;
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let folder = std::env::temp_dir().join(format!("corroborate-spilled-{}", std::process::id()));
/// std::fs::create_dir(&folder)?;
/// let mut spilled = Spilled::to(&folder)?;
/// for claim in dossier.claims() {
///     spilled.add(claim)?;
/// }
/// let mut ranges = Vec::new();
/// spilled.reconcile(&dossier, &Question::new(), LeastDissent::new(), |estimate| {
///     ranges.push(estimate.range().to_string());
///     Ok(())
/// })?;
/// std::fs::remove_dir(&folder)?;
/// assert_eq!(ranges[0], "31 to 33", "as of the dossier itself");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Spilled {
    folder: PathBuf,
    memory: u64,
    threads: usize,
    by_id: Files,
    /// The number of claims.
    position: u64,
    /// The hashes of the later and of the earlier id, and the position of the later claim.
    supersessions: Vec<(u64, u64, u64)>,
    bytes: Vec<u8>,
}

/// Why spilled claims gave no estimates.
///
/// ```
/// use corroborate::batch::SpillError;
///
/// let error = SpillError::from(std::io::Error::other("the disk is full"));
/// match &error {
///     SpillError::File(why) => assert_eq!(why.to_string(), "the disk is full"),
///     SpillError::Faults(faults) => panic!("{faults}"),
///     _ => unreachable!(),
/// }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SpillError {
    /// A file could not be written or read, or takes more memory than allowed.
    #[error(transparent)]
    File(#[from] io::Error),
    /// Claims are faulty: all their faults, each with the position of its claim, from 0.
    #[error(transparent)]
    Faults(#[from] Faults),
}

impl Spilled {
    /// Starts without claims. It writes files to this folder, which must exist, and deletes them in the end.
    ///
    /// # Errors
    ///
    /// If a file cannot be made, or is there already.
    ///
    /// ```
    /// use corroborate::batch::Spilled;
    ///
    /// let folder = std::env::temp_dir().join(format!("corroborate-no-such-folder-{}", std::process::id()));
    /// assert!(Spilled::to(&folder).is_err(), "the folder must exist");
    /// ```
    pub fn to(folder: impl AsRef<Path>) -> io::Result<Spilled> {
        let folder = folder.as_ref();
        Ok(Spilled {
            folder: folder.to_owned(),
            memory: MEMORY,
            threads: 1,
            by_id: Files::new(folder, "by-id")?,
            position: 0,
            supersessions: Vec::new(),
            bytes: Vec::new(),
        })
    }

    /// The same, with this many bytes of memory for claims; 512 MiB by default.
    pub fn within(mut self, bytes: u64) -> Spilled {
        self.memory = bytes;
        self
    }

    /// The same, reconciled by this number of threads. The answers are the same whatever the number.
    pub fn on_threads(mut self, threads: usize) -> Spilled {
        self.threads = threads;
        self
    }

    /// Adds a claim.
    ///
    /// # Errors
    ///
    /// If a file cannot be written.
    pub fn add(&mut self, claim: &Claim) -> io::Result<()> {
        self.put(claim, Kind::Claim, &claim.id)?;
        for earlier in claim.supersedes() {
            self.put(claim, Kind::Supersedes, earlier)?;
            self.supersessions.push((hash(&claim.id), hash(earlier), self.position));
        }
        self.position += 1;
        Ok(())
    }

    fn put(&mut self, claim: &Claim, kind: Kind, id: &ClaimId) -> io::Result<()> {
        self.bytes.clear();
        write(&mut self.bytes, claim, self.position, kind, id);
        self.by_id.write(usize::from(hash(id).to_le_bytes()[0]), &self.bytes)
    }

    /// Gives the estimates of every quantity in play under a policy to `found`, one by one.
    ///
    /// # Errors
    ///
    /// [`SpillError::Faults`] if claims are faulty, before the first estimate; [`SpillError::File`]
    /// if a file fails, if a file takes more memory than allowed, or if `found` fails.
    pub fn reconcile(
        mut self,
        declared: &Dossier,
        question: &Question,
        policy: impl Policy,
        mut found: impl FnMut(Estimate) -> io::Result<()>,
    ) -> Result<(), SpillError> {
        let mut names = Names::of(declared);
        let mut checking = Checking {
            question: *question,
            roots: declared.index().roots(),
            by_root: Files::new(&self.folder, "by-root")?,
            casualties: false,
            faults: self.circles(),
            bytes: Vec::new(),
        };
        for file in 0..FILES {
            let bytes = self.by_id.read(file, self.memory)?;
            checking.file(&records(&bytes).ok_or_else(strange)?, &mut names)?;
        }
        drop(self.by_id);
        let Checking { roots, mut by_root, casualties, faults, .. } = checking;
        if let Some(faults) = Faults::some(faults) {
            return Err(faults.into());
        }
        for file in 0..FILES {
            let bytes = by_root.read(file, self.memory)?;
            let rows = Rows::of(records(&bytes).ok_or_else(strange)?, &mut names).ok_or_else(strange)?;
            let batch = Batch::of(declared, rows.columns(&names))?.on_threads(self.threads);
            let batch = if casualties { batch.among_casualties() } else { batch };
            let answers = batch.by(question, &policy, |key| (roots[key.0 as usize], key));
            let id = |row: u32| rows.id(row);
            answers.estimates(id).try_for_each(&mut found)?;
        }
        Ok(())
    }

    /// The circles of claims that supersede one another.
    fn circles(&self) -> Vec<Fault> {
        let mut ids: Vec<u64> = self.supersessions.iter().flat_map(|&(later, earlier, _)| [later, earlier]).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut earlier_of = vec![Vec::new(); ids.len()];
        let mut position = vec![0; ids.len()];
        for &(later, earlier, at) in &self.supersessions {
            if let (Ok(later), Ok(earlier)) = (ids.binary_search(&later), ids.binary_search(&earlier)) {
                earlier_of[later].push(earlier);
                position[later] = at;
            }
        }
        let fault = |circle: Vec<usize>| {
            let place = Place::record(List::Claims, usize::try_from(position[*circle.first()?]).ok()?, "");
            let circle = circle.iter().map(|&at| position[at].to_string()).collect();
            Some(Fault::new(place.field("supersedes"), FaultKind::SupersedesItself { circle }))
        };
        cycles(&earlier_of).into_iter().filter_map(fault).collect()
    }
}

/// The check of the claims, a file after the other, and their division by root.
struct Checking {
    question: Question,
    /// The root of every event.
    roots: Vec<u32>,
    by_root: Files,
    /// Whether any known claim is of casualties.
    casualties: bool,
    faults: Vec<Fault>,
    bytes: Vec<u8>,
}

impl Checking {
    fn file(&mut self, records: &[Record<'_>], names: &mut Names<'_>) -> io::Result<()> {
        let mut rows = Rows::default();
        for of_id in records.chunk_by(|one, other| one.id == other.id) {
            let claims = of_id.partition_point(|record| record.kind == Kind::Claim);
            let (claims, superseding) = of_id.split_at(claims);
            let Some((&first, others)) = claims.split_first() else {
                let unknown = || FaultKind::UnknownId { list: List::Claims, found: of_id[0].id.to_owned() };
                let place = |record: &Record<'_>| Record { id: "", ..*record }.place("supersedes");
                self.faults.extend(superseding.iter().map(|record| Fault::new(place(record), unknown())));
                continue;
            };
            for other in others.iter().filter(|other| other.whole != first.whole) {
                let (found, first) = (first.id.to_owned(), usize::try_from(first.position).unwrap_or(usize::MAX));
                let kind = FaultKind::TwoThings { list: List::Claims, found, first };
                self.faults.push(Fault::new(other.place("id"), kind));
            }
            rows.push(first, names, &mut self.faults).ok_or_else(strange)?;
        }
        self.check(&rows, names);
        self.divide(&rows, records, names)
    }

    fn check(&mut self, rows: &Rows<'_>, names: &Names<'_>) {
        let faults = check::faults(names.declared(), &rows.columns(names));
        self.faults.extend(faults.iter().map(|fault| rows.fault(fault)));
    }

    /// Writes the claims to the files of their roots, each with whether a claim in force supersedes
    /// it.
    fn divide(&mut self, rows: &Rows<'_>, records: &[Record<'_>], names: &mut Names<'_>) -> io::Result<()> {
        let later = records.iter().filter(|record| record.kind == Kind::Supersedes).copied();
        let superseding = Rows::of(later, names).ok_or_else(strange)?;
        let index = names.declared().index();
        let standing = |rows: &Rows<'_>, row: u32| {
            let columns = rows.columns(names);
            alone(&index.facts(row, columns.key(row), columns.row(row)), self.question.until())
        };
        let in_force = |(row, record): (u32, &Record<'_>)| {
            (standing(&superseding, row) == Standing::Stands).then(|| record.id.to_owned())
        };
        let superseded: Vec<String> = (0..).zip(&superseding.records).filter_map(in_force).collect();
        for (row, record) in (0..).zip(&rows.records) {
            if rows.columns(names).outcome[row as usize] == Outcome::Casualties {
                self.casualties |= standing(rows, row).is_known();
            }
            let is_superseded = superseded.binary_search_by(|id| id.as_str().cmp(record.id)).is_ok();
            self.bytes.clear();
            record.copy(&mut self.bytes, is_superseded);
            let root = self.roots[rows.event[row as usize] as usize] as usize;
            self.by_root.write(root * FILES / self.roots.len(), &self.bytes)?;
        }
        Ok(())
    }
}

/// As many files as claims are divided into, each made when something is written to it and deleted when
/// dropped.
#[derive(Debug)]
struct Files {
    folder: PathBuf,
    name: &'static str,
    open: [Option<BufWriter<File>>; FILES],
}

impl Files {
    /// Makes the first file, so that a folder in which none can be made is known at once.
    fn new(folder: &Path, name: &'static str) -> io::Result<Files> {
        let mut files = Files { folder: folder.to_owned(), name, open: [const { None }; FILES] };
        files.made(0)?;
        Ok(files)
    }

    fn path(&self, file: usize) -> PathBuf {
        self.folder.join(format!("{}-{file:03}", self.name))
    }

    fn made(&mut self, file: usize) -> io::Result<&mut BufWriter<File>> {
        if self.open[file].is_none() {
            let made = File::options().write(true).create_new(true).open(self.path(file))?;
            self.open[file] = Some(BufWriter::with_capacity(BUFFER, made));
        }
        self.open[file].as_mut().ok_or_else(strange)
    }

    fn write(&mut self, file: usize, bytes: &[u8]) -> io::Result<()> {
        self.made(file)?.write_all(bytes)
    }

    /// All bytes of a file, if what they hold fits in so much memory.
    fn read(&mut self, file: usize, memory: u64) -> io::Result<Vec<u8>> {
        let Some(open) = &mut self.open[file] else { return Ok(Vec::new()) };
        open.flush()?;
        let path = self.path(file);
        let needs = std::fs::metadata(&path)?.len().saturating_mul(TIMES);
        if needs > memory {
            let text = format!("{}: its claims need {needs} bytes of memory, and {memory} are allowed", path.display());
            return Err(io::Error::new(io::ErrorKind::OutOfMemory, text));
        }
        std::fs::read(path)
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        for file in (0..FILES).filter(|&file| self.open[file].is_some()) {
            // A file that cannot be deleted is left to the owner of the folder.
            let _ = std::fs::remove_file(self.path(file));
        }
    }
}

fn strange() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a file of claims was changed by another program")
}
