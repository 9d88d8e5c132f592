//! `party export` and `party retro export`: the whole book, tables of tasks, papers for people.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::desk::{Desk, Done};
use crate::app::error::AppError;
use crate::app::files::{self, Existing};
use crate::app::target;
use crate::port::export::json::DumpError;
use crate::port::export::paper::{Extent, Paper, Shape};
use crate::port::export::{act as act_paper, csv, json, party as party_paper, retro as retro_paper};
use crate::query::act::act as act_page;
use crate::query::party::party as party_page;
use crate::query::retro::RetroPage;
use crate::text::words::w;

/// Arguments of `export`.
#[derive(Args, Debug)]
#[command(after_help = "\
json holds everything: every entry of the journal with its hash; imported into an empty store it restores the book word \
for word. csv is a table of tasks that spreadsheets open (UTF-8 with a byte order mark). md and slack are papers of a \
party or an act for people.

Examples:
  party export --format json -o book.json
  party export --format csv --tasks -o tasks.csv
  party export --format csv -p LOG >log.csv
  party export --format md LOG/S1/A2")]
pub struct Export {
    /// The party or act of a paper [default: the party in context]
    what: Option<String>,
    /// As what
    #[arg(long, value_enum, default_value = "json")]
    format: Format,
    /// Tasks alone; what csv holds anyway
    #[arg(long)]
    tasks: bool,
    /// Into this file [default: the standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace a file that is there
    #[arg(long)]
    force: bool,
    /// Everything, not one page
    #[arg(long)]
    full: bool,
}

/// What to export as.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// The whole book
    Json,
    /// A table of tasks
    Csv,
    /// A paper in Markdown
    Md,
    /// A paper for a chat
    Slack,
}

/// Arguments of `retro export`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  party retro export LOG/S1/A1 --format md -o retro.md\n  party retro export @previous --format slack\n  party retro export LOG/S1/A1 --full --lang ko"
)]
pub struct RetroExport {
    /// The act
    pub(super) act: String,
    /// As what
    #[arg(long, value_enum, default_value = "md")]
    format: PaperFormat,
    /// Into this file [default: the standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace a file that is there
    #[arg(long)]
    force: bool,
    /// All cards, not one page
    #[arg(long)]
    full: bool,
}

/// What a retrospective's paper is written as.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum PaperFormat {
    /// Markdown
    Md,
    /// A message for a chat
    Slack,
}

/// Where an export goes.
struct Target<'a> {
    path: Option<&'a Path>,
    existing: Existing,
}

impl<'a> Target<'a> {
    fn new(path: Option<&'a PathBuf>, force: bool) -> Self {
        let existing = if force { Existing::Replace } else { Existing::Keep };
        Self { path: path.map(PathBuf::as_path).filter(|path| path.as_os_str() != "-"), existing }
    }
}

/// Writes the paper of a retrospective.
pub fn retro(desk: &mut Desk, args: &RetroExport, page: &RetroPage) -> Done {
    let shape = match args.format {
        PaperFormat::Md => Shape::Markdown,
        PaperFormat::Slack => Shape::Slack,
    };
    let text = retro_paper::retro(page, paper(desk, shape, args.full));
    write(desk, text.as_bytes(), &Target::new(args.output.as_ref(), args.force))
}

fn paper(desk: &Desk, shape: Shape, full: bool) -> Paper {
    Paper { lang: desk.lang(), shape, extent: if full { Extent::Full } else { Extent::OnePage } }
}

/// Exports.
pub fn run(desk: &mut Desk, args: &Export) -> Done {
    let target = Target::new(args.output.as_ref(), args.force);
    let bytes = match args.format {
        Format::Json if args.tasks => {
            return Err(desk.usage(w::CLI_EXPORT_TASKS_JSON, &[]));
        }
        Format::Json => dump(desk)?,
        Format::Csv => {
            let party = match args.what.as_deref() {
                Some(text) => Some(desk.party(Some(text))?.id),
                None => desk.named_party()?.map(|party| party.id),
            };
            let lang = desk.lang();
            desk.book.page(|read, ctx| csv::tasks(read, ctx, lang, party))?
        }
        Format::Md => paper_of(desk, args, Shape::Markdown)?.into_bytes(),
        Format::Slack => paper_of(desk, args, Shape::Slack)?.into_bytes(),
    };
    write(desk, &bytes, &target)
}

fn dump(desk: &mut Desk) -> Result<Vec<u8>, AppError> {
    let mut bytes = vec![];
    let lang = desk.lang();
    json::dump(desk.book.read(), &mut bytes).map_err(|error| match error {
        DumpError::Store(error) => AppError::of_store(lang, &error),
        DumpError::Write(error) => AppError::io(lang, Path::new("-"), &error),
    })?;
    Ok(bytes)
}

fn paper_of(desk: &mut Desk, args: &Export, shape: Shape) -> Result<String, AppError> {
    let paper = paper(desk, shape, args.full);
    let spot = match args.what.as_deref() {
        Some(text) => desk.place(text)?,
        None => crate::query::place::Spot { party: desk.party(None)?, season: None, act: None },
    };
    match spot.act {
        Some(act) => {
            let page = desk.book.page(|read, ctx| act_page(read, ctx, act.id))?;
            Ok(act_paper::act(&page, paper))
        }
        None => {
            let page = desk.book.page(|read, ctx| party_page(read, ctx, spot.party.id))?;
            Ok(party_paper::party(&page, paper))
        }
    }
}

/// Writes into a file, whole or not at all, or lets the bytes go as the result.
fn write(desk: &mut Desk, bytes: &[u8], target: &Target<'_>) -> Done {
    let Some(path) = target.path else {
        desk.out.export(bytes);
        return Ok(());
    };
    target::check(desk.lang(), desk.book.path(), path, target.existing)?;
    files::write(path, bytes, target.existing).map_err(|error| AppError::io(desk.lang(), path, &error))?;
    let said = path.display().to_string();
    if desk.out.is_json() {
        desk.out.json("party.export/1", &serde_json::json!({ "path": said, "bytes": bytes.len() }));
    } else {
        desk.out.message(desk.say(w::CLI_EXPORTED, &[("path", &said)]));
    }
    Ok(())
}
