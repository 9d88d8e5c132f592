//! What the help says of commands and arguments in languages other than English. The English stands in the code, as
//! comments on what it describes; the rest comes from `data/help/<lang>/` (made into a table by `build.rs`).
//!
//! A text of one line is found by the English it stands for, under `lines`, so that a line that changes in the code is
//! missed in the other languages; what is said on a command's page above and below its options, by the command's words,
//! under `long` and `after`; a word that stands for a value, such as `MEMBER`, under `names`.

use super::words::Lang;

include!(concat!(env!("OUT_DIR"), "/help.rs"));

/// What the language has of its own, under one of `lines`, `long`, `after`, `names`.
pub fn help(lang: Lang, under: &str, id: &str) -> Option<&'static str> {
    match lang {
        Lang::En => None,
        Lang::Ko => {
            let id = format!("{under} {id}");
            let place = KOREAN.binary_search_by_key(&id.as_str(), |(known, _)| known).ok()?;
            KOREAN.get(place).map(|(_, text)| *text)
        }
    }
}

/// A text of arguments as the program's usage shows them, `<MEMBER> [PLACE]...`, with the words for their values in
/// the language; what has none there stays as it is.
pub fn with_names(lang: Lang, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '[']) {
        let (plain, inside) = rest.split_at(at + 1);
        out.push_str(plain);
        let close = if plain.ends_with('<') { '>' } else { ']' };
        let end = inside.find(close).unwrap_or(0);
        let (name, after) = inside.split_at(end);
        match help(lang, "names", name) {
            Some(said) => out.push_str(said),
            None => out.push_str(name),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}
