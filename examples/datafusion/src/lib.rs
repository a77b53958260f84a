//! Casualty ranges in SQL, by `corroborate`, in one process or on workers.
//!
//! - `rows`: claims as numbers of texts, and the bytes in which they travel.
//! - `answers`: the estimates of rows, over a dossier that declares who is whose.
//! - `aggregate`: `casualty_range`, and the aggregate that `reconcile` is made of.
//! - `table`: `reconcile('claims')`, for events and groups that are parts of others.
//! - `cluster`: the same on workers.
//! - `digest`: one number of many answers, whatever their order.

mod aggregate;
mod answers;
pub mod cluster;
pub mod digest;
mod rows;
mod table;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

pub use answers::{Declared, Line, table};
use corroborate::Dossier;
use datafusion::arrow::util::pretty::pretty_format_batches;
use datafusion::common::{Result, exec_datafusion_err};
use datafusion::execution::{FunctionRegistry, SessionState};
use datafusion::logical_expr::{AggregateUDF, ScalarUDF};
use datafusion::prelude::{CsvReadOptions, ParquetReadOptions, SessionContext};

use self::aggregate::{Claims, Shape};
use self::digest::Digest;
use self::table::{Reconcile, RootEvent};

/// Adds to a session what a worker needs: `casualty_range`, and what `reconcile` is made of.
///
/// # Errors
///
/// Those of the session.
pub fn register(state: &mut SessionState, declared: &Arc<Declared>) -> Result<()> {
    state.register_udf(Arc::new(ScalarUDF::from(RootEvent::new(declared))))?;
    for shape in [Shape::Range, Shape::Reconciled] {
        state.register_udaf(Arc::new(AggregateUDF::from(Claims::new(shape, declared))))?;
    }
    Ok(())
}

/// A session that can be asked, with a CSV or Parquet file as the table `claims`.
///
/// All columns of a CSV file are text: a count may be "20" in one row and "eleven" in the next.
///
/// # Errors
///
/// A file that cannot be read.
pub async fn session(mut state: SessionState, declared: &Arc<Declared>, claims: &str) -> Result<SessionContext> {
    register(&mut state, declared)?;
    let context = SessionContext::from(state);
    context.register_udtf("reconcile", Arc::new(Reconcile));
    if Path::new(claims).extension().is_some_and(|end| end == "csv") {
        context.register_csv("claims", claims, CsvReadOptions::new().schema_infer_max_records(0)).await?;
    } else {
        context.register_parquet("claims", claims, ParquetReadOptions::default()).await?;
    }
    Ok(context)
}

/// Reads the dossier that declares who is whose.
///
/// # Errors
///
/// A file that cannot be read, or is no dossier, with every fault.
pub fn declared(path: &str) -> Result<Arc<Declared>> {
    let text = std::fs::read_to_string(path).map_err(|error| exec_datafusion_err!("{path}: {error}"))?;
    let dossier: Dossier = serde_json::from_str(&text).map_err(|error| exec_datafusion_err!("{path}: {error}"))?;
    Ok(Arc::new(Declared::new(&dossier)?))
}

/// Prints the answer once it is whole, and its digest to standard error.
///
/// # Errors
///
/// A query that fails, wherever it runs. Then nothing is printed.
pub async fn print(context: &SessionContext, sql: &str) -> Result<()> {
    let batches = context.sql(sql).await?.collect().await?;
    println!("{}", pretty_format_batches(&batches)?);
    eprintln!("digest {}", Digest::of(&batches)?);
    Ok(())
}

/// The exit status of a program, and the error on standard error.
pub fn exit(result: Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
