//! One line of text at the foot of the window, read aloud while it is typed. Several pasted lines become a list with a preview.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::base::cells;
use crate::base::clean::clean;
use crate::text::w;
use crate::tui::ask::{Answer, Ask};
use crate::tui::desk::Desk;
use crate::tui::desk::popup::Outcome;
use crate::tui::desk::reading::{Reading, Said};
use crate::tui::key::{Code, Key};
use crate::tui::theme::Role;
use crate::tui::widget::field::{Field, Typed};
use crate::tui::widget::{panel, rich, row};

/// The popup.
#[derive(Clone, Debug)]
pub struct Prompt {
    label: String,
    ask: Ask,
    reading: Reading,
    field: Field,
    said: Said,
    pasted: Vec<String>,
    ticked: usize,
    warned: bool,
    held: bool,
    /// Whether Enter asks again for another one.
    pub again: bool,
}

impl Prompt {
    /// A prompt that reads what is typed in a certain way.
    pub fn new(label: impl Into<String>, ask: Ask, reading: Reading) -> Self {
        Self {
            label: label.into(),
            ask,
            reading,
            field: Field::default(),
            said: Said::Nothing,
            pasted: Vec::new(),
            ticked: 0,
            warned: false,
            held: false,
            again: false,
        }
    }

    /// The same prompt with a text in it already.
    #[must_use]
    pub fn holding(mut self, text: &str, desk: &Desk) -> Self {
        self.field.set(text);
        self.held = !text.is_empty();
        self.said = self.reading.read(text, desk);
        self
    }

    /// Takes one key press.
    pub fn key(&mut self, key: Key, desk: &mut Desk) -> Outcome {
        match key.code {
            Code::Esc => return Outcome::Left,
            Code::Enter => return self.answer(desk),
            Code::Char('e' | 'E') if !self.pasted.is_empty() => {
                desk.write(self.pasted.join("\n"), ".txt", self.ask.clone());
                return Outcome::Left;
            }
            Code::Tab => {
                if let Said::Wrong { instead: Some(instead), .. } = &self.said {
                    self.field.set(&instead.clone());
                    self.read(desk);
                }
            }
            _ => {
                if self.field.key(key) == Typed::Changed {
                    self.pasted.clear();
                    self.read(desk);
                }
            }
        }
        Outcome::Stay
    }

    /// Takes pasted text; several lines become a list where the reading allows one.
    pub fn paste(&mut self, text: &str, desk: &mut Desk) {
        let lines: Vec<String> =
            text.lines().map(str::trim_end).filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
        if lines.len() > 1 && self.reading.takes_lists() && self.field.is_empty() {
            self.warned = false;
            self.ticked = lines.iter().filter(|line| is_ticked(line)).count();
            self.pasted = self.reading.list(&lines.join("\n"), desk);
            return;
        }
        self.field.paste(text);
        self.read(desk);
    }

    fn read(&mut self, desk: &Desk) {
        self.said = self.reading.read(self.field.text(), desk);
    }

    fn answer(&mut self, desk: &Desk) -> Outcome {
        if !self.pasted.is_empty() {
            let wrong = |line: &String| matches!(self.reading.read(line, desk), Said::Wrong { .. });
            // Lines that were not understood are left out only after that was said.
            if self.pasted.iter().any(wrong) {
                if !self.warned || self.pasted.iter().all(wrong) {
                    self.warned = true;
                    return Outcome::Stay;
                }
                let reading = self.reading;
                self.pasted.retain(|line| !matches!(reading.read(line, desk), Said::Wrong { .. }));
            }
            return Outcome::Answered(self.ask.clone(), Answer::Lines(std::mem::take(&mut self.pasted)));
        }
        match self.said {
            Said::Wrong { .. } => Outcome::Stay,
            _ if self.field.text().trim().is_empty() && !self.may_be_empty() => Outcome::Left,
            _ => Outcome::Answered(self.ask.clone(), Answer::Text(self.field.text().trim().to_owned())),
        }
    }

    fn may_be_empty(&self) -> bool {
        self.reading.takes_nothing() || (self.held && self.reading.can_be_emptied())
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.field.is_empty() && self.pasted.is_empty()
    }

