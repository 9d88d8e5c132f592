//! The doors of the first run that lead to somewhere else: another store to join, a file to bring in. Looks first, says
//! what would happen, and does it when told to.

use std::path::{Path, PathBuf};

use super::env::Env;
use super::error::{AppError, Kind};
use super::files;
use super::keep;
use super::session::{Choices, Session};
use crate::base::id::Id;
use crate::base::name;
use crate::domain::member::Member;
use crate::op::{Op, member};
use crate::port::import::{self, Bad, Encoding, Known, People};
use crate::query::{Person, people};
use crate::store::sqlite::{self, Mode};
use crate::text::words::{say, w, word};

/// Somebody who is not in the workspace yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Newcomer {
    /// Row id, minted already.
    pub id: Id,
    /// What people will type.
    pub handle: String,
    /// What screens will show.
    pub name: String,
}

impl Newcomer {
    /// Whoever is acting in a workspace that has nobody yet.
    /// Errors: the name they go by can be no handle, or there is none.
    pub fn acting(session: &mut Session) -> Result<Self, AppError> {
        let Some(name) = session.named().map(str::to_owned) else { return Err(session.nobody()) };
        let own = name::handle(&name).or_else(|_| name::handle(&name::slug(&name)));
        let handle = own.map_err(|_| session.nobody())?;
        Ok(Self { id: session.id(), handle, name })
    }

    /// The member that they will be: the first one, and so the admin.
    pub fn member(&self) -> Member {
        let (handle, name) = (self.handle.clone(), self.name.clone());
        Member { id: self.id, handle, name, admin: true, active: true, skills: vec![] }
    }

    /// What makes a member of them.
    pub fn op(&self) -> Op {
        let (handle, name) = (self.handle.clone(), self.name.clone());
        Op::Member(member::Op::Add { id: self.id, handle, name, aliases: vec![] })
    }

    /// Makes a member of them, who acts from now on. A step of its own: what they bring in can be taken back alone.
    pub fn join(&self, session: &mut Session) -> Result<(), AppError> {
        session.commit(&self.op())?;
        session.act_as(&self.handle)
    }
}

/// A store that could be joined.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Look {
    /// Where it is.
    pub path: PathBuf,
    /// Who takes part, by handle; the admins are in `admins` too.
    pub people: Vec<Person>,
    /// Display names of those who can add members.
    pub admins: Vec<String>,
}

/// What bringing a file in would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Preview {
    /// The file.
    pub path: PathBuf,
    /// What would come into being, in one line.
    pub summary: String,
    /// Notices, and lines that could not be read.
    pub lines: Vec<String>,
    /// Whether it can be done.
    pub possible: bool,
}

/// The path that was typed: `~` is the home folder.
pub fn typed_path(env: &Env, text: &str) -> PathBuf {
    let text = text.trim().trim_matches(['"', '\'']);
    match (text.strip_prefix("~/"), env.path("HOME")) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(text),
    }
}

/// Looks at a store without changing anything of it.
/// Errors: an address this program cannot use, no store there, a variable that names another one.
pub fn look(session: &Session, text: &str) -> Result<Look, AppError> {
    let (lang, env) = (session.lang(), session.env());
    if text.contains("://") {
        return Err(AppError::new(Kind::Usage, word(lang, w::BEGIN_NO_SERVER).to_owned()));
    }
    if env.var("PARTY_DB").is_some() || session.is_on_named_store() {
        return Err(AppError::new(Kind::Usage, word(lang, w::BEGIN_VARIABLE).to_owned()));
    }
    let path = typed_path(env, text);
    let path = std::path::absolute(&path).unwrap_or(path);
    let path = if path.is_dir() { path.join("party.db") } else { path };
    let mut engine = sqlite::open(&path, Mode::ReadOnly).map_err(|error| AppError::of_store(lang, &error))?;
    let members = people::people(&mut engine).map_err(|error| AppError::of_query(lang, error))?;
    let active = || members.iter().filter(|row| row.active);
    Ok(Look {
        path,
        admins: active().filter(|row| row.admin).map(|row| row.name.clone()).collect(),
        people: active().map(|row| Person::from(row.member.clone())).collect(),
    })
}

