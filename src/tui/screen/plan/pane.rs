//! What stands beside the tree when it is not a task: who has how much of an act and what is missing there.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::base::cells;
use crate::base::clean::clean;
use crate::query::hands::Hand;
use crate::query::list::TaskRow;
use crate::query::plan::{Node, Plan};
use crate::text::count::part;
use crate::text::w;
use crate::tui::desk::Desk;
use crate::tui::face as task;
use crate::tui::screen::plan::tree::{self, RowKey};
use crate::tui::screen::plan::{PlanScreen, name};
use crate::tui::theme::Role;
use crate::tui::widget::panel;
use crate::tui::widget::row::{fixed, grow, line, right};

/// The task under the cursor, read beside the tree.
pub(super) use crate::tui::screen::task::pane::Pane as Detail;

/// Names of tasks that one remark lists before the rest is only counted.
const MOST_NAMED: usize = 4;

/// Draws the pane.
pub(super) fn view(screen: &PlanScreen, plan: &Plan, frame: &mut Frame, area: Rect, desk: &Desk) {
    let width = usize::from(area.width);
    let lines = match screen.row().map(|row| (row.key, row.node)) {
        Some((_, Some(Node::Act(id)))) => act_lines(screen, plan, id, width, desk),
        Some((RowKey::Season(id), _)) => season_lines(plan, id, width, desk),
        Some((_, Some(node))) => backlog_lines(plan, node, width, desk),
        _ => Vec::new(),
    };
    panel::put_lines(frame, area, lines);
}

fn heading(text: &str, width: usize) -> Vec<Line<'static>> {
    let bold = Style::new().add_modifier(Modifier::BOLD);
    cells::wrap(&clean(text), width).into_iter().map(|text| Line::from(Span::styled(text, bold))).collect()
}

fn plain(text: &str, width: usize, style: Style) -> Vec<Line<'static>> {
    if text.is_empty() {
        return Vec::new();
    }
    cells::wrap(&clean(text), width).into_iter().map(|text| Line::from(Span::styled(text, style))).collect()
}

fn season_lines(plan: &Plan, id: crate::base::id::Id, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let Some(season) = tree::season(plan, id) else { return Vec::new() };
    let dim = desk.theme.style(Role::Dim);
    let mut lines = heading(&format!("S{} {}", season.number, season.title), width);
    lines.extend(plain(&name::stretch(season.first, season.last, desk), width, dim));
    lines.extend(plain(&season.goal, width, Style::new()));
    lines.push(Line::default());
    for act in &season.acts {
        let cells = [
            grow(format!("A{} {}", act.head.number, act.head.title)),
            fixed(format!("  {}", desk.glyphs.bar(act.count.done, act.count.total, 8)), 10)
                .style(desk.theme.style(Role::Accent)),
            right(part(act.count.done, act.count.total), 8),
        ];
        lines.push(line(&cells, width));
    }
    lines
}

fn act_lines(
    screen: &PlanScreen,
    plan: &Plan,
    id: crate::base::id::Id,
    width: usize,
    desk: &Desk,
) -> Vec<Line<'static>> {
    let Some((_, act)) = tree::act(plan, id) else { return Vec::new() };
    let head = &act.head;
    let dim = desk.theme.style(Role::Dim);
    let mut lines = heading(&format!("A{} {}", head.number, head.title), width);
    lines.extend(plain(&name::stretch(head.first, head.last, desk), width, dim));
    lines.extend(plain(&head.goal, width, Style::new()));
    lines.push(Line::default());
    if let Some((of, hands)) = &screen.hands
        && *of == id
    {
        lines.extend(hand_lines(hands, width, desk));
    }
    lines.extend(missing_lines(tree::tasks(plan, Node::Act(id)), width, desk));
    lines
}

/// One line a person: how much is open, of how much in all.
fn hand_lines(hands: &[Hand], width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let most = hands.iter().map(|hand| hand.estimate_minutes).max().unwrap_or(0);
    let dim = desk.theme.style(Role::Dim);
    let head = [
        grow(desk.word(w::PLAN_PEOPLE)).style(dim),
        right(desk.word(w::PLAN_OPEN_OF_ALL), 18).style(dim),
        right(desk.word(w::PLAN_TASKS), 8).style(dim),
    ];
    let mut lines = vec![line(&head, width)];
    for hand in hands {
        let name = hand.who.as_ref().map_or(desk.word(w::COMMON_NOBODY), |who| who.name.as_str());
        let sums =
            format!("{}/{}", task::days(hand.open_minutes, desk.lang), task::days(hand.estimate_minutes, desk.lang));
        let cells = [
            grow(name).style(if hand.who.is_some() { Style::new() } else { dim }),
            fixed(desk.glyphs.bar(hand.open_minutes, most, 6), 7).style(desk.theme.style(Role::Accent)),
            right(sums, 11),
            right(format!("{}/{}", hand.done, hand.tasks), 8).style(dim),
        ];
        lines.push(line(&cells, width));
    }
    if !hands.is_empty() {
        lines.push(Line::default());
    }
    lines
}

/// What is missing in what is shown: owners, estimates, and what waits for what.
fn missing_lines(tasks: &[TaskRow], width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let dim = desk.theme.style(Role::Dim);
    let open = || tasks.iter().filter(|task| task.status.is_open());
    let keys = |which: &dyn Fn(&TaskRow) -> bool| {
        let all: Vec<&str> = open().filter(|task| which(task)).map(|task| task.key.as_str()).collect();
        let more = if all.len() > MOST_NAMED { format!(" +{}", all.len() - MOST_NAMED) } else { String::new() };
        all.iter().take(MOST_NAMED).copied().collect::<Vec<_>>().join(", ") + &more
    };
    let mut said = Vec::new();
    let (unowned, unestimated) = (keys(&|task| task.owner_id.is_none()), keys(&|task| task.estimate.is_none()));
    if !unowned.is_empty() {
        said.push(desk.say(w::PLAN_NO_OWNER, &[("keys", &unowned)]));
    }
    if !unestimated.is_empty() {
        said.push(desk.say(w::PLAN_NO_ESTIMATE, &[("keys", &unestimated)]));
    }
    for task in open() {
        if let Some(blocked) = task.blocked.as_ref().filter(|blocked| !blocked.waits_for.is_empty()) {
            let needs = blocked.waits_for.join(", ");
            said.push(desk.say(w::PLAN_NEEDS, &[("key", &task.key), ("needs", &needs)]));
        }
    }
    said.iter().flat_map(|text| plain(text, width, dim)).collect()
}

fn backlog_lines(plan: &Plan, node: Node, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let count = tree::count(plan, node);
    let mut lines = heading(&name::name(plan, node, desk), width);
    let said = match count.total {
        0 => desk.word(w::COMMON_NO_TASKS_YET).to_owned(),
        total => {
            let said = desk.say(w::COMMON_COUNT_TASKS, &[("n", &total)]);
            format!("{said}   {}", task::days(count.estimate_minutes, desk.lang))
        }
    };
    lines.extend(plain(&said, width, desk.theme.style(Role::Dim)));
    lines.push(Line::default());
    lines.extend(missing_lines(tree::tasks(plan, node), width, desk));
    lines
}
