//! Tasks that go elsewhere on the plan: one step by `J` and `K`, on to the next act by `>`.

use crate::base::id::Id;
use crate::domain::refusal::Refusal;
use crate::domain::season::Stage;
use crate::op::Op;
use crate::op::task::{Op as TaskOp, Target};
use crate::query::list::TaskRow;
use crate::query::plan::{Node, Plan};
use crate::text::{Word, w};
use crate::tui::ask::Item;
use crate::tui::ask::{Ask, Pick};
use crate::tui::deed::task as deed;
use crate::tui::desk::popup::{Picker, Popup, Prompt};
use crate::tui::desk::reading::Reading;
use crate::tui::desk::screen::Picked;
use crate::tui::desk::{Desk, Tone};
use crate::tui::screen::Taken;
use crate::tui::screen::plan::order::{self, Step, Way};
use crate::tui::screen::plan::tree::{self, RowKey};
use crate::tui::screen::plan::{PlanScreen, name};
use crate::tui::verb::task::Task as TaskDeed;
use crate::tui::wire::{Failure, Receipt, Ticket};

/// Why tasks are carried over.
pub(super) const CARRY: &str = "plan.carry";
/// What becomes of tasks that were carried twice already.
pub(super) const THIRD: &str = "plan.third";

/// What was carried over, to be asked about when it was for the third time.
#[derive(Clone, Debug)]
pub(super) struct Carried {
    ticket: Ticket,
    rows: Vec<TaskRow>,
    reason: String,
}

impl PlanScreen {
    /// Carries the task under the cursor one step; the cursor goes with it.
    pub(super) fn carry_by(&mut self, way: Way, desk: &mut Desk) -> Taken {
        let (Some(plan), Some(task)) = (&self.plan, self.task()) else {
            desk.toast(Tone::Plain, desk.word(w::FRAME_NO_TASK));
            return Taken::Yes;
        };
        let earlier = self.folds.earlier(tree::node_of(task));
        match order::step(plan, task, earlier, way) {
            Some(step) => self.send(step, desk),
            None => desk.toast(Tone::Plain, desk.word(w::PLAN_NO_FURTHER)),
        }
        Taken::Yes
    }

    /// Sends a step and shows it; a place that it goes to is unfolded.
    pub(super) fn send(&mut self, step: Step, desk: &mut Desk) {
        let Some(plan) = &self.plan else { return };
        let op = order::op(plan, &step);
        let here = step.tasks.iter().all(|id| tree::tasks(plan, step.to).iter().any(|task| task.id == *id));
        let said = if here { String::new() } else { self.moved_said(&step, desk) };
        let (to, first) = (step.to, step.tasks.first().copied());
        let ticket = desk.commit(op, said);
        self.steps.sent(ticket, step);
        self.key = first.map(RowKey::Task).or(self.key);
        if self.folds.unfold(to) {
            self.reload(desk);
        } else {
            self.rebuild();
        }
    }

    fn moved_said(&self, step: &Step, desk: &Desk) -> String {
        let Some(plan) = &self.plan else { return String::new() };
        let all = tree::all_nodes(plan);
        let mut tasks = all.iter().flat_map(|node| tree::tasks(plan, *node));
        let key = tasks.find(|task| step.tasks.contains(&task.id)).map(|task| task.key.clone()).unwrap_or_default();
        desk.say(w::PLAN_MOVED, &[("key", &key), ("place", &name::name(plan, step.to, desk))])
    }

    /// On to the next act: at once out of a planned act or a backlog, with a reason out of one that runs.
    pub(super) fn carry_on(&mut self, desk: &mut Desk) -> Taken {
        let rows: Vec<TaskRow> = self.subjects().into_iter().filter(|row| row.status.is_open()).collect();
        let Some(plan) = &self.plan else { return Taken::No };
        if rows.is_empty() {
            desk.toast(Tone::Plain, desk.word(w::PLAN_NOTHING_OPEN));
            return Taken::Yes;
        }
        if rows.iter().any(|row| tree::next(plan, tree::node_of(row)).is_none()) {
            desk.toast(Tone::Plain, desk.word(w::PLAN_NO_NEXT));
            return Taken::Yes;
        }
        if !rows.iter().any(|row| runs(plan, tree::node_of(row))) {
            self.carry_over(&rows, "", Insist::No, desk);
            return Taken::Yes;
        }
        let reason = match rows.as_slice() {
            [one] => one.blocked.as_ref().and_then(|blocked| blocked.reason.clone()).unwrap_or_default(),
            _ => String::new(),
        };
        self.carrying = rows.iter().map(|row| row.id).collect();
        let label = desk.say(w::PLAN_ASK_CARRY, &[("key", &deed::names(&rows))]);
        let prompt = Prompt::new(label, Ask::Own(CARRY, None), Reading::Text).offering(&reason, desk);
        desk.open(Popup::Prompt(prompt));
        Taken::Yes
    }

