//! The demo's throw-away store: its past replayed, its clock standing still, gone when the program ends.

use std::path::Path;

use tempfile::TempDir;

use super::env::Env;
use super::error::{AppError, Kind};
use super::session::{Choices, Session, language};
use crate::base::source::Ids;
use crate::op::{self, Meta};
use crate::port::demo::{self, Step};
use crate::store::engine::Engine;
use crate::store::{migrate, sqlite};
use crate::text::Lang;

/// An open demo; dropping it removes its store.
pub struct Demo {
    /// The book, with the demo's clock.
    pub session: Session,
    /// Where it lies.
    pub folder: TempDir,
}

/// Makes the demo and opens it as its newcomer. The person's own configuration of looks and keys holds in it too.
/// Errors: no room for the store.
pub fn open(env: &Env, choices: &Choices) -> Result<Demo, AppError> {
    let lang = language(env, choices.lang, super::config::read(&env.config_path(), Lang::En).ok().as_ref());
    let folder = tempfile::Builder::new().prefix("party-demo-").tempdir();
    let folder = folder.map_err(|error| AppError::io(lang, &std::env::temp_dir(), &error))?;
    let path = folder.path().join("demo.db");
    write(env, lang, &path)?;
    let now = demo::now().rfc3339_in(&demo::zone());
    let zone = demo::zone().to_string();
    let env = env.with(&[("PARTY_NOW", now.as_str()), ("TZ", zone.as_str())]);
    let actor = choices.actor.clone().unwrap_or_else(|| demo::ME.to_owned());
    let choices = Choices { db: Some(path), actor: Some(actor), lang: Some(lang), via: choices.via.clone() };
    Ok(Demo { session: Session::open(&env, choices)?, folder })
}

/// Writes a store that holds the demo. It grows in memory, so that only one write waits for the disk.
pub fn write(env: &Env, lang: Lang, path: &Path) -> Result<(), AppError> {
    let failed = |error| AppError::of_store(lang, &error);
    let mut engine = sqlite::memory().map_err(failed)?;
    migrate::bring_up(&mut engine, "").map_err(failed)?;
    replay(&mut engine, &mut env.ids(), lang)?;
    engine.backup_to(path).map_err(failed)
}

/// Carries out the demo's past on a store without members.
/// Errors: the first step that is refused, which is a fault of the demo's data.
pub fn replay(engine: &mut dyn Engine, ids: &mut dyn Ids, lang: Lang) -> Result<(), AppError> {
    let steps = demo::steps(lang, ids);
    let mut people = std::collections::HashMap::new();
    for Step { at, by, op } in steps {
        let actor = people.get(&by).copied();
        let meta = Meta { op_id: ids.op_id(), actor, at, via: "demo".to_owned(), zone: demo::zone() };
        if let op::Op::Member(op::member::Op::Add { id, handle, .. }) = &op {
            people.insert(handle.clone(), *id);
        }
        op::carry_out(engine, ids, &meta, &op).map_err(|error| {
            let error = AppError::of_op(lang, error);
            AppError::new(Kind::Refused, format!("{at} {by} {}: {}", op.tagged().0, error.message))
        })?;
    }
    Ok(())
}
