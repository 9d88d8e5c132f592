//! One operation at work: reads through the transaction, collects what changes, and at the end writes rows and
//! journal together. Every mutation of the program passes through [`Work`].

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use super::{Meta, OpError, Receipt};
use crate::base::day::{Day, Zone};
use crate::base::id::Id;
use crate::base::source::Ids;
use crate::domain::party::{PartyStatus, Role};
use crate::domain::refusal::{Moved, Refusal};
use crate::store::engine::Tx;
use crate::store::journal::{Change, Entry, FORMAT, Head, append, hash_of};
use crate::store::record::{Map, Noun, Record, columns, read_row, whole};
use crate::store::table::shape;
use crate::store::value::{Row, Rows, Stmt, Val};

/// A row that this operation touches.
struct Touched {
    noun: Noun,
    id: Id,
    /// Its fields before the operation; none when it was born in it.
    original: Option<Map>,
    /// Its fields now; none when it died.
    current: Option<State>,
    /// Its whole row, `id` first, where it lives and the table lags behind.
    row: Option<Row>,
    /// Whether the table already holds a row for it.
    stored: bool,
}

/// The fields of a row, as they were last made.
enum State {
    Fields(Map),
    /// Canonical JSON, as the journal will write it: a birth that is read again seldom, and written often.
    Text(String),
}

impl State {
    fn map(&self) -> Option<Map> {
        match self {
            Self::Fields(map) => Some(map.clone()),
            Self::Text(text) => serde_json::from_str(text).ok(),
        }
    }

    fn into_map(self) -> Option<Map> {
        match self {
            Self::Fields(map) => Some(map),
            Self::Text(text) => serde_json::from_str(&text).ok(),
        }
    }
}

/// What happens to a row, in the order it is done.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Write {
    Delete,
    Update,
    Insert,
}

/// An operation under way.
pub struct Work<'a> {
    tx: &'a mut dyn Tx,
    ids: &'a mut dyn Ids,
    /// Who, when, through what.
    pub meta: &'a Meta,
    /// The workspace's calendar day of the operation.
    pub today: Day,
    /// The workspace's time zone.
    pub zone: Zone,
    /// Fields that were left as they are, because somebody changed them meanwhile.
    pub conflicts: Vec<Moved>,
    touched: Vec<Touched>,
    places: HashMap<(Noun, Id), usize>,
    /// Which of the touched rows the tables lag behind of.
    dirty: Vec<usize>,
    /// Who is known to work in which party, so that a list of tasks asks once.
    admitted: HashSet<(Id, Id)>,
    /// What the actor is to a party: whether they lead, their role, and where it stands. For lists of steps.
    standings: HashMap<Id, (bool, Option<Role>, PartyStatus)>,
}

impl<'a> Work<'a> {
    /// Begins with what the transaction shows.
    pub fn new(tx: &'a mut dyn Tx, ids: &'a mut dyn Ids, meta: &'a Meta, zone: Zone) -> Self {
        let today = meta.at.day_in(&zone);
        let (touched, places, dirty) = (vec![], HashMap::new(), vec![]);
        let (admitted, standings) = (HashSet::new(), HashMap::new());
        Self { tx, ids, meta, today, zone, conflicts: vec![], touched, places, dirty, admitted, standings }
    }

    /// A fresh row id.
    pub fn id(&mut self) -> Id {
        self.ids.id()
    }

    /// Runs one statement on the state as this operation has made it so far.
    pub fn rows(&mut self, stmt: Stmt) -> Result<Rows, OpError> {
        self.flush()?;
        Ok(self.tx.read_one(stmt)?)
    }

    /// Everything a query function needs, on the state as this operation has made it so far.
    pub fn read(&mut self) -> Result<&mut dyn Tx, OpError> {
        self.flush()?;
        Ok(self.tx)
    }

    /// The entities a condition selects; `$1`… are `args`. May end with ORDER BY.
    pub fn select<T: Record>(&mut self, condition: &str, args: Vec<Val>) -> Result<Vec<T>, OpError> {
        let sql = format!("SELECT {} FROM {} WHERE {condition}", columns::<T>(""), T::NOUN);
        let rows = self.rows(Stmt::new(sql, args))?;
        rows.iter().map(|row| read_row(row).map_err(OpError::from)).collect()
    }

    /// The entity with this id, if it lives.
    pub fn find<T: Record>(&mut self, id: Id) -> Result<Option<T>, OpError> {
        if let Some(&place) = self.places.get(&(T::NOUN, id)) {
            let current = self.touched[place].current.as_ref().and_then(State::map);
            return current.map(|map| T::from_map(id, &map).map_err(|field| bad_value(&field, &map))).transpose();
        }
        Ok(self.select::<T>("id = $1", vec![id.0.into()])?.pop())
    }

    /// The entity with this id; refused when it is gone.
    pub fn one<T: Record>(&mut self, id: Id) -> Result<T, OpError> {
        self.find(id)?.ok_or_else(|| Refusal::Gone(format!("{} {id}", T::NOUN)).into())
    }

