//! The `gavel` command. Everything it does is in the library beside it.

use std::process::ExitCode;

use clap::Parser;
use gavel::command::Arguments;

fn main() -> ExitCode {
    match Arguments::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error {}: {error}", error.code());
            ExitCode::from(error.exit_code())
        }
    }
}
