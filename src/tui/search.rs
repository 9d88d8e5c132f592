//! Finding in a list over Hangul keys, so that half-typed syllables, initials and the wrong layout all hit: what is called so
//! comes first, then what begins so, then words that do, then parts of words. Knows no list.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use unicode_normalization::UnicodeNormalization;

use crate::base::fold::{Column, Needle, initials_key, search_key};

/// What ends a word though no space follows: `LOG/S1`.
const MARKS: &str = "/.,:;()[]·@#";

/// What an entry of a list is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// Something that has a name: also found by scattered letters of one of its words.
    Thing,
    /// Something that is done at once: nobody meets it by chance.
    Verb,
}

/// How well an entry hits; the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Hit {
    /// It, or its first word, is called so.
    Called,
    /// It begins so.
    Begins,
    /// One of its words does.
    Word,
    /// It is a part of one of its words.
    Part,
    /// Its letters stand in one of its words, in their order.
    Scattered,
}

/// A text in one column: its key without spaces, where in it words begin, and where letters do.
#[derive(Clone, Debug, Default)]
struct Spelled {
    key: String,
    words: Vec<usize>,
    letters: Vec<usize>,
}

impl Spelled {
    fn new(text: &str, key_of: fn(&str) -> String) -> Self {
        let mut spelled = Self::default();
        let mut begins = true;
        for letter in text.nfc() {
            let key = key_of(letter.encode_utf8(&mut [0; 4]));
            if key.is_empty() {
                begins |= letter.is_whitespace();
                continue;
            }
            if std::mem::replace(&mut begins, MARKS.contains(letter)) {
                spelled.words.push(spelled.key.len());
            }
            spelled.letters.push(spelled.key.len());
            spelled.key.push_str(&key);
        }
        spelled
    }

    /// The words, each as its place and its end.
    fn spans(&self) -> impl Iterator<Item = (usize, usize)> {
        let ends = self.words.iter().skip(1).copied().chain([self.key.len()]);
        self.words.iter().copied().zip(ends)
    }

    fn hit(&self, needle: &str) -> Option<Hit> {
        let begins = |at: usize| self.key[at..].starts_with(needle);
        let first = self
            .spans()
            .next()
            .map(|(start, end)| self.key[start..end].trim_end_matches(|it: char| MARKS.contains(it)));
        if self.key == needle || first == Some(needle) {
            return Some(Hit::Called);
        }
        if self.key.starts_with(needle) {
            return Some(Hit::Begins);
        }
        if self.words.iter().any(|at| begins(*at)) {
            return Some(Hit::Word);
        }
        // Never from the middle of a syllable, and never over the end of a word.
        let inside = |at: usize| self.words.iter().all(|word| *word <= at || *word >= at + needle.len());
        self.letters.iter().any(|at| begins(*at) && inside(*at)).then_some(Hit::Part)
    }
}

/// One name in both columns.
#[derive(Clone, Debug)]
struct Name {
    keys: Spelled,
    initials: Spelled,
}

impl Name {
    fn column(&self, column: Column) -> &Spelled {
        match column {
            Column::Keys => &self.keys,
            Column::Initials => &self.initials,
        }
    }
}

/// What can be searched of one entry.
#[derive(Clone, Debug)]
struct Entry {
    sort: Sort,
    texts: Vec<Name>,
}

/// The searchable keys of a list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    entries: Vec<Entry>,
}

