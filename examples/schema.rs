//! Prints the JSON Schema of a dossier.
//!
//! ```text
//! cargo run --features exchange --example schema > dossier.schema.json
//! ```
//!
//! It takes no arguments. Cut at the …, it prints:
//!
//! ```text
//! $ cargo run --features exchange --example schema
//! {
//!   "$defs": {
//!     "claim": {
//!       "additionalProperties": false,
//!       "properties": {
//!         "anonymous": {
//!           "description": "The speaker would not be named.",
//!           "type": [
//! …
//! ```

mod common;

use std::process::ExitCode;

use common::{help_or_nothing, print};

const USAGE: &str = "usage: schema";

fn main() -> ExitCode {
    help_or_nothing(USAGE).unwrap_or_else(|| print(&format!("{}\n", corroborate::exchange::schema())))
}
