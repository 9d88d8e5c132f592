//! How the welcome looks: one block of text, centred where there is room, never stretched.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::{DOORS, Room, Welcome, found};
use crate::app::begin::Preview;
use crate::base::cells;
use crate::base::clean::clean;
use crate::text::{Word, w};
use crate::tui::desk::Desk;
use crate::tui::theme::Role;
use crate::tui::widget::{panel, rich};

/// The widest the block gets.
const WIDEST: u16 = 78;
/// Cells before a field.
const LABEL: usize = 16;

const NAMES: [(Word, Word); DOORS] = [
    (w::WELCOME_DEMO, w::WELCOME_DEMO_ABOUT),
    (w::WELCOME_FOUND, w::WELCOME_FOUND_ABOUT),
    (w::WELCOME_JOIN, w::WELCOME_JOIN_ABOUT),
    (w::WELCOME_IMPORT, w::WELCOME_IMPORT_ABOUT),
];

/// A dimmed line with its keys standing out.
pub(super) fn dim(text: &str, desk: &Desk) -> Line<'static> {
    rich::rich(text, desk.theme.style(Role::Dim), &desk.theme)
}

/// Draws whatever room is open.
pub(super) fn view(welcome: &Welcome, frame: &mut Frame, area: Rect, desk: &Desk) {
    let width = area.width.saturating_sub(4).min(WIDEST);
    let left = if area.width > WIDEST + 8 { (area.width - width) / 2 } else { 3.min(area.width) };
    let top = if area.height > 28 { area.height / 6 } else { u16::from(area.height > 15) };
    let room = area.width.saturating_sub(left);
    let block = Rect::new(area.x + left, area.y + top, width.min(room), area.height.saturating_sub(top));
    let mut page = Page { frame, area: block, down: 0, desk };
    page.head();
    match &welcome.room {
        Room::Doors => page.doors(welcome),
        Room::Preview(preview, _) => page.preview(preview, welcome),
        Room::Who => page.who(),
        Room::Found | Room::Join | Room::Import => page.questions(welcome),
    }
}

struct Page<'a, 'b> {
    frame: &'a mut Frame<'b>,
    area: Rect,
    down: usize,
    desk: &'a Desk,
}

impl Page<'_, '_> {
    fn next(&mut self) -> Option<Rect> {
        let row = panel::row(self.area, self.down);
        self.down += 1;
        row
    }

    fn gap(&mut self) {
        self.down += 1;
    }

    fn line(&mut self, line: Line<'_>) {
        if let Some(at) = self.next() {
            panel::put(self.frame, at, line);
        }
    }

    fn dim(&mut self, text: &str) {
        for piece in cells::wrap(text, usize::from(self.area.width)) {
            self.line(dim(&piece, self.desk));
        }
    }

    fn head(&mut self) {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let accent = self.desk.theme.style(Role::Accent).add_modifier(Modifier::BOLD);
        let line = vec![
            Span::styled("party", accent),
            Span::styled(format!("   {}", self.desk.word(w::WELCOME_SLOGAN)), bold),
        ];
        self.line(Line::from(line));
        self.gap();
        if self.area.height > 14 {
            self.gap();
        }
    }

    fn doors(&mut self, welcome: &Welcome) {
        let wide = NAMES.iter().map(|(name, _)| cells::width(self.desk.word(*name))).max().unwrap_or(0) + 3;
        for (place, (name, about)) in NAMES.iter().enumerate() {
            let Some(at) = self.next() else { return };
            let chosen = welcome.door == place;
            if chosen {
                panel::select(self.frame, at, &self.desk.theme);
            }
            let accent = self.desk.theme.style(Role::Accent);
            let line = Line::from(vec![
                Span::styled(if chosen { self.desk.glyphs.path } else { " " }, accent),
                Span::styled(format!(" {}  ", place + 1), accent),
                Span::styled(
                    cells::pad(self.desk.word(*name), wide),
                    if chosen { Style::new().add_modifier(Modifier::BOLD) } else { Style::new() },
                ),
                Span::styled(self.desk.word(*about), self.desk.theme.style(Role::Dim)),
            ]);
            panel::put(self.frame, at, line);
        }
        self.gap();
        let label = self.desk.word(w::WELCOME_CALL_YOU);
        if let Some(at) = self.next() {
            self.field(at, label, cells::width(label) + 2, &welcome.me, true);
        }
        self.gap();
        self.dim(self.desk.word(w::WELCOME_FOOT));
    }

