//! Source files as tests see them: which module a file is, and which paths of our own it names.

use std::path::Path;

/// One source file.
pub struct Source {
    /// Its path from the top, with `/`.
    pub path: String,
    /// Its module: `src/op/task/add.rs` is `op`, `task`, `add`; the library's root is nothing.
    pub module: Vec<String>,
    /// All of it.
    pub text: String,
    /// Without comments, texts and its own tests.
    pub code: String,
}

/// Every `.rs` file below a folder of the house, by path.
pub fn sources(house: &Path, folder: &str) -> Vec<Source> {
    let mut found = vec![];
    collect(house, &house.join(folder), folder, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn collect(house: &Path, folder: &Path, root: &str, found: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(house, &path, root, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let name = path.strip_prefix(house).unwrap().display().to_string();
            let inner = name.strip_prefix(root).unwrap().trim_matches('/').trim_end_matches(".rs");
            let last = |part: &&str| !["mod", "lib", "main"].contains(part);
            let module = inner.split('/').filter(last).map(str::to_owned).collect();
            let code = bare(text.split("#[cfg(test)]\nmod tests").next().unwrap());
            found.push(Source { path: name, module, text, code });
        }
    }
}

impl Source {
    /// Every path into our own library that the code names, whole, from its first room on.
    pub fn paths(&self) -> Vec<Vec<String>> {
        let mut found = vec![];
        for (start, from) in [("crate::", 0), ("partybook::", 0), ("super::", 1), ("self::", 2)] {
            for (at, _) in self.code.match_indices(start) {
                let before = self.code[..at].chars().next_back();
                if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                    continue;
                }
                let base = match from {
                    0 => vec![],
                    1 => self.module[..self.module.len().saturating_sub(1)].to_vec(),
                    _ => self.module.clone(),
                };
                tree(&base, &self.code[at + start.len()..], &mut found);
            }
        }
        found
    }

    /// Whether the code names something, as a whole word.
    pub fn names(&self, word: &str) -> bool {
        let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        self.code.match_indices(word).any(|(at, _)| {
            !part(self.code[..at].chars().next_back()) && !part(self.code[at + word.len()..].chars().next())
        })
    }
}

/// Reads a path or a tree of them, such as `a::{b::C, d}`; adds each whole path.
fn tree(base: &[String], text: &str, found: &mut Vec<Vec<String>>) {
    let mut path = base.to_vec();
    let mut rest = text;
    loop {
        if let Some(inside) = rest.strip_prefix('{') {
            for branch in branches(inside) {
                tree(&path, branch.trim_start(), found);
            }
            return;
        }
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        match &rest[..end] {
            "super" => {
                path.pop();
            }
            "" | "self" => {}
            word => path.push(word.to_owned()),
        }
        match rest[end..].strip_prefix("::") {
            Some(more) => rest = more,
            None => break,
        }
    }
    found.push(path);
}

/// The branches of a tree up to its closing brace.
fn branches(inside: &str) -> Vec<&str> {
    let (mut found, mut depth, mut start) = (vec![], 0_usize, 0);
    for (at, c) in inside.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                found.push(&inside[start..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(&inside[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    found.retain(|branch| !branch.trim().is_empty());
    found
}

/// Code without comments and texts.
fn bare(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skip = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(hashes) = raw(rest) {
            let close = format!("\"{}", "#".repeat(hashes));
            rest[hashes + 2..].find(&close).map_or(rest.len(), |at| at + hashes + 2 + close.len())
        } else if c == '"' {
            quoted(rest)
        } else if rest.starts_with("'\"'") || rest.starts_with("'{'") || rest.starts_with("'}'") {
            3
        } else if let Some(inside) = rest.strip_prefix("'\\") {
            inside.find('\'').map_or(rest.len(), |at| at + 3)
        } else {
            bare.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        rest = &rest[skip..];
    }
    bare
}

/// How many hashes a raw text at the beginning has.
fn raw(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('r')?;
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    rest[hashes..].starts_with('"').then_some(hashes)
}

/// The length of a quoted text at the beginning.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => return at + 1,
            _ => escaped = false,
        }
    }
    text.len()
}
