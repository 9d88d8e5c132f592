//! Moving about the plan: the cursor, folding, marks, windows of long lists, the mouse.

use ratatui::layout::Rect;

use crate::tui::desk::Desk;
use crate::tui::input::{Mouse, Press};
use crate::tui::layout;
use crate::tui::page::Page;
use crate::tui::screen::Taken;
use crate::tui::screen::door;
use crate::tui::screen::plan::order::{Spot, Step};
use crate::tui::screen::plan::tree::{self, RowKey};
use crate::tui::screen::plan::{Drag, Pane, PlanScreen};
use crate::tui::verb::Deed;
use crate::tui::verb::list::List;

/// Rows that one turn of the wheel scrolls.
const WHEEL: isize = 3;

impl PlanScreen {
    /// Obeys a verb of lists.
    pub(super) fn move_by(&mut self, deed: List, desk: &mut Desk) -> Taken {
        let before = self.cursor.row;
        if self.cursor.obey(deed, self.rows.len()) {
            if !matches!(deed, List::Top | List::Bottom) {
                self.stop_at_window(before);
            }
            self.moved();
            return Taken::Yes;
        }
        match deed {
            List::Left => self.fold(desk),
            List::Right => self.unfold(desk),
            List::Open => self.open(desk),
            List::Pane => self.turn_pane(desk),
            List::Previous => self.step_head(-1),
            List::Next => self.step_head(1),
            List::Mark => {
                if let Some(task) = self.task().map(|task| task.id) {
                    self.marks.toggle(task);
                }
                self.cursor.step(1, self.rows.len());
            }
            List::Range => {
                if let Some(task) = self.task().map(|task| task.id) {
                    self.marks.range(task);
                }
            }
            List::MarkAll => {
                let all = self.task_ids();
                self.marks.all(&all);
            }
            _ => return Taken::No,
        }
        self.moved();
        Taken::Yes
    }

    /// Tree, the task beside it, who has how much of its act, tree again; where there is no room beside, tree and people.
    fn turn_pane(&mut self, desk: &mut Desk) {
        if self.width < layout::BESIDE {
            self.flipped = !self.flipped;
        } else if self.detail.leave() {
            self.pane = Pane::People;
        } else if self.pane == Pane::People {
            self.pane = Pane::Task;
        } else {
            self.detail.run(Deed::List(List::Pane), Page::Plan, desk);
        }
    }

    /// Steps never jump over the rest of a long list: they stop where it goes on.
    fn stop_at_window(&mut self, before: usize) {
        let after = self.cursor.row;
        let edge = |at: &usize| matches!(self.rows[*at].key, RowKey::More(_) | RowKey::Earlier(_));
        let stop = if after > before { (before + 1..after).find(edge) } else { (after + 1..before).rev().find(edge) };
        if let Some(stop) = stop {
            self.cursor.go(stop, self.rows.len());
        }
    }

    /// The cursor went somewhere: the row is remembered and a range stretched to it.
    fn moved(&mut self) {
        self.key = self.row().map(|row| row.key);
        if let Some(task) = self.task().map(|task| task.id) {
            let all = self.task_ids();
            self.marks.stretch(task, &all);
        }
    }

    /// Loads what the cursor came upon: the rest of a long list, or whose hands another act is in.
    pub(super) fn look(&mut self, desk: &mut Desk) {
        let Some(plan) = &self.plan else { return };
        match self.row().map(|row| row.key) {
            Some(RowKey::More(node)) => {
                let last = tree::tasks(plan, node).last().map(|task| RowKey::Task(task.id));
                self.folds.forward(node, tree::tasks(plan, node));
                self.key = last;
                self.reload(desk);
            }
            Some(RowKey::Earlier(node)) => {
                let first = tree::tasks(plan, node).first().map(|task| RowKey::Task(task.id));
                self.folds.backward(node);
                self.key = first;
                self.reload(desk);
            }
            _ => {
                let task = self.task().map(|task| task.id);
                self.detail.follow(task, desk);
                if let Some(act) = self.act_id().filter(|act| self.hands.as_ref().is_none_or(|(of, _)| of != act)) {
                    self.hands = Some((act, Vec::new()));
                    desk.load(crate::tui::wire::Query::Hands(act));
                }
            }
        }
    }

    /// Asks for the places as they are unfolded now.
    pub(super) fn reload(&mut self, desk: &mut Desk) {
        self.rebuild();
        desk.load(crate::tui::wire::Query::Plan(desk.party, self.folds.unfolds()));
    }

    fn fold(&mut self, desk: &mut Desk) {
        let Some(row) = self.row().copied() else { return };
        match (row.key, row.node) {
            (RowKey::Season(id), _) if self.folds.shows_season(id) => self.folds.turn_season(id),
            (RowKey::Node(node), _) if self.folds.shows(node) => self.folds.fold(node),
            (RowKey::Node(_), _) => {
                let seasons = self.plan.iter().flat_map(|plan| &plan.seasons);
                let season = row.season.and_then(|place| seasons.into_iter().nth(place));
                self.key = season.map(|season| RowKey::Season(season.id)).or(self.key);
            }
            (_, Some(node)) => self.key = Some(RowKey::Node(node)),
            _ => {}
        }
        self.place_cursor();
        self.reload(desk);
    }

