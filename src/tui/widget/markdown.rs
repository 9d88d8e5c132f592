//! Markdown as lines of a terminal: headings bold, lists with signs, code and quotes set in. Raw HTML is shown as text.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;

use crate::base::cells;
use crate::base::clean::{clean, clean_lines};
use crate::tui::theme::{Role, Theme};

/// The lines of a Markdown text, wrapped to `width` cells.
pub fn lines(source: &str, width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut page = Page {
        theme,
        width: width.max(8),
        lines: Vec::new(),
        words: Vec::new(),
        lists: Vec::new(),
        style: vec![Style::new()],
        quote: 0,
        code: false,
        first: String::new(),
    };
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    for event in Parser::new_ext(source, options) {
        page.take(event);
    }
    page.flush();
    while page.lines.last().is_some_and(|line| line.width() == 0) {
        page.lines.pop();
    }
    page.lines
}

struct Page<'a> {
    theme: &'a Theme,
    width: usize,
    lines: Vec<Line<'static>>,
    words: Vec<(String, Style)>,
    lists: Vec<Option<u64>>,
    style: Vec<Style>,
    quote: usize,
    code: bool,
    /// What stands before the first line of the present block, such as a bullet.
    first: String,
}

impl Page<'_> {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.begin(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.code => self.code_lines(&text),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text, Style::new()),
            Event::SoftBreak => self.text(" ", Style::new()),
            Event::Code(text) => self.text(&text, self.theme.style(Role::Info)),
            Event::HardBreak => self.flush(),
            Event::TaskListMarker(done) => self.text(if done { "[x] " } else { "[ ] " }, Style::new()),
            Event::Rule => self.gap(),
            _ => {}
        }
    }

    fn begin(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { .. } | Tag::Strong => self.push(Style::new().add_modifier(Modifier::BOLD)),
            Tag::Emphasis => self.push(Style::new().add_modifier(Modifier::ITALIC)),
            Tag::Strikethrough => self.push(Style::new().add_modifier(Modifier::CROSSED_OUT)),
            Tag::Link { .. } => self.push(self.theme.style(Role::Info).add_modifier(Modifier::UNDERLINED)),
            Tag::BlockQuote(_) => {
                self.flush();
                self.quote += 1;
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.code = true;
            }
            Tag::List(start) => {
                self.flush();
                self.lists.push(*start);
            }
            Tag::Item => {
                self.flush();
                self.first = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Link => self.pop(),
            TagEnd::Heading(_) => {
                self.flush();
                self.pop();
            }
            TagEnd::Paragraph => {
                self.flush();
                if self.lists.is_empty() {
                    self.gap();
                }
            }
            TagEnd::Item => self.flush(),
            TagEnd::List(_) => {
                self.lists.pop();
                if self.lists.is_empty() {
                    self.gap();
                }
            }
            TagEnd::BlockQuote(_) => self.quote = self.quote.saturating_sub(1),
            TagEnd::CodeBlock => {
                self.code = false;
                self.gap();
            }
            _ => {}
        }
    }

    fn push(&mut self, style: Style) {
        let now = self.style.last().copied().unwrap_or_default();
        self.style.push(now.patch(style));
    }

    fn pop(&mut self) {
        if self.style.len() > 1 {
            self.style.pop();
        }
    }

    fn gap(&mut self) {
        self.flush();
        if self.lines.last().is_some_and(|line| line.width() > 0) {
            self.lines.push(Line::default());
        }
    }

    fn text(&mut self, text: &str, style: Style) {
        let style = self.style.last().copied().unwrap_or_default().patch(style);
        for word in clean(text).split_word_bounds() {
            self.words.push((word.to_owned(), style));
        }
    }

    fn code_lines(&mut self, text: &str) {
        let style = self.theme.style(Role::Info);
        for line in clean_lines(text).lines() {
            let shown = cells::cut(line, self.width.saturating_sub(2), cells::CUT).into_owned();
            self.lines.push(Line::from(vec![Span::raw("  "), Span::styled(shown, style)]));
        }
    }

    /// Puts the words of the present block on lines.
    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        let first = std::mem::take(&mut self.first);
        if words.is_empty() {
            return;
        }
        let lead = "  ".repeat(self.lists.len().saturating_sub(1)) + &"| ".repeat(self.quote);
        let later = format!("{lead}{}", " ".repeat(cells::width(&first)));
        let mut line = vec![Span::styled(format!("{lead}{first}"), self.theme.style(Role::Dim))];
        let mut used = cells::width(&lead) + cells::width(&first);
        let start = used;
        for (word, style) in words {
            let mut rest = word.as_str();
            if used + cells::width(rest) > self.width && used > start {
                self.lines.push(Line::from(std::mem::take(&mut line)));
                line.push(Span::styled(later.clone(), self.theme.style(Role::Dim)));
                used = start;
                rest = rest.trim_start();
            }
            while used + cells::width(rest) > self.width {
                let fits = cells::fitting(rest, self.width.saturating_sub(used)).max(first_letter(rest));
                line.push(Span::styled(rest[..fits].to_owned(), style));
                self.lines.push(Line::from(std::mem::take(&mut line)));
                line.push(Span::raw(later.clone()));
                used = start;
                rest = &rest[fits..];
            }
            used += cells::width(rest);
            line.push(Span::styled(rest.to_owned(), style));
        }
        self.lines.push(Line::from(line));
    }
}

fn first_letter(text: &str) -> usize {
    text.graphemes(true).next().map_or(0, str::len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::Depth;

    #[test]
    fn markdown_becomes_lines() {
        let theme = Theme::named("none", Depth::None).unwrap();
        let source =
            "# 제목\n\n배포 전에 **시간대**부터 맞춰요.\n\n- 하나\n- 둘 <b>x</b>\n  1. 셋\n\n```\ncode\n```\n> 인용";
        let said: Vec<String> = lines(source, 24, &theme).iter().map(ToString::to_string).collect();
        let want = [
            "제목",
            "배포 전에 시간대부터",
            "맞춰요.",
            "",
            "- 하나",
            "- 둘 <b>x</b>",
            "  1. 셋",
            "",
            "  code",
            "",
            "| 인용",
        ];
        assert_eq!(said.iter().map(|line| line.trim_end()).collect::<Vec<_>>(), want);
    }
}
