//! `casualty_range`, and the aggregate that `reconcile` is made of.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, BinaryArray, BooleanArray, StringArray};
use datafusion::arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::common::cast::{as_binary_array, as_string_array};
use datafusion::common::{Result, ScalarValue, not_impl_err, plan_err};
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::utils::format_state_name;
use datafusion::logical_expr::{Accumulator, AggregateUDFImpl, EmitTo, GroupsAccumulator, Signature, Volatility};

use crate::answers::{Declared, fields, item};
use crate::rows::{COLUMNS, Row, Rows, Texts};

/// What an aggregate of claims answers.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Shape {
    /// The estimate of the one quantity of a group of rows.
    Range,
    /// The estimates of all quantities in play below the root events of a group of rows.
    Reconciled,
}

/// An aggregate of claims: its arguments are [`COLUMNS`], of which the last may be left out.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Claims {
    shape: Shape,
    declared: Arc<Declared>,
    signature: Signature,
}

impl Claims {
    pub(crate) fn new(shape: Shape, declared: &Arc<Declared>) -> Claims {
        Claims { shape, declared: Arc::clone(declared), signature: Signature::user_defined(Volatility::Immutable) }
    }

    fn gathered(&self, args: &AccumulatorArgs) -> Result<Box<Gathered>> {
        if args.is_distinct {
            return not_impl_err!("{}(DISTINCT …): a claim that is repeated counts once as it is", self.name());
        }
        Ok(Box::new(Gathered::by(self)))
    }
}

impl AggregateUDFImpl for Claims {
    fn name(&self) -> &str {
        match self.shape {
            Shape::Range => "casualty_range",
            Shape::Reconciled => "reconcile_rows",
        }
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    /// All arguments are read as text: counts are words, and moments are read by `corroborate`.
    fn coerce_types(&self, args: &[DataType]) -> Result<Vec<DataType>> {
        if args.len() == COLUMNS.len() || args.len() == COLUMNS.len() - 1 {
            return Ok(vec![DataType::Utf8; args.len()]);
        }
        let (last, required) = COLUMNS.split_last().unwrap_or((&"", &[]));
        plan_err!("{}({} [, {last}]) was given {} arguments", self.name(), required.join(", "), args.len())
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(match self.shape {
            Shape::Range => DataType::Struct(fields()),
            Shape::Reconciled => DataType::List(item()),
        })
    }

    fn state_fields(&self, args: StateFieldsArgs) -> Result<Vec<FieldRef>> {
        Ok(vec![Arc::new(Field::new(format_state_name(args.name, "claims"), DataType::Binary, true))])
    }

    fn accumulator(&self, args: AccumulatorArgs) -> Result<Box<dyn Accumulator>> {
        Ok(self.gathered(&args)?)
    }

    fn groups_accumulator_supported(&self, _: AccumulatorArgs) -> bool {
        true
    }

    fn create_groups_accumulator(&self, args: AccumulatorArgs) -> Result<Box<dyn GroupsAccumulator>> {
        Ok(self.gathered(&args)?)
    }
}

/// The rows of each group so far. They are estimated when all are there.
#[derive(Debug)]
struct Gathered {
    shape: Shape,
    declared: Arc<Declared>,
    texts: Texts,
    groups: Vec<Vec<Row>>,
    rows: usize,
}

impl Gathered {
    fn by(claims: &Claims) -> Gathered {
        let declared = Arc::clone(&claims.declared);
        Gathered { shape: claims.shape, declared, texts: Texts::default(), groups: Vec::new(), rows: 0 }
    }

    fn push(&mut self, group: usize, row: Row) {
        self.groups[group].push(row);
        self.rows += 1;
    }