    /// A label and a field behind it; the real cursor stands in the one that is written in.
    fn field(&mut self, at: Rect, label: &str, wide: usize, field: &crate::tui::widget::field::Field, open: bool) {
        let style = if open { Style::new().add_modifier(Modifier::BOLD) } else { self.desk.theme.style(Role::Dim) };
        panel::put(self.frame, at, Line::from(Span::styled(cells::pad(label, wide), style)));
        let wide = (wide as u16).min(at.width);
        let place = Rect::new(at.x + wide, at.y, at.width - wide, 1);
        if open {
            panel::select(self.frame, place, &self.desk.theme);
            field.view(self.frame, place, self.desk.theme.selected());
        } else {
            let shown = clean(field.text()).into_owned();
            panel::put(
                self.frame,
                place,
                Line::from(cells::cut(&shown, usize::from(place.width), self.desk.glyphs.cut).into_owned()),
            );
        }
    }

    fn questions(&mut self, welcome: &Welcome) {
        let title = match welcome.room {
            Room::Found => w::WELCOME_FOUND,
            Room::Join => w::WELCOME_JOIN,
            _ => w::WELCOME_IMPORT,
        };
        let bold = Style::new().add_modifier(Modifier::BOLD);
        self.line(Line::from(Span::styled(self.desk.word(title), bold)));
        self.gap();
        let asked = welcome.questions.iter().enumerate();
        let asks_me = self.desk.my_id.is_none() || welcome.room == Room::Join;
        for (place, question) in asked.filter(|(place, _)| asks_me || *place > 0) {
            let Some(at) = self.next() else { return };
            let open = place == welcome.at;
            self.field(at, self.desk.word(question.label), LABEL, &question.field, open);
            let said = if open { self.echo(welcome, place) } else { None };
            if let Some(at) = self.next() {
                let help = said.unwrap_or_else(|| dim(self.desk.word(question.help), self.desk));
                let wide = (LABEL as u16).min(at.width);
                if open {
                    panel::put(self.frame, Rect::new(at.x + wide, at.y, at.width - wide, 1), help);
                }
            }
        }
        self.gap();
        let foot = if welcome.looking || welcome.founding.is_some() { w::WELCOME_WAIT } else { w::WELCOME_ROOM_FOOT };
        self.dim(self.desk.word(foot));
    }

    /// What was understood of the answer being typed.
    fn echo(&self, welcome: &Welcome, place: usize) -> Option<Line<'static>> {
        let info = self.desk.theme.style(Role::Info);
        let text = welcome.questions[place].text();
        let said = |text: String| Some(rich::rich(&text, info, &self.desk.theme));
        match (&welcome.room, place) {
            (Room::Found | Room::Import, 0) if !text.is_empty() => match found::handle_of(&text, self.desk) {
                Ok(handle) => said(self.desk.say(w::WELCOME_HANDLE, &[("handle", &handle)])),
                Err(why) => Some(rich::rich(&why, self.desk.theme.style(Role::Bad), &self.desk.theme)),
            },
            (Room::Found, 1) if !welcome.questions[2].field.is_empty() => {
                let key = welcome.questions[2].text();
                said(self.desk.say(w::WELCOME_KEY_SAID, &[("key", &key)]))
            }
            (Room::Found, 4) if !text.is_empty() => {
                let handles: Vec<String> = found::names(&text)
                    .iter()
                    .map(|name| {
                        found::handle_of(name, self.desk)
                            .map_or_else(|_| format!("{name}?"), |handle| format!("@{handle}"))
                    })
                    .collect();
                said(handles.join("  "))
            }
            _ => None,
        }
    }

    fn preview(&mut self, preview: &Preview, welcome: &Welcome) {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let path = clean(&preview.path.display().to_string()).into_owned();
        self.line(Line::from(Span::styled(path, bold)));
        self.gap();
        for piece in cells::wrap(&clean(&preview.summary), usize::from(self.area.width)) {
            self.line(Line::from(piece));
        }
        self.gap();
        let width = usize::from(self.area.width);
        let lines: Vec<String> = preview.lines.iter().flat_map(|line| cells::wrap(&clean(line), width)).collect();
        let room = usize::from(self.area.height).saturating_sub(self.down + 3);
        let top = welcome.top.min(lines.len().saturating_sub(room));
        for line in lines.iter().skip(top).take(room) {
            self.line(dim(line, self.desk));
        }
        if lines.len() > room {
            let more = lines.len() - room - top;
            self.dim(&self.desk.say(w::WELCOME_MORE, &[("n", &more)]));
        }
        self.gap();
        let foot = match (welcome.looking, preview.possible) {
            (true, _) => w::WELCOME_WAIT,
            (false, true) => w::WELCOME_PREVIEW_FOOT,
            (false, false) => w::WELCOME_NOT_POSSIBLE,
        };
        self.dim(self.desk.word(foot));
    }

    fn who(&mut self) {
        self.dim(self.desk.word(w::WELCOME_WHO_ARE_YOU));
        self.gap();
        self.dim(self.desk.word(w::WELCOME_WHO_FOOT));
    }
}
