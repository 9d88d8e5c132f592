//! The one page a retrospective leaves for people who never open a terminal: what was promised, learnt, counted.

use super::paper::{Extent, Paper, Writer};
use crate::base::day::Day;
use crate::base::minutes::Minutes;
use crate::domain::act::Fate;
use crate::domain::task::TaskStatus;
use crate::query::act::Settled;
use crate::query::action::ActionRow;
use crate::query::retro::{CardRow, RetroPage};
use crate::text::when::{say_day, say_effort};
use crate::text::{Lang, Word, say, w, word};

/// Groups on one page.
const MOST_GROUPS: usize = 5;
/// People named at the head.
const MOST_PEOPLE: usize = 12;

/// Writes the paper of a retrospective.
pub fn retro(page: &RetroPage, paper: Paper) -> String {
    let lang = paper.lang;
    let values: [(&str, &dyn std::fmt::Display); 3] =
        [("party", &page.party_name), ("number", &page.act.number), ("act", &page.act.title)];
    let mut writer = Writer::new(paper.shape, &say(lang, w::PAPER_RETRO_TITLE, &values));
    let head = [days(page.act.started_on.or(page.act.first), page.act.closed_on.or(page.act.last)), people(page, lang)];
    let format = crate::port::formats::find(&page.format, &[]).map_or(&*page.format, |format| format.title.say(lang));
    let head = head.into_iter().chain([format.to_owned()]).filter(|part| !part.is_empty());
    let head = writer.text(&head.collect::<Vec<_>>().join(" · "));
    writer.line(&head);
    let talked = talked(page);
    let top = talked.iter().find(|talk| talk.grouped).and_then(|talk| talk.cards.first());
    writer.quote(if page.summary.is_empty() { top.map_or("", |card| &card.text) } else { &page.summary });
    writer.section(word(lang, w::PAPER_ACTIONS));
    for action in &page.actions {
        let text = promise(action, &writer, lang);
        writer.tick(action.status == TaskStatus::Done, &text);
    }
    write_talked(&talked, page, paper, &mut writer);
    numbers(page, lang, &mut writer);
    writer.section(word(lang, w::PAPER_LEFT));
    for settled in &page.facts.settled {
        let text = leftover(settled, &writer, lang);
        writer.bullet(&text);
    }
    last_actions(page, lang, &mut writer);
    if paper.extent == Extent::Full {
        all_cards(page, lang, &mut writer);
    }
    writer.end(if page.facts.against.tasks > 0 { word(lang, w::PAPER_COUNTED) } else { "" })
}

/// `2021-10-12 ~ 11-19`; the year once where it is the same.
pub fn days(first: Option<Day>, last: Option<Day>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) if first.ymd().0 == last.ymd().0 => format!("{first} ~ {}", &last.to_string()[5..]),
        (Some(first), Some(last)) => format!("{first} ~ {last}"),
        (Some(day), None) | (None, Some(day)) => day.to_string(),
        (None, None) => String::new(),
    }
}

fn people(page: &RetroPage, lang: Lang) -> String {
    let names: Vec<&str> = page.writers.iter().map(|writer| &*writer.name).collect();
    if names.len() <= MOST_PEOPLE {
        return names.join(", ");
    }
    let shown = names[..MOST_PEOPLE].join(", ");
    say(lang, w::PAPER_PEOPLE_MORE, &[("names", &shown), ("n", &(names.len() - MOST_PEOPLE))])
}

/// `Tag an owner · Sol · Fri 2026-12-04 · check: …`.
fn promise(action: &ActionRow, writer: &Writer, lang: Lang) -> String {
    let mut parts = vec![writer.text(&action.title)];
    parts.extend(action.owner_name.as_ref().map(|name| writer.text(name)));
    parts.extend(action.due.map(|due| say_day(lang, due)));
    if !action.seen.is_empty() {
        parts.push(writer.text(&say(lang, w::PAPER_CHECK, &[("text", &action.seen)])));
    }
    parts.join(" · ")
}

