//! `party trouble`: symptom, cause, fix; found by any word of them, also half typed.

use clap::{Args, Subcommand};

use super::desk::{Desk, Done};
use super::note::{self, Edit, List, Which};
use crate::domain::note::NoteKind;
use crate::op::note as op;

/// Troubles.
#[derive(Subcommand, Debug)]
pub enum Trouble {
    /// Write down a trouble
    Add(Add),
    /// Find troubles by any word, also half typed
    Find(Find),
    /// List troubles, the latest first
    #[command(after_help = "Examples:\n  party trouble list --tag airflow\n  party trouble list -p LOG --json")]
    List(List),
    /// Show a trouble
    #[command(after_help = "Examples:\n  party trouble show 7")]
    Show(Which),
    /// Change a trouble
    #[command(
        after_help = "Examples:\n  party trouble edit 7 --fix \"split init from start\"\n  party trouble edit 7 --tag airflow"
    )]
    Edit(Edit),
    /// Take a trouble away
    #[command(after_help = "Examples:\n  party trouble remove 7")]
    Remove(Which),
}

/// Arguments of `trouble add`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  party trouble add --task LOG-3 --symptom \"Airflow 웹 UI가 계속 재시작\" --cause \"started before DB init\" --fix \"split init\" --tag airflow")]
pub struct Add {
    /// What was seen
    #[arg(long, value_name = "TEXT")]
    symptom: String,
    /// Why
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    cause: String,
    /// What mended it
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    fix: String,
    /// The task it came up in
    #[arg(long, value_name = "TASK")]
    task: Option<String>,
    /// A tag; may be given several times
    #[arg(long)]
    tag: Vec<String>,
}

/// Arguments of `trouble find`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party trouble find 재시ㅈ\n  party trouble find airflow health")]
pub struct Find {
    /// Words of symptom, cause, fix or tags
    #[arg(required = true)]
    words: Vec<String>,
    /// At most so many
    #[arg(short = 'n', long, value_name = "N", default_value_t = 50)]
    limit: i64,
}

/// Runs one.
pub fn run(desk: &mut Desk, command: Trouble) -> Done {
    match command {
        Trouble::Add(args) => add(desk, args),
        Trouble::Find(args) => {
            let list = List { words: args.words, task: None, tag: None, limit: args.limit };
            note::list(desk, &list, Some(NoteKind::Trouble))
        }
        Trouble::List(args) => note::list(desk, &args, Some(NoteKind::Trouble)),
        Trouble::Show(args) => note::show(desk, &args),
        Trouble::Edit(args) => note::edit(desk, &args),
        Trouble::Remove(args) => note::remove(desk, &args),
    }
}

fn add(desk: &mut Desk, args: Add) -> Done {
    let (party, task) = note::home(desk, args.task.as_deref())?;
    let id = desk.book.id();
    let new = op::Op::Add {
        id,
        kind: NoteKind::Trouble,
        party,
        task,
        title: args.symptom,
        body: args.cause,
        fix: args.fix,
        tags: args.tag,
    };
    note::written(desk, new, id, "party.trouble.add/1")
}
