//! One task on a screen of its own, and the same beside a list.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::base::clean::clean;
use crate::base::id::Id;
use crate::domain::task::TaskStatus;
use crate::query::task::TaskPage;
use crate::tui::deed::task::Picked;
use crate::tui::desk::Desk;
use crate::tui::input::{Mouse, Press};
use crate::tui::page::Page;
use crate::tui::prepare::home;
use crate::tui::screen::{Screen, Status, Taken};
use crate::tui::theme::Role;
use crate::tui::verb::list::List;
use crate::tui::verb::{Context, Deed, Life, Scope};
use crate::tui::widget::{detail, panel};
use crate::tui::wire::{Loaded, Query};

/// The screen.
pub struct TaskScreen {
    id: Id,
    from: Page,
    page: Option<Box<TaskPage>>,
    top: usize,
    height: usize,
}

const SCOPES: &[Scope] = &[Scope::Task, Scope::List];

impl TaskScreen {
    /// The screen of a task, opened from a page.
    pub fn new(id: Id, from: Page) -> Self {
        Self { id, from, page: None, top: 0, height: 0 }
    }

    fn scroll(&mut self, by: isize) {
        self.top = self.top.saturating_add_signed(by);
    }
}

/// How far along a task is, as guards see it.
pub const fn life(status: TaskStatus) -> Life {
    match status {
        TaskStatus::Todo => Life::Planned,
        TaskStatus::Doing => Life::Running,
        TaskStatus::Done | TaskStatus::Dropped => Life::Over,
    }
}

/// Draws a task beside a list, set off by one column.
pub fn view_beside(frame: &mut Frame, area: Rect, page: &TaskPage, desk: &Desk) {
    for down in 0..usize::from(area.height) {
        if let Some(at) = panel::row(area, down) {
            panel::put(frame, at, Line::from(Span::styled(desk.glyphs.divider, desk.theme.style(Role::Dim))));
        }
    }
    let inner = Rect::new(area.x + 2.min(area.width), area.y, area.width.saturating_sub(3), area.height);
    panel::put_lines(frame, inner, detail::lines(page, usize::from(inner.width), desk));
}

impl Screen for TaskScreen {
    fn page(&self) -> Page {
        self.from
    }

    fn scopes(&self) -> &'static [Scope] {
        SCOPES
    }

    fn context(&self) -> Context {
        Context { task: self.page.as_ref().map(|page| life(page.row.status)), ..Context::default() }
    }

    fn hints(&self) -> Vec<&'static str> {
        vec!["task.advance", "task.block", "task.comment", "task.edit", "task.write", "task.owner", "frame.escape"]
    }

    fn status(&self, desk: &Desk) -> Status {
        let Some(page) = &self.page else { return Status::default() };
        let path = desk.glyphs.path;
        let place = page.row.act.as_deref().unwrap_or(&page.row.party_key).to_owned();
        let text = format!("{} {path} {place} {path} {}", clean(&page.row.party_name), page.row.key);
        let bold = Style::new().add_modifier(Modifier::BOLD);
        Status { left: Line::from(Span::styled(text, bold)), right: Line::default() }
    }

    fn wants(&self, _desk: &Desk) -> Vec<Query> {
        vec![Query::Task(self.id)]
    }

    fn loaded(&mut self, loaded: &Loaded, _desk: &mut Desk) {
        if let Loaded::Task(page) = loaded
            && page.row.id == self.id
        {
            self.page = Some(page.clone());
        }
    }

    fn run(&mut self, deed: Deed, desk: &mut Desk) -> Taken {
        let Deed::List(deed) = deed else { return Taken::No };
        let page = self.height.max(2) as isize - 1;
        match deed {
            List::Down => self.scroll(1),
            List::Up => self.scroll(-1),
            List::HalfDown | List::PageDown => self.scroll(page),
            List::HalfUp | List::PageUp => self.scroll(-page),
            List::Top => self.top = 0,
            List::Bottom => self.top = usize::MAX / 2,
            List::Left => desk.pop(),
            _ => return Taken::No,
        }
        Taken::Yes
    }

    fn picked(&self, _desk: &Desk) -> Option<Picked> {
        let row = &self.page.as_ref()?.row;
        Some(Picked { rows: vec![row.clone()], home: Some(home(row)) })
    }

    fn fit(&mut self, area: Rect) {
        self.height = usize::from(area.height);
    }

    fn mouse(&mut self, mouse: Mouse, _area: Rect, _desk: &mut Desk) {
        match mouse.press {
            Press::WheelDown => self.scroll(3),
            Press::WheelUp => self.scroll(-3),
            _ => {}
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let Some(page) = &self.page else { return };
        let width = area.width.saturating_sub(2).min(100);
        let inner = Rect::new(area.x + 1.min(area.width), area.y, width, area.height);
        let lines = detail::lines(page, usize::from(width), desk);
        let top = self.top.min(lines.len().saturating_sub(usize::from(area.height)));
        panel::put_lines(frame, inner, lines.into_iter().skip(top));
    }
}
