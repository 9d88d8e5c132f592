//! The steps of a task's life: started, finished, reopened, dropped, blocked, talked about. Several tasks are one step.

use clap::Args;

use super::super::desk::{Desk, Done};
use super::super::source;
use super::rows_of;
use crate::app::error::AppError;
use crate::domain::task::TaskStatus;
use crate::op::{Op, task};
use crate::query::who::FoundTask;
use crate::text::words::{Word, w};

/// Arguments that name tasks.
#[derive(Args, Debug)]
pub struct Keys {
    /// Keys, or numbers where one party is in context
    #[arg(required = true, value_name = "TASK")]
    pub tasks: Vec<String>,
}

/// Arguments of `task drop` and `task reopen`.
#[derive(Args, Debug)]
pub struct Why {
    /// Keys, or numbers where one party is in context
    #[arg(required = true, value_name = "TASK")]
    tasks: Vec<String>,
    /// Why; kept as a comment
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    reason: String,
}

/// Arguments of `task block`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party task block LOG-3 \"waiting for the firewall review\"")]
pub struct Block {
    /// The task's key
    task: String,
    /// What it waits for
    #[arg(required = true)]
    reason: Vec<String>,
}

/// Arguments of `task comment`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  party task comment LOG-3 \"Infra promised Friday\"\n  party task comment LOG-3 - <mail.txt"
)]
pub struct Comment {
    /// The task's key
    task: String,
    /// What is said, in Markdown; - reads the standard input; without it a person gets an editor
    text: Vec<String>,
}

/// Starts tasks.
pub fn start(desk: &mut Desk, args: &Keys) -> Done {
    let tasks = desk.tasks(&args.tasks)?;
    to_status(desk, &tasks, TaskStatus::Doing, "", w::CLI_TASK_STARTED, "party.task.start/1")
}

/// Finishes tasks.
pub fn finish(desk: &mut Desk, args: &Keys) -> Done {
    let tasks = desk.tasks(&args.tasks)?;
    to_status(desk, &tasks, TaskStatus::Done, "", w::CLI_TASK_DONE, "party.task.done/1")
}

/// Opens ended tasks again.
pub fn reopen(desk: &mut Desk, args: &Why) -> Done {
    let tasks = desk.tasks(&args.tasks)?;
    to_status(desk, &tasks, TaskStatus::Todo, &args.reason, w::CLI_TASK_REOPENED, "party.task.reopen/1")
}

/// Lets tasks go.
pub fn let_go(desk: &mut Desk, args: &Why) -> Done {
    let tasks = desk.tasks(&args.tasks)?;
    to_status(desk, &tasks, TaskStatus::Dropped, &args.reason, w::CLI_TASK_DROPPED, "party.task.drop/1")
}

fn to_status(desk: &mut Desk, tasks: &[FoundTask], to: TaskStatus, reason: &str, said: Word, schema: &str) -> Done {
    let step = |found: &FoundTask| {
        let (task, was) = (found.task.id, Some(found.task.status));
        Op::Task(task::Op::Status { task, to, was, reason: reason.to_owned() })
    };
    commit(desk, tasks, tasks.iter().map(step).collect(), said, schema)
}

/// Commits one step over some tasks and says it for each.
pub fn commit(desk: &mut Desk, tasks: &[FoundTask], ops: Vec<Op>, said: Word, schema: &str) -> Done {
    let Some(op) = Desk::step(ops) else { return Err(desk.usage(w::CLI_NOTHING_TO_DO, &[])) };
    let receipt = desk.commit(&op)?;
    let keys: Vec<String> = tasks.iter().map(FoundTask::key).collect();
    let lines: Vec<String> =
        tasks.iter().map(|found| desk.say(said, &[("key", &found.key()), ("title", &found.task.title)])).collect();
    let now = if desk.out.is_json() {
        let ids: Vec<_> = tasks.iter().map(|found| found.task.id).collect();
        Some(rows_of(desk, &ids)?)
    } else {
        None
    };
    desk.done_with(&receipt, schema, &lines.join("\n"), &keys, now);
    Ok(())
}

/// Marks as blocked.
pub fn block(desk: &mut Desk, args: &Block) -> Done {
    let found = desk.task(&args.task)?;
    let reason = args.reason.join(" ");
    let op = Op::Task(task::Op::Block { task: found.task.id, reason });
    commit(desk, &[found], vec![op], w::CLI_TASK_BLOCKED, "party.task.block/1")
}

/// Lifts the mark.
pub fn unblock(desk: &mut Desk, args: &Keys) -> Done {
    let tasks = desk.tasks(&args.tasks)?;
    let ops = tasks.iter().map(|found| Op::Task(task::Op::Unblock { task: found.task.id })).collect();
    commit(desk, &tasks, ops, w::CLI_TASK_UNBLOCKED, "party.task.unblock/1")
}

/// Says something about a task.
pub fn comment(desk: &mut Desk, args: &Comment) -> Done {
    let found = desk.task(&args.task)?;
    let body = body(desk, &args.text)?;
    let op = Op::Task(task::Op::Comment { id: desk.book.id(), task: found.task.id, body });
    commit(desk, &[found], vec![op], w::CLI_TASK_COMMENTED, "party.task.comment/1")
}

/// A text from the words of a command, the standard input, or an editor where a person sits.
pub fn body(desk: &Desk, words: &[String]) -> Result<String, AppError> {
    match words {
        [] if desk.out.console.input && desk.out.console.messages => source::written(desk, ""),
        [one] => source::text_or_input(desk.lang(), one),
        words => Ok(words.join(" ")),
    }
}
