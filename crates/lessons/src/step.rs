//! A step of a lesson: which part of which run it plays, what it says, and what it asks for.

use replication::{ClientId, Key, LeaderId, LinkId, Micros};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::goal::Goal;
use crate::question::Question;

/// A step as it is written in a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What the learner reads first: at most [`crate::MAX_CAPTION_WORDS`] words.
    pub caption: String,
    /// A whole scenario; that of the step before if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenario: Option<Map<String, Value>>,
    /// Fields that replace those of the scenario; null removes one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Map<String, Value>>,
    /// Where playing starts.
    #[serde(default, rename = "from_ms", skip_serializing_if = "is_default")]
    pub from: Micros,
    /// Where playing stops, and the prediction or goal is given; the same instant if left out.
    #[serde(default, rename = "to_ms", skip_serializing_if = "Option::is_none")]
    pub to: Option<Micros>,
    /// What the learner should look at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub look_at: Vec<LookAt>,
    /// The parts of the page that the step needs besides the stage and the caption.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shows: Vec<Part>,
    /// The controls that the step needs besides those on the stage: one per idea.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<Control>,
    /// A prediction, asked at the instant where playing stops.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predict: Option<Question>,
    /// A goal to reach.
    #[serde(default, rename = "try", skip_serializing_if = "Option::is_none")]
    pub practice: Option<Practice>,
    /// Shown once the learner has predicted or caused the effect; at once if there is nothing to do.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub explain: String,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Something on the page to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LookAt {
    /// A leader.
    Leader(LeaderId),
    /// A link.
    Link {
        /// The leader that sends.
        from: LeaderId,
        /// The leader that receives.
        to: LeaderId,
    },
}

impl LookAt {
    /// The link, if it is one.
    #[must_use]
    pub fn link(&self) -> Option<LinkId> {
        match self {
            Self::Leader(_) => None,
            Self::Link { from, to } => Some(LinkId::new(*from, *to)),
        }
    }
}

/// A part of the page that a step can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The space-time diagram.
    Diagram,
    /// The sentence about the instant and the verdicts.
    Verdicts,
    /// The version vectors on leaders and messages.
    Vectors,
    /// Who has applied which writes, and the comparison of two leaders.
    Matrix,
    /// The details of what is selected.
    Details,
    /// Which leader is the home of each key.
    Homes,
    /// What each client sees.
    Screens,
    /// The merge code of the run.
    MergeCode,
    /// How long clients wait and what is served, beside the single-leader baseline.
    Figures,
}

/// A control that a step can show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Control {
    /// The conflict policy.
    Policy,
    /// The topology.
    Topology,
    /// The offset of a leader's clock.
    LeaderClock(LeaderId),
    /// The offset of a client's clock.
    ClientClock(ClientId),
    /// A form to write as a client.
    Write {
        /// The client that writes.
        client: ClientId,
        /// The key.
        key: Key,
    },
    /// A button to read a key as a client.
    Read {
        /// The client that reads.
        client: ClientId,
        /// The key.
        key: Key,
    },
    /// A form to merge the siblings of a key at a leader.
    Merge {
        /// The leader.
        leader: LeaderId,
        /// The key.
        key: Key,
    },
    /// A button that crashes a leader, or restarts it.
    Crash(LeaderId),
    /// A choice of the home of a key.
    Home(Key),
    /// A choice of delivery: on arrival, or causal.
    Delivery,
    /// A field for merge code.
    MergeCode,
}

/// A goal that the learner reaches by changing the run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Practice {
    /// The goal in words.
    pub goal: String,
    /// When it is reached.
    pub when: Goal,
    /// A hint.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
    /// Fields that replace those of the step's scenario, so that it is reached.
    pub show_me: Map<String, Value>,
    /// An instant at which it is reached then.
    #[serde(rename = "reached_at_ms")]
    pub reached_at: Micros,
}
