//! `task check`: a task's checklist.

use clap::Args;

use super::super::desk::{Desk, Done};
use crate::base::clean::clean;
use crate::domain::task::Check as Line;
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
    let mut ops = vec![];
    for (lines, done) in [(&args.done, true), (&args.undone, false)] {
        for text in lines {
            let line = place(desk, &found, text)?.text;
            ops.push(Op::Task(task::Op::Tick { task, line, done }));
        }
    }
    if !args.add.is_empty() || !args.remove.is_empty() {
        let mut list = found.task.checklist.clone();
        for text in &args.remove {
            let gone = place(desk, &found, text)?.text;
            list.retain(|line| line.text != gone);
        }
        list.extend(args.add.iter().map(|text| Line { text: text.trim().to_owned(), done: false }));
        let set = Patch::new().set("checklist", &found.task.checklist, &list);
        // The list is rewritten before lines of it are ticked, so that each step finds what it was made for.
        ops.insert(0, Op::Task(task::Op::Edit { task, set }));
    }
    let message = desk.say(w::CLI_CHANGED, &[("what", &found.key())]);
    desk.carry_out(ops, "party.task.check/1", &message, &[found.key()])
}

/// The line that a number or a text means.
fn place(desk: &Desk, found: &FoundTask, text: &str) -> Result<Line, crate::app::error::AppError> {
    let list = &found.task.checklist;
    let numbered = text.trim().parse::<usize>().ok().and_then(|number| list.get(number.checked_sub(1)?));
    let line = numbered.or_else(|| list.iter().find(|line| line.text == text.trim()));
    line.cloned().ok_or_else(|| {
        let values: [(&str, &dyn std::fmt::Display); 2] = [("part", &clean(text)), ("key", &found.key())];
        crate::app::error::AppError::new(crate::app::error::Kind::Missing, desk.say(w::CLI_NO_CHECK, &values))
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
