//! The plan: a party's seasons, acts and tasks as one tree with its backlogs. Keeps what is folded, marked and selected;
//! what verbs do to tasks is shared (`deed`), what they do to acts is in `acts.rs`, to places in `carry.rs`.

mod acts;
mod carry;
mod moving;
mod name;
pub mod order;
mod pane;
pub mod tree;
mod view;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::base::id::Id;
use crate::domain::season::Stage;
use crate::domain::task::TaskStatus;
use crate::op::task::Target;
use crate::query::hands::Hand;
use crate::query::list::TaskRow;
use crate::query::parties::PartyRow;
use crate::query::plan::{Node, Plan};
use crate::tui::ask::{Answer, Ask, Home};
use crate::tui::deed::task as deed;
use crate::tui::desk::Desk;
use crate::tui::desk::screen::Picked;
use crate::tui::input::Mouse;
use crate::tui::layout;
use crate::tui::page::Page;
use crate::tui::screen::{Screen, Status, Taken};
use crate::tui::verb::list::List;
use crate::tui::verb::task::Task as TaskDeed;
use crate::tui::verb::{Context, Deed, Life, Scope};
use crate::tui::widget::cursor::Cursor;
use crate::tui::widget::marks::Marks;
use crate::tui::wire::{Failure, Loaded, Query, Receipt, Ticket};

use carry::Carried;
use order::Steps;
use tree::{Folds, Row, RowKey};

/// What the pane beside the tree shows of a task's row.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Pane {
    /// The task.
    #[default]
    Task,
    /// Who has how much of its act.
    People,
}

/// A task that the mouse holds.
#[derive(Clone, Copy, Debug)]
struct Drag {
    task: Id,
    /// The row it is over.
    over: usize,
    /// Whether it was selected before.
    again: bool,
    /// Whether the mouse has moved since.
    moved: bool,
}

/// The screen.
#[derive(Default)]
pub struct PlanScreen {
    /// As it was loaded.
    loaded: Option<Plan>,
    /// Whether an answer came, though there was no party in it.
    answered: bool,
    /// With everything that is on its way.
    plan: Option<Plan>,
    folds: Folds,
    steps: Steps,
    rows: Vec<Row>,
    cursor: Cursor,
    key: Option<RowKey>,
    marks: Marks<Id>,
    pane: Pane,
    /// Whether the pane stands in the tree's place, in a window too narrow for both.
    flipped: bool,
    hands: Option<(Id, Vec<Hand>)>,
    /// The task under the cursor, read beside the tree.
    detail: pane::Detail,
    parties: Vec<PartyRow>,
    /// Whether the parties were asked for, to pick one.
    choosing: bool,
    /// What a reason is being asked for.
    carrying: Vec<Id>,
    /// What was carried over last, until that is answered.
    carried: Option<Carried>,
    /// Those of it that were carried twice already.
    third: Vec<TaskRow>,
    /// The row that the mouse holds.
    drag: Option<Drag>,
    width: u16,
}

impl PlanScreen {
    /// The row under the cursor.
    fn row(&self) -> Option<&Row> {
        self.rows.get(self.cursor.row)
    }

    /// The task of a row.
    fn task_at(&self, row: &Row) -> Option<&TaskRow> {
        let RowKey::Task(_) = row.key else { return None };
        tree::tasks(self.plan.as_ref()?, row.node?).get(row.at)
    }

    /// The task under the cursor.
    fn task(&self) -> Option<&TaskRow> {
        self.row().and_then(|row| self.task_at(row))
    }

    /// The act that the cursor stands in.
    fn act_id(&self) -> Option<Id> {
        match self.row()?.node? {
            Node::Act(id) => Some(id),
            Node::Season(_) | Node::Party => None,
        }
    }

    /// The tasks that can be marked, in their order.
    fn task_ids(&self) -> Vec<Id> {
        let id = |row: &Row| if let RowKey::Task(id) = row.key { Some(id) } else { None };
        self.rows.iter().filter_map(id).collect()
    }

    /// What a deed is for, as it is shown.
    fn subjects(&self) -> Vec<TaskRow> {
        let ids = self.marks.subjects(self.task().map(|task| task.id));
        let Some(plan) = &self.plan else { return Vec::new() };
        let all = || tree::all_nodes(plan).into_iter().flat_map(|node| tree::tasks(plan, node));
        ids.into_iter().filter_map(|id| all().find(|task| task.id == id).cloned()).collect()
    }

