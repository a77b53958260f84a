//! The estimates of a batch, as columns.

use crate::dossier::Dossier;
use crate::dossier::index::{Key, SpeakerIndex};
use crate::policy::sweep::Rung;
use crate::policy::{RulingFault, Verdict};
use crate::reckon::answer::Answer;
use crate::reckon::estimate::{Dissenter, Estimate, Grade, Why};
use crate::record::id::ClaimId;
use crate::record::moment::Moment;
use crate::record::outcome::Outcome;
use crate::said::interval::{Ceiling, Interval};

/// A list for each estimate: all their items, and where each list ends.
///
/// ```
/// use corroborate::batch::{Batch, Columns};
/// use corroborate::{Count, LeastDissent, Outcome, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let (counts, as_of): ([Count; 1], _) = (["about 30".parse()?], ["2022-01-22".parse()?]);
/// let columns = Columns { event: &[0], group: &[0], outcome: &[Outcome::Killed], source: &[0], ..Columns::default() };
/// let columns = Columns { counts: &counts, count: &[0], as_of: &as_of, ..columns };
/// let answers = Batch::of(&dossier, columns)?.reconcile(&Question::new(), LeastDissent::new());
/// let ladder = answers.ladder();
/// assert_eq!(ladder.of(0).len(), 2, "the rungs of the first estimate");
/// assert_eq!((ladder.items().len(), ladder.ends()), (2, &[2][..]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lists<T> {
    items: Vec<T>,
    ends: Vec<usize>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Lists { items: Vec::new(), ends: Vec::new() }
    }
}

impl<T: Clone> Lists<T> {
    fn with_capacity(items: usize, lists: usize) -> Lists<T> {
        Lists { items: Vec::with_capacity(items), ends: Vec::with_capacity(lists) }
    }

    /// The list of the estimate at this position; empty beyond the last.
    pub fn of(&self, at: usize) -> &[T] {
        let from = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        from.zip(self.ends.get(at)).map_or(&[], |(from, &to)| &self.items[from..to])
    }

    /// All items, those of the first estimate first.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// For each estimate, the position in `items` after its last.
    pub fn ends(&self) -> &[usize] {
        &self.ends
    }

    fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.items.extend(list);
        self.ends.push(self.items.len());
    }

    fn append(&mut self, mut other: Lists<T>) {
        let before = self.items.len();
        self.items.append(&mut other.items);
        self.ends.extend(other.ends.iter().map(|end| before + end));
    }

    fn in_order(&self, order: &[usize]) -> Lists<T> {
        let mut lists = Lists::with_capacity(self.items.len(), order.len());
        for &at in order {
            lists.push(self.of(at).iter().cloned());
        }
        lists
    }
}

/// The columns of the answers: one macro, so that no column is forgotten when they are joined or put in
/// order.
macro_rules! table {
    ($($column:ident: $type:ty),* $(,)?; $($list:ident: $item:ty),* $(,)?) => {
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub(super) struct Table {
            key: Vec<Key>,
            $($column: Vec<$type>,)*
            $($list: Lists<$item>,)*
        }

        impl Table {
            /// An empty table, with room for this number of answers.
            pub(super) fn with_capacity(answers: usize) -> Table {
                Table {
                    key: Vec::with_capacity(answers),
                    $($column: Vec::with_capacity(answers),)*
                    $($list: Lists::with_capacity(0, answers),)*
                }
            }

            fn append(&mut self, mut other: Table) {
                self.key.append(&mut other.key);
                $(self.$column.append(&mut other.$column);)*
                $(self.$list.append(other.$list);)*
            }

            fn in_order(&self, order: &[usize]) -> Table {
                Table {
                    key: order.iter().map(|&at| self.key[at]).collect(),
                    $($column: order.iter().map(|&at| self.$column[at].clone()).collect(),)*
                    $($list: self.$list.in_order(order),)*
                }
            }
        }
    };
}

table! {
    event: u32,
    group: u32,
    outcome: Outcome,
    as_of: Moment,
    low: u64,
    best: Option<u64>,
    high: Option<u64>,
    grade: Grade,
    status: Verdict,
    dissent: usize,
    conceded: Option<u64>;
    dissenters: Option<SpeakerIndex>,
    ladder: Rung,
    set_aside: (u32, Why),
    fault: RulingFault,
}

impl Table {
    /// Adds an answer, in which `rows` gives the row of a claim by its number.
    pub(super) fn push(&mut self, answer: Answer, rows: &[u32]) {
        self.key.push(answer.key);
        self.event.push(answer.key.0);
        self.group.push(answer.key.1);
        self.outcome.push(answer.key.2);
        self.as_of.push(answer.as_of);
        self.low.push(answer.range.low());
        self.best.push(answer.best);
        self.high.push(answer.range.high().get());
        self.grade.push(answer.grade);
        self.status.push(answer.status);
        self.dissent.push(answer.dissent);
        self.conceded.push(answer.conceded);
        self.dissenters.push(answer.dissenters);
        self.ladder.push(answer.ladder);
        self.set_aside.push(answer.set_aside.into_iter().map(|(claim, why)| (rows[claim as usize], why)));
        self.fault.push(answer.fault);
    }

    fn answer(&self, at: usize) -> Answer {
        let range = Interval::new(self.low[at], Ceiling::from(self.high[at]));
        Answer {
            key: self.key[at],
            as_of: self.as_of[at],
            range: range.unwrap_or(Interval::ANY),
            best: self.best[at],
            grade: self.grade[at],
            status: self.status[at],
            dissent: self.dissent[at],
            dissenters: self.dissenters.of(at).to_vec(),
            conceded: self.conceded[at],
            ladder: self.ladder.of(at).to_vec(),
            set_aside: self.set_aside.of(at).to_vec(),
            fault: self.fault.of(at).first().copied(),
        }
    }
}

