//! `embedded DECLARED.json CLAIMS SQL`: asks a CSV or Parquet file, the table `claims`, in one
//! process. The answer goes to standard output, its digest to standard error.

use std::process::ExitCode;

use corroborate_datafusion::{declared, exit, print, session};
use datafusion::common::{Result, exec_err};
use datafusion::prelude::SessionContext;

#[tokio::main]
async fn main() -> ExitCode {
    exit(run().await)
}

async fn run() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [dossier, claims, sql] = &args[..] else {
        return exec_err!("embedded DECLARED.json CLAIMS SQL");
    };
    print(&session(SessionContext::new().state(), &declared(dossier)?, claims).await?, sql).await
}