    /// Brings a new entity into being.
    pub fn insert<T: Record>(&mut self, entity: &T) {
        debug_assert_eq!(Some(entity.said()), serde_json::to_string(&whole(entity)).ok());
        self.touch(T::NOUN, entity.id(), None, Some(State::Text(entity.said())), Some(entity.row()));
    }

    /// Replaces an entity by its next state.
    pub fn update<T: Record>(&mut self, before: &T, after: &T) {
        if before != after {
            self.touch(T::NOUN, after.id(), Some(whole(before)), Some(State::Fields(whole(after))), Some(after.row()));
        }
    }

    /// Ends an entity.
    pub fn delete<T: Record>(&mut self, entity: &T) {
        self.touch(T::NOUN, entity.id(), Some(whole(entity)), None, None);
    }

    /// Puts any noun's row into a state given as fields; `before` is the state it has.
    pub fn put(&mut self, noun: Noun, id: Id, before: Option<Map>, after: Option<Map>) -> Result<(), OpError> {
        let row = match &after {
            Some(map) => Some((shape(noun).row_of)(id, map).map_err(|field| bad_value(&field, map))?),
            None => None,
        };
        self.touch(noun, id, before, after.map(State::Fields), row);
        Ok(())
    }

    /// Any noun's row as fields, as it is now.
    pub fn fields(&mut self, noun: Noun, id: Id) -> Result<Option<Map>, OpError> {
        if let Some(&place) = self.places.get(&(noun, id)) {
            return Ok(self.touched[place].current.as_ref().and_then(State::map));
        }
        let shape = shape(noun);
        let names = shape.columns[..shape.journalled].join(", ");
        let rows = self.rows(Stmt::new(format!("SELECT id, {names} FROM {noun} WHERE id = $1"), vec![id.0.into()]))?;
        let read = |row: &Row| (shape.map_of)(row).map(|(_, map)| map);
        rows.first().map(|row| read(row).ok_or_else(|| Refusal::Gone(format!("{noun} {id}")).into())).transpose()
    }

    /// Which rows this operation has touched so far.
    pub fn touched(&self) -> Vec<(Noun, Id)> {
        self.touched.iter().map(|touched| (touched.noun, touched.id)).collect()
    }

    /// A touched entity as it was before the operation.
    pub fn before<T: Record>(&self, id: Id) -> Option<T> {
        let place = self.places.get(&(T::NOUN, id))?;
        T::from_map(id, self.touched[*place].original.as_ref()?).ok()
    }

    /// Whether somebody is known to work in a party, and nobody's part has changed since.
    pub fn is_admitted(&self, party: Id, member: Id) -> bool {
        self.admitted.contains(&(party, member))
    }

    /// Remembers that somebody works in a party.
    pub fn remember_admitted(&mut self, party: Id, member: Id) {
        self.admitted.insert((party, member));
    }

    /// What the actor is to a party, if that was asked before and nothing that decides it has changed since.
    pub fn known_standing(&self, party: Id) -> Option<(bool, Option<Role>, PartyStatus)> {
        self.standings.get(&party).copied()
    }

    /// Remembers what the actor is to a party.
    pub fn remember_standing(&mut self, party: Id, standing: (bool, Option<Role>, PartyStatus)) {
        self.standings.insert(party, standing);
    }

    fn touch(&mut self, noun: Noun, id: Id, before: Option<Map>, after: Option<State>, row: Option<Row>) {
        if before.is_some() && matches!(noun, Noun::Member | Noun::Membership) {
            self.admitted.clear();
        }
        if matches!(noun, Noun::Member | Noun::Membership | Noun::Term | Noun::Party) {
            self.standings.clear();
        }
        let row = row.map(|columns| {
            let mut row = Vec::with_capacity(columns.len() + 1);
            row.push(Val::Int(id.0));
            row.extend(columns);
            row
        });
        let place = *self.places.entry((noun, id)).or_insert(self.touched.len());
        if let Some(touched) = self.touched.get_mut(place) {
            (touched.current, touched.row) = (after, row);
        } else {
            let stored = before.is_some();
            self.touched.push(Touched { noun, id, original: before, current: after, row, stored });
        }
        self.dirty.push(place);
    }

