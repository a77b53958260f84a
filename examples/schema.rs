//! Prints the JSON Schema of a dossier.
//!
//! ```text
//! cargo run --features exchange --example schema > dossier.schema.json
//! ```

fn main() {
    println!("{}", corroborate::exchange::schema());
}
