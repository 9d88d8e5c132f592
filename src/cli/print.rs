//! How results and messages leave a command: tables aligned by cells for people, plain stable text for pipes, JSON in
//! a versioned envelope for programs. Results are held back until the command has done all it should, so that
//! nothing stands on the standard output after a failure. Knows no noun.

use std::fmt::Display;
use std::io::{self, Write};

use serde::Serialize;

use super::json;
pub use super::style::Style;
use super::table::{Cell, Table};
use crate::app::console::Console;
use crate::base::cells;
use crate::base::clean::{clean, clean_lines};
use crate::text::words::{Lang, Word, say, word};

/// Who reads the results.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Face {
    /// A person at a terminal.
    Person,
    /// A pipe or a file: one row a line, columns parted by tabs, stored words.
    Plain,
    /// A program: one JSON value.
    Json,
}

/// How much is said.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Loudness {
    /// Results alone, and of changes only the keys.
    Quiet,
    /// What one wants to know.
    Usual,
    /// The journal's entries too.
    Verbose,
}

/// Where a command's words go.
#[derive(Debug)]
pub struct Out {
    /// The language.
    pub lang: Lang,
    /// What stands at the standard streams.
    pub console: Console,
    /// Who reads the results.
    pub face: Face,
    /// How much is said.
    pub loudness: Loudness,
    held: Vec<u8>,
    after: Vec<String>,
}

impl Out {
    /// Words for these streams.
    pub fn new(lang: Lang, console: Console, face: Face, loudness: Loudness) -> Self {
        Self { lang, console, face, loudness, held: vec![], after: vec![] }
    }

    /// A word without values.
    pub fn word(&self, text: Word) -> &'static str {
        word(self.lang, text)
    }

    /// A word with its values.
    pub fn say(&self, text: Word, values: &[(&str, &dyn Display)]) -> String {
        say(self.lang, text, values)
    }

    /// Whether a program reads the results.
    pub fn is_json(&self) -> bool {
        self.face == Face::Json
    }

    /// A result as JSON in its envelope. `schema` is a name with a version, `party.task.list/1`.
    pub fn json<T: Serialize>(&mut self, schema: &str, data: &T) {
        json::envelope(&mut self.held, schema, data);
    }

    /// One line of the result.
    pub fn line(&mut self, text: impl AsRef<str>) {
        self.held.extend_from_slice(clean(text.as_ref()).as_bytes());
        self.held.push(b'\n');
    }

    /// One row for a pipe, its values parted by tabs.
    pub fn row(&mut self, values: &[&str]) {
        let line = values.iter().map(|value| clean(value)).collect::<Vec<_>>().join("\t");
        self.held.extend_from_slice(line.as_bytes());
        self.held.push(b'\n');
    }

    /// One line of the result with a look.
    pub fn styled(&mut self, style: Style, text: impl AsRef<str>) {
        let text = self.dressed(style, &clean(text.as_ref()));
        self.held.extend_from_slice(text.as_bytes());
        self.held.push(b'\n');
    }

    /// An empty line between parts that people read.
    pub fn gap(&mut self) {
        if self.face == Face::Person {
            self.held.push(b'\n');
        }
    }

    /// Many lines of the result, such as a text in Markdown, each moved in by two cells.
    pub fn text(&mut self, text: &str) {
        for line in clean_lines(text.trim_end()).lines() {
            self.held.extend_from_slice(if line.is_empty() { b"" } else { b"  " });
            self.held.extend_from_slice(line.as_bytes());
            self.held.push(b'\n');
        }
    }

    /// A name and its value; nothing when the value says nothing.
    pub fn field(&mut self, name: Word, value: impl AsRef<str>) {
        let value = clean(value.as_ref());
        if value.is_empty() {
            return;
        }
        let name = self.word(name);
        let line = match self.face {
            Face::Person => format!("  {}  {value}\n", self.dressed(Style::Dim, &cells::pad(name, 12))),
            _ => format!("{name}\t{value}\n"),
        };
        self.held.extend_from_slice(line.as_bytes());
    }

    /// An export: as it is for a pipe or a file, made harmless for a terminal.
    pub fn export(&mut self, bytes: &[u8]) {
        if self.console.output {
            self.held.extend_from_slice(clean_lines(&String::from_utf8_lossy(bytes)).as_bytes());
        } else {
            self.held.extend_from_slice(bytes);
        }
    }

    /// Bytes of a result as they are, all of them the program's own.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.held.extend_from_slice(bytes);
    }

    /// A table.
    pub fn table(&mut self, table: &Table) {
        if self.face == Face::Plain {
            for row in &table.rows {
                let line = row.iter().map(Cell::plain).collect::<Vec<_>>().join("\t");
                self.held.extend_from_slice(line.as_bytes());
                self.held.push(b'\n');
            }
            return;
        }
        let widths = table.widths(self.console.width);
        let heads: Vec<Cell> = table.heads.iter().map(|head| Cell::of(head).styled(Style::Dim)).collect();
        for row in std::iter::once(&heads).chain(&table.rows) {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(&widths).filter(|(_, width)| **width > 0) {
                let text =
                    if cell.right { cells::pad_left(&cell.text, *width) } else { cells::pad(&cell.text, *width) };
                line.push_str(&self.dressed(cell.style, &text));
                line.push_str("  ");
            }
            self.held.extend_from_slice(line.trim_end().as_bytes());
            self.held.push(b'\n');
        }
    }

    fn dressed(&self, style: Style, text: &str) -> String {
        let bare = text.trim_end();
        if !self.console.colour || style == Style::Plain || bare.is_empty() || self.face != Face::Person {
            return text.to_owned();
        }
        format!("{}{bare}\u{1b}[0m{}", style.code(), &text[bare.len()..])
    }

    /// A message beside the result, on the standard error unless quiet was asked for: after the result where a person
    /// reads both in one place, else at once.
    pub fn message(&mut self, text: impl Into<String>) {
        match (self.loudness, self.face) {
            (Loudness::Quiet, _) => {}
            (_, Face::Person) => self.after.push(text.into()),
            _ => tell(&text.into()),
        }
    }

    /// A message that something takes a while, at once, for a person at a terminal.
    pub fn working(&self, text: &str) {
        if self.console.messages && self.face == Face::Person && self.loudness > Loudness::Quiet {
            tell(text);
        }
    }

    /// A message that only a person at a terminal needs, such as how to take something back.
    pub fn tip(&mut self, text: impl Into<String>) {
        if self.console.messages && self.face == Face::Person {
            self.message(text);
        }
    }

    /// The results, where they are more than a person's screen holds: for a pager.
    pub fn long(&self) -> Option<String> {
        if self.face != Face::Person || !self.console.output {
            return None;
        }
        let text = String::from_utf8_lossy(&self.held);
        (text.lines().count() >= self.console.height).then(|| text.into_owned())
    }

    /// Forgets the results: they were shown elsewhere.
    pub fn forget(&mut self) {
        self.held.clear();
    }

    /// Lets the results go. A reader that has gone away ends it quietly.
    pub fn flush(&mut self) -> io::Result<()> {
        let mut stdout = io::stdout().lock();
        let outcome = stdout.write_all(&self.held).and_then(|()| stdout.flush());
        self.held.clear();
        for message in self.after.drain(..) {
            tell(&message);
        }
        match outcome {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
    }
}

