//! Verbs of a task: lower case acts on it, on every page that shows one.

use crate::text::w;
use crate::tui::verb::{Deed, Guard, Scope, Verb};

/// What can be done with a task.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Task {
    /// Adds one, or a pasted list.
    Add,
    /// Edits its one-line form.
    Edit,
    /// Edits its body in the user's editor.
    Write,
    /// Starts or finishes it.
    Advance,
    /// Finishes it.
    Done,
    /// Blocks it with a reason, or lifts the block.
    Block,
    /// Takes it, or gives it back.
    Mine,
    /// Gives it an owner.
    Owner,
    /// Sets its status.
    Status,
    /// More urgent.
    Raise,
    /// Less urgent.
    Lower,
    /// Sets its estimate.
    Estimate,
    /// Sets its due day.
    Due,
    /// Sets its tags.
    Tags,
    /// Moves it to another act, backlog or party.
    Move,
    /// Carries it to the next act.
    Carry,
    /// Moves it down its list, on into the next act.
    Sink,
    /// Moves it up its list.
    Float,
    /// One column to the left.
    ColumnLeft,
    /// One column to the right.
    ColumnRight,
    /// Lets it go.
    Drop,
    /// Writes a comment.
    Comment,
    /// Copies it.
    Copy,
    /// Cuts it in two.
    Split,
    /// Adds a line to its checklist.
    Check,
    /// Adds or removes helpers.
    Helpers,
    /// Wishes for it, or no longer.
    Wish,
    /// Makes it wait for another.
    Depend,
    /// Adds a link.
    Link,
    /// Writes down what helped, about it.
    Trouble,
}

const fn task(deed: Task) -> Deed {
    Deed::Task(deed)
}

const ON: Scope = Scope::Task;
const TASK: Guard = Guard::ChangesTask;

/// The verbs of tasks.
pub const VERBS: &[Verb] = &[
    Verb::new("task.advance", ON, &["Space"], task(Task::Advance), (w::VERB_ADVANCE, w::ABOUT_ADVANCE))
        .when(TASK)
        .at_once()
        .like("task start"),
    Verb::new("task.done", ON, &["d"], task(Task::Done), (w::VERB_DONE, w::ABOUT_DONE))
        .when(TASK)
        .at_once()
        .like("task done"),
    Verb::new("task.block", ON, &["b"], task(Task::Block), (w::VERB_BLOCK, w::ABOUT_BLOCK))
        .when(Guard::OpenTask)
        .like("task block"),
    Verb::new("task.comment", ON, &["c"], task(Task::Comment), (w::VERB_COMMENT, w::ABOUT_COMMENT))
        .when(TASK)
        .like("task comment"),
    Verb::new("task.add", ON, &["a"], task(Task::Add), (w::VERB_ADD, w::ABOUT_ADD))
        .when(Guard::Writes)
        .like("task add"),
    Verb::new("task.owner", ON, &["o"], task(Task::Owner), (w::VERB_OWNER, w::ABOUT_OWNER))
        .when(TASK)
        .like("task assign"),
    Verb::new("task.mine", ON, &["i"], task(Task::Mine), (w::VERB_MINE, w::ABOUT_MINE))
        .when(TASK)
        .at_once()
        .like("task take"),
    Verb::new("task.status", ON, &["s"], task(Task::Status), (w::VERB_STATUS, w::ABOUT_STATUS))
        .when(TASK)
        .like("task start"),
    Verb::new("task.edit", ON, &["e"], task(Task::Edit), (w::VERB_EDIT, w::ABOUT_EDIT)).when(TASK).like("task edit"),
    Verb::new("task.write", ON, &["E"], task(Task::Write), (w::VERB_WRITE, w::ABOUT_WRITE))
        .when(TASK)
        .like("task edit"),
    Verb::new("task.raise", ON, &["+"], task(Task::Raise), (w::VERB_RAISE, w::ABOUT_RAISE))
        .when(TASK)
        .at_once()
        .like("task edit"),
    Verb::new("task.lower", ON, &["-"], task(Task::Lower), (w::VERB_LOWER, w::ABOUT_LOWER))
        .when(TASK)
        .at_once()
        .like("task edit"),
    Verb::new("task.estimate", ON, &["~"], task(Task::Estimate), (w::VERB_ESTIMATE, w::ABOUT_ESTIMATE))
        .when(TASK)
        .like("task edit"),
    Verb::new("task.due", ON, &["t"], task(Task::Due), (w::VERB_DUE, w::ABOUT_DUE)).when(TASK).like("task edit"),
    Verb::new("task.tags", ON, &["#"], task(Task::Tags), (w::VERB_TAGS, w::ABOUT_TAGS)).when(TASK).like("task edit"),
    Verb::new("task.move", ON, &["m"], task(Task::Move), (w::VERB_MOVE, w::ABOUT_MOVE)).when(TASK).like("task move"),
    Verb::new("task.carry", ON, &[">"], task(Task::Carry), (w::VERB_CARRY, w::ABOUT_CARRY))
        .when(Guard::OpenTask)
        .like("task move"),
    Verb::new("task.sink", ON, &["J", "Alt-Down"], task(Task::Sink), (w::VERB_SINK, w::ABOUT_SINK))
        .when(TASK)
        .like("task move"),
    Verb::new("task.float", ON, &["K", "Alt-Up"], task(Task::Float), (w::VERB_FLOAT, w::ABOUT_FLOAT))
        .when(TASK)
        .like("task move"),
    Verb::new(
        "task.column_left",
        Scope::Columns,
        &["H", "Alt-Left"],
        task(Task::ColumnLeft),
        (w::VERB_COLUMN_LEFT, w::ABOUT_COLUMN_LEFT),
    )
    .when(TASK)
    .like("task start"),
    Verb::new(
        "task.column_right",
        Scope::Columns,
        &["L", "Alt-Right"],
        task(Task::ColumnRight),
        (w::VERB_COLUMN_RIGHT, w::ABOUT_COLUMN_RIGHT),
    )
    .when(TASK)
    .like("task start"),
    Verb::new("task.drop", ON, &["X", ", x"], task(Task::Drop), (w::VERB_DROP, w::ABOUT_DROP))
        .when(Guard::OpenTask)
        .like("task drop"),
    Verb::new("task.copy", ON, &["y"], task(Task::Copy), (w::VERB_COPY, w::ABOUT_COPY)).when(Guard::Task),
    Verb::new("task.split", ON, &[], task(Task::Split), (w::VERB_SPLIT, w::ABOUT_SPLIT)).when(TASK).like("task split"),
    Verb::new("task.check", ON, &[], task(Task::Check), (w::VERB_CHECK, w::ABOUT_CHECK)).when(TASK).like("task check"),
    Verb::new("task.helpers", ON, &[], task(Task::Helpers), (w::VERB_HELPERS, w::ABOUT_HELPERS))
        .when(TASK)
        .like("task edit"),
    Verb::new("task.wish", ON, &[], task(Task::Wish), (w::VERB_WISH, w::ABOUT_WISH)).when(TASK).like("task wish"),
    Verb::new("task.depend", ON, &[], task(Task::Depend), (w::VERB_DEPEND, w::ABOUT_DEPEND))
        .when(TASK)
        .like("task edit"),
    Verb::new("task.link", ON, &[], task(Task::Link), (w::VERB_LINK, w::ABOUT_LINK)).when(TASK).like("task edit"),
    Verb::new("task.trouble", ON, &["f"], task(Task::Trouble), (w::VERB_TROUBLE, w::ABOUT_TASK_TROUBLE))
        .when(TASK)
        .like("trouble add"),
];