    fn unfold(&mut self, desk: &mut Desk) {
        let Some(row) = self.row().copied() else { return };
        let opened = match row.key {
            RowKey::Season(id) if !self.folds.shows_season(id) => {
                self.folds.turn_season(id);
                true
            }
            RowKey::Node(node) => self.folds.unfold(node),
            _ => false,
        };
        if opened {
            self.reload(desk);
        } else if matches!(row.key, RowKey::Season(_) | RowKey::Node(_)) {
            self.cursor.step(1, self.rows.len());
        }
    }

    /// Opens a task, a place, or the line for new tasks.
    fn open(&mut self, desk: &mut Desk) {
        match self.row().map(|row| row.key) {
            Some(RowKey::Task(id)) => door::task(id, Page::Plan, desk),
            Some(RowKey::Season(id)) => {
                self.folds.turn_season(id);
                self.reload(desk);
            }
            Some(RowKey::Node(node)) if self.folds.shows(node) => {
                self.folds.fold(node);
                self.reload(desk);
            }
            Some(RowKey::Node(node)) => {
                self.folds.unfold(node);
                self.reload(desk);
            }
            Some(RowKey::Add(_)) => crate::tui::deed::task::add(self.home(desk), desk),
            Some(RowKey::More(_) | RowKey::Earlier(_)) | None => {}
        }
    }

    /// To the line of the act or backlog before or after.
    fn step_head(&mut self, by: isize) {
        let head = |key: RowKey| matches!(key, RowKey::Node(_));
        let here = self.cursor.row;
        let mut rows = self.rows.iter().enumerate();
        let to = if by > 0 {
            rows.find(|(at, row)| *at > here && head(row.key)).map(|(at, _)| at)
        } else {
            rows.rfind(|(at, row)| *at < here && head(row.key)).map(|(at, _)| at)
        };
        if let Some(to) = to {
            self.cursor.go(to, self.rows.len());
        }
    }

    /// Puts the cursor on the row that is remembered.
    fn place_cursor(&mut self) {
        let place = self.key.and_then(|key| self.rows.iter().position(|row| row.key == key));
        if let Some(place) = place {
            self.cursor.go(place, self.rows.len());
        }
    }

    /// A place that new tasks are about to come to is unfolded, and the cursor goes to its line for them.
    pub(super) fn open_home(&mut self, desk: &mut Desk) {
        let Some(node) = self.target().map(|home| tree::node_at(&home)) else { return };
        let hidden = self.folds.unfold(node);
        self.key = Some(RowKey::Add(node));
        self.rebuild();
        if hidden {
            self.reload(desk);
        }
    }

    /// A click selects, on the selected row it opens; the wheel scrolls; a task is dragged to another row.
    pub(super) fn point(&mut self, mouse: Mouse, area: Rect, desk: &mut Desk) {
        let (list, beside) = layout::beside(area);
        if let Some(beside) = beside.filter(|beside| mouse.column >= beside.x && self.drag.is_none()) {
            self.detail.mouse(mouse, beside, Page::Plan, desk);
            return;
        }
        let inside = mouse.column < list.right() && mouse.row >= list.y;
        let row = self.cursor.at(list, mouse.row, self.rows.len()).filter(|_| inside);
        match mouse.press {
            Press::WheelDown => self.cursor.scroll(WHEEL, self.rows.len()),
            Press::WheelUp => self.cursor.scroll(-WHEEL, self.rows.len()),
            Press::Down => {
                let Some(row) = row else { return };
                let again = row == self.cursor.row;
                self.cursor.go(row, self.rows.len());
                self.moved();
                if let Some(RowKey::Task(task)) = self.key {
                    self.drag = Some(Drag { task, over: row, again, moved: false });
                    return;
                }
                let near_fold =
                    mouse.column < list.x + 6 && matches!(self.key, Some(RowKey::Node(_) | RowKey::Season(_)));
                if again || near_fold {
                    self.open(desk);
                }
            }
            Press::Drag => {
                if let (Some(drag), Some(row)) = (&mut self.drag, row) {
                    (drag.over, drag.moved) = (row, true);
                }
            }
            Press::Up => match self.drag.take() {
                Some(drag) if drag.moved => self.let_go(drag, desk),
                Some(drag) if drag.again => self.open(desk),
                _ => {}
            },
        }
        self.key = self.row().map(|row| row.key);
    }

    /// Drops the dragged task where the mouse is.
    fn let_go(&mut self, Drag { task, over, .. }: Drag, desk: &mut Desk) {
        let (Some(row), Some(from)) = (self.rows.get(over).copied(), self.row().copied()) else { return };
        let Some(to) = row.node.filter(|_| row.key != RowKey::Task(task)) else { return };
        let Some(plan) = &self.plan else { return };
        let list = tree::tasks(plan, to);
        let last = list.iter().rev().find(|other| other.id != task).map(|last| Spot::Behind(last.id));
        let spot = match row.key {
            RowKey::Task(other) if over > self.cursor.row || from.node != Some(to) => Spot::Behind(other),
            RowKey::Task(_) => match row.at.checked_sub(1).and_then(|before| list.get(before)) {
                Some(before) => Spot::Behind(before.id),
                None if self.folds.earlier(to) == 0 => Spot::First,
                None => return,
            },
            RowKey::Node(_) => Spot::First,
            _ => last.unwrap_or(Spot::ByRank),
        };
        if tree::is_open(plan, to) {
            self.send(Step { tasks: vec![task], to, spot }, desk);
        }
    }
}
