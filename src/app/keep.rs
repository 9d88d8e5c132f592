//! Keeping the book safe: examined, copied while others write, and put back. Remembers, beside the configuration, the
//! last journal head this machine has seen of a store, so that an examination also finds what was cut off its end.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::env::Env;
use super::error::{AppError, Kind};
use super::files::{self, Existing};
use super::session::{Choices, Session, empty, language, stamps, store_path};
use super::target;
use crate::port::import::dump::{self, DumpRefused};
use crate::port::problem;
use crate::query::history::name;
use crate::store::audit::{Audit, audit};
use crate::store::dump::RestoreError;
use crate::store::engine::{Engine, Read};
use crate::store::error::{StoreError, damaged};
use crate::store::journal::Head;
use crate::store::migrate;
use crate::store::problem::Problem;
use crate::store::sqlite;
use crate::store::version::SchemaVersion;
use crate::text::words::{Lang, say, w, word};

/// What an examination found.
#[derive(Clone, Debug, Serialize)]
pub struct Health {
    /// The store.
    pub path: PathBuf,
    /// The engine's name.
    pub engine: &'static str,
    /// The schema, such as `1.0`.
    pub schema: String,
    /// What the engine itself finds wrong: structure and references.
    pub file: Vec<String>,
    /// What the journal and the tables say of each other.
    pub audit: Audit,
}

impl Health {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.file.is_empty() && self.audit.is_sound()
    }
}

/// Examines file, schema, journal and tables.
/// Errors: what kept it from looking; damage is a finding, not an error.
pub fn doctor(session: &mut Session) -> Result<Health, AppError> {
    let lang = session.lang();
    let (env, path) = (session.env().clone(), session.path().to_path_buf());
    let pin = pin_of(&env, &path);
    let found = examine(session.engine(), pin.as_ref()).map_err(|error| AppError::of_store(lang, &error))?;
    let (schema, file, audit) = found;
    let health = Health {
        path,
        engine: session.engine().name(),
        schema: schema.map_or_else(String::new, |it| it.to_string()),
        file,
        audit,
    };
    if health.is_sound() && !session.blank() {
        remember(&env, &health.path, &health.audit.head);
    }
    Ok(health)
}

type Found = (Option<SchemaVersion>, Vec<String>, Audit);

fn examine(engine: &mut dyn Engine, pin: Option<&Head>) -> Result<Found, StoreError> {
    Ok((engine.schema()?, engine.check()?, audit(engine, pin)?))
}

/// What people call the row that a problem is about, as far as a damaged store still tells.
pub fn name_of(read: &mut dyn Read, problem: &Problem) -> Option<String> {
    let (noun, row) = problem.row()?;
    name(read, noun, row).ok()
}

/// Refuses a copy that is not whole; gives the head of one that is.
fn verify(lang: Lang, engine: &mut dyn Engine) -> Result<Head, StoreError> {
    let (_, file, audit) = examine(engine, None)?;
    match (file.first(), audit.problems.first()) {
        (None, None) => Ok(audit.head),
        (Some(problem), _) => Err(damaged(problem)),
        (None, Some(found)) => {
            let name = name_of(engine, found);
            Err(damaged(&problem::said(lang, found, name.as_deref())))
        }
    }
}

/// Copies the store as it is this moment and examines the copy. Without a target it goes beside the store, into
/// `backups/party-<moment>.db`. Answers where it is and the head it holds.
/// Errors: no store; a target that may not be written to; a store that is not sound; what the system answers.
pub fn backup(session: &mut Session, target: Option<&Path>, existing: Existing) -> Result<(PathBuf, Head), AppError> {
    let lang = session.lang();
    let store = session.path().to_path_buf();
    if session.blank() {
        return Err(AppError::of_store(lang, &StoreError::NotFound { path: store }));
    }
    let in_store = |error: StoreError| AppError::of_store(lang, &error);
    if let Some(target) = target {
        target::check(lang, &store, target, existing)?;
        return copy(session, target, existing).map(|head| (target.to_path_buf(), head)).map_err(in_store);
    }
    let folder = store.parent().unwrap_or(Path::new(".")).join("backups");
    let room = files::room(&folder).map_err(|error| AppError::io(lang, &folder, &error))?;
    for stamp in stamps(session.env()) {
        let target = folder.join(format!("party-{stamp}.db"));
        match copy(session, &target, Existing::Keep) {
            Err(StoreError::Exists { .. }) => {}
            copied => {
                drop(room);
                return copied.map(|head| (target, head)).map_err(in_store);
            }
        }
    }
    Err(in_store(StoreError::Exists { path: folder }))
}

fn copy(session: &Session, target: &Path, existing: Existing) -> Result<Head, StoreError> {
    let replace = match existing {
        Existing::Keep => sqlite::Replace::Never,
        Existing::Replace => sqlite::Replace::Existing,
    };
    let lang = session.lang();
    let mut head = Head::default();
    let mut look = |engine: &mut dyn Engine| {
        head = verify(lang, engine)?;
        Ok(())
    };
    let mut source = sqlite::open(session.path(), sqlite::Mode::ReadOnly)?;
    sqlite::save(&mut source, target, replace, &mut look)?;
    remember(session.env(), session.path(), &head);
    Ok(head)
}

/// What a restore did.
#[derive(Clone, Debug, Serialize)]
pub struct Restored {
    /// The store.
    pub path: PathBuf,
    /// Where the store that was there is now.
    pub moved: Option<PathBuf>,
    /// The last entry this machine knew of, when the copy does not reach it.
    pub missing_after: Option<i64>,
    /// The last entry there is now.
    pub head: i64,
}

