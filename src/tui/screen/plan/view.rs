//! How the plan looks: one line a season, act, backlog and task, in columns that align down the tree.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::base::cells;
use crate::base::clean::clean;
use crate::base::day::Day;
use crate::domain::season::Stage;
use crate::query::act::Count;
use crate::query::list::TaskRow;
use crate::query::plan::{Node, Plan};
use crate::text::count::{self, part};
use crate::text::label::Label;
use crate::text::w;
use crate::text::when::d_day;
use crate::tui::desk::Desk;
use crate::tui::face as task;
use crate::tui::layout;
use crate::tui::screen::Status;
use crate::tui::screen::plan::tree::{self, Row, RowKey};
use crate::tui::screen::plan::{Pane, PlanScreen, name, pane};
use crate::tui::theme::Role;
use crate::tui::widget::row::{Cell, fixed, grow, line, right, snug};
use crate::tui::widget::{panel, rich};

/// Cells of the cursor at the left of every row.
const CURSOR: usize = 3;
/// From this width of the tree on bars are drawn.
const ROOMY: usize = 72;
/// Cells of an act's bar, count and sum; the days of a season stand there.
const PROGRESS: usize = 24;
/// From this width of the tree on the days of an act are drawn; those of a season are from [`ROOMY`] on.
const WIDE: usize = 100;

/// Path and state of where the cursor stands.
pub(super) fn status(screen: &PlanScreen, desk: &Desk) -> Status {
    let Some(plan) = &screen.plan else {
        return Status { left: Line::from(desk.word(w::FRAME_TAB_PLAN)), right: Line::default() };
    };
    let bold = Style::new().add_modifier(Modifier::BOLD);
    let dim = desk.theme.style(Role::Dim);
    let mut spans = vec![Span::styled(clean(&plan.party.name).into_owned(), bold)];
    let mut step = |text: String| {
        spans.push(Span::styled(format!(" {} ", desk.glyphs.path), dim));
        spans.push(Span::raw(clean(&text).into_owned()));
    };
    let row = screen.row();
    if let Some(season) = row.and_then(|row| row.season).and_then(|place| plan.seasons.get(place)) {
        step(format!("S{} {}", season.number, season.title));
    }
    let mut right = Line::default();
    if let Some(Node::Act(id)) = row.and_then(|row| row.node)
        && let Some((_, act)) = tree::act(plan, id)
    {
        step(format!("A{} {}", act.head.number, act.head.title));
        let counted = count::done_of(desk.lang, act.count.done, act.count.total);
        right.push_span(Span::styled(counted, dim));
        if let Some(last) = act.head.last.filter(|_| act.head.stage != Stage::Closed) {
            right.push_span(Span::styled(format!("  {}", d_day(last, desk.today)), task::near(last, desk)));
        }
    } else if row.is_some_and(|row| row.season.is_none()) {
        step(desk.word(w::COMMON_BACKLOG).to_owned());
    }
    if screen.marks.count() > 0 {
        let marked = desk.say(w::PLAN_MARKED, &[("n", &screen.marks.count())]);
        right.spans.insert(0, Span::styled(format!("{marked}   "), desk.theme.style(Role::Accent)));
    }
    Status { left: Line::from(spans), right }
}

/// Tree and pane.
pub(super) fn view(screen: &PlanScreen, frame: &mut Frame, area: Rect, desk: &Desk) {
    let Some(plan) = &screen.plan else {
        if screen.answered {
            let said = desk.word(w::PLAN_NO_PARTY);
            panel::put(frame, inset(area), rich::rich(said, desk.theme.style(Role::Dim), &desk.theme));
        }
        return;
    };
    let (list, beside) = layout::beside(area);
    if beside.is_none() && screen.flipped {
        pane::view(screen, plan, frame, inset(area), desk);
        return;
    }
    let width = usize::from(list.width);
    let columns = Columns::of(screen, plan, width, desk);
    for (down, at) in screen.cursor.window(screen.rows.len()).enumerate() {
        let Some(place) = panel::row(list, down) else { break };
        let row = &screen.rows[at];
        let selected = at == screen.cursor.row;
        if selected {
            panel::select(frame, place, &desk.theme);
        }
        let lead = lead(screen, row, at, desk);
        let mut cells = vec![lead, fixed("", row.indent)];
        cells.extend(body(plan, row, &columns, desk));
        panel::put(frame, place, line(&cells, width.saturating_sub(1)));
    }
    if plan.seasons.is_empty()
        && let Some(place) = panel::row(list, screen.rows.len() + 1)
    {
        let said = rich::rich(desk.word(w::PLAN_EMPTY), desk.theme.style(Role::Dim), &desk.theme);
        panel::put(frame, inset(place), said);
    }
    let on_task = matches!(screen.row().map(|row| row.key), Some(RowKey::Task(_)));
    if let Some(beside) = beside.filter(|_| on_task && screen.pane == Pane::Task) {
        screen.detail.view(frame, beside, desk);
    } else if let Some(beside) = beside {
        divider(frame, beside, desk);
        let inner = Rect { x: beside.x + 2, width: beside.width.saturating_sub(3), ..beside };
        pane::view(screen, plan, frame, inner, desk);
    }
}