    /// Empties it for the next one.
    pub fn empty(&mut self) {
        self.field = Field::default();
        self.said = Said::Nothing;
        self.pasted.clear();
    }

    /// Draws itself at the foot of the body.
    pub fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let preview = self.pasted.len().min(usize::from(area.height.saturating_sub(6)));
        let place = panel::foot(area, 4 + preview as u16);
        let inner = panel::open(frame, place, "", &desk.theme);
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let label = format!("{} {} ", clean(&self.label), desk.glyphs.path);
        let wide = cells::width(&label).min(usize::from(inner.width) / 2) as u16;
        if !self.pasted.is_empty() {
            self.view_list(frame, inner, preview, desk);
            return;
        }
        let Some(first) = panel::row(inner, 0) else { return };
        let echo = self.echo(desk);
        let indent = if echo.width() > usize::from(inner.width.saturating_sub(wide)) { 0 } else { wide };
        let lines = rich::wrapped(&echo, usize::from(inner.width - indent));
        for (down, line) in lines.into_iter().enumerate() {
            if let Some(at) = panel::row(inner, 1 + down) {
                panel::put(frame, Rect::new(at.x + indent, at.y, at.width - indent, 1), line);
            }
        }
        panel::put(frame, Rect { width: wide, ..first }, Line::from(Span::styled(label, bold)));
        self.field.view(frame, Rect::new(first.x + wide, first.y, first.width - wide, 1), Style::new());
    }

    fn echo(&self, desk: &Desk) -> Line<'static> {
        let theme = &desk.theme;
        match &self.said {
            Said::Nothing => rich::rich(self.reading.help(desk), theme.style(Role::Dim), theme),
            Said::Read(text) => rich::rich(text, theme.style(Role::Info), theme),
            Said::Wrong { text, .. } => rich::rich(text, theme.style(Role::Bad), theme),
        }
    }

    fn view_list(&self, frame: &mut Frame, inner: Rect, preview: usize, desk: &Desk) {
        let width = usize::from(inner.width);
        let lines: Vec<Line<'static>> =
            self.pasted.iter().take(preview).map(|line| self.preview(line, width, desk)).collect();
        panel::put_lines(frame, inner, lines);
        let count = self.pasted.len();
        let wrong = |line: &&String| matches!(self.reading.read(line, desk), Said::Wrong { .. });
        let wrong = self.pasted.iter().filter(wrong).count();
        let said = match (wrong, self.warned) {
            (0, _) if self.ticked > 0 => desk.say(w::FRAME_PASTED_TICKED, &[("n", &count), ("ticked", &self.ticked)]),
            (0, _) => desk.say(w::FRAME_PASTED, &[("n", &count)]),
            (wrong, true) if wrong < count => {
                desk.say(w::FRAME_PASTED_WITHOUT, &[("wrong", &wrong), ("n", &(count - wrong))])
            }
            (wrong, _) => desk.say(w::FRAME_PASTED_WRONG, &[("wrong", &wrong), ("n", &count)]),
        };
        if let Some(last) = panel::row(inner, preview) {
            panel::put(frame, last, rich::rich(&said, Style::new(), &desk.theme));
        }
    }

    /// One pasted line, and at its right what was understood of it or what was not.
    fn preview(&self, text: &str, width: usize, desk: &Desk) -> Line<'static> {
        let (echo, role) = match self.reading.read(text, desk) {
            Said::Nothing => (String::new(), Role::Dim),
            Said::Read(said) => (said, Role::Dim),
            Said::Wrong { text, .. } => (text.replace('`', ""), Role::Bad),
        };
        let room = (cells::width(&echo) + 2).min(width / 2);
        let echo_cells = if echo.is_empty() { 0 } else { room };
        let columns = [
            row::fixed(desk.glyphs.todo, 2),
            row::grow(text),
            row::fixed(format!("  {echo}"), echo_cells).style(desk.theme.style(role)),
        ];
        row::line(&columns, width)
    }
}

/// Whether a pasted line was ticked where it comes from.
fn is_ticked(line: &str) -> bool {
    let bare = line.trim_start().trim_start_matches(['-', '*', '+', '•']).trim_start();
    ["[x]", "[X]", "☑", "✅"].iter().any(|mark| bare.starts_with(mark))
}
