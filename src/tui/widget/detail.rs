//! A task with everything known of it, as lines: beside a list or on a screen of its own.

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::base::cells;
use crate::base::clean::clean;
use crate::query::list::TaskRow;
use crate::query::task::{TaskPage, TaskRef};
use crate::text::when::{d_day, say_day, say_day_short};
use crate::text::{Word, w};
use crate::tui::desk::Desk;
use crate::tui::theme::Role;
use crate::tui::widget::{markdown, rich, task};

/// The lines of a task's page, wrapped to `width`.
pub fn lines(page: &TaskPage, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let mut out = head(page, width, desk);
    out.push(Line::default());
    facts(page, desk, &mut out);
    if !page.body.trim().is_empty() {
        out.push(Line::default());
        out.extend(markdown::lines(&page.body, width, &desk.theme));
    }
    checklist(page, desk, &mut out);
    references(page, width, desk, &mut out);
    story(page, width, desk, &mut out);
    comments(page, width, desk, &mut out);
    out
}

fn head(page: &TaskPage, width: usize, desk: &Desk) -> Vec<Line<'static>> {
    let row = &page.row;
    let sign = task::sign(row, desk);
    let lead = format!("{} {}  ", sign.0, row.key);
    let room = width.saturating_sub(cells::width(&lead)).max(8);
    let title = clean(&row.title).into_owned();
    let bold = Style::new().add_modifier(Modifier::BOLD);
    let mut out = vec![];
    for (at, piece) in cells::wrap(&title, room).into_iter().enumerate() {
        let before = if at == 0 { lead.clone() } else { " ".repeat(cells::width(&lead)) };
        out.push(Line::from(vec![Span::styled(before, sign.1), Span::styled(piece, bold)]));
    }
    out
}

fn facts(page: &TaskPage, desk: &Desk, out: &mut Vec<Line<'static>>) {
    let row = &page.row;
    let mut say = |name: Word, value: String, style: Style| {
        if !value.is_empty() {
            let label = cells::pad(desk.word(name), 10);
            let value = clean(&value).into_owned();
            out.push(Line::from(vec![Span::styled(label, desk.theme.style(Role::Dim)), Span::styled(value, style)]));
        }
    };
    let plain = Style::new();
    let place = match (&row.act, &page.act_title) {
        (Some(act), Some(title)) => format!("{act} {title}"),
        _ => format!("{} {}", row.season.as_deref().unwrap_or(&row.party_key), desk.word(w::DEED_BACKLOG)),
    };
    say(w::TASKPAGE_PLACE, place, plain);
    say(w::TASKPAGE_OWNER, row.owner_name.clone().unwrap_or_else(|| desk.glyphs.none.to_owned()), plain);
    say(w::TASKPAGE_HELPERS, row.helpers.join(", "), plain);
    say(w::TASKPAGE_PRIORITY, row.priority.as_str().to_owned(), plain);
    say(w::TASKPAGE_ESTIMATE, task::estimate(row, desk.lang), plain);
    say(w::TASKPAGE_DUE, due(row, desk), row.due.map(|due| task::near(due, desk)).unwrap_or_default());
    let blocked = row.blocked.as_ref().map(|blocked| task::blocked(blocked, desk)).unwrap_or_default();
    say(w::TASKPAGE_BLOCKED, blocked, desk.theme.style(Role::Bad));
    say(w::TASKPAGE_TAGS, row.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" "), plain);
    say(w::TASKPAGE_SKILLS, row.skills.join(", "), plain);
    let wishes = page.wishes.iter().map(|person| person.name.as_str()).collect::<Vec<_>>();
    say(w::TASKPAGE_WISHES, wishes.join(", "), plain);
    let day = |day| say_day(desk.lang, day);
    say(w::TASKPAGE_STARTED, row.started_on.map(day).unwrap_or_default(), plain);
    say(w::TASKPAGE_DONE, row.done_on.map(day).unwrap_or_default(), plain);
    for link in &page.links {
        say(w::TASKPAGE_LINK, link.clone(), desk.theme.style(Role::Info));
    }
}

