//! The store: where the team's book is kept. Owns the seam between statements and the engines that run them.
//! Knows nothing of pages, operations' rules, or screens.

pub mod audit;
pub mod chain;
pub mod dump;
pub mod engine;
pub mod error;
pub mod field;
pub mod fold;
pub mod journal;
pub mod migrate;
pub mod problem;
pub mod record;
pub mod sqlite;
pub mod table;
pub mod value;
pub mod version;

pub use engine::{Dialect, Engine, Interrupter, Read, Tx};
pub use error::{Constraint, FileKind, StoreError};
pub use value::{Row, Rows, Stmt, Val};
pub use version::SchemaVersion;
