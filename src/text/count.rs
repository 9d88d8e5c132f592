//! Counts in words and columns. Where there is nothing to count yet, that is said, or nothing: never a row of zeros.

use super::words::{Lang, say, w, word};

/// `3 of 5 done`; that there are no tasks yet, where there are none.
pub fn done_of(lang: Lang, done: i64, total: i64) -> String {
    if total == 0 {
        return word(lang, w::COMMON_NO_TASKS_YET).to_owned();
    }
    say(lang, w::PLAN_DONE_OF, &[("done", &done), ("total", &total)])
}

/// `3/5` for a column; nothing where there is nothing to count.
pub fn part(done: i64, total: i64) -> String {
    if total == 0 { String::new() } else { format!("{done}/{total}") }
}

/// A count for a column; nothing for none.
pub fn number(count: i64) -> String {
    if count == 0 { String::new() } else { count.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_count_is_said_calmly() {
        assert_eq!(done_of(Lang::En, 3, 5), "3 of 5 done");
        assert_eq!(done_of(Lang::En, 0, 5), "0 of 5 done");
        assert_eq!(done_of(Lang::En, 0, 0), "no tasks yet");
        assert_eq!(done_of(Lang::Ko, 0, 0), "아직 일감 없음");
        assert_eq!(
            (part(0, 0), part(0, 2), number(0), number(7)),
            (String::new(), "0/2".into(), String::new(), "7".into())
        );
    }
}
