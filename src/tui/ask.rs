//! What a popup was opened for, and what the user answered. Data, so that a test can compare it.

use crate::base::id::Id;
use crate::op::task::Target;
use crate::query::list::TaskRow;
use crate::tui::page::Page;

/// What an answer is for; the screen that asked gets it back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ask {
    /// Something the frame itself asked.
    Frame(FrameAsk),
    /// Something about tasks, the same on every screen.
    Task(TaskAsk),
    /// To which file this text is written.
    Save(String),
    /// Something of a screen's own, by its own name, about a row of the store.
    Own(&'static str, Option<Id>),
}

/// What the frame asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FrameAsk {
    /// Where to go or what to do.
    Palette,
    /// Which verb of the page.
    Help,
    /// What to find.
    Find,
    /// Which task of a member's.
    Work(Id),
}

/// Where new tasks go.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Home {
    /// The place.
    pub to: Target,
    /// What it is called on screen.
    pub place: String,
    /// Whether they are for whoever sits here, unless a line says otherwise.
    pub mine: bool,
}

/// What is asked about tasks; the rows are those it will be done to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TaskAsk {
    /// New ones, there.
    Add(Home),
    /// What is it to be in one line.
    Edit(Box<TaskRow>),
    /// Its body, as it was.
    Body(Box<TaskRow>, String),
    /// Something else, of several.
    Of(Field, Vec<TaskRow>),
    /// Why tasks go from an act that has begun to another one; the change waits at the desk.
    Why,
}

/// What is asked of one or several tasks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    /// Why it is blocked.
    Block,
    /// What is said about it.
    Comment,
    /// Who does it.
    Owner,
    /// Where it stands.
    Status,
    /// How long it takes.
    Estimate,
    /// When it is due.
    Due,
    /// Its tags.
    Tags,
    /// Where it goes.
    Move,
    /// Why it goes on to the next act.
    Carry,
    /// Why it is let go.
    Drop,
    /// What is cut off.
    Split,
    /// A line of the checklist.
    Check,
    /// Who helps.
    Helpers,
    /// What it waits for.
    Depend,
    /// An address.
    Link,
}

/// One thing that can be picked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Pick {
    /// A verb, by name.
    Verb(&'static str),
    /// A page.
    Page(Page),
    /// A row of the store.
    Id(Id),
    /// A task found.
    Task(Id),
    /// A party found.
    Party(Id),
    /// A member found.
    Person(Id),
    /// A note found, by its number.
    Note(i64),
    /// A home for tasks.
    Target(Target),
    /// A text.
    Text(String),
    /// A choice of a fixed list, by place.
    Place(usize),
    /// None of the others.
    Nobody,
}

/// One thing in the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// What picking it answers.
    pub pick: Pick,
    /// A sign before it, at most two cells.
    pub sign: String,
    /// Its name.
    pub label: String,
    /// What else is said of it, dimmed, at the right.
    pub detail: String,
}

/// What the user answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// A line of text.
    Text(String),
    /// Several lines, pasted as a list.
    Lines(Vec<String>),
    /// One thing.
    Pick(Pick),
    /// Several things.
    Picks(Vec<Pick>),
}
