//! What a screen is to the frame around it (`update.rs`, `view.rs`): it asks the desk for things and draws the body.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::query::list::TaskRow;
use crate::tui::ask::{Answer, Ask, Home};
use crate::tui::desk::Desk;
use crate::tui::input::Mouse;
use crate::tui::key::Key;
use crate::tui::page::Page;
use crate::tui::verb::{Context, Deed, Scope};
use crate::tui::wire::{Failure, Loaded, Query, Receipt, Ticket};

/// What a screen hands over.
#[derive(Clone, Debug)]
pub struct Picked {
    /// The marked rows, else the one under the cursor.
    pub rows: Vec<TaskRow>,
    /// Where a new task goes, where the screen knows a place.
    pub home: Option<Home>,
}

/// The line under the tab strip.
#[derive(Clone, Debug, Default)]
pub struct Status {
    /// Where we are: the path.
    pub left: Line<'static>,
    /// How it stands: D-day, health, forecast.
    pub right: Line<'static>,
}

/// Whether a screen took what was offered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Taken {
    /// It did; nobody else needs to look.
    Yes,
    /// It did not.
    No,
}

/// One screen. Every method but `view` may change its state and put wishes on the desk; none waits for anything.
pub trait Screen {
    /// The tab that stands out while this screen is open.
    fn page(&self) -> Page;

    /// Whose keys work here, the most particular first; the frame's come after.
    fn scopes(&self) -> &'static [Scope];

    /// What is selected, for guards and hints.
    fn context(&self) -> Context;

    /// The names of the verbs worth a hint, the most useful first.
    fn hints(&self) -> Vec<&'static str>;

    /// The line under the tab strip.
    fn status(&self, desk: &Desk) -> Status;

    /// What must be loaded, on opening and after every change.
    fn wants(&self, desk: &Desk) -> Vec<Query>;

    /// Takes data that arrived; data asked for by others is passed by too.
    fn loaded(&mut self, loaded: &Loaded, desk: &mut Desk);

    /// Carries out a verb whose guard has passed. Verbs of tasks that are not taken are done to [`Screen::picked`].
    fn run(&mut self, deed: Deed, desk: &mut Desk) -> Taken;

    /// The tasks that task verbs work on, and where a new one goes; screens without tasks leave it out.
    fn picked(&self, _desk: &Desk) -> Option<Picked> {
        None
    }

    /// Draws into the body, which is never empty.
    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk);

    /// Takes over what is on its way (`desk.ahead`): called after every event, before [`Screen::fit`].
    fn settle(&mut self, _desk: &Desk) {}

    /// Fits to the body's size: called after every event, before drawing.
    fn fit(&mut self, _area: Rect) {}

    /// A key before it is looked up: for screens with a text field or with digits of their own.
    fn typed(&mut self, _key: Key, _desk: &mut Desk) -> Taken {
        Taken::No
    }

    /// Pasted text outside a popup.
    fn pasted(&mut self, _text: &str, _desk: &mut Desk) -> Taken {
        Taken::No
    }

    /// The mouse in the body, `area` as given to `view`.
    fn mouse(&mut self, _mouse: Mouse, _area: Rect, _desk: &mut Desk) {}

    /// The answer to a popup this screen opened.
    fn answered(&mut self, _ask: Ask, _answer: Answer, _desk: &mut Desk) {}

    /// The text written in the user's editor for this screen.
    fn written(&mut self, _ask: Ask, _text: String, _desk: &mut Desk) {}

    /// A change of this screen (or of another) was carried out or refused; the frame has already said so.
    fn committed(&mut self, _ticket: Ticket, _result: &Result<Receipt, Failure>, _desk: &mut Desk) {}

    /// Leaves the innermost thing that can be left by Esc: marks, filter, detail.
    fn escape(&mut self, _desk: &mut Desk) -> Taken {
        Taken::No
    }

    /// Whether a text field of the screen has the keyboard (then nothing redraws by itself).
    fn is_typing(&self) -> bool {
        false
    }
}