fn inset(area: Rect) -> Rect {
    Rect { x: area.x + 2.min(area.width), width: area.width.saturating_sub(3), ..area }
}

fn divider(frame: &mut Frame, area: Rect, desk: &Desk) {
    for down in 0..usize::from(area.height) {
        if let Some(row) = panel::row(area, down) {
            panel::put(frame, row, Line::from(Span::styled(desk.glyphs.divider, desk.theme.style(Role::Dim))));
        }
    }
}

/// What stands at the very left: the cursor, a mark, where a dragged task would go.
fn lead(screen: &PlanScreen, row: &Row, at: usize, desk: &Desk) -> Cell {
    let accent = desk.theme.style(Role::Accent);
    let dragged_here =
        screen.drag.is_some_and(|drag| drag.moved && drag.over == at && RowKey::Task(drag.task) != row.key);
    let marked = matches!(row.key, RowKey::Task(id) if screen.marks.has(id));
    let sign = match () {
        () if dragged_here => desk.glyphs.becomes,
        () if marked => desk.glyphs.marked,
        () if at == screen.cursor.row => desk.glyphs.path,
        () => " ",
    };
    fixed(format!(" {sign}"), CURSOR).style(accent)
}

/// How wide the columns of tasks are: as wide as what is on screen asks for, within bounds.
struct Columns {
    total: usize,
    key: usize,
    flags: usize,
    owner: usize,
    estimate: usize,
    waiting: Vec<crate::base::id::Id>,
}

impl Columns {
    fn of(screen: &PlanScreen, plan: &Plan, total: usize, desk: &Desk) -> Self {
        let rows = screen.cursor.window(screen.rows.len()).map(|at| &screen.rows[at]);
        let tasks: Vec<&TaskRow> = rows.filter_map(|row| screen.task_at(row)).collect();
        let widest = |text: &dyn Fn(&TaskRow) -> usize| tasks.iter().map(|task| text(task)).max().unwrap_or(0);
        let number = tasks.iter().map(|task| task.number).max().unwrap_or(10);
        let waiting = |row: &&&TaskRow| desk.ahead.is_waiting(row) || screen.steps.is_waiting(row.id);
        Self {
            total,
            key: plan.party.key.len() + 2 + number.to_string().len(),
            flags: widest(&|row| cells::width(&task::flags(row, desk))),
            owner: widest(&|row| cells::width(task::owner(row, desk))).clamp(1, total / 8),
            estimate: widest(&|row| cells::width(&task::estimate(row, desk.lang))).clamp(1, 10),
            waiting: tasks.iter().filter(waiting).map(|row| row.id).collect(),
        }
    }
}

fn body(plan: &Plan, row: &Row, columns: &Columns, desk: &Desk) -> Vec<Cell> {
    let dim = desk.theme.style(Role::Dim);
    match (row.key, row.node) {
        (RowKey::Season(_), _) => season_cells(plan, row, columns, desk),
        (RowKey::Node(Node::Act(_)), _) => act_cells(plan, row, columns, desk),
        (RowKey::Node(node), _) => backlog_cells(plan, node, row.open, desk),
        (RowKey::Task(_), Some(node)) => match tree::tasks(plan, node).get(row.at) {
            Some(task) => task_cells(&desk.ahead(task), columns, desk),
            None => Vec::new(),
        },
        (RowKey::Add(_), _) => {
            let (key, rest) = desk.word(w::PLAN_ADD_LINE).split_once(' ').unwrap_or(("a", ""));
            vec![snug(key).style(desk.theme.style(Role::Accent)), grow(format!(" {rest}")).style(dim)]
        }
        (RowKey::Earlier(_), _) => vec![grow(desk.word(w::PLAN_EARLIER)).style(dim)],
        (RowKey::More(_), _) => vec![grow(desk.word(w::PLAN_MORE)).style(dim)],
        (RowKey::Task(_), None) => Vec::new(),
    }
}

fn fold_sign(open: bool, desk: &Desk) -> Cell {
    let sign = if open { desk.glyphs.open } else { desk.glyphs.folded };
    fixed(sign, 2).style(desk.theme.style(Role::Dim))
}

fn stage_cell(stage: Stage, columns: &Columns, desk: &Desk) -> Cell {
    let role = if stage == Stage::Running { Role::Accent } else { Role::Dim };
    let wide = Stage::ALL.iter().map(|stage| cells::width(stage.said(desk.lang))).max().unwrap_or(0);
    if columns.total < ROOMY && stage == Stage::Closed {
        return snug("");
    }
    fixed(format!("  {}", stage.said(desk.lang)), wide + 2).style(desk.theme.style(role))
}

