//! The person's terminal as commands meet it: what stands at the three standard streams, how wide it is, and the
//! programs a person has chosen for long texts. Knows nothing of what is printed.

use std::fs::File;
use std::io::{IsTerminal, Write};
use std::process::{Command, Stdio};

use super::env::Env;

/// What stands at the standard streams.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
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

/// Lets a person edit a text in `VISUAL`, else `EDITOR`, else `vi`. `name` is the file's name with its ending.
/// Errors: what the system answers, or that the editor ended with a failure; the text is lost then.
pub fn edit(env: &Env, name: &str, text: &str) -> std::io::Result<String> {
    let folder = tempfile::Builder::new().prefix("party-").tempdir()?;
    let path = folder.path().join(name);
    File::create(&path)?.write_all(text.as_bytes())?;
    let editor = env.var("VISUAL").or_else(|| env.var("EDITOR")).unwrap_or_else(|| "vi".to_owned());
    let status = Command::new("sh").arg("-c").arg(format!("{editor} \"$1\"")).arg("sh").arg(&path).status()?;
    if !status.success() {
        return Err(std::io::Error::other(format!("{editor}: {status}")));
    }
    super::files::read_text(&path)
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
