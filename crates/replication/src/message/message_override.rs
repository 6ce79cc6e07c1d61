//! What a person makes of one message that is under way.

use serde::{Deserialize, Serialize};

use super::Message;
use crate::id::{LeaderId, LinkId};
use crate::time::Micros;
use crate::versions::Dot;

/// One message, and what becomes of it: `{"from": "F", "to": "T", "write": "F1", "then": "lost"}`.
///
/// Where the link and the write do not say which message is meant, the other three parts do. What is left out
/// may be anything: of several that fit, a message on its way is meant rather than one at the door, then one
/// that is no copy, then the first in the sender's log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Form", into = "Form")]
pub struct MessageOverride {
    /// The link that carries it.
    pub link: LinkId,
    /// The write that it brings.
    pub dot: Dot,
    /// How many links the write has passed when it arrives.
    pub hops: Option<u32>,
    /// The how-manieth time it is sent.
    pub attempt: Option<u32>,
    /// Whether it is a copy that the link made.
    pub copy: Option<bool>,
    /// What becomes of it.
    pub delivery: DeliveryOverride,
}

/// What becomes of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeliveryOverride {
    /// It comes to the end of its link at this instant of the run.
    #[serde(rename = "arrives_ms")]
    ArriveAt(Micros),
    /// The link loses it.
    Lost,
    /// The link makes a copy of it.
    #[serde(rename = "doubled")]
    Duplicated,
}

impl MessageOverride {
    /// Whether a message may be the one that is meant.
    #[must_use]
    pub fn matches(&self, message: &Message) -> bool {
        let may_be = |wanted: Option<u32>, there| wanted.is_none_or(|wanted| wanted == there);
        (self.link, self.dot) == (message.link, message.dot)
            && may_be(self.hops, message.hops)
            && may_be(self.attempt, message.attempt)
            && self.copy.is_none_or(|copy| copy == message.copy)
    }

    /// What is to become of exactly this message.
    #[must_use]
    pub fn exactly(message: Message, delivery: DeliveryOverride) -> Self {
        let Message { link, dot, hops, attempt, copy } = message;
        Self { link, dot, hops: Some(hops), attempt: Some(attempt), copy: Some(copy), delivery }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    from: LeaderId,
    to: LeaderId,
    write: Dot,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hops: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    attempt: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    copy: Option<bool>,
    then: DeliveryOverride,
}

impl TryFrom<Form> for MessageOverride {
    type Error = &'static str;

    fn try_from(form: Form) -> Result<Self, Self::Error> {
        let Form { from, to, write, hops, attempt, copy, then: delivery } = form;
        if from == to {
            return Err("a link needs two different leaders");
        }
        if hops == Some(0) || attempt == Some(0) {
            return Err("“hops” and “attempt” are counted from 1");
        }
        Ok(Self { link: LinkId::new(from, to), dot: write, hops, attempt, copy, delivery })
    }
}

impl From<MessageOverride> for Form {
    fn from(it: MessageOverride) -> Self {
        let MessageOverride { link: LinkId { from, to }, dot, hops, attempt, copy, delivery } = it;
        Self { from, to, write: dot, hops, attempt, copy, then: delivery }
    }
}
