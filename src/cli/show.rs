//! `party list`, `party show`, `party plan`: parties, one thing by whatever names it, and a party's plan as a tree.

use clap::Args;

use super::desk::{Desk, Done};
use super::print::Style;
use super::rows;
use super::stretch::progress_cell;
use super::table::{Cell, Table};
use crate::domain::party::{PartyStatus, Role};
use crate::domain::season::Stage;
use crate::port::charter::heading;
use crate::query::list::TaskRow;
use crate::query::parties::parties;
use crate::query::party::{PartyPage, party as party_page};
use crate::query::plan::{Node, Plan as PlanPage, Unfold, plan};
use crate::query::who;
use crate::text::count::{number, part};
use crate::text::label::Label;
use crate::text::when::{d_day, say_day, say_effort};
use crate::text::words::w;

/// Arguments of `list`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party list\n  party list --all --json")]
pub struct List {
    /// Ended parties too
    #[arg(short, long)]
    all: bool,
}

/// Arguments of `show`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  party show LOG                the party: people, charter, seasons and acts
  party show LOG/S1             a season
  party show LOG/S1/A2          an act
  party show LOG-12             a task
  party show @current")]
pub struct Show {
    /// A party, a place, a task's key or number [default: the party in context]
    what: Option<String>,
}

/// Arguments of `plan`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party plan LOG\n  party plan LOG --all")]
pub struct Plan {
    /// The party's key [default: the party in context]
    party: Option<String>,
    /// The tasks of closed acts too
    #[arg(short, long)]
    all: bool,
}

/// Lists parties.
pub fn list(desk: &mut Desk, args: &List) -> Done {
    let mut rows = desk.book.page(parties)?;
    rows.retain(|row| args.all || row.head.status != PartyStatus::Ended);
    if desk.out.is_json() {
        desk.out.json("party.list/1", &rows);
        return Ok(());
    }
    let heads = [
        w::COMMON_PARTY,
        w::COMMON_NAME,
        w::COMMON_STATUS,
        w::COMMON_LEADER,
        w::COMMON_ACT,
        w::COMMON_DONE,
        w::CLI_DAYS,
        w::CLI_OPEN,
        w::COMMON_SHARE,
    ];
    let mut table = Table::new(desk.lang(), &heads, [1, 4]);
    for row in &rows {
        let (act, head) = (row.act.as_ref(), &row.head);
        let act_said = act.map(|act| format!("{}  {}", act.place.split_once('/').map_or("", |it| it.1), act.title));
        let left = act.and_then(|act| act.last).map(|last| d_day(last, desk.book.today()));
        let interested: Vec<&str> = row.interested.iter().map(|person| person.handle.as_str()).collect();
        table.row(vec![
            Cell::of(&head.key).styled(Style::Bold),
            Cell::of(&head.name),
            Cell::of(head.status.said(desk.lang())).stable(head.status.as_str()),
            Cell::of(head.leader.clone().unwrap_or_else(|| interested.join(", "))),
            Cell::of(act_said.unwrap_or_default()).stable(act.map(|act| act.place.clone()).unwrap_or_default()),
            row.progress.map_or_else(Cell::default, |count| progress_cell(count.done, count.total)),
            Cell::maybe(left).stable(act.and_then(|act| act.last).map_or_else(String::new, |last| last.to_string())),
            Cell::of(number(row.open)).stable(row.open.to_string()).right(),
            Cell::maybe(head.my_share.map(|share| format!("{share}%"))).right(),
        ]);
    }
    if table.is_empty() {
        desk.out.message(desk.out.word(w::CLI_PARTY_NONE));
    } else {
        desk.out.table(&table);
    }
    Ok(())
}

/// Shows whatever a text names.
pub fn show(desk: &mut Desk, args: &Show) -> Done {
    let Some(text) = args.what.as_deref() else {
        let party = desk.party(None)?;
        return show_party(desk, &party.key);
    };
    let bare = text.trim_start_matches('#');
    let step = bare.starts_with('@') || bare.contains('/');
    if step || is_step(bare) {
        let spot = desk.place(text)?;
        return match (&spot.act, &spot.season) {
            (Some(_), _) => super::act::show(desk, &spot.name()),
            (None, Some(_)) => super::season::show_named(desk, &spot.name()),
            (None, None) => show_party(desk, &spot.party.key),
        };
    }
    let numbered = bare.bytes().all(|byte| byte.is_ascii_digit());
    let keyed = bare.rsplit_once('-').is_some_and(|(_, number)| number.bytes().all(|byte| byte.is_ascii_digit()));
    if numbered || keyed { super::task::show::run(desk, text) } else { show_party(desk, text) }
}

