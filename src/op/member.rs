//! Members of the workspace, their names, and the workspace's settings.

use serde::{Deserialize, Serialize};

use super::OpError;
use super::patch::Patch;
use super::role::{self, TITLE};
use super::seat;
use super::work::Work;
use crate::base::day::Zone;
use crate::base::fold::fold;
use crate::base::id::Id;
use crate::base::name;
use crate::domain::member::{Alias, Member, SETTINGS, Setting};
use crate::domain::refusal::Refusal;
use crate::plan::calendar::Week;

/// What can be done with members.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// A new member; the first one is admin.
    Add {
        /// Row id, minted by the caller.
        id: Id,
        /// What people type.
        handle: String,
        /// What screens show.
        name: String,
        /// Other names.
        #[serde(default)]
        aliases: Vec<String>,
    },
    /// New values for `handle`, `name`, `admin`, `active`, `skills`.
    Edit {
        /// Whom.
        member: Id,
        /// The fields.
        set: Patch,
    },
    /// One more name for somebody.
    Alias {
        /// Whom.
        member: Id,
        /// The name.
        name: String,
    },
    /// One name less.
    Unalias {
        /// Whom.
        member: Id,
        /// The name.
        name: String,
    },
    /// A setting of the workspace.
    Config {
        /// One of [`SETTINGS`].
        name: String,
        /// Its value.
        value: String,
    },
}

/// Carries one out.
pub fn run(work: &mut Work<'_>, op: &Op) -> Result<(), OpError> {
    match op {
        Op::Add { id, handle, name, aliases } => add(work, *id, handle, name, aliases),
        Op::Edit { member, set } => edit(work, *member, set),
        Op::Alias { member, name } => {
            mine_or_admin(work, *member)?;
            let id = work.id();
            add_alias(work, id, *member, name)
        }
        Op::Unalias { member, name } => {
            mine_or_admin(work, *member)?;
            let args = vec![fold(name).into(), member.0.into()];
            let alias = work.select::<Alias>("fold = $1 AND member = $2", args)?.pop();
            work.delete(&alias.ok_or_else(|| Refusal::Gone(name.clone()))?);
            Ok(())
        }
        Op::Config { name, value } => config(work, name, value),
    }
}

/// Writes the settings that every workspace has from its first entry on.
pub fn first_settings(work: &mut Work<'_>) {
    let id = work.id();
    let value = work.zone.to_string();
    work.insert(&Setting { id, name: "timezone".to_owned(), value });
}

fn add(work: &mut Work<'_>, id: Id, handle: &str, name: &str, aliases: &[String]) -> Result<(), OpError> {
    let first = work.select::<Member>("id IS NOT NULL LIMIT 1", vec![])?.is_empty();
    if !first {
        role::admin(work)?;
    }
    role::text("name", name, TITLE)?;
    let handle = free_handle(work, handle, None)?;
    work.insert(&Member { id, handle, name: role::one_line(name), admin: first, active: true, skills: vec![] });
    for alias in aliases {
        let row = work.id();
        add_alias(work, row, id, alias)?;
    }
    Ok(())
}

fn add_alias(work: &mut Work<'_>, id: Id, member: Id, name: &str) -> Result<(), OpError> {
    let name = free_handle(work, name, None)?;
    work.insert(&Alias { id, member, name });
    Ok(())
}

/// The handle or alias as it is kept; refused when it breaks the rules or is somebody's. `except` may have it already.
fn free_handle(work: &mut Work<'_>, handle: &str, except: Option<Id>) -> Result<String, OpError> {
    let handle = name::handle(handle).map_err(|_| Refusal::BadHandle(handle.to_owned()))?;
    let folded = fold(&handle);
    let mut owners: Vec<Id> =
        work.select::<Member>("fold = $1", vec![folded.clone().into()])?.into_iter().map(|member| member.id).collect();
    owners.extend(work.select::<Alias>("fold = $1", vec![folded.into()])?.into_iter().map(|alias| alias.member));
    match owners.into_iter().find(|owner| Some(*owner) != except) {
        Some(owner) => {
            let by = work.one::<Member>(owner)?.name;
            Err(Refusal::NameTaken { name: handle, by }.into())
        }
        None => Ok(handle),
    }
}

fn mine_or_admin(work: &mut Work<'_>, member: Id) -> Result<(), OpError> {
    if role::actor(work)?.id == member { Ok(()) } else { role::admin(work) }
}

fn edit(work: &mut Work<'_>, id: Id, set: &Patch) -> Result<(), OpError> {
    let before: Member = work.one(id)?;
    let own = role::actor(work)?.id == id && !set.touches("admin") && !set.touches("active");
    if !own {
        role::admin(work)?;
    }
    let mut after = set.apply(work, &before, &["handle", "name", "admin", "active", "skills"], &before.name.clone())?;
    role::text("name", &after.name, TITLE)?;
    after.name = role::one_line(&after.name);
    after.skills = tidy(&after.skills);
    after.handle =
        if after.handle == before.handle { after.handle } else { free_handle(work, &after.handle, Some(id))? };
    if after.handle != before.handle {
        // The old handle stays known as an alias; taking an own alias as handle frees that alias.
        let args = vec![fold(&after.handle).into(), id.0.into()];
        for alias in work.select::<Alias>("fold = $1 AND member = $2", args)? {
            work.delete(&alias);
        }
        let row = work.id();
        work.insert(&Alias { id: row, member: id, name: before.handle.clone() });
    }
    if before.admin && before.active && !(after.admin && after.active) {
        let others = work.select::<Member>("admin = 1 AND active = 1 AND id <> $1 LIMIT 1", vec![id.0.into()])?;
        if others.is_empty() {
            return Err(Refusal::LastAdmin.into());
        }
    }
    if before.active && !after.active {
        seat::settle_all(work, &before)?;
    }
    work.update(&before, &after);
    Ok(())
}

/// Folds, sorts and removes doubles: how tags and skills are kept.
pub fn tidy(words: &[String]) -> Vec<String> {
    let mut words: Vec<String> = words.iter().map(|word| fold(word.trim())).filter(|word| !word.is_empty()).collect();
    words.sort();
    words.dedup();
    words
}

fn config(work: &mut Work<'_>, name: &str, value: &str) -> Result<(), OpError> {
    role::admin(work)?;
    if !fits(name, value) {
        return Err(Refusal::BadSetting { name: name.to_owned(), value: value.to_owned() }.into());
    }
    match work.select::<Setting>("name = $1", vec![name.into()])?.pop() {
        Some(before) => {
            let after = Setting { value: value.to_owned(), ..before.clone() };
            work.update(&before, &after);
        }
        None => {
            let id = work.id();
            work.insert(&Setting { id, name: name.to_owned(), value: value.to_owned() });
        }
    }
    Ok(())
}

/// Whether a setting exists and takes the value.
fn fits(name: &str, value: &str) -> bool {
    let known = SETTINGS.iter().any(|(setting, _)| *setting == name);
    known
        && match name {
            "timezone" => value.parse::<Zone>().is_ok(),
            "calendar" => matches!(value, "kr" | "none"),
            "day_hours" => value.parse::<i64>().is_ok_and(|hours| (1..=24).contains(&hours)),
            "weekdays" => value.parse::<Week>().is_ok(),
            "focus" => value.parse::<f64>().is_ok_and(|focus| focus > 0.0 && focus <= 1.0 && value.len() <= 5),
            _ => false,
        }
}
