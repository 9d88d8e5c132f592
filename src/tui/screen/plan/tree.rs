//! The plan as a tree of rows: which places are unfolded, which window of their tasks is loaded, and what stands in which
//! row. Pure: draws nothing and asks nobody.

use std::collections::HashSet;

use crate::base::id::Id;
use crate::domain::season::Stage;
use crate::op::task::Target;
use crate::query::act::{ActHead, Count};
use crate::query::list::TaskRow;
use crate::query::plan::{Node, Plan, PlanAct, PlanSeason, Unfold};

/// Tasks of a place that are loaded at a time.
pub const WINDOW: i64 = 400;

/// Names a row, so that the cursor stays on the same thing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum RowKey {
    /// A season's line.
    Season(Id),
    /// The line of an act or a backlog.
    Node(Node),
    /// A task.
    Task(Id),
    /// The line that adds tasks to a place.
    Add(Node),
    /// The tasks before the window.
    Earlier(Node),
    /// The tasks behind the window.
    More(Node),
}

/// One row of the tree.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row {
    /// What it is.
    pub key: RowKey,
    /// Where it stands: a task's place, or the row's own; none on a season's line.
    pub node: Option<Node>,
    /// Place of its season in the plan, where it is of one.
    pub season: Option<usize>,
    /// Place of its act in the season, or of its task in the place's list.
    pub at: usize,
    /// How far it is set in, in cells.
    pub indent: usize,
    /// Whether what stands below it is shown.
    pub open: bool,
}

/// A stretch of a long list: where each step forward began.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Open {
    node: Node,
    starts: Vec<(i64, (i64, i64))>,
}

/// What is folded and what is not.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Folds {
    closed_seasons: HashSet<Id>,
    open: Vec<Open>,
}

impl Folds {
    /// What a party's plan shows at first: the running acts, else the first one planned; without any act the backlog.
    pub fn usual(plan: &Plan) -> Self {
        let mut folds = Self::default();
        let acts = || plan.seasons.iter().flat_map(|season| &season.acts);
        for season in plan.seasons.iter().filter(|season| season.stage == Stage::Closed) {
            folds.closed_seasons.insert(season.id);
        }
        for act in acts().filter(|act| act.head.stage == Stage::Running) {
            folds.unfold(Node::Act(act.head.id));
        }
        if let Some(planned) = acts().find(|act| act.head.stage == Stage::Planned) {
            folds.unfold(Node::Act(planned.head.id));
        }
        if folds.open.is_empty() {
            folds.unfold(Node::Party);
        }
        folds
    }

    /// Whether a season's places are shown.
    pub fn shows_season(&self, season: Id) -> bool {
        !self.closed_seasons.contains(&season)
    }

    /// Shows a season's places, or hides them.
    pub fn turn_season(&mut self, season: Id) {
        if !self.closed_seasons.remove(&season) {
            self.closed_seasons.insert(season);
        }
    }

    /// Whether a place's tasks are shown.
    pub fn shows(&self, node: Node) -> bool {
        self.open.iter().any(|open| open.node == node)
    }

    /// Shows a place's tasks from the first on; tells whether they were hidden.
    pub fn unfold(&mut self, node: Node) -> bool {
        let hidden = !self.shows(node);
        if hidden {
            self.open.push(Open { node, starts: Vec::new() });
        }
        hidden
    }

    /// Hides a place's tasks.
    pub fn fold(&mut self, node: Node) {
        self.open.retain(|open| open.node != node);
    }

    /// How many tasks stand before the window of a place.
    pub fn earlier(&self, node: Node) -> i64 {
        let open = self.open.iter().find(|open| open.node == node);
        open.and_then(|open| open.starts.last()).map_or(0, |(count, _)| *count)
    }

    /// Moves a place's window half its length forward, given what it shows now.
    pub fn forward(&mut self, node: Node, tasks: &[TaskRow]) {
        let half = tasks.len() / 2;
        let earlier = self.earlier(node);
        let open = self.open.iter_mut().find(|open| open.node == node);
        if let (Some(open), Some(last)) = (open, half.checked_sub(1).and_then(|last| tasks.get(last))) {
            open.starts.push((earlier + half as i64, (last.rank, last.number)));
        }
    }

