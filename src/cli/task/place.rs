//! Where tasks are: moved, carried over, put in order.

use clap::Args;

use super::super::desk::{Desk, Done};
use super::step::commit;
use crate::app::draft;
use crate::op::{Op, task};
use crate::text::words::w;

/// Arguments of `task move`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  party task move LOG-12 LOG-13 --to LOG/S1/A2\n  party task move LOG-12 --to backlog\n  party task move LOG-12 --to MART"
)]
pub struct Move {
    /// Keys, or numbers where one party is in context
    #[arg(required = true, value_name = "TASK")]
    tasks: Vec<String>,
    /// Where to: LOG, LOG/S1, LOG/S1/A2, @current, @next, backlog
    #[arg(long, value_name = "PLACE")]
    to: String,
}

/// Arguments of `task carry`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  party task carry LOG-3 --reason \"firewall review came late\"\n  party task carry LOG-3 --to LOG/S1/A3 --reason late"
)]
pub struct Carry {
    /// Keys, or numbers where one party is in context
    #[arg(required = true, value_name = "TASK")]
    tasks: Vec<String>,
    /// Where to
    #[arg(long, value_name = "PLACE", default_value = "next")]
    to: String,
    /// Why; a blocked task keeps its block's reason where none is said
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    reason: String,
    /// Carry a third time all the same; the leader's word
    #[arg(long)]
    insist: bool,
}

/// Arguments of `task order`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party task order LOG-12 --behind LOG-4\n  party task order LOG-12 --first")]
pub struct Order {
    /// The task's key
    task: String,
    /// Right behind this task of the same act or backlog
    #[arg(long, value_name = "TASK", required_unless_present = "first")]
    behind: Option<String>,
    /// Before all others
    #[arg(long, conflicts_with = "behind")]
    first: bool,
}

/// Moves tasks.
pub fn shift(desk: &mut Desk, args: &Move) -> Done {
    to_place(desk, &args.tasks, &args.to, None, false)
}

/// Carries tasks over.
pub fn carry(desk: &mut Desk, args: &Carry) -> Done {
    to_place(desk, &args.tasks, &args.to, Some(args.reason.clone()), args.insist)
}

fn to_place(desk: &mut Desk, keys: &[String], to: &str, reason: Option<String>, insist: bool) -> Done {
    let tasks = desk.tasks(keys)?;
    if let Some(waiting) = tasks.iter().find(|found| reason.is_some() && found.task.act.is_none()) {
        let values: [(&str, &dyn std::fmt::Display); 2] = [("key", &waiting.key()), ("to", &to)];
        return Err(desk.refused(w::CLI_CARRY_BACKLOG, &values).hint(desk.say(w::CLI_CARRY_BACKLOG_HINT, &values)));
    }
    // A step such as `next` is one of the tasks' own party.
    let party = match desk.named_party()? {
        Some(party) => Some(party),
        None => tasks.first().map(|found| found.party.clone()),
    };
    let spot = desk.book.page(|read, ctx| crate::query::place::place(read, ctx, to, party.as_ref()))?;
    let ids = tasks.iter().map(|found| found.task.id).collect();
    let (said, schema) = match reason {
        Some(_) => (w::CLI_TASK_CARRIED, "party.task.carry/1"),
        None => (w::CLI_TASK_MOVED, "party.task.move/1"),
    };
    let op = Op::Task(task::Op::Move { tasks: ids, to: draft::target(&spot), reason, insist });
    let receipt = desk.commit(&op)?;
    let ids: Vec<_> = tasks.iter().map(|found| found.task.id).collect();
    let now = super::rows_of(desk, &ids)?;
    let place = spot.name();
    let lines: Vec<String> =
        now.iter().map(|row| desk.say(said, &[("key", &row.key), ("title", &row.title), ("place", &place)])).collect();
    let keys: Vec<String> = now.iter().map(|row| row.key.clone()).collect();
    desk.done_with(&receipt, schema, &lines.join("\n"), &keys, Some(&now));
    Ok(())
}

/// Puts a task in its place among its neighbours.
pub fn order(desk: &mut Desk, args: &Order) -> Done {
    let found = desk.task(&args.task)?;
    let behind = args.behind.as_deref().map(|text| desk.task(text)).transpose()?.map(|found| found.task.id);
    let op = Op::Task(task::Op::Reorder { task: found.task.id, behind });
    commit(desk, &[found], vec![op], w::CLI_TASK_ORDERED, "party.task.order/1")
}
