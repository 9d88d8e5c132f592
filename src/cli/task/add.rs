//! `task add`: new tasks from the one-line form, one or many, each echoed with its absolute days.

use std::path::PathBuf;

use clap::Args;

use super::super::desk::{Desk, Done};
use super::super::{rows, source};
use super::rows_of;
use crate::app::draft;
use crate::app::error::{AppError, Kind};
use crate::base::id::Id;
use crate::domain::party::Party;
use crate::op::task::{NewTask, Target};
use crate::op::{Op, task};
use crate::query::list::{TaskRow, of_ids};
use crate::query::place::{Spot, place};
use crate::text::line::{TaskLine, read_line, read_list};
use crate::text::words::w;

/// Arguments of `task add`.
#[derive(Args, Debug)]
#[command(after_help = "\
A line is a title with markers, which count only at the start of a word: @owner (more @ are helpers), !p0 to !p3, ~4h or \
~2d, due:fri, #tag, skill:k8s, after:LOG-4, to:LOG/S1/A2 or act:next. Without English: @솔 !1 ~3d ^금 #k8s <LOG-4 >다음. \
A backslash keeps a marker as text; values may be quoted: due:'next fri'.

Examples:
  party add \"Rollback plan @sol !p1 ~2d due:'next fri' after:LOG-1\" -p LOG
  party task add --to LOG/S1/A2 \"쿠버네티스 권한 준비 @단풍 ~12h 다음주수요일까지\"
  party task add --to @next --file list.txt
  pbpaste | party task add -p LOG --file -
  party task add -p LOG \"Wave two due:fri\" --dry-run")]
pub struct Add {
    /// One or more tasks, a line each; words without quotes make one line
    #[arg(value_name = "LINE")]
    lines: Vec<String>,
    /// Where they go: LOG, LOG/S1, LOG/S1/A2, @current, @next, backlog [default: the party's backlog]
    #[arg(long, value_name = "PLACE")]
    to: Option<String>,
    /// A list, one line a task, whatever bullets it has; - reads the standard input
    #[arg(short, long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Each word of the command is a line of its own
    #[arg(long)]
    each: bool,
    /// Say what would be added, and do nothing
    #[arg(long)]
    dry_run: bool,
}

/// Adds them.
pub fn run(desk: &mut Desk, args: &Add) -> Done {
    let lines = read(desk, args)?;
    let default = args.to.as_deref().map(|text| desk.place(text)).transpose()?;
    let context = if default.is_none() { desk.named_party()? } else { None };
    let mut groups: Vec<(Target, Vec<NewTask>)> = vec![];
    let mut ids = vec![];
    for line in &lines {
        let spot = spot_of(desk, line, default.as_ref(), context.as_ref())?;
        let new = new_task(desk, line, &spot.party)?;
        ids.push(new.id);
        let target = draft::target(&spot);
        match groups.iter_mut().find(|(known, _)| *known == target) {
            Some((_, tasks)) => tasks.push(new),
            None => groups.push((target, vec![new])),
        }
    }
    let ops: Vec<Op> = groups.into_iter().map(|(to, tasks)| Op::Task(task::Op::Add { to, tasks })).collect();
    let Some(op) = Desk::step(ops) else { return Err(desk.usage(w::CLI_NO_LINES, &[])) };
    if args.dry_run {
        return preview(desk, &op, &ids);
    }
    let receipt = desk.commit(&op)?;
    let born = rows_of(desk, &ids)?;
    let said: Vec<String> = born.iter().map(|row| placed(desk, row)).collect();
    let keys: Vec<String> = born.iter().map(|row| row.key.clone()).collect();
    desk.done_with(&receipt, "party.task.add/1", &said.join("\n"), &keys, Some(&born));
    Ok(())
}

/// The lines of the command and of the file; refused whole when one of them is not understood.
fn read(desk: &Desk, args: &Add) -> Result<Vec<TaskLine>, AppError> {
    let (lang, today) = (desk.lang(), desk.book.today());
    let works = |day| desk.book.works_on(day);
    let mut lines = vec![];
    let unclear = |message: String| AppError::new(Kind::Usage, message);
    // `party add Move wave two` is one task of three words; a first argument with spaces was quoted as a line.
    let apart = args.each || args.lines.first().is_some_and(|line| line.trim().contains(' '));
    let joined = || args.lines.iter().map(|word| requoted(word)).collect::<Vec<_>>().join(" ");
    let typed = if apart { args.lines.clone() } else { vec![joined()] };
    for text in typed.iter().filter(|text| !text.trim().is_empty()) {
        for part in text.lines().filter(|part| !part.trim().is_empty()) {
            lines.push(read_line(part, today, &works).map_err(|error| unclear(error.say(lang)))?);
        }
    }
    if let Some(file) = &args.file {
        let text = source::text(lang, file)?;
        let mut wrong = vec![];
        for line in read_list(&text, today, &works) {
            match line.task {
                Ok(task) => lines.push(task),
                Err(error) => {
                    wrong.push(desk.say(w::CLI_LINE, &[("n", &line.number), ("said", &error.say(lang))]));
                }
            }
        }
        if !wrong.is_empty() {
            return Err(unclear(wrong.join("\n")));
        }
    }
    if lines.is_empty() { Err(desk.usage(w::CLI_NO_LINES, &[])) } else { Ok(lines) }
}

/// A word of the command as it stood in a line, before the shell took the quotes off `due:'next fri'`.
fn requoted(word: &str) -> String {
    match word.split_once(':') {
        Some((marker, value)) if value.contains(' ') && !marker.contains(' ') && !value.starts_with(['"', '\'']) => {
            format!("{marker}:\"{value}\"")
        }
        _ => word.to_owned(),
    }
}

/// A new task on one line, with where it went, be it only the backlog.
fn placed(desk: &Desk, row: &TaskRow) -> String {
    let line = rows::echo(desk, row);
    if row.act.is_some() || row.season.is_some() {
        return line;
    }
    format!("{line}  ➜ {}", desk.out.word(w::COMMON_BACKLOG))
}

/// The tasks as they would be, by the rules that would add them.
fn preview(desk: &mut Desk, op: &Op, ids: &[Id]) -> Done {
    let born = desk.book.rehearse(op, |read, ctx, _| of_ids(read, ctx, ids))?;
    if desk.out.is_json() {
        desk.out.json("party.task.add.plan/1", &born);
        return Ok(());
    }
    for row in &born {
        let line = placed(desk, row);
        desk.out.line(line);
    }
    desk.out.message(desk.out.word(w::CLI_DRY_RUN));
    Ok(())
}

/// Where a line's task goes: what the line says, else what the command says, else the backlog of the party in context.
fn spot_of(
    desk: &mut Desk,
    line: &TaskLine,
    default: Option<&Spot>,
    context: Option<&Party>,
) -> Result<Spot, AppError> {
    if let Some(text) = &line.to {
        let party = default.map(|spot| &spot.party).or(context);
        return desk.book.page(|read, ctx| place(read, ctx, text, party));
    }
    match (default, context) {
        (Some(spot), _) => Ok(spot.clone()),
        (None, Some(party)) => Ok(Spot { party: party.clone(), season: None, act: None }),
        (None, None) => Ok(Spot { party: desk.party(None)?, season: None, act: None }),
    }
}

/// A line made into a task: names and keys looked up.
pub fn new_task(desk: &mut Desk, line: &TaskLine, party: &Party) -> Result<NewTask, AppError> {
    let id = desk.book.id();
    desk.book.page(|read, ctx| draft::new_task(read, ctx, id, line, party))
}
