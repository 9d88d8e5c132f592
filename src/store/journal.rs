//! The journal: every entry with its changes, chained by hashes. Appends and reads; never changes.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::engine::{Read, Tx};
use super::error::{StoreError, damaged};
use super::field::Field;
use super::record::{Map, Noun};
use super::value::{Row, Stmt, Val};
use crate::base::day::Instant;
use crate::base::id::{Id, OpId};

/// How many times the names in `before` and `after` have changed their meaning.
pub const FORMAT: i64 = 1;

/// One row of the journal: who did what, when, through what.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Its place, gapless from 1.
    pub seq: i64,
    /// The intent's identity.
    pub op_id: OpId,
    /// SHA-256 of the operation as JSON, in hex.
    pub op_sum: String,
    /// When; order is `seq`, never this.
    pub at: Instant,
    /// Which member, if the workspace had one.
    pub actor: Option<Id>,
    /// Through what: `cli`, `tui`, `import`.
    pub via: String,
    /// The operation's tag, such as `task.status`.
    pub kind: String,
    /// The format of its changes.
    pub format: i64,
    /// The entry it takes back, if it does.
    pub undoes: Option<i64>,
    /// The chain's hash up to here, in hex.
    pub hash: String,
}

/// What an entry did to one row.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Change {
    /// The entry.
    pub seq: i64,
    /// Its place within the entry, from 0.
    pub n: i64,
    /// What kind of thing.
    pub noun: Noun,
    /// Which one.
    pub row: Id,
    /// The changed fields as they were; none at birth.
    pub before: Option<String>,
    /// The changed fields as they are; none at death.
    pub after: Option<String>,
    /// 128 random bits in hex, so that a sum betrays no short text.
    pub salt: String,
    /// SHA-256 of salt, before and after, in hex.
    pub sum: String,
}

/// An entry with everything it changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sealed {
    /// Who did what, when.
    pub entry: Entry,
    /// What it did to each row, in order.
    pub changes: Vec<Change>,
}

impl Change {
    /// Seals a change with its salt. `before` and `after` are canonical JSON.
    pub fn sealed(
        seq: i64,
        n: i64,
        noun: Noun,
        row: Id,
        before: Option<&Map>,
        after: Option<&Map>,
        salt: u128,
    ) -> Self {
        let json = |map: &Map| serde_json::to_string(map).unwrap_or_default();
        Self::of_texts(seq, n, noun, row, before.map(json), after.map(json), salt)
    }

    /// Seals a change whose fields are canonical JSON already.
    pub fn of_texts(
        seq: i64,
        n: i64,
        noun: Noun,
        row: Id,
        before: Option<String>,
        after: Option<String>,
        salt: u128,
    ) -> Self {
        let salt = hex(&salt.to_be_bytes());
        let sum = sum_of(&salt, before.as_deref(), after.as_deref());
        Self { seq, n, noun, row, before, after, salt, sum }
    }

    /// `before` as fields.
    pub fn before_map(&self) -> Result<Option<Map>, StoreError> {
        self.before.as_deref().map(parse_map).transpose()
    }

    /// `after` as fields.
    pub fn after_map(&self) -> Result<Option<Map>, StoreError> {
        self.after.as_deref().map(parse_map).transpose()
    }
}

fn parse_map(text: &str) -> Result<Map, StoreError> {
    serde_json::from_str(text).map_err(|error| damaged(&format!("a change that is no JSON: {error}")))
}

/// SHA-256 over salt, before and after, each with its length in front; in hex.
pub fn sum_of(salt: &str, before: Option<&str>, after: Option<&str>) -> String {
    let mut hasher = Sha256::new();
    part(&mut hasher, Some(salt));
    part(&mut hasher, before);
    part(&mut hasher, after);
    hex(&hasher.finalize())
}

