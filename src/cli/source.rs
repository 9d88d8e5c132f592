//! Texts that come from files, from the standard input, from an editor, or from a person's answer.

use std::io::{BufRead, Write};
use std::path::Path;

use super::desk::Desk;
use crate::app::error::AppError;
use crate::app::{editor, files};
use crate::base::clean::clean;
use crate::text::words::{Lang, w};

/// The bytes of a file, or of the standard input for `-`.
pub fn bytes(lang: Lang, path: &Path) -> Result<Vec<u8>, AppError> {
    let read = if path.as_os_str() == "-" { files::read_stdin() } else { files::read_bytes(path) };
    read.map_err(|error| AppError::io(lang, path, &error))
}

/// The text of a file, or of the standard input for `-`.
pub fn text(lang: Lang, path: &Path) -> Result<String, AppError> {
    let wrong = |_| AppError::io(lang, path, &std::io::Error::from(std::io::ErrorKind::InvalidData));
    String::from_utf8(bytes(lang, path)?).map_err(wrong)
}

/// The text of the standard input.
pub fn stdin_text(lang: Lang) -> Result<String, AppError> {
    text(lang, Path::new("-"))
}

/// A text as an argument gives it: `-` is the standard input, `@file` is not special.
pub fn text_or_input(lang: Lang, text: &str) -> Result<String, AppError> {
    if text == "-" { stdin_text(lang) } else { Ok(text.to_owned()) }
}

/// A text after a person has edited it as Markdown; none when they left it as it was. Without a terminal only an editor
/// that was chosen is started: it may be a program that needs none.
/// Errors: no terminal; what the editor says.
pub fn edited(desk: &Desk, text: &str) -> Result<Option<String>, AppError> {
    let env = desk.book.env();
    let console = desk.out.console;
    let possible = (console.input && console.output) || editor::is_chosen(env);
    if !possible {
        return Err(desk.usage(w::CLI_NO_EDITOR, &[]).hint(desk.out.word(w::CLI_NO_EDITOR_HINT)));
    }
    editor::edit(env, text, ".md").map_err(|error| AppError::io(desk.lang(), Path::new(&editor::command(env)), &error))
}

/// A text that a person must write: leaving it as it was ends the command.
pub fn written(desk: &Desk, text: &str) -> Result<String, AppError> {
    edited(desk, text)?.ok_or_else(|| desk.refused(w::CLI_NOT_DONE, &[]))
}

/// Asks a question that is answered by `y`; anything else is no.
pub fn asks(question: &str) -> bool {
    let mut stderr = std::io::stderr().lock();
    let asked = write!(stderr, "{} [y/N] ", clean(question)).and_then(|()| stderr.flush());
    let mut answer = String::new();
    asked.is_ok()
        && std::io::stdin().lock().read_line(&mut answer).is_ok()
        && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "ㅛ" | "네" | "예")
}
