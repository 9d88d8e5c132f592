//! Notes and troubles: listed, found by any word while it is being typed, read.

use serde::Serialize;

use super::rows::like;
use super::{Cells, QueryError, Thing};
use crate::base::day::Instant;
use crate::base::fold::{Column, Needle, fold};
use crate::base::id::Id;
use crate::domain::note::{Note, NoteKind};
use crate::store::record::{Record, columns, read_row};
use crate::store::{Read, Rows, Stmt, Val};

/// One note or trouble.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct NoteRow {
    /// Row id.
    pub id: Id,
    /// From 1 over the workspace.
    pub number: i64,
    /// Which of the two.
    pub kind: NoteKind,
    /// The party's key.
    pub party: Option<String>,
    /// The task's key.
    pub task: Option<String>,
    /// A note's title, a trouble's symptom.
    pub title: String,
    /// A note's text, a trouble's cause.
    pub body: String,
    /// What mended a trouble.
    pub fix: String,
    /// Tags.
    pub tags: Vec<String>,
    /// Handle of who wrote it.
    pub author: Option<String>,
    /// Display name of who wrote it.
    pub author_name: Option<String>,
    /// When.
    pub at: Instant,
    /// The entity, for making patches.
    #[serde(skip)]
    pub note: Note,
}

/// Which notes are asked for; the default asks for all.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NoteFilter {
    /// Only notes, or only troubles.
    pub kind: Option<NoteKind>,
    /// Of this party.
    pub party: Option<Id>,
    /// Of this task.
    pub task: Option<Id>,
    /// With this tag.
    pub tag: Option<String>,
    /// That hold every word of this, half-typed Hangul and initials too.
    pub text: Option<String>,
    /// At most so many.
    pub limit: Option<i64>,
    /// Only those older than this number.
    pub before: Option<i64>,
}

/// Notes and troubles, the latest first.
pub fn notes(read: &mut dyn Read, filter: &NoteFilter) -> Result<Vec<NoteRow>, QueryError> {
    rows_of(&read.read_one(filter.stmt())?)
}

/// One note by its number, `3` or `#3`.
///
/// Errors: `Missing` when there is none.
pub fn note(read: &mut dyn Read, text: &str) -> Result<NoteRow, QueryError> {
    let missing = || QueryError::missing(Thing::Note, text);
    let number: i64 = text.trim().trim_start_matches('#').parse().map_err(|_| missing())?;
    let stmt = note_stmt("x.number = $1", "", vec![number.into()]);
    rows_of(&read.read_one(stmt)?)?.pop().ok_or_else(missing)
}

impl NoteFilter {
    pub(super) fn stmt(&self) -> Stmt {
        let (mut conditions, mut args): (Vec<String>, Vec<Val>) = (vec!["x.id IS NOT NULL".to_owned()], vec![]);
        let mut also = |condition: &str, arg: Val| {
            args.push(arg);
            conditions.push(condition.replace('?', &format!("${}", args.len())));
        };
        if let Some(kind) = self.kind {
            also("x.kind = ?", kind.as_str().into());
        }
        if let Some(party) = self.party {
            also("x.party = ?", party.0.into());
        }
        if let Some(task) = self.task {
            also("x.task = ?", task.0.into());
        }
        if let Some(tag) = &self.tag {
            let quoted = serde_json::to_string(&fold(tag.trim_start_matches('#'))).unwrap_or_default();
            also("x.tags LIKE ? ESCAPE '\\'", like(&quoted).into());
        }
        for needle in self.text.iter().flat_map(|text| Needle::each(text)) {
            let column = match needle.column {
                Column::Keys => "x.find",
                Column::Initials => "x.initials",
            };
            also(&format!("{column} LIKE ? ESCAPE '\\'"), needle.pattern().into());
        }
        if let Some(before) = self.before {
            also("x.number < ?", before.into());
        }
        let window = self.limit.map_or_else(String::new, |limit| format!(" LIMIT {limit}"));
        note_stmt(&conditions.join(" AND "), &format!(" ORDER BY x.number DESC{window}"), args)
    }
}

fn note_stmt(condition: &str, order: &str, args: Vec<Val>) -> Stmt {
    let sql = format!(
        "SELECT {}, p.key, q.key, t.number, m.handle, m.name FROM note x LEFT JOIN party p ON p.id = x.party \
         LEFT JOIN task t ON t.id = x.task LEFT JOIN party q ON q.id = t.party LEFT JOIN member m ON m.id = x.author \
         WHERE {condition}{order}",
        columns::<Note>("x")
    );
    Stmt::new(sql, args)
}

pub(super) fn rows_of(rows: &Rows) -> Result<Vec<NoteRow>, QueryError> {
    let row = |row: &crate::store::Row| {
        let (note, rest) = row.split_at(Note::JOURNALLED + 1);
        let note: Note = read_row(note)?;
        let mut at = Cells(rest.iter());
        let party = at.next()?;
        let (task_party, number): (Option<String>, Option<i64>) = (at.next()?, at.next()?);
        Ok(NoteRow {
            id: note.id,
            number: note.number,
            kind: note.kind,
            party,
            task: task_party.zip(number).map(|(party, number)| format!("{party}-{number}")),
            title: note.title.clone(),
            body: note.body.clone(),
            fix: note.fix.clone(),
            tags: note.tags.clone(),
            author: at.next()?,
            author_name: at.next()?,
            at: note.at,
            note,
        })
    };
    rows.iter().map(row).collect()
}
