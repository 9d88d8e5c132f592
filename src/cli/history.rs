//! `party log`, `undo`, `redo`: what was done, and taking it back.

use clap::Args;

use super::desk::{Desk, Done};
use super::print::{Face, Style};
use crate::app::error::{AppError, Kind};
use crate::app::story;
use crate::base::day::Instant;
use crate::op::{Op, undo};
use crate::query::QueryError;
use crate::query::history::{Event, FieldChange, LogEntry, LogLine, Scope, Window, as_of, log};
use crate::store::engine::Read;
use crate::text::label::field_label;
use crate::text::when::{Use, say_day};
use crate::text::words::{Word, w};

/// Arguments of `log`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  party log                          the last fifty entries
  party log LOG-12                   the story of a task
  party log LOG --since mon          what happened in a party this week
  party log LOG-12 --at 2026-11-18   the task as it was at the end of that day
  party log --by danpung -n 10 --json")]
pub struct Log {
    /// A task, or a party [default: everything]
    what: Option<String>,
    /// Show the task as it was at the end of this day
    #[arg(long, value_name = "DAY", requires = "what")]
    at: Option<String>,
    /// Only entries from this day on
    #[arg(long, value_name = "DAY")]
    since: Option<String>,
    /// Only what this member did
    #[arg(long, value_name = "MEMBER", conflicts_with = "what")]
    by: Option<String>,
    /// At most so many entries
    #[arg(short = 'n', long, value_name = "N", default_value_t = 50)]
    limit: i64,
    /// Only entries before this one
    #[arg(long, value_name = "SEQ")]
    before: Option<i64>,
}

/// Arguments of `undo`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  party undo           takes back my last step\n  party undo 42        takes back entry 42 of `party log`\n  party undo --dry-run"
)]
pub struct Undo {
    /// An entry of `party log` [default: my last one in force]
    seq: Option<i64>,
    /// Say what would be taken back, and do nothing
    #[arg(long)]
    dry_run: bool,
}

/// Arguments of `redo`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party redo")]
pub struct Redo {}

/// Shows the history.
pub fn run(desk: &mut Desk, args: &Log) -> Done {
    if let (Some(text), Some(day)) = (&args.what, &args.at) {
        return then(desk, text, day);
    }
    let scope = scope(desk, args)?;
    let since = match &args.since {
        Some(text) => Some(Instant::end_of(desk.day(text, Use::Start)?.plus(-1), &desk.book.zone())),
        None => None,
    };
    let window = Window { before: args.before, since, limit: args.limit.max(1) };
    let entries = desk.book.page(|read, _| log(read, scope, window))?;
    if desk.out.is_json() {
        desk.out.json("party.log/1", &entries);
        return Ok(());
    }
    if entries.is_empty() {
        desk.out.message(desk.out.word(w::CLI_LOG_NONE));
    }
    for entry in &entries {
        print(desk, entry);
    }
    Ok(())
}

fn scope(desk: &mut Desk, args: &Log) -> Result<Scope, AppError> {
    if let Some(text) = &args.by {
        return Ok(Scope::Actor(desk.member(text)?.id));
    }
    match args.what.as_deref() {
        None => Ok(desk.named_party()?.map_or(Scope::All, |party| Scope::Party(party.id))),
        Some(text) if text.contains('/') => Ok(Scope::Party(desk.place(text)?.party.id)),
        Some(text) => {
            let numbered = text.trim_start_matches('#').bytes().all(|byte| byte.is_ascii_digit());
            let keyed = text.rsplit_once('-').is_some_and(|(_, number)| number.bytes().all(|it| it.is_ascii_digit()));
            if numbered || keyed {
                Ok(Scope::Task(desk.task(text)?.task.id))
            } else {
                Ok(Scope::Party(desk.party(Some(text))?.id))
            }
        }
    }
}

