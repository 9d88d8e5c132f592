//! A pasted list before it is taken: every line with what was understood of it, as many as fit, the rest by scrolling.

use std::collections::BTreeMap;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use crate::base::cells;
use crate::text::w;
use crate::tui::desk::Desk;
use crate::tui::desk::reading::{Reading, Said};
use crate::tui::key::{Code, Key};
use crate::tui::theme::Role;
use crate::tui::widget::{panel, rich, row};

/// Rows of the panel that are not lines of the list: title, what Enter does, where one is, the toast's.
const AROUND: u16 = 4;

/// The list.
#[derive(Clone, Debug)]
pub(super) struct Pasted {
    lines: Vec<(String, Said)>,
    /// How many were ticked where they come from.
    ticked: usize,
    top: usize,
    height: usize,
    /// Whether it was said which lines would be left out.
    warned: bool,
}

impl Pasted {
    /// The list of some pasted lines.
    pub(super) fn new(lines: &[String], reading: Reading, desk: &Desk) -> Self {
        let ticked = lines.iter().filter(|line| is_ticked(line)).count();
        let lines = reading.list(&lines.join("\n"), desk);
        let lines: Vec<(String, Said)> = lines
            .into_iter()
            .map(|line| {
                let said = reading.read(&line, desk);
                (line, said)
            })
            .collect();
        let mut pasted = Self { lines, ticked, top: 0, height: usize::MAX, warned: false };
        pasted.show_wrong();
        pasted
    }

    /// Marks lines that the store does not know something of, with why.
    pub(super) fn mark(&mut self, wrong: &BTreeMap<usize, String>) {
        for (place, text) in wrong {
            if let Some((_, said)) = self.lines.get_mut(*place) {
                *said = Said::Wrong { text: text.clone(), instead: None };
            }
        }
        self.show_wrong();
    }

    /// All lines, for the user's editor.
    pub(super) fn text(&self) -> String {
        self.lines.iter().map(|(line, _)| line.as_str()).collect::<Vec<_>>().join("\n")
    }

    fn wrong(&self) -> usize {
        self.lines.iter().filter(|(_, said)| matches!(said, Said::Wrong { .. })).count()
    }

    /// The lines to take; none while it has not been said that some are left out, or where none is left.
    pub(super) fn take(&mut self) -> Option<Vec<String>> {
        let wrong = self.wrong();
        if wrong > 0 && (!self.warned || wrong == self.lines.len()) {
            self.warned = true;
            self.show_wrong();
            return None;
        }
        let good = self.lines.iter().filter(|(_, said)| !matches!(said, Said::Wrong { .. }));
        Some(good.map(|(line, _)| line.clone()).collect())
    }

    /// Scrolls by a key.
    pub(super) fn key(&mut self, key: Key) {
        let page = self.height.clamp(2, 1000) as isize - 1;
        match (key.code, key.ctrl) {
            (Code::Down | Code::Char('j'), false) => self.scroll(1),
            (Code::Up | Code::Char('k'), false) => self.scroll(-1),
            (Code::PageDown, _) | (Code::Char('d'), true) => self.scroll(page),
            (Code::PageUp, _) | (Code::Char('u'), true) => self.scroll(-page),
            (Code::Home | Code::Char('g'), false) => self.top = 0,
            (Code::End | Code::Char('G'), false) => self.scroll(isize::MAX),
            _ => {}
        }
    }

    pub(super) fn scroll(&mut self, by: isize) {
        let most = self.lines.len().saturating_sub(self.height);
        self.top = self.top.saturating_add_signed(by).min(most);
    }

    /// Scrolls to the first line that was not understood.
    fn show_wrong(&mut self) {
        let first = self.lines.iter().position(|(_, said)| matches!(said, Said::Wrong { .. }));
        if let Some(first) = first {
            self.top = first.saturating_sub(1);
        }
    }

    /// Rows of the panel in an area.
    pub(super) fn rows(&self, area: Rect) -> u16 {
        AROUND + self.lines.len().min(usize::from(area.height.saturating_sub(AROUND + 2))) as u16
    }

    /// Fits to the window.
    pub(super) fn fit(&mut self, area: Rect) {
        self.height = usize::from(self.rows(area) - AROUND);
        self.scroll(0);
    }

    /// Draws the lines and what Enter would do.
    pub(super) fn view(&self, frame: &mut Frame, inner: Rect, desk: &Desk) {
        let shown = usize::from((inner.height + 1).saturating_sub(AROUND));
        let width = usize::from(inner.width);
        let lines = self.lines.iter().skip(self.top).take(shown);
        panel::put_lines(frame, inner, lines.map(|(line, said)| preview(line, said, width, desk)));
        if let Some(at) = panel::row(inner, shown) {
            panel::put(frame, at, rich::rich(&self.said(desk), Style::new(), &desk.theme));
        }
        let count = self.lines.len();
        if let Some(at) = panel::row(inner, shown + 1).filter(|_| count > shown) {
            let (first, last) = (self.top + 1, (self.top + shown).min(count));
            let values: [(&str, &dyn std::fmt::Display); 3] = [("first", &first), ("last", &last), ("n", &count)];
            let said = desk.say(w::FRAME_PASTED_PART, &values);
            panel::put(frame, at, rich::rich(&said, desk.theme.style(Role::Dim), &desk.theme));
        }
    }

    fn said(&self, desk: &Desk) -> String {
        let count = self.lines.len();
        match (self.wrong(), self.warned) {
            (0, _) if self.ticked > 0 => desk.say(w::FRAME_PASTED_TICKED, &[("n", &count), ("ticked", &self.ticked)]),
            (0, _) => desk.say(w::FRAME_PASTED, &[("n", &count)]),
            (wrong, true) if wrong < count => {
                desk.say(w::FRAME_PASTED_WITHOUT, &[("wrong", &wrong), ("n", &(count - wrong))])
            }
            (wrong, _) => desk.say(w::FRAME_PASTED_WRONG, &[("wrong", &wrong), ("n", &count)]),
        }
    }
}

/// One line, and at its right what was understood of it or what was not.
fn preview(text: &str, said: &Said, width: usize, desk: &Desk) -> Line<'static> {
    let (sign, echo, role) = match said {
        Said::Nothing => (desk.glyphs.todo, String::new(), Role::Dim),
        Said::Read(said) => (desk.glyphs.todo, said.clone(), Role::Dim),
        Said::Wrong { text, .. } => (desk.glyphs.blocked, text.replace('`', ""), Role::Bad),
    };
    let room = (cells::width(&echo) + 2).min(width * 3 / 5);
    let echo_cells = if echo.is_empty() { 0 } else { room };
    let columns = [
        row::fixed(sign, 2).style(if role == Role::Bad { desk.theme.style(role) } else { Style::new() }),
        row::grow(text),
        row::fixed(format!("  {echo}"), echo_cells).style(desk.theme.style(role)),
    ];
    row::line(&columns, width)
}

/// Whether a pasted line was ticked where it comes from.
fn is_ticked(line: &str) -> bool {
    let bare = line.trim_start().trim_start_matches(['-', '*', '+', '•']).trim_start();
    ["[x]", "[X]", "☑", "✅"].iter().any(|mark| bare.starts_with(mark))
}
