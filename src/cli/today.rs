//! `party today`: what waits for me, what I do, what is next.

use clap::Args;

use super::desk::{Desk, Done};
use super::print::Style;
use super::rows::{self, Where};
use crate::app::story;
use crate::query::history::since;
use crate::query::list::TaskRow;
use crate::query::today::{Today as Page, today};
use crate::text::label::Label;
use crate::text::when::{d_day, say_day, say_week};
use crate::text::words::{Word, w};

/// Arguments of `today`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party today\n  party today --as danpung\n  party today --all --json")]
pub struct Today {
    /// All tasks that are next, not the first twenty
    #[arg(short, long)]
    all: bool,
}

/// Shows it.
pub fn run(desk: &mut Desk, args: &Today) -> Done {
    let most = if args.all { i64::MAX } else { 20 };
    let page = desk.book.page(|read, ctx| today(read, ctx, most))?;
    if desk.out.is_json() {
        desk.out.json("party.today/1", &page);
        return Ok(());
    }
    let lang = desk.lang();
    let head = format!("{}  {}", say_day(lang, page.day), say_week(lang, page.day));
    desk.out.styled(Style::Bold, head);
    for running in &page.acts {
        let left = running.act.last.map_or_else(String::new, |last| d_day(last, page.day));
        desk.out.line(format!("{}  {}  {left}", running.act.place, running.act.title).trim_end());
    }
    if page.me.is_none() {
        desk.out.message(desk.out.word(w::CLI_TODAY_STRANGER));
        return Ok(());
    }
    changes(desk, &page)?;
    tasks(desk, &page);
    Ok(())
}

/// What others did since yesterday morning.
fn changes(desk: &mut Desk, page: &Page) -> Done {
    let entries = desk.book.page(|read, ctx| since(read, ctx, page.day.plus(-1)))?;
    let what = story::lately(desk.lang(), &entries, 3);
    if !what.is_empty() {
        let said = desk.say(w::CLI_TODAY_SINCE, &[("what", &what)]);
        desk.out.line(said);
    }
    Ok(())
}

fn tasks(desk: &mut Desk, page: &Page) {
    if !page.waiting.is_empty() {
        part(desk, w::CLI_TODAY_WAITING);
        for waiting in &page.waiting {
            let line = rows::echo(desk, &waiting.task);
            let values: [(&str, &dyn std::fmt::Display); 2] =
                [("keys", &waiting.keys.join(", ")), ("names", &waiting.names.join(", "))];
            let said = desk.say(w::CLI_TODAY_WAITS, &values);
            desk.out.line(format!("{} {line}  {said}", rows::sign(&waiting.task)));
        }
    }
    listed(desk, w::CLI_TODAY_DOING, &page.doing);
    listed(desk, w::CLI_TODAY_NEXT, &page.next);
    if page.next_total > page.next.len() as i64 {
        let values: [(&str, &dyn std::fmt::Display); 2] = [("shown", &page.next.len()), ("all", &page.next_total)];
        desk.out.message(desk.say(w::CLI_TASK_MORE, &values));
    }
    listed(desk, w::CLI_TODAY_ACTIONS, &page.actions);
    if !page.retros.is_empty() {
        part(desk, w::CLI_TODAY_RETROS);
        for retro in &page.retros {
            let phase = retro.phase.said(desk.lang());
            desk.out.line(format!("{}  {}  {phase}", retro.act, retro.party_name));
        }
    }
    let nothing = page.waiting.is_empty() && page.doing.is_empty() && page.next.is_empty();
    if nothing {
        desk.out.message(desk.out.word(w::CLI_TODAY_NOTHING));
    }
}

fn part(desk: &mut Desk, name: Word) {
    desk.out.gap();
    let name = desk.out.word(name);
    desk.out.styled(Style::Bold, name);
}

fn listed(desk: &mut Desk, name: Word, tasks: &[TaskRow]) {
    if !tasks.is_empty() {
        part(desk, name);
        rows::table(desk, tasks, Where::Said);
    }
}
