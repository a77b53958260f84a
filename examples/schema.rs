//! Prints the JSON Schema of a dossier, or of a mapping.
//!
//! ```text
//! cargo run --features exchange --example schema > dossier.schema.json
//! cargo run --features exchange --example schema -- --mapping > mapping.schema.json
//! ```
//!
//! Cut at the …, it prints:
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

use common::{given, help, print, refuse};

const USAGE: &str = "usage: schema [--mapping]";

fn main() -> ExitCode {
    if let Some(done) = help(USAGE) {
        return done;
    }
    let arguments: Vec<String> = given().collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => print(&format!("{}\n", corroborate::exchange::schema())),
        ["--mapping"] => print(corroborate::exchange::mapping_schema()),
        [other, ..] => refuse(format!("it takes nothing but --mapping, found {other:?}\n{USAGE}")),
    }
}
