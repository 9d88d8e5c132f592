//! `party actions`: what the retrospectives asked for, and keeping one for later.

use clap::{Args, Subcommand};

use super::desk::{Desk, Done};
use super::print::{Face, Style};
use super::retro_show::action_line;
use super::table::{Cell, Table};
use crate::app::error::{AppError, Kind};
use crate::op::{Op, retro};
use crate::query::action::actions;
use crate::text::label::Label;
use crate::text::when::{Use, say_day};
use crate::text::words::w;

/// Arguments of `actions`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  party actions LOG\n  party actions LOG --all --json\n  party actions keep LOG-8 --due 2026-12-18 --reason \"waits for the new catalogue\""
)]
pub struct Actions {
    /// Something to do with one of them
    #[command(subcommand)]
    pub command: Option<Step>,
    /// The party's key [default: the party in context, else all]
    pub party: Option<String>,
    /// Finished ones too
    #[arg(short, long)]
    pub all: bool,
}

/// What can be done with an action.
#[derive(Subcommand, Debug)]
pub enum Step {
    /// Keep an unfinished action for later, with a new due day and a reason
    Keep(Keep),
}

/// Arguments of `actions keep`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  party actions keep LOG-8 --due 2026-12-18 --reason \"waits for the new catalogue\""
)]
pub struct Keep {
    /// The task's key
    task: String,
    /// The new due day
    #[arg(long, value_name = "DAY")]
    due: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// Lists them, or keeps one.
pub fn run(desk: &mut Desk, args: &Actions) -> Done {
    if let Some(Step::Keep(args)) = &args.command {
        return keep(desk, args);
    }
    let party = match args.party.as_deref() {
        Some(text) => Some(desk.party(Some(text))?.id),
        None => desk.named_party()?.map(|party| party.id),
    };
    let found = desk.book.page(|read, _| actions(read, party))?;
    if desk.out.is_json() {
        desk.out.json("party.actions/1", &found);
        return Ok(());
    }
    let ended = if args.all { found.ended.as_slice() } else { &[] };
    if found.open.is_empty() && ended.is_empty() {
        desk.out.message(desk.out.word(w::CLI_ACTIONS_NONE));
        return Ok(());
    }
    if desk.out.face == Face::Person {
        for action in found.open.iter().chain(ended) {
            let line = action_line(desk, action);
            desk.out
                .styled(if action.waiting { Style::Warn } else { Style::Plain }, format!("{line}  {}", action.from));
        }
        return Ok(());
    }
    let heads =
        [w::COMMON_KEY, w::COMMON_STATUS, w::COMMON_TITLE, w::COMMON_OWNER, w::COMMON_DUE, w::CLI_FROM, w::CLI_CHECK];
    let mut table = Table::new(desk.lang(), &heads, [2]);
    for action in found.open.iter().chain(ended) {
        table.row(vec![
            Cell::of(&action.key),
            Cell::of(action.status.said(desk.lang())).stable(action.status.as_str()),
            Cell::of(&action.title),
            Cell::of(action.owner.as_deref().unwrap_or_default()),
            Cell::maybe(action.due),
            Cell::of(&action.from),
            Cell::of(&action.seen),
        ]);
    }
    desk.out.table(&table);
    Ok(())
}

/// Keeps an action for later.
pub fn keep(desk: &mut Desk, args: &Keep) -> Done {
    let found = desk.task(&args.task)?;
    let due = desk.day(&args.due, Use::Due)?;
    let all = desk.book.page(|read, _| actions(read, Some(found.party.id)))?;
    let known = all.open.iter().chain(&all.ended).find(|action| action.task == found.task.id);
    let Some(action) = known else {
        return Err(AppError::new(Kind::Missing, desk.say(w::CLI_NO_ACTION, &[("key", &found.key())])));
    };
    let op = Op::Retro(retro::Op::Keep { action: action.id, due, reason: args.reason.clone(), was: action.due });
    let message = desk.say(w::CLI_ACTION_LATER, &[("key", &found.key()), ("due", &say_day(desk.lang(), due))]);
    desk.carry_out(vec![op], "party.actions.keep/1", &message, &[found.key()])
}
