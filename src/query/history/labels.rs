//! The names of everything some changes speak of, read in one round trip.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::raw::{Raw, id_of};
use crate::base::id::Id;
use crate::query::place::place_name;
use crate::query::{Cells, QueryError, among};
use crate::store::record::Noun;
use crate::store::{Read, Row, Stmt, StoreError};

/// What people call a row.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Label {
    text: String,
    title: Option<String>,
    party: Option<String>,
}

/// Names by noun and row.
pub(super) struct Labels(HashMap<(Noun, Id), Label>);

/// Which noun a field points at, by the field's name.
pub(super) fn points_at(field: &str) -> Option<Noun> {
    Some(match field {
        "owner" | "member" | "author" | "founder" | "facilitator" => Noun::Member,
        "party" => Noun::Party,
        "season" => Noun::Season,
        "act" | "from_act" | "to_act" => Noun::Act,
        "task" | "needs" | "split_from" => Noun::Task,
        "retro" => Noun::Retro,
        "heap" => Noun::Heap,
        _ => return None,
    })
}

/// The fields by which a row says what it hangs on, the nearest first.
const PARENTS: [(&str, Noun); 5] = [
    ("task", Noun::Task),
    ("retro", Noun::Retro),
    ("act", Noun::Act),
    ("party", Noun::Party),
    ("member", Noun::Member),
];

/// Ids in one statement; a store may know far more.
const CHUNK: usize = 400;

impl Labels {
    /// Reads the names of what the changes are about and of what their fields point at.
    pub fn read(read: &mut dyn Read, raws: &[Raw]) -> Result<Self, QueryError> {
        let mut wanted: BTreeMap<usize, BTreeSet<Id>> = BTreeMap::new();
        for raw in raws.iter().filter(|raw| raw.noun != Noun::Stay) {
            wanted.entry(raw.noun as usize).or_default().insert(raw.row);
            for (field, value) in raw.before.iter().chain(&raw.after).flatten() {
                if let (Some(noun), Some(id)) = (points_at(field), id_of(value)) {
                    wanted.entry(noun as usize).or_default().insert(id);
                }
            }
        }
        let mut batch = vec![];
        let mut nouns = vec![];
        for (noun, ids) in wanted {
            let (noun, ids) = (Noun::ALL[noun], ids.into_iter().collect::<Vec<_>>());
            for chunk in ids.chunks(CHUNK) {
                batch.push(label_stmt(noun, chunk));
                nouns.push(noun);
            }
        }
        let mut labels = HashMap::new();
        if batch.is_empty() {
            return Ok(Self(labels));
        }
        for (noun, rows) in nouns.into_iter().zip(read.read(&batch)?) {
            for row in &rows {
                labels.insert((noun, Id(row[0].int()?)), label_of(noun, row)?);
            }
        }
        Ok(Self(labels))
    }

    /// What a change is about: its own name, or the name of what it hangs on.
    pub fn name(&self, raw: &Raw) -> (String, Option<String>) {
        let label = self.label(raw);
        (label.text, label.title)
    }

    fn label(&self, raw: &Raw) -> Label {
        if let Some(label) = self.0.get(&(raw.noun, raw.row)) {
            return label.clone();
        }
        // It is gone by now: its birth or death still says what it was.
        let text = |name: &str| raw.field(name).and_then(Value::as_str).map(str::to_owned);
        let hangs_on = |(field, noun): &(&str, Noun)| self.0.get(&(*noun, raw.id(field)?)).cloned();
        let parent = PARENTS.iter().find_map(hangs_on);
        let party = hangs_on(&("party", Noun::Party)).or_else(|| parent.clone()).and_then(|parent| parent.party);
        let number = raw.field("number").and_then(Value::as_i64).unwrap_or_default();
        let key = party.clone().unwrap_or_default();
        let numbered = |label: String| Label { text: label, title: text("title"), party: party.clone() };
        match (raw.noun, parent) {
            (Noun::Task, _) => numbered(format!("{key}-{number}")),
            (Noun::Season, _) => numbered(place_name(&key, Some(number), None)),
            (Noun::Act, _) => {
                let season = hangs_on(&("season", Noun::Season)).map_or(key, |season| season.text);
                numbered(format!("{season}/A{number}"))
            }
            (Noun::Note, _) => numbered(format!("#{number}")),
            (Noun::Member | Noun::Alias | Noun::Setting | Noun::Party | Noun::Heap, _) => {
                let name = text("key").or_else(|| text("name")).or_else(|| text("title"));
                Label { text: name.unwrap_or_else(|| raw.noun.to_string()), title: None, party }
            }
            (_, Some(parent)) => parent,
            (_, None) => Label { text: raw.noun.to_string(), title: None, party: None },
        }
    }

