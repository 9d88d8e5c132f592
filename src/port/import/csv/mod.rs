//! A table with a header line → a plan. Columns are known by their names in English and Korean, or mapped by hand.

mod header;
pub mod quote;
mod row;

use std::collections::HashMap;

use super::build::Builder;
use super::decode::{self, decode};
use super::known::Known;
use super::report::{Notice, ProblemKind};
use super::{Choices, ImportError, MOST_TASKS, Plan, circle};
use crate::base::id::Id;
use crate::base::source::Ids;
use header::Header;
use row::Row;

/// Plans the import of a table.
pub fn plan(bytes: &[u8], known: &Known, choices: &Choices, ids: &mut dyn Ids) -> Result<Plan, ImportError> {
    let decoded = decode(bytes, choices.encoding).map_err(|error| ImportError::Encoding(error.name, error.line))?;
    let (text, said) = said_delimiter(&decoded.text);
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let mut builder = Builder::new(known, choices, ids);
    builder.report.encoding = decoded.encoding;
    if decoded.encoding != decode::PLAIN {
        builder.report.notices.push(Notice::Encoding(decoded.encoding));
    }
    let delimiter = said.unwrap_or_else(|| sniff(text));
    let (text, open) = quote::whole(text, delimiter);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes());
    let first_line = u64::from(said.is_some());
    let mut records = reader.records();
    let names = records.next().and_then(Result::ok).unwrap_or_default();
    let header = Header::read(&names, choices)?;
    header.report(&mut builder);
    if let Some(open) = open {
        builder.problem(open.line + first_line, None, ProblemKind::OpenQuote, open.text);
    }
    let mut rows = vec![];
    for record in records {
        // Bytes were checked to be text before, and rows of any length are read: nothing else can go wrong here.
        let Ok(record) = record else { continue };
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let line = record.position().map_or(0, csv::Position::line) + first_line;
        if record.len() > header.len() && record.iter().skip(header.len()).any(|cell| !cell.trim().is_empty()) {
            builder.problem(line, None, ProblemKind::Cells(record.len(), header.len()), "");
        } else {
            rows.push((line, builder.id(), record));
        }
        if rows.len() + builder.report.problems.len() > MOST_TASKS {
            return Err(ImportError::TooLarge(MOST_TASKS));
        }
    }
    add(&rows, &header, choices, &mut builder);
    Ok(builder.finish())
}

fn add(rows: &[(u64, Id, csv::StringRecord)], header: &Header, choices: &Choices, builder: &mut Builder<'_>) {
    let mut keys: HashMap<String, Id> = HashMap::new();
    let (mut waits, mut here) = (vec![], vec![]);
    for (line, id, record) in rows {
        if let Some(key) = header.key_of(record).filter(|key| builder.known().tasks.contains_key(&key.to_uppercase())) {
            here.push(key.to_owned());
            continue;
        }
        let read = Row::read(record, header, choices, *id, builder);
        let placed = read.and_then(|row| {
            let [party, season, act] = &row.place;
            let spot = builder.spot(party, season, act);
            let spot = spot.map_err(|(kind, text)| vec![(header.place_name(), kind, text)])?;
            Ok((spot, row))
        });
        match placed {
            Ok((spot, row)) => {
                if let Some(key) = row.key
                    && keys.insert(key.to_uppercase(), *id).is_some()
                {
                    builder.problem(*line, Some(&header.key_name()), ProblemKind::TwiceKey, &key);
                    continue;
                }
                waits.extend(row.after.into_iter().map(|key| (*line, *id, key)));
                builder.task(spot, row.task);
            }
            Err(faults) => {
                for (column, kind, text) in faults {
                    builder.problem(*line, Some(&column), kind, &text);
                }
            }
        }
    }
    if !here.is_empty() {
        builder.report.notices.push(Notice::KeyHere(here));
    }
    link(rows, &keys, waits, header, builder);
}

/// Makes tasks wait for each other: keys mean lines of this file first, then tasks of the workspace.
fn link(
    rows: &[(u64, Id, csv::StringRecord)],
    keys: &HashMap<String, Id>,
    waits: Vec<(u64, Id, String)>,
    header: &Header,
    builder: &mut Builder<'_>,
) {
    let mut wanted: HashMap<(Id, Id), (u64, String)> = HashMap::new();
    for (line, id, key) in waits {
        let upper = key.to_uppercase();
        match keys.get(&upper).or_else(|| builder.known().tasks.get(&upper)).copied() {
            Some(needs) => {
                if wanted.insert((id, needs), (line, key)).is_none() {
                    builder.depend(id, needs);
                }
            }
            None => builder.problem(line, Some(&header.after_name()), ProblemKind::UnknownKey, &key),
        }
    }
    for _ in 0..circle::MOST_NAMED {
        let Some(circle) = circle::find(builder.depends()) else { break };
        let line_of = |id: &Id| rows.iter().find(|(_, own, _)| own == id).map_or(0, |(line, _, _)| *line);
        let mut lines: Vec<String> = circle.iter().map(|id| line_of(id).to_string()).collect();
        lines.extend(lines.first().cloned());
        builder.problem(line_of(&circle[0]), Some(&header.after_name()), ProblemKind::Circle, &lines.join(" ➜ "));
        builder.forget(circle[0], circle.get(1).copied().unwrap_or(circle[0]));
    }
}

/// A first line `sep=;`, which spreadsheets write for each other.
pub fn said_delimiter(text: &str) -> (&str, Option<u8>) {
    let said = text.strip_prefix("sep=").and_then(|rest| {
        let delimiter = *rest.as_bytes().first().filter(|byte| b",;\t|".contains(byte))?;
        let rest = rest[1..].strip_prefix("\r\n").or_else(|| rest[1..].strip_prefix('\n'))?;
        Some((rest, delimiter))
    });
    said.map_or((text, None), |(rest, delimiter)| (rest, Some(delimiter)))
}

/// Comma, semicolon or tab: what the header line holds most of, outside quotes.
pub fn sniff(text: &str) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if !quoted => counts.iter_mut().filter(|(known, _)| *known == byte).for_each(|(_, count)| *count += 1),
            _ => {}
        }
    }
    // The first of equals: a comma.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(byte, _)| *byte)
}

impl Header {
    fn report(&self, builder: &mut Builder<'_>) {
        builder.report.mapping = self.mapping();
        let notices = [(self.kept(), Notice::Kept as fn(Vec<String>) -> Notice), (self.left_out(), Notice::LeftOut)];
        let said = notices.into_iter().filter(|(columns, _)| !columns.is_empty());
        builder.report.notices.extend(said.map(|(columns, notice)| notice(columns)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_found() {
        assert_eq!(sniff("a,b;c,d\n;;;;;"), b',');
        assert_eq!(sniff("\"a,b,c,d\";b;c\n"), b';');
        assert_eq!(sniff("a\tb\tc"), b'\t');
        assert_eq!(sniff("title"), b',');
        assert_eq!(said_delimiter("sep=;\r\na;b"), ("a;b", Some(b';')));
        assert_eq!(said_delimiter("sep=x\na"), ("sep=x\na", None));
    }
}
