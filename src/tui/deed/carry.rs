//! A move that turned out to be a carry-over: it is asked why, and sent again with the reason.

use crate::op::task::Op as TaskOp;
use crate::text::w;
use crate::tui::ask::{Ask, TaskAsk};
use crate::tui::desk::popup::Prompt;
use crate::tui::desk::reading::Reading;
use crate::tui::desk::{Desk, Then};
use crate::tui::wire::Op;

/// The question why `key` goes on; the change waits for the answer, with what is to be said once it is on disk.
pub fn why(key: &str, refused: (Op, Then), desk: &mut Desk) -> Prompt {
    desk.unexplained = Some(refused);
    let label = desk.say(w::PLAN_ASK_CARRY, &[("key", &key)]);
    Prompt::new(label, Ask::Task(TaskAsk::Why), Reading::Text)
}

/// The reason was given: sends the change that waited for it.
pub fn because(reason: &str, desk: &mut Desk) {
    let Some((op, then)) = desk.unexplained.take() else { return };
    let op = explained(op, reason);
    match then {
        Then::Said(said) => desk.commit(op, said),
        Then::Named(how, tasks) => desk.commit_named(op, how, tasks),
    };
}

fn explained(op: Op, because: &str) -> Op {
    match op {
        Op::Task(TaskOp::Move { tasks, to, reason: None, insist }) => {
            Op::Task(TaskOp::Move { tasks, to, reason: Some(because.to_owned()), insist })
        }
        Op::Batch { steps } => Op::Batch { steps: steps.into_iter().map(|step| explained(step, because)).collect() },
        other => other,
    }
}
