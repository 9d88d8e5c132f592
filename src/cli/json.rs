//! JSON as programs get it: one envelope a result, with every character that could steer a terminal escaped.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;

use crate::app::error::AppError;

/// A result and the name of its shape.
#[derive(Serialize)]
struct Envelope<'a, T> {
    schema: &'a str,
    data: &'a T,
}

/// Writes `{"schema":…,"data":…}` and a line break.
pub fn envelope<T: Serialize>(into: &mut Vec<u8>, schema: &str, data: &T) {
    let before = into.len();
    let mut writer = serde_json::Serializer::with_formatter(&mut *into, Harmless);
    // Writing into memory cannot fail, and every page has text keys; should one not, no half value stays.
    if (Envelope { schema, data }).serialize(&mut writer).is_err() {
        into.truncate(before);
    }
    into.push(b'\n');
}

/// A failure as programs get it.
#[derive(Serialize)]
struct Failure<'a> {
    /// Which sort; decides the exit code.
    kind: &'static str,
    /// What happened, in the person's language.
    message: &'a str,
    /// What would help.
    hints: &'a [String],
}

/// A failure in its envelope, in one line.
pub fn failure(error: &AppError) -> String {
    let mut bytes = vec![];
    let data = Failure { kind: error.kind.as_str(), message: &error.message, hints: &error.hints };
    envelope(&mut bytes, "party.error/1", &data);
    String::from_utf8_lossy(&bytes).trim_end().to_owned()
}

/// Escapes what serde_json leaves as it is: DEL, C1, bidi controls, separators, joiners, tags, byte-order marks.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if fragment.bytes().all(|byte| byte < 0x7F) {
            return writer.write_all(fragment.as_bytes());
        }
        let mut rest = fragment;
        while let Some(at) = rest.find(is_steering) {
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

fn is_steering(letter: char) -> bool {
    matches!(letter,
        '\u{7F}'..='\u{9F}' | '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_escaped_and_reads_back() {
        let text = "a\u{1b}b\u{9b}c\u{202e}d 한글 \u{E0041}\"";
        let mut bytes = vec![];
        envelope(&mut bytes, "party.test/1", &text);
        let json = String::from_utf8(bytes).unwrap();
        assert!(json.chars().all(|letter| letter == '\n' || (!letter.is_control() && !is_steering(letter))));
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!((value["schema"].as_str(), value["data"].as_str()), (Some("party.test/1"), Some(text)));
    }
}
