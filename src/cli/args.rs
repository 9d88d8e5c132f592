//! The command line as a whole: its options and commands. What each command takes stands with what it does, in the
//! file of its noun; the comments here and there are the documentation people read with `--help`.

use clap::{Parser, Subcommand};

use super::global::Global;
use super::lazy::Lazy;
use super::{
    act, actions, board, charter, config, export, find, help, history, import, keep, man, member, note, party, retro,
    season, show, task, today, trouble,
};

/// Work in parties: seasons, acts, tasks, and looking back.
///
/// Without a command the terminal UI opens. Keys, handles and days are understood in English and Korean; `@me`,
/// `@current`, `@next`, `@previous` and `backlog` mean what they say; a bare number is a task of the party in context
/// (`-p`, `PARTY_PARTY`, the `party` setting, or the only active one).
#[derive(Parser, Debug)]
#[command(
    name = "party",
    version,
    disable_help_subcommand = true,
    after_help = "\
Examples:
  party                       opens the terminal UI
  party demo                  looks around in an example
  party found LOG \"soda log\"  proposes a party
  party add \"Rollback plan @sol ~2d due:fri\"
  party today                 what waits for me, what I do, what is next
  party done 12               finishes LOG-12, where LOG is the only active party

Exit codes: 0 done, 1 refused, 2 usage, 3 not found or ambiguous, 4 busy or conflict, 5 damaged or newer data, 130 \
interrupted.
With --json a failure is one line on the standard error: party.error/1, with kind (refused, usage, missing, busy, \
damaged, interrupted), message and hints.
Environment: PARTY_DB, PARTY_ACTOR, PARTY_PARTY, PARTY_LANG, PARTY_CONFIG, PARTY_NOW, NO_COLOR, VISUAL, EDITOR, PAGER, TZ."
)]
pub struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do; the terminal UI when nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The program without options and commands, as messages about one command's words name it.
pub fn bare() -> clap::Command {
    clap::Command::new("party").version(env!("CARGO_PKG_VERSION")).disable_help_subcommand(true)
}

/// What can be done.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Add tasks, a line each (short for `task add`)
    Add(Lazy<task::add::Add>),
    /// Start tasks (short for `task start`)
    #[command(after_help = "Examples:\n  party start 12\n  party start LOG-12 LOG-14")]
    Start(Lazy<task::step::Keys>),
    /// Finish tasks (short for `task done`)
    #[command(after_help = "Examples:\n  party done 12\n  party done LOG-12 LOG-14")]
    Done(Lazy<task::step::Keys>),
    /// Find tasks, notes, parties and people by any word, also half typed
    Find(Lazy<find::Find>),
    /// What I should do now, over all parties
    Today(Lazy<today::Today>),
    /// An act in columns
    Board(Lazy<board::Board>),
    /// Members of the workspace
    #[command(subcommand)]
    Member(Lazy<member::Member>),
    /// Propose a party
    #[command(visible_alias = "new")]
    Found(Lazy<party::Found>),
    /// Show interest in a proposal, or become a member of a party
    #[command(after_help = "Examples:\n  party join LOG\n  party join LOG --as danpung")]
    Join(Lazy<party::Which>),
    /// Leave a party
    #[command(after_help = "Examples:\n  party leave LOG")]
    Leave(Lazy<party::Which>),
    /// Hold the kickoff: appoint, share out, write the charter
    Kickoff(Lazy<party::Kickoff>),
    /// How every party stands
    #[command(visible_alias = "parties")]
    List(Lazy<show::List>),
    /// A party, season, act, task or note, by whatever names it
    Show(Lazy<show::Show>),
    /// A party's name, theme, rest and end, its people
    #[command(subcommand)]
    Party(Lazy<party::Party>),
    /// A party's charter
    #[command(subcommand)]
    Charter(Lazy<charter::Charter>),
    /// Pass the lead on
    HandOver(Lazy<party::HandOver>),
    /// Set the part of a member's time that a party may use
    Share(Lazy<party::Share>),
    /// Seasons of a party
    #[command(subcommand)]
    Season(Lazy<season::Season>),
    /// Acts of a season
    #[command(subcommand)]
    Act(Lazy<act::Act>),
    /// Tasks
    #[command(subcommand)]
    Task(Lazy<task::Task>),
    /// The plan of a party: seasons, acts and backlogs as a tree
    Plan(Lazy<show::Plan>),
    /// Looking back on an act
    #[command(subcommand)]
    Retro(Lazy<retro::Retro>),
    /// What the last retrospectives asked for
    #[command(args_conflicts_with_subcommands = true)]
    Actions(Lazy<actions::Actions>),
    /// Notes: free text to be found again
    #[command(subcommand)]
    Note(Lazy<note::Note>),
    /// Troubles: symptom, cause, fix
    #[command(subcommand)]
    Trouble(Lazy<trouble::Trouble>),
    /// What was done, by whom, when
    Log(Lazy<history::Log>),
    /// Take back the last step of mine, or an entry
    Undo(Lazy<history::Undo>),
    /// Bring back what the last undo took away
    Redo(Lazy<history::Redo>),
    /// Settings of the person and of the workspace
    #[command(subcommand)]
    Config(Lazy<config::Config>),
    /// Bring in tasks or a whole workspace from a file
    Import(Lazy<import::Import>),
    /// Take out everything, or tasks
    Export(Lazy<export::Export>),
    /// Check the store, its journal and its tables
    Doctor(Lazy<keep::Doctor>),
    /// Make a verified copy of the store, while others write
    Backup(Lazy<keep::Backup>),
    /// Put a backup in the store's place
    Restore(Lazy<keep::Restore>),
    /// Paths, versions and figures for a report
    Info(Lazy<keep::Info>),
    /// Completions for a shell
    Completions(Lazy<keep::Completions>),
    /// Manual pages
    Man(Lazy<man::Man>),
    /// How a command is used
    Help(Lazy<help::Help>),
    /// Open the terminal UI on a throw-away example
    Demo(Lazy<keep::Demo>),
}
