//! `party task`: pieces of work. The commands, each in the file of its kind.

pub mod add;
pub mod check;
pub mod edit;
pub mod list;
pub mod people;
pub mod place;
pub mod show;
pub mod split;
pub mod step;

use clap::Subcommand;

use super::desk::{Desk, Done};
use super::lazy::Lazy;
use crate::app::error::AppError;
use crate::base::id::Id;
use crate::query::list::{TaskRow, of_ids};

/// Tasks.
#[derive(Subcommand, Debug)]
pub enum Task {
    /// Add tasks, a line each
    Add(Lazy<add::Add>),
    /// List open tasks, or all of an act
    #[command(visible_alias = "ls")]
    List(Lazy<list::List>),
    /// Show everything about a task
    Show(Lazy<show::Show>),
    /// Change a task's fields and what it waits for
    Edit(Lazy<edit::Edit>),
    /// Start tasks
    #[command(after_help = "Examples:\n  party task start LOG-12\n  party start 12")]
    Start(Lazy<step::Keys>),
    /// Finish tasks
    #[command(after_help = "Examples:\n  party task done LOG-12 LOG-14\n  party done 12")]
    Done(Lazy<step::Keys>),
    /// Open ended tasks again
    #[command(
        after_help = "Examples:\n  party task reopen LOG-12\n  party task reopen LOG-12 --reason \"it came back on Friday\""
    )]
    Reopen(Lazy<step::Why>),
    /// Let tasks go
    #[command(after_help = "Examples:\n  party task drop LOG-9 --reason \"covered by LOG-11\"")]
    Drop(Lazy<step::Why>),
    /// Mark a task as blocked, with the reason
    Block(Lazy<step::Block>),
    /// Lift the mark
    #[command(after_help = "Examples:\n  party task unblock LOG-3")]
    Unblock(Lazy<step::Keys>),
    /// Move tasks to another act, backlog or party
    Move(Lazy<place::Move>),
    /// Carry tasks over to another act, with the reason
    Carry(Lazy<place::Carry>),
    /// Put a task behind another one of its place, or first
    Order(Lazy<place::Order>),
    /// Hand tasks to somebody
    Assign(Lazy<people::Assign>),
    /// Take tasks that nobody has
    #[command(after_help = "Examples:\n  party task take LOG-11 LOG-12")]
    Take(Lazy<step::Keys>),
    /// Give tasks of mine back
    #[command(after_help = "Examples:\n  party task give LOG-11")]
    Give(Lazy<step::Keys>),
    /// Let somebody help, or no longer
    #[command(
        after_help = "Examples:\n  party task helper LOG-12 danpung\n  party task helper LOG-12 danpung --remove"
    )]
    Helper(Lazy<people::Tie>),
    /// Say who would like to do it, or no longer
    #[command(after_help = "Examples:\n  party task wish LOG-12\n  party task wish LOG-12 danpung --remove")]
    Wish(Lazy<people::Tie>),
    /// Say something about a task
    Comment(Lazy<step::Comment>),
    /// Cut a task: the first part stays, the others are new tasks
    Split(Lazy<split::Split>),
    /// A task's checklist: show, add, tick, untick, remove
    Check(Lazy<check::Check>),
}

/// Runs one.
pub fn run(desk: &mut Desk, command: Task) -> Done {
    match command {
        Task::Add(Lazy(args)) => add::run(desk, &args),
        Task::List(Lazy(args)) => list::run(desk, &args),
        Task::Show(Lazy(args)) => show::run(desk, &args.task),
        Task::Edit(Lazy(args)) => edit::run(desk, &args),
        Task::Start(Lazy(args)) => step::start(desk, &args),
        Task::Done(Lazy(args)) => step::finish(desk, &args),
        Task::Reopen(Lazy(args)) => step::reopen(desk, &args),
        Task::Drop(Lazy(args)) => step::let_go(desk, &args),
        Task::Block(Lazy(args)) => step::block(desk, &args),
        Task::Unblock(Lazy(args)) => step::unblock(desk, &args),
        Task::Move(Lazy(args)) => place::shift(desk, &args),
        Task::Carry(Lazy(args)) => place::carry(desk, &args),
        Task::Order(Lazy(args)) => place::order(desk, &args),
        Task::Assign(Lazy(args)) => people::assign(desk, &args),
        Task::Take(Lazy(args)) => people::take(desk, &args),
        Task::Give(Lazy(args)) => people::give(desk, &args),
        Task::Helper(Lazy(args)) => people::tie(desk, &args, crate::domain::task::Tie::Helper),
        Task::Wish(Lazy(args)) => people::tie(desk, &args, crate::domain::task::Tie::Wish),
        Task::Comment(Lazy(args)) => step::comment(desk, &args),
        Task::Split(Lazy(args)) => split::run(desk, &args),
        Task::Check(Lazy(args)) => check::run(desk, &args),
    }
}

/// Tasks as rows, in the order of their ids given.
pub fn rows_of(desk: &mut Desk, ids: &[Id]) -> Result<Vec<TaskRow>, AppError> {
    desk.book.page(|read, ctx| of_ids(read, ctx, ids))
}
