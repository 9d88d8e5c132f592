//! Takes a line apart into words of the title and markers with their values.

use std::ops::Range;

use crate::base::day::Day;
use crate::base::hangul::narrow;
use crate::text::when::{NotDay, WhyNot};

/// What a marker is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sign {
    Person,
    Priority,
    Estimate,
    Due,
    Tag,
    Skill,
    After,
    To,
}

/// A marker and its value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Mark {
    pub sign: Sign,
    /// The value without quotes.
    pub value: String,
    /// Whether the value stood in quotes: then it is one value, commas and all.
    pub quoted: bool,
    /// The marker as typed.
    pub typed: String,
}

/// One part of a line.
pub(super) enum Token {
    /// A word of the title, its protecting backslash taken off.
    Word { span: Range<usize>, text: String, kept: bool },
    /// A marker.
    Mark { span: Range<usize>, mark: Mark },
    /// A marker whose quote is not closed, or goes on after its end.
    Unclosed { span: Range<usize> },
}

/// The end of a word that makes a day before it a due day: `금요일까지`.
const UNTIL: &str = "까지";
/// How many words before `…까지` can belong to its day: `11월 3주차 금까지`.
const MOST_BEFORE: usize = 3;

/// Reads a day, so that `다음주 금요일까지` can be told from `끝까지`.
pub(super) type ReadDay<'a> = dyn Fn(&str) -> Result<Day, NotDay> + 'a;

/// The parts of a line, in order.
pub(super) fn tokens(line: &str, read_day: &ReadDay<'_>) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(skip) = line[at..].find(|c: char| !c.is_whitespace()) {
        let start = at + skip;
        let end = line[start..].find(char::is_whitespace).map_or(line.len(), |length| start + length);
        let raw = &line[start..end];
        let token = if protected(raw) {
            let text = raw.chars().skip(1).collect();
            Token::Word { span: start..end, text, kept: true }
        } else if let Some((sign, length)) = opener(raw) {
            marker(line, start, end, sign, start + length)
        } else if let Some(token) = until(line, start..end, &mut out, read_day) {
            token
        } else {
            Token::Word { span: start..end, text: raw.to_owned(), kept: false }
        };
        at = match &token {
            Token::Word { span, .. } | Token::Mark { span, .. } | Token::Unclosed { span } => span.end.max(end),
        };
        out.push(token);
    }
    out
}

/// True where a word would not be plain text, so that a backslash before it means something.
fn is_marked(word: &str) -> bool {
    opener(word).is_some() || may_be_until(word)
}

/// True for a word that begins with a backslash which is to be taken off: backslashes, then what would be a marker.
fn protected(word: &str) -> bool {
    word.starts_with(is_backslash) && is_marked(word.trim_start_matches(is_backslash))
}

/// The word as it must be written so that it is read as text.
pub(super) fn protect(word: &str) -> String {
    if is_marked(word.trim_start_matches(is_backslash)) { format!("\\{word}") } else { word.to_owned() }
}

/// A backslash, and what Korean keyboards and fonts give for it.
fn is_backslash(letter: char) -> bool {
    matches!(letter, '\\' | '₩' | '￦' | '＼')
}

/// The marker that a word begins with, and how many bytes come before its value.
fn opener(word: &str) -> Option<(Sign, usize)> {
    let first = word.chars().next()?;
    let rest = &word[first.len_utf8()..];
    let next = rest.chars().next().map(|c| narrow(c).unwrap_or(c));
    let named = next.is_some_and(|c| c.is_alphanumeric() || closing_quote(c).is_some());
    let sign = match narrow(first).unwrap_or(first) {
        '@' => Sign::Person,
        '!' => Sign::Priority,
        '~' => Sign::Estimate,
        '^' if next.is_some_and(|c| matches!(c, '+' | '-')) => return Some((Sign::Due, first.len_utf8())),
        '^' => Sign::Due,
        '#' => Sign::Tag,
        // `<b>` is no dependency, `>90%` no place.
        '<' if !rest.contains(['>', '＞']) => Sign::After,
        '>' if !next.is_some_and(|c| c.is_ascii_digit()) => Sign::To,
        _ => return keyed(word),
    };
    named.then_some((sign, first.len_utf8()))
}

