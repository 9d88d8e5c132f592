//! The whole book out as JSON and in again: the same bytes, the same book; anything else is refused.

use partybook::port::export::json::dump;
use partybook::port::import::dump::{DumpRefused, restore};
use partybook::store::audit::audit;
use partybook::store::dump::RestoreError;
use partybook::store::problem::Problem;
use partybook::store::{Stmt, migrate, sqlite};

use crate::kit::Book;

fn dumped(book: &mut Book) -> Vec<u8> {
    let mut out = vec![];
    dump(book.engine.as_mut(), &mut out).unwrap();
    out
}

fn restored(bytes: &[u8]) -> Result<Book, DumpRefused> {
    let mut engine = sqlite::memory().unwrap();
    migrate::bring_up(&mut engine, "test").unwrap();
    let mut book = Book::empty();
    book.engine = Box::new(engine);
    let mut tx = book.engine.begin().unwrap();
    restore(bytes, tx.as_mut())?;
    tx.commit().unwrap();
    Ok(book)
}

fn full() -> Book {
    Book::outline(
        "@danpung 단풍\nLOG active \"soda log\" leader=sol\n  ◦ LOG-2 Later\n  S1 running 2026-11-16..2026-12-31 Kubernetes\n    A1 running 2026-11-16..2026-11-27 Survey\n      ▸ LOG-1 쿠버네티스 @danpung ~12h !p0 #k8s with sol\n",
    )
}

#[test]
fn a_dump_comes_back_as_the_same_bytes() {
    let mut book = full();
    let bytes = dumped(&mut book);
    let mut copy = restored(&bytes).unwrap();
    assert_eq!(dumped(&mut copy), bytes);
    assert_eq!(copy.show(), book.show());
    let mut empty = Book::empty();
    let bytes = dumped(&mut empty);
    assert_eq!(dumped(&mut restored(&bytes).unwrap()), bytes);
}

#[test]
fn what_is_no_whole_dump_changes_nothing() {
    let mut book = full();
    let text = String::from_utf8(dumped(&mut book)).unwrap();
    let newer = text.replace("party.dump/1", "party.dump/2");
    assert!(matches!(restored(newer.as_bytes()), Err(DumpRefused::Newer(_))));
    for broken in ["[]".to_owned(), "{\"format\":\"party.dump/1\"}".to_owned(), text[..text.len() / 2].to_owned()] {
        assert!(matches!(restored(broken.as_bytes()), Err(DumpRefused::NotDump(..))));
    }
    let touched = text.replace("Later", "Sooner");
    assert!(matches!(restored(touched.as_bytes()), Err(DumpRefused::Restore(RestoreError::Broken(_)))));
    let mut tx = book.engine.begin().unwrap();
    let refused = restore(text.as_bytes(), tx.as_mut());
    assert_eq!(refused, Err(DumpRefused::Restore(RestoreError::NotEmpty)));
}

#[test]
fn a_counter_that_cannot_count_on_is_damage_in_a_dump_and_in_a_store() {
    let mut book = full();
    let text = String::from_utf8(dumped(&mut book)).unwrap();
    let scope = format!("task:{}", book.party("LOG"));
    for value in [i64::MAX, 1, 3_000_000] {
        let mut tx = book.engine.begin().unwrap();
        let set = "UPDATE counter SET value = $1 WHERE scope = $2";
        tx.write(Stmt::new(set, vec![value.into(), scope.as_str().into()])).unwrap();
        tx.commit().unwrap();
        let wrong = Problem::Counter { scope: scope.clone(), value: Some(value), highest: 2 };
        assert_eq!(audit(book.engine.as_mut(), None).unwrap().problems, vec![wrong.clone()]);
        let bytes = dumped(&mut book);
        assert_ne!(bytes, text.as_bytes());
        let refused = restored(&bytes).err().unwrap();
        assert_eq!(refused, DumpRefused::Restore(RestoreError::Broken(wrong)));
    }
}
