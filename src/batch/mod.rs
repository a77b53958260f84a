//! Estimates from many millions of claims, given as columns of numbers.
//!
//! - `columns`: the claims; `check`: their faults, by row.
//! - `blocks`: rows that are estimated together, because their events have a common root.
//! - `answers`: the estimates, as columns too.
//! - `spilled`: claims that wait in files until their part is estimated; `rows`: a claim as bytes.

mod answers;
mod blocks;
mod check;
mod columns;
mod rows;
mod spilled;

pub use answers::{Answers, Lists};
pub use columns::Columns;
pub use spilled::{SpillError, Spilled};

use std::sync::atomic::{AtomicUsize, Ordering};

use self::answers::Table;
use self::blocks::{Block, Blocks};
use crate::dossier::Dossier;
use crate::dossier::fault::Faults;
use crate::dossier::index::Key;
use crate::policy::Policy;
use crate::reckon::question::Question;

/// Claims as columns over a dossier that declares their parties, sources, groups and events.
///
/// The answers are those of a [`Dossier`] with the same claims whose ids sort as the rows do; the
/// law is `laws::batches::a_batch_answers_as_a_dossier`. A row is one claim, so two equal rows are
/// two claims. Claims that the dossier holds itself do not count.
///
/// ```
/// # #[cfg(feature = "serde")] {
/// use corroborate::batch::{Batch, Columns};
/// use corroborate::{Count, Dossier, LeastDissent, Moment, Outcome, Question};
///
/// let declared: Dossier = serde_json::from_str(r#"{
///     "sources": [{"id": "agency", "name": "An agency", "kind": "media"},
///                 {"id": "monitor", "name": "A monitor", "kind": "monitor"}],
///     "groups":  [{"id": "guards", "name": "Guards"}],
///     "events":  [{"id": "raid", "name": "Raid on a prison"}]}"#)?;
/// let counts: [Count; 2] = ["at least 24".parse()?, "nearly 25".parse()?];
/// let day: Moment = "2022-01-21".parse()?;
/// let as_of = [day, day];
/// let batch = Batch::of(&declared, Columns {
///     event: &[0, 0],
///     group: &[0, 0],
///     outcome: &[Outcome::Killed, Outcome::Killed],
///     source: &[1, 0],
///     counts: &counts,
///     count: &[0, 1],
///     as_of: &as_of,
///     ..Columns::default()
/// })?;
/// let answers = batch.reconcile(&Question::new(), LeastDissent::new());
/// assert_eq!((answers.low(), answers.high()), (&[24][..], &[Some(25)][..]));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Batch<'a> {
    declared: &'a Dossier,
    columns: Columns<'a>,
    threads: usize,
    /// The number of rows at which a block is full.
    block: usize,
    among_casualties: bool,
}

/// The number of rows at which a block is full, unless the caller sets another.
const BLOCK: usize = 8_192;

impl<'a> Batch<'a> {
    /// A batch of these claims.
    ///
    /// # Errors
    ///
    /// [`Faults`], with every fault of every row: its place names the row as `claims[3].as_of`.
    ///
    /// ```
    /// use corroborate::batch::{Batch, Columns};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// assert!(Batch::of(&dossier, Columns::default()).is_ok(), "no claims, no faults");
    /// let uneven = Columns { event: &[0], ..Columns::default() };
    /// assert!(Batch::of(&dossier, uneven).is_err(), "the other columns are shorter");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(declared: &'a Dossier, columns: Columns<'a>) -> Result<Batch<'a>, Faults> {
        match Faults::some(check::faults(declared, &columns)) {
            Some(faults) => Err(faults),
            None => Ok(Batch { declared, columns, threads: 1, block: BLOCK, among_casualties: false }),
        }
    }

    /// The same batch, reconciled by this number of threads. The answers are the same whatever the
    /// number; 0 counts as 1.
    ///
    /// ```
    /// use corroborate::batch::{Batch, Columns};
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let batch = Batch::of(&dossier, Columns::default())?;
    /// let alone = batch.reconcile(&Question::new(), LeastDissent::new());
    /// assert_eq!(batch.on_threads(2).reconcile(&Question::new(), LeastDissent::new()), alone);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn on_threads(mut self, threads: usize) -> Batch<'a> {
        self.threads = threads.max(1);
        self
    }

    /// The same batch, estimated in blocks of at least this number of rows, by default 8,192. The
    /// answers are the same whatever the number. Each thread holds one block at a time; the rows of
    /// one root event are never divided.
    pub fn in_blocks_of(mut self, rows: usize) -> Batch<'a> {
        self.block = rows;
        self
    }

    /// The same batch, as a part of a larger set of claims in which some known claim is on casualties.
    /// Then killed and wounded are parts of casualties here too.
    ///
    /// Claims may be divided into batches as long as those of events with a common root stay
    /// together. Beside this, a batch must be told which of its claims are superseded from outside
    /// ([`Columns::superseded`]).
    pub fn among_casualties(mut self) -> Batch<'a> {
        self.among_casualties = true;
        self
    }

    /// The estimates of every quantity in play under a policy, in the order of their quantities.
    ///
    /// ```
    /// use corroborate::batch::{Batch, Columns};
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let batch = Batch::of(&dossier, Columns::default())?;
    /// assert!(batch.reconcile(&Question::new(), LeastDissent::new()).is_empty(), "nobody says anything");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn reconcile(&self, question: &Question, policy: impl Policy) -> Answers<'a> {
        self.by(question, policy, |key| key)
    }

    /// The estimates in the order of `place`.
    fn by<K: Ord>(&self, question: &Question, policy: impl Policy, place: impl Fn(Key) -> K) -> Answers<'a> {
        let mut blocks = Blocks::of(self.declared.index(), &self.columns, *question, self.block);
        blocks.casualties |= self.among_casualties;
        let next = AtomicUsize::new(0);
        let work = || {
            let mut block = Block::new(self.declared, &self.columns, &blocks, &policy);
            let mut done: Vec<(usize, Table)> = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(rows) = blocks.rows(number) else { return done };
                done.push((number, block.reconcile(rows)));
            }
        };
        let mut done = std::thread::scope(|scope| {
            let others: Vec<_> = (1..self.threads).map(|_| scope.spawn(work)).collect();
            let mut done = work();
            for other in others {
                match other.join() {
                    Ok(more) => done.extend(more),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            done
        });
        done.sort_unstable_by_key(|&(number, _)| number);
        Answers::of(self.declared, done.into_iter().map(|(_, table)| table).collect(), place)
    }
}