    fn take(&mut self, groups: EmitTo) -> Vec<Vec<Row>> {
        let taken = groups.take_needed(&mut self.groups);
        self.rows -= taken.iter().map(Vec::len).sum::<usize>();
        taken
    }
}

/// The row at this position of the arguments.
fn row(texts: &mut Texts, columns: &[&StringArray], at: usize) -> Result<Row> {
    let mut row = Row::default();
    for (number, column) in row.iter_mut().zip(0..) {
        let text = columns.get(column).filter(|column| column.is_valid(at)).map_or("", |column| column.value(at));
        *number = texts.number(text)?;
    }
    Ok(row)
}

fn columns(values: &[ArrayRef]) -> Result<Vec<&StringArray>> {
    values.iter().map(|column| as_string_array(column)).collect()
}

fn passes(filter: Option<&BooleanArray>, at: usize) -> bool {
    filter.is_none_or(|filter| filter.is_valid(at) && filter.value(at))
}

fn states(groups: impl Iterator<Item = Result<Rows>>) -> Result<Vec<ArrayRef>> {
    let states = groups.map(|rows| rows?.to_bytes()).collect::<Result<Vec<_>>>()?;
    Ok(vec![Arc::new(BinaryArray::from_iter_values(states))])
}

impl GroupsAccumulator for Gathered {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        group_of: &[usize],
        filter: Option<&BooleanArray>,
        groups: usize,
    ) -> Result<()> {
        let columns = columns(values)?;
        self.groups.resize(groups, Vec::new());
        for (at, &group) in group_of.iter().enumerate().filter(|&(at, _)| passes(filter, at)) {
            let row = row(&mut self.texts, &columns, at)?;
            self.push(group, row);
        }
        Ok(())
    }

    fn merge_batch(&mut self, values: &[ArrayRef], group_of: &[usize], groups: usize) -> Result<()> {
        self.groups.resize(groups, Vec::new());
        for (state, &group) in as_binary_array(&values[0])?.iter().zip(group_of) {
            let Some(state) = state else { continue };
            let state = Rows::from_bytes(state)?;
            for row in &state.rows {
                let row = self.texts.known(row, &state.texts)?;
                self.push(group, row);
            }
        }
        Ok(())
    }

    fn state(&mut self, groups: EmitTo) -> Result<Vec<ArrayRef>> {
        let groups = self.take(groups);
        states(groups.iter().map(|rows| Rows::of(rows, &self.texts)))
    }

    fn convert_to_state(&self, values: &[ArrayRef], filter: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        let columns = columns(values)?;
        states((0..values[0].len()).map(|at| {
            let mut rows = Rows::default();
            if passes(filter, at) {
                rows.rows.push(row(&mut rows.texts, &columns, at)?);
            }
            Ok(rows)
        }))
    }

    fn evaluate(&mut self, groups: EmitTo) -> Result<ArrayRef> {
        let groups = self.take(groups);
        match self.shape {
            Shape::Range => self.declared.ranges(&groups, &self.texts),
            Shape::Reconciled => self.declared.reconciled(&groups, &self.texts),
        }
    }

    fn size(&self) -> usize {
        self.texts.size() + self.rows * size_of::<Row>() * 3 / 2 + self.groups.capacity() * size_of::<Vec<Row>>()
    }
}

/// Without GROUP BY: a single group.
impl Accumulator for Gathered {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        GroupsAccumulator::update_batch(self, values, &vec![0; values[0].len()], None, 1)
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        GroupsAccumulator::merge_batch(self, states, &vec![0; states[0].len()], 1)
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        self.groups.resize(1, Vec::new());
        let states = GroupsAccumulator::state(self, EmitTo::All)?;
        states.iter().map(|state| ScalarValue::try_from_array(state, 0)).collect()
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        self.groups.resize(1, Vec::new());
        ScalarValue::try_from_array(&GroupsAccumulator::evaluate(self, EmitTo::All)?, 0)
    }

    fn size(&self) -> usize {
        GroupsAccumulator::size(self)
    }
}

#[cfg(test)]
mod tests {
    use datafusion::common::exec_datafusion_err;

    use super::*;

    /// Six claims on two quantities, and the quantity of each.
    const CLAIMS: [[&str; 6]; 8] = [
        ["c1", "c2", "c3", "c4", "c5", "c6"],
        ["raid"; 6],
        ["guards"; 6],
        ["killed", "wounded", "killed", "killed", "wounded", "wounded"],
        ["agency", "agency", "monitor", "agency", "monitor", "monitor"],
        ["at least 24", "7", "nearly 25", "26", "eleven", "12"],
        ["2022-01-21", "2022-01-21", "2022-01-21", "2022-01-22", "2022-01-21", "2022-01-23"],
        [""; 6],
    ];
    const GROUPS: [usize; 6] = [0, 1, 0, 0, 1, 1];
    const ALL: [usize; 6] = [0, 1, 2, 3, 4, 5];

