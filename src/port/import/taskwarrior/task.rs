//! One record of `task export` → one new task and its past, by the mappings.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::record::Record;
use crate::base::day::{Day, Instant};
use crate::base::id::Id;
use crate::domain::task::TaskStatus;
use crate::op::task::{NewTask, Past};
use crate::port::columns::{Field, Level, unit};
use crate::port::import::build::{Builder, Spot};
use crate::port::import::known::UUID;
use crate::port::import::report::{Notice, ProblemKind};
use crate::port::import::{Choices, fields};

/// Fields that people call the one who does a task.
const OWNERS: [&str; 6] = ["assignee", "owner", "assigned", "responsible", "who", "담당자"];

/// How this import reads attributes, and what it has met so far.
pub struct Import<'a> {
    choices: &'a Choices,
    project: Field,
    /// Every record that comes along, by its own identity.
    here: HashMap<&'a str, Id>,
    spots: HashMap<&'a str, Spot>,
    /// What the mappings make of each attribute there is.
    mapped: HashMap<&'a str, Option<Field>>,
    outside: usize,
    own_priorities: usize,
}

/// A record's fault: the attribute, why, and the text.
type Fault<'r> = (&'r str, ProblemKind, Cow<'r, str>);

fn fault<'r>(column: &'r str, text: &'r str) -> impl FnOnce(ProblemKind) -> Fault<'r> {
    move |kind| (column, kind, Cow::Borrowed(text))
}

/// The faults of one record, gathered so that all of them are told at once.
#[derive(Default)]
struct Faults<'r>(Vec<Fault<'r>>);

impl<'r> Faults<'r> {
    /// Gives what could be read; keeps the fault where it could not.
    fn keep<T>(&mut self, read: Result<T, Fault<'r>>) -> Option<T> {
        read.map_err(|fault| self.0.push(fault)).ok()
    }
}

fn status<'r>(record: &'r Record<'_>) -> Result<TaskStatus, Fault<'r>> {
    match &*record.status {
        "completed" => Ok(TaskStatus::Done),
        "deleted" => Ok(TaskStatus::Dropped),
        "pending" | "waiting" | "recurring" if record.start.is_empty() => Ok(TaskStatus::Todo),
        "pending" | "waiting" | "recurring" => Ok(TaskStatus::Doing),
        other => Err(fault("status", other)(ProblemKind::Status)),
    }
}

impl<'a> Import<'a> {
    /// Begins; `here` are the records that come along.
    pub fn new(choices: &'a Choices, here: HashMap<&'a str, Id>) -> Self {
        let mapped = choices.map.iter().rev().find(|mapping| mapping.means("project"));
        let project = mapped.map_or(Field::Place(Level::Party, Level::Act), |mapping| mapping.field);
        Self { choices, project, here, spots: HashMap::new(), mapped: HashMap::new(), outside: 0, own_priorities: 0 }
    }

    /// What was kept word for word on the way.
    pub fn notices(&self) -> Vec<Notice> {
        let counted = [
            (Notice::Outside(self.outside), self.outside),
            (Notice::OwnPriorities(self.own_priorities), self.own_priorities),
        ];
        counted.into_iter().filter(|(_, count)| *count > 0).map(|(notice, _)| notice).collect()
    }

    fn mapped(&self, name: &str) -> Option<Field> {
        self.mapped.get(name).copied().flatten()
    }

