//! The one way from stored text to a screen: what could steer a terminal or hide from a reader becomes visible and
//! harmless. Knows nothing of colours or layout.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// Stands for a character that has no picture of its own.
const HIDDEN: char = '␦';
/// More marks than this on one grapheme is an attack on the line above, not a language.
const MOST_MARKS: usize = 8;

/// `text` as one harmless line: line breaks, control, bidi and other unseen characters become visible symbols.
///
/// Tabs become a space. Zero-width joiners stay inside emoji only, and a grapheme keeps at most eight marks.
pub fn clean(text: &str) -> Cow<'_, str> {
    if is_plain(text) { Cow::Borrowed(text) } else { Cow::Owned(cleaned(text, " ", Lines::Shown)) }
}

/// `text` as harmless lines: like [`clean`], but line breaks stay and a tab becomes four spaces.
pub fn clean_lines(text: &str) -> Cow<'_, str> {
    if text.split('\n').all(is_plain) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(cleaned(&text.replace("\r\n", "\n"), "    ", Lines::Kept))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    Shown,
    Kept,
}

/// True for text of printable ASCII and Hangul syllables: nearly all there is, and nothing to do.
fn is_plain(text: &str) -> bool {
    text.chars().all(|letter| matches!(letter, ' '..='~' | '가'..='힣'))
}

fn cleaned(text: &str, tab: &str, lines: Lines) -> String {
    let normal: Cow<str> = if is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) };
    let mut out = String::with_capacity(normal.len());
    for grapheme in normal.graphemes(true) {
        if grapheme == "\r\n" {
            push_control(&mut out, '\n', lines);
        } else {
            push_grapheme(&mut out, grapheme, tab, lines);
        }
    }
    out
}

fn push_grapheme(out: &mut String, grapheme: &str, tab: &str, lines: Lines) {
    let letters: Vec<char> = grapheme.chars().collect();
    let mut marks = 0;
    for (place, &letter) in letters.iter().enumerate() {
        match letter {
            '\t' => out.push_str(tab),
            letter if letter.is_control() => push_control(out, letter, lines),
            '\u{200D}' => {
                if joins_emoji(&letters, place) && marks < MOST_MARKS {
                    out.push(letter);
                    marks += 1;
                }
            }
            '\u{3164}' | '\u{115F}' | '\u{1160}' | '\u{FFA0}' => {}
            '\u{1100}'..='\u{11FF}' | '\u{A960}'..='\u{A97F}' | '\u{D7B0}'..='\u{D7FF}' => out.push(alone(letter)),
            letter if is_hidden(letter) => out.push(HIDDEN),
            letter if place > 0 && letter.width() == Some(0) => {
                if marks < MOST_MARKS {
                    out.push(letter);
                }
                marks += 1;
            }
            letter => out.push(letter),
        }
    }
}

fn push_control(out: &mut String, letter: char, lines: Lines) {
    out.push(match letter {
        '\n' if lines == Lines::Kept => '\n',
        '\0'..='\u{1F}' => char::from_u32(0x2400 + letter as u32).unwrap_or(HIDDEN),
        '\u{7F}' => '␡',
        _ => HIDDEN,
    });
}

/// Characters that are not seen but act: bidi controls, line and paragraph separators, joiners, tags, byte-order marks.
pub fn is_hidden(letter: char) -> bool {
    matches!(letter,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// True where the joiner at `place` stands between two emoji (marks and skin tones aside).
fn joins_emoji(letters: &[char], place: usize) -> bool {
    let before = letters[..place].iter().rev().find(|c| !matches!(c, '\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}'));
    before.copied().is_some_and(is_emoji) && letters.get(place + 1).copied().is_some_and(is_emoji)
}

fn is_emoji(letter: char) -> bool {
    matches!(letter, '\u{1F000}'..='\u{1FAFF}' | '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{23FF}'
        | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}')
}

/// The jamo that can stand alone for one that cannot (it has no width of its own).
fn alone(letter: char) -> char {
    let code = letter as u32;
    let last = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
    if let Some(place) = code.checked_sub(0x11A8).filter(|place| *place < 27) {
        return last.chars().nth(place as usize).unwrap_or(HIDDEN);
    }
    let same = |shown: &char| std::iter::once(*shown).nfkc().eq([letter]);
    ('\u{3131}'..='\u{318E}').find(same).unwrap_or(HIDDEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_shown() {
        for (text, expected) in [
            ("plain 한글", "plain 한글"),
            ("\u{1B}[31mred\u{7}", "␛[31mred␇"),
            ("a\nb\r\nc\td", "a␊b␊c d"),
            ("\u{7F}\u{9B}1m", "␡␦1m"),
            ("a\u{202E}cod\u{2066}", "a␦cod␦"),
            ("x\u{2028}y\u{FEFF}", "x␦y␦"),
            ("t\u{E0041}", "t␦"),
            ("\u{200B}", "␦"),
        ] {
            assert_eq!(clean(text), expected);
        }
        assert_eq!(clean_lines("a\r\n\tb\u{1B}\r"), "a\n    b␛␍");
    }

    #[test]
    fn joiners_live_in_emoji_only() {
        for whole in ["👨‍👩‍👧‍👦", "🏳️‍🌈", "👩🏽‍💻", "❤️‍🔥", "e\u{301}", "👍🏽", "🇰🇷", "1️⃣"]
        {
            assert_eq!(clean(whole), whole.nfc().collect::<String>());
        }
        assert_eq!(clean("a\u{200D}b"), "ab");
        assert_eq!(clean("👩\u{200D}"), "👩");
    }

    #[test]
    fn marks_and_lone_jamo_take_their_own_room() {
        let tower = format!("a{}", "\u{301}".repeat(50));
        assert!(clean(&tower).chars().count() <= 9);
        assert_eq!(clean("\u{1161}\u{11AB}\u{1112}\u{3164}"), "ㅏㄴㅎ");
        assert_eq!(clean("\u{1112}\u{1161}\u{11AB}"), "한");
    }

    #[test]
    fn cleaning_twice_changes_nothing() {
        for text in ["a\u{200D}b\n", "👩🏽‍💻\u{1B}", "\u{1161}\u{11A8}", "e\u{301}\u{301}"] {
            let once = clean(text).into_owned();
            assert_eq!(clean(&once), once);
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_that_acts_survives(text: String, parts in proptest::collection::vec(proptest::prelude::any::<char>(), 0..20)) {
            for text in [text, parts.iter().collect()] {
                let once = clean(&text).into_owned();
                let acts = |c: char| c.is_control() || is_hidden(c) && c != '\u{200D}';
                proptest::prop_assert!(!once.chars().any(acts));
                proptest::prop_assert_eq!(clean(&once), once.clone());
                proptest::prop_assert!(!clean_lines(&text).chars().any(|c| c.is_control() && c != '\n'));
            }
        }
    }
}
