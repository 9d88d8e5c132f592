//! One way to write a paper for people: as Markdown, or as a message for a chat that knows neither headings nor tables.
//! Stored text cannot break out of its line, and nothing pings anybody. Knows no page.

use super::markdown;
use crate::base::clean::{clean, clean_lines};

/// Where a paper will be pasted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Shape {
    /// Markdown: repositories, wikis, Notion.
    #[default]
    Markdown,
    /// Slack: bold lines and bullets.
    Slack,
}

/// How a paper is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Paper {
    /// The language.
    pub lang: crate::text::Lang,
    /// Where it goes.
    pub shape: Shape,
    /// How much of it.
    pub extent: Extent,
}

/// How much a paper holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Extent {
    /// What a reader takes in within a minute.
    #[default]
    OnePage,
    /// Everything.
    Full,
}

/// A paper being written. A section without a line leaves no trace.
pub struct Writer {
    shape: Shape,
    out: String,
    waiting: Option<String>,
}

impl Writer {
    /// Begins a paper with its title.
    pub fn new(shape: Shape, title: &str) -> Self {
        let title = line(shape, title);
        let out = match shape {
            Shape::Markdown => format!("# {title}\n"),
            Shape::Slack => format!("*{title}*\n"),
        };
        Self { shape, out, waiting: None }
    }

    /// A line of its own.
    pub fn line(&mut self, text: &str) {
        self.out.extend([text, "\n"]);
    }

    /// The sentence to remember. Nothing when it is empty.
    pub fn quote(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.out.extend(["\n> ", &self.text(text), "\n"]);
        }
    }

    /// Begins a section, which appears with its first line.
    pub fn section(&mut self, title: &str) {
        self.waiting = Some(title.to_owned());
    }

    /// A bullet.
    pub fn bullet(&mut self, text: &str) {
        self.item(if self.shape == Shape::Markdown { "- " } else { "• " }, text);
    }

    /// A bullet under the one before.
    pub fn sub(&mut self, text: &str) {
        self.item(if self.shape == Shape::Markdown { "  - " } else { "    ◦ " }, text);
    }

    /// A bullet to tick off.
    pub fn tick(&mut self, done: bool, text: &str) {
        let mark = match (self.shape, done) {
            (Shape::Markdown, false) => "- [ ] ",
            (Shape::Markdown, true) => "- [x] ",
            (Shape::Slack, false) => "☐ ",
            (Shape::Slack, true) => "☑ ",
        };
        self.item(mark, text);
    }

    fn item(&mut self, mark: &str, text: &str) {
        self.open();
        self.out.extend([mark, text, "\n"]);
    }

    fn open(&mut self) {
        let Some(title) = self.waiting.take() else { return };
        match self.shape {
            Shape::Markdown => self.out.extend(["\n## ", &title, "\n"]),
            Shape::Slack => self.out.extend(["\n*", &title, "*\n"]),
        }
    }

    /// Paragraphs as somebody wrote them. Nothing when there are none.
    pub fn body(&mut self, text: &str) {
        let text = clean_lines(text.trim());
        let text = quiet(&match self.shape {
            Shape::Markdown => markdown::body(&text),
            Shape::Slack => slack(&text),
        });
        if !text.is_empty() {
            self.open();
            self.out.extend([&text, "\n"]);
        }
    }

    /// A smaller heading within a section.
    pub fn part(&mut self, title: &str) {
        self.open();
        match self.shape {
            Shape::Markdown => self.out.extend(["\n### ", title, "\n"]),
            Shape::Slack => self.out.extend(["\n_", title, "_\n"]),
        }
    }

    /// Stored text made fit for a line.
    pub fn text(&self, text: &str) -> String {
        line(self.shape, text)
    }

    /// Stored text in bold, for a line.
    pub fn bold(&self, text: &str) -> String {
        let text = self.text(text);
        match self.shape {
            Shape::Markdown => format!("**{text}**"),
            Shape::Slack => format!("*{text}*"),
        }
    }

    /// The paper, ended by one small line.
    pub fn end(mut self, small: &str) -> String {
        self.waiting = None;
        if !small.is_empty() {
            self.out.extend(["\n", small, "\n"]);
        }
        self.out
    }
}

fn line(shape: Shape, text: &str) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cleaned = clean(&joined);
    quiet(&match shape {
        Shape::Markdown => markdown::line(&cleaned),
        Shape::Slack => slack(&cleaned),
    })
}

/// Slack reads `&`, `<` and `>` as its own.
fn slack(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Without `@`, which pings people: in front of a name it goes, within a word it becomes a fullwidth one.
fn quiet(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for letter in text.chars() {
        match letter {
            '@' if before.is_alphanumeric() => out.push('＠'),
            '@' => {}
            _ => out.push(letter),
        }
        before = letter;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_text_stays_on_its_line_and_pings_nobody() {
        let writer = Writer::new(Shape::Slack, "t");
        assert_eq!(writer.text("Hello & <world> 🌊"), "Hello &amp; &lt;world&gt; 🌊");
        assert_eq!(writer.text("@here ask\n# @솔 at sol@party.example"), "here ask # 솔 at sol＠party.example");
        assert!(!writer.text("a\u{1b}[31mb").contains('\u{1b}'));
    }

    #[test]
    fn empty_sections_leave_no_trace() {
        let mut writer = Writer::new(Shape::Markdown, "Title");
        writer.section("Nothing");
        writer.section("Something");
        writer.tick(true, "done");
        writer.section("Nothing either");
        assert_eq!(writer.end(""), "# Title\n\n## Something\n- [x] done\n");
    }
}
