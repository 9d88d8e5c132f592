//! JSON as programs get it: one envelope a result, with every character that could steer a terminal escaped.

use serde::Serialize;

use crate::app::error::AppError;
use crate::base::escape::Harmless;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clean::is_hidden;

    #[test]
    fn what_steers_a_terminal_is_escaped_and_reads_back() {
        let text = "a\u{1b}b\u{9b}c\u{202e}d 한글 \u{E0041}\"";
        let mut bytes = vec![];
        envelope(&mut bytes, "party.test/1", &text);
        let json = String::from_utf8(bytes).unwrap();
        assert!(json.chars().all(|letter| letter == '\n' || (!letter.is_control() && !is_hidden(letter))));
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!((value["schema"].as_str(), value["data"].as_str()), (Some("party.test/1"), Some(text)));
    }
}