/// A task as it was at the end of a day.
fn then(desk: &mut Desk, text: &str, day: &str) -> Done {
    let day = desk.day(day, Use::Due)?;
    let found = desk.task(text)?;
    let page = match desk.book.page(|read, ctx| as_of(read, ctx, found.task.id, day)) {
        Err(error) if error.kind == Kind::Missing => {
            let values: [(&str, &dyn std::fmt::Display); 2] =
                [("key", &found.key()), ("day", &say_day(desk.lang(), day))];
            return Err(AppError::new(Kind::Missing, desk.say(w::CLI_LOG_NOT_YET, &values)));
        }
        page => page?,
    };
    if desk.out.is_json() {
        desk.out.json("party.log.at/1", &page);
        return Ok(());
    }
    let task = &page.task;
    let lang = desk.lang();
    desk.out.styled(Style::Bold, format!("{}  {}  ({})", task.key, task.title, say_day(lang, page.day)));
    let maybe = |text: Option<String>| text.unwrap_or_default();
    desk.out.field(w::COMMON_STATUS, crate::text::label::Label::said(task.status, lang));
    desk.out.field(w::COMMON_BLOCKED, maybe(task.blocked.clone()));
    desk.out.field(w::COMMON_PRIORITY, task.priority.as_str());
    desk.out.field(w::COMMON_OWNER, maybe(task.owner.clone()));
    desk.out.field(w::COMMON_ESTIMATE, maybe(task.estimate.map(|estimate| estimate.to_string())));
    desk.out.field(w::COMMON_DUE, maybe(task.due.map(|due| say_day(lang, due))));
    Ok(())
}

/// One entry: who, when, what, and its lines below.
fn print(desk: &mut Desk, entry: &LogEntry) {
    let (lang, zone) = (desk.lang(), desk.book.zone());
    let who = entry.who.as_deref().unwrap_or("-");
    if desk.out.face == Face::Plain {
        for line in &entry.lines {
            let line = said_line(desk, line);
            let undone = if entry.undone { "undone" } else { "" };
            desk.out.row(&[&entry.seq.to_string(), &entry.at.rfc3339_in(&zone), who, &entry.kind, undone, &line]);
        }
        return;
    }
    let when = format!("{} {}", say_day(lang, entry.at.day_in(&zone)), entry.at.hour_minute(&zone));
    let what = Some(story::what(lang, entry)).filter(|what| !what.is_empty()).unwrap_or_else(|| entry.kind.clone());
    let mut head = format!("{:>5}  {when}  {who}  {what}", entry.seq);
    if let Some(seq) = entry.undoes {
        head = format!("{head} {}", desk.say(w::CLI_LOG_UNDOES, &[("seq", &seq)]));
    }
    if entry.undone {
        head = format!("{head} {}", desk.out.word(w::CLI_LOG_UNDONE));
    }
    desk.out.styled(if entry.undone { Style::Dim } else { Style::Bold }, head);
    for line in &entry.lines {
        let said = said_line(desk, line);
        desk.out.line(format!("       {said}"));
    }
    if entry.more > 0 {
        desk.out.line(format!("       {}", desk.say(w::CLI_LOG_MORE, &[("n", &entry.more)])));
    }
}

/// `LOG-1 List every DAG: status todo ➜ doing, start 2026-11-17`.
fn said_line(desk: &Desk, line: &LogLine) -> String {
    let mut said = match line.event {
        Event::Born => "+ ".to_owned(),
        Event::Gone => "- ".to_owned(),
        Event::Changed => String::new(),
    };
    // A key whose party went in the same step has lost its first half; its title says more.
    let whole = !line.label.starts_with(['-', '/']);
    match &line.title {
        Some(title) if whole => said = format!("{said}{} {title}", line.label),
        Some(title) => said.push_str(title),
        None => said.push_str(&line.label),
    }
    // What a thing was before it went is in the journal; that it went is what happened.
    if line.event == Event::Gone {
        return said;
    }
    let fields: Vec<String> = line.fields.iter().map(|field| said_field(desk, field)).collect();
    if fields.is_empty() { said } else { format!("{said}: {}", fields.join(", ")) }
}

