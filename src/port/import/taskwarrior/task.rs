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
        let made = self.read(record, id, builder).and_then(|task| Ok((self.spot(&record.project, builder)?, task)));
        match made {
            Ok((spot, task)) => {
                builder.task(spot, task);
                true
            }
            Err((column, kind, text)) => {
                builder.problem(line, Some(column), kind, &text);
                false
            }
        }
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

    fn read<'r>(&mut self, record: &'r Record<'_>, id: Id, builder: &mut Builder<'_>) -> Result<NewTask, Fault<'r>> {
        let mut task = NewTask::titled(id, fields::title(&record.title).map_err(fault("description", &record.title))?);
        let status = match &*record.status {
            "completed" => TaskStatus::Done,
            "deleted" => TaskStatus::Dropped,
            "pending" | "waiting" | "recurring" if record.start.is_empty() => TaskStatus::Todo,
            "pending" | "waiting" | "recurring" => TaskStatus::Doing,
            other => return Err(("status", ProblemKind::Status, Cow::Borrowed(other))),
        };
        task.due = self.day("due", &record.due)?;
        task.tags = record.tags.iter().map(|tag| fields::tidy(tag)).collect();
        let born = self.moment("entry", &record.entry)?.unwrap_or(self.choices.now);
        let started_on = self.day("start", &record.start)?;
        let ended_on = self.day("end", &record.end)?;
        let done_on = ended_on.filter(|_| status == TaskStatus::Done);
        let mut past = Past { status, born, started_on, done_on, blocked: None, extra: vec![], comments: vec![] };
        self.identity(record, &mut task, &mut past, builder);
        for (at, said) in &record.annotations {
            let at = self.moment("annotations", at)?.unwrap_or(born);
            let said = fields::body(said).map_err(fault("annotations", said))?;
            if !said.trim().is_empty() {
                past.comments.push((at, None, said));
            }
        }
        self.others(record, &mut task, &mut past, builder)?;
        task.past = Some(past);
        Ok(task)
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

    /// User fields and whatever else a record says.
    fn others<'r>(
        &self,
        record: &'r Record<'_>,
        task: &mut NewTask,
        past: &mut Past,
        builder: &mut Builder<'_>,
    ) -> Result<(), Fault<'r>> {
        for (name, item) in &record.others {
            let said = item.text();
            if said.trim().is_empty() {
                continue;
            }
            let fault = |kind| (&**name, kind, said.clone());
            match self.mapped(name) {
                Some(Field::Owner) => task.owner = Some(builder.person(&said).map_err(fault)?),
                Some(Field::Helpers) => {
                    for helper in fields::list(&said) {
                        task.helpers.push(builder.person(&helper).map_err(fault)?);
                    }
                }
                Some(Field::Estimate) => {
                    task.estimate = Some(fields::estimate(&said, unit(name)).map_err(fault)?);
                }
                Some(Field::Priority) => task.priority = Some(fields::priority(&said).map_err(fault)?),
                Some(Field::Due) => {
                    let day = fields::moment(&said, self.choices.today, &self.choices.zone).map_err(fault)?;
                    task.due = Some(day.day_in(&self.choices.zone));
                }
                Some(Field::Body) => task.body = fields::body(&said).map_err(fault)?,
                Some(Field::Tags) => task.tags.extend(fields::list(&said)),
                Some(Field::Skills) => task.skills.extend(fields::list(&said)),
                Some(Field::Links) => task.links.extend(fields::list(&said)),
                Some(Field::Blocked) => past.blocked = Some(fields::title(&said).map_err(fault)?),
                Some(Field::Comment) => past.comments.push((past.born, None, fields::body(&said).map_err(fault)?)),
                Some(Field::Skip) => {}
                Some(_) | None => past.extra.push((name.to_string(), fields::body(&said).map_err(fault)?)),
            }
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
