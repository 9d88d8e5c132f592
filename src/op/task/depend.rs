//! What a task waits for; the waiting never runs in a circle.

use std::collections::HashMap;

use crate::base::id::Id;
use crate::domain::refusal::Refusal;
use crate::domain::task::{Dependency, Task};
use crate::op::work::Work;
use crate::op::{OpError, label, role};
use crate::store::value::Stmt;

pub(super) fn depend(work: &mut Work<'_>, id: Id, needs: Id) -> Result<(), OpError> {
    let task: Task = work.one(id)?;
    role::worker(work, task.party)?;
    work.one::<Task>(needs)?;
    if id == needs {
        return Err(Refusal::BadDependency(label::task(work, &task)?).into());
    }
    let args = vec![id.0.into(), needs.0.into()];
    if !work.select::<Dependency>("task = $1 AND needs = $2", args)?.is_empty() {
        return Ok(());
    }
    acyclic(work, id, needs)?;
    let row = work.id();
    work.insert(&Dependency { id: row, task: id, needs });
    Ok(())
}

/// Refuses when what a task waits for waits for the task.
pub fn acyclic(work: &mut Work<'_>, id: Id, needs: Id) -> Result<(), OpError> {
    let Some(path) = path(work, needs, id)? else { return Ok(()) };
    let mut keys = vec![];
    for step in std::iter::once(id).chain(path) {
        let step: Task = work.one(step)?;
        keys.push(label::task(work, &step)?);
    }
    Err(Refusal::Cycle(keys).into())
}

pub(super) fn undepend(work: &mut Work<'_>, id: Id, needs: Id) -> Result<(), OpError> {
    let task: Task = work.one(id)?;
    role::worker(work, task.party)?;
    for row in work.select::<Dependency>("task = $1 AND needs = $2", vec![id.0.into(), needs.0.into()])? {
        work.delete(&row);
    }
    Ok(())
}

/// The way from one task to another along what each waits for, both ends included; none when there is no way.
fn path(work: &mut Work<'_>, from: Id, to: Id) -> Result<Option<Vec<Id>>, OpError> {
    let sql = "WITH RECURSIVE walk (task, needs) AS (SELECT task, needs FROM dependency WHERE task = $1 \
               UNION SELECT d.task, d.needs FROM dependency d JOIN walk w ON d.task = w.needs) \
               SELECT task, needs FROM walk";
    let rows = work.rows(Stmt::new(sql, vec![from.0.into()]))?;
    let mut edges: HashMap<Id, Vec<Id>> = HashMap::new();
    for row in &rows {
        edges.entry(Id(row[0].int()?)).or_default().push(Id(row[1].int()?));
    }
    let mut came: HashMap<Id, Id> = HashMap::new();
    let mut queue = vec![from];
    let mut at = 0;
    while let Some(&node) = queue.get(at) {
        at += 1;
        if node == to {
            let mut path = vec![to];
            while let Some(&before) = path.last().and_then(|last| came.get(last)) {
                path.push(before);
            }
            path.reverse();
            return Ok(Some(path));
        }
        for &next in edges.get(&node).into_iter().flatten() {
            if next != from && !came.contains_key(&next) {
                came.insert(next, node);
                queue.push(next);
            }
        }
    }
    Ok(None)
}
