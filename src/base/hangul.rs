//! One Hangul table: two-set keyboard keys, choseong initials, and the particle that fits a word.
//! Owns nothing about searching ([`super::fold`]) or about keys as commands (the terminal's keymap).

use unicode_normalization::UnicodeNormalization;

const FIRST: [char; 19] =
    ['ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ'];
const FIRST_KEYS: [&str; 19] =
    ["r", "R", "s", "e", "E", "f", "a", "q", "Q", "t", "T", "d", "w", "W", "c", "z", "x", "v", "g"];
const VOWEL_KEYS: [&str; 21] =
    ["k", "o", "i", "O", "j", "p", "u", "P", "h", "hk", "ho", "hl", "y", "n", "nj", "np", "nl", "b", "m", "ml", "l"];
const LAST_KEYS: [&str; 28] = [
    "", "r", "R", "rt", "s", "sw", "sg", "e", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg", "a", "q", "qt", "t", "T",
    "d", "w", "c", "z", "x", "v", "g",
];
/// Keys of the compatibility jamo U+3131 ㄱ to U+3163 ㅣ, in their order.
const JAMO_KEYS: [&str; 51] = [
    "r", "R", "rt", "s", "sw", "sg", "e", "E", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg", "a", "q", "Q", "qt", "t",
    "T", "d", "w", "W", "c", "z", "x", "v", "g", "k", "o", "i", "O", "j", "p", "u", "P", "h", "hk", "ho", "hl", "y",
    "n", "nj", "np", "nl", "b", "m", "ml", "l",
];

/// A composed syllable's parts: positions of its first consonant, vowel and last consonant (0: none).
fn parts(letter: char) -> Option<(usize, usize, usize)> {
    let place = (letter as usize).checked_sub(0xAC00).filter(|place| *place < 11_172)?;
    Some((place / 588, place % 588 / 28, place % 28))
}

/// Appends the two-set keys of a Hangul syllable or jamo to `out`; false (nothing appended) for any other character.
pub fn push_keys(out: &mut String, letter: char) -> bool {
    if let Some((first, vowel, last)) = parts(letter) {
        out.push_str(FIRST_KEYS[first]);
        out.push_str(VOWEL_KEYS[vowel]);
        out.push_str(LAST_KEYS[last]);
        return true;
    }
    let code = letter as usize;
    let jamo = match code {
        0x3131..=0x3163 => JAMO_KEYS[code - 0x3131],
        0x1100..=0x1112 => FIRST_KEYS[code - 0x1100],
        0x1161..=0x1175 => VOWEL_KEYS[code - 0x1161],
        0x11A8..=0x11C2 => LAST_KEYS[code - 0x11A7],
        _ => return false,
    };
    out.push_str(jamo);
    true
}

/// The keys that type a syllable or jamo on the two-set layout: `회` → `ghl`, `ㅓ` → `j`, `ㅃ` → `Q`.
pub fn keys(letter: char) -> Option<String> {
    let mut out = String::with_capacity(5);
    push_keys(&mut out, letter).then_some(out)
}

/// The Latin keys that were pressed where a Hangul or fullwidth letter arrived: `아` → `d`, `k`.
///
/// Nothing for a letter that needs no translation.
pub fn command_keys(letter: char) -> Option<Vec<char>> {
    if let Some(keys) = keys(letter) {
        return Some(keys.chars().collect());
    }
    narrow(letter).map(|key| vec![key])
}

/// The ASCII character of a fullwidth form: `＠` → `@`, `～` → `~`, `　` → space.
pub fn narrow(letter: char) -> Option<char> {
    match letter {
        '\u{3000}' => Some(' '),
        '\u{301C}' => Some('~'),
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(letter as u32 - 0xFEE0),
        _ => None,
    }
}

/// True for a jamo that stands alone and is a consonant: `ㅎ`, `ㄳ`.
pub fn is_consonant(letter: char) -> bool {
    matches!(letter, 'ㄱ'..='ㅎ')
}

/// True for a Hangul syllable or jamo.
pub fn is_hangul(letter: char) -> bool {
    parts(letter).is_some() || matches!(letter, '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}')
}

