//! Everything a person can do on the page, as data.

use replication::{ClientId, Command, Dot, Key, LeaderId, LinkId, Message, Micros, Then, Timed, Workload};
use scenario::Permalink;

use crate::branches::BranchId;
use crate::breakpoints::{Direction, Stop};
use crate::history::EditKind;
use crate::playback::Speed;

/// One act of a person, or of the clock that drives playback.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Asks for something at the playhead.
    Act(Command),
    /// Asks for several things at the playhead that belong together, in this order: undo takes them back as
    /// one.
    Together {
        /// What they are together, such as a failover.
        kind: EditKind,
        /// What is asked for.
        commands: Vec<Command>,
    },
    /// Takes a command out of the run.
    TakeOut(Box<Timed>),
    /// Has a command come at another instant.
    Shift {
        /// Which.
        timed: Box<Timed>,
        /// When it comes.
        to: Micros,
    },
    /// Asks for something to hold from the beginning of the run. While a drag is `ongoing`, each replaces the
    /// one before, so that undo takes it back as one.
    Settle {
        /// What is asked for.
        command: Command,
        /// Whether more of the same gesture follows.
        ongoing: bool,
    },
    /// Has a message arrive at another time, get lost or be doubled, or leaves it as it was, wherever the
    /// playhead stands. What was asked for it before no longer counts.
    Turn {
        /// Which.
        message: Message,
        /// What becomes of it; nothing special if there is none.
        then: Option<Then>,
    },
    /// Has clients read and write by chance, or no longer.
    Busy(Option<Box<Workload>>),
    /// Makes ordinary clients and commands of the workload, to be edited one by one.
    WriteOut,
    /// Forks a branch at the playhead, and shows it. What comes before is the same in both.
    Fork {
        /// What becomes of what is asked for after the playhead.
        later: Later,
    },
    /// Shows another branch, at the same instant.
    Switch(BranchId),
    /// Calls a branch otherwise.
    Rename(BranchId, String),
    /// Removes a branch; undo brings it back.
    Remove(BranchId),
    /// Shows another branch beside the one that is shown; or no longer.
    Compare(Option<BranchId>),
    /// Computes what the same commands come to under other policies; or no longer.
    ComparePolicies(bool),
    /// Forks a branch with the policy of that row of the table, and shows it beside this one.
    TryPolicy(usize),
    /// Opens another run.
    Open(Box<Permalink>),
    /// Goes on computing the run that an edit led to, for so many events.
    Work {
        /// At most so many.
        events: usize,
    },
    /// Gives that up, and with it the edit.
    GiveUp,
    /// Takes the last edit back.
    Undo,
    /// Makes it again.
    Redo,
    /// Starts playing; from the beginning if the run is over.
    Play,
    /// Stops playing.
    Pause,
    /// Plays if paused, and the other way round.
    Toggle,
    /// Goes to the next or previous instant at which there is a thing of this kind, and pauses.
    Step(Direction, Stop),
    /// Plays, and pauses at the next thing of this kind.
    PlayUntil(Stop),
    /// Goes to the next instant at which something happens, and goes on playing: for those who do not want
    /// motion.
    Hop,
    /// Moves the playhead.
    Seek(Micros),
    /// Plays faster or slower.
    SetSpeed(Speed),
    /// So much wall time has gone by, in microseconds.
    Tick {
        /// Wall time since the last tick.
        wall_us: u64,
    },
    /// Points at something, to see more of it.
    Select(Selection),
    /// Says for which part of the run choices of policy and topology hold.
    SetScope(Scope),
    /// Shows a sentence until it is dismissed.
    Notice(String),
    /// Has read it.
    Dismiss,
}

impl Action {
    /// Whether it changes what is asked for, or which branches there are, or which of them are shown.
    #[must_use]
    pub fn edits(&self) -> bool {
        use Action::{Act, Busy, Redo, Settle, Turn, Undo, WriteOut};
        use Action::{Compare, Fork, Remove, Rename, Shift, Switch, TakeOut, Together, TryPolicy};
        matches!(self, Act(_) | Settle { .. } | Turn { .. } | Busy(_) | WriteOut | Undo | Redo)
            || matches!(self, Together { .. } | TakeOut(_) | Shift { .. })
            || matches!(self, Fork { .. } | Switch(_) | Rename(..) | Remove(_) | Compare(_) | TryPolicy(_))
    }
}

/// What becomes of what is asked for after a fork.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Later {
    /// It is asked for in both branches.
    Kept,
    /// It is left out of the new one.
    LeftOut,
}

/// For which part of the run a choice of policy or topology holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// From the beginning.
    #[default]
    WholeRun,
    /// From the playhead on.
    FromNow,
}

/// What is pointed at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// Nothing.
    #[default]
    Nothing,
    /// A leader.
    Leader(LeaderId),
    /// A link.
    Link(LinkId),
    /// A message.
    Message(Message),
    /// What happened, by the number of its record.
    Event(usize),
    /// A key, and with it its values everywhere.
    Key(Key),
    /// A write, by its name, and with it what becomes of it.
    Write(Dot),
    /// A client.
    Client(ClientId),
}
