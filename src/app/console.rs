//! The person's terminal as commands meet it: what stands at the three standard streams, how wide it is, and the
//! programs a person has chosen for long texts. Knows nothing of what is printed.

use std::io::{IsTerminal, Write};
use std::process::{Command, Stdio};

use super::env::Env;

/// What stands at the standard streams.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about a stream")]
pub struct Console {
    /// Whether a person can answer.
    pub input: bool,
    /// Whether results are read by a person.
    pub output: bool,
    /// Whether messages are read by a person.
    pub messages: bool,
    /// Cells of a line, when results are read by a person.
    pub width: usize,
    /// Lines of the screen, when results are read by a person.
    pub height: usize,
    /// Whether colours are wanted.
    pub colour: bool,
}

impl Console {
    /// Looks at the streams of this process.
    pub fn of_process(env: &Env) -> Self {
        let output = std::io::stdout().is_terminal();
        let size = output.then(|| rustix::termios::tcgetwinsize(std::io::stdout()).ok()).flatten();
        let cells = |count: Option<u16>, usual: usize| count.filter(|cells| *cells > 0).map_or(usual, usize::from);
        Self {
            input: std::io::stdin().is_terminal(),
            output,
            messages: std::io::stderr().is_terminal(),
            width: cells(size.map(|size| size.ws_col), 80),
            height: cells(size.map(|size| size.ws_row), 24),
            colour: output && env.var("NO_COLOR").is_none() && env.var("TERM").as_deref() != Some("dumb"),
        }
    }
}

/// Shows a long text in the program of `PAGER`; false when there is none, or it could not be started.
pub fn page(env: &Env, text: &str) -> bool {
    let Some(pager) = env.var("PAGER").filter(|pager| pager != "cat") else { return false };
    let started = Command::new("sh").arg("-c").arg(&pager).env("LESS", "FRX").stdin(Stdio::piped()).spawn();
    let Ok(mut child) = started else { return false };
    if let Some(mut input) = child.stdin.take() {
        // A pager that is left before the end closes its pipe; that is no failure.
        drop(input.write_all(text.as_bytes()));
    }
    child.wait().is_ok()
}
