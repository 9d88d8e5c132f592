//! Turns `data/` into static tables, so that nothing is parsed when the program starts.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

type Failed = Box<dyn Error>;

fn main() -> Result<(), Failed> {
    println!("cargo:rerun-if-changed=build.rs");
    fixed_address();
    let out = PathBuf::from(env::var("OUT_DIR")?);
    words(&out)?;
    help(&out)?;
    formats(&out)?;
    holidays(&out)
}

/// Links the program at a fixed address where the linker can. The tables of time zones and words hold 45,000
/// addresses; a program that may lie anywhere has each of them written anew at every start, which costs more than
/// reading a screenful of tasks.
fn fixed_address() {
    let target = |part: &str| env::var(format!("CARGO_CFG_TARGET_{part}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}

/// `data/text/<lang>/<page>.toml` → `words.rs`: one constant for each `page.id`, one table for each language.
///
/// A word that one language lacks falls back to English or to its id, so that work can go on; a test refuses it.
fn words(out: &Path) -> Result<(), Failed> {
    println!("cargo:rerun-if-changed=data/text");
    let english = read_words(Path::new("data/text/en"))?;
    let korean = read_words(Path::new("data/text/ko"))?;
    let ids: BTreeSet<&String> = english.keys().chain(korean.keys()).collect();
    let mut code = String::from(
        "/// Every word the program says, by page and id: `w::COMMON_TODAY` is `today` in `common.toml`.\npub mod w {\n    use super::Word;\n",
    );
    for (place, id) in ids.iter().enumerate() {
        let name = id.to_uppercase().replace(['.', '-'], "_");
        writeln!(code, "    /// `{id}`\n    pub const {name}: Word = Word({place});")?;
    }
    code.push_str("}\n\n");
    table(&mut code, "IDS", &ids, Some)?;
    table(&mut code, "ENGLISH", &ids, |id| english.get(id).or(Some(id)))?;
    table(&mut code, "KOREAN", &ids, |id| korean.get(id).or(english.get(id)))?;
    let missing = |here: &BTreeMap<String, String>| -> Vec<String> {
        ids.iter().filter(|id| !here.contains_key(**id)).map(|id| (*id).clone()).collect()
    };
    let (no_english, no_korean) = (missing(&english), missing(&korean));
    writeln!(code, "#[cfg(test)]\nstatic MISSING: [&[&str]; 2] = [&{no_english:?}, &{no_korean:?}];")?;
    fs::write(out.join("words.rs"), code)?;
    Ok(())
}

fn table<'a>(
    code: &mut String,
    name: &str,
    ids: &BTreeSet<&'a String>,
    text: impl Fn(&'a String) -> Option<&'a String>,
) -> Result<(), Failed> {
    writeln!(code, "static {name}: [&str; {}] = [", ids.len())?;
    for id in ids {
        writeln!(code, "    {:?},", text(id).map_or("", String::as_str))?;
    }
    code.push_str("];\n");
    Ok(())
}

fn read_words(folder: &Path) -> Result<BTreeMap<String, String>, Failed> {
    let mut words = BTreeMap::new();
    for file in files(folder, "toml")? {
        let page = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let table: toml::Table =
            fs::read_to_string(&file)?.parse().map_err(|error| format!("{}: {error}", file.display()))?;
        collect(&page, ".", &table, &mut words).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(words)
}

/// The texts of a table by their ids: the names on the way to each, parted by `by`.
fn collect(page: &str, by: &str, table: &toml::Table, words: &mut BTreeMap<String, String>) -> Result<(), Failed> {
    for (key, value) in table {
        let id = if page.is_empty() { key.clone() } else { format!("{page}{by}{key}") };
        match value {
            toml::Value::Table(inner) => collect(&id, by, inner, words)?,
            toml::Value::String(text) => match words.insert(id.clone(), text.clone()) {
                None => {}
                Some(_) => return Err(format!("{id} is said twice").into()),
            },
            _ => return Err(format!("{id} is no text").into()),
        }
    }
    Ok(())
}

/// `data/help/<lang>/<noun>.toml` → `help.rs`: what the help says in a language other than that of the code.
fn help(out: &Path) -> Result<(), Failed> {
    println!("cargo:rerun-if-changed=data/help");
    let mut korean = BTreeMap::new();
    for file in files(Path::new("data/help/ko"), "toml")? {
        let named = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
        let table: toml::Table = fs::read_to_string(&file)?.parse().map_err(|error| named(&error))?;
        collect("", " ", &table, &mut korean).map_err(|error| named(&error))?;
    }
    let mut code = format!("static KOREAN: [(&str, &str); {}] = [\n", korean.len());
    for (id, text) in &korean {
        writeln!(code, "    ({id:?}, {:?}),", text.trim_end())?;
    }
    code.push_str("];\n");
    fs::write(out.join("help.rs"), code)?;
    Ok(())
}

/// `data/templates/retro/<id>.toml` → `formats.rs`: the retro formats, in the order they are offered.
fn formats(out: &Path) -> Result<(), Failed> {
    println!("cargo:rerun-if-changed=data/templates/retro");
    let mut found = Vec::new();
    for file in files(Path::new("data/templates/retro"), "toml")? {
        let id = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let table: toml::Table = fs::read_to_string(&file)?.parse().map_err(|error| format!("{id}: {error}"))?;
        let order = table.get("order").and_then(toml::Value::as_integer).ok_or("a format without an order")?;
        found.push((order, id, table));
    }
    found.sort_by(|left, right| (left.0, &left.1).cmp(&(right.0, &right.1)));
    let mut code = String::from("static BUILT_IN: &[Format] = &[\n");
    for (_, id, table) in &found {
        let lanes = table.get("lane").and_then(toml::Value::as_array).ok_or("a format without lanes")?;
        writeln!(code, "    Format {{ id: Borrowed({id:?}), title: {},", both(table, "en", "ko")?)?;
        code.push_str("        lanes: Borrowed(&[\n");
        for lane in lanes.iter().filter_map(toml::Value::as_table) {
            let (title, ask) = (both(lane, "en", "ko")?, both(lane, "ask_en", "ask_ko")?);
            let id = lane.get("id").and_then(toml::Value::as_str).ok_or("a lane without an id")?;
            writeln!(code, "            Lane {{ id: Borrowed({id:?}), title: {title}, ask: {ask} }},")?;
        }
        code.push_str("        ]) },\n");
    }
    code.push_str("];\n");
    fs::write(out.join("formats.rs"), code)?;
    Ok(())
}

/// Two texts of a table as code: English, Korean.
fn both(table: &toml::Table, english: &str, korean: &str) -> Result<String, Failed> {
    let text = |key: &str| table.get(key).and_then(toml::Value::as_str).ok_or(format!("{key} is missing"));
    Ok(format!("Both {{ en: Borrowed({:?}), ko: Borrowed({:?}) }}", text(english)?, text(korean)?))
}

/// `data/holidays/kr.toml` → `holidays.rs`: names, the days of the almanacs, the law, the lunar days.
fn holidays(out: &Path) -> Result<(), Failed> {
    println!("cargo:rerun-if-changed=data/holidays");
    let table: toml::Table = fs::read_to_string("data/holidays/kr.toml")?.parse()?;
    let part = |name: &str| table.get(name).and_then(toml::Value::as_table).ok_or(format!("{name} is missing"));
    let names = part("names")?;
    let texts = |id: &str| -> Result<[&str; 2], Failed> {
        let both =
            names.get(id).and_then(toml::Value::as_array).map(|both| both.iter().filter_map(toml::Value::as_str));
        Ok(both.and_then(|mut both| Some([both.next()?, both.next()?])).ok_or(format!("{id} has no name"))?)
    };
    let stands = texts("substitute")?;
    let substitute = |id: &str| -> Result<[String; 2], Failed> {
        let [en, ko] = texts(id)?;
        Ok([stands[0].replace("{name}", en), stands[1].replace("{name}", ko)])
    };
    let mut code = String::from("static OFFICIAL: &[Known] = &[\n");
    for (year, days) in part("official")? {
        for line in days.as_str().ok_or("a year without days")?.lines() {
            let mut words = line.split(' ');
            let (month, day) = month_day(words.next().unwrap_or_default())?;
            let name = words.next().ok_or("a day without a name")?;
            let [en, ko] = match words.next() {
                None => texts(name)?.map(str::to_owned),
                Some("substitute") => substitute(name)?,
                Some(other) => return Err(format!("{year}, {line}: what is {other}?").into()),
            };
            writeln!(code, "    ({year}, {month}, {day}, {en:?}, {ko:?}),")?;
        }
    }
    code.push_str("];\nstatic LAW: &[Law] = &[\n");
    for line in part("law")?.get("yearly").and_then(toml::Value::as_str).ok_or("no law")?.lines() {
        let [on, names, rule] = *line.split(' ').collect::<Vec<_>>() else { return Err(line.into()) };
        let on = match LUNAR.iter().position(|known| *known == on) {
            Some(place) => format!("On::Lunar({place})"),
            None => format!("On::Fixed{:?}", month_day(on)?),
        };
        let names: Vec<&str> = names.split(',').collect();
        let middle = substitute(names[names.len() / 2])?;
        let names = names.into_iter().map(texts).collect::<Result<Vec<_>, _>>()?;
        let rule = ["never", "sunday", "weekend"].iter().position(|known| *known == rule).ok_or("no such rule")?;
        let rule = ["Never", "Sunday", "Weekend"][rule];
        writeln!(code, "    Law {{ on: {on}, names: &{names:?}, substitute: {middle:?}, rule: Rule::{rule} }},")?;
    }
    code.push_str("];\nstatic LUNAR: &[(i32, [(u32, u32); 3])] = &[\n");
    for (year, days) in part("lunar")? {
        let days = days.as_str().unwrap_or_default().split(' ').map(month_day).collect::<Result<Vec<_>, _>>()?;
        writeln!(code, "    ({year}, {days:?}),")?;
    }
    code.push_str("];\n");
    fs::write(out.join("holidays.rs"), code)?;
    Ok(())
}

/// The holidays of the lunar calendar, in the order of their columns.
const LUNAR: [&str; 3] = ["seollal", "buddha", "chuseok"];

/// `03-01` as month and day.
fn month_day(text: &str) -> Result<(u32, u32), Failed> {
    let (month, day) = text.split_once('-').ok_or(format!("{text} is no month and day"))?;
    Ok((month.parse()?, day.parse()?))
}

/// The files of a folder with that extension, in the order of their names.
fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Failed> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|known| known == extension) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