fn heading(name: Word, desk: &Desk, out: &mut Vec<Line<'static>>) {
    out.push(Line::default());
    let style = Style::new().add_modifier(Modifier::BOLD);
    out.push(Line::from(Span::styled(desk.word(name), style)));
}

fn checklist(page: &TaskPage, desk: &Desk, out: &mut Vec<Line<'static>>) {
    if page.checklist.is_empty() {
        return;
    }
    heading(w::TASKPAGE_CHECKLIST, desk, out);
    for check in &page.checklist {
        let (sign, style) = if check.done { ("[x]", desk.theme.style(Role::Dim)) } else { ("[ ]", Style::new()) };
        out.push(Line::from(Span::styled(format!("{sign} {}", clean(&check.text)), style)));
    }
}

fn references(page: &TaskPage, width: usize, desk: &Desk, out: &mut Vec<Line<'static>>) {
    let split: Vec<TaskRef> = page.split_from.iter().chain(&page.split_into).cloned().collect();
    for (name, tasks) in
        [(w::TASKPAGE_NEEDS, &page.needs), (w::TASKPAGE_NEEDED_BY, &page.needed_by), (w::TASKPAGE_SPLIT, &split)]
    {
        if tasks.is_empty() {
            continue;
        }
        heading(name, desk, out);
        for other in tasks {
            let sign = if other.status.is_open() { desk.glyphs.todo } else { desk.glyphs.done };
            let owner = other.owner_name.as_deref().unwrap_or(desk.glyphs.none);
            let text = format!("{sign} {}  {}  {owner}", other.key, other.title);
            out.push(Line::from(cells::cut(&clean(&text), width, desk.glyphs.cut).into_owned()));
        }
    }
}

fn story(page: &TaskPage, width: usize, desk: &Desk, out: &mut Vec<Line<'static>>) {
    if let Some(action) = &page.action {
        heading(w::TASKPAGE_ACTION, desk, out);
        for line in cells::wrap(&clean(&format!("{}  {}", action.act, action.seen)), width) {
            out.push(Line::from(line));
        }
    }
    if !page.carries.is_empty() {
        heading(w::TASKPAGE_CARRIES, desk, out);
        for carry in &page.carries {
            let to = carry.to.as_deref().unwrap_or(desk.glyphs.none);
            let text = format!("{} {} {to}  {}", carry.from, desk.glyphs.becomes, carry.reason);
            out.extend(cells::wrap(&clean(&text), width).into_iter().map(Line::from));
        }
    }
    if !page.notes.is_empty() {
        heading(w::TASKPAGE_NOTES, desk, out);
        for (number, title) in &page.notes {
            out.push(Line::from(clean(&format!("{number}  {title}")).into_owned()));
        }
    }
}

fn comments(page: &TaskPage, width: usize, desk: &Desk, out: &mut Vec<Line<'static>>) {
    if page.comments.is_empty() {
        return;
    }
    heading(w::TASKPAGE_COMMENTS, desk, out);
    for comment in &page.comments {
        let who = comment.author_name.as_deref().unwrap_or(desk.glyphs.none);
        let day = say_day(desk.lang, comment.at.day_in(&desk.zone));
        let when = format!("{who}  {day} {}", comment.at.hour_minute(&desk.zone));
        out.push(rich::rich(&when, desk.theme.style(Role::Dim), &desk.theme));
        out.extend(markdown::lines(&comment.body, width, &desk.theme));
    }
}

/// The due day with the days left: `11/26 금 D-8`; empty without one.
pub fn due(row: &TaskRow, desk: &Desk) -> String {
    match row.due {
        Some(day) if row.status.is_open() => {
            format!("{} {}", say_day_short(desk.lang, day, desk.today), d_day(day, desk.today))
        }
        Some(day) => say_day_short(desk.lang, day, desk.today),
        None => String::new(),
    }
}
