//! Helpers of all tests: a book in memory with a fixed clock and seeded ids, outlines to build it from and to read it
//! by, short names for operations, and a shell for the built binary.
#![allow(dead_code, unused_imports, reason = "each test file uses the helpers it needs")]

pub mod build;
pub mod code;
pub mod deeds;
pub mod eyes;
pub mod hands;
pub mod ids;
pub mod random;
pub mod rules;
pub mod shell;
pub mod show;
pub mod stage;
pub mod state;

use partybook::base::day::{Instant, Zone};
use partybook::base::id::{Id, OpId};
use partybook::base::key::Place;
use partybook::base::source::Ids;
use partybook::domain::refusal::Refusal;
use partybook::op::{self, Meta, Op, OpError, Receipt};
use partybook::store::record::{Record, columns, read_row};
use partybook::store::{Engine, Stmt, Val, migrate, sqlite};

pub use build::BOSS;
pub use eyes::keys;
pub use ids::Seeded;
pub use rules::{check, refuses};
pub use shell::{Shell, shell};

/// What an operation came to.
pub type Outcome = Result<Receipt, OpError>;

/// The zone of every test's workspace.
pub const SEOUL: Zone = Zone(chrono_tz::Asia::Seoul);

/// A store, its clock, its ids, and who is acting.
pub struct Book {
    /// The store.
    pub engine: Box<dyn Engine>,
    /// Fresh ids, the same in every run.
    pub ids: Seeded,
    /// The clock; each operation moves it on by a second.
    pub now: Instant,
    /// Who acts.
    pub actor: Option<Id>,
}

impl Book {
    /// An empty workspace in memory, on Monday 2026-11-16 at nine in Seoul.
    pub fn empty() -> Self {
        Self::on(Box::new(sqlite::memory().unwrap()))
    }

    /// An empty workspace in a file.
    pub fn in_file(path: &std::path::Path) -> Self {
        Self::on(Box::new(sqlite::open(path, sqlite::Mode::Create).unwrap()))
    }

    /// A workspace on any engine; brings up its tables.
    pub fn on(mut engine: Box<dyn Engine>) -> Self {
        migrate::bring_up(engine.as_mut(), "test").unwrap();
        let now = "2026-11-16T00:00:00Z".parse().unwrap();
        Self { engine, ids: Seeded::new(1), now, actor: None }
    }

    /// A workspace as an outline says (see [`build`]); the admin `boss` acts.
    pub fn outline(text: &str) -> Self {
        let mut book = Self::empty();
        build::build(&mut book, text);
        book
    }

    /// Who, when, through what, with a fresh operation id.
    pub fn meta(&mut self) -> Meta {
        let op_id = self.ids.op_id();
        self.meta_of(op_id)
    }

    /// The same with a given operation id.
    pub fn meta_of(&mut self, op_id: OpId) -> Meta {
        self.now = Instant::from_millis(self.now.millis() + 1000);
        Meta { op_id, actor: self.actor, at: self.now, via: "test".to_owned(), zone: SEOUL }
    }

    /// Carries an operation out.
    pub fn run(&mut self, op: &Op) -> Outcome {
        let meta = self.meta();
        self.run_as(&meta, op)
    }

    /// Carries an operation out with a given meta.
    pub fn run_as(&mut self, meta: &Meta, op: &Op) -> Outcome {
        op::carry_out(self.engine.as_mut(), &mut self.ids, meta, op)
    }

    /// Carries an operation out that must succeed.
    pub fn ok(&mut self, op: &Op) -> Receipt {
        match self.run(op) {
            Ok(receipt) => receipt,
            Err(error) => panic!("{error:?}\nby {op:?}"),
        }
    }

    /// Carries an operation out that must be refused.
    pub fn refused(&mut self, op: &Op) -> Refusal {
        rules::refusal(self.run(op))
    }

    /// Lets somebody act from now on.
    pub fn me(&mut self, handle: &str) -> &mut Self {
        self.actor = Some(self.member(handle));
        self
    }

    /// Moves the clock to nine in the morning of a day in Seoul.
    pub fn day(&mut self, day: &str) -> &mut Self {
        self.now = Instant::at(day.parse().unwrap(), 9, 0, &SEOUL);
        self
    }

    /// A fresh row id.
    pub fn id(&mut self) -> Id {
        self.ids.id()
    }

    /// The rows of a noun a condition selects.
    pub fn all<T: Record>(&mut self, condition: &str, args: Vec<Val>) -> Vec<T> {
        let sql = format!("SELECT {} FROM {} WHERE {condition}", columns::<T>(""), T::NOUN);
        let rows = self.engine.read_one(Stmt::new(sql, args)).unwrap();
        rows.iter().map(|row| read_row(row).unwrap()).collect()
    }

    /// The one row of a noun with this id.
    pub fn one<T: Record>(&mut self, id: Id) -> T {
        self.all::<T>("id = $1", vec![id.0.into()]).pop().unwrap()
    }

    /// The first value of a statement's answer.
    pub fn value(&mut self, sql: &str, args: Vec<Val>) -> Option<Val> {
        self.engine.read_one(Stmt::new(sql.to_owned(), args)).unwrap().single().cloned()
    }

    /// The first value of a statement's answer, a number.
    pub fn number(&mut self, sql: &str) -> i64 {
        self.value(sql, vec![]).unwrap().int().unwrap()
    }

    fn found(&mut self, what: &str, sql: &str, args: Vec<Val>) -> Id {
        let found = self.value(sql, args).unwrap_or_else(|| panic!("there is no {what}"));
        Id(found.int().unwrap())
    }

    /// A member by handle, with or without `@`.
    pub fn member(&mut self, handle: &str) -> Id {
        let bare = handle.trim_start_matches('@');
        self.found(handle, "SELECT id FROM member WHERE handle = $1", vec![bare.into()])
    }

    /// A party by key.
    pub fn party(&mut self, key: &str) -> Id {
        self.found(key, "SELECT id FROM party WHERE key = $1", vec![key.into()])
    }

    /// A season by `LOG/S1`.
    pub fn season(&mut self, place: &str) -> Id {
        let parsed: Place = place.parse().unwrap();
        let party = self.party(parsed.party.as_str());
        let args = vec![party.0.into(), parsed.season.unwrap().into()];
        self.found(place, "SELECT id FROM season WHERE party = $1 AND number = $2", args)
    }

    /// An act by `LOG/S1/A1`.
    pub fn act(&mut self, place: &str) -> Id {
        let (season, number) = place.rsplit_once("/A").unwrap_or_else(|| panic!("{place} is no act"));
        let args = vec![self.season(season).0.into(), number.parse::<i64>().unwrap().into()];
        self.found(place, "SELECT id FROM act WHERE season = $1 AND number = $2", args)
    }

    /// A task by `LOG-1`.
    pub fn task(&mut self, key: &str) -> Id {
        let (party, number) = key.rsplit_once('-').unwrap_or_else(|| panic!("{key} is no task"));
        let args = vec![self.party(party).0.into(), number.parse::<i64>().unwrap().into()];
        self.found(key, "SELECT id FROM task WHERE party = $1 AND number = $2", args)
    }

    /// Where tasks can go: `LOG` (its backlog), `LOG/S1` (the season's) or `LOG/S1/A1`.
    pub fn target(&mut self, place: &str) -> op::task::Target {
        let parsed: Place = place.parse().unwrap();
        let party = self.party(parsed.party.as_str());
        let season = parsed.season.map(|_| self.season(place.split("/A").next().unwrap()));
        let act = parsed.act.map(|_| self.act(place));
        op::task::Target { party, season, act }
    }
}
