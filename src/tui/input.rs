//! Bytes from a terminal to what they mean: keys, mouse, paste, answers to questions. Pure: reads no terminal.

use crate::tui::key::{Code, Key};

/// The longest paste taken, in bytes; what is longer is cut there and said.
pub const LONGEST_PASTE: usize = 1 << 20;
const LONGEST_SEQUENCE: usize = 4096;

/// What a mouse did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Press {
    /// The left button went down.
    Down,
    /// The mouse moved with the left button held.
    Drag,
    /// The left button was let go.
    Up,
    /// The wheel turned away from the user.
    WheelUp,
    /// The wheel turned towards the user.
    WheelDown,
}

/// A mouse event at a cell; both counted from 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mouse {
    /// What happened.
    pub press: Press,
    /// Column of the cell.
    pub column: u16,
    /// Row of the cell.
    pub row: u16,
}

/// One thing the terminal said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// The mouse did something.
    Mouse(Mouse),
    /// Text was pasted; `cut` when it was longer than [`LONGEST_PASTE`].
    Paste {
        /// The text, line ends as `\n`.
        text: String,
        /// Whether something was left out.
        cut: bool,
    },
    /// The terminal's background colour (red, green, blue).
    Background(u8, u8, u8),
    /// The terminal speaks the kitty keyboard protocol.
    KittyKeyboard,
    /// The terminal answered the device query: every earlier question is answered or never will be.
    Attributes,
}

/// Takes bytes as they come, in any cut, and gives inputs.
#[derive(Default, Debug)]
pub struct Parser {
    held: Vec<u8>,
    paste: Option<(Vec<u8>, bool)>,
}

enum Step {
    Done(usize, Option<Input>),
    More,
}

impl Parser {
    /// Whether a sequence has begun and not ended (an Esc that may be a key of its own counts).
    pub fn is_waiting(&self) -> bool {
        !self.held.is_empty() && self.paste.is_none()
    }

    /// Takes bytes; what is complete is returned in order.
    pub fn take(&mut self, bytes: &[u8]) -> Vec<Input> {
        let mut found = Vec::new();
        if self.held.is_empty() && self.paste.is_none() && looks_pasted(bytes) {
            let text = text_of(bytes);
            return vec![Input::Paste { text, cut: false }];
        }
        self.held.extend_from_slice(bytes);
        let mut at = 0;
        while at < self.held.len() {
            if self.paste.is_some() {
                match self.swallow_paste(at) {
                    Some((next, input)) => {
                        found.push(input);
                        at = next;
                        continue;
                    }
                    None => return found,
                }
            }
            match step(&self.held[at..]) {
                Step::Done(_, None) if self.held[at..].starts_with(b"\x1b[200~") => {
                    self.paste = Some((Vec::new(), false));
                    at += 6;
                }
                Step::Done(used, input) => {
                    found.extend(input);
                    at += used;
                }
                Step::More if self.held.len() - at > LONGEST_SEQUENCE => at += 1,
                Step::More => break,
            }
        }
        self.held.drain(..at);
        found
    }

    /// Nothing more came: a lone Esc is the key, anything else unfinished is dropped.
    pub fn settle(&mut self) -> Vec<Input> {
        if self.paste.is_some() {
            return Vec::new();
        }
        let held = std::mem::take(&mut self.held);
        match held.as_slice() {
            [0x1b] => vec![Input::Key(Key::plain(Code::Esc))],
            [0x1b, 0x1b] => vec![Input::Key(Key::plain(Code::Esc)); 2],
            [0x1b, lead @ (b'[' | b'O')] => vec![Input::Key(Key { alt: true, ..Key::of(char::from(*lead)) })],
            _ => Vec::new(),
        }
    }

    fn swallow_paste(&mut self, at: usize) -> Option<(usize, Input)> {
        const END: &[u8] = b"\x1b[201~";
        let rest = &self.held[at..];
        let end = rest.windows(END.len()).position(|window| window == END);
        // Up to five bytes may be the beginning of the end mark.
        let sure = end.unwrap_or_else(|| rest.len().saturating_sub(END.len() - 1));
        let (text, cut) = self.paste.as_mut()?;
        let room = LONGEST_PASTE.saturating_sub(text.len());
        *cut |= sure > room;
        text.extend_from_slice(&rest[..sure.min(room)]);
        if end.is_some() {
            let (text, cut) = self.paste.take()?;
            return Some((at + sure + END.len(), Input::Paste { text: text_of(&text), cut }));
        }
        self.held.drain(..at + sure);
        None
    }
}

