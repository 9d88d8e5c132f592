//! Whose task it is: handed out, taken, given back; who helps, who would like it.

use clap::Args;

use super::super::desk::{Desk, Done, is_none};
use super::step::{Keys, commit};
use crate::base::id::Id;
use crate::domain::task::Tie as Kind;
use crate::op::patch::Patch;
use crate::op::{Op, task};
use crate::query::who::FoundTask;
use crate::text::words::w;

/// Arguments of `task assign`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  party task assign LOG-12 saebyeol\n  party task assign LOG-12 LOG-13 @디니\n  party task assign LOG-12 none"
)]
pub struct Assign {
    /// Tasks, and at the end who gets them; none for nobody
    #[arg(required = true, num_args = 2.., value_names = ["TASK", "MEMBER"])]
    words: Vec<String>,
}

/// Arguments of `task helper` and `task wish`.
#[derive(Args, Debug)]
pub struct Tie {
    /// The task's key
    task: String,
    /// Who [default: who acts]
    member: Option<String>,
    /// No longer
    #[arg(long)]
    remove: bool,
}

/// Hands tasks to somebody.
pub fn assign(desk: &mut Desk, args: &Assign) -> Done {
    let Some((person, keys)) = args.words.split_last() else {
        return Err(desk.usage(w::CLI_NOTHING_TO_DO, &[]));
    };
    let tasks = desk.tasks(keys)?;
    let owner = if is_none(person) { None } else { Some(desk.member(person)?) };
    let handle = owner.as_ref().map_or_else(|| desk.out.word(w::COMMON_NOBODY).to_owned(), |it| it.handle.clone());
    let ops = owned_by(&tasks, owner.map(|owner| owner.id));
    let keys: Vec<String> = tasks.iter().map(FoundTask::key).collect();
    let lines: Vec<String> = tasks
        .iter()
        .map(|found| {
            let values: [(&str, &dyn std::fmt::Display); 3] =
                [("key", &found.key()), ("title", &found.task.title), ("handle", &handle)];
            desk.say(w::CLI_TASK_ASSIGNED, &values)
        })
        .collect();
    if ops.is_empty() {
        desk.out.message(desk.out.word(w::CLI_NOTHING_CHANGED));
        return Ok(());
    }
    desk.carry_out(ops, "party.task.assign/1", &lines.join("\n"), &keys)
}

fn owned_by(tasks: &[FoundTask], owner: Option<Id>) -> Vec<Op> {
    let set = |found: &FoundTask| Patch::new().set("owner", &found.task.owner, &owner);
    let changed = tasks.iter().map(|found| (found.task.id, set(found))).filter(|(_, set)| !set.is_empty());
    changed.map(|(task, set)| Op::Task(task::Op::Edit { task, set })).collect()
}

/// Takes tasks.
pub fn take(desk: &mut Desk, args: &Keys) -> Done {
    let tasks = desk.tasks(&args.tasks)?;
    let me = desk.member("@me")?;
    commit(desk, &tasks, owned_by(&tasks, Some(me.id)), w::CLI_TASK_TAKEN, "party.task.take/1")
}

/// Gives tasks back.
pub fn give(desk: &mut Desk, args: &Keys) -> Done {
    let tasks = desk.tasks(&args.tasks)?;
    commit(desk, &tasks, owned_by(&tasks, None), w::CLI_TASK_GIVEN, "party.task.give/1")
}

/// Ties or unties somebody.
pub fn tie(desk: &mut Desk, args: &Tie, tie: Kind) -> Done {
    let found = desk.task(&args.task)?;
    let person = desk.member(args.member.as_deref().unwrap_or("@me"))?;
    let (task, member) = (found.task.id, person.id);
    let (op, said) = match (args.remove, tie) {
        (true, Kind::Helper) => (task::Op::Untie { task, member, tie }, w::CLI_TASK_NO_HELPER),
        (true, Kind::Wish) => (task::Op::Untie { task, member, tie }, w::CLI_TASK_NO_WISH),
        (false, Kind::Helper) => (task::Op::Tie { task, member, tie }, w::CLI_TASK_HELPER),
        (false, Kind::Wish) => (task::Op::Tie { task, member, tie }, w::CLI_TASK_WISH),
    };
    let message = desk.say(said, &[("key", &found.key()), ("handle", &person.handle)]);
    let schema = if tie == Kind::Helper { "party.task.helper/1" } else { "party.task.wish/1" };
    desk.carry_out(vec![Op::Task(op)], schema, &message, &[found.key()])
}
