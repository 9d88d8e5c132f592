//! `party retro show`: the page of a retrospective for people, in the order it is talked through.

use super::desk::Desk;
use super::print::Style;
use super::stretch::ledger_line;
use crate::base::minutes::Minutes;
use crate::domain::retro::RetroPhase;
use crate::domain::season::Stage;
use crate::query::action::ActionRow;
use crate::query::facts::Facts;
use crate::query::retro::{CardRow, RetroPage};
use crate::text::label::Label;
use crate::text::when::{say_day, say_effort};
use crate::text::words::{Lang, Word, w};

/// The cards in the order they are shown and numbered: column by column.
pub fn ordered(page: &RetroPage) -> Vec<&CardRow> {
    let mut cards: Vec<&CardRow> = vec![];
    for column in &page.columns {
        cards.extend(page.cards.iter().filter(|card| card.lane == column.id));
    }
    let seen: Vec<_> = cards.iter().map(|card| card.id).collect();
    cards.extend(page.cards.iter().filter(|card| !seen.contains(&card.id)));
    cards
}

/// Prints it.
pub fn show(desk: &mut Desk, page: &RetroPage) {
    if desk.out.is_json() {
        desk.out.json("party.retro.show/1", page);
        return;
    }
    let lang = desk.lang();
    desk.out.styled(Style::Bold, format!("{}  {}  {}", page.act.place, page.party_name, page.act.title));
    desk.out.field(w::COMMON_STATUS, page.phase.said(lang));
    desk.out.field(w::CLI_FORMAT, &page.format);
    let facilitator = page.facilitator.as_ref().map_or("", |person| person.handle.as_str());
    desk.out.field(w::COMMON_FACILITATOR, facilitator);
    desk.out.field(w::CLI_SUMMARY, &page.summary);
    actions(desk, w::CLI_RETRO_LAST_ACTIONS, &page.last_actions);
    facts(desk, &page.facts);
    cards(desk, page);
    if !page.groups.is_empty() {
        part(desk, w::CLI_RETRO_GROUPS);
        for group in &page.groups {
            desk.out.line(format!("  {}  {}", group.title, group.cards.len()));
        }
    }
    actions(desk, w::CLI_ACTIONS, &page.actions);
}

fn part(desk: &mut Desk, name: Word) {
    desk.out.gap();
    let name = desk.out.word(name);
    desk.out.styled(Style::Bold, name);
}

fn facts(desk: &mut Desk, facts: &Facts) {
    part(desk, w::CLI_RETRO_FACTS);
    desk.out.field(w::COMMON_GOAL, &facts.goal);
    let ledger = ledger_line(desk, &facts.ledger, Stage::Closed, 0);
    desk.out.field(w::CLI_FIGURES, ledger);
    for row in &facts.settled {
        let to = row.to.clone().map_or_else(|| row.fate.said(desk.lang()).to_owned(), |to| format!("➜ {to}"));
        desk.out.field(w::CLI_LEFTOVER, format!("{}  {}  {to}  {}", row.key, row.title, row.reason));
    }
    let effort = |minutes: i64| say_effort(desk.lang(), Minutes(minutes));
    if facts.against.tasks > 0 {
        let values: [(&str, &dyn std::fmt::Display); 3] = [
            ("estimate", &effort(facts.against.estimate_minutes)),
            ("days", &facts.against.actual_days),
            ("n", &facts.against.tasks),
        ];
        let said = desk.say(w::CLI_RETRO_AGAINST, &values);
        desk.out.field(w::COMMON_EFFORT, said);
    }
    if facts.unplanned.tasks > 0 {
        let effort = say_effort(desk.lang(), Minutes(facts.unplanned.estimate_minutes));
        let count = desk.say(w::COMMON_COUNT_TASKS, &[("n", &facts.unplanned.tasks)]);
        desk.out.field(w::COMMON_UNPLANNED, format!("{count}, {effort}"));
    }
    for block in &facts.blocks {
        let days = desk.say(w::COMMON_COUNT_DAYS, &[("n", &block.days)]);
        desk.out.field(w::COMMON_BLOCKED, format!("{}  {days}  {}", block.key, block.reason));
    }
}

fn cards(desk: &mut Desk, page: &RetroPage) {
    let lang = desk.lang();
    let numbered: Vec<(usize, CardRow)> =
        ordered(page).into_iter().enumerate().map(|(place, card)| (place + 1, card.clone())).collect();
    for column in &page.columns {
        desk.out.gap();
        let title = match lang {
            Lang::En => &column.en,
            Lang::Ko => &column.ko,
        };
        desk.out.styled(Style::Bold, title);
        for (number, card) in numbered.iter().filter(|(_, card)| card.lane == column.id) {
            let author = card.author.as_deref().unwrap_or_default();
            let group = page.groups.iter().find(|group| Some(group.id) == card.group);
            let group = group.map_or_else(String::new, |group| format!("  ({})", group.title));
            desk.out.line(format!("  {number}  {}  {author}{group}", card.text).trim_end());
        }
    }
    if page.hidden > 0 && page.phase == RetroPhase::Collecting {
        let said = desk.say(w::CLI_RETRO_HIDDEN, &[("n", &page.hidden)]);
        desk.out.line(format!("  {said}"));
    }
}

fn actions(desk: &mut Desk, name: Word, actions: &[ActionRow]) {
    if actions.is_empty() {
        return;
    }
    part(desk, name);
    for action in actions {
        let line = action_line(desk, action);
        desk.out.line(format!("  {line}"));
    }
}

/// One action on one line: `◦ LOG-8  Tag an owner  sol  Fri 2026-12-04  (no DAG without one)`.
pub fn action_line(desk: &Desk, action: &ActionRow) -> String {
    let sign = if action.status.is_open() { "◦" } else { "✓" };
    let mut said = vec![format!("{sign} {}", action.key), action.title.clone()];
    said.extend(action.owner.clone());
    said.extend(action.due.map(|due| say_day(desk.lang(), due)));
    if !action.status.is_open() {
        said.push(action.status.said(desk.lang()).to_owned());
    }
    if !action.seen.is_empty() {
        said.push(format!("({})", action.seen));
    }
    said.extend(action.kept.as_ref().map(|kept| desk.say(w::CLI_ACTION_KEPT, &[("reason", kept)])));
    if action.survived > 0 {
        said.push(desk.say(w::CLI_ACTION_SURVIVED, &[("n", &action.survived)]));
    }
    said.join("  ")
}