fn season_cells(plan: &Plan, row: &Row, columns: &Columns, desk: &Desk) -> Vec<Cell> {
    let Some(season) = row.season.and_then(|place| plan.seasons.get(place)) else { return Vec::new() };
    let bold = Style::new().add_modifier(Modifier::BOLD);
    let dim = desk.theme.style(Role::Dim);
    let name = format!("S{} {}", season.number, season.title);
    let mut cells = vec![fold_sign(row.open, desk), grow(name).style(bold), stage_cell(season.stage, columns, desk)];
    cells.push(left_cell(season.last, season.stage, desk));
    if columns.total >= ROOMY {
        cells.push(right(name::stretch(season.first, season.last, desk), PROGRESS).style(dim));
    }
    cells
}

/// Days left to the last day.
fn left_cell(last: Option<Day>, stage: Stage, desk: &Desk) -> Cell {
    let left = last.filter(|_| stage != Stage::Closed);
    let style = match left {
        Some(last) if stage == Stage::Running => task::near(last, desk),
        _ => desk.theme.style(Role::Dim),
    };
    right(left.map(|last| d_day(last, desk.today)).unwrap_or_default(), 6).style(style)
}

fn act_cells(plan: &Plan, row: &Row, columns: &Columns, desk: &Desk) -> Vec<Cell> {
    let Some(Node::Act(id)) = row.node else { return Vec::new() };
    let Some((_, act)) = tree::act(plan, id) else { return Vec::new() };
    let head = &act.head;
    let bold = Style::new().add_modifier(Modifier::BOLD);
    let style = if head.stage == Stage::Closed { desk.theme.style(Role::Dim) } else { bold };
    let mut cells = vec![fold_sign(row.open, desk), grow(format!("A{} {}", head.number, head.title)).style(style)];
    if columns.total >= WIDE {
        cells.push(right(name::stretch(head.first, head.last, desk), 17).style(desk.theme.style(Role::Dim)));
    }
    cells.push(stage_cell(head.stage, columns, desk));
    cells.push(left_cell(head.last, head.stage, desk));
    cells.extend(progress_cells(act.count, columns, desk));
    cells
}

/// Bar, done of total, sum of estimates.
fn progress_cells(count: Count, columns: &Columns, desk: &Desk) -> Vec<Cell> {
    let dim = desk.theme.style(Role::Dim);
    let mut cells = Vec::new();
    if columns.total >= ROOMY {
        let bar = desk.glyphs.bar(count.done, count.total, 8);
        cells.push(fixed(format!("  {bar}"), 10).style(desk.theme.style(Role::Accent)));
    }
    cells.push(right(part(count.done, count.total), 7));
    let sum = if count.estimate_minutes > 0 { task::days(count.estimate_minutes, desk.lang) } else { String::new() };
    cells.push(right(sum, 7).style(dim));
    cells
}

fn backlog_cells(plan: &Plan, node: Node, open: bool, desk: &Desk) -> Vec<Cell> {
    let count = tree::count(plan, node);
    let name = match node {
        Node::Party => desk.say(w::PLAN_BACKLOG_OF, &[("season", &plan.party.key)]),
        _ => name::name(plan, node, desk),
    };
    let dim = desk.theme.style(Role::Dim);
    let style = if count.total == 0 { dim } else { Style::new() };
    let sum = if count.estimate_minutes > 0 { task::days(count.estimate_minutes, desk.lang) } else { String::new() };
    vec![fold_sign(open, desk), grow(name).style(style), right(count.total.to_string(), 7), right(sum, 7).style(dim)]
}

fn task_cells(row: &TaskRow, columns: &Columns, desk: &Desk) -> Vec<Cell> {
    let dim = desk.theme.style(Role::Dim);
    let (sign, sign_style) = task::sign(row, desk);
    let note = row.blocked.as_ref().map(|blocked| task::blocked(blocked, desk)).unwrap_or_default();
    let room = if columns.total >= 64 { columns.total / 4 } else { 0 };
    let note_cells = if note.is_empty() { 0 } else { (cells::width(&note) + 2).min(room) };
    let waiting = if columns.waiting.contains(&row.id) { desk.glyphs.cut } else { "" };
    let estimate = task::estimate(row, desk.lang);
    let unknown = if estimate == "?" { desk.theme.style(Role::Warn) } else { dim };
    let (due, due_style) = task::due(row, desk).unwrap_or_default();
    let urgent = if row.status.is_open() && row.priority.as_str() < "P2" { Style::new() } else { dim };
    vec![
        fixed(sign, 2).style(sign_style),
        fixed(&row.key, columns.key).style(dim),
        grow(&row.title).style(task::style(row, desk)),
        fixed(format!("  {note}"), note_cells).style(desk.theme.style(Role::Bad)),
        right(task::flags(row, desk), columns.flags + 1).style(dim),
        fixed(format!(" {}", task::owner(row, desk)), columns.owner + 2),
        right(estimate, columns.estimate + 1).style(unknown),
        right(due, 6).style(due_style),
        right(row.priority.to_string(), 4).style(urgent),
        right(waiting, 2).style(dim),
    ]
}