    fn columns_of(claims: &[usize]) -> Vec<ArrayRef> {
        let column = |of: &[&'static str; 6]| StringArray::from_iter_values(claims.iter().map(|&at| of[at]));
        CLAIMS.iter().map(|of| Arc::new(column(of)) as ArrayRef).collect()
    }

    fn gathered() -> Result<Gathered> {
        let dossier = r#"{"sources": [{"id": "agency", "name": "An agency", "kind": "media"},
                                      {"id": "monitor", "name": "A monitor", "kind": "monitor"}],
                          "groups": [{"id": "guards", "name": "Guards"}],
                          "events": [{"id": "raid", "name": "A raid"}]}"#;
        let dossier = serde_json::from_str(dossier).map_err(|error| exec_datafusion_err!("{error}"))?;
        Ok(Gathered::by(&Claims::new(Shape::Range, &Arc::new(Declared::new(&dossier)?))))
    }

    #[test]
    fn rows_may_be_divided_and_put_together_in_any_way() -> Result<()> {
        let mut whole = gathered()?;
        GroupsAccumulator::update_batch(&mut whole, &columns_of(&ALL), &GROUPS, None, 2)?;
        let whole = GroupsAccumulator::evaluate(&mut whole, EmitTo::All)?;

        let (mut parts, mut again) = (gathered()?, gathered()?);
        for at in (0..6).rev() {
            let columns = columns_of(&[at]);
            let state = if at % 2 == 0 {
                parts.convert_to_state(&columns, None)?
            } else {
                let mut part = gathered()?;
                GroupsAccumulator::update_batch(&mut part, &columns, &[0], None, 1)?;
                GroupsAccumulator::state(&mut part, EmitTo::All)?
            };
            GroupsAccumulator::merge_batch(&mut parts, &state, &[GROUPS[at]], 2)?;
        }
        let state = GroupsAccumulator::state(&mut parts, EmitTo::All)?;
        GroupsAccumulator::merge_batch(&mut again, &state, &[0, 1], 2)?;
        let first = GroupsAccumulator::evaluate(&mut again, EmitTo::First(1))?;
        let second = GroupsAccumulator::evaluate(&mut again, EmitTo::All)?;
        assert_eq!((&first, &second), (&whole.slice(0, 1), &whole.slice(1, 1)));
        assert_eq!(again.rows, 0);
        Ok(())
    }

    #[test]
    fn rows_that_a_filter_leaves_out_do_not_count() -> Result<()> {
        let filter = BooleanArray::from(vec![Some(true), Some(false), Some(true), Some(true), None, Some(false)]);
        let (mut some, mut states) = (gathered()?, gathered()?);
        GroupsAccumulator::update_batch(&mut some, &columns_of(&ALL), &GROUPS, Some(&filter), 2)?;
        let converted = some.convert_to_state(&columns_of(&ALL), Some(&filter))?;
        GroupsAccumulator::merge_batch(&mut states, &converted, &GROUPS, 2)?;
        let some = GroupsAccumulator::evaluate(&mut some, EmitTo::All)?;
        assert_eq!((some.is_valid(0), some.is_null(1)), (true, true), "no rows, no answer");
        assert_eq!(&GroupsAccumulator::evaluate(&mut states, EmitTo::All)?, &some);
        Ok(())
    }

    #[test]
    fn a_single_group_answers_as_one_of_many() -> Result<()> {
        let killed = [0, 2, 3];
        let (mut one, mut merged, mut many) = (gathered()?, gathered()?, gathered()?);
        Accumulator::update_batch(&mut one, &columns_of(&killed))?;
        GroupsAccumulator::update_batch(&mut many, &columns_of(&killed), &[0; 3], None, 1)?;
        let expected = ScalarValue::try_from_array(&GroupsAccumulator::evaluate(&mut many, EmitTo::All)?, 0)?;
        let states: Vec<ArrayRef> =
            Accumulator::state(&mut one)?.iter().map(ScalarValue::to_array).collect::<Result<_>>()?;
        Accumulator::merge_batch(&mut merged, &states)?;
        assert_eq!(Accumulator::evaluate(&mut merged)?, expected);
        assert!(Accumulator::evaluate(&mut one)?.is_null(), "its rows have gone on");
        Ok(())
    }
}
