//! `task edit`: every field of a task, and what it waits for, as one step.

use clap::Args;

use super::super::desk::{Desk, Done, is_none};
use super::super::{rows, source};
use super::rows_of;
use crate::app::error::AppError;
use crate::base::fold::fold;
use crate::domain::task::Task;
use crate::op::patch::Patch;
use crate::op::{Op, task};
use crate::query::who::FoundTask;
use crate::text::when::Use;
use crate::text::words::w;

/// Arguments of `task edit`.
#[derive(Args, Debug)]
#[command(after_help = "\
What is not said stays as it is. Where somebody changed the same field meanwhile, theirs stays and you are told.

Examples:
  party task edit LOG-12 --due 'next fri' --estimate 2d
  party task edit LOG-12 --after LOG-4 --not-after LOG-3
  party task edit LOG-12 --owner none --untag legacy --tag k8s
  party task edit LOG-12 -e")]
pub struct Edit {
    /// The task's key, or its number where one party is in context
    task: String,
    /// A new title
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// A new body in Markdown; - reads the standard input
    #[arg(long, value_name = "TEXT")]
    body: Option<String>,
    /// Edit the body in VISUAL or EDITOR
    #[arg(short = 'e', long, conflicts_with = "body")]
    editor: bool,
    /// P0, P1, P2 or P3
    #[arg(long, value_name = "PRIORITY")]
    priority: Option<String>,
    /// Ideal working time, 4h or 2d; none for none
    #[arg(long, value_name = "ESTIMATE")]
    estimate: Option<String>,
    /// Who does it; none for nobody
    #[arg(long, value_name = "MEMBER")]
    owner: Option<String>,
    /// The day it is due; none for none
    #[arg(long, value_name = "DAY")]
    due: Option<String>,
    /// A tag more; may be given several times
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// A tag less
    #[arg(long, value_name = "TAG")]
    untag: Vec<String>,
    /// A needed skill more
    #[arg(long, value_name = "SKILL")]
    skill: Vec<String>,
    /// A needed skill less
    #[arg(long, value_name = "SKILL")]
    unskill: Vec<String>,
    /// An address more
    #[arg(long, value_name = "URL")]
    link: Vec<String>,
    /// An address less
    #[arg(long, value_name = "URL")]
    unlink: Vec<String>,
    /// A task it waits for
    #[arg(long, value_name = "TASK")]
    after: Vec<String>,
    /// A task it waits for no longer
    #[arg(long, value_name = "TASK")]
    not_after: Vec<String>,
    /// A task that waits for it
    #[arg(long, value_name = "TASK")]
    before: Vec<String>,
    /// A task that waits for it no longer
    #[arg(long, value_name = "TASK")]
    not_before: Vec<String>,
}

/// Changes it.
pub fn run(desk: &mut Desk, args: &Edit) -> Done {
    let found = desk.task(&args.task)?;
    let set = patch(desk, args, &found.task)?;
    let mut ops = vec![];
    if !set.is_empty() {
        ops.push(Op::Task(task::Op::Edit { task: found.task.id, set }));
    }
    dependencies(desk, args, &found, &mut ops)?;
    let Some(op) = Desk::step(ops) else {
        if said_something(args) {
            desk.out.message(desk.out.word(w::CLI_NOTHING_CHANGED));
            return Ok(());
        }
        return Err(desk.usage(w::CLI_NOTHING_TO_DO, &[]));
    };
    let receipt = desk.commit(&op)?;
    let now = rows_of(desk, &[found.task.id])?;
    let message = now.first().map_or_else(String::new, |row| rows::echo(desk, row));
    desk.done_with(&receipt, "party.task.edit/1", &message, &[found.key()], Some(&now));
    Ok(())
}

/// Whether any field was named at all, even with the value it has.
fn said_something(args: &Edit) -> bool {
    let fields = [&args.title, &args.body, &args.priority, &args.estimate, &args.owner, &args.due];
    let lists = [&args.tag, &args.untag, &args.skill, &args.unskill, &args.link, &args.unlink];
    args.editor || fields.iter().any(|field| field.is_some()) || lists.iter().any(|list| !list.is_empty())
}

fn patch(desk: &mut Desk, args: &Edit, before: &Task) -> Result<Patch, AppError> {
    let body = match &args.body {
        Some(text) => source::text_or_input(desk.lang(), text)?,
        None if args.editor => source::written(desk, &before.body)?.trim_end().to_owned(),
        None => before.body.clone(),
    };
    let priority = args.priority.as_deref().map_or(Ok(before.priority), |text| desk.priority(text))?;
    let estimate = args.estimate.as_deref().map_or(Ok(before.estimate), |text| desk.estimate(text))?;
    let due = args.due.as_deref().map_or(Ok(before.due), |text| desk.day_or_none(text, Use::Due))?;
    let owner = match args.owner.as_deref() {
        Some(text) if is_none(text) => None,
        Some(text) => Some(desk.member(text)?.id),
        None => before.owner,
    };
    Ok(Patch::new()
        .set("title", &before.title, args.title.as_ref().unwrap_or(&before.title))
        .set("body", &before.body, &body)
        .set("priority", &before.priority, &priority)
        .set("estimate", &before.estimate, &estimate)
        .set("owner", &before.owner, &owner)
        .set("due", &before.due, &due)
        .set("tags", &before.tags, &changed(&before.tags, &args.tag, &args.untag))
        .set("skills", &before.skills, &changed(&before.skills, &args.skill, &args.unskill))
        .set("links", &before.links, &linked(&before.links, &args.link, &args.unlink)))
}

/// Folded, sorted words with some more and some less.
fn changed(before: &[String], more: &[String], less: &[String]) -> Vec<String> {
    let plain = |word: &String| fold(word.trim().trim_start_matches('#'));
    let gone: Vec<String> = less.iter().map(plain).collect();
    let mut words: Vec<String> = before.iter().filter(|word| !gone.contains(word)).cloned().collect();
    words.extend(more.iter().map(plain).filter(|word| !word.is_empty()));
    words.sort();
    words.dedup();
    words
}

fn linked(before: &[String], more: &[String], less: &[String]) -> Vec<String> {
    let mut links: Vec<String> = before.iter().filter(|link| !less.contains(link)).cloned().collect();
    for link in more {
        if !links.contains(link) {
            links.push(link.clone());
        }
    }
    links
}

fn dependencies(desk: &mut Desk, args: &Edit, found: &FoundTask, ops: &mut Vec<Op>) -> Result<(), AppError> {
    let task = found.task.id;
    for other in tasks(desk, found, &args.not_after)? {
        ops.push(Op::Task(task::Op::Undepend { task, needs: other }));
    }
    for other in tasks(desk, found, &args.not_before)? {
        ops.push(Op::Task(task::Op::Undepend { task: other, needs: task }));
    }
    for other in tasks(desk, found, &args.after)? {
        ops.push(Op::Task(task::Op::Depend { task, needs: other }));
    }
    for other in tasks(desk, found, &args.before)? {
        ops.push(Op::Task(task::Op::Depend { task: other, needs: task }));
    }
    Ok(())
}

/// Tasks named beside another one: bare numbers are of its party.
fn tasks(desk: &mut Desk, beside: &FoundTask, texts: &[String]) -> Result<Vec<crate::base::id::Id>, AppError> {
    let texts = texts.iter().flat_map(|text| text.split(','));
    texts
        .map(|text| {
            let found = desk.book.page(|read, _| crate::query::who::task(read, text, Some(&beside.party)))?;
            Ok(found.task.id)
        })
        .collect()
}
