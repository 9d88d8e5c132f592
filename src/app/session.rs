//! One process at work on one store: the store, the clock, and who is acting. `commit` is the way to the door,
//! `read` the way to every page.

use std::path::{Path, PathBuf};

use super::config::{self, Config};
use super::draft::Draft;
use super::env::{Env, MachineIds};
use super::error::{AppError, Kind};
use crate::base::day::{Day, Instant, Zone};
use crate::base::id::Id;
use crate::base::source::{Clock, Ids};
use crate::domain::member::Member;
use crate::op::Op;
use crate::query::{Ctx, QueryError, start, who};
use crate::store::engine::{Engine, Interrupter, Read};
use crate::store::error::StoreError;
use crate::store::migrate;
use crate::store::sqlite::{self, Mode};
use crate::text::words::{Lang, say, w, word};

/// What the command line said about the store, the person and the language.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// The store.
    pub db: Option<PathBuf>,
    /// The person.
    pub actor: Option<String>,
    /// The language.
    pub lang: Option<Lang>,
    /// Through what: `cli`, `tui`, `import`.
    pub via: String,
}

/// The language of flags, environment and configuration, in that order.
pub fn language(env: &Env, flag: Option<Lang>, config: Option<&Config>) -> Lang {
    let named = |name: &str| env.var(name).and_then(|text| Lang::of(&text));
    flag.or_else(|| named("PARTY_LANG"))
        .or_else(|| config.and_then(|config| config.lang.as_deref()).and_then(Lang::of))
        .or_else(|| env.var("LC_ALL").map(|text| Lang::of(&text).unwrap_or_default()))
        .or_else(|| env.var("LC_MESSAGES").map(|text| Lang::of(&text).unwrap_or_default()))
        .or_else(|| named("LANG"))
        .unwrap_or_default()
}

/// Who was named as the actor, and where.
#[derive(Clone, Debug)]
struct Named {
    name: String,
    /// Whether a flag, a variable or the configuration said so, not the login.
    said: bool,
}

/// An open book.
pub struct Session {
    pub(super) env: Env,
    config: Config,
    pub(super) choices: Choices,
    pub(super) lang: Lang,
    pub(super) path: PathBuf,
    pub(super) engine: Box<dyn Engine>,
    /// Whether there is no store yet: what is read then is an empty one in memory.
    pub(super) blank: bool,
    pub(super) ids: MachineIds,
    named: Option<Named>,
    pub(super) start: start::Start,
    pub(super) saved: Option<i64>,
}

impl Session {
    /// Opens the store that flags, environment and configuration name. One that does not exist reads as empty and
    /// is made by the first commit.
    /// Errors: what is wrong with the store, the configuration or the clock; a person named by a flag who is nobody.
    pub fn open(env: &Env, choices: Choices) -> Result<Self, AppError> {
        let early = language(env, choices.lang, None);
        let config = config::read(&env.config_path(), early)?;
        let lang = language(env, choices.lang, Some(&config));
        if let Err(text) = env.fixed_now() {
            return Err(AppError::new(Kind::Usage, say(lang, w::STORE_BAD_NOW, &[("text", &text)])));
        }
        let path = store_path(env, &choices, &config);
        let (engine, blank) = match open_engine(env, &path, Mode::ReadWrite) {
            Ok(engine) => (engine, false),
            Err(StoreError::NotFound { .. }) => (empty().map_err(|error| AppError::of_store(lang, &error))?, true),
            Err(error) => return Err(AppError::of_store(lang, &error)),
        };
        Self::of_engine(env, config, choices, lang, path, engine, blank)
    }

    /// A session on a store that somebody opened, such as the demo's.
    pub fn on(env: &Env, choices: Choices, path: PathBuf, engine: Box<dyn Engine>) -> Result<Self, AppError> {
        let lang = language(env, choices.lang, None);
        let config = config::read(&env.config_path(), lang).unwrap_or_default();
        let lang = language(env, choices.lang, Some(&config));
        Self::of_engine(env, config, choices, lang, path, engine, false)
    }

