//! Finds the objects of an export in its text, with their lines: one that is broken costs its own line, no more.
//! Knows no attribute.

/// An object and its line, or the line and text of what is none.
type Found<'t> = Result<(u64, &'t str), (u64, &'t str)>;

/// Bytes that are looked at in vain before the rest is given up: each brace that never closes costs a look to the end.
const IN_VAIN: usize = 64 << 20;

/// The objects of a text, whether they stand in an array or one behind the other.
pub fn objects(text: &str) -> impl Iterator<Item = Found<'_>> {
    let mut at = 0;
    let mut line = 1;
    let mut in_vain = 0;
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'\n' => line += 1,
                b' ' | b'\t' | b'\r' | b'[' | b']' | b',' => {}
                b'{' => {
                    let (start, first) = (at, line);
                    match object(&bytes[at..], &mut line) {
                        Ok(length) => {
                            at = start + length;
                            return Some(Ok((first, &text[start..at])));
                        }
                        Err(looked) => {
                            (in_vain, line) = (in_vain + looked, first);
                            let slice = &text[start..line_end(bytes, start)];
                            at = if in_vain > IN_VAIN { bytes.len() } else { start + slice.len() };
                            return Some(Err((first, slice)));
                        }
                    }
                }
                _ => {
                    let start = at;
                    at = line_end(bytes, start);
                    return Some(Err((line, &text[start..at])));
                }
            }
            at += 1;
        }
        None
    })
}

fn line_end(bytes: &[u8], from: usize) -> usize {
    bytes[from..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |length| from + length)
}

/// The length of the object that begins here, counting lines. Where it does not end, or a string in it does not end on
/// its line, the error tells how far that took to see.
fn object(bytes: &[u8], line: &mut u64) -> Result<usize, usize> {
    let (mut depth, mut quoted, mut at) = (0_usize, false, 0);
    while let Some(byte) = bytes.get(at) {
        match (quoted, byte) {
            (true, b'\\') => at += 1,
            (_, b'"') => quoted = !quoted,
            (true, b'\n') => return Err(at),
            (false, b'\n') => *line += 1,
            (false, b'{' | b'[') => depth += 1,
            (false, b'}' | b']') => {
                depth -= 1;
                if depth == 0 {
                    return Ok(at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
    Err(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_and_lines_are_alike() {
        let expected: Vec<Found<'_>> = vec![Ok((2, "{\"a\":\"}\\\"\"}")), Ok((3, "{\"b\":[{}]}"))];
        let array = "[\n{\"a\":\"}\\\"\"},\n{\"b\":[{}]}\n]\n";
        let lines = "\n{\"a\":\"}\\\"\"}\n{\"b\":[{}]}\n";
        assert_eq!(objects(array).collect::<Vec<_>>(), expected);
        assert_eq!(objects(lines).collect::<Vec<_>>(), expected);
        assert_eq!(objects("{\n\"a\":1\n}\n{}").collect::<Vec<_>>(), [Ok((1, "{\n\"a\":1\n}")), Ok((4, "{}"))]);
    }

    #[test]
    fn a_broken_object_costs_its_line() {
        let text = "[\n{\"a\":\"no end},\n{\"b\":1},\nwhat\n{\"c\":2}";
        let found: Vec<Found<'_>> = objects(text).collect();
        assert_eq!(
            found,
            [Err((2, "{\"a\":\"no end},")), Ok((3, "{\"b\":1}")), Err((4, "what")), Ok((5, "{\"c\":2}"))]
        );
    }

    #[test]
    fn braces_that_never_close_do_not_take_for_ever() {
        let found = objects(&"{\n".repeat(200_000)).filter(Result::is_err).count();
        assert!((100..1_000).contains(&found), "{found}");
    }
}
