//! The thread that waits for the terminal: it blocks in a poll on the terminal and a pipe, and knows no screen.

use std::fs::File;
use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::tui::event::Event;
use crate::tui::input::Parser;

/// How long an Esc may be the beginning of something longer.
const ESCAPE_MILLIS: i64 = 25;
const PAUSE_LIMIT: Duration = Duration::from_millis(500);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Wish {
    Read,
    Pause,
    Paused,
}

struct Gate {
    wish: Mutex<Wish>,
    changed: Condvar,
}

impl Gate {
    fn wish(&self) -> MutexGuard<'_, Wish> {
        self.wish.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stands still while somebody else (an editor, the shell) has the terminal.
    fn stand_by(&self) {
        let mut wish = self.wish();
        if *wish == Wish::Pause {
            *wish = Wish::Paused;
            self.changed.notify_all();
        }
        while *wish == Wish::Paused {
            wish = self.changed.wait(wish).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// The running reader; dropping it does not stop the thread, which ends with the program or the terminal.
pub struct Reader {
    wake: PipeWriter,
    gate: Arc<Gate>,
}

impl Reader {
    /// Starts reading `terminal` and sending what it says to `events`.
    pub fn start(terminal: File, events: Sender<Event>) -> io::Result<Self> {
        let (woken, wake) = io::pipe()?;
        let gate = Arc::new(Gate { wish: Mutex::new(Wish::Read), changed: Condvar::new() });
        let shared = Arc::clone(&gate);
        thread::Builder::new().name("reader".to_owned()).spawn(move || {
            if read_all(&terminal, &woken, &shared, &events).is_err() {
                let _ = events.send(Event::HungUp);
            }
        })?;
        Ok(Self { wake, gate })
    }

    /// Stops reading until [`Reader::resume`]; returns once the terminal is left alone.
    pub fn pause(&mut self) {
        let mut wish = self.gate.wish();
        *wish = Wish::Pause;
        let _ = self.wake.write_all(&[1]);
        while *wish == Wish::Pause {
            let (held, late) =
                self.gate.changed.wait_timeout(wish, PAUSE_LIMIT).unwrap_or_else(PoisonError::into_inner);
            wish = held;
            if late.timed_out() {
                break;
            }
        }
    }

    /// Reads again.
    pub fn resume(&mut self) {
        *self.gate.wish() = Wish::Read;
        self.gate.changed.notify_all();
    }
}

fn read_all(terminal: &File, woken: &PipeReader, gate: &Gate, events: &Sender<Event>) -> io::Result<()> {
    let mut parser = Parser::default();
    let mut bytes = vec![0; 1 << 16];
    loop {
        let wait = parser.is_waiting().then_some(Timespec { tv_sec: 0, tv_nsec: ESCAPE_MILLIS * 1_000_000 });
        let ready = ready(terminal.as_fd(), woken.as_fd(), wait)?;
        if ready.woken {
            let _ = (&*woken).read(&mut bytes);
            gate.stand_by();
            continue;
        }
        let inputs = if ready.typed {
            match (&*terminal).read(&mut bytes) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(count) => parser.take(&bytes[..count]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => continue,
                Err(error) => return Err(error),
            }
        } else if ready.hung_up {
            return Err(io::ErrorKind::BrokenPipe.into());
        } else {
            parser.settle()
        };
        for input in inputs {
            if events.send(Event::Input(input)).is_err() {
                return Ok(());
            }
        }
    }
}

struct Ready {
    typed: bool,
    hung_up: bool,
    woken: bool,
}

fn ready(terminal: BorrowedFd<'_>, woken: BorrowedFd<'_>, wait: Option<Timespec>) -> io::Result<Ready> {
    let mut watched =
        [PollFd::from_borrowed_fd(terminal, PollFlags::IN), PollFd::from_borrowed_fd(woken, PollFlags::IN)];
    match poll(&mut watched, wait.as_ref()) {
        Ok(_) | Err(rustix::io::Errno::INTR) => {}
        Err(error) => return Err(error.into()),
    }
    let said = watched[0].revents();
    Ok(Ready {
        typed: said.contains(PollFlags::IN),
        hung_up: said.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL),
        woken: watched[1].revents().contains(PollFlags::IN),
    })
}
