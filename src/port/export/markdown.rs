//! People's text in a Markdown paper. A single line says what its letters say; a text of several lines is Markdown by
//! design, but never HTML. Knows no paper.

/// A line in which no letter means anything to Markdown or HTML.
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let letters: Vec<char> = text.chars().collect();
    for (place, &letter) in letters.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|place| letters.get(place));
        let after = letters.get(place + 1);
        let within = |letter: Option<&char>| letter.is_some_and(|letter| letter.is_alphanumeric());
        match letter {
            '<' => out.push_str("&lt;"),
            '\\' | '`' | '*' | '[' => out.extend(['\\', letter]),
            // Between letters it is one of them: `snake_case`.
            '_' if !(within(before) && within(after)) => out.push_str("\\_"),
            '~' if before == Some(&'~') || after == Some(&'~') => out.push_str("\\~"),
            '#' | '>' | '-' | '+' | '=' if place == 0 => out.extend(['\\', letter]),
            '.' | ')' if place > 0 && letters[..place].iter().all(char::is_ascii_digit) => out.extend(['\\', letter]),
            _ => out.push(letter),
        }
    }
    out
}

/// Markdown in which no tag begins; code stays as it is, and a fence that nobody closes is closed.
pub fn body(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut fence: Option<&str> = None;
    let mut spans = Spans::Known;
    for line in text.lines() {
        if line.trim().is_empty() {
            spans = Spans::Known;
        }
        match (fence, opened(line)) {
            (Some(open), _) => {
                out.push_str(line);
                let more = line.trim_end().strip_prefix(open);
                if more.is_some_and(|more| more.bytes().all(|byte| open.as_bytes()[0] == byte)) {
                    fence = None;
                }
            }
            (None, Some(mark)) => {
                out.push_str(line);
                fence = Some(mark);
            }
            (None, None) => spans = untagged(line, spans, &mut out),
        }
        out.push('\n');
    }
    if let Some(mark) = fence {
        out.push_str(mark);
    }
    out.truncate(out.trim_end().len());
    out
}

/// The mark of a fence that a line opens. Only one that is not moved in: within a list it could end unseen.
fn opened(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let rest = line.trim_start_matches(mark);
    let open = &line[..line.len() - rest.len()];
    (open.len() >= 3 && !rest.contains('`')).then_some(open)
}

/// Whether it is known where code spans begin. A backtick that its line does not close may have one of the next lines
/// for its span, up to an empty one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spans {
    Known,
    Unknown,
}

/// Adds a line with every `<` that could begin a tag made text, those in code spans aside.
fn untagged(line: &str, before: Spans, out: &mut String) -> Spans {
    let mut spans = before;
    let mut rest = line;
    while let Some(at) = rest.find(['<', '`', '\\']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let taken = match rest.as_bytes()[0] {
            b'`' if before == Spans::Known => {
                let (length, closed) = span(rest);
                spans = if closed { spans } else { Spans::Unknown };
                length
            }
            b'\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            _ => 1,
        };
        let tag =
            rest.starts_with('<') && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
        let link = rest.starts_with("<https://") || rest.starts_with("<http://");
        out.push_str(if tag && !link { "&lt;" } else { &rest[..taken] });
        rest = &rest[taken..];
    }
    out.push_str(rest);
    spans
}

/// How long the code span is that begins here, and whether it ends; else the length of its backticks alone.
fn span(text: &str) -> (usize, bool) {
    let ticks = |text: &str| text.len() - text.trim_start_matches('`').len();
    let open = ticks(text);
    let mut at = open;
    while let Some(next) = text[at..].find('`') {
        let close = ticks(&text[at + next..]);
        at += next + close;
        if close == open {
            return (at, true);
        }
    }
    (open, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_its_letters_say() {
        for (text, expected) in [
            ("LOG-1 snake_case 2 > 1", "LOG-1 snake_case 2 > 1"),
            ("<script>*a* _b_ [l](javascript:x) `c`", "&lt;script>\\*a\\* \\_b\\_ \\[l](javascript:x) \\`c\\`"),
            ("# no heading", "\\# no heading"),
            ("12. no list", "12\\. no list"),
            ("~~gone~~ ~3d", "\\~\\~gone\\~\\~ ~3d"),
            ("a\\*b", "a\\\\\\*b"),
        ] {
            assert_eq!(line(text), expected);
        }
    }

    #[test]
    fn a_body_is_markdown_without_tags() {
        for (text, expected) in [
            ("**bold** <b>x</b> 1 < 2", "**bold** &lt;b>x&lt;/b> 1 < 2"),
            ("`<a>` and ``<b>` `` and `<c>", "`<a>` and ``<b>` `` and `&lt;c>"),
            ("\\`<a>`", "\\`&lt;a>`"),
            ("one ` tick\n` <a> `\n\n`<b>`", "one ` tick\n` &lt;a> `\n\n`<b>`"),
            ("```html\n<a>\n```\n<a>", "```html\n<a>\n```\n&lt;a>"),
            ("```\n<a>", "```\n<a>\n```"),
            ("- x\n  ```\n<a>", "- x\n  ```\n&lt;a>"),
            ("<https://party.example> <!-- -->", "<https://party.example> &lt;!-- -->"),
        ] {
            assert_eq!(body(text), expected);
        }
    }
}
