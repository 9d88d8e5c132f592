//! Random but reasonable doings: bytes are read as an operation on what there is. Many are refused; that is part of it.

use partybook::base::id::Id;
use partybook::base::minutes::Minutes;
use partybook::base::source::Ids;
use partybook::domain::act::Fate;
use partybook::domain::note::NoteKind;
use partybook::domain::party::{Office, PartyStatus, Role, Section};
use partybook::domain::retro::RetroPhase;
use partybook::domain::task::{Check, Priority, Task, TaskStatus, Tie};
use partybook::op::act::{Leftover, Op as ActOp};
use partybook::op::member::Op as MemberOp;
use partybook::op::note::Op as NoteOp;
use partybook::op::party::{NewShare, Op as PartyOp};
use partybook::op::patch::{Edit, Patch};
use partybook::op::retro::Op as RetroOp;
use partybook::op::season::Op as SeasonOp;
use partybook::op::task::{NewTask, Op as TaskOp, Target};
use partybook::op::undo::Op as JournalOp;
use partybook::op::{Op, OpError};

use super::Book;

/// One step's bytes: who, what, and three choices.
pub type Step = (u8, u8, u8, u8, u8);

/// Where random books begin.
pub const BEGIN: &str = "
    @sol 솔 admin
    LOG active leader=sol shadow=danpung members=saebyeol
      ◦ LOG-1 An idea
      S1 running 2026-11-16..2027-03-31
        A1 closed 2026-11-16..2026-11-20
          ✓ LOG-2 Ask infra @sol
        A2 running 2026-11-23..2026-12-04
          ▸ LOG-3 List DAGs @sol ~3d
          ◦ LOG-4 Rollback plan @danpung after LOG-3
        A3 planned 2026-12-07..2026-12-18
          ◦ LOG-5 Wave one
    STR active leader=danpung members=sol
      ◦ STR-1 Other";

/// The ids of a table, in order.
fn ids(book: &mut Book, table: &str) -> Vec<Id> {
    let rows = book.engine.read_one(partybook::store::Stmt::plain(format!("SELECT id FROM {table} ORDER BY id")));
    rows.unwrap().iter().map(|row| Id(row[0].int().unwrap())).collect()
}

fn pick(book: &mut Book, table: &str, choice: u8) -> Id {
    let all = ids(book, table);
    if all.is_empty() { Id(7) } else { all[usize::from(choice) % all.len()] }
}

fn one_of<T: Copy>(all: &[T], choice: u8) -> T {
    all[usize::from(choice) % all.len()]
}

fn target(book: &mut Book, choice: u8) -> Target {
    let acts = ids(book, "act");
    let seasons = ids(book, "season");
    let place = usize::from(choice) % (acts.len() + seasons.len() + 2);
    let party_of =
        |book: &mut Book, table: &str, id: Id| Id(book.number(&format!("SELECT party FROM {table} WHERE id = {id}")));
    if let Some(act) = acts.get(place) {
        return Target { party: party_of(book, "act", *act), season: None, act: Some(*act) };
    }
    if let Some(season) = seasons.get(place - acts.len()) {
        return Target { party: party_of(book, "season", *season), season: Some(*season), act: None };
    }
    Target { party: pick(book, "party", choice), season: None, act: None }
}

fn titled(book: &mut Book, choice: u8) -> NewTask {
    let mut new = NewTask::titled(book.ids.id(), format!("일감 {choice}"));
    new.estimate = (choice.is_multiple_of(3)).then_some(Minutes(i64::from(choice) + 1));
    new.priority = (choice.is_multiple_of(4)).then(|| one_of(Priority::ALL, choice));
    new.owner = (choice.is_multiple_of(5)).then(|| pick(book, "member", choice));
    new.helpers = if choice.is_multiple_of(7) { vec![pick(book, "member", choice)] } else { vec![] };
    new.needs = if choice.is_multiple_of(6) { vec![pick(book, "task", choice)] } else { vec![] };
    new
}

/// Carries a random step out: what it came to.
pub fn doing(book: &mut Book, step: Step) -> super::Outcome {
    let (who, what, a, b, c) = step;
    let actor = one_of(&["sol", "danpung", "sol", "danpung", "saebyeol"], who);
    let sql = "SELECT member FROM alias WHERE name = $1 UNION SELECT id FROM member WHERE handle = $1";
    book.actor = book.value(sql, vec![actor.into()]).map(|id| Id(id.int().unwrap()));
    if who.is_multiple_of(16) {
        book.now = partybook::base::day::Instant::from_millis(book.now.millis() + 86_400_000);
    }
    let op = match what % 10 {
        0..=4 => Op::Task(on_task(book, what / 10, a, b, c)),
        5 => on_plan(book, what / 10, a, b, c),
        6 => Op::Party(on_party(book, what / 10, a, b, c)),
        7 => Op::Retro(on_retro(book, what / 10, a, b, c)),
        8 => on_people(book, what / 10, a, b),
        _ => Op::Journal(if what < 128 { JournalOp::Undo { seq: None } } else { JournalOp::Redo {} }),
    };
    book.run(&op)
}

