//! The workers' side of the terminal UI: a [`Session`] as their book, behind the counter.

use crate::app::error::Kind;
use crate::app::session::Session;
use crate::store::engine::Interrupter;
use crate::text::{w, word};
use crate::tui::book::Book;
use crate::tui::counter;
use crate::tui::keyhint::failure;
use crate::tui::wire::{Begun, Failure, Loaded, Op, Query, Receipt};

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
                    Ok(Some(Loaded::Unclear(wanted.clone(), failure(self.session.lang(), &error).said)))
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
        Failure { said: word(self.session.lang(), w::FRAME_BROKEN).to_owned(), refusal: None }
    }
}
