//! What the command line says of itself: help in both languages for every command, examples that are commands, lines
//! that fit, and what it answers to words that fit no command.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use clap::{Arg, Command};
use partybook::base::cells;
use partybook::cli::{GROUPS, commands, help_page};
use partybook::text::words::Lang;

use crate::kit::shell::words;

/// Id → text of every Korean text of the help.
fn korean() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/help/ko");
    for entry in std::fs::read_dir(folder).unwrap() {
        let table: toml::Table = std::fs::read_to_string(entry.unwrap().path()).unwrap().parse().unwrap();
        collect("", &table, &mut found);
    }
    found
}

fn collect(path: &str, table: &toml::Table, found: &mut BTreeMap<String, String>) {
    for (name, value) in table {
        let id = format!("{path} {name}").trim().to_owned();
        match value {
            toml::Value::Table(inner) => collect(&id, inner, found),
            text => drop(found.insert(id, text.as_str().unwrap().to_owned())),
        }
    }
}

/// A command and all below it, each with its words.
fn every<'a>(command: &'a Command, path: &[String], found: &mut Vec<(Vec<String>, &'a Command)>) {
    found.push((path.to_vec(), command));
    for below in command.get_subcommands() {
        let path = [path, &[below.get_name().to_owned()]].concat();
        every(below, &path, found);
    }
}

fn walk(root: &Command) -> Vec<(Vec<String>, &Command)> {
    let mut found = vec![];
    every(root, &[], &mut found);
    found
}

/// Everything that the code says of commands and arguments in English, by the ids of what other languages say.
fn english() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let root = commands(Lang::En);
    let mut say = |id: String, text: &str| drop(found.insert(id, text.to_owned()));
    let text = |text: Option<&clap::builder::StyledStr>| text.map(ToString::to_string).unwrap_or_default();
    let takes = |arg: &Arg| arg.get_num_args().is_some_and(|count| count.takes_values());
    for name in ["COMMAND", "OPTIONS"] {
        say(format!("names {name}"), "");
    }
    for (path, command) in walk(&root) {
        let path = [vec!["party".to_owned()], path].concat().join(" ");
        say(format!("lines {}", text(command.get_about())), "");
        for (under, said) in [("long", command.get_long_about()), ("after", command.get_after_help())] {
            if said.is_some() {
                say(format!("{under} {path}"), &text(said));
            }
        }
        for arg in command.get_arguments().filter(|arg| !["help", "version"].contains(&arg.get_id().as_str())) {
            assert!(arg.get_long_help().is_none(), "{path} {arg}: help has one paragraph");
            say(format!("lines {}", text(arg.get_help())), "");
            for value in arg.get_possible_values().iter().filter(|_| takes(arg)) {
                say(format!("lines {}", text(value.get_help())), "");
            }
            for name in arg.get_value_names().unwrap_or_default().iter().filter(|_| takes(arg)) {
                say(format!("names {name}"), "");
            }
        }
    }
    found
}

/// The examples of a text: its lines that are moved in, without what is said of them.
fn examples(text: &str) -> Vec<String> {
    let moved_in = text.lines().filter(|line| line.starts_with("  "));
    moved_in.map(|line| line.trim().split("  ").next().unwrap().to_owned()).collect()
}

/// The words of the `party` command in an example, if there is one in it.
fn command_of(example: &str) -> Vec<String> {
    let inside = example.split_once("$(").map_or(example, |(_, inside)| inside.trim_end_matches(")\""));
    let all = words(inside);
    let start = all.iter().position(|word| word == "party").unwrap_or(all.len());
    all[start..].iter().take_while(|word| *word != "|" && !word.starts_with(['>', '<'])).cloned().collect()
}

#[test]
fn everything_the_help_says_is_said_in_korean() {
    let (english, korean) = (english(), korean());
    assert!(english.len() > 350, "{}", english.len());
    let missing: Vec<&String> = english.keys().filter(|id| !korean.contains_key(*id)).collect();
    assert!(missing.is_empty(), "not said in Korean: {missing:#?}");
    let stray: Vec<&String> = korean.keys().filter(|id| !english.contains_key(*id)).collect();
    assert!(stray.is_empty(), "said of nothing there is: {stray:#?}");
    let names = ["Bash", "Zsh", "Fish", "Elvish", "PowerShell"];
    let is_korean = |text: &str| text.chars().any(|letter| ('가'..='힣').contains(&letter)) || names.contains(&text);
    let foreign: Vec<_> = korean.iter().filter(|(_, text)| !is_korean(text)).collect();
    assert!(foreign.is_empty(), "no word of Korean in {foreign:#?}");
}

