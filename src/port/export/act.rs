//! An act on one page: its goal, its figures, what was finished and what is left.

use super::paper::{Paper, Writer};
use super::retro::{days, ledger};
use crate::domain::season::Stage;
use crate::domain::task::TaskStatus;
use crate::query::act::ActPage;
use crate::query::list::TaskRow;
use crate::text::when::{say_day, say_effort};
use crate::text::{Lang, say, w, word};

/// Writes the paper of an act.
pub fn act(page: &ActPage, paper: Paper) -> String {
    let lang = paper.lang;
    let head = &page.head;
    let values: [(&str, &dyn std::fmt::Display); 3] =
        [("party", &page.party_name), ("number", &head.number), ("act", &head.title)];
    let mut writer = Writer::new(paper.shape, &say(lang, w::PAPER_ACT_TITLE, &values));
    let stage = match head.stage {
        Stage::Planned => w::COMMON_PLANNED,
        Stage::Running => w::COMMON_RUNNING,
        Stage::Closed => w::COMMON_CLOSED,
    };
    let leader = page.leader_name.as_ref().map(|name| say(lang, w::PAPER_LEADER, &[("name", name)]));
    let dates = days(head.started_on.or(head.first), head.closed_on.or(head.last));
    let parts = [dates, word(lang, stage).to_owned(), leader.unwrap_or_default()];
    let line = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let line = writer.text(&line);
    writer.line(&line);
    writer.quote(&head.goal);
    if head.stage != Stage::Planned {
        writer.section(word(lang, w::PAPER_NUMBERS));
        if let Some(ledger) = ledger(&page.ledger, lang) {
            writer.bullet(&ledger);
        }
    }
    tasks(page, TaskStatus::is_open, lang, &mut writer, word(lang, w::PAPER_UNFINISHED));
    tasks(page, |status| status == TaskStatus::Done, lang, &mut writer, word(lang, w::PAPER_FINISHED));
    tasks(page, |status| status == TaskStatus::Dropped, lang, &mut writer, word(lang, w::COMMON_DROPPED));
    writer.end("")
}

fn tasks(page: &ActPage, wanted: impl Fn(TaskStatus) -> bool, lang: Lang, writer: &mut Writer, title: &str) {
    writer.section(title);
    for task in page.tasks.iter().filter(|task| wanted(task.status)) {
        let text = row(task, writer, lang);
        if task.status == TaskStatus::Dropped {
            writer.bullet(&text);
        } else {
            writer.tick(task.status == TaskStatus::Done, &text);
        }
    }
}

/// `LOG-6 Wave two · Danpung · 8d · Fri 2026-11-20 · blocked: firewall review`.
fn row(task: &TaskRow, writer: &Writer, lang: Lang) -> String {
    let mut parts = vec![format!("{} {}", task.key, writer.text(&task.title))];
    parts.extend(task.owner_name.as_ref().map(|name| writer.text(name)));
    parts.extend(task.estimate.map(|estimate| say_effort(lang, estimate)));
    parts.extend(task.due.filter(|_| task.status.is_open()).map(|due| say_day(lang, due)));
    if let Some(blocked) = task.blocked.as_ref().filter(|_| task.status.is_open()) {
        let why = blocked.reason.clone().unwrap_or_else(|| blocked.waits_for.join(", "));
        parts.push(format!("{}: {}", word(lang, w::COMMON_BLOCKED), writer.text(&why)));
    }
    parts.join(" · ")
}