    fn of_engine(
        env: &Env,
        config: Config,
        choices: Choices,
        lang: Lang,
        path: PathBuf,
        mut engine: Box<dyn Engine>,
        blank: bool,
    ) -> Result<Self, AppError> {
        let named = actor_name(env, &choices, &config);
        let name = named.as_ref().map(|named| named.name.as_str());
        let start = start::start(engine.as_mut(), name).map_err(|error| AppError::of_query(lang, error))?;
        let ids = env.ids();
        let env = env.clone();
        let mut session = Self { env, config, choices, lang, path, engine, blank, ids, named, start, saved: None };
        if session.choices.actor.is_some() && session.start.me.is_none() && session.start.peopled {
            return Err(session.nobody());
        }
        Ok(session)
    }

    /// The last entry that this session has brought to the disk.
    pub fn saved(&self) -> Option<i64> {
        self.saved
    }

    /// Where row ids come from, for what is planned as a whole.
    pub fn ids(&mut self) -> &mut dyn Ids {
        &mut self.ids
    }

    /// The operation that what was typed comes to.
    /// Errors: a name, key or place that nothing has.
    pub fn complete(&mut self, draft: &Draft) -> Result<Op, AppError> {
        let ctx = self.ctx();
        let op = draft.complete(self.engine.as_mut(), &ctx, &mut self.ids);
        op.map_err(|error| AppError::of_query(self.lang, error))
    }

    /// Looks again who is acting and what the workspace's settings are.
    pub fn refresh(&mut self) -> Result<(), AppError> {
        let name = self.named.as_ref().map(|named| named.name.clone());
        self.start = start::start(self.engine.as_mut(), name.as_deref())
            .map_err(|error| AppError::of_query(self.lang, error))?;
        Ok(())
    }

    /// Acts as another member from now on.
    pub fn act_as(&mut self, handle: &str) -> Result<(), AppError> {
        self.named = Some(Named { name: handle.to_owned(), said: true });
        self.refresh()
    }

    /// What page functions read from.
    pub fn read(&mut self) -> &mut dyn Read {
        self.engine.as_mut()
    }

    /// The present moment.
    pub fn now(&self) -> Instant {
        self.env.clock().now()
    }

    /// The engine itself, for backup, checks and watching.
    pub fn engine(&mut self) -> &mut dyn Engine {
        self.engine.as_mut()
    }

    /// What stops a running read of this session, from any thread.
    pub fn interrupter(&self) -> Interrupter {
        self.engine.interrupter()
    }

    /// Runs a page function, with its failure in words.
    pub fn page<T>(&mut self, page: impl FnOnce(&mut dyn Read, &Ctx) -> Result<T, QueryError>) -> Result<T, AppError> {
        let ctx = self.ctx();
        page(self.engine.as_mut(), &ctx).map_err(|error| AppError::of_query(self.lang, error))
    }

    /// What page functions need to know beside the store.
    pub fn ctx(&self) -> Ctx {
        Ctx { today: self.today(), zone: self.zone(), me: self.start.me.as_ref().map(|member| member.id) }
    }

    /// Who is acting, if they are known.
    pub fn me(&self) -> Option<&Member> {
        self.start.me.as_ref()
    }

    /// The name by which the one acting goes, whether the workspace knows them or not.
    pub fn named(&self) -> Option<&str> {
        self.named.as_ref().map(|named| named.name.as_str())
    }

    /// Whether the workspace has any member.
    pub fn peopled(&self) -> bool {
        self.start.peopled
    }

