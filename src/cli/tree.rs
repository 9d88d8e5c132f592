//! The whole command line, described in one language: the code's own comments in English, or what `data/help/` says
//! instead. It is made where help, manual pages or completions are shown, never to read a command.

use clap::builder::{PossibleValue, PossibleValuesParser, Str, StyledStr};
use clap::{Arg, Command, CommandFactory};

use super::args::Cli;
use crate::text::help::help;
use crate::text::words::{Lang, w, word};

/// Every command with its arguments, described in a language.
pub fn tree(lang: Lang) -> Command {
    let mut root = Cli::command();
    root.build();
    described(root, lang, "party")
}

/// A command with all below it. `path` is its words.
fn described(command: Command, lang: Lang, path: &str) -> Command {
    let mut command = command.mut_args(|arg| argument(arg, lang));
    if let Some(about) = command.get_about().and_then(|about| line(lang, about)) {
        command = command.about(about).long_about(help(lang, "long", path));
    }
    if let Some(after) = help(lang, "after", path) {
        command = command.after_help(after);
    }
    if command.has_subcommands() {
        command = command.subcommand_value_name(help(lang, "names", "COMMAND").unwrap_or("COMMAND"));
    }
    command.mut_subcommands(|below| {
        let path = format!("{path} {}", below.get_name());
        described(below, lang, &path)
    })
}

fn argument(arg: Arg, lang: Lang) -> Arg {
    let said = match arg.get_id().as_str() {
        "help" => Some(word(lang, w::HELP_PRINT_HELP)),
        "version" => Some(word(lang, w::HELP_PRINT_VERSION)),
        _ => arg.get_help().and_then(|said| line(lang, said)),
    };
    let heading = match (arg.get_help_heading(), arg.is_positional()) {
        (Some(_), _) => w::HELP_EVERYWHERE,
        (None, true) => w::HELP_ARGUMENTS,
        (None, false) => w::HELP_OPTIONS,
    };
    let value_name = |name: &Str| help(lang, "names", name).map_or_else(|| name.clone(), Str::from);
    let names: Vec<Str> = arg.get_value_names().unwrap_or_default().iter().map(value_name).collect();
    let values = arg.get_possible_values();
    let takes = arg.get_num_args().is_some_and(|count| count.takes_values());
    let mut arg = arg.help_heading(word(lang, heading));
    if let Some(said) = said {
        arg = arg.help(said);
    }
    if takes && !names.is_empty() {
        arg = arg.value_names(names);
    }
    if takes && !values.is_empty() {
        arg = arg.value_parser(PossibleValuesParser::new(values.into_iter().map(|value| value_in(value, lang))));
    }
    arg
}

fn value_in(value: PossibleValue, lang: Lang) -> PossibleValue {
    match value.get_help().and_then(|said| line(lang, said)) {
        Some(said) => value.help(said),
        None => value,
    }
}

/// A line of help in a language that has its own.
fn line(lang: Lang, said: &StyledStr) -> Option<&'static str> {
    help(lang, "lines", &said.to_string())
}
