//! One row of a table → one new task and its past. Knows the header's columns and no file.

use super::header::{Column, Header};
use crate::base::day::Day;
use crate::base::id::Id;
use crate::domain::task::TaskStatus;
use crate::op::task::{NewTask, Past};
use crate::port::columns::{Field, Level};
use crate::port::import::build::Builder;
use crate::port::import::report::ProblemKind;
use crate::port::import::{Choices, LONGEST_FIELD, fields};

/// What a row says.
pub struct Row {
    /// The task.
    pub task: NewTask,
    /// Party, season, act; empty where it says nothing.
    pub place: [String; 3],
    /// What other rows call it.
    pub key: Option<String>,
    /// What it waits for.
    pub after: Vec<String>,
}

/// A row's fault: the column, why, and the text.
pub type Fault = (String, ProblemKind, String);

/// What a row says of its past, before it is settled.
struct Reading {
    row: Row,
    past: Past,
    status: Option<TaskStatus>,
}

impl Row {
    /// Reads a row, or names every cell of it that could not be read.
    pub fn read(
        record: &csv::StringRecord,
        header: &Header,
        choices: &Choices,
        id: Id,
        builder: &mut Builder<'_>,
    ) -> Result<Self, Vec<Fault>> {
        let row =
            Self { task: NewTask::titled(id, String::new()), place: Default::default(), key: None, after: vec![] };
        let past = Past {
            status: TaskStatus::Todo,
            born: choices.now,
            started_on: None,
            done_on: None,
            blocked: None,
            extra: vec![],
            comments: vec![],
        };
        let mut reading = Reading { row, past, status: None };
        let (mut faults, mut untitled) = (vec![], true);
        for (column, cell) in header.columns().iter().zip(record) {
            let cell = plain(cell);
            if cell.is_empty() {
                continue;
            }
            untitled &= column.field != Field::Title;
            let taken = if cell.len() > LONGEST_FIELD && cell.chars().count() > LONGEST_FIELD {
                Err(ProblemKind::TooLong(LONGEST_FIELD))
            } else {
                reading.take(column, cell, choices, builder)
            };
            faults.extend(taken.err().map(|kind| (column.name.clone(), kind, cell.to_owned())));
        }
        if untitled {
            let title = header.columns().iter().find(|column| column.field == Field::Title);
            let name = title.map_or_else(String::new, |column| column.name.clone());
            faults.push((name, ProblemKind::NoTitle, String::new()));
        }
        if faults.is_empty() { Ok(reading.settled()) } else { Err(faults) }
    }
}

/// A cell without the sign that keeps a spreadsheet from reckoning with it.
fn plain(cell: &str) -> &str {
    let cell = cell.trim_end();
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => cell.trim(),
    }
}

impl Reading {
    fn take(
        &mut self,
        column: &Column,
        cell: &str,
        choices: &Choices,
        builder: &mut Builder<'_>,
    ) -> Result<(), ProblemKind> {
        let day = |text: &str| -> Result<Day, ProblemKind> { fields::day(text, choices.today) };
        let (task, past) = (&mut self.row.task, &mut self.past);
        match column.field {
            Field::Title => task.title = fields::title(cell)?,
            Field::Body => task.body = fields::body(cell)?,
            Field::Status => self.status = Some(fields::status(cell)?),
            Field::Priority => task.priority = Some(fields::priority(cell)?),
            Field::Estimate => task.estimate = Some(fields::estimate(cell, column.unit)?),
            Field::Owner => self.people(cell, builder)?,
            Field::Helpers => {
                for name in fields::list(cell) {
                    let helper = builder.person(&name)?;
                    self.row.task.helpers.push(helper);
                }
            }
            Field::Due => task.due = Some(day(cell)?),
            Field::Tags => task.tags.extend(fields::list(cell)),
            Field::Skills => task.skills.extend(fields::list(cell)),
            Field::Place(first, last) => self.place(cell, first, last),
            Field::Key => self.row.key = Some(cell.to_owned()),
            Field::After => self.row.after.extend(fields::list(cell)),
            Field::Started => past.started_on = Some(day(cell)?),
            Field::Done => past.done_on = Some(day(cell)?),
            Field::Born => past.born = fields::moment(cell, choices.today, &choices.zone)?,
            Field::Blocked => past.blocked = Some(fields::title(cell)?),
            Field::Links => task.links.extend(cell.split_whitespace().map(fields::tidy)),
            Field::Comment => past.comments.push((choices.now, None, fields::body(cell)?)),
            Field::Keep => past.extra.push((column.name.clone(), fields::body(cell)?)),
            Field::Skip => {}
        }
        Ok(())
    }

    /// The first name is who does it, others help.
    fn people(&mut self, cell: &str, builder: &mut Builder<'_>) -> Result<(), ProblemKind> {
        let names: Vec<&str> = cell.split([',', ';']).map(str::trim).filter(|name| !name.is_empty()).collect();
        for (place, name) in names.into_iter().enumerate() {
            let member = builder.person(name)?;
            if place == 0 {
                self.row.task.owner = Some(member);
            } else {
                self.row.task.helpers.push(member);
            }
        }
        Ok(())
    }

    fn place(&mut self, cell: &str, first: Level, last: Level) {
        let count = last as usize - first as usize + 1;
        for (level, part) in cell.splitn(count, '.').enumerate() {
            part.trim().clone_into(&mut self.row.place[first as usize + level]);
        }
    }

    /// What is not said follows from what is: a day of finishing makes it done.
    fn settled(mut self) -> Row {
        let by_days = match (self.past.started_on, self.past.done_on) {
            (_, Some(_)) => TaskStatus::Done,
            (Some(_), None) => TaskStatus::Doing,
            (None, None) => TaskStatus::Todo,
        };
        self.past.status = self.status.unwrap_or(by_days);
        if self.past.status != TaskStatus::Done {
            self.past.done_on = None;
        }
        if !self.past.status.is_open() {
            self.past.blocked = None;
        }
        if self.past.status == TaskStatus::Todo {
            self.past.started_on = None;
        }
        self.row.task.past = Some(self.past);
        self.row
    }
}