    /// Moves a place's window back to where it was before.
    pub fn backward(&mut self, node: Node) {
        if let Some(open) = self.open.iter_mut().find(|open| open.node == node) {
            open.starts.pop();
        }
    }

    /// What to ask for.
    pub fn unfolds(&self) -> Vec<Unfold> {
        let unfold =
            |open: &Open| Unfold { node: open.node, after: open.starts.last().map(|(_, after)| *after), limit: WINDOW };
        self.open.iter().map(unfold).collect()
    }
}

/// The rows of a plan.
pub fn rows(plan: &Plan, folds: &Folds) -> Vec<Row> {
    let mut rows = Vec::new();
    for (place, season) in plan.seasons.iter().enumerate() {
        let open = folds.shows_season(season.id);
        rows.push(Row { key: RowKey::Season(season.id), node: None, season: Some(place), at: 0, indent: 0, open });
        if !open {
            continue;
        }
        for (at, act) in season.acts.iter().enumerate() {
            let node = Node::Act(act.head.id);
            rows.push(head(folds, node, Some(place), at));
            below(&mut rows, plan, folds, node, Some(place));
        }
        let node = Node::Season(season.id);
        if season.stage != Stage::Closed || season.backlog.count.total > 0 {
            rows.push(head(folds, node, Some(place), 0));
            below(&mut rows, plan, folds, node, Some(place));
        }
    }
    rows.push(head(folds, Node::Party, None, 0));
    below(&mut rows, plan, folds, Node::Party, None);
    rows
}

/// The line of an act or a backlog.
fn head(folds: &Folds, node: Node, season: Option<usize>, at: usize) -> Row {
    let indent = if season.is_some() { 2 } else { 0 };
    Row { key: RowKey::Node(node), node: Some(node), season, at, indent, open: folds.shows(node) }
}

/// The rows of an unfolded place.
fn below(rows: &mut Vec<Row>, plan: &Plan, folds: &Folds, node: Node, season: Option<usize>) {
    if !folds.shows(node) {
        return;
    }
    let indent = if season.is_some() { 4 } else { 2 };
    let row = |key: RowKey, at: usize| Row { key, node: Some(node), season, at, indent, open: false };
    if folds.earlier(node) > 0 {
        rows.push(row(RowKey::Earlier(node), 0));
    }
    let tasks = tasks(plan, node);
    rows.extend(tasks.iter().enumerate().map(|(at, task)| row(RowKey::Task(task.id), at)));
    if tasks.len() as i64 >= WINDOW {
        rows.push(row(RowKey::More(node), 0));
    }
    if is_open(plan, node) {
        rows.push(row(RowKey::Add(node), 0));
    }
}

/// The tasks of a place as far as they are loaded.
pub fn tasks(plan: &Plan, node: Node) -> &[TaskRow] {
    let tasks = match node {
        Node::Act(id) => act(plan, id).and_then(|(_, act)| act.tasks.as_ref()),
        Node::Season(id) => season(plan, id).and_then(|season| season.backlog.tasks.as_ref()),
        Node::Party => plan.backlog.tasks.as_ref(),
    };
    tasks.map(Vec::as_slice).unwrap_or_default()
}

/// The same, to be changed; none while the place is folded.
pub fn tasks_mut(plan: &mut Plan, node: Node) -> Option<&mut Vec<TaskRow>> {
    match node {
        Node::Act(id) => {
            let mut acts = plan.seasons.iter_mut().flat_map(|season| &mut season.acts);
            acts.find(|act| act.head.id == id).and_then(|act| act.tasks.as_mut())
        }
        Node::Season(id) => {
            let mut seasons = plan.seasons.iter_mut();
            seasons.find(|season| season.id == id).and_then(|season| season.backlog.tasks.as_mut())
        }
        Node::Party => plan.backlog.tasks.as_mut(),
    }
}

