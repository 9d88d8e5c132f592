//! Marks on the rows of a list: one by one, a range from an anchor, or all shown. Knows no rows, only what names them.

/// What is marked, in the order it was marked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Marks<T> {
    kept: Vec<T>,
    anchor: Option<T>,
    range: Vec<T>,
}

impl<T> Default for Marks<T> {
    fn default() -> Self {
        Self { kept: Vec::new(), anchor: None, range: Vec::new() }
    }
}

impl<T: Copy + PartialEq> Marks<T> {
    /// Marks one, or unmarks it.
    pub fn toggle(&mut self, one: T) {
        self.settle();
        match self.kept.iter().position(|kept| *kept == one) {
            Some(place) => drop(self.kept.remove(place)),
            None => self.kept.push(one),
        }
    }

    /// Begins a range at a row, or ends the one that was begun.
    pub fn range(&mut self, at: T) {
        if self.anchor.is_some() {
            self.settle();
        } else {
            self.anchor = Some(at);
            self.range = vec![at];
        }
    }

    /// Stretches a range that was begun to the row of the cursor; `rows` are all that can be marked, in their order.
    pub fn stretch(&mut self, to: T, rows: &[T]) {
        let Some(anchor) = self.anchor else { return };
        let place = |one: T| rows.iter().position(|row| *row == one);
        if let (Some(from), Some(to)) = (place(anchor), place(to)) {
            self.range = rows[from.min(to)..=from.max(to)].to_vec();
        }
    }

    /// Marks all of these, or none where all are marked already.
    pub fn all(&mut self, rows: &[T]) {
        self.settle();
        let every = rows.iter().all(|row| self.kept.contains(row));
        self.kept = if every { Vec::new() } else { rows.to_vec() };
    }

    /// Ends a range: its rows stay marked.
    fn settle(&mut self) {
        self.anchor = None;
        for one in std::mem::take(&mut self.range) {
            if !self.kept.contains(&one) {
                self.kept.push(one);
            }
        }
    }

    /// Unmarks everything; tells whether anything was marked.
    pub fn clear(&mut self) -> bool {
        let any = self.count() > 0;
        *self = Self::default();
        any
    }

    /// Unmarks what is not there any more.
    pub fn retain(&mut self, there: impl Fn(T) -> bool) {
        self.kept.retain(|one| there(*one));
        self.range.retain(|one| there(*one));
    }

    /// Whether this one is marked.
    pub fn has(&self, one: T) -> bool {
        self.kept.contains(&one) || self.range.contains(&one)
    }

    /// What is marked.
    pub fn marked(&self) -> Vec<T> {
        let fresh = self.range.iter().filter(|one| !self.kept.contains(one));
        self.kept.iter().chain(fresh).copied().collect()
    }

    /// How many are marked.
    pub fn count(&self) -> usize {
        self.marked().len()
    }

    /// What a deed is for: what is marked, else the row of the cursor.
    pub fn subjects(&self, cursor: Option<T>) -> Vec<T> {
        let marked = self.marked();
        if marked.is_empty() { cursor.into_iter().collect() } else { marked }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_ranges_and_all() {
        let rows = [1, 2, 3, 4, 5];
        let mut marks = Marks::default();
        marks.toggle(1);
        marks.range(3);
        marks.stretch(5, &rows);
        marks.stretch(4, &rows);
        assert_eq!(marks.marked(), [1, 3, 4]);
        marks.range(4);
        marks.stretch(5, &rows);
        assert_eq!(marks.marked(), [1, 3, 4]);
        marks.all(&rows);
        assert_eq!(marks.count(), 5);
        marks.all(&rows);
        assert_eq!(marks.subjects(Some(2)), [2]);
        assert!(!marks.clear());
    }
}
