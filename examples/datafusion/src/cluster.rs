//! The same SQL on workers, by `datafusion-distributed`.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use datafusion::common::{DataFusionError, Result, exec_err};
use datafusion::execution::{SessionState, SessionStateBuilder};
use datafusion::prelude::{SessionConfig, SessionContext};
use datafusion_distributed::{
    DistributedExt, SessionStateBuilderExt, Worker, WorkerQueryContext, WorkerResolver, display_plan_ascii,
};
use http::{HeaderMap, HeaderValue};
use tonic::transport::Server;
use tonic::transport::server::TcpIncoming;
use url::Url;

use crate::{Declared, register, session};

/// The header by which a client says what it declares.
const DECLARED: &str = "x-corroborate-declared";

/// Serves queries on this port of the loopback, or on a free one if it is 0, and says which.
///
/// # Errors
///
/// A port that is taken, or a connection that fails.
pub async fn serve(declared: Arc<Declared>, port: u16) -> Result<()> {
    let incoming = TcpIncoming::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    println!("listening on {}", incoming.local_addr()?);
    let worker = Worker::from_session_builder(move |query: WorkerQueryContext| {
        let declared = Arc::clone(&declared);
        async move { stage(query, &declared) }
    });
    let server = Server::builder().add_service(worker.into_worker_server());
    server.serve_with_incoming(incoming).await.map_err(|error| DataFusionError::External(Box::new(error)))
}

/// The session of a stage of a query, if the client declares what this worker does.
fn stage(query: WorkerQueryContext, declared: &Arc<Declared>) -> Result<SessionState> {
    println!("a stage begins");
    let headers = headers(declared);
    if query.headers.get(DECLARED) != headers.get(DECLARED) {
        return exec_err!("the client and this worker declare different dossiers, or are of different builds");
    }
    let mut state = query.builder.with_distributed_passthrough_headers(headers)?.build();
    register(&mut state, declared)?;
    Ok(state)
}

/// A session whose queries run on the workers at these ports of the loopback.
///
/// # Errors
///
/// A file of claims that cannot be read.
pub async fn client(declared: &Arc<Declared>, claims: &str, ports: &[u16]) -> Result<SessionContext> {
    let state = SessionStateBuilder::new()
        .with_default_features()
        // A file is divided however small it is, so that every worker has a part.
        .with_config(SessionConfig::new().with_repartition_file_min_size(1))
        .with_distributed_worker_resolver(Ports(ports.to_vec()))
        .with_distributed_planner()
        .with_distributed_file_scan_config_bytes_per_partition(1)?
        .with_distributed_passthrough_headers(headers(declared))?
        .build();
    session(state, declared, claims).await
}

/// The plan of a query, in words. What crosses the network is named `Network…`; without it all runs
/// in the client.
///
/// # Errors
///
/// A query that cannot be planned.
pub async fn plan(context: &SessionContext, sql: &str) -> Result<String> {
    let plan = context.sql(sql).await?.create_physical_plan().await?;
    Ok(display_plan_ascii(plan.as_ref(), false))
}

fn headers(declared: &Declared) -> HeaderMap {
    HeaderMap::from_iter([(http::HeaderName::from_static(DECLARED), HeaderValue::from(declared.fingerprint()))])
}

struct Ports(Vec<u16>);

impl WorkerResolver for Ports {
    fn get_urls(&self) -> Result<Vec<Url>> {
        let urls = self.0.iter().map(|port| Url::parse(&format!("http://127.0.0.1:{port}")));
        urls.map(|url| url.map_err(|error| DataFusionError::External(Box::new(error)))).collect()
    }
}