    /// Whether there is no store yet.
    pub fn blank(&self) -> bool {
        self.blank
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The workspace's time zone, else the machine's.
    pub fn zone(&self) -> Zone {
        self.start.zone.unwrap_or_else(|| self.env.zone())
    }

    /// The workspace's calendar day.
    pub fn today(&self) -> Day {
        self.env.clock().today(&self.zone())
    }

    /// Whether people work on a day.
    pub fn works_on(&self, day: Day) -> bool {
        self.start.weekdays[day.weekday() as usize % 7]
    }

    /// A fresh row id.
    pub fn id(&mut self) -> Id {
        self.ids.id()
    }

    /// The machine.
    pub fn env(&self) -> &Env {
        &self.env
    }

    /// The person's choices.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Whether a flag named the store, so that the configuration has no say.
    pub fn is_on_named_store(&self) -> bool {
        self.choices.db.is_some()
    }

    /// Where the store is, or will be.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A second connection of the same person to the same store, for another thread.
    pub fn again(&self) -> Result<Self, AppError> {
        self.opener().open()
    }

    /// What opens further connections of the same person to the same store, on whichever thread asks.
    pub fn opener(&self) -> Opener {
        let mut choices = self.choices.clone();
        choices.actor = self.named.as_ref().filter(|named| named.said).map(|named| named.name.clone());
        let (env, config, path) = (self.env.clone(), self.config.clone(), self.path.clone());
        Opener { env, config, choices, lang: self.lang, path, blank: self.blank }
    }

    pub(super) fn store_error(&self, error: &StoreError) -> AppError {
        AppError::of_store(self.lang, error)
    }

    /// The refusal to act without knowing who acts; with the nearest names where one was given.
    pub fn nobody(&mut self) -> AppError {
        let lang = self.lang;
        let missing = |text| AppError::new(Kind::Missing, word(lang, text).to_owned());
        if !self.start.peopled {
            return missing(w::STORE_NO_MEMBERS).hint(word(lang, w::STORE_NO_MEMBERS_HINT));
        }
        let hint = word(lang, w::STORE_NO_ACTOR_HINT);
        let said = self.named.clone().filter(|named| named.said);
        match said.map(|named| self.page(|read, ctx| who::member(read, ctx, &named.name))) {
            Some(Err(error)) if error.kind == Kind::Missing => error.hint(hint),
            _ => missing(w::STORE_WHO_ARE_YOU).hint(hint),
        }
    }
}

/// Opens sessions like the one it was made by.
#[derive(Clone, Debug)]
pub struct Opener {
    env: Env,
    config: Config,
    choices: Choices,
    lang: Lang,
    path: PathBuf,
    /// Whether there was no store yet.
    blank: bool,
}

impl Opener {
    /// A new connection. Errors: what is wrong with the store by now.
    pub fn open(&self) -> Result<Session, AppError> {
        let failed = |error: &StoreError| AppError::of_store(self.lang, error);
        let (engine, blank) = match open_engine(&self.env, &self.path, Mode::ReadWrite) {
            Ok(engine) => (engine, false),
            Err(StoreError::NotFound { .. }) if self.blank => (empty().map_err(|error| failed(&error))?, true),
            Err(error) => return Err(failed(&error)),
        };
        let (config, choices, path) = (self.config.clone(), self.choices.clone(), self.path.clone());
        Session::of_engine(&self.env, config, choices, self.lang, path, engine, blank)
    }
}

/// The store that flags, environment and configuration name, in that order.
pub fn store_path(env: &Env, choices: &Choices, config: &Config) -> PathBuf {
    let configured = || config.db.as_deref().map(PathBuf::from);
    choices.db.clone().or_else(|| env.path("PARTY_DB")).or_else(configured).unwrap_or_else(|| env.store_path())
}

fn actor_name(env: &Env, choices: &Choices, config: &Config) -> Option<Named> {
    let said = choices.actor.clone().or_else(|| env.var("PARTY_ACTOR")).or_else(|| config.actor.clone());
    match said {
        Some(name) => Some(Named { name, said: true }),
        None => env.login().map(|name| Named { name, said: false }),
    }
}

/// Opens a store and brings it up to date.
pub(super) fn open_engine(env: &Env, path: &Path, mode: Mode) -> Result<Box<dyn Engine>, StoreError> {
    let mut engine: Box<dyn Engine> = Box::new(sqlite::open(path, mode)?);
    migrate::bring_up(engine.as_mut(), &stamp(env))?;
    Ok(engine)
}

/// An empty store in memory.
pub(super) fn empty() -> Result<Box<dyn Engine>, StoreError> {
    let mut engine: Box<dyn Engine> = Box::new(sqlite::memory()?);
    migrate::bring_up(engine.as_mut(), "")?;
    Ok(engine)
}

/// Names for files of this moment, the plainest first: a moment may see several.
pub fn stamps(env: &Env) -> impl Iterator<Item = String> {
    let stamp = stamp(env);
    std::iter::once(stamp.clone()).chain((2..).map(move |n| format!("{stamp}-{n}")))
}

/// The moment as part of a file's name: `20261122-170355`.
pub fn stamp(env: &Env) -> String {
    let digits: String = env.clock().now().to_string().chars().filter(char::is_ascii_digit).take(14).collect();
    format!("{}-{}", digits.get(..8).unwrap_or_default(), digits.get(8..).unwrap_or_default())
}
