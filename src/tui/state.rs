//! Everything the terminal UI remembers between two events. Knows nothing of terminals and workers.

use std::collections::BTreeMap;

use ratatui::layout::Rect;

use crate::tui::ask::Item;
use crate::tui::desk::Desk;
use crate::tui::desk::popup::Popup;
use crate::tui::desk::screen::Screen;
use crate::tui::effect::Effect;
use crate::tui::key::Key;
use crate::tui::keymap::Keymap;
use crate::tui::layout;
use crate::tui::page::Page;
use crate::tui::verb::{Context, Scope, Verb};
use crate::tui::wire::{Query, Ticket};

/// Makes the screen of a page; a parameter so that the frame can be tested with screens of its own.
pub type MakePage = fn(Page) -> Box<dyn Screen>;

/// How many verbs the palette remembers as recent.
const RECENT: usize = 8;

/// What was found, in the order it was listed.
#[derive(Default)]
pub struct Hits {
    /// Everything that was found.
    pub items: Vec<Item>,
    /// Which of it was gone to last.
    pub at: usize,
    /// How many screens stood over the page once that was open.
    pub depth: usize,
}

/// The whole state.
pub struct State {
    /// What every screen sees, and its tray.
    pub desk: Desk,
    /// Keys to verbs.
    pub keymap: Keymap,
    /// Prefix keys pressed so far.
    pub pending: Vec<Key>,
    /// Keys pressed while a popup was on its way: they are for it.
    pub held: Vec<Key>,
    /// Whether what may follow the prefix is shown.
    pub prefix_shown: bool,
    /// Popups, the topmost last.
    pub popups: Vec<Popup>,
    /// The line or text that was answered last, and the change it became: a refusal brings it back.
    pub asked: Option<(Option<Ticket>, Popup)>,
    /// The old step that was said to be taken back by the next press.
    pub older: Option<i64>,
    /// What was found last, for the next and the one before.
    pub hits: Hits,
    /// Verbs run lately, the latest first.
    pub recent: Vec<&'static Verb>,
    /// Whether the hint about the Hangul layout was given.
    pub hangul_told: bool,
    /// Whether the theme follows the terminal's ground.
    pub theme_follows: Option<crate::tui::theme::Depth>,
    pages: BTreeMap<Page, Box<dyn Screen>>,
    here: Page,
    over: Vec<Box<dyn Screen>>,
    make: MakePage,
}

impl State {
    /// The state at the start, on a page.
    pub fn new(desk: Desk, keymap: Keymap, make: MakePage, here: Page) -> Self {
        Self {
            desk,
            keymap,
            pending: Vec::new(),
            held: Vec::new(),
            prefix_shown: false,
            popups: Vec::new(),
            asked: None,
            older: None,
            hits: Hits::default(),
            recent: Vec::new(),
            hangul_told: false,
            theme_follows: None,
            pages: BTreeMap::from([(here, make(here))]),
            here,
            over: Vec::new(),
            make,
        }
    }

    /// The screen that has the body.
    pub fn screen(&self) -> Option<&dyn Screen> {
        self.over.last().or_else(|| self.pages.get(&self.here)).map(AsRef::as_ref)
    }

    /// The screen that has the body and the desk, to be changed together.
    pub fn screen_and_desk(&mut self) -> Option<(&mut Box<dyn Screen>, &mut Desk)> {
        let screen = match self.over.last_mut() {
            Some(screen) => Some(screen),
            None => self.pages.get_mut(&self.here),
        };
        screen.map(|screen| (screen, &mut self.desk))
    }

    /// The open screens with the desk: the page and what stands over it.
    pub fn open_screens(&mut self) -> (impl Iterator<Item = &mut Box<dyn Screen>>, &mut Desk) {
        (self.pages.get_mut(&self.here).into_iter().chain(self.over.iter_mut()), &mut self.desk)
    }

    /// Goes to a page, which keeps its place from the last time; what stood over the old one is left.
    pub fn go(&mut self, page: Page) {
        if self.page() != page {
            self.desk.ask_for(Effect::Repaint);
        }
        self.over.clear();
        self.here = page;
        let make = self.make;
        self.pages.entry(page).or_insert_with(|| make(page));
        self.ask_for_data();
    }

    /// Opens a screen over the present one.
    pub fn push(&mut self, screen: Box<dyn Screen>) {
        self.over.push(screen);
        self.ask_for_data();
    }

    /// Goes back to the screen below; tells whether there was one to leave.
    pub fn pop(&mut self) -> bool {
        let left = self.over.pop().is_some();
        if left {
            self.ask_for_data();
        }
        left
    }

    /// How many screens stand over the page.
    pub fn depth(&self) -> usize {
        self.over.len()
    }

    /// Forgets every page but the one that is open, for a start afresh in another language or store.
    pub fn forget_pages(&mut self) {
        let here = self.here;
        self.pages.retain(|page, _| *page == here);
    }

    /// Asks for what the present screen shows.
    pub fn ask_for_data(&mut self) {
        let wants = self.screen().map(|screen| screen.wants(&self.desk)).unwrap_or_default();
        // The page itself comes first: what it shows is what somebody waits for.
        for query in wants {
            self.desk.load(query);
        }
        self.desk.load(Query::People);
    }

    /// The page whose tab stands out.
    pub fn page(&self) -> Page {
        self.screen().map_or(self.here, Screen::page)
    }

    /// Whose keys work now, the most particular first.
    pub fn scopes(&self) -> Vec<Scope> {
        let mut scopes = self.screen().map(|screen| screen.scopes().to_vec()).unwrap_or_default();
        scopes.push(Scope::Frame);
        scopes
    }

    /// What is selected, for guards and hints.
    pub fn context(&self) -> Context {
        let context = self.screen().map(Screen::context).unwrap_or_default();
        Context { read_only: self.desk.read_only, ..context }
    }

    /// Remembers a verb as the latest; going about is not worth remembering.
    pub fn remember(&mut self, verb: &'static Verb) {
        if matches!(verb.scope, Scope::List | Scope::Marks | Scope::Frame) {
            return;
        }
        self.recent.retain(|known| known.id != verb.id);
        self.recent.insert(0, verb);
        self.recent.truncate(RECENT);
    }

    /// Whether a text field has the keyboard.
    pub fn is_typing(&self) -> bool {
        match self.popups.last() {
            Some(popup) => popup.is_typing(),
            None => self.screen().is_some_and(Screen::is_typing),
        }
    }

    /// The window.
    pub fn window(&self) -> Rect {
        Rect::new(0, 0, self.desk.size.0, self.desk.size.1)
    }

    /// Fits screens and popups to the window.
    pub fn fit(&mut self) {
        let parts = layout::parts(self.window());
        // The line that is open at the foot covers no row that is looked at.
        let open = self.popups.last().map_or(0, |popup| popup.foot(parts.popups));
        let left = parts.body.height.saturating_sub(open.saturating_sub(parts.toast.height)).max(3);
        let body = Rect { height: left.min(parts.body.height), ..parts.body };
        if let Some((screen, desk)) = self.screen_and_desk() {
            screen.settle(desk);
            screen.fit(body);
        }
        self.popups.iter_mut().for_each(|popup| popup.fit(parts.popups));
    }
}
