//! Bytes of a file that somebody else wrote, made text. Knows encodings, not file formats.

use std::fmt;
use std::str::FromStr;

use encoding_rs::{EUC_KR, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// An encoding that files come in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Encoding {
    /// UTF-8, with or without a byte-order mark.
    Utf8,
    /// UTF-16, the lower byte first.
    Utf16Le,
    /// UTF-16, the higher byte first.
    Utf16Be,
    /// What Korean Windows and Excel write: EUC-KR with the rest of the syllables.
    Cp949,
    /// What Western Windows writes; reads anything, so it is never guessed.
    Windows1252,
}

impl Encoding {
    /// Every encoding, in the order of their guessing; the last is used only where it is asked for.
    pub const ALL: [Self; 5] = [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Cp949, Self::Windows1252];

    fn table(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Cp949 => EUC_KR,
            Self::Windows1252 => WINDOWS_1252,
        }
    }

    /// The name people type: `utf-8`, `cp949`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Cp949 => "cp949",
            Self::Windows1252 => "windows-1252",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is no known encoding.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0:?} is no known encoding; try utf-8, utf-16le, utf-16be, cp949, windows-1252")]
pub struct NotEncoding(pub String);

impl FromStr for Encoding {
    type Err = NotEncoding;

    fn from_str(text: &str) -> Result<Self, NotEncoding> {
        match text.to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Ok(Self::Utf8),
            "utf-16le" | "utf16le" | "utf-16" | "utf16" => Ok(Self::Utf16Le),
            "utf-16be" | "utf16be" => Ok(Self::Utf16Be),
            "cp949" | "euc-kr" | "euckr" | "uhc" | "ms949" | "windows-949" | "ks_c_5601-1987" => Ok(Self::Cp949),
            "windows-1252" | "cp1252" | "latin1" | "latin-1" | "iso-8859-1" => Ok(Self::Windows1252),
            _ => Err(NotEncoding(text.to_owned())),
        }
    }
}

/// Bytes that are no text in the encoding asked for, nor in any that may be guessed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not text as {encoding} (byte {at})")]
pub struct NotText {
    /// The encoding asked for; UTF-8 where nothing was.
    pub encoding: Encoding,
    /// The first byte that does not fit, from 0.
    pub at: usize,
}

/// The text of `bytes` without its byte-order mark, and the encoding it was read in.
///
/// A byte-order mark decides; without one, and without an encoding asked for, it is strict UTF-8, then strict CP949.
pub fn decode(bytes: &[u8], asked: Option<Encoding>) -> Result<(String, Encoding), NotText> {
    let marked =
        [(Encoding::Utf8, &b"\xEF\xBB\xBF"[..]), (Encoding::Utf16Le, b"\xFF\xFE"), (Encoding::Utf16Be, b"\xFE\xFF")];
    let mark = marked.iter().find_map(|(encoding, mark)| Some((*encoding, bytes.strip_prefix(*mark)?)));
    if let Some((encoding, rest)) = mark.filter(|(encoding, _)| asked.is_none_or(|asked| asked == *encoding)) {
        let skipped = bytes.len() - rest.len();
        return strict(rest, encoding).map_err(|no| NotText { at: no.at + skipped, ..no });
    }
    match asked {
        Some(encoding) => strict(bytes, encoding),
        None => strict(bytes, Encoding::Utf8).or_else(|no| strict(bytes, Encoding::Cp949).map_err(|_| no)),
    }
}

fn strict(bytes: &[u8], encoding: Encoding) -> Result<(String, Encoding), NotText> {
    let text = encoding.table().decode_without_bom_handling_and_without_replacement(bytes);
    let at = || match std::str::from_utf8(bytes) {
        Err(error) if encoding == Encoding::Utf8 => error.valid_up_to(),
        _ => bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or_default(),
    };
    text.map(|text| (text.into_owned(), encoding)).ok_or_else(|| NotText { encoding, at: at() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `row` of TV-I5 as Korean Excel writes it.
    const ROW: &[u8] = b"\xC0\xCC\xB8\xA7,\xC7\xD2\xC0\xCF\r\n\xB5\xF0\xB4\xCF,dbt \xC0\xFB\xBF\xEB\r\n";

    #[test]
    fn published_bytes_are_read() {
        // TV-I5
        for (bytes, text) in [
            (&b"\xC6\xC4\xC6\xBC"[..], "파티"),
            (b"\xBD\xEE\xC4\xAB", "쏘카"),
            (b"\x8C\x63", "똠"),
            (b"\x94\xEE", "뷁"),
            (b"\xBC\x84", "펲"),
            (b"3\xA4\xFD1\xC0\xFD", "3ㆍ1절"),
            (ROW, "이름,할일\r\n디니,dbt 적용\r\n"),
        ] {
            assert_eq!(decode(bytes, Some(Encoding::Cp949)), Ok((text.to_owned(), Encoding::Cp949)));
            let (back, _, lost) = EUC_KR.encode(text);
            assert_eq!((&*back, lost), (bytes, false));
        }
        assert!(EUC_KR.encode("🎉").2, "an emoji has no place in CP949");
        assert_eq!(decode(ROW, Some(Encoding::Utf8)), Err(NotText { encoding: Encoding::Utf8, at: 0 }));
    }

    #[test]
    fn the_mark_decides_then_utf8_then_korean() {
        for (bytes, text, encoding) in [
            (&b"\xEF\xBB\xBFa"[..], "a", Encoding::Utf8),
            ("이름".as_bytes(), "이름", Encoding::Utf8),
            (b"\xFF\xFEa\0", "a", Encoding::Utf16Le),
            (b"\xFE\xFF\0a", "a", Encoding::Utf16Be),
            (ROW, "이름,할일\r\n디니,dbt 적용\r\n", Encoding::Cp949),
        ] {
            assert_eq!(decode(bytes, None), Ok((text.to_owned(), encoding)));
        }
        assert_eq!(decode(b"caf\xE9", None), Err(NotText { encoding: Encoding::Utf8, at: 3 }));
        assert_eq!(decode(b"caf\xE9", Some(Encoding::Windows1252)), Ok(("café".to_owned(), Encoding::Windows1252)));
    }

    #[test]
    fn encodings_are_known_by_their_names() {
        assert!(Encoding::ALL.iter().all(|encoding| encoding.name().parse() == Ok(*encoding)));
        assert!("klingon".parse::<Encoding>().is_err());
    }
}
