//! The tables as SQL has them and as the program describes them say the same.

use std::collections::BTreeSet;

use partybook::store::table::{REFERENCES, SHAPES};
use partybook::store::{Engine, Stmt};

use super::kit::Book;

fn texts(engine: &mut dyn Engine, sql: String) -> Vec<Vec<String>> {
    let rows = engine.read_one(Stmt::plain(sql)).unwrap();
    rows.iter().map(|row| row.iter().map(|cell| cell.text().unwrap().to_owned()).collect()).collect()
}

#[test]
fn every_noun_has_the_columns_its_table_has() {
    let mut book = Book::empty();
    for shape in &SHAPES {
        let sql = format!("SELECT name FROM pragma_table_info('{}') ORDER BY cid", shape.noun);
        let there: Vec<String> = texts(book.engine.as_mut(), sql).concat();
        let said: Vec<&str> = std::iter::once("id").chain(shape.columns.iter().copied()).collect();
        assert_eq!(there, said, "{}", shape.noun);
    }
}

#[test]
fn every_reference_of_a_table_is_known_to_undo() {
    let mut book = Book::empty();
    let mut there = BTreeSet::new();
    for shape in &SHAPES {
        let sql = format!("SELECT \"table\", \"from\" FROM pragma_foreign_key_list('{}')", shape.noun);
        for row in texts(book.engine.as_mut(), sql) {
            there.insert((row[0].clone(), shape.noun.to_string(), row[1].clone()));
        }
    }
    let known: BTreeSet<(String, String, String)> =
        REFERENCES.iter().map(|(to, from, column)| (to.to_string(), from.to_string(), (*column).to_owned())).collect();
    assert_eq!(known, there);
}
