//! The plan of the house, kept by a test that knows no exceptions: which room may know which, who may name a driver or
//! the clock, how large a file may grow, that every word is said in every language.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::kit::code::{Source, sources};

/// The rooms, the lowest first; a module imports only from its own room and those before it.
const ROOMS: &[&str] = &["base", "domain", "plan", "text", "store", "query", "op", "port", "app", "cli", "tui"];

/// What only some files may name: the name, and how their paths begin.
const KEPT: &[(&str, &[&str])] = &[
    ("rusqlite", &["src/store/sqlite/"]),
    ("chrono", &["src/base/"]),
    ("chrono_tz", &["src/base/"]),
    ("clap", &["src/cli/"]),
    ("clap_complete", &["src/cli/"]),
    ("clap_mangen", &["src/cli/"]),
    ("crossterm", &["src/tui/terminal.rs", "src/tui/event.rs"]),
    // The terminal is a file of its own kind.
    ("std::fs", &["src/app/", "src/store/sqlite/", "src/tui/terminal.rs", "src/tui/reader.rs"]),
    ("std::env", &["src/app/", "src/store/sqlite/", "src/main.rs"]),
    ("SystemTime", &["src/app/", "src/store/sqlite/"]),
    ("getrandom", &["src/app/"]),
    ("fastrand", &["src/app/", "src/store/sqlite/"]),
    ("unsafe", &[]),
];

fn house() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn source() -> Vec<Source> {
    sources(&house(), "src")
}

#[track_caller]
fn none(wrong: &[String], rule: &str) {
    assert!(wrong.is_empty(), "{rule}\n{}", wrong.join("\n"));
}

#[test]
fn a_room_knows_only_the_rooms_below_it() {
    let level = |room: &str| ROOMS.iter().position(|known| *known == room);
    let mut wrong = vec![];
    for source in source() {
        let own = source.module.first().map(String::as_str);
        for path in source.paths() {
            let Some(room) = path.first().map(String::as_str) else { continue };
            let fits = match (own.and_then(level), level(room)) {
                // The library's root and `main.rs` know every room.
                (None, _) => true,
                (Some(_), None) => path.len() == 1,
                (Some(own), Some(other)) => other <= own && (ROOMS[own], ROOMS[other]) != ("tui", "cli"),
            };
            if !fits {
                wrong.push(format!("{}: {}", source.path, path.join("::")));
            }
        }
    }
    none(&wrong, "a module imports only from its own room and those below it:");
}

#[test]
fn every_room_is_on_the_plan() {
    let rooms: BTreeSet<String> = source().into_iter().filter_map(|source| source.module.first().cloned()).collect();
    let wrong: Vec<String> = rooms.into_iter().filter(|room| !ROOMS.contains(&room.as_str())).collect();
    none(&wrong, "a new room belongs on the plan, in docs/ARCHITECTURE.md and here:");
}

#[test]
fn neighbours_in_a_room_do_not_know_each_other_in_a_circle() {
    let all = source();
    let modules: BTreeSet<Vec<String>> = all.iter().map(|source| source.module.clone()).collect();
    // For each folder: which of its modules knows which.
    let mut folders: BTreeMap<Vec<String>, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for source in &all {
        for path in source.paths() {
            let shared = source.module.iter().zip(&path).take_while(|(own, other)| own == other).count();
            let (Some(own), Some(other)) = (source.module.get(shared), path.get(shared)) else { continue };
            if shared > 0 && modules.contains(&path[..=shared]) {
                let folder = folders.entry(path[..shared].to_vec()).or_default();
                folder.entry(own.clone()).or_default().insert(other.clone());
            }
        }
    }
    let circles: Vec<String> = folders
        .iter()
        .filter_map(|(folder, known)| Some(format!("{}: {}", folder.join("::"), circle(known)?.join(" → "))))
        .collect();
    none(&circles, "modules of one folder must not know each other in a circle:");
}

/// A way from a module back to itself.
fn circle(known: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    known.keys().find_map(|start| {
        let mut way = vec![vec![start.clone()]];
        let mut seen = BTreeSet::new();
        while let Some(path) = way.pop() {
            for next in known.get(path.last()?).into_iter().flatten() {
                let longer: Vec<String> = path.iter().chain([next]).cloned().collect();
                if next == start {
                    return Some(longer);
                }
                if seen.insert(next.clone()) {
                    way.push(longer);
                }
            }
        }
        None
    })
}

#[test]
fn drivers_the_clock_and_chance_stay_where_they_are_kept() {
    let mut wrong = vec![];
    for source in source() {
        for (name, places) in KEPT {
            let kept = places.iter().any(|place| source.path.starts_with(place));
            if !kept && source.names(name) {
                wrong.push(format!("{} names {name}", source.path));
            }
        }
    }
    none(&wrong, "only their keepers may name these:");
}

#[test]
fn no_file_is_longer_than_four_hundred_lines() {
    let long = |source: &Source| source.text.lines().count() > 400;
    let all = source().into_iter().chain(sources(&house(), "tests"));
    let wrong: Vec<String> =
        all.filter(long).map(|source| format!("{}: {}", source.path, source.text.lines().count())).collect();
    none(&wrong, "a file is a room one can see at once:");
}

#[test]
fn every_file_opens_with_what_it_owns() {
    let all = source().into_iter().chain(sources(&house(), "tests"));
    let wrong: Vec<String> = all.filter(|source| !source.text.starts_with("//! ")).map(|source| source.path).collect();
    none(&wrong, "a file starts with a line of //! :");
}

