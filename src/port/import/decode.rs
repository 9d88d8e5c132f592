//! Bytes to text: a byte order mark first, then UTF-8, then CP949; windows-1252, in which every byte is something, only
//! where it was asked for. Knows no format.

use encoding_rs::{EUC_KR, Encoding as Table, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// What the user says of a file's encoding.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Encoding {
    /// Whatever is sure, in the order of this file's head.
    #[default]
    Auto,
    /// UTF-8.
    Utf8,
    /// Korean Windows, a superset of EUC-KR.
    Cp949,
    /// Western Windows.
    Windows1252,
}

impl Encoding {
    /// The encoding of a name as typed: `auto`, `utf-8`, `cp949` (`euc-kr`), `windows-1252` (`cp1252`, `latin1`).
    pub fn named(text: &str) -> Option<Self> {
        match text.trim().to_lowercase().replace(['_', ' '], "-").as_str() {
            "auto" => Some(Self::Auto),
            "utf-8" | "utf8" => Some(Self::Utf8),
            "cp949" | "euc-kr" | "euckr" | "ms949" | "uhc" | "windows-949" => Some(Self::Cp949),
            "windows-1252" | "cp1252" | "latin1" | "latin-1" | "iso-8859-1" => Some(Self::Windows1252),
            _ => None,
        }
    }

    /// Names that [`Self::named`] takes, for help and hints.
    pub const NAMES: [&'static str; 4] = ["auto", "utf-8", "cp949", "windows-1252"];
}

/// A file as text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decoded {
    /// The text, without its byte order mark.
    pub text: String,
    /// What it was written in: `utf-8`, `utf-16`, `cp949`, `windows-1252`.
    pub encoding: &'static str,
}

/// The encoding that nobody needs to be told of.
pub const PLAIN: &str = "utf-8";

/// Why bytes are no text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotText {
    /// The encoding they do not fit.
    pub name: &'static str,
    /// The first line that does not fit, from 1.
    pub line: u64,
}

/// Reads bytes as text. Without a word from the user nothing is guessed that reads every byte as something, and nothing
/// that is written half in one way and half in another.
pub fn decode(bytes: &[u8], asked: Encoding) -> Result<Decoded, NotText> {
    if let Some((table, mark)) = Table::for_bom(bytes) {
        return strict(table, &bytes[mark..]);
    }
    match asked {
        Encoding::Auto => strict(UTF_8, bytes).or_else(|error| match strict(EUC_KR, bytes) {
            Ok(decoded) if !has_utf8(bytes) => Ok(decoded),
            _ => Err(error),
        }),
        Encoding::Utf8 => strict(UTF_8, bytes),
        Encoding::Cp949 => strict(EUC_KR, bytes),
        Encoding::Windows1252 => strict(WINDOWS_1252, bytes),
    }
}

/// Whether a line is sure to be UTF-8: it has a letter of three bytes, such as Hangul, and no byte that does not fit.
/// Two bytes of CP949 may look like a letter of two.
fn has_utf8(bytes: &[u8]) -> bool {
    let sure = |line: &[u8]| std::str::from_utf8(line).is_ok_and(|text| text.chars().any(|c| c.len_utf8() > 2));
    bytes.split(|byte| *byte == b'\n').any(sure)
}

fn strict(table: &'static Table, bytes: &[u8]) -> Result<Decoded, NotText> {
    let encoding = name(table);
    // The five bytes that windows-1252 leaves open come out as control characters: such a file is none.
    let foreign = |c: char| c == '\0' || (table == WINDOWS_1252 && ('\u{80}'..='\u{9f}').contains(&c));
    match table.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) if !text.contains(foreign) => Ok(Decoded { text: text.into_owned(), encoding }),
        _ => {
            let (text, _) = table.decode_without_bom_handling(bytes);
            let at = text.find(|c| c == '\u{fffd}' || foreign(c)).unwrap_or_default();
            let line = text[..at].bytes().filter(|byte| *byte == b'\n').count() as u64 + 1;
            Err(NotText { name: encoding, line })
        }
    }
}

fn name(table: &'static Table) -> &'static str {
    if table == UTF_8 {
        "utf-8"
    } else if table == UTF_16LE || table == UTF_16BE {
        "utf-16"
    } else if table == EUC_KR {
        "cp949"
    } else {
        "windows-1252"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn auto(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes, Encoding::Auto).unwrap();
        (decoded.text, decoded.encoding)
    }

    #[test]
    fn korean_windows_files_are_read() {
        let row = [
            0xC0, 0xCC, 0xB8, 0xA7, 0x2C, 0xC7, 0xD2, 0xC0, 0xCF, 0x0D, 0x0A, 0xB5, 0xF0, 0xB4, 0xCF, 0x2C, 0x64, 0x62,
            0x74, 0x20, 0xC0, 0xFB, 0xBF, 0xEB, 0x0D, 0x0A,
        ];
        assert_eq!(auto(&row), ("이름,할일\r\n디니,dbt 적용\r\n".to_owned(), "cp949"));
        for (bytes, text) in [
            (vec![0xC6, 0xC4, 0xC6, 0xBC], "파티"),
            (vec![0xBD, 0xEE, 0xC4, 0xAB], "쏘카"),
            (vec![0x8C, 0x63], "똠"),
            (vec![0x94, 0xEE], "뷁"),
            (vec![0xBC, 0x84], "펲"),
            (vec![0x33, 0xA4, 0xFD, 0x31, 0xC0, 0xFD], "3ㆍ1절"),
        ] {
            assert_eq!(auto(&bytes), (text.to_owned(), "cp949"));
        }
    }

    #[test]
    fn the_mark_decides_then_the_first_that_fits() {
        assert_eq!(auto(b"\xEF\xBB\xBFa,b"), ("a,b".to_owned(), "utf-8"));
        assert_eq!(auto("할일".as_bytes()), ("할일".to_owned(), "utf-8"));
        assert_eq!(auto(b"\xFF\xFEa\0\t\0"), ("a\t".to_owned(), "utf-16"));
        assert_eq!(decode(b"\x00\x01\x02\x81", Encoding::Auto), Err(NotText { name: "utf-8", line: 1 }));
        assert_eq!(Encoding::named("EUC-KR"), Some(Encoding::Cp949));
        assert_eq!(Encoding::named("klingon"), None);
    }

    #[test]
    fn what_is_not_sure_is_not_guessed() {
        let western = b"a\ncaf\xE9, na\xEFve";
        assert_eq!(decode(western, Encoding::Auto), Err(NotText { name: "utf-8", line: 2 }));
        assert_eq!(decode(western, Encoding::Windows1252).unwrap().text, "a\ncafé, naïve");
        let mixed = [b"\xC0\xCC\xB8\xA7\n".as_slice(), "이름\n".as_bytes()].concat();
        assert_eq!(decode(&mixed, Encoding::Auto), Err(NotText { name: "utf-8", line: 1 }));
        assert_eq!(decode(b"a\nb\n\xC0\xCC\xFF", Encoding::Cp949), Err(NotText { name: "cp949", line: 3 }));
    }
}
