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

use common::options::{Command, flag};
use common::print;

const COMMAND: Command = Command {
    name: "schema",
    takes: "",
    most: (0, "nothing"),
    about: "Prints the JSON Schema of a dossier, or of a mapping.",
    options: &[flag("--mapping", "that of a mapping, which tells import how to read a table")],
    notes: "Exit status: 0; 1 if not everything could be written; 2 for bad arguments.",
};

fn main() -> ExitCode {
    match COMMAND.read() {
        Ok(given) if given.has("--mapping") => print(corroborate::exchange::mapping_schema()),
        Ok(_) => print(&format!("{}\n", corroborate::exchange::schema())),
        Err(done) => done,
    }
}
