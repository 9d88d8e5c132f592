//! `party man`: manual pages, made from the same description as the help.

use std::io;
use std::path::{Path, PathBuf};

use clap::{Arg, Args, Command};
use clap_mangen::Man as Writer;
use clap_mangen::roff::{Roff, roman};

use super::desk::Done;
use super::help::{said, values};
use super::print::Out;
use super::usage::named;
use crate::app::error::AppError;
use crate::app::files::{self, Existing};
use crate::text::words::{Lang, Word, w, word};

/// Arguments of `man`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  party man | man -l -
  party man task add | man -l -
  party man --all ~/.local/share/man/man1")]
pub struct Man {
    /// The command whose page is printed [default: party itself]
    command: Vec<String>,
    /// Write the pages of all commands into this folder
    #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
    all: Option<PathBuf>,
}

/// Prints a manual page, or writes all of them. `root` is the whole command line, described.
pub fn man(out: &mut Out, root: &Command, args: &Man) -> Done {
    if let Some(folder) = &args.all {
        return all(out, root, folder);
    }
    let command = named(root, &args.command, out.lang)?;
    let page = page(command, out.lang).map_err(|error| AppError::io(out.lang, Path::new("-"), &error))?;
    out.raw(&page);
    Ok(())
}

fn all(out: &mut Out, root: &Command, folder: &Path) -> Done {
    let failed = |path: &Path, error: &io::Error| AppError::io(out.lang, path, error);
    files::make_folder(folder).map_err(|error| failed(folder, &error))?;
    let mut waiting = vec![root];
    let mut count = 0;
    while let Some(command) = waiting.pop() {
        waiting.extend(command.get_subcommands().filter(|below| !below.is_hide_set()));
        let path = folder.join(format!("{}.1", command.get_display_name().unwrap_or(command.get_name())));
        let page = page(command, out.lang).map_err(|error| failed(&path, &error))?;
        files::write(&path, &page, Existing::Replace).map_err(|error| failed(&path, &error))?;
        count += 1;
    }
    out.line(out.say(w::CLI_MAN_WRITTEN, &[("n", &count), ("path", &folder.display())]));
    Ok(())
}

/// A part of a page, as the writer makes it.
type Part = fn(&Writer, &mut dyn io::Write) -> io::Result<()>;

/// The page of a command.
fn page(command: &Command, lang: Lang) -> io::Result<Vec<u8>> {
    let command = command.clone().mut_args(|arg| {
        // Default values and what a value may be are said in words of ours.
        let lines = values(&arg).into_iter().map(|(name, said)| format!("\n  {name}: {said}"));
        let said = said(&arg, lang) + &lines.collect::<String>();
        arg.help(said).hide_default_value(true).hide_possible_values(true)
    });
    let writer = Writer::new(command.clone()).source(concat!("party ", env!("CARGO_PKG_VERSION")));
    let mut title = vec![];
    writer.render_title(&mut title)?;
    let mut page = String::from_utf8_lossy(&title).into_owned();
    let headed = |page: &mut String, heading: Word, part: Part| -> io::Result<()> {
        page.extend([".SH ", word(lang, heading), "\n"]);
        page.extend(lines(&writer, part)?.split_inclusive('\n').filter(|line| !line.starts_with(".SH")));
        Ok(())
    };
    headed(&mut page, w::HELP_MAN_NAME, Writer::render_name_section)?;
    headed(&mut page, w::HELP_MAN_SYNOPSIS, Writer::render_synopsis_section)?;
    headed(&mut page, w::HELP_MAN_DESCRIPTION, Writer::render_description_section)?;
    for heading in [w::HELP_ARGUMENTS, w::HELP_OPTIONS, w::HELP_EVERYWHERE] {
        let heading = word(lang, heading);
        let elsewhere = |arg: &Arg| arg.is_hide_set() || arg.get_help_heading() != Some(heading);
        let only = command.clone().mut_args(|arg| {
            let hide = elsewhere(&arg);
            arg.hide(hide)
        });
        page.push_str(&lines(&Writer::new(only), Writer::render_options_section)?);
    }
    if command.has_subcommands() {
        headed(&mut page, w::HELP_MAN_COMMANDS, Writer::render_subcommands_section)?;
    }
    if let Some(after) = command.get_after_help() {
        page.push_str(&without_preamble(&after_options(&after.to_string()).render()));
    }
    if command.get_version().is_some() {
        headed(&mut page, w::HELP_MAN_VERSION, Writer::render_version_section)?;
    }
    Ok(page.into_bytes())
}

/// A part of a page, with its heading.
fn lines(writer: &Writer, part: Part) -> io::Result<String> {
    let mut made = vec![];
    part(writer, &mut made)?;
    Ok(without_preamble(&String::from_utf8_lossy(&made)))
}

/// A part without the lines that say how apostrophes look, which stand once at the head of the page.
fn without_preamble(part: &str) -> String {
    part.split_inclusive('\n').filter(|line| !line.starts_with(".ie ") && !line.starts_with(".el ")).collect()
}

/// What follows the options: paragraphs, and examples line by line under a heading of their own.
fn after_options(text: &str) -> Roff {
    let mut roff = Roff::new();
    let mut lines = text.lines().peekable();
    let mut examples = false;
    roff.control("PP", []);
    while let Some(line) = lines.next() {
        let moved_in = line.starts_with("  ");
        if moved_in != examples {
            roff.control(if moved_in { "nf" } else { "fi" }, []);
            examples = moved_in;
        }
        match line.strip_suffix(':') {
            Some(heading) if lines.peek().is_some_and(|next| next.starts_with("  ")) => {
                roff.control("SH", [heading.to_uppercase().as_str()]);
            }
            _ if line.is_empty() => drop(roff.control("PP", [])),
            _ if moved_in => drop(roff.text([roman(line.trim())])),
            _ => drop(roff.text([roman(line)]).control("br", [])),
        }
    }
    if examples {
        roff.control("fi", []);
    }
    roff
}
