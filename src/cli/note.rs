//! `party note`: free text to be found again.

use clap::{Args, Subcommand};

use super::desk::{Desk, Done};
use super::print::Style;
use super::source;
use super::table::{Cell, Table};
use crate::app::error::AppError;
use crate::base::fold::fold;
use crate::base::id::Id;
use crate::domain::note::NoteKind;
use crate::op::patch::Patch;
use crate::op::{Op, note as op};
use crate::query::note::{NoteFilter, NoteRow, note as find_note, notes};
use crate::text::label::Label;
use crate::text::when::say_day;
use crate::text::words::w;

/// Notes.
#[derive(Subcommand, Debug)]
pub enum Note {
    /// Write a note
    Add(Add),
    /// List notes, the latest first
    #[command(after_help = "Examples:\n  party note list -p LOG\n  party note list --task LOG-3 --json")]
    List(List),
    /// Show a note
    #[command(after_help = "Examples:\n  party note show 3")]
    Show(Which),
    /// Change a note
    #[command(
        after_help = "Examples:\n  party note edit 3 --title \"Deploys sleep from 2 to 5\"\n  party note edit 3 -e"
    )]
    Edit(Edit),
    /// Take a note away
    #[command(after_help = "Examples:\n  party note remove 3")]
    Remove(Which),
}

/// Arguments of `note add`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  party note add \"Deploys sleep from 2 to 4\" -p LOG --tag deploy\n  party note add \"Minutes\" --body - <minutes.md\n  party note add \"How we name DAGs\" -e"
)]
pub struct Add {
    /// What it is called
    title: String,
    /// Its text in Markdown; - reads the standard input
    #[arg(long, value_name = "TEXT")]
    body: Option<String>,
    /// Write the text in VISUAL or EDITOR
    #[arg(short = 'e', long, conflicts_with = "body")]
    editor: bool,
    /// The task it came up in
    #[arg(long, value_name = "TASK")]
    task: Option<String>,
    /// A tag; may be given several times
    #[arg(long)]
    tag: Vec<String>,
}

/// Arguments of `note list` and `trouble list`.
#[derive(Args, Debug)]
pub struct List {
    /// Words it must hold
    pub words: Vec<String>,
    /// Of this task
    #[arg(long, value_name = "TASK")]
    pub task: Option<String>,
    /// With this tag
    #[arg(long)]
    pub tag: Option<String>,
    /// At most so many
    #[arg(short = 'n', long, value_name = "N", default_value_t = 50)]
    pub limit: i64,
}

/// Arguments that name a note.
#[derive(Args, Debug)]
pub struct Which {
    /// Its number
    pub number: String,
}

/// Arguments of `note edit`.
#[derive(Args, Debug)]
pub struct Edit {
    /// Its number
    number: String,
    /// A new title, or a trouble's symptom
    #[arg(long, alias = "symptom")]
    title: Option<String>,
    /// A new text, or a trouble's cause; - reads the standard input
    #[arg(long, alias = "cause", value_name = "TEXT")]
    body: Option<String>,
    /// Edit the text in VISUAL or EDITOR
    #[arg(short = 'e', long, conflicts_with = "body")]
    editor: bool,
    /// What mended a trouble
    #[arg(long, value_name = "TEXT")]
    fix: Option<String>,
    /// A tag more
    #[arg(long)]
    tag: Vec<String>,
    /// A tag less
    #[arg(long, value_name = "TAG")]
    untag: Vec<String>,
    /// The task it came up in; none for none
    #[arg(long, value_name = "TASK")]
    task: Option<String>,
}

/// Runs one.
pub fn run(desk: &mut Desk, command: Note) -> Done {
    match command {
        Note::Add(args) => add(desk, args),
        Note::List(args) => list(desk, &args, Some(NoteKind::Note)),
        Note::Show(args) => show(desk, &args),
        Note::Edit(args) => edit(desk, &args),
        Note::Remove(args) => remove(desk, &args),
    }
}

fn add(desk: &mut Desk, args: Add) -> Done {
    let text = match (&args.body, args.editor) {
        (Some(text), _) => source::text_or_input(desk.lang(), text)?,
        (None, true) => source::written(desk, "")?,
        (None, false) => String::new(),
    };
    let (party, task) = home(desk, args.task.as_deref())?;
    let id = desk.book.id();
    let (title, tags) = (args.title, args.tag);
    let note = op::Op::Add { id, kind: NoteKind::Note, party, task, title, body: text, fix: String::new(), tags };
    written(desk, note, id, "party.note.add/1")
}

/// The party and the task a note belongs to.
pub fn home(desk: &mut Desk, task: Option<&str>) -> Result<(Option<Id>, Option<Id>), AppError> {
    match task {
        Some(text) => {
            let found = desk.task(text)?;
            Ok((Some(found.party.id), Some(found.task.id)))
        }
        None => Ok((desk.named_party()?.map(|party| party.id), None)),
    }
}

/// Commits a new note and says its number.
pub fn written(desk: &mut Desk, op: op::Op, id: Id, schema: &str) -> Done {
    let receipt = desk.commit(&Op::Note(op))?;
    let rows = desk.book.page(|read, _| notes(read, &NoteFilter { limit: Some(20), ..NoteFilter::default() }))?;
    let row = rows.into_iter().find(|row| row.id == id);
    let number = row.as_ref().map_or(0, |row| row.number);
    let title = row.as_ref().map_or(String::new(), |row| row.title.clone());
    let kind = row.as_ref().map_or(NoteKind::Note, |row| row.kind).said(desk.lang());
    let values: [(&str, &dyn std::fmt::Display); 3] = [("kind", &kind), ("number", &number), ("title", &title)];
    let message = desk.say(w::CLI_NOTE_WRITTEN, &values);
    desk.done_with(&receipt, schema, &message, &[number.to_string()], row);
    Ok(())
}

