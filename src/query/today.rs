//! Today: what the person who looks should do now, over all parties.

use serde::Serialize;

use super::act::ActHead;
use super::heads::named_head;
use super::list::TaskRow;
use super::place::{place_name, place_of};
use super::rows::{self, Pick};
use super::{Ctx, Person, QueryError, each};
use crate::base::day::{Day, Instant};
use crate::base::id::Id;
use crate::domain::act::Act;
use crate::domain::retro::RetroPhase;
use crate::store::record::{Record, columns, read_row};
use crate::store::{Read, Rows, Stmt, Val};

/// The page of today.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Today {
    /// Which day.
    pub day: Day,
    /// Who looks.
    pub me: Option<Person>,
    /// The running acts of their parties, the soonest end first.
    pub acts: Vec<TodayAct>,
    /// Their tasks that somebody else waits for.
    pub waiting: Vec<Waiting>,
    /// What they are doing, in list order.
    pub doing: Vec<TaskRow>,
    /// What comes next, in list order: tasks not begun. Blocked ones carry their mark.
    pub next: Vec<TaskRow>,
    /// How many tasks not begun there are, shown or not.
    pub next_total: i64,
    /// Open actions of retrospectives that they own.
    pub actions: Vec<TaskRow>,
    /// Open retrospectives of their parties.
    pub retros: Vec<TodayRetro>,
}

/// A running act of one of their parties.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TodayAct {
    /// The party's key.
    pub party: String,
    /// The party's name.
    pub party_name: String,
    /// The act.
    pub act: ActHead,
}

/// A task that somebody waits for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Waiting {
    /// The task.
    pub task: TaskRow,
    /// Keys of what waits.
    pub keys: Vec<String>,
    /// Display names of who waits.
    pub names: Vec<String>,
    /// Calendar days since the first of them waits, that day counted.
    pub days: Option<i64>,
}

/// A retrospective that is open.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TodayRetro {
    /// Row id.
    pub id: Id,
    /// The act looked back on.
    pub act: String,
    /// The party's name.
    pub party_name: String,
    /// Where it stands.
    pub phase: RetroPhase,
    /// How many cards they have written.
    pub my_cards: i64,
    /// Row id of the act.
    #[serde(skip)]
    pub act_id: Id,
}

/// The page of today for who looks; for a stranger everything but the day is empty. Shows at most `most` tasks that
/// are not begun.
pub fn today(read: &mut dyn Read, ctx: &Ctx, most: i64) -> Result<Today, QueryError> {
    let mut page = Today {
        day: ctx.today,
        me: None,
        acts: vec![],
        waiting: vec![],
        doing: vec![],
        next: vec![],
        next_total: 0,
        actions: vec![],
        retros: vec![],
    };
    let Some(me) = ctx.me else { return Ok(page) };
    let (doing, next) = (mine(me, "t.status = 'doing'", None), mine(me, "t.status = 'todo'", Some(most)));
    let waited = "t.id IN (SELECT d.needs FROM task o CROSS JOIN dependency d CROSS JOIN task w WHERE o.owner = ? \
                  AND o.is_open = 1 AND d.needs = o.id AND w.id = d.task AND w.is_open = 1 AND \
                  (w.owner IS NULL OR w.owner <> o.owner))";
    let mut waiting = mine(me, "t.status IN ('todo', 'doing')", None);
    waiting.also(waited, [me.0.into()]);
    let mut actions = mine(me, "t.id IN (SELECT task FROM action)", None);
    actions.limit = Some(most);
    let mut batch = vec![];
    for pick in [&doing, &next, &waiting, &actions] {
        batch.extend(pick.stmts());
    }
    batch.push(next.count_stmt(super::list::MOST_COUNTED + 1));
    batch.extend(own_stmts(me));
    let answers = read.read(&batch)?;
    let rows = |place: usize| rows::assemble(&answers[place * rows::STMTS..], ctx);
    (page.doing, page.next, page.actions) = (rows(0)?, rows(1)?, rows(3)?);
    let rest = &answers[4 * rows::STMTS..];
    page.next_total = rest[0].single().map_or(Ok(0), Val::int)?;
    page.me = each(&rest[1], |at| Ok(Person { id: at.next()?, handle: at.next()?, name: at.next()? }))?.pop();
    page.acts = acts(&rest[2], ctx)?;
    page.retros = each(&rest[3], |at| {
        let (id, act) = (at.next()?, place_of(at)?.unwrap_or_default());
        Ok(TodayRetro { id, act, party_name: at.next()?, phase: at.next()?, my_cards: at.next()?, act_id: at.next()? })
    })?;
    page.waiting = waiters(rows(2)?, &rest[4], ctx)?;
    Ok(page)
}

