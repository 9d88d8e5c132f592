//! The command line: arguments read, one file a noun, results printed. Knows no screen; everything it does goes through
//! a session, as in the terminal UI.

mod act;
mod actions;
mod args;
mod board;
mod charter;
mod close;
mod config;
mod desk;
mod export;
mod find;
mod foreseen;
mod global;
mod history;
mod import;
mod json;
mod keep;
mod lazy;
mod member;
mod note;
mod party;
mod print;
mod retro;
mod retro_list;
mod retro_show;
mod rows;
mod season;
mod show;
mod source;
mod stretch;
mod style;
mod table;
mod task;
mod today;
mod trouble;

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory, FromArgMatches};

use crate::app::console::{self, Console};
use crate::app::env::Env;
use crate::app::error::{AppError, Kind};
use crate::app::session::{Choices, Session, language};
use crate::base::clean::clean;
use crate::text::words::{Lang, say, w};
use args::{Cli, Command};
use desk::{Desk, Done};
use global::Global;
use lazy::Lazy;
use print::{Face, Loudness, Out, tell};

/// What is to happen after the command line has been read, and carried out where it was a command.
#[derive(Debug)]
pub enum Outcome {
    /// The process ends with this code.
    Exit(u8),
    /// The terminal UI opens.
    Open(Opening),
}

/// How the terminal UI opens.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The store, the person, the language.
    pub choices: Choices,
    /// Which book.
    pub book: Book,
    /// The party to begin with.
    pub party: Option<String>,
    /// Whether colours are left out.
    pub colour: Colour,
}

/// Which book the terminal UI opens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Book {
    /// The person's own.
    Own,
    /// A throw-away example.
    Demo,
}

/// Whether a command asked for colours to be left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Colour {
    /// As the terminal and the environment say.
    Usual,
    /// None.
    None,
}

/// Reads a command line (the program's name first) and carries the command out.
pub fn run(env: &Env, argv: impl IntoIterator<Item = OsString>) -> Outcome {
    let cli = match parse(argv.into_iter().collect()) {
        Ok(cli) => cli,
        Err(error) => return Outcome::Exit(unread(&error)),
    };
    let mut global = cli.global;
    let choices = match choices(env, &global) {
        Ok(choices) => choices,
        Err(error) => return Outcome::Exit(fail(&error)),
    };
    let book = match cli.command {
        None => Book::Own,
        Some(Command::Demo(_)) => Book::Demo,
        Some(command) => return Outcome::Exit(carry_out(env, &choices, global, command)),
    };
    let colour = if global.no_color { Colour::None } else { Colour::Usual };
    let choices = Choices { via: "tui".to_owned(), ..choices };
    Outcome::Open(Opening { choices, book, party: global.party.take(), colour })
}

/// `party help act close` is `party act close --help`.
fn asked_for_help(mut argv: Vec<OsString>) -> Vec<OsString> {
    if argv.get(1).is_some_and(|word| word == "help") {
        argv.remove(1);
        argv.push("--help".into());
    }
    argv
}

/// Reads the words. Where the first of them names a command, the others are not even looked at: each would get its
/// own copy of every option that holds everywhere. Without any word there is none to look at.
fn parse(argv: Vec<OsString>) -> Result<Cli, clap::Error> {
    let argv = asked_for_help(argv);
    if argv.len() == 1 {
        let matches = Global::augment_args(args::bare()).try_get_matches_from(argv)?;
        return Cli::from_arg_matches(&matches);
    }
    let whole = Cli::command();
    let first = argv.get(1).and_then(|word| word.to_str());
    let given = first.and_then(|name| whole.find_subcommand(name)).cloned();
    let mut command = match given {
        Some(given) => Global::augment_args(args::bare()).subcommand(given),
        None => whole,
    };
    let mut matches = command.try_get_matches_from_mut(argv)?;
    Cli::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command))
}

/// Says what was wrong with the words of a command; help and version are no failure.
fn unread(error: &clap::Error) -> u8 {
    let text = error.render().to_string();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let console =
                Console { input: false, output: false, messages: false, width: 80, height: 24, colour: false };
            let mut out = Out::new(Lang::En, console, Face::Plain, Loudness::Usual);
            out.raw(text.as_bytes());
            u8::from(out.flush().is_err())
        }
        _ => {
            tell(text.trim_end());
            Kind::Usage.code()
        }
    }
}

fn choices(env: &Env, global: &Global) -> Result<Choices, AppError> {
    let lang = match &global.lang {
        Some(text) => {
            let bad = || {
                let lang = language(env, None, None);
                AppError::new(Kind::Usage, say(lang, w::CLI_BAD_LANG, &[("part", &clean(text))]))
            };
            Some(Lang::of(text).ok_or_else(bad)?)
        }
        None => None,
    };
    Ok(Choices { db: global.db.clone(), actor: global.actor.clone(), lang, via: "cli".to_owned() })
}

/// Says a failure on the standard error; answers its exit code.
pub fn fail(error: &AppError) -> u8 {
    let mut text = format!("party: {}", error.message);
    for hint in &error.hints {
        text.push_str("\n  ");
        text.push_str(hint);
    }
    tell(&text);
    error.kind.code()
}

