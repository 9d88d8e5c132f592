//! The journal in sentences: what somebody did, short enough for a toast, a line of Today, a task's history.

use crate::base::clean::clean;
use crate::query::history::{Event, FieldChange, LogEntry, LogLine};
use crate::store::record::Noun;
use crate::text::label::field_label;
use crate::text::words::{Lang, Word, say, w, word};

/// Sentences of one entry that are said before the rest is only counted.
const MOST_SAID: usize = 3;

/// What an entry did, without who: `finished LOG-6, commented on LOG-6`; nothing where it did nothing worth a word.
pub fn what(lang: Lang, entry: &LogEntry) -> String {
    let mut said: Vec<String> = vec![];
    for line in &entry.lines {
        if let Some(sentence) = line_said(lang, line)
            && !said.contains(&sentence)
        {
            said.push(sentence);
        }
    }
    let more = said.len().saturating_sub(MOST_SAID) as i64 + entry.more;
    said.truncate(MOST_SAID);
    if more > 0 {
        said.push(say(lang, w::STORY_MORE, &[("n", &more)]));
    }
    said.join(", ")
}

/// The same with who did it: `Danpung finished LOG-6`; the name alone where nothing can be said.
pub fn whole(lang: Lang, entry: &LogEntry) -> String {
    let what = what(lang, entry);
    let who = entry.who_name.as_deref().unwrap_or_else(|| word(lang, w::STORY_SOMEBODY));
    say(lang, w::STORY_BY, &[("who", &clean(who)), ("what", &what)])
}

/// What others did lately, in a few sentences, the latest first; comments are only counted.
pub fn lately(lang: Lang, entries: &[LogEntry], most: usize) -> String {
    let commented = |entry: &&LogEntry| entry.lines.iter().all(|line| line.noun == Noun::Comment);
    let comments = entries.iter().filter(commented).count();
    let others: Vec<&LogEntry> =
        entries.iter().filter(|entry| !commented(entry) && !what(lang, entry).is_empty()).collect();
    let mut said: Vec<String> = others.iter().take(most).map(|entry| whole(lang, entry)).collect();
    if comments > 0 {
        said.push(say(lang, w::STORY_COMMENTS, &[("n", &comments)]));
    }
    if others.len() > most {
        said.push(say(lang, w::STORY_MORE, &[("n", &(others.len() - most))]));
    }
    said.join(", ")
}

/// What one changed row means.
fn line_said(lang: Lang, line: &LogLine) -> Option<String> {
    let label = clean(&line.label).into_owned();
    let about = |said: Word| Some(say(lang, said, &[("what", &label)]));
    match (line.noun, line.event) {
        (Noun::Task, Event::Changed) => Some(task_said(lang, &label, &line.fields)),
        (Noun::Comment, Event::Born) => about(w::STORY_COMMENTED),
        (Noun::Carry, Event::Born) => about(w::STORY_CARRIED),
        (Noun::Dependency, _) => about(w::STORY_DEPENDENCY),
        (Noun::TaskPerson, _) => about(w::STORY_PEOPLE),
        (Noun::Act | Noun::Season, Event::Changed) => match after(&line.fields, "stage") {
            Some("running") => about(w::STORY_STARTED),
            Some("closed") => about(w::STORY_CLOSED),
            _ => about(w::STORY_EDITED),
        },
        (Noun::Party, Event::Born) => about(w::STORY_FOUNDED),
        (Noun::Party, Event::Changed) => match after(&line.fields, "status") {
            Some("active") => about(w::STORY_KICKED_OFF),
            _ => about(w::STORY_EDITED),
        },
        (Noun::Retro, Event::Born) => about(w::STORY_RETRO),
        (Noun::Card, Event::Born) => about(w::STORY_CARD),
        (Noun::Membership | Noun::Term | Noun::Share, _) => about(w::STORY_MEMBERS),
        (Noun::Stay | Noun::Former, _) => None,
        (_, Event::Born) => about(w::STORY_ADDED),
        (_, Event::Gone) => about(w::STORY_REMOVED),
        (_, Event::Changed) => about(w::STORY_EDITED),
    }
}

fn after<'a>(fields: &'a [FieldChange], name: &str) -> Option<&'a str> {
    fields.iter().find(|field| field.field == name).and_then(|field| field.after.as_deref())
}

fn task_said(lang: Lang, key: &str, fields: &[FieldChange]) -> String {
    let about = |said: Word| say(lang, said, &[("what", &key)]);
    let changed = |name: &str| fields.iter().find(|field| field.field == name);
    match after(fields, "status") {
        Some("doing") => return about(w::STORY_STARTED),
        Some("done") => return about(w::STORY_FINISHED),
        Some("dropped") => return about(w::STORY_DROPPED),
        Some("todo") => return about(w::STORY_REOPENED),
        _ => {}
    }
    if let Some(blocked) = changed("blocked") {
        return about(if blocked.after.is_some() { w::STORY_BLOCKED } else { w::STORY_UNBLOCKED });
    }
    if let Some(owner) = changed("owner") {
        return match &owner.after {
            Some(name) => say(lang, w::STORY_GIVEN, &[("what", &key), ("name", &clean(name))]),
            None => about(w::STORY_FREED),
        };
    }
    if changed("act").is_some() || changed("season").is_some() || changed("party").is_some() {
        return about(w::STORY_MOVED);
    }
    match fields {
        [one] => field_said(lang, key, one),
        _ => about(w::STORY_EDITED),
    }
}

/// One field's move: `LOG-6 estimate 2d ➜ 3d`; long texts are not repeated.
fn field_said(lang: Lang, key: &str, change: &FieldChange) -> String {
    let field = field_label(lang, &change.field);
    let short = |value: &Option<String>| match value {
        None => Some("-".to_owned()),
        Some(text) if text.chars().count() <= 24 && !text.contains('\n') => Some(clean(text).into_owned()),
        Some(_) => None,
    };
    match (short(&change.before), short(&change.after)) {
        (Some(before), Some(after)) => {
            say(lang, w::STORY_FIELD, &[("what", &key), ("field", &field), ("before", &before), ("after", &after)])
        }
        _ => say(lang, w::STORY_FIELD_LONG, &[("what", &key), ("field", &field)]),
    }
}
