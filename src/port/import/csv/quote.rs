//! Finds a quote that never closes: it would swallow every line behind it into one cell, without a word. Knows the
//! rules of quoting and no column.

/// A quote that never closes: its line from 1, and what that line says from the quote on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Open<'t> {
    /// The line it stands in.
    pub line: u64,
    /// What follows it there.
    pub text: &'t str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Where a quote opens.
    Begin,
    /// Where a quote is a letter like others.
    Plain,
    Quoted,
    /// Behind a quote that closes, unless another one follows.
    Closed,
}

/// The whole records of a table, and the quote that never closes, if there is one: its record is left out.
pub fn whole(text: &str, delimiter: u8) -> (&str, Option<Open<'_>>) {
    let (mut state, mut line) = (State::Begin, 1);
    let (mut record, mut quote) = (0, (0, 1));
    for (at, byte) in text.bytes().enumerate() {
        let ends = byte == b'\n' || byte == b'\r';
        state = match (state, byte) {
            (State::Begin | State::Closed, b'"') => {
                if state == State::Begin {
                    quote = (at, line);
                }
                State::Quoted
            }
            (State::Quoted, b'"') => State::Closed,
            (State::Quoted, _) => State::Quoted,
            (_, other) if other == delimiter => State::Begin,
            _ if ends => {
                record = at + 1;
                State::Begin
            }
            _ => State::Plain,
        };
        line += u64::from(byte == b'\n');
    }
    if state != State::Quoted {
        return (text, None);
    }
    let (at, line) = quote;
    (&text[..record], Some(Open { line, text: text[at..].lines().next().unwrap_or_default() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_quote_that_never_closes_counts() {
        for text in ["a,b\n\"1\",\"2\n3\"\n", "a\n\"x\"\"y\"\n", "a,b\n5\" disk,2\n", "a\n\"1\"x\"\n", ""] {
            assert_eq!(whole(text, b','), (text, None), "{text}");
        }
        let open = |line, text| Some(Open { line, text });
        assert_eq!(whole("a,b\r\n1,2\r\n3,\"four\r\n5,6\r\n", b','), ("a,b\r\n1,2\r\n", open(3, "\"four")));
        assert_eq!(whole("a;b\n\"x\"\";y\n1;2", b';'), ("a;b\n", open(2, "\"x\"\";y")));
        assert_eq!(whole("\"a", b','), ("", open(1, "\"a")));
    }
}
