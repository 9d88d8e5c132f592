//! The loop: waits for events, updates the state, does what effects ask, draws once when everything that waited is taken.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use crate::base::source::Clock;
use crate::text::Lang;
use crate::tui::book::{Lanes, MakeBook};
use crate::tui::effect::{Effect, Exit, Wake};
use crate::tui::event::Event;
use crate::tui::reader::Reader;
use crate::tui::signal;
use crate::tui::state::State;
use crate::tui::terminal::{self, Terminal, Wishes};
use crate::tui::theme::Ground;
use crate::tui::update::{start, update};
use crate::tui::view::view;
use crate::tui::wire::{Failure, Loaded, Query};

/// How long the first frame waits for its data, so that nobody sees an empty page flash by.
const FIRST_FRAME: Duration = Duration::from_millis(120);

/// How long a frame waits for what the last key asked for.
const DETAIL: Duration = Duration::from_millis(4);

/// How long leaving waits for a typed line to be looked up.
const LAST_TYPED: Duration = Duration::from_secs(2);

/// Opens the user's editor on a text with a file name's end; `None` when the text came back as it was.
pub type Edit<'a> = dyn FnMut(&str, &str) -> Result<Option<String>, Failure> + 'a;

/// What the loop needs of the machine.
pub struct Outside<'a> {
    /// Tells the time.
    pub clock: &'a dyn Clock,
    /// Makes a book for each lane.
    pub book: MakeBook,
    /// What to switch on.
    pub wishes: Wishes,
    /// Opens the user's editor on a text; `None` when it came back as it was.
    pub edit: &'a mut Edit<'a>,
    /// Writes a text to a new file by its typed path; gives the path as it is.
    pub save: &'a mut dyn FnMut(&str, &str) -> Result<String, Failure>,
    /// Remembers something for the next start.
    pub remember: &'a mut dyn FnMut(Remember),
}

/// What is remembered for the next start.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Remember {
    /// The terminal's ground.
    Ground(Ground),
    /// The language.
    Language(Lang),
    /// The key of the party looked at last.
    Party(String),
    /// The handle of who sits here.
    Me(String),
    /// The store.
    Store(std::path::PathBuf),
}

/// Runs the terminal UI until it is left. Errors: no terminal, or one that fails.
pub fn run(mut state: State, outside: Outside<'_>) -> io::Result<Exit> {
    let (events, inbox) = channel();
    let lanes = Lanes::start(&outside.book, &events)?;
    let terminal = Terminal::enter(outside.wishes)?;
    state.desk.size = terminal.size();
    signal::watch(events.clone())?;
    let reader = Reader::start(Terminal::input()?, events.clone())?;
    let mut run = Run {
        terminal,
        reader,
        lanes,
        events,
        inbox,
        waits: Vec::new(),
        loading: 0,
        preparing: 0,
        exit: None,
        outside,
    };
    let effects = start(&mut state);
    let asked = effects.iter().filter(|effect| matches!(effect, Effect::Load(_))).count();
    run.carry_out(effects)?;
    run.wait_for_first(&mut state, asked)?;
    let exit = run.turn(&mut state);
    run.lanes.finish();
    exit
}

struct Run<'a> {
    terminal: Terminal,
    reader: Reader,
    lanes: Lanes,
    events: Sender<Event>,
    inbox: Receiver<Event>,
    waits: Vec<(Instant, Wake)>,
    /// How many loads were asked for since the last frame.
    loading: usize,
    /// How many lines that were typed are still being looked up.
    preparing: usize,
    exit: Option<Exit>,
    outside: Outside<'a>,
}

