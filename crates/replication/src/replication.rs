//! Replication settings: which writes leaders forward, how they detect duplicates, and when they apply.

use serde::{Deserialize, Serialize};

use crate::operation::Inapplicable;
use crate::policy::Policy;
use crate::time::Micros;
use crate::topology::Forwarding;

/// The log entries that a leader sends over a link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Forward {
    /// As the topology requires.
    #[default]
    ByTopology,
    /// Only writes that it accepted itself.
    Local,
    /// All writes, but none back to the leader that sent it.
    Onward,
    /// All writes, even back to the leader that sent it.
    Everything,
}

impl Forward {
    /// The forwarding in effect, given the topology's own.
    #[must_use]
    pub fn or_topology_default(self, topology: Forwarding) -> Forwarding {
        match self {
            Self::ByTopology => topology,
            Self::Local => Forwarding::LocalOnly,
            Self::Onward => Forwarding::Onward,
            Self::Everything => Forwarding::Everything,
        }
    }
}

/// How a leader detects a write that it must not apply again (SEMANTICS T4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Suppression {
    /// Not at all: every delivered write is applied and forwarded.
    Off,
    /// By origin: a leader drops writes that it accepted itself.
    Origin,
    /// By path: a leader drops writes that have already passed through it.
    Path,
    /// By dot: a leader drops writes that it has applied.
    #[default]
    Dot,
}

impl Suppression {
    /// Whether a leader can apply the same write more than once.
    #[must_use]
    pub fn allows_reapplying(self) -> bool {
        self != Self::Dot
    }
}

/// When a delivered write is applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Delivery {
    /// Immediately, in the order of arrival.
    #[default]
    AsItComes,
    /// After everything that its accepting leader and its client had seen (SEMANTICS T6).
    Causal,
}

/// What a leader does with a delivered write that it cannot apply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnApplyError {
    /// Record an event and skip the write.
    #[default]
    Skip,
    /// Store its value anyway.
    Upsert,
    /// Buffer it until it can be applied.
    Wait,
    /// Block the link that delivered it until it can be applied or the user skips it.
    #[serde(rename = "stop")]
    Block,
}

/// What a leader does with a row that it applies again and that changes nothing there (SEMANTICS P6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnchangedRows {
    /// It does not pass it on.
    #[default]
    Drop,
    /// It passes it on like any other write.
    Forward,
}

/// What the acknowledgement of a write returns to its client (SEMANTICS O5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Acknowledgement {
    /// What suits the policy: the stored values under policies with causal contexts, else the dot.
    #[default]
    ByPolicy,
    /// Only the dot of the write.
    Dot,
    /// What the leader now stores for the key, with its context.
    Values,
}

impl Acknowledgement {
    /// Whether acknowledgements return the stored values under this policy.
    #[must_use]
    pub fn returns_values(self, policy: &Policy) -> bool {
        match self {
            Self::ByPolicy => policy.as_policy().answers_writes_with_values(),
            Self::Dot => false,
            Self::Values => true,
        }
    }
}

/// What leaders do with the writes of leaders that have left (SEMANTICS T9).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Departed {
    /// They treat them like all others.
    #[default]
    Ignore,
    /// Every leader that has them passes them on over all its links.
    Forward,
}

/// What a leader does with a request of a client that has seen writes which the leader has not applied
/// (SEMANTICS D2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnSessionBehind {
    /// It serves the request at once.
    #[default]
    Serve,
    /// It lets the request wait until it has applied them.
    Wait,
    /// It refuses the request.
    Refuse,
}

/// How long a request waits by default.
const SESSION_TIMEOUT: Micros = Micros::from_ms(1000);

/// The replication settings of a run. An omitted field has its default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Replication {
    /// The log entries that a leader sends over a link.
    #[serde(skip_serializing_if = "is_default")]
    pub forward: Forward,
    /// How a leader detects a write that it must not apply again.
    #[serde(skip_serializing_if = "is_default")]
    pub suppress: Suppression,
    /// When a delivered write is applied.
    #[serde(skip_serializing_if = "is_default")]
    pub delivery: Delivery,
    /// What to do with an update of a key without a value.
    #[serde(skip_serializing_if = "is_default")]
    pub update_missing: OnApplyError,
    /// What to do with an insert into a key that has a value.
    #[serde(skip_serializing_if = "is_default")]
    pub insert_exists: OnApplyError,
    /// What to do with a number or set operation on a value of another type.
    #[serde(skip_serializing_if = "is_default")]
    pub wrong_kind: OnApplyError,
    /// What to do with a row that changes nothing.
    #[serde(skip_serializing_if = "is_default")]
    pub unchanged_rows: UnchangedRows,
    /// What the acknowledgement of a write returns.
    #[serde(skip_serializing_if = "is_default")]
    pub acknowledgement: Acknowledgement,
    /// What to do with the writes of leaders that have left.
    #[serde(skip_serializing_if = "is_default")]
    pub departed: Departed,
    /// What to do with a read of a client that the leader is behind.
    #[serde(skip_serializing_if = "is_default")]
    pub session_reads: OnSessionBehind,
    /// What to do with a write of a client that the leader is behind.
    #[serde(skip_serializing_if = "is_default")]
    pub session_writes: OnSessionBehind,
    /// How long a request waits for the leader before it is refused; in milliseconds in a file.
    #[serde(rename = "session_timeout_ms", skip_serializing_if = "is_default_timeout")]
    pub session_timeout: Micros,
}

impl Default for Replication {
    fn default() -> Self {
        Self {
            forward: Forward::default(),
            suppress: Suppression::default(),
            delivery: Delivery::default(),
            update_missing: OnApplyError::default(),
            insert_exists: OnApplyError::default(),
            wrong_kind: OnApplyError::default(),
            unchanged_rows: UnchangedRows::default(),
            acknowledgement: Acknowledgement::default(),
            departed: Departed::default(),
            session_reads: OnSessionBehind::default(),
            session_writes: OnSessionBehind::default(),
            session_timeout: SESSION_TIMEOUT,
        }
    }
}

fn is_default_timeout(timeout: &Micros) -> bool {
    *timeout == SESSION_TIMEOUT
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Replication {
    /// What to do with a write that cannot be applied for this reason.
    #[must_use]
    pub fn on_apply_error(&self, reason: Inapplicable) -> OnApplyError {
        match reason {
            Inapplicable::UpdateMissing => self.update_missing,
            Inapplicable::InsertExists => self.insert_exists,
            Inapplicable::WrongKind => self.wrong_kind,
            Inapplicable::TooLarge | Inapplicable::Siblings => OnApplyError::Skip,
        }
    }

    /// Whether any setting lets a write block its link.
    #[must_use]
    pub fn can_block_links(&self) -> bool {
        [self.update_missing, self.insert_exists, self.wrong_kind].contains(&OnApplyError::Block)
    }
}
