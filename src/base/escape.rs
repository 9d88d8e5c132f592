//! JSON text that steers no terminal: what does is escaped, and reads back as it was. Knows no value.

use std::io::{self, Write};

use serde_json::ser::Formatter;

use super::clean::is_hidden;

/// Escapes what `serde_json` leaves as it is: DEL, C1, and what is not seen but acts.
#[derive(Clone, Copy, Debug)]
pub struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if fragment.bytes().all(|byte| byte < 0x7F) {
            return writer.write_all(fragment.as_bytes());
        }
        let mut rest = fragment;
        while let Some(at) = rest.find(|letter: char| letter.is_control() || is_hidden(letter)) {
            let (plain, after) = rest.split_at(at);
            writer.write_all(plain.as_bytes())?;
            let steering = after.chars().next().unwrap_or_default();
            let mut units = [0; 2];
            for unit in steering.encode_utf16(&mut units) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &after[steering.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }
}
