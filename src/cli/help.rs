//! A page of help, laid out for a terminal: every line fits its cells, and an example that does not is broken as a
//! shell would read it. Knows a described command, not how it came to be described.

use clap::builder::StyledStr;
use clap::{Arg, Args, Command};

use super::desk::Done;
use super::print::Out;
use super::usage::named;
use crate::base::cells;
use crate::text::help::with_names;
use crate::text::words::{Lang, Word, say, w, word};

/// Arguments of `help`.
#[derive(Args, Debug)]
#[command(after_help = "\
`party help act close` and `party act close --help` show the same page.

Examples:
  party help
  party help task add
  party help act close --lang ko")]
pub struct Help {
    /// The command [default: party itself]
    command: Vec<String>,
}

/// Shows a page. `root` is the whole command line, described.
pub fn help(out: &mut Out, root: &Command, args: &Help) -> Done {
    let command = named(root, &args.command, out.lang)?;
    let page = page(command, out.lang, out.console.width);
    out.raw(page.as_bytes());
    Ok(())
}

/// The commands by what one wants, what one does every day first. A test keeps every command in it once.
pub const GROUPS: &[(Word, &[&str])] = &[
    (w::HELP_GROUP_DAILY, &["add", "start", "done", "find", "today", "board"]),
    (w::HELP_GROUP_PLAN, &["plan", "task", "act", "season"]),
    (w::HELP_GROUP_BACK, &["retro", "actions", "note", "trouble"]),
    (
        w::HELP_GROUP_PARTIES,
        &["list", "show", "found", "join", "leave", "kickoff", "charter", "party", "share", "hand-over", "member"],
    ),
    (w::HELP_GROUP_JOURNAL, &["undo", "redo", "log"]),
    (
        w::HELP_GROUP_BOOK,
        &["import", "export", "backup", "restore", "doctor", "config", "info", "demo", "help", "man", "completions"],
    ),
];

/// The widest a page grows, in cells: longer lines are hard to read.
const WIDEST: usize = 100;
/// How far the second column may stand to the right, as a part of the page's width.
const SECOND: (usize, usize) = (2, 5);

/// The page of a command, in lines of at most `width` cells.
pub fn page(command: &Command, lang: Lang, width: usize) -> String {
    let mut page = Page { lines: vec![], width: width.clamp(24, WIDEST) };
    if let Some(about) = command.get_long_about().or_else(|| command.get_about()) {
        page.text(&about.to_string());
        page.gap();
    }
    let mut head = say(lang, w::HELP_USAGE, &[("usage", &"")]);
    for usage in usage(command, lang) {
        page.hanging(&head, &usage);
        head = " ".repeat(cells::width(&head));
    }
    // Only the program itself stands below nothing.
    if command.get_bin_name().is_none() {
        for (group, names) in GROUPS {
            let commands = names.iter().filter_map(|name| command.find_subcommand(name));
            page.table(word(lang, *group), &commands.map(|command| about(command, lang)).collect::<Vec<_>>());
        }
    } else {
        let commands = command.get_subcommands().filter(|below| !below.is_hide_set());
        page.table(word(lang, w::HELP_COMMANDS), &commands.map(|command| about(command, lang)).collect::<Vec<_>>());
    }
    for heading in [w::HELP_ARGUMENTS, w::HELP_OPTIONS, w::HELP_EVERYWHERE] {
        let heading = word(lang, heading);
        let args = command.get_arguments().filter(|arg| arg.get_help_heading() == Some(heading) && !arg.is_hide_set());
        page.table(heading, &args.flat_map(|arg| rows(arg, lang)).collect::<Vec<_>>());
    }
    if let Some(after) = command.get_after_help() {
        page.gap();
        page.after(&after.to_string());
    }
    page.finish()
}

/// How a command is used, without the word for usage: one line for each way.
pub fn usage(command: &Command, lang: Lang) -> Vec<String> {
    let text = with_names(lang, &command.clone().render_usage().to_string());
    text.trim_start_matches("Usage:").lines().map(|line| line.trim().to_owned()).collect()
}

/// What help says of an argument, with its default value; the values it takes are not in it.
pub fn said(arg: &Arg, lang: Lang) -> String {
    let mut said = arg.get_help().map(StyledStr::to_string).unwrap_or_default();
    let defaults: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if takes_value(arg) && !defaults.is_empty() && !arg.is_hide_default_value_set() {
        said.push(' ');
        said.push_str(&say(lang, w::HELP_DEFAULT, &[("value", &defaults.join(", "))]));
    }
    said
}

/// The values an argument takes and what each means, where they are few.
pub fn values(arg: &Arg) -> Vec<(String, String)> {
    let values = if takes_value(arg) { arg.get_possible_values() } else { vec![] };
    let shown = values.iter().filter(|value| !value.is_hide_set());
    shown
        .map(|value| (value.get_name().to_owned(), value.get_help().map(StyledStr::to_string).unwrap_or_default()))
        .collect()
}

fn takes_value(arg: &Arg) -> bool {
    arg.get_num_args().is_some_and(|count| count.takes_values())
}

/// What stands in two columns.
struct Row {
    left: String,
    right: String,
}

