//! Tasks as a table that spreadsheets open: UTF-8 with a byte order mark, CRLF, cells that cannot turn into formulas.
//! The importer reads the same columns back.

use std::collections::HashMap;

use crate::base::id::Id;
use crate::domain::act::Act;
use crate::domain::member::Member;
use crate::domain::party::Party;
use crate::domain::season::Season;
use crate::domain::task::{Dependency, Origin, Task, TaskPerson, TaskStatus, Tie};
use crate::port::columns::COLUMNS;
use crate::query::{Ctx, QueryError, select};
use crate::store::engine::Read;
use crate::text::{Lang, Word, w, word};

/// Everything a table of tasks shows, looked up once.
struct Lookup {
    keys: HashMap<Id, String>,
    seasons: HashMap<Id, String>,
    acts: HashMap<Id, String>,
    handles: HashMap<Id, String>,
    helpers: HashMap<Id, Vec<Id>>,
    needs: HashMap<Id, Vec<Id>>,
    tasks: HashMap<Id, (Id, i64)>,
}

/// All tasks, or those of one party, ended ones too: by party and number.
pub fn tasks(read: &mut dyn Read, ctx: &Ctx, lang: Lang, party: Option<Id>) -> Result<Vec<u8>, QueryError> {
    let lookup = Lookup::load(read)?;
    let (condition, args) = match party {
        Some(party) => ("party = $1 ORDER BY number", vec![party.0.into()]),
        None => ("id IS NOT NULL", vec![]),
    };
    let mut tasks: Vec<Task> = select(read, condition, args)?;
    let key = |task: &Task| (lookup.keys.get(&task.party).cloned(), task.number);
    tasks.sort_by_cached_key(key);
    let mut rows = vec![COLUMNS.iter().map(|(heading, _)| word(lang, *heading).to_owned()).collect()];
    rows.extend(tasks.iter().map(|task| lookup.row(task, ctx, lang)));
    Ok(table(&rows))
}

/// Rows of cells as a file.
pub fn table(rows: &[Vec<String>]) -> Vec<u8> {
    let mut out = b"\xEF\xBB\xBF".to_vec();
    for row in rows {
        for (place, cell) in row.iter().enumerate() {
            if place > 0 {
                out.push(b',');
            }
            push_cell(&mut out, cell);
        }
        out.extend(b"\r\n");
    }
    out
}