#[test]
fn nothing_is_left_for_later() {
    let marks = ["// TODO", "FIXME", "XXX", " todo!(", "unimplemented!(", "dbg!("];
    let mut wrong = vec![];
    for source in source() {
        let lines = source.text.lines().enumerate();
        let found = lines.filter(|(_, line)| marks.iter().any(|mark| line.contains(mark)));
        wrong.extend(found.map(|(n, line)| format!("{}:{}: {}", source.path, n + 1, line.trim())));
    }
    none(&wrong, "done, or not there:");
}

#[test]
fn no_test_file_is_forgotten() {
    let main = std::fs::read_to_string(house().join("tests/main.rs")).unwrap();
    let named: BTreeSet<String> =
        main.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';')).map(str::to_owned).collect();
    let mut there = BTreeSet::new();
    for entry in std::fs::read_dir(house().join("tests")).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let is_module = path.extension().is_some_and(|end| end == "rs") || path.join("mod.rs").exists();
        if is_module && stem != "main" {
            there.insert(stem);
        }
    }
    assert_eq!(named, there, "tests/main.rs names every file of tests/");
}

/// Page → word → its text, of one language.
fn words(language: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(house().join("data/text").join(language)).unwrap() {
        let path = entry.unwrap().path();
        let page = path.file_stem().unwrap().to_string_lossy().into_owned();
        let table: toml::Table = std::fs::read_to_string(&path).unwrap().parse().unwrap();
        for (word, text) in table {
            all.insert(format!("{page}.{word}"), text.as_str().unwrap_or_default().to_owned());
        }
    }
    all
}

/// The placeholders of a text: `{name}`, `{name:이/가}`, `{n:task|tasks}`.
fn placeholders(text: &str) -> BTreeSet<String> {
    let inside = |part: &str| part.split_once('}').map(|(inside, _)| inside.split(':').next().unwrap().to_owned());
    text.split('{').skip(1).filter_map(inside).collect()
}

#[test]
fn every_word_is_said_in_every_language() {
    let english = words("en");
    for entry in std::fs::read_dir(house().join("data/text")).unwrap() {
        let language = entry.unwrap().file_name().to_string_lossy().into_owned();
        let other = words(&language);
        let ids = |words: &BTreeMap<String, String>| words.keys().cloned().collect::<BTreeSet<_>>();
        let differ: Vec<String> = ids(&english).symmetric_difference(&ids(&other)).cloned().collect();
        none(&differ, &format!("words of en and {language} that the other has not:"));
        let empty = other.iter().filter(|(_, text)| text.is_empty()).map(|(id, _)| id.clone());
        none(&empty.collect::<Vec<_>>(), &format!("words of {language} that say nothing:"));
        let unlike = english.iter().filter(|(id, text)| placeholders(text) != placeholders(&other[*id]));
        none(
            &unlike.map(|(id, _)| id.clone()).collect::<Vec<_>>(),
            &format!("en and {language} fill in other things:"),
        );
    }
}

#[test]
fn the_top_of_the_house_is_tidy() {
    let known = ["src", "data", "tests", "docs", "target"];
    let folders = std::fs::read_dir(house()).unwrap().map(|entry| entry.unwrap());
    let folders = folders.filter(|entry| entry.file_type().unwrap().is_dir());
    let names = folders.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let wrong: Vec<String> = names.filter(|name| !name.starts_with('.') && !known.contains(&name.as_str())).collect();
    none(&wrong, "no other folder at the top:");
    assert!(Path::new(&house().join("src/lib.rs")).exists());
}

/// The variants of `enum Refusal`.
fn refusals() -> Vec<String> {
    let file = source().into_iter().find(|source| source.path == "src/domain/refusal.rs").unwrap();
    let body = file.code.split("pub enum Refusal {").nth(1).unwrap().split("\n}").next().unwrap().to_owned();
    let name = |line: &str| {
        let rest = line.strip_prefix("    ").filter(|rest| rest.starts_with(char::is_uppercase))?;
        Some(rest.split(|c: char| !c.is_alphanumeric()).next()?.to_owned())
    };
    body.lines().filter_map(name).collect()
}

#[test]
fn every_refusal_is_given_and_tested() {
    let (given, tested) = (source(), sources(&house(), "tests"));
    let named = |all: &[Source], folder: &str, name: &str| {
        let whole = format!("Refusal::{name}");
        all.iter().filter(|source| source.path.starts_with(folder)).any(|source| source.names(&whole))
    };
    let names = refusals();
    assert!(names.len() > 30, "{names:?}");
    let wrong = names.iter().filter(|name| !named(&given, "src/op/", name) || !named(&tested, "tests/rules_", name));
    none(&wrong.cloned().collect::<Vec<_>>(), "a rule is broken by some operation, and by some test of rules:");
}

#[test]
fn every_word_is_used() {
    let all = source();
    let words = words("en").into_keys();
    // `common` is the glossary; what is missing is named by the kind of thing.
    let kept = |id: &String| id.starts_with("common.") || id.starts_with("refusal.missing_");
    let constant = |id: &str| id.replace('.', "_").to_uppercase();
    let wrong = words.filter(|id| !kept(id) && !all.iter().any(|source| source.names(&constant(id))));
    none(&wrong.collect::<Vec<_>>(), "words that nobody says:");
}