fn on_task(book: &mut Book, what: u8, a: u8, b: u8, c: u8) -> TaskOp {
    let task = pick(book, "task", a);
    let other = pick(book, "task", b);
    let member = pick(book, "member", b);
    match what % 16 {
        0 | 1 => TaskOp::Add { to: target(book, a), tasks: vec![titled(book, b), titled(book, c)] },
        2..=4 => TaskOp::Status {
            task,
            to: one_of(TaskStatus::ALL, b),
            was: None,
            reason: "이유".repeat(usize::from(c % 2)),
        },
        5 | 6 => TaskOp::Edit { task, set: edits(book, task, b, c) },
        7 => TaskOp::Block { task, reason: format!("reason {b}") },
        8 => TaskOp::Unblock { task },
        9 | 10 => {
            let reason = (c.is_multiple_of(2)).then(|| "late".to_owned());
            TaskOp::Move { tasks: vec![task, other], to: target(book, c), reason, insist: c.is_multiple_of(3) }
        }
        11 => TaskOp::Reorder { task, behind: (c.is_multiple_of(2)).then_some(other) },
        12 => TaskOp::Split { task, estimate: Some(Minutes(60)), parts: vec![titled(book, c)] },
        13 if c.is_multiple_of(3) => TaskOp::Undepend { task, needs: other },
        13 => TaskOp::Depend { task, needs: other },
        14 if c.is_multiple_of(2) => TaskOp::Tie { task, member, tie: one_of(Tie::ALL, a) },
        14 => TaskOp::Untie { task, member, tie: one_of(Tie::ALL, a) },
        _ if c.is_multiple_of(2) => TaskOp::Comment { id: book.ids.id(), task, body: format!("말 {b}") },
        _ => TaskOp::Tick {
            task,
            line: format!("line {}", b % 2),
            done: c % 4 < 2,
            nth: usize::from(c.is_multiple_of(3)),
        },
    }
}

fn edits(book: &mut Book, task: Id, b: u8, c: u8) -> Patch {
    let Some(seen) = book.all::<Task>("id = $1", vec![task.0.into()]).pop() else { return Patch::new() };
    let owner = (!c.is_multiple_of(3)).then(|| pick(book, "member", c));
    let due = (c.is_multiple_of(2)).then(|| "2026-12-01".parse::<partybook::base::day::Day>().unwrap().plus(c.into()));
    match b % 6 {
        0 => Patch::new().set("title", &seen.title, &format!("제목 {c}")).set(
            "priority",
            &seen.priority,
            &one_of(Priority::ALL, c),
        ),
        1 => Patch::new().set("owner", &seen.owner, &owner),
        2 => Patch::new().set("due", &seen.due, &due).set("body", &seen.body, &"글\n".repeat(usize::from(c % 3))),
        3 => {
            let lines: Vec<Check> =
                (0..c % 5).map(|n| Check { text: format!("line {}", n % 2), done: false }).collect();
            Patch::new().set("tags", &seen.tags, &vec![format!("tag{}", c % 4), "k8s".to_owned()]).set(
                "checklist",
                &seen.checklist,
                &lines,
            )
        }
        4 => Patch::new().set("estimate", &seen.estimate, &(!c.is_multiple_of(4)).then_some(Minutes(c.into()))),
        // Somebody who looked long ago.
        _ => Patch::new().set("title", &"List DAGs".to_owned(), &format!("Other {c}")).set(
            "links",
            &seen.links,
            &vec![c.to_string()],
        ),
    }
}

fn on_plan(book: &mut Book, what: u8, a: u8, b: u8, c: u8) -> Op {
    let (act, season) = (pick(book, "act", a), pick(book, "season", a));
    match what % 8 {
        0 => Op::Season(SeasonOp::Add {
            id: book.ids.id(),
            party: pick(book, "party", a),
            title: "시즌".into(),
            goal: String::new(),
            first: None,
            last: None,
        }),
        1 => Op::Season(SeasonOp::Start { season }),
        2 => Op::Season(SeasonOp::Close { season, met: None }),
        3 => Op::Act(ActOp::Add {
            id: book.ids.id(),
            season,
            title: format!("액트 {b}"),
            goal: "goal".into(),
            first: None,
            last: None,
        }),
        4 => Op::Act(ActOp::Start { act }),
        5 => Op::Act(ActOp::Edit { act, set: Patch::new().set("goal", &String::new(), &format!("goal {c}")) }),
        _ => {
            let task = pick(book, "task", c);
            let leftover = Leftover {
                task,
                fate: one_of(Fate::ALL, c),
                reason: "own".into(),
                delivered: Some(Minutes(30)),
                rest: None,
            };
            let leftovers = if c.is_multiple_of(3) { vec![leftover] } else { vec![] };
            Op::Act(ActOp::Close {
                act,
                fate: Some(one_of(Fate::ALL, b)),
                reason: "닫음".into(),
                leftovers,
                insist: c.is_multiple_of(2),
            })
        }
    }
}