/// What was talked about: a group, or cards that nobody grouped.
struct Talk<'a> {
    title: String,
    cards: Vec<&'a CardRow>,
    grouped: bool,
}

/// Groups in their order; then each ungrouped card, by column.
fn talked(page: &RetroPage) -> Vec<Talk<'_>> {
    let of_group = |group: &crate::query::retro::Group| Talk {
        title: group.title.clone(),
        cards: page.cards.iter().filter(|card| card.group == Some(group.id)).collect(),
        grouped: true,
    };
    let mut talks: Vec<Talk<'_>> = page.groups.iter().map(of_group).filter(|talk| !talk.cards.is_empty()).collect();
    for column in &page.columns {
        let alone = page.cards.iter().filter(|card| card.group.is_none() && card.lane == column.id);
        talks.extend(alone.map(|card| Talk { title: column.id.clone(), cards: vec![card], grouped: false }));
    }
    talks
}

fn write_talked(talks: &[Talk<'_>], page: &RetroPage, paper: Paper, writer: &mut Writer) {
    writer.section(word(paper.lang, w::PAPER_TALKED));
    let most = if paper.extent == Extent::Full { talks.len() } else { MOST_GROUPS };
    for talk in talks.iter().take(most) {
        let Some(first) = talk.cards.first() else { continue };
        let title = if talk.grouped { talk.title.clone() } else { column_title(page, &talk.title, paper.lang) };
        let count = if talk.cards.len() > 1 { format!(" ({})", talk.cards.len()) } else { String::new() };
        let text = format!("{}{count} {}", writer.bold(&title), writer.text(&first.text));
        writer.bullet(&text);
    }
    let more: usize = talks.iter().skip(most).map(|talk| talk.cards.len()).sum();
    if more > 0 {
        writer.bullet(&say(paper.lang, w::PAPER_MORE_CARDS, &[("n", &more)]));
    }
}

fn column_title(page: &RetroPage, id: &str, lang: Lang) -> String {
    let column = page.columns.iter().find(|column| column.id == id);
    let title = column.map(|column| if lang == Lang::Ko { &column.ko } else { &column.en });
    title.map_or_else(|| id.to_owned(), Clone::clone)
}

fn numbers(page: &RetroPage, lang: Lang, writer: &mut Writer) {
    writer.section(word(lang, w::PAPER_NUMBERS));
    let facts = &page.facts;
    if let Some(ledger) = ledger(&facts.ledger, lang) {
        writer.bullet(&ledger);
    }
    let against = &facts.against;
    if against.tasks > 0 {
        let estimate = say_effort(lang, Minutes(against.estimate_minutes));
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("estimate", &estimate), ("n", &against.actual_days), ("tasks", &against.tasks)];
        writer.bullet(&say(lang, w::PAPER_AGAINST, &values));
    }
    let unplanned = &facts.unplanned;
    if unplanned.tasks > 0 {
        let titles: Vec<String> = facts.unplanned_tasks.iter().take(3).map(|task| writer.text(&task.title)).collect();
        let estimate = say_effort(lang, Minutes(unplanned.estimate_minutes));
        let said = if unplanned.estimate_minutes > 0 { w::PAPER_UNPLANNED_EFFORT } else { w::PAPER_UNPLANNED };
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("n", &unplanned.tasks), ("titles", &titles.join(", ")), ("estimate", &estimate)];
        writer.bullet(&say(lang, said, &values));
    }
    if facts.blocked_days > 0 {
        let mut reasons: Vec<String> = vec![];
        for block in &facts.blocks {
            let said = format!("{} {}", block.key, writer.text(&block.reason));
            if !reasons.contains(&said) {
                reasons.push(said);
            }
        }
        reasons.truncate(3);
        writer.bullet(&say(lang, w::PAPER_BLOCKED, &[("n", &facts.blocked_days), ("reasons", &reasons.join(", "))]));
    }
}

