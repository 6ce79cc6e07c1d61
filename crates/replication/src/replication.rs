//! How leaders pass writes on, recognise what they have, and apply what comes: switches beside the topology.

use serde::{Deserialize, Serialize};

use crate::operation::Inapplicable;
use crate::topology::Forwarding;

/// Which entries of its log a leader sends over a link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Forward {
    /// What the topology asks for.
    #[default]
    ByTopology,
    /// Only the writes that it accepted itself.
    Local,
    /// Those, and what others sent, but nothing back to where it came from.
    Onward,
    /// Everything, even back to where it came from.
    Everything,
}

impl Forward {
    /// What is sent on, where the topology asks for this.
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

/// By what a leader recognises a write that it must not apply again (SEMANTICS T4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Suppression {
    /// By nothing: whatever comes is applied and sent on.
    Off,
    /// By its origin: a leader drops what it accepted itself.
    Origin,
    /// By its path: a leader drops what it has passed on already.
    Path,
    /// By its dot: a leader drops whatever it has applied.
    #[default]
    Dot,
}

impl Suppression {
    /// Whether a write can be applied more than once by one leader.
    #[must_use]
    pub fn allows_reapplying(self) -> bool {
        self != Self::Dot
    }
}

/// When what was delivered is applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Delivery {
    /// At once.
    #[default]
    AsItComes,
    /// Once everything that its accepting leader and its client knew of has been applied (SEMANTICS T6).
    Causal,
}

/// What is done with a write that cannot be carried out where it came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnApplyError {
    /// It is noted and left out.
    #[default]
    Skip,
    /// Its value is put all the same.
    Upsert,
    /// It is kept until it can be carried out.
    Wait,
    /// The link that it came by stops until it can be carried out, or is skipped by hand.
    Stop,
}

/// The switches of replication. All have their default unless they are named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Replication {
    /// Which entries of its log a leader sends over a link.
    #[serde(skip_serializing_if = "is_default")]
    pub forward: Forward,
    /// By what a leader recognises what it must not apply again.
    #[serde(skip_serializing_if = "is_default")]
    pub suppress: Suppression,
    /// When what was delivered is applied.
    #[serde(skip_serializing_if = "is_default")]
    pub delivery: Delivery,
    /// What is done with an update where there is nothing.
    #[serde(skip_serializing_if = "is_default")]
    pub update_missing: OnApplyError,
    /// What is done with an insert where there is something.
    #[serde(skip_serializing_if = "is_default")]
    pub insert_exists: OnApplyError,
    /// What is done with an operation that does not go with the value.
    #[serde(skip_serializing_if = "is_default")]
    pub wrong_kind: OnApplyError,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Replication {
    /// What is done about a misfit.
    #[must_use]
    pub fn on_apply_error(&self, misfit: Inapplicable) -> OnApplyError {
        match misfit {
            Inapplicable::UpdateMissing => self.update_missing,
            Inapplicable::InsertExists => self.insert_exists,
            Inapplicable::WrongKind => self.wrong_kind,
            Inapplicable::TooLarge | Inapplicable::Siblings => OnApplyError::Skip,
        }
    }

    /// Whether there is a misfit by which a write stops the link that brings it.
    #[must_use]
    pub fn can_stop_links(&self) -> bool {
        [self.update_missing, self.insert_exists, self.wrong_kind].contains(&OnApplyError::Stop)
    }
}
