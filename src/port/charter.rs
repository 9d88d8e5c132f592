//! A party's charter: Markdown ⇄ sections, headings in English and Korean, and the template an editor opens with.
//! Knows no party and no store.

use unicode_normalization::UnicodeNormalization;

use crate::domain::party::Section;
use crate::text::{Lang, Word, say, w, word};

/// What a Markdown text says of a charter. Nothing in the text is lost.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reading {
    /// The sections that say something, in the order of [`Section::ALL`].
    pub sections: Vec<(Section, String)>,
    /// What was kept under a section that it did not name.
    pub notices: Vec<Notice>,
}

/// A text that was kept under a section it did not name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// The unknown heading; none for text before the first heading.
    pub heading: Option<String>,
    /// Where its text is now.
    pub section: Section,
}

impl Notice {
    /// In words.
    pub fn say(&self, lang: Lang) -> String {
        let section = heading(lang, self.section);
        match &self.heading {
            Some(heading) => say(lang, w::CHARTER_KEPT, &[("heading", heading), ("section", &section)]),
            None => say(lang, w::CHARTER_KEPT_FRONT, &[("section", &section)]),
        }
    }
}

/// Which sections [`write`] writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
    /// Those that say something.
    Filled,
    /// All of them, with a hint under the empty ones: for an editor.
    All,
}

const HEADINGS: [(Section, Word, Word); Section::ALL.len()] = [
    (Section::Background, w::CHARTER_BACKGROUND, w::CHARTER_BACKGROUND_HINT),
    (Section::Goals, w::CHARTER_GOALS, w::CHARTER_GOALS_HINT),
    (Section::Scope, w::CHARTER_SCOPE, w::CHARTER_SCOPE_HINT),
    (Section::OutOfScope, w::CHARTER_OUT_OF_SCOPE, w::CHARTER_OUT_OF_SCOPE_HINT),
    (Section::People, w::CHARTER_PEOPLE, w::CHARTER_PEOPLE_HINT),
    (Section::Calendar, w::CHARTER_CALENDAR, w::CHARTER_CALENDAR_HINT),
    (Section::Asks, w::CHARTER_ASKS, w::CHARTER_ASKS_HINT),
    (Section::Risks, w::CHARTER_RISKS, w::CHARTER_RISKS_HINT),
    (Section::Rules, w::CHARTER_RULES, w::CHARTER_RULES_HINT),
    (Section::Glossary, w::CHARTER_GLOSSARY, w::CHARTER_GLOSSARY_HINT),
];

/// Other headings that people write for a section.
const ALSO: &[(Section, &[&str])] = &[
    (Section::Background, &["context", "why", "theme", "problem", "motivation", "주제", "문제", "왜"]),
    (Section::Goals, &["goal", "objectives", "goals and measures", "goals with measures", "목표와 지표", "목적"]),
    (Section::Scope, &["in scope", "하는 것", "포함"]),
    (Section::OutOfScope, &["non-goals", "not in scope", "out", "제외 범위", "범위 밖", "범위 제외", "안 하는 것"]),
    (
        Section::People,
        &[
            "people and shares",
            "members",
            "team",
            "shares",
            "사람",
            "파티원",
            "멤버",
            "참여 비중",
            "파티원과 참여 비중",
        ],
    ),
    (Section::Calendar, &["dates", "schedule", "timeline", "milestones", "달력", "날짜"]),
    (Section::Asks, &["asks", "requests", "needs", "부탁", "요청 사항", "요청사항"]),
    (Section::Risks, &["risks", "risk", "assumptions", "리스크", "위험", "가정", "위험과 가정"]),
    (Section::Rules, &["rules", "meetings", "how we meet", "회의", "규칙", "정기 회의"]),
    (Section::Glossary, &["words", "terms", "용어집", "낱말"]),
];

/// A section's heading.
pub fn heading(lang: Lang, section: Section) -> &'static str {
    word(lang, HEADINGS[section as usize].1)
}

/// What a section asks for.
pub fn hint(lang: Lang, section: Section) -> &'static str {
    word(lang, HEADINGS[section as usize].2)
}