/// The hash of an entry: its columns, its changes' sums, and the hash before it; in hex.
pub fn hash_of(entry: &Entry, changes: &[Change], hash_before: &str) -> String {
    let mut hasher = Sha256::new();
    part(&mut hasher, Some(hash_before));
    for column in [
        entry.seq.to_string(),
        entry.op_id.to_string(),
        entry.op_sum.clone(),
        entry.at.to_string(),
        entry.actor.map_or_else(String::new, |id| id.to_string()),
        entry.via.clone(),
        entry.kind.clone(),
        entry.format.to_string(),
        entry.undoes.map_or_else(String::new, |seq| seq.to_string()),
    ] {
        part(&mut hasher, Some(&column));
    }
    for change in changes {
        part(&mut hasher, Some(&format!("{} {} {}", change.n, change.noun, change.row)));
        part(&mut hasher, Some(&change.sum));
    }
    hex(&hasher.finalize())
}

/// SHA-256 of a text, in hex.
pub fn text_sum(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// Feeds one part with its length, so that no two lists of parts feed the same bytes.
fn part(hasher: &mut Sha256, text: Option<&str>) {
    match text {
        Some(text) => {
            hasher.update((text.len() as u64 + 1).to_le_bytes());
            hasher.update(text.as_bytes());
        }
        None => hasher.update(0_u64.to_le_bytes()),
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(DIGITS[usize::from(byte >> 4)] as char);
        text.push(DIGITS[usize::from(byte & 15)] as char);
    }
    text
}

/// The head of the chain: the last `seq` (0 when there is none) and its hash.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Head {
    /// The last entry's place.
    pub seq: i64,
    /// The last entry's hash.
    pub hash: String,
}

/// The statement that reads the head; in a transaction of an engine with row locks it is taken by [`take_head`].
pub fn head_stmt() -> Stmt {
    Stmt::plain("SELECT seq, hash FROM head WHERE id = 1")
}

/// Reads the head from the answer to [`head_stmt`].
pub fn head_of(row: &Row) -> Result<Head, StoreError> {
    Ok(Head { seq: row[0].int()?, hash: row[1].text()?.to_owned() })
}

/// The statement that takes the head for the length of a transaction and counts it up.
pub fn take_head() -> Stmt {
    Stmt::plain("UPDATE head SET seq = seq + 1 WHERE id = 1 RETURNING seq, hash")
}

/// The statement that looks an operation up.
pub fn by_op(op_id: OpId) -> Stmt {
    Stmt::new(format!("SELECT {ENTRY} FROM entry WHERE op_id = $1"), vec![op_id.to_string().into()])
}

/// Columns of an entry, in the order [`entry_of`] reads.
pub const ENTRY: &str = "seq, op_id, op_sum, at, actor, via, kind, format, undoes, hash";
/// Columns of a change, in the order [`change_of`] reads.
pub const CHANGE: &str = "seq, n, noun, row, before, after, salt, sum";

/// Reads an entry from its columns.
pub fn entry_of(row: &[Val]) -> Result<Entry, StoreError> {
    let wrong = || damaged("an entry that this program cannot read");
    Ok(Entry {
        seq: row[0].int()?,
        op_id: row[1].text()?.parse().map_err(|_| wrong())?,
        op_sum: row[2].text()?.to_owned(),
        at: row[3].text()?.parse().map_err(|_| wrong())?,
        actor: row[4].int_or_null()?.map(Id),
        via: row[5].text()?.to_owned(),
        kind: row[6].text()?.to_owned(),
        format: row[7].int()?,
        undoes: row[8].int_or_null()?,
        hash: row[9].text()?.to_owned(),
    })
}

/// Reads a change from its columns.
pub fn change_of(row: &[Val]) -> Result<Change, StoreError> {
    change_from(row.to_vec())
}

/// Makes a change of its columns. Errors: a row that is not, to the letter, one that [`change_row`] makes.
pub fn change_from(row: Row) -> Result<Change, StoreError> {
    let mut columns = row.into_iter();
    let mut next = || columns.next().unwrap_or_default();
    let optional = |val: Val| if val.is_null() { Ok(None) } else { val.into_text().map(Some) };
    Ok(Change {
        seq: next().int()?,
        n: next().int()?,
        noun: next().text()?.parse().map_err(|_| damaged("a change of an unknown noun"))?,
        row: Id(next().int()?),
        before: optional(next())?,
        after: optional(next())?,
        salt: next().into_text()?,
        sum: next().into_text()?,
    })
}