/// The estimates of a batch as columns, in the order of their quantities: one entry for each
/// quantity in play.
///
/// The columns mean what the methods of [`Estimate`] of the same names mean.
///
/// ```
/// use corroborate::batch::{Batch, Columns};
/// use corroborate::{Count, Grade, LeastDissent, Outcome, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let (counts, as_of): ([Count; 1], _) = (["about 30".parse()?], ["2022-01-22".parse()?]);
/// let columns = Columns { event: &[0], group: &[0], outcome: &[Outcome::Killed], source: &[0], ..Columns::default() };
/// let columns = Columns { counts: &counts, count: &[0], as_of: &as_of, ..columns };
/// let answers = Batch::of(&dossier, columns)?.reconcile(&Question::new(), LeastDissent::new());
/// assert_eq!((answers.len(), answers.best()), (1, &[Some(30)][..]));
/// assert_eq!(answers.grade(), [Grade::Uncorroborated]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Answers<'a> {
    declared: &'a Dossier,
    table: Table,
}

/// Two answers are equal if all their columns are.
impl PartialEq for Answers<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.table == other.table
    }
}

impl Eq for Answers<'_> {}

impl<'a> Answers<'a> {
    /// These answers together, in the order of `place`.
    pub(super) fn of<K: Ord>(declared: &'a Dossier, mut tables: Vec<Table>, place: impl Fn(Key) -> K) -> Answers<'a> {
        let mut table = match &mut tables[..] {
            [one] => std::mem::take(one),
            many => {
                let mut all = Table::with_capacity(many.iter().map(|table| table.key.len()).sum());
                for table in many {
                    all.append(std::mem::take(table));
                }
                all
            }
        };
        if !table.key.is_sorted_by_key(|&key| place(key)) {
            let mut order: Vec<usize> = (0..table.key.len()).collect();
            order.sort_unstable_by_key(|&at| place(table.key[at]));
            table = table.in_order(&order);
        }
        Answers { declared, table }
    }

    /// The number of estimates.
    pub fn len(&self) -> usize {
        self.table.key.len()
    }

    /// Whether nothing is in play.
    pub fn is_empty(&self) -> bool {
        self.table.key.is_empty()
    }

    /// The event, as a position in [`Dossier::events`].
    pub fn event(&self) -> &[u32] {
        &self.table.event
    }

    /// The group, as a position in [`Dossier::groups`].
    pub fn group(&self) -> &[u32] {
        &self.table.group
    }

    /// The outcome.
    pub fn outcome(&self) -> &[Outcome] {
        &self.table.outcome
    }

    /// The moment that the estimate is as of.
    pub fn as_of(&self) -> &[Moment] {
        &self.table.as_of
    }

    /// The low.
    pub fn low(&self) -> &[u64] {
        &self.table.low
    }

    /// The best, if there is one.
    pub fn best(&self) -> &[Option<u64>] {
        &self.table.best
    }

    /// The high; `None` if the range is unbounded.
    pub fn high(&self) -> &[Option<u64>] {
        &self.table.high
    }

    /// The grade.
    pub fn grade(&self) -> &[Grade] {
        &self.table.grade
    }

    /// Whether the policy gave an answer.
    pub fn status(&self) -> &[Verdict] {
        &self.table.status
    }

    /// The number of voices that each count taken contradicts.
    pub fn dissent(&self) -> &[usize] {
        &self.table.dissent
    }

    /// The largest count that any single voice admits.
    pub fn conceded(&self) -> &[Option<u64>] {
        &self.table.conceded
    }

    /// The ranges that hold if some voices are wrong.
    pub fn ladder(&self) -> &Lists<Rung> {
        &self.table.ladder
    }

    /// The rows that were set aside, and why.
    pub fn set_aside(&self) -> &Lists<(u32, Why)> {
        &self.table.set_aside
    }

    /// The faults of the policy's rulings: at most one for each estimate.
    pub fn fault(&self) -> &Lists<RulingFault> {
        &self.table.fault
    }

    /// The voices, and the parts, that support none of the counts taken, for the estimate at this
    /// position.
    pub fn dissenters(&self, at: usize) -> impl Iterator<Item = Dissenter> {
        self.table.dissenters.of(at).iter().map(|&of| Dissenter::of(self.declared, of))
    }

    /// The estimates by names. `claim` gives the id of a row.
    ///
    /// ```
    /// use corroborate::batch::{Batch, Columns};
    /// use corroborate::{Count, LeastDissent, Outcome, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let (counts, as_of): ([Count; 1], _) = (["about 30".parse()?], ["2022-01-22".parse()?]);
    /// let columns = Columns { event: &[0], group: &[0], outcome: &[Outcome::Killed], ..Columns::default() };
    /// let columns = Columns { source: &[0], counts: &counts, count: &[0], as_of: &as_of, ..columns };
    /// let answers = Batch::of(&dossier, columns)?.reconcile(&Question::new(), LeastDissent::new());
    /// let id = "r0".parse::<corroborate::ClaimId>()?;
    /// let estimates: Vec<_> = answers.estimates(|_| id.clone()).collect();
    /// assert_eq!(estimates[0].quantity().to_string(), "raid/all/killed");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn estimates(&self, claim: impl Fn(u32) -> ClaimId) -> impl Iterator<Item = Estimate> {
        (0..self.len()).map(move |at| self.table.answer(at).named(self.declared, &claim))
    }
}
