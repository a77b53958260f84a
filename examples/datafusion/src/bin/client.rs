//! `client DECLARED.json CLAIMS SQL PORT …`: asks a CSV or Parquet file, the table `claims`, by the
//! workers at these ports of the loopback. The answer goes to standard output once it is whole; its
//! digest, and how often data crosses the network, to standard error.

use std::process::ExitCode;

use corroborate_datafusion::{cluster, declared, exit, print};
use datafusion::common::{Result, exec_datafusion_err, exec_err};

#[tokio::main]
async fn main() -> ExitCode {
    exit(run().await)
}

async fn run() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [dossier, claims, sql, ports @ ..] = &args[..] else {
        return exec_err!("client DECLARED.json CLAIMS SQL PORT …");
    };
    let ports = ports.iter().map(|port| port.parse());
    let ports: Vec<u16> = ports.collect::<Result<_, _>>().map_err(|error| exec_datafusion_err!("a port: {error}"))?;
    let context = cluster::client(&declared(dossier)?, claims, &ports).await?;
    eprintln!("crossings of the network: {}", cluster::plan(&context, sql).await?.matches("=> Network").count());
    print(&context, sql).await
}
