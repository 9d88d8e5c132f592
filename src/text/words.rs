//! Words by id, from `data/text/<lang>/<page>.toml` (made into tables by `build.rs`), and how a sentence is filled in.
//!
//! In a text, `{name}` is replaced by its value; `{name:이/가}` by the value and the particle that fits it;
//! `{name:~이/가}` by the particle alone; `{n:task|tasks}` by the first form where `n` is 1, else the second;
//! `{{` and `}}` are braces.

use std::fmt::{self, Display, Write as _};

use crate::base::hangul::josa;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// A language the program speaks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Korean, in 해요체.
    Ko,
}

impl Lang {
    /// Both languages.
    pub const ALL: [Self; 2] = [Self::En, Self::Ko];

    /// The language of a locale or of what a user typed (`ko_KR.UTF-8`, `ko`, `한국어`, `en`); nothing for others.
    pub fn of(text: &str) -> Option<Self> {
        let lower = text.trim().to_lowercase();
        match lower.split(['_', '-', '.', '@']).next().unwrap_or_default() {
            "ko" | "kor" | "korean" | "한국어" => Some(Self::Ko),
            "en" | "eng" | "english" | "영어" | "c" | "posix" => Some(Self::En),
            _ => None,
        }
    }

    /// The short name: `en`, `ko`.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ko => "ko",
        }
    }
}

impl Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// One text of the program, in every language. The constants are in [`w`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Word(u16);

impl Word {
    /// The word with that id (`task.done`), if there is one.
    pub fn named(id: &str) -> Option<Self> {
        IDS.binary_search(&id).ok().map(|place| Self(place as u16))
    }

    /// The id: page and name, `task.done`.
    pub fn id(self) -> &'static str {
        IDS.get(usize::from(self.0)).copied().unwrap_or_default()
    }

    /// Every word there is, in the order of ids.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..IDS.len()).map(|place| Self(place as u16))
    }

    /// The names of the values that the text asks for, sorted, each once.
    pub fn values(self, lang: Lang) -> Vec<&'static str> {
        let mut names: Vec<&str> = pieces(word(lang, self))
            .filter_map(|piece| match piece {
                Piece::Value(name, _) => Some(name),
                Piece::Plain(_) => None,
            })
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// The text of a word as it stands, for words without values.
pub fn word(lang: Lang, word: Word) -> &'static str {
    let table = match lang {
        Lang::En => &ENGLISH,
        Lang::Ko => &KOREAN,
    };
    table.get(usize::from(word.0)).copied().unwrap_or_default()
}

/// The text of a word with its values filled in: `say(lang, w::TASK_DONE, &[("key", &key)])`.
///
/// A value that is not given stays visible as `{name}`.
pub fn say(lang: Lang, said: Word, values: &[(&str, &dyn Display)]) -> String {
    fill(word(lang, said), values)
}

/// Fills the values into `text`, by the rules at the head of this file.
pub fn fill(text: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for piece in pieces(text) {
        match piece {
            Piece::Plain(plain) => out.push_str(plain),
            Piece::Value(name, form) => match values.iter().find(|(known, _)| *known == name) {
                Some((_, value)) => push_value(&mut out, &value.to_string(), form),
                None => drop(write!(out, "{{{name}}}")),
            },
        }
    }
    out
}

fn push_value(out: &mut String, value: &str, form: Form<'_>) {
    match form {
        Form::Bare => out.push_str(value),
        Form::WithParticle(pair) => {
            out.push_str(value);
            out.push_str(josa(value, pair));
        }
        Form::Particle(pair) => out.push_str(josa(value, pair)),
        Form::Plural(one, many) => out.push_str(if value == "1" { one } else { many }),
    }
}

enum Piece<'a> {
    Plain(&'a str),
    Value(&'a str, Form<'a>),
}

#[derive(Clone, Copy)]
enum Form<'a> {
    Bare,
    WithParticle(&'a str),
    Particle(&'a str),
    Plural(&'a str, &'a str),
}

fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let at = rest.find(['{', '}']).unwrap_or(rest.len());
        if at > 0 {
            let (plain, after) = rest.split_at(at);
            rest = after;
            return Some(Piece::Plain(plain));
        }
        if let Some(after) = rest.strip_prefix("{{").or_else(|| rest.strip_prefix("}}")) {
            let brace = &rest[..1];
            rest = after;
            return Some(Piece::Plain(brace));
        }
        let Some((inner, after)) = rest.strip_prefix('{').and_then(|inside| inside.split_once('}')) else {
            let plain = rest;
            rest = "";
            return Some(Piece::Plain(plain));
        };
        rest = after;
        Some(value_piece(inner))
    })
}

fn value_piece(inner: &str) -> Piece<'_> {
    let Some((name, form)) = inner.split_once(':') else { return Piece::Value(inner, Form::Bare) };
    let form = if let Some((one, many)) = form.split_once('|') {
        Form::Plural(one, many)
    } else if let Some(pair) = form.strip_prefix('~') {
        Form::Particle(pair)
    } else {
        Form::WithParticle(form)
    };
    Piece::Value(name, form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_words() {
        assert!(MISSING.iter().all(|missing| missing.is_empty()), "missing in English, in Korean: {MISSING:?}");
        assert!(IDS.is_sorted());
    }

    #[test]
    fn both_languages_ask_for_the_same_values() {
        for word in Word::all() {
            assert_eq!(word.values(Lang::En), word.values(Lang::Ko), "{}", word.id());
        }
    }

    #[test]
    fn every_text_can_be_filled_in() {
        for (said, lang) in Word::all().flat_map(|said| Lang::ALL.map(|lang| (said, lang))) {
            let text = word(lang, said);
            assert!(!text.trim().is_empty(), "{} says nothing", said.id());
            let names = said.values(lang);
            assert!(names.iter().all(|name| is_name(name)), "{} has a malformed value: {text}", said.id());
            let values: Vec<(&str, &dyn Display)> = names.iter().map(|name| (*name, &"x" as &dyn Display)).collect();
            let filled = say(lang, said, &values);
            let braces = text.contains("{{") || text.contains("}}");
            assert!(braces || !filled.contains(['{', '}']), "{} leaves a brace: {filled}", said.id());
        }
    }

    fn is_name(name: &str) -> bool {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    }

    #[test]
    fn values_particles_and_plurals() {
        let name: &dyn Display = &"단풍";
        for (text, expected) in [
            ("{who:이/가} 했어요", "단풍이 했어요"),
            ("'{who}'{who:~은/는} 없어요", "'단풍'은 없어요"),
            ("{{{who}}}", "{단풍}"),
            ("{nobody}", "{nobody}"),
            ("{who", "{who"),
        ] {
            assert_eq!(fill(text, &[("who", name)]), expected);
        }
        for (count, expected) in [(1, "1 task"), (0, "0 tasks"), (21, "21 tasks")] {
            assert_eq!(fill("{n} {n:task|tasks}", &[("n", &count)]), expected);
        }
    }

    #[test]
    fn languages_are_known_by_locale() {
        for (text, lang) in
            [("ko_KR.UTF-8", Some(Lang::Ko)), ("en", Some(Lang::En)), ("C", Some(Lang::En)), ("fr_FR", None)]
        {
            assert_eq!(Lang::of(text), lang);
        }
    }
}
