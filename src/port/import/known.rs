//! What an import has to know of the workspace: who is there, and which places.

use std::collections::HashMap;

use crate::base::fold::fold;
use crate::base::id::Id;
use crate::domain::act::Act;
use crate::domain::member::{Alias, Member};
use crate::domain::party::{Former, Party};
use crate::domain::season::Season;
use crate::query::{QueryError, select};
use crate::store::engine::Read;
use crate::store::value::Stmt;

/// The workspace, as far as an import asks.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Known {
    /// Who brings it in; founds what is new.
    pub actor: Option<Id>,
    /// Members.
    pub members: Vec<Member>,
    /// Other names of members.
    pub aliases: Vec<Alias>,
    /// Parties.
    pub parties: Vec<Party>,
    /// Former keys of parties and tasks.
    pub former: Vec<Former>,
    /// Seasons.
    pub seasons: Vec<Season>,
    /// Acts.
    pub acts: Vec<Act>,
    /// Tasks by key, `LOG-12`.
    pub tasks: HashMap<String, Id>,
    /// Tasks that came from other programs, by the identity they had there.
    pub foreign: HashMap<String, Id>,
}

/// The name under which another program's identity of a task is kept.
pub const UUID: &str = "uuid";

impl Known {
    /// Reads it from a store; `actor` is who brings in.
    pub fn load(read: &mut dyn Read, actor: Option<Id>) -> Result<Self, QueryError> {
        let parties: Vec<Party> = select(read, "id IS NOT NULL ORDER BY key", vec![])?;
        let keys: HashMap<i64, &str> = parties.iter().map(|party| (party.id.0, party.key.as_str())).collect();
        let mut tasks = HashMap::new();
        let mut foreign = HashMap::new();
        for row in &read.read_one(Stmt::plain("SELECT id, party, number, extra FROM task"))? {
            let id = Id(row[0].int()?);
            if let Some(key) = keys.get(&row[1].int()?) {
                tasks.insert(format!("{key}-{}", row[2].int()?), id);
            }
            let extra: Vec<(String, String)> = serde_json::from_str(row[3].text()?).unwrap_or_default();
            foreign.extend(extra.into_iter().filter(|(name, _)| name == UUID).map(|(_, uuid)| (uuid, id)));
        }
        Ok(Self {
            actor,
            members: select(read, "id IS NOT NULL ORDER BY fold", vec![])?,
            aliases: select(read, "id IS NOT NULL", vec![])?,
            former: select(read, "id IS NOT NULL", vec![])?,
            seasons: select(read, "id IS NOT NULL ORDER BY number", vec![])?,
            acts: select(read, "id IS NOT NULL ORDER BY number", vec![])?,
            parties,
            tasks,
            foreign,
        })
    }

    /// The member of a handle, alias or display name; none when nobody or two people have it.
    pub fn member(&self, name: &str) -> Option<Id> {
        let wanted = fold(name.trim().trim_start_matches('@'));
        let by_handle = self.members.iter().find(|member| fold(&member.handle) == wanted).map(|member| member.id);
        let by_alias = || self.aliases.iter().find(|alias| fold(&alias.name) == wanted).map(|alias| alias.member);
        by_handle.or_else(by_alias).or_else(|| {
            let mut named = self.members.iter().filter(|member| fold(&member.name) == wanted);
            let first = named.next()?;
            named.next().is_none().then_some(first.id)
        })
    }

    /// The party of a key, a former key, or a name.
    pub fn party(&self, text: &str) -> Option<&Party> {
        let (key, name) = (text.trim().to_ascii_uppercase(), fold(text.trim()));
        let by_id = |id: Id| self.parties.iter().find(|party| party.id == id);
        self.parties
            .iter()
            .find(|party| party.key == key)
            .or_else(|| self.former.iter().find(|former| former.key == key).and_then(|former| by_id(former.target)))
            .or_else(|| self.parties.iter().find(|party| fold(&party.name) == name))
    }
}