    /// Where a new task goes: where the cursor stands.
    fn target(&self) -> Option<Target> {
        let plan = self.plan.as_ref()?;
        let row = self.row()?;
        let season = row.season.and_then(|place| plan.seasons.get(place)).map(|season| Node::Season(season.id));
        let node = row.node.or(season).filter(|node| tree::is_open(plan, *node)).or(season);
        Some(tree::target(plan, node.filter(|node| tree::is_open(plan, *node)).unwrap_or(Node::Party)))
    }

    /// The same with its name.
    fn home(&self, desk: &Desk) -> Option<Home> {
        let (plan, to) = (self.plan.as_ref()?, self.target()?);
        let node = tree::node_at(&to);
        let title = match node {
            Node::Act(id) => tree::act(plan, id).map(|(_, act)| act.head.title.as_str()),
            Node::Season(_) | Node::Party => None,
        };
        let place = format!("{} {} {}", plan.party.name, desk.glyphs.path, name::name(plan, node, desk));
        let place = title.map_or_else(|| place.clone(), |title| format!("{place} {title}"));
        Some(Home { to, place, mine: false })
    }

    /// Lays what is on its way over what was loaded and makes the rows anew; the cursor stays on its thing.
    fn rebuild(&mut self) {
        let Some(loaded) = &self.loaded else { return };
        let mut plan = loaded.clone();
        self.steps.lay(&mut plan);
        self.rows = tree::rows(&plan, &self.folds);
        self.plan = Some(plan);
        let place = self.key.and_then(|key| self.rows.iter().position(|row| row.key == key));
        self.cursor.go(place.unwrap_or(self.cursor.row), self.rows.len());
        // What is not there may be on its way, as the tasks of a place that was just unfolded: then it is still sought.
        self.key = self.key.or(self.row().map(|row| row.key));
    }

    fn take_plan(&mut self, plan: Option<Plan>, desk: &mut Desk) {
        let Some(plan) = plan else {
            *self = Self { cursor: self.cursor, width: self.width, answered: true, ..Self::default() };
            return;
        };
        desk.party = Some(plan.party.id);
        self.steps.refreshed();
        let party = Some(plan.party.id);
        let before = self.loaded.replace(plan).map(|before| before.party.id);
        if let (true, Some(plan)) = (before != party, &self.loaded) {
            self.folds = Folds::usual(plan);
            self.marks.clear();
            self.key = first_key(plan);
            self.plan = None;
            self.hands = None;
            desk.load(Query::Plan(party, self.folds.unfolds()));
        }
        self.rebuild();
    }
}

/// Where the cursor stands at first: on the act that runs, else the first that is planned, else the last season.
fn first_key(plan: &Plan) -> Option<RowKey> {
    let acts = || plan.seasons.iter().flat_map(|season| &season.acts);
    let of = |stage: Stage| acts().find(move |act| act.head.stage == stage);
    let act = of(Stage::Running).or_else(|| of(Stage::Planned));
    let season = || plan.seasons.last().map(|season| RowKey::Season(season.id));
    act.map(|act| RowKey::Node(Node::Act(act.head.id))).or_else(season).or(Some(RowKey::Node(Node::Party)))
}

/// How far along a season or an act is.
const fn life(stage: Stage) -> Life {
    match stage {
        Stage::Planned => Life::Planned,
        Stage::Running => Life::Running,
        Stage::Closed => Life::Over,
    }
}

impl Screen for PlanScreen {
    fn page(&self) -> Page {
        Page::Plan
    }

