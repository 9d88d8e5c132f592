//! `task show`: everything that is known of one task.

use clap::Args;

use super::super::desk::{Desk, Done};
use super::super::print::Style;
use super::super::rows::obstacle;
use crate::query::task::{TaskPage, TaskRef, task as task_page};
use crate::text::label::Label;
use crate::text::when::{d_day, say_day, say_effort};
use crate::text::words::{Word, w};

/// Arguments of `task show`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party task show LOG-12\n  party task show 12 -p LOG --json")]
pub struct Show {
    /// The task's key, or its number where one party is in context
    pub task: String,
}

/// Shows it.
pub fn run(desk: &mut Desk, text: &str) -> Done {
    let found = desk.task(text)?;
    let page = desk.book.page(|read, ctx| task_page(read, ctx, found.task.id))?;
    if desk.out.is_json() {
        desk.out.json("party.task.show/1", &page);
        return Ok(());
    }
    head(desk, &page);
    ties(desk, &page);
    story(desk, &page);
    Ok(())
}

fn head(desk: &mut Desk, page: &TaskPage) {
    let lang = desk.lang();
    let row = &page.row;
    desk.out.styled(Style::Bold, format!("{}  {}", row.key, row.title));
    let mut status = row.status.said(lang).to_owned();
    if let Some(done) = row.done_on {
        status = format!("{status}  {}", say_day(lang, done));
    }
    desk.out.field(w::COMMON_STATUS, status);
    if let Some(blocked) = &row.blocked {
        desk.out.field(w::COMMON_BLOCKED, obstacle(desk, blocked));
    }
    desk.out.field(w::COMMON_PRIORITY, row.priority.as_str());
    let owner = row.owner.as_ref().zip(row.owner_name.as_ref());
    desk.out.field(w::COMMON_OWNER, owner.map_or_else(String::new, |(handle, name)| format!("{handle} ({name})")));
    desk.out.field(w::COMMON_HELPERS, row.helpers.join(", "));
    let wishes: Vec<&str> = page.wishes.iter().map(|person| person.handle.as_str()).collect();
    desk.out.field(w::COMMON_WISH, wishes.join(", "));
    desk.out.field(w::COMMON_ESTIMATE, row.estimate.map_or_else(String::new, |estimate| say_effort(lang, estimate)));
    let due = row.due.map_or_else(String::new, |due| {
        let left = if row.status.is_open() { d_day(due, desk.book.today()) } else { String::new() };
        format!("{}  {left}", say_day(lang, due)).trim_end().to_owned()
    });
    desk.out.field(w::COMMON_DUE, due);
    desk.out.field(w::COMMON_START, row.started_on.map_or_else(String::new, |day| say_day(lang, day)));
    let place = row.act.clone().or_else(|| row.season.clone()).unwrap_or_else(|| row.party_key.clone());
    let title = page.act_title.as_deref().unwrap_or_else(|| desk.out.word(w::COMMON_BACKLOG));
    desk.out.field(w::COMMON_ACT, format!("{place}  {title}"));
    desk.out.field(w::COMMON_TAG, row.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" "));
    desk.out.field(w::COMMON_SKILL, row.skills.join(", "));
    desk.out.field(w::COMMON_ORIGIN, row.origin.said(lang));
    desk.out.field(w::CLI_FORMER, page.former_keys.join(", "));
}

fn ties(desk: &mut Desk, page: &TaskPage) {
    refs(desk, w::CLI_NEEDS, &page.needs);
    refs(desk, w::CLI_NEEDED_BY, &page.needed_by);
    refs(desk, w::CLI_SPLIT_FROM, page.split_from.as_slice());
    refs(desk, w::CLI_SPLIT_INTO, &page.split_into);
    if let Some(action) = &page.action {
        desk.out.field(w::COMMON_ACTION, format!("{}  {}", action.act, action.seen).trim_end());
        desk.out.field(w::COMMON_REASON, action.kept.as_deref().unwrap_or_default());
    }
    for link in &page.links {
        desk.out.field(w::COMMON_LINK, link);
    }
    for (name, value) in &page.extra {
        desk.out.field(w::CLI_EXTRA, format!("{name}: {value}"));
    }
    for (number, title) in &page.notes {
        desk.out.field(w::COMMON_NOTE, format!("{number}  {title}"));
    }
    if !page.body.is_empty() {
        desk.out.gap();
        desk.out.text(&page.body);
    }
    if !page.checklist.is_empty() {
        desk.out.gap();
        for (place, check) in page.checklist.iter().enumerate() {
            let sign = if check.done { "✓" } else { "◦" };
            desk.out.line(format!("  {sign} {}  {}", place + 1, check.text));
        }
    }
}

fn refs(desk: &mut Desk, name: Word, tasks: &[TaskRef]) {
    for task in tasks {
        let owner = task.owner.as_deref().map_or_else(String::new, |owner| format!("{owner}, "));
        let status = task.status.said(desk.lang());
        desk.out.field(name, format!("{}  {}  ({owner}{status})", task.key, task.title));
    }
}

fn story(desk: &mut Desk, page: &TaskPage) {
    let (lang, zone) = (desk.lang(), desk.book.zone());
    if !page.carries.is_empty() {
        desk.out.gap();
    }
    for carry in &page.carries {
        let to = carry.to.as_ref().map_or_else(|| carry.fate.said(lang).to_owned(), |to| format!("➜ {to}"));
        desk.out.line(format!("  {}  {} {to}  {}", say_day(lang, carry.on), carry.from, carry.reason));
    }
    for comment in &page.comments {
        desk.out.gap();
        let author = comment.author.as_deref().unwrap_or_else(|| desk.out.word(w::REFUSAL_SOMEBODY));
        let when = format!("{} {}", say_day(lang, comment.at.day_in(&zone)), comment.at.hour_minute(&zone));
        desk.out.styled(Style::Dim, format!("{author}  {when}"));
        desk.out.text(&comment.body);
    }
}