    /// The name of what a field's value points at.
    pub fn resolved(&self, field: &str, value: &Value) -> Option<String> {
        let label = self.0.get(&(points_at(field)?, id_of(value)?))?;
        Some(label.text.clone())
    }
}

/// The statement that names rows of a noun: id, party key, then numbers, title, name; see [`label_of`].
fn label_stmt(noun: Noun, ids: &[Id]) -> Stmt {
    let (of_ids, args) = among("x.id", ids, 1);
    let party = "LEFT JOIN party p ON p.id = x.party";
    let act = "LEFT JOIN season s ON s.id = a.season LEFT JOIN party p ON p.id = a.party";
    let sql = match noun {
        Noun::Setting => "SELECT x.id, x.name FROM setting x".to_owned(),
        Noun::Member => "SELECT x.id, x.name FROM member x".to_owned(),
        Noun::Alias => "SELECT x.id, m.name FROM alias x LEFT JOIN member m ON m.id = x.member".to_owned(),
        Noun::Party => "SELECT x.id, x.key, x.name FROM party x".to_owned(),
        Noun::Charter => format!("SELECT x.id, p.key, x.section FROM charter x {party}"),
        Noun::Membership | Noun::Term | Noun::Share => {
            format!("SELECT x.id, p.key, m.name FROM {noun} x {party} LEFT JOIN member m ON m.id = x.member")
        }
        Noun::Former => "SELECT x.id, x.key FROM former x".to_owned(),
        Noun::Season => format!("SELECT x.id, p.key, x.number, x.title FROM season x {party}"),
        Noun::Act => format!(
            "SELECT x.id, p.key, s.number, x.number, x.title FROM act x LEFT JOIN season s ON s.id = x.season {party}"
        ),
        Noun::Task => format!("SELECT x.id, p.key, x.number, x.title FROM task x {party}"),
        Noun::Stay | Noun::Carry | Noun::TaskPerson | Noun::Dependency | Noun::Comment | Noun::Action => format!(
            "SELECT x.id, p.key, t.number, t.title FROM {noun} x JOIN task t ON t.id = x.task \
             LEFT JOIN party p ON p.id = t.party"
        ),
        Noun::Retro => {
            format!("SELECT x.id, p.key, s.number, a.number, a.title FROM retro x JOIN act a ON a.id = x.act {act}")
        }
        Noun::Heap => "SELECT x.id, x.title FROM heap x".to_owned(),
        Noun::Card => format!(
            "SELECT x.id, p.key, s.number, a.number, a.title FROM card x JOIN retro r ON r.id = x.retro \
             JOIN act a ON a.id = r.act {act}"
        ),
        Noun::Note => format!("SELECT x.id, p.key, x.number, x.title FROM note x {party}"),
    };
    Stmt::new(format!("{sql} WHERE {of_ids}"), args)
}

/// Reads one row of [`label_stmt`].
fn label_of(noun: Noun, row: &Row) -> Result<Label, StoreError> {
    let mut at = Cells(row[1..].iter());
    let plain = |text: String| Label { text, title: None, party: None };
    Ok(match noun {
        Noun::Setting | Noun::Member | Noun::Alias | Noun::Former | Noun::Heap => plain(at.next()?),
        Noun::Party | Noun::Charter | Noun::Membership | Noun::Term | Noun::Share => {
            let key: String = at.next()?;
            Label { text: key.clone(), title: at.next()?, party: Some(key) }
        }
        Noun::Season => {
            let (key, number): (String, i64) = (at.next()?, at.next()?);
            Label { text: place_name(&key, Some(number), None), title: at.next()?, party: Some(key) }
        }
        Noun::Act | Noun::Retro | Noun::Card => {
            let (key, season, act): (String, Option<i64>, Option<i64>) = (at.next()?, at.next()?, at.next()?);
            Label { text: place_name(&key, season, act), title: at.next()?, party: Some(key) }
        }
        Noun::Note => {
            let (key, number): (Option<String>, i64) = (at.next()?, at.next()?);
            Label { text: format!("#{number}"), title: at.next()?, party: key }
        }
        Noun::Task | Noun::Stay | Noun::Carry | Noun::TaskPerson | Noun::Dependency | Noun::Comment | Noun::Action => {
            let (key, number): (String, i64) = (at.next()?, at.next()?);
            Label { text: format!("{key}-{number}"), title: at.next()?, party: Some(key) }
        }
    })
}