fn said_field(desk: &Desk, change: &FieldChange) -> String {
    let name = field_label(desk.lang(), &change.field);
    let short = |text: &str| crate::base::cells::cut(text, 60, crate::base::cells::CUT).into_owned();
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => format!("{name} {} ➜ {}", short(before), short(after)),
        (None, Some(after)) => format!("{name} {}", short(after)),
        (Some(before), None) => format!("{name} {} ➜ {}", short(before), desk.out.word(w::COMMON_UNKNOWN)),
        (None, None) => name.to_owned(),
    }
}

/// Takes back.
pub fn undo(desk: &mut Desk, args: &Undo) -> Done {
    if args.dry_run {
        return preview(desk, args.seq);
    }
    take_back(desk, undo::Op::Undo { seq: args.seq }, w::CLI_UNDONE, "party.undo/1")
}

/// Brings back.
pub fn redo(desk: &mut Desk, _: &Redo) -> Done {
    take_back(desk, undo::Op::Redo {}, w::CLI_REDONE, "party.redo/1")
}

/// Rows told of what was taken back or brought back; an import may have touched a hundred thousand.
const MOST_SAID: usize = 10;

fn take_back(desk: &mut Desk, op: undo::Op, said: Word, schema: &str) -> Done {
    let receipt = desk.commit(&Op::Journal(op))?;
    // What was brought back is the entry that the undo had taken away, not the undo itself.
    let undoes = receipt.undoes.unwrap_or_default();
    let taken = if said == w::CLI_REDONE { entry(desk, undoes)?.and_then(|undo| undo.undoes) } else { None };
    // The new entry tells what happened just now, in its real direction.
    let entry = match receipt.seq {
        Some(seq) => entry(desk, seq)?,
        None => None,
    };
    let mut message = desk.say(said, &[("seq", &taken.unwrap_or(undoes))]);
    let mut keys = vec![];
    for (place, line) in entry.iter().flat_map(|entry| &entry.lines).enumerate() {
        if place < MOST_SAID {
            message = format!("{message}\n  {}", said_line(desk, line));
        }
        if !keys.contains(&line.label) {
            keys.push(line.label.clone());
        }
    }
    let rows = entry.as_ref().map_or(0, |entry| entry.lines.len() as i64 + entry.more);
    let unsaid = rows - MOST_SAID as i64;
    if unsaid > 0 {
        message = format!("{message}\n  {}", desk.say(w::CLI_LOG_MORE, &[("n", &unsaid)]));
    }
    desk.done_with(&receipt, schema, &message, &keys, entry);
    Ok(())
}

fn entry(desk: &mut Desk, seq: i64) -> Result<Option<LogEntry>, AppError> {
    desk.book.page(|read, _| entry_of(read, seq))
}

fn entry_of(read: &mut dyn Read, seq: i64) -> Result<Option<LogEntry>, QueryError> {
    let window = Window { before: Some(seq + 1), limit: 1, ..Window::default() };
    Ok(log(read, Scope::All, window)?.into_iter().find(|entry| entry.seq == seq))
}

/// The entry that taking back would write, by the rules that would let it.
fn preview(desk: &mut Desk, seq: Option<i64>) -> Done {
    let op = Op::Journal(undo::Op::Undo { seq });
    let entry = desk.book.rehearse(&op, |read, _, receipt| match receipt.seq {
        Some(seq) => entry_of(read, seq),
        None => Ok(None),
    })?;
    match entry {
        Some(entry) if desk.out.is_json() => desk.out.json("party.undo.plan/1", &entry),
        Some(entry) => print(desk, &entry),
        None => desk.out.message(desk.out.word(w::CLI_NOTHING_CHANGED)),
    }
    desk.out.message(desk.out.word(w::CLI_DRY_RUN));
    Ok(())
}
