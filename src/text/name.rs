//! What is said of names: why one can be no handle, and which one was probably meant.

use crate::base::clean::clean;
use crate::base::name::{NotHandle, nearest};

use super::words::{Lang, say, w};

/// Why `text` can be no handle.
pub fn say_not_handle(lang: Lang, text: &str, why: &NotHandle) -> String {
    let text = clean(text);
    match why {
        NotHandle::Length => say(lang, w::NAME_LENGTH, &[("text", &text), ("n", &text.chars().count())]),
        NotHandle::Sign(sign) => {
            let sign = sign.to_string();
            say(lang, w::NAME_SIGN, &[("text", &text), ("sign", &clean(&sign))])
        }
        NotHandle::NoLetter => say(lang, w::NAME_NO_LETTER, &[("text", &text)]),
        NotHandle::Reserved(_) => say(lang, w::NAME_RESERVED, &[("text", &text)]),
    }
}

/// That nothing is called `text`, with the nearest of `known` names: `No "saebyol". saebyeol?`
pub fn say_not_found<'a>(lang: Lang, text: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let near: Vec<String> = nearest(text, known).into_iter().map(|name| clean(name).into_owned()).collect();
    let text = clean(text);
    let names = match near.split_last() {
        None => return say(lang, w::NAME_NOT_FOUND, &[("text", &text)]),
        Some((last, [])) => last.clone(),
        Some((last, first)) => say(lang, w::NAME_OR, &[("first", &first.join(", ")), ("last", last)]),
    };
    say(lang, w::NAME_DID_YOU_MEAN, &[("text", &text), ("names", &names)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::name::handle;

    #[test]
    fn a_mistyped_name_meets_its_neighbours() {
        assert_eq!(say_not_found(Lang::En, "saebyol", ["sol", "saebyeol"]), "No \"saebyol\". saebyeol?");
        assert_eq!(say_not_found(Lang::Ko, "새뱔", ["새별"]), "'새뱔'은 없어요. 새별인가요?");
        assert_eq!(say_not_found(Lang::Ko, "sol", ["sol1", "sol2"]), "'sol'은 없어요. sol1이나 sol2인가요?");
        assert_eq!(say_not_found(Lang::En, "stranger", ["sol"]), "No \"stranger\"");
    }

    #[test]
    fn every_reason_has_words() {
        for text in ["a", "a b", "12", "fri"] {
            let why = handle(text).unwrap_err();
            assert!(Lang::ALL.iter().all(|lang| say_not_handle(*lang, text, &why).contains(text)));
        }
    }
}
