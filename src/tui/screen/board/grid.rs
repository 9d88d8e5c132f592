//! Where each card of the board stands: columns by state, lanes by owner, lines by height. Pure: draws nothing.

use crate::base::id::Id;
use crate::domain::task::TaskStatus;
use crate::query::list::TaskRow;

/// A column of the board.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Not begun.
    Todo,
    /// Being worked on.
    Doing,
    /// Cannot go on; a column of its own only in a wide window.
    Blocked,
    /// Finished.
    Done,
}

/// What the board shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Show {
    /// Every card in one lane.
    #[default]
    All,
    /// A lane for each owner.
    Lanes,
    /// My own cards.
    Mine,
    /// Cards that nobody has.
    Nobody,
}

impl Show {
    /// Every way, as they are offered.
    pub const ALL: [Self; 4] = [Self::All, Self::Lanes, Self::Mine, Self::Nobody];
}

/// One card's place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Slot {
    /// Which card.
    pub card: usize,
    /// Its first line in the column.
    pub line: usize,
    /// How many lines it has.
    pub height: usize,
}

/// One column's cards from top to bottom.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// Which column.
    pub kind: Kind,
    /// Its cards.
    pub slots: Vec<Slot>,
    /// Its lines.
    pub height: usize,
}

/// The whole board.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Grid {
    /// From left to right.
    pub columns: Vec<Column>,
    /// The line of each lane's head with the owner's name; none for the lane of nobody.
    pub heads: Vec<(usize, Option<String>)>,
}

/// The columns of a narrow board and of a wide one.
pub const fn kinds(is_wide: Wide) -> &'static [Kind] {
    match is_wide {
        Wide::No => &[Kind::Todo, Kind::Doing, Kind::Done],
        Wide::Yes => &[Kind::Todo, Kind::Doing, Kind::Blocked, Kind::Done],
    }
}

/// Whether blocked cards have a column of their own.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Wide {
    /// They stand on top of their column.
    #[default]
    No,
    /// They do.
    Yes,
}

/// The column of a card; none for what was let go.
pub fn kind_of(row: &TaskRow, wide: Wide) -> Option<Kind> {
    match row.status {
        TaskStatus::Dropped => None,
        TaskStatus::Done => Some(Kind::Done),
        _ if wide == Wide::Yes && row.blocked.is_some() => Some(Kind::Blocked),
        TaskStatus::Todo => Some(Kind::Todo),
        TaskStatus::Doing => Some(Kind::Doing),
    }
}

/// Lines of a card: key and owner, title, and why it is blocked.
fn height(row: &TaskRow) -> usize {
    2 + usize::from(row.blocked.is_some())
}

/// Places cards that come in the order of their columns.
pub fn lay(cards: &[TaskRow], show: Show, me: Option<Id>, wide: Wide) -> Grid {
    let kept = |row: &TaskRow| match show {
        Show::All | Show::Lanes => true,
        Show::Mine => row.owner_id.is_some() && row.owner_id == me,
        Show::Nobody => row.owner_id.is_none(),
    };
    let mut lanes: Vec<(Option<String>, Vec<usize>)> = Vec::new();
    for (at, row) in cards.iter().enumerate().filter(|(_, row)| kept(row)) {
        let name = (show == Show::Lanes).then(|| row.owner_name.clone()).flatten();
        match lanes.iter_mut().find(|(known, _)| *known == name) {
            Some((_, lane)) => lane.push(at),
            None => lanes.push((name, vec![at])),
        }
    }
    lanes.sort_by(|(left, _), (right, _)| (left.is_none(), left).cmp(&(right.is_none(), right)));
    let mut grid = Grid::default();
    let empty = |kind: &Kind| Column { kind: *kind, slots: Vec::new(), height: 0 };
    grid.columns = kinds(wide).iter().map(empty).collect();
    let mut top = 0;
    for (name, lane) in lanes {
        if show == Show::Lanes {
            grid.heads.push((top, name));
            top += 1;
        }
        for column in &mut grid.columns {
            column.height = top;
            let mut own: Vec<usize> =
                lane.iter().copied().filter(|at| kind_of(&cards[*at], wide) == Some(column.kind)).collect();
            // What is blocked stands on top of its column; the rest keeps its order.
            own.sort_by_key(|at| cards[*at].blocked.is_none());
            for card in own {
                let height = height(&cards[card]);
                column.slots.push(Slot { card, line: column.height, height });
                column.height += height;
            }
        }
        top = grid.columns.iter().map(|column| column.height).max().unwrap_or(top);
        if show == Show::Lanes {
            top += 1;
        }
    }
    grid
}

impl Grid {
    /// Column and place of a card.
    pub fn find(&self, card: usize) -> Option<(usize, usize)> {
        let mut columns = self.columns.iter().enumerate();
        columns.find_map(|(column, it)| it.slots.iter().position(|slot| slot.card == card).map(|at| (column, at)))
    }

    /// The slot at a column and place.
    pub fn slot(&self, (column, at): (usize, usize)) -> Option<Slot> {
        self.columns.get(column)?.slots.get(at).copied()
    }

    /// The place in a column that is nearest to a line.
    pub fn nearest(&self, column: usize, line: usize) -> Option<usize> {
        let slots = &self.columns.get(column)?.slots;
        (0..slots.len()).min_by_key(|at| slots[*at].line.abs_diff(line))
    }

    /// The place in a column whose card covers a line.
    pub fn at_line(&self, column: usize, line: usize) -> Option<usize> {
        let slots = &self.columns.get(column)?.slots;
        slots.iter().position(|slot| (slot.line..slot.line + slot.height).contains(&line))
    }

    /// The next column with cards to the left or right.
    pub fn beside(&self, column: usize, by: isize) -> Option<usize> {
        let mut next = column.checked_add_signed(by)?;
        while next < self.columns.len() {
            if !self.columns[next].slots.is_empty() {
                return Some(next);
            }
            next = next.checked_add_signed(by)?;
        }
        None
    }
}
