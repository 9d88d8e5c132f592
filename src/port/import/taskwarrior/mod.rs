//! What `task export` writes, as an array or line by line → a plan. Attributes this program lacks are kept word for
//! word; `project` and user fields go where the mappings say.

mod record;
mod scan;
mod task;

use std::collections::{HashMap, HashSet};

use super::build::Builder;
use super::known::{Known, UUID};
use super::report::{Notice, ProblemKind};
use super::{Choices, ImportError, MOST_TASKS, Plan, circle, decode};
use crate::base::id::Id;
use crate::base::source::Ids;
use record::{Item, Record};
use task::Import;

/// Plans the import of an export.
pub fn plan(bytes: &[u8], known: &Known, choices: &Choices, ids: &mut dyn Ids) -> Result<Plan, ImportError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count() as u64;
        ImportError::Encoding(decode::PLAIN, line)
    })?;
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let mut builder = Builder::new(known, choices, ids);
    builder.report.encoding = "utf-8";
    let records = read(text, &mut builder)?;
    let (kept, here) = settle(&records, &mut builder);
    let mut import = Import::new(choices, here);
    import.report_mapping(&records, &mut builder);
    let mut born = Vec::with_capacity(kept.len());
    for (line, record, id) in kept {
        if import.add(line, record, id, &mut builder) {
            born.push((line, record, id));
        }
    }
    builder.report.notices.extend(import.notices());
    link(&born, &mut builder);
    Ok(builder.finish())
}

/// Reads every record; what is none becomes a problem, unless nothing is one.
fn read<'t>(text: &'t str, builder: &mut Builder<'_>) -> Result<Vec<(u64, Record<'t>)>, ImportError> {
    let mut records = vec![];
    let mut first_fault = None;
    for item in scan::objects(text) {
        let (line, slice, fault) = match item {
            Ok((line, slice)) => match serde_json::from_str::<Record<'_>>(slice) {
                Ok(record) => {
                    records.push((line, record));
                    continue;
                }
                Err(error) => (line + error.line().saturating_sub(1) as u64, slice, error.to_string()),
            },
            Err((line, slice)) => (line, slice, "not a whole JSON object".to_owned()),
        };
        first_fault.get_or_insert((line, fault.clone()));
        builder.problem(line, None, ProblemKind::Json(fault), slice);
        if records.len() + builder.report.problems.len() > MOST_TASKS {
            return Err(ImportError::TooLarge(MOST_TASKS));
        }
    }
    match first_fault {
        Some((line, fault)) if records.is_empty() => Err(ImportError::NotTasks(line, fault)),
        _ if records.len() > MOST_TASKS => Err(ImportError::TooLarge(MOST_TASKS)),
        _ => Ok(records),
    }
}

/// A record with its line and its id.
type Kept<'r, 't> = (u64, &'r Record<'t>, Id);

/// Leaves out what came before and the templates of recurring tasks; gives every other record its id, and tells which
/// identity got which.
fn settle<'r, 't>(
    records: &'r [(u64, Record<'t>)],
    builder: &mut Builder<'_>,
) -> (Vec<Kept<'r, 't>>, HashMap<&'r str, Id>) {
    let parents: HashSet<&str> =
        records.iter().filter_map(|(_, record)| record.other("parent")).filter_map(Item::plain).collect();
    let mut ids: HashMap<&str, Id> = HashMap::with_capacity(records.len());
    let (mut templates, mut here) = (0, 0);
    let mut kept = Vec::with_capacity(records.len());
    for (line, record) in records {
        if builder.known().foreign.contains_key(&*record.uuid) {
            here += 1;
            continue;
        }
        if record.status == "recurring" && parents.contains(&*record.uuid) {
            templates += 1;
            continue;
        }
        let id = builder.id();
        if !record.uuid.is_empty() && ids.insert(&record.uuid, id).is_some() {
            builder.problem(*line, Some(UUID), ProblemKind::TwiceKey, &record.uuid);
            continue;
        }
        kept.push((*line, record, id));
    }
    let counted = [(Notice::AlreadyHere(here), here), (Notice::Templates(templates), templates)];
    builder.report.notices.extend(counted.into_iter().filter(|(_, count)| *count > 0).map(|(notice, _)| notice));
    (kept, ids)
}

/// Makes tasks wait for each other once all of them are there. A circle is a problem of its first line.
fn link(born: &[Kept<'_, '_>], builder: &mut Builder<'_>) {
    if born.iter().all(|(_, record, _)| record.depends.is_empty()) {
        return;
    }
    let ids: HashMap<&str, Id> = born.iter().map(|(_, record, id)| (&*record.uuid, *id)).collect();
    for (_, record, id) in born {
        for needed in &record.depends {
            let there = ids.get(&**needed).or_else(|| builder.known().foreign.get(&**needed)).copied();
            if let Some(needs) = there {
                builder.depend(*id, needs);
            }
        }
    }
    for _ in 0..circle::MOST_NAMED {
        let Some(circle) = circle::find(builder.depends()) else { break };
        let on_it = |id: &Id| born.iter().find(|(_, _, own)| own == id);
        let mut titles: Vec<&str> = circle.iter().filter_map(on_it).map(|(_, record, _)| &*record.title).collect();
        titles.extend(titles.first().copied());
        let line = on_it(&circle[0]).map_or(0, |(line, _, _)| *line);
        builder.problem(line, Some("depends"), ProblemKind::Circle, &titles.join(" ➜ "));
        builder.forget(circle[0], circle.get(1).copied().unwrap_or(circle[0]));
    }
}
