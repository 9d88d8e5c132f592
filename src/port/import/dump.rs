//! The program's own dump coming back in: restored verbatim into an empty store, never planned.

/// Whether a file that begins like this is a dump of this program.
pub fn is_dump(head: &str) -> bool {
    head.starts_with('{') && head.contains("\"party.dump/")
}
