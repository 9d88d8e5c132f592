//! `party`: reads the command line and carries it out, or opens the terminal UI. The standard library has opened the
//! three standard streams by now, should somebody have closed them, so no file of ours can land on their numbers.
#![forbid(unsafe_code)]

use std::process::ExitCode;

use partybook::app::env::Env;
use partybook::cli::{self, Outcome};

fn main() -> ExitCode {
    let env = Env::of_machine();
    match cli::run(&env, std::env::args_os()) {
        Outcome::Exit(code) => ExitCode::from(code),
        Outcome::Open(_) => ExitCode::from(1),
    }
}
