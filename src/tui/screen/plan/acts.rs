//! What verbs do to acts and seasons: planning, editing, starting, closing; and which party is shown. Questions are one
//! line each, with what is likely standing in them already.

use crate::base::day::Day;
use crate::base::id::Id;
use crate::domain::season::{GoalMet, Stage};
use crate::op::patch::Patch;
use crate::op::{Op, act, season};
use crate::query::act::ActHead;
use crate::query::plan::{Node, PlanSeason};
use crate::text::label::Label;
use crate::text::stretch::{StretchLine, read_stretch, write_stretch};
use crate::text::w;
use crate::tui::ask::Item;
use crate::tui::ask::{Answer, Ask, Pick};
use crate::tui::desk::Desk;
use crate::tui::desk::popup::{Picker, Popup, Prompt};
use crate::tui::desk::reading::Reading;
use crate::tui::screen::Taken;
use crate::tui::screen::door;
use crate::tui::screen::plan::tree::{self, RowKey};
use crate::tui::screen::plan::{PlanScreen, carry};
use crate::tui::verb::act::Act;
use crate::tui::wire::Query;

const NEW_ACT: &str = "plan.new_act";
const NEW_SEASON: &str = "plan.new_season";
const EDIT_ACT: &str = "plan.edit_act";
const EDIT_SEASON: &str = "plan.edit_season";
const CLOSE_SEASON: &str = "plan.close_season";
const PARTY: &str = "plan.party";
/// How long an act is when there is none before it to take the length from: two weeks but for their last weekend.
const FIRST_LENGTH: i64 = 11;
/// What a season's goal may have come to, in the order that the picker shows.
const MET: [GoalMet; 3] = [GoalMet::Met, GoalMet::Partly, GoalMet::Not];

impl PlanScreen {
    /// Obeys a verb of acts.
    pub(super) fn run_act(&mut self, deed: Act, desk: &mut Desk) -> Taken {
        match deed {
            Act::New => self.ask_new_act(desk),
            Act::NewSeason => self.ask_new_season(desk),
            Act::Edit => self.ask_edit(desk),
            Act::Start => self.start(desk),
            Act::Close => return self.close(desk),
            Act::Party => {
                self.choosing = true;
                desk.load(Query::Parties);
            }
            Act::Retro => match self.act_id() {
                Some(act) => door::retro(act, desk),
                None => return Taken::No,
            },
            Act::Filter => return Taken::No,
        }
        Taken::Yes
    }

    /// Takes the answer to a question of this screen.
    pub(super) fn answer(&mut self, ask: &Ask, answer: &Answer, desk: &mut Desk) {
        let Ask::Own(name, id) = ask else { return };
        match (*name, answer) {
            (carry::CARRY, Answer::Text(reason)) => self.carry_because(reason, desk),
            (carry::THIRD, Answer::Pick(Pick::Place(way))) => self.carry_a_third_time(*way, desk),
            (NEW_ACT | NEW_SEASON | EDIT_ACT | EDIT_SEASON, Answer::Text(text)) => {
                let Ok(line) = read_stretch(text, desk.today, &|day| desk.works_on(day)) else { return };
                self.keep(name, *id, &line, desk);
            }
            (CLOSE_SEASON, Answer::Pick(Pick::Place(place))) => {
                let Some(season) = *id else { return };
                let said = desk.word(w::PLAN_SEASON_CLOSED);
                desk.commit(Op::Season(season::Op::Close { season, met: MET.get(*place).copied() }), said);
            }
            (PARTY, Answer::Pick(Pick::Id(party))) => {
                let key = self.parties.iter().find(|row| row.head.id == *party).map(|row| row.head.key.clone());
                desk.turn_to(*party, &key.unwrap_or_default());
                desk.load(Query::Plan(Some(*party), Vec::new()));
            }
            _ => {}
        }
    }

    fn keep(&mut self, name: &str, id: Option<Id>, line: &StretchLine, desk: &mut Desk) {
        match (name, id) {
            (NEW_ACT, season) => self.add_act(season, line, desk),
            (NEW_SEASON, Some(party)) => {
                let id = desk.id();
                desk.commit(Op::Season(new_season(id, party, line)), desk.word(w::PLAN_SEASON_ADDED));
                self.key = Some(RowKey::Season(id));
            }
            (EDIT_ACT, Some(id)) => self.edit_act(id, line, desk),
            (EDIT_SEASON, Some(id)) => self.edit_season(id, line, desk),
            _ => {}
        }
    }