/// A cell in quotes where it needs them; one that a spreadsheet would reckon with gets a `'` in front.
fn push_cell(out: &mut Vec<u8>, cell: &str) {
    let guarded = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let quoted = cell.contains(['"', ',', ';', '\n', '\r', '\t']) || cell.starts_with(' ') || cell.ends_with(' ');
    if quoted {
        out.push(b'"');
    }
    if guarded {
        out.push(b'\'');
    }
    for byte in cell.bytes() {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    if quoted {
        out.push(b'"');
    }
}

impl Lookup {
    fn load(read: &mut dyn Read) -> Result<Self, QueryError> {
        let parties: Vec<Party> = select(read, "id IS NOT NULL", vec![])?;
        let keys: HashMap<Id, String> = parties.into_iter().map(|party| (party.id, party.key)).collect();
        let seasons: Vec<Season> = select(read, "id IS NOT NULL", vec![])?;
        let place = |season: &Season| keys.get(&season.party).map(|key| format!("{key}/S{}", season.number));
        let seasons: HashMap<Id, String> =
            seasons.iter().filter_map(|season| Some((season.id, place(season)?))).collect();
        let acts: Vec<Act> = select(read, "id IS NOT NULL", vec![])?;
        let place = |act: &Act| seasons.get(&act.season).map(|season| format!("{season}/A{}", act.number));
        let acts = acts.iter().filter_map(|act| Some((act.id, place(act)?))).collect();
        let members: Vec<Member> = select(read, "id IS NOT NULL", vec![])?;
        let handles = members.into_iter().map(|member| (member.id, member.handle)).collect();
        let mut helpers: HashMap<Id, Vec<Id>> = HashMap::new();
        for tie in select::<TaskPerson>(read, "tie = $1 ORDER BY id", vec![Tie::Helper.as_str().into()])? {
            helpers.entry(tie.task).or_default().push(tie.member);
        }
        let mut needs: HashMap<Id, Vec<Id>> = HashMap::new();
        for edge in select::<Dependency>(read, "id IS NOT NULL ORDER BY id", vec![])? {
            needs.entry(edge.task).or_default().push(edge.needs);
        }
        let stmt = crate::store::value::Stmt::plain("SELECT id, party, number FROM task");
        let mut tasks = HashMap::new();
        if !needs.is_empty() {
            for row in &read.read_one(stmt)? {
                tasks.insert(Id(row[0].int()?), (Id(row[1].int()?), row[2].int()?));
            }
        }
        Ok(Self { keys, seasons, acts, handles, helpers, needs, tasks })
    }

    fn key(&self, party: Id, number: i64) -> String {
        format!("{}-{number}", self.keys.get(&party).map_or("", String::as_str))
    }

    fn row(&self, task: &Task, ctx: &Ctx, lang: Lang) -> Vec<String> {
        let handle = |id: Id| self.handles.get(&id).cloned().unwrap_or_default();
        let day = |day: Option<crate::base::day::Day>| day.map_or_else(String::new, |day| day.to_string());
        let helpers = self.helpers.get(&task.id).into_iter().flatten().map(|id| handle(*id));
        let needs = self.needs.get(&task.id).into_iter().flatten().filter_map(|id| self.tasks.get(id));
        let place = task.act.and_then(|act| self.acts.get(&act));
        let place = place.or_else(|| task.season.and_then(|season| self.seasons.get(&season)));
        vec![
            self.key(task.party, task.number),
            task.title.clone(),
            word(lang, status_word(task.status)).to_owned(),
            task.priority.to_string(),
            task.estimate.map_or_else(String::new, |estimate| estimate.to_string()),
            task.owner.map_or_else(String::new, handle),
            helpers.collect::<Vec<_>>().join(", "),
            day(task.due),
            task.tags.join(", "),
            task.skills.join(", "),
            self.keys.get(&task.party).cloned().unwrap_or_default(),
            place.cloned().unwrap_or_default(),
            day(task.started_on),
            day(task.done_on),
            task.blocked.clone().unwrap_or_default(),
            needs.map(|(party, number)| self.key(*party, *number)).collect::<Vec<_>>().join(", "),
            if task.carried == 0 { String::new() } else { task.carried.to_string() },
            word(lang, origin_word(task.origin)).to_owned(),
            task.born.day_in(&ctx.zone).to_string(),
            task.links.join(" "),
            task.body.clone(),
        ]
    }
}

fn status_word(status: TaskStatus) -> Word {
    match status {
        TaskStatus::Todo => w::COMMON_TODO,
        TaskStatus::Doing => w::COMMON_DOING,
        TaskStatus::Done => w::COMMON_DONE,
        TaskStatus::Dropped => w::COMMON_DROPPED,
    }
}

fn origin_word(origin: Origin) -> Word {
    match origin {
        Origin::Plan => w::COMMON_ORIGIN_PLAN,
        Origin::Unplanned => w::COMMON_ORIGIN_UNPLANNED,
        Origin::Review => w::COMMON_ORIGIN_REVIEW,
        Origin::Retro => w::COMMON_ORIGIN_RETRO,
        Origin::Import => w::COMMON_ORIGIN_IMPORT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_cannot_turn_into_formulas() {
        let rows = [vec!["=1+1".to_owned(), "a,\"b\"".to_owned()], vec!["-2".to_owned(), "한글".to_owned()]];
        assert_eq!(table(&rows), "\u{feff}'=1+1,\"a,\"\"b\"\"\"\r\n'-2,한글\r\n".as_bytes());
        assert_eq!(table(&[vec!["@x\ny".to_owned()]]), "\u{feff}\"'@x\ny\"\r\n".as_bytes());
    }
}
