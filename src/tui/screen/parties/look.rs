//! How the parties look: rows that line up, and one party with its people, seasons and charter.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::Entry;
use crate::base::cells;
use crate::base::clean::clean;
use crate::domain::party::PartyStatus;
use crate::domain::season::Stage;
use crate::query::act::{ActHead, Count};
use crate::query::parties::PartyRow;
use crate::query::party::{PartyMember, PartyPage, SeasonRow};
use crate::text::count::part;
use crate::text::label::Label;
use crate::text::when::{d_day, say_day_short};
use crate::text::{Word, w};
use crate::tui::desk::Desk;
use crate::tui::face as task;
use crate::tui::theme::Role;
use crate::tui::widget::row::{Cell, fixed, grow, right};
use crate::tui::widget::{markdown, panel, row};

/// How wide the columns of the list are.
pub(super) struct Columns {
    key: usize,
    bar: usize,
    act: usize,
    leader: usize,
    width: usize,
}

impl Columns {
    /// What fits into `width`, wide enough for the longest key and name.
    pub(super) fn of(entries: &[Entry], width: usize, desk: &Desk) -> Self {
        let rows = || entries.iter().filter_map(|entry| if let Entry::Party(row) = entry { Some(row) } else { None });
        let longest = |text: &dyn Fn(&PartyRow) -> usize| rows().map(|row| text(row)).max().unwrap_or(0);
        let key = longest(&|row| cells::width(&row.head.key)) + 2;
        let leader = longest(&|row| cells::width(leader(row, desk))).clamp(4, 12) + 2;
        let bar = if width >= 90 { 10 } else { 6 };
        let room = width.saturating_sub(2 + key + bar + 8 + 7 + leader + 6);
        let act = if room >= 28 { (room / 2).min(24) } else { 0 };
        Self { key, bar, act, leader, width }
    }
}

fn leader<'a>(row: &'a PartyRow, desk: &Desk) -> &'a str {
    row.head.leader_name.as_deref().unwrap_or(desk.glyphs.none)
}

/// Draws one line of the list.
pub(super) fn entry(frame: &mut Frame, at: Rect, entry: &Entry, selected: bool, columns: &Columns, desk: &Desk) {
    let dim = desk.theme.style(Role::Dim);
    let line = match entry {
        Entry::Gap => return,
        Entry::Empty => Line::from(Span::styled(format!(" {}", desk.word(w::PARTIES_EMPTY)), dim)),
        Entry::Head(status, count) => Line::from(vec![
            Span::styled(format!(" {} ", status.said(desk.lang)), Style::new().add_modifier(Modifier::BOLD)),
            Span::styled(count.to_string(), dim),
        ]),
        Entry::Party(party) => {
            if selected {
                panel::select(frame, at, &desk.theme);
            }
            row::line(&cells_of(party, selected, columns, desk), columns.width)
        }
    };
    panel::put(frame, at, line);
}

fn cells_of(party: &PartyRow, selected: bool, columns: &Columns, desk: &Desk) -> Vec<Cell> {
    let dim = desk.theme.style(Role::Dim);
    let cursor = if selected { desk.glyphs.path } else { " " };
    let over = party.head.status == PartyStatus::Ended;
    let mut line = vec![
        fixed(cursor, 2).style(desk.theme.style(Role::Accent)),
        fixed(&party.head.key, columns.key).style(dim),
        grow(&party.head.name).style(if over { dim } else { Style::new() }),
        fixed("", 1),
    ];
    match (&party.act, &party.progress) {
        (Some(act), Some(count)) => line.extend(progress(act, count, columns, desk)),
        _ => line.push(fixed(beside(party, desk), columns.bar + 8 + columns.act + 7).style(dim)),
    }
    let share = party.head.my_share.map(|share| format!("{share}%")).unwrap_or_default();
    line.push(fixed(" ", 1));
    line.push(fixed(leader(party, desk), columns.leader));
    line.push(right(share, 4).style(dim));
    line.push(fixed("", 1));
    line
}

/// The running act's progress and the days it has left.
fn progress(act: &ActHead, count: &Count, columns: &Columns, desk: &Desk) -> Vec<Cell> {
    let dim = desk.theme.style(Role::Dim);
    let left = act.last.filter(|_| act.stage == Stage::Running);
    let days = left.map_or_else(String::new, |last| d_day(last, desk.today));
    let style = left.map_or(dim, |last| task::near(last, desk));
    vec![
        fixed(desk.glyphs.bar(count.done, count.total, columns.bar), columns.bar + 1)
            .style(desk.theme.style(Role::Accent)),
        right(part(count.done, count.total), 5).style(dim),
        fixed("", 2),
        fixed(&act.title, columns.act).style(dim),
        right(days, 7).style(style),
    ]
}

/// What is said of a party without a running act.
fn beside(party: &PartyRow, desk: &Desk) -> String {
    match party.head.status {
        PartyStatus::Proposed => {
            let names: Vec<&str> = party.interested.iter().map(|person| person.name.as_str()).collect();
            if names.is_empty() {
                return desk.word(w::PARTIES_NOBODY_INTERESTED).to_owned();
            }
            desk.say(w::PARTIES_INTERESTED, &[("n", &names.len()), ("names", &names.join(", "))])
        }
        PartyStatus::Active => desk.word(w::PARTIES_NO_ACT).to_owned(),
        PartyStatus::Resting | PartyStatus::Ended => String::new(),
    }
}