impl Run<'_> {
    fn turn(&mut self, state: &mut State) -> io::Result<Exit> {
        loop {
            if let Some(exit) = self.exit {
                self.wait_for_typed(state)?;
                return Ok(exit);
            }
            self.terminal.draw(|frame| view(state, frame))?;
            self.lanes.open_commits()?;
            let first = self.next();
            self.loading = 0;
            self.take(state, first)?;
            self.wait_for_detail(state)?;
            // Whatever else came meanwhile belongs to the same frame.
            while self.exit.is_none()
                && let Ok(event) = self.inbox.try_recv()
            {
                self.take(state, event)?;
            }
        }
    }

    /// Waits for the next event or the end of the earliest wait.
    fn next(&mut self) -> Event {
        loop {
            let earliest = self.waits.iter().map(|(at, _)| *at).min();
            let Some(earliest) = earliest else { return self.inbox.recv().unwrap_or(Event::HungUp) };
            match self.inbox.recv_timeout(earliest.saturating_duration_since(Instant::now())) {
                Ok(event) => return event,
                Err(RecvTimeoutError::Disconnected) => return Event::HungUp,
                Err(RecvTimeoutError::Timeout) => {
                    let now = Instant::now();
                    if let Some(over) = self.waits.iter().position(|(at, _)| *at <= now) {
                        return Event::Woke(self.waits.swap_remove(over).1);
                    }
                }
            }
        }
    }

    /// Takes events until everything asked for at the start has been answered, or the time is up.
    fn wait_for_first(&mut self, state: &mut State, mut asked: usize) -> io::Result<()> {
        let until = Instant::now() + FIRST_FRAME;
        while let Ok(event) = self.inbox.recv_timeout(until.saturating_duration_since(Instant::now())) {
            asked -= usize::from(matches!(event, Event::Loaded(_)));
            self.take(state, event)?;
            if asked == 0 || self.exit.is_some() {
                break;
            }
        }
        Ok(())
    }

    /// Gives what a key asked for the time that a frame takes anyway: a row and what stands beside it are drawn once.
    fn wait_for_detail(&mut self, state: &mut State) -> io::Result<()> {
        let until = Instant::now() + DETAIL;
        while self.loading > 0
            && self.exit.is_none()
            && let Ok(event) = self.inbox.recv_timeout(until.saturating_duration_since(Instant::now()))
        {
            self.take(state, event)?;
        }
        Ok(())
    }

    /// Lets what was typed before leaving become the change it was typed for.
    fn wait_for_typed(&mut self, state: &mut State) -> io::Result<()> {
        let until = Instant::now() + LAST_TYPED;
        while self.preparing > 0
            && let Ok(event) = self.inbox.recv_timeout(until.saturating_duration_since(Instant::now()))
        {
            self.take(state, event)?;
        }
        Ok(())
    }

    fn take(&mut self, state: &mut State, event: Event) -> io::Result<()> {
        if let Event::Loaded(_) = &event {
            self.loading = self.loading.saturating_sub(1);
        }
        if let Event::Loaded(Err(_)) = &event {
            self.preparing = self.preparing.saturating_sub(1);
        } else if let Event::Loaded(Ok(loaded)) = &event
            && matches!(**loaded, Loaded::Ready(..) | Loaded::Unclear(..))
        {
            self.preparing = self.preparing.saturating_sub(1);
        }
        if let Event::Resize { columns, rows } = event {
            self.terminal.resize(columns, rows)?;
        }
        let effects = update(state, event, self.outside.clock.now());
        self.carry_out(effects)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        for effect in effects {
            match effect {
                Effect::Commit { ticket, op } => self.lanes.commit(ticket, op)?,
                Effect::Load(query) => {
                    self.loading += 1;
                    self.preparing += usize::from(matches!(query, Query::Prepare(_)));
                    self.lanes.load(query);
                }
                Effect::Copy(text) => terminal::copy(&text)?,
                Effect::Save { path, text } => {
                    let saved = (self.outside.save)(&path, &text);
                    let _ = self.events.send(Event::Saved(saved));
                }
                Effect::Write { text, suffix, ask } => {
                    let text = self.outside_the_screen(|outside| (outside.edit)(&text, suffix))?;
                    let _ = self.events.send(Event::Edited { ask, text });
                }
                Effect::Wait { millis, wake } => self.wait(Duration::from_millis(millis), wake),
                Effect::SpeakKitty => terminal::speak_kitty()?,
                Effect::RememberGround(ground) => (self.outside.remember)(Remember::Ground(ground)),
                Effect::RememberLanguage(lang) => (self.outside.remember)(Remember::Language(lang)),
                Effect::Be(handle) => {
                    self.lanes.be(&handle)?;
                    (self.outside.remember)(Remember::Me(handle));
                }
                Effect::Join(path, handle) => {
                    (self.outside.remember)(Remember::Store(path));
                    (self.outside.remember)(Remember::Me(handle));
                    self.exit = Some(Exit::Again);
                }
                Effect::RememberParty(key) => (self.outside.remember)(Remember::Party(key)),
                Effect::Repaint => {
                    let (columns, rows) = self.terminal.size();
                    self.terminal.resize(columns, rows)?;
                }
                Effect::Redraw => self.redraw()?,
                Effect::Suspend => self.outside_the_screen(|_| signal::stop())?,
                Effect::Quit(exit) => self.exit = Some(exit),
            }
        }
        Ok(())
    }

    /// A wait of the same kind begins anew.
    fn wait(&mut self, how_long: Duration, wake: Wake) {
        self.waits.retain(|(_, other)| std::mem::discriminant(other) != std::mem::discriminant(&wake));
        self.waits.push((Instant::now() + how_long, wake));
    }

    /// Gives the terminal back while something else has it, then takes it again.
    fn outside_the_screen<T>(&mut self, mut work: impl FnMut(&mut Outside<'_>) -> T) -> io::Result<T> {
        self.reader.pause();
        terminal::leave();
        let done = work(&mut self.outside);
        let taken = self.redraw();
        self.reader.resume();
        taken.map(|()| done)
    }

    fn redraw(&mut self) -> io::Result<()> {
        self.terminal.take()?;
        let (columns, rows) = self.terminal.size();
        let _ = self.events.send(Event::Resize { columns, rows });
        Ok(())
    }
}