/// The first consonant of a syllable, or a lone consonant itself; `ㄳ` counts as `ㄱ`, `ㅅ` (as an input method joins them).
pub fn push_initials(out: &mut String, letter: char) -> bool {
    if let Some((first, _, _)) = parts(letter) {
        out.push(FIRST[first]);
    } else if is_consonant(letter) {
        let keys = JAMO_KEYS[letter as usize - 0x3131];
        let single = |key: char| FIRST_KEYS.iter().position(|known| known.starts_with(key));
        out.extend(keys.chars().filter_map(single).map(|place| FIRST[place]));
    } else {
        return false;
    }
    true
}

/// The choseong of `text`: `프론트엔드` → `ㅍㄹㅌㅇㄷ`. Spaces stay, everything that is not Hangul goes.
pub fn initials(text: &str) -> String {
    let mut out = String::new();
    for letter in text.nfc() {
        if !push_initials(&mut out, letter) && letter.is_whitespace() {
            out.push(letter);
        }
    }
    out
}

/// How a word ends when it is read aloud in Korean.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    Open,
    Rieul,
    Closed,
}

/// The one of two particles that fits `word`: `josa("단풍", "이/가")` → `이`.
///
/// The form after a consonant comes first in `pair` (`이/가`, `을/를`, `은/는`, `과/와`, `으로/로`, `이에요/예요`); the
/// usual pairs are also known the other way round. Digits and Latin letters count as they are read in Korean, text in
/// closing brackets is passed over where something stands before it. An empty word takes no particle.
pub fn josa<'a>(word: &str, pair: &'a str) -> &'a str {
    let Some((left, right)) = pair.split_once('/') else { return pair };
    if word.is_empty() {
        return "";
    }
    let turned = ["가", "를", "는", "와", "로", "예요", "야", "여", "나", "라", "랑"].contains(&left);
    let (closed, open) = if turned { (right, left) } else { (left, right) };
    match ending(word) {
        Ending::Open => open,
        Ending::Rieul if closed.starts_with("으로") => open,
        Ending::Rieul | Ending::Closed => closed,
    }
}

/// `word` with the particle that fits: `with_josa("디니", "이/가")` → `디니가`.
pub fn with_josa(word: &str, pair: &str) -> String {
    format!("{word}{}", josa(word, pair))
}

fn ending(word: &str) -> Ending {
    let word: String = word.nfc().collect();
    let outside = without_brackets(&word);
    let read = if outside.chars().any(is_read) { outside } else { &word };
    let read = read.trim_end_matches(|c| !is_read(c));
    let Some(letter) = read.chars().next_back() else { return Ending::Open };
    if let Some((_, _, last)) = parts(letter) {
        return match last {
            0 => Ending::Open,
            8 => Ending::Rieul,
            _ => Ending::Closed,
        };
    }
    match letter {
        '1' | '7' | '8' | 'ㄹ' => Ending::Rieul,
        '0' | '3' | '6' | 'ㄱ'..='ㅎ' => Ending::Closed,
        letter if letter.is_ascii_alphabetic() => latin_ending(read),
        _ => Ending::Open,
    }
}

fn is_read(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '%'
}

/// `word` without a bracketed addition at its end: `하늘(Haneul)` → `하늘`.
fn without_brackets(word: &str) -> &str {
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some(start) = word.strip_suffix(close).and_then(|inner| inner.rfind(open)) {
            return &word[..start];
        }
    }
    word
}

