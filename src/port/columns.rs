//! What a column of a file can mean: names of fields in English and Korean, `--map column=field`, and the columns of
//! this program's own tables.

use unicode_normalization::UnicodeNormalization;

use crate::text::{Lang, Word, w, word};

/// What a column means for a task.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Field {
    /// Its title.
    Title,
    /// Its body.
    Body,
    /// Where it stands.
    Status,
    /// How much it matters.
    Priority,
    /// Ideal working time.
    Estimate,
    /// Who does it.
    Owner,
    /// Who helps.
    Helpers,
    /// The day it is due.
    Due,
    /// Area tags.
    Tags,
    /// Skills it needs.
    Skills,
    /// Where it belongs: a place such as `LOG/S1/A2`, or levels from the first to the last joined by dots.
    Place(Level, Level),
    /// What other lines of the file call it.
    Key,
    /// What it waits for, by the keys of other lines.
    After,
    /// The day it was started.
    Started,
    /// The day it was finished.
    Done,
    /// The day or moment it was born.
    Born,
    /// Why it is blocked.
    Blocked,
    /// Addresses.
    Links,
    /// Something said about it.
    Comment,
    /// Kept word for word, beside what this program knows.
    Keep,
    /// Left out.
    Skip,
}

/// A level of the plan.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// The party.
    Party,
    /// The season.
    Season,
    /// The act.
    Act,
}

/// Names of fields: the first is what the program calls it, then what people call it.
const NAMES: &[(Field, &[&str])] = &[
    (
        Field::Title,
        &[
            "title",
            "task",
            "summary",
            "subject",
            "description",
            "제목",
            "할일",
            "일감",
            "작업",
            "작업명",
            "과제",
            "내용",
        ],
    ),
    (Field::Body, &["body", "details", "note", "notes", "본문", "설명", "상세", "메모", "비고"]),
    (Field::Status, &["status", "state", "상태", "진행상태", "진행상황"]),
    (Field::Priority, &["priority", "prio", "p", "우선순위", "중요도"]),
    (Field::Estimate, &["estimate", "est", "estimatedtime", "예상", "예상시간", "예상기간", "공수"]),
    (
        Field::Owner,
        &["owner", "assignee", "assignedto", "who", "responsible", "담당자", "담당", "맡은사람", "작업자", "이름"],
    ),
    (Field::Helpers, &["helpers", "helper", "with", "함께", "함께하는사람", "협업"]),
    (Field::Due, &["due", "duedate", "dueon", "deadline", "마감", "마감일", "기한", "마감기한", "종료예정일"]),
    (Field::Tags, &["tags", "tag", "labels", "label", "태그", "분야", "라벨"]),
    (Field::Skills, &["skills", "skill", "필요한기술", "기술", "스킬"]),
    (Field::Place(Level::Party, Level::Party), &["party", "파티", "project", "프로젝트"]),
    (Field::Place(Level::Season, Level::Season), &["season", "시즌"]),
    (Field::Place(Level::Act, Level::Act), &["act", "액트", "sprint", "스프린트", "place", "자리"]),
    (Field::Key, &["key", "id", "키", "번호"]),
    (Field::After, &["after", "dependson", "depends", "dependencies", "먼저할일감", "선행", "선행작업", "의존"]),
    (Field::Started, &["started", "startedon", "start", "startdate", "시작", "시작일", "착수일"]),
    (Field::Done, &["done", "doneon", "finished", "completed", "completedon", "end", "완료일", "끝난날", "종료일"]),
    (Field::Born, &["created", "createdon", "createdat", "born", "entry", "만든날", "생성일", "등록일", "작성일"]),
    (Field::Blocked, &["blocked", "blockedby", "막힘", "막힌이유"]),
    (Field::Links, &["links", "link", "url", "링크", "주소"]),
    (Field::Comment, &["comment", "comments", "댓글"]),
    (Field::Keep, &["keep", "extra"]),
    (Field::Skip, &["skip", "ignore", "carried", "origin", "이월", "어디서"]),
];

impl Field {
    /// The field of a column's name or a mapping's right side; `party.season.act` names levels.
    pub fn named(text: &str) -> Option<Self> {
        let plain = plain(text);
        if let Some(field) = NAMES.iter().find(|(_, names)| names.contains(&&*plain)).map(|(field, _)| *field) {
            return Some(field);
        }
        let levels: Option<Vec<Level>> = plain.split('.').map(Level::named).collect();
        match levels?.as_slice() {
            [first, .., last] if *first as u8 + plain.matches('.').count() as u8 == *last as u8 => {
                Some(Self::Place(*first, *last))
            }
            _ => None,
        }
    }

    /// What the program calls it.
    pub fn name(self) -> String {
        if let Self::Place(first, last) = self
            && first != last
        {
            let levels = [Level::Party, Level::Season, Level::Act];
            let named = levels.iter().filter(|level| (first..=last).contains(level)).map(|level| level.name());
            return named.collect::<Vec<_>>().join(".");
        }
        let named = NAMES.iter().find(|(field, _)| *field == self);
        named.and_then(|(_, names)| names.first()).copied().unwrap_or_default().to_owned()
    }

