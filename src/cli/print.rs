//! How results and messages leave a command: tables aligned by cells for people, plain stable text for pipes, JSON in
//! a versioned envelope for programs. Results are held back until the command has done all it should, so that
//! nothing stands on the standard output after a failure. Knows no noun.

use std::fmt::Display;
use std::io::{self, Write};

use serde::Serialize;

use super::json;
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

/// How a text looks, where there are colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Style {
    /// As it comes.
    #[default]
    Plain,
    /// What one acts on.
    Bold,
    /// What can wait.
    Dim,
    /// What is under way.
    Accent,
    /// What is wrong.
    Bad,
    /// What wants care.
    Warn,
}

impl Style {
    /// The sequence that turns it on; basic colours, so that every theme of a terminal fits.
    const fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Bold => "\u{1b}[1m",
            Self::Dim => "\u{1b}[2m",
            Self::Accent => "\u{1b}[36m",
            Self::Bad => "\u{1b}[31m",
            Self::Warn => "\u{1b}[33m",
        }
    }
}

/// One value of a table.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Cell {
    text: String,
    stable: Option<String>,
    style: Style,
    right: bool,
}

impl Cell {
    /// A text, made harmless.
    pub fn of(text: impl AsRef<str>) -> Self {
        Self { text: clean(text.as_ref()).into_owned(), ..Self::default() }
    }

    /// A value, or nothing.
    pub fn maybe<T: Display>(value: Option<T>) -> Self {
        value.map_or_else(Self::default, |value| Self::of(value.to_string()))
    }

    /// The same with the text that pipes get instead: a stored word, a plain day.
    #[must_use]
    pub fn stable(mut self, text: impl AsRef<str>) -> Self {
        self.stable = Some(clean(text.as_ref()).into_owned());
        self
    }

    /// The same with a look.
    #[must_use]
    pub fn styled(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// The same on the right side of its column, as numbers stand.
    #[must_use]
    pub fn right(mut self) -> Self {
        self.right = true;
        self
    }

    fn plain(&self) -> &str {
        self.stable.as_deref().unwrap_or(&self.text)
    }
}

/// Rows under headings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    heads: Vec<String>,
    rows: Vec<Vec<Cell>>,
    /// The column that gives way when the line is too long for the terminal.
    bends: usize,
}

impl Table {
    /// A table with these headings; `bends` is the column that is cut when lines are too long.
    pub fn new(lang: Lang, heads: &[Word], bends: usize) -> Self {
        Self { heads: heads.iter().map(|head| word(lang, *head).to_owned()).collect(), rows: vec![], bends }
    }

    /// Adds a row, as long as the headings.
    pub fn row(&mut self, row: Vec<Cell>) {
        self.rows.push(row);
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Cells of every column, for a line of `width` cells; a column that says nothing takes none.
    fn widths(&self, width: usize) -> Vec<usize> {
        let columns = 0..self.heads.len();
        let said =
            |column: usize| self.rows.iter().any(|row| row.get(column).is_some_and(|cell| !cell.text.is_empty()));
        let widest = |column: usize| {
            let texts = self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cells::width(&cell.text));
            texts.chain([cells::width(&self.heads[column])]).max().unwrap_or(0)
        };
        let mut widths: Vec<usize> = columns.map(|column| if said(column) { widest(column) } else { 0 }).collect();
        let used = widths.iter().filter(|cells| **cells > 0).map(|cells| cells + 2).sum::<usize>().saturating_sub(2);
        if let Some(bending) = widths.get_mut(self.bends) {
            let spare = used.saturating_sub(width);
            *bending = bending.saturating_sub(spare).max((*bending).min(12));
        }
        widths
    }
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
}

impl Out {
    /// Words for these streams.
    pub fn new(lang: Lang, console: Console, face: Face, loudness: Loudness) -> Self {
        Self { lang, console, face, loudness, held: vec![] }
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

    /// Bytes of a result as they are: an export.
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

    /// A message beside the result: on the standard error, at once, unless quiet was asked for.
    pub fn message(&self, text: impl AsRef<str>) {
        if self.loudness > Loudness::Quiet {
            tell(text.as_ref());
        }
    }

    /// A message that only a person at a terminal needs, such as how to take something back.
    pub fn tip(&self, text: impl AsRef<str>) {
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
        let mut table = Table::new(Lang::Ko, &[w::COMMON_KEY, w::COMMON_TITLE, w::COMMON_STATUS, w::COMMON_DUE], 1);
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
        let expected = "키      제목                 상태\nLOG-1   운영 로그 이관 ␛[31m  하는 중\nLOG-12  b                    완료\n";
        assert_eq!(shown(Face::Person, 80), expected);
        assert!(shown(Face::Person, 34).lines().all(|line| cells::width(line) <= 34));
    }

    #[test]
    fn pipes_get_stored_words_and_every_column() {
        assert_eq!(shown(Face::Plain, 10), "LOG-1\t운영 로그 이관 ␛[31m\tdoing\t\nLOG-12\tb\tdone\t\n");
    }
}