/// How the Latin word at the end of `text` ends in Korean: letter by letter for what has no vowel or is all capitals,
/// else by the usual transcription.
fn latin_ending(text: &str) -> Ending {
    let start = text
        .rfind(|c: char| !c.is_ascii_alphabetic())
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let word = &text[start..];
    let lower = word.to_ascii_lowercase();
    let mut back = lower.chars().rev();
    let last = back.next().unwrap_or('a');
    let before = back.next();
    let is_vowel = |c: char| "aeiouy".contains(c);
    let spelled = word.len() == 1 || !lower.chars().any(is_vowel) || word.chars().all(|c| c.is_ascii_uppercase());
    if spelled {
        return match last {
            'l' | 'r' => Ending::Rieul,
            'm' | 'n' => Ending::Closed,
            _ => Ending::Open,
        };
    }
    let short = before.is_some_and(is_vowel) && !back.next().is_some_and(is_vowel);
    match last {
        'l' => Ending::Rieul,
        'm' | 'n' => Ending::Closed,
        'g' if before == Some('n') => Ending::Closed,
        'k' if before == Some('c') => Ending::Closed,
        'c' | 'k' | 'p' | 't' | 'b' if short => Ending::Closed,
        _ => Ending::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_and_jamo_become_keys() {
        for (letter, expected) in
            [('회', "ghl"), ('ㅓ', "j"), ('ㅃ', "Q"), ('아', "dk"), ('ㄳ', "rt"), ('ㅢ', "ml"), ('뷁', "qnpfr")]
        {
            assert_eq!(keys(letter).as_deref(), Some(expected));
        }
        assert_eq!(keys('\u{1112}').as_deref(), Some("g"));
        assert_eq!(keys('a'), None);
        assert_eq!(command_keys('아'), Some(vec!['d', 'k']));
        assert_eq!(command_keys('＠'), Some(vec!['@']));
        assert_eq!(command_keys('j'), None);
    }

    #[test]
    fn initials_of_the_published_examples() {
        // TV-I1
        for (text, expected) in [
            ("사과", "ㅅㄱ"),
            ("프론트엔드", "ㅍㄹㅌㅇㄷ"),
            ("띄어 쓰기", "ㄸㅇ ㅆㄱ"),
            ("ㄴㅈ", "ㄴㅈ"),
            ("네이버123", "ㄴㅇㅂ"),
        ] {
            assert_eq!(initials(text), expected);
        }
        assert_eq!(initials("ㄳ"), "ㄱㅅ");
        assert_eq!(initials("\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}"), "ㅎㄱ");
    }

    #[test]
    fn particles_of_the_published_examples() {
        // TV-I3 and the demo's names
        for (pair, expected) in [
            ("이/가", "샴푸가 칫솔이 디니가 그랩이 보리가 단풍이 여울이 솔이 하늘이 가람이 마루가 새별이"),
            ("을/를", "샴푸를 칫솔을"),
            ("으로/로", "바깥으로 내부로 지름길로 여울로 솔로 하늘로 새별로 단풍으로 가람으로"),
            ("은/는", "하디는"),
            ("와/과", "토마스와 그랩과"),
            ("과/와", "토마스와 그랩과"),
        ] {
            for whole in expected.split(' ') {
                let sides: Vec<&str> = pair.split('/').collect();
                let word =
                    sides.iter().find_map(|side| whole.strip_suffix(side).filter(|w| with_josa(w, pair) == whole));
                assert!(word.is_some(), "{whole} with {pair}");
            }
        }
        assert_eq!(with_josa("사과", "이에요/예요"), "사과예요");
        assert_eq!(with_josa("책", "이에요/예요"), "책이에요");
        assert_eq!(with_josa("때밀이", "이에요/예요"), "때밀이예요");
        assert_eq!(josa("", "이/가"), "");
    }

    #[test]
    fn particles_after_digits_letters_and_brackets() {
        for (word, pair, expected) in [
            ("시즌 3", "이/가", "이"),
            ("1", "은/는", "은"),
            ("LOG-2", "이/가", "가"),
            ("LOG-1", "으로/로", "로"),
            ("(완료)", "을/를", "를"),
            ("하늘(Haneul)", "으로/로", "로"),
            ("LOG-1(솔, 하는 중)", "이/가", "이"),
            ("'언젠가'", "을/를", "를"),
            ("Slack", "을/를", "을"),
            ("sol", "으로/로", "로"),
            ("k8s", "을/를", "를"),
            ("SQL", "으로/로", "로"),
            ("dbt", "을/를", "를"),
            ("test", "을/를", "를"),
            ("50%", "은/는", "는"),
        ] {
            assert_eq!(josa(word, pair), expected, "{word} {pair}");
        }
    }
}