    /// The season that a new act goes to: where the cursor stands, else the running one, else the last that is open.
    fn season_for_act(&self) -> Option<&PlanSeason> {
        let plan = self.plan.as_ref()?;
        let open = |season: &&PlanSeason| season.stage != Stage::Closed;
        let here = self.row().and_then(|row| row.season).and_then(|place| plan.seasons.get(place)).filter(open);
        let running = || plan.seasons.iter().find(|season| season.stage == Stage::Running);
        here.or_else(running).or_else(|| plan.seasons.iter().rev().find(open))
    }

    fn ask_new_act(&mut self, desk: &mut Desk) {
        let Some(plan) = &self.plan else { return };
        let season = self.season_for_act();
        let number = season.map_or(1, |season| season.acts.iter().map(|act| act.head.number).max().unwrap_or(0) + 1);
        let before = season.and_then(|season| season.acts.last().map(|act| &act.head));
        let line = proposed(before, season, desk);
        let season_name = format!("S{}", season.map_or(plan.seasons.len() as i64 + 1, |season| season.number));
        let label = desk.say(w::PLAN_ASK_ACT, &[("act", &format!("A{number}")), ("season", &season_name)]);
        let ask = Ask::Own(NEW_ACT, season.map(|season| season.id));
        ask_stretch(label, ask, &line, desk);
    }

    /// A new act; without a season to put it in, the season with it.
    fn add_act(&mut self, season: Option<Id>, line: &StretchLine, desk: &mut Desk) {
        let Some(plan) = &self.plan else { return };
        let id = desk.id();
        let add = |season: Id| {
            let (title, goal) = (line.title.clone(), line.goal.clone());
            Op::Act(act::Op::Add { id, season, title, goal, first: line.first, last: line.last })
        };
        let op = match season {
            Some(season) => add(season),
            None => {
                let number = plan.seasons.len() + 1;
                let title = desk.say(w::PLAN_SEASON_TITLE, &[("n", &number)]);
                let season = desk.id();
                let own = StretchLine { title, ..StretchLine::default() };
                Op::Batch { steps: vec![Op::Season(new_season(season, plan.party.id, &own)), add(season)] }
            }
        };
        let said = desk.say(w::PLAN_ACT_ADDED, &[("title", &line.title)]);
        desk.commit(op, said);
        self.folds.unfold(Node::Act(id));
        self.key = Some(RowKey::Node(Node::Act(id)));
    }

    fn ask_new_season(&mut self, desk: &mut Desk) {
        let Some(plan) = &self.plan else { return };
        let number = plan.seasons.iter().map(|season| season.number).max().unwrap_or(0) + 1;
        let label = desk.say(w::PLAN_ASK_SEASON, &[("season", &format!("S{number}"))]);
        let first = plan.seasons.last().and_then(|season| season.last).map(|last| last.plus(1));
        let length = plan.seasons.last().and_then(|season| Some(season.last?.since(season.first?)));
        let line = StretchLine {
            first,
            last: first.zip(length).map(|(first, length)| first.plus(length)),
            ..StretchLine::default()
        };
        let ask = Ask::Own(NEW_SEASON, Some(plan.party.id));
        ask_stretch(label, ask, &line, desk);
    }

    fn ask_edit(&mut self, desk: &mut Desk) {
        let Some(plan) = &self.plan else { return };
        let Some(row) = self.row() else { return };
        if let Some(Node::Act(id)) = row.node {
            let Some((_, act)) = tree::act(plan, id) else { return };
            let head = &act.head;
            let line = of(head.first, head.last, &head.title, &head.goal);
            ask_stretch(format!("A{}", head.number), Ask::Own(EDIT_ACT, Some(id)), &line, desk);
        } else if let Some(season) = row.season.and_then(|place| plan.seasons.get(place)) {
            let line = of(season.first, season.last, &season.title, &season.goal);
            ask_stretch(format!("S{}", season.number), Ask::Own(EDIT_SEASON, Some(season.id)), &line, desk);
        }
    }

    fn edit_act(&self, id: Id, line: &StretchLine, desk: &mut Desk) {
        let Some((_, act)) = self.plan.as_ref().and_then(|plan| tree::act(plan, id)) else { return };
        let head = &act.head;
        let set = patch(&of(head.first, head.last, &head.title, &head.goal), line);
        if !set.is_empty() {
            let said = desk.say(w::PLAN_EDITED, &[("place", &format!("A{}", head.number))]);
            desk.commit(Op::Act(act::Op::Edit { act: id, set }), said);
        }
    }