/// An act of the plan with its season.
pub fn act(plan: &Plan, id: Id) -> Option<(&PlanSeason, &PlanAct)> {
    let acts = plan.seasons.iter().flat_map(|season| season.acts.iter().map(move |act| (season, act)));
    acts.into_iter().find(|(_, act)| act.head.id == id)
}

/// A season of the plan.
pub fn season(plan: &Plan, id: Id) -> Option<&PlanSeason> {
    plan.seasons.iter().find(|season| season.id == id)
}

/// How much work is in a place.
pub fn count(plan: &Plan, node: Node) -> Count {
    match node {
        Node::Act(id) => act(plan, id).map(|(_, act)| act.count),
        Node::Season(id) => season(plan, id).map(|season| season.backlog.count),
        Node::Party => Some(plan.backlog.count),
    }
    .unwrap_or_default()
}

/// Whether tasks may come to a place.
pub fn is_open(plan: &Plan, node: Node) -> bool {
    match node {
        Node::Act(id) => act(plan, id).is_some_and(|(_, act)| act.head.stage != Stage::Closed),
        Node::Season(id) => season(plan, id).is_some_and(|season| season.stage != Stage::Closed),
        Node::Party => true,
    }
}

/// A place as a home for tasks.
pub fn target(plan: &Plan, node: Node) -> Target {
    let party = plan.party.id;
    match node {
        Node::Act(id) => Target { party, season: act(plan, id).map(|(season, _)| season.id), act: Some(id) },
        Node::Season(id) => Target { party, season: Some(id), act: None },
        Node::Party => Target { party, season: None, act: None },
    }
}

/// The place that a home for tasks is.
pub fn node_at(home: &Target) -> Node {
    match (home.act, home.season) {
        (Some(act), _) => Node::Act(act),
        (None, Some(season)) => Node::Season(season),
        (None, None) => Node::Party,
    }
}

/// Where a task stands.
pub fn node_of(task: &TaskRow) -> Node {
    match (task.act_id, task.season_id) {
        (Some(act), _) => Node::Act(act),
        (None, Some(season)) => Node::Season(season),
        (None, None) => Node::Party,
    }
}

/// Every place, in the order of the tree.
pub fn all_nodes(plan: &Plan) -> Vec<Node> {
    let mut nodes = Vec::new();
    for season in &plan.seasons {
        nodes.extend(season.acts.iter().map(|act| Node::Act(act.head.id)));
        nodes.push(Node::Season(season.id));
    }
    nodes.push(Node::Party);
    nodes
}

/// Every place that tasks may come to, in the order of the tree.
pub fn open_nodes(plan: &Plan) -> Vec<Node> {
    let mut nodes = all_nodes(plan);
    nodes.retain(|node| is_open(plan, *node));
    nodes
}

/// The act that work goes on to from a place, by the rule that closing an act follows; from a backlog the first act that
/// runs, else the first one planned.
pub fn next(plan: &Plan, from: Node) -> Option<&ActHead> {
    let open = |season: &&PlanSeason| season.stage != Stage::Closed;
    let order = |head: &ActHead| (head.first.is_none(), head.first, head.number);
    let Node::Act(id) = from else {
        let acts = || plan.seasons.iter().filter(open).flat_map(|season| season.acts.iter().map(|act| &act.head));
        let running = acts().find(|head| head.stage == Stage::Running);
        return running.or_else(|| acts().find(|head| head.stage == Stage::Planned));
    };
    let (season, from) = act(plan, id)?;
    let later = season
        .acts
        .iter()
        .map(|act| &act.head)
        .filter(|head| head.stage != Stage::Closed && head.id != from.head.id && order(head) > order(&from.head));
    later.min_by_key(|head| order(head)).or_else(|| {
        let after = plan.seasons.iter().filter(open).filter(|other| other.number > season.number);
        let planned = after.flat_map(|season| season.acts.iter().map(move |act| (season.number, &act.head)));
        let planned = planned.filter(|(_, head)| head.stage == Stage::Planned);
        planned.min_by_key(|(season, head)| (*season, order(head))).map(|(_, head)| head)
    })
}
