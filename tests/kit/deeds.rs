//! Operations by the names people use for things, for tests that read like sentences.

use partybook::base::id::Id;
use partybook::base::source::Ids;
use partybook::domain::act::{Act, Fate, Ledger};
use partybook::domain::task::{Task, TaskStatus};
use partybook::op::patch::Patch;
use partybook::op::task::{NewTask, Op as TaskOp};
use partybook::op::undo::Op as JournalOp;
use partybook::op::{Op, Receipt, act};
use partybook::store::field::Field;

use super::{Book, Outcome};

/// One leftover of an act: `leftover(book, "LOG-2", Fate::Drop, "covered")`.
pub fn leftover(book: &mut Book, key: &str, fate: Fate, reason: &str) -> act::Leftover {
    act::Leftover { task: book.task(key), fate, reason: reason.to_owned(), delivered: None, rest: None }
}

impl Book {
    /// A new task titled so.
    pub fn titled(&mut self, title: &str) -> NewTask {
        NewTask::titled(self.ids.id(), title)
    }

    /// Adds a task to a place.
    pub fn add(&mut self, place: &str, title: &str) -> Outcome {
        let (to, new) = (self.target(place), self.titled(title));
        self.run(&Op::Task(TaskOp::Add { to, tasks: vec![new] }))
    }

    /// Sets a task's status.
    pub fn status(&mut self, key: &str, to: TaskStatus) -> Outcome {
        let task = self.task(key);
        self.run(&Op::Task(TaskOp::Status { task, to, was: None, reason: String::new() }))
    }

    /// Finishes a task.
    pub fn finish(&mut self, key: &str) -> Outcome {
        self.status(key, TaskStatus::Done)
    }

    /// Changes one field of a task, as somebody who sees what it is now.
    pub fn edit<T: Field>(&mut self, key: &str, field: &str, get: impl Fn(&Task) -> T, to: &T) -> Outcome {
        let task = self.task(key);
        let was = get(&self.one::<Task>(task));
        self.patch(task, Patch::new().set(field, &was, to))
    }

    /// Changes fields of a task.
    pub fn patch(&mut self, task: Id, set: Patch) -> Outcome {
        self.run(&Op::Task(TaskOp::Edit { task, set }))
    }

    /// Gives a task to somebody.
    pub fn give(&mut self, key: &str, to: Option<&str>) -> Outcome {
        let to = to.map(|handle| self.member(handle));
        self.edit(key, "owner", |task| task.owner, &to)
    }

    /// Moves a task; with a reason it is a carry-over.
    pub fn shift(&mut self, key: &str, place: &str, reason: Option<&str>) -> Outcome {
        let (tasks, to) = (vec![self.task(key)], self.target(place));
        self.run(&Op::Task(TaskOp::Move { tasks, to, reason: reason.map(str::to_owned), insist: false }))
    }

    /// Makes a task wait for another.
    pub fn depend(&mut self, key: &str, needs: &str) -> Outcome {
        let (task, needs) = (self.task(key), self.task(needs));
        self.run(&Op::Task(TaskOp::Depend { task, needs }))
    }

    /// Closes an act with one fate and reason for all leftovers.
    pub fn close(&mut self, place: &str, fate: Fate, reason: &str) -> Outcome {
        self.close_with(place, Some(fate), reason, vec![])
    }

    /// Closes an act with fates of its own for some leftovers.
    pub fn close_with(
        &mut self,
        place: &str,
        fate: Option<Fate>,
        reason: &str,
        leftovers: Vec<act::Leftover>,
    ) -> Outcome {
        let act = self.act(place);
        self.run(&Op::Act(act::Op::Close { act, fate, reason: reason.to_owned(), leftovers, insist: false }))
    }

    /// An act's frozen figures.
    pub fn ledger(&mut self, place: &str) -> Option<Ledger> {
        let id = self.act(place);
        self.one::<Act>(id).ledger
    }

    /// Takes back the actor's latest entry.
    pub fn undo(&mut self) -> Outcome {
        self.run(&Op::Journal(JournalOp::Undo { seq: None }))
    }

    /// Brings it back.
    pub fn redo(&mut self) -> Outcome {
        self.run(&Op::Journal(JournalOp::Redo {}))
    }

    /// Takes back an entry by number.
    pub fn undo_entry(&mut self, seq: i64) -> Outcome {
        self.run(&Op::Journal(JournalOp::Undo { seq: Some(seq) }))
    }
}

/// The entry a receipt speaks of.
pub fn seq(receipt: &Receipt) -> i64 {
    receipt.seq.unwrap()
}
