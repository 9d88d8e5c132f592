//! `party import`: tasks of other programs as one undoable step, or a dump of this one into an empty store.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::desk::{Desk, Done};
use super::foreseen::Foreseen;
use super::source;
use crate::app::begin::Newcomer;
use crate::app::error::{AppError, Kind};
use crate::app::keep;
use crate::base::clean::clean;
use crate::base::source::Clock;
use crate::op::Op;
use crate::port::import::{Bad, Choices, Encoding, Kind as FileKind, Known, Mapping, People, Plan, Report, plan};
use crate::text::words::w;

/// Arguments of `import`.
#[derive(Args, Debug)]
#[command(after_help = "\
The format is told by the file's beginning. Columns of a table are known by their header in English or Korean; --map \
names others. Everything is one step of the journal, or nothing is; `party undo` takes it back. A dump (json) restores an \
empty store word for word.

Examples:
  party import tasks.csv --dry-run
  party import tasks.csv --to LOG --map \"Assigned to=owner\" --create-people
  task export | party import - --format taskwarrior --map uda.who=owner
  party import book.json --db copy.db")]
pub struct Import {
    /// The file; - reads the standard input
    file: PathBuf,
    /// csv, taskwarrior or json [default: told by the file]
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// A column or attribute and the field it means; may be given several times
    #[arg(long, value_name = "COLUMN=FIELD")]
    map: Vec<String>,
    /// auto, utf-8, cp949 or windows-1252
    #[arg(long, value_name = "ENCODING", default_value = "auto")]
    encoding: String,
    /// Where tasks go that name no place
    #[arg(long, value_name = "PLACE")]
    to: Option<String>,
    /// People that nobody knows become members; where there is nobody yet, you become the first
    #[arg(long)]
    create_people: bool,
    /// Leave lines out that cannot be read, and name them
    #[arg(long)]
    skip_bad: bool,
    /// Say what would happen, line by line, and do nothing
    #[arg(long)]
    dry_run: bool,
}

/// What an import comes to, as programs get it.
#[derive(Serialize)]
struct Answer<'a> {
    entry: Option<i64>,
    dry_run: bool,
    will_create: &'a crate::port::import::Counts,
    problems: &'a [crate::port::import::Problem],
    notices: Vec<String>,
    mapping: &'a [(String, String)],
    encoding: &'a str,
    /// People and places that come into being.
    founds: &'a [String],
    /// Of a dry run: what each line would become.
    lines: &'a [String],
}

/// Imports.
pub fn run(desk: &mut Desk, args: &Import) -> Done {
    let bytes = source::bytes(desk.lang(), &args.file)?;
    let kind = match &args.format {
        Some(text) => FileKind::named(text).ok_or_else(|| {
            let known = FileKind::NAMES.join(", ");
            desk.usage(w::CLI_IMPORT_FORMAT, &[("part", &clean(text)), ("known", &known)])
        })?,
        None => FileKind::of(&bytes),
    };
    if kind == FileKind::Dump {
        return take_in(desk, args, &bytes);
    }
    // UTF-16 holds zeros too, and says so by its mark.
    if bytes.contains(&0) && !bytes.starts_with(&[0xff, 0xfe]) && !bytes.starts_with(&[0xfe, 0xff]) {
        let path = args.file.display().to_string();
        let error = desk.refused(w::CLI_IMPORT_BINARY, &[("path", &path)]);
        return Err(error.hint(desk.out.word(w::CLI_IMPORT_BINARY_HINT)));
    }
    let (known, planned, first) = planned(desk, args, kind, &bytes)?;
    let foreseen = Foreseen::of(desk, &known, &planned.ops);
    if planned.report.refuses() {
        return Err(refused(desk, &planned.report));
    }
    let report = planned.report.clone();
    let Some(op) = planned.op() else {
        say(desk, &report, &foreseen, None, args.dry_run);
        return Ok(());
    };
    if args.dry_run {
        let steps = first.iter().map(Newcomer::op).chain([op]).collect();
        desk.book.rehearse(&Op::Batch { steps }, |_, _, _| Ok(()))?;
        say(desk, &report, &foreseen, None, true);
        return Ok(());
    }
    desk.out.working(desk.out.word(w::CLI_IMPORT_WORKING));
    if let Some(first) = first {
        first.join(&mut desk.book)?;
        let values: [(&str, &dyn std::fmt::Display); 2] = [("handle", &first.handle), ("name", &first.name)];
        desk.out.message(desk.say(w::CLI_MEMBER_FIRST, &values));
    }
    let receipt = desk.commit(&op)?;
    say(desk, &report, &foreseen, receipt.seq, false);
    if receipt.seq.is_some() {
        desk.out.tip(desk.out.word(w::CLI_TAKE_BACK));
    }
    Ok(())
}