/// `start 4 + added 1 = done 3 + carried 1 + dropped 1`, without what is zero; nothing of an act without tasks.
pub fn ledger(ledger: &crate::domain::act::Ledger, lang: Lang) -> Option<String> {
    if ledger.start + ledger.added == 0 {
        return None;
    }
    let term = |said: Word, count: i64| say(lang, said, &[("n", &count)]);
    let mut text = term(w::PAPER_START, ledger.start);
    for (sign, said, count) in [(" + ", w::PAPER_ADDED, ledger.added), (" - ", w::PAPER_REMOVED, ledger.removed)] {
        if count != 0 {
            text.extend([sign, &term(said, count)]);
        }
    }
    let open = ledger.start + ledger.added - ledger.removed - ledger.done - ledger.carried - ledger.dropped;
    let right = [
        (w::PAPER_DONE, ledger.done),
        (w::PAPER_STILL_OPEN, open),
        (w::PAPER_CARRIED, ledger.carried),
        (w::PAPER_DROPPED, ledger.dropped),
    ];
    let right: Vec<String> =
        right.into_iter().filter(|(_, count)| *count != 0).map(|(said, count)| term(said, count)).collect();
    Some(if right.is_empty() { text } else { format!("{text} = {}", right.join(" + ")) })
}

/// `LOG-6 Wave two → A3 · firewall review came late · carried 1 time`.
fn leftover(settled: &Settled, writer: &Writer, lang: Lang) -> String {
    let to = match (settled.fate, &settled.to) {
        (Fate::Next, Some(to)) => to.rsplit('/').next().unwrap_or(to).to_owned(),
        (Fate::Split, _) => word(lang, w::PAPER_TO_SPLIT).to_owned(),
        (Fate::Drop, _) => word(lang, w::PAPER_TO_DROPPED).to_owned(),
        (Fate::Backlog | Fate::Next, _) => word(lang, w::PAPER_TO_BACKLOG).to_owned(),
    };
    let mut text = format!("{} {} → {to}", settled.key, writer.text(&settled.title));
    if !settled.reason.is_empty() {
        text.extend([" · ", &writer.text(&settled.reason)]);
    }
    if settled.times > 0 {
        text.extend([" · ", &say(lang, w::PAPER_TIMES, &[("n", &settled.times)])]);
    }
    text
}

fn last_actions(page: &RetroPage, lang: Lang, writer: &mut Writer) {
    let kept = page.last_actions.iter().filter(|action| action.status == TaskStatus::Done).count();
    let title = say(lang, w::PAPER_LAST, &[("kept", &kept), ("n", &page.last_actions.len())]);
    writer.section(&title);
    for action in &page.last_actions {
        let mut text = writer.text(&action.title);
        match (action.status, action.done_on, &action.kept) {
            (TaskStatus::Done, Some(day), _) => text.extend([" ✓ ", &day.to_string()]),
            (TaskStatus::Done, None, _) => text.push_str(" ✓"),
            (TaskStatus::Dropped, ..) => text.extend([" · ", word(lang, w::PAPER_TO_DROPPED)]),
            (_, _, Some(reason)) => {
                text.extend([" · ", &writer.text(&say(lang, w::PAPER_KEPT_FOR, &[("reason", reason)]))]);
            }
            _ => {}
        }
        writer.bullet(&text);
    }
}

fn all_cards(page: &RetroPage, lang: Lang, writer: &mut Writer) {
    writer.section(word(lang, w::PAPER_CARDS));
    for column in &page.columns {
        let cards: Vec<&CardRow> = page.cards.iter().filter(|card| card.lane == column.id).collect();
        if cards.is_empty() {
            continue;
        }
        let title = writer.text(&column_title(page, &column.id, lang));
        writer.part(&title);
        for card in cards {
            let author = card.author_name.as_ref().map_or_else(String::new, |name| format!(" · {}", writer.text(name)));
            let text = format!("{}{author}", writer.text(&card.text));
            writer.bullet(&text);
        }
    }
}
