//! `reconcile('claims')`: a table of estimates, of events and groups that are parts of others.

use std::sync::Arc;

use datafusion::arrow::array::StringArray;
use datafusion::arrow::datatypes::{DataType, Schema};
use datafusion::catalog::{TableFunctionArgs, TableFunctionImpl, TableProvider};
use datafusion::common::cast::as_string_array;
use datafusion::common::{Result, TableReference, internal_datafusion_err, plan_datafusion_err, plan_err};
use datafusion::datasource::ViewTable;
use datafusion::execution::SessionState;
use datafusion::logical_expr::{ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility};
use datafusion::scalar::ScalarValue;
use futures::FutureExt;

use crate::answers::{Declared, fields};
use crate::rows::{COLUMNS, PUBLISHED};

/// `root_event(event)`: the whole that an event is part of and that is part of none. Only claims of
/// one root event can affect one another.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct RootEvent {
    declared: Arc<Declared>,
    signature: Signature,
}

impl RootEvent {
    pub(crate) fn new(declared: &Arc<Declared>) -> RootEvent {
        let signature = Signature::exact(vec![DataType::Utf8], Volatility::Immutable);
        RootEvent { declared: Arc::clone(declared), signature }
    }
}

impl ScalarUDFImpl for RootEvent {
    fn name(&self) -> &'static str {
        "root_event"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Utf8)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let events = ColumnarValue::values_to_arrays(&args.args)?;
        let roots = as_string_array(&events[0])?.iter().map(|event| event.map(|event| self.declared.root(event)));
        Ok(ColumnarValue::Array(Arc::new(roots.collect::<StringArray>())))
    }
}

/// Columns of a claim that would change the answer and are not read. A table that has one is
/// refused.
const NOT_READ: [&str; 8] =
    ["since", "retracted", "supersedes", "correction", "basis", "interest", "perpetrator", "credibility"];

/// `reconcile('claims')` is a view of that table, written in SQL.
#[derive(Debug)]
pub(crate) struct Reconcile;

impl TableFunctionImpl for Reconcile {
    fn call_with_args(&self, args: TableFunctionArgs) -> Result<Arc<dyn TableProvider>> {
        let [Expr::Literal(ScalarValue::Utf8(Some(table)), _)] = args.exprs() else {
            return plan_err!("reconcile('claims') takes the name of a table or view");
        };
        let state: &SessionState = args.session().as_any().downcast_ref().ok_or_else(no_session)?;
        let schema = state.schema_for_ref(TableReference::from(table.as_str()))?;
        let name = TableReference::from(table.as_str());
        let claims = schema.table(name.table()).now_or_never().ok_or_else(not_at_hand)??;
        let claims = claims.ok_or_else(|| plan_datafusion_err!("there is no table {table:?}"))?;
        let sql = view(table, claims.schema().as_ref())?;
        let plan = state.create_logical_plan(&sql).now_or_never().ok_or_else(not_at_hand)??;
        Ok(Arc::new(ViewTable::new(plan, Some(sql))))
    }
}

/// The SQL that `reconcile` is short for.
fn view(table: &str, schema: &Schema) -> Result<String> {
    if let Some(column) = NOT_READ.into_iter().find(|column| schema.column_with_name(column).is_some()) {
        return plan_err!("reconcile does not read the column {column:?} of {table:?}: give it a view without it");
    }
    let quoted = |name: &&str| format!("\"{name}\"");
    let published = schema.column_with_name(COLUMNS[PUBLISHED]).is_some();
    let columns = &COLUMNS[..if published { PUBLISHED + 1 } else { PUBLISHED }];
    let columns = columns.iter().map(quoted).collect::<Vec<_>>().join(", ");
    let fields = fields();
    let fields = fields.iter().map(|field| format!("get_field(r, '{0}') AS \"{0}\"", field.name()));
    Ok(format!(
        "SELECT {} FROM (SELECT unnest(answers) AS r FROM \
         (SELECT reconcile_rows({columns}) AS answers FROM {table} GROUP BY root_event(\"event\"))) \
         WHERE get_field(r, 'outcome') <> 'casualties' \
         OR (SELECT count(*) FROM {table} WHERE \"outcome\" = 'casualties') > 0",
        fields.collect::<Vec<_>>().join(", ")
    ))
}

fn no_session() -> datafusion::common::DataFusionError {
    internal_datafusion_err!("reconcile needs a session of DataFusion's own")
}

fn not_at_hand() -> datafusion::common::DataFusionError {
    plan_datafusion_err!("reconcile needs a catalog that answers at once")
}
