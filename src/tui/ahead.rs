//! Rows as they will be: changes on their way are laid over what was loaded, so that a key shows at once what it does.
//! A refusal takes its change away again; a fresh load takes over what was carried out.

use crate::domain::task::TaskStatus;
use crate::op::patch::Patch;
use crate::op::task::Op as TaskOp;
use crate::query::list::{Blocked, TaskRow};
use crate::query::people::MemberRow;
use crate::store::field::Field;
use crate::tui::wire::{Op, Ticket};

/// One change and whether it is on disk.
#[derive(Clone, Debug)]
struct Step {
    ticket: Ticket,
    op: Op,
    landed: bool,
}

/// The changes that loaded rows do not show yet.
#[derive(Clone, Debug, Default)]
pub struct Ahead {
    steps: Vec<Step>,
}

impl Ahead {
    /// A change was sent.
    pub fn sent(&mut self, ticket: Ticket, op: &Op) {
        if matches!(op, Op::Task(_) | Op::Batch { .. }) {
            self.steps.push(Step { ticket, op: op.clone(), landed: false });
        }
    }

    /// A change was carried out: it stays until fresh data shows it.
    pub fn landed(&mut self, ticket: Ticket) {
        for step in self.steps.iter_mut().filter(|step| step.ticket == ticket) {
            step.landed = true;
        }
    }

    /// A change was refused: rows go back. Gives the change.
    pub fn refused(&mut self, ticket: Ticket) -> Option<Op> {
        let place = self.steps.iter().position(|step| step.ticket == ticket)?;
        Some(self.steps.remove(place).op)
    }

    /// Fresh data arrived, which shows what was carried out.
    pub fn refreshed(&mut self) {
        self.steps.retain(|step| !step.landed);
    }

    /// Whether nothing is ahead of what was loaded.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Whether a change of this row waits for its answer.
    pub fn is_waiting(&self, row: &TaskRow) -> bool {
        self.steps.iter().any(|step| !step.landed && touches(&step.op, row))
    }

    /// The row with everything that is on its way; `people` name new owners.
    pub fn row(&self, row: &TaskRow, people: &[MemberRow]) -> TaskRow {
        let mut after = row.clone();
        for step in &self.steps {
            lay(&step.op, &mut after, people);
        }
        after
    }
}

fn touches(op: &Op, row: &TaskRow) -> bool {
    match op {
        Op::Batch { steps } => steps.iter().any(|step| touches(step, row)),
        Op::Task(op) => match op {
            TaskOp::Edit { task, .. }
            | TaskOp::Status { task, .. }
            | TaskOp::Block { task, .. }
            | TaskOp::Unblock { task }
            | TaskOp::Tick { task, .. } => *task == row.id,
            TaskOp::Move { tasks, .. } => tasks.contains(&row.id),
            _ => false,
        },
        _ => false,
    }
}

fn lay(op: &Op, row: &mut TaskRow, people: &[MemberRow]) {
    match op {
        Op::Batch { steps } => steps.iter().for_each(|step| lay(step, row, people)),
        Op::Task(op) if touches(&Op::Task(op.clone()), row) => lay_task(op, row, people),
        _ => {}
    }
}

fn lay_task(op: &TaskOp, row: &mut TaskRow, people: &[MemberRow]) {
    match op {
        TaskOp::Status { to, .. } => {
            row.status = *to;
            if matches!(to, TaskStatus::Done | TaskStatus::Dropped) {
                row.blocked = None;
            }
        }
        TaskOp::Block { reason, .. } => {
            let waits_for = row.blocked.take().map(|blocked| blocked.waits_for).unwrap_or_default();
            row.blocked = Some(Blocked { reason: Some(reason.clone()), waits_for, since: None, days: None });
        }
        TaskOp::Unblock { .. } => {
            row.blocked.take_if(|blocked| blocked.waits_for.is_empty());
            if let Some(blocked) = &mut row.blocked {
                blocked.reason = None;
            }
        }
        TaskOp::Edit { set, .. } => lay_patch(set, row, people),
        _ => {}
    }
}

fn lay_patch(set: &Patch, row: &mut TaskRow, people: &[MemberRow]) {
    fn put<T: Field>(set: &Patch, name: &str, into: &mut T) {
        if let Some(value) = set.0.get(name).and_then(|edit| T::from_json(&edit.to)) {
            *into = value;
        }
    }
    put(set, "title", &mut row.title);
    put(set, "priority", &mut row.priority);
    put(set, "estimate", &mut row.estimate);
    put(set, "due", &mut row.due);
    put(set, "tags", &mut row.tags);
    put(set, "skills", &mut row.skills);
    if set.touches("owner") {
        put(set, "owner", &mut row.owner_id);
        let owner = people.iter().find(|person| Some(person.id) == row.owner_id);
        row.owner = owner.map(|person| person.handle.clone());
        row.owner_name = owner.map(|person| person.name.clone());
    }
}