    fn edit_season(&self, id: Id, line: &StretchLine, desk: &mut Desk) {
        let Some(season) = self.plan.as_ref().and_then(|plan| tree::season(plan, id)) else { return };
        let set = patch(&of(season.first, season.last, &season.title, &season.goal), line);
        if !set.is_empty() {
            let said = desk.say(w::PLAN_EDITED, &[("place", &format!("S{}", season.number))]);
            desk.commit(Op::Season(season::Op::Edit { season: id, set }), said);
        }
    }

    /// Starts the act under the cursor, or on a season's line the season.
    fn start(&mut self, desk: &mut Desk) {
        let Some(plan) = &self.plan else { return };
        let Some(row) = self.row() else { return };
        let (op, place) = match row.node {
            Some(Node::Act(act)) => {
                let number = tree::act(plan, act).map_or(0, |(_, act)| act.head.number);
                (Op::Act(act::Op::Start { act }), format!("A{number}"))
            }
            _ => match row.season.and_then(|at| plan.seasons.get(at)) {
                Some(season) => (Op::Season(season::Op::Start { season: season.id }), format!("S{}", season.number)),
                None => return,
            },
        };
        let said = desk.say(w::PLAN_STARTED, &[("place", &place)]);
        desk.commit(op, said);
    }

    /// Closing an act is a room of its own; a season is asked whether its goal was met.
    fn close(&mut self, desk: &mut Desk) -> Taken {
        let Some(plan) = &self.plan else { return Taken::No };
        let Some(row) = self.row() else { return Taken::No };
        match row.node {
            Some(Node::Act(act)) => door::closing(act, desk),
            _ => {
                let Some(season) = row.season.and_then(|place| plan.seasons.get(place)) else { return Taken::No };
                let number = |place: usize, label: &str| Item {
                    pick: Pick::Place(place),
                    sign: String::new(),
                    label: label.to_owned(),
                    detail: String::new(),
                };
                let mut items: Vec<Item> =
                    MET.iter().enumerate().map(|(place, met)| number(place, met.said(desk.lang))).collect();
                items.push(number(MET.len(), desk.word(w::PLAN_GOAL_UNSAID)));
                let title = desk.say(w::PLAN_ASK_GOAL, &[("season", &format!("S{}", season.number))]);
                desk.open(Popup::Picker(Picker::new(title, Ask::Own(CLOSE_SEASON, Some(season.id)), items)));
            }
        }
        Taken::Yes
    }

    /// The parties are there: one is picked.
    pub(super) fn open_parties(&mut self, desk: &mut Desk) {
        door::pick_party(&self.parties, PARTY, desk);
    }
}

/// Dates and length as the act before had them, from the workday behind it on.
fn proposed(before: Option<&ActHead>, season: Option<&PlanSeason>, desk: &Desk) -> StretchLine {
    let length = before.and_then(|act| Some(act.last?.since(act.first?))).unwrap_or(FIRST_LENGTH);
    let after = before.and_then(|act| act.last).map(|last| last.plus(1));
    let from = after.or(season.and_then(|season| season.first)).unwrap_or(desk.today).max(desk.today.plus(-length));
    let first = (0..7).map(|days| from.plus(days)).find(|day| desk.works_on(*day)).unwrap_or(from);
    let end = season.and_then(|season| season.last);
    if end.is_some_and(|end| first > end) {
        return StretchLine::default();
    }
    let last = first.plus(length);
    of(Some(first), Some(end.map_or(last, |end| end.min(last))), "", "")
}

fn of(first: Option<Day>, last: Option<Day>, title: &str, goal: &str) -> StretchLine {
    StretchLine { first, last, title: title.to_owned(), goal: goal.to_owned() }
}

fn ask_stretch(label: String, ask: Ask, line: &StretchLine, desk: &mut Desk) {
    let mut text = write_stretch(desk.lang, line);
    if line.title.is_empty() && !text.is_empty() {
        text.push(' ');
    }
    let prompt = Prompt::new(label, ask, Reading::Stretch).holding(&text, desk);
    desk.open(Popup::Prompt(prompt));
}

fn new_season(id: Id, party: Id, line: &StretchLine) -> season::Op {
    let (title, goal) = (line.title.clone(), line.goal.clone());
    season::Op::Add { id, party, title, goal, first: line.first, last: line.last }
}

fn patch(was: &StretchLine, to: &StretchLine) -> Patch {
    Patch::new()
        .set("title", &was.title, &to.title)
        .set("goal", &was.goal, &to.goal)
        .set("first", &was.first, &to.first)
        .set("last", &was.last, &to.last)
}
