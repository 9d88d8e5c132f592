//! The whole content of a store, to compare: every row of every table.

use std::collections::BTreeMap;

use partybook::store::record::Noun;
use partybook::store::table::SHAPES;
use partybook::store::{Read, Row, Stmt};

/// Table → rows, by first column.
pub type Tables = BTreeMap<String, Vec<Row>>;

/// Every noun's rows, derived columns included.
pub fn tables(read: &mut dyn Read) -> Tables {
    let batch: Vec<Stmt> = SHAPES
        .iter()
        .map(|shape| Stmt::plain(format!("SELECT id, {} FROM {} ORDER BY id", shape.columns.join(", "), shape.noun)))
        .collect();
    let answers = read.read(&batch).unwrap();
    Noun::ALL.iter().map(ToString::to_string).zip(answers.into_iter().map(|rows| rows.0)).collect()
}

/// The same with journal, head and counters.
pub fn snapshot(read: &mut dyn Read) -> Tables {
    let mut all = tables(read);
    for (name, order) in [("head", "id"), ("entry", "seq"), ("change", "seq, n"), ("counter", "scope")] {
        let rows = read.read_one(Stmt::plain(format!("SELECT * FROM {name} ORDER BY {order}"))).unwrap();
        all.insert(name.to_owned(), rows.0);
    }
    all
}
