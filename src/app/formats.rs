//! The retro formats of a person or a team: files of their own in the folder `formats` beside the configuration.

use super::env::Env;
use crate::port::formats::{self, Format};

/// The formats in those files, by name; a file that holds none is passed over.
pub fn own(env: &Env) -> Vec<Format> {
    let files = env.own_files("formats", "toml");
    files.iter().filter_map(|(name, text)| formats::read(name, text).ok()).collect()
}
