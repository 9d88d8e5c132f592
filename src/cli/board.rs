//! `party board`: an act in columns.

use clap::Args;

use super::desk::{Desk, Done};
use super::print::{Face, Style};
use super::rows::{self, Where};
use crate::base::cells;
use crate::base::clean::clean;
use crate::query::board::{Board as Page, board, usual_act};
use crate::query::list::TaskRow;
use crate::text::when::{d_day, say_effort};
use crate::text::words::w;

/// Arguments of `board`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  party board\n  party board LOG/S1/A2\n  party board @previous -p LOG")]
pub struct Board {
    /// The act [default: the running act of the party in context, or of mine]
    act: Option<String>,
}

/// Finished tasks shown.
const MOST_DONE: usize = 10;

/// Shows it.
pub fn run(desk: &mut Desk, args: &Board) -> Done {
    let act = match &args.act {
        Some(text) => desk.act(text)?.act.map(|act| act.id),
        None => {
            let party = desk.named_party()?.map(|party| party.id);
            desk.book.page(|read, ctx| usual_act(read, ctx, party))?
        }
    };
    let Some(act) = act else {
        desk.out.message(desk.out.word(w::CLI_BOARD_NONE));
        return Ok(());
    };
    let page = desk.book.page(|read, ctx| board(read, ctx, act, MOST_DONE))?;
    match desk.out.face {
        Face::Json => desk.out.json("party.board/1", &page),
        Face::Plain => {
            for rows in [&page.todo, &page.doing, &page.done] {
                if !rows.is_empty() {
                    rows::table(desk, rows, Where::Known);
                }
            }
        }
        Face::Person if page.count.total == 0 => {
            head(desk, &page);
            desk.out.message(desk.out.word(w::CLI_TASK_NONE));
        }
        Face::Person => columns(desk, &page),
    }
    Ok(())
}

fn head(desk: &mut Desk, page: &Page) {
    let left = page.act.last.map_or_else(String::new, |last| d_day(last, desk.book.today()));
    let head = format!("{}  {}  {left}", page.act.place, page.act.title);
    desk.out.styled(Style::Bold, head.trim_end());
}

fn columns(desk: &mut Desk, page: &Page) {
    head(desk, page);
    desk.out.gap();
    let width = (desk.out.console.width.saturating_sub(4) / 3).clamp(16, 48);
    let titles =
        [(w::COMMON_TODO, page.count.todo), (w::COMMON_DOING, page.count.doing), (w::COMMON_DONE, page.count.done)];
    let titles: Vec<String> = titles.iter().map(|(name, count)| format!("{} {count}", desk.out.word(*name))).collect();
    desk.out.styled(Style::Dim, line(&titles, width));
    let cards: Vec<Vec<String>> = [&page.todo, &page.doing, &page.done]
        .iter()
        .map(|rows| rows.iter().flat_map(|row| card(desk, row)).collect())
        .collect();
    for place in 0..cards.iter().map(Vec::len).max().unwrap_or(0) {
        let texts: Vec<String> = cards.iter().map(|column| column.get(place).cloned().unwrap_or_default()).collect();
        desk.out.line(line(&texts, width));
    }
}

fn line(texts: &[String], width: usize) -> String {
    texts.iter().map(|text| cells::pad(text, width)).collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

/// A task on two lines.
fn card(desk: &Desk, row: &TaskRow) -> Vec<String> {
    let owner = row.owner.as_deref().unwrap_or("-");
    let effort = row.estimate.map_or_else(String::new, |estimate| say_effort(desk.lang(), estimate));
    let first = format!("{} {}  {owner}  {effort}  {}", rows::sign(row), row.key, row.priority);
    vec![first, format!("  {}", clean(&row.title))]
}