/// Whether a text is a step within a party, such as `A1` or `backlog`.
fn is_step(text: &str) -> bool {
    let numbered = |letter: char| {
        let rest = text.strip_prefix([letter, letter.to_ascii_lowercase()]);
        rest.is_some_and(|rest| !rest.is_empty() && rest.len() < 4 && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    numbered('S') || numbered('A') || ["current", "next", "previous"].contains(&text)
}

fn show_party(desk: &mut Desk, text: &str) -> Done {
    let party = desk.book.page(|read, _| who::party(read, text))?;
    let page = desk.book.page(|read, ctx| party_page(read, ctx, party.id))?;
    if desk.out.is_json() {
        desk.out.json("party.show/1", &page);
        return Ok(());
    }
    head(desk, &page);
    people(desk, &page);
    if !page.charter.is_empty() {
        let shown: Vec<_> = page.charter.iter().map(|(section, body)| (*section, body.clone())).collect();
        for (section, body) in shown {
            desk.out.gap();
            desk.out.styled(Style::Bold, heading(desk.lang(), section));
            desk.out.text(&body);
        }
    }
    for season in &page.seasons {
        desk.out.gap();
        desk.out
            .styled(Style::Bold, format!("{}  {}  ({})", season.place, season.title, season.stage.said(desk.lang())));
        if !season.acts.is_empty() {
            super::act::table(desk, &season.acts);
        }
    }
    Ok(())
}

fn head(desk: &mut Desk, page: &PartyPage) {
    let lang = desk.lang();
    let head = &page.head;
    desk.out.styled(Style::Bold, format!("{}  {}", head.key, head.name));
    desk.out.field(w::COMMON_STATUS, head.status.said(lang));
    desk.out.field(w::COMMON_THEME, &head.theme);
    let named = |handle: &Option<String>, name: &Option<String>| {
        handle.as_ref().zip(name.as_ref()).map_or_else(String::new, |(handle, name)| format!("{handle} ({name})"))
    };
    desk.out.field(w::COMMON_LEADER, named(&head.leader, &head.leader_name));
    desk.out.field(w::COMMON_SHADOW, named(&head.shadow, &head.shadow_name));
    let founder = page.founder.as_ref().map_or_else(String::new, |it| format!("{} ({})", it.handle, it.name));
    desk.out.field(w::COMMON_FOUNDER, founder);
    desk.out.field(w::COMMON_KICKOFF, page.started_on.map_or_else(String::new, |day| say_day(lang, day)));
    desk.out.field(w::COMMON_ENDED, page.ended_on.map_or_else(String::new, |day| say_day(lang, day)));
    desk.out.field(w::CLI_FORMER, page.former_keys.join(", "));
}

fn people(desk: &mut Desk, page: &PartyPage) {
    let heads = [w::COMMON_HANDLE, w::COMMON_NAME, w::COMMON_STATUS, w::COMMON_SHARE];
    let mut table = Table::new(desk.lang(), &heads, [1]);
    for member in &page.members {
        let role = member.role;
        let quiet = if role == Role::Member { Style::Plain } else { Style::Dim };
        table.row(vec![
            Cell::of(&member.handle).styled(Style::Bold),
            Cell::of(&member.name),
            Cell::of(role.said(desk.lang())).stable(role.as_str()).styled(quiet),
            Cell::maybe(member.share.map(|share| format!("{share}%"))).right(),
        ]);
    }
    if !table.is_empty() {
        desk.out.gap();
        desk.out.table(&table);
    }
}

/// Shows a party's plan.
pub fn tree(desk: &mut Desk, args: &Plan) -> Done {
    let party = desk.party(args.party.as_deref())?;
    let folded = desk.book.page(|read, ctx| plan(read, ctx, party.id, &[]))?;
    let mut nodes = vec![Unfold::whole(Node::Party)];
    for season in &folded.seasons {
        let acts = season.acts.iter().filter(|act| args.all || act.head.stage != Stage::Closed);
        nodes.extend(acts.map(|act| Unfold::whole(Node::Act(act.head.id))));
        if season.stage != Stage::Closed {
            nodes.push(Unfold::whole(Node::Season(season.id)));
        }
    }
    let page = desk.book.page(|read, ctx| plan(read, ctx, party.id, &nodes))?;
    if desk.out.is_json() {
        desk.out.json("party.plan/1", &page);
        return Ok(());
    }
    print_tree(desk, &page);
    Ok(())
}

fn print_tree(desk: &mut Desk, page: &PlanPage) {
    let lang = desk.lang();
    desk.out.styled(Style::Bold, format!("{}  {}", page.party.key, page.party.name));
    for season in &page.seasons {
        desk.out.gap();
        desk.out.styled(Style::Bold, format!("{}  {}  {}", season.place, season.title, season.stage.said(lang)));
        for act in &season.acts {
            let head = &act.head;
            let open = crate::base::minutes::Minutes(act.count.open_minutes);
            let effort = if open.0 > 0 { say_effort(lang, open) } else { String::new() };
            let days = super::stretch::stretch(desk, head.first, head.last);
            let count = match act.count.total {
                0 => desk.out.word(w::COMMON_NO_TASKS_YET).to_owned(),
                total => part(act.count.done, total),
            };
            let parts = [head.place.as_str(), &head.title, head.stage.said(lang), &count, &effort, &days];
            let line = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ");
            desk.out.styled(if head.stage == Stage::Running { Style::Accent } else { Style::Plain }, line);
            tasks(desk, act.tasks.as_deref());
        }
        if season.backlog.count.total > 0 {
            desk.out.line(format!("{}  {}", season.place, desk.out.word(w::COMMON_BACKLOG)));
            tasks(desk, season.backlog.tasks.as_deref());
        }
    }
    desk.out.gap();
    desk.out.line(format!("{}  {}", page.party.key, desk.out.word(w::COMMON_BACKLOG)));
    tasks(desk, page.backlog.tasks.as_deref());
}

fn tasks(desk: &mut Desk, rows: Option<&[TaskRow]>) {
    for row in rows.unwrap_or_default() {
        let sign = rows::sign(row);
        let line = rows::echo_here(desk, row);
        desk.out.line(format!("  {sign} {line}"));
    }
}
