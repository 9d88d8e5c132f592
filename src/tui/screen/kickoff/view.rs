//! How the kickoff is drawn: people and, below or beside them, the charter.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::{Kickoff, Person, Row};
use crate::base::clean::clean;
use crate::domain::party::Section;
use crate::port::charter;
use crate::text::{Word, w};
use crate::tui::desk::Desk;
use crate::tui::layout;
use crate::tui::screen::Status;
use crate::tui::screen::charter::section_lines;
use crate::tui::theme::Role;
use crate::tui::widget::{panel, rich, row};

/// Lines of an open section that are shown; the rest is a key away.
const MOST_LINES: usize = 6;

/// One line of the page and the row of the cursor that it belongs to.
type Drawn = (Option<usize>, Line<'static>);

fn bold() -> Style {
    Style::new().add_modifier(Modifier::BOLD)
}

impl Kickoff {
    pub(super) fn status_line(&self, desk: &Desk) -> Status {
        let Some(data) = &self.data else { return Status::default() };
        let head = &data.party.head;
        let left = Line::from(vec![
            Span::raw(format!("{} {} {} ", head.key, clean(&head.name), desk.glyphs.path)),
            Span::styled(desk.word(w::KICKOFF_PATH), bold()),
        ]);
        Status { left, right: rich::rich(desk.word(w::KICKOFF_HOLD_HINT), desk.theme.style(Role::Dim), &desk.theme) }
    }

    pub(super) fn draw(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        if self.data.is_none() {
            return;
        }
        let (left, right) = layout::beside(area);
        let people = self.people_lines(usize::from(left.width), desk);
        match right {
            Some(right) => {
                self.put(frame, left, people, desk);
                let right = Rect { x: right.x + 1, width: right.width.saturating_sub(2), ..right };
                let sections = self.section_drawn(usize::from(right.width), desk);
                self.put(frame, right, sections, desk);
            }
            None => {
                let mut all = people;
                all.push((None, Line::default()));
                all.extend(self.section_drawn(usize::from(left.width), desk));
                self.put(frame, left, all, desk);
            }
        }
    }

    /// Draws lines so that the one under the cursor is in sight.
    fn put(&self, frame: &mut Frame, area: Rect, lines: Vec<Drawn>, desk: &Desk) {
        let height = usize::from(area.height);
        let here = lines.iter().position(|(row, _)| *row == Some(self.cursor.row)).unwrap_or(0);
        let top = here.saturating_sub(height / 2).min(lines.len().saturating_sub(height));
        for (down, (row, line)) in lines.into_iter().skip(top).enumerate() {
            let Some(at) = panel::row(area, down) else { break };
            if row == Some(self.cursor.row) {
                panel::select(frame, at, &desk.theme);
            }
            panel::put(frame, at, line);
        }
    }

    fn sign(&self, place: usize, desk: &Desk) -> row::Cell {
        let sign = if place == self.cursor.row { desk.glyphs.path } else { "" };
        row::fixed([" ", sign].concat(), 3).style(desk.theme.style(Role::Accent))
    }

    fn people_lines(&self, width: usize, desk: &Desk) -> Vec<Drawn> {
        let theme = &desk.theme;
        let founder = self.data.as_ref().and_then(|data| data.party.founder.as_ref()).map(|founder| founder.id);
        let office = |place: usize, label: Word, who: Option<crate::base::id::Id>| {
            let name = who.map_or_else(|| desk.word(w::KICKOFF_NOBODY).to_owned(), |id| self.name_of(id, desk));
            let style = if who.is_some() { bold() } else { theme.style(Role::Dim) };
            let note = if who.is_some() && who == founder { desk.word(w::KICKOFF_FOUNDER) } else { "" };
            let columns = [
                self.sign(place, desk),
                row::fixed(desk.word(label), 16),
                row::fixed(name, 18).style(style),
                row::grow(note).style(theme.style(Role::Dim)),
            ];
            (Some(place), row::line(&columns, width))
        };
        let mut out = vec![office(0, w::KICKOFF_LEADER, self.leader), office(1, w::KICKOFF_SHADOW, self.shadow)];
        out.push((None, Line::default()));
        out.push((None, heading(w::KICKOFF_PEOPLE, w::KICKOFF_PEOPLE_HINT, desk)));
        for (place, person) in self.people.iter().enumerate() {
            out.push((Some(place + 2), self.person_line(place + 2, person, width, desk)));
        }
        out
    }

    fn person_line(&self, place: usize, person: &Person, width: usize, desk: &Desk) -> Line<'static> {
        let theme = &desk.theme;
        let together = person.share + person.elsewhere;
        let (note, style) = if together > 100 {
            (desk.say(w::KICKOFF_OVER, &[("n", &together)]), theme.style(Role::Warn))
        } else if person.elsewhere > 0 {
            (desk.say(w::KICKOFF_ELSEWHERE, &[("n", &person.elsewhere)]), theme.style(Role::Dim))
        } else {
            (String::new(), Style::new())
        };
        let name = if place == self.cursor.row { bold() } else { Style::new() };
        let columns = [
            self.sign(place, desk),
            row::fixed(&person.name, 16).style(name),
            row::fixed(desk.glyphs.bar(person.share, 100, 10), 11).style(theme.style(Role::Accent)),
            row::right(desk.say(w::KICKOFF_SHARE, &[("n", &person.share)]), 5).style(name),
            row::fixed("", 2),
            row::grow(note).style(style),
        ];
        row::line(&columns, width)
    }

    fn section_drawn(&self, width: usize, desk: &Desk) -> Vec<Drawn> {
        let theme = &desk.theme;
        let first = 2 + self.people.len();
        let mut out = vec![(None, heading(w::KICKOFF_SECTIONS, w::KICKOFF_EDIT_HINT, desk))];
        for (place, section) in Section::ALL.iter().enumerate() {
            let place = first + place;
            let body = self.sections.get(section).map_or("", String::as_str).trim();
            let open = self.open.contains(section);
            let here = self.rows().get(self.cursor.row) == Some(&Row::Section(*section));
            let said = match (open, body.lines().next()) {
                (true, _) => "",
                (false, Some(line)) => line,
                (false, None) => desk.word(w::KICKOFF_EMPTY),
            };
            let columns = [
                self.sign(place, desk),
                row::fixed(if open { desk.glyphs.open } else { desk.glyphs.folded }, 2).style(theme.style(Role::Dim)),
                row::fixed(charter::heading(desk.lang, *section), 24).style(if here { bold() } else { Style::new() }),
                row::grow(said).style(theme.style(Role::Dim)),
            ];
            out.push((Some(place), row::line(&columns, width)));
            if open {
                for line in section_lines(*section, body, width.saturating_sub(6), desk).into_iter().take(MOST_LINES) {
                    let mut spans = vec![Span::raw("     ")];
                    spans.extend(line.spans.into_iter().map(|span| span.patch_style(line.style)));
                    out.push((None, Line::from(spans)));
                }
            }
        }
        out
    }
}

/// A part's name, and dimmed behind it what its keys are.
fn heading(title: Word, hint: Word, desk: &Desk) -> Line<'static> {
    let mut line = Line::from(Span::styled(format!(" {}   ", desk.word(title)), bold()));
    line.spans.extend(rich::rich(desk.word(hint), desk.theme.style(Role::Dim), &desk.theme).spans);
    line
}
