//! The configuration file: what one person has chosen on this machine.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::AppError;
use super::files;
use crate::text::words::Lang;

/// What the file may say. Everything may be left out.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The handle of the person who works here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// `en` or `ko`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// The store: a path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub db: Option<String>,
    /// `auto`, `dark`, `light`, `none`, or the name of a file of one's own in `themes/`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// `unicode` or `ascii`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub glyphs: Option<String>,
    /// Whether the mouse works in the terminal UI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mouse: Option<bool>,
    /// The party that commands speak of when they name none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// Keys by the names of what they do, such as `"task.advance" = "Space"`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub keys: BTreeMap<String, String>,
}

/// The settings of the file that [`set`] writes, with what they take.
pub const SETTINGS: &[(&str, &str)] = &[
    ("actor", "handle"),
    ("lang", "en | ko"),
    ("db", "path"),
    ("theme", "auto | dark | light | none | file"),
    ("glyphs", "unicode | ascii"),
    ("mouse", "true | false"),
    ("party", "key"),
];

/// Reads the file; one that is not there says nothing.
/// Errors: a file that cannot be read or is no such TOML, with the line.
pub fn read(path: &Path, lang: Lang) -> Result<Config, AppError> {
    match files::read_text(path) {
        Ok(text) => toml::from_str(&text).map_err(|error| AppError::bad_config(lang, path, &error.to_string())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Config::default()),
        Err(error) => Err(AppError::io(lang, path, &error)),
    }
}

/// Writes one setting into the file, leaving every other line as it is; none removes it.
/// Errors: a value the setting does not take, a file that cannot be written.
pub fn set(path: &Path, name: &str, value: Option<&str>, lang: Lang) -> Result<(), AppError> {
    let text = match files::read_text(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(AppError::io(lang, path, &error)),
    };
    let changed = with_setting(&text, name, value);
    toml::from_str::<Config>(&changed).map_err(|error| AppError::bad_config(lang, path, &error.to_string()))?;
    if let Some(folder) = path.parent() {
        files::make_folder(folder).map_err(|error| AppError::io(lang, folder, &error))?;
    }
    // A person may keep the file elsewhere and link to it.
    let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
    files::write(path, changed.as_bytes(), files::Existing::Replace).map_err(|error| AppError::io(lang, path, &error))
}

/// The file's text with one top-level setting changed.
fn with_setting(text: &str, name: &str, value: Option<&str>) -> String {
    let line = value.map(|value| {
        let plain = matches!(value, "true" | "false");
        if plain { format!("{name} = {value}") } else { format!("{name} = {}", toml::Value::from(value)) }
    });
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let top = lines.iter().position(|line| line.trim_start().starts_with('[')).unwrap_or(lines.len());
    let is_it = |line: &String| line.split('=').next().is_some_and(|key| key.trim() == name) && line.contains('=');
    let place = lines[..top].iter().position(is_it);
    match (place, line) {
        (Some(place), Some(line)) => lines[place] = line,
        (Some(place), None) => drop(lines.remove(place)),
        (None, Some(line)) => lines.insert(top, line),
        (None, None) => {}
    }
    lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::with_setting;

    #[test]
    fn a_setting_changes_its_own_line_and_no_other() {
        let text = "# mine\nlang = \"en\" \n\n[keys]\nlang = \"x\"\n";
        let after = with_setting(text, "lang", Some("ko"));
        assert_eq!(after, "# mine\nlang = \"ko\"\n\n[keys]\nlang = \"x\"\n");
        assert_eq!(with_setting("[keys]\n", "mouse", Some("false")), "mouse = false\n[keys]\n");
        assert_eq!(with_setting("lang = \"ko\"\n", "lang", None), "");
    }
}
