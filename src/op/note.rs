//! Notes and troubles.

use serde::{Deserialize, Serialize};

use super::OpError;
use super::member::tidy;
use super::patch::Patch;
use super::role::{self, BODY, TITLE};
use super::work::Work;
use crate::base::id::Id;
use crate::domain::note::{Note, NoteKind};
use crate::domain::party::Party;
use crate::domain::refusal::{Deed, Refusal};
use crate::domain::task::Task;

/// What can be done with notes.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// A new note or trouble.
    Add {
        /// Row id, minted by the caller.
        id: Id,
        /// Which of the two.
        kind: NoteKind,
        /// The party it belongs to; a task's party when a task is given.
        #[serde(default)]
        party: Option<Id>,
        /// The task it came up in.
        #[serde(default)]
        task: Option<Id>,
        /// Title or symptom.
        title: String,
        /// Text or cause.
        #[serde(default)]
        body: String,
        /// What mended it.
        #[serde(default)]
        fix: String,
        /// Tags.
        #[serde(default)]
        tags: Vec<String>,
    },
    /// New values for `title`, `body`, `fix`, `tags`, `task`.
    Edit {
        /// Which.
        note: Id,
        /// The fields.
        set: Patch,
    },
    /// Takes it away; undo brings it back.
    Remove {
        /// Which.
        note: Id,
    },
}

/// Carries one out.
pub fn run(work: &mut Work<'_>, op: &Op) -> Result<(), OpError> {
    match op {
        Op::Add { id, kind, party, task, title, body, fix, tags } => {
            let author = role::actor(work)?.id;
            let party = match (task, party) {
                (Some(task), _) => Some(work.one::<Task>(*task)?.party),
                (None, Some(party)) => Some(work.one::<Party>(*party)?.id),
                (None, None) => None,
            };
            if let Some(party) = party {
                role::voice(work, party)?;
            }
            let number = work.numbers("note", 1)?;
            let note = Note {
                id: *id,
                number,
                kind: *kind,
                party,
                task: *task,
                title: role::one_line(title),
                body: body.trim_end().to_owned(),
                fix: fix.trim_end().to_owned(),
                tags: tidy(tags),
                author: Some(author),
                at: work.meta.at,
            };
            check(&note)?;
            work.insert(&note);
        }
        Op::Edit { note, set } => {
            let before: Note = work.one(*note)?;
            mine(work, &before)?;
            let what = before.title.clone();
            let mut after = set.apply(work, &before, &["title", "body", "fix", "tags", "task"], &what)?;
            after.tags = tidy(&after.tags);
            after.title = role::one_line(&after.title);
            if let Some(task) = after.task.filter(|_| after.task != before.task) {
                let party = work.one::<Task>(task)?.party;
                role::voice(work, party)?;
                after.party = Some(party);
            }
            check(&after)?;
            work.update(&before, &after);
        }
        Op::Remove { note } => {
            let before: Note = work.one(*note)?;
            mine(work, &before)?;
            work.delete(&before);
        }
    }
    Ok(())
}

fn check(note: &Note) -> Result<(), OpError> {
    role::text("title", &note.title, TITLE)?;
    role::short("body", &note.body, BODY)?;
    role::short("fix", &note.fix, BODY)
}

/// Refuses unless the actor wrote it, leads its party, or is admin.
fn mine(work: &mut Work<'_>, note: &Note) -> Result<(), OpError> {
    let me = role::actor(work)?;
    if note.author == Some(me.id) || me.admin {
        return Ok(());
    }
    match note.party {
        Some(party) => role::leader(work, party, Deed::Others),
        None => {
            let holders = match note.author {
                Some(author) => vec![work.one::<crate::domain::member::Member>(author)?.name],
                None => vec![],
            };
            Err(Refusal::Role { deed: Deed::Others, holders }.into())
        }
    }
}