    /// Brings the tables up to what the operation has made so far.
    pub fn flush(&mut self) -> Result<(), OpError> {
        if self.dirty.is_empty() {
            return Ok(());
        }
        // Births last: a unique name or an office may pass from a row that goes or changes to one that comes.
        let mut batches: BTreeMap<(Write, Noun), Vec<Row>> = BTreeMap::new();
        for place in std::mem::take(&mut self.dirty) {
            let touched = &mut self.touched[place];
            let (write, row) = match (touched.stored, touched.row.take()) {
                (false, Some(row)) => (Write::Insert, row),
                (true, Some(row)) => (Write::Update, row),
                (true, None) if touched.current.is_none() => (Write::Delete, vec![Val::Int(touched.id.0)]),
                // Touched twice since the last time: written already.
                (_, None) => continue,
            };
            without_nul(touched.noun, &row)?;
            touched.stored = touched.current.is_some();
            batches.entry((write, touched.noun)).or_default().push(row);
        }
        for ((write, noun), rows) in batches {
            let sql = match write {
                Write::Delete => format!("DELETE FROM {noun} WHERE id = $1"),
                Write::Insert => shape(noun).insert_sql(),
                Write::Update => update_sql(noun),
            };
            self.tx.write_many(&sql, &rows)?;
        }
        Ok(())
    }

    /// The next number of a counter; it is never given again, whatever is undone.
    pub fn numbers(&mut self, scope: &str, count: i64) -> Result<i64, OpError> {
        let sql = "INSERT INTO counter (scope, value) VALUES ($1, $2) \
                   ON CONFLICT (scope) DO UPDATE SET value = counter.value + $2 RETURNING value";
        let rows = self.tx.read_one(Stmt::new(sql, vec![scope.into(), count.into()]))?;
        let last = rows.single().map_or(Ok(count), Val::int)?;
        Ok(last - count + 1)
    }

    /// Writes rows and journal. Without any change nothing is journalled and `seq` is none.
    pub fn finish(mut self, head: &Head, kind: &str, sum: String, undoes: Option<i64>) -> Result<Receipt, OpError> {
        self.flush()?;
        let mut changes = vec![];
        for touched in std::mem::take(&mut self.touched) {
            let (noun, id) = (touched.noun, touched.id);
            let n = changes.len() as i64;
            changes.push(match (touched.original, touched.current) {
                (None, Some(State::Text(after))) => {
                    Change::of_texts(head.seq, n, noun, id, None, Some(after), self.ids.chance())
                }
                (original, current) => {
                    let Some((before, after)) = difference(original, current.and_then(State::into_map)) else {
                        continue;
                    };
                    Change::sealed(head.seq, n, noun, id, before.as_ref(), after.as_ref(), self.ids.chance())
                }
            });
        }
        let touched = changes.iter().map(|change| (change.noun, change.row)).collect();
        let conflicts = std::mem::take(&mut self.conflicts);
        if changes.is_empty() {
            return Ok(Receipt { seq: None, kind: kind.to_owned(), undoes, touched, conflicts, replayed: false });
        }
        let mut entry = Entry {
            seq: head.seq,
            op_id: self.meta.op_id,
            op_sum: sum,
            at: self.meta.at,
            actor: self.meta.actor,
            via: self.meta.via.clone(),
            kind: kind.to_owned(),
            format: FORMAT,
            undoes,
            hash: String::new(),
        };
        entry.hash = hash_of(&entry, &changes, &head.hash);
        let receipt =
            Receipt { seq: Some(entry.seq), kind: kind.to_owned(), undoes, touched, conflicts, replayed: false };
        append(self.tx, entry, changes)?;
        Ok(receipt)
    }
}

/// The changed fields before and after; a missing field is null. None when nothing changed.
fn difference(before: Option<Map>, after: Option<Map>) -> Option<(Option<Map>, Option<Map>)> {
    match (before, after) {
        (None, None) => None,
        (None, Some(after)) => Some((None, Some(after))),
        (Some(before), None) => Some((Some(before), None)),
        (Some(before), Some(after)) => {
            let (mut old, mut new) = (Map::new(), Map::new());
            for field in before.keys().chain(after.keys()) {
                let (was, is) = (before.get(field), after.get(field));
                if was != is {
                    old.insert(field.clone(), was.cloned().unwrap_or(Value::Null));
                    new.insert(field.clone(), is.cloned().unwrap_or(Value::Null));
                }
            }
            (!new.is_empty()).then_some((Some(old), Some(new)))
        }
    }
}

/// Refuses a text that holds U+0000, which not every engine can keep.
fn without_nul(noun: Noun, row: &Row) -> Result<(), OpError> {
    let holds = |val: &Val| matches!(val, Val::Text(text) if text.contains('\0'));
    match row.iter().position(holds) {
        // `id` comes first and is no text.
        Some(place) => {
            let field = shape(noun).columns[place - 1].to_owned();
            Err(Refusal::BadValue { field, value: "U+0000".to_owned() }.into())
        }
        None => Ok(()),
    }
}

fn bad_value(field: &str, map: &Map) -> OpError {
    let value = map.get(field).map_or_else(String::new, ToString::to_string);
    Refusal::BadValue { field: field.to_owned(), value }.into()
}

fn update_sql(noun: Noun) -> String {
    let sets: Vec<String> =
        shape(noun).columns.iter().enumerate().map(|(place, name)| format!("{name} = ${}", place + 2)).collect();
    format!("UPDATE {noun} SET {} WHERE id = $1", sets.join(", "))
}
