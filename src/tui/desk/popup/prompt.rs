//! One line of text at the foot of the window, read aloud while it is typed. Several pasted lines become a list with a preview.

use std::collections::BTreeMap;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::base::cells;
use crate::base::clean::clean;
use crate::text::w;
use crate::tui::ask::{Answer, Ask, TaskAsk};
use crate::tui::desk::popup::Outcome;
use crate::tui::desk::popup::pasted::Pasted;
use crate::tui::desk::reading::{Reading, Said};
use crate::tui::desk::{Desk, Tone};
use crate::tui::input::{Mouse, Press};
use crate::tui::key::{Code, Key};
use crate::tui::keymap::command_keys;
use crate::tui::theme::Role;
use crate::tui::widget::field::{Field, Typed};
use crate::tui::widget::{panel, rich};

/// Rows of the panel around one line.
const ROWS: u16 = 4;

/// The popup.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What its answer is about, where the label is too short for it: where new tasks go.
    title: String,
    label: String,
    ask: Ask,
    reading: Reading,
    field: Field,
    said: Said,
    /// What is said in place of help, until something is typed.
    note: Option<String>,
    pasted: Option<Pasted>,
    held: bool,
    /// Whether Enter asks again for another one.
    pub again: bool,
}

impl Prompt {
    /// A prompt that reads what is typed in a certain way.
    pub fn new(label: impl Into<String>, ask: Ask, reading: Reading) -> Self {
        Self {
            title: String::new(),
            label: label.into(),
            ask,
            reading,
            field: Field::default(),
            said: Said::Nothing,
            note: None,
            pasted: None,
            held: false,
            again: false,
        }
    }

    /// The same prompt, saying what it is about.
    #[must_use]
    pub fn about(mut self, title: String) -> Self {
        self.title = title;
        self
    }

    /// The same prompt with a text in it already, to be gone on with.
    #[must_use]
    pub fn holding(mut self, text: &str, desk: &Desk) -> Self {
        self.field.set(text);
        self.held = !text.is_empty();
        self.said = self.reading.read(text, desk);
        self
    }

    /// The same prompt with a text in it that the first typed letter replaces.
    #[must_use]
    pub fn offering(self, text: &str, desk: &Desk) -> Self {
        let mut prompt = self.holding(text, desk);
        prompt.field.select();
        prompt
    }

    /// What it asks.
    pub fn ask(&self) -> &Ask {
        &self.ask
    }

    /// Takes one key press.
    pub fn key(&mut self, key: Key, desk: &mut Desk) -> Outcome {
        match key.code {
            Code::Esc => return Outcome::Left,
            Code::Enter => return self.answer(),
            _ if self.pasted.is_some() => self.key_on_list(key, desk),
            Code::Tab => {
                if let Said::Wrong { instead: Some(instead), .. } = &self.said {
                    self.field.set(&instead.clone());
                    self.read(desk);
                }
            }
            _ => {
                if self.field.key(key) == Typed::Changed {
                    self.read(desk);
                }
            }
        }
        Outcome::Stay
    }

    /// On a list letters are commands: what was pasted is not thrown away for one.
    fn key_on_list(&mut self, key: Key, desk: &mut Desk) {
        let Some(pasted) = &mut self.pasted else { return };
        for key in command_keys(key) {
            if matches!(key.code, Code::Char('e' | 'E')) && !key.ctrl {
                desk.write(pasted.text(), ".txt", self.ask.clone());
            } else {
                pasted.key(key);
            }
        }
    }

    /// Takes pasted text; several lines become a list where several answers are taken.
    pub fn paste(&mut self, text: &str, desk: &mut Desk) {
        let lines: Vec<String> =
            text.lines().map(str::trim_end).filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
        let takes_lists = matches!(self.ask, Ask::Task(TaskAsk::Add(_)));
        if lines.len() > 1 && takes_lists && self.field.is_empty() {
            self.pasted = Some(Pasted::new(&lines, self.reading, desk));
            return;
        }
        if self.pasted.is_some() {
            return;
        }
        if lines.len() > 1 {
            desk.toast(Tone::Plain, desk.word(w::FRAME_PASTED_JOINED));
        }
        self.field.paste(&lines.join(" "));
        self.read(desk);
    }

    /// The list came back from the user's editor, to be looked at once more.
    pub fn written(&mut self, text: &str, desk: &mut Desk) -> Outcome {
        self.empty();
        self.paste(text, desk);
        Outcome::Stay
    }

    /// Marks lines of the list that name something unknown, with why.
    pub fn mark(&mut self, wrong: &BTreeMap<usize, String>) {
        if let Some(pasted) = &mut self.pasted {
            pasted.mark(wrong);
        }
    }

    /// The same text for what is there by now; what that is, is said under it.
    pub fn compare(&mut self, ask: Ask, theirs: &str, desk: &Desk) {
        self.ask = ask;
        self.note = Some(desk.say(w::FRAME_COMPARE, &[("theirs", &theirs)]));
    }

    fn read(&mut self, desk: &Desk) {
        self.note = None;
        self.said = self.reading.read(self.field.text(), desk);
    }

    fn answer(&mut self) -> Outcome {
        if let Some(pasted) = &mut self.pasted {
            return match pasted.take() {
                Some(lines) => Outcome::Answered(self.ask.clone(), Answer::Lines(lines)),
                None => Outcome::Stay,
            };
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
        self.field.is_empty() && self.pasted.is_none()
    }

    /// Whether a pasted list stands in it.
    pub fn is_list(&self) -> bool {
        self.pasted.is_some()
    }

    /// Empties it for the next one.
    pub fn empty(&mut self) {
        self.field = Field::default();
        self.said = Said::Nothing;
        self.note = None;
        self.pasted = None;
    }

    /// The wheel scrolls a list.
    pub fn mouse(&mut self, mouse: Mouse) {
        match (mouse.press, &mut self.pasted) {
            (Press::WheelDown, Some(pasted)) => pasted.scroll(3),
            (Press::WheelUp, Some(pasted)) => pasted.scroll(-3),
            _ => {}
        }
    }

    /// Rows that it takes at the foot of an area.
    pub fn rows(&self, area: Rect) -> u16 {
        self.pasted.as_ref().map_or(ROWS, |pasted| pasted.rows(area))
    }

    /// Fits a list to the window.
    pub fn fit(&mut self, area: Rect) {
        if let Some(pasted) = &mut self.pasted {
            pasted.fit(area);
        }
    }

    /// Draws itself at the foot of the body.
    pub fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let place = panel::foot(area, self.rows(area));
        let inner = panel::open(frame, place, &self.title, &desk.theme);
        if let Some(pasted) = &self.pasted {
            pasted.view(frame, inner, desk);
            return;
        }
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let label = format!("{} {} ", clean(&self.label), desk.glyphs.path);
        let wide = cells::width(&label).min(usize::from(inner.width) / 2) as u16;
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
        if let Some(note) = &self.note {
            return rich::rich(note, theme.style(Role::Warn), theme);
        }
        match &self.said {
            Said::Nothing => rich::rich(self.reading.help(desk), theme.style(Role::Dim), theme),
            Said::Read(text) => rich::rich(text, theme.style(Role::Info), theme),
            Said::Wrong { text, .. } => rich::rich(text, theme.style(Role::Bad), theme),
        }
    }
}
