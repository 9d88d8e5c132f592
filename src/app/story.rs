//! The journal in sentences: what somebody did, short enough for a toast, a line of Today, a task's history.

use crate::base::clean::clean;
use crate::query::history::{Event, FieldChange, LogEntry, LogLine};
use crate::store::record::Noun;
use crate::text::label::field_label;
use crate::text::words::{Lang, Word, say, w, word};

/// Sentences of one entry, and things in one sentence, that are said before the rest is only counted.
const MOST_SAID: usize = 3;

/// A sentence about things, or one that is whole already.
#[derive(PartialEq, Eq)]
enum Sentence {
    About(Word, String),
    Whole(String),
}

/// What an entry did, without who: `finished LOG-6, added LOG-7, LOG-8`.
pub fn what(lang: Lang, entry: &LogEntry) -> String {
    let said = told(lang, std::slice::from_ref(entry), MOST_SAID);
    // Places in a list are not told row by row.
    if said.is_empty() { word(lang, w::STORY_SORTED).to_owned() } else { said }
}

/// The sentence that says it all: a closed act moves many tasks, a kickoff makes many members.
fn headline(lang: Lang, entry: &LogEntry) -> Option<Sentence> {
    let of = |noun: Noun, event: Event, field: &str| {
        let mut lines = entry.lines.iter().filter(|line| line.noun == noun && line.event == event);
        lines.find(|line| event == Event::Born || line.fields.iter().any(|change| change.field == field))
    };
    let line = match entry.kind.as_str() {
        "act.close" | "act.start" => of(Noun::Act, Event::Changed, "stage"),
        "season.close" | "season.start" => of(Noun::Season, Event::Changed, "stage"),
        "party.found" => of(Noun::Party, Event::Born, ""),
        "party.kickoff" | "party.rest" | "party.resume" | "party.end" => of(Noun::Party, Event::Changed, "status"),
        _ => None,
    };
    line.and_then(|line| sentence(lang, line))
}

/// What these entries did, things of one kind together, the first `most` sentences; the rest is counted.
fn told(lang: Lang, entries: &[LogEntry], most: usize) -> String {
    let mut said: Vec<(Sentence, Vec<String>)> = vec![];
    let headlines = entries.iter().map(|entry| (entry, headline(lang, entry)));
    let sentences = headlines.flat_map(|(entry, headline)| match headline {
        Some(headline) => vec![headline],
        None => entry.lines.iter().filter_map(|line| sentence(lang, line)).collect(),
    });
    for sentence in sentences {
        match &sentence {
            Sentence::About(word, label) => {
                let same = |known: &Sentence| matches!(known, Sentence::About(other, _) if other == word);
                match said.iter_mut().find(|(known, _)| same(known)) {
                    Some((_, labels)) if labels.contains(label) => {}
                    Some((_, labels)) => labels.push(label.clone()),
                    None => {
                        let label = label.clone();
                        said.push((sentence, vec![label]));
                    }
                }
            }
            Sentence::Whole(_) if said.iter().any(|(known, _)| *known == sentence) => {}
            Sentence::Whole(_) => said.push((sentence, vec![])),
        }
    }
    let rest: i64 = entries.iter().filter(|entry| headline(lang, entry).is_none()).map(|entry| entry.more).sum();
    let more = said.len().saturating_sub(most) as i64 + rest;
    let mut out: Vec<String> =
        said.into_iter().take(most).map(|(sentence, labels)| whole_of(lang, sentence, labels)).collect();
    if more > 0 {
        out.push(say(lang, w::STORY_MORE, &[("n", &more)]));
    }
    out.join(", ")
}

fn whole_of(lang: Lang, sentence: Sentence, mut labels: Vec<String>) -> String {
    match sentence {
        Sentence::Whole(text) => text,
        Sentence::About(word, _) => {
            let more = labels.len().saturating_sub(MOST_SAID);
            labels.truncate(MOST_SAID);
            if more > 0 {
                labels.push(say(lang, w::STORY_MORE, &[("n", &more)]));
            }
            say(lang, word, &[("what", &labels.join(", "))])
        }
    }
}

/// What an entry did, with who did it: `Danpung finished LOG-6`; the name alone where nothing can be said.
pub fn whole(lang: Lang, entry: &LogEntry) -> String {
    by(lang, entry.who_name.as_deref(), &what(lang, entry))
}

fn by(lang: Lang, who: Option<&str>, what: &str) -> String {
    let who = who.unwrap_or_else(|| word(lang, w::STORY_SOMEBODY));
    say(lang, w::STORY_BY, &[("who", &clean(who)), ("what", &what)])
}

/// What others did lately: work that moved, person by person, the latest first; comments are only counted.
/// At most `most` people are named.
pub fn lately(lang: Lang, entries: &[LogEntry], most: usize) -> String {
    let comments = entries.iter().filter(|entry| entry.kind == "task.comment").count();
    let moved = |entry: &&LogEntry| {
        ["task.status", "task.block", "task.unblock", "task.add", "task.split", "act.", "season.", "retro.", "batch"]
            .iter()
            .any(|kind| entry.kind.starts_with(kind))
            && entry.kind != "act.edit"
    };
    let mut people: Vec<(Option<&str>, Vec<LogEntry>)> = vec![];
    for entry in entries.iter().filter(moved) {
        let who = entry.who_name.as_deref();
        match people.iter_mut().find(|(known, _)| *known == who) {
            Some((_, own)) => own.push(entry.clone()),
            None => people.push((who, vec![entry.clone()])),
        }
    }
    let mut said: Vec<String> =
        people.iter().take(most).map(|(who, own)| by(lang, *who, &told(lang, own, 2))).collect();
    if comments > 0 {
        said.push(say(lang, w::STORY_COMMENTS, &[("n", &comments)]));
    }
    said.join(", ")
}

/// What one changed row means.
fn sentence(lang: Lang, line: &LogLine) -> Option<Sentence> {
    let label = clean(&line.label).into_owned();
    let about = |said: Word| Some(Sentence::About(said, label.clone()));
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
            Some("active") if was(&line.fields, "status") == Some("resting") => about(w::STORY_RESUMED),
            Some("active") => about(w::STORY_KICKED_OFF),
            Some("resting") => about(w::STORY_RESTED),
            Some("ended") => about(w::STORY_ENDED),
            _ => about(w::STORY_EDITED),
        },
        (Noun::Charter, _) => about(w::STORY_CHARTER),
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

fn was<'a>(fields: &'a [FieldChange], name: &str) -> Option<&'a str> {
    fields.iter().find(|field| field.field == name).and_then(|field| field.before.as_deref())
}

fn task_said(lang: Lang, key: &str, fields: &[FieldChange]) -> Sentence {
    let about = |said: Word| Sentence::About(said, key.to_owned());
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
            Some(name) => Sentence::Whole(say(lang, w::STORY_GIVEN, &[("what", &key), ("name", &clean(name))])),
            None => about(w::STORY_FREED),
        };
    }
    if changed("act").is_some() || changed("season").is_some() || changed("party").is_some() {
        return about(w::STORY_MOVED);
    }
    match fields {
        [one] => Sentence::Whole(field_said(lang, key, one)),
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
