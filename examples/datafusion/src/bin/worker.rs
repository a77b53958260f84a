//! `worker DECLARED.json PORT`: serves the stages of queries on the loopback. Port 0 is any that is
//! free. It says on standard output where it listens, and when a stage begins.

use std::process::ExitCode;

use corroborate_datafusion::{cluster, declared, exit};
use datafusion::common::{Result, exec_datafusion_err, exec_err};

#[tokio::main]
async fn main() -> ExitCode {
    exit(run().await)
}

async fn run() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [dossier, port] = &args[..] else {
        return exec_err!("worker DECLARED.json PORT");
    };
    let port = port.parse().map_err(|error| exec_datafusion_err!("port {port:?}: {error}"))?;
    cluster::serve(declared(dossier)?, port).await
}