fn planned(
    desk: &mut Desk,
    args: &Import,
    kind: FileKind,
    bytes: &[u8],
) -> Result<(Known, Plan, Option<Newcomer>), AppError> {
    let lang = desk.lang();
    let to = match args.to.as_deref() {
        Some(text) => Some(desk.place(text)?.name()),
        None => desk.named_party()?.map(|party| party.key),
    };
    let mut map = vec![];
    for text in &args.map {
        map.push(Mapping::read(text).ok_or_else(|| desk.usage(w::CLI_IMPORT_MAP, &[("part", &clean(text))]))?);
    }
    let encoding = Encoding::named(&args.encoding).ok_or_else(|| {
        let known = Encoding::NAMES.join(", ");
        desk.usage(w::CLI_IMPORT_ENCODING, &[("part", &clean(&args.encoding)), ("known", &known)])
    })?;
    let choices = Choices {
        now: desk.book.env().clock().now(),
        today: desk.book.today(),
        zone: desk.book.zone(),
        lang,
        to: to.and_then(|to| to.parse().ok()),
        map,
        encoding,
        people: if args.create_people { People::Create } else { People::MustExist },
        bad: if args.skip_bad { Bad::Skip } else { Bad::Refuse },
    };
    let first = first_member(desk, args)?;
    let actor = desk.book.me().map(|me| me.id).or(first.as_ref().map(|first| first.id));
    let mut known = desk.book.page(|read, _| Known::load(read, actor))?;
    known.members.extend(first.as_ref().map(Newcomer::member));
    let made = plan(kind, bytes, &known, &choices, desk.book.ids());
    let made = made.map_err(|error| AppError::new(Kind::Refused, error.say(lang)))?;
    Ok((known, made, first))
}

/// In a workspace that has nobody yet, whoever brings the work in becomes its first member, where people may be made.
/// Errors: nobody is acting.
fn first_member(desk: &mut Desk, args: &Import) -> Result<Option<Newcomer>, AppError> {
    match desk.book.me() {
        Some(_) => Ok(None),
        None if args.create_people && !desk.book.peopled() => Newcomer::acting(&mut desk.book).map(Some),
        None if desk.book.peopled() => Err(desk.book.nobody()),
        None => {
            let error = AppError::new(Kind::Missing, desk.say(w::CLI_IMPORT_NOBODY, &[]));
            Err(error.hint(desk.out.word(w::CLI_IMPORT_NOBODY_HINT)))
        }
    }
}

/// Nothing was imported: every line that could not be read, and why.
fn refused(desk: &Desk, report: &Report) -> AppError {
    let count = report.problems.len();
    let mut error = AppError::new(Kind::Refused, desk.say(w::CLI_IMPORT_REFUSED, &[("n", &count)]));
    for problem in report.problems.iter().take(50) {
        error = error.hint(problem.say(desk.lang()));
    }
    if count > 50 {
        error = error.hint(desk.say(w::CLI_IMPORT_MORE, &[("n", &(count - 50))]));
    }
    error.hint(desk.out.word(w::CLI_IMPORT_HINT))
}

fn say(desk: &mut Desk, report: &Report, foreseen: &Foreseen, entry: Option<i64>, dry_run: bool) {
    let lang = desk.lang();
    if desk.out.is_json() {
        let answer = Answer {
            entry,
            dry_run,
            will_create: &report.will_create,
            problems: &report.problems,
            notices: report.notices.iter().map(|notice| notice.say(lang)).collect(),
            mapping: &report.mapping,
            encoding: report.encoding,
            founds: &foreseen.founds,
            lines: if dry_run { &foreseen.lines } else { &[] },
        };
        desk.out.json("party.import/1", &answer);
        return;
    }
    let said = if dry_run { w::CLI_IMPORT_WOULD } else { w::CLI_IMPORT_DONE };
    let line = desk.say(said, &[("what", &report.summary(lang))]);
    desk.out.line(line);
    for what in &foreseen.founds {
        let line = desk.say(w::CLI_IMPORT_NEW, &[("what", what)]);
        desk.out.line(format!("  {line}"));
    }
    if dry_run {
        for (column, field) in &report.mapping {
            desk.out.line(format!("  {column} ➜ {field}"));
        }
        foreseen.show(desk);
    }
    for line in report.lines(lang) {
        desk.out.message(line);
    }
    if dry_run {
        desk.out.message(desk.out.word(w::CLI_DRY_RUN));
    }
}

/// A dump into an empty store.
fn take_in(desk: &mut Desk, args: &Import, bytes: &[u8]) -> Done {
    if args.dry_run {
        return Err(desk.usage(w::CLI_IMPORT_DUMP_DRY, &[]));
    }
    let restored = keep::take_in(&mut desk.book, bytes)?;
    let values: [(&str, &dyn std::fmt::Display); 2] = [("entries", &restored.entries), ("rows", &restored.rows)];
    if desk.out.is_json() {
        let counts = serde_json::json!({ "entries": restored.entries, "rows": restored.rows });
        desk.out.json("party.import.dump/1", &counts);
    } else {
        let line = desk.say(w::CLI_IMPORT_TAKEN_IN, &values);
        desk.out.line(line);
    }
    Ok(())
}
