//! How a text looks at a terminal, in names. Knows no text.

/// How a text looks, where there are colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Style {
    /// As it comes.
    #[default]
    Plain,
    /// What one acts on.
    Bold,
    /// What can wait.
    Dim,
    /// What is under way.
    Accent,
    /// What is wrong.
    Bad,
    /// What wants care.
    Warn,
}

impl Style {
    /// The sequence that turns it on; basic colours, so that every theme of a terminal fits.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Bold => "\u{1b}[1m",
            Self::Dim => "\u{1b}[2m",
            Self::Accent => "\u{1b}[36m",
            Self::Bad => "\u{1b}[31m",
            Self::Warn => "\u{1b}[33m",
        }
    }
}