/// A marker with a name: `due:`, `마감:`.
fn keyed(word: &str) -> Option<(Sign, usize)> {
    let colon = word.find([':', '：'])?;
    let sign = match word[..colon].to_lowercase().as_str() {
        "due" | "마감" | "기한" => Sign::Due,
        "skill" | "기술" => Sign::Skill,
        "after" | "선행" => Sign::After,
        "act" | "to" | "액트" => Sign::To,
        _ => return None,
    };
    let width = word[colon..].chars().next().map_or(1, char::len_utf8);
    Some((sign, colon + width))
}

fn closing_quote(open: char) -> Option<char> {
    Some(match open {
        '\'' => '\'',
        '"' => '"',
        '‘' => '’',
        '“' => '”',
        '「' => '」',
        _ => return None,
    })
}

/// A marker from `start`, its value from `value`; an unquoted value ends with the word at `end`.
fn marker(line: &str, start: usize, end: usize, sign: Sign, value: usize) -> Token {
    let open = line[value..end].chars().next();
    let Some((open, close)) = open.and_then(|c| Some((c, closing_quote(narrow(c).unwrap_or(c))?))) else {
        let bare = line[value..end].trim_end_matches([',', ';']);
        let mark = Mark { sign, value: bare.to_owned(), quoted: false, typed: line[start..end].to_owned() };
        return Token::Mark { span: start..end, mark };
    };
    let inside = value + open.len_utf8();
    let closing = |c: char| narrow(c).unwrap_or(c) == close;
    let Some(length) = line[inside..].find(closing) else { return Token::Unclosed { span: start..line.len() } };
    let closed = inside + length;
    let after = closed + line[closed..].chars().next().map_or(1, char::len_utf8);
    let tail = line[after..].find(char::is_whitespace).map_or(line.len(), |length| after + length);
    if !line[after..tail].trim_end_matches([',', ';']).is_empty() {
        return Token::Unclosed { span: start..tail };
    }
    let mark = Mark { sign, value: line[inside..closed].to_owned(), quoted: true, typed: line[start..tail].to_owned() };
    Token::Mark { span: start..tail, mark }
}

/// True for a word that could end a day with `까지`: judged by its last letter, so that `끝까지` needs no backslash.
fn may_be_until(word: &str) -> bool {
    const ENDS: &str = "일월화수목금토말날주차뒤후내안전달늘레피제해기년";
    let last = word.strip_suffix(UNTIL).and_then(|stem| stem.chars().next_back());
    last.is_some_and(|last| last.is_ascii_alphanumeric() || last == ')' || ENDS.contains(last))
}

/// The due day that `…까지` ends, with the words before it that belong to it, which are taken off `before`.
fn until(line: &str, span: Range<usize>, before: &mut Vec<Token>, read_day: &ReadDay<'_>) -> Option<Token> {
    let word = &line[span.clone()];
    if !may_be_until(word) {
        return None;
    }
    let plain = |token: &&Token| matches!(token, Token::Word { kept: false, .. });
    let most = before.iter().rev().take(MOST_BEFORE).take_while(plain).count();
    for count in (0..=most).rev() {
        let start = match before.get(before.len() - count) {
            Some(Token::Word { span, .. }) => span.start,
            _ => span.start,
        };
        let day = line[start..span.end].trim_end_matches(UNTIL);
        // One syllable alone is too little: `할 일까지` is no Sunday.
        let enough = count > 0 || day.chars().nth(1).is_some();
        let read = !matches!(read_day(day), Err(NotDay { why: WhyNot::Unknown, .. }));
        if enough && read {
            before.truncate(before.len() - count);
            let mark =
                Mark { sign: Sign::Due, value: day.to_owned(), quoted: true, typed: line[start..span.end].to_owned() };
            return Some(Token::Mark { span: start..span.end, mark });
        }
    }
    None
}
