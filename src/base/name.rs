//! Names people choose and type: handles and aliases, the nearest known name for a mistyped one, names of files.
//! Knows no store: whether a handle is already taken is for others to say.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::fold::{fold, search_key};

/// Why text can be no handle.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotHandle {
    /// Not between 2 and 32 letters.
    #[error("a handle has 2 to 32 letters")]
    Length,
    /// Holds a character that is no letter, digit or inner `-`.
    #[error("{0:?} cannot stand in a handle")]
    Sign(char),
    /// No letter at all.
    #[error("a handle needs a letter")]
    NoLetter,
    /// Means something else already: a date, nobody, or a place.
    #[error("{0:?} means something else")]
    Reserved(String),
}

/// Words for nobody and nothing, where a command takes a name or a value.
pub const NONE_WORDS: [&str; 2] = ["none", "없음"];

/// Words that a handle may not be, because commands mean a person, nobody or a place by them.
pub const RESERVED: [&str; 8] = ["me", "none", "없음", "current", "next", "previous", "backlog", "백로그"];

/// Date words that a handle may not be; `text::when` reads every one of them.
pub const DATE_WORDS: [&str; 44] = [
    "today",
    "tomorrow",
    "yesterday",
    "eow",
    "eom",
    "eoq",
    "eoy",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "오늘",
    "내일",
    "모레",
    "내일모레",
    "글피",
    "어제",
    "그제",
    "그저께",
    "엊그제",
    "월요일",
    "화요일",
    "수요일",
    "목요일",
    "금요일",
    "토요일",
    "일요일",
    "이번주",
    "다음주",
    "다음달",
    "이번달",
    "월말",
    "말일",
    "연말",
];

/// Reads a handle or an alias as it is stored: NFC, case folded.
///
/// A leading `@` is dropped. Letters of any script, digits and inner `-`, 2 to 32 of them, at least one a letter.
pub fn handle(text: &str) -> Result<String, NotHandle> {
    let folded = fold(text.trim().trim_start_matches(['@', '＠']));
    if !(2..=32).contains(&folded.chars().count()) {
        return Err(NotHandle::Length);
    }
    let fits = |c: char| c.is_alphabetic() || c.is_ascii_digit() || c == '-' || is_combining_mark(c);
    if let Some(sign) = folded.chars().find(|c| !fits(*c)) {
        return Err(NotHandle::Sign(sign));
    }
    if folded.starts_with('-') || folded.ends_with('-') {
        return Err(NotHandle::Sign('-'));
    }
    if !folded.chars().any(char::is_alphabetic) {
        return Err(NotHandle::NoLetter);
    }
    let week = folded.strip_prefix('w').is_some_and(|rest| rest.len() <= 2 && rest.bytes().all(|b| b.is_ascii_digit()));
    if week || RESERVED.contains(&&*folded) || DATE_WORDS.contains(&&*folded) {
        return Err(NotHandle::Reserved(folded));
    }
    Ok(folded)
}

/// The most candidates that [`nearest`] names.
pub const MOST_NEAREST: usize = 3;

/// The candidates that `query` was most likely meant to be, the nearest first, at most three.
///
/// Near means few slips of the finger (a letter more, less, other, or two swapped), counted in keys pressed, so that
/// `새뱔` is near `새별`; or that the candidate goes on where the query ends.
pub fn nearest<'a>(query: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let typed: Vec<char> = search_key(query).chars().collect();
    let most = (typed.len() / 3).clamp(1, 4);
    let mut found: Vec<(usize, usize, &str)> = Vec::new();
    for (order, candidate) in candidates.into_iter().enumerate() {
        let known: Vec<char> = search_key(candidate).chars().collect();
        let slips = slips(&typed, &known);
        let goes_on = typed.len() >= 2 && known.starts_with(&typed);
        let seen = found.iter().any(|(_, _, other)| *other == candidate);
        if !seen && (slips <= most || goes_on) {
            found.push((if goes_on { slips.min(most) } else { slips }, order, candidate));
        }
    }
    found.sort_unstable();
    found.into_iter().take(MOST_NEAREST).map(|(_, _, candidate)| candidate).collect()
}

