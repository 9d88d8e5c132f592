//! Days from a table: date, name, perhaps until and kind.

use super::{ProblemKind, Reading, whole_date};
use crate::plan::calendar::Stretch;
use crate::port::import::csv::{quote, said_delimiter, sniff};

/// Where a row keeps what.
struct Columns {
    day: usize,
    name: Option<usize>,
    until: Option<usize>,
    kind: Option<usize>,
}

/// The order of a table without a header.
const BARE: Columns = Columns { day: 0, name: Some(1), until: None, kind: Some(2) };

/// Reads all rows.
pub(super) fn read(text: &str, reading: &mut Reading) {
    let (text, said) = said_delimiter(text);
    let first_line = u64::from(said.is_some());
    let delimiter = said.unwrap_or_else(|| sniff(text));
    let (text, open) = quote::whole(text, delimiter);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes());
    let mut columns: Option<Columns> = None;
    // The text was decoded before and rows may have any length: nothing else can go wrong.
    for record in reader.records().filter_map(Result::ok) {
        let line = record.position().map_or(0, csv::Position::line) + first_line;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let Some(columns) = &columns else {
            if record.iter().any(|cell| whole_date(cell).is_some()) {
                row(&record, line, &BARE, reading);
                columns = Some(BARE);
            } else if let Some(header) = header(&record) {
                columns = Some(header);
            } else {
                let names: Vec<&str> = record.iter().map(str::trim).collect();
                reading.problem(line, ProblemKind::NoDayColumn, &names.join(", "));
                return;
            }
            continue;
        };
        row(&record, line, columns, reading);
    }
    if let Some(open) = open {
        reading.problem(open.line + first_line, ProblemKind::OpenQuote, open.text);
    }
}

/// Columns by their names in either language; none where no column holds days.
fn header(record: &csv::StringRecord) -> Option<Columns> {
    let names: Vec<String> = record.iter().map(|name| name.trim().to_lowercase()).collect();
    let column = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
    Some(Columns {
        day: column(&["date", "day", "from", "start", "first", "날짜", "일자", "시작", "시작일"])?,
        name: column(&["name", "title", "holiday", "summary", "이름", "명칭", "휴일", "내용"]),
        until: column(&["until", "to", "end", "last", "까지", "끝", "종료", "종료일"]),
        kind: column(&["kind", "type", "구분", "종류", "유형"]),
    })
}

fn row(record: &csv::StringRecord, line: u64, columns: &Columns, reading: &mut Reading) {
    let cell = |column: Option<usize>| column.and_then(|column| record.get(column)).unwrap_or_default().trim();
    let (from, until) = (cell(Some(columns.day)), cell(columns.until));
    let Some(first) = whole_date(from) else { return reading.problem(line, ProblemKind::Day, from) };
    let last = if until.is_empty() { Some(first) } else { whole_date(until) };
    let Some(last) = last else { return reading.problem(line, ProblemKind::Day, until) };
    let kind = cell(columns.kind);
    match kind.to_lowercase().as_str() {
        "" | "holiday" | "off" | "휴일" | "공휴일" | "휴무" => {
            reading.days(line, Stretch::new(first, last), cell(columns.name), false);
        }
        "workday" | "work" | "on" | "근무일" | "근무" => {
            reading.days(line, Stretch::new(first, last), cell(columns.name), true);
        }
        _ => reading.problem(line, ProblemKind::Kind, kind),
    }
}