/// What a file is, as far as bringing it in goes.
enum Found {
    Backup,
    Dump(Vec<u8>),
    Work(import::Plan),
}

/// Tells what bringing a file in would do.
/// Errors: no such file; one that cannot be brought in at all.
pub fn preview(session: &mut Session, text: &str, me: &Newcomer) -> Result<Preview, AppError> {
    let path = typed_path(session.env(), text);
    let lang = session.lang();
    let whole = |summary: String| Preview { path: path.clone(), summary, lines: vec![], possible: true };
    Ok(match found(session, &path, me)? {
        Found::Backup => whole(say(lang, w::BEGIN_BACKUP, &[])),
        Found::Dump(bytes) => {
            let restored = keep::try_dump(lang, &bytes)?;
            whole(say(lang, w::BEGIN_DUMP, &[("n", &restored.entries)]))
        }
        Found::Work(plan) => Preview {
            summary: plan.report.summary(lang),
            lines: plan.report.lines(lang),
            possible: !plan.report.refuses() && !plan.ops.is_empty(),
            path,
        },
    })
}

/// Brings a file in. A restored copy answers who takes part in it; work of another program makes a member of `me`.
/// Errors: as in [`preview`]; a store that has content already where a copy was to be restored.
pub fn bring_in(session: &mut Session, path: &Path, me: &Newcomer) -> Result<Vec<Person>, AppError> {
    let lang = session.lang();
    match found(session, path, me)? {
        // Somebody made the store meanwhile, and this program holds it open: nothing is put in place of an open file.
        Found::Backup if !session.blank() => {
            return Err(AppError::new(Kind::Refused, say(lang, w::BEGIN_NOT_EMPTY, &[])));
        }
        Found::Backup => {
            let choices = Choices { db: Some(session.path().to_path_buf()), ..Choices::default() };
            keep::restore(session.env(), &choices, path)?;
        }
        Found::Dump(bytes) => {
            keep::take_in(session, &bytes)?;
        }
        Found::Work(plan) => {
            if !session.peopled() {
                me.join(session)?;
            }
            if let Some(op) = plan.op() {
                session.commit(&op)?;
            }
            return Ok(vec![]);
        }
    }
    let path = session.path().to_path_buf();
    let mut engine = sqlite::open(&path, Mode::ReadOnly).map_err(|error| AppError::of_store(lang, &error))?;
    let members = people::people(&mut engine).map_err(|error| AppError::of_query(lang, error))?;
    Ok(members.into_iter().filter(|row| row.active).map(|row| Person::from(row.member)).collect())
}

fn found(session: &mut Session, path: &Path, me: &Newcomer) -> Result<Found, AppError> {
    let lang = session.lang();
    let bytes = files::read_bytes(path).map_err(|error| AppError::io(lang, path, &error))?;
    if bytes.starts_with(b"SQLite format 3\0") {
        return Ok(Found::Backup);
    }
    let kind = import::Kind::of(&bytes);
    if kind == import::Kind::Dump {
        return Ok(Found::Dump(bytes));
    }
    let actor = session.me().map_or(me.id, |member| member.id);
    let mut known = session.page(|read, _| Known::load(read, Some(actor)))?;
    if !session.peopled() {
        known.members.push(me.member());
    }
    let choices = import::Choices {
        now: session.now(),
        today: session.today(),
        zone: session.zone(),
        lang,
        to: word(lang, w::BEGIN_PARTY).parse().ok(),
        map: vec![],
        encoding: Encoding::Auto,
        people: People::Create,
        bad: Bad::Skip,
    };
    let mut ids = session.env().ids();
    let plan = import::plan(kind, &bytes, &known, &choices, &mut ids);
    plan.map(Found::Work).map_err(|error| AppError::new(Kind::Refused, error.say(lang)))
}