/// Lists notes, troubles, or both.
pub fn list(desk: &mut Desk, args: &List, kind: Option<NoteKind>) -> Done {
    let task = args.task.as_deref().map(|text| desk.task(text)).transpose()?.map(|found| found.task.id);
    let filter = NoteFilter {
        kind,
        party: desk.named_party()?.map(|party| party.id),
        task,
        tag: args.tag.clone(),
        text: (!args.words.is_empty()).then(|| args.words.join(" ")),
        limit: Some(args.limit.max(1)),
        before: None,
    };
    let rows = desk.book.page(|read, _| notes(read, &filter))?;
    let schema = if kind == Some(NoteKind::Trouble) { "party.trouble.list/1" } else { "party.note.list/1" };
    if desk.out.is_json() {
        desk.out.json(schema, &rows);
    } else if rows.is_empty() {
        let none = if kind == Some(NoteKind::Trouble) { w::CLI_TROUBLE_NONE } else { w::CLI_NOTE_NONE };
        desk.out.message(desk.out.word(none));
    } else {
        table(desk, &rows);
    }
    Ok(())
}

/// Notes and troubles as rows.
pub fn table(desk: &mut Desk, rows: &[NoteRow]) {
    let heads = [w::CLI_NUMBER, w::CLI_KIND, w::COMMON_TITLE, w::COMMON_TAG, w::COMMON_TASK, w::CLI_AUTHOR, w::CLI_DAY];
    let mut table = Table::new(desk.lang(), &heads, [2]);
    let zone = desk.book.zone();
    for row in rows {
        let day = row.at.day_in(&zone);
        let home = row.task.as_deref().or(row.party.as_deref()).unwrap_or_default();
        table.row(vec![
            Cell::of(row.number.to_string()).styled(Style::Bold).right(),
            Cell::of(row.kind.said(desk.lang())).stable(row.kind.as_str()).styled(Style::Dim),
            Cell::of(&row.title),
            Cell::of(row.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" "))
                .stable(row.tags.join(",")),
            Cell::of(home),
            Cell::of(row.author.as_deref().unwrap_or_default()),
            Cell::of(say_day(desk.lang(), day)).stable(day.to_string()).styled(Style::Dim),
        ]);
    }
    desk.out.table(&table);
}

/// Shows a note or trouble.
pub fn show(desk: &mut Desk, args: &Which) -> Done {
    let row = desk.book.page(|read, _| find_note(read, &args.number))?;
    if desk.out.is_json() {
        desk.out.json("party.note.show/1", &row);
        return Ok(());
    }
    let zone = desk.book.zone();
    desk.out.styled(Style::Bold, format!("{}  {}", row.number, row.title));
    desk.out.field(w::CLI_KIND, row.kind.said(desk.lang()));
    desk.out.field(w::COMMON_PARTY, row.party.as_deref().unwrap_or_default());
    desk.out.field(w::COMMON_TASK, row.task.as_deref().unwrap_or_default());
    desk.out.field(w::COMMON_TAG, row.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" "));
    let author = row.author.as_deref().unwrap_or_default();
    desk.out.field(w::CLI_AUTHOR, format!("{author}  {}", say_day(desk.lang(), row.at.day_in(&zone))).trim());
    if row.kind == NoteKind::Trouble {
        desk.out.field(w::CLI_SYMPTOM, &row.title);
        desk.out.field(w::CLI_CAUSE, &row.body);
        desk.out.field(w::CLI_FIX, &row.fix);
    } else if !row.body.is_empty() {
        desk.out.gap();
        desk.out.text(&row.body);
    }
    Ok(())
}

/// Changes a note or trouble.
pub fn edit(desk: &mut Desk, args: &Edit) -> Done {
    let row = desk.book.page(|read, _| find_note(read, &args.number))?;
    let before = &row.note;
    let text = match &args.body {
        Some(text) => source::text_or_input(desk.lang(), text)?,
        None if args.editor => source::written(desk, &before.body)?.trim_end().to_owned(),
        None => before.body.clone(),
    };
    let plain = |tag: &String| fold(tag.trim().trim_start_matches('#'));
    let gone: Vec<String> = args.untag.iter().map(plain).collect();
    let mut tags: Vec<String> = before.tags.iter().filter(|tag| !gone.contains(tag)).cloned().collect();
    tags.extend(args.tag.iter().map(plain));
    tags.sort();
    tags.dedup();
    let task = match args.task.as_deref() {
        Some(text) if super::desk::is_none(text) => None,
        Some(text) => Some(desk.task(text)?.task.id),
        None => before.task,
    };
    let set = Patch::new()
        .set("title", &before.title, args.title.as_ref().unwrap_or(&before.title))
        .set("body", &before.body, &text)
        .set("fix", &before.fix, args.fix.as_ref().unwrap_or(&before.fix))
        .set("tags", &before.tags, &tags)
        .set("task", &before.task, &task);
    let ops = if set.is_empty() { vec![] } else { vec![Op::Note(op::Op::Edit { note: before.id, set })] };
    let message = desk.say(w::CLI_NOTE_CHANGED, &[("number", &row.number)]);
    desk.carry_out(ops, "party.note.edit/1", &message, &[row.number.to_string()])
}

/// Takes a note or trouble away.
pub fn remove(desk: &mut Desk, args: &Which) -> Done {
    let row = desk.book.page(|read, _| find_note(read, &args.number))?;
    let message = desk.say(w::CLI_NOTE_REMOVED, &[("number", &row.number), ("title", &row.title)]);
    let op = Op::Note(op::Op::Remove { note: row.id });
    desk.carry_out(vec![op], "party.note.remove/1", &message, &[row.number.to_string()])
}