    fn scopes(&self) -> &'static [Scope] {
        match self.row().map(|row| row.key) {
            // On the line of an act or a season `e` edits that.
            Some(RowKey::Season(_) | RowKey::Node(Node::Act(_))) => {
                &[Scope::Act, Scope::Marks, Scope::Task, Scope::List]
            }
            _ => &[Scope::Marks, Scope::Task, Scope::Act, Scope::List],
        }
    }

    fn context(&self) -> Context {
        let task = self.subjects().last().map(|task| match task.status {
            TaskStatus::Todo => Life::Planned,
            TaskStatus::Doing => Life::Running,
            TaskStatus::Done | TaskStatus::Dropped => Life::Over,
        });
        let stage = self.plan.as_ref().and_then(|plan| {
            let row = self.row()?;
            match row.node {
                Some(Node::Act(id)) => tree::act(plan, id).map(|(_, act)| act.head.stage),
                _ => row.season.and_then(|place| plan.seasons.get(place)).map(|season| season.stage),
            }
        });
        let party = self.plan.as_ref().map(|_| Life::Running);
        let season = matches!(self.row().map(|row| row.key), Some(RowKey::Season(_)));
        Context { party, act: stage.map(life), season, task, marked: self.marks.count(), ..Context::default() }
    }

    fn hints(&self) -> Vec<&'static str> {
        let stage = self.context().act;
        match self.row().map(|row| row.key) {
            Some(RowKey::Season(_) | RowKey::Node(Node::Act(_))) => {
                let main = if stage == Some(Life::Planned) { "act.start" } else { "act.close" };
                let main = (stage != Some(Life::Over)).then_some(main);
                main.into_iter().chain(["act.edit", "task.add", "act.new", "act.party", "list.open"]).collect()
            }
            Some(RowKey::Task(_)) => {
                let mut hints = vec!["task.add", "task.sink", "task.move", "task.owner", "task.estimate", "list.mark"];
                hints.push(if self.marks.count() > 0 { "task.drop" } else { "task.advance" });
                hints.extend(["task.carry", "act.new"]);
                hints.extend((stage == Some(Life::Planned)).then_some("act.start"));
                hints
            }
            _ => vec!["task.add", "act.new", "list.open", "act.party"],
        }
    }

    fn status(&self, desk: &Desk) -> Status {
        view::status(self, desk)
    }

    fn wants(&self, desk: &Desk) -> Vec<Query> {
        let party = desk.party.or(self.loaded.as_ref().map(|plan| plan.party.id));
        let same = self.loaded.as_ref().map(|plan| plan.party.id) == party;
        let unfolds = if same { self.folds.unfolds() } else { Vec::new() };
        let mut wants = vec![Query::Plan(party, unfolds)];
        wants.extend(self.act_id().map(Query::Hands));
        wants.extend(self.detail.wants());
        wants
    }

    fn loaded(&mut self, loaded: &Loaded, desk: &mut Desk) {
        match loaded {
            Loaded::Plan(plan) => {
                self.take_plan(plan.clone(), desk);
                self.look(desk);
            }
            Loaded::Task(_) | Loaded::History(..) => self.detail.loaded(loaded),
            Loaded::Hands(act, hands) => self.hands = Some((*act, hands.clone())),
            Loaded::Parties(parties) if self.choosing => {
                self.choosing = false;
                self.parties.clone_from(parties);
                self.open_parties(desk);
            }
            _ => {}
        }
    }

    fn run(&mut self, deed: Deed, desk: &mut Desk) -> Taken {
        if self.detail.is_focused() && !matches!(deed, Deed::List(List::Pane)) {
            let taken = self.detail.run(deed, Page::Plan, desk);
            if taken == Taken::Yes {
                return taken;
            }
        }
        let taken = match deed {
            Deed::List(deed) => self.move_by(deed, desk),
            Deed::Act(deed) => self.run_act(deed, desk),
            Deed::Task(TaskDeed::Sink) => self.carry_by(order::Way::Down, desk),
            Deed::Task(TaskDeed::Float) => self.carry_by(order::Way::Up, desk),
            Deed::Task(TaskDeed::Carry) => self.carry_on(desk),
            Deed::Task(TaskDeed::Add) => {
                self.open_home(desk);
                Taken::No
            }
            _ => Taken::No,
        };
        self.look(desk);
        taken
    }

    fn picked(&self, desk: &Desk) -> Option<Picked> {
        let rows = self.subjects().iter().map(|row| desk.ahead(row)).collect();
        Some(Picked { rows, home: self.home(desk) })
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        view::view(self, frame, area, desk);
    }

    fn fit(&mut self, area: Rect) {
        self.width = area.width;
        let (list, beside) = layout::beside(area);
        self.detail.fit(beside);
        self.cursor.fit(usize::from(list.height), self.rows.len());
    }

    fn pasted(&mut self, text: &str, desk: &mut Desk) -> Taken {
        self.open_home(desk);
        deed::add_pasted(self.home(desk), text, desk);
        Taken::Yes
    }

    fn mouse(&mut self, mouse: Mouse, area: Rect, desk: &mut Desk) {
        self.point(mouse, area, desk);
        self.look(desk);
    }

    fn answered(&mut self, ask: Ask, answer: Answer, desk: &mut Desk) {
        self.answer(&ask, &answer, desk);
    }

    fn committed(&mut self, ticket: Ticket, result: &Result<Receipt, Failure>, desk: &mut Desk) {
        self.steps.answered(ticket, result.is_ok());
        self.rebuild();
        self.carry_answered(ticket, result, desk);
    }

    fn escape(&mut self, _desk: &mut Desk) -> Taken {
        if self.drag.take().is_some() || self.detail.leave() || self.marks.clear() || std::mem::take(&mut self.flipped)
        {
            Taken::Yes
        } else {
            Taken::No
        }
    }
}
