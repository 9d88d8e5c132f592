//! A note as Markdown for the user's editor, and back: a title, and for a trouble a part each for cause and fix. Pure.

use crate::domain::note::{Note, NoteKind};
use crate::text::{Lang, w, word};

/// What was written of a note.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Parts {
    pub(super) title: String,
    pub(super) body: String,
    pub(super) fix: String,
    /// None leaves the tags as they are.
    pub(super) tags: Option<Vec<String>>,
}

/// The note as Markdown.
pub(super) fn write(note: &Note, lang: Lang) -> String {
    let head = format!("# {}\n\n", note.title);
    match note.kind {
        NoteKind::Note => format!("{head}{}\n", note.body),
        NoteKind::Trouble => {
            let (cause, fix) = (word(lang, w::NOTES_CAUSE), word(lang, w::NOTES_FIX));
            format!("{head}## {cause}\n{}\n\n## {fix}\n{}\n", note.body, note.fix)
        }
    }
}

/// What a Markdown text says of a note. A trouble's parts are known by their headings in either language.
pub(super) fn read(kind: NoteKind, text: &str) -> Parts {
    let mut parts = Parts::default();
    let mut in_fix = false;
    for line in text.lines() {
        if parts.title.is_empty() {
            line.trim_start_matches('#').trim().clone_into(&mut parts.title);
            continue;
        }
        if kind == NoteKind::Trouble && line.starts_with("## ") {
            let heading = line.trim_start_matches('#').trim().to_lowercase();
            let is = |said| Lang::ALL.iter().any(|lang| word(*lang, said).to_lowercase() == heading);
            if is(w::NOTES_CAUSE) || is(w::NOTES_FIX) {
                in_fix = is(w::NOTES_FIX);
                continue;
            }
        }
        let part = if in_fix { &mut parts.fix } else { &mut parts.body };
        part.push_str(line);
        part.push('\n');
    }
    parts.body = parts.body.trim().to_owned();
    parts.fix = parts.fix.trim().to_owned();
    parts
}

/// Tags as typed: parted by spaces or commas, with or without their sign.
pub(super) fn tags(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| c.is_whitespace() || c == ',').map(|tag| tag.trim_start_matches(['#', '＃']));
    let mut tags: Vec<String> = parts.filter(|tag| !tag.is_empty()).map(str::to_lowercase).collect();
    tags.sort();
    tags.dedup();
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trouble_comes_back_as_it_was_written() {
        let text = "# DAG이 안 보여요\n\n## 원인\n동기화가 멈춤\n\n두 줄\n\n## Fix\n재시작\n";
        let parts = read(NoteKind::Trouble, text);
        assert_eq!(parts.title, "DAG이 안 보여요");
        assert_eq!(parts.body, "동기화가 멈춤\n\n두 줄");
        assert_eq!(parts.fix, "재시작");
        let plain = read(NoteKind::Note, "title\n\n## Fix\nis text here");
        assert_eq!((plain.title.as_str(), plain.body.as_str()), ("title", "## Fix\nis text here"));
        assert_eq!(tags("#K8s, airflow k8s"), ["airflow", "k8s"]);
    }
}
