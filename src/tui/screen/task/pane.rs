//! The selected task beside its list, where the window is wide enough.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::reading::{Focus, Reading};
use crate::base::id::Id;
use crate::tui::desk::Desk;
use crate::tui::input::Mouse;
use crate::tui::page::Page;
use crate::tui::screen::Taken;
use crate::tui::theme::Role;
use crate::tui::verb::list::List;
use crate::tui::verb::task::Task;
use crate::tui::verb::{Deed, list};
use crate::tui::widget::panel;
use crate::tui::wire::{Loaded, Query};

/// The pane. The list that owns it calls [`Pane::follow`] whenever its cursor moved.
#[derive(Clone, Debug, Default)]
pub struct Pane {
    reading: Reading,
    shown: bool,
    focused: bool,
}

impl Pane {
    /// Fits to where it is drawn; none where there is no room for it.
    pub fn fit(&mut self, area: Option<Rect>) {
        self.shown = area.is_some();
        self.focused &= self.shown;
        if let Some(area) = area {
            self.reading.fit(text(area));
        }
    }

    /// Shows another task; loads it where there is room.
    pub fn follow(&mut self, id: Option<Id>, desk: &mut Desk) {
        if self.reading.id() == id {
            return;
        }
        self.reading.turn(id);
        self.focused &= id.is_some();
        if self.shown {
            self.reading.wants().into_iter().for_each(|query| desk.load(query));
        }
    }

    /// What it shows.
    pub fn wants(&self) -> Vec<Query> {
        if self.shown { self.reading.wants() } else { vec![] }
    }

    /// Takes what was loaded.
    pub fn loaded(&mut self, loaded: &Loaded) {
        self.reading.loaded(loaded);
    }

    /// Whether the keys move the page instead of the list.
    pub fn is_focused(&self) -> bool {
        self.focused
    }

    /// Takes the keys, or gives them back to the list; tells whether it had them.
    pub fn leave(&mut self) -> bool {
        std::mem::take(&mut self.focused)
    }

    /// Carries out a verb: `Tab` turns to the page and back; while the keys are here they move through it, tick and open.
    pub fn run(&mut self, deed: Deed, from: Page, desk: &mut Desk) -> Taken {
        match deed {
            Deed::List(List::Pane) if self.shown && self.reading.id().is_some() => {
                self.focused = !self.focused;
                Taken::Yes
            }
            _ if !self.focused => Taken::No,
            Deed::List(list::List::Open) => self.reading.open(from, desk),
            Deed::List(list::List::Left) => {
                self.focused = false;
                Taken::Yes
            }
            Deed::List(deed) => self.reading.obey(deed, desk),
            Deed::Task(Task::Advance) => self.reading.tick(desk),
            _ => Taken::No,
        }
    }

    /// The mouse over the pane.
    pub fn mouse(&mut self, mouse: Mouse, area: Rect, from: Page, desk: &mut Desk) {
        self.reading.mouse(mouse, text(area), from, desk);
    }

    /// Draws itself, set off by a rule of one column.
    pub fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let role = if self.focused { Role::Accent } else { Role::Dim };
        for down in 0..usize::from(area.height) {
            if let Some(at) = panel::row(area, down) {
                panel::put(frame, at, Line::from(Span::styled(desk.glyphs.divider, desk.theme.style(role))));
            }
        }
        let focus = if self.focused { Focus::Here } else { Focus::Elsewhere };
        self.reading.view(frame, text(area), focus, desk);
    }
}

/// What the rule leaves.
fn text(area: Rect) -> Rect {
    Rect { x: area.x + 1.min(area.width), width: area.width.saturating_sub(1), ..area }
}
