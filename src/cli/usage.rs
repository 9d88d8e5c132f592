//! What is wrong with the words of a command, in the program's own words: what does not fit, and what would.

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::app::error::{AppError, Kind};
use crate::base::clean::clean;
use crate::base::name::nearest;
use crate::text::help::with_names;
use crate::text::refusal::either;
use crate::text::words::{Lang, say, w, word};

/// The failure in words. `command` is the one whose words they are, from the described command line.
pub fn usage(error: &clap::Error, command: &Command, lang: Lang) -> AppError {
    let path = command.get_bin_name().unwrap_or(command.get_name());
    let failure = Failure { error, command, path, lang };
    let mut said = AppError::new(Kind::Usage, failure.message());
    said.hints = failure.hints();
    said.hint(say(lang, w::HELP_HOW, &[("command", &path)]))
}

/// The command that these words name below another.
/// Errors: a word that names none, with the nearest that do.
pub fn named<'a>(root: &'a Command, words: &[String], lang: Lang) -> Result<&'a Command, AppError> {
    words.iter().try_fold(root, |command, name| {
        command.find_subcommand(name).ok_or_else(|| {
            let failure = AppError::new(Kind::Missing, say(lang, w::HELP_NO_COMMAND, &[("name", &clean(name))]));
            match near_commands(command, name) {
                near if near.is_empty() => failure,
                near => failure.hint(say(lang, w::REFUSAL_NEAREST, &[("names", &either(lang, &near))])),
            }
        })
    })
}

/// The commands that a word may have meant, the nearest first; by their other names only where no name is near.
fn near_commands(command: &Command, name: &str) -> Vec<String> {
    let mut near = nearest(name, command.get_subcommands().map(Command::get_name));
    if near.is_empty() {
        near = nearest(name, command.get_subcommands().flat_map(Command::get_visible_aliases));
    }
    near.into_iter().map(str::to_owned).collect()
}

struct Failure<'a> {
    error: &'a clap::Error,
    command: &'a Command,
    path: &'a str,
    lang: Lang,
}

impl Failure<'_> {
    fn message(&self) -> String {
        let lang = self.lang;
        let option = self.option(ContextKind::InvalidArg);
        let value = self.text(ContextKind::InvalidValue);
        match self.error.kind() {
            ErrorKind::UnknownArgument if is_option(&option) => say(lang, w::HELP_NO_OPTION, &[("option", &option)]),
            ErrorKind::UnknownArgument => say(lang, w::HELP_NEEDLESS, &[("word", &option)]),
            ErrorKind::InvalidSubcommand => {
                let name = self.text(ContextKind::InvalidSubcommand);
                if is_option(&name) {
                    say(lang, w::HELP_NO_OPTION, &[("option", &name)])
                } else {
                    say(lang, w::HELP_NO_COMMAND, &[("name", &name)])
                }
            }
            ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                let names: Vec<&str> = self.command.get_subcommands().map(Command::get_name).collect();
                let names = names.join(", ");
                say(lang, w::HELP_NEEDS_COMMAND, &[("command", &self.path), ("names", &names)])
            }
            ErrorKind::MissingRequiredArgument => {
                let what: Vec<String> =
                    self.texts(ContextKind::InvalidArg).iter().map(|arg| with_names(lang, arg)).collect();
                say(lang, w::HELP_MISSING, &[("command", &self.path), ("what", &what.join(", "))])
            }
            ErrorKind::InvalidValue if value.is_empty() => say(lang, w::HELP_NO_VALUE, &[("option", &option)]),
            ErrorKind::InvalidValue => say(lang, w::HELP_BAD_VALUE, &[("value", &value), ("option", &option)]),
            // Numbers are the only values that are read so early.
            ErrorKind::ValueValidation => say(lang, w::HELP_NO_NUMBER, &[("value", &value), ("option", &option)]),
            ErrorKind::ArgumentConflict => self.conflict(&option),
            ErrorKind::InvalidUtf8 => word(lang, w::HELP_NOT_TEXT).to_owned(),
            _ => word(lang, w::HELP_UNCLEAR).to_owned(),
        }
    }

    fn conflict(&self, option: &str) -> String {
        let others = self.texts(ContextKind::PriorArg);
        let others: Vec<String> = others.iter().map(|other| shown(self.lang, other)).collect();
        let option = if option.is_empty() { self.text(ContextKind::InvalidSubcommand) } else { option.to_owned() };
        if others.iter().all(|other| *other == option) {
            return say(self.lang, w::HELP_TWICE, &[("option", &option)]);
        }
        say(self.lang, w::HELP_CONFLICT, &[("option", &option), ("other", &others.join(", "))])
    }

    fn hints(&self) -> Vec<String> {
        let lang = self.lang;
        let near = match self.error.kind() {
            ErrorKind::InvalidSubcommand => near_commands(self.command, &self.text(ContextKind::InvalidSubcommand)),
            _ => [ContextKind::SuggestedArg, ContextKind::SuggestedValue].map(|kind| self.texts(kind)).concat(),
        };
        let mut hints = vec![];
        if !near.is_empty() {
            hints.push(say(lang, w::REFUSAL_NEAREST, &[("names", &either(lang, &near))]));
        }
        let word = self.text(ContextKind::InvalidArg);
        let as_text = self.error.get(ContextKind::Suggested).is_some() && near.is_empty();
        match self.error.kind() {
            ErrorKind::UnknownArgument if is_option(&word) && as_text => {
                hints.push(say(lang, w::HELP_AS_TEXT, &[("word", &word)]));
            }
            ErrorKind::UnknownArgument if !is_option(&word) => {
                hints.push(crate::text::words::word(lang, w::HELP_NEEDLESS_HINT).to_owned());
            }
            _ => {}
        }
        if let Some(ContextValue::StyledStr(usage)) = self.error.get(ContextKind::Usage)
            && self.error.kind() == ErrorKind::MissingRequiredArgument
        {
            let usage = with_names(lang, usage.to_string().trim_start_matches("Usage:").trim());
            hints.push(say(lang, w::HELP_USAGE, &[("usage", &usage)]));
        }
        let values = self.texts(ContextKind::ValidValue);
        if !values.is_empty() {
            hints.push(say(lang, w::HELP_TAKES, &[("values", &values.join(", "))]));
        }
        hints
    }

    /// What the failure names as a text, without what could steer a terminal.
    fn text(&self, kind: ContextKind) -> String {
        self.texts(kind).into_iter().next().unwrap_or_default()
    }

    fn texts(&self, kind: ContextKind) -> Vec<String> {
        match self.error.get(kind) {
            Some(ContextValue::String(text)) => vec![clean(text).into_owned()],
            Some(ContextValue::Strings(texts)) => texts.iter().map(|text| clean(text).into_owned()).collect(),
            _ => vec![],
        }
    }

    /// The argument that the failure names, as people write it.
    fn option(&self, kind: ContextKind) -> String {
        shown(self.lang, &self.text(kind))
    }
}

/// An option without the word for its value; an argument as the word for it.
fn shown(lang: Lang, arg: &str) -> String {
    if is_option(arg) { arg.split(['=', ' ']).next().unwrap_or_default().to_owned() } else { with_names(lang, arg) }
}

fn is_option(text: &str) -> bool {
    text.starts_with('-')
}