/// Open tasks of somebody, in list order.
fn mine(me: Id, condition: &str, limit: Option<i64>) -> Pick {
    let mut pick = Pick::new("t.priority, t.due_key, t.party, t.number");
    pick.also("t.owner = ? AND t.is_open = 1", [me.0.into()]);
    pick.also(condition, []);
    pick.limit = limit;
    pick
}

fn own_stmts(me: Id) -> [Stmt; 4] {
    let one = |sql: String| Stmt::new(sql, vec![me.0.into()]);
    [
        one("SELECT id, handle, name FROM member WHERE id = $1".to_owned()),
        one(format!(
            "SELECT {}, s.number, p.key, p.name FROM membership x CROSS JOIN act a JOIN season s ON s.id = a.season \
             JOIN party p ON p.id = a.party WHERE x.member = $1 AND x.role = 'member' AND a.party = x.party \
             AND a.stage = 'running' ORDER BY COALESCE(a.last, '9999-12-31'), p.key, a.number",
            columns::<Act>("a")
        )),
        one("SELECT r.id, p.key, s.number, a.number, p.name, r.phase, \
             (SELECT COUNT(*) FROM card c WHERE c.retro = r.id AND c.author = $1), r.act \
             FROM membership x CROSS JOIN retro r JOIN act a ON a.id = r.act JOIN season s ON s.id = a.season \
             JOIN party p ON p.id = r.party WHERE x.member = $1 AND x.role = 'member' AND r.party = x.party \
             AND r.phase <> 'closed' ORDER BY p.key, s.number, a.number"
            .to_owned()),
        // Since when: the moment the dependency was noted.
        one("SELECT d.needs, p.key, w.number, m.name, (SELECT e.at FROM change c JOIN entry e ON e.seq = c.seq \
             WHERE c.row = d.id AND c.before IS NULL ORDER BY c.seq DESC LIMIT 1) \
             FROM task o CROSS JOIN dependency d CROSS JOIN task w CROSS JOIN party p LEFT JOIN member m \
             ON m.id = w.owner WHERE o.owner = $1 AND o.is_open = 1 AND d.needs = o.id AND w.id = d.task \
             AND w.is_open = 1 AND p.id = w.party AND (w.owner IS NULL OR w.owner <> o.owner) ORDER BY p.key, w.number"
            .to_owned()),
    ]
}

fn acts(rows: &Rows, ctx: &Ctx) -> Result<Vec<TodayAct>, QueryError> {
    let mut acts = vec![];
    for row in rows {
        let (act, rest) = row.split_at(Act::JOURNALLED + 1);
        let act: Act = read_row(act)?;
        let (season, party) = (rest[0].int()?, rest[1].text()?.to_owned());
        let place = place_name(&party, Some(season), Some(act.number));
        acts.push(TodayAct { party, party_name: rest[2].text()?.to_owned(), act: named_head(&act, place, ctx.today) });
    }
    Ok(acts)
}

fn waiters(tasks: Vec<TaskRow>, rows: &Rows, ctx: &Ctx) -> Result<Vec<Waiting>, QueryError> {
    let mut waiting: Vec<Waiting> =
        tasks.into_iter().map(|task| Waiting { task, keys: vec![], names: vec![], days: None }).collect();
    for row in rows {
        let needs = Id(row[0].int()?);
        let Some(entry) = waiting.iter_mut().find(|entry| entry.task.id == needs) else { continue };
        entry.keys.push(format!("{}-{}", row[1].text()?, row[2].int()?));
        if let Some(name) = row[3].text_or_null()?
            && !entry.names.iter().any(|known| known == name)
        {
            entry.names.push(name.to_owned());
        }
        let since = row[4].text_or_null()?.and_then(|at| at.parse::<Instant>().ok());
        let days = since.map(|at| (ctx.today.since(at.day_in(&ctx.zone)) + 1).max(1));
        entry.days = entry.days.max(days);
    }
    Ok(waiting)
}
