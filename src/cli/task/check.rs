//! `task check`: a task's checklist.

use clap::Args;

use super::super::desk::{Desk, Done};
use crate::app::error::{AppError, Kind};
use crate::base::clean::clean;
use crate::domain::task::{Check as Line, same_before};
use crate::op::patch::Patch;
use crate::op::{Op, task};
use crate::query::who::FoundTask;
use crate::text::words::w;

/// Arguments of `task check`.
#[derive(Args, Debug)]
#[command(after_help = "\
Without a flag the checklist is shown.

Examples:
  party task check LOG-12 --add \"dry run\" --add \"tell infra\"
  party task check LOG-12 --done 1
  party task check LOG-12 --undone \"dry run\"
  party task check LOG-12 --remove 2")]
pub struct Check {
    /// The task's key
    task: String,
    /// A line more; may be given several times
    #[arg(long, value_name = "TEXT")]
    add: Vec<String>,
    /// Tick a line, by its number or text
    #[arg(long, value_name = "LINE")]
    done: Vec<String>,
    /// Untick a line
    #[arg(long, value_name = "LINE")]
    undone: Vec<String>,
    /// A line less
    #[arg(long, value_name = "LINE")]
    remove: Vec<String>,
}

/// Shows or changes it.
pub fn run(desk: &mut Desk, args: &Check) -> Done {
    let found = desk.task(&args.task)?;
    if [&args.add, &args.done, &args.undone, &args.remove].iter().all(|lines| lines.is_empty()) {
        show(desk, &found);
        return Ok(());
    }
    let task = found.task.id;
    let seen = &found.task.checklist;
    let places = |texts: &[String]| texts.iter().map(|text| place(desk, &found, text)).collect::<Result<Vec<_>, _>>();
    let (done, undone, gone) = (places(&args.done)?, places(&args.undone)?, places(&args.remove)?);
    let stay: Vec<usize> = (0..seen.len()).filter(|at| !gone.contains(at)).collect();
    let kept = stay.iter().map(|at| seen[*at].clone());
    let added = args.add.iter().map(|text| Line { text: text.trim().to_owned(), done: false });
    let list: Vec<Line> = kept.chain(added).collect();
    // The list is rewritten before lines of it are ticked, so that each step finds what it was made for.
    let set = Patch::new().set("checklist", seen, &list);
    let mut ops = if set.is_empty() { vec![] } else { vec![Op::Task(task::Op::Edit { task, set })] };
    let ticks = done.into_iter().map(|at| (at, true)).chain(undone.into_iter().map(|at| (at, false)));
    for (at, done) in ticks {
        // A line that goes in the same step is ticked no more.
        if let Some(now) = stay.iter().position(|stays| *stays == at) {
            let (line, nth) = (list[now].text.clone(), same_before(&list, now));
            ops.push(Op::Task(task::Op::Tick { task, line, done, nth }));
        }
    }
    let message = desk.say(w::CLI_CHANGED, &[("what", &found.key())]);
    desk.carry_out(ops, "party.task.check/1", &message, &[found.key()])
}

/// The place of the line that a number or a text means.
fn place(desk: &Desk, found: &FoundTask, text: &str) -> Result<usize, AppError> {
    let list = &found.task.checklist;
    let numbered = text.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let numbered = numbered.filter(|at| *at < list.len());
    numbered.or_else(|| list.iter().position(|line| line.text == text.trim())).ok_or_else(|| {
        let values: [(&str, &dyn std::fmt::Display); 2] = [("part", &clean(text)), ("key", &found.key())];
        AppError::new(Kind::Missing, desk.say(w::CLI_NO_CHECK, &values))
    })
}

fn show(desk: &mut Desk, found: &FoundTask) {
    if desk.out.is_json() {
        desk.out.json("party.task.check/1", &found.task.checklist);
        return;
    }
    if found.task.checklist.is_empty() {
        desk.out.message(desk.say(w::CLI_CHECK_EMPTY, &[("key", &found.key())]));
    }
    for (number, line) in found.task.checklist.iter().enumerate() {
        let sign = if line.done { "✓" } else { "◦" };
        desk.out.line(format!("{sign} {}  {}", number + 1, line.text));
    }
}