    /// The reason was given.
    pub(super) fn carry_because(&mut self, reason: &str, desk: &mut Desk) {
        let ids = std::mem::take(&mut self.carrying);
        let Some(plan) = &self.plan else { return };
        let nodes = tree::all_nodes(plan);
        let tasks = nodes.iter().flat_map(|node| tree::tasks(plan, *node));
        let rows: Vec<TaskRow> = tasks.filter(|task| ids.contains(&task.id)).cloned().collect();
        self.carry_over(&rows, reason, Insist::No, desk);
    }

    /// A third time is refused: the ways on are offered.
    pub(super) fn carry_answered(&mut self, ticket: Ticket, result: &Result<Receipt, Failure>, desk: &mut Desk) {
        let Some(carried) = self.carried.take_if(|carried| carried.ticket == ticket) else { return };
        let Err(Failure { refusal: Some(refusal), .. }) = result else { return };
        let Refusal::ThirdCarry(keys) = &**refusal else { return };
        let item = |(place, word): (usize, &Word)| Item {
            pick: Pick::Place(place),
            sign: String::new(),
            label: desk.word(*word).to_owned(),
            detail: String::new(),
        };
        let ways = [w::PLAN_THIRD_ESTIMATE, w::PLAN_THIRD_SPLIT, w::PLAN_THIRD_DROP, w::PLAN_THIRD_INSIST];
        let items = ways.iter().enumerate().map(item).collect();
        let title = desk.say(w::PLAN_ASK_THIRD, &[("keys", &keys.join(", "))]);
        let third = carried.rows.iter().filter(|row| keys.contains(&row.key)).cloned().collect();
        self.third = third;
        self.carried = Some(carried);
        desk.open(Popup::Picker(Picker::new(title, Ask::Own(THIRD, None), items)));
    }

    /// One of the ways on was picked.
    pub(super) fn carry_a_third_time(&mut self, way: usize, desk: &mut Desk) {
        let rows = std::mem::take(&mut self.third);
        let Some(carried) = self.carried.take() else { return };
        let deed = match way {
            0 => TaskDeed::Estimate,
            1 => TaskDeed::Split,
            2 => TaskDeed::Drop,
            _ => {
                self.carry_over(&carried.rows, &carried.reason, Insist::Yes, desk);
                return;
            }
        };
        deed::run(deed, Picked { rows, home: None }, desk);
    }

    fn carry_over(&mut self, rows: &[TaskRow], reason: &str, insist: Insist, desk: &mut Desk) {
        let Some(plan) = &self.plan else { return };
        let mut moves: Vec<(Target, Node, bool, Vec<Id>)> = Vec::new();
        for row in rows {
            let from = tree::node_of(row);
            let Some(next) = tree::next(plan, from) else { continue };
            let node = Node::Act(next.id);
            let (to, carried) = (tree::target(plan, node), runs(plan, from));
            match moves.iter_mut().find(|(_, known, why, _)| *known == node && *why == carried) {
                Some((.., ids)) => ids.push(row.id),
                None => moves.push((to, node, carried, vec![row.id])),
            }
        }
        let Some((_, node, _, ids)) = moves.first() else { return };
        let (node, first) = (*node, ids.first().copied());
        let place = name::name(plan, node, desk);
        let said = desk.say(w::PLAN_MOVED, &[("key", &deed::names(rows)), ("place", &place)]);
        let op = |(to, _, carried, tasks): &(Target, Node, bool, Vec<Id>)| {
            let reason = carried.then(|| reason.to_owned());
            Op::Task(TaskOp::Move { tasks: tasks.clone(), to: *to, reason, insist: insist == Insist::Yes })
        };
        let mut steps: Vec<Op> = moves.iter().map(op).collect();
        let op = if steps.len() == 1 { steps.remove(0) } else { Op::Batch { steps } };
        let ticket = desk.commit(op, said);
        for (_, to, _, tasks) in moves {
            self.steps.sent(ticket, Step { tasks, to, spot: order::Spot::ByRank });
        }
        self.carried = Some(Carried { ticket, rows: rows.to_vec(), reason: reason.to_owned() });
        self.marks.clear();
        self.key = first.map(RowKey::Task).or(self.key);
        if self.folds.unfold(node) {
            self.reload(desk);
        } else {
            self.rebuild();
        }
    }
}

/// Whether the leader's word overrides the rule about a third time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Insist {
    /// The rule holds.
    No,
    /// It is overridden.
    Yes,
}

/// Whether a place is an act that runs.
fn runs(plan: &Plan, node: Node) -> bool {
    match node {
        Node::Act(id) => tree::act(plan, id).is_some_and(|(_, act)| act.head.stage == Stage::Running),
        Node::Season(_) | Node::Party => false,
    }
}
