//! The members of the workspace.

use serde::Serialize;

use super::{QueryError, entities, select_stmt};
use crate::base::id::Id;
use crate::domain::member::{Alias, Member};
use crate::store::Read;

/// A member with every name they are known by.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct MemberRow {
    /// Row id.
    pub id: Id,
    /// What people type.
    pub handle: String,
    /// What screens show.
    pub name: String,
    /// Other names and former handles.
    pub aliases: Vec<String>,
    /// Whether they may change members and settings.
    pub admin: bool,
    /// Whether they still take part.
    pub active: bool,
    /// Skills, sorted.
    pub skills: Vec<String>,
    /// The entity, for making patches.
    #[serde(skip)]
    pub member: Member,
}

/// Every member, those who left too, by handle.
pub fn people(read: &mut dyn Read) -> Result<Vec<MemberRow>, QueryError> {
    let answers = read.read(&[
        select_stmt::<Member>("id IS NOT NULL ORDER BY fold", vec![]),
        select_stmt::<Alias>("id IS NOT NULL ORDER BY fold", vec![]),
    ])?;
    let aliases: Vec<Alias> = entities(&answers[1])?;
    let row = |member: Member| {
        let own = aliases.iter().filter(|alias| alias.member == member.id);
        MemberRow {
            id: member.id,
            handle: member.handle.clone(),
            name: member.name.clone(),
            aliases: own.map(|alias| alias.name.clone()).collect(),
            admin: member.admin,
            active: member.active,
            skills: member.skills.clone(),
            member,
        }
    };
    Ok(entities::<Member>(&answers[0])?.into_iter().map(row).collect())
}