#[test]
fn korean_examples_are_the_english_ones() {
    let (english, korean) = (english(), korean());
    let root = commands(Lang::En);
    for (id, text) in english.iter().filter(|(id, _)| id.starts_with("after ")) {
        // The command of each example and the options it shows; names and titles are each language's own.
        let shapes = |text: &str| -> Vec<(Vec<String>, Vec<String>)> {
            let is_option = |word: &String| word.starts_with('-') && word.len() > 1;
            let options = |one: &String| words(one).into_iter().filter(is_option).collect();
            examples(text).iter().map(|one| (path_of(&root, &command_of(one)), options(one))).collect()
        };
        assert_eq!(shapes(text), shapes(&korean[id]), "{id}");
    }
}

/// The names of the command that these words begin with.
fn path_of(root: &Command, words: &[String]) -> Vec<String> {
    let (mut path, mut at) = (vec![], root);
    for word in words.iter().skip(1).filter(|word| !word.starts_with('-')) {
        let Some(below) = at.find_subcommand(word) else { break };
        path.push(below.get_name().to_owned());
        at = below;
    }
    path
}

#[test]
fn an_example_is_a_command_and_the_first_one_the_page_is_about() {
    for lang in Lang::ALL {
        let root = commands(lang);
        for (path, command) in walk(&root).into_iter().skip(1) {
            let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            let examples = examples(&after);
            assert_eq!(examples.is_empty(), command.is_subcommand_required_set(), "{path:?}: examples {examples:?}");
            let short = |own: &[String]| path.first().is_some_and(|noun| noun == "task") && own == &path[1..];
            let own = examples.iter().any(|one| {
                let own = path_of(&root, &command_of(one));
                own == path || short(&own)
            });
            assert!(own || examples.is_empty(), "{path:?} is in none of its examples {examples:?}");
            for example in &examples {
                let words = command_of(example);
                let read = root.clone().try_get_matches_from(&words);
                assert!(read.is_ok(), "{example}: {}", read.unwrap_err());
            }
        }
    }
}

#[test]
fn every_line_of_help_fits() {
    for lang in Lang::ALL {
        let root = commands(lang);
        for ((path, command), width) in
            walk(&root).into_iter().flat_map(|one| [80, 60].map(|width| (one.clone(), width)))
        {
            let page = help_page(command, lang, width);
            let long: Vec<&str> = page.lines().filter(|line| cells::width(line) > width).collect();
            assert!(long.is_empty(), "{path:?} at {width} cells: {long:#?}");
        }
    }
}

#[test]
fn an_example_that_does_not_fit_is_broken_as_a_shell_reads_it() {
    let root = commands(Lang::En);
    let page = help_page(root.find_subcommand("kickoff").unwrap(), Lang::En, 60);
    assert!(page.contains(" \\\n      --share sol=50"), "{page}");
    let whole = page.replace(" \\\n     ", "");
    assert!(whole.contains("--shadow danpung --share sol=50 --share danpung=30 --charter charter.md\n"), "{whole}");
}

#[test]
fn every_command_is_in_one_group_and_the_daily_ones_come_first() {
    let root = commands(Lang::En);
    let grouped: Vec<&str> = GROUPS.iter().flat_map(|(_, names)| *names).copied().collect();
    let all: BTreeSet<&str> = root.get_subcommands().map(Command::get_name).collect();
    assert_eq!(grouped.iter().copied().collect::<BTreeSet<_>>(), all);
    assert_eq!(grouped.len(), all.len(), "a command is in two groups");
    for (lang, first, last) in [(Lang::En, "Every day:\n  add ", "Options:"), (Lang::Ko, "날마다:\n  add ", "옵션:")]
    {
        let page = help_page(&commands(lang), lang, 80);
        assert!(page.find(first).unwrap() < page.find(last).unwrap(), "{page}");
    }
}
