//! Reads the words of a command line, and finds out of words that cannot be read what was asked for all the same.

use std::ffi::OsString;

use clap::{Args, Command, CommandFactory, FromArgMatches};

use super::args::{self, Cli};
use super::global::Global;
use crate::text::words::Lang;

/// Words that are no command, or ask for help.
#[derive(Debug)]
pub struct Unread {
    /// What was wrong, or asked for.
    pub error: clap::Error,
    /// The names of the command whose words they are; none for the program itself.
    pub path: Vec<String>,
}

/// Reads the words. Where the first of them names a command, the others are not even looked at: each would get its
/// own copy of every option that holds everywhere. Without any word there is none to look at.
pub fn read(argv: &[OsString]) -> Result<Cli, Unread> {
    let mut command = match argv.get(1) {
        None => Global::augment_args(args::bare()),
        Some(first) => {
            let whole = Cli::command();
            let given = first.to_str().and_then(|name| whole.find_subcommand(name)).cloned();
            match given {
                Some(given) => Global::augment_args(args::bare()).subcommand(given),
                None => whole,
            }
        }
    };
    let read = command.try_get_matches_from_mut(argv).and_then(|mut matches| Cli::from_arg_matches_mut(&mut matches));
    read.map_err(|error| Unread { error, path: path(&command) })
}

/// The names of the command that reading had come to: only those on the way know what they are called as a whole.
fn path(command: &Command) -> Vec<String> {
    let (mut path, mut at) = (vec![], command);
    while let Some(below) = at.get_subcommands().find(|below| below.get_bin_name().is_some()) {
        path.push(below.get_name().to_owned());
        at = below;
    }
    path
}

/// What holds for every command and decides how a failure is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Told {
    /// The language.
    pub lang: Option<Lang>,
    /// Whether a program reads it.
    pub json: bool,
}

/// Finds the language and the shape of failures in words that could not be read.
pub fn told(argv: &[OsString]) -> Told {
    let mut told = Told::default();
    let mut words = argv.iter().skip(1).map(|word| word.to_string_lossy()).take_while(|word| word != "--");
    while let Some(word) = words.next() {
        let lang = match word.strip_prefix("--lang") {
            Some("") => words.next().and_then(|text| Lang::of(&text)),
            Some(value) => value.strip_prefix('=').and_then(Lang::of),
            None => None,
        };
        told.lang = lang.or(told.lang);
        told.json |= word == "--json";
    }
    told
}
