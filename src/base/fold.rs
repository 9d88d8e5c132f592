//! Text made comparable: folded for names and sorting, as keys for finding. Knows no table and no SQL beyond LIKE.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::hangul;

/// A text with every letter composed (NFC), as texts are kept; borrowed where it is so already.
pub fn composed(text: &str) -> Cow<'_, str> {
    if is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// `text` in NFC with case folded, for names that must be equal and for keys to sort by.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    // Up and down again folds what has no single lower case: ß and ss, σ and ς.
    text.nfc().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfc().collect()
}

/// What is searched: `text` folded, without spaces, fullwidth made narrow, Hangul written as two-set keys.
///
/// `회의록` → `ghlmlfhr`, so that a half-typed `회으` (`ghldm`), and `ghldml` typed in the wrong layout, are parts of it.
pub fn search_key(text: &str) -> String {
    if text.is_ascii() {
        return plain_ascii(text);
    }
    let mut out = String::with_capacity(text.len());
    for letter in plain(text) {
        if !hangul::push_keys(&mut out, letter) {
            out.push(letter);
        }
    }
    out
}

/// The column for searches by consonants: choseong, with Latin and digits kept, folded and without spaces.
pub fn initials_key(text: &str) -> String {
    if text.is_ascii() {
        return plain_ascii(text);
    }
    let mut out = String::with_capacity(text.len());
    for letter in plain(text) {
        if !hangul::push_initials(&mut out, letter) {
            out.push(letter);
        }
    }
    out
}

/// What both keys of plain ASCII are: it has nothing to normalise and no Hangul.
fn plain_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    out.extend(text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()));
    out
}

fn plain(text: &str) -> impl Iterator<Item = char> {
    let folded: String = text.nfc().map(|letter| hangul::narrow(letter).unwrap_or(letter)).collect();
    fold(&folded).chars().filter(|c| !c.is_whitespace() && !is_unseen(*c)).collect::<Vec<_>>().into_iter()
}

fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{200B}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{AD}')
}

/// The column in which a query is looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    /// The column made by [`search_key`].
    Keys,
    /// The column made by [`initials_key`].
    Initials,
}

/// A query made ready: what to look for, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Needle {
    /// The column that can hold it.
    pub column: Column,
    /// The part that the column must contain; never empty.
    pub text: String,
}

impl Needle {
    /// Reads a query as one piece; nothing for a query without a visible character.
    ///
    /// Lone consonants without any vowel (`ㅎㄱ`, `ㅎㄱ2`) are initials, everything else is keys.
    pub fn new(query: &str) -> Option<Self> {
        let whole = |letter: char| hangul::is_hangul(letter) && !hangul::is_consonant(letter);
        let normal: String = query.nfc().collect();
        let consonants = normal.chars().any(hangul::is_consonant) && !normal.chars().any(whole);
        let (column, text) =
            if consonants { (Column::Initials, initials_key(&normal)) } else { (Column::Keys, search_key(&normal)) };
        (!text.is_empty()).then_some(Self { column, text })
    }

    /// Reads every word of a query as a piece of its own: all of them must be found, in any order.
    pub fn each(query: &str) -> Vec<Self> {
        query.split_whitespace().filter_map(Self::new).collect()
    }

    /// The pattern for `column LIKE $n ESCAPE '\'`.
    pub fn pattern(&self) -> String {
        let mut out = String::with_capacity(self.text.len() + 2);
        out.push('%');
        for letter in self.text.chars() {
            if matches!(letter, '%' | '_' | '\\') {
                out.push('\\');
            }
            out.push(letter);
        }
        out.push('%');
        out
    }

    /// True where `text` (not yet made a key) holds the needle.
    pub fn is_in(&self, text: &str) -> bool {
        match self.column {
            Column::Keys => search_key(text).contains(&self.text),
            Column::Initials => initials_key(text).contains(&self.text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(query: &str, text: &str) -> bool {
        Needle::new(query).is_some_and(|needle| needle.is_in(text))
    }

    #[test]
    fn names_are_equal_whatever_their_form() {
        assert_eq!(fold("\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}"), "한글");
        assert_eq!(fold("Straße"), fold("STRASSE"));
        assert_eq!(fold("ΣΊΣΥΦΟΣ"), fold("σίσυφος"));
        assert_eq!(fold("Sol"), "sol");
    }

    #[test]
    fn normal_forms_have_the_published_sizes() {
        // TV-I4
        let name = "회의록_11월3주차.md";
        assert_eq!((name.chars().count(), name.len()), (13, 25));
        let apart: String = name.nfd().collect();
        assert_eq!((apart.chars().count(), apart.len()), (21, 49));
        assert_eq!(search_key(&apart), search_key(name));
        assert_eq!(fold(&apart), name);
    }

    #[test]
    fn a_query_hits_while_it_is_being_typed() {
        // TV-I2
        for (query, text) in [
            ("ㄱ", "개울"),
            ("개", "갱"),
            ("갱", "개아지"),
            ("개우", "개울"),
            ("개울", "개우리"),
            ("개욹", "개울가"),
            ("어학연ㅅ", "어학연수"),
            ("ㅎㄱ", "회고"),
            ("ㄳ", "감사"),
            ("회으", "회의록"),
            ("ghldml", "회의록"),
            ("웹UI", "compose에서 웹 UI가 계속 재시작"),
            ("AIRFLOW", "Airflow 이미지"),
            ("재시ㅈ", "계속 재시작"),
            ("로ㄱ", "로그"),
            ("ＡＩ", "ai 도구"),
            ("100%", "100% 완료"),
        ] {
            assert!(hits(query, text), "{query} in {text}");
        }
        for (query, text) in [("회고", "회의"), ("ㅎㅇ", "회고"), ("_", "100"), ("개울", "개구리")] {
            assert!(!hits(query, text), "{query} in {text}");
        }
        assert_eq!(Needle::new(" \u{200B}"), None);
    }

    #[test]
    fn a_pattern_escapes_what_like_would_read() {
        assert_eq!(Needle::new(r"50%_\").map(|needle| needle.pattern()).as_deref(), Some(r"%50\%\_\\%"));
        assert_eq!(Needle::each("k8s 재시ㅈ").len(), 2);
    }
}