/// Edit distance with swaps of neighbours (optimal string alignment).
fn slips(left: &[char], right: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for (row, from) in left.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, to) in right.iter().enumerate() {
            let change = last[column] + usize::from(from != to);
            let mut best = change.min(last[column + 1] + 1).min(next[column] + 1);
            if row > 0 && column > 0 && left[row - 1] == *to && right[column - 1] == *from {
                best = best.min(before[column - 1] + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut last, next);
    }
    last.last().copied().unwrap_or_default()
}

/// The longest name, in bytes, that [`slug`] makes.
pub const LONGEST_SLUG: usize = 80;

const FIRST: [&str; 19] =
    ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];
const VOWEL: [&str; 21] = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
    "ui", "i",
];
const LAST: [&str; 28] = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "p", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t",
    "t", "k", "t", "p", "t",
];

/// A name for a file: `[a-z0-9-]`, at most 80 bytes, never empty. Hangul is romanised letter by letter.
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for letter in text.nfc() {
        let place = (letter as usize).checked_sub(0xAC00).filter(|place| *place < 11_172);
        let mut piece = String::new();
        if let Some(place) = place {
            piece.extend([FIRST[place / 588], VOWEL[place % 588 / 28], LAST[place % 28]]);
        } else {
            let base = std::iter::once(letter).nfkd().flat_map(char::to_lowercase);
            piece.extend(base.filter(char::is_ascii_alphanumeric));
        }
        if piece.is_empty() && !is_combining_mark(letter) {
            if !out.is_empty() && !out.ends_with('-') {
                out.push('-');
            }
        } else if out.len() + piece.len() > LONGEST_SLUG {
            break;
        } else {
            out.push_str(&piece);
        }
    }
    out.truncate(out.trim_end_matches('-').len().min(LONGEST_SLUG));
    if out.is_empty() { "untitled".to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_folded_and_checked() {
        for (text, stored) in
            [("Sol", "sol"), ("@디니", "디니"), ("mary-jo2", "mary-jo2"), ("\u{1103}\u{1175}\u{1102}\u{1175}", "디니")]
        {
            assert_eq!(handle(text).as_deref(), Ok(stored));
        }
        for text in ["a", "솔", "", &"x".repeat(33)] {
            assert_eq!(handle(text), Err(NotHandle::Length));
        }
        for text in ["me", "Next", "fri", "금요일", "w47", "오늘"] {
            assert!(matches!(handle(text), Err(NotHandle::Reserved(_))), "{text}");
        }
        assert_eq!(handle("a b"), Err(NotHandle::Sign(' ')));
        assert_eq!(handle("-ab"), Err(NotHandle::Sign('-')));
        assert_eq!(handle("2021"), Err(NotHandle::NoLetter));
    }

    #[test]
    fn the_nearest_names_come_first() {
        let members = ["danpung", "saebyeol", "sol", "새별"];
        assert_eq!(nearest("saebyol", members), ["saebyeol"]);
        assert_eq!(nearest("새뱔", members), ["새별"]);
        assert_eq!(nearest("LGO", ["LOG", "ST", "MD"]), ["LOG"]);
        assert_eq!(nearest("dan", members), ["danpung"]);
        assert!(nearest("stranger", members).is_empty());
        assert_eq!(nearest("sol", ["sol1", "sol2", "sol3", "sol4"]).len(), MOST_NEAREST);
    }

    #[test]
    fn slugs_are_plain() {
        for (text, expected) in [
            ("soda log · A2 이관", "soda-log-a2-igwan"),
            ("회고!", "hoego"),
            ("Café Ｋ8s", "cafe-k8s"),
            ("🎉", "untitled"),
        ] {
            assert_eq!(slug(text), expected);
        }
        assert!(slug(&"한".repeat(99)).len() <= LONGEST_SLUG);
    }
}
