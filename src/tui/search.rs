//! Fuzzy finding over Hangul keys, so that half-typed syllables, initials and the wrong layout all hit. Knows no list.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::base::fold::{Column, Needle, initials_key, search_key};

/// The searchable keys of a list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    keys: Vec<String>,
    initials: Vec<String>,
}

impl Filter {
    /// Makes the keys of these texts.
    pub fn new(texts: impl IntoIterator<Item = String>) -> Self {
        let (keys, initials) = texts.into_iter().map(|text| (search_key(&text), initials_key(&text))).unzip();
        Self { keys, initials }
    }

    /// The places of the texts that match what was typed, the best first, equals in their own order.
    pub fn rank(&self, typed: &str) -> Vec<usize> {
        let Some(needle) = Needle::new(typed) else { return (0..self.keys.len()).collect() };
        let column = match needle.column {
            Column::Keys => &self.keys,
            Column::Initials => &self.initials,
        };
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern = Pattern::new(
            &needle.text,
            CaseMatching::Respect,
            Normalization::Never,
            nucleo_matcher::pattern::AtomKind::Fuzzy,
        );
        let mut letters = Vec::new();
        let mut found: Vec<(u32, usize)> = Vec::new();
        for (place, key) in column.iter().enumerate() {
            if let Some(score) = pattern.score(Utf32Str::new(key, &mut letters), &mut matcher) {
                // What holds the typed text in one piece is meant before what merely holds its letters.
                let whole = u32::from(key.contains(&needle.text)) * 10_000;
                found.push((score + whole, place));
            }
        }
        found.sort_by_key(|(score, place)| (u32::MAX - score, *place));
        found.into_iter().map(|(_, place)| place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_syllables_initials_and_the_wrong_layout_hit() {
        let filter = Filter::new(["정기 회의", "회고", "Airflow 재시작"].map(str::to_owned));
        assert_eq!(filter.rank("회으"), [0]);
        assert_eq!(filter.rank("ㅎㄱ"), [1]);
        assert_eq!(filter.rank("ghldml"), [0]);
        assert_eq!(filter.rank("AIRF"), [2]);
        assert_eq!(filter.rank(""), [0, 1, 2]);
    }
}
