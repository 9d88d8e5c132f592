//! From keys to verbs: the defaults of the verb table and the user's own, by scope. Knows nothing of what verbs do.

use std::collections::{BTreeMap, HashMap};

use crate::base::hangul;
use crate::tui::key::{Code, Key, NotKey, spell};
use crate::tui::verb::{self, Scope, Verb};

/// What a sequence of keys means.
#[derive(Clone, Debug)]
pub enum Found {
    /// It is a verb.
    Verb(&'static Verb),
    /// It begins some: what may follow, in the order of the keys.
    Prefix(Vec<(Key, &'static Verb)>),
    /// It means nothing here.
    Nothing,
}

/// A line of the user's key settings that cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotKeymap {
    /// No verb has that name.
    #[error("no verb is called {0:?}")]
    Verb(String),
    /// A key's name is wrong.
    #[error("{verb}: {key}")]
    Key {
        /// The verb it was for.
        verb: String,
        /// The wrong name.
        key: NotKey,
    },
    /// Two verbs want the same keys in one scope.
    #[error("{keys} is both {first} and {second}")]
    Twice {
        /// The keys.
        keys: String,
        /// The verb that has them.
        first: &'static str,
        /// The verb that wants them too.
        second: &'static str,
    },
}

type Bindings = BTreeMap<Vec<Key>, &'static Verb>;

/// Keys to verbs, by scope.
#[derive(Clone, Debug)]
pub struct Keymap {
    scopes: HashMap<Scope, Bindings>,
    keys: HashMap<&'static str, Vec<Vec<Key>>>,
}

impl Keymap {
    /// The verb table's own keys, with the user's in their place: verb name to key names.
    pub fn new(own: &BTreeMap<String, Vec<String>>) -> Result<Self, NotKeymap> {
        if let Some(unknown) = own.keys().find(|id| verb::all().all(|verb| verb.id != id.as_str())) {
            return Err(NotKeymap::Verb(unknown.clone()));
        }
        let mut map = Self { scopes: HashMap::new(), keys: HashMap::new() };
        for verb in verb::all() {
            let names: Vec<&str> = match own.get(verb.id) {
                Some(names) => names.iter().map(String::as_str).collect(),
                None => verb.keys.to_vec(),
            };
            for name in names {
                let keys = Key::read_sequence(name).map_err(|key| NotKeymap::Key { verb: verb.id.to_owned(), key })?;
                map.bind(keys, verb)?;
            }
        }
        Ok(map)
    }

    fn bind(&mut self, keys: Vec<Key>, verb: &'static Verb) -> Result<(), NotKeymap> {
        let bindings = self.scopes.entry(verb.scope).or_default();
        if let Some(first) = bindings.get(&keys) {
            return Err(NotKeymap::Twice { keys: spell(&keys), first: first.id, second: verb.id });
        }
        bindings.insert(keys.clone(), verb);
        self.keys.entry(verb.id).or_default().push(keys);
        Ok(())
    }

    /// What the keys pressed so far mean where these scopes hold; an earlier scope wins.
    pub fn find(&self, scopes: &[Scope], pressed: &[Key]) -> Found {
        let bindings = || scopes.iter().filter_map(|scope| self.scopes.get(scope));
        if let Some(verb) = bindings().find_map(|bindings| bindings.get(pressed)) {
            return Found::Verb(verb);
        }
        let mut next: BTreeMap<Key, &'static Verb> = BTreeMap::new();
        for (keys, verb) in bindings().flatten() {
            if keys.len() > pressed.len() && keys.starts_with(pressed) {
                next.entry(keys[pressed.len()]).or_insert(verb);
            }
        }
        if next.is_empty() { Found::Nothing } else { Found::Prefix(next.into_iter().collect()) }
    }

    /// The first keys of a verb as people read them, if it has any.
    pub fn shown(&self, verb: &Verb) -> Option<String> {
        self.keys.get(verb.id).and_then(|all| all.first()).map(|keys| spell(keys))
    }

    /// All keys of a verb as people read them: `j`, `Down`.
    pub fn all_shown(&self, verb: &Verb) -> Vec<String> {
        let all = self.keys.get(verb.id).map(Vec::as_slice).unwrap_or_default();
        all.iter().map(|keys| spell(keys)).collect()
    }
}

/// The command keys that a press stands for: the Hangul layout's letters and whole syllables are taken apart (`ㅓ` is `j`,
/// `아` is `d`, `k`), fullwidth letters are narrowed; every other key is itself.
pub fn command_keys(key: Key) -> Vec<Key> {
    match key.code {
        Code::Char(typed) if !typed.is_ascii() => match hangul::command_keys(typed) {
            Some(letters) => letters.into_iter().map(|letter| Key { code: Code::Char(letter), ..key }).collect(),
            None => vec![key],
        },
        _ => vec![key],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::verb::Harm;

    fn defaults() -> Keymap {
        Keymap::new(&BTreeMap::new()).unwrap()
    }

    #[test]
    fn no_two_verbs_of_a_scope_share_keys_and_no_key_is_also_a_prefix() {
        let map = defaults();
        for bindings in map.scopes.values() {
            for keys in bindings.keys() {
                let longer = bindings.keys().any(|other| other.len() > keys.len() && other.starts_with(keys));
                assert!(!longer, "{} is both a key and a prefix", spell(keys));
            }
        }
    }

    #[test]
    fn no_two_harmful_verbs_differ_by_a_shift_that_hangul_loses() {
        let harmful: Vec<_> = verb::all().filter(|verb| verb.harm == Harm::AtOnce).collect();
        for one in &harmful {
            for other in harmful.iter().filter(|other| other.id != one.id) {
                for (a, b) in one.keys.iter().flat_map(|a| other.keys.iter().map(move |b| (*a, *b))) {
                    let shifted = a != b && a.eq_ignore_ascii_case(b) && !"qwertop".contains(&a.to_lowercase());
                    assert!(!shifted, "{} and {} differ by Shift alone", one.id, other.id);
                }
            }
        }
    }

    #[test]
    fn every_verb_that_changes_something_names_its_command() {
        for verb in verb::all().filter(|verb| verb.harm == Harm::AtOnce) {
            assert!(verb.cli.is_some(), "{}", verb.id);
        }
    }

    #[test]
    fn prefixes_tell_what_follows_and_earlier_scopes_win() {
        let map = defaults();
        let scopes = [Scope::Party, Scope::List, Scope::Frame];
        assert!(matches!(map.find(&scopes, &[Key::of('a')]), Found::Verb(verb) if verb.id == "party.found"));
        let today =
            |next: &[(Key, &Verb)]| next.iter().any(|(key, verb)| *key == Key::of('t') && verb.id == "go.today");
        assert!(matches!(map.find(&scopes, &[Key::of('g')]), Found::Prefix(next) if today(&next)));
        assert!(matches!(map.find(&scopes, &[Key::of('Z')]), Found::Nothing));
    }

    #[test]
    fn the_hangul_layout_gives_command_keys() {
        assert_eq!(command_keys(Key::of('ㅓ')), [Key::of('j')]);
        assert_eq!(command_keys(Key::of('아')), [Key::of('d'), Key::of('k')]);
        assert_eq!(command_keys(Key::ctrl('ㄱ')), [Key::ctrl('r')]);
        assert_eq!(command_keys(Key::of('j')), [Key::of('j')]);
    }

    #[test]
    fn the_users_keys_replace_the_defaults_and_clashes_are_named() {
        let own = |id: &str, key: &str| BTreeMap::from([(id.to_owned(), vec![key.to_owned()])]);
        let map = Keymap::new(&own("task.done", "Ctrl-x")).unwrap();
        assert!(matches!(map.find(&[Scope::Task], &[Key::ctrl('x')]), Found::Verb(verb) if verb.id == "task.done"));
        assert!(matches!(map.find(&[Scope::Task], &[Key::of('d')]), Found::Nothing));
        assert!(matches!(Keymap::new(&own("task.finish", "x")), Err(NotKeymap::Verb(_))));
        assert!(matches!(Keymap::new(&own("task.done", "b")), Err(NotKeymap::Twice { .. })));
        assert!(matches!(Keymap::new(&own("task.done", "Hyper-b")), Err(NotKeymap::Key { .. })));
    }
}
