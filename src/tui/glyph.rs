//! The signs on screen. None has an ambiguous width, so no Korean terminal breaks a row; `ascii` for the rest.

/// One set of signs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Glyphs {
    /// A task not begun.
    pub todo: &'static str,
    /// A task being done.
    pub doing: &'static str,
    /// A task that waits.
    pub blocked: &'static str,
    /// A finished task.
    pub done: &'static str,
    /// A task let go.
    pub dropped: &'static str,
    /// Came after the act's start.
    pub unplanned: &'static str,
    /// Carried from an earlier act.
    pub carried: &'static str,
    /// Steps of a path, and the cursor's row.
    pub path: &'static str,
    /// Between before and after.
    pub becomes: &'static str,
    /// A filled piece of a bar.
    pub full: &'static str,
    /// An empty piece of a bar.
    pub empty: &'static str,
    /// Something was cut here.
    pub cut: &'static str,
    /// A folded branch.
    pub folded: &'static str,
    /// An open branch.
    pub open: &'static str,
    /// A mark set on a row.
    pub marked: &'static str,
    /// Between two panes.
    pub divider: &'static str,
    /// Nothing known.
    pub none: &'static str,
}

/// The signs people see by default.
pub const PLAIN: Glyphs = Glyphs {
    todo: "◦",
    doing: "▸",
    blocked: "!",
    done: "✓",
    dropped: "✗",
    unplanned: "+",
    carried: "↻",
    path: "›",
    becomes: "➜",
    full: "▰",
    empty: "▱",
    cut: "⋯",
    folded: "▸",
    open: "▾",
    marked: "✓",
    divider: "|",
    none: "-",
};

/// The signs of ASCII alone.
pub const ASCII: Glyphs = Glyphs {
    todo: "o",
    doing: ">",
    blocked: "!",
    done: "v",
    dropped: "x",
    unplanned: "+",
    carried: "~",
    path: ">",
    becomes: "->",
    full: "#",
    empty: ".",
    cut: "~",
    folded: ">",
    open: "v",
    marked: "*",
    divider: "|",
    none: "-",
};

impl Glyphs {
    /// The set of that name (`default`, `ascii`).
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "default" => Some(PLAIN),
            "ascii" => Some(ASCII),
            _ => None,
        }
    }

    /// A bar of `cells` pieces, filled by `part` of `whole`; a part above zero always shows.
    pub fn bar(&self, part: i64, whole: i64, cells: usize) -> String {
        let filled = match (part, whole) {
            (part, _) if part <= 0 => 0,
            (_, whole) if whole <= 0 => cells,
            (part, whole) => {
                let cells = cells as i64;
                ((part.saturating_mul(cells) + whole / 2) / whole).clamp(1, cells) as usize
            }
        };
        [self.full.repeat(filled), self.empty.repeat(cells - filled)].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_wide_as_asked() {
        for (part, whole, bar) in [(0, 4, "▱▱▱▱"), (1, 100, "▰▱▱▱"), (3, 4, "▰▰▰▱"), (9, 4, "▰▰▰▰"), (1, 0, "▰▰▰▰")]
        {
            assert_eq!(PLAIN.bar(part, whole, 4), bar);
        }
    }
}