    /// Says which attribute goes where, and which are kept.
    pub fn report_mapping(&mut self, records: &'a [(u64, Record<'_>)], builder: &mut Builder<'_>) {
        let choices = self.choices;
        let mapped = |name: &str| choices.map.iter().rev().find(|mapping| mapping.means(name));
        let mut others: Vec<&str> = vec![];
        for (name, _) in records.iter().flat_map(|(_, record)| &record.others) {
            if let Entry::Vacant(place) = self.mapped.entry(name) {
                place.insert(mapped(name).map(|mapping| mapping.field));
                others.push(name);
            }
        }
        builder.report.mapping.push(("project".to_owned(), self.project.name()));
        let (mapped, kept): (Vec<&str>, Vec<&str>) = others.into_iter().partition(|name| self.mapped(name).is_some());
        let named = |name: &str| (name.to_owned(), self.mapped(name).map(Field::name).unwrap_or_default());
        builder.report.mapping.extend(mapped.into_iter().map(named));
        let owner = OWNERS.iter().find(|name| kept.contains(name));
        builder.report.notices.extend(owner.map(|name| Notice::MaybeOwner((*name).to_owned())));
        if !kept.is_empty() {
            builder.report.notices.push(Notice::Kept(kept.into_iter().map(str::to_owned).collect()));
        }
    }

    /// Adds one record's task to the plan; answers whether it could be read.
    pub fn add(&mut self, line: u64, record: &'a Record<'_>, id: Id, builder: &mut Builder<'_>) -> bool {
        let (task, mut faults) = match self.read(record, id, builder) {
            Ok(task) => (Some(task), vec![]),
            Err(faults) => (None, faults),
        };
        let spot = self.spot(&record.project, builder).map_err(|fault| faults.push(fault)).ok();
        for (column, kind, text) in faults {
            builder.problem(line, Some(column), kind, &text);
        }
        let Some((spot, task)) = spot.zip(task) else { return false };
        builder.task(spot, task);
        true
    }

    fn spot(&mut self, project: &'a str, builder: &mut Builder<'_>) -> Result<Spot, Fault<'a>> {
        if let Some(spot) = self.spots.get(project) {
            return Ok(*spot);
        }
        let mut names: [&str; 3] = [""; 3];
        if let Field::Place(first, last) = self.project {
            let count = last as usize - first as usize + 1;
            for (level, part) in project.splitn(count, '.').enumerate() {
                names[first as usize + level] = part.trim();
            }
        }
        let [party, season, act] = names;
        let spot = builder.spot(party, season, act).map_err(|(kind, text)| ("project", kind, Cow::Owned(text)))?;
        self.spots.insert(project, spot);
        Ok(spot)
    }

    /// Reads a record, or names every attribute of it that could not be read.
    fn read<'r>(
        &mut self,
        record: &'r Record<'_>,
        id: Id,
        builder: &mut Builder<'_>,
    ) -> Result<NewTask, Vec<Fault<'r>>> {
        let mut faults = Faults::default();
        let title = faults.keep(fields::title(&record.title).map_err(fault("description", &record.title)));
        let mut task = NewTask::titled(id, title.unwrap_or_default());
        let status = faults.keep(status(record)).unwrap_or(TaskStatus::Todo);
        task.due = faults.keep(self.day("due", &record.due)).flatten();
        task.tags = record.tags.iter().map(|tag| fields::tidy(tag)).collect();
        let born = faults.keep(self.moment("entry", &record.entry)).flatten().unwrap_or(self.choices.now);
        let started_on = faults.keep(self.day("start", &record.start)).flatten();
        let ended_on = faults.keep(self.day("end", &record.end)).flatten();
        let done_on = ended_on.filter(|_| status == TaskStatus::Done);
        let mut past = Past { status, born, started_on, done_on, blocked: None, extra: vec![], comments: vec![] };
        self.identity(record, &mut task, &mut past, builder);
        for (at, said) in &record.annotations {
            let at = faults.keep(self.moment("annotations", at)).flatten().unwrap_or(born);
            let said = faults.keep(fields::body(said).map_err(fault("annotations", said))).unwrap_or_default();
            if !said.trim().is_empty() {
                past.comments.push((at, None, said));
            }
        }
        for (name, item) in &record.others {
            let said = item.text();
            if !said.trim().is_empty() {
                let taken = self.other(name, &said, &mut task, &mut past, builder);
                faults.keep(taken.map_err(|kind| (&**name, kind, said)));
            }
        }
        task.past = Some(past);
        if faults.0.is_empty() { Ok(task) } else { Err(faults.0) }
    }

    /// What the record is called, how much it matters, and what this program has no field for.
    fn identity(&mut self, record: &Record<'_>, task: &mut NewTask, past: &mut Past, builder: &Builder<'_>) {
        let mut keep = |name: &str, text: &str| past.extra.push((name.to_owned(), fields::tidy(text)));
        if !record.uuid.is_empty() {
            keep(UUID, &record.uuid);
        }
        if !record.priority.is_empty() {
            task.priority = fields::priority(&record.priority).ok();
            if task.priority.is_none() {
                keep("priority", &record.priority);
                self.own_priorities += 1;
            }
        }
        if past.status == TaskStatus::Dropped && !record.end.is_empty() {
            keep("end", &record.end);
        }
        if !record.project.is_empty() {
            match self.project {
                Field::Tags => task.tags.push(fields::tidy(&record.project)),
                Field::Keep => keep("project", &record.project),
                _ => {}
            }
        }
        for needed in &record.depends {
            if !self.here.contains_key(&**needed) && !builder.known().foreign.contains_key(&**needed) {
                keep("depends", needed);
                self.outside += 1;
            }
        }
    }

    /// A user field, or whatever else a record says.
    fn other(
        &self,
        name: &str,
        said: &str,
        task: &mut NewTask,
        past: &mut Past,
        builder: &mut Builder<'_>,
    ) -> Result<(), ProblemKind> {
        match self.mapped(name) {
            Some(Field::Owner) => task.owner = Some(builder.person(said)?),
            Some(Field::Helpers) => {
                for helper in fields::list(said) {
                    task.helpers.push(builder.person(&helper)?);
                }
            }
            Some(Field::Estimate) => task.estimate = Some(fields::estimate(said, unit(name))?),
            Some(Field::Priority) => task.priority = Some(fields::priority(said)?),
            Some(Field::Due) => {
                let day = fields::moment(said, self.choices.today, &self.choices.zone)?;
                task.due = Some(day.day_in(&self.choices.zone));
            }
            Some(Field::Body) => task.body = fields::body(said)?,
            Some(Field::Tags) => task.tags.extend(fields::list(said)),
            Some(Field::Skills) => task.skills.extend(fields::list(said)),
            Some(Field::Links) => task.links.extend(fields::list(said)),
            Some(Field::Blocked) => past.blocked = Some(fields::title(said)?),
            Some(Field::Comment) => past.comments.push((past.born, None, fields::body(said)?)),
            Some(Field::Skip) => {}
            Some(_) | None => past.extra.push((name.to_owned(), fields::body(said)?)),
        }
        Ok(())
    }

    fn moment<'r>(&self, column: &'static str, text: &'r str) -> Result<Option<Instant>, Fault<'r>> {
        if text.is_empty() {
            return Ok(None);
        }
        let read =
            fields::compact(text).map_or_else(|| fields::moment(text, self.choices.today, &self.choices.zone), Ok);
        read.map(Some).map_err(|_| (column, ProblemKind::Moment, Cow::Borrowed(text)))
    }

    fn day<'r>(&self, column: &'static str, text: &'r str) -> Result<Option<Day>, Fault<'r>> {
        Ok(self.moment(column, text)?.map(|at| at.day_in(&self.choices.zone)))
    }
}
