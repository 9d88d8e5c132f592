//! One task on a screen of its own. What stands beside a list is in `pane.rs`.

pub mod pane;
mod reading;
mod sheet;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use reading::{Focus, Reading};
pub use sheet::due;

use crate::base::clean::clean;
use crate::base::id::Id;
use crate::domain::task::TaskStatus;
use crate::text::label::Label;
use crate::tui::ask::Home;
use crate::tui::desk::Desk;
use crate::tui::desk::screen::Picked;
use crate::tui::face;
use crate::tui::input::Mouse;
use crate::tui::page::Page;
use crate::tui::prepare::home;
use crate::tui::screen::{Screen, Status, Taken};
use crate::tui::theme::Role;
use crate::tui::verb::list::List;
use crate::tui::verb::task::Task;
use crate::tui::verb::{Context, Deed, Life, Scope};
use crate::tui::wire::{Loaded, Query};

/// The screen.
pub struct TaskScreen {
    from: Page,
    reading: Reading,
}

const SCOPES: &[Scope] = &[Scope::Task, Scope::List];

impl TaskScreen {
    /// The screen of a task, opened from a page.
    pub fn new(id: Id, from: Page) -> Self {
        Self { from, reading: Reading::of(id) }
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

impl Screen for TaskScreen {
    fn page(&self) -> Page {
        self.from
    }

    fn scopes(&self) -> &'static [Scope] {
        SCOPES
    }

    fn context(&self) -> Context {
        Context { task: self.reading.page().map(|page| life(page.row.status)), ..Context::default() }
    }

    fn hints(&self) -> Vec<&'static str> {
        vec!["frame.escape", "task.advance", "task.comment", "task.block", "task.edit", "task.write", "task.owner"]
    }

    fn status(&self, desk: &Desk) -> Status {
        let Some(page) = self.reading.page() else { return Status::default() };
        let row = desk.ahead(&page.row);
        let path = desk.glyphs.path;
        let place = match (&row.act, &page.act_title) {
            (Some(act), Some(title)) => format!("{} {}", act.rsplit('/').next().unwrap_or_default(), clean(title)),
            _ => desk.word(crate::text::w::DEED_BACKLOG).to_owned(),
        };
        let text = format!("{} {path} {place} {path} {}", clean(&row.party_name), row.key);
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let right = Span::styled(row.status.said(desk.lang), desk.theme.style(Role::Dim));
        Status { left: Line::from(Span::styled(text, bold)), right: Line::from(right) }
    }

    fn wants(&self, _desk: &Desk) -> Vec<Query> {
        self.reading.wants()
    }

    fn loaded(&mut self, loaded: &Loaded, _desk: &mut Desk) {
        self.reading.loaded(loaded);
    }

    fn run(&mut self, deed: Deed, desk: &mut Desk) -> Taken {
        match deed {
            Deed::List(List::Left) => {
                desk.pop();
                Taken::Yes
            }
            Deed::List(List::Open) => {
                self.reading.open(self.from, desk);
                Taken::Yes
            }
            Deed::List(deed) => self.reading.obey(deed, desk),
            Deed::Task(Task::Advance) => self.reading.tick(desk),
            _ => Taken::No,
        }
    }

    fn picked(&self, desk: &Desk) -> Option<Picked> {
        let row = desk.ahead(&self.reading.page()?.row);
        let home = Home { to: home(&row), place: face::place(&row, desk), mine: false };
        Some(Picked { home: Some(home), rows: vec![row] })
    }

    fn fit(&mut self, area: Rect) {
        self.reading.fit(area);
    }

    fn mouse(&mut self, mouse: Mouse, area: Rect, desk: &mut Desk) {
        self.reading.mouse(mouse, area, self.from, desk);
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        self.reading.view(frame, area, Focus::Here, desk);
    }
}
