//! Carrying tasks through the tree: one step up or down, on into the next place, or wherever they were dropped. Makes the
//! operation and the guess of what it comes to, so that the tree shows it at once.

use crate::base::id::Id;
use crate::op::Op;
use crate::op::task::Op as TaskOp;
use crate::query::list::TaskRow;
use crate::query::plan::{Node, Plan};
use crate::tui::screen::plan::tree;
use crate::tui::wire::Ticket;

/// Where in a place a task comes to stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spot {
    /// Before all others.
    First,
    /// Right behind this one.
    Behind(Id),
    /// Where its rank puts it.
    ByRank,
}

/// Tasks that go to a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// Which.
    pub tasks: Vec<Id>,
    /// The place.
    pub to: Node,
    /// Where in it.
    pub spot: Spot,
}

/// Which way a task is carried.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// Towards the first.
    Up,
    /// Towards the last.
    Down,
}

/// One step of a task through its place, over its edge into the neighbouring place that takes tasks. None at the ends of
/// the tree, and where the row next to it is not loaded.
pub fn step(plan: &Plan, task: &TaskRow, earlier: i64, way: Way) -> Option<Step> {
    let node = tree::node_of(task);
    let list = tree::tasks(plan, node);
    let at = list.iter().position(|other| other.id == task.id)?;
    let here = |spot| Some(Step { tasks: vec![task.id], to: node, spot });
    match way {
        Way::Down => match list.get(at + 1) {
            Some(next) => here(Spot::Behind(next.id)),
            None if list.len() as i64 >= tree::WINDOW => None,
            None => over(plan, task, node, 1),
        },
        Way::Up => match at {
            0 if earlier == 0 => over(plan, task, node, -1),
            1 if earlier == 0 => here(Spot::First),
            0 | 1 => None,
            _ => here(Spot::Behind(list[at - 2].id)),
        },
    }
}

/// Into the neighbouring place: from above to its top, from below to its end.
fn over(plan: &Plan, task: &TaskRow, node: Node, by: isize) -> Option<Step> {
    let nodes = tree::open_nodes(plan);
    // Out of a closed act a task goes nowhere; it has ended there.
    let at = nodes.iter().position(|other| *other == node)?;
    let to = *nodes.get(at.checked_add_signed(by)?)?;
    let last = tree::tasks(plan, to).last().map(|last| Spot::Behind(last.id));
    let spot = if by > 0 { Spot::First } else { last.unwrap_or(Spot::ByRank) };
    Some(Step { tasks: vec![task.id], to, spot })
}

/// The operation that makes a step.
pub fn op(plan: &Plan, step: &Step) -> Op {
    let to = tree::target(plan, step.to);
    let away = |id: &Id| tree::tasks(plan, step.to).iter().all(|task| task.id != *id);
    let moving: Vec<Id> = step.tasks.iter().copied().filter(away).collect();
    let mut steps = Vec::new();
    if !moving.is_empty() {
        steps.push(Op::Task(TaskOp::Move { tasks: moving, to, reason: None, insist: false }));
    }
    let mut behind = match step.spot {
        Spot::First => Some(None),
        Spot::Behind(id) => Some(Some(id)),
        Spot::ByRank => None,
    };
    for task in &step.tasks {
        if let Some(before) = behind {
            steps.push(Op::Task(TaskOp::Reorder { task: *task, behind: before }));
            behind = Some(Some(*task));
        }
    }
    if steps.len() == 1 { steps.remove(0) } else { Op::Batch { steps } }
}

/// A step on its way, and whether it is on disk.
#[derive(Clone, Debug)]
struct Sent {
    ticket: Ticket,
    step: Step,
    landed: bool,
}

/// Steps that loaded plans do not show yet.
#[derive(Clone, Debug, Default)]
pub struct Steps {
    sent: Vec<Sent>,
}

impl Steps {
    /// A step was sent.
    pub fn sent(&mut self, ticket: Ticket, step: Step) {
        self.sent.push(Sent { ticket, step, landed: false });
    }

    /// It was answered: carried out it stays until fresh data shows it, refused it is taken away.
    pub fn answered(&mut self, ticket: Ticket, carried_out: bool) {
        if carried_out {
            self.sent.iter_mut().filter(|sent| sent.ticket == ticket).for_each(|sent| sent.landed = true);
        } else {
            self.sent.retain(|sent| sent.ticket != ticket);
        }
    }

    /// Fresh data shows what was carried out.
    pub fn refreshed(&mut self) {
        self.sent.retain(|sent| !sent.landed);
    }

    /// Whether a step of this task waits for its answer.
    pub fn is_waiting(&self, task: Id) -> bool {
        self.sent.iter().any(|sent| !sent.landed && sent.step.tasks.contains(&task))
    }

    /// Lays the steps over a plan.
    pub fn lay(&self, plan: &mut Plan) {
        for sent in &self.sent {
            lay(plan, &sent.step);
        }
    }
}

fn lay(plan: &mut Plan, step: &Step) {
    let mut moved = Vec::new();
    for id in &step.tasks {
        let found = tree::all_nodes(plan).into_iter().find_map(|node| {
            let list = tree::tasks_mut(plan, node)?;
            let at = list.iter().position(|task| task.id == *id)?;
            Some(list.remove(at))
        });
        moved.extend(found);
    }
    let to = tree::target(plan, step.to);
    for task in &mut moved {
        (task.season_id, task.act_id) = (to.season, to.act);
    }
    let Some(list) = tree::tasks_mut(plan, step.to) else { return };
    let at = match step.spot {
        Spot::First => 0,
        Spot::Behind(id) => list.iter().position(|task| task.id == id).map_or(list.len(), |at| at + 1),
        Spot::ByRank => {
            let rank = moved.first().map_or((0, 0), |task| (task.rank, task.number));
            list.iter().position(|task| (task.rank, task.number) > rank).unwrap_or(list.len())
        }
    };
    list.splice(at..at, moved);
}
