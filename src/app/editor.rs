//! The user's own editor on a text of ours.

use std::io::{self, Write};
use std::process::Command;

use super::env::Env;

/// The command of the user's editor: `VISUAL`, else `EDITOR`, else `vi`.
pub fn command(env: &Env) -> String {
    env.var("VISUAL").or_else(|| env.var("EDITOR")).unwrap_or_else(|| "vi".to_owned())
}

/// Whether the user said which editor it is.
pub fn is_chosen(env: &Env) -> bool {
    ["VISUAL", "EDITOR"].iter().any(|name| env.var(name).is_some())
}

/// Opens the editor on `text` in a file whose name ends with `suffix`; gives the text as it was left, `None` when it is as
/// it was or the editor says it failed.
/// Errors: no such editor, a file that cannot be written or is no text any more.
pub fn edit(env: &Env, text: &str, suffix: &str) -> io::Result<Option<String>> {
    let mut file = tempfile::Builder::new().prefix("party-").suffix(suffix).tempfile()?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    // Through the shell, because the variable may hold arguments; the path stays an argument of its own.
    let script = format!("{} \"$1\"", command(env));
    let status = Command::new("sh").arg("-c").arg(script).arg("party").arg(file.path()).status()?;
    if !status.success() {
        return Ok(None);
    }
    let after = std::fs::read_to_string(file.path())?;
    Ok((after != text).then_some(after))
}
