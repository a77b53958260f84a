//! Runs the examples that `cargo test` has just built.

use std::ffi::OsStr;
use std::io::Write;
use std::process::{Command, Output, Stdio};

/// The command of an example; its folder is beside that of this test.
pub(crate) fn example(name: &str) -> Command {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let this = std::env::current_exe().expect("a running test has a path");
    let mut found = this.ancestors().map(|folder| folder.join("examples").join(&file)).filter(|path| path.is_file());
    let path = found.next();
    Command::new(path.unwrap_or_else(|| panic!("no {file} beside {}: `cargo build --examples` first", this.display())))
}

pub(crate) fn run(name: &str, arguments: impl IntoIterator<Item: AsRef<OsStr>>, input: impl AsRef<[u8]>) -> Output {
    let mut command = example(name);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the example starts");
    // An example that refuses its arguments does not wait for its input.
    let _ = child.stdin.take().expect("piped").write_all(input.as_ref());
    child.wait_with_output().expect("the example ends")
}
