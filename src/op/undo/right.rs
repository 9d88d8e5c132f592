//! Who may take an entry back: somebody else's who leads what it touched; one's own who could still do such a thing today.

use std::collections::BTreeSet;

use serde_json::Value;

use super::changes;
use crate::base::id::Id;
use crate::domain::party::Office;
use crate::domain::refusal::Deed;
use crate::op::OpError;
use crate::op::role;
use crate::op::work::Work;
use crate::store::journal::{Change, ENTRY, Entry, entry_of};
use crate::store::record::{Map, Noun};
use crate::store::value::Stmt;

/// Operations on one's own part, or that everybody may do: taking them back asks for nothing.
const FREE: [&str; 3] = ["party.join", "party.leave", "task.comment"];

/// Operations of who leads, by the beginning of their tags; `party.found` too, because a proposal's founder leads it.
const LEADING: [&str; 7] = ["party.", "season.", "act.", "retro.open", "retro.phase", "retro.action", "retro.close"];

/// Things that only who leads makes or changes: what tells a step of many operations.
const LED: [Noun; 7] = [Noun::Party, Noun::Term, Noun::Share, Noun::Charter, Noun::Season, Noun::Act, Noun::Retro];

/// Refuses unless the actor, who is no admin, may take the entry back.
pub(super) fn check(work: &mut Work<'_>, entry: &Entry, me: Id) -> Result<(), OpError> {
    let own = entry.actor == Some(me);
    let kind = first_kind(work, entry)?;
    if own && FREE.contains(&kind.as_str()) {
        return Ok(());
    }
    let changes = changes(work, entry.seq)?;
    let leading = LEADING.iter().any(|tag| kind.starts_with(tag))
        || (kind == "batch" && changes.iter().any(|change| LED.contains(&change.noun)));
    let mut known = BTreeSet::new();
    for change in &changes {
        let parties = touched(work, change)?;
        if parties.is_empty() && !(own && is_mine(work, change, me)?) {
            return role::admin(work);
        }
        let deed = match (own, leading || concerns_others(work, change, me)?) {
            (false, _) => Some(Deed::UndoOthers),
            (true, true) => Some(Deed::UndoOwn),
            (true, false) => None,
        };
        for party in parties.into_iter().filter(|party| known.insert((*party, deed))) {
            match deed {
                Some(_) if own && hands_back(work, entry, party)? => {}
                Some(deed) => role::leader(work, party, deed)?,
                None => drop(role::voice(work, party)?),
            }
        }
    }
    Ok(())
}

/// The kind of what was done in the first place: an undo of an undo does it again.
fn first_kind(work: &mut Work<'_>, entry: &Entry) -> Result<String, OpError> {
    let (mut kind, mut undoes) = (entry.kind.clone(), entry.undoes);
    while let Some(seq) = undoes {
        let rows = work.rows(Stmt::new(format!("SELECT {ENTRY} FROM entry WHERE seq = $1"), vec![seq.into()]))?;
        let Some(row) = rows.first() else { break };
        let before = entry_of(row)?;
        (kind, undoes) = (before.kind, before.undoes);
    }
    Ok(kind)
}

/// The parties that a change touched.
fn touched(work: &mut Work<'_>, change: &Change) -> Result<Vec<Id>, OpError> {
    if change.noun == Noun::Party {
        return Ok(vec![change.row]);
    }
    let whole = whole(work, change)?;
    let mut parties = vec![];
    // What went from one party to another concerns both.
    for said in [change.before_map()?, change.after_map()?, Some(whole.clone())].into_iter().flatten() {
        let mut fields = whole.clone();
        fields.extend(said);
        parties.extend(party_of(work, &fields)?);
    }
    Ok(parties)
}

/// A changed row's fields: as it is, else as it was.
fn whole(work: &mut Work<'_>, change: &Change) -> Result<Map, OpError> {
    let now = work.fields(change.noun, change.row)?;
    Ok(now.or(change.after_map()?).or(change.before_map()?).unwrap_or_default())
}

fn id(fields: &Map, name: &str) -> Option<Id> {
    fields.get(name).and_then(Value::as_str).and_then(|text| text.parse().ok())
}

/// Whether a thing of no party is the actor's own: they, their names, what they wrote.
fn is_mine(work: &mut Work<'_>, change: &Change, me: Id) -> Result<bool, OpError> {
    let fields = whole(work, change)?;
    Ok(match change.noun {
        Noun::Member => {
            let changed = change.before_map()?.unwrap_or_default();
            change.row == me && !changed.contains_key("admin") && !changed.contains_key("active")
        }
        Noun::Alias => id(&fields, "member") == Some(me),
        Noun::Note => id(&fields, "author") == Some(me),
        _ => false,
    })
}

/// Whether a change gave or took somebody else's task, or changed what somebody else wrote.
fn concerns_others(work: &mut Work<'_>, change: &Change, me: Id) -> Result<bool, OpError> {
    let fields = match change.noun {
        Noun::Task => match (change.before_map()?, change.after_map()?) {
            (Some(before), Some(after)) => return Ok([&before, &after].iter().any(|map| is_others(map, "owner", me))),
            _ => return Ok(false),
        },
        Noun::Card | Noun::Note => whole(work, change)?,
        _ => return Ok(false),
    };
    Ok(is_others(&fields, "author", me))
}

fn is_others(fields: &Map, name: &str, me: Id) -> bool {
    id(fields, name).is_some_and(|owner| owner != me)
}

/// Whether the entry passed on the lead of a party and its new leader has done nothing since: a slip of who led before.
fn hands_back(work: &mut Work<'_>, entry: &Entry, party: Id) -> Result<bool, OpError> {
    let Some(term) = role::holder(work, party, Office::Leader)? else { return Ok(false) };
    let sql = "SELECT (SELECT COUNT(*) FROM change WHERE seq = $1 AND noun = 'term' AND row = $2 AND before IS NULL), \
               (SELECT COUNT(*) FROM entry WHERE seq > $1 AND actor = $3)";
    let rows = work.rows(Stmt::new(sql, vec![entry.seq.into(), term.id.0.into(), term.member.0.into()]))?;
    let Some(row) = rows.first() else { return Ok(false) };
    Ok(row[0].int()? > 0 && row[1].int()? == 0)
}

/// The party a row belongs to, by its own fields or those of the task or retro it hangs on.
pub(super) fn party_of(work: &mut Work<'_>, fields: &Map) -> Result<Option<Id>, OpError> {
    if let Some(party) = id(fields, "party") {
        return Ok(Some(party));
    }
    if let Some(named) = id(fields, "target")
        && work.fields(Noun::Party, named)?.is_some()
    {
        return Ok(Some(named));
    }
    for (noun, name) in [(Noun::Task, "task"), (Noun::Retro, "retro"), (Noun::Act, "act"), (Noun::Task, "target")] {
        if let Some(row) = id(fields, name)
            && let Some(above) = work.fields(noun, row)?
        {
            return Ok(id(&above, "party"));
        }
    }
    Ok(None)
}