/// A burst of many different printable characters at once is no typing: a paste by a terminal without bracketed paste.
fn looks_pasted(bytes: &[u8]) -> bool {
    let plain = bytes.iter().all(|byte| *byte >= b' ' && *byte != 0x7f || matches!(byte, b'\r' | b'\n' | b'\t'));
    if bytes.len() < 64 || !plain || std::str::from_utf8(bytes).is_err() {
        return false;
    }
    let mut seen = [false; 256];
    for byte in bytes {
        seen[usize::from(*byte)] = true;
    }
    seen.iter().filter(|seen| **seen).count() >= 8
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace("\r\n", "\n").replace('\r', "\n")
}

fn key(used: usize, key: Key) -> Step {
    Step::Done(used, Some(Input::Key(key)))
}

fn step(bytes: &[u8]) -> Step {
    match bytes[0] {
        0x1b => escape(bytes),
        b'\r' | b'\n' => key(1, Key::plain(Code::Enter)),
        b'\t' => key(1, Key::plain(Code::Tab)),
        0x7f | 0x08 => key(1, Key::plain(Code::Backspace)),
        0 => key(1, Key::ctrl(' ')),
        low @ 1..=26 => key(1, Key::ctrl(char::from(low - 1 + b'a'))),
        low @ 0x1c..=0x1f => key(1, Key::ctrl(char::from(low + 0x40))),
        _ => character(bytes),
    }
}

fn character(bytes: &[u8]) -> Step {
    let length = match bytes[0] {
        0..=0x7f => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Step::Done(1, None),
    };
    if bytes.len() < length {
        return Step::More;
    }
    match std::str::from_utf8(&bytes[..length]).ok().and_then(|text| text.chars().next()) {
        Some(typed) if !typed.is_control() => key(length, Key::of(typed)),
        Some(_) => Step::Done(length, None),
        None => Step::Done(1, None),
    }
}

fn escape(bytes: &[u8]) -> Step {
    match bytes.get(1) {
        None => Step::More,
        Some(b'[') => control_sequence(bytes),
        Some(b'O') => match bytes.get(2) {
            None => Step::More,
            Some(last) => Step::Done(3, named(*last).map(|code| Input::Key(Key::plain(code)))),
        },
        Some(b']' | b'P' | b'_' | b'^' | b'X') => string_sequence(bytes),
        Some(0x1b) => key(1, Key::plain(Code::Esc)),
        Some(_) => match step(&bytes[1..]) {
            Step::Done(used, Some(Input::Key(plain))) => key(used + 1, Key { alt: true, ..plain }),
            Step::Done(used, _) => Step::Done(used + 1, None),
            Step::More => Step::More,
        },
    }
}

fn string_sequence(bytes: &[u8]) -> Step {
    let bell = bytes.iter().position(|byte| *byte == 0x07).map(|at| (at, 1));
    let end = bytes.windows(2).skip(1).position(|pair| pair == b"\x1b\\").map(|at| (at + 1, 2));
    let found = match (bell, end) {
        (Some(bell), Some(end)) => Some(if bell.0 < end.0 { bell } else { end }),
        (one, other) => one.or(other),
    };
    match found {
        Some((at, length)) => Step::Done(at + length, background(&bytes[..at])),
        None => Step::More,
    }
}

fn background(answer: &[u8]) -> Option<Input> {
    let text = std::str::from_utf8(answer).ok()?;
    let colour = text.strip_prefix("\u{1b}]11;rgb:").or_else(|| text.strip_prefix("\u{1b}]11;rgba:"))?;
    let mut parts = colour.split('/').map(|part| {
        let value = u32::from_str_radix(part, 16).ok()?;
        let most = 16_u32.checked_pow(u32::try_from(part.len()).ok()?)?.checked_sub(1)?;
        u8::try_from((value * 255).checked_div(most)?).ok()
    });
    Some(Input::Background(parts.next()??, parts.next()??, parts.next()??))
}

