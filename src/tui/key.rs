//! Keys as people name them ("Ctrl-r", "g t", "Space"). Knows nothing of terminals, verbs or screens.

use std::fmt;

/// What a key is, before Ctrl, Alt and Shift.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Code {
    /// A character as typed: a capital already carries its Shift.
    Char(char),
    /// The Enter key.
    Enter,
    /// The Esc key.
    Esc,
    /// The Tab key; with Shift it goes backwards.
    Tab,
    /// Deletes to the left.
    Backspace,
    /// Deletes to the right.
    Delete,
    /// The Insert key.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// The Home key.
    Home,
    /// The End key.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, 1–24.
    F(u8),
}

/// One press: a code and the modifiers held with it. Shift is kept only where the code does not already show it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// Ctrl was held.
    pub ctrl: bool,
    /// Alt was held.
    pub alt: bool,
    /// Shift was held with a key that is no character.
    pub shift: bool,
}

/// A key name nobody knows; holds the name.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0:?} is the name of no key")]
pub struct NotKey(pub String);

const NAMES: [(&str, Code); 18] = [
    ("Space", Code::Char(' ')),
    ("Enter", Code::Enter),
    ("Esc", Code::Esc),
    ("Tab", Code::Tab),
    ("Backspace", Code::Backspace),
    ("Delete", Code::Delete),
    ("Insert", Code::Insert),
    ("Up", Code::Up),
    ("Down", Code::Down),
    ("Left", Code::Left),
    ("Right", Code::Right),
    ("Home", Code::Home),
    ("End", Code::End),
    ("PgUp", Code::PageUp),
    ("PgDn", Code::PageDown),
    ("PageUp", Code::PageUp),
    ("PageDown", Code::PageDown),
    ("Del", Code::Delete),
];

impl Key {
    /// The key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// The key of a typed character.
    pub const fn of(typed: char) -> Self {
        Self::plain(Code::Char(typed))
    }

    /// The character with Ctrl held.
    pub const fn ctrl(typed: char) -> Self {
        Self { code: Code::Char(typed), ctrl: true, alt: false, shift: false }
    }

    /// The character this key types into a text field, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(typed) if !self.ctrl && !self.alt => Some(typed),
            _ => None,
        }
    }

    /// The digit 0–9 of this key, if it is one.
    pub fn digit(self) -> Option<usize> {
        self.typed().and_then(|typed| typed.to_digit(10)).map(|digit| digit as usize)
    }

    /// Reads one key's name: `j`, `G`, `Ctrl-r`, `Alt-Up`, `Shift-Tab`, `Space`.
    pub fn read(name: &str) -> Result<Self, NotKey> {
        let mut key = Self::plain(Code::Esc);
        let mut rest = name;
        loop {
            let (held, left) = match rest.split_once('-') {
                Some((held, left)) if !held.is_empty() && !left.is_empty() => (held, left),
                _ => break,
            };
            match held.to_ascii_lowercase().as_str() {
                "ctrl" | "c" => key.ctrl = true,
                "alt" | "a" => key.alt = true,
                "shift" | "s" => key.shift = true,
                _ => return Err(NotKey(name.to_owned())),
            }
            rest = left;
        }
        key.code = code_named(rest).ok_or_else(|| NotKey(name.to_owned()))?;
        Ok(key)
    }

    /// Reads a sequence such as `g t` or `, s`; at least one key.
    pub fn read_sequence(names: &str) -> Result<Vec<Self>, NotKey> {
        let keys: Vec<Self> = names.split_whitespace().map(Self::read).collect::<Result<_, _>>()?;
        if keys.is_empty() { Err(NotKey(names.to_owned())) } else { Ok(keys) }
    }
}

fn code_named(name: &str) -> Option<Code> {
    let mut letters = name.chars();
    if let (Some(only), None) = (letters.next(), letters.next()) {
        return Some(Code::Char(only));
    }
    if let Some((_, code)) = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
        return Some(*code);
    }
    let number: u8 = name.strip_prefix(['F', 'f'])?.parse().ok()?;
    (1..=24).contains(&number).then_some(Code::F(number))
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            if held {
                f.write_str(name)?;
            }
        }
        match self.code {
            Code::Char(' ') => f.write_str("Space"),
            Code::Char(typed) => write!(f, "{typed}"),
            Code::F(number) => write!(f, "F{number}"),
            code => f.write_str(NAMES.iter().find(|(_, known)| *known == code).map_or("?", |(name, _)| name)),
        }
    }
}

/// The sequence as people read it: `g t`.
pub fn spell(keys: &[Key]) -> String {
    keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_as_they_were_read() {
        for name in ["j", "G", "Ctrl-r", "Alt-Up", "Shift-Tab", "Space", "-", "Ctrl--", "F12", "PgUp", ",", "~"] {
            assert_eq!(Key::read(name).unwrap().to_string(), name);
        }
        assert_eq!(spell(&Key::read_sequence(", s").unwrap()), ", s");
        assert!(Key::read("Hyper-x").is_err());
        assert!(Key::read_sequence("").is_err());
    }
}