impl Filter {
    /// Puts in an entry under all its names, the one that is shown first.
    pub fn add<'a>(&mut self, sort: Sort, texts: impl IntoIterator<Item = &'a str>) {
        let spell =
            |text: &str| Name { keys: Spelled::new(text, search_key), initials: Spelled::new(text, initials_key) };
        self.entries.push(Entry { sort, texts: texts.into_iter().map(spell).collect() });
    }

    /// Keeps the first entries only.
    pub fn truncate(&mut self, count: usize) {
        self.entries.truncate(count);
    }

    /// The places of the entries that match what was typed, the best first, equals in their own order.
    pub fn rank(&self, typed: &str) -> Vec<usize> {
        let Some(whole) = Needle::new(typed) else { return (0..self.entries.len()).collect() };
        let words = Needle::each(typed);
        let mut letters = Letters::new();
        let mut found: Vec<(Hit, bool, usize, usize)> = vec![];
        for (place, entry) in self.entries.iter().enumerate() {
            // All in one piece, else every word somewhere.
            let hit = letters.hit(entry, &whole).or_else(|| {
                let all: Option<Vec<_>> = words.iter().map(|word| letters.hit(entry, word)).collect();
                all?.into_iter().max().filter(|_| words.len() > 1).map(|(hit, length)| (hit.max(Hit::Word), length))
            });
            if let Some((hit, length)) = hit {
                // What is called so is gone to before anything is done that is called so.
                found.push((hit, hit == Hit::Called && entry.sort == Sort::Verb, length, place));
            }
        }
        found.sort_unstable();
        found.into_iter().map(|(.., place)| place).collect()
    }
}

/// Looks for letters that stand apart.
struct Letters {
    matcher: Matcher,
    buffer: Vec<char>,
}

impl Letters {
    fn new() -> Self {
        Self { matcher: Matcher::new(Config::DEFAULT), buffer: Vec::new() }
    }

    /// How well an entry hits, and how long the name is that does.
    fn hit(&mut self, entry: &Entry, needle: &Needle) -> Option<(Hit, usize)> {
        let texts = || entry.texts.iter().map(|text| text.column(needle.column));
        let best = texts().filter_map(|text| Some((text.hit(&needle.text)?, text.key.len()))).min();
        if best.is_some() || entry.sort == Sort::Verb || needle.column == Column::Initials {
            return best;
        }
        let pattern = Pattern::new(&needle.text, CaseMatching::Respect, Normalization::Never, AtomKind::Fuzzy);
        let mut spans = texts().flat_map(|text| text.spans().map(move |(start, end)| &text.key[start..end]));
        let buffer = &mut self.buffer;
        let matcher = &mut self.matcher;
        let scattered = spans.any(|word| pattern.score(Utf32Str::new(word, buffer), matcher).is_some());
        scattered.then_some((Hit::Scattered, 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranked<'a>(sort: Sort, list: &[&'a str], typed: &str) -> Vec<&'a str> {
        let mut filter = Filter::default();
        for text in list {
            filter.add(sort, [*text]);
        }
        filter.rank(typed).into_iter().map(|place| list[place]).collect()
    }

    #[test]
    fn half_syllables_initials_and_the_wrong_layout_hit() {
        let list = ["정기 회의", "회고", "Airflow 재시작"];
        for (typed, hit) in [
            ("회으", "정기 회의"),
            ("ㅎㄱ", "회고"),
            ("ghldml", "정기 회의"),
            ("AIRF", "Airflow 재시작"),
            ("시작 air", "Airflow 재시작"),
        ] {
            assert_eq!(ranked(Sort::Thing, &list, typed), [hit], "{typed}");
        }
        assert_eq!(ranked(Sort::Thing, &list, ""), list);
    }

    #[test]
    fn names_come_before_beginnings_words_parts_and_scattered_letters() {
        let list = ["slope table", "resole", "the solid one", "soleil", "SOL store", "solo"];
        let order = ["SOL store", "solo", "soleil", "the solid one", "resole", "slope table"];
        // "slope" holds s, o, l in no order that counts; "slope table" is no hit.
        assert_eq!(ranked(Sort::Thing, &list, "sol"), order[..5]);
        assert_eq!(ranked(Sort::Thing, &["slope table"], "sop"), ["slope table"]);
    }

    #[test]
    fn no_verb_is_hit_by_scattered_letters_or_across_words() {
        let list = ["Say that you would like it", "표시하고 아래로. 표시한 모두에 함께 해요", "Let go"];
        for typed in ["sol", "소다", "lg", "tgo", "디니"] {
            assert!(ranked(Sort::Verb, &list, typed).is_empty(), "{typed}");
        }
        assert_eq!(ranked(Sort::Verb, &list, "letgo"), ["Let go"]);
    }
}