/// The language and the store's path, as flags, environment and configuration say, without opening the store.
/// Errors: a configuration that cannot be read.
pub fn store_of(env: &Env, choices: &Choices) -> Result<(Lang, PathBuf), AppError> {
    let early = language(env, choices.lang, None);
    let config = super::config::read(&env.config_path(), early)?;
    Ok((language(env, choices.lang, Some(&config)), store_path(env, choices, &config)))
}

/// Puts an examined copy in the place of the store; what was there is moved aside, never removed.
/// Errors: a copy that is not sound, another process at work on the store.
pub fn restore(env: &Env, choices: &Choices, from: &Path) -> Result<Restored, AppError> {
    let (lang, path) = store_of(env, choices)?;
    if sqlite::belongs(from, &path) {
        let said = say(lang, w::STORE_OWN, &[("path", &from.display())]);
        return Err(AppError::new(Kind::Refused, said).hint(word(lang, w::STORE_OWN_HINT)));
    }
    let known = pin_of(env, &path);
    let mut head = Head::default();
    let mut look = |engine: &mut dyn Engine| {
        head = verify(lang, engine)?;
        Ok(())
    };
    let folder = path.parent().unwrap_or(Path::new("."));
    let room = files::room(folder).map_err(|error| AppError::io(lang, folder, &error))?;
    let free = |stamp: &String| !beside(&path, &format!(".replaced-{stamp}")).exists();
    let stamp = stamps(env).find(free).unwrap_or_default();
    let moved = sqlite::restore(&path, from, &stamp, migrate::newest(), &mut look);
    drop(room);
    let moved = moved.map_err(|error| unrestored(lang, from, &error))?;
    remember(env, &path, &head);
    let missing_after = known.filter(|known| known.seq > head.seq).map(|_| head.seq);
    Ok(Restored { path, moved, missing_after, head: head.seq })
}

/// Why a backup was not put in the store's place.
fn unrestored(lang: Lang, from: &Path, error: &StoreError) -> AppError {
    match error {
        StoreError::Busy { path } => {
            AppError::new(Kind::Busy, say(lang, w::STORE_IN_USE, &[("path", &path.display())]))
        }
        StoreError::NotFound { .. } => AppError::io(lang, from, &std::io::ErrorKind::NotFound.into()),
        StoreError::Damaged { path, cause } => {
            let said = say(lang, w::STORE_BACKUP_DAMAGED, &[("path", &path.display())]);
            AppError::new(Kind::Damaged, said).hint(cause)
        }
        error => AppError::of_store(lang, error),
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Restores a dump, word for word, into a store that is empty or not there yet. One that is not there is made only once
/// the whole dump is in it.
/// Errors: a store with content, a dump that is not what was once written.
pub fn take_in(session: &mut Session, bytes: &[u8]) -> Result<dump::Restored, AppError> {
    let lang = session.lang();
    let in_store = |error: &StoreError| AppError::of_store(lang, error);
    let mut tx = session.engine().begin().map_err(|error| in_store(&error))?;
    let restored = dump::restore(bytes, &mut *tx).map_err(|refused| not_taken_in(lang, &refused))?;
    tx.commit().map_err(|error| in_store(&error))?;
    if !session.settle()? {
        let refused = DumpRefused::Restore(RestoreError::NotEmpty);
        return Err(not_taken_in(lang, &refused));
    }
    session.refresh()?;
    session.saved = Some(restored.entries);
    Ok(restored)
}

/// Looks whether a dump could be restored anywhere, in a store that is in memory only.
/// Errors: a dump that is not what was once written.
pub fn try_dump(lang: Lang, bytes: &[u8]) -> Result<dump::Restored, AppError> {
    let in_store = |error: &StoreError| AppError::of_store(lang, error);
    let mut trial = empty().map_err(|error| in_store(&error))?;
    let mut tx = trial.begin().map_err(|error| in_store(&error))?;
    dump::restore(bytes, &mut *tx).map_err(|refused| not_taken_in(lang, &refused))
}

fn not_taken_in(lang: Lang, refused: &DumpRefused) -> AppError {
    match (refused, refused.say(lang)) {
        (DumpRefused::Restore(RestoreError::Store(cause)), _) => AppError::of_store(lang, cause),
        (DumpRefused::Newer(_) | DumpRefused::Restore(RestoreError::Broken(_)), said) => {
            AppError::new(Kind::Damaged, said.unwrap_or_default())
        }
        (_, said) => AppError::new(Kind::Refused, said.unwrap_or_default()),
    }
}

/// A store's head as this machine has seen it.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Pin {
    path: PathBuf,
    seq: i64,
    hash: String,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Pins {
    #[serde(default)]
    pin: Vec<Pin>,
}

fn pins_path(env: &Env) -> PathBuf {
    env.state_dir().join("heads.toml")
}

fn pins(env: &Env) -> Pins {
    files::read_text(&pins_path(env)).ok().and_then(|text| toml::from_str(&text).ok()).unwrap_or_default()
}

fn pin_of(env: &Env, store: &Path) -> Option<Head> {
    let store = std::path::absolute(store).ok()?;
    let pin = pins(env).pin.into_iter().find(|pin| pin.path == store)?;
    Some(Head { seq: pin.seq, hash: pin.hash })
}

/// Keeps a head for the next examination. Failing to is no failure of what was asked for.
fn remember(env: &Env, store: &Path, head: &Head) {
    let Ok(store) = std::path::absolute(store) else { return };
    let mut pins = pins(env);
    pins.pin.retain(|pin| pin.path != store);
    pins.pin.push(Pin { path: store, seq: head.seq, hash: head.hash.clone() });
    let path = pins_path(env);
    if let (Some(folder), Ok(text)) = (path.parent(), toml::to_string(&pins))
        && files::make_folder(folder).is_ok()
    {
        drop(files::write(&path, text.as_bytes(), Existing::Replace));
    }
}
