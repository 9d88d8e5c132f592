//! Why a recurrence rule was refused, in words.

use super::words::{Lang, say, w, word};
use crate::base::clean::clean;
use crate::plan::recurrence::NotRule;

/// What was not understood of a rule, and what to write instead.
pub fn say_not_rule(lang: Lang, no: &NotRule) -> String {
    match no {
        NotRule::NoFreq => word(lang, w::RULE_NO_FREQ).to_owned(),
        NotRule::Unsupported(part) => say(lang, w::RULE_UNSUPPORTED, &[("part", &clean(part))]),
        NotRule::BadValue(part) => say(lang, w::RULE_BAD_VALUE, &[("part", &clean(part))]),
        NotRule::Together(one, other) if one == other => say(lang, w::RULE_TWICE, &[("part", &clean(one))]),
        NotRule::Together(one, other) => say(lang, w::RULE_TOGETHER, &[("one", &clean(one)), ("other", &clean(other))]),
    }
}
