//! The terminal itself: raw mode, alternate screen, what is switched on and how everything is put back. Beside `event.rs`
//! the only file that may name the terminal driver; knows nothing of screens.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::Duration;

use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Frame, TerminalOptions, Viewport};
use rustix::termios::{OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcgetwinsize, tcsetattr};

use crate::base::clean::clean;

/// Alternate screen, bracketed paste, steady block cursor (bar cursors make some input methods commit early).
const ENTER: &str = "\x1b[?1049h\x1b[?2004h\x1b[2 q\x1b[?25l\x1b[2J";
/// Buttons and drags with SGR positions, without every idle motion.
const MOUSE: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
/// Background colour, kitty keyboard, and behind them the device query that every terminal answers.
const QUESTIONS: &str = "\x1b]11;?\x1b\\\x1b[?u\x1b[c";
const KITTY: &str = "\x1b[>1u";
const LEAVE: &str = "\x1b[?2026l\x1b[<u\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?2004l\x1b[0 q\x1b[0m\x1b[?25h\x1b[?1049l";
const SYNC: (&[u8], &[u8]) = (b"\x1b[?2026h", b"\x1b[?2026l");
const LOCK_TRIES: u32 = 30;

/// Terminal modes as they were found; `None` while the terminal is not ours.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);
/// Whether frames may be written. Held while bytes go out, so that nothing is written after the restoring ones.
static OURS: Mutex<bool> = Mutex::new(false);

/// What to switch on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wishes {
    /// Whether clicks, drags and the wheel are reported.
    pub mouse: bool,
    /// Whether the terminal is asked for its background and keyboard (a terminal called `linux` or `dumb` is not).
    pub questions: bool,
}

/// Bytes of a frame on their way; they leave in one write when the frame is whole.
#[derive(Clone, Default)]
struct Outlet(Arc<Mutex<Vec<u8>>>);

impl Write for Outlet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        held(&self.0).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The terminal while the program draws on it; dropping it restores everything.
pub struct Terminal {
    inner: ratatui::Terminal<CrosstermBackend<Outlet>>,
    outlet: Outlet,
    wishes: Wishes,
    size: (u16, u16),
}

impl Terminal {
    /// Takes the terminal over. Fails when standard input or output is no terminal.
    pub fn enter(wishes: Wishes) -> io::Result<Self> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(io::Error::new(io::ErrorKind::Unsupported, "not a terminal"));
        }
        restore_on_panic();
        let size = size();
        let outlet = Outlet::default();
        let viewport = Viewport::Fixed(Rect::new(0, 0, size.0, size.1));
        let inner =
            ratatui::Terminal::with_options(CrosstermBackend::new(outlet.clone()), TerminalOptions { viewport })?;
        let mut terminal = Self { inner, outlet, wishes, size };
        terminal.take()?;
        Ok(terminal)
    }

    /// A handle to read keys from.
    pub fn input() -> io::Result<File> {
        Ok(File::from(io::stdin().as_fd().try_clone_to_owned()?))
    }

    /// Takes the terminal (again, after it was given back) and forgets what stood on it.
    pub fn take(&mut self) -> io::Result<()> {
        let stdin = io::stdin();
        let now = tcgetattr(&stdin)?;
        let mut raw = now.clone();
        raw.make_raw();
        held(&BEFORE).get_or_insert(now);
        tcsetattr(&stdin, OptionalActions::Now, &raw)?;
        *held(&OURS) = true;
        write_out(ENTER.as_bytes())?;
        if self.wishes.mouse {
            write_out(MOUSE.as_bytes())?;
        }
        if self.wishes.questions {
            write_out(QUESTIONS.as_bytes())?;
        }
        let (columns, rows) = size();
        self.resize(columns, rows)
    }

    /// Draws one frame; a window without cells is skipped.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame)) -> io::Result<()> {
        if self.size.0 == 0 || self.size.1 == 0 {
            return Ok(());
        }
        self.inner.draw(view)?;
        let frame = std::mem::take(&mut *held(&self.outlet.0));
        if frame.is_empty() {
            return Ok(());
        }
        write_out(&[SYNC.0, &frame, SYNC.1].concat())
    }

    /// Fits the next frame to a new size and draws it whole.
    pub fn resize(&mut self, columns: u16, rows: u16) -> io::Result<()> {
        self.size = (columns, rows);
        if columns > 0 && rows > 0 {
            self.inner.resize(Rect::new(0, 0, columns, rows))?;
            // Clearing goes out with the next frame, so the window is never seen empty.
            *held(&self.outlet.0) = b"\x1b[0m\x1b[2J".to_vec();
        }
        Ok(())
    }

    /// Columns and rows as last told.
    pub fn size(&self) -> (u16, u16) {
        self.size
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        leave();
    }
}

/// Asks for unambiguous keys, once the terminal has said that it can.
pub fn speak_kitty() -> io::Result<()> {
    write_out(KITTY.as_bytes())
}

/// Puts text on the clipboard of the terminal's user (OSC 52); terminals that forbid it ignore it.
pub fn copy(text: &str) -> io::Result<()> {
    write_out(format!("\x1b]52;c;{}\x07", base64(text.as_bytes())).as_bytes())
}

/// Columns and rows of the window; 80×24 where nobody knows.
pub fn size() -> (u16, u16) {
    tcgetwinsize(io::stdout()).map_or((80, 24), |size| (size.ws_col, size.ws_row))
}

/// Puts the terminal back as it was found. Safe to call from any thread, any number of times.
pub fn leave() {
    let Some(before) = held(&BEFORE).take() else { return };
    let stdin = io::stdin();
    match wait_for_ours() {
        Some(mut ours) => {
            *ours = false;
            let mut stdout = io::stdout();
            let _ = stdout.write_all(LEAVE.as_bytes()).and_then(|()| stdout.flush());
        }
        None => {
            // Somebody hangs in a write to a terminal that takes nothing: drop what waits and restore the modes at least.
            let _ = tcflush(&stdin, QueueSelector::OFlush);
        }
    }
    let _ = tcflush(&stdin, QueueSelector::IFlush);
    let _ = tcsetattr(&stdin, OptionalActions::Now, &before);
}

fn wait_for_ours() -> Option<MutexGuard<'static, bool>> {
    for _ in 0..LOCK_TRIES {
        match OURS.try_lock() {
            Ok(ours) => return Some(ours),
            Err(TryLockError::Poisoned(ours)) => return Some(ours.into_inner()),
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(10)),
        }
    }
    None
}

fn write_out(bytes: &[u8]) -> io::Result<()> {
    let ours = held(&OURS);
    if !*ours {
        return Ok(());
    }
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()
}

/// A panic of the drawing thread puts the terminal back before it speaks; one of a worker becomes a message on screen.
fn restore_on_panic() {
    let drawing = thread::current().id();
    std::panic::set_hook(Box::new(move |panic| {
        if thread::current().id() == drawing {
            leave();
            let said = panic.to_string();
            let _ = writeln!(io::stderr(), "{}", clean(&said));
        }
    }));
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let word = three.iter().fold(0_u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = LETTERS[(word >> (18 - 6 * place) & 63) as usize];
            out.push(if place <= three.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_pads_to_fours() {
        for (plain, coded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("회", "7ZqM")] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