/// The section that a heading, or an id such as `out_of_scope`, means, in either language.
pub fn section_of(text: &str) -> Option<Section> {
    let wanted = plain(text);
    let own = |section: &Section| {
        section.as_str() == wanted || Lang::ALL.iter().any(|lang| plain(heading(*lang, *section)) == wanted)
    };
    let also = || ALSO.iter().find(|(_, names)| names.contains(&&*wanted)).map(|(section, _)| *section);
    Section::ALL.iter().copied().find(own).or_else(also)
}

/// A heading without numbering, emphasis and closing marks; NFC, lower case, one space between words.
fn plain(text: &str) -> String {
    let text: String = text.nfc().collect::<String>().to_lowercase();
    let text = text.trim().trim_end_matches('#').trim_matches(['*', '_', ' ']);
    let numbered = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let text = if numbered.len() < text.len() { numbered.trim_start_matches(['.', ')']) } else { text };
    let text = text.trim().trim_end_matches([':', '：']).trim_matches(['*', '_', ' ']);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Writes a charter as Markdown. `party` is the party's name; sections may come in any order.
pub fn write(lang: Lang, party: &str, sections: &[(Section, String)], which: Which) -> String {
    let mut out = if party.is_empty() {
        format!("# {}\n", word(lang, w::CHARTER_UNTITLED))
    } else {
        format!("# {}\n", say(lang, w::CHARTER_TITLE, &[("name", &party)]))
    };
    for section in Section::ALL {
        let body = sections.iter().find(|(known, _)| known == section).map_or("", |(_, body)| body.trim());
        if body.is_empty() && which == Which::Filled {
            continue;
        }
        out.extend(["\n## ", heading(lang, *section), "\n"]);
        if body.is_empty() {
            out.extend(["<!-- ", hint(lang, *section), " -->\n"]);
        } else {
            out.push_str(body);
            out.push('\n');
        }
    }
    out
}

/// An empty charter with every section and its hint, for an editor to open.
pub fn template(lang: Lang, party: &str) -> String {
    write(lang, party, &[], Which::All)
}

/// Reads a charter from Markdown.
///
/// Headings of any level start a section when they are one of a charter's. Text under another heading of the first
/// two levels stays with the section before it (the background when there is none), and a notice says so; deeper
/// headings belong to their section. The very first heading, of the first level, is the title and says nothing.
pub fn read(markdown: &str) -> Reading {
    let mut reader = Reader { bodies: vec![String::new(); Section::ALL.len()], ..Reader::default() };
    let mut fence: Option<String> = None;
    let mut lines = markdown.trim_start_matches('\u{feff}').lines().peekable();
    while let Some(line) = lines.next() {
        let mark: String = line.trim_start().chars().take_while(|c| matches!(c, '`' | '~')).collect();
        if mark.len() >= 3 {
            match &fence {
                Some(open) if mark.starts_with(open.as_str()) => fence = None,
                Some(_) => {}
                None => fence = Some(mark),
            }
        }
        let underlined = lines.peek().and_then(|next| underline(next)).filter(|_| section_of(line).is_some());
        match heading_of(line).or_else(|| underlined.map(|level| (level, line.trim()))) {
            Some((level, text)) if fence.is_none() => {
                if underlined.is_some() && heading_of(line).is_none() {
                    lines.next();
                }
                reader.heading(level, text, line);
            }
            _ if fence.is_none() && is_hint(line) => {}
            _ => reader.line(line),
        }
    }
    reader.finish()
}

/// Level and text of a heading such as `## Goals`.
fn heading_of(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let text = line.get(level..)?;
    ((1..=6).contains(&level) && text.starts_with([' ', '\t'])).then(|| (level, text.trim()))
}

/// The level that a line of `===` or `---` gives to the line above it.
fn underline(line: &str) -> Option<usize> {
    let line = line.trim_end();
    let all = |sign: char| line.len() >= 3 && line.chars().all(|c| c == sign);
    if all('=') { Some(1) } else { all('-').then_some(2) }
}

fn is_hint(line: &str) -> bool {
    let inner = line.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    inner.is_some_and(|inner| {
        Lang::ALL.iter().any(|lang| HEADINGS.iter().any(|(_, _, hint)| word(*lang, *hint) == inner.trim()))
    })
}

#[derive(Default)]
struct Reader {
    /// What each section says so far.
    bodies: Vec<String>,
    current: Option<Section>,
    titled: bool,
    notices: Vec<Notice>,
}

impl Reader {
    fn heading(&mut self, level: usize, text: &str, line: &str) {
        if let Some(section) = section_of(text) {
            self.current = Some(section);
            self.part();
            return;
        }
        let nothing_yet = self.current.is_none() && self.bodies.iter().all(|body| body.trim().is_empty());
        if level == 1 && nothing_yet && !self.titled {
            self.titled = true;
            return;
        }
        if level <= 2 {
            let section = *self.current.get_or_insert(Section::Background);
            self.notices.push(Notice { heading: Some(text.to_owned()), section });
            self.part();
        }
        self.line(line);
    }

    /// Sets what follows apart from what the section says already.
    fn part(&mut self) {
        let body = &mut self.bodies[self.current.unwrap_or(Section::Background) as usize];
        if !body.trim().is_empty() && !body.ends_with("\n\n") {
            body.push('\n');
        }
    }

    fn line(&mut self, line: &str) {
        if self.current.is_none() {
            if line.trim().is_empty() {
                return;
            }
            self.notices.push(Notice { heading: None, section: Section::Background });
        }
        let section = *self.current.get_or_insert(Section::Background);
        let body = &mut self.bodies[section as usize];
        body.push_str(line);
        body.push('\n');
    }

    fn finish(self) -> Reading {
        let whole = |body: String| body.trim_matches('\n').trim_end().nfc().collect::<String>();
        let sections = Section::ALL.iter().copied().zip(self.bodies.into_iter().map(whole));
        Reading { sections: sections.filter(|(_, body)| !body.is_empty()).collect(), notices: self.notices }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sections(markdown: &str) -> Vec<(Section, String)> {
        read(markdown).sections
    }

    #[test]
    fn both_languages_are_read() {
        let text = "# soda log\n\n## Background\nOld log DAGs.\n## 목표\n- 21개\n\n### 측정\n누락 0건\n## Out of scope\nStreaming.\n";
        let expected = [
            (Section::Background, "Old log DAGs."),
            (Section::Goals, "- 21개\n\n### 측정\n누락 0건"),
            (Section::OutOfScope, "Streaming."),
        ];
        assert_eq!(sections(text), expected.map(|(section, body)| (section, body.to_owned())));
        assert!(read(text).notices.is_empty());
    }

    #[test]
    fn headings_come_in_many_shapes() {
        for heading in ["## 2. Goals:", "# **Goals** #", "Goals\n-----", "#### 목표와 지표", "## GOALS"] {
            assert_eq!(sections(&format!("{heading}\nx\n")), [(Section::Goals, "x".to_owned())], "{heading}");
        }
        assert_eq!(section_of("out_of_scope"), Some(Section::OutOfScope));
        assert_eq!(section_of("weather"), None);
    }

    #[test]
    fn nothing_is_lost() {
        let reading = read("First words.\n\n## Goals\na\n\n## Budget\nTwo coins.\n\n```\n## Scope\n```\n\n## Goals\nb");
        assert_eq!(
            reading.sections,
            [
                (Section::Background, "First words.".to_owned()),
                (Section::Goals, "a\n\n## Budget\nTwo coins.\n\n```\n## Scope\n```\n\nb".to_owned()),
            ]
        );
        let said: Vec<String> = reading.notices.iter().map(|notice| notice.say(Lang::En)).collect();
        assert_eq!(said.len(), 2);
        assert!(said[1].contains("Budget") && said[1].contains("Goals"), "{said:?}");
        assert!(reading.notices[1].say(Lang::Ko).contains("목표"));
    }

    #[test]
    fn the_template_is_an_empty_charter() {
        for lang in Lang::ALL {
            let text = template(lang, "soda log");
            assert_eq!(text.matches("\n## ").count(), Section::ALL.len());
            assert_eq!(read(&text), Reading::default(), "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let all: Vec<(Section, String)> =
            Section::ALL.iter().map(|section| (*section, format!("- {section}\n\n1. one"))).collect();
        for (lang, which) in Lang::ALL.into_iter().flat_map(|lang| [(lang, Which::Filled), (lang, Which::All)]) {
            assert_eq!(sections(&write(lang, "", &all, which)), all);
            let some = &all[2..4];
            assert_eq!(sections(&write(lang, "파티", some, which)), some);
        }
    }
}
