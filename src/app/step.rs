//! Steps of a session: an operation carried out, tried, or sent again; and the first one, which makes the store.

use std::path::Path;

use super::error::AppError;
use super::files;
use super::session::{Session, empty, open_engine};
use crate::base::id::Id;
use crate::base::source::{Clock, Ids};
use crate::op::{self, Meta, Op, Receipt, member};
use crate::query::{Ctx, QueryError};
use crate::store::engine::Read;
use crate::store::error::StoreError;
use crate::store::sqlite::{self, Mode};

impl Session {
    /// Carries an operation out; when it returns, the change is on disk.
    /// Errors: the broken rule, nobody to act, what the store could not do. Nothing is kept then.
    pub fn commit(&mut self, op: &Op) -> Result<Receipt, AppError> {
        let meta = self.meta(op)?;
        let receipt = self.carry_out(&meta, op)?;
        if receipt.seq.is_none() {
            return Ok(receipt);
        }
        if !self.settle()? {
            // Their store was quicker, and is no longer without a member: the step is judged anew.
            return self.commit(op);
        }
        self.saved = receipt.seq;
        Ok(receipt)
    }

    /// Carries an operation out as [`Self::commit`] would, lets `look` read what the book would be then, and takes it
    /// back: refused alike, kept never.
    /// Errors: as in [`Self::commit`]; what `look` answers.
    pub fn rehearse<T>(
        &mut self,
        op: &Op,
        look: impl FnOnce(&mut dyn Read, &Ctx, &Receipt) -> Result<T, QueryError>,
    ) -> Result<T, AppError> {
        let (meta, ctx) = (self.meta(op)?, self.ctx());
        let looked =
            op::rehearse(self.engine.as_mut(), &mut self.ids, &meta, op, |read, receipt| look(read, &ctx, receipt));
        looked.map_err(|error| AppError::of_op(self.lang, error))?.map_err(|error| AppError::of_query(self.lang, error))
    }

    /// Who wants an operation, when, and through what.
    /// Errors: nobody acts, although somebody must.
    fn meta(&mut self, op: &Op) -> Result<Meta, AppError> {
        let me = self.start.me.as_ref().map(|member| member.id);
        let first = first_member(op).filter(|_| !self.start.peopled);
        if me.is_none() && first.is_none() {
            return Err(self.nobody());
        }
        let founder = first.filter(|_| matches!(op, Op::Batch { .. }));
        Ok(Meta {
            op_id: self.ids.op_id(),
            actor: me.or(founder),
            at: self.env.clock().now(),
            via: self.choices.via.clone(),
            zone: self.env.zone(),
        })
    }

    /// Gives a store that is only in memory so far its file, with all that it holds: nobody ever meets a half-made one.
    /// Answers false where somebody else made one meanwhile: theirs is open now, and what was in memory is gone.
    pub fn settle(&mut self) -> Result<bool, AppError> {
        if !self.blank {
            return Ok(true);
        }
        let kept = match self.place_store() {
            Ok(()) => true,
            Err(StoreError::Exists { .. }) => false,
            Err(error) => {
                self.engine = empty().map_err(|error| self.store_error(&error))?;
                self.refresh()?;
                return Err(self.store_error(&error));
            }
        };
        self.engine = open_engine(&self.env, &self.path, Mode::ReadWrite).map_err(|error| self.store_error(&error))?;
        self.blank = false;
        self.refresh()?;
        Ok(kept)
    }

    fn place_store(&mut self) -> Result<(), StoreError> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let room = files::room(folder).map_err(|error| StoreError::from_io(folder, &error))?;
        sqlite::may_hold(&self.path)?;
        let placed = self.engine.backup_to(&self.path);
        drop(room);
        placed
    }

    /// Carries an operation out with everything about it said. A commit whose answer was lost is sent again with its id, so it is carried out once.
    fn carry_out(&mut self, meta: &Meta, op: &Op) -> Result<Receipt, AppError> {
        let mut outcome = op::carry_out(self.engine.as_mut(), &mut self.ids, meta, op);
        if let Err(op::OpError::Store(StoreError::Unknown { .. })) = outcome {
            self.engine =
                open_engine(&self.env, &self.path, Mode::ReadWrite).map_err(|error| self.store_error(&error))?;
            outcome = op::carry_out(self.engine.as_mut(), &mut self.ids, meta, op);
        }
        let receipt = outcome.map_err(|error| AppError::of_op(self.lang, error))?;
        if !self.start.peopled || matches!(op, Op::Member(member::Op::Config { .. })) {
            self.refresh()?;
        }
        Ok(receipt)
    }
}

/// The member whom an operation adds before all else: whoever acts in the first step of a workspace.
fn first_member(op: &Op) -> Option<Id> {
    match op {
        Op::Member(member::Op::Add { id, .. }) => Some(*id),
        Op::Batch { steps } => steps.first().and_then(first_member),
        _ => None,
    }
}
