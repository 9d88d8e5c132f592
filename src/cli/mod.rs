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
mod help;
mod history;
mod import;
mod json;
mod keep;
mod lazy;
mod man;
mod member;
mod note;
mod party;
mod print;
mod read;
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
mod tree;
mod trouble;
mod usage;

use std::ffi::OsString;

use clap::error::ErrorKind;

use crate::app::config as chosen;
use crate::app::console::{self, Console};
use crate::app::env::Env;
use crate::app::error::{AppError, Kind};
use crate::app::session::{Choices, Session, language};
use crate::base::clean::clean;
use crate::text::words::{Lang, say, w};
use args::Command;
use desk::{Desk, Done};
use global::Global;
pub use help::{GROUPS, page as help_page};
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
    let argv: Vec<OsString> = argv.into_iter().collect();
    let cli = match read::read(&argv) {
        Ok(cli) => cli,
        Err(unread) => return Outcome::Exit(answer(env, &argv, &unread)),
    };
    let mut global = cli.global;
    let choices = match choices(env, &global) {
        Ok(choices) => choices,
        Err(error) => return Outcome::Exit(failed(&error, global.json)),
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

/// The whole command line as it is described in a language, for whoever documents it; [`help_page`] lays a command out.
pub fn commands(lang: Lang) -> clap::Command {
    tree::tree(lang)
}

/// The language where nothing else has been opened: a configuration that cannot be read says nothing.
fn spoken(env: &Env, flag: Option<Lang>) -> Lang {
    language(env, flag, chosen::read(&env.config_path(), Lang::En).ok().as_ref())
}

/// Answers words that are no command: with what they asked for, or with what is wrong with them.
fn answer(env: &Env, argv: &[OsString], unread: &read::Unread) -> u8 {
    let told = read::told(argv);
    let lang = spoken(env, told.lang);
    let console = Console::of_process(env);
    let root = tree::tree(lang);
    let command = match usage::named(&root, &unread.path, lang) {
        Ok(command) => command,
        Err(error) => return failed(&error, told.json),
    };
    let text = match unread.error.kind() {
        ErrorKind::DisplayHelp => help::page(command, lang, console.width),
        ErrorKind::DisplayVersion => format!("party {}\n", env!("CARGO_PKG_VERSION")),
        // Who names a group of commands wants to see them; a program wants to know what was wrong.
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand if !told.json => {
            tell(help::page(command, lang, console.width).trim_end());
            return Kind::Usage.code();
        }
        _ => return failed(&usage::usage(&unread.error, command, lang), told.json),
    };
    let face = if console.output { Face::Person } else { Face::Plain };
    let mut out = Out::new(lang, console, face, Loudness::Usual);
    out.raw(text.as_bytes());
    finish(env, &mut out, Ok(()), None)
}

fn choices(env: &Env, global: &Global) -> Result<Choices, AppError> {
    let lang = match &global.lang {
        Some(text) => {
            let bad = || AppError::new(Kind::Usage, say(spoken(env, None), w::CLI_BAD_LANG, &[("part", &clean(text))]));
            Some(Lang::of(text).ok_or_else(bad)?)
        }
        None => None,
    };
    Ok(Choices { db: global.db.clone(), actor: global.actor.clone(), lang, via: "cli".to_owned() })
}

/// Says a failure on the standard error, to a person; answers its exit code.
pub fn fail(error: &AppError) -> u8 {
    failed(error, false)
}

/// Says a failure on the standard error, to a program in one line of JSON; answers its exit code.
fn failed(error: &AppError, json: bool) -> u8 {
    let text = if json {
        json::failure(error)
    } else {
        let hints = error.hints.iter().map(|hint| format!("\n  {hint}"));
        format!("party: {}{}", error.message, hints.collect::<String>())
    };
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
    let mut out = Out::new(Lang::En, console, face, loudness);
    if is_alone(&command) {
        out.lang = spoken(env, choices.lang);
        let outcome = alone(&mut out, env, choices, &global, &command);
        return finish(env, &mut out, outcome, None);
    }
    match Session::open(env, choices.clone()) {
        Ok(book) => {
            out.lang = book.lang();
            let mut desk = Desk { book, out, asked: global };
            let outcome = with_book(&mut desk, command);
            let saved = desk.book.saved();
            if desk.asked.db.is_some() && desk.book.blank() && outcome.is_ok() {
                let path = desk.book.path().display().to_string();
                desk.out.message(desk.say(w::CLI_NO_STORE, &[("path", &path)]));
            }
            finish(env, &mut desk.out, outcome, saved)
        }
        Err(error) => failed(&error, global.json),
    }
}

/// Whether a command opens no store: it must work where the store, or the configuration, does not.
fn is_alone(command: &Command) -> bool {
    match command {
        Command::Config(Lazy(command)) => matches!(**command, config::Config::Path(_)),
        Command::Help(_) | Command::Man(_) | Command::Completions(_) | Command::Restore(_) => true,
        _ => false,
    }
}

/// Carries out a command that opens no store.
fn alone(out: &mut Out, env: &Env, choices: &Choices, asked: &Global, command: &Command) -> Done {
    match command {
        Command::Help(Lazy(args)) => help::help(out, &tree::tree(out.lang), args),
        Command::Man(Lazy(args)) => man::man(out, &tree::tree(out.lang), args),
        Command::Completions(Lazy(args)) => {
            keep::completions(out, tree::tree(out.lang), args);
            Ok(())
        }
        Command::Restore(Lazy(args)) => keep::restore(out, env, choices, asked, args),
        _ => {
            out.line(env.config_path().display().to_string());
            Ok(())
        }
    }
}

/// Lets the results go, or says what went wrong and lets nothing go. What could not be shown may be `saved` all the same,
/// up to that entry.
fn finish(env: &Env, out: &mut Out, outcome: Done, saved: Option<i64>) -> u8 {
    if let Err(error) = outcome {
        return failed(&error, out.is_json());
    }
    if out.long().is_some_and(|text| console::page(env, &text)) {
        out.forget();
    }
    match out.flush() {
        Ok(()) => 0,
        Err(error) => {
            let said = match saved {
                Some(seq) => out.say(w::CLI_UNSHOWN_SAVED, &[("seq", &seq), ("cause", &error)]),
                None => out.say(w::CLI_UNSHOWN, &[("cause", &error)]),
            };
            failed(&AppError::new(Kind::Refused, said), out.is_json())
        }
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