/// Says one or more lines on the standard error, made harmless; nobody there to hear it is no failure.
pub fn tell(text: &str) {
    drop(writeln!(io::stderr().lock(), "{}", clean_lines(text)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words::w;

    fn shown(face: Face, width: usize) -> String {
        let console = Console { input: false, output: true, messages: false, width, height: 24, colour: false };
        let mut out = Out::new(Lang::Ko, console, face, Loudness::Usual);
        let mut table = Table::new(Lang::Ko, &[w::COMMON_KEY, w::COMMON_TITLE, w::COMMON_STATUS, w::COMMON_DUE], [1]);
        table.row(vec![
            Cell::of("LOG-1"),
            Cell::of("운영 로그 이관 \u{1b}[31m"),
            Cell::of("하는 중").stable("doing"),
            Cell::default(),
        ]);
        table.row(vec![Cell::of("LOG-12"), Cell::of("b"), Cell::of("완료").stable("done"), Cell::default()]);
        out.table(&table);
        String::from_utf8(out.held).unwrap()
    }

    #[test]
    fn people_see_columns_aligned_by_cells() {
        let expected = "키      제목                  상태\nLOG-1   운영 로그 이관 ␛[31m  하는 중\nLOG-12  b                     완료\n";
        assert_eq!(shown(Face::Person, 80), expected);
        assert!(shown(Face::Person, 34).lines().all(|line| cells::width(line) <= 34));
    }

    #[test]
    fn a_terminal_gets_no_export_that_steers_it() {
        for (output, expected) in [(true, "a,␛[31m\nb\n".as_bytes()), (false, b"a,\x1b[31m\nb\n")] {
            let console = Console { input: false, output, messages: false, width: 80, height: 24, colour: false };
            let mut out = Out::new(Lang::En, console, Face::Plain, Loudness::Usual);
            out.export(b"a,\x1b[31m\nb\n");
            assert_eq!(out.held, expected);
        }
    }

    #[test]
    fn pipes_get_stored_words_and_every_column() {
        assert_eq!(shown(Face::Plain, 10), "LOG-1\t운영 로그 이관 ␛[31m\tdoing\t\nLOG-12\tb\tdone\t\n");
    }
}
