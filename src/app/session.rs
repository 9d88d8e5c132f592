//! One process at work on one store: the store, the clock, and who is acting. `commit` is the way to the door,
//! `read` the way to every page.

use std::path::PathBuf;

use super::config::{self, Config};
use super::draft::Draft;
use super::env::{Env, MachineIds};
use super::error::{AppError, Kind};
use crate::base::day::{Day, Instant, Zone};
use crate::base::id::Id;
use crate::base::source::{Clock, Ids};
use crate::domain::member::Member;
use crate::op::{self, Meta, Op, Receipt, member};
use crate::query::{Ctx, QueryError, start};
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
    env: Env,
    config: Config,
    choices: Choices,
    lang: Lang,
    path: PathBuf,
    engine: Box<dyn Engine>,
    /// Whether there is no store yet: what is read then is an empty one in memory.
    blank: bool,
    ids: MachineIds,
    named: Option<Named>,
    start: start::Start,
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
        let session = Self { env: env.clone(), config, choices, lang, path, engine, blank, ids, named, start };
        if session.choices.actor.is_some() && session.start.me.is_none() && session.start.peopled {
            return Err(session.nobody());
        }
        Ok(session)
    }

    /// Carries an operation out; when it returns, the change is on disk.
    /// Errors: the broken rule, nobody to act, what the store could not do. Nothing is kept then.
    pub fn commit(&mut self, op: &Op) -> Result<Receipt, AppError> {
        if self.start.me.is_none() && self.start.peopled {
            return Err(self.nobody());
        }
        self.make()?;
        let meta = Meta {
            op_id: self.ids.op_id(),
            actor: self.start.me.as_ref().map(|member| member.id).or_else(|| founder(op)),
            at: self.env.clock().now(),
            via: self.choices.via.clone(),
            zone: self.env.zone(),
        };
        self.commit_as(&meta, op)
    }

    /// Makes the store, where there is none yet.
    pub fn make(&mut self) -> Result<(), AppError> {
        if self.blank {
            self.engine = open_engine(&self.env, &self.path, Mode::Create).map_err(|error| self.store_error(&error))?;
            self.blank = false;
        }
        Ok(())
    }

    /// Where row ids come from, for what is planned as a whole.
    pub fn ids(&mut self) -> &mut dyn Ids {
        &mut self.ids
    }

    /// Carries an operation out with everything about it said, as the replay of a demo does.
    /// A commit whose answer was lost is sent again with its id, so it is carried out once.
    pub fn commit_as(&mut self, meta: &Meta, op: &Op) -> Result<Receipt, AppError> {
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

    /// The engine of a store that is there from now on, even if there was none.
    /// Errors: what the store could not do.
    pub fn create(&mut self) -> Result<&mut dyn Engine, AppError> {
        self.make()?;
        Ok(self.engine.as_mut())
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
    pub fn path(&self) -> &std::path::Path {
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

    fn store_error(&self, error: &StoreError) -> AppError {
        AppError::of_store(self.lang, error)
    }

    /// The refusal to write without knowing who writes.
    pub fn nobody(&self) -> AppError {
        let hint = word(self.lang, w::STORE_NO_ACTOR_HINT);
        let message = match &self.named {
            Some(named) if named.said => say(self.lang, w::STORE_NO_ACTOR, &[("name", &named.name)]),
            _ => word(self.lang, w::STORE_WHO_ARE_YOU).to_owned(),
        };
        AppError::new(Kind::Missing, message).hint(hint)
    }
}

/// Who acts in the first step of a workspace: the member whom it adds before all else.
fn founder(op: &Op) -> Option<Id> {
    match op {
        Op::Batch { steps } => match steps.first() {
            Some(Op::Member(op::member::Op::Add { id, .. })) => Some(*id),
            _ => None,
        },
        _ => None,
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

fn open_engine(env: &Env, path: &std::path::Path, mode: Mode) -> Result<Box<dyn Engine>, StoreError> {
    let mut engine: Box<dyn Engine> = Box::new(sqlite::open(path, mode)?);
    migrate::bring_up(engine.as_mut(), &stamp(env))?;
    Ok(engine)
}

fn empty() -> Result<Box<dyn Engine>, StoreError> {
    let mut engine: Box<dyn Engine> = Box::new(sqlite::memory()?);
    migrate::bring_up(engine.as_mut(), "")?;
    Ok(engine)
}

/// The moment as part of a file's name: `20261122-170355`.
pub fn stamp(env: &Env) -> String {
    let digits: String = env.clock().now().to_string().chars().filter(char::is_ascii_digit).take(14).collect();
    format!("{}-{}", digits.get(..8).unwrap_or_default(), digits.get(8..).unwrap_or_default())
}
