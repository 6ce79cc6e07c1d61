//! Fates: what happened to an accepted write, and why it was lost if it was.

use replication::Dot;

/// Why a write is lost: how its last copy ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LossCause {
    /// Another write won by its timestamp.
    Discarded,
    /// The merge rule kept nothing of it.
    DiscardedByMerge,
    /// An arriving write replaced it, and no comparison was made.
    Overwritten,
    /// It did not apply to the value stored where it arrived.
    Skipped,
    /// Its last copies were at leaders that left.
    Stranded,
    /// A delete: a leader that had applied it reads again what it had deleted.
    Resurrected,
}

impl LossCause {
    /// Every cause, in the order of reports.
    pub const ALL: [Self; 6] = [
        Self::Discarded,
        Self::DiscardedByMerge,
        Self::Overwritten,
        Self::Skipped,
        Self::Stranded,
        Self::Resurrected,
    ];

    /// Its id in reports.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Discarded => "discarded",
            Self::DiscardedByMerge => "discarded-by-merge",
            Self::Overwritten => "overwritten",
            Self::Skipped => "skipped",
            Self::Stranded => "stranded",
            Self::Resurrected => "resurrected",
        }
    }
}

/// The fate of an accepted write (SEMANTICS C2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// A remaining leader keeps a version that contains it, or a copy is still under way.
    Kept,
    /// The same, but some of its fields or items are gone.
    KeptPartly,
    /// A write whose writer had seen it replaced it.
    Superseded,
    /// A write that was accepted by a leader that had it replaced it there, unseen.
    OverwrittenInOrder,
    /// Nothing that remains contains it.
    Lost(LossCause),
}

/// A lost write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The write.
    pub dot: Dot,
    /// How its last copy ended.
    pub cause: LossCause,
    /// The write that took its place there; none if nothing did.
    pub to: Option<Dot>,
    /// The number of the record with which it was lost.
    pub record_number: usize,
}

/// How a copy of a write ended at one leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    Superseded,
    InOrder,
    Lost(LossCause),
}
