//! The built binary in a clean room: an own home, a fixed clock, seeded ids, one zone, English.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A clean room with a store of its own.
pub struct Shell {
    folder: TempDir,
    variables: Vec<(String, String)>,
    commands: u64,
}

/// What a command came to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// Exit code; −1 when a signal ended it.
    pub code: i32,
}

/// A room where `sol` acts, on Monday 2026-11-16 at nine in Seoul; the store does not exist yet.
pub fn shell() -> Shell {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("home")).unwrap();
    let mut shell = Shell { folder, variables: vec![], commands: 0 };
    let own = |name: &str| shell.path(name).display().to_string();
    let places = [
        ("HOME", own("home")),
        ("XDG_CONFIG_HOME", own("config")),
        ("XDG_STATE_HOME", own("state")),
        ("XDG_DATA_HOME", own("data")),
        ("XDG_CACHE_HOME", own("cache")),
        ("PARTY_CONFIG", own("config.toml")),
        ("PARTY_DB", own("party.db")),
        ("PARTY_ACTOR", "sol".to_owned()),
        ("PARTY_LANG", "en".to_owned()),
        ("LANG", "C.UTF-8".to_owned()),
        ("TZ", "Asia/Seoul".to_owned()),
        ("NO_COLOR", "1".to_owned()),
        ("TERM", "dumb".to_owned()),
        ("PATH", "/usr/bin:/bin".to_owned()),
        ("PARTY_NOW", "2026-11-16T09:00:00+09:00".to_owned()),
    ];
    shell.variables = places.map(|(name, value)| (name.to_owned(), value)).to_vec();
    shell
}

impl Shell {
    /// A path in the room.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The room's folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Sets an environment variable for the commands that follow.
    pub fn set(&mut self, name: &str, value: &str) -> &mut Self {
        self.variables.retain(|(known, _)| known != name);
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Moves the clock to nine in the morning of a day.
    pub fn day(&mut self, day: &str) -> &mut Self {
        self.set("PARTY_NOW", &format!("{day}T09:00:00+09:00"))
    }

    /// Lets somebody act from now on.
    pub fn me(&mut self, handle: &str) -> &mut Self {
        self.set("PARTY_ACTOR", handle)
    }

    /// Writes a file into the room.
    pub fn file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// Runs the binary with words parted by spaces; quotes `'…'` and `"…"` keep words together.
    pub fn run(&mut self, line: &str) -> Said {
        self.run_words(&words(line), "")
    }

    /// Runs the binary with something on its standard input.
    pub fn feed(&mut self, line: &str, input: &str) -> Said {
        self.run_words(&words(line), input)
    }

    /// The binary with words as they are, ready to be run in the room.
    pub fn command(&self, words: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_party"));
        command.args(words).env_clear().envs(self.variables.iter().cloned()).current_dir(self.folder.path());
        command
    }

    /// Runs the binary with words as they are.
    pub fn run_words(&mut self, words: &[String], input: &str) -> Said {
        self.commands += 1;
        let mut command = self.command(words);
        command.env("PARTY_SEED", self.commands.to_string());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A program that reads nothing may be gone before it is fed.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        Said {
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            code: output.status.code().unwrap_or(-1),
        }
    }

    /// Runs a command that must exit 0; gives its standard output.
    #[track_caller]
    pub fn ok(&mut self, line: &str) -> String {
        let said = self.run(line);
        assert!(said.code == 0, "party {line}\nexit {}\n{}{}", said.code, said.stdout, said.stderr);
        said.stdout
    }

    /// Runs a command that must exit with `code` and say nothing on standard output; gives its standard error.
    #[track_caller]
    pub fn refuses(&mut self, code: i32, line: &str) -> String {
        let said = self.run(line);
        let fits = said.code == code && said.stdout.is_empty();
        assert!(fits, "party {line}\nexit {} instead of {code}\n{}{}", said.code, said.stdout, said.stderr);
        said.stderr
    }
}

/// Splits a line into words as a shell would, with quotes but without anything else.
pub fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote, mut begun) = (vec![], String::new(), None, false);
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => (quote, begun) = (Some(c), true),
            (None, c) if c.is_whitespace() => {
                if begun {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            (_, c) => {
                word.push(c);
                begun = true;
            }
        }
    }
    if begun {
        words.push(word);
    }
    words
}
