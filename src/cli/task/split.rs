//! `task split`: a task cut into a first part and the rest.

use clap::Args;

use super::super::desk::{Desk, Done};
use super::super::rows;
use super::add::new_task;
use super::rows_of;
use crate::app::error::{AppError, Kind};
use crate::op::{Op, task};
use crate::text::line::read_line;

/// Arguments of `task split`.
#[derive(Args, Debug)]
#[command(after_help = "\
The new tasks are lines of the one-line form, and stand beside the one that was cut.

Examples:
  party task split LOG-6 \"Wave two, staging ~3d @danpung\" \"Wave two, production ~5d\" --estimate 1d")]
pub struct Split {
    /// The task's key
    task: String,
    /// The new tasks, a line each
    #[arg(required = true, value_name = "LINE")]
    lines: Vec<String>,
    /// What the task itself is estimated at from now on
    #[arg(long, value_name = "ESTIMATE")]
    estimate: Option<String>,
}

/// Splits it.
pub fn run(desk: &mut Desk, args: &Split) -> Done {
    let found = desk.task(&args.task)?;
    let estimate = args.estimate.as_deref().map(|text| desk.estimate(text)).transpose()?.flatten();
    let mut parts = vec![];
    for text in &args.lines {
        let works = |day| desk.book.works_on(day);
        let line = read_line(text, desk.book.today(), &works)
            .map_err(|error| AppError::new(Kind::Usage, error.say(desk.lang())))?;
        parts.push(new_task(desk, &line, &found.party)?);
    }
    let mut ids = vec![found.task.id];
    ids.extend(parts.iter().map(|part| part.id));
    let receipt = desk.commit(&Op::Task(task::Op::Split { task: found.task.id, estimate, parts }))?;
    let now = rows_of(desk, &ids)?;
    let lines: Vec<String> = now.iter().map(|row| rows::echo(desk, row)).collect();
    let keys: Vec<String> = now.iter().map(|row| row.key.clone()).collect();
    desk.done_with(&receipt, "party.task.split/1", &lines.join("\n"), &keys, Some(&now));
    Ok(())
}
