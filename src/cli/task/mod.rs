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
use crate::app::error::AppError;
use crate::base::id::Id;
use crate::query::list::TaskRow;
use crate::query::task::task as task_page;

/// Tasks.
#[derive(Subcommand, Debug)]
pub enum Task {
    /// Add tasks, a line each
    Add(add::Add),
    /// List open tasks, or all of an act
    List(list::List),
    /// Show everything about a task
    Show(show::Show),
    /// Change a task's fields and what it waits for
    Edit(Box<edit::Edit>),
    /// Start tasks
    Start(step::Keys),
    /// Finish tasks
    Done(step::Keys),
    /// Open ended tasks again
    Reopen(step::Why),
    /// Let tasks go
    Drop(step::Why),
    /// Mark a task as blocked, with the reason
    Block(step::Block),
    /// Lift the mark
    Unblock(step::Keys),
    /// Move tasks to another act, backlog or party
    Move(place::Move),
    /// Carry tasks over to another act, with the reason
    Carry(place::Carry),
    /// Put a task behind another one of its place, or first
    Order(place::Order),
    /// Hand tasks to somebody
    Assign(people::Assign),
    /// Take tasks that nobody has
    Take(step::Keys),
    /// Give tasks of mine back
    Give(step::Keys),
    /// Let somebody help, or no longer
    Helper(people::Tie),
    /// Say who would like to do it, or no longer
    Wish(people::Tie),
    /// Say something about a task
    Comment(step::Comment),
    /// Cut a task: the first part stays, the others are new tasks
    Split(split::Split),
    /// A task's checklist: show, add, tick, untick, remove
    Check(check::Check),
}

/// Runs one.
pub fn run(desk: &mut Desk, command: Task) -> Done {
    match command {
        Task::Add(args) => add::run(desk, &args),
        Task::List(args) => list::run(desk, &args),
        Task::Show(args) => show::run(desk, &args.task),
        Task::Edit(args) => edit::run(desk, &args),
        Task::Start(args) => step::start(desk, &args),
        Task::Done(args) => step::finish(desk, &args),
        Task::Reopen(args) => step::reopen(desk, &args),
        Task::Drop(args) => step::let_go(desk, &args),
        Task::Block(args) => step::block(desk, &args),
        Task::Unblock(args) => step::unblock(desk, &args),
        Task::Move(args) => place::shift(desk, &args),
        Task::Carry(args) => place::carry(desk, &args),
        Task::Order(args) => place::order(desk, &args),
        Task::Assign(args) => people::assign(desk, &args),
        Task::Take(args) => people::take(desk, &args),
        Task::Give(args) => people::give(desk, &args),
        Task::Helper(args) => people::tie(desk, &args, crate::domain::task::Tie::Helper),
        Task::Wish(args) => people::tie(desk, &args, crate::domain::task::Tie::Wish),
        Task::Comment(args) => step::comment(desk, &args),
        Task::Split(args) => split::run(desk, &args),
        Task::Check(args) => check::run(desk, &args),
    }
}

/// Tasks as rows, in the order of their ids given.
pub fn rows_of(desk: &mut Desk, ids: &[Id]) -> Result<Vec<TaskRow>, AppError> {
    ids.iter().map(|id| Ok(desk.book.page(|read, ctx| task_page(read, ctx, *id))?.row)).collect()
}
