//! What every process needs first: the workspace's settings and who the actor is, in one round trip.

use super::QueryError;
use crate::base::day::Zone;
use crate::base::fold::fold;
use crate::domain::member::Member;
use crate::store::engine::Read;
use crate::store::record::{columns, read_row};
use crate::store::value::Stmt;

/// The workspace as a process meets it.
#[derive(Clone, Debug)]
pub struct Start {
    /// The workspace's time zone; none before its first entry.
    pub zone: Option<Zone>,
    /// Working days, Monday first.
    pub weekdays: [bool; 7],
    /// The member the given name belongs to, by handle, alias or display name.
    pub me: Option<Member>,
    /// Whether there is any member.
    pub peopled: bool,
}

/// The one active member of that display name, folded; none when two share it.
fn by_name(read: &mut dyn Read, folded: &str) -> Result<Option<Member>, QueryError> {
    let mut named = super::select::<Member>(read, "active = 1", vec![])?;
    named.retain(|member| fold(&member.name) == folded);
    Ok(if named.len() == 1 { named.pop() } else { None })
}

/// Reads it; `name` is a handle, an alias or a display name.
pub fn start(read: &mut dyn Read, name: Option<&str>) -> Result<Start, QueryError> {
    let names = columns::<Member>("m");
    let me = format!(
        "SELECT {names} FROM member m WHERE m.fold = $1 OR m.id IN (SELECT a.member FROM alias a WHERE a.fold = $1)"
    );
    let folded = fold(name.unwrap_or_default().trim_start_matches(['@', '＠']));
    let answers = read.read(&[
        Stmt::plain("SELECT name, value FROM setting"),
        Stmt::new(me, vec![folded.as_str().into()]),
        Stmt::plain("SELECT id FROM member LIMIT 1"),
    ])?;
    let mut start = Start {
        zone: None,
        weekdays: [true, true, true, true, true, false, false],
        me: answers[1].first().map(|row| read_row(row)).transpose()?,
        peopled: !answers[2].is_empty(),
    };
    if start.me.is_none() && start.peopled && !folded.is_empty() {
        start.me = by_name(read, &folded)?;
    }
    for row in &answers[0] {
        let value = row[1].text()?;
        match row[0].text()? {
            "timezone" => start.zone = value.parse().ok(),
            "weekdays" => {
                let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
                start.weekdays = days.map(|day| value.split(',').any(|worked| worked == day));
            }
            _ => {}
        }
    }
    Ok(start)
}
