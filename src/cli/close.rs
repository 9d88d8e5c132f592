//! `party act close`: what becomes of every unfinished task, said on one line or answered one by one.

use std::io::{BufRead, Write};

use clap::Args;

use super::desk::{Desk, Done};
use super::print::Loudness;
use super::stretch::{found, ledger_line};
use crate::app::error::AppError;
use crate::base::clean::clean;
use crate::base::id::Id;
use crate::domain::act::Fate;
use crate::domain::season::Stage;
use crate::op::act::{Leftover, Op as ActOp};
use crate::op::{Op, act};
use crate::query::act::{ActPage, Settled, act as act_page};
use crate::text::label::Label;
use crate::text::words::w;

/// Arguments of `act close`.
#[derive(Args, Debug)]
#[command(after_help = "\
A fate is next (the act that starts soonest after this one), backlog (the season's), split (done as far as it went; the \
rest is a new task, and a task with an estimate says how much was delivered: split/1d) or drop. At a terminal, what is not said is asked for.

Examples:
  party act close LOG/S1/A1 --leftover next --reason \"firewall review came late\"
  party act close LOG/S1/A1 --leftover next --reason late --leftover-of LOG-2=drop:\"covered by LOG-5\"
  party act close @current --leftover backlog --leftover-of LOG-4=split/3d:\"first half delivered\" --reason \"year end\"
  party act close @current --leftover next --dry-run")]
pub struct Close {
    /// The act
    act: String,
    /// Where unfinished tasks go that are not named: next, backlog, split or drop
    #[arg(long, value_name = "FATE")]
    leftover: Option<String>,
    /// Why, for all that have no reason of their own; where none is said, a blocked task keeps its block's
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    reason: String,
    /// One task's fate and reason; a split may say what was delivered: LOG-4=split/3d:why
    #[arg(long, value_name = "KEY=FATE[:REASON]")]
    leftover_of: Vec<String>,
    /// Carry a task a third time all the same; the leader's word, with a reason
    #[arg(long)]
    insist: bool,
    /// Say what would happen, and do nothing
    #[arg(long)]
    dry_run: bool,
}

/// Closes an act.
pub fn close(desk: &mut Desk, args: &Close) -> Done {
    let (spot, act) = found(desk, &args.act)?;
    let before = desk.book.page(|read, ctx| act_page(read, ctx, act.id))?;
    let mut fate = args.leftover.as_deref().map(|text| fate_of(desk, text)).transpose()?;
    let mut leftovers =
        args.leftover_of.iter().map(|text| leftover_of(desk, text)).collect::<Result<Vec<Leftover>, _>>()?;
    let mut reason = args.reason.clone();
    let console = desk.out.console;
    let asks = console.input && console.messages && !desk.asked.yes && !desk.out.is_json() && !args.dry_run;
    if asks && act.stage == Stage::Running {
        if fate.is_none() {
            ask_each(desk, &before, &mut leftovers)?;
        }
        if reason.is_empty() && fate.is_some() && !before.leftovers.is_empty() {
            reason = answer(desk.out.word(w::CLI_CLOSE_ASK_REASON));
        }
    }
    if fate.is_none() && before.leftovers.is_empty() {
        fate = Some(Fate::Next);
    }
    if fate.is_none() && act.stage == Stage::Running {
        told(desk, &before, &leftovers)?;
    }
    let op = Op::Act(ActOp::Close { act: act.id, fate, reason, leftovers, insist: args.insist });
    if args.dry_run {
        return preview(desk, &op, act.id);
    }
    let receipt = desk.commit(&op)?;
    let page = desk.book.page(|read, ctx| act_page(read, ctx, act.id))?;
    let mut message = desk.say(w::CLI_CLOSED, &[("what", &spot.name()), ("title", &act.title)]);
    message.push('\n');
    message.push_str(&ledger_line(desk, &page.ledger, Stage::Closed, 0));
    for row in &page.settled {
        message = format!("{message}\n  {}", settled(desk, row));
    }
    desk.done_with(&receipt, "party.act.close/1", &message, &[spot.name()], Some(&page));
    if desk.out.loudness > Loudness::Quiet {
        desk.out.tip(desk.say(w::CLI_CLOSE_RETRO, &[("place", &spot.name())]));
    }
    Ok(())
}

/// Refuses where nobody said what becomes of some leftovers: names them, and how to say it.
fn told(desk: &Desk, page: &ActPage, named: &[Leftover]) -> Result<(), AppError> {
    let said = |id| named.iter().any(|leftover| leftover.task == id);
    let open = page.tasks.iter().filter(|row| page.leftovers.contains(&row.key) && !said(row.id));
    let open: Vec<String> = open.map(|row| format!("{}  {}", row.key, row.title)).collect();
    if open.is_empty() {
        return Ok(());
    }
    let values: [(&str, &dyn std::fmt::Display); 2] = [("n", &open.len()), ("place", &page.head.place)];
    let mut error = desk.refused(w::CLI_CLOSE_LEFT, &values);
    for line in open {
        error = error.hint(line);
    }
    Err(error.hint(desk.say(w::CLI_CLOSE_LEFT_HINT, &values)))
}

fn fate_of(desk: &Desk, text: &str) -> Result<Fate, AppError> {
    match text.trim() {
        "next" | "다음" => Ok(Fate::Next),
        "backlog" | "백로그" => Ok(Fate::Backlog),
        "split" | "나누기" => Ok(Fate::Split),
        "drop" | "접기" | "접음" => Ok(Fate::Drop),
        other => Err(desk.usage(w::CLI_BAD_FATE, &[("part", &clean(other))])),
    }
}

/// Reads `LOG-2=drop:"covered by LOG-5"` and `LOG-4=split/3d:why`.
fn leftover_of(desk: &mut Desk, text: &str) -> Result<Leftover, AppError> {
    let Some((key, rest)) = text.split_once('=') else {
        return Err(desk.usage(w::CLI_BAD_LEFTOVER, &[("part", &clean(text))]));
    };
    let (fate, reason) = rest.split_once(':').unwrap_or((rest, ""));
    let (fate, delivered) = match fate.split_once('/') {
        Some((fate, delivered)) => (fate, desk.estimate(delivered)?),
        None => (fate, None),
    };
    let fate = fate_of(desk, fate)?;
    let task = desk.task(key)?.task.id;
    let rest = (fate == Fate::Split).then(|| desk.book.id());
    Ok(Leftover { task, fate, reason: reason.trim().to_owned(), delivered, rest })
}

/// `LOG-6  Wave two  ➜ LOG/S1/A3  firewall review came late`.
fn settled(desk: &Desk, row: &Settled) -> String {
    let fate = row.to.clone().map_or_else(|| row.fate.said(desk.lang()).to_owned(), |place| format!("➜ {place}"));
    format!("{}  {}  {fate}  {}", row.key, row.title, row.reason)
}

/// Says where each leftover would go, by the rules that would send it there.
fn preview(desk: &mut Desk, op: &Op, act: Id) -> Done {
    let page = desk.book.rehearse(op, |read, ctx, _| act_page(read, ctx, act))?;
    let lines: Vec<String> = page.settled.iter().map(|row| settled(desk, row)).collect();
    if desk.out.is_json() {
        desk.out.json("party.act.close.plan/1", &lines);
        return Ok(());
    }
    for line in lines {
        desk.out.line(line);
    }
    desk.out.message(desk.out.word(w::CLI_DRY_RUN));
    Ok(())
}

/// Asks a person about every leftover that was not named.
fn ask_each(desk: &mut Desk, page: &ActPage, leftovers: &mut Vec<Leftover>) -> Result<(), AppError> {
    for row in page.tasks.iter().filter(|row| page.leftovers.contains(&row.key)) {
        if leftovers.iter().any(|leftover| leftover.task == row.id) {
            continue;
        }
        let question = desk.say(w::CLI_CLOSE_ASK, &[("key", &row.key), ("title", &row.title)]);
        let fate = match answer(&question).trim() {
            "" | "n" | "ㅜ" => Fate::Next,
            "b" | "ㅠ" => Fate::Backlog,
            "s" | "ㄴ" => Fate::Split,
            "x" | "X" | "d" | "ㅌ" | "ㅇ" => Fate::Drop,
            other => fate_of(desk, other)?,
        };
        let delivered = match fate {
            Fate::Split if row.estimate.is_some() => {
                desk.estimate(&answer(&desk.say(w::CLOSING_ASK_DELIVERED, &[("key", &row.key)])))?
            }
            _ => None,
        };
        let reason = answer(desk.out.word(w::CLI_CLOSE_ASK_REASON)).trim().to_owned();
        let rest = (fate == Fate::Split).then(|| desk.book.id());
        leftovers.push(act::Leftover { task: row.id, fate, reason, delivered, rest });
    }
    Ok(())
}

/// A person's answer on one line; empty where nobody answers.
fn answer(question: &str) -> String {
    let mut stderr = std::io::stderr().lock();
    let mut line = String::new();
    if write!(stderr, "{} ", clean(question)).and_then(|()| stderr.flush()).is_ok() {
        drop(std::io::stdin().lock().read_line(&mut line));
    }
    line.trim_end_matches(['\n', '\r']).to_owned()
}
