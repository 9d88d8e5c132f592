//! The book as the terminal UI's workers use it, and the two lanes: changes in order, and loads where the newest wins.

use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::app::worker::{Lane, Work};
use crate::store::engine::Interrupter;
use crate::tui::event::Event;
use crate::tui::wire::{Failure, Loaded, Op, Query, Receipt, Ticket};

/// How often other processes' changes are looked for.
const WATCH: Duration = Duration::from_millis(400);

/// What workers can do with the store. Each lane has one of its own.
pub trait Book {
    /// Carries out a change; when it returns, the change is on disk.
    fn commit(&mut self, op: &Op) -> Result<Receipt, Failure>;

    /// Reads a page. `None` when it was interrupted by a newer wish.
    fn load(&mut self, query: &Query) -> Result<Option<Loaded>, Failure>;

    /// Acts as another member from now on.
    fn be(&mut self, handle: &str) -> Result<(), Failure>;

    /// Whether another connection changed the store since the last time.
    fn changed(&mut self) -> bool;

    /// What stops a running load, from any thread.
    fn interrupter(&self) -> Option<Interrupter>;

    /// What to say when the program itself broke down in a worker.
    fn broken(&self) -> Failure;
}

/// Makes a book for a lane, on the lane's thread.
pub type MakeBook = Arc<dyn Fn(Need) -> Box<dyn Book> + Send + Sync>;

/// Which lane a book is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    /// The pages.
    Loads,
    /// The changes.
    Commits,
}

/// One job of the lane of changes.
#[derive(Clone, Debug)]
enum ToDo {
    Commit(Ticket, Op),
    Be(String),
}

/// One job of the lane of loads.
#[derive(Clone, Debug)]
enum Wish {
    Page(Query),
    Be(String),
}

struct Commits {
    book: Box<dyn Book>,
    events: Sender<Event>,
}

impl Work for Commits {
    type Job = ToDo;

    fn work(&mut self, job: ToDo) {
        match job {
            ToDo::Commit(ticket, op) => {
                let result = self.book.commit(&op);
                let _ = self.events.send(Event::Committed { ticket, result });
            }
            // Who cannot be is told by the lane of loads, which is asked the same.
            ToDo::Be(handle) => drop(self.book.be(&handle)),
        }
    }

    fn broke(&mut self, job: ToDo) {
        if let ToDo::Commit(ticket, _) = job {
            let _ = self.events.send(Event::Committed { ticket, result: Err(self.book.broken()) });
        }
    }
}

struct Loads {
    book: Box<dyn Book>,
    /// What stops the load that runs, for the other threads.
    interrupter: Arc<Mutex<Option<Interrupter>>>,
    events: Sender<Event>,
}

impl Work for Loads {
    type Job = Wish;

    fn work(&mut self, wish: Wish) {
        // The store may have come into being since the last load.
        *self.interrupter.lock().unwrap_or_else(PoisonError::into_inner) = self.book.interrupter();
        let loaded = match wish {
            Wish::Page(query) => self.book.load(&query),
            Wish::Be(handle) => self.book.be(&handle).and_then(|()| self.book.load(&Query::Who)),
        };
        match loaded {
            Ok(Some(loaded)) => drop(self.events.send(Event::Loaded(Ok(Box::new(loaded))))),
            Ok(None) => {}
            Err(failure) => drop(self.events.send(Event::Loaded(Err(failure)))),
        }
    }

    fn rest(&mut self) {
        if self.book.changed() {
            let _ = self.events.send(Event::Changed);
        }
    }

    fn broke(&mut self, _: Wish) {
        let _ = self.events.send(Event::Loaded(Err(self.book.broken())));
    }
}

/// The two lanes.
pub struct Lanes {
    /// Opened by the first change, or once the first frame stands: until then nothing competes with its data.
    commits: Option<Lane<ToDo>>,
    make: MakeBook,
    events: Sender<Event>,
    loads: Lane<Wish>,
    interrupter: Arc<Mutex<Option<Interrupter>>>,
}

impl Lanes {
    /// Starts the lane of loads; that of changes is opened when it is needed. Each has a book of its own.
    pub fn start(make: &MakeBook, events: &Sender<Event>) -> io::Result<Self> {
        let interrupter = Arc::new(Mutex::new(None));
        let (shared, make_loads, load_events) = (Arc::clone(&interrupter), Arc::clone(make), events.clone());
        let loads = Lane::start("loads", Some(WATCH), move || {
            let book = make_loads(Need::Loads);
            Loads { book, interrupter: Arc::clone(&shared), events: load_events.clone() }
        })?;
        Ok(Self { commits: None, make: Arc::clone(make), events: events.clone(), loads, interrupter })
    }

    /// Opens the lane of changes, unless it is open. Errors: the machine starts no more threads.
    pub fn open_commits(&mut self) -> io::Result<()> {
        self.lane_of_commits().map(drop)
    }

    fn lane_of_commits(&mut self) -> io::Result<&Lane<ToDo>> {
        let lane = match self.commits.take() {
            Some(lane) => lane,
            None => {
                let (make, events) = (Arc::clone(&self.make), self.events.clone());
                let begin = move || Commits { book: make(Need::Commits), events: events.clone() };
                Lane::start("commits", None, begin)?
            }
        };
        Ok(self.commits.insert(lane))
    }

    /// Carries out a change after those before it. Errors: as when the lane is opened.
    pub fn commit(&mut self, ticket: Ticket, op: Op) -> io::Result<()> {
        self.lane_of_commits()?.push(ToDo::Commit(ticket, op));
        Ok(())
    }

    /// Reads a page; an older wish for the same page is forgotten, or stopped where it runs.
    pub fn load(&self, query: Query) {
        let same = |one: &Wish, other: &Wish| match (one, other) {
            (Wish::Page(one), Wish::Page(other)) => other.replaces(one),
            _ => false,
        };
        if self.loads.replace(Wish::Page(query), same) {
            let interrupter = self.interrupter.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(interrupter) = interrupter.as_ref() {
                interrupter.interrupt();
            }
        }
    }

    /// Acts as another member from now on, in both lanes.
    pub fn be(&mut self, handle: &str) -> io::Result<()> {
        self.lane_of_commits()?.push(ToDo::Be(handle.to_owned()));
        self.loads.push(Wish::Be(handle.to_owned()));
        Ok(())
    }

    /// Waits until every change given is on disk.
    pub fn finish(&mut self) {
        if let Some(commits) = &mut self.commits {
            commits.finish();
        }
    }
}
