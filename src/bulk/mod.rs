//! Many things in one go: top-ups, blocks, unblocks and voids of a file's rows.
//!
//! A text becomes rows ([`rows`]), of which everything is looked up first ([`facts`]), so that what each of them would
//! do is shown before anything is sent ([`check`]). A [`run`] does them one after the other through the one mechanism
//! for money; what it needs to be gone on with after a reload is kept by [`kept`], without amounts and without secrets;
//! only one tab drives it ([`lock`]). [`desk`] holds it all while the document lives, whatever page is looked at.

mod again;
pub mod check;
pub mod desk;
pub mod facts;
pub mod kept;
mod lock;
pub mod report;
pub mod rows;
pub mod run;
mod sending;
pub mod summary;

/// What is done to each row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    TopUp,
    Block,
    Unblock,
    Void,
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::TopUp, Self::Block, Self::Unblock, Self::Void];

    /// The kind's name in an address and in what is kept.
    pub fn name(self) -> &'static str {
        match self {
            Self::TopUp => "top-up",
            Self::Block => "block",
            Self::Unblock => "unblock",
            Self::Void => "void",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it moves money.
    pub fn is_money(self) -> bool {
        matches!(self, Self::TopUp | Self::Void)
    }

    /// Whether a row says no more than whom it is about.
    pub fn is_by_id(self) -> bool {
        self != Self::TopUp
    }
}