fn control_sequence(bytes: &[u8]) -> Step {
    let Some(length) = bytes[2..].iter().position(|byte| (0x40..=0x7e).contains(byte)) else {
        return Step::More;
    };
    let used = length + 3;
    let body = std::str::from_utf8(&bytes[2..2 + length]).unwrap_or("");
    Step::Done(used, meaning(body, bytes[2 + length]))
}

fn meaning(body: &str, last: u8) -> Option<Input> {
    if let Some(report) = body.strip_prefix('<') {
        return mouse(report, last);
    }
    if let Some(answer) = body.strip_prefix('?') {
        return match last {
            b'u' => Some(Input::KittyKeyboard),
            b'c' => Some(Input::Attributes),
            _ if answer.is_empty() => None,
            _ => None,
        };
    }
    let mut parts = body.split(';');
    let first = parts.next().unwrap_or("");
    let held = parts.next().and_then(|part| part.split(':').next()).and_then(|part| part.parse::<u16>().ok());
    let held = held.unwrap_or(1).saturating_sub(1);
    let number = first.split(':').next().and_then(|part| part.parse::<u32>().ok());
    let code = match last {
        b'~' => numbered(number?)?,
        b'u' => unicode(first)?,
        b'Z' => Code::Tab,
        // With another number in front it is an answer, such as where the cursor is.
        letter if number.is_none_or(|number| number == 1) => named(letter)?,
        _ => return None,
    };
    let mut key = Key { code, ctrl: held & 4 != 0, alt: held & 2 != 0, shift: held & 1 != 0 || last == b'Z' };
    if let Code::Char(typed) = key.code {
        if key.shift && typed.is_ascii_lowercase() && !key.ctrl {
            key.code = Code::Char(typed.to_ascii_uppercase());
        }
        key.shift = false;
    }
    Some(Input::Key(key))
}

fn mouse(report: &str, last: u8) -> Option<Input> {
    let mut parts = report.split(';').map(|part| part.parse::<u16>().ok());
    let (button, column, row) = (parts.next()??, parts.next()??, parts.next()??);
    let press = match (button & !0b1_1100, last) {
        (64, _) => Press::WheelUp,
        (65, _) => Press::WheelDown,
        (0, b'M') => Press::Down,
        (32, b'M') => Press::Drag,
        (0 | 32, b'm') => Press::Up,
        _ => return None,
    };
    Some(Input::Mouse(Mouse { press, column: column.saturating_sub(1), row: row.saturating_sub(1) }))
}

fn named(letter: u8) -> Option<Code> {
    Some(match letter {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'F' => Code::End,
        b'H' => Code::Home,
        b'M' => Code::Enter,
        letter @ b'P'..=b'S' => Code::F(letter - b'P' + 1),
        _ => return None,
    })
}

fn numbered(number: u32) -> Option<Code> {
    Some(match number {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => Code::F(number as u8 - 10),
        17..=21 => Code::F(number as u8 - 11),
        23 | 24 => Code::F(number as u8 - 12),
        _ => return None,
    })
}

/// A kitty key: `code:shifted:base`; where the typed letter is not Latin the key's place on the board decides.
fn unicode(first: &str) -> Option<Code> {
    let mut parts = first.split(':').map(|part| part.parse::<u32>().ok());
    let (typed, _, base) = (parts.next()??, parts.next(), parts.next());
    Some(match typed {
        9 => Code::Tab,
        13 | 57414 => Code::Enter,
        27 => Code::Esc,
        127 | 8 => Code::Backspace,
        57399..=57408 => Code::Char(char::from_digit(typed - 57399, 10)?),
        57417 => Code::Left,
        57418 => Code::Right,
        57419 => Code::Up,
        57420 => Code::Down,
        57344..=63743 => return None,
        typed => {
            let place = base.flatten().filter(|_| typed > 127);
            Code::Char(char::from_u32(place.unwrap_or(typed)).filter(|typed| !typed.is_control())?)
        }
    })
}
