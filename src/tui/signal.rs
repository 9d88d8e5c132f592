//! Signals: ends restore the terminal and then take their normal course, stops and new sizes become events.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use crate::tui::event::Event;
use crate::tui::terminal;

/// Starts the thread that waits for signals.
pub fn watch(events: Sender<Event>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            let event = match signal {
                SIGWINCH => {
                    let (columns, rows) = terminal::size();
                    Event::Resize { columns, rows }
                }
                SIGTSTP => Event::Stop,
                SIGCONT => Event::Continued,
                end => {
                    terminal::leave();
                    let _ = emulate_default_handler(end);
                    return;
                }
            };
            if events.send(event).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}

/// Stops the program (and whoever shares its place in the shell) until it is continued.
pub fn stop() {
    let _ = rustix::process::kill_current_process_group(rustix::process::Signal::STOP);
}
