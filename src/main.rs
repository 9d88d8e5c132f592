//! `party`: reads the command line and carries it out, or opens the terminal UI. The standard library has opened the
//! three standard streams by now, should somebody have closed them, so no file of ours can land on their numbers.
#![forbid(unsafe_code)]

use std::process::ExitCode;

use partybook::app::demo::{self, Demo};
use partybook::app::env::Env;
use partybook::app::error::AppError;
use partybook::app::session::Choices;
use partybook::cli::{self, Book, Colour, Opening, Outcome};
use partybook::tui::{self, Colours, Exit, Purpose, Start};

fn main() -> ExitCode {
    let env = Env::of_machine();
    match cli::run(&env, std::env::args_os()) {
        Outcome::Exit(code) => ExitCode::from(code),
        Outcome::Open(opening) => open(&env, opening),
    }
}

fn open(env: &Env, opening: Opening) -> ExitCode {
    let colours = match opening.colour {
        Colour::Usual => Colours::Usual,
        Colour::None => Colours::None,
    };
    let start = Start { party: opening.party, colours };
    let mut book = opening.book;
    loop {
        let ended = match book {
            Book::Own => tui::start(env, opening.choices.clone(), &start),
            Book::Demo => look_around(env, &opening.choices, &start),
        };
        match ended {
            Ok(Exit::Again) => book = Book::Own,
            Ok(Exit::Demo) => book = Book::Demo,
            Ok(Exit::Interrupted) => return ExitCode::from(130),
            Ok(Exit::Left | Exit::HungUp) => return ExitCode::SUCCESS,
            Err(error) => return ExitCode::from(cli::fail(&error)),
        }
    }
}

/// Opens the demo; its store goes when the terminal UI is left.
fn look_around(env: &Env, choices: &Choices, start: &Start) -> Result<Exit, AppError> {
    let Demo { session, folder } = demo::open(env, choices)?;
    let ended = tui::open(session, Purpose::Demo, start);
    drop(folder);
    ended
}
