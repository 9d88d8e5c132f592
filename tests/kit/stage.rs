//! The terminal UI on a stage: the real update and view over a book in memory, keys in, screen out. Loads and changes are
//! answered at once, in order; the clock stands where the book's does.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;

use partybook::app::env::Env;
use partybook::app::session::{Choices, Session};
use partybook::op::Op;
use partybook::text::Lang;
use partybook::tui::book::Book as _;
use partybook::tui::desk::{Desk, Setup};
use partybook::tui::effect::Effect;
use partybook::tui::event::Event;
use partybook::tui::glyph::PLAIN;
use partybook::tui::input::{Input, Mouse, Press};
use partybook::tui::key::Key;
use partybook::tui::keymap::Keymap;
use partybook::tui::page::Page;
use partybook::tui::screen;
use partybook::tui::screen::welcome::Welcome;
use partybook::tui::shelf::Shelf;
use partybook::tui::state::State;
use partybook::tui::theme::{Depth, Theme};
use partybook::tui::update::{start, update};
use partybook::tui::view::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::{Book, SEOUL};

/// A running terminal UI without a terminal.
pub struct Stage {
    /// Everything it remembers.
    pub state: State,
    shelf: Shelf,
    me: String,
    /// Effects that no worker answers: copies, exits.
    pub others: Vec<Effect>,
    now: partybook::base::day::Instant,
    /// Whether changes wait for [`Stage::answer`].
    pub held: Option<VecDeque<Event>>,
}

impl Stage {
    /// A page as somebody of the book sees it, in a window of this size.
    pub fn new(mut book: Book, handle: &str, page: Page, lang: Lang, size: (u16, u16)) -> Self {
        book.me(handle);
        let now = book.now;
        let moment = now.to_string();
        let env = Env::of([("PARTY_NOW", &moment), ("PARTY_SEED", "7"), ("TZ", "Asia/Seoul"), ("HOME", "/nowhere")]);
        let (actor, via) = (Some(handle.to_owned()), "tui".to_owned());
        let choices = Choices { actor, via, lang: Some(lang), ..Choices::default() };
        let session = Session::on(&env, choices, PathBuf::from("test.db"), book.engine).unwrap();
        let mut desk = Desk::new(Setup {
            lang,
            theme: Theme::named("none", Depth::None).unwrap(),
            glyphs: PLAIN,
            now,
            zone: SEOUL,
            size,
            ids: Box::new(super::Seeded::new(99)),
        });
        desk.me = session.me().map(|me| me.name.clone());
        desk.my_id = session.me().map(|me| me.id);
        Self::open(desk, session, page, now)
    }

    /// The welcome of a workspace without anybody.
    pub fn welcome(lang: Lang, size: (u16, u16)) -> Self {
        let book = Book::empty();
        let now = book.now;
        let moment = now.to_string();
        let env = Env::of([("PARTY_NOW", &moment), ("PARTY_SEED", "7"), ("TZ", "Asia/Seoul"), ("HOME", "/nowhere")]);
        let choices = Choices { via: "tui".to_owned(), lang: Some(lang), ..Choices::default() };
        let session = Session::on(&env, choices, PathBuf::from("test.db"), book.engine).unwrap();
        let theme = Theme::named("none", Depth::None).unwrap();
        let ids = Box::new(super::Seeded::new(99));
        let desk = Desk::new(Setup { lang, theme, glyphs: PLAIN, now, zone: SEOUL, size, ids });
        let mut stage = Self::open(desk, session, Page::Today, now);
        stage.state.push(Box::new(Welcome::new()));
        stage.state.fit();
        stage
    }

    fn open(desk: Desk, session: Session, page: Page, now: partybook::base::day::Instant) -> Self {
        let keymap = Keymap::new(&BTreeMap::new()).unwrap();
        let state = State::new(desk, keymap, screen::make, page);
        let me = session.me().map(|me| me.handle.clone()).unwrap_or_default();
        let mut stage = Self { state, shelf: Shelf::new(session), me, others: Vec::new(), now, held: None };
        let effects = start(&mut stage.state);
        stage.carry_out(effects);
        stage
    }