fn carry_out(env: &Env, choices: &Choices, global: Global, command: Command) -> u8 {
    let mut console = Console::of_process(env);
    console.colour &= !global.no_color;
    let face = match (global.json, console.output) {
        (true, _) => Face::Json,
        (false, true) => Face::Person,
        (false, false) => Face::Plain,
    };
    let loudness = match (global.quiet, global.verbose) {
        (true, _) => Loudness::Quiet,
        (false, true) => Loudness::Verbose,
        (false, false) => Loudness::Usual,
    };
    let mut out = Out::new(language(env, choices.lang, None), console, face, loudness);
    match alone(&mut out, env, choices, &global, &command) {
        Some(outcome) => finish(env, &mut out, outcome),
        None => match Session::open(env, choices.clone()) {
            Ok(book) => {
                out.lang = book.lang();
                let mut desk = Desk { book, out, asked: global };
                let outcome = with_book(&mut desk, command);
                if desk.asked.db.is_some() && desk.book.blank() && outcome.is_ok() {
                    let path = desk.book.path().display().to_string();
                    desk.out.message(desk.say(w::CLI_NO_STORE, &[("path", &path)]));
                }
                finish(env, &mut desk.out, outcome)
            }
            Err(error) => fail(&error),
        },
    }
}

/// Commands that open no store: they must work where the store, or the configuration, does not.
fn alone(out: &mut Out, env: &Env, choices: &Choices, asked: &Global, command: &Command) -> Option<Done> {
    match command {
        Command::Completions(Lazy(args)) => {
            keep::completions(out, Cli::command(), args);
            Some(Ok(()))
        }
        Command::Man(Lazy(args)) => Some(keep::man(out, Cli::command(), args)),
        Command::Restore(Lazy(args)) => Some(keep::restore(out, env, choices, asked, args)),
        Command::Config(Lazy(command)) if matches!(**command, config::Config::Path(_)) => {
            out.line(env.config_path().display().to_string());
            Some(Ok(()))
        }
        _ => None,
    }
}

/// Lets the results go, or says what went wrong and lets nothing go.
fn finish(env: &Env, out: &mut Out, outcome: Done) -> u8 {
    if let Err(error) = outcome {
        return fail(&error);
    }
    if out.long().is_some_and(|text| console::page(env, &text)) {
        out.forget();
    }
    match out.flush() {
        Ok(()) => 0,
        Err(error) => fail(&AppError::io(out.lang, std::path::Path::new("-"), &error)),
    }
}

fn with_book(desk: &mut Desk, command: Command) -> Done {
    match command {
        Command::Add(Lazy(args)) => task::add::run(desk, &args),
        Command::Start(Lazy(args)) => task::step::start(desk, &args),
        Command::Done(Lazy(args)) => task::step::finish(desk, &args),
        Command::Find(Lazy(args)) => find::run(desk, &args),
        Command::Today(Lazy(args)) => today::run(desk, &args),
        Command::Board(Lazy(args)) => board::run(desk, &args),
        Command::Task(Lazy(command)) => task::run(desk, *command),
        Command::Log(Lazy(args)) => history::run(desk, &args),
        Command::Undo(Lazy(args)) => history::undo(desk, &args),
        Command::Redo(Lazy(args)) => history::redo(desk, &args),
        Command::Note(Lazy(command)) => note::run(desk, *command),
        Command::Trouble(Lazy(command)) => trouble::run(desk, *command),
        Command::Retro(Lazy(command)) => retro::run(desk, *command),
        Command::Actions(Lazy(args)) => actions::run(desk, &args),
        other => rarer(desk, other),
    }
}

/// Commands that are given now and then: people, parties, plans, and the store itself.
fn rarer(desk: &mut Desk, command: Command) -> Done {
    match command {
        Command::Member(Lazy(command)) => member::run(desk, *command),
        Command::Found(Lazy(args)) => party::found(desk, *args),
        Command::Join(Lazy(args)) => party::join(desk, &args),
        Command::Leave(Lazy(args)) => party::leave(desk, &args),
        Command::Kickoff(Lazy(args)) => party::kickoff(desk, &args),
        Command::List(Lazy(args)) => show::list(desk, &args),
        Command::Show(Lazy(args)) => show::show(desk, &args),
        Command::Plan(Lazy(args)) => show::tree(desk, &args),
        Command::Party(Lazy(command)) => party::run(desk, *command),
        Command::Charter(Lazy(command)) => charter::run(desk, *command),
        Command::HandOver(Lazy(args)) => party::hand_over(desk, &args),
        Command::Share(Lazy(args)) => party::share(desk, &args),
        Command::Season(Lazy(command)) => season::run(desk, *command),
        Command::Act(Lazy(command)) => act::run(desk, *command),
        Command::Config(Lazy(command)) => config::run(desk, *command),
        Command::Import(Lazy(args)) => import::run(desk, &args),
        Command::Export(Lazy(args)) => export::run(desk, &args),
        Command::Doctor(Lazy(args)) => keep::doctor(desk, &args),
        Command::Backup(Lazy(args)) => keep::backup(desk, &args),
        Command::Info(Lazy(args)) => keep::info(desk, &args),
        _ => Ok(()),
    }
}