fn on_party(book: &mut Book, what: u8, a: u8, b: u8, c: u8) -> PartyOp {
    let (party, member) = (pick(book, "party", a), pick(book, "member", b));
    match what % 9 {
        0 => PartyOp::Found {
            id: book.ids.id(),
            key: format!("P{}", c % 20).parse().unwrap_or_else(|_| "PX".parse().unwrap()),
            name: "파티".into(),
            theme: String::new(),
        },
        1 => PartyOp::Join { party },
        2 => PartyOp::Leave { party },
        3 => PartyOp::Kickoff {
            party,
            leader: member,
            shadow: None,
            shares: vec![],
            charter: vec![(Section::Goals, "goal".into())],
        },
        4 => PartyOp::Charter {
            party,
            section: one_of(Section::ALL, b),
            body: Edit { was: "".into(), to: format!("글 {}", c % 3).into() },
        },
        5 => PartyOp::Role { party, member, role: Some(one_of(&[Role::Member, Role::Observer], c)) },
        6 => PartyOp::Share { party, share: NewShare { member, permille: i64::from(c) * 4 } },
        7 => PartyOp::HandOver {
            party,
            office: one_of(Office::ALL, c),
            member: (!c.is_multiple_of(3)).then_some(member),
        },
        _ => {
            // An end comes seldom: little is left to do after it.
            let all = [PartyStatus::Resting, PartyStatus::Active, PartyStatus::Active, PartyStatus::Ended];
            PartyOp::Status { party, to: one_of(&all, c) }
        }
    }
}

fn on_retro(book: &mut Book, what: u8, a: u8, b: u8, c: u8) -> RetroOp {
    let (retro, card) = (pick(book, "retro", a), pick(book, "card", a));
    match what % 9 {
        0 | 1 => {
            let columns = vec![("keep".to_owned(), "Keep".to_owned(), "좋음".to_owned())];
            RetroOp::Open {
                id: book.ids.id(),
                act: pick(book, "act WHERE stage = 'closed'", b),
                format: "kpt".into(),
                columns,
            }
        }
        2 => RetroOp::Card { id: book.ids.id(), retro, lane: "keep".into(), body: format!("카드 {c}") },
        3 => RetroOp::RemoveCard { card },
        4 => RetroOp::Group {
            id: if c.is_multiple_of(2) { book.ids.id() } else { pick(book, "heap", b) },
            retro,
            title: "묶음".into(),
            cards: vec![card],
            was: None,
        },
        5 => RetroOp::Ungroup { card },
        6 => {
            let mut task = titled(book, c);
            task.owner = Some(pick(book, "member", b));
            task.due = "2026-12-24".parse().ok();
            RetroOp::Action { id: book.ids.id(), retro, task: Box::new(task), seen: String::new() }
        }
        7 => RetroOp::Keep {
            action: pick(book, "action", a),
            due: "2027-01-04".parse().unwrap(),
            reason: "later".into(),
            was: None,
        },
        _ if c.is_multiple_of(2) => RetroOp::Phase { retro, to: one_of(RetroPhase::ALL, b) },
        _ => RetroOp::Close { retro, summary: format!("요약 {}", c % 2) },
    }
}

fn on_people(book: &mut Book, what: u8, a: u8, b: u8) -> Op {
    let (member, note) = (pick(book, "member", a), pick(book, "note", a));
    match what % 8 {
        0 => Op::Member(MemberOp::Alias { member, name: format!("이름{}", b % 8) }),
        1 => Op::Member(MemberOp::Unalias { member, name: format!("이름{}", b % 8) }),
        2 => Op::Member(MemberOp::Edit {
            member,
            set: Patch::new().set("skills", &vec![], &vec![format!("skill{}", b % 3)]),
        }),
        3 => {
            let tags = vec!["pod".into()];
            let task = (b.is_multiple_of(2)).then(|| pick(book, "task", b));
            Op::Note(NoteOp::Add {
                id: book.ids.id(),
                kind: one_of(NoteKind::ALL, b),
                party: None,
                task,
                title: format!("기록 {b}"),
                body: "원인".into(),
                fix: String::new(),
                tags,
            })
        }
        4 => Op::Note(NoteOp::Edit { note, set: Patch::new().set("fix", &String::new(), &format!("fix {b}")) }),
        5 => Op::Note(NoteOp::Remove { note }),
        6 => Op::Journal(JournalOp::Undo { seq: Some(i64::from(a) * 2 + i64::from(b % 2)) }),
        _ => {
            let tasks: Vec<Op> = [a, b].map(|c| Op::Task(on_task(book, 5, c, 0, c))).into();
            Op::Batch { steps: tasks }
        }
    }
}

/// Whether an outcome is one that a random step may have: carried out or refused, never a failure of the store.
pub fn is_fair(outcome: &super::Outcome) -> bool {
    match outcome {
        Ok(_) | Err(OpError::Refused(_)) => true,
        Err(OpError::Store(_)) => false,
    }
}
