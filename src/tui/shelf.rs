//! The workers' side of the terminal UI: a [`Session`] as their book, behind the counter.

use crate::app::error::{AppError, Kind};
use crate::app::session::Session;
use crate::app::story;
use crate::op::undo;
use crate::query::history::{self, LogEntry};
use crate::store::engine::Interrupter;
use crate::text::when::say_day;
use crate::text::{say, w, word};
use crate::tui::book::Book;
use crate::tui::counter;
use crate::tui::keyhint::failure;
use crate::tui::wire::{Begun, Failure, Loaded, Op, Query, Receipt};

/// How old a step may be, in milliseconds, to be taken back unseen.
const UNSEEN_MILLIS: i64 = 10 * 60 * 1000;
/// Steps looked through at once.
const STEPS: i64 = 20;

/// A session in a worker's hands.
pub struct Shelf {
    session: Session,
    version: i64,
}

impl Shelf {
    /// The shelf of an open session.
    pub fn new(session: Session) -> Self {
        let mut shelf = Self { session, version: 0 };
        shelf.version = shelf.session.engine().data_version().unwrap_or(0);
        shelf
    }

    /// The step that would be taken back, where it is so old that it is not taken back unseen.
    fn old_step(&mut self) -> Result<Option<LogEntry>, AppError> {
        let Some(me) = self.session.me().map(|me| me.id) else { return Ok(None) };
        let fresh = self.session.now().millis() - UNSEEN_MILLIS;
        let mut before = None;
        loop {
            let window = history::Window { before, limit: STEPS, ..history::Window::default() };
            let entries = self.session.page(|read, _| history::log(read, history::Scope::Actor(me), window))?;
            let count = entries.len() as i64;
            before = entries.last().map(|entry| entry.seq);
            if let Some(found) = entries.into_iter().find(|entry| entry.undoes.is_none() && !entry.undone) {
                return Ok(Some(found).filter(|entry| entry.at.millis() < fresh));
            }
            if count < STEPS {
                return Ok(None);
            }
        }
    }

    /// Says what would be taken back and since when it stands.
    fn ask_first(&self, old: &LogEntry) -> Failure {
        let lang = self.session.lang();
        let (what, day) = (story::what(lang, old), say_day(lang, old.at.day_in(&self.session.zone())));
        let said = say(lang, w::FRAME_UNDO_OLD, &[("what", &what), ("day", &day)]);
        Failure { older: Some(old.seq), ..Failure::said(said) }
    }

    /// A store that did not exist when this lane began may have been made by the other one.
    fn look_for_store(&mut self) -> bool {
        if !self.session.blank() {
            return false;
        }
        match self.session.again() {
            Ok(again) if !again.blank() => {
                self.session = again;
                true
            }
            _ => false,
        }
    }
}

impl Book for Shelf {
    fn commit(&mut self, op: &Op) -> Result<Receipt, Failure> {
        self.look_for_store();
        if matches!(op, Op::Journal(undo::Op::Undo { seq: None }))
            && let Some(old) = self.old_step().map_err(|error| failure(self.session.lang(), &error))?
        {
            return Err(self.ask_first(&old));
        }
        self.session.commit(op).map_err(|error| failure(self.session.lang(), &error))
    }

    fn load(&mut self, query: &Query) -> Result<Option<Loaded>, Failure> {
        self.look_for_store();
        match counter::page(&mut self.session, query) {
            Ok(loaded) => Ok(Some(loaded)),
            // Meant for the page before it: what was typed is asked for once, and nobody would ask again.
            Err(error) if error.kind == Kind::Interrupted && query.is_asked_once() => self.load(query),
            Err(error) if error.kind == Kind::Interrupted => Ok(None),
            Err(error) => match query {
                Query::Prepare(wanted) if matches!(error.kind, Kind::Missing | Kind::Usage) => {
                    let said = failure(self.session.lang(), &error).said;
                    let lines = counter::unclear(&mut self.session, wanted);
                    Ok(Some(Loaded::Unclear(wanted.clone(), said, lines)))
                }
                Query::Begin(_) => Ok(Some(Loaded::Begun(Begun::Refused(failure(self.session.lang(), &error).said)))),
                _ => Err(failure(self.session.lang(), &error)),
            },
        }
    }

    fn be(&mut self, handle: &str) -> Result<(), Failure> {
        self.look_for_store();
        self.session.act_as(handle).map_err(|error| failure(self.session.lang(), &error))
    }

    fn changed(&mut self) -> bool {
        let appeared = self.look_for_store();
        let changed = match self.session.engine().data_version() {
            Ok(version) => std::mem::replace(&mut self.version, version) != version,
            Err(_) => false,
        };
        appeared || changed
    }

    fn interrupter(&self) -> Option<Interrupter> {
        Some(self.session.interrupter())
    }

    fn broken(&self) -> Failure {
        Failure::said(word(self.session.lang(), w::FRAME_BROKEN))
    }
}