    /// Every name a mapping's right side may have, for hints.
    pub fn all_names() -> Vec<String> {
        let mut names: Vec<String> = NAMES.iter().map(|(field, _)| field.name()).collect();
        names.push(Self::Place(Level::Party, Level::Act).name());
        names
    }
}

impl Level {
    fn named(text: &str) -> Option<Self> {
        match text {
            "party" | "파티" => Some(Self::Party),
            "season" | "시즌" => Some(Self::Season),
            "act" | "액트" => Some(Self::Act),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Season => "season",
            Self::Act => "act",
        }
    }
}

/// The columns of exported tasks in order: heading, and what the importer takes it for.
pub const COLUMNS: [(Word, Field); 21] = [
    (w::TABLE_KEY, Field::Key),
    (w::TABLE_TITLE, Field::Title),
    (w::TABLE_STATUS, Field::Status),
    (w::TABLE_PRIORITY, Field::Priority),
    (w::TABLE_ESTIMATE, Field::Estimate),
    (w::TABLE_OWNER, Field::Owner),
    (w::TABLE_HELPERS, Field::Helpers),
    (w::TABLE_DUE, Field::Due),
    (w::TABLE_TAGS, Field::Tags),
    (w::TABLE_SKILLS, Field::Skills),
    (w::TABLE_PARTY, Field::Place(Level::Party, Level::Party)),
    (w::TABLE_ACT, Field::Place(Level::Act, Level::Act)),
    (w::TABLE_STARTED, Field::Started),
    (w::TABLE_DONE, Field::Done),
    (w::TABLE_BLOCKED, Field::Blocked),
    (w::TABLE_AFTER, Field::After),
    (w::TABLE_CARRIED, Field::Skip),
    (w::TABLE_ORIGIN, Field::Skip),
    (w::TABLE_BORN, Field::Born),
    (w::TABLE_LINKS, Field::Links),
    (w::TABLE_BODY, Field::Body),
];

/// The field of a column that the program's own tables call so, in any language.
pub fn exported(name: &str) -> Option<Field> {
    let named = |lang: Lang| COLUMNS.iter().find(|(heading, _)| word(lang, *heading) == name);
    Lang::ALL.into_iter().find_map(named).map(|(_, field)| *field)
}

/// A name as it is compared: NFC, lower case, without spaces, signs and what stands in brackets.
fn plain(text: &str) -> String {
    let text: String = text.nfc().collect::<String>().to_lowercase();
    let text = text.split(['(', '（', '[']).next().unwrap_or_default();
    text.chars().filter(|c| c.is_alphanumeric() || *c == '.').collect()
}

/// The unit that a column's name gives for bare numbers: `estimate (h)`, `예상(일)`.
pub fn unit(name: &str) -> Option<&'static str> {
    let (_, inner) = name.split_once(['(', '（', '['])?;
    match inner.trim_end_matches([')', '）', ']']).trim().to_lowercase().as_str() {
        "h" | "hours" | "hour" | "hrs" | "시간" => Some("h"),
        "d" | "days" | "day" | "md" | "일" => Some("d"),
        "m" | "min" | "minutes" | "분" => Some("m"),
        _ => None,
    }
}

/// `--map column=field`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mapping {
    /// The column, as its file calls it.
    pub column: String,
    /// What it means.
    pub field: Field,
}

impl Mapping {
    /// Reads `column=field`; none where there is no `=` or the field is unknown.
    pub fn read(text: &str) -> Option<Self> {
        let (column, field) = text.rsplit_once('=')?;
        let column = column.trim();
        (!column.is_empty()).then_some(())?;
        Some(Self { column: column.to_owned(), field: Field::named(field)? })
    }

    /// Whether this mapping means a column of that name; a user field may be called as Taskwarrior's settings do, `uda.who`.
    pub fn means(&self, column: &str) -> bool {
        let said = self.column.strip_prefix("uda.").unwrap_or(&self.column);
        self.column == column || plain(said) == plain(column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_in_both_languages() {
        for (name, field) in [
            ("Title", Field::Title),
            ("할 일", Field::Title),
            ("일감", Field::Title),
            ("담당자", Field::Owner),
            ("마감일", Field::Due),
            ("Due date", Field::Due),
            ("예상(시간)", Field::Estimate),
            ("우선순위", Field::Priority),
            ("액트", Field::Place(Level::Act, Level::Act)),
            ("party.season.act", Field::Place(Level::Party, Level::Act)),
            ("season.act", Field::Place(Level::Season, Level::Act)),
        ] {
            assert_eq!(Field::named(name), Some(field), "{name}");
        }
        for name in ["", "colour", "party.act", "act.season", "party.season.act.act"] {
            assert_eq!(Field::named(name), None, "{name}");
        }
        assert_eq!(unit("예상(시간)"), Some("h"));
        assert_eq!(unit("estimate [days]"), Some("d"));
    }

    #[test]
    fn names_come_back() {
        for name in Field::all_names() {
            assert_eq!(Field::named(&name).map(Field::name), Some(name));
        }
        let mapping = Mapping::read("Wer macht's = owner").unwrap();
        assert_eq!(mapping.field, Field::Owner);
        assert!(mapping.means("wer macht's"));
        assert!(Mapping::read("uda.who=owner").unwrap().means("who"));
        assert_eq!(Mapping::read("x=y"), None);
    }
}