/// The rule between a list and what stands beside it.
pub(super) fn divide(frame: &mut Frame, area: Rect, desk: &Desk) {
    for down in 0..usize::from(area.height) {
        if let Some(at) = panel::row(area, down) {
            panel::put(frame, at, Line::from(Span::styled(desk.glyphs.divider, desk.theme.style(Role::Dim))));
        }
    }
}

/// Draws one party from its line `top` on.
pub(super) fn detail(frame: &mut Frame, area: Rect, page: &PartyPage, top: usize, desk: &Desk) {
    let width = area.width.saturating_sub(2).min(100);
    let inner = Rect::new(area.x + 1.min(area.width), area.y, width, area.height);
    let lines = Page { of: page, width: usize::from(width), desk, out: Vec::new() }.lines();
    let top = top.min(lines.len().saturating_sub(usize::from(area.height)));
    panel::put_lines(frame, inner, lines.into_iter().skip(top));
}

/// At most how many lines a party takes in `width`: enough to stop scrolling behind its end.
pub(super) fn lines_of(page: &PartyPage, width: usize) -> usize {
    let wrapped = |text: &str| text.lines().map(|line| cells::width(line) / width.max(8) + 1).sum::<usize>() + 2;
    let acts: usize = page.seasons.iter().map(|season| season.acts.len() + 2).sum();
    16 + page.members.len() + acts + page.charter.values().map(|text| wrapped(text)).sum::<usize>()
}

/// One party being put on lines.
struct Page<'a> {
    of: &'a PartyPage,
    width: usize,
    desk: &'a Desk,
    out: Vec<Line<'static>>,
}

impl Page<'_> {
    fn lines(mut self) -> Vec<Line<'static>> {
        self.head();
        self.people();
        for season in &self.of.seasons {
            self.season(season);
        }
        for (section, body) in &self.of.charter {
            self.heading(section.said(self.desk.lang));
            let lines = markdown::lines(body, self.width, &self.desk.theme);
            self.out.extend(lines);
        }
        self.out
    }

    fn dim(&self) -> Style {
        self.desk.theme.style(Role::Dim)
    }

    fn heading(&mut self, text: &str) {
        self.out.push(Line::default());
        let bold = Style::new().add_modifier(Modifier::BOLD);
        self.out.push(Line::from(Span::styled(clean(text).into_owned(), bold)));
    }

    fn fact(&mut self, name: Word, value: &str) {
        if !value.is_empty() {
            let label = cells::pad(self.desk.word(name), 12);
            let line = vec![Span::styled(label, self.dim()), Span::raw(clean(value).into_owned())];
            self.out.push(Line::from(line));
        }
    }

    fn head(&mut self) {
        let head = &self.of.head;
        let title = format!("{}  {}", head.key, clean(&head.name));
        let bold = Style::new().add_modifier(Modifier::BOLD);
        self.out.extend(cells::wrap(&title, self.width).into_iter().map(|line| Line::from(Span::styled(line, bold))));
        let theme = cells::wrap(&clean(&head.theme), self.width);
        self.out.extend(theme.into_iter().filter(|line| !line.is_empty()).map(Line::from));
        self.out.push(Line::default());
        let since = self.of.started_on.map(|day| say_day_short(self.desk.lang, day, self.desk.today));
        let status = [head.status.said(self.desk.lang), since.as_deref().unwrap_or_default()].join("  ");
        self.fact(w::COMMON_STATUS, status.trim_end());
        self.fact(w::COMMON_LEADER, head.leader_name.as_deref().unwrap_or_default());
        self.fact(w::COMMON_SHADOW, head.shadow_name.as_deref().unwrap_or_default());
        let founder = self.of.founder.as_ref().filter(|_| head.leader.is_none());
        self.fact(w::COMMON_FOUNDER, founder.map(|founder| founder.name.as_str()).unwrap_or_default());
    }

    fn people(&mut self) {
        if self.of.members.is_empty() {
            return;
        }
        self.heading(&self.desk.say(w::PARTIES_PEOPLE, &[("n", &self.of.members.len())]));
        for member in &self.of.members {
            self.member(member);
        }
    }

    fn member(&mut self, member: &PartyMember) {
        let share = member.share.map(|share| format!("{share}%")).unwrap_or_default();
        let role =
            if member.role == crate::domain::party::Role::Member { "" } else { member.role.said(self.desk.lang) };
        let columns = [
            fixed(&member.name, 14),
            fixed(&member.handle, 12).style(self.dim()),
            right(share, 5),
            fixed("", 2),
            grow(role).style(self.dim()),
        ];
        self.out.push(row::line(&columns, self.width));
    }

    fn season(&mut self, season: &SeasonRow) {
        let number = season.place.rsplit('/').next().unwrap_or_default();
        let stage = season.stage.said(self.desk.lang);
        self.heading(&format!("{number} {}  {stage}", season.title));
        let goal = cells::wrap(&clean(&season.goal), self.width);
        self.out.extend(goal.into_iter().filter(|line| !line.is_empty()).map(Line::from));
        for act in &season.acts {
            let last = act.head.last.map(|last| say_day_short(self.desk.lang, last, self.desk.today));
            let running = act.head.stage == Stage::Running;
            let style = if running { self.desk.theme.style(Role::Accent) } else { self.dim() };
            let columns = [
                fixed(format!("A{}", act.head.number), 4).style(style),
                grow(&act.head.title),
                fixed("", 1),
                right(part(act.count.done, act.count.total), 6).style(self.dim()),
                right(last.unwrap_or_default(), 12).style(self.dim()),
            ];
            self.out.push(row::line(&columns, self.width));
        }
    }
}