fn about(command: &Command, lang: Lang) -> Row {
    let mut right = command.get_about().map(StyledStr::to_string).unwrap_or_default();
    let mut names: Vec<&str> = command.get_visible_aliases().collect();
    names.dedup();
    if !names.is_empty() {
        right.push(' ');
        right.push_str(&say(lang, w::HELP_ALIAS, &[("names", &names.join(", "))]));
    }
    Row { left: command.get_name().to_owned(), right }
}

/// An argument, and a row for each value it takes.
fn rows(arg: &Arg, lang: Lang) -> Vec<Row> {
    let left = match (arg.is_positional(), arg.get_short()) {
        (true, _) => arg.to_string(),
        (false, Some(short)) => format!("-{short}, {arg}"),
        (false, None) => format!("    {arg}"),
    };
    let values = values(arg);
    let wide = values.iter().map(|(name, _)| cells::width(name)).max().unwrap_or(0);
    let value = |(name, said): &(String, String)| Row {
        left: String::new(),
        right: format!("{}  {said}", cells::pad(name, wide)).trim_end().to_owned(),
    };
    std::iter::once(Row { left, right: said(arg, lang) }).chain(values.iter().map(value)).collect()
}

/// A page as it grows.
struct Page {
    lines: Vec<String>,
    width: usize,
}

impl Page {
    fn text(&mut self, text: &str) {
        self.lines.extend(cells::wrap(text, self.width));
    }

    fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    /// A text behind its head, its further lines below the text.
    fn hanging(&mut self, head: &str, text: &str) {
        let indent = cells::width(head);
        for (place, line) in cells::wrap(text, self.width.saturating_sub(indent)).iter().enumerate() {
            let head = if place == 0 { head.to_owned() } else { " ".repeat(indent) };
            self.lines.push(format!("{head}{line}"));
        }
    }

    /// A heading and rows below it; nothing where there are none.
    fn table(&mut self, heading: &str, rows: &[Row]) {
        if rows.is_empty() {
            return;
        }
        self.gap();
        self.text(&format!("{heading}:"));
        self.rows(rows);
    }

    /// Rows in two columns. A first column that is too wide for its row has the second one below it.
    fn rows(&mut self, rows: &[Row]) {
        let most = self.width * SECOND.0 / SECOND.1;
        let wide = rows.iter().filter(|row| !row.right.is_empty()).map(|row| cells::width(&row.left));
        let second = wide.filter(|wide| *wide <= most).max().unwrap_or(0) + 4;
        for Row { left, right } in rows {
            if right.is_empty() {
                self.lines.extend(example(left, self.width));
            } else if cells::width(left) + 4 > second {
                self.lines.extend(example(left, self.width));
                self.hanging(&" ".repeat(second), right);
            } else {
                self.hanging(&cells::pad(&format!("  {left}"), second), right);
            }
        }
    }

    /// What follows the options: paragraphs, and examples, which are moved in.
    fn after(&mut self, text: &str) {
        let lines: Vec<&str> = text.lines().collect();
        for part in lines.chunk_by(|one, other| one.starts_with("  ") == other.starts_with("  ")) {
            if part.iter().all(|line| line.starts_with("  ")) {
                self.rows(&part.iter().map(|line| shown(line)).collect::<Vec<_>>());
            } else {
                self.text(&part.join("\n"));
            }
        }
    }

    fn finish(self) -> String {
        let mut page = self.lines.join("\n");
        page.truncate(page.trim_end().len());
        page.push('\n');
        page
    }
}

/// An example and what it does, which stands two spaces or more behind it.
fn shown(line: &str) -> Row {
    let (left, right) = line.trim().split_once("  ").unwrap_or((line.trim(), ""));
    Row { left: left.to_owned(), right: right.trim().to_owned() }
}

/// A command in lines that a shell reads as one: broken at spaces outside quotes, each break behind a backslash. An
/// option keeps its value on its line where both fit.
fn example(command: &str, width: usize) -> Vec<String> {
    let indent = command.len() - command.trim_start().len();
    let (mut lines, mut line) = (vec![], " ".repeat(1 + indent));
    let words = shell_words(command);
    for (place, word) in words.iter().enumerate() {
        let value = words.get(place + 1).filter(|next| word.starts_with('-') && !next.starts_with('-'));
        let whole = cells::width(word) + value.map_or(0, |value| cells::width(value) + 1);
        let needs = if whole + 8 <= width { whole } else { cells::width(word) };
        if cells::width(&line) + needs + 3 > width && line.trim() != "" {
            lines.push(format!("{line} \\"));
            line = String::from("     ");
        }
        line.push(' ');
        line.push_str(word);
    }
    lines.push(line);
    lines.iter().flat_map(|line| cells::wrap(line, width)).collect()
}

/// The words of a command with their quotes.
fn shell_words(command: &str) -> Vec<&str> {
    let mut quote = None;
    let words = command.split(move |sign: char| {
        match (quote, sign) {
            (Some(open), sign) if open == sign => quote = None,
            (None, '"' | '\'') => quote = Some(sign),
            _ => {}
        }
        quote.is_none() && sign == ' '
    });
    words.filter(|word| !word.is_empty()).collect()
}