    /// Presses keys: characters as they are, others as `<Enter>`, `<Ctrl-d>`.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        let mut rest = keys;
        while let Some(first) = rest.chars().next() {
            let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')).filter(|(name, _)| name.len() > 1);
            let key = match named {
                Some((name, after)) => {
                    rest = after;
                    Key::read(name).unwrap()
                }
                None => {
                    rest = &rest[first.len_utf8()..];
                    Key::of(first)
                }
            };
            self.event(Event::Input(Input::Key(key)));
        }
        self
    }

    /// Pastes text.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.event(Event::Input(Input::Paste { text: text.to_owned(), cut: false }));
        self
    }

    /// The mouse at a cell.
    pub fn mouse(&mut self, press: Press, column: u16, row: u16) -> &mut Self {
        self.event(Event::Input(Input::Mouse(Mouse { press, column, row })));
        self
    }

    /// Gives the window another size.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.event(Event::Resize { columns, rows });
        self
    }

    /// Somebody else does something to the same store, unseen.
    pub fn behind(&mut self, handle: &str, op: &Op) -> &mut Self {
        self.shelf.be(handle).unwrap();
        self.shelf.commit(op).unwrap();
        let me = self.me.clone();
        self.shelf.be(&me).unwrap();
        self
    }

    /// One event and everything that comes of it.
    pub fn event(&mut self, event: Event) {
        let effects = update(&mut self.state, event, self.now);
        self.carry_out(effects);
    }

    /// Lets the changes that were held back be answered.
    pub fn answer(&mut self) -> &mut Self {
        for event in self.held.take().unwrap_or_default() {
            self.event(event);
        }
        self
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        let mut effects = VecDeque::from(effects);
        while let Some(effect) = effects.pop_front() {
            let event = match effect {
                Effect::Load(query) => match self.shelf.load(&query) {
                    Ok(Some(loaded)) => Event::Loaded(Ok(Box::new(loaded))),
                    Ok(None) => continue,
                    Err(failure) => Event::Loaded(Err(failure)),
                },
                Effect::Commit { ticket, op } => Event::Committed { ticket, result: self.shelf.commit(&op) },
                Effect::Wait { .. } => continue,
                other => {
                    self.others.push(other);
                    continue;
                }
            };
            if let (Some(held), Event::Committed { .. }) = (&mut self.held, &event) {
                held.push_back(event);
                continue;
            }
            effects.extend(update(&mut self.state, event, self.now));
        }
    }

    /// The screen as text, without spaces at the ends of lines.
    pub fn shows(&self) -> String {
        let (columns, rows) = self.state.desk.size;
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        terminal.draw(|frame| view(&self.state, frame)).unwrap();
        let buffer = terminal.backend().buffer();
        let mut lines = Vec::new();
        for y in 0..rows {
            let mut line = String::new();
            let mut skip = 0;
            for x in 0..columns {
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                let symbol = buffer[(x, y)].symbol();
                skip = partybook::base::cells::width(symbol).saturating_sub(1);
                line.push_str(symbol);
            }
            lines.push(line.trim_end().to_owned());
        }
        lines.join("\n")
    }

    /// The line of the screen that holds a text.
    pub fn line(&self, part: &str) -> String {
        let screen = self.shows();
        let found = screen.lines().find(|line| line.contains(part)).map(str::to_owned);
        found.unwrap_or_else(|| panic!("{part:?} is not on\n{screen}"))
    }

    /// Row and column of a text on screen.
    pub fn place(&self, part: &str) -> (u16, u16) {
        let screen = self.shows();
        let found = screen.lines().enumerate().find_map(|(y, line)| {
            let at = line.find(part)?;
            Some((partybook::base::cells::width(&line[..at]) as u16, y as u16))
        });
        found.unwrap_or_else(|| panic!("{part:?} is not on\n{screen}"))
    }
}