/// An entry as its columns, in the order of [`ENTRY`].
pub fn entry_row(entry: &Entry) -> Row {
    vec![
        entry.seq.into(),
        entry.op_id.to_string().into(),
        entry.op_sum.clone().into(),
        entry.at.to_val(),
        entry.actor.to_val(),
        entry.via.clone().into(),
        entry.kind.clone().into(),
        entry.format.into(),
        entry.undoes.into(),
        entry.hash.clone().into(),
    ]
}

/// Writes an entry (its hash included) with its changes and moves the head; call once, last, in a transaction.
pub fn append(tx: &mut dyn Tx, entry: Entry, changes: Vec<Change>) -> Result<(), StoreError> {
    append_all(tx, vec![Sealed { entry, changes }])
}

/// Writes many entries, in order, and moves the head to the last.
pub fn append_all(tx: &mut dyn Tx, entries: Vec<Sealed>) -> Result<(), StoreError> {
    let Some(last) = entries.last().map(|sealed| &sealed.entry) else { return Ok(()) };
    let head: Row = vec![last.seq.into(), last.hash.clone().into()];
    let rows: Vec<Row> = entries.iter().map(|sealed| entry_row(&sealed.entry)).collect();
    let insert = format!("INSERT INTO entry ({ENTRY}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
    tx.write_many(&insert, &rows)?;
    let insert = format!("INSERT INTO change ({CHANGE}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
    let mentions: Vec<Row> = entries.iter().flat_map(mentions).collect();
    let rows: Vec<Row> = entries.into_iter().flat_map(|sealed| sealed.changes).map(change_row).collect();
    tx.write_many(&insert, &rows)?;
    tx.write_many("INSERT INTO mention (thing, seq, n) VALUES ($1, $2, $3)", &mentions)?;
    tx.write(Stmt::new("UPDATE head SET seq = $1, hash = $2 WHERE id = 1", head))?;
    Ok(())
}

/// The fields by which a row says what it hangs on, as canonical JSON writes them. Within a text a quote is escaped, so
/// they stand nowhere else. A task's own rows are all named; of a party and a retro it is enough that there is one.
const HANGS_ON: [(&str, bool); 4] =
    [("\"task\":\"", true), ("\"needs\":\"", true), ("\"party\":\"", false), ("\"retro\":\"", false)];

/// The rows of `mention` of one entry: thing, `seq` and `n`, each once. How a task stood in an act is its own story.
fn mentions(sealed: &Sealed) -> Vec<Row> {
    let mut things = BTreeSet::new();
    let mut named = BTreeSet::new();
    for change in sealed.changes.iter().filter(|change| !matches!(change.noun, Noun::Stay | Noun::Former)) {
        for text in change.before.iter().chain(&change.after) {
            for (field, all) in HANGS_ON {
                let value = text.split_once(field).and_then(|(_, rest)| rest.split_once('"'));
                let Some(thing) = value.and_then(|(id, _)| id.parse::<i64>().ok()) else { continue };
                if named.insert(thing) || all {
                    things.insert((thing, change.n));
                }
            }
        }
    }
    things.into_iter().map(|(thing, n)| vec![thing.into(), sealed.entry.seq.into(), n.into()]).collect()
}

/// A change as its columns, in the order of [`CHANGE`].
pub fn change_row(change: Change) -> Row {
    vec![
        change.seq.into(),
        change.n.into(),
        change.noun.as_str().into(),
        change.row.0.into(),
        change.before.into(),
        change.after.into(),
        change.salt.into(),
        change.sum.into(),
    ]
}

/// The changes of one entry, in order.
pub fn changes_of(from: &mut dyn Read, seq: i64) -> Result<Vec<Change>, StoreError> {
    let stmt = Stmt::new(format!("SELECT {CHANGE} FROM change WHERE seq = $1 ORDER BY n"), vec![seq.into()]);
    from.read_one(stmt)?.iter().map(|row| change_of(row)).collect()
}
