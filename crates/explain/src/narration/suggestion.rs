//! Suggestions: the next thing to try, as data. The page makes the button, and `player` the action.

use replication::{Dot, LeaderId, LinkId, World};

use crate::names::leader_name;

/// Something to try next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suggestion {
    /// Play the run.
    Play,
    /// Select a leader, to write there.
    ChooseLeader(LeaderId),
    /// Select a leader, to write there again.
    WriteAt(LeaderId),
    /// Select a leader, to merge siblings there.
    MergeAt(LeaderId),
    /// Select a leader, to see what it buffers.
    Inspect(LeaderId),
    /// Use siblings as the conflict policy, for the whole run.
    KeepSiblings,
    /// Merge sets by add wins, for the whole run.
    MergeByAddWins,
    /// Never drop tombstones, for the whole run.
    KeepTombstones,
    /// Deliver writes only after what they depend on.
    DeliverCausally,
    /// Restart a leader that is down.
    Restart(LeaderId),
    /// Heal a cut, in both directions.
    Heal(LinkId),
    /// Suppress loops by dot.
    SuppressByDot,
    /// Skip the write that blocks a link.
    SkipWrite(LinkId),
    /// Have a leader that left send what it had applied first.
    DrainBeforeLeaving(LeaderId),
    /// Have leaders pass on the writes of leaders that have left, for the whole run.
    ForwardDeparted,
    /// Convert the requests that the policy refuses because of their kind.
    ConvertRequests,
    /// Have every leader give up waiting for a write.
    Purge(Dot),
}

impl Suggestion {
    /// The label of its button.
    #[must_use]
    pub fn label(self, world: &World) -> String {
        match self {
            Self::Play => "Play the run".into(),
            Self::ChooseLeader(_) => "Choose a leader".into(),
            Self::WriteAt(_) => "Write a value".into(),
            Self::MergeAt(id) => format!("Merge at {}", leader_name(world, id)),
            Self::Inspect(id) => format!("Inspect {}", leader_name(world, id)),
            Self::KeepSiblings => "Keep siblings instead".into(),
            Self::MergeByAddWins => "Merge with add wins".into(),
            Self::KeepTombstones => "Keep tombstones longer".into(),
            Self::DeliverCausally => "Deliver in causal order".into(),
            Self::Restart(id) => format!("Restart {}", leader_name(world, id)),
            Self::Heal(_) => "Heal the link".into(),
            Self::SuppressByDot => "Deduplicate by dot".into(),
            Self::SkipWrite(_) => "Skip the write".into(),
            Self::DrainBeforeLeaving(_) => "Drain before leaving".into(),
            Self::ForwardDeparted => "Let peers forward".into(),
            Self::ConvertRequests => "Convert the writes".into(),
            Self::Purge(dot) => format!("Purge {dot}"),
        }
    }
}
