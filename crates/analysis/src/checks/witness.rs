//! Witnesses: what shows that a check does not hold.

use replication::{ClientId, Dot, Key, LeaderId, Micros};
use timeline::LossCause;

use crate::outcome::Progress;
use crate::session_violations::SessionGuarantee;

/// A place in the run at which a check does not hold, and who takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// The number of the record that shows it.
    pub number: usize,
    /// When it happens.
    pub at: Micros,
    /// The clients that take part.
    pub clients: Vec<ClientId>,
    /// The leaders that take part.
    pub leaders: Vec<LeaderId>,
    /// The keys concerned.
    pub keys: Vec<Key>,
    /// The writes concerned.
    pub writes: Vec<Dot>,
    /// What is found there.
    pub finding: Finding,
}

/// What a witness shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The leaders read a key differently, and nothing is left that could change that.
    ReadDifferently,
    /// The run ends before it comes to rest.
    NotAtRest(Progress),
    /// Two leaders know the same client writes and read keys differently.
    DifferAfterSameWrites,
    /// A write is lost for this cause, to this write.
    Lost {
        /// How its last copy ended.
        cause: LossCause,
        /// The write that took its place.
        to: Option<Dot>,
    },
    /// A leader applied a write before this one, on which it depends.
    AppliedBefore(Dot),
    /// A write lost by timestamp to this one, which its client had seen.
    LostToEarlier(Dot),
    /// A request violated this guarantee, because its leader lacked this write.
    Session(SessionGuarantee, Dot),
    /// A leader answered without this write, with a later one of the same leader.
    OriginGap {
        /// What it had not applied.
        missing: Dot,
        /// The later write that it had applied.
        later: Dot,
    },
    /// A leader answered without this write, with one that depends on it.
    CausalGap {
        /// What it had not applied.
        missing: Dot,
        /// The write that depends on it and that it had applied.
        applied: Dot,
    },
    /// A read missed acknowledged writes.
    Stale {
        /// How many.
        missing: usize,
        /// The first of them that was acknowledged.
        oldest: Dot,
        /// How long before the read that was.
        age: Micros,
    },
    /// Two leaders read keys differently for a while.
    Apart {
        /// When they read the same again; not yet if none.
        until: Option<Micros>,
        /// On how many keys they differed at most.
        keys: usize,
    },
    /// An invariant does not hold at a leader.
    Broken {
        /// When it holds again; not yet if none.
        until: Option<Micros>,
    },
}
